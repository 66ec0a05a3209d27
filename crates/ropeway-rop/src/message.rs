//! Message and attachment ROPs ([MS-OXCROPS] 2.2.6).

use crate::body::{FailureBody, RequestBody, ResponseBody, SuccessBody, encode_ok};
use crate::codec::{decode_if, flagged, or_zero};
use crate::context::{RequestContext, is_private};
use crate::recipients::{MessageHeader, ModifyRecipientRow, ReadRecipientRow, rows_u8, rows_u16};
use crate::rop_id::RopId;
use ropeway_types::wire::codec::{list_u16, list_u32};
use ropeway_types::wire::{
    Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Tolerance, Writer,
};
use ropeway_types::{ErrorCode, FolderId, MessageId, PropertyTag, wire_struct};

/// OpenModeFlags of messages and attachments ([MS-OXCMSG] 2.2.3.1.1).
pub mod open_mode_flags {
    /// ReadOnly
    pub const READ_ONLY: u8 = 0x00;
    /// ReadWrite
    pub const READ_WRITE: u8 = 0x01;
    /// Create: of an embedded message that is not there.
    pub const CREATE: u8 = 0x02;
    /// BestAccess
    pub const BEST_ACCESS: u8 = 0x03;
    /// OpenSoftDeleted
    pub const OPEN_SOFT_DELETED: u8 = 0x04;
}

/// SaveFlags ([MS-OXCMSG] 2.2.3.3.1). Clients set other bits as well.
pub mod save_flags {
    /// KeepOpenReadOnly
    pub const KEEP_OPEN_READ_ONLY: u8 = 0x01;
    /// KeepOpenReadWrite
    pub const KEEP_OPEN_READ_WRITE: u8 = 0x02;
    /// ForceSave
    pub const FORCE_SAVE: u8 = 0x04;
}

rop! {
    RopOpenMessage = 0x03, "2.2.6.1";
    request RopOpenMessageRequest [input output] {
        /// CodePageId: of the message's 8-bit strings; 0x0FFF is the logon's.
        pub code_page_id: u16,
        /// FolderId: of the message's folder.
        pub folder_id: FolderId,
        /// OpenModeFlags: see [`open_mode_flags`].
        pub open_mode_flags: u8,
        /// MessageId.
        pub message_id: MessageId,
    }
    response RopOpenMessageResponse [output] ok RopOpenMessageSuccess {
        /// HasNamedProperties to RecipientRows.
        pub message_header: MessageHeader as "",
    }
}

rop! {
    RopCreateMessage = 0x06, "2.2.6.2";
    request RopCreateMessageRequest [input output] {
        /// CodePageId: of the message's 8-bit strings; 0x0FFF is the logon's.
        pub code_page_id: u16,
        /// FolderId: of the folder that the message is for.
        pub folder_id: FolderId,
        /// AssociatedFlag: a folder associated information message.
        pub associated_flag: bool,
    }
    response RopCreateMessageResponse [output] ok RopCreateMessageSuccess {
        /// HasMessageId, and then MessageId.
        pub message_id: Option<MessageId> = flagged,
    }
}

rop! {
    RopSaveChangesMessage = 0x0C, "2.2.6.3";
    request RopSaveChangesMessageRequest [response input] {
        /// SaveFlags: see [`save_flags`].
        pub save_flags: u8,
    }
    response RopSaveChangesMessageResponse [response] ok RopSaveChangesMessageSuccess {
        /// InputHandleIndex of the request.
        pub input_handle_index: u8,
        /// MessageId.
        pub message_id: MessageId,
    }
}

rop! {
    RopRemoveAllRecipients = 0x0D, "2.2.6.4";
    request RopRemoveAllRecipientsRequest [input] {
        /// Reserved, ignored.
        pub reserved: u32,
    }
    response RopRemoveAllRecipientsResponse [input] ok;
}

rop! {
    RopModifyRecipients = 0x0E, "2.2.6.5";
    request RopModifyRecipientsRequest [input] {
        /// RecipientColumns (ColumnCount is their number).
        pub recipient_columns: Vec<PropertyTag> = list_u16["ColumnCount"],
        /// RecipientRows (RowCount is their number).
        pub recipient_rows: Vec<ModifyRecipientRow> = rows_u16(recipient_columns)["RowCount"],
    }
    response RopModifyRecipientsResponse [input] ok;
}

