//! Signed and encrypted messages ([MS-OXOSMIME] 2.1.2).

use crate::attachment::parse_media_type;
use crate::class::Class;
use crate::error::ConvertError;
use crate::mime::{Content, ContentType, Data, Entity, Fields, has_bare_line_end, lines_fit};
use crate::options::Context;
use bytes::Bytes;
use ropeway_message::Message;
use ropeway_types::tags;

/// The content of an S/MIME message: its one attachment, unchanged.
pub(crate) fn entity(
    message: &Message,
    class: Class,
    context: &mut Context<'_>,
) -> Result<Entity, ConvertError> {
    let [attachment] = message.attachments.as_slice() else {
        return Err(ConvertError::SmimeAttachments {
            count: message.attachments.len(),
        });
    };
    let content =
        attachment
            .content()
            .filter(|content| !content.is_empty())
            .ok_or(ConvertError::SmimeContent {
                reason: "the attachment has no data",
            })?;
    let stored = attachment
        .properties
        .text(tags::ATTACH_MIME_TAG, message.code_page())
        .unwrap_or_default();
    // Some writers give the class of the other kind to a clear signature.
    let clear = parse_media_type(&stored).is_some_and(|(kind, _)| kind == "multipart/signed");
    if class == Class::SmimeSigned || clear {
        // Its lines are looked at, and its boundary lines must not be those of others.
        let data = content.load(u64::MAX).map_err(|error| {
            context.cannot_read(attachment.number, &error);
            ConvertError::Content {
                number: attachment.number,
                kind: error.kind(),
            }
        })?;
        // The field that the message names itself stands among its own.
        let classed = message.property("PidNameContentClass").is_some();
        return signed(&data, classed, context);
    }
    let data = Data::of(&content);
    let head = context.head(&data, attachment.number);
    Ok(opaque(data, &head, &stored))
}

fn opaque(data: Data, head: &[u8], stored: &str) -> Entity {
    let known = [
        "enveloped-data",
        "signed-data",
        "compressed-data",
        "certs-only",
        "authenveloped-data",
    ];
    let lower = stored.to_ascii_lowercase();
    let named = parse_media_type(&lower)
        .and_then(|(_, parameters)| {
            let (_, value) = parameters.split_once("smime-type")?;
            let value = value.trim_start().strip_prefix('=')?.trim_start();
            known
                .into_iter()
                .find(|k| value.trim_start_matches('"').starts_with(k))
        })
        .or_else(|| cms_type(head));
    let mut content_type = ContentType::new("application/pkcs7-mime");
    if let Some(smime_type) = named {
        content_type = content_type.with("smime-type", smime_type);
    }
    let mut entity = Entity::new(content_type.with("name", "smime.p7m"), Content::Base64(data));
    let disposition = ContentType::new("attachment").with("filename", "smime.p7m");
    entity
        .content_fields
        .content_type("Content-Disposition", &disposition);
    entity
}

/// smime-type of RFC 8551 3.2.2 by the object identifier that a CMS ContentInfo begins with
/// (1.2.840.113549.1.7.N; RFC 5652 4 and 6).
fn cms_type(data: &[u8]) -> Option<&'static str> {
    const PKCS7: &[u8] = &[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
    /// SEQUENCE and its length come before.
    const SCAN: usize = 16;
    let head = data.get(..data.len().min(SCAN.saturating_add(PKCS7.len())))?;
    let at = head.windows(PKCS7.len()).position(|window| window == PKCS7)?;
    match data.get(at.saturating_add(PKCS7.len()))? {
        2 => Some("signed-data"),
        3 => Some("enveloped-data"),
        _ => None,
    }
}

/// The Content-* fields of the stored entity, then its body, octet for octet. Only line ends that no
/// mail can hold are brought into the form that signatures are computed over (RFC 1847 2.1).
fn signed(data: &Bytes, classed: bool, context: &mut Context<'_>) -> Result<Entity, ConvertError> {
    let unsendable = |reason| Err(ConvertError::SmimeContent { reason });
    let data = if has_bare_line_end(data) {
        context.report.substituted(
            "line ends of the signed content",
            "mail has none but CRLF, over which signatures are computed",
        );
        canonical(data)
    } else {
        data.clone()
    };
    let Some(end) = data.windows(4).position(|window| window == b"\r\n\r\n") else {
        return unsendable("it is no entity with a header");
    };
    let header = data.get(..end.saturating_add(2)).unwrap_or_default();
    let body = data.slice(end.saturating_add(4)..);
    if body.contains(&0) {
        return unsendable("it contains NUL");
    }
    if !lines_fit(&body) || !lines_fit(header) {
        return unsendable("it has a line of more than 998 octets");
    }
    let Some(mut fields) = content_fields(header, classed) else {
        return unsendable("it has no Content-Type of multipart/signed");
    };
    if !body.is_ascii() {
        fields.raw("Content-Transfer-Encoding", "8bit");
    }
    Ok(Entity {
        fields: Fields::default(),
        content_type: None,
        content_fields: fields,
        content: Content::verbatim(body),
    })
}

/// The fields of an entity's header whose names begin with `Content-`, as they stand. A transfer encoding
/// is left out: that of a multipart is not signed, says no more than the content, and may be wrong.
fn content_fields(header: &[u8], classed: bool) -> Option<Fields> {
    if !header.is_ascii() || header.contains(&0) {
        return None;
    }
    let mut fields = Fields::default();
    let mut signed = false;
    let mut wanted = false;
    for line in header.split_inclusive(|b| *b == b'\n') {
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            let lower = line.to_ascii_lowercase();
            wanted = lower.starts_with(b"content-")
                && lower.contains(&b':')
                && !lower.starts_with(b"content-transfer-encoding")
                && !(classed && lower.starts_with(b"content-class:"));
            if let Some(value) = lower.strip_prefix(b"content-type:") {
                signed = value.trim_ascii_start().starts_with(b"multipart/signed");
            }
        }
        if wanted {
            fields.lines(line);
        }
    }
    signed.then_some(fields)
}

fn canonical(bytes: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(bytes.len().saturating_add(bytes.len() / 32));
    let mut rest = bytes.iter().peekable();
    while let Some(&byte) = rest.next() {
        match byte {
            b'\r' => {
                rest.next_if(|next| **next == b'\n');
                out.extend_from_slice(b"\r\n");
            }
            b'\n' => out.extend_from_slice(b"\r\n"),
            byte => out.push(byte),
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sm_01_the_kind_of_a_cms_object_is_read_from_it() {
        let der = |n| {
            [
                &[0x30, 0x80, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7][..],
                &[n],
            ]
            .concat()
        };
        assert_eq!(cms_type(&der(3)), Some("enveloped-data"));
        assert_eq!(cms_type(&der(2)), Some("signed-data"));
        assert_eq!(cms_type(b"x"), None);
    }

    #[test]
    fn bare_line_ends_are_seen() {
        for bare in [&b"a\nb"[..], b"a\rb", b"a\r", b"\n", b"\r\r\n"] {
            assert!(has_bare_line_end(bare));
            assert!(!has_bare_line_end(&canonical(bare)));
        }
        assert!(!has_bare_line_end(b"a\r\n\r\nb"));
    }
}
