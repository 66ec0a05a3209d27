//! Attachments ([MS-OXCMAIL] 2.1.3.4).

mod file_name;
mod media_type;
mod object;

use crate::html::{self, References};
use crate::mime::{
    Content, ContentType, Data, Entity, Fields, clean, encoded_words, fits_line, normalize_line_ends,
    rfc5322_date, text_content,
};
use crate::options::{Context, FileNameFallback};
use crate::report::Source;
use bytes::Bytes;
pub(crate) use file_name::FileName;
pub(crate) use media_type::parse as parse_media_type;
pub(crate) use object::{object_parts, picture_part, places};
use ropeway_message::{AttachMethod, Attachment, Message};
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
            Some(embedded) => Some(message_part(embedded, &text, context, embed)),
            None => {
                context.report.dropped(label(), "it has no content");
                None
            }
        },
        AttachMethod::BY_WEB_REFERENCE => {
            let link = [tags::ATTACH_LONG_PATHNAME, tags::ATTACH_PATHNAME]
                .into_iter()
                .find_map(|tag| text.of(tag))
                .map(|link| clean(&link));
            let Some(link) = link.filter(|l| l.starts_with("https://") || l.starts_with("http://")) else {
                context
                    .report
                    .dropped(label(), "a link that leads nowhere on the web is not sent");
                return None;
            };
            context
                .report
                .substituted(label(), "a link to the web goes out as text");
            Some(link_part(&link, &text, context))
        }
        AttachMethod(2..=4) if attachment.content().is_none() => {
            // A path of the sender's machine: reading it here would read another file.
            context
                .report
                .dropped(label(), "a file by reference is not fetched");
            None
        }
        _ => match attachment.content() {
            Some(content) => Some(file_part(Data::of(&content), &text, inline, context)),
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

/// A file. Its bytes are kept as they are, text too: base64 changes no line end.
fn file_part(data: Data, text: &Text<'_>, inline: &mut Inline, context: &mut Context<'_>) -> Part {
    let properties = &text.attachment.properties;
    let (content_id, shown_inline) = inline.judge(text, context);
    /// PidTagAttachFlags ([MS-OXCMSG] 2.2.2.18): rendered in the HTML.
    const RENDERED: i32 = 4;
    let flagged = properties.int(tags::ATTACH_FLAGS).unwrap_or(0) & RENDERED != 0;
    if flagged && !shown_inline && inline.references.is_some() {
        context.report.demoted(
            format!("attachment {}", text.attachment.number),
            "it is marked as shown in the HTML, which does not refer to it",
        );
    }
    let stored = [
        tags::ATTACH_LONG_FILENAME,
        tags::ATTACH_FILENAME,
        tags::DISPLAY_NAME,
    ]
    .into_iter()
    .find_map(|tag| text.of(tag));
    let extension = text
        .of(tags::ATTACH_EXTENSION)
        .or_else(|| stored.as_deref().and_then(media_type::extension));
    let mime_tag = text.of(tags::ATTACH_MIME_TAG);
    let head = context.head(&data, text.attachment.number);
    let media_type = media_type::choose(mime_tag.as_deref(), extension.as_deref(), &head, shown_inline);
    let name = stored
        .as_deref()
        .and_then(FileName::new)
        .unwrap_or_else(|| FileName::generated(text.attachment.number, extension.as_deref(), &media_type));
    let mut content_type = ContentType::new(media_type.clone());
    if media_type.starts_with("text/")
        && let Some(charset) = text.of(tags::TEXT_ATTACHMENT_CHARSET)
        && let charset = clean(&charset)
        && media_type::is_token(&charset)
    {
        content_type = content_type.with("charset", charset);
    }
    content_type = name_parameter(content_type, &name, context.options.file_name_fallback);
    let disposition = if shown_inline { "inline" } else { "attachment" };
    let mut disposition = ContentType::new(disposition).with("filename", name.as_str());
    if !data.is_empty() {
        disposition = disposition.with("size", data.len().to_string());
    }
    let disposition = with_dates(disposition, text);
    let mut fields = Fields::default();
    fields.content_type("Content-Disposition", &disposition);
    if let Some(id) = content_id {
        fields.tokens("Content-ID", [format!("<{id}>").as_str()]);
    }
    for (tag, field) in [
        (tags::ATTACH_CONTENT_BASE, "Content-Base"),
        (tags::ATTACH_CONTENT_LOCATION, "Content-Location"),
    ] {
        if let Some(url) = text.of(tag).map(|url| clean(&url)).filter(|url| is_url(url)) {
            fields.tokens(field, [url.as_str()]);
        }
    }
    if let Some(description) = text.of(tags::DISPLAY_NAME).map(|name| clean(&name))
        && description != name.as_str()
    {
        fields.text("Content-Description", &description);
    }
    let mut entity = Entity::new(content_type, Content::Base64(data));
    entity.content_fields = fields;
    Part {
        entity,
        inline: shown_inline,
        source: Source::File,
    }
}

/// Whether a text may stand in Content-Location or Content-Base.
fn is_url(text: &str) -> bool {
    !text.is_empty()
        && fits_line(text)
        && text.bytes().all(|b| {
            b.is_ascii_graphic()
                && !matches!(b, b'<' | b'>' | b'"' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
        })
}

/// The `name` parameter, for readers that do not look at Content-Disposition or know no RFC 2231.
fn name_parameter(content_type: ContentType, name: &FileName, fallback: FileNameFallback) -> ContentType {
    if name.as_str().is_ascii() {
        return content_type.with("name", name.as_str());
    }
    match fallback {
        FileNameFallback::Ascii => content_type.with("name", name.to_ascii()),
        FileNameFallback::EncodedWord => {
            let words = encoded_words(name.as_str(), 0);
            // A parameter holds one line: the words are joined by the blank that separates them.
            content_type.with("name", words.replace("\r\n ", " "))
        }
    }
}

fn with_dates(mut disposition: ContentType, text: &Text<'_>) -> ContentType {
    for (tag, name) in [
        (tags::CREATION_TIME, "creation-date"),
        (tags::LAST_MODIFICATION_TIME, "modification-date"),
    ] {
        let time = text.attachment.properties.time(tag).filter(|time| time.0 != 0);
        if let Some(date) = time.and_then(|time| rfc5322_date(time.unix_seconds())) {
            disposition = disposition.with(name, date);
        }
    }
    disposition
}

/// An embedded message as message/rfc822 ([MS-OXCMAIL] 2.1.3.4.5).
fn message_part(
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
    Part {
        entity: part,
        inline: false,
        source: Source::Message,
    }
}

fn link_part(link: &str, text: &Text<'_>, context: &Context<'_>) -> Part {
    let name = [tags::ATTACH_LONG_FILENAME, tags::DISPLAY_NAME]
        .into_iter()
        .find_map(|tag| text.of(tag))
        .unwrap_or_else(|| "link".to_owned());
    let name = FileName::new(&format!("{name}.txt"))
        .unwrap_or_else(|| FileName::generated(text.attachment.number, Some("txt"), ""));
    let line = normalize_line_ends(&format!("{link}\n")).into_bytes();
    let content = text_content(line, context.options.transfer);
    let content_type = ContentType::new("text/plain").with("charset", "utf-8");
    let mut entity = Entity::new(content_type, content);
    let disposition = ContentType::new("attachment").with("filename", name.as_str());
    entity
        .content_fields
        .content_type("Content-Disposition", &disposition);
    Part {
        entity,
        inline: false,
        source: Source::Reference,
    }
}
