//! Output of several payloads ([MS-OXCRPC] 3.1.4.2.1.2.2).

use super::{CallFlags, LimitError, MIN_ROOM_FOR_DATA, MIN_ROOM_FOR_ROWS, PackingError, check_output};
use crate::auxiliary::ServerCapabilities;
use crate::extended::{self, ExtendedError, ExtendedFlags, HEADER_LEN, MAX_PAYLOAD, MAX_PAYLOADS};
use crate::fast_transfer::{TransferBuffer, transfer_status};
use crate::{Request, Response, ResponseBuffer, ResponseContext, RopId};
use crate::{RopFastTransferSourceGetBufferResponse, RopQueryRowsRequest, RopReadStreamRequest};
use bytes::Bytes;
use ropeway_types::PropertyRow;
use ropeway_types::wire::Writer;

/// QueryRowsFlags ([MS-OXCTABL] 2.2.2.5.1): the cursor stays.
const NO_ADVANCE: u8 = 0x01;
/// QueryRowsFlags ([MS-OXCTABL] 2.2.2.5.1): rows may come in several payloads.
const ENABLE_PACKED_BUFFERS: u8 = 0x02;
/// Origin ([MS-OXCTABL] 2.2.2.1.1): BOOKMARK_BEGINNING.
const BEGINNING: u8 = 0x00;
/// Origin ([MS-OXCTABL] 2.2.2.1.1): BOOKMARK_END.
const END: u8 = 0x02;
/// ByteCount that refers to MaximumByteCount ([MS-OXCROPS] 2.2.9.2.1).
const BABE: u16 = 0xBABE;

/// What a server may, and wants to, make of its output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OutputOptions {
    /// What the client allows.
    pub flags: CallFlags,
    /// The room that the client offers for all payloads with their headers, in bytes.
    pub max_rop_out: usize,
    /// Whether to compress; a payload that does not become smaller is sent as it is.
    pub compress: bool,
    /// Whether to obfuscate.
    pub xor_magic: bool,
}

impl OutputOptions {
    /// Neither compressed nor obfuscated.
    pub fn new(flags: CallFlags, max_rop_out: usize) -> Self {
        Self {
            flags,
            max_rop_out,
            ..Self::default()
        }
    }

    /// Whether the room is within the bounds of [`check_output`].
    ///
    /// # Errors
    /// [`LimitError`]
    pub fn check(&self, announced: ServerCapabilities) -> Result<(), LimitError> {
        check_output(self.max_rop_out, announced)
    }

    /// How large the first payload may become: RopSize, responses and handles, before compression.
    pub fn room(&self) -> usize {
        self.max_rop_out.saturating_sub(HEADER_LEN).min(MAX_PAYLOAD)
    }

    fn sealing(&self) -> ExtendedFlags {
        let mut sealing = ExtendedFlags::default();
        if self.compress && !self.flags.contains(CallFlags::NO_COMPRESSION) {
            sealing = sealing.union(ExtendedFlags::COMPRESSED);
        }
        if self.xor_magic && !self.flags.contains(CallFlags::NO_XOR_MAGIC) {
            sealing = sealing.union(ExtendedFlags::XOR_MAGIC);
        }
        sealing
    }
}

