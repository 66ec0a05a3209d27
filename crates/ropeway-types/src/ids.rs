//! Folder and message ids, short and long ([MS-OXCDATA] 2.2.1).

use crate::guid::Guid;
use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use std::fmt;

macro_rules! object_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        ///
        /// 8 bytes on the wire: ReplicaId (u16, little-endian), then GlobalCounter (6 bytes,
        /// big-endian). Held here as the little-endian u64 of those 8 bytes.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
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
            fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
                u64::decode(reader).map(Self)
            }
        }
        impl Encode for $name {
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

crate::wire_struct! {
    /// LongTermID ([MS-OXCDATA] 2.2.1.3.1), 24 bytes.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct LongTermId {
        /// REPLGUID of the database.
        pub database_guid: Guid,
        /// Counter, big-endian.
        pub global_counter: [u8; 6],
        /// Padding, zero.
        pub pad: u16,
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
}
