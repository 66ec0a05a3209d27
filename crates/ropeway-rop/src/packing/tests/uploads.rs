//! Input of several payloads, and sizes.

use super::*;

fn write(data: impl Into<Bytes>) -> Request {
    Request::from(RopWriteStreamExtendedRequest {
        logon_id: 1,
        input_handle_index: 0,
        data: data.into(),
    })
}

fn put(data: impl Into<Bytes>) -> Request {
    Request::from(RopFastTransferDestinationPutBufferRequest {
        logon_id: 1,
        input_handle_index: 0,
        transfer_data: data.into(),
    })
}

pub(super) fn put_extended(data: impl Into<Bytes>) -> Request {
    Request::from(RopFastTransferDestinationPutBufferExtendedRequest {
        logon_id: 1,
        input_handle_index: 0,
        transfer_data: data.into(),
    })
}

fn input(payloads: &[(&[Request], u32)]) -> Bytes {
    let mut bytes = Vec::new();
    for (at, (requests, handle)) in payloads.iter().enumerate() {
        let payload = RequestBuffer::new(requests.to_vec(), vec![*handle])
            .encode()
            .unwrap();
        let flags = if at + 1 == payloads.len() {
            LAST
        } else {
            ExtendedFlags::default()
        };
        bytes.extend(extended::encode(payload, flags).unwrap());
    }
    bytes.into()
}

fn accept(payloads: &[(&[Request], u32)], announced: ServerCapabilities) -> Result<Bytes, PackingError> {
    let input = PackedInput::decode(input(payloads), announced, &NoContext)?;
    let data: Vec<u8> = input.pieces().flatten().copied().collect();
    assert_eq!(input.data_len(), data.len());
    Ok(data.into())
}

#[test]
fn uploads_of_each_kind_are_put_together() {
    for make in [
        |data: Vec<u8>| write(data),
        |data| put(data),
        |data| put_extended(data),
    ] {
        let pieces = [make(vec![1]), make(vec![2, 3]), make(vec![4])];
        let [one, two, three] = pieces.each_ref().map(std::slice::from_ref);
        assert_eq!(
            accept(&[(one, 7), (two, 7), (three, 7)], ALL).unwrap()[..],
            [1, 2, 3, 4]
        );
        // A handle that the client cannot know yet.
        assert_eq!(
            accept(&[(one, u32::MAX), (two, 7), (three, u32::MAX)], ALL).unwrap()[..],
            [1, 2, 3, 4]
        );
        // One payload needs nothing announced.
        assert_eq!(accept(&[(one, 7)], NONE).unwrap()[..], [1]);
    }
}

#[test]
fn uploads_that_are_not_allowed_are_refused() {
    let (a, b) = ([write(vec![1])], [put(vec![2])]);
    let only_streams = ServerCapabilities::PACKED_WRITE_STREAM_UPLOAD_BUFFERS;
    let only_transfers = ServerCapabilities::PACKED_FAST_TRANSFER_UPLOAD_BUFFERS;
    let refused = |payloads: &[(&[Request], u32)], announced| accept(payloads, announced).unwrap_err();

    assert_eq!(
        refused(&[(&a, 7), (&a, 7)], only_transfers),
        PackingError::NotAnnounced(RopId::WRITE_STREAM_EXTENDED)
    );
    assert_eq!(
        refused(&[(&b, 7), (&b, 7)], only_streams),
        PackingError::NotAnnounced(RopId::FAST_TRANSFER_DESTINATION_PUT_BUFFER)
    );
    assert!(accept(&[(&a, 7), (&a, 7)], only_streams).is_ok());
    assert!(accept(&[(&b, 7), (&b, 7)], only_transfers).is_ok());

    let both = [write(vec![1]), write(vec![2])];
    assert_eq!(
        refused(&[(&a, 7), (&both, 7)], ALL),
        PackingError::Count { payload: 1, count: 2 }
    );
    assert_eq!(
        refused(&[(&a, 7), (&a, 7), (&[], 7)], ALL),
        PackingError::Count { payload: 2, count: 0 }
    );
    let other = PackingError::Other {
        payload: 1,
        rop_id: RopId::WRITE_STREAM_EXTENDED,
    };
    assert_eq!(refused(&[(&a, 7), (&b, 7)], ALL), other);
    assert_eq!(refused(&[(&a, 7), (&a, 8)], ALL), other);
    let logon = [Request::from(RopWriteStreamExtendedRequest {
        logon_id: 2,
        input_handle_index: 0,
        data: Bytes::new(),
    })];
    assert_eq!(refused(&[(&a, 7), (&logon, 7)], ALL), other);
    let transfer = [put_extended(vec![2])];
    assert!(matches!(
        refused(&[(&b, 7), (&transfer, 7)], ALL),
        PackingError::Other { payload: 1, .. }
    ));
    // The upload must be the last of the first payload.
    let early = [write(vec![1]), read(1, None)];
    assert_eq!(
        refused(&[(&early, 7), (&a, 7)], ALL),
        PackingError::NotPackable(Some(RopId::READ_STREAM))
    );
    assert_eq!(
        refused(&[(&[], 7), (&a, 7)], ALL),
        PackingError::NotPackable(None)
    );
    assert_eq!(
        refused(&[(&[], 7), (&a, 7)], ALL).error_code(),
        ErrorCode::RPC_FORMAT
    );
}

