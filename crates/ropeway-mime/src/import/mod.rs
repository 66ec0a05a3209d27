//! An Internet message as a message object ([MS-OXCMAIL] 2.2): the inverse of [`convert`](crate::convert).

mod attachment;
mod charset;
mod content;
mod entity;
mod header;
mod notification;
mod options;
mod people;
mod report;
mod smime;
mod transfer;
mod value;

pub use options::{ImportError, ImportOptions};
pub use report::{ImportFinding, ImportFindingKind, ImportReport};

use bytes::Bytes;
use content::Content;
use entity::Entity;
use header::Header;
use ropeway_message::{Message, Place};

/// What an import gives.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Imported {
    /// The message object.
    pub message: Message,
    /// What could not be mapped, or not as it stood.
    pub report: ImportReport,
}

/// Reads an Internet message (RFC 5322, RFC 2045) into a message object.
///
/// Files that are not encoded share the memory of `bytes`; what is encoded is decoded once.
///
/// # Errors
/// [`ImportError`] for bytes that do not begin with a header field, and where a limit of
/// [`ImportOptions::limits`] is met.
pub fn import(bytes: &Bytes, options: &ImportOptions) -> Result<Imported, ImportError> {
    let blank = bytes.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let entity = Entity::read(&bytes.slice(blank..));
    if entity.fields.is_empty() {
        return Err(ImportError::NoHeader);
    }
    let mut importer = Importer {
        options,
        entries: 0,
        bytes: 0,
        report: ImportReport::default(),
    };
    let message = importer.message(&entity, &Place::message(), 0, 0)?;
    Ok(Imported {
        message,
        report: importer.report,
    })
}

/// The state of one import.
struct Importer<'o> {
    options: &'o ImportOptions,
    entries: usize,
    bytes: u64,
    report: ImportReport,
}

impl Importer<'_> {
    /// `depth` counts the messages around it, `level` also the multiparts.
    fn message(
        &mut self,
        entity: &Entity,
        place: &Place,
        depth: usize,
        level: usize,
    ) -> Result<Message, ImportError> {
        let mut message = Message::note();
        Header {
            importer: self,
            place,
            message: &mut message,
        }
        .read(entity)?;
        if !smime::read(self, entity, place, &mut message)? {
            Content::new(self, place, depth).read(entity, level, &mut message)?;
        }
        Ok(message)
    }

    fn entries(&mut self, more: usize) -> Result<(), ImportError> {
        let limit = self.options.limits.max_entries;
        self.entries = self.entries.saturating_add(more);
        if self.entries > limit {
            return Err(ImportError::TooManyEntries { limit });
        }
        Ok(())
    }

    fn bytes(&mut self, more: usize) -> Result<(), ImportError> {
        let limit = self.options.limits.max_bytes;
        self.bytes = self.bytes.saturating_add(u64::try_from(more).unwrap_or(u64::MAX));
        if self.bytes > limit {
            return Err(ImportError::TooLarge { limit });
        }
        Ok(())
    }

    fn max_depth(&self) -> usize {
        self.options.limits.max_depth.min(ImportOptions::MAX_DEPTH)
    }
}
