//! The command line.

use ropeway::mime::Form;
use std::path::PathBuf;
use std::thread::available_parallelism;

pub(crate) const USAGE: &str =
    "usage: msg2eml INPUT... -o DIR [--jobs N] [--report FILE.jsonl] [--form mime|tnef] [--verify]";

pub(crate) struct Arguments {
    pub(crate) inputs: Vec<String>,
    /// Where mails go; none for one mail to standard output.
    pub(crate) output: Option<PathBuf>,
    pub(crate) jobs: usize,
    pub(crate) report: Option<PathBuf>,
    pub(crate) form: Form,
    pub(crate) verify: bool,
}

impl Arguments {
    pub(crate) fn read(mut given: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self {
            inputs: Vec::new(),
            output: None,
            jobs: available_parallelism().map_or(1, Into::into),
            report: None,
            form: Form::Mime,
            verify: false,
        };
        while let Some(argument) = given.next() {
            let mut value = || given.next().ok_or(format!("{argument} needs a value"));
            match argument.as_str() {
                "-o" | "--output" => arguments.output = Some(value()?.into()),
                "-j" | "--jobs" => {
                    arguments.jobs = value()?
                        .parse()
                        .ok()
                        .filter(|jobs| (1..=1024).contains(jobs))
                        .ok_or("--jobs needs a number from 1 to 1024")?;
                }
                "--report" => arguments.report = Some(value()?.into()),
                "--form" => {
                    arguments.form = match value()?.as_str() {
                        "mime" => Form::Mime,
                        "tnef" => Form::Tnef,
                        other => return Err(format!("no form {other}: mime or tnef")),
                    };
                }
                "--verify" => arguments.verify = true,
                option if option.starts_with('-') && option != "-" => {
                    return Err(format!("unknown argument {option}"));
                }
                _ => arguments.inputs.push(argument),
            }
        }
        match (arguments.inputs.as_slice(), &arguments.output) {
            ([], _) => Err("no input".to_owned()),
            ([one], None) if one == "-" => Ok(arguments),
            (_, None) => Err("-o DIR says where mails go".to_owned()),
            _ => Ok(arguments),
        }
    }
}
