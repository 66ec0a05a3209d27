//! A small receiving SMTP server for tests and examples: it keeps what it is given, and misbehaves on
//! request. Its commands are read by `smtp-proto`, so that the client under test meets another
//! implementation's idea of SMTP.

use smtp_proto::Request;
use smtp_proto::request::receiver::{DataReceiver, RequestReceiver};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// A message as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The reverse path; empty for the null path.
    pub reverse_path: String,
    /// The recipients that were accepted.
    pub recipients: Vec<String>,
    /// The content, dot-stuffing undone.
    pub data: Vec<u8>,
}

/// How the server behaves. The default takes everything.
#[derive(Clone, Default)]
pub struct Behaviour {
    /// The greeting, with its line end, in place of `220`. What is no reply is sent as it stands.
    pub greeting: Option<String>,
    /// Accepts connections and never says a word.
    pub mute: bool,
    /// Answers to RCPT by address, where another than 250 is wanted: the reply without its line end.
    pub rcpt: Option<Answers>,
    /// Answers at the end of data, where another than 250 is wanted. The message is not kept then.
    pub end_of_data: Option<String>,
    /// Closes the connection in the middle of the content.
    pub close_in_data: bool,
    /// Keeps the message and closes without a reply.
    pub close_after_data: bool,
    /// Waits so long before the reply to the end of data.
    pub slow: Duration,
    /// Does not offer DSN.
    pub no_dsn: bool,
}

/// Replies by recipient address.
pub type Answers = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

#[derive(Default)]
struct Shared {
    received: Mutex<Vec<Received>>,
    connections: Mutex<usize>,
    changed: Notify,
}

