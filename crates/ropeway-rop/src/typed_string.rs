//! TypedString ([MS-OXCDATA] 2.11.7).

use bytes::Bytes;
use ropeway_types::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use ropeway_types::{CodePage, WideString};

/// TypedString ([MS-OXCDATA] 2.11.7): a string that says how it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum TypedString {
    /// StringType 0x00: there is none.
    #[default]
    None,
    /// StringType 0x01: the empty string.
    Empty,
    /// StringType 0x02: 8-bit, in the code page of its object.
    String8(Bytes),
    /// StringType 0x03: Unicode whose characters are below U+0100, one byte each.
    ReducedUnicode(Bytes),
    /// StringType 0x04: UTF-16LE.
    Unicode(WideString),
}

impl TypedString {
    /// Text in the shortest Unicode form. Clients misread the long form where the short one would
    /// do, so there is no choice here.
    pub fn new(text: &str) -> Self {
        if text.is_empty() {
            return Self::Empty;
        }
        let reduced: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
        match reduced {
            Some(bytes) => Self::ReducedUnicode(bytes.into()),
            None => Self::Unicode(text.into()),
        }
    }

    /// The text; `None` if there is none. 8-bit text in an unknown code page is read as UTF-8 where it is.
    pub fn to_text(&self, code_page: CodePage) -> Option<String> {
        match self {
            Self::None => None,
            Self::Empty => Some(String::new()),
            Self::String8(bytes) => Some(
                code_page
                    .decode(bytes)
                    .unwrap_or_else(|| String::from_utf8_lossy(bytes))
                    .into_owned(),
            ),
            Self::ReducedUnicode(bytes) => Some(bytes.iter().copied().map(char::from).collect()),
            Self::Unicode(text) => Some(text.to_string_lossy()),
        }
    }
}

impl Decode for TypedString {
    const MIN_LEN: usize = 1;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const STRING: &str = "TypedString";
        let kind = reader.field(STRING, "StringType", |reader| {
            let offset = reader.offset();
            match u8::decode(reader)? {
                kind @ 0..=4 => Ok(kind),
                other => {
                    let value = u64::from(other);
                    Err(DecodeError::new(offset, DecodeErrorKind::Value { value }))
                }
            }
        })?;
        Ok(match kind {
            0x00 => Self::None,
            0x01 => Self::Empty,
            0x02 => Self::String8(reader.field(STRING, "String", Reader::asciiz)?),
            0x03 => Self::ReducedUnicode(reader.field(STRING, "String", Reader::asciiz)?),
            _ => {
                let text = reader.field(STRING, "String", Reader::utf16z)?;
                Self::Unicode(WideString::from_utf16le(text))
            }
        })
    }
}

impl Encode for TypedString {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::None => 0x00u8.encode(writer),
            Self::Empty => 0x01u8.encode(writer),
            Self::String8(text) => {
                writer.put(&[0x02]);
                writer.asciiz(text)
            }
            Self::ReducedUnicode(text) => {
                writer.put(&[0x03]);
                writer.asciiz(text)
            }
            Self::Unicode(text) => {
                writer.put(&[0x04]);
                writer.utf16z(text.as_bytes())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_shortest_unicode_form() {
        assert_eq!(TypedString::new("").to_bytes().unwrap()[..], [1]);
        assert_eq!(TypedString::new("é").to_bytes().unwrap()[..], [3, 0xE9, 0]);
        assert_eq!(
            TypedString::new("日").to_bytes().unwrap()[..],
            [4, 0xE5, 0x65, 0, 0]
        );
        let text = TypedString::ReducedUnicode(Bytes::from_static(&[0xE9]));
        assert_eq!(text.to_text(CodePage::WINDOWS_1252).unwrap(), "é");
    }

    #[test]
    fn unknown_string_type_is_an_error() {
        let error = TypedString::decode(&mut Reader::new(vec![5u8])).unwrap_err();
        assert_eq!((error.field, error.offset), ("StringType", 0));
    }
}
