//! Parameters of structured fields.

use super::check::{Verdict, excerpt};
use super::content::hex_value;
use super::field::Scan;

/// Parameters by name in lower case, in their order, decoded after RFC 2231.
#[derive(Default)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

pub(super) fn is_token(b: u8) -> bool {
    b.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(&b)
}

/// Value in lower case and parameters of Content-Type and Content-Disposition (RFC 2045 5.1, RFC 2183, RFC 2231).
pub(super) fn parameters(value: &str) -> Verdict<(String, Parameters)> {
    let end = value.find([';', ' ', '\t']).unwrap_or(value.len());
    let (kind, rest) = value.split_at(end);
    if kind.is_empty() || !kind.split('/').all(|t| !t.is_empty() && t.bytes().all(is_token)) {
        return Err("value".to_owned());
    }
    let mut scan = Scan {
        text: rest,
        utf8: true,
    };
    let mut found: Vec<(String, String)> = Vec::new();
    loop {
        scan.blanks();
        if scan.text.is_empty() {
            break;
        }
        if !scan.take(';') {
            return Err(format!("no semicolon: {}", excerpt(scan.text.as_bytes())));
        }
        scan.blanks();
        let (name, rest) = scan.text.split_once('=').ok_or("a parameter without a value")?;
        if name.is_empty() || !name.bytes().all(is_token) {
            return Err(format!("parameter {}", excerpt(name.as_bytes())));
        }
        scan.text = rest;
        let text = if let Some(quoted) = scan.quoted()? {
            if name.ends_with('*') {
                return Err("an extended value in quotes".to_owned());
            }
            let mut escaped = false;
            quoted
                .chars()
                .filter(|c| {
                    escaped = *c == '\\' && !escaped;
                    !escaped
                })
                .collect()
        } else {
            let end = rest
                .find(|c: char| !c.is_ascii() || !is_token(c as u8))
                .unwrap_or(rest.len());
            let (token, after) = rest.split_at(end);
            scan.text = after;
            if token.is_empty() {
                return Err("an empty value".to_owned());
            }
            token.to_owned()
        };
        let name = name.to_ascii_lowercase();
        if found.iter().any(|(n, _)| *n == name) {
            return Err(format!("{name} twice"));
        }
        found.push((name, text));
    }
    Ok((kind.to_ascii_lowercase(), Parameters(joined(found)?)))
}

/// Puts the sections of RFC 2231 together and decodes them.
fn joined(found: Vec<(String, String)>) -> Verdict<Vec<(String, String)>> {
    let mut out: Vec<(String, Vec<u8>)> = Vec::new();
    let mut octets: Vec<u8> = Vec::new();
    let mut last: Option<(String, usize)> = None;
    for (name, value) in found {
        let Some((base, section)) = name.split_once('*') else {
            out.push((name, value.into_bytes()));
            last = None;
            continue;
        };
        let (number, extended) = match section.strip_suffix('*') {
            Some(number) => (number, true),
            None => (section, section.is_empty()),
        };
        let number: usize = if number.is_empty() {
            0
        } else {
            number.parse().map_err(|_| "a section without a number")?
        };
        let expected = match &last {
            Some((of, at)) if of == base => at + 1,
            _ => 0,
        };
        if number != expected {
            return Err(format!("section {number} of {base} in the place of {expected}"));
        }
        if number == 0 {
            octets.clear();
        }
        let text = if number == 0 && extended {
            let mut parts = value.splitn(3, '\'');
            match (parts.next(), parts.next(), parts.next()) {
                (Some(charset), Some(_), Some(text)) if charset.eq_ignore_ascii_case("utf-8") => {
                    text.to_owned()
                }
                _ => return Err("an extended value without utf-8".to_owned()),
            }
        } else {
            value
        };
        if extended {
            let mut rest = text.as_bytes();
            while let Some((&byte, tail)) = rest.split_first() {
                rest = tail;
                if byte == b'%' {
                    let hex = tail.get(..2).filter(|h| h.iter().all(u8::is_ascii_hexdigit));
                    let hex = hex.ok_or("a percent sign without digits")?;
                    octets.push(hex_value(hex[0]) << 4 | hex_value(hex[1]));
                    rest = &tail[2..];
                } else {
                    octets.push(byte);
                }
            }
        } else {
            octets.extend_from_slice(text.as_bytes());
        }
        last = Some((base.to_owned(), number));
        let key = format!("{base}*");
        match out.iter_mut().find(|(n, _)| *n == key) {
            Some((_, whole)) => whole.clone_from(&octets),
            None => out.push((key, octets.clone())),
        }
    }
    out.into_iter()
        .map(|(name, value)| match String::from_utf8(value) {
            Ok(value) => Ok((name, value)),
            Err(error) => Err(error.to_string()),
        })
        .collect()
}
