//! The bodies of requests and responses ([MS-OXCMAPIHTTP] 2.2.4), and the stream of lines that a
//! response body comes in (2.2.7). Both ends, without I/O: a client and a test need what a server needs.
//!
//! ```
//! use ropeway_mapihttp::wire::{CallFlags, ExecuteRequest, ExecuteResponse, Reply, ResponseStream};
//! use ropeway_types::wire::{Decode, Encode, Reader};
//!
//! // What a client sends as an Execute body ...
//! let request = ExecuteRequest {
//!     flags: CallFlags::NO_COMPRESSION | CallFlags::NO_XOR_MAGIC,
//!     rop_buffer: vec![0, 0, 4, 0, 2, 0, 2, 0, 2, 0].into(),
//!     max_rop_out: 0x8008,
//!     auxiliary: Default::default(),
//! };
//! let body = request.to_bytes()?;
//! assert_eq!(ExecuteRequest::decode(&mut Reader::new(body))?, request);
//!
//! // ... and what comes back, in pieces as the network cuts them.
//! let mut stream = ResponseStream::new(0x10_0000);
//! for piece in [&b"PROCESSING\r\nPEND"[..], b"ING\r\nDONE\r\nX-ElapsedTime: 16\r\n\r", b"\n\0\0\0\0"] {
//!     stream.push(piece)?;
//! }
//! stream.push(&[0xB6, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])?;
//! let response = stream.finish()?;
//! assert_eq!((response.pending, response.header("x-elapsedtime")), (1, Some("16")));
//! let Reply::Success(reply) = Reply::<ExecuteResponse>::decode(&mut Reader::new(response.body))? else {
//!     panic!("transport failure");
//! };
//! assert_eq!(reply.error_code.0, 0x4B6);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod stream;

pub(crate) use stream::{DONE, PENDING, PROCESSING};
pub use stream::{ResponseStream, StreamError, StreamedResponse};

use bytes::Bytes;
pub use ropeway_rop::packing::CallFlags;
use ropeway_types::wire::codec::{asciiz, bytes_u32};
use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use ropeway_types::{ErrorCode, WideString, wire_struct};

/// UTF-16LE text with its terminating zero.
mod utf16z {
    use super::*;
    pub(super) const MIN_LEN: usize = 2;
    pub(super) fn decode(reader: &mut Reader) -> Result<WideString, DecodeError> {
        reader.utf16z().map(WideString::from_utf16le)
    }
    pub(super) fn encode(text: &WideString, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.utf16z(text.as_bytes())
    }
}

wire_struct! {
    /// Connect request body ([MS-OXCMAPIHTTP] 2.2.4.1.1).
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ConnectRequest {
        /// UserDn: the user's distinguished name, in the client's 8-bit code page.
        pub user_dn: Bytes = asciiz,
        /// Flags: 0, or 1 for administrative privilege.
        pub flags: u32,
        /// DefaultCodePage.
        pub default_code_page: u32,
        /// LcidSort. On HTTP it stands before LcidString, unlike on RPC.
        pub lcid_sort: u32,
        /// LcidString.
        pub lcid_string: u32,
        /// AuxiliaryBuffer: an extended buffer, or empty.
        pub auxiliary: Bytes = bytes_u32,
    }
}

wire_struct! {
    /// Connect response body after its StatusCode of zero ([MS-OXCMAPIHTTP] 2.2.4.1.2).
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ConnectResponse {
        /// ErrorCode: what became of the request. All else is zero or empty unless it is success.
        pub error_code: ErrorCode,
        /// PollsMax: milliseconds between two polls for events.
        pub polls_max: u32,
        /// RetryCount.
        pub retry_count: u32,
        /// RetryDelay: milliseconds.
        pub retry_delay: u32,
        /// DnPrefix.
        pub dn_prefix: Bytes = asciiz,
        /// DisplayName of the user.
        pub display_name: WideString = utf16z,
        /// AuxiliaryBuffer.
        pub auxiliary: Bytes = bytes_u32,
    }
}

