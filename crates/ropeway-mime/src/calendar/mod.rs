//! Calendar objects as text/calendar ([MS-OXCICAL], RFC 5545, RFC 5546).
//!
//! A calendar part says what the object says, in this order of trust: the recurrence blob for a series
//! and its exceptions, which is local time; else the UTC times of the object, put into its time zone. What
//! is broken falls back to what is known of the first occurrence, in UTC; without any start there is no
//! part, and the message goes out as a note. Each of that is a finding.
//!
//! Against [MS-OXCICAL] 2.1.3.1.1.20.46, series in calendars whose months are Gregorian (Thai, Japanese
//! and so on) go out as RRULE, which everybody reads and which gives the same days; only those in lunar
//! calendars go out as X-MICROSOFT-RRULE, with X-MICROSOFT-CALSCALE.

mod event;
mod exception;
mod item;
mod lines;
mod people;
mod rule;
mod time;
mod times;
mod uid;
mod zone;

pub(crate) use exception::is_exception;

use crate::body::Body;
use crate::class::Calendar;
use crate::mime::{Content, ContentType, Entity};
use crate::options::Context;
use event::{Common, Event, Span};
use exception::{Exception, exceptions, replaced};
use item::Item;
use lines::Lines;
use people::People;
use ropeway_message::Message;
use ropeway_types::calendar::LocalMinutes;
use ropeway_types::named;
use time::{Local, Scale};
use times::{Recurrence, Times, Zones, recurrence};

/// PRODID of what this crate writes (RFC 5545 3.7.3).
const PRODUCT: &str = concat!("-//Ropeway//ropeway-mime ", env!("CARGO_PKG_VERSION"), "//EN");

/// The text/calendar part of a calendar object; `None` and a finding where nothing says when it is.
pub(crate) fn part(
    message: &Message,
    kind: Calendar,
    body: &Body,
    context: &mut Context<'_>,
) -> Option<Entity> {
    let item = Item::new(message);
    let counter = item.bool(&named::APPOINTMENT_COUNTER_PROPOSAL) == Some(true);
    let method = method(kind, counter);
    let Some(text) = calendar(item, kind, method, body, context) else {
        context.report.substituted(
            "calendar object",
            "nothing says when it starts; it goes out as an ordinary message",
        );
        return None;
    };
    let content_type = ContentType::new("text/calendar")
        .with("charset", "utf-8")
        .with("method", method);
    Some(Entity::new(content_type, Content::Base64(text.into())))
}

/// [MS-OXCICAL] 2.1.3.1.1.1. A forwarded request tells its organizer, and asks nothing of anybody.
fn method(kind: Calendar, counter: bool) -> &'static str {
    match kind {
        Calendar::Appointment | Calendar::Forwarded => "PUBLISH",
        Calendar::Request => "REQUEST",
        Calendar::Canceled => "CANCEL",
        Calendar::Accepted | Calendar::Tentative | Calendar::Declined if counter => "COUNTER",
        Calendar::Accepted | Calendar::Tentative | Calendar::Declined => "REPLY",
    }
}

