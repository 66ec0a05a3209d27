//! Reading the stored form.

use super::{MAX_DEPTH, StoredError, is_marker, marker};
use crate::{Attachment, Message, NamedProperties, PropertyBag, Recipient, RecipientType};
use bytes::Bytes;
use ropeway_types::wire::{Decode, DecodeError, DecodeErrorKind, Reader};
use ropeway_types::{
    Guid, NameKind, PropertyName, PropertyTag, PropertyType, PropertyValue, WideString, property_set, tags,
};

/// Reads a stored message; payloads are slices of `bytes`.
///
/// # Errors
/// [`StoredError::Malformed`], with the offset.
///
/// # Limits
/// Messages embedded deeper than [`MAX_DEPTH`] are refused. Memory is a small multiple of the input,
/// whatever its counts say.
pub fn read(bytes: &Bytes) -> Result<Message, StoredError> {
    let mut reader = Reader::new(bytes.clone());
    Ok(message(&mut reader)?)
}

const MESSAGE: &str = "message";

fn message(reader: &mut Reader) -> Result<Message, DecodeError> {
    let at = |e: DecodeError| e.within(MESSAGE, "StartMessage");
    let start = reader.clone();
    let tag = u32::decode(reader).map_err(at)?;
    if !matches!(tag, marker::START_MESSAGE | marker::START_FAI_MESSAGE) {
        return Err(at(start.error(DecodeErrorKind::Unknown(tag))));
    }
    let message = content(reader, 0, marker::END_MESSAGE)?;
    reader.finish().map_err(|e| e.within(MESSAGE, "EndMessage"))?;
    Ok(message)
}

/// The next tag; the reader stands behind it.
fn tag(reader: &mut Reader) -> Result<PropertyTag, DecodeError> {
    PropertyTag::decode(reader).map_err(|e| e.within(MESSAGE, "propDef"))
}

/// Message content up to its end marker, which is consumed.
fn content(reader: &mut Reader, depth: usize, end: u32) -> Result<Message, DecodeError> {
    if depth > MAX_DEPTH {
        return Err(reader
            .error(DecodeErrorKind::Depth(MAX_DEPTH))
            .within("embeddedMessage", "StartEmbed"));
    }
    let mut message = Message::default();
    let mut names = NamedProperties::new();
    let mut next = properties(reader, &mut message.properties, &mut names, &mut [])?;
    while next.0 == marker::START_RECIPIENT {
        let recipient = recipient(reader, &mut names, message.recipients.len())?;
        message.recipients.push(recipient);
        next = after_child(reader)?;
    }
    while next.0 == marker::NEW_ATTACHMENT {
        let attachment = attachment(reader, &mut names, message.attachments.len(), depth)?;
        message.attachments.push(attachment);
        next = after_child(reader)?;
    }
    expect(reader, next, end, "messageContent")?;
    message.named_properties = names;
    Ok(message)
}

/// The marker after a recipient or attachment.
fn after_child(reader: &mut Reader) -> Result<PropertyTag, DecodeError> {
    loop {
        let next = tag(reader)?;
        if next.0 != marker::DELETE {
            return Ok(next);
        }
        u32::decode(reader).map_err(|e| e.within(MESSAGE, "MetaTagFXDelProp"))?;
    }
}

fn expect(
    reader: &Reader,
    found: PropertyTag,
    marker: u32,
    structure: &'static str,
) -> Result<(), DecodeError> {
    if found.0 == marker {
        return Ok(());
    }
    let at = reader.offset().saturating_sub(4);
    Err(DecodeError::new(at, DecodeErrorKind::Unknown(found.0)).within(structure, "end marker"))
}

fn recipient(
    reader: &mut Reader,
    names: &mut NamedProperties,
    position: usize,
) -> Result<Recipient, DecodeError> {
    let mut properties_read = PropertyBag::new();
    let mut fields = [(tags::ROWID, None), (tags::RECIPIENT_TYPE, None)];
    let end = properties(reader, &mut properties_read, names, &mut fields)?;
    expect(reader, end, marker::END_RECIPIENT, "recipient")?;
    let [(_, row_id), (_, recipient_type)] = fields;
    let recipient_type = recipient_type.ok_or_else(|| {
        reader
            .error(DecodeErrorKind::Context("PidTagRecipientType"))
            .within("recipient", "propList")
    })?;
    Ok(Recipient {
        row_id: row_id.unwrap_or_else(|| number(position)),
        recipient_type: RecipientType(recipient_type),
        properties: properties_read,
    })
}

