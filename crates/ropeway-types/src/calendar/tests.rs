//! Known blobs, every truncation, and round trips.

#![allow(clippy::arithmetic_side_effects, reason = "a test that overflows fails")]

use super::*;
use crate::text::WideString;
use crate::time::FileTime;
use crate::wire::{Decode, Encode, Reader};
use bytes::Bytes;
use proptest::prelude::*;

fn hex(text: &str) -> Bytes {
    let digits: Vec<u8> = text
        .bytes()
        .filter_map(|b| char::from(b).to_digit(16))
        .map(|d| d as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect::<Vec<u8>>()
        .into()
}

/// The series of [MS-OXOCAL] 4.1.1.2: Monday, Thursday and Friday, 10:00 to 10:30, twelve times, one of them
/// moved by an hour under another subject at another place.
const WEEKLY_WITH_EXCEPTION: &str = "043004300B2001000000C0210000010000000000000032000000222000000C00000000000000\
    01000000A096BC0C01000000A096BC0C8020BC0C20ADBC0C0630000009300000580200007602000001003499BC0C5299BC0C\
    F898BC0C11002200210053696D706C6520526563757272656E6365207769746820657863657074696F6E730800070033342F\
    34313431000000000400000000000000000000003499BC0C5299BC0CF898BC0C2100530069006D0070006C00650020005200\
    6500630075007200720065006E006300650020007700690074006800200065007800630065007000740069006F006E007300\
    0700330034002F0034003100340031000000000000000000";

fn civil(time: LocalMinutes) -> String {
    time.civil().to_string()
}

fn days(pattern: &RecurrencePattern) -> Vec<String> {
    let dates = pattern.dates().unwrap();
    dates
        .take(50)
        .map(|day| civil(LocalMinutes::from_day(day))[..10].to_owned())
        .collect()
}

#[test]
fn the_series_of_the_specification() {
    let bytes = hex(WEEKLY_WITH_EXCEPTION);
    let series = AppointmentRecurrencePattern::parse(bytes.clone()).unwrap();
    let pattern = &series.recurrence_pattern;
    assert_eq!(pattern.recur_frequency, RecurFrequency::WEEKLY);
    assert_eq!(
        pattern.specific,
        PatternSpecific::Week {
            days: WeekDays::MONDAY | WeekDays::THURSDAY | WeekDays::FRIDAY
        }
    );
    assert_eq!(
        (pattern.end_type, pattern.occurrence_count),
        (EndType::AFTER_COUNT, 12)
    );
    assert_eq!(
        days(pattern),
        [
            "2007-03-26",
            "2007-03-29",
            "2007-03-30",
            "2007-04-02",
            "2007-04-05",
            "2007-04-06",
            "2007-04-09",
            "2007-04-12",
            "2007-04-13",
            "2007-04-16",
            "2007-04-19",
            "2007-04-20"
        ]
    );
    assert_eq!(civil(pattern.end_date), "2007-04-20T00:00:00Z");
    assert_eq!((series.start_time_offset, series.end_time_offset), (600, 630));
    let exception = &series.exceptions[0];
    assert_eq!(civil(exception.start_date_time), "2007-04-16T11:00:00Z");
    assert_eq!(civil(exception.original_start_date), "2007-04-16T10:00:00Z");
    assert_eq!(exception.location.as_ref().unwrap().text, "34/4141");
    assert_eq!(exception.busy_status, None);
    let extended = &series.extended_exceptions[0];
    assert_eq!(
        extended.subject.as_ref().unwrap().to_string_lossy(),
        "Simple Recurrence with exceptions"
    );
    assert_eq!(series.to_bytes().unwrap(), bytes);
}

#[test]
fn a_truncated_series_says_where_it_ends() {
    let bytes = hex(WEEKLY_WITH_EXCEPTION);
    for len in 0..bytes.len() {
        let error = AppointmentRecurrencePattern::parse(bytes.slice(..len)).unwrap_err();
        assert!(
            error.offset <= len && !error.structure.is_empty(),
            "{len}: {error}"
        );
    }
    let error = AppointmentRecurrencePattern::parse(bytes.slice(..100)).unwrap_err();
    assert_eq!((error.structure, error.field), ("ExceptionInfo", "subject"));
    // Up to the exceptions it can be read without the rest.
    let (start, error) = AppointmentRecurrencePattern::parse_start(bytes.slice(..170)).unwrap();
    assert_eq!(start.exceptions.len(), 1);
    assert_eq!(error.unwrap().field, "WideCharSubject");
}

#[test]
fn an_unknown_pattern_type_cannot_be_read() {
    let mut bytes = hex(WEEKLY_WITH_EXCEPTION).to_vec();
    bytes[6] = 0x77;
    let error = AppointmentRecurrencePattern::parse(bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        "RecurrencePattern.PatternTypeSpecific at byte 22: 0x77 is reserved or unknown"
    );
}

#[test]
fn a_count_that_cannot_be_true_allocates_nothing() {
    let mut bytes = hex(WEEKLY_WITH_EXCEPTION).to_vec();
    bytes[38..42].copy_from_slice(&u32::MAX.to_le_bytes());
    let error = AppointmentRecurrencePattern::parse(bytes).unwrap_err();
    assert_eq!(error.field, "deleted_instance_dates");
}

fn pattern(
    pattern_type: PatternType,
    specific: PatternSpecific,
    period: u32,
    start: (u16, u8, u8),
    count: u32,
) -> RecurrencePattern {
    let start = crate::CivilTime {
        year: start.0,
        month: start.1,
        day: start.2,
        hour: 0,
        minute: 0,
        second: 0,
    };
    let start_date = LocalMinutes((FileTime::try_from(start).unwrap().0 / 600_000_000) as u32);
    RecurrencePattern {
        reader_version: RecurrencePattern::VERSION,
        writer_version: RecurrencePattern::VERSION,
        recur_frequency: RecurFrequency::MONTHLY,
        pattern_type,
        calendar_type: CalendarType::DEFAULT,
        first_date_time: 0,
        period,
        sliding_flag: 0,
        specific,
        end_type: EndType::AFTER_COUNT,
        occurrence_count: count,
        first_day_of_week: 1,
        deleted_instance_dates: Vec::new(),
        modified_instance_dates: Vec::new(),
        start_date,
        end_date: LocalMinutes::NO_END,
    }
}

#[test]
fn each_pattern_gives_its_days() {
    let day = pattern(PatternType::DAY, PatternSpecific::Day, 2880, (2024, 2, 27), 3);
    assert_eq!(days(&day), ["2024-02-27", "2024-02-29", "2024-03-02"]);
    let month = PatternSpecific::Month { day: 31 };
    let month = pattern(PatternType::MONTH, month, 1, (2024, 1, 31), 4);
    assert_eq!(
        days(&month),
        ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]
    );
    let end = PatternSpecific::Month { day: 0 };
    let end = pattern(PatternType::MONTH_END, end, 12, (2023, 2, 28), 2);
    assert_eq!(days(&end), ["2023-02-28", "2024-02-29"]);
    let last_friday = PatternSpecific::MonthNth {
        days: WeekDays::FRIDAY,
        nth: 5,
    };
    let last_friday = pattern(PatternType::MONTH_NTH, last_friday, 1, (2024, 1, 1), 3);
    assert_eq!(days(&last_friday), ["2024-01-26", "2024-02-23", "2024-03-29"]);
    let second_workday = PatternSpecific::MonthNth {
        days: WeekDays(0x3E),
        nth: 2,
    };
    let second_workday = pattern(PatternType::MONTH_NTH, second_workday, 2, (2024, 6, 3), 3);
    // The pattern's day in the first month is after it.
    assert_eq!(days(&second_workday), ["2024-06-04", "2024-08-02", "2024-10-02"]);
    // February and August, says the remainder.
    let mut yearly = pattern(
        PatternType::MONTH,
        PatternSpecific::Month { day: 5 },
        6,
        (2024, 6, 3),
        2,
    );
    yearly.first_date_time = 31 * 1440;
    assert_eq!(days(&yearly), ["2024-08-05", "2025-02-05"]);
    // Every other week: the first week is that of the start, Monday to Sunday.
    let week = PatternSpecific::Week {
        days: WeekDays::SUNDAY | WeekDays::TUESDAY,
    };
    let week = pattern(PatternType::WEEK, week, 2, (2024, 5, 3), 3);
    assert_eq!(days(&week), ["2024-05-05", "2024-05-14", "2024-05-19"]);
}

