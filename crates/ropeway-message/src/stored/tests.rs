use super::*;
use crate::strategy;
use crate::{AttachMethod, Attachment, External, Message, PropertyBag, Recipient, RecipientType};
use bytes::Bytes;
use proptest::prelude::*;
use ropeway_types::wire::DecodeErrorKind;
use ropeway_types::{PropertyName, PropertyType, PropertyValue, property_set, tags};

fn malformed(bytes: &[u8]) -> DecodeError {
    match read(&Bytes::copy_from_slice(bytes)) {
        Err(StoredError::Malformed(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_message_has_the_bytes_of_the_specification() {
    let mut message = Message::default();
    message.properties.set(tags::SUBJECT, "Hi");
    message.properties.set(tags::READ_RECEIPT_REQUESTED, true);
    let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, "X");
    message.named_properties.insert(0x8001, name);
    message.properties.set(
        PropertyTag::new(0x8001, PropertyType::STRING8),
        PropertyValue::String8(Bytes::from_static(b"v")),
    );
    message.recipients.push(Recipient {
        row_id: 5,
        recipient_type: RecipientType::CC,
        ..Recipient::default()
    });
    let mut inner = Message::default();
    inner.properties.set(tags::IMPORTANCE, 2);
    message.attachments.push(Attachment {
        number: 9,
        properties: PropertyBag::new(),
        embedded: Some(Box::new(inner)),
        external: None,
    });
    let expected: Vec<u8> = [
        &b"\x03\0\x0c\x40"[..],                                   // StartMessage
        b"\x0b\0\x29\0\x01\0",                                    // Boolean: 2 bytes
        b"\x1f\0\x37\0\x06\0\0\0H\0i\0\0\0",                      // string: size with its zero
        b"\x1e\0\x01\x80",                                        // named
        b"\x86\x03\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46\x01X\0\0\0", // GUID, kind, name
        b"\x02\0\0\0v\0",
        b"\x03\0\x03\x40\x03\0\0\x30\x05\0\0\0\x03\0\x15\x0c\x02\0\0\0\x03\0\x04\x40", // recipient
        b"\x03\0\0\x40\x03\0\x21\x0e\x09\0\0\0", // NewAttach, PidTagAttachNumber
        b"\x03\0\x01\x40\x03\0\x17\0\x02\0\0\0\x03\0\x02\x40", // embedded message
        b"\x03\0\x0e\x40",                       // EndAttach
        b"\x03\0\x0d\x40",                       // EndMessage
    ]
    .concat();
    let bytes = write(&message).unwrap();
    assert_eq!(bytes, expected);
    assert_eq!(read(&bytes).unwrap(), message);
}

#[test]
fn payloads_are_slices_of_the_input() {
    let mut message = Message::default();
    message
        .attachments
        .push(Attachment::file(0, "a", "text/plain", vec![7; 1000]));
    let bytes = write(&message).unwrap();
    let back = read(&bytes).unwrap();
    let data = back.attachments[0].data().unwrap();
    assert_eq!(back.attachments[0].method(), AttachMethod::BY_VALUE);
    assert!(bytes.as_ptr_range().contains(&data.as_ptr()));
}

#[test]
fn what_has_no_form_is_refused() {
    let mut message = Message::default();
    message.properties.set(PropertyTag(0x4001_0003), 1);
    assert!(matches!(write(&message), Err(StoredError::Marker(_))));

    // Its value would be read as a PtypBinary.
    let mut message = Message::default();
    message.properties.set(PropertyTag(0x4017_0003), 1);
    assert!(matches!(write(&message), Err(StoredError::Marker(_))));

    let mut message = Message::default();
    let name = PropertyName::name(property_set::PS_PUBLIC_STRINGS, "a\0b");
    message.named_properties.insert(0x8000, name);
    message.properties.set(PropertyTag(0x8000_0003), 1);
    assert!(matches!(write(&message), Err(StoredError::Name(0x8000))));

    let mut message = Message::default();
    for _ in 0..=MAX_DEPTH {
        let mut outer = Message::default();
        outer.attachments.push(Attachment::message(0, message));
        message = outer;
    }
    assert!(matches!(write(&message), Err(StoredError::Depth)));
    let inner = *message.attachments.remove(0).embedded.unwrap();
    assert_eq!(read(&write(&inner).unwrap()).unwrap(), inner);
}

#[test]
fn nesting_is_bounded_when_reading() {
    let start = b"\x03\0\x0c\x40";
    let deeper = b"\x03\0\0\x40\x03\0\x01\x40".repeat(10_000);
    let error = malformed(&[&start[..], &deeper].concat());
    assert_eq!(error.kind, DecodeErrorKind::Depth(MAX_DEPTH));
    assert_eq!(error.offset, 4 + 8 * (MAX_DEPTH + 1));
}

#[test]
fn errors_say_where() {
    assert_eq!(
        malformed(b"\x03\0\x0d\x40").to_string(),
        "message.StartMessage at byte 0: 0x400d0003 is reserved or unknown"
    );
    let lying = b"\x03\0\x0c\x40\x02\x11\x34\x12\xff\xff\xff\xff";
    assert_eq!(malformed(lying).offset, 12);
    let twice = b"\x03\0\x0c\x40\x02\0\x34\x12\x01\0\x02\0\x34\x12\x01\0";
    assert_eq!(
        (malformed(twice).field, malformed(twice).offset),
        ("repeated property", 10)
    );
    let trailing = b"\x03\0\x0c\x40\x03\0\x0d\x40\0";
    assert_eq!(malformed(trailing).kind, DecodeErrorKind::Trailing(1));
    let without_type = b"\x03\0\x0c\x40\x03\0\x03\x40\x03\0\x04\x40\x03\0\x0d\x40";
    assert_eq!(
        malformed(without_type).kind,
        DecodeErrorKind::Context("PidTagRecipientType")
    );
}

#[test]
fn types_without_a_form_are_no_more_read_than_written() {
    // A restriction, and a string in a code page.
    for property in [
        &b"\xfd\0\x34\x12\x08\x1f\0\x37\0"[..],
        b"\xe4\x84\x34\x12\0\0\0\0",
    ] {
        let error = malformed(&[b"\x03\0\x0c\x40", property, b"\x03\0\x0d\x40"].concat());
        assert_eq!((error.field, error.offset), ("propType", 4));
    }
}

#[test]
fn one_id_has_one_name_throughout_a_message() {
    let named =
        |lid: u8| -> Vec<u8> { [&b"\x02\0\0\x80"[..], &[9; 16], &[0, lid, 0, 0, 0], &[1, 0]].concat() };
    let recipient = |lid| {
        [
            &b"\x03\0\x03\x40\x03\0\x15\x0c\x01\0\0\0"[..],
            &named(lid),
            b"\x03\0\x04\x40",
        ]
        .concat()
    };
    let message = |first, second| {
        [
            &b"\x03\0\x0c\x40"[..],
            &named(first),
            &recipient(second),
            b"\x03\0\x0d\x40",
        ]
        .concat()
    };
    assert_eq!(read(&message(1, 1).into()).unwrap().named_properties.len(), 1);
    assert_eq!(malformed(&message(1, 2)).field, "contradicting name");
}

#[test]
fn streams_of_servers_with_deletion_marks_are_read() {
    let bytes = b"\x03\0\x10\x40\x03\0\x16\x40\x0d\0\x12\x0e\x03\0\x16\x40\x0d\0\x13\x0e\x03\0\x0d\x40";
    assert_eq!(read(&Bytes::from_static(bytes)).unwrap(), Message::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_message_comes_back_equal(message in strategy::message()) {
        let bytes = write(&message).unwrap();
        prop_assert_eq!(read(&bytes).unwrap(), message);
    }

    #[test]
    fn every_truncation_is_an_error(message in strategy::message()) {
        let bytes = write(&message).unwrap();
        for len in 0..bytes.len() {
            prop_assert!(read(&bytes.slice(..len)).is_err());
        }
    }

    #[test]
    fn what_is_read_is_written_again(noise in proptest::collection::vec(any::<u8>(), 0..200), message in strategy::message(), at in any::<proptest::sample::Index>()) {
        let mut bytes = write(&message).unwrap().to_vec();
        let at = at.index(bytes.len());
        bytes.splice(at..at.saturating_add(noise.len()).min(bytes.len()), noise);
        if let Ok(read_back) = read(&bytes.into()) {
            let again = write(&read_back).unwrap();
            prop_assert_eq!(format!("{:?}", read(&again).unwrap()), format!("{read_back:?}"));
        }
    }
}

/// Text that says it is longer or as long as it is.
struct Text(&'static str);

impl crate::ExternalSource for Text {
    fn open(&self) -> std::io::Result<Box<dyn std::io::Read + Send>> {
        Ok(Box::new(self.0.as_bytes()))
    }
}

fn with_external(external: External) -> Message {
    let mut message = Message::note();
    let mut attachment = Attachment::file(0, "a.txt", "text/plain", Bytes::new());
    attachment.properties.remove(tags::ATTACH_DATA_BINARY.id());
    attachment.external = Some(external);
    message.attachments.push(attachment);
    message
}

#[test]
fn content_outside_memory_is_written_as_if_it_were_inside() {
    let inside = {
        let mut message = Message::note();
        let file = Attachment::file(0, "a.txt", "text/plain", &b"some text"[..]);
        message.attachments.push(file);
        message
    };
    let outside = with_external(External::new(Text("some text"), 9));
    let bytes = write(&outside).unwrap();
    assert_eq!(bytes, write(&inside).unwrap());
    assert_eq!(read(&bytes).unwrap(), inside);
}

#[test]
fn content_that_cannot_be_written_is_an_error() {
    let short = write(&with_external(External::new(Text("some"), 9))).unwrap_err();
    assert!(matches!(&short, StoredError::Source(e) if e.kind() == std::io::ErrorKind::UnexpectedEof));
    let long = write(&with_external(External::new(Text("some"), 1 << 32))).unwrap_err();
    assert!(matches!(
        long,
        StoredError::TooLong {
            tag: tags::ATTACH_DATA_BINARY,
            ..
        }
    ));
}
