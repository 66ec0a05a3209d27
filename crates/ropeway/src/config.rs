//! Settings of a relay.

use ropeway_queue::RetrySchedule;
use ropeway_smtp::Credentials;
use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

/// Settings of a [`Relay`](crate::Relay). Made by [`RelayConfig::new`]; every field may be changed.
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
    /// Messages worked on at once; default 100. Memory use is bounded by this many messages.
    pub max_in_flight: usize,
    /// Transactions to one next hop at once; default 20. As many again may wait for a place, so that a
    /// slow destination never holds more than its share of `max_in_flight`.
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
    /// Credentials by the key that a connector names.
    pub credentials: HashMap<String, Credentials>,
}

impl RelayConfig {
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
            credentials: HashMap::new(),
        }
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
            .field("credentials", &self.credentials.keys())
            .finish_non_exhaustive()
    }
}
