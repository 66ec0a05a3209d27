use super::{MAX_DISTANCE, MAX_MATCH, MIN_MATCH, TOKENS, piece, piece_mut};
use std::hint::select_unpredictable;

/// Inputs up to here are searched with a table a fraction of the size, which is the sooner cleared.
const SMALL: usize = 1024;
/// Places that a bucket holds, the latest lowest.
const WAYS: u32 = 2;
/// A match of this length is taken without a look at what begins one byte later.
const LONG_ENOUGH: usize = 5;
/// Places behind the first of a match that are remembered.
const AT_BEGIN: usize = 2;
/// Places at the end of a match that are remembered.
const AT_END: usize = 3;
/// Spreads three bytes over the buckets: 2^32 over the golden ratio, near enough and odd.
const MULTIPLIER: u32 = 0x9E37_79B5;
/// Literals in a row after which one more byte is passed over at every step: there is little to find.
const PATIENCE: usize = 512;
/// The most bytes passed over at a step.
const STRIDE: usize = 16;
/// Bytes moved at once.
const WIDE: usize = 16;

/// Compresses. A match is sought at the last places where the same three bytes stood: quick, and not the
/// smallest.
pub(crate) fn compress(input: &[u8]) -> Vec<u8> {
    if input.len() <= SMALL {
        search(input, &mut Places([0; 512]))
    } else {
        search(input, &mut Places([0; 8192]))
    }
}

/// Where three bytes were last seen. Places are kept modulo 65536 and nothing is ever removed: what a
/// place is good for shows when the bytes there are compared.
struct Places<const BUCKETS: usize>([u32; BUCKETS]);

impl<const BUCKETS: usize> Places<BUCKETS> {
    /// The bucket of the three lower bytes of `key`.
    #[inline(always)]
    fn bucket(&mut self, key: u32) -> Option<&mut u32> {
        let hash = (key << 8).wrapping_mul(MULTIPLIER);
        let bucket = hash >> const { 32u32.saturating_sub(BUCKETS.trailing_zeros()) };
        self.0.get_mut(bucket as usize)
    }

    /// Remembers `key` at `at`; the bucket as it was before.
    #[inline(always)]
    fn insert(&mut self, key: u32, at: usize) -> u32 {
        let Some(places) = self.bucket(key) else { return 0 };
        let before = *places;
        *places = before << 16 | u32::from(at as u16);
        before
    }

    /// Remembers `key` at `at`, unless that is the latest place in its bucket already.
    #[inline(always)]
    fn insert_once(&mut self, key: u32, at: usize) {
        if let Some(places) = self.bucket(key) {
            let at = u32::from(at as u16);
            let before = *places;
            *places = select_unpredictable(before & 0xFFFF == at, before, before << 16 | at);
        }
    }

