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
/// `bytes[n]`, n from a count before them in the width of the [`Form`](crate::wire::Form) (a binary's COUNT,
/// [MS-OXCDATA] 2.11.1.1).
pub mod bytes_count {
    use crate::wire::{Announces, DecodeError, EncodeError, Reader, Writer};
    use bytes::Bytes;
    /// The fewest bytes.
    pub const MIN_LEN: usize = 2;
    /// Reads the size and the bytes.
    ///
    /// # Errors
    /// Truncated.
    #[inline]
    pub fn decode(reader: &mut Reader) -> Result<Bytes, DecodeError> {
        let n = reader.announcer(Announces::Size, Reader::count)?;
        reader.take(n)
    }
    /// Writes the size and the bytes.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    #[inline]
    pub fn encode(bytes: &Bytes, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count("bytes", bytes.len())?;
        writer.put(bytes);
        Ok(())
    }
}
/// All bytes that are left in the structure or the buffer.
pub mod rest {
    use crate::wire::{DecodeError, EncodeError, Reader, Writer};
    use bytes::Bytes;
    /// The fewest bytes.
    pub const MIN_LEN: usize = 0;
    /// Reads them.
    ///
    /// # Errors
    /// None.
    pub fn decode(reader: &mut Reader) -> Result<Bytes, DecodeError> {
        reader.take(reader.remaining())
    }
    /// Writes them.
    ///
    /// # Errors
    /// None.
    pub fn encode(bytes: &Bytes, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.put(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{bytes_count, rest};
    use crate::wire::{Form, Reader, Writer};
    use bytes::Bytes;

    #[test]
    fn a_binary_has_the_count_of_its_form_and_the_rest_has_none() {
        for (form, bytes) in [
            (Form::Rop, &b"\x02\0abcd"[..]),
            (Form::ExtendedRule, b"\x02\0\0\0abcd"),
        ] {
            let mut reader = Reader::new(bytes).with_form(form);
            let binary = bytes_count::decode(&mut reader).unwrap();
            let left = rest::decode(&mut reader).unwrap();
            assert_eq!((&binary[..], &left[..]), (&b"ab"[..], &b"cd"[..]));
            assert_eq!(rest::decode(&mut reader), Ok(Bytes::new()));
            let mut writer = Writer::new();
            writer.form = form;
            bytes_count::encode(&binary, &mut writer).unwrap();
            rest::encode(&left, &mut writer).unwrap();
            assert_eq!(writer.finish(), bytes);
        }
    }
}
