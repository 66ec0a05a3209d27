//! What of ours stands for what the recording's server had handed out: handles, folder and message ids.

use crate::client::Answer;
use crate::recording::{Batch, Replies};
use bytes::Bytes;
use ropeway::mapihttp::wire::ExecuteRequest;
use ropeway::rop::{
    NoContext, Request, RequestBuffer, Response, ResponseContext, RopLogonSuccess, UNASSIGNED_HANDLE,
    extended,
};
use ropeway::types::{PropertyTag, PropertyValue, ServerId};
use std::collections::{HashMap, HashSet};

/// Positions in the FolderIds of a RopLogon response ([MS-OXCSTOR] 2.2.1.1.3).
const OUTBOX: usize = 5;
const SENT_ITEMS: usize = 6;

type Id = [u8; 8];

/// What an object is, as far as the ROPs that use it tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Logon,
    Folder,
    Message,
    Attachment,
    Stream,
    Table,
    Other,
}

/// An object of ours.
struct Opened {
    /// Its handle, if the output table of its batch showed it: a slot may be written again.
    handle: Option<u32>,
    kind: Kind,
    /// Whether a recorded handle stands for it.
    taken: bool,
}

/// What stands for what, as far as a replay has come.
#[derive(Default)]
pub(crate) struct StandIns {
    /// Ours for recorded handles.
    handles: HashMap<u32, u32>,
    /// Recorded handles that were released.
    released: HashSet<u32>,
    /// What was opened in this session, in order.
    opened: Vec<Opened>,
    /// The recorded handle of the first object.
    first: Option<u32>,
    /// The columns of a table, or of a message's recipients, by handle of ours.
    columns: HashMap<u32, Vec<PropertyTag>>,
    /// What the recording tells of its server's answers.
    replies: Option<Replies>,
    /// Ours for recorded ids.
    ids: HashMap<Id, Id>,
    folder_ids: Vec<Id>,
    transport_folder: Option<Id>,
    /// Messages that were saved, in order, and whether a recorded id was taken for them.
    saved: Vec<(Id, bool)>,
}

/// A batch as it is sent.
pub(crate) struct Sent {
    pub(crate) request: ExecuteRequest,
    pub(crate) requests: Vec<Request>,
    handles: Vec<u32>,
}

impl StandIns {
    /// Takes up what the recording tells of its server's answers.
    pub(crate) fn recorded(&mut self, replies: &Replies) {
        self.replies = Some(replies.clone());
    }

    /// A new session knows no handles.
    pub(crate) fn connected(&mut self) {
        *self = Self {
            replies: self.replies.take(),
            ids: std::mem::take(&mut self.ids),
            folder_ids: std::mem::take(&mut self.folder_ids),
            saved: std::mem::take(&mut self.saved),
            ..Self::default()
        };
    }

    /// The batch with ours in place of what was recorded; the other bytes stay.
    pub(crate) fn substitute(&mut self, recorded: &Batch) -> Result<Sent, String> {
        let buffer = &recorded.buffer;
        let mut rops = buffer.rops_list.to_vec();
        for (request, span) in buffer.requests.iter().zip(&buffer.spans) {
            if let Some(bytes) = rops.get_mut(span.clone()) {
                self.replace_ids(request, bytes);
            }
        }
        let handles: Vec<u32> = buffer
            .handles
            .iter()
            .enumerate()
            .map(|(slot, handle)| self.handle(*handle, &buffer.requests, slot))
            .collect();
        let size = u16::try_from(rops.len() + 2).map_err(|_| "batch too long".to_owned())?;
        let mut payload = size.to_le_bytes().to_vec();
        payload.extend_from_slice(&rops);
        payload.extend(handles.iter().flat_map(|handle| handle.to_le_bytes()));
        let payload = Bytes::from(payload);
        let requests = RequestBuffer::decode(payload.clone(), &NoContext)
            .map_err(|e| e.to_string())?
            .requests;
        let rop_buffer = extended::encode(payload, recorded.flags).map_err(|e| e.to_string())?;
        let request = ExecuteRequest {
            rop_buffer,
            ..recorded.request.clone()
        };
        Ok(Sent {
            request,
            requests,
            handles,
        })
    }

