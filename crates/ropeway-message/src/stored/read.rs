//! Reading the stored form.

use super::{MAX_DEPTH, StoredError, is_marker};
use crate::{Attachment, Message, NamedProperties, PropertyBag, Recipient, RecipientType};
use bytes::Bytes;
use ropeway_types::fast_transfer::{Marker, Token, Tokenizer, meta};
use ropeway_types::wire::{DecodeError, DecodeErrorKind};
use ropeway_types::{NameKind, PropertyName, PropertyTag, PropertyValue, property_set, tags};

/// Reads a stored message; payloads are slices of `bytes`.
///
/// # Errors
/// [`StoredError::Malformed`], with the offset.
///
/// # Limits
/// Messages embedded deeper than [`MAX_DEPTH`] are refused. Memory is a small multiple of the input,
/// whatever its counts say.
pub fn read(bytes: &Bytes) -> Result<Message, StoredError> {
    let mut stream = Stream {
        tokens: Tokenizer::whole(bytes.clone()),
    };
    Ok(stream.message()?)
}

const MESSAGE: &str = "message";

fn error(at: usize, kind: DecodeErrorKind, structure: &'static str, field: &'static str) -> DecodeError {
    DecodeError::new(at, kind).within(structure, field)
}

struct Stream {
    tokens: Tokenizer,
}

/// What ended a list of properties: the number, and where it stands.
#[derive(Clone, Copy)]
struct Next {
    number: u32,
    at: usize,
}

impl Next {
    fn is(self, marker: Marker) -> bool {
        self.number == marker.number()
    }

    fn expect(self, marker: Marker, structure: &'static str) -> Result<(), DecodeError> {
        if self.is(marker) {
            return Ok(());
        }
        let kind = DecodeErrorKind::Unknown(self.number);
        Err(error(self.at, kind, structure, "end marker"))
    }
}

impl Stream {
    /// The next token; a message is not over before its end marker.
    fn token(&mut self) -> Result<Token, DecodeError> {
        if let Some(token) = self.tokens.next_token()? {
            return Ok(token);
        }
        self.tokens.finish()?;
        let kind = DecodeErrorKind::Truncated { needed: 4, left: 0 };
        Err(error(self.tokens.offset(), kind, MESSAGE, "propDef"))
    }

    fn message(&mut self) -> Result<Message, DecodeError> {
        let start = self.number()?;
        if !start.is(Marker::StartMessage) && !start.is(Marker::StartFAIMsg) {
            let kind = DecodeErrorKind::Unknown(start.number);
            return Err(error(start.at, kind, MESSAGE, "StartMessage"));
        }
        let message = self.content(0, Marker::EndMessage)?;
        match self.tokens.pending() {
            0 => Ok(message),
            left => {
                let kind = DecodeErrorKind::Trailing(left);
                Err(error(self.tokens.offset(), kind, MESSAGE, "EndMessage"))
            }
        }
    }

    /// Message content up to its end marker, which is consumed.
    fn content(&mut self, depth: usize, end: Marker) -> Result<Message, DecodeError> {
        if depth > MAX_DEPTH {
            let kind = DecodeErrorKind::Depth(MAX_DEPTH);
            return Err(error(self.tokens.offset(), kind, "embeddedMessage", "StartEmbed"));
        }
        let mut message = Message::default();
        let mut names = NamedProperties::new();
        let mut next = self.properties(&mut message.properties, &mut names, &mut [])?;
        while next.is(Marker::StartRecip) {
            let recipient = self.recipient(&mut names, message.recipients.len())?;
            message.recipients.push(recipient);
            next = self.after_child()?;
        }
        while next.is(Marker::NewAttach) {
            let attachment = self.attachment(&mut names, message.attachments.len(), depth)?;
            message.attachments.push(attachment);
            next = self.after_child()?;
        }
        next.expect(end, "messageContent")?;
        message.named_properties = names;
        Ok(message)
    }

    /// The number of the next token, where a marker is to be.
    fn number(&mut self) -> Result<Next, DecodeError> {
        let at = self.tokens.offset();
        let number = match self.token()? {
            Token::Marker(marker) => marker.number(),
            Token::Property(property) => property.tag.0,
        };
        Ok(Next { number, at })
    }

