//! A server that goes away, hangs, or talks nonsense, at every step.

use std::time::Duration;

use proptest::prelude::*;
use ropeway_smtp::{Credentials, Event, FailureKind, ProblemKind, RecipientOutcome, Timeouts};

use crate::support::{Peer, config, host, transaction};

/// The steps of a session with one recipient, and how each is named.
const STEPS: [(&str, &str); 6] = [
    ("S: 220 mx.example\nC: EHLO client.example", "EHLO"),
    ("C: MAIL FROM:<me@client.example>", "MAIL FROM"),
    ("S: 250 ok\nC: RCPT TO:<a@mx.example>", "RCPT TO"),
    ("S: 250 ok\nC: DATA", "DATA"),
    ("S: 354 go\nC: Subject: x\nC: \nC: hello\nC: .", "end of data"),
    ("S: 250 ok", "idle"),
];

/// A session after the given number of steps.
fn after(steps: usize) -> Peer {
    let mut peer = Peer::new(&config(), &host());
    for (n, (transcript, _)) in STEPS.iter().take(steps).enumerate() {
        if n == 1 {
            peer.play("S: 250 mx.example");
            assert_eq!(peer.session.poll_event(), Some(Event::Ready));
            peer.begin(&transaction(&["a@mx.example"]));
        }
        peer.play(transcript);
    }
    peer
}

/// The outcome of the recipient, if the transaction had begun, and how the session ended.
fn end(peer: &mut Peer) -> (Option<RecipientOutcome>, String) {
    let mut outcome = None;
    loop {
        match peer.session.poll_event() {
            Some(Event::Done(report)) => outcome = report.outcomes.into_iter().next(),
            Some(Event::Closed(Some(failure))) => return (outcome, failure.to_string()),
            other => panic!("{other:?}"),
        }
    }
}

fn step_name(steps: usize) -> &'static str {
    if steps == 0 {
        "greeting"
    } else {
        STEPS[steps - 1].1
    }
}

#[test]
fn a_421_at_any_step_is_transient_and_ends_the_session() {
    for steps in 0..=6 {
        let mut peer = after(steps);
        peer.feed(b"421 4.3.2 going down\r\n");
        let (outcome, closed) = end(&mut peer);
        assert_eq!(
            closed,
            format!(
                "{}: refused by the server: 421 4.3.2 going down",
                step_name(steps)
            )
        );
        match outcome {
            None => assert!(steps < 2),
            Some(RecipientOutcome::Transient(problem)) => {
                assert_eq!(
                    problem.kind,
                    ProblemKind::Refused,
                    "the server said it: not unconfirmed"
                );
                assert_eq!(problem.status.to_string(), "4.3.2");
            }
            Some(outcome) => assert!(steps == 6 && outcome.is_delivered()),
        }
    }
}

#[test]
fn a_close_at_any_step_is_transient_and_unconfirmed_only_after_the_end_of_data() {
    for steps in 0..=6 {
        let mut peer = after(steps);
        peer.session.handle_eof();
        let (outcome, closed) = end(&mut peer);
        assert_eq!(closed, format!("{}: closed by the server", step_name(steps)));
        match outcome {
            None => assert!(steps < 2),
            Some(RecipientOutcome::Transient(problem)) if steps == 5 => {
                assert_eq!(problem.kind, ProblemKind::Unconfirmed(FailureKind::Closed));
            }
            Some(RecipientOutcome::Transient(problem)) => {
                assert_eq!(problem.kind, ProblemKind::Connection(FailureKind::Closed));
                assert_eq!(problem.status.to_string(), "4.4.2");
            }
            Some(outcome) => assert!(steps == 6 && outcome.is_delivered()),
        }
    }
}

