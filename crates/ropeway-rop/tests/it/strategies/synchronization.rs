//! Incremental change synchronization ROPs ([MS-OXCROPS] 2.2.13).

use super::table::restriction;
use super::{Answer, Made, Of};
use proptest::prelude::*;
use ropeway_rop::*;

pub(crate) fn requests() -> Of<Request> {
    vec![
        request!(RopSynchronizationConfigureRequest [input output] {
            synchronization_type, send_options, synchronization_flags,
            restriction = restriction(), synchronization_extra_flags, property_tags
        }),
        request!(RopSynchronizationImportMessageChangeRequest [input output] { import_flag, property_values }),
        request!(RopSynchronizationImportReadStateChangesRequest [input] { message_read_states }),
        request!(RopSynchronizationImportHierarchyChangeRequest [input] {
            hierarchy_values, property_values
        }),
        request!(RopSynchronizationImportDeletesRequest [input] { import_delete_flags, property_values }),
        request!(RopSynchronizationImportMessageMoveRequest [input] {
            source_folder_id, source_message_id, predecessor_change_list, destination_message_id,
            change_number
        }),
        request!(RopSynchronizationOpenCollectorRequest [input output] { is_contents_collector }),
        request!(RopSynchronizationGetTransferStateRequest [input output] {}),
        request!(RopSynchronizationUploadStateStreamBeginRequest [input] {
            state_property, transfer_buffer_size
        }),
        request!(RopSynchronizationUploadStateStreamContinueRequest [input] { stream_data }),
        request!(RopSynchronizationUploadStateStreamEndRequest [input] {}),
        request!(RopSetLocalReplicaMidsetDeletedRequest [input] { long_term_id_ranges }),
        request!(RopGetLocalReplicaIdsRequest [input] { id_count }),
    ]
}

impl Made for MessageReadState {
    fn made() -> BoxedStrategy<Self> {
        made!(MessageReadState {
            message_id,
            mark_as_read
        })
    }
}
impl Made for LongTermIdRange {
    fn made() -> BoxedStrategy<Self> {
        made!(LongTermIdRange {
            min_long_term_id,
            max_long_term_id
        })
    }
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        ok!(SYNCHRONIZATION_CONFIGURE RopSynchronizationConfigureResponse [output_handle_index]),
        ok!(SYNCHRONIZATION_IMPORT_MESSAGE_CHANGE RopSynchronizationImportMessageChangeResponse
            [output_handle_index] RopSynchronizationImportMessageChangeSuccess { message_id }),
        ok!(SYNCHRONIZATION_IMPORT_READ_STATE_CHANGES RopSynchronizationImportReadStateChangesResponse
            [input_handle_index]),
        ok!(SYNCHRONIZATION_IMPORT_HIERARCHY_CHANGE RopSynchronizationImportHierarchyChangeResponse
            [input_handle_index] RopSynchronizationImportHierarchyChangeSuccess { folder_id }),
        ok!(SYNCHRONIZATION_IMPORT_DELETES RopSynchronizationImportDeletesResponse [input_handle_index]),
        ok!(SYNCHRONIZATION_IMPORT_MESSAGE_MOVE RopSynchronizationImportMessageMoveResponse
            [input_handle_index] RopSynchronizationImportMessageMoveSuccess { message_id }),
        ok!(SYNCHRONIZATION_OPEN_COLLECTOR RopSynchronizationOpenCollectorResponse [output_handle_index]),
        ok!(SYNCHRONIZATION_GET_TRANSFER_STATE RopSynchronizationGetTransferStateResponse
            [output_handle_index]),
        ok!(SYNCHRONIZATION_UPLOAD_STATE_STREAM_BEGIN RopSynchronizationUploadStateStreamBeginResponse
            [input_handle_index]),
        ok!(SYNCHRONIZATION_UPLOAD_STATE_STREAM_CONTINUE RopSynchronizationUploadStateStreamContinueResponse
            [input_handle_index]),
        ok!(SYNCHRONIZATION_UPLOAD_STATE_STREAM_END RopSynchronizationUploadStateStreamEndResponse
            [input_handle_index]),
        ok!(SET_LOCAL_REPLICA_MIDSET_DELETED RopSetLocalReplicaMidsetDeletedResponse [input_handle_index]),
        ok!(GET_LOCAL_REPLICA_IDS RopGetLocalReplicaIdsResponse [input_handle_index]
            RopGetLocalReplicaIdsSuccess { repl_guid, global_count }),
    ]
}
