//! Conversions read back by an independent parser.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod bodies;
mod check;
mod corpus;
mod dsn;
mod files;
mod header;
mod people;
mod rtf;
mod smime;
mod support;
