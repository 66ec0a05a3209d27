//! Transfer encodings, text, and the formats that have lines of their own.

use super::check::{Verdict, excerpt};
use super::{field, parameters};

/// What a body holds.
pub(super) fn decoded(encoding: &str, body: &[u8]) -> Verdict<Vec<u8>> {
    match encoding {
        "base64" => base64(body),
        "quoted-printable" => quoted_printable(body),
        _ => Ok(body.to_vec()),
    }
}

/// Base64 in lines of 76 characters, of which the last may be shorter and padded (RFC 2045 6.8).
pub(super) fn base64(body: &[u8]) -> Verdict<Vec<u8>> {
    let body = body.strip_suffix(b"\r\n").unwrap_or(body);
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let mut lines = body.split(|b| *b == b'\n').peekable();
    while let Some(line) = lines.next() {
        let last = lines.peek().is_none();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if last && line.len() > 76 || !last && line.len() != 76 {
            return Err(format!("a base64 line of {}", line.len()));
        }
        base64_line(line, last, &mut out)?;
    }
    Ok(out)
}

pub(super) fn base64_line(line: &[u8], last: bool, out: &mut Vec<u8>) -> Verdict {
    let wrong = || format!("base64: {}", excerpt(line));
    if !line.len().is_multiple_of(4) {
        return Err(wrong());
    }
    let digits = line
        .strip_suffix(b"==")
        .or(line.strip_suffix(b"="))
        .unwrap_or(line);
    if digits.len() != line.len() && !last {
        return Err(wrong());
    }
    let (mut buffer, mut bits) = (0u32, 0);
    for &digit in digits {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return Err(wrong()),
        };
        buffer = buffer << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits) as u8);
            buffer &= (1 << bits) - 1;
        }
    }
    // Bits that no octet took are zero.
    if buffer != 0 { Err(wrong()) } else { Ok(()) }
}

/// RFC 2045 6.7, its recommendations included.
fn quoted_printable(body: &[u8]) -> Verdict<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut lines = body.split(|b| *b == b'\n').peekable();
    while let Some(line) = lines.next() {
        let last = lines.peek().is_none();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let wrong = || format!("quoted-printable: {}", excerpt(line));
        if line.len() > 76 || line.ends_with(b" ") || line.ends_with(b"\t") {
            return Err(wrong());
        }
        let mut at = 0;
        let mut soft = false;
        while at < line.len() {
            match line[at] {
                b'=' if at + 1 == line.len() => {
                    soft = true;
                    at += 1;
                }
                b'=' => {
                    let hex = line.get(at + 1..at + 3).ok_or_else(wrong)?;
                    if !hex.iter().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')) {
                        return Err(wrong());
                    }
                    out.push(hex_value(hex[0]) << 4 | hex_value(hex[1]));
                    at += 3;
                }
                byte @ (b' '..=b'~' | b'\t') => {
                    out.push(byte);
                    at += 1;
                }
                _ => return Err(wrong()),
            }
        }
        if soft && last {
            return Err(wrong());
        }
        if !soft && !last {
            out.extend_from_slice(b"\r\n");
        }
    }
    Ok(out)
}

pub(super) fn hex_value(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.wrapping_sub(b'A').wrapping_add(10),
    }
}

/// Text in the character set that its part names: every octet of it means a character, lines end in CRLF.
pub(super) fn text_of(data: &[u8], charset: Option<&str>) -> Verdict<String> {
    let charset = charset.ok_or("no charset")?;
    let text = charset_text(data, charset)?;
    let mut previous = ' ';
    for c in text.chars() {
        if c == '\0' || (c == '\n') != (previous == '\r') {
            return Err("NUL or a bare line end in text".to_owned());
        }
        previous = c;
    }
    Ok(text)
}

/// Octets in a character set.
pub(super) fn charset_text(data: &[u8], charset: &str) -> Verdict<String> {
    let wrong = || format!("{charset} does not decode");
    if charset.eq_ignore_ascii_case("us-ascii") {
        if !data.is_ascii() {
            return Err(wrong());
        }
        return Ok(String::from_utf8_lossy(data).into_owned());
    }
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())
        .filter(|encoding| encoding.output_encoding() == *encoding && *encoding != encoding_rs::REPLACEMENT)
        .ok_or_else(|| format!("unknown charset {charset}"))?;
    encoding
        .decode_without_bom_handling_and_without_replacement(data)
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(wrong)
}

/// Groups of fields, each with the names that it must have.
fn groups(body: &[u8]) -> Verdict<Vec<Vec<(String, String)>>> {
    let text = std::str::from_utf8(body).map_err(|e| e.to_string())?;
    let mut groups = Vec::new();
    for group in text.trim_end_matches("\r\n").split("\r\n\r\n") {
        let fields = field::fields(format!("{group}\r\n").as_bytes(), true)?;
        groups.push(fields.into_iter().map(|f| (f.name, f.value)).collect());
    }
    Ok(groups)
}

