//! Property values ([MS-OXCDATA] 2.11).

use crate::error_code::ErrorCode;
use crate::guid::Guid;
use crate::restriction::Restriction;
use crate::rule_action::RuleAction;
use crate::tag::{PropertyTag, PropertyType};
use crate::text::WideString;
use crate::time::FileTime;
use crate::wire::codec::bytes_count;
use crate::wire::{Announces, Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;

/// The value of a property. Strings and binaries are slices of the buffer they were read from.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum PropertyValue {
    /// PtypNull: no bytes.
    Null,
    /// PtypInteger16.
    Integer16(i16),
    /// PtypInteger32.
    Integer32(i32),
    /// PtypFloating32.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_forms::floats::one"))]
    Floating32(f32),
    /// PtypFloating64.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_forms::floats::one"))]
    Floating64(f64),
    /// PtypCurrency, in units of 1/10000.
    Currency(i64),
    /// PtypFloatingTime, in days since 1899-12-30.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_forms::floats::one"))]
    FloatingTime(f64),
    /// PtypErrorCode: why there is no value.
    ErrorCode(ErrorCode),
    /// PtypBoolean.
    Boolean(bool),
    /// PtypObject, where it is carried as counted bytes.
    Object(Bytes),
    /// PtypInteger64.
    Integer64(i64),
    /// PtypString8: 8-bit text in the code page of its object, without the zero.
    String8(Bytes),
    /// PtypString: UTF-16LE text.
    String(WideString),
    /// PtypTime.
    Time(FileTime),
    /// PtypGuid.
    Guid(Guid),
    /// PtypServerId ([MS-OXCDATA] 2.11.1.4): see [`ServerId`](crate::ServerId).
    ServerId(Bytes),
    /// PtypBinary.
    Binary(Bytes),
    /// PtypRestriction.
    Restriction(Box<Restriction>),
    /// PtypRuleAction.
    RuleAction(RuleAction),
    /// PtypMultipleInteger16.
    MultipleInteger16(Vec<i16>),
    /// PtypMultipleInteger32.
    MultipleInteger32(Vec<i32>),
    /// PtypMultipleFloating32.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_forms::floats::several"))]
    MultipleFloating32(Vec<f32>),
    /// PtypMultipleFloating64.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_forms::floats::several"))]
    MultipleFloating64(Vec<f64>),
    /// PtypMultipleCurrency.
    MultipleCurrency(Vec<i64>),
    /// PtypMultipleFloatingTime.
    #[cfg_attr(feature = "serde", serde(with = "crate::serde_forms::floats::several"))]
    MultipleFloatingTime(Vec<f64>),
    /// PtypMultipleInteger64.
    MultipleInteger64(Vec<i64>),
    /// PtypMultipleString8.
    MultipleString8(Vec<Bytes>),
    /// PtypMultipleString.
    MultipleString(Vec<WideString>),
    /// PtypMultipleTime.
    MultipleTime(Vec<FileTime>),
    /// PtypMultipleGuid.
    MultipleGuid(Vec<Guid>),
    /// PtypMultipleBinary.
    MultipleBinary(Vec<Bytes>),
}

