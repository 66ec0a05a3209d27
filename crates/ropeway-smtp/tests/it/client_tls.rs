//! The driver and TLS.

use std::sync::Arc;
use std::time::Duration;

use ropeway_smtp::{Client, Host, Report, Timeouts, TlsPolicy};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::server::{Acceptor, Server};
use crate::support::{config, summary, transaction};

const HELLO: &str =
    "S: 220 mx.example\nC: EHLO client.example\nS: 250-mx.example\nS: 250 STARTTLS\nC: STARTTLS\n";
const GO: &str = "S: 220 go\nTLS\nC: EHLO client.example\nS: 250 mx.example\n";
const SEND: &str = "C: MAIL FROM:<me@client.example>\nS: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok
                    C: DATA\nS: 354 go\nC: Subject: x\nC: \nC: hello\nC: .\nS: 250 2.0.0 taken
                    C: QUIT\nS: 221 bye\n";
const REQUIRED: TlsPolicy = TlsPolicy::Required { verify: true };

/// A certificate for a name that is its own root, and the server's side of it.
fn certificate(name: &str) -> (Vec<u8>, Acceptor) {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    (made.cert.der().to_vec(), Arc::new(config).into())
}

fn client() -> Client {
    let mut config = config();
    config.timeouts = Timeouts::all(Duration::from_secs(5));
    Client::new(config)
}

fn host(server: &Server, tls: TlsPolicy) -> Host {
    let mut host = server.host();
    host.tls = tls;
    host
}

async fn send(client: &Client, host: Host) -> Report {
    client.send(&[host], &transaction(&["a@mx.example"])).await
}

fn failures(report: &Report) -> Vec<String> {
    report
        .attempts
        .iter()
        .filter_map(|a| a.failure.as_ref())
        .map(ToString::to_string)
        .collect()
}

#[tokio::test]
async fn opportunistic_starttls_takes_any_certificate() {
    let (_, acceptor) = certificate("elsewhere.example");
    let server = Server::start_with(&[&format!("{HELLO}{GO}{SEND}")], Some(acceptor)).await;
    let report = send(&client(), host(&server, TlsPolicy::Opportunistic)).await;
    assert_eq!(summary(&report.recipients), ["delivered: 250 2.0.0 taken"]);
    assert!(report.tls && report.attempts[0].tls);
    server.finish().await;
}

#[tokio::test]
async fn required_starttls_verifies_name_and_root() {
    let (root, acceptor) = certificate("mx.example");
    let trusting = client().with_tls_roots([root]).unwrap();
    let server = Server::start_with(&[&format!("{HELLO}{GO}{SEND}")], Some(acceptor.clone())).await;
    let report = send(&trusting, host(&server, REQUIRED)).await;
    assert!(report.is_delivered() && report.tls, "{report:?}");
    server.finish().await;

    // The right root, the wrong name.
    let server = Server::start_with(&[&format!("{HELLO}S: 220 go\nTLS")], Some(acceptor.clone())).await;
    let mut misnamed = host(&server, REQUIRED);
    misnamed.name = "other.example".to_owned();
    let report = send(&trusting, misnamed).await;
    assert!(
        failures(&report)[0].starts_with("TLS handshake: tls failure: "),
        "{report:?}"
    );
    assert!(failures(&report)[0].contains("not valid for name"), "{report:?}");
    server.finish().await;

    // The right name, a root that nobody knows.
    let server = Server::start_with(&[&format!("{HELLO}S: 220 go\nTLS")], Some(acceptor)).await;
    let report = send(&client(), host(&server, REQUIRED)).await;
    assert!(failures(&report)[0].contains("UnknownIssuer"), "{report:?}");
    assert_eq!(report.attempts.len(), 1, "no second try in clear");
    assert_eq!(
        report.recipients[0].problem().unwrap().status.to_string(),
        "4.7.5"
    );
    server.finish().await;
}

#[tokio::test]
async fn required_tls_without_verification_takes_any_certificate_but_never_clear_text() {
    let (_, acceptor) = certificate("elsewhere.example");
    let unverified = TlsPolicy::Required { verify: false };
    let server = Server::start_with(&[&format!("{HELLO}{GO}{SEND}")], Some(acceptor)).await;
    assert!(send(&client(), host(&server, unverified)).await.tls);
    server.finish().await;

    let server = Server::start(&["S: 220 x\nC: EHLO client.example\nS: 250 x\nC: QUIT\nS: 221 bye"]).await;
    let report = send(&client(), host(&server, unverified)).await;
    assert_eq!(failures(&report), ["STARTTLS: tls is required and not offered"]);
    server.finish().await;
}

#[tokio::test]
async fn a_failed_opportunistic_handshake_is_followed_by_clear_text_over_a_new_connection() {
    let clear =
        format!("S: 220 mx.example\nC: EHLO client.example\nS: 250-mx.example\nS: 250 STARTTLS\n{SEND}");
    for broken in ["S: 220 go\nCLOSE", "S: 220 go\nHANG"] {
        let server = Server::start(&[&format!("{HELLO}{broken}"), &clear]).await;
        let mut config = config();
        config.timeouts = Timeouts::all(Duration::from_millis(500));
        let report = send(&Client::new(config), host(&server, TlsPolicy::Opportunistic)).await;
        assert_eq!(summary(&report.recipients), ["delivered: 250 2.0.0 taken"]);
        assert!(!report.tls);
        assert_eq!(report.attempts.len(), 2);
        assert!(failures(&report)[0].starts_with("TLS handshake: "), "{report:?}");
        server.finish().await;
    }
}

#[tokio::test]
async fn injected_replies_end_the_attempt_and_clear_text_is_not_tried() {
    let (_, acceptor) = certificate("mx.example");
    // `+` joins both replies in one write, so that the client reads them together.
    let injecting = format!("{HELLO}S+ 220 go\nS: 250 injected\nHANG");
    let server = Server::start_with(&[&injecting], Some(acceptor)).await;
    let report = send(&client(), host(&server, TlsPolicy::Opportunistic)).await;
    assert_eq!(report.attempts.len(), 1, "{report:?}");
    assert!(failures(&report)[0].contains("injected"), "{report:?}");
    server.finish().await;
}

#[tokio::test]
async fn implicit_tls_speaks_tls_from_the_first_byte() {
    let (root, acceptor) = certificate("mx.example");
    let transcript = format!("TLS\nS: 220 x\nC: EHLO client.example\nS: 250-x\nS: 250 STARTTLS\n{SEND}");
    let server = Server::start_with(&[&transcript], Some(acceptor)).await;
    let mut host = host(&server, REQUIRED);
    host.implicit_tls = true;
    let report = send(&client().with_tls_roots([root]).unwrap(), host).await;
    assert!(report.is_delivered() && report.tls, "{report:?}");
    server.finish().await;
}

#[tokio::test]
async fn a_peer_that_speaks_no_tls_fails_implicit_tls_without_clear_text() {
    let server = Server::start(&["S: 220 mx.example\nHANG"]).await;
    let mut host = host(&server, TlsPolicy::Opportunistic);
    host.implicit_tls = true;
    let report = send(&client(), host).await;
    assert_eq!(report.attempts.len(), 1);
    assert!(
        failures(&report)[0].starts_with("TLS handshake: tls failure: "),
        "{report:?}"
    );
    server.finish().await;
}

#[test]
fn a_root_that_is_no_certificate_is_named() {
    let (root, _) = certificate("mx.example");
    let error = client()
        .with_tls_roots([root, b"not a certificate".to_vec()])
        .unwrap_err();
    assert_eq!(error.index, 1);
}
