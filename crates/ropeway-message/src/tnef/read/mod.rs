//! Reading a stream.

mod context;
mod legacy;
mod list;

use super::attributes;
use super::report::DeviationKind;
use super::{Reading, TnefError, has_narrow};
use crate::{Attachment, Message, Place, PropertyBag, ReadOptions, Recipient, RecipientType, Step};
use bytes::Bytes;
use context::{Attribute, Attributes, Context};
use list::{Names, Target};
use ropeway_types::wire::{Decode, Reader};
use ropeway_types::{CodePage, PropertyValue, tags};

/// Reads a stream; departures from the specification are tolerated without a word. Payloads are slices of
/// `bytes`.
///
/// # Errors
/// [`TnefError`].
pub fn read(bytes: &Bytes, options: &ReadOptions) -> Result<Message, TnefError> {
    read_with_report(bytes, options).map(|reading| reading.message)
}

/// Reads a stream, and tells what about it had to be tolerated. Payloads are slices of `bytes`.
///
/// # Errors
/// [`TnefError`].
pub fn read_with_report(bytes: &Bytes, options: &ReadOptions) -> Result<Reading, TnefError> {
    let mut cx = Context::new(options);
    let message = message(&mut cx, &Place::message(), bytes, 0)?;
    Ok(Reading {
        message,
        report: cx.report,
    })
}

/// Reads the stream of a message, at the top or embedded.
fn message(cx: &mut Context<'_>, place: &Place, stream: &Bytes, depth: usize) -> Result<Message, TnefError> {
    if depth > cx.options.max_depth {
        return Err(context::limit(
            "levels of embedded messages",
            cx.options.max_depth,
        ));
    }
    let attributes = Attributes::read(cx, place, stream)?;
    let mut message = Message::default();
    let mut names = Names::default();
    let find = |id| attributes.message.iter().find(|attribute| attribute.id == id);
    if let Some(list) = find(attributes::MESSAGE_PROPERTIES) {
        let mut target = Target {
            place,
            bag: &mut message.properties,
            names: &mut names,
            fields: &mut [],
            embedded: None,
        };
        list::read(cx, list, &mut target)?;
    }
    if let Some(table) = find(attributes::RECIPIENT_TABLE) {
        message.recipients = recipients(cx, place, table, &mut names)?;
    }
    for attribute in &attributes.message {
        if legacy::message(cx, place, attribute, &mut message.properties).is_none() {
            cx.note(place, DeviationKind::Attribute(attribute.name()));
        }
    }
    if let Some(owner) = find(attributes::OWNER) {
        let class = message.message_class();
        if legacy::meeting_owner(&owner.data, &class, &mut message.properties).is_none() {
            cx.note(place, DeviationKind::Attribute(owner.name()));
        }
    }
    let declared = find(attributes::OEM_CODEPAGE)
        .and_then(|attribute| u32::decode(&mut Reader::new(attribute.data.clone())).ok())
        .unwrap_or_default();
    let page = usable(declared);
    let code_page = page.unwrap_or_else(|| message.code_page());
    for (position, attributes) in attributes.attachments.iter().enumerate() {
        let place = place.below(Step::Attachment(position));
        let number = u32::try_from(position).unwrap_or(u32::MAX);
        let attachment = attachment(cx, &place, attributes, &mut names, code_page, number, depth)?;
        message.attachments.push(attachment);
    }
    message.named_properties = names.names;
    set_code_page(cx, place, &mut message, declared, page);
    Ok(message)
}

/// The code page of a number, if text in it can be read here and has no zero bytes.
fn usable(number: u32) -> Option<CodePage> {
    let page = CodePage(u16::try_from(number).ok()?);
    let is_wide = page == CodePage::UTF_16LE || page.0 == 1201;
    (page.is_known() && !is_wide).then_some(page)
}

/// The code page of 8-bit strings is the stream's; a message says it in a property.
fn set_code_page(
    cx: &mut Context<'_>,
    place: &Place,
    message: &mut Message,
    declared: u32,
    page: Option<CodePage>,
) {
    if !has_narrow(message) {
        return;
    }
    match page {
        Some(page) if page != message.code_page() => {
            message.properties.set(tags::MESSAGE_CODEPAGE, i32::from(page.0));
            cx.note(place, DeviationKind::CodePage(page.0));
        }
        Some(_) => {}
        None => cx.note(place, DeviationKind::UnknownCodePage(declared)),
    }
}

