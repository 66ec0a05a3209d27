//! Stream objects over property values ([MS-OXCPRPT] 3.2.5.11 to 3.2.5.21).

use bytes::Bytes;
use ropeway_rop::seek_origin;
use ropeway_types::{ErrorCode, PropertyTag, PropertyType, PropertyValue, WideString};

/// Where a stream can be positioned at most ([MS-OXCPRPT] 3.2.5.15).
const MAX_POSITION: u64 = 1 << 31;

/// A Stream object: a copy of the property's bytes, which a commit puts back.
pub(crate) struct Stream {
    tag: PropertyTag,
    data: Vec<u8>,
    position: u64,
    writable: bool,
    dirty: bool,
    max_len: u64,
}

/// Bytes of a property as a stream shows them; `None` for a type without streams.
pub(crate) fn bytes_of(value: &PropertyValue) -> Option<Bytes> {
    match value {
        PropertyValue::Binary(bytes) | PropertyValue::Object(bytes) | PropertyValue::String8(bytes) => {
            Some(bytes.clone())
        }
        PropertyValue::String(text) => Some(text.as_bytes().clone()),
        _ => None,
    }
}

/// Whether a property of this type can be opened as a stream ([MS-OXCPRPT] 2.2.14.1).
pub(crate) fn has_streams(property_type: PropertyType) -> bool {
    matches!(
        property_type,
        PropertyType::BINARY | PropertyType::OBJECT | PropertyType::STRING | PropertyType::STRING8
    )
}

impl Stream {
    /// A stream over `data`, which may grow to `max_len`. One that was just created is committed even
    /// if nothing is ever written: its property is there and empty.
    pub(crate) fn new(tag: PropertyTag, data: &[u8], writable: bool, created: bool, max_len: u64) -> Self {
        Self {
            tag,
            data: data.to_vec(),
            position: 0,
            writable,
            dirty: created,
            max_len: max_len.min(MAX_POSITION),
        }
    }

    /// The property.
    pub(crate) fn tag(&self) -> PropertyTag {
        self.tag
    }

    /// What it counts: the memory it holds, which may be more than its bytes.
    pub(crate) fn cost(&self) -> u64 {
        u64::try_from(self.data.capacity()).unwrap_or(u64::MAX)
    }

    /// Bytes.
    pub(crate) fn len(&self) -> u64 {
        u64::try_from(self.data.len()).unwrap_or(u64::MAX)
    }

    /// Whether there is something to commit.
    pub(crate) fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// Where the next read or write starts.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Puts the position back to where it was.
    pub(crate) fn set_position(&mut self, position: u64) {
        self.position = position;
    }

    /// RopReadStream: up to `count` bytes from the position on.
    pub(crate) fn read(&mut self, count: usize) -> Bytes {
        let start = usize::try_from(self.position)
            .unwrap_or(usize::MAX)
            .min(self.data.len());
        let end = start.saturating_add(count).min(self.data.len());
        let read = Bytes::copy_from_slice(self.data.get(start..end).unwrap_or_default());
        self.position = u64::try_from(end).unwrap_or(self.position);
        read
    }

    /// How far `data` written now would make the stream longer.
    pub(crate) fn growth(&self, data: &[u8]) -> u64 {
        let len = u64::try_from(data.len()).unwrap_or(u64::MAX);
        self.position.saturating_add(len).saturating_sub(self.len())
    }

    /// RopWriteStream: all of `data` at the position.
    ///
    /// # Errors
    /// StreamAccessDenied on a read-only stream, TooBig past the limit; nothing is written then.
    pub(crate) fn write(&mut self, data: &[u8]) -> Result<(), ErrorCode> {
        self.check_writable()?;
        let len = u64::try_from(data.len()).unwrap_or(u64::MAX);
        let end = self.position.saturating_add(len);
        if end > self.max_len {
            return Err(ErrorCode::TOO_BIG);
        }
        let start = usize::try_from(self.position).map_err(|_| ErrorCode::TOO_BIG)?;
        let end_at = usize::try_from(end).map_err(|_| ErrorCode::TOO_BIG)?;
        if self.data.len() < end_at {
            self.data.resize(end_at, 0);
        }
        if let Some(target) = self.data.get_mut(start..end_at) {
            target.copy_from_slice(data);
        }
        self.position = end;
        self.dirty = true;
        Ok(())
    }

    /// RopSetStreamSize: zeroes at the end, or a shorter stream.
    ///
    /// # Errors
    /// As [`Stream::write`].
    pub(crate) fn set_len(&mut self, len: u64) -> Result<(), ErrorCode> {
        self.check_writable()?;
        if len > self.max_len {
            return Err(ErrorCode::TOO_BIG);
        }
        let len_at = usize::try_from(len).map_err(|_| ErrorCode::TOO_BIG)?;
        self.data.resize(len_at, 0);
        // A stream made large and then small must not keep the memory. One that is made a little shorter
        // may: to copy it each time would cost more.
        if len_at < self.data.capacity() / 4 {
            self.data.shrink_to_fit();
        }
        self.position = self.position.min(len);
        self.dirty = true;
        Ok(())
    }

