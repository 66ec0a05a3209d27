//! Bytes as a TNEF stream: read within bounds, and what was read comes back from what is written.
#![no_main]

use bytes::Bytes;

libfuzzer_sys::fuzz_target!(|data: &[u8]| ropeway_message::oracle::tnef(&Bytes::copy_from_slice(data)));
