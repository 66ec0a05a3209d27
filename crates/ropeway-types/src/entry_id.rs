//! Entry ids that name people, and the flat list of them ([MS-OXCDATA] 2.2.3, 2.2.5).

use crate::text::{CodePage, WideString};
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;

/// ProviderUID of one-off entry ids ([MS-OXCDATA] 2.2.5.1).
pub const ONE_OFF_UID: [u8; 16] = [
    0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02,
];
/// ProviderUID of address book entry ids ([MS-OXCDATA] 2.2.5.2).
pub const ADDRESS_BOOK_UID: [u8; 16] = [
    0xDC, 0xA7, 0x40, 0xC8, 0xC0, 0x42, 0x10, 0x1A, 0xB4, 0xB9, 0x08, 0x00, 0x2B, 0x2F, 0xE1, 0x82,
];
/// ProviderUID of contact and personal distribution list entry ids ([MS-OXCDATA] 2.2.5.3, 2.2.5.4).
pub const CONTACT_UID: [u8; 16] = [
    0xFE, 0x42, 0xAA, 0x0A, 0x18, 0xC7, 0x1A, 0x10, 0xE8, 0x85, 0x0B, 0x65, 0x1C, 0x24, 0x00, 0x00,
];

/// One-Off EntryID ([MS-OXCDATA] 2.2.5.1): a recipient outside any directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOffEntryId {
    /// The word after Version: [`OneOffEntryId::NO_RICH_INFO`] and others.
    pub bits: u16,
    /// The strings as they stand: UTF-16LE if [`OneOffEntryId::UNICODE`] is set in `bits`.
    strings: [Bytes; 3],
}

impl OneOffEntryId {
    /// M: the recipient takes MIME, not TNEF.
    pub const NO_RICH_INFO: u16 = 0x0001;
    /// L: the address is not to be looked up.
    pub const DO_NOT_LOOK_UP: u16 = 0x1000;
    /// U: the strings are UTF-16LE.
    pub const UNICODE: u16 = 0x8000;

    /// A Unicode one-off entry id that wants MIME and no look-up.
    pub fn new(display_name: &str, address_type: &str, address: &str) -> Self {
        let wide = |text: &str| WideString::from(text).as_bytes().clone();
        Self {
            bits: Self::UNICODE | Self::DO_NOT_LOOK_UP | Self::NO_RICH_INFO,
            strings: [wide(display_name), wide(address_type), wide(address)],
        }
    }

    fn text(&self, at: usize, code_page: CodePage) -> String {
        let bytes = self.strings.get(at).cloned().unwrap_or_default();
        if self.bits & Self::UNICODE != 0 {
            WideString::from_utf16le(bytes).to_string_lossy()
        } else {
            code_page
                .decode(&bytes)
                .unwrap_or_else(|| String::from_utf8_lossy(&bytes))
                .into_owned()
        }
    }

    /// The display name; 8-bit text is read in `code_page`, which is the message's.
    pub fn display_name(&self, code_page: CodePage) -> String {
        self.text(0, code_page)
    }
    /// The address type.
    pub fn address_type(&self, code_page: CodePage) -> String {
        self.text(1, code_page)
    }
    /// The address.
    pub fn address(&self, code_page: CodePage) -> String {
        self.text(2, code_page)
    }
}

/// An entry id that may stand for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EntryId {
    /// One-Off EntryID.
    OneOff(OneOffEntryId),
    /// Address Book EntryID ([MS-OXCDATA] 2.2.5.2).
    AddressBook {
        /// 0 mail user, 1 distribution list, others as there.
        object_type: u32,
        /// The X.500 distinguished name, 8-bit.
        x500_dn: Bytes,
    },
    /// Any other provider's, as it is.
    Other(Bytes),
}

impl EntryId {
    /// An Address Book EntryID of a mail user.
    pub fn address_book(x500_dn: &str) -> Self {
        Self::AddressBook {
            object_type: 0,
            x500_dn: Bytes::copy_from_slice(x500_dn.as_bytes()),
        }
    }

    /// Reads an entry id that fills `bytes`.
    ///
    /// # Errors
    /// If it is too short to name its provider, or breaks the form of a provider known here.
    pub fn parse(bytes: &Bytes) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes.clone());
        let at = |e: DecodeError, field| e.within("EntryID", field);
        let _flags = u32::decode(&mut reader).map_err(|e| at(e, "Flags"))?;
        let uid: [u8; 16] = reader.array().map_err(|e| at(e, "ProviderUID"))?;
        match uid {
            ONE_OFF_UID => {
                let at = |e: DecodeError, field| e.within("OneOffEntryID", field);
                let _version = u16::decode(&mut reader).map_err(|e| at(e, "Version"))?;
                let bits = u16::decode(&mut reader).map_err(|e| at(e, "Bits"))?;
                let wide = bits & OneOffEntryId::UNICODE != 0;
                let mut string = |field| {
                    let read = if wide { reader.utf16z() } else { reader.asciiz() };
                    read.map_err(|e| at(e, field))
                };
                let strings = [
                    string("DisplayName")?,
                    string("AddressType")?,
                    string("EmailAddress")?,
                ];
                Ok(Self::OneOff(OneOffEntryId { bits, strings }))
            }
            ADDRESS_BOOK_UID => {
                let at = |e: DecodeError, field| e.within("AddressBookEntryID", field);
                let _version = u32::decode(&mut reader).map_err(|e| at(e, "Version"))?;
                let object_type = u32::decode(&mut reader).map_err(|e| at(e, "Type"))?;
                let x500_dn = reader.asciiz().map_err(|e| at(e, "X500DN"))?;
                Ok(Self::AddressBook { object_type, x500_dn })
            }
            _ => Ok(Self::Other(bytes.clone())),
        }
    }
}

