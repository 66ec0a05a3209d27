//! Transport ROPs but for the submissions themselves ([MS-OXCROPS] 2.2.7, [MS-OXOMSG] 3.3.5).

use crate::folders::OUTBOX;
use crate::host::AbortOutcome;
use crate::mailbox::State;
use crate::objects::Key;
use crate::session::Session;
use ropeway_rop::{RopAbortSubmitRequest, RopSpoolerLockMessageRequest, lock_state};
use ropeway_types::{ErrorCode, FolderId};

impl Session {
    /// RopSetSpooler ([MS-OXOMSG] 3.3.5.4).
    pub(crate) fn set_spooler(&mut self, key: Key) -> Result<(), ErrorCode> {
        self.require_logon(key)?;
        self.spooler = true;
        Ok(())
    }

    fn require_spooler(&self, key: Key) -> Result<(), ErrorCode> {
        self.require_logon(key)?;
        if self.spooler {
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

    /// RopSpoolerLockMessage ([MS-OXOMSG] 3.3.5.6). No message waits in the Spooler Queue here (see
    /// [`crate::submit::Way::Submit`]), and one that does not is answered with success, as by Exchange
    /// since 2010. What a spooler would have filed with lstFinished is filed already.
    pub(crate) fn spooler_lock(
        &self,
        key: Key,
        request: &RopSpoolerLockMessageRequest,
    ) -> Result<(), ErrorCode> {
        self.require_spooler(key)?;
        self.mailbox()
            .message(request.message_id)
            .ok_or(ErrorCode::NOT_FOUND)?;
        match request.lock_state {
            lock_state::LOCK | lock_state::UNLOCK | lock_state::FINISHED => Ok(()),
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
            let mailbox = self.mailbox();
            let stored = mailbox
                .submitted(request.folder_id, id)
                .ok_or(ErrorCode::NOT_FOUND)?;
            match &stored.state {
                State::Draft => return Err(ErrorCode::NOT_IN_QUEUE),
                State::Submitting => return Err(ErrorCode::UNABLE_TO_ABORT),
                State::Deferred { key, .. } | State::Sent { key, .. } => key.clone(),
            }
        };
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
