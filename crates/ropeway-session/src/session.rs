//! One session, and what its ROPs have in common.

use crate::draft::{AttachmentDraft, Creator, Draft};
use crate::host::Identity;
use crate::mailbox;
use crate::objects::{Key, Kind, Objects};
use crate::server::Shared;
use crate::stream::Stream;
use crate::table::Table;
use ropeway_types::wire::{DecodeError, Encode};
use ropeway_types::{CodePage, EntryId, ErrorCode, FileTime, OneOffEntryId};
use std::sync::{Arc, MutexGuard};

/// Why a whole batch failed, without an output buffer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExecuteError {
    /// The input buffer cannot be read.
    #[error("malformed rop buffer")]
    Malformed(#[from] DecodeError),
    /// Not even one response fits the output that the client offers.
    #[error("output of {max_output} bytes cannot hold a response")]
    OutputTooSmall {
        /// The bytes offered.
        max_output: usize,
    },
}

impl ExecuteError {
    /// The code of the failing call ([MS-OXCROPS] 3.2.5.1).
    pub const fn error_code(&self) -> ErrorCode {
        match self {
            Self::Malformed(_) => ErrorCode::RPC_FORMAT,
            Self::OutputTooSmall { .. } => ErrorCode::BUFFER_TOO_SMALL,
        }
    }
}

/// One client's session context: its logons and open objects.
///
/// [`Session::execute`](Session::execute) runs its batches. A session that is dropped releases all its
/// objects; what was not saved is gone, as for a client that goes away.
pub struct Session {
    pub(crate) identity: Identity,
    /// Whether the client has called RopSetSpooler.
    pub(crate) spooler: bool,
    pub(crate) shared: Arc<Shared>,
    pub(crate) mailbox: Arc<mailbox::Shared>,
    pub(crate) objects: Objects,
    pub(crate) code_page: CodePage,
    pub(crate) locale: u32,
    pub(crate) work: Work,
}

/// Bytes that the present batch may still copy or look through: keeps a small batch over a large message
/// or mailbox from costing a thousand times its size.
pub(crate) struct Work(u64);

impl Work {
    /// Counts bytes before they are copied.
    ///
    /// # Errors
    /// OutOfMemory once the batch has copied too much.
    pub(crate) fn spend(&mut self, bytes: u64) -> Result<(), ErrorCode> {
        self.0 = self.0.checked_sub(bytes).ok_or(ErrorCode::OUT_OF_MEMORY)?;
        Ok(())
    }
}

impl Session {
    pub(crate) fn new(identity: Identity, shared: Arc<Shared>, mailbox: Arc<mailbox::Shared>) -> Self {
        let objects = Objects::new(shared.config.max_objects, shared.config.max_session_size);
        Self {
            identity,
            spooler: false,
            shared,
            mailbox,
            objects,
            code_page: CodePage::WINDOWS_1252,
            locale: 0x0409,
            work: Work(0),
        }
    }

    /// Sets what the client announced when it connected: the code page of 8-bit strings (an unknown one
    /// is passed over) and the locale ([MS-OXCMAPIHTTP] 2.2.4.1.1 DefaultCodePage, LcidString). Without,
    /// windows-1252 and en-US.
    #[must_use]
    pub fn with_locale(mut self, code_page: CodePage, locale: u32) -> Self {
        if code_page.is_known() && code_page != CodePage::UTF_16LE {
            self.code_page = code_page;
        }
        self.locale = locale;
        self
    }

