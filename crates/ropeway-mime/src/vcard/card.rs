//! Lines of a vCard (RFC 2426 4; RFC 2425 5.8).

use encodify::base64::STANDARD;

/// RFC 2425 5.8.1: octets of a line, its line end not counted.
const LINE: usize = 75;

/// A vCard as it is written.
#[derive(Debug, Default)]
pub(super) struct Card(String);

impl Card {
    pub(super) fn new() -> Self {
        let mut card = Self::default();
        card.line("BEGIN", "VCARD");
        card.line("VERSION", "3.0");
        card
    }

    pub(super) fn finish(mut self) -> String {
        self.line("END", "VCARD");
        self.0
    }

    /// A line whose value is in its final form. `name` may have parameters.
    pub(super) fn line(&mut self, name: &str, value: &str) {
        let mut column = 0usize;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if column.saturating_add(c.len_utf8()) > LINE {
                self.0.push_str("\r\n ");
                column = 1;
            }
            self.0.push(c);
            column = column.saturating_add(c.len_utf8());
        }
        self.0.push_str("\r\n");
    }

    /// A text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }

    /// A text that is there.
    pub(super) fn some(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.text(name, &value);
        }
    }

    /// Components separated by semicolons.
    pub(super) fn components(&mut self, name: &str, values: &[Option<String>]) {
        let values: Vec<String> = values
            .iter()
            .map(|value| escaped(value.as_deref().unwrap_or_default()))
            .collect();
        self.line(name, &values.join(";"));
    }

    /// Values separated by commas.
    pub(super) fn list(&mut self, name: &str, values: &[String]) {
        let values: Vec<String> = values.iter().map(|value| escaped(value)).collect();
        self.line(name, &values.join(","));
    }

    /// Octets.
    pub(super) fn binary(&mut self, name: &str, value: &[u8]) {
        self.line(&format!("{name};ENCODING=b"), &STANDARD.encode(value));
    }
}

/// A text value (RFC 2426 4): line ends as `\n`; other control characters go.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = ' ';
    for c in text.trim_end_matches('\0').chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' if previous == '\r' => {}
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
        previous = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mc_01_values_are_escaped() {
        assert_eq!(
            escaped("a\\b;c,d\r\ne\nf\rg:h\"\0\u{7}"),
            "a\\\\b\\;c\\,d\\ne\\nf\\ng:h\""
        );
    }

    #[test]
    fn mc_01_lines_are_folded_at_75_octets_between_characters() {
        let mut card = Card::default();
        card.text("NOTE", &"ü€".repeat(60));
        let text = card.0;
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert!(text.lines().next().unwrap().len() > 72);
        assert_eq!(text.replace("\r\n ", ""), format!("NOTE:{}\r\n", "ü€".repeat(60)));
    }
}
