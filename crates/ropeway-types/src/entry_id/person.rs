//! Entry ids of people: one-off, address book, contact, and the wrapper of list members.

use super::{EntryId, ProviderUid};
use crate::numbers::open_number;
use crate::recipient::RowString;
use crate::text::{CodePage, WideString};
use crate::wire::DecodeError;
use crate::wire::codec::{asciiz, bytes_u32, rest};
use bytes::Bytes;

/// A string of a one-off entry id, of the width that its bits say.
mod one_off_string {
    use super::{OneOffEntryId, RowString};
    use crate::wire::{DecodeError, EncodeError, Reader, Writer};
    pub(super) const MIN_LEN: usize = 1;
    pub(super) fn decode(reader: &mut Reader, bits: &u16) -> Result<RowString, DecodeError> {
        RowString::decode(bits & OneOffEntryId::UNICODE != 0, reader)
    }
    pub(super) fn encode(text: &RowString, writer: &mut Writer, bits: &u16) -> Result<(), EncodeError> {
        text.encode(bits & OneOffEntryId::UNICODE != 0, writer)
    }
}

crate::wire_struct! {
    /// One-Off EntryID ([MS-OXCDATA] 2.2.5.1): a recipient outside any directory.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct OneOffEntryId {
        /// Flags, zero.
        pub flags: u32,
        /// [`ProviderUid::ONE_OFF`].
        pub provider_uid: ProviderUid,
        /// Version, zero.
        pub version: u16,
        /// The word after Version: [`OneOffEntryId::NO_RICH_INFO`] and others.
        pub bits: u16,
        /// DisplayName: [`RowString::Wide`] if [`OneOffEntryId::UNICODE`] is set in `bits`.
        pub display_name: RowString = one_off_string(bits),
        /// AddressType, likewise.
        pub address_type: RowString = one_off_string(bits),
        /// EmailAddress, likewise.
        pub email_address: RowString = one_off_string(bits),
        /// Bytes after the last field.
        pub extra: Bytes = rest,
    }
}

open_number! {
    /// Format of a One-Off EntryID ([MS-OXCDATA] 2.2.5.1): which bodies the recipient takes.
    OneOffFormat: u16 {
        /// No preference.
        NO_PREFERENCE = 0x0000, "NoPreference";
        /// Plain text only.
        TEXT_ONLY = 0x0006, "TextOnly";
        /// HTML only.
        HTML_ONLY = 0x000E, "HtmlOnly";
        /// Plain text and HTML.
        TEXT_AND_HTML = 0x0016, "TextAndHtml";
    }
}

open_number! {
    /// MAE of a One-Off EntryID ([MS-OXCDATA] 2.2.5.1): how Macintosh attachments are encoded
    /// ([MS-OXCMAIL] 2.1.3.4.3).
    MacEncoding: u16 {
        /// BinHex.
        BIN_HEX = 0x0000, "BinHex";
        /// uuencode; not in MIME.
        UUENCODE = 0x0020, "UUENCODE";
        /// AppleSingle; in MIME only.
        APPLE_SINGLE = 0x0040, "AppleSingle";
        /// AppleDouble; in MIME only.
        APPLE_DOUBLE = 0x0060, "AppleDouble";
    }
}

impl OneOffEntryId {
    /// M: the recipient takes MIME, not TNEF.
    pub const NO_RICH_INFO: u16 = 0x0001;
    /// The bits of Format: [`OneOffEntryId::format`].
    pub const FORMAT: u16 = 0x001E;
    /// The bits of MAE: [`OneOffEntryId::mac_encoding`].
    pub const MAC_ENCODING: u16 = 0x0060;
    /// L: the address is not to be looked up.
    pub const DO_NOT_LOOK_UP: u16 = 0x1000;
    /// R: reserved.
    pub const RESERVED: u16 = 0x6000;
    /// U: the strings are UTF-16LE.
    pub const UNICODE: u16 = 0x8000;

    /// A Unicode one-off entry id that wants MIME and no look-up.
    pub fn new(display_name: &str, address_type: &str, address: &str) -> Self {
        let wide = |text: &str| RowString::Wide(WideString::from(text));
        Self {
            flags: 0,
            provider_uid: ProviderUid::ONE_OFF,
            version: 0,
            bits: Self::UNICODE | Self::DO_NOT_LOOK_UP | Self::NO_RICH_INFO,
            display_name: wide(display_name),
            address_type: wide(address_type),
            email_address: wide(address),
            extra: Bytes::new(),
        }
    }

