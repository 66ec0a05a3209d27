//! Reading and writing .msg files: a message in a compound file ([MS-OXMSG] on [MS-CFB]).
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
//! A file of any size is read without the contents of its attachments: [`open`] and
//! [`ReadOptions::external_from`] leave them in the file until somebody reads them. What memory it takes then
//! is mostly the file's sector tables, some 2 % of its size.
//!
//! ```no_run
//! use ropeway_message::{ReadOptions, msg};
//!
//! let options = ReadOptions::default().with_external_from(Some(1 << 20));
//! let reading = msg::open("large.msg", &options)?;
//! for attachment in &reading.message.attachments {
//!     if let Some(external) = &attachment.external {
//!         std::io::copy(&mut external.open()?, &mut std::io::sink())?;
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Sources of up to 1 MiB are copied into memory before they are read.
//!
//! Beside the [`ReadOptions`], the streams of a file may not give more than twice its own size: they cannot,
//! unless several of them claim the same sectors.
//!
//! # Writing
//!
//! ```
//! use ropeway_message::{Message, ReadOptions, msg};
//! use ropeway_types::tags;
//!
//! let mut message = Message::note();
//! message.properties.set(tags::SUBJECT, "Grüße");
//! let written = msg::write(&message, &msg::WriteOptions::default())?;
//! assert!(written.losses.is_empty());
//! let again = msg::read_bytes(&written.bytes, &ReadOptions::default())?;
//! assert_eq!(again.subject().as_deref(), Some("Grüße"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same message and options give the same bytes. What a file cannot carry is a [`Loss`] with its
//! reason; a message that was read and is written, or written and is read, is otherwise the same but for
//! this:
//!
//! - PidTagStoreSupportMask says that strings are Unicode (0x00040000), and is added to the outermost
//!   message: other readers go by it. With [`Strings::AsTheyAre`] it is not touched if any string of the
//!   file is 8-bit.
//! - 8-bit strings become Unicode by the code page of their message ([`Message::code_page`]), unless
//!   [`Strings::AsTheyAre`] is asked for. Those that have no meaning in it stay 8-bit; a message with
//!   such strings gets PidTagMessageCodepage if it has none. Other readers do not find them.
//! - Strings lose zeros at their end. Property entries are readable and writable (flags 6).
//! - Names are one mapping for the whole file, without gaps from 0x8000 up and in the order of the
//!   messages and their ids: properties keep their names, and not always their ids. Names without a
//!   property are not written. A property without a name keeps its number if no name takes it, and
//!   is lost otherwise.
//! - Row ids that are not distinct, and attachment numbers that do not ascend, are given anew; each that
//!   changes is among the losses, under PidTagRowid or PidTagAttachNumber.
//! - A compound file in PidTagAttachDataObject becomes a storage with its class ids, state bits and
//!   times, without a time of its own creation. It is read as a compound file with the same storages and streams, whose bytes may differ. Bytes
//!   that are no compound file are a stream of their own.
//! - Content outside memory is in memory, or wherever the reader puts it.
//! - A name by number in PS_MAPI below 0x8000 is written and not read: it means the number itself.
//!
//! PtypRestriction and PtypRuleAction have no form in a file ([`LossReason::Type`]). Storages have no times,
//! but for those of OLE storages.
//!
//! [`Loss`]: crate::Loss
//! [`LossReason::Type`]: crate::LossReason::Type
//! [`Recipient`]: crate::Recipient
//! [`Attachment`]: crate::Attachment

mod code_page;
mod container;
mod kept;
mod names;
mod object;
mod padded;
mod properties;
mod report;
mod write;

use crate::{Message, ReadOptions};
use bytes::Bytes;
use std::io::{self, Read, Seek};
use std::path::Path;

pub use report::{Deviation, DeviationKind, Reading, Report};
pub use write::{CompoundVersion, MsgWriteError, Strings, WriteOptions, write, write_to};

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
    reading(container::File::open(source, options)?)
}

/// As [`read_with_report`], from a source that is kept for the contents that stay there by
/// [`ReadOptions::external_from`]. It must not change while they are in use. They may be read by several
/// threads, which take turns.
///
/// # Errors
/// [`MsgError`].
pub fn read_kept<R>(source: R, options: &ReadOptions) -> Result<Reading, MsgError>
where
    R: Read + Seek + Send + 'static,
{
    let mut file = container::File::open(source, options)?;
    file.keep(kept::external);
    reading(file)
}

/// As [`read_kept`], from a file of the file system.
///
/// # Errors
/// [`MsgError`].
pub fn open(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Reading, MsgError> {
    read_kept(std::fs::File::open(path).map_err(MsgError::Io)?, options)
}

fn reading<R: Read + Seek>(mut file: container::File<R>) -> Result<Reading, MsgError> {
    let message = object::read_file(&mut file)?;
    Ok(Reading {
        message,
        report: file.finish(),
    })
}
