//! Logon ROPs ([MS-OXCROPS] 2.2.3, [MS-OXCSTOR] 3.2.5).

use super::Opened;
use crate::folders::{self, FOLDERS, INBOX};
use crate::objects::Key;
use crate::session::Session;
use bytes::Bytes;
use ropeway_rop::{
    FolderIds, LogonTime, PrivateLogon, RopGetReceiveFolderSuccess, RopLogonRequest, RopLogonSuccess,
    logon_flags, open_flags, response_flags,
};
use ropeway_types::{CivilTime, ErrorCode, FileTime, FolderId, LongTermId, ProxyAddress};

impl Session {
    /// RopLogon, to the user's own mailbox only: another user's is no business of a relay.
    pub(crate) async fn logon(
        &mut self,
        request: &RopLogonRequest,
    ) -> Result<Opened<RopLogonSuccess>, ErrorCode> {
        if !request.is_private() || request.open_flags & open_flags::PUBLIC != 0 {
            return Err(ErrorCode::LOGIN_FAILURE);
        }
        self.check_mailbox(&request.essdn).await?;
        let handle = self.objects.insert_logon(request.logon_id)?;
        let mut folder_ids = FolderIds::default();
        for (id, folder) in folder_ids.0.iter_mut().zip(FOLDERS) {
            *id = folder.id();
        }
        let now = self.now();
        let logon = PrivateLogon {
            logon_flags: request.logon_flags & logon_flags::ECHOED,
            folder_ids,
            response_flags: response_flags::RESERVED
                | response_flags::OWNER_RIGHT
                | response_flags::SEND_AS_RIGHT,
            mailbox_guid: folders::mailbox_guid(&self.identity.address),
            repl_id: folders::REPLICA_ID,
            repl_guid: folders::replica_guid(&self.identity.address),
            logon_time: logon_time(now),
            gwart_time: now.0,
            store_state: 0,
        };
        Ok(Opened {
            answer: RopLogonSuccess::Private(logon),
            handle,
        })
    }

    /// Whether a distinguished name, if there is one, is this user's ([MS-OXCSTOR] 3.2.5.1.1).
    async fn check_mailbox(&self, essdn: &Bytes) -> Result<(), ErrorCode> {
        let text = String::from_utf8_lossy(essdn);
        let dn = text.trim_end_matches('\0').trim();
        let own = self.identity.x500_dn.as_deref();
        if dn.is_empty() || own.is_some_and(|own| own.eq_ignore_ascii_case(dn)) {
            return Ok(());
        }
        let asked = [ProxyAddress::new("EX", dn)];
        let found = self
            .shared
            .directory
            .resolve(&asked)
            .await
            .map_err(|_| ErrorCode::BUSY)?
            .into_iter()
            .next()
            .flatten();
        match found {
            Some(entry)
                if entry
                    .smtp_address
                    .eq_ignore_ascii_case(self.identity.address.trim()) =>
            {
                Ok(())
            }
            Some(_) => Err(ErrorCode::LOGIN_PERM),
            // Where nobody says what the user's own name is, this must be it.
            None if own.is_none() => Ok(()),
            None => Err(ErrorCode::UNKNOWN_USER),
        }
    }

    /// RopGetReceiveFolder: the Inbox, for all classes alike.
    pub(crate) fn receive_folder(&self, key: Key) -> Result<RopGetReceiveFolderSuccess, ErrorCode> {
        self.require_logon(key)?;
        Ok(RopGetReceiveFolderSuccess {
            folder_id: INBOX,
            explicit_message_class: Bytes::new(),
        })
    }

    /// RopLongTermIdFromId.
    pub(crate) fn long_term_id(&self, key: Key, id: [u8; 8]) -> Result<LongTermId, ErrorCode> {
        self.require_logon(key)?;
        let id = FolderId(u64::from_le_bytes(id));
        if id.replica_id() != folders::REPLICA_ID {
            return Err(ErrorCode::NOT_FOUND);
        }
        Ok(LongTermId {
            database_guid: folders::replica_guid(&self.identity.address),
            global_counter: id.global_counter(),
            pad: 0,
        })
    }

    /// RopIdFromLongTermId.
    pub(crate) fn id_from_long_term_id(&self, key: Key, id: &LongTermId) -> Result<[u8; 8], ErrorCode> {
        self.require_logon(key)?;
        if id.database_guid != folders::replica_guid(&self.identity.address) {
            return Err(ErrorCode::NOT_FOUND);
        }
        let [a, b] = folders::REPLICA_ID.to_le_bytes();
        let [c, d, e, f, g, h] = id.global_counter;
        Ok([a, b, c, d, e, f, g, h])
    }

    /// RopGetLocalReplicaIds: a run of ids for the client to give to messages.
    pub(crate) fn local_replica_ids(&mut self, key: Key, count: u32) -> Result<[u8; 6], ErrorCode> {
        self.require_logon(key)?;
        let first = self
            .mailbox()
            .reserve(count)
            .ok_or(ErrorCode::INSUFFICIENT_RESOURCES)?;
        Ok(folders::message_id(first).global_counter())
    }
}

/// LogonTime ([MS-OXCROPS] 2.2.3.1.2.1).
fn logon_time(now: FileTime) -> LogonTime {
    let now = CivilTime::from(now);
    LogonTime {
        seconds: now.second,
        minutes: now.minute,
        hour: now.hour,
        day_of_week: now.day_of_week(),
        day: now.day,
        month: now.month,
        year: now.year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logon_time_is_the_calendar_s() {
        let time = logon_time(FileTime::from_unix_seconds(1_709_210_096));
        let expected = LogonTime {
            seconds: 56,
            minutes: 34,
            hour: 12,
            day_of_week: 4,
            day: 29,
            month: 2,
            year: 2024,
        };
        assert_eq!(time, expected);
        let epoch = logon_time(FileTime(0));
        assert_eq!((epoch.year, epoch.month, epoch.day), (1601, 1, 1));
    }
}
