use super::*;
use proptest::prelude::*;

/// [MS-OXRTFCP] 3.1.1 (simple) and 3.1.2 (a reference that crosses the write position).
const SIMPLE: &[u8] = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125B2\x0a\xf3 hel\x09\0 \
    bw\x05\xb0ld}\x0a\x80\x0f\xa0";
const CROSSING: &[u8] = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04 WXYZ\x0d\x6e}\x01\x0e\xb0";

fn ok(bytes: impl Into<Bytes>) -> Decompressed {
    decompress(&bytes.into(), 1 << 20).unwrap()
}

fn clean(rtf: &'static [u8]) -> Decompressed {
    Decompressed {
        rtf: Bytes::from_static(rtf),
        crc_matches: true,
        deviations: Vec::new(),
    }
}

#[test]
fn examples_of_the_specification_both_ways() {
    let simple = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n";
    assert_eq!(ok(SIMPLE), clean(simple));
    assert_eq!(compress(simple), SIMPLE);
    let crossing = b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}";
    assert_eq!(ok(CROSSING), clean(crossing));
    assert_eq!(compress(crossing), CROSSING);
}

#[test]
fn uncompressed_contents_are_a_slice_of_the_input() {
    let input = Bytes::from_static(b"\x11\0\0\0\x05\0\0\0MELA\0\0\0\0{\\a }");
    let out = ok(input.clone());
    assert_eq!(out, clean(b"{\\a }"));
    assert_eq!(out.rtf.as_ptr(), input.slice(16..).as_ptr());
}

#[test]
fn wrong_numbers_in_the_header_are_reported_and_tolerated() {
    let mut bytes = SIMPLE.to_vec();
    bytes[0] = 0xFF;
    bytes[4] = 1;
    bytes[12] ^= 1;
    let out = ok(bytes);
    assert_eq!(out.rtf.len(), 43);
    assert!(!out.crc_matches);
    assert_eq!(
        out.deviations,
        [
            RtfDeviation::CompressedSize {
                declared: 0xFF,
                actual: 45
            },
            RtfDeviation::RawSize {
                declared: 1,
                actual: 43
            },
        ]
    );
}

#[test]
fn without_an_end_marker_the_declared_size_ends_the_text() {
    let mut bytes = SIMPLE[..SIMPLE.len() - 2].to_vec();
    bytes[0] -= 2;
    bytes[4] -= 1;
    let out = ok(bytes);
    assert_eq!(out.rtf, &b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r"[..]);
    assert!(out.deviations.contains(&RtfDeviation::NoEndMarker));
}

#[test]
fn a_reference_to_nothing_gives_zeros() {
    let out = ok(&b"\x0f\0\0\0\x02\0\0\0LZFu\0\0\0\0\x01\x80\x00"[..]);
    assert_eq!(out.rtf, &b"\0\0"[..]);
    assert!(out.deviations.contains(&RtfDeviation::UnwrittenReference));
}

#[test]
fn output_stops_at_the_limit() {
    assert_eq!(
        decompress(&Bytes::from_static(SIMPLE), 42),
        Err(RtfError::Limit(42))
    );
    assert!(decompress(&Bytes::from_static(SIMPLE), 43).is_ok());
    let lying = b"\xff\xff\xff\xff\xff\xff\xff\xffLZFu\0\0\0\0\0a";
    assert_eq!(
        decompress(&Bytes::from_static(lying), usize::MAX).unwrap().rtf,
        &b"a"[..]
    );
}

#[test]
fn what_is_not_compressed_rtf_is_an_error() {
    assert_eq!(
        decompress(&Bytes::from_static(b"LZFu"), 9),
        Err(RtfError::Header(4))
    );
    assert_eq!(
        decompress(&Bytes::from_static(&[1; 16]), 9),
        Err(RtfError::CompressionType(0x0101_0101))
    );
}

#[test]
fn every_truncation_is_an_answer() {
    let long = compress(&b"{\\rtf1 abcabcabd \\par}".repeat(500));
    for len in 0..long.len() {
        let cut = decompress(&long.slice(..len), 1 << 20);
        assert_eq!(cut.is_err(), len < 16, "at {len}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_was_compressed_comes_back(rtf in proptest::collection::vec(any::<u8>(), 0..3000)) {
        let out = ok(compress(&rtf));
        prop_assert_eq!(&out.rtf[..], &rtf[..]);
        prop_assert!(out.crc_matches && out.deviations.is_empty());
    }

    #[test]
    fn text_longer_than_the_dictionary_comes_back(
        words in proptest::collection::vec("[ab\\\\{}]{1,6}", 0..4000)
    ) {
        let rtf = words.concat().into_bytes();
        let out = ok(compress(&rtf));
        prop_assert_eq!(&out.rtf[..], &rtf[..]);
        prop_assert!(out.crc_matches && out.deviations.is_empty());
    }

    #[test]
    fn hostile_contents_never_pass_the_limit(
        contents in proptest::collection::vec(any::<u8>(), 0..600), limit in 0..2000usize
    ) {
        let mut bytes = b"\xff\xff\xff\xff\xff\xff\xff\xffLZFu\0\0\0\0".to_vec();
        bytes.extend(contents);
        if let Ok(out) = decompress(&bytes.into(), limit) {
            prop_assert!(out.rtf.len() <= limit);
        }
    }
}