    /// Format: which bodies the recipient takes.
    pub const fn format(&self) -> OneOffFormat {
        OneOffFormat(self.bits & Self::FORMAT)
    }

    /// MAE: how Macintosh attachments are encoded.
    pub const fn mac_encoding(&self) -> MacEncoding {
        MacEncoding(self.bits & Self::MAC_ENCODING)
    }

    /// The display name; 8-bit text is read in `code_page`, which is the message's.
    pub fn display_name(&self, code_page: CodePage) -> String {
        self.display_name.to_text(code_page)
    }
    /// The address type.
    pub fn address_type(&self, code_page: CodePage) -> String {
        self.address_type.to_text(code_page)
    }
    /// The address.
    pub fn address(&self, code_page: CodePage) -> String {
        self.email_address.to_text(code_page)
    }
}

crate::wire_struct! {
    /// Address Book EntryID ([MS-OXCDATA] 2.2.5.2): an object of the directory.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct AddressBookEntryId {
        /// Flags, zero.
        pub flags: u32,
        /// [`ProviderUid::ADDRESS_BOOK`].
        pub provider_uid: ProviderUid,
        /// Version, one.
        pub version: u32,
        /// Type.
        pub object_type: AddressBookType,
        /// X500DN, 8-bit.
        pub x500_dn: Bytes = asciiz,
        /// Bytes after the last field.
        pub extra: Bytes = rest,
    }
}

open_number! {
    /// Type of an Address Book EntryID ([MS-OXCDATA] 2.2.5.2).
    AddressBookType: u32 {
        /// A mail user of this directory.
        MAIL_USER = 0x0000_0000, "Local mail user";
        /// A distribution list.
        DISTRIBUTION_LIST = 0x0000_0001, "Distribution list";
        /// A bulletin board or public folder.
        FORUM = 0x0000_0002, "Bulletin board or public folder";
        /// An automated mailbox.
        AGENT = 0x0000_0003, "Automated mailbox";
        /// A mailbox of an organization.
        ORGANIZATION = 0x0000_0004, "Organizational mailbox";
        /// A private distribution list.
        PRIVATE_DISTRIBUTION_LIST = 0x0000_0005, "Private distribution list";
        /// A mail user elsewhere.
        REMOTE_MAIL_USER = 0x0000_0006, "Remote mail user";
        /// A container.
        CONTAINER = 0x0000_0100, "Container";
        /// A template.
        TEMPLATE = 0x0000_0101, "Template";
        /// A one-off user's template.
        ONE_OFF_USER = 0x0000_0102, "One-off user";
        /// A search.
        SEARCH = 0x0000_0200, "Search";
    }
}

impl AddressBookEntryId {
    /// Of an object of the directory, by its X.500 distinguished name.
    pub fn new(object_type: AddressBookType, x500_dn: &str) -> Self {
        Self {
            flags: 0,
            provider_uid: ProviderUid::ADDRESS_BOOK,
            version: 1,
            object_type,
            x500_dn: Bytes::copy_from_slice(x500_dn.as_bytes()),
            extra: Bytes::new(),
        }
    }
}

crate::wire_struct! {
    /// Contact Address EntryID ([MS-OXCDATA] 2.2.5.3) or Personal Distribution List EntryID
    /// ([MS-OXCDATA] 2.2.5.4), as `entry_type` says: an address in a message of a mailbox.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct ContactEntryId {
        /// Flags, zero.
        pub flags: u32,
        /// [`ProviderUid::CONTACT`].
        pub provider_uid: ProviderUid,
        /// Version, three.
        pub version: u32,
        /// Type.
        pub entry_type: ContactType,
        /// Index: which address of the contact, 0 to 2 its e-mail addresses and 3 to 5 its fax numbers;
        /// 0xFF for a personal distribution list.
        pub index: u32,
        /// EntryIdBytes: the Message EntryID of the contact or list (EntryIdCount goes before it).
        pub entry_id: Bytes = bytes_u32,
        /// Bytes after the last field.
        pub extra: Bytes = rest,
    }
}

