//! MAIL, RCPT, DATA and content.

use bytes::Bytes;
use ropeway_smtp::{
    Content, ContentErrorKind, Event, NotReady, Notify, ProblemKind, Recipient, RecipientOutcome, Ret,
    Transaction,
};

use crate::support::{MESSAGE, Peer, config, host, transaction};

const MAIL: &str = "C: MAIL FROM:<me@client.example>\n";
const CONTENT: &str = "C: Subject: x\nC: \nC: hello\nC: .\n";

#[test]
fn speaks_one_command_at_a_time_without_pipelining() {
    let mut peer = Peer::ready("");
    peer.begin(&transaction(&["a@mx.example", "b@mx.example"]));
    peer.play(MAIL);
    peer.play("S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: RCPT TO:<b@mx.example>\nS: 251 forwarded");
    peer.play("C: DATA\nS: 354 go");
    peer.play(CONTENT);
    peer.play("S: 250 2.6.0 queued");
    assert_eq!(
        peer.done(),
        ["delivered: 250 2.6.0 queued", "delivered: 250 2.6.0 queued"]
    );
    assert!(peer.session.quit(peer.now));
    peer.play("C: QUIT\nS: 221 bye");
    assert_eq!(peer.closed(), "quit");
}

#[test]
fn sends_the_whole_envelope_in_one_group_when_pipelining() {
    let mut peer = Peer::ready("PIPELINING");
    peer.begin(&transaction(&["a@mx.example", "b@mx.example"]));
    peer.play(&format!(
        "{MAIL}C: RCPT TO:<a@mx.example>\nC: RCPT TO:<b@mx.example>\nC: DATA"
    ));
    peer.begin_is_refused();
}

impl Peer {
    fn begin_is_refused(&mut self) {
        assert_eq!(
            self.session.begin(&transaction(&["x@y.example"]), self.now),
            Err(NotReady)
        );
    }
}

#[test]
fn matches_pipelined_replies_by_their_order() {
    let mut peer = Peer::ready("PIPELINING");
    peer.begin(&transaction(&["a@mx.example", "b@mx.example", "c@mx.example"]));
    peer.play(&format!(
        "{MAIL}C: RCPT TO:<a@mx.example>\nC: RCPT TO:<b@mx.example>\nC: RCPT TO:<c@mx.example>\nC: DATA"
    ));
    peer.play("S: 250 ok\nS: 550 5.1.1 b is not a\nS: 250 c is fine\nS: 450 4.2.1 later\nS: 354 go");
    peer.play(CONTENT);
    peer.play("S: 250 taken");
    assert_eq!(
        peer.done(),
        [
            "permanent 5.1.1: RCPT TO: refused by the server: 550 5.1.1 b is not a",
            "delivered: 250 taken",
            "transient 4.2.1: RCPT TO: refused by the server: 450 4.2.1 later",
        ]
    );
}

#[test]
fn pipelined_replies_may_come_in_any_packets() {
    let replies = b"250-2.1.0 ok\r\n250 2.1.0 really\r\n550 5.1.1 no\r\n250 2.1.5 ok\r\n354 go\r\n";
    for split in 1..replies.len() {
        let mut peer = Peer::ready("PIPELINING");
        peer.begin(&transaction(&["a@mx.example", "b@mx.example"]));
        peer.play(&format!(
            "{MAIL}C: RCPT TO:<a@mx.example>\nC: RCPT TO:<b@mx.example>\nC: DATA"
        ));
        peer.feed(&replies[..split]);
        peer.expect_silence();
        peer.feed(&replies[split..]);
        peer.play(CONTENT);
        peer.play("S: 250 ok");
        assert_eq!(
            peer.done(),
            [
                "permanent 5.1.1: RCPT TO: refused by the server: 550 5.1.1 no",
                "delivered: 250 ok"
            ]
        );
    }
}

