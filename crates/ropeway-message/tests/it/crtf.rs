use crate::corpus::{files, sha256};
use bytes::Bytes;
use proptest::prelude::*;
use ropeway_message::rtf::{Decompressed, RtfDeviation, compress, decompress};

#[test]
fn compressed_rtf_of_real_programs_gives_the_known_text() {
    let Some(files) = files("crtf") else { return };
    for (facts, bytes) in files {
        let path = &facts["path"];
        let out = decompress(&bytes, 1 << 20).unwrap();
        let rtf = &facts["rtf"];
        if rtf["decompress_error"].is_string() {
            // The peer refuses its checksum.
            assert!(!out.crc_matches, "{path}");
        } else {
            assert_eq!(rtf["rtf_sha256"], sha256(&out.rtf), "{path} {:?}", out.deviations);
        }
        assert_eq!(
            decompress(&compress(&out.rtf), 1 << 20).unwrap().rtf,
            out.rtf,
            "{path}"
        );
    }
}

/// The decoder as the specification writes it ([MS-OXRTFCP] 3.1.3.2): a dictionary that is written in a
/// circle, one byte at a time. `None` where the contents end without a marker.
fn by_the_letter(contents: &[u8]) -> Option<Vec<u8>> {
    let mut dictionary = [0u8; 4096];
    let first = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \
        \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\
        \\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
    dictionary[..first.len()].copy_from_slice(first);
    let mut at = first.len();
    let mut output = Vec::new();
    let mut write = |byte: u8, dictionary: &mut [u8; 4096], at: &mut usize| {
        output.push(byte);
        dictionary[*at] = byte;
        *at = (*at + 1) % 4096;
    };
    let mut contents = contents.iter().copied();
    loop {
        let control = contents.next()?;
        for bit in 0..8 {
            if control >> bit & 1 == 0 {
                write(contents.next()?, &mut dictionary, &mut at);
                continue;
            }
            let token = u16::from_be_bytes([contents.next()?, contents.next()?]);
            let offset = usize::from(token >> 4);
            if offset == at {
                return Some(output);
            }
            for step in 0..usize::from(token & 15) + 2 {
                write(dictionary[(offset + step) % 4096], &mut dictionary, &mut at);
            }
        }
    }
}

fn with_header(contents: &[u8]) -> Bytes {
    [b"\xff\xff\xff\xff\xff\xff\xff\xffLZFu\0\0\0\0", contents]
        .concat()
        .into()
}

fn clean(rtf: Vec<u8>) -> Decompressed {
    let out = decompress(&compress(&rtf), rtf.len()).unwrap();
    assert!(out.crc_matches && out.deviations.is_empty());
    assert_eq!(out.rtf, rtf);
    out
}

/// What the peer takes: text, of which it ends at a zero, and every byte is the character of that number.
fn characters(rtf: &[u8]) -> String {
    rtf.iter().map(|byte| char::from(*byte)).collect()
}

/// RTF with much that repeats, near and far, and lengths about those of the dictionary and of a reference.
fn rtf() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => "[a-c\\\\{} ]{1,9}".prop_map(String::into_bytes),
        2 => proptest::collection::vec(1u8..=255, 1..20),
        2 => (1u8..=255, 1..60usize).prop_map(|(byte, len)| vec![byte; len]),
        1 => ("[a-z]{2,8}", 2..20usize).prop_map(|(word, times)| word.repeat(times).into_bytes()),
        1 => Just(b"{\\*\\htmltag64 <p class=MsoNormal>}\\htmlrtf {\\htmlrtf0 ".to_vec()),
    ];
    proptest::collection::vec(piece, 0..700).prop_map(|pieces| pieces.concat())
}

proptest! {
    // The peer tries every place in the dictionary.
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn peer_and_we_read_each_other(rtf in rtf()) {
        clean(rtf.clone());
        let text = characters(&rtf);
        let ours = compress(&rtf);
        prop_assert_eq!(&compressed_rtf::decompress_rtf(&ours).unwrap(), &text);
        let theirs = Bytes::from(compressed_rtf::compress_rtf(&text).unwrap());
        let out = decompress(&theirs, rtf.len()).unwrap();
        prop_assert_eq!(&out.rtf[..], &rtf[..]);
        prop_assert!(out.crc_matches && out.deviations.is_empty(), "{:?}", out.deviations);
        // Theirs looks at every place in the dictionary; what ours saves of the search costs little.
        prop_assert!(ours.len() <= theirs.len() + theirs.len() / 50 + 2, "{} for {}", ours.len(), theirs.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_contents_give_what_the_specification_says(
        // Many control bytes of references alone, and of literals alone.
        contents in proptest::collection::vec(
            prop_oneof![3 => any::<u8>(), 1 => Just(0xFFu8), 1 => Just(0), 1 => Just(1)], 0..4000
        )
    ) {
        let out = decompress(&with_header(&contents), usize::MAX).unwrap();
        let ended = !out.deviations.contains(&RtfDeviation::NoEndMarker);
        let expected = by_the_letter(&contents);
        prop_assert_eq!(ended, expected.is_some());
        if let Some(expected) = expected {
            prop_assert_eq!(&out.rtf[..], &expected[..]);
        }
        // What ends without a marker, and then with one, gives the same.
        let limit = out.rtf.len();
        prop_assert_eq!(decompress(&with_header(&contents), limit).unwrap().rtf, out.rtf);
        if let Some(less) = limit.checked_sub(1) {
            prop_assert!(decompress(&with_header(&contents), less).is_err());
        }
    }

    #[test]
    fn references_of_every_distance_and_length_give_what_the_specification_says(
        tokens in proptest::collection::vec((1..4096u16, 0..16u16, proptest::option::of(any::<u8>())), 1..900)
    ) {
        // Distances become offsets from where the output has come to; no token ends it but the last.
        let mut contents = Vec::new();
        let mut at = 207u16;
        for run in tokens.chunks(8) {
            let control = contents.len();
            contents.push(0);
            for (bit, (distance, len, literal)) in run.iter().enumerate() {
                if let Some(literal) = literal {
                    contents.push(*literal);
                    at = (at + 1) % 4096;
                } else {
                    // Every other one near, where copies overlap.
                    let distance = if len % 2 == 0 { distance % 20 + 1 } else { *distance };
                    let offset = (at + 4096 - distance) % 4096;
                    contents.extend((offset << 4 | len).to_be_bytes());
                    contents[control] |= 1 << bit;
                    at = (at + len + 2) % 4096;
                }
            }
            if run.len() < 8 {
                contents.extend((at << 4).to_be_bytes());
                contents[control] |= 1 << run.len();
            }
        }
        if tokens.len() % 8 == 0 {
            contents.push(1);
            contents.extend((at << 4).to_be_bytes());
        }
        let out = decompress(&with_header(&contents), usize::MAX).unwrap();
        prop_assert_eq!(&out.rtf[..], &by_the_letter(&contents).unwrap()[..]);
    }

    #[test]
    fn every_cut_is_an_answer_with_the_text_so_far(rtf in rtf(), cut in any::<prop::sample::Index>()) {
        let whole = compress(&rtf);
        let cut = cut.index(whole.len());
        match decompress(&whole.slice(..cut), rtf.len()) {
            Err(_) => prop_assert!(cut < 16),
            Ok(out) => {
                prop_assert!(rtf.starts_with(&out.rtf));
                prop_assert!(out.deviations.contains(&RtfDeviation::NoEndMarker));
            }
        }
    }
}
