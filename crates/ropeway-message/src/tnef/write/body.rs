//! Pieces of a stream before it is written: their lengths must be known beforehand, and their bytes may be
//! elsewhere.

use crate::tnef::TnefWriteError;
use crate::tnef::attributes::checksum;
use crate::tnef::report::AttributeId;
use crate::{Content, External, ExternalReader};
use bytes::{BufMut, Bytes, BytesMut};
use std::io::{self, Read};
use std::sync::Arc;

/// A payload of so many bytes or more is shared and not copied.
const SHARE: usize = 256;
enum Piece {
    Bytes(Bytes),
    External(External),
    /// The data of an attribute begins here.
    Begin,
    /// The data of an attribute ends here; its checksum follows.
    End,
}

/// Pieces in their order, and how many bytes they are.
#[derive(Default)]
pub(super) struct Body {
    pieces: Vec<Piece>,
    tail: BytesMut,
    len: u64,
}

impl Body {
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    fn grow(&mut self, len: usize) {
        self.len = self.len.saturating_add(u64::try_from(len).unwrap_or(u64::MAX));
    }

    fn flush(&mut self) {
        if !self.tail.is_empty() {
            let bytes = self.tail.split().freeze();
            self.pieces.push(Piece::Bytes(bytes));
        }
    }

    pub(super) fn put(&mut self, bytes: &[u8]) {
        self.tail.put_slice(bytes);
        self.grow(bytes.len());
    }

    pub(super) fn put_u8(&mut self, value: u8) {
        self.put(&[value]);
    }

    pub(super) fn put_u16(&mut self, value: u16) {
        self.put(&value.to_le_bytes());
    }

    pub(super) fn put_u32(&mut self, value: u32) {
        self.put(&value.to_le_bytes());
    }

    /// A payload.
    pub(super) fn share(&mut self, bytes: &Bytes) {
        if bytes.len() < SHARE {
            return self.put(bytes);
        }
        self.flush();
        self.pieces.push(Piece::Bytes(bytes.clone()));
        self.grow(bytes.len());
    }

    pub(super) fn content(&mut self, content: Content<'_>) {
        match content {
            Content::Memory(bytes) => self.share(bytes),
            Content::External(external) => {
                self.flush();
                self.pieces.push(Piece::External(external.clone()));
                self.len = self.len.saturating_add(external.len());
            }
        }
    }

    pub(super) fn append(&mut self, mut other: Body) {
        if other.pieces.is_empty() {
            return self.put(&other.tail);
        }
        other.flush();
        self.flush();
        self.pieces.append(&mut other.pieces);
        self.len = self.len.saturating_add(other.len);
    }

    /// An attribute with this data ([MS-OXTNEF] 2.1.3.1).
    pub(super) fn attribute(&mut self, level: u8, id: u32, data: Body) -> Result<(), TnefWriteError> {
        let Ok(len) = u32::try_from(data.len) else {
            return Err(TnefWriteError::TooLong {
                attribute: AttributeId(id),
                len: data.len,
            });
        };
        self.put_u8(level);
        self.put_u32(id);
        self.put_u32(len);
        self.flush();
        self.pieces.push(Piece::Begin);
        self.append(data);
        self.flush();
        self.pieces.push(Piece::End);
        self.grow(2);
        Ok(())
    }

    /// The pieces, at rest.
    pub(super) fn finish(mut self) -> Pieces {
        self.flush();
        Pieces {
            pieces: self.pieces.into(),
            len: self.len,
        }
    }
}

/// All pieces of a stream. A clone shares them.
#[derive(Clone)]
pub(super) struct Pieces {
    pieces: Arc<[Piece]>,
    len: u64,
}

impl Pieces {
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// The bytes, with the checksums where they belong.
    pub(super) fn open(&self) -> PiecesReader {
        PiecesReader {
            pieces: Arc::clone(&self.pieces),
            at: 0,
            current: Current::None,
            sums: Vec::new(),
        }
    }
}

enum Current {
    None,
    Bytes(Bytes),
    External(ExternalReader),
}

/// Reads [`Pieces`] from their beginning.
pub(super) struct PiecesReader {
    pieces: Arc<[Piece]>,
    /// The piece after the current one.
    at: usize,
    current: Current,
    /// The sums of the attributes that are being read: those of an embedded message are data of the
    /// attribute around it.
    sums: Vec<u16>,
}

impl PiecesReader {
    /// Goes to the next piece that has bytes; false at the end.
    fn advance(&mut self) -> io::Result<bool> {
        loop {
            let Some(piece) = self.pieces.get(self.at) else {
                self.current = Current::None;
                return Ok(false);
            };
            self.at = self.at.saturating_add(1);
            self.current = match piece {
                Piece::Bytes(bytes) => Current::Bytes(bytes.clone()),
                Piece::External(external) => Current::External(external.open()?),
                Piece::Begin => {
                    self.sums.push(0);
                    continue;
                }
                Piece::End => {
                    let sum = self.sums.pop().unwrap_or_default();
                    Current::Bytes(Bytes::copy_from_slice(&sum.to_le_bytes()))
                }
            };
            return Ok(true);
        }
    }
}

impl Read for PiecesReader {
    /// Fills the buffer: pieces are small, and many.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0usize;
        while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
            let read = match &mut self.current {
                Current::None => 0,
                Current::Bytes(bytes) => {
                    let head = bytes.split_to(bytes.len().min(room.len()));
                    if let Some(room) = room.get_mut(..head.len()) {
                        room.copy_from_slice(&head);
                    }
                    head.len()
                }
                Current::External(reader) => match reader.read(room) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    result => result?,
                },
            };
            if read == 0 {
                if !self.advance()? {
                    break;
                }
                continue;
            }
            let sum = checksum(room.get(..read).unwrap_or_default());
            for outer in &mut self.sums {
                *outer = outer.wrapping_add(sum);
            }
            filled = filled.saturating_add(read);
        }
        Ok(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_count_what_is_inside() {
        let mut inner = Body::default();
        let mut data = Body::default();
        data.put(&[1, 2]);
        inner.attribute(1, 0, data).unwrap();
        let mut outer = Body::default();
        outer.attribute(2, 0, inner).unwrap();
        assert_eq!(outer.len(), 24);
        let mut bytes = Vec::new();
        outer.finish().open().read_to_end(&mut bytes).unwrap();
        let inner = [1, 0, 0, 0, 0, 2, 0, 0, 0, 1, 2, 3, 0];
        assert_eq!(bytes[9..22], inner);
        // 1 + 2 + 1 + 2 + 3.
        assert_eq!(bytes[22..], [9, 0]);
    }
}
