//! Logon ROPs ([MS-OXCROPS] 2.2.3).

mod rop_logon;

pub use rop_logon::{
    FolderIds, LogonTime, PrivateLogon, PublicLogon, RopLogonFailure, RopLogonRequest, RopLogonResponse,
    RopLogonSuccess, logon_flags, open_flags, private_folder, response_flags,
};

use crate::body::RequestBody;
use crate::codec::decode_if;
use crate::context::{RequestContext, is_private};
use bytes::Bytes;
use ropeway_types::wire::codec::{asciiz, bytes_u16, list_u16};
use ropeway_types::wire::{Announces, Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use ropeway_types::{FolderId, Guid, LongTermId, PropertyRow, PropertyTag, tags};

rop! {
    RopGetReceiveFolder = 0x27, "2.2.3.2";
    request RopGetReceiveFolderRequest [input] {
        /// MessageClass, ASCII.
        pub message_class: Bytes = asciiz,
    }
    response RopGetReceiveFolderResponse [input] ok RopGetReceiveFolderSuccess {
        /// FolderId.
        pub folder_id: FolderId,
        /// ExplicitMessageClass: the class that the folder was set for.
        pub explicit_message_class: Bytes = asciiz,
    }
}

rop! {
    RopSetReceiveFolder = 0x26, "2.2.3.3";
    request RopSetReceiveFolderRequest [input] {
        /// FolderId.
        pub folder_id: FolderId,
        /// MessageClass, ASCII.
        pub message_class: Bytes = asciiz,
    }
    response RopSetReceiveFolderResponse [input] ok;
}

/// The columns of RopGetReceiveFolderTable's rows ([MS-OXCROPS] 2.2.3.4.2).
pub const RECEIVE_FOLDER_COLUMNS: [PropertyTag; 3] = [
    tags::FOLDER_ID,
    PropertyTag::new(0x001A, ropeway_types::PropertyType::STRING8),
    tags::LAST_MODIFICATION_TIME,
];

rop! {
    RopGetReceiveFolderTable = 0x68, "2.2.3.4";
    request RopGetReceiveFolderTableRequest [input] {}
    response RopGetReceiveFolderTableResponse [input] ok RopGetReceiveFolderTableSuccess {
        /// Rows of [`RECEIVE_FOLDER_COLUMNS`] (RowCount is their number).
        pub rows: Vec<PropertyRow> = receive_folder_rows,
    }
}

mod receive_folder_rows {
    use super::*;
    pub(crate) const MIN_LEN: usize = 4;
    pub(crate) fn decode(reader: &mut Reader) -> Result<Vec<PropertyRow>, DecodeError> {
        let count = reader.announcer(Announces::Count, u32::decode)?;
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        reader.list_of(count, 1, |reader| {
            PropertyRow::decode(&RECEIVE_FOLDER_COLUMNS, reader)
        })
    }
    pub(crate) fn encode(rows: &[PropertyRow], writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u32("rows", rows.len())?;
        rows.iter()
            .try_for_each(|row| row.encode(&RECEIVE_FOLDER_COLUMNS, writer))
    }
}

rop! {
    RopGetStoreState = 0x7B, "2.2.3.5";
    request RopGetStoreStateRequest [input] {}
    response RopGetStoreStateResponse [input] ok RopGetStoreStateSuccess {
        /// StoreState.
        pub store_state: u32,
    }
}

/// A folder id or a message id, as its 8 bytes.
mod object_id {
    use super::*;
    use ropeway_types::wire::Scalar;
    pub(crate) const MIN_LEN: usize = 8;
    pub(crate) fn decode(reader: &mut Reader) -> Result<[u8; 8], DecodeError> {
        let id = reader.array()?;
        reader.note(|| Scalar::Unsigned {
            value: u64::from_le_bytes(id),
            bits: 64,
        });
        Ok(id)
    }
    pub(crate) fn encode(id: &[u8; 8], writer: &mut Writer) -> Result<(), EncodeError> {
        id.encode(writer)
    }
}

/// Servers that hold replicas of a public folder ([MS-OXCROPS] 2.2.3.6.2, 2.2.4.1.2).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ReplicaServers {
    /// CheapServerCount: how many, from the first, cost least.
    pub cheap_server_count: u16,
    /// Servers: 8-bit names (ServerCount is their number).
    pub servers: Vec<Bytes>,
}

