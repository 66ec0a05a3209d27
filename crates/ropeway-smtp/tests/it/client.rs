//! The driver: which host is tried when, and what is reported.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ropeway_smtp::{
    Client, ClientConfig, Connection, Credentials, FailureKind, Host, ProblemKind, RecipientOutcome, Report,
    Stage, Timeouts, TlsPolicy, Transaction,
};

use crate::server::Server;
use crate::support::{config, summary, transaction};

const OPEN: &str = "S: 220 mx.example\nC: EHLO client.example\nS: 250 mx.example\n";
const MAIL: &str = "C: MAIL FROM:<me@client.example>\n";
const CONTENT: &str = "C: Subject: x\nC: \nC: hello\nC: .\n";
const MAIL_SIZED: &str = "C: MAIL FROM:<me@client.example> SIZE=21\nS: 250 ok
    C: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA\nS: 354 go
    C: Subject: x\nC: \nC: hello\nC: .\nS: 250 taken\n";
const QUIT: &str = "C: QUIT\nS: 221 bye";

fn takes(recipient: &str) -> String {
    format!(
        "{MAIL}S: 250 ok\nC: RCPT TO:<{recipient}>\nS: 250 ok\nC: DATA\nS: 354 go\n{CONTENT}S: 250 2.0.0 taken\n"
    )
}

/// A client that gives up soon: transcripts hang on purpose.
fn client() -> Client {
    Client::new(impatient())
}

fn impatient() -> ClientConfig {
    let mut config = config();
    config.timeouts = Timeouts::all(Duration::from_millis(300));
    config
}

async fn send(servers: &[&Server], transaction: &Transaction) -> Report {
    let hosts: Vec<Host> = servers.iter().map(|server| server.host()).collect();
    client().send(&hosts, transaction).await
}

/// An address where nobody listens.
fn closed_address() -> SocketAddr {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap()
}

fn failures(report: &Report) -> Vec<String> {
    let text = |a: &ropeway_smtp::Attempt| a.failure.as_ref().map_or("fine".to_owned(), ToString::to_string);
    report.attempts.iter().map(text).collect()
}

#[tokio::test]
async fn delivers_and_quits() {
    let server = Server::start(&[&format!("{OPEN}{}{QUIT}", takes("a@mx.example"))]).await;
    let report = send(&[&server], &transaction(&["a@mx.example"])).await;
    assert_eq!(summary(&report.recipients), ["delivered: 250 2.0.0 taken"]);
    assert!(report.is_delivered() && !report.tls);
    assert_eq!(report.attempts.len(), 1);
    assert_eq!(report.attempts[0].address, Some(server.address));
    assert_eq!(report.attempts[0].failure, None);
    server.finish().await;
}

#[tokio::test]
async fn goes_to_the_next_address_and_host_until_one_answers() {
    let dead = closed_address();
    let busy = Server::start(&["S: 554 not today\nC: QUIT\nS: 221 bye"]).await;
    let good = Server::start(&[&format!("{OPEN}{}{QUIT}", takes("a@mx.example"))]).await;
    let hosts = [
        Host::new("mx1.example", [dead, busy.address]),
        Host::new("mx2.example", []),
        good.host(),
    ];
    let report = client().send(&hosts, &transaction(&["a@mx.example"])).await;
    assert!(report.is_delivered());
    assert_eq!(
        failures(&report),
        [
            "connect: network failure: connection refused",
            "greeting: refused by the server: 554 not today",
            "connect: host has no address",
            "fine"
        ]
    );
    busy.finish().await;
    good.finish().await;
}

#[tokio::test]
async fn mail_refused_for_now_goes_to_the_next_host() {
    let greylisting = Server::start(&[&format!("{OPEN}{MAIL}S: 451 4.7.1 later\n{QUIT}")]).await;
    let good = Server::start(&[&format!("{OPEN}{}{QUIT}", takes("a@mx.example"))]).await;
    let report = send(&[&greylisting, &good], &transaction(&["a@mx.example"])).await;
    assert!(report.is_delivered());
    greylisting.finish().await;
    good.finish().await;
}

