use super::{Lz77Error, MAX_MATCH, MIN_MATCH, TOKENS, piece, piece_mut};

/// The most bytes that a byte of input stands for: the longest match takes five.
const MAX_GROWTH: usize = MAX_MATCH / 5 + 1;
/// Literals moved at once.
const WIDE: usize = 16;
/// Bytes moved at once for a match whose length needs no more than a nibble: 24 is the longest.
const SHORT: usize = 24;
/// Bytes moved at once for a match that is longer, as long as it is no longer than that.
const LONG: usize = 48;
/// The input that a turn of [`Decoder::quick`] may look at: literals for all flags, and a token.
const WINDOW: usize = TOKENS as usize + 8;
/// All tokens that were announced have been read.
const NO_FLAGS: u64 = 1;

/// Decompresses to exactly `size` bytes. What follows in the input when the output is complete is
/// ignored. Never allocates more than `size`, nor more than the input can be decompressed to.
pub(crate) fn decompress(input: &[u8], size: usize) -> Result<Vec<u8>, Lz77Error> {
    let mut out = vec![0; size.min(input.len().saturating_mul(MAX_GROWTH))];
    let mut decoder = Decoder {
        rest: input,
        len: input.len(),
        produced: 0,
        flags: NO_FLAGS,
        nibbles: 0,
        shift: 0,
    };
    while decoder.produced < size && !decoder.rest.is_empty() {
        decoder = decoder.quick(&mut out)?;
        decoder.careful(&mut out, size)?;
    }
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
    /// What is left of the input.
    rest: &'a [u8],
    /// Bytes of the whole input.
    len: usize,
    /// Bytes of the output written.
    produced: usize,
    /// Flags of the tokens to come, the next one lowest, and a one above the last.
    flags: u64,
    /// The byte that the last nibble came from.
    nibbles: u32,
    /// Where in it the next nibble is: 4, or 0 when that is in a byte to come.
    shift: u32,
}

/// Flags in the order in which [`Decoder`] keeps them.
#[inline(always)]
fn flags(word: u32) -> u64 {
    u64::from(word.reverse_bits()) | 1 << TOKENS
}

impl Decoder<'_> {
    /// Reads tokens as long as there is input for a whole turn and room for its literals.
    ///
    /// State in and out by value, no call but to what is cold, and every failure to a place of its own:
    /// all that is needed stays in registers, and checks stay the compare and jump that they are.
    #[inline(never)]
    fn quick(self, out: &mut [u8]) -> Result<Self, Lz77Error> {
        let Self {
            mut rest,
            mut produced,
            mut flags,
            mut nibbles,
            mut shift,
            ..
        } = self;
        while let Some(window) = rest.first_chunk::<WINDOW>() {
            // Literals: as many as there are zeros.
            let run = (flags as u32).trailing_zeros();
            let Some(to) = piece_mut::<WIDE>(out, produced) else {
                break;
            };
            let Some(from) = window.first_chunk::<WIDE>() else {
                break;
            };
            *to = *from;
            let count = run as usize;
            if count > WIDE {
                let Some(to) = piece_mut::<WIDE>(out, produced.wrapping_add(WIDE)) else {
                    break;
                };
                let Some(from) = piece::<WIDE>(window, WIDE) else {
                    break;
                };
                *to = *from;
            }
            let Some(next) = rest.get(count..) else { break };
            rest = next;
            produced = produced.wrapping_add(count);
            flags >>= run;
            let Some(&token) = rest.first_chunk::<8>() else {
                break;
            };
            let token = u64::from_le_bytes(token);
            if flags == NO_FLAGS {
                flags = self::flags(token as u32);
                rest = rest.get(4..).unwrap_or_default();
                continue;
            }
            let Some(next) = rest.get(2..) else { break };
            rest = next;
            flags >>= 1;
            let distance = (token as usize >> 3 & 0x1FFF).wrapping_add(1);
            let mut length = (token as usize & 7).wrapping_add(MIN_MATCH);
            // Foretold well enough: without branches the next token would wait for this one.
            if length == 10 {
                if shift == 0 {
                    nibbles = (token >> 16) as u32 & 255;
                    rest = rest.get(1..).unwrap_or_default();
                }
                let four = nibbles >> shift & 15;
                shift ^= 4;
                length = (four as usize).wrapping_add(10);
                if four == 15 {
                    let [eight] = take(&mut rest, self.len)?;
                    length = usize::from(eight).wrapping_add(25);
                    if eight == 255 {
                        length = long(take(&mut rest, self.len)?)?;
                    }
                    let Some(start) = produced.checked_sub(distance) else {
                        return Err(Lz77Error::Distance { distance, produced });
                    };
                    if length > LONG.min(distance) || !copy::<LONG>(out, start, produced) {
                        repeat(out, produced, distance, length)?;
                    }
                    produced = produced.wrapping_add(length);
                    continue;
                }
            }
            if length > distance {
                repeat(out, produced, distance, length)?;
                produced = produced.wrapping_add(length);
                continue;
            }
            let Some(start) = produced.checked_sub(distance) else {
                return Err(Lz77Error::Distance { distance, produced });
            };
            if !copy::<SHORT>(out, start, produced) {
                repeat(out, produced, distance, length)?;
            }
            produced = produced.wrapping_add(length);
        }
        Ok(Self {
            rest,
            produced,
            flags,
            nibbles,
            shift,
            ..self
        })
    }

    /// Reads tokens to the end, or up to a match after which [`Decoder::quick`] can go on.
    fn careful(&mut self, out: &mut [u8], size: usize) -> Result<(), Lz77Error> {
        while self.produced < size && !self.rest.is_empty() {
            if self.flags == NO_FLAGS {
                self.flags = flags(u32::from_le_bytes(self.take()?));
            }
            let run = self.flags.trailing_zeros();
            let count = (run as usize)
                .min(size.saturating_sub(self.produced))
                .min(self.rest.len());
            if let Some((literals, rest)) = self.rest.split_at_checked(count)
                && let Some(place) = out.get_mut(self.produced..self.produced.saturating_add(count))
            {
                place.copy_from_slice(literals);
                self.rest = rest;
            }
            self.produced = self.produced.saturating_add(count);
            self.flags >>= run;
            if self.flags == NO_FLAGS || self.produced >= size || self.rest.is_empty() {
                continue;
            }
            self.flags >>= 1;
            let token = u16::from_le_bytes(self.take()?);
            let distance = usize::from(token >> 3).saturating_add(1);
            let length = self.match_length(token & 7)?;
            repeat(out, self.produced, distance, length)?;
            self.produced = self.produced.saturating_add(length);
            if self.rest.len() >= WINDOW && out.len().saturating_sub(self.produced) >= LONG {
                break;
            }
        }
        Ok(())
    }

    fn match_length(&mut self, low: u16) -> Result<usize, Lz77Error> {
        if low < 7 {
            return Ok(usize::from(low).saturating_add(3));
        }
        if self.shift == 0 {
            let [byte] = self.take()?;
            self.nibbles = byte.into();
        }
        let four = self.nibbles >> self.shift & 15;
        self.shift ^= 4;
        if four < 15 {
            return Ok((four as usize).saturating_add(10));
        }
        match self.take()? {
            [255] => long(self.take()?),
            [eight] => Ok(usize::from(eight).saturating_add(25)),
        }
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Lz77Error> {
        take(&mut self.rest, self.len)
    }
}

