//! The thread that writes, and its group commit.

use std::fs::File;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;
use tokio::sync::{Notify, oneshot};

use super::call::{Call, Effects, Job, Surroundings};
use super::error;
use super::payload::PayloadDir;
use crate::QueueError;

/// Requests in one transaction at most: more would not be faster, only later.
const BATCH: usize = 256;

enum Message {
    Job(Box<dyn Job>),
    #[cfg(test)]
    Raw(Box<dyn FnOnce(&mut Connection) + Send>),
    Close(oneshot::Sender<()>),
}

/// The handle to the thread.
#[derive(Debug)]
pub(super) struct Writer {
    requests: Sender<Message>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread; it keeps the directory's lock as long as it has the connection.
    pub(super) fn start(
        mut connection: Connection,
        lock: File,
        payloads: Arc<PayloadDir>,
        notify: Arc<Notify>,
    ) -> Result<Self, QueueError> {
        let (requests, inbox) = channel();
        let surroundings = Surroundings { payloads, notify };
        let thread = thread::Builder::new()
            .name("queue-writer".to_owned())
            .spawn(move || {
                let closing = serve(&mut connection, &inbox, &surroundings);
                drop(connection);
                // Unlocked in so many words: a process that somebody is forking at this moment holds a copy of
                // the descriptor until it executes its program, and with it the lock.
                let _ = lock.unlock();
                drop(lock);
                // Requests that came too late hear of the end by their reply channel being dropped.
                drop(inbox);
                if let Some(closing) = closing {
                    let _ = closing.send(());
                }
            })
            .map_err(|e| QueueError::from_io("starting the writing thread", e))?;
        Ok(Self {
            requests,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Asks for work in a transaction; resolves when it is durable. The work may be run more than once,
    /// only the last run counts.
    pub(super) fn call<T, F>(&self, work: F) -> impl Future<Output = Result<T, QueueError>> + Send + 'static
    where
        T: Send + 'static,
        F: FnMut(&Connection, &mut Effects) -> error::Result<T> + Send + 'static,
    {
        let requests = self.requests.clone();
        async move {
            let (call, answer) = Call::new(work);
            requests
                .send(Message::Job(Box::new(call)))
                .map_err(|_| QueueError::Closed)?;
            answer.await.unwrap_or(Err(QueueError::Closed))
        }
    }

    /// Work outside of any transaction.
    #[cfg(test)]
    pub(super) async fn raw<F>(&self, work: F) -> Result<(), QueueError>
    where
        F: FnOnce(&mut Connection) -> rusqlite::Result<()> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let work = move |connection: &mut Connection| {
            let _ = reply.send(work(connection));
        };
        self.requests
            .send(Message::Raw(Box::new(work)))
            .map_err(|_| QueueError::Closed)?;
        answer
            .await
            .map_err(|_| QueueError::Closed)?
            .map_err(|e| error::Failure::from(e).into())
    }

    /// Lets the thread finish what was asked and end; the directory is free afterwards.
    pub(super) async fn close(&self) {
        let (closed, wait) = oneshot::channel();
        if self.requests.send(Message::Close(closed)).is_ok() {
            // An error means that somebody else's call to close was first and has been served.
            let _ = wait.await;
        }
    }
}

impl Drop for Writer {
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

fn serve(
    connection: &mut Connection,
    inbox: &Receiver<Message>,
    surroundings: &Surroundings,
) -> Option<oneshot::Sender<()>> {
    let mut batch = Vec::new();
    while let Ok(first) = inbox.recv() {
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Job(job) => batch.push(job),
                #[cfg(test)]
                Message::Raw(work) => {
                    run_batch(connection, std::mem::take(&mut batch), surroundings);
                    work(connection);
                }
                Message::Close(closed) => {
                    run_batch(connection, batch, surroundings);
                    return Some(closed);
                }
            }
            // Whoever waits just now goes along.
            next = if batch.len() < BATCH {
                inbox.try_recv().ok()
            } else {
                None
            };
        }
        run_batch(connection, std::mem::take(&mut batch), surroundings);
    }
    None
}

/// Runs the requests in one transaction and answers them. If the transaction as a whole fails, each gets
/// one of its own, so that only those fail which cannot succeed.
fn run_batch(connection: &Connection, mut batch: Vec<Box<dyn Job>>, surroundings: &Surroundings) {
    match transact(connection, &mut batch) {
        Ok(()) => batch.into_iter().for_each(|job| job.settle(Ok(()), surroundings)),
        Err(failed) if batch.len() > 1 => {
            tracing::debug!(error = %failed, requests = batch.len(), "group commit failed, going one by one");
            for job in batch {
                run_batch(connection, vec![job], surroundings);
            }
        }
        Err(failed) => {
            tracing::debug!(error = %failed, "commit failed");
            let mut failed = Some(failed);
            for job in batch {
                job.settle(Err(failed.take().unwrap_or(QueueError::Closed)), surroundings);
            }
        }
    }
}

fn transact(connection: &Connection, batch: &mut [Box<dyn Job>]) -> Result<(), QueueError> {
    if batch.is_empty() {
        return Ok(());
    }
    // Left over only if a rollback has failed before.
    roll_back(connection)?;
    let done = attempt(connection, batch).map_err(QueueError::from);
    if let Err(failed) = &done {
        // A commit for which there was no space is certainly not in the log. After any other failure,
        // of a sync above all, it may be.
        if !failed.is_full() {
            batch.iter_mut().for_each(|job| job.undecided());
        }
        roll_back(connection)?;
    }
    done
}

fn roll_back(connection: &Connection) -> error::Result<()> {
    if connection.is_autocommit() {
        Ok(())
    } else {
        run(connection, "ROLLBACK")
    }
}

fn attempt(connection: &Connection, batch: &mut [Box<dyn Job>]) -> error::Result<()> {
    run(connection, "BEGIN IMMEDIATE")?;
    for job in batch {
        run(connection, "SAVEPOINT request")?;
        let succeeded = job.run(connection);
        if connection.is_autocommit() {
            // A full disk makes SQLite roll back everything, not just to the savepoint.
            let source = io::Error::other("the transaction was rolled back");
            return Err(QueueError::Io {
                doing: "using the queue database",
                source,
            }
            .into());
        }
        if !succeeded {
            run(connection, "ROLLBACK TO request")?;
        }
        run(connection, "RELEASE request")?;
    }
    run(connection, "COMMIT")
}

fn run(connection: &Connection, sql: &str) -> error::Result<()> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}
