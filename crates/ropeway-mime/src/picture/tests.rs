#![allow(clippy::arithmetic_side_effects)]

use super::*;

/// Two by two pixels of true colour.
fn dib() -> Vec<u8> {
    let mut dib = Vec::new();
    for word in [40u32, 2, 2, 1 | 24 << 16, 0, 16, 0, 0, 0, 0] {
        dib.extend_from_slice(&word.to_le_bytes());
    }
    dib.extend_from_slice(&[1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0]);
    dib
}

fn record(function: u16, parameters: &[u8]) -> Vec<u8> {
    let words = u32::try_from(parameters.len().div_ceil(2) + 3).unwrap();
    [&words.to_le_bytes()[..], &function.to_le_bytes(), parameters].concat()
}

fn wmf(records: &[Vec<u8>]) -> Bytes {
    let mut file = vec![1, 0, 9, 0, 0, 3];
    file.extend_from_slice(&[0; 12]);
    for record in records {
        file.extend_from_slice(record);
    }
    file.extend_from_slice(&record(0, b""));
    file.into()
}

#[test]
fn bd_19_a_bitmap_gets_its_file_header() {
    let picture = Picture::of_dib(&dib()).unwrap();
    assert_eq!(picture.media_type, "image/bmp");
    assert_eq!(
        picture.data[..14],
        [b'B', b'M', 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0]
    );
    assert_eq!(picture.data[14..], dib()[..]);
    assert_eq!(Picture::of_file(&picture.data).unwrap(), picture);
    assert_eq!(Picture::of_file(&dib().into()).unwrap(), picture);
    let mut palette = dib();
    palette[14] = 8;
    assert_eq!(Picture::of_dib(&palette), None, "its 256 colours are missing");
    for len in 0..40 {
        assert_eq!(Picture::of_dib(&dib()[..len]), None);
    }
}

#[test]
fn bd_19_a_bitmap_of_a_device_is_turned_upside_down() {
    let shape = DeviceBitmap {
        width: 9,
        height: 2,
        bits_per_pixel: 1,
        row_len: 2,
    };
    let picture = Picture::of_device_bitmap(shape, &[0xFF, 0x80, 0, 0]).unwrap();
    let bits = picture.data.len() - 8;
    assert_eq!(picture.data[bits..], [0, 0, 0, 0, 0xFF, 0x80, 0, 0]);
    assert_eq!(Picture::of_device_bitmap(shape, &[0xFF, 0x80, 0]), None);
    let coloured = DeviceBitmap {
        bits_per_pixel: 8,
        row_len: 16,
        ..shape
    };
    assert_eq!(Picture::of_device_bitmap(coloured, &[0; 32]), None);
}

#[test]
fn bd_19_a_metafile_of_one_bitmap_is_that_bitmap() {
    let stretch = record(0x0F43, &[&[0; 22][..], &dib()].concat());
    let setup = record(0x020B, &[0; 4]);
    let picture = Picture::of_metafile(&wmf(&[setup.clone(), stretch.clone()]), None).unwrap();
    assert_eq!(picture, Picture::of_dib(&dib()).unwrap());
    // A second bitmap or a line, and it is a drawing.
    for more in [stretch.clone(), record(0x0213, &[0; 4])] {
        let drawing = wmf(&[setup.clone(), stretch.clone(), more]);
        let picture = Picture::of_metafile(&drawing, None).unwrap();
        assert_eq!((picture.media_type, &picture.data), ("image/wmf", &drawing));
        assert!(picture.is_metafile());
    }
}

#[test]
fn bd_19_a_metafile_is_told_its_size() {
    let drawing = wmf(&[record(0x0213, &[0; 4])]);
    let picture = Picture::of_metafile(&drawing, Some((2540, 5080))).unwrap();
    assert_eq!(picture.data[..4], [0xD7, 0xCD, 0xC6, 0x9A]);
    assert_eq!(picture.data[10..16], [0xA0, 5, 0x40, 0x0B, 0xA0, 5]);
    let sum = (0..11).fold(0, |sum, at| sum ^ u16_at(&picture.data, at * 2).unwrap());
    assert_eq!(sum, 0, "checksum");
    assert_eq!(picture.data[22..], drawing[..]);
    assert_eq!(
        Picture::of_metafile(&picture.data, Some((1, 1))).unwrap(),
        picture
    );
}

#[test]
fn bd_19_an_enhanced_metafile_of_one_bitmap_is_that_bitmap() {
    let mut header = [0; 88];
    header[0] = 1;
    header[4] = 88;
    header[40..44].copy_from_slice(b" EMF");
    let dib = dib();
    let mut stretch = vec![0; 80];
    for (at, value) in [(0, 81u32), (4, 136), (48, 80), (52, 40), (56, 120), (60, 16)] {
        stretch[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    stretch.extend_from_slice(&dib);
    let emf: Bytes = [&header[..], &stretch].concat().into();
    assert_eq!(Picture::of_file(&emf).unwrap(), Picture::of_dib(&dib).unwrap());
    let line = [54u32, 16, 1, 1].map(u32::to_le_bytes).concat();
    let drawing: Bytes = [&emf[..], &line].concat().into();
    assert_eq!(Picture::of_file(&drawing).unwrap().media_type, "image/emf");
}

#[test]
fn bd_19_any_bytes_are_a_picture_or_none() {
    let seeds = [
        dib(),
        wmf(&[record(0x0F43, &[&[0; 22][..], &dib()].concat())]).to_vec(),
    ];
    for seed in seeds {
        for at in 0..seed.len() {
            for value in [0, 0x7F, 0xFF] {
                let mut data = seed.clone();
                data[at] = value;
                Picture::of_file(&data.into());
            }
            Picture::of_file(&seed[at..].to_vec().into());
            Picture::of_file(&seed[..at].to_vec().into());
        }
    }
}
