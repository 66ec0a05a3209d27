//! The message content as DATA carries it: checked, dot-stuffed, terminated.

use std::sync::Arc;

use bytes::Bytes;

/// Why a message cannot be sent as it is.
///
/// Repairing line ends belongs to whoever makes the message; a relay that guesses is how SMTP smuggling works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at octet {offset}")]
pub struct ContentError {
    /// The offset in the content.
    pub offset: u64,
    /// What is wrong there.
    pub kind: ContentErrorKind,
}

/// What is wrong with the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContentErrorKind {
    /// A CR that no LF follows (RFC 5321 section 2.3.8).
    #[error("carriage return without line feed")]
    BareCr,
    /// An LF that no CR precedes (RFC 5321 section 2.3.8).
    #[error("line feed without carriage return")]
    BareLf,
    /// An octet of value zero (RFC 5321 section 4.5.2 lets servers refuse it).
    #[error("null octet")]
    Nul,
    /// A line longer than the limit (RFC 5321 section 4.5.3.1.6: 998 octets without CRLF).
    #[error("line is too long")]
    LineTooLong,
}

/// The content of a message: header section, empty line, body, with CRLF line ends and without dot-stuffing.
///
/// Made from one buffer or from several in sequence, none of which is copied. The content is examined once, when
/// it is made; a defect is reported when it is about to be sent.
#[derive(Clone, Debug)]
pub struct Content {
    segments: Arc<[Bytes]>,
    scan: Scan,
    defect: Option<ContentError>,
}

impl Content {
    /// Content that lies in several buffers, one after the other.
    pub fn from_segments(segments: impl IntoIterator<Item = Bytes>) -> Self {
        let segments: Arc<[Bytes]> = segments.into_iter().collect();
        let mut scan = Scan::default();
        let checked = segments.iter().try_for_each(|segment| scan.push(segment));
        let defect = checked.and_then(|()| scan.finish()).err();
        Self {
            segments,
            scan,
            defect,
        }
    }

    /// The number of octets that a SIZE parameter states (RFC 1870 section 3): with all CRLFs, also the one that
    /// the terminator adds if the last line has none, and without dot-stuffing.
    pub fn size(&self) -> u64 {
        let len: u64 = self.segments.iter().map(|segment| segment.len() as u64).sum();
        if self.scan.at_line_start() {
            len
        } else {
            len.saturating_add(2)
        }
    }

    /// Whether an octet above 127 occurs, so that the host must offer 8BITMIME (RFC 6152).
    pub fn is_eight_bit(&self) -> bool {
        self.scan.eight_bit
    }

    /// Whether the content may be sent.
    ///
    /// # Errors
    /// The first place where it has a bare CR, a bare LF or a null octet, or else the first line longer than
    /// `max_line_len` octets.
    pub fn check(&self, max_line_len: usize) -> Result<(), ContentError> {
        match self.defect {
            Some(defect) => Err(defect),
            None if self.scan.longest_line > max_line_len => Err(ContentError {
                offset: self.scan.longest_at,
                kind: ContentErrorKind::LineTooLong,
            }),
            None => Ok(()),
        }
    }

