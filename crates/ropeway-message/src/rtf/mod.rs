//! Compressed RTF, the form of PidTagRtfCompressed ([MS-OXRTFCP]), in both directions.
//!
//! | field | bytes | meaning |
//! | --- | --- | --- |
//! | COMPSIZE | u32 | bytes that follow this field: the contents and 12 |
//! | RAWSIZE | u32 | bytes of RTF |
//! | COMPTYPE | u32 | `LZFu` compressed, `MELA` as it is |
//! | CRC | u32 | of the contents; zero with `MELA` |
//! | contents | | runs of up to eight tokens behind a control byte |
//!
//! The dictionary of 4096 bytes is the end of what has been written, preceded by a text that the
//! specification gives; a reference is a place in it, so nothing but the output has to be kept.

use bytes::Bytes;
use ropeway_types::wire::{Decode, Reader};

/// COMPTYPE of compressed contents: `LZFu` ([MS-OXRTFCP] 2.1.3.1.1).
const COMPRESSED: u32 = 0x7546_5A4C;
/// COMPTYPE of contents that are the RTF itself: `MELA`.
const UNCOMPRESSED: u32 = 0x414C_454D;
/// Bytes of the header that COMPSIZE counts: those after COMPSIZE.
const COUNTED_HEADER: usize = 12;
/// Size of the dictionary; offsets count modulo this ([MS-OXRTFCP] 2.1.2.1).
const DICTIONARY: usize = 4096;
/// A reference copies 2 to 17 bytes: four bits, and 2.
const SHORTEST: usize = 2;
const LONGEST: usize = 17;
/// Bytes of output that a byte of contents can give at most: a run of 17 bytes has eight references.
const EXPANSION: usize = 8;
/// What the dictionary holds at first ([MS-OXRTFCP] 2.1.2.1).
const PREFILL: &[u8; 207] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \
    \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\
    \\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// What came out of compressed RTF.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decompressed {
    /// The RTF: 8-bit text. Uncompressed contents are a slice of the input.
    pub rtf: Bytes,
    /// Whether the checksum is the contents'. Real programs write wrong ones.
    pub crc_matches: bool,
    /// What else was not as specified, and was tolerated; each at most once.
    pub deviations: Vec<RtfDeviation>,
}

/// A departure from [MS-OXRTFCP] that reading tolerates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum RtfDeviation {
    /// COMPSIZE is not the size of what follows it.
    #[error("COMPSIZE is {declared}, {actual} bytes follow")]
    CompressedSize {
        /// COMPSIZE.
        declared: u32,
        /// Bytes that follow the field.
        actual: usize,
    },
    /// RAWSIZE is not the size of the RTF.
    #[error("RAWSIZE is {declared}, the contents give {actual} bytes")]
    RawSize {
        /// RAWSIZE.
        declared: u32,
        /// Bytes of RTF that the contents gave.
        actual: usize,
    },
    /// The contents end without the reference that marks the end; what lies beyond RAWSIZE is dropped.
    #[error("no end marker")]
    NoEndMarker,
    /// A reference into a part of the dictionary that was never written; it gives zeros.
    #[error("reference to an unwritten part of the dictionary")]
    UnwrittenReference,
}

/// Why there is no RTF to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum RtfError {
    /// Shorter than the header.
    #[error("{0} bytes are too few for the header of compressed RTF")]
    Header(usize),
    /// A COMPTYPE that names no form.
    #[error("COMPTYPE {0:#010x} is neither LZFu nor MELA")]
    CompressionType(u32),
    /// More RTF than the caller allows.
    #[error("more than {0} bytes of RTF")]
    Limit(usize),
}

/// Reads compressed RTF, allocating `limit` bytes at most.
///
/// RAWSIZE only hints at how much to reserve. Contents with an end marker are taken whole, whatever
/// the header says; without one they end at RAWSIZE, or where the input ends.
///
/// # Errors
/// [`RtfError`]: no header, an unknown COMPTYPE, or more RTF than `limit`. Everything else is tolerated
/// and stands in [`Decompressed::deviations`] and [`Decompressed::crc_matches`].
pub fn decompress(compressed: &Bytes, limit: usize) -> Result<Decompressed, RtfError> {
    let mut reader = Reader::new(compressed.clone());
    let [comp_size, raw_size, comp_type, crc] =
        header(&mut reader).ok_or(RtfError::Header(compressed.len()))?;
    let mut deviations = Vec::new();
    let following = reader.remaining().saturating_add(COUNTED_HEADER);
    let declared = to_usize(comp_size);
    if declared != following {
        deviations.push(RtfDeviation::CompressedSize {
            declared: comp_size,
            actual: following,
        });
    }
    let mut contents = reader.rest();
    if declared >= COUNTED_HEADER {
        contents.truncate(declared.saturating_sub(COUNTED_HEADER));
    }
    let raw_len = to_usize(raw_size);
    let (rtf, crc_matches) = match comp_type {
        UNCOMPRESSED => {
            let crc_matches = crc == 0 || crc == checksum(&contents);
            if contents.len() != raw_len {
                deviations.push(RtfDeviation::RawSize {
                    declared: raw_size,
                    actual: contents.len(),
                });
                if raw_len != 0 {
                    contents.truncate(raw_len);
                }
            }
            if contents.len() > limit {
                return Err(RtfError::Limit(limit));
            }
            (contents, crc_matches)
        }
        COMPRESSED => {
            let output = Decoder::new(&contents, raw_len, limit).run()?;
            if output.unwritten {
                deviations.push(RtfDeviation::UnwrittenReference);
            }
            let mut rtf = output.rtf;
            if rtf.len() != raw_len {
                deviations.push(RtfDeviation::RawSize {
                    declared: raw_size,
                    actual: rtf.len(),
                });
            }
            if !output.ended {
                deviations.push(RtfDeviation::NoEndMarker);
                if raw_len != 0 {
                    rtf.truncate(raw_len);
                }
            }
            (Bytes::from(rtf), crc == checksum(&contents))
        }
        other => return Err(RtfError::CompressionType(other)),
    };
    Ok(Decompressed {
        rtf,
        crc_matches,
        deviations,
    })
}

