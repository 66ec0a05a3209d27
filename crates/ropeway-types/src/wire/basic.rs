//! The values that every structure is made of: integers, booleans, fixed bytes, nothing.

use super::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Scalar, Tolerance, Writer};
use bytes::Bytes;

macro_rules! numbers {
    ($($int:ty: $scalar:expr),* $(,)?) => {$(
        impl Decode for $int {
            const MIN_LEN: usize = size_of::<$int>();
            #[inline]
                fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
                let value = <$int>::from_le_bytes(reader.array()?);
                reader.note(|| $scalar(value));
                Ok(value)
            }
        }
        impl Encode for $int {
            #[inline]
                fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
                writer.put(&self.to_le_bytes());
                Ok(())
            }
        }
    )*};
}

fn unsigned(value: impl Into<u64>, bits: u32) -> Scalar {
    Scalar::Unsigned {
        value: value.into(),
        bits,
    }
}

fn signed(value: impl Into<i64>, bits: u32) -> Scalar {
    Scalar::Signed {
        value: value.into(),
        bits,
    }
}

numbers! {
    u8: |v| unsigned(v, 8),
    u16: |v| unsigned(v, 16),
    u32: |v| unsigned(v, 32),
    u64: |v: u64| unsigned(v, 64),
    i8: |v| signed(v, 8),
    i16: |v| signed(v, 16),
    i32: |v| signed(v, 32),
    i64: |v: i64| signed(v, 64),
    f32: |v| Scalar::Float(f64::from(v)),
    f64: Scalar::Float,
}

/// One byte: zero is false, anything else true ([MS-OXCDATA] 2.11.1); written as 0 or 1.
impl Decode for bool {
    const MIN_LEN: usize = 1;
    #[inline]
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let [byte] = reader.array()?;
        if byte > 1 && !reader.tolerates(Tolerance::BOOLEAN_NOT_ONE) {
            let offset = reader.offset().saturating_sub(1);
            let value = u64::from(byte);
            return Err(DecodeError::new(offset, DecodeErrorKind::Value { value }));
        }
        reader.note(|| Scalar::Boolean(byte != 0));
        Ok(byte != 0)
    }
}
impl Encode for bool {
    #[inline]
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.put(&[u8::from(*self)]);
        Ok(())
    }
}

/// Nothing, in no bytes.
impl Decode for () {
    const MIN_LEN: usize = 0;
    #[inline]
    fn decode(_reader: &mut Reader) -> Result<Self, DecodeError> {
        Ok(())
    }
}
impl Encode for () {
    #[inline]
    fn encode(&self, _writer: &mut Writer) -> Result<(), EncodeError> {
        Ok(())
    }
}

impl<const N: usize> Decode for [u8; N] {
    const MIN_LEN: usize = N;
    #[inline]
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let array = reader.array()?;
        reader.note(|| Scalar::Bytes(Bytes::copy_from_slice(&array)));
        Ok(array)
    }
}
impl<const N: usize> Encode for [u8; N] {
    #[inline]
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.put(self);
        Ok(())
    }
}
