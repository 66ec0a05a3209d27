//! What reading may cost.

/// What reading a stored form may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// How deep messages may be embedded in each other; the outermost is at depth 0.
    pub max_depth: usize,
    /// Objects and values looked at, all in all: in a compound file its storages and streams, elsewhere
    /// properties, recipients and attachments.
    pub max_entries: usize,
    /// Bytes of values held in memory, all in all.
    pub max_bytes: u64,
    /// Whether a wrong checksum is an error, in a form that has them (TNEF); else it is reported.
    pub require_checksums: bool,
    /// Contents of attachments of so many bytes and more stay in a source that is kept, as
    /// [`Attachment::external`](crate::Attachment::external), and do not count as held in memory. `None`:
    /// all are read. Sources are kept by the functions that say so.
    pub external_from: Option<u64>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            max_depth: 16,
            max_entries: 200_000,
            max_bytes: 256 << 20,
            require_checksums: false,
            external_from: None,
        }
    }
}

impl ReadOptions {
    /// The same with another [`ReadOptions::max_depth`].
    #[must_use]
    pub fn with_max_depth(mut self, max_depth: usize) -> Self {
        self.max_depth = max_depth;
        self
    }

    /// The same with another [`ReadOptions::max_entries`].
    #[must_use]
    pub fn with_max_entries(mut self, max_entries: usize) -> Self {
        self.max_entries = max_entries;
        self
    }

    /// The same with another [`ReadOptions::max_bytes`].
    #[must_use]
    pub fn with_max_bytes(mut self, max_bytes: u64) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// The same with another [`ReadOptions::require_checksums`].
    #[must_use]
    pub fn with_required_checksums(mut self, require_checksums: bool) -> Self {
        self.require_checksums = require_checksums;
        self
    }

    /// The same with another [`ReadOptions::external_from`].
    #[must_use]
    pub fn with_external_from(mut self, external_from: Option<u64>) -> Self {
        self.external_from = external_from;
        self
    }
}