/// The request that asks for the rest of what a request asked for; `None` if there is no rest, the response
/// failed, or the ROP is none that is continued.
///
/// - RopQueryRows: the rows left, if the request has EnablePackedBuffers and advances, the response has rows
///   and the table goes on.
/// - RopReadStream: the bytes left, if the response has any.
/// - RopFastTransferSourceGetBuffer: the same again, if the response has data and its TransferStatus is
///   Partial or NoRoom.
///
/// That a stream ended exactly at the end of a response does not show: one more response, without data,
/// then tells the client. A server that knows better need not ask.
pub fn continuation(request: &Request, response: &Response) -> Option<Request> {
    match (request, response) {
        (Request::QueryRows(request), Response::QueryRows(response)) => {
            let success = response.result.as_ref().ok()?;
            let end = if request.forward_read { END } else { BEGINNING };
            let packed = request.query_rows_flags & ENABLE_PACKED_BUFFERS != 0
                && request.query_rows_flags & NO_ADVANCE == 0;
            if !packed || success.rows.is_empty() || success.origin == end {
                return None;
            }
            let rows = u16::try_from(success.rows.len()).ok()?;
            let row_count = request.row_count.checked_sub(rows).filter(|left| *left > 0)?;
            Some(Request::QueryRows(RopQueryRowsRequest {
                row_count,
                ..request.clone()
            }))
        }
        (Request::ReadStream(request), Response::ReadStream(response)) => {
            if !response.return_value.is_success() || response.data.is_empty() {
                return None;
            }
            let read = u32::try_from(response.data.len()).ok()?;
            let left = request.requested().checked_sub(read).filter(|left| *left > 0)?;
            // What is left of a plain count may by chance be the number that refers to the other field.
            let (byte_count, maximum_byte_count) = match u16::try_from(left) {
                Ok(left) if request.byte_count != BABE && left != BABE => (left, None),
                _ => (BABE, Some(left)),
            };
            Some(Request::ReadStream(RopReadStreamRequest {
                byte_count,
                maximum_byte_count,
                ..request.clone()
            }))
        }
        (Request::FastTransferSourceGetBuffer(request), Response::FastTransferSourceGetBuffer(response)) => {
            let more = [transfer_status::PARTIAL, transfer_status::NO_ROOM];
            let goes_on = response.return_value.is_success()
                && more.contains(&response.transfer_status)
                && transfer_data(response).is_some_and(|data| !data.is_empty());
            goes_on.then(|| Request::FastTransferSourceGetBuffer(request.clone()))
        }
        _ => None,
    }
}

fn transfer_data(response: &RopFastTransferSourceGetBufferResponse) -> Option<&Bytes> {
    match &response.transfer_buffer {
        TransferBuffer::Data(data) => Some(data),
        TransferBuffer::Backoff { .. } => None,
    }
}

/// The output of a call under construction.
///
/// It begins with the payload that answers all requests. As long as [`next_request`](Self::next_request)
/// gives a request, the server may run it as if the client had sent it alone, into a payload of at most
/// [`room`](Self::room) bytes with the same handle table, and [`push`](Self::push) that. It may stop at any
/// time; [`finish`](Self::finish) gives the bytes.
///
/// ```
/// use ropeway_rop::packing::{CallFlags, OutputOptions, ResponseChain};
/// use ropeway_rop::*;
///
/// let stream = vec![7u8; 50_000];
/// let mut at = 0;
/// let mut run = |request: &Request, room: usize| {
///     let Request::ReadStream(request) = request else { panic!() };
///     // RopSize, the response's fields, one handle.
///     let most = (request.requested() as usize).min(room - 2 - 8 - 4).min(stream.len() - at);
///     let data = stream[at..at + most].to_vec().into();
///     at += most;
///     let response = Response::from(RopReadStreamResponse { data, ..Default::default() });
///     let mut payload = ResponseWriter::new();
///     payload.push(&response).unwrap();
///     (response, payload.finish(&[1]).unwrap())
/// };
/// let request = Request::from(RopReadStreamRequest {
///     logon_id: 0, input_handle_index: 0, byte_count: 0xBABE, maximum_byte_count: Some(60_000),
/// });
/// let options = OutputOptions::new(CallFlags::CHAIN, 0x1_8008);
/// let (response, payload) = run(&request, options.room());
/// let mut chain = ResponseChain::begin(options, payload, Some((&request, &response)))?;
/// while let Some(request) = chain.next_request() {
///     let (response, payload) = run(request, chain.room());
///     chain.push(payload, &response)?;
/// }
/// let output = chain.finish();
///
/// let mut context = ResponseContext::for_requests([request]);
/// let packed = packing::PackedOutput::decode(output, &mut context)?;
/// assert_eq!(packed.data().concat(), stream);
/// # Ok::<(), ropeway_rop::packing::PackingError>(())
/// ```
#[derive(Debug)]
pub struct ResponseChain {
    options: OutputOptions,
    output: Writer,
    /// Where the last payload's flags stand, and what they are.
    last: (usize, ExtendedFlags),
    payloads: usize,
    /// What could run again, room aside.
    rest: Option<Request>,
}

