//! The list of ROPs, and what is generated from it: names, the enums, and the way from an id to a type.

use crate::body::{FailureBody, Index, Indexes, RequestBody, ResponseBody};
use crate::context::RequestContext;
use crate::rop_id::RopId;
use crate::{
    fast_transfer, folder, logon, message, notification, other, permission, property, rule, stream,
    synchronization, table, transport,
};
use ropeway_types::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use ropeway_types::{ErrorCode, PropertyTag};

macro_rules! rops {
    (
        both { $( $name:ident $constant:ident $module:ident $request:ident $response:ident; )* }
        request_only { $( $qname:ident $qconstant:ident $qmodule:ident $qrequest:ident; )* }
        response_only { $( $pname:ident $pconstant:ident $pmodule:ident $presponse:ident; )* }
    ) => {
        impl RopId {
            $(
                #[doc = concat!("Rop", stringify!($name), ".")]
                pub const $constant: RopId = $module::$request::ROP_ID;
            )*
            $(
                #[doc = concat!("Rop", stringify!($qname), ".")]
                pub const $qconstant: RopId = $qmodule::$qrequest::ROP_ID;
            )*
            $(
                #[doc = concat!("Rop", stringify!($pname), ".")]
                pub const $pconstant: RopId = $pmodule::$presponse::ROP_ID;
            )*

            /// The specification's name, if the id is not reserved.
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    $( Self::$constant => Some(concat!("Rop", stringify!($name))), )*
                    $( Self::$qconstant => Some(concat!("Rop", stringify!($qname))), )*
                    $( Self::$pconstant => Some(concat!("Rop", stringify!($pname))), )*
                    _ => None,
                }
            }
        }

        /// A ROP request.
        #[derive(Debug, Clone, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum Request {
            $(
                #[doc = concat!("Rop", stringify!($name), ".")]
                $name($module::$request),
            )*
            $(
                #[doc = concat!("Rop", stringify!($qname), ".")]
                $qname($qmodule::$qrequest),
            )*
        }

        /// A ROP response.
        #[derive(Debug, Clone, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum Response {
            $(
                #[doc = concat!("Rop", stringify!($name), ".")]
                $name($module::$response),
            )*
            $(
                #[doc = concat!("Rop", stringify!($pname), ".")]
                $pname($pmodule::$presponse),
            )*
        }

        impl Request {
            /// Which ROP it is.
            pub fn rop_id(&self) -> RopId {
                match self {
                    $( Self::$name(_) => RopId::$constant, )*
                    $( Self::$qname(_) => RopId::$qconstant, )*
                }
            }

            fn indexes(&self) -> &dyn Indexes {
                match self {
                    $( Self::$name(request) => request, )*
                    $( Self::$qname(request) => request, )*
                }
            }

            fn body(&self) -> &dyn Encode {
                match self {
                    $( Self::$name(request) => request, )*
                    $( Self::$qname(request) => request, )*
                }
            }

            /// Each ROP calls `put` for itself, so that it is put in its place as what it is and not
            /// carried there as the largest that there could be.
            fn decode_body<R>(
                rop_id: RopId,
                reader: &mut Reader,
                context: &dyn RequestContext,
                put: impl FnOnce(Self) -> R,
            ) -> Result<R, DecodeError> {
                match rop_id {
                    $( RopId::$constant => Ok(put(Self::$name(RequestBody::decode_body(reader, context)?))), )*
                    $( RopId::$qconstant => Ok(put(Self::$qname(RequestBody::decode_body(reader, context)?))), )*
                    _ => Err(unknown(reader, rop_id, "Request")),
                }
            }
        }

        impl Response {
            /// Which ROP it is.
            pub fn rop_id(&self) -> RopId {
                match self {
                    $( Self::$name(_) => RopId::$constant, )*
                    $( Self::$pname(_) => RopId::$pconstant, )*
                }
            }

            /// The handle index of its prefix; `None` for the responses without a request.
            pub fn handle_index(&self) -> Option<u8> {
                match self {
                    $( Self::$name(response) => response.handle_index(), )*
                    $( Self::$pname(response) => response.handle_index(), )*
                }
            }

            /// ReturnValue; `None` for the responses without a request.
            pub fn return_value(&self) -> Option<ErrorCode> {
                match self {
                    $( Self::$name(response) => response.return_value(), )*
                    $( Self::$pname(response) => response.return_value(), )*
                }
            }

            fn body(&self) -> &dyn Encode {
                match self {
                    $( Self::$name(response) => response, )*
                    $( Self::$pname(response) => response, )*
                }
            }

            fn decode_body<R>(
                rop_id: RopId,
                reader: &mut Reader,
                columns: Option<&[PropertyTag]>,
                put: impl FnOnce(Self) -> R,
            ) -> Result<R, DecodeError> {
                match rop_id {
                    $( RopId::$constant => Ok(put(Self::$name(ResponseBody::decode_body(reader, columns)?))), )*
                    $( RopId::$pconstant => Ok(put(Self::$pname(ResponseBody::decode_body(reader, columns)?))), )*
                    _ => Err(unknown(reader, rop_id, "Response")),
                }
            }

            fn failure_of(request: &Request, index: u8, code: ErrorCode) -> Option<Self> {
                match request {
                    $( Request::$name(_) => Some(Self::$name(FailureBody::failure(index, code))), )*
                    $( Request::$qname(_) => None, )*
                }
            }
        }

        $(
            impl From<$module::$request> for Request {
                fn from(request: $module::$request) -> Self {
                    Self::$name(request)
                }
            }
            impl From<$module::$response> for Response {
                fn from(response: $module::$response) -> Self {
                    Self::$name(response)
                }
            }
        )*
        $(
            impl From<$qmodule::$qrequest> for Request {
                fn from(request: $qmodule::$qrequest) -> Self {
                    Self::$qname(request)
                }
            }
        )*
        $(
            impl From<$pmodule::$presponse> for Response {
                fn from(response: $pmodule::$presponse) -> Self {
                    Self::$pname(response)
                }
            }
        )*
    };
}

