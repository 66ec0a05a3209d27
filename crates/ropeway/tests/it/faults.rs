//! What fails around the relay (its queue, its mailboxes, its directory, the clock, its operator) neither
//! loses mail nor repeats it without need.

use crate::support::{Delivered, Mailbox, SENDER, builder, message, settle, submission};
use bytes::Bytes;
use ropeway::message::{DirectoryEntry, Envelope, EnvelopeRecipient, Notify};
use ropeway::queue::{
    BoxFuture, CancelOutcome, EmbeddedOptions, EmbeddedQueue, EntryKind, EntryView, Lease, NewEntry,
    NewRecipient, Queue, QueueError, QueueId, QueueStats, RecipientState, RecipientUpdate, UpdateOutcome,
};
use ropeway::route::{Connector, ConnectorNext, DomainPattern, Router, RouterConfig, StaticResolver};
use ropeway::session::{Directory, DirectoryError, Identity, SendGrant, SubmitError};
use ropeway::types::ProxyAddress;
use ropeway::{
    Event, LocalDelivery, LocalDeliveryError, LocalMail, Outcome, Relay, RelayConfig, StaticDirectory,
};
use ropeway_test_support::{Behaviour, Receiver};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

/// A queue that fails on request, or whose callers' clock is ahead.
struct Faulty {
    inner: EmbeddedQueue,
    /// So many reads of payloads fail.
    payload: AtomicUsize,
    /// So many updates fail.
    update: AtomicUsize,
    /// So many new entries find the folder read-only.
    enqueue: AtomicUsize,
    /// So many seconds the clock is ahead.
    ahead: AtomicU64,
}

impl Faulty {
    fn open(folder: &Path) -> Arc<Self> {
        Arc::new(Self {
            inner: EmbeddedQueue::open(folder, EmbeddedOptions::default()).unwrap(),
            payload: AtomicUsize::new(0),
            update: AtomicUsize::new(0),
            enqueue: AtomicUsize::new(0),
            ahead: AtomicU64::new(0),
        })
    }

    fn clock(&self, now: SystemTime) -> SystemTime {
        now + Duration::from_secs(self.ahead.load(SeqCst))
    }
}

fn fail(left: &AtomicUsize) -> Result<(), QueueError> {
    let fails = left.fetch_update(SeqCst, SeqCst, |n| n.checked_sub(1)).is_ok();
    if fails {
        let source = std::io::Error::other("on request");
        Err(QueueError::Io {
            doing: "test",
            source,
        })
    } else {
        Ok(())
    }
}

impl Queue for Faulty {
    fn enqueue(&self, entries: Vec<NewEntry>) -> BoxFuture<'_, Result<Vec<QueueId>, QueueError>> {
        if fail(&self.enqueue).is_err() {
            let detail = "on request".to_owned();
            return Box::pin(async { Err(QueueError::ReadOnly { detail }) });
        }
        self.inner.enqueue(entries)
    }
    fn lease<'a>(
        &'a self,
        worker: &'a str,
        max: usize,
        lease_for: Duration,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<Vec<Lease>, QueueError>> {
        self.inner.lease(worker, max, lease_for, self.clock(now))
    }
    fn renew<'a>(
        &'a self,
        lease: &'a Lease,
        lease_for: Duration,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<(), QueueError>> {
        self.inner.renew(lease, lease_for, self.clock(now))
    }
    fn payload(&self, id: QueueId) -> BoxFuture<'_, Result<Bytes, QueueError>> {
        match fail(&self.payload) {
            Ok(()) => self.inner.payload(id),
            Err(error) => Box::pin(async { Err(error) }),
        }
    }
    fn update<'a>(
        &'a self,
        lease: &'a Lease,
        updates: Vec<RecipientUpdate>,
        spawn: Vec<NewEntry>,
    ) -> BoxFuture<'a, Result<UpdateOutcome, QueueError>> {
        match fail(&self.update) {
            Ok(()) => self.inner.update(lease, updates, spawn),
            Err(error) => Box::pin(async { Err(error) }),
        }
    }
    fn release(&self, lease: Lease, until: Option<SystemTime>) -> BoxFuture<'_, Result<(), QueueError>> {
        self.inner.release(lease, until)
    }
    fn cancel<'a>(&'a self, owner: &'a str) -> BoxFuture<'a, Result<CancelOutcome, QueueError>> {
        self.inner.cancel(owner)
    }
    fn find<'a>(&'a self, owner: &'a str) -> BoxFuture<'a, Result<Vec<QueueId>, QueueError>> {
        self.inner.find(owner)
    }
    fn entry(&self, id: QueueId) -> BoxFuture<'_, Result<Option<EntryView>, QueueError>> {
        self.inner.entry(id)
    }
    fn stats(&self, now: SystemTime) -> BoxFuture<'_, Result<QueueStats, QueueError>> {
        self.inner.stats(self.clock(now))
    }
    fn next_due(&self, now: SystemTime) -> BoxFuture<'_, Result<Option<SystemTime>, QueueError>> {
        self.inner.next_due(self.clock(now))
    }
    fn notified(&self) -> BoxFuture<'_, ()> {
        self.inner.notified()
    }
    fn close(&self) -> BoxFuture<'_, ()> {
        self.inner.close()
    }
}

