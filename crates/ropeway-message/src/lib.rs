#![doc = include_str!("../README.md")]
#![warn(clippy::arithmetic_side_effects)]

mod bag;
mod directory;
mod dump;
mod envelope;
mod message;
#[cfg(feature = "msg")]
pub mod msg;
mod named;
#[cfg(any(test, feature = "proptest-strategies"))]
#[doc(hidden)]
pub mod oracle;
pub mod rtf;
pub mod stored;
#[cfg(any(test, feature = "proptest-strategies"))]
#[doc(hidden)]
pub mod strategy;

pub use bag::{PropertyBag, convert_string};
pub use directory::{DirectoryEntry, DirectorySnapshot};
pub use dump::Dump;
pub use envelope::{Envelope, EnvelopeRecipient, Notify, ReturnContent, Submission};
pub use message::{
    AttachMethod, Attachment, Message, PersonTags, READ_RECEIPT, RECIPIENT, Recipient, RecipientType, SENDER,
    SENT_REPRESENTING, person_address,
};
pub use named::{NamedProperties, NamedPropertyQuota};
