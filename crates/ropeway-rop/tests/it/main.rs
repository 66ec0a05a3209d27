#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod every_id;
mod fields;
mod hostile;
mod round_trip;
mod support;
mod vectors;
