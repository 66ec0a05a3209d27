//! Replays a recording over MAPI/HTTP, with what the recording's server had handed out replaced by what
//! ours hands out: cookies, handles, folder and message ids.

use crate::client::{Answer, MapiClient, read_output};
use crate::recording::{Action, Recording};
use crate::{Failure, Result, show};
use bytes::Bytes;
use ropeway::mapihttp::wire::ExecuteRequest;
use ropeway::rop::extended::{self, RpcHeaderExt};
use ropeway::rop::{NoContext, Request, RequestBuffer, Response, RopId, RopLogonSuccess, UNASSIGNED_HANDLE};
use ropeway::types::wire::{Decode, Reader};
use std::collections::HashMap;

/// What a replay came to.
#[derive(Debug, Default)]
pub struct Replayed {
    /// Whether every ROP succeeded.
    pub good: bool,
    /// Submissions that were taken back.
    pub aborted: usize,
}

/// Sends every request of the recording, in order, and prints what was answered.
///
/// # Errors
/// When the transport fails, or [`Failure::Recording`] when a recorded batch cannot be read.
pub async fn run(client: &mut MapiClient, recording: &Recording) -> Result<Replayed> {
    let mut replayed = Replayed {
        good: true,
        aborted: 0,
    };
    let mut known = Known::default();
    for step in &recording.steps {
        match &step.action {
            Action::Nothing(what) => println!("   line {}: {what}: nothing to do here", step.line),
            Action::Connect(connect) => {
                let reply = client.connect(connect, &step.headers).await?;
                println!("   line {}: Connect as {}", step.line, reply.display_name);
            }
            Action::Disconnect => {
                client.disconnect(&step.headers).await?;
                println!("   line {}: Disconnect", step.line);
            }
            Action::Execute(recorded) => {
                println!("   line {}: Execute", step.line);
                let batch = substitute(recorded, &known, recording)
                    .map_err(|error| Failure::Recording(format!("line {}: {error}", step.line)))?;
                let output = client.execute_raw(&batch.request, &step.headers).await?;
                let answer = read_output(output, batch.requests.clone())?;
                replayed.good &= show::batch(&batch.requests, &answer);
                replayed.aborted += aborted(&answer);
                known.learn(&answer, &batch.handles_in, step.handles_out.as_deref(), recording);
            }
        }
    }
    Ok(replayed)
}

fn aborted(answer: &Answer) -> usize {
    let success = |r: &&Response| {
        r.rop_id() == RopId::ABORT_SUBMIT && r.return_value().unwrap_or_default().is_success()
    };
    answer.responses.responses.iter().filter(success).count()
}

/// What stands for what.
#[derive(Default)]
struct Known {
    handles: HashMap<u32, u32>,
    /// Handles of ours in the order in which they came, for recordings without reply tables.
    ours: Vec<u32>,
    ids: HashMap<[u8; 8], [u8; 8]>,
    last_saved: Option<[u8; 8]>,
    replies_recorded: bool,
}

