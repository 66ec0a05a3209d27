#![allow(clippy::arithmetic_side_effects, reason = "a test that overflows fails")]

use super::*;
use crate::error_code::ErrorCode;
use crate::guid::Guid;
use crate::name::{NameKind, PropertyName};
use crate::tag::{PropertyTag, PropertyType};
use crate::text::{CodePage, WideString};
use crate::time::FileTime;
use crate::value::PropertyValue;
use crate::wire::{DecodeError, DecodeErrorKind, Encode, EncodeError, Writer};
use crate::{oracle, property_set, tags};
use bytes::Bytes;
use proptest::prelude::*;

fn all(bytes: &[u8]) -> Result<Vec<Token>, DecodeError> {
    tokens(bytes.to_vec()).collect()
}

fn write(tokens: &[Token]) -> Bytes {
    let mut writer = Writer::new();
    tokens.iter().for_each(|token| token.encode(&mut writer).unwrap());
    writer.finish()
}

/// The one property of a stream.
fn property(bytes: &[u8]) -> Property {
    match all(bytes).unwrap().as_slice() {
        [Token::Property(property)] => property.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_stream_of_a_server() {
    // The beginning of a hierarchySync, from "How to parse the FastTransfer stream" of the publisher of the
    // specification.
    let bytes = b"\x03\0\x12\x40\x02\x01\xE1\x65\0\0\0\0\x02\x01\xE0\x65\x16\0\0\0\
        \x52\xF6\x85\xEC\x7D\x43\x2E\x4A\xA9\x60\x34\x50\x88\x53\xD9\x0A\0\0\0\0\x03\xF5\
        \x40\0\x08\x30\0\xD0\x9E\xA8\x81\x85\xD0\x01\x02\x01\xE2\x65\x16\0\0\0\
        \x52\xF6\x85\xEC\x7D\x43\x2E\x4A\xA9\x60\x34\x50\x88\x53\xD9\x0A\0\0\0\0\x20\x7C\
        \x02\x01\xE3\x65\x17\0\0\0\x16\
        \x52\xF6\x85\xEC\x7D\x43\x2E\x4A\xA9\x60\x34\x50\x88\x53\xD9\x0A\0\0\0\0\x20\x7C\
        \x1F\0\x01\x30\x0C\0\0\0I\0N\0B\0O\0X\0\0\0\x14\0\x49\x67\x01\0\0\0\0\0\x03\xF4\
        \x03\0\x39\x66\xFB\x03\0\0\x40\0\x07\x30\x80\x39\x06\xA8\x81\x85\xD0\x01\x0B\0\xF4\x10\0\0";
    assert_eq!(bytes.len(), 0xAD);
    let tokens = all(bytes).unwrap();
    assert_eq!(tokens.len(), 11);
    assert_eq!(tokens[0], Marker::IncrSyncChg.into());
    let expected = Property::new(tags::DISPLAY_NAME, None, &"INBOX".into()).unwrap();
    assert_eq!(tokens[6], expected.into());
    let hidden = PropertyTag(0x10F4_000B);
    assert_eq!(
        tokens[10],
        Property::new(hidden, None, &false.into()).unwrap().into()
    );
    assert_eq!(write(&tokens), bytes.as_slice());
    assert_eq!(oracle::fast_transfer(bytes), Ok(true));
}

#[test]
fn markers_are_the_list_of_the_specification() {
    assert_eq!(Marker::ALL.len(), 24);
    for marker in Marker::ALL {
        assert_eq!(Marker::from_number(marker.number()), Some(*marker));
        assert_eq!(
            all(&marker.number().to_le_bytes()),
            Ok(vec![Token::Marker(*marker)])
        );
    }
    assert_eq!(format!("{:?}", Marker::FXErrorInfo), "FXErrorInfo(0x40180003)");
    assert_eq!(Marker::StartFAIMsg.end(), Some(Marker::EndMessage));
    assert_eq!(Marker::StartSubFld.end(), Some(Marker::EndFolder));
    assert_eq!(Marker::IncrSyncChg.end(), None);
    // A number that is not in the list is a property.
    let unknown = property(b"\x03\0\x19\x40\x07\0\0\0");
    assert_eq!(unknown.tag, PropertyTag(0x4019_0003));
}

#[test]
fn meta_properties_are_properties() {
    let delete = property(b"\x03\0\x16\x40\x0d\0\x12\x0e");
    assert_eq!(
        (delete.tag, delete.value.to_property_value()),
        (meta::FX_DEL_PROP, PropertyValue::Integer32(0x0E12_000D))
    );
    // The tag of MetaTagIdsetGiven says PtypInteger32, its value is a PtypBinary (3.1.5.2.1).
    let given = property(b"\x03\0\x17\x40\x02\0\0\0\x01\x02");
    assert_eq!(given.tag, meta::IDSET_GIVEN);
    let value = PropertyValue::Binary(Bytes::from_static(&[1, 2]));
    assert_eq!(given.value.to_property_value(), value);
    assert_eq!(Property::new(meta::IDSET_GIVEN, None, &value), Ok(given));
    assert_eq!(meta::name(meta::CNSET_SEEN), Some("MetaTagCnsetSeen"));
}

#[test]
fn strings_in_a_code_page() {
    // 2.2.4.1.1.1: 0x84B0 is UTF-16, 0x84E2 is 1250.
    let narrow = property(b"\xe2\x84\x37\0\x03\0\0\0\xb9x\0");
    assert_eq!(narrow.value.code_page(), Some(CodePage(1250)));
    let text = PropertyValue::String8(Bytes::from_static(b"\xb9x"));
    assert_eq!(narrow.value.to_property_value(), text);
    let wide = property(b"\xb0\x84\x37\0\x04\0\0\0x\0\0\0");
    assert_eq!(wide.value.code_page(), Some(CodePage::UTF_16LE));
    assert_eq!(wide.value.to_property_value(), "x".into());
    let same = Value::code_page_string(CodePage(1250), &b"\xb9x\0"[..]).unwrap();
    assert_eq!(narrow.value, same);
    assert!(Value::code_page_string(CodePage::UTF_8, &b""[..]).is_err());
    let mut writer = Writer::new();
    write_property(&mut writer, narrow.tag, None, &text).unwrap();
    assert_eq!(writer.finish(), &b"\xe2\x84\x37\0\x03\0\0\0\xb9x\0"[..]);
}

#[test]
fn unusual_bytes_stay() {
    for bytes in [
        // A Boolean that is neither 0 nor 1 (2.2.4.1.3), strings without their zeros.
        &b"\x0b\0\x29\0\xff\xff"[..],
        b"\x1f\0\x37\0\x02\0\0\0x\0",
        b"\x1e\0\x37\0\0\0\0\0",
        b"\x1e\x10\x37\0\x02\0\0\0\0\0\0\0\x01\0\0\0x",
        b"\x0d\0\x01\x37\x02\0\0\0ab",
        b"\xfb\0\x01\x37\x02\0\0\0ab",
        b"\x01\0\x01\x37",
        b"\x0a\0\x01\x37\x05\x01\x04\x80",
    ] {
        let token = property(bytes);
        assert_eq!(token.value.encoded_len(), bytes.len() - 4);
        assert_eq!(write(&[token.into()]), bytes);
    }
    let value = |bytes| property(bytes).value.into_property_value();
    assert_eq!(value(b"\x0b\0\x29\0\0\x01"), true.into());
    assert_eq!(value(b"\x1f\0\x37\0\x02\0\0\0x\0"), "x".into());
}

#[test]
fn errors_say_where() {
    let error = |bytes: &[u8]| all(bytes).unwrap_err();
    let prefix = b"\x03\0\x0c\x40";
    let unknown = error(&[&prefix[..], b"\x99\0\x37\0"].concat());
    assert_eq!(
        (unknown.offset, unknown.field, unknown.kind),
        (4, "propType", DecodeErrorKind::PropertyType(0x99))
    );
    // A restriction has no form in a stream.
    assert_eq!(error(b"\xfd\0\x37\0").offset, 0);
    let kind = error(&[&b"\x02\0\0\x80"[..], &[9; 16], &[2], &[0; 9]].concat());
    assert_eq!(
        (kind.structure, kind.field, kind.offset),
        ("namedPropInfo", "Kind", 20)
    );
    let odd = error(b"\x1f\0\x37\0\x03\0\0\0x\0\0");
    assert_eq!((odd.field, odd.offset), ("length", 4));
    let short = error(b"\x02\x01\x37\0\xff\xff\xff\xffx");
    assert_eq!(
        short.to_string(),
        "propValue.varSizeValue at byte 8: 4294967295 bytes needed, 1 left"
    );
    // After an error there is nothing but the error.
    let mut tokenizer = Tokenizer::whole(&b"\x99\0\x37\0\x03\0\x0c\x40"[..]);
    let first = tokenizer.next_token().unwrap_err();
    assert_eq!(tokenizer.next_token(), Err(first.clone()));
    assert_eq!(tokenizer.finish(), Err(first));
}

#[test]
fn what_cannot_be_written_is_refused() {
    let write = |tag, name: Option<&PropertyName>, value: PropertyValue| {
        write_property(&mut Writer::new(), PropertyTag(tag), name, &value)
    };
    let id = PropertyName::id(property_set::PS_MAPI, 1);
    let nul = PropertyName::name(property_set::PS_MAPI, "a\0b");
    let nothing = PropertyName {
        kind: NameKind::None,
        ..id.clone()
    };
    let unsupported = |result| matches!(result, Err(EncodeError::Unsupported(_)));
    assert!(unsupported(write(0x4000_0003, None, 1.into())));
    assert!(unsupported(write(0x8000_0003, None, 1.into())));
    assert!(unsupported(write(0x0037_0003, Some(&id), 1.into())));
    assert!(unsupported(write(0x8000_0003, Some(&nothing), 1.into())));
    assert_eq!(
        write(0x8000_0003, Some(&nul), 1.into()),
        Err(EncodeError::EmbeddedNul)
    );
    assert!(matches!(
        write(0x0037_0003, None, "x".into()),
        Err(EncodeError::TypeMismatch {
            expected: 3,
            actual: 0x1f
        })
    ));
    assert_eq!(write(0x8000_0003, Some(&id), 1.into()), Ok(()));
}

#[test]
fn tokens_inside_a_piece_are_slices_of_it() {
    let piece = Bytes::from(
        b"\x02\x01\x37\0\x20\0\0\0"
            .iter()
            .copied()
            .chain([7; 32])
            .collect::<Vec<_>>(),
    );
    let mut tokenizer = Tokenizer::new();
    tokenizer.push(piece.clone());
    let Some(Token::Property(property)) = tokenizer.next_token().unwrap() else {
        panic!("no property")
    };
    assert!(piece.as_ptr_range().contains(&property.value.as_bytes().as_ptr()));
}

#[test]
fn large_tokens_are_refused_before_their_bytes_come() {
    let limit = |bytes: &'static [u8]| {
        let mut tokenizer = Tokenizer::new().with_max_token(40);
        tokenizer.push(Bytes::from_static(bytes));
        tokenizer.next_token()
    };
    assert_eq!(limit(b"\x02\x01\x37\0\x20\0\0\0"), Ok(None));
    let error = limit(b"\x02\x01\x37\0\x21\0\0\0").unwrap_err();
    assert_eq!(error.kind, DecodeErrorKind::Limit { count: 41, max: 40 });
    assert!(limit(b"\x1f\x10\x37\0\x08\0\0\0").is_ok());
    assert!(limit(b"\x1f\x10\x37\0\x09\0\0\0").is_err());
    assert!(limit(b"\x48\x10\x37\0\xff\xff\xff\xff").is_err());
    // A name that does not end.
    let mut tokenizer = Tokenizer::new().with_max_token(40);
    tokenizer.push(Bytes::from([&b"\x02\0\0\x80"[..], &[9; 16], &[1]].concat()));
    let refused = (0..40).find(|_| {
        tokenizer.push(Bytes::from_static(b"x"));
        tokenizer.next_token().is_err()
    });
    assert_eq!(refused, Some(17));
}

fn text() -> impl Strategy<Value = Bytes> {
    proptest::collection::vec(any::<u8>(), 0..20).prop_map(Bytes::from)
}

fn value() -> impl Strategy<Value = PropertyValue> {
    use PropertyValue as V;
    let wide = || text().prop_map(WideString::from_utf16le);
    let many = |n| 0..n;
    prop_oneof![
        Just(V::Null),
        any::<i16>().prop_map(V::Integer16),
        any::<i32>().prop_map(V::Integer32),
        any::<f32>().prop_map(V::Floating32),
        any::<f64>().prop_map(V::Floating64),
        any::<i64>().prop_map(V::Currency),
        any::<f64>().prop_map(V::FloatingTime),
        any::<u32>().prop_map(|code| V::ErrorCode(ErrorCode(code))),
        any::<bool>().prop_map(V::Boolean),
        any::<i64>().prop_map(V::Integer64),
        any::<u64>().prop_map(|time| V::Time(FileTime(time))),
        any::<[u8; 16]>().prop_map(|guid| V::Guid(Guid(guid))),
        text().prop_map(V::Object),
        text().prop_map(V::String8),
        wide().prop_map(V::String),
        text().prop_map(V::ServerId),
        text().prop_map(V::Binary),
        proptest::collection::vec(any::<i16>(), many(4)).prop_map(V::MultipleInteger16),
        proptest::collection::vec(any::<f32>(), many(4)).prop_map(V::MultipleFloating32),
        proptest::collection::vec(any::<i64>(), many(4)).prop_map(V::MultipleCurrency),
        proptest::collection::vec(text(), many(4)).prop_map(V::MultipleString8),
        proptest::collection::vec(wide(), many(4)).prop_map(V::MultipleString),
        proptest::collection::vec(text(), many(4)).prop_map(V::MultipleBinary),
        proptest::collection::vec(any::<[u8; 16]>().prop_map(Guid), many(4)).prop_map(V::MultipleGuid),
    ]
}

fn token() -> impl Strategy<Value = Token> {
    let name = prop_oneof![
        any::<u32>().prop_map(|lid| PropertyName::id(property_set::PSETID_COMMON, lid)),
        "[a-z]{0,9}".prop_map(|name| PropertyName::name(property_set::PS_PUBLIC_STRINGS, &name)),
    ];
    let tag = |id: u16| PropertyTag::new(id, PropertyType::UNSPECIFIED);
    let plain = (1..0x4000u16, value()).prop_map(move |(id, value)| Property::new(tag(id), None, &value));
    let named = (0x8000..=0xFFFFu16, name, value())
        .prop_map(move |(id, name, value)| Property::new(tag(id), Some(name), &value));
    prop_oneof![
        proptest::sample::select(Marker::ALL).prop_map(Token::Marker),
        plain.prop_map(|property| property.unwrap().into()),
        named.prop_map(|property| property.unwrap().into()),
    ]
}

proptest! {
    #[test]
    fn tokens_come_back(tokens in proptest::collection::vec(token(), 0..8)) {
        let bytes = write(&tokens);
        prop_assert_eq!(all(&bytes).unwrap(), tokens);
        prop_assert_eq!(oracle::fast_transfer(&bytes), Ok(true));
    }

    #[cfg(feature = "serde")]
    #[test]
    fn tokens_survive_serde(token in token()) {
        for back in crate::serde_forms::tests::through(&token) {
            prop_assert_eq!(&back, &token);
        }
    }

    #[test]
    fn values_come_back(value in value()) {
        let back = Value::new(&value).unwrap().into_property_value();
        prop_assert_eq!(back, value);
    }

    #[test]
    fn a_stream_cut_short_is_an_error(token in token()) {
        let bytes = write(&[token]);
        for len in 1..bytes.len() {
            let error = all(&bytes[..len]).unwrap_err();
            let truncated = matches!(error.kind, DecodeErrorKind::Truncated { .. });
            prop_assert!(truncated, "{}", error);
            prop_assert!(error.offset <= len);
        }
    }

    #[test]
    fn any_bytes_are_tokens_or_an_error(
        tokens in proptest::collection::vec(token(), 0..4),
        noise in proptest::collection::vec(any::<u8>(), 0..40),
        at in any::<proptest::sample::Index>(),
    ) {
        let mut bytes = write(&tokens).to_vec();
        let at = at.index(bytes.len() + 1);
        bytes.splice(at..(at + noise.len()).min(bytes.len()), noise);
        oracle::fast_transfer(&bytes).map_err(TestCaseError::fail)?;
        oracle::ics_state(&bytes).map_err(TestCaseError::fail)?;
        oracle::restriction(&bytes).map_err(TestCaseError::fail)?;
    }
}
