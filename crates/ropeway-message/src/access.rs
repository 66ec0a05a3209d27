//! Typed access to what most callers want of a message, and generic access by name.

use crate::message::{Attachment, Message, Recipient, RecipientType};
use crate::named::NamedPropertyQuota;
use crate::rtf::{self, Decompressed, RtfError};
use bytes::Bytes;
use ropeway_types::{
    CodePage, FileTime, PropertyName, PropertyTag, PropertyType, PropertyValue, named, tags,
};

/// Why a property cannot be set by its canonical name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetPropertyError {
    /// No property of [MS-OXPROPS] has this name.
    #[error("no property is called {0:?}")]
    Unknown(String),
    /// No property id is left for its name.
    #[error(transparent)]
    Quota(#[from] NamedPropertyQuota),
}

/// Generic access.
impl Message {
    /// The value under a tag; its type must be the tag's.
    pub fn get(&self, tag: PropertyTag) -> Option<&PropertyValue> {
        self.properties.get(tag)
    }

    /// Sets a property; the type is the value's. Returns the value it had.
    pub fn set(&mut self, tag: PropertyTag, value: impl Into<PropertyValue>) -> Option<PropertyValue> {
        self.properties.set(tag, value)
    }

    /// A property by its name.
    pub fn named(&self, name: &PropertyName) -> Option<&PropertyValue> {
        self.properties.value(self.named_properties.id(name)?)
    }

    /// Text of a property by its name.
    pub fn named_text(&self, name: &PropertyName) -> Option<String> {
        let id = self.named_properties.id(name)?;
        self.properties
            .text(PropertyTag::new(id, PropertyType::STRING), self.code_page())
    }

    /// Sets a property by its name, which gets an id if it has none. Returns the value it had.
    ///
    /// # Errors
    /// [`NamedPropertyQuota`] when no id is left.
    pub fn set_named(
        &mut self,
        name: &PropertyName,
        value: impl Into<PropertyValue>,
    ) -> Result<Option<PropertyValue>, NamedPropertyQuota> {
        let value = value.into();
        let id = self.named_properties.id_or_insert(name)?;
        Ok(self
            .properties
            .set(PropertyTag::new(id, value.property_type()), value))
    }

    /// Removes a property by its name; the name keeps its id.
    pub fn remove_named(&mut self, name: &PropertyName) -> Option<PropertyValue> {
        self.properties.remove(self.named_properties.id(name)?)
    }

    /// A property by its canonical name of [MS-OXPROPS]: `PidTagSubject`, `PidLidReminderSet`,
    /// `PidNameKeywords`.
    pub fn property(&self, canonical_name: &str) -> Option<&PropertyValue> {
        match tags::by_name(canonical_name) {
            Some(tag) => self.properties.value(tag.id()),
            None => self.named(&named::by_name(canonical_name)?.property_name()),
        }
    }

    /// Sets a property by its canonical name of [MS-OXPROPS]; the type is the value's. Returns the value it
    /// had.
    ///
    /// # Errors
    /// [`SetPropertyError`]: there is no such name, or no property id left for it.
    pub fn set_property(
        &mut self,
        canonical_name: &str,
        value: impl Into<PropertyValue>,
    ) -> Result<Option<PropertyValue>, SetPropertyError> {
        if let Some(tag) = tags::by_name(canonical_name) {
            return Ok(self.properties.set(tag, value));
        }
        let property = named::by_name(canonical_name)
            .ok_or_else(|| SetPropertyError::Unknown(canonical_name.to_owned()))?;
        Ok(self.set_named(&property.property_name(), value)?)
    }
}

/// PidTagMessageFlags: the message is still being composed ([MS-OXCMSG] 2.2.1.6).
const MSGFLAG_UNSENT: i32 = 0x0000_0008;

/// Typed access.
impl Message {
    /// PidTagSubject, or prefix and normalized subject put together ([MS-OXCMSG] 2.2.1.46).
    pub fn subject(&self) -> Option<String> {
        self.text(tags::SUBJECT).or_else(|| {
            let rest = self.text(tags::NORMALIZED_SUBJECT)?;
            Some(self.text(tags::SUBJECT_PREFIX).unwrap_or_default() + &rest)
        })
    }