rop! {
    RopReadRecipients = 0x0F, "2.2.6.6";
    request RopReadRecipientsRequest [input] {
        /// RowId: of the first row that is asked for.
        pub row_id: u32,
        /// Reserved.
        pub reserved: u16,
    }
    response RopReadRecipientsResponse [input] ok RopReadRecipientsSuccess;
}

/// What a successful RopReadRecipients answers ([MS-OXCROPS] 2.2.6.6.2).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RopReadRecipientsSuccess {
    /// The RecipientColumns that the message's header announced, at least as many of them as the rows
    /// have values for; not on the wire here.
    pub recipient_columns: Vec<PropertyTag>,
    /// RecipientRows, at most 255 (RowCount is their number).
    pub recipient_rows: Vec<ReadRecipientRow>,
}

impl SuccessBody for RopReadRecipientsSuccess {
    fn decode_success(reader: &mut Reader, columns: Option<&[PropertyTag]>) -> Result<Self, DecodeError> {
        let (columns, recipient_rows): (_, Vec<ReadRecipientRow>) = reader.announced_field(
            "RopReadRecipientsSuccess",
            "recipient_rows",
            "RowCount",
            |reader| {
                let columns = columns.ok_or_else(|| {
                    reader.error(DecodeErrorKind::Context("the RecipientColumns of the message"))
                })?;
                Ok((columns, rows_u8::decode(reader, columns)?))
            },
        )?;
        // The columns that no row uses are not copied: a header's list could be long, and every response
        // of a buffer would have it anew.
        let used = recipient_rows
            .iter()
            .map(|row| row.recipient_row.properties.values.len())
            .max();
        Ok(Self {
            recipient_columns: columns.iter().take(used.unwrap_or(0)).copied().collect(),
            recipient_rows,
        })
    }
}
impl Encode for RopReadRecipientsSuccess {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        rows_u8::encode(&self.recipient_rows, writer, &self.recipient_columns)
    }
}

rop! {
    RopReloadCachedInformation = 0x10, "2.2.6.7";
    request RopReloadCachedInformationRequest [input] {
        /// Reserved.
        pub reserved: u16,
    }
    response RopReloadCachedInformationResponse [input] ok RopReloadCachedInformationSuccess {
        /// HasNamedProperties to RecipientRows.
        pub message_header: MessageHeader as "",
    }
}

rop! {
    RopSetMessageStatus = 0x20, "2.2.6.8";
    request RopSetMessageStatusRequest [input] {
        /// MessageId.
        pub message_id: MessageId,
        /// MessageStatusFlags.
        pub message_status_flags: u32,
        /// MessageStatusMask.
        pub message_status_mask: u32,
    }
    response RopSetMessageStatusResponse [input] ok RopSetMessageStatusSuccess {
        /// MessageStatusFlags: before the change.
        pub message_status_flags: u32,
    }
}

rop! {
    RopGetMessageStatus = 0x1F, "2.2.6.9";
    request RopGetMessageStatusRequest [input] {
        /// MessageId.
        pub message_id: MessageId,
    }
    response RopGetMessageStatusResponse [input] custom
}

/// RopGetMessageStatus response ([MS-OXCROPS] 2.2.6.9.2), after RopId.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RopGetMessageStatusResponse {
    /// RopId: 0x20, that of RopSetMessageStatus, as the specification has it; or 0x1F, the request's, where
    /// [`Tolerance::STATUS_UNDER_OWN_ID`] was met.
    pub rop_id: RopId,
    /// The request's index.
    pub input_handle_index: u8,
    /// What it answers, or why it failed.
    pub result: Result<RopGetMessageStatusSuccess, ErrorCode>,
}

wire_struct! {
    /// What a successful RopGetMessageStatus answers ([MS-OXCROPS] 2.2.6.9.2).
    #[derive(Debug, Clone, PartialEq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct RopGetMessageStatusSuccess {
        /// MessageStatusFlags.
        pub message_status_flags: u32,
    }
}

