//! Bodies made to multiply.

use super::support::{mime, note};
use ropeway_message::{Attachment, Message, Recipient, RecipientType, rtf};
use ropeway_types::wire::Encode;
use ropeway_types::{
    EntryId, OneOffEntryId, PropertyName, PropertyTag, PropertyType, PropertyValue, property_set, tags,
};

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
    "<a x=\"\" y=\">",
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

/// Each list is so long that a search of one for each of another would take minutes.
#[test]
fn lists_do_not_multiply_each_other() {
    const LEN: u32 = 30_000;
    let mut message: Message = note();
    let mut html = String::new();
    let mut entries = Vec::new();
    for n in 0..LEN {
        html.push_str(&format!("<img src=cid:{n}@x>"));
        let id = format!("{n}@y");
        let mut image = Attachment::file(n, "i.png", "image/png", &b"x"[..]);
        image.properties.set(tags::ATTACH_CONTENT_ID, id.as_str());
        message.attachments.push(image);
        let address = format!("{n}@z.test");
        message
            .recipients
            .push(Recipient::smtp(RecipientType::TO, "", &address));
        let entry = EntryId::OneOff(OneOffEntryId::new("", "SMTP", &address));
        let entry = entry.to_bytes().unwrap();
        entries.extend_from_slice(&u32::try_from(entry.len()).unwrap().to_le_bytes());
        entries.extend_from_slice(&entry);
        entries.resize(entries.len().next_multiple_of(4), 0);
    }
    for id in 0x8000..0x8000 + 5000 {
        let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, &format!("X-{id}"));
        message.named_properties.insert(id, name);
        message
            .properties
            .set(PropertyTag::new(id, PropertyType::STRING), "");
    }
    let mut list = LEN.to_le_bytes().to_vec();
    list.extend_from_slice(&u32::try_from(entries.len()).unwrap().to_le_bytes());
    list.extend(entries);
    let p = &mut message.properties;
    p.set(tags::REPLY_RECIPIENT_ENTRIES, PropertyValue::Binary(list.into()));
    p.set(tags::BODY_HTML, html.as_str());
    let mime = mime(&message);
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    let last = format!("<{}@z.test>", LEN - 1);
    assert_eq!(text.matches(&last).count(), 2, "To and Reply-To");
    assert!(text.contains("\r\nX-37767: \r\n"));
}
