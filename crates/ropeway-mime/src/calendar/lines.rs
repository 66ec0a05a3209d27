//! Content lines of iCalendar (RFC 5545 3.1): escaped, quoted and folded, so that no value can end its line or
//! begin another.

use std::fmt::Write as _;

/// RFC 5545 3.1: octets of a line without its line end.
const FOLD: usize = 75;

/// Finished lines.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    out: String,
}

impl Lines {
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self {
            out: String::with_capacity(capacity),
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    pub(crate) fn begin(&mut self, component: &str) {
        self.property("BEGIN").raw(component);
    }

    pub(crate) fn end(&mut self, component: &str) {
        self.property("END").raw(component);
    }

    /// A property; it is there once it has its value.
    pub(crate) fn property(&mut self, name: &'static str) -> Line<'_> {
        let start = self.out.len();
        self.out.push_str(name);
        Line {
            start,
            out: &mut self.out,
        }
    }

    /// A property of text without parameters.
    pub(crate) fn text(&mut self, name: &'static str, value: &str) {
        self.property(name).text(value);
    }

    /// A property whose value is one of the words that this crate writes.
    pub(crate) fn raw(&mut self, name: &'static str, value: &str) {
        self.property(name).raw(value);
    }
}

/// A line that is being written.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    out: &'a mut String,
    start: usize,
}

impl Line<'_> {
    /// A parameter. What its value may not hold is written after RFC 6868; control characters go.
    #[must_use]
    pub(crate) fn param(self, name: &str, value: &str) -> Self {
        self.out.push(';');
        self.out.push_str(name);
        self.out.push('=');
        let quoted = value.contains([':', ';', ',']);
        if quoted {
            self.out.push('"');
        }
        for c in value.chars() {
            match c {
                '"' => self.out.push_str("^'"),
                '^' => self.out.push_str("^^"),
                '\n' | '\u{2028}' | '\u{2029}' => self.out.push_str("^n"),
                c if c.is_control() => {}
                c => self.out.push(c),
            }
        }
        if quoted {
            self.out.push('"');
        }
        self
    }

    /// A value of type TEXT (RFC 5545 3.3.11).
    pub(crate) fn text(self, value: &str) {
        self.out.push(':');
        escape(value, self.out);
        self.fold();
    }

    /// Values of type TEXT, of which there is at least one.
    pub(crate) fn texts<'t>(self, values: impl IntoIterator<Item = &'t str>) {
        let mut separator = ':';
        for value in values {
            self.out.push(separator);
            escape(value, self.out);
            separator = ',';
        }
        self.fold();
    }

    /// A value of another type. Control characters, which none has, go.
    pub(crate) fn raw(self, value: &str) {
        self.out.push(':');
        if value.contains(|c: char| c.is_control()) {
            self.out.extend(value.chars().filter(|c| !c.is_control()));
        } else {
            self.out.push_str(value);
        }
        self.fold();
    }

    /// A number.
    pub(crate) fn number(self, value: impl Into<i64>) {
        // Writing to a string cannot fail.
        let _ = write!(self.out, ":{}", value.into());
        self.fold();
    }

    fn fold(self) {
        let len = self.out.len().saturating_sub(self.start);
        if len > FOLD {
            let line = self.out.split_off(self.start);
            let mut rest = line.as_str();
            let mut room = FOLD;
            while rest.len() > room {
                let at = rest.floor_char_boundary(room);
                let (head, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
                self.out.push_str(head);
                self.out.push_str("\r\n ");
                rest = tail;
                // The blank is part of the line.
                room = FOLD.saturating_sub(1);
            }
            self.out.push_str(rest);
        }
        self.out.push_str("\r\n");
    }
}

fn escape(value: &str, out: &mut String) {
    out.reserve(value.len());
    let mut rest = value;
    let special = |c: char| matches!(c, '\\' | ';' | ',' | '\u{2028}' | '\u{2029}') || c.is_control();
    while let Some(at) = rest.find(special) {
        let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut chars = tail.chars();
        match chars.next() {
            Some('\\') => out.push_str("\\\\"),
            Some(';') => out.push_str("\\;"),
            Some(',') => out.push_str("\\,"),
            Some('\t') => out.push('\t'),
            Some('\n' | '\u{2028}' | '\u{2029}') => out.push_str("\\n"),
            // CR without LF is a line end, too.
            Some('\r') if !chars.as_str().starts_with('\n') => out.push_str("\\n"),
            _ => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(write: impl FnOnce(&mut Lines)) -> String {
        let mut lines = Lines::default();
        write(&mut lines);
        String::from_utf8(lines.finish()).unwrap()
    }

    #[test]
    fn ca_03_summary_text_is_escaped() {
        assert_eq!(
            line(|l| l.text("SUMMARY", "a\\b;c,d\r\ne\rf\ng\th\0\u{7}i\u{2028}j\u{85}")),
            "SUMMARY:a\\\\b\\;c\\,d\\ne\\nf\\ng\thi\\nj\r\n"
        );
    }

    #[test]
    fn ca_03_attendee_parameters_cannot_break_out() {
        assert_eq!(
            line(|l| l
                .property("ATTENDEE")
                .param("CN", "Ann \"A\", ^x;\r\nX-EVIL:1")
                .raw("mailto:a@x.test\r\nBEGIN:VEVENT")),
            "ATTENDEE;CN=\"Ann ^'A^', ^^x;^nX-EVIL:1\":mailto:a@x.testBEGIN:VEVENT\r\n"
        );
        assert_eq!(
            line(|l| l.property("ORGANIZER").param("CN", "Ann A.").raw("mailto:a@x")),
            "ORGANIZER;CN=Ann A.:mailto:a@x\r\n"
        );
    }

    #[test]
    fn ca_03_description_lines_are_folded_between_characters() {
        let text = "é".repeat(200) + &"x".repeat(80);
        let out = line(|l| l.text("DESCRIPTION", &text));
        for line in out.split("\r\n") {
            assert!(line.len() <= 75, "{line}");
        }
        assert_eq!(out.replace("\r\n ", ""), format!("DESCRIPTION:{text}\r\n"));
        // 75 octets are not folded, 76 are.
        assert_eq!(line(|l| l.text("X", &"y".repeat(73))).matches("\r\n").count(), 1);
        assert_eq!(line(|l| l.text("X", &"y".repeat(74))).matches("\r\n").count(), 2);
    }
}
