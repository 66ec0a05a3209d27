use super::*;
use crate::external::ExternalSource;
use crate::msg::{DeviationKind, Reading, read_with_report};
use crate::oracle::survives_as_msg;
use crate::{
    AttachMethod, Attachment, External, LossReason, ReadOptions, Recipient, RecipientType, strategy,
};
use bytes::Bytes;
use proptest::prelude::*;
use ropeway_types::{Guid, PropertyName, PropertyTag, PropertyType, PropertyValue, property_set, tags};
use std::io;

fn options() -> WriteOptions {
    WriteOptions::default()
}

fn compound(file: &Bytes) -> cfb::CompoundFile<Cursor<Bytes>> {
    cfb::CompoundFile::open_strict(Cursor::new(file.clone())).unwrap()
}

fn stream(file: &Bytes, path: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    compound(file)
        .open_stream(path)
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    bytes
}

fn read(file: &Bytes) -> Reading {
    read_with_report(Cursor::new(file.clone()), &ReadOptions::default()).unwrap()
}

/// Written without a loss, and read without a deviation.
fn round_trip(message: &Message) -> Message {
    let written = write(message, &options()).unwrap();
    assert_eq!(written.losses, []);
    let reading = read(&written.bytes);
    assert!(reading.report.is_empty(), "{:?}", reading.report);
    reading.message
}

fn losses(message: &Message) -> Vec<(String, Option<PropertyTag>, LossReason)> {
    let losses = survives_as_msg(message, &options());
    losses
        .iter()
        .map(|loss| (loss.place.to_string(), loss.property, loss.reason))
        .collect()
}

/// Entry of a property in a property stream.
fn entry(stream: &[u8], header: usize, tag: u32) -> [u8; 16] {
    let entries = stream[header..].chunks_exact(16);
    let found = entries.map(|e| e.try_into().unwrap());
    found
        .into_iter()
        .find(|e: &[u8; 16]| e[..4] == tag.to_le_bytes())
        .unwrap()
}

proptest! {
    #[test]
    fn any_message_comes_back_but_for_what_is_told(
        message in strategy::message(),
        options in prop_oneof![
            3 => Just(options()),
            2 => Just(options().with_strings(Strings::AsTheyAre)),
            1 => Just(options().with_version(CompoundVersion::V4)),
        ],
    ) {
        survives_as_msg(&message, &options);
    }

    #[test]
    fn files_are_regular(message in strategy::message()) {
        let Written { bytes: file, .. } = write(&message, &options()).unwrap();
        compound(&file);
        let reading = read(&file);
        let unnamed = |kind: &DeviationKind| matches!(kind, DeviationKind::UnnamedProperty(_));
        let of_file = |kind: &DeviationKind| !unnamed(kind) && !matches!(kind, DeviationKind::AttachMethod(_));
        let deviations = reading.report.deviations.iter().map(|d| &d.kind);
        prop_assert_eq!(deviations.filter(|kind| of_file(kind)).count(), 0, "{:?}", reading.report);
    }
}

fn sample() -> Message {
    let mut message = Message::note();
    message.properties.set(tags::SUBJECT, "Grüße");
    message.properties.set(tags::STORE_SUPPORT_MASK, 0x0004_0E79);
    message.properties.set(tags::IMPORTANCE, 2);
    let mut ann = Recipient::smtp(RecipientType::TO, "Ann", "ann@example.test");
    ann.row_id = 7;
    message.recipients.push(ann);
    let bob = Recipient::smtp(RecipientType(0x1000_0002), "Bob", "bob@example.test");
    message.recipients.push(bob);
    let file = Attachment::file(0, "plan.txt", "text/plain", &b"08:00 up"[..]);
    message.attachments.push(file);
    let mut inner = Message::note();
    inner.properties.set(tags::SUBJECT, "inside");
    message.attachments.push(Attachment::message(3, inner));
    message
}

#[test]
fn a_message_comes_back_the_same() {
    let message = sample();
    assert_eq!(round_trip(&message), message);
}

#[test]
fn the_same_message_gives_the_same_bytes() {
    let first = write(&sample(), &options()).unwrap();
    let second = write(&sample(), &options()).unwrap();
    assert_eq!(first.bytes, second.bytes);
}

