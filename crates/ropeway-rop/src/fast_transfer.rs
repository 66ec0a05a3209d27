//! Fast transfer ROPs ([MS-OXCROPS] 2.2.12). What they transfer is bytes here.

use crate::codec::{ensure, if_babe, is_missing, or_zero};
use bytes::Bytes;
use ropeway_types::wire::codec::{bytes_u16, list_u16};
use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use ropeway_types::{ErrorCode, MessageId, PropertyTag};

/// TransferStatus ([MS-OXCFXICS] 2.2.3.1.1.5.2).
pub mod transfer_status {
    /// Error
    pub const ERROR: u16 = 0x0000;
    /// Partial: more data follows.
    pub const PARTIAL: u16 = 0x0001;
    /// NoRoom
    pub const NO_ROOM: u16 = 0x0002;
    /// Done
    pub const DONE: u16 = 0x0003;
}

rop! {
    RopFastTransferDestinationConfigure = 0x53, "2.2.12.1";
    request RopFastTransferDestinationConfigureRequest [input output] {
        /// SourceOperation.
        pub source_operation: u8,
        /// CopyFlags.
        pub copy_flags: u8,
    }
    response RopFastTransferDestinationConfigureResponse [output] ok;
}

rop! {
    RopFastTransferDestinationPutBuffer = 0x54, "2.2.12.2";
    request RopFastTransferDestinationPutBufferRequest [input] {
        /// TransferData.
        pub transfer_data: Bytes = bytes_u16,
    }
    response RopFastTransferDestinationPutBufferResponse [input] any(return_value) {
        /// TransferStatus: see [`transfer_status`].
        pub transfer_status: u16 = or_zero(return_value),
        /// InProgressCount.
        pub in_progress_count: u16 = or_zero(return_value),
        /// TotalStepCount.
        pub total_step_count: u16 = or_zero(return_value),
        /// Reserved, zero.
        pub reserved: u8 = or_zero(return_value),
        /// BufferUsedSize.
        pub buffer_used_size: u16 = or_zero(return_value),
    }
}

rop! {
    RopFastTransferDestinationPutBufferExtended = 0x9D, "2.2.12.3";
    request RopFastTransferDestinationPutBufferExtendedRequest [input] {
        /// TransferData.
        pub transfer_data: Bytes = bytes_u16,
    }
    response RopFastTransferDestinationPutBufferExtendedResponse [input] any(return_value) {
        /// TransferStatus: see [`transfer_status`].
        pub transfer_status: u16 = or_zero(return_value),
        /// InProgressCount.
        pub in_progress_count: u32 = or_zero(return_value),
        /// TotalStepCount.
        pub total_step_count: u32 = or_zero(return_value),
        /// Reserved, zero.
        pub reserved: u8 = or_zero(return_value),
        /// BufferUsedSize.
        pub buffer_used_size: u16 = or_zero(return_value),
    }
}

rop! {
    RopFastTransferSourceGetBuffer = 0x4E, "2.2.12.4";
    request RopFastTransferSourceGetBufferRequest [input] {
        /// BufferSize; 0xBABE if MaximumBufferSize says it.
        pub buffer_size: u16,
        /// MaximumBufferSize: there if BufferSize is 0xBABE.
        pub maximum_buffer_size: Option<u16> = if_babe(buffer_size),
    }
    response RopFastTransferSourceGetBufferResponse [input] any(return_value) {
        /// TransferStatus: see [`transfer_status`].
        pub transfer_status: u16 = or_zero(return_value),
        /// InProgressCount.
        pub in_progress_count: u16 = or_zero(return_value),
        /// TotalStepCount.
        pub total_step_count: u16 = or_zero(return_value),
        /// Reserved, zero.
        pub reserved: u8 = or_zero(return_value),
        /// TransferBufferSize, and what follows it.
        pub transfer_buffer: TransferBuffer as "" = transfer_buffer(return_value),
    }
}

/// The end of a RopFastTransferSourceGetBuffer response ([MS-OXCROPS] 2.2.12.4.2, 2.2.12.4.3).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum TransferBuffer {
    /// TransferBuffer, as long as TransferBufferSize says.
    Data(Bytes),
    /// ReturnValue is ServerBusy (0x00000480): the client is to wait.
    Backoff {
        /// TransferBufferSize, though no bytes follow.
        transfer_buffer_size: u16,
        /// BackoffTime, in milliseconds.
        backoff_time: u32,
    },
}

