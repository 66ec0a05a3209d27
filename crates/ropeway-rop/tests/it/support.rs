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

/// How many cases each of some hundred strategies gets: few, unless PROPTEST_CASES says how many.
pub(crate) fn cases(few: u32) -> proptest::test_runner::Config {
    let mut config = proptest::test_runner::Config::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = few;
    }
    config.failure_persistence = None;
    config.max_shrink_iters = 4096;
    config
}

/// Runs a check on values of every strategy of a list.
pub(crate) fn for_each<T: std::fmt::Debug>(
    list: Vec<(ropeway_rop::RopId, proptest::strategy::BoxedStrategy<T>)>,
    few: u32,
    check: impl Fn(T) -> Result<(), String>,
) {
    for (rop_id, strategy) in list {
        let mut runner = proptest::test_runner::TestRunner::new(cases(few));
        let result = runner.run(&strategy, |value| {
            check(value).map_err(proptest::test_runner::TestCaseError::fail)
        });
        if let Err(e) = result {
            panic!("{rop_id:?}: {e}");
        }
    }
}

/// Equal, or what would be but for floats that are no numbers.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(one: &T, other: &T) -> bool {
    one == other || format!("{one:?}") == format!("{other:?}")
}
