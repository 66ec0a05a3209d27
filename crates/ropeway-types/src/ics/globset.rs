//! GLOBSET ([MS-OXCFXICS] 2.2.2.6): sets of counters.

use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use std::fmt;
use std::ops::RangeInclusive;

/// Bytes of a counter.
const WIDTH: usize = 6;

/// A set of global counters (GLOBCNT, [MS-OXCFXICS] 2.2.2.5: 48 bits, big-endian on the wire), as ranges.
///
/// However many counters a range has, it takes 16 bytes. On the wire a set is a list of commands, and there
/// are many for the same set; encoding gives always the same ones: what has leading bytes in common is
/// pushed together, and ranges that lie within nine counters share a Bitmask command. The commands of
/// others decode to the same set, but they are not kept.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct GlobSet {
    /// In order, with a gap of at least one counter between any two.
    ranges: Vec<Range>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Range {
    low: u64,
    high: u64,
}

impl GlobSet {
    /// The highest counter.
    pub const MAX: u64 = (1 << 48) - 1;

    /// The empty set.
    pub const fn new() -> Self {
        Self { ranges: Vec::new() }
    }

    /// Whether no counter is in it.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// How many counters are in it.
    pub fn len(&self) -> u64 {
        let lengths = self
            .ranges
            .iter()
            .map(|range| range.high.saturating_sub(range.low));
        lengths.fold(0, |sum, len| sum.saturating_add(len).saturating_add(1))
    }

    /// Whether a counter is in it.
    pub fn contains(&self, counter: u64) -> bool {
        let next = self.ranges.partition_point(|range| range.high < counter);
        self.ranges.get(next).is_some_and(|range| range.low <= counter)
    }

    /// Adds a counter; whether it was not there. A number beyond [`GlobSet::MAX`] is none.
    pub fn insert(&mut self, counter: u64) -> bool {
        if counter > Self::MAX || self.contains(counter) {
            return false;
        }
        self.insert_range(counter..=counter);
        true
    }

    /// Adds the counters of a range, as far as they are counters.
    pub fn insert_range(&mut self, range: RangeInclusive<u64>) {
        let (low, high) = (*range.start(), (*range.end()).min(Self::MAX));
        if low > high {
            return;
        }
        // Those that it overlaps or touches become one with it.
        let first = self
            .ranges
            .partition_point(|range| range.high.saturating_add(1) < low);
        let after = self
            .ranges
            .partition_point(|range| range.low <= high.saturating_add(1));
        let joined = self.ranges.get(first..after).unwrap_or_default();
        let merged = Range {
            low: joined.first().map_or(low, |range| range.low.min(low)),
            high: joined.last().map_or(high, |range| range.high.max(high)),
        };
        self.ranges.splice(first..after.max(first), [merged]);
    }

    /// The counters that are in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::from_ranges([self.ranges.as_slice(), other.ranges.as_slice()].concat())
    }

    /// The counters that are in this and not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut ranges = Vec::new();
        let mut others = other.ranges.as_slice();
        for range in &self.ranges {
            let mut low = Some(range.low);
            while let (Some(from), Some((cut, after))) = (low, others.split_first()) {
                if cut.high < from {
                    others = after;
                    continue;
                }
                if cut.low > range.high {
                    break;
                }
                if cut.low > from {
                    ranges.push(Range {
                        low: from,
                        high: cut.low.saturating_sub(1),
                    });
                }
                // A cut that goes beyond this range may cut the next one too.
                low = (cut.high < range.high).then(|| cut.high.saturating_add(1));
            }
            if let Some(low) = low {
                ranges.push(Range {
                    low,
                    high: range.high,
                });
            }
        }
        Self { ranges }
    }

    /// The ranges, in order; between any two is a counter that is not in the set.
    pub fn ranges(&self) -> impl ExactSizeIterator<Item = RangeInclusive<u64>> + DoubleEndedIterator + '_ {
        self.ranges.iter().map(|range| range.low..=range.high)
    }

    /// Ranges in any order, which may overlap.
    pub(super) fn from_ranges(mut ranges: Vec<Range>) -> Self {
        let apart = |(a, b): (&Range, &Range)| a.high.saturating_add(1) < b.low;
        if !ranges.iter().zip(ranges.iter().skip(1)).all(apart) {
            ranges.sort_unstable_by_key(|range| range.low);
            ranges.dedup_by(|next, last| {
                let joins = next.low <= last.high.saturating_add(1);
                if joins {
                    last.high = last.high.max(next.high);
                }
                joins
            });
        }
        Self { ranges }
    }

    /// Reads commands to the End command, and appends the ranges.
    pub(super) fn decode_into(ranges: &mut Vec<Range>, reader: &mut Reader) -> Result<(), DecodeError> {
        let bytes = reader.rest();
        let mut commands = Commands {
            bytes: &bytes,
            offset: reader.offset(),
            levels: Vec::new(),
            ranges,
        };
        while commands.command()? {}
        let used = bytes.len().saturating_sub(commands.bytes.len());
        reader.take(used).map(drop)
    }
}

