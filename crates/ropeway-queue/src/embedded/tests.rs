//! What cannot be provoked from outside: a connection that refuses, and the plan of each statement.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::UNIX_EPOCH;

use super::*;
use crate::{Diagnostic, EntryKind, NewRecipient, RecipientState};

fn entry(payload: &[u8]) -> NewEntry {
    NewEntry {
        payload: Bytes::copy_from_slice(payload),
        reverse_path: String::new(),
        envid: None,
        ret: None,
        recipients: vec![NewRecipient {
            address: "a".to_owned(),
            notify: None,
            orcpt: None,
            state: RecipientState::Pending,
        }],
        not_before: UNIX_EPOCH,
        expires_at: UNIX_EPOCH + HOUR * 48,
        owner: Some("key".to_owned()),
        kind: EntryKind::Message,
    }
}

const HOUR: Duration = Duration::from_secs(3600);

fn open(set: impl FnOnce(&mut EmbeddedOptions)) -> (tempfile::TempDir, EmbeddedQueue) {
    let dir = tempfile::tempdir().unwrap();
    let mut options = EmbeddedOptions::default();
    set(&mut options);
    let queue = EmbeddedQueue::open(dir.path(), options).unwrap();
    (dir, queue)
}

#[tokio::test]
async fn a_store_that_turns_read_only_refuses_and_serves_again_afterwards() {
    let (dir, queue) = open(|o| o.inline_payload_limit = 4);
    let first = queue.enqueue(vec![entry(b"one")]).await.unwrap()[0];
    queue.sabotage("PRAGMA query_only = 1").await.unwrap();
    let refused = queue.enqueue(vec![entry(b"in a file")]).await.unwrap_err();
    assert!(matches!(refused, QueueError::ReadOnly { .. }), "{refused}");
    assert!(refused.is_transient() && !refused.is_full());
    assert!(matches!(
        queue.lease("w", 1, HOUR, UNIX_EPOCH).await,
        Err(QueueError::ReadOnly { .. })
    ));
    assert_eq!(queue.payload(first).await.unwrap(), Bytes::from_static(b"one"));
    assert_eq!(queue.stats(UNIX_EPOCH).await.unwrap().entries, 1);
    queue.sabotage("PRAGMA query_only = 0").await.unwrap();
    queue.enqueue(vec![entry(b"in a file")]).await.unwrap();
    assert_eq!(queue.lease("w", 9, HOUR, UNIX_EPOCH).await.unwrap().len(), 2);
    let files = std::fs::read_dir(dir.path().join("payload")).unwrap().count();
    assert_eq!(
        files, 1,
        "a refused entry leaves no file, an accepted one has one"
    );
}

#[tokio::test]
async fn damaged_rows_are_errors() {
    let (_dir, queue) = open(|_| ());
    let id = queue.enqueue(vec![entry(b"x")]).await.unwrap()[0];
    queue.sabotage("UPDATE recipients SET state = 2").await.unwrap();
    assert!(matches!(queue.entry(id).await, Err(QueueError::Corrupt { .. })));
    assert!(queue.lease("w", 9, HOUR, UNIX_EPOCH).await.unwrap().is_empty());
    let sound = queue.enqueue(vec![entry(b"y")]).await.unwrap()[0];
    let leases = queue.lease("w", 9, HOUR, UNIX_EPOCH + HOUR).await.unwrap();
    assert_eq!(leases.len(), 1, "a damaged entry does not stop the others");
    assert_eq!(leases[0].id(), sound);
    queue.sabotage("UPDATE recipients SET state = 99").await.unwrap();
    assert!(matches!(queue.entry(id).await, Err(QueueError::Corrupt { .. })));
    queue
        .sabotage("UPDATE recipients SET state = 0; DELETE FROM payloads")
        .await
        .unwrap();
    assert!(matches!(queue.payload(id).await, Err(QueueError::Corrupt { .. })));
}

#[tokio::test]
async fn a_newer_schema_is_refused_with_both_versions() {
    let (dir, queue) = open(|_| ());
    queue
        .sabotage("UPDATE schema_version SET version = 7")
        .await
        .unwrap();
    queue.close().await;
    let refused = EmbeddedQueue::open(dir.path(), EmbeddedOptions::default()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the queue's schema is version 7, this program knows up to 1"
    );
}

#[tokio::test]
async fn a_request_that_fails_does_not_sink_those_in_the_same_commit() {
    let (_dir, queue) = open(|_| ());
    queue.enqueue(vec![entry(b"x")]).await.unwrap();
    let lease = queue.lease("w", 1, HOUR, UNIX_EPOCH).await.unwrap().remove(0);
    let lost = Lease::new(lease.entry().clone(), lease.token() + 1, lease.until());
    // While the writer is held up, the requests gather.
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let held = queue.writer.raw(move |_: &mut Connection| {
        let _ = wait.recv();
        Ok(())
    });
    let (held, first, second, third, ()) = tokio::join!(
        biased;
        held,
        queue.enqueue(vec![entry(b"a")]),
        queue.update(&lost, vec![], vec![entry(b"never")]),
        queue.enqueue(vec![entry(b"b")]),
        async move { go.send(()).unwrap() },
    );
    held.unwrap();
    assert!(matches!(second, Err(QueueError::LeaseLost { .. })));
    assert_eq!(
        queue.payload(first.unwrap()[0]).await.unwrap(),
        Bytes::from_static(b"a")
    );
    assert_eq!(
        queue.payload(third.unwrap()[0]).await.unwrap(),
        Bytes::from_static(b"b")
    );
    assert_eq!(queue.stats(UNIX_EPOCH).await.unwrap().entries, 3);
}

