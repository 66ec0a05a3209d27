//! Bytes as a FastTransfer stream, as ICS state and as a stored message: what is read is written again, however
//! it was cut.
#![no_main]

use bytes::Bytes;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for oracle in [
        ropeway_types::oracle::fast_transfer,
        ropeway_types::oracle::ics_state,
    ] {
        if let Err(violation) = oracle(data) {
            panic!("{violation}");
        }
    }
    ropeway_message::oracle::stored(&Bytes::copy_from_slice(data));
});
