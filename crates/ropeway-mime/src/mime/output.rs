//! The finished message.

use super::encode::{base64_len, base64_pieces};
use super::entity::{Content, Entity};
use super::fields::Fields;
use crate::ids::IdSource;
use crate::report::Report;
use bytes::{Bytes, BytesMut};
use std::{fmt, io};

#[derive(Clone, PartialEq, Eq)]
enum Segment {
    Plain(Bytes),
    Base64(Bytes),
}

/// A message in Internet form: header, content and nothing else; line ends are CRLF.
///
/// Attachments are held as the bytes that the message object holds, and encoded while they are written:
/// a clone is cheap, and no second copy of a large attachment comes to be.
#[derive(Clone, PartialEq, Eq)]
pub struct MimeMessage {
    segments: Vec<Segment>,
    len: u64,
    eight_bit: bool,
    smtputf8: bool,
    message_id: String,
    report: Report,
}

impl MimeMessage {
    /// Size in octets, as SMTP counts it for SIZE (RFC 1870): with CRLF line ends, before dot-stuffing.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there is nothing; never so for what [`convert`](crate::convert) made.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The octets in pieces of bounded size, apart from those that the message object itself held in one.
    pub fn pieces(&self) -> impl Iterator<Item = Bytes> + '_ {
        self.segments.iter().flat_map(|segment| {
            let (plain, encoded) = match segment {
                Segment::Plain(bytes) => (Some(bytes.clone()), Bytes::new()),
                Segment::Base64(bytes) => (None, bytes.clone()),
            };
            plain.into_iter().chain(base64_pieces(encoded))
        })
    }

    /// Writes the octets.
    ///
    /// # Errors
    /// What the writer returns.
    pub fn write_to(&self, writer: &mut dyn io::Write) -> io::Result<()> {
        self.pieces().try_for_each(|piece| writer.write_all(&piece))
    }

    /// All octets in one buffer.
    pub fn to_bytes(&self) -> Bytes {
        let mut out = BytesMut::with_capacity(usize::try_from(self.len).unwrap_or(0));
        for piece in self.pieces() {
            out.extend_from_slice(&piece);
        }
        out.freeze()
    }

    /// Whether octets above 127 occur, so that the next hop must take 8BITMIME (RFC 6152). Only signed
    /// content that may not be encoded anew, and SMTPUTF8 addresses, bring this about.
    pub fn is_8bit(&self) -> bool {
        self.eight_bit
    }

    /// Whether a header field holds an address that needs SMTPUTF8 (RFC 6531).
    pub fn needs_smtputf8(&self) -> bool {
        self.smtputf8
    }

    /// What was dropped, substituted or demoted.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The Message-ID with its angle brackets: the message's, or the one generated for it, which the
    /// caller may want to store as PidTagInternetMessageId.
    pub fn message_id(&self) -> &str {
        &self.message_id
    }
}

/// Content stays out of logs: sizes and flags only.
impl fmt::Debug for MimeMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MimeMessage")
            .field("len", &self.len)
            .field("is_8bit", &self.eight_bit)
            .field("needs_smtputf8", &self.smtputf8)
            .field("findings", &self.report.findings().len())
            .finish_non_exhaustive()
    }
}

