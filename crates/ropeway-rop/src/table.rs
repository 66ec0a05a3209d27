//! Table ROPs ([MS-OXCROPS] 2.2.5).

use crate::body::SuccessBody;
use crate::codec::sized_restriction;
use bytes::Bytes;
use ropeway_types::wire::codec::{bytes_u16, list_u16};
use ropeway_types::wire::{
    Announces, Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer,
};
use ropeway_types::{PropertyRow, PropertyTag, PropertyType, Restriction, wire_struct};

fn known_columns<'a>(
    reader: &Reader,
    columns: Option<&'a [PropertyTag]>,
    structure: &'static str,
) -> Result<&'a [PropertyTag], DecodeError> {
    columns.ok_or_else(|| {
        reader
            .error(DecodeErrorKind::Context("the columns of the table"))
            .within(structure, "rows")
    })
}

/// The columns that stay with a response: none without rows. A table may have thousands, and every response
/// of a buffer would have them anew.
fn columns_of(columns: &[PropertyTag], has_rows: bool) -> Vec<PropertyTag> {
    if has_rows { columns.to_vec() } else { Vec::new() }
}

/// Values that one ROP buffer can hold: RopSize is 16 bits wide. Only rows over columns without bytes
/// (PtypNull) would have more, and cost memory without bound.
const MAX_ROW_VALUES: usize = 0xFFFF;

/// RopSize is 16 bits wide.
const MAX_ROPS_LIST: usize = 0xFFFF;

/// `u16 n`, n rows.
fn decode_rows(reader: &mut Reader, columns: &[PropertyTag]) -> Result<Vec<PropertyRow>, DecodeError> {
    let count = usize::from(reader.announcer(Announces::Count, u16::decode)?);
    let values = count.saturating_mul(columns.len());
    if values > MAX_ROW_VALUES {
        return Err(reader.error(DecodeErrorKind::Limit {
            count: values,
            max: MAX_ROW_VALUES,
        }));
    }
    reader.list_of(count, 1, |reader| PropertyRow::decode(columns, reader))
}

/// RowCount and RowData.
fn row_data(
    structure: &'static str,
    reader: &mut Reader,
    columns: &[PropertyTag],
) -> Result<Vec<PropertyRow>, DecodeError> {
    reader.announced_field(structure, "row_data", "RowCount", |reader| {
        decode_rows(reader, columns)
    })
}

fn encode_rows(
    rows: &[PropertyRow],
    writer: &mut Writer,
    columns: &[PropertyTag],
) -> Result<(), EncodeError> {
    writer.count_u16("rows", rows.len())?;
    let Some((first, others)) = rows.split_first() else {
        return Ok(());
    };
    let start = writer.len();
    first.encode(columns, writer)?;
    // The rows of a table are much alike.
    let len = writer.len().saturating_sub(start).saturating_mul(others.len());
    writer.reserve(len.saturating_add(len / 8).min(MAX_ROPS_LIST));
    others.iter().try_for_each(|row| row.encode(columns, writer))
}

rop! {
    RopSetColumns = 0x12, "2.2.5.1";
    request RopSetColumnsRequest [input] {
        /// SetColumnsFlags.
        pub set_columns_flags: u8,
        /// PropertyTags.
        pub property_tags: Vec<PropertyTag> = list_u16,
    }
    response RopSetColumnsResponse [input] ok RopSetColumnsSuccess {
        /// TableStatus.
        pub table_status: u8,
    }
}

wire_struct! {
    /// SortOrder ([MS-OXCDATA] 2.13.1).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct SortOrder {
        /// PropertyType.
        pub property_type: PropertyType,
        /// PropertyId.
        pub property_id: u16,
        /// Order: 0 ascending, 1 descending, 4 by the greatest of a category.
        pub order: u8,
    }
}