    /// Up to `max` octets of the content from a position, and whether the content ends with them.
    pub(crate) fn read(&self, position: &mut Position, max: usize) -> (&[u8], bool) {
        while let Some(segment) = self.segments.get(position.segment) {
            let rest = segment.get(position.offset..).unwrap_or_default();
            if let Some(piece) = rest.get(..max.min(rest.len())).filter(|piece| !piece.is_empty()) {
                position.offset += piece.len();
                return (piece, false);
            }
            *position = Position {
                segment: position.segment + 1,
                offset: 0,
            };
        }
        (&[], true)
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self::from_segments([bytes])
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static str> for Content {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

/// A place in a [`Content`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Position {
    segment: usize,
    offset: usize,
}

/// What is learned by going through the content once.
#[derive(Clone, Copy, Debug, Default)]
struct Scan {
    /// The octet before the next; `None` at the very start.
    previous: Option<u8>,
    offset: u64,
    eight_bit: bool,
    line: usize,
    longest_line: usize,
    longest_at: u64,
}

impl Scan {
    fn push(&mut self, mut input: &[u8]) -> Result<(), ContentError> {
        while let Some(&first) = input.first() {
            if self.previous == Some(b'\r') && first != b'\n' {
                let (kind, offset) = match first {
                    0 => (ContentErrorKind::Nul, self.offset),
                    _ => (ContentErrorKind::BareCr, self.offset.saturating_sub(1)),
                };
                return Err(ContentError { offset, kind });
            }
            let special = memchr::memchr3(b'\r', b'\n', 0, input);
            let (run, rest) = input.split_at(special.unwrap_or(input.len()));
            self.run(run);
            input = match rest.split_first() {
                None => rest,
                Some((&octet, rest)) => {
                    let kind = match octet {
                        0 => Some(ContentErrorKind::Nul),
                        b'\n' if self.previous != Some(b'\r') => Some(ContentErrorKind::BareLf),
                        _ => None,
                    };
                    if let Some(kind) = kind {
                        return Err(ContentError {
                            offset: self.offset,
                            kind,
                        });
                    }
                    if octet == b'\n' {
                        self.line = 0;
                    }
                    self.previous = Some(octet);
                    self.offset = self.offset.saturating_add(1);
                    rest
                }
            };
        }
        Ok(())
    }

    /// Takes octets among which there is no line end and no null octet.
    fn run(&mut self, run: &[u8]) {
        let Some(&last) = run.last() else { return };
        self.eight_bit |= !run.is_ascii();
        self.offset = self.offset.saturating_add(run.len() as u64);
        self.line = self.line.saturating_add(run.len());
        if self.line > self.longest_line {
            self.longest_line = self.line;
            self.longest_at = self.offset.saturating_sub(self.line as u64);
        }
        self.previous = Some(last);
    }

    fn finish(&self) -> Result<(), ContentError> {
        match self.previous {
            Some(b'\r') => Err(ContentError {
                offset: self.offset.saturating_sub(1),
                kind: ContentErrorKind::BareCr,
            }),
            _ => Ok(()),
        }
    }

    fn at_line_start(&self) -> bool {
        matches!(self.previous, None | Some(b'\n'))
    }
}

/// Dot-stuffing (RFC 5321 section 4.5.2), piece by piece.
///
/// The state lives across the borders of pieces: any way to cut the content gives the same octets. Each piece is
/// checked before it is taken, so that no bare CR, bare LF or null octet passes.
///
/// ```
/// use ropeway_smtp::DotStuffer;
///
/// let mut wire = Vec::new();
/// let mut stuffer = DotStuffer::new();
/// stuffer.push(b"one\r\n", &mut wire)?;
/// stuffer.push(b".two", &mut wire)?;
/// stuffer.finish(&mut wire)?;
/// assert_eq!(wire, b"one\r\n..two\r\n.\r\n");
/// # Ok::<(), ropeway_smtp::ContentError>(())
/// ```
#[derive(Debug, Default)]
pub struct DotStuffer {
    scan: Scan,
}

impl DotStuffer {
    /// A stuffer at the start of a message.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the stuffed form of `input` to `out`.
    ///
    /// # Errors
    /// The input has a bare CR, a bare LF or a null octet; nothing of it was appended.
    pub fn push(&mut self, input: &[u8], out: &mut Vec<u8>) -> Result<(), ContentError> {
        let mut line_start = self.scan.at_line_start();
        self.scan.push(input)?;
        out.reserve(input.len().saturating_add(2));
        let mut rest = input;
        while !rest.is_empty() {
            if line_start && rest.first() == Some(&b'.') {
                out.push(b'.');
            }
            // Up to and with the line end before the next dot that begins a line.
            let dot = memchr::memmem::find(rest, b"\n.").map_or(rest.len(), |at| at.saturating_add(1));
            let (lines, next) = rest.split_at(dot);
            out.extend_from_slice(lines);
            line_start = lines.last() == Some(&b'\n');
            rest = next;
        }
        Ok(())
    }

    /// Appends the end of data: `.` and CRLF on a line of its own.
    ///
    /// # Errors
    /// The content ended with a bare CR.
    pub fn finish(self, out: &mut Vec<u8>) -> Result<(), ContentError> {
        self.scan.finish()?;
        if !self.scan.at_line_start() {
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b".\r\n");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stuff(pieces: &[&[u8]]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut stuffer = DotStuffer::new();
        for piece in pieces {
            stuffer.push(piece, &mut out).unwrap();
        }
        stuffer.finish(&mut out).unwrap();
        out
    }

    fn defect(content: &'static str) -> Option<(ContentErrorKind, u64)> {
        Content::from(content)
            .check(998)
            .err()
            .map(|e| (e.kind, e.offset))
    }

    #[test]
    fn doubles_a_dot_at_each_line_start_only() {
        assert_eq!(
            stuff(&[b".a\r\n.\r\n..\r\nx.y\r\n"]),
            b"..a\r\n..\r\n...\r\nx.y\r\n.\r\n"
        );
    }

    #[test]
    fn terminates_with_and_without_a_final_line_end() {
        assert_eq!(stuff(&[b"a\r\n"]), b"a\r\n.\r\n");
        assert_eq!(stuff(&[b"a"]), b"a\r\n.\r\n");
        assert_eq!(stuff(&[]), b".\r\n");
        assert_eq!(stuff(&[b"."]), b"..\r\n.\r\n");
    }

    #[test]
    fn finds_every_form_of_smuggled_end_of_data() {
        use ContentErrorKind::{BareCr, BareLf, Nul};
        assert_eq!(defect("a\n.\nb"), Some((BareLf, 1)));
        assert_eq!(defect("a\n.\r\nb"), Some((BareLf, 1)));
        assert_eq!(defect("a\r.\rb"), Some((BareCr, 1)));
        assert_eq!(defect("a\r\n.\rb"), Some((BareCr, 4)));
        assert_eq!(defect("a\r\n.\n"), Some((BareLf, 4)));
        assert_eq!(defect("\n"), Some((BareLf, 0)));
        assert_eq!(defect("a\r"), Some((BareCr, 1)));
        assert_eq!(defect("a\r\r\n"), Some((BareCr, 1)));
        assert_eq!(defect("a\0b"), Some((Nul, 1)));
        assert_eq!(defect("a\r\0"), Some((Nul, 2)));
        assert_eq!(defect("a\r\n.\r\nb\r\n"), None);
    }

    #[test]
    fn nothing_of_a_bad_piece_is_appended() {
        let mut out = Vec::new();
        let mut stuffer = DotStuffer::new();
        stuffer.push(b"good\r", &mut out).unwrap();
        stuffer.push(b"bad", &mut out).unwrap_err();
        assert_eq!(out, b"good\r");
    }

    #[test]
    fn measures_lines_without_their_end() {
        let line = |len: usize| Content::from(format!("x\r\n{}\r\ny", "a".repeat(len)).into_bytes());
        assert_eq!(line(998).check(998), Ok(()));
        let error = ContentError {
            offset: 3,
            kind: ContentErrorKind::LineTooLong,
        };
        assert_eq!(line(999).check(998), Err(error));
    }

    #[test]
    fn size_counts_the_line_end_that_will_be_added() {
        assert_eq!(Content::from("").size(), 0);
        assert_eq!(Content::from("a\r\n").size(), 3);
        assert_eq!(Content::from("a\r\n.b").size(), 7);
    }

    #[test]
    fn segments_are_one_content() {
        let pieces = ["a\r", "", "\n.", "b"].map(|s| Bytes::from_static(s.as_bytes()));
        let content = Content::from_segments(pieces);
        assert_eq!(content.check(998), Ok(()));
        let (mut position, mut seen) = (Position::default(), Vec::new());
        loop {
            let (piece, end) = content.read(&mut position, 1);
            seen.extend_from_slice(piece);
            if end {
                break;
            }
        }
        assert_eq!(seen, b"a\r\n.b");
    }

    proptest! {
        #[test]
        fn any_split_gives_the_same_octets(
            lines in prop::collection::vec("[.a]{0,4}", 0..6),
            ended in any::<bool>(),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        ) {
            let mut content = lines.join("\r\n").into_bytes();
            if ended {
                content.extend_from_slice(b"\r\n");
            }
            let mut cuts: Vec<usize> = cuts.iter().map(|i| i.index(content.len() + 1)).collect();
            cuts.sort_unstable();
            let mut pieces = Vec::new();
            let mut from = 0;
            for cut in cuts {
                pieces.push(&content[from..cut]);
                from = cut;
            }
            pieces.push(&content[from..]);
            let wire = stuff(&pieces);
            prop_assert_eq!(&wire, &stuff(&[&content]));
            // A receiver that undoes the stuffing gets the content back, with the last line ended.
            let text = String::from_utf8(wire).unwrap();
            let mut received = String::new();
            for line in text.split_inclusive("\r\n") {
                if line == ".\r\n" {
                    break;
                }
                received.push_str(line.strip_prefix('.').unwrap_or(line));
            }
            if !content.is_empty() && !content.ends_with(b"\r\n") {
                content.extend_from_slice(b"\r\n");
            }
            prop_assert_eq!(received.into_bytes(), content);
        }
    }
}