/// Lays the tree out in octets.
pub(crate) fn assemble(
    entity: &Entity,
    message_id: String,
    smtputf8: bool,
    report: Report,
    ids: &mut IdSource,
) -> MimeMessage {
    let mut layout = Layout {
        segments: Vec::new(),
        open: Vec::new(),
        prefix: boundary_prefix(entity, ids),
        boundaries: 0,
    };
    layout.entity(entity);
    layout.finish();
    let len = layout
        .segments
        .iter()
        .map(|segment| match segment {
            Segment::Plain(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Segment::Base64(bytes) => base64_len(bytes.len()),
        })
        .fold(0u64, u64::saturating_add);
    MimeMessage {
        segments: layout.segments,
        len,
        eight_bit: entity.is_8bit(),
        smtputf8,
        message_id,
        report,
    }
}

/// The common start of all boundaries, which occurs nowhere in the content. `=_` cannot stand in
/// quoted-printable or base64 (RFC 2045 6.7 advises it), so only unencoded content is searched.
fn boundary_prefix(entity: &Entity, ids: &mut IdSource) -> String {
    loop {
        let prefix = format!("=_{:016x}_", ids.next());
        if !occurs(entity, prefix.as_bytes()) {
            return prefix;
        }
    }
}

fn occurs(entity: &Entity, needle: &[u8]) -> bool {
    match &entity.content {
        Content::SevenBit(bytes) | Content::Verbatim(bytes) => {
            let mut rest: &[u8] = bytes;
            while let Some(at) = rest.windows(2).position(|w| w == b"=_") {
                rest = rest.get(at..).unwrap_or_default();
                if rest.starts_with(needle) {
                    return true;
                }
                rest = rest.get(2..).unwrap_or_default();
            }
            false
        }
        Content::QuotedPrintable(_) | Content::Base64(_) => false,
        Content::Parts(parts) => parts.iter().any(|part| occurs(part, needle)),
        Content::Message(message) => occurs(message, needle),
    }
}

/// Whether the content ends with a line end that is no part of it, and so may belong to the boundary.
fn ends_line(entity: &Entity) -> bool {
    match &entity.content {
        Content::Base64(bytes) => !bytes.is_empty(),
        Content::Parts(_) => true,
        Content::Message(message) => ends_line(message),
        Content::SevenBit(_) | Content::QuotedPrintable(_) | Content::Verbatim(_) => false,
    }
}

struct Layout {
    segments: Vec<Segment>,
    open: Vec<u8>,
    prefix: String,
    boundaries: u32,
}

impl Layout {
    /// The last line is a complete one.
    fn finish(&mut self) {
        self.close();
        let complete = match self.segments.last() {
            Some(Segment::Plain(bytes)) => bytes.ends_with(b"\r\n"),
            _ => true,
        };
        if !complete {
            self.segments.push(Segment::Plain(Bytes::from_static(b"\r\n")));
        }
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            let open = std::mem::take(&mut self.open);
            self.segments.push(Segment::Plain(open.into()));
        }
    }

    fn plain(&mut self, bytes: &Bytes) {
        /// Below this a copy costs less than a segment.
        const SMALL: usize = 4096;
        if bytes.len() <= SMALL {
            self.open.extend_from_slice(bytes);
        } else {
            self.close();
            self.segments.push(Segment::Plain(bytes.clone()));
        }
    }

    fn entity(&mut self, entity: &Entity) {
        self.open.extend_from_slice(entity.fields.as_bytes());
        let mut fields = Fields::default();
        let mut boundary = None;
        if let Some(content_type) = &entity.content_type {
            let mut content_type = content_type.clone();
            if matches!(entity.content, Content::Parts(_)) {
                // Of one length, so that no boundary is the start of another.
                let text = format!("{}{:08x}", self.prefix, self.boundaries);
                self.boundaries = self.boundaries.wrapping_add(1);
                content_type = content_type.with("boundary", text.clone());
                boundary = Some(text);
            }
            fields.content_type("Content-Type", &content_type);
        }
        let encoding = match &entity.content {
            Content::SevenBit(_) => Some("7bit"),
            Content::QuotedPrintable(_) => Some("quoted-printable"),
            Content::Base64(_) => Some("base64"),
            Content::Verbatim(_) => None,
            Content::Parts(_) => entity.is_8bit().then_some("8bit"),
            // Never base64 (RFC 2046 5.2.1).
            Content::Message(message) => Some(if message.is_8bit() { "8bit" } else { "7bit" }),
        };
        if let Some(encoding) = encoding {
            fields.raw("Content-Transfer-Encoding", encoding);
        }
        self.open.extend_from_slice(fields.as_bytes());
        self.open.extend_from_slice(entity.content_fields.as_bytes());
        self.open.extend_from_slice(b"\r\n");
        match &entity.content {
            Content::SevenBit(bytes) | Content::QuotedPrintable(bytes) | Content::Verbatim(bytes) => {
                self.plain(bytes);
            }
            Content::Base64(bytes) => {
                self.close();
                self.segments.push(Segment::Base64(bytes.clone()));
            }
            Content::Message(message) => self.entity(message),
            Content::Parts(parts) => {
                let boundary = boundary.unwrap_or_default();
                for part in parts {
                    self.open.extend_from_slice(b"--");
                    self.open.extend_from_slice(boundary.as_bytes());
                    self.open.extend_from_slice(b"\r\n");
                    self.entity(part);
                    if !ends_line(part) {
                        self.open.extend_from_slice(b"\r\n");
                    }
                }
                self.open.extend_from_slice(b"--");
                self.open.extend_from_slice(boundary.as_bytes());
                self.open.extend_from_slice(b"--\r\n");
            }
        }
    }
}
