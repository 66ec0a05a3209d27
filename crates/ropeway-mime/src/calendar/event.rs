//! VEVENT ([MS-OXCICAL] 2.1.3.1.1.20).

use super::item::Item;
use super::lines::{Line, Lines};
use super::people::People;
use super::time::{Local, Scale, utc};
use super::uid::uid;
use crate::class::Calendar;
use crate::mime::clean;
use crate::options::Context;
use ropeway_types::{FileTime, NamedProperty, PropertyName, PropertyValue, named, property_set, tags};

/// PidLidReminderDelta of a reminder at the user's usual time ([MS-OXORMDR] 2.2.1.3).
const DEFAULT_REMINDER: i32 = 0x5AE9_80E1;
/// What Outlook sets then: minutes, also of an all-day event.
const REMINDER: u32 = 15;
const ALL_DAY_REMINDER: u32 = 1080;

/// asfCanceled of PidLidAppointmentStateFlags ([MS-OXOCAL] 2.2.1.10).
const CANCELED: i32 = 4;

/// What all events of an object have in common.
#[derive(Debug)]
pub(crate) struct Common {
    pub(crate) kind: Calendar,
    pub(crate) method: &'static str,
    uid: String,
    stamp: i64,
    sequence: i32,
    class: &'static str,
    canceled: bool,
    /// Of its texts ([MS-OXCICAL] 2.1.3.1.1.20.24.2).
    language: Option<&'static str>,
    categories: Vec<String>,
    extensions: Vec<(&'static str, String)>,
}

/// What may differ from event to event.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) people: People,
    pub(crate) summary: String,
    pub(crate) location: Option<String>,
    pub(crate) location_url: Option<String>,
    pub(crate) description: String,
    pub(crate) busy: Option<i32>,
    pub(crate) intended: Option<i32>,
    pub(crate) importance: Option<i32>,
    /// Minutes before the start.
    pub(crate) reminder: Option<u32>,
    pub(crate) all_day: bool,
    /// X-MICROSOFT-CDO-INSTTYPE: 0 single, 1 series, 3 exception.
    pub(crate) instance_type: u8,
}

/// When an event takes place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span<'z> {
    pub(crate) scale: Scale<'z>,
    pub(crate) end_scale: Scale<'z>,
    pub(crate) start: Local,
    pub(crate) end: Local,
}

impl Common {
    pub(crate) fn of(
        item: Item<'_>,
        kind: Calendar,
        method: &'static str,
        context: &mut Context<'_>,
    ) -> Self {
        let answers = matches!(
            kind,
            Calendar::Accepted | Calendar::Tentative | Calendar::Declined
        );
        let changes = if answers {
            [&named::ATTENDEE_CRITICAL_CHANGE, &named::OWNER_CRITICAL_CHANGE]
        } else {
            [&named::OWNER_CRITICAL_CHANGE, &named::ATTENDEE_CRITICAL_CHANGE]
        };
        let stamp = changes
            .into_iter()
            .find_map(|property| item.time(property))
            .or_else(|| item.tagged_time(tags::CLIENT_SUBMIT_TIME))
            .or_else(|| item.tagged_time(tags::LAST_MODIFICATION_TIME))
            .unwrap_or_else(|| FileTime::from(context.options.date).unix_seconds());
        let properties = &item.message.properties;
        let class = match properties.int(tags::SENSITIVITY) {
            Some(1) => "X-PERSONAL",
            Some(2) => "PRIVATE",
            Some(3) => "CONFIDENTIAL",
            _ => "PUBLIC",
        };
        // Categories are private: the header decides for both, and its finding stands for both.
        let categories = if context.options.headers.keywords {
            categories(item)
        } else {
            Vec::new()
        };
        let state = item.int(&named::APPOINTMENT_STATE_FLAGS).unwrap_or(0);
        Self {
            kind,
            method,
            language: properties
                .int(tags::MESSAGE_LOCALE_ID)
                .and_then(crate::language::tag),
            canceled: kind == Calendar::Canceled || state & CANCELED != 0,
            uid: uid(item, context),
            stamp,
            sequence: item.int(&named::APPOINTMENT_SEQUENCE).unwrap_or(0).max(0),
            class,
            categories,
            extensions: extensions(item, method),
        }
    }
}