#[test]
fn refusal_comes_before_the_next_payload_is_looked_at() {
    let mut bytes = input(&[(&[write(vec![1])], 7), (&[write(vec![2])], 7)]).to_vec();
    let second = bytes.len() / 2;
    bytes[second] = 0xFF; // its Version
    let decode = |announced| PackedInput::decode(bytes.clone(), announced, &NoContext);
    assert_eq!(
        decode(NONE),
        Err(PackingError::NotAnnounced(RopId::WRITE_STREAM_EXTENDED))
    );
    assert_eq!(
        decode(ALL),
        Err(PackingError::Extended(ExtendedError::Version(0xFF)))
    );
}

#[test]
fn sizes_have_bounds_and_codes() {
    assert_eq!(check_input(8), Ok(()));
    assert_eq!(check_input(0x4_0000), Ok(()));
    assert_eq!(check_input(7), Err(LimitError::TooSmall { len: 7 }));
    let large = check_input(0x4_0001).unwrap_err();
    assert_eq!(
        large,
        LimitError::TooLarge {
            len: 0x4_0001,
            max: 0x4_0000
        }
    );
    assert_eq!(large.error_code(), ErrorCode::RPC_X_BAD_STUB_DATA);
    let small = check_output(0, NONE).unwrap_err();
    assert_eq!(small.error_code(), ErrorCode::RPC_FAILED);
    let ultra = ServerCapabilities::ULTRA_LARGE_PACKED_DOWNLOAD_BUFFERS;
    assert!(check_output(0x4_0000, NONE).is_ok());
    assert!(check_output(0x4_0001, NONE).is_err());
    assert!(check_output(0x10_0000, ultra).is_ok());
    assert!(check_output(0x10_0001, ultra).is_err());
    assert!(OutputOptions::new(CHAIN, 0x4_0001).check(NONE).is_err());
    assert!(check_auxiliary(0).is_ok());
    assert!(check_auxiliary(7).is_err());
    assert!(check_auxiliary(8).is_ok());
    assert!(check_auxiliary(0x1008).is_ok());
    assert!(check_auxiliary(0x1009).is_err());

    let decode = |len: usize| PackedInput::decode(vec![0; len], ALL, &NoContext);
    assert_eq!(
        decode(7),
        Err(PackingError::Limit(LimitError::TooSmall { len: 7 }))
    );
    assert!(matches!(
        decode(0x4_0001),
        Err(PackingError::Limit(LimitError::TooLarge { .. }))
    ));
}

#[test]
fn too_many_uploads_are_refused() {
    let one = [write(vec![1])];
    let many: Vec<(&[Request], u32)> = vec![(&one, 7); MAX_PAYLOADS];
    assert_eq!(accept(&many, ALL).unwrap().len(), MAX_PAYLOADS);
    let many: Vec<(&[Request], u32)> = vec![(&one, 7); MAX_PAYLOADS + 1];
    assert_eq!(
        accept(&many, ALL),
        Err(PackingError::Extended(ExtendedError::TooMany))
    );
}

