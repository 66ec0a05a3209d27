//! Streams that stay in a compound file when its message has been read.

use super::container::Compound;
use super::padded::Shared;
use crate::{External, ExternalSource};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

/// Bytes read at a time, for readers that ask for less. `cfb` finds a stream anew each time, and reads so
/// many in one go.
const BUFFER: usize = 128 << 10;

/// A compound file for those who still read from it.
pub(super) struct Kept<R> {
    /// Empty until the message has been read.
    file: OnceLock<Mutex<Compound<R>>>,
    source: Shared<R>,
}

impl<R> Kept<R> {
    pub(super) fn new(source: Shared<R>) -> Self {
        Self {
            file: OnceLock::new(),
            source,
        }
    }

    pub(super) fn fill(&self, file: Compound<R>) {
        // It is filled once: where reading ends.
        let _ = self.file.set(Mutex::new(file));
    }
}

/// Makes an [`External`] of a stream with its path and size. Only some sources can be kept, and which, the
/// maker's own bounds tell.
pub(super) type MakeExternal<R> = fn(&Arc<Kept<R>>, &Path, u64) -> External;

pub(super) fn external<R: Read + Seek + Send + 'static>(
    file: &Arc<Kept<R>>,
    path: &Path,
    len: u64,
) -> External {
    let stream = Stream {
        file: Arc::clone(file),
        path: path.to_owned(),
    };
    External::new(stream, len)
}

struct Stream<R> {
    file: Arc<Kept<R>>,
    path: PathBuf,
}

impl<R: Read + Seek + Send + 'static> ExternalSource for Stream<R> {
    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let reader = Reader {
            file: Arc::clone(&self.file),
            path: self.path.clone(),
            position: 0,
        };
        Ok(Box::new(BufReader::with_capacity(BUFFER, reader)))
    }
}

/// A reader of a stream; `cfb::Stream` cannot go to another thread.
struct Reader<R> {
    file: Arc<Kept<R>>,
    path: PathBuf,
    position: u64,
}

impl<R: Read + Seek> Read for Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let file = self.file.file.get();
        let file = file.ok_or_else(|| io::Error::other("the message has not been read yet"))?;
        let mut file = file
            .lock()
            .map_err(|_| io::Error::other("another reader of the file panicked"))?;
        let beyond = self.file.source.beyond();
        let mut stream = file.open_stream(&self.path)?;
        stream.seek(SeekFrom::Start(self.position))?;
        let read = stream.read(buffer)?;
        if self.file.source.beyond() != beyond {
            // Zeros stand there for what the file does not have.
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.position = self
            .position
            .saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}
