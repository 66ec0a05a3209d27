//! Packing: several extended buffers in one call ([MS-OXCRPC] 3.1.4.2.1.2), each with a payload of its own.
//!
//! - Output. A server continues the last ROP of a request on its own if the client allows it: a
//!   [`ResponseChain`] says what to run again and puts the payloads together; a client reads
//!   them as [`PackedOutput`].
//! - Input. A client sends the data of one upload in several payloads if the server announced that it takes
//!   them: [`pack_upload`] writes them, and a server reads them as [`PackedInput`].

mod input;
mod output;
#[cfg(test)]
mod tests;

pub use input::{PackedInput, PackedUpload, pack_upload};
pub use output::{OutputOptions, PackedOutput, ResponseChain, continuation};

use crate::RopId;
use crate::auxiliary::ServerCapabilities;
use crate::extended::{ExtendedError, HEADER_LEN};
use ropeway_types::ErrorCode;
use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use std::ops::BitOr;

/// The largest cbIn, RopBufferSize of Execute (BIG_RANGE_ULONG of [MS-OXCRPC] 2.2.1.3).
pub const MAX_INPUT: usize = 0x4_0000;
/// The most room that a client may offer for output, pcbOut or MaxRopOut ([MS-OXCRPC] 3.1.4.2).
pub const MAX_OUTPUT: usize = 0x4_0000;
/// The same, of a server that announced [`ServerCapabilities::ULTRA_LARGE_PACKED_DOWNLOAD_BUFFERS`].
pub const MAX_ULTRA_OUTPUT: usize = 0x10_0000;
/// The largest auxiliary buffer, and room for one (SMALL_RANGE_ULONG of [MS-OXCRPC] 2.2.1.4).
pub const MAX_AUXILIARY: usize = 0x1008;
/// The room without which RopReadStream and RopFastTransferSourceGetBuffer are not continued, 8 KB
/// ([MS-OXCRPC] 3.1.4.2.1.2.2).
pub const MIN_ROOM_FOR_DATA: usize = 0x2000;
/// The room without which RopQueryRows is not continued, 32 KB ([MS-OXCRPC] 3.1.4.2.1.2.2).
pub const MIN_ROOM_FOR_ROWS: usize = 0x8000;
/// The first client, major to revision, that reads several payloads of RopReadStream
/// ([MS-OXCRPC] 3.1.4.1.3). It is for the caller to compare.
pub const READ_STREAM_CLIENT: [u16; 4] = [12, 0, 4207, 0];

/// pulFlags of EcDoRpcExt2 and Flags of Execute ([MS-OXCRPC] 3.1.4.2, [MS-OXCMAPIHTTP] 2.2.4.2.1): what
/// the server may do with its output. Unknown bits survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct CallFlags(pub u32);

impl CallFlags {
    /// NoCompression
    pub const NO_COMPRESSION: Self = Self(0x0000_0001);
    /// NoXorMagic
    pub const NO_XOR_MAGIC: Self = Self(0x0000_0002);
    /// Chain: the output may have several payloads.
    pub const CHAIN: Self = Self(0x0000_0004);

    /// Whether all bits of `other` are set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The bits of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOr for CallFlags {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.union(other)
    }
}
impl Decode for CallFlags {
    const MIN_LEN: usize = 4;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        u32::decode(reader).map(Self)
    }
}
impl Encode for CallFlags {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode(writer)
    }
}

/// A size that a call may not have ([MS-OXCRPC] 3.1.4.1, 3.1.4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LimitError {
    /// Less than a header.
    #[error("{len} bytes are less than the {HEADER_LEN} of a header")]
    TooSmall {
        /// The size.
        len: usize,
    },
    /// More than allowed.
    #[error("{len} bytes exceed {max}")]
    TooLarge {
        /// The size.
        len: usize,
        /// The most that it may be.
        max: usize,
    },
}

