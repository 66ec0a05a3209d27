//! The stage: the relay with its queue, its MAPI/HTTP listener, a receiving SMTP server and a local
//! mailbox, all on loopback.

use crate::{Doing, Result};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use ropeway::mapihttp::{EndpointConfig, MapiHttp, StaticAuthenticator};
use ropeway::queue::{EmbeddedOptions, EmbeddedQueue};
use ropeway::route::{
    Connector, ConnectorNext, DomainPart, DomainPattern, Router, RouterConfig, SmartHost, StaticResolver,
};
use ropeway::session::{BoxFuture, Identity};
use ropeway::{
    Event, LocalContent, LocalDelivery, LocalDeliveryError, LocalMail, Outcome, Relay, RelayConfig,
};
use ropeway_test_support::{Behaviour, Receiver};
use std::collections::{BTreeMap, HashSet};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;

/// The relay's name.
pub const HOST_NAME: &str = "relay.ropeway.test";
/// The password of all users.
pub const PASSWORD: &str = "pw";

/// How the stage is to be set.
pub struct Setting<'a> {
    /// The users who may log on; their domains count as local.
    pub users: &'a [String],
    /// Where the queue lives.
    pub queue: &'a Path,
    /// A server that takes all remote mail in place of the stage's own.
    pub smart_host: Option<SmartHost>,
    /// Domains with MX records that point to the stage's own server; without any, all remote mail goes
    /// there.
    pub mx_domains: &'a [&'a str],
    /// How long submissions wait before they are sent.
    pub hold: Duration,
}

/// Everything that runs.
pub struct Stage {
    /// The relay.
    pub relay: Relay,
    /// Where MAPI/HTTP is listened for.
    pub mapi: SocketAddr,
    /// The receiving server.
    pub receiver: Receiver,
    /// What local delivery was given.
    pub mailbox: Arc<Mailbox>,
    /// What happened so far.
    pub events: Arc<Mutex<Vec<Event>>>,
}

/// A local mailbox that keeps subjects.
#[derive(Default)]
pub struct Mailbox(Mutex<Vec<(String, String)>>);

impl Mailbox {
    /// Recipients and subjects of what was delivered.
    pub fn delivered(&self) -> Vec<(String, String)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl LocalDelivery for Mailbox {
    fn deliver<'a>(
        &'a self,
        mail: LocalMail<'a>,
    ) -> BoxFuture<'a, std::result::Result<(), LocalDeliveryError>> {
        let subject = match mail.content {
            LocalContent::Message(message) => message.subject().unwrap_or_default(),
            LocalContent::Report(report) => format!("(report of {} bytes)", report.len()),
            _ => String::new(),
        };
        let recipient = mail.recipient.to_owned();
        Box::pin(async move {
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((recipient, subject));
            Ok(())
        })
    }
}

