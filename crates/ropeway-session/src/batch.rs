//! A batch: one ROP buffer in, one out ([MS-OXCROPS] 3.2.5.1).

use crate::objects::{Key, Kind};
use crate::rops::property::problems;
use crate::session::{ExecuteError, Session};
use bytes::Bytes;
use ropeway_rop::{
    Request, RequestBuffer, RequestContext, Response, ResponseWriter, RopBufferTooSmallResponse,
    UNASSIGNED_HANDLE,
};
use ropeway_types::ErrorCode;
use ropeway_types::wire::{DecodeError, DecodeErrorKind};

/// One payload is at most so long ([MS-OXCRPC] 3.1.4.2.1.1.1).
const MAX_PAYLOAD: usize = 0x8000;
/// The output that a client must offer after RopBufferTooSmall: the largest payload there is, so that it
/// need not ask a third time.
const SIZE_NEEDED: u16 = 0x8000;
/// Bytes before RopBufferTooSmall's raw requests.
const TOO_SMALL_HEADER: usize = 3;

/// Every logon that a session has is to a private mailbox.
struct PrivateLogons;

impl RequestContext for PrivateLogons {
    fn is_private_logon(&self, _logon_id: u8) -> Option<bool> {
        Some(true)
    }
}

/// What the responses of a batch may take, worked out before anything is executed.
///
/// A ROP that did not fit has to be returned unexecuted, and what is returned takes room as well. So a
/// ROP is executed only if afterwards there is room for the rest of the batch, one way or the other: as
/// raw requests in a RopBufferTooSmall, or as responses of whatever length they can have.
struct Plan {
    bounds: Vec<usize>,
    reserves: Vec<usize>,
    raw: Vec<usize>,
}

impl Plan {
    fn new(buffer: &RequestBuffer) -> Self {
        let count = buffer.requests.len();
        let bounds: Vec<usize> = buffer.requests.iter().map(answer_bound).collect();
        let raw: Vec<usize> = buffer
            .spans
            .iter()
            .map(|span| {
                let rest = buffer.rops_list.len().saturating_sub(span.start);
                rest.saturating_add(TOO_SMALL_HEADER)
            })
            .collect();
        let mut reserves = vec![0; count.saturating_add(1)];
        let mut answers = 0usize;
        for at in (0..count).rev() {
            answers = answers.saturating_add(bounds.get(at).copied().unwrap_or(0));
            let raw = raw.get(at).copied().unwrap_or(usize::MAX);
            if let Some(reserve) = reserves.get_mut(at) {
                *reserve = raw.min(answers);
            }
        }
        Self {
            bounds,
            reserves,
            raw,
        }
    }

    fn bound(&self, at: usize) -> usize {
        self.bounds.get(at).copied().unwrap_or(0)
    }

    fn reserve(&self, at: usize) -> usize {
        self.reserves.get(at).copied().unwrap_or(0)
    }
}

/// Whether nothing is lost when a ROP's response is thrown away and the ROP is sent again.
fn is_repeatable(request: &Request) -> bool {
    match request {
        Request::GetPropertyIdsFromNames(request) => request.property_names.is_empty(),
        Request::OpenMessage(_)
        | Request::ReloadCachedInformation(_)
        | Request::OpenEmbeddedMessage(_)
        | Request::GetPropertiesSpecific(_)
        | Request::GetPropertiesAll(_)
        | Request::GetPropertiesList(_)
        | Request::GetNamesFromPropertyIds(_)
        | Request::QueryNamedProperties(_)
        | Request::ReadRecipients(_)
        | Request::QueryRows(_)
        | Request::ReadStream(_)
        | Request::GetValidAttachments(_) => true,
        _ => false,
    }
}

