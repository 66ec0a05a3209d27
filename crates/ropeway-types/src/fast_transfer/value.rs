//! Values as they stand in a stream.

use crate::error_code::ErrorCode;
use crate::guid::Guid;
use crate::tag::PropertyType;
use crate::text::{CodePage, WideString};
use crate::time::FileTime;
use crate::value::PropertyValue;
use crate::wire::{EncodeError, Writer};
use bytes::Bytes;
use std::fmt;

/// Bytes of a length and of a count.
pub(super) const SIZE: usize = 4;
/// Bytes of the longest value of a fixed size.
const FIXED_MAX: usize = 16;
/// The bit of code page types (2.2.4.1.1.1).
const CODE_PAGE: u16 = 0x8000;

/// How the values of a type are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// fixedSizeValue of so many bytes.
    Fixed(usize),
    /// length varSizeValue; the length is a multiple of the unit.
    Sized(usize),
    /// count *fixedSizeValue.
    MultipleFixed(usize),
    /// count *(length varSizeValue).
    MultipleSized(usize),
}

/// The layout of a type (2.2.4.1.1), if it may stand in a stream.
#[inline]
pub(super) const fn shape(property_type: PropertyType) -> Option<Shape> {
    use PropertyType as T;
    Some(match property_type {
        // Not in the grammar, but a type of a fixed size: none.
        T::NULL => Shape::Fixed(0),
        // A Boolean has two bytes here (2.2.4.1.3).
        T::INTEGER16 | T::BOOLEAN => Shape::Fixed(2),
        T::INTEGER32 | T::FLOATING32 | T::ERROR_CODE => Shape::Fixed(4),
        T::FLOATING64 | T::CURRENCY | T::FLOATING_TIME | T::INTEGER64 | T::TIME => Shape::Fixed(8),
        T::GUID => Shape::Fixed(16),
        T::STRING => Shape::Sized(2),
        T::STRING8 | T::BINARY | T::OBJECT | T::SERVER_ID => Shape::Sized(1),
        T::MULTIPLE_INTEGER16 => Shape::MultipleFixed(2),
        T::MULTIPLE_INTEGER32 | T::MULTIPLE_FLOATING32 => Shape::MultipleFixed(4),
        T::MULTIPLE_FLOATING64
        | T::MULTIPLE_CURRENCY
        | T::MULTIPLE_FLOATING_TIME
        | T::MULTIPLE_INTEGER64
        | T::MULTIPLE_TIME => Shape::MultipleFixed(8),
        T::MULTIPLE_GUID => Shape::MultipleFixed(16),
        T::MULTIPLE_STRING => Shape::MultipleSized(2),
        T::MULTIPLE_STRING8 | T::MULTIPLE_BINARY => Shape::MultipleSized(1),
        other => match code_page(other) {
            Some(CodePage::UTF_16LE) => Shape::Sized(2),
            Some(_) => Shape::Sized(1),
            None => return None,
        },
    })
}

/// The code page of a code page type (2.2.4.1.1.1): 0x8000 and the number of the code page.
#[inline]
pub const fn code_page(property_type: PropertyType) -> Option<CodePage> {
    if property_type.0 & CODE_PAGE == 0 {
        None
    } else {
        Some(CodePage(property_type.0 & !CODE_PAGE))
    }
}

/// The type of strings in a code page (2.2.4.1.1.1); `None` for a number of more than 15 bits, such as
/// that of UTF-8.
pub const fn code_page_type(code_page: CodePage) -> Option<PropertyType> {
    if code_page.0 & CODE_PAGE == 0 {
        Some(PropertyType(code_page.0 | CODE_PAGE))
    } else {
        None
    }
}

/// A value as it stands in a stream: all its bytes, whether or not they are the usual ones. A string has
/// its terminating zero, or lacks it; a Boolean may be any number.
///
/// What is longer than 16 bytes is a slice of the stream, unless it was in pieces.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        try_from = "crate::serde_forms::StreamValue",
        into = "crate::serde_forms::StreamValue"
    )
)]
pub struct Value {
    property_type: PropertyType,
    lexeme: Lexeme,
}

#[derive(Clone, PartialEq, Eq)]
enum Lexeme {
    /// The bytes, and zeros.
    Fixed([u8; FIXED_MAX]),
    /// The bytes after the length.
    Sized(Bytes),
    /// The bytes after the count.
    Multiple { count: u32, items: Bytes },
}

