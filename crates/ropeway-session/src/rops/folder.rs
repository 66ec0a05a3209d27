//! Folder ROPs ([MS-OXCROPS] 2.2.4).

use super::Opened;
use crate::folders::Folder;
use crate::objects::{Key, Kind};
use crate::session::Session;
use crate::table::{Source, Table};
use ropeway_rop::RopOpenFolderSuccess;
use ropeway_types::{ErrorCode, FolderId, MessageId};

/// TableFlags of RopGetContentsTable ([MS-OXCFOLD] 2.2.1.14.1): the associated messages.
const ASSOCIATED: u8 = 0x02;

impl Session {
    /// RopOpenFolder.
    pub(crate) fn open_folder(
        &mut self,
        from: Key,
        id: FolderId,
    ) -> Result<Opened<RopOpenFolderSuccess>, ErrorCode> {
        match self.kind(from) {
            Some(Kind::Logon | Kind::Folder(_)) => {}
            _ => return Err(ErrorCode::NOT_SUPPORTED),
        }
        Folder::find(id).ok_or(ErrorCode::NOT_FOUND)?;
        let handle = self.open(from, Kind::Folder(id))?;
        Ok(Opened {
            answer: RopOpenFolderSuccess {
                has_rules: false,
                ghosted: None,
            },
            handle,
        })
    }

    fn folder(&self, key: Key) -> Result<Folder, ErrorCode> {
        match self.kind(key) {
            Some(Kind::Folder(id)) => Folder::find(*id).ok_or(ErrorCode::NOT_FOUND),
            _ => Err(ErrorCode::NOT_SUPPORTED),
        }
    }

    /// RopGetHierarchyTable: the number of its rows.
    pub(crate) fn hierarchy_table(&mut self, key: Key) -> Result<Opened<u32>, ErrorCode> {
        let rows = self.folder(key)?.children().map(|child| child.id().0).collect();
        self.open_table(key, Table::new(Source::Hierarchy, rows))
    }

    /// RopGetContentsTable: the number of its rows.
    pub(crate) fn contents_table(&mut self, key: Key, flags: u8) -> Result<Opened<u32>, ErrorCode> {
        let id = self.folder(key)?.id();
        let messages = self.mailbox().len();
        self.spend_entries(messages)?;
        let rows = self.mailbox().in_folder(id, flags & ASSOCIATED != 0);
        let rows = rows.into_iter().map(|id| id.0).collect();
        self.open_table(key, Table::new(Source::Contents(id), rows))
    }

    /// RopDeleteMessages and RopHardDeleteMessages ([MS-OXCFOLD] 2.2.1.11, 2.2.1.12), for good both of
    /// them: the code, and whether something was left. What waits to be sent stays, for RopAbortSubmit.
    pub(crate) fn delete_messages(
        &self,
        key: Key,
        ids: &[MessageId],
    ) -> Result<(ErrorCode, bool), ErrorCode> {
        let folder = self.folder(key)?.id();
        let mut mailbox = self.mailbox();
        let mut code = ErrorCode::SUCCESS;
        for id in ids {
            match mailbox.message(*id).filter(|stored| stored.folder == folder) {
                Some(stored) if stored.state.is_waiting() => code = ErrorCode::NO_DEL_SUBMIT_MSG,
                Some(_) => mailbox.delete(*id),
                // Gone is gone.
                None => {}
            }
        }
        Ok((code, !code.is_success()))
    }

    /// Opens a table; the number of its rows.
    pub(crate) fn open_table(&mut self, from: Key, table: Table) -> Result<Opened<u32>, ErrorCode> {
        let answer = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        let handle = self.open(from, Kind::Table(Box::new(table)))?;
        Ok(Opened { answer, handle })
    }
}