#[test]
fn property_streams_are_as_specified() {
    let file = write(&sample(), &options()).unwrap().bytes;
    let root = compound(&file).root_entry();
    assert_eq!(root.clsid().to_string(), "00020d0b-0000-0000-c000-000000000046");
    let top = stream(&file, "/__properties_version1.0");
    assert_eq!(top.len() % 16, 0);
    // Next recipient and attachment, recipients and attachments.
    let header = [2u32, 4, 2, 2].map(u32::to_le_bytes).concat();
    assert_eq!(top[..32], [&[0; 8][..], &header, &[0; 8]].concat());
    let subject = entry(&top, 32, 0x0037_001F);
    assert_eq!(subject[4..], [6, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(stream(&file, "/__substg1.0_0037001F").len(), 10);
    let importance = entry(&top, 32, 0x0017_0003);
    assert_eq!(importance[4..], [6, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]);

    let bob = stream(&file, "/__recip_version1.0_#00000001/__properties_version1.0");
    assert_eq!(bob.len() % 16, 8);
    assert_eq!(entry(&bob, 8, 0x0C15_0003)[8..12], 0x1000_0002u32.to_le_bytes());
    assert_eq!(entry(&bob, 8, 0x3000_0003)[8..12], [0; 4]);

    let first = stream(&file, "/__attach_version1.0_#00000000/__properties_version1.0");
    assert_eq!(entry(&first, 8, 0x3701_0102)[8..], [8, 0, 0, 0, 0, 0, 0, 0]);
    let second = stream(&file, "/__attach_version1.0_#00000003/__properties_version1.0");
    assert_eq!(entry(&second, 8, 0x0E21_0003)[8..12], [3, 0, 0, 0]);
    let object = entry(&second, 8, 0x3701_000D);
    assert_eq!(object[8..], [0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0]);
    let inner = stream(
        &file,
        "/__attach_version1.0_#00000003/__substg1.0_3701000D/__properties_version1.0",
    );
    assert_eq!(inner.len() % 16, 8);
    assert_eq!(entry(&inner, 24, 0x0037_001F)[8..12], [14, 0, 0, 0]);
}

#[test]
fn all_types_have_their_forms() {
    use PropertyValue as V;
    let mut message = Message::note();
    message.properties.set(tags::STORE_SUPPORT_MASK, 0x0004_0000);
    let wide = |text: &str| text.into();
    let bytes = |text: &'static str| Bytes::from_static(text.as_bytes());
    let values = [
        V::Null,
        V::Integer16(-2),
        V::Integer32(-3),
        V::Floating32(1.5),
        V::Floating64(-2.5),
        V::Currency(10_000),
        V::FloatingTime(2.25),
        V::ErrorCode(ropeway_types::ErrorCode(0x8004_010F)),
        V::Boolean(true),
        V::Object(bytes("object")),
        V::Integer64(i64::MIN),
        V::String(wide("text")),
        V::String(wide("")),
        V::Time(ropeway_types::FileTime(77)),
        V::Guid(Guid([5; 16])),
        V::ServerId(bytes("server")),
        V::Binary(bytes("\0\0")),
        V::Binary(Bytes::new()),
        V::MultipleInteger16(vec![1, -1]),
        V::MultipleInteger32(vec![1, -1]),
        V::MultipleFloating32(vec![0.5]),
        V::MultipleFloating64(vec![0.5]),
        V::MultipleCurrency(vec![1]),
        V::MultipleFloatingTime(vec![1.5]),
        V::MultipleInteger64(vec![1, 2, 3]),
        V::MultipleString(vec![wide("a"), wide(""), wide("ccc")]),
        V::MultipleString(vec![]),
        V::MultipleTime(vec![ropeway_types::FileTime(1)]),
        V::MultipleGuid(vec![Guid([6; 16]), Guid([7; 16])]),
        V::MultipleBinary(vec![bytes("x"), Bytes::new()]),
        V::MultipleBinary(vec![]),
    ];
    for (id, value) in (0x6000..).zip(values) {
        let tag = PropertyTag::new(id, PropertyType::UNSPECIFIED);
        message.properties.set(tag, value);
    }
    assert_eq!(round_trip(&message), message);

    let file = write(&message, &options()).unwrap().bytes;
    assert_eq!(
        stream(&file, "/__substg1.0_6019101F"),
        [4, 0, 0, 0, 2, 0, 0, 0, 8, 0, 0, 0]
    );
    assert_eq!(stream(&file, "/__substg1.0_6019101F-00000002"), b"c\0c\0c\0");
    assert_eq!(
        stream(&file, "/__substg1.0_601D1102"),
        [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    );
}

#[test]
fn types_of_rules_are_lost_with_a_reason() {
    let mut message = Message::note();
    let restriction = ropeway_types::Restriction::Exist(tags::SUBJECT);
    let value = PropertyValue::Restriction(Box::new(restriction));
    let tag = PropertyTag::new(0x6001, PropertyType::RESTRICTION);
    message.properties.set(tag, value);
    assert_eq!(
        losses(&message),
        [("message".into(), Some(tag), LossReason::Type)]
    );
}

#[test]
fn eight_bit_strings_become_unicode_unless_asked_otherwise() {
    let mut message = Message::note();
    message.properties.set(tags::MESSAGE_CODEPAGE, 1251);
    let privet = PropertyValue::String8(Bytes::from_static(b"\xcf\xf0"));
    message.properties.set(tags::SUBJECT, privet.clone());
    let unicode = read(&write(&message, &options()).unwrap().bytes).message;
    assert_eq!(
        unicode.properties.get(tags::SUBJECT),
        Some(&PropertyValue::from("Пр"))
    );
    assert_eq!(
        unicode.properties.int(tags::STORE_SUPPORT_MASK),
        Some(0x0004_0000)
    );

    let as_is = options().with_strings(Strings::AsTheyAre);
    let file = write(&message, &as_is).unwrap().bytes;
    let top = stream(&file, "/__properties_version1.0");
    assert_eq!(entry(&top, 32, 0x0037_001E)[8..12], [3, 0, 0, 0]);
    assert_eq!(read(&file).message, message);
}

#[test]
fn strings_without_a_meaning_in_their_code_page_stay_and_say_their_code_page() {
    let mut message = Message::note();
    message.properties.set(tags::INTERNET_CODEPAGE, 65001);
    let broken = PropertyValue::String8(Bytes::from_static(b"a\xff"));
    message.properties.set(tags::SUBJECT, broken.clone());
    let again = read(&write(&message, &options()).unwrap().bytes).message;
    assert_eq!(again.properties.value(tags::SUBJECT.id()), Some(&broken));
    assert_eq!(again.properties.int(tags::MESSAGE_CODEPAGE), Some(65001));
}

#[test]
fn the_names_of_all_messages_are_one_mapping() {
    let set = Guid([9; 16]);
    let [one, two, three] = [1, 2, 3].map(|lid| PropertyName::id(set, lid));
    let keyword = PropertyName::name(property_set::PS_PUBLIC_STRINGS, "Keywords");
    let tag = |id| PropertyTag::new(id, PropertyType::INTEGER32);
    // The same id has two names, and the same name two ids.
    let mut inner = Message::note();
    for (id, name) in [(0x8000, &two), (0x8001, &one), (0x8009, &keyword)] {
        inner.properties.set(tag(id), i32::from(id));
        inner.named_properties.insert(id, name.clone());
    }
    let mut message = Message::note();
    message.properties.set(tags::STORE_SUPPORT_MASK, 0x0004_0000);
    for (id, name) in [(0x8000, &one), (0x8005, &three)] {
        message.properties.set(tag(id), i32::from(id));
        message.named_properties.insert(id, name.clone());
    }
    message.named_properties.insert(0x8006, two.clone());
    message.attachments.push(Attachment::message(0, inner));
    let again = round_trip(&message);
    let number = |message: &Message, name| message.named(name).cloned();
    assert_eq!(number(&again, &one), Some(PropertyValue::Integer32(0x8000)));
    assert_eq!(number(&again, &three), Some(PropertyValue::Integer32(0x8005)));
    assert_eq!(again.named_properties.len(), 2);
    let inner = again.attachments[0].embedded.as_deref().unwrap();
    assert_eq!(number(inner, &two), Some(PropertyValue::Integer32(0x8000)));
    assert_eq!(number(inner, &one), Some(PropertyValue::Integer32(0x8001)));
    assert_eq!(number(inner, &keyword), Some(PropertyValue::Integer32(0x8009)));

    let file = write(&message, &options()).unwrap().bytes;
    let part = |number: &str| stream(&file, &format!("/__nameid_version1.0/__substg1.0_{number}0102"));
    assert_eq!(part("0002"), [9; 16]);
    assert_eq!(
        part("0003"),
        [
            [1, 0, 0, 0, 6, 0, 0, 0],
            [3, 0, 0, 0, 6, 0, 1, 0],
            [2, 0, 0, 0, 6, 0, 2, 0],
            [0, 0, 0, 0, 5, 0, 3, 0]
        ]
        .concat()
    );
    let keywords: Vec<u8> = "Keywords".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(part("0004"), [&[16, 0, 0, 0][..], &keywords].concat());
    // 1 ^ 6 = 7, 3 ^ 6 = 5, 2 ^ 6 = 4.
    assert_eq!(part("1007"), [1, 0, 0, 0, 6, 0, 0, 0]);
    assert_eq!(part("1005"), [3, 0, 0, 0, 6, 0, 1, 0]);
    assert_eq!(part("1004"), [2, 0, 0, 0, 6, 0, 2, 0]);
}

/// From a file of Outlook: the place of `x-gmx-antispam` of PS_INTERNET_HEADERS.
#[test]
fn names_are_found_where_outlook_looks_for_them() {
    let mut message = Message::note();
    let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, "x-gmx-antispam");
    message.named_properties.insert(0x8000, name);
    let tag = PropertyTag::new(0x8000, PropertyType::STRING);
    message.properties.set(tag, "x");
    let file = write(&message, &options()).unwrap().bytes;
    let bucket = stream(&file, "/__nameid_version1.0/__substg1.0_100D0102");
    let hash = 0x5F5D_9401u32.to_le_bytes();
    assert_eq!(bucket, [&hash[..], &[7, 0, 0, 0]].concat());
}

#[test]
fn properties_without_a_name_keep_free_numbers() {
    let mut message = Message::note();
    message.properties.set(tags::STORE_SUPPORT_MASK, 0x0004_0000);
    let tag = |id| PropertyTag::new(id, PropertyType::INTEGER32);
    message.properties.set(tag(0x8000), 1);
    message.properties.set(tag(0x8100), 2);
    let again = read(&write(&message, &options()).unwrap().bytes).message;
    assert_eq!(again, message);
    let name = PropertyName::id(property_set::PSETID_COMMON, 0x8501);
    message.properties.set(tag(0x9000), 3);
    message.named_properties.insert(0x9000, name);
    assert_eq!(
        losses(&message),
        [("message".into(), Some(tag(0x8000)), LossReason::Name)]
    );
}

#[test]
fn fields_of_the_model_count_before_properties_of_the_same_id() {
    let mut message = Message::note();
    let mut ann = Recipient::smtp(RecipientType::CC, "Ann", "ann@example.test");
    ann.properties.set(tags::ROWID, 5);
    ann.properties.set(tags::RECIPIENT_TYPE, "odd");
    message.recipients.push(ann);
    let mut file = Attachment::file(2, "a", "text/plain", &b"a"[..]);
    file.properties.set(tags::ATTACH_NUMBER, 5);
    message.attachments.push(file);
    let odd_type = PropertyTag::new(tags::RECIPIENT_TYPE.id(), PropertyType::STRING);
    let not_kept = LossReason::NotKept;
    assert_eq!(
        losses(&message),
        [
            ("recipient 0".into(), Some(odd_type), not_kept),
            ("recipient 0".into(), Some(tags::ROWID), not_kept),
            ("attachment 0".into(), Some(tags::ATTACH_NUMBER), not_kept),
        ]
    );
}

#[test]
fn numbers_that_identify_nothing_are_given_anew() {
    let mut message = Message::note();
    for _ in 0..2 {
        let ann = Recipient::smtp(RecipientType::TO, "Ann", "ann@example.test");
        message.recipients.push(ann);
    }
    for number in [4, 1] {
        let file = Attachment::file(number, "a", "text/plain", &b"a"[..]);
        message.attachments.push(file);
    }
    let tags: Vec<_> = losses(&message)
        .into_iter()
        .map(|(at, tag, _)| (at, tag))
        .collect();
    assert_eq!(
        tags,
        [
            ("recipient 1".into(), Some(tags::ROWID)),
            ("attachment 0".into(), Some(tags::ATTACH_NUMBER))
        ]
    );
    let again = read(&write(&message, &options()).unwrap().bytes);
    assert!(again.report.is_empty(), "{:?}", again.report);
    let numbers: Vec<u32> = again.message.attachments.iter().map(|a| a.number).collect();
    assert_eq!(numbers, [0, 1]);
}

#[test]
fn ole_storages_are_unpacked() {
    let mut ole = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let class_id = "0003000C-0000-0000-C000-000000000046".parse().unwrap();
    ole.set_storage_clsid("/", class_id).unwrap();
    ole.create_storage("/deep").unwrap();
    ole.create_stream("/deep/\u{1}Ole")
        .unwrap()
        .write_all(b"inside")
        .unwrap();
    ole.flush().unwrap();
    let bytes = Bytes::from(ole.into_inner().into_inner());
    let mut attachment = Attachment::default();
    attachment
        .properties
        .set(tags::ATTACH_METHOD, AttachMethod::STORAGE.0);
    let object = PropertyValue::Object(bytes);
    attachment.properties.set(tags::ATTACH_DATA_OBJECT, object);
    let mut message = sample();
    message.attachments = vec![attachment];
    let file = write(&message, &options()).unwrap().bytes;
    let storage = "/__attach_version1.0_#00000000/__substg1.0_3701000D";
    assert_eq!(stream(&file, &format!("{storage}/deep/\u{1}Ole")), b"inside");
    let class = compound(&file).entry(storage).unwrap().clsid().to_string();
    assert_eq!(class, "0003000c-0000-0000-c000-000000000046");
    let top = stream(&file, "/__attach_version1.0_#00000000/__properties_version1.0");
    let object = entry(&top, 8, 0x3701_000D);
    assert_eq!(object[8..], [0xFF, 0xFF, 0xFF, 0xFF, 4, 0, 0, 0]);
    // What was read keeps its bytes.
    let again = round_trip(&message);
    assert_eq!(round_trip(&again), again);

    // What is no compound file is kept as it is.
    let odd = PropertyValue::Object(Bytes::from_static(b"no compound file"));
    message.attachments[0]
        .properties
        .set(tags::ATTACH_DATA_OBJECT, odd);
    assert_eq!(round_trip(&message), message);
}

#[test]
fn ole_storages_nest_as_deep_as_they_are_read() {
    for depth in [15, 16] {
        let mut ole = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        ole.create_storage_all("/s".repeat(depth)).unwrap();
        ole.flush().unwrap();
        let mut attachment = Attachment::default();
        attachment
            .properties
            .set(tags::ATTACH_METHOD, AttachMethod::STORAGE.0);
        let object = PropertyValue::Object(ole.into_inner().into_inner().into());
        attachment.properties.set(tags::ATTACH_DATA_OBJECT, object);
        let mut message = sample();
        message.attachments = vec![attachment];
        let again = round_trip(&message);
        assert_eq!(
            again == message,
            depth == 16,
            "kept as it is, as no storage could be read"
        );
        let file = write(&message, &options()).unwrap().bytes;
        let storage = "/__attach_version1.0_#00000000/__substg1.0_3701000D";
        assert_eq!(compound(&file).is_storage(storage), depth == 15);
    }
}

struct Zeros;

impl ExternalSource for Zeros {
    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(io::repeat(7).take(1 << 20)))
    }
}

