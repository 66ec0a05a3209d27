//! What each call does.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use ropeway_queue::{
    CancelOutcome, EmbeddedOptions, EmbeddedQueue, EntryKind, NewEntry, Queue, QueueError, QueueId,
    RecipientState, RecipientUpdate,
};
use tempfile::TempDir;

use crate::support::*;

fn open(dir: &Path) -> EmbeddedQueue {
    EmbeddedQueue::open(dir, EmbeddedOptions::default()).unwrap()
}

fn with(set: impl FnOnce(&mut EmbeddedOptions)) -> (TempDir, EmbeddedQueue) {
    let dir = tempfile::tempdir().unwrap();
    let mut options = EmbeddedOptions::default();
    set(&mut options);
    let queue = EmbeddedQueue::open(dir.path(), options).unwrap();
    (dir, queue)
}

fn fresh() -> (TempDir, EmbeddedQueue) {
    with(|_| ())
}

fn files(dir: &Path) -> usize {
    std::fs::read_dir(dir.join("payload")).unwrap().count()
}

#[tokio::test]
async fn what_was_accepted_is_there_after_reopening_in_every_field() {
    let (dir, queue) = fresh();
    let mut entry = message(5, &["SMTP:a@example.net", "EX:/o=x/cn=b"]);
    entry.envid = Some("env id".into());
    entry.ret = Some("HDRS".into());
    entry.owner = Some("box/1".into());
    entry.kind = EntryKind::Report;
    entry.recipients[0].notify = Some("SUCCESS,DELAY".into());
    entry.recipients[0].orcpt = Some("rfc822;A+40example.net".into());
    entry.recipients[1].state = failed();
    let id = queue.enqueue(vec![entry]).await.unwrap()[0];
    queue.close().await;

    let queue = open(dir.path());
    let view = queue.entry(id).await.unwrap().unwrap();
    assert_eq!(view.id, id);
    assert_eq!(view.kind, EntryKind::Report);
    assert_eq!(view.reverse_path, "ann@example.org");
    assert_eq!(view.envid.as_deref(), Some("env id"));
    assert_eq!(view.ret.as_deref(), Some("HDRS"));
    assert_eq!(view.owner.as_deref(), Some("box/1"));
    assert_eq!((view.not_before, view.expires_at), (at(5), at(1_000_000)));
    assert_eq!((view.payload_len, view.unconfirmed, view.finished), (7, 0, false));
    assert_eq!(view.leased_by, None);
    assert_eq!(view.recipients[0].address, "SMTP:a@example.net");
    assert_eq!(view.recipients[0].notify.as_deref(), Some("SUCCESS,DELAY"));
    assert_eq!(
        view.recipients[0].orcpt.as_deref(),
        Some("rfc822;A+40example.net")
    );
    assert_eq!(view.recipients[0].state, RecipientState::Pending);
    assert_eq!(view.recipients[1].state, failed());
    assert_eq!(view.recipients[1].last, Some(said("5.1.1", "no such user")));
    assert_eq!(queue.payload(id).await.unwrap(), Bytes::from_static(b"payload"));
    assert_eq!(queue.find("box/1").await.unwrap(), [id]);
}

#[tokio::test]
async fn leases_go_to_due_entries_oldest_due_first_and_to_one_worker() {
    let (_dir, queue) = fresh();
    let ids = queue
        .enqueue(vec![
            message(30, &["a"]),
            message(10, &["a"]),
            message(20, &["a"]),
            message(50, &["a"]),
        ])
        .await
        .unwrap();
    let first = queue.lease("w1", 2, secs(60), at(40)).await.unwrap();
    assert_eq!(first.iter().map(|l| l.id()).collect::<Vec<_>>(), [ids[1], ids[2]]);
    assert_eq!(first[0].until(), at(100));
    let second = queue.lease("w2", 10, secs(60), at(40)).await.unwrap();
    assert_eq!(second.iter().map(|l| l.id()).collect::<Vec<_>>(), [ids[0]]);
    assert_eq!(
        queue.entry(ids[0]).await.unwrap().unwrap().leased_by.as_deref(),
        Some("w2")
    );
    assert_eq!(queue.next_due(at(40)).await.unwrap(), Some(at(50)));
    assert_eq!(queue.next_due(at(55)).await.unwrap(), Some(at(55)));
    let stats = queue.stats(at(40)).await.unwrap();
    assert_eq!((stats.entries, stats.recipients, stats.payload_bytes), (4, 4, 28));
    assert_eq!((stats.due, stats.leased, stats.oldest), (0, 3, Some(at(30))));
}

