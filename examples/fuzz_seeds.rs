//! Writes the seeds from which the fuzz targets start: the bytes printed in the specifications' examples,
//! the batches of the example `submit_and_relay`, and small messages in the forms that other programs store.
//!
//! ```text
//! cargo run --example fuzz_seeds
//! ```
#![allow(clippy::print_stdout)]

use ropeway::rop::{Request, RequestBuffer, Response, ResponseBuffer, UNASSIGNED_HANDLE};
use ropeway::types::{ErrorCode, FolderId};
use ropeway_examples::{Doing, Failure, Result, compose};
use std::io::{Cursor, Write};
use std::path::Path;

const EXAMPLES: &str = include_str!("../crates/ropeway-rop/testdata/spec_examples.jsonl");

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds");
    let mut written = 0;
    let mut put = |target: &str, name: &str, bytes: &[u8]| -> Result<()> {
        let folder = root.join(target);
        std::fs::create_dir_all(&folder).doing("making the folder")?;
        written += 1;
        std::fs::write(folder.join(name), bytes).doing("writing a seed")
    };
    for (number, line) in EXAMPLES.lines().enumerate() {
        let value: serde_json::Value = serde_json::from_str(line).doing("reading the examples")?;
        let field = |name: &str| {
            value
                .get(name)
                .and_then(serde_json::Value::as_str)
                .unwrap_or_default()
        };
        let rop = bytes(field("rop_hex"))?;
        let target = if field("direction") == "response" {
            "rop_response"
        } else {
            "rop_request"
        };
        put(
            target,
            &format!("spec_{number:02}_{}", field("rop")),
            &buffer(&rop),
        )?;
    }
    let recipients = [
        (1, "Ann", "ann@example.test"),
        (2, "Bob", "bob@example.test"),
        (3, "Cleo", "cleo@example.test"),
    ];
    // The handles that a fresh session gives: the logon's is its LogonId, 0, in the top byte.
    let handles = [0, 1, 2, 3, 4];
    let batches = [
        (
            "logon",
            compose::logon("/o=Org/cn=Recipients/cn=user"),
            vec![UNASSIGNED_HANDLE],
        ),
        ("name", compose::name(), vec![0]),
        (
            "begin",
            compose::begin(FolderId::new(1, 0x15), 0x8000, &recipients),
            vec![
                0,
                UNASSIGNED_HANDLE,
                UNASSIGNED_HANDLE,
                UNASSIGNED_HANDLE,
                UNASSIGNED_HANDLE,
            ],
        ),
        (
            "write",
            compose::write(b"some bytes of an attachment"),
            handles.to_vec(),
        ),
        ("finish", compose::finish(), handles.to_vec()),
    ];
    let mut session = Vec::new();
    for (name, requests, handles) in batches {
        let failures = requests
            .iter()
            .filter_map(|r: &Request| Response::failure(r, ErrorCode::NULL_OBJECT));
        let answer = ResponseBuffer::new(failures.collect(), handles.clone());
        let batch = RequestBuffer::new(requests, handles)
            .encode()
            .doing("encoding a batch")?;
        put("rop_request", name, &batch)?;
        let answer = answer.encode().doing("encoding answers")?;
        put("rop_response", name, &answer)?;
        // The frame of an exchange: length of the requests, requests, answers.
        let len = u16::try_from(batch.len()).doing("framing an exchange")?;
        let exchange = [&len.to_le_bytes(), &batch[..], &answer[..]].concat();
        put("rop_response", &format!("exchange_{name}"), &exchange)?;
        // The oracle's frame: length, output size in units of 256 bytes, batch.
        let len = u16::try_from(batch.len()).doing("framing a batch")?;
        session.extend_from_slice(&len.to_le_bytes());
        session.push(0x80);
        session.extend_from_slice(&batch);
        put("execute", &format!("until_{name}"), &session)?;
    }
    for (name, bytes) in compressed_rtf() {
        put("compressed_rtf", name, &bytes)?;
    }
    put("msg", "note", &note(false).doing("writing a .msg file")?)?;
    put("msg", "embedded", &note(true).doing("writing a .msg file")?)?;
    println!("{written} seeds");
    Ok(())
}

/// The examples of [MS-OXRTFCP] 3.1, and one of each oddity that is tolerated.
fn compressed_rtf() -> Vec<(&'static str, Vec<u8>)> {
    let simple = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125B2\x0a\xf3 hel\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0";
    let crossing = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04 WXYZ\x0d\x6e}\x01\x0e\xb0";
    let lying = |contents: &[u8]| [b"\xff\xff\xff\xff\xff\xff\xff\xffLZFu\0\0\0\0", contents].concat();
    let html = b"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag64}\r\n".repeat(3);
    vec![
        ("spec_simple", simple.to_vec()),
        ("spec_crossing", crossing.to_vec()),
        ("uncompressed", b"\x11\0\0\0\x05\0\0\0MELA\0\0\0\0{\\a }".to_vec()),
        ("html", ropeway::message::rtf::compress(&html).to_vec()),
        ("no_end", lying(b"\0{\\rtf1 a\0}")),
        ("unwritten", lying(b"\x01\x80\x0f")),
        ("run", lying(b"\x02=\x0c\xff\x0c\xff\x01\x0c\xff")),
        (
            "bomb",
            lying(&b"\xff\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f".repeat(40)),
        ),
    ]
}