impl Value {
    /// From the bytes of a value, with length or count, that were found to be right for the type.
    #[inline]
    pub(super) fn from_scan(
        property_type: PropertyType,
        shape: Shape,
        bytes: impl Fn(usize) -> Bytes,
        raw: &[u8],
    ) -> Self {
        let lexeme = match shape {
            Shape::Fixed(_) => {
                let mut fixed = [0; FIXED_MAX];
                if let Some(to) = fixed.get_mut(..raw.len()) {
                    to.copy_from_slice(raw);
                }
                Lexeme::Fixed(fixed)
            }
            Shape::Sized(_) => Lexeme::Sized(bytes(SIZE)),
            Shape::MultipleFixed(_) | Shape::MultipleSized(_) => Lexeme::Multiple {
                count: raw.first_chunk().map_or(0, |n| u32::from_le_bytes(*n)),
                items: bytes(SIZE),
            },
        };
        Self {
            property_type,
            lexeme,
        }
    }

    /// A value in its usual bytes, of its own type.
    ///
    /// # Errors
    /// [`EncodeError::Unsupported`] for a restriction or rule action, which have no form in a stream;
    /// [`EncodeError::TooLong`].
    pub fn new(value: &PropertyValue) -> Result<Self, EncodeError> {
        let property_type = value.property_type();
        let shape = shape(property_type).ok_or(NO_FORM)?;
        let mut writer = Writer::new();
        super::writer::value(&mut writer, value)?;
        let bytes = writer.finish();
        Ok(Self::from_scan(
            property_type,
            shape,
            |at| bytes.slice(at..),
            &bytes,
        ))
    }

    /// A string in a code page (2.2.4.1.1.1). The text has its terminating zero: servers should write it.
    ///
    /// # Errors
    /// [`EncodeError::Unsupported`] for a code page whose number has more than 15 bits, and for an odd
    /// number of bytes in UTF-16.
    pub fn code_page_string(code_page: CodePage, text: impl Into<Bytes>) -> Result<Self, EncodeError> {
        let property_type = code_page_type(code_page).ok_or(EncodeError::Unsupported("code page"))?;
        let text = text.into();
        if code_page == CodePage::UTF_16LE && text.len() % 2 != 0 {
            return Err(EncodeError::Unsupported("half a UTF-16 code unit"));
        }
        Ok(Self {
            property_type,
            lexeme: Lexeme::Sized(text),
        })
    }

    /// The type that the value is written as.
    pub fn property_type(&self) -> PropertyType {
        self.property_type
    }

    /// The code page of a string in a code page type.
    #[inline]
    pub fn code_page(&self) -> Option<CodePage> {
        code_page(self.property_type)
    }

    /// The bytes: of a single value without its length; of several without their count, but each with
    /// its length where it has one.
    pub fn as_bytes(&self) -> &[u8] {
        match &self.lexeme {
            Lexeme::Fixed(bytes) => {
                let len = match shape(self.property_type) {
                    Some(Shape::Fixed(len)) => len,
                    _ => 0,
                };
                bytes.get(..len).unwrap_or_default()
            }
            Lexeme::Sized(bytes) => bytes,
            Lexeme::Multiple { items, .. } => items,
        }
    }

    /// How many bytes the value has in a stream, its length or count with it.
    pub fn encoded_len(&self) -> usize {
        let size = match self.lexeme {
            Lexeme::Fixed(_) => 0,
            Lexeme::Sized(_) | Lexeme::Multiple { .. } => SIZE,
        };
        self.as_bytes().len().saturating_add(size)
    }

    /// What stands before the bytes.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub(super) fn prefix(&self) -> Result<Option<u32>, EncodeError> {
        match &self.lexeme {
            Lexeme::Fixed(_) => Ok(None),
            Lexeme::Sized(bytes) => super::writer::size(bytes.len()).map(Some),
            Lexeme::Multiple { count, .. } => Ok(Some(*count)),
        }
    }

    /// What it means. A string is without its terminating zero; in a code page type it is a
    /// [`PropertyValue::String`] if that is UTF-16, else a [`PropertyValue::String8`] in the
    /// [code page](Value::code_page).
    pub fn to_property_value(&self) -> PropertyValue {
        self.clone().into_property_value()
    }

    /// [`Value::to_property_value`] without counting another reference to the stream.
    #[inline]
    pub fn into_property_value(self) -> PropertyValue {
        let Self {
            property_type,
            lexeme,
        } = self;
        match lexeme {
            Lexeme::Fixed(bytes) => fixed(property_type, &bytes),
            Lexeme::Sized(bytes) => sized(property_type, bytes),
            Lexeme::Multiple { items, .. } => multiple(property_type, &items),
        }
    }
}

/// What [`shape`] does not know.
pub(super) const NO_FORM: EncodeError = EncodeError::Unsupported("a property type without a form in streams");

