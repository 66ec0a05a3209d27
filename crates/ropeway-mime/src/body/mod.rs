//! Which body a message has ([MS-OXBBODY] 2.1.3.1), as text and HTML.

mod flow;
mod parts;
mod policy;
mod wish;

use crate::attachment;
use crate::charset::{decode_html, internet_code_page};
use crate::html;
use crate::options::Context;
use crate::picture::Picture;
use crate::report::Source;
use crate::rtf;
use ropeway_message::Message;
use ropeway_types::{PropertyType, PropertyValue, tags};
use std::collections::BTreeMap;

pub(crate) use parts::{body_entity, plain_entity, text_entity};
pub use policy::{BodyPolicy, HtmlFilter};
use wish::{Wish, wish};

/// Values of PidTagNativeBody ([MS-OXCMSG] 2.2.1.56.2).
const NATIVE_PLAIN: i32 = 1;
const NATIVE_RTF: i32 = 2;
const NATIVE_HTML: i32 = 3;
/// PidTagMessageEditorFormat ([MS-OXOMSG] 2.2.1.78): plain text.
const EDITOR_PLAIN: i32 = 1;

/// What the author wrote in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Plain,
    Html,
    Rtf,
}

/// The body in the forms in which it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Body {
    /// What decides which attachments are inline; none without any body.
    pub(crate) format: Option<Format>,
    pub(crate) plain: String,
    /// What the text is of.
    pub(crate) plain_source: Source,
    pub(crate) html: Option<String>,
    /// What the HTML is of.
    pub(crate) html_source: Source,
    /// The HTML goes without the text.
    pub(crate) html_alone: bool,
    /// What the HTML shows besides, where it has been made out of RTF.
    pub(crate) pictures: Vec<(String, Picture)>,
    /// The Content-IDs under which the HTML shows attachments, by number of these, likewise.
    pub(crate) objects: BTreeMap<u32, String>,
}

/// Chooses and reads the body.
pub(crate) fn body(message: &Message, context: &mut Context<'_>) -> Body {
    let has = |id: u16| message.properties.value(id).is_some_and(|value| !is_empty(value));
    let present = Present {
        plain: has(tags::BODY.id()),
        rtf: has(tags::RTF_COMPRESSED.id()),
        html: has(tags::HTML.id()),
        in_sync: message.properties.bool(tags::RTF_IN_SYNC) == Some(true),
    };
    let native = message.properties.int(tags::NATIVE_BODY);
    let Some(best) = best_body(native, present) else {
        return Body::default();
    };
    // If the best body cannot be read, the next best stands in.
    let order = match best {
        Format::Plain => [Format::Plain, Format::Html, Format::Rtf],
        Format::Html => [Format::Html, Format::Rtf, Format::Plain],
        Format::Rtf => [Format::Rtf, Format::Html, Format::Plain],
    };
    let mut stored = if present.plain {
        plain_body(message)
    } else {
        String::new()
    };
    for format in order {
        let body = match format {
            Format::Plain if present.plain => Some(Body {
                format: Some(Format::Plain),
                plain: std::mem::take(&mut stored),
                plain_source: Source::Text,
                ..Body::default()
            }),
            Format::Html if present.html => html_body(message, &stored),
            Format::Rtf if present.rtf => rtf_body(message, &stored, context),
            _ => None,
        };
        if let Some(body) = body {
            return as_asked(message, body, context);
        }
    }
    // Nothing is shown; what could not be read is in the report already.
    Body::default()
}

/// The body with the alternatives that its author, the message or the caller ask for.
fn as_asked(message: &Message, mut body: Body, context: &mut Context<'_>) -> Body {
    if body.html.is_none() {
        return body;
    }
    let wish = context.options.bodies.wishes.then(|| wish(message)).flatten();
    let text_alone = if message.properties.int(tags::MESSAGE_EDITOR_FORMAT) == Some(EDITOR_PLAIN) {
        Some("the message was written as plain text")
    } else {
        (wish == Some(Wish::Text)).then_some("plain text alone was asked for")
    };
    if let Some(why) = text_alone {
        context.report.dropped("HTML body", why);
        return Body {
            format: Some(Format::Plain),
            plain: body.plain,
            plain_source: body.plain_source,
            ..Body::default()
        };
    }
    if wish == Some(Wish::Html) {
        context
            .report
            .dropped("plain text body", "HTML alone was asked for");
        body.html_alone = true;
    }
    if let (Some(filter), Some(html)) = (context.options.bodies.html_filter, &mut body.html) {
        *html = filter.apply(html);
    }
    if context.options.bodies.lift_data_images
        && let Some(html) = body.html.take()
    {
        let pictures = &mut body.pictures;
        let lifted = html::lift_images(&html, |bytes| {
            let picture = Picture::of_file(&bytes.into())?;
            let id = context.message_id();
            pictures.push((id.clone(), picture));
            Some(id)
        });
        body.html = Some(lifted.into_owned());
    }
    body
}

#[derive(Debug, Clone, Copy)]
struct Present {
    plain: bool,
    rtf: bool,
    html: bool,
    in_sync: bool,
}