impl Encode for EntryId {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::OneOff(one_off) => {
                0u32.encode(writer)?;
                writer.put(&ONE_OFF_UID);
                0u16.encode(writer)?;
                one_off.bits.encode(writer)?;
                let wide = one_off.bits & OneOffEntryId::UNICODE != 0;
                one_off
                    .strings
                    .iter()
                    .try_for_each(|s| if wide { writer.utf16z(s) } else { writer.asciiz(s) })
            }
            Self::AddressBook { object_type, x500_dn } => {
                0u32.encode(writer)?;
                writer.put(&ADDRESS_BOOK_UID);
                1u32.encode(writer)?;
                object_type.encode(writer)?;
                writer.asciiz(x500_dn)
            }
            Self::Other(bytes) => {
                writer.put(bytes);
                Ok(())
            }
        }
    }
}

/// FlatEntryList ([MS-OXCDATA] 2.2.3.3): the entry ids of PidTagReplyRecipientEntries.
///
/// # Errors
/// If counts or sizes lie.
pub fn parse_flat_entry_list(bytes: &Bytes) -> Result<Vec<Bytes>, DecodeError> {
    let at = |e: DecodeError, field| e.within("FlatEntryList", field);
    let mut reader = Reader::new(bytes.clone());
    let count = u32::decode(&mut reader).map_err(|e| at(e, "Count"))?;
    let _size = u32::decode(&mut reader).map_err(|e| at(e, "Size"))?;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    reader.check_count(count, 4).map_err(|e| at(e, "Count"))?;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        let size = u32::decode(&mut reader).map_err(|e| at(e, "EntrySize"))?;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        entries.push(reader.take(size).map_err(|e| at(e, "EntryID"))?);
        // Entries start at multiples of 4; the last one's padding may be left out.
        let pad = size.wrapping_neg() & 3;
        reader.take(pad.min(reader.remaining()))?;
    }
    Ok(entries)
}

/// PtypServerId ([MS-OXCDATA] 2.11.1.4): a folder or message of this server, or what a client defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerId {
    /// Ours = 1, 21 bytes.
    Ours {
        /// The folder.
        folder_id: crate::ids::FolderId,
        /// The message; zero for the folder itself.
        message_id: crate::ids::MessageId,
        /// Instance number.
        instance: u32,
    },
    /// Ours = 0: defined by the client.
    Client(Bytes),
}

impl ServerId {
    /// Reads the bytes of a PtypServerId value (without its COUNT).
    ///
    /// # Errors
    /// For another size than its first byte calls for, or another first byte than 0 and 1.
    pub fn parse(bytes: &Bytes) -> Result<Self, DecodeError> {
        let at = |e: DecodeError| e.within("PtypServerId", "Ours");
        let mut reader = Reader::new(bytes.clone());
        match u8::decode(&mut reader).map_err(at)? {
            0 => Ok(Self::Client(reader.rest())),
            1 => {
                let folder_id =
                    Decode::decode(&mut reader).map_err(|e| e.within("PtypServerId", "FolderId"))?;
                let message_id =
                    Decode::decode(&mut reader).map_err(|e| e.within("PtypServerId", "MessageId"))?;
                let instance = u32::decode(&mut reader).map_err(|e| e.within("PtypServerId", "Instance"))?;
                reader
                    .finish()
                    .map_err(|e| e.within("PtypServerId", "Instance"))?;
                Ok(Self::Ours {
                    folder_id,
                    message_id,
                    instance,
                })
            }
            other => Err(at(DecodeError::new(
                0,
                DecodeErrorKind::Value {
                    value: u64::from(other),
                },
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_off_round_trips() {
        let id = EntryId::OneOff(OneOffEntryId::new("Ann Ö", "SMTP", "ann@example.test"));
        let bytes = id.to_bytes().unwrap();
        assert_eq!(bytes[20..24], [0, 0, 0x01, 0x90]);
        let EntryId::OneOff(read) = EntryId::parse(&bytes).unwrap() else {
            panic!("not a one-off")
        };
        let cp = CodePage::WINDOWS_1252;
        assert_eq!(
            (
                read.display_name(cp).as_str(),
                read.address_type(cp).as_str(),
                read.address(cp).as_str()
            ),
            ("Ann Ö", "SMTP", "ann@example.test")
        );
    }

    #[test]
    fn truncated_entry_ids_are_errors() {
        let bytes = EntryId::address_book("/o=Org/cn=u").to_bytes().unwrap();
        assert_eq!(
            EntryId::parse(&bytes),
            Ok(EntryId::AddressBook {
                object_type: 0,
                x500_dn: Bytes::from_static(b"/o=Org/cn=u")
            })
        );
        for len in 0..bytes.len() {
            assert!(EntryId::parse(&bytes.slice(..len)).is_err(), "{len}");
        }
    }

    #[test]
    fn flat_list_with_lying_count() {
        let good = Bytes::from_static(&[2, 0, 0, 0, 14, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 2, 0, 0, 0, 8, 9]);
        assert_eq!(parse_flat_entry_list(&good).unwrap(), [&[7u8][..], &[8, 9]]);
        let lie = Bytes::from_static(&[0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
        assert_eq!(parse_flat_entry_list(&lie).unwrap_err().field, "Count");
    }
}