/// All remote mail to one receiver, `local.test` to a mailbox, events kept.
struct Stage {
    relay: Relay,
    receiver: Receiver,
    mailbox: Arc<Mailbox>,
    events: Arc<Mutex<Vec<Event>>>,
}

async fn stage(queue: Arc<Faulty>, behaviour: Behaviour, change: impl FnOnce(&mut RelayConfig)) -> Stage {
    let receiver = Receiver::start(behaviour).await.unwrap();
    let mailbox = Arc::new(Mailbox::default());
    let events = Arc::default();
    let mut config = RelayConfig::new("relay.local.test");
    crate::support::quick(&mut config);
    change(&mut config);
    let relay = Relay::builder(config, queue, router(receiver.address()))
        .local_delivery(Arc::clone(&mailbox) as _)
        .observer(crate::support::watch(&events))
        .start();
    Stage {
        relay,
        receiver,
        mailbox,
        events,
    }
}

fn router(next: SocketAddr) -> Router {
    let hosts = ConnectorNext::SmartHosts(vec![next.into()]);
    let routing = RouterConfig::builder()
        .local_domain("local.test")
        .connector(Connector::new("next", DomainPattern::Any, hosts))
        .build()
        .unwrap();
    Router::new(routing, Arc::new(StaticResolver::new()))
}

impl Stage {
    async fn submit(&self, recipients: &[&str]) -> QueueId {
        let (message, envelope) = submission("Hallo", recipients);
        self.relay.submit(message, envelope).await.unwrap()
    }

    fn outcomes(&self) -> Vec<Outcome> {
        let events = self.events.lock().unwrap();
        let outcomes = events.iter().filter_map(|event| match event {
            Event::Recipient { outcome, .. } => Some(*outcome),
            _ => None,
        });
        outcomes.collect()
    }
}

#[tokio::test]
async fn a_payload_that_cannot_be_read_now_is_no_reason_to_give_up() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Faulty::open(folder.path());
    queue.payload.store(1, SeqCst);
    let stage = stage(queue, Behaviour::default(), |_| {}).await;
    stage.submit(&["a@x.test", "b@local.test"]).await;
    settle(&stage.relay).await;
    assert_eq!(stage.receiver.count(), 1);
    assert_eq!(stage.mailbox.reports(), Vec::<String>::new());
    assert_eq!(stage.mailbox.delivered().len(), 1);
}

#[tokio::test]
async fn an_outcome_that_cannot_be_recorded_now_is_not_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Faulty::open(folder.path());
    queue.update.store(2, SeqCst);
    let stage = stage(queue, Behaviour::default(), |_| {}).await;
    stage.submit(&["a@x.test"]).await;
    settle(&stage.relay).await;
    assert_eq!(stage.receiver.count(), 1);
    assert_eq!(stage.outcomes(), [Outcome::Delivered]);
}

/// An entry that no relay has accepted.
fn entry(payload: Bytes, recipients: &[&str]) -> NewEntry {
    let now = SystemTime::now();
    let recipient = |address: &&str| NewRecipient {
        address: (*address).into(),
        notify: None,
        orcpt: None,
        state: RecipientState::Pending,
    };
    NewEntry {
        payload,
        reverse_path: SENDER.into(),
        envid: None,
        ret: None,
        recipients: recipients.iter().map(recipient).collect(),
        not_before: now,
        expires_at: now + Duration::from_secs(60),
        owner: None,
        kind: EntryKind::Message,
    }
}

