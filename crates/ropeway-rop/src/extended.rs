//! Extended buffers ([MS-OXCRPC] 2.2.2.1): what carries ROP buffers and auxiliary buffers, plain,
//! compressed or obfuscated.

use crate::lz77::{self, Lz77Error};
use bytes::Bytes;
use ropeway_types::wire::{Decode, DecodeError, Encode, Reader, Writer};
use ropeway_types::wire_struct;

/// The most that one payload may hold, uncompressed ([MS-OXCRPC] 3.1.4.2.1).
pub const MAX_PAYLOAD: usize = 0x8000;
/// The most payloads in one buffer ([MS-OXCRPC] 3.1.4.2.1.2.2).
pub const MAX_PAYLOADS: usize = 96;
/// Bytes of RPC_HEADER_EXT.
pub const HEADER_LEN: usize = 8;
/// What obfuscation combines every byte with ([MS-OXCRPC] 3.1.4.1.1.3).
const XOR_MAGIC: u8 = 0xA5;

/// Flags of RPC_HEADER_EXT ([MS-OXCRPC] 2.2.2.1). Unknown bits stand in an [`RpcHeaderExt`], and [`encode`]
/// writes those that it is given; [`decode`] gives payloads alone, without their flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct ExtendedFlags(pub u16);

impl ExtendedFlags {
    /// Compressed: the payload is LZ77.
    pub const COMPRESSED: Self = Self(0x0001);
    /// XorMagic: the payload is obfuscated.
    pub const XOR_MAGIC: Self = Self(0x0002);
    /// Last: no payload follows.
    pub const LAST: Self = Self(0x0004);

    /// Whether all bits of `other` are set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The bits of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without the bits of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl Decode for ExtendedFlags {
    const MIN_LEN: usize = 2;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        u16::decode(reader).map(Self)
    }
}
impl Encode for ExtendedFlags {
    fn encode(&self, writer: &mut Writer) -> Result<(), ropeway_types::wire::EncodeError> {
        self.0.encode(writer)
    }
}

wire_struct! {
    /// RPC_HEADER_EXT ([MS-OXCRPC] 2.2.2.1), 8 bytes before every payload.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct RpcHeaderExt {
        /// Version: zero.
        pub version: u16,
        /// Flags.
        pub flags: ExtendedFlags,
        /// Size of the payload as it is transmitted.
        pub size: u16,
        /// SizeActual: of the payload when it is decompressed.
        pub size_actual: u16,
    }
}

/// Why bytes are not an extended buffer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtendedError {
    /// The buffer ends inside a header or a payload.
    #[error(transparent)]
    Truncated(#[from] DecodeError),
    /// Version is not zero.
    #[error("extended header of version {0}")]
    Version(u16),
    /// A payload of no bytes.
    #[error("empty payload")]
    Empty,
    /// A payload larger than allowed.
    #[error("payload of {0} bytes exceeds {MAX_PAYLOAD}")]
    TooLarge(usize),
    /// A plain payload with two sizes.
    #[error("size {size} and actual size {size_actual} of an uncompressed payload differ")]
    Size {
        /// Size.
        size: u16,
        /// SizeActual.
        size_actual: u16,
    },
    /// The compressed payload is not what it should be.
    #[error("decompression failed")]
    Compression(#[from] Lz77Error),
    /// More payloads than allowed.
    #[error("more than {MAX_PAYLOADS} payloads")]
    TooMany,
    /// A payload that is not the last, where there may be only one.
    #[error("more payloads are announced where there may be only one")]
    NotLast,
    /// Bytes follow the last payload.
    #[error("{0} bytes left over")]
    Trailing(usize),
}

/// The payloads of a buffer, in order, up to the one marked as the last.
///
/// # Errors
/// [`ExtendedError`]; in particular a chain without a last payload is
/// [`Truncated`](ExtendedError::Truncated).
pub fn decode(buffer: impl Into<Bytes>) -> Result<Vec<Bytes>, ExtendedError> {
    payloads(buffer).collect()
}

/// The payloads of a buffer one by one, so that those before a broken one can be had. It ends behind the one
/// marked as the last, or with the error that [`decode`] gives.
pub fn payloads(buffer: impl Into<Bytes>) -> Payloads {
    Payloads {
        reader: Reader::new(buffer),
        offset: 0,
        count: 0,
        state: State::Payload,
    }
}

/// See [`payloads`].
#[derive(Debug)]
pub struct Payloads {
    reader: Reader,
    offset: usize,
    count: usize,
    state: State,
}

/// What is expected next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Payload,
    /// The last payload is read: nothing may follow.
    End,
    /// An error was given, or the end.
    Done,
}

