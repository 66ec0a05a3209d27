//! Bytes as an extended buffer, and as bare LZ77: decoded or refused within bounds, and what decodes comes
//! back from every form.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Err(violation) = ropeway_rop::oracle::extended_buffer(data) {
        panic!("{violation}");
    }
});
