//! Meetings and appointments: objects to convert, and their calendar parts read by calcard.

mod arbitrary;
mod corpus;
mod exceptions;
mod parts;
mod properties;
mod series;
mod times;

use super::support::{mime, note};
use calcard::icalendar::ICalendar;
use mail_parser::{MessageParser, MimeHeaders};
use ropeway_message::{Message, Recipient, RecipientType};
use ropeway_mime::FindingKind;
use ropeway_types::calendar::{
    AppointmentRecurrencePattern, CalendarType, EndType, GlobalObjectId, LocalMinutes, PatternSpecific,
    PatternType, RecurFrequency, RecurrencePattern, SystemTime, TimeZoneDefinition, TimeZoneRule,
    TimeZoneRuleFlags, TimeZoneStruct,
};
use ropeway_types::wire::Encode;
use ropeway_types::{CivilTime, FileTime, PropertyValue, tags};

/// `2024-03-10 09:30`, as if it were UTC.
fn at(text: &str) -> FileTime {
    let number = |range: std::ops::Range<usize>| text[range].parse::<u16>().unwrap();
    let civil = CivilTime {
        year: number(0..4),
        month: number(5..7) as u8,
        day: number(8..10) as u8,
        hour: number(11..13) as u8,
        minute: number(14..16) as u8,
        second: 0,
    };
    FileTime::try_from(civil).unwrap()
}

fn minutes(text: &str) -> LocalMinutes {
    LocalMinutes(u32::try_from(at(text).0 / 600_000_000).unwrap())
}

fn set(message: &mut Message, name: &str, value: impl Into<PropertyValue>) {
    message.set_property(name, value).unwrap();
}

fn set_bytes(message: &mut Message, name: &str, value: &impl Encode) {
    set(message, name, value.to_bytes().unwrap());
}

/// A request from Ann to Bob, Cleo and a room, on 2024-06-03 from 7:00 to 8:30 UTC.
fn meeting(class: &str) -> Message {
    let mut message = note();
    message.set(tags::MESSAGE_CLASS, class);
    message.set(tags::SUBJECT, "Review, again; with cake");
    message.set(tags::BODY, "Bring:\r\n- data\r\n- cake\r\n");
    message.set(tags::RESPONSE_REQUESTED, true);
    message.set(tags::OWNER_APPOINTMENT_ID, 77);
    for (kind, name, address) in [
        (RecipientType::CC, "Cleo \"C\" O'Hara; Ltd", "cleo@c.test"),
        (RecipientType::BCC, "Room 1", "room1@b.test"),
    ] {
        message.recipients.push(Recipient::smtp(kind, name, address));
    }
    set(
        &mut message,
        "PidLidAppointmentStartWhole",
        at("2024-06-03 07:00"),
    );
    set(&mut message, "PidLidAppointmentEndWhole", at("2024-06-03 08:30"));
    set(&mut message, "PidLidLocation", "Room 1, 2nd floor");
    set(&mut message, "PidLidBusyStatus", 1);
    set(&mut message, "PidLidIntendedBusyStatus", 2);
    set(&mut message, "PidLidAppointmentSequence", 3);
    set(&mut message, "PidLidOwnerCriticalChange", at("2024-05-30 10:00"));
    set(&mut message, "PidLidReminderSet", true);
    set(&mut message, "PidLidReminderDelta", 30);
    set_bytes(&mut message, "PidLidGlobalObjectId", &id());
    message
}

fn request() -> Message {
    meeting("IPM.Schedule.Meeting.Request")
}

fn id() -> GlobalObjectId {
    GlobalObjectId {
        array_id: GlobalObjectId::ARRAY_ID,
        year: 0,
        month: 0,
        day: 0,
        creation_time: at("2024-05-30 09:59"),
        reserved: [0; 8],
        data: bytes::Bytes::from_static(&[0xAB; 16]),
    }
}

/// When a clock changes: the nth (5: last) day of the week, at an hour.
fn change(month: u16, nth: u16, day_of_week: u16, hour: u16) -> SystemTime {
    SystemTime {
        month,
        day: nth,
        day_of_week,
        hour,
        ..SystemTime::default()
    }
}

fn zone(bias: i32, standard: SystemTime, daylight: SystemTime) -> TimeZoneStruct {
    TimeZoneStruct {
        bias,
        daylight_bias: -60,
        standard_date: standard,
        daylight_date: daylight,
        ..TimeZoneStruct::default()
    }
}

