//! Pictures inside RTF: `\pict` with its octets in hexadecimal digits or behind `\bin`.

use crate::picture::{DeviceBitmap, Picture};
use bytes::Bytes;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Unknown,
    /// A file as it is, or an enhanced metafile.
    File,
    Metafile,
    Bitmap,
    DeviceBitmap,
}

/// A picture that is being read.
#[derive(Debug, Default)]
pub(super) struct Pict {
    kind: Kind,
    data: Vec<u8>,
    /// The first digit of an octet.
    half: Option<u8>,
    /// Size in pixels, or in hundredths of a millimetre for metafiles.
    width: i32,
    height: i32,
    /// Size in twips at which it is shown, before scaling.
    goal_width: i32,
    goal_height: i32,
    /// In percent.
    scale_x: Option<i32>,
    scale_y: Option<i32>,
    bits_per_pixel: i32,
    row_len: i32,
}

impl Pict {
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        let value = number.unwrap_or(0);
        match word {
            "pngblip" | "jpegblip" | "emfblip" => self.kind = Kind::File,
            "wmetafile" => self.kind = Kind::Metafile,
            "dibitmap" => self.kind = Kind::Bitmap,
            "wbitmap" => self.kind = Kind::DeviceBitmap,
            "picw" => self.width = value,
            "pich" => self.height = value,
            "picwgoal" => self.goal_width = value,
            "pichgoal" => self.goal_height = value,
            "picscalex" => self.scale_x = number,
            "picscaley" => self.scale_y = number,
            "wbmbitspixel" => self.bits_per_pixel = value,
            "wbmwidthbytes" => self.row_len = value,
            _ => {}
        }
    }

    /// Hexadecimal digits; anything between them is passed over.
    pub(super) fn digits(&mut self, text: &[u8]) {
        for byte in text {
            let Some(digit) = char::from(*byte).to_digit(16).and_then(|d| u8::try_from(d).ok()) else {
                continue;
            };
            match self.half.take() {
                Some(high) => self.data.push(high << 4 | digit),
                None => self.half = Some(digit),
            }
        }
    }

    pub(super) fn octets(&mut self, octets: &[u8]) {
        self.data.extend_from_slice(octets);
    }

    /// The picture, with the size in pixels at which it is shown.
    pub(super) fn finish(self) -> Option<(Picture, Option<(u32, u32)>)> {
        let size = pixels(self.goal_width, self.scale_x).zip(pixels(self.goal_height, self.scale_y));
        let data = Bytes::from(self.data);
        let picture = match self.kind {
            Kind::File | Kind::Unknown => Picture::of_file(&data),
            Kind::Metafile => Picture::of_metafile(&data, Some((self.width, self.height))),
            Kind::Bitmap => Picture::of_dib(&data),
            Kind::DeviceBitmap => {
                let shape = DeviceBitmap {
                    width: self.width,
                    height: self.height,
                    bits_per_pixel: self.bits_per_pixel.max(1),
                    row_len: self.row_len,
                };
                Picture::of_device_bitmap(shape, &data)
            }
        };
        Some((picture?, size))
    }
}

/// Twips as pixels of a 96th of an inch.
fn pixels(twips: i32, percent: Option<i32>) -> Option<u32> {
    /// A picture is no wider than this; what says so is wrong.
    const MAX: u32 = 10_000;
    let percent = percent.filter(|percent| *percent > 0).unwrap_or(100);
    let pixels = i64::from(twips).saturating_mul(i64::from(percent)) / 1500;
    u32::try_from(pixels)
        .ok()
        .filter(|pixels| (1..=MAX).contains(pixels))
}
