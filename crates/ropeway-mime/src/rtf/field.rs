//! Fields: links and symbols.

/// Schemes that a link in mail may have. What runs in the reader (`javascript:`) and what opens a file of
/// another machine (`file:`, which gives away the reader's credentials) is not among them.
const SCHEMES: &[&str] = &[
    "http://", "https://", "mailto:", "ftp://", "ftps://", "tel:", "sip:", "sips:", "news:", "callto:",
];

/// What a field shows besides its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field {
    /// Text that leads to an address.
    Link(String),
    /// A link that must not be one.
    Refused,
    /// A character of a font.
    Symbol(u8, Option<String>),
}

/// Reads a field instruction.
pub(super) fn read(instruction: &str) -> Option<Field> {
    let mut words = Words(instruction);
    match words.next()?.to_ascii_uppercase().as_str() {
        "HYPERLINK" => Some(link(words)),
        "SYMBOL" => symbol(words),
        _ => None,
    }
}

fn link(words: Words<'_>) -> Field {
    let mut address = None;
    let mut place = None;
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        match word {
            "\\l" => place = words.next(),
            // A frame, a tip, a bookmark.
            "\\t" | "\\o" | "\\m" => {
                words.next_if(|next| !next.starts_with('\\'));
            }
            _ if word.starts_with('\\') && !word.starts_with("\\\\") => {}
            _ if address.is_none() => address = Some(word),
            _ => {}
        }
    }
    address
        .and_then(|address| href(address, place))
        .map_or(Field::Refused, Field::Link)
}

/// An address as it may stand in `href`.
fn href(address: &str, place: Option<&str>) -> Option<String> {
    let mut link: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    if link
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("www."))
    {
        link.insert_str(0, "http://");
    }
    let allowed = SCHEMES.iter().any(|scheme| {
        link.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    if !allowed {
        return None;
    }
    if let Some(place) = place.filter(|place| !place.is_empty() && !link.contains('#')) {
        link.push('#');
        link.extend(place.chars().filter(|c| !c.is_control()));
    }
    Some(link.replace(' ', "%20"))
}

fn symbol(mut words: Words<'_>) -> Option<Field> {
    let code = words.next()?;
    let code = match code.strip_prefix("0x").or_else(|| code.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    let font = words
        .by_ref()
        .find(|word| word.eq_ignore_ascii_case("\\f"))
        .and_then(|_| words.next());
    // Office counts symbols from U+F000 on, too.
    let [_, _, high, low] = code.to_be_bytes();
    (high == 0 || high == 0xF0).then(|| Field::Symbol(low, font.map(str::to_owned)))
}

/// The words of an instruction; quotes hold one together.
struct Words<'a>(&'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.0.trim_start();
        if text.is_empty() {
            self.0 = text;
            return None;
        }
        let (word, rest) = match text.strip_prefix(['"', '\u{201C}', '\u{201D}']) {
            Some(quoted) => quoted
                .split_once(['"', '\u{201C}', '\u{201D}'])
                .unwrap_or((quoted, "")),
            None => text.split_once(char::is_whitespace).unwrap_or((text, "")),
        };
        self.0 = rest;
        Some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(instruction: &str) -> Option<String> {
        match read(instruction)? {
            Field::Link(address) => Some(address),
            _ => None,
        }
    }

    #[test]
    fn bd_19_a_link_s_target_is_one_that_mail_may_have() {
        assert_eq!(
            linked(" HYPERLINK \"http://x.test/a b\" ").unwrap(),
            "http://x.test/a%20b"
        );
        assert_eq!(linked("hyperlink HTTPS://X.test").unwrap(), "HTTPS://X.test");
        assert_eq!(linked("HYPERLINK \"www.x.test\"").unwrap(), "http://www.x.test");
        assert_eq!(
            linked("HYPERLINK \\o \"tip\" \"https://x.test/\" \\l \"top\" \\t \"_blank\"").unwrap(),
            "https://x.test/#top"
        );
        assert_eq!(
            linked("HYPERLINK mailto:a@b.test?subject=x").unwrap(),
            "mailto:a@b.test?subject=x"
        );
        for refused in [
            "HYPERLINK \"javascript:alert(1)\"",
            "HYPERLINK \"java\tscript:x\"",
            "HYPERLINK \" vbscript:x\"",
            "HYPERLINK \"data:text/html,x\"",
            "HYPERLINK \"file://server/share\"",
            "HYPERLINK \"\\\\\\\\server\\\\share\"",
            "HYPERLINK \\l \"bookmark\"",
            "HYPERLINK",
        ] {
            assert_eq!(read(refused), Some(Field::Refused), "{refused}");
        }
        assert_eq!(read("PAGE"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn bd_19_a_symbol_field_names_code_and_font() {
        assert_eq!(
            read("SYMBOL 183 \\f \"Symbol\" \\s 10"),
            Some(Field::Symbol(0xB7, Some("Symbol".into())))
        );
        assert_eq!(
            read("SYMBOL 0xF0FC \\f Wingdings"),
            Some(Field::Symbol(0xFC, Some("Wingdings".into())))
        );
        assert_eq!(read("SYMBOL 8364"), None);
    }
}
