//! The read cursor.

use super::{Decode, DecodeError, DecodeErrorKind, Form};
use bytes::Bytes;

/// A read cursor over [`Bytes`].
#[derive(Debug, Clone)]
pub struct Reader {
    buf: Bytes,
    pos: usize,
    base: usize,
    depth: usize,
    /// The widths in force.
    pub form: Form,
}

impl Reader {
    /// How deep values may nest: restrictions inside restrictions, and values that hold either.
    pub const MAX_DEPTH: usize = 64;

    /// Reads from the start of `buf`.
    pub fn new(buf: impl Into<Bytes>) -> Self {
        Self {
            buf: buf.into(),
            pos: 0,
            base: 0,
            depth: 0,
            form: Form::Rop,
        }
    }

    /// The same cursor with another set of widths.
    #[must_use]
    pub fn with_form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// Offset of the next byte in the buffer that decoding began with.
    pub fn offset(&self) -> usize {
        self.base.saturating_add(self.pos)
    }

    /// Bytes left.
    pub fn remaining(&self) -> usize {
        self.buf.len().saturating_sub(self.pos)
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.remaining() == 0
    }

    /// The bytes left, without moving.
    pub fn rest(&self) -> Bytes {
        self.buf.slice(self.pos.min(self.buf.len())..)
    }

    /// The next byte, without moving.
    pub fn peek_u8(&self) -> Option<u8> {
        self.buf.get(self.pos).copied()
    }

    /// An error at the present offset.
    pub fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(self.offset(), kind)
    }

    /// The next `len` bytes as a slice of the input.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`] if fewer are left.
    pub fn take(&mut self, len: usize) -> Result<Bytes, DecodeError> {
        let left = self.remaining();
        if len > left {
            return Err(self.error(DecodeErrorKind::Truncated { needed: len, left }));
        }
        let end = self.pos.saturating_add(len);
        let out = self.buf.slice(self.pos..end);
        self.pos = end;
        Ok(out)
    }

    /// A cursor over just the next `len` bytes; this one moves past them.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`] if fewer are left.
    pub fn window(&mut self, len: usize) -> Result<Reader, DecodeError> {
        let base = self.offset();
        let (depth, form) = (self.depth, self.form);
        Ok(Reader {
            buf: self.take(len)?,
            pos: 0,
            base,
            depth,
            form,
        })
    }

    /// Reads a value one level deeper.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Depth`] beyond [`Reader::MAX_DEPTH`], else as `read`.
    pub fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Reader) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        if self.depth >= Self::MAX_DEPTH {
            return Err(self.error(DecodeErrorKind::Depth(Self::MAX_DEPTH)));
        }
        self.depth = self.depth.saturating_add(1);
        let value = read(self);
        self.depth = self.depth.saturating_sub(1);
        value
    }

    /// The next `N` bytes as an array.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`] if fewer are left.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let left = self.remaining();
        let slice = self.buf.get(self.pos..self.pos.saturating_add(N));
        match slice.and_then(|s| <[u8; N]>::try_from(s).ok()) {
            Some(array) => {
                self.pos = self.pos.saturating_add(N);
                Ok(array)
            }
            None => Err(self.error(DecodeErrorKind::Truncated { needed: N, left })),
        }
    }

    /// 8-bit bytes up to a zero, which is consumed and not returned.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Unterminated`] without a zero.
    pub fn asciiz(&mut self) -> Result<Bytes, DecodeError> {
        let rest = self.buf.get(self.pos..).unwrap_or_default();
        match rest.iter().position(|&b| b == 0) {
            Some(len) => {
                let out = self.take(len)?;
                self.pos = self.pos.saturating_add(1);
                Ok(out)
            }
            None => Err(self.error(DecodeErrorKind::Unterminated)),
        }
    }

    /// UTF-16LE code units up to a zero unit, which is consumed and not returned.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Unterminated`] without a zero unit.
    pub fn utf16z(&mut self) -> Result<Bytes, DecodeError> {
        let rest = self.buf.get(self.pos..).unwrap_or_default();
        match rest.chunks_exact(2).position(|unit| unit == [0, 0]) {
            Some(units) => {
                let out = self.take(units.saturating_mul(2))?;
                self.pos = self.pos.saturating_add(2);
                Ok(out)
            }
            None => Err(self.error(DecodeErrorKind::Unterminated)),
        }
    }

    /// Checks a declared count against what the bytes left can hold, so that nothing is allocated for
    /// a count that cannot be true.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Count`] if `count` items of at least `min_size` bytes cannot be there.
    pub fn check_count(&self, count: usize, min_size: usize) -> Result<(), DecodeError> {
        let left = self.remaining();
        match count.checked_mul(min_size) {
            Some(needed) if needed <= left => Ok(()),
            _ => Err(self.error(DecodeErrorKind::Count { count, left })),
        }
    }

    /// `count` items.
    ///
    /// # Errors
    /// As the items, and [`DecodeErrorKind::Count`] for a count that the bytes left cannot hold.
    pub fn list<T: Decode>(&mut self, count: usize) -> Result<Vec<T>, DecodeError> {
        self.list_of(count, T::MIN_LEN, T::decode)
    }

    /// Of how many items, of which the bytes left can hold `count`, the room is set aside at once. Of
    /// all on the outermost level. Lists inside lists may each claim all bytes left, level for level, so
    /// that further in it is little until the items are there.
    fn room_for<T>(&self, count: usize) -> usize {
        const INNER: usize = 1024;
        if self.depth == 0 {
            count
        } else {
            count.min(INNER.checked_div(size_of::<T>()).unwrap_or(0))
        }
    }

    /// `count` items, each read by `read` from at least `min_len` bytes.
    ///
    /// # Errors
    /// As [`Reader::list`].
    pub(crate) fn list_of<T>(
        &mut self,
        count: usize,
        min_len: usize,
        read: impl Fn(&mut Reader) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        self.check_count(count, min_len)?;
        // Items that may have no bytes prove nothing by their count.
        let room = if min_len == 0 {
            0
        } else {
            self.room_for::<T>(count)
        };
        let mut items = Vec::with_capacity(room);
        for _ in 0..count {
            items.push(read(self)?);
        }
        Ok(items)
    }

    /// A COUNT in the width of the present [`Form`].
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`].
    pub fn count(&mut self) -> Result<usize, DecodeError> {
        match self.form {
            Form::Rop => u16::decode(self).map(usize::from),
            Form::ExtendedRule => u32::decode(self).map(|n| usize::try_from(n).unwrap_or(usize::MAX)),
        }
    }

    /// Fails unless everything was read.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Trailing`].
    pub fn finish(&self) -> Result<(), DecodeError> {
        match self.remaining() {
            0 => Ok(()),
            left => Err(self.error(DecodeErrorKind::Trailing(left))),
        }
    }
}
