//! When to try again.

use std::time::{Duration, SystemTime};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// The plan of retries [RFC 5321 section 4.5.4.1].
///
/// The default tries again after 1, 5, 15, 30 and 60 minutes and then every 2 hours, each ±20 %, gives up
/// after 2 days and tells the sender of the delay after 4 hours. The RFC asks for 4 to 5 days and 30 minutes
/// between tries, and allows shorter first tries; two days is what senders have come to expect from
/// Exchange. Values are free to be set.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use ropeway_queue::RetrySchedule;
///
/// let schedule = RetrySchedule::default();
/// let now = SystemTime::UNIX_EPOCH;
/// // The second attempt failed; 0.5 is the middle of the jitter's range.
/// assert_eq!(schedule.next(2, now, 0.5), Some(now + Duration::from_secs(5 * 60)));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RetrySchedule {
    /// The delay after the first, second, ... failed attempt; the last one repeats. Empty: no retries.
    pub delays: Vec<Duration>,
    /// By which part of itself a delay may be longer or shorter, from 0 to 1, so that messages which
    /// failed together do not return together.
    pub jitter: f64,
    /// How long an entry is tried.
    pub expiry: Duration,
    /// When the sender is told of a delay; none for never.
    pub delay_notice_after: Option<Duration>,
}

impl Default for RetrySchedule {
    fn default() -> Self {
        Self {
            delays: [1, 5, 15, 30, 60, 120].map(|minutes| MINUTE * minutes).to_vec(),
            jitter: 0.2,
            expiry: HOUR * 48,
            delay_notice_after: Some(HOUR * 4),
        }
    }
}

impl RetrySchedule {
    /// The time of the next attempt when `attempts` (one or more) have failed, with `random` anywhere from
    /// 0 to 1. None when there is no next attempt.
    ///
    /// Expiry is not looked at: the queue makes an entry due at its
    /// [`expires_at`](crate::NewEntry::expires_at) even if the next attempt would be later.
    pub fn next(&self, attempts: u32, now: SystemTime, random: f64) -> Option<SystemTime> {
        let position = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        let delay = self.delays.get(position).or(self.delays.last())?;
        let sway = self.jitter.clamp(0.0, 1.0) * (random.clamp(0.0, 1.0) * 2.0 - 1.0);
        let seconds = delay.as_secs_f64() * (1.0 + sway);
        now.checked_add(Duration::try_from_secs_f64(seconds).ok()?)
    }

    /// When an entry accepted at this time expires.
    pub fn expires_at(&self, accepted: SystemTime) -> SystemTime {
        accepted.checked_add(self.expiry).unwrap_or(accepted)
    }

    /// Whether it is time for the notice of delay of an entry accepted then.
    pub fn delay_notice_due(&self, accepted: SystemTime, now: SystemTime) -> bool {
        match (self.delay_notice_after, now.duration_since(accepted)) {
            (Some(after), Ok(waited)) => waited >= after,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T0: SystemTime = SystemTime::UNIX_EPOCH;

    fn minutes(schedule: &RetrySchedule, attempts: u32, random: f64) -> u64 {
        schedule
            .next(attempts, T0, random)
            .unwrap()
            .duration_since(T0)
            .unwrap()
            .as_secs()
            / 60
    }

    #[test]
    fn default_delays_grow_to_two_hours_and_stay() {
        let schedule = RetrySchedule::default();
        let got: Vec<u64> = [1, 2, 3, 4, 5, 6, 7, 100, u32::MAX]
            .into_iter()
            .map(|attempts| minutes(&schedule, attempts, 0.5))
            .collect();
        assert_eq!(got, [1, 5, 15, 30, 60, 120, 120, 120, 120]);
    }

    #[test]
    fn jitter_moves_a_delay_by_a_fifth_at_most() {
        let schedule = RetrySchedule::default();
        assert_eq!(minutes(&schedule, 6, 0.0), 96);
        assert_eq!(minutes(&schedule, 6, 1.0), 144);
        assert_eq!(minutes(&schedule, 6, 7.0), 144);
    }

    #[test]
    fn hostile_values_do_not_panic() {
        let mut schedule = RetrySchedule {
            jitter: f64::NAN,
            ..RetrySchedule::default()
        };
        assert_eq!(schedule.next(1, T0, 0.5), None);
        schedule.jitter = 0.2;
        schedule.delays = vec![Duration::MAX];
        assert_eq!(schedule.next(1, T0, 1.0), None);
        schedule.delays.clear();
        assert_eq!(schedule.next(1, T0, 0.5), None);
    }

    #[test]
    fn delay_notice_comes_after_four_hours() {
        let schedule = RetrySchedule::default();
        assert!(!schedule.delay_notice_due(T0, T0 + HOUR * 4 - MINUTE));
        assert!(schedule.delay_notice_due(T0, T0 + HOUR * 4));
        assert!(!schedule.delay_notice_due(T0 + HOUR, T0));
        assert_eq!(schedule.expires_at(T0), T0 + Duration::from_secs(172_800));
    }
}
