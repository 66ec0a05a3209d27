//! `\2OlePres000` ([MS-OLEDS] 2.3.4).

use crate::picture::Picture;
use bytes::{Buf, Bytes};

/// Clipboard formats ([MS-OLEDS] 2.1.1).
const CF_METAFILEPICT: u32 = 3;
const CF_DIB: u32 = 8;
const CF_ENHMETAFILE: u32 = 14;

/// DVASPECT_ICON: the picture is the icon of a program, not the look of a document.
const ICON: u32 = 4;

/// The picture of the stream, and whether it is an icon.
pub(super) fn read(stream: &Bytes) -> Option<(Picture, bool)> {
    let mut data = stream.clone();
    // ClipboardFormatOrAnsiString ([MS-OLEDS] 2.3.1): a registered format has a name, which is not asked for.
    let format = match data.try_get_u32_le().ok()? {
        0xFFFF_FFFF | 0xFFFF_FFFE => data.try_get_u32_le().ok()?,
        _ => return None,
    };
    // TargetDeviceSize counts itself.
    let device = usize::try_from(data.try_get_u32_le().ok()?)
        .ok()?
        .checked_sub(4)?;
    data = data.get(device..).map(|rest| data.slice_ref(rest))?;
    let is_icon = data.try_get_u32_le().ok()? == ICON;
    // Lindex, Advf and Reserved1.
    data = data.get(12..).map(|rest| data.slice_ref(rest))?;
    let width = data.try_get_u32_le().ok()?;
    let height = data.try_get_u32_le().ok()?;
    let len = usize::try_from(data.try_get_u32_le().ok()?).ok()?.min(data.len());
    data.truncate(len);
    let size = i32::try_from(width).ok().zip(i32::try_from(height).ok());
    let picture = match format {
        CF_METAFILEPICT | CF_ENHMETAFILE => Picture::of_metafile(&data, size).or_else(|| {
            // METAFILEPICT16 before the metafile, as in OLE 1 ([MS-OLEDS] 2.2.2.1).
            let rest = data.get(8..)?;
            Picture::of_metafile(&data.slice_ref(rest), size)
        }),
        CF_DIB => Picture::of_dib(&data),
        _ => None,
    };
    Some((picture?, is_icon))
}
