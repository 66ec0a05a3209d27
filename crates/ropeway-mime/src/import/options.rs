//! What a caller decides about importing, and what stops it.

use ropeway_message::ReadOptions;

/// How [`import`](crate::import) reads. Start from [`ImportOptions::default`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportOptions {
    /// What it may cost. [`ReadOptions::max_depth`] counts embedded messages, at most
    /// [`ImportOptions::MAX_DEPTH`]; one that lies deeper stays a file. An entry is a header field, a
    /// person in one, or a part; bytes are those of bodies, files and headers, decoded.
    pub limits: ReadOptions,
    /// Whether the header as it was received is kept as PidTagTransportMessageHeaders. Without it, fields
    /// that no other property holds are lost.
    pub transport_headers: bool,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            limits: ReadOptions::default(),
            transport_headers: true,
        }
    }
}

impl ImportOptions {
    /// The most that [`ReadOptions::max_depth`] can ask for: as deep as a message can be stored.
    pub const MAX_DEPTH: usize = ropeway_message::stored::MAX_DEPTH;

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: ReadOptions) -> Self {
        self.limits = limits;
        self
    }

    /// The same with or without PidTagTransportMessageHeaders.
    #[must_use]
    pub fn with_transport_headers(mut self, keep: bool) -> Self {
        self.transport_headers = keep;
        self
    }
}

/// Why bytes cannot be imported. Everything less is an [`ImportFinding`](crate::ImportFinding).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The bytes do not begin with a header field (RFC 5322 2.2).
    #[error("no header field stands at the beginning: this is no Internet message")]
    NoHeader,
    /// More than [`ReadOptions::max_entries`].
    #[error("more than {limit} header fields, people and parts")]
    TooManyEntries {
        /// The limit.
        limit: usize,
    },
    /// More than [`ReadOptions::max_bytes`].
    #[error("more than {limit} bytes of content")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
}