/// Last Sundays of March and October.
fn berlin() -> TimeZoneDefinition {
    definition(
        "W. Europe Standard Time",
        &[(0, zone(-60, change(10, 5, 0, 3), change(3, 5, 0, 2)))],
    )
}

fn definition(name: &str, rules: &[(u16, TimeZoneStruct)]) -> TimeZoneDefinition {
    let flags = |last| {
        if last {
            TimeZoneRuleFlags::EFFECTIVE | TimeZoneRuleFlags::RECUR_CURRENT
        } else {
            TimeZoneRuleFlags(0)
        }
    };
    let count = rules.len();
    let rules = rules.iter().enumerate();
    let rules = rules.map(|(at, (year, zone))| TimeZoneRule::new(*year, flags(at + 1 == count), zone));
    TimeZoneDefinition::new(name, rules.collect())
}

fn in_zone(mut message: Message, zone: &TimeZoneDefinition) -> Message {
    for name in ["StartDisplay", "EndDisplay"] {
        set_bytes(
            &mut message,
            &format!("PidLidAppointmentTimeZoneDefinition{name}"),
            zone,
        );
    }
    message
}

fn pattern(kind: PatternType, specific: PatternSpecific, period: u32, first: &str) -> RecurrencePattern {
    RecurrencePattern {
        reader_version: RecurrencePattern::VERSION,
        writer_version: RecurrencePattern::VERSION,
        recur_frequency: RecurFrequency::WEEKLY,
        pattern_type: kind,
        calendar_type: CalendarType::DEFAULT,
        first_date_time: 0,
        period,
        sliding_flag: 0,
        specific,
        end_type: EndType::AFTER_COUNT,
        occurrence_count: 5,
        first_day_of_week: 0,
        deleted_instance_dates: Vec::new(),
        modified_instance_dates: Vec::new(),
        start_date: LocalMinutes(minutes(first).0 / 1440 * 1440),
        end_date: LocalMinutes::NO_END,
    }
}

/// A series from `start`, the local time of its first occurrence, for so many minutes.
fn recurring(
    mut message: Message,
    series: &AppointmentRecurrencePattern,
    zone: &TimeZoneDefinition,
) -> Message {
    set(&mut message, "PidLidRecurring", true);
    set_bytes(&mut message, "PidLidAppointmentRecur", series);
    set_bytes(&mut message, "PidLidAppointmentTimeZoneDefinitionRecur", zone);
    if let Some(rule) = zone.effective() {
        set_bytes(&mut message, "PidLidTimeZoneStruct", &rule.zone());
    }
    message
}

/// The calendar part, which calcard must read without objections.
fn ics(message: &Message) -> String {
    let text = raw_ics(message).expect("a text/calendar part");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
    }
    ICalendar::parse(&text).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
    text.replace("\r\n ", "").replace("\r\n", "\n")
}

fn raw_ics(message: &Message) -> Option<String> {
    let bytes = mime(message).to_bytes().unwrap();
    let parsed = MessageParser::new().parse(&bytes[..]).unwrap();
    let part = parsed.parts.iter().find(|part| {
        part.content_type()
            .is_some_and(|c| c.c_type == "text" && c.subtype() == Some("calendar"))
    })?;
    Some(String::from_utf8(part.contents().to_vec()).unwrap())
}

/// The lines of one property in all of the part.
fn lines(message: &Message, property: &str) -> Vec<String> {
    let is = |line: &&str| line.split([':', ';']).next() == Some(property);
    ics(message).lines().filter(is).map(str::to_owned).collect()
}

/// The only line of a property in the first event.
fn line(message: &Message, property: &str) -> String {
    let text = ics(message);
    let event = text
        .split("BEGIN:VEVENT")
        .nth(1)
        .unwrap()
        .split("END:VEVENT")
        .next()
        .unwrap();
    let is = |line: &&str| line.split([':', ';']).next() == Some(property);
    let own = event.split("BEGIN:VALARM").next().unwrap();
    let mut found = own.lines().filter(is);
    let line = found.next().unwrap_or_else(|| panic!("no {property} in {text}"));
    assert_eq!(found.next(), None);
    line.to_owned()
}

fn findings(message: &Message) -> Vec<String> {
    let mime = mime(message);
    mime.report().findings().iter().map(ToString::to_string).collect()
}

fn has_finding(message: &Message, what: &str, kind: FindingKind) -> bool {
    let mime = mime(message);
    let findings = mime.report().findings();
    findings
        .iter()
        .any(|finding| finding.what.contains(what) && finding.kind == kind)
}
