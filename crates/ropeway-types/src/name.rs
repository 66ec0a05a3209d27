//! Property names and problems ([MS-OXCDATA] 2.6, 2.7).

use crate::error_code::ErrorCode;
use crate::guid::Guid;
use crate::tag::PropertyTag;
use crate::text::WideString;
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};

/// What names a property inside its property set.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    const MIN_LEN: usize = 17;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let at = |e: DecodeError, field| e.within("PropertyName", field);
        let offset = reader.offset();
        let kind = u8::decode(reader).map_err(|e| at(e, "Kind"))?;
        let property_set = Guid::decode(reader).map_err(|e| at(e, "PropertySet"))?;
        let kind = match kind {
            0x00 => NameKind::Id(u32::decode(reader).map_err(|e| at(e, "LID"))?),
            0x01 => {
                let size = u8::decode(reader).map_err(|e| at(e, "NameSize"))?;
                let mut name = reader.window(usize::from(size)).map_err(|e| at(e, "Name"))?;
                let text = name.utf16z().map_err(|e| at(e, "Name"))?;
                name.finish().map_err(|e| at(e, "Name"))?;
                NameKind::Name(WideString::from_utf16le(text))
            }
            0xFF => NameKind::None,
            other => {
                let kind = DecodeErrorKind::Value {
                    value: u64::from(other),
                };
                return Err(at(DecodeError::new(offset, kind), "Kind"));
            }
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
