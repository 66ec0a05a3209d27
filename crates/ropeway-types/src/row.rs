//! Property rows ([MS-OXCDATA] 2.8.1).

use crate::error_code::ErrorCode;
use crate::tag::{PropertyTag, PropertyType};
use crate::value::{PropertyValue, check_type};
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};

const ROW: &str = "PropertyRow";

/// One column of a row.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum RowValue {
    /// The value is there.
    Value(PropertyValue),
    /// The property is absent (flag 0x01).
    Absent,
    /// There is an error code in its place (flag 0x0A).
    Error(ErrorCode),
    /// Absent in a PtypUnspecified column, under a type other than PtypUnspecified.
    AbsentOf(PropertyType),
    /// An error code in a PtypUnspecified column, under a type other than PtypErrorCode.
    ErrorOf(PropertyType, ErrorCode),
}

impl RowValue {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&PropertyValue> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Error(_) | Self::AbsentOf(_) | Self::ErrorOf(..) => None,
        }
    }
}

/// PropertyRow ([MS-OXCDATA] 2.8.1): values for a list of columns that is known from elsewhere.
///
/// Where every value is there it may be a StandardPropertyRow (flag 0x00); else it is a
/// FlaggedPropertyRow (flag 0x01), in which every value says whether it is there.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PropertyRow {
    /// Whether the row is written with a flag per value although all may be there.
    pub flagged: bool,
    /// A value per column.
    pub values: Vec<RowValue>,
}

impl PropertyRow {
    /// PtypNull values that a standard row may have beside one for each other value.
    const FREE_NULLS: usize = 4;

    /// A row in the shortest form that holds its values.
    pub fn new(values: Vec<RowValue>) -> Self {
        let flagged = values.iter().any(|v| v.value().is_none());
        Self { flagged, values }
    }

    /// Reads a row for `columns`.
    ///
    /// # Errors
    /// As the bytes deserve, and for a flag other than 0x00, 0x01 and 0x0A.
    pub fn decode(columns: &[PropertyTag], reader: &mut Reader) -> Result<Self, DecodeError> {
        let flagged = reader.field(ROW, "Flag", |reader| flag(reader, &[0, 1]))? == 1;
        let values = reader.field(ROW, "ValueArray", |reader| Self::values(columns, flagged, reader))?;
        Ok(Self { flagged, values })
    }

    /// How many of the values take no bytes, counted where there are more columns than [`Self::FREE_NULLS`].
    /// That is PtypNull in a standard row: of those hardly more than of the others, lest short rows over
    /// many such columns become many values. The error is their number and the most that there may be.
    fn check_nulls(columns: &[PropertyTag], flagged: bool) -> Result<usize, (usize, usize)> {
        if flagged || columns.len() <= Self::FREE_NULLS {
            return Ok(0);
        }
        let is_null = |column: &&PropertyTag| value_type(column.property_type()) == PropertyType::NULL;
        let empty = columns.iter().filter(is_null).count();
        let others = columns.len().saturating_sub(empty);
        let max = others.saturating_add(Self::FREE_NULLS);
        if empty > max { Err((empty, max)) } else { Ok(empty) }
    }

    fn values(
        columns: &[PropertyTag],
        flagged: bool,
        reader: &mut Reader,
    ) -> Result<Vec<RowValue>, DecodeError> {
        let empty = Self::check_nulls(columns, flagged)
            .map_err(|(count, max)| reader.error(DecodeErrorKind::Limit { count, max }))?;
        if columns.len() > Self::FREE_NULLS && (empty > 0 || columns.len() > reader.remaining()) {
            reader.check_count(columns.len().saturating_sub(empty), 1)?;
        }
        let mut values = Vec::with_capacity(columns.len());
        reader.items(columns, |reader, column| {
            reader.column(*column);
            let column_type = value_type(column.property_type());
            if flagged || column_type == PropertyType::UNSPECIFIED {
                values.push(decode_value(column_type, flagged, reader)?);
                return Ok(());
            }
            reader.field(ROW, "PropertyValue", |reader| {
                PropertyValue::decode_with(column_type, reader, |value| values.push(RowValue::Value(value)))
            })
        })?;
        Ok(values)
    }

