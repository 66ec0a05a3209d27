//! The endpoint over real HTTP/1.1 connections on loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stderr,
    missing_docs
)]

mod authentication;
mod axum;
mod contexts;
mod execute;
mod locale;
mod notification;
mod recorded;
mod running;
mod support;
mod transport;
mod vectors;
