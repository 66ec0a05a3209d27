//! Entry ids of stores and of what is in them.

use super::ProviderUid;
use crate::ids::{FolderType, LongTermId, MessageType};
use crate::text::WideString;
use crate::wire::codec::asciiz;
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;

crate::wire_struct! {
    /// Folder EntryID ([MS-OXCDATA] 2.2.4.1), 46 bytes.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct FolderEntryId {
        /// Flags, zero.
        pub flags: u32,
        /// In a mailbox its MailboxGuid, from RopLogon; else [`ProviderUid::PUBLIC_FOLDER`].
        pub provider_uid: ProviderUid,
        /// FolderType.
        pub folder_type: FolderType,
        /// DatabaseGuid, GlobalCounter and Pad.
        pub folder: LongTermId,
    }
}

impl FolderEntryId {
    /// Of a folder in a mailbox.
    pub const fn private(mailbox_guid: [u8; 16], folder: LongTermId) -> Self {
        Self {
            flags: 0,
            provider_uid: ProviderUid(mailbox_guid),
            folder_type: FolderType::PRIVATE,
            folder,
        }
    }

    /// Of a public folder.
    pub const fn public(folder: LongTermId) -> Self {
        Self {
            flags: 0,
            provider_uid: ProviderUid::PUBLIC_FOLDER,
            folder_type: FolderType::PUBLIC,
            folder,
        }
    }
}

crate::wire_struct! {
    /// Message EntryID ([MS-OXCDATA] 2.2.4.2), 70 bytes.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct MessageEntryId {
        /// Flags, zero.
        pub flags: u32,
        /// In a mailbox its MailboxGuid, from RopLogon; else [`ProviderUid::PUBLIC_FOLDER`].
        pub provider_uid: ProviderUid,
        /// MessageType.
        pub message_type: MessageType,
        /// FolderDatabaseGuid, FolderGlobalCounter and Pad: the folder that it is in.
        pub folder: LongTermId,
        /// MessageDatabaseGuid, MessageGlobalCounter and Pad.
        pub message: LongTermId,
    }
}

impl MessageEntryId {
    /// Of a message in a mailbox.
    pub const fn private(mailbox_guid: [u8; 16], folder: LongTermId, message: LongTermId) -> Self {
        Self {
            flags: 0,
            provider_uid: ProviderUid(mailbox_guid),
            message_type: MessageType::PRIVATE,
            folder,
            message,
        }
    }

    /// Of a message in a public folder.
    pub const fn public(folder: LongTermId, message: LongTermId) -> Self {
        Self {
            flags: 0,
            provider_uid: ProviderUid::PUBLIC_FOLDER,
            message_type: MessageType::PUBLIC,
            folder,
            message,
        }
    }
}

/// Whether a V2 or V3 block begins here.
fn starts_extension(bytes: &[u8]) -> bool {
    let magics = [StoreExtension::V2_MAGIC, StoreExtension::V3_MAGIC];
    magics.iter().any(|magic| bytes.starts_with(&magic.to_le_bytes()))
}

/// MailboxDN, which the public folders' store may leave out.
mod mailbox_dn {
    use super::{ProviderUid, starts_extension};
    use crate::wire::{DecodeError, EncodeError, Reader, Writer};
    use bytes::Bytes;
    pub(super) const MIN_LEN: usize = 0;
    pub(super) fn decode(reader: &mut Reader, store: &ProviderUid) -> Result<Option<Bytes>, DecodeError> {
        let public = *store == ProviderUid::PUBLIC_STORE;
        if public && (reader.is_empty() || starts_extension(&reader.rest())) {
            return Ok(None);
        }
        reader.asciiz().map(Some)
    }
    pub(super) fn encode(
        dn: &Option<Bytes>,
        writer: &mut Writer,
        store: &ProviderUid,
    ) -> Result<(), EncodeError> {
        match dn {
            Some(dn) => writer.asciiz(dn),
            None if *store == ProviderUid::PUBLIC_STORE => Ok(()),
            None => Err(EncodeError::Unsupported("mailbox without a MailboxDN")),
        }
    }
}

/// What follows MailboxDN.
mod after_dn {
    use super::starts_extension;
    use crate::wire::{DecodeError, EncodeError, Reader, Writer};
    use bytes::Bytes;
    pub(super) const MIN_LEN: usize = 0;
    pub(super) fn decode(reader: &mut Reader, _dn: &Option<Bytes>) -> Result<Bytes, DecodeError> {
        reader.take(reader.remaining())
    }
    pub(super) fn encode(extra: &Bytes, writer: &mut Writer, dn: &Option<Bytes>) -> Result<(), EncodeError> {
        if dn.is_none() && !extra.is_empty() && !starts_extension(extra) {
            return Err(EncodeError::Unsupported(
                "bytes that would be read as a MailboxDN",
            ));
        }
        writer.put(extra);
        Ok(())
    }
}

