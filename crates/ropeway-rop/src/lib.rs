#![doc = include_str!("../README.md")]
#![warn(clippy::arithmetic_side_effects)]

#[macro_use]
mod macros;

pub mod auxiliary;
mod body;
mod buffer;
mod codec;
mod context;
mod conversation;
mod dispatch;
pub mod extended;
pub mod packing;
mod recipients;
mod rop_id;
mod typed_string;

mod fast_transfer;
mod folder;
mod logon;
mod lz77;
mod message;
mod notification;
mod other;
mod permission;
mod property;
mod rule;
mod stream;
mod synchronization;
mod table;
mod transport;

pub use buffer::{Inspection, RequestBuffer, ResponseBuffer, ResponseWriter, UNASSIGNED_HANDLE};
pub use context::{NoContext, RequestContext, ResponseContext};
pub use conversation::Conversation;
pub use dispatch::{Request, Response};
pub use fast_transfer::{
    RopFastTransferDestinationConfigureRequest, RopFastTransferDestinationConfigureResponse,
    RopFastTransferDestinationPutBufferExtendedRequest, RopFastTransferDestinationPutBufferExtendedResponse,
    RopFastTransferDestinationPutBufferRequest, RopFastTransferDestinationPutBufferResponse,
    RopFastTransferSourceCopyFolderRequest, RopFastTransferSourceCopyFolderResponse,
    RopFastTransferSourceCopyMessagesRequest, RopFastTransferSourceCopyMessagesResponse,
    RopFastTransferSourceCopyPropertiesRequest, RopFastTransferSourceCopyPropertiesResponse,
    RopFastTransferSourceCopyToRequest, RopFastTransferSourceCopyToResponse,
    RopFastTransferSourceGetBufferRequest, RopFastTransferSourceGetBufferResponse, RopTellVersionRequest,
    RopTellVersionResponse, TransferBuffer, Version, transfer_status,
};
pub use folder::{
    ExistingFolder, RopCopyFolderRequest, RopCopyFolderResponse, RopCreateFolderRequest,
    RopCreateFolderResponse, RopCreateFolderSuccess, RopDeleteFolderRequest, RopDeleteFolderResponse,
    RopDeleteMessagesRequest, RopDeleteMessagesResponse, RopEmptyFolderRequest, RopEmptyFolderResponse,
    RopGetContentsTableRequest, RopGetContentsTableResponse, RopGetContentsTableSuccess,
    RopGetHierarchyTableRequest, RopGetHierarchyTableResponse, RopGetHierarchyTableSuccess,
    RopGetSearchCriteriaRequest, RopGetSearchCriteriaResponse, RopGetSearchCriteriaSuccess,
    RopHardDeleteMessagesAndSubfoldersRequest, RopHardDeleteMessagesAndSubfoldersResponse,
    RopHardDeleteMessagesRequest, RopHardDeleteMessagesResponse, RopMoveCopyMessagesRequest,
    RopMoveCopyMessagesResponse, RopMoveFolderRequest, RopMoveFolderResponse, RopOpenFolderRequest,
    RopOpenFolderResponse, RopOpenFolderSuccess, RopSetSearchCriteriaRequest, RopSetSearchCriteriaResponse,
};
pub use logon::{
    FolderIds, LogonTime, PrivateLogon, PublicLogon, RECEIVE_FOLDER_COLUMNS, ReplicaServers,
    RopGetOwningServersRequest, RopGetOwningServersResponse, RopGetOwningServersSuccess,
    RopGetPerUserGuidRequest, RopGetPerUserGuidResponse, RopGetPerUserGuidSuccess,
    RopGetPerUserLongTermIdsRequest, RopGetPerUserLongTermIdsResponse, RopGetPerUserLongTermIdsSuccess,
    RopGetReceiveFolderRequest, RopGetReceiveFolderResponse, RopGetReceiveFolderSuccess,
    RopGetReceiveFolderTableRequest, RopGetReceiveFolderTableResponse, RopGetReceiveFolderTableSuccess,
    RopGetStoreStateRequest, RopGetStoreStateResponse, RopGetStoreStateSuccess, RopIdFromLongTermIdRequest,
    RopIdFromLongTermIdResponse, RopIdFromLongTermIdSuccess, RopLogonFailure, RopLogonRequest,
    RopLogonResponse, RopLogonSuccess, RopLongTermIdFromIdRequest, RopLongTermIdFromIdResponse,
    RopLongTermIdFromIdSuccess, RopPublicFolderIsGhostedRequest, RopPublicFolderIsGhostedResponse,
    RopPublicFolderIsGhostedSuccess, RopReadPerUserInformationRequest, RopReadPerUserInformationResponse,
    RopReadPerUserInformationSuccess, RopSetReceiveFolderRequest, RopSetReceiveFolderResponse,
    RopWritePerUserInformationRequest, RopWritePerUserInformationResponse, logon_flags, open_flags,
    private_folder, response_flags,
};
pub use lz77::Lz77Error;
pub use message::{
    ReadStatusChanged, RopCreateAttachmentRequest, RopCreateAttachmentResponse, RopCreateAttachmentSuccess,
    RopCreateMessageRequest, RopCreateMessageResponse, RopCreateMessageSuccess, RopDeleteAttachmentRequest,
    RopDeleteAttachmentResponse, RopGetAttachmentTableRequest, RopGetAttachmentTableResponse,
    RopGetMessageStatusRequest, RopGetMessageStatusResponse, RopGetMessageStatusSuccess,
    RopGetValidAttachmentsRequest, RopGetValidAttachmentsResponse, RopGetValidAttachmentsSuccess,
    RopModifyRecipientsRequest, RopModifyRecipientsResponse, RopOpenAttachmentRequest,
    RopOpenAttachmentResponse, RopOpenEmbeddedMessageRequest, RopOpenEmbeddedMessageResponse,
    RopOpenEmbeddedMessageSuccess, RopOpenMessageRequest, RopOpenMessageResponse, RopOpenMessageSuccess,
    RopReadRecipientsRequest, RopReadRecipientsResponse, RopReadRecipientsSuccess,
    RopReloadCachedInformationRequest, RopReloadCachedInformationResponse, RopReloadCachedInformationSuccess,
    RopRemoveAllRecipientsRequest, RopRemoveAllRecipientsResponse, RopSaveChangesAttachmentRequest,
    RopSaveChangesAttachmentResponse, RopSaveChangesMessageRequest, RopSaveChangesMessageResponse,
    RopSaveChangesMessageSuccess, RopSetMessageReadFlagRequest, RopSetMessageReadFlagResponse,
    RopSetMessageReadFlagSuccess, RopSetMessageStatusRequest, RopSetMessageStatusResponse,
    RopSetMessageStatusSuccess, RopSetReadFlagsRequest, RopSetReadFlagsResponse, open_mode_flags, save_flags,
};
pub use notification::{
    NewMail, NotificationData, NotificationScope, NotificationTags, RopNotifyResponse, RopPendingResponse,
    RopRegisterNotificationRequest, RopRegisterNotificationResponse, TableEvent, TableRowId,
    notification_flags, notification_type, table_event_type,
};
pub use other::{BackoffRop, RopBackoffResponse, RopBufferTooSmallResponse, RopReleaseRequest};
pub use permission::{
    PermissionData, RopGetPermissionsTableRequest, RopGetPermissionsTableResponse,
    RopModifyPermissionsRequest, RopModifyPermissionsResponse,
};
pub use property::{
    RopCopyPropertiesRequest, RopCopyPropertiesResponse, RopCopyToRequest, RopCopyToResponse,
    RopDeletePropertiesNoReplicateRequest, RopDeletePropertiesNoReplicateResponse,
    RopDeletePropertiesNoReplicateSuccess, RopDeletePropertiesRequest, RopDeletePropertiesResponse,
    RopDeletePropertiesSuccess, RopGetNamesFromPropertyIdsRequest, RopGetNamesFromPropertyIdsResponse,
    RopGetNamesFromPropertyIdsSuccess, RopGetPropertiesAllRequest, RopGetPropertiesAllResponse,
    RopGetPropertiesAllSuccess, RopGetPropertiesListRequest, RopGetPropertiesListResponse,
    RopGetPropertiesListSuccess, RopGetPropertiesSpecificRequest, RopGetPropertiesSpecificResponse,
    RopGetPropertiesSpecificSuccess, RopGetPropertyIdsFromNamesRequest, RopGetPropertyIdsFromNamesResponse,
    RopProgressRequest, RopProgressResponse, RopProgressSuccess, RopQueryNamedPropertiesRequest,
    RopQueryNamedPropertiesResponse, RopQueryNamedPropertiesSuccess, RopSetPropertiesNoReplicateRequest,
    RopSetPropertiesNoReplicateResponse, RopSetPropertiesNoReplicateSuccess, RopSetPropertiesRequest,
    RopSetPropertiesResponse, RopSetPropertiesSuccess,
};
pub use recipients::{MessageHeader, ModifyRecipientRow, OpenRecipientRow, ReadRecipientRow, recipient_type};
pub use rop_id::RopId;
pub use rule::{
    RopGetRulesTableRequest, RopGetRulesTableResponse, RopModifyRulesRequest, RopModifyRulesResponse,
    RopUpdateDeferredActionMessagesRequest, RopUpdateDeferredActionMessagesResponse, RuleData,
};
pub use stream::{
    RopCloneStreamRequest, RopCloneStreamResponse, RopCommitStreamRequest, RopCommitStreamResponse,
    RopCopyToStreamRequest, RopCopyToStreamResponse, RopGetStreamSizeRequest, RopGetStreamSizeResponse,
    RopGetStreamSizeSuccess, RopLockRegionStreamRequest, RopLockRegionStreamResponse, RopOpenStreamRequest,
    RopOpenStreamResponse, RopOpenStreamSuccess, RopReadStreamRequest, RopReadStreamResponse,
    RopSeekStreamRequest, RopSeekStreamResponse, RopSeekStreamSuccess, RopSetStreamSizeRequest,
    RopSetStreamSizeResponse, RopUnlockRegionStreamRequest, RopUnlockRegionStreamResponse,
    RopWriteAndCommitStreamRequest, RopWriteAndCommitStreamResponse, RopWriteStreamExtendedRequest,
    RopWriteStreamExtendedResponse, RopWriteStreamRequest, RopWriteStreamResponse, seek_origin, stream_mode,
};
pub use synchronization::{
    LongTermIdRange, MessageReadState, RopGetLocalReplicaIdsRequest, RopGetLocalReplicaIdsResponse,
    RopGetLocalReplicaIdsSuccess, RopSetLocalReplicaMidsetDeletedRequest,
    RopSetLocalReplicaMidsetDeletedResponse, RopSynchronizationConfigureRequest,
    RopSynchronizationConfigureResponse, RopSynchronizationGetTransferStateRequest,
    RopSynchronizationGetTransferStateResponse, RopSynchronizationImportDeletesRequest,
    RopSynchronizationImportDeletesResponse, RopSynchronizationImportHierarchyChangeRequest,
    RopSynchronizationImportHierarchyChangeResponse, RopSynchronizationImportHierarchyChangeSuccess,
    RopSynchronizationImportMessageChangeRequest, RopSynchronizationImportMessageChangeResponse,
    RopSynchronizationImportMessageChangeSuccess, RopSynchronizationImportMessageMoveRequest,
    RopSynchronizationImportMessageMoveResponse, RopSynchronizationImportMessageMoveSuccess,
    RopSynchronizationImportReadStateChangesRequest, RopSynchronizationImportReadStateChangesResponse,
    RopSynchronizationOpenCollectorRequest, RopSynchronizationOpenCollectorResponse,
    RopSynchronizationUploadStateStreamBeginRequest, RopSynchronizationUploadStateStreamBeginResponse,
    RopSynchronizationUploadStateStreamContinueRequest, RopSynchronizationUploadStateStreamContinueResponse,
    RopSynchronizationUploadStateStreamEndRequest, RopSynchronizationUploadStateStreamEndResponse,
};
pub use table::{
    RopAbortRequest, RopAbortResponse, RopAbortSuccess, RopCollapseRowRequest, RopCollapseRowResponse,
    RopCollapseRowSuccess, RopCreateBookmarkRequest, RopCreateBookmarkResponse, RopCreateBookmarkSuccess,
    RopExpandRowRequest, RopExpandRowResponse, RopExpandRowSuccess, RopFindRowRequest, RopFindRowResponse,
    RopFindRowSuccess, RopFreeBookmarkRequest, RopFreeBookmarkResponse, RopGetCollapseStateRequest,
    RopGetCollapseStateResponse, RopGetCollapseStateSuccess, RopGetStatusRequest, RopGetStatusResponse,
    RopGetStatusSuccess, RopQueryColumnsAllRequest, RopQueryColumnsAllResponse, RopQueryColumnsAllSuccess,
    RopQueryPositionRequest, RopQueryPositionResponse, RopQueryPositionSuccess, RopQueryRowsRequest,
    RopQueryRowsResponse, RopQueryRowsSuccess, RopResetTableRequest, RopResetTableResponse,
    RopRestrictRequest, RopRestrictResponse, RopRestrictSuccess, RopSeekRowBookmarkRequest,
    RopSeekRowBookmarkResponse, RopSeekRowBookmarkSuccess, RopSeekRowFractionalRequest,
    RopSeekRowFractionalResponse, RopSeekRowRequest, RopSeekRowResponse, RopSeekRowSuccess,
    RopSetCollapseStateRequest, RopSetCollapseStateResponse, RopSetCollapseStateSuccess,
    RopSetColumnsRequest, RopSetColumnsResponse, RopSetColumnsSuccess, RopSortTableRequest,
    RopSortTableResponse, RopSortTableSuccess, SortOrder, SortOrderSet,
};
pub use transport::{
    HelpFile, RopAbortSubmitRequest, RopAbortSubmitResponse, RopGetAddressTypesRequest,
    RopGetAddressTypesResponse, RopGetAddressTypesSuccess, RopGetTransportFolderRequest,
    RopGetTransportFolderResponse, RopGetTransportFolderSuccess, RopOptionsDataRequest,
    RopOptionsDataResponse, RopOptionsDataSuccess, RopSetSpoolerRequest, RopSetSpoolerResponse,
    RopSpoolerLockMessageRequest, RopSpoolerLockMessageResponse, RopSubmitMessageRequest,
    RopSubmitMessageResponse, RopTransportNewMailRequest, RopTransportNewMailResponse,
    RopTransportSendRequest, RopTransportSendResponse, RopTransportSendSuccess, lock_state, submit_flags,
};
pub use typed_string::TypedString;

#[doc(hidden)]
pub mod oracle;
