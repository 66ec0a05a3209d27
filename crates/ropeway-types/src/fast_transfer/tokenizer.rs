//! Reading a stream, whole or in pieces.

use super::scan::{Field, Progress, Scan};
use super::token::Token;
use crate::wire::{DecodeError, DecodeErrorKind};
use bytes::{Buf, Bytes, BytesMut};
use std::collections::VecDeque;
use std::mem;

/// Reads a stream ([MS-OXCFXICS] 2.2.4.1) that comes in pieces, which may be cut anywhere.
///
/// [`Tokenizer::push`] gives it a piece, the buffer of a RopFastTransferSourceGetBuffer or
/// RopFastTransferDestinationPutBuffer; [`Tokenizer::next_token`] takes tokens until it needs more;
/// [`Tokenizer::finish`] says whether the stream ended where a token does. It does no I/O.
///
/// ```
/// use bytes::Bytes;
/// use ropeway_types::fast_transfer::{Marker, Token, Tokenizer};
///
/// let mut tokenizer = Tokenizer::new();
/// tokenizer.push(Bytes::from_static(b"\x03\0\x12"));
/// assert_eq!(tokenizer.next_token()?, None);
/// tokenizer.push(Bytes::from_static(b"\x40\x03\0\x14\x40"));
/// assert_eq!(tokenizer.next_token()?, Some(Token::Marker(Marker::IncrSyncChg)));
/// assert_eq!(tokenizer.next_token()?, Some(Token::Marker(Marker::IncrSyncEnd)));
/// assert_eq!(tokenizer.next_token()?, None);
/// tokenizer.finish()?;
/// # Ok::<(), ropeway_types::wire::DecodeError>(())
/// ```
///
/// # Memory
/// A token inside one piece is made of slices of it. One that crosses pieces is copied together, as far as
/// its bytes have come, whatever its length says. So a caller that takes all tokens after each piece has
/// no more than [`Tokenizer::max_token`] bytes and a piece in here. Larger tokens are refused.
#[derive(Debug, Clone)]
pub struct Tokenizer {
    /// The first bytes of a token that crosses pieces; what follows them is in `current`.
    partial: BytesMut,
    current: Bytes,
    queue: VecDeque<Bytes>,
    scan: Scan,
    /// Where in the stream the next token begins.
    offset: usize,
    max_token: usize,
    /// What the token that is not whole waits for.
    waits: Option<(usize, usize, Field)>,
    failed: Option<DecodeError>,
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self::new()
    }
}

impl Tokenizer {
    /// The default of [`Tokenizer::max_token`]: 64 MiB.
    pub const DEFAULT_MAX_TOKEN: usize = 64 << 20;

    /// A tokenizer for a stream that comes in pieces.
    pub fn new() -> Self {
        Self {
            partial: BytesMut::new(),
            current: Bytes::new(),
            queue: VecDeque::new(),
            scan: Scan::new(),
            offset: 0,
            max_token: Self::DEFAULT_MAX_TOKEN,
            waits: None,
            failed: None,
        }
    }

    /// A tokenizer for a stream that is all there. Nothing is copied together, so that tokens may be of any
    /// size.
    pub fn whole(stream: impl Into<Bytes>) -> Self {
        let mut tokenizer = Self::new().with_max_token(usize::MAX);
        tokenizer.current = stream.into();
        tokenizer
    }

    /// Refuses tokens of more than so many bytes: a property with its tag, name and value.
    #[must_use]
    pub fn with_max_token(mut self, max_token: usize) -> Self {
        self.max_token = max_token;
        self
    }

    /// The most bytes that a token may have.
    pub fn max_token(&self) -> usize {
        self.max_token
    }

    /// Adds the next piece of the stream.
    pub fn push(&mut self, piece: Bytes) {
        if piece.is_empty() {
            return;
        }
        self.waits = None;
        if self.current.is_empty() {
            self.current = piece;
        } else {
            self.queue.push_back(piece);
        }
    }

    /// Where in the stream the next token begins, in bytes.
    #[inline]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Bytes that were pushed and are in no token yet.
    pub fn pending(&self) -> usize {
        let queued = self.queue.iter().map(Bytes::len);
        queued.fold(self.held(), usize::saturating_add)
    }

    fn held(&self) -> usize {
        self.partial.len().saturating_add(self.current.len())
    }

