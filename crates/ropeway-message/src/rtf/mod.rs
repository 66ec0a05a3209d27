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

mod checksum;
mod decoder;
mod encoder;

use bytes::Bytes;
pub(crate) use checksum::checksum;
use ropeway_types::wire::{Decode, Reader};

/// COMPTYPE of compressed contents: `LZFu` ([MS-OXRTFCP] 2.1.3.1.1).
const COMPRESSED: u32 = 0x7546_5A4C;
/// COMPTYPE of contents that are the RTF itself: `MELA`.
const UNCOMPRESSED: u32 = 0x414C_454D;
/// Bytes of the header that COMPSIZE counts: those after COMPSIZE.
const COUNTED_HEADER: usize = 12;
/// Bytes of the header.
const HEADER: usize = 4 + COUNTED_HEADER;
/// Size of the dictionary; offsets count modulo this ([MS-OXRTFCP] 2.1.2.1).
const DICTIONARY: usize = 4096;
/// A reference copies 2 to 17 bytes: four bits, and 2.
const SHORTEST: usize = 2;
const LONGEST: usize = 17;
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
            let output = decoder::decode(&contents, raw_len, limit)?;
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
            (rtf, crc == checksum(&contents))
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

/// Writes RTF compressed.
///
/// # Limits
/// The header's sizes are 32 bits wide; RTF of 4 GiB and more is beyond them and beyond any message.
pub fn compress(rtf: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(HEADER.saturating_add(rtf.len() / 2));
    out.resize(HEADER, 0);
    encoder::encode(rtf, &mut out);
    if let Some((header, contents)) = out.split_first_chunk_mut::<HEADER>() {
        let field = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let fields = [
            field(contents.len().saturating_add(COUNTED_HEADER)),
            field(rtf.len()),
            COMPRESSED,
            checksum(contents),
        ];
        for (to, field) in header.as_chunks_mut().0.iter_mut().zip(fields) {
            *to = field.to_le_bytes();
        }
    }
    out.into()
}

#[cfg(test)]
mod tests;