    /// Remembers `count` places, at most six, from `first` on.
    #[inline(always)]
    fn remember(&mut self, input: &[u8], first: usize, count: usize) {
        if let Some(&word) = piece(input, first) {
            let mut word = u64::from_le_bytes(word);
            for place in 0..count {
                self.insert_once(word as u32, first.wrapping_add(place));
                word >>= 8;
            }
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Match {
    distance: usize,
    length: usize,
}

/// How far back the place of a bucket is.
#[inline(always)]
fn distance_to(at: usize, places: u32, way: u32) -> usize {
    usize::from((at as u16).wrapping_sub((places >> way.wrapping_mul(16)) as u16))
}

/// The longest match of what stands at `at` among the places of its bucket.
#[inline(always)]
fn longest(input: &[u8], at: usize, here: u64, places: u32) -> Match {
    let farthest = at.min(MAX_DISTANCE);
    let mut best = Match::default();
    let mut whole = 0u32;
    // Whether a place is any good cannot be foreseen: no branches here.
    for way in 0..WAYS {
        let distance = distance_to(at, places, way);
        let there = eight(input, at.wrapping_sub(distance).min(at));
        // No bit differs: 64.
        let same = (here ^ there).trailing_zeros() as usize >> 3;
        let same = if distance.wrapping_sub(1) < farthest {
            same
        } else {
            0
        };
        whole |= u32::from(same == 8) << way;
        if same > best.length {
            best = Match {
                distance,
                length: same,
            };
        }
    }
    let left = input.len().saturating_sub(at);
    if left < 8 {
        // Zeros were compared beyond the end.
        best.length = best.length.min(left);
        return best;
    }
    let mut nearer = 0;
    while whole != 0 {
        let distance = distance_to(at, places, whole.trailing_zeros());
        whole &= whole.wrapping_sub(1);
        let next = at.wrapping_add(8);
        let (Some(here), Some(there)) = (input.get(next..), input.get(next.wrapping_sub(distance)..)) else {
            break;
        };
        if distance <= nearer {
            break;
        }
        nearer = distance;
        let length = common(here, there).saturating_add(8);
        if length > best.length {
            best = Match { distance, length };
        }
    }
    best
}

#[inline(always)]
fn search<const BUCKETS: usize>(input: &[u8], places: &mut Places<BUCKETS>) -> Vec<u8> {
    let mut output = Output::new(input.len());
    let end = input.len().saturating_sub(MIN_MATCH.wrapping_sub(1));
    let (mut at, mut written) = (0usize, 0usize);
    while at < end {
        let here = eight(input, at);
        let before = places.insert(here as u32, at);
        let mut found = longest(input, at, here, before);
        if found.length < MIN_MATCH {
            let more = at.wrapping_sub(written) / PATIENCE;
            at = at.wrapping_add(more.saturating_add(1).min(STRIDE));
            continue;
        }
        while found.length < LONG_ENOUGH {
            let next = at.wrapping_add(1);
            if next >= end {
                break;
            }
            let here = eight(input, next);
            let before = places.insert(here as u32, next);
            let better = longest(input, next, here, before);
            if better.length <= found.length {
                break;
            }
            found = better;
            at = next;
        }
        found.length = found.length.min(MAX_MATCH);
        output.literals(input, written, at);
        output.found(found);
        written = at.wrapping_add(found.length);
        // As many for every match: a loop whose end depends on the length is foretold wrongly.
        places.remember(input, at.wrapping_add(1), AT_BEGIN);
        places.remember(input, written.saturating_sub(AT_END), AT_END);
        at = written;
    }
    output.literals(input, written, input.len());
    output.finish()
}

/// Eight bytes as a number, zeros beyond the end.
#[inline(always)]
fn eight(input: &[u8], at: usize) -> u64 {
    match piece(input, at) {
        Some(eight) => u64::from_le_bytes(*eight),
        None => padded(input.get(at..).unwrap_or_default()),
    }
}

#[cold]
fn padded(rest: &[u8]) -> u64 {
    rest.iter()
        .rev()
        .fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// How many bytes both begin with.
#[inline(always)]
fn common(a: &[u8], b: &[u8]) -> usize {
    let mut same = 0usize;
    let (mut a, mut b) = (a, b);
    while let (Some((x, rest_a)), Some((y, rest_b))) = (a.split_first_chunk(), b.split_first_chunk()) {
        let differ = u64::from_le_bytes(*x) ^ u64::from_le_bytes(*y);
        if differ != 0 {
            return same.wrapping_add(differ.trailing_zeros() as usize >> 3);
        }
        same = same.wrapping_add(8);
        a = rest_a;
        b = rest_b;
    }
    same.wrapping_add(a.iter().zip(b).take_while(|(x, y)| x == y).count())
}

/// Output with its flags under construction.
struct Output {
    /// As long as the output can become.
    bytes: Vec<u8>,
    len: usize,
    /// Flags, the latest lowest.
    mask: u64,
    /// Where they go when they are complete.
    mask_at: usize,
    /// Tokens that the flags may still announce.
    room: u32,
    /// Where the byte is whose upper nibble is free.
    nibble_at: Option<usize>,
}

impl Output {
    /// For an input of `len` bytes, which nothing makes longer than literals alone.
    fn new(len: usize) -> Self {
        let flags = (len / 32).saturating_add(1).saturating_mul(4);
        Self {
            bytes: vec![0; len.saturating_add(flags).saturating_add(WIDE)],
            len: 4,
            mask: 0,
            mask_at: 0,
            room: TOKENS,
            nibble_at: None,
        }
    }

    #[inline(always)]
    fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        if let Some(place) = piece_mut(&mut self.bytes, self.len) {
            *place = bytes;
        }
        self.len = self.len.wrapping_add(N);
    }

    /// Counts tokens, and makes room for the next flags behind the last one.
    #[inline(always)]
    fn announced(&mut self, count: u32) {
        self.room = self.room.wrapping_sub(count);
        if self.room == 0 {
            self.write_mask();
            self.mask = 0;
            self.mask_at = self.len;
            self.room = TOKENS;
            self.len = self.len.wrapping_add(4);
        }
    }

    #[inline(always)]
    fn write_mask(&mut self) {
        if let Some(place) = piece_mut(&mut self.bytes, self.mask_at) {
            *place = (self.mask as u32).to_le_bytes();
        }
    }

    /// The bytes from `from` to `to` as literals.
    #[inline(always)]
    fn literals(&mut self, input: &[u8], from: usize, to: usize) {
        let count = to.wrapping_sub(from);
        if count < WIDE.min(self.room as usize)
            && let Some(wide) = piece::<WIDE>(input, from)
            && let Some(place) = piece_mut::<WIDE>(&mut self.bytes, self.len)
        {
            *place = *wide;
            self.len = self.len.wrapping_add(count);
            self.mask <<= count;
            self.room = self.room.wrapping_sub(count as u32);
        } else {
            self.many_literals(input, from, to);
        }
    }

    /// The same for any number of them, and at the ends of the buffers.
    #[inline(never)]
    fn many_literals(&mut self, input: &[u8], mut from: usize, to: usize) {
        while from < to {
            let count = to.wrapping_sub(from).min(self.room as usize);
            let mut at = from;
            let mut place = self.len;
            from = from.wrapping_add(count);
            self.len = self.len.wrapping_add(count);
            while at < from {
                if let (Some(wide), Some(place)) = (
                    piece::<WIDE>(input, at),
                    piece_mut::<WIDE>(&mut self.bytes, place),
                ) {
                    *place = *wide;
                } else if let (Some(rest), Some(place)) =
                    (input.get(at..from), self.bytes.get_mut(place..self.len))
                {
                    place.copy_from_slice(rest);
                    break;
                }
                at = at.wrapping_add(WIDE);
                place = place.wrapping_add(WIDE);
            }
            self.mask <<= count;
            self.announced(count as u32);
        }
    }

    #[inline(always)]
    fn found(&mut self, Match { distance, length }: Match) {
        self.mask = self.mask << 1 | 1;
        let distance = (distance.wrapping_sub(1) as u16) << 3;
        let over = length.wrapping_sub(MIN_MATCH);
        self.put((distance | over.min(7) as u16).to_le_bytes());
        if over >= 7 {
            self.long(over);
        }
        self.announced(1);
    }

    /// What does not fit a token of a length that exceeds the shortest by `over`.
    fn long(&mut self, over: usize) {
        let four = over.wrapping_sub(7).min(15) as u8;
        match self.nibble_at.take() {
            Some(at) => {
                if let Some(byte) = self.bytes.get_mut(at) {
                    *byte |= four << 4;
                }
            }
            None => {
                self.nibble_at = Some(self.len);
                self.put([four]);
            }
        }
        if four < 15 {
            return;
        }
        match u8::try_from(over.wrapping_sub(22)) {
            Ok(eight) if eight < 255 => self.put([eight]),
            _ => {
                let [low, high] = (over as u16).to_le_bytes();
                self.put([255, low, high]);
            }
        }
    }

    fn finish(mut self) -> Vec<u8> {
        // Flags without a token are ones, and there is at least one.
        self.mask = !(!self.mask << self.room);
        self.write_mask();
        self.bytes.truncate(self.len);
        self.bytes
    }
}