impl Payloads {
    /// Offset in bytes behind what was read so far; after an error, of the header that it began with, or of
    /// the bytes left over.
    pub fn offset(&self) -> usize {
        self.offset
    }

    fn payload(&mut self) -> Result<Bytes, ExtendedError> {
        if self.count == MAX_PAYLOADS {
            return Err(ExtendedError::TooMany);
        }
        let (flags, payload) = decode_payload(&mut self.reader)?;
        if payload.is_empty() {
            return Err(ExtendedError::Empty);
        }
        self.offset = self.reader.offset();
        self.count = self.count.saturating_add(1);
        if flags.contains(ExtendedFlags::LAST) {
            self.state = State::End;
        }
        Ok(payload)
    }
}

impl Iterator for Payloads {
    type Item = Result<Bytes, ExtendedError>;
    fn next(&mut self) -> Option<Self::Item> {
        let next = match (self.state, self.reader.remaining()) {
            (State::Done, _) | (State::End, 0) => None,
            (State::End, left) => Some(Err(ExtendedError::Trailing(left))),
            (State::Payload, _) => Some(self.payload()),
        };
        if !matches!(next, Some(Ok(_))) {
            self.state = State::Done;
        }
        next
    }
}

impl std::iter::FusedIterator for Payloads {}

/// The payload of a buffer that may hold but one, as those of auxiliary buffers and of servers that take
/// no chains ([MS-OXCRPC] 3.1.4.2.1.2.1). A chain costs nothing beyond its first payload.
///
/// # Errors
/// [`ExtendedError`]; in particular [`NotLast`](ExtendedError::NotLast).
pub fn decode_single(buffer: impl Into<Bytes>) -> Result<Bytes, ExtendedError> {
    let mut reader = Reader::new(buffer);
    let (flags, payload) = decode_payload(&mut reader)?;
    match reader.remaining() {
        _ if payload.is_empty() => Err(ExtendedError::Empty),
        _ if !flags.contains(ExtendedFlags::LAST) => Err(ExtendedError::NotLast),
        0 => Ok(payload),
        left => Err(ExtendedError::Trailing(left)),
    }
}

/// One header and its payload.
pub(crate) fn decode_payload(reader: &mut Reader) -> Result<(ExtendedFlags, Bytes), ExtendedError> {
    let header = RpcHeaderExt::decode(reader)?;
    if header.version != 0 {
        return Err(ExtendedError::Version(header.version));
    }
    let size_actual = usize::from(header.size_actual);
    if size_actual > MAX_PAYLOAD {
        return Err(ExtendedError::TooLarge(size_actual));
    }
    let mut payload = reader
        .take(usize::from(header.size))
        .map_err(|e| e.within("RpcHeaderExt", "size"))?;
    if header.flags.contains(ExtendedFlags::XOR_MAGIC) {
        payload = xor(&payload);
    }
    if header.flags.contains(ExtendedFlags::COMPRESSED) {
        payload = lz77::decompress(&payload, size_actual)?.into();
    } else if header.size != header.size_actual {
        return Err(ExtendedError::Size {
            size: header.size,
            size_actual: header.size_actual,
        });
    }
    Ok((header.flags, payload))
}

/// A copy without obfuscation.
fn xor(payload: &[u8]) -> Bytes {
    let bytes: Vec<u8> = payload.iter().map(|byte| byte ^ XOR_MAGIC).collect();
    bytes.into()
}