#[test]
fn content_outside_memory_is_written() {
    let mut message = sample();
    let file = &mut message.attachments[0];
    file.properties.remove(tags::ATTACH_DATA_BINARY.id());
    file.external = Some(External::new(Zeros, 200_000));
    let again = round_trip(&message);
    assert_eq!(again.attachments[0].data().unwrap(), &vec![7; 200_000]);

    message.attachments[0].external = Some(External::new(Zeros, 2 << 20));
    match write(&message, &options()) {
        Err(error @ MsgWriteError::Content { .. }) => {
            assert!(error.is_transient());
            assert_eq!(error.to_string(), "attachment 0: the content cannot be read");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn content_beyond_the_version_is_refused_unread() {
    let mut message = sample();
    let file = &mut message.attachments[0];
    file.properties.remove(tags::ATTACH_DATA_BINARY.id());
    for (version, len) in [(CompoundVersion::V3, 0x8000_0001), (CompoundVersion::V4, 1 << 32)] {
        message.attachments[0].external = Some(External::new(Zeros, len));
        let result = write(&message, &options().with_version(version));
        assert!(
            matches!(&result, Err(MsgWriteError::TooLarge { len: l, .. }) if *l == len),
            "{result:?}"
        );
    }
}

#[test]
fn two_contents_are_one_and_a_loss() {
    let mut message = sample();
    message.attachments[0].external = Some(External::new(Zeros, 3));
    let odd = PropertyValue::Object(Bytes::from_static(b"x"));
    message.attachments[1]
        .properties
        .set(tags::ATTACH_DATA_OBJECT, odd);
    let not_kept = LossReason::NotKept;
    assert_eq!(
        losses(&message),
        [
            ("attachment 0".into(), Some(tags::ATTACH_DATA_BINARY), not_kept),
            ("attachment 1".into(), Some(tags::ATTACH_DATA_OBJECT), not_kept)
        ]
    );
}

#[test]
fn embedding_is_bounded() {
    let mut message = Message::note();
    for _ in 0..3 {
        let mut outer = Message::note();
        outer.attachments.push(Attachment::message(0, message));
        message = outer;
    }
    assert!(write(&message, &options().with_max_depth(3)).is_ok());
    let error = write(&message, &options().with_max_depth(2)).unwrap_err();
    assert!(matches!(error, MsgWriteError::Depth(2)));
    assert!(!error.is_transient());
}