fn head<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes.first_chunk().copied().unwrap_or([0; N])
}

fn fixed(property_type: PropertyType, bytes: &[u8]) -> PropertyValue {
    use PropertyType as T;
    use PropertyValue as V;
    match property_type {
        T::INTEGER16 => V::Integer16(i16::from_le_bytes(head(bytes))),
        T::BOOLEAN => V::Boolean(u16::from_le_bytes(head(bytes)) != 0),
        T::INTEGER32 => V::Integer32(i32::from_le_bytes(head(bytes))),
        T::FLOATING32 => V::Floating32(f32::from_le_bytes(head(bytes))),
        T::ERROR_CODE => V::ErrorCode(ErrorCode(u32::from_le_bytes(head(bytes)))),
        T::FLOATING64 => V::Floating64(f64::from_le_bytes(head(bytes))),
        T::CURRENCY => V::Currency(i64::from_le_bytes(head(bytes))),
        T::FLOATING_TIME => V::FloatingTime(f64::from_le_bytes(head(bytes))),
        T::INTEGER64 => V::Integer64(i64::from_le_bytes(head(bytes))),
        T::TIME => V::Time(FileTime(u64::from_le_bytes(head(bytes)))),
        T::GUID => V::Guid(Guid(head(bytes))),
        _ => V::Null,
    }
}

fn sized(property_type: PropertyType, bytes: Bytes) -> PropertyValue {
    use PropertyType as T;
    use PropertyValue as V;
    match property_type {
        T::STRING => V::String(wide(bytes)),
        T::STRING8 => V::String8(narrow(bytes)),
        T::OBJECT => V::Object(bytes),
        T::SERVER_ID => V::ServerId(bytes),
        T::BINARY => V::Binary(bytes),
        other => match code_page(other) {
            Some(CodePage::UTF_16LE) => V::String(wide(bytes)),
            _ => V::String8(narrow(bytes)),
        },
    }
}

fn multiple(property_type: PropertyType, items: &Bytes) -> PropertyValue {
    use PropertyType as T;
    use PropertyValue as V;
    fn all<const N: usize, R>(items: &[u8], read: impl Fn([u8; N]) -> R) -> Vec<R> {
        items.chunks_exact(N).map(|item| read(head(item))).collect()
    }
    match property_type {
        T::MULTIPLE_INTEGER16 => V::MultipleInteger16(all(items, i16::from_le_bytes)),
        T::MULTIPLE_INTEGER32 => V::MultipleInteger32(all(items, i32::from_le_bytes)),
        T::MULTIPLE_FLOATING32 => V::MultipleFloating32(all(items, f32::from_le_bytes)),
        T::MULTIPLE_FLOATING64 => V::MultipleFloating64(all(items, f64::from_le_bytes)),
        T::MULTIPLE_CURRENCY => V::MultipleCurrency(all(items, i64::from_le_bytes)),
        T::MULTIPLE_FLOATING_TIME => V::MultipleFloatingTime(all(items, f64::from_le_bytes)),
        T::MULTIPLE_INTEGER64 => V::MultipleInteger64(all(items, i64::from_le_bytes)),
        T::MULTIPLE_TIME => V::MultipleTime(all(items, |n| FileTime(u64::from_le_bytes(n)))),
        T::MULTIPLE_GUID => V::MultipleGuid(all(items, Guid)),
        T::MULTIPLE_STRING => V::MultipleString(each(items).map(wide).collect()),
        T::MULTIPLE_STRING8 => V::MultipleString8(each(items).map(narrow).collect()),
        _ => V::MultipleBinary(each(items).collect()),
    }
}

/// The items of several values with lengths, as slices.
fn each(items: &Bytes) -> impl Iterator<Item = Bytes> + '_ {
    let mut rest = items.as_ref();
    std::iter::from_fn(move || {
        let (len, after) = rest.split_first_chunk::<SIZE>()?;
        let len = usize::try_from(u32::from_le_bytes(*len)).ok()?;
        let (item, after) = after.split_at_checked(len)?;
        rest = after;
        Some(items.slice_ref(item))
    })
}

/// Without the terminating zero; a reader is to check that it is one (2.2.4.1.3).
fn narrow(mut bytes: Bytes) -> Bytes {
    if bytes.last() == Some(&0) {
        bytes.truncate(bytes.len().saturating_sub(1));
    }
    bytes
}

fn wide(mut bytes: Bytes) -> WideString {
    if bytes.ends_with(&[0, 0]) {
        bytes.truncate(bytes.len().saturating_sub(2));
    }
    WideString::from_utf16le(bytes)
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} ", self.property_type)?;
        self.to_property_value().fmt(f)
    }
}
