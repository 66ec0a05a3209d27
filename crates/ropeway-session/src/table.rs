//! Table objects ([MS-OXCTABL] 3.2.5): lists of attachments, messages and folders.

use crate::objects::Key;
use ropeway_types::{ErrorCode, FolderId, PropertyTag};

/// What a table lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The attachments of a message.
    Attachments(Key),
    /// The messages of a folder.
    Contents(FolderId),
    /// The folders in a folder.
    Hierarchy,
}

/// A Table object: the rows as they were when it was opened, by their ids.
pub(crate) struct Table {
    pub(crate) source: Source,
    /// Set by RopSetColumns.
    pub(crate) columns: Option<Vec<PropertyTag>>,
    /// Attachment numbers, message ids or folder ids.
    pub(crate) rows: Vec<u64>,
    pub(crate) position: usize,
}

/// Origin of RopSeekRow and RopQueryRows ([MS-OXCTABL] 2.2.2.1.1).
pub(crate) mod origin {
    pub(crate) const BEGINNING: u8 = 0;
    pub(crate) const CURRENT: u8 = 1;
    pub(crate) const END: u8 = 2;
}

impl Table {
    /// A table at its first row.
    pub(crate) fn new(source: Source, rows: Vec<u64>) -> Self {
        Self {
            source,
            columns: None,
            rows,
            position: 0,
        }
    }

    /// What it counts.
    pub(crate) fn cost(&self) -> u64 {
        let columns = self.columns.as_ref().map_or(0, Vec::len);
        let entries = self.rows.len().saturating_add(columns);
        u64::try_from(entries).unwrap_or(u64::MAX).saturating_mul(8)
    }

    /// RopSeekRow: whether it went less far than asked, and how far it went.
    pub(crate) fn seek(&mut self, from: u8, rows: i32) -> Result<(bool, i32), ErrorCode> {
        let base = match from {
            origin::BEGINNING => 0,
            origin::CURRENT => self.position,
            origin::END => self.rows.len(),
            _ => return Err(ErrorCode::INVALID_PARAMETER),
        };
        let step = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        let target = if rows < 0 {
            base.saturating_sub(step)
        } else {
            base.saturating_add(step).min(self.rows.len())
        };
        self.position = target;
        let moved = i32::try_from(target.abs_diff(base)).unwrap_or(i32::MAX);
        let moved = if rows < 0 { moved.saturating_neg() } else { moved };
        Ok((moved != rows, moved))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeking_stops_at_the_ends() {
        let mut table = Table::new(Source::Hierarchy, vec![1, 2, 3]);
        assert_eq!(table.seek(origin::BEGINNING, 2), Ok((false, 2)));
        assert_eq!(table.seek(origin::CURRENT, 5), Ok((true, 1)));
        assert_eq!(table.seek(origin::END, -4), Ok((true, -3)));
        assert_eq!(table.position, 0);
        assert_eq!(table.seek(origin::CURRENT, i32::MIN), Ok((true, 0)));
        assert_eq!(table.seek(7, 0), Err(ErrorCode::INVALID_PARAMETER));
    }
}
