//! Other ROPs ([MS-OXCROPS] 2.2.15).

use crate::codec::list_u8;
use crate::rop_id::RopId;
use bytes::Bytes;
use ropeway_types::wire::codec::{bytes_u16, rest};
use ropeway_types::wire_struct;

rop! {
    RopBufferTooSmall = 0xFF, "2.2.15.1";
    response RopBufferTooSmallResponse {
        /// SizeNeeded: what the client must offer for the output.
        pub size_needed: u16,
        /// RequestBuffers: the bytes of all requests that were not executed; the rest of RopsList.
        pub request_buffers: Bytes = rest,
    }
}

wire_struct! {
    /// BackoffRop ([MS-OXCROPS] 2.2.15.2.1).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct BackoffRop {
        /// RopIdBackoff.
        pub rop_id: RopId as "RopIdBackoff",
        /// Duration, in milliseconds.
        pub duration: u32,
    }
}

rop! {
    RopBackoff = 0xF9, "2.2.15.2";
    response RopBackoffResponse {
        /// LogonId.
        pub logon_id: u8,
        /// Duration of the logon's back-off, in milliseconds.
        pub duration: u32,
        /// BackoffRopData; empty if the whole logon is meant.
        pub backoff_rops: Vec<BackoffRop> as "BackoffRopData" = list_u8["BackoffRopCount"],
        /// AdditionalData.
        pub additional_data: Bytes = bytes_u16,
    }
}

rop! {
    RopRelease = 0x01, "2.2.15.3";
    request RopReleaseRequest [input] {}
}
