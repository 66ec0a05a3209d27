//! The session: a state machine without socket and clock.

mod auth;
mod commands;
mod expect;
mod opening;
mod transfer;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;

use crate::address::check_ehlo_name;
use crate::{
    Capabilities, ClientConfig, EnvelopeError, Failure, FailureKind, Host, RecipientOutcome, Reply,
    ReplyParser, Stage, TraceEvent, TraceHook, TraceKind, Transaction,
};
use expect::Expect;
use transfer::{Next, Transfer};

/// What a [`ClientSession`] tells its driver.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// The session is open, and authenticated where that was asked: [`ClientSession::begin`] may be called.
    Ready,
    /// Do the TLS handshake now, then call [`ClientSession::tls_established`] or
    /// [`ClientSession::tls_failed`]. Until then nothing is sent, and no byte read before may be passed on later.
    StartTls,
    /// The transaction is over. The session may be ready for another: see [`ClientSession::is_ready`].
    Done(TransactionReport),
    /// The session is over; close the connection. `None` after QUIT.
    Closed(Option<Failure>),
}

/// The result of one transaction.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TransactionReport {
    /// One outcome per recipient, in the transaction's order.
    pub outcomes: Vec<RecipientOutcome>,
    /// Whether MAIL was accepted. Until then the transaction may be tried at another host.
    pub mail_accepted: bool,
}

/// [`ClientSession::begin`] was called while the session was not ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the session is not ready for a transaction")]
pub struct NotReady;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// From the greeting to [`Event::Ready`].
    Opening,
    /// The driver does the TLS handshake.
    Handshake,
    Ready,
    Transfer,
    Quitting,
    Closed,
}

/// An SMTP client session (RFC 5321 section 3) without I/O: bytes and instants in; bytes, events and the next
/// deadline out.
///
/// **The driver's loop**, in this order until [`Event::Closed`]:
///
/// 1. [`poll_event`](Self::poll_event) until it gives `None`, acting on each event;
/// 2. [`poll_transmit`](Self::poll_transmit): write what it gives *in full* before calling it again; each call
///    says that everything before was written;
/// 3. wait for the first of: bytes to read ([`handle_input`](Self::handle_input)), the end of the stream
///    ([`handle_eof`](Self::handle_eof)), room to write, or the instant of
///    [`poll_timeout`](Self::poll_timeout) ([`handle_timeout`](Self::handle_timeout)). Reading must go on while
///    writing waits.
///
/// ```
/// use std::time::Instant;
/// use ropeway_smtp::{ClientConfig, ClientSession, Event, Host, Recipient, Transaction};
///
/// let now = Instant::now(); // the only clock is the caller's
/// let config = ClientConfig::new("client.example");
/// let mut session = ClientSession::new(&config, &Host::new("mx.example", []), now)?;
/// let mut say = |session: &mut ClientSession, line: &str| {
///     session.handle_input(line.as_bytes(), now);
///     session.poll_transmit(now).map(|b| String::from_utf8_lossy(&b).into_owned())
/// };
/// assert_eq!(say(&mut session, "220 mx.example\r\n").as_deref(), Some("EHLO client.example\r\n"));
/// assert_eq!(say(&mut session, "250 mx.example\r\n"), None);
/// assert_eq!(session.poll_event(), Some(Event::Ready));
///
/// let message = "Subject: hello\r\n\r\n.dot\r\n";
/// let transaction = Transaction::new("me@client.example", [Recipient::new("you@mx.example")], message);
/// session.begin(&transaction, now)?;
/// assert_eq!(say(&mut session, "").as_deref(), Some("MAIL FROM:<me@client.example>\r\n"));
/// assert_eq!(say(&mut session, "250 ok\r\n").as_deref(), Some("RCPT TO:<you@mx.example>\r\n"));
/// assert_eq!(say(&mut session, "250 ok\r\n").as_deref(), Some("DATA\r\n"));
/// assert_eq!(say(&mut session, "354 go\r\n").as_deref(), Some("Subject: hello\r\n\r\n..dot\r\n.\r\n"));
/// assert_eq!(say(&mut session, "250 2.0.0 queued\r\n"), None);
/// let Some(Event::Done(report)) = session.poll_event() else { panic!("no report") };
/// assert!(report.outcomes[0].is_delivered());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ClientSession {
    config: ClientConfig,
    host: Host,
    host_name: Arc<str>,
    trace: Option<TraceHook>,
    phase: Phase,
    parser: ReplyParser,
    capabilities: Capabilities,
    /// Commands without a reply, oldest first.
    pending: VecDeque<Expect>,
    out: Vec<u8>,
    /// How many of the pending commands are still in `out`: nothing can answer them yet.
    unsent: usize,
    events: VecDeque<Event>,
    deadline: Option<Instant>,
    tls: bool,
    /// The greeting was masked by a firewall that rewrites SMTP (Cisco PIX): what it lets through is not to be
    /// relied on, so commands go one by one.
    masked: bool,
    auth: Option<auth::Exchange>,
    transfer: Option<Box<Transfer>>,
    /// The last transaction was left open, RSET must come first.
    needs_reset: bool,
    mails_sent: u32,
    /// Why the session is being ended by QUIT, if for a failure.
    farewell: Option<Failure>,
}