    /// What must be known to read the answer to a batch.
    pub(crate) fn context(&self, sent: &Sent) -> ResponseContext {
        let mut context = ResponseContext::for_requests(sent.requests.clone());
        for (handle, slot) in sent.handles.iter().zip(0..=u8::MAX) {
            if let Some(columns) = self.columns.get(handle) {
                context.set_table_columns(slot, columns.clone());
                context.set_recipient_columns(slot, columns.clone());
            }
        }
        context
    }

    /// Takes up what ours answered, beside the handle table that was recorded.
    pub(crate) fn learn(&mut self, recorded: &Batch, sent: &Sent, answer: &Answer, table: Option<&[u32]>) {
        let mut responses = answer.responses.responses.iter();
        // Which object a slot was last given.
        let mut slots: HashMap<u8, usize> = HashMap::new();
        for request in &sent.requests {
            if let Request::Release(release) = request {
                let slot = release.input_handle_index;
                if slots.remove(&slot).is_none() {
                    self.release(recorded.buffer.handles.get(usize::from(slot)).copied());
                }
                continue;
            }
            let Some(response) = responses.next() else { break };
            let success = response.return_value().unwrap_or_default().is_success();
            if let (Some(slot), true) = (request.output_handle_index(), success) {
                slots.insert(slot, self.opened.len());
                self.opened.push(Opened {
                    handle: None,
                    kind: opens(request),
                    taken: false,
                });
            }
            self.learn_columns(request, response, &answer.handles);
            self.learn_ids(response);
        }
        for (slot, opened) in slots {
            let handle = answer.handles.get(usize::from(slot)).copied();
            if let Some(opened) = self.opened.get_mut(opened) {
                opened.handle = handle.filter(|handle| *handle != UNASSIGNED_HANDLE);
            }
        }
        for (theirs, ours) in table.unwrap_or_default().iter().zip(&answer.handles) {
            if *theirs != UNASSIGNED_HANDLE && *ours != UNASSIGNED_HANDLE {
                self.bind(*theirs, *ours);
            }
        }
    }

    fn release(&mut self, recorded: Option<u32>) {
        if let Some(recorded) = recorded {
            self.handles.remove(&recorded);
            self.released.insert(recorded);
        }
    }

    fn learn_columns(&mut self, request: &Request, response: &Response, handles: &[u32]) {
        let (slot, columns) = match (request, response) {
            (Request::SetColumns(r), _) => (r.input_handle_index, r.property_tags.clone()),
            (_, Response::OpenMessage(r)) => match &r.result {
                Ok(opened) => (
                    r.output_handle_index,
                    opened.message_header.recipient_columns.clone(),
                ),
                Err(_) => return,
            },
            _ => return,
        };
        if let Some(handle) = handles.get(usize::from(slot)) {
            self.columns.insert(*handle, columns);
        }
    }

    fn learn_ids(&mut self, response: &Response) {
        match response {
            Response::Logon(logon) => {
                if let Ok(RopLogonSuccess::Private(logon)) = &logon.result {
                    self.folder_ids = logon.folder_ids.0.iter().map(|id| id.0.to_le_bytes()).collect();
                    let theirs = self.replies.iter().flat_map(|replies| &replies.folder_ids);
                    self.ids
                        .extend(theirs.copied().zip(self.folder_ids.iter().copied()));
                }
            }
            Response::GetTransportFolder(folder) => {
                if let Ok(success) = &folder.result {
                    self.transport_folder = Some(success.folder_id.0.to_le_bytes());
                }
            }
            Response::SaveChangesMessage(save) => {
                if let Ok(success) = &save.result {
                    self.learn_saved(success.message_id.0.to_le_bytes());
                }
            }
            _ => {}
        }
    }

    fn learn_saved(&mut self, ours: Id) {
        if self.saved.iter().any(|(id, _)| *id == ours) {
            return;
        }
        let theirs = self
            .replies
            .as_ref()
            .map(|replies| replies.message_ids.as_slice());
        let theirs = theirs
            .and_then(|ids| ids.get(self.saved.len()).or(ids.last()))
            .copied();
        if let Some(theirs) = theirs {
            self.ids.insert(theirs, ours);
        }
        self.saved.push((ours, theirs.is_some()));
    }

