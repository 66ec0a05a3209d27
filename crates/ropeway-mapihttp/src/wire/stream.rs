//! The response body stream ([MS-OXCMAPIHTTP] 2.2.7): lines while the server works, then headers, then
//! the body.

use bytes::{Buf, Bytes, BytesMut};

pub(crate) const PROCESSING: &str = "PROCESSING";
pub(crate) const PENDING: &str = "PENDING";
pub(crate) const DONE: &str = "DONE";

/// Bytes that the headers after DONE may take.
const MAX_HEADERS: usize = 16 << 10;

/// Reads a response body as it arrives.
///
/// Where the pieces are cut is of no meaning. A stream may begin with DONE; the line end after
/// PROCESSING and PENDING may be missing, since some servers leave it out.
///
/// An X-ResponseCode among [`StreamedResponse::headers`] overrides that of the HTTP header.
#[derive(Debug)]
pub struct ResponseStream {
    buffer: BytesMut,
    max_body: usize,
    state: State,
    processing: bool,
    pending: u32,
    headers: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Tags,
    Headers { read: usize },
    Body,
}

/// A whole response.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamedResponse {
    /// How many PENDING lines came.
    pub pending: u32,
    /// The headers after DONE, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

impl StreamedResponse {
    /// The first header with this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// Why a response body cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// Neither PROCESSING nor PENDING nor DONE where one of them must stand.
    #[error("no meta-tag at the start of a line")]
    Tag,
    /// A header line after DONE that is none.
    #[error("malformed header after DONE")]
    Header,
    /// Headers or body are larger than allowed.
    #[error("response exceeds {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// It ended before the blank line that precedes the body.
    #[error("response ended before its body")]
    Truncated,
}

impl ResponseStream {
    /// A stream of which nothing has arrived, whose body may have `max_body` bytes.
    pub fn new(max_body: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            max_body,
            state: State::Tags,
            processing: false,
            pending: 0,
            headers: Vec::new(),
        }
    }

    /// Whether the server has begun to answer.
    pub fn is_processing(&self) -> bool {
        self.processing || self.state != State::Tags
    }

    /// How many PENDING lines have come so far.
    pub fn pending(&self) -> u32 {
        self.pending
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// [`StreamError`] as soon as what arrived cannot be a response; the stream is of no use then.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), StreamError> {
        let limit = self.max_body;
        if self.state == State::Body && self.buffer.len().saturating_add(piece.len()) > limit {
            return Err(StreamError::TooLarge { limit });
        }
        self.buffer.extend_from_slice(piece);
        while match self.state {
            State::Tags => self.tag()?,
            State::Headers { read } => self.header(read)?,
            State::Body => false,
        } {}
        if self.state == State::Body && self.buffer.len() > limit {
            return Err(StreamError::TooLarge { limit });
        }
        Ok(())
    }

    /// Everything has arrived.
    ///
    /// # Errors
    /// [`StreamError::Truncated`] if the body has not begun.
    pub fn finish(self) -> Result<StreamedResponse, StreamError> {
        if self.state != State::Body {
            return Err(StreamError::Truncated);
        }
        Ok(StreamedResponse {
            pending: self.pending,
            headers: self.headers,
            body: self.buffer.freeze(),
        })
    }

    /// Reads one meta-tag; false if more must arrive first.
    fn tag(&mut self) -> Result<bool, StreamError> {
        while matches!(self.buffer.first(), Some(b'\r' | b'\n')) {
            self.buffer.advance(1);
        }
        for tag in [PROCESSING, PENDING] {
            if self.buffer.starts_with(tag.as_bytes()) {
                self.buffer.advance(tag.len());
                self.processing = true;
                if tag == PENDING {
                    self.pending = self.pending.saturating_add(1);
                }
                return Ok(true);
            }
        }
        if let Some(end) = line_end(&self.buffer, DONE.len()) {
            if !self.buffer.starts_with(DONE.as_bytes()) {
                return Err(StreamError::Tag);
            }
            self.buffer.advance(end);
            self.state = State::Headers { read: 0 };
            return Ok(true);
        }
        let possible = [PROCESSING, PENDING, "DONE\r\n"]
            .iter()
            .any(|tag| tag.as_bytes().starts_with(&self.buffer));
        if possible {
            Ok(false)
        } else {
            Err(StreamError::Tag)
        }
    }

    /// Reads one header line; false if more must arrive first.
    fn header(&mut self, read: usize) -> Result<bool, StreamError> {
        let limit = MAX_HEADERS;
        let Some(len) = self.buffer.windows(2).position(|pair| pair == b"\r\n") else {
            return if read.saturating_add(self.buffer.len()) > limit {
                Err(StreamError::TooLarge { limit })
            } else {
                Ok(false)
            };
        };
        let line = self.buffer.split_to(len);
        self.buffer.advance(2);
        if line.is_empty() {
            self.state = State::Body;
            return Ok(true);
        }
        let read = read.saturating_add(len).saturating_add(2);
        if read > limit {
            return Err(StreamError::TooLarge { limit });
        }
        let line = std::str::from_utf8(&line).map_err(|_| StreamError::Header)?;
        let (name, value) = line.split_once(':').ok_or(StreamError::Header)?;
        self.headers
            .push((name.trim().to_owned(), value.trim().to_owned()));
        self.state = State::Headers { read };
        Ok(true)
    }
}