impl ResponseChain {
    /// The output of a call with its first payload. `last` is the last ROP of the request and its response;
    /// `None` if there was none, or it was not run.
    ///
    /// # Errors
    /// [`PackingError::NoRoom`], [`PackingError::Extended`]
    pub fn begin(
        options: OutputOptions,
        payload: impl Into<Bytes>,
        last: Option<(&Request, &Response)>,
    ) -> Result<Self, PackingError> {
        let mut chain = Self {
            options,
            output: Writer::new(),
            last: (0, ExtendedFlags::default()),
            payloads: 0,
            rest: None,
        };
        chain.seal(payload.into())?;
        chain.rest = last
            .filter(|_| options.flags.contains(CallFlags::CHAIN))
            .and_then(|(request, response)| continuation(request, response));
        Ok(chain)
    }

    /// What to run again, with the amount that is left; `None` if nothing is, the room is too small
    /// ([`MIN_ROOM_FOR_ROWS`], [`MIN_ROOM_FOR_DATA`]), or there are [`MAX_PAYLOADS`].
    pub fn next_request(&self) -> Option<&Request> {
        let rest = self.rest.as_ref()?;
        let room = match rest {
            Request::QueryRows(_) => MIN_ROOM_FOR_ROWS,
            _ => MIN_ROOM_FOR_DATA,
        };
        (self.left() >= room && self.payloads < MAX_PAYLOADS).then_some(rest)
    }

    /// How large the next payload may become: RopSize, the response and handles, before compression.
    pub fn room(&self) -> usize {
        self.left().saturating_sub(HEADER_LEN).min(MAX_PAYLOAD)
    }

    /// Payloads so far.
    pub fn payloads(&self) -> usize {
        self.payloads
    }

    fn left(&self) -> usize {
        self.options.max_rop_out.saturating_sub(self.output.len())
    }

    /// Appends the payload with the response to [`next_request`](Self::next_request). If that fails nothing
    /// is appended, and the chain can still be finished. RopBufferTooSmall is no such response: a server
    /// that has it finishes without it.
    ///
    /// # Errors
    /// [`PackingError::NotAsked`], [`PackingError::NoRoom`], [`PackingError::Extended`]
    pub fn push(&mut self, payload: impl Into<Bytes>, response: &Response) -> Result<(), PackingError> {
        let not_asked = || PackingError::NotAsked(response.rop_id());
        let request = self.next_request().ok_or_else(not_asked)?;
        if request.rop_id() != response.rop_id() {
            return Err(not_asked());
        }
        let rest = continuation(request, response);
        self.seal(payload.into())?;
        self.rest = rest;
        Ok(())
    }

    fn seal(&mut self, payload: Bytes) -> Result<(), PackingError> {
        let sealed = extended::encode(payload, self.options.sealing())?;
        let (needed, left) = (sealed.len(), self.left());
        if needed > left {
            return Err(PackingError::NoRoom { needed, left });
        }
        // Behind the 16 bits of Version; what was not worth compressing does not say Compressed.
        let flags = match sealed.get(2..4) {
            Some(&[low, high]) => ExtendedFlags(u16::from_le_bytes([low, high])),
            _ => ExtendedFlags::default(),
        };
        self.last = (self.output.len().saturating_add(2), flags);
        self.output.put(&sealed);
        self.payloads = self.payloads.saturating_add(1);
        Ok(())
    }

