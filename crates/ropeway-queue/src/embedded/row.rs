//! Recipient states and entries as rows.

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::Result;
use super::time::{from_millis, to_millis};
use crate::{
    Diagnostic, EntryKind, EntryView, NewRecipient, QueueError, QueueId, RecipientState, RecipientView,
};

const PENDING: i64 = 0;
const DEFERRED: i64 = 1;
const FAILED: i64 = 2;
const EXPIRED: i64 = 3;
/// States from here on are terminal; the statements rely on it.
pub(super) const FIRST_TERMINAL: i64 = 10;
const DELIVERED: i64 = FIRST_TERMINAL;
const RELAYED: i64 = 11;
const HANDED_OVER: i64 = 12;
const REPORTED: i64 = 13;
const DISCARDED: i64 = 14;
pub(super) const CANCELLED: i64 = 15;

/// An id as SQLite has it. Ids come from SQLite's positive row ids, so another one is not in the store.
pub(super) fn rowid(id: QueueId) -> i64 {
    i64::try_from(id.as_u64()).unwrap_or(-1)
}

pub(super) fn queue_id(rowid: i64) -> QueueId {
    QueueId::from_u64(rowid.unsigned_abs())
}

fn state_code(state: &RecipientState) -> i64 {
    match state {
        RecipientState::Pending => PENDING,
        RecipientState::Deferred { .. } => DEFERRED,
        RecipientState::Failed { .. } => FAILED,
        RecipientState::Expired { .. } => EXPIRED,
        RecipientState::Delivered { .. } => DELIVERED,
        RecipientState::Relayed { .. } => RELAYED,
        RecipientState::HandedOver => HANDED_OVER,
        RecipientState::Reported => REPORTED,
        RecipientState::Discarded => DISCARDED,
        RecipientState::Cancelled => CANCELLED,
    }
}

/// When the recipient wants to be looked at: at once unless deferred.
fn next_attempt(state: &RecipientState) -> i64 {
    match state {
        RecipientState::Deferred { next_attempt, .. } => to_millis(*next_attempt),
        _ => i64::MIN,
    }
}

pub(super) fn kind_code(kind: EntryKind) -> i64 {
    match kind {
        EntryKind::Message => 0,
        EntryKind::Report => 1,
    }
}

