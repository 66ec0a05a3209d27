//! The driver of one session.

use std::future::{Future, poll_fn};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, timeout};

use super::Client;
use super::stream::Stream;
use crate::{
    Capabilities, ClientSession, Event, Failure, FailureKind, Host, NotReady, Stage, TlsPolicy, Transaction,
    TransactionReport,
};

/// How much is read at once; replies are short.
const READ: usize = 8 * 1024;

/// An open session with a host, over TCP and TLS as the host's policy asks; it can carry several transactions.
///
/// Cancellation: when a future of this type is dropped before it is done, the session is in the middle of
/// something; drop the connection too, which closes the socket.
#[derive(Debug)]
pub struct Connection {
    client: Client,
    host: Host,
    session: ClientSession,
    /// `None` once the connection is over.
    stream: Option<Stream>,
    unwritten: Bytes,
    unflushed: bool,
    failure: Option<Failure>,
}

impl Connection {
    /// Connects, and opens the session up to where transactions may begin: greeting, EHLO, STARTTLS, AUTH.
    ///
    /// # Errors
    /// The step that failed and why.
    pub async fn open(client: &Client, host: &Host, address: SocketAddr) -> Result<Self, Failure> {
        let mut host = host.clone();
        if !cfg!(feature = "tls") {
            host.tls = match host.tls {
                TlsPolicy::Required { .. } => {
                    return Err(Failure::new(Stage::TlsHandshake, FailureKind::TlsUnavailable));
                }
                _ => TlsPolicy::Never,
            };
        }
        let timeouts = &client.config.timeouts;
        let connected = timeout(timeouts.connect, TcpStream::connect(address)).await;
        let stream = match connected {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => return Err(Failure::new(Stage::Connect, FailureKind::Io(error.kind()))),
            Err(_) => return Err(Failure::new(Stage::Connect, FailureKind::Timeout)),
        };
        // Commands are small and each waits for its reply: Nagle's algorithm only adds delay. It is an
        // optimisation, so a refusal is no failure.
        let _ = stream.set_nodelay(true);
        let stream = if host.implicit_tls {
            let fail = |kind| Failure::new(Stage::TlsHandshake, kind);
            match timeout(timeouts.tls_handshake, handshake(client, stream, &host)).await {
                Ok(done) => done.map_err(fail)?,
                Err(_) => return Err(fail(FailureKind::Timeout)),
            }
        } else {
            Stream::Plain(stream)
        };
        let session = ClientSession::new(&client.config, &host, now())
            .map_err(|error| Failure::new(Stage::Local, FailureKind::Configuration(error)))?;
        let session = match &client.trace {
            Some(hook) => session.with_trace(hook.clone()),
            None => session,
        };
        let mut connection = Self {
            client: client.clone(),
            host,
            session,
            stream: Some(stream),
            unwritten: Bytes::new(),
            unflushed: false,
            failure: None,
        };
        loop {
            match connection.next_event().await {
                Event::Ready => return Ok(connection),
                Event::Closed(failure) => {
                    return Err(failure.unwrap_or(Failure::new(Stage::Idle, FailureKind::Closed)));
                }
                _ => {}
            }
        }
    }

    /// Sends one transaction, of at most [`recipient_limit`](Self::recipient_limit) recipients; the others come
    /// back as not attempted.
    ///
    /// # Errors
    /// The session is not ready, see [`is_ready`](Self::is_ready).
    pub async fn send(&mut self, transaction: &Transaction) -> Result<TransactionReport, NotReady> {
        self.session.begin(transaction, now())?;
        loop {
            match self.next_event().await {
                Event::Done(report) => {
                    // A failure that ended the transaction stands right behind its result.
                    if let Some(Event::Closed(failure)) = self.session.poll_event() {
                        self.close(failure);
                    }
                    return Ok(report);
                }
                Event::Closed(_) => return Err(NotReady),
                _ => {}
            }
        }
    }

    /// Whether another transaction may be sent over this connection.
    pub fn is_ready(&self) -> bool {
        self.session.is_ready()
    }

    /// The most recipients of one transaction at this host.
    pub fn recipient_limit(&self) -> usize {
        self.session.recipient_limit()
    }

    /// Whether the connection is encrypted.
    pub fn is_tls(&self) -> bool {
        self.session.is_tls()
    }

    /// What the host offers.
    pub fn capabilities(&self) -> &Capabilities {
        self.session.capabilities()
    }

    /// What ended the connection, if it failed.
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// Ends the session with QUIT and closes the connection. Errors are of no consequence.
    pub async fn quit(mut self) {
        if self.session.quit(now()) {
            while !matches!(self.next_event().await, Event::Closed(_)) {}
        }
    }

    fn close(&mut self, failure: Option<Failure>) {
        self.stream = None;
        if self.failure.is_none() {
            self.failure = failure;
        }
    }

