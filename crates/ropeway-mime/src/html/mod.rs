//! What must be known of HTML to send it: its character set, what it refers to, and its text.

mod before;
mod data;
mod entities;
mod text;
mod token;

pub(crate) use before::with_lines_before;
pub(crate) use data::lift_images;
pub(crate) use text::plain_text;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use token::{Token, attributes, tokens};

/// Longest `url()` that is looked at, in octets.
const MAX_URL: usize = 4096;

/// How far into a document its character set is looked for.
const META_SCAN: usize = 64 * 1024;

/// The character set that a document states in a `meta` element.
pub(crate) fn meta_charset(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = bytes.get(..bytes.len().min(META_SCAN))?;
    // Byte for character: the markup around it is US-ASCII in every encoding that can be meant.
    let text: String = head.iter().map(|b| char::from(*b)).collect();
    let range = charset_ranges(&text).into_iter().next()?;
    text.get(range).map(|label| label.trim().as_bytes().to_vec())
}

/// Where the names of character sets stand in the `meta` elements.
fn charset_ranges(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (token, at) in tokens(html) {
        let Token::Tag(tag) = token else { continue };
        if tag.name.eq_ignore_ascii_case("body") {
            break;
        }
        if !tag.name.eq_ignore_ascii_case("meta") {
            continue;
        }
        let Some(end) = at.checked_add(tag.raw_len) else {
            break;
        };
        let Some(element) = html.get(at..end) else { break };
        let lower = element.to_ascii_lowercase();
        let Some(key) = lower.find("charset") else {
            continue;
        };
        let after = key.saturating_add("charset".len());
        let rest = lower.get(after..).unwrap_or_default();
        let value = rest.trim_start();
        let Some(value) = value.strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start_matches([' ', '\t', '\r', '\n', '"', '\'']);
        let start = element.len().saturating_sub(value.len());
        let len = value
            .find(|c: char| c.is_whitespace() || "\"';/>".contains(c))
            .unwrap_or(value.len());
        if len > 0 {
            let start = at.saturating_add(start);
            found.push(start..start.saturating_add(len));
        }
    }
    found
}

/// The document with the stated character set replaced by the one it will be sent in.
pub(crate) fn with_charset(mut html: String, charset: &str) -> String {
    if html.starts_with('\u{FEFF}') {
        html.remove(0);
    }
    let ranges = charset_ranges(&html);
    match replace(&html, ranges.into_iter().map(|range| (range, charset))) {
        Cow::Borrowed(_) => html,
        Cow::Owned(html) => html,
    }
}

fn replace<'h, 'r>(
    html: &'h str,
    changes: impl IntoIterator<Item = (Range<usize>, &'r str)>,
) -> Cow<'h, str> {
    let mut out = String::new();
    let mut done = 0usize;
    for (range, new) in changes {
        out.push_str(html.get(done..range.start).unwrap_or_default());
        out.push_str(new);
        done = range.end;
    }
    if done == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// What a document shows that is not in itself.
#[derive(Debug, Default)]
pub(crate) struct References {
    cids: HashSet<String>,
    urls: HashSet<String>,
}

impl References {
    /// Collects the references of a document: every `cid:` wherever it stands (also in conditional
    /// comments, VML and style), and the values of `src`, `background`, `data`, `poster` and `url()`.
    pub(crate) fn of(html: &str) -> Self {
        let mut references = Self::default();
        for range in cid_ranges(html) {
            if let Some(id) = html.get(range) {
                references.cids.insert(content_id(id));
            }
        }
        for (token, _) in tokens(html) {
            let Token::Tag(tag) = token else { continue };
            for (name, value) in attributes(tag.attributes) {
                if ["src", "background", "data", "poster"]
                    .iter()
                    .any(|known| name.eq_ignore_ascii_case(known))
                {
                    references.urls.insert(decode_url(&value));
                }
            }
        }
        // By what ends it, so that each character is looked at once however often `url(` stands there.
        for piece in html.split([')', '<', '>']) {
            let bytes = piece.as_bytes();
            let start = memchr::memrchr_iter(b'(', bytes).find_map(|at| {
                let word = bytes.get(at.checked_sub(3)?..at)?;
                word.eq_ignore_ascii_case(b"url").then_some(at.saturating_add(1))
            });
            if let Some(value) = start.and_then(|start| piece.get(start..))
                && value.len() <= MAX_URL
            {
                references
                    .urls
                    .insert(decode_url(value.trim_matches([' ', '"', '\''])));
            }
        }
        references
    }

    /// Whether a Content-ID is referred to, without regard to case.
    pub(crate) fn has_cid(&self, id: &str) -> bool {
        self.cids.contains(&content_id(id))
    }

    /// Whether a Content-Location is referred to, as it stands or against its Content-Base.
    pub(crate) fn has_location(&self, location: &str, base: Option<&str>) -> bool {
        let location = decode_url(location);
        if location.is_empty() {
            return false;
        }
        let absolute = base.map(|base| {
            let folder = base.rfind('/').map_or(base, |at| base.get(..=at).unwrap_or(base));
            format!("{}{}", decode_url(folder), location.trim_start_matches("./"))
        });
        self.urls.contains(&location) || absolute.is_some_and(|url| self.urls.contains(&url))
    }
}

/// The ids of a document under their new names.
pub(crate) fn with_cids<'h>(html: &'h str, renamed: &BTreeMap<String, String>) -> Cow<'h, str> {
    if renamed.is_empty() {
        return Cow::Borrowed(html);
    }
    let changes = cid_ranges(html).into_iter().filter_map(|range| {
        let new = renamed.get(&content_id(html.get(range.clone())?))?;
        Some((range, new.as_str()))
    });
    replace(html, changes)
}

