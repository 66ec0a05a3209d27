//! Series: their rules, their occurrences, their exceptions.

use super::*;
use bytes::Bytes;
use calcard::common::timezone::Tz;
use ropeway_types::WideString;
use ropeway_types::calendar::{
    ChangeHighlight, ExceptionInfo, ExceptionText, ExtendedException, OverrideFlags, WeekDays,
};
use std::fmt::Write as _;
use std::path::PathBuf;

const MONDAY_TO_FRIDAY: WeekDays = WeekDays(0x3E);

pub(super) fn week(days: WeekDays) -> PatternSpecific {
    PatternSpecific::Week { days }
}

/// From so many minutes after midnight to so many.
pub(super) fn series(pattern: RecurrencePattern, from: u32, to: u32) -> AppointmentRecurrencePattern {
    AppointmentRecurrencePattern::new(pattern, from, to)
}

fn until(mut pattern: RecurrencePattern, end: &str) -> RecurrencePattern {
    pattern.end_type = EndType::BY_DATE;
    pattern.end_date = LocalMinutes(minutes(end).0 / 1440 * 1440);
    pattern
}

pub(super) fn never(mut pattern: RecurrencePattern) -> RecurrencePattern {
    pattern.end_type = EndType::NEVER;
    pattern
}

pub(super) fn day(text: &str) -> LocalMinutes {
    LocalMinutes(minutes(text).0 / 1440 * 1440)
}

/// An exception that moves an occurrence.
pub(super) fn moved(series: &mut AppointmentRecurrencePattern, original: &str, start: &str, end: &str) {
    series
        .recurrence_pattern
        .deleted_instance_dates
        .push(day(original));
    series.recurrence_pattern.modified_instance_dates.push(day(start));
    series.exceptions.push(ExceptionInfo {
        start_date_time: minutes(start),
        end_date_time: minutes(end),
        original_start_date: minutes(original),
        override_flags: OverrideFlags(0),
        subject: None,
        meeting_type: None,
        reminder_delta: None,
        reminder_set: None,
        location: None,
        busy_status: None,
        attachment: None,
        sub_type: None,
        appointment_color: None,
    });
    series.extended_exceptions.push(ExtendedException {
        change_highlight: Some(ChangeHighlight {
            value: Bytes::from_static(&[0; 4]),
        }),
        ..ExtendedException::default()
    });
}

/// Gives the last exception a subject and a place.
pub(super) fn renamed(series: &mut AppointmentRecurrencePattern, subject: &str, location: &str) {
    let info = series.exceptions.last_mut().unwrap();
    info.override_flags = OverrideFlags::SUBJECT | OverrideFlags::LOCATION;
    info.subject = Some(ExceptionText::new(
        subject.replace(|c: char| !c.is_ascii(), "?").into_bytes(),
    ));
    info.location = Some(ExceptionText::new(
        location.replace(|c: char| !c.is_ascii(), "?").into_bytes(),
    ));
    let times = [info.start_date_time, info.end_date_time, info.original_start_date];
    let wide = series.extended_exceptions.last_mut().unwrap();
    wide.times = Some(times);
    wide.subject = Some(WideString::from(subject));
    wide.location = Some(WideString::from(location));
}

/// Local start and end of the occurrences that a blob gives, exceptions in their place, in order.
fn occurrences(series: &AppointmentRecurrencePattern) -> Vec<(String, String)> {
    let pattern = &series.recurrence_pattern;
    let gone: Vec<u32> = pattern
        .deleted_instance_dates
        .iter()
        .map(|date| date.day())
        .collect();
    let kept = pattern
        .dates()
        .unwrap()
        .take(120)
        .filter(|day| !gone.contains(day));
    let mut all: Vec<(u32, u32)> = kept
        .map(|day| {
            (
                day * 1440 + series.start_time_offset,
                day * 1440 + series.end_time_offset,
            )
        })
        .collect();
    all.extend(
        series
            .exceptions
            .iter()
            .map(|e| (e.start_date_time.0, e.end_date_time.0)),
    );
    all.sort_unstable();
    let text = |time| LocalMinutes(time).civil().to_string()[..16].to_owned();
    all.into_iter()
        .map(|(start, end)| (text(start), text(end)))
        .collect()
}

