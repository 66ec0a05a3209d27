//! Attachment ROPs ([MS-OXCROPS] 2.2.6.12 to 2.2.6.18).

use super::Opened;
use crate::cost;
use crate::draft::{self, AttachmentDraft, Draft, Home};
use crate::objects::{Key, Kind};
use crate::session::Session;
use crate::table::{Source, Table};
use ropeway_message::AttachMethod;
use ropeway_rop::{MessageHeader, RopOpenEmbeddedMessageRequest, open_mode_flags, save_flags};
use ropeway_types::{ErrorCode, tags};

/// Messages inside messages inside messages: how many a client can build.
const MAX_DEPTH: usize = 16;

impl Session {
    /// RopCreateAttachment; its number.
    pub(crate) fn create_attachment(&mut self, message: Key) -> Result<Opened<u32>, ErrorCode> {
        let now = self.now();
        let max = self.shared.config.max_attachments;
        self.draft(message)?.writable()?;
        let draft = self.draft_mut(message)?;
        if draft.message.attachments.len() >= max {
            return Err(ErrorCode::MAX_ATTACHMENT_EXCEEDED);
        }
        let number = draft.take_attachment_number();
        let attachment = draft::new_attachment(number, now);
        let attachment = AttachmentDraft::new(attachment, draft.code_page, draft.depth);
        let handle = self.open(message, Kind::Attachment(Box::new(attachment)))?;
        Ok(Opened {
            answer: number,
            handle,
        })
    }

    /// RopOpenAttachment; its handle.
    pub(crate) fn open_attachment(&mut self, message: Key, flags: u8, number: u32) -> Result<u32, ErrorCode> {
        let draft = self.draft(message)?;
        let read_only = flags & 0x03 == open_mode_flags::READ_ONLY;
        if draft.writable().is_err() && flags & 0x03 == open_mode_flags::READ_WRITE {
            return Err(ErrorCode::ACCESS_DENIED);
        }
        let attachment = draft
            .message
            .attachments
            .iter()
            .find(|attachment| attachment.number == number)
            .ok_or(ErrorCode::NOT_FOUND)?;
        let mut copy = AttachmentDraft::new(attachment.clone(), draft.code_page, draft.depth);
        copy.read_only = read_only || draft.writable().is_err();
        self.spend(copy.cost)?;
        self.open(message, Kind::Attachment(Box::new(copy)))
    }

    /// RopDeleteAttachment, of one that nobody has open.
    pub(crate) fn delete_attachment(&mut self, message: Key, number: u32) -> Result<(), ErrorCode> {
        self.draft(message)?.writable()?;
        let open = self.objects.children(message).into_iter().any(|child| {
            matches!(self.kind(child), Some(Kind::Attachment(open)) if open.attachment.number == number)
        });
        let draft = self.draft_mut(message)?;
        let at = draft
            .message
            .attachments
            .iter()
            .position(|attachment| attachment.number == number)
            .ok_or(ErrorCode::NOT_FOUND)?;
        if open {
            return Err(ErrorCode::ATTACH_OPEN);
        }
        let gone = draft.message.attachments.remove(at);
        draft.cost = draft.cost.saturating_sub(cost::attachment(&gone));
        self.objects.recount(message);
        Ok(())
    }

    /// RopSaveChangesAttachment: into the message's handle.
    pub(crate) fn save_attachment(&mut self, key: Key, flags: u8) -> Result<(), ErrorCode> {
        if self.attachment(key)?.read_only {
            return Err(ErrorCode::ACCESS_DENIED);
        }
        self.commit_streams(key)?;
        let cost = self.attachment(key)?.cost;
        self.spend(cost)?;
        self.objects.room_for(cost)?;
        let now = self.now();
        let max = self.shared.config.max_attachments;
        let message = self.parent(key).ok_or(ErrorCode::OBJECT_DELETED)?;
        self.draft(message)?.writable()?;
        let draft = self.attachment_mut(key)?;
        draft.refresh(now);
        let attachment = draft.attachment.clone();
        if flags & 0x07 == save_flags::KEEP_OPEN_READ_ONLY {
            draft.read_only = true;
        }
        let target = self.draft_mut(message)?;
        let list = &target.message.attachments;
        if list.len() >= max && list.iter().all(|other| other.number != attachment.number) {
            return Err(ErrorCode::MAX_ATTACHMENT_EXCEEDED);
        }
        target.put_attachment(attachment);
        self.objects.recount(key);
        self.objects.recount(message);
        Ok(())
    }

    /// RopOpenEmbeddedMessage.
    pub(crate) fn open_embedded_message(
        &mut self,
        key: Key,
        request: &RopOpenEmbeddedMessageRequest,
        limit: usize,
    ) -> Result<Opened<MessageHeader>, ErrorCode> {
        let code_page = self.code_page_of(request.code_page_id)?;
        let attachment = self.attachment(key)?;
        let depth = attachment.depth.saturating_add(1);
        if depth > MAX_DEPTH {
            return Err(ErrorCode::TOO_COMPLEX);
        }
        let mode = request.open_mode_flags & 0x03;
        let read_only = attachment.read_only || mode == open_mode_flags::READ_ONLY;
        let mut draft = match &attachment.attachment.embedded {
            Some(message) => {
                let mut draft = Draft::new((**message).clone(), Home::Attachment(key), code_page, depth);
                draft.saved = true;
                draft
            }
            None if mode != open_mode_flags::CREATE => return Err(ErrorCode::NOT_FOUND),
            None if attachment.read_only => return Err(ErrorCode::ACCESS_DENIED),
            None => {
                let message = draft::new_message(&self.creator(), false);
                Draft::new(message, Home::Attachment(key), code_page, depth)
            }
        };
        self.spend(draft.cost)?;
        draft.read_only = read_only;
        let answer = super::message::header(&draft, limit);
        let handle = self.open(key, Kind::Message(Box::new(draft)))?;
        let attachment = self.attachment_mut(key)?;
        if !attachment
            .attachment
            .properties
            .contains(tags::ATTACH_METHOD.id())
            && !attachment.read_only
        {
            attachment
                .attachment
                .properties
                .set(tags::ATTACH_METHOD, AttachMethod::EMBEDDED_MESSAGE.0);
            attachment.recount();
            self.objects.recount(key);
        }
        Ok(Opened { answer, handle })
    }

    /// RopGetAttachmentTable; its handle.
    pub(crate) fn attachment_table(&mut self, message: Key) -> Result<u32, ErrorCode> {
        let numbers = self.attachment_numbers(message)?;
        let rows = numbers.into_iter().map(u64::from).collect();
        self.open_table(message, Table::new(Source::Attachments(message), rows))
            .map(|opened| opened.handle)
    }

    /// RopGetValidAttachments.
    pub(crate) fn attachment_numbers(&self, message: Key) -> Result<Vec<u32>, ErrorCode> {
        let attachments = &self.draft(message)?.message.attachments;
        Ok(attachments.iter().map(|attachment| attachment.number).collect())
    }
}
