//! Bytes as a ROP input buffer: decoded or refused, and what decodes is encoded and decoded to the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Err(violation) = ropeway_rop::oracle::rop_request(data) {
        panic!("{violation}");
    }
});
