//! The numbers inside auxiliary blocks.

use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};

/// EndpointCapabilityFlag: mailbox, address book and referral share an endpoint.
pub const ENDPOINT_SINGLE: u32 = 1;

/// OrgFlags of AUX_EXORGINFO ([MS-OXCRPC] 2.2.2.2.17).
pub mod org_flags {
    /// PUBLIC_FOLDERS_ENABLED
    pub const PUBLIC_FOLDERS_ENABLED: u32 = 0x0000_0001;
    /// USE_AUTODISCOVER_FOR_PUBLIC_FOLDER_CONFIGURATION
    pub const USE_AUTODISCOVER_FOR_PUBLIC_FOLDER_CONFIGURATION: u32 = 0x0000_0002;
}

/// EnableFlags of AUX_CLIENT_CONTROL ([MS-OXCRPC] 2.2.2.2.15).
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

/// ClientMode of AUX_PERF_CLIENTINFO ([MS-OXCRPC] 2.2.2.2.4).
pub mod client_mode {
    /// CLIENTMODE_UNKNOWN
    pub const UNKNOWN: u16 = 0x0000;
    /// CLIENTMODE_CLASSIC: it works on the server.
    pub const CLASSIC: u16 = 0x0001;
    /// CLIENTMODE_CACHED: it works on a copy.
    pub const CACHED: u16 = 0x0002;
}

/// ServerType of AUX_PERF_SERVERINFO ([MS-OXCRPC] 2.2.2.2.5).
pub mod server_type {
    /// SERVERTYPE_UNKNOWN
    pub const UNKNOWN: u16 = 0x0000;
    /// SERVERTYPE_PRIVATE: private mailboxes.
    pub const PRIVATE: u16 = 0x0001;
    /// SERVERTYPE_PUBLIC: public folders.
    pub const PUBLIC: u16 = 0x0002;
    /// SERVERTYPE_DIRECTORY
    pub const DIRECTORY: u16 = 0x0003;
    /// SERVERTYPE_REFERRAL
    pub const REFERRAL: u16 = 0x0004;
}

/// ConnectionFlags of AUX_CLIENT_CONNECTION_INFO ([MS-OXCRPC] 2.2.2.2.21).
pub mod connection_flags {
    /// The client works on a copy.
    pub const CACHED_MODE: u32 = 0x0000_0001;
}

/// ServerCapabilityFlags of AUX_SERVER_CAPABILITIES ([MS-OXCRPC] 2.2.2.2.19). Unknown bits survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct ServerCapabilities(pub u32);

impl ServerCapabilities {
    /// PACKED_FAST_TRANSFER_UPLOAD_BUFFERS: RopFastTransferDestinationPutBuffer and
    /// RopFastTransferDestinationPutBufferExtended may come in several buffers.
    pub const PACKED_FAST_TRANSFER_UPLOAD_BUFFERS: Self = Self(0x0000_0001);
    /// PACKED_WRITE_STREAM_UPLOAD_BUFFERS: RopWriteStreamExtended may come in several buffers.
    pub const PACKED_WRITE_STREAM_UPLOAD_BUFFERS: Self = Self(0x0000_0002);
    /// ULTRA_LARGE_PACKED_DOWNLOAD_BUFFERS: a client may offer 0x100000 bytes of room for output.
    pub const ULTRA_LARGE_PACKED_DOWNLOAD_BUFFERS: Self = Self(0x0000_0008);

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

impl Decode for ServerCapabilities {
    const MIN_LEN: usize = 4;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        u32::decode(reader).map(Self)
    }
}
impl Encode for ServerCapabilities {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode(writer)
    }
}
