//! The relay: its parts put together, its two doors, its life.

use crate::config::RelayConfig;
use crate::destinations::Destinations;
use crate::directory::StaticDirectory;
use crate::dispatch;
use crate::event::{Event, Observer};
use crate::intake::{self, Intake};
use crate::local::{LocalDelivery, NoMailboxes};
use ropeway_message::{Envelope, Message, Submission};
use ropeway_queue::{Queue, QueueError, QueueId};
use ropeway_route::Router;
use ropeway_session::{Directory, Identity, Server, Session, SessionConfig, SubmitError};
use ropeway_smtp::{Client, ClientConfig};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What every part of a running relay shares.
pub(crate) struct Core {
    pub(crate) config: RelayConfig,
    pub(crate) queue: Arc<dyn Queue>,
    pub(crate) router: Router,
    pub(crate) directory: Arc<dyn Directory>,
    pub(crate) local: Arc<dyn LocalDelivery>,
    pub(crate) smtp: Client,
    pub(crate) destinations: Arc<Destinations>,
    observer: Option<Arc<dyn Observer>>,
    stopping: AtomicBool,
    /// Entries under work.
    at_work: AtomicUsize,
}

/// Holds an entry under work, from its lease to the last event about it.
pub(crate) struct AtWork(Arc<Core>);

