//! One attempt at one entry: find the next hops, hand over or transmit, record every recipient's outcome,
//! report what failed.

use crate::content::Content;
use crate::event::{Event, Outcome};
use crate::intake::unknown_name;
use crate::relay::Core;
use crate::report;
use crate::transmit::{self, Sent};
use crate::wording;
use futures_util::stream::{FuturesUnordered, StreamExt};
use ropeway_queue::{
    Diagnostic, EntryKind, EntryView, Lease, NewEntry, QueueError, RecipientState, RecipientUpdate,
};
use ropeway_route::{MessageFacts, NextHop, Route};
use ropeway_types::ProxyAddress;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

/// How an attempt ended.
pub(crate) enum End {
    /// All recipients have ended; the entry is gone.
    Finished,
    /// Something is left to do, not before the time where one is given.
    Open(Option<SystemTime>),
}

/// How long recipients wait whose next hop has no place for them now.
const NO_PLACE: Duration = Duration::from_secs(1);

/// A recipient to be sent to.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// Its position in the entry.
    pub(crate) index: usize,
    /// Its SMTP address.
    pub(crate) address: String,
}

/// Works on everything that is due in an entry.
///
/// # Errors
/// When outcomes cannot be recorded; what was transmitted then may be transmitted again.
pub(crate) async fn attempt(core: &Core, lease: &Lease) -> Result<End, QueueError> {
    let mut round = Round::new(core, lease);
    let now = SystemTime::now();
    if now >= round.entry.expires_at {
        round.expire(now).await?;
    } else {
        let due = round.due(now);
        if !due.is_empty() {
            round.send(due, now).await?;
        }
    }
    round.report().await?;
    Ok(if round.finished {
        End::Finished
    } else {
        End::Open(round.not_before)
    })
}

struct Round<'a> {
    core: &'a Core,
    lease: &'a Lease,
    entry: &'a EntryView,
    /// How the recipients stand by now.
    states: Vec<RecipientState>,
    content: Option<Content>,
    finished: bool,
    not_before: Option<SystemTime>,
}

impl<'a> Round<'a> {
    fn new(core: &'a Core, lease: &'a Lease) -> Self {
        let entry = lease.entry();
        let states = entry.recipients.iter().map(|r| r.state.clone()).collect();
        Self {
            core,
            lease,
            entry,
            states,
            content: None,
            finished: false,
            not_before: None,
        }
    }

    /// Recipients whose attempt is due; those that failed already are only to be reported.
    fn due(&self, now: SystemTime) -> Vec<usize> {
        self.entry
            .due_recipients(now)
            .filter(|(_, recipient)| !recipient.state.owes_report())
            .map(|(index, _)| index)
            .collect()
    }

    /// Gives up what has not been delivered in time.
    async fn expire(&mut self, now: SystemTime) -> Result<(), QueueError> {
        let open = self
            .states
            .iter()
            .enumerate()
            .filter(|(_, s)| !s.is_terminal() && !s.owes_report());
        let updates = open
            .map(|(index, _)| {
                let last = self.entry.recipients.get(index).and_then(|r| r.last.clone());
                let diagnostic =
                    last.unwrap_or_else(|| own("4.4.7", "not delivered in the time allowed", now));
                (index, RecipientState::Expired { diagnostic })
            })
            .collect();
        self.record(updates, Vec::new()).await
    }

    async fn send(&mut self, due: Vec<usize>, now: SystemTime) -> Result<(), QueueError> {
        let (targets, mut settled) = self.resolve(due, now).await;
        let mut local = Vec::new();
        let mut groups: BTreeMap<NextHop, Vec<Target>> = BTreeMap::new();
        let facts = MessageFacts::new(&self.entry.reverse_path, self.entry.payload_len);
        for target in targets {
            let route = self.core.router.route(&target.address, &facts);
            let shown = match &route {
                Route::Local => "local".to_owned(),
                Route::Remote(hop) => hop.to_string(),
                Route::Rejected(failure) => failure.to_string(),
            };
            let recipient = target.address.clone();
            self.core.emit(&Event::Routed {
                id: self.entry.id,
                recipient,
                route: shown,
            });
            match route {
                Route::Local => local.push(target),
                Route::Remote(hop) => groups.entry(hop).or_default().push(target),
                Route::Rejected(failure) => {
                    let diagnostic = own(&failure.status().to_string(), failure.text(), now);
                    settled.push(self.settle(target.index, diagnostic, failure.is_transient(), now));
                }
            }
        }
        self.record(settled, Vec::new()).await?;
        if local.is_empty() && groups.is_empty() {
            return Ok(());
        }
        if let Err(diagnostic) = self.load(now).await {
            let all = local.iter().chain(groups.values().flatten());
            let failed = all.map(|t| {
                (
                    t.index,
                    RecipientState::Failed {
                        diagnostic: diagnostic.clone(),
                    },
                )
            });
            let failed = failed.collect();
            return self.record(failed, Vec::new()).await;
        }
        for target in local {
            self.hand_over(target, now).await?;
        }
        if !groups.is_empty() {
            self.transmit(groups, now).await?;
        }
        Ok(())
    }

