//! Property ROPs ([MS-OXCROPS] 2.2.8).

use super::values::columns_and_row;
use super::{Answer, Of, code_and_destination, failing, made, result};
use proptest::collection::vec;
use proptest::prelude::*;
use ropeway_rop::*;
use ropeway_types::ErrorCode;

pub(crate) fn requests() -> Of<Request> {
    vec![
        request!(RopGetPropertyIdsFromNamesRequest [input] { flags, property_names }),
        request!(RopGetNamesFromPropertyIdsRequest [input] { property_ids }),
        request!(RopGetPropertiesSpecificRequest [input] {
            property_size_limit, want_unicode, property_tags
        }),
        request!(RopGetPropertiesAllRequest [input] { property_size_limit, want_unicode }),
        request!(RopGetPropertiesListRequest [input] {}),
        request!(RopSetPropertiesRequest [input] { property_values }),
        request!(RopSetPropertiesNoReplicateRequest [input] { property_values }),
        request!(RopDeletePropertiesRequest [input] { property_tags }),
        request!(RopDeletePropertiesNoReplicateRequest [input] { property_tags }),
        request!(RopQueryNamedPropertiesRequest [input] { query_flags, property_guid }),
        request!(RopCopyPropertiesRequest [source dest] { want_asynchronous, copy_flags, property_tags }),
        request!(RopCopyToRequest [source dest] {
            want_asynchronous, want_sub_objects, copy_flags, excluded_tags
        }),
        request!(RopProgressRequest [input] { want_cancel }),
    ]
}

/// Ids on success and where some names have none, no ids on failure.
fn property_ids() -> BoxedStrategy<RopGetPropertyIdsFromNamesResponse> {
    let resolved = prop::sample::select(vec![ErrorCode::SUCCESS, ErrorCode::ERRORS_RETURNED]);
    let ids = prop_oneof![
        2 => (resolved, made()),
        1 => failing().prop_map(|code| (code, Vec::new())),
    ];
    (any::<u8>(), ids)
        .prop_map(
            |(input_handle_index, (return_value, property_ids))| RopGetPropertyIdsFromNamesResponse {
                input_handle_index,
                return_value,
                property_ids,
            },
        )
        .boxed()
}

/// The row and the request that asked for its columns.
fn properties_specific() -> BoxedStrategy<Answer> {
    (any::<u8>(), columns_and_row())
        .prop_flat_map(|(input_handle_index, (columns, row))| {
            let request = RopGetPropertiesSpecificRequest {
                logon_id: 0,
                input_handle_index,
                property_size_limit: 0,
                want_unicode: 1,
                property_tags: columns.clone(),
            };
            result(Just(RopGetPropertiesSpecificSuccess { columns, row })).prop_map(move |result| Answer {
                request: Some(request.clone().into()),
                ..Answer::alone(RopGetPropertiesSpecificResponse {
                    input_handle_index,
                    result,
                })
            })
        })
        .boxed()
}

/// A response whose destination may be the one that is not there; problems on success alone.
macro_rules! copied {
    ($id:ident $response:ident) => {{
        let fields = (any::<u8>(), code_and_destination(), made());
        let response = fields.prop_map(
            |(source_handle_index, (return_value, dest_handle_index), problems): (_, _, Vec<_>)| $response {
                source_handle_index,
                return_value,
                dest_handle_index,
                property_problems: if return_value.is_success() {
                    problems
                } else {
                    Vec::new()
                },
            },
        );
        super::alone(RopId::$id, response.boxed())
    }};
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        super::alone(RopId::GET_PROPERTY_IDS_FROM_NAMES, property_ids()),
        ok!(GET_NAMES_FROM_PROPERTY_IDS RopGetNamesFromPropertyIdsResponse [input_handle_index]
            RopGetNamesFromPropertyIdsSuccess { property_names }),
        (RopId::GET_PROPERTIES_SPECIFIC, properties_specific()),
        ok!(GET_PROPERTIES_ALL RopGetPropertiesAllResponse [input_handle_index]
            RopGetPropertiesAllSuccess { property_values }),
        ok!(GET_PROPERTIES_LIST RopGetPropertiesListResponse [input_handle_index]
            RopGetPropertiesListSuccess { property_tags }),
        ok!(SET_PROPERTIES RopSetPropertiesResponse [input_handle_index]
            RopSetPropertiesSuccess { property_problems }),
        ok!(SET_PROPERTIES_NO_REPLICATE RopSetPropertiesNoReplicateResponse [input_handle_index]
            RopSetPropertiesNoReplicateSuccess { property_problems }),
        ok!(DELETE_PROPERTIES RopDeletePropertiesResponse [input_handle_index]
            RopDeletePropertiesSuccess { property_problems }),
        ok!(DELETE_PROPERTIES_NO_REPLICATE RopDeletePropertiesNoReplicateResponse [input_handle_index]
            RopDeletePropertiesNoReplicateSuccess { property_problems }),
        ok!(QUERY_NAMED_PROPERTIES RopQueryNamedPropertiesResponse [input_handle_index]
            RopQueryNamedPropertiesSuccess { properties = vec((any::<u16>(), made()), 0..4) }),
        copied!(COPY_PROPERTIES RopCopyPropertiesResponse),
        copied!(COPY_TO RopCopyToResponse),
        ok!(PROGRESS RopProgressResponse [input_handle_index]
            RopProgressSuccess { logon_id, completed_task_count, total_task_count }),
    ]
}
