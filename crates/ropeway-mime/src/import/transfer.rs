//! Content transfer encodings, taken off (RFC 2045 6).

use super::report::ImportFindingKind;
use bytes::Bytes;
use mail_parser::decoders::base64::base64_decode;

/// The content, and what is wrong with its encoding. Content that is not encoded is a slice of the input.
pub(super) fn decode(body: &Bytes, encoding: &str) -> (Bytes, Option<ImportFindingKind>) {
    match encoding {
        "" | "7bit" | "8bit" | "binary" => (body.clone(), None),
        "base64" => {
            let (content, sound) = base64(body);
            (
                content.into(),
                (!sound).then_some(ImportFindingKind::DamagedTransferEncoding),
            )
        }
        "quoted-printable" => {
            let (content, sound) = quoted_printable(body);
            (
                content.into(),
                (!sound).then_some(ImportFindingKind::DamagedTransferEncoding),
            )
        }
        other => (
            body.clone(),
            Some(ImportFindingKind::UnknownTransferEncoding(other.to_owned())),
        ),
    }
}

/// What can be decoded, and whether that is all.
fn base64(body: &[u8]) -> (Vec<u8>, bool) {
    let digit = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
    let whole = body.iter().filter(|b| digit(b)).count() % 4 != 1;
    if let Some(content) = base64_decode(body) {
        return (content, whole);
    }
    // Other characters are to be passed over (RFC 2045 6.8).
    let digits: Vec<u8> = body.iter().filter(|b| digit(b) || **b == b'=').copied().collect();
    (base64_decode(&digits).unwrap_or_default(), false)
}

/// Quoted-printable; an equals sign that begins no encoding stands for itself.
fn quoted_printable(body: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(body.len());
    let mut sound = true;
    let mut lines = body.split_inclusive(|b| *b == b'\n');
    for line in &mut lines {
        let (line, end) = match line {
            [line @ .., b'\r', b'\n'] => (line, &b"\r\n"[..]),
            [line @ .., b'\n'] => (line, &b"\n"[..]),
            line => (line, &b""[..]),
        };
        // Blanks at the end are the transport's (RFC 2045 6.7, rule 3).
        let mut rest = line.trim_ascii_end();
        let mut soft = false;
        while let Some((&byte, tail)) = rest.split_first() {
            rest = tail;
            if byte != b'=' {
                out.push(byte);
                continue;
            }
            match (hex(tail.first()), hex(tail.get(1)), tail.is_empty()) {
                (Some(high), Some(low), _) => {
                    out.push(high << 4 | low);
                    rest = tail.get(2..).unwrap_or_default();
                }
                (_, _, true) => soft = true,
                _ => {
                    sound = false;
                    out.push(byte);
                }
            }
        }
        if !soft {
            out.extend_from_slice(end);
        }
    }
    (out, sound)
}

fn hex(byte: Option<&u8>) -> Option<u8> {
    let digit = char::from(*byte?).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_keeps_line_ends_and_faults() {
        assert_eq!(
            quoted_printable(b"a=3D=C3=BC  \r\nb=\r\nc= \nd\n=e9"),
            (b"a=\xC3\xBC\r\nbcd\n\xE9".to_vec(), true)
        );
        assert_eq!(quoted_printable(b"x=zz=4"), (b"x=zz=4".to_vec(), false));
    }

    #[test]
    fn base64_is_decoded_as_far_as_it_goes() {
        assert_eq!(base64(b"QUJD\r\nRA==\r\n"), (b"ABCD".to_vec(), true));
        assert_eq!(base64(b"QUJ!D"), (b"ABC".to_vec(), false));
        assert_eq!(base64(b"QUJDR"), (b"ABC".to_vec(), false));
        assert_eq!(base64(b"QUI"), (b"AB".to_vec(), true));
    }

    #[test]
    fn content_that_is_not_encoded_is_not_copied() {
        let body = Bytes::from_static(b"abc");
        let (content, fault) = decode(&body, "8bit");
        assert_eq!((content.as_ptr(), fault), (body.as_ptr(), None));
        let (content, fault) = decode(&body, "x-uuencode");
        assert_eq!(content.as_ptr(), body.as_ptr());
        assert_eq!(
            fault,
            Some(ImportFindingKind::UnknownTransferEncoding("x-uuencode".into()))
        );
    }
}