#[test]
fn a_pattern_without_days_gives_none() {
    let mut broken = pattern(PatternType::DAY, PatternSpecific::Day, 0, (2024, 1, 1), 1);
    assert!(broken.dates().is_none());
    broken.period = 7;
    assert!(broken.dates().is_none());
    let no_days = PatternSpecific::Week { days: WeekDays(0x80) };
    assert!(
        pattern(PatternType::WEEK, no_days, 1, (2024, 1, 1), 1)
            .dates()
            .is_none()
    );
    let hijri = PatternSpecific::Month { day: 1 };
    assert!(
        pattern(PatternType::HJ_MONTH, hijri, 1, (2024, 1, 1), 1)
            .dates()
            .is_none()
    );
    let mut by_date = pattern(PatternType::DAY, PatternSpecific::Day, 1440, (2024, 1, 1), 1);
    by_date.end_type = EndType::BY_DATE;
    by_date.end_date = LocalMinutes(by_date.start_date.0 + 1440);
    assert_eq!(days(&by_date), ["2024-01-01", "2024-01-02"]);
    by_date.end_date = LocalMinutes(0);
    assert!(days(&by_date).is_empty());
    by_date.end_type = EndType::NEVER;
    assert_eq!(by_date.dates().unwrap().last(), Some(LocalMinutes::NO_END.day()));
}

