//! Input of several payloads ([MS-OXCRPC] 3.1.4.2.1.2.1).

use super::{MAX_INPUT, PackingError, check_input};
use crate::auxiliary::ServerCapabilities;
use crate::extended::{self, ExtendedError, ExtendedFlags, HEADER_LEN, MAX_PAYLOAD, MAX_PAYLOADS};
use crate::{Request, RequestBuffer, RequestContext, RopId, UNASSIGNED_HANDLE};
use bytes::Bytes;
use ropeway_types::wire::{Reader, Writer};

/// RopSize, and of the one ROP: RopId, LogonId, InputHandleIndex and the data's size.
const PIECE_FIELDS: usize = 2 + 1 + 1 + 1 + 2;

/// The data of a request that may come in several payloads.
fn data(request: &Request) -> Option<&Bytes> {
    match request {
        Request::WriteStreamExtended(request) => Some(&request.data),
        Request::FastTransferDestinationPutBuffer(request) => Some(&request.transfer_data),
        Request::FastTransferDestinationPutBufferExtended(request) => Some(&request.transfer_data),
        _ => None,
    }
}

/// The same request with other data.
fn with_data(request: &Request, data: Bytes) -> Option<Request> {
    let mut request = request.clone();
    *(match &mut request {
        Request::WriteStreamExtended(request) => &mut request.data,
        Request::FastTransferDestinationPutBuffer(request) => &mut request.transfer_data,
        Request::FastTransferDestinationPutBufferExtended(request) => &mut request.transfer_data,
        _ => return None,
    }) = data;
    Some(request)
}

/// The ROP that further payloads would continue, if the server takes such.
fn packable(first: &RequestBuffer, announced: ServerCapabilities) -> Result<&Request, PackingError> {
    let last = first.requests.last();
    let (rop_id, needed) = match last.map(Request::rop_id) {
        Some(id @ RopId::WRITE_STREAM_EXTENDED) => {
            (id, ServerCapabilities::PACKED_WRITE_STREAM_UPLOAD_BUFFERS)
        }
        Some(
            id @ (RopId::FAST_TRANSFER_DESTINATION_PUT_BUFFER
            | RopId::FAST_TRANSFER_DESTINATION_PUT_BUFFER_EXTENDED),
        ) => (id, ServerCapabilities::PACKED_FAST_TRANSFER_UPLOAD_BUFFERS),
        other => return Err(PackingError::NotPackable(other)),
    };
    match last {
        Some(last) if announced.contains(needed) => Ok(last),
        _ => Err(PackingError::NotAnnounced(rop_id)),
    }
}

/// The handle that a request's input object has before the buffer is run, if it has one.
fn handle(request: &Request, handles: &[u32]) -> Option<u32> {
    let index = usize::from(request.input_handle_index()?);
    handles
        .get(index)
        .copied()
        .filter(|handle| *handle != UNASSIGNED_HANDLE)
}

/// The input of a call as a server reads it: one payload, or a first one whose last ROP the others continue.
///
/// A server runs the last ROP once, with the data of all [`pieces`](Self::pieces), and answers once:
/// WrittenSize of RopWriteStreamExtended counts all of it, BufferUsedSize of
/// RopFastTransferDestinationPutBuffer the last piece only.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PackedInput {
    /// The first payload.
    pub first: RequestBuffer,
    /// The data of each further payload, in order.
    pub more: Vec<Bytes>,
}

