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
//! How markers, names and values are written is in [`ropeway_types::fast_transfer`]; strings have their
//! terminating zero.
//!
//! The form is published, stands for itself, needs no size in advance, and each payload is one run of
//! bytes, so that reading copies none. Where the specification leaves room:
//!
//! - A recipient begins with PidTagRowid and PidTagRecipientType, an attachment with PidTagAttachNumber:
//!   the fields of the model. A second of these is an ordinary property.
//! - A property from 0x8000 up without a name has PS_MAPI and its own id as its name.
//! - PtypNull has no bytes.
//! - Names that no property uses are not kept.
//! - The content of an attachment outside memory is PidTagAttachDataBinary, as if it were in memory; a value
//!   of the property's id that is in memory goes before it.
//!
//! Reading also takes StartFAIMsg for StartMessage, and passes over MetaTagFXDelProp. [`read`] refuses all
//! else that this crate does not write; [`read_with_report`] and [`read_list`] are for the streams of servers.
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
mod report;
mod stream;
mod write;

use ropeway_types::PropertyTag;
use ropeway_types::fast_transfer::{Marker, meta};
use ropeway_types::wire::DecodeError;
use std::io;

pub use read::{read, read_list, read_with_report};
pub use report::{Deviation, DeviationKind, ListReading, Reading, Report};
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
    /// The source of an attachment's content outside memory failed, or has fewer bytes than it said.
    #[error("the content of an attachment cannot be read")]
    Source(#[source] io::Error),
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
        matches!(self, Self::Io(_) | Self::Source(_))
    }
}

/// Whether a tag stands for a marker, or a meta-property of any stream that no message has as a property: of
/// folders, of synchronization, and errors.
fn is_marker(tag: PropertyTag) -> bool {
    // All of them have such ids, and few properties do.
    if !(0x4000..=0x407F).contains(&tag.id()) {
        return false;
    }
    let is_meta = matches!(
        tag,
        meta::FX_DEL_PROP
            | meta::EC_WARNING
            | meta::NEW_FX_FOLDER
            | meta::INCR_SYNC_GROUP_ID
            | meta::INCREMENTAL_SYNC_MESSAGE_PARTIAL
            | meta::IDSET_GIVEN
    );
    is_meta || Marker::from_number(tag.0).is_some()
}

#[cfg(test)]
mod server_tests;
#[cfg(test)]
mod tests;
