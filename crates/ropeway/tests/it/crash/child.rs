//! The relay process that is killed.

use ropeway::queue::{EmbeddedOptions, EmbeddedQueue};
use ropeway::route::{Connector, ConnectorNext, Router, RouterConfig, StaticResolver};
use ropeway::session::BoxFuture;
use ropeway::smtp::{Client, ClientConfig, Timeouts};
use ropeway::{
    Event, LocalContent, LocalDelivery, LocalDeliveryError, LocalMail, Outcome, Relay, RelayConfig,
};
use std::fs::OpenOptions;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(super) const SENDER: &str = crate::support::SENDER;
/// This process's entry, for the test harness.
pub(super) const NAME: &str = "crash::child::relay_process";
/// Messages that the relay works on at once.
pub(super) const IN_FLIGHT: usize = 8;
/// Tasks that submit at once.
pub(super) const SUBMITTERS: usize = 3;
/// The submissions of one run take about so long, whatever their number.
const SPREAD: Duration = Duration::from_millis(150);

/// The subject of a message submitted in a run.
pub(super) fn subject(number: u32, run: usize) -> String {
    format!("number {number} of run {run}")
}

/// Its recipients: at one or both next hops, one or two at the first; some are local too.
pub(super) fn recipients(number: u32, run: usize) -> Vec<String> {
    let mut domains = vec!["one.test"];
    domains.extend(number.is_multiple_of(3).then_some("one.test"));
    domains.extend(number.is_multiple_of(2).then_some("two.test"));
    domains.extend((number % 4 == 1).then_some("local.test"));
    domains.extend((number % 8 == 1).then_some("local.test"));
    let numbered = domains.iter().enumerate();
    numbered
        .map(|(place, domain)| format!("n{number}.r{run}.{place}@{domain}"))
        .collect()
}

/// What a run of the relay is to do.
pub(super) struct Job {
    pub(super) folder: PathBuf,
    pub(super) run: usize,
    /// The next hops of one.test and two.test.
    pub(super) hops: [SocketAddr; 2],
    /// The messages to submit.
    pub(super) numbers: Vec<u32>,
    /// Whether to empty the queue and end.
    pub(super) last: bool,
}

impl Job {
    pub(super) fn tell(&self, command: &mut Command) {
        let numbers: Vec<String> = self.numbers.iter().map(u32::to_string).collect();
        command
            .env("ROPEWAY_CRASH_FOLDER", &self.folder)
            .env("ROPEWAY_CRASH_RUN", self.run.to_string())
            .env("ROPEWAY_CRASH_ONE", self.hops[0].to_string())
            .env("ROPEWAY_CRASH_TWO", self.hops[1].to_string())
            .env("ROPEWAY_CRASH_NUMBERS", numbers.join(" "))
            .env("ROPEWAY_CRASH_LAST", self.last.to_string());
    }

    /// As told by the parent; none where there is none.
    fn heard() -> Option<Self> {
        let text = |name: &str| std::env::var(format!("ROPEWAY_CRASH_{name}")).ok();
        Some(Self {
            folder: text("FOLDER")?.into(),
            run: text("RUN")?.parse().unwrap(),
            hops: [text("ONE")?.parse().unwrap(), text("TWO")?.parse().unwrap()],
            numbers: text("NUMBERS")?
                .split_whitespace()
                .map(|n| n.parse().unwrap())
                .collect(),
            last: text("LAST")?.parse().unwrap(),
        })
    }

    /// Where the local mailboxes of the run are kept.
    pub(super) fn mailbox(&self) -> PathBuf {
        self.folder.join(format!("mailbox-{}", self.run))
    }
}

/// Mailboxes in one file, a line for each mail: queue id, recipient, subject.
struct Mailboxes(Mutex<std::fs::File>);

impl Mailboxes {
    fn open(path: &Path) -> Self {
        Self(Mutex::new(
            OpenOptions::new().create(true).append(true).open(path).unwrap(),
        ))
    }
}

