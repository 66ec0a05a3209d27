//! Message ROPs ([MS-OXCROPS] 2.2.6, [MS-OXCMSG] 3.2.5).

use super::Opened;
use crate::cost;
use crate::draft::{self, Draft, Home};
use crate::folders::Folder;
use crate::mailbox::{Save, Stored, message_flags};
use crate::objects::{Key, Kind};
use crate::recipients;
use crate::session::Session;
use ropeway_message::Message;
use ropeway_rop::{
    MessageHeader, RopCreateMessageRequest, RopModifyRecipientsRequest, RopOpenMessageRequest,
    RopReadRecipientsSuccess, TypedString, open_mode_flags, save_flags,
};
use ropeway_types::{ErrorCode, MessageId, PropertyTag, tags};

/// Characters of a subject that a message header repeats: what a subject has at most elsewhere
/// ([MS-OXPROPS] PidTagSubject).
const HEADER_SUBJECT: usize = 255;

impl Session {
    /// RopCreateMessage. It answers without a message id: that comes with the first save, and a client
    /// exists that cannot read past it.
    pub(crate) fn create_message(
        &mut self,
        from: Key,
        request: &RopCreateMessageRequest,
    ) -> Result<u32, ErrorCode> {
        match self.kind(from) {
            Some(Kind::Logon | Kind::Folder(_)) => {}
            _ => return Err(ErrorCode::NOT_SUPPORTED),
        }
        let folder = Folder::find(request.folder_id).ok_or(ErrorCode::NOT_FOUND)?;
        if folder.is_search() {
            return Err(ErrorCode::SEARCH_FOLDER);
        }
        let code_page = self.code_page_of(request.code_page_id)?;
        let message = draft::new_message(&self.creator(), request.associated_flag);
        let mut draft = Draft::new(message, Home::Folder(request.folder_id), code_page, 0);
        draft.associated = request.associated_flag;
        self.open(from, Kind::Message(Box::new(draft)))
    }

    /// RopOpenMessage, of a message saved in this mailbox. Any of its sessions may have saved it.
    pub(crate) fn open_message(
        &mut self,
        from: Key,
        request: &RopOpenMessageRequest,
        limit: usize,
    ) -> Result<Opened<MessageHeader>, ErrorCode> {
        match self.kind(from) {
            Some(Kind::Logon | Kind::Folder(_)) => {}
            _ => return Err(ErrorCode::NOT_SUPPORTED),
        }
        let code_page = self.code_page_of(request.code_page_id)?;
        let cost = self.mailbox().message(request.message_id).map(Stored::cost);
        self.spend(cost.ok_or(ErrorCode::NOT_FOUND)?)?;
        let stored = self
            .mailbox()
            .message(request.message_id)
            .cloned()
            .ok_or(ErrorCode::NOT_FOUND)?;
        let mut draft = Draft::new(stored.message, Home::Folder(stored.folder), code_page, 0);
        draft.id = Some(request.message_id);
        draft.version = stored.version;
        draft.associated = stored.associated;
        draft.handled = stored.handled;
        draft.read_only = request.open_mode_flags & 0x03 == open_mode_flags::READ_ONLY;
        let answer = header(&draft, limit);
        let handle = self.open(from, Kind::Message(Box::new(draft)))?;
        Ok(Opened { answer, handle })
    }

    /// RopReloadCachedInformation.
    pub(crate) fn message_header(&mut self, key: Key, limit: usize) -> Result<MessageHeader, ErrorCode> {
        let cost = self.draft(key)?.cost;
        self.spend(cost)?;
        let columns = self.draft(key)?.columns.len();
        self.spend_entries(columns)?;
        Ok(header(self.draft(key)?, limit))
    }

