//! The days of a series.

use super::recurrence::{EndType, LocalMinutes, PatternSpecific, PatternType, RecurrencePattern};
use crate::civil_time::CivilTime;
use crate::time::FileTime;

/// Days since 1601-01-01 of the occurrences that a pattern gives, in ascending order, deleted and changed
/// ones included. It ends where the pattern does, at the latest in the year 4500.
#[derive(Debug, Clone)]
pub struct Dates {
    rule: Rule,
    first: u32,
    /// The last day that may be given.
    last: u32,
    /// How many may still be given.
    left: u32,
    /// Counts days, weeks or months in periods.
    at: u32,
    /// Of a week: the day in it that is next, counted from its first day.
    of_week: u32,
}

#[derive(Debug, Clone, Copy)]
enum Rule {
    Day {
        start: u32,
        days: u32,
    },
    Week {
        start: u32,
        weeks: u32,
        first_day_of_week: u32,
        specific: PatternSpecific,
    },
    Month {
        start: u32,
        months: u32,
        specific: PatternSpecific,
        end: bool,
    },
}

impl RecurrencePattern {
    /// The days of the occurrences. `None` for a pattern that can have none, such as one without a
    /// period, and for months of calendars other than the Gregorian one.
    pub fn dates(&self) -> Option<Dates> {
        if self.is_foreign() || self.period == 0 {
            return None;
        }
        let first = self.start_date.day();
        let rule = match (self.pattern_type, self.specific) {
            (PatternType::DAY, _) if self.period.is_multiple_of(LocalMinutes::DAY) => Rule::Day {
                start: first,
                days: self.period / LocalMinutes::DAY,
            },
            (PatternType::WEEK, PatternSpecific::Week { days }) if days.0 & 0x7F != 0 => {
                let first_day_of_week = if self.first_day_of_week < 7 {
                    self.first_day_of_week
                } else {
                    0
                };
                let into_week = day_of_week(first)
                    .saturating_add(7)
                    .saturating_sub(first_day_of_week)
                    % 7;
                Rule::Week {
                    // 1601 begins with a Monday: a week may begin before it.
                    start: first.saturating_sub(into_week),
                    weeks: self.period,
                    first_day_of_week,
                    specific: self.specific,
                }
            }
            (PatternType::MONTH | PatternType::MONTH_END, PatternSpecific::Month { day })
                if (1..=31).contains(&day) || self.pattern_type == PatternType::MONTH_END =>
            {
                self.months()
            }
            (PatternType::MONTH_NTH, PatternSpecific::MonthNth { days, nth })
                if days.0 & 0x7F != 0 && (1..=5).contains(&nth) =>
            {
                self.months()
            }
            _ => return None,
        };
        let by_count = self.end_type == EndType::AFTER_COUNT && self.occurrence_count > 0;
        Some(Dates {
            rule,
            first,
            last: if self.is_endless() || by_count {
                LocalMinutes::NO_END.day()
            } else {
                self.end_date.day()
            },
            left: if by_count { self.occurrence_count } else { u32::MAX },
            at: 0,
            of_week: 0,
        })
    }

    fn months(&self) -> Rule {
        let end = self.pattern_type == PatternType::MONTH_END;
        let of_start = month_of(self.start_date.day());
        let occurs = |month| day_in_month(month, self.specific, end) == Some(self.start_date.day());
        // The months are counted from that of the first day, if that is in the pattern; else the
        // remainder by the period says which ones count, unless a writer left it out.
        let remainder = month_of(self.first_date_time / LocalMinutes::DAY);
        let start = if occurs(of_start) || self.first_date_time == 0 || remainder >= self.period {
            of_start
        } else {
            let ahead = remainder
                .saturating_add(self.period)
                .saturating_sub(of_start.checked_rem(self.period).unwrap_or(0))
                .checked_rem(self.period)
                .unwrap_or(0);
            of_start.saturating_add(ahead)
        };
        Rule::Month {
            start,
            months: self.period,
            specific: self.specific,
            end,
        }
    }
}

impl Dates {
    fn candidate(&mut self) -> Option<u32> {
        match self.rule {
            Rule::Day { start, days } => {
                let day = start.checked_add(self.at.checked_mul(days)?)?;
                self.at = self.at.checked_add(1)?;
                Some(day)
            }
            Rule::Week {
                start,
                weeks,
                first_day_of_week,
                specific,
            } => loop {
                if self.of_week >= 7 {
                    self.of_week = 0;
                    self.at = self.at.checked_add(1)?;
                }
                let week = start.checked_add(self.at.checked_mul(weeks)?.checked_mul(7)?)?;
                let day = week.checked_add(self.of_week)?;
                if day > self.last {
                    return Some(day);
                }
                let of_week = first_day_of_week.saturating_add(self.of_week) % 7;
                self.of_week = self.of_week.saturating_add(1);
                if matches!(specific, PatternSpecific::Week { days } if days.has(of_week)) {
                    return Some(day);
                }
            },
            Rule::Month {
                start,
                months,
                specific,
                end,
            } => {
                let month = start.checked_add(self.at.checked_mul(months)?)?;
                self.at = self.at.checked_add(1)?;
                day_in_month(month, specific, end)
            }
        }
    }
}

impl Iterator for Dates {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.left == 0 {
            return None;
        }
        loop {
            let day = self.candidate()?;
            if day > self.last {
                self.left = 0;
                return None;
            }
            if day >= self.first {
                self.left = self.left.saturating_sub(1);
                return Some(day);
            }
        }
    }
}

/// 0 is Sunday; 1601-01-01 was a Monday.
fn day_of_week(day: u32) -> u32 {
    (day % 7).saturating_add(1) % 7
}

/// Months since January 1601.
fn month_of(day: u32) -> u32 {
    let civil = LocalMinutes::from_day(day).civil();
    u32::from(civil.year)
        .saturating_sub(1601)
        .saturating_mul(12)
        .saturating_add(u32::from(civil.month))
        .saturating_sub(1)
}

/// First day of a month, in days since 1601; `None` beyond the range of years.
fn first_of(month: u32) -> Option<u32> {
    let civil = CivilTime {
        year: u16::try_from(month / 12).ok()?.checked_add(1601)?,
        month: u8::try_from(month % 12).ok()?.checked_add(1)?,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
    };
    const TICKS: u64 = 864_000_000_000;
    let time = FileTime::try_from(civil).ok()?;
    u32::try_from(time.0 / TICKS).ok()
}

fn day_in_month(month: u32, specific: PatternSpecific, end: bool) -> Option<u32> {
    let first = first_of(month)?;
    let len = first_of(month.checked_add(1)?)?.checked_sub(first)?;
    let index = match specific {
        _ if end => len.saturating_sub(1),
        PatternSpecific::Month { day } => day.min(len).saturating_sub(1),
        PatternSpecific::MonthNth { days, nth } => {
            let mut matching = (0..len).filter(|index| days.has(day_of_week(first.saturating_add(*index))));
            if nth >= 5 {
                matching.next_back()?
            } else {
                matching.nth(usize::try_from(nth.checked_sub(1)?).ok()?)?
            }
        }
        _ => return None,
    };
    first.checked_add(index)
}
