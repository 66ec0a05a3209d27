//! The compound file, with what may still be taken from it.

use super::MsgError;
use super::kept::{Kept, MakeExternal};
use super::padded::{Padded, Shared};
use super::report::{Deviation, DeviationKind, Report};
use crate::{External, ReadOptions};
use bytes::Bytes;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

/// How deep an OLE storage may nest.
pub(super) const OLE_DEPTH: usize = 16;

/// An entry of a storage.
#[derive(Debug, Clone)]
pub(super) struct Item {
    entry: cfb::Entry,
}

impl Item {
    pub(super) fn name(&self) -> &str {
        self.entry.name()
    }

    pub(super) fn path(&self) -> &Path {
        self.entry.path()
    }

    pub(super) fn is_storage(&self) -> bool {
        self.entry.is_storage()
    }

    /// The declared size of a stream.
    pub(super) fn len(&self) -> usize {
        usize::try_from(self.entry.len()).unwrap_or(usize::MAX)
    }

    /// The hexadecimal number at the end of a storage's name, behind a prefix; letter case is free.
    pub(super) fn number(&self, prefix: &str) -> Option<u32> {
        let (head, digits) = self.name().split_at_checked(prefix.len())?;
        if !head.eq_ignore_ascii_case(prefix) {
            return None;
        }
        hex(digits)
    }
}

/// Eight hexadecimal digits in either case.
pub(super) fn hex(digits: &str) -> Option<u32> {
    (digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}

pub(super) type Compound<R> = cfb::CompoundFile<Padded<R>>;

pub(super) struct File<R> {
    file: Compound<R>,
    source: Shared<R>,
    /// Where the file goes when it has been read, and who reads from it then, if anybody may.
    kept: Option<(Arc<Kept<R>>, MakeExternal<R>)>,
    pub(super) options: ReadOptions,
    pub(super) report: Report,
    entries: usize,
    /// Bytes of streams read into memory, and of those that stay outside.
    bytes: u64,
    outside: u64,
}

/// Whether an error says that the file is broken, and not that the source failed.
fn is_broken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::NotFound
            | io::ErrorKind::UnexpectedEof
    )
}

/// The order of names in a storage: shorter ones first, then without regard to case ([MS-CFB] 2.6.4).
fn directory_order(name: &str) -> (usize, String) {
    (name.encode_utf16().count(), name.to_uppercase())
}

fn note(report: &mut Report, storage: &Path, kind: DeviationKind) {
    report.note(|| Deviation {
        storage: storage.to_string_lossy().into_owned(),
        kind,
    });
}

/// Nothing could be read of an entry.
fn unreadable(name: &str, declared: u64) -> DeviationKind {
    DeviationKind::Unreadable {
        name: name.to_owned(),
        read: 0,
        declared,
    }
}

impl<R: Read + Seek> File<R> {
    pub(super) fn open(source: R, options: &ReadOptions) -> Result<Self, MsgError> {
        let source = Shared::new(source).map_err(MsgError::Io)?;
        let open = |reader| cfb::OpenOptions::new().open_with(reader);
        let file = match open(source.plain()) {
            Ok(file) => file,
            // The first answer says more about the file as it is.
            Err(error) if is_broken(&error) => {
                open(source.padded()).map_err(|_| MsgError::Container(error))?
            }
            Err(error) => return Err(MsgError::Io(error)),
        };
        Ok(Self {
            file,
            source,
            kept: None,
            options: options.clone(),
            report: Report::default(),
            entries: 0,
            bytes: 0,
            outside: 0,
        })
    }

    /// Lets streams stay in the file.
    pub(super) fn keep(&mut self, make: MakeExternal<R>) {
        self.kept = Some((Arc::new(Kept::new(self.source.clone())), make));
    }

    /// The end of reading: the streams that stayed in the file can be read from now on.
    pub(super) fn finish(self) -> Report {
        if let Some((kept, _)) = self.kept {
            kept.fill(self.file);
        }
        self.report
    }

    /// What all streams together can give, unless several of them claim the same sectors.
    fn most(&self) -> u64 {
        self.source.len().saturating_mul(2)
    }

    pub(super) fn note(&mut self, storage: &Path, kind: DeviationKind) {
        note(&mut self.report, storage, kind);
    }

    /// What a storage holds.
    pub(super) fn list(&mut self, storage: &Path) -> Result<Vec<Item>, MsgError> {
        let max = self.options.max_entries;
        let mut items = Vec::new();
        let entries = match self.file.read_storage(storage) {
            Ok(entries) => entries,
            Err(error) if is_broken(&error) => {
                let name = storage.to_string_lossy();
                note(&mut self.report, storage, unreadable(&name, 0));
                return Ok(items);
            }
            Err(error) => return Err(MsgError::Io(error)),
        };
        for entry in entries {
            if self.entries >= max {
                return Err(MsgError::Limit {
                    what: "storages and streams",
                    limit: u64::try_from(max).unwrap_or(u64::MAX),
                });
            }
            self.entries = self.entries.saturating_add(1);
            // Paths resolve these, so they would lead elsewhere.
            if matches!(entry.name(), "." | "..") {
                note(&mut self.report, storage, unreadable(entry.name(), entry.len()));
                continue;
            }
            items.push(Item { entry });
        }
        Ok(items)
    }