impl ClientSession {
    /// A session that waits for the greeting. With [`Host::implicit_tls`], TLS is already established.
    ///
    /// # Errors
    /// The EHLO name cannot be sent.
    pub fn new(config: &ClientConfig, host: &Host, now: Instant) -> Result<Self, EnvelopeError> {
        check_ehlo_name(&config.ehlo_name)?;
        let mut session = Self {
            config: config.clone(),
            host: host.clone(),
            host_name: host.name.as_str().into(),
            trace: None,
            phase: Phase::Opening,
            parser: ReplyParser::new(),
            capabilities: Capabilities::default(),
            pending: VecDeque::from([Expect::Greeting]),
            out: Vec::new(),
            unsent: 0,
            events: VecDeque::new(),
            deadline: None,
            tls: host.implicit_tls,
            masked: false,
            auth: None,
            transfer: None,
            needs_reset: false,
            mails_sent: 0,
            farewell: None,
        };
        session.rearm(now);
        Ok(session)
    }

    /// Sends the dialogue to a hook.
    #[must_use]
    pub fn with_trace(mut self, hook: TraceHook) -> Self {
        self.trace = Some(hook);
        self
    }

    /// What the server offers, after its last EHLO reply.
    pub fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    /// Whether the connection is encrypted.
    pub fn is_tls(&self) -> bool {
        self.tls
    }

    /// Whether a transaction may begin: the session is open and idle, and LIMITS MAILMAX leaves room.
    pub fn is_ready(&self) -> bool {
        self.phase == Phase::Ready && self.capabilities.mail_max.is_none_or(|max| self.mails_sent < max)
    }

    /// The most recipients of one transaction at this host.
    pub fn recipient_limit(&self) -> usize {
        let own = self.config.max_recipients_per_transaction.max(1);
        self.capabilities
            .rcpt_max
            .map_or(own, |max| own.min(max as usize))
    }

    /// Begins a transaction. Its result comes as [`Event::Done`], also when nothing could be sent: a recipient or
    /// a message that this host cannot take is an outcome.
    ///
    /// # Errors
    /// The session is not ready, see [`is_ready`](Self::is_ready).
    pub fn begin(&mut self, transaction: &Transaction, now: Instant) -> Result<(), NotReady> {
        if !self.is_ready() {
            return Err(NotReady);
        }
        let limits = transfer::Limits {
            recipients: self.recipient_limit(),
            line_len: self.config.max_line_len,
            reset_first: self.needs_reset,
        };
        self.transfer = Some(Box::new(Transfer::new(
            transaction,
            &self.capabilities,
            &self.host_name,
            limits,
        )));
        self.phase = Phase::Transfer;
        self.advance(now);
        Ok(())
    }

    /// Ends the session with QUIT, and says whether it does: only a session that is open and idle can. Whatever
    /// comes then, also nothing, leads to [`Event::Closed`] without a failure.
    pub fn quit(&mut self, now: Instant) -> bool {
        let idle = self.phase == Phase::Ready;
        if idle {
            self.phase = Phase::Quitting;
            self.send("QUIT", Expect::Quit, now);
        }
        idle
    }

    /// Takes bytes from the server.
    pub fn handle_input(&mut self, mut input: &[u8], now: Instant) {
        while !input.is_empty() && self.phase != Phase::Closed {
            if self.phase == Phase::Handshake {
                self.fail(FailureKind::ResponseInjection, None);
                return;
            }
            match self.parser.push(&mut input) {
                Ok(Some(reply)) => self.handle_reply(reply, now),
                Ok(None) => {}
                Err(error) => self.fail(FailureKind::Reply(error), None),
            }
        }
    }

    /// The server closed the stream.
    pub fn handle_eof(&mut self) {
        self.fail(FailureKind::Closed, None);
    }

