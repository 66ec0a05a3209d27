//! Entities of RFC 2045: header and body as slices of the input. The tree is taken apart here and not by
//! the parser of messages, for limits that hold before anything recurses, and for payloads that are not
//! copied; the values of the fields are the parser's (`value`).

use bytes::Bytes;

/// A header field as it stands.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// The name, printable US-ASCII.
    pub(super) name: String,
    /// What follows the colon, with its folds.
    pub(super) value: Bytes,
    /// Name, value and line end.
    pub(super) lines: Bytes,
}

/// Header and body.
#[derive(Debug, Clone)]
pub(super) struct Entity {
    /// All of it.
    pub(super) whole: Bytes,
    /// The lines before the blank one.
    pub(super) header: Bytes,
    pub(super) fields: Vec<Field>,
    /// Lines of the header that are no fields.
    pub(super) other_lines: usize,
    pub(super) body: Bytes,
}

impl Entity {
    /// Takes the header off. Where the first line is neither a field nor blank, there is no header.
    pub(super) fn read(whole: &Bytes) -> Self {
        let mut fields: Vec<Field> = Vec::new();
        let mut other_lines = 0usize;
        let mut at = 0usize;
        let mut end = whole.len();
        let mut body = whole.len();
        // The field that the lines belong to: its beginning, and where its name ends.
        let mut open: Option<(usize, usize)> = None;
        let close = |open: &mut Option<(usize, usize)>, end: usize, fields: &mut Vec<Field>| {
            if let Some((start, colon)) = open.take() {
                fields.push(field(whole, start, colon, end));
            }
        };
        for line in whole.split_inclusive(|b| *b == b'\n') {
            let next = at.saturating_add(line.len());
            let bare = trim_line_end(line);
            if bare.is_empty() {
                (end, body) = (at, next);
                break;
            }
            let folded = line.starts_with(b" ") || line.starts_with(b"\t");
            if !folded || (open.is_none() && fields.is_empty()) {
                close(&mut open, at, &mut fields);
                match name_end(bare) {
                    Some(colon) => open = Some((at, at.saturating_add(colon))),
                    None if fields.is_empty() && !is_envelope(bare) => {
                        return Self {
                            whole: whole.clone(),
                            header: Bytes::new(),
                            fields,
                            other_lines: 0,
                            body: whole.clone(),
                        };
                    }
                    None => other_lines = other_lines.saturating_add(1),
                }
            } else if open.is_none() {
                other_lines = other_lines.saturating_add(1);
            }
            at = next;
        }
        close(&mut open, end, &mut fields);
        Self {
            whole: whole.clone(),
            header: whole.slice(..end),
            fields,
            other_lines,
            body: whole.slice(body..),
        }
    }

    /// The first field of a name.
    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.fields
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name))
    }
}

fn field(whole: &Bytes, start: usize, colon: usize, end: usize) -> Field {
    let name = whole.get(start..colon).unwrap_or_default().trim_ascii_end();
    Field {
        name: String::from_utf8_lossy(name).into_owned(),
        value: whole.slice(colon.saturating_add(1).min(end)..end),
        lines: whole.slice(start..end),
    }
}

/// Where the name of a field ends, if the line begins with one. Blanks before the colon are obsolete
/// syntax (RFC 5322 4.5).
fn name_end(line: &[u8]) -> Option<usize> {
    let colon = line.iter().position(|b| *b == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some(colon)
}

/// The line that mailbox files put before a message (RFC 4155).
fn is_envelope(line: &[u8]) -> bool {
    line.starts_with(b"From ") || line.starts_with(b">From ")
}

fn trim_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The parts of a multipart.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    pub(super) parts: Vec<Bytes>,
    /// Whether the last boundary is there.
    pub(super) closed: bool,
    /// Octets other than white space before the first and behind the last part.
    pub(super) around: usize,
}

/// Cuts the body of a multipart at its boundary (RFC 2046 5.1.1). The line end before a boundary belongs
/// to the boundary. At most `max` parts are cut off; the last one then holds the rest.
pub(super) fn parts(body: &Bytes, boundary: &str, max: usize) -> Parts {
    let mut out = Parts::default();
    let mut start: Option<usize> = None;
    let mut at = 0usize;
    for line in body.split_inclusive(|b| *b == b'\n') {
        let next = at.saturating_add(line.len());
        let last = if out.closed {
            None
        } else {
            delimiter(line, boundary)
        };
        match last {
            Some(last) if last || out.parts.len() < max => {
                if let Some(start) = start.take() {
                    let end = start.saturating_add(without_line_end(body.get(start..at).unwrap_or_default()));
                    out.parts.push(body.slice(start..end));
                }
                out.closed = last;
                start = (!last).then_some(next);
            }
            _ if start.is_none() => {
                let ink = line.iter().filter(|b| !b.is_ascii_whitespace()).count();
                out.around = out.around.saturating_add(ink);
            }
            _ => {}
        }
        at = next;
    }
    if let Some(start) = start {
        out.parts.push(body.slice(start..));
    }
    out
}

/// Whether a line is a boundary, and then whether it is the last.
fn delimiter(line: &[u8], boundary: &str) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary.as_bytes())?;
    let (last, rest) = match rest.strip_prefix(b"--") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    rest.trim_ascii().is_empty().then_some(last)
}

fn without_line_end(bytes: &[u8]) -> usize {
    trim_line_end(bytes).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> (Vec<String>, usize, String) {
        let entity = Entity::read(&Bytes::copy_from_slice(text.as_bytes()));
        let body = String::from_utf8_lossy(&entity.body).into_owned();
        let names = entity.fields.into_iter().map(|f| f.name).collect();
        (names, entity.other_lines, body)
    }

    #[test]
    fn a_header_ends_at_the_blank_line() {
        let all = |n: &[&str]| n.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            names("A: 1\r\n\tb\r\nC :\r\n\r\nx"),
            (all(&["A", "C"]), 0, "x".into())
        );
        assert_eq!(
            names("A: 1\nrubbish\n more\nB: 2"),
            (all(&["A", "B"]), 2, String::new())
        );
        assert_eq!(names("From me\nA: 1\n\nx"), (all(&["A"]), 1, "x".into()));
        assert_eq!(names("\r\nx: y"), (all(&[]), 0, "x: y".into()));
        assert_eq!(names("no field\r\n"), (all(&[]), 0, "no field\r\n".into()));
    }

    #[test]
    fn a_folded_value_keeps_its_lines() {
        let entity = Entity::read(&Bytes::from_static(b"A: 1\r\n b\r\nB: 2\r\n\r\n"));
        assert_eq!(entity.fields[0].value, " 1\r\n b\r\n");
        assert_eq!(entity.fields[1].lines, "B: 2\r\n");
        assert_eq!(entity.header, "A: 1\r\n b\r\nB: 2\r\n");
    }

    #[test]
    fn parts_are_slices_between_boundaries() {
        let body = Bytes::from_static(b"pre\r\n--b\r\nA\r\n\r\n--b  \nB\n--bb\n--b--\r\nepilogue\r\n--b\r\n");
        let cut = parts(&body, "b", 10);
        assert_eq!(cut.parts, ["A\r\n", "B\n--bb"]);
        assert!(cut.closed);
        assert_eq!(cut.around, 3 + 8 + 3);
        let cut = parts(&Bytes::from_static(b"--b\nA\n--b\nB"), "b", 1);
        assert_eq!((cut.parts.len(), cut.closed), (2, false));
    }
}
