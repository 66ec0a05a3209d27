//! Opening the database.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::EmbeddedOptions;
use super::error::Result;
use crate::QueueError;

/// The version that this program writes.
const VERSION: i64 = 1;

/// How long an operator's own look into the file may hold us up.
const BUSY: Duration = Duration::from_secs(5);

/// Statements kept prepared; more than there are in this crate.
const STATEMENTS: usize = 64;

/// `available_at` is when a lease call may get the entry: its due time, or the end of its lease; null once
/// it has ended. One index over it thus finds both kinds of entries in order, however deep the queue.
///
/// `due` keeps the due time while the entry is leased: the later of `hold_until` and the recipients'
/// earliest time, that one no later than `expires_at`.
///
/// `worker` is null when the entry is not leased; `lease_seq` counts leases and is the lease's token.
const TABLES: &str = "
CREATE TABLE schema_version (version INTEGER NOT NULL) STRICT;

CREATE TABLE totals (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    entries INTEGER NOT NULL,
    recipients INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
INSERT INTO totals VALUES (1, 0, 0, 0);

CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind INTEGER NOT NULL,
    reverse_path TEXT NOT NULL,
    envid TEXT,
    ret TEXT,
    owner TEXT,
    not_before INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    file TEXT,
    hold_until INTEGER NOT NULL,
    due INTEGER NOT NULL,
    available_at INTEGER,
    worker TEXT,
    lease_seq INTEGER NOT NULL DEFAULT 0,
    unconfirmed INTEGER NOT NULL DEFAULT 0,
    attempted INTEGER NOT NULL DEFAULT 0,
    finished INTEGER
) STRICT;
CREATE INDEX entries_available ON entries (available_at) WHERE available_at IS NOT NULL;
CREATE INDEX entries_leased ON entries (available_at) WHERE worker IS NOT NULL;
CREATE INDEX entries_owner ON entries (owner) WHERE owner IS NOT NULL AND finished IS NULL;
CREATE INDEX entries_file ON entries (file) WHERE file IS NOT NULL;
CREATE INDEX entries_finished ON entries (finished) WHERE finished IS NOT NULL;

CREATE TABLE payloads (entry INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;

CREATE TABLE recipients (
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    address TEXT NOT NULL,
    notify TEXT,
    orcpt TEXT,
    state INTEGER NOT NULL,
    next_attempt INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    status TEXT,
    remote_mta TEXT,
    reply TEXT,
    said_at INTEGER,
    delay_notified INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (entry, position)
) STRICT, WITHOUT ROWID;
";

/// The connection that writes.
pub(super) fn open_writer(path: &Path, options: &EmbeddedOptions) -> Result<Connection> {
    // Made here, because SQLite would let everybody read it; its other files take the mode of this one.
    super::files::private()
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(|e| QueueError::from_io("making the queue database", e))?;
    let mut connection = open(path)?;
    // With a write-ahead log only FULL syncs at each commit; NORMAL may lose the last ones.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // The log shrinks again after a burst.
    connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    migrate(&mut connection)?;
    if let Some(bytes) = options.max_database_bytes {
        let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let pages =
            (i64::try_from(bytes).unwrap_or(i64::MAX) / page.max(1)).clamp(1, i64::from(u32::MAX - 1));
        // This pragma answers with the value in force.
        connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
    }
    Ok(connection)
}

/// The connection that reads.
pub(super) fn open_reader(path: &Path) -> Result<Connection> {
    let connection = open(path)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn open(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let fresh: bool = transaction.query_row(
        "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'schema_version')",
        [],
        |row| row.get(0),
    )?;
    if fresh {
        transaction.execute_batch(TABLES)?;
        transaction.execute("INSERT INTO schema_version VALUES (?1)", [VERSION])?;
        // Ids go on from a random point, so that a directory made anew does not repeat names that are in
        // headers and logs already.
        let start = i64::from(fastrand::u32(..) >> 1) << 32;
        transaction.execute(
            "INSERT INTO sqlite_sequence (name, seq) VALUES ('entries', ?1)",
            [start],
        )?;
    } else {
        let found: i64 = transaction.query_row("SELECT version FROM schema_version", [], |row| row.get(0))?;
        if found != VERSION {
            return Err(QueueError::UnsupportedVersion {
                found,
                supported: VERSION,
            }
            .into());
        }
    }
    transaction.commit()?;
    Ok(())
}