impl RopGetMessageStatusResponse {
    /// The response under the id that the specification has for it.
    pub fn new(input_handle_index: u8, result: Result<RopGetMessageStatusSuccess, ErrorCode>) -> Self {
        Self {
            rop_id: RopId::SET_MESSAGE_STATUS,
            input_handle_index,
            result,
        }
    }
}

/// Under the request's own id; what comes under the other is read as a [`RopSetMessageStatusResponse`].
impl ResponseBody for RopGetMessageStatusResponse {
    fn decode_body(reader: &mut Reader, columns: Option<&[PropertyTag]>) -> Result<Self, DecodeError> {
        let response = RopSetMessageStatusResponse::decode_body(reader, columns)?;
        Ok(Self {
            rop_id: RopId::GET_MESSAGE_STATUS,
            ..response.of_status_asked_for()
        })
    }
    fn handle_index(&self) -> Option<u8> {
        Some(self.input_handle_index)
    }
    fn return_value(&self) -> Option<ErrorCode> {
        Some(self.result.as_ref().err().copied().unwrap_or_default())
    }
}
impl Encode for RopGetMessageStatusResponse {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        encode_ok(self.input_handle_index, &self.result, writer)
    }
}
impl FailureBody for RopGetMessageStatusResponse {
    fn failure(input_handle_index: u8, code: ErrorCode) -> Self {
        Self::new(input_handle_index, Err(code))
    }
}

impl RopSetMessageStatusResponse {
    /// The same fields as the answer to RopGetMessageStatus, which comes under this ROP's id
    /// ([MS-OXCROPS] 2.2.6.9.2).
    pub(crate) fn of_status_asked_for(self) -> RopGetMessageStatusResponse {
        let result = self.result.map(|success| RopGetMessageStatusSuccess {
            message_status_flags: success.message_status_flags,
        });
        RopGetMessageStatusResponse::new(self.input_handle_index, result)
    }
}

rop! {
    RopSetReadFlags = 0x66, "2.2.6.10";
    request RopSetReadFlagsRequest [input] {
        /// WantAsynchronous.
        pub want_asynchronous: bool,
        /// ReadFlags.
        pub read_flags: u8,
        /// MessageIds.
        pub message_ids: Vec<MessageId> = list_u16,
    }
    response RopSetReadFlagsResponse [input] any(return_value) {
        /// PartialCompletion.
        pub partial_completion: bool = or_zero(return_value),
    }
}

rop! {
    RopSetMessageReadFlag = 0x11, "2.2.6.11";
    request RopSetMessageReadFlagRequest [response input] custom
    response RopSetMessageReadFlagResponse [response] ok RopSetMessageReadFlagSuccess {
        /// ReadStatusChanged, and then LogonId and ClientData of the request.
        pub changed: Option<ReadStatusChanged> as "" = flagged["ReadStatusChanged"],
    }
}

wire_struct! {
    /// What a successful RopSetMessageReadFlag answers if it changed anything ([MS-OXCROPS] 2.2.6.11.2).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct ReadStatusChanged {
        /// LogonId.
        pub logon_id: u8,
        /// ClientData.
        pub client_data: [u8; 24],
    }
}

/// RopSetMessageReadFlag request ([MS-OXCROPS] 2.2.6.11.1), after RopId.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RopSetMessageReadFlagRequest {
    /// LogonId: the logon that the ROP belongs to.
    pub logon_id: u8,
    /// Index into the server object handle table.
    pub response_handle_index: u8,
    /// Index into the server object handle table.
    pub input_handle_index: u8,
    /// ReadFlags.
    pub read_flags: u8,
    /// ClientData: there if the logon is to public folders.
    pub client_data: Option<[u8; 24]>,
}

impl RequestBody for RopSetMessageReadFlagRequest {
    fn decode_body(reader: &mut Reader, context: &dyn RequestContext) -> Result<Self, DecodeError> {
        const REQUEST: &str = "RopSetMessageReadFlagRequest";
        let logon_id = reader.field(REQUEST, "logon_id", u8::decode)?;
        Ok(Self {
            logon_id,
            response_handle_index: reader.field(REQUEST, "response_handle_index", Decode::decode)?,
            input_handle_index: reader.field(REQUEST, "input_handle_index", Decode::decode)?,
            read_flags: reader.field(REQUEST, "read_flags", Decode::decode)?,
            client_data: reader.field(REQUEST, "client_data", |reader| {
                decode_if(!is_private(reader, context, logon_id)?, reader)
            })?,
        })
    }
}

