//! Property names and problems ([MS-OXCDATA] 2.6, 2.7).

use crate::error_code::ErrorCode;
use crate::guid::Guid;
use crate::tag::PropertyTag;
use crate::text::WideString;
use crate::wire::{
    Announces, Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Tolerance, Writer,
};

/// What names a property inside its property set.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum NameKind {
    /// Kind 0x00: a number (LID).
    Id(u32),
    /// Kind 0x01: a string.
    Name(WideString),
    /// Kind 0xFF: no name is known for the property id.
    None,
}

/// PropertyName ([MS-OXCDATA] 2.6.1).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PropertyName {
    /// The property set.
    pub property_set: Guid,
    /// Number or string.
    pub kind: NameKind,
}

impl PropertyName {
    /// A property named by a number.
    pub const fn id(property_set: Guid, lid: u32) -> Self {
        Self {
            property_set,
            kind: NameKind::Id(lid),
        }
    }

    /// A property named by a string.
    pub fn name(property_set: Guid, name: &str) -> Self {
        Self {
            property_set,
            kind: NameKind::Name(name.into()),
        }
    }
}

impl Decode for PropertyName {
    /// 17 but for [`Tolerance::UNNAMED_WITHOUT_GUID`].
    const MIN_LEN: usize = 1;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const NAME: &str = "PropertyName";
        let kind = reader.field(NAME, "Kind", |reader| {
            let offset = reader.offset();
            match u8::decode(reader)? {
                kind @ (0x00 | 0x01 | 0xFF) => Ok(kind),
                other => {
                    let value = u64::from(other);
                    Err(DecodeError::new(offset, DecodeErrorKind::Value { value }))
                }
            }
        })?;
        if kind == 0xFF && reader.tolerance().contains(Tolerance::UNNAMED_WITHOUT_GUID) {
            reader.tolerates(Tolerance::UNNAMED_WITHOUT_GUID);
            return Ok(Self {
                property_set: Guid::NIL,
                kind: NameKind::None,
            });
        }
        let property_set = reader.field(NAME, "Guid", Guid::decode)?;
        let kind = match kind {
            0x00 => NameKind::Id(reader.field(NAME, "LID", u32::decode)?),
            0x01 => reader.field(NAME, "Name", |reader| {
                let size = reader.announcer(Announces::Size, u8::decode)?;
                reader.window(usize::from(size), |reader| {
                    let text = reader.utf16z()?;
                    reader.finish()?;
                    Ok(NameKind::Name(WideString::from_utf16le(text)))
                })
            })?,
            _ => NameKind::None,
        };
        Ok(Self { property_set, kind })
    }
}

impl Encode for PropertyName {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let kind: u8 = match &self.kind {
            NameKind::Id(_) => 0x00,
            NameKind::Name(_) => 0x01,
            NameKind::None => 0xFF,
        };
        kind.encode(writer)?;
        self.property_set.encode(writer)?;
        match &self.kind {
            NameKind::Id(lid) => lid.encode(writer),
            NameKind::Name(name) => {
                writer.count_u8("property name", name.as_bytes().len().saturating_add(2))?;
                writer.utf16z(name.as_bytes())
            }
            NameKind::None => Ok(()),
        }
    }
}

crate::wire_struct! {
    /// PropertyProblem ([MS-OXCDATA] 2.7), 10 bytes: one property of a request that failed.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PropertyProblem {
        /// Position in the request's array.
        pub index: u16,
        /// The property.
        pub property_tag: PropertyTag,
        /// Why it failed.
        pub error_code: ErrorCode,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guid::property_set::PS_INTERNET_HEADERS;

    #[test]
    fn string_name_round_trips() {
        let name = PropertyName::name(PS_INTERNET_HEADERS, "X-A");
        let bytes = name.to_bytes().unwrap();
        assert_eq!(bytes[0], 1);
        assert_eq!(bytes[17..], *b"\x08X\0-\0A\0\0\0");
        assert_eq!(PropertyName::decode(&mut Reader::new(bytes)).unwrap(), name);
    }

    #[test]
    fn unknown_kind_is_an_error_at_its_byte() {
        let error = PropertyName::decode(&mut Reader::new(vec![7u8; 17])).unwrap_err();
        assert_eq!((error.field, error.offset), ("Kind", 0));
    }
}