impl PropertyValue {
    /// The type of this value.
    #[inline]
    pub const fn property_type(&self) -> PropertyType {
        use PropertyType as T;
        match self {
            Self::Null => T::NULL,
            Self::Integer16(_) => T::INTEGER16,
            Self::Integer32(_) => T::INTEGER32,
            Self::Floating32(_) => T::FLOATING32,
            Self::Floating64(_) => T::FLOATING64,
            Self::Currency(_) => T::CURRENCY,
            Self::FloatingTime(_) => T::FLOATING_TIME,
            Self::ErrorCode(_) => T::ERROR_CODE,
            Self::Boolean(_) => T::BOOLEAN,
            Self::Object(_) => T::OBJECT,
            Self::Integer64(_) => T::INTEGER64,
            Self::String8(_) => T::STRING8,
            Self::String(_) => T::STRING,
            Self::Time(_) => T::TIME,
            Self::Guid(_) => T::GUID,
            Self::ServerId(_) => T::SERVER_ID,
            Self::Binary(_) => T::BINARY,
            Self::Restriction(_) => T::RESTRICTION,
            Self::RuleAction(_) => T::RULE_ACTION,
            Self::MultipleInteger16(_) => T::MULTIPLE_INTEGER16,
            Self::MultipleInteger32(_) => T::MULTIPLE_INTEGER32,
            Self::MultipleFloating32(_) => T::MULTIPLE_FLOATING32,
            Self::MultipleFloating64(_) => T::MULTIPLE_FLOATING64,
            Self::MultipleCurrency(_) => T::MULTIPLE_CURRENCY,
            Self::MultipleFloatingTime(_) => T::MULTIPLE_FLOATING_TIME,
            Self::MultipleInteger64(_) => T::MULTIPLE_INTEGER64,
            Self::MultipleString8(_) => T::MULTIPLE_STRING8,
            Self::MultipleString(_) => T::MULTIPLE_STRING,
            Self::MultipleTime(_) => T::MULTIPLE_TIME,
            Self::MultipleGuid(_) => T::MULTIPLE_GUID,
            Self::MultipleBinary(_) => T::MULTIPLE_BINARY,
        }
    }

    /// Reads a value of a known type.
    ///
    /// # Errors
    /// As the bytes deserve; [`DecodeErrorKind::PropertyType`] for a type without an encoding.
    pub fn decode(property_type: PropertyType, reader: &mut Reader) -> Result<Self, DecodeError> {
        Self::decode_with(property_type, reader, |value| value)
    }

    /// Reads a value and gives it to `put`. Each type calls it for itself, so that a value of 4 bytes is
    /// put in its place as that and not carried there as the largest that there could be.
    #[inline]
    pub(crate) fn decode_with<R>(
        property_type: PropertyType,
        reader: &mut Reader,
        put: impl FnOnce(Self) -> R,
    ) -> Result<R, DecodeError> {
        use PropertyType as T;
        match property_type {
            T::NULL => Ok(put(Self::Null)),
            T::INTEGER16 => Ok(put(Self::Integer16(Decode::decode(reader)?))),
            T::INTEGER32 => Ok(put(Self::Integer32(Decode::decode(reader)?))),
            T::FLOATING32 => Ok(put(Self::Floating32(Decode::decode(reader)?))),
            T::FLOATING64 => Ok(put(Self::Floating64(Decode::decode(reader)?))),
            T::CURRENCY => Ok(put(Self::Currency(Decode::decode(reader)?))),
            T::FLOATING_TIME => Ok(put(Self::FloatingTime(Decode::decode(reader)?))),
            T::ERROR_CODE => Ok(put(Self::ErrorCode(Decode::decode(reader)?))),
            T::BOOLEAN => Ok(put(Self::Boolean(Decode::decode(reader)?))),
            T::OBJECT => Ok(put(Self::Object(bytes_count::decode(reader)?))),
            T::INTEGER64 => Ok(put(Self::Integer64(Decode::decode(reader)?))),
            T::STRING8 => Ok(put(Self::String8(reader.asciiz()?))),
            T::STRING => Ok(put(Self::String(wide(reader)?))),
            T::TIME => Ok(put(Self::Time(Decode::decode(reader)?))),
            T::GUID => Ok(put(Self::Guid(Decode::decode(reader)?))),
            T::SERVER_ID => Ok(put(Self::ServerId(bytes_count::decode(reader)?))),
            T::BINARY => Ok(put(Self::Binary(bytes_count::decode(reader)?))),
            _ => Ok(put(Self::decode_rare(property_type, reader)?)),
        }
    }

