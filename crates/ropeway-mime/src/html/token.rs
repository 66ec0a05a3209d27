//! Tags, comments and text.

use super::entities;
use std::borrow::Cow;

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'h> {
    pub(crate) name: &'h str,
    pub(crate) closing: bool,
    /// What stands between the name and the end of the tag.
    pub(crate) attributes: &'h str,
    /// Length of the whole tag in the document.
    pub(crate) raw_len: usize,
}

/// A piece of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'h> {
    /// Character references not resolved.
    Text(&'h str),
    Tag(Tag<'h>),
    /// Comments, declarations, and the content of elements that hold no markup.
    Other,
}

/// The pieces of a document with their offsets. Never fails: what is no markup is text.
pub(crate) fn tokens(html: &str) -> impl Iterator<Item = (Token<'_>, usize)> {
    let mut rest = html;
    let mut raw_until: Option<&'static str> = None;
    let mut quotes_end = true;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let at = html.len().saturating_sub(rest.len());
        let (token, len) = match raw_until.take() {
            Some(name) => (Token::Other, raw_text(rest, name)),
            None => next(rest, &mut quotes_end),
        };
        if let Token::Tag(tag) = token
            && !tag.closing
        {
            raw_until = ["script", "style", "xml"]
                .into_iter()
                .find(|name| tag.name.eq_ignore_ascii_case(name))
                .filter(|_| !tag.attributes.ends_with('/'));
        }
        rest = rest.get(len..).unwrap_or_default();
        Some((token, at))
    })
}

/// Length of the content of an element up to its end tag.
fn raw_text(rest: &str, name: &str) -> usize {
    let mut at = 0usize;
    while let Some(hit) = rest.get(at..).and_then(|r| r.find("</")) {
        let start = at.saturating_add(hit);
        let after = rest.get(start.saturating_add(2)..).unwrap_or_default();
        if after
            .get(..name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name))
        {
            return start;
        }
        at = start.saturating_add(2);
    }
    rest.len()
}

fn next<'h>(rest: &'h str, quotes_end: &mut bool) -> (Token<'h>, usize) {
    let Some(markup) = rest.strip_prefix('<') else {
        let len = rest.find('<').unwrap_or(rest.len());
        return (Token::Text(rest.get(..len).unwrap_or_default()), len);
    };
    // An empty comment, which ends the ones that hide from Outlook what others show.
    if markup.starts_with("!-->") {
        return (Token::Other, 5);
    }
    if markup.starts_with("!--") {
        let len = rest
            .get(4..)
            .and_then(|r| r.find("-->"))
            .map_or(rest.len(), |at| at.saturating_add(7));
        return (Token::Other, len);
    }
    if markup.starts_with(['!', '?']) {
        let len = rest.find('>').map_or(rest.len(), |at| at.saturating_add(1));
        return (Token::Other, len);
    }
    let (closing, body) = match markup.strip_prefix('/') {
        Some(body) => (true, body),
        None => (false, markup),
    };
    if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // A lone '<' is text.
        let len = markup.find('<').map_or(rest.len(), |at| at.saturating_add(1));
        return (Token::Text(rest.get(..len).unwrap_or_default()), len);
    }
    let name_len = body
        .find(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .unwrap_or(body.len());
    let (name, tail) = body.split_at_checked(name_len).unwrap_or((body, ""));
    let inner = tag_end(tail, quotes_end);
    let attributes = tail.get(..inner).unwrap_or_default();
    let closed = usize::from(tail.len() > inner);
    let raw_len = rest
        .len()
        .saturating_sub(tail.len())
        .saturating_add(inner)
        .saturating_add(closed);
    let tag = Tag {
        name,
        closing,
        attributes,
        raw_len,
    };
    (Token::Tag(tag), raw_len)
}

/// Where the tag's `>` stands: not one inside quotes, unless the quotes never end. Once they have not,
/// no quotes count in the rest of the document: each tag would be searched to the end of it again.
fn tag_end(tail: &str, quotes_end: &mut bool) -> usize {
    let first = tail.find('>').unwrap_or(tail.len());
    if !*quotes_end {
        return first;
    }
    let mut quote = None;
    let mut after_equals = false;
    for (at, c) in tail.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            // A quote opens a value only after '='; elsewhere it is debris.
            (None, '"' | '\'') if after_equals => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
        after_equals = c == '=' || (after_equals && c.is_whitespace());
    }
    *quotes_end = false;
    first
}

/// Names and values, character references in values resolved.
pub(crate) fn attributes(text: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    raw_attributes(text).map(|(name, value)| (name, entities::decode(value)))
}

/// The value of one attribute.
pub(crate) fn attribute<'h>(text: &'h str, name: &str) -> Option<Cow<'h, str>> {
    raw_attributes(text)
        .find(|(n, _)| n.eq_ignore_ascii_case(name))
        .map(|(_, value)| entities::decode(value))
}

/// Names and values as they stand.
pub(crate) fn raw_attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/' || c == '"' || c == '\'');
        if rest.is_empty() {
            return None;
        }
        // At least one character, so that a stray '=' is passed.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let len = rest
            .get(first..)
            .and_then(|r| r.find(|c: char| c.is_whitespace() || c == '=' || c == '/'))
            .map_or(rest.len(), |at| at.saturating_add(first));
        let (name, tail) = rest.split_at_checked(len).unwrap_or((rest, ""));
        let Some(value) = tail.trim_start().strip_prefix('=') else {
            rest = tail;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (value, tail) = match value.strip_prefix(['"', '\'']) {
            Some(inner) => {
                let quote = value.chars().next().unwrap_or('"');
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            None => {
                let len = value.find(char::is_whitespace).unwrap_or(value.len());
                value.split_at_checked(len).unwrap_or((value, ""))
            }
        };
        rest = tail;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_greater_sign_in_a_value_ends_no_tag() {
        let html = "<a title=\"x>y\" href='u'>t</a>1 < 2";
        let all: Vec<_> = tokens(html).map(|(t, _)| t).collect();
        let Token::Tag(tag) = all[0] else { panic!() };
        assert_eq!(
            attributes(tag.attributes).collect::<Vec<_>>(),
            [("title", "x>y".into()), ("href", "u".into())]
        );
        assert_eq!(all[1], Token::Text("t"));
        assert_eq!(all[3..], [Token::Text("1 "), Token::Text("< 2")]);
    }

    #[test]
    fn quotes_that_never_end_are_searched_for_once() {
        let html = "<a b=\"\" c=\">".repeat(100_000);
        assert_eq!(tokens(&html).count(), 100_000);
    }

    #[test]
    fn script_and_style_hold_no_tags() {
        let html = "<style>a<b></b></style>x<script>'<p>'</SCRIPT>y<!-- <p> -->z<![if !mso]>w";
        let text: String = tokens(html)
            .filter_map(|(t, _)| match t {
                Token::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(text, "xyzw");
    }

    #[test]
    fn broken_markup_ends() {
        for html in [
            "<",
            "<a",
            "<a b",
            "<a b=",
            "<a b='",
            "<!--",
            "<style>",
            "</",
            "<a =\"",
            "<a b=c='>",
        ] {
            assert!(tokens(html).count() < 5, "{html}");
            for (token, _) in tokens(html) {
                if let Token::Tag(tag) = token {
                    assert!(attributes(tag.attributes).count() < 5);
                }
            }
        }
    }
}