    fn bind(&mut self, theirs: u32, ours: u32) {
        self.handles.insert(theirs, ours);
        if let Some(at) = self.opened.iter().rposition(|opened| opened.handle == Some(ours)) {
            if at == 0 {
                self.first = Some(theirs);
            }
            if let Some(opened) = self.opened.get_mut(at) {
                opened.taken = true;
            }
        }
    }

    /// Ours for a recorded handle. One that no recorded table shows is known from its use alone: it is
    /// the n-th if the server counted, else the newest that what is done with it can be done with.
    fn handle(&mut self, recorded: u32, requests: &[Request], slot: usize) -> u32 {
        if let Some(ours) = self.handles.get(&recorded) {
            return *ours;
        }
        let needs = needs(requests, slot);
        if recorded == UNASSIGNED_HANDLE || needs.is_empty() {
            return recorded;
        }
        let released_again = matches!(first_use(requests, slot), Some(Request::Release(_)));
        if released_again && self.released.contains(&recorded) {
            return UNASSIGNED_HANDLE;
        }
        let free = |opened: &Opened| match opened.handle {
            Some(handle) if !opened.taken && needs.contains(&opened.kind) => Some(handle),
            _ => None,
        };
        let same = self.opened.iter().find(|opened| {
            opened.kind == Kind::Logon && opened.handle == Some(recorded) && needs.contains(&Kind::Logon)
        });
        let nth = || {
            let n = usize::try_from(recorded.checked_sub(self.first?)?).ok()?;
            self.opened.get(n).and_then(free)
        };
        let ours = same
            .and_then(|logon| logon.handle)
            .or_else(nth)
            .or_else(|| self.opened.iter().rev().find_map(free));
        match ours {
            Some(ours) => {
                self.bind(recorded, ours);
                ours
            }
            None => recorded,
        }
    }

    /// Replaces the ids that a request has, and nothing that merely looks like them.
    fn replace_ids(&mut self, request: &Request, bytes: &mut [u8]) {
        let mut from = 0;
        for (theirs, role) in ids(request) {
            let Some(ours) = self.id(theirs, role) else {
                continue;
            };
            let Some(rest) = bytes.get_mut(from..) else { return };
            if let Some(at) = rest.windows(8).position(|window| window == theirs) {
                if let Some(place) = rest.get_mut(at..at + 8) {
                    place.copy_from_slice(&ours);
                }
                from += at + 8;
            }
        }
    }

    /// Ours for a recorded id. One that the recording does not explain is known from its use alone.
    fn id(&mut self, theirs: Id, role: Role) -> Option<Id> {
        if theirs == [0; 8] {
            return None;
        }
        if let Some(ours) = self.ids.get(&theirs) {
            return Some(*ours);
        }
        let known = self
            .replies
            .as_ref()
            .is_some_and(|replies| !replies.folder_ids.is_empty());
        let explained = known || self.folder_ids.contains(&theirs);
        let ours = match role {
            Role::Message => {
                let newest = self.saved.iter().rposition(|(_, taken)| !taken);
                let (ours, taken) = match newest {
                    Some(at) => self.saved.get_mut(at),
                    None => self.saved.last_mut(),
                }?;
                *taken = true;
                Some(*ours)
            }
            Role::Folder if self.transport_folder.is_some() => self.transport_folder,
            _ if explained => None,
            Role::SentItems => self.folder_ids.get(SENT_ITEMS).copied(),
            Role::Folder => self.folder_ids.get(OUTBOX).copied(),
        }?;
        self.ids.insert(theirs, ours);
        Some(ours)
    }
}

/// What an id of a request names.
#[derive(Clone, Copy)]
enum Role {
    Folder,
    SentItems,
    Message,
}

