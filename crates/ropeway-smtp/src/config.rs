//! How to speak to a host.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use zeroize::Zeroizing;

/// How long each step may take. The defaults are the minima of RFC 5321 section 4.5.3.2 where it gives one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// TCP connection to one address: 30 s.
    pub connect: Duration,
    /// TLS handshake: 1 min.
    pub tls_handshake: Duration,
    /// The greeting: 5 min.
    pub greeting: Duration,
    /// EHLO and HELO: 5 min.
    pub ehlo: Duration,
    /// STARTTLS: 5 min.
    pub starttls: Duration,
    /// Each step of AUTH: 5 min.
    pub auth: Duration,
    /// MAIL: 5 min.
    pub mail: Duration,
    /// RCPT: 5 min.
    pub rcpt: Duration,
    /// DATA, up to its 354: 2 min.
    pub data: Duration,
    /// Writing one block of content: 3 min.
    pub block: Duration,
    /// The reply to the end of data: 10 min.
    pub end_of_data: Duration,
    /// RSET: 5 min.
    pub rset: Duration,
    /// QUIT: 10 s, since nothing depends on its reply.
    pub quit: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        let minutes = |n: u64| Duration::from_secs(60 * n);
        Self {
            connect: Duration::from_secs(30),
            tls_handshake: minutes(1),
            greeting: minutes(5),
            ehlo: minutes(5),
            starttls: minutes(5),
            auth: minutes(5),
            mail: minutes(5),
            rcpt: minutes(5),
            data: minutes(2),
            block: minutes(3),
            end_of_data: minutes(10),
            rset: minutes(5),
            quit: Duration::from_secs(10),
        }
    }
}

impl Timeouts {
    /// The same time for every step; for tests and for hosts on the same machine.
    pub fn all(time: Duration) -> Self {
        Self {
            connect: time,
            tls_handshake: time,
            greeting: time,
            ehlo: time,
            starttls: time,
            auth: time,
            mail: time,
            rcpt: time,
            data: time,
            block: time,
            end_of_data: time,
            rset: time,
            quit: time,
        }
    }
}

/// What is the same for all hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClientConfig {
    /// The argument of EHLO: our host name, which should resolve, or an address literal such as `[192.0.2.1]`
    /// (RFC 5321 section 4.1.1.1). The default, `[127.0.0.1]`, is refused by many hosts.
    pub ehlo_name: String,
    /// How long each step may take.
    pub timeouts: Timeouts,
    /// Send MAIL, RCPT and DATA in groups to hosts that offer PIPELINING (RFC 2920); default true.
    pub pipelining: bool,
    /// The most commands without a reply when pipelining: the bound that keeps two full windows from waiting for
    /// each other (RFC 2920 section 3.1); default 50.
    pub pipelining_window: usize,
    /// The most recipients in one transaction; default 100, which every server must take (RFC 5321 section
    /// 4.5.3.1.8). A host's LIMITS RCPTMAX lowers it.
    pub max_recipients_per_transaction: usize,
    /// The longest line of content, without CRLF; default 998 (RFC 5321 section 4.5.3.1.6).
    pub max_line_len: usize,
    /// The most connections in a row that get nothing through, over all hosts and addresses of one
    /// `Client::send`; default 10.
    pub max_connections: usize,
}

impl ClientConfig {
    /// The defaults, under a host name.
    pub fn new(ehlo_name: impl Into<String>) -> Self {
        Self {
            ehlo_name: ehlo_name.into(),
            timeouts: Timeouts::default(),
            pipelining: true,
            pipelining_window: 50,
            max_recipients_per_transaction: 100,
            max_line_len: 998,
            max_connections: 10,
        }
    }
}

impl Default for ClientConfig {
    fn default() -> Self {
        Self::new("[127.0.0.1]")
    }
}

/// A host to send to: an MX or a smart host, already resolved.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Host {
    /// The name, for SNI and certificate, logs, and the `Remote-MTA` of reports.
    pub name: String,
    /// The addresses with ports, in the order in which they are tried.
    pub addresses: Vec<SocketAddr>,
    /// TLS from the first byte (RFC 8314, port 465) instead of STARTTLS.
    pub implicit_tls: bool,
    /// What is asked of TLS.
    pub tls: TlsPolicy,
    /// Authenticate with these; without them, AUTH is not used.
    pub credentials: Option<Credentials>,
}

impl Host {
    /// A host with opportunistic TLS and without credentials.
    pub fn new(name: impl Into<String>, addresses: impl IntoIterator<Item = SocketAddr>) -> Self {
        Self {
            name: name.into(),
            addresses: addresses.into_iter().collect(),
            implicit_tls: false,
            tls: TlsPolicy::Opportunistic,
            credentials: None,
        }
    }
}

/// What is asked of TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsPolicy {
    /// Do not use STARTTLS.
    Never,
    /// Use STARTTLS where it is offered, without looking at the certificate; if the handshake fails, send in clear
    /// over a new connection (RFC 7435).
    #[default]
    Opportunistic,
    /// Never send without TLS.
    Required {
        /// The certificate must be valid for the host's name and chain to a trusted root.
        verify: bool,
    },
}

/// A user name and a password for AUTH PLAIN or LOGIN.
///
/// The password is wiped from memory when dropped and never shown. With a policy that does not verify the
/// certificate, whoever stands between can read it: use [`TlsPolicy::Required`] with `verify`.
#[derive(Clone)]
pub struct Credentials {
    pub(crate) user: String,
    pub(crate) password: Zeroizing<String>,
    pub(crate) allow_clear: bool,
}

impl Credentials {
    /// Credentials that are sent over TLS only.
    pub fn new(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            user: user.into(),
            password: Zeroizing::new(password.into()),
            allow_clear: false,
        }
    }

    /// Allows to send them without TLS: for a host on the same machine.
    #[must_use]
    pub fn dangerous_allow_without_tls(mut self) -> Self {
        self.allow_clear = true;
        self
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}
