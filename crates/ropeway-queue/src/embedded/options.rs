//! The store's settings.

/// How the embedded store behaves. Durability is not among the choices: what was accepted has been synced.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EmbeddedOptions {
    /// Refuse new entries beyond this number of entries that have not ended. None: no limit.
    pub max_entries: Option<u64>,
    /// Refuse new entries when the payloads of all entries that have not ended would be longer than this,
    /// in bytes. None: no limit but the disk.
    pub max_bytes: Option<u64>,
    /// Let the database file itself (without its write-ahead log and without payload files) grow no longer
    /// than this, in bytes. None: no limit but the disk.
    ///
    /// Unlike the other two this is a hard stop, which also stops leases and updates; set those lower.
    pub max_database_bytes: Option<u64>,
    /// Longer payloads live in files beside the database; shorter ones within, where they cost no sync of
    /// their own.
    pub inline_payload_limit: usize,
    /// How many ended entries are kept for inspection, without their payloads.
    pub retain_finished: u32,
}

impl Default for EmbeddedOptions {
    fn default() -> Self {
        Self {
            max_entries: None,
            max_bytes: None,
            max_database_bytes: None,
            inline_payload_limit: 256 * 1024,
            retain_finished: 0,
        }
    }
}
