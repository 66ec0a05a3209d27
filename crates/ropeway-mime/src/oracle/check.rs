//! The rules that every message keeps that this crate writes: RFC 5322, RFC 2045 to 2047, RFC 2231, RFC 2387,
//! RFC 3462, RFC 3464, RFC 8098, read strictly and without the obsolete forms.

use super::content::{self, decoded, is_content_lines, text_of};
use super::field;
use super::parameters::{Parameters, parameters};

/// What the next hop takes, beyond seven bits in lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct Allowed {
    /// Addresses outside US-ASCII (RFC 6531).
    pub smtputf8: bool,
    /// Octets above 127 (RFC 6152).
    pub eight_bit: bool,
    /// Content without lines (RFC 3030).
    pub binary: bool,
    /// The message that a report returns was made elsewhere, and is not looked into.
    pub foreign_original: bool,
}

/// Nothing, or the rule that is broken, where, and a few characters of what breaks it.
pub type Verdict<T = ()> = Result<T, String>;

/// RFC 5322 2.1.1, without the line end.
const MAX_LINE: usize = 998;
/// Messages inside messages; more than the converter goes down, notices included.
const MAX_DEPTH: usize = 400;

/// Checks a whole message.
///
/// # Errors
/// The first rule that is broken.
pub fn check(bytes: &[u8], allowed: Allowed) -> Verdict {
    if !allowed.binary {
        lines(bytes)?;
        if !allowed.eight_bit && !allowed.smtputf8 && !bytes.is_ascii() {
            return Err("octets above 127".to_owned());
        }
    }
    if !bytes.ends_with(b"\r\n") {
        return Err("the last line has no end".to_owned());
    }
    let walk = Walk { allowed };
    walk.entity(bytes, Place::Message { embedded: false }, 0)
        .map(drop)
}

/// CRLF and nothing else ends lines, no line is too long, no NUL.
fn lines(bytes: &[u8]) -> Verdict {
    let mut previous = 0;
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if (byte == b'\n') != (previous == b'\r') {
            return Err(format!("a line end is not CRLF: {}", excerpt(&bytes[start..at])));
        }
        if byte == 0 {
            return Err(format!("NUL: {}", excerpt(&bytes[start..at])));
        }
        if byte == b'\n' {
            start = at + 1;
        } else if at - start > MAX_LINE {
            return Err(format!("a line is too long: {}", excerpt(&bytes[start..at])));
        }
        previous = byte;
    }
    if previous == b'\r' {
        return Err("a line end is not CRLF".to_owned());
    }
    Ok(())
}

/// The beginning of what is wrong: oracles do not print messages.
pub(super) fn excerpt(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(160)];
    String::from_utf8_lossy(head).escape_debug().to_string()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Message {
        embedded: bool,
    },
    Part,
    /// A part of a report.
    Returned,
}

/// What is known of an entity after it was checked.
#[derive(Default)]
pub(super) struct Entity {
    pub(super) media_type: String,
    pub(super) parameters: Parameters,
    /// Value of Content-Disposition.
    pub(super) disposition: Option<String>,
    /// Without its angle brackets.
    pub(super) content_id: Option<String>,
    pub(super) location: Option<String>,
    /// Decoded text of a body part: of text that is no file.
    pub(super) text: Option<String>,
    pub(super) parts: Vec<Entity>,
}

struct Walk {
    allowed: Allowed,
}

