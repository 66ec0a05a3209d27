//! The trait that every store implements.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use crate::{EntryView, NewEntry, QueueError, QueueId, RecipientUpdate};

/// A boxed future, which keeps [`Queue`] usable as a trait object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The right to work on one entry for a while. Nobody else gets the entry until the lease is given back or
/// runs out.
#[derive(Debug, PartialEq, Eq)]
pub struct Lease {
    entry: EntryView,
    token: u64,
    until: SystemTime,
}

impl Lease {
    /// A lease as a store grants it; `token` is what the store recognises it by.
    pub fn new(entry: EntryView, token: u64, until: SystemTime) -> Self {
        Self { entry, token, until }
    }

    /// The leased entry's name.
    pub fn id(&self) -> QueueId {
        self.entry.id
    }

    /// The entry as it was when the lease was granted.
    pub fn entry(&self) -> &EntryView {
        &self.entry
    }

    /// The store's mark of this lease.
    pub fn token(&self) -> u64 {
        self.token
    }

    /// When the lease runs out, unless it was renewed.
    pub fn until(&self) -> SystemTime {
        self.until
    }
}

/// What an [`update`](Queue::update) has done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpdateOutcome {
    /// All recipients have ended; entry, payload and lease are gone.
    pub finished: bool,
    /// The names of the spawned entries, in their order.
    pub spawned: Vec<QueueId>,
}

impl UpdateOutcome {
    /// An outcome, for stores.
    pub fn new(finished: bool, spawned: Vec<QueueId>) -> Self {
        Self { finished, spawned }
    }
}

/// What became of a [`cancel`](Queue::cancel); the answer to RopAbortSubmit [MS-OXCROPS 2.2.7.2].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CancelOutcome {
    /// The entries are out of the queue and nobody will get them.
    Cancelled,
    /// An entry is leased, or an attempt has been made already; nothing was changed.
    InFlight,
    /// No entry has this key (any more).
    NotFound,
}

/// The queue in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct QueueStats {
    /// Entries that have not ended.
    pub entries: u64,
    /// Their recipients that have not ended.
    pub recipients: u64,
    /// Their payloads' length.
    pub payload_bytes: u64,
    /// Entries that a lease call could get now, those with a lease that ran out included.
    pub due: u64,
    /// Entries under a lease that has not run out.
    pub leased: u64,
    /// [`NewEntry::not_before`] of the entry that was accepted first.
    pub oldest: Option<SystemTime>,
}

/// A durable outbound queue.
///
/// Time is always the caller's. Two times are compared as whole milliseconds. A dropped future may or may
/// not have had its effect, as with a lost answer; nothing is ever half done.
///
/// The rhythm of a worker:
///
/// 1. take [`notified`](Queue::notified) *first*, so that no wake-up falls between the next two steps;
/// 2. [`lease`](Queue::lease); for each lease attempt what is due, [`update`](Queue::update) with the
///    outcomes and reports as they come, [`renew`](Queue::renew) before the lease runs out, and at the end
///    [`release`](Queue::release) what has not finished;
/// 3. if nothing was leased, wait for the wake-up or until [`next_due`](Queue::next_due).
pub trait Queue: Send + Sync {
    /// Accepts entries, all or none. They are durable when this returns; the names come in their order.
    ///
    /// # Errors
    /// [`QueueError::Full`], [`QueueError::ReadOnly`] or [`QueueError::Io`] when they could not be stored,
    /// [`QueueError::Invalid`] for an entry without recipients.
    fn enqueue(&self, entries: Vec<NewEntry>) -> BoxFuture<'_, Result<Vec<QueueId>, QueueError>>;

    /// Grants up to `max` leases on due entries, those that have been due longest first, and takes over
    /// entries whose lease has run out (they count as [unconfirmed](EntryView::unconfirmed)).
    ///
    /// # Errors
    /// When the store cannot be read or written; then nothing is leased.
    fn lease<'a>(
        &'a self,
        worker: &'a str,
        max: usize,
        lease_for: Duration,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<Vec<Lease>, QueueError>>;

    /// Makes the lease run out at `now + lease_for` instead.
    ///
    /// # Errors
    /// [`QueueError::LeaseLost`] when somebody else has the entry or it has ended.
    fn renew<'a>(
        &'a self,
        lease: &'a Lease,
        lease_for: Duration,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<(), QueueError>>;

    /// The payload of an entry that has not ended.
    ///
    /// # Errors
    /// [`QueueError::NotFound`]; [`QueueError::Corrupt`] when the entry is there and its payload is not.
    fn payload(&self, id: QueueId) -> BoxFuture<'_, Result<Bytes, QueueError>>;

    /// Changes recipients and accepts the reports that the changes call for, in one transaction.
    ///
    /// The lease stays the caller's until released, unless the last recipient ended: then entry and payload
    /// are removed in the same transaction. Spawned entries are exempt from the store's configured limits,
    /// because refusing a report would keep the entry that it ends.
    ///
    /// # Errors
    /// [`QueueError::LeaseLost`]; [`QueueError::Invalid`] for a position out of range or a change that
    /// [`RecipientState::may_become`](crate::RecipientState::may_become) forbids. Nothing is changed then.
    fn update<'a>(
        &'a self,
        lease: &'a Lease,
        updates: Vec<RecipientUpdate>,
        spawn: Vec<NewEntry>,
    ) -> BoxFuture<'a, Result<UpdateOutcome, QueueError>>;

    /// Gives an entry back without counting an attempt: due when its recipients are due, and not before
    /// `until`. An entry that has ended meanwhile is no error.
    ///
    /// # Errors
    /// [`QueueError::LeaseLost`] when somebody else has the entry.
    fn release(&self, lease: Lease, until: Option<SystemTime>) -> BoxFuture<'_, Result<(), QueueError>>;

    /// Takes back all entries with this key, provided that none is leased and none was attempted.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn cancel<'a>(&'a self, owner: &'a str) -> BoxFuture<'a, Result<CancelOutcome, QueueError>>;

    /// The entries with this key that have not ended, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn find<'a>(&'a self, owner: &'a str) -> BoxFuture<'a, Result<Vec<QueueId>, QueueError>>;

    /// The entry with this name, also an ended one that is still kept for inspection.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn entry(&self, id: QueueId) -> BoxFuture<'_, Result<Option<EntryView>, QueueError>>;

    /// The queue in numbers. Counting takes time with the number of due entries: not for each message.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn stats(&self, now: SystemTime) -> BoxFuture<'_, Result<QueueStats, QueueError>>;

    /// When the next entry is due or the next lease runs out; `now` if one is due already, none if the
    /// queue is empty.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn next_due(&self, now: SystemTime) -> BoxFuture<'_, Result<Option<SystemTime>, QueueError>>;

    /// Resolves when, after this call (not after the first poll), something may have become due through
    /// this handle: an entry was accepted or given back, or the queue was closed. A hint: it may come
    /// without need, and another process's doings may go unnoticed.
    fn notified(&self) -> BoxFuture<'_, ()>;

    /// Finishes what was asked before and closes. Later calls fail with [`QueueError::Closed`]; leases not
    /// given back count as unconfirmed. Closing twice is harmless.
    fn close(&self) -> BoxFuture<'_, ()>;
}
