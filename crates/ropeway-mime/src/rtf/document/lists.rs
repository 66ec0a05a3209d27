//! Lists: how items are counted, and the elements that are open.

use crate::rtf::style::{Numbering, Paragraph};
use std::collections::HashMap;

/// Lists that are remembered, and levels of each.
const MAX_LISTS: usize = 2000;
const MAX_LEVELS: usize = 9;

/// `\listtable` and `\listoverridetable`.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: HashMap<i32, Vec<Option<Numbering>>>,
    /// `\ls` to `\listid`.
    overrides: HashMap<i32, i32>,
    levels: Vec<Option<Numbering>>,
    id: i32,
}

impl Lists {
    /// A word of either table.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        let number = number.unwrap_or(0);
        match word {
            "list" | "listoverride" => self.levels.clear(),
            "listlevel" if self.levels.len() < MAX_LEVELS => self.levels.push(None),
            "levelnfc" | "levelnfcn" => {
                if let Some(level) = self.levels.last_mut() {
                    *level = Numbering::of_level(number);
                }
            }
            "listid" => {
                self.id = number;
                if !self.levels.is_empty() && self.lists.len() < MAX_LISTS {
                    self.lists.insert(number, std::mem::take(&mut self.levels));
                }
            }
            "ls" if self.overrides.len() < MAX_LISTS => {
                self.overrides.insert(number, self.id);
            }
            _ => {}
        }
    }

    /// How a paragraph is counted, given the text that stands for its number where its list is unknown.
    pub(super) fn numbering(&self, paragraph: &Paragraph, marker: Option<&str>) -> Option<Numbering> {
        let of_list = paragraph.list.and_then(|ls| {
            let levels = self.lists.get(self.overrides.get(&ls)?)?;
            levels.get(usize::from(paragraph.list_level)).copied()
        });
        match (of_list, marker) {
            // A level without number is a paragraph that is moved in.
            (Some(None), _) => None,
            (Some(numbering), _) => numbering,
            (None, Some(marker)) => paragraph.numbering.or_else(|| guess(marker)),
            (None, None) => paragraph.numbering,
        }
    }
}

/// How something is counted, by the text of one number.
fn guess(marker: &str) -> Option<Numbering> {
    let marker = marker.trim();
    let label = marker.trim_matches(|c: char| "().-:".contains(c));
    let mut characters = label.chars();
    // A lone letter may be a sign of a font of signs; with a dot or bracket it is a number.
    let is_set_off = label.len() < marker.len();
    match (characters.next(), characters.next()) {
        (None, _) if marker.is_empty() => None,
        (Some('0'..='9'), _) => Some(Numbering::Decimal),
        (Some('a'..='z'), None) if is_set_off => Some(Numbering::LowerLetter),
        (Some('A'..='Z'), None) if is_set_off => Some(Numbering::UpperLetter),
        _ => Some(Numbering::Bullet),
    }
}

/// A list that is open in the HTML, with an item open in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct OpenList {
    numbering: Numbering,
    /// What tells lists apart: further in is deeper.
    depth: i32,
}

/// The lists that are open, from the outermost.
#[derive(Debug, Default)]
pub(super) struct OpenLists(Vec<OpenList>);

/// Lists in lists that are shown as such.
const MAX_DEPTH: usize = 9;

impl OpenLists {
    /// Begins an item, and its list where that is another; `marker` is what its number looks like.
    pub(super) fn item(
        &mut self,
        numbering: Numbering,
        paragraph: &Paragraph,
        marker: Option<&str>,
        html: &mut String,
    ) {
        let depth = match paragraph.list {
            Some(_) => i32::from(paragraph.list_level),
            None => paragraph.left,
        };
        let is_over =
            |list: &mut OpenList| list.depth > depth || (list.depth == depth && list.numbering != numbering);
        while let Some(list) = self.0.pop_if(is_over) {
            html.push_str("</li>\r\n");
            html.push_str(end(list.numbering));
        }
        match self.0.last() {
            Some(last) if last.depth == depth || self.0.len() >= MAX_DEPTH => html.push_str("</li>\r\n"),
            _ => {
                self.0.push(OpenList { numbering, depth });
                begin(numbering, marker, html);
            }
        }
        html.push_str("<li>");
    }

