//! Exceptions of a series: what its blob says of each, and the embedded messages that go with it
//! ([MS-OXOCAL] 2.2.1.44.2, 2.2.10).

use super::event::{Event, importance, reminder};
use super::item::Item;
use super::time::{Local, Scale};
use super::times::{Recurrence, whole_days};
use super::zone::Zone;
use crate::body::body;
use crate::class::Calendar;
use crate::options::Context;
use ropeway_message::{Attachment, Message};
use ropeway_types::calendar::{ExceptionInfo, ExceptionText, OverrideFlags};
use ropeway_types::{CodePage, WideString, named, tags};

/// PidTagAttachmentFlags ([MS-OXCMSG] 2.2.2.19): an exception of a recurring appointment.
const AFE_EXCEPTION: i32 = 2;
/// Class of the messages in such attachments ([MS-OXOCAL] 2.2.10.2.1).
const CLASS: &str = "ipm.ole.class.{00061055-0000-0000-c000-000000000046}";

/// Whether an attachment is no file but an exception ([MS-OXOCAL] 2.2.10.1).
pub(crate) fn is_exception(attachment: &Attachment) -> bool {
    let flags = attachment.properties.int(tags::ATTACHMENT_FLAGS).unwrap_or(0);
    let is_class = |message: &Message| message.message_class().to_ascii_lowercase() == CLASS;
    attachment.embedded.is_some() && flags & AFE_EXCEPTION != 0
        || attachment.embedded.as_deref().is_some_and(is_class)
}

/// An exception as an event.
pub(crate) struct Exception<'z> {
    pub(crate) event: Event,
    pub(crate) scale: Scale<'z>,
    /// When it would have been.
    pub(crate) original: Local,
    pub(crate) start: Local,
    pub(crate) end: Local,
}

/// The days, since 1601, that exceptions replace.
pub(crate) fn replaced(recurrence: &Recurrence) -> impl Iterator<Item = u32> {
    let exceptions = &recurrence.blob.exceptions;
    exceptions.iter().map(|info| info.original_start_date.day())
}