#[tokio::test]
async fn a_payload_that_is_no_message_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Faulty::open(folder.path());
    let payload = Bytes::from_static(b"not a stored message");
    let entry = entry(payload, &["SMTP:a@x.test", "SMTP:b@local.test"]);
    queue.enqueue(vec![entry]).await.unwrap();
    let stage = stage(queue, Behaviour::default(), |_| {}).await;
    settle(&stage.relay).await;
    let reports = stage.mailbox.reports();
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].matches("Status: 5.3.0").count(), 2, "{}", reports[0]);
}

#[tokio::test]
async fn a_message_that_ended_the_relay_again_and_again_waits_before_the_next_try() {
    let folder = tempfile::tempdir().unwrap();
    let payload = ropeway::message::stored::write(&message("Hallo")).unwrap();
    let queue = Faulty::open(folder.path());
    let entry = entry(payload, &["SMTP:a@x.test"]);
    let id = queue.enqueue(vec![entry]).await.unwrap()[0];
    queue.close().await;
    for _ in 0..8 {
        // Leased, and the process ends.
        let queue = Faulty::open(folder.path());
        let leases = queue
            .lease("killed", 1, Duration::from_secs(60), SystemTime::now())
            .await
            .unwrap();
        assert_eq!(leases[0].id(), id);
        queue.close().await;
    }
    let stage = stage(Faulty::open(folder.path()), Behaviour::default(), |_| {}).await;
    settle(&stage.relay).await;
    assert_eq!(stage.outcomes(), [Outcome::Deferred, Outcome::Delivered]);
}

/// Mailboxes that take a while, and count.
struct Slow {
    takes: Duration,
    done: AtomicUsize,
}

impl LocalDelivery for Slow {
    fn deliver<'a>(&'a self, _: LocalMail<'a>) -> BoxFuture<'a, Result<(), LocalDeliveryError>> {
        Box::pin(async {
            tokio::time::sleep(self.takes).await;
            self.done.fetch_add(1, SeqCst);
            Ok(())
        })
    }
}

#[tokio::test]
async fn a_clock_that_is_set_makes_nobody_work_on_a_message_twice_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Faulty::open(folder.path());
    let slow = Arc::new(Slow {
        takes: Duration::from_millis(1500),
        done: AtomicUsize::new(0),
    });
    let relay = Relay::builder(
        RelayConfig::new("relay.local.test"),
        Arc::clone(&queue) as _,
        router("127.0.0.1:9".parse().unwrap()),
    )
    .local_delivery(Arc::clone(&slow) as _)
    .start();
    let (message, envelope) = submission("Hallo", &["a@local.test"]);
    relay.submit(message.clone(), envelope.clone()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    queue.ahead.store(3600, SeqCst);
    // Something to wake up for: the relay looks at the queue, where the first lease has run out.
    let (_, elsewhere) = submission("Hallo", &["b@local.test"]);
    relay.submit(message, elsewhere).await.unwrap();
    settle(&relay).await;
    assert_eq!(slow.done.load(SeqCst), 2);
}

#[tokio::test]
async fn a_lease_of_no_length_repeats_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let slow = Behaviour {
        slow: Duration::from_millis(1500),
        ..Behaviour::default()
    };
    let stage = stage(Faulty::open(folder.path()), slow, |config| {
        config.lease = Duration::ZERO
    })
    .await;
    stage.submit(&["a@x.test"]).await;
    settle(&stage.relay).await;
    assert_eq!(stage.receiver.count(), 1);
}

#[tokio::test]
async fn absurd_settings_relay_all_the_same() {
    type Change = fn(&mut RelayConfig);
    let changes: [Change; 2] = [
        |config| {
            config.max_in_flight = 0;
            config.max_per_destination = 0;
            config.dead_destination_pause = Duration::ZERO;
            config.max_returned_size = 0;
            config.lease = Duration::ZERO;
        },
        |config| {
            config.max_in_flight = usize::MAX;
            config.max_per_destination = usize::MAX;
            config.dead_destination_pause = Duration::MAX;
            config.max_message_size = u64::MAX;
            config.max_returned_size = u64::MAX;
            config.lease = Duration::MAX;
            config.schedule.expiry = Duration::MAX;
        },
    ];
    for change in changes {
        let folder = tempfile::tempdir().unwrap();
        let stage = stage(Faulty::open(folder.path()), Behaviour::default(), change).await;
        for _ in 0..3 {
            stage.submit(&["a@x.test", "b@local.test"]).await;
        }
        assert!(stage.relay.idle(Duration::MAX).await.unwrap());
        assert_eq!(stage.receiver.count(), 3);
        assert_eq!(stage.mailbox.delivered().len(), 3);
        stage.relay.shutdown(Duration::MAX).await;
    }
}

