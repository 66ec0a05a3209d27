//! The incremental reply parser.

use crate::Reply;

/// The longest reply line taken, in octets without the line end. RFC 5321 section 4.5.3.1.5 allows 512; real
/// servers send more.
const MAX_LINE: usize = 4096;

/// The most lines in one reply. No RFC figure; the longest EHLO replies seen have some 40.
const MAX_LINES: usize = 512;

/// The most text in one reply, in octets: a bound on memory, not a figure of the RFC.
const MAX_REPLY: usize = 128 * 1024;

/// Why the peer's bytes are not a reply.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// A line does not begin with three digits and space, hyphen or line end.
    #[error("reply line does not begin with a reply code")]
    Syntax,
    /// The code lies outside 200 to 599 (RFC 5321 section 4.2.1).
    #[error("reply code {0} is outside 200 to 599")]
    CodeOutOfRange(u16),
    /// The lines of one reply carry different codes (RFC 5321 section 4.2.1 forbids it).
    #[error("reply begins with code {first} and goes on with {other}")]
    MixedCodes {
        /// The code of the first line.
        first: u16,
        /// The code that differs.
        other: u16,
    },
    /// A line is longer than 4096 octets.
    #[error("reply line is longer than {MAX_LINE} octets")]
    LineTooLong,
    /// The reply has more than 512 lines, or more than 128 KiB of text.
    #[error("reply is longer than {MAX_LINES} lines or {MAX_REPLY} octets")]
    TooLong,
}

/// An incremental parser of replies: takes bytes as they come, one reply at a time.
///
/// Tolerated, because servers do it: a missing space after the code when no text follows, and a bare LF at the
/// end of a line. Memory is bounded whatever the peer sends.
///
/// ```
/// use ropeway_smtp::ReplyParser;
///
/// let mut parser = ReplyParser::new();
/// let mut input = &b"250-mx.example\r\n250 SIZE 1000\r\n354 go"[..];
/// let reply = parser.push(&mut input)?.expect("one whole reply");
/// assert_eq!((reply.code, reply.lines.len()), (250, 2));
/// assert_eq!(input, b"354 go"); // the next reply is left in place
/// assert_eq!(parser.push(&mut input)?, None); // and has no end yet
/// # Ok::<(), ropeway_smtp::ReplyError>(())
/// ```
#[derive(Debug, Default)]
pub struct ReplyParser {
    line: Vec<u8>,
    lines: Vec<String>,
    text_len: usize,
    code: Option<u16>,
}

impl ReplyParser {
    /// A parser at the beginning of a reply.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes bytes from the front of `input` up to the end of one reply.
    ///
    /// # Errors
    /// The peer's bytes are no reply. The parser cannot be used further: nothing says where the next begins.
    pub fn push(&mut self, input: &mut &[u8]) -> Result<Option<Reply>, ReplyError> {
        while let Some(end) = input.iter().position(|&b| b == b'\n') {
            let (line, rest) = input.split_at(end);
            *input = rest.get(1..).unwrap_or_default();
            self.extend(line)?;
            let mut line = std::mem::take(&mut self.line);
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            if let Some(reply) = self.finish_line(&line)? {
                return Ok(Some(reply));
            }
        }
        let rest = std::mem::take(input);
        self.extend(rest)?;
        Ok(None)
    }

    /// Whether the parser stands between two replies.
    pub fn is_empty(&self) -> bool {
        self.line.is_empty() && self.code.is_none()
    }

