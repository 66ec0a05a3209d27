//! Messages and attachments under construction ([MS-OXCMSG] 3.2.5).

use crate::cost;
use crate::mailbox::message_flags;
use crate::objects::Key;
use crate::recipients::MAX_RECIPIENTS;
use crate::session::Work;
use crate::value;
use ropeway_message::{AttachMethod, Attachment, Message, Recipient, RecipientType};
use ropeway_types::{CodePage, ErrorCode, FileTime, FolderId, MessageId, PropertyTag, PropertyValue, tags};
use std::collections::BTreeSet;

/// Where a draft goes when it is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// A folder of the mailbox.
    Folder(FolderId),
    /// The attachment that it is embedded in.
    Attachment(Key),
}

/// A Message object: what the client sees on its handle, apart from what is saved.
pub(crate) struct Draft {
    pub(crate) message: Message,
    pub(crate) home: Home,
    /// The id it was saved under.
    pub(crate) id: Option<MessageId>,
    /// The stored version that this one was made from.
    pub(crate) version: u64,
    /// Whether an embedded message was saved into its attachment.
    pub(crate) saved: bool,
    /// Of the client's 8-bit strings.
    pub(crate) code_page: CodePage,
    /// Opened to be read: it may be neither changed nor submitted.
    pub(crate) read_only: bool,
    /// Saved with KeepOpenReadOnly: it may not be changed, but still submitted, as clients do.
    pub(crate) kept_read_only: bool,
    /// A folder associated information message.
    pub(crate) associated: bool,
    /// Whether this handle submitted it.
    pub(crate) submitted: bool,
    /// The columns of recipient rows that the client knows of.
    pub(crate) columns: Vec<PropertyTag>,
    /// See [`crate::mailbox::Stored::handled`].
    pub(crate) handled: BTreeSet<u32>,
    /// Embedded messages around this one.
    pub(crate) depth: usize,
    /// What it counts.
    pub(crate) cost: u64,
    next_attachment: u32,
}

/// An Attachment object.
pub(crate) struct AttachmentDraft {
    pub(crate) attachment: Attachment,
    pub(crate) read_only: bool,
    /// Of the client's 8-bit strings: the message's.
    pub(crate) code_page: CodePage,
    /// Embedded messages around this one.
    pub(crate) depth: usize,
    /// What it counts.
    pub(crate) cost: u64,
}

/// Who makes a new message.
pub(crate) struct Creator<'a> {
    pub(crate) now: FileTime,
    pub(crate) name: &'a str,
    pub(crate) entry_id: bytes::Bytes,
    pub(crate) locale: u32,
}

/// The properties of a new message ([MS-OXCMSG] 3.2.5.2).
pub(crate) fn new_message(creator: &Creator<'_>, associated: bool) -> Message {
    let mut message = Message::note();
    let bag = &mut message.properties;
    bag.set(tags::IMPORTANCE, 1);
    bag.set(tags::SENSITIVITY, 0);
    bag.set(tags::DISPLAY_TO, "");
    bag.set(tags::DISPLAY_CC, "");
    bag.set(tags::DISPLAY_BCC, "");
    let associated_flag = if associated { 0x40 } else { 0 };
    bag.set(
        tags::MESSAGE_FLAGS,
        message_flags::READ | message_flags::UNSENT | associated_flag,
    );
    bag.set(tags::HAS_ATTACHMENTS, false);
    bag.set(tags::TRUST_SENDER, 1);
    bag.set(tags::ACCESS, 3);
    bag.set(tags::ACCESS_LEVEL, 1);
    bag.set(tags::CREATION_TIME, creator.now);
    bag.set(tags::LAST_MODIFICATION_TIME, creator.now);
    let key: Vec<u8> = std::iter::repeat_with(|| fastrand::u8(..)).take(16).collect();
    bag.set(tags::SEARCH_KEY, key);
    let locale = i32::try_from(creator.locale).unwrap_or(0x0409);
    bag.set(tags::MESSAGE_LOCALE_ID, locale);
    bag.set(tags::CREATOR_NAME, value::text(creator.name));
    bag.set(tags::CREATOR_ENTRY_ID, creator.entry_id.clone());
    bag.set(tags::LAST_MODIFIER_NAME, value::text(creator.name));
    bag.set(tags::LAST_MODIFIER_ENTRY_ID, creator.entry_id.clone());
    message
}