#[test]
fn bounds_the_commands_without_a_reply() {
    let mut config = config();
    config.pipelining_window = 4;
    let mut peer = Peer::ready_with(&config, &host(), "PIPELINING");
    let names: Vec<String> = (0..6).map(|n| format!("u{n}@mx.example")).collect();
    peer.begin(&transaction(
        &names.iter().map(String::as_str).collect::<Vec<_>>(),
    ));
    peer.play(&format!(
        "{MAIL}C: RCPT TO:<u0@mx.example>\nC: RCPT TO:<u1@mx.example>\nC: RCPT TO:<u2@mx.example>"
    ));
    peer.play("S: 250 mail");
    // Half of the window is answered: the next group.
    peer.play("S: 250 u0\nC: RCPT TO:<u3@mx.example>\nC: RCPT TO:<u4@mx.example>");
    peer.play("S: 250 u1\nS: 250 u2\nC: RCPT TO:<u5@mx.example>\nC: DATA");
    peer.play("S: 250 u3\nS: 250 u4\nS: 550 u5\nS: 354 go");
    peer.play(CONTENT);
    peer.play("S: 250 ok");
    let done = peer.done();
    assert_eq!(done[..5], ["delivered: 250 ok"; 5]);
    assert_eq!(done[5], "permanent 5.0.0: RCPT TO: refused by the server: 550 u5");
}

#[test]
fn all_recipients_refused_sends_no_data() {
    let mut peer = Peer::ready("");
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play(MAIL);
    peer.play("S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 550 5.1.1 no");
    assert_eq!(
        peer.done(),
        ["permanent 5.1.1: RCPT TO: refused by the server: 550 5.1.1 no"]
    );
    // The transaction is open at the server: RSET before the next.
    peer.begin(&transaction(&["b@mx.example"]));
    peer.play(&format!("C: RSET\nS: 250 ok\n{MAIL}"));
}

#[test]
fn all_recipients_refused_but_data_accepted_gets_a_lone_dot() {
    let mut peer = Peer::ready("PIPELINING");
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play(&format!(
        "{MAIL}C: RCPT TO:<a@mx.example>\nC: DATA\nS: 250 ok\nS: 550 5.1.1 no\nS: 354 go\nC: ."
    ));
    // Whatever it says: there is nobody whose message this was.
    peer.play("S: 250 queued");
    assert_eq!(
        peer.done(),
        ["permanent 5.1.1: RCPT TO: refused by the server: 550 5.1.1 no"]
    );
    peer.begin(&transaction(&["b@mx.example"]));
    peer.play(&format!("{MAIL}C: RCPT TO:<b@mx.example>\nC: DATA"));
}

#[test]
fn a_pipelined_group_is_answered_in_full_when_mail_is_refused() {
    for (code, outcome) in [
        (
            "550 5.7.1 not you",
            "permanent 5.7.1: MAIL FROM: refused by the server: 550 5.7.1 not you",
        ),
        (
            "451 4.3.0 later",
            "transient 4.3.0: MAIL FROM: refused by the server: 451 4.3.0 later",
        ),
    ] {
        let mut peer = Peer::ready("PIPELINING");
        peer.begin(&transaction(&["a@mx.example"]));
        peer.play(&format!(
            "{MAIL}C: RCPT TO:<a@mx.example>\nC: DATA\nS: {code}\nS: 503 mail first"
        ));
        assert_eq!(peer.session.poll_event(), None);
        peer.play("S: 503 mail first");
        let report = peer.report();
        assert!(!report.mail_accepted);
        assert_eq!(crate::support::summary(&report.outcomes), [outcome]);
        assert!(peer.session.is_ready());
    }
}