#[tokio::test]
async fn mail_refused_for_now_everywhere_reports_the_last_words() {
    let first = Server::start(&[&format!("{OPEN}{MAIL}S: 451 4.7.1 first\n{QUIT}")]).await;
    let last = Server::start(&[&format!("{OPEN}{MAIL}S: 421 4.3.2 last")]).await;
    let report = send(&[&first, &last], &transaction(&["a@mx.example"])).await;
    assert_eq!(
        summary(&report.recipients),
        ["transient 4.3.2: MAIL FROM: refused by the server: 421 4.3.2 last"]
    );
}

#[tokio::test]
async fn a_servers_words_are_not_lost_to_a_later_failure_without_any() {
    let busy = Server::start(&[&format!("{OPEN}{MAIL}S: 451 4.7.1 later\n{QUIT}")]).await;
    let dead = Host::new("dead.example", [closed_address()]);
    let hangs_up = Server::start(&[&format!("{OPEN}{MAIL}CLOSE")]).await;
    let hosts = [
        busy.host(),
        dead,
        Host::new("nowhere.example", []),
        hangs_up.host(),
    ];
    let report = client().send(&hosts, &transaction(&["a@mx.example"])).await;
    let problem = report.recipients[0].problem().unwrap();
    assert_eq!(
        problem.to_string(),
        "MAIL FROM: refused by the server: 451 4.7.1 later"
    );
    assert_eq!(problem.host.as_deref(), Some("mx.example"));
    assert_eq!(report.attempts.len(), 4);
    busy.finish().await;
}

#[tokio::test]
async fn a_final_refusal_of_mail_or_rcpt_is_never_tried_elsewhere() {
    let never = Server::start(&["C: must not be reached"]).await;
    for (reply, rest) in [
        (
            "S: 550 5.7.1 no",
            "permanent 5.7.1: MAIL FROM: refused by the server: 550 5.7.1 no",
        ),
        (
            "S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 550 5.1.1 no",
            "permanent 5.1.1: RCPT TO: refused by the server: 550 5.1.1 no",
        ),
        (
            "S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 450 4.2.1 later",
            "transient 4.2.1: RCPT TO: refused by the server: 450 4.2.1 later",
        ),
    ] {
        let server = Server::start(&[&format!("{OPEN}{MAIL}{reply}\n{QUIT}")]).await;
        let report = send(&[&server, &never], &transaction(&["a@mx.example"])).await;
        assert_eq!(summary(&report.recipients), [rest]);
        assert_eq!(report.attempts.len(), 1);
        server.finish().await;
    }
}

#[tokio::test]
async fn an_unconfirmed_message_is_never_sent_again() {
    let never = Server::start(&["C: must not be reached"]).await;
    for end in ["CLOSE", "HANG", "S: nonsense\nHANG"] {
        let transcript = format!(
            "{OPEN}{MAIL}S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA\nS: 354 go\n{CONTENT}{end}"
        );
        let server = Server::start(&[&transcript]).await;
        let report = send(&[&server, &never], &transaction(&["a@mx.example"])).await;
        let RecipientOutcome::Transient(problem) = &report.recipients[0] else {
            panic!("{report:?}")
        };
        assert!(matches!(problem.kind, ProblemKind::Unconfirmed(_)), "{problem}");
        assert_eq!(problem.host.as_deref(), Some("mx.example"));
        assert_eq!(report.attempts.len(), 1);
        server.finish().await;
    }
}

#[tokio::test]
async fn a_host_that_hangs_times_out_at_each_step() {
    let steps = [
        ("HANG".to_owned(), Stage::Greeting),
        ("S: 220 x\nC: EHLO client.example\nHANG".to_owned(), Stage::Ehlo),
        (format!("{OPEN}{MAIL}HANG"), Stage::Mail),
        (
            format!("{OPEN}{MAIL}S: 250 ok\nC: RCPT TO:<a@mx.example>\nHANG"),
            Stage::Rcpt,
        ),
        (
            format!("{OPEN}{MAIL}S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA\nHANG"),
            Stage::Data,
        ),
    ];
    for (transcript, stage) in steps {
        let server = Server::start(&[&transcript]).await;
        let report = send(&[&server], &transaction(&["a@mx.example"])).await;
        let failure = report.attempts[0].failure.as_ref().unwrap();
        assert_eq!((failure.stage, &failure.kind), (stage, &FailureKind::Timeout));
        assert!(matches!(report.recipients[0], RecipientOutcome::Transient(_)));
        server.finish().await;
    }
}