/// Takes `N` bytes off what is `left` of an input of `len` bytes.
#[inline(always)]
fn take<const N: usize>(left: &mut &[u8], len: usize) -> Result<[u8; N], Lz77Error> {
    let Some((array, rest)) = left.split_first_chunk() else {
        return Err(Lz77Error::Truncated(len.saturating_sub(left.len())));
    };
    *left = rest;
    Ok(*array)
}

/// Copies the `N` bytes at `start` to `produced`. False when there is no room for so many.
#[inline(always)]
fn copy<const N: usize>(out: &mut [u8], start: usize, produced: usize) -> bool {
    if let Some(both) = out.get_mut(start..produced.wrapping_add(N))
        && let Some(&bytes) = both.first_chunk::<N>()
        && let Some(to) = both.last_chunk_mut()
    {
        *to = bytes;
        return true;
    }
    false
}

/// The length that 16 bits tell.
fn long(sixteen: [u8; 2]) -> Result<usize, Lz77Error> {
    let sixteen = u16::from_le_bytes(sixteen);
    // 22 is what the fields before would have said without this one. Zero announces 32 bits elsewhere
    // ([MS-XCA] 2.4), lengths that no payload of 32 KB has.
    if sixteen < 22 {
        return Err(Lz77Error::Length(sixteen));
    }
    Ok(usize::from(sixteen).saturating_add(MIN_MATCH))
}

/// Appends to the `produced` bytes of `out` the `length` bytes that begin `distance` back.
#[cold]
#[inline(never)]
fn repeat(out: &mut [u8], produced: usize, distance: usize, length: usize) -> Result<(), Lz77Error> {
    let Some(start) = produced.checked_sub(distance) else {
        return Err(Lz77Error::Distance { distance, produced });
    };
    let end = produced.saturating_add(length);
    // The last piece may be longer than what is left.
    if distance >= length.saturating_add(WIDE)
        && let Some(both) = out.get_mut(start..end.saturating_add(WIDE))
        && let Some((from, to)) = both.split_at_mut_checked(distance)
    {
        let pieces = from
            .as_chunks::<WIDE>()
            .0
            .iter()
            .zip(to.as_chunks_mut::<WIDE>().0);
        for (from, to) in pieces.take(length.div_ceil(WIDE)) {
            *to = *from;
        }
        return Ok(());
    }
    let Some(out) = out.get_mut(start..end) else {
        return Err(Lz77Error::Overrun { length });
    };
    if distance == 1 {
        let byte = out.first().copied().unwrap_or_default();
        out.fill(byte);
        return Ok(());
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
    Ok(())
}
