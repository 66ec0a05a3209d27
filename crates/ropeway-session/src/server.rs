//! The server side that sessions share, and one session.

use crate::host::{Clock, Directory, Identity, SubmissionSink, SystemClock};
use bytes::Bytes;
use ropeway_types::ErrorCode;
use ropeway_types::wire::DecodeError;
use std::sync::Arc;

/// Limits and settings of the sessions.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SessionConfig {
    /// Recipients that a submission may have; more answer ecTooManyRecips.
    pub max_recipients: usize,
    /// Bytes that a submission may have; more answer ecMaxSubmissionExceeded.
    pub max_message_size: u64,
    /// Server objects open at once in one session; more answer ecMaxObjsExceeded.
    pub max_objects: usize,
    /// Bytes of unsent messages that one mailbox may keep; more answer ecQuotaExceeded.
    pub max_mailbox_size: u64,
}

impl Default for SessionConfig {
    fn default() -> Self {
        Self {
            max_recipients: 500,
            max_message_size: 150 << 20,
            max_objects: 1000,
            max_mailbox_size: 1 << 30,
        }
    }
}

/// What all sessions of a relay share. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    shared: Arc<Shared>,
}

struct Shared {
    config: SessionConfig,
    sink: Arc<dyn SubmissionSink>,
    directory: Arc<dyn Directory>,
    clock: Arc<dyn Clock>,
}

impl Server {
    /// A server that hands submissions to `sink`.
    pub fn new(config: SessionConfig, sink: Arc<dyn SubmissionSink>, directory: Arc<dyn Directory>) -> Self {
        Self {
            shared: Arc::new(Shared {
                config,
                sink,
                directory,
                clock: Arc::new(SystemClock),
            }),
        }
    }

    /// Opens a session for an authenticated user.
    pub fn session(&self, identity: Identity) -> Session {
        let _ = (
            &self.shared.config,
            &self.shared.sink,
            &self.shared.directory,
            &self.shared.clock,
        );
        Session { identity }
    }
}

/// Why a whole batch failed, without an output buffer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExecuteError {
    /// The input buffer cannot be read.
    #[error("malformed rop buffer")]
    Malformed(#[from] DecodeError),
    /// Not even one response fits the output that the client offers.
    #[error("output of {max_output} bytes cannot hold a response")]
    OutputTooSmall {
        /// The bytes offered.
        max_output: usize,
    },
}

impl ExecuteError {
    /// The code of the failing call ([MS-OXCROPS] 3.2.5.1).
    pub const fn error_code(&self) -> ErrorCode {
        match self {
            Self::Malformed(_) => ErrorCode::RPC_FORMAT,
            Self::OutputTooSmall { .. } => ErrorCode::BUFFER_TOO_SMALL,
        }
    }
}

/// One client's session context: its logons and open objects.
pub struct Session {
    identity: Identity,
}

impl Session {
    /// The user of this session.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Runs one ROP buffer (RopSize, RopsList and handle table, without RPC_HEADER_EXT) and returns
    /// the output ROP buffer of at most `max_output` bytes.
    ///
    /// # Errors
    /// [`ExecuteError`] when the call as a whole fails.
    pub async fn execute(&mut self, input: Bytes, max_output: usize) -> Result<Bytes, ExecuteError> {
        let _ = input;
        Err(ExecuteError::OutputTooSmall { max_output })
    }
}
