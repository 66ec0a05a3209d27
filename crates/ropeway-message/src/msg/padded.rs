//! A source that looks as long as its sector table says.

use bytes::Bytes;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Offset of the sector shift in the header, and its two values ([MS-CFB] 2.2).
const SECTOR_SHIFT_AT: u64 = 30;
const SECTOR_SHIFT_V4: u8 = 12;

/// Sources up to this size are read at once, which takes less time than many small reads.
const WHOLE: u64 = 1 << 20;
/// Of larger sources, so much is read at a time and kept for the next small read.
const BLOCK: usize = 16 << 10;

/// A source that several readers may take in turn.
pub(super) struct Shared<R> {
    inner: Arc<Inner<R>>,
}

struct Inner<R> {
    source: Source<R>,
    len: u64,
    padded_len: u64,
    beyond: AtomicU64,
}

enum Source<R> {
    Memory(Bytes),
    Blocks(Mutex<Blocks<R>>),
}

impl<R> Clone for Shared<R> {
    fn clone(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
        }
    }
}

impl<R: Read + Seek> Shared<R> {
    pub(super) fn new(mut source: R) -> io::Result<Self> {
        let mut len = source.seek(SeekFrom::End(0))?;
        let source = if len <= WHOLE {
            source.seek(SeekFrom::Start(0))?;
            let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0));
            source.take(len).read_to_end(&mut bytes)?;
            len = to_u64(bytes.len());
            Source::Memory(bytes.into())
        } else {
            Source::Blocks(Mutex::new(Blocks::new(source)))
        };
        let mut shift = [0; 1];
        if len > SECTOR_SHIFT_AT {
            source.read(SECTOR_SHIFT_AT, &mut shift)?;
        }
        let sector: u64 = if shift == [SECTOR_SHIFT_V4] { 4096 } else { 512 };
        // A table sector has an entry of 4 bytes for each sector; the header is in front of them.
        let covered = sector.saturating_mul(sector / 4);
        let padded_len = match len.checked_sub(sector) {
            Some(body) if body > 0 => body
                .div_ceil(covered)
                .saturating_mul(covered)
                .saturating_add(sector),
            _ => len,
        };
        Ok(Self {
            inner: Arc::new(Inner {
                source,
                len,
                padded_len,
                beyond: AtomicU64::new(0),
            }),
        })
    }
}

impl<R> Shared<R> {
    /// The size of the source.
    pub(super) fn len(&self) -> u64 {
        self.inner.len
    }

    /// Bytes read beyond its end.
    pub(super) fn beyond(&self) -> u64 {
        self.inner.beyond.load(Ordering::Relaxed)
    }

    /// The source as it is.
    pub(super) fn plain(&self) -> Padded<R> {
        self.reader(self.inner.len)
    }

    /// The source that goes on with zeros up to the end of the last sector that its last table of sectors
    /// covers.
    ///
    /// Some writers mark the sectors beyond the end of the file as used, or cut the last sector off, which
    /// `cfb` refuses. (Others fill the table with zeros, and those `cfb` takes only without padding.)
    pub(super) fn padded(&self) -> Padded<R> {
        self.reader(self.inner.padded_len)
    }

    fn reader(&self, padded_len: u64) -> Padded<R> {
        Padded {
            inner: Arc::clone(&self.inner),
            padded_len,
            position: 0,
        }
    }
}

impl<R: Read + Seek> Source<R> {
    /// Reads some bytes from a position in the source.
    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Memory(bytes) => {
                let at = usize::try_from(at).unwrap_or(usize::MAX);
                Ok(copy(bytes.get(at..).unwrap_or_default(), buffer))
            }
            Self::Blocks(blocks) => match blocks.lock() {
                Ok(mut blocks) => blocks.read(at, buffer),
                Err(_) => Err(io::Error::other("another reader of the source panicked")),
            },
        }
    }
}

/// A source with the block that was read last.
struct Blocks<R> {
    source: R,
    /// Where the source stands, if that is known.
    position: Option<u64>,
    block: Vec<u8>,
    block_at: u64,
}

