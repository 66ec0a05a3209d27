#![allow(clippy::arithmetic_side_effects)]

use super::*;
use crate::{
    AttachMethod, Attachment, External, ExternalSource, LossReason, Place, PropertyBag, ReadOptions,
    Recipient, RecipientType, SENDER, SENT_REPRESENTING, Step,
};
use ropeway_types::wire::Encode;
use ropeway_types::{EntryId, FlatEntryList, PropertyName, property_set};
use std::io::Read;

/// A stream of attributes, each with its level.
fn stream(attributes: &[(u8, u32, &[u8])]) -> Bytes {
    let mut bytes = attributes::SIGNATURE.to_le_bytes().to_vec();
    bytes.extend([1, 0]);
    let page: &[u8] = &[0xE4, 4, 0, 0, 0, 0, 0, 0];
    let head = [
        (1, attributes::TNEF_VERSION, &[0, 0, 1, 0][..]),
        (1, attributes::OEM_CODEPAGE, page),
    ];
    for (level, id, data) in head.iter().chain(attributes) {
        bytes.push(*level);
        bytes.extend(id.to_le_bytes());
        bytes.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        bytes.extend(*data);
        bytes.extend(attributes::checksum(data).to_le_bytes());
    }
    bytes.into()
}

fn read_all(bytes: &Bytes) -> (Message, Vec<DeviationKind>) {
    let reading = read_with_report(bytes, &ReadOptions::default()).unwrap();
    let kinds = reading.report.deviations.into_iter().map(|d| d.kind).collect();
    (reading.message, kinds)
}

fn complete(message: &Message) -> Written {
    write(message, &WriteOptions::complete()).unwrap()
}

fn sent(message: &Message) -> (Message, Vec<Loss>) {
    let written = write(message, &WriteOptions::default()).unwrap();
    (read_all(&written.bytes).0, written.losses)
}

/// The ids and data of the attributes of a stream that is whole.
fn taken_apart(bytes: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let mut at = 6;
    let mut attributes = Vec::new();
    while at < bytes.len() {
        let len = usize::try_from(word(at + 5)).unwrap();
        let data = bytes[at + 9..at + 9 + len].to_vec();
        attributes.push((word(at + 1), data));
        at += 11 + len;
    }
    assert_eq!(at, bytes.len());
    attributes
}

const DTR: &[u8] = &[0xCF, 7, 10, 0, 14, 0, 8, 0, 0x37, 0, 0x2C, 0, 4, 0];

