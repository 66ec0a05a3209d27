//! What was tolerated in a stream.

use super::attributes;
use crate::{Place, Tolerated};
use ropeway_types::{Guid, PropertyTag};
use std::fmt;

/// Departures of one stream.
pub type Report = crate::Report<Deviation>;
/// A message, and how its stream departed from the specification.
pub type Reading = crate::Reading<Deviation>;

/// One departure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deviation {
    /// The object it is in.
    pub place: Place,
    /// What it is.
    pub kind: DeviationKind,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.kind)
    }
}

/// The id of an attribute, shown with the specification's name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AttributeId(pub u32);

impl fmt::Display for AttributeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match attributes::name(self.0) {
            Some(name) => f.write_str(name),
            None => write!(f, "attribute {:#010x}", self.0),
        }
    }
}

impl fmt::Debug for AttributeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A departure from [MS-OXTNEF] that reading tolerates, or a choice that it made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviationKind {
    /// A version other than 0x00010000.
    #[error("version {0:#010x}")]
    Version(u32),
    /// An attribute whose checksum is wrong; its data is taken all the same.
    #[error("{attribute} has checksum {declared:#06x} for {actual:#06x}")]
    Checksum {
        /// The attribute.
        attribute: AttributeId,
        /// The checksum that it has.
        declared: u16,
        /// The sum of its data.
        actual: u16,
    },
    /// The stream ends within an attribute; what is there of it is taken.
    #[error("{attribute} ends after {left} of {declared} bytes")]
    Truncated {
        /// The attribute.
        attribute: AttributeId,
        /// The length that it has.
        declared: u32,
        /// Bytes up to the end of the stream.
        left: usize,
    },
    /// Bytes that begin no attribute; what comes after is not read. A line end at the end of a stream is none
    /// such.
    #[error("{0} bytes that are no attribute")]
    Trailing(usize),
    /// An attribute without a meaning here; left out.
    #[error("{0} is unknown")]
    UnknownAttribute(AttributeId),
    /// An attribute of attachments among a message's, or the other way; taken for what it is.
    #[error("{0} is at the wrong level")]
    Level(AttributeId),
    /// An attribute of an attachment before any attAttachRendData; it begins an attachment.
    #[error("{0} before any attAttachRendData")]
    NoRendering(AttributeId),
    /// An attribute whose data has not its form; left out.
    #[error("{0} cannot be read")]
    Attribute(AttributeId),
    /// A second attribute of its kind; left out.
    #[error("{0} is there a second time")]
    RepeatedAttribute(AttributeId),
    /// Data of an attribute that a property of another kind stands before; left out.
    #[error("{0} is not the content of the attachment")]
    Superseded(AttributeId),
    /// A list of properties or rows that cannot be read to its end; the rest is left out.
    #[error("{attribute} can be read up to element {read} of {declared}")]
    Incomplete {
        /// The attribute.
        attribute: AttributeId,
        /// Elements read.
        read: u32,
        /// Elements that the list is to have.
        declared: u32,
    },
    /// Bytes after the last element of a list.
    #[error("{attribute} has {bytes} bytes after its last element")]
    Excess {
        /// The attribute.
        attribute: AttributeId,
        /// How many bytes.
        bytes: usize,
    },
    /// A property of a type without a form in a stream: where it ends is unknown, so that the list ends.
    #[error("{0:?} is of a type unknown here")]
    UnknownType(PropertyTag),
    /// A second value of the same property; left out.
    #[error("{0:?} is there a second time")]
    DuplicateProperty(PropertyTag),
    /// A property of a single value that counts none, or more than one: the first counts.
    #[error("{tag:?} counts {values} values")]
    ValueCount {
        /// The property.
        tag: PropertyTag,
        /// The count.
        values: u32,
    },
    /// A value whose size its type cannot have.
    #[error("{0:?} has a size that its type cannot have")]
    ValueSize(PropertyTag),
    /// Properties with different names under one id; each name gets an id of its own.
    #[error("properties of different names have the id {0:#06x}")]
    SharedId(u16),
    /// A name that no property can have, or one more than there are ids; the property is left out.
    #[error("the name of {0:?} cannot be kept")]
    Name(PropertyTag),
    /// An object with an interface that says not what its bytes are; they are kept.
    #[error("{tag:?} is an object with interface {interface}")]
    Interface {
        /// The property.
        tag: PropertyTag,
        /// The interface.
        interface: Guid,
    },
    /// An embedded message that cannot be read; its bytes are kept in PidTagAttachDataObject.
    #[error("the embedded message cannot be read: {0}")]
    Embedded(String),
    /// A time known from an attribute alone, which has the writer's local time; taken as UTC.
    #[error("{0:?} is a local time of an unknown zone")]
    LocalTime(PropertyTag),
    /// 8-bit strings whose code page the properties do not say, or not so; PidTagMessageCodepage was set.
    #[error("8-bit strings in code page {0}")]
    CodePage(u16),
    /// 8-bit strings without attOemCodepage, or in a code page unknown here; PidTagMessageCodepage was not set.
    #[error("8-bit strings in an unknown code page {0}")]
    UnknownCodePage(u32),
}

impl Tolerated for Deviation {
    fn loses(&self) -> bool {
        use DeviationKind as K;
        if let K::Truncated { declared, left, .. } = self.kind {
            // The checksum alone may be missing.
            return usize::try_from(declared) != Ok(left);
        }
        matches!(
            self.kind,
            K::Trailing(_)
                | K::UnknownAttribute(_)
                | K::Attribute(_)
                | K::RepeatedAttribute(_)
                | K::Superseded(_)
                | K::Incomplete { .. }
                | K::Excess { .. }
                | K::UnknownType(_)
                | K::DuplicateProperty(_)
                | K::ValueCount { .. }
                | K::ValueSize(_)
                | K::Name(_)
        )
    }
}
