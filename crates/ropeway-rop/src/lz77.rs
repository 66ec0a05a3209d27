//! Plain LZ77 with DIRECT2 encoding ([MS-OXCRPC] 3.1.4.1.1.2; the same as [MS-XCA] 2.3 and 2.4).
//!
//! A u32 of flags (highest bit first) announces up to 32 tokens: 0 a literal byte, 1 a match. A match is
//! a u16, distance - 1 in its upper 13 bits and length - 3 in its lower 3; a length that does not fit
//! goes on in a nibble (two matches share a byte), then in a byte, then in a u16.

/// The farthest match.
const MAX_DISTANCE: usize = 8192;
/// The shortest match.
const MIN_MATCH: usize = 3;

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

struct Input<'a> {
    bytes: &'a [u8],
    pos: usize,
}

impl Input<'_> {
    fn is_empty(&self) -> bool {
        self.pos >= self.bytes.len()
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Lz77Error> {
        let end = self.pos.saturating_add(N);
        let array = self.bytes.get(self.pos..end).and_then(|s| s.try_into().ok());
        let array = array.ok_or(Lz77Error::Truncated(self.pos))?;
        self.pos = end;
        Ok(array)
    }

    fn byte(&mut self) -> Result<u8, Lz77Error> {
        self.take().map(|[byte]| byte)
    }
}

/// Decompresses to exactly `size` bytes. What follows in the input when the output is complete is
/// ignored. Never allocates more than `size`.
pub(crate) fn decompress(input: &[u8], size: usize) -> Result<Vec<u8>, Lz77Error> {
    let mut input = Input { bytes: input, pos: 0 };
    let mut out: Vec<u8> = Vec::with_capacity(size);
    let mut nibble: Option<u8> = None;
    let (mut mask, mut bits) = (0u32, 0u32);
    while out.len() < size {
        if bits == 0 {
            if input.is_empty() {
                break;
            }
            mask = u32::from_le_bytes(input.take()?);
            bits = 32;
        }
        if input.is_empty() {
            break;
        }
        let is_match = mask >> 31 == 1;
        mask <<= 1;
        bits = bits.saturating_sub(1);
        if !is_match {
            out.push(input.byte()?);
            continue;
        }
        let token = u16::from_le_bytes(input.take()?);
        let distance = usize::from(token >> 3).saturating_add(1);
        let length = match_length(token & 7, &mut nibble, &mut input)?;
        let start = out.len().checked_sub(distance).ok_or(Lz77Error::Distance {
            distance,
            produced: out.len(),
        })?;
        if length > size.saturating_sub(out.len()) {
            return Err(Lz77Error::Overrun { length });
        }
        // Byte by byte: a match may overlap what it produces.
        for from in start..start.saturating_add(length) {
            let byte = out.get(from).copied().unwrap_or_default();
            out.push(byte);
        }
    }
    if out.len() == size {
        Ok(out)
    } else {
        Err(Lz77Error::Size {
            produced: out.len(),
            declared: size,
        })
    }
}

fn match_length(low: u16, nibble: &mut Option<u8>, input: &mut Input<'_>) -> Result<usize, Lz77Error> {
    if low < 7 {
        return Ok(usize::from(low).saturating_add(3));
    }
    let four = match nibble.take() {
        Some(high) => high,
        None => {
            let byte = input.byte()?;
            *nibble = Some(byte >> 4);
            byte & 0x0F
        }
    };
    if four < 15 {
        return Ok(usize::from(four).saturating_add(10));
    }
    let eight = input.byte()?;
    if eight < 255 {
        return Ok(usize::from(eight).saturating_add(25));
    }
    let sixteen = u16::from_le_bytes(input.take()?);
    // 22 is what the fields before would have said without this one. Zero announces 32 bits elsewhere
    // ([MS-XCA] 2.4), lengths that no payload of 32 KB has.
    if sixteen < 22 {
        return Err(Lz77Error::Length(sixteen));
    }
    Ok(usize::from(sixteen).saturating_add(3))
}