wire_struct! {
    /// Execute request body ([MS-OXCMAPIHTTP] 2.2.4.2.1).
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ExecuteRequest {
        /// Flags.
        pub flags: CallFlags,
        /// RopBuffer: extended buffers ([MS-OXCRPC] 2.2.2.1).
        pub rop_buffer: Bytes = bytes_u32,
        /// MaxRopOut: bytes that the response's RopBuffer may have.
        pub max_rop_out: u32,
        /// AuxiliaryBuffer.
        pub auxiliary: Bytes = bytes_u32,
    }
}

wire_struct! {
    /// Execute response body after its StatusCode of zero ([MS-OXCMAPIHTTP] 2.2.4.2.2).
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ExecuteResponse {
        /// ErrorCode: what became of the call; ROPs have codes of their own.
        pub error_code: ErrorCode,
        /// Flags: reserved, zero.
        pub flags: u32,
        /// RopBuffer: extended buffers; empty unless ErrorCode is success.
        pub rop_buffer: Bytes = bytes_u32,
        /// AuxiliaryBuffer.
        pub auxiliary: Bytes = bytes_u32,
    }
}

wire_struct! {
    /// Disconnect request body ([MS-OXCMAPIHTTP] 2.2.4.3.1); clients may send no body at all (3.1.5.4).
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct DisconnectRequest {
        /// AuxiliaryBuffer.
        pub auxiliary: Bytes = bytes_u32,
    }
}

wire_struct! {
    /// Disconnect response body after its StatusCode of zero ([MS-OXCMAPIHTTP] 2.2.4.3.2).
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct DisconnectResponse {
        /// ErrorCode.
        pub error_code: ErrorCode,
        /// AuxiliaryBuffer.
        pub auxiliary: Bytes = bytes_u32,
    }
}

wire_struct! {
    /// NotificationWait request body ([MS-OXCMAPIHTTP] 2.2.4.4.1).
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct NotificationWaitRequest {
        /// Flags: reserved, zero.
        pub flags: u32,
        /// AuxiliaryBuffer.
        pub auxiliary: Bytes = bytes_u32,
    }
}

wire_struct! {
    /// NotificationWait response body after its StatusCode of zero ([MS-OXCMAPIHTTP] 2.2.4.4.2).
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct NotificationWaitResponse {
        /// ErrorCode.
        pub error_code: ErrorCode,
        /// EventPending: 1 if an Execute would bring notifications, else 0.
        pub event_pending: u32,
        /// AuxiliaryBuffer.
        pub auxiliary: Bytes = bytes_u32,
    }
}

wire_struct! {
    /// The body of any response whose StatusCode is not zero ([MS-OXCMAPIHTTP] 2.2.4.1.3, 2.2.4.2.3,
    /// 2.2.4.3.3, 2.2.4.4.3): the call itself failed, as a remote procedure call would have by an
    /// exception.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FailureResponse {
        /// StatusCode, not zero.
        pub status_code: ErrorCode,
        /// AuxiliaryBuffer.
        pub auxiliary: Bytes = bytes_u32,
    }
}

/// A response body: StatusCode decides what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply<T> {
    /// StatusCode is zero; look at the ErrorCode next.
    Success(T),
    /// StatusCode is not zero.
    Failure(FailureResponse),
}

impl<T> Reply<T> {
    /// A failure with this StatusCode.
    pub const fn failure(status_code: ErrorCode) -> Self {
        Self::Failure(FailureResponse {
            status_code,
            auxiliary: Bytes::new(),
        })
    }
}

impl<T: Decode> Decode for Reply<T> {
    const MIN_LEN: usize = 8;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let status_code = ErrorCode::decode(reader).map_err(|e| e.within("Reply", "status_code"))?;
        if status_code.is_success() {
            return T::decode(reader).map(Self::Success);
        }
        let auxiliary = bytes_u32::decode(reader).map_err(|e| e.within("FailureResponse", "auxiliary"))?;
        Ok(Self::Failure(FailureResponse {
            status_code,
            auxiliary,
        }))
    }
}

