//! Pieces of a stream before it is written: their lengths must be known beforehand, and their bytes may be
//! elsewhere.

use crate::tnef::TnefWriteError;
use crate::tnef::attributes::checksum;
use crate::tnef::report::AttributeId;
use crate::{Content, External};
use bytes::{BufMut, Bytes, BytesMut};
use std::io::{self, Read};

/// A payload of so many bytes or more is shared and not copied.
const SHARE: usize = 256;
/// Bytes that are read at a time from where they are.
const BLOCK: usize = 64 << 10;

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

    /// Writes everything to a sink, and the checksums where they belong.
    pub(super) fn write_to(mut self, sink: &mut dyn io::Write) -> io::Result<()> {
        self.flush();
        let mut out = Out {
            sink,
            sums: Vec::new(),
        };
        for piece in &self.pieces {
            match piece {
                Piece::Bytes(bytes) => out.put(bytes)?,
                Piece::External(external) => out.copy(external)?,
                Piece::Begin => out.sums.push(0),
                Piece::End => {
                    let sum = out.sums.pop().unwrap_or_default();
                    out.put(&sum.to_le_bytes())?;
                }
            }
        }
        Ok(())
    }
}

struct Out<'a> {
    sink: &'a mut dyn io::Write,
    /// The sums of the attributes that are being written: those of an embedded message are data of the
    /// attribute around it.
    sums: Vec<u16>,
}

impl Out<'_> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        let sum = checksum(bytes);
        for outer in &mut self.sums {
            *outer = outer.wrapping_add(sum);
        }
        self.sink.write_all(bytes)
    }

    fn copy(&mut self, external: &External) -> io::Result<()> {
        let mut source = external.open()?;
        let mut block = vec![0; BLOCK];
        loop {
            let read = match source.read(&mut block) {
                Ok(0) => return Ok(()),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.put(block.get(..read).unwrap_or_default())?;
        }
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
        outer.write_to(&mut bytes).unwrap();
        let inner = [1, 0, 0, 0, 0, 2, 0, 0, 0, 1, 2, 3, 0];
        assert_eq!(bytes[9..22], inner);
        // 1 + 2 + 1 + 2 + 3.
        assert_eq!(bytes[22..], [9, 0]);
    }
}
