//! What the writing thread does, inside its transactions.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OptionalExtension};

use super::EmbeddedOptions;
use super::call::Effects;
use super::error::{Failure, Result};
use super::payload::StagedFile;
use super::row::{self, CANCELLED, FIRST_TERMINAL, queue_id, rowid};
use super::time::{from_millis, later, to_millis};
use crate::{CancelOutcome, Lease, NewEntry, QueueError, QueueId, RecipientUpdate, UpdateOutcome};

/// Due entries, those due longest first; an index gives them in this order.
pub(super) const FIND_DUE: &str =
    "SELECT id FROM entries WHERE available_at <= ?1 ORDER BY available_at, id LIMIT ?2";

/// Ended entries that are kept no longer.
pub(super) const FIND_SURPLUS: &str = "SELECT id FROM entries WHERE finished <= ?1 ORDER BY finished";

/// An entry ready to be written: a large payload lies in its file already.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) entry: NewEntry,
    pub(super) staged: Option<Arc<StagedFile>>,
}

/// The settings that the work depends on.
#[derive(Debug)]
pub(super) struct Store {
    max_entries: u64,
    max_bytes: u64,
    inline_payload_limit: usize,
    retain_finished: u32,
}

impl Store {
    pub(super) fn new(options: &EmbeddedOptions) -> Self {
        Self {
            max_entries: options.max_entries.unwrap_or(u64::MAX),
            max_bytes: options.max_bytes.unwrap_or(u64::MAX),
            // SQLite's own limit is a gigabyte; staying far below keeps one commit bearable.
            inline_payload_limit: options.inline_payload_limit.min(16 * 1024 * 1024),
            retain_finished: options.retain_finished,
        }
    }

    pub(super) fn inline_payload_limit(&self) -> usize {
        self.inline_payload_limit
    }

    /// Whether so many more entries with so many bytes are allowed.
    pub(super) fn check_limits(&self, connection: &Connection, entries: usize, bytes: u64) -> Result<()> {
        let (had_entries, had_bytes): (i64, i64) = connection
            .prepare_cached("SELECT entries, bytes FROM totals")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let entries = u64::try_from(entries).unwrap_or(u64::MAX);
        if had_entries.unsigned_abs().saturating_add(entries) > self.max_entries {
            return Err(QueueError::Full {
                limit: "the number of entries is at its limit",
            }
            .into());
        }
        if had_bytes.unsigned_abs().saturating_add(bytes) > self.max_bytes {
            return Err(QueueError::Full {
                limit: "the payloads' length is at its limit",
            }
            .into());
        }
        Ok(())
    }

    pub(super) fn enqueue(
        &self,
        connection: &Connection,
        entries: &[Prepared],
        effects: &mut Effects,
    ) -> Result<Vec<QueueId>> {
        self.check_limits(
            connection,
            entries.len(),
            payload_bytes(entries.iter().map(|p| &p.entry)),
        )?;
        self.insert(connection, entries, effects)
    }

