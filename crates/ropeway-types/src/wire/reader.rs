//! The read cursor.

mod fields;

use super::scan::find_zero_unit;
use super::trace::{Scalar, TraceBuilder};
use super::{Decode, DecodeError, DecodeErrorKind, Form, Tolerance};
use bytes::Bytes;

/// A read cursor over [`Bytes`].
#[derive(Debug, Clone)]
pub struct Reader {
    buf: Bytes,
    pos: usize,
    /// Where the innermost window ends; never beyond the buffer.
    end: usize,
    base: usize,
    depth: usize,
    tolerance: Tolerance,
    tolerated: Tolerance,
    trace: Option<Box<TraceBuilder>>,
    /// The widths in force.
    pub form: Form,
}

impl Reader {
    /// How deep values may nest: restrictions inside restrictions, and values that hold either.
    pub const MAX_DEPTH: usize = 64;

    /// Reads from the start of `buf`, with the usual tolerance.
    pub fn new(buf: impl Into<Bytes>) -> Self {
        let buf = buf.into();
        Self {
            pos: 0,
            end: buf.len(),
            buf,
            base: 0,
            depth: 0,
            tolerance: Tolerance::USUAL,
            tolerated: Tolerance::NONE,
            trace: None,
            form: Form::Rop,
        }
    }

    /// The same cursor with another set of widths.
    #[must_use]
    pub fn with_form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// The same cursor, taking other deviations.
    #[must_use]
    pub fn with_tolerance(mut self, tolerance: Tolerance) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The same cursor, keeping a record of every field that it reads.
    #[must_use]
    pub fn with_trace(mut self) -> Self {
        self.trace = Some(Box::default());
        self
    }

    /// The same cursor with its first byte at this offset of the buffer that the caller has in mind.
    #[must_use]
    pub fn with_base(mut self, base: usize) -> Self {
        self.base = base;
        self
    }

    /// Offset of the next byte in the buffer that decoding began with.
    #[inline]
    pub fn offset(&self) -> usize {
        self.base.saturating_add(self.pos)
    }

    /// Bytes left.
    #[inline]
    pub fn remaining(&self) -> usize {
        self.end.saturating_sub(self.pos)
    }