/// Pacific time with the rule of 2006 and that of 2007.
#[test]
fn a_time_zone_definition() {
    let zone = TimeZoneStruct {
        bias: 480,
        daylight_bias: -60,
        standard_date: SystemTime {
            month: 11,
            day: 1,
            hour: 2,
            ..SystemTime::default()
        },
        daylight_date: SystemTime {
            month: 3,
            day: 2,
            hour: 2,
            ..SystemTime::default()
        },
        ..TimeZoneStruct::default()
    };
    let bytes = zone.to_bytes().unwrap();
    assert_eq!(bytes.len(), 48);
    assert_eq!(TimeZoneStruct::parse(bytes.clone()), Ok(zone));
    assert!(TimeZoneStruct::parse(bytes.slice(..47)).is_err());

    let flags = TimeZoneRuleFlags::EFFECTIVE | TimeZoneRuleFlags::RECUR_CURRENT;
    let rules = vec![
        TimeZoneRule::new(0, TimeZoneRuleFlags(0), &TimeZoneStruct { bias: 481, ..zone }),
        TimeZoneRule::new(2007, flags, &zone),
    ];
    let definition = TimeZoneDefinition::new("Pacific Standard Time", rules);
    let bytes = definition.to_bytes().unwrap();
    assert_eq!(bytes[..10], hex("0201 3000 0200 1500 5000")[..]);
    assert_eq!(bytes.len(), 52 + 2 * 66);
    assert_eq!(TimeZoneDefinition::parse(bytes.clone()).as_ref(), Ok(&definition));
    assert_eq!(definition.effective().unwrap().zone(), zone);
    for len in 0..bytes.len() {
        assert!(TimeZoneDefinition::parse(bytes.slice(..len)).is_err(), "{len}");
    }
}

