//! Shows the whole object tree of a stored message: properties by name, recipients, attachments, embedded
//! messages.
//!
//! ```text
//! cargo run --example dump_message -- [--text] [--json] [--extract DIR] FILE...
//! ```
//!
//! A FILE (`-` is standard input) is a `.msg` file, a TNEF stream (`winmail.dat`), a FastTransfer stream of
//! one message, or a mail (`.eml`); which one shows in its bytes. Attachments of a `.msg` file stay in it
//! until they are extracted, however large they are.
//!
//! Text and bytes are content: only their sizes are shown. `--text` shows strings too, but no bodies in the
//! tree. `--json` prints a line of JSON for each file; with `--text` it holds every string whole, bodies
//! included, and bytes as hexadecimal digits.
//!
//! `--extract DIR` writes the attachments, those of embedded messages too, each under its own name behind a
//! number; embedded messages are written as `.msg` files. Names from the file become harmless ones, and no
//! file is overwritten.
//!
//! Exit code 0: every file was read. 1: some file was not, or something was not extracted. 2: wrong
//! arguments, or an output that cannot be written. What a reader had to tolerate is listed and is no error.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod extract;
mod json;

use extract::Extraction;
use ropeway_examples::form;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: dump_message [--text] [--json] [--extract DIR] FILE...";

#[derive(Default)]
struct Arguments {
    files: Vec<String>,
    text: bool,
    json: bool,
    extract: Option<PathBuf>,
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments::default();
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--text" => arguments.text = true,
            "--json" => arguments.json = true,
            "--extract" => {
                arguments.extract = Some(given.next().ok_or("--extract needs a folder")?.into());
            }
            option if option.starts_with("--") => return Err(format!("unknown argument {option}")),
            _ => arguments.files.push(argument),
        }
    }
    if arguments.files.is_empty() {
        return Err("no file".to_owned());
    }
    Ok(arguments)
}

fn main() -> ExitCode {
    let arguments = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // Whoever reads the output has had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("output: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether all went well.
fn run(arguments: &Arguments) -> io::Result<bool> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut extraction = match &arguments.extract {
        Some(folder) => Some(Extraction::into_folder(folder)?),
        None => None,
    };
    let mut well = true;
    for file in &arguments.files {
        let opened = match form::open(file) {
            Ok(opened) => opened,
            Err(error) => {
                well = false;
                eprint!("{file}: {error}");
                let mut source = error.source();
                while let Some(cause) = source {
                    eprint!(": {cause}");
                    source = cause.source();
                }
                eprintln!();
                continue;
            }
        };
        if arguments.json {
            serde_json::to_writer(&mut out, &json::file(file, &opened, arguments.text))?;
            writeln!(out)?;
        } else {
            writeln!(out, "{file}: {}", opened.form)?;
            for deviation in &opened.deviations {
                writeln!(out, "! {deviation}")?;
            }
            let dump = opened.message.dump();
            let dump = if arguments.text { dump.with_text() } else { dump };
            write!(out, "{dump}")?;
        }
        if let Some(extraction) = &mut extraction {
            out.flush()?;
            well &= extraction.attachments(&opened.message)?;
        }
    }
    out.flush()?;
    Ok(well)
}
