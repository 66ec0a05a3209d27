//! The loop that leases due entries and has them worked on.

use crate::delivery;
use crate::relay::{AtWork, Core, Phase};
use ropeway_queue::{Lease, QueueError, QueueId};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinError, JoinSet};
use tokio::time::Instant;

/// The longest wait without looking at the queue: another process may have put something in.
const LOOK: Duration = Duration::from_secs(30);
/// The wait after the queue failed.
const RECOVER: Duration = Duration::from_secs(1);
/// The wait for an entry whose outcomes could not be recorded: it is going to be done again.
const REPEAT: Duration = Duration::from_secs(60);
/// The wait when something is due that could not be leased: it is about to be, or to end.
const ABOUT_TO_BE: Duration = Duration::from_millis(10);

/// Runs until the phase leaves [`Phase::Running`] and everything leased has been finished or given back.
pub(crate) async fn run(core: Arc<Core>, mut phase: watch::Receiver<Phase>) {
    let worker = format!("{}-{:08x}", core.config.host_name, fastrand::u32(..));
    let mut tasks = JoinSet::new();
    let mut at_work: HashMap<QueueId, AbortHandle> = HashMap::new();
    while *phase.borrow_and_update() == Phase::Running {
        while let Some(ended) = tasks.try_join_next() {
            reap(ended);
        }
        at_work.retain(|_, task| !task.is_finished());
        // Taken first, so that nothing accepted from here on goes unnoticed.
        let notified = core.queue.notified();
        let now = SystemTime::now();
        let free = core.config.max_in_flight.saturating_sub(tasks.len());
        let mut wait = LOOK;
        if free > 0 {
            match core.queue.lease(&worker, free, core.config.lease, now).await {
                Ok(leases) => {
                    for lease in leases {
                        let id = lease.id();
                        let task = tasks.spawn(work(AtWork::begin(&core), lease, phase.clone()));
                        if let Some(before) = at_work.insert(id, task) {
                            // Its lease ran out without its fault: the clock was set, the machine slept.
                            before.abort();
                        }
                    }
                }
                Err(QueueError::Closed) => break,
                Err(error) => {
                    tracing::error!(%error, "cannot lease from the queue");
                    wait = RECOVER;
                }
            }
        }
        let full = tasks.len() >= core.config.max_in_flight;
        if !full && wait == LOOK {
            match core.queue.next_due(now).await {
                Ok(Some(due)) => {
                    let until = due.duration_since(now).unwrap_or_default();
                    wait = until.clamp(ABOUT_TO_BE, LOOK);
                }
                Ok(None) => {}
                Err(error) => tracing::error!(%error, "cannot read the queue"),
            }
        }
        tokio::select! {
            () = notified, if !full => {}
            () = tokio::time::sleep(wait), if !full => {}
            Some(ended) = tasks.join_next(), if full => reap(ended),
            _ = phase.changed() => {}
        }
    }
    while let Some(ended) = tasks.join_next().await {
        reap(ended);
    }
}

fn reap(ended: Result<(), JoinError>) {
    if let Err(error) = ended
        && error.is_panic()
    {
        // The lease runs out and the entry is taken up again.
        tracing::error!(%error, "worker failed");
    }
}

/// Works on one entry, keeps the lease alive meanwhile, and gives it back when told to leave.
async fn work(at_work: AtWork, lease: Lease, mut phase: watch::Receiver<Phase>) {
    let core = at_work.core();
    let id = lease.id();
    let end = tokio::select! {
        end = delivery::attempt(core, &lease) => end,
        // Somebody else has the entry: whatever is under way here must not go on.
        () = keep(core, &lease) => return,
        () = told_to_leave(&mut phase) => Ok(delivery::End::Open(None)),
    };
    let until = match end {
        Ok(delivery::End::Finished) => return,
        Ok(delivery::End::Open(until)) => until,
        Err(error) => {
            tracing::error!(queue_id = %id, %error, "attempt not recorded");
            SystemTime::now().checked_add(REPEAT)
        }
    };
    if let Err(error) = core.queue.release(lease, until).await {
        tracing::error!(queue_id = %id, %error, "lease not given back");
    }
}

/// Renews the lease until it is lost.
async fn keep(core: &Core, lease: &Lease) {
    let mut held_until = Instant::now().checked_add(core.config.lease);
    loop {
        tokio::time::sleep(core.config.lease / 3).await;
        let renewed = Instant::now();
        match core
            .queue
            .renew(lease, core.config.lease, SystemTime::now())
            .await
        {
            Ok(()) => held_until = renewed.checked_add(core.config.lease),
            Err(error) => {
                tracing::error!(queue_id = %lease.id(), %error, "lease not renewed");
                let over = held_until.is_some_and(|until| until <= Instant::now());
                if over || matches!(error, QueueError::LeaseLost { .. }) {
                    return;
                }
            }
        }
    }
}

/// Resolves when the phase is [`Phase::Leaving`], or nobody is left who could say so.
async fn told_to_leave(phase: &mut watch::Receiver<Phase>) {
    // An error means that nobody is left.
    let _ = phase.wait_for(|phase| *phase == Phase::Leaving).await;
}
