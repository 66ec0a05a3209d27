//! The embedded store: one directory, one process, SQLite.
//!
//! One thread owns the only connection that writes. It collects all requests that wait into one
//! transaction, each under a savepoint of its own, and answers after the commit: the cost of making a
//! commit durable is shared by whoever asked meanwhile. A second connection on a second thread reads.

mod call;
mod error;
mod files;
mod options;
mod payload;
mod read;
mod row;
mod schema;
mod store;
#[cfg(test)]
mod tests;
mod time;
mod writer;

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use rusqlite::Connection;
use tokio::sync::Notify;

pub use self::options::EmbeddedOptions;
use self::payload::PayloadDir;
use self::read::StoredPayload;
use self::store::{Prepared, Store};
use crate::{
    BoxFuture, CancelOutcome, EntryView, Lease, NewEntry, Queue, QueueError, QueueId, QueueStats,
    RecipientUpdate, UpdateOutcome,
};

/// The queue of one process, in a directory of its own.
///
/// It runs on any executor: its work is done on threads of its own. Dropping it waits until what was asked
/// before is done; [`close`](Queue::close) does so without blocking the executor.
#[derive(Debug)]
pub struct EmbeddedQueue {
    // Declared first, so that the reader is gone before the writer, which then leaves one clean file behind.
    reader: read::Reader,
    writer: writer::Writer,
    payloads: Arc<PayloadDir>,
    store: Arc<Store>,
    notify: Arc<Notify>,
}

impl EmbeddedQueue {
    /// Opens the directory, and makes it if it is not there.
    ///
    /// Leases of the process that had it before are void: their entries are due again and count as
    /// [unconfirmed](EntryView::unconfirmed). Payload files without an entry are removed. This blocks; it
    /// is meant for the start of a program.
    ///
    /// # Errors
    /// [`QueueError::Locked`] when another process or handle has it open,
    /// [`QueueError::UnsupportedVersion`] when a newer program has written it,
    /// [`QueueError::ReadOnly`], [`QueueError::Full`], [`QueueError::Io`] or [`QueueError::Corrupt`] as the
    /// disk has it.
    pub fn open(dir: &Path, options: EmbeddedOptions) -> Result<Self, QueueError> {
        files::create_dir(dir)?;
        let lock = lock(dir)?;
        let payloads = Arc::new(PayloadDir::open(dir)?);
        let path = dir.join("queue.db");
        let mut connection = schema::open_writer(&path, &options)?;
        files::sync_dir(dir)?;
        let recovered = store::void_leases(&mut connection)?;
        let swept = payloads.sweep(&connection)?;
        tracing::info!(recovered, swept, "queue opened");

        let notify = Arc::new(Notify::new());
        let reader = read::Reader::start(schema::open_reader(&path)?)?;
        let store = Arc::new(Store::new(&options));
        store.trim_finished(&mut connection)?;
        let writer = writer::Writer::start(connection, lock, Arc::clone(&payloads), Arc::clone(&notify))?;
        Ok(Self {
            reader,
            writer,
            payloads,
            store,
            notify,
        })
    }

    /// Puts large payloads into files, durably, before the transaction that names them.
    async fn prepare(&self, entries: Vec<NewEntry>) -> Result<Vec<Prepared>, QueueError> {
        let mut prepared = Vec::with_capacity(entries.len());
        for entry in entries {
            if entry.recipients.is_empty() {
                return Err(QueueError::Invalid {
                    detail: "an entry without recipients".to_owned(),
                });
            }
            let staged = if entry.payload.len() > self.store.inline_payload_limit() {
                Some(PayloadDir::stage(&self.payloads, entry.payload.clone()).await?)
            } else {
                None
            };
            prepared.push(Prepared { entry, staged });
        }
        Ok(prepared)
    }

    /// Runs a statement on the writing connection, for tests that break it.
    #[cfg(test)]
    async fn sabotage(&self, sql: &'static str) -> Result<(), QueueError> {
        // A pragma about writing has no effect inside a transaction, hence not a request like the others.
        self.writer
            .raw(move |connection: &mut Connection| connection.execute_batch(sql))
            .await
    }
}