/// A running server on a loopback port of its own. Stops when dropped.
pub struct Receiver {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Receiver {
    /// Starts on 127.0.0.1.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(behaviour: Behaviour) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let task = tokio::spawn(serve(listener, behaviour, Arc::clone(&shared)));
        Ok(Self {
            address,
            shared,
            task,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it has received so far.
    pub fn received(&self) -> Vec<Received> {
        self.shared
            .received
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// How many messages it has received so far.
    pub fn count(&self) -> usize {
        self.shared
            .received
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        *self
            .shared
            .connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `count` messages have come; says whether they did in time.
    pub async fn wait_for(&self, count: usize, within: Duration) -> bool {
        let enough = async {
            loop {
                let changed = self.shared.changed.notified();
                if self.count() >= count {
                    return;
                }
                changed.await;
            }
        };
        tokio::time::timeout(within, enough).await.is_ok()
    }
}

async fn serve(listener: TcpListener, behaviour: Behaviour, shared: Arc<Shared>) {
    // Held here, so that all connections end with the server.
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { return };
                *shared.connections.lock().unwrap_or_else(PoisonError::into_inner) += 1;
                let (behaviour, shared) = (behaviour.clone(), Arc::clone(&shared));
                connections.spawn(async move {
                    // A client that goes away is no fault of the server's.
                    let _ = Connection { stream, behaviour, shared }.run().await;
                });
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

struct Connection {
    stream: TcpStream,
    behaviour: Behaviour,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Envelope {
    reverse_path: Option<String>,
    recipients: Vec<String>,
}

impl Connection {
    async fn say(&mut self, line: &str) -> std::io::Result<()> {
        self.stream.write_all(format!("{line}\r\n").as_bytes()).await
    }

    async fn run(mut self) -> std::io::Result<()> {
        self.stream.set_nodelay(true)?;
        if self.behaviour.mute {
            return std::future::pending().await;
        }
        match self.behaviour.greeting.clone() {
            Some(greeting) => self.stream.write_all(greeting.as_bytes()).await?,
            None => self.say("220 receiver.test ESMTP").await?,
        }
        let mut buffer = vec![0; 64 << 10];
        let mut commands = RequestReceiver::default();
        let mut data: Option<(DataReceiver, Vec<u8>)> = None;
        let mut envelope = Envelope::default();
        loop {
            let n = self.stream.read(&mut buffer).await?;
            let Some(input) = buffer.get(..n).filter(|input| !input.is_empty()) else {
                return Ok(());
            };
            let input = input.to_vec();
            let mut bytes = input.iter();
            loop {
                if let Some((receiver, content)) = &mut data {
                    if self.behaviour.close_in_data {
                        return Ok(());
                    }
                    if !receiver.ingest(&mut bytes, content) {
                        break;
                    }
                    let content = data.take().map(|(_, content)| content).unwrap_or_default();
                    if !self.end_of_data(std::mem::take(&mut envelope), content).await? {
                        return Ok(());
                    }
                    continue;
                }
                let request = match commands.ingest(&mut bytes) {
                    Ok(request) => request.into_owned(),
                    Err(smtp_proto::Error::NeedsMoreData { .. }) => break,
                    Err(error) => {
                        self.say(&format!("500 5.5.2 {error:?}")).await?;
                        continue;
                    }
                };
                match request {
                    Request::Quit => return self.say("221 2.0.0 bye").await,
                    Request::Data if envelope.recipients.is_empty() => {
                        self.say("503 5.5.1 no valid recipients").await?;
                    }
                    Request::Data => {
                        self.say("354 go ahead").await?;
                        data = Some((DataReceiver::new(), Vec::new()));
                    }
                    other => self.command(other, &mut envelope).await?,
                }
            }
        }
    }

    async fn command(&mut self, request: Request<String>, envelope: &mut Envelope) -> std::io::Result<()> {
        match request {
            Request::Ehlo { .. } => {
                let dsn = if self.behaviour.no_dsn { "" } else { "250-DSN\r\n" };
                self.say(&format!(
                    "250-receiver.test\r\n250-PIPELINING\r\n250-SIZE 104857600\r\n250-8BITMIME\r\n\
                     250-SMTPUTF8\r\n{dsn}250 ENHANCEDSTATUSCODES"
                ))
                .await
            }
            Request::Helo { .. } => self.say("250 receiver.test").await,
            Request::Mail { from } => {
                *envelope = Envelope {
                    reverse_path: Some(from.address),
                    recipients: Vec::new(),
                };
                self.say("250 2.1.0 ok").await
            }
            Request::Rcpt { .. } if envelope.reverse_path.is_none() => self.say("503 5.5.1 MAIL first").await,
            Request::Rcpt { to } => {
                match self
                    .behaviour
                    .rcpt
                    .as_ref()
                    .and_then(|answers| answers(&to.address))
                {
                    Some(reply) => self.say(&reply).await,
                    None => {
                        envelope.recipients.push(to.address);
                        self.say("250 2.1.5 ok").await
                    }
                }
            }
            Request::Rset => {
                *envelope = Envelope::default();
                self.say("250 2.0.0 ok").await
            }
            Request::Noop { .. } => self.say("250 2.0.0 ok").await,
            _ => self.say("502 5.5.1 not here").await,
        }
    }

    /// Keeps the message and answers; says whether the connection goes on.
    async fn end_of_data(&mut self, envelope: Envelope, content: Vec<u8>) -> std::io::Result<bool> {
        if let Some(reply) = self.behaviour.end_of_data.clone() {
            self.say(&reply).await?;
            return Ok(true);
        }
        let message = Received {
            reverse_path: envelope.reverse_path.unwrap_or_default(),
            recipients: envelope.recipients,
            data: content,
        };
        self.shared
            .received
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(message);
        self.shared.changed.notify_waiters();
        if !self.behaviour.slow.is_zero() {
            tokio::time::sleep(self.behaviour.slow).await;
        }
        if self.behaviour.close_after_data {
            return Ok(false);
        }
        self.say("250 2.0.0 kept").await?;
        Ok(true)
    }
}
