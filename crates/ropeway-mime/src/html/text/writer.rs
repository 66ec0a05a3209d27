//! Text, line by line.

use super::lists::List;
use super::tables::Table;

/// Quotations and list items deeper than this are written as if they were this deep.
const MAX_MARGINS: usize = 16;
/// Line ends between two texts: two empty lines at most.
const MAX_BREAKS: usize = 3;

/// What stands at the start of each line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Margin {
    Quote,
    /// A list item: its mark in the first line, blanks in the others.
    Item {
        width: usize,
        mark: Option<String>,
    },
}

impl Margin {
    pub(super) fn item(mark: String) -> Self {
        Self::Item {
            width: mark.chars().count(),
            mark: Some(mark),
        }
    }
}

struct Link {
    address: String,
    /// What was written since it began.
    shown: String,
}

#[derive(Default)]
pub(super) struct Writer {
    pub(super) out: String,
    pub(super) margins: Vec<Margin>,
    pub(super) lists: Vec<List>,
    pub(super) tables: Vec<Table>,
    pub(super) table_depth: usize,
    /// A cell has begun, and no text of it has been written.
    pub(super) fresh_cell: bool,
    /// Line ends still to write before the next text.
    breaks: usize,
    /// A blank still to write before the next text of the line.
    space: bool,
    /// Blanks that are kept at the start of the line.
    indent: usize,
    line_is_empty: bool,
    started: bool,
    pre: usize,
    tight: bool,
    /// Quotations around the last line.
    last_quotes: usize,
    link: Option<Link>,
}

impl Writer {
    pub(super) fn has_text(&self) -> bool {
        self.started
    }

    /// Whether the paragraph that is open has no space around it.
    pub(super) fn is_tight(&self) -> bool {
        self.tight
    }

    pub(super) fn no_space(&mut self) {
        self.space = false;
    }

    pub(super) fn set_breaks(&mut self, breaks: usize) {
        self.breaks = breaks;
        self.space = false;
        self.indent = 0;
    }

    pub(super) fn push_margin(&mut self, margin: Margin) {
        if self.margins.len() < MAX_MARGINS {
            self.margins.push(margin);
        }
    }

    /// Ends the innermost quotation of the list item that is open.
    pub(super) fn close_quote(&mut self) {
        let outside = self.lists.last().map_or(0, |list| list.outside());
        let quote = self.margins.iter().rposition(|margin| *margin == Margin::Quote);
        if let Some(at) = quote.filter(|at| *at >= outside) {
            self.margins.truncate(at);
        }
    }

    pub(super) fn open_pre(&mut self) {
        self.block(2);
        self.pre = self.pre.saturating_add(1);
    }

    pub(super) fn close_pre(&mut self) {
        self.pre = self.pre.saturating_sub(1);
        self.block(2);
    }

    pub(super) fn rule(&mut self) {
        self.block(1);
        self.put("________________________________");
        self.block(1);
    }

    pub(super) fn line_break(&mut self) {
        self.space = false;
        self.empty_line();
        // One break more than the block before asked for.
        if self.line_is_empty || self.breaks > 0 {
            self.breaks = self.breaks.saturating_add(1).min(MAX_BREAKS);
        } else {
            self.breaks = 1;
        }
    }

    /// The next text begins a line, after `breaks - 1` empty ones.
    pub(super) fn block(&mut self, breaks: usize) {
        self.tight = breaks == 1;
        self.space = false;
        if self.fresh_cell {
            self.indent = 0;
            return;
        }
        self.empty_line();
        self.breaks = self.breaks.max(breaks);
    }

    /// A line of blanks that are to be kept is an empty one.
    fn empty_line(&mut self) {
        if std::mem::take(&mut self.indent) > 0 && self.started {
            self.breaks = self.breaks.saturating_add(1).min(MAX_BREAKS);
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.pre > 0 {
            let mut lines = text.split('\n').peekable();
            while let Some(line) = lines.next() {
                let line = line.trim_end_matches('\r');
                if !line.is_empty() {
                    self.put(&line.replace('\u{A0}', " "));
                }
                if lines.peek().is_some() {
                    self.line_break();
                }
            }
            return;
        }
        let mut rest = text;
        loop {
            let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | '\x0C');
            let trimmed = rest.trim_start_matches(blank);
            if trimmed.len() < rest.len() {
                self.space = true;
            }
            if trimmed.is_empty() {
                return;
            }
            let len = trimmed.find(blank).unwrap_or(trimmed.len());
            let (word, tail) = trimmed.split_at_checked(len).unwrap_or((trimmed, ""));
            self.word(word);
            rest = tail;
        }
    }

