//! Lines of plain text: broken between words, or as `format=flowed` (RFC 3676).

/// Columns of a line of `format=flowed`, with the blank at its end (RFC 3676 4.2 advises 78 at most).
const FLOWED: usize = 76;
/// What the signature begins with (RFC 3676 4.3); its blank is no soft line end.
const SIGNATURE: &str = "-- ";

/// Text whose lines are broken after `columns` at blanks; a word that is longer stands in a line of its own.
/// Quoted lines stay quoted. Line ends are CRLF.
pub(super) fn wrap(text: &str, columns: usize) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(text.len() / 16));
    for (at, line) in text.split("\r\n").enumerate() {
        if at > 0 {
            out.push_str("\r\n");
        }
        if line.len() <= columns || line.chars().count() <= columns {
            out.push_str(line);
            continue;
        }
        let (quote, rest) = quotation(line);
        let mut first = true;
        for piece in pieces(rest, columns.saturating_sub(quote.len()).max(1), false) {
            if !std::mem::take(&mut first) {
                out.push_str("\r\n");
            }
            out.push_str(quote);
            out.push_str(piece.trim_end_matches(' '));
        }
    }
    out
}

/// Text as `format=flowed; delsp=yes`: each line that goes on ends in a blank that is no part of it. Line
/// ends are CRLF.
pub(super) fn flowed(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(text.len() / 16));
    for (at, line) in text.split("\r\n").enumerate() {
        if at > 0 {
            out.push_str("\r\n");
        }
        let (quote, rest) = quotation(line);
        let depth = quote.bytes().filter(|b| *b == b'>').count();
        let signature = rest == SIGNATURE || rest == SIGNATURE.trim_end();
        // A blank at the end of a line that ends would join it to the next.
        let rest = if signature {
            rest
        } else {
            rest.trim_end_matches(' ')
        };
        let room = FLOWED.saturating_sub(depth).saturating_sub(2).max(20);
        let mut pieces = pieces(rest, room, true).peekable();
        if pieces.peek().is_none() {
            out.extend(std::iter::repeat_n('>', depth));
        }
        let mut first = true;
        while let Some(piece) = pieces.next() {
            if !std::mem::take(&mut first) {
                out.push_str("\r\n");
            }
            out.extend(std::iter::repeat_n('>', depth));
            // Stuffed: what a reader would take for something else, and all that is quoted.
            if depth > 0 || piece.starts_with([' ', '>']) || piece.starts_with("From ") {
                out.push(' ');
            }
            out.push_str(piece);
            if pieces.peek().is_some() {
                out.push(' ');
            }
        }
    }
    out
}

/// The marks of quotation at the start of a line, with the blanks between and behind them, and the rest.
fn quotation(line: &str) -> (&str, &str) {
    let mut len = 0usize;
    while let Some(rest) = line.get(len..).and_then(|rest| rest.strip_prefix('>')) {
        let blank = usize::from(rest.starts_with(' '));
        len = len.saturating_add(1).saturating_add(blank);
    }
    line.split_at_checked(len).unwrap_or(("", line))
}

/// A line in pieces of at most `columns` characters, each with the blanks behind its last word. Longer words
/// stay whole, but those in scripts without blanks between words may be broken where that is allowed.
fn pieces(line: &str, columns: usize, inside_words: bool) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        // The last place at which the line may be broken.
        let mut place = None;
        let mut previous = None;
        let mut end = rest.len();
        for (count, (at, c)) in rest.char_indices().enumerate() {
            let between_words = previous == Some(' ') && c != ' ';
            let inside = inside_words && previous.is_some_and(is_ideograph) && c != ' ';
            if between_words || inside {
                place = Some(at);
            }
            if count >= columns
                && c != ' '
                && let Some(place) = place
            {
                end = place;
                break;
            }
            previous = Some(c);
        }
        let (piece, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = tail;
        Some(piece)
    })
}

/// Characters of scripts that put no blanks between words: Thai to Khmer, and East Asian ones.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a reader of RFC 3676 makes of it.
    fn unflow(text: &str) -> String {
        let mut out = String::new();
        let mut open = false;
        for (at, line) in text.split("\r\n").enumerate() {
            let depth = line.bytes().take_while(|b| *b == b'>').count();
            let line = &line[depth..];
            let line = line.strip_prefix(' ').unwrap_or(line);
            if !open {
                if at > 0 {
                    out.push_str("\r\n");
                }
                out.push_str(&"> ".repeat(depth));
            }
            open = line != SIGNATURE && line.ends_with(' ');
            out.push_str(if open {
                line.strip_suffix(' ').unwrap_or(line)
            } else {
                line
            });
        }
        out
    }

    #[test]
    fn bd_15_flowed_text_is_stuffed_and_goes_on_behind_a_blank() {
        let long = "word ".repeat(30);
        let text = format!("{long}\r\n> > {long}\r\n From\r\nFrom me\r\n>\r\n-- \r\nAnn  \r\n");
        let flowed = flowed(&text);
        for line in flowed.split("\r\n") {
            assert!(line.len() <= 78, "{line}");
        }
        assert!(flowed.contains("\r\n>> word word"), "{flowed}");
        assert!(
            flowed.ends_with("\r\n  From\r\n From me\r\n>\r\n-- \r\nAnn\r\n"),
            "{flowed}"
        );
        assert_eq!(
            unflow(&flowed),
            format!(
                "{0}\r\n> > {0}\r\n From\r\nFrom me\r\n> \r\n-- \r\nAnn\r\n",
                long.trim_end()
            )
        );
    }

    #[test]
    fn bd_15_text_without_blanks_is_broken_between_its_characters() {
        let text = "日本語".repeat(100);
        let flowed = flowed(&text);
        assert!(flowed.split("\r\n").all(|line| line.chars().count() <= FLOWED));
        assert_eq!(unflow(&flowed), text);
        let url = format!("https://x.test/{}", "a".repeat(200));
        assert_eq!(super::flowed(&url), url);
    }

    #[test]
    fn bd_16_lines_are_broken_on_request_between_words() {
        assert_eq!(
            wrap("one two three\r\n\r\nfour", 8),
            "one two\r\nthree\r\n\r\nfour"
        );
        assert_eq!(wrap("> one two three", 9), "> one two\r\n> three");
        assert_eq!(wrap("unbreakable word", 5), "unbreakable\r\nword");
        assert_eq!(wrap("äää äää äää", 7), "äää äää\r\näää");
        let long = "x ".repeat(1 << 20);
        assert_eq!(wrap(&long, 72).matches("\r\n").count(), (1 << 20) / 36);
    }

    proptest! {
        #[test]
        fn bd_15_what_flows_comes_back(lines in proptest::collection::vec("(> ?){0,3}[ a-zA-Z\u{3041}-\u{3060}]{0,200}", 0..6)) {
            let text = lines.join("\r\n");
            // Blanks at the ends of lines go, and marks of quotation are written alike.
            let plain: Vec<String> = lines
                .iter()
                .map(|line| {
                    let (quote, rest) = quotation(line);
                    let depth = quote.bytes().filter(|b| *b == b'>').count();
                    "> ".repeat(depth) + rest.trim_end_matches(' ')
                })
                .collect();
            prop_assert_eq!(unflow(&flowed(&text)), plain.join("\r\n"));
        }
    }
}
