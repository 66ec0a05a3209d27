//! Field encodings that several ROPs share: named in the declarations, beside those of
//! [`ropeway_types::wire::codec`].

use bytes::Bytes;
use ropeway_types::ErrorCode;
use ropeway_types::wire::codec::bytes_u16;
use ropeway_types::wire::{
    Announces, Decode, DecodeError, Encode, EncodeError, Reader, Scalar, Tolerance, Writer,
};

/// Writes a 16-bit size, then what `write` writes, and sets the size to what that took.
pub(crate) fn sized_u16(
    what: &'static str,
    writer: &mut Writer,
    write: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    let at = writer.len();
    writer.put(&[0, 0]);
    let start = writer.len();
    write(writer)?;
    let len = writer.len().saturating_sub(start);
    let size = u16::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 16 })?;
    writer.patch(at, &size.to_le_bytes());
    Ok(())
}

/// An error unless `ok`.
pub(crate) fn ensure(ok: bool, what: &'static str) -> Result<(), EncodeError> {
    if ok {
        Ok(())
    } else {
        Err(EncodeError::Unsupported(what))
    }
}

/// `u8 n, [T; n]`
pub(crate) mod list_u8 {
    use super::*;
    pub(crate) const MIN_LEN: usize = 1;
    pub(crate) fn decode<T: Decode>(reader: &mut Reader) -> Result<Vec<T>, DecodeError> {
        let n = reader.announcer(Announces::Count, u8::decode)?;
        reader.list(usize::from(n))
    }
    pub(crate) fn encode<T: Encode>(items: &[T], writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u8("list", items.len())?;
        items.iter().try_for_each(|item| item.encode(writer))
    }
}

/// `bool present`, then the value if it is.
pub(crate) mod flagged {
    use super::*;
    pub(crate) const MIN_LEN: usize = 1;
    pub(crate) fn decode<T: Decode>(reader: &mut Reader) -> Result<Option<T>, DecodeError> {
        let present = reader.announcer(Announces::Presence, bool::decode)?;
        decode_if(present, reader)
    }
    pub(crate) fn encode<T: Encode>(value: &Option<T>, writer: &mut Writer) -> Result<(), EncodeError> {
        value.is_some().encode(writer)?;
        value.iter().try_for_each(|value| value.encode(writer))
    }
}

/// Reads a value that is there if `present`.
pub(crate) fn decode_if<T: Decode>(present: bool, reader: &mut Reader) -> Result<Option<T>, DecodeError> {
    present.then(|| T::decode(reader)).transpose()
}

/// Writes a value that must be there if `present`, and only then.
pub(crate) fn encode_if<T: Encode>(
    present: bool,
    value: &Option<T>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    ensure(
        value.is_some() == present,
        "optional field that contradicts the field that announces it",
    )?;
    value.iter().try_for_each(|value| value.encode(writer))
}

/// A value that is there if an earlier 16-bit size is 0xBABE: then it is the real size
/// ([MS-OXCROPS] 2.2.9.2.1, 2.2.12.4.1).
pub(crate) mod if_babe {
    use super::*;
    pub(crate) const MIN_LEN: usize = 0;
    pub(crate) fn decode<T: Decode>(reader: &mut Reader, size: &u16) -> Result<Option<T>, DecodeError> {
        decode_if(*size == 0xBABE, reader)
    }
    pub(crate) fn encode<T: Encode>(
        value: &Option<T>,
        writer: &mut Writer,
        size: &u16,
    ) -> Result<(), EncodeError> {
        encode_if(*size == 0xBABE, value, writer)
    }
}

/// `u16 n, bytes[n]`, 8-bit text whose size counts its terminating zero; the value is with it.
pub(crate) mod text_u16 {
    pub(crate) use super::bytes_u16::{MIN_LEN, encode};
    use super::*;
    pub(crate) fn decode(reader: &mut Reader) -> Result<Bytes, DecodeError> {
        let text = bytes_u16::decode(reader)?;
        note_text(reader, &text);
        Ok(text)
    }
}

/// Tells a trace that bytes are text, with or without a terminating zero.
pub(crate) fn note_text(reader: &mut Reader, text: &Bytes) {
    reader.note(|| Scalar::Text8(text.slice(..text.strip_suffix(&[0]).unwrap_or(text).len())));
}

/// `u16 n, bytes[n]`, a restriction that fills them; none in no bytes.
pub(crate) mod sized_restriction {
    use super::*;
    use ropeway_types::Restriction;
    pub(crate) const MIN_LEN: usize = 2;
    pub(crate) fn decode(reader: &mut Reader) -> Result<Option<Restriction>, DecodeError> {
        let size = reader.announcer(Announces::Size, u16::decode)?;
        if size == 0 {
            return Ok(None);
        }
        reader.filling(usize::from(size), Restriction::decode).map(Some)
    }
    pub(crate) fn encode(restriction: &Option<Restriction>, writer: &mut Writer) -> Result<(), EncodeError> {
        sized_u16("restriction", writer, |writer| {
            restriction.iter().try_for_each(|it| it.encode(writer))
        })
    }
}

