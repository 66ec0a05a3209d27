//! Moments, as iCalendar writes them (RFC 5545 3.3.4, 3.3.5).

use super::lines::Line;
use super::zone::Zone;
use ropeway_types::calendar::LocalMinutes;
use ropeway_types::{CivilTime, FileTime};

pub(crate) const DAY: i64 = 86_400;
/// 1601-01-01 in seconds since 1970.
const EPOCH_1601: i64 = -11_644_473_600;

/// A local date and time of day, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Local(pub(crate) i64);

impl Local {
    /// `None` for a day that its month does not have.
    pub(crate) fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let civil = CivilTime {
            year,
            month,
            day,
            hour: 0,
            minute: 0,
            second: 0,
        };
        FileTime::try_from(civil)
            .ok()
            .map(|time| Self(time.unix_seconds()))
    }

    pub(crate) fn from_minutes(minutes: u64) -> Self {
        let seconds = i64::try_from(minutes).unwrap_or(0).saturating_mul(60);
        Self(seconds.saturating_add(EPOCH_1601))
    }

    /// A day since 1601, and minutes since its midnight.
    pub(crate) fn from_day(day: u32, minutes: u32) -> Self {
        let midnight = u64::from(day).saturating_mul(u64::from(LocalMinutes::DAY));
        Self::from_minutes(midnight.saturating_add(u64::from(minutes)))
    }

    /// The days since 1601.
    pub(crate) fn day(self) -> Option<u32> {
        u32::try_from(self.0.saturating_sub(EPOCH_1601).div_euclid(DAY)).ok()
    }

    pub(crate) fn civil(self) -> CivilTime {
        CivilTime::from(FileTime::from_unix_seconds(self.0))
    }

    /// The midnight that is nearest.
    pub(crate) fn nearest_midnight(self) -> Self {
        Self(self.0.saturating_add(DAY / 2).div_euclid(DAY).saturating_mul(DAY))
    }

    pub(crate) fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    fn date(self) -> String {
        let c = self.civil();
        format!("{:04}{:02}{:02}", c.year, c.month, c.day)
    }

    pub(crate) fn date_time(self) -> String {
        let c = self.civil();
        format!(
            "{:04}{:02}{:02}T{:02}{:02}{:02}",
            c.year, c.month, c.day, c.hour, c.minute, c.second
        )
    }
}

/// A moment in UTC, as `20240229T123456Z`.
pub(crate) fn utc(unix_seconds: i64) -> String {
    Local(unix_seconds).date_time() + "Z"
}

/// How the times of an event are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale<'z> {
    /// All-day: dates without a zone.
    Date,
    /// In UTC.
    Utc,
    /// In a zone.
    Zone(&'z Zone),
    /// By the clock of whoever reads it.
    Floating,
}

/// Where [`Scale::Utc`] is meant, the local time is that of UTC.
impl<'z> Scale<'z> {
    pub(crate) fn of(zone: Option<&'z Zone>) -> Self {
        match zone {
            Some(zone) if zone.is_utc() => Self::Utc,
            Some(zone) => Self::Zone(zone),
            None => Self::Utc,
        }
    }

    pub(crate) fn to_local(self, unix_seconds: i64) -> Local {
        match self {
            Self::Zone(zone) => zone.to_local(unix_seconds),
            Self::Date | Self::Utc | Self::Floating => Local(unix_seconds),
        }
    }

    /// One value, without parameters.
    pub(crate) fn value(self, time: Local) -> String {
        match self {
            Self::Date => time.date(),
            Self::Utc => utc(time.0),
            Self::Zone(_) | Self::Floating => time.date_time(),
        }
    }

    /// The value of UNTIL: a date with dates, else in UTC where there is one (RFC 5545 3.3.10).
    pub(crate) fn until(self, time: Local) -> String {
        match self {
            Self::Zone(zone) => utc(zone.to_utc(time)),
            _ => self.value(time),
        }
    }

    /// The parameters of the value on a line.
    pub(crate) fn on(self, line: Line<'_>) -> Line<'_> {
        match self {
            Self::Date => line.param("VALUE", "DATE"),
            Self::Zone(zone) => line.param("TZID", zone.id()),
            Self::Utc | Self::Floating => line,
        }
    }

    pub(crate) fn write(self, line: Line<'_>, time: Local) {
        self.on(line).raw(&self.value(time));
    }
}
