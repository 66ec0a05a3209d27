//! Writes the seeds from which the fuzz targets start: the bytes printed in the specifications' examples,
//! the batches of the example `submit_and_relay`, and small messages in the forms that other programs store.
//!
//! ```text
//! cargo run --example fuzz_seeds
//! ```
#![allow(clippy::print_stdout)]

mod rich;
mod stored;

use ropeway::rop::{Request, RequestBuffer, Response, ResponseBuffer, UNASSIGNED_HANDLE};
use ropeway::types::{ErrorCode, FolderId};
use ropeway_examples::{Doing, Failure, Result, compose};
use std::path::Path;

const EXAMPLES: &str = include_str!("../../crates/ropeway-rop/testdata/spec_examples.jsonl");

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
    for (target, name, bytes) in stored::seeds()? {
        put(target, name, &bytes)?;
    }
    for (name, rtf) in rich::SEEDS {
        put("rtf", name, rtf.as_bytes())?;
    }
    println!("{written} seeds");
    Ok(())
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
