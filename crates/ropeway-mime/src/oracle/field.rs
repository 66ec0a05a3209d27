//! Header fields.

use super::check::{Verdict, excerpt};
use super::content::{base64_line, charset_text, hex_value};
use std::collections::HashSet;

/// RFC 5322 3.6, RFC 2045, and what has one meaning only.
const ONCE: &[&str] = &[
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "content-id",
    "content-description",
    "content-location",
    "content-class",
    "disposition-notification-to",
    "return-receipt-to",
    "importance",
    "priority",
    "x-priority",
    "sensitivity",
    "thread-topic",
    "thread-index",
    "auto-submitted",
];

/// RFC 2047 2.
const WORD: usize = 75;
const LINE_WITH_WORD: usize = 76;
/// RFC 5322 2.1.1: what a line should not exceed that can be folded.
const FOLD: usize = 78;

/// A field.
pub(super) struct Field {
    /// In lower case.
    pub(super) name: String,
    /// Unfolded, without blanks at its ends.
    pub(super) value: String,
    /// As it stands.
    lines: Vec<String>,
}

/// The fields of a header, each with a name and a value without control characters, none of them twice
/// that must not be.
pub(super) fn fields(header: &[u8], smtputf8: bool) -> Verdict<Vec<Field>> {
    if !smtputf8 && !header.is_ascii() {
        return Err(format!("the header is not US-ASCII: {}", excerpt(header)));
    }
    let header = std::str::from_utf8(header).map_err(|_| "the header is not UTF-8")?;
    let mut fields: Vec<Field> = Vec::new();
    for line in header.split_terminator("\r\n") {
        if line.trim().is_empty() {
            return Err("a header line of blanks".to_owned());
        }
        if line.len() > 998 {
            return Err(format!("a header line is too long: {}", excerpt(line.as_bytes())));
        }
        if line.chars().any(|c| c.is_control() && c != '\t') {
            return Err(format!("a control character: {}", excerpt(line.as_bytes())));
        }
        if line.starts_with([' ', '\t']) {
            let last = fields.last_mut().ok_or("a folded line without a field")?;
            last.value.push_str(line);
            last.lines.push(line.to_owned());
        } else {
            let (name, value) = line.split_once(':').ok_or("a line without a colon")?;
            if name.is_empty() || !name.bytes().all(|b| (33..=126).contains(&b)) {
                return Err(format!("a field name: {}", excerpt(name.as_bytes())));
            }
            fields.push(Field {
                name: name.to_ascii_lowercase(),
                value: value.to_owned(),
                lines: vec![line.to_owned()],
            });
        }
    }
    let mut seen = HashSet::new();
    for field in &mut fields {
        field.value = field.value.trim().to_owned();
        if ONCE.contains(&field.name.as_str()) && !seen.insert(field.name.clone()) {
            return Err(format!("{} twice", field.name));
        }
        if ["bcc", "resent-bcc"].contains(&field.name.as_str()) {
            return Err("Bcc".to_owned());
        }
    }
    Ok(fields)
}

impl Field {
    /// Whether the value is what fields of this name hold.
    pub(super) fn check(&self, utf8: bool) -> Verdict {
        let value = self.value.as_str();
        match self.name.as_str() {
            "from" | "reply-to" | "to" | "cc" | "disposition-notification-to" | "return-receipt-to" => {
                let people = addresses(value, utf8)?;
                if self.name == "from" && people != 1 {
                    return Err(format!("{people} people"));
                }
            }
            "sender" => {
                if addresses(value, utf8)? != 1 {
                    return Err("not one person".to_owned());
                }
            }
            "date" | "expires" | "reply-by" => date(value)?,
            // Real ids of parts are words without a domain, and documents refer to them so.
            "content-id" => {
                let id = value.strip_prefix('<').and_then(|id| id.strip_suffix('>'));
                if id.is_none_or(|id| id.is_empty() || id.contains([' ', '\t', '<', '>'])) {
                    return Err("no identifier".to_owned());
                }
            }
            "message-id" => {
                if message_ids(value)? != 1 {
                    return Err("not one identifier".to_owned());
                }
            }
            "in-reply-to" | "references" => {
                message_ids(value)?;
            }
            "mime-version" if value != "1.0" => return Err("another version".to_owned()),
            "thread-index" => base64_line(value.as_bytes(), true, &mut Vec::new())?,
            // Parameters have words of their own kind.
            "content-type" | "content-disposition" => return Ok(()),
            _ => words(value, false)?,
        }
        self.folding()
    }