impl<T: Encode> Encode for Reply<T> {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Success(body) => {
                ErrorCode::SUCCESS.encode(writer)?;
                body.encode(writer)
            }
            Self::Failure(body) if body.status_code.is_success() => {
                Err(EncodeError::Unsupported("failure with a StatusCode of zero"))
            }
            Self::Failure(body) => body.encode(writer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fmt::Debug;

    fn both_ways<T: Decode + Encode + PartialEq + Debug>(value: &T) {
        let bytes = value.to_bytes().unwrap();
        let mut reader = Reader::new(bytes.clone());
        assert_eq!(&T::decode(&mut reader).unwrap(), value);
        reader.finish().unwrap();
        for len in 0..bytes.len() {
            assert!(
                T::decode(&mut Reader::new(bytes.slice(..len))).is_err(),
                "{len} bytes"
            );
        }
    }

    #[test]
    fn connect_response_is_laid_out_as_specified() {
        let reply = Reply::Success(ConnectResponse {
            error_code: ErrorCode::SUCCESS,
            polls_max: 60000,
            retry_count: 6,
            retry_delay: 10000,
            dn_prefix: Bytes::new(),
            display_name: WideString::from("é"),
            auxiliary: Bytes::from_static(b"ab"),
        });
        assert_eq!(
            reply.to_bytes().unwrap(),
            Bytes::from_static(b"\0\0\0\0\0\0\0\0\x60\xEA\0\0\x06\0\0\0\x10\x27\0\0\0\xE9\0\0\0\x02\0\0\0ab")
        );
        both_ways(&reply);
    }

    #[test]
    fn a_failure_has_a_status_and_an_auxiliary_buffer() {
        let reply = Reply::<DisconnectResponse>::failure(ErrorCode::RPC_X_BAD_STUB_DATA);
        assert_eq!(
            reply.to_bytes().unwrap(),
            Bytes::from_static(b"\xF7\x06\0\0\0\0\0\0")
        );
        both_ways(&reply);
        assert!(
            Reply::<DisconnectResponse>::failure(ErrorCode::SUCCESS)
                .to_bytes()
                .is_err()
        );
    }

    #[test]
    fn a_size_beyond_the_body_is_an_error_that_says_where() {
        let body = Bytes::from_static(b"\x03\0\0\0\xFF\xFF\xFF\xFF\0");
        let error = ExecuteRequest::decode(&mut Reader::new(body)).unwrap_err();
        assert_eq!(
            (error.structure, error.field, error.offset),
            ("ExecuteRequest", "rop_buffer", 8)
        );
    }

    fn payload() -> impl Strategy<Value = Bytes> {
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Bytes::from)
    }

    proptest! {
        #[test]
        fn every_body_reads_back(
            numbers in any::<[u32; 5]>(), one in payload(), two in payload(),
            dn in "[ -~]{0,20}", name in "[^\0]{0,20}",
        ) {
            let [a, b, c, d, e] = numbers;
            both_ways(&ConnectRequest {
                user_dn: dn.clone().into(), flags: a, default_code_page: b, lcid_sort: c, lcid_string: d,
                auxiliary: one.clone(),
            });
            both_ways(&Reply::Success(ConnectResponse {
                error_code: ErrorCode(a), polls_max: b, retry_count: c, retry_delay: d,
                dn_prefix: dn.into(), display_name: name.as_str().into(), auxiliary: one.clone(),
            }));
            both_ways(&ExecuteRequest {
                flags: CallFlags(a), rop_buffer: one.clone(), max_rop_out: e, auxiliary: two.clone(),
            });
            both_ways(&Reply::Success(ExecuteResponse {
                error_code: ErrorCode(b), flags: c, rop_buffer: one.clone(), auxiliary: two.clone(),
            }));
            both_ways(&DisconnectRequest { auxiliary: one.clone() });
            both_ways(&Reply::Success(DisconnectResponse {
                error_code: ErrorCode(a), auxiliary: two.clone(),
            }));
            both_ways(&NotificationWaitRequest { flags: a, auxiliary: one });
            both_ways(&Reply::Success(NotificationWaitResponse {
                error_code: ErrorCode(a), event_pending: b, auxiliary: two,
            }));
        }
    }
}