    fn insert(
        &self,
        connection: &Connection,
        entries: &[Prepared],
        effects: &mut Effects,
    ) -> Result<Vec<QueueId>> {
        let mut ids = Vec::with_capacity(entries.len());
        for prepared in entries {
            let entry = &prepared.entry;
            let size = i64::try_from(entry.payload.len()).unwrap_or(i64::MAX);
            let not_before = to_millis(entry.not_before);
            let id: i64 = connection
                .prepare_cached(
                    "INSERT INTO entries (kind, reverse_path, envid, ret, owner, not_before, expires_at, size,
                         file, hold_until, due, available_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?6, ?6, ?6) RETURNING id",
                )?
                .query_row(
                    rusqlite::params![
                        row::kind_code(entry.kind),
                        entry.reverse_path,
                        entry.envid,
                        entry.ret,
                        entry.owner,
                        not_before,
                        to_millis(entry.expires_at),
                        size,
                        prepared.staged.as_ref().map(|staged| staged.name()),
                    ],
                    |row| row.get(0),
                )?;
            if prepared.staged.is_none() {
                connection
                    .prepare_cached("INSERT INTO payloads (entry, data) VALUES (?1, ?2)")?
                    .execute((id, entry.payload.as_ref()))?;
            }
            effects.adopted.extend(prepared.staged.clone());
            for (position, recipient) in entry.recipients.iter().enumerate() {
                row::insert_recipient(connection, id, position, recipient)?;
            }
            let open = entry.recipients.iter().filter(|r| !r.state.is_terminal()).count();
            add_totals(connection, 1, i64::try_from(open).unwrap_or(i64::MAX), size)?;
            let open = reschedule(connection, id)?;
            if open == 0 {
                self.finish(connection, id, effects)?;
            } else {
                connection
                    .prepare_cached("UPDATE entries SET available_at = due WHERE id = ?1")?
                    .execute([id])?;
            }
            ids.push(queue_id(id));
        }
        effects.wake |= !ids.is_empty();
        Ok(ids)
    }

    pub(super) fn update(
        &self,
        connection: &Connection,
        id: QueueId,
        token: u64,
        updates: &[RecipientUpdate],
        spawn: &[Prepared],
        effects: &mut Effects,
    ) -> Result<UpdateOutcome> {
        check_lease(connection, id, token)?;
        let entry = rowid(id);
        let mut states: Vec<_> = row::recipients(connection, entry)?
            .into_iter()
            .map(|recipient| recipient.state)
            .collect();
        let mut ended = 0i64;
        for update in updates {
            let Some(state) = states.get_mut(update.index) else {
                let detail = format!("entry {id} has no recipient {}", update.index);
                return Err(QueueError::Invalid { detail }.into());
            };
            if !state.may_become(&update.state) {
                let detail = format!("recipient {} of entry {id} may not change so", update.index);
                return Err(QueueError::Invalid { detail }.into());
            }
            ended += i64::from(update.state.is_terminal());
            let position = i64::try_from(update.index).unwrap_or(i64::MAX);
            row::store_state(connection, entry, position, &update.state, update.delay_notified)?;
            state.clone_from(&update.state);
        }
        connection
            .prepare_cached("UPDATE entries SET attempted = 1, unconfirmed = 0 WHERE id = ?1")?
            .execute([entry])?;
        add_totals(connection, 0, -ended, 0)?;
        let finished = reschedule(connection, entry)? == 0;
        if finished {
            self.finish(connection, entry, effects)?;
        }
        let spawned = self.insert(connection, spawn, effects)?;
        Ok(UpdateOutcome::new(finished, spawned))
    }

    pub(super) fn cancel(
        &self,
        connection: &Connection,
        owner: &str,
        effects: &mut Effects,
    ) -> Result<CancelOutcome> {
        let mut statement = connection.prepare_cached(
            "SELECT id, worker IS NOT NULL OR attempted FROM entries WHERE owner = ?1 AND finished IS NULL",
        )?;
        let entries: Vec<(i64, bool)> = statement
            .query_map([owner], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        if entries.is_empty() {
            return Ok(CancelOutcome::NotFound);
        }
        if entries.iter().any(|(_, in_flight)| *in_flight) {
            return Ok(CancelOutcome::InFlight);
        }
        for (id, _) in entries {
            let ended = connection
                .prepare_cached("UPDATE recipients SET state = ?2 WHERE entry = ?1 AND state < ?3")?
                .execute((id, CANCELLED, FIRST_TERMINAL))?;
            add_totals(
                connection,
                0,
                i64::try_from(ended).map_or(i64::MIN, |ended| -ended),
                0,
            )?;
            self.finish(connection, id, effects)?;
        }
        Ok(CancelOutcome::Cancelled)
    }

    /// Takes an entry out whose recipients have all ended.
    fn finish(&self, connection: &Connection, id: i64, effects: &mut Effects) -> Result<()> {
        let (size, file): (i64, Option<String>) = connection
            .prepare_cached("SELECT size, file FROM entries WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        add_totals(connection, -1, 0, -size)?;
        if let Some(file) = file {
            effects.adopted.retain(|staged| staged.name() != file);
            effects.obsolete.push(file);
        } else {
            connection
                .prepare_cached("DELETE FROM payloads WHERE entry = ?1")?
                .execute([id])?;
        }
        if self.retain_finished == 0 {
            return remove(connection, id);
        }
        let newest: i64 = connection
            .prepare_cached(
                "UPDATE entries SET worker = NULL, available_at = NULL, file = NULL,
                     finished = 1 + coalesce((SELECT max(finished) FROM entries WHERE finished IS NOT NULL), 0)
                 WHERE id = ?1 RETURNING finished",
            )?
            .query_row([id], |row| row.get(0))?;
        self.trim(connection, newest)
    }

    fn trim(&self, connection: &Connection, newest: i64) -> Result<()> {
        let mut statement = connection.prepare_cached(FIND_SURPLUS)?;
        let surplus: Vec<i64> = statement
            .query_map([newest - i64::from(self.retain_finished)], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        surplus.into_iter().try_for_each(|id| remove(connection, id))
    }

    /// Removes ended entries that a former setting has kept.
    pub(super) fn trim_finished(&self, connection: &mut Connection) -> Result<()> {
        let transaction = connection.transaction()?;
        let newest: Option<i64> = transaction.query_row(
            "SELECT max(finished) FROM entries WHERE finished IS NOT NULL",
            [],
            |row| row.get(0),
        )?;
        self.trim(&transaction, newest.unwrap_or(0))?;
        transaction.commit()?;
        Ok(())
    }
}

pub(super) fn payload_bytes<'a>(entries: impl Iterator<Item = &'a NewEntry>) -> u64 {
    entries
        .map(|entry| u64::try_from(entry.payload.len()).unwrap_or(u64::MAX))
        .fold(0, u64::saturating_add)
}

/// Takes the leases of a former process away, and tells how many there were.
pub(super) fn void_leases(connection: &mut Connection) -> Result<usize> {
    Ok(connection.execute(
        "UPDATE entries SET worker = NULL, available_at = due, attempted = 1, unconfirmed = unconfirmed + 1
         WHERE worker IS NOT NULL",
        [],
    )?)
}

pub(super) fn lease(
    connection: &Connection,
    worker: &str,
    max: usize,
    lease_for: Duration,
    now: SystemTime,
) -> Result<Vec<Lease>> {
    let mut statement = connection.prepare_cached(FIND_DUE)?;
    let due: Vec<i64> = statement
        .query_map((to_millis(now), i64::try_from(max).unwrap_or(i64::MAX)), |row| {
            row.get(0)
        })?
        .collect::<rusqlite::Result<_>>()?;
    let until = later(now, lease_for);
    let mut leases = Vec::with_capacity(due.len());
    for id in due {
        // A worker that is there already has let its lease run out.
        let token: i64 = connection
            .prepare_cached(
                "UPDATE entries SET unconfirmed = unconfirmed + (worker IS NOT NULL),
                     attempted = attempted OR worker IS NOT NULL,
                     worker = ?2, available_at = ?3, lease_seq = lease_seq + 1
                 WHERE id = ?1 RETURNING lease_seq",
            )?
            .query_row((id, worker, until), |row| row.get(0))?;
        let id = queue_id(id);
        let entry = match row::entry(connection, id) {
            Ok(entry) => entry.ok_or(QueueError::NotFound { id })?,
            // It stays leased to nobody's use for a while, so that one damaged entry does not stop all.
            Err(Failure(QueueError::Corrupt { detail })) => {
                tracing::error!(queue_id = %id, detail, "damaged entry passed over");
                continue;
            }
            Err(failed) => return Err(failed),
        };
        leases.push(Lease::new(entry, token.unsigned_abs(), from_millis(until)));
    }
    Ok(leases)
}

pub(super) fn renew(
    connection: &Connection,
    id: QueueId,
    token: u64,
    lease_for: Duration,
    now: SystemTime,
) -> Result<()> {
    check_lease(connection, id, token)?;
    connection
        .prepare_cached("UPDATE entries SET available_at = ?2 WHERE id = ?1")?
        .execute((rowid(id), later(now, lease_for)))?;
    Ok(())
}

pub(super) fn release(
    connection: &Connection,
    id: QueueId,
    token: u64,
    until: Option<SystemTime>,
    effects: &mut Effects,
) -> Result<()> {
    let entry = rowid(id);
    if let Err(lost) = check_lease(connection, id, token) {
        let live = super::read::is_live(connection, id)?;
        return if live { Err(lost) } else { Ok(()) };
    }
    if let Some(until) = until {
        connection
            .prepare_cached("UPDATE entries SET hold_until = ?2 WHERE id = ?1")?
            .execute((entry, to_millis(until)))?;
        reschedule(connection, entry)?;
    }
    connection
        .prepare_cached(
            "UPDATE entries SET worker = NULL, available_at = due, unconfirmed = 0 WHERE id = ?1",
        )?
        .execute([entry])?;
    effects.wake = true;
    Ok(())
}

fn check_lease(connection: &Connection, id: QueueId, token: u64) -> Result<()> {
    let held: Option<i64> = connection
        .prepare_cached("SELECT lease_seq FROM entries WHERE id = ?1 AND worker IS NOT NULL")?
        .query_row([rowid(id)], |row| row.get(0))
        .optional()?;
    if held.map(i64::unsigned_abs) == Some(token) {
        Ok(())
    } else {
        Err(QueueError::LeaseLost { id }.into())
    }
}

/// Sets the due time by the recipients that have not ended, and tells how many there are.
fn reschedule(connection: &Connection, entry: i64) -> Result<i64> {
    let (open, next): (i64, Option<i64>) = connection
        .prepare_cached("SELECT count(*), min(next_attempt) FROM recipients WHERE entry = ?1 AND state < ?2")?
        .query_row((entry, FIRST_TERMINAL), |row| Ok((row.get(0)?, row.get(1)?)))?;
    if let Some(next) = next {
        connection
            .prepare_cached("UPDATE entries SET due = max(hold_until, min(?2, expires_at)) WHERE id = ?1")?
            .execute((entry, next))?;
    }
    Ok(open)
}

fn add_totals(connection: &Connection, entries: i64, recipients: i64, bytes: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE totals SET entries = entries + ?1, recipients = recipients + ?2, bytes = bytes + ?3",
        )?
        .execute((entries, recipients, bytes))?;
    Ok(())
}

fn remove(connection: &Connection, id: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM recipients WHERE entry = ?1")?
        .execute([id])?;
    connection
        .prepare_cached("DELETE FROM entries WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
