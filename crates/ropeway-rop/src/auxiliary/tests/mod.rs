#![expect(clippy::arithmetic_side_effects, reason = "numbers of the tests' own")]

mod properties;

use super::*;
use proptest::prelude::*;
use ropeway_types::wire::DecodeErrorKind;
use ropeway_types::{Guid, WideString};

const GUID: Guid = Guid(*b"0123456789abcdef");

fn text(text: &str) -> Option<WideString> {
    Some(text.into())
}

/// A body behind its header.
fn framed(version: u8, block_type: u8, body: &[u8]) -> Vec<u8> {
    let size = u16::try_from(body.len() + 4).unwrap();
    [&size.to_le_bytes(), &[version, block_type], body].concat()
}

/// One block, read.
fn read(version: u8, block_type: u8, body: &[u8]) -> AuxiliaryBlock {
    let buffer = AuxiliaryBuffer::decode_payload(framed(version, block_type, body));
    assert_eq!(buffer.ignored, None);
    assert_eq!(buffer.blocks.len(), 1);
    buffer.blocks[0].clone()
}

fn assert_both_ways(version: u8, block_type: u8, body: &[u8], block: &AuxiliaryBlock) {
    assert_eq!(read(version, block_type, body), *block);
    assert_eq!(block.to_bytes().unwrap(), framed(version, block_type, body));
    assert_eq!(block.version_and_type(), (version, block_type));
}

/// Bytes 1, 2, 3, ...: so that a field in the wrong place shows.
fn counted(len: u8) -> Vec<u8> {
    (1..=len).collect()
}

#[test]
fn what_a_server_sends_on_connect() {
    let blocks = [
        AuxiliaryBlock::ExOrgInfo(0),
        AuxiliaryBlock::ClientControl {
            enable_flags: client_control::ENABLE_COMPRESSION,
            expiry_time: 604_800_000,
        },
        AuxiliaryBlock::EndpointCapabilities(ENDPOINT_SINGLE),
    ];
    let bytes = encode(&blocks, ExtendedFlags::default()).unwrap();
    assert_eq!(
        bytes[..],
        [
            0, 0, 4, 0, 28, 0, 28, 0, // RPC_HEADER_EXT
            8, 0, 1, 0x17, 0, 0, 0, 0, //
            12, 0, 1, 0x0A, 4, 0, 0, 0, 0x00, 0x84, 0x0C, 0x24, //
            8, 0, 1, 0x48, 1, 0, 0, 0,
        ]
    );
    assert_eq!(decode(bytes).unwrap(), blocks);
}

#[test]
fn unknown_blocks_are_kept_and_a_false_size_ends_the_list() {
    let mut payload = vec![5, 0, 2, 0x99, 7];
    payload.extend([3, 0, 1, 1, 0, 0]);
    let buffer = extended::encode(payload.clone(), ExtendedFlags::LAST).unwrap();
    let other = AuxiliaryBlock::Other {
        version: 2,
        block_type: 0x99,
        body: Bytes::from_static(&[7]),
    };
    assert_eq!(decode(buffer.clone()).unwrap(), std::slice::from_ref(&other));
    assert_eq!(
        other.interpreted().unwrap_err().kind,
        DecodeErrorKind::Unknown(0x99)
    );
    let whole = AuxiliaryBuffer::decode(buffer.clone()).unwrap();
    let ignored = whole.ignored.clone().unwrap();
    assert_eq!(ignored.bytes, payload[5..]);
    assert_eq!(
        ignored.error.to_string(),
        "AuxHeader.Size at byte 5: declared size 3 does not fit its content of 4 bytes"
    );
    assert_eq!(whole.encode(ExtendedFlags::LAST).unwrap(), buffer);

    assert_eq!(decode(Bytes::new()).unwrap(), []);
    assert_eq!(encode(&[], ExtendedFlags::LAST).unwrap(), Bytes::new());
}

