//! Content transfer encodings (RFC 2045 6).

use super::entity::{Content, Data};
use crate::options::Transfer;
use bytes::Bytes;
use encodify::base64::MIME;
use ropeway_message::{External, ExternalReader};
use std::io::{self, Read};

/// Bytes of input in a base64 line of 76 characters.
const LINE_INPUT: usize = 57;
/// Length of such a line with its line end.
const LINE_OUTPUT: u64 = 78;
/// Octets encoded at a time: whole lines, some 20 KB of output.
const CHUNK: usize = 256 * LINE_INPUT;
/// RFC 5322 2.1.1.
const MAX_LINE: usize = 998;
/// RFC 2045 6.7.
const QP_LINE: usize = 76;

/// Length of `len` bytes as base64 in lines of 76 characters, each with its CRLF.
pub(crate) fn base64_len(len: u64) -> u64 {
    let full = len / 57;
    let rest = len % 57;
    let last = if rest == 0 {
        0
    } else {
        rest.div_ceil(3).saturating_mul(4).saturating_add(2)
    };
    full.saturating_mul(LINE_OUTPUT).saturating_add(last)
}

/// Octets in pieces of bounded size; as base64, in lines of 76 characters with CRLF after each.
pub(crate) struct DataPieces {
    source: Source,
    base64: bool,
}

enum Source {
    Memory(Bytes),
    External(External),
    Reader(ExternalReader),
    Done,
}

impl DataPieces {
    pub(crate) fn new(data: &Data, base64: bool) -> Self {
        let source = match data {
            Data::Memory(bytes) => Source::Memory(bytes.clone()),
            Data::External(external) => Source::External(external.clone()),
        };
        Self { source, base64 }
    }

    fn read(&mut self) -> io::Result<Bytes> {
        if let Source::External(external) = &self.source {
            self.source = Source::Reader(external.open()?);
        }
        match &mut self.source {
            Source::Memory(rest) if self.base64 => Ok(rest.split_to(rest.len().min(CHUNK))),
            Source::Memory(rest) => Ok(std::mem::take(rest)),
            Source::Reader(reader) => {
                let mut chunk = Vec::with_capacity(CHUNK);
                let limit = u64::try_from(CHUNK).unwrap_or(u64::MAX);
                reader.by_ref().take(limit).read_to_end(&mut chunk)?;
                Ok(chunk.into())
            }
            Source::External(_) | Source::Done => Ok(Bytes::new()),
        }
    }
}

impl Iterator for DataPieces {
    type Item = io::Result<Bytes>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.read() {
            Ok(chunk) if chunk.is_empty() => None,
            Ok(chunk) if self.base64 => Some(Ok(MIME.encode(chunk).into())),
            Ok(chunk) => Some(Ok(chunk)),
            Err(error) => {
                self.source = Source::Done;
                Some(Err(error))
            }
        }
    }
}

