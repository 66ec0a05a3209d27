//! Every recipient ends in exactly one of: delivered, handed over, reported.

use crate::support::{self, Delivered, Mailbox, SENDER, builder, message, settle, submission};
use ropeway::message::{
    DirectoryEntry, Envelope, EnvelopeRecipient, Notify, Recipient, RecipientType, ReturnContent,
};
use ropeway::queue::{EmbeddedOptions, EmbeddedQueue, RecipientState};
use ropeway::route::{DomainPattern, Router, RouterConfig, StaticResolver};
use ropeway::session::SubmitError;
use ropeway::types::{ProxyAddress, tags};
use ropeway::{Event, LocalDeliveryError, Outcome, Relay, RelayConfig, StaticDirectory, TnefPolicy};
use ropeway_test_support::{Behaviour, Receiver};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

struct Stage {
    relay: Relay,
    receiver: Receiver,
    mailbox: Arc<Mailbox>,
    events: Arc<Mutex<Vec<Event>>>,
    _folder: tempfile::TempDir,
}

async fn stage(behaviour: Behaviour, change: impl FnOnce(&mut RelayConfig)) -> Stage {
    stage_with(behaviour, change, StaticDirectory::new()).await
}

async fn stage_with(
    behaviour: Behaviour,
    change: impl FnOnce(&mut RelayConfig),
    directory: StaticDirectory,
) -> Stage {
    let receiver = Receiver::start(behaviour).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Arc::new(Mailbox::default());
    let events = Arc::new(Mutex::new(Vec::new()));
    let relay = builder(folder.path(), receiver.address(), change)
        .local_delivery(Arc::clone(&mailbox) as _)
        .directory(Arc::new(directory))
        .observer(support::watch(&events))
        .start();
    Stage {
        relay,
        receiver,
        mailbox,
        events,
        _folder: folder,
    }
}

impl Stage {
    fn outcomes(&self) -> Vec<(String, Outcome)> {
        let events = self.events.lock().unwrap();
        let mut outcomes: Vec<_> = events
            .iter()
            .filter_map(|event| match event {
                Event::Recipient {
                    recipient, outcome, ..
                } => Some((recipient.clone(), *outcome)),
                _ => None,
            })
            .collect();
        outcomes.sort_by(|a, b| a.0.cmp(&b.0));
        outcomes
    }
}

fn smtp(address: &str) -> String {
    format!("SMTP:{address}")
}

#[tokio::test]
async fn local_and_remote_recipients_each_get_the_message_once() {
    let stage = stage(Behaviour::default(), |_| {}).await;
    let (message, envelope) = submission("Hallo", &["a@local.test", "b@one.test", "c@two.test"]);
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    let local = Delivered::Message {
        to: "a@local.test".into(),
        subject: "Hallo".into(),
    };
    assert_eq!(stage.mailbox.delivered(), [local]);
    let received = stage.receiver.received();
    // Both remote recipients have the same next hop, so they travel together.
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].recipients, ["b@one.test", "c@two.test"]);
    assert_eq!(received[0].reverse_path, SENDER);
    let parsed = mail_parser::MessageParser::default()
        .parse(&received[0].data)
        .unwrap();
    assert_eq!(parsed.subject(), Some("Hallo"));
    assert_eq!(parsed.body_text(0).unwrap(), "Grüße aus dem Tal\r\n.\r\nEnde\r\n");
    assert_eq!(parsed.attachment(0).unwrap().contents().len(), 3000);
    assert_eq!(
        stage.outcomes(),
        [
            (smtp("a@local.test"), Outcome::HandedOver),
            (smtp("b@one.test"), Outcome::Delivered),
            (smtp("c@two.test"), Outcome::Delivered)
        ]
    );
}