    /// Drives the session to its next event, doing TLS handshakes on the way.
    async fn next_event(&mut self) -> Event {
        let mut buffer = [0u8; READ];
        loop {
            match self.session.poll_event() {
                Some(Event::StartTls) => {
                    self.upgrade().await;
                    continue;
                }
                Some(Event::Closed(failure)) => {
                    self.close(failure.clone());
                    return Event::Closed(failure);
                }
                Some(event) => return event,
                None => {}
            }
            if self.unwritten.is_empty()
                && !self.unflushed
                && let Some(octets) = self.session.poll_transmit(now())
            {
                self.unwritten = octets;
            }
            let Some(stream) = self.stream.as_mut() else {
                return Event::Closed(None);
            };
            let mut sleep = self
                .session
                .poll_timeout()
                .map(|at| Box::pin(tokio::time::sleep_until(at.into())));
            let (unwritten, unflushed) = (&mut self.unwritten, &mut self.unflushed);
            let step =
                poll_fn(|cx| poll_step(cx, stream, unwritten, unflushed, &mut sleep, &mut buffer)).await;
            match step {
                Ok(Step::Written) => {}
                Ok(Step::Timeout) => self.session.handle_timeout(now()),
                Ok(Step::Read(0)) => self.session.handle_eof(),
                Ok(Step::Read(len)) => {
                    self.session
                        .handle_input(buffer.get(..len).unwrap_or_default(), now());
                }
                // A TLS peer that closes without saying so; it has closed all the same.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => self.session.handle_eof(),
                Err(error) => self.session.handle_io_error(error.kind()),
            }
        }
    }

    async fn upgrade(&mut self) {
        let plain = match self.stream.take() {
            Some(Stream::Plain(stream)) => stream,
            other => {
                self.stream = other;
                return self.session.tls_failed("already encrypted");
            }
        };
        let limit = self.client.config.timeouts.tls_handshake;
        match timeout(limit, handshake(&self.client, plain, &self.host)).await {
            Ok(Ok(stream)) => {
                self.stream = Some(stream);
                self.session.tls_established(now());
            }
            Ok(Err(FailureKind::Tls(why))) => self.session.tls_failed(why),
            Ok(Err(kind)) => self.session.tls_failed(kind.to_string()),
            Err(_) => self.session.tls_failed("handshake timed out"),
        }
    }
}

/// The clock of the runtime, which tests may pause.
fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

enum Step {
    /// All octets are written and flushed.
    Written,
    Read(usize),
    Timeout,
}

/// Writes what there is to write while reading what comes: a server that waits for us to read its replies must
/// not keep us from writing, nor the other way round (RFC 2920 section 3.1).
fn poll_step(
    cx: &mut Context<'_>,
    stream: &mut Stream,
    unwritten: &mut Bytes,
    unflushed: &mut bool,
    sleep: &mut Option<Pin<Box<Sleep>>>,
    buffer: &mut [u8],
) -> Poll<io::Result<Step>> {
    let mut stream = Pin::new(stream);
    let mut read = ReadBuf::new(buffer);
    // A reply comes first: it may say why writing is about to fail.
    if let Poll::Ready(done) = stream.as_mut().poll_read(cx, &mut read) {
        return Poll::Ready(done.map(|()| Step::Read(read.filled().len())));
    }
    if let Poll::Ready(done) = poll_write_all(cx, stream, unwritten, unflushed) {
        return Poll::Ready(done.map(|()| Step::Written));
    }
    match sleep {
        Some(sleep) => sleep.as_mut().poll(cx).map(|()| Ok(Step::Timeout)),
        None => Poll::Pending,
    }
}

/// Pending also when there is nothing to write.
fn poll_write_all(
    cx: &mut Context<'_>,
    mut stream: Pin<&mut Stream>,
    unwritten: &mut Bytes,
    unflushed: &mut bool,
) -> Poll<io::Result<()>> {
    while !unwritten.is_empty() {
        let len = ready!(stream.as_mut().poll_write(cx, unwritten))?;
        if len == 0 {
            return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
        }
        unwritten.advance(len.min(unwritten.len()));
        *unflushed = true;
    }
    if !*unflushed {
        return Poll::Pending;
    }
    ready!(stream.as_mut().poll_flush(cx))?;
    *unflushed = false;
    Poll::Ready(Ok(()))
}

#[cfg(feature = "tls")]
async fn handshake(client: &Client, stream: TcpStream, host: &Host) -> Result<Stream, FailureKind> {
    let verify = matches!(host.tls, TlsPolicy::Required { verify: true });
    let tls = client.tls.as_ref().map_err(|why| FailureKind::Tls(why.clone()))?;
    tls.connect(stream, &host.name, verify)
        .await
        .map_err(FailureKind::Tls)
}

#[cfg(not(feature = "tls"))]
async fn handshake(_: &Client, _: TcpStream, _: &Host) -> Result<Stream, FailureKind> {
    Err(FailureKind::TlsUnavailable)
}
