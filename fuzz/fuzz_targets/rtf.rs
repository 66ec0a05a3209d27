//! Bytes as RTF: what they show is bounded, well-formed and converted.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    ropeway_mime::oracle::rtf(&bytes::Bytes::copy_from_slice(data));
});
