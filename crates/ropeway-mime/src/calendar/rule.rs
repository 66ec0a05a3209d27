//! A recurrence pattern as RRULE ([MS-OXCICAL] 2.1.3.2.2).

use super::time::{Local, Scale};
use ropeway_types::calendar::{
    AppointmentRecurrencePattern, CalendarType, EndType, LocalMinutes, PatternSpecific, PatternType,
    RecurrencePattern, WeekDays,
};
use std::fmt::Write as _;

/// How many days may stand beside a rule that does not give them.
const MAX_DATES: usize = 400;

/// When a series occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Series {
    /// The day of the first occurrence, since 1601.
    pub(crate) first: u32,
    /// The value of RRULE, or of X-MICROSOFT-RRULE.
    pub(crate) rule: String,
    /// Days that the rule does not give, since 1601.
    pub(crate) extra: Vec<u32>,
    /// X-MICROSOFT-CALSCALE, where months are not Gregorian.
    pub(crate) calendar: Option<&'static str>,
    /// The rule gives fewer days than the series has.
    pub(crate) is_partial: bool,
}

/// `None` for a pattern without occurrences.
pub(crate) fn series(blob: &AppointmentRecurrencePattern, scale: Scale<'_>) -> Option<Series> {
    let pattern = &blob.recurrence_pattern;
    if pattern.is_foreign() {
        return foreign(blob, scale);
    }
    let first = pattern.dates()?.next()?;
    let (mut rule, lacking) = frequency(pattern, first);
    let mut extra = Vec::new();
    let mut last = None;
    if let Some(day) = lacking
        && !pattern.is_endless()
    {
        // Months without that day: the last one stands in.
        for date in pattern.dates()?.take(MAX_DATES.saturating_mul(12)) {
            if u32::from(Local::from_day(date, 0).civil().day) != day && date != first {
                extra.push(date);
            }
            last = Some(date);
        }
    }
    let is_partial = lacking.is_some() && pattern.is_endless() || extra.len() > MAX_DATES;
    extra.truncate(MAX_DATES);
    // A count would count the days beside the rule, too.
    let by_count =
        extra.is_empty() && pattern.end_type == EndType::AFTER_COUNT && pattern.occurrence_count > 0;
    // Writing to a string cannot fail.
    if by_count {
        let _ = write!(rule, ";COUNT={}", pattern.occurrence_count);
    } else if !pattern.is_endless() {
        let last = last.unwrap_or(pattern.end_date.day());
        let until = Local::from_day(last, blob.start_time_offset);
        let _ = write!(rule, ";UNTIL={}", scale.until(until));
    }
    if pattern.pattern_type == PatternType::WEEK {
        let first = usize::try_from(pattern.first_day_of_week).unwrap_or(0);
        let _ = write!(rule, ";WKST={}", DAYS.get(first).unwrap_or(&"SU"));
    }
    Some(Series {
        first,
        rule,
        extra,
        calendar: None,
        is_partial,
    })
}

const DAYS: [&str; 7] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

fn days(set: WeekDays) -> Vec<&'static str> {
    let all = (0u32..).zip(DAYS);
    all.filter(|(day, _)| set.has(*day))
        .map(|(_, name)| name)
        .collect()
}

/// The rule without its end, and the day of the month that some of its months lack.
fn frequency(pattern: &RecurrencePattern, first: u32) -> (String, Option<u32>) {
    let period = pattern.period;
    let month = Local::from_day(first, 0).civil().month;
    let yearly = period.is_multiple_of(12);
    let months = if yearly {
        format!("FREQ=YEARLY;INTERVAL={}", period / 12)
    } else {
        format!("FREQ=MONTHLY;INTERVAL={period}")
    };
    let in_month = if yearly {
        format!(";BYMONTH={month}")
    } else {
        String::new()
    };
    match (pattern.pattern_type, pattern.specific) {
        (_, PatternSpecific::Day) => {
            let interval = period / LocalMinutes::DAY;
            (format!("FREQ=DAILY;INTERVAL={interval}"), None)
        }
        (_, PatternSpecific::Week { days: set }) => {
            let days = days(set).join(",");
            (format!("FREQ=WEEKLY;INTERVAL={period};BYDAY={days}"), None)
        }
        (PatternType::MONTH_END, _) => (format!("{months};BYMONTHDAY=-1{in_month}"), None),
        (_, PatternSpecific::Month { day }) => {
            let (day, lacking) = month_day(day, month, period);
            (format!("{months};BYMONTHDAY={day}{in_month}"), lacking)
        }
        (_, PatternSpecific::MonthNth { days: set, nth }) => {
            let nth = if nth >= 5 {
                "-1".to_owned()
            } else {
                nth.to_string()
            };
            let days = days(set);
            let days = match days.as_slice() {
                [day] => format!(";BYDAY={nth}{day}"),
                days => format!(";BYDAY={};BYSETPOS={nth}", days.join(",")),
            };
            (format!("{months}{days}{in_month}"), None)
        }
    }
}