    /// Whether nothing is left.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.pos >= self.end
    }

    /// The bytes left, without moving.
    #[inline]
    pub fn rest(&self) -> Bytes {
        self.buf.slice(self.pos.min(self.end)..self.end)
    }

    #[inline(always)]
    fn left(&self) -> &[u8] {
        self.buf.get(self.pos..self.end).unwrap_or_default()
    }

    /// The next `N` bytes, without moving; `None` if fewer are left.
    #[inline]
    pub fn peek<const N: usize>(&self) -> Option<[u8; N]> {
        self.left().first_chunk().copied()
    }

    /// An error at the present offset.
    #[cold]
    pub fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(self.offset(), kind)
    }

    #[cold]
    fn truncated(&self, needed: usize) -> DecodeError {
        let left = self.remaining();
        self.error(DecodeErrorKind::Truncated { needed, left })
    }

    /// The next `len` bytes as a slice of the input.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`] if fewer are left.
    #[inline]
    pub fn take(&mut self, len: usize) -> Result<Bytes, DecodeError> {
        let out = self.take_silently(len)?;
        self.note(|| Scalar::Bytes(out.clone()));
        Ok(out)
    }

    #[inline]
    fn take_silently(&mut self, len: usize) -> Result<Bytes, DecodeError> {
        if len > self.remaining() {
            return Err(self.truncated(len));
        }
        let end = self.pos.saturating_add(len);
        let out = self.buf.slice(self.pos..end);
        self.pos = end;
        Ok(out)
    }

    /// Reads inside just the next `len` bytes, and goes on behind them whatever was read of them.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`] if fewer are left; as `read`.
    #[inline(always)]
    pub fn window<T>(
        &mut self,
        len: usize,
        read: impl FnOnce(&mut Reader) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        if len > self.remaining() {
            return Err(self.truncated(len));
        }
        let outer = self.end;
        let end = self.pos.saturating_add(len);
        self.end = end;
        let value = read(self);
        self.end = outer;
        if value.is_ok() {
            self.pos = end;
        }
        value
    }

    /// Reads a field that fills the next `len` bytes, but for [`Tolerance::SLACK`].
    ///
    /// # Errors
    /// As [`Reader::window`]; [`DecodeErrorKind::Trailing`].
    #[inline(always)]
    pub fn filling<T>(
        &mut self,
        len: usize,
        read: impl FnOnce(&mut Reader) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        self.window(len, |reader| {
            let value = read(reader);
            if value.is_ok() && !reader.is_empty() && !reader.tolerates(Tolerance::SLACK) {
                reader.finish()?;
            }
            value
        })
    }

    /// Reads a value one level deeper.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Depth`] beyond [`Reader::MAX_DEPTH`], else as `read`.
    #[inline]
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
    #[inline(always)]
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        match self.left().first_chunk::<N>() {
            Some(&array) => {
                self.pos = self.pos.saturating_add(N);
                Ok(array)
            }
            None => Err(self.truncated(N)),
        }
    }

    /// 8-bit bytes up to a zero, which is consumed and not returned.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Unterminated`] without a zero.
    #[inline]
    pub fn asciiz(&mut self) -> Result<Bytes, DecodeError> {
        match memchr::memchr(0, self.left()) {
            Some(len) => {
                let out = self.take_silently(len)?;
                self.pos = self.pos.saturating_add(1);
                self.note(|| Scalar::Text8(out.clone()));
                Ok(out)
            }
            None => Err(self.error(DecodeErrorKind::Unterminated)),
        }
    }

    /// UTF-16LE code units up to a zero unit, which is consumed and not returned.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Unterminated`] without a zero unit.
    #[inline]
    pub fn utf16z(&mut self) -> Result<Bytes, DecodeError> {
        match find_zero_unit(self.left()) {
            Some(len) => {
                let out = self.take_silently(len)?;
                self.pos = self.pos.saturating_add(2);
                self.note(|| Scalar::Text16(out.clone()));
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
    #[inline]
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
    #[inline]
    pub fn list<T: Decode>(&mut self, count: usize) -> Result<Vec<T>, DecodeError> {
        self.list_onto(count, T::MIN_LEN, T::decode_onto)
    }

    /// Of how many items, of which the bytes left can hold `count`, the room is set aside at once. Of
    /// all on the outermost level. Lists inside lists may each claim all bytes left, level for level, so
    /// that further in it is little until the items are there.
    #[inline]
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
    #[inline]
    pub fn list_of<T>(
        &mut self,
        count: usize,
        min_len: usize,
        mut read: impl FnMut(&mut Reader) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        self.list_onto(count, min_len, |reader, items| {
            items.push(read(reader)?);
            Ok(())
        })
    }

    /// `count` items, each read from at least `min_len` bytes and appended by `read`.
    ///
    /// # Errors
    /// As [`Reader::list`].
    #[inline]
    pub fn list_onto<T>(
        &mut self,
        count: usize,
        min_len: usize,
        mut read: impl FnMut(&mut Reader, &mut Vec<T>) -> Result<(), DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        self.check_count(count, min_len)?;
        // Items that may have no bytes prove nothing by their count.
        let room = if min_len == 0 {
            0
        } else {
            self.room_for::<T>(count)
        };
        let mut items = Vec::with_capacity(room);
        self.items(0..count, |reader, _| read(reader, &mut items))?;
        Ok(items)
    }

    /// An item for each of `each`, which `read` puts where it belongs.
    ///
    /// # Errors
    /// As the items.
    #[inline(always)]
    pub(crate) fn items<U>(
        &mut self,
        each: impl IntoIterator<Item = U>,
        mut read: impl FnMut(&mut Reader, U) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.mark_list();
        for one in each {
            if self.trace.is_some() {
                self.trace_open("", "", "");
            }
            let value = read(self, one);
            if self.trace.is_some() {
                self.trace_close(value.is_err());
            }
            value?;
        }
        Ok(())
    }

    /// A COUNT in the width of the present [`Form`].
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`].
    #[inline]
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
    #[inline]
    pub fn finish(&self) -> Result<(), DecodeError> {
        match self.remaining() {
            0 => Ok(()),
            left => Err(self.error(DecodeErrorKind::Trailing(left))),
        }
    }
}

/// Deviations.
impl Reader {
    /// Whether a deviation that was met may be taken; if so it is remembered.
    #[cold]
    pub fn tolerates(&mut self, deviation: Tolerance) -> bool {
        let may = self.tolerance.contains(deviation);
        if may {
            self.tolerated = self.tolerated | deviation;
        }
        may
    }

    /// The deviations that are taken.
    pub fn tolerance(&self) -> Tolerance {
        self.tolerance
    }

    /// The deviations that were met and taken so far.
    pub fn tolerated(&self) -> Tolerance {
        self.tolerated
    }
}