    /// The user of this session.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The mailbox, for as long as the guard lives.
    pub(crate) fn mailbox(&self) -> MutexGuard<'_, mailbox::Mailbox> {
        mailbox::lock(&self.mailbox)
    }

    /// Now, as a property value.
    pub(crate) fn now(&self) -> FileTime {
        self.shared.clock.now().into()
    }

    /// The user's name.
    pub(crate) fn display_name(&self) -> &str {
        self.identity
            .display_name
            .as_deref()
            .unwrap_or(&self.identity.address)
    }

    /// Who new messages are made by.
    pub(crate) fn creator(&self) -> Creator<'_> {
        let clean = |text: &str| text.replace('\0', "");
        let id = match &self.identity.x500_dn {
            Some(dn) => EntryId::address_book(&clean(dn)),
            None => EntryId::OneOff(OneOffEntryId::new(
                &clean(self.display_name()),
                "SMTP",
                &clean(&self.identity.address),
            )),
        };
        Creator {
            now: self.now(),
            name: self.display_name(),
            entry_id: id.to_bytes().unwrap_or_default(),
            locale: self.locale,
        }
    }

    /// The code page that a ROP names ([MS-OXCROPS] 2.2.6.2.1).
    pub(crate) fn code_page_of(&self, number: u16) -> Result<CodePage, ErrorCode> {
        match CodePage(number) {
            CodePage::LOGON => Ok(self.code_page),
            // Unicode messages name UTF-16; their 8-bit strings are the logon's.
            CodePage::UTF_16LE | CodePage(0) => Ok(self.code_page),
            page if page.is_known() => Ok(page),
            _ => Err(ErrorCode::UNKNOWN_CODE_PAGE),
        }
    }

    /// Starts the count of [`Session::spend`] for a batch.
    pub(crate) fn start_batch(&mut self) {
        self.work = Work(self.shared.config.max_message_size.saturating_mul(8).max(1 << 26));
    }

    /// Counts bytes that a ROP is going to copy.
    ///
    /// # Errors
    /// As [`Work::spend`].
    pub(crate) fn spend(&mut self, bytes: u64) -> Result<(), ErrorCode> {
        self.work.spend(bytes)
    }

    /// Counts what a look at so many entries of a mailbox or table costs.
    ///
    /// # Errors
    /// As [`Work::spend`].
    pub(crate) fn spend_entries(&mut self, entries: usize) -> Result<(), ErrorCode> {
        const ENTRY: u64 = 64;
        self.spend(u64::try_from(entries).unwrap_or(u64::MAX).saturating_mul(ENTRY))
    }

    /// What a key names.
    pub(crate) fn kind(&self, key: Key) -> Option<&Kind> {
        self.objects.get(key).map(|object| &object.kind)
    }

    /// A message; NullObject for anything else ([MS-OXCMSG] 3.2.5).
    pub(crate) fn draft(&self, key: Key) -> Result<&Draft, ErrorCode> {
        match self.kind(key) {
            Some(Kind::Message(draft)) => Ok(draft),
            _ => Err(ErrorCode::NULL_OBJECT),
        }
    }

    /// A message to change; count it anew afterwards.
    pub(crate) fn draft_mut(&mut self, key: Key) -> Result<&mut Draft, ErrorCode> {
        match self.objects.get_mut(key).map(|object| &mut object.kind) {
            Some(Kind::Message(draft)) => Ok(draft),
            _ => Err(ErrorCode::NULL_OBJECT),
        }
    }

    /// An attachment.
    pub(crate) fn attachment(&self, key: Key) -> Result<&AttachmentDraft, ErrorCode> {
        match self.kind(key) {
            Some(Kind::Attachment(attachment)) => Ok(attachment),
            _ => Err(ErrorCode::NOT_SUPPORTED),
        }
    }

    /// An attachment to change; count it anew afterwards.
    pub(crate) fn attachment_mut(&mut self, key: Key) -> Result<&mut AttachmentDraft, ErrorCode> {
        match self.objects.get_mut(key).map(|object| &mut object.kind) {
            Some(Kind::Attachment(attachment)) => Ok(attachment),
            _ => Err(ErrorCode::NOT_SUPPORTED),
        }
    }

    /// A stream.
    pub(crate) fn stream_mut(&mut self, key: Key) -> Result<&mut Stream, ErrorCode> {
        match self.objects.get_mut(key).map(|object| &mut object.kind) {
            Some(Kind::Stream(stream)) => Ok(stream),
            _ => Err(ErrorCode::NOT_SUPPORTED),
        }
    }

    /// A table.
    pub(crate) fn table_mut(&mut self, key: Key) -> Result<&mut Table, ErrorCode> {
        match self.objects.get_mut(key).map(|object| &mut object.kind) {
            Some(Kind::Table(table)) => Ok(table),
            _ => Err(ErrorCode::NOT_SUPPORTED),
        }
    }

    /// NotSupported unless the object is a logon.
    pub(crate) fn require_logon(&self, key: Key) -> Result<(), ErrorCode> {
        match self.kind(key) {
            Some(Kind::Logon) => Ok(()),
            _ => Err(ErrorCode::NOT_SUPPORTED),
        }
    }

    /// The object that another was opened from, if it is still there.
    pub(crate) fn parent(&self, key: Key) -> Option<Key> {
        let parent = self.objects.get(key)?.parent?;
        self.objects.get(parent).map(|_| parent)
    }

    /// Opens an object beside the one it comes from; its handle.
    pub(crate) fn open(&mut self, from: Key, kind: Kind) -> Result<u32, ErrorCode> {
        let logon_id = self
            .objects
            .get(from)
            .map(|object| object.logon_id)
            .ok_or(ErrorCode::NULL_OBJECT)?;
        self.objects.insert(logon_id, from, kind)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.shared.session_ended(&self.identity, &self.mailbox);
    }
}