#[test]
fn a_block_that_ends_too_early_is_ignored_from_its_start() {
    let payload = [framed(1, 0x17, &[3, 0, 0, 0]), vec![9, 0, 1, 0x48, 1, 0, 0, 0]].concat();
    let buffer = AuxiliaryBuffer::decode_payload(payload.clone());
    assert_eq!(buffer.blocks, [AuxiliaryBlock::ExOrgInfo(3)]);
    let ignored = buffer.ignored.clone().unwrap();
    assert_eq!(ignored.bytes, payload[8..]);
    assert_eq!((ignored.error.field, ignored.error.offset), ("size", 12));
    assert_eq!(
        ignored.error.kind,
        DecodeErrorKind::Truncated { needed: 5, left: 4 }
    );
    assert_eq!(buffer.encode_payload().unwrap(), payload);

    // Inside AUX_HEADER.
    let buffer = AuxiliaryBuffer::decode_payload(payload[..11].to_vec());
    assert_eq!(buffer.blocks.len(), 1);
    let error = buffer.ignored.unwrap().error;
    assert_eq!((error.field, error.offset), ("block_type", 11));
}

#[test]
fn buffers_that_are_no_single_payload_are_refused() {
    let one = encode(&[AuxiliaryBlock::ExOrgInfo(0)], ExtendedFlags::LAST).unwrap();
    let two = [one.clone(), one.clone()].concat();
    assert_eq!(decode(two), Err(ExtendedError::Trailing(16)));
    for cut in 1..one.len() {
        let cut = AuxiliaryBuffer::decode(one.slice(..cut));
        assert!(matches!(cut, Err(ExtendedError::Truncated(_))));
    }
}

#[test]
fn blocks_of_fields_in_a_row() {
    assert_both_ways(
        1,
        0x01,
        &counted(4),
        &AuxiliaryBlock::PerfRequestId(PerfRequestId {
            session_id: 0x0201,
            request_id: 0x0403,
        }),
    );
    let session = [&[1, 0, 2, 0], GUID.0.as_slice()].concat();
    assert_both_ways(
        1,
        0x04,
        &session,
        &AuxiliaryBlock::PerfSessionInfo(PerfSessionInfo {
            session_id: 1,
            reserved: 2,
            session_guid: GUID,
        }),
    );
    assert_both_ways(
        2,
        0x04,
        &[session.as_slice(), &[0x1B, 0, 0, 0]].concat(),
        &AuxiliaryBlock::PerfSessionInfoV2(PerfSessionInfoV2 {
            session_id: 1,
            reserved: 2,
            session_guid: GUID,
            connection_id: 0x1B,
        }),
    );
    assert_both_ways(
        1,
        0x18,
        &session,
        &AuxiliaryBlock::PerfAccountInfo(PerfAccountInfo {
            client_id: 1,
            reserved: 2,
            account: GUID,
        }),
    );
    let mut os = vec![0x9C, 0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 0x39, 0x38, 0, 0];
    os.extend([0xEE; 132]);
    os.extend([3, 0, 4, 0, 5, 0, 0, 0]);
    assert_both_ways(
        1,
        0x16,
        &os,
        &AuxiliaryBlock::OsVersionInfo(OsVersionInfo {
            os_version_info_size: 156,
            major_version: 10,
            minor_version: 1,
            build_number: 0x3839,
            reserved1: [0xEE; 132],
            service_pack_major: 3,
            service_pack_minor: 4,
            reserved2: 5,
        }),
    );
    assert_both_ways(
        1,
        0x46,
        &[0x0B, 0, 0, 0x80],
        &AuxiliaryBlock::ServerCapabilities(
            ServerCapabilities::PACKED_FAST_TRANSFER_UPLOAD_BUFFERS
                .union(ServerCapabilities::PACKED_WRITE_STREAM_UPLOAD_BUFFERS)
                .union(ServerCapabilities::ULTRA_LARGE_PACKED_DOWNLOAD_BUFFERS)
                .union(ServerCapabilities(0x8000_0000)),
        ),
    );
}

