//! What must hold for any bytes, for fuzzers and for the replay of what they found. Each function panics
//! where it does not hold.

#![allow(clippy::panic, reason = "an oracle speaks by panicking")]

use crate::{Message, rtf, stored};
use bytes::Bytes;

/// Any bytes as compressed RTF: the limit holds, and what came out survives compression.
pub fn compressed_rtf(bytes: &Bytes) {
    const LIMIT: usize = 1 << 20;
    let Ok(out) = rtf::decompress(bytes, LIMIT) else {
        return;
    };
    assert!(out.rtf.len() <= LIMIT, "beyond the limit");
    let again = rtf::decompress(&rtf::compress(&out.rtf), LIMIT);
    match again {
        Ok(again) => assert!(
            again.rtf == out.rtf && again.crc_matches && again.deviations.is_empty(),
            "compression does not give back its input"
        ),
        Err(error) => panic!("own compression cannot be read: {error}"),
    }
}

/// Any bytes as a stored message: what can be read can be written, and the same comes back.
pub fn stored(bytes: &Bytes) {
    if let Ok(message) = stored::read(bytes) {
        survives_storing(&message);
    }
}

/// Any bytes as a .msg file: what can be read can be stored, unless it has a property that is a marker.
#[cfg(feature = "msg")]
pub fn msg(bytes: &Bytes) {
    if let Ok(message) = crate::msg::read_bytes(bytes, &crate::msg::ReadOptions::default()) {
        survives_storing(&message);
    }
}

fn survives_storing(message: &Message) {
    let bytes = match stored::write(message) {
        Ok(bytes) => bytes,
        Err(stored::StoredError::Marker(_) | stored::StoredError::Name(_)) => return,
        Err(error) => panic!("cannot be stored: {error}"),
    };
    let again = match stored::read(&bytes) {
        Ok(again) => again,
        Err(error) => panic!("own form cannot be read: {error}"),
    };
    // Compared as bytes: NaN is not equal to itself.
    match stored::write(&again) {
        Ok(bytes_again) => assert_eq!(bytes_again, bytes, "another message came back"),
        Err(error) => panic!("cannot be stored again: {error}"),
    }
}