    /// RopSaveChangesMessage; the message's id, zero for an embedded one.
    pub(crate) fn save_message(&mut self, key: Key, flags: u8) -> Result<MessageId, ErrorCode> {
        self.draft(key)?.writable()?;
        let id = self.save_draft(key, flags & save_flags::FORCE_SAVE != 0)?;
        // Clients add bits that are not defined; the low three are the flags.
        if flags & 0x07 == save_flags::KEEP_OPEN_READ_ONLY {
            self.draft_mut(key)?.kept_read_only = true;
        }
        Ok(id.unwrap_or(MessageId::NONE))
    }

    /// Saves what a message handle holds, streams that are still open included; its id, if it is not
    /// embedded.
    pub(crate) fn save_draft(&mut self, key: Key, force: bool) -> Result<Option<MessageId>, ErrorCode> {
        self.commit_streams(key)?;
        let cost = self.draft(key)?.cost;
        self.spend(cost)?;
        let now = self.now();
        let draft = self.draft_mut(key)?;
        draft.refresh(now);
        let message = draft.message.clone();
        let saved = match draft.home {
            Home::Folder(folder) => {
                let save = Save {
                    id: draft.id,
                    folder,
                    message,
                    version: draft.version,
                    force,
                    associated: draft.associated,
                    handled: draft.handled.clone(),
                };
                let saved = self.mailbox().save(save)?;
                let draft = self.draft_mut(key)?;
                draft.id = Some(saved.id);
                draft.version = saved.version;
                Some(saved.id)
            }
            Home::Attachment(attachment) => {
                self.objects.room_for(cost)?;
                let target = self
                    .attachment_mut(attachment)
                    .map_err(|_| ErrorCode::OBJECT_DELETED)?;
                target.attachment.embedded = Some(Box::new(message));
                target.recount();
                self.objects.recount(attachment);
                self.draft_mut(key)?.saved = true;
                None
            }
        };
        self.objects.recount(key);
        Ok(saved)
    }

    /// RopModifyRecipients ([MS-OXCMSG] 3.2.5.5): a row replaces the recipient of its id whole.
    pub(crate) fn modify_recipients(
        &mut self,
        key: Key,
        request: &RopModifyRecipientsRequest,
    ) -> Result<(), ErrorCode> {
        let draft = self.draft(key)?;
        draft.writable()?;
        let code_page = draft.code_page;
        let columns = &request.recipient_columns;
        if columns.len() > recipients::MAX_RECIPIENTS
            || request.recipient_rows.len() > recipients::MAX_RECIPIENTS
        {
            return Err(ErrorCode::INVALID_PARAMETER);
        }
        let changes: Vec<_> = request
            .recipient_rows
            .iter()
            .map(|row| {
                let made = row
                    .recipient_row
                    .as_ref()
                    .map(|fields| recipients::from_row(row, fields, columns, code_page));
                (row.row_id, made)
            })
            .collect();
        let more = changes.iter().fold(0u64, |total, (_, made)| {
            total.saturating_add(made.as_ref().map_or(0, cost::recipient))
        });
        self.objects.room_for(more)?;
        let Some(Kind::Message(draft)) = self.objects.get_mut(key).map(|object| &mut object.kind) else {
            return Err(ErrorCode::NULL_OBJECT);
        };
        let work = &mut self.work;
        let result = changes
            .into_iter()
            .try_for_each(|(row_id, made)| draft.change_recipient(row_id, made, work));
        let readable = recipients::readable_columns(columns);
        if draft.id.is_none() && !readable.is_empty() {
            draft.columns = readable;
        }
        self.objects.recount(key);
        result
    }

    /// RopRemoveAllRecipients.
    pub(crate) fn remove_all_recipients(&mut self, key: Key) -> Result<(), ErrorCode> {
        self.draft(key)?.writable()?;
        let draft = self.draft_mut(key)?;
        for gone in draft.message.recipients.drain(..) {
            draft.cost = draft.cost.saturating_sub(cost::recipient(&gone));
        }
        draft.handled.clear();
        self.objects.recount(key);
        Ok(())
    }