/// A payload behind its header. Compression that does not shrink the payload is left out, and its flag
/// cleared, as the specification demands.
///
/// # Errors
/// [`ExtendedError::TooLarge`]; [`ExtendedError::Empty`] for no bytes, which would not be read.
pub fn encode(payload: impl Into<Bytes>, flags: ExtendedFlags) -> Result<Bytes, ExtendedError> {
    let mut payload = payload.into();
    let mut flags = flags;
    let size_actual = payload.len();
    let too_large = || ExtendedError::TooLarge(size_actual);
    if size_actual == 0 {
        return Err(ExtendedError::Empty);
    }
    if size_actual > MAX_PAYLOAD {
        return Err(too_large());
    }
    if flags.contains(ExtendedFlags::COMPRESSED) {
        let compressed = lz77::compress(&payload);
        if compressed.len() < size_actual {
            payload = compressed.into();
        } else {
            flags = flags.without(ExtendedFlags::COMPRESSED);
        }
    }
    let header = RpcHeaderExt {
        version: 0,
        flags,
        size: u16::try_from(payload.len()).map_err(|_| too_large())?,
        size_actual: u16::try_from(size_actual).map_err(|_| too_large())?,
    };
    let len = HEADER_LEN.saturating_add(payload.len());
    let xor = flags.contains(ExtendedFlags::XOR_MAGIC);
    let mut writer = Writer::with_capacity(if xor { HEADER_LEN } else { len });
    // Integers alone: their encoding cannot fail.
    header.encode(&mut writer).map_err(|_| too_large())?;
    if !xor {
        writer.put(&payload);
        return Ok(writer.finish());
    }
    // Obfuscated on the way into the buffer: a second pass costs a third of the speed.
    let mut buffer = Vec::with_capacity(len);
    buffer.extend_from_slice(&writer.finish());
    buffer.extend(payload.iter().map(|byte| byte ^ XOR_MAGIC));
    Ok(buffer.into())
}

/// The bare LZ77 of a compressed payload, without header and obfuscation ([MS-OXCRPC] 3.1.4.1.1.2, "Plain
/// LZ77" of [MS-XCA] 2.3). The result may be longer than `plain`, by up to 5 bytes and an eighth.
pub fn compress(plain: &[u8]) -> Vec<u8> {
    lz77::compress(plain)
}

