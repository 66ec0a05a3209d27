//! One attempt at one entry: find the next hops, hand over or transmit, record every recipient's outcome.
//! What the sender is told of it is in `notices`.

use crate::config::TnefPolicy;
use crate::content::{Content, ContentError, Rendered};
use crate::directory;
use crate::event::{Event, Outcome};
use crate::intake::unknown_name;
use crate::local;
use crate::relay::Core;
use crate::report::{self, Action};
use crate::transmit::{self, Sent};
use futures_util::stream::{self, StreamExt};
use ropeway_mime::Form;
use ropeway_queue::{
    Diagnostic, EntryView, Lease, NewEntry, QueueError, QueueId, RecipientState, RecipientUpdate,
    UpdateOutcome,
};
use ropeway_route::{MessageFacts, NextHop, Route};
use ropeway_types::ProxyAddress;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::pin::pin;
use std::time::{Duration, SystemTime};

/// How an attempt ended.
pub(crate) enum End {
    /// All recipients have ended; the entry is gone.
    Finished,
    /// Something is left to do, not before the time where one is given.
    Open(Option<SystemTime>),
}

/// The shortest time after which an entry is looked at again.
const SHORT_WAIT: Duration = Duration::from_secs(1);
/// Next hops that one message is sent to at once: a message to a thousand domains must not open a
/// thousand connections.
const HOPS_AT_ONCE: usize = 16;
/// Results that are recorded together if they come together. Recording reads the whole entry, so that one
/// by one many recipients would cost the square of their number.
const RECORDED_AT_ONCE: usize = 64;
/// The waits between attempts to record what is known when the queue fails: the first, and the longest.
const RECORD_AGAIN: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(30)];
/// So many leases in a row ended with the process or by a silent worker: the message may be the cause.
const UNCONFIRMED: u32 = 8;

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
        if round.is_suspect() {
            round.put_off(due, now).await?;
        } else if !due.is_empty() {
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

pub(crate) struct Round<'a> {
    pub(crate) core: &'a Core,
    lease: &'a Lease,
    pub(crate) entry: &'a EntryView,
    /// How the recipients stand by now.
    pub(crate) states: Vec<RecipientState>,
    pub(crate) content: Option<Content>,
    pub(crate) finished: bool,
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

    /// Whether the message may be what ended the processes that worked on it.
    pub(crate) fn is_suspect(&self) -> bool {
        self.entry.unconfirmed >= UNCONFIRMED
    }

    /// Lets a suspect wait by the schedule: a message that ends the relay must not do so without pause.
    async fn put_off(&mut self, due: Vec<usize>, now: SystemTime) -> Result<(), QueueError> {
        tracing::warn!(queue_id = %self.entry.id, unconfirmed = self.entry.unconfirmed, "suspect message put off");
        let why = own("4.3.0", "earlier attempts were interrupted", now);
        let updates = due
            .into_iter()
            .map(|index| self.settle(index, why.clone(), true, now));
        let updates = updates.collect();
        self.record(updates, Vec::new()).await
    }

    async fn send(&mut self, due: Vec<usize>, now: SystemTime) -> Result<(), QueueError> {
        let (targets, mut settled) = self.resolve(due, now).await;
        let mut local = Vec::new();
        let mut groups: BTreeMap<NextHop, Vec<Target>> = BTreeMap::new();
        let facts = MessageFacts::new(&self.entry.reverse_path, self.entry.payload_len);
        for target in targets {
            let route = self.core.router.route(&target.address, &facts);
            self.core.emit(&Event::Routed {
                id: self.entry.id,
                recipient: target.address.clone(),
                route: match &route {
                    Route::Local => "local".to_owned(),
                    Route::Remote(hop) => hop.to_string(),
                    Route::Rejected(failure) => failure.to_string(),
                },
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
        // A message that cannot go anywhere now is not worth being read and converted.
        let mut refused = Vec::new();
        groups.retain(|hop, targets| match self.core.destinations.refusal(hop) {
            Some(no_place) => {
                refused.extend(transmit::for_all(targets, &transmit::not_tried(no_place)));
                false
            }
            None => true,
        });
        self.take(refused).await?;
        if local.is_empty() && groups.is_empty() {
            return Ok(());
        }
        let content = match self.load().await {
            Ok(content) => content,
            Err(error) => {
                let all = local.iter().chain(groups.values().flatten());
                let failed = failed(&error);
                return self.take(all.map(|t| (t.index, failed.clone())).collect()).await;
            }
        };
        let mut hops = Vec::new();
        for (form, hop, targets) in self.by_form(&content, groups) {
            match self.render(form).await {
                Ok(rendered) => hops.push((hop, targets, rendered)),
                Err(error) => {
                    let failed = failed(&error);
                    let all = targets.iter().map(|t| (t.index, failed.clone()));
                    self.take(all.collect()).await?;
                }
            }
        }
        let (core, entry) = (self.core, self.entry);
        // A slow mailbox keeps no hop waiting and no hop a mailbox. Results are recorded as they come: a
        // crash then repeats only what is still under way.
        let mailboxes =
            stream::iter(portions(&local)).then(|part| local::hand_over(core, entry, content.clone(), part));
        let hops = stream::iter(hops)
            .map(|(hop, targets, rendered)| transmit::to_hop(core, entry, rendered, hop, targets))
            .buffer_unordered(HOPS_AT_ONCE);
        let mut running = pin!(stream::select(mailboxes, hops).ready_chunks(RECORDED_AT_ONCE));
        while let Some(results) = running.next().await {
            self.take(results.into_iter().flatten().collect()).await?;
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
            match directory::ask(self.core, &asked).await {
                Ok(answers) => {
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

    /// The content, loaded once.
    pub(crate) async fn load(&mut self) -> Result<Content, ContentError> {
        if let Some(content) = &self.content {
            return Ok(content.clone());
        }
        let content = Content::load(self.core, self.entry).await?;
        Ok(self.content.insert(content).clone())
    }

    /// The groups, each of recipients that get the same form.
    fn by_form(
        &self,
        content: &Content,
        groups: BTreeMap<NextHop, Vec<Target>>,
    ) -> Vec<(Form, NextHop, Vec<Target>)> {
        let mut forms = Vec::new();
        // Hardly anybody's domain may have anything but MIME.
        let requests = OnceCell::new();
        let form = |target: &Target| match self.core.config.tnef_for(&target.address) {
            TnefPolicy::Never => Form::Mime,
            TnefPolicy::Always => Form::Tnef,
            TnefPolicy::OnRequest => {
                let submitted = self.entry.recipients.get(target.index);
                let submitted = submitted.map_or("", |recipient| recipient.address.as_str());
                requests.get_or_init(|| content.requests()).of(submitted)
            }
        };
        for (hop, targets) in groups {
            let (rich, plain): (Vec<Target>, Vec<Target>) =
                targets.into_iter().partition(|target| form(target) == Form::Tnef);
            for (form, targets) in [(Form::Mime, plain), (Form::Tnef, rich)] {
                if !targets.is_empty() {
                    forms.push((form, hop.clone(), targets));
                }
            }
        }
        forms
    }

    /// An Internet form, made once.
    pub(crate) async fn render(&mut self, form: Form) -> Result<Rendered, ContentError> {
        let mut content = self.load().await?;
        let rendered = content.render(self.core, self.entry, form).await?;
        self.content = Some(content);
        Ok(rendered)
    }

    /// Records results, and with them the reports of success that they call for (RFC 3461 4.1).
    async fn take(&mut self, results: Vec<(usize, Sent)>) -> Result<(), QueueError> {
        let now = SystemTime::now();
        let mut updates = Vec::with_capacity(results.len());
        let (mut relayed, mut handed_over) = (Vec::new(), Vec::new());
        for (index, sent) in results {
            match sent {
                Sent::HandedOver => {
                    if self.wants_success(index) {
                        handed_over.push((index, None));
                    }
                    updates.push((index, RecipientState::HandedOver));
                }
                Sent::Delivered {
                    diagnostic,
                    reports_success: false,
                } if self.wants_success(index) => {
                    relayed.push((index, Some(diagnostic.clone())));
                    updates.push((index, RecipientState::Relayed { diagnostic }));
                }
                Sent::Delivered { diagnostic, .. } => {
                    updates.push((index, RecipientState::Delivered { diagnostic }));
                }
                Sent::Failed {
                    diagnostic,
                    transient,
                } => updates.push(self.settle(index, diagnostic, transient, now)),
                Sent::NotTried {
                    diagnostic: Some(last),
                    retry_in,
                } => {
                    let attempts = self.entry.recipients.get(index).map_or(0, |r| r.attempts);
                    let next_attempt = now.checked_add(retry_in).unwrap_or(self.entry.expires_at);
                    let state = RecipientState::Deferred {
                        next_attempt,
                        attempts,
                        last,
                    };
                    updates.push((index, state));
                }
                Sent::NotTried {
                    diagnostic: None,
                    retry_in,
                } => self.not_before = now.checked_add(retry_in.max(SHORT_WAIT)),
            }
        }
        let mut reports = Vec::new();
        for (action, people) in [(Action::Delivered, handed_over), (Action::Relayed, relayed)] {
            if !people.is_empty() {
                let people: Vec<_> = people
                    .iter()
                    .map(|(index, told)| (*index, told.as_ref()))
                    .collect();
                reports.push((
                    action,
                    report::entry(self.core, self.entry, action, &people, None),
                ));
            }
        }
        self.record(updates, reports).await
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

    /// Records outcomes and reports in one transaction, and tells whoever watches.
    pub(crate) async fn record(
        &mut self,
        updates: Vec<(usize, RecipientState)>,
        reports: Vec<(Action, NewEntry)>,
    ) -> Result<(), QueueError> {
        if updates.is_empty() && reports.is_empty() {
            return Ok(());
        }
        let changes = updates
            .iter()
            .map(|(index, state)| RecipientUpdate::new(*index, state.clone()))
            .collect();
        let (actions, spawn) = reports.into_iter().unzip();
        let outcome = self.update(changes, spawn).await?;
        for (index, state) in updates {
            self.announce(index, &state);
            if let Some(place) = self.states.get_mut(index) {
                *place = state;
            }
        }
        self.announce_reports(&outcome.spawned, actions);
        if outcome.finished {
            self.finished = true;
            self.core.emit(&Event::Finished { id: self.entry.id });
        }
        Ok(())
    }

    /// Updates the entry, and does not give up while another attempt may succeed: what is known by now
    /// would otherwise be done again, and mail that was taken would be sent a second time.
    pub(crate) async fn update(
        &self,
        changes: Vec<RecipientUpdate>,
        spawn: Vec<NewEntry>,
    ) -> Result<UpdateOutcome, QueueError> {
        let [mut wait, longest] = RECORD_AGAIN;
        loop {
            match self
                .core
                .queue
                .update(self.lease, changes.clone(), spawn.clone())
                .await
            {
                Err(error) if error.is_transient() => {
                    tracing::error!(queue_id = %self.entry.id, %error, "outcome not recorded yet");
                    tokio::time::sleep(wait).await;
                    wait = wait.saturating_mul(2).min(longest);
                }
                done => return done,
            }
        }
    }

    fn announce(&self, index: usize, state: &RecipientState) {
        let outcome = match state {
            RecipientState::Delivered { .. } | RecipientState::Relayed { .. } => Outcome::Delivered,
            RecipientState::HandedOver => Outcome::HandedOver,
            RecipientState::Deferred { .. } => Outcome::Deferred,
            RecipientState::Failed { .. } | RecipientState::Expired { .. } => Outcome::Failed,
            _ => return,
        };
        let Some(recipient) = self.entry.recipients.get(index) else {
            return;
        };
        tracing::debug!(queue_id = %self.entry.id, recipient = index, %outcome, "recipient");
        self.core.emit(&Event::Recipient {
            id: self.entry.id,
            recipient: recipient.address.clone(),
            outcome,
            detail: state
                .diagnostic()
                .map(|d| format!("{} {}", d.status, d.text))
                .unwrap_or_default(),
        });
    }

    pub(crate) fn announce_reports(&self, reports: &[QueueId], actions: Vec<Action>) {
        for (report, action) in reports.iter().zip(actions) {
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

/// Local recipients in portions that are handed over and recorded together; one by one if they are few.
fn portions(targets: &[Target]) -> Vec<Vec<Target>> {
    let size = (targets.len() / 100).max(1);
    targets.chunks(size).map(<[Target]>::to_vec).collect()
}

/// All recipients' result when the content cannot be had.
fn failed(error: &ContentError) -> Sent {
    Sent::Failed {
        diagnostic: own(error.status(), &error.to_string(), SystemTime::now()),
        transient: error.is_transient(),
    }
}

/// What this relay says by itself.
pub(crate) fn own(status: &str, text: &str, at: SystemTime) -> Diagnostic {
    Diagnostic {
        status: status.to_owned(),
        remote_mta: None,
        text: text.to_owned(),
        at,
    }
}
