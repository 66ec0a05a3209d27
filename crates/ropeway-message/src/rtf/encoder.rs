//! The tokens of compressed contents, written ([MS-OXRTFCP] 2.2).

use super::{DICTIONARY, LONGEST, PREFILL, SHORTEST, to_usize};

/// Candidates looked at for one match: what bounds the time for hostile input, which holds the same
/// bytes everywhere.
const CANDIDATES: usize = 256;

/// The contents for some RTF, appended to `contents`.
pub(super) fn encode(rtf: &[u8], contents: &mut Vec<u8>) {
    let mut run = Run::new(contents);
    let mut window = Window::new(rtf);
    while window.at < window.end {
        match window.longest_match() {
            Some((position, len)) => {
                run.reference(position, len);
                window.advance(len);
            }
            None => {
                run.literal(window.byte());
                window.advance(1);
            }
        }
    }
    // The end marker: a reference to the write position, whose length means nothing.
    run.reference(window.at, SHORTEST);
}

/// A control byte under construction; its tokens are behind it already.
struct Run<'a> {
    contents: &'a mut Vec<u8>,
    /// Where the control byte is.
    at: usize,
    /// The bit of the next token.
    bit: u8,
}

impl<'a> Run<'a> {
    fn new(contents: &'a mut Vec<u8>) -> Self {
        Self {
            contents,
            at: 0,
            bit: 0,
        }
    }

    /// Begins a run if there is none with room.
    #[inline]
    fn begin(&mut self) {
        if self.bit == 0 {
            self.at = self.contents.len();
            self.contents.push(0);
            self.bit = 1;
        }
    }

    #[inline]
    fn literal(&mut self, byte: u8) {
        self.begin();
        self.contents.push(byte);
        self.bit <<= 1;
    }

    #[inline]
    fn reference(&mut self, position: usize, len: usize) {
        self.begin();
        let offset = u16::try_from(position % DICTIONARY).unwrap_or(0);
        let len = u16::try_from(len.saturating_sub(SHORTEST)).unwrap_or(0);
        let token = (offset << 4 | len & 0x0F).to_be_bytes();
        self.contents.extend_from_slice(&token);
        if let Some(control) = self.contents.get_mut(self.at) {
            *control |= self.bit;
        }
        self.bit <<= 1;
    }
}

const NOWHERE: u32 = u32::MAX;
/// Places in a table of what begins where: four times as many as the dictionary has bytes, so that few
/// chains are of different beginnings.
const PLACES: usize = 4 * DICTIONARY;

/// Where three bytes were last seen, and before that: chains through the dictionary. For two bytes, of which
/// a reference saves but a bit, one place alone.
struct Window {
    /// The first text of the dictionary, then the RTF, then zeros to the length of a match: positions in it
    /// are those of the dictionary, modulo its size.
    text: Vec<u8>,
    at: usize,
    /// Where the RTF ends.
    end: usize,
    last: Vec<u32>,
    before: Vec<u32>,
    /// For two bytes the first place that was in the dictionary when it was noted.
    first_pair: Vec<u32>,
}

/// The places of what begins with these bytes, for two bytes and for three: the top bits of products with
/// an odd number near 2^32 divided by the golden ratio (Knuth, volume 3, 6.4).
#[inline(always)]
fn places(bytes: [u8; 4]) -> (usize, usize) {
    let bytes = u32::from_le_bytes(bytes);
    let place = |bytes: u32| to_usize(bytes.wrapping_mul(0x9E37_79B1) >> 18);
    (place(bytes << 16), place(bytes << 8))
}

impl Window {
    fn new(rtf: &[u8]) -> Self {
        let end = PREFILL.len().saturating_add(rtf.len());
        let mut text = Vec::with_capacity(end.saturating_add(LONGEST));
        text.extend_from_slice(PREFILL);
        text.extend_from_slice(rtf);
        text.extend_from_slice(&[0; LONGEST]);
        let mut window = Self {
            text,
            at: 0,
            end,
            last: vec![NOWHERE; PLACES],
            before: vec![NOWHERE; DICTIONARY],
            first_pair: vec![NOWHERE; PLACES],
        };
        window.advance(PREFILL.len());
        window
    }

    /// The bytes at a position, as many as a match may have.
    #[inline(always)]
    fn bytes<const N: usize>(&self, at: usize) -> [u8; N] {
        let bytes = self.text.get(at..).and_then(<[u8]>::first_chunk);
        bytes.copied().unwrap_or([0; N])
    }

    #[inline]
    fn byte(&self) -> u8 {
        let [byte] = self.bytes(self.at);
        byte
    }

    #[inline]
    fn advance(&mut self, len: usize) {
        for _ in 0..len {
            let (pair, triple) = places(self.bytes(self.at));
            let at = u32::try_from(self.at).unwrap_or(NOWHERE);
            if let (Some(last), Some(before)) = (
                self.last.get_mut(triple),
                self.before.get_mut(self.at % DICTIONARY),
            ) {
                *before = *last;
                *last = at;
            }
            let first = self.first_pair.get(pair).copied();
            if first.and_then(|first| self.position(first)).is_none()
                && let Some(first) = self.first_pair.get_mut(pair)
            {
                *first = at;
            }
            self.at = self.at.wrapping_add(1);
        }
    }

    /// The longest match, of several the oldest, as the specification's own search finds it; but of those
    /// that could not be longer the newest.
    #[inline]
    fn longest_match(&self) -> Option<(usize, usize)> {
        let ahead = self.bytes(self.at);
        let left = self.end.saturating_sub(self.at);
        let longest = left.min(LONGEST);
        let (pair, triple) = places(self.bytes(self.at));
        let mut best = None;
        let mut best_len = SHORTEST + 1;
        let mut candidate = self.last.get(triple).copied()?;
        for _ in 0..CANDIDATES {
            let Some(position) = self.position(candidate) else {
                break;
            };
            // What the best has last, this one needs, too.
            let last = best_len.wrapping_sub(1);
            if self.text.get(position.wrapping_add(last)) == self.text.get(self.at.wrapping_add(last)) {
                let len = common(self.bytes(position), ahead).min(longest);
                if len >= best_len {
                    best_len = len;
                    best = Some((position, len));
                    if len == longest {
                        break;
                    }
                }
            }
            candidate = self.before.get(position % DICTIONARY).copied().unwrap_or(NOWHERE);
        }
        if best.is_some() || longest < SHORTEST {
            return best;
        }
        let position = self.position(self.first_pair.get(pair).copied()?)?;
        let len = common(self.bytes(position), ahead).min(longest);
        (len >= SHORTEST).then_some((position, len))
    }

    /// A place that can be referred to. One as far back as the dictionary is long is the write position:
    /// the end marker.
    #[inline(always)]
    fn position(&self, candidate: u32) -> Option<usize> {
        let position = to_usize(candidate);
        (candidate != NOWHERE && self.at.wrapping_sub(position) < DICTIONARY).then_some(position)
    }
}

/// How many bytes are the same from the first on.
#[inline(always)]
fn common(a: [u8; LONGEST], b: [u8; LONGEST]) -> usize {
    let ([a @ .., last_a], [b @ .., last_b]) = (a, b);
    let different = u128::from_le_bytes(a) ^ u128::from_le_bytes(b);
    let same = to_usize(different.trailing_zeros() / 8);
    same.saturating_add(usize::from(different == 0 && last_a == last_b))
}
