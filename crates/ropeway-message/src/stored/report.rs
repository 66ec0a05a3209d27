//! What was tolerated in a stream of another program.

use crate::{Message, Place};
use ropeway_types::{CodePage, PropertyTag};
use std::fmt;

/// A message, and what its stream had that this crate does not write.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reading {
    /// The message.
    pub message: Message,
    /// What was tolerated.
    pub report: Report,
}

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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Report {
    /// In the order of the stream, [`Report::MAX`] at most.
    pub deviations: Vec<Deviation>,
    /// How many more there were.
    pub unlisted: usize,
}

impl Report {
    /// How many are listed; the rest is counted.
    pub const MAX: usize = 1000;

    /// Whether there was nothing to tolerate.
    pub fn is_empty(&self) -> bool {
        self.deviations.is_empty()
    }

    /// Whether something of the stream did not reach the message, or not all did that reached the stream.
    pub fn lost_something(&self) -> bool {
        self.unlisted > 0 || self.deviations.iter().any(|d| d.kind.loses())
    }

    /// Adds one; [`Deviation`] is made only for those that are listed.
    pub(super) fn note(&mut self, deviation: impl FnOnce() -> Deviation) {
        if self.deviations.len() < Self::MAX {
            self.deviations.push(deviation());
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
        }
    }
}

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

impl DeviationKind {
    fn loses(&self) -> bool {
        matches!(
            self,
            Self::Warning(_) | Self::ErrorInfo | Self::Repeated(_) | Self::CodePage { .. }
        )
    }
}
