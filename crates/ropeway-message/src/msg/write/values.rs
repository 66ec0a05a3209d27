//! Values as they stand in a file ([MS-OXMSG] 2.1.3, 2.1.4, 2.4.2).

use crate::msg::properties::{narrow, wide};
use bytes::Bytes;
use ropeway_types::wire::Encode;
use ropeway_types::{CodePage, PropertyType, PropertyValue, WideString};

/// The sizes of a property entry count the zero at the end of a string, which its stream does not have.
const NARROW_END: u32 = 1;
const WIDE_END: u32 = 2;

/// How a value is written.
#[derive(Debug, PartialEq)]
pub(super) enum Form {
    /// In its property entry.
    Inline([u8; 8]),
    /// In a stream; what its entry counts beside the stream's bytes.
    Stream { bytes: Bytes, end: u32 },
    /// An index stream, and a stream for each value.
    Parts { index: Vec<u8>, parts: Vec<Bytes> },
}

/// How a value is written; `None` for the types that a file does not have.
pub(super) fn form(value: &PropertyValue) -> Option<Form> {
    use PropertyValue as V;
    let stream = |bytes: Bytes, end| Some(Form::Stream { bytes, end });
    match value {
        V::Null => Some(Form::Inline([0; 8])),
        V::Integer16(v) => inline(v),
        V::Integer32(v) => inline(v),
        V::Floating32(v) => inline(v),
        V::Floating64(v) | V::FloatingTime(v) => inline(v),
        V::Currency(v) | V::Integer64(v) => inline(v),
        V::ErrorCode(v) => inline(v),
        V::Boolean(v) => inline(&u16::from(*v)),
        V::Time(v) => inline(v),
        V::Guid(v) => stream(Bytes::copy_from_slice(&v.0), 0),
        V::String8(v) => stream(narrow(v.clone()), NARROW_END),
        V::String(v) => stream(wide(v.as_bytes().clone()).as_bytes().clone(), WIDE_END),
        V::Binary(v) | V::ServerId(v) | V::Object(v) => stream(v.clone(), 0),
        V::MultipleInteger16(v) => packed(v),
        V::MultipleInteger32(v) => packed(v),
        V::MultipleFloating32(v) => packed(v),
        V::MultipleFloating64(v) | V::MultipleFloatingTime(v) => packed(v),
        V::MultipleCurrency(v) | V::MultipleInteger64(v) => packed(v),
        V::MultipleTime(v) => packed(v),
        V::MultipleGuid(v) => packed(v),
        V::MultipleString8(v) => parts(v.iter().cloned().map(narrow), NARROW_END, false),
        V::MultipleString(v) => {
            let texts = v.iter().map(|text| wide(text.as_bytes().clone()));
            parts(texts.map(|text| text.as_bytes().clone()), WIDE_END, false)
        }
        V::MultipleBinary(v) => parts(v.iter().cloned(), 0, true),
        _ => None,
    }
}

fn inline(value: &impl Encode) -> Option<Form> {
    let encoded = value.to_bytes().ok()?;
    let mut bytes = [0; 8];
    bytes.get_mut(..encoded.len())?.copy_from_slice(&encoded);
    Some(Form::Inline(bytes))
}

fn packed(values: &[impl Encode]) -> Option<Form> {
    let mut bytes = Vec::new();
    for value in values {
        bytes.extend(value.to_bytes().ok()?);
    }
    Some(Form::Stream {
        bytes: bytes.into(),
        end: 0,
    })
}

/// The length of each value with its end, and for binary values a reserved field.
fn parts(values: impl Iterator<Item = Bytes>, end: u32, reserved: bool) -> Option<Form> {
    let parts: Vec<Bytes> = values.collect();
    let mut index = Vec::new();
    for part in &parts {
        let len = u32::try_from(part.len()).ok()?.checked_add(end)?;
        index.extend(len.to_le_bytes());
        if reserved {
            index.extend([0; 4]);
        }
    }
    Some(Form::Parts { index, parts })
}

/// 8-bit strings as Unicode strings; `None` for other values, and for text that has no meaning in the
/// code page.
pub(super) fn unicode(value: &PropertyValue, code_page: CodePage) -> Option<PropertyValue> {
    let text = |bytes: &Bytes| {
        let text = code_page.decode(bytes)?;
        (!text.contains(char::REPLACEMENT_CHARACTER)).then(|| WideString::from(&*text))
    };
    match value {
        PropertyValue::String8(bytes) => text(bytes).map(PropertyValue::String),
        PropertyValue::MultipleString8(values) => values
            .iter()
            .map(text)
            .collect::<Option<_>>()
            .map(PropertyValue::MultipleString),
        _ => None,
    }
}

/// Whether a value is of 8-bit strings.
pub(super) fn is_narrow(value: &PropertyValue) -> bool {
    matches!(
        value.property_type(),
        PropertyType::STRING8 | PropertyType::MULTIPLE_STRING8
    )
}