    /// Reading or writing failed.
    pub fn handle_io_error(&mut self, kind: io::ErrorKind) {
        self.fail(FailureKind::Io(kind), None);
    }

    /// The TLS handshake that [`Event::StartTls`] asked for succeeded: everything known before is discarded and
    /// EHLO is sent again (RFC 3207 section 4.2).
    pub fn tls_established(&mut self, now: Instant) {
        if self.phase == Phase::Handshake {
            self.phase = Phase::Opening;
            self.tls = true;
            self.parser = ReplyParser::new();
            self.trace(|| TraceKind::Tls);
            self.send_ehlo(now);
        }
    }

    /// The TLS handshake failed. The session is over; a policy may allow another one in clear.
    pub fn tls_failed(&mut self, why: impl Into<String>) {
        self.fail(FailureKind::Tls(why.into()), None);
    }

    /// The instant at which [`handle_timeout`](Self::handle_timeout) must be called.
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.deadline
    }

    /// Time has passed. Nothing happens before the deadline.
    pub fn handle_timeout(&mut self, now: Instant) {
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            self.fail(FailureKind::Timeout, None);
        }
    }

    /// The next event.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// The next bytes to write. A call says that all bytes given before are written.
    pub fn poll_transmit(&mut self, now: Instant) -> Option<Bytes> {
        if !self.out.is_empty() {
            self.unsent = 0;
            return Some(std::mem::take(&mut self.out).into());
        }
        let transfer = self.transfer.as_mut()?;
        match transfer.next_block() {
            Ok(Next::Nothing) => None,
            Ok(Next::AllWritten) => {
                // Only now the server has the end of data, so only now its ten minutes begin.
                self.rearm(now);
                None
            }
            Ok(Next::Block { octets, last }) => {
                self.deadline = now.checked_add(self.config.timeouts.block);
                if last {
                    self.pending.push_back(Expect::EndOfData);
                }
                self.trace(|| TraceKind::Content(octets.len()));
                Some(octets)
            }
            Err(error) => {
                transfer.refuse_content(error);
                self.fail(FailureKind::Closed, None);
                None
            }
        }
    }

    fn handle_reply(&mut self, reply: Reply, now: Instant) {
        self.trace_reply(&reply);
        let Some(expect) = self.pending.front().copied() else {
            return self.unsolicited(reply);
        };
        if reply.code == 421 && expect != Expect::Quit {
            return self.fail(FailureKind::Refused, Some(reply));
        }
        if self.pending.len() <= self.unsent {
            return self.fail(FailureKind::UnexpectedReply, Some(reply));
        }
        // Taken off only now: `fail` asks the queue which command the reply answers.
        let out_of_order = match expect {
            Expect::Data => reply.is_positive(),
            Expect::StartTls => reply.is_intermediate() || reply.is_positive() && reply.code != 220,
            Expect::Auth | Expect::LoneDot | Expect::Quit => false,
            _ => reply.is_intermediate(),
        };
        if out_of_order {
            return self.fail(FailureKind::UnexpectedReply, Some(reply));
        }
        if expect == Expect::Rset && !reply.is_positive() {
            return self.fail(FailureKind::Refused, Some(reply));
        }
        if self.open(expect, &reply, now) {
            return;
        }
        self.pending.pop_front();
        self.rearm(now);
        if expect == Expect::Quit {
            let farewell = self.farewell.take();
            self.close(farewell);
        } else if let Some(transfer) = self.transfer.as_mut() {
            transfer.handle_reply(expect, reply, &mut self.needs_reset);
            self.advance(now);
        }
    }

    /// A reply to no command: a server that goes down, or one that cuts a message short. After it, replies and
    /// commands can no longer be matched.
    fn unsolicited(&mut self, reply: Reply) {
        let refusal = reply.is_transient() || reply.is_permanent();
        match self.transfer.as_mut() {
            Some(transfer) if refusal && reply.code != 421 => {
                transfer.refuse_early(&reply);
                self.fail(FailureKind::Refused, Some(reply));
            }
            _ if reply.code == 421 => self.fail(FailureKind::Refused, Some(reply)),
            _ => self.fail(FailureKind::UnexpectedReply, Some(reply)),
        }
    }

    /// Sends what may be sent of the transaction, and ends it when nothing is left.
    fn advance(&mut self, now: Instant) {
        let pipelining = self.config.pipelining && self.capabilities.pipelining && !self.masked;
        let window = if pipelining {
            self.config.pipelining_window.max(1)
        } else {
            1
        };
        // A new group when half of the last is answered: a command per reply would be a packet per command.
        if pipelining && self.pending.len() > window / 2 {
            return;
        }
        while self.pending.len() < window {
            let Some(transfer) = self.transfer.as_mut() else {
                return;
            };
            let Some((line, expect)) = transfer.next_command(self.pending.is_empty()) else {
                break;
            };
            if expect == Expect::Rset {
                self.needs_reset = false;
            } else if expect == Expect::Mail {
                self.mails_sent = self.mails_sent.saturating_add(1);
            }
            self.send(&line, expect, now);
        }
        if self.pending.is_empty()
            && let Some(transfer) = self.transfer.take_if(|transfer| transfer.is_over())
        {
            self.phase = Phase::Ready;
            self.deadline = None;
            self.events.push_back(Event::Done(transfer.finish()));
        } else if self.pending.is_empty() && self.transfer.is_some() {
            // Content is next: the driver has one block's time to ask for it.
            self.deadline = now.checked_add(self.config.timeouts.block);
        }
    }

    fn send(&mut self, line: &str, expect: Expect, now: Instant) {
        self.trace(|| TraceKind::Sent(line.to_owned()));
        self.send_untraced(line, expect, now);
    }

    fn send_untraced(&mut self, line: &str, expect: Expect, now: Instant) {
        self.out.extend_from_slice(line.as_bytes());
        self.out.extend_from_slice(b"\r\n");
        self.pending.push_back(expect);
        self.unsent += 1;
        if self.pending.len() == 1 {
            self.rearm(now);
        }
    }

    /// The time for the oldest command without a reply begins.
    fn rearm(&mut self, now: Instant) {
        let front = self.pending.front();
        // A time beyond what the clock can tell is no limit.
        self.deadline = front.and_then(|expect| now.checked_add(expect.timeout(&self.config.timeouts)));
    }

    fn stage(&self) -> Stage {
        match (self.pending.front(), self.phase) {
            (Some(expect), _) => expect.stage(),
            (None, Phase::Handshake) => Stage::TlsHandshake,
            (None, Phase::Transfer) => Stage::Content,
            (None, Phase::Opening | Phase::Ready | Phase::Quitting | Phase::Closed) => Stage::Idle,
        }
    }

    fn fail(&mut self, kind: FailureKind, reply: Option<Reply>) {
        match self.phase {
            Phase::Closed => {}
            Phase::Quitting => {
                let farewell = self.farewell.take();
                self.close(farewell);
            }
            _ => {
                let failure = Failure {
                    stage: self.stage(),
                    kind,
                    reply,
                };
                self.trace(|| TraceKind::Failed(failure.to_string()));
                // What was announced and not yet seen is no longer true.
                self.events
                    .retain(|event| !matches!(event, Event::Ready | Event::StartTls));
                if let Some(transfer) = self.transfer.take() {
                    self.events.push_back(Event::Done(transfer.abort(&failure)));
                }
                self.close(Some(failure));
            }
        }
    }

    /// Ends a session that is of no use but still in order: with QUIT (RFC 5321 section 3.8), after which
    /// [`Event::Closed`] tells the failure.
    fn give_up(&mut self, stage: Stage, kind: FailureKind, reply: Option<&Reply>, now: Instant) {
        let failure = Failure {
            stage,
            kind,
            reply: reply.cloned(),
        };
        self.trace(|| TraceKind::Failed(failure.to_string()));
        self.farewell = Some(failure);
        self.phase = Phase::Quitting;
        self.pending.clear();
        self.send("QUIT", Expect::Quit, now);
    }

    fn close(&mut self, failure: Option<Failure>) {
        self.phase = Phase::Closed;
        self.deadline = None;
        self.pending.clear();
        self.out.clear();
        self.unsent = 0;
        self.auth = None;
        self.events.push_back(Event::Closed(failure));
    }

    fn trace(&self, kind: impl FnOnce() -> TraceKind) {
        if let Some(hook) = &self.trace {
            hook(TraceEvent {
                host: self.host_name.clone(),
                kind: kind(),
            });
        }
    }

    fn trace_reply(&self, reply: &Reply) {
        let last = reply.lines.len().saturating_sub(1);
        for (n, line) in reply.lines.iter().enumerate() {
            let separator = if n == last { ' ' } else { '-' };
            self.trace(|| TraceKind::Received(format!("{}{separator}{line}", reply.code)));
        }
    }
}

impl std::fmt::Debug for ClientSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientSession")
            .field("host", &self.host_name)
            .field("phase", &self.phase)
            .field("tls", &self.tls)
            .finish_non_exhaustive()
    }
}