impl Stage {
    /// Starts everything.
    ///
    /// # Errors
    /// When a port, the queue or a setting cannot be had.
    pub async fn start(setting: &Setting<'_>) -> Result<Self> {
        let receiver = Receiver::start(Behaviour::default())
            .await
            .doing("starting the receiving server")?;
        let router = router(setting, receiver.address())?;
        let queue = EmbeddedQueue::open(setting.queue, EmbeddedOptions::default())
            .doing(&format!("opening the queue in {}", setting.queue.display()))?;
        let mut config = RelayConfig::new(HOST_NAME);
        config.hold = setting.hold;
        let mailbox = Arc::new(Mailbox::default());
        let events = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&events);
        let relay = Relay::builder(config, Arc::new(queue), router)
            .local_delivery(Arc::clone(&mailbox) as Arc<dyn LocalDelivery>)
            .observer(Arc::new(move |event: &Event| {
                print_event(event);
                seen.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(event.clone());
            }))
            .start();
        let users = setting
            .users
            .iter()
            .fold(StaticAuthenticator::new(), |users, user| {
                users.with_user(user, PASSWORD, Identity::new(user))
            });
        let endpoint = MapiHttp::new(relay.server().clone(), Arc::new(users), EndpointConfig::default());
        let mapi = listen(endpoint).await?;
        Ok(Self {
            relay,
            mapi,
            receiver,
            mailbox,
            events,
        })
    }

    /// Waits until every submission but the `aborted` ones has ended, or the time is over.
    pub async fn settled(&self, aborted: usize, patience: Duration) -> Ends {
        let deadline = tokio::time::Instant::now() + patience;
        loop {
            let ends = self.ends();
            if ends.unfinished <= aborted || tokio::time::Instant::now() >= deadline {
                return ends;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// How submissions stand.
    pub fn ends(&self) -> Ends {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ends = Ends::default();
        // A queue that was used before may hold other submissions: they are not ours.
        let mut ours = HashSet::new();
        let mut finished = 0;
        let mut last = BTreeMap::new();
        for event in events.iter() {
            match event {
                Event::Accepted { id, recipients, .. } => {
                    ends.accepted += recipients;
                    ours.insert(*id);
                }
                Event::Finished { id } if ours.contains(id) => finished += 1,
                Event::Recipient {
                    id,
                    recipient,
                    outcome,
                    detail,
                } if ours.contains(id) => {
                    last.insert((*id, recipient.clone()), (*outcome, detail.clone()));
                }
                _ => {}
            }
        }
        ends.unfinished = ours.len() - finished;
        ends.recipients = last
            .into_iter()
            .map(|((_, recipient), (outcome, detail))| (recipient, outcome, detail))
            .collect();
        ends
    }
}

/// How submissions stand.
#[derive(Debug, Default)]
pub struct Ends {
    /// Recipients of all submissions.
    pub accepted: usize,
    /// Submissions of which a recipient, or all, have not ended.
    pub unfinished: usize,
    /// Each recipient that was tried, how that ended, and what was said.
    pub recipients: Vec<(String, Outcome, String)>,
}

impl Ends {
    /// Prints what did not end as it should; says whether nothing did so.
    pub fn report(&self, aborted: usize, patience: Duration) -> bool {
        let arrived = |outcome| matches!(outcome, Outcome::Delivered | Outcome::HandedOver);
        let (good, bad): (Vec<_>, Vec<_>) = self
            .recipients
            .iter()
            .partition(|(_, outcome, _)| arrived(*outcome));
        println!(
            "   {} of {} recipients delivered or handed over",
            good.len(),
            self.accepted
        );
        for (recipient, outcome, detail) in &bad {
            println!("   {recipient} did not arrive: {outcome} {detail}");
        }
        if aborted > 0 {
            println!("   {aborted} submission(s) taken back by the client");
        }
        if self.unfinished > aborted {
            let left = self.unfinished - aborted;
            println!(
                "   {left} submission(s) still in the queue after {} s",
                patience.as_secs()
            );
        }
        bad.is_empty() && self.unfinished == aborted
    }
}

fn router(setting: &Setting<'_>, receiver: SocketAddr) -> Result<Router> {
    let mut config = RouterConfig::builder().own_name(HOST_NAME);
    for user in setting.users {
        config = config.local_domain(user.rsplit('@').next().unwrap_or_default());
    }
    let mut resolver = StaticResolver::new();
    let smart_host = match (&setting.smart_host, setting.mx_domains) {
        (Some(host), _) => Some(host.clone()),
        (None, []) => Some(SmartHost::new(
            DomainPart::Literal(receiver.ip()),
            receiver.port(),
        )),
        (None, domains) => {
            for domain in domains {
                resolver = resolver
                    .mx(domain, 10, "mx.ropeway.test")
                    .doing("setting an MX record")?;
            }
            resolver = resolver
                .address("mx.ropeway.test", Ipv4Addr::LOCALHOST)
                .doing("setting an address")?;
            // The stage's server is no mail exchanger of the world: its port and address are its own.
            config = config.port(receiver.port()).allow_special_addresses(true);
            None
        }
    };
    if let Some(host) = smart_host {
        let next = ConnectorNext::SmartHosts(vec![host]);
        config = config.connector(Connector::new("smart host", DomainPattern::Any, next));
        return Ok(Router::new(
            config.build().doing("routing")?,
            system_resolver(resolver),
        ));
    }
    Ok(Router::new(config.build().doing("routing")?, Arc::new(resolver)))
}

/// A smart host may be given by a name that only the system's DNS knows.
fn system_resolver(fallback: StaticResolver) -> Arc<dyn ropeway::route::Resolver> {
    match ropeway::route::HickoryResolver::from_system() {
        Ok(resolver) => Arc::new(resolver),
        Err(_) => Arc::new(fallback),
    }
}

async fn listen(endpoint: MapiHttp) -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .doing("listening for MAPI/HTTP")?;
    let address = listener.local_addr().doing("listening for MAPI/HTTP")?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = TowerToHyperService::new(endpoint.clone());
            tokio::spawn(async move {
                let connection = hyper::server::conn::http1::Builder::new();
                // A client that goes away is no fault of the server's.
                let _ = connection.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    Ok(address)
}

fn print_event(event: &Event) {
    match event {
        Event::Accepted { id, recipients, size } => {
            println!("   queue    {id} is on disk: {recipients} recipient(s), {size} bytes");
        }
        Event::Routed { recipient, route, .. } => println!("   route    {recipient} → {route}"),
        Event::Converted { size, findings, .. } => {
            println!("   mime     {size} octets");
            findings
                .iter()
                .for_each(|finding| println!("            ({finding})"));
        }
        Event::Smtp { line } => println!("   smtp     {line}"),
        Event::Recipient {
            recipient,
            outcome,
            detail,
            ..
        } => {
            println!("   outcome  {recipient}: {outcome} {detail}");
        }
        Event::Report { to, action, .. } => println!("   report   {action}, to {to}"),
        Event::Finished { id } => println!("   queue    {id} is done"),
        _ => {}
    }
}

/// The header section of a message, for printing.
pub fn header_section(data: &[u8]) -> String {
    let text = String::from_utf8_lossy(data);
    text.split("\r\n\r\n").next().unwrap_or_default().to_owned()
}

/// The bytes of a message, decoded by a reader that is not ours; `None` if it cannot.
pub fn parse(data: &[u8]) -> Option<mail_parser::Message<'_>> {
    mail_parser::MessageParser::default().parse(data)
}
