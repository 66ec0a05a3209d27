//! Tables: what control words say of their cells, and their HTML.

use super::markup::Markup;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Cells of a row that are defined.
const MAX_CELLS: usize = 1000;

/// What `\cellx` and the words before it say of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Cell {
    /// The right edge in twips.
    right: i32,
    merged_down: bool,
    continues_above: bool,
    merged_right: bool,
    continues_left: bool,
    background: u16,
    border: bool,
}

/// The row that control words describe at the moment.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    cells: Vec<Cell>,
    next: Cell,
    /// The border that is being described is that of a cell or row, not that of a paragraph.
    in_border: bool,
    left: i32,
}

impl Row {
    /// A word of rows and cells.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        let border = std::mem::take(&mut self.in_border);
        match word {
            "trowd" => *self = Self::default(),
            "trleft" => self.left = number.unwrap_or(0),
            "cellx" => {
                let cell = Cell {
                    right: number.unwrap_or(0),
                    ..std::mem::take(&mut self.next)
                };
                if self.cells.len() < MAX_CELLS {
                    self.cells.push(cell);
                }
            }
            "clvmgf" => self.next.merged_down = true,
            "clvmrg" => self.next.continues_above = true,
            "clmgf" => self.next.merged_right = true,
            "clmrg" => self.next.continues_left = true,
            "clcbpat" => self.next.background = number.and_then(|n| u16::try_from(n).ok()).unwrap_or(0),
            "clbrdrt" | "clbrdrb" | "clbrdrl" | "clbrdrr" | "trbrdrt" | "trbrdrb" | "trbrdrl" | "trbrdrr"
            | "trbrdrh" | "trbrdrv" => self.in_border = true,
            "brdrs" | "brdrth" | "brdrdb" | "brdrdot" | "brdrdash" | "brdrhair" | "brdrsh" if border => {
                self.next.border = true;
            }
            _ => {}
        }
    }
}

/// A table under construction.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<(Cell, String)>>,
    row: Vec<String>,
    border: bool,
    left: Option<i32>,
}

impl Table {
    pub(super) fn cell(&mut self, html: String) {
        self.row.push(html);
    }

    pub(super) fn row_is_empty(&self) -> bool {
        self.row.is_empty()
    }

    /// Ends the row, with what has been said of it.
    pub(super) fn end_row(&mut self, row: &Row) {
        self.border |= row.cells.iter().any(|cell| cell.border);
        self.left.get_or_insert(row.left);
        let mut cells: Vec<(Cell, String)> = Vec::new();
        let mut right = row.left;
        for (at, html) in std::mem::take(&mut self.row).into_iter().enumerate() {
            // More cells than were described are as wide as nothing.
            let cell = row.cells.get(at).copied().unwrap_or(Cell {
                right: right.saturating_add(1),
                ..Cell::default()
            });
            right = right.max(cell.right);
            match cells.last_mut() {
                Some((before, content)) if cell.continues_left => {
                    before.right = right;
                    content.push_str(&html);
                }
                _ => cells.push((Cell { right, ..cell }, html)),
            }
        }
        if !cells.is_empty() {
            self.rows.push(cells);
        }
    }

    /// The table; empty without rows.
    pub(super) fn finish(self, markup: &mut Markup) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let left = self.left.unwrap_or(0);
        let edges: Vec<i32> = [left]
            .into_iter()
            .chain(self.rows.iter().flatten().map(|(cell, _)| cell.right))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let spans = self.row_spans();
        let mut html = String::from(if self.border {
            "<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\" style=\"border-collapse:collapse\">\r\n"
        } else {
            "<table border=\"0\" cellspacing=\"0\" cellpadding=\"4\">\r\n"
        });
        for (row, spans) in self.rows.into_iter().zip(spans) {
            html.push_str("<tr>");
            let mut from = left;
            for ((cell, content), rows) in row.into_iter().zip(spans) {
                let columns = place(&edges, cell.right).saturating_sub(place(&edges, from));
                let width = cell.right.saturating_sub(from);
                from = cell.right;
                // A cell that one above reaches into.
                if rows == 0 {
                    continue;
                }
                let mut attributes = String::new();
                if columns > 1 {
                    let _ = write!(attributes, " colspan=\"{columns}\"");
                }
                if rows > 1 {
                    let _ = write!(attributes, " rowspan=\"{rows}\"");
                }
                let mut style = String::new();
                // Less than two points is no width that was meant.
                if width >= 40 {
                    let _ = write!(style, "width:{}pt", width / 20);
                }
                markup.push_colour(&mut style, "background", cell.background);
                if !style.is_empty() {
                    let _ = write!(attributes, " style=\"{style}\"");
                }
                html.push_str("<td");
                if markup.spend(attributes.len()) {
                    html.push_str(&attributes);
                }
                html.push('>');
                html.push_str(if content.is_empty() { "&nbsp;" } else { &content });
                html.push_str("</td>");
            }
            html.push_str("</tr>\r\n");
        }
        html.push_str("</table>\r\n");
        html
    }

    /// How many rows each cell takes; 0 for one that a cell above reaches into.
    fn row_spans(&self) -> Vec<Vec<usize>> {
        // Downwards: which cells do continue one above. What holds something of its own does not.
        let mut above: BTreeSet<i32> = BTreeSet::new();
        let mut spans: Vec<Vec<usize>> = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let mut here = BTreeSet::new();
            let mut counts = Vec::with_capacity(row.len());
            for (cell, content) in row {
                let continues = cell.continues_above && content.is_empty() && above.contains(&cell.right);
                if continues || cell.merged_down {
                    here.insert(cell.right);
                }
                counts.push(usize::from(!continues));
            }
            above = here;
            spans.push(counts);
        }
        // Upwards: how many continue each.
        let mut below: BTreeMap<i32, usize> = BTreeMap::new();
        for (row, counts) in self.rows.iter().zip(&mut spans).rev() {
            let mut here = BTreeMap::new();
            for ((cell, _), count) in row.iter().zip(counts) {
                let more = below.get(&cell.right).copied().unwrap_or(0);
                if *count == 0 {
                    here.insert(cell.right, more.saturating_add(1));
                } else if cell.merged_down {
                    *count = more.saturating_add(1);
                }
            }
            below = here;
        }
        spans
    }
}

/// The place of an edge among all.
fn place(edges: &[i32], edge: i32) -> usize {
    edges.partition_point(|known| *known < edge)
}
