//! Attachments ([MS-OXCMAIL] 2.2.3.4).

use super::content::{Description, text_of};
use super::entity::Entity;
use super::value;
use crate::attachment::FileName;
use crate::html::References;
use bytes::Bytes;
use ropeway_message::{AttachMethod, Attachment, Message, PropertyBag};
use ropeway_types::{CodePage, PropertyValue, tags};

/// PidTagAttachFlags ([MS-OXCMSG] 2.2.2.18): rendered in the HTML.
const RENDERED: i32 = 4;
/// Characters of the two sides of a short file name ([MS-OXCMSG] 2.2.2.11).
const SHORT_STEM: usize = 8;
const SHORT_EXTENSION: usize = 3;

/// A part that becomes an attachment.
pub(super) struct Described<'a> {
    pub(super) number: u32,
    pub(super) entity: &'a Entity,
    pub(super) of: &'a Description,
}

/// A file by value.
pub(super) fn file(part: &Described<'_>, data: Bytes) -> Attachment {
    let kind = part.of.content_type.value.as_str();
    let tnef = matches!(kind, "application/ms-tnef" | "application/vnd.ms-tnef");
    let name = match part.of.file_name().and_then(FileName::new) {
        Some(name) => name.as_str().to_owned(),
        None if tnef => "winmail.dat".to_owned(),
        None => FileName::generated(part.number, None, kind).as_str().to_owned(),
    };
    let mut attachment = Attachment::file(part.number, &name, kind, data);
    let p = &mut attachment.properties;
    names(p, &name);
    description(p, part);
    if kind.starts_with("text/")
        && let Some(charset) = part.of.content_type.parameter("charset")
    {
        p.set(tags::TEXT_ATTACHMENT_CHARSET, charset);
    }
    for (field, tag) in [
        ("content-id", tags::ATTACH_CONTENT_ID),
        ("content-location", tags::ATTACH_CONTENT_LOCATION),
        ("content-base", tags::ATTACH_CONTENT_BASE),
    ] {
        let text = text_of(part.entity, field);
        let text = match field {
            "content-id" => text.trim_matches(['<', '>', ' ']),
            _ => text.as_str(),
        };
        if !text.is_empty() {
            p.set(tag, text);
        }
    }
    attachment
}

/// PidTagAttachFilename and PidTagAttachExtension beside the long name.
fn names(p: &mut PropertyBag, name: &str) {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !extension.is_empty() => (stem, Some(extension)),
        _ => (name, None),
    };
    if let Some(extension) = extension {
        p.set(tags::ATTACH_EXTENSION, format!(".{extension}").as_str());
    }
    let fits = |text: &str, len: usize| text.len() <= len && text.bytes().all(is_short);
    let short = if fits(stem, SHORT_STEM) && extension.is_none_or(|e| fits(e, SHORT_EXTENSION)) {
        name.to_owned()
    } else {
        let cut = |text: &str, len: usize| -> String {
            text.chars()
                .filter_map(|c| u8::try_from(c).ok().filter(|b| is_short(*b)).map(char::from))
                .take(len)
                .collect()
        };
        // As file systems do it: six characters, tilde, number.
        let stem = format!("{}~1", cut(stem, SHORT_STEM.saturating_sub(2)));
        match extension
            .map(|e| cut(e, SHORT_EXTENSION))
            .filter(|e| !e.is_empty())
        {
            Some(extension) => format!("{stem}.{extension}"),
            None => stem,
        }
    };
    p.set(tags::ATTACH_FILENAME, short.as_str());
}

fn is_short(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'()-@^_`{}~".contains(&byte)
}

/// The name that is shown, and the times.
fn description(p: &mut PropertyBag, part: &Described<'_>) {
    let shown = text_of(part.entity, "content-description");
    if !shown.is_empty() {
        p.set(tags::DISPLAY_NAME, shown.as_str());
    }
    for (parameter, tag) in [
        ("creation-date", tags::CREATION_TIME),
        ("modification-date", tags::LAST_MODIFICATION_TIME),
    ] {
        let time = part.of.disposition.parameter(parameter).and_then(value::date);
        if let Some(time) = time {
            p.set(tag, PropertyValue::Time(time));
        }
    }
}

/// An embedded message.
pub(super) fn message_file(part: &Described<'_>, message: Message) -> Attachment {
    let subject = message.subject().unwrap_or_default();
    let mut attachment = Attachment::message(part.number, message);
    let p = &mut attachment.properties;
    p.set(tags::ATTACH_METHOD, AttachMethod::EMBEDDED_MESSAGE.0);
    p.set(tags::ATTACH_MIME_TAG, "message/rfc822");
    if let Some(name) = part.of.file_name().and_then(FileName::new) {
        p.set(tags::ATTACH_LONG_FILENAME, name.as_str());
        let stem = name.as_str().strip_suffix(".eml").unwrap_or(name.as_str());
        if subject.is_empty() {
            p.set(tags::DISPLAY_NAME, stem);
        }
    }
    description(p, part);
    attachment
}

/// Marks the files that the HTML shows; a client lists the others.
pub(super) fn inline(attachments: &mut [Attachment], html: &str) {
    let mut references = None;
    for attachment in attachments {
        let p = &mut attachment.properties;
        let text = |tag| p.text(tag, CodePage::WINDOWS_1252).unwrap_or_default();
        let id = text(tags::ATTACH_CONTENT_ID);
        let location = text(tags::ATTACH_CONTENT_LOCATION);
        if id.is_empty() && location.is_empty() {
            continue;
        }
        let base = p.text(tags::ATTACH_CONTENT_BASE, CodePage::WINDOWS_1252);
        let references = references.get_or_insert_with(|| References::of(html));
        if (!id.is_empty() && references.has_cid(&id)) || references.has_location(&location, base.as_deref())
        {
            p.set(tags::ATTACH_FLAGS, RENDERED);
            p.set(tags::ATTACHMENT_HIDDEN, true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_stands_beside_the_long_one() {
        let short = |name: &str| {
            let mut p = PropertyBag::new();
            names(&mut p, name);
            let text = |tag| p.text(tag, CodePage::WINDOWS_1252);
            (text(tags::ATTACH_FILENAME).unwrap(), text(tags::ATTACH_EXTENSION))
        };
        assert_eq!(short("a.pdf"), ("a.pdf".into(), Some(".pdf".into())));
        assert_eq!(
            short("Quarterly report.docx"),
            ("Quarte~1.doc".into(), Some(".docx".into()))
        );
        assert_eq!(short("Übersicht"), ("bersic~1".into(), None));
    }
}
