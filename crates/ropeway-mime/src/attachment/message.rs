//! Embedded messages ([MS-OXCMAIL] 2.1.3.4.5).

use super::file::{payload, with_dates};
use super::{FileName, Part, Text};
use crate::mime::{Content, ContentType, Entity, clean};
use crate::options::Context;
use crate::report::Source;
use ropeway_message::Message;
use ropeway_types::tags;

/// An embedded message as message/rfc822 ([MS-OXCMAIL] 2.1.3.4.5).
pub(super) fn message_part(
    embedded: &Message,
    text: &Text<'_>,
    context: &mut Context<'_>,
    embed: &mut dyn FnMut(&Message, &mut Context<'_>) -> Entity,
) -> Part {
    let subject = crate::headers::subject(embedded);
    let title = text
        .of(tags::DISPLAY_NAME)
        .map(|name| clean(&name))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| subject.clone());
    let name = if subject.is_empty() {
        title.as_str()
    } else {
        subject.as_str()
    };
    let name = FileName::new(&format!("{}.eml", name.replace(['/', '\\', ':'], "_")))
        .unwrap_or_else(|| FileName::generated(text.attachment.number, Some("eml"), ""));
    let entity = embed(embedded, context);
    let mut part = Entity::new(
        ContentType::new("message/rfc822"),
        Content::Message(Box::new(entity)),
    );
    let disposition = ContentType::new("attachment").with("filename", name.as_str());
    part.content_fields
        .content_type("Content-Disposition", &with_dates(disposition, text));
    if !title.is_empty() {
        part.content_fields.text("Content-Description", &title);
    }
    payload(&mut part.content_fields, text);
    Part {
        entity: part,
        inline: false,
        source: Source::Message,
    }
}
