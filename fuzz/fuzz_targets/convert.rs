//! Bytes as options and a message, stored or put together step by step: it becomes mail that keeps the rules, or
//! is refused for being protected.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    ropeway_mime::oracle::convert(&bytes::Bytes::copy_from_slice(data));
});