#[tokio::test]
async fn a_lease_that_ran_out_is_taken_over_and_then_refused() {
    let (_dir, queue) = fresh();
    queue.enqueue(vec![message(0, &["a"])]).await.unwrap();
    let old = queue.lease("w1", 1, secs(10), at(0)).await.unwrap().remove(0);
    assert!(queue.lease("w2", 1, secs(10), at(9)).await.unwrap().is_empty());
    queue.renew(&old, secs(10), at(9)).await.unwrap();
    assert!(queue.lease("w2", 1, secs(10), at(18)).await.unwrap().is_empty());
    let new = queue.lease("w2", 1, secs(10), at(19)).await.unwrap().remove(0);
    assert_eq!((old.entry().unconfirmed, new.entry().unconfirmed), (0, 1));

    let update = || vec![RecipientUpdate::new(0, delivered())];
    let lost = queue
        .update(&old, update(), vec![message(0, &["report"])])
        .await
        .unwrap_err();
    assert!(
        matches!(lost, QueueError::LeaseLost { id } if id == old.id()),
        "{lost}"
    );
    assert!(matches!(
        queue.renew(&old, secs(10), at(19)).await,
        Err(QueueError::LeaseLost { .. })
    ));
    assert!(matches!(
        queue.release(old, None).await,
        Err(QueueError::LeaseLost { .. })
    ));
    assert_eq!(
        queue.stats(at(0)).await.unwrap().entries,
        1,
        "the refused report must not be there"
    );
    assert!(queue.update(&new, update(), vec![]).await.unwrap().finished);
}

#[tokio::test]
async fn an_entry_is_due_when_its_first_recipient_is_and_at_expiry_at_the_latest() {
    let (_dir, queue) = fresh();
    let mut entry = message(0, &["a", "b", "c"]);
    entry.expires_at = at(500);
    queue.enqueue(vec![entry]).await.unwrap();
    let lease = queue.lease("w", 1, secs(60), at(0)).await.unwrap().remove(0);
    let updates = vec![
        RecipientUpdate::new(0, deferred(300, 1)),
        RecipientUpdate::new(1, deferred(200, 2)).with_delay_notice(),
        RecipientUpdate::new(2, delivered()),
    ];
    assert!(!queue.update(&lease, updates, vec![]).await.unwrap().finished);
    queue.release(lease, None).await.unwrap();
    assert_eq!(queue.next_due(at(0)).await.unwrap(), Some(at(200)));

    let lease = queue.lease("w", 1, secs(60), at(200)).await.unwrap().remove(0);
    assert_eq!(
        lease
            .entry()
            .due_recipients(at(200))
            .map(|(index, _)| index)
            .collect::<Vec<_>>(),
        [1]
    );
    assert_eq!(lease.entry().recipients[1].state, deferred(200, 2));
    assert_eq!(lease.entry().recipients[1].attempts, 2);
    assert!(lease.entry().recipients[1].delay_notified && !lease.entry().recipients[0].delay_notified);
    let updates = vec![
        RecipientUpdate::new(0, deferred(900, 1)),
        RecipientUpdate::new(1, deferred(900, 3)),
    ];
    queue.update(&lease, updates, vec![]).await.unwrap();
    queue.release(lease, None).await.unwrap();
    assert_eq!(queue.next_due(at(0)).await.unwrap(), Some(at(500)));
}

