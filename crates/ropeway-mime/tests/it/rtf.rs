use super::support::{mime, note, read, tree};
use bytes::Bytes;
use mail_parser::MimeHeaders;
use ropeway_message::{AttachMethod, Attachment, Message, rtf};
use ropeway_mime::FindingKind;
use ropeway_types::tags;
use std::io::{Cursor, Write};

fn with_rtf(text: &str) -> Message {
    let mut message = note();
    message.properties.remove(tags::BODY.id());
    message
        .properties
        .set(tags::RTF_COMPRESSED, rtf::compress(text.as_bytes()));
    message
}

#[test]
fn sk_09_encapsulated_html_goes_out_as_html() {
    let message = with_rtf(
        "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\fonttbl}{\\*\\htmltag64 <p>}Gr\\'fc\\'dfe{\\*\\htmltag72 </p>}}",
    );
    assert_eq!(
        tree(&message),
        ["multipart/alternative", "  text/plain", "  text/html"]
    );
    read(&message, |parsed| {
        assert_eq!(parsed.body_html(0).unwrap(), "<p>Grüße</p>");
        assert_eq!(parsed.body_text(0).unwrap(), "Grüße\r\n");
    });
}

#[test]
fn bd_03_encapsulated_text_goes_out_as_text() {
    let message = with_rtf("{\\rtf1\\ansi\\fromtext {\\fonttbl}a\\par b}");
    assert_eq!(tree(&message), ["text/plain"]);
}

#[test]
fn bd_03_true_rtf_goes_out_as_text_and_html() {
    let message = with_rtf("{\\rtf1\\ansi a {\\b b}\\par}");
    assert_eq!(
        tree(&message),
        ["multipart/alternative", "  text/plain", "  text/html"]
    );
}

#[test]
fn bd_04_unreadable_rtf_gives_way_to_the_next_body() {
    let mut message = note();
    message
        .properties
        .set(tags::RTF_COMPRESSED, Bytes::from_static(b"\x10\0\0\0broken"));
    message.properties.set(tags::RTF_IN_SYNC, true);
    assert_eq!(tree(&message), ["text/plain"]);
    assert_eq!(mime(&message).report().findings().len(), 1);
}

#[test]
fn bd_04_a_wrong_checksum_is_reported_and_read() {
    let mut compressed = rtf::compress(b"{\\rtf1\\ansi\\fromtext x}").to_vec();
    compressed[12] ^= 1;
    let mut message = note();
    message.properties.remove(tags::BODY.id());
    message
        .properties
        .set(tags::RTF_COMPRESSED, Bytes::from(compressed));
    assert!(read(&message, |p| p.body_text(0).unwrap().starts_with('x')));
    assert_eq!(mime(&message).report().findings().len(), 1);
}

/// A picture of one pixel, as its octets in hexadecimal digits, and as a BMP file.
const PIXEL: &str =
    "28000000010000000100000001001800000000000400000000000000000000000000000000000000ffffff00";

fn octets(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2)
        .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
        .collect()
}

/// The types of all parts with the names and ids of their header.
fn parts(message: &Message) -> Vec<String> {
    read(message, |parsed| {
        parsed
            .parts
            .iter()
            .map(|part| {
                let kind = part.content_type().unwrap();
                format!(
                    "{}/{} {} {} {}",
                    kind.c_type,
                    kind.c_subtype.as_deref().unwrap(),
                    part.content_disposition().map_or("-", |d| &d.c_type),
                    part.attachment_name().unwrap_or("-"),
                    part.content_id().map_or("-", |_| "id"),
                )
            })
            .collect()
    })
}

/// The ids that the HTML refers to, and those of the parts.
fn ids(message: &Message) -> (Vec<String>, Vec<String>) {
    read(message, |parsed| {
        let html = parsed.body_html(0).unwrap().into_owned();
        let referred = html
            .split("cid:")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        let given = parsed
            .parts
            .iter()
            .filter_map(|part| part.content_id().map(str::to_owned))
            .collect();
        (referred, given)
    })
}