/// The id of [MS-OXOCAL] 4.1.3: an instance that was moved.
#[test]
fn a_global_object_id() {
    let bytes = hex(
        "040000008200E00074C5B7101A82E008 07D80319 5025D461E473C801 0000000000000000 10000000\
        2A5844B3A444F74A9C246C60886F116B",
    );
    let id = GlobalObjectId::parse(bytes.clone()).unwrap();
    assert_eq!(id.array_id, GlobalObjectId::ARRAY_ID);
    assert_eq!(id.instance(), Some((2008, 3, 25)));
    assert_eq!(id.clean().instance(), None);
    assert_eq!(id.foreign_uid(), None);
    assert_eq!(id.to_bytes().unwrap(), bytes);
    assert_eq!(id.clean().to_bytes().unwrap()[16..20], [0; 4]);
    for len in 0..bytes.len() {
        assert!(GlobalObjectId::parse(bytes.slice(..len)).is_err(), "{len}");
    }
    let foreign = GlobalObjectId::from_uid("a@b");
    assert_eq!(
        GlobalObjectId::parse(foreign.to_bytes().unwrap()),
        Ok(foreign.clone())
    );
    assert_eq!(foreign.foreign_uid(), Some(&b"a@b"[..]));
}

fn arbitrary_pattern() -> impl Strategy<Value = RecurrencePattern> {
    let specific = prop_oneof![
        Just((PatternType::DAY, PatternSpecific::Day)),
        any::<u32>().prop_map(|d| (PatternType::WEEK, PatternSpecific::Week { days: WeekDays(d) })),
        (prop_oneof![Just(2u16), Just(4), Just(10), Just(12)], any::<u32>())
            .prop_map(|(kind, day)| (PatternType(kind), PatternSpecific::Month { day })),
        (prop_oneof![Just(3u16), Just(11)], any::<u32>(), any::<u32>()).prop_map(|(kind, days, nth)| {
            let days = WeekDays(days);
            (PatternType(kind), PatternSpecific::MonthNth { days, nth })
        }),
    ];
    let dates = || proptest::collection::vec(any::<u32>().prop_map(LocalMinutes), 0..4);
    (specific, any::<[u16; 4]>(), any::<[u32; 8]>(), dates(), dates()).prop_map(
        |((pattern_type, specific), short, long, deleted, modified)| RecurrencePattern {
            reader_version: short[0],
            writer_version: short[1],
            recur_frequency: RecurFrequency(short[2]),
            pattern_type,
            calendar_type: CalendarType(short[3]),
            first_date_time: long[0],
            period: long[1],
            sliding_flag: long[2],
            specific,
            end_type: EndType(long[3]),
            occurrence_count: long[4],
            first_day_of_week: long[5],
            deleted_instance_dates: deleted,
            modified_instance_dates: modified,
            start_date: LocalMinutes(long[6]),
            end_date: LocalMinutes(long[7]),
        },
    )
}

fn arbitrary_exception() -> impl Strategy<Value = (ExceptionInfo, ExtendedException)> {
    let text = || proptest::collection::vec(any::<u8>(), 0..6);
    (
        any::<u16>(),
        any::<[u32; 10]>(),
        text(),
        text(),
        "\\PC{0,5}",
        "\\PC{0,5}",
    )
        .prop_map(|(flags, n, subject, location, wide_subject, wide_location)| {
            let flags = OverrideFlags(flags);
            let number = |flag, n| flags.contains(flag).then_some(n);
            let narrow = |flag, text: Vec<u8>| flags.contains(flag).then(|| ExceptionText::new(text));
            let wide = |flag, text: String| flags.contains(flag).then(|| WideString::from(text.as_str()));
            let has_text = flags.contains(OverrideFlags::SUBJECT) || flags.contains(OverrideFlags::LOCATION);
            let info = ExceptionInfo {
                start_date_time: LocalMinutes(n[0]),
                end_date_time: LocalMinutes(n[1]),
                original_start_date: LocalMinutes(n[2]),
                override_flags: flags,
                subject: narrow(OverrideFlags::SUBJECT, subject),
                meeting_type: number(OverrideFlags::MEETING_TYPE, n[3]),
                reminder_delta: number(OverrideFlags::REMINDER_DELTA, n[4]),
                reminder_set: number(OverrideFlags::REMINDER, n[5]),
                location: narrow(OverrideFlags::LOCATION, location),
                busy_status: number(OverrideFlags::BUSY_STATUS, n[6]),
                attachment: number(OverrideFlags::ATTACHMENT, n[7]),
                sub_type: number(OverrideFlags::SUBTYPE, n[8]),
                appointment_color: number(OverrideFlags::APPOINTMENT_COLOR, n[9]),
            };
            let extended = ExtendedException {
                change_highlight: Some(ChangeHighlight {
                    value: Bytes::from_static(&[1, 0, 0, 0]),
                }),
                reserved_block_1: Bytes::new(),
                times: has_text.then_some([LocalMinutes(n[0]), LocalMinutes(n[1]), LocalMinutes(n[2])]),
                subject: wide(OverrideFlags::SUBJECT, wide_subject),
                location: wide(OverrideFlags::LOCATION, wide_location),
                reserved_block_2: Bytes::new(),
            };
            (info, extended)
        })
}

