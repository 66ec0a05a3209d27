//! Files written here, each with one of the oddities of real programs.

use bytes::Bytes;
use ropeway_message::ReadOptions;
use ropeway_message::msg::{DeviationKind, MsgError, Reading, read_bytes, read_with_report};
use ropeway_message::{AttachMethod, Message, RecipientType};
use ropeway_types::{FileTime, PropertyName, PropertyTag, PropertyValue, property_set, tags};
use std::io::{Cursor, Write};

/// A compound file under construction.
struct Builder(cfb::CompoundFile<Cursor<Vec<u8>>>);

impl Builder {
    fn new() -> Self {
        Self(cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap())
    }

    fn storage(mut self, path: &str) -> Self {
        self.0.create_storage_all(path).unwrap();
        self
    }

    fn stream(mut self, path: &str, bytes: &[u8]) -> Self {
        self.0.create_stream(path).unwrap().write_all(bytes).unwrap();
        self
    }

    /// A property stream with a header of zeros.
    fn properties(self, storage: &str, header: usize, entries: &[(u32, [u8; 8])]) -> Self {
        let mut bytes = vec![0; header];
        for (tag, value) in entries {
            bytes.extend(tag.to_le_bytes());
            bytes.extend([6, 0, 0, 0]);
            bytes.extend(value);
        }
        self.stream(&format!("{storage}/__properties_version1.0"), &bytes)
    }

    fn finish(mut self) -> Bytes {
        self.0.flush().unwrap();
        self.0.into_inner().into_inner().into()
    }

    fn read(self) -> Reading {
        read_with_report(Cursor::new(self.finish()), &ReadOptions::default()).unwrap()
    }
}