#[test]
fn bd_19_pictures_of_rtf_are_inline_parts() {
    let message = with_rtf(&format!(
        "{{\\rtf1\\ansi a{{\\pict\\dibitmap0 {PIXEL}}}b{{\\*\\shppict{{\\pict\\pngblip 89504e470d0a1a0a}}}}\\par}}"
    ));
    assert_eq!(
        parts(&message),
        [
            "multipart/related - - -",
            "multipart/alternative - - -",
            "text/plain - - -",
            "text/html - - -",
            "image/bmp inline image001.bmp id",
            "image/png inline image002.png id",
        ]
    );
    let (referred, given) = ids(&message);
    assert_eq!(referred, given);
    assert!(mime(&message).report().is_empty());
}

#[test]
fn bd_19_a_whole_message() {
    let mut message = with_rtf(&format!(
        "{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Arial;}}}}{{\\colortbl;\\red255\\green0\\blue0;}}\\f0\\fs20 Dear {{\\b Ann}},\\par\
         {{\\pntext * \\tab}}see {{\\field{{\\*\\fldinst HYPERLINK \"https://x.test/\"}}{{\\fldrslt here}}}}\\par\
         \\pard\\cf1 Gr\\'fc\\'dfe {{\\pict\\dibitmap0 {PIXEL}}}\\par}}"
    ));
    message.properties.remove(tags::BODY.id());
    insta::assert_snapshot!(super::support::text(&message).replace("\r\n", "\n"));
}

/// An OLE object of streams, at a position of the text.
fn object(number: u32, name: &str, position: i32, streams: &[(&str, &[u8])]) -> Attachment {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, data) in streams {
        let mut stream = file.create_stream(format!("/{name}")).unwrap();
        stream.write_all(data).unwrap();
    }
    let storage = file.into_inner().into_inner();
    let mut object = Attachment::file(number, name, "", Bytes::new());
    for tag in [
        tags::ATTACH_DATA_BINARY,
        tags::ATTACH_LONG_FILENAME,
        tags::ATTACH_MIME_TAG,
    ] {
        object.properties.remove(tag.id());
    }
    object
        .properties
        .set(tags::ATTACH_METHOD, AttachMethod::STORAGE.0);
    object
        .properties
        .set(tags::ATTACH_DATA_OBJECT, Bytes::from(storage));
    object.properties.set(tags::DISPLAY_NAME, name);
    object.properties.set(tags::RENDERING_POSITION, position);
    object
}

/// `\1Ole10Native` with a file.
fn package(name: &str, data: &[u8]) -> Vec<u8> {
    let mut package = vec![2, 0];
    package.extend_from_slice(&[name.as_bytes(), b"\0C:\\", name.as_bytes(), b"\0\0\0\x03\0"].concat());
    package.extend_from_slice(b"\x01\0\0\0\0");
    package.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
    package.extend_from_slice(data);
    [&u32::try_from(package.len()).unwrap().to_le_bytes()[..], &package].concat()
}

#[test]
fn sk_10_objects_in_rtf_are_pictures_of_the_html() {
    let pixel = octets(PIXEL);
    let mut message =
        with_rtf("{\\rtf1\\ansi one \\objattph\\'20 two \\objattph\\'20 three \\objattph\\'20\\par}");
    message
        .attachments
        .push(object(0, "Chart", 30, &[("CONTENTS", &pixel)]));
    let plan = package("plan.txt", b"08:00 up");
    message.attachments.push(object(
        1,
        "Plan",
        10,
        &[("CONTENTS", &pixel), ("\u{1}Ole10Native", &plan)],
    ));
    let mut file = Attachment::file(2, "notes.txt", "text/plain", &b"x"[..]);
    file.properties.set(tags::RENDERING_POSITION, 20);
    message.attachments.push(file);
    assert_eq!(
        parts(&message),
        [
            "multipart/mixed - - -",
            "multipart/related - - -",
            "multipart/alternative - - -",
            "text/plain - - -",
            "text/html - - -",
            "image/bmp inline Chart.bmp id",
            "image/bmp inline Plan.bmp id",
            "text/plain attachment plan.txt -",
            "text/plain attachment notes.txt -",
        ]
    );
    let (mut referred, mut given) = ids(&message);
    assert_ne!(referred, given, "the order of places is not that of the table");
    referred.sort();
    given.sort();
    assert_eq!(referred, given);
    read(&message, |parsed| {
        let text = parsed.body_text(0).unwrap();
        assert_eq!(
            text,
            "one [Plan] two [notes.txt] three [Chart] \r\n".replace("] t", "]  t")
        );
    });
}