#[tokio::test]
async fn a_refused_recipient_is_reported_in_the_servers_words_and_the_others_get_theirs() {
    let behaviour = Behaviour {
        rcpt: Some(Arc::new(|address| {
            (address == "gone@x.test").then(|| "550 5.1.1 nobody of that name".into())
        })),
        ..Behaviour::default()
    };
    let stage = stage(behaviour, |_| {}).await;
    let (message, envelope) = submission("Hallo", &["gone@x.test", "here@x.test"]);
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    assert_eq!(stage.receiver.received()[0].recipients, ["here@x.test"]);
    let reports = stage.mailbox.reports();
    assert_eq!(reports.len(), 1);
    for line in [
        "To: <sender@local.test>",
        "Content-Type: multipart/report; report-type=\"delivery-status\"",
        "Reporting-MTA: dns; relay.local.test",
        "Final-Recipient: rfc822; gone@x.test",
        "Action: failed",
        "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 nobody of that name",
        "Auto-Submitted: auto-replied",
    ] {
        let text = reports[0]
            .replace("\r\n ", " ")
            .replace("\r\n\t", " ")
            .replace(";boundary", "; boundary");
        assert!(text.contains(line), "{line} is missing in\n{}", reports[0]);
    }
    assert!(!reports[0].contains("here@x.test\r\nAction"), "{}", reports[0]);
    // The report's third part is the message itself.
    let parsed = mail_parser::MessageParser::default()
        .parse(reports[0].as_bytes())
        .unwrap();
    let original = parsed
        .attachments()
        .find_map(|part| part.message())
        .expect("no returned message");
    assert_eq!(original.subject(), Some("Hallo"));
}

#[tokio::test]
async fn what_is_refused_for_now_is_tried_again() {
    let tries = Arc::new(Mutex::new(0));
    let counter = Arc::clone(&tries);
    let behaviour = Behaviour {
        rcpt: Some(Arc::new(move |_| {
            let mut tries = counter.lock().unwrap();
            *tries += 1;
            (*tries < 3).then(|| "451 4.7.1 come back later".to_owned())
        })),
        ..Behaviour::default()
    };
    let stage = stage(behaviour, |_| {}).await;
    let (message, envelope) = submission("Hallo", &["a@x.test"]);
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    assert_eq!(*tries.lock().unwrap(), 3);
    assert_eq!(stage.receiver.count(), 1);
    let outcomes: Vec<Outcome> = stage.outcomes().into_iter().map(|(_, o)| o).collect();
    assert_eq!(
        outcomes,
        [Outcome::Deferred, Outcome::Deferred, Outcome::Delivered]
    );
    assert_eq!(stage.mailbox.reports(), Vec::<String>::new());
}

#[tokio::test]
async fn what_is_refused_for_too_long_is_reported_with_the_last_words() {
    let behaviour = Behaviour {
        rcpt: Some(Arc::new(|_| Some("452 4.2.2 mailbox full".to_owned()))),
        ..Behaviour::default()
    };
    let stage = stage(behaviour, |config| {
        config.schedule.expiry = Duration::from_millis(400)
    })
    .await;
    let (message, envelope) = submission("Hallo", &["a@x.test"]);
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    let reports = stage.mailbox.reports();
    assert_eq!(reports.len(), 1);
    assert!(reports[0].contains("452 4.2.2 mailbox full"), "{}", reports[0]);
    assert!(reports[0].contains("Action: failed"), "{}", reports[0]);
    assert_eq!(stage.receiver.count(), 0);
}

/// Misbehaviour at each step; the recipient must end reported after the time allowed, and no other way.
async fn unreachable_by(behaviour: Behaviour) {
    let stage = stage(behaviour, |config| {
        config.schedule.expiry = Duration::from_millis(300)
    })
    .await;
    let (message, envelope) = submission("Hallo", &["a@x.test"]);
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    assert_eq!(stage.mailbox.reports().len(), 1);
    assert!(
        stage.mailbox.reports()[0].contains("Status: 4."),
        "{}",
        stage.mailbox.reports()[0]
    );
    assert_eq!(stage.receiver.count(), 0);
    let last = stage.outcomes().last().unwrap().1;
    assert!(matches!(last, Outcome::Failed | Outcome::HandedOver), "{last:?}");
}

#[tokio::test]
async fn a_server_that_never_speaks() {
    unreachable_by(Behaviour {
        mute: true,
        ..Behaviour::default()
    })
    .await;
}

#[tokio::test]
async fn a_server_that_greets_with_nonsense() {
    unreachable_by(Behaviour {
        greeting: Some("HTTP/1.1 200 OK\r\n\r\n".into()),
        ..Behaviour::default()
    })
    .await;
}

#[tokio::test]
async fn a_server_that_refuses_at_the_greeting() {
    unreachable_by(Behaviour {
        greeting: Some("421 4.3.2 closing\r\n".into()),
        ..Behaviour::default()
    })
    .await;
}

#[tokio::test]
async fn a_server_that_closes_in_the_middle() {
    unreachable_by(Behaviour {
        close_in_data: true,
        ..Behaviour::default()
    })
    .await;
}