#[test]
fn attributes_without_properties_become_properties() {
    let from = b"\x04\0\x21\0\x04\0\x0d\0Ann\0SMTP:a@b.test\0\0\0\0\0\0\0\0\0";
    let bytes = stream(&[
        (1, attributes::MESSAGE_CLASS, b"IPM.Microsoft Mail.Note\0"),
        (
            1,
            attributes::ORIGINAL_MESSAGE_CLASS,
            b"IPM.Microsoft Mail.Non-Delivery\0",
        ),
        (1, attributes::FROM, from),
        (1, attributes::SUBJECT, b"Gr\xfc\xdfe\0"),
        (1, attributes::BODY, b"text\0"),
        (1, attributes::DATE_SENT, DTR),
        (1, attributes::MESSAGE_STATUS, &[0x21]),
        (1, attributes::MESSAGE_ID, b"0aFF\0"),
        (1, attributes::CONVERSATION_ID, b"01\0"),
        (1, attributes::PRIORITY, &[1, 0]),
        (1, attributes::OWNER_APPOINTMENT, &[5, 0, 0, 0]),
        (1, attributes::RESPONSE_REQUESTED, &[1, 0]),
        (1, attributes::DELEGATE, &[1, 2]),
        (1, attributes::SENT_FOR, b"\x04\0Bob\0\x0c\0SMTP:b@c.te\0"),
        (
            2,
            attributes::RENDERING,
            &[1, 0, 7, 0, 0, 0, 32, 0, 32, 0, 1, 0, 0, 0],
        ),
        (2, attributes::ATTACH_TITLE, b"a.txt\0"),
        (2, attributes::ATTACH_DATA, b"abc"),
        (2, attributes::ATTACH_METAFILE, b"wmf"),
        (2, attributes::ATTACH_CREATED, DTR),
        (2, attributes::ATTACH_TRANSPORT_NAME, b"t\0"),
        (
            2,
            attributes::RENDERING,
            &[2, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0],
        ),
    ]);
    let (message, kinds) = read_all(&bytes);
    let text = |tag| message.text(tag).unwrap();
    assert_eq!(text(tags::MESSAGE_CLASS), "IPM.Note");
    assert_eq!(text(tags::ORIGINAL_MESSAGE_CLASS), "Report.IPM.Note.NDR");
    assert_eq!(text(tags::SUBJECT), "Grüße");
    assert_eq!(text(tags::BODY), "text");
    assert_eq!(text(SENDER.name), "Ann");
    assert_eq!(text(SENDER.address_type), "SMTP");
    assert_eq!(text(SENT_REPRESENTING.email_address), "b@c.te");
    let bag = &message.properties;
    let Ok(EntryId::OneOff(one_off)) = EntryId::parse(bag.binary(SENDER.entry_id).unwrap()) else {
        panic!("no one-off entry id");
    };
    assert_eq!(one_off.address(message.code_page()), "a@b.test");
    assert_eq!(
        bag.time(tags::CLIENT_SUBMIT_TIME).unwrap().unix_seconds(),
        939_891_344
    );
    assert_eq!(bag.int(tags::MESSAGE_FLAGS), Some(1));
    assert_eq!(bag.binary(tags::SEARCH_KEY).unwrap()[..], [0x0A, 0xFF]);
    assert_eq!(bag.binary(CONVERSATION_KEY).unwrap()[..], [1]);
    assert_eq!(bag.int(tags::IMPORTANCE), Some(2));
    assert_eq!(bag.int(tags::OWNER_APPOINTMENT_ID), Some(5));
    assert_eq!(bag.bool(tags::RESPONSE_REQUESTED), Some(true));
    assert_eq!(
        bag.binary(tags::RECEIVED_REPRESENTING_ENTRY_ID).unwrap()[..],
        [1, 2]
    );
    let [file, object] = &message.attachments[..] else {
        panic!("{} attachments", message.attachments.len());
    };
    assert_eq!((file.number, object.number), (0, 1));
    assert_eq!(file.method(), AttachMethod::BY_VALUE);
    assert_eq!(object.method(), AttachMethod::STORAGE);
    assert_eq!(file.properties.int(tags::RENDERING_POSITION), Some(7));
    assert_eq!(
        file.properties.binary(tags::ATTACH_ENCODING).unwrap(),
        attributes::MAC_BINARY
    );
    assert_eq!(
        file.properties
            .text(tags::ATTACH_FILENAME, message.code_page())
            .unwrap(),
        "a.txt"
    );
    assert_eq!(
        file.properties
            .text(tags::ATTACH_TRANSPORT_NAME, message.code_page())
            .unwrap(),
        "t"
    );
    assert_eq!(file.properties.binary(tags::ATTACH_RENDERING).unwrap(), "wmf");
    // Payloads are slices of the stream.
    let data = file.data().unwrap();
    assert_eq!(data, "abc");
    assert!(bytes.as_ptr_range().contains(&data.as_ptr()));
    let local = |tag| DeviationKind::LocalTime(tag);
    assert_eq!(
        kinds,
        [local(tags::CLIENT_SUBMIT_TIME), local(tags::CREATION_TIME)]
    );
}

