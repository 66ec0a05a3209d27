#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

mod damage;
mod every_id;
mod exchange;
mod fields;
mod hostile;
mod packing;
mod round_trip;
#[cfg(feature = "serde")]
mod serde;
mod spec_structures;
mod strategies;
mod structures;
mod support;
mod vectors;