impl Walk {
    fn entity(&self, bytes: &[u8], place: Place, depth: usize) -> Verdict<Entity> {
        if depth > MAX_DEPTH {
            return Err("nesting".to_owned());
        }
        let (header, body) = split(bytes)?;
        let fields = field::fields(header, self.allowed.smtputf8)?;
        let is_message = matches!(place, Place::Message { .. });
        let mut entity = Entity::default();
        let mut encoding = None;
        let signed = fields
            .iter()
            .any(|f| f.name == "content-type" && f.value.to_ascii_lowercase().contains("multipart/signed"));
        for field in &fields {
            let value = field.value.as_str();
            let within = |e: String| format!("{}: {e}: {}", field.name, excerpt(value.as_bytes()));
            // What a signer wrote about the content stands as it is.
            if signed && field.name.starts_with("content-") && field.name != "content-transfer-encoding" {
                continue;
            }
            field.check(self.allowed.smtputf8).map_err(within)?;
            match field.name.as_str() {
                "content-type" => {
                    let (media_type, parameters) = parameters(value).map_err(within)?;
                    entity.media_type = media_type;
                    entity.parameters = parameters;
                }
                "content-disposition" => {
                    entity.disposition = Some(parameters(value).map_err(within)?.0);
                }
                "content-transfer-encoding" => encoding = Some(value.to_ascii_lowercase()),
                "content-id" => entity.content_id = Some(value.trim_matches(['<', '>']).to_owned()),
                "content-location" => entity.location = Some(value.to_owned()),
                _ => {}
            }
        }
        let has = |name: &str| fields.iter().any(|field| field.name == name);
        if is_message {
            for needed in ["mime-version", "content-type"] {
                if !has(needed) {
                    return Err(format!("a message without {needed}"));
                }
            }
            if place == (Place::Message { embedded: false }) {
                for needed in ["from", "date", "message-id"] {
                    if !has(needed) {
                        return Err(format!("a message without {needed}"));
                    }
                }
                if !has("to") && !has("cc") {
                    return Err("a message without destination".to_owned());
                }
            }
        } else if !has("content-type") {
            return Err("a part without content-type".to_owned());
        }
        if signed {
            return Ok(entity);
        }
        let encoding = encoding.as_deref().unwrap_or("7bit");
        let why = |e: String| format!("{}: {e}", entity.media_type);
        self.transfer(encoding, body).map_err(why)?;
        if entity.media_type.starts_with("multipart/") {
            if !["7bit", "8bit", "binary"].contains(&encoding) {
                return Err("an encoded multipart".to_owned());
            }
            for part in parts(body, entity.parameters.get("boundary").unwrap_or_default()).map_err(why)? {
                let place = if entity.media_type == "multipart/report" {
                    Place::Returned
                } else {
                    Place::Part
                };
                entity.parts.push(self.entity(part, place, depth + 1)?);
            }
            super::structure::multipart(&entity)?;
            return Ok(entity);
        }
        if entity.media_type.starts_with("message/") {
            if !["7bit", "8bit", "binary"].contains(&encoding) {
                return Err("an encoded message".to_owned());
            }
            match entity.media_type.as_str() {
                "message/rfc822" if place == Place::Returned && self.allowed.foreign_original => {}
                "message/rfc822" => {
                    let place = Place::Message { embedded: true };
                    let inner = self.entity(body, place, depth + 1)?;
                    entity.parts.push(inner);
                }
                "message/delivery-status" => content::delivery_status(body).map_err(why)?,
                "message/disposition-notification" => {
                    content::disposition_notification(body).map_err(why)?;
                }
                _ => {}
            }
            return Ok(entity);
        }
        let data = decoded(encoding, body).map_err(why)?;
        let headers = entity.media_type == "text/rfc822-headers";
        if entity.media_type.starts_with("text/") && !headers && entity.disposition.is_none() {
            let charset = entity.parameters.get("charset");
            let text = text_of(&data, charset).map_err(why)?;
            if entity.media_type == "text/calendar" {
                is_content_lines(&text, "VCALENDAR").map_err(why)?;
                let method = entity
                    .parameters
                    .get("method")
                    .unwrap_or_default()
                    .to_ascii_uppercase();
                let stated = text.lines().find_map(|line| line.strip_prefix("METHOD:"));
                if stated.unwrap_or_default() != method {
                    return Err(format!("the method is {method} and {stated:?}"));
                }
            }
            if entity.media_type == "text/html"
                && let Some(label) = crate::html::meta_charset(&data)
                && let Some(stated) = encoding_rs::Encoding::for_label(&label)
                && Some(stated) != charset.and_then(|c| encoding_rs::Encoding::for_label(c.as_bytes()))
            {
                return Err(format!(
                    "the document says {} and the part {charset:?}",
                    stated.name()
                ));
            }
            entity.text = Some(text);
        }
        Ok(entity)
    }

    /// Whether the octets of a body are those that its encoding has.
    fn transfer(&self, encoding: &str, body: &[u8]) -> Verdict {
        let seven = match encoding {
            "7bit" | "quoted-printable" | "base64" => true,
            "8bit" if self.allowed.eight_bit || self.allowed.smtputf8 || self.allowed.binary => false,
            "binary" if self.allowed.binary => return Ok(()),
            other => return Err(format!("transfer encoding {other}")),
        };
        if seven && !body.is_ascii() {
            return Err(format!("{encoding} content with octets above 127"));
        }
        if self.allowed.binary {
            lines(body)?;
        }
        Ok(())
    }
}

/// Header with its last CRLF, and what follows the blank line.
fn split(bytes: &[u8]) -> Verdict<(&[u8], &[u8])> {
    if let Some(body) = bytes.strip_prefix(b"\r\n") {
        return Ok((b"", body));
    }
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n");
    end.map(|end| (&bytes[..end + 2], &bytes[end + 4..]))
        .ok_or_else(|| format!("no blank line after a header: {}", excerpt(bytes)))
}

