//! The write buffer.

use super::scan::find_zero_unit;
use super::{EncodeError, Form, Reader};
use bytes::Bytes;

/// A growing write buffer.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    buf: Vec<u8>,
    depth: usize,
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
            buf: Vec::with_capacity(capacity),
            ..Self::default()
        }
    }

    /// Bytes written so far.
    #[inline]
    pub fn len(&self) -> usize {
        self.buf.len()
    }

    /// Whether nothing was written.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.buf.is_empty()
    }

    /// Drops everything after `len`.
    pub fn truncate(&mut self, len: usize) {
        self.buf.truncate(len);
    }

    /// Makes room for so many more bytes at once, where the caller knows of them.
    pub fn reserve(&mut self, additional: usize) {
        self.buf.reserve(additional);
    }

    /// Appends raw bytes.
    #[inline]
    pub fn put(&mut self, bytes: &[u8]) {
        /// A payload from which on it is worth to look ahead.
        const BULK: usize = 2048;
        /// What follows a payload, if it is the last of its buffer: lest the payload is copied for that.
        const AFTER: usize = 256;
        if bytes.len() >= BULK {
            self.buf.reserve(bytes.len().saturating_add(AFTER));
        }
        self.buf.extend_from_slice(bytes);
    }

    /// Overwrites bytes written earlier; for sizes that are known only afterwards.
    pub fn patch(&mut self, at: usize, bytes: &[u8]) {
        if let Some(place) = self.buf.get_mut(at..at.saturating_add(bytes.len())) {
            place.copy_from_slice(bytes);
        }
    }

    /// Writes a value one level deeper, as [`Reader::nested`] reads it.
    ///
    /// # Errors
    /// [`EncodeError::Unsupported`] beyond [`Reader::MAX_DEPTH`], which no reader takes; else as `write`.
    #[inline]
    pub fn nested(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        if self.depth >= Reader::MAX_DEPTH {
            return Err(EncodeError::Unsupported("value nested deeper than it is read"));
        }
        self.depth = self.depth.saturating_add(1);
        let result = write(self);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    /// A string with its terminating zero byte.
    ///
    /// # Errors
    /// [`EncodeError::EmbeddedNul`].
    pub fn asciiz(&mut self, text: &[u8]) -> Result<(), EncodeError> {
        if memchr::memchr(0, text).is_some() {
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
    #[inline]
    pub fn utf16z(&mut self, units: &[u8]) -> Result<(), EncodeError> {
        if find_zero_unit(units).is_some() {
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
    #[inline]
    pub fn count_u8(&mut self, what: &'static str, len: usize) -> Result<(), EncodeError> {
        let n = u8::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 8 })?;
        self.put(&[n]);
        Ok(())
    }

    /// A 16-bit count.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    #[inline]
    pub fn count_u16(&mut self, what: &'static str, len: usize) -> Result<(), EncodeError> {
        let n = u16::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 16 })?;
        self.put(&n.to_le_bytes());
        Ok(())
    }

    /// A 32-bit count.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    #[inline]
    pub fn count_u32(&mut self, what: &'static str, len: usize) -> Result<(), EncodeError> {
        let n = u32::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 32 })?;
        self.put(&n.to_le_bytes());
        Ok(())
    }

    /// A COUNT in the width of the present [`Form`].
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    #[inline]
    pub fn count(&mut self, what: &'static str, len: usize) -> Result<(), EncodeError> {
        match self.form {
            Form::Rop => self.count_u16(what, len),
            Form::ExtendedRule => self.count_u32(what, len),
        }
    }

    /// Everything written.
    pub fn finish(self) -> Bytes {
        self.buf.into()
    }
}
