//! The write buffer.

use super::{EncodeError, Form};
use bytes::{BufMut, Bytes, BytesMut};

/// A growing write buffer.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    buf: BytesMut,
    /// The widths in force.
    pub form: Form,
}

impl Writer {
    /// An empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty buffer with room for `capacity` bytes; it grows beyond.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            buf: BytesMut::with_capacity(capacity),
            form: Form::default(),
        }
    }

    /// Bytes written so far.
    pub fn len(&self) -> usize {
        self.buf.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.buf.is_empty()
    }

    /// Drops everything after `len`.
    pub fn truncate(&mut self, len: usize) {
        self.buf.truncate(len);
    }

    /// Appends raw bytes.
    pub fn put(&mut self, bytes: &[u8]) {
        self.buf.put_slice(bytes);
    }

    /// Overwrites bytes written earlier; for sizes that are known only afterwards.
    pub fn patch(&mut self, at: usize, bytes: &[u8]) {
        if let Some(place) = self.buf.get_mut(at..at.saturating_add(bytes.len())) {
            place.copy_from_slice(bytes);
        }
    }

    /// A string with its terminating zero byte.
    ///
    /// # Errors
    /// [`EncodeError::EmbeddedNul`].
    pub fn asciiz(&mut self, text: &[u8]) -> Result<(), EncodeError> {
        if text.contains(&0) {
            return Err(EncodeError::EmbeddedNul);
        }
        self.put(text);
        self.put(&[0]);
        Ok(())
    }

    /// UTF-16LE code units with their terminating zero unit.
    ///
    /// # Errors
    /// [`EncodeError::EmbeddedNul`].
    pub fn utf16z(&mut self, units: &[u8]) -> Result<(), EncodeError> {
        if units.chunks_exact(2).any(|unit| unit == [0, 0]) {
            return Err(EncodeError::EmbeddedNul);
        }
        self.put(units);
        self.put(&[0, 0]);
        Ok(())
    }

    /// An 8-bit count.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn count_u8(&mut self, what: &'static str, len: usize) -> Result<(), EncodeError> {
        let n = u8::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 8 })?;
        self.put(&[n]);
        Ok(())
    }

    /// A 16-bit count.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn count_u16(&mut self, what: &'static str, len: usize) -> Result<(), EncodeError> {
        let n = u16::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 16 })?;
        self.put(&n.to_le_bytes());
        Ok(())
    }

    /// A 32-bit count.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn count_u32(&mut self, what: &'static str, len: usize) -> Result<(), EncodeError> {
        let n = u32::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 32 })?;
        self.put(&n.to_le_bytes());
        Ok(())
    }

    /// A COUNT in the width of the present [`Form`].
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn count(&mut self, what: &'static str, len: usize) -> Result<(), EncodeError> {
        match self.form {
            Form::Rop => self.count_u16(what, len),
            Form::ExtendedRule => self.count_u32(what, len),
        }
    }

    /// Everything written.
    pub fn finish(self) -> Bytes {
        self.buf.freeze()
    }
}
