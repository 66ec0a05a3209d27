//! Mutated batches: the oracle's assertions hold whatever the bytes are.

use crate::support::*;
use bytes::Bytes;
use proptest::prelude::*;
use ropeway_rop::*;
use ropeway_session::oracle;
use ropeway_types::*;

/// A batch in the oracle's framing.
fn framed(requests: Vec<Request>, handles: &[u32], output: u8) -> Vec<u8> {
    let buffer = RequestBuffer::new(requests, handles.to_vec()).encode().unwrap();
    let mut bytes = u16::try_from(buffer.len()).unwrap().to_le_bytes().to_vec();
    bytes.push(output);
    bytes.extend_from_slice(&buffer);
    bytes
}

fn slots(kind: u8, a: u8) -> (u8, u8) {
    let message = 1 + a % 2;
    match kind {
        0 => (0, 0),
        1..=3 => (0, message),
        4..=6 | 17 | 31 => (1 + a % 3, a),
        18 | 20 => (message, 3),
        19 => (3, 3),
        21 => (3, 2),
        22 => (1 + a % 3, 4),
        23..=27 => (4, 4),
        15 | 28 | 29 => (0, 0),
        _ => (message, a),
    }
}

/// What the batches start from: two messages that can be submitted, an attachment and its stream.
fn opening() -> Vec<u8> {
    let attachment = RopCreateAttachmentRequest {
        logon_id: 0,
        input_handle_index: 1,
        output_handle_index: 3,
    };
    let stream = RopOpenStreamRequest {
        logon_id: 0,
        input_handle_index: 3,
        output_handle_index: 4,
        property_tag: tags::ATTACH_DATA_BINARY,
        open_mode_flags: 2,
    };
    framed(
        vec![
            create(0, 1),
            to(1, &["a@x.test"]),
            create(0, 2),
            to(2, &["b@x.test"]),
            save(2),
            attachment.into(),
            stream.into(),
        ],
        &[0, NONE, NONE, NONE, NONE],
        0x80,
    )
}

