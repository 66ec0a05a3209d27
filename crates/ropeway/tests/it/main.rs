//! Tests of the whole relay.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

// Kills and starts processes of Unix.
#[cfg(unix)]
mod crash;
mod doors;
mod faults;
mod load;
mod outcomes;
#[cfg(unix)]
mod postfix;
mod support;