/// Text with each CR, LF and CRLF as CRLF, without NUL.
pub(crate) fn normalize_line_ends(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::new();
    // What stands before has been copied; what stands behind up to `at` may stay as it is.
    let mut done = 0usize;
    let mut at = 0usize;
    while let Some(hit) = bytes
        .get(at..)
        .and_then(|rest| memchr::memchr3(b'\r', b'\n', 0, rest))
    {
        let place = at.saturating_add(hit);
        let end = place.saturating_add(1);
        match bytes.get(place..) {
            Some([b'\r', b'\n', ..]) => at = end.saturating_add(1),
            Some([byte, ..]) => {
                if out.capacity() == 0 {
                    out.reserve(text.len().saturating_add(text.len() / 32));
                }
                out.push_str(text.get(done..place).unwrap_or_default());
                if *byte != 0 {
                    out.push_str("\r\n");
                }
                at = end;
                done = end;
            }
            _ => break,
        }
    }
    if done == 0 {
        return text.to_owned();
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// Whether a CR or LF stands without the other.
pub(crate) fn has_bare_line_end(bytes: &[u8]) -> bool {
    let mut previous = 0u8;
    for &byte in bytes {
        if (byte == b'\n') != (previous == b'\r') {
            return true;
        }
        previous = byte;
    }
    previous == b'\r'
}

/// Whether no line is longer than mail allows.
pub(crate) fn lines_fit(bytes: &[u8]) -> bool {
    bytes
        .split(|b| *b == b'\n')
        .all(|line| line.strip_suffix(b"\r").unwrap_or(line).len() <= MAX_LINE)
}

/// Encodes the bytes of text whose line ends are CRLF: not at all where that is allowed and possible, else
/// as the shorter of quoted-printable and base64.
pub(crate) fn text_content(bytes: Vec<u8>, allowed: Transfer) -> Content {
    if let Some(transfer) = unencoded(&bytes).filter(|transfer| *transfer <= allowed) {
        return Content::Unencoded(bytes.into(), transfer);
    }
    let len = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let encoded = quoted_printable(&bytes);
    if u64::try_from(encoded.len()).unwrap_or(u64::MAX) < base64_len(len) {
        Content::QuotedPrintable(encoded.into())
    } else {
        Content::Base64(bytes.into())
    }
}

/// What a hop must take for text as it is; `None` if it may not stand so: control characters that a relay
/// may change, a long line, a line that a mailbox would quote.
fn unencoded(bytes: &[u8]) -> Option<Transfer> {
    const BAD: u8 = 1;
    const EIGHT_BIT: u8 = 2;
    let mut seen = 0u8;
    let mut rest = bytes;
    while !rest.is_empty() {
        let (line, tail) = match memchr::memchr(b'\n', rest) {
            Some(at) => {
                let (line, tail) = rest.split_at_checked(at)?;
                (line.strip_suffix(b"\r").unwrap_or(line), tail.get(1..)?)
            }
            None => (rest, &[][..]),
        };
        rest = tail;
        if line.len() > MAX_LINE || line.starts_with(b"From ") {
            return None;
        }
        // Without branches, so that many octets are judged at a time.
        seen |= line.iter().fold(0u8, |seen, byte| {
            let bad = (*byte < b' ') & (*byte != b'\t') | (*byte == 0x7F);
            seen | if bad { BAD } else { 0 } | if *byte >= 0x80 { EIGHT_BIT } else { 0 }
        });
        if seen & BAD != 0 {
            return None;
        }
    }
    Some(if seen & EIGHT_BIT != 0 {
        Transfer::EightBit
    } else {
        Transfer::SevenBit
    })
}

/// Quoted-printable (RFC 2045 6.7) of text with CRLF line ends. A dot and `From ` at the start of a line
/// are encoded, because relays and mailboxes change them.
pub(crate) fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len().saturating_add(bytes.len() / 8));
    let mut lines = bytes.split(|b| *b == b'\n').peekable();
    while let Some(line) = lines.next() {
        let last = lines.peek().is_none();
        let hard = line.ends_with(b"\r") && !last;
        let line = if hard {
            line.strip_suffix(b"\r").unwrap_or(line)
        } else {
            line
        };
        quoted_line(line, &mut out);
        if hard {
            out.extend_from_slice(b"\r\n");
        } else if !last {
            // A bare LF is content here.
            out.extend_from_slice(b"=0A=\r\n");
        }
    }
    out
}

