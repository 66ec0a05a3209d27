//! The values of header fields, read by `mail-parser`.

use super::entity::Field;
use mail_parser::parsers::MessageStream;
use mail_parser::{Address, DateTime, HeaderValue};
use ropeway_types::FileTime;

/// Octets of a value that are handed to the parser: what it does with a value that pretends to hold many
/// encoded words or parameters grows with the square of its length.
const MAX_PARSED: usize = 64 * 1024;

/// A value in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unfolded {
    /// The text, without line ends, every control character a blank.
    pub(super) text: String,
    /// Octets above 127 were no UTF-8.
    pub(super) guessed: bool,
}

/// Unfolds a value (RFC 5322 2.2.3).
pub(super) fn unfold(field: &Field) -> Unfolded {
    let bytes: Vec<u8> = field
        .value
        .iter()
        .filter(|b| !matches!(b, b'\r' | b'\n'))
        .map(|b| if b.is_ascii_control() { b' ' } else { *b })
        .collect();
    let (text, guessed) = match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => (
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(error.as_bytes())
                .0
                .into_owned(),
            true,
        ),
    };
    Unfolded {
        text: text.trim_matches(' ').to_owned(),
        guessed,
    }
}

/// Unstructured text with its encoded words decoded; `None` if it is too long to be looked into.
pub(super) fn text(value: &str) -> Option<String> {
    if !value.contains("=?") {
        return Some(value.to_owned());
    }
    if value.len() > MAX_PARSED {
        return None;
    }
    let line = format!("{value}\n");
    match MessageStream::new(line.as_bytes()).parse_unstructured() {
        HeaderValue::Text(text) => Some(text.into_owned()),
        _ => Some(String::new()),
    }
}

/// A date of RFC 5322 3.3 or 4.3.
pub(super) fn date(value: &str) -> Option<FileTime> {
    if value.len() > MAX_PARSED {
        return None;
    }
    let mut date = DateTime::parse_rfc822(&format!("{value}\n"))?;
    // A leap second; FILETIME has none.
    date.second = date.second.min(59);
    (date.is_valid() && date.year >= 1601).then(|| FileTime::from_unix_seconds(date.to_timestamp()))
}

/// Type or disposition, in lower case, with parameters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parameterized {
    pub(super) value: String,
    pub(super) parameters: Vec<(String, String)>,
}

impl Parameterized {
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim_matches(|c: char| c.is_whitespace() || c == '\0'))
            .filter(|value| !value.is_empty())
    }
}

/// The value of Content-Type or Content-Disposition.
pub(super) fn parameterized(value: &str) -> Option<Parameterized> {
    if value.len() > MAX_PARSED {
        return None;
    }
    let line = format!("{value}\n");
    let HeaderValue::ContentType(parsed) = MessageStream::new(line.as_bytes()).parse_content_type() else {
        return None;
    };
    let mut out = parsed.c_type.to_ascii_lowercase();
    if let Some(subtype) = &parsed.c_subtype {
        out.push('/');
        out.push_str(&subtype.to_ascii_lowercase());
    }
    let parameters = parsed.attributes.unwrap_or_default();
    Some(Parameterized {
        value: out,
        parameters: parameters
            .into_iter()
            .map(|a| (a.name.into_owned(), a.value.into_owned()))
            .collect(),
    })
}

/// A mailbox in a field of addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Mailbox {
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
}

/// A field of addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Mailboxes {
    pub(super) mailboxes: Vec<Mailbox>,
    /// Names of groups with members, which stand among the mailboxes.
    pub(super) groups: Vec<String>,
    /// Names of groups without members.
    pub(super) empty_groups: Vec<String>,
    /// Mailboxes too long to be read.
    pub(super) too_long: usize,
}

/// An address list of RFC 5322 3.4. Each mailbox is parsed by itself, so that a long list takes no longer
/// than its length.
pub(super) fn mailboxes(value: &str) -> Mailboxes {
    let mut out = Mailboxes::default();
    let mut group: Option<(String, usize)> = None;
    for (piece, end) in pieces(value) {
        match end {
            ':' => {
                group = Some((
                    mailbox(piece)
                        .and_then(|m| m.name.or(m.address))
                        .unwrap_or_default(),
                    out.mailboxes.len(),
                ))
            }
            _ => {
                if piece.len() > MAX_PARSED {
                    out.too_long = out.too_long.saturating_add(1);
                } else {
                    out.mailboxes.extend(mailbox(piece));
                }
                if end == ';' {
                    close(group.take(), &mut out);
                }
            }
        }
    }
    close(group, &mut out);
    out
}

fn close(group: Option<(String, usize)>, out: &mut Mailboxes) {
    match group {
        Some((name, before)) if before == out.mailboxes.len() => out.empty_groups.push(name),
        Some((name, _)) => out.groups.push(name),
        None => {}
    }
}