rops! {
    both {
        Logon LOGON logon RopLogonRequest RopLogonResponse;
        GetReceiveFolder GET_RECEIVE_FOLDER logon RopGetReceiveFolderRequest RopGetReceiveFolderResponse;
        SetReceiveFolder SET_RECEIVE_FOLDER logon RopSetReceiveFolderRequest RopSetReceiveFolderResponse;
        GetReceiveFolderTable GET_RECEIVE_FOLDER_TABLE logon RopGetReceiveFolderTableRequest RopGetReceiveFolderTableResponse;
        GetStoreState GET_STORE_STATE logon RopGetStoreStateRequest RopGetStoreStateResponse;
        GetOwningServers GET_OWNING_SERVERS logon RopGetOwningServersRequest RopGetOwningServersResponse;
        PublicFolderIsGhosted PUBLIC_FOLDER_IS_GHOSTED logon RopPublicFolderIsGhostedRequest RopPublicFolderIsGhostedResponse;
        LongTermIdFromId LONG_TERM_ID_FROM_ID logon RopLongTermIdFromIdRequest RopLongTermIdFromIdResponse;
        IdFromLongTermId ID_FROM_LONG_TERM_ID logon RopIdFromLongTermIdRequest RopIdFromLongTermIdResponse;
        GetPerUserLongTermIds GET_PER_USER_LONG_TERM_IDS logon RopGetPerUserLongTermIdsRequest RopGetPerUserLongTermIdsResponse;
        GetPerUserGuid GET_PER_USER_GUID logon RopGetPerUserGuidRequest RopGetPerUserGuidResponse;
        ReadPerUserInformation READ_PER_USER_INFORMATION logon RopReadPerUserInformationRequest RopReadPerUserInformationResponse;
        WritePerUserInformation WRITE_PER_USER_INFORMATION logon RopWritePerUserInformationRequest RopWritePerUserInformationResponse;
        OpenFolder OPEN_FOLDER folder RopOpenFolderRequest RopOpenFolderResponse;
        CreateFolder CREATE_FOLDER folder RopCreateFolderRequest RopCreateFolderResponse;
        DeleteFolder DELETE_FOLDER folder RopDeleteFolderRequest RopDeleteFolderResponse;
        SetSearchCriteria SET_SEARCH_CRITERIA folder RopSetSearchCriteriaRequest RopSetSearchCriteriaResponse;
        GetSearchCriteria GET_SEARCH_CRITERIA folder RopGetSearchCriteriaRequest RopGetSearchCriteriaResponse;
        MoveCopyMessages MOVE_COPY_MESSAGES folder RopMoveCopyMessagesRequest RopMoveCopyMessagesResponse;
        MoveFolder MOVE_FOLDER folder RopMoveFolderRequest RopMoveFolderResponse;
        CopyFolder COPY_FOLDER folder RopCopyFolderRequest RopCopyFolderResponse;
        EmptyFolder EMPTY_FOLDER folder RopEmptyFolderRequest RopEmptyFolderResponse;
        HardDeleteMessagesAndSubfolders HARD_DELETE_MESSAGES_AND_SUBFOLDERS folder RopHardDeleteMessagesAndSubfoldersRequest RopHardDeleteMessagesAndSubfoldersResponse;
        DeleteMessages DELETE_MESSAGES folder RopDeleteMessagesRequest RopDeleteMessagesResponse;
        HardDeleteMessages HARD_DELETE_MESSAGES folder RopHardDeleteMessagesRequest RopHardDeleteMessagesResponse;
        GetHierarchyTable GET_HIERARCHY_TABLE folder RopGetHierarchyTableRequest RopGetHierarchyTableResponse;
        GetContentsTable GET_CONTENTS_TABLE folder RopGetContentsTableRequest RopGetContentsTableResponse;
        SetColumns SET_COLUMNS table RopSetColumnsRequest RopSetColumnsResponse;
        SortTable SORT_TABLE table RopSortTableRequest RopSortTableResponse;
        Restrict RESTRICT table RopRestrictRequest RopRestrictResponse;
        QueryRows QUERY_ROWS table RopQueryRowsRequest RopQueryRowsResponse;
        Abort ABORT table RopAbortRequest RopAbortResponse;
        GetStatus GET_STATUS table RopGetStatusRequest RopGetStatusResponse;
        QueryPosition QUERY_POSITION table RopQueryPositionRequest RopQueryPositionResponse;
        SeekRow SEEK_ROW table RopSeekRowRequest RopSeekRowResponse;
        SeekRowBookmark SEEK_ROW_BOOKMARK table RopSeekRowBookmarkRequest RopSeekRowBookmarkResponse;
        SeekRowFractional SEEK_ROW_FRACTIONAL table RopSeekRowFractionalRequest RopSeekRowFractionalResponse;
        CreateBookmark CREATE_BOOKMARK table RopCreateBookmarkRequest RopCreateBookmarkResponse;
        QueryColumnsAll QUERY_COLUMNS_ALL table RopQueryColumnsAllRequest RopQueryColumnsAllResponse;
        FindRow FIND_ROW table RopFindRowRequest RopFindRowResponse;
        FreeBookmark FREE_BOOKMARK table RopFreeBookmarkRequest RopFreeBookmarkResponse;
        ResetTable RESET_TABLE table RopResetTableRequest RopResetTableResponse;
        ExpandRow EXPAND_ROW table RopExpandRowRequest RopExpandRowResponse;
        CollapseRow COLLAPSE_ROW table RopCollapseRowRequest RopCollapseRowResponse;
        GetCollapseState GET_COLLAPSE_STATE table RopGetCollapseStateRequest RopGetCollapseStateResponse;
        SetCollapseState SET_COLLAPSE_STATE table RopSetCollapseStateRequest RopSetCollapseStateResponse;
        OpenMessage OPEN_MESSAGE message RopOpenMessageRequest RopOpenMessageResponse;
        CreateMessage CREATE_MESSAGE message RopCreateMessageRequest RopCreateMessageResponse;
        SaveChangesMessage SAVE_CHANGES_MESSAGE message RopSaveChangesMessageRequest RopSaveChangesMessageResponse;
        RemoveAllRecipients REMOVE_ALL_RECIPIENTS message RopRemoveAllRecipientsRequest RopRemoveAllRecipientsResponse;
        ModifyRecipients MODIFY_RECIPIENTS message RopModifyRecipientsRequest RopModifyRecipientsResponse;
        ReadRecipients READ_RECIPIENTS message RopReadRecipientsRequest RopReadRecipientsResponse;
        ReloadCachedInformation RELOAD_CACHED_INFORMATION message RopReloadCachedInformationRequest RopReloadCachedInformationResponse;
        SetMessageStatus SET_MESSAGE_STATUS message RopSetMessageStatusRequest RopSetMessageStatusResponse;
        GetMessageStatus GET_MESSAGE_STATUS message RopGetMessageStatusRequest RopGetMessageStatusResponse;
        SetReadFlags SET_READ_FLAGS message RopSetReadFlagsRequest RopSetReadFlagsResponse;
        SetMessageReadFlag SET_MESSAGE_READ_FLAG message RopSetMessageReadFlagRequest RopSetMessageReadFlagResponse;
        OpenAttachment OPEN_ATTACHMENT message RopOpenAttachmentRequest RopOpenAttachmentResponse;
        CreateAttachment CREATE_ATTACHMENT message RopCreateAttachmentRequest RopCreateAttachmentResponse;
        DeleteAttachment DELETE_ATTACHMENT message RopDeleteAttachmentRequest RopDeleteAttachmentResponse;
        SaveChangesAttachment SAVE_CHANGES_ATTACHMENT message RopSaveChangesAttachmentRequest RopSaveChangesAttachmentResponse;
        OpenEmbeddedMessage OPEN_EMBEDDED_MESSAGE message RopOpenEmbeddedMessageRequest RopOpenEmbeddedMessageResponse;
        GetAttachmentTable GET_ATTACHMENT_TABLE message RopGetAttachmentTableRequest RopGetAttachmentTableResponse;
        GetValidAttachments GET_VALID_ATTACHMENTS message RopGetValidAttachmentsRequest RopGetValidAttachmentsResponse;
        SubmitMessage SUBMIT_MESSAGE transport RopSubmitMessageRequest RopSubmitMessageResponse;
        AbortSubmit ABORT_SUBMIT transport RopAbortSubmitRequest RopAbortSubmitResponse;
        GetAddressTypes GET_ADDRESS_TYPES transport RopGetAddressTypesRequest RopGetAddressTypesResponse;
        SetSpooler SET_SPOOLER transport RopSetSpoolerRequest RopSetSpoolerResponse;
        SpoolerLockMessage SPOOLER_LOCK_MESSAGE transport RopSpoolerLockMessageRequest RopSpoolerLockMessageResponse;
        TransportSend TRANSPORT_SEND transport RopTransportSendRequest RopTransportSendResponse;
        TransportNewMail TRANSPORT_NEW_MAIL transport RopTransportNewMailRequest RopTransportNewMailResponse;
        GetTransportFolder GET_TRANSPORT_FOLDER transport RopGetTransportFolderRequest RopGetTransportFolderResponse;
        OptionsData OPTIONS_DATA transport RopOptionsDataRequest RopOptionsDataResponse;
        GetPropertyIdsFromNames GET_PROPERTY_IDS_FROM_NAMES property RopGetPropertyIdsFromNamesRequest RopGetPropertyIdsFromNamesResponse;
        GetNamesFromPropertyIds GET_NAMES_FROM_PROPERTY_IDS property RopGetNamesFromPropertyIdsRequest RopGetNamesFromPropertyIdsResponse;
        GetPropertiesSpecific GET_PROPERTIES_SPECIFIC property RopGetPropertiesSpecificRequest RopGetPropertiesSpecificResponse;
        GetPropertiesAll GET_PROPERTIES_ALL property RopGetPropertiesAllRequest RopGetPropertiesAllResponse;
        GetPropertiesList GET_PROPERTIES_LIST property RopGetPropertiesListRequest RopGetPropertiesListResponse;
        SetProperties SET_PROPERTIES property RopSetPropertiesRequest RopSetPropertiesResponse;
        SetPropertiesNoReplicate SET_PROPERTIES_NO_REPLICATE property RopSetPropertiesNoReplicateRequest RopSetPropertiesNoReplicateResponse;
        DeleteProperties DELETE_PROPERTIES property RopDeletePropertiesRequest RopDeletePropertiesResponse;
        DeletePropertiesNoReplicate DELETE_PROPERTIES_NO_REPLICATE property RopDeletePropertiesNoReplicateRequest RopDeletePropertiesNoReplicateResponse;
        QueryNamedProperties QUERY_NAMED_PROPERTIES property RopQueryNamedPropertiesRequest RopQueryNamedPropertiesResponse;
        CopyProperties COPY_PROPERTIES property RopCopyPropertiesRequest RopCopyPropertiesResponse;
        CopyTo COPY_TO property RopCopyToRequest RopCopyToResponse;
        Progress PROGRESS property RopProgressRequest RopProgressResponse;
        OpenStream OPEN_STREAM stream RopOpenStreamRequest RopOpenStreamResponse;
        ReadStream READ_STREAM stream RopReadStreamRequest RopReadStreamResponse;
        WriteStream WRITE_STREAM stream RopWriteStreamRequest RopWriteStreamResponse;
        WriteStreamExtended WRITE_STREAM_EXTENDED stream RopWriteStreamExtendedRequest RopWriteStreamExtendedResponse;
        CommitStream COMMIT_STREAM stream RopCommitStreamRequest RopCommitStreamResponse;
        GetStreamSize GET_STREAM_SIZE stream RopGetStreamSizeRequest RopGetStreamSizeResponse;
        SetStreamSize SET_STREAM_SIZE stream RopSetStreamSizeRequest RopSetStreamSizeResponse;
        SeekStream SEEK_STREAM stream RopSeekStreamRequest RopSeekStreamResponse;
        CopyToStream COPY_TO_STREAM stream RopCopyToStreamRequest RopCopyToStreamResponse;
        LockRegionStream LOCK_REGION_STREAM stream RopLockRegionStreamRequest RopLockRegionStreamResponse;
        UnlockRegionStream UNLOCK_REGION_STREAM stream RopUnlockRegionStreamRequest RopUnlockRegionStreamResponse;
        WriteAndCommitStream WRITE_AND_COMMIT_STREAM stream RopWriteAndCommitStreamRequest RopWriteAndCommitStreamResponse;
        CloneStream CLONE_STREAM stream RopCloneStreamRequest RopCloneStreamResponse;
        ModifyPermissions MODIFY_PERMISSIONS permission RopModifyPermissionsRequest RopModifyPermissionsResponse;
        GetPermissionsTable GET_PERMISSIONS_TABLE permission RopGetPermissionsTableRequest RopGetPermissionsTableResponse;
        ModifyRules MODIFY_RULES rule RopModifyRulesRequest RopModifyRulesResponse;
        GetRulesTable GET_RULES_TABLE rule RopGetRulesTableRequest RopGetRulesTableResponse;
        UpdateDeferredActionMessages UPDATE_DEFERRED_ACTION_MESSAGES rule RopUpdateDeferredActionMessagesRequest RopUpdateDeferredActionMessagesResponse;
        FastTransferDestinationConfigure FAST_TRANSFER_DESTINATION_CONFIGURE fast_transfer RopFastTransferDestinationConfigureRequest RopFastTransferDestinationConfigureResponse;
        FastTransferDestinationPutBuffer FAST_TRANSFER_DESTINATION_PUT_BUFFER fast_transfer RopFastTransferDestinationPutBufferRequest RopFastTransferDestinationPutBufferResponse;
        FastTransferDestinationPutBufferExtended FAST_TRANSFER_DESTINATION_PUT_BUFFER_EXTENDED fast_transfer RopFastTransferDestinationPutBufferExtendedRequest RopFastTransferDestinationPutBufferExtendedResponse;
        FastTransferSourceGetBuffer FAST_TRANSFER_SOURCE_GET_BUFFER fast_transfer RopFastTransferSourceGetBufferRequest RopFastTransferSourceGetBufferResponse;
        FastTransferSourceCopyFolder FAST_TRANSFER_SOURCE_COPY_FOLDER fast_transfer RopFastTransferSourceCopyFolderRequest RopFastTransferSourceCopyFolderResponse;
        FastTransferSourceCopyMessages FAST_TRANSFER_SOURCE_COPY_MESSAGES fast_transfer RopFastTransferSourceCopyMessagesRequest RopFastTransferSourceCopyMessagesResponse;
        FastTransferSourceCopyTo FAST_TRANSFER_SOURCE_COPY_TO fast_transfer RopFastTransferSourceCopyToRequest RopFastTransferSourceCopyToResponse;
        FastTransferSourceCopyProperties FAST_TRANSFER_SOURCE_COPY_PROPERTIES fast_transfer RopFastTransferSourceCopyPropertiesRequest RopFastTransferSourceCopyPropertiesResponse;
        TellVersion TELL_VERSION fast_transfer RopTellVersionRequest RopTellVersionResponse;
        SynchronizationConfigure SYNCHRONIZATION_CONFIGURE synchronization RopSynchronizationConfigureRequest RopSynchronizationConfigureResponse;
        SynchronizationImportMessageChange SYNCHRONIZATION_IMPORT_MESSAGE_CHANGE synchronization RopSynchronizationImportMessageChangeRequest RopSynchronizationImportMessageChangeResponse;
        SynchronizationImportReadStateChanges SYNCHRONIZATION_IMPORT_READ_STATE_CHANGES synchronization RopSynchronizationImportReadStateChangesRequest RopSynchronizationImportReadStateChangesResponse;
        SynchronizationImportHierarchyChange SYNCHRONIZATION_IMPORT_HIERARCHY_CHANGE synchronization RopSynchronizationImportHierarchyChangeRequest RopSynchronizationImportHierarchyChangeResponse;
        SynchronizationImportDeletes SYNCHRONIZATION_IMPORT_DELETES synchronization RopSynchronizationImportDeletesRequest RopSynchronizationImportDeletesResponse;
        SynchronizationImportMessageMove SYNCHRONIZATION_IMPORT_MESSAGE_MOVE synchronization RopSynchronizationImportMessageMoveRequest RopSynchronizationImportMessageMoveResponse;
        SynchronizationOpenCollector SYNCHRONIZATION_OPEN_COLLECTOR synchronization RopSynchronizationOpenCollectorRequest RopSynchronizationOpenCollectorResponse;
        SynchronizationGetTransferState SYNCHRONIZATION_GET_TRANSFER_STATE synchronization RopSynchronizationGetTransferStateRequest RopSynchronizationGetTransferStateResponse;
        SynchronizationUploadStateStreamBegin SYNCHRONIZATION_UPLOAD_STATE_STREAM_BEGIN synchronization RopSynchronizationUploadStateStreamBeginRequest RopSynchronizationUploadStateStreamBeginResponse;
        SynchronizationUploadStateStreamContinue SYNCHRONIZATION_UPLOAD_STATE_STREAM_CONTINUE synchronization RopSynchronizationUploadStateStreamContinueRequest RopSynchronizationUploadStateStreamContinueResponse;
        SynchronizationUploadStateStreamEnd SYNCHRONIZATION_UPLOAD_STATE_STREAM_END synchronization RopSynchronizationUploadStateStreamEndRequest RopSynchronizationUploadStateStreamEndResponse;
        SetLocalReplicaMidsetDeleted SET_LOCAL_REPLICA_MIDSET_DELETED synchronization RopSetLocalReplicaMidsetDeletedRequest RopSetLocalReplicaMidsetDeletedResponse;
        GetLocalReplicaIds GET_LOCAL_REPLICA_IDS synchronization RopGetLocalReplicaIdsRequest RopGetLocalReplicaIdsResponse;
        RegisterNotification REGISTER_NOTIFICATION notification RopRegisterNotificationRequest RopRegisterNotificationResponse;
    }
    request_only {
        Release RELEASE other RopReleaseRequest;
    }
    response_only {
        Notify NOTIFY notification RopNotifyResponse;
        Pending PENDING notification RopPendingResponse;
        BufferTooSmall BUFFER_TOO_SMALL other RopBufferTooSmallResponse;
        Backoff BACKOFF other RopBackoffResponse;
    }
}

