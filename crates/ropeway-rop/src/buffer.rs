//! ROP buffers ([MS-OXCROPS] 2.2.1): RopSize, RopsList, ServerObjectHandleTable.

use crate::context::{RequestContext, ResponseContext};
use crate::rop_id::RopId;
use crate::{Request, Response, RopLogonRequest};
use bytes::Bytes;
use ropeway_types::wire::{
    Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Tolerance, Trace, Writer,
};
use std::ops::Range;

/// The value of a server object handle table entry that holds no handle ([MS-OXCROPS] 2.2.1).
pub const UNASSIGNED_HANDLE: u32 = 0xFFFF_FFFF;

/// A ROP input buffer: the requests of one call.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RequestBuffer {
    /// RopsList, decoded.
    pub requests: Vec<Request>,
    /// ServerObjectHandleTable.
    pub handles: Vec<u32>,
    /// Where each request stands in `rops_list`. Ignored when encoding.
    pub spans: Vec<Range<usize>>,
    /// RopsList as it came. Ignored when encoding.
    pub rops_list: Bytes,
    /// The deviations from the specifications that were met. Ignored when encoding.
    pub tolerated: Tolerance,
}

/// What became of reading a buffer, and every field that was read until then.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Inspection<T> {
    /// The buffer, or why it cannot be read.
    pub result: Result<T, DecodeError>,
    /// The fields: RopSize, RopsList with a node for each ROP, ServerObjectHandleTable.
    pub trace: Trace,
    /// The deviations from the specifications that were met.
    pub tolerated: Tolerance,
}

impl<T> Inspection<T> {
    fn of(mut reader: Reader, read: impl FnOnce(&mut Reader) -> Result<T, DecodeError>) -> Self {
        reader = reader.with_trace();
        let result = read(&mut reader);
        Self {
            result,
            tolerated: reader.tolerated(),
            trace: reader.take_trace().unwrap_or_default(),
        }
    }
}

impl Default for RequestBuffer {
    fn default() -> Self {
        Self::new(Vec::new(), Vec::new())
    }
}

impl RequestBuffer {
    /// Requests and handles to be encoded.
    pub fn new(requests: Vec<Request>, handles: Vec<u32>) -> Self {
        Self {
            requests,
            handles,
            spans: Vec::new(),
            rops_list: Bytes::new(),
            tolerated: Tolerance::NONE,
        }
    }

    /// Reads a whole buffer. All or nothing: requests carry no length, so behind one that cannot be read
    /// nothing can be found.
    ///
    /// # Errors
    /// As the bytes deserve. To the client each is RpcFormat (0x000004B6) for the whole call.
    pub fn decode(buffer: impl Into<Bytes>, context: &dyn RequestContext) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(buffer).with_tolerance(context.tolerance());
        Self::read(&mut reader, context)
    }

    /// Reads a buffer and keeps a record of every field, also of one that cannot be read to its end.
    pub fn inspect(buffer: impl Into<Bytes>, context: &dyn RequestContext) -> Inspection<Self> {
        let reader = Reader::new(buffer).with_tolerance(context.tolerance());
        Inspection::of(reader, |reader| Self::read(reader, context))
    }

    fn read(reader: &mut Reader, context: &dyn RequestContext) -> Result<Self, DecodeError> {
        let mut seen = Seen {
            context,
            logons: [None; 256],
        };
        let mut requests = room_for_rops(reader);
        let mut spans = Vec::with_capacity(requests.capacity());
        let rops_list = rops_list(reader, "RequestBuffer", |reader| {
            let start = reader.offset();
            let rops_list = reader.rest();
            reader.mark_list();
            while !reader.is_empty() {
                make_room(&mut requests);
                let from = reader.offset().saturating_sub(start);
                reader.field("", "", |reader| {
                    Request::decode_onto(reader, &seen, &mut requests)
                })?;
                if let Some(Request::Logon(logon)) = requests.last() {
                    seen.learn(logon);
                }
                spans.push(from..reader.offset().saturating_sub(start));
            }
            Ok(rops_list)
        })?;
        let handles = handle_table(reader, "RequestBuffer")?;
        Ok(Self {
            requests,
            handles,
            spans,
            rops_list,
            tolerated: reader.tolerated(),
        })
    }

    /// The bytes of the requests from the `first` on, as RopBufferTooSmall returns them.
    pub fn rest_from(&self, first: usize) -> Bytes {
        match self.spans.get(first) {
            Some(span) => self.rops_list.slice(span.start.min(self.rops_list.len())..),
            None => Bytes::new(),
        }
    }

    /// Writes requests and handles.
    ///
    /// # Errors
    /// As the requests, and [`EncodeError::TooLong`] for more than RopSize can say.
    pub fn encode(&self) -> Result<Bytes, EncodeError> {
        let mut writer = RopsWriter::default();
        for request in &self.requests {
            writer.push(request)?;
        }
        writer.finish(&self.handles)
    }
}