/// Output with its flags under construction.
struct Output {
    bytes: Vec<u8>,
    mask: u32,
    mask_at: usize,
    bits: u32,
    /// Where the byte is whose upper nibble is free.
    nibble_at: Option<usize>,
}

impl Output {
    fn new() -> Self {
        Self {
            bytes: vec![0; 4],
            mask: 0,
            mask_at: 0,
            bits: 0,
            nibble_at: None,
        }
    }

    fn flag(&mut self, is_match: bool) {
        if self.bits == 32 {
            self.write_mask();
            self.mask = 0;
            self.mask_at = self.bytes.len();
            self.bits = 0;
            self.bytes.extend([0; 4]);
        }
        self.mask = (self.mask << 1) | u32::from(is_match);
        self.bits = self.bits.saturating_add(1);
    }

    /// Sets the flags; those without a token are ones.
    fn write_mask(&mut self) {
        let unused = 32u32.saturating_sub(self.bits);
        let mask = match unused {
            0 => self.mask,
            _ => (self.mask.checked_shl(unused).unwrap_or(0)) | (u32::MAX >> (32u32.saturating_sub(unused))),
        };
        let end = self.mask_at.saturating_add(4);
        if let Some(place) = self.bytes.get_mut(self.mask_at..end) {
            place.copy_from_slice(&mask.to_le_bytes());
        }
    }

    fn literal(&mut self, byte: u8) {
        self.flag(false);
        self.bytes.push(byte);
    }

    fn found(&mut self, distance: usize, length: usize) {
        self.flag(true);
        let distance = u16::try_from(distance.saturating_sub(1)).unwrap_or(0) << 3;
        let over = length.saturating_sub(MIN_MATCH);
        let low = u16::try_from(over.min(7)).unwrap_or(7);
        self.bytes.extend((distance | low).to_le_bytes());
        if over < 7 {
            return;
        }
        let over = over.saturating_sub(7);
        let four = u8::try_from(over.min(15)).unwrap_or(15);
        match self.nibble_at.take() {
            Some(at) => {
                if let Some(byte) = self.bytes.get_mut(at) {
                    *byte |= four << 4;
                }
            }
            None => {
                self.nibble_at = Some(self.bytes.len());
                self.bytes.push(four);
            }
        }
        if over < 15 {
            return;
        }
        let over = over.saturating_sub(15);
        match u8::try_from(over) {
            Ok(eight) if eight < 255 => self.bytes.push(eight),
            _ => {
                self.bytes.push(255);
                let sixteen = u16::try_from(length.saturating_sub(MIN_MATCH)).unwrap_or(u16::MAX);
                self.bytes.extend(sixteen.to_le_bytes());
            }
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.flag(true);
        self.write_mask();
        self.bytes
    }
}

/// Compresses. The matches are found by the last place where the same three bytes stood: quick, and not
/// the smallest.
pub(crate) fn compress(input: &[u8]) -> Vec<u8> {
    const BUCKETS: usize = 1 << 12;
    const NONE: usize = usize::MAX;
    let bucket = |at: usize| match input.get(at..at.saturating_add(MIN_MATCH)) {
        Some(&[a, b, c]) => {
            let key = u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9E37_79B1) >> 20;
            usize::try_from(key).ok()
        }
        _ => None,
    };
    let mut last = vec![NONE; BUCKETS];
    let mut output = Output::new();
    let mut at = 0usize;
    while let Some(&byte) = input.get(at) {
        let candidate = bucket(at)
            .and_then(|bucket| last.get(bucket).copied())
            .filter(|&from| from != NONE && at.saturating_sub(from) <= MAX_DISTANCE);
        let length = candidate.map_or(0, |from| {
            let here = input.get(at..).unwrap_or_default();
            let there = input.get(from..).unwrap_or_default();
            here.iter().zip(there).take_while(|(a, b)| a == b).count()
        });
        let length = length.min(0x8000);
        let step = match candidate {
            Some(from) if length >= MIN_MATCH => {
                output.found(at.saturating_sub(from), length);
                length
            }
            _ => {
                output.literal(byte);
                1
            }
        };
        let end = at.saturating_add(step);
        while at < end {
            if let Some(place) = bucket(at).and_then(|bucket| last.get_mut(bucket)) {
                *place = at;
            }
            at = at.saturating_add(1);
        }
    }
    output.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The worked example of [MS-OXCRPC] 3.1.4.1.1.2: three literals, a match, three literals.
    const EXAMPLE: &[u8] = b"\xff\xff\xff\x11ABC\x10\x00DEF";

