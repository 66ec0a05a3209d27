//! One conversion.

use crate::arguments::Arguments;
use crate::plan::Job;
use crate::record::Record;
use crate::verify;
use ropeway::message::DirectorySnapshot;
use ropeway::mime::{ConvertOptions, HeaderPolicy, MimeMessage, TransportHeaders, convert as to_mime};
use ropeway_examples::form;
use std::error::Error;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::SystemTime;

type Failure = Box<dyn Error + Send + Sync>;

pub(crate) fn convert(job: &Job, arguments: &Arguments) -> Record {
    let mut record = Record::new(&job.input);
    record.output = job
        .output
        .as_ref()
        .map(|path| path.to_string_lossy().into_owned());
    if let Err(error) = attempt(job, arguments, &mut record) {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            text = format!("{text}: {cause}");
            source = cause.source();
        }
        record.fail(text);
    }
    record
}

fn attempt(job: &Job, arguments: &Arguments, record: &mut Record) -> Result<(), Failure> {
    let opened = form::open(&job.input)?;
    record.stored = Some(opened.form.to_string());
    record.deviations = opened.deviations;
    let directory = DirectorySnapshot::new();
    // An archive is no transport: what the message has is kept.
    let headers = HeaderPolicy::new()
        .keywords(true)
        .unsent(true)
        .transport_headers(TransportHeaders::Trace);
    let options = ConvertOptions::new(&directory)
        .date(date(&job.input))
        .seed(seed(&job.input)?)
        .default_sender("unknown@invalid")
        .headers(headers)
        .form(arguments.form);
    let mime = to_mime(&opened.message, &options)?;
    record.size = Some(mime.len());
    record.report = Some(mime.report().clone());
    match &job.output {
        Some(path) => write(&mime, path)?,
        None => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            mime.write_to(&mut out)?;
            out.flush()?;
        }
    }
    if arguments.verify {
        let bytes = match &job.output {
            Some(path) => fs::read(path)?.into(),
            None => mime.to_bytes()?,
        };
        record.differences = Some(verify::differences(
            &opened.message,
            &mime,
            &bytes,
            arguments.form,
        ));
    }
    Ok(())
}

/// Writes a mail, all of it or nothing.
fn write(mime: &MimeMessage, path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = Path::new(&name);
    let written = fs::File::create(part).and_then(|file| {
        let mut file = io::BufWriter::new(file);
        mime.write_to(&mut file)?;
        file.flush()
    });
    let done = written.and_then(|()| fs::rename(part, path));
    if done.is_err() {
        let _ = fs::remove_file(part);
    }
    done
}

/// When the file was changed, for messages that know no date.
fn date(input: &str) -> SystemTime {
    fs::metadata(input)
        .and_then(|metadata| metadata.modified())
        .unwrap_or_else(|_| SystemTime::now())
}

/// Tells messages apart by name and beginning.
fn seed(input: &str) -> io::Result<u64> {
    const BEGINNING: u64 = 64 << 10;
    let mut hasher = DefaultHasher::new();
    Path::new(input).file_name().hash(&mut hasher);
    if input == "-" {
        SystemTime::now().hash(&mut hasher);
    } else {
        let mut beginning = Vec::new();
        let file = fs::File::open(input)?;
        file.metadata()?.len().hash(&mut hasher);
        file.take(BEGINNING).read_to_end(&mut beginning)?;
        beginning.hash(&mut hasher);
    }
    Ok(hasher.finish())
}
