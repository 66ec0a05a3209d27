#![allow(clippy::arithmetic_side_effects)]

use super::*;
use proptest::prelude::*;

/// The worked example of [MS-OXCRPC] 3.1.4.1.1.2: three literals, a match, three literals.
const EXAMPLE: &[u8] = b"\xff\xff\xff\x11ABC\x10\x00DEF";

#[test]
fn example_of_the_specification() {
    assert_eq!(decompress(EXAMPLE, 9).unwrap(), b"ABCABCDEF");
    assert_eq!(compress(b"ABCABCDEF"), EXAMPLE);
}

#[test]
fn a_match_may_overlap_itself() {
    // 300 times "a": a literal, then a match one back of 299 (16-bit length 296).
    let bytes = b"\xff\xff\xff\x7fa\x07\x00\x0f\xff\x28\x01";
    assert_eq!(decompress(bytes, 300).unwrap(), vec![b'a'; 300]);
    assert_eq!(compress(&[b'a'; 300]), bytes);
}

#[test]
fn two_long_matches_share_a_nibble_byte() {
    let mut text = b"0123456789".to_vec();
    text.extend(b"0123456789-0123456789A");
    let packed = compress(&text);
    // Ten literals, a match of 10 (nibble 0), a literal, a match of 10 (nibble 0), a literal.
    assert_eq!(packed.len(), 4 + 10 + 3 + 1 + 2 + 1);
    assert_eq!(decompress(&packed, text.len()).unwrap(), text);
}

#[test]
fn bad_streams_are_refused() {
    let mask = b"\xff\xff\xff\xff";
    let with = |rest: &[u8]| [mask, rest].concat();
    assert_eq!(
        decompress(&with(&[0x08, 0]), 9),
        Err(Lz77Error::Distance {
            distance: 2,
            produced: 0
        })
    );
    assert_eq!(decompress(&[0xff, 0xff], 1), Err(Lz77Error::Truncated(0)));
    assert_eq!(decompress(&with(&[1]), 1), Err(Lz77Error::Truncated(4)));
    let literal_then_match = b"\xff\xff\xff\x7fa";
    let with = |rest: &[u8]| [literal_then_match.as_slice(), rest].concat();
    assert_eq!(
        decompress(&with(&[0x07, 0, 0x0f, 0xff, 21, 0]), 100),
        Err(Lz77Error::Length(21))
    );
    assert_eq!(
        decompress(&with(&[0x03, 0]), 5),
        Err(Lz77Error::Overrun { length: 6 })
    );
    assert_eq!(
        decompress(&with(&[]), 2),
        Err(Lz77Error::Size {
            produced: 1,
            declared: 2
        })
    );
    assert_eq!(decompress(b"", 0), Ok(vec![]));
}

proptest! {
    #[test]
    fn whatever_is_compressed_comes_back(
        parts in prop::collection::vec((prop::collection::vec(0u8..4, 1..8), 1usize..200), 0..20)
    ) {
        let text: Vec<u8> = parts.iter().flat_map(|(part, times)| part.repeat(*times)).collect();
        prop_assert_eq!(decompress(&compress(&text), text.len()).unwrap(), text);
    }

    #[test]
    fn arbitrary_input_neither_panics_nor_grows(
        bytes in prop::collection::vec(any::<u8>(), 0..200), size in 0usize..400
    ) {
        if let Ok(out) = decompress(&bytes, size) {
            prop_assert_eq!(out.len(), size);
        }
    }
}

/// Reads token by token and pushes byte by byte, as the specification tells it; the yardstick for the
/// decoder that moves pieces.
fn by_the_book(input: &[u8], size: usize) -> Result<Vec<u8>, Lz77Error> {
    let mut at = 0;
    let mut take = |count: usize| {
        let bytes = input.get(at..at + count).ok_or(Lz77Error::Truncated(at))?;
        at += count;
        Ok((
            bytes
                .iter()
                .rev()
                .fold(0usize, |n, byte| n << 8 | usize::from(*byte)),
            at == input.len(),
        ))
    };
    let mut out = Vec::new();
    let (mut mask, mut bits, mut half, mut ended) = (0usize, 0, None, input.is_empty());
    while out.len() < size && !ended {
        if bits == 0 {
            (mask, ended) = take(4)?;
            bits = 32;
            continue;
        }
        bits -= 1;
        if mask >> bits & 1 == 0 {
            let (byte, end) = take(1)?;
            ended = end;
            out.push(byte as u8);
            continue;
        }
        let (token, mut end) = take(2)?;
        let mut length = (token & 7) + 3;
        if length == 10 {
            let four = match half.take() {
                Some(high) => high,
                None => {
                    let byte;
                    (byte, end) = take(1)?;
                    half = Some(byte >> 4);
                    byte & 15
                }
            };
            length += four;
            if four == 15 {
                let eight;
                (eight, end) = take(1)?;
                length += eight;
                if eight == 255 {
                    let sixteen;
                    (sixteen, end) = take(2)?;
                    if sixteen < 22 {
                        return Err(Lz77Error::Length(sixteen as u16));
                    }
                    length = sixteen + 3;
                }
            }
        }
        ended = end;
        let (distance, produced) = ((token >> 3) + 1, out.len());
        if distance > produced {
            return Err(Lz77Error::Distance { distance, produced });
        }
        if length > size - produced {
            return Err(Lz77Error::Overrun { length });
        }
        for _ in 0..length {
            out.push(out[out.len() - distance]);
        }
    }
    match out.len() {
        produced if produced < size => Err(Lz77Error::Size {
            produced,
            declared: size,
        }),
        _ => Ok(out),
    }
}

