//! Pictures out of RTF and OLE objects, in the forms in which mail may carry them.
//!
//! Windows keeps bitmaps without their file header and metafiles without the one that programs look for;
//! both are added. A metafile that does nothing but draw one bitmap is that bitmap: few readers of mail
//! show metafiles, all show bitmaps.

mod bitmap;
mod metafile;

use bytes::Bytes;

/// A picture as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) media_type: &'static str,
    pub(crate) extension: &'static str,
    pub(crate) data: Bytes,
}

impl Picture {
    fn new(media_type: &'static str, extension: &'static str, data: impl Into<Bytes>) -> Self {
        Self {
            media_type,
            extension,
            data: data.into(),
        }
    }

    /// A file of a known kind; also a bitmap or metafile without file header.
    pub(crate) fn of_file(data: &Bytes) -> Option<Self> {
        let known = [
            (&b"\x89PNG\r\n\x1A\n"[..], "image/png", "png"),
            (b"\xFF\xD8\xFF", "image/jpeg", "jpg"),
            (b"GIF8", "image/gif", "gif"),
            (b"II*\0", "image/tiff", "tif"),
            (b"MM\0*", "image/tiff", "tif"),
        ];
        if let Some((_, media_type, extension)) = known.iter().find(|(start, ..)| data.starts_with(start)) {
            return Some(Self::new(media_type, extension, data.clone()));
        }
        if data.starts_with(b"BM") && bitmap::file_of_dib(data.get(14..)?).is_some() {
            return Some(Self::new("image/bmp", "bmp", data.clone()));
        }
        Self::of_metafile(data, None).or_else(|| Self::of_dib(data))
    }

    /// A bitmap as Windows keeps it in memory: BITMAPINFO and bits.
    pub(crate) fn of_dib(dib: &[u8]) -> Option<Self> {
        Some(match bitmap::compressed(dib) {
            Some((media_type, extension, data)) => {
                Self::new(media_type, extension, Bytes::copy_from_slice(data))
            }
            None => Self::new("image/bmp", "bmp", bitmap::file_of_dib(dib)?),
        })
    }

    /// A bitmap of a device: rows from the top, without a colour table.
    pub(crate) fn of_device_bitmap(shape: DeviceBitmap, bits: &[u8]) -> Option<Self> {
        Some(Self::new("image/bmp", "bmp", bitmap::file_of_rows(shape, bits)?))
    }

    /// A metafile, either kind. `size` is its width and height in hundredths of a millimetre, where they
    /// are known; a metafile of the old kind does not tell.
    pub(crate) fn of_metafile(data: &Bytes, size: Option<(i32, i32)>) -> Option<Self> {
        if metafile::is_enhanced(data) {
            return Some(match metafile::enhanced_bitmap(data) {
                Some((info, bits)) => Self::of_dib(&[info, bits].concat())
                    .unwrap_or_else(|| Self::new("image/emf", "emf", data.clone())),
                None => Self::new("image/emf", "emf", data.clone()),
            });
        }
        let records = metafile::records(data)?;
        if let Some(picture) = metafile::bitmap(records).and_then(Self::of_dib) {
            return Some(picture);
        }
        let file = match metafile::placed(data, size) {
            Some(file) => file.into(),
            None => data.clone(),
        };
        Some(Self::new("image/wmf", "wmf", file))
    }

    /// Whether few readers show it.
    pub(crate) fn is_metafile(&self) -> bool {
        matches!(self.extension, "wmf" | "emf")
    }
}

/// The shape of a bitmap that was kept as a device had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct DeviceBitmap {
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) bits_per_pixel: i32,
    /// Octets of a row.
    pub(crate) row_len: i32,
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

fn usize_at(data: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(data, at)?).ok()
}

#[cfg(test)]
mod tests;
