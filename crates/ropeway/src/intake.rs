//! From a submission to a queue entry: the moment of acceptance.

use crate::directory;
use crate::event::Event;
use crate::relay::Core;
use crate::wording;
use ropeway_message::{EnvelopeRecipient, Submission};
use ropeway_queue::{
    CancelOutcome, Diagnostic, EntryKind, NewEntry, NewRecipient, QueueError, QueueId, RecipientState,
};
use ropeway_session::{AbortOutcome, BoxFuture, SubmissionKey, SubmissionSink, SubmitError};
use ropeway_types::ProxyAddress;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::SystemTime;

/// Where sessions hand their submissions in.
pub(crate) struct Intake(pub(crate) Arc<Core>);

impl SubmissionSink for Intake {
    fn submit(&self, submission: Submission, key: SubmissionKey) -> BoxFuture<'_, Result<(), SubmitError>> {
        Box::pin(async move { accept(&self.0, submission, Some(key.0)).await.map(drop) })
    }

    fn abort(&self, key: SubmissionKey) -> BoxFuture<'_, Result<AbortOutcome, SubmitError>> {
        Box::pin(async move {
            match self.0.queue.cancel(&key.0).await {
                Ok(CancelOutcome::Cancelled) => Ok(AbortOutcome::Aborted),
                Ok(CancelOutcome::InFlight) => Ok(AbortOutcome::TooLate),
                Ok(CancelOutcome::NotFound) => Ok(AbortOutcome::NotQueued),
                Err(error) => Err(refusal(error)),
            }
        })
    }
}

/// Stores a submission. When this returns success the relay has taken responsibility.
pub(crate) async fn accept(
    core: &Core,
    submission: Submission,
    owner: Option<String>,
) -> Result<QueueId, SubmitError> {
    if core.is_stopping() {
        return Err(SubmitError::ShuttingDown);
    }
    let Submission { message, envelope } = submission;
    if envelope.recipients.is_empty() {
        return Err(SubmitError::Refused("no recipients".to_owned()));
    }
    let payload =
        ropeway_message::stored::write(&message).map_err(|e| SubmitError::Refused(e.to_string()))?;
    let size = payload.len();
    let limit = core.config.max_message_size;
    let bytes = u64::try_from(size).unwrap_or(u64::MAX);
    if bytes > limit {
        return Err(SubmitError::TooLarge { size: bytes, limit });
    }
    let now = SystemTime::now();
    let recipients = resolve(core, envelope.recipients, now).await;
    let count = recipients.len();
    let not_before = envelope
        .deferred_until
        .unwrap_or(now)
        .max(now.checked_add(core.config.hold).unwrap_or(now));
    let gives_up = core.config.schedule.expires_at(not_before);
    let entry = NewEntry {
        payload,
        reverse_path: envelope.reverse_path,
        envid: envelope.envelope_id,
        ret: envelope.return_content.map(wording::return_text),
        recipients,
        not_before,
        expires_at: envelope.expires.map_or(gives_up, |wish| wish.min(gives_up)),
        owner,
        kind: EntryKind::Message,
    };
    let ids = core.queue.enqueue(vec![entry]).await.map_err(refusal)?;
    let id = ids
        .first()
        .copied()
        .ok_or_else(|| SubmitError::Storage("queue gave no id".to_owned()))?;
    tracing::debug!(queue_id = %id, recipients = count, size, "accepted");
    core.emit(&Event::Accepted {
        id,
        recipients: count,
        size,
    });
    Ok(id)
}

/// Puts SMTP addresses in the place of directory names. A name that the directory does not know fails at
/// birth; if the directory cannot answer, the name stays and is asked for again on the way. Who is named
/// twice, with the same wishes, gets the message once.
async fn resolve(core: &Core, recipients: Vec<EnvelopeRecipient>, now: SystemTime) -> Vec<NewRecipient> {
    let names: Vec<ProxyAddress> = recipients
        .iter()
        .map(|r| r.address.clone())
        .filter(|a| !a.is_smtp())
        .collect();
    let answers = match names.as_slice() {
        [] => Some(Vec::new()),
        names => directory::ask(core, names).await.ok(),
    };
    let mut answers = answers.map(Vec::into_iter);
    let mut seen = HashSet::new();
    recipients
        .into_iter()
        .filter_map(|recipient| {
            let mut state = RecipientState::Pending;
            let mut address = recipient.address;
            if !address.is_smtp()
                && let Some(answers) = &mut answers
            {
                match answers.next().flatten() {
                    Some(entry) => address = ProxyAddress::smtp(entry.smtp_address),
                    None => {
                        state = RecipientState::Failed {
                            diagnostic: unknown_name(&address, now),
                        }
                    }
                }
            }
            let notify = wording::notify_text(recipient.notify);
            let orcpt = recipient.original_recipient;
            let first = seen.insert((identity(&address), notify.clone(), orcpt.clone()));
            first.then(|| NewRecipient {
                address: address.to_string(),
                notify,
                orcpt,
                state,
            })
        })
        .collect()
}

/// What makes two recipients one. The case of an SMTP mailbox is its host's affair (RFC 5321 2.4).
fn identity(address: &ProxyAddress) -> String {
    match address.address().rsplit_once('@') {
        Some((mailbox, domain)) if address.is_smtp() => {
            format!("SMTP:{mailbox}@{}", domain.to_lowercase())
        }
        _ => address.key(),
    }
}

/// The directory does not know a recipient.
pub(crate) fn unknown_name(address: &ProxyAddress, now: SystemTime) -> Diagnostic {
    Diagnostic {
        status: "5.1.1".to_owned(),
        remote_mta: None,
        text: format!(
            "the directory does not know the {} address",
            address.address_type()
        ),
        at: now,
    }
}

fn refusal(error: QueueError) -> SubmitError {
    if error.is_full() {
        return SubmitError::QueueFull;
    }
    match error {
        QueueError::Closed => SubmitError::ShuttingDown,
        other => {
            let mut text = other.to_string();
            if let Some(source) = std::error::Error::source(&other) {
                text = format!("{text}: {source}");
            }
            SubmitError::Storage(text)
        }
    }
}
