//! Cursors over little-endian wire data, and the declaration of a structure for both directions.
//!
//! A structure is a field list, written once with [`wire_struct!`](crate::wire_struct): it gives the
//! struct, [`Decode`], [`Encode`] and the field names that decode errors carry. What the list cannot
//! say (presence by flag, length from elsewhere) is an adjacent `decode`/`encode` pair by hand.
//!
//! Decoding slices the input: a payload is a [`Bytes`] into the buffer it came from.

use bytes::{BufMut, Bytes, BytesMut};

/// Widths that depend on where a value stands ([MS-OXCDATA] 2.11.1.1): the COUNT of binaries and of
/// restriction lists, and the size of a Boolean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Inside ROPs: COUNT is 16 bits wide, multi-value counts 32.
    #[default]
    Rop,
    /// Inside extended rules ([MS-OXORULE] 2.2.4): COUNT is 32 bits wide.
    ExtendedRule,
}

/// Why bytes could not be read as the structure that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{structure}.{field} at byte {offset}: {kind}")]
pub struct DecodeError {
    /// The innermost structure being read.
    pub structure: &'static str,
    /// Its field.
    pub field: &'static str,
    /// Byte offset into the buffer that decoding began with.
    pub offset: usize,
    /// What was wrong there.
    pub kind: DecodeErrorKind,
}

/// What was wrong with the bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// Fewer bytes are left than the field needs.
    #[error("{needed} bytes needed, {left} left")]
    Truncated {
        /// Bytes needed.
        needed: usize,
        /// Bytes left.
        left: usize,
    },
    /// A string without its terminating zero.
    #[error("string is not terminated")]
    Unterminated,
    /// A count or size that cannot be true.
    #[error("count {count} exceeds what the {left} bytes left can hold")]
    Count {
        /// The declared count.
        count: usize,
        /// Bytes left.
        left: usize,
    },
    /// A size that contradicts its content.
    #[error("declared size {declared} does not fit its content of {actual} bytes")]
    Size {
        /// The declared size.
        declared: usize,
        /// The size found.
        actual: usize,
    },
    /// A value that the field cannot take.
    #[error("value {value:#x} is not allowed")]
    Value {
        /// The value found.
        value: u64,
    },
    /// A property type without a known encoding, so that what follows cannot be found.
    #[error("property type {0:#06x} has no known encoding here")]
    PropertyType(u16),
    /// A code that names no known structure.
    #[error("{0:#04x} is reserved or unknown")]
    Unknown(u32),
    /// Nested deeper than allowed.
    #[error("nested deeper than {0} levels")]
    Depth(usize),
    /// Bytes are left over where the structure must fill its space.
    #[error("{0} bytes left over")]
    Trailing(usize),
    /// The bytes can only be read with knowledge that the caller did not give.
    #[error("cannot be read without {0}")]
    Context(&'static str),
}

impl DecodeError {
    /// An error at an offset, its structure and field yet to be named by [`DecodeError::within`].
    pub fn new(offset: usize, kind: DecodeErrorKind) -> Self {
        Self {
            structure: "",
            field: "",
            offset,
            kind,
        }
    }

    /// Names structure and field, unless an inner structure already did.
    #[must_use]
    pub fn within(mut self, structure: &'static str, field: &'static str) -> Self {
        if self.structure.is_empty() {
            self.structure = structure;
        }
        if self.field.is_empty() {
            self.field = field;
        }
        self
    }
}