#[tokio::test]
async fn a_mailbox_that_hangs_keeps_no_remote_recipient_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start(Behaviour::default()).await.unwrap();
    let slow = Arc::new(Slow {
        takes: Duration::from_secs(3600),
        done: AtomicUsize::new(0),
    });
    let relay = builder(folder.path(), receiver.address(), |_| {})
        .local_delivery(slow)
        .start();
    let (message, envelope) = submission("Hallo", &["a@local.test", "b@x.test"]);
    relay.submit(message, envelope).await.unwrap();
    assert!(receiver.wait_for(1, Duration::from_secs(5)).await);
    relay.shutdown(Duration::ZERO).await;
}

/// A mailbox that panics.
struct Broken;

impl LocalDelivery for Broken {
    fn deliver<'a>(&'a self, mail: LocalMail<'a>) -> BoxFuture<'a, Result<(), LocalDeliveryError>> {
        assert_ne!(mail.recipient, "a@local.test", "on request");
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn a_mailbox_that_panics_is_a_temporary_failure_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start(Behaviour::default()).await.unwrap();
    let events = Arc::default();
    let relay = builder(folder.path(), receiver.address(), |config| {
        config.schedule.expiry = Duration::from_millis(300)
    })
    .local_delivery(Arc::new(Broken))
    .observer(crate::support::watch(&events))
    .start();
    let (message, envelope) = submission("Hallo", &["a@local.test", "b@x.test"]);
    relay.submit(message, envelope).await.unwrap();
    settle(&relay).await;
    assert_eq!(receiver.received()[0].recipients, ["b@x.test"]);
    let events = events.lock().unwrap();
    let reports = events.iter().filter(|e| matches!(e, Event::Report { .. }));
    assert_eq!(reports.count(), 1);
}

/// A directory that answers less than it was asked.
struct Silent(AtomicUsize, StaticDirectory);

impl Directory for Silent {
    fn resolve<'a>(
        &'a self,
        addresses: &'a [ProxyAddress],
    ) -> BoxFuture<'a, Result<Vec<Option<DirectoryEntry>>, DirectoryError>> {
        if self.0.fetch_add(1, SeqCst) < 2 {
            return Box::pin(async { Ok(Vec::new()) });
        }
        self.1.resolve(addresses)
    }
    fn grant<'a>(
        &'a self,
        actor: &'a str,
        represented: &'a str,
    ) -> BoxFuture<'a, Result<SendGrant, DirectoryError>> {
        Directory::grant(&self.1, actor, represented)
    }
}

fn ann() -> (StaticDirectory, ProxyAddress) {
    let dn = "/o=Org/cn=Recipients/cn=ann";
    let entry = DirectoryEntry {
        smtp_address: "ann@x.test".into(),
        display_name: None,
        x500_dn: Some(dn.into()),
        ..DirectoryEntry::default()
    };
    (
        StaticDirectory::new().user(entry, []),
        ProxyAddress::new("EX", dn),
    )
}

#[tokio::test]
async fn a_directory_that_says_nothing_does_not_say_unknown() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start(Behaviour::default()).await.unwrap();
    let (directory, address) = ann();
    let relay = builder(folder.path(), receiver.address(), |_| {})
        .directory(Arc::new(Silent(AtomicUsize::new(0), directory)))
        .start();
    let mut envelope = Envelope::new(SENDER, []);
    envelope.recipients.push(EnvelopeRecipient::new(address));
    relay.submit(message("Hallo"), envelope).await.unwrap();
    settle(&relay).await;
    assert_eq!(receiver.received()[0].recipients, ["ann@x.test"]);
}

#[tokio::test]
async fn who_is_named_twice_gets_the_message_once() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start(Behaviour::default()).await.unwrap();
    let (directory, address) = ann();
    let relay = builder(folder.path(), receiver.address(), |_| {})
        .directory(Arc::new(directory))
        .start();
    let mut envelope = Envelope::new(SENDER, ["ann@X.test", "Ann@x.test", "ann@x.test"]);
    envelope.recipients.push(EnvelopeRecipient::new(address));
    relay.submit(message("Hallo"), envelope).await.unwrap();
    settle(&relay).await;
    // The case of the mailbox is its host's affair.
    assert_eq!(receiver.received()[0].recipients, ["ann@X.test", "Ann@x.test"]);
}

