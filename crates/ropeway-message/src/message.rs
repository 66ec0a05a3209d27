//! Message, recipients and attachments ([MS-OXCMSG] 2.2).

use crate::bag::PropertyBag;
use crate::external::{Content, External};
use crate::named::NamedProperties;
use crate::person::{PersonTags, RECIPIENT, person_address};
use ropeway_types::{CodePage, PropertyTag, PropertyValue, ProxyAddress, tags};

/// A Message object ([MS-OXCMSG] 2.2.1): properties, recipients, attachments, and the names of its
/// properties from 0x8000 up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Message {
    /// The message's own properties.
    pub properties: PropertyBag,
    /// Recipients in table order.
    pub recipients: Vec<Recipient>,
    /// Attachments in table order.
    pub attachments: Vec<Attachment>,
    /// Names of named properties, also those of recipients and attachments.
    pub named_properties: NamedProperties,
}

/// What a recipient is to the message: PidTagRecipientType ([MS-OXOMSG] 2.2.3.1), flags included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RecipientType(pub u32);

impl RecipientType {
    /// Originator.
    pub const ORIGINATOR: RecipientType = RecipientType(0);
    /// Primary recipient.
    pub const TO: RecipientType = RecipientType(1);
    /// Carbon copy.
    pub const CC: RecipientType = RecipientType(2);
    /// Blind carbon copy.
    pub const BCC: RecipientType = RecipientType(3);
    /// Flag: needs delivery when the message is sent again.
    pub const RESEND: u32 = 0x1000_0000;
    /// Flag: needs no delivery when the message is sent again.
    pub const SUBMITTED: u32 = 0x8000_0000;

    /// The type without flags.
    pub const fn kind(self) -> RecipientType {
        RecipientType(self.0 & 0x0F)
    }

    /// From the byte of a recipient row ([MS-OXCMSG] 2.2.3.1.2), in which the flags are 0x10 and 0x80.
    pub const fn from_row(byte: u8) -> RecipientType {
        let byte = byte as u32;
        RecipientType((byte & 0x0F) | ((byte & 0xF0) << 24))
    }

    /// The byte of a recipient row.
    pub const fn to_row(self) -> u8 {
        ((self.0 & 0x0F) | ((self.0 >> 24) & 0xF0)) as u8
    }
}

/// A recipient of a message.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recipient {
    /// PidTagRowid: identifies the row within its message.
    pub row_id: u32,
    /// To, Cc or Bcc, with flags.
    pub recipient_type: RecipientType,
    /// The recipient's properties.
    pub properties: PropertyBag,
}

impl Recipient {
    /// An SMTP recipient.
    pub fn smtp(recipient_type: RecipientType, display_name: &str, address: &str) -> Self {
        let mut properties = PropertyBag::new();
        properties.set(tags::DISPLAY_NAME, display_name);
        properties.set(tags::ADDRESS_TYPE, "SMTP");
        properties.set(tags::EMAIL_ADDRESS, address);
        properties.set(tags::SMTP_ADDRESS, address);
        Self {
            row_id: 0,
            recipient_type,
            properties,
        }
    }

    /// The address, found in the order of [MS-OXOMSG] and [MS-OXCMAIL] 2.1.3.1.1: PidTagSmtpAddress,
    /// address type and address, then the entry id. `None` if nothing names one.
    pub fn address(&self, code_page: CodePage) -> Option<ProxyAddress> {
        person_address(&self.properties, &RECIPIENT, code_page)
    }

    /// The display name.
    pub fn display_name(&self, code_page: CodePage) -> Option<String> {
        [tags::DISPLAY_NAME, tags::RECIPIENT_DISPLAY_NAME]
            .into_iter()
            .find_map(|tag| {
                self.properties
                    .text(tag, code_page)
                    .filter(|name| !name.is_empty())
            })
    }

    /// PidTagResponsibility: another transport takes care of this recipient.
    pub fn is_handled_elsewhere(&self) -> bool {
        self.properties.bool(tags::RESPONSIBILITY) == Some(true)
    }
}

/// PidTagAttachMethod ([MS-OXCMSG] 2.2.2.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AttachMethod(pub i32);

impl AttachMethod {
    /// Just created: no data.
    pub const NONE: AttachMethod = AttachMethod(0);
    /// The bytes are PidTagAttachDataBinary.
    pub const BY_VALUE: AttachMethod = AttachMethod(1);
    /// A path (2, 3 and 4 differ in who can resolve it).
    pub const BY_REFERENCE: AttachMethod = AttachMethod(2);
    /// An embedded message.
    pub const EMBEDDED_MESSAGE: AttachMethod = AttachMethod(5);
    /// An OLE storage.
    pub const STORAGE: AttachMethod = AttachMethod(6);
    /// A link to the web.
    pub const BY_WEB_REFERENCE: AttachMethod = AttachMethod(7);
}

