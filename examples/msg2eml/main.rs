//! Converts stored messages into mails.
//!
//! ```text
//! cargo run --release --example msg2eml -- INPUT... -o DIR [--jobs N] [--report FILE.jsonl]
//!     [--form mime|tnef] [--verify]
//! cargo run --release --example msg2eml -- - < a.msg > a.eml
//! ```
//!
//! An INPUT is a `.msg` file, a TNEF stream (`winmail.dat`), a FastTransfer stream of one message, a mail, or
//! a folder of them: of a folder, everything below that begins like one of the first three, or is named like
//! one. Each becomes `DIR/<path below the input folder, extension replaced by .eml>`; where two inputs would
//! have the same name, the later one keeps its extension before `.eml`. `-` is standard input; without `-o`
//! its mail goes to standard output.
//!
//! `--jobs N` converts N files at a time (by default as many as there are processors). `--report` writes a
//! line of JSON for each input: its output, the parts and what they were made of, what was dropped,
//! substituted, demoted or moved into TNEF and why, and what the reader had to tolerate; what it quotes of a
//! message is content. `--form tnef` writes text and winmail.dat. `--verify` reads each mail back, with
//! another parser than the converter's own, and compares it with the message.
//!
//! What converts is written under another name first, so that no half a mail is left. Existing files are
//! replaced. A message without a sender is `From: unknown@invalid`; one without a date has the file's. The
//! same file under the same name gives the same mail.
//!
//! Exit code 0: every input was converted (and found the same). 1: some were not; they are named at the end.
//! 2: wrong arguments, or a report that cannot be written.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod plan;
mod record;
mod verify;
mod work;

use arguments::{Arguments, USAGE};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use plan::Job;
use record::Record;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Whether every input was converted.
fn run(arguments: &Arguments) -> io::Result<bool> {
    let mut report = match &arguments.report {
        Some(file) => Some(io::BufWriter::new(std::fs::File::create(file).map_err(
            |error| io::Error::new(error.kind(), format!("{}: {error}", file.display())),
        )?)),
        None => None,
    };
    let (jobs, unread) = plan::jobs(arguments);
    let records = convert_all(&jobs, arguments);
    let mut failed: Vec<&Record> = unread.iter().collect();
    failed.extend(records.iter().filter(|record| !record.is_well()));
    if let Some(report) = &mut report {
        for record in unread.iter().chain(&records) {
            serde_json::to_writer(&mut *report, &record.to_json())?;
            writeln!(report)?;
        }
        report.flush()?;
    }
    for record in &failed {
        for problem in record.problems() {
            eprintln!("{}: {problem}", record.input);
        }
    }
    // Where a mail is on standard output, nothing else is.
    if arguments.output.is_some() {
        let converted = records.len() - failed.len().saturating_sub(unread.len());
        println!("{converted} converted, {} failed", failed.len());
    }
    Ok(failed.is_empty())
}

/// The records in the order of the jobs.
fn convert_all(jobs: &[Job], arguments: &Arguments) -> Vec<Record> {
    let progress = ProgressBar::new(jobs.len() as u64);
    if !io::stderr().is_terminal() || jobs.len() < 2 {
        progress.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta} {msg}") {
        progress.set_style(style);
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(jobs.len()));
    let worker = || {
        while let Some((at, job)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            jobs.get(at).map(|job| (at, job))
        } {
            let record = work::convert(job, arguments);
            progress.inc(1);
            if let Ok(mut done) = done.lock() {
                done.push((at, record));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..arguments.jobs.min(jobs.len()) {
            scope.spawn(worker);
        }
        worker();
    });
    progress.finish_and_clear();
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, record)| record).collect()
}
