use super::{Lz77Error, MAX_MATCH, MIN_MATCH, TOKENS, piece, piece_mut};

/// The most bytes that a byte of input stands for: the longest match takes five.
const MAX_GROWTH: usize = MAX_MATCH / 5 + 1;
/// Bytes moved at once.
const WIDE: usize = 16;
/// No half of a byte is left.
const NO_NIBBLE: u32 = 16;
/// All tokens that were announced have been read.
const NO_FLAGS: u64 = 1;

/// Decompresses to exactly `size` bytes. What follows in the input when the output is complete is
/// ignored. Never allocates more than `size`, nor more than the input can be decompressed to.
pub(crate) fn decompress(input: &[u8], size: usize) -> Result<Vec<u8>, Lz77Error> {
    let mut out = vec![0; size.min(input.len().saturating_mul(MAX_GROWTH))];
    let mut decoder = Decoder {
        input,
        at: 0,
        produced: 0,
        flags: NO_FLAGS,
        nibble: NO_NIBBLE,
    };
    decoder.quick(&mut out);
    decoder.careful(&mut out, size)?;
    if decoder.produced == size {
        Ok(out)
    } else {
        Err(Lz77Error::Size {
            produced: decoder.produced,
            declared: size,
        })
    }
}

struct Decoder<'a> {
    input: &'a [u8],
    /// Bytes of the input read.
    at: usize,
    /// Bytes of the output written.
    produced: usize,
    /// Flags of the tokens to come, the next one lowest, and a one above the last.
    flags: u64,
    /// The upper half of a byte whose lower half was read, or [`NO_NIBBLE`].
    nibble: u32,
}

/// Flags in the order in which [`Decoder`] keeps them.
#[inline(always)]
fn flags(word: [u8; 4]) -> u64 {
    u64::from(u32::from_le_bytes(word).reverse_bits()) | 1 << TOKENS
}