#[tokio::test]
async fn a_port_where_nobody_listens() {
    let receiver = Receiver::start(Behaviour::default()).await.unwrap();
    let nobody: SocketAddr = receiver.address();
    drop(receiver);
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Arc::new(Mailbox::default());
    let relay = builder(folder.path(), nobody, |config| {
        config.schedule.expiry = Duration::from_millis(300)
    })
    .local_delivery(Arc::clone(&mailbox) as _)
    .start();
    let (message, envelope) = submission("Hallo", &["a@x.test"]);
    relay.submit(message, envelope).await.unwrap();
    settle(&relay).await;
    assert_eq!(mailbox.reports().len(), 1);
}

#[tokio::test]
async fn a_lost_confirmation_repeats_the_message_with_the_same_id_and_no_report() {
    let behaviour = Behaviour {
        close_after_data: true,
        ..Behaviour::default()
    };
    let stage = stage(behaviour, |config| {
        config.schedule.expiry = Duration::from_secs(30)
    })
    .await;
    let (message, envelope) = submission("Hallo", &["a@x.test"]);
    stage.relay.submit(message, envelope).await.unwrap();
    assert!(stage.receiver.wait_for(3, Duration::from_secs(20)).await);
    stage.relay.shutdown(Duration::from_secs(5)).await;
    let received = stage.receiver.received();
    // Byte for byte the same: a receiver can recognise it.
    assert!(received.windows(2).all(|pair| pair[0].data == pair[1].data));
    assert_eq!(stage.mailbox.reports(), Vec::<String>::new());
}

#[tokio::test]
async fn directory_names_are_looked_up_and_unknown_ones_reported() {
    let dn = "/o=Org/ou=Site/cn=Recipients/cn=ann";
    let entry = DirectoryEntry {
        smtp_address: "ann@x.test".into(),
        display_name: Some("Ann".into()),
        x500_dn: Some(dn.into()),
        ..DirectoryEntry::default()
    };
    let directory = StaticDirectory::new().user(entry, []);
    let stage = stage_with(Behaviour::default(), |_| {}, directory).await;
    let mut message = message("Hallo");
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Ann", "ann@x.test"));
    let mut envelope = Envelope::new(SENDER, []);
    for dn in [
        "/O=ORG/OU=SITE/CN=RECIPIENTS/CN=ANN",
        "/o=Org/ou=Site/cn=Recipients/cn=nobody",
    ] {
        envelope
            .recipients
            .push(EnvelopeRecipient::new(ProxyAddress::new("EX", dn)));
    }
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    assert_eq!(stage.receiver.received()[0].recipients, ["ann@x.test"]);
    let reports = stage.mailbox.reports();
    assert_eq!(reports.len(), 1);
    assert!(reports[0].contains("Status: 5.1.1"), "{}", reports[0]);
    assert!(reports[0].to_lowercase().contains("cn=nobody"), "{}", reports[0]);
}

#[tokio::test]
async fn addresses_that_are_none_are_reported_and_sink_nobody_else() {
    let stage = stage(Behaviour::default(), |_| {}).await;
    let (message, _) = submission("Hallo", &["ok@x.test"]);
    let envelope = Envelope::new(
        SENDER,
        [
            "no at sign",
            "a@b@c..test",
            "ok@x.test",
            "<inject>\r\nRCPT TO:<x@y>@x.test",
        ],
    );
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    assert_eq!(stage.receiver.received()[0].recipients, ["ok@x.test"]);
    let reports = stage.mailbox.reports();
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].matches("Action: failed").count(), 3, "{}", reports[0]);
    assert!(
        mail_parser::MessageParser::default()
            .parse(reports[0].as_bytes())
            .is_some()
    );
}

#[tokio::test]
async fn notify_never_is_heeded_and_success_is_reported_where_the_hop_does_not() {
    let behaviour = Behaviour {
        no_dsn: true,
        rcpt: Some(Arc::new(|address| {
            address.starts_with("gone").then(|| "550 5.1.1 no".into())
        })),
        ..Behaviour::default()
    };
    let stage = stage(behaviour, |_| {}).await;
    let (message, _) = submission("Hallo", &["gone@x.test"]);
    let mut envelope = Envelope::new(SENDER, ["gone@x.test", "glad@x.test", "at-home@local.test"]);
    envelope.return_content = Some(ReturnContent::Headers);
    envelope.recipients[0].notify = Notify::Never;
    let success = Notify::On {
        success: true,
        failure: true,
        delay: false,
    };
    envelope.recipients[1].notify = success;
    envelope.recipients[2].notify = success;
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    let mut actions: Vec<&str> = Vec::new();
    let reports = stage.mailbox.reports();
    for report in &reports {
        actions.extend(report.lines().filter_map(|line| line.strip_prefix("Action: ")));
    }
    actions.sort_unstable();
    assert_eq!(actions, ["delivered", "relayed"]);
}