fn header(reader: &mut Reader) -> Option<[u32; 4]> {
    let mut field = || u32::decode(reader).ok();
    Some([field()?, field()?, field()?, field()?])
}

fn to_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

struct Decoder<'a> {
    contents: std::slice::Iter<'a, u8>,
    limit: usize,
    rtf: Vec<u8>,
    ended: bool,
    unwritten: bool,
}

impl<'a> Decoder<'a> {
    fn new(contents: &'a [u8], raw_len: usize, limit: usize) -> Self {
        let reserve = raw_len.min(limit).min(contents.len().saturating_mul(EXPANSION));
        Self {
            contents: contents.iter(),
            limit,
            rtf: Vec::with_capacity(reserve),
            ended: false,
            unwritten: false,
        }
    }

    fn run(mut self) -> Result<Self, RtfError> {
        while let Some(control) = self.byte() {
            for bit in 0..8 {
                let token = if control >> bit & 1 == 0 {
                    self.literal()?
                } else {
                    self.reference()?
                };
                if token.is_none() {
                    return Ok(self);
                }
            }
        }
        Ok(self)
    }

    fn byte(&mut self) -> Option<u8> {
        self.contents.next().copied()
    }

    fn push(&mut self, byte: u8) -> Result<(), RtfError> {
        if self.rtf.len() >= self.limit {
            return Err(RtfError::Limit(self.limit));
        }
        self.rtf.push(byte);
        Ok(())
    }

    /// `None` at the end of the contents.
    fn literal(&mut self) -> Result<Option<()>, RtfError> {
        match self.byte() {
            Some(byte) => self.push(byte).map(Some),
            None => Ok(None),
        }
    }

    /// `None` at the end marker, or the end of the contents.
    fn reference(&mut self) -> Result<Option<()>, RtfError> {
        let (Some(high), Some(low)) = (self.byte(), self.byte()) else {
            return Ok(None);
        };
        let word = u16::from_be_bytes([high, low]);
        let offset = usize::from(word >> 4);
        let len = usize::from(word & 0x0F).saturating_add(SHORTEST);
        // Everything written, the first text of the dictionary included; its end is the write position.
        let written = PREFILL.len().saturating_add(self.rtf.len());
        let distance = (written % DICTIONARY)
            .wrapping_sub(offset)
            .checked_rem(DICTIONARY)
            .unwrap_or(0);
        if distance == 0 {
            self.ended = true;
            return Ok(None);
        }
        for step in 0..len {
            let byte = match written.saturating_add(step).checked_sub(distance) {
                Some(at) => match at.checked_sub(PREFILL.len()) {
                    Some(at) => self.rtf.get(at),
                    None => PREFILL.get(at),
                },
                None => None,
            }
            .copied();
            self.unwritten |= byte.is_none();
            self.push(byte.unwrap_or(0))?;
        }
        Ok(Some(()))
    }
}

/// Candidates looked at for one match: what bounds the time for hostile input, which holds the same
/// two bytes everywhere.
const CANDIDATES: usize = 512;

/// Writes RTF compressed.
///
/// # Limits
/// The header's sizes are 32 bits wide; RTF of 4 GiB and more is beyond them and beyond any message.
pub fn compress(rtf: &[u8]) -> Bytes {
    let mut contents = Vec::with_capacity(rtf.len().saturating_add(16));
    let mut run = Run::default();
    let mut window = Window::new(rtf);
    while window.at < window.text.len() {
        match window.longest_match() {
            Some((position, len)) => {
                run.reference(position, len);
                window.advance(len);
            }
            None => {
                run.literal(window.byte(window.at));
                window.advance(1);
            }
        }
        run.flush_if_full(&mut contents);
    }
    // The end marker: a reference to the write position, whose length means nothing.
    run.reference(window.at, SHORTEST);
    contents.push(run.control);
    contents.extend_from_slice(&run.tokens);

    let field = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    let mut out = Vec::with_capacity(contents.len().saturating_add(16));
    out.extend_from_slice(&field(contents.len().saturating_add(COUNTED_HEADER)));
    out.extend_from_slice(&field(rtf.len()));
    out.extend_from_slice(&COMPRESSED.to_le_bytes());
    out.extend_from_slice(&checksum(&contents).to_le_bytes());
    out.append(&mut contents);
    out.into()
}