/// The properties of a new attachment ([MS-OXCMSG] 3.2.5.13).
pub(crate) fn new_attachment(number: u32, now: FileTime) -> Attachment {
    let mut attachment = Attachment {
        number,
        ..Attachment::default()
    };
    let bag = &mut attachment.properties;
    bag.set(tags::ATTACH_NUMBER, i32::try_from(number).unwrap_or(i32::MAX));
    bag.set(tags::ATTACH_SIZE, 0);
    bag.set(tags::ACCESS_LEVEL, 1);
    bag.set(tags::RENDERING_POSITION, -1);
    bag.set(tags::CREATION_TIME, now);
    bag.set(tags::LAST_MODIFICATION_TIME, now);
    attachment
}

impl Draft {
    /// A draft of a message that may have been saved before.
    pub(crate) fn new(message: Message, home: Home, code_page: CodePage, depth: usize) -> Self {
        let cost = cost::message(&message);
        let next_attachment = message
            .attachments
            .iter()
            .map(|attachment| attachment.number.saturating_add(1))
            .max()
            .unwrap_or(0);
        Self {
            next_attachment,
            message,
            home,
            id: None,
            version: 0,
            saved: false,
            code_page,
            read_only: false,
            kept_read_only: false,
            associated: false,
            submitted: false,
            columns: crate::recipients::COLUMNS.to_vec(),
            handled: BTreeSet::new(),
            depth,
            cost,
        }
    }

    /// Whether it was saved at least once.
    pub(crate) fn was_saved(&self) -> bool {
        self.saved || self.id.is_some()
    }

    /// Counts the content anew, after a change that no running sum follows.
    pub(crate) fn recount(&mut self) {
        self.cost = cost::message(&self.message);
    }

    /// Whether the client may change it.
    pub(crate) fn writable(&self) -> Result<(), ErrorCode> {
        if self.read_only || self.kept_read_only || self.submitted {
            Err(ErrorCode::ACCESS_DENIED)
        } else {
            Ok(())
        }
    }

    /// A number for another attachment, never one that another had.
    pub(crate) fn take_attachment_number(&mut self) -> u32 {
        let number = self.next_attachment;
        self.next_attachment = number.saturating_add(1);
        number
    }

    /// Replaces the recipient of a row id whole, or takes it out ([MS-OXCMSG] 3.2.5.5). What is put in
    /// or taken out moves all that follow it.
    ///
    /// # Errors
    /// TooManyRecips, or OutOfMemory once the batch has moved too much.
    pub(crate) fn change_recipient(
        &mut self,
        row_id: u32,
        made: Option<Recipient>,
        work: &mut Work,
    ) -> Result<(), ErrorCode> {
        let list = &mut self.message.recipients;
        let behind = |at: usize, len: usize| {
            let moved = len.saturating_sub(at).saturating_mul(size_of::<Recipient>());
            u64::try_from(moved).unwrap_or(u64::MAX)
        };
        let added = made.as_ref().map_or(0, cost::recipient);
        let mut removed = 0;
        match (list.binary_search_by_key(&row_id, |r| r.row_id), made) {
            (Ok(at), Some(made)) => {
                if let Some(place) = list.get_mut(at) {
                    removed = cost::recipient(place);
                    *place = made;
                }
            }
            (Ok(at), None) => {
                work.spend(behind(at, list.len()))?;
                removed = cost::recipient(&list.remove(at));
            }
            (Err(_), Some(_)) if list.len() >= MAX_RECIPIENTS => return Err(ErrorCode::TOO_MANY_RECIPS),
            (Err(at), Some(made)) => {
                work.spend(behind(at, list.len()))?;
                list.insert(at, made);
            }
            (Err(_), None) => {}
        }
        self.cost = self.cost.saturating_add(added).saturating_sub(removed);
        self.handled.remove(&row_id);
        Ok(())
    }

    /// Puts an attachment in its place.
    pub(crate) fn put_attachment(&mut self, attachment: Attachment) {
        let added = cost::attachment(&attachment);
        let attachments = &mut self.message.attachments;
        match attachments.binary_search_by_key(&attachment.number, |a| a.number) {
            Ok(at) => {
                if let Some(place) = attachments.get_mut(at) {
                    self.cost = self.cost.saturating_sub(cost::attachment(place));
                    *place = attachment;
                }
            }
            Err(at) => attachments.insert(at, attachment),
        }
        self.cost = self.cost.saturating_add(added);
    }