fn value<'g>(group: &'g [(String, String)], name: &str) -> Verdict<&'g str> {
    let mut values = group.iter().filter(|(n, _)| n == name);
    match (values.next(), values.next()) {
        (Some((_, value)), None) => Ok(value),
        (None, _) => Err(format!("no {name}")),
        _ => Err(format!("{name} twice")),
    }
}

/// RFC 3464 2.1.
pub(super) fn delivery_status(body: &[u8]) -> Verdict {
    let groups = groups(body)?;
    let Some((message, recipients)) = groups.split_first() else {
        return Err("no fields".to_owned());
    };
    typed(value(message, "reporting-mta")?)?;
    if recipients.is_empty() {
        return Err("no recipient".to_owned());
    }
    for recipient in recipients {
        typed(value(recipient, "final-recipient")?)?;
        let action = value(recipient, "action")?;
        if !["failed", "delayed", "delivered", "relayed", "expanded"].contains(&action) {
            return Err(format!("action {action}"));
        }
        let status = value(recipient, "status")?;
        let numbers: Vec<&str> = status.split('.').collect();
        let digits = |n: &&str| (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
        if numbers.len() != 3 || !numbers.iter().all(digits) || !["2", "4", "5"].contains(&numbers[0]) {
            return Err(format!("status {status}"));
        }
        for name in ["remote-mta", "diagnostic-code"] {
            if let Ok(value) = value(recipient, name) {
                typed(value)?;
            }
        }
    }
    Ok(())
}

/// `type; text`
fn typed(value: &str) -> Verdict {
    match value.split_once(';') {
        Some((kind, _)) if !kind.is_empty() && kind.trim().bytes().all(parameters::is_token) => Ok(()),
        _ => Err(format!("no type: {}", excerpt(value.as_bytes()))),
    }
}

/// RFC 8098 3.1.
pub(super) fn disposition_notification(body: &[u8]) -> Verdict {
    let groups = groups(body)?;
    let [fields] = &groups[..] else {
        return Err("more than one group".to_owned());
    };
    typed(value(fields, "final-recipient")?)?;
    let disposition = value(fields, "disposition")?;
    let (mode, kind) = disposition.split_once(';').ok_or("no disposition type")?;
    let modes = [
        "manual-action/MDN-sent-manually",
        "manual-action/MDN-sent-automatically",
        "automatic-action/MDN-sent-automatically",
        "automatic-action/MDN-sent-manually",
    ];
    let kinds = [
        "displayed",
        "deleted",
        "dispatched",
        "processed",
        "denied",
        "failed",
    ];
    if !modes.contains(&mode) || !kinds.contains(&kind.trim().split('/').next().unwrap_or_default()) {
        return Err(format!("disposition {disposition}"));
    }
    Ok(())
}

/// Content lines of RFC 5545 3.1 and RFC 6350 3.2: folded at 75 octets, with a name, in balanced components.
pub(super) fn is_content_lines(text: &str, outermost: &str) -> Verdict {
    let Some(text) = text.strip_suffix("\r\n") else {
        return Err("no line end at the end".to_owned());
    };
    let mut open: Vec<String> = Vec::new();
    let mut components = 0;
    for line in text.split("\r\n") {
        if line.len() > 75 {
            return Err(format!("a content line of {} octets", line.len()));
        }
    }
    for line in text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n") {
        let wrong = || format!("content line: {}", excerpt(line.as_bytes()));
        if line.chars().any(|c| c.is_control() && c != '\t') {
            return Err(wrong());
        }
        let end = line
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '.')
            .ok_or_else(wrong)?;
        let mut rest = &line[end..];
        if end == 0 {
            return Err(wrong());
        }
        while let Some(parameter) = rest.strip_prefix(';') {
            let (name, mut value) = parameter.split_once('=').ok_or_else(wrong)?;
            if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
                return Err(wrong());
            }
            loop {
                if let Some(quoted) = value.strip_prefix('"') {
                    value = quoted.split_once('"').ok_or_else(wrong)?.1;
                } else {
                    value = &value[value.find([';', ':', ',', '"']).unwrap_or(value.len())..];
                }
                match value.strip_prefix(',') {
                    Some(next) => value = next,
                    None => break,
                }
            }
            rest = value;
        }
        let value = rest.strip_prefix(':').ok_or_else(wrong)?;
        match &line[..end] {
            "BEGIN" => {
                if open.is_empty() && value != outermost {
                    return Err(wrong());
                }
                components += usize::from(open.is_empty());
                open.push(value.to_owned());
            }
            "END" if open.pop().as_deref() != Some(value) => return Err(wrong()),
            "END" => {}
            _ if open.is_empty() => return Err(wrong()),
            _ => {}
        }
    }
    if open.is_empty() && components == 1 {
        Ok(())
    } else {
        Err("components are not balanced".to_owned())
    }
}
