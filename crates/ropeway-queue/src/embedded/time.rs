//! Times as the store keeps them: whole milliseconds since 1970 UTC, rounded down.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The farthest time that is kept, in both directions: the end of the year 9999, which every platform and
/// every date format can express.
const FARTHEST: i64 = 253_402_300_799_999;

pub(super) fn to_millis(time: SystemTime) -> i64 {
    let millis = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        Err(before) => {
            let before = before.duration();
            let up = u128::from(before.subsec_nanos() % 1_000_000 != 0);
            i64::try_from(before.as_millis() + up).map_or(i64::MIN, |millis| -millis)
        }
    };
    millis.clamp(-FARTHEST, FARTHEST)
}

pub(super) fn from_millis(millis: i64) -> SystemTime {
    let distance = Duration::from_millis(millis.unsigned_abs());
    if millis < 0 {
        UNIX_EPOCH.checked_sub(distance)
    } else {
        UNIX_EPOCH.checked_add(distance)
    }
    .unwrap_or(UNIX_EPOCH)
}

/// A time later by this long, at most the farthest.
pub(super) fn later(time: SystemTime, by: Duration) -> i64 {
    let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    to_millis(time).saturating_add(by).clamp(-FARTHEST, FARTHEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_down_on_both_sides_of_the_epoch() {
        let nanos = Duration::from_nanos(1_500_000);
        assert_eq!(to_millis(UNIX_EPOCH + nanos), 1);
        assert_eq!(to_millis(UNIX_EPOCH - nanos), -2);
        assert_eq!(to_millis(UNIX_EPOCH - Duration::from_millis(2)), -2);
        assert_eq!(from_millis(-2), UNIX_EPOCH - Duration::from_millis(2));
    }

    #[test]
    fn far_times_are_kept_far() {
        assert_eq!(later(UNIX_EPOCH, Duration::MAX), 253_402_300_799_999);
        let millis = 253_402_300_799_999;
        assert_eq!(
            from_millis(millis),
            UNIX_EPOCH + Duration::from_millis(millis.unsigned_abs())
        );
    }
}