    /// RopSeekStream: the new position, which may lie behind the end.
    ///
    /// # Errors
    /// StreamInvalidParam for another origin, StreamSeekError for a position below zero or above 2^31.
    pub(crate) fn seek(&mut self, origin: u8, offset: i64) -> Result<u64, ErrorCode> {
        let base = match origin {
            seek_origin::START => 0,
            seek_origin::CURRENT => self.position,
            seek_origin::END => self.len(),
            _ => return Err(ErrorCode::STREAM_INVALID_PARAM),
        };
        let position = base
            .checked_add_signed(offset)
            .filter(|position| *position <= MAX_POSITION)
            .ok_or(ErrorCode::STREAM_SEEK_ERROR)?;
        self.position = position;
        Ok(position)
    }

    /// StreamAccessDenied on a read-only stream.
    pub(crate) fn check_writable(&self) -> Result<(), ErrorCode> {
        if self.writable {
            Ok(())
        } else {
            Err(ErrorCode::STREAM_ACCESS_DENIED)
        }
    }

    /// The property's value after a commit; the stream counts as committed from here on. Text ends where
    /// a writer put its terminating zero, and has no zeros inside.
    pub(crate) fn commit(&mut self) -> PropertyValue {
        self.dirty = false;
        match self.tag.property_type() {
            PropertyType::STRING => {
                let units: Vec<u8> = self
                    .data
                    .chunks_exact(2)
                    .filter(|unit| *unit != [0, 0])
                    .flatten()
                    .copied()
                    .collect();
                PropertyValue::String(WideString::from_utf16le(units))
            }
            PropertyType::STRING8 => {
                PropertyValue::String8(self.data.iter().copied().filter(|byte| *byte != 0).collect())
            }
            PropertyType::OBJECT => PropertyValue::Object(Bytes::copy_from_slice(&self.data)),
            _ => PropertyValue::Binary(Bytes::copy_from_slice(&self.data)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ropeway_types::tags;

    fn stream(data: &[u8]) -> Stream {
        Stream::new(tags::HTML, data, true, false, 100)
    }

    #[test]
    fn reads_and_writes_go_on_from_the_position() {
        let mut stream = stream(b"abcdef");
        assert_eq!(stream.read(2)[..], *b"ab");
        stream.write(b"XY").unwrap();
        assert_eq!(stream.read(10)[..], *b"ef");
        assert_eq!(stream.read(10)[..], *b"");
        assert_eq!(
            stream.commit(),
            PropertyValue::Binary(Bytes::from_static(b"abXYef"))
        );
        assert!(!stream.is_dirty());
    }

    #[test]
    fn writing_behind_the_end_fills_with_zeros() {
        let mut stream = stream(b"a");
        assert_eq!(stream.seek(seek_origin::END, 2), Ok(3));
        assert_eq!(stream.growth(b"z"), 3);
        stream.write(b"z").unwrap();
        assert_eq!(
            stream.commit(),
            PropertyValue::Binary(Bytes::from_static(b"a\0\0z"))
        );
    }

    #[test]
    fn limits_hold() {
        let mut stream = stream(b"");
        assert_eq!(stream.write(&[0; 101]), Err(ErrorCode::TOO_BIG));
        assert_eq!(stream.len(), 0);
        assert_eq!(stream.set_len(101), Err(ErrorCode::TOO_BIG));
        assert_eq!(stream.set_len(u64::MAX), Err(ErrorCode::TOO_BIG));
        assert_eq!(stream.seek(9, 0), Err(ErrorCode::STREAM_INVALID_PARAM));
        assert_eq!(
            stream.seek(seek_origin::START, -1),
            Err(ErrorCode::STREAM_SEEK_ERROR)
        );
        assert_eq!(
            stream.seek(seek_origin::START, (1 << 31) + 1),
            Err(ErrorCode::STREAM_SEEK_ERROR)
        );
        assert_eq!(stream.seek(seek_origin::START, 1 << 31), Ok(1 << 31));
        assert_eq!(stream.write(b"x"), Err(ErrorCode::TOO_BIG));
        assert_eq!(stream.read(5)[..], *b"");
    }

    #[test]
    fn a_stream_counts_the_memory_it_holds_and_gives_it_back() {
        let mut stream = Stream::new(tags::HTML, b"", true, true, 1 << 20);
        stream.set_len(1 << 20).unwrap();
        assert!(stream.cost() >= 1 << 20);
        stream.set_len(1 << 19).unwrap();
        assert!(stream.cost() >= 1 << 19);
        stream.set_len(1).unwrap();
        assert!(stream.cost() < 1 << 12);
        assert_eq!(stream.len(), 1);
    }

    #[test]
    fn a_read_only_stream_is_not_written() {
        let mut stream = Stream::new(tags::HTML, b"a", false, false, 100);
        assert_eq!(stream.write(b"x"), Err(ErrorCode::STREAM_ACCESS_DENIED));
        assert_eq!(stream.set_len(0), Err(ErrorCode::STREAM_ACCESS_DENIED));
    }

    #[test]
    fn text_loses_its_terminator_and_zeros() {
        let mut stream = Stream::new(tags::BODY, b"a\0\0\0b\0\0\0", true, true, 100);
        assert_eq!(stream.commit(), PropertyValue::from("ab"));
    }
}
