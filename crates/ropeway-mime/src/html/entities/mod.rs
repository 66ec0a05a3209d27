//! Character references.

#[rustfmt::skip]
mod generated;

use generated::{NAMED, WITHOUT_SEMICOLON};
use std::borrow::Cow;

/// Length of the longest name.
const MAX_NAME: usize = 32;

/// Resolves character references: the numeric ones, with the windows-1252 reading of 128 to 159 that
/// HTML prescribes, and the named ones.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let (done, mut rest) = text.split_at_checked(first).unwrap_or((text, ""));
    let mut out = String::with_capacity(text.len());
    out.push_str(done);
    while let Some(tail) = rest.strip_prefix('&') {
        let len = match reference(tail) {
            Some((Character::Number(c), len)) => {
                out.push(c);
                len
            }
            Some((Character::Named(text), len)) => {
                out.push_str(text);
                len
            }
            None => {
                out.push('&');
                0
            }
        };
        let tail = tail.get(len..).unwrap_or_default();
        let next = tail.find('&').unwrap_or(tail.len());
        let (plain, after) = tail.split_at_checked(next).unwrap_or((tail, ""));
        out.push_str(plain);
        rest = after;
    }
    Cow::Owned(out)
}

enum Character {
    Number(char),
    /// One character, or two.
    Named(&'static str),
}

/// The character of a reference, and the reference's length after the ampersand.
fn reference(text: &str) -> Option<(Character, usize)> {
    if let Some(number) = text.strip_prefix('#') {
        let (radix, digits) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (16, digits),
            None => (10, number),
        };
        let len = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let code = digits.get(..len).filter(|d| !d.is_empty())?;
        // More digits than any character has.
        let code = u32::from_str_radix(code, radix).unwrap_or(u32::MAX);
        let end = digits.get(len..).is_some_and(|r| r.starts_with(';'));
        let total = text
            .len()
            .saturating_sub(digits.len())
            .saturating_add(len)
            .saturating_add(usize::from(end));
        let c = match code {
            0x80..=0x9F => {
                let byte = [u8::try_from(code).unwrap_or(0)];
                encoding_rs::WINDOWS_1252
                    .decode_without_bom_handling(&byte)
                    .0
                    .chars()
                    .next()
            }
            0 => None,
            code => char::from_u32(code),
        };
        return Some((Character::Number(c.unwrap_or(char::REPLACEMENT_CHARACTER)), total));
    }
    let len = text
        .bytes()
        .take(MAX_NAME)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = text.get(..len)?;
    let at = NAMED.binary_search_by_key(&name, |(n, _)| n).ok()?;
    let end = text.get(len..).is_some_and(|r| r.starts_with(';'));
    let (_, characters) = NAMED.get(at)?;
    (end || WITHOUT_SEMICOLON.binary_search(&name).is_ok())
        .then(|| (Character::Named(characters), len.saturating_add(usize::from(end))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bd_16_all_names_are_there_and_in_order() {
        assert_eq!((NAMED.len(), WITHOUT_SEMICOLON.len()), (2125, 106));
        assert!(NAMED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(WITHOUT_SEMICOLON.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(NAMED.iter().all(|(name, _)| name.len() <= MAX_NAME));
        assert_eq!(
            decode("&CounterClockwiseContourIntegral;&NotEqualTilde;&nbsp&notit;"),
            "\u{2233}\u{2242}\u{338}\u{A0}&notit;"
        );
    }

    #[test]
    fn references_are_resolved_and_ampersands_stay() {
        assert_eq!(decode("a &amp; b &lt;&#x20AC;&#128;&#8364;&euro;"), "a & b <€€€€");
        assert_eq!(
            decode("R&D &unknown; &copy 1 &Alpha &#; &"),
            "R&D &unknown; © 1 &Alpha &#; &"
        );
        assert_eq!(decode("&#99999999999;&#0;&#xD800;"), "\u{FFFD}\u{FFFD}\u{FFFD}");
    }
}
