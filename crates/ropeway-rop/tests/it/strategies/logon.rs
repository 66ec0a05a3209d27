//! Logon ROPs ([MS-OXCROPS] 2.2.3).

use super::values::narrow;
use super::{Answer, Made, Of, failing, made};
use proptest::collection::vec;
use proptest::prelude::*;
use ropeway_rop::*;
use ropeway_types::{FolderId, Guid, PropertyRow, PropertyValue, RowValue};

pub(crate) fn requests() -> Of<Request> {
    vec![
        request!(RopLogonRequest [output] { logon_flags, open_flags, store_state, essdn }),
        request!(RopGetReceiveFolderRequest [input] { message_class = narrow() }),
        request!(RopSetReceiveFolderRequest [input] { folder_id, message_class = narrow() }),
        request!(RopGetReceiveFolderTableRequest [input] {}),
        request!(RopGetStoreStateRequest [input] {}),
        request!(RopGetOwningServersRequest [input] { folder_id }),
        request!(RopPublicFolderIsGhostedRequest [input] { folder_id }),
        request!(RopLongTermIdFromIdRequest [input] { object_id }),
        request!(RopIdFromLongTermIdRequest [input] { long_term_id }),
        request!(RopGetPerUserLongTermIdsRequest [input] { database_guid }),
        request!(RopGetPerUserGuidRequest [input] { long_term_id }),
        request!(RopReadPerUserInformationRequest [input] {
            folder_id, reserved, data_offset, max_data_size
        }),
        request!(RopWritePerUserInformationRequest, write_per_user_information()),
    ]
}

/// Of a private logon and of one to public folders, at the start and further on.
fn write_per_user_information() -> BoxedStrategy<RopWritePerUserInformationRequest> {
    let place = prop_oneof![
        made::<Guid>().prop_map(|guid| (0, Some(guid))),
        Just((0, None)),
        (1u32..).prop_map(|offset| (offset, None)),
    ];
    (any::<(u8, u8, bool)>(), made(), made(), place)
        .prop_map(
            |((logon_id, input_handle_index, has_finished), folder_id, data, place)| {
                RopWritePerUserInformationRequest {
                    logon_id,
                    input_handle_index,
                    folder_id,
                    has_finished,
                    data_offset: place.0,
                    data,
                    repl_guid: place.1,
                }
            },
        )
        .boxed()
}

impl Made for FolderIds {
    fn made() -> BoxedStrategy<Self> {
        any::<[u64; 13]>()
            .prop_map(|ids| FolderIds(ids.map(FolderId)))
            .boxed()
    }
}
impl Made for LogonTime {
    fn made() -> BoxedStrategy<Self> {
        made!(LogonTime {
            seconds,
            minutes,
            hour,
            day_of_week,
            day,
            month,
            year
        })
    }
}
impl Made for ReplicaServers {
    fn made() -> BoxedStrategy<Self> {
        made!(ReplicaServers { cheap_server_count, servers = vec(narrow(), 0..4) })
    }
}

/// Success of both kinds, the redirection to another server, and other failures.
fn logon() -> BoxedStrategy<RopLogonResponse> {
    let private = made!(PrivateLogon {
        logon_flags = any::<u8>().prop_map(|flags| flags | logon_flags::PRIVATE),
        folder_ids,
        response_flags,
        mailbox_guid,
        repl_id,
        repl_guid,
        logon_time,
        gwart_time,
        store_state,
    });
    let public = made!(PublicLogon {
        logon_flags = any::<u8>().prop_map(|flags| flags & !logon_flags::PRIVATE),
        folder_ids,
        repl_id,
        repl_guid,
        per_user_guid,
    });
    let redirect =
        (any::<u8>(), made()).prop_map(|(logon_flags, server_name)| RopLogonFailure::WrongServer {
            logon_flags,
            server_name,
        });
    let result = prop_oneof![
        private.prop_map(|logon| Ok(RopLogonSuccess::Private(logon))),
        public.prop_map(|logon| Ok(RopLogonSuccess::Public(logon))),
        redirect.prop_map(Err),
        failing().prop_map(|code| Err(RopLogonFailure::Other(code))),
    ];
    made!(RopLogonResponse { output_handle_index, result = result })
}

/// Rows of folder id, message class and time: standard, or flagged with some of them missing.
fn receive_folder_rows() -> BoxedStrategy<Vec<PropertyRow>> {
    let values = (any::<i64>(), narrow(), made()).prop_map(|(folder, class, time)| {
        [
            PropertyValue::Integer64(folder),
            PropertyValue::String8(class),
            PropertyValue::Time(time),
        ]
    });
    let row =
        (values, any::<bool>(), any::<[u8; 3]>(), failing()).prop_map(|(values, flagged, missing, code)| {
            let values = values
                .into_iter()
                .zip(missing)
                .map(|(value, missing)| match missing {
                    0..64 if flagged => RowValue::Absent,
                    64..128 if flagged => RowValue::Error(code),
                    _ => RowValue::Value(value),
                });
            PropertyRow {
                flagged,
                values: values.collect(),
            }
        });
    vec(row, 0..3).boxed()
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        super::alone(RopId::LOGON, logon()),
        ok!(GET_RECEIVE_FOLDER RopGetReceiveFolderResponse [input_handle_index]
            RopGetReceiveFolderSuccess { folder_id, explicit_message_class = narrow() }),
        ok!(SET_RECEIVE_FOLDER RopSetReceiveFolderResponse [input_handle_index]),
        ok!(GET_RECEIVE_FOLDER_TABLE RopGetReceiveFolderTableResponse [input_handle_index]
            RopGetReceiveFolderTableSuccess { rows = receive_folder_rows() }),
        ok!(GET_STORE_STATE RopGetStoreStateResponse [input_handle_index]
            RopGetStoreStateSuccess { store_state }),
        ok!(GET_OWNING_SERVERS RopGetOwningServersResponse [input_handle_index]
            RopGetOwningServersSuccess { owning_servers }),
        ok!(PUBLIC_FOLDER_IS_GHOSTED RopPublicFolderIsGhostedResponse [input_handle_index]
            RopPublicFolderIsGhostedSuccess { ghosted }),
        ok!(LONG_TERM_ID_FROM_ID RopLongTermIdFromIdResponse [input_handle_index]
            RopLongTermIdFromIdSuccess { long_term_id }),
        ok!(ID_FROM_LONG_TERM_ID RopIdFromLongTermIdResponse [input_handle_index]
            RopIdFromLongTermIdSuccess { object_id }),
        ok!(GET_PER_USER_LONG_TERM_IDS RopGetPerUserLongTermIdsResponse [input_handle_index]
            RopGetPerUserLongTermIdsSuccess { long_term_ids }),
        ok!(GET_PER_USER_GUID RopGetPerUserGuidResponse [input_handle_index]
            RopGetPerUserGuidSuccess { database_guid }),
        ok!(READ_PER_USER_INFORMATION RopReadPerUserInformationResponse [input_handle_index]
            RopReadPerUserInformationSuccess { has_finished, data }),
        ok!(WRITE_PER_USER_INFORMATION RopWritePerUserInformationResponse [input_handle_index]),
    ]
}
