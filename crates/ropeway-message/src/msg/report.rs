//! What was tolerated in a file.

use crate::Tolerated;
use ropeway_types::PropertyTag;
use std::fmt;

/// Departures of one file.
pub type Report = crate::Report<Deviation>;
/// A message, and how its file departed from the specification.
pub type Reading = crate::Reading<Deviation>;

/// One departure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deviation {
    /// The storage it is in: `/` for the message itself.
    pub storage: String,
    /// What it is.
    pub kind: DeviationKind,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names come from the file: a debug string shows their control characters harmlessly.
        write!(f, "{:?}: {}", self.storage, self.kind)
    }
}

/// A departure from [MS-OXMSG] that reading tolerates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviationKind {
    /// No `__properties_version1.0`: fixed-size properties are unknown.
    #[error("no property stream")]
    NoPropertyStream,
    /// A property stream whose size is not that of a header and whole entries.
    #[error("property stream of {0} bytes")]
    PropertyStreamSize(usize),
    /// A property entry without its value; the property is left out.
    #[error("{0:?} is listed without a value")]
    MissingValue(PropertyTag),
    /// A value without its property entry; taken as it is.
    #[error("{0:?} is not listed")]
    UnlistedValue(PropertyTag),
    /// The entry's size is not the value's, terminating zero counted or not; the value counts.
    #[error("{tag:?} is listed with {declared} bytes and has {actual}")]
    SizeField {
        /// The property.
        tag: PropertyTag,
        /// Size in its entry.
        declared: u32,
        /// Size of its stream.
        actual: usize,
    },
    /// A value whose size does not fit its type; the odd rest is left out.
    #[error("{0:?} has a size that its type cannot have")]
    ValueSize(PropertyTag),
    /// A property of a type without a meaning in a file; left out.
    #[error("{0:?} is of a type unknown here")]
    UnknownType(PropertyTag),
    /// A second value of the same property; left out.
    #[error("{0:?} is there under another type, too")]
    DuplicateProperty(PropertyTag),
    /// A property from 0x8000 up without a name; kept under its number.
    #[error("property {0:#06x} has no name")]
    UnnamedProperty(u16),
    /// An entry of the name mapping that cannot be followed; left out.
    #[error("entry {0} of the name mapping leads nowhere")]
    NameEntry(usize),
    /// A stream or storage that the compound file does not yield whole, or only with zeros for sectors
    /// beyond its end.
    #[error("{name:?} cannot be read whole: {read} of {declared} bytes")]
    Unreadable {
        /// Its name.
        name: String,
        /// Bytes read.
        read: usize,
        /// Bytes declared.
        declared: u64,
    },
    /// A code page had to be guessed for the 8-bit strings.
    #[error("8-bit strings without a code page, taken as {0}")]
    CodePage(u16),
    /// Recipients whose PidTagRowid is missing or not distinct; they are numbered as their storages.
    #[error("recipients without distinct row ids")]
    RowIds,
    /// The counts in the header are not those of the storages; the storages count.
    #[error("{declared} {what} are counted, {actual} are there")]
    Count {
        /// Recipients or attachments.
        what: &'static str,
        /// Count in the header.
        declared: u32,
        /// Storages found.
        actual: usize,
    },
    /// An attachment that holds a storage under an attach method that has none.
    #[error("attach method {0:?} with a storage")]
    AttachMethod(Option<i32>),
}

impl Tolerated for Deviation {
    fn loses(&self) -> bool {
        use DeviationKind as K;
        matches!(
            self.kind,
            K::NoPropertyStream
                | K::MissingValue(_)
                | K::ValueSize(_)
                | K::UnknownType(_)
                | K::DuplicateProperty(_)
                | K::NameEntry(_)
                | K::Unreadable { .. }
        )
    }
}
