//! The checksum of [MS-OXRTFCP] 2.1.3.2: CRC-32 with the polynomial of IEEE 802.3, reflected, without the usual
//! inversion before and after.

pub(crate) fn checksum(contents: &[u8]) -> u32 {
    // The library inverts before and after: what it gets and gives is inverted once more.
    let mut hasher = crc32fast::Hasher::new_with_initial(!0);
    hasher.update(contents);
    !hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Bit by bit, as the polynomial is defined.
    fn by_definition(contents: &[u8]) -> u32 {
        contents.iter().fold(0, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 {
                    crc >> 1 ^ 0xEDB8_8320
                } else {
                    crc >> 1
                }
            })
        })
    }

    #[test]
    fn is_that_of_the_specification() {
        // [MS-OXRTFCP] 3.1.1: the contents of the example, and the CRC in its header.
        let contents = b"\x03\0\x0a\0rcpg125B2\x0a\xf3 hel\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0";
        assert_eq!(checksum(contents), 0xA7C7_C5F1);
        assert_eq!(checksum(b""), 0);
    }

    proptest! {
        #[test]
        fn is_that_of_the_definition_at_any_length(contents in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(checksum(&contents), by_definition(&contents));
        }
    }
}
