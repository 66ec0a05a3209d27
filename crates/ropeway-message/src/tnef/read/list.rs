//! Lists of properties ([MS-OXTNEF] 2.1.3.4).

use super::context::{Attribute, Context};
use crate::tnef::report::DeviationKind;
use crate::tnef::{IID_MESSAGE, IID_STORAGE, IID_STREAM, TnefError};
use crate::{NamedProperties, Place, PropertyBag};
use bytes::Bytes;
use ropeway_types::wire::{Decode, DecodeError, Reader};
use ropeway_types::{
    ErrorCode, Guid, NameKind, PropertyName, PropertyTag, PropertyType, PropertyValue, WideString,
    property_set, tags,
};

/// Why a list is not read on.
pub(super) enum Stop {
    /// Its bytes have no meaning from here on.
    Broken,
    /// Nothing more is read of the whole stream.
    Refused(TnefError),
}

impl From<DecodeError> for Stop {
    fn from(_: DecodeError) -> Self {
        Self::Broken
    }
}

impl From<TnefError> for Stop {
    fn from(error: TnefError) -> Self {
        Self::Refused(error)
    }
}

/// Where the properties of a list go.
pub(super) struct Target<'a> {
    pub(super) place: &'a Place,
    pub(super) bag: &'a mut PropertyBag,
    pub(super) names: &'a mut Names,
    /// Properties that are fields of the model.
    pub(super) fields: &'a mut [(PropertyTag, Option<u32>)],
    /// The stream of an embedded message, if this is an attachment.
    pub(super) embedded: Option<&'a mut Option<Bytes>>,
}

/// The names of a message.
#[derive(Default)]
pub(super) struct Names {
    pub(super) names: NamedProperties,
    shared_id_noted: bool,
}

/// Reads the list that an attribute consists of, as far as it goes.
pub(super) fn read(
    cx: &mut Context<'_>,
    attribute: &Attribute,
    target: &mut Target<'_>,
) -> Result<(), TnefError> {
    let mut reader = Reader::new(attribute.data.clone());
    let Ok(declared) = u32::decode(&mut reader) else {
        cx.note(target.place, DeviationKind::Attribute(attribute.name()));
        return Ok(());
    };
    elements(
        cx,
        target.place.clone(),
        attribute,
        &mut reader,
        declared,
        |cx, reader| property(cx, reader, target),
    )
}

