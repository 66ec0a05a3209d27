//! What a session needs from the relay around it.

use ropeway_message::{DirectoryEntry, Submission};
use ropeway_types::{ErrorCode, ProxyAddress};
use std::future::Future;
use std::pin::Pin;
use std::time::SystemTime;

/// A boxed future, so that the traits here can be trait objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Who a session belongs to: the authenticated user.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identity {
    /// The user's SMTP address.
    pub address: String,
    /// The user's display name; the address where there is none.
    pub display_name: Option<String>,
    /// The user's X.500 distinguished name (legacyExchangeDN).
    pub x500_dn: Option<String>,
}

impl Identity {
    /// A user known by an SMTP address.
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            display_name: None,
            x500_dn: None,
        }
    }
}

/// Takes submissions over: the queue behind the sessions.
pub trait SubmissionSink: Send + Sync {
    /// Accepts a submission. Success is a promise: the submission is durable by then.
    fn submit(&self, submission: Submission, key: SubmissionKey) -> BoxFuture<'_, Result<(), SubmitError>>;

    /// Takes a submission back, if no attempt to send it has begun (RopAbortSubmit).
    fn abort(&self, key: SubmissionKey) -> BoxFuture<'_, Result<AbortOutcome, SubmitError>>;
}

/// Names one submission of one mailbox, for taking it back.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SubmissionKey(pub String);

/// What became of an attempt to take a submission back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AbortOutcome {
    /// It will not be sent.
    Aborted,
    /// It is being sent, or was in part.
    TooLate,
    /// It is not in the queue: sent, or never there.
    NotQueued,
}

/// Why a submission was not accepted. Nothing of it remains then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SubmitError {
    /// The queue takes no more.
    #[error("queue is full")]
    QueueFull,
    /// The queue cannot write.
    #[error("queue cannot store: {0}")]
    Storage(String),
    /// The message is larger than the relay takes.
    #[error("message of {size} bytes exceeds the limit of {limit}")]
    TooLarge {
        /// The message's size.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// The relay is stopping.
    #[error("relay is shutting down")]
    ShuttingDown,
    /// The submission itself cannot be sent.
    #[error("submission refused: {0}")]
    Refused(String),
}

impl SubmitError {
    /// The ReturnValue that a ROP answers ([MS-OXOMSG] 3.3.5.1.1, [MS-OXCDATA] 2.4).
    pub const fn error_code(&self) -> ErrorCode {
        match self {
            Self::QueueFull => ErrorCode::DISK_FULL,
            Self::Storage(_) => ErrorCode::INSUFFICIENT_RESOURCES,
            Self::TooLarge { .. } => ErrorCode::MAX_SUBMISSION_EXCEEDED,
            Self::ShuttingDown => ErrorCode::BUSY,
            Self::Refused(_) => ErrorCode::GENERAL_FAILURE,
        }
    }
}

/// The address book behind the sessions and the relay.
pub trait Directory: Send + Sync {
    /// Looks all addresses up at once: an answer for each, in order; `None` for an unknown one.
    ///
    /// # Errors
    /// [`DirectoryError`] if the directory cannot answer now; that is never "unknown".
    fn resolve<'a>(
        &'a self,
        addresses: &'a [ProxyAddress],
    ) -> BoxFuture<'a, Result<Vec<Option<DirectoryEntry>>, DirectoryError>>;

    /// What `actor` may do in the name of `represented` (both canonical SMTP addresses)
    /// ([MS-OXODLGT] 3.1.4.3.1).
    fn grant<'a>(
        &'a self,
        actor: &'a str,
        represented: &'a str,
    ) -> BoxFuture<'a, Result<SendGrant, DirectoryError>>;
}

/// A right to send in somebody's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SendGrant {
    /// None.
    #[default]
    None,
    /// On behalf: the recipient sees both.
    OnBehalf,
    /// As: the recipient sees the represented user alone.
    SendAs,
}

/// The directory cannot answer now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("directory is unavailable: {0}")]
pub struct DirectoryError(pub String);

/// Where a session takes the time from.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> SystemTime;
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}