/// A .msg file with a recipient, an attachment and a named property; embedded in another, or not.
fn note(embedded: bool) -> std::io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
    file.create_storage("/__nameid_version1.0")?;
    // One set, one text, and one entry: the text in PS_PUBLIC_STRINGS is property 0x8000.
    for (stream, bytes) in [
        ("00020102", &[][..]),
        ("00030102", &[0, 0, 0, 0, 5, 0, 0, 0]),
        ("00040102", b"\x08\0\0\0C\0a\0t\0e\0"),
    ] {
        let path = format!("/__nameid_version1.0/__substg1.0_{stream}");
        file.create_stream(path)?.write_all(bytes)?;
    }
    if embedded {
        let attachment = "/__attach_version1.0_#00000000";
        let inner = format!("{attachment}/__substg1.0_3701000D");
        file.create_storage(attachment)?;
        file.create_storage(&inner)?;
        properties(&mut file, "", 32, &[(0x001A_001F, &wide("IPM.Note"))])?;
        // PidTagAttachMethod, and an object whose second number says that it is a message.
        properties(
            &mut file,
            attachment,
            8,
            &[
                (0x3705_0003, &[5, 0, 0, 0, 0, 0, 0, 0]),
                (0x3701_000D, &[0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0]),
            ],
        )?;
        note_in(&mut file, &inner, 24)?;
    } else {
        note_in(&mut file, "", 32)?;
    }
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

type Compound = cfb::CompoundFile<Cursor<Vec<u8>>>;

fn note_in(file: &mut Compound, storage: &str, header: usize) -> std::io::Result<()> {
    properties(
        file,
        storage,
        header,
        &[
            (0x001A_001F, &wide("IPM.Note")),
            (0x0037_001F, &wide("Cable car")),
            (0x1000_001E, b"It runs again."),
            (0x3FFD_0003, &[0xE4, 4, 0, 0, 0, 0, 0, 0]),
            (0x8000_000B, &[1, 0, 0, 0, 0, 0, 0, 0]),
        ],
    )?;
    let recipient = format!("{storage}/__recip_version1.0_#00000000");
    file.create_storage(&recipient)?;
    properties(
        file,
        &recipient,
        8,
        &[
            (0x0C15_0003, &[1, 0, 0, 0, 0, 0, 0, 0]),
            (0x39FE_001F, &wide("ann@example.test")),
        ],
    )?;
    let attachment = format!("{storage}/__attach_version1.0_#00000000");
    file.create_storage(&attachment)?;
    properties(
        file,
        &attachment,
        8,
        &[
            (0x3705_0003, &[1, 0, 0, 0, 0, 0, 0, 0]),
            (0x3701_0102, b"08:00 up"),
        ],
    )
}

/// A property stream ([MS-OXMSG] 2.4) of values, and the streams of those that have one.
fn properties(
    file: &mut Compound,
    storage: &str,
    header: usize,
    values: &[(u32, &[u8])],
) -> std::io::Result<()> {
    let mut entries = vec![0; header];
    for (tag, value) in values {
        entries.extend(tag.to_le_bytes());
        entries.extend([6, 0, 0, 0]);
        if let 0x001E | 0x001F | 0x0102 = tag & 0xFFFF {
            entries.extend((value.len() as u64).to_le_bytes());
            let path = format!("{storage}/__substg1.0_{tag:08X}");
            file.create_stream(path)?.write_all(value)?;
        } else {
            entries.extend(*value);
        }
    }
    let path = format!("{storage}/__properties_version1.0");
    file.create_stream(path)?.write_all(&entries)
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A ROP as a whole ROP buffer with a few unassigned handles.
fn buffer(rop: &[u8]) -> Vec<u8> {
    let size = u16::try_from(rop.len() + 2).unwrap_or(u16::MAX);
    [&size.to_le_bytes(), rop, &[0xFF; 16]].concat()
}

fn bytes(hex: &str) -> Result<Vec<u8>> {
    let digits: Vec<u32> = hex.chars().filter_map(|c| c.to_digit(16)).collect();
    let pairs = digits
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit));
    pairs
        .map(u8::try_from)
        .collect::<std::result::Result<_, _>>()
        .map_err(|e| Failure::Other(e.to_string()))
}
