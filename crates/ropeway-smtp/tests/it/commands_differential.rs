//! The commands as a server reads them, that of smtp-proto.

use std::time::Instant;

use proptest::prelude::*;
use ropeway_smtp::{ClientSession, Event, Notify, Recipient, Ret, Transaction};
use smtp_proto::Request;
use smtp_proto::{
    MAIL_BODY_8BITMIME, MAIL_RET_FULL, MAIL_RET_HDRS, MAIL_SMTPUTF8, RCPT_NOTIFY_DELAY, RCPT_NOTIFY_FAILURE,
    RCPT_NOTIFY_NEVER, RCPT_NOTIFY_SUCCESS,
};

use crate::support::{Peer, config, ehlo_reply, host};

fn address() -> impl Strategy<Value = String> {
    (
        "[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,10}(\\.[a-z0-9+]{1,10}){0,2}",
        "[a-z0-9]{1,10}(\\.[a-z0-9]{1,8}){0,2}",
    )
        .prop_map(|(local, domain)| format!("{local}@{domain}"))
}

fn notify() -> impl Strategy<Value = Option<Notify>> {
    prop::option::of(
        (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(success, failure, delay)| Notify {
            success,
            failure,
            delay,
        }),
    )
}

/// The lines of the whole group.
fn group(session: &mut ClientSession, now: Instant) -> Vec<String> {
    let mut sent = Vec::new();
    while let Some(octets) = session.poll_transmit(now) {
        sent.extend_from_slice(&octets);
    }
    let text = String::from_utf8(sent).unwrap();
    text.split_inclusive("\r\n").map(str::to_owned).collect()
}

proptest! {
    #[test]
    fn a_server_reads_back_what_was_meant(
        reverse_path in prop_oneof![Just(String::new()), address()],
        forward_path in address(),
        envid in prop::option::of("[ -~]{1,30}"),
        ret in prop::option::of(prop::sample::select(vec![Ret::Full, Ret::Headers])),
        notify in notify(),
        orcpt in prop::option::of("[ -~]{1,40}"),
        body_8bit in any::<bool>(),
        smtputf8 in any::<bool>(),
    ) {
        let mut recipient = Recipient::new(forward_path.clone());
        recipient.notify = notify;
        recipient.orcpt = orcpt.as_ref().map(|address| format!("rfc822;{address}"));
        let mut transaction = Transaction::new(reverse_path.clone(), [recipient], "x\r\n");
        transaction.envid = envid.clone();
        transaction.ret = ret;
        transaction.body_8bit = body_8bit;
        transaction.smtputf8 = smtputf8;

        let mut peer = Peer::new(&config(), &host());
        peer.play("S: 220 mx.example\nC: EHLO client.example");
        peer.play(&ehlo_reply("PIPELINING|SIZE|8BITMIME|SMTPUTF8|DSN"));
        prop_assert_eq!(peer.session.poll_event(), Some(Event::Ready));
        peer.begin(&transaction);
        let lines = group(&mut peer.session, peer.now);
        prop_assert_eq!(lines.len(), 3);

        let Ok(Request::Mail { from }) = Request::parse(&mut lines[0].as_bytes().iter()) else {
            panic!("no MAIL: {:?}", lines[0]);
        };
        prop_assert_eq!(&*from.address, &reverse_path);
        prop_assert_eq!(from.size, 3);
        prop_assert_eq!(from.env_id.as_deref(), envid.as_deref());
        let mut flags = 0;
        flags |= if body_8bit { MAIL_BODY_8BITMIME } else { 0 };
        flags |= if smtputf8 { MAIL_SMTPUTF8 } else { 0 };
        flags |= match ret {
            Some(Ret::Full) => MAIL_RET_FULL,
            Some(Ret::Headers) => MAIL_RET_HDRS,
            None => 0,
        };
        prop_assert_eq!(from.flags, flags);

        let Ok(Request::Rcpt { to }) = Request::parse(&mut lines[1].as_bytes().iter()) else {
            panic!("no RCPT: {:?}", lines[1]);
        };
        prop_assert_eq!(&*to.address, &forward_path);
        prop_assert_eq!(to.orcpt.as_deref(), orcpt.as_deref());
        let wanted = notify.map_or(0, |notify| {
            let bits = [
                (notify.success, RCPT_NOTIFY_SUCCESS),
                (notify.failure, RCPT_NOTIFY_FAILURE),
                (notify.delay, RCPT_NOTIFY_DELAY),
            ];
            let bits = bits.iter().filter(|(on, _)| *on).fold(0, |all, (_, bit)| all | bit);
            if bits == 0 { RCPT_NOTIFY_NEVER } else { bits }
        });
        prop_assert_eq!(to.flags, wanted);
        prop_assert_eq!(&lines[2], "DATA\r\n");
    }

    /// One line in, one line out: no value of the envelope makes a second command.
    #[test]
    fn no_value_of_the_envelope_makes_another_command(
        reverse_path in any::<String>(),
        forward_path in prop_oneof![any::<String>(), "[a-z\r\n<> @\".]{0,12}"],
        envid in any::<String>(),
        orcpt in any::<String>(),
    ) {
        let mut recipient = Recipient::new(forward_path);
        recipient.orcpt = Some(format!("rfc822;{orcpt}"));
        let mut transaction = Transaction::new(reverse_path, [recipient, Recipient::new("a@b.example")], "x");
        transaction.envid = Some(envid);
        let mut peer = Peer::ready("PIPELINING|SMTPUTF8|8BITMIME|DSN");
        peer.begin(&transaction);
        for line in group(&mut peer.session, peer.now) {
            let body = line.strip_suffix("\r\n").expect("a whole line");
            prop_assert!(!body.contains(['\r', '\n', '\0']), "{:?}", line);
            prop_assert!(["MAIL FROM:<", "RCPT TO:<", "DATA"].iter().any(|verb| body.starts_with(verb)));
        }
    }
}