/// The length of a line of `len` bytes with its CR LF, if the buffer has CR LF there.
fn line_end(buffer: &[u8], len: usize) -> Option<usize> {
    let end = len.checked_add(2)?;
    (buffer.get(len..end)? == b"\r\n").then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WHOLE: &[u8] = b"PROCESSING\r\nPENDING\r\nPENDING\r\nDONE\r\nX-ElapsedTime: 31000\r\n\
        X-StartTime: Mon, 23 Nov 2026 15:00:00 GMT\r\n\r\n\0\0\0\0\r\nDONE\r\n\r\n\xFF";

    fn read(pieces: &[&[u8]]) -> Result<StreamedResponse, StreamError> {
        let mut stream = ResponseStream::new(64);
        for piece in pieces {
            stream.push(piece)?;
        }
        stream.finish()
    }

    fn expected() -> StreamedResponse {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        StreamedResponse {
            pending: 2,
            headers: vec![
                header("X-ElapsedTime", "31000"),
                header("X-StartTime", "Mon, 23 Nov 2026 15:00:00 GMT"),
            ],
            body: Bytes::from_static(b"\0\0\0\0\r\nDONE\r\n\r\n\xFF"),
        }
    }

    #[test]
    fn reads_the_same_wherever_it_is_cut() {
        for at in 0..=WHOLE.len() {
            let (one, two) = WHOLE.split_at(at);
            assert_eq!(read(&[one, two]), Ok(expected()), "cut at {at}");
        }
        let bytes: Vec<&[u8]> = WHOLE.chunks(1).collect();
        assert_eq!(read(&bytes), Ok(expected()));
    }

    #[test]
    fn takes_tags_without_line_ends_and_a_stream_that_begins_with_done() {
        let response = read(&[b"PROCESSING", b"\r\nPENDINGPENDING", b"PENDINGDONE\r\n\r\nx"]).unwrap();
        assert_eq!((response.pending, &response.body[..]), (3, &b"x"[..]));
        assert_eq!(read(&[b"DONE\r\n\r\n"]).unwrap().body, Bytes::new());
    }

    #[test]
    fn a_truncated_stream_is_an_error_until_the_body_begins() {
        let start = WHOLE.len() - expected().body.len();
        for len in 0..start {
            assert_eq!(read(&[&WHOLE[..len]]), Err(StreamError::Truncated), "{len} bytes");
        }
        assert_eq!(read(&[&WHOLE[..start]]).unwrap().body, Bytes::new());
    }

    #[test]
    fn refuses_what_is_no_response() {
        assert_eq!(read(&[b"<html>"]), Err(StreamError::Tag));
        assert_eq!(read(&[b"PROCESSING\r\nDONEX\r\n"]), Err(StreamError::Tag));
        assert_eq!(read(&[b"DONE\r\nno colon\r\n\r\n"]), Err(StreamError::Header));
        assert_eq!(read(&[b"DONE\r\n\xFF: \r\n\r\n"]), Err(StreamError::Header));
    }

    #[test]
    fn bounds_headers_and_body() {
        assert_eq!(
            read(&[b"DONE\r\n\r\n", &[0; 65]]),
            Err(StreamError::TooLarge { limit: 64 })
        );
        assert_eq!(read(&[b"DONE\r\n\r\n", &[0; 64]]).unwrap().body.len(), 64);
        let mut stream = ResponseStream::new(64);
        stream.push(b"DONE\r\n").unwrap();
        let error = (0..20).find_map(|_| stream.push(&[b'a'; 1024]).err());
        assert_eq!(error, Some(StreamError::TooLarge { limit: 16 << 10 }));
    }

    proptest! {
        #[test]
        fn any_bytes_read_the_same_whole_and_byte_by_byte(bytes in prop::collection::vec(any::<u8>(), 0..80), tagged in any::<bool>()) {
            let mut input = if tagged { b"PROCESSING\r\nDONE\r\n".to_vec() } else { Vec::new() };
            input.extend(bytes);
            let single: Vec<&[u8]> = input.chunks(1).collect();
            prop_assert_eq!(read(&[&input]), read(&single));
        }
    }
}