/// The ids of a request, in their order on the wire.
fn ids(request: &Request) -> Vec<(Id, Role)> {
    let folder = |id: ropeway::types::FolderId| (id.0.to_le_bytes(), Role::Folder);
    let message = |id: ropeway::types::MessageId| (id.0.to_le_bytes(), Role::Message);
    match request {
        Request::OpenFolder(r) => vec![folder(r.folder_id)],
        Request::CreateMessage(r) => vec![folder(r.folder_id)],
        Request::OpenMessage(r) => vec![folder(r.folder_id), message(r.message_id)],
        Request::AbortSubmit(r) => vec![folder(r.folder_id), message(r.message_id)],
        Request::SpoolerLockMessage(r) => vec![message(r.message_id)],
        Request::TransportNewMail(r) => vec![message(r.message_id), folder(r.folder_id)],
        Request::SetProperties(r) => {
            let values = r
                .property_values
                .iter()
                .filter_map(|property| match &property.value {
                    PropertyValue::ServerId(value) => ServerId::parse(value).ok(),
                    _ => None,
                });
            let ids = values.filter_map(|id| match id {
                ServerId::Ours {
                    folder_id,
                    message_id,
                    ..
                } => Some([(folder_id.0.to_le_bytes(), Role::SentItems), message(message_id)]),
                ServerId::Client(_) => None,
            });
            ids.flatten().collect()
        }
        _ => Vec::new(),
    }
}

/// The first request that uses what a slot holds when the batch begins.
fn first_use(requests: &[Request], slot: usize) -> Option<&Request> {
    uses(requests, slot).next()
}

fn uses(requests: &[Request], slot: usize) -> impl Iterator<Item = &Request> {
    let is = move |index: Option<u8>| index.map(usize::from) == Some(slot);
    let mut overwritten = false;
    requests
        .iter()
        .take_while(move |request| {
            let before = overwritten;
            overwritten |= is(request.output_handle_index());
            !before
        })
        .filter(move |request| is(request.input_handle_index()) || is(request.dest_handle_index()))
}

/// What the object in a slot may be, by the most particular of its uses; empty if nothing uses it.
fn needs(requests: &[Request], slot: usize) -> &'static [Kind] {
    let all = uses(requests, slot).map(used_on);
    all.min_by_key(|kinds| kinds.len()).unwrap_or_default()
}

/// What a request opens.
fn opens(request: &Request) -> Kind {
    match request {
        Request::Logon(_) => Kind::Logon,
        Request::OpenFolder(_) | Request::CreateFolder(_) => Kind::Folder,
        Request::OpenMessage(_) | Request::CreateMessage(_) | Request::OpenEmbeddedMessage(_) => {
            Kind::Message
        }
        Request::OpenAttachment(_) | Request::CreateAttachment(_) => Kind::Attachment,
        Request::OpenStream(_) | Request::CloneStream(_) => Kind::Stream,
        Request::GetAttachmentTable(_) | Request::GetContentsTable(_) | Request::GetHierarchyTable(_) => {
            Kind::Table
        }
        _ => Kind::Other,
    }
}

/// What a request can be used on.
fn used_on(request: &Request) -> &'static [Kind] {
    use Kind::*;
    match request {
        Request::AbortSubmit(_)
        | Request::SetSpooler(_)
        | Request::SpoolerLockMessage(_)
        | Request::TransportNewMail(_)
        | Request::GetTransportFolder(_)
        | Request::GetAddressTypes(_)
        | Request::OptionsData(_)
        | Request::GetReceiveFolder(_) => &[Logon],
        Request::OpenFolder(_) | Request::OpenMessage(_) | Request::CreateMessage(_) => &[Logon, Folder],
        Request::GetContentsTable(_) => &[Folder],
        Request::ModifyRecipients(_)
        | Request::RemoveAllRecipients(_)
        | Request::ReadRecipients(_)
        | Request::ReloadCachedInformation(_)
        | Request::SaveChangesMessage(_)
        | Request::SubmitMessage(_)
        | Request::TransportSend(_)
        | Request::CreateAttachment(_)
        | Request::OpenAttachment(_)
        | Request::GetAttachmentTable(_) => &[Message],
        Request::SaveChangesAttachment(_) | Request::OpenEmbeddedMessage(_) => &[Attachment],
        Request::ReadStream(_)
        | Request::WriteStream(_)
        | Request::CommitStream(_)
        | Request::GetStreamSize(_)
        | Request::SetStreamSize(_)
        | Request::SeekStream(_) => &[Stream],
        Request::SetColumns(_) | Request::QueryRows(_) => &[Table],
        Request::OpenStream(_) | Request::SetProperties(_) => &[Message, Attachment, Folder, Logon],
        _ => &[Logon, Folder, Message, Attachment, Stream, Table, Other],
    }
}
