//! Bytes as an Internet message: what is imported can be stored, and converted or refused.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    ropeway_mime::oracle::import(&bytes::Bytes::copy_from_slice(data));
});
