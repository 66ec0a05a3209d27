//! Logon ROPs ([MS-OXCROPS] 2.2.3).

use crate::body::{FailureBody, RequestBody, ResponseBody};
use crate::codec::flagged;
use crate::context::RequestContext;
use bytes::Bytes;
use ropeway_types::wire::codec::{asciiz, bytes_u16, list_u16};
use ropeway_types::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use ropeway_types::{ErrorCode, FolderId, Guid, LongTermId, PropertyRow, PropertyTag, tags, wire_struct};

/// LogonFlags ([MS-OXCSTOR] 2.2.1.1.1).
pub mod logon_flags {
    /// Private: to a mailbox, not to public folders.
    pub const PRIVATE: u8 = 0x01;
    /// Undercover: ignored by servers.
    pub const UNDERCOVER: u8 = 0x02;
    /// Ghosted: ignored by servers.
    pub const GHOSTED: u8 = 0x04;
    /// SpoolerProcess: ignored by servers.
    pub const SPOOLER_PROCESS: u8 = 0x08;
    /// The bits that a response repeats.
    pub const ECHOED: u8 = PRIVATE | UNDERCOVER | GHOSTED;
}

/// OpenFlags ([MS-OXCSTOR] 2.2.1.1.1).
pub mod open_flags {
    /// USE_ADMIN_PRIVILEGE
    pub const USE_ADMIN_PRIVILEGE: u32 = 0x0000_0001;
    /// PUBLIC: set for a logon to public folders.
    pub const PUBLIC: u32 = 0x0000_0002;
    /// HOME_LOGON
    pub const HOME_LOGON: u32 = 0x0000_0004;
    /// TAKE_OWNERSHIP
    pub const TAKE_OWNERSHIP: u32 = 0x0000_0008;
    /// ALTERNATE_SERVER
    pub const ALTERNATE_SERVER: u32 = 0x0000_0100;
    /// IGNORE_HOME_MDB
    pub const IGNORE_HOME_MDB: u32 = 0x0000_0200;
    /// NO_MAIL
    pub const NO_MAIL: u32 = 0x0000_0400;
    /// USE_PER_MDB_REPLID_MAPPING
    pub const USE_PER_MDB_REPLID_MAPPING: u32 = 0x0100_0000;
    /// SUPPORT_PROGRESS
    pub const SUPPORT_PROGRESS: u32 = 0x2000_0000;
}

/// ResponseFlags ([MS-OXCSTOR] 2.2.1.1.3).
pub mod response_flags {
    /// Reserved: always set.
    pub const RESERVED: u8 = 0x01;
    /// OwnerRight
    pub const OWNER_RIGHT: u8 = 0x02;
    /// SendAsRight
    pub const SEND_AS_RIGHT: u8 = 0x04;
    /// OOF: the user is out of office.
    pub const OOF: u8 = 0x10;
}

/// Positions in a private logon's FolderIds ([MS-OXCSTOR] 2.2.1.1.3).
pub mod private_folder {
    /// Mailbox root.
    pub const ROOT: usize = 0;
    /// Deferred Action.
    pub const DEFERRED_ACTION: usize = 1;
    /// Spooler Queue.
    pub const SPOOLER_QUEUE: usize = 2;
    /// Interpersonal messages subtree.
    pub const IPM_SUBTREE: usize = 3;
    /// Inbox.
    pub const INBOX: usize = 4;
    /// Outbox.
    pub const OUTBOX: usize = 5;
    /// Sent Items.
    pub const SENT_ITEMS: usize = 6;
    /// Deleted Items.
    pub const DELETED_ITEMS: usize = 7;
    /// Common Views.
    pub const COMMON_VIEWS: usize = 8;
    /// Schedule.
    pub const SCHEDULE: usize = 9;
    /// Search.
    pub const SEARCH: usize = 10;
    /// Views.
    pub const VIEWS: usize = 11;
    /// Shortcuts.
    pub const SHORTCUTS: usize = 12;
}

rop! {
    RopLogon = 0xFE, "2.2.3.1";
    request RopLogonRequest [output] {
        /// LogonFlags: see [`logon_flags`].
        pub logon_flags: u8,
        /// OpenFlags: see [`open_flags`].
        pub open_flags: u32,
        /// StoreState: ignored.
        pub store_state: u32,
        /// Essdn: the distinguished name of the mailbox in 8-bit characters, with its terminating zero;
        /// empty if there is none (EssdnSize is its length).
        pub essdn: Bytes = bytes_u16,
    }
    response RopLogonResponse [output] custom
}

impl RopLogonRequest {
    /// Whether the logon is to a private mailbox.
    pub fn is_private(&self) -> bool {
        self.logon_flags & logon_flags::PRIVATE != 0
    }

    /// Essdn without its terminating zero.
    pub fn distinguished_name(&self) -> &[u8] {
        match self.essdn.split_last() {
            Some((0, name)) => name,
            _ => &self.essdn,
        }
    }
}