#[tokio::test]
async fn a_quit_without_an_answer_does_not_spoil_the_outcome() {
    let server = Server::start(&[&format!("{OPEN}{}C: QUIT\nHANG", takes("a@mx.example"))]).await;
    let report = send(&[&server], &transaction(&["a@mx.example"])).await;
    assert!(report.is_delivered());
    server.finish().await;
}

#[tokio::test]
async fn recipients_beyond_the_limit_follow_over_the_same_connection() {
    let mut config = impatient();
    config.max_recipients_per_transaction = 1;
    let transcript = format!("{OPEN}{}{}{QUIT}", takes("a@mx.example"), takes("b@mx.example"));
    let server = Server::start(&[&transcript]).await;
    let report = Client::new(config)
        .send(&[server.host()], &transaction(&["a@mx.example", "b@mx.example"]))
        .await;
    assert_eq!(summary(&report.recipients), ["delivered: 250 2.0.0 taken"; 2]);
    assert_eq!(report.attempts.len(), 1);
    server.finish().await;
}

#[tokio::test]
async fn the_rest_of_too_many_recipients_goes_in_a_new_transaction_at_once() {
    let transcript = format!(
        "{OPEN}{MAIL}S: 250 ok
         C: RCPT TO:<a@mx.example>\nS: 250 ok\nC: RCPT TO:<b@mx.example>\nS: 452 4.5.3 too many
         C: DATA\nS: 354 go\n{CONTENT}S: 250 first
         {MAIL}S: 250 ok\nC: RCPT TO:<b@mx.example>\nS: 250 ok\nC: RCPT TO:<c@mx.example>\nS: 550 no
         C: DATA\nS: 354 go\n{CONTENT}S: 250 second\n{QUIT}"
    );
    let server = Server::start(&[&transcript]).await;
    let report = send(
        &[&server],
        &transaction(&["a@mx.example", "b@mx.example", "c@mx.example"]),
    )
    .await;
    assert_eq!(
        summary(&report.recipients),
        [
            "delivered: 250 first",
            "delivered: 250 second",
            "permanent 5.0.0: RCPT TO: refused by the server: 550 no"
        ]
    );
    server.finish().await;
}

#[tokio::test]
async fn a_limit_on_transactions_leads_to_a_new_connection() {
    let open = "S: 220 x\nC: EHLO client.example\nS: 250-x\nS: 250 LIMITS RCPTMAX=1 MAILMAX=1\n";
    let transcript = |recipient: &str| format!("{open}{}{QUIT}", takes(recipient));
    let names = ["a@mx.example", "b@mx.example", "c@mx.example"];
    let transcripts = names.map(transcript);
    let server = Server::start(&transcripts.each_ref().map(String::as_str)).await;
    // More connections than may fail in a row: each of these gets something through.
    let mut config = impatient();
    config.max_connections = 1;
    let report = Client::new(config)
        .send(&[server.host()], &transaction(&names))
        .await;
    assert!(report.is_delivered(), "{report:?}");
    assert_eq!(report.attempts.len(), 3);
    server.finish().await;
}

#[tokio::test]
async fn a_421_between_transactions_leads_to_a_new_connection() {
    let mut config = impatient();
    config.max_recipients_per_transaction = 1;
    let first = format!(
        "{OPEN}{}{MAIL}S: 421 enough for one connection",
        takes("a@mx.example")
    );
    let second = format!("{OPEN}{}{QUIT}", takes("b@mx.example"));
    let server = Server::start(&[&first, &second]).await;
    let report = Client::new(config)
        .send(&[server.host()], &transaction(&["a@mx.example", "b@mx.example"]))
        .await;
    assert!(report.is_delivered(), "{report:?}");
    assert_eq!(
        failures(&report),
        [
            "MAIL FROM: refused by the server: 421 enough for one connection",
            "fine"
        ]
    );
    server.finish().await;
}

#[tokio::test]
async fn a_connection_that_dies_in_a_transaction_leaves_its_recipients_for_later() {
    let mut config = impatient();
    config.max_recipients_per_transaction = 1;
    let dies = format!("{OPEN}{MAIL}S: 250 ok\nC: RCPT TO:<a@mx.example>\nCLOSE");
    let first = Server::start(&[&dies]).await;
    let second = Server::start(&[&format!("{OPEN}{}{QUIT}", takes("b@mx.example"))]).await;
    let hosts = [first.host(), second.host()];
    let report = Client::new(config)
        .send(&hosts, &transaction(&["a@mx.example", "b@mx.example"]))
        .await;
    assert_eq!(
        summary(&report.recipients),
        [
            "transient 4.4.2: RCPT TO: connection failed: closed by the server",
            "delivered: 250 2.0.0 taken"
        ]
    );
    second.finish().await;
}