#[tokio::test]
async fn a_failed_recipient_stays_until_its_report_is_enqueued_with_it() {
    let (_dir, queue) = fresh();
    let mut entry = message(0, &["a"]);
    entry.recipients[0].state = failed();
    let id = queue.enqueue(vec![entry]).await.unwrap()[0];
    let lease = queue.lease("w", 1, secs(60), at(0)).await.unwrap().remove(0);
    let report = NewEntry {
        kind: EntryKind::Report,
        ..message(0, &["SMTP:ann@example.org"])
    };
    let done = queue
        .update(
            &lease,
            vec![RecipientUpdate::new(0, RecipientState::Reported)],
            vec![report],
        )
        .await
        .unwrap();
    assert!(done.finished);
    assert_eq!(queue.entry(id).await.unwrap(), None);
    assert!(matches!(
        queue.payload(id).await,
        Err(QueueError::NotFound { .. })
    ));
    let report = queue.entry(done.spawned[0]).await.unwrap().unwrap();
    assert_eq!(report.kind, EntryKind::Report);
    queue.release(lease, None).await.unwrap();
}

#[tokio::test]
async fn an_update_with_one_wrong_change_changes_nothing() {
    let (_dir, queue) = fresh();
    let id = queue.enqueue(vec![message(0, &["a", "b"])]).await.unwrap()[0];
    let lease = queue.lease("w", 1, secs(60), at(0)).await.unwrap().remove(0);
    for wrong in [
        RecipientUpdate::new(2, delivered()),
        RecipientUpdate::new(usize::MAX, delivered()),
        RecipientUpdate::new(1, RecipientState::Cancelled),
        RecipientUpdate::new(0, RecipientState::HandedOver),
    ] {
        let updates = vec![RecipientUpdate::new(0, delivered()), wrong];
        let refused = queue
            .update(&lease, updates, vec![message(0, &["x"])])
            .await
            .unwrap_err();
        assert!(
            matches!(refused, QueueError::Invalid { .. }) && !refused.is_transient(),
            "{refused}"
        );
    }
    let view = queue.entry(id).await.unwrap().unwrap();
    assert!(view.recipients.iter().all(|r| r.state == RecipientState::Pending));
    let stats = queue.stats(at(0)).await.unwrap();
    assert_eq!((stats.entries, stats.recipients), (1, 2));
}

#[tokio::test]
async fn release_counts_no_attempt_and_may_set_a_time() {
    let (_dir, queue) = fresh();
    queue.enqueue(vec![owned("k")]).await.unwrap();
    let lease = queue.lease("w", 1, secs(60), at(0)).await.unwrap().remove(0);
    queue.release(lease, Some(at(70))).await.unwrap();
    assert!(queue.lease("w", 1, secs(60), at(69)).await.unwrap().is_empty());
    let lease = queue.lease("w", 1, secs(60), at(70)).await.unwrap().remove(0);
    assert_eq!(lease.entry().unconfirmed, 0);
    queue.release(lease, None).await.unwrap();
    assert_eq!(queue.cancel("k").await.unwrap(), CancelOutcome::Cancelled);
    assert_eq!(queue.stats(at(0)).await.unwrap().recipients, 0);
    assert_eq!(queue.next_due(at(0)).await.unwrap(), None);
}

#[tokio::test]
async fn cancel_is_refused_once_an_attempt_has_begun() {
    let (_dir, queue) = fresh();
    let two = NewEntry {
        payload: Bytes::from(vec![1; 300_000]),
        ..owned("k")
    };
    queue
        .enqueue(vec![owned("k"), two, owned("other")])
        .await
        .unwrap();
    assert_eq!(queue.cancel("none").await.unwrap(), CancelOutcome::NotFound);
    let lease = queue.lease("w", 1, secs(60), at(0)).await.unwrap().remove(0);
    assert_eq!(queue.cancel("k").await.unwrap(), CancelOutcome::InFlight);
    assert_eq!(queue.find("k").await.unwrap().len(), 2, "all or none");
    queue
        .update(&lease, vec![RecipientUpdate::new(0, deferred(9, 1))], vec![])
        .await
        .unwrap();
    queue.release(lease, None).await.unwrap();
    assert_eq!(queue.cancel("k").await.unwrap(), CancelOutcome::InFlight);
    let lease = queue.lease("w", 9, secs(60), at(9)).await.unwrap().pop().unwrap();
    queue
        .update(&lease, vec![RecipientUpdate::new(0, delivered())], vec![])
        .await
        .unwrap();
    assert_eq!(queue.cancel("k").await.unwrap(), CancelOutcome::InFlight);
}

