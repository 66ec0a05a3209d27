//! The driver over tokio: connects, walks the hosts, collects an outcome per recipient.

mod connection;
mod delivery;
mod stream;
#[cfg(feature = "tls")]
mod tls;

use std::net::SocketAddr;
use std::sync::Arc;

use crate::address::check_ehlo_name;
use crate::{
    ClientConfig, Failure, FailureKind, Host, RecipientOutcome, Stage, TlsPolicy, TraceHook, Transaction,
};
pub use connection::Connection;
use delivery::Delivery;
#[cfg(feature = "tls")]
pub use tls::TlsRootError;

/// What became of a transaction.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// One outcome per recipient, in the transaction's order. None of them is
    /// [`RecipientOutcome::NotAttempted`].
    pub recipients: Vec<RecipientOutcome>,
    /// The connections made, in order.
    pub attempts: Vec<Attempt>,
    /// Whether every transaction that a host took travelled encrypted; false if none was taken.
    pub tls: bool,
}

impl Report {
    /// Whether every recipient was delivered.
    pub fn is_delivered(&self) -> bool {
        self.recipients.iter().all(RecipientOutcome::is_delivered)
    }
}

/// One connection, or one that could not be made.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Attempt {
    /// The name of the host.
    pub host: String,
    /// The address; `None` if the host has none.
    pub address: Option<SocketAddr>,
    /// Whether the session was opened over TLS.
    pub tls: bool,
    /// What ended it; `None` when it did what it was made for.
    pub failure: Option<Failure>,
}

/// A client that sends transactions to the first host that will take them.
///
/// Cheap to clone; one client serves any number of transactions at a time.
#[derive(Clone)]
pub struct Client {
    config: Arc<ClientConfig>,
    trace: Option<TraceHook>,
    /// The error is one of the provider's and shows when TLS is first used.
    #[cfg(feature = "tls")]
    tls: Result<Arc<tls::Tls>, String>,
}

impl Client {
    /// A client that trusts Mozilla's roots where a certificate must be verified.
    pub fn new(config: ClientConfig) -> Self {
        Self {
            config: Arc::new(config),
            trace: None,
            #[cfg(feature = "tls")]
            tls: tls::Tls::with_webpki_roots().map(Arc::new),
        }
    }

    /// Trusts these root certificates, in DER, and no others.
    ///
    /// # Errors
    /// A certificate that cannot be a root.
    #[cfg(feature = "tls")]
    pub fn with_tls_roots(mut self, roots: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, TlsRootError> {
        self.tls = Ok(Arc::new(tls::Tls::with_roots(roots)?));
        Ok(self)
    }

    /// Sends the dialogue of every session to a hook.
    #[must_use]
    pub fn with_trace(mut self, hook: TraceHook) -> Self {
        self.trace = Some(hook);
        self
    }

    /// The configuration.
    pub fn config(&self) -> &ClientConfig {
        &self.config
    }

    /// Sends a transaction to the first of `hosts` that will have it.
    ///
    /// Hosts are tried in order, and the addresses of each in order. The next one is tried only when the
    /// connection, the greeting, EHLO, TLS or AUTH failed, or MAIL was refused for now (4yz, RFC 5321 section
    /// 5.1); what a host says about MAIL for good, about a recipient or about the message stands. A recipient
    /// whose message was sent up to its end is never tried again here.
    ///
    /// Recipients beyond what one transaction takes follow in further transactions over the same connection.
    /// When every host answers 521 the outcome is permanent (RFC 7504); any other failure to reach a host is
    /// transient.
    ///
    /// # Cancellation
    /// Dropping the future closes the connection. If that happens after the end of data was sent, the host may
    /// have taken the message.
    pub async fn send(&self, hosts: &[Host], transaction: &Transaction) -> Report {
        let mut delivery = Delivery::new(transaction, self.config.max_line_len);
        if let Err(error) = check_ehlo_name(&self.config.ehlo_name) {
            delivery.failed(
                &Failure::new(Stage::Local, FailureKind::Configuration(error)),
                None,
            );
            return delivery.finish();
        }
        'hosts: for host in hosts {
            if host.addresses.is_empty() {
                let failure = Failure::new(Stage::Connect, FailureKind::NoAddress);
                delivery.attempted(host, None, false, Some(failure));
            }
            for &address in &host.addresses {
                loop {
                    if delivery.is_over() || delivery.fruitless() >= self.config.max_connections {
                        break 'hosts;
                    }
                    match self.serve(host, address, &mut delivery).await {
                        After::SameAddress => {}
                        After::NextAddress => break,
                        After::NextHost => continue 'hosts,
                    }
                }
            }
        }
        delivery.finish()
    }

    /// Makes one connection and sends over it what it takes.
    async fn serve(&self, host: &Host, address: SocketAddr, delivery: &mut Delivery<'_>) -> After {
        let mut opened = Connection::open(self, host, address).await;
        if let Err(failure) = &opened
            && failure.stage == Stage::TlsHandshake
            && failure.kind != FailureKind::ResponseInjection
            && host.tls == TlsPolicy::Opportunistic
            && !host.implicit_tls
        {
            // RFC 7435: what fails in the handshake must not fare worse than what never offered TLS.
            delivery.attempted(host, Some(address), false, Some(failure.clone()));
            let clear = Host {
                tls: TlsPolicy::Never,
                ..host.clone()
            };
            opened = Connection::open(self, &clear, address).await;
        }
        let mut connection = match opened {
            Ok(connection) => connection,
            Err(failure) => {
                // The same credentials are not offered at each address: that would only lock the account.
                let rejected = failure.stage == Stage::Auth && !failure.is_transient();
                delivery.attempted(host, Some(address), false, Some(failure));
                return if rejected {
                    After::NextHost
                } else {
                    After::NextAddress
                };
            }
        };
        let tls = connection.is_tls();
        let mut taken = 0usize;
        let mut refused_for_now = false;
        while connection.is_ready() && !delivery.is_over() && !refused_for_now {
            let (indices, part) = delivery.next_part(connection.recipient_limit());
            let Ok(report) = connection.send(&part).await else {
                break;
            };
            refused_for_now = !delivery.absorb(&indices, report, tls);
            taken += usize::from(!refused_for_now);
        }
        let failure = connection.failure().cloned();
        tracing::debug!(
            host = %host.name,
            %address,
            tls,
            transactions = taken,
            failed_at = failure.as_ref().map(|failure| tracing::field::display(failure.stage)),
            reply_code = failure.as_ref().and_then(|failure| failure.reply.as_ref()).map(|reply| reply.code),
            "smtp connection done"
        );
        // The outcomes are known and must not wait for a host that is slow to take leave.
        tokio::spawn(connection.quit());
        // A host that ends the session between transactions, or limits their number, gets the rest over a new
        // connection. One that breaks in the middle of a transaction, or has no time at all, does not.
        let between = match &failure {
            None => !refused_for_now,
            Some(failure) => refused_for_now || failure.stage == Stage::Idle,
        };
        delivery.attempted(host, Some(address), tls, failure);
        if taken > 0 && between {
            After::SameAddress
        } else {
            After::NextAddress
        }
    }
}

/// Where to go on after a connection.
enum After {
    SameAddress,
    NextAddress,
    NextHost,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
