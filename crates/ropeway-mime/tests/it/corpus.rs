//! Real messages, where they are at hand.

use super::support::{mime_with, options};
use ropeway_message::msg::read_bytes;
use ropeway_message::{DirectorySnapshot, Message, ReadOptions};
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let shared = std::env::var_os("ROPEWAY_SHARED");
    if shared.is_none() {
        eprintln!("IGNORED: ROPEWAY_SHARED is not set, the corpus of real messages is not converted");
    }
    shared.map(|path| Path::new(&path).join("corpus/msg"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

/// Where to write what was converted, if anybody asks for it.
fn output_folder() -> Option<PathBuf> {
    let folder = std::env::var_os("ROPEWAY_EML_DIR").map(PathBuf::from)?;
    std::fs::create_dir_all(&folder).unwrap();
    Some(folder)
}

#[test]
fn real_messages_convert_and_pass_the_checker() {
    let Some(folder) = corpus() else { return };
    let out = output_folder();
    let directory = DirectorySnapshot::new();
    let options = options(&directory)
        .default_sender("unknown@relay.test")
        .keywords(true);
    let mut converted = 0;
    for path in files(&folder) {
        let file = bytes::Bytes::from(std::fs::read(&path).unwrap());
        let message: Message = match read_bytes(&file, &ReadOptions::default()) {
            Ok(message) => message,
            Err(error) => {
                eprintln!("not read: {}: {error}", path.display());
                continue;
            }
        };
        let signed = message
            .text(ropeway_types::tags::MESSAGE_CLASS)
            .is_some_and(|class| class.to_ascii_lowercase().contains("smime"));
        let mime = if signed {
            match ropeway_mime::convert(&message, &options) {
                Ok(mime) => mime,
                Err(error) => {
                    eprintln!("not converted: {}: {error}", path.display());
                    continue;
                }
            }
        } else {
            mime_with(&message, &options)
        };
        assert!(
            mail_parser::MessageParser::new()
                .parse(&mime.to_bytes().unwrap()[..])
                .is_some()
        );
        converted += 1;
        if let Some(out) = &out {
            let name = path.with_extension("eml");
            std::fs::write(out.join(name.file_name().unwrap()), mime.to_bytes().unwrap()).unwrap();
        }
    }
    assert!(converted > 150, "{converted}");
}

#[test]
fn damaged_messages_convert_or_are_refused() {
    let Some(folder) = corpus() else { return };
    let directory = DirectorySnapshot::new();
    let options = options(&directory).default_sender("unknown@relay.test");
    for path in files(&folder.join("malformed")) {
        let file = bytes::Bytes::from(std::fs::read(&path).unwrap());
        if let Ok(message) = read_bytes(&file, &ReadOptions::default())
            && ropeway_mime::convert(&message, &options).is_ok()
        {
            mime_with(&message, &options);
        }
    }
}

/// A message whose body is nothing but an RTF file of the corpus.
fn rtf_message(path: &Path) -> Message {
    let file = std::fs::read(path).unwrap();
    let compressed = if path.extension().is_some_and(|e| e == "crtf") {
        file.into()
    } else {
        ropeway_message::rtf::compress(&file)
    };
    let mut message = super::support::note();
    message.properties.remove(ropeway_types::tags::BODY.id());
    message
        .properties
        .set(ropeway_types::tags::RTF_COMPRESSED, compressed);
    message
}

#[test]
fn real_rtf_is_de_encapsulated() {
    let Some(folder) = corpus() else { return };
    let folder = folder.with_file_name("rtf");
    let out = output_folder();
    for path in files(&folder) {
        let mime = super::support::mime(&rtf_message(&path));
        if let Some(out) = &out {
            let name = format!("rtf__{}.eml", path.file_name().unwrap().to_string_lossy());
            std::fs::write(out.join(name), mime.to_bytes().unwrap()).unwrap();
        }
    }
    for (name, text) in [
        ("msgreader__nonUnicodeCP932.rtf", "日本語 Non Unicode 本文"),
        ("rtf-stream-parser__cpg1200.rtf", "€ œ ¤ ´ ¼ ½ 𠜎 𩶘 😀"),
        (
            "rtf-stream-parser__jis-test.rtf",
            "テュールスト マーティン ヤコブ",
        ),
        ("rtfde__surrogate_pairs_04.rtf", "😊 📞"),
        ("rtfde__unicode_HH_replacement_01.rtf", "😊 📞"),
        (
            "officeimo__outlook-16-mapi-html-encapsulated.rtf",
            "Zażółć gęślą jaźń",
        ),
        ("rtfde__japanese_iso_2022.rtf", "すみません。"),
        ("rtf-to-html__hebrew-test.rtf", "לתשומת ליבך"),
        ("rtf-to-html__chinese-exotic-test.rtf", "郝竹林"),
    ] {
        super::support::read(&rtf_message(&folder.join(name)), |parsed| {
            let body = parsed.body_text(0).unwrap();
            assert!(body.contains(text), "{name}: {body}");
        });
    }
}

#[test]
fn at_16_real_objects_give_up_their_documents() {
    let Some(folder) = corpus() else { return };
    let folder = folder.with_file_name("tnef");
    let out = output_folder();
    let directory = DirectorySnapshot::new();
    let options = options(&directory).default_sender("unknown@relay.test");
    let mut names = Vec::new();
    for name in ["interop-testsuites__winmail.dat.tnef", "tnef__MAPI_OBJECT.tnef"] {
        let file = bytes::Bytes::from(std::fs::read(folder.join(name)).unwrap());
        let message = ropeway_message::tnef::read(&file, &ReadOptions::default()).unwrap();
        let mime = mime_with(&message, &options).to_bytes().unwrap();
        let parsed = mail_parser::MessageParser::new().parse(&mime[..]).unwrap();
        let given = parsed.attachments().map(|part| {
            mail_parser::MimeHeaders::attachment_name(part)
                .unwrap_or("-")
                .to_owned()
        });
        names.extend(given);
        if let Some(out) = &out {
            std::fs::write(out.join(format!("tnef__{name}.eml")), &mime).unwrap();
        }
    }
    assert_eq!(names, ["a.png", "AsNew Staff pricelist Oct 02.pdf"]);
}