/// The parts of a multipart's body (RFC 2046 5.1.1), without preamble and epilogue, of which there are none.
fn parts<'b>(body: &'b [u8], boundary: &str) -> Verdict<Vec<&'b [u8]>> {
    const OTHER: &[u8] = b"'()+_,-./:=? ";
    let valid = boundary
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || OTHER.contains(&b));
    if boundary.is_empty() || boundary.len() > 70 || !valid || boundary.ends_with(' ') {
        return Err(format!("boundary {boundary:?}"));
    }
    let delimiter = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start = None;
    let mut closed = false;
    let mut line_start = 0;
    for line in body.split_inclusive(|b| *b == b'\n') {
        let at = line_start;
        line_start += line.len();
        // A delimiter begins with a CRLF, which is no part of what stands before it.
        let begins = at == 0 || body[..at].ends_with(b"\r\n");
        let Some(rest) = line.strip_prefix(delimiter.as_bytes()).filter(|_| begins) else {
            if closed || start.is_none() {
                let blank = closed && line == b"\r\n";
                if !blank {
                    return Err(format!("text outside the parts: {}", excerpt(line)));
                }
            }
            continue;
        };
        if closed {
            return Err("a part after the end".to_owned());
        }
        if let Some(start) = start {
            let Some(part) = body[start..at].strip_suffix(b"\r\n") else {
                return Err("no line end before a boundary".to_owned());
            };
            parts.push(part);
        }
        start = Some(line_start);
        match rest {
            b"\r\n" => {}
            b"--" | b"--\r\n" => closed = true,
            _ => return Err("a boundary inside a part".to_owned()),
        }
    }
    if !closed || parts.is_empty() {
        return Err("a multipart without an end or without parts".to_owned());
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "From: a@b.test\r\nTo: \"B, C\" <c@d.test>\r\nDate: Tue, 29 Mar 2011 08:52:48 +0000\r\n\
Message-ID: <1@a.test>\r\nMIME-Version: 1.0\r\n";

    fn verdict(rest: &str) -> Verdict {
        check(format!("{HEAD}{rest}").as_bytes(), Allowed::default())
    }

    #[test]
    fn a_plain_message_passes() {
        let text = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=BC\r\n";
        verdict(text).unwrap();
    }

    #[test]
    fn each_rule_is_watched() {
        let text = |fields: &str, body: &str| {
            format!("{fields}Content-Type: text/plain; charset=us-ascii\r\n\r\n{body}\r\n")
        };
        let mixed = |inner: &str| format!("Content-Type: multipart/mixed; boundary=\"=_1\"\r\n\r\n{inner}");
        let part = "--=_1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nx\r\n";
        verdict(&text("Subject: =?utf-8?B?w7w=?=\r\n", "x")).unwrap();
        verdict(&mixed(&format!("{part}--=_1--\r\n"))).unwrap();
        // An address is one token, whatever it looks like.
        let address = format!("Cc: A\r\n <a=?utf-8?Q?x?={}@b.test>\r\n", "x".repeat(100));
        verdict(&text(&address, "x")).unwrap();
        let word = format!("Subject: =?utf-8?Q?{}?=\r\n", "x".repeat(56));
        for (wrong, why) in [
            (text("Bcc: a@b.test\r\n", "x"), "Bcc"),
            (text("Cc: a b <a@b.test\r\n", "x"), "cc"),
            (text("Cc: a.b <a@b.test>\r\n", "x"), "cc"),
            (text("Cc: \"=?utf-8?Q?a?=\" <a@b.test>\r\n", "x"), "cc"),
            (text("Sender: a@b.test, c@d.test\r\n", "x"), "sender"),
            (text("Subject: =?utf-8?B?/w==?=\r\n", "x"), "subject"),
            (text("Subject: x=?utf-8?B?w7w=?=\r\n", "x"), "subject"),
            (text(&word, "x"), "a line of 77"),
            (text("Subject: a\r\nSubject: b\r\n", "x"), "twice"),
            (text("Subject: a\r\n \r\n b\r\n", "x"), "blanks"),
            (text("Expires: Mon, 29 Mar 2011 08:52:48 +0000\r\n", "x"), "expires"),
            (text("References: <a@b>x\r\n", "x"), "references"),
            (text("", &"x".repeat(999)), "too long"),
            (text("", "a\nb"), "CRLF"),
            (text("", "\0"), "NUL"),
            (text("", "ü"), "127"),
            ("Content-Type: text/plain\r\n\r\n\r\n".to_owned(), "charset"),
            ("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n/w==\r\n".to_owned(), "decode"),
            ("Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=3d\r\n".to_owned(), "quoted"),
            ("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nTTo=\r\n".to_owned(), "encoded message"),
            (mixed(part), "without an end"),
            (mixed(&format!("text\r\n{part}--=_1--\r\n")), "outside"),
            (mixed(&format!("{part}--=_1x\r\n{part}--=_1--\r\n")), "inside"),
            (mixed(&format!("{part}--=_1--\r\nmore\r\n")), "outside"),
        ] {
            let verdict = verdict(&wrong).unwrap_err();
            assert!(verdict.contains(why), "{why}: {verdict}");
        }
    }
}
