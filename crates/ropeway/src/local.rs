//! Delivery to recipients whose mailbox is here.

use crate::content::Content;
use crate::delivery::{Target, own};
use crate::relay::Core;
use crate::transmit::Sent;
use bytes::Bytes;
use futures_util::FutureExt;
use ropeway_message::Message;
use ropeway_queue::{EntryView, QueueId};
use ropeway_session::BoxFuture;
use ropeway_smtp::EnhancedStatus;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, SystemTime};

/// A mailbox may take as long as the end of data of an SMTP host (RFC 5321 4.5.3.2.6).
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// Takes mail for recipients of the local domains.
pub trait LocalDelivery: Send + Sync {
    /// Stores the mail in the recipient's mailbox. Success means that it is durable there: the relay
    /// forgets the recipient.
    ///
    /// After a crash the same mail may come again, with the same id and recipient: an implementation that
    /// remembers what it has seen delivers nothing twice. The future is dropped when the relay leaves, and
    /// after ten minutes; that and a panic count as a temporary failure.
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
    /// The status for the sender's report (RFC 3463): class 5 is reported, any other is tried again.
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

/// Hands an entry's content over to some of its recipients, one after the other.
pub(crate) async fn hand_over(
    core: &Core,
    entry: &EntryView,
    content: Content,
    targets: Vec<Target>,
) -> Vec<(usize, Sent)> {
    let mut results = Vec::with_capacity(targets.len());
    for target in targets {
        let mail = LocalMail {
            id: entry.id,
            reverse_path: &entry.reverse_path,
            recipient: &target.address,
            content: content.local(),
        };
        // One mailbox that panics must not take the other recipients along, and one that hangs not keep the
        // entry for ever.
        let delivered = AssertUnwindSafe(async { core.local.deliver(mail).await }).catch_unwind();
        let delivered = match tokio::time::timeout(PATIENCE, delivered).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) => Err(LocalDeliveryError::temporary("local delivery failed")),
            Err(_) => Err(LocalDeliveryError::temporary("local delivery took too long")),
        };
        let sent = match delivered {
            Ok(()) => Sent::HandedOver,
            Err(error) => {
                tracing::debug!(queue_id = %entry.id, recipient = target.index, %error, "not handed over");
                Sent::Failed {
                    diagnostic: own(&error.status.to_string(), &error.text, SystemTime::now()),
                    transient: error.status.class != 5,
                }
            }
        };
        results.push((target.index, sent));
    }
    results
}
