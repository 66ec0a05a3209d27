//! What must hold for any bytes, for fuzzers and for the replay of what they found. Each function panics
//! where it does not hold.

#![allow(clippy::panic, reason = "an oracle speaks by panicking")]

use crate::{Message, rtf, stored};
use bytes::Bytes;

#[cfg(feature = "msg")]
mod written;
#[cfg(feature = "msg")]
pub use written::survives as survives_as_msg;

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
        survives_storing(&message, false);
    }
}

/// Any bytes as a .msg file: what can be read can be stored, unless it has a property that is
/// a marker, or a name without a stored form.
#[cfg(feature = "msg")]
pub fn msg(bytes: &Bytes) {
    if let Ok(message) = crate::msg::read_bytes(bytes, &crate::ReadOptions::default()) {
        survives_storing(&message, true);
        written::survives(&message, &crate::msg::WriteOptions::default());
    }
}

fn survives_storing(message: &Message, may_be_refused: bool) {
    let bytes = match stored::write(message) {
        Ok(bytes) => bytes,
        Err(stored::StoredError::Marker(_) | stored::StoredError::Name(_)) if may_be_refused => {
            return;
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strategy;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hold_for_damaged_messages(
            message in strategy::message(),
            damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..4),
        ) {
            let mut bytes = stored::write(&message).unwrap().to_vec();
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            stored(&bytes.into());
        }

        #[test]
        fn hold_for_any_contents(mut contents in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut bytes = b"\xff\0\0\0\xff\0\0\0LZFu\0\0\0\0".to_vec();
            bytes.append(&mut contents);
            compressed_rtf(&bytes.into());
        }
    }
}
