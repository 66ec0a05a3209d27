//! Ids of folders, messages and changes, short and long ([MS-OXCDATA] 2.2.1).
//!
//! # Order
//!
//! A GlobalCounter is a 48-bit number, big-endian in its six bytes, so that byte-wise comparison of two
//! counters is comparison of the numbers. Counters can be compared only within one replica
//! (one replica id, one database guid): that is what [`FolderId::counter_cmp`],
//! [`GlobalIdentifier::counter_cmp`] and [`Xid::local_cmp`](crate::Xid::local_cmp) do. The derived order
//! of the types here serves maps and sets only.

use crate::guid::Guid;
use crate::numbers::open_number;
use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

macro_rules! object_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        ///
        /// 8 bytes on the wire: ReplicaId (u16, little-endian), then GlobalCounter (6 bytes,
        /// big-endian). Held here as the little-endian u64 of those 8 bytes, so that the derived order
        /// serves maps and sets only; which of two ids of one replica is the higher says `counter_cmp`.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(transparent))]
        pub struct $name(pub u64);

        impl $name {
            /// Zero: "none".
            pub const NONE: Self = Self(0);

            /// From replica id and the low 48 bits of a counter.
            pub const fn new(replica_id: u16, counter: u64) -> Self {
                let [_, _, a, b, c, d, e, f] = counter.to_be_bytes();
                let [x, y] = replica_id.to_le_bytes();
                Self(u64::from_le_bytes([x, y, a, b, c, d, e, f]))
            }

            /// The replica id.
            pub const fn replica_id(self) -> u16 {
                let [x, y, ..] = self.0.to_le_bytes();
                u16::from_le_bytes([x, y])
            }

            /// The counter, 48 bits.
            pub const fn counter(self) -> u64 {
                let [_, _, a, b, c, d, e, f] = self.0.to_le_bytes();
                u64::from_be_bytes([0, 0, a, b, c, d, e, f])
            }

            /// The counter in its six wire bytes.
            pub const fn global_counter(self) -> [u8; 6] {
                let [_, _, a, b, c, d, e, f] = self.0.to_le_bytes();
                [a, b, c, d, e, f]
            }

            /// From replica id and the counter's six wire bytes.
            pub const fn from_global_counter(replica_id: u16, counter: [u8; 6]) -> Self {
                let [x, y] = replica_id.to_le_bytes();
                let [a, b, c, d, e, f] = counter;
                Self(u64::from_le_bytes([x, y, a, b, c, d, e, f]))
            }

            /// Which counter is the higher; `None` for ids of two replicas, which have no order.
            pub fn counter_cmp(self, other: Self) -> Option<Ordering> {
                (self.replica_id() == other.replica_id()).then(|| self.counter().cmp(&other.counter()))
            }

            /// The same id in long form, given the guid of its replica.
            pub const fn to_long_term(self, database_guid: Guid) -> LongTermId {
                LongTermId {
                    database_guid,
                    global_counter: self.global_counter(),
                    pad: 0,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:04x}-{:012x}", self.replica_id(), self.counter())
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
        impl Decode for $name {
            const MIN_LEN: usize = 8;
            #[inline]
            fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
                u64::decode(reader).map(Self)
            }
        }
        impl Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
                self.0.encode(writer)
            }
        }
    };
}

object_id! {
    /// Folder ID ([MS-OXCDATA] 2.2.1.1).
    FolderId
}
object_id! {
    /// Message ID ([MS-OXCDATA] 2.2.1.2).
    MessageId
}

object_id! {
    /// Change number ([MS-OXCFXICS] 2.2.1.2.3): which change of which replica is an object's last.
    ChangeNumber
}

open_number! {
    /// FolderType of a Folder EntryID ([MS-OXCDATA] 2.2.4.1; ObjectType in 2.2.4).
    FolderType: u16 {
        /// In a mailbox.
        PRIVATE = 0x0001, "eitLTPrivateFolder";
        /// A public folder.
        PUBLIC = 0x0003, "eitLTPublicFolder";
        /// A public folder, mapped.
        MAPPED_PUBLIC = 0x0005, "eitLTWackyFolder";
        /// A newsgroup's public folder, by its name; its EntryID is of another form.
        PUBLIC_NEWSGROUP = 0x000C, "eitLTPublicFolderByName";
    }
}

open_number! {
    /// MessageType of a Message EntryID ([MS-OXCDATA] 2.2.4.2; ObjectType in 2.2.4).
    MessageType: u16 {
        /// In a mailbox.
        PRIVATE = 0x0007, "eitLTPrivateMessage";
        /// In a public folder.
        PUBLIC = 0x0009, "eitLTPublicMessage";
        /// In a public folder, mapped.
        MAPPED_PUBLIC = 0x000B, "eitLTWackyMessage";
    }
}

