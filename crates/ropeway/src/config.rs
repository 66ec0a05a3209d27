//! Settings of a relay.

use ropeway_queue::RetrySchedule;
use ropeway_route::DomainPattern;
use ropeway_smtp::Credentials;
use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

/// Added to the present it still is a time that every platform knows.
const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Settings of a [`Relay`](crate::Relay). Made by [`RelayConfig::new`]; every field may be changed.
///
/// Values that no relay can work with are moved to the nearest that one can: at least one message in
/// flight and one transaction per destination, a lease of at least [`RelayConfig::SHORTEST_LEASE`], and no
/// time longer than a hundred years.
#[derive(Clone)]
#[non_exhaustive]
pub struct RelayConfig {
    /// The relay's own fully qualified name: Reporting-MTA of reports, right side of message ids made
    /// here.
    pub host_name: String,
    /// Who delivery reports are from. Default: `postmaster@` and the host name.
    pub postmaster: String,
    /// When failed attempts are repeated, and when the relay gives up.
    pub schedule: RetrySchedule,
    /// How long a submission waits before its first attempt. Within this time the sender can take it
    /// back (RopAbortSubmit); default zero.
    pub hold: Duration,
    /// The largest message, in bytes as stored; default 150 MiB.
    pub max_message_size: u64,
    /// Messages worked on at once; default 100. Memory use is bounded by this many messages. Each may have
    /// transactions with up to 16 next hops under way.
    pub max_in_flight: usize,
    /// Transactions to one next hop at once; default 20. As many again may wait for a place, so that a
    /// slow destination never holds more than twice this of `max_in_flight`; the rest stays in the queue.
    pub max_per_destination: usize,
    /// For how long a next hop that no connection could be made to is left alone by all messages;
    /// doubled each time up to ten times this. Default: one minute.
    pub dead_destination_pause: Duration,
    /// How long a worker may be silent before its message is taken over; renewed while it works.
    /// Default: 15 minutes.
    pub lease: Duration,
    /// Failure reports return the whole message up to this size, and its header section above it;
    /// default 64 KiB.
    pub max_returned_size: u64,
    /// Who may get TNEF (winmail.dat): the first pattern that fits a recipient's domain decides, and where
    /// none does nobody gets it. Default: none. Few readers but Outlook know what to do with it.
    pub tnef: Vec<(DomainPattern, TnefPolicy)>,
    /// Credentials by the key that a connector names.
    pub credentials: HashMap<String, Credentials>,
}

/// Whether the recipients of a domain get TNEF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum TnefPolicy {
    /// Nobody does.
    #[default]
    Never,
    /// Those do for whom the message asks for it ([`requested_form`](ropeway_mime::requested_form)).
    OnRequest,
    /// All do.
    Always,
}

impl RelayConfig {
    /// Five seconds: what a worker needs at least to renew its lease in time.
    pub const SHORTEST_LEASE: Duration = Duration::from_secs(5);

    /// The defaults, under the relay's own name.
    pub fn new(host_name: impl Into<String>) -> Self {
        let host_name = host_name.into();
        Self {
            postmaster: format!("postmaster@{host_name}"),
            host_name,
            schedule: RetrySchedule::default(),
            hold: Duration::ZERO,
            max_message_size: 150 << 20,
            max_in_flight: 100,
            max_per_destination: 20,
            dead_destination_pause: Duration::from_secs(60),
            lease: Duration::from_secs(15 * 60),
            max_returned_size: 64 << 10,
            tnef: Vec::new(),
            credentials: HashMap::new(),
        }
    }

    /// What the domain of an SMTP address gets.
    pub(crate) fn tnef_for(&self, address: &str) -> TnefPolicy {
        let domain = address
            .rsplit_once('@')
            .and_then(|(_, domain)| domain.parse().ok());
        let first = self
            .tnef
            .iter()
            .find(|(pattern, _)| domain.as_ref().is_some_and(|domain| pattern.matches(domain)));
        first.map(|(_, policy)| *policy).unwrap_or_default()
    }

    /// The same with values that a relay can work with.
    pub(crate) fn workable(mut self) -> Self {
        self.max_in_flight = self.max_in_flight.max(1);
        self.lease = self.lease.clamp(Self::SHORTEST_LEASE, CENTURY);
        self.hold = self.hold.min(CENTURY);
        self.schedule.expiry = self.schedule.expiry.min(CENTURY);
        self.dead_destination_pause = self.dead_destination_pause.min(CENTURY / 10);
        self
    }
}

/// Shows no credentials, only for which keys there are some.
impl fmt::Debug for RelayConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RelayConfig")
            .field("host_name", &self.host_name)
            .field("schedule", &self.schedule)
            .field("hold", &self.hold)
            .field("max_message_size", &self.max_message_size)
            .field("max_in_flight", &self.max_in_flight)
            .field("max_per_destination", &self.max_per_destination)
            .field("tnef", &self.tnef)
            .field("credentials", &self.credentials.keys())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_forever_become_workable() {
        let mut config = RelayConfig::new("relay.test");
        config.max_in_flight = 0;
        config.lease = Duration::ZERO;
        config.schedule.expiry = Duration::MAX;
        config.hold = Duration::MAX;
        config.dead_destination_pause = Duration::MAX;
        let config = config.workable();
        assert_eq!((config.max_in_flight, config.lease.as_secs()), (1, 5));
        let now = std::time::SystemTime::now();
        assert!(config.schedule.expires_at(now) > now);
        assert!(now.checked_add(config.hold).is_some());
        assert_eq!(config.dead_destination_pause * 10, CENTURY);
    }
}
