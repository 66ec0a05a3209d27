//! Device-independent bitmaps ([MS-WMF] 2.2.2.9) and their file header.

use super::{DeviceBitmap, u16_at, u32_at, usize_at};

/// BITMAPFILEHEADER.
const FILE_HEADER: usize = 14;
/// BITMAPCOREHEADER, the oldest.
const CORE_HEADER: usize = 12;
/// BITMAPINFOHEADER; later ones are longer and begin alike.
const INFO_HEADER: usize = 40;
/// The longest known: BITMAPV5HEADER.
const MAX_HEADER: usize = 124;

/// Values of Compression ([MS-WMF] 2.1.1.7).
const BI_BITFIELDS: u32 = 3;
const BI_JPEG: u32 = 4;
const BI_PNG: u32 = 5;

/// Where the bits of a bitmap begin.
fn bits_at(dib: &[u8]) -> Option<usize> {
    let header = usize_at(dib, 0)?;
    let (bits_per_pixel, entry, used, masks) = match header {
        CORE_HEADER => (u16_at(dib, 10)?, 3, 0, 0),
        INFO_HEADER..=MAX_HEADER => {
            let masks = match u32_at(dib, 16)? {
                BI_BITFIELDS if header == INFO_HEADER => 12,
                _ => 0,
            };
            (u16_at(dib, 14)?, 4, usize_at(dib, 32)?, masks)
        }
        _ => return None,
    };
    let colours = match (bits_per_pixel, used) {
        (1 | 4 | 8, 0) => 1usize.checked_shl(u32::from(bits_per_pixel))?,
        (0 | 1 | 4 | 8 | 16 | 24 | 32, used) => used,
        _ => return None,
    };
    let at = header
        .checked_add(masks)?
        .checked_add(colours.checked_mul(entry)?)?;
    (at <= dib.len()).then_some(at)
}

/// The bits of a bitmap that are a file of another format.
pub(super) fn compressed(dib: &[u8]) -> Option<(&'static str, &'static str, &[u8])> {
    if usize_at(dib, 0)? < INFO_HEADER {
        return None;
    }
    let (media_type, extension) = match u32_at(dib, 16)? {
        BI_JPEG => ("image/jpeg", "jpg"),
        BI_PNG => ("image/png", "png"),
        _ => return None,
    };
    Some((media_type, extension, dib.get(bits_at(dib)?..)?))
}

/// A bitmap as a file.
pub(super) fn file_of_dib(dib: &[u8]) -> Option<Vec<u8>> {
    let bits_at = FILE_HEADER.checked_add(bits_at(dib)?)?;
    let len = FILE_HEADER.checked_add(dib.len())?;
    let mut file = Vec::with_capacity(len);
    file.extend_from_slice(b"BM");
    file.extend_from_slice(&u32::try_from(len).ok()?.to_le_bytes());
    file.extend_from_slice(&[0; 4]);
    file.extend_from_slice(&u32::try_from(bits_at).ok()?.to_le_bytes());
    file.extend_from_slice(dib);
    Some(file)
}

/// Rows from the top as a file. Without a colour table only black and white and true colour have a
/// meaning.
pub(super) fn file_of_rows(shape: DeviceBitmap, bits: &[u8]) -> Option<Vec<u8>> {
    let DeviceBitmap { width, height, .. } = shape;
    let colours: &[u8] = match shape.bits_per_pixel {
        1 => &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0],
        24 | 32 => &[],
        _ => return None,
    };
    let row_len = usize::try_from(shape.row_len).ok().filter(|len| *len > 0)?;
    let pixels = usize::try_from(width).ok().filter(|len| *len > 0)?;
    let rows = usize::try_from(height).ok().filter(|rows| *rows > 0)?;
    let used = pixels
        .checked_mul(usize::try_from(shape.bits_per_pixel).ok()?)?
        .div_ceil(8);
    if used > row_len || row_len.checked_mul(rows)? > bits.len() {
        return None;
    }
    let mut dib = Vec::with_capacity(bits.len().saturating_add(INFO_HEADER));
    dib.extend_from_slice(&u32::try_from(INFO_HEADER).ok()?.to_le_bytes());
    dib.extend_from_slice(&width.to_le_bytes());
    dib.extend_from_slice(&height.to_le_bytes());
    dib.extend_from_slice(&1u16.to_le_bytes());
    dib.extend_from_slice(&u16::try_from(shape.bits_per_pixel).ok()?.to_le_bytes());
    dib.extend_from_slice(&[0; 24]);
    dib.extend_from_slice(colours);
    // Files have their rows from the bottom, each a multiple of four octets long.
    let padding = used.next_multiple_of(4).checked_sub(used)?;
    for row in bits
        .chunks_exact(row_len)
        .take(rows)
        .collect::<Vec<_>>()
        .iter()
        .rev()
    {
        dib.extend_from_slice(row.get(..used)?);
        dib.extend(std::iter::repeat_n(0, padding));
    }
    file_of_dib(&dib)
}