#[test]
fn nonsense_at_any_step_is_transient_and_ends_the_session() {
    for steps in 0..=6 {
        let mut peer = after(steps);
        peer.feed(b"<html>\r\n");
        let (outcome, closed) = end(&mut peer);
        assert_eq!(
            closed,
            format!(
                "{}: reply line does not begin with a reply code",
                step_name(steps)
            )
        );
        if let Some(RecipientOutcome::Transient(problem)) = outcome {
            assert_eq!(matches!(problem.kind, ProblemKind::Unconfirmed(_)), steps == 5);
        }
    }
}

#[test]
fn a_reply_of_the_wrong_kind_ends_the_session() {
    for (steps, reply) in [
        (0, "354 x"),
        (1, "354 x"),
        (2, "334 x"),
        (3, "354 x"),
        (4, "250 x"),
        (5, "354 x"),
    ] {
        let mut peer = after(steps);
        peer.feed(format!("{reply}\r\n").as_bytes());
        assert_eq!(
            end(&mut peer).1,
            format!("{}: reply out of order: {reply}", step_name(steps))
        );
    }
}

#[test]
fn a_reply_to_no_command_ends_the_session() {
    let mut peer = after(6);
    peer.feed(b"250 by the way\r\n");
    assert_eq!(end(&mut peer).1, "idle: reply out of order: 250 by the way");
}

#[test]
fn a_reply_that_comes_before_its_command_was_sent_ends_the_session() {
    // Who writes the whole dialogue in advance is no server; in clear text it may be somebody in between.
    let mut peer = Peer::new(&config(), &host());
    peer.feed(b"220 mx.example\r\n250-mx.example\r\n250 STARTTLS\r\n220 go\r\n");
    assert_eq!(peer.closed(), "EHLO: reply out of order: 250 mx.example STARTTLS");

    let mut peer = Peer::new(&config(), &host());
    peer.feed(b"220 mx.example\r\n421 sorry\r\n");
    assert_eq!(peer.closed(), "EHLO: refused by the server: 421 sorry");
}

#[test]
fn a_time_beyond_the_clock_is_no_limit() {
    let mut config = config();
    config.timeouts = Timeouts::all(Duration::MAX);
    let peer = Peer::new(&config, &host());
    assert_eq!(peer.session.poll_timeout(), None);
}

#[test]
fn each_step_has_its_own_time() {
    let minutes = |n: u64| Duration::from_secs(60 * n);
    for (steps, time) in [(0, 5), (1, 5), (2, 5), (3, 5), (4, 2), (5, 10)] {
        let mut peer = after(steps);
        peer.pass(minutes(time) - Duration::from_millis(1));
        assert!(
            !matches!(peer.session.poll_event(), Some(Event::Closed(_))),
            "{}",
            step_name(steps)
        );
        peer.pass(Duration::from_millis(1));
        let (outcome, closed) = end(&mut peer);
        assert_eq!(closed, format!("{}: timed out", step_name(steps)));
        if let Some(RecipientOutcome::Transient(problem)) = outcome {
            assert_eq!(matches!(problem.kind, ProblemKind::Unconfirmed(_)), steps == 5);
        }
    }
    assert_eq!(
        after(6).session.poll_timeout(),
        None,
        "an idle session waits for nothing"
    );
}

