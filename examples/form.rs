//! Which form a file has, and the message in it.

use bytes::Bytes;
use ropeway::message::{Message, ReadOptions, msg, stored, tnef};
use ropeway::mime;
use std::error::Error;
use std::fmt;
use std::io::Read;

/// A form in which messages are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// [MS-OXMSG].
    Msg,
    /// [MS-OXTNEF].
    Tnef,
    /// [MS-OXCFXICS] 2.2.4.
    FastTransfer,
    /// RFC 5322.
    Mail,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Msg => ".msg file",
            Self::Tnef => "TNEF stream",
            Self::FastTransfer => "FastTransfer stream",
            Self::Mail => "mail",
        })
    }
}

/// A message, and what of its file was not as specified.
#[derive(Debug)]
pub struct Opened {
    /// The form it was in.
    pub form: Form,
    /// The message.
    pub message: Message,
    /// What the reader tolerated, in words.
    pub deviations: Vec<String>,
}

/// The first bytes of a compound file ([MS-CFB] 2.2).
const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The first bytes of a TNEF stream ([MS-OXTNEF] 2.1.3.1).
const TNEF: &[u8] = b"\x78\x9F\x3E\x22";
/// StartMessage and StartFAIMsg ([MS-OXCFXICS] 2.2.4.1.4).
const FAST_TRANSFER: [&[u8]; 2] = [b"\x03\x00\x0C\x40", b"\x03\x00\x10\x40"];

/// Attachments of so many bytes are not read before they are extracted.
const LARGE: u64 = 1 << 20;

/// Why a file cannot be read.
pub type Failure = Box<dyn Error + Send + Sync>;

/// The form that a file begins like; no mail is known by its beginning.
///
/// # Errors
/// Where the file cannot be read.
pub fn known(file: &std::path::Path) -> std::io::Result<Option<Form>> {
    let mut start = Vec::new();
    std::fs::File::open(file)?.take(8).read_to_end(&mut start)?;
    Ok(by_start(&start))
}

fn by_start(bytes: &[u8]) -> Option<Form> {
    if bytes.starts_with(COMPOUND_FILE) {
        Some(Form::Msg)
    } else if bytes.starts_with(TNEF) {
        Some(Form::Tnef)
    } else if FAST_TRANSFER.iter().any(|start| bytes.starts_with(start)) {
        Some(Form::FastTransfer)
    } else {
        None
    }
}

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// Where it cannot be read, or is no message.
pub fn open(file: &str) -> Result<Opened, Failure> {
    let bytes = if file == "-" {
        let mut all = Vec::new();
        std::io::stdin().lock().read_to_end(&mut all)?;
        Some(Bytes::from(all))
    } else if known(file.as_ref())? == Some(Form::Msg) {
        // Such a file is read in place.
        None
    } else {
        Some(std::fs::read(file)?.into())
    };
    match bytes {
        None => in_place(file),
        Some(bytes) => in_memory(&bytes),
    }
}

fn in_place(file: &str) -> Result<Opened, Failure> {
    let options = ReadOptions::default().with_external_from(Some(LARGE));
    let reading = msg::open(file, &options)?;
    Ok(Opened {
        form: Form::Msg,
        message: reading.message,
        deviations: texts(&reading.report.deviations),
    })
}

fn in_memory(bytes: &Bytes) -> Result<Opened, Failure> {
    let options = ReadOptions::default();
    let opened = |form, message, deviations| Opened {
        form,
        message,
        deviations,
    };
    match by_start(bytes) {
        Some(Form::Msg) => {
            let reading = msg::read_with_report(std::io::Cursor::new(bytes.clone()), &options)?;
            let deviations = texts(&reading.report.deviations);
            return Ok(opened(Form::Msg, reading.message, deviations));
        }
        Some(Form::Tnef) => {
            let reading = tnef::read_with_report(bytes, &options)?;
            let deviations = texts(&reading.report.deviations);
            return Ok(opened(Form::Tnef, reading.message, deviations));
        }
        Some(Form::FastTransfer) => {
            return Ok(opened(Form::FastTransfer, stored::read(bytes)?, Vec::new()));
        }
        Some(Form::Mail) | None => {}
    }
    if starts_with_field(bytes) {
        let imported = mime::import(bytes, &mime::ImportOptions::default())?;
        let deviations = texts(&imported.report.deviations);
        return Ok(opened(Form::Mail, imported.message, deviations));
    }
    Err("neither a .msg file nor a TNEF stream, a FastTransfer stream or a mail".into())
}

fn texts<T: fmt::Display>(items: &[T]) -> Vec<String> {
    items.iter().map(T::to_string).collect()
}

/// Whether the bytes begin with a header field (RFC 5322 2.2), or with the line that mailbox files put before
/// a mail.
fn starts_with_field(bytes: &[u8]) -> bool {
    let bytes = match bytes.strip_prefix(b"From ") {
        Some(_) => return true,
        None => bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes),
    };
    let name = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_graphic() && **byte != b':')
        .count();
    let rest = bytes.iter().skip(name).find(|byte| !matches!(byte, b' ' | b'\t'));
    name > 0 && rest == Some(&b':')
}
