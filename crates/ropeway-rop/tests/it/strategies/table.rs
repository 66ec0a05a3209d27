//! Table ROPs ([MS-OXCROPS] 2.2.5).

use super::values::{columns_and_row, columns_and_rows};
use super::{Answer, Made, Of, made, result};
use proptest::option;
use proptest::prelude::*;
use ropeway_rop::*;
use ropeway_types::{PropertyTag, Restriction};

/// RestrictionData of a request or response: a restriction, or none.
pub(crate) fn restriction() -> BoxedStrategy<Option<Restriction>> {
    option::of(made::<Restriction>()).boxed()
}

pub(crate) fn requests() -> Of<Request> {
    vec![
        request!(RopSetColumnsRequest [input] { set_columns_flags, property_tags }),
        request!(RopSortTableRequest [input] { sort_table_flags, sort_order_set }),
        request!(RopRestrictRequest [input] { restrict_flags, restriction = restriction() }),
        request!(RopQueryRowsRequest [input] { query_rows_flags, forward_read, row_count }),
        request!(RopAbortRequest [input] {}),
        request!(RopGetStatusRequest [input] {}),
        request!(RopQueryPositionRequest [input] {}),
        request!(RopSeekRowRequest [input] { origin, row_count, want_row_moved_count }),
        request!(RopSeekRowBookmarkRequest [input] { bookmark, row_count, want_row_moved_count }),
        request!(RopSeekRowFractionalRequest [input] { numerator, denominator }),
        request!(RopCreateBookmarkRequest [input] {}),
        request!(RopQueryColumnsAllRequest [input] {}),
        request!(RopFindRowRequest [input] {
            find_row_flags, restriction = restriction(), origin, bookmark
        }),
        request!(RopFreeBookmarkRequest [input] { bookmark }),
        request!(RopResetTableRequest [input] {}),
        request!(RopExpandRowRequest [input] { max_row_count, category_id }),
        request!(RopCollapseRowRequest [input] { category_id }),
        request!(RopGetCollapseStateRequest [input] { row_id, row_instance_number }),
        request!(RopSetCollapseStateRequest [input] { collapse_state }),
    ]
}

impl Made for SortOrder {
    fn made() -> BoxedStrategy<Self> {
        made!(SortOrder {
            property_type,
            property_id,
            order
        })
    }
}
impl Made for SortOrderSet {
    fn made() -> BoxedStrategy<Self> {
        made!(SortOrderSet {
            category_count,
            expanded_count,
            sort_orders
        })
    }
}

/// Responses with rows, and the columns that they were made for.
fn over<T: std::fmt::Debug + 'static, R: Into<Response> + std::fmt::Debug + 'static>(
    rop_id: RopId,
    rows: BoxedStrategy<(Vec<PropertyTag>, T)>,
    response: impl Fn(u8, Vec<PropertyTag>, T) -> R + 'static,
) -> (RopId, BoxedStrategy<Answer>) {
    let answer = (any::<u8>(), rows).prop_map(move |(index, (columns, rows))| Answer {
        table_columns: Some(columns.clone()),
        ..Answer::alone(response(index, columns, rows))
    });
    (rop_id, answer.boxed())
}

/// The columns that a response keeps: none without rows.
fn kept(columns: &[PropertyTag], has_rows: bool) -> Vec<PropertyTag> {
    if has_rows { columns.to_vec() } else { Vec::new() }
}

fn query_rows() -> (RopId, BoxedStrategy<Answer>) {
    let rows = (columns_and_rows(), any::<u8>()).prop_flat_map(|((columns, rows), origin)| {
        let success = RopQueryRowsSuccess {
            origin,
            columns: kept(&columns, !rows.is_empty()),
            rows,
        };
        (Just(columns), result(Just(success)))
    });
    over(
        RopId::QUERY_ROWS,
        rows.boxed(),
        |input_handle_index, _, result| RopQueryRowsResponse {
            input_handle_index,
            result,
        },
    )
}

fn find_row() -> (RopId, BoxedStrategy<Answer>) {
    let row = (columns_and_row(), any::<(bool, bool)>()).prop_flat_map(
        |((columns, row), (row_no_longer_visible, found))| {
            let success = RopFindRowSuccess {
                row_no_longer_visible,
                columns: kept(&columns, found),
                row: found.then_some(row),
            };
            (Just(columns), result(Just(success)))
        },
    );
    over(RopId::FIND_ROW, row.boxed(), |input_handle_index, _, result| {
        RopFindRowResponse {
            input_handle_index,
            result,
        }
    })
}

fn expand_row() -> (RopId, BoxedStrategy<Answer>) {
    let rows = (columns_and_rows(), any::<u32>()).prop_flat_map(|((columns, rows), expanded_row_count)| {
        let success = RopExpandRowSuccess {
            expanded_row_count,
            columns: kept(&columns, !rows.is_empty()),
            rows,
        };
        (Just(columns), result(Just(success)))
    });
    over(
        RopId::EXPAND_ROW,
        rows.boxed(),
        |input_handle_index, _, result| RopExpandRowResponse {
            input_handle_index,
            result,
        },
    )
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        ok!(SET_COLUMNS RopSetColumnsResponse [input_handle_index] RopSetColumnsSuccess { table_status }),
        ok!(SORT_TABLE RopSortTableResponse [input_handle_index] RopSortTableSuccess { table_status }),
        ok!(RESTRICT RopRestrictResponse [input_handle_index] RopRestrictSuccess { table_status }),
        query_rows(),
        ok!(ABORT RopAbortResponse [input_handle_index] RopAbortSuccess { table_status }),
        ok!(GET_STATUS RopGetStatusResponse [input_handle_index] RopGetStatusSuccess { table_status }),
        ok!(QUERY_POSITION RopQueryPositionResponse [input_handle_index]
            RopQueryPositionSuccess { numerator, denominator }),
        ok!(SEEK_ROW RopSeekRowResponse [input_handle_index]
            RopSeekRowSuccess { has_sought_less, rows_sought }),
        ok!(SEEK_ROW_BOOKMARK RopSeekRowBookmarkResponse [input_handle_index]
            RopSeekRowBookmarkSuccess { row_no_longer_visible, has_sought_less, rows_sought }),
        ok!(SEEK_ROW_FRACTIONAL RopSeekRowFractionalResponse [input_handle_index]),
        ok!(CREATE_BOOKMARK RopCreateBookmarkResponse [input_handle_index]
            RopCreateBookmarkSuccess { bookmark }),
        ok!(QUERY_COLUMNS_ALL RopQueryColumnsAllResponse [input_handle_index]
            RopQueryColumnsAllSuccess { property_tags }),
        find_row(),
        ok!(FREE_BOOKMARK RopFreeBookmarkResponse [input_handle_index]),
        ok!(RESET_TABLE RopResetTableResponse [input_handle_index]),
        expand_row(),
        ok!(COLLAPSE_ROW RopCollapseRowResponse [input_handle_index]
            RopCollapseRowSuccess { collapsed_row_count }),
        ok!(GET_COLLAPSE_STATE RopGetCollapseStateResponse [input_handle_index]
            RopGetCollapseStateSuccess { collapse_state }),
        ok!(SET_COLLAPSE_STATE RopSetCollapseStateResponse [input_handle_index]
            RopSetCollapseStateSuccess { bookmark }),
    ]
}
