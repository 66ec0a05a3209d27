//! The values that every structure is made of: integers, booleans, fixed bytes, nothing.

use super::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};

macro_rules! integers {
    ($($int:ty),*) => {$(
        impl Decode for $int {
            const MIN_LEN: usize = size_of::<$int>();
            fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
                reader.array().map(<$int>::from_le_bytes)
            }
        }
        impl Encode for $int {
            fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
                writer.put(&self.to_le_bytes());
                Ok(())
            }
        }
    )*};
}
integers!(u8, u16, u32, u64, i8, i16, i32, i64, f32, f64);

/// One byte: zero is false, anything else true ([MS-OXCDATA] 2.11.1); written as 0 or 1.
impl Decode for bool {
    const MIN_LEN: usize = 1;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        u8::decode(reader).map(|b| b != 0)
    }
}
impl Encode for bool {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.put(&[u8::from(*self)]);
        Ok(())
    }
}

/// Nothing, in no bytes.
impl Decode for () {
    const MIN_LEN: usize = 0;
    fn decode(_reader: &mut Reader) -> Result<Self, DecodeError> {
        Ok(())
    }
}
impl Encode for () {
    fn encode(&self, _writer: &mut Writer) -> Result<(), EncodeError> {
        Ok(())
    }
}

impl<const N: usize> Decode for [u8; N] {
    const MIN_LEN: usize = N;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        reader.array()
    }
}
impl<const N: usize> Encode for [u8; N] {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.put(self);
        Ok(())
    }
}