impl Default for TransferBuffer {
    fn default() -> Self {
        Self::Data(Bytes::new())
    }
}

mod transfer_buffer {
    use super::*;
    pub(crate) const MIN_LEN: usize = 0;
    const RESPONSE: &str = "RopFastTransferSourceGetBufferResponse";
    pub(crate) fn decode(reader: &mut Reader, code: &ErrorCode) -> Result<TransferBuffer, DecodeError> {
        if *code == ErrorCode::SERVER_BUSY {
            Ok(TransferBuffer::Backoff {
                transfer_buffer_size: reader.field(RESPONSE, "TransferBufferSize", |reader| {
                    or_zero::decode(reader, code)
                })?,
                backoff_time: reader
                    .field(RESPONSE, "BackoffTime", |reader| or_zero::decode(reader, code))?,
            })
        } else if is_missing(reader, *code) {
            Ok(TransferBuffer::default())
        } else {
            let data = reader.field(RESPONSE, "TransferBuffer", bytes_u16::decode)?;
            Ok(TransferBuffer::Data(data))
        }
    }
    pub(crate) fn encode(
        buffer: &TransferBuffer,
        writer: &mut Writer,
        code: &ErrorCode,
    ) -> Result<(), EncodeError> {
        let backoff = matches!(buffer, TransferBuffer::Backoff { .. });
        ensure(
            backoff == (*code == ErrorCode::SERVER_BUSY),
            "BackoffTime that ReturnValue contradicts",
        )?;
        match buffer {
            TransferBuffer::Data(data) => bytes_u16::encode(data, writer),
            TransferBuffer::Backoff {
                transfer_buffer_size,
                backoff_time,
            } => {
                transfer_buffer_size.encode(writer)?;
                backoff_time.encode(writer)
            }
        }
    }
}

rop! {
    RopFastTransferSourceCopyFolder = 0x4C, "2.2.12.5";
    request RopFastTransferSourceCopyFolderRequest [input output] {
        /// CopyFlags.
        pub copy_flags: u8,
        /// SendOptions.
        pub send_options: u8,
    }
    response RopFastTransferSourceCopyFolderResponse [output] ok;
}

rop! {
    RopFastTransferSourceCopyMessages = 0x4B, "2.2.12.6";
    request RopFastTransferSourceCopyMessagesRequest [input output] {
        /// MessageIds.
        pub message_ids: Vec<MessageId> = list_u16,
        /// CopyFlags.
        pub copy_flags: u8,
        /// SendOptions.
        pub send_options: u8,
    }
    response RopFastTransferSourceCopyMessagesResponse [output] ok;
}

rop! {
    RopFastTransferSourceCopyTo = 0x4D, "2.2.12.7";
    request RopFastTransferSourceCopyToRequest [input output] {
        /// Level.
        pub level: u8,
        /// CopyFlags.
        pub copy_flags: u32,
        /// SendOptions.
        pub send_options: u8,
        /// PropertyTags: that are left out.
        pub property_tags: Vec<PropertyTag> = list_u16,
    }
    response RopFastTransferSourceCopyToResponse [output] ok;
}

rop! {
    RopFastTransferSourceCopyProperties = 0x69, "2.2.12.8";
    request RopFastTransferSourceCopyPropertiesRequest [input output] {
        /// Level.
        pub level: u8,
        /// CopyFlags.
        pub copy_flags: u8,
        /// SendOptions.
        pub send_options: u8,
        /// PropertyTags.
        pub property_tags: Vec<PropertyTag> = list_u16,
    }
    response RopFastTransferSourceCopyPropertiesResponse [output] ok;
}

rop! {
    RopTellVersion = 0x86, "2.2.12.9";
    request RopTellVersionRequest [input] {
        /// Version: of the other server, three 16-bit numbers.
        pub version: Version,
    }
    response RopTellVersionResponse [input] ok;
}

/// The three numbers of RopTellVersion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Version(pub [u16; 3]);

impl Decode for Version {
    const MIN_LEN: usize = 6;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        reader.mark_list();
        let mut version = [0; 3];
        for number in &mut version {
            *number = reader.field("", "", Decode::decode)?;
        }
        Ok(Self(version))
    }
}
impl Encode for Version {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.iter().try_for_each(|number| number.encode(writer))
    }
}