#[tokio::test]
async fn ended_entries_are_kept_for_inspection_as_many_as_configured() {
    let (dir, queue) = with(|o| o.retain_finished = 2);
    let mut ids = Vec::new();
    for index in 0..4 {
        let big = Bytes::from(vec![index; 300_000]);
        ids.push(
            queue
                .enqueue(vec![NewEntry {
                    payload: big,
                    ..owned("k")
                }])
                .await
                .unwrap()[0],
        );
        assert_eq!(queue.cancel("k").await.unwrap(), CancelOutcome::Cancelled);
    }
    assert_eq!(queue.entry(ids[0]).await.unwrap(), None);
    assert_eq!(queue.entry(ids[1]).await.unwrap(), None);
    let kept = queue.entry(ids[2]).await.unwrap().unwrap();
    assert!(kept.finished);
    assert_eq!(kept.recipients[0].state, RecipientState::Cancelled);
    assert!(matches!(
        queue.payload(ids[2]).await,
        Err(QueueError::NotFound { .. })
    ));
    assert_eq!(files(dir.path()), 0);
    assert_eq!(queue.stats(at(0)).await.unwrap(), Default::default());
    queue.close().await;

    let queue = open(dir.path());
    assert_eq!(
        queue.entry(ids[3]).await.unwrap(),
        None,
        "the new setting keeps none"
    );
}

#[tokio::test]
async fn large_payloads_live_in_files_and_leave_with_their_entry() {
    let (dir, queue) = with(|o| o.inline_payload_limit = 10);
    let payload = Bytes::from(vec![b'x'; 11]);
    let id = queue
        .enqueue(vec![NewEntry {
            payload: payload.clone(),
            ..owned("k")
        }])
        .await
        .unwrap()[0];
    assert_eq!(files(dir.path()), 1);
    assert_eq!(queue.payload(id).await.unwrap(), payload);
    queue.close().await;

    std::fs::write(dir.path().join("payload/0000.payload"), b"orphan").unwrap();
    std::fs::write(dir.path().join("payload/0001.payload.tmp"), b"orphan").unwrap();
    std::fs::write(dir.path().join("payload/notes.txt"), b"not ours").unwrap();
    let queue = open(dir.path());
    assert_eq!(
        files(dir.path()),
        2,
        "orphans are swept, other files are not ours"
    );
    assert_eq!(queue.payload(id).await.unwrap(), payload);
    let lease = queue.lease("w", 1, secs(60), at(0)).await.unwrap().remove(0);
    queue
        .update(&lease, vec![RecipientUpdate::new(0, delivered())], vec![])
        .await
        .unwrap();
    assert_eq!(files(dir.path()), 1);
}