impl<R: Read + Seek> Blocks<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            position: None,
            block: Vec::new(),
            block_at: 0,
        }
    }

    fn read(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.len() >= BLOCK {
            return self.read_source(at, buffer);
        }
        let inside = |block: &Self| {
            let start = usize::try_from(at.checked_sub(block.block_at)?).ok()?;
            block
                .block
                .get(start..)
                .filter(|rest| !rest.is_empty())
                .map(<[u8]>::len)
        };
        if inside(self).is_none() {
            let mut block = std::mem::take(&mut self.block);
            block.resize(BLOCK, 0);
            let read = self.read_source(at, &mut block)?;
            block.truncate(read);
            self.block = block;
            self.block_at = at;
        }
        let left = inside(self).unwrap_or(0);
        let start = self.block.len().saturating_sub(left);
        Ok(copy(self.block.get(start..).unwrap_or_default(), buffer))
    }

    fn read_source(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position.take() != Some(at) {
            self.source.seek(SeekFrom::Start(at))?;
        }
        let read = self.source.read(buffer)?;
        self.position = at.checked_add(to_u64(read));
        Ok(read)
    }
}

/// Copies as much as fits.
fn copy(from: &[u8], to: &mut [u8]) -> usize {
    let len = from.len().min(to.len());
    if let (Some(from), Some(to)) = (from.get(..len), to.get_mut(..len)) {
        to.copy_from_slice(from);
    }
    len
}

fn to_u64(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

/// A reader of a [`Shared`] source.
pub(super) struct Padded<R> {
    inner: Arc<Inner<R>>,
    padded_len: u64,
    position: u64,
}

impl<R: Read + Seek> Read for Padded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.inner.len;
        let end = if self.position < len { len } else { self.padded_len };
        let left = usize::try_from(end.saturating_sub(self.position)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let Some(buffer) = buffer.get_mut(..wanted) else {
            return Ok(0);
        };
        let read = if self.position < len {
            self.inner.source.read(self.position, buffer)?
        } else {
            buffer.fill(0);
            self.inner.beyond.fetch_add(to_u64(wanted), Ordering::Relaxed);
            wanted
        };
        self.position = self.position.saturating_add(to_u64(read));
        Ok(read)
    }
}

impl<R: Read + Seek> Seek for Padded<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.padded_len.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        let Some(target) = target else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        self.position = target;
        Ok(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_zeros_up_to_the_sectors_of_a_whole_table_and_counts_them() {
        let shared = Shared::new(io::Cursor::new(vec![7; 1000])).unwrap();
        let mut padded = shared.padded();
        assert_eq!(padded.seek(SeekFrom::End(0)).unwrap(), 512 + 128 * 512);
        padded.seek(SeekFrom::Start(998)).unwrap();
        let mut bytes = [1; 4];
        padded.read_exact(&mut bytes).unwrap();
        assert_eq!((bytes, shared.beyond()), ([7, 7, 0, 0], 2));
        assert_eq!(shared.plain().seek(SeekFrom::End(0)).unwrap(), 1000);
    }

    #[test]
    fn a_source_too_short_for_a_sector_stays_as_it_is() {
        let shared = Shared::new(io::Cursor::new(vec![7; 20])).unwrap();
        assert_eq!(shared.padded().seek(SeekFrom::End(0)).unwrap(), 20);
    }

    #[test]
    fn large_and_small_reads_of_a_large_source_give_its_bytes() {
        let bytes: Vec<u8> = (0..(WHOLE as u32) + 1000).map(|n| (n / 7) as u8).collect();
        let shared = Shared::new(io::Cursor::new(bytes.clone())).unwrap();
        assert!(matches!(shared.inner.source, Source::Blocks(_)));
        let mut readers = [shared.plain(), shared.plain()];
        let end = bytes.len();
        for (n, (at, len)) in [
            (0, 10),
            (10, 20_000),
            (5, 10),
            (16_380, 10),
            (end - 3, 3),
            (40_000, 1),
            (3, 2),
        ]
        .into_iter()
        .enumerate()
        {
            let reader = &mut readers[n % 2];
            reader.seek(SeekFrom::Start(at as u64)).unwrap();
            let mut read = vec![0; len];
            reader.read_exact(&mut read).unwrap();
            assert!(read == bytes[at..at + len], "{len} bytes at {at}");
        }
    }
}