    #[test]
    fn example_of_the_specification() {
        assert_eq!(decompress(EXAMPLE, 9).unwrap(), b"ABCABCDEF");
        assert_eq!(compress(b"ABCABCDEF"), EXAMPLE);
    }

    #[test]
    fn a_match_may_overlap_itself() {
        // 300 times "a": a literal, then a match one back of 299 (16-bit length 296).
        let bytes = b"\xff\xff\xff\x7fa\x07\x00\x0f\xff\x28\x01";
        assert_eq!(decompress(bytes, 300).unwrap(), vec![b'a'; 300]);
        assert_eq!(compress(&[b'a'; 300]), bytes);
    }

    #[test]
    fn two_long_matches_share_a_nibble_byte() {
        let mut text = b"0123456789".to_vec();
        text.extend(b"0123456789-0123456789A");
        let packed = compress(&text);
        // Ten literals, a match of 10 (nibble 0), a literal, a match of 10 (nibble 0), a literal.
        assert_eq!(packed.len(), 4 + 10 + 3 + 1 + 2 + 1);
        assert_eq!(decompress(&packed, text.len()).unwrap(), text);
    }

    #[test]
    fn bad_streams_are_refused() {
        let mask = b"\xff\xff\xff\xff";
        let with = |rest: &[u8]| [mask, rest].concat();
        assert_eq!(
            decompress(&with(&[0x08, 0]), 9),
            Err(Lz77Error::Distance {
                distance: 2,
                produced: 0
            })
        );
        assert_eq!(decompress(&[0xff, 0xff], 1), Err(Lz77Error::Truncated(0)));
        assert_eq!(decompress(&with(&[1]), 1), Err(Lz77Error::Truncated(4)));
        let literal_then_match = b"\xff\xff\xff\x7fa";
        let with = |rest: &[u8]| [literal_then_match.as_slice(), rest].concat();
        assert_eq!(
            decompress(&with(&[0x07, 0, 0x0f, 0xff, 21, 0]), 100),
            Err(Lz77Error::Length(21))
        );
        assert_eq!(
            decompress(&with(&[0x03, 0]), 5),
            Err(Lz77Error::Overrun { length: 6 })
        );
        assert_eq!(
            decompress(&with(&[]), 2),
            Err(Lz77Error::Size {
                produced: 1,
                declared: 2
            })
        );
        assert_eq!(decompress(b"", 0), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn whatever_is_compressed_comes_back(
            parts in prop::collection::vec((prop::collection::vec(0u8..4, 1..8), 1usize..200), 0..20)
        ) {
            let text: Vec<u8> = parts.iter().flat_map(|(part, times)| part.repeat(*times)).collect();
            prop_assert_eq!(decompress(&compress(&text), text.len()).unwrap(), text);
        }

        #[test]
        fn arbitrary_input_neither_panics_nor_grows(
            bytes in prop::collection::vec(any::<u8>(), 0..200), size in 0usize..400
        ) {
            if let Ok(out) = decompress(&bytes, size) {
                prop_assert_eq!(out.len(), size);
            }
        }
    }
}