    /// RopReadRecipients: rows from an id on, as many as there is room for.
    pub(crate) fn read_recipients(
        &mut self,
        key: Key,
        row_id: u32,
        limit: usize,
    ) -> Result<RopReadRecipientsSuccess, ErrorCode> {
        // Of the rows that are made, all but the last are answered and bounded by that.
        let columns = self.draft(key)?.columns.len();
        self.spend_entries(columns)?;
        let draft = self.draft(key)?;
        let list = &draft.message.recipients;
        let from = list.partition_point(|recipient| recipient.row_id < row_id);
        // RopId, index, ReturnValue and RowCount.
        let mut room = limit.saturating_sub(7);
        let mut recipient_rows = Vec::new();
        for recipient in list.iter().skip(from).take(usize::from(u8::MAX)) {
            let row = recipients::read_row(recipient, &draft.columns, draft.code_page);
            match recipients::row_len(&row.recipient_row, &draft.columns).filter(|len| *len <= room) {
                Some(len) => room = room.saturating_sub(len),
                None if recipient_rows.is_empty() => return Err(ErrorCode::BUFFER_TOO_SMALL),
                None => break,
            }
            recipient_rows.push(row);
        }
        if recipient_rows.is_empty() {
            return Err(ErrorCode::NOT_FOUND);
        }
        Ok(RopReadRecipientsSuccess {
            recipient_columns: draft.columns.clone(),
            recipient_rows,
        })
    }

    /// RopSetMessageReadFlag ([MS-OXCMSG] 2.2.3.11.1): rfSuppressReceipt alone marks it read,
    /// rfClearReadFlag unread.
    pub(crate) fn set_read_flag(&mut self, key: Key, flags: u8) -> Result<(), ErrorCode> {
        const CLEAR_READ_FLAG: u8 = 0x04;
        let draft = self.draft_mut(key)?;
        let bag = &mut draft.message.properties;
        let old = bag.int(tags::MESSAGE_FLAGS).unwrap_or(0);
        let new = if flags & CLEAR_READ_FLAG != 0 {
            old & !message_flags::READ
        } else {
            old | message_flags::READ
        };
        bag.set(tags::MESSAGE_FLAGS, new);
        if let Some(id) = draft.id {
            self.mailbox()
                .set_flags(id, new & message_flags::READ, message_flags::READ);
        }
        Ok(())
    }
}

/// What the opening of a message answers, in at most `limit` bytes of response.
pub(crate) fn header(draft: &Draft, limit: usize) -> MessageHeader {
    let cut = |text: &str| {
        text.chars()
            .filter(|c| *c != '\0')
            .take(HEADER_SUBJECT)
            .collect::<String>()
    };
    let (subject_prefix, normalized_subject) = match draft::subject_parts(&draft.message, draft.code_page) {
        Some((prefix, rest)) => (TypedString::new(&cut(&prefix)), TypedString::new(&cut(&rest))),
        None => (TypedString::None, TypedString::None),
    };
    let columns: &[PropertyTag] = &draft.columns;
    // Everything before the rows: prefix of the response, subject, counts and columns.
    let fixed = columns
        .len()
        .saturating_mul(4)
        .saturating_add(2 * 2 * (HEADER_SUBJECT + 2) + 32);
    let mut room = limit.saturating_sub(fixed);
    let mut recipient_rows = Vec::new();
    let list = &draft.message.recipients;
    for recipient in list.iter().take(usize::from(u8::MAX)) {
        let row = recipients::open_row(recipient, columns, draft.code_page);
        match recipients::row_len(&row.recipient_row, columns).filter(|len| *len <= room) {
            Some(len) => room = room.saturating_sub(len),
            None => break,
        }
        recipient_rows.push(row);
    }
    MessageHeader {
        has_named_properties: has_named_properties(&draft.message),
        subject_prefix,
        normalized_subject,
        recipient_count: u16::try_from(list.len()).unwrap_or(u16::MAX),
        recipient_columns: columns.to_vec(),
        recipient_rows,
    }
}

fn has_named_properties(message: &Message) -> bool {
    message.properties.iter().any(|(tag, _)| tag.is_named())
}