    /// Writes the row for `columns`.
    ///
    /// # Errors
    /// [`EncodeError::Unsupported`] if the columns are not as many as the values, a missing value stands in a
    /// row that is not flagged, a missing value has a type where the column says it or that it has anyway
    /// ([`RowValue::AbsentOf`]), or a standard row has more than 4 PtypNull values beyond one for each other
    /// value; [`EncodeError::TypeMismatch`].
    pub fn encode(&self, columns: &[PropertyTag], writer: &mut Writer) -> Result<(), EncodeError> {
        if columns.len() != self.values.len() {
            return Err(EncodeError::Unsupported(
                "row with another number of values than columns",
            ));
        }
        Self::check_nulls(columns, self.flagged)
            .map_err(|_| EncodeError::Unsupported("standard row of so many PtypNull values"))?;
        u8::from(self.flagged).encode(writer)?;
        columns.iter().zip(&self.values).try_for_each(|(column, value)| {
            let column_type = value_type(column.property_type());
            let untyped = column_type == PropertyType::UNSPECIFIED;
            match value {
                RowValue::Value(value) => {
                    if untyped {
                        value.property_type().encode(writer)?;
                    } else {
                        check_type(column_type, value)?;
                    }
                    if self.flagged {
                        0u8.encode(writer)?;
                    }
                    value.encode(writer)
                }
                _ if !self.flagged => Err(EncodeError::Unsupported("missing value in a standard row")),
                RowValue::AbsentOf(_) | RowValue::ErrorOf(..) if !untyped => Err(EncodeError::Unsupported(
                    "type of a missing value in a typed column",
                )),
                // They would be read as what they are without the type.
                RowValue::AbsentOf(PropertyType::UNSPECIFIED) => Err(EncodeError::Unsupported(
                    "AbsentOf PtypUnspecified, which is Absent",
                )),
                RowValue::ErrorOf(PropertyType::ERROR_CODE, _) => {
                    Err(EncodeError::Unsupported("ErrorOf PtypErrorCode, which is Error"))
                }
                RowValue::Absent => missing(untyped.then_some(PropertyType::UNSPECIFIED), None, writer),
                RowValue::AbsentOf(property_type) => missing(Some(*property_type), None, writer),
                RowValue::Error(code) => {
                    missing(untyped.then_some(PropertyType::ERROR_CODE), Some(*code), writer)
                }
                RowValue::ErrorOf(property_type, code) => missing(Some(*property_type), Some(*code), writer),
            }
        })
    }
}

/// What stands for a value that is not there: its type in an untyped column, the flag, the error.
fn missing(
    property_type: Option<PropertyType>,
    error: Option<ErrorCode>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    property_type.iter().try_for_each(|t| t.encode(writer))?;
    match error {
        None => 0x01u8.encode(writer),
        Some(code) => {
            0x0Au8.encode(writer)?;
            code.encode(writer)
        }
    }
}

/// A multi-value instance in a column, 0x3000 beside the single type, is written as its single value
/// ([MS-OXCTABL]). The highest bit is of code-page strings, which have no place here.
#[inline]
fn value_type(column_type: PropertyType) -> PropertyType {
    const MULTIPLE: u16 = 0x1000;
    const INSTANCE: u16 = MULTIPLE | PropertyType::MULTIVALUE_INSTANCE;
    if column_type.0 & 0xF000 == INSTANCE {
        PropertyType(column_type.0 & !INSTANCE)
    } else {
        column_type
    }
}

#[inline]
fn flag(reader: &mut Reader, allowed: &[u8]) -> Result<u8, DecodeError> {
    let offset = reader.offset();
    let flag = u8::decode(reader)?;
    if allowed.contains(&flag) {
        Ok(flag)
    } else {
        Err(DecodeError::new(
            offset,
            DecodeErrorKind::Value {
                value: u64::from(flag),
            },
        ))
    }
}

