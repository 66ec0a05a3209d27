#![doc = include_str!("../README.md")]

mod address;
mod capabilities;
#[cfg(feature = "tokio")]
mod client;
mod config;
mod content;
mod envelope;
mod machine;
mod outcome;
mod reply;
mod reply_parser;
mod trace;

pub use address::{EnvelopeDefect, EnvelopeError, EnvelopeField};
pub use capabilities::Capabilities;
#[cfg(feature = "tls")]
pub use client::TlsRootError;
#[cfg(feature = "tokio")]
pub use client::{Attempt, Client, Connection, Report};
pub use config::{ClientConfig, Credentials, Host, Timeouts, TlsPolicy};
pub use content::{Content, ContentError, ContentErrorKind, DotStuffer};
pub use envelope::{Notify, Recipient, Ret, Transaction};
pub use machine::{ClientSession, Event, NotReady, TransactionReport};
pub use outcome::{Failure, FailureKind, Problem, ProblemKind, RecipientOutcome, Stage};
pub use reply::{EnhancedStatus, Reply};
pub use reply_parser::{ReplyError, ReplyParser};
pub use trace::{TraceEvent, TraceHook, TraceKind};
