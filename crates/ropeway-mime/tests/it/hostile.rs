//! Bodies made to multiply.

use super::support::{mime, note};
use ropeway_message::{Message, rtf};
use ropeway_types::{PropertyTag, PropertyValue, tags};

/// Octets of a body; work that grows with its square would be felt here.
const SIZE: usize = 100_000;
/// What a body may grow to: quoted-printable triples, a text alternative comes beside, and markup around.
const GROWTH: u64 = 40;

const HTML: &[&str] = &[
    "url(",
    "<",
    "<a",
    "<a x='>",
    "<a x=\"",
    "<a x='\">",
    "<!--",
    "<!",
    "<style>",
    "</",
    "&",
    "&#1",
    "&amp",
    "cid:",
    "<meta charset=",
    "<li>",
    "<ul><li>",
    "<blockquote>x",
    "<br>",
    "<td>",
    "<p> ",
    "<pre>\n",
    "<a href=x>",
    "<a href='",
    " ",
    "x ",
    "\r",
    "=",
    "<a \"",
    "CID:\"",
    "<img src=cid:x>",
    "<title>",
    "<head>",
    "</p>",
    "<a href=b>y</a>",
];

const RTF: &[&str] = &[
    "{",
    "}",
    "{}",
    "\\",
    "\\b",
    "\\b x\\b0 ",
    "{\\*",
    "{\\fonttbl",
    "{\\fonttbl{\\f1",
    "\\u1 ",
    "\\'81",
    "\\par",
    "\\cell",
    "\\row",
    "\\cell\\row",
    "{\\field{\\*\\fldinst HYPERLINK \"http://x\"}{\\fldrslt x}}",
    "{\\fldrslt x}",
    "\\bin1 ",
    "{\\pict",
    "\\f1 x\\f2 y",
    "\\uc16\\u1 ",
    "\\line",
    "\\intbl\\par",
    "\\super\\b\\i\\ul\\strike x\\plain y",
    "\\htmlrtf x\\htmlrtf0 y",
    "{\\*\\htmltag <p>}",
];

fn bounded(value: PropertyValue, tag: PropertyTag, what: &str) {
    let mut message: Message = note();
    message.properties.remove(tags::BODY.id());
    message.properties.set(tag, value);
    let len = mime(&message).len();
    assert!(len < SIZE as u64 * GROWTH, "{what}: {len}");
}

#[test]
fn html_does_not_multiply() {
    for pattern in HTML {
        let text = pattern.repeat(SIZE / pattern.len());
        bounded(PropertyValue::Binary(text.into()), tags::HTML, pattern);
    }
}

#[test]
fn rtf_does_not_multiply() {
    for pattern in RTF {
        for head in [
            "{\\rtf1\\ansi ",
            "{\\rtf1\\ansi\\fromhtml1 ",
            "{\\rtf1\\ansi\\fromtext ",
        ] {
            let text = format!("{head}{}{{x}}", pattern.repeat(SIZE / pattern.len()));
            let compressed = rtf::compress(text.as_bytes());
            bounded(PropertyValue::Binary(compressed), tags::RTF_COMPRESSED, pattern);
        }
    }
}