impl FromIterator<RangeInclusive<u64>> for GlobSet {
    fn from_iter<I: IntoIterator<Item = RangeInclusive<u64>>>(ranges: I) -> Self {
        let ranges = ranges.into_iter().map(|range| Range {
            low: *range.start(),
            high: (*range.end()).min(Self::MAX),
        });
        Self::from_ranges(ranges.filter(|range| range.low <= range.high).collect())
    }
}

impl fmt::Debug for GlobSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (n, range) in self.ranges.iter().enumerate() {
            let separator = if n == 0 { "" } else { ", " };
            write!(f, "{separator}{:#x}", range.low)?;
            if range.low < range.high {
                write!(f, "-{:#x}", range.high)?;
            }
        }
        f.write_str("}")
    }
}

/// The commands of 2.2.2.6.1 to 2.2.2.6.5. Push is the number of bytes, 1 to 6.
const END: u8 = 0x00;
const BITMASK: u8 = 0x42;
const POP: u8 = 0x50;
const RANGE: u8 = 0x52;

/// Reads a set (3.1.5.4.3.2).
///
/// # Memory
/// A Bitmask command of 3 bytes may stand for 5 ranges: at most 27 times the input.
impl Decode for GlobSet {
    const MIN_LEN: usize = 1;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let mut ranges = Vec::new();
        Self::decode_into(&mut ranges, reader)?;
        Ok(Self::from_ranges(ranges))
    }
}

struct Commands<'a> {
    bytes: &'a [u8],
    offset: usize,
    /// The common byte stack after each Push that was not undone: the bytes as the high ones of a counter,
    /// and how many they are.
    levels: Vec<(u64, usize)>,
    ranges: &'a mut Vec<Range>,
}

impl Commands<'_> {
    fn error(&self, at: usize, kind: DecodeErrorKind, field: &'static str) -> DecodeError {
        DecodeError::new(at, kind).within("GLOBSET", field)
    }

    fn take(&mut self, len: usize, field: &'static str) -> Result<&[u8], DecodeError> {
        let (taken, rest) = self.bytes.split_at_checked(len).ok_or_else(|| {
            let left = self.bytes.len();
            self.error(
                self.offset,
                DecodeErrorKind::Truncated { needed: len, left },
                field,
            )
        })?;
        self.bytes = rest;
        self.offset = self.offset.saturating_add(len);
        Ok(taken)
    }

    fn number(&mut self, len: usize, field: &'static str) -> Result<u64, DecodeError> {
        let bytes = self.take(len, field)?;
        Ok(bytes.iter().fold(0, |n, byte| (n << 8) | u64::from(*byte)))
    }

    fn add(&mut self, low: u64, high: u64) {
        match self.ranges.last_mut() {
            Some(last) if last.low <= low && low <= last.high.saturating_add(1) => {
                last.high = last.high.max(high);
            }
            _ => self.ranges.push(Range { low, high }),
        }
    }

    /// One command; false after End.
    fn command(&mut self) -> Result<bool, DecodeError> {
        let at = self.offset;
        let command = self.number(1, "Command")?;
        let (prefix, depth) = self.levels.last().copied().unwrap_or_default();
        let left = WIDTH.saturating_sub(depth);
        let code = u8::try_from(command).unwrap_or(u8::MAX);
        match code {
            END if depth == 0 => return Ok(false),
            // 3.1.5.4.3.1.5: End stands where the stack is empty.
            END => {
                let kind = DecodeErrorKind::Size {
                    declared: 0,
                    actual: depth,
                };
                return Err(self.error(at, kind, "End"));
            }
            1..=6 => {
                let len = usize::from(code);
                let now = depth.saturating_add(len);
                if now > WIDTH {
                    let kind = DecodeErrorKind::Limit {
                        count: now,
                        max: WIDTH,
                    };
                    return Err(self.error(at, kind, "Push"));
                }
                let pushed = self.number(len, "CommonBytes")?;
                let prefix = prefix | shift(pushed, WIDTH.saturating_sub(now));
                if now == WIDTH {
                    // A sixth byte makes a counter, and its Push is undone (3.1.5.4.3.1.1).
                    self.add(prefix, prefix);
                } else {
                    self.levels.push((prefix, now));
                }
            }
            POP => {
                if self.levels.pop().is_none() {
                    return Err(self.error(at, DecodeErrorKind::Value { value: command }, "Pop"));
                }
            }
            BITMASK => {
                if left != 1 {
                    let kind = DecodeErrorKind::Size {
                        declared: 5,
                        actual: depth,
                    };
                    return Err(self.error(at, kind, "Bitmask"));
                }
                let start = self.number(1, "StartingValue")?;
                let mask = self.number(1, "Bitmask")?;
                let last = start.saturating_add(u64::from(u64::BITS.saturating_sub(mask.leading_zeros())));
                if last > 0xFF {
                    return Err(self.error(at, DecodeErrorKind::Value { value: last }, "Bitmask"));
                }
                let first = prefix | start;
                self.add(first, first);
                for bit in (0..8).filter(|bit| mask >> bit & 1 != 0) {
                    let counter = first.saturating_add(1).saturating_add(bit);
                    self.add(counter, counter);
                }
            }
            RANGE => {
                let low = prefix | self.number(left, "LowValue")?;
                let high = prefix | self.number(left, "HighValue")?;
                if low > high {
                    return Err(self.error(at, DecodeErrorKind::Value { value: low }, "LowValue"));
                }
                self.add(low, high);
            }
            _ => {
                let kind = DecodeErrorKind::Unknown(u32::from(code));
                return Err(self.error(at, kind, "Command"));
            }
        }
        Ok(true)
    }
}