#[tokio::test]
async fn a_damaged_payload_file_is_told_from_a_missing_entry() {
    let (dir, queue) = with(|o| o.inline_payload_limit = 0);
    let id = queue.enqueue(vec![owned("k")]).await.unwrap()[0];
    let file = std::fs::read_dir(dir.path().join("payload"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    std::fs::write(&file, b"short").unwrap();
    assert!(matches!(queue.payload(id).await, Err(QueueError::Corrupt { .. })));
    std::fs::remove_file(&file).unwrap();
    assert!(matches!(queue.payload(id).await, Err(QueueError::Corrupt { .. })));
    let other = QueueId::from_u64(id.as_u64() + 1);
    assert!(matches!(
        queue.payload(other).await,
        Err(QueueError::NotFound { .. })
    ));
    assert!(matches!(
        queue.payload(QueueId::from_u64(u64::MAX)).await,
        Err(QueueError::NotFound { .. })
    ));
}

#[tokio::test]
async fn an_entry_without_open_recipients_is_refused_or_ends_at_once() {
    let (dir, queue) = with(|o| o.inline_payload_limit = 0);
    assert!(matches!(
        queue.enqueue(vec![message(0, &[])]).await,
        Err(QueueError::Invalid { .. })
    ));
    let mut done = message(0, &["a"]);
    done.recipients[0].state = RecipientState::HandedOver;
    let id = queue.enqueue(vec![done]).await.unwrap()[0];
    assert_eq!(queue.entry(id).await.unwrap(), None);
    assert_eq!(queue.stats(at(0)).await.unwrap(), Default::default());
    assert_eq!(files(dir.path()), 0);
    assert_eq!(queue.enqueue(vec![]).await.unwrap(), []);
}

#[tokio::test]
async fn reopening_voids_leases_and_marks_them_unconfirmed() {
    let (dir, queue) = fresh();
    let id = queue.enqueue(vec![owned("k")]).await.unwrap()[0];
    let lease = queue
        .lease("w", 1, secs(1_000_000), at(0))
        .await
        .unwrap()
        .remove(0);
    drop(queue);
    let queue = open(dir.path());
    assert!(matches!(
        queue.renew(&lease, secs(9), at(0)).await,
        Err(QueueError::LeaseLost { .. })
    ));
    assert_eq!(
        queue.cancel("k").await.unwrap(),
        CancelOutcome::InFlight,
        "nobody knows what was sent"
    );
    let again = queue.lease("w", 1, secs(60), at(0)).await.unwrap().remove(0);
    assert_eq!((again.id(), again.entry().unconfirmed), (id, 1));
    assert!(matches!(
        queue.renew(&lease, secs(9), at(0)).await,
        Err(QueueError::LeaseLost { .. })
    ));
}

#[tokio::test]
async fn one_directory_is_open_once() {
    let (dir, queue) = fresh();
    let refused = EmbeddedQueue::open(dir.path(), EmbeddedOptions::default()).unwrap_err();
    assert!(matches!(refused, QueueError::Locked) && refused.is_transient());
    drop(queue);
    open(dir.path());
}

#[tokio::test]
async fn a_closed_queue_says_so_and_wakes_whoever_waits() {
    let (_dir, queue) = fresh();
    let waiting = queue.notified();
    queue.close().await;
    queue.close().await;
    waiting.await;
    let refused = queue.enqueue(vec![message(0, &["a"])]).await.unwrap_err();
    assert!(matches!(refused, QueueError::Closed) && !refused.is_transient());
    assert!(matches!(queue.stats(at(0)).await, Err(QueueError::Closed)));
}

#[tokio::test]
async fn a_wake_up_between_asking_and_waiting_is_not_missed() {
    let (_dir, queue) = fresh();
    let queue: Arc<dyn Queue> = Arc::new(queue);
    let waiting = queue.notified();
    queue.enqueue(vec![message(0, &["a"])]).await.unwrap();
    waiting.await;
    let lease = queue.lease("w", 1, secs(60), at(0)).await.unwrap().remove(0);
    let waiting = queue.notified();
    queue.release(lease, None).await.unwrap();
    waiting.await;
}

#[tokio::test]
async fn ids_of_two_stores_differ_and_ids_are_never_given_twice() {
    let (_a, first) = fresh();
    let (_b, second) = fresh();
    let one = first.enqueue(vec![owned("k")]).await.unwrap()[0];
    assert_ne!(second.enqueue(vec![owned("k")]).await.unwrap()[0], one);
    first.cancel("k").await.unwrap();
    assert_eq!(
        first.enqueue(vec![owned("k")]).await.unwrap()[0].as_u64(),
        one.as_u64() + 1
    );
}