impl Known {
    fn learn(&mut self, answer: &Answer, sent: &[u32], recorded: Option<&[u32]>, recording: &Recording) {
        for (at, handle) in answer.handles.iter().enumerate() {
            let new = sent.get(at) != Some(handle) && *handle != UNASSIGNED_HANDLE;
            if new {
                self.ours.push(*handle);
            }
        }
        if let Some(recorded) = recorded {
            self.replies_recorded = true;
            for (theirs, ours) in recorded.iter().zip(&answer.handles) {
                if *theirs != UNASSIGNED_HANDLE && *ours != UNASSIGNED_HANDLE {
                    self.handles.insert(*theirs, *ours);
                }
            }
        }
        for response in &answer.responses.responses {
            match response {
                Response::Logon(logon) => {
                    if let Ok(RopLogonSuccess::Private(logon)) = &logon.result {
                        for (theirs, ours) in recording.folder_ids.iter().zip(logon.folder_ids.0) {
                            self.ids.insert(*theirs, ours.0.to_le_bytes());
                        }
                    }
                }
                Response::SaveChangesMessage(save) => {
                    if let Ok(success) = &save.result {
                        let ours = success.message_id.0.to_le_bytes();
                        self.last_saved = Some(ours);
                        if let Some(theirs) = recording.message_id {
                            self.ids.insert(theirs, ours);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Ours for a recorded handle. A recording without reply tables shows its handles only where they
    /// are used: its server counted from zero, so the n-th handle is our n-th; a handle that is not so
    /// is taken for the newest.
    fn handle(&self, recorded: u32) -> u32 {
        if recorded == UNASSIGNED_HANDLE {
            return recorded;
        }
        if let Some(ours) = self.handles.get(&recorded) {
            return *ours;
        }
        if self.replies_recorded || self.ours.contains(&recorded) {
            return recorded;
        }
        let nth = usize::try_from(recorded).ok().and_then(|n| self.ours.get(n));
        nth.or(self.ours.last()).copied().unwrap_or(recorded)
    }
}

struct Batch {
    request: ExecuteRequest,
    requests: Vec<Request>,
    handles_in: Vec<u32>,
}

fn substitute(
    recorded: &ExecuteRequest,
    known: &Known,
    recording: &Recording,
) -> std::result::Result<Batch, String> {
    let header =
        RpcHeaderExt::decode(&mut Reader::new(recorded.rop_buffer.clone())).map_err(|e| e.to_string())?;
    let payloads = extended::decode(recorded.rop_buffer.clone()).map_err(|e| e.to_string())?;
    let [payload] = payloads.as_slice() else {
        return Err(format!("{} buffers in one call instead of one", payloads.len()));
    };
    let buffer = RequestBuffer::decode(payload.clone(), &NoContext).map_err(|e| e.to_string())?;
    let mut rops = buffer.rops_list.to_vec();
    for (request, span) in buffer.requests.iter().zip(&buffer.spans) {
        if let Some(bytes) = rops.get_mut(span.clone()) {
            replace_ids(request, bytes, known, recording);
        }
    }
    let handles_in: Vec<u32> = buffer
        .handles
        .iter()
        .map(|handle| known.handle(*handle))
        .collect();
    let size = u16::try_from(rops.len() + 2).map_err(|_| "batch too long".to_owned())?;
    let mut patched = size.to_le_bytes().to_vec();
    patched.extend_from_slice(&rops);
    patched.extend(handles_in.iter().flat_map(|handle| handle.to_le_bytes()));
    let payload = Bytes::from(patched);
    let requests = RequestBuffer::decode(payload.clone(), &NoContext)
        .map_err(|e| e.to_string())?
        .requests;
    let rop_buffer = extended::encode(payload, header.flags).map_err(|e| e.to_string())?;
    Ok(Batch {
        request: ExecuteRequest {
            rop_buffer,
            ..recorded.clone()
        },
        requests,
        handles_in,
    })
}

/// Replaces recorded ids inside one request, and only where a request of its kind has ids: elsewhere the
/// same bytes mean something else.
fn replace_ids(request: &Request, bytes: &mut [u8], known: &Known, recording: &Recording) {
    if matches!(
        request,
        Request::WriteStream(_) | Request::Logon(_) | Request::ModifyRecipients(_)
    ) {
        return;
    }
    let mut at = 0;
    while let Some(window) = bytes.get(at..at + 8) {
        match <[u8; 8]>::try_from(window).ok().and_then(|id| known.ids.get(&id)) {
            Some(ours) => {
                if let Some(place) = bytes.get_mut(at..at + 8) {
                    place.copy_from_slice(ours);
                }
                at += 8;
            }
            None => at += 1,
        }
    }
    // Without recorded replies the id of a saved message is known from its use alone.
    if recording.message_id.is_some() {
        return;
    }
    let theirs = match request {
        Request::AbortSubmit(r) => r.message_id,
        Request::SpoolerLockMessage(r) => r.message_id,
        Request::OpenMessage(r) => r.message_id,
        _ => return,
    };
    let (Some(ours), theirs) = (known.last_saved, theirs.0.to_le_bytes()) else {
        return;
    };
    let Some(start) = bytes.windows(8).rposition(|window| window == theirs) else {
        return;
    };
    if let Some(place) = bytes.get_mut(start..start + 8) {
        place.copy_from_slice(&ours);
    }
}
