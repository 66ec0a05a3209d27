//! Batches of ROPs through sessions.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    unreachable_pub,
    missing_docs
)]

mod attach;
mod clients;
mod compose;
mod flows;
mod fuzz;
mod handles;
mod room;
mod submit;
mod support;
mod transport;
