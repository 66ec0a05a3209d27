//! Whose an entry id is.

use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use std::fmt;

/// ProviderUID of an entry id, in wire order. The names are those of MAPI's headers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ProviderUid(pub [u8; 16]);

macro_rules! providers {
    ($($(#[$meta:meta])* $name:ident = $mapi:literal, [$($byte:literal),* $(,)?];)*) => {
        impl ProviderUid {
            $( $(#[$meta])* pub const $name: Self = Self([$($byte),*]); )*

            /// The UIDs that are known here, with their names.
            pub const KNOWN: &'static [(&'static str, Self)] = &[$( ($mapi, Self::$name), )*];
        }
    };
}
providers! {
    /// One-off entry ids ([MS-OXCDATA] 2.2.5.1).
    ONE_OFF = "MUIDOOP", [
        0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02,
    ];
    /// Address book entry ids ([MS-OXCDATA] 2.2.5.2).
    ADDRESS_BOOK = "MUIDEMSAB", [
        0xDC, 0xA7, 0x40, 0xC8, 0xC0, 0x42, 0x10, 0x1A, 0xB4, 0xB9, 0x08, 0x00, 0x2B, 0x2F, 0xE1, 0x82,
    ];
    /// Contact and personal distribution list entry ids ([MS-OXCDATA] 2.2.5.3, 2.2.5.4).
    CONTACT = "MUIDCONTAB", [
        0xFE, 0x42, 0xAA, 0x0A, 0x18, 0xC7, 0x1A, 0x10, 0xE8, 0x85, 0x0B, 0x65, 0x1C, 0x24, 0x00, 0x00,
    ];
    /// Wrapped entry ids: members of personal distribution lists ([MS-OXOCNTC] 2.2.2.2.4.1.1).
    WRAPPED = "WAB_GUID", [
        0xC0, 0x91, 0xAD, 0xD3, 0x51, 0x9D, 0xCF, 0x11, 0xA4, 0xA9, 0x00, 0xAA, 0x00, 0x47, 0xFA, 0xA4,
    ];
    /// Store object entry ids ([MS-OXCDATA] 2.2.4.3), of every store provider.
    STORE = "muidStoreWrap", [
        0x38, 0xA1, 0xBB, 0x10, 0x05, 0xE5, 0x10, 0x1A, 0xA1, 0xBB, 0x08, 0x00, 0x2B, 0x2A, 0x56, 0xC2,
    ];
    /// Inside a store object entry id: a mailbox ([MS-OXCDATA] 2.2.4.3).
    MAILBOX_STORE = "g_muidStorePrivate", [
        0x1B, 0x55, 0xFA, 0x20, 0xAA, 0x66, 0x11, 0xCD, 0x9B, 0xC8, 0x00, 0xAA, 0x00, 0x2F, 0xC4, 0x5A,
    ];
    /// Inside a store object entry id: the public folders' store ([MS-OXCDATA] 2.2.4.3).
    PUBLIC_STORE = "g_muidStorePublic", [
        0x1C, 0x83, 0x02, 0x10, 0xAA, 0x66, 0x11, 0xCD, 0x9B, 0xC8, 0x00, 0xAA, 0x00, 0x2F, 0xC4, 0x5A,
    ];
    /// Public folders and the messages in them ([MS-OXCDATA] 2.2.4.1, 2.2.4.2).
    PUBLIC_FOLDER = "pbLongTermNonPrivateGuid", [
        0x1A, 0x44, 0x73, 0x90, 0xAA, 0x66, 0x11, 0xCD, 0x9B, 0xC8, 0x00, 0xAA, 0x00, 0x2F, 0xC4, 0x5A,
    ];
}

impl ProviderUid {
    /// The name, if it is known here.
    pub fn name(self) -> Option<&'static str> {
        let mut known = Self::KNOWN.iter();
        known.find(|(_, uid)| *uid == self).map(|(name, _)| *name)
    }

    /// The UID of a name, in any case.
    pub fn by_name(name: &str) -> Option<Self> {
        let mut known = Self::KNOWN.iter();
        known
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, uid)| *uid)
    }

    /// Reads the head of an entry id.
    pub(super) fn of(reader: &mut Reader) -> Result<Self, DecodeError> {
        u32::decode(reader).map_err(|e| e.within("EntryID", "Flags"))?;
        Self::decode(reader).map_err(|e| e.within("EntryID", "ProviderUID"))
    }
}

impl fmt::Debug for ProviderUid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = self.name() {
            return f.write_str(name);
        }
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Decode for ProviderUid {
    const MIN_LEN: usize = 16;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        reader.array().map(Self)
    }
}
impl Encode for ProviderUid {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.put(&self.0);
        Ok(())
    }
}