/// By the names of RopOpenFolder.
impl Decode for ReplicaServers {
    const MIN_LEN: usize = 4;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        Self::decode_as(reader, ["ServerCount", "CheapServerCount", "Servers"])
    }
}

impl ReplicaServers {
    /// The two counts and the list, whose names the ROPs do not agree on.
    fn decode_as(reader: &mut Reader, [count, cheap, list]: [&'static str; 3]) -> Result<Self, DecodeError> {
        const SERVERS: &str = "ReplicaServers";
        let count = usize::from(reader.field(SERVERS, count, u16::decode)?);
        let cheap_server_count = reader.field(SERVERS, cheap, u16::decode)?;
        let servers = reader.field(SERVERS, list, |reader| {
            reader.list_of(count, asciiz::MIN_LEN, Reader::asciiz)
        })?;
        Ok(Self {
            cheap_server_count,
            servers,
        })
    }
}
impl Encode for ReplicaServers {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u16("servers", self.servers.len())?;
        self.cheap_server_count.encode(writer)?;
        self.servers.iter().try_for_each(|name| writer.asciiz(name))
    }
}

mod owning_servers {
    use super::*;
    pub(crate) const MIN_LEN: usize = 4;
    pub(crate) fn decode(reader: &mut Reader) -> Result<ReplicaServers, DecodeError> {
        ReplicaServers::decode_as(
            reader,
            ["OwningServersCount", "CheapServersCount", "OwningServers"],
        )
    }
    pub(crate) fn encode(servers: &ReplicaServers, writer: &mut Writer) -> Result<(), EncodeError> {
        servers.encode(writer)
    }
}

/// IsGhosted, then the servers in the words of RopPublicFolderIsGhosted.
mod servers_if_ghosted {
    use super::*;
    pub(crate) use crate::codec::flagged::{MIN_LEN, encode};
    pub(crate) fn decode(reader: &mut Reader) -> Result<Option<ReplicaServers>, DecodeError> {
        const NAMES: [&str; 3] = ["ServersCount", "CheapServersCount", "Servers"];
        let present = reader.announcer(Announces::Presence, bool::decode)?;
        present
            .then(|| ReplicaServers::decode_as(reader, NAMES))
            .transpose()
    }
}

rop! {
    RopGetOwningServers = 0x42, "2.2.3.6";
    request RopGetOwningServersRequest [input] {
        /// FolderId.
        pub folder_id: FolderId,
    }
    response RopGetOwningServersResponse [input] ok RopGetOwningServersSuccess {
        /// OwningServers.
        pub owning_servers: ReplicaServers as "" = owning_servers,
    }
}

rop! {
    RopPublicFolderIsGhosted = 0x45, "2.2.3.7";
    request RopPublicFolderIsGhostedRequest [input] {
        /// FolderId.
        pub folder_id: FolderId,
    }
    response RopPublicFolderIsGhostedResponse [input] ok RopPublicFolderIsGhostedSuccess {
        /// IsGhosted, and then the servers that have the folder.
        pub ghosted: Option<ReplicaServers> as "" = servers_if_ghosted["IsGhosted"],
    }
}

rop! {
    RopLongTermIdFromId = 0x43, "2.2.3.8";
    request RopLongTermIdFromIdRequest [input] {
        /// ObjectId: a folder id or a message id.
        pub object_id: [u8; 8] = object_id,
    }
    response RopLongTermIdFromIdResponse [input] ok RopLongTermIdFromIdSuccess {
        /// LongTermId.
        pub long_term_id: LongTermId,
    }
}

rop! {
    RopIdFromLongTermId = 0x44, "2.2.3.9";
    request RopIdFromLongTermIdRequest [input] {
        /// LongTermId.
        pub long_term_id: LongTermId,
    }
    response RopIdFromLongTermIdResponse [input] ok RopIdFromLongTermIdSuccess {
        /// ObjectId: a folder id or a message id.
        pub object_id: [u8; 8] = object_id,
    }
}

