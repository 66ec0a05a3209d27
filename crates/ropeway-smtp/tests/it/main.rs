//! The tests of the public API, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[cfg(feature = "tokio")]
mod client;
#[cfg(feature = "tls")]
mod client_tls;
mod commands_differential;
mod reply_differential;
#[cfg(feature = "tokio")]
mod server;
mod session_failures;
mod session_opening;
mod session_transaction;
mod support;
