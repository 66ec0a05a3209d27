//! Reading.

use super::*;

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