    /// The SMTP addresses of the recipients; names are asked of the directory once more.
    async fn resolve(&self, due: Vec<usize>, now: SystemTime) -> (Vec<Target>, Vec<(usize, RecipientState)>) {
        let mut targets = Vec::new();
        let mut names = Vec::new();
        let mut settled = Vec::new();
        for index in due {
            let text = self
                .entry
                .recipients
                .get(index)
                .map(|r| r.address.as_str())
                .unwrap_or_default();
            match text.parse::<ProxyAddress>() {
                Ok(address) if address.is_smtp() => {
                    targets.push(Target {
                        index,
                        address: address.address().to_owned(),
                    });
                }
                Ok(address) => names.push((index, address)),
                Err(error) => {
                    let diagnostic = own("5.1.3", &error.to_string(), now);
                    settled.push((index, RecipientState::Failed { diagnostic }));
                }
            }
        }
        if !names.is_empty() {
            let asked: Vec<ProxyAddress> = names.iter().map(|(_, address)| address.clone()).collect();
            match self.core.directory.resolve(&asked).await {
                Ok(answers) => {
                    let answers = answers.into_iter().chain(std::iter::repeat(None));
                    for ((index, address), answer) in names.into_iter().zip(answers) {
                        match answer {
                            Some(entry) => targets.push(Target {
                                index,
                                address: entry.smtp_address,
                            }),
                            None => {
                                let diagnostic = unknown_name(&address, now);
                                settled.push((index, RecipientState::Failed { diagnostic }));
                            }
                        }
                    }
                }
                Err(error) => {
                    for (index, _) in names {
                        settled.push(self.settle(index, own("4.3.0", &error.to_string(), now), true, now));
                    }
                }
            }
        }
        (targets, settled)
    }

    /// Loads the content, unless that was done.
    async fn load(&mut self, now: SystemTime) -> Result<(), Diagnostic> {
        if self.content.is_none() {
            let content = Content::load(self.core, self.entry).await;
            self.content = Some(content.map_err(|error| own("5.3.0", &error.to_string(), now))?);
        }
        Ok(())
    }

    async fn hand_over(&mut self, target: Target, now: SystemTime) -> Result<(), QueueError> {
        let Some(content) = &self.content else {
            return Ok(());
        };
        let mail = crate::local::LocalMail {
            id: self.entry.id,
            reverse_path: &self.entry.reverse_path,
            recipient: &target.address,
            content: content.local(),
        };
        let (update, spawn) = match self.core.local.deliver(mail).await {
            Ok(()) => {
                let told = Told {
                    index: target.index,
                    action: report::Action::Delivered,
                    diagnostic: None,
                };
                (
                    (target.index, RecipientState::HandedOver),
                    self.success_report(told).await,
                )
            }
            Err(error) => {
                let diagnostic = own(&error.status.to_string(), &error.text, now);
                (
                    self.settle(target.index, diagnostic, error.status.class == 4, now),
                    Vec::new(),
                )
            }
        };
        self.record(vec![update], spawn).await
    }

