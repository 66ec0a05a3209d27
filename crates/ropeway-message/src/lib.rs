#![doc = include_str!("../README.md")]
#![warn(clippy::arithmetic_side_effects)]

mod bag;
mod directory;
mod envelope;
mod message;
#[cfg(feature = "msg")]
pub mod msg;
mod named;
pub mod rtf;

pub use bag::{PropertyBag, convert_string};
pub use directory::{DirectoryEntry, DirectorySnapshot};
pub use envelope::{Envelope, EnvelopeRecipient, Notify, ReturnContent, Submission};
pub use message::{
    AttachMethod, Attachment, Message, PersonTags, READ_RECEIPT, RECIPIENT, Recipient, RecipientType, SENDER,
    SENT_REPRESENTING, person_address,
};
pub use named::{NamedProperties, NamedPropertyQuota};
