//! Writing the stored form.

use super::{MAX_DEPTH, StoredError, is_marker, marker};
use crate::{Attachment, Message, NamedProperties, PropertyBag, Recipient};
use bytes::Bytes;
use ropeway_types::{NameKind, PropertyTag, PropertyValue, property_set, tags};
use std::io;

/// Writes a message.
///
/// # Errors
/// [`StoredError`]: what the form cannot carry. Nothing is left out.
pub fn write(message: &Message) -> Result<Bytes, StoredError> {
    let mut bytes = Vec::new();
    write_to(message, &mut bytes)?;
    Ok(bytes.into())
}

/// Writes a message piece by piece; payloads are passed on as they are. The pieces are small, so that an
/// unbuffered sink wants a [`std::io::BufWriter`].
///
/// # Errors
/// As [`write()`], and [`StoredError::Io`] if the sink fails. Part of the message may be written then.
pub fn write_to(message: &Message, sink: &mut dyn io::Write) -> Result<(), StoredError> {
    let mut out = Out { sink };
    out.u32(marker::START_MESSAGE)?;
    out.content(message, 0)?;
    out.u32(marker::END_MESSAGE)
}

struct Out<'a> {
    sink: &'a mut dyn io::Write,
}

impl Out<'_> {
    fn put(&mut self, bytes: &[u8]) -> Result<(), StoredError> {
        self.sink.write_all(bytes).map_err(StoredError::Io)
    }

    fn u32(&mut self, value: u32) -> Result<(), StoredError> {
        self.put(&value.to_le_bytes())
    }

    fn content(&mut self, message: &Message, depth: usize) -> Result<(), StoredError> {
        if depth > MAX_DEPTH {
            return Err(StoredError::Depth);
        }
        let names = &message.named_properties;
        self.bag(&message.properties, names)?;
        for recipient in &message.recipients {
            self.recipient(recipient, names)?;
        }
        for attachment in &message.attachments {
            self.attachment(attachment, names, depth)?;
        }
        Ok(())
    }

    fn recipient(&mut self, recipient: &Recipient, names: &NamedProperties) -> Result<(), StoredError> {
        self.u32(marker::START_RECIPIENT)?;
        self.number(tags::ROWID, recipient.row_id)?;
        self.number(tags::RECIPIENT_TYPE, recipient.recipient_type.0)?;
        self.bag(&recipient.properties, names)?;
        self.u32(marker::END_RECIPIENT)
    }

    fn attachment(
        &mut self,
        attachment: &Attachment,
        names: &NamedProperties,
        depth: usize,
    ) -> Result<(), StoredError> {
        self.u32(marker::NEW_ATTACHMENT)?;
        self.number(tags::ATTACH_NUMBER, attachment.number)?;
        self.bag(&attachment.properties, names)?;
        if let Some(message) = &attachment.embedded {
            self.u32(marker::START_EMBED)?;
            self.content(message, depth.saturating_add(1))?;
            self.u32(marker::END_EMBED)?;
        }
        self.u32(marker::END_ATTACHMENT)
    }

    /// A field of the model as a property.
    fn number(&mut self, tag: PropertyTag, value: u32) -> Result<(), StoredError> {
        self.u32(tag.0)?;
        self.u32(value)
    }

    fn bag(&mut self, bag: &PropertyBag, names: &NamedProperties) -> Result<(), StoredError> {
        for (tag, value) in bag.iter() {
            if is_marker(tag) {
                return Err(StoredError::Marker(tag));
            }
            self.u32(tag.0)?;
            if tag.id() >= PropertyTag::FIRST_NAMED_ID {
                self.name(tag.id(), names)?;
            }
            self.value(tag, value)?;
        }
        Ok(())
    }

    fn name(&mut self, id: u16, names: &NamedProperties) -> Result<(), StoredError> {
        let Some(name) = names.name(id) else {
            self.put(&property_set::PS_MAPI.0)?;
            self.put(&[0])?;
            return self.u32(u32::from(id));
        };
        self.put(&name.property_set.0)?;
        match &name.kind {
            NameKind::Id(_) if name.property_set == property_set::PS_MAPI => Err(StoredError::Name(id)),
            NameKind::Id(lid) => {
                self.put(&[0])?;
                self.u32(*lid)
            }
            NameKind::Name(text) if text.units().all(|unit| unit != 0) => {
                self.put(&[1])?;
                self.put(text.as_bytes())?;
                self.put(&[0, 0])
            }
            NameKind::Name(_) | NameKind::None => Err(StoredError::Name(id)),
        }
    }

    fn size(&mut self, tag: PropertyTag, len: usize) -> Result<(), StoredError> {
        self.u32(u32::try_from(len).map_err(|_| StoredError::TooLong { tag, len })?)
    }

    /// Sized bytes, with the terminating zero of a string.
    fn sized(&mut self, tag: PropertyTag, bytes: &[u8], terminator: &[u8]) -> Result<(), StoredError> {
        self.size(tag, bytes.len().saturating_add(terminator.len()))?;
        self.put(bytes)?;
        self.put(terminator)
    }

    fn all<T>(
        &mut self,
        tag: PropertyTag,
        items: &[T],
        mut write: impl FnMut(&mut Self, &T) -> Result<(), StoredError>,
    ) -> Result<(), StoredError> {
        self.size(tag, items.len())?;
        items.iter().try_for_each(|item| write(self, item))
    }

    fn value(&mut self, tag: PropertyTag, value: &PropertyValue) -> Result<(), StoredError> {
        use PropertyValue as V;
        match value {
            V::Null => Ok(()),
            V::Integer16(v) => self.put(&v.to_le_bytes()),
            V::Integer32(v) => self.put(&v.to_le_bytes()),
            V::Floating32(v) => self.put(&v.to_le_bytes()),
            V::Floating64(v) | V::FloatingTime(v) => self.put(&v.to_le_bytes()),
            V::Currency(v) | V::Integer64(v) => self.put(&v.to_le_bytes()),
            V::ErrorCode(v) => self.u32(v.0),
            V::Boolean(v) => self.put(&u16::from(*v).to_le_bytes()),
            V::Time(v) => self.put(&v.0.to_le_bytes()),
            V::Guid(v) => self.put(&v.0),
            V::String8(v) => self.sized(tag, v, &[0]),
            V::String(v) => self.sized(tag, v.as_bytes(), &[0, 0]),
            V::Object(v) | V::ServerId(v) | V::Binary(v) => self.sized(tag, v, &[]),
            V::MultipleInteger16(v) => self.all(tag, v, |out, v| out.put(&v.to_le_bytes())),
            V::MultipleInteger32(v) => self.all(tag, v, |out, v| out.put(&v.to_le_bytes())),
            V::MultipleFloating32(v) => self.all(tag, v, |out, v| out.put(&v.to_le_bytes())),
            V::MultipleFloating64(v) | V::MultipleFloatingTime(v) => {
                self.all(tag, v, |out, v| out.put(&v.to_le_bytes()))
            }
            V::MultipleCurrency(v) | V::MultipleInteger64(v) => {
                self.all(tag, v, |out, v| out.put(&v.to_le_bytes()))
            }
            V::MultipleTime(v) => self.all(tag, v, |out, v| out.put(&v.0.to_le_bytes())),
            V::MultipleGuid(v) => self.all(tag, v, |out, v| out.put(&v.0)),
            V::MultipleString8(v) => self.all(tag, v, |out, v| out.sized(tag, v, &[0])),
            V::MultipleString(v) => self.all(tag, v, |out, v| out.sized(tag, v.as_bytes(), &[0, 0])),
            V::MultipleBinary(v) => self.all(tag, v, |out, v| out.sized(tag, v, &[])),
            _ => Err(StoredError::Type(tag)),
        }
    }
}
