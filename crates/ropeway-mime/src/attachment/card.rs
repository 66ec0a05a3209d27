//! Contacts as files ([MS-OXCMAIL] 2.1.3.4.6).

use super::file::{describe, name_parameter, with_dates};
use super::{FileName, Part, Text};
use crate::mime::{Content, ContentType, Entity, clean, quoted_printable};
use crate::options::Context;
use crate::report::Source;
use crate::vcard::vcard;
use ropeway_message::{Attachment, Message};
use ropeway_types::tags;

/// A contact as a vCard, a file like others, in the type and the encoding that are asked for.
pub(super) fn card_part(contact: &Message, text: &Text<'_>, context: &mut Context<'_>) -> Part {
    let card = vcard(contact, context);
    let shown = [contact.text(tags::DISPLAY_NAME), contact.subject()];
    let stored = [tags::ATTACH_LONG_FILENAME, tags::DISPLAY_NAME]
        .into_iter()
        .filter_map(|tag| text.of(tag));
    let name = stored
        .chain(shown.into_iter().flatten())
        .map(|name| clean(&name))
        .find(|name| !name.is_empty())
        .map(|name| name.replace(['/', '\\', ':'], "_"))
        .map(|name| match name.to_ascii_lowercase().ends_with(".vcf") {
            true => name,
            false => format!("{name}.vcf"),
        })
        .and_then(|name| FileName::new(&name))
        .unwrap_or_else(|| FileName::generated(text.attachment.number, Some("vcf"), ""));
    let content_type = ContentType::new("text/directory")
        .with("profile", "vCard")
        .with("charset", "utf-8");
    let content_type = name_parameter(content_type, &name, context.options.file_name_fallback);
    let disposition = ContentType::new("attachment")
        .with("filename", name.as_str())
        .with("size", card.len().to_string());
    let content = Content::QuotedPrintable(quoted_printable(card.as_bytes()).into());
    let mut entity = Entity::new(content_type, content);
    let fields = &mut entity.content_fields;
    fields.content_type("Content-Disposition", &with_dates(disposition, text));
    describe(fields, text, &name);
    Part {
        entity,
        inline: false,
        source: Source::Properties,
    }
}

/// A message that is a contact as such a file beside its text.
pub(crate) fn own_card(contact: &Message, context: &mut Context<'_>) -> Entity {
    let attachment = Attachment::default();
    let text = Text {
        attachment: &attachment,
        message: contact,
    };
    let part = card_part(contact, &text, context);
    context
        .report
        .made(part.source, part.entity.media_type(), part.inline);
    part.entity
}
