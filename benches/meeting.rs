//! A meeting request as Outlook writes one.

use ropeway::message::{Message, Recipient, RecipientType};
use ropeway::types::calendar::{
    AppointmentRecurrencePattern, CalendarType, EndType, GlobalObjectId, LocalMinutes, PatternSpecific,
    PatternType, RecurFrequency, RecurrencePattern, SystemTime, TimeZoneDefinition, TimeZoneRule,
    TimeZoneRuleFlags, TimeZoneStruct, WeekDays,
};
use ropeway::types::wire::Encode;
use ropeway::types::{FileTime, PropertyValue, tags};

/// 2024-01-01 00:00 in minutes since 1601, a Monday.
const NEW_YEAR: u32 = 222_490_080;

fn set(message: &mut Message, name: &str, value: impl Into<PropertyValue>) {
    message.set_property(name, value).unwrap();
}

fn time(minutes: u32) -> FileTime {
    FileTime(u64::from(minutes) * 600_000_000)
}

/// A weekly series with its zone, five attendees and 2 KB of HTML with its text.
pub fn meeting_request() -> Message {
    let mut message = crate::small_text();
    message.set(tags::MESSAGE_CLASS, "IPM.Schedule.Meeting.Request");
    let paragraph = "<p class=MsoNormal>We go through what the week brings, one by one.</p>\r\n";
    let html = format!(
        "<html><body>{}</body></html>",
        paragraph.repeat(2000 / paragraph.len())
    );
    message.set(tags::HTML, bytes::Bytes::from(html));
    let text = "We go through what the week brings, one by one.\r\n\r\n".repeat(2000 / paragraph.len());
    message.set(tags::BODY, text.as_str());
    message.set(tags::RESPONSE_REQUESTED, true);
    for name in ["Cleo", "Dan", "Eve", "Fay"] {
        let address = format!("{name}@example.test");
        message
            .recipients
            .push(Recipient::smtp(RecipientType::CC, name, &address));
    }
    let change = |month, day, hour| SystemTime {
        month,
        day,
        hour,
        ..SystemTime::default()
    };
    let zone = TimeZoneStruct {
        bias: -60,
        daylight_bias: -60,
        standard_date: change(10, 5, 3),
        daylight_date: change(3, 5, 2),
        ..TimeZoneStruct::default()
    };
    let rule = TimeZoneRule::new(1601, TimeZoneRuleFlags::EFFECTIVE, &zone);
    let definition = TimeZoneDefinition::new("W. Europe Standard Time", vec![rule]);
    let pattern = RecurrencePattern {
        reader_version: RecurrencePattern::VERSION,
        writer_version: RecurrencePattern::VERSION,
        recur_frequency: RecurFrequency::WEEKLY,
        pattern_type: PatternType::WEEK,
        calendar_type: CalendarType::DEFAULT,
        first_date_time: 0,
        period: 1,
        sliding_flag: 0,
        specific: PatternSpecific::Week {
            days: WeekDays::MONDAY,
        },
        end_type: EndType::BY_DATE,
        occurrence_count: 52,
        first_day_of_week: 1,
        deleted_instance_dates: Vec::new(),
        modified_instance_dates: Vec::new(),
        start_date: LocalMinutes(NEW_YEAR),
        end_date: LocalMinutes(NEW_YEAR + 51 * 7 * LocalMinutes::DAY),
    };
    let series = AppointmentRecurrencePattern::new(pattern, 540, 570);
    let id = GlobalObjectId {
        array_id: GlobalObjectId::ARRAY_ID,
        year: 0,
        month: 0,
        day: 0,
        creation_time: time(NEW_YEAR),
        reserved: [0; 8],
        data: bytes::Bytes::from_static(&[7; 16]),
    };
    set(&mut message, "PidLidAppointmentRecur", series.to_bytes().unwrap());
    set(&mut message, "PidLidGlobalObjectId", id.to_bytes().unwrap());
    set(&mut message, "PidLidTimeZoneStruct", zone.to_bytes().unwrap());
    for name in ["Recur", "StartDisplay", "EndDisplay"] {
        let name = format!("PidLidAppointmentTimeZoneDefinition{name}");
        set(&mut message, &name, definition.to_bytes().unwrap());
    }
    set(&mut message, "PidLidAppointmentStartWhole", time(NEW_YEAR + 480));
    set(&mut message, "PidLidAppointmentEndWhole", time(NEW_YEAR + 510));
    set(&mut message, "PidLidOwnerCriticalChange", time(NEW_YEAR));
    set(&mut message, "PidLidLocation", "Room 1");
    set(&mut message, "PidLidRecurring", true);
    set(&mut message, "PidLidReminderSet", true);
    set(&mut message, "PidLidReminderDelta", 15);
    set(&mut message, "PidLidBusyStatus", 1);
    set(&mut message, "PidLidIntendedBusyStatus", 2);
    message
}