/// RopLogon response ([MS-OXCROPS] 2.2.3.1.2 to 2.2.3.1.5), after RopId.
#[derive(Debug, Clone, PartialEq)]
pub struct RopLogonResponse {
    /// The request's index.
    pub output_handle_index: u8,
    /// What the logon is like, or why it failed.
    pub result: Result<RopLogonSuccess, RopLogonFailure>,
}

/// What a successful RopLogon answers.
#[derive(Debug, Clone, PartialEq)]
pub enum RopLogonSuccess {
    /// To a private mailbox: LogonFlags has Private set.
    Private(PrivateLogon),
    /// To public folders: LogonFlags has Private clear.
    Public(PublicLogon),
}

/// Why a RopLogon failed.
#[derive(Debug, Clone, PartialEq)]
pub enum RopLogonFailure {
    /// WrongServer (0x00000478): the mailbox is elsewhere.
    WrongServer {
        /// LogonFlags of the request.
        logon_flags: u8,
        /// ServerName: the distinguished name of the right server, with its terminating zero.
        server_name: Bytes,
    },
    /// Any other code.
    Other(ErrorCode),
}

wire_struct! {
    /// RopLogon success response for a private mailbox ([MS-OXCROPS] 2.2.3.1.2), after ReturnValue.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PrivateLogon {
        /// LogonFlags: those of the request.
        pub logon_flags: u8,
        /// FolderIds: see [`private_folder`].
        pub folder_ids: FolderIds,
        /// ResponseFlags: see [`response_flags`].
        pub response_flags: u8,
        /// MailboxGuid.
        pub mailbox_guid: Guid,
        /// ReplId.
        pub repl_id: u16,
        /// ReplGuid.
        pub repl_guid: Guid,
        /// LogonTime, UTC.
        pub logon_time: LogonTime,
        /// GwartTime.
        pub gwart_time: u64,
        /// StoreState: zero.
        pub store_state: u32,
    }
}

wire_struct! {
    /// RopLogon success response for public folders ([MS-OXCROPS] 2.2.3.1.3), after ReturnValue.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PublicLogon {
        /// LogonFlags: those of the request.
        pub logon_flags: u8,
        /// FolderIds: root, interpersonal messages subtree, the other subtree, forms registry, free/busy,
        /// offline address book, forms of the locale, local free/busy, local offline address book,
        /// newsgroup index, three empty ones.
        pub folder_ids: FolderIds,
        /// ReplId.
        pub repl_id: u16,
        /// ReplGuid.
        pub repl_guid: Guid,
        /// PerUserGuid: zero.
        pub per_user_guid: Guid,
    }
}

/// FolderIds of a logon: 13 of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FolderIds(pub [FolderId; 13]);

impl Decode for FolderIds {
    const MIN_LEN: usize = 104;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let mut ids = Self::default();
        for id in &mut ids.0 {
            *id = FolderId::decode(reader)?;
        }
        Ok(ids)
    }
}
impl Encode for FolderIds {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.iter().try_for_each(|id| id.encode(writer))
    }
}

wire_struct! {
    /// LogonTime ([MS-OXCROPS] 2.2.3.1.2.1).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct LogonTime {
        /// Seconds.
        pub seconds: u8,
        /// Minutes.
        pub minutes: u8,
        /// Hour.
        pub hour: u8,
        /// DayOfWeek: 0 is Sunday.
        pub day_of_week: u8,
        /// Day: 1 to 31.
        pub day: u8,
        /// Month: 1 is January.
        pub month: u8,
        /// Year.
        pub year: u16,
    }
}

impl ResponseBody for RopLogonResponse {
    fn decode_body(reader: &mut Reader, _columns: Option<&[PropertyTag]>) -> Result<Self, DecodeError> {
        let at = |e: DecodeError, field| e.within("RopLogonResponse", field);
        let output_handle_index = u8::decode(reader).map_err(|e| at(e, "output_handle_index"))?;
        let code = ErrorCode::decode(reader).map_err(|e| at(e, "return_value"))?;
        let result = match code {
            ErrorCode::SUCCESS => {
                let private = reader
                    .peek_u8()
                    .is_some_and(|flags| flags & logon_flags::PRIVATE != 0);
                Ok(if private {
                    RopLogonSuccess::Private(Decode::decode(reader)?)
                } else {
                    RopLogonSuccess::Public(Decode::decode(reader)?)
                })
            }
            ErrorCode::WRONG_SERVER => {
                let logon_flags = u8::decode(reader).map_err(|e| at(e, "logon_flags"))?;
                let size = u8::decode(reader).map_err(|e| at(e, "server_name_size"))?;
                let server_name = reader.take(usize::from(size)).map_err(|e| at(e, "server_name"))?;
                Err(RopLogonFailure::WrongServer {
                    logon_flags,
                    server_name,
                })
            }
            other => Err(RopLogonFailure::Other(other)),
        };
        Ok(Self {
            output_handle_index,
            result,
        })
    }
    fn handle_index(&self) -> Option<u8> {
        Some(self.output_handle_index)
    }
    fn return_value(&self) -> Option<ErrorCode> {
        Some(match &self.result {
            Ok(_) => ErrorCode::SUCCESS,
            Err(RopLogonFailure::WrongServer { .. }) => ErrorCode::WRONG_SERVER,
            Err(RopLogonFailure::Other(code)) => *code,
        })
    }
}

