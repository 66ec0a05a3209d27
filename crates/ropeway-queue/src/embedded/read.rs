//! The thread that reads, and what it reads.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::SystemTime;

use bytes::Bytes;
use rusqlite::{Connection, OptionalExtension};
use tokio::sync::oneshot;

use super::error;
use super::row::{queue_id, rowid};
use super::time::{from_millis, to_millis};
use crate::{QueueError, QueueId, QueueStats};

enum Message {
    Work(Box<dyn FnOnce(&Connection) + Send>),
    Close(oneshot::Sender<()>),
}

/// The handle to the thread.
#[derive(Debug)]
pub(super) struct Reader {
    requests: Sender<Message>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Reader {
    pub(super) fn start(connection: Connection) -> Result<Self, QueueError> {
        let (requests, inbox) = channel();
        let thread = thread::Builder::new()
            .name("queue-reader".to_owned())
            .spawn(move || {
                let mut closing = None;
                for message in inbox.iter() {
                    match message {
                        Message::Work(work) => work(&connection),
                        Message::Close(closed) => {
                            closing = Some(closed);
                            break;
                        }
                    }
                }
                drop(connection);
                drop(inbox);
                if let Some(closing) = closing {
                    let _ = closing.send(());
                }
            })
            .map_err(|e| QueueError::from_io("starting the reading thread", e))?;
        Ok(Self {
            requests,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Runs work that sees one state of the database: that after all calls which have returned.
    pub(super) fn call<T, F>(&self, work: F) -> impl Future<Output = Result<T, QueueError>> + Send + 'static
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> error::Result<T> + Send + 'static,
    {
        let requests = self.requests.clone();
        async move {
            let (reply, answer) = oneshot::channel();
            let work = Box::new(move |connection: &Connection| {
                let _ = reply.send(in_snapshot(connection, work).map_err(QueueError::from));
            });
            requests
                .send(Message::Work(work))
                .map_err(|_| QueueError::Closed)?;
            answer.await.unwrap_or(Err(QueueError::Closed))
        }
    }

    pub(super) async fn close(&self) {
        let (closed, wait) = oneshot::channel();
        if self.requests.send(Message::Close(closed)).is_ok() {
            let _ = wait.await;
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let (closed, _) = oneshot::channel();
        let _ = self.requests.send(Message::Close(closed));
        let thread = self
            .thread
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

fn in_snapshot<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> error::Result<T>,
) -> error::Result<T> {
    // Rolled back when dropped, which ends a reading transaction as well as anything.
    let snapshot = connection.unchecked_transaction()?;
    work(&snapshot)
}

/// Where a payload is.
pub(super) enum StoredPayload {
    Inline(Bytes),
    File { name: String, len: u64 },
}

pub(super) fn payload(connection: &Connection, id: QueueId) -> error::Result<StoredPayload> {
    let found: Option<(Option<String>, i64)> = connection
        .prepare_cached("SELECT file, size FROM entries WHERE id = ?1 AND finished IS NULL")?
        .query_row([rowid(id)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        None => Err(QueueError::NotFound { id }.into()),
        Some((Some(name), len)) => Ok(StoredPayload::File {
            name,
            len: len.unsigned_abs(),
        }),
        Some((None, _)) => {
            let data: Option<Vec<u8>> = connection
                .prepare_cached("SELECT data FROM payloads WHERE entry = ?1")?
                .query_row([rowid(id)], |row| row.get(0))
                .optional()?;
            let detail = || format!("entry {id} has no payload");
            data.map(|data| StoredPayload::Inline(data.into()))
                .ok_or_else(|| QueueError::Corrupt { detail: detail() }.into())
        }
    }
}

pub(super) fn is_live(connection: &Connection, id: QueueId) -> error::Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM entries WHERE id = ?1 AND finished IS NULL")?
        .exists([rowid(id)])?)
}

pub(super) const FIND_OWNER: &str =
    "SELECT id FROM entries WHERE owner = ?1 AND finished IS NULL ORDER BY id";

pub(super) fn find(connection: &Connection, owner: &str) -> error::Result<Vec<QueueId>> {
    let mut statement = connection.prepare_cached(FIND_OWNER)?;
    let ids = statement.query_map([owner], |row| row.get(0).map(queue_id))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

pub(super) const COUNT_LEASED: &str =
    "SELECT count(*) FROM entries WHERE worker IS NOT NULL AND available_at > ?1";

pub(super) fn stats(connection: &Connection, now: SystemTime) -> error::Result<QueueStats> {
    let now = to_millis(now);
    let count = |sql: &str| -> error::Result<u64> {
        let count: i64 = connection
            .prepare_cached(sql)?
            .query_row([now], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    };
    let mut stats = connection
        .prepare_cached("SELECT entries, recipients, bytes FROM totals")?
        .query_row([], |row| {
            Ok(QueueStats {
                entries: row.get::<_, i64>(0)?.unsigned_abs(),
                recipients: row.get::<_, i64>(1)?.unsigned_abs(),
                payload_bytes: row.get::<_, i64>(2)?.unsigned_abs(),
                ..QueueStats::default()
            })
        })?;
    stats.due = count("SELECT count(*) FROM entries WHERE available_at <= ?1")?;
    stats.leased = count(COUNT_LEASED)?;
    // Ended entries stand in the way only as far as they are kept.
    stats.oldest = connection
        .prepare_cached("SELECT not_before FROM entries WHERE finished IS NULL ORDER BY id LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?
        .map(from_millis);
    Ok(stats)
}

pub(super) const NEXT_DUE: &str =
    "SELECT available_at FROM entries WHERE available_at IS NOT NULL ORDER BY available_at LIMIT 1";

pub(super) fn next_due(connection: &Connection, now: SystemTime) -> error::Result<Option<SystemTime>> {
    let next: Option<i64> = connection
        .prepare_cached(NEXT_DUE)?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(next.map(|next| from_millis(next.max(to_millis(now)))))
}