#[track_caller]
fn check(plain: &[u8]) -> Vec<u8> {
    let packed = compress(plain);
    assert!(packed.len() <= plain.len() + 4 * (plain.len() / 32 + 1));
    let out = decompress(&packed, plain.len()).unwrap();
    assert!(out == plain, "{} bytes changed", plain.len());
    assert_eq!(out.capacity(), plain.len());
    assert!(by_the_book(&packed, plain.len()).unwrap() == plain);
    packed
}

fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    std::iter::repeat_with(next).take(len).collect()
}

#[test]
fn sizes_around_every_bound_come_back() {
    for len in (0..100)
        .chain(1000..1050)
        .chain([0x7FFF, 0x8000, 0x8001, 0x1_0003, 0x1_0004, 200_000])
    {
        check(&noise(len));
        check(&vec![7; len]);
        for period in [2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 8191, 8192, 8193] {
            check(&noise(period).into_iter().cycle().take(len).collect::<Vec<_>>());
        }
    }
}

/// Every length at distances on both sides of the width of a piece, with and without room behind it.
#[test]
fn every_distance_and_length_is_copied() {
    for distance in (1..40).chain([8192]) {
        for length in (3..90).chain([278, 279, 280, 281, 5000]) {
            let before = noise(distance);
            let copy = before.iter().cycle().take(length);
            for tail in [0, 40] {
                let mut plain: Vec<u8> = before.iter().chain(copy.clone()).copied().collect();
                plain.extend(noise(tail + 7).into_iter().skip(7));
                check(&plain);
            }
        }
    }
}

#[test]
fn a_match_of_any_16_bit_length_is_read() {
    for sixteen in [22u16, 23, 276, 277] {
        let [low, high] = sixteen.to_le_bytes();
        let size = usize::from(sixteen) + 4;
        for tail in [0, 64] {
            let mut bytes = b"\xff\xff\xff\x7fa\x07\x00\x0f\xff".to_vec();
            bytes.extend([low, high]);
            bytes.resize(bytes.len() + tail, 0);
            assert_eq!(decompress(&bytes, size).unwrap(), vec![b'a'; size]);
        }
    }
    // Zero announces 32 bits in [MS-XCA] 2.4 alone, whatever follows.
    let bytes = [
        b"\xff\xff\xff\x7fa\x07\x00\x0f\xff\0\0\x28\x01\0\0".as_slice(),
        &[0; 64],
    ]
    .concat();
    assert_eq!(decompress(&bytes, 300), Err(Lz77Error::Length(0)));
}

/// A size that the input cannot have is not allocated for.
#[test]
fn a_size_out_of_reach_costs_nothing() {
    let error = decompress(&compress(b"abc"), usize::MAX).unwrap_err();
    assert_eq!(
        error,
        Lz77Error::Size {
            produced: 3,
            declared: usize::MAX
        }
    );
}

/// The 32nd token fills the flags, and the end asks for new ones.
#[test]
fn the_end_is_flagged_after_32_tokens() {
    let plain = noise(32);
    assert_eq!(compress(&plain), [&[0; 4], plain.as_slice(), &[0xFF; 4]].concat());
}

/// Parts as payloads have them: runs, repetitions near and far, noise.
fn structured() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        (prop::collection::vec(any::<u8>(), 1..40), 1usize..60).prop_map(|(part, times)| part.repeat(times)),
        (any::<u8>(), 1usize..2000).prop_map(|(byte, times)| vec![byte; times]),
        (0usize..3000).prop_map(noise),
        prop::collection::vec(0u8..4, 0..300),
    ];
    prop::collection::vec(part, 0..25).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn structured_data_comes_back(plain in structured()) {
        check(&plain);
    }

    #[test]
    fn a_stream_cut_short_is_an_error(plain in structured(), cut in any::<prop::sample::Index>()) {
        let packed = compress(&plain);
        let cut = &packed[..cut.index(packed.len())];
        let out = decompress(cut, plain.len());
        prop_assert_eq!(&out, &by_the_book(cut, plain.len()));
        // Nothing but the flags of the end may be missing.
        prop_assert!(out.is_err() || out.unwrap() == plain);
    }

    #[test]
    fn damage_is_judged_as_by_the_book(
        plain in structured(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        size in prop_oneof![Just(0usize), Just(1), Just(1 << 20)],
    ) {
        let mut packed = compress(&plain);
        for (at, byte) in damage {
            let at = at.index(packed.len());
            packed[at] ^= byte;
        }
        for size in [plain.len(), plain.len() / 2, plain.len() + size] {
            prop_assert_eq!(decompress(&packed, size), by_the_book(&packed, size));
        }
    }

    #[test]
    fn arbitrary_input_is_judged_as_by_the_book(
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0xFF), Just(0), 0u8..40], 0..300),
        size in 0usize..2000,
    ) {
        prop_assert_eq!(decompress(&bytes, size), by_the_book(&bytes, size));
    }
}
