//! Transport ROPs but for the submissions themselves ([MS-OXCROPS] 2.2.7, [MS-OXOMSG] 3.3.5).

use crate::folders::{OUTBOX, SPOOLER_QUEUE};
use crate::host::AbortOutcome;
use crate::mailbox::State;
use crate::objects::Key;
use crate::session::Session;
use crate::submit;
use ropeway_rop::{RopAbortSubmitRequest, RopSpoolerLockMessageRequest, lock_state};
use ropeway_types::{ErrorCode, FolderId};

impl Session {
    /// RopSetSpooler ([MS-OXOMSG] 3.3.5.4).
    pub(crate) fn set_spooler(&mut self, key: Key) -> Result<(), ErrorCode> {
        self.require_logon(key)?;
        self.mailbox().spoolers.insert(self.number);
        Ok(())
    }

    fn require_spooler(&self, key: Key) -> Result<(), ErrorCode> {
        self.require_logon(key)?;
        if self.mailbox().spoolers.contains(&self.number) {
            Ok(())
        } else {
            Err(ErrorCode::NOT_SUPPORTED)
        }
    }

    /// RopTransportNewMail: nobody waits for notifications here.
    pub(crate) fn transport_new_mail(&self, key: Key) -> Result<(), ErrorCode> {
        self.require_spooler(key)
    }

    /// RopGetTransportFolder.
    pub(crate) fn transport_folder(&self, key: Key) -> Result<FolderId, ErrorCode> {
        self.require_logon(key)?;
        Ok(OUTBOX)
    }

    /// RopSpoolerLockMessage ([MS-OXOMSG] 3.3.5.6). A message that does not wait in the spooler queue is
    /// answered with success, as by Exchange since 2010.
    pub(crate) fn spooler_lock(
        &mut self,
        key: Key,
        request: &RopSpoolerLockMessageRequest,
    ) -> Result<(), ErrorCode> {
        self.require_spooler(key)?;
        let own = self.number;
        let address = self.identity.address.clone();
        let id = request.message_id;
        let mut mailbox = self.mailbox();
        let stored = mailbox.message(id).ok_or(ErrorCode::NOT_FOUND)?;
        let waits = matches!(stored.state, State::Spooled { .. });
        let spooled = stored.folder == SPOOLER_QUEUE && (waits || matches!(stored.state, State::Sent { .. }));
        if stored.locked_by.is_some_and(|owner| owner != own) {
            return Err(ErrorCode::NOT_IN_QUEUE);
        }
        let locked = stored.locked_by.is_some();
        match request.lock_state {
            lock_state::LOCK if locked => Err(ErrorCode::NOT_IN_QUEUE),
            lock_state::LOCK => {
                if waits {
                    mailbox.set_lock(id, Some(own));
                }
                Ok(())
            }
            lock_state::UNLOCK => {
                mailbox.set_lock(id, None);
                Ok(())
            }
            lock_state::FINISHED => {
                mailbox.set_lock(id, None);
                if spooled {
                    submit::file_finished(&mut mailbox, id, &address);
                }
                Ok(())
            }
            _ => Err(ErrorCode::INVALID_PARAMETER),
        }
    }

    /// RopAbortSubmit ([MS-OXOMSG] 3.3.5.2).
    pub(crate) async fn abort_submit(
        &mut self,
        key: Key,
        request: &RopAbortSubmitRequest,
    ) -> Result<(), ErrorCode> {
        self.require_logon(key)?;
        let id = request.message_id;
        let submission = {
            let mut mailbox = self.mailbox();
            let stored = mailbox
                .submitted(request.folder_id, id)
                .ok_or(ErrorCode::NOT_FOUND)?;
            match &stored.state {
                State::Draft => return Err(ErrorCode::NOT_IN_QUEUE),
                State::Submitting => return Err(ErrorCode::UNABLE_TO_ABORT),
                State::Spooled { .. } if stored.locked_by.is_some() => {
                    return Err(ErrorCode::UNABLE_TO_ABORT);
                }
                State::Spooled { .. } => {
                    mailbox.put_back(id);
                    return Ok(());
                }
                State::Deferred { key, .. } | State::Sent { key, .. } => key.clone(),
            }
        };
        if submission.0.is_empty() {
            return Err(ErrorCode::NOT_IN_QUEUE);
        }
        let outcome = self.shared.sink.abort(submission.clone()).await;
        match outcome.map_err(|error| error.error_code())? {
            AbortOutcome::Aborted => {
                let mut mailbox = self.mailbox();
                // Another session may have done the same meanwhile.
                let same = mailbox.message(id).is_some_and(|stored| match &stored.state {
                    State::Deferred { key, .. } | State::Sent { key, .. } => *key == submission,
                    _ => false,
                });
                if same {
                    mailbox.put_back(id);
                }
                Ok(())
            }
            AbortOutcome::TooLate => Err(ErrorCode::UNABLE_TO_ABORT),
            AbortOutcome::NotQueued => Err(ErrorCode::NOT_IN_QUEUE),
        }
    }
}