/// RopId, after which a trace calls the ROP.
fn decode_id(reader: &mut Reader, structure: &'static str) -> Result<RopId, DecodeError> {
    let rop_id = reader.field(structure, "rop_id", RopId::decode)?;
    if reader.is_tracing() {
        reader.rename(rop_id.name().unwrap_or("Rop?"));
    }
    Ok(rop_id)
}

#[cold]
fn unknown(reader: &Reader, rop_id: RopId, structure: &'static str) -> DecodeError {
    let offset = reader.offset().saturating_sub(1);
    DecodeError::new(offset, DecodeErrorKind::Unknown(u32::from(rop_id.0))).within(structure, "rop_id")
}

impl Request {
    /// LogonId: the logon that the ROP belongs to.
    pub fn logon_id(&self) -> u8 {
        self.indexes().logon_id()
    }

    /// InputHandleIndex, or SourceHandleIndex where there are source and destination; `None` for
    /// RopLogon.
    pub fn input_handle_index(&self) -> Option<u8> {
        self.indexes().index(Index::Input)
    }

    /// OutputHandleIndex, where the ROP opens an object.
    pub fn output_handle_index(&self) -> Option<u8> {
        self.indexes().index(Index::Output)
    }

    /// DestHandleIndex, where there are source and destination.
    pub fn dest_handle_index(&self) -> Option<u8> {
        self.indexes().index(Index::Dest)
    }