rop! {
    RopGetPerUserLongTermIds = 0x60, "2.2.3.10";
    request RopGetPerUserLongTermIdsRequest [input] {
        /// DatabaseGuid.
        pub database_guid: Guid,
    }
    response RopGetPerUserLongTermIdsResponse [input] ok RopGetPerUserLongTermIdsSuccess {
        /// LongTermIds.
        pub long_term_ids: Vec<LongTermId> = list_u16,
    }
}

rop! {
    RopGetPerUserGuid = 0x61, "2.2.3.11";
    request RopGetPerUserGuidRequest [input] {
        /// LongTermId of the public folder.
        pub long_term_id: LongTermId,
    }
    response RopGetPerUserGuidResponse [input] ok RopGetPerUserGuidSuccess {
        /// DatabaseGuid.
        pub database_guid: Guid,
    }
}

rop! {
    RopReadPerUserInformation = 0x63, "2.2.3.12";
    request RopReadPerUserInformationRequest [input] {
        /// FolderId.
        pub folder_id: LongTermId,
        /// Reserved.
        pub reserved: u8,
        /// DataOffset.
        pub data_offset: u32,
        /// MaxDataSize.
        pub max_data_size: u16,
    }
    response RopReadPerUserInformationResponse [input] ok RopReadPerUserInformationSuccess {
        /// HasFinished.
        pub has_finished: bool,
        /// Data.
        pub data: Bytes = bytes_u16,
    }
}

rop! {
    RopWritePerUserInformation = 0x64, "2.2.3.13";
    request RopWritePerUserInformationRequest [input] custom
    response RopWritePerUserInformationResponse [input] ok;
}

/// RopWritePerUserInformation request ([MS-OXCROPS] 2.2.3.13.1), after RopId.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RopWritePerUserInformationRequest {
    /// LogonId: the logon that the ROP belongs to.
    pub logon_id: u8,
    /// Index into the server object handle table.
    pub input_handle_index: u8,
    /// FolderId.
    pub folder_id: LongTermId,
    /// HasFinished.
    pub has_finished: bool,
    /// DataOffset.
    pub data_offset: u32,
    /// Data.
    pub data: Bytes,
    /// ReplGuid: there if DataOffset is zero and the logon is to a private mailbox.
    pub repl_guid: Option<Guid>,
}

impl RequestBody for RopWritePerUserInformationRequest {
    fn decode_body(reader: &mut Reader, context: &dyn RequestContext) -> Result<Self, DecodeError> {
        const REQUEST: &str = "RopWritePerUserInformationRequest";
        let logon_id = reader.field(REQUEST, "logon_id", u8::decode)?;
        let mut request = Self {
            logon_id,
            input_handle_index: reader.field(REQUEST, "input_handle_index", Decode::decode)?,
            folder_id: reader.field(REQUEST, "folder_id", Decode::decode)?,
            has_finished: reader.field(REQUEST, "has_finished", Decode::decode)?,
            data_offset: reader.field(REQUEST, "data_offset", Decode::decode)?,
            data: reader.field(REQUEST, "data", bytes_u16::decode)?,
            repl_guid: None,
        };
        if request.data_offset == 0 {
            request.repl_guid = reader.field(REQUEST, "repl_guid", |reader| {
                decode_if(is_private(reader, context, logon_id)?, reader)
            })?;
        }
        Ok(request)
    }
}

impl Encode for RopWritePerUserInformationRequest {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        if self.repl_guid.is_some() && self.data_offset != 0 {
            return Err(EncodeError::Unsupported("ReplGuid with a DataOffset"));
        }
        self.logon_id.encode(writer)?;
        self.input_handle_index.encode(writer)?;
        self.folder_id.encode(writer)?;
        self.has_finished.encode(writer)?;
        self.data_offset.encode(writer)?;
        bytes_u16::encode(&self.data, writer)?;
        self.repl_guid.iter().try_for_each(|guid| guid.encode(writer))
    }
}