    /// Lines that could have been folded are; those with encoded words are shorter still.
    fn folding(&self) -> Verdict {
        for (at, line) in self.lines.iter().enumerate() {
            let text = if at == 0 {
                &line[self.name.len() + 1..]
            } else {
                line
            };
            let could = outside_quotes(text.trim()).contains([' ', '\t']);
            if line.len() > FOLD && could {
                return Err(format!("a line of {} could be folded", line.len()));
            }
            // What only looks like one inside an address is none (RFC 2047 5), and cannot be folded.
            let has_word = text.split([' ', '\t', '(', ')']).any(|token| {
                token.starts_with("=?") && token.trim_end_matches([',', ':', ';']).ends_with("?=")
            });
            if has_word && line.len() > LINE_WITH_WORD {
                return Err(format!("a line of {} with an encoded word", line.len()));
            }
        }
        Ok(())
    }
}

fn outside_quotes(text: &str) -> String {
    let mut quoted = false;
    let mut escaped = false;
    text.chars()
        .filter(|c| {
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                _ => {}
            }
            !quoted
        })
        .collect()
}

/// Everything that looks like an encoded word in unstructured text, or the text of a phrase, is one.
fn words(text: &str, phrase: bool) -> Verdict {
    for token in text.split([' ', '\t']) {
        let token = token.strip_suffix(',').unwrap_or(token);
        if token.contains("=?") {
            encoded_word(token, phrase)?;
        }
    }
    Ok(())
}

/// RFC 2047 2: one whole encoded word, whose octets decode by themselves.
fn encoded_word(token: &str, phrase: bool) -> Verdict {
    let wrong = |why: &str| format!("encoded word, {why}: {}", excerpt(token.as_bytes()));
    let inner = token
        .strip_prefix("=?")
        .and_then(|t| t.strip_suffix("?="))
        .ok_or_else(|| wrong("not whole"))?;
    if token.len() > WORD {
        return Err(wrong("too long"));
    }
    let [charset, encoding, text] = inner.split('?').collect::<Vec<_>>()[..] else {
        return Err(wrong("not three fields"));
    };
    let mut data = Vec::new();
    match encoding {
        "B" | "b" => base64_line(text.as_bytes(), true, &mut data).map_err(|e| wrong(&e))?,
        "Q" | "q" => {
            let mut rest = text.as_bytes();
            while let Some((&byte, tail)) = rest.split_first() {
                rest = tail;
                match byte {
                    b'_' => data.push(b' '),
                    b'=' => {
                        let hex = tail.get(..2).filter(|h| h.iter().all(u8::is_ascii_hexdigit));
                        let hex = hex.ok_or_else(|| wrong("hex"))?;
                        data.push(hex_value(hex[0]) << 4 | hex_value(hex[1]));
                        rest = &tail[2..];
                    }
                    b if !phrase && b.is_ascii_graphic() => data.push(b),
                    b if b.is_ascii_alphanumeric() || b"!*+-/".contains(&b) => data.push(b),
                    _ => return Err(wrong("a character")),
                }
            }
        }
        _ => return Err(wrong("encoding")),
    }
    if data.is_empty() {
        return Err(wrong("empty"));
    }
    charset_text(&data, charset).map(drop).map_err(|e| wrong(&e))
}

/// Reads structured fields.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) utf8: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn blanks(&mut self) {
        self.text = self.text.trim_start_matches([' ', '\t']);
    }

    pub(super) fn take(&mut self, c: char) -> bool {
        match self.text.strip_prefix(c) {
            Some(rest) => {
                self.text = rest;
                true
            }
            None => false,
        }
    }

    fn atext(&self, c: char) -> bool {
        c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || self.utf8 && !c.is_ascii()
    }

    fn atom(&mut self) -> Option<&'a str> {
        let end = self.text.find(|c| !self.atext(c)).unwrap_or(self.text.len());
        let (atom, rest) = self.text.split_at(end);
        self.text = rest;
        (end > 0).then_some(atom)
    }

    /// The text between quotes, as it stands.
    pub(super) fn quoted(&mut self) -> Verdict<Option<&'a str>> {
        let Some(rest) = self.text.strip_prefix('"') else {
            return Ok(None);
        };
        let mut escaped = false;
        for (at, c) in rest.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    self.text = &rest[at + 1..];
                    return Ok(Some(&rest[..at]));
                }
                c if c.is_control() && c != '\t' => return Err("a control character in quotes".to_owned()),
                _ => {}
            }
        }
        Err("a quoted string without an end".to_owned())
    }

    /// Words before an angle bracket or a colon.
    fn phrase(&mut self) -> Verdict<bool> {
        let mut any = false;
        loop {
            self.blanks();
            if let Some(quoted) = self.quoted()? {
                // Many readers decode inside quotes.
                if quoted.contains("=?") {
                    return Err("an encoded word in quotes".to_owned());
                }
            } else if let Some(atom) = self.atom() {
                if atom.contains("=?") {
                    encoded_word(atom, true)?;
                }
                if !self.text.starts_with([' ', '\t', '<', ':', ',']) && !self.text.is_empty() {
                    return Ok(false);
                }
            } else {
                return Ok(any);
            }
            any = true;
        }
    }

    /// RFC 5322 3.4.1, without blanks inside.
    fn addr_spec(&mut self) -> Verdict {
        if self.quoted()?.is_none() {
            self.dot_atom()?;
        }
        if !self.take('@') {
            return Err("no @ in an address".to_owned());
        }
        if let Some(rest) = self.text.strip_prefix('[') {
            let (literal, rest) = rest.split_once(']').ok_or("a domain literal without an end")?;
            if !literal
                .bytes()
                .all(|b| b.is_ascii_graphic() && !b"[\\".contains(&b))
            {
                return Err("a domain literal".to_owned());
            }
            self.text = rest;
            return Ok(());
        }
        let before = self.text;
        self.dot_atom()?;
        let domain = &before[..before.len() - self.text.len()];
        if !domain.is_ascii() {
            return Err("a domain that is not in A-labels".to_owned());
        }
        Ok(())
    }

    fn dot_atom(&mut self) -> Verdict {
        loop {
            self.atom().ok_or("no atom")?;
            if !self.take('.') {
                return Ok(());
            }
        }
    }

    fn mailbox(&mut self) -> Verdict {
        self.blanks();
        let start = self.text;
        let phrase = self.phrase()?;
        if self.take('<') {
            if !phrase && !start.starts_with('<') {
                return Err("a display name that is no phrase".to_owned());
            }
            self.addr_spec()?;
            if !self.take('>') {
                return Err("an angle bracket without an end".to_owned());
            }
        } else {
            self.text = start;
            self.addr_spec()?;
        }
        self.blanks();
        Ok(())
    }

    /// RFC 5322 3.4; the number of mailboxes.
    fn address(&mut self) -> Verdict<usize> {
        self.blanks();
        let start = self.text;
        if self.phrase()? && self.take(':') {
            let mut members = 0;
            self.blanks();
            while !self.take(';') {
                if members > 0 && !self.take(',') {
                    return Err("a group without an end".to_owned());
                }
                self.mailbox()?;
                members += 1;
            }
            self.blanks();
            return Ok(members);
        }
        self.text = start;
        self.mailbox()?;
        Ok(1)
    }
}