    /// Lists around the one that is open.
    pub(super) fn depth(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// Ends all.
    pub(super) fn close(&mut self, html: &mut String) {
        while let Some(list) = self.0.pop() {
            html.push_str("</li>\r\n");
            html.push_str(end(list.numbering));
        }
    }
}

fn begin(numbering: Numbering, marker: Option<&str>, html: &mut String) {
    let kind = match numbering {
        Numbering::Bullet => return html.push_str("<ul>"),
        Numbering::Decimal => "",
        Numbering::UpperRoman => " type=\"I\"",
        Numbering::LowerRoman => " type=\"i\"",
        Numbering::UpperLetter => " type=\"A\"",
        Numbering::LowerLetter => " type=\"a\"",
    };
    html.push_str("<ol");
    html.push_str(kind);
    if let Some(start) = marker.and_then(|marker| first_number(numbering, marker))
        && start != 1
    {
        html.push_str(&format!(" start=\"{start}\""));
    }
    html.push('>');
}

fn end(numbering: Numbering) -> &'static str {
    match numbering {
        Numbering::Bullet => "</ul>\r\n",
        _ => "</ol>\r\n",
    }
}

/// The number of a list's first item, which goes on counting where another list ended.
fn first_number(numbering: Numbering, marker: &str) -> Option<u32> {
    let label = marker.trim().trim_matches(|c: char| "().-:".contains(c));
    match numbering {
        // The last of `1.2.3`.
        Numbering::Decimal => label.rsplit('.').next()?.parse().ok(),
        Numbering::UpperLetter | Numbering::LowerLetter => match label.to_ascii_lowercase().as_bytes() {
            [letter @ b'a'..=b'z'] => Some(u32::from(letter.saturating_sub(b'a')).saturating_add(1)),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bd_19_a_marker_tells_how_a_list_counts() {
        for (marker, numbering) in [
            ("1.\t", Some(Numbering::Decimal)),
            ("(12)", Some(Numbering::Decimal)),
            ("b)", Some(Numbering::LowerLetter)),
            ("C.", Some(Numbering::UpperLetter)),
            ("o", Some(Numbering::Bullet)),
            ("\u{2022}\t", Some(Numbering::Bullet)),
            ("-", Some(Numbering::Bullet)),
            (" ", None),
        ] {
            assert_eq!(guess(marker), numbering, "{marker}");
        }
        assert_eq!(first_number(Numbering::Decimal, "2.4.\t"), Some(4));
        assert_eq!(first_number(Numbering::LowerLetter, "c)"), Some(3));
        assert_eq!(first_number(Numbering::LowerRoman, "iv."), None);
    }

    #[test]
    fn bd_19_the_list_table_tells_how_a_list_counts() {
        let mut lists = Lists::default();
        for (word, number) in [
            ("list", None),
            ("listlevel", None),
            ("levelnfc", Some(23)),
            ("listlevel", None),
            ("levelnfc", Some(255)),
            ("listid", Some(77)),
            ("listoverride", None),
            ("listid", Some(77)),
            ("ls", Some(3)),
        ] {
            lists.word(word, number);
        }
        let mut paragraph = Paragraph {
            list: Some(3),
            ..Paragraph::default()
        };
        assert_eq!(lists.numbering(&paragraph, Some("1.")), Some(Numbering::Bullet));
        paragraph.list_level = 1;
        assert_eq!(lists.numbering(&paragraph, None), None);
        paragraph.list = Some(4);
        assert_eq!(lists.numbering(&paragraph, Some("1.")), Some(Numbering::Decimal));
    }
}
