//! Writing a stream.

use super::marker::Marker;
use super::meta;
use super::token::Token;
use super::value::{NO_FORM, code_page};
use crate::name::{NameKind, PropertyName};
use crate::tag::{PropertyTag, PropertyType};
use crate::text::CodePage;
use crate::value::PropertyValue;
use crate::wire::{EncodeError, Writer};

/// Where a stream is written to, piece by piece. Payloads are passed on as they are.
pub trait Sink {
    /// Why it may fail.
    type Error: From<EncodeError>;

    /// Takes the next bytes.
    ///
    /// # Errors
    /// The sink's own.
    fn put(&mut self, bytes: &[u8]) -> Result<(), Self::Error>;
}

impl Sink for Writer {
    type Error = EncodeError;

    fn put(&mut self, bytes: &[u8]) -> Result<(), EncodeError> {
        Writer::put(self, bytes);
        Ok(())
    }
}

/// Writes a marker.
///
/// # Errors
/// Of the sink.
pub fn write_marker<S: Sink>(sink: &mut S, marker: Marker) -> Result<(), S::Error> {
    sink.put(&marker.number().to_le_bytes())
}

/// Writes a property with its value, strings with their terminating zeros.
///
/// The value is of the tag's type; of PtypBinary for [`meta::IDSET_GIVEN`], and a string for a code page
/// type.
///
/// # Errors
/// Of the sink; [`EncodeError::TypeMismatch`], [`EncodeError::TooLong`], [`EncodeError::EmbeddedNul`] in
/// the name, and [`EncodeError::Unsupported`] for a tag that is a marker, a type without a form, and a
/// property from 0x8000 up without a name or one below that has one.
#[inline]
pub fn write_property<S: Sink>(
    sink: &mut S,
    tag: PropertyTag,
    name: Option<&PropertyName>,
    property_value: &PropertyValue,
) -> Result<(), S::Error> {
    let expected = meta::value_type(tag);
    let actual = property_value.property_type();
    let fits = match code_page(expected) {
        Some(CodePage::UTF_16LE) => actual == PropertyType::STRING,
        Some(_) => actual == PropertyType::STRING8,
        None => actual == expected,
    };
    definition(sink, tag, name, fits, actual)?;
    value(sink, property_value)
}

/// Writes a token as it was read.
///
/// # Errors
/// As [`write_property`].
pub fn write_token<S: Sink>(sink: &mut S, token: &Token) -> Result<(), S::Error> {
    match token {
        Token::Marker(marker) => write_marker(sink, *marker),
        Token::Property(property) => {
            let (expected, actual) = (meta::value_type(property.tag), property.value.property_type());
            let prefix = property.value.prefix()?;
            definition(
                sink,
                property.tag,
                property.name.as_ref(),
                expected == actual,
                actual,
            )?;
            if let Some(prefix) = prefix {
                sink.put(&prefix.to_le_bytes())?;
            }
            sink.put(property.value.as_bytes())
        }
    }
}

/// propDef, after the checks.
#[inline]
fn definition<S: Sink>(
    sink: &mut S,
    tag: PropertyTag,
    name: Option<&PropertyName>,
    fits: bool,
    actual: PropertyType,
) -> Result<(), S::Error> {
    if Marker::from_number(tag.0).is_some() {
        return Err(EncodeError::Unsupported("a property whose tag is a marker").into());
    }
    if !fits {
        let expected = meta::value_type(tag).0;
        return Err(EncodeError::TypeMismatch {
            expected,
            actual: actual.0,
        }
        .into());
    }
    let named = tag.id() >= PropertyTag::FIRST_NAMED_ID;
    let Some(name) = name else {
        if named {
            return Err(EncodeError::Unsupported("a named property without its name").into());
        }
        return sink.put(&tag.0.to_le_bytes());
    };
    if !named {
        return Err(EncodeError::Unsupported("the name of a property below 0x8000").into());
    }
    match &name.kind {
        NameKind::Id(lid) => {
            sink.put(&tag.0.to_le_bytes())?;
            sink.put(&name.property_set.0)?;
            sink.put(&[0])?;
            sink.put(&lid.to_le_bytes())
        }
        NameKind::Name(text) if text.units().all(|unit| unit != 0) => {
            sink.put(&tag.0.to_le_bytes())?;
            sink.put(&name.property_set.0)?;
            sink.put(&[1])?;
            sink.put(text.as_bytes())?;
            sink.put(&[0, 0])
        }
        NameKind::Name(_) => Err(EncodeError::EmbeddedNul.into()),
        NameKind::None => Err(EncodeError::Unsupported("a property named by nothing").into()),
    }
}

