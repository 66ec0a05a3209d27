//! Reads ROP buffers and shows what is in them, field by field.
//!
//! ```text
//! cargo run --example inspect_rops -- [--request|--response] [--check] [--json] [--strict|--lenient] FILE...
//! ```
//!
//! A FILE (`-` is standard input) is a ROP buffer, plain or behind RPC_HEADER_EXT, or a whole body of a
//! MAPI/HTTP Execute; as binary, or as hexadecimal text; or JSON lines in which `buffer_hex`, `ext_hex`,
//! `body_hex` and the like hold them. What kind it is shows in the bytes. `--request` (the default) and
//! `--response` say the direction of the files after them, where a line of JSON does not. All files are one
//! session in order: give a request before its response, and rows are read by the columns that were set.
//!
//! It prints a tree, or with `--json` a line of JSON for each buffer. `--check` writes each buffer again and
//! names the first difference. `--strict` takes nothing but what the specifications have, `--lenient` every
//! deviation that has a name.
//!
//! Only ROP buffers are shown and checked: the payloads, as they are without compression and obfuscation,
//! and offsets count from the start of each. Of what carries them nothing is shown (RPC_HEADER_EXT, the
//! other fields of Execute, the auxiliary buffer) nor written again; what is broken there is reported, with
//! its offset in the extended buffer, behind the payloads that stand before it.
//!
//! In JSON, `fields` of a ROP holds its fields by name, and `offsets` the offset and length of each under its
//! path, down to six levels below the ROP.
//!
//! Exit code 0: everything was read (and written back the same). 1: something was not, and it says where and
//! why; or nothing was found to read, other than lines and bodies that are known to hold no ROPs. 2: wrong
//! arguments, or a file that cannot be read.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod input;
mod json;
mod report;
mod tree;

use input::{Direction, Item};
use report::Report;
use ropeway::types::wire::Tolerance;
use std::io::{self, Read, Write};
use std::process::ExitCode;

const USAGE: &str =
    "usage: inspect_rops [--request|--response] [--check] [--json] [--strict|--lenient] FILE...
Only ROP buffers are shown and checked, without the headers and bodies that carry them; offsets count
from the start of each, decompressed.";

struct Arguments {
    files: Vec<(Direction, String)>,
    check: bool,
    json: bool,
    tolerance: Tolerance,
}

fn arguments(given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments {
        files: Vec::new(),
        check: false,
        json: false,
        tolerance: Tolerance::USUAL,
    };
    let mut direction = Direction::Request;
    for argument in given {
        match argument.as_str() {
            "--request" => direction = Direction::Request,
            "--response" => direction = Direction::Response,
            "--check" => arguments.check = true,
            "--json" => arguments.json = true,
            "--strict" => arguments.tolerance = Tolerance::NONE,
            "--lenient" => arguments.tolerance = Tolerance::ALL,
            option if option.starts_with("--") => return Err(format!("unknown argument {option}")),
            _ => arguments.files.push((direction, argument)),
        }
    }
    if arguments.files.is_empty() {
        return Err("no file".to_owned());
    }
    Ok(arguments)
}

fn read(file: &str) -> io::Result<Vec<u8>> {
    if file == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(file)
}

fn main() -> ExitCode {
    let arguments = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut report = Report::new(arguments.tolerance, arguments.check);
    for (direction, file) in &arguments.files {
        let bytes = match read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::from(2);
            }
        };
        for item in input::items(bytes, *direction) {
            let name = match item.line {
                Some(line) => format!("{file}:{line}"),
                None => file.clone(),
            };
            let written = match show(&mut report, &name, item, arguments.json, &mut out) {
                // Whoever reads the output has had enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return judgement(&report),
                written => written,
            };
            if let Err(error) = written {
                eprintln!("output: {error}");
                return ExitCode::from(2);
            }
        }
    }
    match out.flush() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return judgement(&report),
        Err(error) => {
            eprintln!("output: {error}");
            return ExitCode::from(2);
        }
        Ok(()) => {}
    }
    eprintln!("{}", report.summary());
    judgement(&report)
}

fn judgement(report: &Report) -> ExitCode {
    if report.all_is_well() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

fn show(report: &mut Report, name: &str, item: Item, json: bool, out: &mut impl Write) -> io::Result<()> {
    for entry in report.inspect(name, item) {
        if json {
            serde_json::to_writer(&mut *out, &json::entry(&entry))?;
            writeln!(out)?;
        } else {
            tree::print(&entry, out)?;
        }
    }
    Ok(())
}
