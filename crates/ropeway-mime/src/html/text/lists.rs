//! Lists.

use super::writer::{Margin, Writer};
use crate::html::token::attribute;

/// Open lists that are counted; those inside more are written as if they were none.
const MAX_LISTS: usize = 64;

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marks {
    Bullets,
    Numbers,
    Letters {
        upper: bool,
    },
    Roman {
        upper: bool,
    },
    /// Terms and their definitions.
    None,
}

/// An open list.
pub(super) struct List {
    marks: Marks,
    next: i32,
    /// Margins around the list.
    outside: usize,
}

impl List {
    /// Margins around the list.
    pub(super) fn outside(&self) -> usize {
        self.outside
    }
}

impl Writer {
    pub(super) fn open_list(&mut self, name: &str, attributes: &str) {
        self.block(if self.lists.is_empty() { 2 } else { 1 });
        if self.lists.len() >= MAX_LISTS {
            return;
        }
        let marks = match name {
            "ol" => match attribute(attributes, "type").as_deref() {
                Some("a") => Marks::Letters { upper: false },
                Some("A") => Marks::Letters { upper: true },
                Some("i") => Marks::Roman { upper: false },
                Some("I") => Marks::Roman { upper: true },
                _ => Marks::Numbers,
            },
            "dl" => Marks::None,
            _ => Marks::Bullets,
        };
        let start = attribute(attributes, "start").and_then(|start| start.trim().parse().ok());
        self.lists.push(List {
            marks,
            next: start.filter(|_| marks != Marks::Bullets).unwrap_or(1),
            outside: self.margins.len(),
        });
    }

    pub(super) fn close_list(&mut self) {
        if let Some(list) = self.lists.pop() {
            self.margins.truncate(list.outside);
        }
        self.block(if self.lists.is_empty() { 2 } else { 1 });
    }

    pub(super) fn open_item(&mut self, name: &str, attributes: &str) {
        /// Columns by which a definition is set in.
        const DEFINITION: usize = 4;
        self.block(1);
        let Some(list) = self.lists.last_mut() else {
            // An item outside of lists.
            if name == "li" {
                self.margins.clear();
                self.push_margin(Margin::item("* ".to_owned()));
            }
            return;
        };
        self.margins.truncate(list.outside);
        match name {
            "dd" => self.push_margin(Margin::Item {
                width: DEFINITION,
                mark: None,
            }),
            "dt" => {}
            _ => {
                if let Some(value) = attribute(attributes, "value").and_then(|v| v.trim().parse().ok()) {
                    list.next = value;
                }
                let mark = list.marks.text(list.next);
                list.next = list.next.saturating_add(1);
                self.push_margin(Margin::item(mark));
            }
        }
    }

    pub(super) fn close_item(&mut self) {
        self.block(1);
        let outside = self.lists.last().map_or(0, |list| list.outside);
        self.margins.truncate(outside);
    }

    /// The mark of an item that Word wrote as text before it.
    pub(super) fn word_item(&mut self, mark: &str, level: usize) {
        /// Levels that Word knows.
        const LEVELS: usize = 9;
        let mark = mark.trim_matches(|c: char| c.is_whitespace() || c == '\u{A0}');
        let bullet = mark.chars().count() == 1 && !mark.chars().all(char::is_alphanumeric) || mark == "o";
        let indent = "  ".repeat(level.clamp(1, LEVELS).saturating_sub(1));
        self.put(&format!("{indent}{} ", if bullet { "*" } else { mark }));
        self.no_space();
    }
}

impl Marks {
    fn text(self, number: i32) -> String {
        match self {
            Self::Bullets | Self::None => "* ".to_owned(),
            Self::Numbers => format!("{number}. "),
            Self::Letters { upper } => match letters(number) {
                Some(text) if upper => format!("{}. ", text.to_ascii_uppercase()),
                Some(text) => format!("{text}. "),
                None => format!("{number}. "),
            },
            Self::Roman { upper } => match roman(number) {
                Some(text) if upper => format!("{}. ", text.to_ascii_uppercase()),
                Some(text) => format!("{text}. "),
                None => format!("{number}. "),
            },
        }
    }
}

/// a, b, … z, aa, ab …
fn letters(number: i32) -> Option<String> {
    let mut rest = u32::try_from(number).ok().filter(|n| *n > 0)?;
    let mut letters = Vec::new();
    while rest > 0 {
        let letter = rest.checked_sub(1)?;
        letters.push(char::from_digit((letter % 26).checked_add(10)?, 36)?);
        rest = letter / 26;
    }
    Some(letters.into_iter().rev().collect())
}

fn roman(number: i32) -> Option<String> {
    const NUMERALS: [(i32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = Some(number).filter(|n| (1..4000).contains(n))?;
    let mut out = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= value {
            out.push_str(numeral);
            rest = rest.saturating_sub(value);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bd_16_numbers_in_letters() {
        let all: Vec<_> = [1, 26, 27, 703].into_iter().filter_map(letters).collect();
        assert_eq!(all, ["a", "z", "aa", "aaa"]);
        let all: Vec<_> = [4, 1994, 3999].into_iter().filter_map(roman).collect();
        assert_eq!(all, ["iv", "mcmxciv", "mmmcmxcix"]);
        assert_eq!((letters(0), roman(4000), roman(-1)), (None, None, None));
    }
}