crate::wire_struct! {
    /// GlobalIdentifier ([MS-OXCDATA] 2.2.1.3), 22 bytes: an id that holds on every server. A GID
    /// ([MS-OXCFXICS] 2.2.2.1) is the same bytes. Counters are compared within one database only, as
    /// 48-bit big-endian numbers: `counter_cmp`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct GlobalIdentifier {
        /// REPLGUID of the database.
        pub database_guid: Guid,
        /// Counter, big-endian.
        pub global_counter: [u8; 6],
    }
}

crate::wire_struct! {
    /// LongTermID ([MS-OXCDATA] 2.2.1.3.1), 24 bytes.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct LongTermId {
        /// REPLGUID of the database.
        pub database_guid: Guid,
        /// Counter, big-endian.
        pub global_counter: [u8; 6],
        /// Padding, zero.
        pub pad: u16,
    }
}

const fn counter_value(counter: [u8; 6]) -> u64 {
    let [a, b, c, d, e, f] = counter;
    u64::from_be_bytes([0, 0, a, b, c, d, e, f])
}

impl GlobalIdentifier {
    /// From a guid and the low 48 bits of a counter.
    pub const fn new(database_guid: Guid, counter: u64) -> Self {
        let [_, _, a, b, c, d, e, f] = counter.to_be_bytes();
        Self {
            database_guid,
            global_counter: [a, b, c, d, e, f],
        }
    }

    /// The counter, 48 bits.
    pub const fn counter(self) -> u64 {
        counter_value(self.global_counter)
    }

    /// Which counter is the higher; `None` for ids of two databases, which have no order.
    pub fn counter_cmp(self, other: Self) -> Option<Ordering> {
        (self.database_guid == other.database_guid).then(|| self.global_counter.cmp(&other.global_counter))
    }
}

impl LongTermId {
    /// From a guid and the low 48 bits of a counter.
    pub const fn new(database_guid: Guid, counter: u64) -> Self {
        let id = GlobalIdentifier::new(database_guid, counter);
        Self {
            database_guid,
            global_counter: id.global_counter,
            pad: 0,
        }
    }

    /// The counter, 48 bits.
    pub const fn counter(self) -> u64 {
        counter_value(self.global_counter)
    }

    /// The id without its padding.
    pub const fn global_identifier(self) -> GlobalIdentifier {
        GlobalIdentifier {
            database_guid: self.database_guid,
            global_counter: self.global_counter,
        }
    }
}

impl From<GlobalIdentifier> for LongTermId {
    fn from(id: GlobalIdentifier) -> Self {
        Self {
            database_guid: id.database_guid,
            global_counter: id.global_counter,
            pad: 0,
        }
    }
}

impl From<LongTermId> for GlobalIdentifier {
    fn from(id: LongTermId) -> Self {
        id.global_identifier()
    }
}

/// The replica ids of a logon and the guids that they stand for ([MS-OXCSTOR] 3.2.5.1): what
/// RopLongTermIdFromId and RopIdFromLongTermId answer from. RopLogon gives the first pair.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct ReplicaMap(BTreeMap<u16, Guid>);

impl ReplicaMap {
    /// Sets which guid a replica id stands for; the guid it stood for before, if any.
    pub fn insert(&mut self, replica_id: u16, database_guid: Guid) -> Option<Guid> {
        self.0.insert(replica_id, database_guid)
    }

    /// The guid that a replica id stands for.
    pub fn guid(&self, replica_id: u16) -> Option<Guid> {
        self.0.get(&replica_id).copied()
    }

    /// The lowest replica id that stands for a guid.
    pub fn replica_id(&self, database_guid: Guid) -> Option<u16> {
        let mut pairs = self.0.iter();
        pairs.find(|(_, guid)| **guid == database_guid).map(|(id, _)| *id)
    }

    /// A folder's id in long form; `None` for an unknown replica.
    pub fn long_folder_id(&self, id: FolderId) -> Option<LongTermId> {
        self.guid(id.replica_id()).map(|guid| id.to_long_term(guid))
    }

    /// A message's id in long form; `None` for an unknown replica.
    pub fn long_message_id(&self, id: MessageId) -> Option<LongTermId> {
        self.guid(id.replica_id()).map(|guid| id.to_long_term(guid))
    }

    /// A folder's id in short form; `None` for an unknown guid.
    pub fn folder_id(&self, id: GlobalIdentifier) -> Option<FolderId> {
        self.replica_id(id.database_guid)
            .map(|replica_id| FolderId::from_global_counter(replica_id, id.global_counter))
    }

