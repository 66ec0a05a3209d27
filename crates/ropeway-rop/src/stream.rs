//! Stream ROPs ([MS-OXCROPS] 2.2.9).

use crate::codec::{bytes_or_zero, if_babe, if_dst_null, or_zero};
use bytes::Bytes;
use ropeway_types::PropertyTag;
use ropeway_types::wire::codec::bytes_u16;

/// OpenModeFlags of RopOpenStream ([MS-OXCPRPT] 2.2.14.1).
pub mod stream_mode {
    /// ReadOnly
    pub const READ_ONLY: u8 = 0x00;
    /// ReadWrite
    pub const READ_WRITE: u8 = 0x01;
    /// Create: empties the property and opens it for writing.
    pub const CREATE: u8 = 0x02;
}

/// Origin of RopSeekStream ([MS-OXCPRPT] 2.2.18.1).
pub mod seek_origin {
    /// The start of the stream.
    pub const START: u8 = 0x00;
    /// The present position.
    pub const CURRENT: u8 = 0x01;
    /// The end of the stream.
    pub const END: u8 = 0x02;
}

rop! {
    RopOpenStream = 0x2B, "2.2.9.1";
    request RopOpenStreamRequest [input output] {
        /// PropertyTag.
        pub property_tag: PropertyTag,
        /// OpenModeFlags: see [`stream_mode`].
        pub open_mode_flags: u8,
    }
    response RopOpenStreamResponse [output] ok RopOpenStreamSuccess {
        /// StreamSize.
        pub stream_size: u32,
    }
}

rop! {
    RopReadStream = 0x2C, "2.2.9.2";
    request RopReadStreamRequest [input] {
        /// ByteCount; 0xBABE if MaximumByteCount says it.
        pub byte_count: u16,
        /// MaximumByteCount: there if ByteCount is 0xBABE.
        pub maximum_byte_count: Option<u32> = if_babe(byte_count),
    }
    response RopReadStreamResponse [input] any(return_value) {
        /// Data: empty on failure.
        pub data: Bytes = bytes_or_zero(return_value),
    }
}

impl RopReadStreamRequest {
    /// How many bytes are asked for, whichever field says it.
    pub fn requested(&self) -> u32 {
        self.maximum_byte_count.unwrap_or(u32::from(self.byte_count))
    }
}

rop! {
    RopWriteStream = 0x2D, "2.2.9.3";
    request RopWriteStreamRequest [input] {
        /// Data.
        pub data: Bytes = bytes_u16,
    }
    response RopWriteStreamResponse [input] any(return_value) {
        /// WrittenSize.
        pub written_size: u16 = or_zero(return_value),
    }
}

rop! {
    RopWriteStreamExtended = 0xA3, "2.2.9.4";
    request RopWriteStreamExtendedRequest [input] {
        /// Data.
        pub data: Bytes = bytes_u16,
    }
    response RopWriteStreamExtendedResponse [input] any(return_value) {
        /// WrittenSize.
        pub written_size: u32 = or_zero(return_value),
    }
}

rop! {
    RopCommitStream = 0x5D, "2.2.9.5";
    request RopCommitStreamRequest [input] {}
    response RopCommitStreamResponse [input] ok;
}

rop! {
    RopGetStreamSize = 0x5E, "2.2.9.6";
    request RopGetStreamSizeRequest [input] {}
    response RopGetStreamSizeResponse [input] ok RopGetStreamSizeSuccess {
        /// StreamSize.
        pub stream_size: u32,
    }
}

rop! {
    RopSetStreamSize = 0x2F, "2.2.9.7";
    request RopSetStreamSizeRequest [input] {
        /// StreamSize.
        pub stream_size: u64,
    }
    response RopSetStreamSizeResponse [input] ok;
}

rop! {
    RopSeekStream = 0x2E, "2.2.9.8";
    request RopSeekStreamRequest [input] {
        /// Origin: see [`seek_origin`].
        pub origin: u8,
        /// Offset.
        pub offset: i64,
    }
    response RopSeekStreamResponse [input] ok RopSeekStreamSuccess {
        /// NewPosition.
        pub new_position: u64,
    }
}

rop! {
    RopCopyToStream = 0x3A, "2.2.9.9";
    request RopCopyToStreamRequest [source dest] {
        /// ByteCount.
        pub byte_count: u64,
    }
    response RopCopyToStreamResponse [source] any(return_value) {
        /// DestHandleIndex: there if ReturnValue is DstNullObject.
        pub dest_handle_index: Option<u32> = if_dst_null(return_value),
        /// ReadByteCount.
        pub read_byte_count: u64 = or_zero(return_value),
        /// WrittenByteCount.
        pub written_byte_count: u64 = or_zero(return_value),
    }
}

rop! {
    RopLockRegionStream = 0x5B, "2.2.9.10";
    request RopLockRegionStreamRequest [input] {
        /// RegionOffset.
        pub region_offset: u64,
        /// RegionSize.
        pub region_size: u64,
        /// LockFlags.
        pub lock_flags: u32,
    }
    response RopLockRegionStreamResponse [input] ok;
}

rop! {
    RopUnlockRegionStream = 0x5C, "2.2.9.11";
    request RopUnlockRegionStreamRequest [input] {
        /// RegionOffset.
        pub region_offset: u64,
        /// RegionSize.
        pub region_size: u64,
        /// LockFlags.
        pub lock_flags: u32,
    }
    response RopUnlockRegionStreamResponse [input] ok;
}

rop! {
    RopWriteAndCommitStream = 0x90, "2.2.9.12";
    request RopWriteAndCommitStreamRequest [input] {
        /// Data.
        pub data: Bytes = bytes_u16,
    }
    response RopWriteAndCommitStreamResponse [input] any(return_value) {
        /// WrittenSize.
        pub written_size: u16 = or_zero(return_value),
    }
}

rop! {
    RopCloneStream = 0x3B, "2.2.9.13";
    request RopCloneStreamRequest [input output] {}
    response RopCloneStreamResponse [output] ok;
}
