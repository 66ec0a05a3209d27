//! Reading the stored form, as this crate writes it and as servers do.

use super::report::{DeviationKind, ListReading, Reading};
use super::stream::{MESSAGE, Next, Stream, error, is_meta};
use super::{StoredError, is_marker};
use crate::{Attachment, Message, NamedProperties, PropertyBag, ReadOptions, Recipient, RecipientType, Step};
use bytes::Bytes;
use ropeway_types::fast_transfer::{self, Marker, Token, meta};
use ropeway_types::wire::{DecodeError, DecodeErrorKind};
use ropeway_types::{NameKind, PropertyName, PropertyTag, PropertyValue, WideString, property_set, tags};

/// Reads a message that this crate stored; payloads are slices of `bytes`.
///
/// # Errors
/// [`StoredError::Malformed`], with the offset: whatever this crate does not write, but for what
/// [the module](super) says.
///
/// # Limits
/// Messages embedded deeper than [`MAX_DEPTH`](super::MAX_DEPTH) are refused. Memory is a small multiple of the input,
/// whatever its counts say.
pub fn read(bytes: &Bytes) -> Result<Message, StoredError> {
    let mut stream = Stream::strict(bytes);
    let start = stream.number()?;
    if !start.begins_message() {
        let kind = DecodeErrorKind::Unknown(start.number);
        return Err(error(start.at, kind, MESSAGE, "StartMessage").into());
    }
    let message = stream.content(0, Some(Marker::EndMessage), None)?;
    stream.finish()?;
    Ok(message)
}

/// Reads one message of another program: a message, or the bare content of one, as
/// RopFastTransferSourceCopyTo and RopFastTransferSourceCopyProperties give it. Payloads are slices of
/// `bytes`.
///
/// Strings in code pages ([MS-OXCFXICS] 2.2.4.1.1.1) become Unicode. What else is tolerated is listed in
/// [`Reading::report`].
///
/// # Errors
/// [`StoredError::Malformed`], with the offset: what is no FastTransfer stream, ends inside a message, has
/// other than one message, or is beyond the options.
///
/// # Limits
/// [`ReadOptions`], of which the bytes are those of the stream; and [`MAX_DEPTH`](super::MAX_DEPTH), however deep the options
/// allow.
pub fn read_with_report(bytes: &Bytes, options: &ReadOptions) -> Result<Reading, StoredError> {
    let mut stream = Stream::tolerant(bytes, options)?;
    let message = match stream.between()? {
        Some(start) if start.begins_message() => stream.content(0, Some(Marker::EndMessage), None)?,
        None if stream.again.is_none() => return Err(stream.too_short().into()),
        start => {
            stream.note(0, DeviationKind::Bare);
            stream.content(0, None, start)?
        }
    };
    stream.after_message()?;
    stream.finish()?;
    Ok(Reading {
        message,
        report: stream.report(),
    })
}

/// Reads the messages of a messageList ([MS-OXCFXICS] 2.2.4.3.13), as RopFastTransferSourceCopyMessages
/// gives it; as tolerant as [`read_with_report`].
///
/// # Errors
/// [`StoredError::Malformed`], as for [`read_with_report`].
///
/// # Limits
/// The [`ReadOptions`] are for all messages together.
pub fn read_list(bytes: &Bytes, options: &ReadOptions) -> Result<ListReading, StoredError> {
    let mut stream = Stream::tolerant(bytes, options)?;
    let mut messages = Vec::new();
    while let Some(start) = stream.between()? {
        if !start.begins_message() {
            let kind = DecodeErrorKind::Unknown(start.number);
            return Err(error(start.at, kind, "messageList", "StartMessage").into());
        }
        messages.push(stream.content(0, Some(Marker::EndMessage), None)?);
        stream.message = messages.len();
    }
    if let Some(Token::Property(property)) = &stream.again {
        let kind = DecodeErrorKind::Unknown(property.tag.0);
        return Err(error(stream.tokens.offset(), kind, "messageList", "StartMessage").into());
    }
    Ok(ListReading {
        messages,
        report: stream.report(),
    })
}

