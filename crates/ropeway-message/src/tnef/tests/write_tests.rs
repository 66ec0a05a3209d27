//! Writing, and reading what was written.

use super::*;

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