#[test]
fn the_other_steps_have_their_own_time_too() {
    let mut config = config();
    config.timeouts.starttls = Duration::from_secs(11);
    config.timeouts.tls_handshake = Duration::from_secs(12);
    config.timeouts.quit = Duration::from_secs(13);
    config.timeouts.auth = Duration::from_secs(14);
    config.timeouts.rset = Duration::from_secs(15);
    let mut host = host();
    host.credentials = Some(Credentials::new("user", "secret"));
    let mut peer = Peer::new(&config, &host);
    peer.play("S: 220 x\nC: EHLO client.example\nS: 250-x\nS: 250 STARTTLS\nC: STARTTLS");
    assert_eq!(
        peer.session.poll_timeout(),
        Some(peer.now + Duration::from_secs(11))
    );
    peer.play("S: 220 go");
    assert_eq!(
        peer.session.poll_timeout(),
        Some(peer.now + Duration::from_secs(12))
    );
    assert_eq!(peer.session.poll_event(), Some(Event::StartTls));
    peer.session.tls_established(peer.now);
    peer.play("C: EHLO client.example\nS: 250-x\nS: 250 AUTH LOGIN\nC: AUTH LOGIN");
    for exchange in ["S: 334 user\nC: dXNlcg==", "S: 334 password\nC: c2VjcmV0"] {
        assert_eq!(
            peer.session.poll_timeout(),
            Some(peer.now + Duration::from_secs(14))
        );
        peer.pass(Duration::from_secs(13));
        peer.play(exchange);
    }
    peer.play("S: 235 ok");
    assert_eq!(peer.session.poll_event(), Some(Event::Ready));
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play("C: MAIL FROM:<me@client.example>\nS: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 550 no");
    peer.done();
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play("C: RSET");
    assert_eq!(
        peer.session.poll_timeout(),
        Some(peer.now + Duration::from_secs(15))
    );
    peer.play("S: 250 ok\nC: MAIL FROM:<me@client.example>\nS: 550 no");
    peer.done();
    assert!(peer.session.quit(peer.now));
    peer.play("C: QUIT");
    peer.pass(Duration::from_secs(13));
    assert_eq!(peer.closed(), "quit");
}

#[test]
fn each_block_of_content_has_its_own_time_and_the_last_reply_its_own() {
    let mut large = transaction(&["a@mx.example"]);
    large.message = ("x".repeat(62) + "\r\n").repeat(4096).into_bytes().into();
    let mut peer = Peer::ready("");
    peer.begin(&large);
    peer.play("C: MAIL FROM:<me@client.example>\nS: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA");
    peer.feed(b"354 go\r\n");
    let (block, end_of_data) = (Duration::from_secs(180), Duration::from_secs(600));
    assert_eq!(peer.session.poll_timeout(), Some(peer.now + block));
    let mut blocks = 0;
    while peer.session.poll_transmit(peer.now).is_some() {
        blocks += 1;
        assert_eq!(peer.session.poll_timeout(), Some(peer.now + block));
        peer.pass(block - Duration::from_secs(1));
    }
    assert!(blocks >= 4);
    assert_eq!(peer.session.poll_timeout(), Some(peer.now + end_of_data));
    peer.play("S: 250 ok");
    assert_eq!(peer.done(), ["delivered: 250 ok"]);
}

#[test]
fn a_block_that_cannot_be_written_in_time_is_no_unconfirmed_message() {
    let mut large = transaction(&["a@mx.example"]);
    large.message = ("x".repeat(62) + "\r\n").repeat(4096).into_bytes().into();
    let mut peer = Peer::ready("");
    peer.begin(&large);
    peer.play("C: MAIL FROM:<me@client.example>\nS: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA");
    peer.feed(b"354 go\r\n");
    peer.session.poll_transmit(peer.now);
    peer.pass(Duration::from_secs(180));
    assert_eq!(
        peer.done(),
        ["transient 4.4.1: message content: connection failed: timed out"]
    );
    assert_eq!(peer.closed(), "message content: timed out");
}

#[test]
fn each_pipelined_reply_gets_the_full_time() {
    let mut peer = Peer::ready("PIPELINING");
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play("C: MAIL FROM:<me@client.example>\nC: RCPT TO:<a@mx.example>\nC: DATA");
    peer.pass(Duration::from_secs(299));
    peer.play("S: 250 ok");
    peer.pass(Duration::from_secs(299));
    peer.play("S: 250 ok");
    assert_eq!(
        peer.session.poll_timeout(),
        Some(peer.now + Duration::from_secs(120))
    );
}