fn size(n: u32) -> [u8; 8] {
    u64::from(n).to_le_bytes()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn kinds(reading: &Reading) -> Vec<DeviationKind> {
    reading.report.deviations.iter().map(|d| d.kind.clone()).collect()
}

#[test]
fn a_regular_file_has_no_report() {
    let mut nameid_entries = Vec::new();
    // Number 0x8530 in the first set of the file, then offset 0 of the strings in PS_PUBLIC_STRINGS.
    nameid_entries.extend([0x30, 0x85, 0, 0, 6, 0, 0, 0]);
    nameid_entries.extend([0, 0, 0, 0, 5, 0, 1, 0]);
    let mut strings = vec![8, 0, 0, 0];
    strings.extend(wide("Cate"));
    let reading = Builder::new()
        .storage("/__nameid_version1.0")
        .stream("/__nameid_version1.0/__substg1.0_00020102", &[7; 16])
        .stream("/__nameid_version1.0/__substg1.0_00030102", &nameid_entries)
        .stream("/__nameid_version1.0/__substg1.0_00040102", &strings)
        .properties(
            "",
            32,
            &[
                (0x0037_001F, size(6)),
                (0x0029_000B, size(1)),
                (0x0039_0040, 0x0102_0304_0506_0708u64.to_le_bytes()),
                (0x8000_0003, size(77)),
                (0x8001_101F, size(8)),
                (0x1234_1102, size(16)),
                (0x1235_1003, size(8)),
                (0x1236_0048, size(16)),
            ],
        )
        .stream("/__substg1.0_0037001F", &wide("Hi"))
        .stream("/__substg1.0_8001101F", &[4, 0, 0, 0, 2, 0, 0, 0])
        .stream("/__substg1.0_8001101F-00000000", &wide("x\0"))
        .stream("/__substg1.0_8001101F-00000001", &wide("\0"))
        .stream(
            "/__substg1.0_12341102",
            &[1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0],
        )
        .stream("/__substg1.0_12341102-00000000", b"a")
        .stream("/__substg1.0_12341102-00000001", b"bc")
        .stream("/__substg1.0_12351003", &[1, 0, 0, 0, 2, 0, 0, 0])
        .stream("/__substg1.0_12360048", &[9; 16])
        .read();
    assert_eq!(kinds(&reading), []);
    let message = reading.message;
    assert_eq!(message.subject().unwrap(), "Hi");
    assert_eq!(message.properties.bool(tags::READ_RECEIPT_REQUESTED), Some(true));
    assert_eq!(
        message.properties.time(tags::CLIENT_SUBMIT_TIME),
        Some(FileTime(0x0102_0304_0506_0708))
    );
    let set = ropeway_types::Guid([7; 16]);
    assert_eq!(
        message.named(&PropertyName::id(set, 0x8530)),
        Some(&PropertyValue::Integer32(77))
    );
    assert_eq!(
        message.named(&PropertyName::name(property_set::PS_PUBLIC_STRINGS, "Cate")),
        Some(&PropertyValue::MultipleString(vec!["x".into(), "".into()]))
    );
    assert_eq!(
        message.properties.value(0x1234),
        Some(&PropertyValue::MultipleBinary(vec![
            Bytes::from_static(b"a"),
            Bytes::from_static(b"bc")
        ]))
    );
    assert_eq!(
        message.properties.value(0x1235),
        Some(&PropertyValue::MultipleInteger32(vec![1, 2]))
    );
    assert_eq!(
        message.properties.value(0x1236),
        Some(&PropertyValue::Guid(ropeway_types::Guid([9; 16])))
    );
}

#[test]
fn lower_case_names_stored_zeros_and_wrong_sizes_are_read() {
    let reading = Builder::new()
        .properties(
            "",
            32,
            &[
                (0x0037_001F, size(99)),
                (0x0070_001F, size(2)),
                (0x1000_001F, size(9)),
            ],
        )
        .stream("/__SUBSTG1.0_0037001f", &wide("Hi\0"))
        .stream("/__substg1.0_0e1d001f", &wide("Hi"))
        .read();
    assert_eq!(
        kinds(&reading),
        [
            DeviationKind::SizeField {
                tag: tags::SUBJECT,
                declared: 99,
                actual: 6
            },
            DeviationKind::MissingValue(tags::BODY),
            DeviationKind::UnlistedValue(tags::NORMALIZED_SUBJECT),
        ]
    );
    let text = |tag| reading.message.text(tag);
    assert_eq!(
        reading.message.properties.value(0x0037),
        Some(&PropertyValue::from("Hi"))
    );
    assert_eq!(text(tags::CONVERSATION_TOPIC).as_deref(), Some(""));
    assert_eq!(text(tags::NORMALIZED_SUBJECT).as_deref(), Some("Hi"));
    assert_eq!(text(tags::BODY), None);
    assert!(reading.report.lost_something());
}

#[test]
fn values_without_any_property_stream_are_read() {
    let reading = Builder::new().stream("/__substg1.0_0037001F", &wide("Hi")).read();
    assert_eq!(reading.message.subject().unwrap(), "Hi");
    assert_eq!(
        kinds(&reading),
        [
            DeviationKind::NoPropertyStream,
            DeviationKind::UnlistedValue(tags::SUBJECT)
        ]
    );
}

#[test]
fn gaps_in_numbering_keep_the_order_and_row_ids_need_to_be_distinct() {
    let build = |second_row: u32| {
        Builder::new()
            .properties("", 32, &[(0x0017_0003, size(1))])
            .storage("/__recip_version1.0_#0000000a")
            .storage("/__recip_version1.0_#00000003")
            .properties(
                "/__recip_version1.0_#0000000a",
                8,
                &[(0x3000_0003, size(second_row)), (0x0C15_0003, size(2))],
            )
            .properties(
                "/__recip_version1.0_#00000003",
                8,
                &[(0x3000_0003, size(7)), (0x0C15_0003, size(3))],
            )
            .read()
    };
    let rows = |message: &Message| -> Vec<_> {
        message
            .recipients
            .iter()
            .map(|r| (r.row_id, r.recipient_type))
            .collect()
    };
    let distinct = build(8);
    assert_eq!(
        rows(&distinct.message),
        [(7, RecipientType::BCC), (8, RecipientType::CC)]
    );
    let same = build(7);
    assert_eq!(
        rows(&same.message),
        [(3, RecipientType::BCC), (10, RecipientType::CC)]
    );
    assert!(kinds(&same).contains(&DeviationKind::RowIds));
    assert!(same.message.recipients[0].properties.is_empty());
}

#[test]
fn a_code_page_is_taken_from_the_locale_and_said_to_be() {
    let reading = Builder::new()
        .properties("", 32, &[(0x3FF1_0003, size(1049)), (0x0037_001E, size(3))])
        .stream("/__substg1.0_0037001E", b"\xcf\xf0")
        .read();
    assert_eq!(reading.message.subject().unwrap(), "Пр");
    assert_eq!(kinds(&reading), [DeviationKind::CodePage(1251)]);
}

#[test]
fn unnamed_properties_keep_their_numbers() {
    let reading = Builder::new()
        .properties("", 32, &[(0x8005_0003, size(1))])
        .read();
    assert_eq!(kinds(&reading), [DeviationKind::UnnamedProperty(0x8005)]);
    assert!(reading.message.properties.contains(0x8005));
}

fn nested(depth: usize) -> Bytes {
    let mut builder = Builder::new().properties("", 32, &[(0x0017_0003, size(0))]);
    let mut path = String::new();
    for level in 1..=depth {
        path += "/__attach_version1.0_#00000000";
        builder = builder.storage(&path).properties(
            &path,
            8,
            &[(0x3705_0003, size(5)), (0x3701_000D, size(u32::MAX))],
        );
        path += "/__substg1.0_3701000D";
        let level = u32::try_from(level).unwrap();
        builder = builder
            .storage(&path)
            .properties(&path, 24, &[(0x0017_0003, size(level))]);
    }
    builder.finish()
}

#[test]
fn embedded_messages_are_read_down_to_the_limit() {
    let options = ReadOptions::default().with_max_depth(3);
    let message = read_bytes(&nested(3), &options).unwrap();
    assert_eq!(message.depth(), 3);
    assert_eq!(message.attachments[0].method(), AttachMethod::EMBEDDED_MESSAGE);
    let inner = message.attachments[0].embedded.as_ref().unwrap();
    assert_eq!(inner.properties.int(tags::IMPORTANCE), Some(1));
    assert!(matches!(
        read_bytes(&nested(4), &options),
        Err(MsgError::Limit { limit: 3, .. })
    ));
}

#[test]
fn entries_and_bytes_have_limits() {
    let file = nested(2);
    let few = ReadOptions::default().with_max_entries(4);
    assert!(matches!(
        read_bytes(&file, &few),
        Err(MsgError::Limit { limit: 4, .. })
    ));
    let small = ReadOptions::default().with_max_bytes(50);
    assert!(matches!(
        read_bytes(&file, &small),
        Err(MsgError::Limit { limit: 50, .. })
    ));
}

#[test]
fn an_ole_storage_becomes_a_compound_file_and_always_the_same() {
    let attach = "/__attach_version1.0_#00000002";
    let object = format!("{attach}/__substg1.0_3701000D");
    let file = Builder::new()
        .properties("", 32, &[(0x0017_0003, size(0))])
        .storage(attach)
        .properties(attach, 8, &[(0x3705_0003, size(6))])
        .storage(&format!("{object}/Inner"))
        .stream(&format!("{object}/CONTENTS"), &[5; 5000])
        .stream(&format!("{object}/Inner/\u{1}Ole"), b"x")
        .finish();
    let read = || read_bytes(&file, &ReadOptions::default()).unwrap();
    let message = read();
    assert_eq!(message.attachments[0].number, 2);
    let bytes = message.attachments[0]
        .properties
        .binary(tags::ATTACH_DATA_OBJECT)
        .unwrap()
        .clone();
    let mut ole = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
    assert_eq!(ole.entry("/CONTENTS").unwrap().len(), 5000);
    let mut text = String::new();
    let mut stream = ole.open_stream("/Inner/\u{1}Ole").unwrap();
    std::io::Read::read_to_string(&mut stream, &mut text).unwrap();
    assert_eq!(text, "x");
    assert_eq!(read(), message);
}

#[test]
fn what_is_no_message_is_an_error() {
    let read = |bytes: &[u8]| read_bytes(&Bytes::copy_from_slice(bytes), &ReadOptions::default());
    assert!(matches!(read(b"no compound file"), Err(MsgError::Container(_))));
    assert!(matches!(read(&[]), Err(MsgError::Container(_))));
    let word = Builder::new().stream("/WordDocument", b"x").finish();
    assert!(matches!(read(&word), Err(MsgError::NotAMessage)));
}

#[test]
fn a_source_that_fails_is_told_from_a_broken_file() {
    struct Failing;
    impl std::io::Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::TimedOut.into())
        }
    }
    impl std::io::Seek for Failing {
        fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
            Ok(4096)
        }
    }
    assert!(matches!(
        read_with_report(Failing, &ReadOptions::default()),
        Err(MsgError::Io(_))
    ));
}

#[test]
fn every_truncation_is_an_answer() {
    let file = nested(2);
    for len in (0..file.len()).step_by(7) {
        let _ = read_bytes(&file.slice(..len), &ReadOptions::default());
    }
    // A file that lacks half of its last sector is still read.
    let cut = file.slice(..file.len() - 100);
    assert!(read_bytes(&cut, &ReadOptions::default()).is_ok());
}

#[test]
fn the_outermost_message_may_have_the_shorter_header() {
    let reading = Builder::new()
        .properties("", 24, &[(0x0017_0003, size(2))])
        .read();
    assert_eq!(
        reading.message.properties.get(PropertyTag(0x0017_0003)),
        Some(&PropertyValue::Integer32(2))
    );
}