#[test]
fn performance_blocks_by_kind_of_request() {
    let kinds = [
        RequestKind::Unspecified,
        RequestKind::Background,
        RequestKind::Foreground,
    ];
    for (kind, offset) in kinds.into_iter().zip([0x00, 0x07, 0x0C]) {
        assert_both_ways(
            1,
            0x05 + offset,
            &counted(12),
            &AuxiliaryBlock::PerfDefMdbSuccess(
                kind,
                PerfDefMdbSuccess {
                    time_since_request: 0x0403_0201,
                    time_to_complete_request: 0x0807_0605,
                    request_id: 0x0A09,
                    reserved: 0x0C0B,
                },
            ),
        );
        assert_both_ways(
            1,
            0x06 + offset,
            &counted(16),
            &AuxiliaryBlock::PerfDefGcSuccess(
                kind,
                PerfDefGcSuccess {
                    server_id: 0x0201,
                    session_id: 0x0403,
                    time_since_request: 0x0807_0605,
                    time_to_complete_request: 0x0C0B_0A09,
                    request_operation: 0x0D,
                    reserved: [0x0E, 0x0F, 0x10],
                },
            ),
        );
        assert_both_ways(
            1,
            0x07 + offset,
            &counted(16),
            &AuxiliaryBlock::PerfMdbSuccess(
                kind,
                PerfMdbSuccess {
                    client_id: 0x0201,
                    server_id: 0x0403,
                    session_id: 0x0605,
                    request_id: 0x0807,
                    time_since_request: 0x0C0B_0A09,
                    time_to_complete_request: 0x100F_0E0D,
                },
            ),
        );
        assert_both_ways(
            2,
            0x07 + offset,
            &counted(20),
            &AuxiliaryBlock::PerfMdbSuccessV2(
                kind,
                PerfMdbSuccessV2 {
                    process_id: 0x0201,
                    client_id: 0x0403,
                    server_id: 0x0605,
                    session_id: 0x0807,
                    request_id: 0x0A09,
                    reserved: 0x0C0B,
                    time_since_request: 0x100F_0E0D,
                    time_to_complete_request: 0x1413_1211,
                },
            ),
        );
        assert_both_ways(
            1,
            0x08 + offset,
            &counted(20),
            &AuxiliaryBlock::PerfGcSuccess(
                kind,
                PerfGcSuccess {
                    client_id: 0x0201,
                    server_id: 0x0403,
                    session_id: 0x0605,
                    reserved1: 0x0807,
                    time_since_request: 0x0C0B_0A09,
                    time_to_complete_request: 0x100F_0E0D,
                    request_operation: 0x11,
                    reserved2: [0x12, 0x13, 0x14],
                },
            ),
        );
        assert_both_ways(
            2,
            0x08 + offset,
            &counted(20),
            &AuxiliaryBlock::PerfGcSuccessV2(
                kind,
                PerfGcSuccessV2 {
                    process_id: 0x0201,
                    client_id: 0x0403,
                    server_id: 0x0605,
                    session_id: 0x0807,
                    time_since_request: 0x0C0B_0A09,
                    time_to_complete_request: 0x100F_0E0D,
                    request_operation: 0x11,
                    reserved: [0x12, 0x13, 0x14],
                },
            ),
        );
        assert_both_ways(
            1,
            0x09 + offset,
            &counted(24),
            &AuxiliaryBlock::PerfFailure(
                kind,
                PerfFailure {
                    client_id: 0x0201,
                    server_id: 0x0403,
                    session_id: 0x0605,
                    request_id: 0x0807,
                    time_since_request: 0x0C0B_0A09,
                    time_to_fail_request: 0x100F_0E0D,
                    result_code: 0x1413_1211,
                    request_operation: 0x15,
                    reserved: [0x16, 0x17, 0x18],
                },
            ),
        );
        assert_both_ways(
            2,
            0x09 + offset,
            &counted(28),
            &AuxiliaryBlock::PerfFailureV2(
                kind,
                PerfFailureV2 {
                    process_id: 0x0201,
                    client_id: 0x0403,
                    server_id: 0x0605,
                    session_id: 0x0807,
                    request_id: 0x0A09,
                    reserved1: 0x0C0B,
                    time_since_request: 0x100F_0E0D,
                    time_to_fail_request: 0x1413_1211,
                    result_code: 0x1817_1615,
                    request_operation: 0x19,
                    reserved2: [0x1A, 0x1B, 0x1C],
                },
            ),
        );
    }
}