/// What the caller knows of logons, and what the buffer itself has shown.
struct Seen<'a> {
    context: &'a dyn RequestContext,
    /// By LogonId: whether the logon is to a private mailbox.
    logons: [Option<bool>; 256],
}

impl Seen<'_> {
    fn learn(&mut self, logon: &RopLogonRequest) {
        if let Some(seen) = self.logons.get_mut(usize::from(logon.logon_id)) {
            *seen = Some(logon.is_private());
        }
    }
}

impl RequestContext for Seen<'_> {
    fn is_private_logon(&self, logon_id: u8) -> Option<bool> {
        let seen = self.logons.get(usize::from(logon_id)).copied().flatten();
        seen.or_else(|| self.context.is_private_logon(logon_id))
    }
}

/// A ROP output buffer: the responses of one call.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ResponseBuffer {
    /// RopsList, decoded.
    pub responses: Vec<Response>,
    /// ServerObjectHandleTable.
    pub handles: Vec<u32>,
    /// The deviations from the specifications that were met. Ignored when encoding.
    pub tolerated: Tolerance,
}

impl Default for ResponseBuffer {
    fn default() -> Self {
        Self::new(Vec::new(), Vec::new())
    }
}

impl ResponseBuffer {
    /// Responses and handles to be encoded.
    pub fn new(responses: Vec<Response>, handles: Vec<u32>) -> Self {
        Self {
            responses,
            handles,
            tolerated: Tolerance::NONE,
        }
    }

    /// Reads a whole buffer. `context` gives up the requests that were answered and keeps what it learnt
    /// of columns.
    ///
    /// # Errors
    /// As the bytes deserve; [`DecodeErrorKind::Context`] for rows whose columns are not known.
    pub fn decode(buffer: impl Into<Bytes>, context: &mut ResponseContext) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(buffer).with_tolerance(context.tolerance());
        Self::read(&mut reader, context)
    }

    /// Reads a buffer and keeps a record of every field, also of one that cannot be read to its end.
    pub fn inspect(buffer: impl Into<Bytes>, context: &mut ResponseContext) -> Inspection<Self> {
        let reader = Reader::new(buffer).with_tolerance(context.tolerance());
        Inspection::of(reader, |reader| Self::read(reader, context))
    }

    fn read(reader: &mut Reader, context: &mut ResponseContext) -> Result<Self, DecodeError> {
        let mut responses = room_for_rops(reader);
        rops_list(reader, "ResponseBuffer", |reader| {
            reader.mark_list();
            while !reader.is_empty() {
                make_room(&mut responses);
                reader.field("", "", |reader| decode_response(reader, context, &mut responses))?;
            }
            Ok(())
        })?;
        let handles = handle_table(reader, "ResponseBuffer")?;
        Ok(Self {
            responses,
            handles,
            tolerated: reader.tolerated(),
        })
    }

    /// Writes responses and handles.
    ///
    /// # Errors
    /// As [`ResponseWriter::push`].
    pub fn encode(&self) -> Result<Bytes, EncodeError> {
        let mut writer = ResponseWriter::new();
        for response in &self.responses {
            writer.push(response)?;
        }
        writer.finish(&self.handles)
    }
}

