//! How many submissions a second become durable, one after another and 32 at a time?
#![allow(missing_docs, clippy::unwrap_used)]

use divan::{Bencher, counter::ItemsCount};
use ropeway::queue::{
    EmbeddedOptions, EmbeddedQueue, EntryKind, NewEntry, NewRecipient, Queue, RecipientState,
};
use ropeway_benches::payload;
use std::time::{Duration, SystemTime};

fn main() {
    divan::main();
}

fn entry() -> NewEntry {
    let now = SystemTime::now();
    NewEntry {
        payload: payload(4096),
        reverse_path: "cleo@example.test".to_owned(),
        envid: None,
        ret: None,
        recipients: vec![NewRecipient {
            address: "SMTP:ann@example.test".to_owned(),
            notify: None,
            orcpt: None,
            state: RecipientState::Pending,
        }],
        not_before: now,
        expires_at: now + Duration::from_secs(172_800),
        owner: None,
        kind: EntryKind::Message,
    }
}

#[divan::bench(args = [1, 32], sample_count = 20, sample_size = 8)]
fn durable_enqueue_by_concurrent_callers(bencher: Bencher<'_, '_>, callers: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let queue = std::sync::Arc::new(EmbeddedQueue::open(folder.path(), EmbeddedOptions::default()).unwrap());
    let template = entry();
    bencher.counter(ItemsCount::new(callers)).bench_local(|| {
        runtime.block_on(async {
            let tasks: Vec<_> = (0..callers)
                .map(|_| {
                    let (queue, entry) = (std::sync::Arc::clone(&queue), template.clone());
                    tokio::spawn(async move { queue.enqueue(vec![entry]).await.unwrap() })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
        });
    });
}