/// A length or count.
pub(super) fn size(len: usize) -> Result<u32, EncodeError> {
    let what = "value";
    u32::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 32 })
}

/// Sized bytes, with the terminating zero of a string.
#[inline]
fn sized<S: Sink>(sink: &mut S, bytes: &[u8], terminator: &[u8]) -> Result<(), S::Error> {
    let len = size(bytes.len().saturating_add(terminator.len()))?;
    sink.put(&len.to_le_bytes())?;
    sink.put(bytes)?;
    sink.put(terminator)
}

fn all<S: Sink, T>(
    sink: &mut S,
    items: &[T],
    mut write: impl FnMut(&mut S, &T) -> Result<(), S::Error>,
) -> Result<(), S::Error> {
    let count = size(items.len())?;
    sink.put(&count.to_le_bytes())?;
    items.iter().try_for_each(|item| write(sink, item))
}

/// A value, with its length or count.
#[inline]
pub(super) fn value<S: Sink>(sink: &mut S, value: &PropertyValue) -> Result<(), S::Error> {
    use PropertyValue as V;
    match value {
        V::Null => Ok(()),
        V::Integer16(v) => sink.put(&v.to_le_bytes()),
        V::Integer32(v) => sink.put(&v.to_le_bytes()),
        V::Floating32(v) => sink.put(&v.to_le_bytes()),
        V::Floating64(v) | V::FloatingTime(v) => sink.put(&v.to_le_bytes()),
        V::Currency(v) | V::Integer64(v) => sink.put(&v.to_le_bytes()),
        V::ErrorCode(v) => sink.put(&v.0.to_le_bytes()),
        V::Boolean(v) => sink.put(&u16::from(*v).to_le_bytes()),
        V::Time(v) => sink.put(&v.0.to_le_bytes()),
        V::Guid(v) => sink.put(&v.0),
        V::String8(v) => sized(sink, v, &[0]),
        V::String(v) => sized(sink, v.as_bytes(), &[0, 0]),
        V::Object(v) | V::ServerId(v) | V::Binary(v) => sized(sink, v, &[]),
        V::MultipleInteger16(v) => all(sink, v, |sink, v| sink.put(&v.to_le_bytes())),
        V::MultipleInteger32(v) => all(sink, v, |sink, v| sink.put(&v.to_le_bytes())),
        V::MultipleFloating32(v) => all(sink, v, |sink, v| sink.put(&v.to_le_bytes())),
        V::MultipleFloating64(v) | V::MultipleFloatingTime(v) => {
            all(sink, v, |sink, v| sink.put(&v.to_le_bytes()))
        }
        V::MultipleCurrency(v) | V::MultipleInteger64(v) => {
            all(sink, v, |sink, v| sink.put(&v.to_le_bytes()))
        }
        V::MultipleTime(v) => all(sink, v, |sink, v| sink.put(&v.0.to_le_bytes())),
        V::MultipleGuid(v) => all(sink, v, |sink, v| sink.put(&v.0)),
        V::MultipleString8(v) => all(sink, v, |sink, v| sized(sink, v, &[0])),
        V::MultipleString(v) => all(sink, v, |sink, v| sized(sink, v.as_bytes(), &[0, 0])),
        V::MultipleBinary(v) => all(sink, v, |sink, v| sized(sink, v, &[])),
        V::Restriction(_) | V::RuleAction(_) => Err(NO_FORM.into()),
    }
}
