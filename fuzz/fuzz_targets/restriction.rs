//! Bytes as a restriction, as ROPs and as extended rules write it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Err(violation) = ropeway_types::oracle::restriction(data) {
        panic!("{violation}");
    }
});