    /// The index that the response's prefix repeats; `None` for RopRelease, which has no response.
    pub fn response_handle_index(&self) -> Option<u8> {
        self.indexes().echoed()
    }

    /// Reads RopId and what follows it.
    ///
    /// # Errors
    /// As the bytes deserve; [`DecodeErrorKind::Unknown`] for a RopId that is no request's.
    pub fn decode(reader: &mut Reader, context: &dyn RequestContext) -> Result<Self, DecodeError> {
        let rop_id = decode_id(reader, "Request")?;
        Self::decode_body(rop_id, reader, context, |request| request)
    }

    /// The same, appended to `requests`.
    pub(crate) fn decode_onto(
        reader: &mut Reader,
        context: &dyn RequestContext,
        requests: &mut Vec<Self>,
    ) -> Result<(), DecodeError> {
        let rop_id = decode_id(reader, "Request")?;
        Self::decode_body(rop_id, reader, context, |request| requests.push(request))
    }
}

/// RopId and what follows it.
impl Encode for Request {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.rop_id().encode(writer)?;
        self.body().encode(writer)
    }
}

impl Response {
    /// The response that says that a request failed, with the zero fields that the specification
    /// demands even then ([MS-OXCROPS] 3.2.5.4). `None` for RopRelease, which is never answered, and for
    /// a code that is success.
    pub fn failure(request: &Request, code: ErrorCode) -> Option<Self> {
        let index = request.response_handle_index()?;
        if code.is_success() {
            return None;
        }
        let mut response = Self::failure_of(request, index, code)?;
        let dest = request
            .dest_handle_index()
            .filter(|_| code == ErrorCode::DST_NULL_OBJECT)
            .map(u32::from);
        match &mut response {
            Self::MoveCopyMessages(response) => response.dest_handle_index = dest,
            Self::MoveFolder(response) => response.dest_handle_index = dest,
            Self::CopyFolder(response) => response.dest_handle_index = dest,
            Self::CopyProperties(response) => response.dest_handle_index = dest,
            Self::CopyTo(response) => response.dest_handle_index = dest,
            Self::CopyToStream(response) => response.dest_handle_index = dest,
            Self::Logon(response) => {
                if let (
                    Err(logon::RopLogonFailure::WrongServer { logon_flags, .. }),
                    Request::Logon(request),
                ) = (&mut response.result, request)
                {
                    *logon_flags = request.logon_flags & logon::logon_flags::ECHOED;
                }
            }
            Self::FastTransferSourceGetBuffer(response) if code == ErrorCode::SERVER_BUSY => {
                response.transfer_buffer = fast_transfer::TransferBuffer::Backoff {
                    transfer_buffer_size: 0,
                    backoff_time: 0,
                };
            }
            _ => {}
        }
        Some(response)
    }

    /// Reads RopId and what follows it, and appends it to `responses`. `columns` are those that the
    /// response's rows are written for, where it has rows.
    pub(crate) fn decode_onto(
        reader: &mut Reader,
        columns: Option<&[PropertyTag]>,
        responses: &mut Vec<Self>,
    ) -> Result<(), DecodeError> {
        let rop_id = decode_id(reader, "Response")?;
        Self::decode_body(rop_id, reader, columns, |response| responses.push(response))
    }
}

/// RopId and what follows it. RopGetMessageStatus is answered under the id of RopSetMessageStatus
/// ([MS-OXCROPS] 2.2.6.9.2).
impl Encode for Response {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let rop_id = match self {
            Self::GetMessageStatus(response) => match response.rop_id {
                id @ (RopId::GET_MESSAGE_STATUS | RopId::SET_MESSAGE_STATUS) => id,
                _ => {
                    return Err(EncodeError::Unsupported(
                        "RopGetMessageStatus under a foreign RopId",
                    ));
                }
            },
            _ => self.rop_id(),
        };
        rop_id.encode(writer)?;
        self.body().encode(writer)
    }
}
