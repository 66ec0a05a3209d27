//! What became of each recipient, and why a connection failed.

use std::fmt;

use crate::{ContentError, EnhancedStatus, EnvelopeError, Reply, ReplyError};

/// The step of the session that something answers to or failed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Stage {
    /// Before anything reached the network: the host's, the envelope's or the content's own fault.
    Local,
    /// The TCP connection.
    Connect,
    /// The greeting of the server.
    Greeting,
    /// EHLO, or HELO after its refusal.
    Ehlo,
    /// The STARTTLS command.
    StartTls,
    /// The TLS handshake.
    TlsHandshake,
    /// AUTH.
    Auth,
    /// Between transactions.
    Idle,
    /// RSET.
    Rset,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Rcpt,
    /// DATA.
    Data,
    /// The content, before its end was sent.
    Content,
    /// The reply to the end of data.
    EndOfData,
    /// QUIT.
    Quit,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Local => "local check",
            Self::Connect => "connect",
            Self::Greeting => "greeting",
            Self::Ehlo => "EHLO",
            Self::StartTls => "STARTTLS",
            Self::TlsHandshake => "TLS handshake",
            Self::Auth => "AUTH",
            Self::Idle => "idle",
            Self::Rset => "RSET",
            Self::Mail => "MAIL FROM",
            Self::Rcpt => "RCPT TO",
            Self::Data => "DATA",
            Self::Content => "message content",
            Self::EndOfData => "end of data",
            Self::Quit => "QUIT",
        })
    }
}

/// What became of one recipient. Data, not an error: half a delivery is a normal result.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RecipientOutcome {
    /// The host took responsibility: a positive reply to the end of data (RFC 5321 section 6.1).
    #[non_exhaustive]
    Delivered {
        /// The reply to the end of data.
        reply: Reply,
        /// The host that took the message.
        host: String,
        /// Whether the host offered DSN, so that NOTIFY, ORCPT, ENVID and RET were passed on. If not, the caller
        /// owes a "relayed" report to a sender who asked for SUCCESS (RFC 3461 section 5.2.2).
        dsn: bool,
    },
    /// Not delivered now; another attempt may succeed.
    Transient(Problem),
    /// Not delivered, and never by this way.
    Permanent(Problem),
    /// RCPT was not sent, or refused only because the transaction was full: send it in a new transaction.
    NotAttempted,
}

impl RecipientOutcome {
    /// Whether the host took the message for this recipient.
    pub fn is_delivered(&self) -> bool {
        matches!(self, Self::Delivered { .. })
    }

    /// The problem, if there is one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Transient(problem) | Self::Permanent(problem) => Some(problem),
            Self::Delivered { .. } | Self::NotAttempted => None,
        }
    }
}

/// Why a recipient was not delivered: what a delivery status notification needs.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// What happened.
    pub kind: ProblemKind,
    /// The step it happened at; with a reply, the command that the reply answers.
    pub stage: Stage,
    /// The `Status` of a report (RFC 3464 section 2.3.4): the server's, or the one that fits the kind.
    pub status: EnhancedStatus,
    /// The server's reply, if one decided.
    pub reply: Option<Reply>,
    /// The host, if one was reached or tried.
    pub host: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.stage, self.kind)?;
        if let Some(reply) = &self.reply {
            write!(f, ": {reply}")?;
        }
        Ok(())
    }
}

/// What kept a recipient from being delivered.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The server refused a command.
    #[error("refused by the server")]
    Refused,
    /// The connection failed before the end of data was sent.
    #[error("connection failed: {0}")]
    Connection(FailureKind),
    /// The connection failed after the end of data was sent and before its reply came: the host may have the
    /// message, and another attempt may make a duplicate (RFC 5321 section 6.1).
    #[error("unconfirmed, the message may have been delivered: {0}")]
    Unconfirmed(FailureKind),
    /// There is no host, or no address of one, to try.
    #[error("no host to send to")]
    NoHost,
    /// The message is larger than the host's SIZE (RFC 1870).
    #[error("message of {size} octets is larger than the {limit} that the host takes")]
    TooLarge {
        /// The size of the message.
        size: u64,
        /// The limit that the host stated.
        limit: u64,
    },
    /// The content has octets above 127 and the host does not offer 8BITMIME (RFC 6152).
    #[error("message has 8-bit content and the host does not take it")]
    EightBitNotOffered,
    /// An address of the envelope needs SMTPUTF8 and the host does not offer it (RFC 6531).
    #[error("internationalized address and the host does not take it")]
    Utf8AddressNotOffered,
    /// The header fields need SMTPUTF8 and the host does not offer it (RFC 6531).
    #[error("internationalized header fields and the host does not take them")]
    Utf8HeaderNotOffered,
    /// A value of the envelope cannot be sent.
    #[error(transparent)]
    Envelope(EnvelopeError),
    /// The content cannot be sent.
    #[error(transparent)]
    Content(ContentError),
}