fn quoted_line(line: &[u8], out: &mut Vec<u8>) {
    let mut column = 0usize;
    let len = line.len();
    let mut at = 0usize;
    while let Some((&byte, rest)) = line.get(at..).and_then(<[u8]>::split_first) {
        // Most of a line is octets that stand for themselves wherever they are but at its ends.
        if column != 0 || !matches!(byte, b'.' | b'F') {
            let room = QP_LINE.saturating_sub(1).saturating_sub(column);
            let run = rest.len().min(room);
            let run = line.get(at..at.saturating_add(run)).unwrap_or_default();
            let plain = run
                .iter()
                .take_while(|b| matches!(b, b'\t' | b' '..=b'<' | b'>'..=b'~'))
                .count();
            if plain > 0 {
                out.extend_from_slice(run.get(..plain).unwrap_or_default());
                column = column.saturating_add(plain);
                at = at.saturating_add(plain);
                continue;
            }
        }
        // A character of UTF-8 stays in one line.
        let unit = if byte < 0xC0 {
            1
        } else {
            rest.iter()
                .take(3)
                .take_while(|b| (0x80..0xC0).contains(*b))
                .count()
                .saturating_add(1)
        };
        let end = at.saturating_add(unit);
        let literal = match byte {
            b'=' => false,
            b' ' | b'\t' => end < len,
            b'.' => column != 0,
            b'F' => column != 0 || !line.get(at..).is_some_and(|l| l.starts_with(b"From ")),
            b'!'..=b'~' => true,
            _ => false,
        };
        let width = if literal { 1 } else { unit.saturating_mul(3) };
        // Room for the soft break unless this ends the line.
        let limit = if end >= len {
            QP_LINE
        } else {
            QP_LINE.saturating_sub(1)
        };
        if column.saturating_add(width) > limit {
            out.extend_from_slice(b"=\r\n");
            column = 0;
            // What stands at the start of a line is judged anew.
            continue;
        }
        if literal {
            out.push(byte);
        } else {
            for byte in line.get(at..end).unwrap_or_default() {
                const HEX: [char; 16] = [
                    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
                ];
                out.push(b'=');
                for nibble in [byte >> 4, byte & 15] {
                    out.push(HEX.get(usize::from(nibble)).map_or(b'0', |c| *c as u8));
                }
            }
        }
        column = column.saturating_add(width);
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_21_the_length_of_base64_is_known_before() {
        for len in [0, 1, 2, 3, 56, 57, 58, 114, 115, 57 * 256, 57 * 256 + 1, 100_000] {
            let pieces: u64 = DataPieces::new(&Bytes::from(vec![7u8; len]).into(), true)
                .map(Result::unwrap)
                .map(|p| p.len() as u64)
                .sum();
            assert_eq!(pieces, base64_len(len as u64), "{len}");
        }
        let text: Vec<u8> = DataPieces::new(&Bytes::from(vec![b'a'; 60]).into(), true)
            .flat_map(Result::unwrap)
            .collect();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            format!("{}\r\nYWFh\r\n", "YWFh".repeat(19))
        );
    }

    #[test]
    fn bd_13_the_cheapest_encoding_that_is_safe() {
        assert_eq!(
            text_content(b"a\r\nb".to_vec(), Transfer::SevenBit),
            Content::unencoded("a\r\nb")
        );
        assert!(matches!(
            text_content("Grüße und mehr Text".into(), Transfer::SevenBit),
            Content::QuotedPrintable(_)
        ));
        assert!(matches!(
            text_content("日本語日本語".into(), Transfer::SevenBit),
            Content::Base64(_)
        ));
        assert!(matches!(
            text_content(vec![b'x'; 999], Transfer::SevenBit),
            Content::QuotedPrintable(_)
        ));
        assert!(matches!(
            text_content(b"x\r\nFrom y".to_vec(), Transfer::SevenBit),
            Content::QuotedPrintable(_)
        ));
    }

    #[test]
    fn bd_14_quoted_printable_protects_lines() {
        let qp = |text: &str| String::from_utf8(quoted_printable(text.as_bytes())).unwrap();
        assert_eq!(qp("ü \r\n.x\r\nFrom y\t"), "=C3=BC=20\r\n=2Ex\r\n=46rom y=09");
        assert_eq!(qp("a=b\r\n\r\n"), "a=3Db\r\n\r\n");
        let long = "é".repeat(100) + &"x".repeat(80) + ". From ";
        for line in qp(&long).split("\r\n") {
            assert!(line.len() <= 76, "{line}");
            assert!(!line.starts_with('.'), "{line}");
        }
        assert_eq!(
            qp(&("x".repeat(75) + ".y")),
            format!("{}=\r\n=2Ey", "x".repeat(75))
        );
    }

    #[test]
    fn bd_12_line_ends_become_crlf() {
        assert_eq!(normalize_line_ends("a\rb\nc\r\nd\0\n"), "a\r\nb\r\nc\r\nd\r\n");
        assert_eq!(normalize_line_ends("\n\n\r\r\n\0"), "\r\n\r\n\r\n\r\n");
        for same in ["", "ü", "a\r\n", "\r\n\r\nü\r\n"] {
            assert_eq!(normalize_line_ends(same), same);
        }
        assert_eq!(normalize_line_ends("\n\r\r\n\r\0\n\r"), "\r\n".repeat(6));
        assert_eq!(normalize_line_ends("é\0\0日"), "é日");
    }
}
