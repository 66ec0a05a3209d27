//! RTF of its own as HTML and as text.
//!
//! Paragraphs become `div` elements, which like RTF's have no distance of their own; list items, tables,
//! links and pictures become those of HTML. Every element that is begun here is ended here.

mod lists;
mod markup;
mod tables;

use super::sink::{Break, Definition, Shown, Sink};
use super::style::{Paragraph, Style};
use crate::picture::Picture;
use lists::{Lists, OpenLists};
use markup::Markup;
pub(super) use markup::escape;
use std::collections::HashMap;
use std::fmt::Write as _;
use tables::{Row, Table};

/// How often a link is written when paragraphs and cells break it; its address must not multiply.
const MAX_LINK_PIECES: usize = 8;
/// Pictures that are carried over; each becomes a part of the message.
const MAX_PICTURES: usize = 500;
/// Octets that styles may take, besides a multiple of the document's own.
const MIN_BUDGET: usize = 64 * 1024;
const BUDGET_FACTOR: usize = 4;
/// What a level of tables costs in elements.
const TABLE_COST: usize = 100;

/// Stands around the number of an attachment's place in HTML and text; no text holds it.
pub(super) const PLACE: char = '\u{1}';
/// Stands around the number of a picture in the HTML.
pub(super) const PICTURE: char = '\u{2}';

/// What a document shows.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    pub(super) html: String,
    pub(super) text: String,
    pub(super) pictures: Vec<Picture>,
    /// How many attachments have a place.
    pub(super) places: usize,
    /// Links that must not be any.
    pub(super) refused_links: usize,
    /// Pictures beyond the limit.
    pub(super) left_out: usize,
}

/// Where paragraphs go: the document, or a cell of the table in the flow around it.
#[derive(Debug, Default)]
struct Flow {
    html: String,
    lists: OpenLists,
    table: Option<Table>,
}

/// Builds both.
#[derive(Debug, Default)]
pub(super) struct Document {
    markup: Markup,
    lists: Lists,
    /// The document and the cells that are open in it.
    outer: Flow,
    cells: Vec<Flow>,
    /// Descriptions of rows: of the document's tables, and of tables in cells.
    rows: [Row; 2],
    /// The open paragraph.
    paragraph: String,
    /// The last text of the paragraph, which another of the same style joins.
    run: String,
    run_style: Style,
    /// The number or bullet of the paragraph, and where it stands in the text.
    marker: Option<(String, usize)>,
    /// Addresses, how often each has been written in the HTML, and whether in the text.
    links: Vec<(String, usize, bool)>,
    /// The link that is open in the paragraph; 0 for none.
    open_link: usize,
    /// The link that is open in the text, and where it begins.
    text_link: Option<(usize, usize)>,
    out: Rendered,
}

impl Document {
    /// For a document of so many octets.
    pub(super) fn new(len: usize) -> Self {
        Self {
            markup: Markup::new(len.saturating_mul(BUDGET_FACTOR).saturating_add(MIN_BUDGET)),
            ..Self::default()
        }
    }

    pub(super) fn finish(mut self) -> Rendered {
        let last = Paragraph {
            table: u8::try_from(self.cells.len()).unwrap_or(u8::MAX),
            ..Paragraph::default()
        };
        self.end_text_link();
        self.end_run();
        self.close_link();
        if !self.paragraph.is_empty() || self.marker.is_some() {
            self.end_paragraph(&last);
        }
        self.go_to(0);
        self.close_blocks();
        if !self.outer.html.is_empty() {
            let style = self.markup.body_style();
            let style = if style.is_empty() {
                style
            } else {
                format!(" style=\"{style}\"")
            };
            self.out.html = format!("<html><body{style}>\r\n{}</body></html>\r\n", self.outer.html);
        }
        self.out
    }