#[test]
fn properties_stand_before_attributes() {
    // PidTagSubject "a", PidTagClientSubmitTime 0.
    let list = b"\x02\0\0\0\x1e\0\x37\0\x01\0\0\0\x02\0\0\0a\0\0\0\x40\0\x39\0\0\0\0\0\0\0\0\0";
    let (message, kinds) = read_all(&stream(&[
        (1, attributes::SUBJECT, b"b\0"),
        (1, attributes::DATE_SENT, DTR),
        (1, attributes::MESSAGE_PROPERTIES, list),
    ]));
    assert_eq!(message.subject().as_deref(), Some("a"));
    assert_eq!(message.properties.time(tags::CLIENT_SUBMIT_TIME).unwrap().0, 0);
    assert_eq!(kinds, []);
}

#[test]
fn the_owner_of_a_meeting_depends_on_the_class() {
    let owner = b"\x04\0Ann\0\x0b\0SMTP:a@b.c\0";
    for (class, person) in [
        (&b"IPM.Microsoft Schedule.MtgReq\0"[..], SENT_REPRESENTING),
        (b"IPM.Microsoft Schedule.MtgRespP\0", RECEIVED_REPRESENTING),
    ] {
        let bytes = stream(&[
            (1, attributes::MESSAGE_CLASS, class),
            (1, attributes::OWNER, owner),
        ]);
        let (message, _) = read_all(&bytes);
        assert_eq!(message.properties.len(), 5);
        assert_eq!(message.text(person.email_address).unwrap(), "a@b.c");
        assert!(message.properties.contains(person.entry_id.id()));
    }
}

#[test]
fn what_is_wrong_is_reported() {
    let good = stream(&[(1, attributes::SUBJECT, b"a\0"), (1, attributes::BODY, b"text\0")]);
    let (whole, kinds) = read_all(&good);
    assert_eq!(kinds, []);
    // A stray line end is no departure, anything else is one.
    let (message, kinds) = read_all(&[&good[..], b"\r\n"].concat().into());
    assert_eq!((&message, &kinds[..]), (&whole, &[][..]));
    let (message, kinds) = read_all(&[&good[..], b"xyz"].concat().into());
    assert_eq!(
        (&message, &kinds[..]),
        (&whole, &[DeviationKind::Trailing(3)][..])
    );
    // The end of the last attribute is missing.
    let (message, kinds) = read_all(&good.slice(..good.len() - 5));
    assert_eq!(message.text(tags::BODY).as_deref(), Some("te"));
    let attribute = AttributeId(attributes::BODY);
    assert_eq!(
        kinds,
        [DeviationKind::Truncated {
            attribute,
            declared: 5,
            left: 2
        }]
    );
    // A wrong checksum.
    let mut bad = good.to_vec();
    let last = bad.len() - 1;
    bad[last] ^= 1;
    let bad = Bytes::from(bad);
    let (message, kinds) = read_all(&bad);
    assert_eq!(message, whole);
    assert!(matches!(kinds[..], [DeviationKind::Checksum { .. }]));
    let strict = ReadOptions::default().with_required_checksums(true);
    let offset = good.len() - 16;
    assert_eq!(
        read(&bad, &strict),
        Err(TnefError::Checksum { attribute, offset })
    );
    // Unknown, repeated, and unreadable attributes; one of an attachment before any.
    let (_, kinds) = read_all(&stream(&[
        (1, 0x0001_7777, b"x"),
        (1, attributes::SUBJECT, b"a\0"),
        (1, attributes::SUBJECT, b"b\0"),
        (1, attributes::DATE_SENT, &[0; 14]),
        (1, attributes::ATTACH_TITLE, b"x\0"),
    ]));
    let id = AttributeId;
    assert_eq!(
        kinds,
        [
            DeviationKind::UnknownAttribute(id(0x0001_7777)),
            DeviationKind::RepeatedAttribute(id(attributes::SUBJECT)),
            DeviationKind::Level(id(attributes::ATTACH_TITLE)),
            DeviationKind::NoRendering(id(attributes::ATTACH_TITLE)),
            DeviationKind::Attribute(id(attributes::DATE_SENT)),
        ]
    );
    assert_eq!(
        read(&Bytes::from_static(b"abcdef"), &strict),
        Err(TnefError::NotTnef)
    );
    assert_eq!(read(&good.slice(..6), &strict), Err(TnefError::Empty));
}

