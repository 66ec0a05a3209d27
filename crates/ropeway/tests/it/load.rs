//! Many recipients, many destinations, long lines: what one message or one destination can cost the others.

use crate::support::{Mailbox, builder, message, quick, settle, submission, watch};
use ropeway::message::{Envelope, Notify};
use ropeway::queue::{EmbeddedOptions, EmbeddedQueue};
use ropeway::route::{Connector, ConnectorNext, Router, RouterConfig, StaticResolver};
use ropeway::smtp::{Client, ClientConfig};
use ropeway::{Event, Relay, RelayConfig};
use ropeway_test_support::{Behaviour, Receiver};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

fn addresses(count: usize, domain: &str) -> Vec<String> {
    (0..count).map(|n| format!("user{n}@{domain}")).collect()
}

#[tokio::test]
async fn ten_thousand_recipients_of_one_message_take_seconds() {
    let receiver = Receiver::start(Behaviour {
        no_dsn: true,
        rcpt: Some(Arc::new(|address| {
            address.contains("9@").then(|| "550 5.1.1 no nines".into())
        })),
        ..Behaviour::default()
    })
    .await
    .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Arc::new(Mailbox::default());
    let relay = builder(folder.path(), receiver.address(), |_| {})
        .local_delivery(Arc::clone(&mailbox) as _)
        .start();
    let mut all = addresses(5000, "x.test");
    all.extend(addresses(5000, "local.test"));
    let mut envelope = Envelope::new("sender@local.test", all.iter().map(String::as_str));
    for recipient in &mut envelope.recipients {
        recipient.notify = Notify::On {
            success: true,
            failure: true,
            delay: false,
        };
    }
    let began = Instant::now();
    relay.submit(message("Hallo"), envelope).await.unwrap();
    settle(&relay).await;
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    let received: usize = receiver.received().iter().map(|r| r.recipients.len()).sum();
    assert_eq!(received, 4500);
    let reports = mailbox.reports();
    assert_eq!(mailbox.delivered().len() - reports.len(), 5000);
    let told = |action: &str| -> usize { reports.iter().map(|r| r.matches(action).count()).sum() };
    assert_eq!(
        (
            told("Action: failed"),
            told("Action: relayed"),
            told("Action: delivered")
        ),
        (500, 4500, 5000)
    );
    assert!(reports.len() < 200, "{} reports", reports.len());
}

#[tokio::test]
async fn a_message_to_many_destinations_does_not_connect_to_all_at_once() {
    let receiver = Receiver::start(Behaviour {
        slow: Duration::from_secs(2),
        ..Behaviour::default()
    })
    .await
    .unwrap();
    let mut routing = RouterConfig::builder();
    for n in 0..60 {
        let hosts = ConnectorNext::SmartHosts(vec![receiver.address().into()]);
        let pattern = format!("d{n}.test").parse().unwrap();
        routing = routing.connector(Connector::new(format!("c{n}"), pattern, hosts));
    }
    let folder = tempfile::tempdir().unwrap();
    let queue = EmbeddedQueue::open(folder.path(), EmbeddedOptions::default()).unwrap();
    let router = Router::new(routing.build().unwrap(), Arc::new(StaticResolver::new()));
    let relay = Relay::builder(RelayConfig::new("relay.test"), Arc::new(queue), router).start();
    let all: Vec<String> = (0..60).map(|n| format!("a@d{n}.test")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let (message, envelope) = submission("Hallo", &all);
    relay.submit(message, envelope).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert_eq!(receiver.connections(), 16);
    settle(&relay).await;
    assert_eq!(receiver.count(), 60);
}

#[tokio::test]
async fn a_line_before_a_slow_destination_is_not_converted_again_and_again() {
    let receiver = Receiver::start(Behaviour {
        slow: Duration::from_secs(20),
        ..Behaviour::default()
    })
    .await
    .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let events: Arc<Mutex<Vec<Event>>> = Arc::default();
    let relay = builder(folder.path(), receiver.address(), |config| {
        quick(config);
        config.max_per_destination = 1;
    })
    .observer(watch(&events))
    .smtp(Client::new(ClientConfig::new("relay.local.test")))
    .start();
    for _ in 0..20 {
        let (message, envelope) = submission("Hallo", &["a@x.test"]);
        relay.submit(message, envelope).await.unwrap();
    }
    tokio::time::sleep(Duration::from_secs(4)).await;
    let count = |wanted: fn(&Event) -> bool| events.lock().unwrap().iter().filter(|e| wanted(e)).count();
    assert_eq!(receiver.count(), 1);
    // All who came before the place was taken may have been converted, nobody twice.
    let converted = count(|e| matches!(e, Event::Converted { .. }));
    assert!(converted <= 20, "{converted}");
    // Each of them asks again, but the longer the line the less often.
    let routed = count(|e| matches!(e, Event::Routed { .. }));
    assert!((20..70).contains(&routed), "{routed}");
}
