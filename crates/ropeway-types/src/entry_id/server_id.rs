//! PtypServerId.

use super::value_error;
use crate::ids::{FolderId, MessageId};
use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;

/// PtypServerId ([MS-OXCDATA] 2.11.1.4): a folder or message of this server, or what a client defines.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ServerId {
    /// Ours = 1, 21 bytes.
    Ours {
        /// The folder.
        folder_id: FolderId,
        /// The message; zero for the folder itself.
        message_id: MessageId,
        /// Instance number.
        instance: u32,
    },
    /// Ours = 0: defined by the client.
    Client(Bytes),
}

impl ServerId {
    /// Of a folder.
    pub const fn folder(folder_id: FolderId) -> Self {
        Self::Ours {
            folder_id,
            message_id: MessageId::NONE,
            instance: 0,
        }
    }

    /// Reads the bytes of a PtypServerId value (without its COUNT).
    ///
    /// # Errors
    /// For another size than its first byte calls for, or another first byte than 0 and 1.
    pub fn parse(bytes: &Bytes) -> Result<Self, DecodeError> {
        let at = |e: DecodeError, field| e.within("PtypServerId", field);
        let mut reader = Reader::new(bytes.clone());
        match u8::decode(&mut reader).map_err(|e| at(e, "Ours"))? {
            0 => Ok(Self::Client(reader.rest())),
            1 => {
                let folder_id = Decode::decode(&mut reader).map_err(|e| at(e, "FolderId"))?;
                let message_id = Decode::decode(&mut reader).map_err(|e| at(e, "MessageId"))?;
                let instance = u32::decode(&mut reader).map_err(|e| at(e, "Instance"))?;
                reader.finish().map_err(|e| at(e, "Instance"))?;
                Ok(Self::Ours {
                    folder_id,
                    message_id,
                    instance,
                })
            }
            other => Err(at(value_error(0, other), "Ours")),
        }
    }
}

impl Encode for ServerId {
    /// Writes the bytes of the value, without its COUNT.
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Ours {
                folder_id,
                message_id,
                instance,
            } => {
                1u8.encode(writer)?;
                folder_id.encode(writer)?;
                message_id.encode(writer)?;
                instance.encode(writer)
            }
            Self::Client(bytes) => {
                0u8.encode(writer)?;
                writer.put(bytes);
                Ok(())
            }
        }
    }
}
