//! What multiparts hold.

use super::check::{Entity, Verdict};

/// Whether the parts are those that the kind of multipart asks for.
pub(super) fn multipart(entity: &Entity) -> Verdict {
    let types: Vec<&str> = entity.parts.iter().map(|part| part.media_type.as_str()).collect();
    let wrong = |why: &str| Err(format!("{}: {why}: {types:?}", entity.media_type));
    let first = types.first().copied().unwrap_or_default();
    match entity.media_type.as_str() {
        "multipart/alternative" => {
            let distinct = types.iter().collect::<std::collections::HashSet<_>>().len();
            if types.len() < 2 || distinct != types.len() {
                return wrong("its alternatives are not different ones");
            }
            if first != "text/plain" {
                return wrong("the poorest alternative is not first");
            }
        }
        "multipart/related" => {
            if entity.parameters.get("type") != Some(first) {
                return wrong("the type parameter is not the root's (RFC 2387 3.1)");
            }
            related(entity)?;
        }
        "multipart/report" => {
            let kind = entity.parameters.get("report-type").unwrap_or_default();
            if types.get(1).copied() != Some(&*format!("message/{kind}")) || types.len() > 3 {
                return wrong("the parts are not those of its report-type (RFC 6522 3)");
            }
        }
        "multipart/appledouble" => {
            if first != "application/applefile" || types.len() != 2 {
                return wrong("not header and data fork (RFC 1740)");
            }
        }
        "multipart/mixed" => {}
        _ => return wrong("unknown"),
    }
    Ok(())
}

/// Every part beside the root is one that the document refers to.
fn related(entity: &Entity) -> Verdict {
    let Some((root, others)) = entity.parts.split_first() else {
        return Ok(());
    };
    let html = html_of(root);
    let references = references(html.unwrap_or_default());
    for part in others {
        let by_id = part
            .content_id
            .as_ref()
            .is_some_and(|id| references.iter().any(|r| r.eq_ignore_ascii_case(id)));
        let by_place = part.location.as_ref().is_some_and(|place| {
            let bare: String = place.split_whitespace().collect();
            let unescaped = html.unwrap_or_default().replace("&amp;", "&");
            unescaped.split_whitespace().collect::<String>().contains(&bare)
        });
        if !by_id && !by_place {
            return Err(format!(
                "a related part that nothing refers to: {:?}",
                part.content_id
            ));
        }
    }
    Ok(())
}

/// The HTML of a root: itself, or one of its alternatives.
pub(super) fn html_of(root: &Entity) -> Option<&str> {
    if root.media_type == "text/html" {
        return root.text.as_deref();
    }
    root.parts.iter().find_map(html_of)
}

/// The ids behind `cid:` in a document, percent signs and entities of HTML read.
pub(super) fn references(html: &str) -> Vec<String> {
    let lower = html.to_ascii_lowercase();
    let mut found = Vec::new();
    for (at, _) in lower.match_indices("cid:") {
        let rest = &html[at + 4..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ')' | '<' | '`'))
            .unwrap_or(rest.len());
        let id = unescaped(&rest[..end]);
        found.push(percent_decoded(&id));
        found.push(id);
    }
    found
}

fn unescaped(text: &str) -> String {
    text.replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}

pub(super) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|h| std::str::from_utf8(h).ok());
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