impl Common {
    /// A line of text in the language of the object.
    fn spoken<'l>(&self, line: Line<'l>) -> Line<'l> {
        match self.language {
            Some(language) => line.param("LANGUAGE", language),
            None => line,
        }
    }
}

fn categories(item: Item<'_>) -> Vec<String> {
    let code_page = item.code_page();
    let value = item.message.named(&named::KEYWORDS.property_name());
    let words: Vec<String> = match value {
        Some(PropertyValue::MultipleString(words)) => words.iter().map(|w| w.to_string_lossy()).collect(),
        Some(PropertyValue::MultipleString8(words)) => words
            .iter()
            .map(|word| match code_page.decode(word) {
                Some(word) => word.into_owned(),
                None => String::from_utf8_lossy(word).into_owned(),
            })
            .collect(),
        Some(PropertyValue::String(word)) => vec![word.to_string_lossy()],
        _ => Vec::new(),
    };
    let words = words.iter().map(|word| clean(word));
    words.filter(|word| !word.is_empty()).collect()
}

/// Properties that only Microsoft's products know, apart from those of each event.
fn extensions(item: Item<'_>, method: &str) -> Vec<(&'static str, String)> {
    let mut out = Vec::with_capacity(8);
    let number = |property: &NamedProperty| item.int(property).map(|n| n.to_string());
    let time = |property: &NamedProperty| item.time(property).map(utc);
    let mut put = |name: &'static str, value: Option<String>| {
        if let Some(value) = value {
            out.push((name, value));
        }
    };
    put(
        "X-MICROSOFT-CDO-APPT-SEQUENCE",
        Some(
            item.int(&named::APPOINTMENT_SEQUENCE)
                .unwrap_or(0)
                .max(0)
                .to_string(),
        ),
    );
    let owner = item.message.properties.int(tags::OWNER_APPOINTMENT_ID);
    put("X-MICROSOFT-CDO-OWNERAPPTID", owner.map(|id| id.to_string()));
    put(
        "X-MICROSOFT-CDO-ATTENDEE-CRITICAL-CHANGE",
        time(&named::ATTENDEE_CRITICAL_CHANGE),
    );
    put(
        "X-MICROSOFT-CDO-OWNER-CRITICAL-CHANGE",
        time(&named::OWNER_CRITICAL_CHANGE),
    );
    if matches!(method, "REPLY" | "COUNTER") {
        put("X-MICROSOFT-CDO-REPLYTIME", time(&named::APPOINTMENT_REPLY_TIME));
    }
    if method == "COUNTER" {
        // What the proposal would replace.
        put("X-MS-OLK-ORIGINALSTART", super::times::start_of(item).map(utc));
        let end = super::times::start_of(item).map(|start| super::times::end_of(item, start));
        put("X-MS-OLK-ORIGINALEND", end.map(utc));
    }
    let no_counter = item.bool(&named::APPOINTMENT_NOT_ALLOW_PROPOSE);
    put("X-MICROSOFT-DISALLOW-COUNTER", no_counter.map(truth));
    let name = PropertyName::name(property_set::PS_PUBLIC_STRINGS, "DoNotForward");
    let no_forward = match item.message.named(&name) {
        Some(PropertyValue::Boolean(value)) => Some(*value),
        _ => None,
    };
    put("X-MICROSOFT-DONOTFORWARDMEETING", no_forward.map(truth));
    put("X-MS-OLK-APPTSEQTIME", time(&named::APPOINTMENT_SEQUENCE_TIME));
    put(
        "X-MS-OLK-APPTLASTSEQUENCE",
        number(&named::APPOINTMENT_LAST_SEQUENCE),
    );
    put("X-MS-OLK-MWSURL", item.text(&named::MEETING_WORKSPACE_URL));
    for (property, name) in ONLINE {
        let property = PropertyName::name(property_set::PS_PUBLIC_STRINGS, property);
        let value = item.message.named_text(&property).map(|text| clean(&text));
        put(name, value.filter(|text| !text.is_empty()));
    }
    out
}