/// A value that has more before it than its column says.
#[inline(never)]
fn decode_value(
    column_type: PropertyType,
    flagged: bool,
    reader: &mut Reader,
) -> Result<RowValue, DecodeError> {
    let untyped = column_type == PropertyType::UNSPECIFIED;
    let property_type = if untyped {
        reader.field("PropertyValue", "PropertyType", PropertyType::decode)?
    } else {
        column_type
    };
    let flag = if flagged {
        reader.field("FlaggedPropertyValue", "Flag", |reader| {
            flag(reader, &[0x00, 0x01, 0x0A])
        })?
    } else {
        0
    };
    match flag {
        0x00 => reader.field(ROW, "PropertyValue", |reader| {
            PropertyValue::decode_with(property_type, reader, RowValue::Value)
        }),
        0x01 if untyped && property_type != PropertyType::UNSPECIFIED => {
            Ok(RowValue::AbsentOf(property_type))
        }
        0x01 => Ok(RowValue::Absent),
        _ => {
            let code = reader.field("FlaggedPropertyValue", "ErrorCode", ErrorCode::decode)?;
            if untyped && property_type != PropertyType::ERROR_CODE {
                Ok(RowValue::ErrorOf(property_type, code))
            } else {
                Ok(RowValue::Error(code))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags;

    #[test]
    fn missing_column_flags_the_row() {
        let columns = [tags::IMPORTANCE, tags::SUBJECT];
        let row = PropertyRow::new(vec![
            RowValue::Value(PropertyValue::Integer32(1)),
            RowValue::Error(ErrorCode::NOT_FOUND),
        ]);
        let mut writer = Writer::new();
        row.encode(&columns, &mut writer).unwrap();
        let bytes = writer.finish();
        assert_eq!(bytes[..], [1, 0, 1, 0, 0, 0, 0x0A, 0x0F, 0x01, 0x04, 0x80]);
        assert_eq!(
            PropertyRow::decode(&columns, &mut Reader::new(bytes)).unwrap(),
            row
        );
    }

    #[test]
    fn missing_values_of_untyped_columns_keep_their_type() {
        let columns = [PropertyTag(0x0037_0000); 4];
        // String8 absent, unspecified absent, Boolean with an error, ErrorCode with an error.
        let mut bytes = vec![1, 0x1e, 0, 1, 0, 0, 1, 0x0b, 0, 0x0a, 5, 0, 7, 0x80];
        bytes.extend([0x0a, 0, 0x0a, 0x0f, 1, 4, 0x80]);
        let row = PropertyRow::decode(&columns, &mut Reader::new(bytes.clone())).unwrap();
        assert_eq!(
            row.values,
            [
                RowValue::AbsentOf(PropertyType::STRING8),
                RowValue::Absent,
                RowValue::ErrorOf(PropertyType::BOOLEAN, ErrorCode::ACCESS_DENIED),
                RowValue::Error(ErrorCode::NOT_FOUND),
            ]
        );
        let mut writer = Writer::new();
        row.encode(&columns, &mut writer).unwrap();
        assert_eq!(writer.finish(), bytes);
        // In a typed column there is no place for the type.
        let mut writer = Writer::new();
        let typed = [tags::SUBJECT; 4];
        assert!(row.encode(&typed, &mut writer).is_err());
    }

    #[test]
    fn an_instance_of_a_multiple_value_is_a_single_value() {
        // [MS-OXCTABL]: 0x3000 beside the type of the single value.
        let columns = [0x3003, 0x301F, 0x3102].map(|t| PropertyTag::new(0x8001, PropertyType(t)));
        let bytes = b"\x00\x07\0\0\0a\0\0\0\x02\0\xab\xcd";
        let row = PropertyRow::decode(&columns, &mut Reader::new(&bytes[..])).unwrap();
        let binary = PropertyValue::Binary(bytes::Bytes::from_static(b"\xab\xcd"));
        assert_eq!(
            row,
            PropertyRow::new(vec![
                RowValue::Value(PropertyValue::Integer32(7)),
                RowValue::Value("a".into()),
                RowValue::Value(binary),
            ])
        );
        let mut writer = Writer::new();
        row.encode(&columns, &mut writer).unwrap();
        assert_eq!(writer.finish()[..], bytes[..]);
        // Code-page strings (0x8000) are of streams alone, whatever their other bits; and half an
        // instance is none.
        for stray in [0xA003, 0xB003, 0x2003] {
            let column = [PropertyTag::new(0x8001, PropertyType(stray))];
            let error = PropertyRow::decode(&column, &mut Reader::new(vec![0; 9])).unwrap_err();
            assert_eq!(error.kind, DecodeErrorKind::PropertyType(stray));
        }
    }

    #[test]
    fn values_without_bytes_do_not_multiply() {
        let decode = |nulls: usize, others: usize, len: usize| {
            let mut columns = vec![PropertyTag(0x3001_0001); nulls];
            columns.extend(vec![PropertyTag(0x3001_000B); others]);
            PropertyRow::decode(&columns, &mut Reader::new(vec![0; len])).map(|row| row.values.len())
        };
        assert_eq!(decode(4, 0, 1), Ok(4));
        assert_eq!(decode(6, 2, 3), Ok(8));
        // However many bytes there are behind the row.
        let error = decode(7, 2, 1000).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::Limit { count: 7, max: 6 });
    }

    #[test]
    fn what_is_written_is_read_again_or_refused() {
        let encode = |nulls: usize, others: usize, flagged: bool| {
            let mut columns = vec![PropertyTag(0x3001_0001); nulls];
            columns.extend(vec![PropertyTag(0x3001_000B); others]);
            let mut values = vec![RowValue::Value(PropertyValue::Null); nulls];
            values.extend(vec![RowValue::Value(PropertyValue::Boolean(true)); others]);
            let row = PropertyRow { flagged, values };
            let mut writer = Writer::new();
            row.encode(&columns, &mut writer).map(|()| {
                let read = PropertyRow::decode(&columns, &mut Reader::new(writer.finish()));
                assert_eq!(read, Ok(row));
            })
        };
        for (nulls, others) in [(0, 9), (4, 0), (5, 1), (6, 2), (40, 36)] {
            assert_eq!(encode(nulls, others, false), Ok(()), "{nulls} {others}");
        }
        for (nulls, others) in [(5, 0), (7, 2), (41, 36)] {
            let refused = encode(nulls, others, false);
            assert!(
                matches!(refused, Err(EncodeError::Unsupported(_))),
                "{nulls} {others}"
            );
            assert_eq!(encode(nulls, others, true), Ok(()), "{nulls} {others}");
        }
        // These would be read as Absent and Error.
        for value in [
            RowValue::AbsentOf(PropertyType::UNSPECIFIED),
            RowValue::ErrorOf(PropertyType::ERROR_CODE, ErrorCode::NOT_FOUND),
        ] {
            let row = PropertyRow::new(vec![value]);
            let refused = row.encode(&[PropertyTag(0x0037_0000)], &mut Writer::new());
            assert!(matches!(refused, Err(EncodeError::Unsupported(_))), "{row:?}");
        }
    }
}