impl Encode for RopLogonResponse {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.output_handle_index.encode(writer)?;
        self.return_value().unwrap_or_default().encode(writer)?;
        match &self.result {
            Ok(RopLogonSuccess::Private(logon)) => {
                if logon.logon_flags & logon_flags::PRIVATE == 0 {
                    return Err(EncodeError::Unsupported(
                        "private logon without its flag in LogonFlags",
                    ));
                }
                logon.encode(writer)
            }
            Ok(RopLogonSuccess::Public(logon)) => {
                if logon.logon_flags & logon_flags::PRIVATE != 0 {
                    return Err(EncodeError::Unsupported(
                        "public logon with Private in LogonFlags",
                    ));
                }
                logon.encode(writer)
            }
            Err(RopLogonFailure::WrongServer {
                logon_flags,
                server_name,
            }) => {
                logon_flags.encode(writer)?;
                let len = server_name.len();
                let size = u8::try_from(len).map_err(|_| EncodeError::TooLong {
                    what: "server name",
                    len,
                    bits: 8,
                })?;
                size.encode(writer)?;
                writer.put(server_name);
                Ok(())
            }
            Err(RopLogonFailure::Other(ErrorCode::SUCCESS | ErrorCode::WRONG_SERVER)) => Err(
                EncodeError::Unsupported("failure with a code that has a body of its own"),
            ),
            Err(RopLogonFailure::Other(_)) => Ok(()),
        }
    }
}

impl FailureBody for RopLogonResponse {
    fn failure(output_handle_index: u8, code: ErrorCode) -> Self {
        let failure = match code {
            ErrorCode::WRONG_SERVER => RopLogonFailure::WrongServer {
                logon_flags: logon_flags::PRIVATE,
                server_name: Bytes::from_static(b"\0"),
            },
            other => RopLogonFailure::Other(other),
        };
        Self {
            output_handle_index,
            result: Err(failure),
        }
    }
}

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
        let count = usize::try_from(u32::decode(reader)?).unwrap_or(usize::MAX);
        reader.check_count(count, 1)?;
        (0..count)
            .map(|_| PropertyRow::decode(&RECEIVE_FOLDER_COLUMNS, reader))
            .collect()
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

/// Servers that hold replicas of a public folder ([MS-OXCROPS] 2.2.3.6.2, 2.2.4.1.2).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReplicaServers {
    /// CheapServerCount: how many, from the first, cost least.
    pub cheap_server_count: u16,
    /// Servers: 8-bit names (ServerCount is their number).
    pub servers: Vec<Bytes>,
}

impl Decode for ReplicaServers {
    const MIN_LEN: usize = 4;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let at = |e: DecodeError, field| e.within("ReplicaServers", field);
        let count = usize::from(u16::decode(reader).map_err(|e| at(e, "server_count"))?);
        let cheap_server_count = u16::decode(reader).map_err(|e| at(e, "cheap_server_count"))?;
        reader
            .check_count(count, asciiz::MIN_LEN)
            .map_err(|e| at(e, "servers"))?;
        let servers = (0..count)
            .map(|_| reader.asciiz())
            .collect::<Result<_, _>>()
            .map_err(|e| at(e, "servers"))?;
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

rop! {
    RopGetOwningServers = 0x42, "2.2.3.6";
    request RopGetOwningServersRequest [input] {
        /// FolderId.
        pub folder_id: FolderId,
    }
    response RopGetOwningServersResponse [input] ok RopGetOwningServersSuccess {
        /// OwningServers.
        pub owning_servers: ReplicaServers,
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
        pub ghosted: Option<ReplicaServers> = flagged,
    }
}

rop! {
    RopLongTermIdFromId = 0x43, "2.2.3.8";
    request RopLongTermIdFromIdRequest [input] {
        /// ObjectId: a folder id or a message id.
        pub object_id: [u8; 8],
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
        pub object_id: [u8; 8],
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
        let at = |e: DecodeError, field| e.within("RopWritePerUserInformationRequest", field);
        let logon_id = Decode::decode(reader).map_err(|e| at(e, "logon_id"))?;
        let mut request = Self {
            logon_id,
            input_handle_index: Decode::decode(reader).map_err(|e| at(e, "input_handle_index"))?,
            folder_id: Decode::decode(reader).map_err(|e| at(e, "folder_id"))?,
            has_finished: Decode::decode(reader).map_err(|e| at(e, "has_finished"))?,
            data_offset: Decode::decode(reader).map_err(|e| at(e, "data_offset"))?,
            data: bytes_u16::decode(reader).map_err(|e| at(e, "data"))?,
            repl_guid: None,
        };
        if request.data_offset == 0 {
            let private = context.is_private_logon(logon_id).ok_or_else(|| {
                let kind = DecodeErrorKind::Context("the kind of the logon");
                at(reader.error(kind), "repl_guid")
            })?;
            if private {
                request.repl_guid = Some(Decode::decode(reader).map_err(|e| at(e, "repl_guid"))?);
            }
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