    /// The marker after a recipient or attachment.
    fn after_child(&mut self) -> Result<Next, DecodeError> {
        loop {
            let next = self.number()?;
            if next.number != meta::FX_DEL_PROP.0 {
                return Ok(next);
            }
        }
    }

    fn recipient(&mut self, names: &mut NamedProperties, position: usize) -> Result<Recipient, DecodeError> {
        let mut properties = PropertyBag::new();
        let mut fields = [(tags::ROWID, None), (tags::RECIPIENT_TYPE, None)];
        let end = self.properties(&mut properties, names, &mut fields)?;
        end.expect(Marker::EndToRecip, "recipient")?;
        let [(_, row_id), (_, recipient_type)] = fields;
        let recipient_type = recipient_type.ok_or_else(|| {
            let kind = DecodeErrorKind::Context("PidTagRecipientType");
            error(self.tokens.offset(), kind, "recipient", "propList")
        })?;
        Ok(Recipient {
            row_id: row_id.unwrap_or_else(|| number(position)),
            recipient_type: RecipientType(recipient_type),
            properties,
        })
    }

    fn attachment(
        &mut self,
        names: &mut NamedProperties,
        position: usize,
        depth: usize,
    ) -> Result<Attachment, DecodeError> {
        let mut attachment = Attachment::default();
        let mut fields = [(tags::ATTACH_NUMBER, None)];
        let mut next = self.properties(&mut attachment.properties, names, &mut fields)?;
        let [(_, attach_number)] = fields;
        attachment.number = attach_number.unwrap_or_else(|| number(position));
        if next.is(Marker::StartEmbed) {
            let embedded = self.content(depth.saturating_add(1), Marker::EndEmbed)?;
            attachment.embedded = Some(Box::new(embedded));
            next = self.number()?;
        }
        next.expect(Marker::EndAttach, "attachment")?;
        Ok(attachment)
    }

    /// Properties up to a marker, which is consumed and returned. The first property with the tag of a
    /// field is that field.
    fn properties(
        &mut self,
        bag: &mut PropertyBag,
        names: &mut NamedProperties,
        fields: &mut [(PropertyTag, Option<u32>)],
    ) -> Result<Next, DecodeError> {
        loop {
            let at = self.tokens.offset();
            let property = match self.token()? {
                Token::Marker(marker) => {
                    let number = marker.number();
                    return Ok(Next { number, at });
                }
                Token::Property(property) => property,
            };
            let tag = property.tag;
            if tag == meta::FX_DEL_PROP {
                continue;
            }
            if is_marker(tag) {
                return Ok(Next { number: tag.0, at });
            }
            if property.value.code_page().is_some() {
                // The model has no such types.
                let kind = DecodeErrorKind::PropertyType(tag.property_type().0);
                return Err(error(at, kind, "propValue", "propType"));
            }
            let value = property.value.into_property_value();
            if let Some((_, field)) = fields.iter_mut().find(|(t, v)| *t == tag && v.is_none())
                && let PropertyValue::Integer32(value) = value
            {
                *field = Some(value.cast_unsigned());
                continue;
            }
            if let Some(property_name) = property.name {
                name(at, tag.id(), property_name, names)?;
            }
            if bag.set(tag, value).is_some() {
                // A bag holds one value; which of two counts, nobody could say.
                let value = u64::from(tag.0);
                return Err(error(
                    at,
                    DecodeErrorKind::Value { value },
                    "propList",
                    "repeated property",
                ));
            }
        }
    }
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// What the id means, the same wherever it stands in a message.
fn name(at: usize, id: u16, name: PropertyName, names: &mut NamedProperties) -> Result<(), DecodeError> {
    let unnamed = name == PropertyName::id(property_set::PS_MAPI, u32::from(id));
    let consistent = match names.name(id) {
        known if unnamed => known.is_none(),
        Some(known) => *known == name,
        None => {
            // Other numbers in PS_MAPI name properties below 0x8000, or nothing.
            let is_number =
                name.property_set == property_set::PS_MAPI && matches!(name.kind, NameKind::Id(_));
            let free = !is_number && names.id(&name).is_none();
            if free {
                names.insert(id, name);
            }
            free
        }
    };
    if consistent {
        return Ok(());
    }
    let value = u64::from(id);
    Err(error(
        at,
        DecodeErrorKind::Value { value },
        "namedPropInfo",
        "contradicting name",
    ))
}
