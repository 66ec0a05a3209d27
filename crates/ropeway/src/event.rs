//! What a relay tells whoever watches it.

use crate::queue::QueueId;
use std::fmt;

/// Watches a relay at work: for people and tests. Called inline, so it must not block. Events of one
/// message may come from several threads; a panic is logged and passed over.
///
/// Unlike `tracing` events these show addresses, and the SMTP dialogue without its content and
/// credentials.
pub trait Observer: Send + Sync {
    /// Something happened.
    fn event(&self, event: &Event);
}

impl<F: Fn(&Event) + Send + Sync> Observer for F {
    fn event(&self, event: &Event) {
        self(event);
    }
}

/// A step on the way of a message.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// A submission is durable.
    Accepted {
        /// Its name from now on.
        id: QueueId,
        /// How many recipients it has.
        recipients: usize,
        /// Bytes stored.
        size: usize,
    },
    /// A recipient's next hop was found.
    Routed {
        /// The message.
        id: QueueId,
        /// The recipient.
        recipient: String,
        /// `local`, the next hop, or why there is none.
        route: String,
    },
    /// The message was converted into Internet form.
    Converted {
        /// The message.
        id: QueueId,
        /// Octets to be transmitted.
        size: u64,
        /// What the form could not carry or carries otherwise.
        findings: Vec<String>,
    },
    /// A line of an SMTP dialogue.
    Smtp {
        /// The line, with the host's name and who said it.
        line: String,
    },
    /// A recipient's attempt ended.
    Recipient {
        /// The message.
        id: QueueId,
        /// The recipient.
        recipient: String,
        /// How it stands.
        outcome: Outcome,
        /// What the other side, or this relay, said.
        detail: String,
    },
    /// A report to the sender was queued.
    Report {
        /// The message reported on.
        id: QueueId,
        /// The report's own name.
        report: QueueId,
        /// The sender that it goes to.
        to: String,
        /// `failed`, `delayed`, `delivered` or `relayed`.
        action: &'static str,
    },
    /// A message left the queue: all its recipients have ended.
    Finished {
        /// The message.
        id: QueueId,
    },
}

/// How a recipient stands after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The next hop took responsibility.
    Delivered,
    /// Handed to local delivery.
    HandedOver,
    /// To be tried again.
    Deferred,
    /// Failed for good; the sender is told unless no report is wanted.
    Failed,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Delivered => "delivered",
            Self::HandedOver => "handed to local delivery",
            Self::Deferred => "deferred",
            Self::Failed => "failed",
        })
    }
}