    /// What a save computes ([MS-OXCMSG] 3.2.5.3): display lists, sizes, times.
    pub(crate) fn refresh(&mut self, now: FileTime) {
        let display = |recipients: &[Recipient], kind: RecipientType, code_page| {
            let names: Vec<String> = recipients
                .iter()
                // Rows flagged for resending repeat another row ([MS-OXOMSG] 3.2.4.5).
                .filter(|r| r.recipient_type.kind() == kind)
                .filter(|r| r.recipient_type.0 & RecipientType::RESEND == 0)
                .filter_map(|r| {
                    r.display_name(code_page)
                        .or_else(|| r.address(code_page).map(|a| a.address().to_owned()))
                })
                .collect();
            value::text(&names.join("; "))
        };
        let message = &mut self.message;
        for (tag, kind) in [
            (tags::DISPLAY_TO, RecipientType::TO),
            (tags::DISPLAY_CC, RecipientType::CC),
            (tags::DISPLAY_BCC, RecipientType::BCC),
        ] {
            let names = display(&message.recipients, kind, self.code_page);
            message.properties.set(tag, names);
        }
        let attached = message
            .attachments
            .iter()
            .any(|a| a.properties.bool(tags::ATTACHMENT_HIDDEN) != Some(true));
        let bag = &mut message.properties;
        bag.set(tags::HAS_ATTACHMENTS, attached);
        let flags = bag.int(tags::MESSAGE_FLAGS).unwrap_or(0) & !message_flags::HAS_ATTACHMENTS;
        let flags = if attached {
            flags | message_flags::HAS_ATTACHMENTS
        } else {
            flags
        };
        let unmodified = if self.saved || self.id.is_some() {
            0
        } else {
            message_flags::UNMODIFIED
        };
        bag.set(
            tags::MESSAGE_FLAGS,
            (flags & !message_flags::UNMODIFIED) | unmodified,
        );
        bag.set(tags::LAST_MODIFICATION_TIME, now);
        bag.set(tags::LOCAL_COMMIT_TIME, now);
        let size = size(message);
        message
            .properties
            .set(tags::MESSAGE_SIZE, i32::try_from(size).unwrap_or(i32::MAX));
        self.recount();
    }
}

impl AttachmentDraft {
    /// A draft of an attachment.
    pub(crate) fn new(attachment: Attachment, code_page: CodePage, depth: usize) -> Self {
        let cost = cost::attachment(&attachment);
        Self {
            attachment,
            read_only: false,
            code_page,
            depth,
            cost,
        }
    }

    /// Counts the content anew.
    pub(crate) fn recount(&mut self) {
        self.cost = cost::attachment(&self.attachment);
    }

    /// What a save computes.
    pub(crate) fn refresh(&mut self, now: FileTime) {
        let payload = attachment_size(&self.attachment);
        let bag = &mut self.attachment.properties;
        bag.set(tags::ATTACH_SIZE, i32::try_from(payload).unwrap_or(i32::MAX));
        bag.set(tags::LAST_MODIFICATION_TIME, now);
        if self.attachment.embedded.is_some() && !self.attachment.properties.contains(0x3705) {
            self.attachment
                .properties
                .set(tags::ATTACH_METHOD, AttachMethod::EMBEDDED_MESSAGE.0);
        }
        self.recount();
    }
}

fn bag_size(bag: &ropeway_message::PropertyBag) -> u64 {
    bag.iter().fold(0u64, |total, (_, value)| {
        total.saturating_add(u64::try_from(value::wire_len(value)).unwrap_or(u64::MAX))
    })
}

fn attachment_size(attachment: &Attachment) -> u64 {
    bag_size(&attachment.properties).saturating_add(attachment.embedded.as_deref().map_or(0, size))
}

/// PidTagMessageSize: the bytes of everything in the message.
pub(crate) fn size(message: &Message) -> u64 {
    let recipients = message
        .recipients
        .iter()
        .fold(0u64, |total, r| total.saturating_add(bag_size(&r.properties)));
    let attachments = message
        .attachments
        .iter()
        .fold(0u64, |total, a| total.saturating_add(attachment_size(a)));
    bag_size(&message.properties)
        .saturating_add(recipients)
        .saturating_add(attachments)
}

/// Subject prefix and normalized subject ([MS-OXCMSG] 2.2.1.46): those that are set where they fit the
/// subject, else a prefix of up to three characters before a colon. `None` without any subject.
pub(crate) fn subject_parts(message: &Message, code_page: CodePage) -> Option<(String, String)> {
    let text = |tag| message.properties.text(tag, code_page);
    let prefix = text(tags::SUBJECT_PREFIX);
    let normalized = text(tags::NORMALIZED_SUBJECT);
    let Some(subject) = text(tags::SUBJECT) else {
        return normalized.map(|rest| (prefix.unwrap_or_default(), rest));
    };
    if let Some(prefix) = prefix.filter(|p| !p.is_empty())
        && let Some(rest) = subject.strip_prefix(&prefix)
    {
        return Some((prefix.clone(), rest.to_owned()));
    }
    if let Some(normalized) = normalized.filter(|n| !n.is_empty())
        && let Some(prefix) = subject.strip_suffix(&normalized)
    {
        return Some((prefix.to_owned(), normalized));
    }
    let split = subject.split_once(": ").filter(|(head, _)| {
        let letters = head.chars().count();
        (1..=3).contains(&letters) && head.chars().all(char::is_alphabetic)
    });
    Some(match split {
        Some((head, rest)) => (format!("{head}: "), rest.to_owned()),
        None => (String::new(), subject),
    })
}

