//! The compound file under construction.

use super::options::{CompoundVersion, MsgWriteError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The class of a message in a compound file ([MS-OXMSG] 2.1).
const MESSAGE_CLASS_ID: &str = "00020D0B-0000-0000-C000-000000000046";
/// Seconds from the first FILETIME, 1601, to the Unix epoch.
const FILETIME_TO_UNIX: Duration = Duration::from_secs(11_644_473_600);
/// Bytes of content in memory at a time, where it comes from elsewhere.
const PIECE: usize = 64 << 10;

pub(super) struct File<F> {
    file: cfb::CompoundFile<F>,
    /// Bytes that still fit.
    left: u64,
}

/// What copying failed at.
pub(super) enum CopyError {
    Source(io::Error),
    Sink(io::Error),
}

impl<F: Read + Write + Seek> File<F> {
    pub(super) fn create(sink: F, version: CompoundVersion) -> io::Result<Self> {
        let of_file = match version {
            CompoundVersion::V3 => cfb::Version::V3,
            CompoundVersion::V4 => cfb::Version::V4,
        };
        let mut file = cfb::CompoundFile::create_with_version(of_file, sink)?;
        if let Ok(class_id) = MESSAGE_CLASS_ID.parse() {
            file.set_storage_clsid("/", class_id)?;
        }
        Ok(Self {
            file,
            left: version.max_bytes(),
        })
    }

    /// Takes room for a value; false if there is not enough.
    pub(super) fn reserve(&mut self, len: u64) -> bool {
        match self.left.checked_sub(len) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }

    /// A storage without times: the same message is to give the same file.
    pub(super) fn storage(&mut self, path: &Path) -> Result<(), MsgWriteError> {
        create_storage(&mut self.file, path).map_err(MsgWriteError::Io)
    }

    pub(super) fn stream(&mut self, path: &Path, bytes: &[u8]) -> Result<(), MsgWriteError> {
        create_stream(&mut self.file, path, bytes).map_err(MsgWriteError::Io)
    }

    /// A stream with all that a source has.
    pub(super) fn copy(&mut self, path: &Path, source: &mut dyn Read) -> Result<(), CopyError> {
        let mut stream = self.file.create_new_stream(path).map_err(CopyError::Sink)?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = match source.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read.map_err(CopyError::Source)?,
            };
            match piece.get(..read) {
                Some([]) | None => break,
                Some(bytes) => stream.write_all(bytes).map_err(CopyError::Sink)?,
            }
        }
        // A stream that is dropped keeps its errors to itself.
        stream.flush().map_err(CopyError::Sink)
    }

    pub(super) fn compound(&mut self) -> &mut cfb::CompoundFile<F> {
        &mut self.file
    }

    pub(super) fn finish(mut self) -> Result<(), MsgWriteError> {
        self.file.flush().map_err(MsgWriteError::Io)
    }
}

pub(super) fn create_storage<F: Read + Write + Seek>(
    file: &mut cfb::CompoundFile<F>,
    path: &Path,
) -> io::Result<()> {
    let no_time = SystemTime::UNIX_EPOCH
        .checked_sub(FILETIME_TO_UNIX)
        .unwrap_or(SystemTime::UNIX_EPOCH);
    file.create_storage(path)?;
    file.set_created_time(path, no_time)?;
    file.set_modified_time(path, no_time)
}

pub(super) fn create_stream<F: Read + Write + Seek>(
    file: &mut cfb::CompoundFile<F>,
    path: &Path,
    bytes: &[u8],
) -> io::Result<()> {
    let mut stream = file.create_new_stream(path)?;
    stream.write_all(bytes)?;
    stream.flush()
}
