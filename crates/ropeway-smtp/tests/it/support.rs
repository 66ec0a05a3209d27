//! A scripted peer of the session: a test reads like a transcript.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ropeway_smtp::{
    ClientConfig, ClientSession, Event, Host, Recipient, RecipientOutcome, Transaction, TransactionReport,
};

pub(crate) struct Peer {
    pub(crate) session: ClientSession,
    pub(crate) now: Instant,
    pub(crate) trace: Arc<Mutex<Vec<String>>>,
    sent: Vec<u8>,
}

impl Peer {
    pub(crate) fn new(config: &ClientConfig, host: &Host) -> Self {
        let now = Instant::now();
        let trace = Arc::new(Mutex::new(Vec::new()));
        let lines = trace.clone();
        let hook =
            Arc::new(move |event: ropeway_smtp::TraceEvent| lines.lock().unwrap().push(event.to_string()));
        let session = ClientSession::new(config, host, now).unwrap().with_trace(hook);
        Self {
            session,
            now,
            trace,
            sent: Vec::new(),
        }
    }

    /// A session with `mx.example` that is ready; the host offers what `offers` lists, separated by `|`.
    pub(crate) fn ready(offers: &str) -> Self {
        Self::ready_with(&config(), &host(), offers)
    }

    pub(crate) fn ready_with(config: &ClientConfig, host: &Host, offers: &str) -> Self {
        let mut peer = Self::new(config, host);
        peer.play("S: 220 mx.example\nC: EHLO client.example");
        peer.play(&ehlo_reply(offers));
        assert_eq!(peer.session.poll_event(), Some(Event::Ready));
        peer
    }

    pub(crate) fn begin(&mut self, transaction: &Transaction) {
        self.session.begin(transaction, self.now).unwrap();
    }

    /// Plays a transcript. `S: ` lines go to the client; `C: ` lines must be what it sends next. When the server
    /// speaks, and at the end of a transcript that ends with the client, the client must have nothing more to say;
    /// what it answers to a last `S: ` line is left to the next transcript.
    pub(crate) fn play(&mut self, transcript: &str) {
        let mut client_spoke = false;
        for line in transcript
            .lines()
            .map(str::trim_start)
            .filter(|line| !line.is_empty())
        {
            match line.split_at_checked(3) {
                Some(("S: ", text)) => {
                    self.expect_silence();
                    self.feed(format!("{text}\r\n").as_bytes());
                    client_spoke = false;
                }
                Some(("C: ", text)) => {
                    assert_eq!(self.next_line().as_deref(), Some(text));
                    client_spoke = true;
                }
                _ => panic!("no transcript line: {line:?}"),
            }
        }
        if client_spoke {
            self.expect_silence();
        }
    }

    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.session.handle_input(bytes, self.now);
    }

    pub(crate) fn expect_silence(&mut self) {
        assert_eq!(self.next_line(), None, "the client says more than the transcript");
    }

    fn next_line(&mut self) -> Option<String> {
        while let Some(octets) = self.session.poll_transmit(self.now) {
            self.sent.extend_from_slice(&octets);
        }
        let end = self.sent.windows(2).position(|pair| pair == b"\r\n")?;
        let line = self.sent.drain(..end + 2).collect::<Vec<u8>>();
        Some(String::from_utf8(line[..end].to_vec()).unwrap())
    }

    pub(crate) fn pass(&mut self, time: Duration) {
        self.now += time;
        self.session.handle_timeout(self.now);
    }

    /// The result of the transaction, shortened by [`summary`].
    pub(crate) fn done(&mut self) -> Vec<String> {
        summary(&self.report().outcomes)
    }

    pub(crate) fn report(&mut self) -> TransactionReport {
        self.expect_silence();
        match self.session.poll_event() {
            Some(Event::Done(report)) => report,
            other => panic!("no report: {other:?}"),
        }
    }

    /// How the session ended after it took leave with QUIT.
    pub(crate) fn gave_up(&mut self) -> String {
        assert_eq!(self.session.poll_event(), None);
        self.play("C: QUIT\nS: 221 bye");
        self.closed()
    }

    /// How the session ended.
    pub(crate) fn closed(&mut self) -> String {
        self.expect_silence();
        let event = self.session.poll_event();
        assert_eq!(self.session.poll_event(), None, "nothing follows the end");
        assert_eq!(
            self.session.poll_timeout(),
            None,
            "nothing is awaited after the end"
        );
        match event {
            Some(Event::Closed(Some(failure))) => failure.to_string(),
            Some(Event::Closed(None)) => "quit".to_owned(),
            other => panic!("not closed: {other:?}"),
        }
    }
}

pub(crate) fn config() -> ClientConfig {
    ClientConfig::new("client.example")
}

pub(crate) fn host() -> Host {
    Host::new("mx.example", [])
}

/// `S: ` lines of an EHLO reply.
pub(crate) fn ehlo_reply(offers: &str) -> String {
    let mut lines = vec!["mx.example"];
    lines.extend(offers.split('|').filter(|offer| !offer.is_empty()));
    let last = lines.len() - 1;
    let reply = lines.iter().enumerate();
    reply
        .map(|(n, line)| format!("S: 250{}{line}\n", if n == last { ' ' } else { '-' }))
        .collect()
}

pub(crate) const MESSAGE: &str = "Subject: x\r\n\r\nhello\r\n";

pub(crate) fn transaction(recipients: &[&str]) -> Transaction {
    Transaction::new(
        "me@client.example",
        recipients.iter().copied().map(Recipient::new),
        MESSAGE,
    )
}

/// One line per outcome.
pub(crate) fn summary(outcomes: &[RecipientOutcome]) -> Vec<String> {
    let line = |outcome: &RecipientOutcome| match outcome {
        RecipientOutcome::Delivered { reply, .. } => format!("delivered: {reply}"),
        RecipientOutcome::Transient(problem) => format!("transient {}: {problem}", problem.status),
        RecipientOutcome::Permanent(problem) => format!("permanent {}: {problem}", problem.status),
        RecipientOutcome::NotAttempted => "not attempted".to_owned(),
        other => panic!("{other:?}"),
    };
    outcomes.iter().map(line).collect()
}
