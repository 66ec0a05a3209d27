//! Entry ids of every kind, the lists of them, and PtypServerId ([MS-OXCDATA] 2.2.2 to 2.2.5).

mod lists;
mod person;
mod provider;
mod server_id;
mod store;
#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests;

pub use lists::{
    EntryList, EntryListItem, FlatEntry, FlatEntryList, FlatEntryListItem, parse_flat_entry_list,
};
pub use person::{
    AddressBookEntryId, AddressBookType, ContactEntryId, ContactType, MacEncoding, OneOffEntryId,
    OneOffFormat, WrappedEntryId, WrappedKind, WrappedType,
};
pub use provider::ProviderUid;
pub use server_id::ServerId;
pub use store::{FolderEntryId, MessageEntryId, StoreEntryId, StoreExtension};

use crate::ids::{FolderType, MessageType};
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;

/// An entry id ([MS-OXCDATA] 2.2.2): four bytes of Flags, the UID of the provider that made it, and what
/// that provider put there.
///
/// What is parsed is written back byte for byte: Flags and Version words stand in the structures as they
/// were read, right or wrong, and bytes after the last field in `extra`. What has no structure here is
/// [`EntryId::Other`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum EntryId {
    /// Folder EntryID ([MS-OXCDATA] 2.2.4.1).
    Folder(FolderEntryId),
    /// Message EntryID ([MS-OXCDATA] 2.2.4.2).
    Message(MessageEntryId),
    /// Store Object EntryID ([MS-OXCDATA] 2.2.4.3).
    Store(StoreEntryId),
    /// One-Off EntryID ([MS-OXCDATA] 2.2.5.1).
    OneOff(OneOffEntryId),
    /// Address Book EntryID ([MS-OXCDATA] 2.2.5.2).
    AddressBook(AddressBookEntryId),
    /// Contact Address EntryID ([MS-OXCDATA] 2.2.5.3).
    Contact(ContactEntryId),
    /// Personal Distribution List EntryID ([MS-OXCDATA] 2.2.5.4).
    PersonalDistributionList(ContactEntryId),
    /// WrappedEntryId ([MS-OXOCNTC] 2.2.2.2.4.1.1).
    Wrapped(WrappedEntryId),
    /// Any other, as it is; [`EntryId::provider_uid`] still reads whose it is.
    Other(Bytes),
}

/// Bytes before the provider's own.
const HEADER_LEN: usize = 20;
/// The whole Folder EntryID.
const FOLDER_LEN: usize = 46;
/// The whole Message EntryID.
const MESSAGE_LEN: usize = 70;

impl EntryId {
    /// An Address Book EntryID of a mail user.
    pub fn address_book(x500_dn: &str) -> Self {
        Self::AddressBook(AddressBookEntryId::new(AddressBookType::MAIL_USER, x500_dn))
    }

    /// Reads an entry id that fills `bytes`.
    ///
    /// By the provider's UID: one-off, address book, contact, wrapped, and store (if it wraps an Exchange
    /// store: other store providers' are [`EntryId::Other`]). The UID of folders and messages in a
    /// mailbox is the mailbox's own, so that these are known by their size (46 and 70 bytes) and the type
    /// that stands after the UID.
    ///
    /// # Errors
    /// If it is too short to name its provider, or breaks the form of a provider known here. A cut
    /// folder or message id is an error for public folders, and [`EntryId::Other`] for a mailbox.
    pub fn parse(bytes: &Bytes) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes.clone());
        let uid = ProviderUid::of(&mut reader.clone())?;
        match uid {
            ProviderUid::ONE_OFF => OneOffEntryId::decode(&mut reader).map(Self::OneOff),
            ProviderUid::ADDRESS_BOOK => AddressBookEntryId::decode(&mut reader).map(Self::AddressBook),
            ProviderUid::WRAPPED => WrappedEntryId::decode(&mut reader).map(Self::Wrapped),
            ProviderUid::CONTACT => {
                let contact = ContactEntryId::decode(&mut reader)?;
                Ok(match contact.entry_type {
                    ContactType::CONTACT => Self::Contact(contact),
                    ContactType::PERSONAL_DISTRIBUTION_LIST => Self::PersonalDistributionList(contact),
                    _ => Self::Other(bytes.clone()),
                })
            }
            ProviderUid::STORE if StoreEntryId::is_exchange(&mut reader.clone())? => {
                StoreEntryId::decode(&mut reader).map(Self::Store)
            }
            ProviderUid::STORE => Ok(Self::Other(bytes.clone())),
            _ => Self::parse_messaging(uid, bytes, &mut reader),
        }
    }

    fn parse_messaging(uid: ProviderUid, bytes: &Bytes, reader: &mut Reader) -> Result<Self, DecodeError> {
        let public = uid == ProviderUid::PUBLIC_FOLDER;
        let mut ahead = reader.clone();
        ahead.take(HEADER_LEN)?;
        let object_type = match u16::decode(&mut ahead) {
            Ok(object_type) => object_type,
            Err(e) if public => return Err(e.within("EntryID", "ObjectType")),
            Err(_) => return Ok(Self::Other(bytes.clone())),
        };
        let folder = matches!(
            FolderType(object_type),
            FolderType::PRIVATE | FolderType::PUBLIC | FolderType::MAPPED_PUBLIC
        );
        let message = MessageType(object_type).name().is_some();
        match bytes.len() {
            FOLDER_LEN if folder => FolderEntryId::decode(reader).map(Self::Folder),
            MESSAGE_LEN if message => MessageEntryId::decode(reader).map(Self::Message),
            // These name the field that is cut.
            len if public && folder && len < FOLDER_LEN => FolderEntryId::decode(reader).map(Self::Folder),
            len if public && message && len < MESSAGE_LEN => {
                MessageEntryId::decode(reader).map(Self::Message)
            }
            _ => Ok(Self::Other(bytes.clone())),
        }
    }

    /// The provider's UID; `None` for [`EntryId::Other`] of fewer than 20 bytes.
    pub fn provider_uid(&self) -> Option<ProviderUid> {
        match self {
            Self::Folder(id) => Some(id.provider_uid),
            Self::Message(id) => Some(id.provider_uid),
            Self::Store(id) => Some(id.provider_uid),
            Self::OneOff(id) => Some(id.provider_uid),
            Self::AddressBook(id) => Some(id.provider_uid),
            Self::Contact(id) | Self::PersonalDistributionList(id) => Some(id.provider_uid),
            Self::Wrapped(id) => Some(id.provider_uid),
            Self::Other(bytes) => ProviderUid::of(&mut Reader::new(bytes.clone())).ok(),
        }
    }
}

impl Encode for EntryId {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Folder(id) => id.encode(writer),
            Self::Message(id) => id.encode(writer),
            Self::Store(id) => id.encode(writer),
            Self::OneOff(id) => id.encode(writer),
            Self::AddressBook(id) => id.encode(writer),
            Self::Contact(id) | Self::PersonalDistributionList(id) => id.encode(writer),
            Self::Wrapped(id) => id.encode(writer),
            Self::Other(bytes) => {
                writer.put(bytes);
                Ok(())
            }
        }
    }
}

/// The error of a value where another was called for.
fn value_error(offset: usize, value: u8) -> DecodeError {
    DecodeError::new(
        offset,
        DecodeErrorKind::Value {
            value: u64::from(value),
        },
    )
}
