//! The finished message.

use super::encode::{DataPieces, base64_len};
use super::entity::{Content, Data, Entity};
use super::fields::Fields;
use crate::ids::IdSource;
use crate::options::Transfer;
use crate::report::Report;
use bytes::{Bytes, BytesMut};
use std::{fmt, io};

#[derive(Clone, PartialEq)]
enum Segment {
    Plain(Bytes),
    Base64(Data),
    Binary(Data),
}

/// A message in Internet form: header, content and nothing else; line ends are CRLF.
///
/// Attachments are held as the message object holds them, in memory or elsewhere, and encoded while they
/// are written: a clone is cheap, and no second copy of a large attachment comes to be.
#[derive(Clone, PartialEq)]
pub struct MimeMessage {
    segments: Vec<Segment>,
    len: u64,
    transfer: Transfer,
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
    /// A piece is an error where a content outside memory cannot be read, and then the last of that
    /// content: what came before it is not the whole message.
    pub fn pieces(&self) -> impl Iterator<Item = io::Result<Bytes>> + '_ {
        self.segments.iter().flat_map(|segment| {
            let (plain, data) = match segment {
                Segment::Plain(bytes) => (Some(Ok(bytes.clone())), None),
                Segment::Base64(data) => (None, Some(DataPieces::new(data, true))),
                Segment::Binary(data) => (None, Some(DataPieces::new(data, false))),
            };
            plain.into_iter().chain(data.into_iter().flatten())
        })
    }

    /// Writes the octets.
    ///
    /// # Errors
    /// What the writer returns, or the source of a content outside memory.
    pub fn write_to(&self, writer: &mut dyn io::Write) -> io::Result<()> {
        self.pieces().try_for_each(|piece| writer.write_all(&piece?))
    }

    /// All octets in one buffer.
    ///
    /// # Errors
    /// What the source of a content outside memory returns; none where all are in memory.
    pub fn to_bytes(&self) -> io::Result<Bytes> {
        let mut out = BytesMut::with_capacity(usize::try_from(self.len).unwrap_or(0));
        for piece in self.pieces() {
            out.extend_from_slice(&piece?);
        }
        Ok(out.freeze())
    }

    /// What the next hop must take. More than [`Transfer::SevenBit`] comes of
    /// [`ConvertOptions::transfer`](crate::ConvertOptions::transfer), of signed content that may not be
    /// encoded anew, and of SMTPUTF8 addresses.
    pub fn transfer(&self) -> Transfer {
        self.transfer
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
            .field("transfer", &self.transfer)
            .field("needs_smtputf8", &self.smtputf8)
            .field("findings", &self.report.findings().len())
            .finish_non_exhaustive()
    }
}

