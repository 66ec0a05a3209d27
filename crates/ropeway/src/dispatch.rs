//! The loop that leases due entries and has them worked on.

use crate::delivery;
use crate::relay::{Core, Phase};
use ropeway_queue::{Lease, QueueError};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The longest wait without looking at the queue: another process may have put something in.
const LOOK: Duration = Duration::from_secs(30);
/// The wait after the queue failed.
const RECOVER: Duration = Duration::from_secs(1);

/// Runs until the phase leaves [`Phase::Running`] and everything leased has been finished or given back.
pub(crate) async fn run(core: Arc<Core>, mut phase: watch::Receiver<Phase>) {
    let worker = format!("{}-{:08x}", core.config.host_name, fastrand::u32(..));
    let mut tasks = JoinSet::new();
    while *phase.borrow() == Phase::Running {
        // Taken first, so that nothing accepted from here on goes unnoticed.
        let notified = core.queue.notified();
        let now = SystemTime::now();
        let free = core.config.max_in_flight.max(1).saturating_sub(tasks.len());
        let mut wait = LOOK;
        if free > 0 {
            match core.queue.lease(&worker, free, core.config.lease, now).await {
                Ok(leases) => {
                    if leases.len() == free {
                        wait = Duration::ZERO;
                    }
                    for lease in leases {
                        tasks.spawn(work(Arc::clone(&core), lease, phase.clone()));
                    }
                }
                Err(QueueError::Closed) => break,
                Err(error) => {
                    tracing::error!(%error, "cannot lease from the queue");
                    wait = RECOVER;
                }
            }
            if wait == LOOK {
                match core.queue.next_due(now).await {
                    Ok(Some(due)) => wait = due.duration_since(now).unwrap_or_default().min(LOOK),
                    Ok(None) => {}
                    Err(error) => tracing::error!(%error, "cannot read the queue"),
                }
            }
        }
        if wait.is_zero() && tasks.len() < core.config.max_in_flight.max(1) {
            // What is due but cannot be leased is about to be; do not spin meanwhile.
            wait = Duration::from_millis(10);
        }
        let full = tasks.len() >= core.config.max_in_flight.max(1);
        tokio::select! {
            () = notified, if !full => {}
            () = tokio::time::sleep(wait), if !full => {}
            Some(ended) = tasks.join_next(), if !tasks.is_empty() => log_panic(ended),
            _ = phase.changed() => {}
        }
    }
    while let Some(ended) = tasks.join_next().await {
        log_panic(ended);
    }
}

fn log_panic(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        // The lease runs out and the entry is taken up again.
        tracing::error!(%error, "worker failed");
    }
}

/// Works on one entry, keeps the lease alive meanwhile, and gives it back when told to leave.
async fn work(core: Arc<Core>, lease: Lease, mut phase: watch::Receiver<Phase>) {
    let id = lease.id();
    let end = {
        let delivery = delivery::attempt(&core, &lease);
        tokio::pin!(delivery);
        let mut renewal = tokio::time::interval((core.config.lease / 3).max(RECOVER));
        renewal.tick().await;
        loop {
            tokio::select! {
                end = &mut delivery => break end,
                _ = renewal.tick() => {
                    if let Err(error) = core.queue.renew(&lease, core.config.lease, SystemTime::now()).await {
                        tracing::error!(queue_id = %id, %error, "lease not renewed");
                        if matches!(error, QueueError::LeaseLost { .. }) {
                            // Somebody else has the entry: whatever is under way here must not go on.
                            return;
                        }
                    }
                }
                () = told_to_leave(&mut phase) => break Ok(delivery::End::Open(None)),
            }
        }
    };
    let until = match end {
        Ok(delivery::End::Finished) => return,
        Ok(delivery::End::Open(until)) => until,
        Err(error) => {
            tracing::error!(queue_id = %id, %error, "attempt not recorded");
            SystemTime::now().checked_add(RECOVER)
        }
    };
    if let Err(error) = core.queue.release(lease, until).await {
        tracing::error!(queue_id = %id, %error, "lease not given back");
    }
}

/// Resolves when the phase is [`Phase::Leaving`], or nobody is left who could say so.
async fn told_to_leave(phase: &mut watch::Receiver<Phase>) {
    while *phase.borrow_and_update() != Phase::Leaving {
        if phase.changed().await.is_err() {
            return;
        }
    }
}
