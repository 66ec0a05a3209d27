//! What holds for every block and for any bytes.

use super::*;

/// Every version and type that is typed, and how many bytes its fields take.
const TYPED: [(u8, u8, usize); 41] = [
    (1, 0x01, 4),
    (1, 0x02, 28),
    (1, 0x03, 8),
    (1, 0x04, 20),
    (2, 0x04, 24),
    (1, 0x05, 12),
    (1, 0x06, 16),
    (1, 0x07, 16),
    (2, 0x07, 20),
    (1, 0x08, 20),
    (2, 0x08, 20),
    (1, 0x09, 24),
    (2, 0x09, 28),
    (1, 0x0A, 8),
    (1, 0x0B, 24),
    (2, 0x0B, 24),
    (1, 0x0C, 12),
    (1, 0x0D, 16),
    (1, 0x0E, 16),
    (2, 0x0E, 20),
    (1, 0x0F, 20),
    (2, 0x0F, 20),
    (1, 0x10, 24),
    (2, 0x10, 28),
    (1, 0x11, 12),
    (1, 0x12, 16),
    (1, 0x13, 16),
    (2, 0x13, 20),
    (1, 0x14, 20),
    (2, 0x14, 20),
    (1, 0x15, 24),
    (2, 0x15, 28),
    (1, 0x16, 156),
    (1, 0x17, 4),
    (1, 0x18, 20),
    (1, 0x46, 4),
    (1, 0x48, 4),
    (1, 0x4A, 28),
    (1, 0x4B, 2),
    (1, 0x4E, 10),
    (2, 0x99, usize::MAX),
];

#[test]
fn each_known_block_needs_its_fields() {
    for version in 0..=3 {
        for block_type in 0..=0xFF {
            let entry = TYPED.iter().find(|(v, t, _)| (*v, *t) == (version, block_type));
            let typed = |len: usize| {
                let block = read(version, block_type, &vec![0; len]);
                !matches!(block, AuxiliaryBlock::Other { .. })
            };
            match entry.map(|(_, _, len)| *len) {
                Some(len) if len < 0x100 => {
                    assert!(typed(len), "{version} {block_type:#x}");
                    for cut in 0..len {
                        assert!(!typed(cut), "{version} {block_type:#x} {cut}");
                        let block = read(version, block_type, &vec![0; cut]);
                        let error = block.interpreted().unwrap_err();
                        assert!(matches!(error.kind, DecodeErrorKind::Truncated { .. }));
                    }
                }
                _ => assert!(!typed(24), "{version} {block_type:#x}"),
            }
        }
    }
}

fn any_text() -> impl Strategy<Value = Option<WideString>> {
    proptest::option::of("[^\0]{0,12}".prop_map(|text| WideString::from(text.as_str())))
}
fn any_bytes() -> impl Strategy<Value = Bytes> {
    proptest::collection::vec(any::<u8>(), 0..12).prop_map(Bytes::from)
}