fn mailbox(piece: &str) -> Option<Mailbox> {
    if piece.trim().is_empty() || piece.len() > MAX_PARSED {
        return None;
    }
    let line = format!("{piece}\n");
    let HeaderValue::Address(address) = MessageStream::new(line.as_bytes()).parse_address() else {
        return None;
    };
    let first = match address {
        Address::List(list) => list.into_iter().next(),
        Address::Group(groups) => groups
            .into_iter()
            .find_map(|group| group.addresses.into_iter().next()),
    }?;
    let tidy = |text: std::borrow::Cow<'_, str>| {
        let text = crate::mime::clean(&text);
        (!text.is_empty()).then_some(text)
    };
    Some(Mailbox {
        name: first.name.and_then(tidy),
        address: first.address.and_then(tidy),
    })
}

/// The mailboxes of a list and the names of its groups, each with what ends it: `,`, `;`, or `:` for the
/// name of a group; `,` at the end. Quoted strings, comments, addresses in angle brackets and encoded
/// words are not looked into.
fn pieces(value: &str) -> impl Iterator<Item = (&str, char)> {
    let mut rest = Some(value);
    std::iter::from_fn(move || {
        let text = rest?;
        let (mut quoted, mut escaped, mut angle, mut comments) = (false, false, false, 0usize);
        let mut skip_to = 0usize;
        for (at, c) in text.char_indices() {
            if at < skip_to {
                continue;
            }
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted || comments > 0 => escaped = true,
                '"' if comments == 0 => quoted = !quoted,
                _ if quoted => {}
                '(' => comments = comments.saturating_add(1),
                ')' => comments = comments.saturating_sub(1),
                _ if comments > 0 => {}
                '<' => angle = true,
                '>' => angle = false,
                '=' => {
                    skip_to = text
                        .get(at..)
                        .and_then(encoded_word)
                        .map_or(0, |len| at.saturating_add(len))
                }
                ',' | ';' | ':' if !angle => {
                    rest = text.get(at.saturating_add(1)..);
                    return Some((text.get(..at).unwrap_or_default(), c));
                }
                _ => {}
            }
        }
        rest = None;
        Some((text, ','))
    })
}

/// Length of the encoded word that a text begins with.
fn encoded_word(text: &str) -> Option<usize> {
    /// RFC 2047 2 allows 75; some writers know no limit.
    const LONGEST: usize = 1000;
    let inner = text.strip_prefix("=?")?;
    let mut marks = 0usize;
    for (at, c) in inner.char_indices().take(LONGEST) {
        match c {
            '?' if marks == 3 => return None,
            '?' => marks = marks.saturating_add(1),
            '=' if marks == 3 => return Some(at.saturating_add(3)),
            ' ' | '"' | '<' | '@' if marks < 2 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(value: &str) -> Vec<(String, String)> {
        mailboxes(value)
            .mailboxes
            .into_iter()
            .map(|m| (m.name.unwrap_or_default(), m.address.unwrap_or_default()))
            .collect()
    }

    fn pair(name: &str, address: &str) -> (String, String) {
        (name.to_owned(), address.to_owned())
    }

    #[test]
    fn lists_are_cut_between_mailboxes() {
        assert_eq!(
            list(
                "\"A, \\\"a\\\"\" <a@x.test>, b@x.test (B, b), =?utf-8?Q?C,=C3=BC?= <c@x.test>,, <d@x.test>"
            ),
            [
                pair("A, \"a\"", "a@x.test"),
                pair("B, b", "b@x.test"),
                pair("C,ü", "c@x.test"),
                pair("", "d@x.test"),
            ]
        );
    }

    #[test]
    fn groups_are_flattened() {
        let read = mailboxes("x@x.test, G: a@x.test, b@x.test; undisclosed-recipients:;");
        assert_eq!(read.mailboxes.len(), 3);
        assert_eq!(read.groups, ["G"]);
        assert_eq!(read.empty_groups, ["undisclosed-recipients"]);
    }

    #[test]
    fn dates_have_zones_and_leap_seconds() {
        let seconds = |text| date(text).map(FileTime::unix_seconds);
        assert_eq!(
            seconds("Tue, 29 Mar 2011 10:52:48 +0200 (x)"),
            Some(1_301_388_768)
        );
        assert_eq!(seconds("29 Mar 11 08:52:48 GMT"), Some(1_301_388_768));
        assert_eq!(seconds("Sat, 31 Dec 2016 23:59:60 +0000"), Some(1_483_228_799));
        assert_eq!(seconds("yesterday"), None);
    }

    #[test]
    fn blanks_and_encoded_words_survive() {
        assert_eq!(text("a  b").unwrap(), "a  b");
        assert_eq!(text("=?utf-8?Q?a?= =?utf-8?Q?b?= c").unwrap(), "ab c");
        assert_eq!(text(&"=?a?q?".repeat(20_000)), None);
    }
}
