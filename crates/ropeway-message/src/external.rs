//! The content of an attachment that is not in memory.

use bytes::Bytes;
use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;

/// Where the bytes of an [`External`] are.
pub trait ExternalSource: Send + Sync {
    /// The bytes from their beginning. Each reader has a position of its own; each call gives the same
    /// bytes.
    ///
    /// # Errors
    /// The source's own.
    fn open(&self) -> io::Result<Box<dyn Read + Send>>;
}

/// Bytes that stay where they are until somebody reads them: a stream of a file that is too large to be
/// held in memory. A clone shares the source.
#[derive(Clone)]
pub struct External {
    source: Arc<dyn ExternalSource>,
    len: u64,
}

impl External {
    /// `len` bytes of a source.
    pub fn new(source: impl ExternalSource + 'static, len: u64) -> Self {
        Self {
            source: Arc::new(source),
            len,
        }
    }

    /// How many bytes there are.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes; a source that ends early is an error of kind `UnexpectedEof`, and what it has beyond
    /// [`External::len`] is not read.
    ///
    /// # Errors
    /// Where the source cannot be opened.
    pub fn open(&self) -> io::Result<ExternalReader> {
        Ok(ExternalReader {
            inner: self.source.open()?,
            left: self.len,
        })
    }
}

impl fmt::Debug for External {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "External({} bytes)", self.len)
    }
}

/// The same bytes of the same source.
impl PartialEq for External {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && Arc::ptr_eq(&self.source, &other.source)
    }
}

/// Reads an [`External`] from its beginning.
pub struct ExternalReader {
    inner: Box<dyn Read + Send>,
    left: u64,
}

impl fmt::Debug for ExternalReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExternalReader({} bytes left)", self.left)
    }
}

impl Read for ExternalReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let Some(buffer) = buffer.get_mut(..wanted).filter(|b| !b.is_empty()) else {
            return Ok(0);
        };
        let read = self.inner.read(buffer)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}

/// The bytes of an attachment by value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Content<'a> {
    /// In memory.
    Memory(&'a Bytes),
    /// Elsewhere.
    External(&'a External),
}

impl Content<'_> {
    /// How many bytes there are.
    pub fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Self::External(external) => external.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes in memory: a share of those that are there, or all that the source gives.
    ///
    /// # Errors
    /// The source's; `OutOfMemory` where there are more than `max` bytes to load.
    pub fn load(&self, max: u64) -> io::Result<Bytes> {
        let external = match self {
            Self::Memory(bytes) => return Ok((*bytes).clone()),
            Self::External(external) => external,
        };
        if external.len() > max {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        let mut bytes = Vec::new();
        external.open()?.read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Text(&'static str);

    impl ExternalSource for Text {
        fn open(&self) -> io::Result<Box<dyn Read + Send>> {
            Ok(Box::new(self.0.as_bytes()))
        }
    }

    #[test]
    fn gives_as_many_bytes_as_it_says_or_an_error() {
        let long = External::new(Text("some text"), 4);
        assert_eq!(Content::External(&long).load(4).unwrap(), "some");
        let error = Content::External(&long).load(3).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::OutOfMemory);
        let short = External::new(Text("so"), 4);
        let error = Content::External(&short).load(4).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        assert_eq!(long, long.clone());
        assert_ne!(long, External::new(Text("some text"), 4));
    }
}