/// Lays the tree out in octets.
///
/// # Errors
/// What the source of a content outside memory returns that would go without an encoding: boundaries are
/// looked for in it.
pub(crate) fn assemble(
    entity: &Entity,
    message_id: String,
    smtputf8: bool,
    report: Report,
    ids: &mut IdSource,
    allowed: Transfer,
) -> io::Result<MimeMessage> {
    let mut layout = Layout {
        segments: Vec::new(),
        open: Vec::new(),
        prefix: boundary_prefix(entity, ids, allowed)?,
        boundaries: 0,
        allowed,
    };
    layout.entity(entity);
    layout.finish();
    let len = layout
        .segments
        .iter()
        .map(|segment| match segment {
            Segment::Plain(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Segment::Base64(data) => base64_len(data.len()),
            Segment::Binary(data) => data.len(),
        })
        .fold(0u64, u64::saturating_add);
    Ok(MimeMessage {
        segments: layout.segments,
        len,
        transfer: entity.transfer(allowed),
        smtputf8,
        message_id,
        report,
    })
}

/// The common start of all boundaries, which occurs nowhere in the content. `=_` cannot stand in
/// quoted-printable or base64 (RFC 2045 6.7 advises it), so only unencoded content is searched.
fn boundary_prefix(entity: &Entity, ids: &mut IdSource, allowed: Transfer) -> io::Result<String> {
    if !entity.has_boundaries() {
        return Ok(String::new());
    }
    loop {
        let prefix = format!("=_{:016x}_", ids.next());
        if !occurs(entity, prefix.as_bytes(), allowed)? {
            return Ok(prefix);
        }
    }
}

fn occurs(entity: &Entity, needle: &[u8], allowed: Transfer) -> io::Result<bool> {
    Ok(match &entity.content {
        Content::Unencoded(bytes, _) | Content::Verbatim(bytes, _) => contains(bytes, needle),
        Content::Base64(data) if allowed == Transfer::Binary => {
            // Across the border of two pieces, too.
            let mut seam = Vec::new();
            for piece in DataPieces::new(data, false) {
                let piece = piece?;
                let (head, _) = piece.split_at_checked(needle.len()).unwrap_or((&piece, &[]));
                seam.extend_from_slice(head);
                if contains(&seam, needle) || contains(&piece, needle) {
                    return Ok(true);
                }
                if piece.len() >= needle.len() {
                    seam.clear();
                }
                let end = piece.len().saturating_sub(needle.len());
                seam.extend_from_slice(piece.get(end..).unwrap_or_default());
            }
            false
        }
        Content::QuotedPrintable(_) | Content::Base64(_) => false,
        Content::Parts(parts) => {
            for part in parts {
                if occurs(part, needle, allowed)? {
                    return Ok(true);
                }
            }
            false
        }
        Content::Message(message) => return occurs(message, needle, allowed),
    })
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(bytes, needle).is_some()
}

/// Whether the content ends with a line end that is no part of it, and so may belong to the boundary.
fn ends_line(entity: &Entity, allowed: Transfer) -> bool {
    match &entity.content {
        Content::Base64(data) => allowed != Transfer::Binary && !data.is_empty(),
        Content::Parts(_) => true,
        Content::Message(message) => ends_line(message, allowed),
        Content::Unencoded(..) | Content::QuotedPrintable(_) | Content::Verbatim(..) => false,
    }
}

struct Layout {
    segments: Vec<Segment>,
    open: Vec<u8>,
    prefix: String,
    boundaries: u32,
    allowed: Transfer,
}

impl Layout {
    /// The last line is a complete one.
    fn finish(&mut self) {
        self.close();
        let complete = match self.segments.last() {
            Some(Segment::Plain(bytes)) => bytes.ends_with(b"\r\n"),
            Some(Segment::Binary(_)) => false,
            Some(Segment::Base64(_)) | None => true,
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
            Content::Unencoded(_, transfer) => Some(transfer.to_string()),
            Content::QuotedPrintable(_) => Some("quoted-printable".to_owned()),
            Content::Base64(_) if self.allowed == Transfer::Binary => Some(Transfer::Binary.to_string()),
            Content::Base64(_) => Some("base64".to_owned()),
            Content::Verbatim(..) => None,
            Content::Parts(_) => Some(entity.transfer(self.allowed))
                .filter(|transfer| *transfer > Transfer::SevenBit)
                .map(|transfer| transfer.to_string()),
            // Never base64 (RFC 2046 5.2.1).
            Content::Message(message) => Some(message.transfer(self.allowed).to_string()),
        };
        if let Some(encoding) = encoding {
            fields.raw("Content-Transfer-Encoding", &encoding);
        }
        self.open.extend_from_slice(fields.as_bytes());
        self.open.extend_from_slice(entity.content_fields.as_bytes());
        self.open.extend_from_slice(b"\r\n");
        match &entity.content {
            Content::Unencoded(bytes, _) | Content::QuotedPrintable(bytes) | Content::Verbatim(bytes, _) => {
                self.plain(bytes);
            }
            Content::Base64(data) => {
                self.close();
                let data = data.clone();
                self.segments.push(if self.allowed == Transfer::Binary {
                    Segment::Binary(data)
                } else {
                    Segment::Base64(data)
                });
            }
            Content::Message(message) => self.entity(message),
            Content::Parts(parts) => {
                let boundary = boundary.unwrap_or_default();
                for part in parts {
                    self.open.extend_from_slice(b"--");
                    self.open.extend_from_slice(boundary.as_bytes());
                    self.open.extend_from_slice(b"\r\n");
                    self.entity(part);
                    if !ends_line(part, self.allowed) {
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