/// A property that is computed on reading, of a message.
pub(crate) fn computed(draft: &Draft, tag: PropertyTag) -> Option<PropertyValue> {
    let bag = &draft.message.properties;
    match tag.id() {
        0x0E1D if !bag.contains(0x0E1D) => {
            subject_parts(&draft.message, draft.code_page).map(|(_, rest)| value::text(&rest))
        }
        0x003D if !bag.contains(0x003D) => {
            subject_parts(&draft.message, draft.code_page).map(|(prefix, _)| value::text(&prefix))
        }
        0x0037 if !bag.contains(0x0037) => subject_parts(&draft.message, draft.code_page)
            .map(|(prefix, rest)| value::text(&(prefix + &rest))),
        0x0E69 => Some((bag.int(tags::MESSAGE_FLAGS).unwrap_or(0) & message_flags::READ != 0).into()),
        0x674A => draft.id.map(|id| PropertyValue::Integer64(id.0.cast_signed())),
        0x6748 => match draft.home {
            Home::Folder(id) => Some(PropertyValue::Integer64(id.0.cast_signed())),
            Home::Attachment(_) => None,
        },
        0x0FFE => Some(PropertyValue::Integer32(5)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(set: &[(PropertyTag, &str)]) -> Option<(String, String)> {
        let mut message = Message::default();
        for (tag, text) in set {
            message.properties.set(*tag, *text);
        }
        subject_parts(&message, CodePage::WINDOWS_1252)
    }

    #[test]
    fn subjects_fall_into_prefix_and_rest() {
        let parts = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(subject(&[]), None);
        assert_eq!(subject(&[(tags::SUBJECT, "Plan")]), parts("", "Plan"));
        assert_eq!(subject(&[(tags::SUBJECT, "RE: Plan")]), parts("RE: ", "Plan"));
        assert_eq!(subject(&[(tags::SUBJECT, "Note: Plan")]), parts("", "Note: Plan"));
        assert_eq!(
            subject(&[(tags::SUBJECT, "Antw: Plan"), (tags::NORMALIZED_SUBJECT, "Plan")]),
            parts("Antw: ", "Plan")
        );
        assert_eq!(
            subject(&[(tags::SUBJECT, "Antw: Plan"), (tags::SUBJECT_PREFIX, "Antw: ")]),
            parts("Antw: ", "Plan")
        );
        assert_eq!(subject(&[(tags::NORMALIZED_SUBJECT, "Plan")]), parts("", "Plan"));
    }

    #[test]
    fn a_save_computes_display_names_and_flags() {
        let creator = Creator {
            now: FileTime(5),
            name: "Ann",
            entry_id: bytes::Bytes::new(),
            locale: 0x0409,
        };
        let mut draft = Draft::new(
            new_message(&creator, false),
            Home::Folder(crate::folders::OUTBOX),
            CodePage::WINDOWS_1252,
            0,
        );
        assert_eq!(draft.message.properties.int(tags::MESSAGE_FLAGS), Some(9));
        for (kind, name) in [
            (RecipientType::TO, "A"),
            (RecipientType::TO, "B"),
            (RecipientType::BCC, "C"),
        ] {
            draft
                .message
                .recipients
                .push(Recipient::smtp(kind, name, "x@y.test"));
        }
        draft
            .message
            .attachments
            .push(Attachment::file(0, "a", "text/plain", &b"x"[..]));
        draft.refresh(FileTime(9));
        let bag = &draft.message.properties;
        assert_eq!(bag.text(tags::DISPLAY_TO, CodePage::UTF_8).unwrap(), "A; B");
        assert_eq!(bag.text(tags::DISPLAY_CC, CodePage::UTF_8).unwrap(), "");
        assert_eq!(bag.text(tags::DISPLAY_BCC, CodePage::UTF_8).unwrap(), "C");
        assert_eq!(bag.int(tags::MESSAGE_FLAGS), Some(9 | 0x10 | 2));
        assert_eq!(draft.cost, cost::message(&draft.message));
    }
}
