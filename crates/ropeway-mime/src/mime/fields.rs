//! Header fields.

use super::entity::ContentType;
use encodify::base64::STANDARD;
use mail_builder::headers::Header;
use mail_builder::headers::address::{Address, EmailAddress};
use mail_builder::headers::date::Date;
use mail_builder::headers::text::Text;
use std::collections::HashSet;

/// RFC 5322 2.1.1, with room for the field's name and punctuation.
const MAX_TOKEN: usize = 900;
/// RFC 5322 2.1.1: the length that lines should not exceed.
const FOLD: usize = 78;

/// Column of a value beside a name so long that words must be cut to fit.
const LONG_NAME: usize = 32;

/// More blanks than a line should have: no folding keeps them within lines.
const MANY_BLANKS: &str = "                                                            ";

/// A person or list in an address field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mailbox {
    /// `name <address>`
    Address {
        /// Shown name.
        name: Option<String>,
        /// addr-spec.
        address: String,
    },
    /// `name:;`
    EmptyGroup {
        /// Name of the group.
        name: String,
    },
}

/// Finished header fields, each with its CRLF.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Fields(Vec<u8>);

impl Fields {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The names of the fields in lower case.
    pub(crate) fn names(&self) -> HashSet<String> {
        self.0
            .split(|b| *b == b'\n')
            .filter(|line| !line.starts_with(b" ") && !line.starts_with(b"\t"))
            .filter_map(|line| line.split(|b| *b == b':').next())
            .map(|name| String::from_utf8_lossy(name).to_ascii_lowercase())
            .collect()
    }

    fn start(&mut self, name: &str) -> usize {
        self.0.extend_from_slice(name.as_bytes());
        self.0.extend_from_slice(b": ");
        name.len().saturating_add(2)
    }

    /// A value that is known to be short, printable US-ASCII.
    pub(crate) fn raw(&mut self, name: &str, value: &str) {
        self.start(name);
        self.0.extend_from_slice(value.as_bytes());
        self.0.extend_from_slice(b"\r\n");
    }

    /// Complete lines.
    pub(crate) fn lines(&mut self, lines: &[u8]) {
        self.0.extend_from_slice(lines);
    }

    /// Unstructured text; outside US-ASCII as encoded words.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        let value = clean(value);
        let column = self.start(name);
        // mail-builder leaves no room beside a long name.
        let fits = value.is_ascii() && value.split(' ').all(fits_line);
        if value.contains("=?") || value.contains(MANY_BLANKS) || column > LONG_NAME && !fits {
            self.0.extend_from_slice(encoded_words(&value, column).as_bytes());
            self.0.extend_from_slice(b"\r\n");
        } else if fits {
            self.folded(&value, column);
        } else {
            Text::new(value).write_header(&mut self.0, column);
        }
    }

    /// Printable US-ASCII, folded at blanks: machines read many of these values and know no encoded words.
    fn folded(&mut self, value: &str, mut column: usize) {
        if column.saturating_add(value.len()) <= FOLD {
            self.0.extend_from_slice(value.as_bytes());
            self.0.extend_from_slice(b"\r\n");
            return;
        }
        let mut blanks = 0usize;
        for (at, word) in value.split(' ').enumerate() {
            blanks = blanks.saturating_add(usize::from(at > 0));
            // A line of blanks alone would be obsolete syntax: they stand before the next word.
            if word.is_empty() {
                continue;
            }
            let wanted = blanks.saturating_add(word.len());
            if blanks > 0 && column.saturating_add(wanted) > FOLD {
                self.0.extend_from_slice(b"\r\n");
                column = 0;
            }
            self.0.resize(self.0.len().saturating_add(blanks), b' ');
            blanks = 0;
            self.0.extend_from_slice(word.as_bytes());
            column = column.saturating_add(wanted);
        }
        self.0.extend_from_slice(b"\r\n");
    }

    /// Tokens without blanks, separated by one, folded between them.
    pub(crate) fn tokens<'t>(&mut self, name: &str, tokens: impl IntoIterator<Item = &'t str>) {
        let mut column = self.start(name);
        let mut first = true;
        for token in tokens {
            if !first {
                if column.saturating_add(token.len()).saturating_add(1) > FOLD {
                    self.0.extend_from_slice(b"\r\n");
                    column = 0;
                }
                self.0.push(b' ');
                column = column.saturating_add(1);
            }
            first = false;
            self.0.extend_from_slice(token.as_bytes());
            column = column.saturating_add(token.len());
        }
        self.0.extend_from_slice(b"\r\n");
    }

    pub(crate) fn mailboxes(&mut self, name: &str, mailboxes: &[Mailbox]) {
        let list = mailboxes
            .iter()
            .map(|mailbox| match mailbox {
                Mailbox::Address { name, address } => Address::Address(EmailAddress {
                    name: name.as_deref().map(|n| phrase(n).into()),
                    email: address.as_str().into(),
                }),
                Mailbox::EmptyGroup { name } => Address::new_group(Some(phrase(name)), Vec::new()),
            })
            .collect();
        let column = self.start(name);
        Address::new_list(list).write_header(&mut self.0, column);
    }

    pub(crate) fn content_type(&mut self, name: &str, value: &ContentType) {
        let column = self.start(name);
        let mut field = mail_builder::headers::content_type::ContentType::new(value.value.as_str());
        for (key, value) in &value.parameters {
            field = field.attribute(key.as_str(), value.as_str());
        }
        field.write_header(&mut self.0, column);
    }
}

