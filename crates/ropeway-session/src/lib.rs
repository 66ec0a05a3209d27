#![doc = include_str!("../README.md")]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod batch;
mod cost;
mod dispatch;
mod draft;
mod folders;
mod host;
mod mailbox;
mod objects;
#[doc(hidden)]
pub mod oracle;
mod recipients;
mod rops;
mod server;
mod session;
mod stream;
mod submit;
mod table;
mod value;

pub use host::{
    AbortOutcome, BoxFuture, Clock, Directory, DirectoryError, Identity, SendGrant, SubmissionKey,
    SubmissionSink, SubmitError, SystemClock,
};
pub use server::{Server, SessionConfig};
pub use session::{ExecuteError, Session};