#[tokio::test]
async fn hosts_that_all_take_no_mail_make_it_permanent() {
    let no_mail = [
        Server::start(&["S: 521 no mail"]).await,
        Server::start(&["S: 521 5.3.2 no mail"]).await,
    ];
    let report = send(&[&no_mail[0], &no_mail[1]], &transaction(&["a@mx.example"])).await;
    assert_eq!(
        summary(&report.recipients),
        ["permanent 5.3.2: greeting: refused by the server: 521 5.3.2 no mail"]
    );

    let mixed = [
        Server::start(&["S: 521 no mail"]).await,
        Server::start(&["S: 554 no"]).await,
    ];
    let report = send(&[&mixed[0], &mixed[1]], &transaction(&["a@mx.example"])).await;
    assert_eq!(
        summary(&report.recipients),
        ["transient 4.0.0: greeting: refused by the server: 554 no"]
    );
}

#[tokio::test]
async fn no_host_is_transient() {
    let report = client().send(&[], &transaction(&["a@mx.example"])).await;
    assert_eq!(
        summary(&report.recipients),
        ["transient 4.4.4: local check: no host to send to"]
    );
    let report = client()
        .send(&[Host::new("mx.example", [])], &transaction(&["a@mx.example"]))
        .await;
    assert_eq!(
        summary(&report.recipients),
        ["transient 4.4.4: connect: connection failed: host has no address"]
    );
}

#[tokio::test]
async fn what_no_host_could_take_is_decided_without_a_connection() {
    let dead = Host::new("mx.example", [closed_address()]);
    let hosts = [dead];
    let mut smuggler = transaction(&["a@mx.example"]);
    smuggler.message = "a\n.\nb".into();
    let report = client().send(&hosts, &smuggler).await;
    assert_eq!(
        summary(&report.recipients),
        ["permanent 5.6.0: local check: line feed without carriage return at octet 1"]
    );
    assert!(report.attempts.is_empty());

    let mut config = impatient();
    config.ehlo_name = "not a name".to_owned();
    let report = Client::new(config)
        .send(&hosts, &transaction(&["a@mx.example"]))
        .await;
    assert_eq!(
        summary(&report.recipients),
        ["transient 4.3.5: local check: connection failed: configuration: ehlo name is not well formed"]
    );
    assert!(report.attempts.is_empty());
}

#[tokio::test]
async fn connections_in_a_row_that_fail_are_bounded() {
    let dead = closed_address();
    let mut config = impatient();
    config.max_connections = 3;
    let host = Host::new("mx.example", [dead; 8]);
    let report = Client::new(config)
        .send(&[host], &transaction(&["a@mx.example"]))
        .await;
    assert_eq!(report.attempts.len(), 3);
}

#[tokio::test]
async fn rejected_credentials_are_not_tried_at_each_address() {
    let refuses = "S: 220 x\nC: EHLO client.example\nS: 250-x\nS: 250 AUTH PLAIN\n\
                   C: AUTH PLAIN AHVzZXIAc2VjcmV0\nS: 535 5.7.8 no\nC: QUIT\nS: 221 bye";
    let server = Server::start(&[refuses]).await;
    let mut host = Host::new("mx.example", [server.address, closed_address()]);
    host.tls = TlsPolicy::Never;
    host.credentials = Some(Credentials::new("user", "secret").dangerous_allow_without_tls());
    let report = client().send(&[host], &transaction(&["a@mx.example"])).await;
    assert_eq!(
        summary(&report.recipients),
        ["transient 4.7.8: AUTH: refused by the server: 535 5.7.8 no"]
    );
    assert_eq!(report.attempts.len(), 1);
    server.finish().await;
}

#[tokio::test]
async fn a_large_message_passes_a_server_that_reads_slowly_and_answers_late() {
    let line = "y".repeat(70);
    let mut large = transaction(&["a@mx.example"]);
    large.message = (line.clone() + "\r\n").repeat(20_000).into_bytes().into();
    let content = format!("C: {line}\n").repeat(20_000) + "C: .\n";
    let transcript = format!(
        "{OPEN}{MAIL}S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA\nS: 354 go\n{content}S: 250 ok\n{QUIT}"
    );
    let server = Server::start(&[&transcript]).await;
    let mut config = config();
    config.timeouts = Timeouts::all(Duration::from_secs(60));
    let report = Client::new(config).send(&[server.host()], &large).await;
    assert!(report.is_delivered(), "{report:?}");
    server.finish().await;
}