/// An Attachment object ([MS-OXCMSG] 2.2.2).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attachment {
    /// PidTagAttachNumber.
    pub number: u32,
    /// Its properties; the bytes are PidTagAttachDataBinary, an OLE storage is PidTagAttachDataObject.
    pub properties: PropertyBag,
    /// The embedded message of method 5.
    pub embedded: Option<Box<Message>>,
    /// The bytes where they are not in memory; PidTagAttachDataBinary is not among the properties then.
    pub external: Option<External>,
}

impl Attachment {
    /// A file by value.
    pub fn file(number: u32, name: &str, mime_type: &str, data: impl Into<bytes::Bytes>) -> Self {
        let mut properties = PropertyBag::new();
        properties.set(tags::ATTACH_METHOD, AttachMethod::BY_VALUE.0);
        properties.set(tags::ATTACH_LONG_FILENAME, name);
        properties.set(tags::DISPLAY_NAME, name);
        properties.set(tags::ATTACH_MIME_TAG, mime_type);
        properties.set(tags::RENDERING_POSITION, -1);
        properties.set(tags::ATTACH_DATA_BINARY, data.into());
        Self {
            number,
            properties,
            ..Self::default()
        }
    }

    /// An embedded message.
    pub fn message(number: u32, message: Message) -> Self {
        let mut properties = PropertyBag::new();
        properties.set(tags::ATTACH_METHOD, AttachMethod::EMBEDDED_MESSAGE.0);
        properties.set(tags::RENDERING_POSITION, -1);
        if let Some(subject) = message.subject() {
            properties.set(tags::DISPLAY_NAME, subject.as_str());
        }
        Self {
            number,
            properties,
            embedded: Some(Box::new(message)),
            external: None,
        }
    }

    /// How the content is held; where no method is stored, what there is decides.
    pub fn method(&self) -> AttachMethod {
        match self.properties.int(tags::ATTACH_METHOD) {
            Some(method) => AttachMethod(method),
            None if self.embedded.is_some() => AttachMethod::EMBEDDED_MESSAGE,
            None if self.content().is_some() => AttachMethod::BY_VALUE,
            None => AttachMethod::NONE,
        }
    }

    /// The bytes of a by-value attachment, wherever they are.
    pub fn content(&self) -> Option<Content<'_>> {
        match self.data() {
            Some(bytes) => Some(Content::Memory(bytes)),
            None => self.external.as_ref().map(Content::External),
        }
    }

    /// The bytes of a by-value attachment that are in memory.
    pub fn data(&self) -> Option<&bytes::Bytes> {
        match self.properties.get(tags::ATTACH_DATA_BINARY)? {
            PropertyValue::Binary(data) => Some(data),
            _ => None,
        }
    }
}

impl Message {
    /// An empty message of class IPM.Note.
    pub fn note() -> Self {
        let mut message = Self::default();
        message.properties.set(tags::MESSAGE_CLASS, "IPM.Note");
        message
    }

    /// The code page of the message's 8-bit strings: PidTagMessageCodepage, else the Internet code
    /// page where it is an 8-bit one known here, else windows-1252.
    pub fn code_page(&self) -> CodePage {
        [tags::MESSAGE_CODEPAGE, tags::INTERNET_CODEPAGE]
            .into_iter()
            .filter_map(|tag| self.properties.int(tag))
            .filter_map(|number| u16::try_from(number).ok().map(CodePage))
            .find(|page| *page != CodePage::UTF_16LE && page.0 != 1201 && page.is_known())
            .unwrap_or(CodePage::WINDOWS_1252)
    }

    /// Text of a string property in the message's code page.
    pub fn text(&self, tag: PropertyTag) -> Option<String> {
        // The code page takes longer to find than most texts that are not there.
        self.properties.value(tag.id())?;
        self.properties.text(tag, self.code_page())
    }

    /// The address of one of the message's people.
    pub fn person(&self, person: &PersonTags) -> Option<ProxyAddress> {
        person_address(&self.properties, person, self.code_page())
    }

    /// Messages inside this one, itself not counted: how deep the deepest embedded message lies.
    pub fn depth(&self) -> usize {
        self.attachments
            .iter()
            .filter_map(|a| a.embedded.as_deref())
            .map(|m| m.depth().saturating_add(1))
            .max()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CP: CodePage = CodePage::WINDOWS_1252;

    #[test]
    fn row_flags_and_property_flags_are_the_same() {
        assert_eq!(
            RecipientType::from_row(0x11),
            RecipientType(RecipientType::RESEND | 1)
        );
        assert_eq!(RecipientType::from_row(0x82).to_row(), 0x82);
        assert_eq!(RecipientType::from_row(0x82).kind(), RecipientType::CC);
    }

    #[test]
    fn unusable_code_pages_are_passed_over() {
        let mut message = Message::note();
        message.properties.set(tags::MESSAGE_CODEPAGE, 1200);
        message.properties.set(tags::INTERNET_CODEPAGE, 950);
        assert_eq!(message.code_page(), CodePage(950));
        message.properties.set(tags::INTERNET_CODEPAGE, 77);
        assert_eq!(message.code_page(), CP);
    }
}
