//! Reports to senders (RFC 3464), as queue entries of their own.

use crate::relay::Core;
use bytes::Bytes;
use ropeway_mime::dsn::{self, DeliveryReport, Original, ReportedRecipient};
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
        self.in_report().keyword()
    }

    const fn in_report(self) -> dsn::Action {
        match self {
            Self::Failed => dsn::Action::Failed,
            Self::Delayed => dsn::Action::Delayed,
            Self::Delivered => dsn::Action::Delivered,
            Self::Relayed => dsn::Action::Relayed,
        }
    }

    /// The status where nobody said one.
    const fn status(self) -> &'static str {
        match self {
            Self::Failed => "5.0.0",
            Self::Delayed => "4.0.0",
            Self::Delivered | Self::Relayed => "2.0.0",
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
    let mut report = DeliveryReport::new(&core.config.host_name, &entry.reverse_path);
    report.from = Some(core.config.postmaster.clone());
    report.arrival = Some(entry.not_before);
    report.original_envelope_id.clone_from(&entry.envid);
    report.date = now;
    report.seed = fastrand::u64(..);
    report.original = returned(core, entry, original);
    report.recipients = people
        .iter()
        .map(|(index, told)| recipient(entry, *index, *told, action))
        .collect();
    NewEntry {
        payload: report.to_bytes(),
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

/// RET (RFC 3461 4.3); without it, what is small is returned whole.
fn returned(core: &Core, entry: &EntryView, original: Option<Bytes>) -> Original {
    let Some(bytes) = original else {
        return Original::None;
    };
    let fits = u64::try_from(bytes.len()).is_ok_and(|len| len <= core.config.max_returned_size);
    match entry.ret.as_deref() {
        Some("HDRS") => Original::Headers(bytes),
        _ if fits => Original::Full(bytes),
        _ => Original::Headers(bytes),
    }
}

fn recipient(
    entry: &EntryView,
    index: usize,
    told: Option<&Diagnostic>,
    action: Action,
) -> ReportedRecipient {
    let stored = entry.recipients.get(index);
    let address = stored
        .and_then(|r| r.address.parse().ok())
        .unwrap_or_else(|| ProxyAddress::smtp(""));
    let status = told.map_or(action.status(), |diagnostic| diagnostic.status.as_str());
    let mut recipient = ReportedRecipient::new(address, action.in_report(), status);
    recipient.original_recipient = stored.and_then(|r| r.orcpt.clone());
    if let Some(told) = told {
        recipient.remote_mta.clone_from(&told.remote_mta);
        recipient.diagnostic = Some(told.text.clone());
        recipient.last_attempt = Some(told.at);
    }
    if action == Action::Delayed {
        recipient.will_retry_until = Some(entry.expires_at);
    }
    recipient
}