/// One request of each kind that does something, over few handles, so that they meet.
fn request() -> impl Strategy<Value = Request> {
    let index = 0u8..5;
    let tag = prop::sample::select(vec![
        tags::SUBJECT,
        tags::BODY,
        tags::HTML,
        tags::MESSAGE_FLAGS,
        tags::ATTACH_DATA_BINARY,
        tags::SENT_REPRESENTING_EMAIL_ADDRESS,
        tags::DELETE_AFTER_SUBMIT,
        tags::DEFERRED_SEND_TIME,
        PropertyTag(0x8001_001F),
    ]);
    let counter = prop_oneof![Just(0x15u64), 1_700_000_000_000u64..1_700_000_000_006];
    (
        0u8..34,
        index.clone(),
        index,
        tag,
        counter,
        any::<u8>(),
        0usize..3000,
    )
        .prop_map(|(kind, a, b, tag, counter, byte, size)| {
            // Mostly the slot that holds what the ROP is for: logon, two messages, attachment, stream.
            let (a, b) = if byte % 8 == 0 { (a, b) } else { slots(kind, a) };
            let data = Bytes::from(vec![b'x'; size]);
            let value: PropertyValue = match tag.property_type() {
                PropertyType::STRING => "x".repeat(size).as_str().into(),
                PropertyType::BINARY => data.clone().into(),
                PropertyType::BOOLEAN => (byte & 1 == 1).into(),
                PropertyType::TIME => {
                    FileTime::from_unix_seconds(1_700_000_000 + i64::from(byte) * 60).into()
                }
                _ => i32::from(byte).into(),
            };
            let id = MessageId::new(1, counter);
            let (logon_id, input_handle_index, output_handle_index) = (0, a, b);
            match kind {
                0 if byte > 200 => logon(a),
                0..=2 => create(a, b),
                3 => open(b, id),
                4..=6 => set(a, &[(tag, value)]),
                7..=9 => to(a, &["a@x.test", "b@x.test", "c@x.test"][..usize::from(byte % 4)]),
                10 | 11 => save(a),
                12..=14 => submit_with(a, byte & 3),
                15 => abort(FolderId::new(1, 0x15 + u64::from(byte & 1)), id),
                16 => release(a),
                17 => get(a, &[tag, tags::MESSAGE_FLAGS, tags::SUBJECT, tags::BODY]),
                18 => RopCreateAttachmentRequest {
                    logon_id,
                    input_handle_index,
                    output_handle_index,
                }
                .into(),
                19 => RopSaveChangesAttachmentRequest {
                    logon_id,
                    response_handle_index: b,
                    input_handle_index,
                    save_flags: byte & 7,
                }
                .into(),
                20 => RopOpenAttachmentRequest {
                    logon_id,
                    input_handle_index,
                    output_handle_index,
                    open_attachment_flags: byte & 3,
                    attachment_id: u32::from(byte >> 6),
                }
                .into(),
                21 => RopOpenEmbeddedMessageRequest {
                    logon_id,
                    input_handle_index,
                    output_handle_index,
                    code_page_id: 0x0FFF,
                    open_mode_flags: byte & 3,
                }
                .into(),
                22 => RopOpenStreamRequest {
                    logon_id,
                    input_handle_index,
                    output_handle_index,
                    property_tag: tag,
                    open_mode_flags: byte & 3,
                }
                .into(),
                23 | 24 => RopWriteStreamRequest {
                    logon_id,
                    input_handle_index,
                    data,
                }
                .into(),
                25 => RopCommitStreamRequest {
                    logon_id,
                    input_handle_index,
                }
                .into(),
                26 => RopReadStreamRequest {
                    logon_id,
                    input_handle_index,
                    byte_count: u16::from(byte) * 200,
                    maximum_byte_count: None,
                }
                .into(),
                27 => RopSetStreamSizeRequest {
                    logon_id,
                    input_handle_index,
                    stream_size: u64::from(byte) * 1000,
                }
                .into(),
                28 => RopSetSpoolerRequest {
                    logon_id,
                    input_handle_index,
                }
                .into(),
                29 => RopSpoolerLockMessageRequest {
                    logon_id,
                    input_handle_index,
                    message_id: id,
                    lock_state: byte % 4,
                }
                .into(),
                30 => RopTransportSendRequest {
                    logon_id,
                    input_handle_index,
                }
                .into(),
                31 => RopGetPropertiesAllRequest {
                    logon_id,
                    input_handle_index,
                    property_size_limit: 0,
                    want_unicode: u16::from(byte & 1),
                }
                .into(),
                32 => RopDeleteAttachmentRequest {
                    logon_id,
                    input_handle_index,
                    attachment_id: u32::from(byte >> 6),
                }
                .into(),
                _ => RopReloadCachedInformationRequest {
                    logon_id,
                    input_handle_index,
                    reserved: 0,
                }
                .into(),
            }
        })
}

fn batches() -> impl Strategy<Value = Vec<u8>> {
    let handles = prop_oneof![
        4 => Just(vec![0u32, 1, 2, 3, 4]),
        1 => prop::collection::vec(prop_oneof![0u32..16, Just(NONE)], 5)
    ];
    let output = prop_oneof![Just(0x80u8), any::<u8>()];
    let batch = (prop::collection::vec(request(), 1..12), handles, output);
    prop::collection::vec(batch, 1..8).prop_map(|batches| {
        let batches = batches.into_iter().flat_map(|(requests, mut handles, output)| {
            // The logon, as often as not.
            handles[0] = 0;
            framed(requests, &handles, output)
        });
        opening().into_iter().chain(batches).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn well_formed_batches_in_any_order(bytes in batches()) {
        oracle::execute(&bytes);
    }

    #[test]
    fn damaged_batches(mut bytes in batches(), damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8)) {
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        oracle::execute(&bytes);
    }

    #[test]
    fn noise(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        oracle::execute(&bytes);
    }
}