    fn word(&mut self, word: &str) {
        // Characters that show nothing: senders fill the line that a list of messages shows with them.
        let nothing = |c: char| matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{34F}' | '\u{2060}');
        if word.is_ascii() {
            self.put(word);
        } else {
            let word = word.replace(nothing, "").replace('\u{A0}', " ");
            let trimmed = word.trim_start_matches(' ');
            if self.starts_line() {
                self.indent = self
                    .indent
                    .saturating_add(word.len().saturating_sub(trimmed.len()));
                self.put(trimmed);
            } else {
                self.put(&word);
            }
        }
    }

    fn starts_line(&self) -> bool {
        !self.started || self.breaks > 0 || self.line_is_empty
    }

    /// Writes what waits, then text without line ends.
    pub(super) fn put(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.started {
            self.started = true;
            self.breaks = 0;
            self.begin_line();
        }
        if self.breaks > 0 {
            let quotes = self.quotes().min(self.last_quotes);
            for left in (0..self.breaks).rev() {
                let end = self.out.trim_end_matches([' ', '\t']).len();
                self.out.truncate(end);
                self.out.push_str("\r\n");
                if left > 0 {
                    // An empty line is quoted if both its neighbours are.
                    for _ in 0..quotes {
                        self.out.push_str("> ");
                    }
                }
            }
            self.breaks = 0;
            self.begin_line();
        }
        if self.space && !self.line_is_empty {
            self.out.push(' ');
        }
        if self.fresh_cell {
            self.note_cells();
        }
        for _ in 0..std::mem::take(&mut self.indent).min(MAX_INDENT) {
            self.out.push(' ');
        }
        if let Some(link) = &mut self.link
            && link.shown.len() <= link.address.len()
        {
            if self.space {
                link.shown.push(' ');
            }
            link.shown.push_str(text);
        }
        self.space = false;
        self.out.push_str(text);
        self.line_is_empty = false;
        self.last_quotes = self.quotes();
    }

    fn quotes(&self) -> usize {
        self.margins.iter().filter(|m| **m == Margin::Quote).count()
    }

    fn begin_line(&mut self) {
        self.line_is_empty = true;
        for margin in &mut self.margins {
            match margin {
                Margin::Quote => self.out.push_str("> "),
                Margin::Item { width, mark } => match mark.take() {
                    Some(mark) => self.out.push_str(&mark),
                    None => self.out.extend(std::iter::repeat_n(' ', *width)),
                },
            }
        }
    }

    pub(super) fn open_link(&mut self, address: &str) {
        let lower = address.get(..16).unwrap_or(address).to_ascii_lowercase();
        let nowhere = ["#", "javascript:", "about:", "x-apple-data"];
        if address.is_empty() || nowhere.iter().any(|start| lower.starts_with(start)) {
            return;
        }
        self.link = Some(Link {
            address: crate::mime::clean(address),
            shown: String::new(),
        });
    }

    /// The address of a link, unless its text says it.
    pub(super) fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let shown = link.shown.trim();
        if bare(shown).eq_ignore_ascii_case(bare(&link.address)) {
            return;
        }
        let pending = self.space;
        self.space = !shown.is_empty();
        self.put(&format!("<{}>", link.address));
        self.space = pending;
    }

    pub(super) fn finish(mut self) -> String {
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        if !self.out.is_empty() {
            self.out.push_str("\r\n");
        }
        self.out
    }
}

/// Blanks that are kept at the start of a line.
const MAX_INDENT: usize = 40;

/// An address without what people leave out when they write it.
fn bare(address: &str) -> &str {
    let address = ["mailto:", "tel:", "https://", "http://"]
        .iter()
        .find(|scheme| {
            address
                .get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
        .and_then(|scheme| address.get(scheme.len()..))
        .unwrap_or(address);
    address.trim_end_matches('/')
}