rop! {
    RopSortTable = 0x13, "2.2.5.2";
    request RopSortTableRequest [input] {
        /// SortTableFlags.
        pub sort_table_flags: u8,
        /// CategoryCount, ExpandedCount and SortOrders.
        pub sort_order_set: SortOrderSet as "",
    }
    response RopSortTableResponse [input] ok RopSortTableSuccess {
        /// TableStatus.
        pub table_status: u8,
    }
}

/// SortOrderSet ([MS-OXCDATA] 2.13.2).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SortOrderSet {
    /// CategoryCount: how many, from the first, are categories.
    pub category_count: u16,
    /// ExpandedCount: how many categories start expanded.
    pub expanded_count: u16,
    /// SortOrders.
    pub sort_orders: Vec<SortOrder>,
}

impl Decode for SortOrderSet {
    const MIN_LEN: usize = 6;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const SET: &str = "SortOrderSet";
        let count = usize::from(reader.field(SET, "sort_order_count", u16::decode)?);
        Ok(Self {
            category_count: reader.field(SET, "category_count", Decode::decode)?,
            expanded_count: reader.field(SET, "expanded_count", Decode::decode)?,
            sort_orders: reader.field(SET, "sort_orders", |reader| reader.list(count))?,
        })
    }
}
impl Encode for SortOrderSet {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u16("sort orders", self.sort_orders.len())?;
        self.category_count.encode(writer)?;
        self.expanded_count.encode(writer)?;
        self.sort_orders.iter().try_for_each(|order| order.encode(writer))
    }
}

rop! {
    RopRestrict = 0x14, "2.2.5.3";
    request RopRestrictRequest [input] {
        /// RestrictFlags.
        pub restrict_flags: u8,
        /// RestrictionData, if RestrictionDataSize is not zero.
        pub restriction: Option<Restriction> as "RestrictionData" = sized_restriction,
    }
    response RopRestrictResponse [input] ok RopRestrictSuccess {
        /// TableStatus.
        pub table_status: u8,
    }
}

rop! {
    RopQueryRows = 0x15, "2.2.5.4";
    request RopQueryRowsRequest [input] {
        /// QueryRowsFlags: 0x01 stays, 0x02 lets rows come in several buffers.
        pub query_rows_flags: u8,
        /// ForwardRead.
        pub forward_read: bool,
        /// RowCount: at most so many.
        pub row_count: u16,
    }
    response RopQueryRowsResponse [input] ok RopQueryRowsSuccess;
}

/// What a successful RopQueryRows answers ([MS-OXCROPS] 2.2.5.4.2).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RopQueryRowsSuccess {
    /// Origin.
    pub origin: u8,
    /// The columns of the table; not on the wire here, and empty if there is no row.
    pub columns: Vec<PropertyTag>,
    /// RowData (RowCount is their number).
    pub rows: Vec<PropertyRow>,
}

impl SuccessBody for RopQueryRowsSuccess {
    fn decode_success(reader: &mut Reader, columns: Option<&[PropertyTag]>) -> Result<Self, DecodeError> {
        const SUCCESS: &str = "RopQueryRowsSuccess";
        let columns = known_columns(reader, columns, SUCCESS)?;
        let origin = reader.field(SUCCESS, "origin", Decode::decode)?;
        let rows = row_data(SUCCESS, reader, columns)?;
        Ok(Self {
            origin,
            columns: columns_of(columns, !rows.is_empty()),
            rows,
        })
    }
}
impl Encode for RopQueryRowsSuccess {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.origin.encode(writer)?;
        encode_rows(&self.rows, writer, &self.columns)
    }
}

rop! {
    RopAbort = 0x38, "2.2.5.5";
    request RopAbortRequest [input] {}
    response RopAbortResponse [input] ok RopAbortSuccess {
        /// TableStatus.
        pub table_status: u8,
    }
}

