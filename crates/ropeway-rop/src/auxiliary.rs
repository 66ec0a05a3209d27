//! Auxiliary buffers ([MS-OXCRPC] 2.2.2.2): blocks of information beside the ROPs. A server may ignore
//! all that a client sends; here they are split into blocks, and the blocks that a server sends when a
//! session is connected are typed.

use crate::extended::{self, ExtendedError, ExtendedFlags};
use bytes::Bytes;
use ropeway_types::wire::{Decode, EncodeError, Reader, Writer};

/// Bytes of AUX_HEADER.
const HEADER_LEN: usize = 4;

/// A block: AUX_HEADER ([MS-OXCRPC] 2.2.2.2) and its body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuxiliaryBlock {
    /// AUX_EXORGINFO (2.2.2.2.17): OrgFlags, see [`org_flags`].
    ExOrgInfo(u32),
    /// AUX_CLIENT_CONTROL (2.2.2.2.15).
    ClientControl {
        /// EnableFlags: see [`client_control`].
        enable_flags: u32,
        /// ExpiryTime, in milliseconds.
        expiry_time: u32,
    },
    /// AUX_ENDPOINT_CAPABILITIES (2.2.2.2.19): EndpointCapabilityFlag, see [`ENDPOINT_SINGLE`].
    EndpointCapabilities(u32),
    /// Any other block.
    Other {
        /// Version.
        version: u8,
        /// Type.
        block_type: u8,
        /// What follows AUX_HEADER.
        body: Bytes,
    },
}

/// EndpointCapabilityFlag: mailbox, address book and referral share an endpoint.
pub const ENDPOINT_SINGLE: u32 = 1;

/// OrgFlags of AUX_EXORGINFO.
pub mod org_flags {
    /// PUBLIC_FOLDERS_ENABLED
    pub const PUBLIC_FOLDERS_ENABLED: u32 = 0x0000_0001;
    /// USE_AUTODISCOVER_FOR_PUBLIC_FOLDER_CONFIGURATION
    pub const USE_AUTODISCOVER_FOR_PUBLIC_FOLDER_CONFIGURATION: u32 = 0x0000_0002;
}

/// EnableFlags of AUX_CLIENT_CONTROL.
pub mod client_control {
    /// ENABLE_PERF_SENDTOSERVER
    pub const ENABLE_PERF_SENDTOSERVER: u32 = 0x0000_0001;
    /// ENABLE_COMPRESSION
    pub const ENABLE_COMPRESSION: u32 = 0x0000_0004;
    /// ENABLE_HTTP_TUNNELING
    pub const ENABLE_HTTP_TUNNELING: u32 = 0x0000_0008;
    /// ENABLE_PERF_SENDGCDATA
    pub const ENABLE_PERF_SENDGCDATA: u32 = 0x0000_0010;
}

const CLIENT_CONTROL: u8 = 0x0A;
const EX_ORG_INFO: u8 = 0x17;
const ENDPOINT_CAPABILITIES: u8 = 0x48;

