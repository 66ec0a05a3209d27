//! Against Debian's Postfix and its smtp-sink: what leaves the relay arrives, once and unchanged.
//!
//! Runs where `ROPEWAY_POSTFIX` is set, as root, for Postfix wants that.
#![allow(
    clippy::print_stderr,
    reason = "says what was not tested, and why a Postfix failed"
)]

mod mails;
mod server;

use crate::support::{self, Mailbox};
use mails::{Got, Mail, Sent};
use ropeway::message::EnvelopeRecipient;
use ropeway::queue::{EmbeddedOptions, EmbeddedQueue};
use ropeway::route::{Connector, ConnectorNext, Router, RouterConfig, StaticResolver};
use ropeway::smtp::{Client, ClientConfig, Timeouts};
use ropeway::types::ProxyAddress;
use ropeway::{Event, Relay, RelayConfig};
use ropeway_test_support::{Behaviour, Receiver};
use server::{Postfix, Sink, poll};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const MESSAGES: usize = 40;
const HOST_NAME: &str = "relay.local.test";

/// The relay under test. All remote mail goes to Postfix or smtp-sink, but for a copy of each message.
struct Sender {
    relay: Relay,
    mailbox: Arc<Mailbox>,
    events: Arc<Mutex<Vec<Event>>>,
    copies: Receiver,
    _folder: tempfile::TempDir,
}

impl Sender {
    async fn start(next: SocketAddr) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (mailbox, events) = (Arc::new(Mailbox::default()), Arc::default());
        let copies = Receiver::start(Behaviour::default()).await.unwrap();
        let connector = |pattern: &str, hop: SocketAddr| {
            let hosts = ConnectorNext::SmartHosts(vec![hop.into()]);
            Connector::new(pattern, pattern.parse().unwrap(), hosts)
        };
        let routing = RouterConfig::builder()
            .local_domain("local.test")
            .connector(connector("copy.test", copies.address()))
            .connector(connector("*", next))
            .build()
            .unwrap();
        let queue = EmbeddedQueue::open(folder.path(), EmbeddedOptions::default()).unwrap();
        let router = Router::new(routing, Arc::new(StaticResolver::new()));
        let mut client = ClientConfig::new(HOST_NAME);
        // A busy machine is no reason for a second attempt.
        client.timeouts = Timeouts::all(Duration::from_secs(60));
        let relay = Relay::builder(RelayConfig::new(HOST_NAME), Arc::new(queue), router)
            .smtp(Client::new(client))
            .local_delivery(Arc::clone(&mailbox) as Arc<_>)
            .observer(support::watch(&events))
            .start();
        Self {
            relay,
            mailbox,
            events,
            copies,
            _folder: folder,
        }
    }

    /// Submits, waits until the relay has nothing left to do, and tells what it has sent.
    async fn send(&self, mails: Vec<Mail>) -> Vec<Sent> {
        for (number, mail) in mails.iter().enumerate() {
            let mut envelope = mail.envelope.clone();
            let copy = ProxyAddress::smtp(format!("{number}@copy.test"));
            envelope.recipients.push(EnvelopeRecipient::new(copy));
            self.relay.submit(mail.message.clone(), envelope).await.unwrap();
        }
        assert!(
            self.relay.idle(Duration::from_secs(120)).await.unwrap(),
            "the queue did not empty"
        );
        let copies = self.copies.received();
        assert_eq!(copies.len(), mails.len());
        let of = |number| {
            let recipient = [format!("{number}@copy.test")];
            copies
                .iter()
                .find(|copy| copy.recipients == recipient)
                .unwrap()
                .data
                .clone()
        };
        mails
            .into_iter()
            .enumerate()
            .map(|(number, mail)| mail.sent_as(of(number)))
            .collect()
    }
}

/// Whether these tests run; says so loudly if not.
fn asked_for() -> bool {
    let asked = std::env::var_os("ROPEWAY_POSTFIX").is_some();
    if !asked {
        eprintln!("IGNORED: set ROPEWAY_POSTFIX to test against Postfix (as root, with Postfix installed)");
    }
    asked
}

/// Sends all messages and waits until they have arrived as they should, and nothing more is on its way.
async fn all_arrive(sender: &Sender, got: impl Fn() -> Vec<Got>, at_rest: impl Fn() -> bool) -> Vec<Got> {
    let sent = sender.send((0..MESSAGES).map(mails::mail).collect()).await;
    poll("all mail at its place", || mails::check(&sent, &got()));
    poll("nothing on its way", || {
        at_rest()
            .then_some(())
            .ok_or_else(|| "mail in the queue".to_owned())
    });
    let got = got();
    mails::check(&sent, &got).unwrap();
    assert_eq!(sender.mailbox.delivered(), [], "reports");
    got
}

