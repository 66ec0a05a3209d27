use super::*;
use std::io::Write;

fn storage(streams: &[(&str, &[u8])]) -> Bytes {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, data) in streams {
        file.create_stream(format!("/{name}"))
            .unwrap()
            .write_all(data)
            .unwrap();
    }
    file.into_inner().into_inner().into()
}

fn package(label: &str, data: &[u8], wide: bool) -> Vec<u8> {
    let mut package = vec![2, 0];
    package.extend_from_slice(&[label.as_bytes(), b"\0C:\\x\\", label.as_bytes(), b"\0\0\0\x03\0"].concat());
    package.extend_from_slice(b"\x05\0\0\0temp\0");
    package.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
    package.extend_from_slice(data);
    if wide {
        for name in ["temp", "Grüße.txt", "path"] {
            let units: Vec<u16> = name.encode_utf16().collect();
            package.extend_from_slice(&u32::try_from(units.len()).unwrap().to_le_bytes());
            package.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        }
    }
    [&u32::try_from(package.len()).unwrap().to_le_bytes()[..], &package].concat()
}

fn presentation(format: u32, data: &[u8]) -> Vec<u8> {
    let head = [0xFFFF_FFFF, format, 4, 1, 0xFFFF_FFFF, 2, 0, 2540, 1270];
    let head = head.map(u32::to_le_bytes).concat();
    [&head[..], &u32::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

/// One pixel of true colour.
fn dib() -> Vec<u8> {
    let words = [40u32, 1, 1, 1 | 24 << 16, 0, 4, 0, 0, 0, 0, 0x00FF_FFFF];
    words.map(u32::to_le_bytes).concat()
}

#[test]
fn at_16_the_file_of_a_package_keeps_its_name() {
    let object = storage(&[("\u{1}Ole10Native", &package("a.txt", b"text", false))]);
    let file = read(&object, None).file.unwrap();
    assert_eq!(
        (file.name.as_deref(), &file.data[..]),
        (Some("a.txt"), &b"text"[..])
    );
    let object = storage(&[("\u{1}Ole10Native", &package("Gr??e.txt", b"text", true))]);
    assert_eq!(
        read(&object, None).file.unwrap().name.as_deref(),
        Some("Grüße.txt")
    );
    // An object of OLE 1 without a storage.
    let file = read(&package("a.txt", b"text", false).into(), None).file.unwrap();
    assert_eq!(&file.data[..], b"text");
}

#[test]
fn at_16_documents_are_found_where_their_programs_put_them() {
    let of = |streams: &[(&str, &[u8])]| read(&storage(streams), None).file.unwrap();
    assert_eq!(of(&[("Package", b"PK\x03\x04")]).data, &b"PK\x03\x04"[..]);
    assert_eq!(of(&[("CONTENTS", b"%PDF-1.4")]).data, &b"%PDF-1.4"[..]);
    assert_eq!(of(&[("\u{1}Ole10Native", b"\x02\0\0\0xy")]).data, &b"xy"[..]);
    let word = storage(&[("WordDocument", b"x"), ("1Table", b"x")]);
    let file = read(&word, None).file.unwrap();
    assert_eq!((file.extension, file.data), (Some("doc"), word));
    assert_eq!(read(&storage(&[("\u{1}CompObj", b"x")]), None), Object::default());
    assert_eq!(read(&Bytes::from_static(b"nothing"), None), Object::default());
}

#[test]
fn at_16_the_static_picture_is_found() {
    let bitmap = Picture::of_dib(&dib());
    assert!(bitmap.is_some());
    let pres = presentation(8, &dib());
    assert_eq!(
        read(&storage(&[("\u{2}OlePres000", &pres)]), None).picture,
        bitmap
    );
    let broken = storage(&[("\u{2}OlePres000", b"x"), ("\u{2}OlePres001", &pres)]);
    assert_eq!(read(&broken, None).picture, bitmap);
    assert_eq!(read(&storage(&[("CONTENTS", &dib())]), None).picture, bitmap);
    assert_eq!(read(&storage(&[]), Some(&dib().into())).picture, bitmap);
    // A metafile is told its size.
    let metafile = [&[1, 0, 9, 0, 0, 3][..], &[0; 12], &[3, 0, 0, 0, 0, 0]].concat();
    let pres = presentation(3, &metafile);
    let picture = read(&storage(&[("\u{2}OlePres000", &pres)]), None)
        .picture
        .unwrap();
    assert_eq!(picture.media_type, "image/wmf");
    assert_eq!(picture.data[..4], [0xD7, 0xCD, 0xC6, 0x9A]);
}

#[test]
fn at_16_a_broken_object_is_none() {
    let whole = storage(&[
        ("\u{1}Ole10Native", &package("a.txt", b"text", true)),
        ("\u{2}OlePres000", &presentation(8, &dib())),
    ]);
    for len in (0..whole.len()).step_by(61) {
        read(&whole.slice(..len), None);
    }
    for at in (0..whole.len()).step_by(17) {
        let mut broken = whole.to_vec();
        broken[at] ^= 0xFF;
        read(&broken.into(), None);
    }
    for stream in [package("a.txt", b"text", true), presentation(8, &dib())] {
        for len in 0..stream.len() {
            native::read(&Bytes::copy_from_slice(&stream[..len]));
            presentation::read(&Bytes::copy_from_slice(&stream[..len]));
        }
    }
}

#[test]
fn at_16_an_icon_that_few_could_see_gives_way_to_the_document() {
    let metafile = [&[1, 0, 9, 0, 0, 3][..], &[0; 12], &[3, 0, 0, 0, 0, 0]].concat();
    let mut icon = presentation(3, &metafile);
    icon[12] = 4;
    let package = package("a.txt", b"text", false);
    let object = storage(&[("\u{2}OlePres000", &icon), ("\u{1}Ole10Native", &package)]);
    assert_eq!(read(&object, None).picture, None);
    // Without the document it is all there is.
    assert!(
        read(&storage(&[("\u{2}OlePres000", &icon)]), None)
            .picture
            .is_some()
    );
}
