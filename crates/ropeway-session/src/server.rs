//! The server side that sessions share.

use crate::host::{Clock, Directory, Identity, SubmissionSink, SystemClock};
use crate::mailbox::{self, Mailbox};
use crate::session::Session;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Limits and settings of the sessions.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SessionConfig {
    /// Recipients that a submission may have; more answer ecTooManyRecips.
    pub max_recipients: usize,
    /// Bytes that a submission may have; more answer ecMaxSubmissionExceeded.
    pub max_message_size: u64,
    /// Attachments that a message may have; more answer ecMaxAttachmentExceeded.
    pub max_attachments: usize,
    /// Server objects open at once in one session; more answer ecMaxObjsExceeded.
    pub max_objects: usize,
    /// Bytes that the open objects of one session may keep; more answer ecMAPIOOM.
    pub max_session_size: u64,
    /// Bytes of unsent messages that one mailbox may keep; more answer ecQuotaExceeded.
    pub max_mailbox_size: u64,
}

impl Default for SessionConfig {
    fn default() -> Self {
        Self {
            max_recipients: 500,
            max_message_size: 150 << 20,
            max_attachments: 1000,
            max_objects: 1000,
            max_session_size: 1 << 30,
            max_mailbox_size: 1 << 30,
        }
    }
}

/// What all sessions of a relay share. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) config: SessionConfig,
    pub(crate) sink: Arc<dyn SubmissionSink>,
    pub(crate) directory: Arc<dyn Directory>,
    pub(crate) clock: Arc<dyn Clock>,
    mailboxes: Mutex<HashMap<String, Arc<mailbox::Shared>>>,
}

impl Server {
    /// A server that hands submissions to `sink`.
    pub fn new(config: SessionConfig, sink: Arc<dyn SubmissionSink>, directory: Arc<dyn Directory>) -> Self {
        Self::with_clock(config, sink, directory, Arc::new(SystemClock))
    }

    /// The same with a clock of the caller's, for tests that must not wait.
    pub fn with_clock(
        config: SessionConfig,
        sink: Arc<dyn SubmissionSink>,
        directory: Arc<dyn Directory>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                config,
                sink,
                directory,
                clock,
                mailboxes: Mutex::default(),
            }),
        }
    }

    /// Opens a session for an authenticated user. All sessions of one address, whatever its case, share
    /// a mailbox.
    pub fn session(&self, identity: Identity) -> Session {
        let shared = &self.shared;
        let key = mailbox_key(&identity);
        let mailbox = Arc::clone(
            shared
                .mailboxes
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(key)
                .or_insert_with(|| {
                    let limit = shared.config.max_mailbox_size;
                    Arc::new(Mutex::new(Mailbox::new(limit, shared.clock.now())))
                }),
        );
        Session::new(identity, Arc::clone(shared), mailbox)
    }
}

fn mailbox_key(identity: &Identity) -> String {
    identity.address.trim().to_lowercase()
}

impl Shared {
    /// A session has ended: its mailbox goes with the last one, unless it holds unsent messages.
    pub(crate) fn session_ended(&self, identity: &Identity, own: &Arc<mailbox::Shared>) {
        let mut mailboxes = self.mailboxes.lock().unwrap_or_else(PoisonError::into_inner);
        // The map's and the ending session's references.
        if Arc::strong_count(own) <= 2 && mailbox::lock(own).is_disposable() {
            mailboxes.remove(&mailbox_key(identity));
        }
    }
}