#[tokio::test(flavor = "multi_thread")]
async fn all_arrives_at_smtp_sink() {
    if !asked_for() {
        return;
    }
    let sink = Sink::start();
    let sender = Sender::start(sink.address).await;
    let got = all_arrive(&sender, || sink.got(), || true).await;
    assert_eq!(got.len(), MESSAGES);
    assert!(got.iter().all(|got| got.trace.is_empty()), "{:?}", got[0].trace);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_arrives_through_postfix_as_smart_host() {
    if !asked_for() {
        return;
    }
    let sink = Sink::start();
    let relayhost = format!("relayhost = [127.0.0.1]:{}\n", sink.address.port());
    let postfix = Postfix::start(|_| relayhost);
    let sender = Sender::start(postfix.address).await;
    let got = all_arrive(&sender, || sink.got(), || postfix.is_idle()).await;
    assert_eq!(got.len(), MESSAGES);
    for got in got {
        assert_eq!(names(&got), ["Received"]);
    }
}

/// Maildirs for all recipients of [`mails::mail`].
fn final_server(folder: &Path) -> String {
    let boxes = mails::mailboxes().map(|(address, path)| format!("{address} {path}/\n"));
    std::fs::write(folder.join("mailboxes"), boxes.collect::<String>()).unwrap();
    let (nobody, group) = server::user("nobody");
    format!(
        "virtual_mailbox_domains = one.test, two.test\n\
         virtual_mailbox_base = {folder}/mail\n\
         virtual_mailbox_maps = texthash:{folder}/mailboxes\n\
         virtual_uid_maps = static:{nobody}\n\
         virtual_gid_maps = static:{group}\n",
        folder = folder.display()
    )
}

fn names(got: &Got) -> Vec<&str> {
    got.trace
        .iter()
        .map(|field| field.split_once(':').unwrap().0)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_arrives_in_the_mailboxes_of_postfix() {
    if !asked_for() {
        return;
    }
    let postfix = Postfix::start(final_server);
    let sender = Sender::start(postfix.address).await;
    let got = all_arrive(&sender, || postfix.got(), || postfix.is_idle()).await;
    for got in got {
        assert_eq!(
            names(&got),
            ["Return-Path", "X-Original-To", "Delivered-To", "Received"]
        );
        assert!(!got.trace[3].contains("using TLS"), "{}", got.trace[3]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn starttls_is_used_where_postfix_offers_it() {
    if !asked_for() {
        return;
    }
    let postfix = Postfix::start(|folder| {
        server::certificate(folder);
        let tls = format!(
            "smtpd_tls_security_level = may\n\
             smtpd_tls_cert_file = {folder}/cert.pem\n\
             smtpd_tls_key_file = {folder}/key.pem\n\
             smtpd_tls_received_header = yes\n",
            folder = folder.display()
        );
        final_server(folder) + &tls
    });
    let sender = Sender::start(postfix.address).await;
    let got = all_arrive(&sender, || postfix.got(), || postfix.is_idle()).await;
    for got in got {
        assert!(
            got.trace[3].contains("(using TLSv1.3 with cipher"),
            "{}",
            got.trace[3]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recipient_that_postfix_refuses_is_reported_in_its_words() {
    if !asked_for() {
        return;
    }
    let postfix = Postfix::start(final_server);
    let sender = Sender::start(postfix.address).await;
    let mut mail = mails::mail(0);
    let unknown = "unknown@one.test";
    let known = mail.envelope.recipients.len();
    mail.envelope
        .recipients
        .insert(1, EnvelopeRecipient::new(ProxyAddress::smtp(unknown)));
    let mut sent = sender.send(vec![mail]).await;
    sent[0].recipients.retain(|address| address != unknown);
    assert_eq!(sent[0].recipients.len(), known);
    poll("the others' mail", || mails::check(&sent, &postfix.got()));
    let reports = sender.mailbox.reports();
    assert_eq!(reports.len(), 1, "{reports:?}");
    let report = mail_parser::MessageParser::default().parse(&reports[0]).unwrap();
    let status = report
        .parts
        .iter()
        .find(|part| is_type(part, "message", "delivery-status"))
        .unwrap();
    let status = String::from_utf8(status.contents().to_vec())
        .unwrap()
        .replace("\r\n", "\n");
    let status = status.replace("\n ", " ").replace("\n\t", " ");
    let field = |name: &str| -> Vec<String> {
        let values = status
            .lines()
            .filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        values
            .map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    };
    assert_eq!(
        field("Final-Recipient"),
        [format!("rfc822; {unknown}")],
        "{status}"
    );
    assert_eq!(field("Action"), ["failed"]);
    assert_eq!(field("Status"), ["5.1.1"]);
    let words =
        "550 5.1.1 <unknown@one.test>: Recipient address rejected: User unknown in virtual mailbox table";
    assert_eq!(field("Diagnostic-Code"), [format!("smtp; {words}")]);
    let reported = sender
        .events
        .lock()
        .unwrap()
        .iter()
        .filter(|e| matches!(e, Event::Report { .. }))
        .count();
    assert_eq!(reported, 1);
}

fn is_type(part: &mail_parser::MessagePart<'_>, main: &str, sub: &str) -> bool {
    use mail_parser::MimeHeaders;
    part.content_type()
        .is_some_and(|kind| kind.ctype() == main && kind.subtype() == Some(sub))
}