#[test]
fn lists_are_read_as_far_as_they_go() {
    // PidTagImportance 2; a type unknown here; never reached.
    let list = b"\x03\0\0\0\x03\0\x17\0\x02\0\0\0\x33\0\x18\0\0\0\0\0\x03\0\x19\0\0\0\0\0";
    let (message, kinds) = read_all(&stream(&[(1, attributes::MESSAGE_PROPERTIES, list)]));
    assert_eq!(message.properties.len(), 1);
    assert!(matches!(
        kinds[..],
        [
            DeviationKind::UnknownType(_),
            DeviationKind::Incomplete {
                read: 1,
                declared: 3,
                ..
            }
        ]
    ));
    // Counts that lie take no memory.
    let list = b"\xff\xff\xff\xff\x02\x10\x17\0\xff\xff\xff\x7f\x02\0\0\0";
    let (message, kinds) = read_all(&stream(&[(1, attributes::MESSAGE_PROPERTIES, list)]));
    assert!(message.properties.is_empty());
    assert!(matches!(
        kinds[..],
        [DeviationKind::Incomplete {
            read: 0,
            declared: u32::MAX,
            ..
        }]
    ));
    // A string twice: the Unicode one.
    let list = b"\x02\0\0\0\x1e\0\x37\0\x01\0\0\0\x01\0\0\0a\0\0\0\x1f\0\x37\0\x01\0\0\0\x04\0\0\0b\0\0\0";
    let (message, kinds) = read_all(&stream(&[(1, attributes::MESSAGE_PROPERTIES, list)]));
    assert_eq!(
        message.properties.get(tags::SUBJECT),
        Some(&PropertyValue::from("b"))
    );
    assert_eq!(kinds, [DeviationKind::DuplicateProperty(tags::SUBJECT)]);
}

#[test]
fn names_count_and_not_ids() {
    let mut list = vec![2, 0, 0, 0];
    for lid in [1u8, 2] {
        list.extend([3, 0, 0, 0x80]);
        list.extend(property_set::PSETID_COMMON.0);
        list.extend([0, 0, 0, 0, lid, 0, 0, 0, lid, 0, 0, 0]);
    }
    let (message, kinds) = read_all(&stream(&[(1, attributes::MESSAGE_PROPERTIES, &list)]));
    for lid in [1, 2] {
        let value = message.named(&PropertyName::id(property_set::PSETID_COMMON, lid));
        assert_eq!(
            value,
            Some(&PropertyValue::Integer32(i32::try_from(lid).unwrap()))
        );
    }
    assert_eq!(kinds, [DeviationKind::SharedId(0x8000)]);
}

#[test]
fn limits_hold() {
    let inner = Message::note();
    let mut message = Message::note();
    message.attachments.push(Attachment::message(0, inner));
    let bytes = complete(&message).bytes;
    let limit = |options: ReadOptions| match read(&bytes, &options) {
        Err(TnefError::Limit { limit, .. }) => limit,
        other => panic!("{other:?}"),
    };
    assert_eq!(limit(ReadOptions::default().with_max_depth(0)), 0);
    assert_eq!(limit(ReadOptions::default().with_max_entries(5)), 5);
    let mut deep = Message::note();
    for _ in 0..=MAX_DEPTH {
        let mut outer = Message::note();
        outer.attachments.push(Attachment::message(0, deep));
        deep = outer;
    }
    assert!(matches!(
        write(&deep, &WriteOptions::default()),
        Err(TnefWriteError::Depth)
    ));
}

fn address_book(name: &str) -> PropertyValue {
    PropertyValue::Binary(EntryId::address_book(name).to_bytes().unwrap())
}

fn one_off_address(bag: &PropertyBag, tag: PropertyTag) -> (String, String) {
    let Ok(EntryId::OneOff(id)) = EntryId::parse(bag.binary(tag).unwrap()) else {
        panic!("no one-off entry id");
    };
    let page = ropeway_types::CodePage::WINDOWS_1252;
    (id.address_type(page), id.address(page))
}

