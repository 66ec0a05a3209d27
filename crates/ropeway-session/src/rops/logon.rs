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
use ropeway_types::{ErrorCode, FileTime, FolderId, LongTermId, ProxyAddress};

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

/// LogonTime ([MS-OXCROPS] 2.2.3.1.2.1), by the civil-from-days algorithm of the proleptic calendar.
#[cfg_attr(
    not(test),
    expect(
        clippy::arithmetic_side_effects,
        reason = "a FILETIME is less than 2^40 seconds from 1970"
    )
)]
fn logon_time(now: FileTime) -> LogonTime {
    let seconds = now.unix_seconds();
    let days = seconds.div_euclid(86_400);
    let of_day = seconds.rem_euclid(86_400);
    let byte = |value: i64| u8::try_from(value).unwrap_or(0);
    // Years start in March here, so that the leap day is the last of its year.
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 {
        month_index + 3
    } else {
        month_index - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    LogonTime {
        seconds: byte(of_day % 60),
        minutes: byte(of_day / 60 % 60),
        hour: byte(of_day / 3600),
        // 1970-01-01 was a Thursday.
        day_of_week: byte(days.saturating_add(4).rem_euclid(7)),
        day: byte(day),
        month: byte(month),
        year: u16::try_from(year).unwrap_or(0),
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
