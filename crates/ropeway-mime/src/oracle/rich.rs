//! RTF and OLE objects.

use crate::options::Context;
use crate::rtf::{self, Content, Place, Reference};
use crate::{ConvertOptions, convert};
use bytes::Bytes;
use ropeway_message::{AttachMethod, Attachment, DirectorySnapshot, Message};
use ropeway_types::tags;

/// Elements that RTF is shown with.
const ELEMENTS: &[&str] = &[
    "html", "body", "div", "span", "a", "b", "i", "u", "s", "sup", "sub", "ul", "ol", "li", "table", "tr",
    "td",
];
const EMPTY_ELEMENTS: &[&str] = &["br", "img"];
const ATTRIBUTES: &[&str] = &[
    "style",
    "dir",
    "href",
    "src",
    "alt",
    "width",
    "height",
    "type",
    "start",
    "colspan",
    "rowspan",
    "border",
    "cellspacing",
    "cellpadding",
];

/// Any bytes as RTF: it is read without more output than a multiple of the input, the HTML of RTF of its
/// own has the elements that are meant and ends all that it begins, and a message with it as its body, and
/// with the bytes as an OLE object, is converted.
pub fn rtf(bytes: &Bytes) {
    let directory = DirectorySnapshot::new();
    let options = ConvertOptions::new(&directory).default_sender("unknown@example.test");
    let places = |_: &mut Context<'_>| {
        let place = |reference| Place {
            reference,
            placed: true,
        };
        vec![place(Reference::Picture(
            "1@x.test".to_owned(),
            "<\"&".to_owned(),
        ))]
    };
    match rtf::content(bytes, places, &mut Context::new(&options)) {
        Some(Content::Html(text) | Content::Text(text)) => {
            assert!(
                text.len() <= bytes.len().saturating_mul(8),
                "output without bound"
            );
        }
        Some(Content::Rich(rich)) => {
            // Styles have a budget of four times the input and 64 KiB; pictures and links are limited.
            let most = bytes.len().saturating_mul(24).saturating_add(128 * 1024);
            assert!(rich.html.len() <= most, "HTML without bound: {}", rich.html.len());
            assert!(rich.text.len() <= most, "text without bound: {}", rich.text.len());
            let size: usize = rich.pictures.iter().map(|(_, picture)| picture.data.len()).sum();
            assert!(
                size <= bytes.len().saturating_mul(4).saturating_add(128),
                "pictures without bound"
            );
            elements(&rich.html);
        }
        None => {}
    }
    let mut message = Message::note();
    message
        .properties
        .set(tags::RTF_COMPRESSED, ropeway_message::rtf::compress(bytes));
    let mut object = Attachment::file(0, "object", "", Bytes::new());
    object.properties.remove(tags::ATTACH_DATA_BINARY.id());
    object
        .properties
        .set(tags::ATTACH_METHOD, AttachMethod::STORAGE.0);
    object.properties.set(tags::ATTACH_DATA_OBJECT, bytes.clone());
    object.properties.set(tags::RENDERING_POSITION, 0);
    message.attachments.push(object);
    match convert(&message, &options) {
        Ok(mime) => assert!(mime.to_bytes().is_ok_and(|bytes| !bytes.is_empty())),
        Err(error) => panic!("cannot be converted: {error}"),
    }
}

/// Whether the elements are balanced, and no others than those that are meant.
fn elements(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        assert!(!text.contains('>'), "a bare > in {piece}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "ends another element: {html}");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if EMPTY_ELEMENTS.contains(&name) {
            assert!(!attributes.ends_with('/'));
        } else {
            assert!(ELEMENTS.contains(&name), "an element of its own: {tag}");
            open.push(name);
        }
        let mut rest = attributes;
        while !rest.is_empty() {
            let (name, value) = rest.split_once("=\"").unwrap_or((rest, ""));
            assert!(ATTRIBUTES.contains(&name), "an attribute of its own: {tag}");
            let (value, after) = value.split_once('"').unwrap_or((value, ""));
            let lower = value.to_ascii_lowercase();
            match name {
                "src" => assert!(lower.starts_with("cid:"), "shows {value}"),
                "href" => assert!(
                    !["javascript:", "vbscript:", "data:", "file:"]
                        .iter()
                        .any(|bad| lower.starts_with(bad)),
                    "leads to {value}"
                ),
                _ => {}
            }
            rest = after.trim_start();
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    assert!(!html.contains(['\u{1}', '\u{2}', '\0']), "a mark is left over");
}
