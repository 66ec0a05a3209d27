//! Entries: what goes in and what can be seen.

use std::time::SystemTime;

use bytes::Bytes;

use crate::{Diagnostic, QueueId, RecipientState};

/// What an entry is. The queue treats all kinds alike; the caller must tell them apart, since a report is
/// never answered by a report [RFC 5321 section 4.5.5].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EntryKind {
    /// A submitted message.
    Message,
    /// A delivery status notification or another report that the relay made itself.
    Report,
}

/// An entry to be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// The message in whatever form the caller keeps it; opaque to the queue.
    pub payload: Bytes,
    /// The reverse path without angle brackets, empty for the null path [RFC 5321 section 4.5.5].
    pub reverse_path: String,
    /// The envelope id, decoded [RFC 3461 section 4.4].
    pub envid: Option<String>,
    /// How much of the message a failure report returns: `FULL` or `HDRS` [RFC 3461 section 4.3].
    pub ret: Option<String>,
    /// The recipients, at least one. Their order is their numbering.
    pub recipients: Vec<NewRecipient>,
    /// The entry is not due before this time. For a message that need not wait it is the time of
    /// acceptance.
    pub not_before: SystemTime,
    /// The entry becomes due at this time at the latest, whatever its recipients' next attempts, so that
    /// the worker can give up.
    pub expires_at: SystemTime,
    /// The caller's own key, for [`cancel`](crate::Queue::cancel) and [`find`](crate::Queue::find). Need
    /// not be unique.
    pub owner: Option<String>,
    /// Message or report.
    pub kind: EntryKind,
}

/// A recipient of an entry to be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecipient {
    /// The address in the caller's form, such as `SMTP:a@example.org`; opaque to the queue.
    pub address: String,
    /// The `NOTIFY` parameter [RFC 3461 section 4.1].
    pub notify: Option<String>,
    /// The `ORCPT` parameter [RFC 3461 section 4.2].
    pub orcpt: Option<String>,
    /// Normally [`RecipientState::Pending`]; a recipient whose failure is known already comes as
    /// [`RecipientState::Failed`], so that it is reported like any other.
    pub state: RecipientState,
}

/// A recipient as the queue has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecipientView {
    /// See [`NewRecipient::address`].
    pub address: String,
    /// See [`NewRecipient::notify`].
    pub notify: Option<String>,
    /// See [`NewRecipient::orcpt`].
    pub orcpt: Option<String>,
    /// Where the recipient stands.
    pub state: RecipientState,
    /// The last diagnostic of any state so far; it outlives the change to a state that carries none.
    pub last: Option<Diagnostic>,
    /// Attempts counted by the last [`RecipientState::Deferred`].
    pub attempts: u32,
    /// Whether a notice of delay has been sent.
    pub delay_notified: bool,
}

/// An entry as the queue has it, without its payload.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntryView {
    /// The entry's name.
    pub id: QueueId,
    /// Message or report.
    pub kind: EntryKind,
    /// See [`NewEntry::reverse_path`].
    pub reverse_path: String,
    /// See [`NewEntry::envid`].
    pub envid: Option<String>,
    /// See [`NewEntry::ret`].
    pub ret: Option<String>,
    /// The recipients in the order in which they came.
    pub recipients: Vec<RecipientView>,
    /// See [`NewEntry::not_before`].
    pub not_before: SystemTime,
    /// See [`NewEntry::expires_at`].
    pub expires_at: SystemTime,
    /// See [`NewEntry::owner`].
    pub owner: Option<String>,
    /// Length of the payload in bytes.
    pub payload_len: u64,
    /// Leases in a row that ended without an update or a release: the process died or the worker hung,
    /// and nobody knows whether a transaction was made. A growing number marks a message that kills its
    /// worker.
    pub unconfirmed: u32,
    /// Who holds the entry now.
    pub leased_by: Option<String>,
    /// Whether all recipients have ended; such an entry is kept for inspection only.
    pub finished: bool,
}

impl EntryView {
    /// Positions and recipients for which there is something to do at this time.
    pub fn due_recipients(&self, now: SystemTime) -> impl Iterator<Item = (usize, &RecipientView)> {
        self.recipients
            .iter()
            .enumerate()
            .filter(move |(_, recipient)| recipient.state.is_due(now))
    }
}
