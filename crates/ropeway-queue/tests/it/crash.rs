//! A process that is killed at any moment.
//!
//! A child enqueues, delivers and fails messages, and says on its standard output what it was told. It is
//! killed again and again; afterwards the directory must agree with every word it said.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use ropeway_queue::{
    EmbeddedOptions, EmbeddedQueue, EntryKind, NewEntry, Queue, QueueId, RecipientState, RecipientUpdate,
};

use crate::support::*;

const CHILD: &str = "ROPEWAY_QUEUE_CRASH";
const ROUNDS: u32 = 30;

fn open(dir: &Path) -> EmbeddedQueue {
    let mut options = EmbeddedOptions::default();
    options.inline_payload_limit = 1000;
    EmbeddedQueue::open(dir, options).unwrap()
}

/// A line of its own, also when the test harness has just written something.
fn say(what: &str, id: QueueId) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(format!("\n{what} {}\n", id.as_u64()).as_bytes());
    let _ = out.flush();
}

/// The body of the child process; does nothing when run by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crash_child() {
    let Ok(dir) = std::env::var(CHILD) else { return };
    let queue = Arc::new(open(dir.as_ref()));
    for _ in 0..4 {
        let queue = Arc::clone(&queue);
        tokio::spawn(async move {
            loop {
                let entry = || {
                    // One in three has its payload in a file.
                    let len = if fastrand::u8(..3) == 0 { 5000 } else { 50 };
                    let mut payload = format!("message {} ", fastrand::u64(..)).into_bytes();
                    payload.resize(len, b'.');
                    NewEntry {
                        payload: payload.into(),
                        ..message(0, &["a", "b"])
                    }
                };
                let batch = (0..fastrand::usize(1..3)).map(|_| entry()).collect();
                for id in queue.enqueue(batch).await.unwrap() {
                    say("accepted", id);
                }
            }
        });
    }
    loop {
        for lease in queue.lease("w", 2, secs(60), at(1)).await.unwrap() {
            let id = lease.id();
            say("ending", id);
            // The report names its message, and is never due.
            let report = NewEntry {
                payload: Bytes::from(format!("report {}", id.as_u64())),
                kind: EntryKind::Report,
                ..message(500_000, &["SMTP:ann@example.org"])
            };
            let updates = vec![
                RecipientUpdate::new(0, delivered()),
                RecipientUpdate::new(1, RecipientState::Reported),
            ];
            assert!(
                queue
                    .update(&lease, updates, vec![report])
                    .await
                    .unwrap()
                    .finished
            );
            say("ended", id);
        }
    }
}

#[derive(Default)]
struct Heard {
    accepted: BTreeSet<u64>,
    ending: BTreeSet<u64>,
    ended: BTreeSet<u64>,
}

#[tokio::test]
async fn a_killed_process_loses_nothing_and_doubles_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut heard = Heard::default();
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::crash_child", "--nocapture"])
            .env(CHILD, dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || out.lines().map_while(Result::ok).collect::<Vec<_>>());
        // From before the directory is open to well into the work.
        std::thread::sleep(Duration::from_micros(fastrand::u64(1_000..80_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in reader.join().unwrap() {
            let Some((what, id)) = line.split_once(' ') else {
                continue;
            };
            let Ok(id) = id.parse() else { continue };
            match what {
                "accepted" => heard.accepted.insert(id),
                "ending" => heard.ending.insert(id),
                "ended" => heard.ended.insert(id),
                _ => false,
            };
        }
        verify(dir.path(), &heard, round).await;
    }
    assert!(
        heard.accepted.len() > 100,
        "only {} were accepted",
        heard.accepted.len()
    );
    assert!(heard.ended.len() > 20, "only {} ended", heard.ended.len());
}

async fn verify(dir: &Path, heard: &Heard, round: u32) {
    let queue = open(dir);
    let Some(first) = heard.accepted.first().or(heard.ending.first()).copied() else {
        return;
    };
    let last = heard.accepted.last().or(heard.ending.last()).copied().unwrap();
    let mut messages = BTreeMap::new();
    let mut reports = BTreeMap::new();
    // Ids are consecutive. Some may be there whose acceptance was not heard.
    for id in first.saturating_sub(1000)..last + 1000 {
        let Some(entry) = queue.entry(QueueId::from_u64(id)).await.unwrap() else {
            continue;
        };
        let payload = queue.payload(entry.id).await.unwrap();
        assert_eq!(payload.len() as u64, entry.payload_len);
        let text = String::from_utf8(payload.to_vec()).unwrap();
        match text.strip_prefix("report ") {
            Some(subject) => {
                assert_eq!(entry.kind, EntryKind::Report);
                let doubled = reports.insert(subject.parse::<u64>().unwrap(), id);
                assert_eq!(doubled, None, "round {round}: {subject} is reported twice");
            }
            None => {
                assert!(
                    entry
                        .recipients
                        .iter()
                        .all(|r| r.state == RecipientState::Pending)
                );
                let doubled = messages.insert(text, id);
                assert_eq!(doubled, None, "round {round}: a message is there twice");
            }
        }
    }
    let live: BTreeSet<u64> = messages.into_values().collect();
    for id in &heard.accepted {
        assert!(
            live.contains(id) != reports.contains_key(id),
            "round {round}: {id} must be here or reported"
        );
    }
    for id in &heard.ended {
        assert!(
            reports.contains_key(id),
            "round {round}: the report on {id} is lost"
        );
    }
    for id in reports.keys() {
        assert!(
            heard.ending.contains(id) && !live.contains(id),
            "round {round}: {id} reported out of turn"
        );
    }
    let stats = queue.stats(at(1)).await.unwrap();
    assert_eq!(stats.entries, (live.len() + reports.len()) as u64);
    assert_eq!(stats.recipients, (2 * live.len() + reports.len()) as u64);
    assert_eq!(stats.leased, 0);
    let mut files = 0;
    for id in &live {
        let entry = queue.entry(QueueId::from_u64(*id)).await.unwrap().unwrap();
        files += usize::from(entry.payload_len > 1000);
    }
    assert_eq!(
        std::fs::read_dir(dir.join("payload")).unwrap().count(),
        files,
        "orphans are swept"
    );
    queue.close().await;
}