/// Bytes that the response of a ROP takes at most; of a repeatable one, that its failure takes.
fn answer_bound(request: &Request) -> usize {
    let list = |count: usize, size: usize| count.saturating_mul(size).saturating_add(8);
    match request {
        Request::Release(_) => 0,
        Request::Logon(_) => 176,
        Request::SetProperties(request) => list(problems(&request.property_values).count(), 10),
        Request::SetPropertiesNoReplicate(request) => list(problems(&request.property_values).count(), 10),
        Request::GetPropertyIdsFromNames(request) => list(request.property_names.len(), 2).max(24),
        request if is_repeatable(request) => 24,
        _ => 40,
    }
}

impl Session {
    /// Runs one ROP buffer (RopSize, RopsList and handle table, without RPC_HEADER_EXT) and returns
    /// the output ROP buffer of at most `max_output` bytes.
    ///
    /// One ROP that fails does not stop those after it. A batch whose responses do not fit is executed
    /// as far as they do, and the rest returned in a RopBufferTooSmall ([MS-OXCROPS] 2.2.15.1); no
    /// effect of a ROP comes without its response.
    ///
    /// # Cancellation
    /// Dropping the future abandons the batch where it waits: at the directory or at the sink, the only
    /// places where it does. The ROPs before that stay executed, and their responses are lost, as when a
    /// connection breaks. A submission that the sink was deciding on is not marked as submitted; if the
    /// sink took it, a repeated submission is a second one. Where clients may go away at any moment, run
    /// the batch in a task of its own.
    ///
    /// # Errors
    /// [`ExecuteError`] when the call as a whole fails. Nothing was executed then.
    pub async fn execute(&mut self, input: Bytes, max_output: usize) -> Result<Bytes, ExecuteError> {
        let buffer = RequestBuffer::decode(input, &PrivateLogons)?;
        buffer.requests.iter().try_for_each(check_request)?;
        self.start_batch();
        let now = self.shared.clock.now();
        self.mailbox().file_due(now, &self.identity.address);

        let plan = Plan::new(&buffer);
        // Handle indexes are bytes: entries that none can name are not repeated.
        let mut handles = buffer.handles.clone();
        handles.truncate(256);
        let capacity = max_output.min(MAX_PAYLOAD);
        let mut writer = ResponseWriter::new();
        let base = writer.len_with_handles(handles.len());
        let too_small = ExecuteError::OutputTooSmall { max_output };
        if base.saturating_add(plan.reserve(0)) > capacity {
            return Err(too_small);
        }

        for (at, request) in buffer.requests.iter().enumerate() {
            let used = writer.len_with_handles(handles.len());
            let reserve = plan.reserve(at.saturating_add(1));
            let room = capacity.saturating_sub(used).saturating_sub(reserve);
            if room < plan.bound(at) {
                if at == 0 && capacity == MAX_PAYLOAD {
                    return Err(too_small);
                }
                push_rest(&mut writer, &buffer, at);
                break;
            }
            if let Request::Release(request) = request {
                self.release(request.logon_id, request.input_handle_index, &handles);
                continue;
            }
            // A repeatable ROP is given the room it would have as the first of a batch: where that is
            // more than there is, it is returned, and comes again as the first.
            let limit = if is_repeatable(request) {
                capacity.saturating_sub(base).saturating_sub(reserve)
            } else {
                room
            };
            let position = self.position(request, &handles);
            let response = match self.perform(request, &mut handles, limit).await {
                Ok(response) => Some(response),
                Err(code) => {
                    forget_output(request, &mut handles);
                    tracing::debug!(rop = ?request.rop_id(), %code, "rop failed");
                    Response::failure(request, code)
                }
            };
            let Some(response) = response else { continue };
            let before = writer.len();
            let failed = writer.push(&response).is_err();
            if !failed && writer.len().saturating_sub(before) <= room {
                continue;
            }
            writer.truncate(before);
            self.undo(request, &mut handles, position);
            let raw = plan.raw.get(at).copied().unwrap_or(usize::MAX);
            if !failed && used > base && used.saturating_add(raw) <= capacity {
                push_rest(&mut writer, &buffer, at);
                break;
            }
            let code = if failed {
                ErrorCode::GENERAL_FAILURE
            } else {
                ErrorCode::BUFFER_TOO_SMALL
            };
            if let Some(failure) = Response::failure(request, code) {
                // A failure's length is within the bound that was checked.
                let _ = writer.push(&failure);
            }
        }
        writer.finish(&handles).map_err(|_| too_small)
    }

