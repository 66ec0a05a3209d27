//! RopLogon ([MS-OXCROPS] 2.2.3.1).

use crate::body::{FailureBody, ResponseBody};
use crate::codec::{note_text, text_u16};
use bytes::Bytes;
use ropeway_types::wire::{Announces, Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use ropeway_types::{ErrorCode, FolderId, Guid, PropertyTag, wire_struct};

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
        pub essdn: Bytes = text_u16,
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RopLogonResponse {
    /// The request's index.
    pub output_handle_index: u8,
    /// What the logon is like, or why it failed.
    pub result: Result<RopLogonSuccess, RopLogonFailure>,
}

/// What a successful RopLogon answers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum RopLogonSuccess {
    /// To a private mailbox: LogonFlags has Private set.
    Private(PrivateLogon),
    /// To public folders: LogonFlags has Private clear.
    Public(PublicLogon),
}

/// Why a RopLogon failed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct FolderIds(pub [FolderId; 13]);

impl Decode for FolderIds {
    const MIN_LEN: usize = 104;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let mut ids = Self::default();
        reader.mark_list();
        for id in &mut ids.0 {
            *id = reader.field("", "", FolderId::decode)?;
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
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
        const RESPONSE: &str = "RopLogonResponse";
        let output_handle_index = reader.field(RESPONSE, "output_handle_index", u8::decode)?;
        let code = reader.field(RESPONSE, "return_value", ErrorCode::decode)?;
        let result = match code {
            ErrorCode::SUCCESS => {
                let private = reader
                    .peek()
                    .is_some_and(|[flags]| flags & logon_flags::PRIVATE != 0);
                Ok(if private {
                    RopLogonSuccess::Private(Decode::decode(reader)?)
                } else {
                    RopLogonSuccess::Public(Decode::decode(reader)?)
                })
            }
            ErrorCode::WRONG_SERVER => {
                let logon_flags = reader.field(RESPONSE, "logon_flags", u8::decode)?;
                let server_name = reader.field(RESPONSE, "server_name", |reader| {
                    let size = reader.announcer(Announces::Size, u8::decode)?;
                    let name = reader.take(usize::from(size))?;
                    note_text(reader, &name);
                    Ok(name)
                })?;
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
                writer.count_u8("server name", server_name.len())?;
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
