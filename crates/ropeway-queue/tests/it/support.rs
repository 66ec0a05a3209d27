//! Builders shared by the tests.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use ropeway_queue::{Diagnostic, EntryKind, NewEntry, NewRecipient, RecipientState};

/// Seconds after the epoch.
pub(crate) fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

pub(crate) fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(crate) fn said(status: &str, text: &str) -> Diagnostic {
    Diagnostic {
        status: status.into(),
        remote_mta: Some("mx.example.net".into()),
        text: text.into(),
        at: at(7),
    }
}

pub(crate) fn recipient(address: &str) -> NewRecipient {
    NewRecipient {
        address: address.into(),
        notify: None,
        orcpt: None,
        state: RecipientState::Pending,
    }
}

/// A message due at this second, expiring after 1,000,000.
pub(crate) fn message(not_before: u64, recipients: &[&str]) -> NewEntry {
    NewEntry {
        payload: Bytes::from_static(b"payload"),
        reverse_path: "ann@example.org".into(),
        envid: None,
        ret: None,
        recipients: recipients.iter().map(|address| recipient(address)).collect(),
        not_before: at(not_before),
        expires_at: at(1_000_000),
        owner: None,
        kind: EntryKind::Message,
    }
}

pub(crate) fn owned(owner: &str) -> NewEntry {
    NewEntry {
        owner: Some(owner.into()),
        ..message(0, &["SMTP:a@example.net"])
    }
}

pub(crate) fn deferred(next: u64, attempts: u32) -> RecipientState {
    RecipientState::Deferred {
        next_attempt: at(next),
        attempts,
        last: said("4.4.1", "no answer"),
    }
}

pub(crate) fn delivered() -> RecipientState {
    RecipientState::Delivered {
        diagnostic: said("2.0.0", "ok"),
    }
}

pub(crate) fn failed() -> RecipientState {
    RecipientState::Failed {
        diagnostic: said("5.1.1", "no such user"),
    }
}