impl Decoder<'_> {
    /// Reads tokens as long as pieces of full width fit into input and output. Stops before whatever
    /// does not fit or is not right.
    #[inline]
    fn quick(&mut self, out: &mut [u8]) {
        let input = self.input;
        let Self {
            mut at,
            mut produced,
            mut flags,
            mut nibble,
            ..
        } = *self;
        loop {
            if flags == NO_FLAGS {
                let Some(&word) = piece(input, at) else { break };
                flags = self::flags(word);
                at = at.wrapping_add(4);
            }
            // Literals: as many as there are zeros.
            let run = flags.trailing_zeros();
            let (Some(from), Some(to)) = (piece::<WIDE>(input, at), piece_mut::<WIDE>(out, produced)) else {
                break;
            };
            *to = *from;
            let count = run as usize;
            if count > WIDE {
                let (Some(from), Some(to)) = (
                    piece::<WIDE>(input, at.wrapping_add(WIDE)),
                    piece_mut::<WIDE>(out, produced.wrapping_add(WIDE)),
                ) else {
                    break;
                };
                *to = *from;
            }
            at = at.wrapping_add(count);
            produced = produced.wrapping_add(count);
            flags >>= run;
            if flags == NO_FLAGS {
                continue;
            }
            let Some(&token) = piece(input, at) else { break };
            let token = u16::from_le_bytes(token);
            let distance = usize::from(token >> 3).wrapping_add(1);
            let mut length = usize::from(token & 7).wrapping_add(MIN_MATCH);
            let mut next = at.wrapping_add(2);
            let mut spare = nibble;
            // Whether a nibble follows, and where it is, is as good as random: selected, not branched on.
            let Some(&byte) = input.get(next) else { break };
            let byte = u32::from(byte);
            let longer = length == 10;
            let fresh = spare == NO_NIBBLE;
            let four = if fresh { byte & 15 } else { spare & 15 };
            let after = if fresh { byte >> 4 } else { NO_NIBBLE };
            spare = if longer { after } else { spare };
            let four = if longer { four } else { 0 };
            length = length.wrapping_add(four as usize);
            next = next.wrapping_add(usize::from(longer & fresh));
            if four == 15 {
                let Some(&eight) = input.get(next) else { break };
                next = next.wrapping_add(1);
                length = length.wrapping_add(usize::from(eight));
                if eight == 255 {
                    let Some(&sixteen) = piece(input, next) else { break };
                    next = next.wrapping_add(2);
                    length = usize::from(u16::from_le_bytes(sixteen)).wrapping_add(MIN_MATCH);
                    if length < 25 {
                        break;
                    }
                }
            }
            let Some(start) = produced.checked_sub(distance) else {
                break;
            };
            if distance >= WIDE && length <= 2 * WIDE {
                let Some(&first) = piece::<WIDE>(out, start) else {
                    break;
                };
                let Some(to) = piece_mut::<{ 2 * WIDE }>(out, produced) else {
                    break;
                };
                if let Some(to) = to.first_chunk_mut::<WIDE>() {
                    *to = first;
                }
                if let Some(&second) = piece::<WIDE>(out, start.wrapping_add(WIDE))
                    && let Some(to) = piece_mut::<WIDE>(out, produced.wrapping_add(WIDE))
                {
                    *to = second;
                }
            } else {
                if !repeat(out, produced, distance, length) {
                    break;
                }
            }
            produced = produced.wrapping_add(length);
            at = next;
            nibble = spare;
            flags >>= 1;
        }
        self.at = at;
        self.produced = produced;
        self.flags = flags;
        self.nibble = nibble;
    }

    /// Reads tokens one by one to the end, and says what is wrong with one.
    fn careful(&mut self, out: &mut [u8], size: usize) -> Result<(), Lz77Error> {
        while self.produced < size {
            if self.flags == NO_FLAGS {
                if self.is_empty() {
                    break;
                }
                self.flags = flags(self.take()?);
            }
            if self.is_empty() {
                break;
            }
            let is_match = self.flags & 1 == 1;
            self.flags >>= 1;
            if !is_match {
                let byte = self.byte()?;
                if let Some(place) = out.get_mut(self.produced) {
                    *place = byte;
                }
                self.produced = self.produced.saturating_add(1);
                continue;
            }
            let token = u16::from_le_bytes(self.take()?);
            let distance = usize::from(token >> 3).saturating_add(1);
            let length = self.match_length(token & 7)?;
            if distance > self.produced {
                return Err(Lz77Error::Distance {
                    distance,
                    produced: self.produced,
                });
            }
            if length > size.saturating_sub(self.produced) {
                return Err(Lz77Error::Overrun { length });
            }
            repeat(out, self.produced, distance, length);
            self.produced = self.produced.saturating_add(length);
        }
        Ok(())
    }

    fn match_length(&mut self, low: u16) -> Result<usize, Lz77Error> {
        if low < 7 {
            return Ok(usize::from(low).saturating_add(3));
        }
        let four = match std::mem::replace(&mut self.nibble, NO_NIBBLE) {
            NO_NIBBLE => {
                let byte = u32::from(self.byte()?);
                self.nibble = byte >> 4;
                byte & 15
            }
            high => high,
        };
        if four < 15 {
            return Ok((four as usize).saturating_add(10));
        }
        let eight = self.byte()?;
        if eight < 255 {
            return Ok(usize::from(eight).saturating_add(25));
        }
        let sixteen = u16::from_le_bytes(self.take()?);
        // 22 is what the fields before would have said without this one. Zero announces 32 bits elsewhere
        // ([MS-XCA] 2.4), lengths that no payload of 32 KB has.
        if sixteen < 22 {
            return Err(Lz77Error::Length(sixteen));
        }
        Ok(usize::from(sixteen).saturating_add(3))
    }

    fn is_empty(&self) -> bool {
        self.at >= self.input.len()
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Lz77Error> {
        let array = *piece(self.input, self.at).ok_or(Lz77Error::Truncated(self.at))?;
        self.at = self.at.saturating_add(N);
        Ok(array)
    }

    fn byte(&mut self) -> Result<u8, Lz77Error> {
        self.take().map(|[byte]| byte)
    }
}

/// Appends to the `produced` bytes of `out` the `length` bytes that begin `distance` back. False, and
/// nothing done, when they do not fit.
fn repeat(out: &mut [u8], produced: usize, distance: usize, length: usize) -> bool {
    let Some(start) = produced.checked_sub(distance) else {
        return false;
    };
    let Some(out) = out.get_mut(start..produced.saturating_add(length)) else {
        return false;
    };
    if distance == 1 {
        let byte = out.first().copied().unwrap_or_default();
        out.fill(byte);
        return true;
    }
    // What was copied can be copied in turn: the source doubles.
    let mut done = distance;
    while let Some(left) = out.len().checked_sub(done)
        && left > 0
    {
        let count = left.min(done);
        out.copy_within(..count, done);
        done = done.wrapping_add(count);
    }
    true
}
