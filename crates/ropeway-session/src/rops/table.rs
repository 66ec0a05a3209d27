//! Table ROPs ([MS-OXCROPS] 2.2.5, [MS-OXCTABL] 3.2.5).

use super::property::View;
use crate::folders::Folder;
use crate::objects::Key;
use crate::session::Session;
use crate::table::{Source, origin};
use ropeway_rop::{RopQueryRowsRequest, RopQueryRowsSuccess};
use ropeway_types::{ErrorCode, FolderId, MessageId, PropertyRow, PropertyTag, tags};

/// Bytes of a value in a row at most ([MS-OXCTABL] 3.2.5.1); longer ones stand there as errors.
const MAX_CELL: usize = 510;
/// QueryRowsFlags: NoAdvance.
const NO_ADVANCE: u8 = 0x01;

impl Session {
    /// RopSetColumns.
    pub(crate) fn set_columns(&mut self, key: Key, columns: &[PropertyTag]) -> Result<(), ErrorCode> {
        let untyped = |tag: &PropertyTag| tag.property_type().0 == 0;
        if columns.is_empty() || columns.iter().any(untyped) {
            return Err(ErrorCode::INVALID_PARAMETER);
        }
        self.table_mut(key)?.columns = Some(columns.to_vec());
        self.objects.recount(key);
        Ok(())
    }

    /// RopQueryRows: as many rows as there is room for.
    pub(crate) fn query_rows(
        &mut self,
        key: Key,
        request: &RopQueryRowsRequest,
        limit: usize,
    ) -> Result<RopQueryRowsSuccess, ErrorCode> {
        let table = self.table_mut(key)?;
        let columns = table.columns.clone().ok_or(ErrorCode::NULL_OBJECT)?;
        let source = table.source;
        let start = table.position;
        // RopId, index, ReturnValue, Origin and RowCount.
        let mut room = limit.saturating_sub(9);
        let mut rows = Vec::new();
        let mut position = start;
        while rows.len() < usize::from(request.row_count) {
            let at = if request.forward_read {
                Some(position)
            } else {
                position.checked_sub(1)
            };
            let Some(id) = at.and_then(|at| self.table_mut(key).ok()?.rows.get(at).copied()) else {
                break;
            };
            let entries = match source {
                // The folder's messages are counted.
                Source::Hierarchy => self.mailbox().len().saturating_add(1),
                Source::Attachments(_) | Source::Contents(_) => 1,
            };
            self.spend_entries(entries)?;
            // A row of something that is gone since the table was opened is passed over.
            let row = self.table_row(source, id, &columns, room);
            match row {
                Ok(Some((row, len))) => {
                    room = room.saturating_sub(len);
                    rows.push(row);
                }
                Ok(None) => {}
                Err(_) if !rows.is_empty() => break,
                Err(code) => return Err(code),
            }
            position = if request.forward_read {
                position.saturating_add(1)
            } else {
                position.saturating_sub(1)
            };
        }
        let table = self.table_mut(key)?;
        if request.query_rows_flags & NO_ADVANCE == 0 {
            table.position = position;
        }
        let origin = match table.position {
            0 => origin::BEGINNING,
            end if end >= table.rows.len() => origin::END,
            _ => origin::CURRENT,
        };
        Ok(RopQueryRowsSuccess {
            origin,
            columns,
            rows,
        })
    }

    /// One row and its length; `None` if the thing is gone.
    fn table_row(
        &self,
        source: Source,
        id: u64,
        columns: &[PropertyTag],
        room: usize,
    ) -> Result<Option<(PropertyRow, usize)>, ErrorCode> {
        let written = |view: View<'_>| {
            let row = view
                .row(columns, MAX_CELL, room, true)
                .ok_or(ErrorCode::BUFFER_TOO_SMALL)?;
            let mut writer = ropeway_types::wire::Writer::new();
            row.encode(columns, &mut writer)
                .map_err(|_| ErrorCode::GENERAL_FAILURE)?;
            Ok(Some((row, writer.len())))
        };
        match source {
            Source::Attachments(message) => {
                let Ok(draft) = self.draft(message) else {
                    return Ok(None);
                };
                // They are kept in the order of their numbers.
                let list = &draft.message.attachments;
                let at = list.binary_search_by_key(&id, |attachment| u64::from(attachment.number));
                let found = at.ok().and_then(|at| list.get(at));
                match found {
                    Some(attachment) => written(
                        View::new(Some(&attachment.properties), draft.code_page).with(tags::OBJECT_TYPE, 7),
                    ),
                    None => Ok(None),
                }
            }
            Source::Contents(folder) => {
                let mailbox = self.mailbox();
                match mailbox.message(MessageId(id)) {
                    Some(stored) if stored.folder == folder => {
                        let view = View::new(Some(&stored.message.properties), self.code_page)
                            .with(tags::MID, id.cast_signed())
                            .with(tags::FOLDER_ID, folder.0.cast_signed())
                            .with(tags::OBJECT_TYPE, 5);
                        written(view)
                    }
                    _ => Ok(None),
                }
            }
            Source::Hierarchy => match Folder::find(FolderId(id)) {
                Some(folder) => written(self.folder_view(folder)),
                None => Ok(None),
            },
        }
    }

    /// RopQueryPosition: row and number of rows.
    pub(crate) fn query_position(&mut self, key: Key) -> Result<(u32, u32), ErrorCode> {
        let table = self.table_mut(key)?;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok((number(table.position), number(table.rows.len())))
    }
}