/// Every typed block: those of fields from bytes, those of texts from values.
fn any_block() -> impl Strategy<Value = AuxiliaryBlock> {
    let fields = (0..TYPED.len(), proptest::collection::vec(any::<u8>(), 156)).prop_filter_map(
        "a block of fields",
        |(which, bytes)| {
            let (version, block_type, len) = TYPED[which];
            let texts = [0x02, 0x03, 0x0B, 0x4A, 0x4B, 0x4E, 0x99];
            (!texts.contains(&block_type)).then(|| read(version, block_type, &bytes[..len]))
        },
    );
    let client = (
        any::<(u32, u16, u16, u16)>(),
        (any_text(), any_text(), any_text()),
        proptest::collection::vec(proptest::option::of(any_bytes()), 3),
        any_bytes(),
    )
        .prop_map(|(numbers, texts, addresses, padding)| {
            AuxiliaryBlock::PerfClientInfo(PerfClientInfo {
                adapter_speed: numbers.0,
                client_id: numbers.1,
                client_mode: numbers.2,
                reserved: numbers.3,
                machine_name: texts.0,
                user_name: texts.1,
                adapter_name: texts.2,
                client_ip: addresses[0].clone(),
                client_ip_mask: addresses[1].clone(),
                mac_address: addresses[2].clone(),
                padding,
            })
        });
    let server = (any::<(u16, u16)>(), any_text(), any_text(), any_bytes()).prop_map(
        |((server_id, server_type), server_dn, server_name, padding)| {
            AuxiliaryBlock::PerfServerInfo(PerfServerInfo {
                server_id,
                server_type,
                server_dn,
                server_name,
                padding,
            })
        },
    );
    let process = (any::<(bool, u16, u16, u16, [u8; 16])>(), any_text(), any_bytes()).prop_map(
        |((second, process_id, reserved1, reserved2, guid), process_name, padding)| {
            let info = PerfProcessInfo {
                process_id,
                reserved1,
                process_guid: Guid(guid),
                reserved2,
                process_name,
                padding,
            };
            if second {
                AuxiliaryBlock::PerfProcessInfoV2(info)
            } else {
                AuxiliaryBlock::PerfProcessInfo(info)
            }
        },
    );
    let connection = (any::<([u8; 16], u16, u32, u32)>(), any_text(), any_bytes()).prop_map(
        |((guid, reserved, connection_attempts, connection_flags), connection_context_info, padding)| {
            AuxiliaryBlock::ClientConnectionInfo(ClientConnectionInfo {
                connection_guid: Guid(guid),
                reserved,
                connection_attempts,
                connection_flags,
                connection_context_info,
                padding,
            })
        },
    );
    let session = (any_text(), any_bytes()).prop_map(|(server_session_context_info, padding)| {
        AuxiliaryBlock::ServerSessionInfo(ServerSessionInfo {
            server_session_context_info,
            padding,
        })
    });
    let device = (
        (any_text(), any_text(), any_text(), any_text(), any_text()),
        any_bytes(),
    )
        .prop_map(|(texts, padding)| {
            AuxiliaryBlock::ProtocolDeviceIdentification(ProtocolDeviceIdentification {
                device_manufacturer: texts.0,
                device_model: texts.1,
                device_serial_number: texts.2,
                device_version: texts.3,
                device_firmware_version: texts.4,
                padding,
            })
        });
    prop_oneof![6 => fields, 1 => client, 1 => server, 1 => process, 1 => connection, 1 => session, 1 => device]
}

/// Bytes with some likeness to blocks: sizes and offsets that often are true.
fn likely_payload() -> impl Strategy<Value = Vec<u8>> {
    let block = (
        0..TYPED.len(),
        proptest::collection::vec(prop_oneof![0..40u8, any::<u8>(), Just(0)], 0..64),
        prop_oneof![9 => Just(0i32), 1 => -8..8i32],
    )
        .prop_map(|(which, body, lie)| {
            let (version, block_type, _) = TYPED[which];
            let mut bytes = framed(version, block_type, &body);
            let size = i32::from(bytes[0]).saturating_add(lie).clamp(0, 255);
            bytes[0] = u8::try_from(size).unwrap();
            bytes
        });
    proptest::collection::vec(block, 0..6).prop_map(|blocks| blocks.concat())
}

fn stays(payload: &[u8]) {
    let buffer = AuxiliaryBuffer::decode_payload(payload.to_vec());
    assert_eq!(buffer.encode_payload().unwrap(), payload);
    for block in &buffer.blocks {
        // Whatever it says can be said again, and then is laid out as it is written here.
        if let Ok(said) = block.interpreted()
            && let Ok(bytes) = said.to_bytes()
        {
            assert_eq!(AuxiliaryBuffer::decode_payload(bytes).blocks, [said]);
        }
    }
}

proptest! {
    #[test]
    fn every_block_comes_back(blocks in proptest::collection::vec(any_block(), 0..5), flags in 0..4u16) {
        let bytes = encode(&blocks, ExtendedFlags(flags)).unwrap();
        let buffer = AuxiliaryBuffer::decode(bytes).unwrap();
        prop_assert_eq!(&buffer.blocks, &blocks);
        prop_assert_eq!(&buffer.ignored, &None);
    }

    #[test]
    fn every_cut_keeps_the_bytes(block in any_block(), keep in any::<proptest::sample::Index>()) {
        let bytes = block.to_bytes().unwrap();
        let cut = keep.index(bytes.len());
        let buffer = AuxiliaryBuffer::decode_payload(bytes.slice(..cut));
        prop_assert!(buffer.blocks.is_empty());
        prop_assert_eq!(buffer.ignored.is_some(), cut > 0);
        prop_assert_eq!(buffer.encode_payload().unwrap(), bytes.slice(..cut));
    }

    #[test]
    fn likely_bytes_stay(payload in likely_payload()) {
        stays(&payload);
    }

    #[test]
    fn any_bytes_stay(payload in proptest::collection::vec(any::<u8>(), 0..400)) {
        stays(&payload);
        let _ = AuxiliaryBuffer::decode(payload);
    }
}