    /// PidTagMessageClass; IPM.Note where there is none.
    pub fn message_class(&self) -> String {
        self.text(tags::MESSAGE_CLASS)
            .filter(|c| !c.is_empty())
            .unwrap_or_else(|| "IPM.Note".to_owned())
    }

    /// PidTagBody: the plain text.
    pub fn body(&self) -> Option<String> {
        self.text(tags::BODY)
    }

    /// PidTagHtml: bytes in PidTagInternetCodepage, unless the HTML says otherwise.
    pub fn html(&self) -> Option<&Bytes> {
        self.properties.binary(tags::HTML)
    }

    /// PidTagRtfCompressed, decompressed to `limit` bytes at most.
    ///
    /// # Errors
    /// [`RtfError`]: what is there is no compressed RTF, or is more.
    pub fn rtf(&self, limit: usize) -> Option<Result<Decompressed, RtfError>> {
        let compressed = self.properties.binary(tags::RTF_COMPRESSED)?;
        Some(rtf::decompress(compressed, limit))
    }

    /// PidTagInternetMessageId, with its angle brackets.
    pub fn internet_message_id(&self) -> Option<String> {
        self.text(tags::INTERNET_MESSAGE_ID)
    }

    /// PidTagClientSubmitTime: when it was sent.
    pub fn client_submit_time(&self) -> Option<FileTime> {
        self.properties.time(tags::CLIENT_SUBMIT_TIME)
    }

    /// PidTagMessageDeliveryTime: when it arrived.
    pub fn message_delivery_time(&self) -> Option<FileTime> {
        self.properties.time(tags::MESSAGE_DELIVERY_TIME)
    }

    /// PidTagImportance: 0 low, 1 normal, 2 high; normal where there is none.
    pub fn importance(&self) -> i32 {
        self.properties.int(tags::IMPORTANCE).unwrap_or(1)
    }

    /// PidTagSensitivity: 0 normal, 1 personal, 2 private, 3 confidential; normal where there is none.
    pub fn sensitivity(&self) -> i32 {
        self.properties.int(tags::SENSITIVITY).unwrap_or(0)
    }

    /// Whether PidTagMessageFlags say that the message is a draft.
    pub fn is_unsent(&self) -> bool {
        self.properties.int(tags::MESSAGE_FLAGS).unwrap_or(0) & MSGFLAG_UNSENT != 0
    }

    /// The recipients of one kind, whatever their flags.
    pub fn recipients_of(&self, kind: RecipientType) -> impl Iterator<Item = &Recipient> {
        self.recipients
            .iter()
            .filter(move |recipient| recipient.recipient_type.kind() == kind.kind())
    }
}

impl RecipientType {
    /// Whether this recipient is one to deliver to when the message is sent again ([MS-OXOMSG] 2.2.3.1).
    pub const fn is_resend(self) -> bool {
        self.0 & Self::RESEND != 0
    }

    /// Whether this recipient got the message when it is sent again.
    pub const fn is_submitted(self) -> bool {
        self.0 & Self::SUBMITTED != 0
    }
}

/// PidTagAttachFlags: the HTML shows the attachment ([MS-OXCMSG] 2.2.2.18).
const ATT_MHTML_REF: i32 = 0x0000_0004;

impl Attachment {
    /// PidTagAttachLongFilename, else PidTagAttachFilename; 8-bit text in `code_page`.
    pub fn file_name(&self, code_page: CodePage) -> Option<String> {
        self.first_text(&[tags::ATTACH_LONG_FILENAME, tags::ATTACH_FILENAME], code_page)
    }

    /// PidTagAttachMimeTag.
    pub fn mime_type(&self, code_page: CodePage) -> Option<String> {
        self.first_text(&[tags::ATTACH_MIME_TAG], code_page)
    }

    /// PidTagAttachContentId.
    pub fn content_id(&self, code_page: CodePage) -> Option<String> {
        self.first_text(&[tags::ATTACH_CONTENT_ID], code_page)
    }

    /// PidTagAttachmentHidden.
    pub fn is_hidden(&self) -> bool {
        self.properties.bool(tags::ATTACHMENT_HIDDEN) == Some(true)
    }

    /// Whether PidTagAttachFlags say that the HTML shows it.
    pub fn is_rendered_in_html(&self) -> bool {
        self.properties.int(tags::ATTACH_FLAGS).unwrap_or(0) & ATT_MHTML_REF != 0
    }