/// `u16 size, u16 n, [TaggedPropertyValue; n]`, where size counts what follows it.
pub(crate) mod sized_values {
    use super::*;
    use ropeway_types::TaggedPropertyValue;
    use ropeway_types::wire::codec::list_u16;
    pub(crate) const MIN_LEN: usize = 4;
    const VALUES: &str = "RopSetPropertiesRequest";
    pub(crate) fn decode(reader: &mut Reader) -> Result<Vec<TaggedPropertyValue>, DecodeError> {
        let size = reader.field(VALUES, "PropertyValueSize", u16::decode)?;
        reader.field(VALUES, "PropertyValues", |reader| {
            reader.filling(usize::from(size), list_u16::decode)
        })
    }
    pub(crate) fn encode(values: &[TaggedPropertyValue], writer: &mut Writer) -> Result<(), EncodeError> {
        sized_u16("property values", writer, |writer| {
            list_u16::encode(values, writer)
        })
    }
}

/// Text whose width an earlier flag says.
pub(crate) mod text {
    use super::*;
    use ropeway_types::RowString;
    pub(crate) const MIN_LEN: usize = 1;
    pub(crate) fn decode(reader: &mut Reader, wide: &bool) -> Result<RowString, DecodeError> {
        RowString::decode(*wide, reader)
    }
    pub(crate) fn encode(text: &RowString, writer: &mut Writer, wide: &bool) -> Result<(), EncodeError> {
        text.encode(*wide, writer)
    }
}

/// DestHandleIndex of a copy whose destination is not there: a u32, there if ReturnValue is
/// DstNullObject ([MS-OXCROPS] 2.2.4.6.3).
pub(crate) mod if_dst_null {
    use super::*;
    pub(crate) const MIN_LEN: usize = 0;
    pub(crate) fn decode(reader: &mut Reader, code: &ErrorCode) -> Result<Option<u32>, DecodeError> {
        decode_if(*code == ErrorCode::DST_NULL_OBJECT, reader)
    }
    pub(crate) fn encode(
        index: &Option<u32>,
        writer: &mut Writer,
        code: &ErrorCode,
    ) -> Result<(), EncodeError> {
        encode_if(*code == ErrorCode::DST_NULL_OBJECT, index, writer)
    }
}

/// `u16 n, [T; n]`, there if ReturnValue is success.
pub(crate) mod list_if_success {
    use super::*;
    use ropeway_types::wire::codec::list_u16;
    pub(crate) const MIN_LEN: usize = 0;
    pub(crate) fn decode<T: Decode>(reader: &mut Reader, code: &ErrorCode) -> Result<Vec<T>, DecodeError> {
        if code.is_success() {
            list_u16::decode(reader)
        } else {
            Ok(Vec::new())
        }
    }
    pub(crate) fn encode<T: Encode>(
        items: &[T],
        writer: &mut Writer,
        code: &ErrorCode,
    ) -> Result<(), EncodeError> {
        if code.is_success() {
            list_u16::encode(items, writer)
        } else {
            ensure(items.is_empty(), "list in a failing response")
        }
    }
}

/// Whether a failing response ends here, before fields that it should have, and may.
pub(crate) fn is_missing(reader: &mut Reader, code: ErrorCode) -> bool {
    reader.is_empty() && !code.is_success() && reader.tolerates(Tolerance::MISSING_FAILURE_BODY)
}

/// A field of a failing response that some servers leave out at the end of the buffer although the
/// specification demands it ([MS-OXCROPS] 2.2.9.2.2): absent is read as zero, and never written so.
pub(crate) mod or_zero {
    use super::*;
    pub(crate) const MIN_LEN: usize = 0;
    pub(crate) fn decode<T: Decode + Default>(
        reader: &mut Reader,
        code: &ErrorCode,
    ) -> Result<T, DecodeError> {
        if is_missing(reader, *code) {
            Ok(T::default())
        } else {
            T::decode(reader)
        }
    }
    pub(crate) fn encode<T: Encode>(
        value: &T,
        writer: &mut Writer,
        _: &ErrorCode,
    ) -> Result<(), EncodeError> {
        value.encode(writer)
    }
}

/// `u16 n, bytes[n]`, tolerated as [`or_zero`].
pub(crate) mod bytes_or_zero {
    use super::*;
    pub(crate) const MIN_LEN: usize = 0;
    pub(crate) fn decode(reader: &mut Reader, code: &ErrorCode) -> Result<Bytes, DecodeError> {
        if is_missing(reader, *code) {
            Ok(Bytes::new())
        } else {
            bytes_u16::decode(reader)
        }
    }
    pub(crate) fn encode(bytes: &Bytes, writer: &mut Writer, _: &ErrorCode) -> Result<(), EncodeError> {
        bytes_u16::encode(bytes, writer)
    }
}
