//! What the two ends of a session have told each other, for whoever reads along.

use crate::context::{Lesson, RequestContext, ResponseContext, lesson, opened};
use crate::{Inspection, Request, RequestBuffer, Response, ResponseBuffer, UNASSIGNED_HANDLE};
use bytes::Bytes;
use ropeway_types::wire::{DecodeError, Tolerance};
use ropeway_types::{NameKind, PropertyName, PropertyTag, PropertyType, WideString};
use std::collections::HashMap;
use std::sync::Arc;

type Columns = Arc<[PropertyTag]>;

/// A session as a client or an inspector sees it: fed with the ROP buffers of both directions in their
/// order, it knows which requests are answered, which logons are private, and which columns the rows of a
/// table or the recipients of a message have, across buffers, by the server object handles.
///
/// ```
/// use ropeway_rop::*;
/// use ropeway_types::{PropertyRow, RowValue, tags};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut conversation = Conversation::new();
/// // One call sets the columns of the table with handle 9; the next, elsewhere in its handle table, asks
/// // for rows.
/// let set = RopSetColumnsRequest {
///     logon_id: 0,
///     input_handle_index: 0,
///     set_columns_flags: 0,
///     property_tags: vec![tags::SUBJECT],
/// };
/// let done = RopSetColumnsResponse {
///     input_handle_index: 0,
///     result: Ok(RopSetColumnsSuccess { table_status: 0 }),
/// };
/// conversation.requests(RequestBuffer::new(vec![set.into()], vec![9]).encode()?)?;
/// conversation.responses(ResponseBuffer::new(vec![done.into()], vec![9]).encode()?)?;
///
/// let query = RopQueryRowsRequest {
///     logon_id: 0,
///     input_handle_index: 1,
///     query_rows_flags: 0,
///     forward_read: true,
///     row_count: 50,
/// };
/// let rows = RopQueryRowsResponse {
///     input_handle_index: 1,
///     result: Ok(RopQueryRowsSuccess {
///         origin: 2,
///         columns: vec![tags::SUBJECT],
///         rows: vec![PropertyRow::new(vec![RowValue::Value("Hello".into())])],
///     }),
/// };
/// let answer = ResponseBuffer::new(vec![rows.into()], vec![7, 9]);
/// conversation.requests(RequestBuffer::new(vec![query.into()], vec![7, 9]).encode()?)?;
/// assert_eq!(conversation.responses(answer.encode()?)?, answer);
/// # Ok(())
/// # }
/// ```
///
/// It keeps a list of columns for each open table and message, and forgets them when the handle is
/// released; [`Conversation::MAX_OBJECTS`] at the most. Rows of which it knows no columns are an error
/// that says so.
#[derive(Debug, Clone, Default)]
pub struct Conversation {
    tolerance: Option<Tolerance>,
    private: HashMap<u8, bool>,
    tables: HashMap<u32, Columns>,
    messages: HashMap<u32, Columns>,
    /// Names that the server told of ids from 0x8000 up, with the logon of each.
    names: HashMap<u16, Vec<(u8, PropertyName)>>,
    names_known: usize,
    /// The call that has no answer so far. There is one at a time ([MS-OXCROPS] 3.1.5).
    waiting: Option<Call>,
    /// The call that was answered last, with its last request alone: what further payloads of a chain answer.
    answered: Option<Call>,
}

/// The requests of a call, and their handles.
#[derive(Debug, Clone, Default)]
struct Call {
    requests: Vec<Request>,
    handles: Vec<u32>,
}

impl RequestContext for Conversation {
    fn is_private_logon(&self, logon_id: u8) -> Option<bool> {
        // Of a session whose beginning was not seen: nearly all logons are private.
        Some(self.private.get(&logon_id).copied().unwrap_or(true))
    }

    fn tolerance(&self) -> Tolerance {
        self.tolerance.unwrap_or(Tolerance::USUAL)
    }
}

impl Conversation {
    /// Tables, and messages, whose columns are remembered.
    pub const MAX_OBJECTS: usize = 4096;
    /// Names of named properties that are remembered, of all logons.
    pub const MAX_NAMES: usize = 0x8000;

    /// A session that begins.
    pub fn new() -> Self {
        Self::default()
    }

    /// A session that begins, taking other deviations from the specifications than the usual ones.
    pub fn with_tolerance(tolerance: Tolerance) -> Self {
        Self {
            tolerance: Some(tolerance),
            ..Self::default()
        }
    }

    /// Reads what the client sent. A call before it that has no answer yet will have none.
    ///
    /// # Errors
    /// As [`RequestBuffer::decode`]; then the next answer is read without its requests.
    pub fn requests(&mut self, buffer: impl Into<Bytes>) -> Result<RequestBuffer, DecodeError> {
        let result = RequestBuffer::decode(buffer, self);
        self.called(result.as_ref().ok());
        result
    }