/// A display name that can be told from an encoded word, for which parsers look inside quotes too, and
/// that does not turn round the address behind it.
fn phrase(name: &str) -> String {
    let name = clean(name);
    if name.is_ascii() && !name.contains("=?") {
        return name;
    }
    name.replace("=?", "= ?").replace(['\u{202D}', '\u{202E}'], "")
}

/// Text in one line: control characters become blanks, blanks at the ends go.
pub(crate) fn clean(text: &str) -> String {
    // Most texts are nothing but this.
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.trim_matches(' ').to_owned();
    }
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.trim_matches(|c: char| c.is_whitespace() || breaks(c))
        .replace(breaks, " ")
}

/// Text as encoded words of RFC 2047, one to a line; the first stands at `column`.
pub(crate) fn encoded_words(text: &str, column: usize) -> String {
    /// RFC 2047 2: length of a line with an encoded word in it.
    const LINE: usize = 76;
    /// `=?utf-8?B?` and `?=`
    const AROUND: usize = 12;
    /// Octets whose base64 fits an encoded word of 75 characters.
    const WORD: usize = 45;
    let first = LINE.saturating_sub(AROUND).saturating_sub(column) / 4;
    let mut room = first.saturating_mul(3).min(WORD);
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if word.len().saturating_add(c.len_utf8()) > room {
            words.push(std::mem::take(&mut word));
            room = WORD;
        }
        word.push(c);
    }
    words.push(word);
    words
        .iter()
        .map(|word| match word.as_str() {
            // No room beside the name of the field.
            "" => String::new(),
            word => format!("=?utf-8?B?{}?=", STANDARD.encode(word)),
        })
        .collect::<Vec<_>>()
        .join("\r\n ")
}

/// A date of RFC 5322 3.3 in UTC, for seconds since 1970. `None` outside the years 1900 to 9999, which
/// the syntax has no room for.
pub(crate) fn rfc5322_date(unix_seconds: i64) -> Option<String> {
    const FIRST: i64 = -2_208_988_800;
    const LAST: i64 = 253_402_300_799;
    (FIRST..=LAST)
        .contains(&unix_seconds)
        .then(|| Date::new(unix_seconds).to_rfc822())
}

/// Whether a token is short enough for a line of its own.
pub(crate) fn fits_line(token: &str) -> bool {
    token.len() <= MAX_TOKEN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> String {
        let mut fields = Fields::default();
        fields.text("Subject", value);
        String::from_utf8(fields.0).unwrap()
    }

    #[test]
    fn ad_16_a_long_name_of_a_group_is_folded_between_its_words() {
        let name = "日".repeat(300);
        let mut fields = Fields::default();
        fields.mailboxes("Cc", &[Mailbox::EmptyGroup { name }]);
        let lines = String::from_utf8(fields.as_bytes().to_vec()).unwrap();
        assert!(
            lines.lines().count() > 10 && lines.lines().all(|line| line.len() <= 78),
            "{lines}"
        );
        assert!(lines.ends_with(":;\r\n"), "{lines}");
    }

    #[test]
    fn hd_36_a_value_cannot_start_another_field() {
        assert_eq!(text("a\r\nBcc: x\0"), "Subject: a  Bcc: x\r\n");
    }

    #[test]
    fn blanks_in_a_row_stay_within_lines() {
        for blanks in [2, 40, 59, 60, 2000] {
            let gap = " ".repeat(blanks);
            let value = format!("{}{gap}{}{gap}c", "a".repeat(60), "b".repeat(9));
            let field = text(&value);
            assert!(field.lines().all(|line| line.len() <= 78), "{field}");
            assert!(field.lines().all(|line| !line.trim().is_empty()), "{field}");
            if blanks < 60 {
                assert_eq!(field.replace("\r\n", ""), format!("Subject: {value}"));
            }
        }
    }

    #[test]
    fn text_that_looks_encoded_is_encoded() {
        assert_eq!(
            text("=?utf-8?Q?x?="),
            "Subject: =?utf-8?B?PT91dGYtOD9RP3g/PQ==?=\r\n"
        );
        for name in ["Subject", &"X".repeat(64)] {
            let mut fields = Fields::default();
            fields.text(name, &format!("=?{}", "ä".repeat(400)));
            fields.text(name, &format!("From {}", "x".repeat(2000)));
            let long = String::from_utf8(fields.0).unwrap();
            // RFC 2047 2.
            assert!(long.split("\r\n").all(|line| line.len() <= 76), "{long}");
        }
    }

    #[test]
    fn dates_are_numeric_utc() {
        assert_eq!(
            rfc5322_date(1_301_388_768).unwrap(),
            "Tue, 29 Mar 2011 08:52:48 +0000"
        );
        assert_eq!(rfc5322_date(0).unwrap(), "Thu, 1 Jan 1970 00:00:00 +0000");
        assert_eq!(rfc5322_date(i64::MAX), None);
        assert_eq!(rfc5322_date(-2_208_988_801), None);
    }

    #[test]
    fn tokens_fold_between_each_other() {
        let mut fields = Fields::default();
        fields.tokens("References", ["<a@b>"; 20]);
        let text = String::from_utf8(fields.0).unwrap();
        assert!(text.lines().all(|line| line.len() <= 78));
        assert_eq!(text.matches("<a@b>").count(), 20);
    }

    #[test]
    fn names_are_those_of_fields_and_no_continued_text() {
        let mut fields = Fields::default();
        fields.raw("Date", "x");
        fields.tokens("References", ["<a:b@c>"; 20]);
        assert_eq!(
            fields.names(),
            HashSet::from(["date".to_owned(), "references".to_owned(), String::new()])
        );
    }
}