pub(super) fn insert_recipient(
    connection: &Connection,
    entry: i64,
    position: usize,
    recipient: &NewRecipient,
) -> Result<()> {
    let state = &recipient.state;
    let attempts = match state {
        RecipientState::Deferred { attempts, .. } => *attempts,
        _ => 0,
    };
    let said = state.diagnostic();
    connection
        .prepare_cached(
            "INSERT INTO recipients (entry, position, address, notify, orcpt, state, next_attempt, attempts,
                 status, remote_mta, reply, said_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(rusqlite::params![
            entry,
            i64::try_from(position).unwrap_or(i64::MAX),
            recipient.address,
            recipient.notify,
            recipient.orcpt,
            state_code(state),
            next_attempt(state),
            attempts,
            said.map(|d| &d.status),
            said.and_then(|d| d.remote_mta.as_ref()),
            said.map(|d| &d.text),
            said.map(|d| to_millis(d.at)),
        ])?;
    Ok(())
}

/// Writes a recipient's new state. A state without attempts or diagnostic leaves what was known.
pub(super) fn store_state(
    connection: &Connection,
    entry: i64,
    position: i64,
    state: &RecipientState,
    delay_notified: bool,
) -> Result<()> {
    let attempts = match state {
        RecipientState::Deferred { attempts, .. } => Some(*attempts),
        _ => None,
    };
    connection
        .prepare_cached(
            "UPDATE recipients SET state = ?3, next_attempt = ?4, attempts = coalesce(?5, attempts),
                 delay_notified = delay_notified OR ?6
             WHERE entry = ?1 AND position = ?2",
        )?
        .execute((
            entry,
            position,
            state_code(state),
            next_attempt(state),
            attempts,
            delay_notified,
        ))?;
    if let Some(said) = state.diagnostic() {
        connection
            .prepare_cached(
                "UPDATE recipients SET status = ?3, remote_mta = ?4, reply = ?5, said_at = ?6
                 WHERE entry = ?1 AND position = ?2",
            )?
            .execute((
                entry,
                position,
                &said.status,
                &said.remote_mta,
                &said.text,
                to_millis(said.at),
            ))?;
    }
    Ok(())
}

/// An entry with its recipients.
pub(super) fn entry(connection: &Connection, id: QueueId) -> Result<Option<EntryView>> {
    let head = connection
        .prepare_cached(
            "SELECT kind, reverse_path, envid, ret, owner, not_before, expires_at, size, unconfirmed, worker,
                 finished IS NOT NULL
             FROM entries WHERE id = ?1",
        )?
        .query_row([rowid(id)], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                EntryView {
                    id,
                    kind: EntryKind::Message,
                    reverse_path: row.get(1)?,
                    envid: row.get(2)?,
                    ret: row.get(3)?,
                    recipients: Vec::new(),
                    owner: row.get(4)?,
                    not_before: from_millis(row.get(5)?),
                    expires_at: from_millis(row.get(6)?),
                    payload_len: row.get::<_, i64>(7)?.unsigned_abs(),
                    unconfirmed: row.get(8)?,
                    leased_by: row.get(9)?,
                    finished: row.get(10)?,
                },
            ))
        })
        .optional()?;
    let Some((kind, mut entry)) = head else {
        return Ok(None);
    };
    entry.kind = match kind {
        0 => EntryKind::Message,
        1 => EntryKind::Report,
        other => return Err(corrupt("kind of entry", other).into()),
    };
    entry.recipients = recipients(connection, rowid(id))?;
    Ok(Some(entry))
}

pub(super) fn recipients(connection: &Connection, entry: i64) -> Result<Vec<RecipientView>> {
    let mut statement = connection.prepare_cached(
        "SELECT address, notify, orcpt, state, next_attempt, attempts, status, remote_mta, reply, said_at,
             delay_notified
         FROM recipients WHERE entry = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([entry])?;
    let mut recipients = Vec::new();
    while let Some(row) = rows.next()? {
        recipients.push(recipient(row)?);
    }
    Ok(recipients)
}

fn recipient(row: &Row<'_>) -> Result<RecipientView> {
    let last = match row.get::<_, Option<String>>(6)? {
        Some(status) => Some(Diagnostic {
            status,
            remote_mta: row.get(7)?,
            text: row.get(8)?,
            at: from_millis(row.get(9)?),
        }),
        None => None,
    };
    let attempts = row.get(5)?;
    let code: i64 = row.get(3)?;
    let said = || {
        last.clone().ok_or_else(|| QueueError::Corrupt {
            detail: format!("recipient state {code} without its diagnostic"),
        })
    };
    let state = match code {
        PENDING => RecipientState::Pending,
        DEFERRED => RecipientState::Deferred {
            next_attempt: from_millis(row.get(4)?),
            attempts,
            last: said()?,
        },
        FAILED => RecipientState::Failed { diagnostic: said()? },
        EXPIRED => RecipientState::Expired { diagnostic: said()? },
        DELIVERED => RecipientState::Delivered { diagnostic: said()? },
        RELAYED => RecipientState::Relayed { diagnostic: said()? },
        HANDED_OVER => RecipientState::HandedOver,
        REPORTED => RecipientState::Reported,
        DISCARDED => RecipientState::Discarded,
        CANCELLED => RecipientState::Cancelled,
        other => return Err(corrupt("recipient state", other).into()),
    };
    Ok(RecipientView {
        address: row.get(0)?,
        notify: row.get(1)?,
        orcpt: row.get(2)?,
        state,
        last,
        attempts,
        delay_notified: row.get(10)?,
    })
}

fn corrupt(what: &str, code: i64) -> QueueError {
    QueueError::Corrupt {
        detail: format!("unknown {what} {code}"),
    }
}