rop! {
    RopGetStatus = 0x16, "2.2.5.6";
    request RopGetStatusRequest [input] {}
    response RopGetStatusResponse [input] ok RopGetStatusSuccess {
        /// TableStatus.
        pub table_status: u8,
    }
}

rop! {
    RopQueryPosition = 0x17, "2.2.5.7";
    request RopQueryPositionRequest [input] {}
    response RopQueryPositionResponse [input] ok RopQueryPositionSuccess {
        /// Numerator.
        pub numerator: u32,
        /// Denominator.
        pub denominator: u32,
    }
}

rop! {
    RopSeekRow = 0x18, "2.2.5.8";
    request RopSeekRowRequest [input] {
        /// Origin.
        pub origin: u8,
        /// RowCount.
        pub row_count: i32,
        /// WantRowMovedCount.
        pub want_row_moved_count: bool,
    }
    response RopSeekRowResponse [input] ok RopSeekRowSuccess {
        /// HasSoughtLess.
        pub has_sought_less: bool,
        /// RowsSought.
        pub rows_sought: i32,
    }
}

rop! {
    RopSeekRowBookmark = 0x19, "2.2.5.9";
    request RopSeekRowBookmarkRequest [input] {
        /// Bookmark.
        pub bookmark: Bytes = bytes_u16,
        /// RowCount.
        pub row_count: i32,
        /// WantRowMovedCount.
        pub want_row_moved_count: bool,
    }
    response RopSeekRowBookmarkResponse [input] ok RopSeekRowBookmarkSuccess {
        /// RowNoLongerVisible.
        pub row_no_longer_visible: bool,
        /// HasSoughtLess.
        pub has_sought_less: bool,
        /// RowsSought.
        pub rows_sought: i32,
    }
}

rop! {
    RopSeekRowFractional = 0x1A, "2.2.5.10";
    request RopSeekRowFractionalRequest [input] {
        /// Numerator.
        pub numerator: u32,
        /// Denominator.
        pub denominator: u32,
    }
    response RopSeekRowFractionalResponse [input] ok;
}

rop! {
    RopCreateBookmark = 0x1B, "2.2.5.11";
    request RopCreateBookmarkRequest [input] {}
    response RopCreateBookmarkResponse [input] ok RopCreateBookmarkSuccess {
        /// Bookmark.
        pub bookmark: Bytes = bytes_u16,
    }
}

rop! {
    RopQueryColumnsAll = 0x37, "2.2.5.12";
    request RopQueryColumnsAllRequest [input] {}
    response RopQueryColumnsAllResponse [input] ok RopQueryColumnsAllSuccess {
        /// PropertyTags.
        pub property_tags: Vec<PropertyTag> = list_u16,
    }
}

rop! {
    RopFindRow = 0x4F, "2.2.5.13";
    request RopFindRowRequest [input] {
        /// FindRowFlags.
        pub find_row_flags: u8,
        /// RestrictionData, if RestrictionDataSize is not zero.
        pub restriction: Option<Restriction> as "RestrictionData" = sized_restriction,
        /// Origin.
        pub origin: u8,
        /// Bookmark.
        pub bookmark: Bytes = bytes_u16,
    }
    response RopFindRowResponse [input] ok RopFindRowSuccess;
}

/// What a successful RopFindRow answers ([MS-OXCROPS] 2.2.5.13.2).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RopFindRowSuccess {
    /// RowNoLongerVisible.
    pub row_no_longer_visible: bool,
    /// The columns of the table; not on the wire here, and empty if there is no row.
    pub columns: Vec<PropertyTag>,
    /// HasRowData, and then RowData.
    pub row: Option<PropertyRow>,
}

