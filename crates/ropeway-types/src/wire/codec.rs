//! Named encodings for the fields of [`wire_struct!`](crate::wire_struct): how a field's type alone
//! does not say how it is written.

/// `u16 n, [T; n]`
pub mod list_u16 {
    use crate::wire::{Announces, Decode, DecodeError, Encode, EncodeError, Reader, Writer};
    /// The fewest bytes.
    pub const MIN_LEN: usize = 2;
    /// Reads the count and the items.
    ///
    /// # Errors
    /// As the items.
    pub fn decode<T: Decode>(reader: &mut Reader) -> Result<Vec<T>, DecodeError> {
        let n = reader.announcer(Announces::Count, u16::decode)?;
        reader.list(usize::from(n))
    }
    /// Writes the count and the items.
    ///
    /// # Errors
    /// As the items, and [`EncodeError::TooLong`].
    pub fn encode<T: Encode>(items: &[T], writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u16("list", items.len())?;
        items.iter().try_for_each(|item| item.encode(writer))
    }
}
/// `u32 n, [T; n]`
pub mod list_u32 {
    use crate::wire::{Announces, Decode, DecodeError, Encode, EncodeError, Reader, Writer};
    /// The fewest bytes.
    pub const MIN_LEN: usize = 4;
    /// Reads the count and the items.
    ///
    /// # Errors
    /// As the items.
    pub fn decode<T: Decode>(reader: &mut Reader) -> Result<Vec<T>, DecodeError> {
        let n = reader.announcer(Announces::Count, u32::decode)?;
        reader.list(usize::try_from(n).unwrap_or(usize::MAX))
    }
    /// Writes the count and the items.
    ///
    /// # Errors
    /// As the items, and [`EncodeError::TooLong`].
    pub fn encode<T: Encode>(items: &[T], writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u32("list", items.len())?;
        items.iter().try_for_each(|item| item.encode(writer))
    }
}
/// `u16 n, bytes[n]`
pub mod bytes_u16 {
    use crate::wire::{Announces, Decode, DecodeError, EncodeError, Reader, Writer};
    use bytes::Bytes;
    /// The fewest bytes.
    pub const MIN_LEN: usize = 2;
    /// Reads the size and the bytes.
    ///
    /// # Errors
    /// Truncated.
    pub fn decode(reader: &mut Reader) -> Result<Bytes, DecodeError> {
        let n = reader.announcer(Announces::Size, u16::decode)?;
        reader.take(usize::from(n))
    }
    /// Writes the size and the bytes.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn encode(bytes: &Bytes, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u16("bytes", bytes.len())?;
        writer.put(bytes);
        Ok(())
    }
}
/// `u32 n, bytes[n]`
pub mod bytes_u32 {
    use crate::wire::{Announces, Decode, DecodeError, EncodeError, Reader, Writer};
    use bytes::Bytes;
    /// The fewest bytes.
    pub const MIN_LEN: usize = 4;
    /// Reads the size and the bytes.
    ///
    /// # Errors
    /// Truncated.
    pub fn decode(reader: &mut Reader) -> Result<Bytes, DecodeError> {
        let n = reader.announcer(Announces::Size, u32::decode)?;
        reader.take(usize::try_from(n).unwrap_or(usize::MAX))
    }
    /// Writes the size and the bytes.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn encode(bytes: &Bytes, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u32("bytes", bytes.len())?;
        writer.put(bytes);
        Ok(())
    }
}
/// 8-bit bytes up to and including one zero; the value is without it.
pub mod asciiz {
    use crate::wire::{DecodeError, EncodeError, Reader, Writer};
    use bytes::Bytes;
    /// The fewest bytes.
    pub const MIN_LEN: usize = 1;
    /// Reads up to the zero.
    ///
    /// # Errors
    /// Unterminated.
    pub fn decode(reader: &mut Reader) -> Result<Bytes, DecodeError> {
        reader.asciiz()
    }
    /// Writes text and zero.
    ///
    /// # Errors
    /// [`EncodeError::EmbeddedNul`].
    pub fn encode(text: &Bytes, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.asciiz(text)
    }
}
