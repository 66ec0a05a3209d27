//! A request to the writing thread.

use std::sync::Arc;

use rusqlite::Connection;
use tokio::sync::{Notify, oneshot};

use super::error;
use super::payload::{PayloadDir, StagedFile};
use crate::QueueError;

/// What follows from a request outside the database once it is committed.
#[derive(Debug, Default)]
pub(super) struct Effects {
    /// Payload files that now belong to an entry.
    pub(super) adopted: Vec<Arc<StagedFile>>,
    /// Payload files whose entry has ended.
    pub(super) obsolete: Vec<String>,
    /// Something may be due.
    pub(super) wake: bool,
}

/// What effects need.
#[derive(Debug)]
pub(super) struct Surroundings {
    pub(super) payloads: Arc<PayloadDir>,
    pub(super) notify: Arc<Notify>,
}

/// A request, as the writing thread sees it.
pub(super) trait Job: Send {
    /// Does the work inside the open transaction; tells whether it succeeded. May be called again after
    /// the transaction was rolled back.
    fn run(&mut self, connection: &Connection) -> bool;

    /// The commit failed, and nobody can know what a restart will find: files that the transaction names
    /// must stay for now.
    fn undecided(&mut self);

    /// The end: the commit has succeeded or failed.
    fn settle(self: Box<Self>, committed: Result<(), QueueError>, surroundings: &Surroundings);
}

pub(super) struct Call<T, F> {
    work: F,
    result: Option<Result<(T, Effects), QueueError>>,
    reply: oneshot::Sender<Result<T, QueueError>>,
}

impl<T, F> Call<T, F>
where
    T: Send,
    F: FnMut(&Connection, &mut Effects) -> error::Result<T> + Send,
{
    pub(super) fn new(work: F) -> (Self, oneshot::Receiver<Result<T, QueueError>>) {
        let (reply, receiver) = oneshot::channel();
        (
            Self {
                work,
                result: None,
                reply,
            },
            receiver,
        )
    }
}

impl<T, F> Job for Call<T, F>
where
    T: Send,
    F: FnMut(&Connection, &mut Effects) -> error::Result<T> + Send,
{
    fn run(&mut self, connection: &Connection) -> bool {
        let mut effects = Effects::default();
        let result = (self.work)(connection, &mut effects)
            .map(|value| (value, effects))
            .map_err(QueueError::from);
        let succeeded = result.is_ok();
        self.result = Some(result);
        succeeded
    }

    fn undecided(&mut self) {
        if let Some(Ok((_, effects))) = &self.result {
            effects.adopted.iter().for_each(|file| file.keep());
        }
    }

    fn settle(self: Box<Self>, committed: Result<(), QueueError>, surroundings: &Surroundings) {
        let answer = match (self.result, committed) {
            (Some(Ok((value, effects))), Ok(())) => {
                effects.adopted.iter().for_each(|file| file.keep());
                effects
                    .obsolete
                    .iter()
                    .for_each(|name| surroundings.payloads.remove(name));
                if effects.wake {
                    surroundings.notify.notify_waiters();
                }
                Ok(value)
            }
            (Some(Err(own)), _) => Err(own),
            (_, Err(failed)) => Err(failed),
            (None, Ok(())) => Err(QueueError::Closed),
        };
        // Whoever asked may have gone away; the effect stays.
        let _ = self.reply.send(answer);
    }
}
