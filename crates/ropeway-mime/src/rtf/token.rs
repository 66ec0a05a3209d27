//! The tokens of RTF.

use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_while_m_n};
use nom::character::complete::{anychar, char, one_of};
use nom::combinator::{map, map_opt, opt};
use nom::sequence::preceded;
use nom::{IResult, Parser};

/// Longest control word and number that RTF allows, generously.
const MAX_WORD: usize = 40;

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'r> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word`, with its number and the blank that ends it.
    Word(&'r str, Option<i32>),
    /// `\'hh`
    Hex(u8),
    /// `\` and another character.
    Symbol(char),
    /// The octets of `\binN`.
    Binary(&'r [u8]),
    /// Octets that stand for themselves; line ends are not among them.
    Text(&'r [u8]),
    /// A line end of the source, which means nothing, or an octet that is no part of any token.
    Nothing,
}

/// The next token; `None` at the end. There are no errors: what is no token is passed over.
///
/// One character decides what a token is, so that text, which is most of a document, is found by a search
/// for its end.
#[inline]
pub(super) fn next(input: &[u8]) -> Option<(&[u8], Token<'_>)> {
    let (&first, rest) = input.split_first()?;
    Some(match first {
        b'{' => (rest, Token::Open),
        b'}' => (rest, Token::Close),
        b'\r' | b'\n' | 0 => (rest, Token::Nothing),
        b'\\' => word(rest)
            .or_else(|| alt((hex, binary, symbol)).parse(rest).ok())
            .unwrap_or((rest, Token::Nothing)),
        _ => {
            let (text, rest) = input.split_at_checked(text_len(input)).unwrap_or((input, &[]));
            (rest, Token::Text(text))
        }
    })
}

/// How many octets from here stand for themselves.
fn text_len(input: &[u8]) -> usize {
    let len = memchr::memchr3(b'\\', b'{', b'}', input).unwrap_or(input.len());
    let text = input.get(..len).unwrap_or(input);
    memchr::memchr3(b'\r', b'\n', 0, text).unwrap_or(len)
}

fn hex(input: &[u8]) -> IResult<&[u8], Token<'_>> {
    let digits = take_while_m_n(2, 2, |b: u8| b.is_ascii_hexdigit());
    let value = map_opt(digits, |digits: &[u8]| {
        u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    });
    map(preceded(char('\''), value), Token::Hex).parse(input)
}

/// A number that no property of text has is as good as none.
fn number(input: &[u8]) -> (&[u8], Option<i32>) {
    let digits = input.strip_prefix(b"-").unwrap_or(input);
    let len = digits.iter().take_while(|b| b.is_ascii_digit()).count();
    if len == 0 || len > MAX_WORD {
        return (input, None);
    }
    let len = len.saturating_add(input.len().saturating_sub(digits.len()));
    let (text, rest) = input.split_at_checked(len).unwrap_or((input, &[]));
    let number = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
    (rest, Some(number.unwrap_or(0)))
}

/// The commonest token by far, without the alternatives of a grammar.
fn word(input: &[u8]) -> Option<(&[u8], Token<'_>)> {
    let len = input
        .iter()
        .take(MAX_WORD)
        .take_while(|b| b.is_ascii_alphabetic())
        .count();
    let (letters, rest) = input.split_at_checked(len)?;
    let word = std::str::from_utf8(letters)
        .ok()
        .filter(|word| !word.is_empty() && *word != "bin")?;
    let (rest, number) = number(rest);
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    Some((rest, Token::Word(word, number)))
}

fn binary(input: &[u8]) -> IResult<&[u8], Token<'_>> {
    let (rest, _) = tag("bin").parse(input)?;
    let (rest, number) = number(rest);
    let (rest, _) = opt(one_of(" \r\n")).parse(rest)?;
    let len = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    map(take(len.min(rest.len())), Token::Binary).parse(rest)
}

fn symbol(input: &[u8]) -> IResult<&[u8], Token<'_>> {
    map(anychar, Token::Symbol).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut input: &[u8]) -> Vec<Token<'_>> {
        let mut out = Vec::new();
        while let Some((rest, token)) = next(input) {
            assert!(rest.len() < input.len());
            out.push(token);
            input = rest;
        }
        out
    }

    #[test]
    fn a_blank_ends_a_word_and_belongs_to_it() {
        assert_eq!(
            all(b"{\\rtf1\\b0 a b\\'E4\\~\\u-10180 ?}"),
            [
                Token::Open,
                Token::Word("rtf", Some(1)),
                Token::Word("b", Some(0)),
                Token::Text(b"a b"),
                Token::Hex(0xE4),
                Token::Symbol('~'),
                Token::Word("u", Some(-10180)),
                Token::Text(b"?"),
                Token::Close
            ]
        );
    }

    #[test]
    fn binary_octets_are_skipped_and_never_beyond_the_end() {
        assert_eq!(all(b"\\bin3 {}}x"), [Token::Binary(b"{}}"), Token::Text(b"x")]);
        assert_eq!(all(b"\\bin999999 x"), [Token::Binary(b"x")]);
        assert_eq!(all(b"\\bink x"), [Token::Word("bink", None), Token::Text(b"x")]);
    }

    #[test]
    fn anything_is_tokens() {
        assert_eq!(all(b"\\"), [Token::Nothing]);
        assert_eq!(all(b"\\'g"), [Token::Symbol('\''), Token::Text(b"g")]);
        assert_eq!(all(b"\\a99999999999999999999 b")[0], Token::Word("a", Some(0)));
        assert_eq!(all(b"\\a-b"), [Token::Word("a", None), Token::Text(b"-b")]);
    }
}