/// Reads so many elements of an attribute, up to the first that cannot be read.
pub(super) fn elements(
    cx: &mut Context<'_>,
    place: Place,
    attribute: &Attribute,
    reader: &mut Reader,
    declared: u32,
    mut read: impl FnMut(&mut Context<'_>, &mut Reader) -> Result<(), Stop>,
) -> Result<(), TnefError> {
    let name = attribute.name();
    for position in 0..declared {
        match read(cx, reader) {
            Ok(()) => {}
            Err(Stop::Refused(error)) => return Err(error),
            Err(Stop::Broken) => {
                let kind = DeviationKind::Incomplete {
                    attribute: name,
                    read: position,
                    declared,
                };
                cx.note(&place, kind);
                return Ok(());
            }
        }
    }
    if !reader.is_empty() {
        let kind = DeviationKind::Excess {
            attribute: name,
            bytes: reader.remaining(),
        };
        cx.note(&place, kind);
    }
    Ok(())
}

/// Reads a property.
pub(super) fn property(
    cx: &mut Context<'_>,
    reader: &mut Reader,
    target: &mut Target<'_>,
) -> Result<(), Stop> {
    cx.entry()?;
    let property_type = PropertyType(u16::decode(reader)?);
    let wire_id = u16::decode(reader)?;
    let name = if wire_id < PropertyTag::FIRST_NAMED_ID {
        None
    } else {
        Some(name(reader)?)
    };
    let wire_tag = PropertyTag::new(wire_id, property_type);
    let value = value(cx, reader, target.place, wire_tag)?;
    let id = match name {
        Some(name) => target.names.id(cx, target.place, wire_tag, &name),
        None => Some(wire_id),
    };
    let (Some(value), Some(id)) = (value, id) else {
        return Ok(());
    };
    let tag = PropertyTag::new(id, property_type);
    let value = match value {
        Value::Plain(value) => value,
        Value::Object(interface, bytes) => {
            if interface == IID_MESSAGE
                && tag == tags::ATTACH_DATA_OBJECT
                && let Some(embedded) = &mut target.embedded
            {
                if embedded.is_some() {
                    cx.note(target.place, DeviationKind::DuplicateProperty(tag));
                } else {
                    **embedded = Some(bytes);
                }
                return Ok(());
            }
            if interface != IID_STORAGE && interface != IID_STREAM {
                cx.note(target.place, DeviationKind::Interface { tag, interface });
            }
            PropertyValue::Object(bytes)
        }
    };
    if let PropertyValue::Integer32(number) = &value
        && let Some((_, field)) = target.fields.iter_mut().find(|(t, v)| *t == tag && v.is_none())
    {
        *field = Some(number.cast_unsigned());
        return Ok(());
    }
    // Some writers put a string into the list twice; the Unicode one says more.
    let better = matches!(
        (target.bag.value(id), &value),
        (Some(PropertyValue::String8(_)), PropertyValue::String(_))
    );
    if target.bag.contains(id) {
        cx.note(target.place, DeviationKind::DuplicateProperty(tag));
    }
    if better || !target.bag.contains(id) {
        target.bag.set(tag, value);
    }
    Ok(())
}

/// The name of a property, which stands before its value.
fn name(reader: &mut Reader) -> Result<PropertyName, Stop> {
    let property_set = Guid::decode(reader)?;
    let kind = match u32::decode(reader)? {
        0 => NameKind::Id(u32::decode(reader)?),
        1 => NameKind::Name(wide(&mut counted(reader)?)),
        _ => return Err(Stop::Broken),
    };
    Ok(PropertyName { property_set, kind })
}

impl Names {
    /// The id that a named property gets. Exchange gives all of them the same id in the stream, so that the
    /// name alone counts.
    fn id(
        &mut self,
        cx: &mut Context<'_>,
        place: &Place,
        tag: PropertyTag,
        name: &PropertyName,
    ) -> Option<u16> {
        if let Some(id) = self.names.id(name) {
            return Some(id);
        }
        if name.property_set == property_set::PS_MAPI {
            cx.note(place, DeviationKind::Name(tag));
            return None;
        }
        if self.names.name(tag.id()).is_none() && tag.id() != u16::MAX {
            self.names.insert(tag.id(), name.clone());
            return Some(tag.id());
        }
        if !self.shared_id_noted {
            self.shared_id_noted = true;
            cx.note(place, DeviationKind::SharedId(tag.id()));
        }
        let id = self.names.id_or_insert(name).ok();
        if id.is_none() {
            cx.note(place, DeviationKind::Name(tag));
        }
        id
    }
}

enum Value {
    Plain(PropertyValue),
    Object(Guid, Bytes),
}

/// The value of a type; `None` if there is none.
fn value(
    cx: &mut Context<'_>,
    reader: &mut Reader,
    place: &Place,
    tag: PropertyTag,
) -> Result<Option<Value>, Stop> {
    use PropertyType as T;
    use PropertyValue as V;
    Ok(Some(Value::Plain(match tag.property_type() {
        T::INTEGER16 => V::Integer16(short(reader)?),
        T::BOOLEAN => V::Boolean(short(reader)? != 0),
        T::INTEGER32 => V::Integer32(Decode::decode(reader)?),
        T::FLOATING32 => V::Floating32(Decode::decode(reader)?),
        T::ERROR_CODE => V::ErrorCode(ErrorCode(u32::decode(reader)?)),
        T::FLOATING64 => V::Floating64(Decode::decode(reader)?),
        T::FLOATING_TIME => V::FloatingTime(Decode::decode(reader)?),
        T::CURRENCY => V::Currency(Decode::decode(reader)?),
        T::INTEGER64 => V::Integer64(Decode::decode(reader)?),
        T::TIME => V::Time(Decode::decode(reader)?),
        T::GUID => V::Guid(Decode::decode(reader)?),
        T::MULTIPLE_INTEGER16 => V::MultipleInteger16(several(reader, short)?),
        T::MULTIPLE_INTEGER32 => V::MultipleInteger32(several(reader, decoded)?),
        T::MULTIPLE_FLOATING32 => V::MultipleFloating32(several(reader, decoded)?),
        T::MULTIPLE_FLOATING64 => V::MultipleFloating64(several(reader, decoded)?),
        T::MULTIPLE_FLOATING_TIME => V::MultipleFloatingTime(several(reader, decoded)?),
        T::MULTIPLE_CURRENCY => V::MultipleCurrency(several(reader, decoded)?),
        T::MULTIPLE_INTEGER64 => V::MultipleInteger64(several(reader, decoded)?),
        T::MULTIPLE_TIME => V::MultipleTime(several(reader, decoded)?),
        T::MULTIPLE_GUID => V::MultipleGuid(several(reader, decoded)?),
        T::STRING8 | T::STRING | T::BINARY | T::OBJECT => {
            return single(cx, reader, place, tag);
        }
        T::MULTIPLE_STRING8 => {
            let parts = parts(cx, reader)?;
            V::MultipleString8(parts.into_iter().map(narrow).collect())
        }
        T::MULTIPLE_STRING => {
            let mut parts = parts(cx, reader)?;
            if parts.iter().any(|part| part.len() % 2 != 0) {
                cx.note(place, DeviationKind::ValueSize(tag));
            }
            V::MultipleString(parts.iter_mut().map(wide).collect())
        }
        T::MULTIPLE_BINARY => V::MultipleBinary(parts(cx, reader)?),
        _ => {
            cx.note(place, DeviationKind::UnknownType(tag));
            return Err(Stop::Broken);
        }
    })))
}

/// The one value of a type whose values have a size of their own.
fn single(
    cx: &mut Context<'_>,
    reader: &mut Reader,
    place: &Place,
    tag: PropertyTag,
) -> Result<Option<Value>, Stop> {
    let mut parts = parts(cx, reader)?;
    if parts.len() != 1 {
        let values = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        cx.note(place, DeviationKind::ValueCount { tag, values });
    }
    parts.truncate(1);
    let Some(mut bytes) = parts.pop() else {
        return Ok(None);
    };
    Ok(Some(Value::Plain(match tag.property_type() {
        PropertyType::STRING8 => PropertyValue::String8(narrow(bytes)),
        PropertyType::STRING => {
            if bytes.len() % 2 != 0 {
                cx.note(place, DeviationKind::ValueSize(tag));
            }
            PropertyValue::String(wide(&mut bytes))
        }
        PropertyType::OBJECT => {
            let mut inner = Reader::new(bytes);
            let Ok(interface) = Guid::decode(&mut inner) else {
                cx.note(place, DeviationKind::ValueSize(tag));
                return Ok(None);
            };
            return Ok(Some(Value::Object(interface, inner.rest())));
        }
        _ => PropertyValue::Binary(bytes),
    })))
}

fn decoded<T: Decode>(reader: &mut Reader) -> Result<T, DecodeError> {
    T::decode(reader)
}

/// 16 bits in a field of 32.
fn short(reader: &mut Reader) -> Result<i16, DecodeError> {
    let value = i16::decode(reader)?;
    reader.take(2)?;
    Ok(value)
}

/// Values of one size; each takes 4 bytes or more of what is left.
fn several<T>(
    reader: &mut Reader,
    read: impl Fn(&mut Reader) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let count = u32::decode(reader)?;
    reader.list_of(usize::try_from(count).unwrap_or(usize::MAX), 4, read)
}

/// Values with a size of their own; each takes 4 bytes or more of what is left.
fn parts(cx: &mut Context<'_>, reader: &mut Reader) -> Result<Vec<Bytes>, Stop> {
    let count = u32::decode(reader)?;
    let mut parts = Vec::new();
    for position in 0..count {
        if position > 0 {
            cx.entry()?;
        }
        parts.push(counted(reader)?);
    }
    Ok(parts)
}

/// Bytes behind their length, and zeros up to a multiple of four, which may be missing at the end.
fn counted(reader: &mut Reader) -> Result<Bytes, DecodeError> {
    let len = usize::try_from(u32::decode(reader)?).unwrap_or(usize::MAX);
    let bytes = reader.take(len)?;
    let padding = len.wrapping_neg() % 4;
    reader.take(padding.min(reader.remaining()))?;
    Ok(bytes)
}

/// A string without its terminating zero.
fn narrow(mut bytes: Bytes) -> Bytes {
    if bytes.last() == Some(&0) {
        bytes.truncate(bytes.len().saturating_sub(1));
    }
    bytes
}

fn wide(bytes: &mut Bytes) -> WideString {
    bytes.truncate(bytes.len() & !1);
    if bytes.ends_with(&[0, 0]) {
        bytes.truncate(bytes.len().saturating_sub(2));
    }
    WideString::from_utf16le(bytes.clone())
}
