//! Disks and limits.

use std::process::Command;

use bytes::Bytes;
use ropeway_queue::{EmbeddedOptions, EmbeddedQueue, NewEntry, Queue, QueueError, QueueId, RecipientUpdate};

use crate::support::*;

fn sized(len: usize) -> NewEntry {
    NewEntry {
        payload: Bytes::from(vec![b'x'; len]),
        ..message(0, &["SMTP:a@example.net"])
    }
}

#[tokio::test]
async fn limits_refuse_new_entries_whole_but_never_reports() {
    let dir = tempfile::tempdir().unwrap();
    let mut options = EmbeddedOptions::default();
    options.max_entries = Some(2);
    options.max_bytes = Some(100);
    options.inline_payload_limit = 50;
    let queue = EmbeddedQueue::open(dir.path(), options).unwrap();
    assert!(
        queue
            .enqueue(vec![sized(1), sized(1), sized(1)])
            .await
            .unwrap_err()
            .is_full()
    );
    assert!(queue.enqueue(vec![sized(101)]).await.unwrap_err().is_full());
    assert!(
        queue
            .enqueue(vec![sized(40), sized(61)])
            .await
            .unwrap_err()
            .is_full()
    );
    assert_eq!(queue.stats(at(0)).await.unwrap(), Default::default());
    assert_eq!(std::fs::read_dir(dir.path().join("payload")).unwrap().count(), 0);

    queue.enqueue(vec![sized(40), sized(60)]).await.unwrap();
    assert!(queue.enqueue(vec![sized(0)]).await.unwrap_err().is_full());
    let lease = queue.lease("w", 1, secs(9), at(0)).await.unwrap().remove(0);
    queue
        .update(&lease, vec![], vec![sized(500), sized(5)])
        .await
        .unwrap();
    assert_eq!(queue.stats(at(0)).await.unwrap().payload_bytes, 605);
}

#[tokio::test]
async fn a_full_database_refuses_and_serves_again_when_entries_have_left() {
    let dir = tempfile::tempdir().unwrap();
    let mut options = EmbeddedOptions::default();
    options.max_database_bytes = Some(1024 * 1024);
    let queue = EmbeddedQueue::open(dir.path(), options).unwrap();
    let mut accepted = Vec::new();
    let full = loop {
        match queue.enqueue(vec![sized(30_000)]).await {
            Ok(ids) => accepted.extend(ids),
            Err(error) => break error,
        }
        assert!(
            accepted.len() < 100,
            "a database of a megabyte holds three megabytes"
        );
    };
    assert!(matches!(full, QueueError::Full { .. }), "{full}");
    assert_eq!(queue.stats(at(0)).await.unwrap().entries, accepted.len() as u64);
    for id in &accepted {
        assert_eq!(queue.payload(*id).await.unwrap().len(), 30_000);
    }
    let leases = queue.lease("w", 2, secs(9), at(0)).await.unwrap();
    assert_eq!(leases.len(), 2);
    for lease in &leases {
        queue
            .update(lease, vec![RecipientUpdate::new(0, delivered())], vec![])
            .await
            .unwrap();
    }
    queue.enqueue(vec![sized(30_000)]).await.unwrap();
}

#[test]
fn a_path_that_cannot_be_a_directory_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, b"").unwrap();
    for path in [file.clone(), file.join("below")] {
        let refused = EmbeddedQueue::open(&path, EmbeddedOptions::default()).unwrap_err();
        assert!(matches!(refused, QueueError::Io { .. }), "{refused}");
    }
}

#[test]
fn a_database_that_is_none_is_corrupt() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(
        dir.path().join("queue.db"),
        b"this is no database, only a text file".repeat(300),
    )
    .unwrap();
    let refused = EmbeddedQueue::open(dir.path(), EmbeddedOptions::default()).unwrap_err();
    assert!(
        matches!(refused, QueueError::Corrupt { .. }) && !refused.is_transient(),
        "{refused}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_read_only_directory_is_told() {
    use std::os::unix::fs::PermissionsExt;

    let dir = tempfile::tempdir().unwrap();
    let closed = dir.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(closed.join("probe"), b"").is_ok() {
        eprintln!("IGNORED: this user may write everywhere; the unit tests provoke the same by other means");
        return;
    }
    let refused = EmbeddedQueue::open(&closed, EmbeddedOptions::default()).unwrap_err();
    assert!(matches!(refused, QueueError::ReadOnly { .. }), "{refused}");
}

const CHILD: &str = "ROPEWAY_QUEUE_SMALL_DISK";

/// The body of the child process of the next test; does nothing when run by itself.
#[tokio::test]
async fn small_disk_child() {
    let Ok(dir) = std::env::var(CHILD) else { return };
    let queue = EmbeddedQueue::open(dir.as_ref(), EmbeddedOptions::default()).unwrap();
    let large = queue.enqueue(vec![sized(20_000_000)]).await.unwrap_err();
    assert!(large.is_full(), "{large}");
    let (mut accepted, mut refused) = (0, 0);
    while refused < 3 {
        match queue.enqueue(vec![sized(100_000)]).await {
            Ok(ids) => {
                println!("\naccepted {}", ids[0].as_u64());
                accepted += 1;
            }
            Err(QueueError::Io { .. } | QueueError::Full { .. }) => refused += 1,
            Err(other) => panic!("{other}"),
        }
        assert!(accepted < 1000, "the limit does not bite");
    }
    assert_eq!(queue.stats(at(0)).await.unwrap().entries, accepted);
    queue.close().await;
    println!("\nended well");
}

/// A limit on the size of files makes writes fail in the middle, as a failing disk does, also for root.
#[cfg(unix)]
#[tokio::test]
async fn failing_writes_lose_nothing_that_was_accepted() {
    let dir = tempfile::tempdir().unwrap();
    let output = Command::new("sh")
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 12000; exec \"$0\" --exact trouble::small_disk_child --nocapture")
        .arg(std::env::current_exe().unwrap())
        .env(CHILD, dir.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("ended well"),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let accepted: Vec<QueueId> = text
        .lines()
        .filter_map(|line| line.strip_prefix("accepted "))
        .map(|number| QueueId::from_u64(number.parse().unwrap()))
        .collect();
    assert!(accepted.len() > 10);
    let queue = EmbeddedQueue::open(dir.path(), EmbeddedOptions::default()).unwrap();
    for id in &accepted {
        assert_eq!(queue.payload(*id).await.unwrap().len(), 100_000);
    }
    assert_eq!(queue.stats(at(0)).await.unwrap().entries, accepted.len() as u64);
    assert_eq!(std::fs::read_dir(dir.path().join("payload")).unwrap().count(), 0);
    queue.enqueue(vec![sized(100_000)]).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_read_the_mail() {
    use std::os::unix::fs::PermissionsExt;

    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("spool/queue");
    let mut options = EmbeddedOptions::default();
    options.inline_payload_limit = 1;
    let queue = EmbeddedQueue::open(&root, options).unwrap();
    queue.enqueue(vec![sized(1), sized(2)]).await.unwrap();
    let mut seen = 0;
    for parent in [dir.path().join("spool"), root.clone(), root.join("payload")] {
        for file in std::fs::read_dir(parent).unwrap() {
            let file = file.unwrap();
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{:?} has mode {mode:o}", file.path());
            seen += 1;
        }
    }
    assert!(
        seen >= 6,
        "the queue, its payload directory with a file, lock, database and log"
    );
}
