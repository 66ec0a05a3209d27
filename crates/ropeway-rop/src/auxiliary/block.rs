//! The list of auxiliary blocks, and the way from version and type to a block and back.

use super::HEADER_LEN;
use super::fixed::{
    OsVersionInfo, PerfAccountInfo, PerfDefGcSuccess, PerfDefMdbSuccess, PerfFailure, PerfFailureV2,
    PerfGcSuccess, PerfGcSuccessV2, PerfMdbSuccess, PerfMdbSuccessV2, PerfRequestId, PerfSessionInfo,
    PerfSessionInfoV2,
};
use super::flags::ServerCapabilities;
use super::texts::{
    ClientConnectionInfo, PerfClientInfo, PerfProcessInfo, PerfServerInfo, ProtocolDeviceIdentification,
    ServerSessionInfo,
};
use bytes::Bytes;
use ropeway_types::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};

/// What kind of request performance data is about: the difference between three types of one block
/// ([MS-OXCRPC] 2.2.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum RequestKind {
    /// The type without BG or FG.
    Unspecified,
    /// BG: a request of a client that works on a copy.
    Background,
    /// FG: a request whose answer the client waits for.
    Foreground,
}

impl RequestKind {
    fn pick(self, types: [u8; 3]) -> u8 {
        let [unspecified, background, foreground] = types;
        match self {
            Self::Unspecified => unspecified,
            Self::Background => background,
            Self::Foreground => foreground,
        }
    }

    fn of(block_type: u8, types: [u8; 3]) -> Self {
        [Self::Background, Self::Foreground]
            .into_iter()
            .find(|kind| kind.pick(types) == block_type)
            .unwrap_or(Self::Unspecified)
    }
}