crate::wire_struct! {
    /// Store Object EntryID ([MS-OXCDATA] 2.2.4.3): a mailbox, or the public folders' store.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct StoreEntryId {
        /// Flags, zero.
        pub flags: u32,
        /// [`ProviderUid::STORE`].
        pub provider_uid: ProviderUid,
        /// Version, zero.
        pub version: u8,
        /// Flag, zero.
        pub flag: u8,
        /// DLLFileName: [`StoreEntryId::DLL_FILE_NAME`], in either case.
        pub dll_file_name: [u8; 14],
        /// WrappedFlags, zero.
        pub wrapped_flags: u32,
        /// WrappedProvider UID: [`ProviderUid::MAILBOX_STORE`] or [`ProviderUid::PUBLIC_STORE`].
        pub wrapped_provider_uid: ProviderUid,
        /// WrappedType: [`StoreEntryId::MAILBOX`] or [`StoreEntryId::PUBLIC`].
        pub wrapped_type: u32,
        /// ServerShortname, 8-bit.
        pub server_short_name: Bytes = asciiz,
        /// MailboxDN, 8-bit; only the public folders' store may have none.
        pub mailbox_dn: Option<Bytes> = mailbox_dn(wrapped_provider_uid),
        /// Bytes after the last field, as later clients append them: see [`StoreEntryId::extension`].
        pub extra: Bytes = after_dn(mailbox_dn),
    }
}

impl StoreEntryId {
    /// DLLFileName, with its padding.
    pub const DLL_FILE_NAME: [u8; 14] = *b"EMSMDB.DLL\0\0\0\0";
    /// WrappedType of a mailbox.
    pub const MAILBOX: u32 = 0x0000_000C;
    /// WrappedType of the public folders' store.
    pub const PUBLIC: u32 = 0x0000_0006;

    /// Of a mailbox, by its server's short name and its X.500 distinguished name.
    pub fn mailbox(server_short_name: &str, mailbox_dn: &str) -> Self {
        Self {
            flags: 0,
            provider_uid: ProviderUid::STORE,
            version: 0,
            flag: 0,
            dll_file_name: Self::DLL_FILE_NAME,
            wrapped_flags: 0,
            wrapped_provider_uid: ProviderUid::MAILBOX_STORE,
            wrapped_type: Self::MAILBOX,
            server_short_name: Bytes::copy_from_slice(server_short_name.as_bytes()),
            mailbox_dn: Some(Bytes::copy_from_slice(mailbox_dn.as_bytes())),
            extra: Bytes::new(),
        }
    }

    /// Of the public folders' store, by its server's short name.
    pub fn public(server_short_name: &str) -> Self {
        Self {
            wrapped_provider_uid: ProviderUid::PUBLIC_STORE,
            wrapped_type: Self::PUBLIC,
            mailbox_dn: None,
            ..Self::mailbox(server_short_name, "")
        }
    }

    /// Whether an Exchange store is wrapped: what other store providers wrap is their own.
    pub(super) fn is_exchange(reader: &mut Reader) -> Result<bool, DecodeError> {
        let at = |e: DecodeError, field| e.within("StoreEntryId", field);
        reader.take(super::HEADER_LEN)?;
        u8::decode(reader).map_err(|e| at(e, "version"))?;
        u8::decode(reader).map_err(|e| at(e, "flag"))?;
        let name: [u8; 14] = reader.array().map_err(|e| at(e, "dll_file_name"))?;
        if !name.eq_ignore_ascii_case(&Self::DLL_FILE_NAME) {
            return Ok(false);
        }
        u32::decode(reader).map_err(|e| at(e, "wrapped_flags"))?;
        let uid = ProviderUid::decode(reader).map_err(|e| at(e, "wrapped_provider_uid"))?;
        Ok(matches!(
            uid,
            ProviderUid::MAILBOX_STORE | ProviderUid::PUBLIC_STORE
        ))
    }

    /// The V2 or V3 block in `extra`; `None` if there is neither.
    ///
    /// # Errors
    /// If its sizes or offsets lie.
    pub fn extension(&self) -> Result<Option<StoreExtension>, DecodeError> {
        if !starts_extension(&self.extra) {
            return Ok(None);
        }
        StoreExtension::decode(&mut Reader::new(self.extra.clone())).map(Some)
    }
}