/// Why a value cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// A list or payload longer than its count field can say.
    #[error("{what} of {len} does not fit a count field of {bits} bits")]
    TooLong {
        /// What was too long.
        what: &'static str,
        /// Its length.
        len: usize,
        /// The width of the count field.
        bits: u32,
    },
    /// A value of another type than its tag or column says.
    #[error("value of type {actual:#06x} where {expected:#06x} is declared")]
    TypeMismatch {
        /// The declared type.
        expected: u16,
        /// The value's type.
        actual: u16,
    },
    /// A zero inside a string that ends at its first zero.
    #[error("zero character inside a terminated string")]
    EmbeddedNul,
    /// A value that has no encoding in this place.
    #[error("{0} has no encoding here")]
    Unsupported(&'static str),
}

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
        self.check_count(count, T::MIN_LEN)?;
        let mut items = Vec::with_capacity(if T::MIN_LEN == 0 { 0 } else { count });
        for _ in 0..count {
            items.push(T::decode(self)?);
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

/// A value that can be read from a [`Reader`].
pub trait Decode: Sized {
    /// The fewest bytes that a value takes: a bound for counts.
    const MIN_LEN: usize;

    /// Reads one value.
    ///
    /// # Errors
    /// [`DecodeError`] naming structure, field and offset.
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError>;
}

/// A value that can be written to a [`Writer`].
pub trait Encode {
    /// Appends the value.
    ///
    /// # Errors
    /// [`EncodeError`] for a value that has no encoding.
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError>;

    /// The value alone, as bytes.
    ///
    /// # Errors
    /// As [`Encode::encode`].
    fn to_bytes(&self) -> Result<Bytes, EncodeError> {
        let mut writer = Writer::new();
        self.encode(&mut writer)?;
        Ok(writer.finish())
    }
}

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

/// Named encodings for the fields of [`wire_struct!`](crate::wire_struct): how a field's type alone
/// does not say how it is written.
pub mod codec {
    /// `u16 n, [T; n]`
    pub mod list_u16 {
        use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
        /// The fewest bytes.
        pub const MIN_LEN: usize = 2;
        /// Reads the count and the items.
        ///
        /// # Errors
        /// As the items.
        pub fn decode<T: Decode>(reader: &mut Reader) -> Result<Vec<T>, DecodeError> {
            let n = u16::decode(reader)?;
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
        use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
        /// The fewest bytes.
        pub const MIN_LEN: usize = 4;
        /// Reads the count and the items.
        ///
        /// # Errors
        /// As the items.
        pub fn decode<T: Decode>(reader: &mut Reader) -> Result<Vec<T>, DecodeError> {
            let n = u32::decode(reader)?;
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
        use crate::wire::{Decode, DecodeError, EncodeError, Reader, Writer};
        use bytes::Bytes;
        /// The fewest bytes.
        pub const MIN_LEN: usize = 2;
        /// Reads the size and the bytes.
        ///
        /// # Errors
        /// Truncated.
        pub fn decode(reader: &mut Reader) -> Result<Bytes, DecodeError> {
            let n = u16::decode(reader)?;
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
        use crate::wire::{Decode, DecodeError, EncodeError, Reader, Writer};
        use bytes::Bytes;
        /// The fewest bytes.
        pub const MIN_LEN: usize = 4;
        /// Reads the size and the bytes.
        ///
        /// # Errors
        /// Truncated.
        pub fn decode(reader: &mut Reader) -> Result<Bytes, DecodeError> {
            let n = u32::decode(reader)?;
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
}

/// Declares a wire structure once: the struct, [`Decode`], [`Encode`], and the names in errors.
///
/// A field is `pub name: Type`, or `pub name: Type = codec` with a module that has `MIN_LEN`, `decode`
/// and `encode` (see [`codec`], or one of the caller's own, in scope under that name). A codec that
/// depends on earlier fields names them, `pub name: Type = codec(flag)`, and both its functions take
/// references to them after the other arguments.
///
/// ```
/// use ropeway_types::wire::{Decode, Encode, Reader};
/// use ropeway_types::wire::codec::list_u16;
///
/// ropeway_types::wire_struct! {
///     /// Three fields.
///     #[derive(Debug, PartialEq)]
///     pub struct Sample {
///         /// Flags.
///         pub flags: u8,
///         /// Ids, counted.
///         pub ids: Vec<u32> = list_u16,
///     }
/// }
/// let bytes = bytes::Bytes::from_static(&[1, 1, 0, 9, 0, 0, 0]);
/// let sample = Sample::decode(&mut Reader::new(bytes.clone())).unwrap();
/// assert_eq!(sample, Sample { flags: 1, ids: vec![9] });
/// assert_eq!(sample.to_bytes().unwrap(), bytes);
/// let error = Sample::decode(&mut Reader::new(bytes.slice(..5))).unwrap_err();
/// assert_eq!((error.structure, error.field, error.offset), ("Sample", "ids", 3));
///
/// /// A number that is there if a flag is.
/// mod present_if {
///     use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
///     pub const MIN_LEN: usize = 0;
///     pub fn decode(reader: &mut Reader, flag: &bool) -> Result<Option<u16>, DecodeError> {
///         flag.then(|| u16::decode(reader)).transpose()
///     }
///     pub fn encode(n: &Option<u16>, writer: &mut Writer, _flag: &bool) -> Result<(), EncodeError> {
///         n.iter().try_for_each(|n| n.encode(writer))
///     }
/// }
/// ropeway_types::wire_struct! {
///     /// Its second field depends on its first.
///     #[derive(Debug, PartialEq)]
///     pub struct Dependent {
///         /// Whether there is a number.
///         pub flag: bool,
///         /// The number.
///         pub number: Option<u16> = present_if(flag),
///     }
/// }
/// let dependent = Dependent { flag: true, number: Some(7) };
/// assert_eq!(dependent.to_bytes().unwrap()[..], [1, 7, 0]);
/// ```
#[macro_export]
macro_rules! wire_struct {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$fmeta:meta])* pub $field:ident : $ty:ty $(= $codec:ident $( ( $($arg:ident),+ ) )?)? ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        pub struct $name { $( $(#[$fmeta])* pub $field: $ty, )* }

        impl $crate::wire::Decode for $name {
            const MIN_LEN: usize = 0 $( + $crate::wire_struct!(@min $ty $(, $codec)?) )*;
            fn decode(reader: &mut $crate::wire::Reader) -> Result<Self, $crate::wire::DecodeError> {
                $( let $field: $ty = $crate::wire_struct!(@decode reader, $ty $(, $codec $(($($arg),+))?)?)
                    .map_err(|e| e.within(stringify!($name), stringify!($field)))?; )*
                let _ = &reader;
                Ok(Self { $($field),* })
            }
        }

        impl $crate::wire::Encode for $name {
            fn encode(&self, writer: &mut $crate::wire::Writer) -> Result<(), $crate::wire::EncodeError> {
                $( $crate::wire_struct!(@encode self, writer, &self.$field $(, $codec $(($($arg),+))?)?)?; )*
                let _ = &writer;
                Ok(())
            }
        }
    };
    (@min $ty:ty) => { <$ty as $crate::wire::Decode>::MIN_LEN };
    (@min $ty:ty, $codec:ident) => { $codec::MIN_LEN };
    (@decode $r:ident, $ty:ty) => { <$ty as $crate::wire::Decode>::decode($r) };
    (@decode $r:ident, $ty:ty, $codec:ident) => { $codec::decode($r) };
    (@decode $r:ident, $ty:ty, $codec:ident ($($arg:ident),+)) => { $codec::decode($r, $(&$arg),+) };
    (@encode $s:ident, $w:ident, $v:expr) => { $crate::wire::Encode::encode($v, $w) };
    (@encode $s:ident, $w:ident, $v:expr, $codec:ident) => { $codec::encode($v, $w) };
    (@encode $s:ident, $w:ident, $v:expr, $codec:ident ($($arg:ident),+)) => { $codec::encode($v, $w, $(&$s.$arg),+) };
}