    async fn transmit(
        &mut self,
        groups: BTreeMap<NextHop, Vec<Target>>,
        now: SystemTime,
    ) -> Result<(), QueueError> {
        let Some(content) = &mut self.content else {
            return Ok(());
        };
        let rendered = match content.render(self.core, self.entry).await {
            Ok(rendered) => rendered,
            Err(error) => {
                let diagnostic = own(error.status(), &error.to_string(), now);
                let transient = error.is_transient();
                let all = groups.into_values().flatten();
                let settled = all
                    .map(|t| self.settle(t.index, diagnostic.clone(), transient, now))
                    .collect();
                return self.record(settled, Vec::new()).await;
            }
        };
        let (core, entry) = (self.core, self.entry);
        let mut running: FuturesUnordered<_> = groups
            .into_iter()
            .map(|(hop, targets)| transmit::to_hop(core, entry, rendered.clone(), hop, targets))
            .collect();
        // Each group is recorded as it ends: a crash then repeats only what is still under way.
        while let Some(results) = running.next().await {
            let now = SystemTime::now();
            let mut updates = Vec::new();
            let mut spawn = Vec::new();
            for (index, sent) in results {
                match sent {
                    Sent::Delivered {
                        diagnostic,
                        reports_success,
                    } => {
                        let told = Told {
                            index,
                            action: report::Action::Relayed,
                            diagnostic: Some(&diagnostic),
                        };
                        let owed = if reports_success {
                            Vec::new()
                        } else {
                            self.success_report(told).await
                        };
                        updates.push((
                            index,
                            if owed.is_empty() {
                                RecipientState::Delivered { diagnostic }
                            } else {
                                RecipientState::Relayed { diagnostic }
                            },
                        ));
                        spawn.extend(owed);
                    }
                    Sent::Failed {
                        diagnostic,
                        transient,
                    } => {
                        updates.push(self.settle(index, diagnostic, transient, now));
                    }
                    Sent::NotTried {
                        diagnostic: Some(last),
                        retry_in,
                    } => {
                        let attempts = self.entry.recipients.get(index).map_or(0, |r| r.attempts);
                        let next_attempt = now.checked_add(retry_in).unwrap_or(now);
                        updates.push((
                            index,
                            RecipientState::Deferred {
                                next_attempt,
                                attempts,
                                last,
                            },
                        ));
                    }
                    Sent::NotTried {
                        diagnostic: None,
                        retry_in,
                    } => {
                        self.not_before = now.checked_add(retry_in.max(NO_PLACE));
                    }
                }
            }
            self.record(updates, spawn).await?;
        }
        Ok(())
    }

    /// The state after a failed attempt.
    fn settle(
        &self,
        index: usize,
        diagnostic: Diagnostic,
        transient: bool,
        now: SystemTime,
    ) -> (usize, RecipientState) {
        if !transient {
            return (index, RecipientState::Failed { diagnostic });
        }
        let attempts = self
            .entry
            .recipients
            .get(index)
            .map_or(0, |r| r.attempts)
            .saturating_add(1);
        let state = match self.core.config.schedule.next(attempts, now, fastrand::f64()) {
            Some(next_attempt) => RecipientState::Deferred {
                next_attempt,
                attempts,
                last: diagnostic,
            },
            None => RecipientState::Expired { diagnostic },
        };
        (index, state)
    }

    /// The report that a sender asked for who wants to hear of success (RFC 3461 4.1).
    async fn success_report(&self, told: Told<'_>) -> Vec<NewEntry> {
        let wish = self
            .entry
            .recipients
            .get(told.index)
            .and_then(|r| r.notify.as_deref());
        if !wording::notify(wish).success() || !self.may_report() {
            return Vec::new();
        }
        vec![report::entry(
            self.core,
            self.entry,
            told.action,
            &[(told.index, told.diagnostic)],
            None,
        )]
    }

    /// Reports are never answered by reports (RFC 5321 4.5.5).
    fn may_report(&self) -> bool {
        self.entry.kind == EntryKind::Message && !self.entry.reverse_path.is_empty()
    }