    /// The payloads behind their headers, the last one marked as such.
    pub fn finish(mut self) -> Bytes {
        let (at, flags) = self.last;
        let flags = flags.union(ExtendedFlags::LAST);
        self.output.patch(at, &flags.0.to_le_bytes());
        self.output.finish()
    }
}

/// The output of a call as a client reads it: all responses, and those with which the server continued the
/// last.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PackedOutput {
    /// The first payload: responses to all requests, and notifications.
    pub first: ResponseBuffer,
    /// One response of each further payload, in order.
    pub more: Vec<Response>,
}

impl PackedOutput {
    /// Reads all payloads. A handle table behind the first payload is passed over: it can say nothing new.
    ///
    /// # Errors
    /// [`PackingError::Extended`], [`PackingError::Decode`]; [`PackingError::NotPackable`],
    /// [`PackingError::Count`] and [`PackingError::Other`] if further payloads do not continue the last
    /// response of the first.
    pub fn decode(buffer: impl Into<Bytes>, context: &mut ResponseContext) -> Result<Self, PackingError> {
        let mut payloads = extended::decode(buffer)?.into_iter().enumerate();
        let mut decode = |payload: usize, bytes: Bytes| {
            ResponseBuffer::decode(bytes, context).map_err(|error| PackingError::Decode { payload, error })
        };
        let (_, bytes) = payloads.next().ok_or(ExtendedError::Empty)?;
        let first = decode(0, bytes)?;
        let mut more = Vec::new();
        for (payload, bytes) in payloads {
            let last = last_answer(&first);
            let rop_id = match last {
                Some(last) if is_continued(last.rop_id()) => last.rop_id(),
                last => return Err(PackingError::NotPackable(last.map(Response::rop_id))),
            };
            let index = last.and_then(Response::handle_index);
            let mut responses = decode(payload, bytes)?.responses;
            let count = responses.len();
            match responses.pop() {
                Some(response) if count == 1 => {
                    if response.rop_id() != rop_id || response.handle_index() != index {
                        return Err(PackingError::Other { payload, rop_id });
                    }
                    more.push(response);
                }
                _ => return Err(PackingError::Count { payload, count }),
            }
        }
        Ok(Self { first, more })
    }

    /// The response that was continued, if the server has continued it, and what continues it, in order.
    /// Without further payloads: the last response of the first.
    pub fn continued(&self) -> impl Iterator<Item = &Response> {
        last_answer(&self.first).into_iter().chain(&self.more)
    }

    /// All responses in order.
    pub fn responses(&self) -> impl Iterator<Item = &Response> {
        self.first.responses.iter().chain(&self.more)
    }

    /// The data of RopReadStream or RopFastTransferSourceGetBuffer, if that was the last ROP: pieces that
    /// belong together, none of them copied.
    pub fn data(&self) -> Vec<Bytes> {
        self.continued()
            .filter_map(|response| match response {
                Response::ReadStream(response) => Some(response.data.clone()),
                Response::FastTransferSourceGetBuffer(response) => transfer_data(response).cloned(),
                _ => None,
            })
            .collect()
    }

    /// The rows of RopQueryRows, if that was the last ROP.
    pub fn rows(&self) -> impl Iterator<Item = &PropertyRow> {
        self.continued()
            .filter_map(|response| match response {
                Response::QueryRows(response) => response.result.as_ref().ok(),
                _ => None,
            })
            .flat_map(|success| &success.rows)
    }
}

/// The last response that answers a request: notifications follow it.
fn last_answer(buffer: &ResponseBuffer) -> Option<&Response> {
    let uncalled = [RopId::NOTIFY, RopId::PENDING];
    let mut responses = buffer.responses.iter().rev();
    responses.find(|response| !uncalled.contains(&response.rop_id()))
}

fn is_continued(rop_id: RopId) -> bool {
    matches!(
        rop_id,
        RopId::QUERY_ROWS | RopId::READ_STREAM | RopId::FAST_TRANSFER_SOURCE_GET_BUFFER
    )
}
