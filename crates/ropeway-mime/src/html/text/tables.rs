//! Tables: a row whose cells are one line each is a line, with tabs between them. Other rows lay out a page.

use super::writer::Writer;

/// Open tables that are looked at; those inside more are text alone.
const MAX_TABLES: usize = 16;

/// An open table.
#[derive(Default)]
pub(super) struct Table {
    /// The cells of the row that is open.
    row: Option<Vec<Cell>>,
    /// One of them has text.
    begun: bool,
}

struct Cell {
    start: usize,
    /// Where the text of the cell begins, behind what stands at the start of its line.
    text: Option<usize>,
}

impl Writer {
    pub(super) fn open_table(&mut self) {
        self.block(1);
        self.table_depth = self.table_depth.saturating_add(1);
        if self.table_depth <= MAX_TABLES {
            self.tables.push(Table::default());
        }
    }

    pub(super) fn close_table(&mut self) {
        self.close_row();
        if self.table_depth <= MAX_TABLES {
            self.tables.pop();
        }
        self.table_depth = self.table_depth.saturating_sub(1);
        self.block(1);
    }

    fn table(&mut self) -> Option<&mut Table> {
        (self.table_depth <= MAX_TABLES)
            .then(|| self.tables.last_mut())
            .flatten()
    }

    pub(super) fn open_row(&mut self) {
        self.close_row();
        self.block(1);
        if let Some(table) = self.table() {
            *table = Table {
                row: Some(Vec::new()),
                begun: false,
            };
        }
    }

    pub(super) fn open_cell(&mut self) {
        let len = self.out.len();
        let Some(table) = self.table() else {
            self.block(1);
            return;
        };
        let begun = table.begun;
        let row = table.row.get_or_insert_default();
        row.push(Cell {
            start: len,
            text: None,
        });
        // The row's own line ends are still to be written before the first text of it.
        if begun {
            self.set_breaks(1);
        } else {
            self.block(1);
        }
        self.fresh_cell = true;
    }

    /// The first text of the cells that are open stands here.
    pub(super) fn note_cells(&mut self) {
        let len = self.out.len();
        for table in &mut self.tables {
            if let Some(cell) = table.row.as_mut().and_then(|row| row.last_mut()) {
                cell.text.get_or_insert(len);
                table.begun = true;
            }
        }
        self.fresh_cell = false;
    }

    pub(super) fn close_row(&mut self) {
        self.fresh_cell = false;
        let Some(row) = self.table().and_then(|table| std::mem::take(table).row) else {
            self.block(1);
            return;
        };
        let Some(first) = row.iter().find_map(|cell| cell.text) else {
            self.block(1);
            return;
        };
        let ends = row.iter().skip(1).map(|cell| cell.start).chain([self.out.len()]);
        let texts: Vec<&str> = row
            .iter()
            .zip(ends)
            .map(|(cell, end)| match cell.text {
                Some(start) => self.out.get(start..end).unwrap_or_default().trim_end(),
                None => "",
            })
            .collect();
        let several = texts.iter().filter(|text| !text.is_empty()).nth(1).is_some();
        if several && !texts.iter().any(|text| text.contains('\n')) {
            let line = texts.join("\t");
            self.out.truncate(first);
            self.out.push_str(line.trim_end());
            self.set_breaks(1);
        } else {
            self.block(1);
        }
    }
}