/// The next response, read with what the context knows and appended to `responses`.
fn decode_response(
    reader: &mut Reader,
    context: &mut ResponseContext,
    responses: &mut Vec<Response>,
) -> Result<(), DecodeError> {
    let offset = reader.offset();
    let [rop_id, index] = reader.peek().unwrap_or_default();
    let rop_id = RopId(rop_id);
    let request = match rop_id {
        RopId::NOTIFY | RopId::PENDING | RopId::BACKOFF | RopId::BUFFER_TOO_SMALL => None,
        _ => context.next_request(),
    };
    let columns = match rop_id {
        RopId::GET_PROPERTIES_SPECIFIC => match &request {
            Some(Request::GetPropertiesSpecific(request)) => Some(request.property_tags.as_slice()),
            _ => None,
        },
        RopId::QUERY_ROWS | RopId::FIND_ROW | RopId::EXPAND_ROW => {
            context.table_columns(index).map(AsRef::as_ref)
        }
        RopId::NOTIFY => reader
            .peek()
            .and_then(|[_, a, b, c, d]| context.notification_columns(u32::from_le_bytes([a, b, c, d])))
            .map(AsRef::as_ref),
        RopId::READ_RECIPIENTS => context.recipient_columns(index).map(AsRef::as_ref),
        _ => None,
    };
    Response::decode_onto(reader, columns, responses)?;
    let Some(response) = responses.last_mut() else {
        return Ok(());
    };
    match (&*response, &request) {
        (Response::SetMessageStatus(set), Some(Request::GetMessageStatus(_))) => {
            *response = set.clone().of_status_asked_for().into();
        }
        (Response::GetMessageStatus(_), _) if !reader.tolerates(Tolerance::STATUS_UNDER_OWN_ID) => {
            let kind = DecodeErrorKind::Unknown(u32::from(rop_id.0));
            return Err(DecodeError::new(offset, kind).within("Response", "rop_id"));
        }
        _ => {}
    }
    context.learn(request.as_ref(), response);
    Ok(())
}

/// An empty list of ROPs with room for a usual batch, and for none that could not be there.
fn room_for_rops<T>(reader: &Reader) -> Vec<T> {
    /// What an allocator has at hand.
    const BYTES: usize = 1024;
    /// RopRelease, and every response at least.
    const SHORTEST: usize = 3;
    let usual = BYTES.checked_div(size_of::<T>()).unwrap_or(0).min(MORE_ROPS);
    Vec::with_capacity((reader.remaining() / SHORTEST).min(usual))
}

/// The room of a batch that is more than usual; from there it is doubled.
const MORE_ROPS: usize = 8;

/// Makes room for more than a usual batch.
fn make_room<T>(rops: &mut Vec<T>) {
    if rops.len() == rops.capacity() && rops.len() < MORE_ROPS {
        rops.reserve_exact(MORE_ROPS.saturating_sub(rops.len()));
    }
}

/// RopSize, and RopsList as `read` reads it.
fn rops_list<T>(
    reader: &mut Reader,
    structure: &'static str,
    read: impl FnOnce(&mut Reader) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let len = reader.field(structure, "RopSize", |reader| {
        let offset = reader.offset();
        let size = usize::from(u16::decode(reader)?);
        size.checked_sub(2).ok_or_else(|| {
            let (declared, actual) = (size, 2);
            DecodeError::new(offset, DecodeErrorKind::Size { declared, actual })
        })
    })?;
    reader.field(structure, "RopsList", |reader| reader.window(len, read))
}

/// The most handles that a table may have: an index is a byte.
const MAX_HANDLES: usize = 256;

/// ServerObjectHandleTable: all that follows.
fn handle_table(reader: &mut Reader, structure: &'static str) -> Result<Vec<u32>, DecodeError> {
    reader.field(structure, "ServerObjectHandleTable", |reader| {
        let (count, max) = (reader.remaining() / u32::MIN_LEN, MAX_HANDLES);
        if count > max {
            return Err(reader.error(DecodeErrorKind::Limit { count, max }));
        }
        let handles = reader.list(count)?;
        if !reader.is_empty() && !reader.tolerates(Tolerance::HANDLE_PADDING) {
            reader.finish()?;
        }
        Ok(handles)
    })
}

/// RopSize and RopsList under construction.
#[derive(Debug)]
struct RopsWriter(Writer);

impl Default for RopsWriter {
    fn default() -> Self {
        // Most batches and their answers fit, or nearly so.
        let mut writer = Writer::with_capacity(512);
        writer.put(&[0, 0]);
        Self(writer)
    }
}

