//! What holds for every stream, every upload and any bytes.

use super::uploads::{put_extended, read_one};
use super::*;

proptest! {
    // Some hundred KB each.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_stream_arrives_whole_and_within_its_room(
        len in 0usize..150_000,
        asked in prop_oneof![0u32..200_000, Just(0xBABE), Just(0xBABF)],
        plain in any::<bool>(),
        room in 64usize..0x4_0000,
        compress in any::<bool>(),
        xor_magic in any::<bool>(),
        flags in 0u32..8,
    ) {
        let stream: Bytes = (0..len).map(|n| (n / 7 % 256) as u8).collect();
        let request = match u16::try_from(asked) {
            Ok(count) if plain && count != 0xBABE => read(count, None),
            _ => read(0xBABE, Some(asked)),
        };
        let options = OutputOptions { flags: CallFlags(flags), max_rop_out: room, compress, xor_magic };
        let (output, payloads) = serve(&stream, &request, options);
        prop_assert!(output.len() <= room);
        let packed = received(output, &request);
        prop_assert_eq!(packed.more.len() + 1, payloads);
        prop_assert!(payloads == 1 || flags & 4 != 0);
        let data = packed.data().concat();
        let wanted = usize::try_from(asked).unwrap().min(len);
        prop_assert!(data.len() <= wanted);
        prop_assert_eq!(&data[..], &stream[..data.len()]);
        // If something is missing, then because there was no room for it.
        if flags & 4 != 0 && !compress {
            prop_assert!(data.len() == wanted || payloads * (MAX_PAYLOAD + 8) + 0x2000 > room);
        }
    }

    #[test]
    fn an_upload_arrives_whole(
        own in 0usize..100,
        len in 0usize..400_000,
        handles in 1usize..20,
        flags in 0u16..4,
    ) {
        let first = RequestBuffer::new(vec![read_one(), put_extended(vec![1; own])], vec![7; handles]);
        let mut data: Bytes = (0..len).map(|n| (n % 256) as u8).collect();
        let whole = data.clone();
        let mut arrived = Vec::new();
        let mut calls = 0;
        loop {
            let packed = pack_upload(&first, data, ALL, ExtendedFlags(flags)).unwrap();
            prop_assert!(packed.input.len() <= MAX_INPUT);
            let input = PackedInput::decode(packed.input, ALL, &NoContext).unwrap();
            prop_assert_eq!(&input.first.requests, &first.requests);
            arrived.extend(input.more.concat());
            data = packed.rest;
            calls += 1;
            if data.is_empty() {
                break;
            }
        }
        prop_assert!(calls <= 2);
        prop_assert_eq!(arrived, whole);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        sizes in proptest::collection::vec(0u8..40, 1..5),
    ) {
        let _ = PackedInput::decode(bytes.clone(), ALL, &NoContext);
        let _ = PackedOutput::decode(bytes.clone(), &mut ResponseContext::new());
        // The same behind headers that are true.
        let mut rest = &bytes[..];
        let mut framed = Vec::new();
        for (at, size) in sizes.iter().enumerate() {
            let (piece, tail) = rest.split_at(usize::from(*size).min(rest.len()));
            rest = tail;
            let flags = if at + 1 == sizes.len() { LAST } else { ExtendedFlags::default() };
            framed.extend(match extended::encode(piece.to_vec(), flags) {
                Ok(sealed) => sealed.to_vec(),
                // Not written, but it may come.
                Err(_) => [&[0, 0], &flags.0.to_le_bytes()[..], &[0; 4]].concat(),
            });
        }
        let _ = PackedInput::decode(framed.clone(), ALL, &NoContext);
        let _ = PackedOutput::decode(framed, &mut ResponseContext::new());
    }
}
