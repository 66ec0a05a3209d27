//! The search for what ends a string.

/// Bytes that are looked at four units at a time before the search takes larger steps: most strings end here.
const NEAR: usize = 64;
/// Bytes of a larger step.
const BLOCK: usize = 128;
const ONES: u64 = 0x0001_0001_0001_0001;
const HIGHS: u64 = 0x8000_8000_8000_8000;

/// Where the first zero unit of UTF-16 text stands, in bytes.
#[inline]
pub(super) fn find_zero_unit(bytes: &[u8]) -> Option<usize> {
    match bytes.split_at_checked(NEAR) {
        Some((near, far)) => find_near(near).or_else(|| find_far(far).map(|at| at.saturating_add(NEAR))),
        None => find_near(bytes),
    }
}

/// Has the highest bit set of the lowest zero unit, of no unit below it, and of none where none is zero.
#[inline]
fn zero_units(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGHS
}

#[inline]
fn find_near(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut at = 0usize;
    for word in words {
        let zeros = zero_units(u64::from_le_bytes(*word));
        if zeros != 0 {
            // 15, 31, 47 or 63 becomes 0, 2, 4 or 6.
            let byte = (zeros.trailing_zeros() >> 4) << 1;
            return Some(at.saturating_add(usize::try_from(byte).unwrap_or(0)));
        }
        at = at.saturating_add(8);
    }
    let (units, _) = rest.as_chunks::<2>();
    let unit = units.iter().position(|unit| *unit == [0, 0])?;
    Some(at.saturating_add(unit.saturating_mul(2)))
}

#[inline(never)]
fn find_far(bytes: &[u8]) -> Option<usize> {
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let whole = blocks
        .iter()
        .position(|block| {
            let (units, _) = block.as_chunks::<2>();
            // All ones for zero: what a comparison of vectors gives.
            let zeros =
                |found, unit: &[u8; 2]| found | u16::from(u16::from_le_bytes(*unit) == 0).wrapping_neg();
            units.iter().fold(0u16, zeros) != 0
        })
        .unwrap_or(blocks.len());
    let start = whole.saturating_mul(BLOCK);
    find_near(bytes.get(start..)?).map(|at| at.saturating_add(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plainly(bytes: &[u8]) -> Option<usize> {
        bytes
            .chunks_exact(2)
            .position(|unit| unit == [0, 0])
            .map(|unit| unit.saturating_mul(2))
    }

    #[test]
    fn the_first_zero_unit_is_found_wherever_it_stands() {
        for len in 0..300 {
            let mut bytes = vec![0x80; len];
            assert_eq!(find_zero_unit(&bytes), None, "{len}");
            for at in 0..len.saturating_sub(1) {
                // A zero unit, or two zero bytes of two units.
                bytes[at..at + 2].fill(0);
                assert_eq!(find_zero_unit(&bytes), plainly(&bytes), "{at} of {len}");
                bytes[at..at + 2].fill(0x80);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn units_near_zero_are_told_from_it(units in proptest::collection::vec(
            proptest::sample::select(vec![0u8, 1, 0x7f, 0x80, 0xff]), 0..400,
        )) {
            proptest::prop_assert_eq!(find_zero_unit(&units), plainly(&units));
        }

        #[test]
        fn rare_zeros_are_found(
            mut bytes in proptest::collection::vec(proptest::sample::select(vec![0u8, 1]), 0..400),
            at in 0usize..400,
        ) {
            for (n, byte) in bytes.iter_mut().enumerate() {
                if n / 2 < at && n % 2 == 1 {
                    *byte = 1;
                }
            }
            proptest::prop_assert_eq!(find_zero_unit(&bytes), plainly(&bytes));
        }
    }
}