/// [MS-OXBBODY] 2.1.3.1. Plain text and HTML without RTF: HTML, as Outlook and others do, against step 3.
fn best_body(native: Option<i32>, present: Present) -> Option<Format> {
    match native {
        Some(NATIVE_PLAIN) if present.plain => return Some(Format::Plain),
        Some(NATIVE_RTF) if present.rtf => return Some(Format::Rtf),
        Some(NATIVE_HTML) if present.html => return Some(Format::Html),
        _ => {}
    }
    match (present.html, present.rtf, present.plain) {
        (true, true, _) => Some(if present.in_sync {
            Format::Rtf
        } else {
            Format::Html
        }),
        (true, false, _) => Some(Format::Html),
        (false, true, true) => Some(if present.in_sync {
            Format::Rtf
        } else {
            Format::Plain
        }),
        (false, true, false) => Some(Format::Rtf),
        (false, false, true) => Some(Format::Plain),
        (false, false, false) => None,
    }
}

fn is_empty(value: &PropertyValue) -> bool {
    match value {
        PropertyValue::String(text) => text.is_empty(),
        PropertyValue::String8(bytes) | PropertyValue::Binary(bytes) => bytes.is_empty(),
        _ => true,
    }
}

/// PidTagBody; 8-bit text in the code page of the message.
fn plain_body(message: &Message) -> String {
    message.text(tags::BODY).unwrap_or_default()
}

/// PidTagHtml or PidTagBodyHtml; `None` if it shows nothing while there is text.
fn html_body(message: &Message, stored: &str) -> Option<Body> {
    let value = message.properties.value(tags::HTML.id())?;
    let html = match value.property_type() {
        PropertyType::BINARY => {
            let bytes = message.properties.binary(tags::HTML)?;
            // Some writers store a terminating zero.
            let end = bytes
                .iter()
                .rposition(|b| *b != 0)
                .map_or(0, |at| at.saturating_add(1));
            decode_html(bytes.get(..end)?, internet_code_page(message))
        }
        _ => message.text(tags::BODY_HTML)?,
    };
    with_alternative(Format::Html, html, stored)
}

fn rtf_body(message: &Message, stored: &str, context: &mut Context<'_>) -> Option<Body> {
    let compressed = message.properties.binary(tags::RTF_COMPRESSED)?;
    let mut objects = BTreeMap::new();
    let places = |context: &mut Context<'_>| attachment::places(message, &mut objects, context);
    match rtf::read(compressed, places, context) {
        Some(rtf::Content::Html(html)) => {
            let body = with_alternative(Format::Html, html, stored)?;
            Some(Body {
                html_source: Source::RtfHtml,
                ..body
            })
        }
        Some(rtf::Content::Text(text)) => Some(Body {
            format: Some(Format::Plain),
            plain: text,
            plain_source: Source::RtfText,
            ..Body::default()
        }),
        Some(rtf::Content::Rich(rich)) => {
            let (plain, plain_source) = if stored.trim().is_empty() {
                (rich.text, Source::Rtf)
            } else {
                (stored.to_owned(), Source::Text)
            };
            Some(Body {
                format: Some(Format::Rtf),
                plain,
                plain_source,
                html: Some(rich.html),
                html_source: Source::Rtf,
                html_alone: false,
                pictures: rich.pictures,
                objects,
            })
        }
        None => None,
    }
}

/// HTML with its text: the stored one, which its author's client made, else one made here.
fn with_alternative(format: Format, html: String, stored: &str) -> Option<Body> {
    let has_text = !stored.trim().is_empty();
    if has_text && html::is_blank(&html) {
        return None;
    }
    let (plain, plain_source) = if has_text {
        (stored.to_owned(), Source::Text)
    } else {
        (html::plain_text(&html), Source::TextOfHtml)
    };
    Some(Body {
        format: Some(format),
        plain,
        plain_source,
        html: Some(html),
        html_source: Source::Html,
        ..Body::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(native: Option<i32>, present: &str) -> Option<Format> {
        best_body(
            native,
            Present {
                plain: present.contains('p'),
                rtf: present.contains('r'),
                html: present.contains('h'),
                in_sync: present.contains('s'),
            },
        )
    }

    #[test]
    fn bd_01_the_native_body_counts_where_it_is_there() {
        assert_eq!(best(Some(1), "prh"), Some(Format::Plain));
        assert_eq!(best(Some(2), "prh"), Some(Format::Rtf));
        assert_eq!(best(Some(3), "prhs"), Some(Format::Html));
        assert_eq!(best(Some(3), "p"), Some(Format::Plain));
        assert_eq!(best(Some(4), "ph"), Some(Format::Html));
    }

    #[test]
    fn bd_02_the_table() {
        for (present, expected) in [
            ("", None),
            ("p", Some(Format::Plain)),
            ("rhs", Some(Format::Rtf)),
            ("prhs", Some(Format::Rtf)),
            ("prh", Some(Format::Html)),
            ("prs", Some(Format::Rtf)),
            ("pr", Some(Format::Plain)),
            ("r", Some(Format::Rtf)),
            ("h", Some(Format::Html)),
            ("ph", Some(Format::Html)),
        ] {
            assert_eq!(best(None, present), expected, "{present}");
        }
    }
}