/// A control byte under construction, and its tokens.
#[derive(Default)]
struct Run {
    control: u8,
    count: u32,
    tokens: Vec<u8>,
}

impl Run {
    fn literal(&mut self, byte: u8) {
        self.tokens.push(byte);
        self.count = self.count.saturating_add(1);
    }

    fn reference(&mut self, position: usize, len: usize) {
        let offset = u16::try_from(position % DICTIONARY).unwrap_or(0);
        let len = u16::try_from(len.saturating_sub(SHORTEST)).unwrap_or(0);
        self.tokens
            .extend_from_slice(&(offset << 4 | len & 0x0F).to_be_bytes());
        self.control |= 1u8.checked_shl(self.count).unwrap_or(0);
        self.count = self.count.saturating_add(1);
    }

    fn flush_if_full(&mut self, contents: &mut Vec<u8>) {
        if self.count == 8 {
            contents.push(self.control);
            contents.append(&mut self.tokens);
            self.control = 0;
            self.count = 0;
        }
    }
}

const NOWHERE: u32 = u32::MAX;

/// Where each pair of bytes was last seen, and before that: chains through the dictionary.
struct Window {
    /// The first text of the dictionary, then the RTF: positions in it are those of the dictionary,
    /// modulo its size.
    text: Vec<u8>,
    at: usize,
    last: Vec<u32>,
    before: Vec<u32>,
}

impl Window {
    fn new(rtf: &[u8]) -> Self {
        let mut text = Vec::with_capacity(PREFILL.len().saturating_add(rtf.len()));
        text.extend_from_slice(PREFILL);
        text.extend_from_slice(rtf);
        let mut window = Self {
            text,
            at: 0,
            last: vec![NOWHERE; 0x1_0000],
            before: vec![NOWHERE; DICTIONARY],
        };
        window.advance(PREFILL.len());
        window
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.get(at).copied().unwrap_or(0)
    }

    fn pair(&self, at: usize) -> usize {
        usize::from(u16::from_le_bytes([
            self.byte(at),
            self.byte(at.saturating_add(1)),
        ]))
    }

    fn advance(&mut self, len: usize) {
        for _ in 0..len {
            let pair = self.pair(self.at);
            if let (Some(last), Some(before)) =
                (self.last.get_mut(pair), self.before.get_mut(self.at % DICTIONARY))
            {
                *before = *last;
                *last = u32::try_from(self.at).unwrap_or(NOWHERE);
            }
            self.at = self.at.saturating_add(1);
        }
    }

    /// The longest match, of several the oldest, as the specification's own search finds it.
    fn longest_match(&self) -> Option<(usize, usize)> {
        let ahead = self.text.get(self.at..)?;
        let ahead = ahead.get(..LONGEST).unwrap_or(ahead);
        let mut best = None;
        let mut best_len = SHORTEST;
        let mut candidate = self.last.get(self.pair(self.at)).copied()?;
        for _ in 0..CANDIDATES {
            if candidate == NOWHERE {
                break;
            }
            let position = to_usize(candidate);
            // A place as far back as the dictionary is long is the write position: the end marker.
            if self.at.saturating_sub(position) >= DICTIONARY {
                break;
            }
            let behind = self.text.get(position..).unwrap_or_default();
            let len = ahead.iter().zip(behind).take_while(|(a, b)| a == b).count();
            if len >= best_len {
                best_len = len;
                best = Some((position, len));
                if len == LONGEST {
                    break;
                }
            }
            candidate = self.before.get(position % DICTIONARY).copied().unwrap_or(NOWHERE);
        }
        best
    }
}

/// The checksum of [MS-OXRTFCP] 2.1.3.2: the polynomial of IEEE 802.3, reflected, without the usual
/// inversion before and after.
pub(crate) fn checksum(contents: &[u8]) -> u32 {
    contents.iter().fold(0u32, |crc, byte| {
        let index = (crc ^ u32::from(*byte)) & 0xFF;
        crc >> 8 ^ CRC_TABLE.get(to_usize(index)).copied().unwrap_or(0)
    })
}

static CRC_TABLE: [u32; 256] = crc_table();

#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "the loop's own bounds, at compile time"
)]
const fn crc_table() -> [u32; 256] {
    let mut table = [0u32; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 {
                value >> 1 ^ 0xEDB8_8320
            } else {
                value >> 1
            };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests;
