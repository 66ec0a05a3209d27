//! The store against a simple model: any sequence of calls, with the directory closed and opened again at
//! any point, gives what the model gives.

use std::collections::BTreeMap;
use std::path::Path;

use bytes::Bytes;
use proptest::prelude::*;
use ropeway_queue::{
    CancelOutcome, EmbeddedOptions, EmbeddedQueue, Lease, NewEntry, Queue, QueueError, QueueId,
    RecipientState, RecipientUpdate,
};

use crate::support::*;

const RETAINED: usize = 2;

#[derive(Debug, Clone)]
enum Step {
    Enqueue(Vec<Plan>),
    Lease {
        max: usize,
        lease_for: u64,
    },
    Renew {
        lease: usize,
        lease_for: u64,
    },
    Update {
        lease: usize,
        changes: Vec<(usize, Goal)>,
        spawn: Option<Plan>,
    },
    Release {
        lease: usize,
        hold: Option<u64>,
    },
    Cancel(u8),
    Wait(u64),
    Reopen,
}

#[derive(Debug, Clone)]
struct Plan {
    recipients: Vec<bool>,
    delay: u64,
    life: u64,
    owner: Option<u8>,
    len: usize,
}

#[derive(Debug, Clone, Copy)]
enum Goal {
    Deferred(u64),
    Failed,
    Expired,
    Delivered,
    HandedOver,
    Reported,
    Discarded,
    Pending,
}

fn plan() -> impl Strategy<Value = Plan> {
    (
        prop::collection::vec(prop::bool::weighted(0.8), 1..4),
        0..30u64,
        0..200u64,
        prop::option::of(0..3u8),
        0..40usize,
    )
        .prop_map(|(recipients, delay, life, owner, len)| Plan {
            recipients,
            delay,
            life,
            owner,
            len,
        })
}