#[test]
fn what_is_sent_tells_nothing_of_others() {
    let mut message = Message::note();
    let bag = &mut message.properties;
    bag.set(tags::TRANSPORT_MESSAGE_HEADERS, "Received: x");
    bag.set(tags::DISPLAY_BCC, "Cleo");
    bag.set(tags::MESSAGE_FLAGS, 1);
    bag.set(PropertyTag(0x6001_0003), 1);
    bag.set(tags::TNEF_CORRELATION_KEY, Bytes::from_static(b"<id>\0"));
    bag.set(SENDER.entry_id, address_book("/o=O/cn=u"));
    bag.set(SENDER.smtp_address, "u@o.test");
    let replies: FlatEntryList = [EntryId::address_book("/o=O/cn=r").to_bytes().unwrap()]
        .into_iter()
        .collect();
    bag.set(tags::REPLY_RECIPIENT_ENTRIES, replies.to_bytes().unwrap());
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Ann", "ann@o.test"));
    let mut inner = message.clone();
    inner
        .recipients
        .push(Recipient::smtp(RecipientType::BCC, "Cleo", "cleo@o.test"));
    message.attachments.push(Attachment::message(7, inner));

    let (read, losses) = sent(&message);
    assert!(losses.iter().all(|loss| loss.reason == LossReason::Withheld));
    for gone in [
        tags::TRANSPORT_MESSAGE_HEADERS,
        tags::DISPLAY_BCC,
        tags::MESSAGE_FLAGS,
    ] {
        assert!(!read.properties.contains(gone.id()), "{gone:?}");
    }
    assert!(!read.properties.contains(0x6001));
    assert!(read.recipients.is_empty());
    assert!(losses.contains(&Loss::object(
        &Place::message().below(Step::Recipient(0)),
        LossReason::Withheld
    )));
    assert!(read.properties.contains(tags::TNEF_CORRELATION_KEY.id()));
    let smtp = ("SMTP".to_owned(), "u@o.test".to_owned());
    assert_eq!(one_off_address(&read.properties, SENDER.entry_id), smtp);
    let replies = read.properties.binary(tags::REPLY_RECIPIENT_ENTRIES).unwrap();
    let replies = FlatEntryList::parse(replies).unwrap();
    assert!(matches!(
        EntryId::parse(&replies.entries[0].entry_id),
        Ok(EntryId::OneOff(_))
    ));
    // The message forwarded keeps its headers, its recipients but for blind ones, and its state.
    let inner = read.attachments[0].embedded.as_ref().unwrap();
    assert!(inner.properties.contains(tags::TRANSPORT_MESSAGE_HEADERS.id()));
    assert_eq!(inner.properties.int(tags::MESSAGE_FLAGS), Some(1));
    assert!(!inner.properties.contains(tags::DISPLAY_BCC.id()));
    assert_eq!(inner.recipients, [message.recipients[0].clone()]);
    assert_eq!(read.attachments[0].number, 0);
}

#[test]
fn a_subject_of_parts_and_a_class_are_sent() {
    let mut message = Message::default();
    message.properties.set(tags::SUBJECT_PREFIX, "RE: ");
    message.properties.set(tags::NORMALIZED_SUBJECT, "x");
    let (read, _) = sent(&message);
    assert_eq!(read.text(tags::SUBJECT).as_deref(), Some("RE: x"));
    assert_eq!(read.text(tags::MESSAGE_CLASS).as_deref(), Some("IPM.Note"));
}

