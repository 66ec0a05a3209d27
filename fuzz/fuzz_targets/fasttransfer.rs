//! Bytes as a FastTransfer stream, and as ICS state: what is read is written again, however it was cut.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for oracle in [
        ropeway_types::oracle::fast_transfer,
        ropeway_types::oracle::ics_state,
    ] {
        if let Err(violation) = oracle(data) {
            panic!("{violation}");
        }
    }
});
