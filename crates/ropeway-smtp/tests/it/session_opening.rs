//! Greeting, EHLO, STARTTLS, AUTH.

use ropeway_smtp::{ClientSession, Credentials, EnvelopeDefect, Event, Host, TlsPolicy};

use crate::support::{Peer, config, host, transaction};

fn host_with(tls: TlsPolicy) -> Host {
    let mut host = host();
    host.tls = tls;
    host
}

fn smart_host(allow_clear: bool) -> Host {
    let credentials = Credentials::new("user", "secret");
    let mut host = host_with(TlsPolicy::Never);
    host.credentials = Some(if allow_clear {
        credentials.dangerous_allow_without_tls()
    } else {
        credentials
    });
    host
}

/// A session up to the end of the first EHLO reply.
fn after_ehlo(host: &Host, offer: &str) -> Peer {
    let mut peer = Peer::new(&config(), host);
    peer.play("S: 220 mx.example ESMTP\nC: EHLO client.example");
    peer.feed(format!("250-mx.example\r\n250 {offer}\r\n").as_bytes());
    peer
}

#[test]
fn a_greeting_of_several_lines_is_one_greeting() {
    let mut peer = Peer::new(&config(), &host());
    peer.play("S: 220-mx.example\nS: 220-no spam\nS: 220 ready\nC: EHLO client.example\nS: 250 mx.example");
    assert_eq!(peer.session.poll_event(), Some(Event::Ready));
    assert!(peer.session.is_ready());
}

#[test]
fn a_refusing_greeting_ends_the_session() {
    for (greeting, transient) in [
        ("554 no mail here", false),
        ("521 5.3.2 no", false),
        ("450 busy", true),
    ] {
        let mut peer = Peer::new(&config(), &host());
        peer.play(&format!("S: {greeting}\nC: QUIT\nS: 221 bye"));
        let Some(Event::Closed(Some(failure))) = peer.session.poll_event() else {
            panic!("not closed")
        };
        assert_eq!(
            failure.to_string(),
            format!("greeting: refused by the server: {greeting}")
        );
        assert_eq!(failure.is_transient(), transient, "{greeting}");
    }
}

#[test]
fn a_refused_ehlo_falls_back_to_helo_without_extensions() {
    let mut peer = Peer::new(&config(), &host());
    peer.play("S: 220 old.example\nC: EHLO client.example\nS: 502 what?\nC: HELO client.example");
    peer.play("S: 250-old.example\nS: 250 PIPELINING");
    assert_eq!(peer.session.poll_event(), Some(Event::Ready));
    assert!(!peer.session.capabilities().pipelining);
    peer.begin(&transaction(&["a@b.example"]));
    peer.play("C: MAIL FROM:<me@client.example>");
}

#[test]
fn a_refused_helo_ends_the_session() {
    let mut peer = Peer::new(&config(), &host());
    peer.play("S: 220 x\nC: EHLO client.example\nS: 550 no\nC: HELO client.example\nS: 550 still no");
    assert_eq!(peer.gave_up(), "EHLO: refused by the server: 550 still no");
}

#[test]
fn an_ehlo_refused_for_now_ends_the_session() {
    let mut peer = Peer::new(&config(), &host());
    peer.play("S: 220 x\nC: EHLO client.example\nS: 451 later");
    assert_eq!(peer.gave_up(), "EHLO: refused by the server: 451 later");
}

#[test]
fn a_masked_greeting_turns_pipelining_off() {
    let mut peer = Peer::new(&config(), &host());
    peer.play("S: 220 ********************2******200**\nC: EHLO client.example");
    peer.play("S: 250-mx.example\nS: 250 PIPELINING");
    assert_eq!(peer.session.poll_event(), Some(Event::Ready));
    peer.begin(&transaction(&["a@b.example"]));
    peer.play("C: MAIL FROM:<me@client.example>");
}

#[test]
fn an_ehlo_name_that_injects_is_refused_before_the_wire() {
    let mut config = config();
    config.ehlo_name = "x\r\nMAIL FROM:<>".to_owned();
    let error = ClientSession::new(&config, &host(), std::time::Instant::now()).unwrap_err();
    assert_eq!(error.defect, EnvelopeDefect::ControlCharacter);
}