open_number! {
    /// Type of a [`ContactEntryId`].
    ContactType: u32 {
        /// A contact ([MS-OXCDATA] 2.2.5.3).
        CONTACT = 0x0000_0004, "Contact";
        /// A personal distribution list ([MS-OXCDATA] 2.2.5.4).
        PERSONAL_DISTRIBUTION_LIST = 0x0000_0005, "Personal distribution list";
    }
}

impl ContactEntryId {
    /// Index of a personal distribution list.
    pub const LIST_INDEX: u32 = 0xFF;

    /// One address of a contact, given the contact's Message EntryID.
    pub fn contact(index: u32, message: Bytes) -> Self {
        Self {
            flags: 0,
            provider_uid: ProviderUid::CONTACT,
            version: 3,
            entry_type: ContactType::CONTACT,
            index,
            entry_id: message,
            extra: Bytes::new(),
        }
    }

    /// A personal distribution list, given its Message EntryID.
    pub fn personal_distribution_list(message: Bytes) -> Self {
        Self {
            entry_type: ContactType::PERSONAL_DISTRIBUTION_LIST,
            ..Self::contact(Self::LIST_INDEX, message)
        }
    }

    /// The entry id of the contact or list.
    ///
    /// # Errors
    /// As [`EntryId::parse`].
    pub fn message(&self) -> Result<EntryId, DecodeError> {
        EntryId::parse(&self.entry_id)
    }
}

crate::wire_struct! {
    /// WrappedEntryId ([MS-OXOCNTC] 2.2.2.2.4.1.1): a member of a personal distribution list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct WrappedEntryId {
        /// Flags, zero.
        pub flags: u32,
        /// [`ProviderUid::WRAPPED`].
        pub provider_uid: ProviderUid,
        /// Type: what is embedded.
        pub entry_type: WrappedType,
        /// EmbeddedEntryID, all bytes left.
        pub entry_id: Bytes = rest,
    }
}

open_number! {
    /// The lower four bits of [`WrappedType`]: of what kind the embedded entry id is.
    WrappedKind: u8 {
        /// A one-off entry id.
        ONE_OFF = 0x00, "One-Off";
        /// A contact's.
        CONTACT = 0x03, "Contact";
        /// A personal distribution list's.
        PERSONAL_DISTRIBUTION_LIST = 0x04, "Personal distribution list";
        /// A mail user's of the directory.
        MAIL_USER = 0x05, "Mail user";
        /// A distribution list's of the directory.
        DISTRIBUTION_LIST = 0x06, "Distribution list";
    }
}

/// Type of a [`WrappedEntryId`] ([MS-OXOCNTC] 2.2.2.2.4.1.1): a [`WrappedKind`] in the lower four bits,
/// which address of a contact in the next three, and a bit that says that it is not a one-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct WrappedType(pub u8);

impl WrappedType {
    /// The top bit: set unless a one-off entry id is embedded.
    pub const NOT_ONE_OFF: u8 = 0x80;

    /// What is embedded.
    pub const fn kind(self) -> WrappedKind {
        WrappedKind(self.0 & 0x0F)
    }

    /// Which address of a contact: 0 business fax, 1 home fax, 2 primary fax, 3 none, 4 to 6 e-mail 1 to 3.
    /// 0 if a one-off is embedded, 3 if something else than a contact.
    pub const fn contact_address(self) -> u8 {
        (self.0 & 0x70) >> 4
    }
}

impl crate::wire::Decode for WrappedType {
    const MIN_LEN: usize = 1;
    fn decode(reader: &mut crate::wire::Reader) -> Result<Self, DecodeError> {
        u8::decode(reader).map(Self)
    }
}
impl crate::wire::Encode for WrappedType {
    fn encode(&self, writer: &mut crate::wire::Writer) -> Result<(), crate::wire::EncodeError> {
        self.0.encode(writer)
    }
}

impl WrappedEntryId {
    /// From a type and the embedded entry id.
    pub fn new(entry_type: WrappedType, entry_id: Bytes) -> Self {
        Self {
            flags: 0,
            provider_uid: ProviderUid::WRAPPED,
            entry_type,
            entry_id,
        }
    }

    /// The embedded entry id. That one may be wrapped in turn: it is for the caller to go on, or not.
    ///
    /// # Errors
    /// As [`EntryId::parse`].
    pub fn embedded(&self) -> Result<EntryId, DecodeError> {
        EntryId::parse(&self.entry_id)
    }
}
