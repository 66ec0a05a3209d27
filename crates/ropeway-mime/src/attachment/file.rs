//! Files by value ([MS-OXCMAIL] 2.1.3.4.2).

use super::{FileName, Inline, Part, Text, media_type};
use crate::mime::{
    Content, ContentType, Data, Entity, Fields, clean, encoded_words, fits_line, rfc5322_date,
};
use crate::options::{Context, FileNameFallback};
use crate::report::Source;
use ropeway_types::tags;

/// A file. Its bytes are kept as they are, text too: base64 changes no line end.
pub(super) fn file_part(data: Data, text: &Text<'_>, inline: &mut Inline, context: &mut Context<'_>) -> Part {
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
    let (stored, extension) = stored_name(text);
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
        let Some(url) = text.of(tag).map(|url| clean(&url)) else {
            continue;
        };
        // A base must be absolute (RFC 2557 4.2).
        if is_url(&url) && (field != "Content-Base" || is_absolute(&url)) {
            fields.tokens(field, [url.as_str()]);
        } else {
            context.report.dropped(
                format!("{field} {url}"),
                "it is no URL that a header field can hold",
            );
        }
    }
    describe(&mut fields, text, &name);
    let mut entity = Entity::new(content_type, Content::Base64(data));
    entity.content_fields = fields;
    Part {
        entity,
        inline: shown_inline,
        source: Source::File,
    }
}

/// The name that an attachment has, and the extension that says what it is.
pub(super) fn stored_name(text: &Text<'_>) -> (Option<String>, Option<String>) {
    let own = [tags::ATTACH_LONG_FILENAME, tags::ATTACH_FILENAME]
        .into_iter()
        .find_map(|tag| text.of(tag));
    let stored = own.clone().or_else(|| text.of(tags::DISPLAY_NAME));
    let extension = text.of(tags::ATTACH_EXTENSION);
    let of_name = stored.as_deref().and_then(media_type::extension);
    let stored = match (stored, &extension) {
        // What is shown is no file name, and has no extension.
        (Some(shown), Some(extension)) if own.is_none() && of_name.is_none() => {
            Some(format!("{shown}.{}", extension.trim_start_matches('.')))
        }
        (stored, _) => stored,
    };
    (stored, extension.or(of_name))
}

/// The fields that any attachment may have: Content-Description, where it says more than the name, and the
/// payload ([MS-OXCMAIL] 2.1.3.2.18).
pub(super) fn describe(fields: &mut Fields, text: &Text<'_>, name: &FileName) {
    if let Some(description) = text.of(tags::DISPLAY_NAME).map(|name| clean(&name))
        && !description.is_empty()
        && description != name.as_str()
    {
        fields.text("Content-Description", &description);
    }
    payload(fields, text);
}

pub(super) fn payload(fields: &mut Fields, text: &Text<'_>) {
    for (tag, field) in [
        (tags::ATTACH_PAYLOAD_CLASS, "X-Payload-Class"),
        (
            tags::ATTACH_PAYLOAD_PROVIDER_GUID_STRING,
            "X-Payload-Provider-Guid",
        ),
    ] {
        if let Some(value) = text.of(tag) {
            fields.text(field, &value);
        }
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

fn is_absolute(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    })
}

/// The `name` parameter, for readers that do not look at Content-Disposition or know no RFC 2231.
pub(super) fn name_parameter(
    content_type: ContentType,
    name: &FileName,
    fallback: FileNameFallback,
) -> ContentType {
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

pub(super) fn with_dates(mut disposition: ContentType, text: &Text<'_>) -> ContentType {
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
