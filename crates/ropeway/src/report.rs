//! Reports to senders, as queue entries of their own.

use crate::relay::Core;
use bytes::Bytes;
use ropeway_queue::{Diagnostic, EntryKind, EntryView, NewEntry, NewRecipient, RecipientState};
use ropeway_types::ProxyAddress;
use std::time::SystemTime;

/// What a report says of its recipients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Failed,
    Delayed,
    Delivered,
    Relayed,
}

impl Action {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Delayed => "delayed",
            Self::Delivered => "delivered",
            Self::Relayed => "relayed",
        }
    }
}

/// A report on some recipients of an entry, addressed to its sender.
pub(crate) fn entry(
    core: &Core,
    entry: &EntryView,
    action: Action,
    people: &[(usize, Option<&Diagnostic>)],
    original: Option<Bytes>,
) -> NewEntry {
    let now = SystemTime::now();
    let _ = (action, people, original);
    NewEntry {
        payload: Bytes::new(),
        reverse_path: String::new(),
        envid: None,
        ret: None,
        recipients: vec![NewRecipient {
            address: ProxyAddress::smtp(entry.reverse_path.clone()).to_string(),
            // A report asks for none (RFC 3461 6.1).
            notify: Some("NEVER".to_owned()),
            orcpt: None,
            state: RecipientState::Pending,
        }],
        not_before: now,
        expires_at: core.config.schedule.expires_at(now),
        owner: None,
        kind: EntryKind::Report,
    }
}