/// An address list; the number of people in it.
fn addresses(value: &str, utf8: bool) -> Verdict<usize> {
    let mut scan = Scan { text: value, utf8 };
    let mut people = 0;
    loop {
        people += scan.address()?;
        if scan.text.is_empty() {
            return Ok(people);
        }
        if !scan.take(',') {
            return Err(format!("in an address list: {}", excerpt(scan.text.as_bytes())));
        }
    }
}

/// `<left@right>`, separated by blanks; how many. Left and right are not looked at closely: identifiers of real
/// messages are kept as they are.
fn message_ids(value: &str) -> Verdict<usize> {
    let mut count = 0;
    for id in value.split([' ', '\t']) {
        let inner = id.strip_prefix('<').and_then(|id| id.strip_suffix('>'));
        let (left, right) = inner.and_then(|id| id.rsplit_once('@')).ok_or("no identifier")?;
        if left.is_empty() || right.is_empty() || id[1..id.len() - 1].contains(['<', '>']) {
            return Err(format!("identifier {}", excerpt(id.as_bytes())));
        }
        count += 1;
    }
    Ok(count)
}

/// RFC 5322 3.3 with a numeric zone, of a day that was one.
fn date(value: &str) -> Verdict {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let wrong = |why: &str| format!("date: {why}");
    let [name, day, month, year, time, zone] = value.split(' ').collect::<Vec<_>>()[..] else {
        return Err(wrong("not six words"));
    };
    let number = |text: &str, range: std::ops::RangeInclusive<i64>| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let number: i64 = text.parse().ok().filter(|_| digits).ok_or_else(|| wrong(text))?;
        if range.contains(&number) {
            Ok(number)
        } else {
            Err(wrong(text))
        }
    };
    let month = MONTHS
        .iter()
        .position(|m| *m == month)
        .ok_or_else(|| wrong("month"))?;
    let year = number(year, 1900..=9999)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [
        31,
        if leap { 29 } else { 28 },
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let day = number(day, 1..=lengths[month])?;
    let [hour, minute, second] = time.split(':').collect::<Vec<_>>()[..] else {
        return Err(wrong("time"));
    };
    for (part, most) in [(hour, 23), (minute, 59), (second, 60)] {
        number(part, 0..=most)?;
        if part.len() != 2 {
            return Err(wrong("time"));
        }
    }
    let digits = zone.strip_prefix(['+', '-']).ok_or_else(|| wrong("zone"))?;
    if digits.len() != 4 {
        return Err(wrong("zone"));
    }
    number(digits, 0..=2400)?;
    // Days since 1 January 1970, which was a Thursday.
    let before = |year: i64| year * 365 + year / 4 - year / 100 + year / 400;
    let days = before(year - 1) - before(1969) + lengths[..month].iter().sum::<i64>() + day - 1;
    if name.strip_suffix(',') != Some(DAYS[days.rem_euclid(7) as usize]) {
        return Err(wrong("the day of the week"));
    }
    Ok(())
}