    /// The next token; `None` until more is pushed.
    ///
    /// # Errors
    /// [`DecodeError`] with the offset in the stream: [`DecodeErrorKind::PropertyType`] for a type that
    /// has no form in a stream, [`DecodeErrorKind::Limit`] for a token that is too large, and
    /// [`DecodeErrorKind::Value`] for a name that is neither number nor text, and for an odd length of a
    /// UTF-16 string. After an error there is no telling where the next token is: every further call
    /// gives the same error.
    pub fn next_token(&mut self) -> Result<Option<Token>, DecodeError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        loop {
            let bytes: &[u8] = if self.partial.is_empty() {
                &self.current
            } else {
                &self.partial
            };
            match self.scan.advance(bytes, self.max_token) {
                Ok(Progress::Whole) => return Ok(Some(self.take())),
                Ok(Progress::Needs { total, at, field }) => {
                    if !self.gather(total) {
                        self.waits = Some((total, at, field));
                        return Ok(None);
                    }
                }
                Err(error) => {
                    let error = error.based_at(self.offset);
                    self.failed = Some(error.clone());
                    return Err(error);
                }
            }
        }
    }

    /// The token that was found.
    #[inline]
    fn take(&mut self) -> Token {
        let len = self.scan.len();
        self.offset = self.offset.saturating_add(len);
        let token = if self.partial.is_empty() {
            let token = self.scan.token(&self.current);
            self.current.advance(len);
            if self.current.is_empty() && !self.queue.is_empty() {
                self.current = self.queue.pop_front().unwrap_or_default();
            }
            token
        } else {
            // No more was gathered than the token has.
            self.scan.token(&mem::take(&mut self.partial).freeze())
        };
        self.scan.reset();
        token
    }

    /// Brings the token nearer to `total` bytes; false if all that was pushed is there already.
    fn gather(&mut self, total: usize) -> bool {
        if self.partial.is_empty() && self.queue.is_empty() {
            return false;
        }
        let wanted = total.saturating_sub(self.partial.len());
        let taken = wanted.min(self.current.len());
        self.partial
            .extend_from_slice(self.current.get(..taken).unwrap_or_default());
        self.current.advance(taken);
        if self.current.is_empty() {
            self.current = self.queue.pop_front().unwrap_or_default();
        }
        taken > 0
    }

    /// Whether the stream may end here. To be asked after [`Tokenizer::next_token`] gave `None`.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`] inside a token, [`DecodeErrorKind::Trailing`] if there are tokens yet
    /// to be taken, and the error that ended the stream.
    pub fn finish(&self) -> Result<(), DecodeError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let held = self.held();
        match self.waits {
            _ if held == 0 => Ok(()),
            Some((total, at, (structure, field))) => {
                let kind = DecodeErrorKind::Truncated {
                    needed: total.saturating_sub(at),
                    left: held.saturating_sub(at),
                };
                Err(DecodeError::new(self.offset.saturating_add(at), kind).within(structure, field))
            }
            None => {
                let kind = DecodeErrorKind::Trailing(self.pending());
                Err(DecodeError::new(self.offset, kind).within("FastTransfer stream", "element"))
            }
        }
    }
}

/// The tokens of a stream that is all there, as slices of it. An error is the last item.
///
/// ```
/// use ropeway_types::fast_transfer::{Marker, Token, tokens};
///
/// let stream = b"\x03\0\x0c\x40\x0b\0\x29\0\x01\0\x03\0\x0d".as_slice();
/// let mut tokens = tokens(stream);
/// assert_eq!(tokens.next(), Some(Ok(Token::Marker(Marker::StartMessage))));
/// let Some(Ok(Token::Property(receipt))) = tokens.next() else { panic!() };
/// assert_eq!(receipt.value.to_property_value(), true.into());
/// let error = tokens.next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "propValue.propDef at byte 10: 4 bytes needed, 3 left");
/// assert_eq!(tokens.next(), None);
/// ```
pub fn tokens(stream: impl Into<Bytes>) -> impl Iterator<Item = Result<Token, DecodeError>> {
    let mut tokenizer = Some(Tokenizer::whole(stream));
    std::iter::from_fn(move || {
        let reading = tokenizer.as_mut()?;
        let token = match reading.next_token() {
            Ok(Some(token)) => return Some(Ok(token)),
            Ok(None) => reading.finish().err().map(Err),
            Err(error) => Some(Err(error)),
        };
        tokenizer = None;
        token
    })
}
