//! Why bytes cannot be read, and values not written.

use super::trace::specification_name;
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// Why bytes could not be read as the structure that was asked for: see [`DecodeErrorDetails`].
///
/// It is a pointer wide, so that a result is hardly larger than what is read.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(transparent))]
pub struct DecodeError(Box<DecodeErrorDetails>);

/// Where reading failed and why, the fields of a [`DecodeError`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct DecodeErrorDetails {
    /// The innermost structure being read.
    pub structure: &'static str,
    /// Its field, by its name in the declaration or in the specification; the message has the latter.
    pub field: &'static str,
    /// Byte offset into the buffer that decoding began with.
    pub offset: usize,
    /// What was wrong there.
    pub kind: DecodeErrorKind,
}

impl DecodeErrorDetails {
    /// The field by its name in the specification, as the message has it.
    pub fn specification_field(&self) -> Cow<'static, str> {
        specification_name(self.field)
    }
}

impl Deref for DecodeError {
    type Target = DecodeErrorDetails;
    fn deref(&self) -> &DecodeErrorDetails {
        &self.0
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DecodeErrorDetails {
            structure,
            offset,
            kind,
            ..
        } = &**self;
        let field = self.specification_field();
        write!(f, "{structure}.{field} at byte {offset}: {kind}")
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What was wrong with the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
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
    /// A count beyond what was announced elsewhere, or beyond a limit.
    #[error("count {count} exceeds {max}")]
    Limit {
        /// The declared count.
        count: usize,
        /// The most that it may be.
        max: usize,
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
    #[cold]
    pub fn new(offset: usize, kind: DecodeErrorKind) -> Self {
        Self(Box::new(DecodeErrorDetails {
            structure: "",
            field: "",
            offset,
            kind,
        }))
    }

    /// The same in a larger buffer, where what was read begins at `base`.
    #[must_use]
    pub fn based_at(mut self, base: usize) -> Self {
        self.0.offset = self.0.offset.saturating_add(base);
        self
    }

    /// Names structure and field, unless an inner structure already did.
    #[must_use]
    pub fn within(mut self, structure: &'static str, field: &'static str) -> Self {
        self.name(structure, field);
        self
    }

    /// The same in place.
    #[cold]
    pub(super) fn name(&mut self, structure: &'static str, field: &'static str) {
        if self.0.structure.is_empty() {
            self.0.structure = structure;
        }
        if self.0.field.is_empty() {
            self.0.field = field;
        }
    }
}

/// Why a value cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
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