impl PackedInput {
    /// Reads all payloads. One that is not allowed is refused before it is decompressed.
    ///
    /// # Errors
    /// [`PackingError::Limit`], [`PackingError::Extended`], [`PackingError::Decode`]; if there is more than
    /// one payload, [`PackingError::NotPackable`], [`PackingError::NotAnnounced`], [`PackingError::Count`],
    /// and [`PackingError::Other`] for another ROP, logon or object than the first payload ends with.
    pub fn decode(
        buffer: impl Into<Bytes>,
        announced: ServerCapabilities,
        context: &dyn RequestContext,
    ) -> Result<Self, PackingError> {
        let mut reader = Reader::new(buffer);
        check_input(reader.remaining())?;
        let (mut flags, bytes) = next_payload(&mut reader)?;
        let first = RequestBuffer::decode(bytes, context)
            .map_err(|error| PackingError::Decode { payload: 0, error })?;
        let mut more = Vec::new();
        while !flags.contains(ExtendedFlags::LAST) {
            let last = packable(&first, announced)?;
            let payload = more.len().saturating_add(1);
            if payload == MAX_PAYLOADS {
                return Err(ExtendedError::TooMany.into());
            }
            let (next_flags, bytes) = next_payload(&mut reader)?;
            let piece = RequestBuffer::decode(bytes, context)
                .map_err(|error| PackingError::Decode { payload, error })?;
            let [request] = piece.requests.as_slice() else {
                let count = piece.requests.len();
                return Err(PackingError::Count { payload, count });
            };
            let rop_id = last.rop_id();
            let other = PackingError::Other { payload, rop_id };
            let objects = handle(last, &first.handles).zip(handle(request, &piece.handles));
            let same = request.rop_id() == rop_id
                && request.logon_id() == last.logon_id()
                && objects.is_none_or(|(one, two)| one == two);
            match data(request) {
                Some(data) if same => more.push(data.clone()),
                _ => return Err(other),
            }
            flags = next_flags;
        }
        match reader.remaining() {
            0 => Ok(Self { first, more }),
            left => Err(ExtendedError::Trailing(left).into()),
        }
    }

    /// The data of the last ROP, if it is one of those that can be packed: pieces that belong together, none
    /// of them copied. One piece if nothing was packed.
    pub fn pieces(&self) -> impl Iterator<Item = &Bytes> {
        let first = self.first.requests.last().and_then(data);
        first.into_iter().chain(&self.more)
    }

    /// The size of all pieces, in bytes: at most [`MAX_PAYLOADS`] times [`MAX_PAYLOAD`].
    pub fn data_len(&self) -> usize {
        self.pieces()
            .fold(0, |len: usize, piece| len.saturating_add(piece.len()))
    }
}

fn next_payload(reader: &mut Reader) -> Result<(ExtendedFlags, Bytes), ExtendedError> {
    let (flags, bytes) = extended::decode_payload(reader)?;
    if bytes.is_empty() {
        return Err(ExtendedError::Empty);
    }
    Ok((flags, bytes))
}

/// The input of a call that uploads data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PackedUpload {
    /// The call's input.
    pub input: Bytes,
    /// The data that did not fit, for the next call.
    pub rest: Bytes,
}

/// Writes `first`, whose last request uploads data, and as much of the data that follows its own as further
/// payloads can hold: up to [`MAX_PAYLOADS`] of them and [`MAX_INPUT`] bytes. `sealing` says whether to
/// compress and obfuscate.
///
/// # Errors
/// [`PackingError::NotPackable`] and [`PackingError::NotAnnounced`] unless there is no data,
/// [`PackingError::Encode`], [`PackingError::Extended`], and [`PackingError::Limit`] if `first` alone is too
/// large.
pub fn pack_upload(
    first: &RequestBuffer,
    mut data: Bytes,
    announced: ServerCapabilities,
    sealing: ExtendedFlags,
) -> Result<PackedUpload, PackingError> {
    let sealing = sealing.without(ExtendedFlags::LAST);
    let mut payload = first.encode()?;
    let mut input = Writer::new();
    let mut payloads = 1usize;
    if !data.is_empty() {
        let last = packable(first, announced)?;
        let fields = first.handles.len().saturating_mul(4).saturating_add(PIECE_FIELDS);
        let most = MAX_PAYLOAD.saturating_sub(fields);
        while !data.is_empty() && payloads < MAX_PAYLOADS {
            // Once the payload before it is written, and that is only then known to be not the last.
            let sealed = extended::encode(payload.clone(), sealing)?;
            let used = input.len().saturating_add(sealed.len());
            let room = MAX_INPUT
                .saturating_sub(used)
                .saturating_sub(HEADER_LEN)
                .saturating_sub(fields);
            let len = most.min(room).min(data.len());
            let Some(request) = with_data(last, data.slice(..len)).filter(|_| len > 0) else {
                break;
            };
            input.put(&sealed);
            payload = RequestBuffer::new(vec![request], first.handles.clone()).encode()?;
            data = data.slice(len..);
            payloads = payloads.saturating_add(1);
        }
    }
    input.put(&extended::encode(payload, sealing.union(ExtendedFlags::LAST))?);
    check_input(input.len())?;
    Ok(PackedUpload {
        input: input.finish(),
        rest: data,
    })
}
