//! What takes the text of RTF.

use super::style::{Paragraph, Style};
use crate::picture::Picture;
use std::collections::HashMap;

/// How the text at hand is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown {
    pub(super) style: Style,
    pub(super) paragraph: Paragraph,
}

/// Breaks between texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    Paragraph,
    Line,
    Cell,
    Row,
    NestedCell,
    NestedRow,
}

/// Tables of the document that are read by what shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Definition {
    Colours,
    /// So many entries of the colour table end.
    EndOfColours,
    Lists,
    Row,
    NestedRow,
}

/// What takes the text. Only the first two matter for encapsulated content.
pub(super) trait Sink {
    fn text(&mut self, text: &str, shown: &Shown);
    fn end(&mut self, kind: Break, shown: &Shown);
    /// The number or bullet of the paragraph that follows.
    fn marker(&mut self, _marker: &str) {}
    /// A link, or what must not be one; answers the number by which styles refer to it.
    fn link(&mut self, _address: Option<&str>) -> usize {
        0
    }
    /// A picture and its size in pixels.
    fn picture(&mut self, _picture: Picture, _size: Option<(u32, u32)>, _shown: &Shown) {}
    /// The place of an attachment.
    fn attachment(&mut self, _shown: &Shown) {}
    fn define(&mut self, _what: Definition, _word: &str, _number: Option<i32>) {}
    fn fonts(&mut self, _names: HashMap<i32, String>) {}
}

/// Encapsulated content is text and line ends.
impl Sink for String {
    fn text(&mut self, text: &str, _shown: &Shown) {
        self.push_str(text);
    }
    fn end(&mut self, kind: Break, _shown: &Shown) {
        self.push_str(if matches!(kind, Break::Cell | Break::NestedCell) {
            "\t"
        } else {
            "\r\n"
        });
    }
}