/// BYMONTHDAY for a day, and the day itself where some month of the series lacks it.
fn month_day(day: u32, month: u8, period: u32) -> (i32, Option<u32>) {
    const FEBRUARY: u32 = 2;
    let month = u32::from(month);
    if period.is_multiple_of(12) {
        let len = match month {
            FEBRUARY => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        // The last day of the month, if there is no such day or only in leap years.
        return if day > len {
            (-1, None)
        } else {
            (day_number(day), None)
        };
    }
    let reaches = |wanted: u32| {
        (0..12u32).any(|n| {
            let passed = n.saturating_mul(period % 12);
            month.saturating_add(passed).saturating_sub(1) % 12 == wanted.saturating_sub(1)
        })
    };
    match day {
        31.. => (-1, None),
        29..31 if reaches(FEBRUARY) => (day_number(day), Some(day)),
        _ => (day_number(day), None),
    }
}

fn day_number(day: u32) -> i32 {
    i32::try_from(day).unwrap_or(-1)
}

/// Patterns of other calendars: only X-MICROSOFT-RRULE has a form for them ([MS-OXCICAL] 2.1.3.1.1.20.46).
fn foreign(blob: &AppointmentRecurrencePattern, scale: Scale<'_>) -> Option<Series> {
    let pattern = &blob.recurrence_pattern;
    if pattern.period == 0 {
        return None;
    }
    // The number of a month in that calendar is in no field: a year is twelve of its months.
    let months = format!("FREQ=MONTHLY;INTERVAL={}", pattern.period);
    let mut rule = match pattern.specific {
        PatternSpecific::Month { day } if day == 0 || day >= 31 => format!("{months};BYMONTHDAY=-1"),
        PatternSpecific::Month { day } => format!("{months};BYMONTHDAY={day}"),
        PatternSpecific::MonthNth { days: set, nth } if set.0 & 0x7F != 0 && nth != 0 => {
            let nth = if nth >= 5 {
                "-1".to_owned()
            } else {
                nth.to_string()
            };
            format!("{months};BYDAY={};BYSETPOS={nth}", days(set).join(","))
        }
        _ => return None,
    };
    // Writing to a string cannot fail.
    if pattern.end_type == EndType::AFTER_COUNT {
        let _ = write!(rule, ";COUNT={}", pattern.occurrence_count);
    } else if !pattern.is_endless() {
        let until = Local::from_day(pattern.end_date.day(), blob.start_time_offset);
        let _ = write!(rule, ";UNTIL={}", scale.until(until));
    }
    Some(Series {
        first: pattern.start_date.day(),
        rule,
        extra: Vec::new(),
        calendar: Some(calendar_name(pattern)?),
        is_partial: false,
    })
}

/// [MS-OXCICAL] 2.1.3.1.1.8.
fn calendar_name(pattern: &RecurrencePattern) -> Option<&'static str> {
    Some(match (pattern.calendar_type, pattern.pattern_type) {
        (CalendarType::HIJRI, _) => "Hijri",
        (CalendarType::HEBREW, _) => "Hebrew",
        (CalendarType::LUNAR_JAPANESE, _) => "JapanLunar",
        (CalendarType::CHINESE_LUNAR, _) => "ChineseLunar",
        (CalendarType::SAKA, _) => "Saka",
        (CalendarType::LUNAR_ETO_CHN, _) => "LunarEtoChn",
        (CalendarType::LUNAR_ETO_KOR, _) => "LunarEtoKor",
        (CalendarType::LUNAR_ROKUYOU, _) => "LunarRokuyou",
        (CalendarType::LUNAR_KOREAN, _) => "KoreaLunar",
        (CalendarType::UMALQURA, _) => "Umalqura",
        (_, PatternType::HJ_MONTH | PatternType::HJ_MONTH_NTH | PatternType::HJ_MONTH_END) => "Hijri",
        _ => return None,
    })
}