/// A number with so many bytes after it.
fn shift(number: u64, bytes: usize) -> u64 {
    (0..bytes).fold(number, |n, _| n << 8)
}

/// The bytes of a counter, high first.
fn bytes(counter: u64) -> [u8; WIDTH] {
    let [_, _, bytes @ ..] = counter.to_be_bytes();
    bytes
}

/// How many leading bytes two counters share.
fn common(a: u64, b: u64) -> usize {
    bytes(a)
        .iter()
        .zip(bytes(b))
        .take_while(|(a, b)| **a == *b)
        .count()
}

impl Encode for GlobSet {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        put_ranges(&self.ranges, 0, writer);
        writer.put(&[END]);
        Ok(())
    }
}

/// Ranges that share their first `depth` bytes, which are on the stack (3.1.5.4.3.1). Each level of the
/// recursion has more bytes there, and five are the most.
fn put_ranges(mut ranges: &[Range], depth: usize, writer: &mut Writer) {
    let put_from = |writer: &mut Writer, counter: u64, from: usize, to: usize| {
        writer.put(bytes(counter).get(from..to).unwrap_or_default());
    };
    let push = |writer: &mut Writer, counter: u64, to: usize| {
        // At most 6.
        let len = u8::try_from(to.saturating_sub(depth)).unwrap_or(u8::MAX);
        writer.put(&[len]);
        put_from(writer, counter, depth, to);
    };
    while let Some((first, others)) = ranges.split_first() {
        if depth == 5 {
            let near = |range: &&Range| range.high <= first.low.saturating_add(8);
            let count = ranges.iter().take_while(near).count();
            if let Some((group @ [_, _, ..], after)) = ranges.split_at_checked(count) {
                writer.put(&[BITMASK]);
                put_from(writer, first.low, 5, WIDTH);
                writer.put(&[mask(first.low, group)]);
                ranges = after;
                continue;
            }
        }
        let alike = |range: &&Range| common(first.low, range.high) > depth;
        let count = ranges.iter().take_while(alike).count();
        match ranges.split_at_checked(count) {
            Some(([only], after)) if only.low == only.high => {
                push(writer, only.low, WIDTH);
                ranges = after;
            }
            Some((group @ [.., last], after)) => {
                let shared = common(first.low, last.high);
                push(writer, first.low, shared);
                put_ranges(group, shared, writer);
                writer.put(&[POP]);
                ranges = after;
            }
            _ => {
                writer.put(&[RANGE]);
                put_from(writer, first.low, depth, WIDTH);
                put_from(writer, first.high, depth, WIDTH);
                ranges = others;
            }
        }
    }
}

/// The bits of the counters after the first one.
fn mask(first: u64, ranges: &[Range]) -> u8 {
    (0..8u32).fold(0, |mask, bit| {
        let counter = first.saturating_add(1).saturating_add(u64::from(bit));
        let set = ranges
            .iter()
            .any(|range| (range.low..=range.high).contains(&counter));
        if set { mask | (1 << bit) } else { mask }
    })
}