#[test]
fn refused_data_concerns_the_accepted_recipients() {
    let mut peer = Peer::ready("");
    peer.begin(&transaction(&["a@mx.example", "b@mx.example"]));
    peer.play(MAIL);
    peer.play("S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 550 no\nC: RCPT TO:<b@mx.example>\nS: 250 ok");
    peer.play("C: DATA\nS: 554 5.7.1 policy");
    assert_eq!(
        peer.done(),
        [
            "permanent 5.0.0: RCPT TO: refused by the server: 550 no",
            "permanent 5.7.1: DATA: refused by the server: 554 5.7.1 policy"
        ]
    );
}

#[test]
fn data_refused_with_503_is_no_reason_to_bounce() {
    let mut peer = Peer::ready("");
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play(MAIL);
    peer.play("S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA\nS: 503 5.5.1 one at a time");
    assert_eq!(
        peer.done(),
        ["transient 4.5.1: DATA: refused by the server: 503 5.5.1 one at a time"]
    );
}

#[test]
fn a_refused_message_concerns_the_accepted_recipients() {
    for (reply, outcome) in [
        (
            "552 5.3.4 too big",
            "permanent 5.3.4: end of data: refused by the server: 552 5.3.4 too big",
        ),
        (
            "451 4.7.1 greylisted",
            "transient 4.7.1: end of data: refused by the server: 451 4.7.1 greylisted",
        ),
        (
            "421 4.3.2 shutting down",
            "transient 4.3.2: end of data: refused by the server: 421 4.3.2 shutting down",
        ),
    ] {
        let mut peer = Peer::ready("");
        peer.begin(&transaction(&["a@mx.example"]));
        peer.play(MAIL);
        peer.play("S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA\nS: 354 go");
        peer.play(CONTENT);
        peer.play(&format!("S: {reply}"));
        assert_eq!(peer.done(), [outcome]);
    }
}

#[test]
fn too_many_recipients_leaves_the_rest_for_a_new_transaction() {
    for reply in [
        "452 4.5.3 too many",
        "452 too many",
        "552 too many",
        "552 5.5.3 too many",
    ] {
        let mut peer = Peer::ready("");
        peer.begin(&transaction(&["a@mx.example", "b@mx.example", "c@mx.example"]));
        peer.play(MAIL);
        peer.play("S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok");
        peer.play(&format!(
            "C: RCPT TO:<b@mx.example>\nS: {reply}\nC: DATA\nS: 354 go"
        ));
        peer.play(CONTENT);
        peer.play("S: 250 ok");
        assert_eq!(
            peer.done(),
            ["delivered: 250 ok", "not attempted", "not attempted"],
            "{reply}"
        );
    }
}

#[test]
fn a_full_mailbox_is_not_too_many_recipients() {
    let mut peer = Peer::ready("PIPELINING");
    peer.begin(&transaction(&["a@mx.example", "b@mx.example", "c@mx.example"]));
    peer.play(&format!(
        "{MAIL}C: RCPT TO:<a@mx.example>\nC: RCPT TO:<b@mx.example>\nC: RCPT TO:<c@mx.example>\nC: DATA"
    ));
    peer.play("S: 250 ok\nS: 250 ok\nS: 552 5.2.2 full\nS: 452 4.2.2 full\nS: 354 go");
    peer.play(CONTENT);
    peer.play("S: 250 ok");
    assert_eq!(
        peer.done(),
        [
            "delivered: 250 ok",
            "permanent 5.2.2: RCPT TO: refused by the server: 552 5.2.2 full",
            "transient 4.2.2: RCPT TO: refused by the server: 452 4.2.2 full",
        ]
    );
}

#[test]
fn too_many_recipients_at_the_first_one_is_transient() {
    let mut peer = Peer::ready("");
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play(MAIL);
    peer.play("S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 552 5.5.3 too many");
    assert_eq!(
        peer.done(),
        ["transient 4.5.3: RCPT TO: refused by the server: 552 5.5.3 too many"]
    );
}

