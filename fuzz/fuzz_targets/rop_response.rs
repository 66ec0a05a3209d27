//! Bytes as a ROP output buffer, alone and as the answer to requests before it: the same as for input.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for oracle in [ropeway_rop::oracle::rop_response, ropeway_rop::oracle::rop_exchange] {
        if let Err(violation) = oracle(data) {
            panic!("{violation}");
        }
    }
});
