//! Conversions read back by an independent parser.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

mod arbitrary;
mod bodies;
mod calendar;
mod check;
mod classes;
mod conformance;
mod contacts;
mod corpus;
mod dsn;
mod files;
mod header;
mod hostile;
#[cfg(feature = "import")]
mod import;
#[cfg(feature = "import")]
mod import_hostile;
#[cfg(feature = "import")]
mod import_reports;
#[cfg(feature = "import")]
mod import_round;
mod outside;
mod people;
mod reports;
mod rtf;
mod rtf_hostile;
mod smime;
mod snapshots;
mod support;
mod tnef;
mod transfer;