#[test]
fn who_was_refused_before_the_connection_died_stays_refused() {
    let mut peer = Peer::ready("PIPELINING");
    peer.begin(&transaction(&["a@mx.example", "b@mx.example", "c@mx.example"]));
    let group = "C: RCPT TO:<a@mx.example>\nC: RCPT TO:<b@mx.example>\nC: RCPT TO:<c@mx.example>\nC: DATA";
    peer.play(&format!(
        "C: MAIL FROM:<me@client.example>\n{group}\nS: 250 ok\nS: 550 5.1.1 no\nS: 250 ok"
    ));
    peer.session.handle_io_error(std::io::ErrorKind::ConnectionReset);
    assert_eq!(
        peer.done(),
        [
            "permanent 5.1.1: RCPT TO: refused by the server: 550 5.1.1 no",
            "transient 4.4.1: RCPT TO: connection failed: network failure: connection reset",
            "transient 4.4.1: RCPT TO: connection failed: network failure: connection reset",
        ]
    );
}

#[test]
fn a_message_refused_before_its_end_is_refused() {
    let mut large = transaction(&["a@mx.example"]);
    large.message = ("x".repeat(62) + "\r\n").repeat(4096).into_bytes().into();
    let mut peer = Peer::ready("");
    peer.begin(&large);
    peer.play("C: MAIL FROM:<me@client.example>\nS: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA");
    peer.feed(b"354 go\r\n");
    peer.session.poll_transmit(peer.now);
    peer.feed(b"552 5.3.4 enough\r\n");
    assert_eq!(
        peer.done(),
        ["permanent 5.3.4: message content: refused by the server: 552 5.3.4 enough"]
    );
    // The end of data must not follow: the server would take what it has for the message.
    peer.expect_silence();
    assert_eq!(
        peer.closed(),
        "message content: refused by the server: 552 5.3.4 enough"
    );
}

#[test]
fn a_session_that_is_over_takes_no_more_input() {
    let mut peer = after(2);
    peer.session.handle_eof();
    peer.feed(b"250 ok\r\n");
    peer.pass(Duration::from_secs(3600));
    let (_, closed) = end(&mut peer);
    assert_eq!(closed, "MAIL FROM: closed by the server");
    assert_eq!(peer.session.poll_event(), None);
    assert!(!peer.session.quit(peer.now));
}

#[test]
fn one_time_for_all_steps_is_the_time_of_each() {
    let mut config = config();
    config.timeouts = Timeouts::all(Duration::from_secs(7));
    let peer = Peer::new(&config, &host());
    assert_eq!(
        peer.session.poll_timeout(),
        Some(peer.now + Duration::from_secs(7))
    );
}

proptest! {
    /// Whatever the server says, in whatever pieces: the session neither panics nor loses a recipient.
    #[test]
    fn every_recipient_has_an_outcome_whatever_the_server_says(
        pipelining in any::<bool>(),
        replies in prop::collection::vec(
            prop_oneof![
                8 => (200u16..600).prop_map(|code| format!("{code} text\r\n").into_bytes()),
                6 => prop::sample::select(vec![&b"250 ok\r\n"[..], b"354 go\r\n", b"452 4.5.3 many\r\n"])
                    .prop_map(<[u8]>::to_vec),
                1 => prop::collection::vec(any::<u8>(), 0..20),
            ],
            0..14,
        ),
    ) {
        let mut peer = Peer::ready(if pipelining { "PIPELINING" } else { "" });
        peer.begin(&transaction(&["a@mx.example", "b@mx.example", "bad address", "c@mx.example"]));
        let mut dots = 0;
        for reply in replies {
            while let Some(octets) = peer.session.poll_transmit(peer.now) {
                dots += usize::from(octets.ends_with(b"\r\n.\r\n"));
            }
            peer.feed(&reply);
        }
        peer.session.handle_eof();
        let mut done = Vec::new();
        while let Some(event) = peer.session.poll_event() {
            if let Event::Done(report) = event {
                done.push(report.outcomes);
            }
        }
        prop_assert_eq!(done.len(), 1);
        prop_assert_eq!(done[0].len(), 4);
        prop_assert!(matches!(done[0][2], RecipientOutcome::Permanent(_)));
        let delivered = done[0].iter().any(RecipientOutcome::is_delivered);
        prop_assert!(!delivered || dots == 1, "delivered without the message having been sent");
    }
}