macro_rules! blocks {
    (
        plain { $( $(#[$doc:meta])* $name:ident($body:ty) = $version:literal, $constant:ident; )* }
        by_kind { $( $(#[$kdoc:meta])* $kname:ident($kbody:ty) = $kversion:literal, [$any:ident $bg:ident $fg:ident]; )* }
    ) => {
        /// A block: AUX_HEADER ([MS-OXCRPC] 2.2.2.2) and what follows it.
        ///
        /// A block is typed if its version and type are known and what it holds, written again, gives the
        /// same bytes. Otherwise it is [`Other`](Self::Other): so are the blocks that nobody documented,
        /// those that are too short or too long, and those whose texts overlap, have gaps between them or
        /// stand in another order. [`AuxiliaryBlock::interpreted`] reads also the latter.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum AuxiliaryBlock {
            $( $(#[$doc])* $name($body), )*
            $( $(#[$kdoc])* $kname(RequestKind, $kbody), )*
            /// AUX_CLIENT_CONTROL (2.2.2.2.15); server to client.
            ClientControl {
                /// EnableFlags: see [`client_control`](super::client_control).
                enable_flags: u32,
                /// ExpiryTime, in milliseconds.
                expiry_time: u32,
            },
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

        impl AuxiliaryBlock {
            /// Version and Type of AUX_HEADER.
            pub fn version_and_type(&self) -> (u8, u8) {
                match self {
                    $( Self::$name(_) => ($version, block_type::$constant), )*
                    $( Self::$kname(kind, _) => (
                        $kversion,
                        kind.pick([block_type::$any, block_type::$bg, block_type::$fg]),
                    ), )*
                    Self::ClientControl { .. } => (1, block_type::CLIENT_CONTROL),
                    Self::Other { version, block_type, .. } => (*version, *block_type),
                }
            }

            /// Reads what a version and type say. `None` if they are unknown.
            fn typed(version: u8, block_type: u8, reader: &mut Reader) -> Option<Result<Self, DecodeError>> {
                Some(match (version, block_type) {
                    $( ($version, block_type::$constant) => Decode::decode(reader).map(Self::$name), )*
                    $( ($kversion, block_type::$any | block_type::$bg | block_type::$fg) => {
                        let kind = RequestKind::of(
                            block_type,
                            [block_type::$any, block_type::$bg, block_type::$fg],
                        );
                        Decode::decode(reader).map(|body| Self::$kname(kind, body))
                    } )*
                    (1, block_type::CLIENT_CONTROL) => Self::client_control(reader),
                    _ => return None,
                })
            }

            fn encode_body(&self, writer: &mut Writer) -> Result<(), EncodeError> {
                match self {
                    $( Self::$name(body) => body.encode(writer), )*
                    $( Self::$kname(_, body) => body.encode(writer), )*
                    Self::ClientControl { enable_flags, expiry_time } => {
                        enable_flags.encode(writer)?;
                        expiry_time.encode(writer)
                    }
                    Self::Other { body, .. } => {
                        writer.put(body);
                        Ok(())
                    }
                }
            }
        }
    };
}

blocks! {
    plain {
        /// AUX_PERF_REQUESTID (2.2.2.2.1); client to server.
        PerfRequestId(PerfRequestId) = 1, PERF_REQUESTID;
        /// AUX_PERF_CLIENTINFO (2.2.2.2.4); client to server.
        PerfClientInfo(PerfClientInfo) = 1, PERF_CLIENTINFO;
        /// AUX_PERF_SERVERINFO (2.2.2.2.5); client to server.
        PerfServerInfo(PerfServerInfo) = 1, PERF_SERVERINFO;
        /// AUX_PERF_SESSIONINFO (2.2.2.2.2); client to server.
        PerfSessionInfo(PerfSessionInfo) = 1, PERF_SESSIONINFO;
        /// AUX_PERF_SESSIONINFO_V2 (2.2.2.2.3); client to server.
        PerfSessionInfoV2(PerfSessionInfoV2) = 2, PERF_SESSIONINFO;
        /// AUX_PERF_PROCESSINFO (2.2.2.2.6) of version 1; client to server.
        PerfProcessInfo(PerfProcessInfo) = 1, PERF_PROCESSINFO;
        /// AUX_PERF_PROCESSINFO (2.2.2.2.6) of version 2; client to server.
        PerfProcessInfoV2(PerfProcessInfo) = 2, PERF_PROCESSINFO;
        /// AUX_OSVERSIONINFO (2.2.2.2.16); server to client.
        OsVersionInfo(OsVersionInfo) = 1, OSVERSIONINFO;
        /// AUX_EXORGINFO (2.2.2.2.17): OrgFlags, see [`org_flags`](super::org_flags); server to client.
        ExOrgInfo(u32) = 1, EXORGINFO;
        /// AUX_PERF_ACCOUNTINFO (2.2.2.2.18); client to server.
        PerfAccountInfo(PerfAccountInfo) = 1, PERF_ACCOUNTINFO;
        /// AUX_SERVER_CAPABILITIES (2.2.2.2.19); server to client.
        ServerCapabilities(ServerCapabilities) = 1, SERVER_CAPABILITIES;
        /// AUX_ENDPOINT_CAPABILITIES (2.2.2.2.20): EndpointCapabilityFlag, see
        /// [`ENDPOINT_SINGLE`](super::ENDPOINT_SINGLE); server to client.
        EndpointCapabilities(u32) = 1, ENDPOINT_CAPABILITIES;
        /// AUX_CLIENT_CONNECTION_INFO (2.2.2.2.21); client to server.
        ClientConnectionInfo(ClientConnectionInfo) = 1, CLIENT_CONNECTION_INFO;
        /// AUX_SERVER_SESSION_INFO (2.2.2.2.22); server to client.
        ServerSessionInfo(ServerSessionInfo) = 1, SERVER_SESSION_INFO;
        /// AUX_PROTOCOL_DEVICE_IDENTIFICATION (2.2.2.2.23); both ways.
        ProtocolDeviceIdentification(ProtocolDeviceIdentification) = 1, PROTOCOL_DEVICE_IDENTIFICATION;
    }
    by_kind {
        /// AUX_PERF_DEFMDB_SUCCESS (2.2.2.2.7); client to server.
        PerfDefMdbSuccess(PerfDefMdbSuccess) = 1,
            [PERF_DEFMDB_SUCCESS PERF_BG_DEFMDB_SUCCESS PERF_FG_DEFMDB_SUCCESS];
        /// AUX_PERF_DEFGC_SUCCESS (2.2.2.2.8); client to server.
        PerfDefGcSuccess(PerfDefGcSuccess) = 1,
            [PERF_DEFGC_SUCCESS PERF_BG_DEFGC_SUCCESS PERF_FG_DEFGC_SUCCESS];
        /// AUX_PERF_MDB_SUCCESS (2.2.2.2.9); client to server.
        PerfMdbSuccess(PerfMdbSuccess) = 1,
            [PERF_MDB_SUCCESS PERF_BG_MDB_SUCCESS PERF_FG_MDB_SUCCESS];
        /// AUX_PERF_MDB_SUCCESS_V2 (2.2.2.2.10); client to server.
        PerfMdbSuccessV2(PerfMdbSuccessV2) = 2,
            [PERF_MDB_SUCCESS PERF_BG_MDB_SUCCESS PERF_FG_MDB_SUCCESS];
        /// AUX_PERF_GC_SUCCESS (2.2.2.2.11); client to server.
        PerfGcSuccess(PerfGcSuccess) = 1,
            [PERF_GC_SUCCESS PERF_BG_GC_SUCCESS PERF_FG_GC_SUCCESS];
        /// AUX_PERF_GC_SUCCESS_V2 (2.2.2.2.12); client to server.
        PerfGcSuccessV2(PerfGcSuccessV2) = 2,
            [PERF_GC_SUCCESS PERF_BG_GC_SUCCESS PERF_FG_GC_SUCCESS];
        /// AUX_PERF_FAILURE (2.2.2.2.13); client to server.
        PerfFailure(PerfFailure) = 1, [PERF_FAILURE PERF_BG_FAILURE PERF_FG_FAILURE];
        /// AUX_PERF_FAILURE_V2 (2.2.2.2.14); client to server.
        PerfFailureV2(PerfFailureV2) = 2, [PERF_FAILURE PERF_BG_FAILURE PERF_FG_FAILURE];
    }
}

/// Type of AUX_HEADER ([MS-OXCRPC] 2.2.2.2), without the AUX_TYPE_ of the specification.
pub mod block_type {
    #![expect(missing_docs, reason = "names of the specification")]
    pub const PERF_REQUESTID: u8 = 0x01;
    pub const PERF_CLIENTINFO: u8 = 0x02;
    pub const PERF_SERVERINFO: u8 = 0x03;
    pub const PERF_SESSIONINFO: u8 = 0x04;
    pub const PERF_DEFMDB_SUCCESS: u8 = 0x05;
    pub const PERF_DEFGC_SUCCESS: u8 = 0x06;
    pub const PERF_MDB_SUCCESS: u8 = 0x07;
    pub const PERF_GC_SUCCESS: u8 = 0x08;
    pub const PERF_FAILURE: u8 = 0x09;
    pub const CLIENT_CONTROL: u8 = 0x0A;
    pub const PERF_PROCESSINFO: u8 = 0x0B;
    pub const PERF_BG_DEFMDB_SUCCESS: u8 = 0x0C;
    pub const PERF_BG_DEFGC_SUCCESS: u8 = 0x0D;
    pub const PERF_BG_MDB_SUCCESS: u8 = 0x0E;
    pub const PERF_BG_GC_SUCCESS: u8 = 0x0F;
    pub const PERF_BG_FAILURE: u8 = 0x10;
    pub const PERF_FG_DEFMDB_SUCCESS: u8 = 0x11;
    pub const PERF_FG_DEFGC_SUCCESS: u8 = 0x12;
    pub const PERF_FG_MDB_SUCCESS: u8 = 0x13;
    pub const PERF_FG_GC_SUCCESS: u8 = 0x14;
    pub const PERF_FG_FAILURE: u8 = 0x15;
    pub const OSVERSIONINFO: u8 = 0x16;
    pub const EXORGINFO: u8 = 0x17;
    pub const PERF_ACCOUNTINFO: u8 = 0x18;
    pub const SERVER_CAPABILITIES: u8 = 0x46;
    pub const ENDPOINT_CAPABILITIES: u8 = 0x48;
    pub const CLIENT_CONNECTION_INFO: u8 = 0x4A;
    pub const SERVER_SESSION_INFO: u8 = 0x4B;
    pub const PROTOCOL_DEVICE_IDENTIFICATION: u8 = 0x4E;
}

impl AuxiliaryBlock {
    fn client_control(reader: &mut Reader) -> Result<Self, DecodeError> {
        let at = |e: DecodeError, field| e.within("ClientControl", field);
        Ok(Self::ClientControl {
            enable_flags: Decode::decode(reader).map_err(|e| at(e, "enable_flags"))?,
            expiry_time: Decode::decode(reader).map_err(|e| at(e, "expiry_time"))?,
        })
    }

    /// What an [`Other`](Self::Other) block says all the same, if its version and type are known: wherever
    /// its texts stand, and whatever follows its fields. Encoded again it need not give the same bytes.
    /// Any other block is what it is.
    ///
    /// # Errors
    /// Why it cannot be read, the offset counted from the end of AUX_HEADER;
    /// [`DecodeErrorKind::Unknown`] with the type if version and type are unknown.
    pub fn interpreted(&self) -> Result<Self, DecodeError> {
        let Self::Other {
            version,
            block_type,
            body,
        } = self
        else {
            return Ok(self.clone());
        };
        let mut reader = Reader::new(body.clone());
        Self::typed(*version, *block_type, &mut reader).unwrap_or_else(|| {
            let kind = DecodeErrorKind::Unknown(u32::from(*block_type));
            Err(DecodeError::new(0, kind).within("AuxHeader", "block_type"))
        })
    }

    /// The typed block if it is written back as it was.
    fn from_parts(version: u8, block_type: u8, body: Bytes) -> Self {
        let same = |block: &Self| {
            let mut writer = Writer::with_capacity(body.len());
            block.encode_body(&mut writer).is_ok() && writer.finish() == body
        };
        match Self::typed(version, block_type, &mut Reader::new(body.clone())) {
            Some(Ok(block)) if same(&block) => block,
            _ => Self::Other {
                version,
                block_type,
                body,
            },
        }
    }
}

impl Decode for AuxiliaryBlock {
    const MIN_LEN: usize = HEADER_LEN;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let at = |e: DecodeError, field| e.within("AuxHeader", field);
        let start = reader.offset();
        let size = usize::from(u16::decode(reader).map_err(|e| at(e, "size"))?);
        let version = u8::decode(reader).map_err(|e| at(e, "version"))?;
        let block_type = u8::decode(reader).map_err(|e| at(e, "block_type"))?;
        let Some(len) = size.checked_sub(HEADER_LEN) else {
            let kind = DecodeErrorKind::Size {
                declared: size,
                actual: HEADER_LEN,
            };
            return Err(at(DecodeError::new(start, kind), "size"));
        };
        let body = reader.take(len).map_err(|e| at(e, "size"))?;
        Ok(Self::from_parts(version, block_type, body))
    }
}
impl Encode for AuxiliaryBlock {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let at = writer.len();
        let (version, block_type) = self.version_and_type();
        writer.put(&[0, 0, version, block_type]);
        self.encode_body(writer)?;
        let (what, len) = ("auxiliary block", writer.len().saturating_sub(at));
        let size = u16::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 16 })?;
        writer.patch(at, &size.to_le_bytes());
        Ok(())
    }
}
