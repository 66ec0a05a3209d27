//! What the sender of an entry is told, and when.

use crate::delivery::Round;
use crate::report::{self, Action};
use crate::wording;
use ropeway_message::Notify;
use ropeway_mime::Form;
use ropeway_queue::{Diagnostic, EntryKind, QueueError, RecipientState, RecipientUpdate};
use std::time::SystemTime;

impl Round<'_> {
    /// Reports are never answered by reports (RFC 5321 4.5.5).
    fn may_report(&self) -> bool {
        self.entry.kind == EntryKind::Message && !self.entry.reverse_path.is_empty()
    }

    /// What a recipient's sender wants to hear (RFC 3461 4.1).
    fn wish(&self, index: usize) -> Notify {
        wording::notify(self.entry.recipients.get(index).and_then(|r| r.notify.as_deref()))
    }

    pub(crate) fn wants_success(&self, index: usize) -> bool {
        self.may_report() && self.wish(index).success()
    }

    /// Tells the sender of what failed and of what is late.
    pub(crate) async fn report(&mut self) -> Result<(), QueueError> {
        if self.finished {
            return Ok(());
        }
        let now = SystemTime::now();
        let (mut failed, mut discarded, mut late) = (Vec::new(), Vec::new(), Vec::new());
        let schedule = &self.core.config.schedule;
        let notice_due = self.may_report() && schedule.delay_notice_due(self.entry.not_before, now);
        for (index, state) in self.states.iter().enumerate() {
            if state.owes_report() {
                if self.may_report() && self.wish(index).failure() {
                    failed.push(index);
                } else {
                    discarded.push((index, RecipientState::Discarded));
                }
            } else if notice_due
                && !state.is_terminal()
                && self.wish(index).delay()
                && !self.entry.recipients.get(index).is_some_and(|r| r.delay_notified)
            {
                late.push(index);
            }
        }
        if !discarded.is_empty() && !self.may_report() {
            // Nobody else hears of it.
            tracing::warn!(queue_id = %self.entry.id, recipients = discarded.len(), "failed, and nobody to report to");
        }
        self.record(discarded, Vec::new()).await?;
        if !failed.is_empty() {
            let original = self.original().await;
            let people = self.diagnostics(&failed);
            let report = report::entry(self.core, self.entry, Action::Failed, &people, original);
            let updates = failed
                .into_iter()
                .map(|index| (index, RecipientState::Reported))
                .collect();
            self.record(updates, vec![(Action::Failed, report)]).await?;
        }
        if !late.is_empty() {
            let people = self.diagnostics(&late);
            let report = report::entry(self.core, self.entry, Action::Delayed, &people, None);
            let updates = late.iter().filter_map(|index| {
                let state = self.states.get(*index)?.clone();
                Some(RecipientUpdate::new(*index, state).with_delay_notice())
            });
            let outcome = self.update(updates.collect(), vec![report]).await?;
            self.announce_reports(&outcome.spawned, vec![Action::Delayed]);
        }
        Ok(())
    }

    fn diagnostics(&self, indices: &[usize]) -> Vec<(usize, Option<&Diagnostic>)> {
        indices
            .iter()
            .map(|index| (*index, self.states.get(*index).and_then(|s| s.diagnostic())))
            .collect()
    }

    /// The message as it would have been sent, for the report to return; none if it cannot be made, or
    /// making it may be what ends the relay.
    async fn original(&mut self) -> Option<bytes::Bytes> {
        if self.is_suspect() {
            return None;
        }
        Some(self.render(Form::Mime).await.ok()?.bytes)
    }
}
