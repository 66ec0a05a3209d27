//! What the examples are made of: a MAPI/HTTP client and the batches it sends, the recordings it can
//! replay, and the stage around the relay.
#![allow(clippy::print_stdout)]

pub mod client;
pub mod compose;
mod fields;
pub mod form;
pub mod recording;
pub mod replay;
pub mod rpc;
pub mod show;
pub mod stage;
mod stand_ins;

/// Why an example ended without doing what it should.
#[derive(Debug)]
pub enum Failure {
    /// A recording cannot be read; the text says where and why.
    Recording(String),
    /// Something else failed.
    Other(String),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Recording(text) => write!(f, "malformed recording: {text}"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Failure {}

/// Any error, in words and with what lies beneath.
pub fn failure(doing: &str) -> impl Fn(Box<dyn std::error::Error + Send + Sync>) -> Failure + '_ {
    move |error| {
        let mut text = format!("{doing}: {error}");
        let mut source = error.source();
        while let Some(cause) = source {
            text = format!("{text}: {cause}");
            source = cause.source();
        }
        Failure::Other(text)
    }
}

/// Result of a step of an example.
pub type Result<T> = std::result::Result<T, Failure>;

/// Adds what was being done to an error.
pub trait Doing<T> {
    /// Names the step that failed.
    ///
    /// # Errors
    /// The error, with the step.
    fn doing(self, what: &str) -> Result<T>;
}

impl<T, E: Into<Box<dyn std::error::Error + Send + Sync>>> Doing<T> for std::result::Result<T, E> {
    fn doing(self, what: &str) -> Result<T> {
        self.map_err(|error| failure(what)(error.into()))
    }
}

/// The project's README, so that its code is tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use bytes::Bytes;
    use std::path::Path;

    /// What the fuzzer calls, over the seeds it starts from.
    #[test]
    fn fuzz_seeds_pass_their_oracles() {
        type Oracle = fn(&[u8]);
        let oracles: [(&str, Oracle); 12] = [
            ("rop_request", |data| {
                assert!(ropeway::rop::oracle::rop_request(data).is_ok())
            }),
            ("rop_response", |data| {
                assert!(ropeway::rop::oracle::rop_response(data).is_ok());
                assert!(ropeway::rop::oracle::rop_exchange(data).is_ok());
            }),
            ("extended", |data| {
                assert!(ropeway::rop::oracle::extended_buffer(data).is_ok())
            }),
            ("restriction", |data| {
                assert!(ropeway::types::oracle::restriction(data).is_ok())
            }),
            ("fasttransfer", |data| {
                assert!(ropeway::types::oracle::fast_transfer(data).is_ok());
                assert!(ropeway::types::oracle::ics_state(data).is_ok());
                ropeway::message::oracle::stored(&Bytes::copy_from_slice(data));
            }),
            ("execute", ropeway::session::oracle::execute),
            ("compressed_rtf", |data| {
                ropeway::message::oracle::compressed_rtf(&Bytes::copy_from_slice(data));
            }),
            ("msg", |data| {
                ropeway::message::oracle::msg(&Bytes::copy_from_slice(data));
            }),
            ("tnef", |data| {
                ropeway::message::oracle::tnef(&Bytes::copy_from_slice(data));
            }),
            ("rtf", |data| {
                ropeway::mime::oracle::rtf(&Bytes::copy_from_slice(data));
            }),
            ("import", |data| {
                ropeway::mime::oracle::import(&Bytes::copy_from_slice(data));
            }),
            ("convert", |data| {
                ropeway::mime::oracle::convert(&Bytes::copy_from_slice(data));
            }),
        ];
        for (target, oracle) in oracles {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../fuzz/seeds")
                .join(target);
            let seeds: Vec<_> = std::fs::read_dir(&folder)
                .unwrap()
                .map(|seed| seed.unwrap().path())
                .collect();
            assert!(!seeds.is_empty(), "no seeds for {target}");
            for seed in seeds {
                oracle(&std::fs::read(seed).unwrap());
            }
        }
    }
}