/// What later clients append to a [`StoreEntryId`]. [MS-OXCDATA] does not have it; MAPI's headers know it
/// as MDB_STORE_EID_V2 and MDB_STORE_EID_V3.
///
/// On the wire `u32 Magic, u32 Size (of all of it), u32 Version`, for each string its offset from Magic
/// (zero: it is not there), the strings, and two zero bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum StoreExtension {
    /// V2: the server.
    V2 {
        /// The server's distinguished name, 8-bit.
        server_dn: Option<Bytes>,
        /// The server's host name.
        server_fqdn: Option<WideString>,
    },
    /// V3: the mailbox.
    V3 {
        /// The mailbox's SMTP address.
        smtp_address: Option<WideString>,
    },
}

impl StoreExtension {
    /// Magic of V2.
    pub const V2_MAGIC: u32 = 0xF321_35D8;
    /// Magic of V3.
    pub const V3_MAGIC: u32 = 0xF432_46E9;
}

impl Decode for StoreExtension {
    const MIN_LEN: usize = 16;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let at = |e: DecodeError, field| e.within("StoreExtension", field);
        let block = reader.rest();
        let start = reader.offset();
        let magic = u32::decode(reader).map_err(|e| at(e, "magic"))?;
        let size = u32::decode(reader).map_err(|e| at(e, "size"))?;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if size > block.len() {
            let (count, left) = (size, block.len());
            return Err(at(reader.error(DecodeErrorKind::Count { count, left }), "size"));
        }
        u32::decode(reader).map_err(|e| at(e, "version"))?;
        // A string of the block by its offset.
        let string_at = |offset: u32, field| {
            let offset = usize::try_from(offset).unwrap_or(usize::MAX);
            let mut string = Reader::new(block.slice(..size));
            string.take(offset).map_err(|e| at(e, field))?;
            Ok(string)
        };
        let narrow = |offset: u32, field| match offset {
            0 => Ok(None),
            _ => string_at(offset, field)?
                .asciiz()
                .map(Some)
                .map_err(|e| at(e, field)),
        };
        let wide = |offset: u32, field| match offset {
            0 => Ok(None),
            _ => string_at(offset, field)?
                .utf16z()
                .map(|text| Some(WideString::from_utf16le(text)))
                .map_err(|e| at(e, field)),
        };
        match magic {
            Self::V2_MAGIC => {
                let dn = u32::decode(reader).map_err(|e| at(e, "offset_dn"))?;
                let fqdn = u32::decode(reader).map_err(|e| at(e, "offset_fqdn"))?;
                Ok(Self::V2 {
                    server_dn: narrow(dn, "server_dn")?,
                    server_fqdn: wide(fqdn, "server_fqdn")?,
                })
            }
            Self::V3_MAGIC => {
                let address = u32::decode(reader).map_err(|e| at(e, "offset_smtp_address"))?;
                Ok(Self::V3 {
                    smtp_address: wide(address, "smtp_address")?,
                })
            }
            magic => Err(at(
                DecodeError::new(start, DecodeErrorKind::Unknown(magic)),
                "magic",
            )),
        }
    }
}

impl Encode for StoreExtension {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let mut strings = Writer::new();
        let (head, magic, version, offsets) = match self {
            Self::V2 {
                server_dn,
                server_fqdn,
            } => {
                let dn = offset_of(V2_HEAD_LEN, &strings, server_dn.is_some())?;
                server_dn.iter().try_for_each(|text| strings.asciiz(text))?;
                let fqdn = offset_of(V2_HEAD_LEN, &strings, server_fqdn.is_some())?;
                server_fqdn
                    .iter()
                    .try_for_each(|text| strings.utf16z(text.as_bytes()))?;
                (V2_HEAD_LEN, Self::V2_MAGIC, 1u32, vec![dn, fqdn])
            }
            Self::V3 { smtp_address } => {
                let address = offset_of(V3_HEAD_LEN, &strings, smtp_address.is_some())?;
                smtp_address
                    .iter()
                    .try_for_each(|text| strings.utf16z(text.as_bytes()))?;
                (V3_HEAD_LEN, Self::V3_MAGIC, 2u32, vec![address])
            }
        };
        strings.put(&[0, 0]);
        magic.encode(writer)?;
        offset_of(head, &strings, true)?.encode(writer)?;
        version.encode(writer)?;
        offsets.iter().try_for_each(|offset| offset.encode(writer))?;
        writer.put(&strings.finish());
        Ok(())
    }
}

/// Bytes of V2 before its strings.
const V2_HEAD_LEN: usize = 20;
/// Bytes of V3 before its string.
const V3_HEAD_LEN: usize = 16;

/// Where the next of the strings will stand; zero for one that is not there.
fn offset_of(head: usize, strings: &Writer, present: bool) -> Result<u32, EncodeError> {
    let len = head.saturating_add(strings.len());
    match u32::try_from(len) {
        Ok(offset) if present => Ok(offset),
        Ok(_) => Ok(0),
        Err(_) => Err(EncodeError::TooLong {
            what: "store extension",
            len,
            bits: 32,
        }),
    }
}
