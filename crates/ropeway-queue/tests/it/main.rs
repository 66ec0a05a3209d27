//! The embedded queue from outside.
#![cfg(feature = "embedded")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs
)]

mod behaviour;
mod concurrency;
mod crash;
mod model;
mod support;
mod trouble;