/// Where the ids stand after `cid:`.
fn cid_ranges(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0usize;
    while let Some(hit) = html.get(at..).and_then(|rest| find_ignore_case(rest, "cid:")) {
        let start = at.saturating_add(hit).saturating_add(4);
        let rest = html.get(start..).unwrap_or_default();
        // In quotes an id may hold blanks; there is no other way to tell where it ends.
        let before = html
            .get(..start.saturating_sub(4))
            .and_then(|t| t.chars().next_back());
        let len = match before {
            Some(quote @ ('"' | '\'')) => rest.find([quote, '<', '>']),
            _ => rest.find(|c: char| c.is_whitespace() || "\"'<>)".contains(c)),
        }
        .unwrap_or(rest.len());
        let end = start.saturating_add(len);
        if len > 0 {
            found.push(start..end);
        }
        at = end;
    }
    found
}

/// The first place where `needle`, US-ASCII that ends with a sign, occurs in any case.
fn find_ignore_case(text: &str, needle: &str) -> Option<usize> {
    let (sign, word) = needle.as_bytes().split_last()?;
    let text = text.as_bytes();
    memchr::memchr_iter(*sign, text).find_map(|at| {
        let start = at.checked_sub(word.len())?;
        text.get(start..at)?.eq_ignore_ascii_case(word).then_some(start)
    })
}

/// A Content-ID as it is compared: as a URL, and as clients do it, without regard to case.
pub(crate) fn content_id(id: &str) -> String {
    decode_url(id).to_ascii_lowercase()
}

/// A URL as it is compared: character references and percent-escapes resolved, blanks and NULs at the
/// ends gone.
fn decode_url(url: &str) -> String {
    let url = entities::decode(url);
    let url = url.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let escaped = (byte == b'%')
            .then(|| tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok()))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match escaped {
            Some(value) => {
                bytes.push(value);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a document shows nothing: no text and no image.
pub(crate) fn is_blank(html: &str) -> bool {
    let shows = |name: &str| {
        ["img", "hr", "table", "object", "v:imagedata"]
            .iter()
            .any(|n| n.eq_ignore_ascii_case(name))
    };
    !tokens(html).any(|(token, _)| matches!(token, Token::Tag(tag) if shows(tag.name)))
        && !text::shows_text(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bd_09_meta_agrees_with_the_part() {
        let http = r#"<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>x"#;
        assert_eq!(meta_charset(http.as_bytes()).unwrap(), b"iso-8859-1");
        assert_eq!(
            with_charset(http.to_owned(), "utf-8"),
            r#"<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><p>x"#
        );
        assert_eq!(
            with_charset("\u{FEFF}<META CHARSET=KOI8-R />".to_owned(), "utf-8"),
            "<META CHARSET=utf-8 />"
        );
        assert_eq!(
            with_charset("<body><meta charset=x>".to_owned(), "utf-8"),
            "<body><meta charset=x>"
        );
        assert_eq!(with_charset("<meta charset".to_owned(), "utf-8"), "<meta charset");
    }

    #[test]
    fn bd_22_references_of_office_documents_are_found() {
        let html = r#"<img src="cid:a@b"><!--[if gte vml 1]><v:imagedata src="cid:v"/><![endif]-->
            <td background='CID:bg%40x'><p style="background:url(cid:st)"><img src=cid:un&amp;q>
            <img src="pic 1.png"><p style="background: url('loc/x.gif')">"#;
        let references = References::of(html);
        for cid in ["a@b", "v", "bg@x", "st", "un&q", "A@B"] {
            assert!(references.has_cid(cid), "{cid}");
        }
        assert!(!references.has_cid("a"));
        assert!(references.has_location("pic%201.png", None));
        assert!(references.has_location("loc/x.gif", None));
        assert!(!references.has_location("other.png", None));
        let based = References::of("<img src='http://h.test/a/i.png'>");
        assert!(based.has_location("i.png", Some("http://h.test/a/page.htm")));
    }

    #[test]
    fn at_06_ids_are_renamed_where_they_are_used() {
        let renamed = BTreeMap::from([("a b".to_owned(), "c@d".to_owned())]);
        assert_eq!(
            with_cids("<img src=\"cid:a%20b\"><img src='cid:x'>", &renamed),
            "<img src=\"cid:c@d\"><img src='cid:x'>"
        );
    }

    #[test]
    fn bd_21_an_empty_document_is_blank() {
        assert!(is_blank(
            "<html><head><title>t</title></head><body>&nbsp;<p></p></body></html>"
        ));
        assert!(!is_blank("<body><img src=x></body>"));
    }
}