fn attachment(
    reader: &mut Reader,
    names: &mut NamedProperties,
    position: usize,
    depth: usize,
) -> Result<Attachment, DecodeError> {
    let mut attachment = Attachment::default();
    let mut fields = [(tags::ATTACH_NUMBER, None)];
    let mut next = properties(reader, &mut attachment.properties, names, &mut fields)?;
    let [(_, attach_number)] = fields;
    attachment.number = attach_number.unwrap_or_else(|| number(position));
    if next.0 == marker::START_EMBED {
        let embedded = content(reader, depth.saturating_add(1), marker::END_EMBED)?;
        attachment.embedded = Some(Box::new(embedded));
        next = tag(reader)?;
    }
    expect(reader, next, marker::END_ATTACHMENT, "attachment")?;
    Ok(attachment)
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Properties up to a marker, which is consumed and returned. The first property with the tag of a field
/// is that field.
fn properties(
    reader: &mut Reader,
    bag: &mut PropertyBag,
    names: &mut NamedProperties,
    fields: &mut [(PropertyTag, Option<u32>)],
) -> Result<PropertyTag, DecodeError> {
    loop {
        let offset = reader.offset();
        let tag = tag(reader)?;
        if tag.0 == marker::DELETE {
            u32::decode(reader).map_err(|e| e.within(MESSAGE, "MetaTagFXDelProp"))?;
            continue;
        }
        if is_marker(tag) {
            return Ok(tag);
        }
        if let Some((_, field)) = fields.iter_mut().find(|(t, v)| *t == tag && v.is_none()) {
            *field = Some(u32::decode(reader).map_err(|e| e.within("propValue", "fixedSizeValue"))?);
            continue;
        }
        if tag.id() >= PropertyTag::FIRST_NAMED_ID {
            name(reader, tag.id(), names)?;
        }
        let value = value(reader, tag.property_type()).map_err(|e| e.within("propValue", "value"))?;
        if bag.set(tag, value).is_some() {
            // A bag holds one value; which of two counts, nobody could say.
            let kind = DecodeErrorKind::Value {
                value: u64::from(tag.0),
            };
            return Err(DecodeError::new(offset, kind).within("propList", "repeated property"));
        }
    }
}

/// namedPropInfo ([MS-OXCFXICS] 2.2.4.1): what the id means, the same wherever it stands in a message.
fn name(reader: &mut Reader, id: u16, names: &mut NamedProperties) -> Result<(), DecodeError> {
    let at = |e: DecodeError, field| e.within("namedPropInfo", field);
    let offset = reader.offset();
    let property_set = Guid::decode(reader).map_err(|e| at(e, "PropertySet"))?;
    let kind = match u8::decode(reader).map_err(|e| at(e, "Kind"))? {
        0 => NameKind::Id(u32::decode(reader).map_err(|e| at(e, "dispid"))?),
        1 => NameKind::Name(WideString::from_utf16le(
            reader.utf16z().map_err(|e| at(e, "name"))?,
        )),
        other => {
            let value = u64::from(other);
            return Err(at(
                DecodeError::new(offset, DecodeErrorKind::Value { value }),
                "Kind",
            ));
        }
    };
    let name = PropertyName { property_set, kind };
    let unnamed = PropertyName::id(property_set::PS_MAPI, u32::from(id));
    let name = (name != unnamed).then_some(name);
    let consistent = match (&name, names.name(id)) {
        (None, known) => known.is_none(),
        (Some(name), Some(known)) => known == name,
        (Some(name), None) => {
            // Other numbers in PS_MAPI name properties below 0x8000, or nothing.
            let is_number =
                name.property_set == property_set::PS_MAPI && matches!(name.kind, NameKind::Id(_));
            let free = !is_number && names.id(name).is_none();
            if free {
                names.insert(id, name.clone());
            }
            free
        }
    };
    if consistent {
        return Ok(());
    }
    let value = u64::from(id);
    Err(at(
        DecodeError::new(offset, DecodeErrorKind::Value { value }),
        "contradicting name",
    ))
}

fn sized(reader: &mut Reader) -> Result<Bytes, DecodeError> {
    let len = u32::decode(reader)?;
    reader.take(usize::try_from(len).unwrap_or(usize::MAX))
}

/// An 8-bit string without its terminating zero.
fn narrow(reader: &mut Reader) -> Result<Bytes, DecodeError> {
    let mut bytes = sized(reader)?;
    if bytes.last() == Some(&0) {
        bytes.truncate(bytes.len().saturating_sub(1));
    }
    Ok(bytes)
}

/// A Unicode string without its terminating zero.
fn wide(reader: &mut Reader) -> Result<WideString, DecodeError> {
    let start = reader.clone();
    let mut bytes = sized(reader)?;
    if bytes.len() % 2 != 0 {
        let value = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        return Err(start.error(DecodeErrorKind::Value { value }));
    }
    if bytes.ends_with(&[0, 0]) {
        bytes.truncate(bytes.len().saturating_sub(2));
    }
    Ok(WideString::from_utf16le(bytes))
}

fn all<T>(
    reader: &mut Reader,
    min_len: usize,
    read: impl Fn(&mut Reader) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let count = usize::try_from(u32::decode(reader)?).unwrap_or(usize::MAX);
    reader.check_count(count, min_len)?;
    (0..count).map(|_| read(reader)).collect()
}

fn value(reader: &mut Reader, property_type: PropertyType) -> Result<PropertyValue, DecodeError> {
    use PropertyType as T;
    use PropertyValue as V;
    /// Bytes of a size or count.
    const SIZE: usize = 4;
    Ok(match property_type {
        T::BOOLEAN => V::Boolean(u16::decode(reader)? != 0),
        T::STRING8 => V::String8(narrow(reader)?),
        T::STRING => V::String(wide(reader)?),
        T::BINARY => V::Binary(sized(reader)?),
        T::OBJECT => V::Object(sized(reader)?),
        T::SERVER_ID => V::ServerId(sized(reader)?),
        T::MULTIPLE_STRING8 => V::MultipleString8(all(reader, SIZE, narrow)?),
        T::MULTIPLE_STRING => V::MultipleString(all(reader, SIZE, wide)?),
        T::MULTIPLE_BINARY => V::MultipleBinary(all(reader, SIZE, sized)?),
        // Values of a fixed size, and their lists, are the same as in ROPs.
        other => V::decode(other, reader)?,
    })
}
