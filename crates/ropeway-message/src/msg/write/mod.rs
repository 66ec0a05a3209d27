//! Writing .msg files.

mod container;
mod names;
mod object;
mod ole;
mod options;
mod values;

use crate::{Loss, Message, Place, Written};
use container::File;
use names::FileNames;
use std::io::{Cursor, Read, Seek, Write};

pub use options::{CompoundVersion, MsgWriteError, Strings, WriteOptions};

/// Writes a message as a .msg file in memory.
///
/// # Errors
/// [`MsgWriteError`], but for [`MsgWriteError::Io`].
pub fn write(message: &Message, options: &WriteOptions) -> Result<Written, MsgWriteError> {
    let mut file = Cursor::new(Vec::new());
    let losses = write_to(message, &mut file, options)?;
    Ok(Written {
        bytes: file.into_inner().into(),
        losses,
    })
}

/// Writes a message as a .msg file, and says what it does not carry.
///
/// The sink must be empty and at its beginning; a compound file is written in no order, and some of it is
/// read again. Content that is not in memory ([`crate::External`]) goes into the file piece by piece.
///
/// # Errors
/// [`MsgWriteError`]. Part of the file may be written then.
pub fn write_to<F: Read + Write + Seek>(
    message: &Message,
    sink: F,
    options: &WriteOptions,
) -> Result<Vec<Loss>, MsgWriteError> {
    let names = FileNames::of(message, options.max_depth)?;
    let mut file = File::create(sink, options.version).map_err(MsgWriteError::Io)?;
    names.write(&mut file)?;
    let mut writer = object::Writer {
        file,
        names,
        strings: options.strings,
        says_unicode: options.strings == Strings::Unicode || !object::has_narrow(message),
        losses: Vec::new(),
    };
    writer.file_message(message, &Place::message())?;
    writer.file.finish()?;
    Ok(writer.losses)
}

#[cfg(test)]
mod tests;
