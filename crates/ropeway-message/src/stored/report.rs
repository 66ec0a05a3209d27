//! What was tolerated in a stream of another program.

use crate::{Message, Place, Tolerated};
use ropeway_types::{CodePage, PropertyTag};
use std::fmt;

/// Messages of one stream, and what the stream had that this crate does not write.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListReading {
    /// The messages, in the order of the stream.
    pub messages: Vec<Message>,
    /// What was tolerated.
    pub report: Report,
}

/// What reading tolerated.
pub type Report = crate::Report<Deviation>;
/// A message, and what its stream had that this crate does not write.
pub type Reading = crate::Reading<Deviation>;

/// One thing that was tolerated.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deviation {
    /// Which message of the stream, counted from zero.
    pub message: usize,
    /// The object in it.
    pub place: Place,
    /// Where in the stream, in bytes.
    pub offset: usize,
    /// What it is.
    pub kind: DeviationKind,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} (message {}, byte {}): {}",
            self.place, self.message, self.offset, self.kind
        )
    }
}

/// What a stream may have that this crate does not write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviationKind {
    /// The content of a message without StartMessage, as RopFastTransferSourceCopyTo gives it.
    #[error("content without StartMessage")]
    Bare,
    /// A property of streams that says nothing about a message; passed over.
    #[error("meta-property {0:?}")]
    MetaProperty(PropertyTag),
    /// MetaTagEcWarning ([MS-OXCFXICS] 2.2.4.1.5.2): the server left something out.
    #[error("the server warns of an incomplete copy: {0:#010x}")]
    Warning(u32),
    /// FXErrorInfo ([MS-OXCFXICS] 2.2.4.3.4): the server left a whole message out.
    #[error("the server could not copy a message")]
    ErrorInfo,
    /// A recipient without PidTagRecipientType; taken as a primary one.
    #[error("a recipient without PidTagRecipientType")]
    RecipientType,
    /// A second value of a property; the first counts.
    #[error("{0:?} is there twice")]
    Repeated(PropertyTag),
    /// A string in a code page that is unknown, and is kept as 8-bit text, or that has bytes without a meaning
    /// there.
    #[error("text of {tag:?} is no text in code page {}", code_page.0)]
    CodePage {
        /// The property.
        tag: PropertyTag,
        /// The code page.
        code_page: CodePage,
    },
    /// A property whose name contradicts another's; kept under another id, by its name.
    #[error("the name of {id:#06x} contradicts another, kept as {kept:#06x}")]
    Renumbered {
        /// The id in the stream.
        id: u16,
        /// The id in the message.
        kept: u16,
    },
    /// Properties after the recipients or attachments, or recipients after the attachments.
    #[error("an element out of its order")]
    Order,
}

impl Tolerated for Deviation {
    fn loses(&self) -> bool {
        use DeviationKind as K;
        matches!(
            self.kind,
            K::Warning(_) | K::ErrorInfo | K::Repeated(_) | K::CodePage { .. }
        )
    }
}
