//! Property types and property tags ([MS-OXCDATA] 2.9, 2.11.1).

use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Scalar, Writer};
use std::fmt;

/// A property type ([MS-OXCDATA] 2.11.1). Unknown numbers survive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct PropertyType(pub u16);

macro_rules! property_types {
    ($($(#[$meta:meta])* $name:ident = $value:literal, $spec:literal;)*) => {
        impl PropertyType {
            $( #[doc = concat!($spec, ".")] $(#[$meta])* pub const $name: PropertyType = PropertyType($value); )*

            /// The specification's name, if there is one.
            pub const fn name(self) -> Option<&'static str> {
                match self.0 { $( $value => Some($spec), )* _ => None }
            }
        }
    };
}

property_types! {
    UNSPECIFIED = 0x0000, "PtypUnspecified";
    NULL = 0x0001, "PtypNull";
    INTEGER16 = 0x0002, "PtypInteger16";
    INTEGER32 = 0x0003, "PtypInteger32";
    FLOATING32 = 0x0004, "PtypFloating32";
    FLOATING64 = 0x0005, "PtypFloating64";
    CURRENCY = 0x0006, "PtypCurrency";
    FLOATING_TIME = 0x0007, "PtypFloatingTime";
    ERROR_CODE = 0x000A, "PtypErrorCode";
    BOOLEAN = 0x000B, "PtypBoolean";
    OBJECT = 0x000D, "PtypObject";
    INTEGER64 = 0x0014, "PtypInteger64";
    STRING8 = 0x001E, "PtypString8";
    STRING = 0x001F, "PtypString";
    TIME = 0x0040, "PtypTime";
    GUID = 0x0048, "PtypGuid";
    SERVER_ID = 0x00FB, "PtypServerId";
    RESTRICTION = 0x00FD, "PtypRestriction";
    RULE_ACTION = 0x00FE, "PtypRuleAction";
    BINARY = 0x0102, "PtypBinary";
    MULTIPLE_INTEGER16 = 0x1002, "PtypMultipleInteger16";
    MULTIPLE_INTEGER32 = 0x1003, "PtypMultipleInteger32";
    MULTIPLE_FLOATING32 = 0x1004, "PtypMultipleFloating32";
    MULTIPLE_FLOATING64 = 0x1005, "PtypMultipleFloating64";
    MULTIPLE_CURRENCY = 0x1006, "PtypMultipleCurrency";
    MULTIPLE_FLOATING_TIME = 0x1007, "PtypMultipleFloatingTime";
    MULTIPLE_INTEGER64 = 0x1014, "PtypMultipleInteger64";
    MULTIPLE_STRING8 = 0x101E, "PtypMultipleString8";
    MULTIPLE_STRING = 0x101F, "PtypMultipleString";
    MULTIPLE_TIME = 0x1040, "PtypMultipleTime";
    MULTIPLE_GUID = 0x1048, "PtypMultipleGuid";
    MULTIPLE_BINARY = 0x1102, "PtypMultipleBinary";
}

impl PropertyType {
    /// In a tag of a column, beside the bit 0x1000 of a multiple type: one instance of a multi-valued
    /// property, as a row of its own ([MS-OXCTABL]).
    pub const MULTIVALUE_INSTANCE: u16 = 0x2000;

    /// Whether this is a string type, 8-bit or Unicode.
    pub const fn is_string(self) -> bool {
        matches!(self.0, 0x001E | 0x001F)
    }
}

impl fmt::Debug for PropertyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "{:#06x}", self.0),
        }
    }
}
impl Decode for PropertyType {
    const MIN_LEN: usize = 2;
    #[inline]
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let value = Self(u16::decode(reader)?);
        reader.note(|| Scalar::Type(value));
        Ok(value)
    }
}
impl Encode for PropertyType {
    #[inline]
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode(writer)
    }
}

/// A property tag ([MS-OXCDATA] 2.9): id in the high half, type in the low half; on the wire a
/// little-endian u32. The named ones are in [`tags`](crate::tags).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct PropertyTag(pub u32);

impl PropertyTag {
    /// The first id of named properties.
    pub const FIRST_NAMED_ID: u16 = 0x8000;

    /// From id and type.
    pub const fn new(id: u16, property_type: PropertyType) -> Self {
        // Lossless: both halves are 16 bits wide.
        PropertyTag(((id as u32) << 16) | property_type.0 as u32)
    }

    /// The property id.
    pub const fn id(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// The property type.
    pub const fn property_type(self) -> PropertyType {
        PropertyType((self.0 & 0xFFFF) as u16)
    }

    /// The same id with another type.
    #[must_use]
    pub const fn with_type(self, property_type: PropertyType) -> Self {
        Self::new(self.id(), property_type)
    }

    /// Whether the id is mapped to a name per logon or message.
    pub const fn is_named(self) -> bool {
        self.id() >= Self::FIRST_NAMED_ID && self.id() != 0xFFFF
    }
}

impl fmt::Debug for PropertyTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match crate::tags::name(*self) {
            Some(name) => write!(f, "{name}({:#010x})", self.0),
            None => write!(f, "{:#010x}", self.0),
        }
    }
}
impl Decode for PropertyTag {
    const MIN_LEN: usize = 4;
    #[inline]
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let value = Self(u32::decode(reader)?);
        reader.note(|| Scalar::Tag(value));
        Ok(value)
    }
}
impl Encode for PropertyTag {
    #[inline]
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode(writer)
    }
}
