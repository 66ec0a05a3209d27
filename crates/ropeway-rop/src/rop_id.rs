//! RopId ([MS-OXCROPS] 2.2.2).

use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use std::fmt;

/// RopId ([MS-OXCROPS] 2.2.2): which ROP. The named ones are constants; every other is reserved.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct RopId(pub u8);

impl RopId {
    /// Whether the id is reserved: no ROP has it, and the rest of a buffer cannot be found behind it.
    pub const fn is_reserved(self) -> bool {
        self.name().is_none()
    }
}

impl fmt::Debug for RopId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name}({:#04x})", self.0),
            None => write!(f, "{:#04x}", self.0),
        }
    }
}
impl fmt::Display for RopId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "{:#04x}", self.0),
        }
    }
}
impl Decode for RopId {
    const MIN_LEN: usize = 1;
    #[inline]
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        u8::decode(reader).map(Self)
    }
}
impl Encode for RopId {
    #[inline]
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode(writer)
    }
}
