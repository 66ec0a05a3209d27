//! TNEF: a message as a stream of attributes ([MS-OXTNEF]), the `winmail.dat` of mail.
//!
//! ```
//! use ropeway_message::{Message, ReadOptions, tnef};
//! use ropeway_types::tags;
//!
//! let mut message = Message::note();
//! message.properties.set(tags::SUBJECT, "Grüße");
//! let written = tnef::write(&message, &tnef::WriteOptions::default())?;
//! let reading = tnef::read_with_report(&written.bytes, &ReadOptions::default())?;
//! assert_eq!(reading.message.subject().as_deref(), Some("Grüße"));
//! assert!(reading.report.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! How a stream becomes a [`Message`]:
//!
//! - What the lists of properties say stands before what other attributes say of the same thing
//!   ([MS-OXTNEF] 2.1.3.4). An attribute adds what no property says: a class under MAPI's name, a person
//!   with a one-off entry id, a date.
//! - Dates of attributes are the writer's local time, of which the zone is unknown: they are taken as UTC,
//!   and the report says so where one was needed.
//! - 8-bit strings stay bytes in the code page of attOemCodepage. Where [`Message::code_page`] would read them
//!   otherwise, PidTagMessageCodepage is set to it, and the report says so.
//! - The name of a property counts, not the id that it has in the stream.
//! - PidTagRowid, PidTagRecipientType and PidTagAttachNumber become the fields of [`Recipient`] and
//!   [`Attachment`]; what has no such number is numbered in order.
//! - attAttachTitle is PidTagAttachFilename, unless it repeats PidTagAttachLongFilename.
//! - An object with the interface IMessage becomes the embedded message; any other becomes its bytes
//!   without the interface.
//! - The size of an attachment's icon in attAttachRendData and the key of the stream have no property.
//!
//! What is written, [`WriteOptions`] says.
//!
//! [`Recipient`]: crate::Recipient
//! [`Attachment`]: crate::Attachment

mod attributes;
mod read;
mod report;
mod write;

use crate::Message;
use ropeway_types::{Guid, PropertyTag, PropertyValue};
use std::io;

pub use read::{read, read_with_report};
pub use report::{AttributeId, Deviation, DeviationKind, Reading, Report};
pub use write::{Profile, TnefStream, WriteOptions, stream, write, write_to};

/// How deep messages may be embedded in one that is written; the outermost is at depth 0.
pub const MAX_DEPTH: usize = 64;

/// Why a stream gives no message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TnefError {
    /// The signature is missing.
    #[error("not a TNEF stream")]
    NotTnef,
    /// A stream without any attribute that could be read.
    #[error("a TNEF stream without attributes")]
    Empty,
    /// A wrong checksum, where [`ReadOptions::require_checksums`] is set.
    ///
    /// [`ReadOptions::require_checksums`]: crate::ReadOptions::require_checksums
    #[error("wrong checksum of {attribute} at offset {offset}")]
    Checksum {
        /// The attribute.
        attribute: AttributeId,
        /// Where it begins, in the stream of its message.
        offset: usize,
    },
    /// Beyond a limit of [`ReadOptions`](crate::ReadOptions).
    #[error("beyond the limit of {limit} {what}")]
    Limit {
        /// What there was too much of.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
}

/// Why a message gives no stream.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TnefWriteError {
    /// The sink failed, or the source of an attachment's bytes. It may work another time.
    #[error("the message cannot be written")]
    Io(#[source] io::Error),
    /// Messages embedded deeper than [`MAX_DEPTH`].
    #[error("messages are embedded deeper than {MAX_DEPTH} levels")]
    Depth,
    /// An attribute of 4 GiB or more.
    #[error("{attribute} of {len} bytes does not fit a 32-bit length")]
    TooLong {
        /// The attribute.
        attribute: AttributeId,
        /// Bytes of its data.
        len: u64,
    },
}

impl TnefWriteError {
    /// Whether the same call may succeed another time.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Io(_))
    }
}

/// IID_IMessage: the object is an embedded message ([MS-OXTNEF] 2.1.3.4).
const IID_MESSAGE: Guid = interface(0x0002_0307);
/// IID_IStorage: the object is a compound file.
const IID_STORAGE: Guid = interface(0x0000_000B);
/// IID_IStream: the object is bytes.
const IID_STREAM: Guid = interface(0x0000_000C);

/// Whether a message has 8-bit strings, those of embedded messages not counted.
fn has_narrow(message: &Message) -> bool {
    let bags = std::iter::once(&message.properties)
        .chain(message.recipients.iter().map(|r| &r.properties))
        .chain(message.attachments.iter().map(|a| &a.properties));
    bags.into_iter().any(|bag| {
        bag.iter().any(|(_, value)| {
            matches!(
                value,
                PropertyValue::String8(_) | PropertyValue::MultipleString8(_)
            )
        })
    })
}

const fn interface(d1: u32) -> Guid {
    Guid::from_fields(d1, 0, 0, [0xC0, 0, 0, 0, 0, 0, 0, 0x46])
}

/// PidTagConversationKey, for which the older attConversationID stands.
const CONVERSATION_KEY: PropertyTag = PropertyTag(0x000B_0102);

#[cfg(test)]
mod tests;
