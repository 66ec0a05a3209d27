//! A source that looks as long as its sector table says.

use std::cell::{Cell, RefCell};
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Offset of the sector shift in the header, and its two values ([MS-CFB] 2.2).
const SECTOR_SHIFT_AT: u64 = 30;
const SECTOR_SHIFT_V4: u8 = 12;

/// A source that several readers may take in turn.
pub(super) struct Shared<R> {
    inner: Rc<RefCell<R>>,
    /// Its size.
    pub(super) len: u64,
    padded_len: u64,
    /// Bytes read beyond its end.
    pub(super) beyond: Rc<Cell<u64>>,
}

impl<R: Read + Seek> Shared<R> {
    pub(super) fn new(mut inner: R) -> io::Result<Self> {
        let len = inner.seek(SeekFrom::End(0))?;
        let mut shift = [0; 1];
        if len > SECTOR_SHIFT_AT {
            inner.seek(SeekFrom::Start(SECTOR_SHIFT_AT))?;
            inner.read_exact(&mut shift)?;
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
            inner: Rc::new(RefCell::new(inner)),
            len,
            padded_len,
            beyond: Rc::new(Cell::new(0)),
        })
    }

    /// The source as it is.
    pub(super) fn plain(&self) -> Padded<R> {
        self.reader(self.len)
    }

    /// The source that goes on with zeros up to the end of the last sector that its last table of sectors
    /// covers.
    ///
    /// Some writers mark the sectors beyond the end of the file as used, or cut the last sector off, which
    /// `cfb` refuses. (Others fill the table with zeros, and those `cfb` takes only without padding.)
    pub(super) fn padded(&self) -> Padded<R> {
        self.reader(self.padded_len)
    }

    fn reader(&self, padded_len: u64) -> Padded<R> {
        Padded {
            inner: Rc::clone(&self.inner),
            len: self.len,
            padded_len,
            position: 0,
            beyond: Rc::clone(&self.beyond),
        }
    }
}

/// A reader of a [`Shared`] source.
pub(super) struct Padded<R> {
    inner: Rc<RefCell<R>>,
    len: u64,
    padded_len: u64,
    position: u64,
    beyond: Rc<Cell<u64>>,
}

impl<R: Read + Seek> Read for Padded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let end = if self.position < self.len {
            self.len
        } else {
            self.padded_len
        };
        let left = usize::try_from(end.saturating_sub(self.position)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let Some(buffer) = buffer.get_mut(..wanted) else {
            return Ok(0);
        };
        let read = if self.position < self.len {
            let mut inner = self.inner.borrow_mut();
            inner.seek(SeekFrom::Start(self.position))?;
            inner.read(buffer)?
        } else {
            buffer.fill(0);
            let count = u64::try_from(wanted).unwrap_or(u64::MAX);
            self.beyond.set(self.beyond.get().saturating_add(count));
            wanted
        };
        let read_u64 = u64::try_from(read).unwrap_or(u64::MAX);
        self.position = self.position.saturating_add(read_u64);
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
        assert_eq!((bytes, shared.beyond.get()), ([7, 7, 0, 0], 2));
        assert_eq!(shared.plain().seek(SeekFrom::End(0)).unwrap(), 1000);
    }

    #[test]
    fn a_source_too_short_for_a_sector_stays_as_it_is() {
        let shared = Shared::new(io::Cursor::new(vec![7; 20])).unwrap();
        assert_eq!(shared.padded().seek(SeekFrom::End(0)).unwrap(), 20);
    }
}
