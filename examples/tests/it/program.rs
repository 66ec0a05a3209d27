//! The examples as programs.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A built example. `cargo test` builds them, unless told to build this test alone.
pub(crate) fn path(example: &str) -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let name = format!("examples/{example}{}", std::env::consts::EXE_SUFFIX);
    let program = own.parent().unwrap().parent().unwrap().join(name);
    assert!(
        program.exists(),
        "{} is not built: run `cargo build --examples`",
        program.display()
    );
    program
}

pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs an example to its end.
pub(crate) fn run(example: &str, arguments: &[&str], input: &[u8]) -> Ended {
    let mut child = Command::new(path(example))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // It may end before it has read all.
    let feeding = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = feeding.join();
    let ended = Ended {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(!ended.err.contains("panicked"), "{}", ended.err);
    ended
}