    fn extend(&mut self, bytes: &[u8]) -> Result<(), ReplyError> {
        // One more than the limit, for the CR that is not yet known to belong to the line end.
        if self.line.len().saturating_add(bytes.len()) > MAX_LINE + 1 {
            return Err(ReplyError::LineTooLong);
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn finish_line(&mut self, line: &[u8]) -> Result<Option<Reply>, ReplyError> {
        let (digits, rest) = line.split_at_checked(3).ok_or(ReplyError::Syntax)?;
        let mut code = 0u16;
        for &digit in digits {
            if !digit.is_ascii_digit() {
                return Err(ReplyError::Syntax);
            }
            code = code * 10 + u16::from(digit - b'0');
        }
        if !(200..=599).contains(&code) {
            return Err(ReplyError::CodeOutOfRange(code));
        }
        let (last, text) = match rest.split_first() {
            None => (true, rest),
            Some((b' ', text)) => (true, text),
            Some((b'-', text)) => (false, text),
            Some(_) => return Err(ReplyError::Syntax),
        };
        match self.code {
            Some(first) if first != code => return Err(ReplyError::MixedCodes { first, other: code }),
            _ => self.code = Some(code),
        }
        self.text_len = self.text_len.saturating_add(text.len());
        if self.lines.len() >= MAX_LINES || self.text_len > MAX_REPLY {
            return Err(ReplyError::TooLong);
        }
        self.lines.push(printable(text));
        if !last {
            return Ok(None);
        }
        self.code = None;
        self.text_len = 0;
        Ok(Some(Reply::new(code, std::mem::take(&mut self.lines))))
    }
}

/// Text fit for logs and reports, see [`Reply::lines`].
fn printable(text: &[u8]) -> String {
    String::from_utf8_lossy(text)
        .chars()
        .map(|c| {
            if c.is_control() && c != '\t' {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(mut input: &[u8]) -> Result<Option<Reply>, ReplyError> {
        ReplyParser::new().push(&mut input)
    }

    fn one(input: &[u8]) -> Reply {
        parse(input).unwrap().unwrap()
    }

    #[test]
    fn reads_a_multi_line_reply() {
        let reply = one(b"250-first\r\n250-\r\n250 last\r\n");
        assert_eq!(reply.code, 250);
        assert_eq!(reply.lines, ["first", "", "last"]);
    }

    #[test]
    fn takes_a_missing_space_and_a_bare_lf() {
        assert_eq!(one(b"220\r\n").lines, [""]);
        assert_eq!(one(b"250-a\n250 b\n").lines, ["a", "b"]);
    }

    #[test]
    fn refuses_what_is_no_reply() {
        assert_eq!(parse(b"HTTP/1.1 400 Bad Request\r\n"), Err(ReplyError::Syntax));
        assert_eq!(parse(b"\r\n"), Err(ReplyError::Syntax));
        assert_eq!(parse(b"25\r\n"), Err(ReplyError::Syntax));
        assert_eq!(parse(b"250OK\r\n"), Err(ReplyError::Syntax));
        assert_eq!(parse(b"\xff50 x\r\n"), Err(ReplyError::Syntax));
        assert_eq!(parse(b"199 x\r\n"), Err(ReplyError::CodeOutOfRange(199)));
        assert_eq!(parse(b"600 x\r\n"), Err(ReplyError::CodeOutOfRange(600)));
        assert_eq!(
            parse(b"250-x\r\n550 y\r\n"),
            Err(ReplyError::MixedCodes {
                first: 250,
                other: 550
            })
        );
    }

    #[test]
    fn bounds_line_and_reply() {
        let line = |len: usize| [b"250 ".as_slice(), &vec![b'x'; len - 4], b"\r\n"].concat();
        assert!(parse(&line(4096)).unwrap().is_some());
        assert_eq!(parse(&line(4098)), Err(ReplyError::LineTooLong));
        assert_eq!(parse(&vec![b'2'; 5000]), Err(ReplyError::LineTooLong));
        assert_eq!(
            parse("250-x\r\n".repeat(513).as_bytes()),
            Err(ReplyError::TooLong)
        );
        let long = format!("250-{}\r\n", "x".repeat(4000));
        assert_eq!(parse(long.repeat(33).as_bytes()), Err(ReplyError::TooLong));
    }

    #[test]
    fn leaves_no_control_character_in_the_text() {
        assert_eq!(
            one(b"550 a\rb\0c\x1b\td\xff\r\n").lines,
            ["a\u{fffd}b\u{fffd}c\u{fffd}\td\u{fffd}"]
        );
    }

    #[test]
    fn gives_the_same_reply_however_it_is_split() {
        let bytes = b"250-2.1.0 a\r\n250 2.1.0 b\r\n";
        let whole = one(bytes);
        for split in 0..bytes.len() {
            let (mut first, mut second) = bytes.split_at(split);
            let mut parser = ReplyParser::new();
            assert_eq!(parser.push(&mut first), Ok(None));
            assert_eq!(parser.push(&mut second).unwrap().as_ref(), Some(&whole));
            assert!(parser.is_empty());
        }
    }
}