    /// The bytes of a stream, as far as the file yields them.
    pub(super) fn stream(&mut self, storage: &Path, item: &Item) -> Result<Bytes, MsgError> {
        let max_bytes = self.options.max_bytes.min(self.most());
        let declared = item.entry.len();
        let left = max_bytes.saturating_sub(self.bytes);
        let beyond = self.source.beyond();
        let mut bytes = Vec::new();
        let result = match self.file.open_stream(item.path()) {
            // Only without a bound is the memory taken at once and the stream read in one piece.
            Ok(mut stream) if declared <= left => stream.read_to_end(&mut bytes),
            Ok(stream) => stream.take(left.saturating_add(1)).read_to_end(&mut bytes),
            Err(error) => Err(error),
        };
        let read = bytes.len();
        let read_u64 = u64::try_from(read).unwrap_or(u64::MAX);
        if read_u64 > left {
            return Err(MsgError::Limit {
                what: "bytes",
                limit: max_bytes,
            });
        }
        self.bytes = self.bytes.saturating_add(read_u64);
        match result {
            Err(error) if !is_broken(&error) => return Err(MsgError::Io(error)),
            Ok(_) if read_u64 == declared && self.source.beyond() == beyond => {}
            Ok(_) | Err(_) => self.note(
                storage,
                DeviationKind::Unreadable {
                    name: item.name().to_owned(),
                    read,
                    declared,
                },
            ),
        }
        Ok(bytes.into())
    }

    /// The bytes of a stream that stays in the file: a large one, if the file is kept and its end can be
    /// read.
    pub(super) fn outside(&mut self, item: &Item) -> Result<Option<External>, MsgError> {
        let len = item.entry.len();
        let Some((kept, make)) = &self.kept else {
            return Ok(None);
        };
        if self.options.external_from.is_none_or(|from| len < from) {
            return Ok(None);
        }
        let Some(last) = len.checked_sub(1) else {
            return Ok(None);
        };
        let beyond = self.source.beyond();
        let end = self.file.open_stream(item.path()).and_then(|mut stream| {
            stream.seek(SeekFrom::Start(last))?;
            stream.read_exact(&mut [0])
        });
        match end {
            Ok(()) if self.source.beyond() == beyond => {}
            Err(error) if !is_broken(&error) => return Err(MsgError::Io(error)),
            Ok(()) | Err(_) => return Ok(None),
        }
        self.outside = self.outside.saturating_add(len);
        let most = self.most();
        if self.outside > most {
            return Err(MsgError::Limit {
                what: "bytes",
                limit: most,
            });
        }
        Ok(Some(make(kept, item.path(), len)))
    }

    /// A storage with all below it, as a compound file of its own with the class ids and times of this.
    pub(super) fn extract(&mut self, storage: &Item) -> Result<Option<Bytes>, MsgError> {
        let copy = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()));
        // Writing to memory does not fail; what the writer refuses are names and shapes of this file.
        let result = match copy {
            Ok(mut copy) => self
                .copy(&mut copy, storage, Path::new("/"), OLE_DEPTH)
                .map(|()| copy.flush().map(|()| copy.into_inner().into_inner())),
            Err(error) => Ok(Err(error)),
        };
        match result? {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(_) => {
                self.note(storage.path(), unreadable(storage.name(), 0));
                Ok(None)
            }
        }
    }

    fn copy(
        &mut self,
        copy: &mut cfb::CompoundFile<Cursor<Vec<u8>>>,
        from: &Item,
        to: &Path,
        depth: usize,
    ) -> Result<(), MsgError> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(MsgError::Limit {
                what: "levels of storages",
                limit: u64::try_from(OLE_DEPTH).unwrap_or(u64::MAX),
            });
        };
        let mut items = self.list(from.path())?;
        // In a broken directory they may stand in any order; the copy does not depend on it.
        items.sort_by_cached_key(|item| directory_order(item.name()));
        for item in items {
            let target = to.join(item.name());
            if item.is_storage() {
                let made = copy.create_storage(&target);
                if self.refused(&made, from, &item) {
                    continue;
                }
                self.copy(copy, &item, &target, depth)?;
                let timed = copy
                    .set_created_time(&target, item.entry.created())
                    .and_then(|()| copy.set_modified_time(&target, item.entry.modified()));
                self.refused(&timed, from, &item);
            } else {
                let bytes = self.stream(from.path(), &item)?;
                let written = copy.create_stream(&target).and_then(|mut s| s.write_all(&bytes));
                self.refused(&written, from, &item);
            }
        }
        let classed = copy
            .set_storage_clsid(to, *from.entry.clsid())
            .and_then(|()| copy.set_state_bits(to, from.entry.state_bits()))
            .and_then(|()| copy.set_modified_time(to, from.entry.modified()));
        self.refused(&classed, from, from);
        Ok(())
    }

    fn refused<T>(&mut self, result: &io::Result<T>, storage: &Item, item: &Item) -> bool {
        if result.is_err() {
            self.note(storage.path(), unreadable(item.name(), item.entry.len()));
        }
        result.is_err()
    }
}
