//! Streams as servers write them, and this crate does not.

use super::*;
use crate::{Message, Place, ReadOptions, RecipientType, Step, strategy};
use bytes::Bytes;
use proptest::prelude::*;
use ropeway_types::wire::DecodeErrorKind;
use ropeway_types::{CodePage, PropertyName, PropertyValue, tags};

fn reading(parts: &[&[u8]]) -> Reading {
    read_with_report(&parts.concat().into(), &ReadOptions::default()).unwrap()
}

fn refused(bytes: Bytes, options: &ReadOptions) -> DecodeError {
    match read_with_report(&bytes, options) {
        Err(StoredError::Malformed(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn kinds(report: &Report) -> Vec<DeviationKind> {
    report.deviations.iter().map(|d| d.kind).collect()
}

const START: &[u8] = b"\x03\0\x0c\x40";
const END: &[u8] = b"\x03\0\x0d\x40";
const RECIP: &[u8] = b"\x03\0\x03\x40";
const END_RECIP: &[u8] = b"\x03\0\x04\x40";
const ATTACH: &[u8] = b"\x03\0\0\x40";
const END_ATTACH: &[u8] = b"\x03\0\x0e\x40";
const EMBED: &[u8] = b"\x03\0\x01\x40";
const END_EMBED: &[u8] = b"\x03\0\x02\x40";
const TYPE_CC: &[u8] = b"\x03\0\x15\x0c\x02\0\0\0";
const WARNING: &[u8] = b"\x03\0\x0f\x40\x0f\x01\x04\x80";
const DN_PREFIX: &[u8] = b"\x1e\0\x08\x40\x02\0\0\0/\0";
const IMPORTANCE: &[u8] = b"\x03\0\x17\0\x02\0\0\0";
const SIZE: &[u8] = b"\x03\0\x08\x0e\x39\x30\0\0";

/// PidTagMessageSize and what a server puts around it.
#[test]
fn a_message_with_what_servers_add_is_read() {
    let bytes = [
        START, DN_PREFIX, SIZE, WARNING, RECIP, END_RECIP, RECIP, TYPE_CC, END_RECIP, END,
    ];
    assert!(read(&bytes.concat().into()).is_err());
    let out = reading(&bytes);
    assert_eq!(out.message.properties.int(tags::MESSAGE_SIZE), Some(12345));
    assert_eq!(out.message.properties.len(), 1);
    let types: Vec<_> = out.message.recipients.iter().map(|r| r.recipient_type).collect();
    assert_eq!(types, [RecipientType::TO, RecipientType::CC]);
    assert_eq!(out.message.recipients[1].row_id, 1);
    assert_eq!(
        kinds(&out.report),
        [
            DeviationKind::MetaProperty(ropeway_types::fast_transfer::meta::DN_PREFIX),
            DeviationKind::Warning(0x8004_010F),
            DeviationKind::RecipientType,
        ]
    );
    assert!(out.report.lost_something());
    let last = &out.report.deviations[2];
    assert_eq!(last.place, Place::message().below(Step::Recipient(0)));
    assert_eq!(
        last.to_string(),
        "recipient 0 (message 0, byte 38): a recipient without PidTagRecipientType"
    );
}

#[test]
fn bare_content_is_read_to_the_end_of_the_stream() {
    let out = reading(&[
        WARNING, IMPORTANCE, RECIP, TYPE_CC, END_RECIP, ATTACH, EMBED, IMPORTANCE, END_EMBED, END_ATTACH,
    ]);
    assert_eq!(out.message.properties.int(tags::IMPORTANCE), Some(2));
    assert_eq!(out.message.recipients.len(), 1);
    let embedded = out.message.attachments[0].embedded.as_ref().unwrap();
    assert_eq!(embedded.properties.int(tags::IMPORTANCE), Some(2));
    assert_eq!(
        kinds(&out.report),
        [DeviationKind::Warning(0x8004_010F), DeviationKind::Bare]
    );
    // Recipients alone: what RopFastTransferSourceCopyProperties gives for PidTagMessageRecipients.
    let out = reading(&[RECIP, TYPE_CC, END_RECIP]);
    assert_eq!(out.message.recipients.len(), 1);
}

#[test]
fn strings_in_code_pages_become_unicode() {
    let out = reading(&[
        START,
        b"\xb0\x84\x37\0\x04\0\0\0\xe4\0\0\0",
        b"\xe3\x84\0\x10\x02\0\0\0\xd4\0",
        b"\x34\xa0\x70\0\x02\0\0\0x\0",
        END,
    ]);
    assert_eq!(out.message.properties.get(tags::SUBJECT), Some(&"ä".into()));
    // 0xD4 in windows-1251.
    assert_eq!(out.message.properties.get(tags::BODY), Some(&"Ф".into()));
    // An unknown code page, 0x2034.
    let topic = tags::CONVERSATION_TOPIC.with_type(ropeway_types::PropertyType::STRING8);
    let value = PropertyValue::String8(Bytes::from_static(b"x"));
    assert_eq!(out.message.properties.get(topic), Some(&value));
    let code_page = CodePage(0x2034);
    let [deviation] = kinds(&out.report)[..] else {
        panic!("{:?}", out.report);
    };
    assert!(matches!(deviation, DeviationKind::CodePage { code_page: c, .. } if c == code_page));
}

#[test]
fn a_list_of_messages_is_read() {
    let error_info = b"\x03\0\x18\x40\x02\x01\x34\x12\x01\0\0\0x";
    let bytes = [
        WARNING, START, IMPORTANCE, END, error_info, START, RECIP, END_RECIP, END, WARNING,
    ]
    .concat();
    let list = read_list(&bytes.clone().into(), &ReadOptions::default()).unwrap();
    assert_eq!(list.messages.len(), 2);
    assert_eq!(list.messages[0].properties.len(), 1);
    let notes: Vec<_> = list
        .report
        .deviations
        .iter()
        .map(|d| (d.message, d.kind))
        .collect();
    assert_eq!(
        notes,
        [
            (0, DeviationKind::Warning(0x8004_010F)),
            (1, DeviationKind::ErrorInfo),
            (1, DeviationKind::RecipientType),
            (2, DeviationKind::Warning(0x8004_010F)),
        ]
    );
    let second = refused(bytes.into(), &ReadOptions::default());
    assert!(matches!(second.kind, DecodeErrorKind::Trailing(_)));
    let none = read_list(&Bytes::new(), &ReadOptions::default()).unwrap();
    assert_eq!(none.messages, []);
    assert!(read_list(&Bytes::from_static(IMPORTANCE), &ReadOptions::default()).is_err());
}

#[test]
fn what_contradicts_itself_is_kept_as_far_as_it_can_be() {
    let named = |id: u8, lid: u8, value: u8| -> Vec<u8> {
        [&[2, 0, id, 0x80][..], &[9; 16], &[0, lid, 0, 0, 0], &[value, 0]].concat()
    };
    let bytes = [
        START,
        IMPORTANCE,
        b"\x03\0\x17\0\x01\0\0\0",
        &named(0, 1, 1),
        ATTACH,
        &named(0, 2, 2),
        &named(5, 1, 3),
        END_ATTACH,
        RECIP,
        TYPE_CC,
        END_RECIP,
        SIZE,
        END,
    ];
    let out = reading(&bytes);
    assert_eq!(out.message.properties.int(tags::IMPORTANCE), Some(2));
    assert_eq!(out.message.properties.int(tags::MESSAGE_SIZE), Some(12345));
    assert_eq!(
        kinds(&out.report),
        [
            DeviationKind::Repeated(tags::IMPORTANCE),
            DeviationKind::Renumbered {
                id: 0x8000,
                kept: 0x8001
            },
            DeviationKind::Renumbered {
                id: 0x8005,
                kept: 0x8000
            },
            DeviationKind::Order,
            DeviationKind::Order,
        ]
    );
    let attachment = &out.message.attachments[0].properties;
    let set = ropeway_types::Guid([9; 16]);
    for (lid, value) in [(1, 3), (2, 2)] {
        let id = out
            .message
            .named_properties
            .id(&PropertyName::id(set, lid))
            .unwrap();
        assert_eq!(attachment.value(id), Some(&PropertyValue::Integer16(value)));
    }
    let again = read(&write(&out.message).unwrap()).unwrap();
    assert_eq!(again, out.message);
}

#[test]
fn limits_hold() {
    let options = ReadOptions::default();
    let deeper = [START, &[ATTACH, EMBED].concat().repeat(10_000)].concat();
    let error = refused(deeper.clone().into(), &options.clone().with_max_depth(3));
    assert_eq!(error.kind, DecodeErrorKind::Depth(3));
    let error = refused(deeper.into(), &options.clone().with_max_depth(usize::MAX));
    assert_eq!(error.kind, DecodeErrorKind::Depth(MAX_DEPTH));
    let many = [START, &[RECIP, TYPE_CC, END_RECIP].concat().repeat(100), END].concat();
    let error = refused(many.clone().into(), &options.clone().with_max_entries(200));
    assert!(matches!(error.kind, DecodeErrorKind::Limit { max: 200, .. }));
    let error = refused(many.into(), &options.with_max_bytes(100));
    assert!(matches!(error.kind, DecodeErrorKind::Limit { max: 100, .. }));
    let meta = [START, &WARNING.repeat(Report::MAX + 5), END].concat();
    let out = reading(&[&meta]);
    assert_eq!(
        (out.report.deviations.len(), out.report.unlisted),
        (Report::MAX, 5)
    );
}

#[test]
fn a_message_cut_off_is_an_error_and_no_message_is_one() {
    for bytes in [
        &[][..],
        WARNING,
        START,
        &[START, IMPORTANCE].concat(),
        &IMPORTANCE[..5],
    ] {
        let error = refused(Bytes::copy_from_slice(bytes), &ReadOptions::default());
        assert!(matches!(error.kind, DecodeErrorKind::Truncated { .. }), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn own_messages_need_no_tolerance(message in strategy::message()) {
        let bytes = write(&message).unwrap();
        let out = read_with_report(&bytes, &ReadOptions::default()).unwrap();
        prop_assert_eq!(&out.message, &message);
        prop_assert!(out.report.is_empty(), "{:?}", out.report);
        let list = read_list(&[&bytes[..], &bytes].concat().into(), &ReadOptions::default()).unwrap();
        prop_assert_eq!(list.messages, [message.clone(), message]);
    }

    #[test]
    fn what_is_tolerated_can_be_stored(
        message in strategy::message(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        bare in any::<bool>(),
    ) {
        let mut bytes = write(&message).unwrap().to_vec();
        if bare {
            bytes.drain(..4);
            bytes.truncate(bytes.len().saturating_sub(4));
        }
        for (at, byte) in damage {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
        }
        if let Ok(out) = read_with_report(&bytes.into(), &ReadOptions::default()) {
            let stored = write(&out.message).unwrap();
            let again: Message = read(&stored).unwrap();
            prop_assert_eq!(write(&again).unwrap(), stored);
        }
    }
}
