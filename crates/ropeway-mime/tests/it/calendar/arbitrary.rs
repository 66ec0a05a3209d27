//! Whatever a calendar object holds, it converts into a part that can be read.

use super::series::{moved, series};
use super::*;
use proptest::prelude::*;

const CLASSES: [&str; 7] = [
    "IPM.Appointment",
    "IPM.Schedule.Meeting.Request",
    "IPM.Schedule.Meeting.Resp.Pos",
    "IPM.Schedule.Meeting.Resp.Tent",
    "IPM.Schedule.Meeting.Resp.Neg",
    "IPM.Schedule.Meeting.Canceled",
    "IPM.Schedule.Meeting.Notification.Forward",
];

const BINARIES: [&str; 7] = [
    "PidLidAppointmentRecur",
    "PidLidAppointmentTimeZoneDefinitionRecur",
    "PidLidAppointmentTimeZoneDefinitionStartDisplay",
    "PidLidAppointmentTimeZoneDefinitionEndDisplay",
    "PidLidTimeZoneStruct",
    "PidLidGlobalObjectId",
    "PidLidCleanGlobalObjectId",
];

const TIMES: [&str; 7] = [
    "PidLidAppointmentStartWhole",
    "PidLidAppointmentEndWhole",
    "PidLidAppointmentProposedStartWhole",
    "PidLidAppointmentProposedEndWhole",
    "PidLidExceptionReplaceTime",
    "PidLidOwnerCriticalChange",
    "PidLidAttendeeCriticalChange",
];

const NUMBERS: [&str; 8] = [
    "PidLidAppointmentDuration",
    "PidLidAppointmentProposedDuration",
    "PidLidBusyStatus",
    "PidLidIntendedBusyStatus",
    "PidLidAppointmentSequence",
    "PidLidReminderDelta",
    "PidLidStartRecurrenceTime",
    "PidLidAppointmentLastSequence",
];

const FLAGS: [&str; 4] = [
    "PidLidAppointmentSubType",
    "PidLidAppointmentCounterProposal",
    "PidLidReminderSet",
    "PidLidIsException",
];

const TEXTS: [&str; 4] = [
    "PidLidLocation",
    "PidLidTimeZoneDescription",
    "PidNameCalendarLocationUrl",
    "PidLidMeetingWorkspaceUrl",
];

/// A valid blob, of which some bytes are changed.
fn blob(of: usize) -> Vec<u8> {
    let weekly = PatternSpecific::Week {
        days: ropeway_types::calendar::WeekDays::MONDAY,
    };
    let mut recurrence = series(
        pattern(PatternType::WEEK, weekly, 1, "2024-06-03 00:00"),
        540,
        630,
    );
    moved(
        &mut recurrence,
        "2024-06-17 09:00",
        "2024-06-18 14:00",
        "2024-06-18 15:00",
    );
    let bytes = match of {
        0 => recurrence.to_bytes(),
        1..4 => berlin().to_bytes(),
        4 => berlin().rules[0].zone().to_bytes(),
        _ => id().to_bytes(),
    };
    bytes.unwrap().to_vec()
}

fn times() -> impl Strategy<Value = FileTime> {
    prop_oneof![
        4 => (0u64..4_000_000).prop_map(|minutes| FileTime(at("2020-01-01 00:00").0 + minutes * 600_000_000)),
        1 => any::<u64>().prop_map(FileTime),
        1 => Just(FileTime(0)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn ca_05_any_calendar_object_converts(
        class in 0..CLASSES.len(),
        changes in proptest::collection::vec((0..BINARIES.len(), any::<prop::sample::Index>(), any::<u8>()), 0..6),
        have in any::<[bool; 7]>(),
        cut in proptest::option::of((0..BINARIES.len(), any::<prop::sample::Index>())),
        times in proptest::collection::vec((0..TIMES.len(), times()), 0..8),
        numbers in proptest::collection::vec((0..NUMBERS.len(), any::<i32>()), 0..8),
        flags in proptest::collection::vec((0..FLAGS.len(), any::<bool>()), 0..4),
        texts in proptest::collection::vec((0..TEXTS.len(), "\\PC{0,12}|[\\x00-\\x20a;:,\"\\\\\r\n]{0,20}"), 0..4),
    ) {
        let mut message = meeting(CLASSES[class]);
        let mut blobs: Vec<Vec<u8>> = (0..BINARIES.len()).map(blob).collect();
        for (of, at, byte) in changes {
            let at = at.index(blobs[of].len());
            blobs[of][at] = byte;
        }
        if let Some((of, at)) = cut {
            let at = at.index(blobs[of].len());
            blobs[of].truncate(at);
        }
        for (at, blob) in blobs.into_iter().enumerate().filter(|(at, _)| have[*at]) {
            set(&mut message, BINARIES[at], bytes::Bytes::from(blob));
        }
        for (at, time) in times {
            set(&mut message, TIMES[at], time);
        }
        for (at, number) in numbers {
            set(&mut message, NUMBERS[at], number);
        }
        for (at, flag) in flags {
            set(&mut message, FLAGS[at], flag);
        }
        for (at, text) in texts {
            set(&mut message, TEXTS[at], text.as_str());
        }
        if raw_ics(&message).is_some() {
            let text = ics(&message);
            prop_assert_eq!(text.matches("BEGIN:VCALENDAR\n").count(), 1);
            let end = lines(&message, "DTEND");
            let start = lines(&message, "DTSTART");
            prop_assert!(!start.is_empty() && end.len() <= start.len());
            // Every zone that a time is in is there, once.
            for line in text.lines() {
                if let Some(id) = line.split_once(";TZID=").map(|(_, rest)| rest) {
                    let id = match id.strip_prefix('"') {
                        Some(quoted) => quoted.split('"').next(),
                        None => id.split(':').next(),
                    };
                    let id = id.unwrap();
                    let zones = lines(&message, "TZID");
                    let is = |zone: &&String| zone.replace('\\', "") == format!("TZID:{id}");
                    prop_assert_eq!(zones.iter().filter(is).count(), 1, "{} in {}", id, text);
                }
            }
        } else {
            prop_assert!(has_finding(&message, "calendar object", FindingKind::Substituted));
        }
    }
}
