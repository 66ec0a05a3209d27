//! The shared corpus of real files, outside the repository.

use bytes::Bytes;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("ROPEWAY_SHARED");
    if shared.is_none() {
        eprintln!("IGNORED: ROPEWAY_SHARED does not point at the shared corpus");
    }
    shared.map(|shared| PathBuf::from(shared).join("corpus"))
}

/// The facts and bytes of every file of some kind.
pub(crate) fn files(kind: &str) -> Option<Vec<(Value, Bytes)>> {
    let folder = folder()?;
    let facts = std::fs::read_to_string(folder.join("facts.jsonl")).unwrap();
    let files: Vec<_> = facts
        .lines()
        .map(|line| serde_json::from_str::<Value>(&without_lone_surrogates(line)).unwrap())
        .filter(|facts| facts["kind"] == kind)
        .map(|facts| {
            let bytes = std::fs::read(folder.join(facts["path"].as_str().unwrap())).unwrap();
            (facts, Bytes::from(bytes))
        })
        .collect();
    assert!(!files.is_empty(), "no files of kind {kind}");
    Some(files)
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Previews in the facts are cut at a length, some inside a surrogate pair, which is no valid JSON text.
fn without_lone_surrogates(line: &str) -> String {
    let unit = |at: usize| -> Option<u16> {
        let escape = line.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(escape, 16).ok()
    };
    let mut out = String::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let len = match (unit(at), unit(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                out.push('?');
                at += 6;
                continue;
            }
            _ if c == '\\' => 2,
            _ => c.len_utf8(),
        };
        out.push_str(&line[at..at + len]);
        at += len;
    }
    out
}