impl Stream {
    /// Message content up to its end marker, which is consumed; without one, up to the end of the stream.
    /// `first` is a marker with which it begins and which has been consumed.
    fn content(
        &mut self,
        depth: usize,
        end: Option<Marker>,
        first: Option<Next>,
    ) -> Result<Message, DecodeError> {
        if depth > self.max_depth {
            let kind = DecodeErrorKind::Depth(self.max_depth);
            return Err(error(self.tokens.offset(), kind, "embeddedMessage", "StartEmbed"));
        }
        let mut message = Message::default();
        let mut names = NamedProperties::new();
        let mut next = match first {
            Some(first) => Some(first),
            None => self.properties(&mut message.properties, &mut names, &mut [], end.is_none())?,
        };
        while let Some(child) = next {
            let ordered = message.attachments.is_empty();
            if child.is(Marker::StartRecip) && (ordered || self.note(child.at, DeviationKind::Order)) {
                let position = message.recipients.len();
                self.steps.push(Step::Recipient(position));
                message.recipients.push(self.recipient(&mut names, position)?);
            } else if child.is(Marker::NewAttach) {
                let position = message.attachments.len();
                self.steps.push(Step::Attachment(position));
                message
                    .attachments
                    .push(self.attachment(&mut names, position, depth)?);
            } else {
                let kind = DecodeErrorKind::Unknown(child.number);
                let other = error(child.at, kind, "messageContent", "end marker");
                end.ok_or(other)
                    .and_then(|end| child.expect(end, "messageContent"))?;
                break;
            }
            self.steps.pop();
            next = self.after_child(&mut message.properties, &mut names, end.is_none())?;
        }
        message.named_properties = names;
        Ok(message)
    }

    /// The marker after a recipient or attachment.
    fn after_child(
        &mut self,
        bag: &mut PropertyBag,
        names: &mut NamedProperties,
        may_end: bool,
    ) -> Result<Option<Next>, DecodeError> {
        if self.report.is_some() {
            let (at, before) = (self.tokens.offset(), bag.len());
            let next = self.properties(bag, names, &mut [], may_end)?;
            if bag.len() > before {
                self.note(at, DeviationKind::Order);
            }
            return Ok(next);
        }
        loop {
            let next = self.number()?;
            if next.number != meta::FX_DEL_PROP.0 {
                return Ok(Some(next));
            }
        }
    }