#[tokio::test]
async fn a_connection_carries_several_transactions() {
    let open = "S: 220 x\nC: EHLO client.example\nS: 250-x\nS: 250 SIZE 1000\n";
    let transcript =
        format!("{open}C: MAIL FROM:<me@client.example> SIZE=21\nS: 550 5.7.1 no\n{MAIL_SIZED}{QUIT}");
    let server = Server::start(&[&transcript]).await;
    let mut connection = Connection::open(&client(), &server.host(), server.address)
        .await
        .unwrap();
    assert_eq!(connection.capabilities().size, Some(1000));
    for outcome in [
        "permanent 5.7.1: MAIL FROM: refused by the server: 550 5.7.1 no",
        "delivered: 250 taken",
    ] {
        assert!(connection.is_ready());
        let report = connection.send(&transaction(&["a@mx.example"])).await.unwrap();
        assert_eq!(summary(&report.outcomes), [outcome]);
    }
    assert_eq!(connection.failure(), None);
    connection.quit().await;
    server.finish().await;
}

#[tokio::test]
async fn a_connection_that_died_takes_no_transaction() {
    let server = Server::start(&[&format!("{OPEN}{MAIL}S: 421 4.3.2 going down")]).await;
    let mut connection = Connection::open(&client(), &server.host(), server.address)
        .await
        .unwrap();
    let report = connection.send(&transaction(&["a@mx.example"])).await.unwrap();
    assert_eq!(
        summary(&report.outcomes),
        ["transient 4.3.2: MAIL FROM: refused by the server: 421 4.3.2 going down"]
    );
    assert!(!connection.is_ready());
    assert_eq!(
        connection.failure().map(|failure| failure.stage),
        Some(Stage::Mail)
    );
    assert!(connection.send(&transaction(&["a@mx.example"])).await.is_err());
    // There is nobody to say QUIT to, and nothing to wait for.
    connection.quit().await;
    server.finish().await;
}

#[tokio::test]
async fn dropping_the_future_closes_the_connection() {
    let server = Server::start(&[&format!("{OPEN}{MAIL}HANG")]).await;
    let mut config = config();
    config.timeouts = Timeouts::all(Duration::from_secs(3600));
    let client = Client::new(config);
    let hosts = [server.host()];
    let transaction = transaction(&["a@mx.example"]);
    let sending = client.send(&hosts, &transaction);
    assert!(
        tokio::time::timeout(Duration::from_millis(200), sending)
            .await
            .is_err()
    );
    // The server sees the end of the stream; it would hang for an hour otherwise.
    server.finish().await;
}

#[tokio::test]
async fn the_trace_shows_the_dialogue_without_content() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let sink = lines.clone();
    let client = client().with_trace(Arc::new(move |event| {
        sink.lock().unwrap().push(event.to_string())
    }));
    let server = Server::start(&[&format!("{OPEN}{}{QUIT}", takes("a@mx.example"))]).await;
    client
        .send(&[server.host()], &transaction(&["a@mx.example"]))
        .await;
    server.finish().await;
    assert_eq!(
        lines.lock().unwrap().join("\n"),
        "mx.example S: 220 mx.example
mx.example C: EHLO client.example
mx.example S: 250 mx.example
mx.example C: MAIL FROM:<me@client.example>
mx.example S: 250 ok
mx.example C: RCPT TO:<a@mx.example>
mx.example S: 250 ok
mx.example C: DATA
mx.example S: 354 go
mx.example C: (24 octets of content)
mx.example S: 250 2.0.0 taken
mx.example C: QUIT
mx.example S: 221 bye"
    );
}

#[cfg(not(feature = "tls"))]
#[tokio::test]
async fn required_tls_is_not_attempted_without_the_feature() {
    let mut host = Host::new("mx.example", [closed_address()]);
    host.tls = TlsPolicy::Required { verify: true };
    let report = client().send(&[host], &transaction(&["a@mx.example"])).await;
    assert_eq!(failures(&report), ["TLS handshake: built without tls"]);
}
