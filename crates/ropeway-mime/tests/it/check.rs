//! What must hold of every message that goes out.

/// Panics with the reason if the bytes break a rule.
pub(crate) fn check(bytes: &[u8], smtputf8: bool) {
    let text = String::from_utf8_lossy(bytes);
    macro_rules! fail {
        ($why:expr) => {
            panic!("{}:\n{text}", $why)
        };
    }
    let mut previous = 0;
    for &byte in bytes {
        if (byte == b'\n') != (previous == b'\r') {
            fail!("a line end is not CRLF");
        }
        if byte == 0 {
            fail!("NUL");
        }
        previous = byte;
    }
    if previous != b'\n' {
        fail!("the last line has no end");
    }
    let lines: Vec<&[u8]> = bytes.split(|b| *b == b'\n').collect();
    if lines.iter().any(|line| line.len() > 999) {
        fail!("a line is longer than 998 octets");
    }
    entity(bytes, smtputf8, 0);
}

fn entity(bytes: &[u8], smtputf8: bool, depth: usize) {
    assert!(depth < 200, "nesting");
    let text = String::from_utf8_lossy(bytes);
    macro_rules! fail {
        ($why:expr) => {
            panic!("{}:\n{text}", $why)
        };
    }
    let (header, body) = if let Some(body) = bytes.strip_prefix(b"\r\n") {
        (&b""[..], body)
    } else {
        let end = bytes
            .windows(4)
            .position(|w| w == b"\r\n\r\n")
            .unwrap_or_else(|| fail!("no blank line"));
        (&bytes[..end + 2], &bytes[end + 4..])
    };
    if !smtputf8 && !header.is_ascii() {
        fail!("the header is not US-ASCII");
    }
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in String::from_utf8_lossy(header).split_terminator("\r\n") {
        if line.trim().is_empty() {
            fail!("a header line of blanks");
        }
        if line.starts_with([' ', '\t']) {
            let last = fields
                .last_mut()
                .unwrap_or_else(|| fail!("a folded line without a field"));
            last.1.push_str(line);
        } else {
            let (name, value) = line
                .split_once(':')
                .unwrap_or_else(|| fail!("a line without a colon"));
            if name.is_empty() || !name.bytes().all(|b| (33..=126).contains(&b)) {
                fail!("a field name");
            }
            if value.chars().any(|c| c.is_control() && c != '\t') {
                fail!("a control character in a field");
            }
            fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    let get = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    for once in [
        "from",
        "sender",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    ] {
        if fields.iter().filter(|(name, _)| name == once).count() > 1 {
            fail!(once);
        }
    }
    if get("bcc").is_some() {
        fail!("Bcc");
    }
    let content_type = get("content-type").unwrap_or("text/plain").to_ascii_lowercase();
    let encoding = get("content-transfer-encoding")
        .unwrap_or("7bit")
        .to_ascii_lowercase();
    match encoding.as_str() {
        "7bit" if !body.is_ascii() => fail!("7bit content with 8-bit octets"),
        "base64"
            if !body
                .iter()
                .all(|b| b.is_ascii_alphanumeric() || b"+/=\r\n".contains(b)) =>
        {
            fail!("base64")
        }
        "quoted-printable" if body.split(|b| *b == b'\n').any(|l| l.len() > 77) => {
            fail!("quoted-printable line")
        }
        _ => {}
    }
    if content_type.starts_with("message/") {
        if encoding != "7bit" && encoding != "8bit" {
            fail!("an encoded message");
        }
        if content_type.starts_with("message/rfc822") {
            entity(body, smtputf8, depth + 1);
        }
    }
    // Signed content is the signer's, rules and all.
    if content_type.starts_with("multipart/") && !content_type.starts_with("multipart/signed") {
        let value = get("content-type").unwrap();
        let boundary = value
            .split_once("boundary=\"")
            .unwrap()
            .1
            .split('"')
            .next()
            .unwrap();
        assert!(boundary.len() <= 70);
        let delimiter = format!("--{boundary}");
        let mut parts: Vec<Vec<u8>> = Vec::new();
        let mut closed = false;
        for line in body.split_inclusive(|b| *b == b'\n') {
            let bare = line.strip_suffix(b"\r\n").unwrap_or(line);
            if bare == format!("{delimiter}--").as_bytes() {
                closed = true;
            } else if bare == delimiter.as_bytes() {
                if closed {
                    fail!("a part after the end");
                }
                parts.push(Vec::new());
            } else if closed {
                if !bare.is_empty() {
                    fail!("an epilogue");
                }
            } else {
                if bare.starts_with(delimiter.as_bytes()) {
                    fail!("a boundary inside a part");
                }
                parts
                    .last_mut()
                    .unwrap_or_else(|| fail!("a preamble"))
                    .extend_from_slice(line);
            }
        }
        if !closed || parts.is_empty() {
            fail!("a multipart without an end");
        }
        for part in parts {
            let part = part
                .strip_suffix(b"\r\n")
                .unwrap_or_else(|| fail!("no line end before a boundary"));
            // A part's own last line may have lost its end to the boundary.
            let mut part = part.to_vec();
            part.extend_from_slice(b"\r\n");
            entity(&part, smtputf8, depth + 1);
        }
    }
}
