//! Recordings as real clients would leave them, written byte by byte, with the ids and handles of a
//! server that is not ours; and what the example makes of recordings and arguments that are wrong.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs,
    unreachable_pub
)]

mod command;
mod drivers;
mod dump;
mod inspect;
mod libmapi;
mod msg2eml;
mod play;
mod program;
mod rops;
mod ruler;
mod script;
mod wino;