proptest! {
    #[test]
    fn a_series_comes_back(
        pattern in arbitrary_pattern(),
        exceptions in proptest::collection::vec(arbitrary_exception(), 0..4),
        offsets in any::<[u32; 2]>(),
        extra in proptest::collection::vec(any::<u8>(), 0..4),
    ) {
        let (infos, extended): (Vec<_>, Vec<_>) = exceptions.into_iter().unzip();
        let series = AppointmentRecurrencePattern {
            exceptions: infos,
            extended_exceptions: extended,
            extra: extra.into(),
            ..AppointmentRecurrencePattern::new(pattern, offsets[0], offsets[1])
        };
        let bytes = series.to_bytes().unwrap();
        let read = AppointmentRecurrencePattern::parse(bytes.clone());
        prop_assert_eq!(read, Ok(series.clone()));
        for len in 0..bytes.len() - series.extra.len() {
            prop_assert!(AppointmentRecurrencePattern::parse(bytes.slice(..len)).is_err());
        }
    }

    #[test]
    fn days_ascend_and_end(pattern in arbitrary_pattern(), period in 1u32..40, start in 0u32..0x5AE9_80DF) {
        let mut pattern = RecurrencePattern { period, start_date: LocalMinutes(start), ..pattern };
        if pattern.pattern_type == PatternType::DAY {
            pattern.period *= LocalMinutes::DAY;
        }
        let days: Vec<u32> = pattern.dates().into_iter().flatten().take(200).collect();
        prop_assert!(days.is_sorted_by(|a, b| a < b));
        prop_assert!(days.iter().all(|day| *day >= pattern.start_date.day()));
    }

    #[test]
    fn what_is_read_is_written_back(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0usize..163) {
        let mut blob = hex(WEEKLY_WITH_EXCEPTION).to_vec();
        let end = bytes.len().min(blob.len() - at);
        blob[at..at + end.min(4)].copy_from_slice(&bytes[..end.min(4)]);
        for blob in [Bytes::from(blob), Bytes::from(bytes)] {
            if let Ok(read) = AppointmentRecurrencePattern::parse(blob.clone()) {
                prop_assert_eq!(read.to_bytes().unwrap(), blob.clone());
            }
            if let Ok(read) = TimeZoneDefinition::parse(blob.clone()) {
                prop_assert_eq!(read.to_bytes().unwrap(), blob.clone());
            }
            if let Ok(read) = GlobalObjectId::parse(blob.clone()) {
                prop_assert_eq!(read.to_bytes().unwrap(), blob.clone());
            }
        }
    }
}

#[test]
fn a_pattern_stands_alone_too() {
    let bytes = hex(WEEKLY_WITH_EXCEPTION);
    let mut reader = Reader::new(bytes.clone());
    let pattern = RecurrencePattern::decode(&mut reader).unwrap();
    assert_eq!(pattern.to_bytes().unwrap(), bytes[..reader.offset()]);
}
