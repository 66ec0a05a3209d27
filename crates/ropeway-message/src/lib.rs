#![doc = include_str!("../README.md")]
#![warn(clippy::arithmetic_side_effects)]

mod access;
mod bag;
mod difference;
mod directory;
mod dump;
mod envelope;
mod external;
mod loss;
mod message;
#[cfg(feature = "msg")]
pub mod msg;
mod named;
mod options;
#[cfg(any(test, feature = "proptest-strategies"))]
#[doc(hidden)]
pub mod oracle;
mod person;
mod place;
mod report;
pub mod rtf;
pub mod stored;
#[cfg(any(test, feature = "proptest-strategies"))]
#[doc(hidden)]
pub mod strategy;
#[cfg(feature = "tnef")]
pub mod tnef;

pub use access::SetPropertyError;
pub use bag::{PropertyBag, convert_string};
pub use difference::{Difference, DifferenceKind, PropertyKey};
pub use directory::{DirectoryEntry, DirectorySnapshot};
pub use dump::Dump;
pub use envelope::{Envelope, EnvelopeRecipient, Notify, ReturnContent, Submission};
pub use external::{Content, External, ExternalReader, ExternalSource};
pub use loss::{Loss, LossReason, Written};
pub use message::{AttachMethod, Attachment, Message, Recipient, RecipientType};
pub use named::{NamedProperties, NamedPropertyQuota};
pub use options::ReadOptions;
pub use person::{
    PersonTags, READ_RECEIPT, RECEIVED_BY, RECEIVED_REPRESENTING, RECIPIENT, SENDER, SENT_REPRESENTING,
    entry_id_address, entry_id_name, is_list_entry_id, person_address,
};
pub use place::{Place, Step};
pub use report::{Reading, Report, Tolerated};
