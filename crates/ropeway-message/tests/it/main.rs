//! Tests over real files and public API.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

mod corpus;
mod crtf;
#[cfg(any(feature = "msg", feature = "tnef"))]
mod facts;
#[cfg(feature = "msg")]
mod large_msg;
#[cfg(feature = "msg")]
mod msg;
#[cfg(feature = "msg")]
mod msg_write;
#[cfg(feature = "msg")]
mod odd_msg;
#[cfg(feature = "tnef")]
mod tnef;