impl AtWork {
    pub(crate) fn begin(core: &Arc<Core>) -> Self {
        core.at_work.fetch_add(1, Ordering::AcqRel);
        Self(Arc::clone(core))
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.0
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.at_work.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Core {
    pub(crate) fn emit(&self, event: &Event) {
        if let Some(observer) = &self.observer {
            tell(observer.as_ref(), event);
        }
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    fn stop_accepting(&self) {
        self.stopping.store(true, Ordering::Release);
    }
}

/// What an observer is told of has happened already, and must not be undone or done again by its panic.
fn tell(observer: &dyn Observer, event: &Event) {
    if catch_unwind(AssertUnwindSafe(|| observer.event(event))).is_err() {
        tracing::error!("observer panicked");
    }
}

/// How a relay is to end; told to its workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Take on work.
    Running,
    /// Finish what is under way, begin nothing.
    Draining,
    /// Give back what is under way.
    Leaving,
}

/// A relay from submission to the next hop. Cheap to clone: all clones are one relay.
///
/// It works in the background from [`RelayBuilder::start`] until [`Relay::shutdown`]; when the last clone
/// is dropped without that, work stops at once, sessions that are still open are told that the relay is
/// shutting down, and the queue's leases end with the process or in time.
#[derive(Clone)]
pub struct Relay {
    core: Arc<Core>,
    server: Server,
    worker: Arc<Worker>,
}

struct Worker {
    core: Arc<Core>,
    phase: watch::Sender<Phase>,
    handle: tokio::sync::Mutex<Option<JoinHandle<()>>>,
}

/// Without this a forgotten relay would go on sending, and its sessions would accept what nobody sends.
impl Drop for Worker {
    fn drop(&mut self) {
        self.core.stop_accepting();
        if let Some(handle) = self.handle.get_mut().take() {
            handle.abort();
        }
    }
}

/// Puts a [`Relay`] together.
#[must_use]
pub struct RelayBuilder {
    config: RelayConfig,
    session: SessionConfig,
    queue: Arc<dyn Queue>,
    router: Router,
    directory: Arc<dyn Directory>,
    local: Arc<dyn LocalDelivery>,
    smtp: Option<Client>,
    observer: Option<Arc<dyn Observer>>,
}

impl Relay {
    /// A relay that keeps submissions in `queue` and finds next hops by `router`. Without further
    /// settings it knows no directory and no local mailbox.
    pub fn builder(config: RelayConfig, queue: Arc<dyn Queue>, router: Router) -> RelayBuilder {
        RelayBuilder {
            config,
            session: SessionConfig::default(),
            queue,
            router,
            directory: Arc::new(StaticDirectory::new()),
            local: Arc::new(NoMailboxes),
            smtp: None,
            observer: None,
        }
    }

    /// Door 1: opens a session for an authenticated user, to run ROP buffers in.
    pub fn session(&self, identity: Identity) -> Session {
        self.server.session(identity)
    }

    /// What opens sessions; for endpoints such as `ropeway-mapihttp`.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Door 2: takes a message object and its envelope. When this returns, the submission is durable.
    ///
    /// # Errors
    /// [`SubmitError`]; then nothing was accepted.
    ///
    /// # Cancellation
    /// If the future is dropped the submission may or may not have been accepted.
    pub async fn submit(&self, message: Message, envelope: Envelope) -> Result<QueueId, SubmitError> {
        intake::accept(&self.core, Submission { message, envelope }, None).await
    }

    /// The queue behind the relay.
    pub fn queue(&self) -> &Arc<dyn Queue> {
        &self.core.queue
    }

    /// Waits until nothing is left in the queue and all that happened has been told to the observer, or the
    /// time is over; says which.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub async fn idle(&self, within: Duration) -> Result<bool, QueueError> {
        // The queue's own wake-ups tell of new work only, so the end of work is looked for.
        const LOOK: Duration = Duration::from_millis(20);
        let begin = tokio::time::Instant::now();
        loop {
            // In this order: an entry leaves the queue before the events about its end are told.
            let empty = self.core.queue.stats(std::time::SystemTime::now()).await?.entries == 0;
            if empty && self.core.at_work.load(Ordering::Acquire) == 0 {
                return Ok(true);
            }
            if begin.elapsed() >= within {
                return Ok(false);
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Stops: accepts nothing more, finishes what is under way for up to `grace`, gives the rest back to
    /// the queue, and closes the queue.
    ///
    /// Stopping twice is harmless.
    ///
    /// # Cancellation
    /// If the future is dropped the relay accepts nothing more and finishes what is under way; another
    /// call waits for it.
    pub async fn shutdown(&self, grace: Duration) {
        self.core.stop_accepting();
        let mut handle = self.worker.handle.lock().await;
        if let Some(running) = handle.as_mut() {
            self.worker.phase.send_if_modified(|phase| {
                let running = *phase == Phase::Running;
                if running {
                    *phase = Phase::Draining;
                }
                running
            });
            let ended = match tokio::time::timeout(grace, &mut *running).await {
                Ok(ended) => ended,
                Err(_) => {
                    self.worker.phase.send_replace(Phase::Leaving);
                    // The dispatcher ends by itself now: it only gives leases back.
                    running.await
                }
            };
            *handle = None;
            if let Err(error) = ended {
                tracing::error!(%error, "dispatcher failed");
            }
        }
        self.core.queue.close().await;
    }
}

impl RelayBuilder {
    /// Limits of the sessions.
    pub fn sessions(mut self, config: SessionConfig) -> Self {
        self.session = config;
        self
    }

    /// The address book for EX recipients and for the right to send in somebody's name.
    pub fn directory(mut self, directory: Arc<dyn Directory>) -> Self {
        self.directory = directory;
        self
    }

    /// Who takes mail for the local domains.
    pub fn local_delivery(mut self, local: Arc<dyn LocalDelivery>) -> Self {
        self.local = local;
        self
    }

    /// The SMTP client; by default one that says the relay's host name in EHLO.
    pub fn smtp(mut self, client: Client) -> Self {
        self.smtp = Some(client);
        self
    }

    /// Who watches.
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Starts the relay on the current tokio runtime, which must have its I/O and time drivers enabled.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn start(self) -> Relay {
        let config = self.config.workable();
        let mut smtp = self
            .smtp
            .unwrap_or_else(|| Client::new(ClientConfig::new(config.host_name.clone())));
        if let Some(observer) = self.observer.clone() {
            smtp = smtp.with_trace(Arc::new(move |event: ropeway_smtp::TraceEvent| {
                tell(
                    observer.as_ref(),
                    &Event::Smtp {
                        line: event.to_string(),
                    },
                );
            }));
        }
        let core = Arc::new(Core {
            destinations: Destinations::new(config.max_per_destination, config.dead_destination_pause),
            config,
            queue: self.queue,
            router: self.router,
            directory: self.directory,
            local: self.local,
            smtp,
            observer: self.observer,
            stopping: AtomicBool::new(false),
            at_work: AtomicUsize::new(0),
        });
        let sink = Arc::new(Intake(Arc::clone(&core)));
        let server = Server::new(self.session, sink, Arc::clone(&core.directory));
        let (phase, watch) = watch::channel(Phase::Running);
        let handle = tokio::spawn(dispatch::run(Arc::clone(&core), watch));
        let worker = Worker {
            core: Arc::clone(&core),
            phase,
            handle: tokio::sync::Mutex::new(Some(handle)),
        };
        Relay {
            core,
            server,
            worker: Arc::new(worker),
        }
    }
}
