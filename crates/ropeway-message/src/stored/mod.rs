//! The form in which a message is kept: a FastTransfer stream of one message ([MS-OXCFXICS] 2.2.4).
//!
//! ```text
//! message        = StartMessage messageContent EndMessage
//! messageContent = propList *recipient *attachment
//! recipient      = StartRecip propList EndToRecip
//! attachment     = NewAttach propList [ StartEmbed messageContent EndEmbed ] EndAttach
//! propList       = *( type id [ GUID (00 LID / 01 name) ] value )
//! ```
//!
//! All numbers are little-endian. An id from 0x8000 up is followed by its name: 32-bit number, or
//! UTF-16LE text with a terminating zero. A Boolean has 2 bytes; strings (with their terminating zero),
//! binaries, objects and server ids follow their 32-bit size in bytes; multi-valued properties follow
//! their 32-bit count (2.2.4.1).
//!
//! The form is published, stands for itself, needs no size in advance, and each payload is one run of
//! bytes, so that reading copies none. Where the specification leaves room:
//!
//! - A recipient begins with PidTagRowid and PidTagRecipientType, an attachment with PidTagAttachNumber:
//!   the fields of the model. A second of these is an ordinary property.
//! - A property from 0x8000 up without a name has PS_MAPI and its own id as its name.
//! - PtypNull has no bytes.
//! - Names that no property uses are not kept.
//!
//! Reading also takes StartFAIMsg for StartMessage, and passes over MetaTagFXDelProp.
//!
//! ```
//! use ropeway_message::{Message, stored};
//! use ropeway_types::tags;
//!
//! let mut message = Message::note();
//! message.properties.set(tags::SUBJECT, "Grüße");
//! let bytes = stored::write(&message)?;
//! assert_eq!(stored::read(&bytes)?, message);
//! # Ok::<(), stored::StoredError>(())
//! ```

mod read;
mod write;

use ropeway_types::PropertyTag;
use ropeway_types::wire::DecodeError;
use std::io;

pub use read::read;
pub use write::{write, write_to};

/// How deep messages may be embedded in each other; the outermost is at depth 0.
pub const MAX_DEPTH: usize = 64;

/// Why a message cannot be stored or read back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoredError {
    /// The sink failed. It may work another time.
    #[error("the message cannot be written")]
    Io(#[source] io::Error),
    /// The bytes are no message in this form.
    #[error("not a stored message: {0}")]
    Malformed(#[from] DecodeError),
    /// A property whose tag is a marker of the stream ([MS-OXCFXICS] 2.2.4.1.4 and 2.2.4.1.5).
    #[error("{0:?} is a marker of the stored form and no property")]
    Marker(PropertyTag),
    /// A property named in a way that has no form: by nothing, by text with a zero in it, or by a
    /// number in PS_MAPI.
    #[error("the name of property {0:#06x} has no stored form")]
    Name(u16),
    /// A value of 4 GiB or more.
    #[error("{tag:?} of {len} bytes or values does not fit a 32-bit size")]
    TooLong {
        /// The property.
        tag: PropertyTag,
        /// Its size or count.
        len: usize,
    },
    /// A property value of a type that came to the model after this form.
    #[error("{0:?} is of a type without a stored form")]
    Type(PropertyTag),
    /// Messages embedded deeper than [`MAX_DEPTH`].
    #[error("messages are embedded deeper than {MAX_DEPTH} levels")]
    Depth,
}

impl StoredError {
    /// Whether the same call may succeed another time.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Io(_))
    }
}

/// Markers ([MS-OXCFXICS] 2.2.4.1.4) of messages and their parts.
mod marker {
    pub(super) const START_MESSAGE: u32 = 0x400C_0003;
    pub(super) const START_FAI_MESSAGE: u32 = 0x4010_0003;
    pub(super) const END_MESSAGE: u32 = 0x400D_0003;
    pub(super) const START_EMBED: u32 = 0x4001_0003;
    pub(super) const END_EMBED: u32 = 0x4002_0003;
    pub(super) const START_RECIPIENT: u32 = 0x4003_0003;
    pub(super) const END_RECIPIENT: u32 = 0x4004_0003;
    pub(super) const NEW_ATTACHMENT: u32 = 0x4000_0003;
    pub(super) const END_ATTACHMENT: u32 = 0x400E_0003;
    /// MetaTagFXDelProp (2.2.4.1.5.1): a property with the table that the receiver is to empty.
    pub(super) const DELETE: u32 = 0x4016_0003;
}

/// Whether a tag is a marker or a meta-property of any stream: those above, of folders, of
/// synchronization, and errors.
fn is_marker(tag: PropertyTag) -> bool {
    match tag.0 & 0xFFFF {
        0x0003 => matches!(
            tag.id(),
            0x4000..=0x4004
                | 0x4009..=0x4010
                | 0x4012..=0x4016
                | 0x4018
                | 0x402F
                | 0x403A
                | 0x403B
                | 0x407A
                | 0x407C
                | 0x407D
        ),
        0x000B => matches!(tag.id(), 0x4074 | 0x4075),
        0x0102 => matches!(tag.id(), 0x4011 | 0x407B),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