    /// The types with parts of their own.
    #[inline(never)]
    fn decode_rare(property_type: PropertyType, reader: &mut Reader) -> Result<Self, DecodeError> {
        use PropertyType as T;
        Ok(match property_type {
            T::RESTRICTION => Self::Restriction(Decode::decode(reader).map(Box::new)?),
            T::RULE_ACTION => Self::RuleAction(Decode::decode(reader)?),
            T::MULTIPLE_INTEGER16 => Self::MultipleInteger16(multiple(reader)?),
            T::MULTIPLE_INTEGER32 => Self::MultipleInteger32(multiple(reader)?),
            T::MULTIPLE_FLOATING32 => Self::MultipleFloating32(multiple(reader)?),
            T::MULTIPLE_FLOATING64 => Self::MultipleFloating64(multiple(reader)?),
            T::MULTIPLE_CURRENCY => Self::MultipleCurrency(multiple(reader)?),
            T::MULTIPLE_FLOATING_TIME => Self::MultipleFloatingTime(multiple(reader)?),
            T::MULTIPLE_INTEGER64 => Self::MultipleInteger64(multiple(reader)?),
            T::MULTIPLE_STRING8 => Self::MultipleString8(multiple_of(reader, 1, Reader::asciiz)?),
            T::MULTIPLE_STRING => Self::MultipleString(multiple_of(reader, 2, wide)?),
            T::MULTIPLE_TIME => Self::MultipleTime(multiple(reader)?),
            T::MULTIPLE_GUID => Self::MultipleGuid(multiple(reader)?),
            T::MULTIPLE_BINARY => Self::MultipleBinary(multiple_of(reader, 2, bytes_count::decode)?),
            PropertyType(other) => return Err(reader.error(DecodeErrorKind::PropertyType(other))),
        })
    }
}

#[inline]
fn wide(reader: &mut Reader) -> Result<WideString, DecodeError> {
    reader.utf16z().map(WideString::from_units)
}

fn multiple<T: Decode>(reader: &mut Reader) -> Result<Vec<T>, DecodeError> {
    let n = reader.announcer(Announces::Count, u32::decode)?;
    reader.list(usize::try_from(n).unwrap_or(usize::MAX))
}

fn multiple_of<T>(
    reader: &mut Reader,
    min_len: usize,
    read: impl Fn(&mut Reader) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let n = reader.announcer(Announces::Count, u32::decode)?;
    reader.list_of(usize::try_from(n).unwrap_or(usize::MAX), min_len, read)
}

/// The value alone; its type is known from the context (PropertyValue, [MS-OXCDATA] 2.11.2.1).
impl Encode for PropertyValue {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        fn put_all<T: Encode>(writer: &mut Writer, items: &[T]) -> Result<(), EncodeError> {
            writer.count_u32("multiple values", items.len())?;
            items.iter().try_for_each(|item| item.encode(writer))
        }
        match self {
            Self::Null => Ok(()),
            Self::Integer16(v) => v.encode(writer),
            Self::Integer32(v) => v.encode(writer),
            Self::Floating32(v) => v.encode(writer),
            Self::Floating64(v) | Self::FloatingTime(v) => v.encode(writer),
            Self::Currency(v) | Self::Integer64(v) => v.encode(writer),
            Self::ErrorCode(v) => v.encode(writer),
            Self::Boolean(v) => v.encode(writer),
            Self::Object(v) | Self::ServerId(v) | Self::Binary(v) => bytes_count::encode(v, writer),
            Self::String8(v) => writer.asciiz(v),
            Self::String(v) => writer.utf16z(v.as_bytes()),
            Self::Time(v) => v.encode(writer),
            Self::Guid(v) => v.encode(writer),
            Self::Restriction(v) => v.encode(writer),
            Self::RuleAction(v) => v.encode(writer),
            Self::MultipleInteger16(v) => put_all(writer, v),
            Self::MultipleInteger32(v) => put_all(writer, v),
            Self::MultipleFloating32(v) => put_all(writer, v),
            Self::MultipleFloating64(v) | Self::MultipleFloatingTime(v) => put_all(writer, v),
            Self::MultipleCurrency(v) | Self::MultipleInteger64(v) => put_all(writer, v),
            Self::MultipleTime(v) => put_all(writer, v),
            Self::MultipleGuid(v) => put_all(writer, v),
            Self::MultipleString8(v) => {
                writer.count_u32("multiple values", v.len())?;
                v.iter().try_for_each(|item| writer.asciiz(item))
            }
            Self::MultipleString(v) => {
                writer.count_u32("multiple values", v.len())?;
                v.iter().try_for_each(|item| writer.utf16z(item.as_bytes()))
            }
            Self::MultipleBinary(v) => {
                writer.count_u32("multiple values", v.len())?;
                v.iter().try_for_each(|item| bytes_count::encode(item, writer))
            }
        }
    }
}

