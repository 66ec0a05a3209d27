//! How a file is to be written, and why it is not.

use crate::Place;
use ropeway_types::PropertyTag;
use std::io;

/// How a .msg file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriteOptions {
    /// The version of the compound file.
    pub version: CompoundVersion,
    /// What becomes of 8-bit strings.
    pub strings: Strings,
    /// How deep messages may be embedded in each other; the outermost is at depth 0.
    pub max_depth: usize,
}

/// Version 3, Unicode strings, and the depth that [`ReadOptions`](crate::ReadOptions) reads.
impl Default for WriteOptions {
    fn default() -> Self {
        Self {
            version: CompoundVersion::V3,
            strings: Strings::Unicode,
            max_depth: crate::ReadOptions::default().max_depth,
        }
    }
}

impl WriteOptions {
    /// The same with another [`WriteOptions::version`].
    #[must_use]
    pub fn with_version(mut self, version: CompoundVersion) -> Self {
        self.version = version;
        self
    }

    /// The same with other [`WriteOptions::strings`].
    #[must_use]
    pub fn with_strings(mut self, strings: Strings) -> Self {
        self.strings = strings;
        self
    }

    /// The same with another [`WriteOptions::max_depth`].
    #[must_use]
    pub fn with_max_depth(mut self, max_depth: usize) -> Self {
        self.max_depth = max_depth;
        self
    }
}

/// The major version of a compound file ([MS-CFB] 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CompoundVersion {
    /// Version 3, sectors of 512 bytes: what all programs read. At most 2 GiB.
    #[default]
    V3,
    /// Version 4, sectors of 4096 bytes. Each value below 4 GiB.
    V4,
}

impl CompoundVersion {
    /// The bytes that fit a file of the version: [MS-CFB] 2.6.3 leaves version 3 31 bits for a size.
    pub(super) const fn max_bytes(self) -> u64 {
        match self {
            Self::V3 => 0x8000_0000,
            Self::V4 => u64::MAX,
        }
    }
}

/// What becomes of 8-bit strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Strings {
    /// They are written as Unicode, which all readers find. Those that have no meaning in the message's
    /// code page stay as they are.
    #[default]
    Unicode,
    /// They are written as they are. Readers other than this crate's go by PidTagStoreSupportMask, and
    /// find either the 8-bit strings of a file or its Unicode strings, not both.
    AsTheyAre,
}

/// Why a message is not written as a .msg file. Part of the file may be written then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MsgWriteError {
    /// The sink failed. It may work another time.
    #[error("the file cannot be written")]
    Io(#[source] io::Error),
    /// The content of an attachment could not be read. It may be readable another time.
    #[error("{place}: the content cannot be read")]
    Content {
        /// The attachment.
        place: Place,
        /// What its source says.
        #[source]
        error: io::Error,
    },
    /// Messages embedded deeper than [`WriteOptions::max_depth`].
    #[error("messages are embedded deeper than {0} levels")]
    Depth(usize),
    /// The value is too large, or the file would be, for the version of the compound file.
    #[error("{place}: {tag:?} of {len} bytes makes the file too large")]
    TooLarge {
        /// The object.
        place: Place,
        /// The property.
        tag: PropertyTag,
        /// Its size in bytes.
        len: u64,
    },
}

impl MsgWriteError {
    /// Whether the same call may succeed another time.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Io(_) | Self::Content { .. })
    }
}