#[test]
fn starttls_discards_what_was_offered_before() {
    let mut peer = after_ehlo(&host(), "STARTTLS");
    assert!(peer.session.capabilities().starttls);
    peer.play("C: STARTTLS\nS: 220 go ahead");
    assert_eq!(peer.session.poll_event(), Some(Event::StartTls));
    peer.expect_silence();
    peer.session.tls_established(peer.now);
    assert!(!peer.session.capabilities().starttls);
    peer.play("C: EHLO client.example\nS: 250-mx.example\nS: 250 STARTTLS");
    // Offered again inside TLS: not used again.
    assert_eq!(peer.session.poll_event(), Some(Event::Ready));
    assert!(peer.session.is_tls());
}

#[test]
fn bytes_behind_the_starttls_reply_are_an_attack() {
    let mut peer = after_ehlo(&host(), "STARTTLS");
    peer.play("C: STARTTLS");
    peer.feed(b"220 go ahead\r\n250-mx.example\r\n250 AUTH PLAIN\r\n");
    assert_eq!(
        peer.closed(),
        "TLS handshake: bytes before the tls handshake, replies are being injected"
    );
}

#[test]
fn bytes_that_come_while_tls_is_awaited_are_an_attack() {
    let mut peer = after_ehlo(&host(), "STARTTLS");
    peer.play("C: STARTTLS\nS: 220 go ahead");
    assert_eq!(peer.session.poll_event(), Some(Event::StartTls));
    peer.feed(b"2");
    assert!(peer.closed().contains("injected"));
    // The handshake that the driver may still have finished changes nothing.
    peer.session.tls_established(peer.now);
    peer.expect_silence();
}

#[test]
fn a_refused_starttls_goes_on_in_clear_only_if_opportunistic() {
    for reply in ["454 4.7.0 no tls now", "502 what?"] {
        let mut peer = after_ehlo(&host_with(TlsPolicy::Opportunistic), "STARTTLS");
        peer.play(&format!("C: STARTTLS\nS: {reply}"));
        assert_eq!(peer.session.poll_event(), Some(Event::Ready));
        assert!(!peer.session.is_tls());

        let mut peer = after_ehlo(&host_with(TlsPolicy::Required { verify: false }), "STARTTLS");
        peer.play(&format!("C: STARTTLS\nS: {reply}"));
        assert_eq!(
            peer.gave_up(),
            format!("STARTTLS: refused by the server: {reply}")
        );
    }
}

#[test]
fn a_positive_reply_to_starttls_other_than_220_ends_the_session() {
    let mut peer = after_ehlo(&host(), "STARTTLS");
    peer.play("C: STARTTLS\nS: 250 whatever");
    assert_eq!(peer.closed(), "STARTTLS: reply out of order: 250 whatever");
}

#[test]
fn stripped_starttls_is_refused_when_required() {
    let mut peer = after_ehlo(&host_with(TlsPolicy::Required { verify: true }), "XXXXXXXA");
    assert_eq!(peer.gave_up(), "STARTTLS: tls is required and not offered");
}

#[test]
fn helo_cannot_meet_required_tls() {
    let mut peer = Peer::new(&config(), &host_with(TlsPolicy::Required { verify: false }));
    peer.play("S: 220 x\nC: EHLO client.example\nS: 500 no\nC: HELO client.example\nS: 250 x");
    assert_eq!(peer.gave_up(), "STARTTLS: tls is required and not offered");
}

#[test]
fn a_failed_handshake_ends_the_session() {
    let mut peer = after_ehlo(&host(), "STARTTLS");
    peer.play("C: STARTTLS\nS: 220 go ahead");
    assert_eq!(peer.session.poll_event(), Some(Event::StartTls));
    peer.session.tls_failed("bad certificate");
    assert_eq!(peer.closed(), "TLS handshake: tls failure: bad certificate");
}

#[test]
fn auth_plain_sends_the_credentials_at_once_and_the_trace_hides_them() {
    let mut peer = after_ehlo(&smart_host(true), "AUTH LOGIN PLAIN NTLM");
    peer.play("C: AUTH PLAIN AHVzZXIAc2VjcmV0\nS: 235 2.7.0 welcome");
    assert_eq!(peer.session.poll_event(), Some(Event::Ready));
    let trace = peer.trace.lock().unwrap().join("\n");
    assert_eq!(
        trace,
        "mx.example S: 220 mx.example ESMTP\n\
         mx.example C: EHLO client.example\n\
         mx.example S: 250-mx.example\n\
         mx.example S: 250 AUTH LOGIN PLAIN NTLM\n\
         mx.example C: AUTH PLAIN ***\n\
         mx.example S: 235 2.7.0 welcome"
    );
}