/// The exceptions of a series, as `master` has them and with what each has otherwise.
pub(crate) fn exceptions<'z>(
    message: &Message,
    kind: Calendar,
    recurrence: &Recurrence,
    master: &Event,
    zone: Option<&'z Zone>,
    context: &mut Context<'_>,
) -> Vec<Exception<'z>> {
    let blob = &recurrence.blob;
    let embedded: Vec<Embedded<'_>> = message
        .attachments
        .iter()
        .filter(|attachment| is_exception(attachment))
        .filter_map(Embedded::of)
        .collect();
    let mut found = vec![false; embedded.len()];
    let mut out = Vec::with_capacity(blob.exceptions.len());
    for (at, info) in blob.exceptions.iter().enumerate() {
        let own = embedded.iter().position(|e| e.is(info, zone));
        if let Some(found) = own.and_then(|own| found.get_mut(own)) {
            *found = true;
        }
        let own = own.and_then(|own| embedded.get(own)).map(|own| own.message);
        let item = own.map(Item::new);
        if own.is_some_and(|own| !own.attachments.is_empty()) {
            context.report.dropped(
                "attachments of an exception",
                "a calendar part has no room for files of one occurrence",
            );
        }
        let wide = blob.extended_exceptions.get(at);
        let code_page = message.code_page();
        let subject = text(
            wide.and_then(|e| e.subject.as_ref()),
            info.subject.as_ref(),
            code_page,
        );
        let location = text(
            wide.and_then(|e| e.location.as_ref()),
            info.location.as_ref(),
            code_page,
        );
        // The blob first, then the message of the exception, then the series ([MS-OXOCAL] 2.2.10.2).
        let number = |value: Option<u32>| value.and_then(|value| i32::try_from(value).ok());
        let own_bool = |property| item.and_then(|item| item.bool(property));
        let own_int = |property| item.and_then(|item| item.int(property));
        let all_day = info.sub_type.map(|sub_type| sub_type != 0);
        let all_day = all_day
            .or_else(|| own_bool(&named::APPOINTMENT_SUB_TYPE))
            .unwrap_or(master.all_day);
        let reminds = info.reminder_set.map(|set| set != 0);
        let reminds = reminds
            .or_else(|| own_bool(&named::REMINDER_SET))
            .unwrap_or(master.reminder.is_some());
        let delta = number(info.reminder_delta).or_else(|| own_int(&named::REMINDER_DELTA));
        let minutes = match (delta, master.reminder) {
            (None, Some(minutes)) => minutes,
            (delta, _) => reminder(delta, all_day),
        };
        let busy = number(info.busy_status).or_else(|| own_int(&named::BUSY_STATUS));
        let intended = number(info.busy_status).or_else(|| own_int(&named::INTENDED_BUSY_STATUS));
        let has_body = info.override_flags.contains(OverrideFlags::EXCEPTIONAL_BODY)
            || own_bool(&named::F_EXCEPTIONAL_BODY) == Some(true);
        let description = match own.filter(|_| has_body) {
            Some(own) => body(own, context).plain,
            None => master.description.clone(),
        };
        let people = match own {
            Some(own) => master.people.of_exception(own, kind, context),
            None => master.people.clone(),
        };
        let event = Event {
            people,
            summary: subject.map_or_else(|| master.summary.clone(), |s| crate::mime::clean(&s)),
            location: if info.override_flags.contains(OverrideFlags::LOCATION) {
                location.filter(|location| !location.trim().is_empty())
            } else {
                let own = item.and_then(|item| item.text(&named::LOCATION));
                own.or_else(|| master.location.clone())
            },
            location_url: master.location_url.clone(),
            description,
            busy: busy.or(master.busy),
            intended: intended.or(master.intended),
            importance: item.and_then(importance).or(master.importance),
            reminder: reminds.then_some(minutes),
            all_day,
            instance_type: 3,
        };
        let start = Local::from_minutes(u64::from(info.start_date_time.0));
        let end = Local::from_minutes(u64::from(info.end_date_time.0)).max(start);
        let (start, end) = if all_day {
            whole_days(start, end)
        } else {
            (start, end)
        };
        let scale = match zone {
            _ if all_day => Scale::Date,
            None => Scale::Floating,
            zone => Scale::of(zone),
        };
        // By the pattern, whatever time of day a writer put there.
        let original = Local::from_day(info.original_start_date.day(), blob.start_time_offset);
        out.push(Exception {
            event,
            scale,
            original,
            start,
            end,
        });
    }
    for (embedded, _) in embedded.iter().zip(found).filter(|(_, found)| !found) {
        context.report.dropped(
            format!("attachment {}", embedded.number),
            "an exception that the recurrence pattern does not name is not sent",
        );
    }
    out
}

/// The Unicode text of an exception, else the 8-bit one.
fn text(wide: Option<&WideString>, narrow: Option<&ExceptionText>, code_page: CodePage) -> Option<String> {
    let wide = wide.map(WideString::to_string_lossy);
    wide.or_else(|| {
        let bytes = &narrow?.text;
        Some(match code_page.decode(bytes) {
            Some(text) => text.into_owned(),
            None => String::from_utf8_lossy(bytes).into_owned(),
        })
    })
}

/// The message of an exception.
struct Embedded<'a> {
    number: u32,
    message: &'a Message,
    /// PidTagExceptionStartTime: when it starts, local time as if it were UTC ([MS-OXOCAL] 2.2.10.1.4).
    start: Option<i64>,
    /// Which occurrence it replaces, UTC.
    replaces: Option<i64>,
}

impl<'a> Embedded<'a> {
    fn of(attachment: &'a Attachment) -> Option<Self> {
        let message = attachment.embedded.as_deref()?;
        let time = |tag| attachment.properties.time(tag).map(|time| time.unix_seconds());
        Some(Self {
            number: attachment.number,
            message,
            start: time(tags::EXCEPTION_START_TIME),
            replaces: Item::new(message)
                .time(&named::EXCEPTION_REPLACE_TIME)
                .or_else(|| time(tags::EXCEPTION_REPLACE_TIME)),
        })
    }

    fn is(&self, info: &ExceptionInfo, zone: Option<&Zone>) -> bool {
        let replaces = self.replaces.map(|utc| Scale::of(zone).to_local(utc));
        match replaces.and_then(Local::day) {
            Some(day) => day == info.original_start_date.day(),
            None => self.start == Some(Local::from_minutes(u64::from(info.start_date_time.0)).0),
        }
    }
}