/// Strings of online meetings, which Exchange writes under these names.
const ONLINE: [(&str, &str); 4] = [
    ("OnlineMeetingConfLink", "X-MICROSOFT-ONLINEMEETINGCONFLINK"),
    (
        "OnlineMeetingExternalLink",
        "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    ),
    ("SkypeTeamsMeetingUrl", "X-MICROSOFT-SKYPETEAMSMEETINGURL"),
    ("SkypeTeamsProperties", "X-MICROSOFT-SKYPETEAMSPROPERTIES"),
];

fn truth(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}

impl Event {
    pub(crate) fn of(item: Item<'_>, people: People, description: String, instance_type: u8) -> Self {
        let all_day = item.bool(&named::APPOINTMENT_SUB_TYPE) == Some(true);
        let reminder = (item.bool(&named::REMINDER_SET) == Some(true))
            .then(|| reminder(item.int(&named::REMINDER_DELTA), all_day));
        let location_url = item.text(&named::CALENDAR_LOCATION_URL).map(|url| clean(&url));
        Self {
            people,
            summary: crate::headers::subject(item.message),
            location: item.text(&named::LOCATION),
            location_url: location_url.filter(|url| !url.is_empty()),
            description,
            busy: item.int(&named::BUSY_STATUS),
            intended: item.int(&named::INTENDED_BUSY_STATUS),
            importance: importance(item),
            reminder,
            all_day,
            instance_type,
        }
    }

    /// Writes the event; `recurrence` writes what makes it a series or an instance of one.
    pub(crate) fn write(
        &self,
        common: &Common,
        span: Span<'_>,
        recurrence: impl FnOnce(&mut Lines),
        lines: &mut Lines,
    ) {
        lines.begin("VEVENT");
        self.people.write(lines);
        if !self.description.trim().is_empty() {
            // [MS-OXCICAL] 2.1.3.1.1.20.5: what somebody answers is no description.
            let name = match common.method {
                "REPLY" | "COUNTER" => "COMMENT",
                _ => "DESCRIPTION",
            };
            common.spoken(lines.property(name)).text(&self.description);
        }
        recurrence(lines);
        lines.text("UID", &common.uid);
        common.spoken(lines.property("SUMMARY")).text(&self.summary);
        span.scale.write(lines.property("DTSTART"), span.start);
        if span.end != span.start || span.scale != span.end_scale {
            span.end_scale.write(lines.property("DTEND"), span.end);
        }
        lines.raw("CLASS", common.class);
        let priority = match self.importance {
            Some(0) => 9,
            Some(2) => 1,
            _ => 5,
        };
        lines.property("PRIORITY").number(priority);
        lines.raw("DTSTAMP", &utc(common.stamp));
        // A request shows what the time is meant to become, not what it is until it is answered.
        let shown = match common.kind {
            Calendar::Request => self.intended.or(self.busy),
            _ => self.busy,
        };
        let is_free = matches!(shown, Some(0 | 4));
        lines.raw("TRANSP", if is_free { "TRANSPARENT" } else { "OPAQUE" });
        let status = match (common.canceled, shown) {
            (true, _) => "CANCELLED",
            (_, Some(1)) => "TENTATIVE",
            _ => "CONFIRMED",
        };
        lines.raw("STATUS", status);
        lines.property("SEQUENCE").number(common.sequence);
        if let Some(location) = &self.location {
            let mut line = common.spoken(lines.property("LOCATION"));
            if let Some(url) = &self.location_url {
                line = line.param("ALTREP", url);
            }
            line.text(location);
        }
        if !common.categories.is_empty() {
            lines
                .property("CATEGORIES")
                .texts(common.categories.iter().map(String::as_str));
        }
        for (name, value) in &common.extensions {
            lines.text(name, value);
        }
        for (name, status) in [
            ("X-MICROSOFT-CDO-BUSYSTATUS", self.busy),
            ("X-MICROSOFT-CDO-INTENDEDSTATUS", self.intended),
        ] {
            if let Some(word) = status.and_then(busy_word) {
                lines.raw(name, word);
            }
        }
        lines.raw(
            "X-MICROSOFT-CDO-ALLDAYEVENT",
            if self.all_day { "TRUE" } else { "FALSE" },
        );
        let importance = self.importance.unwrap_or(1);
        lines.property("X-MICROSOFT-CDO-IMPORTANCE").number(importance);
        lines
            .property("X-MICROSOFT-CDO-INSTTYPE")
            .number(self.instance_type);
        // Answers and cancellations remind nobody (RFC 5546 3.2.3, 3.2.5).
        if let Some(minutes) = self.reminder
            && matches!(common.method, "REQUEST" | "PUBLISH")
        {
            lines.begin("VALARM");
            lines.raw("ACTION", "DISPLAY");
            lines.raw("DESCRIPTION", "Reminder");
            lines
                .property("TRIGGER")
                .param("RELATED", "START")
                .raw(&format!("-PT{minutes}M"));
            lines.end("VALARM");
        }
        lines.end("VEVENT");
    }
}

/// PidTagImportance: 0 low, 1 normal, 2 high.
pub(crate) fn importance(item: Item<'_>) -> Option<i32> {
    let importance = item.message.properties.int(tags::IMPORTANCE);
    importance.filter(|importance| (0..=2).contains(importance))
}

/// PidLidReminderDelta in minutes.
pub(crate) fn reminder(delta: Option<i32>, all_day: bool) -> u32 {
    /// Ten years: what lies further ahead is no reminder.
    const MOST: u32 = 10 * 366 * 1440;
    let usual = if all_day { ALL_DAY_REMINDER } else { REMINDER };
    match delta {
        None | Some(DEFAULT_REMINDER) => usual,
        Some(delta) => u32::try_from(delta).ok().filter(|n| *n <= MOST).unwrap_or(usual),
    }
}

/// [MS-OXCICAL] 2.1.3.1.1.20.31.
fn busy_word(status: i32) -> Option<&'static str> {
    Some(match status {
        0 => "FREE",
        1 => "TENTATIVE",
        2 => "BUSY",
        3 => "OOF",
        4 => "WORKINGELSEWHERE",
        _ => return None,
    })
}

/// Names what a calendar part has no room for.
pub(crate) fn name_losses(item: Item<'_>, context: &mut Context<'_>) {
    for property in [
        &named::NON_SENDABLE_TO,
        &named::NON_SENDABLE_CC,
        &named::NON_SENDABLE_BCC,
    ] {
        if item.text(property).is_some() {
            context.report.dropped(
                property.canonical_name,
                "attendees without an address are not sent",
            );
        }
    }
    for (property, what) in [
        (&named::NET_SHOW_URL, "the address of a broadcast"),
        (&named::ONLINE_PASSWORD, "the password of an online meeting"),
        (&named::DIRECTORY, "the server of an online meeting"),
        (&named::COLLABORATE_DOC, "the document of an online meeting"),
        (&named::REMINDER_FILE_PARAMETER, "the sound of a reminder"),
    ] {
        if item.text(property).is_some() {
            let why = "iCalendar has no form for it that others read";
            context
                .report
                .dropped(format!("{} ({what})", property.canonical_name), why);
        }
    }
}