/// The operating system's lock, which dies with the process however it dies.
fn lock(dir: &Path) -> Result<File, QueueError> {
    let file = files::private()
        .create(true)
        .truncate(false)
        .open(dir.join("lock"))
        .map_err(|e| QueueError::from_io("opening the lock file", e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(QueueError::Locked),
        Err(TryLockError::Error(e)) => Err(QueueError::from_io("locking the queue directory", e)),
    }
}

impl Queue for EmbeddedQueue {
    fn enqueue(&self, entries: Vec<NewEntry>) -> BoxFuture<'_, Result<Vec<QueueId>, QueueError>> {
        Box::pin(async move {
            // A limit that is reached already is known without writing the payloads first; the
            // transaction looks again.
            if entries
                .iter()
                .any(|entry| entry.payload.len() > self.store.inline_payload_limit())
            {
                let store = Arc::clone(&self.store);
                let bytes = store::payload_bytes(entries.iter());
                let count = entries.len();
                self.reader
                    .call(move |connection| store.check_limits(connection, count, bytes))
                    .await?;
            }
            let prepared = self.prepare(entries).await?;
            let store = Arc::clone(&self.store);
            self.writer
                .call(move |connection: &Connection, effects| store.enqueue(connection, &prepared, effects))
                .await
        })
    }

    fn lease<'a>(
        &'a self,
        worker: &'a str,
        max: usize,
        lease_for: Duration,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<Vec<Lease>, QueueError>> {
        let worker = worker.to_owned();
        Box::pin(
            self.writer
                .call(move |connection: &Connection, _: &mut call::Effects| {
                    store::lease(connection, &worker, max, lease_for, now)
                }),
        )
    }

    fn renew<'a>(
        &'a self,
        lease: &'a Lease,
        lease_for: Duration,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<(), QueueError>> {
        let (id, token) = (lease.id(), lease.token());
        Box::pin(
            self.writer
                .call(move |connection: &Connection, _: &mut call::Effects| {
                    store::renew(connection, id, token, lease_for, now)
                }),
        )
    }

    fn payload(&self, id: QueueId) -> BoxFuture<'_, Result<Bytes, QueueError>> {
        Box::pin(async move {
            let stored = self
                .reader
                .call(move |connection| read::payload(connection, id))
                .await?;
            match stored {
                StoredPayload::Inline(bytes) => Ok(bytes),
                StoredPayload::File { name, len } => {
                    let failed = match PayloadDir::read(&self.payloads, name, len).await {
                        Ok(bytes) => return Ok(bytes),
                        Err(failed) => failed,
                    };
                    // The entry may have ended between the two steps, and its file with it.
                    let live = self
                        .reader
                        .call(move |connection| read::is_live(connection, id))
                        .await?;
                    Err(if live { failed } else { QueueError::NotFound { id } })
                }
            }
        })
    }

    fn update<'a>(
        &'a self,
        lease: &'a Lease,
        updates: Vec<RecipientUpdate>,
        spawn: Vec<NewEntry>,
    ) -> BoxFuture<'a, Result<UpdateOutcome, QueueError>> {
        let (id, token) = (lease.id(), lease.token());
        Box::pin(async move {
            let spawn = self.prepare(spawn).await?;
            let store = Arc::clone(&self.store);
            self.writer
                .call(move |connection: &Connection, effects| {
                    store.update(connection, id, token, &updates, &spawn, effects)
                })
                .await
        })
    }

    fn release(&self, lease: Lease, until: Option<SystemTime>) -> BoxFuture<'_, Result<(), QueueError>> {
        let (id, token) = (lease.id(), lease.token());
        Box::pin(
            self.writer
                .call(move |connection: &Connection, effects: &mut call::Effects| {
                    store::release(connection, id, token, until, effects)
                }),
        )
    }

    fn cancel<'a>(&'a self, owner: &'a str) -> BoxFuture<'a, Result<CancelOutcome, QueueError>> {
        let owner = owner.to_owned();
        let store = Arc::clone(&self.store);
        Box::pin(
            self.writer
                .call(move |connection: &Connection, effects| store.cancel(connection, &owner, effects)),
        )
    }

    fn find<'a>(&'a self, owner: &'a str) -> BoxFuture<'a, Result<Vec<QueueId>, QueueError>> {
        let owner = owner.to_owned();
        Box::pin(self.reader.call(move |connection| read::find(connection, &owner)))
    }

    fn entry(&self, id: QueueId) -> BoxFuture<'_, Result<Option<EntryView>, QueueError>> {
        Box::pin(self.reader.call(move |connection| row::entry(connection, id)))
    }

    fn stats(&self, now: SystemTime) -> BoxFuture<'_, Result<QueueStats, QueueError>> {
        Box::pin(self.reader.call(move |connection| read::stats(connection, now)))
    }

    fn next_due(&self, now: SystemTime) -> BoxFuture<'_, Result<Option<SystemTime>, QueueError>> {
        Box::pin(
            self.reader
                .call(move |connection| read::next_due(connection, now)),
        )
    }

    fn notified(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.notify.notified())
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            self.reader.close().await;
            self.writer.close().await;
            self.notify.notify_waiters();
        })
    }
}
