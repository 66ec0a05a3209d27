//! Vectors and hexadecimal.

use bytes::Bytes;
use serde_json::Value;
use std::path::PathBuf;

pub(crate) fn bytes(hex: &str) -> Bytes {
    assert_eq!(hex.len() % 2, 0, "odd hexadecimal");
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

pub(crate) fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The lines of a file of the shared vectors; none, loudly, where there are no shared vectors.
pub(crate) fn shared(file: &str) -> Vec<Value> {
    let Some(root) = std::env::var_os("ROPEWAY_SHARED") else {
        eprintln!("IGNORED: vectors/{file}: ROPEWAY_SHARED is not set");
        return Vec::new();
    };
    let path = PathBuf::from(root).join("vectors").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    lines(&text)
}

/// The examples that the specifications print, from this crate's own test data.
pub(crate) fn examples() -> Vec<Value> {
    lines(include_str!("../../testdata/spec_examples.jsonl"))
}

pub(crate) fn hex_of<'a>(line: &'a Value, key: &str) -> Option<&'a str> {
    line.get(key).and_then(Value::as_str)
}

/// A bare ROP as a ROP buffer without handles.
pub(crate) fn buffer_of(rop: &[u8]) -> Bytes {
    let size = u16::try_from(rop.len() + 2).unwrap();
    [&size.to_le_bytes(), rop].concat().into()
}
