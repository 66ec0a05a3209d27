//! Many tasks at once.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use bytes::Bytes;
use ropeway_queue::{EmbeddedOptions, EmbeddedQueue, NewEntry, Queue, QueueId, RecipientUpdate};

use crate::support::*;

const TASKS: usize = 8;
const EACH: usize = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_entry_is_leased_to_exactly_one_worker() {
    let dir = tempfile::tempdir().unwrap();
    let mut options = EmbeddedOptions::default();
    options.inline_payload_limit = 1000;
    let queue: Arc<dyn Queue> = Arc::new(EmbeddedQueue::open(dir.path(), options).unwrap());
    let delivered_count = Arc::new(AtomicUsize::new(0));

    let mut enqueuers = Vec::new();
    for task in 0..TASKS {
        let queue = Arc::clone(&queue);
        enqueuers.push(tokio::spawn(async move {
            let mut accepted: Vec<(QueueId, Bytes)> = Vec::new();
            for index in 0..EACH {
                let len = if index % 10 == 0 { 2000 } else { 20 };
                let payload = Bytes::from(vec![(task * EACH + index) as u8; len]);
                let entry = NewEntry {
                    payload: payload.clone(),
                    ..message(0, &["SMTP:a@example.net"])
                };
                accepted.push((queue.enqueue(vec![entry]).await.unwrap()[0], payload));
            }
            accepted
        }));
    }
    let mut workers = Vec::new();
    for worker in 0..TASKS {
        let (queue, count) = (Arc::clone(&queue), Arc::clone(&delivered_count));
        workers.push(tokio::spawn(async move {
            let mut mine = Vec::new();
            while count.load(Ordering::SeqCst) < TASKS * EACH {
                let waiting = queue.notified();
                let leases = queue
                    .lease(&format!("w{worker}"), 3, secs(60), at(1))
                    .await
                    .unwrap();
                if leases.is_empty() {
                    // The last wake-up may have gone to somebody who took everything.
                    let _ = tokio::time::timeout(std::time::Duration::from_millis(20), waiting).await;
                }
                for lease in leases {
                    mine.push((lease.id(), queue.payload(lease.id()).await.unwrap()));
                    let updates = vec![RecipientUpdate::new(0, delivered())];
                    assert!(queue.update(&lease, updates, vec![]).await.unwrap().finished);
                    count.fetch_add(1, Ordering::SeqCst);
                }
            }
            mine
        }));
    }
    let mut accepted = HashSet::new();
    for task in enqueuers {
        accepted.extend(task.await.unwrap());
    }
    let mut leased = Vec::new();
    for task in workers {
        leased.extend(task.await.unwrap());
    }
    assert_eq!(leased.len(), TASKS * EACH, "nobody got an entry twice");
    assert_eq!(leased.into_iter().collect::<HashSet<_>>(), accepted);
    assert_eq!(queue.stats(at(1)).await.unwrap(), Default::default());
    assert_eq!(std::fs::read_dir(dir.path().join("payload")).unwrap().count(), 0);
}

/// Prints rates, asserts none: `cargo test --release -p ropeway-queue -- --ignored rate --nocapture`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn rate_of_durable_enqueues() {
    for (callers, each, batch) in [(1, 3000, 1), (32, 600, 1), (1, 300, 32)] {
        let dir = tempfile::tempdir().unwrap();
        let queue = Arc::new(EmbeddedQueue::open(dir.path(), EmbeddedOptions::default()).unwrap());
        let began = Instant::now();
        let tasks: Vec<_> = (0..callers)
            .map(|_| {
                let queue = Arc::clone(&queue);
                tokio::spawn(async move {
                    for _ in 0..each {
                        let entry = || NewEntry {
                            payload: Bytes::from(vec![b'x'; 4096]),
                            ..message(0, &["SMTP:a@example.net"])
                        };
                        queue
                            .enqueue((0..batch).map(|_| entry()).collect())
                            .await
                            .unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let count = (callers * each * batch) as f64;
        let rate = count / began.elapsed().as_secs_f64();
        println!(
            "{callers} callers, {batch} entries of 4 KiB per call: {rate:.0} durable entries per second"
        );
    }
}