    /// As [`Conversation::requests`], with a record of every field.
    pub fn inspect_requests(&mut self, buffer: impl Into<Bytes>) -> Inspection<RequestBuffer> {
        let inspection = RequestBuffer::inspect(buffer, self);
        self.called(inspection.result.as_ref().ok());
        inspection
    }

    /// Reads a further payload of the client's call, a piece of an upload. It has no answer of its own
    /// ([MS-OXCRPC] 3.1.4.2.1.2.1).
    ///
    /// # Errors
    /// As [`RequestBuffer::decode`].
    pub fn more_requests(&self, buffer: impl Into<Bytes>) -> Result<RequestBuffer, DecodeError> {
        RequestBuffer::decode(buffer, self)
    }

    /// As [`Conversation::more_requests`], with a record of every field.
    pub fn inspect_more_requests(&self, buffer: impl Into<Bytes>) -> Inspection<RequestBuffer> {
        RequestBuffer::inspect(buffer, self)
    }

    /// Takes note of what the client sent, where the caller is the client.
    pub fn sent(&mut self, buffer: &RequestBuffer) {
        self.called(Some(buffer));
    }

    fn called(&mut self, buffer: Option<&RequestBuffer>) {
        // Where answers are not seen, a logon counts as granted.
        for request in self.waiting.iter().flat_map(|call| &call.requests) {
            if let Request::Logon(logon) = request {
                self.private.insert(logon.logon_id, logon.is_private());
            }
        }
        self.waiting = buffer.map(|buffer| Call {
            requests: buffer.requests.clone(),
            handles: buffer.handles.clone(),
        });
    }

    /// Reads what the server answered.
    ///
    /// # Errors
    /// As [`ResponseBuffer::decode`]. The call counts as answered.
    pub fn responses(&mut self, buffer: impl Into<Bytes>) -> Result<ResponseBuffer, DecodeError> {
        let call = self.waiting.take();
        self.answer(call, buffer.into(), ResponseBuffer::decode, |result| {
            result.as_ref().ok()
        })
    }

    /// As [`Conversation::responses`], with a record of every field.
    pub fn inspect_responses(&mut self, buffer: impl Into<Bytes>) -> Inspection<ResponseBuffer> {
        let call = self.waiting.take();
        self.answer(call, buffer.into(), ResponseBuffer::inspect, |it| {
            it.result.as_ref().ok()
        })
    }

    /// Reads a further payload of the server's answer: one more response to the last request of the call
    /// ([MS-OXCRPC] 3.1.4.2.1.2.2).
    ///
    /// # Errors
    /// As [`ResponseBuffer::decode`].
    pub fn more_responses(&mut self, buffer: impl Into<Bytes>) -> Result<ResponseBuffer, DecodeError> {
        let call = self.answered.take();
        self.answer(call, buffer.into(), ResponseBuffer::decode, |result| {
            result.as_ref().ok()
        })
    }

    /// As [`Conversation::more_responses`], with a record of every field.
    pub fn inspect_more_responses(&mut self, buffer: impl Into<Bytes>) -> Inspection<ResponseBuffer> {
        let call = self.answered.take();
        self.answer(call, buffer.into(), ResponseBuffer::inspect, |it| {
            it.result.as_ref().ok()
        })
    }

    /// The columns last set for a table, by its handle: those of the rows in its notifications too.
    pub fn table_columns(&self, handle: u32) -> Option<&[PropertyTag]> {
        self.tables.get(&handle).map(AsRef::as_ref)
    }

    /// The name of a property from 0x8000 up, as the session has told it; of any logon, where all that know
    /// the id agree, if the logon is not given.
    pub fn property_name(&self, logon_id: Option<u8>, property_id: u16) -> Option<&PropertyName> {
        let known = self.names.get(&property_id)?;
        match logon_id {
            Some(logon_id) => known.iter().find(|(id, _)| *id == logon_id).map(|(_, name)| name),
            None => {
                let (_, first) = known.first()?;
                known.iter().all(|(_, name)| name == first).then_some(first)
            }
        }
    }

    fn answer<R>(
        &mut self,
        call: Option<Call>,
        buffer: Bytes,
        read: impl FnOnce(Bytes, &mut ResponseContext) -> R,
        success: impl FnOnce(&R) -> Option<&ResponseBuffer>,
    ) -> R {
        let Call { requests, handles } = call.unwrap_or_default();
        let mut context = ResponseContext::for_requests(requests.iter().cloned());
        context.set_tolerance(RequestContext::tolerance(self));
        for (index, handle) in handles.iter().enumerate() {
            let Ok(index) = u8::try_from(index) else { break };
            if let Some(columns) = self.tables.get(handle) {
                context.set_table_columns(index, columns.clone());
            }
            if let Some(columns) = self.messages.get(handle) {
                context.set_recipient_columns(index, columns.clone());
            }
        }
        // Lent, since there may be many.
        context.notification_columns = std::mem::take(&mut self.tables);
        let result = read(buffer, &mut context);
        self.tables = std::mem::take(&mut context.notification_columns);
        if let Some(answer) = success(&result) {
            self.learn(&requests, handles.clone(), answer);
        }
        self.answered = requests.into_iter().next_back().map(|last| Call {
            requests: vec![last],
            handles,
        });
        result
    }