/// Local starts by calcard, which knows the zones by their names and expands the rules itself.
fn expanded(message: &Message, count: usize) -> Vec<String> {
    let parsed = ICalendar::parse(raw_ics(message).unwrap()).unwrap();
    let expanded = parsed.expand_dates(Tz::Floating, 500);
    assert!(expanded.errors.is_empty(), "{:?}", expanded.errors);
    let mut starts: Vec<String> = expanded
        .events
        .iter()
        .map(|event| event.start.naive_local().format("%Y-%m-%dT%H:%M").to_string())
        .collect();
    starts.sort_unstable();
    starts.truncate(count);
    starts
}

struct Case {
    name: &'static str,
    zone: TimeZoneDefinition,
    /// The same zone in the data of IANA.
    iana: &'static str,
    series: AppointmentRecurrencePattern,
    all_day: bool,
}

impl Case {
    fn message(&self) -> Message {
        let mut message = request();
        let start = self.series.recurrence_pattern.start_date.0 + self.series.start_time_offset;
        set(
            &mut message,
            "PidLidAppointmentStartWhole",
            FileTime(u64::from(start) * 600_000_000),
        );
        set(&mut message, "PidLidAppointmentSubType", self.all_day);
        recurring(message, &self.series, &self.zone)
    }
}

