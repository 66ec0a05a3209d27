//! What does a transaction cost in the SMTP state machine, without a network?
#![allow(missing_docs, clippy::unwrap_used)]

use bytes::Bytes;
use divan::{AllocProfiler, Bencher, black_box, counter::BytesCount};
use ropeway::smtp::{ClientConfig, ClientSession, DotStuffer, Event, Host, Recipient, Transaction};
use std::time::Instant;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn message(len: usize) -> Bytes {
    let line = b"From Monday on the cable car runs again, from 08:00 to 18:00, every day.\r\n";
    line.iter()
        .copied()
        .cycle()
        .take(len / line.len() * line.len())
        .collect()
}

/// A whole session with a server that takes everything.
fn session(transaction: &Transaction) -> usize {
    let now = Instant::now();
    let mut session =
        ClientSession::new(&ClientConfig::new("relay.test"), &Host::new("mx.test", []), now).unwrap();
    session.handle_input(b"220 mx.test\r\n", now);
    session.handle_input(b"", now);
    let mut sent = drain(&mut session, now);
    session.handle_input(b"250-mx.test\r\n250-PIPELINING\r\n250 SIZE 104857600\r\n", now);
    session.begin(transaction, now).unwrap();
    sent += drain(&mut session, now);
    session.handle_input(b"250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n", now);
    sent += drain(&mut session, now);
    session.handle_input(b"250 2.0.0 queued\r\n", now);
    let mut delivered = 0;
    while let Some(event) = session.poll_event() {
        if let Event::Done(report) = event {
            delivered = report.outcomes.iter().filter(|o| o.is_delivered()).count();
        }
    }
    assert_eq!(delivered, 2);
    sent
}

fn drain(session: &mut ClientSession, now: Instant) -> usize {
    let mut sent = 0;
    while let Some(bytes) = session.poll_transmit(now) {
        sent += bytes.len();
    }
    sent
}

#[divan::bench(args = [1 << 10, 10 << 20])]
fn session_of_one_transaction(bencher: Bencher<'_, '_>, len: usize) {
    let recipients = ["ann@example.test", "bob@example.test"].map(Recipient::new);
    let transaction = Transaction::new("cleo@example.test", recipients, message(len));
    let sent = session(&transaction);
    bencher
        .counter(BytesCount::new(sent))
        .bench(|| session(black_box(&transaction)));
}

#[divan::bench]
fn dot_stuffing_of_10_mib(bencher: Bencher<'_, '_>) {
    let content = message(10 << 20);
    let mut out = Vec::with_capacity(content.len() * 2);
    bencher.counter(BytesCount::new(content.len())).bench_local(|| {
        out.clear();
        let mut stuffer = DotStuffer::new();
        stuffer.push(black_box(&content), &mut out).unwrap();
        stuffer.finish(&mut out).unwrap();
    });
}