    /// Takes up what has become of the objects and names, request by request: an index may stand for one
    /// object after the other.
    fn learn(&mut self, requests: &[Request], mut handles: Vec<u32>, answer: &ResponseBuffer) {
        let mut responses = answer
            .responses
            .iter()
            .filter(|response| response.handle_index().is_some());
        for request in requests {
            if let Request::Release(release) = request {
                if let Some(handle) = handles.get(usize::from(release.input_handle_index)) {
                    self.forget(*handle);
                }
                continue;
            }
            // What stands behind the last response was not executed.
            let Some(response) = responses.next() else { return };
            if let Some(index) = opened(Some(request), response).map(usize::from) {
                let handle = answer.handles.get(index).copied().unwrap_or(UNASSIGNED_HANDLE);
                if handles.len() <= index {
                    handles.resize(index.saturating_add(1), UNASSIGNED_HANDLE);
                }
                if let Some(place) = handles.get_mut(index) {
                    *place = handle;
                }
                self.forget(handle);
            }
            let handle = |index: u8| handles.get(usize::from(index)).copied();
            match lesson(Some(request), response) {
                Some(Lesson::Table(index, columns)) => remember(&mut self.tables, handle(index), columns),
                Some(Lesson::Recipients(index, columns)) => {
                    remember(&mut self.messages, handle(index), Some(columns));
                }
                None => {}
            }
            self.learn_names(request, response);
        }
    }

    fn forget(&mut self, handle: u32) {
        self.tables.remove(&handle);
        self.messages.remove(&handle);
    }

    fn learn_names(&mut self, request: &Request, response: &Response) {
        let logon_id = request.logon_id();
        match (request, response) {
            (Request::Logon(request), Response::Logon(response)) if response.result.is_ok() => {
                self.private.insert(logon_id, request.is_private());
                for names in self.names.values_mut() {
                    names.retain(|(id, _)| *id != logon_id);
                }
                self.names.retain(|_, names| !names.is_empty());
                self.names_known = self.names.values().map(Vec::len).sum();
            }
            (Request::GetPropertyIdsFromNames(request), Response::GetPropertyIdsFromNames(response)) => {
                let pairs = response.property_ids.iter().zip(&request.property_names);
                pairs.for_each(|(id, name)| self.learn_name(logon_id, *id, name));
            }
            (Request::GetNamesFromPropertyIds(request), Response::GetNamesFromPropertyIds(response)) => {
                let names = response.result.iter().flat_map(|success| &success.property_names);
                let pairs = request.property_ids.iter().zip(names);
                pairs.for_each(|(id, name)| self.learn_name(logon_id, *id, name));
            }
            (Request::QueryNamedProperties(_), Response::QueryNamedProperties(response)) => {
                let pairs = response.result.iter().flat_map(|success| &success.properties);
                pairs.for_each(|(id, name)| self.learn_name(logon_id, *id, name));
            }
            _ => {}
        }
    }

    fn learn_name(&mut self, logon_id: u8, id: u16, name: &PropertyName) {
        let is_named = PropertyTag::new(id, PropertyType::UNSPECIFIED).is_named();
        if !is_named || name.kind == NameKind::None {
            return;
        }
        let mut name = name.clone();
        if let NameKind::Name(text) = &mut name.kind {
            // A slice would keep the whole buffer that it came in.
            *text = WideString::from_utf16le(Bytes::copy_from_slice(text.as_bytes()));
        }
        let known = self.names.get_mut(&id).and_then(|names| {
            let mut of_logon = names.iter_mut().filter(|(known, _)| *known == logon_id);
            of_logon.next()
        });
        match known {
            Some((_, known)) => *known = name,
            None if self.names_known < Self::MAX_NAMES => {
                self.names.entry(id).or_default().push((logon_id, name));
                self.names_known = self.names_known.saturating_add(1);
            }
            None => {}
        }
    }
}

fn remember(objects: &mut HashMap<u32, Columns>, handle: Option<u32>, columns: Option<Vec<PropertyTag>>) {
    let Some(handle) = handle.filter(|handle| *handle != UNASSIGNED_HANDLE) else {
        return;
    };
    match columns {
        None => {
            objects.remove(&handle);
        }
        Some(columns) if objects.len() < Conversation::MAX_OBJECTS || objects.contains_key(&handle) => {
            objects.insert(handle, columns.into());
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests;