    /// The object that a request's input index names.
    pub(crate) fn input(&self, request: &Request, handles: &[u32]) -> Result<Key, ErrorCode> {
        let index = request.input_handle_index().ok_or(ErrorCode::NULL_OBJECT)?;
        let handle = handles
            .get(usize::from(index))
            .copied()
            .ok_or(ErrorCode::NULL_OBJECT)?;
        self.objects.find(handle, request.logon_id())
    }

    /// RopRelease: never answered, whatever it names. A stream is committed first.
    fn release(&mut self, logon_id: u8, index: u8, handles: &[u32]) {
        let Some(handle) = handles.get(usize::from(index)).copied() else {
            return;
        };
        let Ok(key) = self.objects.find(handle, logon_id) else {
            return;
        };
        match self.kind(key) {
            Some(Kind::Logon) => {
                self.objects.remove_logon(logon_id);
                return;
            }
            Some(Kind::Stream(stream)) if stream.is_dirty() => {
                if let Err(code) = self.commit_stream(key) {
                    tracing::debug!(%code, "stream released without a commit");
                }
            }
            _ => {}
        }
        self.objects.remove(key);
    }

    /// Where a reading ROP starts.
    fn position(&mut self, request: &Request, handles: &[u32]) -> Option<(Key, u64)> {
        let key = self.input(request, handles).ok()?;
        match request {
            Request::QueryRows(_) => {
                let position = self.table_mut(key).ok()?.position;
                Some((key, u64::try_from(position).unwrap_or(u64::MAX)))
            }
            Request::ReadStream(_) => Some((key, self.stream_mut(key).ok()?.position())),
            _ => None,
        }
    }

    /// Takes back what a repeatable ROP did.
    fn undo(&mut self, request: &Request, handles: &mut [u32], position: Option<(Key, u64)>) {
        if let Some(index) = request.output_handle_index()
            && let Some(handle) = handles.get(usize::from(index)).copied()
            && let Some(key) = self.objects.key_of(handle)
        {
            self.objects.remove(key);
        }
        forget_output(request, handles);
        if let Some((key, position)) = position {
            if let Ok(table) = self.table_mut(key) {
                table.position = usize::try_from(position).unwrap_or(usize::MAX);
            } else if let Ok(stream) = self.stream_mut(key) {
                stream.set_position(position);
            }
        }
    }
}

/// What is wrong with a request although it can be read: a stream is not read by more than 2 GiB at once
/// ([MS-OXCROPS] 2.2.9.2.1).
fn check_request(request: &Request) -> Result<(), DecodeError> {
    match request {
        Request::ReadStream(request) if request.requested() > 0x8000_0000 => {
            let value = u64::from(request.requested());
            Err(DecodeError::new(0, DecodeErrorKind::Value { value })
                .within("RopReadStreamRequest", "maximum_byte_count"))
        }
        _ => Ok(()),
    }
}

/// The output entry of a ROP that failed holds no handle.
fn forget_output(request: &Request, handles: &mut [u32]) {
    if let Some(index) = request.output_handle_index()
        && let Some(entry) = handles.get_mut(usize::from(index))
    {
        *entry = UNASSIGNED_HANDLE;
    }
}

fn push_rest(writer: &mut ResponseWriter, buffer: &RequestBuffer, from: usize) {
    let response = RopBufferTooSmallResponse {
        size_needed: SIZE_NEEDED,
        request_buffers: buffer.rest_from(from),
    };
    // Its room was kept.
    let _ = writer.push(&response.into());
}