#[test]
fn auth_login_ignores_the_wording_of_challenges() {
    let mut peer = after_ehlo(&smart_host(true), "AUTH=LOGIN");
    peer.play("C: AUTH LOGIN\nS: 334 LOGIN supported\nC: dXNlcg==\nS: 334\nC: c2VjcmV0\nS: 235 ok");
    assert_eq!(peer.session.poll_event(), Some(Event::Ready));
    let trace = peer.trace.lock().unwrap().join("\n");
    assert!(!trace.contains("dXNlcg") && !trace.contains("c2Vj"), "{trace}");
}

#[test]
fn an_initial_response_that_is_too_long_waits_for_the_challenge() {
    let mut host = smart_host(true);
    host.credentials = Some(Credentials::new("u", "p".repeat(400)).dangerous_allow_without_tls());
    let mut peer = after_ehlo(&host, "AUTH PLAIN");
    peer.play("C: AUTH PLAIN\nS: 334");
    let line = String::from_utf8(peer.session.poll_transmit(peer.now).unwrap().to_vec()).unwrap();
    assert!(line.starts_with("AHUAcHBw") && line.len() > 512, "{line}");
    peer.play("S: 235 ok");
    assert_eq!(peer.session.poll_event(), Some(Event::Ready));
}

#[test]
fn rejected_credentials_are_not_offered_in_another_form() {
    let mut peer = after_ehlo(&smart_host(true), "AUTH PLAIN LOGIN");
    peer.play("C: AUTH PLAIN AHVzZXIAc2VjcmV0\nS: 535 5.7.8 bad credentials");
    assert_eq!(
        peer.gave_up(),
        "AUTH: refused by the server: 535 5.7.8 bad credentials"
    );
}

#[test]
fn an_unknown_mechanism_is_replaced_by_the_next() {
    let mut peer = after_ehlo(&smart_host(true), "AUTH PLAIN LOGIN");
    peer.play("C: AUTH PLAIN AHVzZXIAc2VjcmV0\nS: 504 5.5.4 not that one\nC: AUTH LOGIN\nS: 504 nor that");
    assert_eq!(peer.gave_up(), "AUTH: no usable authentication mechanism");
}

#[test]
fn a_challenge_too_many_is_cancelled() {
    let mut peer = after_ehlo(&smart_host(true), "AUTH PLAIN");
    peer.play("C: AUTH PLAIN AHVzZXIAc2VjcmV0\nS: 334 more\nC: *\nS: 501 cancelled");
    assert_eq!(peer.gave_up(), "AUTH: refused by the server: 501 cancelled");
}

#[test]
fn credentials_are_not_sent_without_tls() {
    let mut peer = after_ehlo(&smart_host(false), "AUTH PLAIN");
    assert_eq!(peer.gave_up(), "AUTH: authentication needs tls");
}

#[test]
fn credentials_are_sent_after_starttls_and_over_implicit_tls() {
    let mut host = smart_host(false);
    host.tls = TlsPolicy::Required { verify: true };
    let mut peer = after_ehlo(&host, "STARTTLS");
    peer.play("C: STARTTLS\nS: 220 go");
    assert_eq!(peer.session.poll_event(), Some(Event::StartTls));
    peer.session.tls_established(peer.now);
    peer.play("C: EHLO client.example\nS: 250-mx\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AHVzZXIAc2VjcmV0");

    host.implicit_tls = true;
    after_ehlo(&host, "AUTH PLAIN").play("C: AUTH PLAIN AHVzZXIAc2VjcmV0");
}

#[test]
fn a_host_that_offers_no_auth_gets_no_mail_in_our_name() {
    let mut peer = after_ehlo(&smart_host(true), "AUTH GSSAPI NTLM");
    assert_eq!(peer.gave_up(), "AUTH: no usable authentication mechanism");
}

#[test]
fn credentials_have_no_debug_form() {
    assert_eq!(
        format!("{:?}", Credentials::new("user", "secret")),
        "Credentials { .. }"
    );
}

#[test]
fn a_farewell_that_is_not_answered_changes_nothing() {
    let mut peer = Peer::new(&config(), &host());
    peer.play("S: 554 no\nC: QUIT");
    peer.session.handle_eof();
    assert_eq!(peer.closed(), "greeting: refused by the server: 554 no");
}
