//! Message headers and recipient rows ([MS-OXCROPS] 2.2.6.1.2, 2.2.6.5.1.1, 2.2.6.6.2.1).

use crate::codec::sized_u16;
use crate::typed_string::TypedString;
use ropeway_types::wire::codec::list_u16;
use ropeway_types::wire::{Announces, Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use ropeway_types::{PropertyTag, RecipientRow, wire_struct};

/// RecipientType ([MS-OXCMSG] 2.2.3.1.2): the low nibble is the kind, the high one flags.
pub mod recipient_type {
    /// The low nibble.
    pub const KIND_MASK: u8 = 0x0F;
    /// The originator.
    pub const ORIGINATOR: u8 = 0x00;
    /// A primary recipient.
    pub const TO: u8 = 0x01;
    /// A carbon copy recipient.
    pub const CC: u8 = 0x02;
    /// A blind carbon copy recipient.
    pub const BCC: u8 = 0x03;
    /// When resending: delivery to this recipient failed before.
    pub const RESEND: u8 = 0x10;
    /// When resending: this recipient already has the message.
    pub const DELIVERED: u8 = 0x80;
}

/// ModifyRecipientRow ([MS-OXCROPS] 2.2.6.5.1.1).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ModifyRecipientRow {
    /// RowId.
    pub row_id: u32,
    /// RecipientType: see [`recipient_type`].
    pub recipient_type: u8,
    /// RecipientRow; `None` (RecipientRowSize 0) removes the recipient.
    pub recipient_row: Option<RecipientRow>,
}

/// OpenRecipientRow ([MS-OXCROPS] 2.2.6.1.2.1). Its RowId is its position.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OpenRecipientRow {
    /// RecipientType: see [`recipient_type`].
    pub recipient_type: u8,
    /// CodePageId: of the row's 8-bit strings.
    pub code_page_id: u16,
    /// Reserved, zero.
    pub reserved: u16,
    /// RecipientRow.
    pub recipient_row: RecipientRow,
}

/// ReadRecipientRow ([MS-OXCROPS] 2.2.6.6.2.1).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ReadRecipientRow {
    /// RowId.
    pub row_id: u32,
    /// RecipientType: see [`recipient_type`].
    pub recipient_type: u8,
    /// CodePageId: of the row's 8-bit strings.
    pub code_page_id: u16,
    /// Reserved, zero.
    pub reserved: u16,
    /// RecipientRow.
    pub recipient_row: RecipientRow,
}

/// A row of one of the three kinds, under the columns that its list announces.
pub(crate) trait Row: Sized {
    const MIN_LEN: usize;
    /// Reads a row and appends it to `rows`: put in its place at once, since it is a large thing to hand on.
    fn decode_onto(
        reader: &mut Reader,
        columns: &[PropertyTag],
        rows: &mut Vec<Self>,
    ) -> Result<(), DecodeError>;
    fn encode(&self, writer: &mut Writer, columns: &[PropertyTag]) -> Result<(), EncodeError>;
}

/// RecipientRowSize, and the row that fills it.
fn decode_row<R>(
    reader: &mut Reader,
    columns: &[PropertyTag],
    put: impl FnOnce(RecipientRow) -> R,
) -> Result<R, DecodeError> {
    let size = reader.announcer(Announces::Size, u16::decode)?;
    reader.filling(usize::from(size), |reader| {
        RecipientRow::decode_with(columns, reader, put)
    })
}

fn encode_row(row: &RecipientRow, writer: &mut Writer, columns: &[PropertyTag]) -> Result<(), EncodeError> {
    sized_u16("recipient row", writer, |writer| row.encode(columns, writer))
}

impl Row for ModifyRecipientRow {
    const MIN_LEN: usize = 7;
    fn decode_onto(
        reader: &mut Reader,
        columns: &[PropertyTag],
        rows: &mut Vec<Self>,
    ) -> Result<(), DecodeError> {
        const ROW: &str = "ModifyRecipientRow";
        let row_id = reader.field(ROW, "row_id", Decode::decode)?;
        let recipient_type = reader.field(ROW, "recipient_type", Decode::decode)?;
        let mut put = |recipient_row| {
            rows.push(Self {
                row_id,
                recipient_type,
                recipient_row,
            });
        };
        reader.field(ROW, "recipient_row", |reader| {
            if reader.peek() == Some([0, 0]) {
                reader.announcer(Announces::Size, u16::decode)?;
                put(None);
                return Ok(());
            }
            decode_row(reader, columns, |row| put(Some(row)))
        })
    }
    fn encode(&self, writer: &mut Writer, columns: &[PropertyTag]) -> Result<(), EncodeError> {
        self.row_id.encode(writer)?;
        self.recipient_type.encode(writer)?;
        match &self.recipient_row {
            Some(row) => encode_row(row, writer, columns),
            None => 0u16.encode(writer),
        }
    }
}