impl AuxiliaryBlock {
    fn from_parts(version: u8, block_type: u8, body: Bytes) -> Self {
        let mut reader = Reader::new(body.clone());
        let mut number = || u32::decode(&mut reader).ok();
        let typed = match (version, block_type, body.len()) {
            (1, EX_ORG_INFO, 4) => number().map(Self::ExOrgInfo),
            (1, ENDPOINT_CAPABILITIES, 4) => number().map(Self::EndpointCapabilities),
            (1, CLIENT_CONTROL, 8) => {
                number()
                    .zip(number())
                    .map(|(enable_flags, expiry_time)| Self::ClientControl {
                        enable_flags,
                        expiry_time,
                    })
            }
            _ => None,
        };
        typed.unwrap_or(Self::Other {
            version,
            block_type,
            body,
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let (version, block_type, body) = match self {
            Self::ExOrgInfo(flags) => (1, EX_ORG_INFO, flags.to_le_bytes().to_vec().into()),
            Self::EndpointCapabilities(flag) => {
                (1, ENDPOINT_CAPABILITIES, flag.to_le_bytes().to_vec().into())
            }
            Self::ClientControl {
                enable_flags,
                expiry_time,
            } => {
                let body = [enable_flags.to_le_bytes(), expiry_time.to_le_bytes()].concat();
                (1, CLIENT_CONTROL, body.into())
            }
            Self::Other {
                version,
                block_type,
                body,
            } => (*version, *block_type, body.clone()),
        };
        writer.count_u16("auxiliary block", body.len().saturating_add(HEADER_LEN))?;
        writer.put(&[version, block_type]);
        writer.put(&body);
        Ok(())
    }
}

/// The blocks of an auxiliary buffer; none of an empty one. From the first block on whose size cannot be
/// true the rest is ignored, as the specification lets a receiver do.
///
/// # Errors
/// [`ExtendedError`], also if there is more than one payload.
pub fn decode(buffer: impl Into<Bytes>) -> Result<Vec<AuxiliaryBlock>, ExtendedError> {
    let mut reader = Reader::new(buffer);
    if reader.is_empty() {
        return Ok(Vec::new());
    }
    let (_, payload) = extended::decode_payload(&mut reader)?;
    if !reader.is_empty() {
        return Err(ExtendedError::Trailing(reader.remaining()));
    }
    let mut reader = Reader::new(payload);
    let mut blocks = Vec::new();
    while let Ok(block) = decode_block(&mut reader) {
        blocks.push(block);
    }
    Ok(blocks)
}

fn decode_block(reader: &mut Reader) -> Result<AuxiliaryBlock, ropeway_types::wire::DecodeError> {
    let size = usize::from(u16::decode(reader)?);
    let version = u8::decode(reader)?;
    let block_type = u8::decode(reader)?;
    let Some(len) = size.checked_sub(HEADER_LEN) else {
        return Err(reader.error(ropeway_types::wire::DecodeErrorKind::Size {
            declared: size,
            actual: HEADER_LEN,
        }));
    };
    let body = reader.take(len)?;
    Ok(AuxiliaryBlock::from_parts(version, block_type, body))
}

/// An auxiliary buffer of these blocks, with its extended header; an empty one of none.
///
/// # Errors
/// [`ExtendedError::TooLarge`].
pub fn encode(blocks: &[AuxiliaryBlock], flags: ExtendedFlags) -> Result<Bytes, ExtendedError> {
    if blocks.is_empty() {
        return Ok(Bytes::new());
    }
    let mut writer = Writer::new();
    for block in blocks {
        block
            .encode(&mut writer)
            .map_err(|_| ExtendedError::TooLarge(writer.len()))?;
    }
    extended::encode(writer.finish(), flags.union(ExtendedFlags::LAST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_sends_on_connect() {
        let blocks = [
            AuxiliaryBlock::ExOrgInfo(0),
            AuxiliaryBlock::ClientControl {
                enable_flags: client_control::ENABLE_COMPRESSION,
                expiry_time: 604_800_000,
            },
            AuxiliaryBlock::EndpointCapabilities(ENDPOINT_SINGLE),
        ];
        let bytes = encode(&blocks, ExtendedFlags::default()).unwrap();
        assert_eq!(
            bytes[..],
            [
                0, 0, 4, 0, 28, 0, 28, 0, // RPC_HEADER_EXT
                8, 0, 1, 0x17, 0, 0, 0, 0, //
                12, 0, 1, 0x0A, 4, 0, 0, 0, 0x00, 0x84, 0x0C, 0x24, //
                8, 0, 1, 0x48, 1, 0, 0, 0,
            ]
        );
        assert_eq!(decode(bytes).unwrap(), blocks);
    }

    #[test]
    fn unknown_blocks_are_kept_and_a_false_size_ends_the_list() {
        let mut payload = vec![5, 0, 2, 0x99, 7];
        payload.extend([3, 0, 1, 1, 0, 0]);
        let buffer = extended::encode(payload, ExtendedFlags::LAST).unwrap();
        assert_eq!(
            decode(buffer).unwrap(),
            [AuxiliaryBlock::Other {
                version: 2,
                block_type: 0x99,
                body: Bytes::from_static(&[7])
            }]
        );
        assert_eq!(decode(Bytes::new()).unwrap(), []);
        assert_eq!(encode(&[], ExtendedFlags::LAST).unwrap(), Bytes::new());
    }
}