#[tokio::test]
async fn a_shutdown_that_is_given_up_can_be_asked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let slow = Behaviour {
        slow: Duration::from_secs(1),
        ..Behaviour::default()
    };
    let stage = stage(Faulty::open(folder.path()), slow, |_| {}).await;
    stage.submit(&["a@x.test"]).await;
    assert!(stage.receiver.wait_for(1, Duration::from_secs(5)).await);
    let minute = Duration::from_secs(60);
    let given_up = tokio::time::timeout(Duration::from_millis(50), stage.relay.shutdown(minute)).await;
    assert!(given_up.is_err());
    stage.relay.shutdown(minute).await;
    // What was under way was finished and recorded before the queue was closed.
    assert_eq!(stage.outcomes(), [Outcome::Delivered]);
}

#[tokio::test]
async fn a_session_that_outlives_its_relay_accepts_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let relay = builder(folder.path(), "127.0.0.1:9".parse().unwrap(), |_| {}).start();
    let mut session = relay.session(Identity::new(SENDER));
    drop(relay);
    let codes = crate::doors::submit_to(&mut session, "a@x.test").await;
    assert_eq!(codes.last(), Some(&SubmitError::ShuttingDown.error_code()));
}

#[tokio::test]
async fn recipients_who_want_to_hear_of_success_share_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let behaviour = Behaviour {
        no_dsn: true,
        ..Behaviour::default()
    };
    let stage = stage(Faulty::open(folder.path()), behaviour, |_| {}).await;
    let (message, mut envelope) = submission("Hallo", &["a@x.test", "b@x.test", "c@x.test"]);
    for recipient in &mut envelope.recipients {
        recipient.notify = Notify::On {
            success: true,
            failure: false,
            delay: false,
        };
    }
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    let reports = stage.mailbox.reports();
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].matches("Action: relayed").count(), 3, "{}", reports[0]);
}

#[tokio::test]
async fn failures_of_a_message_without_a_sender_end_without_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let behaviour = Behaviour {
        rcpt: Some(Arc::new(|_| Some("550 5.1.1 no".into()))),
        ..Behaviour::default()
    };
    let stage = stage(Faulty::open(folder.path()), behaviour, |_| {}).await;
    for sender in ["", "no address", "a@b\r\nBcc: x@y.test", "<>"] {
        let mut envelope = Envelope::new(sender, ["a@x.test"]);
        envelope.recipients[0].notify = Notify::On {
            success: true,
            failure: true,
            delay: true,
        };
        stage.relay.submit(message("Hallo"), envelope).await.unwrap();
    }
    settle(&stage.relay).await;
    assert_eq!(stage.mailbox.delivered(), Vec::<Delivered>::new());
    assert_eq!(stage.receiver.count(), 0);
}

#[tokio::test]
async fn past_and_far_times_of_an_envelope_are_taken_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let stage = stage(Faulty::open(folder.path()), Behaviour::default(), |_| {}).await;
    let (message, mut envelope) = submission("Hallo", &["a@x.test"]);
    envelope.deferred_until = Some(SystemTime::UNIX_EPOCH);
    stage
        .relay
        .submit(message.clone(), envelope.clone())
        .await
        .unwrap();
    settle(&stage.relay).await;
    assert_eq!(stage.receiver.count(), 1);
    // Expired when it comes: reported, not sent.
    envelope.expires = Some(SystemTime::UNIX_EPOCH);
    stage
        .relay
        .submit(message.clone(), envelope.clone())
        .await
        .unwrap();
    settle(&stage.relay).await;
    assert_eq!(stage.receiver.count(), 1);
    assert!(stage.mailbox.reports()[0].contains("Status: 4.4.7"));
    // Far away: kept.
    envelope.expires = None;
    envelope.deferred_until = Some(SystemTime::now() + Duration::from_secs(400 * 365 * 86400));
    stage.relay.submit(message, envelope).await.unwrap();
    assert!(!stage.relay.idle(Duration::from_millis(200)).await.unwrap());
    assert_eq!(stage.receiver.count(), 1);
}