impl SuccessBody for RopFindRowSuccess {
    fn decode_success(reader: &mut Reader, columns: Option<&[PropertyTag]>) -> Result<Self, DecodeError> {
        const SUCCESS: &str = "RopFindRowSuccess";
        let row_no_longer_visible = reader.field(SUCCESS, "row_no_longer_visible", Decode::decode)?;
        let row = reader.field(SUCCESS, "row_data", |reader| {
            if reader.announcer(Announces::Presence, bool::decode)? {
                let columns = known_columns(reader, columns, SUCCESS)?;
                PropertyRow::decode(columns, reader).map(Some)
            } else {
                Ok(None)
            }
        })?;
        Ok(Self {
            row_no_longer_visible,
            columns: columns_of(columns.unwrap_or_default(), row.is_some()),
            row,
        })
    }
}
impl Encode for RopFindRowSuccess {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.row_no_longer_visible.encode(writer)?;
        self.row.is_some().encode(writer)?;
        self.row
            .iter()
            .try_for_each(|row| row.encode(&self.columns, writer))
    }
}

rop! {
    RopFreeBookmark = 0x89, "2.2.5.14";
    request RopFreeBookmarkRequest [input] {
        /// Bookmark.
        pub bookmark: Bytes = bytes_u16,
    }
    response RopFreeBookmarkResponse [input] ok;
}

rop! {
    RopResetTable = 0x81, "2.2.5.15";
    request RopResetTableRequest [input] {}
    response RopResetTableResponse [input] ok;
}

rop! {
    RopExpandRow = 0x59, "2.2.5.16";
    request RopExpandRowRequest [input] {
        /// MaxRowCount.
        pub max_row_count: u16,
        /// CategoryId.
        pub category_id: u64,
    }
    response RopExpandRowResponse [input] ok RopExpandRowSuccess;
}

/// What a successful RopExpandRow answers ([MS-OXCROPS] 2.2.5.16.2).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RopExpandRowSuccess {
    /// ExpandedRowCount.
    pub expanded_row_count: u32,
    /// The columns of the table; not on the wire here, and empty if there is no row.
    pub columns: Vec<PropertyTag>,
    /// RowData (RowCount is their number).
    pub rows: Vec<PropertyRow>,
}

impl SuccessBody for RopExpandRowSuccess {
    fn decode_success(reader: &mut Reader, columns: Option<&[PropertyTag]>) -> Result<Self, DecodeError> {
        const SUCCESS: &str = "RopExpandRowSuccess";
        let columns = known_columns(reader, columns, SUCCESS)?;
        let expanded_row_count = reader.field(SUCCESS, "expanded_row_count", Decode::decode)?;
        let rows = row_data(SUCCESS, reader, columns)?;
        Ok(Self {
            expanded_row_count,
            columns: columns_of(columns, !rows.is_empty()),
            rows,
        })
    }
}
impl Encode for RopExpandRowSuccess {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.expanded_row_count.encode(writer)?;
        encode_rows(&self.rows, writer, &self.columns)
    }
}

rop! {
    RopCollapseRow = 0x5A, "2.2.5.17";
    request RopCollapseRowRequest [input] {
        /// CategoryId.
        pub category_id: u64,
    }
    response RopCollapseRowResponse [input] ok RopCollapseRowSuccess {
        /// CollapsedRowCount.
        pub collapsed_row_count: u32,
    }
}

rop! {
    RopGetCollapseState = 0x6B, "2.2.5.18";
    request RopGetCollapseStateRequest [input] {
        /// RowId.
        pub row_id: u64,
        /// RowInstanceNumber.
        pub row_instance_number: u32,
    }
    response RopGetCollapseStateResponse [input] ok RopGetCollapseStateSuccess {
        /// CollapseState.
        pub collapse_state: Bytes = bytes_u16,
    }
}

rop! {
    RopSetCollapseState = 0x6C, "2.2.5.19";
    request RopSetCollapseStateRequest [input] {
        /// CollapseState.
        pub collapse_state: Bytes = bytes_u16,
    }
    response RopSetCollapseStateResponse [input] ok RopSetCollapseStateSuccess {
        /// Bookmark.
        pub bookmark: Bytes = bytes_u16,
    }
}