impl ProblemKind {
    /// The status for a problem that no reply describes (RFC 3463 section 3).
    pub(crate) fn status(&self) -> EnhancedStatus {
        let (class, subject, detail) = match self {
            Self::Refused => (4, 0, 0),
            Self::Connection(kind) | Self::Unconfirmed(kind) => kind.status(),
            Self::NoHost => (4, 4, 4),
            Self::TooLarge { .. } => (5, 3, 4),
            Self::EightBitNotOffered => (5, 6, 3),
            Self::Utf8AddressNotOffered => (5, 6, 7),
            Self::Utf8HeaderNotOffered => (5, 6, 9),
            Self::Envelope(error) => match error.field {
                crate::EnvelopeField::ReversePath => (5, 1, 7),
                crate::EnvelopeField::Recipient => (5, 1, 3),
                crate::EnvelopeField::EhloName => (4, 3, 5),
                _ => (5, 5, 4),
            },
            Self::Content(_) => (5, 6, 0),
        };
        EnhancedStatus::new(class, subject, detail)
    }
}

/// Why a connection came to an end. Recipients that were decided before keep their outcome.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub struct Failure {
    /// The step that was under way.
    pub stage: Stage,
    /// What happened.
    pub kind: FailureKind,
    /// The server's reply, if one was the cause.
    pub reply: Option<Reply>,
}

impl Failure {
    /// A failure that no reply explains.
    pub fn new(stage: Stage, kind: FailureKind) -> Self {
        Self {
            stage,
            kind,
            reply: None,
        }
    }

    /// The problem of a recipient who was not sent to because of this. It is a transient one: even a host that
    /// refuses every session for good says nothing about the recipient.
    pub fn problem(&self, host: Option<String>) -> Problem {
        let kind = match &self.kind {
            FailureKind::Refused => ProblemKind::Refused,
            kind => ProblemKind::Connection(kind.clone()),
        };
        let status = match (&kind, &self.reply) {
            (ProblemKind::Refused, Some(reply)) => reply.status().in_class(4),
            _ => kind.status(),
        };
        Problem {
            kind,
            stage: self.stage,
            status,
            reply: self.reply.clone(),
            host,
        }
    }

    /// Whether another attempt may succeed without anybody changing something: all but 5yz replies and faults of
    /// the configuration.
    pub fn is_transient(&self) -> bool {
        match &self.kind {
            FailureKind::Refused => !self.reply.as_ref().is_some_and(Reply::is_permanent),
            FailureKind::NoAuthMechanism | FailureKind::Configuration(_) => false,
            _ => true,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.stage, self.kind)?;
        if let Some(reply) = &self.reply {
            write!(f, ": {reply}")?;
        }
        Ok(())
    }
}

/// What ended a connection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FailureKind {
    /// The server refused; see the reply. A 421 at any time is one (RFC 5321 section 3.8).
    #[error("refused by the server")]
    Refused,
    /// No progress within the time of the step (RFC 5321 section 4.5.3.2).
    #[error("timed out")]
    Timeout,
    /// The server closed the connection.
    #[error("closed by the server")]
    Closed,
    /// The network failed.
    #[error("network failure: {0}")]
    Io(std::io::ErrorKind),
    /// The server's bytes are no reply.
    #[error(transparent)]
    Reply(ReplyError),
    /// A reply that the protocol does not allow at this step, or to no command at all.
    #[error("reply out of order")]
    UnexpectedReply,
    /// Bytes came after the reply to STARTTLS and before TLS: somebody injects replies (RFC 3207 section 6).
    #[error("bytes before the tls handshake, replies are being injected")]
    ResponseInjection,
    /// TLS is required and not offered.
    #[error("tls is required and not offered")]
    TlsNotOffered,
    /// The TLS handshake failed; the text is for people.
    #[error("tls failure: {0}")]
    Tls(String),
    /// TLS is required for this and cannot be had: the crate was built without the feature `tls`.
    #[error("built without tls")]
    TlsUnavailable,
    /// There are credentials and the server offers no mechanism that may be used.
    #[error("no usable authentication mechanism")]
    NoAuthMechanism,
    /// Credentials are not sent over a connection without TLS.
    #[error("authentication needs tls")]
    AuthNeedsTls,
    /// The host has no address.
    #[error("host has no address")]
    NoAddress,
    /// Our own configuration cannot be used.
    #[error("configuration: {0}")]
    Configuration(EnvelopeError),
}

impl FailureKind {
    fn status(&self) -> (u8, u16, u16) {
        match self {
            Self::Refused | Self::Closed | Self::UnexpectedReply | Self::Reply(_) => (4, 4, 2),
            Self::Timeout | Self::Io(_) => (4, 4, 1),
            Self::ResponseInjection | Self::TlsNotOffered | Self::Tls(_) | Self::TlsUnavailable => (4, 7, 5),
            Self::NoAuthMechanism | Self::AuthNeedsTls => (4, 7, 0),
            Self::NoAddress => (4, 4, 4),
            Self::Configuration(_) => (4, 3, 5),
        }
    }
}