/// What bare LZ77 ([MS-OXCRPC] 3.1.4.1.1.2, [MS-XCA] 2.4) stands for: exactly `size` bytes. Input beyond
/// the token that completes them is ignored and so lost where the result is compressed again; input that ends
/// before that is an error. No more is allocated than `size`, nor than `compressed` can
/// stand for, which is 13108 times its length: bound `size` where it comes from outside.
///
/// # Errors
/// [`Lz77Error`], as the bytes deserve.
pub fn decompress(compressed: &[u8], size: usize) -> Result<Vec<u8>, Lz77Error> {
    lz77::decompress(compressed, size)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAST: ExtendedFlags = ExtendedFlags::LAST;

    #[test]
    fn plain_payload_is_a_slice_behind_its_header() {
        let bytes = encode(b"\x02\0".as_slice(), LAST).unwrap();
        assert_eq!(bytes[..], [0, 0, 4, 0, 2, 0, 2, 0, 2, 0]);
        assert_eq!(decode(bytes).unwrap(), [b"\x02\0".as_slice()]);
    }

    #[test]
    fn compression_that_does_not_shrink_is_left_out() {
        let flags = LAST
            .union(ExtendedFlags::COMPRESSED)
            .union(ExtendedFlags::XOR_MAGIC);
        let bytes = encode(b"abc".as_slice(), flags).unwrap();
        assert_eq!(bytes[..], [0, 0, 6, 0, 3, 0, 3, 0, 0xC4, 0xC7, 0xC6]);
        let long = encode(vec![7u8; 1000], flags).unwrap();
        assert!(long.len() < 30);
        assert_eq!(decode(long).unwrap(), [vec![7u8; 1000]]);
    }

    #[test]
    fn what_is_not_an_extended_buffer_is_refused() {
        let decode = |bytes: &[u8]| decode(bytes.to_vec());
        assert_eq!(
            decode(&[1, 0, 4, 0, 1, 0, 1, 0, 9]),
            Err(ExtendedError::Version(1))
        );
        assert_eq!(decode(&[0, 0, 4, 0, 0, 0, 0, 0]), Err(ExtendedError::Empty));
        assert_eq!(
            decode(&[0, 0, 4, 0, 1, 0, 2, 0, 9]),
            Err(ExtendedError::Size {
                size: 1,
                size_actual: 2
            })
        );
        assert_eq!(
            decode(&[0, 0, 5, 0, 1, 0, 1, 0x80, 9]),
            Err(ExtendedError::TooLarge(0x8001))
        );
        assert_eq!(
            decode(&[0, 0, 4, 0, 1, 0, 1, 0, 9, 9]),
            Err(ExtendedError::Trailing(1))
        );
        for cut in [
            &[][..],
            &[0, 0, 4],
            &[0, 0, 4, 0, 2, 0, 2, 0, 9],
            &[0, 0, 0, 0, 1, 0, 1, 0, 9],
        ] {
            assert!(matches!(decode(cut), Err(ExtendedError::Truncated(_))), "{cut:?}");
        }
        let many = [0, 0, 0, 0, 1, 0, 1, 0, 9].repeat(97);
        assert_eq!(decode(&many), Err(ExtendedError::TooMany));
        let mut most = many[..96 * 9].to_vec();
        most[95 * 9 + 2] = 4;
        assert_eq!(decode(&most).unwrap().len(), 96);
        assert_eq!(
            encode(vec![0; 0x8001], LAST),
            Err(ExtendedError::TooLarge(0x8001))
        );
    }

    #[test]
    fn payloads_before_a_broken_one_are_given_and_where_it_is() {
        let good = [0, 0, 0, 0, 1, 0, 1, 0, 9];
        let last = [0, 0, 4, 0, 1, 0, 1, 0, 8];
        let broken = [0, 0, 4, 0, 1, 0, 2, 0, 7];
        let mut payloads = super::payloads([good, broken].concat());
        assert_eq!(payloads.next().unwrap().unwrap()[..], [9]);
        let size = ExtendedError::Size {
            size: 1,
            size_actual: 2,
        };
        assert_eq!(payloads.next(), Some(Err(size)));
        assert_eq!((payloads.offset(), payloads.next()), (9, None));

        let mut payloads = super::payloads([&good[..], &last, b"!!"].concat());
        assert_eq!(payloads.by_ref().filter_map(Result::ok).count(), 2);
        assert_eq!((payloads.offset(), payloads.next()), (18, None));
        let given: Vec<_> = super::payloads([&last[..], b"!!"].concat()).collect();
        assert_eq!(given, [Ok(vec![8].into()), Err(ExtendedError::Trailing(2))]);
        let mut payloads = super::payloads([good, last].concat());
        assert_eq!(payloads.by_ref().count(), 2);
        assert_eq!(payloads.offset(), 18);
    }

    #[test]
    fn an_empty_payload_is_not_written() {
        // It would not be read.
        for flags in [LAST, LAST.union(ExtendedFlags::COMPRESSED)] {
            assert_eq!(encode(Bytes::new(), flags), Err(ExtendedError::Empty));
        }
    }

    #[test]
    fn a_single_payload_is_the_last_and_alone() {
        let decode = |bytes: &[u8]| decode_single(bytes.to_vec());
        assert_eq!(decode(&[0, 0, 4, 0, 1, 0, 1, 0, 9]).unwrap(), b"\x09".as_slice());
        assert_eq!(decode(&[0, 0, 0, 0, 1, 0, 1, 0, 9]), Err(ExtendedError::NotLast));
        let two = [0, 0, 4, 0, 1, 0, 1, 0, 9].repeat(2);
        assert_eq!(decode(&two), Err(ExtendedError::Trailing(9)));
        assert_eq!(decode(&[0, 0, 4, 0, 0, 0, 0, 0]), Err(ExtendedError::Empty));
        assert!(matches!(decode(&[0, 0, 4]), Err(ExtendedError::Truncated(_))));
    }
}
