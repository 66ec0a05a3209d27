//! Notification ROPs ([MS-OXCROPS] 2.2.14).

mod data;

pub use data::{NewMail, NotificationData, NotificationTags, TableEvent, TableRowId, table_event_type};

use crate::body::ResponseBody;
use crate::codec::{decode_if, encode_if};
use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use ropeway_types::{ErrorCode, FolderId, MessageId, PropertyTag};

/// NotificationTypes and the low bits of NotificationFlags ([MS-OXCNOTIF] 2.2.1.1).
pub mod notification_type {
    /// NewMail
    pub const NEW_MAIL: u16 = 0x0002;
    /// ObjectCreated
    pub const OBJECT_CREATED: u16 = 0x0004;
    /// ObjectDeleted
    pub const OBJECT_DELETED: u16 = 0x0008;
    /// ObjectModified
    pub const OBJECT_MODIFIED: u16 = 0x0010;
    /// ObjectMoved
    pub const OBJECT_MOVED: u16 = 0x0020;
    /// ObjectCopied
    pub const OBJECT_COPIED: u16 = 0x0040;
    /// SearchCompleted
    pub const SEARCH_COMPLETED: u16 = 0x0080;
    /// TableModified
    pub const TABLE_MODIFIED: u16 = 0x0100;
    /// Extended: reserved.
    pub const EXTENDED: u16 = 0x0400;
    /// The bits of the type in NotificationFlags.
    pub const MASK: u16 = 0x0FFF;
}

/// The high bits of NotificationFlags ([MS-OXCNOTIF] 2.2.1.4.1.2).
pub mod notification_flags {
    /// T: the total message count is there.
    pub const TOTAL_COUNT: u16 = 0x1000;
    /// U: the unread message count is there.
    pub const UNREAD_COUNT: u16 = 0x2000;
    /// S: it concerns a search folder.
    pub const SEARCH_FOLDER: u16 = 0x4000;
    /// M: it concerns a message.
    pub const MESSAGE: u16 = 0x8000;
}

rop! {
    RopRegisterNotification = 0x29, "2.2.14.1";
    request RopRegisterNotificationRequest [input output] {
        /// NotificationTypes: see [`notification_type`].
        pub notification_types: u16,
        /// Reserved: there if Extended is set in NotificationTypes.
        pub reserved: Option<u8> = if_extended(notification_types),
        /// WantWholeStore, and if not, FolderId and MessageId.
        pub scope: NotificationScope as "",
    }
    response RopRegisterNotificationResponse [output] ok;
}

mod if_extended {
    use super::*;
    pub(crate) const MIN_LEN: usize = 0;
    fn extended(types: u16) -> bool {
        types & notification_type::EXTENDED != 0
    }
    pub(crate) fn decode(reader: &mut Reader, types: &u16) -> Result<Option<u8>, DecodeError> {
        decode_if(extended(*types), reader)
    }
    pub(crate) fn encode(byte: &Option<u8>, writer: &mut Writer, types: &u16) -> Result<(), EncodeError> {
        encode_if(extended(*types), byte, writer)
    }
}

/// WantWholeStore of RopRegisterNotification, and what it is if not the whole store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum NotificationScope {
    /// WantWholeStore is set.
    WholeStore,
    /// WantWholeStore is clear.
    Object {
        /// FolderId.
        folder_id: FolderId,
        /// MessageId; zero if the folder is meant.
        message_id: MessageId,
    },
}

impl Decode for NotificationScope {
    const MIN_LEN: usize = 1;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const SCOPE: &str = "NotificationScope";
        if reader.field(SCOPE, "want_whole_store", bool::decode)? {
            return Ok(Self::WholeStore);
        }
        Ok(Self::Object {
            folder_id: reader.field(SCOPE, "folder_id", Decode::decode)?,
            message_id: reader.field(SCOPE, "message_id", Decode::decode)?,
        })
    }
}
impl Encode for NotificationScope {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::WholeStore => true.encode(writer),
            Self::Object {
                folder_id,
                message_id,
            } => {
                false.encode(writer)?;
                folder_id.encode(writer)?;
                message_id.encode(writer)
            }
        }
    }
}

rop! {
    RopNotify = 0x2A, "2.2.14.2";
    response RopNotifyResponse custom
}

/// RopNotify response ([MS-OXCROPS] 2.2.14.2), after RopId. It has no request.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RopNotifyResponse {
    /// NotificationHandle.
    pub notification_handle: u32,
    /// LogonId.
    pub logon_id: u8,
    /// NotificationData.
    pub notification_data: NotificationData,
}

impl ResponseBody for RopNotifyResponse {
    fn decode_body(reader: &mut Reader, columns: Option<&[PropertyTag]>) -> Result<Self, DecodeError> {
        const RESPONSE: &str = "RopNotifyResponse";
        Ok(Self {
            notification_handle: reader.field(RESPONSE, "notification_handle", Decode::decode)?,
            logon_id: reader.field(RESPONSE, "logon_id", Decode::decode)?,
            notification_data: reader.field(RESPONSE, "notification_data", |reader| {
                NotificationData::decode_over(reader, columns)
            })?,
        })
    }
    fn handle_index(&self) -> Option<u8> {
        None
    }
    fn return_value(&self) -> Option<ErrorCode> {
        None
    }
}
impl Encode for RopNotifyResponse {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.notification_handle.encode(writer)?;
        self.logon_id.encode(writer)?;
        self.notification_data.encode(writer)
    }
}

rop! {
    RopPending = 0x6E, "2.2.14.3";
    response RopPendingResponse {
        /// SessionIndex.
        pub session_index: u16,
    }
}
