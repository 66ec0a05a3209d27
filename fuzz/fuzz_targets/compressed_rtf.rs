//! Bytes as compressed RTF: read within bounds, and what was read survives compression.
#![no_main]

use bytes::Bytes;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    ropeway_message::oracle::compressed_rtf(&Bytes::copy_from_slice(data));
});
