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
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
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
