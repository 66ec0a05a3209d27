#![doc = include_str!("../README.md")]

mod host;
mod server;

pub use host::{
    AbortOutcome, BoxFuture, Clock, Directory, DirectoryError, Identity, SendGrant, SubmissionKey,
    SubmissionSink, SubmitError, SystemClock,
};
pub use server::{ExecuteError, Server, Session, SessionConfig};