#[test]
fn attributes_are_in_their_order() {
    let mut message = Message::note();
    message.properties.set(tags::SUBJECT, "Пр");
    message.properties.set(tags::IMPORTANCE, 0);
    message.properties.set(tags::SEARCH_KEY, vec![0xAB; 16]);
    message.properties.set(
        tags::CLIENT_SUBMIT_TIME,
        ropeway_types::FileTime::from_unix_seconds(939_891_344),
    );
    message
        .attachments
        .push(Attachment::file(0, "a.txt", "text/plain", &b"abc"[..]));
    let written = write(&message, &WriteOptions::default()).unwrap();
    let parts = taken_apart(&written.bytes);
    let ids: Vec<_> = parts.iter().map(|(id, _)| AttributeId(*id).to_string()).collect();
    assert_eq!(
        ids,
        [
            "attTnefVersion",
            "attOemCodepage",
            "attMessageClass",
            "attMessageID",
            "attPriority",
            "attDateSent",
            "attSubject",
            "attMsgProps",
            "attAttachRendData",
            "attAttachTitle",
            "attAttachData",
            "attAttachment"
        ]
    );
    let data = |id| &parts.iter().find(|(other, _)| *other == id).unwrap().1[..];
    assert_eq!(data(attributes::MESSAGE_CLASS), b"IPM.Microsoft Mail.Note\0");
    assert_eq!(
        data(attributes::MESSAGE_ID),
        [&b"AB".repeat(16)[..], b"\0"].concat()
    );
    assert_eq!(data(attributes::PRIORITY), [3, 0]);
    assert_eq!(data(attributes::DATE_SENT), DTR);
    // What the code page lacks is there as Unicode.
    assert_eq!(data(attributes::SUBJECT), b"??\0");
    assert_eq!(data(attributes::ATTACH_TITLE), b"a.txt\0");
    let (read, kinds) = read_all(&written.bytes);
    assert_eq!((read.subject().as_deref(), &kinds[..]), (Some("Пр"), &[][..]));
}

#[test]
fn code_pages_of_8_bit_strings() {
    let mut message = Message::note();
    let narrow = PropertyValue::String8(Bytes::from_static(b"\xcf\xf0"));
    message.properties.set(tags::SUBJECT, narrow.clone());
    message.properties.set(tags::MESSAGE_CODEPAGE, 1251);
    // As they are in the message's code page, and in Unicode for another.
    let (read, _) = sent(&message);
    assert_eq!(read.properties.value(0x37), Some(&narrow));
    let options = WriteOptions::default().with_code_page(ropeway_types::CodePage(932));
    let (read, _) = read_all(&write(&message, &options).unwrap().bytes);
    assert_eq!(
        read.properties.get(tags::SUBJECT),
        Some(&PropertyValue::from("Пр"))
    );
    // UTF-8 is no ANSI code page, and kept only where all is to be kept.
    message.properties.set(tags::MESSAGE_CODEPAGE, 65001);
    let utf8 = PropertyValue::String8(Bytes::from_static("ü".as_bytes()));
    message.properties.set(tags::SUBJECT, utf8.clone());
    let (read, _) = sent(&message);
    assert_eq!(
        read.properties.get(tags::SUBJECT),
        Some(&PropertyValue::from("ü"))
    );
    let (read, _) = read_all(&complete(&message).bytes);
    assert_eq!(read.properties.value(0x37), Some(&utf8));
    // The stream's code page counts: a message that names another, or none, gets it.
    let bytes = stream(&[(1, attributes::SUBJECT, b"\xfc\0")]);
    let mut russian = bytes.to_vec();
    let at = bytes.windows(4).position(|w| w == [0xE4, 4, 0, 0]).unwrap();
    russian[at] = 0xE3;
    let (read, kinds) = read_all(&russian.into());
    assert_eq!(read.subject().as_deref(), Some("ь"));
    assert!(kinds.contains(&DeviationKind::CodePage(1251)));
}

#[test]
fn objects_say_what_they_are() {
    let compound = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], b"rest"].concat();
    let mut message = Message::note();
    for bytes in [compound, b"bytes".to_vec()] {
        let mut attachment = Attachment::default();
        attachment
            .properties
            .set(tags::ATTACH_METHOD, AttachMethod::STORAGE.0);
        let object = PropertyValue::Object(bytes.into());
        attachment.properties.set(tags::ATTACH_DATA_OBJECT, object);
        message.attachments.push(attachment);
    }
    let written = complete(&message);
    let has = |iid: Guid| written.bytes.windows(16).any(|w| w == iid.0);
    assert!(has(IID_STORAGE) && has(IID_STREAM) && !has(IID_MESSAGE));
    assert_eq!(read_all(&written.bytes).0, message);
}

