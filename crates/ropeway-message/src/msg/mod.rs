//! Reading .msg files: a message in a compound file ([MS-OXMSG] on [MS-CFB]).
//!
//! ```no_run
//! use ropeway_message::{ReadOptions, msg};
//!
//! let file = std::io::BufReader::new(std::fs::File::open("note.msg")?);
//! let reading = msg::read_with_report(file, &ReadOptions::default())?;
//! for deviation in &reading.report.deviations {
//!     eprintln!("{deviation}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! How a file becomes a [`Message`]:
//!
//! - Values keep the types of the file. 8-bit strings stay bytes in the message's code page; where a
//!   message with such strings does not name one, PidTagMessageCodepage is set from its locale, its
//!   Internet code page or the message around it, and the report says so.
//! - PidTagRecipientType, PidTagRowid and PidTagAttachNumber become the fields of [`Recipient`] and
//!   [`Attachment`]. Rows without distinct PidTagRowid, and all attachments, take the numbers of their
//!   storages.
//! - Names come from the root, for embedded messages also; each message gets those that it uses.
//! - An OLE storage (attach method 6) becomes a compound file of its own, in PidTagAttachDataObject.
//! - What a value's stream holds counts, not the size that the property entry declares.
//!
//! Beside the [`ReadOptions`], the streams of a file may not give more than twice its own size: they cannot,
//! unless several of them claim the same sectors.
//!
//! [`Recipient`]: crate::Recipient
//! [`Attachment`]: crate::Attachment

mod code_page;
mod container;
mod names;
mod object;
mod padded;
mod properties;
mod report;
mod write;

use crate::{Message, ReadOptions};
use bytes::Bytes;
use std::io::{self, Read, Seek};

pub use report::{Deviation, DeviationKind, Report};
pub use write::{CompoundVersion, MsgWriteError, Strings, WriteOptions, Written, write, write_to};

/// Why a file gives no message.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MsgError {
    /// The source could not be read. It may be readable another time.
    #[error("the source cannot be read")]
    Io(#[source] io::Error),
    /// The bytes are no compound file, or one too broken to be opened.
    #[error("not a readable compound file")]
    Container(#[source] io::Error),
    /// A compound file without any property of a message.
    #[error("a compound file, but not of a message")]
    NotAMessage,
    /// Beyond a limit of [`ReadOptions`].
    #[error("beyond the limit of {limit} {what}")]
    Limit {
        /// What there was too much of.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
}

/// A message, and how its file departed from the specification.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reading {
    /// The message.
    pub message: Message,
    /// What was tolerated.
    pub report: Report,
}

/// Reads a .msg file; departures from the specification are tolerated without a word.
///
/// # Errors
/// [`MsgError`].
pub fn read<R: Read + Seek>(source: R, options: &ReadOptions) -> Result<Message, MsgError> {
    read_with_report(source, options).map(|reading| reading.message)
}

/// As [`read`], from memory.
///
/// # Errors
/// [`MsgError`].
pub fn read_bytes(file: &Bytes, options: &ReadOptions) -> Result<Message, MsgError> {
    read(io::Cursor::new(file.clone()), options)
}

/// Reads a .msg file, and tells what about it had to be tolerated.
///
/// # Errors
/// [`MsgError`].
pub fn read_with_report<R: Read + Seek>(source: R, options: &ReadOptions) -> Result<Reading, MsgError> {
    let mut file = container::File::open(source, options)?;
    let message = object::read_file(&mut file)?;
    Ok(Reading {
        message,
        report: file.report,
    })
}