    fn recipient(&mut self, names: &mut NamedProperties, position: usize) -> Result<Recipient, DecodeError> {
        let mut properties = PropertyBag::new();
        let mut fields = [(tags::ROWID, None), (tags::RECIPIENT_TYPE, None)];
        self.properties_to(
            Marker::EndToRecip,
            "recipient",
            &mut properties,
            names,
            &mut fields,
        )?;
        let [(_, row_id), (_, recipient_type)] = fields;
        let recipient_type = match recipient_type {
            Some(number) => RecipientType(number),
            None if self.note(self.tokens.offset(), DeviationKind::RecipientType) => RecipientType::TO,
            None => {
                let kind = DecodeErrorKind::Context("PidTagRecipientType");
                return Err(error(self.tokens.offset(), kind, "recipient", "propList"));
            }
        };
        Ok(Recipient {
            row_id: row_id.unwrap_or_else(|| number(position)),
            recipient_type,
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
        let mut next = self.marker_after(&mut attachment.properties, names, &mut fields)?;
        let [(_, attach_number)] = fields;
        attachment.number = attach_number.unwrap_or_else(|| number(position));
        if next.is(Marker::StartEmbed) {
            self.steps.push(Step::Embedded);
            let embedded = self.content(depth.saturating_add(1), Some(Marker::EndEmbed), None)?;
            self.steps.pop();
            attachment.embedded = Some(Box::new(embedded));
            next = self.number()?;
        }
        next.expect(Marker::EndAttach, "attachment")?;
        Ok(attachment)
    }

    fn properties_to(
        &mut self,
        end: Marker,
        structure: &'static str,
        bag: &mut PropertyBag,
        names: &mut NamedProperties,
        fields: &mut [(PropertyTag, Option<u32>)],
    ) -> Result<(), DecodeError> {
        self.marker_after(bag, names, fields)?.expect(end, structure)
    }

    fn marker_after(
        &mut self,
        bag: &mut PropertyBag,
        names: &mut NamedProperties,
        fields: &mut [(PropertyTag, Option<u32>)],
    ) -> Result<Next, DecodeError> {
        match self.properties(bag, names, fields, false)? {
            Some(next) => Ok(next),
            None => self.number(),
        }
    }

    /// Properties up to a marker, which is consumed and returned; `None` at the end of a stream that may
    /// end. The first property with the tag of a field is that field.
    fn properties(
        &mut self,
        bag: &mut PropertyBag,
        names: &mut NamedProperties,
        fields: &mut [(PropertyTag, Option<u32>)],
        may_end: bool,
    ) -> Result<Option<Next>, DecodeError> {
        loop {
            let at = self.tokens.offset();
            let token = if may_end {
                self.token_or_end()?
            } else {
                Some(self.token()?)
            };
            let property = match token {
                None => return Ok(None),
                Some(Token::Marker(marker)) => {
                    let number = marker.number();
                    return Ok(Some(Next { number, at }));
                }
                Some(Token::Property(property)) => property,
            };
            let tag = property.tag;
            if tag == meta::FX_DEL_PROP {
                continue;
            }
            if self.report.is_some() && is_meta(tag) {
                self.note_meta(at, &property);
                continue;
            }
            if is_marker(tag) {
                return Ok(Some(Next { number: tag.0, at }));
            }
            let name = property.name;
            let value = self.value(at, tag, property.value)?;
            if let Some((_, field)) = fields.iter_mut().find(|(t, v)| *t == tag && v.is_none())
                && let PropertyValue::Integer32(value) = value
            {
                *field = Some(value.cast_unsigned());
                continue;
            }
            let id = match name {
                Some(name) => self.id(at, tag.id(), name, names)?,
                None => tag.id(),
            };
            let tag = PropertyTag::new(id, value.property_type());
            if let Some(first) = bag.set(tag, value) {
                bag.set(tag, first);
                if self.note(at, DeviationKind::Repeated(tag)) {
                    continue;
                }
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

    /// A value of a type that the model has: strings in a code page become Unicode.
    fn value(
        &mut self,
        at: usize,
        tag: PropertyTag,
        value: fast_transfer::Value,
    ) -> Result<PropertyValue, DecodeError> {
        let Some(code_page) = value.code_page() else {
            return Ok(value.into_property_value());
        };
        if self.report.is_none() {
            // The model has no such types.
            let kind = DecodeErrorKind::PropertyType(tag.property_type().0);
            return Err(error(at, kind, "propValue", "propType"));
        }
        let value = value.into_property_value();
        let PropertyValue::String8(bytes) = &value else {
            return Ok(value);
        };
        let text = code_page.decode(bytes);
        if text.as_ref().is_none_or(|text| text.contains('\u{FFFD}')) {
            self.note(at, DeviationKind::CodePage { tag, code_page });
        }
        Ok(text.map_or(value.clone(), |text| {
            PropertyValue::String(WideString::from(&*text))
        }))
    }

    /// The id of a named property: that of the stream, unless its name contradicts another's.
    fn id(
        &mut self,
        at: usize,
        id: u16,
        name: PropertyName,
        names: &mut NamedProperties,
    ) -> Result<u16, DecodeError> {
        if is_consistent(id, &name, names) {
            return Ok(id);
        }
        let contradiction = DecodeErrorKind::Value { value: u64::from(id) };
        let contradiction = error(at, contradiction, "namedPropInfo", "contradicting name");
        if self.report.is_none() {
            return Err(contradiction);
        }
        let is_number = name.property_set == property_set::PS_MAPI && matches!(name.kind, NameKind::Id(_));
        let kept = match names.id(&name) {
            Some(kept) => kept,
            // A number in PS_MAPI beyond those of tags has no meaning; the id stays without a name.
            None if is_number && names.name(id).is_none() => id,
            None if is_number => return Err(contradiction),
            None => names.id_or_insert(&name).map_err(|_| contradiction)?,
        };
        self.note(at, DeviationKind::Renumbered { id, kept });
        Ok(kept)
    }
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Whether an id means the same wherever it stands in a message; notes what it means.
fn is_consistent(id: u16, name: &PropertyName, names: &mut NamedProperties) -> bool {
    let unnamed = *name == PropertyName::id(property_set::PS_MAPI, u32::from(id));
    match names.name(id) {
        known if unnamed => known.is_none(),
        Some(known) => known == name,
        None => {
            // Other numbers in PS_MAPI name properties below 0x8000, or nothing.
            let is_number =
                name.property_set == property_set::PS_MAPI && matches!(name.kind, NameKind::Id(_));
            let free = !is_number && names.id(name).is_none();
            if free {
                names.insert(id, name.clone());
            }
            free
        }
    }
}
