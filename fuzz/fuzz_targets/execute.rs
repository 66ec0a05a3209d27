//! Bytes as batches against a session.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| ropeway_session::oracle::execute(data));