fn calendar(
    item: Item<'_>,
    kind: Calendar,
    method: &'static str,
    body: &Body,
    context: &mut Context<'_>,
) -> Option<Vec<u8>> {
    let counter = method == "COUNTER";
    let recurrence = recurrence(item, context);
    let mut zones = Zones::of(item, recurrence.is_some() && !counter, context);
    if let Some(recurrence) = recurrence.as_ref().filter(|_| !counter) {
        zones.guess(item, recurrence, context);
    }
    let times = Times::of(item, counter, &zones, recurrence.as_ref(), context)?;
    let recurrence = recurrence.filter(|_| times.series.is_some());
    let people = People::of(item.message, kind, context);
    let common = Common::of(item, kind, method, context);
    let instance_type = match (&times.series, times.instance) {
        (Some(_), _) => 1,
        (None, Some(_)) => 3,
        (None, None) => 0,
    };
    event::name_losses(item, context);
    let master = Event::of(item, people, body.plain.clone(), instance_type);
    // Whoever answers or cancels speaks of the whole series.
    let changed = match (&recurrence, method) {
        (Some(recurrence), "REQUEST" | "PUBLISH") => {
            exceptions(item.message, kind, recurrence, &master, zones.start(), context)
        }
        _ => Vec::new(),
    };
    if times.series.as_ref().is_some_and(|series| series.is_partial) {
        context.report.substituted(
            "PidLidAppointmentRecur",
            "in months without its day, the last one stands in by the pattern, but not by any rule of \
             iCalendar that others read",
        );
    }
    if times
        .series
        .as_ref()
        .is_some_and(|series| series.calendar.is_some())
    {
        context.report.substituted(
            "PidLidAppointmentRecur",
            "months of another calendar have a form that only Microsoft's products read",
        );
    }
    let mut lines = Lines::with_capacity(body.plain.len().saturating_add(4096));
    lines.begin("VCALENDAR");
    lines.text("PRODID", PRODUCT);
    lines.raw("VERSION", "2.0");
    lines.raw("METHOD", method);
    if let Some(calendar) = times.series.as_ref().and_then(|series| series.calendar) {
        lines.raw("X-MICROSOFT-CALSCALE", calendar);
    }
    write_zones(&zones, &times, recurrence.as_ref(), &changed, &mut lines);
    let span = Span {
        scale: times.scale,
        end_scale: times.end_scale,
        start: times.start,
        end: times.end,
    };
    master.write(
        &common,
        span,
        |lines| write_series(&times, recurrence.as_ref(), lines),
        &mut lines,
    );
    for exception in &changed {
        let span = Span {
            scale: exception.scale,
            end_scale: exception.scale,
            start: exception.start,
            end: exception.end,
        };
        // Of the type of the series, whatever the exception became.
        let id = |lines: &mut Lines| {
            times
                .scale
                .write(lines.property("RECURRENCE-ID"), exception.original);
        };
        exception.event.write(&common, span, id, &mut lines);
    }
    lines.end("VCALENDAR");
    Some(lines.finish())
}

/// RRULE, EXDATE and RDATE of a series, RECURRENCE-ID of an instance.
fn write_series(times: &Times<'_>, recurrence: Option<&Recurrence>, lines: &mut Lines) {
    if let Some(instance) = times.instance {
        times.scale.write(lines.property("RECURRENCE-ID"), instance);
    }
    let (Some(series), Some(recurrence)) = (&times.series, recurrence) else {
        return;
    };
    let blob = &recurrence.blob;
    let (rule, except) = match series.calendar {
        Some(_) => ("X-MICROSOFT-RRULE", "X-MICROSOFT-EXDATE"),
        None => ("RRULE", "EXDATE"),
    };
    lines.raw(rule, &series.rule);
    let changed: Vec<u32> = replaced(recurrence).collect();
    let deleted = blob.recurrence_pattern.deleted_instance_dates.iter();
    let mut deleted: Vec<u32> = deleted
        .map(|date| date.day())
        .filter(|day| !changed.contains(day))
        .collect();
    deleted.sort_unstable();
    deleted.dedup();
    for (name, days) in [(except, &deleted), ("RDATE", &series.extra)] {
        if days.is_empty() {
            continue;
        }
        let values: Vec<String> = days
            .iter()
            .map(|day| times.scale.value(Local::from_day(*day, blob.start_time_offset)))
            .collect();
        times.scale.on(lines.property(name)).raw(&values.join(","));
    }
}

/// The VTIMEZONE of each zone that times refer to.
fn write_zones(
    zones: &Zones,
    times: &Times<'_>,
    recurrence: Option<&Recurrence>,
    changed: &[Exception<'_>],
    lines: &mut Lines,
) {
    let of_exceptions = changed.iter().map(|exception| exception.scale);
    let used: Vec<Scale<'_>> = [times.scale, times.end_scale]
        .into_iter()
        .chain(of_exceptions)
        .collect();
    let last = match recurrence.map(|recurrence| &recurrence.blob.recurrence_pattern) {
        Some(pattern) if pattern.is_endless() => None,
        Some(pattern) => {
            let ends = changed.iter().map(|exception| exception.end);
            let last = Local::from_day(pattern.end_date.day(), LocalMinutes::DAY);
            ends.chain([last, times.end]).max()
        }
        None => Some(times.end),
    };
    let starts = changed
        .iter()
        .map(|exception| exception.start.min(exception.original));
    let first = starts.chain([times.start]).chain(times.instance).min();
    let year = |time: Local| time.civil().year;
    for zone in zones.all() {
        if used.contains(&Scale::Zone(zone)) {
            zone.write(first.map_or(0, year), last.map(year), lines);
        }
    }
}