/// The rows of attRecipTable ([MS-OXTNEF] 2.1.3.5).
fn recipients(
    cx: &mut Context<'_>,
    place: &Place,
    attribute: &Attribute,
    names: &mut Names,
) -> Result<Vec<Recipient>, TnefError> {
    let mut recipients: Vec<Recipient> = Vec::new();
    let mut reader = Reader::new(attribute.data.clone());
    let Ok(rows) = u32::decode(&mut reader) else {
        cx.note(place, DeviationKind::Attribute(attribute.name()));
        return Ok(recipients);
    };
    list::elements(cx, place.clone(), attribute, &mut reader, rows, |cx, reader| {
        cx.entry()?;
        let count = u32::decode(reader)?;
        let position = recipients.len();
        let place = place.below(Step::Recipient(position));
        let mut properties = PropertyBag::new();
        let mut fields = [(tags::ROWID, None), (tags::RECIPIENT_TYPE, None)];
        let mut target = Target {
            place: &place,
            bag: &mut properties,
            names,
            fields: &mut fields,
            embedded: None,
        };
        let read = (0..count).try_for_each(|_| list::property(cx, reader, &mut target));
        let [(_, row_id), (_, recipient_type)] = fields;
        // Of a row that breaks off, what was read of it is kept.
        if read.is_ok() || !properties.is_empty() {
            recipients.push(Recipient {
                row_id: row_id.unwrap_or_else(|| u32::try_from(position).unwrap_or(u32::MAX)),
                recipient_type: recipient_type.map_or(RecipientType::TO, RecipientType),
                properties,
            });
        }
        read
    })?;
    Ok(recipients)
}

fn attachment(
    cx: &mut Context<'_>,
    place: &Place,
    attributes: &[Attribute],
    names: &mut Names,
    code_page: CodePage,
    position: u32,
    depth: usize,
) -> Result<Attachment, TnefError> {
    let mut attachment = Attachment::default();
    let mut embedded = None;
    let mut fields = [(tags::ATTACH_NUMBER, None)];
    let find = |id| attributes.iter().find(|attribute| attribute.id == id);
    let list = find(attributes::ATTACHMENT);
    if let Some(list) = list {
        let mut target = Target {
            place,
            bag: &mut attachment.properties,
            names,
            fields: &mut fields,
            embedded: Some(&mut embedded),
        };
        list::read(cx, list, &mut target)?;
    }
    let [(_, number)] = fields;
    attachment.number = number.unwrap_or(position);
    if let Some(stream) = embedded {
        embed(cx, place, &mut attachment, &stream, depth)?;
    }
    let beside = legacy::Beside {
        no_list: list.is_none(),
        message: attachment.embedded.is_some(),
        code_page,
    };
    for attribute in attributes {
        if legacy::attachment(cx, place, attribute, &mut attachment.properties, &beside).is_none() {
            cx.note(place, DeviationKind::Attribute(attribute.name()));
        }
    }
    if let Some(data) = find(attributes::ATTACH_DATA) {
        // Beside a message or an object, clients write a few bytes for programs that know neither.
        if attachment.embedded.is_some() || attachment.properties.contains(tags::ATTACH_DATA_BINARY.id()) {
            cx.note(place, DeviationKind::Superseded(data.name()));
        } else {
            attachment
                .properties
                .set(tags::ATTACH_DATA_BINARY, data.data.clone());
        }
    }
    Ok(attachment)
}

/// Reads an embedded message; the bytes of one that cannot be read are kept.
fn embed(
    cx: &mut Context<'_>,
    place: &Place,
    attachment: &mut Attachment,
    stream: &Bytes,
    depth: usize,
) -> Result<(), TnefError> {
    match message(cx, &place.below(Step::Embedded), stream, depth.saturating_add(1)) {
        Ok(message) => attachment.embedded = Some(Box::new(message)),
        Err(error @ (TnefError::NotTnef | TnefError::Empty)) => {
            cx.note(place, DeviationKind::Embedded(error.to_string()));
            let object = PropertyValue::Object(stream.clone());
            attachment
                .properties
                .set_default(tags::ATTACH_DATA_OBJECT, object);
        }
        Err(error) => return Err(error),
    }
    Ok(())
}