fn cases() -> Vec<Case> {
    let sydney = zone(-600, change(4, 1, 0, 3), change(10, 1, 0, 2));
    let sydney = definition("AUS Eastern Standard Time", &[(0, sydney)]);
    let old = zone(300, change(10, 5, 0, 2), change(4, 1, 0, 2));
    let new = zone(300, change(11, 1, 0, 2), change(3, 2, 0, 2));
    let eastern = definition("Eastern Standard Time", &[(0, old), (2007, new)]);
    let fixed = |name, bias| {
        definition(
            name,
            &[(
                0,
                TimeZoneStruct {
                    bias,
                    ..TimeZoneStruct::default()
                },
            )],
        )
    };
    let month = |day| PatternSpecific::Month { day };
    let nth = |days, nth| PatternSpecific::MonthNth { days, nth };
    let mut cases = Vec::new();
    let mut add = |name, zone: &TimeZoneDefinition, iana, series| {
        cases.push(Case {
            name,
            zone: zone.clone(),
            iana,
            series,
            all_day: false,
        });
    };
    let count = |mut pattern: RecurrencePattern, count| {
        pattern.occurrence_count = count;
        pattern
    };
    let daily = |first| pattern(PatternType::DAY, PatternSpecific::Day, 1440, first);
    let weekly = |days, period, first| pattern(PatternType::WEEK, week(days), period, first);
    let berlin = berlin();
    // A day before each change to some days after it.
    add(
        "spring_north",
        &berlin,
        "Europe/Berlin",
        series(count(daily("2024-03-29 00:00"), 5), 540, 600),
    );
    add(
        "autumn_north",
        &berlin,
        "Europe/Berlin",
        series(count(daily("2024-10-25 00:00"), 5), 540, 600),
    );
    add(
        "spring_south",
        &sydney,
        "Australia/Sydney",
        series(count(daily("2024-10-04 00:00"), 5), 540, 600),
    );
    add(
        "autumn_south",
        &sydney,
        "Australia/Sydney",
        series(count(daily("2024-04-05 00:00"), 5), 540, 600),
    );
    let days = WeekDays::TUESDAY | WeekDays::THURSDAY;
    let several = until(weekly(days, 1, "2024-09-03 00:00"), "2024-11-30 00:00");
    add(
        "weekly_on_two_days_until",
        &berlin,
        "Europe/Berlin",
        series(several, 600, 630),
    );
    let workdays = count(weekly(MONDAY_TO_FRIDAY, 1, "2024-02-28 00:00"), 12);
    add(
        "every_workday",
        &eastern,
        "America/New_York",
        series(workdays, 480, 495),
    );
    let mut fortnight = count(
        weekly(WeekDays::SUNDAY | WeekDays::MONDAY, 2, "2024-05-05 00:00"),
        9,
    );
    fortnight.first_day_of_week = 1;
    add(
        "every_second_week_from_monday",
        &berlin,
        "Europe/Berlin",
        series(fortnight.clone(), 600, 630),
    );
    fortnight.first_day_of_week = 0;
    add(
        "every_second_week_from_sunday",
        &berlin,
        "Europe/Berlin",
        series(fortnight, 600, 630),
    );
    let first_later = count(weekly(WeekDays::WEDNESDAY, 3, "2024-05-03 00:00"), 4);
    add(
        "the_first_day_is_not_in_the_pattern",
        &berlin,
        "Europe/Berlin",
        series(first_later, 600, 630),
    );
    let endless = never(weekly(WeekDays::FRIDAY, 1, "2024-01-05 00:00"));
    add(
        "without_end",
        &sydney,
        "Australia/Sydney",
        series(endless, 900, 960),
    );
    let monthly = |specific, period, first| pattern(PatternType::MONTH, specific, period, first);
    let by_nth = |specific, period, first| pattern(PatternType::MONTH_NTH, specific, period, first);
    add(
        "monthly",
        &berlin,
        "Europe/Berlin",
        series(count(monthly(month(15), 1, "2024-01-15 00:00"), 14), 600, 660),
    );
    add(
        "monthly_31",
        &berlin,
        "Europe/Berlin",
        series(count(monthly(month(31), 1, "2024-01-31 00:00"), 14), 600, 660),
    );
    add(
        "monthly_30",
        &berlin,
        "Europe/Berlin",
        series(count(monthly(month(30), 1, "2023-12-30 00:00"), 16), 600, 660),
    );
    add(
        "monthly_29_until",
        &berlin,
        "Europe/Berlin",
        series(
            until(monthly(month(29), 1, "2022-12-29 00:00"), "2025-03-31 00:00"),
            600,
            660,
        ),
    );
    add(
        "every_second_month_30",
        &berlin,
        "Europe/Berlin",
        series(never(monthly(month(30), 2, "2024-01-30 00:00")), 600, 660),
    );
    let end = pattern(PatternType::MONTH_END, month(31), 1, "2024-01-31 00:00");
    add(
        "end_of_month",
        &berlin,
        "Europe/Berlin",
        series(count(end, 6), 600, 660),
    );
    let last = by_nth(nth(WeekDays::FRIDAY, 5), 1, "2024-01-26 00:00");
    add(
        "last_friday",
        &berlin,
        "Europe/Berlin",
        series(count(last, 14), 600, 660),
    );
    let second = by_nth(nth(WeekDays::TUESDAY, 2), 3, "2024-01-09 00:00");
    add(
        "second_tuesday_of_quarter",
        &eastern,
        "America/New_York",
        series(count(second, 6), 600, 660),
    );
    let last_workday = by_nth(nth(MONDAY_TO_FRIDAY, 5), 1, "2024-01-31 00:00");
    add(
        "last_workday",
        &berlin,
        "Europe/Berlin",
        series(count(last_workday, 14), 600, 660),
    );
    let yearly = count(monthly(month(3), 12, "2020-10-03 00:00"), 5);
    add("yearly", &berlin, "Europe/Berlin", series(yearly, 600, 660));
    let leap = count(monthly(month(29), 12, "2020-02-29 00:00"), 6);
    add("leap_day", &berlin, "Europe/Berlin", series(leap, 600, 660));
    let thanksgiving = by_nth(nth(WeekDays::THURSDAY, 4), 12, "2021-11-25 00:00");
    add(
        "yearly_by_weekday",
        &eastern,
        "America/New_York",
        series(count(thanksgiving, 5), 600, 660),
    );
    let over = count(weekly(WeekDays::TUESDAY, 1, "2006-10-17 00:00"), 60);
    add(
        "rules_change_during_it",
        &eastern,
        "America/New_York",
        series(over, 540, 600),
    );
    add(
        "half_an_hour",
        &fixed("India Standard Time", -330),
        "Asia/Kolkata",
        series(count(daily("2024-01-01 00:00"), 4), 570, 600),
    );
    add(
        "three_quarters",
        &fixed("Nepal Standard Time", -345),
        "Asia/Kathmandu",
        series(count(daily("2024-01-01 00:00"), 4), 570, 600),
    );
    let night = count(daily("2024-03-28 00:00"), 4);
    add(
        "over_midnight",
        &berlin,
        "Europe/Berlin",
        series(night, 1380, 1500),
    );
    let mut deleted = series(
        count(weekly(WeekDays::MONDAY, 1, "2024-03-04 00:00"), 8),
        600,
        630,
    );
    deleted.recurrence_pattern.deleted_instance_dates =
        vec![day("2024-03-04 00:00"), day("2024-04-01 00:00")];
    add("deleted", &berlin, "Europe/Berlin", deleted.clone());
    moved(
        &mut deleted,
        "2024-03-25 10:00",
        "2024-04-03 16:00",
        "2024-04-03 17:15",
    );
    renamed(&mut deleted, "Elsewhere – später", "Haus 2");
    moved(
        &mut deleted,
        "2024-04-08 10:00",
        "2024-04-08 09:00",
        "2024-04-08 09:30",
    );
    add("deleted_and_moved", &berlin, "Europe/Berlin", deleted);
    let mut holidays = series(count(daily("2024-03-28 00:00"), 6), 0, 1440);
    holidays
        .recurrence_pattern
        .deleted_instance_dates
        .push(day("2024-03-30 00:00"));
    cases.push(Case {
        name: "all_day",
        zone: berlin,
        iana: "Europe/Berlin",
        series: holidays,
        all_day: true,
    });
    cases
}