#[test]
fn every_cut_of_an_input_is_an_error() {
    let whole = input(&[(&[read(1, None), write(vec![1])], 7), (&[write(vec![2, 3])], 7)]);
    for cut in 0..whole.len() {
        let cut = PackedInput::decode(whole.slice(..cut), ALL, &NoContext);
        assert!(
            matches!(
                cut,
                Err(PackingError::Limit(_) | PackingError::Extended(ExtendedError::Truncated(_)))
            ),
            "{cut:?}"
        );
    }
    let longer = [&whole[..], &[0]].concat();
    assert_eq!(
        PackedInput::decode(longer, ALL, &NoContext),
        Err(PackingError::Extended(ExtendedError::Trailing(1)))
    );
}

#[test]
fn every_cut_of_an_output_is_an_error() {
    let request = read(0xBABE, Some(30));
    let responses = [20, 10].map(|len| have_read(vec![1; len].into()));
    let [one, two] = responses.each_ref().map(|r| payload(std::slice::from_ref(r)));
    let options = OutputOptions::new(CHAIN, MAX_OUTPUT);
    let mut chain = ResponseChain::begin(options, one, Some((&request, &responses[0]))).unwrap();
    chain.push(two, &responses[1]).unwrap();
    let whole = chain.finish();
    assert_eq!(received(whole.clone(), &request).data().concat(), [1; 30]);
    for cut in 0..whole.len() {
        let cut = PackedOutput::decode(whole.slice(..cut), &mut ResponseContext::new());
        assert!(
            matches!(cut, Err(PackingError::Extended(ExtendedError::Truncated(_)))),
            "{cut:?}"
        );
    }
}

#[test]
fn an_upload_is_split_as_it_fits() {
    let first = RequestBuffer::new(vec![write(vec![0; 10])], vec![7]);
    let data = Bytes::from((0..300_000u32).map(|n| (n % 251) as u8).collect::<Vec<_>>());
    let packed = pack_upload(&first, data.clone(), ALL, ExtendedFlags::default()).unwrap();
    assert_eq!(packed.input.len(), MAX_INPUT);
    let read = PackedInput::decode(packed.input, ALL, &NoContext).unwrap();
    let taken: Vec<u8> = read.pieces().flatten().copied().skip(10).collect();
    assert_eq!([&taken[..], &packed.rest].concat(), data);
    // All but the last payload are full.
    let full = MAX_PAYLOAD - 7 - 4;
    let (last, others) = read.more.split_last().unwrap();
    assert!(others.iter().all(|piece| piece.len() == full));
    assert!(!last.is_empty());

    // Compressed, more fits; 96 payloads hold no more than themselves.
    let flags = ExtendedFlags::COMPRESSED.union(ExtendedFlags::XOR_MAGIC);
    let long = Bytes::from(vec![0; 97 * 0x8000]);
    let packed = pack_upload(&first, long.clone(), ALL, flags).unwrap();
    let read = PackedInput::decode(packed.input, ALL, &NoContext).unwrap();
    assert_eq!(read.more.len(), MAX_PAYLOADS - 1);
    assert_eq!(read.data_len() - 10 + packed.rest.len(), long.len());

    // Nothing to add: nothing need be allowed.
    let other = RequestBuffer::new(vec![read_one()], vec![7]);
    let alone = pack_upload(&other, Bytes::new(), NONE, LAST).unwrap();
    assert_eq!(
        alone.input,
        extended::encode(other.encode().unwrap(), LAST).unwrap()
    );
    assert_eq!(
        pack_upload(&other, Bytes::from_static(&[1]), ALL, LAST),
        Err(PackingError::NotPackable(Some(RopId::READ_STREAM)))
    );
    assert_eq!(
        pack_upload(&first, Bytes::from_static(&[1]), NONE, LAST),
        Err(PackingError::NotAnnounced(RopId::WRITE_STREAM_EXTENDED))
    );
}

pub(super) fn read_one() -> Request {
    read(1, None)
}