impl LimitError {
    /// What the client is told: ecRpcFailed as a return value, or RPC_X_BAD_STUB_DATA as the status of
    /// the call itself.
    pub const fn error_code(self) -> ErrorCode {
        match self {
            Self::TooSmall { .. } => ErrorCode::RPC_FAILED,
            Self::TooLarge { .. } => ErrorCode::RPC_X_BAD_STUB_DATA,
        }
    }
}

const fn check(len: usize, max: usize) -> Result<(), LimitError> {
    if len > max {
        Err(LimitError::TooLarge { len, max })
    } else if len < HEADER_LEN {
        Err(LimitError::TooSmall { len })
    } else {
        Ok(())
    }
}

/// Judges the size of a call's input: 8 to [`MAX_INPUT`].
///
/// # Errors
/// [`LimitError`]
pub const fn check_input(len: usize) -> Result<(), LimitError> {
    check(len, MAX_INPUT)
}

/// Judges the room that a client offers for output: 8 to [`MAX_OUTPUT`], or to [`MAX_ULTRA_OUTPUT`] if the
/// server announced that.
///
/// # Errors
/// [`LimitError`]
pub const fn check_output(len: usize, announced: ServerCapabilities) -> Result<(), LimitError> {
    if announced.contains(ServerCapabilities::ULTRA_LARGE_PACKED_DOWNLOAD_BUFFERS) {
        check(len, MAX_ULTRA_OUTPUT)
    } else {
        check(len, MAX_OUTPUT)
    }
}

/// Judges the size of an auxiliary buffer, or of the room for one: none at all, or 8 to
/// [`MAX_AUXILIARY`].
///
/// # Errors
/// [`LimitError`]
pub const fn check_auxiliary(len: usize) -> Result<(), LimitError> {
    if len == 0 {
        Ok(())
    } else {
        check(len, MAX_AUXILIARY)
    }
}

/// Why payloads cannot be packed, or are not packed as they may be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackingError {
    /// The whole has a size that it may not have.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// A payload is not in order.
    #[error(transparent)]
    Extended(#[from] ExtendedError),
    /// A payload's ROPs cannot be read.
    #[error("payload {payload}: {error}")]
    Decode {
        /// Which payload, from 0.
        payload: usize,
        /// Why; the offset counts from the start of the payload.
        error: DecodeError,
    },
    /// ROPs cannot be written.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The last ROP of the first payload is none that more payloads may belong to; `None` if there is no
    /// ROP.
    #[error("{} cannot have more payloads", .0.map_or_else(|| "no ROP".into(), |id| id.to_string()))]
    NotPackable(Option<RopId>),
    /// The server did not announce that it takes more payloads of this ROP.
    #[error("more payloads of {0} than the server takes")]
    NotAnnounced(RopId),
    /// A payload behind the first does not hold exactly one ROP.
    #[error("payload {payload} holds {count} ROPs instead of one")]
    Count {
        /// Which payload, from 0.
        payload: usize,
        /// The ROPs in it.
        count: usize,
    },
    /// A payload behind the first holds another ROP, or the right one for another object.
    #[error("payload {payload} does not continue {rop_id}")]
    Other {
        /// Which payload, from 0.
        payload: usize,
        /// The ROP that it should continue.
        rop_id: RopId,
    },
    /// The output does not fit into the room that the client offers.
    #[error("{needed} bytes needed, {left} left")]
    NoRoom {
        /// Bytes needed, the header among them.
        needed: usize,
        /// Bytes left.
        left: usize,
    },
    /// A response to nothing that was to run again.
    #[error("response {0} answers nothing that was to run again")]
    NotAsked(RopId),
}

impl PackingError {
    /// What a server answers for the whole call: a size has codes of its own, output without room is
    /// BufferTooSmall, everything else RpcFormat.
    pub const fn error_code(&self) -> ErrorCode {
        match self {
            Self::Limit(error) => error.error_code(),
            Self::NoRoom { .. } => ErrorCode::BUFFER_TOO_SMALL,
            _ => ErrorCode::RPC_FORMAT,
        }
    }
}
