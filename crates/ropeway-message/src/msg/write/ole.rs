//! The OLE storage of an attachment: a compound file that becomes a storage of another one.

use super::container::{create_storage, create_stream};
use crate::msg::container::OLE_DEPTH;
use bytes::Bytes;
use std::io::{self, Cursor, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A compound file taken apart.
pub(super) struct Ole {
    /// Storages before what is in them; the root is the first.
    parts: Vec<Part>,
}

struct Part {
    /// From the root, without its slash.
    path: PathBuf,
    entry: cfb::Entry,
    /// Of a stream.
    bytes: Option<Bytes>,
}

impl Ole {
    /// Takes bytes apart. `None` if they are no compound file, or one that the storage could not be
    /// made into again: broken, too deep, or with names that a path cannot say.
    pub(super) fn parse(bytes: &Bytes) -> Option<Self> {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes.clone())).ok()?;
        let entries: Vec<cfb::Entry> = file.walk().collect();
        // Streams that share sectors could be many times as large as the file.
        let mut left = u64::try_from(bytes.len()).ok()?;
        let mut parts = Vec::with_capacity(entries.len());
        for entry in entries {
            let path = entry.path().strip_prefix("/").ok()?.to_owned();
            let is_path = matches!(entry.name(), "." | "..");
            if is_path && !entry.is_root() || path.components().count() > OLE_DEPTH {
                return None;
            }
            let mut content = None;
            if entry.is_stream() {
                left = left.checked_sub(entry.len())?;
                let mut bytes = Vec::new();
                file.open_stream(entry.path())
                    .ok()?
                    .read_to_end(&mut bytes)
                    .ok()?;
                if u64::try_from(bytes.len()) != Ok(entry.len()) {
                    return None;
                }
                content = Some(Bytes::from(bytes));
            }
            parts.push(Part {
                path,
                entry,
                bytes: content,
            });
        }
        let ole = Self { parts };
        // What the writer refuses is known before anything of it is in the file.
        let mut trial = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
        ole.write(&mut trial, Path::new("/trial")).ok()?;
        Some(ole)
    }

    /// Bytes of all streams.
    pub(super) fn len(&self) -> u64 {
        self.parts
            .iter()
            .filter_map(|part| part.bytes.as_ref())
            .fold(0, |sum, bytes| {
                sum.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
            })
    }

    /// Writes the storage, with the class ids, state bits and times of the compound file.
    pub(super) fn write<F: Read + Write + Seek>(
        &self,
        file: &mut cfb::CompoundFile<F>,
        storage: &Path,
    ) -> io::Result<()> {
        for part in &self.parts {
            let path = if part.path.as_os_str().is_empty() {
                storage.to_owned()
            } else {
                storage.join(&part.path)
            };
            match &part.bytes {
                Some(bytes) => create_stream(file, &path, bytes)?,
                None => {
                    create_storage(file, &path)?;
                    file.set_storage_clsid(&path, *part.entry.clsid())?;
                    file.set_state_bits(&path, part.entry.state_bits())?;
                    file.set_modified_time(&path, part.entry.modified())?;
                    // The root of a compound file has no such time ([MS-CFB] 2.6.2).
                    if !part.entry.is_root() {
                        file.set_created_time(&path, part.entry.created())?;
                    }
                }
            }
        }
        Ok(())
    }
}