#[test]
fn blocks_of_texts() {
    let client = [
        &[0xA0, 0x86, 0x01, 0][..], // 100,000 kbit/s
        &[7, 0, 32, 0, 36, 0],      // ClientID, MachineName, UserName
        &[4, 0, 38, 0, 0, 0, 0, 0], // ClientIP, no ClientIPMask
        &[42, 0, 6, 0, 46, 0],      // AdapterName, MacAddress
        &[2, 0, 9, 0],
        b"M\0\0\0",
        b"\0\0",
        &[10, 0, 0, 1],
        b"A\0\0\0",
        &[1, 2, 3, 4, 5, 6],
    ]
    .concat();
    assert_both_ways(
        1,
        0x02,
        &client,
        &AuxiliaryBlock::PerfClientInfo(PerfClientInfo {
            adapter_speed: 100_000,
            client_id: 7,
            client_mode: client_mode::CACHED,
            reserved: 9,
            machine_name: text("M"),
            user_name: text(""),
            client_ip: Some(Bytes::from_static(&[10, 0, 0, 1])),
            client_ip_mask: None,
            adapter_name: text("A"),
            mac_address: Some(Bytes::from_static(&[1, 2, 3, 4, 5, 6])),
            padding: Bytes::new(),
        }),
    );
    let server = [&[1, 0, 4, 0, 12, 0, 18, 0][..], b"D\0N\0\0\0", b"S\0\0\0"].concat();
    assert_both_ways(
        1,
        0x03,
        &server,
        &AuxiliaryBlock::PerfServerInfo(PerfServerInfo {
            server_id: 1,
            server_type: server_type::REFERRAL,
            server_dn: text("DN"),
            server_name: text("S"),
            padding: Bytes::new(),
        }),
    );
    let process = [&[1, 0, 2, 0][..], &GUID.0, &[28, 0, 3, 0], b"P\0\0\0"].concat();
    let info = PerfProcessInfo {
        process_id: 1,
        reserved1: 2,
        process_guid: GUID,
        reserved2: 3,
        process_name: text("P"),
        padding: Bytes::new(),
    };
    assert_both_ways(1, 0x0B, &process, &AuxiliaryBlock::PerfProcessInfo(info.clone()));
    assert_both_ways(2, 0x0B, &process, &AuxiliaryBlock::PerfProcessInfoV2(info));
    let connection = [&GUID.0[..], &[32, 0, 1, 0, 2, 0, 0, 0, 1, 0, 0, 0], b"\0\0"].concat();
    assert_both_ways(
        1,
        0x4A,
        &connection,
        &AuxiliaryBlock::ClientConnectionInfo(ClientConnectionInfo {
            connection_guid: GUID,
            reserved: 1,
            connection_attempts: 2,
            connection_flags: connection_flags::CACHED_MODE,
            connection_context_info: text(""),
            padding: Bytes::new(),
        }),
    );
    assert_both_ways(
        1,
        0x4B,
        b"\x06\0I\0\0\0",
        &AuxiliaryBlock::ServerSessionInfo(ServerSessionInfo {
            server_session_context_info: text("I"),
            padding: Bytes::new(),
        }),
    );
    assert_both_ways(
        1,
        0x4E,
        b"\x0E\0\0\0\x12\0\0\0\x14\0M\0\0\0\0\0F\0\0\0",
        &AuxiliaryBlock::ProtocolDeviceIdentification(ProtocolDeviceIdentification {
            device_manufacturer: text("M"),
            device_model: None,
            device_serial_number: text(""),
            device_version: None,
            device_firmware_version: text("F"),
            padding: Bytes::new(),
        }),
    );
}