#[tokio::test]
async fn a_full_database_fails_only_those_requests_that_do_not_fit() {
    let (_dir, queue) = open(|o| o.max_database_bytes = Some(400 * 1024));
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let held = queue.writer.raw(move |_: &mut Connection| {
        let _ = wait.recv();
        Ok(())
    });
    let large = vec![0; 200_000];
    let (held, small, first, second, last, ()) = tokio::join!(
        biased;
        held,
        queue.enqueue(vec![entry(b"a")]),
        queue.enqueue(vec![entry(&large)]),
        queue.enqueue(vec![entry(&large)]),
        queue.enqueue(vec![entry(b"b")]),
        async move { go.send(()).unwrap() },
    );
    held.unwrap();
    let full = second.unwrap_err();
    assert!(full.is_full() && full.is_transient(), "{full}");
    for id in [small.unwrap()[0], first.unwrap()[0], last.unwrap()[0]] {
        queue.payload(id).await.unwrap();
    }
    assert_eq!(queue.stats(UNIX_EPOCH).await.unwrap().entries, 3);
}

/// Steps of SQLite's virtual machine for the life of one message, at this depth.
async fn steps_at_depth(depth: usize) -> u64 {
    let (_dir, queue) = open(|o| o.retain_finished = 10);
    for index in 0..depth / 100 {
        let deep = (0..100).map(|n| NewEntry {
            // Half of them due, all of them other people's.
            not_before: UNIX_EPOCH + HOUR * u32::from(n % 2 == 0) + Duration::from_secs(1),
            owner: Some(format!("{index}/{n}")),
            ..entry(b"deep")
        });
        queue.enqueue(deep.collect()).await.unwrap();
    }
    let steps = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&steps);
    queue
        .writer
        .raw(move |connection: &mut Connection| {
            connection.progress_handler(
                1,
                Some(move || {
                    counter.fetch_add(1, Ordering::Relaxed);
                    false
                }),
            )
        })
        .await
        .unwrap();
    queue.enqueue(vec![entry(b"cancelled")]).await.unwrap();
    assert_eq!(queue.cancel("key").await.unwrap(), CancelOutcome::Cancelled);
    queue.enqueue(vec![entry(b"this one")]).await.unwrap();
    let now = UNIX_EPOCH + Duration::from_secs(2);
    let lease = queue.lease("w", 1, HOUR, now).await.unwrap().remove(0);
    queue.renew(&lease, HOUR, now).await.unwrap();
    let last = Diagnostic {
        status: "4.4.1".to_owned(),
        remote_mta: None,
        text: "later".to_owned(),
        at: UNIX_EPOCH,
    };
    let deferred = RecipientState::Deferred {
        next_attempt: UNIX_EPOCH,
        attempts: 1,
        last,
    };
    queue
        .update(&lease, vec![RecipientUpdate::new(0, deferred)], vec![])
        .await
        .unwrap();
    queue.release(lease, None).await.unwrap();
    let lease = queue.lease("w", 1, HOUR, now).await.unwrap().remove(0);
    let handed = vec![RecipientUpdate::new(0, RecipientState::HandedOver)];
    queue
        .update(&lease, handed, vec![entry(b"report")])
        .await
        .unwrap();
    steps.load(Ordering::Relaxed)
}

#[tokio::test]
async fn work_per_message_does_not_grow_with_the_depth() {
    let (shallow, deep) = (steps_at_depth(100).await, steps_at_depth(5_000).await);
    assert!(shallow > 100, "the counter does not count: {shallow}");
    assert!(
        deep < shallow + shallow / 4,
        "{shallow} steps at depth 100, {deep} at 5000"
    );
}

#[test]
fn each_look_up_uses_its_index() {
    let dir = tempfile::tempdir().unwrap();
    let connection = schema::open_writer(&dir.path().join("queue.db"), &EmbeddedOptions::default()).unwrap();
    for (sql, index) in [
        (
            store::FIND_DUE,
            "SEARCH entries USING COVERING INDEX entries_available",
        ),
        (
            read::NEXT_DUE,
            "SEARCH entries USING COVERING INDEX entries_available",
        ),
        (read::FIND_OWNER, "SEARCH entries USING INDEX entries_owner"),
        (
            store::FIND_SURPLUS,
            "SEARCH entries USING COVERING INDEX entries_finished",
        ),
        (
            payload::FIND_FILE,
            "SEARCH entries USING COVERING INDEX entries_file",
        ),
        (read::COUNT_LEASED, "SEARCH entries USING INDEX entries_leased"),
    ] {
        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let parameters = vec![0i64; plan.parameter_count()];
        let lines: Vec<String> = plan
            .query_map(rusqlite::params_from_iter(parameters), |row| row.get("detail"))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        assert_eq!(lines.len(), 1, "no sorting step: {sql}: {lines:?}");
        assert!(lines[0].starts_with(index), "{sql}: {lines:?}");
    }
}

#[test]
fn the_store_is_opened_for_full_durability() {
    let dir = tempfile::tempdir().unwrap();
    let connection = schema::open_writer(&dir.path().join("queue.db"), &EmbeddedOptions::default()).unwrap();
    let mode: String = connection
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    let synchronous: i64 = connection
        .pragma_query_value(None, "synchronous", |row| row.get(0))
        .unwrap();
    assert_eq!((mode.as_str(), synchronous), ("wal", 2));
}
