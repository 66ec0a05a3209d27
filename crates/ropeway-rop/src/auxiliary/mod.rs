//! Auxiliary buffers ([MS-OXCRPC] 2.2.2.2): blocks of information beside the ROPs. A server may ignore
//! all that a client sends.
//!
//! ```
//! use ropeway_rop::auxiliary::{self, AuxiliaryBlock, ServerCapabilities};
//! use ropeway_rop::extended::ExtendedFlags;
//!
//! let blocks = [AuxiliaryBlock::ServerCapabilities(
//!     ServerCapabilities::PACKED_WRITE_STREAM_UPLOAD_BUFFERS,
//! )];
//! let bytes = auxiliary::encode(&blocks, ExtendedFlags::LAST)?;
//! assert_eq!(bytes[8..], [8, 0, 1, 0x46, 2, 0, 0, 0]);
//! assert_eq!(auxiliary::decode(bytes)?, blocks);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod block;
mod fixed;
mod flags;
#[cfg(feature = "serde")]
mod serde_form;
#[cfg(test)]
mod tests;
mod texts;

pub use block::{AuxiliaryBlock, RequestKind, block_type};
pub use fixed::{
    OsVersionInfo, PerfAccountInfo, PerfDefGcSuccess, PerfDefMdbSuccess, PerfFailure, PerfFailureV2,
    PerfGcSuccess, PerfGcSuccessV2, PerfMdbSuccess, PerfMdbSuccessV2, PerfRequestId, PerfSessionInfo,
    PerfSessionInfoV2,
};
pub use flags::{
    ENDPOINT_SINGLE, ServerCapabilities, client_control, client_mode, connection_flags, org_flags,
    server_type,
};
pub use texts::{
    ClientConnectionInfo, PerfClientInfo, PerfProcessInfo, PerfServerInfo, ProtocolDeviceIdentification,
    ServerSessionInfo,
};

use crate::extended::{self, ExtendedError, ExtendedFlags};
use bytes::Bytes;
use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};

/// Bytes of AUX_HEADER.
const HEADER_LEN: usize = 4;

/// An auxiliary buffer: its blocks, and what behind them is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AuxiliaryBuffer {
    /// The blocks, in order.
    pub blocks: Vec<AuxiliaryBlock>,
    /// From the first block on whose size cannot be true: nothing can be found behind it.
    pub ignored: Option<Ignored>,
}

/// The end of an auxiliary buffer that could not be read. A receiver may ignore it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "serde_form::IgnoredForm", into = "serde_form::IgnoredForm")
)]
pub struct Ignored {
    /// Why; the offset counts from the start of the uncompressed payload.
    pub error: DecodeError,
    /// All that was left.
    pub bytes: Bytes,
}

/// Why blocks cannot be written as an auxiliary buffer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuxiliaryError {
    /// A block that has no encoding.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// Blocks too large for a payload.
    #[error(transparent)]
    Extended(#[from] ExtendedError),
}

impl AuxiliaryBuffer {
    /// Reads a whole buffer with its extended header; an empty one has no blocks.
    ///
    /// # Errors
    /// [`ExtendedError`], also if the payload is empty or not the last. Bytes that are no blocks are no error:
    /// see [`AuxiliaryBuffer::ignored`].
    pub fn decode(buffer: impl Into<Bytes>) -> Result<Self, ExtendedError> {
        let buffer = buffer.into();
        if buffer.is_empty() {
            return Ok(Self::default());
        }
        extended::decode_single(buffer).map(Self::decode_payload)
    }

    /// Reads what follows the extended header, decompressed.
    pub fn decode_payload(payload: impl Into<Bytes>) -> Self {
        let mut reader = Reader::new(payload);
        let mut buffer = Self::default();
        while !reader.is_empty() {
            let bytes = reader.rest();
            match AuxiliaryBlock::decode(&mut reader) {
                Ok(block) => buffer.blocks.push(block),
                Err(error) => {
                    buffer.ignored = Some(Ignored { error, bytes });
                    break;
                }
            }
        }
        buffer
    }

    /// The payload: blocks, and the bytes that were ignored.
    ///
    /// # Errors
    /// As the blocks.
    pub fn encode_payload(&self) -> Result<Bytes, EncodeError> {
        let mut writer = Writer::new();
        self.blocks
            .iter()
            .try_for_each(|block| block.encode(&mut writer))?;
        if let Some(ignored) = &self.ignored {
            writer.put(&ignored.bytes);
        }
        Ok(writer.finish())
    }

    /// The payload behind its extended header, which says that it is the last; no bytes at all if there is
    /// nothing to write.
    ///
    /// # Errors
    /// [`AuxiliaryError`]
    pub fn encode(&self, flags: ExtendedFlags) -> Result<Bytes, AuxiliaryError> {
        seal(self.encode_payload()?, flags)
    }

    /// The server's capabilities, as a client finds them in the answer to its connect; none if the server
    /// does not say.
    pub fn server_capabilities(&self) -> ServerCapabilities {
        self.blocks
            .iter()
            .filter_map(|block| match block {
                AuxiliaryBlock::ServerCapabilities(capabilities) => Some(*capabilities),
                _ => None,
            })
            .fold(ServerCapabilities::default(), ServerCapabilities::union)
    }
}

/// The blocks of an auxiliary buffer; none of an empty one. From the first block on whose size cannot be
/// true the rest is ignored, as the specification lets a receiver do; [`AuxiliaryBuffer::decode`] says what.
///
/// # Errors
/// [`ExtendedError`], also if the payload is empty or not the last.
pub fn decode(buffer: impl Into<Bytes>) -> Result<Vec<AuxiliaryBlock>, ExtendedError> {
    AuxiliaryBuffer::decode(buffer).map(|buffer| buffer.blocks)
}

/// An auxiliary buffer of these blocks, with its extended header; an empty one of none.
///
/// # Errors
/// [`AuxiliaryError`]
pub fn encode(blocks: &[AuxiliaryBlock], flags: ExtendedFlags) -> Result<Bytes, AuxiliaryError> {
    let mut writer = Writer::new();
    blocks.iter().try_for_each(|block| block.encode(&mut writer))?;
    seal(writer.finish(), flags)
}

fn seal(payload: Bytes, flags: ExtendedFlags) -> Result<Bytes, AuxiliaryError> {
    if payload.is_empty() {
        return Ok(Bytes::new());
    }
    Ok(extended::encode(payload, flags.union(ExtendedFlags::LAST))?)
}
