//! Writing the stored form.

use super::{MAX_DEPTH, StoredError, is_marker};
use crate::{Attachment, External, Message, NamedProperties, PropertyBag, Recipient};
use bytes::Bytes;
use ropeway_types::fast_transfer::{self, Marker, Sink};
use ropeway_types::wire::EncodeError;
use ropeway_types::{NameKind, PropertyName, PropertyTag, PropertyValue, property_set, tags};
use std::io::{self, Read};

/// Bytes of content outside memory that are held at a time.
const PIECE: usize = 128 << 10;

/// Writes a message.
///
/// # Errors
/// [`StoredError`]: what the form cannot carry. Nothing is left out.
pub fn write(message: &Message) -> Result<Bytes, StoredError> {
    let mut bytes = Vec::new();
    write_to(message, &mut bytes)?;
    Ok(bytes.into())
}

/// Writes a message piece by piece; payloads are passed on as they are, and those outside memory are read
/// a piece at a time. The pieces are small, so that an unbuffered sink wants a [`std::io::BufWriter`].
///
/// # Errors
/// As [`write()`], and [`StoredError::Io`] if the sink fails. Part of the message may be written then.
pub fn write_to(message: &Message, sink: &mut dyn io::Write) -> Result<(), StoredError> {
    let mut out = Out { sink };
    out.marker(Marker::StartMessage)?;
    out.content(message, 0)?;
    out.marker(Marker::EndMessage)
}

struct Out<'a> {
    sink: &'a mut dyn io::Write,
}

/// Why an element was not written; which one it was, its caller knows.
enum Failure {
    Io(io::Error),
    Encode(EncodeError),
}

impl From<EncodeError> for Failure {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl Sink for Out<'_> {
    type Error = Failure;

    fn put(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.sink.write_all(bytes).map_err(Failure::Io)
    }
}

impl Failure {
    fn of(self, tag: PropertyTag) -> StoredError {
        match self {
            Self::Io(error) => StoredError::Io(error),
            Self::Encode(EncodeError::TooLong { len, .. }) => StoredError::TooLong { tag, len },
            Self::Encode(EncodeError::EmbeddedNul) => StoredError::Name(tag.id()),
            Self::Encode(_) => StoredError::Type(tag),
        }
    }
}

impl Out<'_> {
    fn marker(&mut self, marker: Marker) -> Result<(), StoredError> {
        fast_transfer::write_marker(self, marker).map_err(|e| e.of(PropertyTag(marker.number())))
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
        self.marker(Marker::StartRecip)?;
        self.number(tags::ROWID, recipient.row_id)?;
        self.number(tags::RECIPIENT_TYPE, recipient.recipient_type.0)?;
        self.bag(&recipient.properties, names)?;
        self.marker(Marker::EndToRecip)
    }

    fn attachment(
        &mut self,
        attachment: &Attachment,
        names: &NamedProperties,
        depth: usize,
    ) -> Result<(), StoredError> {
        self.marker(Marker::NewAttach)?;
        self.number(tags::ATTACH_NUMBER, attachment.number)?;
        let bag = &attachment.properties;
        let data = tags::ATTACH_DATA_BINARY;
        match attachment.external.as_ref().filter(|_| !bag.contains(data.id())) {
            None => self.bag(bag, names)?,
            Some(external) => {
                self.properties(bag.iter().filter(|(tag, _)| tag.id() < data.id()), names)?;
                self.external(data, external)?;
                self.properties(bag.iter().filter(|(tag, _)| tag.id() > data.id()), names)?;
            }
        }
        if let Some(message) = &attachment.embedded {
            self.marker(Marker::StartEmbed)?;
            self.content(message, depth.saturating_add(1))?;
            self.marker(Marker::EndEmbed)?;
        }
        self.marker(Marker::EndAttach)
    }

    /// A field of the model as a property.
    fn number(&mut self, tag: PropertyTag, number: u32) -> Result<(), StoredError> {
        let value = PropertyValue::Integer32(number.cast_signed());
        self.property(tag, None, &value)
    }

    fn bag(&mut self, bag: &PropertyBag, names: &NamedProperties) -> Result<(), StoredError> {
        self.properties(bag.iter(), names)
    }

    fn properties<'v>(
        &mut self,
        properties: impl Iterator<Item = (PropertyTag, &'v PropertyValue)>,
        names: &NamedProperties,
    ) -> Result<(), StoredError> {
        for (tag, value) in properties {
            if is_marker(tag) {
                return Err(StoredError::Marker(tag));
            }
            if tag.id() < PropertyTag::FIRST_NAMED_ID {
                self.property(tag, None, value)?;
            } else if let Some(name) = names.name(tag.id()) {
                let is_number = matches!(name.kind, NameKind::Id(_));
                if name.kind == NameKind::None || is_number && name.property_set == property_set::PS_MAPI {
                    return Err(StoredError::Name(tag.id()));
                }
                self.property(tag, Some(name), value)?;
            } else {
                let unnamed = PropertyName::id(property_set::PS_MAPI, u32::from(tag.id()));
                self.property(tag, Some(&unnamed), value)?;
            }
        }
        Ok(())
    }

    fn property(
        &mut self,
        tag: PropertyTag,
        name: Option<&PropertyName>,
        value: &PropertyValue,
    ) -> Result<(), StoredError> {
        fast_transfer::write_property(self, tag, name, value).map_err(|e| e.of(tag))
    }

    /// Bytes outside memory as a property of type PtypBinary: its size in 32 bits, then the bytes.
    fn external(&mut self, tag: PropertyTag, external: &External) -> Result<(), StoredError> {
        let Ok(len) = u32::try_from(external.len()) else {
            let len = usize::try_from(external.len()).unwrap_or(usize::MAX);
            return Err(StoredError::TooLong { tag, len });
        };
        let mut source = external.open().map_err(StoredError::Source)?;
        self.sink
            .write_all(&tag.0.to_le_bytes())
            .and_then(|()| self.sink.write_all(&len.to_le_bytes()))
            .map_err(StoredError::Io)?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = match source.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(StoredError::Source(error)),
            };
            let bytes = piece.get(..read).unwrap_or_default();
            self.sink.write_all(bytes).map_err(StoredError::Io)?;
        }
    }
}