    /// Tells the sender of what failed and of what is late.
    async fn report(&mut self) -> Result<(), QueueError> {
        if self.finished {
            return Ok(());
        }
        let now = SystemTime::now();
        let wish = |index: usize| {
            wording::notify(self.entry.recipients.get(index).and_then(|r| r.notify.as_deref()))
        };
        let (mut failed, mut discarded, mut late) = (Vec::new(), Vec::new(), Vec::new());
        let notice_due = self
            .core
            .config
            .schedule
            .delay_notice_due(self.entry.not_before, now);
        for (index, state) in self.states.iter().enumerate() {
            if state.owes_report() {
                let told = self.may_report() && wish(index).failure();
                if told {
                    failed.push(index)
                } else {
                    discarded.push(index)
                };
            } else if matches!(state, RecipientState::Deferred { .. })
                && notice_due
                && self.may_report()
                && wish(index).delay()
                && !self.entry.recipients.get(index).is_some_and(|r| r.delay_notified)
            {
                late.push(index);
            }
        }
        let discarded = discarded
            .into_iter()
            .map(|index| (index, RecipientState::Discarded))
            .collect();
        self.record(discarded, Vec::new()).await?;
        if !failed.is_empty() {
            let original = self.original().await;
            let people = self.diagnostics(&failed);
            let entry = report::entry(self.core, self.entry, report::Action::Failed, &people, original);
            let updates = failed
                .into_iter()
                .map(|index| (index, RecipientState::Reported))
                .collect();
            self.record(updates, vec![entry]).await?;
        }
        if !late.is_empty() && !self.finished {
            let people = self.diagnostics(&late);
            let entry = report::entry(self.core, self.entry, report::Action::Delayed, &people, None);
            let updates = late.iter().filter_map(|index| {
                let state = self.states.get(*index)?.clone();
                Some(RecipientUpdate::new(*index, state).with_delay_notice())
            });
            let outcome = self
                .core
                .queue
                .update(self.lease, updates.collect(), vec![entry])
                .await?;
            self.announce_reports(&outcome.spawned, report::Action::Delayed);
        }
        Ok(())
    }

    fn diagnostics(&self, indices: &[usize]) -> Vec<(usize, Option<&Diagnostic>)> {
        indices
            .iter()
            .map(|index| (*index, self.states.get(*index).and_then(|s| s.diagnostic())))
            .collect()
    }

    /// The message as it would have been sent, for the report to return; none if it cannot be made.
    async fn original(&mut self) -> Option<bytes::Bytes> {
        self.load(SystemTime::now()).await.ok()?;
        let rendered = self.content.as_mut()?.render(self.core, self.entry).await.ok()?;
        Some(rendered.bytes)
    }

    /// Records outcomes and reports in one transaction, and tells whoever watches.
    async fn record(
        &mut self,
        updates: Vec<(usize, RecipientState)>,
        spawn: Vec<NewEntry>,
    ) -> Result<(), QueueError> {
        if updates.is_empty() && spawn.is_empty() {
            return Ok(());
        }
        let changes = updates
            .iter()
            .map(|(index, state)| RecipientUpdate::new(*index, state.clone()))
            .collect();
        let outcome = self.core.queue.update(self.lease, changes, spawn).await?;
        let mut action = report::Action::Failed;
        for (index, state) in updates {
            let detail = state
                .diagnostic()
                .map(|d| format!("{} {}", d.status, d.text))
                .unwrap_or_default();
            let result = match &state {
                RecipientState::Delivered { .. } => Some(Outcome::Delivered),
                RecipientState::Relayed { .. } => {
                    action = report::Action::Relayed;
                    Some(Outcome::Delivered)
                }
                RecipientState::HandedOver => {
                    action = report::Action::Delivered;
                    Some(Outcome::HandedOver)
                }
                RecipientState::Deferred { .. } => Some(Outcome::Deferred),
                RecipientState::Failed { .. } | RecipientState::Expired { .. } => Some(Outcome::Failed),
                _ => None,
            };
            if let (Some(outcome), Some(recipient)) = (result, self.entry.recipients.get(index)) {
                tracing::debug!(queue_id = %self.entry.id, recipient = index, %outcome, "recipient");
                let recipient = recipient.address.clone();
                self.core.emit(&Event::Recipient {
                    id: self.entry.id,
                    recipient,
                    outcome,
                    detail,
                });
            }
            if let Some(place) = self.states.get_mut(index) {
                *place = state;
            }
        }
        self.announce_reports(&outcome.spawned, action);
        if outcome.finished {
            self.finished = true;
            self.core.emit(&Event::Finished { id: self.entry.id });
        }
        Ok(())
    }

    fn announce_reports(&self, reports: &[ropeway_queue::QueueId], action: report::Action) {
        for report in reports {
            tracing::info!(queue_id = %self.entry.id, report = %report, action = action.name(), "report queued");
            self.core.emit(&Event::Report {
                id: self.entry.id,
                report: *report,
                to: self.entry.reverse_path.clone(),
                action: action.name(),
            });
        }
    }
}

/// A recipient that a success report speaks of.
struct Told<'a> {
    index: usize,
    action: report::Action,
    diagnostic: Option<&'a Diagnostic>,
}

/// What this relay says by itself.
fn own(status: &str, text: &str, at: SystemTime) -> Diagnostic {
    Diagnostic {
        status: status.to_owned(),
        remote_mta: None,
        text: text.to_owned(),
        at,
    }
}