#[test]
fn recipients_beyond_the_limit_are_not_attempted() {
    let mut peer = Peer::ready("LIMITS RCPTMAX=1 MAILMAX=1");
    assert_eq!(peer.session.recipient_limit(), 1);
    peer.begin(&transaction(&["a@mx.example", "b@mx.example"]));
    peer.play(MAIL);
    peer.play("S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA\nS: 354 go");
    peer.play(CONTENT);
    peer.play("S: 250 ok");
    assert_eq!(peer.done(), ["delivered: 250 ok", "not attempted"]);
    // MAILMAX is reached.
    assert!(!peer.session.is_ready());
    peer.begin_is_refused();
    assert!(peer.session.quit(peer.now));
}

#[test]
fn a_message_too_large_is_refused_without_a_byte_sent() {
    let mut peer = Peer::ready("SIZE 20");
    peer.begin(&transaction(&["a@mx.example"]));
    peer.expect_silence();
    assert_eq!(
        peer.done(),
        ["permanent 5.3.4: local check: message of 21 octets is larger than the 20 that the host takes"]
    );
    assert!(peer.session.is_ready());
}

#[test]
fn size_is_declared_where_it_is_offered() {
    for offer in ["SIZE 21", "SIZE 0", "SIZE"] {
        let mut peer = Peer::ready(offer);
        peer.begin(&transaction(&["a@mx.example"]));
        peer.play("C: MAIL FROM:<me@client.example> SIZE=21");
    }
}

#[test]
fn eight_bit_content_needs_8bitmime() {
    let mut eight_bit = transaction(&["a@mx.example"]);
    eight_bit.message = Content::from("Subject: x\r\n\r\nh\u{e9}llo\r\n".as_bytes().to_vec());

    let mut peer = Peer::ready("");
    peer.begin(&eight_bit);
    peer.expect_silence();
    assert_eq!(
        peer.done(),
        ["permanent 5.6.3: local check: message has 8-bit content and the host does not take it"]
    );

    let mut peer = Peer::ready("8BITMIME");
    peer.begin(&eight_bit);
    peer.play("C: MAIL FROM:<me@client.example> BODY=8BITMIME");

    // Declared without need: sent where it is offered, no obstacle where it is not.
    let mut declared = transaction(&["a@mx.example"]);
    declared.body_8bit = true;
    let mut peer = Peer::ready("8BITMIME");
    peer.begin(&declared);
    peer.play("C: MAIL FROM:<me@client.example> BODY=8BITMIME");
    let mut peer = Peer::ready("");
    peer.begin(&declared);
    peer.play("C: MAIL FROM:<me@client.example>");
}

#[test]
fn internationalized_mail_needs_smtputf8() {
    const ADDRESS: &str =
        "permanent 5.6.7: local check: internationalized address and the host does not take it";
    let mut peer = Peer::ready("8BITMIME");
    // Only the recipient who needs it is refused.
    peer.begin(&transaction(&["a@mx.example", "\u{fc}@mx.example"]));
    peer.play(MAIL);
    peer.play("S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 550 no");
    assert_eq!(
        peer.done(),
        ["permanent 5.0.0: RCPT TO: refused by the server: 550 no", ADDRESS]
    );

    let mut sender = transaction(&["a@mx.example"]);
    sender.reverse_path = "m\u{e9}@client.example".to_owned();
    peer.begin(&sender);
    assert_eq!(peer.done(), [ADDRESS]);

    // SMTPUTF8 without 8BITMIME is no offer (RFC 6531 section 3.1).
    let mut half = Peer::ready("SMTPUTF8");
    half.begin(&sender);
    assert_eq!(half.done(), [ADDRESS]);

    let mut header = transaction(&["a@mx.example"]);
    header.smtputf8 = true;
    peer.begin(&header);
    assert_eq!(
        peer.done(),
        ["permanent 5.6.9: local check: internationalized header fields and the host does not take them"]
    );

    for transaction in [sender, header, transaction(&["\u{fc}@mx.example"])] {
        let mut peer = Peer::ready("8BITMIME|SMTPUTF8");
        peer.begin(&transaction);
        peer.play(&format!("C: MAIL FROM:<{}> SMTPUTF8", transaction.reverse_path));
    }
}