impl Encode for RopSetMessageReadFlagRequest {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.logon_id.encode(writer)?;
        self.response_handle_index.encode(writer)?;
        self.input_handle_index.encode(writer)?;
        self.read_flags.encode(writer)?;
        self.client_data.iter().try_for_each(|data| data.encode(writer))
    }
}

rop! {
    RopOpenAttachment = 0x22, "2.2.6.12";
    request RopOpenAttachmentRequest [input output] {
        /// OpenAttachmentFlags: see [`open_mode_flags`].
        pub open_attachment_flags: u8,
        /// AttachmentID.
        pub attachment_id: u32 as "AttachmentID",
    }
    response RopOpenAttachmentResponse [output] ok;
}

rop! {
    RopCreateAttachment = 0x23, "2.2.6.13";
    request RopCreateAttachmentRequest [input output] {}
    response RopCreateAttachmentResponse [output] ok RopCreateAttachmentSuccess {
        /// AttachmentID.
        pub attachment_id: u32 as "AttachmentID",
    }
}

rop! {
    RopDeleteAttachment = 0x24, "2.2.6.14";
    request RopDeleteAttachmentRequest [input] {
        /// AttachmentID.
        pub attachment_id: u32 as "AttachmentID",
    }
    response RopDeleteAttachmentResponse [input] ok;
}

rop! {
    RopSaveChangesAttachment = 0x25, "2.2.6.15";
    request RopSaveChangesAttachmentRequest [response input] {
        /// SaveFlags: see [`save_flags`].
        pub save_flags: u8,
    }
    response RopSaveChangesAttachmentResponse [response] ok;
}

rop! {
    RopOpenEmbeddedMessage = 0x46, "2.2.6.16";
    request RopOpenEmbeddedMessageRequest [input output] {
        /// CodePageId: of the message's 8-bit strings; 0x0FFF is the logon's.
        pub code_page_id: u16,
        /// OpenModeFlags: see [`open_mode_flags`].
        pub open_mode_flags: u8,
    }
    response RopOpenEmbeddedMessageResponse [output] ok RopOpenEmbeddedMessageSuccess {
        /// Reserved, zero.
        pub reserved: u8,
        /// MessageId.
        pub message_id: MessageId,
        /// HasNamedProperties to RecipientRows.
        pub message_header: MessageHeader as "",
    }
}

rop! {
    RopGetAttachmentTable = 0x21, "2.2.6.17";
    request RopGetAttachmentTableRequest [input output] {
        /// TableFlags.
        pub table_flags: u8,
    }
    response RopGetAttachmentTableResponse [output] ok;
}

rop! {
    RopGetValidAttachments = 0x52, "2.2.6.18";
    request RopGetValidAttachmentsRequest [input] {}
    response RopGetValidAttachmentsResponse [input] ok RopGetValidAttachmentsSuccess {
        /// AttachmentIdArray. Its count is read as 16 bits wide, as Microsoft's own parsers do, but for
        /// [`Tolerance::WIDE_ATTACHMENT_COUNT`].
        pub attachment_ids: Vec<u32> as "AttachmentIdArray" = attachment_ids["AttachmentIdCount"],
    }
}

mod attachment_ids {
    use super::*;
    pub(crate) const MIN_LEN: usize = 2;
    pub(crate) fn decode(reader: &mut Reader) -> Result<Vec<u32>, DecodeError> {
        if !reader.tolerance().contains(Tolerance::WIDE_ATTACHMENT_COUNT) {
            return list_u16::decode(reader);
        }
        reader.tolerates(Tolerance::WIDE_ATTACHMENT_COUNT);
        list_u32::decode(reader)
    }
    pub(crate) fn encode(ids: &[u32], writer: &mut Writer) -> Result<(), EncodeError> {
        list_u16::encode(ids, writer)
    }
}