impl Row for OpenRecipientRow {
    const MIN_LEN: usize = 7;
    fn decode_onto(
        reader: &mut Reader,
        columns: &[PropertyTag],
        rows: &mut Vec<Self>,
    ) -> Result<(), DecodeError> {
        decode_open_row(reader, columns, "OpenRecipientRow", |row| rows.push(row))
    }
    fn encode(&self, writer: &mut Writer, columns: &[PropertyTag]) -> Result<(), EncodeError> {
        self.recipient_type.encode(writer)?;
        self.code_page_id.encode(writer)?;
        self.reserved.encode(writer)?;
        encode_row(&self.recipient_row, writer, columns)
    }
}

fn decode_open_row<R>(
    reader: &mut Reader,
    columns: &[PropertyTag],
    structure: &'static str,
    put: impl FnOnce(OpenRecipientRow) -> R,
) -> Result<R, DecodeError> {
    let recipient_type = reader.field(structure, "recipient_type", Decode::decode)?;
    let code_page_id = reader.field(structure, "code_page_id", Decode::decode)?;
    let reserved = reader.field(structure, "reserved", Decode::decode)?;
    reader.field(structure, "recipient_row", |reader| {
        decode_row(reader, columns, |recipient_row| {
            put(OpenRecipientRow {
                recipient_type,
                code_page_id,
                reserved,
                recipient_row,
            })
        })
    })
}

/// RowId, then what OpenRecipientRow has.
impl Row for ReadRecipientRow {
    const MIN_LEN: usize = 4 + OpenRecipientRow::MIN_LEN;
    fn decode_onto(
        reader: &mut Reader,
        columns: &[PropertyTag],
        rows: &mut Vec<Self>,
    ) -> Result<(), DecodeError> {
        let structure = "ReadRecipientRow";
        let row_id = reader.field(structure, "row_id", Decode::decode)?;
        decode_open_row(reader, columns, structure, |row| {
            rows.push(Self {
                row_id,
                recipient_type: row.recipient_type,
                code_page_id: row.code_page_id,
                reserved: row.reserved,
                recipient_row: row.recipient_row,
            });
        })
    }
    fn encode(&self, writer: &mut Writer, columns: &[PropertyTag]) -> Result<(), EncodeError> {
        self.row_id.encode(writer)?;
        self.recipient_type.encode(writer)?;
        self.code_page_id.encode(writer)?;
        self.reserved.encode(writer)?;
        encode_row(&self.recipient_row, writer, columns)
    }
}

fn decode_rows<T: Row>(
    reader: &mut Reader,
    count: usize,
    columns: &[PropertyTag],
) -> Result<Vec<T>, DecodeError> {
    reader.list_onto(count, T::MIN_LEN, |reader, rows| {
        T::decode_onto(reader, columns, rows)
    })
}

/// `u16 n`, n rows.
pub(crate) mod rows_u16 {
    use super::*;
    pub(crate) const MIN_LEN: usize = 2;
    pub(crate) fn decode<T: Row>(
        reader: &mut Reader,
        columns: &[PropertyTag],
    ) -> Result<Vec<T>, DecodeError> {
        let count = reader.announcer(Announces::Count, u16::decode)?;
        decode_rows(reader, usize::from(count), columns)
    }
    pub(crate) fn encode<T: Row>(
        rows: &[T],
        writer: &mut Writer,
        columns: &[PropertyTag],
    ) -> Result<(), EncodeError> {
        writer.count_u16("recipient rows", rows.len())?;
        rows.iter().try_for_each(|row| row.encode(writer, columns))
    }
}

/// `u8 n`, n rows.
pub(crate) mod rows_u8 {
    use super::*;
    pub(crate) const MIN_LEN: usize = 1;
    pub(crate) fn decode<T: Row>(
        reader: &mut Reader,
        columns: &[PropertyTag],
    ) -> Result<Vec<T>, DecodeError> {
        let count = reader.announcer(Announces::Count, u8::decode)?;
        decode_rows(reader, usize::from(count), columns)
    }
    pub(crate) fn encode<T: Row>(
        rows: &[T],
        writer: &mut Writer,
        columns: &[PropertyTag],
    ) -> Result<(), EncodeError> {
        writer.count_u8("recipient rows", rows.len())?;
        rows.iter().try_for_each(|row| row.encode(writer, columns))
    }
}

wire_struct! {
    /// What the opening of a message answers ([MS-OXCROPS] 2.2.6.1.2, 2.2.6.7.2, 2.2.6.16.2).
    #[derive(Debug, Clone, PartialEq, Default)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct MessageHeader {
        /// HasNamedProperties.
        pub has_named_properties: bool,
        /// SubjectPrefix.
        pub subject_prefix: TypedString,
        /// NormalizedSubject.
        pub normalized_subject: TypedString,
        /// RecipientCount: of the message; there may be fewer rows here.
        pub recipient_count: u16,
        /// RecipientColumns (ColumnCount is their number).
        pub recipient_columns: Vec<PropertyTag> = list_u16["ColumnCount"],
        /// RecipientRows, at most 255 (RowCount is their number). RopReadRecipients reads the rest.
        pub recipient_rows: Vec<OpenRecipientRow> = rows_u8(recipient_columns)["RowCount"],
    }
}