    fn end_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let mut run = std::mem::take(&mut self.run);
        let style = self.run_style;
        self.change_link(style.link);
        self.markup.run(&run, &style, &mut self.paragraph);
        run.clear();
        self.run = run;
    }

    fn change_link(&mut self, link: usize) {
        if link == self.open_link {
            return;
        }
        self.close_link();
        let entry = link.checked_sub(1).and_then(|at| self.links.get_mut(at));
        if let Some((address, pieces, _)) = entry.filter(|(_, pieces, _)| *pieces < MAX_LINK_PIECES) {
            let mut attribute = String::new();
            escape(address, &mut attribute);
            if *pieces > 0 && !self.markup.spend(attribute.len()) {
                return;
            }
            *pieces = pieces.saturating_add(1);
            self.paragraph.push_str("<a href=\"");
            self.paragraph.push_str(&attribute);
            self.paragraph.push_str("\">");
            self.open_link = link;
        }
    }

    fn close_link(&mut self) {
        if std::mem::take(&mut self.open_link) != 0 {
            self.paragraph.push_str("</a>");
        }
    }

    /// Writes the address behind the text of a link, unless the text is the address.
    fn end_text_link(&mut self) {
        let Some((link, from)) = self.text_link.take() else {
            return;
        };
        let entry = link.checked_sub(1).and_then(|at| self.links.get_mut(at));
        let Some((address, _, written)) = entry else {
            return;
        };
        let shown = self.out.text.get(from..).unwrap_or_default().trim();
        let bare = |text: &str| {
            let text = text.trim_end_matches('/');
            text.strip_prefix("mailto:").unwrap_or(text).to_ascii_lowercase()
        };
        let says_it = shown.is_empty() || *written || bare(shown) == bare(address);
        *written |= !shown.is_empty();
        if !says_it {
            let _ = write!(self.out.text, " <{address}>");
        }
    }

    fn flow(&mut self) -> &mut Flow {
        self.cells.last_mut().unwrap_or(&mut self.outer)
    }

    /// Opens or closes cells until so many are around the next paragraph.
    fn go_to(&mut self, level: usize) {
        while self.cells.len() > level {
            self.close_blocks();
            if let Some(cell) = self.cells.pop()
                && !cell.html.is_empty()
                && let Some(table) = &mut self.flow().table
            {
                table.cell(cell.html);
            }
            let row = self.row().clone();
            if let Some(table) = &mut self.flow().table
                && !table.row_is_empty()
            {
                table.end_row(&row);
            }
        }
        while self.cells.len() < level {
            if !self.cells.is_empty() && !self.markup.spend(TABLE_COST) {
                return;
            }
            let flow = self.flow();
            flow.lists.close(&mut flow.html);
            flow.table.get_or_insert_default();
            self.cells.push(Flow::default());
        }
    }

    /// The description of the row around the cells at this level.
    fn row(&self) -> &Row {
        let [outer, nested] = &self.rows;
        if self.cells.is_empty() { outer } else { nested }
    }

    /// Ends the lists and the table of a flow.
    fn close_blocks(&mut self) {
        let markup = &mut self.markup;
        let flow = self.cells.last_mut().unwrap_or(&mut self.outer);
        flow.lists.close(&mut flow.html);
        if let Some(table) = flow.table.take() {
            flow.html.push_str(&table.finish(markup));
        }
    }

    fn end_paragraph(&mut self, paragraph: &Paragraph) {
        self.go_to(usize::from(paragraph.table));
        let html = std::mem::take(&mut self.paragraph);
        let (marker, at) = self.marker.take().unzip();
        let numbering = self
            .lists
            .numbering(paragraph, marker.as_deref())
            .filter(|_| marker.is_some() || !html.is_empty());
        let attributes = self.markup.paragraph(paragraph, numbering.is_some());
        if numbering.is_none() || self.flow().table.is_some() {
            self.close_blocks();
        }
        let flow = self.cells.last_mut().unwrap_or(&mut self.outer);
        match numbering {
            Some(numbering) => {
                flow.lists
                    .item(numbering, paragraph, marker.as_deref(), &mut flow.html);
                // How deep the list is stands behind its marker.
                let indent = "  ".repeat(flow.lists.depth());
                if let Some(at) = at.filter(|at| self.out.text.is_char_boundary(*at)) {
                    self.out.text.insert_str(at, &indent);
                }
                if attributes.is_empty() {
                    flow.html.push_str(&html);
                } else {
                    let _ = write!(flow.html, "<div{attributes}>{html}</div>");
                }
            }
            None => {
                let html = if html.is_empty() { "<br>" } else { &html };
                let _ = write!(flow.html, "<div{attributes}>{html}</div>\r\n");
            }
        }
    }

    /// The last paragraph of a cell: alone and plain it needs no element of its own, empty it is none.
    fn end_cell(&mut self, paragraph: &Paragraph) {
        self.go_to(usize::from(paragraph.table));
        let is_plain = *paragraph
            == Paragraph {
                table: paragraph.table,
                ..Paragraph::default()
            };
        let first = self.flow().html.is_empty() && self.flow().table.is_none();
        if first && is_plain && self.marker.is_none() {
            let html = std::mem::take(&mut self.paragraph);
            self.flow().html.push_str(&html);
        } else if !self.paragraph.is_empty() || self.marker.is_some() {
            self.end_paragraph(paragraph);
        }
        self.close_blocks();
        let html = std::mem::take(&mut self.flow().html);
        let around = self
            .cells
            .len()
            .checked_sub(2)
            .and_then(|at| self.cells.get_mut(at));
        if let Some(table) = &mut around.unwrap_or(&mut self.outer).table {
            table.cell(html);
        }
    }

    fn end_row(&mut self, paragraph: &Paragraph) {
        self.go_to(usize::from(paragraph.table));
        if !self.paragraph.is_empty() {
            self.end_cell(paragraph);
        }
        let level = self.cells.len();
        let [outer, nested] = &self.rows;
        let row = if level < 2 { outer } else { nested };
        let around = level.checked_sub(2).and_then(|at| self.cells.get_mut(at));
        if let Some(table) = &mut around.unwrap_or(&mut self.outer).table {
            table.end_row(row);
        }
    }
}

