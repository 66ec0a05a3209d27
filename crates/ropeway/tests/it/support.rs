//! A relay on loopback, for tests.

use ropeway::message::{Attachment, Envelope, Message, Recipient, RecipientType, SENT_REPRESENTING};
use ropeway::queue::{EmbeddedOptions, EmbeddedQueue, RetrySchedule};
use ropeway::route::{Connector, ConnectorNext, DomainPattern, Router, RouterConfig, StaticResolver};
use ropeway::session::BoxFuture;
use ropeway::smtp::{Client, ClientConfig, Timeouts};
use ropeway::types::tags;
use ropeway::{
    Event, LocalContent, LocalDelivery, LocalDeliveryError, LocalMail, Relay, RelayBuilder, RelayConfig,
};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(crate) const SENDER: &str = "sender@local.test";

/// What a local mailbox was given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Delivered {
    Message { to: String, subject: String },
    Report { to: String, text: String },
}

#[derive(Default)]
pub(crate) struct Mailbox {
    delivered: Mutex<Vec<Delivered>>,
    /// Errors to answer with first.
    pub(crate) refusals: Mutex<Vec<LocalDeliveryError>>,
}

impl Mailbox {
    pub(crate) fn delivered(&self) -> Vec<Delivered> {
        self.delivered.lock().unwrap().clone()
    }

    pub(crate) fn reports(&self) -> Vec<String> {
        let reports = self.delivered().into_iter().filter_map(|d| match d {
            Delivered::Report { text, .. } => Some(text),
            Delivered::Message { .. } => None,
        });
        reports.collect()
    }
}

impl LocalDelivery for Mailbox {
    fn deliver<'a>(&'a self, mail: LocalMail<'a>) -> BoxFuture<'a, Result<(), LocalDeliveryError>> {
        Box::pin(async move {
            if let Some(refusal) = self.refusals.lock().unwrap().pop() {
                return Err(refusal);
            }
            let to = mail.recipient.to_owned();
            self.delivered.lock().unwrap().push(match mail.content {
                LocalContent::Message(message) => Delivered::Message {
                    to,
                    subject: message.subject().unwrap_or_default(),
                },
                LocalContent::Report(bytes) => Delivered::Report {
                    to,
                    text: String::from_utf8(bytes.to_vec()).unwrap(),
                },
                _ => panic!("unknown content"),
            });
            Ok(())
        })
    }
}

/// A schedule that repeats at once, `attempts` times in all.
pub(crate) fn quick(config: &mut RelayConfig) {
    let mut schedule = RetrySchedule::default();
    schedule.delays = vec![Duration::from_millis(50)];
    schedule.jitter = 0.0;
    config.schedule = schedule;
    config.dead_destination_pause = Duration::from_millis(50);
}

/// A relay whose remote mail all goes to `next`; local domain `local.test`.
pub(crate) fn builder(
    folder: &Path,
    next: SocketAddr,
    change: impl FnOnce(&mut RelayConfig),
) -> RelayBuilder {
    let hosts = ConnectorNext::SmartHosts(vec![next.into()]);
    let routing = RouterConfig::builder()
        .local_domain("local.test")
        .connector(Connector::new("next", DomainPattern::Any, hosts))
        .build()
        .unwrap();
    let router = Router::new(routing, Arc::new(StaticResolver::new()));
    let queue = EmbeddedQueue::open(folder, EmbeddedOptions::default()).unwrap();
    let mut config = RelayConfig::new("relay.local.test");
    quick(&mut config);
    change(&mut config);
    let mut client = ClientConfig::new("relay.local.test");
    client.timeouts = Timeouts::all(Duration::from_secs(2));
    Relay::builder(config, Arc::new(queue), router).smtp(Client::new(client))
}

/// Collects events.
pub(crate) fn watch(events: &Arc<Mutex<Vec<Event>>>) -> Arc<dyn ropeway::Observer> {
    let events = Arc::clone(events);
    Arc::new(move |event: &Event| events.lock().unwrap().push(event.clone()))
}

/// A message with text, HTML and an attachment.
pub(crate) fn message(subject: &str) -> Message {
    let mut message = Message::note();
    message.properties.set(tags::SUBJECT, subject);
    message
        .properties
        .set(tags::BODY, "Grüße aus dem Tal\r\n.\r\nEnde\r\n");
    message.properties.set(
        tags::HTML,
        bytes::Bytes::from_static("<p>Grüße aus dem <b>Tal</b></p>".as_bytes()),
    );
    message.properties.set(tags::INTERNET_CODEPAGE, 65001);
    message.properties.set(SENT_REPRESENTING.name, "Sender");
    message.properties.set(SENT_REPRESENTING.address_type, "SMTP");
    message.properties.set(SENT_REPRESENTING.email_address, SENDER);
    let data: Vec<u8> = (0..3000u32).map(|n| (n % 251) as u8).collect();
    message.attachments.push(Attachment::file(
        0,
        "Übersicht.bin",
        "application/octet-stream",
        data,
    ));
    message
}

/// The message and an envelope for the recipients, who all stand in To.
pub(crate) fn submission(subject: &str, recipients: &[&str]) -> (Message, Envelope) {
    let mut message = message(subject);
    for address in recipients {
        message
            .recipients
            .push(Recipient::smtp(RecipientType::TO, address, address));
    }
    (message, Envelope::new(SENDER, recipients.iter().copied()))
}

/// Waits until nothing is left in the queue.
pub(crate) async fn settle(relay: &Relay) {
    assert!(
        relay.idle(Duration::from_secs(30)).await.unwrap(),
        "the queue did not empty"
    );
}