    /// A message's id in short form; `None` for an unknown guid.
    pub fn message_id(&self, id: GlobalIdentifier) -> Option<MessageId> {
        self.replica_id(id.database_guid)
            .map(|replica_id| MessageId::from_global_counter(replica_id, id.global_counter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counter_is_big_endian_after_the_replica_id() {
        let id = FolderId::new(1, 0x15);
        assert_eq!(id.to_bytes().unwrap()[..], [1, 0, 0, 0, 0, 0, 0, 0x15]);
        assert_eq!((id.replica_id(), id.counter()), (1, 0x15));
        // The example of vectors/rops: FID 0001-00000E8EDF36.
        assert_eq!(
            FolderId::new(1, 0x0000_0E8E_DF36),
            FolderId(0x36df_8e0e_0000_0001)
        );
    }
    #[test]
    fn order_is_of_the_counter_not_of_the_number_held() {
        let (low, high) = (ChangeNumber::new(1, 0x00FF), ChangeNumber::new(1, 0x0100));
        // Held little-endian, the counter's last byte weighs most.
        assert!(low.0 > high.0);
        assert_eq!(low.counter_cmp(high), Some(Ordering::Less));
        assert_eq!(low.counter_cmp(ChangeNumber::new(2, 0x0100)), None);
        let guid = Guid([7; 16]);
        let (low, high) = (
            GlobalIdentifier::new(guid, 0x00FF),
            GlobalIdentifier::new(guid, 0x0100),
        );
        assert_eq!(high.counter_cmp(low), Some(Ordering::Greater));
        assert_eq!(low.counter_cmp(GlobalIdentifier::new(Guid::NIL, 1)), None);
        assert_eq!(high.counter(), 0x0100);
        assert_eq!(high.to_bytes().unwrap().len(), 22);
    }

    #[test]
    fn ids_are_mapped_both_ways() {
        let (one, two) = (Guid([1; 16]), Guid([2; 16]));
        let mut map = ReplicaMap::default();
        assert_eq!((map.insert(1, one), map.insert(5, two)), (None, None));
        let short = FolderId::new(5, 0x0E8E_DF36);
        let long = map.long_folder_id(short).unwrap();
        assert_eq!(long, LongTermId::new(two, 0x0E8E_DF36));
        assert_eq!(long.to_bytes().unwrap().len(), 24);
        assert_eq!(map.folder_id(long.into()), Some(short));
        assert_eq!(LongTermId::from(long.global_identifier()), long);
        let message = MessageId::new(1, 9);
        let long = map.long_message_id(message).unwrap();
        assert_eq!(map.message_id(long.into()), Some(message));
        assert_eq!(map.long_folder_id(FolderId::new(2, 1)), None);
        assert_eq!(map.folder_id(GlobalIdentifier::new(Guid::NIL, 1)), None);
        // A second id for the same guid changes nothing for the first.
        map.insert(9, two);
        assert_eq!(map.replica_id(two), Some(5));
    }

    #[test]
    fn truncated_long_ids_are_errors() {
        let bytes = LongTermId::new(Guid([3; 16]), 7).to_bytes().unwrap();
        for len in 0..bytes.len() {
            let short = LongTermId::decode(&mut Reader::new(bytes.slice(..len)));
            assert!(short.is_err(), "{len}");
            let global = GlobalIdentifier::decode(&mut Reader::new(bytes.slice(..len)));
            assert_eq!(global.is_err(), len < 22, "{len}");
        }
    }

    proptest::proptest! {
        #[test]
        fn short_and_long_form_hold_the_same(value: u64, guid: [u8; 16]) {
            let mut map = ReplicaMap::default();
            let id = MessageId(value);
            map.insert(id.replica_id(), Guid(guid));
            let long = map.long_message_id(id).unwrap();
            proptest::prop_assert_eq!(map.message_id(long.into()), Some(id));
            proptest::prop_assert_eq!(long.counter(), id.counter());
            let bytes = long.to_bytes().unwrap();
            proptest::prop_assert_eq!(LongTermId::decode(&mut Reader::new(bytes)), Ok(long));
        }

        #[test]
        fn byte_order_of_counters_is_their_order(a in 0u64..1 << 48, b in 0u64..1 << 48) {
            let (x, y) = (ChangeNumber::new(1, a), ChangeNumber::new(1, b));
            proptest::prop_assert_eq!(x.counter_cmp(y), Some(a.cmp(&b)));
            proptest::prop_assert_eq!(x.global_counter().cmp(&y.global_counter()), a.cmp(&b));
        }
    }
}
