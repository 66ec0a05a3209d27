//! The message that a report is about (RFC 3461 6.2).

use crate::headers::message_ids;
use crate::mime::{
    Content, ContentType, Entity, has_bare_line_end, lines_fit, normalize_line_ends, text_content,
};
use crate::options::Transfer;
use bytes::Bytes;

/// What a report returns of the original message.
///
/// Whole messages are returned as they were sent, and must not be encoded (RFC 2046 5.2.1). One with
/// octets above 127 or with lines that mail cannot hold is therefore returned as its header section, so
/// that a report passes every server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Original {
    /// Nothing.
    #[default]
    None,
    /// The header section: the octets up to the empty line, or the whole message, of which only that is
    /// taken. RET=HDRS, and all reports but those of failure.
    Headers(Bytes),
    /// The whole message. RET=FULL.
    Full(Bytes),
}

impl Original {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::None => &[],
            Self::Headers(bytes) | Self::Full(bytes) => bytes,
        }
    }
}

/// The third part of the report.
pub(super) fn part(original: &Original) -> Option<Entity> {
    match original {
        Original::None => None,
        Original::Full(bytes) if is_clean(bytes) => {
            let mut entity = Entity::new(
                ContentType::new("message/rfc822"),
                Content::unencoded(bytes.clone()),
            );
            entity
                .content_fields
                .raw("Content-Description", "Original message");
            Some(entity)
        }
        Original::Headers(bytes) | Original::Full(bytes) => {
            let text = String::from_utf8_lossy(header(bytes));
            let mut entity = Entity::new(
                ContentType::new("text/rfc822-headers"),
                text_content(normalize_line_ends(&text).into_bytes(), Transfer::SevenBit),
            );
            entity
                .content_fields
                .raw("Content-Description", "Header of the original message");
            Some(entity)
        }
    }
}

/// Whether a message can stand in another without any encoding.
fn is_clean(bytes: &[u8]) -> bool {
    bytes.is_ascii()
        && !bytes.contains(&0)
        && bytes.ends_with(b"\n")
        && !has_bare_line_end(bytes)
        && lines_fit(bytes)
}

/// The octets before the empty line.
fn header(bytes: &[u8]) -> &[u8] {
    let end = bytes
        .windows(4)
        .position(|w| w == b"\r\n\r\n")
        .map(|at| at.saturating_add(2))
        .or_else(|| {
            let at = bytes.windows(2).position(|w| w == b"\n\n")?;
            Some(at.saturating_add(1))
        });
    bytes.get(..end.unwrap_or(bytes.len())).unwrap_or(bytes)
}

/// The value of a field of the original's header, unfolded, if it is printable US-ASCII.
pub(super) fn field(original: &Original, name: &str) -> Option<String> {
    let mut value: Option<String> = None;
    for line in header(original.bytes()).split(|b| *b == b'\n') {
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
        match &mut value {
            Some(value) if line.starts_with([' ', '\t']) => value.push_str(&line),
            Some(_) => break,
            None => {
                value = line
                    .split_once(':')
                    .filter(|(n, _)| n.trim_end().eq_ignore_ascii_case(name))
                    .map(|(_, v)| v.to_owned());
            }
        }
    }
    let printable = |text: &String| {
        text.bytes()
            .all(|b| b.is_ascii_graphic() || matches!(b, b' ' | b'\t'))
    };
    let short = |text: &String| text.split_ascii_whitespace().all(|word| word.len() <= 900);
    value.filter(printable).filter(short).map(|v| v.trim().to_owned())
}

/// The original's Message-ID.
pub(super) fn message_id(original: &Original) -> Option<String> {
    let value = field(original, "message-id")?;
    message_ids(&value).0.first().map(|id| (*id).to_owned())
}