#[test]
fn a_message_that_cannot_be_read_is_kept_as_bytes() {
    let mut message = Message::note();
    message.attachments.push(Attachment::message(0, Message::note()));
    let mut bytes = complete(&message).bytes.to_vec();
    let at = bytes.windows(16).position(|w| w == IID_MESSAGE.0).unwrap();
    bytes[at + 16] ^= 1;
    let (read, kinds) = read_all(&bytes.into());
    assert!(read.attachments[0].embedded.is_none());
    assert!(
        read.attachments[0]
            .properties
            .get(tags::ATTACH_DATA_OBJECT)
            .is_some()
    );
    assert!(
        kinds
            .iter()
            .any(|kind| matches!(kind, DeviationKind::Embedded(_)))
    );
}

#[test]
fn what_has_no_form_is_lost_with_a_reason() {
    let mut message = Message::note();
    message
        .properties
        .set(PropertyTag(0x4001_0001), PropertyValue::Null);
    message.properties.set(PropertyTag(0x8001_0003), 1);
    let mut attachment = Attachment::message(0, Message::note());
    attachment.properties.set(tags::ATTACH_DATA_BINARY, vec![1]);
    message.attachments.push(attachment);
    let reasons: Vec<_> = complete(&message)
        .losses
        .iter()
        .map(|loss| (loss.property.unwrap().id(), loss.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            (0x4001, LossReason::Type),
            (0x8001, LossReason::Name),
            (0x3701, LossReason::NotKept)
        ]
    );
}

struct Zeros;

impl ExternalSource for Zeros {
    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(io::repeat(3)))
    }
}

#[test]
fn bytes_outside_memory_are_written_as_they_come() {
    let mut inner = Message::note();
    let mut attachment = Attachment::file(0, "big", "x/y", &b""[..]);
    attachment.properties.remove(tags::ATTACH_DATA_BINARY.id());
    attachment.external = Some(External::new(Zeros, 200_000));
    inner.attachments.push(attachment);
    let mut message = Message::note();
    message.attachments.push(Attachment::message(0, inner));
    let (read, kinds) = read_all(&complete(&message).bytes);
    // Both checksums around them are right.
    assert_eq!(kinds, []);
    let inner = read.attachments[0].embedded.as_ref().unwrap();
    assert_eq!(inner.attachments[0].data().unwrap(), &vec![3; 200_000]);
}

#[test]
fn every_cut_and_every_changed_byte_is_survived() {
    let mut inner = Message::note();
    inner
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Ann", "ann@o.test"));
    inner.properties.set(SENDER.name, "Bob");
    inner.properties.set(SENDER.address_type, "SMTP");
    inner.properties.set(SENDER.email_address, "bob@o.test");
    let mut message = Message::note();
    message
        .named_properties
        .insert(0x8000, PropertyName::name(property_set::PS_PUBLIC_STRINGS, "n"));
    message.properties.set(
        PropertyTag(0x8000_101F),
        PropertyValue::MultipleString(vec!["a".into(), "b".into()]),
    );
    message
        .attachments
        .push(Attachment::file(0, "a.txt", "text/plain", &b"abc"[..]));
    message.attachments.push(Attachment::message(1, inner));
    let bytes = complete(&message).bytes;
    for len in 0..bytes.len() {
        crate::oracle::tnef(&bytes.slice(..len));
    }
    let mut changed = bytes.to_vec();
    for at in 0..changed.len() {
        let good = changed[at];
        for bad in [good ^ 1, 0xFF] {
            changed[at] = bad;
            crate::oracle::tnef(&Bytes::copy_from_slice(&changed));
        }
        changed[at] = good;
    }
}