impl Sink for Document {
    fn text(&mut self, text: &str, shown: &Shown) {
        let style = &shown.style;
        if *style != self.run_style {
            self.end_run();
            if self.text_link.is_some_and(|(link, _)| link != style.link) {
                self.end_text_link();
            }
            self.run_style = *style;
        }
        if style.link != 0 && self.text_link.is_none() {
            self.text_link = Some((style.link, self.out.text.len()));
        }
        // No control character has a meaning here, and two stand for something else.
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_control() && c != '\t') {
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.run.push_str(before);
            self.out.text.push_str(before);
            let mut after = after.chars();
            after.next();
            rest = after.as_str();
        }
        self.run.push_str(rest);
        self.out.text.push_str(rest);
    }

    fn end(&mut self, kind: Break, shown: &Shown) {
        let paragraph = &shown.paragraph;
        if kind == Break::Line && !self.run.is_empty() {
            // The style goes on.
            self.run.push('\n');
            self.out.text.push_str("\r\n");
            return;
        }
        self.end_run();
        if kind != Break::Line {
            self.close_link();
            self.end_text_link();
        }
        let level = |least: u8| Paragraph {
            table: paragraph.table.max(least),
            ..*paragraph
        };
        let outer = Paragraph {
            table: 1,
            ..*paragraph
        };
        match kind {
            Break::Line => self.paragraph.push_str("<br>"),
            Break::Paragraph => self.end_paragraph(paragraph),
            Break::Cell => self.end_cell(&outer),
            Break::Row => self.end_row(&outer),
            Break::NestedCell => self.end_cell(&level(2)),
            Break::NestedRow => self.end_row(&level(2)),
        }
        match kind {
            Break::Line | Break::Paragraph => self.out.text.push_str("\r\n"),
            Break::Cell | Break::NestedCell => self.out.text.push('\t'),
            Break::Row | Break::NestedRow => {
                let len = self.out.text.trim_end_matches('\t').len();
                self.out.text.truncate(len);
                self.out.text.push_str("\r\n");
            }
        }
    }

    fn marker(&mut self, marker: &str) {
        let text = marker.trim();
        self.marker = Some((marker.to_owned(), self.out.text.len()));
        if !text.is_empty() {
            // A sign of a bullet is one character.
            let is_bullet = text.chars().count() == 1 && !text.chars().all(char::is_alphanumeric);
            self.out.text.push_str(if is_bullet { "*" } else { text });
            self.out.text.push(' ');
        }
    }

    fn link(&mut self, address: Option<&str>) -> usize {
        match address {
            Some(address) => self.links.push((address.to_owned(), 0, false)),
            None => {
                self.out.refused_links = self.out.refused_links.saturating_add(1);
                return 0;
            }
        }
        self.links.len()
    }

    fn picture(&mut self, picture: Picture, size: Option<(u32, u32)>, shown: &Shown) {
        if self.out.pictures.len() >= MAX_PICTURES {
            self.out.left_out = self.out.left_out.saturating_add(1);
            return;
        }
        self.end_run();
        self.change_link(shown.style.link);
        let number = self.out.pictures.len();
        let _ = write!(
            self.paragraph,
            "<img src=\"cid:{PICTURE}{number}{PICTURE}\" alt=\"\""
        );
        if let Some((width, height)) = size {
            let _ = write!(self.paragraph, " width=\"{width}\" height=\"{height}\"");
        }
        self.paragraph.push('>');
        self.out.pictures.push(picture);
    }

    fn attachment(&mut self, shown: &Shown) {
        self.end_run();
        self.change_link(shown.style.link);
        let number = self.out.places;
        let _ = write!(self.paragraph, "{PLACE}{number}{PLACE}");
        let _ = write!(self.out.text, "{PLACE}{number}{PLACE}");
        self.out.places = number.saturating_add(1);
    }

    fn define(&mut self, what: Definition, word: &str, number: Option<i32>) {
        match what {
            Definition::Colours => self.markup.colour_word(word, number),
            Definition::EndOfColours => {
                self.markup
                    .end_colours(number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
            }
            Definition::Lists => self.lists.word(word, number),
            Definition::Row => self.rows[0].word(word, number),
            Definition::NestedRow => self.rows[1].word(word, number),
        }
    }

    fn fonts(&mut self, names: HashMap<i32, String>) {
        self.markup.fonts = names;
    }
}