#[test]
fn at_07_a_hidden_attachment_has_no_place() {
    let pixel = octets(PIXEL);
    let mut message = with_rtf("{\\rtf1\\ansi a \\objattph\\'20\\par}");
    let mut hidden = Attachment::file(0, "hidden.txt", "text/plain", &b"x"[..]);
    hidden.properties.set(tags::RENDERING_POSITION, 1);
    hidden.properties.set(tags::ATTACHMENT_HIDDEN, true);
    message.attachments.push(hidden);
    let mut nowhere = Attachment::file(1, "nowhere.txt", "text/plain", &b"x"[..]);
    nowhere.properties.set(tags::RENDERING_POSITION, -1);
    message.attachments.push(nowhere);
    message
        .attachments
        .push(object(2, "Chart", 2, &[("CONTENTS", &pixel)]));
    read(&message, |parsed| {
        assert!(parsed.body_text(0).unwrap().starts_with("a [Chart]"));
    });
}

#[test]
fn at_07_more_objects_than_places_stand_at_the_end() {
    let pixel = octets(PIXEL);
    let mut message = with_rtf("{\\rtf1\\ansi a \\objattph\\'20 b\\par}");
    for number in 0..2 {
        message
            .attachments
            .push(object(number, "Chart", 5, &[("CONTENTS", &pixel)]));
    }
    let (referred, given) = ids(&message);
    assert_eq!(referred, given);
    read(&message, |parsed| {
        assert_eq!(parsed.body_text(0).unwrap(), "a   b\r\n");
    });
    let mime = mime(&message);
    let findings = mime.report().findings();
    assert!(
        findings.iter().any(|f| f.kind == FindingKind::Demoted),
        "{findings:?}"
    );
}

#[test]
fn at_16_an_object_goes_out_as_the_document_that_it_embeds() {
    let mut message = note();
    let pixel = octets(PIXEL);
    let plan = package("plan.txt", b"08:00 up");
    message.attachments.push(object(
        0,
        "Plan",
        -1,
        &[("\u{1}Ole10Native", &plan), ("CONTENTS", &pixel)],
    ));
    message
        .attachments
        .push(object(1, "Sheet", -1, &[("Package", b"PK\x03\x04")]));
    message
        .attachments
        .push(object(2, "Letter", -1, &[("WordDocument", b"x")]));
    message
        .attachments
        .push(object(3, "Photo.png", -1, &[("CONTENTS", &pixel)]));
    message
        .attachments
        .push(object(4, "Thing", -1, &[("\u{1}CompObj", b"x")]));
    let mut empty = object(5, "Empty", -1, &[]);
    empty.properties.remove(tags::ATTACH_DATA_OBJECT.id());
    message.attachments.push(empty);
    assert_eq!(
        parts(&message),
        [
            "multipart/mixed - - -",
            "text/plain - - -",
            "text/plain attachment plan.txt -",
            "application/zip attachment Sheet.zip -",
            "application/msword attachment Letter.doc -",
            "image/bmp attachment Photo.png.bmp -",
            "application/octet-stream attachment Thing -",
        ]
    );
    let mime = mime(&message);
    let findings = mime.report().findings();
    assert_eq!(findings.len(), 6, "{findings:?}");
    assert_eq!(findings[5].kind, FindingKind::Dropped);
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    // [MS-OXCMAIL] 2.1.3.4.4: no size, which is that of something else.
    let picture = text.split("--").find(|part| part.contains("image/bmp")).unwrap();
    assert!(!picture.contains("size="), "{picture}");
    assert!(
        picture.contains("Content-Description: Photo.png.bmp"),
        "{picture}"
    );
}

#[test]
fn at_16_the_rendering_of_an_object_stands_in_for_a_missing_picture() {
    let mut message = with_rtf("{\\rtf1\\ansi a \\objattph\\'20\\par}");
    let mut object = object(0, "Chart", 1, &[("\u{1}CompObj", b"x")]);
    object
        .properties
        .set(tags::ATTACH_RENDERING, Bytes::from(octets(PIXEL)));
    message.attachments.push(object);
    assert!(parts(&message).contains(&"image/bmp inline Chart.bmp id".to_owned()));
}
