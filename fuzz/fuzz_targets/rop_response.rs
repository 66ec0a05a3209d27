//! Bytes as a ROP output buffer: the same as for input.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Err(violation) = ropeway_rop::oracle::rop_response(data) {
        panic!("{violation}");
    }
});