#[test]
fn smtputf8_is_not_declared_without_need() {
    let mut peer = Peer::ready("8BITMIME|SMTPUTF8");
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play(MAIL);
}

fn with_dsn() -> Transaction {
    let mut recipient = Recipient::new("a@mx.example");
    recipient.notify = Some(Notify {
        success: true,
        failure: true,
        delay: false,
    });
    recipient.orcpt = Some("rfc822;Orig+a@mx.example".to_owned());
    let mut other = Recipient::new("b@mx.example");
    other.notify = Some(Notify::NEVER);
    let mut transaction = Transaction::new("", [recipient, other], MESSAGE);
    transaction.ret = Some(Ret::Headers);
    transaction.envid = Some("QQ 1".to_owned());
    transaction
}

#[test]
fn dsn_parameters_are_sent_where_they_are_offered() {
    let mut peer = Peer::ready("DSN");
    peer.begin(&with_dsn());
    peer.play("C: MAIL FROM:<> RET=HDRS ENVID=QQ+201");
}

#[test]
fn dsn_parameters_of_recipients_follow_rcpt() {
    let mut peer = Peer::ready("DSN|PIPELINING");
    peer.begin(&with_dsn());
    peer.play(
        "C: MAIL FROM:<> RET=HDRS ENVID=QQ+201
         C: RCPT TO:<a@mx.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Orig+2Ba@mx.example
         C: RCPT TO:<b@mx.example> NOTIFY=NEVER
         C: DATA",
    );
    peer.play("S: 250 ok\nS: 250 ok\nS: 550 no\nS: 354 go");
    peer.play(CONTENT);
    peer.play("S: 250 ok");
    let report = peer.report();
    assert!(matches!(
        report.outcomes[0],
        RecipientOutcome::Delivered { dsn: true, .. }
    ));
}

#[test]
fn dsn_parameters_are_kept_from_a_host_without_dsn_and_the_outcome_says_so() {
    let mut peer = Peer::ready("PIPELINING");
    peer.begin(&with_dsn());
    peer.play("C: MAIL FROM:<>\nC: RCPT TO:<a@mx.example>\nC: RCPT TO:<b@mx.example>\nC: DATA");
    peer.play("S: 250 ok\nS: 250 ok\nS: 250 ok\nS: 354 go");
    peer.play(CONTENT);
    peer.play("S: 250 ok");
    assert!(matches!(
        peer.report().outcomes[0],
        RecipientOutcome::Delivered { dsn: false, .. }
    ));
}

#[test]
fn an_address_that_injects_is_refused_and_the_others_go() {
    let mut peer = Peer::ready("");
    peer.begin(&transaction(&[
        "a@mx.example>\r\nRCPT TO:<spam@x",
        "b@mx.example",
        "c d@mx.example",
    ]));
    peer.play(MAIL);
    peer.play("S: 250 ok\nC: RCPT TO:<b@mx.example>\nS: 550 no");
    assert_eq!(
        peer.done(),
        [
            "permanent 5.1.3: local check: recipient address has a control character",
            "permanent 5.0.0: RCPT TO: refused by the server: 550 no",
            "permanent 5.1.3: local check: recipient address is not well formed",
        ]
    );
}

#[test]
fn a_bad_reverse_path_or_envelope_id_is_refused_without_a_byte_sent() {
    let mut bad_path = transaction(&["a@mx.example"]);
    bad_path.reverse_path = "me@client.example> SIZE=1".to_owned();
    let mut bad_id = transaction(&["a@mx.example"]);
    bad_id.envid = Some("a\r\nb".to_owned());
    for (transaction, outcome) in [
        (
            bad_path,
            "permanent 5.1.7: local check: reverse path is not well formed",
        ),
        (
            bad_id,
            "permanent 5.5.4: local check: envelope id has a control character",
        ),
    ] {
        let mut peer = Peer::ready("");
        peer.begin(&transaction);
        peer.expect_silence();
        assert_eq!(peer.done(), [outcome]);
    }
}