#[test]
fn padding_to_four_bytes_is_kept_in_the_typed_block() {
    assert_both_ways(
        1,
        0x4B,
        b"\x06\0I\0I\0\0\0\0\0",
        &AuxiliaryBlock::ServerSessionInfo(ServerSessionInfo {
            server_session_context_info: text("II"),
            padding: Bytes::from_static(&[0, 0]),
        }),
    );
    // No text at all, and bytes that nothing points to.
    assert_both_ways(
        1,
        0x4B,
        b"\0\0ab",
        &AuxiliaryBlock::ServerSessionInfo(ServerSessionInfo {
            server_session_context_info: None,
            padding: Bytes::from_static(b"ab"),
        }),
    );
}

/// What cannot be written back the same is kept raw, and can still be read.
#[test]
fn other_layouts_are_kept_and_interpreted() {
    let server = |body: &[u8], dn: &str, name: &str| {
        let block = read(1, 0x03, body);
        assert!(matches!(block, AuxiliaryBlock::Other { .. }), "{block:?}");
        assert_eq!(block.to_bytes().unwrap(), framed(1, 0x03, body));
        let AuxiliaryBlock::PerfServerInfo(info) = block.interpreted().unwrap() else {
            panic!("not a server");
        };
        assert_eq!((info.server_dn, info.server_name), (text(dn), text(name)));
    };
    server(b"\0\0\0\0\x10\0\x0C\0N\0\0\0D\0\0\0", "D", "N"); // the other way round
    server(b"\0\0\0\0\x0D\0\x11\0\xFFD\0\0\0N\0\0\0", "D", "N"); // a gap, odd offsets
    server(b"\0\0\0\0\x0C\0\x0E\0D\0N\0\0\0", "DN", "N"); // one inside the other
    server(b"\0\0\0\0\x0C\0\x0C\0\0\0", "", ""); // both at the same place

    // A size without a place.
    let mut client = [0; 28];
    client[10] = 4;
    let block = read(1, 0x02, &client);
    assert!(matches!(block, AuxiliaryBlock::Other { .. }));
    assert_eq!(
        block.interpreted().unwrap(),
        AuxiliaryBlock::PerfClientInfo(PerfClientInfo::default())
    );

    // Longer than the fields.
    let block = read(1, 0x17, &[1, 0, 0, 0, 9]);
    assert!(matches!(block, AuxiliaryBlock::Other { .. }));
    assert_eq!(block.interpreted().unwrap(), AuxiliaryBlock::ExOrgInfo(1));
    // ConnectionAttempts of two bytes, as the test suite writes it: too short.
    let short = [&GUID.0[..], &[0, 0, 0, 0, 2, 0, 1, 0, 0, 0]].concat();
    let block = read(1, 0x4A, &short);
    let error = block.interpreted().unwrap_err();
    assert_eq!(
        (error.structure, error.field, error.offset),
        ("ConnectionInfoFields", "connection_flags", 24)
    );
    // Known types in a version that they do not have.
    for (version, block_type) in [(2, 0x01), (2, 0x05), (2, 0x0A), (2, 0x17), (0, 0x01), (3, 0x04)] {
        let block = read(version, block_type, &counted(32));
        assert!(matches!(block, AuxiliaryBlock::Other { .. }));
        let error = block.interpreted().unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::Unknown(block_type.into()));
    }
}

/// The layouts of the client ruler, with its false ProcessNameOffset and a text that it does not point to.
#[test]
fn what_a_client_in_use_sends() {
    let adapter = WideString::from("Ethernet 2");
    let client = [
        &[0xA0, 0x86, 0x01, 0, 1, 0][..],
        &[0; 12],
        &[0x20, 0, 0, 0, 0, 0, 2, 0, 0, 0],
        adapter.as_bytes(),
        &[0, 0],
    ]
    .concat();
    let AuxiliaryBlock::PerfClientInfo(info) = read(1, 0x02, &client) else {
        panic!("not typed");
    };
    assert_eq!(info.adapter_name, Some(adapter));
    assert_eq!((info.machine_name, info.padding.len()), (None, 0));

    let name = WideString::from("OUTLOOK.EXE");
    let process = [
        &[1, 0, 0, 0][..],
        &GUID.0,
        &[0x4F, 0, 0, 0],
        name.as_bytes(),
        &[0, 0],
    ]
    .concat();
    let block = read(2, 0x0B, &process);
    assert!(matches!(block, AuxiliaryBlock::Other { .. }));
    let error = block.interpreted().unwrap_err();
    assert_eq!(error.field, "process_name");
    assert_eq!(error.kind, DecodeErrorKind::Value { value: 0x4F });

    let connection = [&GUID.0[..], &[0, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0], &[0, 0]].concat();
    let AuxiliaryBlock::ClientConnectionInfo(info) = read(1, 0x4A, &connection) else {
        panic!("not typed");
    };
    assert_eq!((info.connection_attempts, info.connection_flags), (5, 1));
    assert_eq!(info.connection_context_info, None);
    assert_eq!(info.padding, [0, 0][..]);
}

