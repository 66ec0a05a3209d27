//! Bytes as a .msg file: read within bounds, and what was read can be stored.
#![no_main]

use bytes::Bytes;

libfuzzer_sys::fuzz_target!(|data: &[u8]| ropeway_message::oracle::msg(&Bytes::copy_from_slice(data)));
