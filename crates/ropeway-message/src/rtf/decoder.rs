//! The tokens of compressed contents, read ([MS-OXRTFCP] 2.2).

use super::{DICTIONARY, LONGEST, PREFILL, RtfError, SHORTEST};
use bytes::Bytes;

/// Tokens behind a control byte.
const TOKENS: usize = 8;
/// Bytes of the tokens behind a control byte at most: all of them references.
const RUN: usize = 2 * TOKENS;
/// Bytes of output that a byte of contents can give at most: a run of 17 bytes has eight references.
const EXPANSION: usize = 8;
/// What stands before the output: a dictionary as it is at first, the part that was never written as
/// zeros and then the text that it begins with. So every place in the dictionary is a distance back.
const LEAD: usize = DICTIONARY;
/// How much of the lead was never written.
const UNWRITTEN: usize = DICTIONARY.saturating_sub(PREFILL.len());
/// Bytes that a run may write beyond the place where it began. Each copy writes the longest there is,
/// wherever it ends, and a copy of itself does so from up to as far again.
const SLACK: usize = (TOKENS + 2) * LONGEST;

/// What compressed contents gave.
pub(super) struct Output {
    pub(super) rtf: Bytes,
    /// Whether there was an end marker.
    pub(super) ended: bool,
    /// Whether there was a reference to what was never written.
    pub(super) unwritten: bool,
}

/// Reads contents, `raw_len` bytes of RTF as their header says; at most so many are kept if there is no
/// end marker.
pub(super) fn decode(contents: &[u8], raw_len: usize, limit: usize) -> Result<Output, RtfError> {
    let expected = raw_len.min(limit).min(contents.len().saturating_mul(EXPANSION));
    let mut decoder = Decoder {
        text: vec![0; LEAD.saturating_add(SLACK).saturating_add(expected)],
        at: LEAD,
        earliest: LEAD,
        ended: false,
    };
    if let Some(prefill) = decoder.text.get_mut(UNWRITTEN..LEAD) {
        prefill.copy_from_slice(PREFILL);
    }
    let end = LEAD.saturating_add(limit);
    let mut rest = contents;
    while let Some((&control, tokens)) = rest.split_first() {
        decoder.make_room();
        let more = if let Some(run) = tokens.first_chunk::<RUN>() {
            decoder.run(control, *run)
        } else {
            decoder.last_run(control, tokens)
        };
        // Looked at after each run: what is beyond the limit is less than the slack.
        if decoder.at > end {
            return Err(RtfError::Limit(limit));
        }
        if !more {
            break;
        }
        let references = usize::try_from(control.count_ones()).unwrap_or(0);
        rest = tokens
            .get(TOKENS.saturating_add(references)..)
            .unwrap_or_default();
    }
    Ok(decoder.finish())
}

struct Decoder {
    /// The lead, the output, and zeros.
    text: Vec<u8>,
    /// Where the output ends.
    at: usize,
    /// The first place of all that references copied from.
    earliest: usize,
    ended: bool,
}

impl Decoder {
    #[inline]
    fn make_room(&mut self) {
        if self.text.len() < self.at.saturating_add(SLACK) {
            self.grow();
        }
    }

    /// Twice the room: RAWSIZE was too small.
    #[cold]
    fn grow(&mut self) {
        let len = self.text.len().saturating_mul(2);
        self.text.resize(len, 0);
    }

    /// Eight tokens; false after an end marker.
    #[inline]
    fn run(&mut self, control: u8, run: [u8; RUN]) -> bool {
        if control == 0 {
            let at = self.at;
            if let Some(to) = self
                .text
                .get_mut(at..)
                .and_then(<[u8]>::first_chunk_mut::<TOKENS>)
                && let Some(literals) = run.first_chunk()
            {
                *to = *literals;
            }
            self.at = at.saturating_add(TOKENS);
            return true;
        }
        let mut tokens = u128::from_le_bytes(run);
        let mut control = control;
        for _ in 0..TOKENS {
            let [first, second, ..] = tokens.to_le_bytes();
            if control & 1 == 0 {
                self.literal(first);
                tokens >>= 8;
            } else {
                if !self.reference([first, second]) {
                    return false;
                }
                tokens >>= 16;
            }
            control >>= 1;
        }
        true
    }

    /// The tokens that are left, fewer than eight references; false at their end.
    fn last_run(&mut self, control: u8, tokens: &[u8]) -> bool {
        let mut tokens = tokens.iter();
        for bit in 0..TOKENS {
            let Some(&first) = tokens.next() else {
                return false;
            };
            if control >> bit & 1 == 0 {
                self.literal(first);
                continue;
            }
            let Some(&second) = tokens.next() else {
                return false;
            };
            if !self.reference([first, second]) {
                return false;
            }
        }
        true
    }

    #[inline(always)]
    fn literal(&mut self, byte: u8) {
        if let Some(to) = self.text.get_mut(self.at) {
            *to = byte;
        }
        self.at = self.at.saturating_add(1);
    }

    /// False for the end marker.
    #[inline(always)]
    fn reference(&mut self, token: [u8; 2]) -> bool {
        let word = u16::from_be_bytes(token);
        let offset = usize::from(word >> 4);
        let len = usize::from(word & 0x0F).saturating_add(SHORTEST);
        // The output begins where the first text of the dictionary ends in it.
        let written = self.at.wrapping_sub(UNWRITTEN);
        let distance = written.wrapping_sub(offset) % DICTIONARY;
        if distance == 0 {
            self.ended = true;
            return false;
        }
        let from = self.at.wrapping_sub(distance);
        self.earliest = self.earliest.min(from);
        if len <= distance {
            self.copy(from, self.at);
        } else {
            self.copy_of_itself(from, distance, len);
        }
        self.at = self.at.wrapping_add(len);
        true
    }

    /// Copies what is at `from`, as much as the longest reference does.
    #[inline(always)]
    fn copy(&mut self, from: usize, to: usize) {
        let source = self.text.get(from..).and_then(<[u8]>::first_chunk::<LONGEST>);
        if let Some(bytes) = source.copied()
            && let Some(to) = self.text.get_mut(to..).and_then(<[u8]>::first_chunk_mut)
        {
            *to = bytes;
        }
    }

    /// A copy that is longer than what there is to copy: repeats it, twice as much each time.
    #[inline]
    fn copy_of_itself(&mut self, from: usize, distance: usize, len: usize) {
        if distance == 1 {
            // Rules and indentation: by far the most frequent.
            let byte = self.text.get(from).copied().unwrap_or(0);
            let to = self.text.get_mut(self.at..);
            if let Some(to) = to.and_then(<[u8]>::first_chunk_mut::<LONGEST>) {
                *to = [byte; LONGEST];
            }
            return;
        }
        let mut there = distance;
        while there < distance.saturating_add(len) {
            self.copy(from, from.saturating_add(there));
            there = there.saturating_mul(2);
        }
    }

    fn finish(mut self) -> Output {
        self.text.truncate(self.at);
        // What RAWSIZE promised in vain is not kept.
        if self.text.capacity() / 2 > self.text.len() {
            self.text.shrink_to_fit();
        }
        Output {
            rtf: Bytes::from(self.text).slice(LEAD..),
            ended: self.ended,
            unwritten: self.earliest < UNWRITTEN,
        }
    }
}