#[test]
fn false_offsets_say_where() {
    let error = |body: &[u8]| read(1, 0x03, body).interpreted().unwrap_err();
    // Into the header, into the fields, behind the end.
    for offset in [1, 11, 17] {
        let mut body = *b"\0\0\0\0\x0C\0\0\0D\0\0\0";
        body[6] = offset;
        let error = error(&body);
        assert_eq!((error.structure, error.field), ("PerfServerInfo", "server_name"));
        assert_eq!(error.kind, DecodeErrorKind::Value { value: offset.into() });
    }
    let unterminated = error(b"\0\0\0\0\x0C\0\x10\0D\0\0\0N\0");
    assert_eq!((unterminated.field, unterminated.offset), ("server_name", 12));
    assert_eq!(unterminated.kind, DecodeErrorKind::Unterminated);
}

#[test]
fn text_that_cannot_be_written_is_an_error() {
    let nul = AuxiliaryBlock::ServerSessionInfo(ServerSessionInfo {
        server_session_context_info: text("a\0b"),
        padding: Bytes::new(),
    });
    assert_eq!(
        encode(&[nul], ExtendedFlags::LAST),
        Err(AuxiliaryError::Encode(EncodeError::EmbeddedNul))
    );
    let long = AuxiliaryBlock::Other {
        version: 1,
        block_type: 0x99,
        body: vec![0; 0xFFFC].into(),
    };
    assert!(matches!(
        encode(&[long], ExtendedFlags::LAST),
        Err(AuxiliaryError::Encode(EncodeError::TooLong { len: 0x1_0000, .. }))
    ));
    let large = AuxiliaryBlock::Other {
        version: 1,
        block_type: 0x99,
        body: vec![0; 0x8000].into(),
    };
    assert_eq!(
        encode(&[large], ExtendedFlags::LAST),
        Err(AuxiliaryError::Extended(ExtendedError::TooLarge(0x8004)))
    );
}

#[test]
fn capabilities_are_found_among_the_blocks() {
    let mut buffer = AuxiliaryBuffer::default();
    assert_eq!(buffer.server_capabilities(), ServerCapabilities::default());
    buffer.blocks = vec![
        AuxiliaryBlock::ExOrgInfo(3),
        AuxiliaryBlock::ServerCapabilities(ServerCapabilities::PACKED_WRITE_STREAM_UPLOAD_BUFFERS),
    ];
    let found = buffer.server_capabilities();
    assert!(found.contains(ServerCapabilities::PACKED_WRITE_STREAM_UPLOAD_BUFFERS));
    assert!(!found.contains(ServerCapabilities::PACKED_FAST_TRANSFER_UPLOAD_BUFFERS));
}

#[test]
fn a_buffer_is_one_payload_that_is_the_last_and_not_empty() {
    let block = [8, 0, 1, 0x46, 2, 0, 0, 0];
    let of = |flags: u8, payload: &[u8]| {
        let size = u8::try_from(payload.len()).unwrap();
        [&[0, 0, flags, 0, size, 0, size, 0], payload].concat()
    };
    assert_eq!(decode(of(4, &block)).unwrap().len(), 1);
    assert_eq!(decode(of(0, &block)), Err(ExtendedError::NotLast));
    assert_eq!(decode(of(4, &[])), Err(ExtendedError::Empty));
    assert_eq!(decode(of(4, &block).repeat(2)), Err(ExtendedError::Trailing(16)));
}