#[test]
fn content_that_smuggles_is_refused_without_a_byte_sent() {
    let mut smuggler = transaction(&["a@mx.example"]);
    smuggler.message = Content::from("Subject: x\r\n\r\nhello\n.\r\nMAIL FROM:<spam@x>\r\n");
    let mut peer = Peer::ready("");
    peer.begin(&smuggler);
    peer.expect_silence();
    let report = peer.report();
    let problem = report.outcomes[0].problem().unwrap();
    let ProblemKind::Content(error) = &problem.kind else {
        panic!("{problem:?}")
    };
    assert_eq!((error.kind, error.offset), (ContentErrorKind::BareLf, 19));
    assert_eq!(problem.status.to_string(), "5.6.0");
}

#[test]
fn content_goes_out_in_blocks_and_stays_stuffed_across_their_borders() {
    // Two segments, cut between CRLF and dot, of more than one block.
    let line = "x".repeat(62) + "\r\n";
    let first = line.repeat(2048);
    let mut large = transaction(&["a@mx.example"]);
    large.message = Content::from_segments([Bytes::from(first.clone()), Bytes::from_static(b".end")]);
    let mut peer = Peer::ready("SIZE");
    peer.begin(&large);
    peer.play(
        "C: MAIL FROM:<me@client.example> SIZE=131078\nS: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok",
    );
    peer.play("C: DATA");
    peer.feed(b"354 go\r\n");
    let mut blocks = Vec::new();
    while let Some(block) = peer.session.poll_transmit(peer.now) {
        blocks.push(block);
    }
    assert!(blocks.len() > 1);
    assert_eq!(blocks.concat(), format!("{first}..end\r\n.\r\n").into_bytes());
}

#[test]
fn several_transactions_share_a_session_without_rset_after_success() {
    let mut peer = Peer::ready("");
    for _ in 0..2 {
        peer.begin(&transaction(&["a@mx.example"]));
        peer.play(MAIL);
        peer.play("S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 250 ok\nC: DATA\nS: 354 go");
        peer.play(CONTENT);
        peer.play("S: 250 ok");
        assert_eq!(peer.done(), ["delivered: 250 ok"]);
    }
}

#[test]
fn rset_goes_in_the_group_when_pipelining() {
    let mut peer = Peer::ready("PIPELINING");
    let group = format!("{MAIL}C: RCPT TO:<a@mx.example>\nC: DATA\n");
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play(&format!("{group}S: 250 ok\nS: 550 no\nS: 503 nobody"));
    peer.done();
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play(&format!(
        "C: RSET\n{group}S: 250 reset\nS: 250 ok\nS: 250 ok\nS: 354 go\n{CONTENT}S: 250 ok"
    ));
    assert_eq!(peer.done(), ["delivered: 250 ok"]);
}

#[test]
fn a_refused_rset_ends_the_session() {
    let mut peer = Peer::ready("");
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play(&format!("{MAIL}S: 250 ok\nC: RCPT TO:<a@mx.example>\nS: 550 no"));
    peer.done();
    peer.begin(&transaction(&["a@mx.example"]));
    peer.play("C: RSET\nS: 500 what?");
    assert_eq!(
        peer.done(),
        ["transient 4.0.0: RSET: refused by the server: 500 what?"]
    );
    assert_eq!(peer.closed(), "RSET: refused by the server: 500 what?");
}

#[test]
fn a_transaction_without_recipients_is_over_at_once() {
    let mut peer = Peer::ready("");
    peer.begin(&transaction(&[]));
    peer.expect_silence();
    assert_eq!(
        peer.session
            .poll_event()
            .map(|event| matches!(event, Event::Done(_))),
        Some(true)
    );
}
