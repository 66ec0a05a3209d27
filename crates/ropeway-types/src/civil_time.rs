//! Dates and times of day.

use crate::time::FileTime;
use std::fmt;

/// A moment in the proleptic Gregorian calendar, UTC, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CivilTime {
    /// 1601 to 60056, the range of a [`FileTime`].
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

const DAY: i64 = 86_400;
/// Days from 0000-03-01 to 1970-01-01: years are counted from March, so that the leap day is the last of its
/// year.
const EPOCH: i64 = 719_468;
/// Days of 400 years.
const ERA: i64 = 146_097;

impl CivilTime {
    /// The day of the week: 0 is Sunday.
    pub fn day_of_week(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from(self.days().saturating_add(4).rem_euclid(7)).unwrap_or(0)
    }

    /// Days since 1970-01-01.
    fn days(self) -> i64 {
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let year = if month <= 2 { year.saturating_sub(1) } else { year };
        let of_era = year.rem_euclid(400);
        let month_index = month.saturating_add(9).rem_euclid(12);
        let of_year = month_index.saturating_mul(153).saturating_add(2).div_euclid(5);
        year.div_euclid(400)
            .saturating_mul(ERA)
            .saturating_add(of_era.saturating_mul(365))
            .saturating_add(of_era / 4)
            .saturating_sub(of_era / 100)
            .saturating_add(of_year)
            .saturating_add(i64::from(self.day))
            .saturating_sub(1)
            .saturating_sub(EPOCH)
    }
}

/// ISO 8601: `2011-03-29T08:52:48Z`.
impl fmt::Display for CivilTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self;
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

impl From<FileTime> for CivilTime {
    fn from(time: FileTime) -> Self {
        let seconds = time.unix_seconds();
        let (days, of_day) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let byte = |value: i64| u8::try_from(value).unwrap_or(0);
        let shifted = days.saturating_add(EPOCH);
        let of_era = shifted.rem_euclid(ERA);
        // Every fourth year is a day longer, but every hundredth, and the last day of an era.
        let year_of_era = of_era
            .saturating_sub(of_era / 1_460)
            .saturating_add(of_era / 36_524)
            .saturating_sub(of_era / 146_096)
            / 365;
        let before = year_of_era
            .saturating_mul(365)
            .saturating_add(year_of_era / 4)
            .saturating_sub(year_of_era / 100);
        let of_year = of_era.saturating_sub(before);
        let month_index = of_year.saturating_mul(5).saturating_add(2) / 153;
        let day = of_year
            .saturating_sub(month_index.saturating_mul(153).saturating_add(2) / 5)
            .saturating_add(1);
        let month = month_index.saturating_add(2).rem_euclid(12).saturating_add(1);
        let year = shifted
            .div_euclid(ERA)
            .saturating_mul(400)
            .saturating_add(year_of_era)
            .saturating_add(i64::from(month <= 2));
        Self {
            year: u16::try_from(year).unwrap_or(u16::MAX),
            month: byte(month),
            day: byte(day),
            hour: byte(of_day / 3600),
            minute: byte(of_day / 60 % 60),
            second: byte(of_day % 60),
        }
    }
}

/// Fails for fields outside their ranges, and for times before 1601.
impl TryFrom<CivilTime> for FileTime {
    type Error = CivilTimeError;

    fn try_from(time: CivilTime) -> Result<Self, CivilTimeError> {
        let of_day = i64::from(time.hour)
            .saturating_mul(3600)
            .saturating_add(i64::from(time.minute).saturating_mul(60))
            .saturating_add(i64::from(time.second));
        let seconds = time.days().saturating_mul(DAY).saturating_add(of_day);
        let file_time = FileTime::from_unix_seconds(seconds);
        // A day that its month does not have comes back as another.
        if CivilTime::from(file_time) == time {
            Ok(file_time)
        } else {
            Err(CivilTimeError)
        }
    }
}

/// No such date or time of day, or one that a [`FileTime`] cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no date and time of day between 1601 and 60056")]
pub struct CivilTimeError;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_moments() {
        let civil = |seconds| CivilTime::from(FileTime::from_unix_seconds(seconds));
        assert_eq!(civil(1_301_388_768).to_string(), "2011-03-29T08:52:48Z");
        assert_eq!(civil(1_301_388_768).day_of_week(), 2);
        assert_eq!(civil(1_709_210_096).to_string(), "2024-02-29T12:34:56Z");
        assert_eq!(civil(1_709_210_096).day_of_week(), 4);
        assert_eq!(civil(951_782_400).to_string(), "2000-02-29T00:00:00Z");
        assert_eq!(civil(4_107_542_400).to_string(), "2100-03-01T00:00:00Z");
        assert_eq!(CivilTime::from(FileTime(0)).to_string(), "1601-01-01T00:00:00Z");
        assert_eq!(CivilTime::from(FileTime(u64::MAX)).year, 60056);
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        let time = CivilTime {
            year: 2023,
            month: 2,
            day: 28,
            hour: 23,
            minute: 59,
            second: 59,
        };
        assert!(FileTime::try_from(time).is_ok());
        for wrong in [
            CivilTime { day: 29, ..time },
            CivilTime { day: 0, ..time },
            CivilTime { month: 13, ..time },
            CivilTime { month: 0, ..time },
            CivilTime { hour: 24, ..time },
            CivilTime { second: 60, ..time },
            CivilTime { year: 1600, ..time },
            CivilTime {
                year: u16::MAX,
                ..time
            },
        ] {
            assert_eq!(FileTime::try_from(wrong), Err(CivilTimeError), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_second_comes_back(ticks in any::<u64>()) {
            let civil = CivilTime::from(FileTime(ticks));
            let back = FileTime::try_from(civil).unwrap();
            prop_assert_eq!(back.0 / 10_000_000, ticks / 10_000_000);
            prop_assert_eq!(back.0 % 10_000_000, 0);
        }
    }
}