#[tokio::test]
async fn a_report_is_never_answered_by_a_report() {
    let behaviour = Behaviour {
        rcpt: Some(Arc::new(|_| Some("550 5.7.1 not for you".into()))),
        ..Behaviour::default()
    };
    let stage = stage(behaviour, |_| {}).await;
    let (message, _) = submission("Hallo", &["a@x.test"]);
    // The sender is remote too, and refused as well: the report cannot be delivered.
    stage
        .relay
        .submit(message, Envelope::new("sender@y.test", ["a@x.test"]))
        .await
        .unwrap();
    settle(&stage.relay).await;
    let events = stage.events.lock().unwrap();
    assert_eq!(
        events
            .iter()
            .filter(|e| matches!(e, Event::Report { .. }))
            .count(),
        1
    );
    assert_eq!(stage.receiver.count(), 0);
}

#[tokio::test]
async fn a_delayed_message_is_announced_once() {
    let behaviour = Behaviour {
        rcpt: Some(Arc::new(|_| Some("451 4.3.0 later".to_owned()))),
        ..Behaviour::default()
    };
    let stage = stage(behaviour, |config| {
        config.schedule.delay_notice_after = Some(Duration::from_millis(100));
        config.schedule.expiry = Duration::from_millis(900);
    })
    .await;
    let (message, envelope) = submission("Hallo", &["a@x.test"]);
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    let actions: Vec<String> = stage
        .mailbox
        .reports()
        .iter()
        .flat_map(|report| {
            report
                .lines()
                .filter_map(|l| l.strip_prefix("Action: "))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(actions, ["delayed", "failed"]);
}

#[tokio::test]
async fn local_refusals_are_repeated_or_reported_by_their_class() {
    let stage = stage(Behaviour::default(), |_| {}).await;
    // Popped from the end: first a transient one, then a permanent one.
    *stage.mailbox.refusals.lock().unwrap() = vec![
        LocalDeliveryError::no_such_mailbox(),
        LocalDeliveryError::temporary("busy"),
    ];
    let (message, envelope) = submission("Hallo", &["a@local.test"]);
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    let reports = stage.mailbox.reports();
    assert_eq!(reports.len(), 1);
    assert!(reports[0].contains("Status: 5.1.1"), "{}", reports[0]);
}

#[tokio::test]
async fn a_full_queue_refuses_and_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = EmbeddedOptions::default();
    options.max_bytes = Some(10);
    let queue = EmbeddedQueue::open(folder.path(), options).unwrap();
    let router = Router::new(
        RouterConfig::builder().build().unwrap(),
        Arc::new(StaticResolver::new()),
    );
    let relay = Relay::builder(RelayConfig::new("relay.test"), Arc::new(queue), router).start();
    let (message, envelope) = submission("Hallo", &["a@x.test"]);
    assert_eq!(relay.submit(message, envelope).await, Err(SubmitError::QueueFull));
    assert!(relay.idle(Duration::ZERO).await.unwrap());
    relay.shutdown(Duration::from_secs(1)).await;
    let (message, envelope) = submission("Hallo", &["a@x.test"]);
    assert_eq!(
        relay.submit(message, envelope).await,
        Err(SubmitError::ShuttingDown)
    );
}

#[tokio::test]
async fn stopping_gives_back_what_is_under_way_and_a_new_start_finishes_it() {
    let slow = Behaviour {
        slow: Duration::from_secs(20),
        ..Behaviour::default()
    };
    let stage = stage(slow, |_| {}).await;
    let (message, envelope) = submission("Hallo", &["a@x.test", "b@local.test"]);
    let id = stage.relay.submit(message, envelope).await.unwrap();
    assert!(stage.receiver.wait_for(1, Duration::from_secs(10)).await);
    stage.relay.shutdown(Duration::from_millis(100)).await;
    let Stage {
        relay,
        mailbox,
        _folder: folder,
        ..
    } = stage;
    drop(relay);
    let receiver = Receiver::start(Behaviour::default()).await.unwrap();
    let again = builder(folder.path(), receiver.address(), |_| {})
        .local_delivery(Arc::clone(&mailbox) as _)
        .start();
    let view = again
        .queue()
        .entry(id)
        .await
        .unwrap()
        .expect("the entry is still there");
    assert_eq!(view.recipients[1].state, RecipientState::HandedOver);
    settle(&again).await;
    assert_eq!(receiver.received()[0].recipients, ["a@x.test"]);
    // What was recorded before the stop is not repeated.
    assert_eq!(mailbox.delivered().len(), 1);
}

#[tokio::test]
async fn a_slow_destination_does_not_keep_others_waiting() {
    let slow = Receiver::start(Behaviour {
        slow: Duration::from_secs(15),
        ..Behaviour::default()
    })
    .await
    .unwrap();
    let quick = Receiver::start(Behaviour::default()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let hosts = |address: SocketAddr| ropeway::route::ConnectorNext::SmartHosts(vec![address.into()]);
    let routing = RouterConfig::builder()
        .connector(ropeway::route::Connector::new(
            "slow",
            "slow.test".parse().unwrap(),
            hosts(slow.address()),
        ))
        .connector(ropeway::route::Connector::new(
            "quick",
            "quick.test".parse().unwrap(),
            hosts(quick.address()),
        ))
        .build()
        .unwrap();
    let mut config = RelayConfig::new("relay.test");
    config.max_in_flight = 8;
    config.max_per_destination = 2;
    let queue = EmbeddedQueue::open(folder.path(), EmbeddedOptions::default()).unwrap();
    let router = Router::new(routing, Arc::new(StaticResolver::new()));
    let relay = Relay::builder(config, Arc::new(queue), router).start();
    for n in 0..40 {
        let (message, envelope) = submission(&n.to_string(), &["a@slow.test"]);
        relay.submit(message, envelope).await.unwrap();
    }
    for n in 0..20 {
        let (message, envelope) = submission(&n.to_string(), &["a@quick.test"]);
        relay.submit(message, envelope).await.unwrap();
    }
    assert!(
        quick.wait_for(20, Duration::from_secs(10)).await,
        "{} came",
        quick.count()
    );
    assert!(slow.count() <= 4, "{}", slow.count());
}

#[tokio::test]
async fn sk_02_tnef_goes_to_the_domains_that_may_have_it_and_to_nobody_else() {
    let domain = |name: &str| DomainPattern::Exact(name.parse().unwrap());
    let stage = stage(Behaviour::default(), |config| {
        config.tnef = vec![
            (domain("one.test"), TnefPolicy::Always),
            (domain("two.test"), TnefPolicy::OnRequest),
        ];
    })
    .await;
    let addresses = ["a@one.test", "b@two.test", "c@two.test", "d@three.test"];
    let (mut message, envelope) = submission("Hallo", &addresses);
    message.recipients = addresses
        .iter()
        .map(|address| Recipient::smtp(RecipientType::TO, "", address))
        .collect();
    for asks in [1, 3] {
        message.recipients[asks]
            .properties
            .set(tags::SEND_RICH_INFO, true);
    }
    stage.relay.submit(message, envelope).await.unwrap();
    settle(&stage.relay).await;
    let mut received: Vec<(Vec<String>, bool, String)> = Vec::new();
    for mail in stage.receiver.received() {
        let text = String::from_utf8(mail.data.clone()).unwrap();
        let id = text.lines().find(|line| line.starts_with("Message-ID:")).unwrap();
        received.push((
            mail.recipients.clone(),
            text.contains("application/ms-tnef"),
            id.to_owned(),
        ));
    }
    received.sort();
    let (rich, plain): (Vec<_>, Vec<_>) = received.iter().partition(|(_, tnef, _)| *tnef);
    let to = |mails: &[&(Vec<String>, bool, String)]| -> Vec<String> {
        let mut to: Vec<String> = mails.iter().flat_map(|(to, ..)| to.clone()).collect();
        to.sort();
        to
    };
    assert_eq!(to(&rich), ["a@one.test", "b@two.test"]);
    assert_eq!(to(&plain), ["c@two.test", "d@three.test"]);
    // One message, whatever its form.
    assert!(received.iter().all(|(.., id)| *id == received[0].2));
}
