//! Plain LZ77 with DIRECT2 encoding ([MS-OXCRPC] 3.1.4.1.1.2; the same as [MS-XCA] 2.3 and 2.4).
//!
//! A u32 of flags (highest bit first) announces up to 32 tokens: 0 a literal byte, 1 a match. A match is
//! a u16, distance - 1 in its upper 13 bits and length - 3 in its lower 3; a length that does not fit
//! goes on in a nibble (two matches share a byte), then in a byte, then in a u16.
//!
//! Both directions move bytes in pieces of fixed width, which the compiler turns into a load and a store;
//! the check that a piece fits is at the same time the check that there is room to go on this way.

mod compress;
mod decompress;
#[cfg(test)]
mod tests;

pub(crate) use compress::compress;
pub(crate) use decompress::decompress;

/// The farthest match.
const MAX_DISTANCE: usize = 8192;
/// The shortest match.
const MIN_MATCH: usize = 3;
/// The longest match that a u16 can announce.
const MAX_MATCH: usize = 0xFFFF + MIN_MATCH;
/// Tokens that one word of flags announces.
const TOKENS: u32 = 32;

/// Why compressed bytes are not what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Lz77Error {
    /// The input ends inside a token.
    #[error("compressed data ends inside a token, at byte {0}")]
    Truncated(usize),
    /// A match that begins before the output.
    #[error("match {distance} back with {produced} bytes produced")]
    Distance {
        /// The match's distance.
        distance: usize,
        /// Bytes produced so far.
        produced: usize,
    },
    /// A match that is longer than the output may become.
    #[error("match of {length} bytes overruns the declared size")]
    Overrun {
        /// The match's length.
        length: usize,
    },
    /// A length that has a shorter encoding by definition.
    #[error("match length field {0} is not allowed")]
    Length(u16),
    /// The input ends before the output is complete.
    #[error("{produced} bytes decompressed, {declared} declared")]
    Size {
        /// Bytes produced.
        produced: usize,
        /// Bytes declared.
        declared: usize,
    },
}

/// The `N` bytes at `at`.
#[inline(always)]
fn piece<const N: usize>(bytes: &[u8], at: usize) -> Option<&[u8; N]> {
    bytes.get(at..)?.first_chunk()
}

/// The `N` bytes at `at`, to be written.
#[inline(always)]
fn piece_mut<const N: usize>(bytes: &mut [u8], at: usize) -> Option<&mut [u8; N]> {
    bytes.get_mut(at..)?.first_chunk_mut()
}