impl RopsWriter {
    /// Appends a ROP, or nothing if that fails.
    fn push(&mut self, rop: &impl Encode) -> Result<(), EncodeError> {
        let before = self.0.len();
        let result = rop.encode(&mut self.0).and_then(|()| self.size().map(|_| ()));
        if result.is_err() {
            self.0.truncate(before);
        }
        result
    }

    fn size(&self) -> Result<u16, EncodeError> {
        let len = self.0.len();
        u16::try_from(len).map_err(|_| EncodeError::TooLong {
            what: "RopsList",
            len,
            bits: 16,
        })
    }

    fn finish(mut self, handles: &[u32]) -> Result<Bytes, EncodeError> {
        let size = self.size()?;
        self.0.patch(0, &size.to_le_bytes());
        handles.iter().try_for_each(|handle| handle.encode(&mut self.0))?;
        Ok(self.0.finish())
    }
}

/// A ROP output buffer under construction: it knows how long it is, so that a server can answer
/// RopBufferTooSmall before it executes what it could not answer.
#[derive(Debug, Default)]
pub struct ResponseWriter {
    rops: RopsWriter,
    /// The length up to RopBufferTooSmall, if it is there.
    closed_at: Option<usize>,
}

impl ResponseWriter {
    /// RopSize alone: two bytes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a response. If that fails nothing is appended.
    ///
    /// # Errors
    /// As the response; [`EncodeError::TooLong`] for more than RopSize can say; [`EncodeError::Unsupported`]
    /// behind RopBufferTooSmall, which goes on to the end of the buffer.
    pub fn push(&mut self, response: &Response) -> Result<(), EncodeError> {
        if self.closed_at.is_some() {
            return Err(EncodeError::Unsupported("response after RopBufferTooSmall"));
        }
        self.rops.push(response)?;
        if response.rop_id() == RopId::BUFFER_TOO_SMALL {
            self.closed_at = Some(self.len());
        }
        Ok(())
    }

    /// RopSize and the responses so far, in bytes: at least two.
    #[expect(clippy::len_without_is_empty, reason = "RopSize is always there")]
    pub fn len(&self) -> usize {
        self.rops.0.len()
    }

    /// The length of the whole buffer if it were finished with so many handles.
    pub fn len_with_handles(&self, handles: usize) -> usize {
        self.len().saturating_add(handles.saturating_mul(4))
    }

    /// Drops all that was appended after the buffer was `len` long.
    pub fn truncate(&mut self, len: usize) {
        self.rops.0.truncate(len.max(2));
        self.closed_at = self.closed_at.filter(|end| len >= *end);
    }

    /// The buffer with its handle table.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn finish(self, handles: &[u32]) -> Result<Bytes, EncodeError> {
        self.rops.finish(handles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RopBufferTooSmallResponse, RopPendingResponse};

    #[test]
    fn nothing_follows_rop_buffer_too_small() {
        let too_small = Response::from(RopBufferTooSmallResponse {
            size_needed: 9,
            request_buffers: Bytes::from_static(&[1, 0, 0]),
        });
        let pending = Response::from(RopPendingResponse { session_index: 7 });
        let mut writer = ResponseWriter::new();
        writer.push(&pending).unwrap();
        let before = writer.len();
        writer.push(&too_small).unwrap();
        let end = writer.len();
        // It would be read as a request that was not executed.
        for after in [&pending, &too_small] {
            assert!(matches!(writer.push(after), Err(EncodeError::Unsupported(_))));
            assert_eq!(writer.len(), end);
        }
        writer.truncate(end);
        assert!(writer.push(&pending).is_err());
        writer.truncate(before);
        writer.push(&pending).unwrap();
        writer.push(&too_small).unwrap();
        let responses = vec![pending.clone(), pending.clone(), too_small.clone()];
        let bytes = writer.finish(&[]).unwrap();
        assert_eq!(
            ResponseBuffer::decode(bytes, &mut ResponseContext::new())
                .unwrap()
                .responses,
            responses
        );
        let buffer = ResponseBuffer::new(vec![too_small, pending], Vec::new());
        assert!(matches!(buffer.encode(), Err(EncodeError::Unsupported(_))));
    }
}
