//! What can go wrong with the queue.

use std::io;

use crate::QueueId;

/// Why the queue did not do what was asked. Nothing of the call was done, unless the variant says otherwise.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueueError {
    /// A configured limit is reached, or the disk is full.
    #[error("the queue is full: {limit}")]
    Full {
        /// Which limit.
        limit: &'static str,
    },
    /// The store may not be written.
    #[error("the queue cannot be written: {detail}")]
    ReadOnly {
        /// What the system or the store said.
        detail: String,
    },
    /// Reading or writing failed. When it failed while a commit was made durable, the store may show the
    /// call's effect after a restart although it was refused: a repeated submission, never a lost one.
    #[error("{doing} failed")]
    Io {
        /// The step that failed.
        doing: &'static str,
        /// What the system or the store said.
        source: io::Error,
    },
    /// The stored data contradict themselves.
    #[error("the queue's data are damaged: {detail}")]
    Corrupt {
        /// What was found.
        detail: String,
    },
    /// Another process (or another handle of this one) has the directory open.
    #[error("the queue is open in another process")]
    Locked,
    /// A newer program has written the directory.
    #[error("the queue's schema is version {found}, this program knows up to {supported}")]
    UnsupportedVersion {
        /// The version found.
        found: i64,
        /// The newest version that this program reads.
        supported: i64,
    },
    /// The lease is no longer the caller's: it ran out and somebody else took the entry, or the entry ended.
    #[error("the lease on {id} is lost")]
    LeaseLost {
        /// The entry.
        id: QueueId,
    },
    /// There is no such entry, or it has ended and its payload is gone.
    #[error("no entry {id} in the queue")]
    NotFound {
        /// The id asked for.
        id: QueueId,
    },
    /// The call itself is wrong: an entry without recipients, an index out of range, a recipient that has
    /// ended and should change.
    #[error("misuse of the queue: {detail}")]
    Invalid {
        /// What is wrong with it.
        detail: String,
    },
    /// The queue was closed.
    #[error("the queue is closed")]
    Closed,
}

impl QueueError {
    /// Whether the same call may succeed later, when space is made or the disk is repaired.
    ///
    /// [`QueueError::Closed`] counts as permanent, so that a loop which retries ends.
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Full { .. } | Self::ReadOnly { .. } | Self::Io { .. } | Self::Locked
        )
    }

    /// Whether space is what is missing: the caller should stop accepting and go on delivering.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Full { .. })
    }

    #[cfg(feature = "embedded")]
    pub(crate) fn from_io(doing: &'static str, error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::Full {
                limit: "no space is left on the disk",
            },
            Kind::ReadOnlyFilesystem | Kind::PermissionDenied => Self::ReadOnly {
                detail: format!("{doing}: {error}"),
            },
            _ => Self::Io { doing, source: error },
        }
    }
}