impl LocalDelivery for Mailboxes {
    fn deliver<'a>(&'a self, mail: LocalMail<'a>) -> BoxFuture<'a, Result<(), LocalDeliveryError>> {
        Box::pin(async move {
            let LocalContent::Message(message) = mail.content else {
                say(&format!("trouble a report for {}", mail.recipient));
                return Ok(());
            };
            let line = format!("{} {} {}\n", mail.id, mail.recipient, message.subject().unwrap());
            let mut file = self.0.lock().unwrap();
            file.write_all(line.as_bytes()).unwrap();
            file.sync_all().unwrap();
            Ok(())
        })
    }
}

/// Tells the parent; the line has left this process when this returns.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // Begins with a line end of its own: the harness leaves its line open.
    write!(out, "\n{line}\n").unwrap();
    out.flush().unwrap();
}

fn observe(event: &Event) {
    match event {
        Event::Recipient {
            recipient,
            outcome: Outcome::Delivered | Outcome::HandedOver,
            ..
        } => {
            say(&format!(
                "recorded {}",
                recipient.strip_prefix("SMTP:").unwrap_or(recipient)
            ));
        }
        Event::Recipient { .. } | Event::Report { .. } => say(&format!("trouble {event:?}")),
        _ => {}
    }
}

fn start(job: &Job) -> Relay {
    let connector = |name: &str, hop: SocketAddr| {
        Connector::new(
            name,
            name.parse().unwrap(),
            ConnectorNext::SmartHosts(vec![hop.into()]),
        )
    };
    let routing = RouterConfig::builder()
        .local_domain("local.test")
        .connector(connector("one.test", job.hops[0]))
        .connector(connector("two.test", job.hops[1]))
        .build()
        .unwrap();
    let queue = EmbeddedQueue::open(&job.folder, EmbeddedOptions::default()).unwrap();
    let mut config = RelayConfig::new("relay.local.test");
    config.max_in_flight = IN_FLIGHT;
    let mut client = ClientConfig::new("relay.local.test");
    // A busy machine is no reason for a second attempt.
    client.timeouts = Timeouts::all(Duration::from_secs(60));
    Relay::builder(
        config,
        Arc::new(queue),
        Router::new(routing, Arc::new(StaticResolver::new())),
    )
    .local_delivery(Arc::new(Mailboxes::open(&job.mailbox())))
    .smtp(Client::new(client))
    .observer(Arc::new(observe))
    .start()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the relay process of the test in crash.rs"]
async fn relay_process() {
    let Some(job) = Job::heard() else {
        eprintln!("IGNORED: this is started by the test in crash.rs");
        return;
    };
    let relay = start(&job);
    say("open");
    let pause = SPREAD.as_secs_f64() * SUBMITTERS as f64 / job.numbers.len().max(1) as f64;
    let numbers = Arc::new(Mutex::new(job.numbers.clone().into_iter()));
    let submitters: Vec<_> = (0..SUBMITTERS)
        .map(|_| {
            let (relay, numbers, run) = (relay.clone(), Arc::clone(&numbers), job.run);
            tokio::spawn(async move {
                loop {
                    let next = numbers.lock().unwrap().next();
                    let Some(number) = next else { return };
                    tokio::time::sleep(Duration::from_secs_f64(pause * 2.0 * fastrand::f64())).await;
                    let to = recipients(number, run);
                    let to: Vec<&str> = to.iter().map(String::as_str).collect();
                    let (message, envelope) = crate::support::submission(&subject(number, run), &to);
                    let id = relay.submit(message, envelope).await.unwrap();
                    say(&format!("accepted {number} {id}"));
                }
            })
        })
        .collect();
    for submitter in submitters {
        submitter.await.unwrap();
    }
    if job.last {
        assert!(
            relay.idle(Duration::from_secs(90)).await.unwrap(),
            "the queue did not empty"
        );
        relay.shutdown(Duration::from_secs(5)).await;
        say("idle");
    } else {
        // To be killed; an end is put to it if the parent is gone.
        tokio::time::sleep(Duration::from_secs(120)).await;
        panic!("not killed");
    }
}