/// For Python's readers: what was written, and what must come out of it.
fn written(case: &Case, message: &Message, expected: &[(String, String)]) {
    let Some(folder) = std::env::var_os("ROPEWAY_WRITTEN_DIR") else {
        return;
    };
    let folder = PathBuf::from(folder).join("calendar");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(
        folder.join(format!("{}.ics", case.name)),
        raw_ics(message).unwrap(),
    )
    .unwrap();
    let mut facts = format!(
        "{{\"iana\":\"{}\",\"all_day\":{},\"occurrences\":[",
        case.iana, case.all_day
    );
    for (at, (start, end)) in expected.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(facts, "{comma}[\"{start}\",\"{end}\"]").unwrap();
    }
    facts.push_str("]}");
    std::fs::write(folder.join(format!("{}.json", case.name)), facts).unwrap();
}

#[test]
fn ca_05_occurrences_are_those_of_the_blob() {
    for case in cases() {
        let message = case.message();
        ics(&message);
        let expected = occurrences(&case.series);
        let mut starts: Vec<&String> = expected.iter().map(|(start, _)| start).collect();
        if line(&message, "RRULE").contains("UNTIL=") && !case.all_day {
            // calcard takes UNTIL for a local time; the last occurrence is for Python's readers.
            starts.pop();
        }
        let found = expanded(&message, starts.len());
        assert_eq!(
            found.iter().collect::<Vec<_>>(),
            starts,
            "{}: {}",
            case.name,
            ics(&message)
        );
        assert_eq!(findings(&message), [""; 0], "{}", case.name);
        written(&case, &message, &expected);
    }
}

#[test]
fn ca_05_rules_are_those_that_exchange_and_outlook_read() {
    let rule = |name: &str| {
        let case = cases().into_iter().find(|case| case.name == name).unwrap();
        line(&case.message(), "RRULE")
    };
    for (name, expected) in [
        ("spring_north", "FREQ=DAILY;INTERVAL=1;COUNT=5"),
        (
            "weekly_on_two_days_until",
            "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH;UNTIL=20241130T090000Z;WKST=SU",
        ),
        ("without_end", "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR;WKST=SU"),
        ("monthly_31", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=-1;COUNT=14"),
        (
            "monthly_30",
            "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=30;UNTIL=20250330T080000Z",
        ),
        ("last_friday", "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR;COUNT=14"),
        (
            "last_workday",
            "FREQ=MONTHLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=14",
        ),
        ("yearly", "FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=3;BYMONTH=10;COUNT=5"),
        (
            "leap_day",
            "FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=-1;BYMONTH=2;COUNT=6",
        ),
        (
            "yearly_by_weekday",
            "FREQ=YEARLY;INTERVAL=1;BYDAY=4TH;BYMONTH=11;COUNT=5",
        ),
    ] {
        assert_eq!(rule(name), format!("RRULE:{expected}"), "{name}");
    }
}
