//! Delivery to recipients whose mailbox is here.

use bytes::Bytes;
use ropeway_message::Message;
use ropeway_queue::QueueId;
use ropeway_session::BoxFuture;
use ropeway_smtp::EnhancedStatus;

/// Takes mail for recipients of the local domains.
pub trait LocalDelivery: Send + Sync {
    /// Stores the mail in the recipient's mailbox. Success means that it is durable there: the relay
    /// forgets the recipient.
    ///
    /// After a crash the same mail may come again, with the same id: an implementation that remembers
    /// the ids it has seen delivers nothing twice.
    ///
    /// # Errors
    /// [`LocalDeliveryError`], transient or permanent by its status; the relay tries again or reports.
    fn deliver<'a>(&'a self, mail: LocalMail<'a>) -> BoxFuture<'a, Result<(), LocalDeliveryError>>;
}

/// One mail for one local recipient.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct LocalMail<'a> {
    /// The queue's name of the mail.
    pub id: QueueId,
    /// The sender; empty for reports.
    pub reverse_path: &'a str,
    /// The recipient's SMTP address.
    pub recipient: &'a str,
    /// What to deliver.
    pub content: LocalContent<'a>,
}

/// What a local mail consists of.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum LocalContent<'a> {
    /// A message object, as it was submitted.
    Message(&'a Message),
    /// A report of this relay, in Internet form (RFC 3464).
    Report(&'a Bytes),
}

/// Why a local delivery failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status} {text}")]
pub struct LocalDeliveryError {
    /// The status for the sender's report (RFC 3463): class 4 is tried again, class 5 is reported.
    pub status: EnhancedStatus,
    /// What happened, for people.
    pub text: String,
}

impl LocalDeliveryError {
    /// No such mailbox (5.1.1).
    pub fn no_such_mailbox() -> Self {
        Self {
            status: EnhancedStatus::new(5, 1, 1),
            text: "no such mailbox here".to_owned(),
        }
    }

    /// Not now (4.3.0).
    pub fn temporary(text: impl Into<String>) -> Self {
        Self {
            status: EnhancedStatus::new(4, 3, 0),
            text: text.into(),
        }
    }
}

/// Local delivery of a relay without mailboxes: every local recipient is refused with 5.1.1.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoMailboxes;

impl LocalDelivery for NoMailboxes {
    fn deliver<'a>(&'a self, _mail: LocalMail<'a>) -> BoxFuture<'a, Result<(), LocalDeliveryError>> {
        Box::pin(async { Err(LocalDeliveryError::no_such_mailbox()) })
    }
}
