//! Attachments ([MS-OXCMAIL] 2.1.3.4).

mod card;
mod file;
mod file_name;
mod link;
mod mac;
mod media_type;
mod message;
mod object;

use crate::class::Class;
use crate::html::{self, References};
use crate::mime::{Data, Entity, clean, fits_line};
use crate::options::Context;
use crate::report::Source;
use bytes::Bytes;
pub(crate) use card::own_card;
use file::file_part;
pub(crate) use file_name::FileName;
pub(crate) use media_type::{parse as parse_media_type, sniff};
pub(crate) use object::{object_parts, picture_part, places};
use ropeway_message::{AttachMethod, Attachment, Message, Step};
use ropeway_types::{PropertyTag, tags};
use std::collections::{BTreeMap, HashSet};

/// PidTagAttachmentFlags ([MS-OXCMSG] 2.2.2.19): an exception of a recurring appointment.
const AFE_EXCEPTION: i32 = 2;

/// A file on its way into the tree.
pub(crate) struct Part {
    pub(crate) entity: Entity,
    pub(crate) inline: bool,
    pub(crate) source: Source,
}

/// What the attachments of a message and its HTML body have to do with each other.
pub(crate) struct Inline {
    references: Option<References>,
    ids: HashSet<String>,
    /// Content-IDs that no header field can hold, as [`html::content_id`] compares them, with those that
    /// stand in.
    pub(crate) renamed: BTreeMap<String, String>,
}

impl Inline {
    /// Against the HTML that refers to attachments; none if the message is not sent as HTML.
    pub(crate) fn new(html: Option<&str>) -> Self {
        Self {
            references: html.map(References::of),
            ids: HashSet::new(),
            renamed: BTreeMap::new(),
        }
    }

    /// The Content-ID of an attachment as it is written, and whether the HTML refers to the attachment.
    fn judge(&mut self, text: &Text<'_>, context: &mut Context<'_>) -> (Option<String>, bool) {
        let stored = text.of(tags::ATTACH_CONTENT_ID).unwrap_or_default();
        let stored = stored.trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '\0'));
        let by_id = !stored.is_empty() && self.references.as_ref().is_some_and(|r| r.has_cid(stored));
        let mut id = None;
        let mut known = false;
        if !stored.is_empty() {
            if self.ids.insert(stored.to_owned()) {
                id = Some(self.written_id(stored, context));
            } else {
                known = true;
                context.report.dropped(
                    format!("Content-ID {}", clean(stored)),
                    "another attachment has it",
                );
            }
        }
        let location = text.of(tags::ATTACH_CONTENT_LOCATION).unwrap_or_default();
        let base = text.of(tags::ATTACH_CONTENT_BASE);
        let by_location = self
            .references
            .as_ref()
            .is_some_and(|r| r.has_location(&clean(&location), base.as_deref()));
        (id, (by_id && !known) || by_location)
    }

    fn written_id(&mut self, stored: &str, context: &mut Context<'_>) -> String {
        let legal = fits_line(stored)
            && stored
                .bytes()
                .all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'\\' | b'(' | b')'));
        if legal {
            return stored.to_owned();
        }
        let new = context.message_id();
        context.report.substituted(
            format!("Content-ID {}", clean(stored)),
            "no header field can hold it; a new one stands in, also in the HTML",
        );
        self.renamed.insert(html::content_id(stored), new.clone());
        new
    }
}

/// The texts of an attachment.
struct Text<'a> {
    attachment: &'a Attachment,
    message: &'a Message,
}

impl Text<'_> {
    fn of(&self, tag: PropertyTag) -> Option<String> {
        self.attachment
            .properties
            .text(tag, self.message.code_page())
            .filter(|text| !text.trim().is_empty())
    }
}

/// An attachment that is no OLE object as a part; `None` for one that is not sent. `embed` converts an embedded message.
pub(crate) fn part(
    message: &Message,
    attachment: &Attachment,
    inline: &mut Inline,
    context: &mut Context<'_>,
    embed: &mut dyn FnMut(&Message, &mut Context<'_>) -> Entity,
) -> Option<Part> {
    let text = Text { attachment, message };
    let properties = &attachment.properties;
    let label = || format!("attachment {}", attachment.number);
    let exception = properties.int(tags::ATTACHMENT_FLAGS).unwrap_or(0) & AFE_EXCEPTION != 0;
    if properties.bool(tags::ATTACHMENT_HIDDEN) == Some(true)
        && (exception || properties.bool(tags::ATTACHMENT_CONTACT_PHOTO) == Some(true))
    {
        context
            .report
            .dropped(label(), "it is hidden and part of an item, no file");
        return None;
    }
    match attachment.method() {
        AttachMethod::EMBEDDED_MESSAGE => match attachment.embedded.as_deref() {
            Some(contact) if Class::of(&contact.message_class()) == Class::Contact => {
                let outside = context.report.enter(Step::Embedded);
                let part = card::card_part(contact, &text, context);
                context.report.leave(outside);
                Some(part)
            }
            Some(embedded) => Some(message::message_part(embedded, &text, context, embed)),
            None => {
                context.report.dropped(label(), "it has no content");
                None
            }
        },
        AttachMethod::BY_WEB_REFERENCE => link::reference_part(&text, inline, context),
        AttachMethod(2..=4) if attachment.content().is_none() => link::reference_part(&text, inline, context),
        _ => match attachment.content() {
            Some(content) => {
                let mac = mac::is_marked(&text)
                    .then(|| content.load(u64::MAX))
                    .transpose()
                    .unwrap_or_else(|error| {
                        context.cannot_read(attachment.number, &error);
                        None
                    })
                    .and_then(|data| mac::mac_part(&data, &text, inline, context));
                Some(mac.unwrap_or_else(|| file_part(Data::of(&content), &text, inline, context)))
            }
            None if properties.contains(tags::ATTACH_DATA_BINARY.id())
                || attachment.method() == AttachMethod::BY_VALUE =>
            {
                Some(file_part(Bytes::new().into(), &text, inline, context))
            }
            None => {
                context.report.dropped(label(), "it has no content");
                None
            }
        },
    }
}