    fn first_text(&self, tags: &[PropertyTag], code_page: CodePage) -> Option<String> {
        tags.iter().find_map(|tag| {
            self.properties
                .text(*tag, code_page)
                .filter(|text| !text.is_empty())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ropeway_types::property_set::PS_INTERNET_HEADERS;

    #[test]
    fn properties_are_found_by_every_kind_of_name() {
        let mut message = Message::note();
        message.set_property("PidTagSubject", "A").unwrap();
        message.set_property("PidLidReminderSet", true).unwrap();
        message.set_property("PidNameKeywords", "k").unwrap();
        let header = PropertyName::name(PS_INTERNET_HEADERS, "X-A");
        assert_eq!(message.set_named(&header, "1"), Ok(None));
        assert_eq!(message.set_named(&header, "2"), Ok(Some("1".into())));

        assert_eq!(message.subject().as_deref(), Some("A"));
        assert_eq!(message.get(tags::SUBJECT), message.property("PidTagSubject"));
        assert_eq!(message.property("PidLidReminderSet"), Some(&true.into()));
        assert_eq!(message.property("PidNameKeywords"), Some(&"k".into()));
        assert_eq!(message.named_text(&header).as_deref(), Some("2"));
        assert_eq!(message.remove_named(&header), Some("2".into()));
        assert_eq!(message.named(&header), None);
        assert_eq!(message.property("PidTagNothing"), None);
        assert_eq!(
            message.set_property("PidTagNothing", 1),
            Err(SetPropertyError::Unknown("PidTagNothing".to_owned()))
        );
    }

    #[test]
    fn a_subject_is_put_together_from_its_halves() {
        let mut message = Message::note();
        message.set(tags::NORMALIZED_SUBJECT, "lunch");
        assert_eq!(message.subject().as_deref(), Some("lunch"));
        message.set(tags::SUBJECT_PREFIX, "AW: ");
        assert_eq!(message.subject().as_deref(), Some("AW: lunch"));
    }

    #[test]
    fn bodies_flags_and_times_have_their_types() {
        let mut message = Message::note();
        assert_eq!((message.importance(), message.sensitivity()), (1, 0));
        assert!(!message.is_unsent());
        message.set(tags::MESSAGE_FLAGS, 9);
        message.set(tags::IMPORTANCE, 2);
        message.set(tags::CLIENT_SUBMIT_TIME, FileTime(7));
        message.set(tags::RTF_COMPRESSED, rtf::compress(b"{\\rtf1}"));
        assert!(message.is_unsent());
        assert_eq!(message.importance(), 2);
        assert_eq!(message.client_submit_time(), Some(FileTime(7)));
        assert_eq!(message.rtf(100).unwrap().unwrap().rtf, "{\\rtf1}");
        assert_eq!(message.rtf(3), Some(Err(RtfError::Limit(3))));
    }

    #[test]
    fn an_attachment_prefers_its_long_name() {
        let mut attachment = Attachment::file(0, "plan for May.txt", "text/plain", "x");
        attachment.properties.set(tags::ATTACH_FILENAME, "PLANFO~1.TXT");
        let name = |a: &Attachment| a.file_name(CodePage::WINDOWS_1252);
        assert_eq!(name(&attachment).as_deref(), Some("plan for May.txt"));
        attachment.properties.set(tags::ATTACH_LONG_FILENAME, "\0");
        assert_eq!(name(&attachment).as_deref(), Some("PLANFO~1.TXT"));
        attachment.properties.set(tags::ATTACH_FLAGS, 4);
        assert!(attachment.is_rendered_in_html() && !attachment.is_hidden());
    }

    #[test]
    fn recipients_are_told_apart_by_kind() {
        let mut message = Message::note();
        let resend = RecipientType(RecipientType::RESEND | 1);
        message.recipients.push(Recipient::smtp(resend, "A", "a@o.test"));
        message
            .recipients
            .push(Recipient::smtp(RecipientType::CC, "B", "b@o.test"));
        assert!(resend.is_resend() && !resend.is_submitted());
        assert_eq!(message.recipients_of(RecipientType::TO).count(), 1);
        assert_eq!(message.recipients_of(RecipientType::BCC).count(), 0);
    }
}
