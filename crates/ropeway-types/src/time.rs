//! FILETIME.

use crate::civil_time::CivilTime;
use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Scalar, Writer};
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A time in units of 100 ns since 1601-01-01 00:00 UTC ([MS-DTYP] 2.3.3), the value of PtypTime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct FileTime(pub u64);

/// 1601-01-01 to 1970-01-01, in units of 100 ns.
const UNIX_EPOCH_TICKS: u64 = 116_444_736_000_000_000;

impl FileTime {
    /// Seconds since 1970-01-01 UTC; negative before.
    pub fn unix_seconds(self) -> i64 {
        let ticks = i128::from(self.0).saturating_sub(i128::from(UNIX_EPOCH_TICKS));
        i64::try_from(ticks.div_euclid(10_000_000)).unwrap_or(i64::MAX)
    }

    /// From seconds since 1970-01-01 UTC; times outside the range of a FILETIME become its ends.
    pub fn from_unix_seconds(seconds: i64) -> Self {
        let ticks = i128::from(seconds)
            .saturating_mul(10_000_000)
            .saturating_add(i128::from(UNIX_EPOCH_TICKS));
        FileTime(u64::try_from(ticks.max(0)).unwrap_or(u64::MAX))
    }

    /// The same moment on the system's scale; `None` if that cannot hold it.
    pub fn to_system_time(self) -> Option<SystemTime> {
        if self.0 >= UNIX_EPOCH_TICKS {
            let ticks = self.0.saturating_sub(UNIX_EPOCH_TICKS);
            let nanos = u32::try_from(ticks % 10_000_000).ok()?.checked_mul(100)?;
            UNIX_EPOCH.checked_add(Duration::new(ticks / 10_000_000, nanos))
        } else {
            let ticks = UNIX_EPOCH_TICKS.saturating_sub(self.0);
            let nanos = u32::try_from(ticks % 10_000_000).ok()?.checked_mul(100)?;
            UNIX_EPOCH.checked_sub(Duration::new(ticks / 10_000_000, nanos))
        }
    }
}

/// Times outside the range of a FILETIME become its ends.
impl From<SystemTime> for FileTime {
    fn from(time: SystemTime) -> Self {
        let ticks = |d: Duration| i128::try_from(d.as_nanos() / 100).unwrap_or(i128::MAX);
        let since = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => ticks(after),
            Err(before) => ticks(before.duration()).saturating_neg(),
        };
        let value = since.saturating_add(i128::from(UNIX_EPOCH_TICKS)).max(0);
        FileTime(u64::try_from(value).unwrap_or(u64::MAX))
    }
}

/// ISO 8601 with the fraction of the second, if any: `2011-03-29T08:52:48.5Z`.
impl fmt::Display for FileTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = CivilTime::from(*self).to_string();
        match self.0 % 10_000_000 {
            0 => f.write_str(&whole),
            ticks => {
                let fraction = format!("{ticks:07}");
                let whole = whole.trim_end_matches('Z');
                write!(f, "{whole}.{}Z", fraction.trim_end_matches('0'))
            }
        }
    }
}

impl Decode for FileTime {
    const MIN_LEN: usize = 8;
    #[inline]
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let value = FileTime(u64::decode(reader)?);
        reader.note(|| Scalar::Time(value));
        Ok(value)
    }
}
impl Encode for FileTime {
    #[inline]
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moment() {
        let time = FileTime::from_unix_seconds(1_301_388_768);
        assert_eq!(time.0, 129_458_623_680_000_000);
        assert_eq!(time.to_string(), "2011-03-29T08:52:48Z");
        assert_eq!(
            FileTime(time.0 + 1_230_000).to_string(),
            "2011-03-29T08:52:48.123Z"
        );
        assert_eq!(time.unix_seconds(), 1_301_388_768);
        assert_eq!(FileTime::from(time.to_system_time().unwrap()), time);
        assert_eq!(FileTime(0).unix_seconds(), -11_644_473_600);
        assert_eq!(
            FileTime::from(FileTime(u64::MAX).to_system_time().unwrap()),
            FileTime(u64::MAX)
        );
    }
}