fn goal() -> impl Strategy<Value = Goal> {
    prop_oneof![
        3 => (0..100u64).prop_map(Goal::Deferred),
        1 => Just(Goal::Failed),
        1 => Just(Goal::Expired),
        4 => Just(Goal::Delivered),
        1 => Just(Goal::HandedOver),
        2 => Just(Goal::Reported),
        1 => Just(Goal::Discarded),
        1 => Just(Goal::Pending),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let lease = 0..6usize;
    prop_oneof![
        4 => prop::collection::vec(plan(), 0..3).prop_map(Step::Enqueue),
        4 => (0..4usize, 0..60u64).prop_map(|(max, lease_for)| Step::Lease { max, lease_for }),
        1 => (lease.clone(), 0..60u64).prop_map(|(lease, lease_for)| Step::Renew { lease, lease_for }),
        6 => (lease.clone(), prop::collection::vec((0..4usize, goal()), 0..4), prop::option::weighted(0.2, plan()))
            .prop_map(|(lease, changes, spawn)| Step::Update { lease, changes, spawn }),
        3 => (lease, prop::option::of(0..80u64)).prop_map(|(lease, hold)| Step::Release { lease, hold }),
        2 => (0..3u8).prop_map(Step::Cancel),
        3 => (0..50u64).prop_map(Step::Wait),
        1 => Just(Step::Reopen),
    ]
}

#[derive(Debug)]
struct Entry {
    recipients: Vec<RecipientState>,
    payload: Bytes,
    owner: Option<String>,
    hold: u64,
    expires: u64,
    /// The running lease's number in the model, and its end.
    lease: Option<(u64, u64)>,
    unconfirmed: u32,
    attempted: bool,
}

impl Entry {
    fn ended(&self) -> bool {
        self.recipients.iter().all(|state| state.is_terminal())
    }

    fn available(&self) -> u64 {
        if let Some((_, until)) = self.lease {
            return until;
        }
        let next = self
            .recipients
            .iter()
            .filter(|state| !state.is_terminal())
            .map(|state| match state {
                RecipientState::Deferred { next_attempt, .. } => {
                    next_attempt.duration_since(at(0)).unwrap().as_secs()
                }
                _ => 0,
            });
        next.min().unwrap().min(self.expires).max(self.hold)
    }
}

#[derive(Default)]
struct Model {
    live: BTreeMap<QueueId, Entry>,
    ended: Vec<(QueueId, Entry)>,
    leases: u64,
}

impl Model {
    fn insert(&mut self, id: QueueId, entry: &NewEntry, hold: u64, expires: u64) {
        let entry = Entry {
            recipients: entry.recipients.iter().map(|r| r.state.clone()).collect(),
            payload: entry.payload.clone(),
            owner: entry.owner.clone(),
            hold,
            expires,
            lease: None,
            unconfirmed: 0,
            attempted: false,
        };
        assert!(self.live.insert(id, entry).is_none(), "an id was given twice");
    }

    fn end(&mut self, id: QueueId) {
        let mut entry = self.live.remove(&id).unwrap();
        entry.lease = None;
        self.ended.push((id, entry));
        if self.ended.len() > RETAINED {
            self.ended.remove(0);
        }
    }

    fn holds(&self, id: QueueId, lease: u64) -> bool {
        self.live
            .get(&id)
            .is_some_and(|entry| entry.lease.is_some_and(|(number, _)| number == lease))
    }
}

/// The allowed changes, said once more and differently: what has ended stays, what has failed may only be
/// judged again or told.
fn allowed(from: &RecipientState, to: &RecipientState) -> bool {
    use RecipientState as S;
    match from {
        S::Pending | S::Deferred { .. } => true,
        S::Failed { .. } | S::Expired { .. } => {
            matches!(
                to,
                S::Failed { .. } | S::Expired { .. } | S::Reported | S::Discarded
            )
        }
        _ => false,
    }
}

struct Run {
    now: u64,
    model: Model,
    /// Leases in the caller's hand with the model's number; some lost.
    hand: Vec<(Lease, u64)>,
}

impl Run {
    fn build(&self, plan: &Plan) -> (NewEntry, u64, u64) {
        let (hold, expires) = (self.now + plan.delay, self.now + plan.life);
        let mut entry = message(hold, &vec!["SMTP:a@example.net"; plan.recipients.len()]);
        for (recipient, sound) in entry.recipients.iter_mut().zip(&plan.recipients) {
            if !sound {
                recipient.state = failed();
            }
        }
        entry.expires_at = at(expires);
        entry.owner = plan.owner.map(|owner| owner.to_string());
        entry.payload = Bytes::from(vec![plan.len as u8; plan.len]);
        (entry, hold, expires)
    }

    fn state(&self, goal: Goal) -> RecipientState {
        match goal {
            Goal::Deferred(wait) => deferred(self.now + wait, 1),
            Goal::Failed => failed(),
            Goal::Expired => RecipientState::Expired {
                diagnostic: said("4.4.7", "too late"),
            },
            Goal::Delivered => delivered(),
            Goal::HandedOver => RecipientState::HandedOver,
            Goal::Reported => RecipientState::Reported,
            Goal::Discarded => RecipientState::Discarded,
            Goal::Pending => RecipientState::Pending,
        }
    }

    async fn step(&mut self, queue: &EmbeddedQueue, step: Step) {
        let now = at(self.now);
        match step {
            Step::Enqueue(plans) => {
                let built: Vec<_> = plans.iter().map(|plan| self.build(plan)).collect();
                let ids = queue
                    .enqueue(built.iter().map(|(e, ..)| e.clone()).collect())
                    .await
                    .unwrap();
                assert_eq!(ids.len(), built.len());
                for (id, (entry, hold, expires)) in ids.iter().zip(&built) {
                    self.model.insert(*id, entry, *hold, *expires);
                }
            }
            Step::Lease { max, lease_for } => {
                let got = queue.lease("w", max, secs(lease_for), now).await.unwrap();
                let mut due: Vec<(u64, QueueId)> = self
                    .model
                    .live
                    .iter()
                    .map(|(id, entry)| (entry.available(), *id))
                    .collect();
                due.retain(|(available, _)| *available <= self.now);
                due.sort_unstable();
                due.truncate(max);
                let expected: Vec<QueueId> = due.into_iter().map(|(_, id)| id).collect();
                assert_eq!(got.iter().map(|lease| lease.id()).collect::<Vec<_>>(), expected);
                for lease in got {
                    let entry = self.model.live.get_mut(&lease.id()).unwrap();
                    if entry.lease.is_some() {
                        entry.unconfirmed += 1;
                        entry.attempted = true;
                    }
                    self.model.leases += 1;
                    entry.lease = Some((self.model.leases, self.now + lease_for));
                    assert_eq!(lease.entry().unconfirmed, entry.unconfirmed);
                    assert_eq!(lease.until(), at(self.now + lease_for));
                    self.hand.push((lease, self.model.leases));
                }
            }
            Step::Renew { lease, lease_for } => {
                let Some((lease, number)) = self.hand.get(lease) else {
                    return;
                };
                let renewed = queue.renew(lease, secs(lease_for), now).await;
                if self.model.holds(lease.id(), *number) {
                    renewed.unwrap();
                    let entry = self.model.live.get_mut(&lease.id()).unwrap();
                    entry.lease = Some((*number, self.now + lease_for));
                } else {
                    assert!(matches!(renewed, Err(QueueError::LeaseLost { .. })));
                }
            }
            Step::Update {
                lease,
                changes,
                spawn,
            } => {
                let Some((lease, number)) = self.hand.get(lease) else {
                    return;
                };
                let (id, number) = (lease.id(), *number);
                let updates: Vec<_> = changes
                    .iter()
                    .map(|(index, goal)| RecipientUpdate::new(*index, self.state(*goal)))
                    .collect();
                let spawn: Vec<_> = spawn.iter().map(|plan| self.build(plan)).collect();
                let spawned = spawn.iter().map(|(entry, ..)| entry.clone()).collect();
                let done = queue.update(lease, updates.clone(), spawned).await;
                if !self.model.holds(id, number) {
                    assert!(matches!(done, Err(QueueError::LeaseLost { .. })));
                    return;
                }
                let entry = self.model.live.get_mut(&id).unwrap();
                let mut after = entry.recipients.clone();
                let valid = updates.iter().all(|update| {
                    let valid = after
                        .get(update.index)
                        .is_some_and(|state| allowed(state, &update.state));
                    if valid {
                        after[update.index] = update.state.clone();
                    }
                    valid
                });
                if !valid {
                    assert!(matches!(done, Err(QueueError::Invalid { .. })));
                    return;
                }
                let done = done.unwrap();
                entry.recipients = after;
                entry.attempted = true;
                entry.unconfirmed = 0;
                assert_eq!(done.finished, entry.ended());
                if done.finished {
                    self.model.end(id);
                }
                assert_eq!(done.spawned.len(), spawn.len());
                for (id, (entry, hold, expires)) in done.spawned.iter().zip(&spawn) {
                    self.model.insert(*id, entry, *hold, *expires);
                }
            }
            Step::Release { lease, hold } => {
                if lease >= self.hand.len() {
                    return;
                }
                let (lease, number) = self.hand.remove(lease);
                let id = lease.id();
                let until = hold.map(|hold| self.now + hold);
                let released = queue.release(lease, until.map(at)).await;
                if self.model.holds(id, number) {
                    released.unwrap();
                    let entry = self.model.live.get_mut(&id).unwrap();
                    entry.lease = None;
                    entry.unconfirmed = 0;
                    entry.hold = until.unwrap_or(entry.hold);
                } else if self.model.live.contains_key(&id) {
                    assert!(matches!(released, Err(QueueError::LeaseLost { .. })));
                } else {
                    released.unwrap();
                }
            }
            Step::Cancel(owner) => {
                let owner = owner.to_string();
                let theirs: Vec<QueueId> = self
                    .model
                    .live
                    .iter()
                    .filter(|(_, entry)| entry.owner.as_ref() == Some(&owner))
                    .map(|(id, _)| *id)
                    .collect();
                assert_eq!(queue.find(&owner).await.unwrap(), theirs);
                let busy = |id| {
                    let entry: &Entry = &self.model.live[id];
                    entry.lease.is_some() || entry.attempted
                };
                let expected = match &theirs {
                    none if none.is_empty() => CancelOutcome::NotFound,
                    some if some.iter().any(busy) => CancelOutcome::InFlight,
                    _ => CancelOutcome::Cancelled,
                };
                assert_eq!(queue.cancel(&owner).await.unwrap(), expected);
                if expected == CancelOutcome::Cancelled {
                    for id in theirs {
                        for state in &mut self.model.live.get_mut(&id).unwrap().recipients {
                            *state = RecipientState::Cancelled;
                        }
                        self.model.end(id);
                    }
                }
            }
            Step::Wait(seconds) => self.now += seconds,
            Step::Reopen => {
                for entry in self.model.live.values_mut() {
                    if entry.lease.take().is_some() {
                        entry.unconfirmed += 1;
                        entry.attempted = true;
                    }
                }
            }
        }
    }

    /// Everything that can be seen agrees.
    async fn compare(&self, queue: &EmbeddedQueue) {
        let now = at(self.now);
        for (id, entry) in &self.model.live {
            let view = queue.entry(*id).await.unwrap().unwrap();
            assert!(!view.finished);
            assert_eq!(view.unconfirmed, entry.unconfirmed);
            assert_eq!(view.leased_by.is_some(), entry.lease.is_some());
            let states: Vec<_> = view.recipients.into_iter().map(|r| r.state).collect();
            assert_eq!(states, entry.recipients);
            assert_eq!(queue.payload(*id).await.unwrap(), entry.payload);
        }
        for (id, entry) in &self.model.ended {
            let view = queue.entry(*id).await.unwrap().unwrap();
            assert!(view.finished && view.leased_by.is_none());
            let states: Vec<_> = view.recipients.into_iter().map(|r| r.state).collect();
            assert_eq!(states, entry.recipients);
        }
        let live = || self.model.live.values();
        let stats = queue.stats(now).await.unwrap();
        assert_eq!(stats.entries, live().count() as u64);
        let open = live()
            .flat_map(|entry| &entry.recipients)
            .filter(|state| !state.is_terminal())
            .count();
        assert_eq!(stats.recipients, open as u64);
        assert_eq!(
            stats.payload_bytes,
            live().map(|entry| entry.payload.len() as u64).sum::<u64>()
        );
        assert_eq!(
            stats.due,
            live().filter(|entry| entry.available() <= self.now).count() as u64
        );
        let leased = live()
            .filter(|entry| entry.lease.is_some() && entry.available() > self.now)
            .count();
        assert_eq!(stats.leased, leased as u64);
        let next = live().map(|entry| at(entry.available().max(self.now))).min();
        assert_eq!(queue.next_due(now).await.unwrap(), next);
    }
}

fn open(dir: &Path) -> EmbeddedQueue {
    let mut options = EmbeddedOptions::default();
    options.inline_payload_limit = 30;
    options.retain_finished = RETAINED as u32;
    EmbeddedQueue::open(dir, options).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(steps in prop::collection::vec(step(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let dir = tempfile::tempdir().unwrap();
            let mut queue = open(dir.path());
            let mut run = Run { now: 100, model: Model::default(), hand: Vec::new() };
            for step in steps {
                if matches!(step, Step::Reopen) {
                    queue.close().await;
                    queue = open(dir.path());
                }
                run.step(&queue, step).await;
                run.compare(&queue).await;
            }
            let files = std::fs::read_dir(dir.path().join("payload")).unwrap().count();
            let large = run.model.live.values().filter(|entry| entry.payload.len() > 30).count();
            assert_eq!(files, large, "one file for each large payload, and no other");
        });
    }
}
