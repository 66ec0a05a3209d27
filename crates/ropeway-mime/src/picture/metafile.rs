//! Metafiles: what is one, and which are bitmaps in disguise ([MS-WMF], [MS-EMF]).

use super::{u16_at, u32_at, usize_at};

/// META_PLACEABLE ([MS-WMF] 2.3.2.3): key and length.
const PLACEABLE_KEY: u32 = 0x9AC6_CDD7;
const PLACEABLE_LEN: usize = 22;
/// META_HEADER ([MS-WMF] 2.3.2.2) in octets and 16-bit words.
const HEADER_LEN: usize = 18;
const HEADER_WORDS: u16 = 9;
/// Units of a placeable header to the inch, and hundredths of a millimetre.
const UNITS_PER_INCH: i32 = 1440;
const HIMETRIC_PER_INCH: i32 = 2540;
/// Records that are looked at: a bitmap in disguise has a dozen.
const MAX_RECORDS: usize = 1000;

/// Records of the old kind that draw a bitmap, and where in them it begins ([MS-WMF] 2.3.1).
const BITMAP_RECORDS: &[(u16, usize)] = &[
    // META_STRETCHDIB, META_DIBSTRETCHBLT, META_DIBBITBLT, META_SETDIBTODEV
    (0x0F43, 28),
    (0x0B41, 26),
    (0x0940, 22),
    (0x0D33, 24),
];
/// Records of the old kind that draw anything else.
const DRAWING_RECORDS: &[u16] = &[
    0x012A, 0x012B, 0x0213, 0x0228, 0x0324, 0x0325, 0x0418, 0x0419, 0x041B, 0x041F, 0x0429, 0x0521, 0x0538,
    0x0548, 0x061C, 0x061D, 0x0817, 0x081A, 0x0830, 0x0922, 0x0A32, 0x0B23,
];

/// The metafile of the old kind without placeable header, from its header on; `None` if it is none.
pub(super) fn records(data: &[u8]) -> Option<&[u8]> {
    let data = match u32_at(data, 0)? {
        PLACEABLE_KEY => data.get(PLACEABLE_LEN..)?,
        _ => data,
    };
    let is_header = matches!(u16_at(data, 0)?, 1 | 2)
        && u16_at(data, 2)? == HEADER_WORDS
        && matches!(u16_at(data, 4)?, 0x0100 | 0x0300);
    is_header.then_some(data)
}

/// The one bitmap of a metafile that draws nothing else.
pub(super) fn bitmap(records: &[u8]) -> Option<&[u8]> {
    let mut rest = records.get(HEADER_LEN..)?;
    let mut found = None;
    for _ in 0..MAX_RECORDS {
        let Some(words) = usize_at(rest, 0).filter(|words| *words >= 3) else {
            return found;
        };
        let function = u16_at(rest, 4)?;
        let len = words.checked_mul(2)?.min(rest.len());
        let record = rest.get(..len)?;
        if let Some((_, at)) = BITMAP_RECORDS.iter().find(|(known, _)| *known == function) {
            // Without a bitmap these records are short and paint a pattern.
            if let Some(dib) = record.get(*at..).filter(|dib| dib.len() > 12) {
                if found.is_some() {
                    return None;
                }
                found = Some(dib);
            }
        } else if DRAWING_RECORDS.contains(&function) {
            return None;
        }
        rest = rest.get(len..)?;
        if function == 0 {
            return found;
        }
    }
    None
}

/// The metafile with a placeable header of a size in hundredths of a millimetre; `None` if it has one or
/// the size is unknown.
pub(super) fn placed(data: &[u8], size: Option<(i32, i32)>) -> Option<Vec<u8>> {
    let (width, height) = size.filter(|(width, height)| *width > 0 && *height > 0)?;
    if u32_at(data, 0)? == PLACEABLE_KEY {
        return None;
    }
    let units = |length: i32| {
        let units = length
            .saturating_mul(UNITS_PER_INCH)
            .checked_div(HIMETRIC_PER_INCH)?;
        i16::try_from(units.max(1)).ok()
    };
    let words = [
        0xCDD7,
        0x9AC6,
        0,
        0,
        0,
        units(width)?.cast_unsigned(),
        units(height)?.cast_unsigned(),
        u16::try_from(UNITS_PER_INCH).ok()?,
        0,
        0,
    ];
    let checksum = words.iter().fold(0, |sum, word| sum ^ word);
    let mut file = Vec::with_capacity(data.len().saturating_add(PLACEABLE_LEN));
    for word in words.iter().chain([&checksum]) {
        file.extend_from_slice(&word.to_le_bytes());
    }
    file.extend_from_slice(data);
    Some(file)
}

/// EMR_HEADER with its signature ([MS-EMF] 2.3.4.2).
pub(super) fn is_enhanced(data: &[u8]) -> bool {
    u32_at(data, 0) == Some(1) && data.get(40..44) == Some(b" EMF")
}

/// The one bitmap, BITMAPINFO and bits, of an enhanced metafile that draws nothing else.
pub(super) fn enhanced_bitmap(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut rest = data;
    let mut found = None;
    for _ in 0..MAX_RECORDS {
        let (Some(kind), Some(len)) = (u32_at(rest, 0), usize_at(rest, 4)) else {
            return found;
        };
        let record = rest.get(..len).filter(|record| record.len() >= 8)?;
        let offsets = match kind {
            // EMR_BITBLT and EMR_STRETCHBLT, EMR_SETDIBITSTODEVICE and EMR_STRETCHDIBITS.
            76 | 77 => Some(84),
            80 | 81 => Some(48),
            // What else draws: lines, shapes, paths, regions, text, blending.
            2..=8
            | 15
            | 41..=47
            | 53..=56
            | 62..=64
            | 71..=74
            | 78
            | 79
            | 83..=92
            | 96
            | 97
            | 108
            | 114
            | 116
            | 118 => return None,
            // EMR_EOF
            14 => return found,
            _ => None,
        };
        if let Some(at) = offsets {
            let part = |at: usize| {
                let start = usize_at(record, at)?;
                let len = usize_at(record, at.checked_add(4)?)?;
                record.get(start..start.checked_add(len)?)
            };
            let (info, bits) = (part(at)?, part(at.checked_add(8)?)?);
            if !info.is_empty() && !bits.is_empty() {
                if found.is_some() {
                    return None;
                }
                found = Some((info, bits));
            }
        }
        rest = rest.get(len..)?;
    }
    None
}