macro_rules! from {
    ($($source:ty => $variant:ident),* $(,)?) => {$(
        impl From<$source> for PropertyValue {
            fn from(value: $source) -> Self { Self::$variant(value.into()) }
        }
    )*};
}
from! {
    i16 => Integer16, i32 => Integer32, i64 => Integer64, bool => Boolean, &str => String,
    WideString => String, FileTime => Time, Guid => Guid, Bytes => Binary, Vec<u8> => Binary,
    ErrorCode => ErrorCode,
}

/// TaggedPropertyValue ([MS-OXCDATA] 2.11.4): a tag, then the value of its type.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TaggedPropertyValue {
    /// The tag. Its type is the value's type.
    pub tag: PropertyTag,
    /// The value.
    pub value: PropertyValue,
}

impl TaggedPropertyValue {
    /// A property whose tag takes its type from the value.
    pub fn new(tag: PropertyTag, value: impl Into<PropertyValue>) -> Self {
        let value = value.into();
        Self {
            tag: tag.with_type(value.property_type()),
            value,
        }
    }
}

impl TaggedPropertyValue {
    #[inline]
    fn decode_with<R>(reader: &mut Reader, put: impl FnOnce(Self) -> R) -> Result<R, DecodeError> {
        let tag = reader.field("TaggedPropertyValue", "PropertyTag", PropertyTag::decode)?;
        reader.field("TaggedPropertyValue", "PropertyValue", |reader| {
            PropertyValue::decode_with(tag.property_type(), reader, |value| put(Self { tag, value }))
        })
    }
}

impl Decode for TaggedPropertyValue {
    const MIN_LEN: usize = 4;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        Self::decode_with(reader, |property| property)
    }
    fn decode_onto(reader: &mut Reader, items: &mut Vec<Self>) -> Result<(), DecodeError> {
        Self::decode_with(reader, |property| items.push(property))
    }
}
impl Encode for TaggedPropertyValue {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        check_type(self.tag.property_type(), &self.value)?;
        self.tag.encode(writer)?;
        self.value.encode(writer)
    }
}

/// A value may stand where its type is declared, and nowhere else.
#[inline]
pub(crate) fn check_type(expected: PropertyType, value: &PropertyValue) -> Result<(), EncodeError> {
    let actual = value.property_type();
    if expected == actual {
        Ok(())
    } else {
        Err(EncodeError::TypeMismatch {
            expected: expected.0,
            actual: actual.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags;

    #[test]
    fn tagged_string_as_a_client_sends_it() {
        // From a recorded RopSetProperties: PidTagBody "Body".
        let bytes = Bytes::from_static(b"\x1f\x00\x00\x10B\0o\0d\0y\0\0\0");
        let property = TaggedPropertyValue::decode(&mut Reader::new(bytes.clone())).unwrap();
        assert_eq!(property, TaggedPropertyValue::new(tags::BODY, "Body"));
        assert_eq!(property.to_bytes().unwrap(), bytes);
    }

    #[test]
    fn lying_counts_allocate_nothing() {
        let bytes = Bytes::from_static(&[0x03, 0x10, 0x01, 0x00, 0xff, 0xff, 0xff, 0xff, 1]);
        let error = TaggedPropertyValue::decode(&mut Reader::new(bytes)).unwrap_err();
        assert_eq!(
            (error.structure, error.field, error.offset),
            ("TaggedPropertyValue", "PropertyValue", 8)
        );
        assert_eq!(
            error.kind,
            DecodeErrorKind::Count {
                count: 0xffff_ffff,
                left: 1
            }
        );
    }

    #[test]
    fn tag_and_value_must_agree() {
        let wrong = TaggedPropertyValue {
            tag: tags::SUBJECT,
            value: PropertyValue::Integer32(1),
        };
        assert_eq!(
            wrong.to_bytes(),
            Err(EncodeError::TypeMismatch {
                expected: 0x1f,
                actual: 3
            })
        );
    }
}
