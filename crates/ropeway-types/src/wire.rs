//! Cursors over little-endian wire data, and the declaration of a structure for both directions.
//!
//! A structure is a field list, written once with [`wire_struct!`](crate::wire_struct): it gives the
//! struct, [`Decode`], [`Encode`] and the field names that decode errors carry. What the list cannot
//! say (presence by flag, length from elsewhere) is an adjacent `decode`/`encode` pair by hand.
//!
//! Decoding slices the input: a payload is a [`Bytes`] into the buffer it came from.

mod basic;
pub mod codec;
mod error;
mod reader;
mod scan;
mod structure;
mod tolerance;
mod trace;
#[cfg(feature = "serde")]
mod trace_fields;
mod writer;

pub use error::{DecodeError, DecodeErrorDetails, DecodeErrorKind, EncodeError};
pub use reader::Reader;
pub use tolerance::Tolerance;
pub use trace::{Announces, Scalar, Trace, TraceNode};
#[cfg(feature = "serde")]
pub use trace_fields::TraceFields;
pub use writer::Writer;

use bytes::Bytes;

/// Widths that depend on where a value stands ([MS-OXCDATA] 2.11.1.1): the COUNT of binaries and of
/// restriction lists, and the size of a Boolean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Form {
    /// Inside ROPs: COUNT is 16 bits wide, multi-value counts 32.
    #[default]
    Rop,
    /// Inside extended rules ([MS-OXORULE] 2.2.4): COUNT is 32 bits wide.
    ExtendedRule,
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

    /// Reads one value and appends it to `items`. Where values have parts of many sizes, to put them in
    /// place piece by piece is faster than to move them there.
    ///
    /// # Errors
    /// As [`Decode::decode`]; then nothing is appended.
    #[inline]
    fn decode_onto(reader: &mut Reader, items: &mut Vec<Self>) -> Result<(), DecodeError> {
        items.push(Self::decode(reader)?);
        Ok(())
    }
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