#[tokio::test]
async fn a_worker_whose_lease_is_lost_stops_and_records_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Faulty::open(folder.path());
    let slow = Arc::new(Slow {
        takes: Duration::from_secs(4),
        done: AtomicUsize::new(0),
    });
    let mut config = RelayConfig::new("relay.local.test");
    config.lease = RelayConfig::SHORTEST_LEASE;
    let relay = Relay::builder(
        config,
        Arc::clone(&queue) as _,
        router("127.0.0.1:9".parse().unwrap()),
    )
    .local_delivery(Arc::clone(&slow) as _)
    .start();
    let (message, envelope) = submission("Hallo", &["a@local.test"]);
    let id = relay.submit(message, envelope).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    // Another process takes the entry over, as if this one had been silent.
    let later = SystemTime::now() + Duration::from_secs(3600);
    let taken = queue
        .inner
        .lease("other", 1, Duration::from_secs(3600), later)
        .await
        .unwrap();
    assert_eq!(taken[0].id(), id);
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(slow.done.load(SeqCst), 0);
    let view = queue.inner.entry(id).await.unwrap().unwrap();
    assert_eq!(view.leased_by.as_deref(), Some("other"));
    assert_eq!(view.recipients[0].state, RecipientState::Pending);
    relay.shutdown(Duration::ZERO).await;
}

/// Mailboxes that hang the first time.
#[derive(Default)]
struct Hanging(AtomicUsize);

impl LocalDelivery for Hanging {
    fn deliver<'a>(&'a self, _: LocalMail<'a>) -> BoxFuture<'a, Result<(), LocalDeliveryError>> {
        if self.0.fetch_add(1, SeqCst) == 0 {
            return Box::pin(std::future::pending());
        }
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_mailbox_that_hangs_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Arc::new(Hanging::default());
    let relay = builder(folder.path(), "127.0.0.1:9".parse().unwrap(), |_| {})
        .local_delivery(Arc::clone(&mailbox) as _)
        .start();
    let (message, envelope) = submission("Hallo", &["a@local.test"]);
    relay.submit(message, envelope).await.unwrap();
    assert!(relay.idle(Duration::from_secs(3600 * 24)).await.unwrap());
    assert_eq!(mailbox.0.load(SeqCst), 2);
}

#[tokio::test]
async fn an_observer_that_panics_harms_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start(Behaviour::default()).await.unwrap();
    let relay = builder(folder.path(), receiver.address(), |_| {})
        .observer(Arc::new(|_: &Event| panic!("on request")))
        .start();
    let (message, envelope) = submission("Hallo", &["a@x.test"]);
    relay.submit(message, envelope).await.unwrap();
    settle(&relay).await;
    assert_eq!(receiver.count(), 1);
}

#[tokio::test]
async fn who_waits_in_line_for_long_is_told_of_the_delay_too() {
    let folder = tempfile::tempdir().unwrap();
    let slow = Behaviour {
        slow: Duration::from_secs(30),
        ..Behaviour::default()
    };
    let stage = stage(Faulty::open(folder.path()), slow, |config| {
        config.max_per_destination = 1;
        config.schedule.delay_notice_after = Some(Duration::from_millis(100));
    })
    .await;
    // One under way, one waiting for its place, one sent back into the queue.
    for _ in 0..3 {
        stage.submit(&["a@x.test"]).await;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let reports = stage.mailbox.reports();
    assert_eq!(reports.len(), 1);
    assert!(reports[0].contains("Action: delayed"), "{}", reports[0]);
    stage.relay.shutdown(Duration::ZERO).await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_refuses_and_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Faulty::open(folder.path());
    queue.enqueue.store(1, SeqCst);
    let stage = stage(queue, Behaviour::default(), |_| {}).await;
    let (message, envelope) = submission("Hallo", &["a@x.test"]);
    let refused = stage.relay.submit(message, envelope).await.unwrap_err();
    assert_eq!(
        refused.error_code(),
        ropeway::types::ErrorCode::INSUFFICIENT_RESOURCES
    );
    assert!(refused.to_string().contains("cannot be written"), "{refused}");
    // What was refused is not sent later; what is accepted once the folder is mended is sent once.
    stage.submit(&["b@x.test"]).await;
    settle(&stage.relay).await;
    let received = stage.receiver.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].recipients, ["b@x.test"]);
}
