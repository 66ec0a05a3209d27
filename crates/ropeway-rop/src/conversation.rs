//! What the two ends of a session have told each other, for whoever reads along.

use crate::context::{RequestContext, ResponseContext};
use crate::{Inspection, Request, RequestBuffer, Response, ResponseBuffer, RopId};
use bytes::Bytes;
use ropeway_types::wire::{DecodeError, Tolerance};
use ropeway_types::{NameKind, PropertyName, PropertyTag, PropertyType};
use std::collections::{HashMap, VecDeque};
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
    /// Names that the server told of ids from 0x8000 up, by logon.
    names: HashMap<(u8, u16), PropertyName>,
    /// Request buffers without an answer so far.
    waiting: VecDeque<Waiting>,
    /// The last request of the buffer that was answered last: what further payloads of a chain answer.
    chained: Option<Waiting>,
}

#[derive(Debug, Clone)]
struct Waiting {
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
    /// Tables and messages whose columns are remembered.
    pub const MAX_OBJECTS: usize = 4096;
    /// Names of named properties that are remembered: as many as there are ids in a mailbox.
    pub const MAX_NAMES: usize = 0x8000;
    /// Request buffers that may wait for their answer. A session has one at a time ([MS-OXCROPS] 3.1.5);
    /// of one whose answers were not seen the oldest are forgotten.
    pub const MAX_WAITING: usize = 16;

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

    /// Reads what the client sent.
    ///
    /// # Errors
    /// As [`RequestBuffer::decode`]; the conversation is as it was.
    pub fn requests(&mut self, buffer: impl Into<Bytes>) -> Result<RequestBuffer, DecodeError> {
        let buffer = RequestBuffer::decode(buffer, self)?;
        self.sent(&buffer);
        Ok(buffer)
    }

    /// As [`Conversation::requests`], with a record of every field.
    pub fn inspect_requests(&mut self, buffer: impl Into<Bytes>) -> Inspection<RequestBuffer> {
        let inspection = RequestBuffer::inspect(buffer, self);
        if let Ok(buffer) = &inspection.result {
            self.sent(buffer);
        }
        inspection
    }

    /// Takes note of what the client sent, where the caller is the client.
    pub fn sent(&mut self, buffer: &RequestBuffer) {
        for request in &buffer.requests {
            if let Request::Logon(logon) = request {
                self.private.insert(logon.logon_id, logon.is_private());
            }
        }
        if self.waiting.len() >= Self::MAX_WAITING {
            self.waiting.pop_front();
        }
        self.waiting.push_back(Waiting {
            requests: buffer.requests.clone(),
            handles: buffer.handles.clone(),
        });
    }

    /// Reads what the server answered: the oldest buffer of requests that waits.
    ///
    /// # Errors
    /// As [`ResponseBuffer::decode`]. The requests count as answered.
    pub fn responses(&mut self, buffer: impl Into<Bytes>) -> Result<ResponseBuffer, DecodeError> {
        self.answered(false, buffer.into(), ResponseBuffer::decode, |result| {
            result.as_ref().ok()
        })
    }

    /// As [`Conversation::responses`], with a record of every field.
    pub fn inspect_responses(&mut self, buffer: impl Into<Bytes>) -> Inspection<ResponseBuffer> {
        self.answered(false, buffer.into(), ResponseBuffer::inspect, |it| {
            it.result.as_ref().ok()
        })
    }

    /// Reads a further payload of a chain: one more response to the last request of the buffer that was
    /// answered last ([MS-OXCRPC] 3.1.4.2.1.2.2).
    ///
    /// # Errors
    /// As [`ResponseBuffer::decode`].
    pub fn more_responses(&mut self, buffer: impl Into<Bytes>) -> Result<ResponseBuffer, DecodeError> {
        self.answered(true, buffer.into(), ResponseBuffer::decode, |result| {
            result.as_ref().ok()
        })
    }

    /// As [`Conversation::more_responses`], with a record of every field.
    pub fn inspect_more_responses(&mut self, buffer: impl Into<Bytes>) -> Inspection<ResponseBuffer> {
        self.answered(true, buffer.into(), ResponseBuffer::inspect, |it| {
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
        if let Some(logon_id) = logon_id {
            return self.names.get(&(logon_id, property_id));
        }
        let known = self.names.iter().filter(|((_, id), _)| *id == property_id);
        let mut names = known.map(|(_, name)| name);
        let first = names.next()?;
        names.all(|name| name == first).then_some(first)
    }

    fn learn_names(&mut self, request: &Request, response: &Response) {
        let logon_id = request.logon_id();
        let mut learn = |id: u16, name: &PropertyName| {
            let room = self.names.len() < Self::MAX_NAMES;
            let told =
                PropertyTag::new(id, PropertyType::UNSPECIFIED).is_named() && name.kind != NameKind::None;
            if told && (room || self.names.contains_key(&(logon_id, id))) {
                self.names.insert((logon_id, id), name.clone());
            }
        };
        match (request, response) {
            (Request::GetPropertyIdsFromNames(request), Response::GetPropertyIdsFromNames(response)) => {
                let pairs = response.property_ids.iter().zip(&request.property_names);
                pairs.for_each(|(id, name)| learn(*id, name));
            }
            (Request::GetNamesFromPropertyIds(request), Response::GetNamesFromPropertyIds(response)) => {
                let names = response.result.iter().flat_map(|success| &success.property_names);
                request
                    .property_ids
                    .iter()
                    .zip(names)
                    .for_each(|(id, name)| learn(*id, name));
            }
            (Request::QueryNamedProperties(_), Response::QueryNamedProperties(response)) => {
                let pairs = response.result.iter().flat_map(|success| &success.properties);
                pairs.for_each(|(id, name)| learn(*id, name));
            }
            _ => {}
        }
    }

    fn answered<R>(
        &mut self,
        chained: bool,
        buffer: Bytes,
        read: impl FnOnce(Bytes, &mut ResponseContext) -> R,
        success: impl FnOnce(&R) -> Option<&ResponseBuffer>,
    ) -> R {
        let waiting = if chained {
            self.chained.clone()
        } else {
            self.waiting.pop_front()
        };
        let Waiting { requests, handles } = waiting.unwrap_or(Waiting {
            requests: Vec::new(),
            handles: Vec::new(),
        });
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
            self.learn(&requests, &handles, answer, &context);
        }
        self.chained = requests.into_iter().next_back().map(|last| Waiting {
            requests: vec![last],
            handles,
        });
        result
    }

    /// Takes up which columns the objects have from now on.
    fn learn(
        &mut self,
        requests: &[Request],
        sent: &[u32],
        answer: &ResponseBuffer,
        context: &ResponseContext,
    ) {
        let handle = |index: u8| {
            let index = usize::from(index);
            answer.handles.get(index).or_else(|| sent.get(index)).copied()
        };
        let asked = requests
            .iter()
            .filter(|request| !matches!(request, Request::Release(_)));
        let answers = answer
            .responses
            .iter()
            .filter(|response| response.handle_index().is_some());
        for (request, response) in asked.zip(answers) {
            self.learn_names(request, response);
        }
        for response in &answer.responses {
            let Some(index) = response.handle_index() else {
                continue;
            };
            let Some(handle) = handle(index).filter(|_| is_success(response)) else {
                continue;
            };
            match response.rop_id() {
                RopId::SET_COLUMNS | RopId::RESET_TABLE => {
                    remember(&mut self.tables, handle, context.table_columns(index));
                }
                RopId::OPEN_MESSAGE | RopId::OPEN_EMBEDDED_MESSAGE | RopId::RELOAD_CACHED_INFORMATION => {
                    remember(&mut self.messages, handle, context.recipient_columns(index));
                }
                _ => {}
            }
        }
        for request in requests {
            if let Request::Release(release) = request
                && let Some(handle) = handle(release.input_handle_index)
            {
                self.tables.remove(&handle);
                self.messages.remove(&handle);
            }
        }
    }
}

fn is_success(response: &Response) -> bool {
    response.return_value().is_some_and(|code| code.is_success())
}

fn remember(objects: &mut HashMap<u32, Columns>, handle: u32, columns: Option<&Columns>) {
    match columns {
        None => {
            objects.remove(&handle);
        }
        Some(columns) if objects.len() < Conversation::MAX_OBJECTS || objects.contains_key(&handle) => {
            objects.insert(handle, columns.clone());
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::*;
    use ropeway_types::property_set::PS_PUBLIC_STRINGS;
    use ropeway_types::{PropertyRow, RowValue, tags};

    fn requests(conversation: &mut Conversation, requests: Vec<Request>, handles: &[u32]) {
        let buffer = RequestBuffer::new(requests, handles.to_vec());
        conversation.requests(buffer.encode().unwrap()).unwrap();
    }

    fn responses(conversation: &mut Conversation, responses: Vec<Response>, handles: &[u32]) {
        let buffer = ResponseBuffer::new(responses, handles.to_vec());
        let read = conversation.responses(buffer.encode().unwrap());
        assert_eq!(read, Ok(buffer));
    }

    fn set_columns(conversation: &mut Conversation, handle: u32) {
        let request = RopSetColumnsRequest {
            logon_id: 0,
            input_handle_index: 0,
            set_columns_flags: 0,
            property_tags: vec![tags::SUBJECT],
        };
        let response = RopSetColumnsResponse {
            input_handle_index: 0,
            result: Ok(RopSetColumnsSuccess { table_status: 0 }),
        };
        requests(conversation, vec![request.into()], &[handle]);
        responses(conversation, vec![response.into()], &[handle]);
    }

    fn rows(count: usize) -> Response {
        let row = PropertyRow::new(vec![RowValue::Value("a".into())]);
        RopQueryRowsResponse {
            input_handle_index: 0,
            result: Ok(RopQueryRowsSuccess {
                origin: 2,
                columns: vec![tags::SUBJECT],
                rows: vec![row; count],
            }),
        }
        .into()
    }

    fn query() -> Request {
        RopQueryRowsRequest {
            logon_id: 0,
            input_handle_index: 0,
            query_rows_flags: 0,
            forward_read: true,
            row_count: 9,
        }
        .into()
    }

    #[test]
    fn a_released_table_has_no_columns() {
        let mut conversation = Conversation::new();
        set_columns(&mut conversation, 5);
        assert_eq!(conversation.table_columns(5), Some(&[tags::SUBJECT][..]));
        let release = RopReleaseRequest {
            logon_id: 0,
            input_handle_index: 0,
        };
        requests(&mut conversation, vec![release.into()], &[5]);
        responses(&mut conversation, vec![], &[5]);
        assert_eq!(conversation.table_columns(5), None);
        requests(&mut conversation, vec![query()], &[5]);
        let buffer = ResponseBuffer::new(vec![rows(1)], vec![5]).encode().unwrap();
        conversation.responses(buffer).unwrap_err();
    }

    #[test]
    fn further_payloads_of_a_chain_answer_the_last_request() {
        let mut conversation = Conversation::new();
        set_columns(&mut conversation, 5);
        requests(&mut conversation, vec![query()], &[5]);
        responses(&mut conversation, vec![rows(2)], &[5]);
        for _ in 0..2 {
            let more = ResponseBuffer::new(vec![rows(3)], vec![5]);
            assert_eq!(conversation.more_responses(more.encode().unwrap()), Ok(more));
        }
    }

    #[test]
    fn names_are_learnt_by_logon() {
        let mut conversation = Conversation::new();
        let ask = |logon_id, name: &str| RopGetPropertyIdsFromNamesRequest {
            logon_id,
            input_handle_index: 0,
            flags: 0,
            property_names: vec![
                PropertyName::name(PS_PUBLIC_STRINGS, name),
                PropertyName::name(PS_PUBLIC_STRINGS, "unknown"),
            ],
        };
        let answer = RopGetPropertyIdsFromNamesResponse {
            input_handle_index: 0,
            return_value: ropeway_types::ErrorCode::ERRORS_RETURNED,
            property_ids: vec![0x8010, 0],
        };
        for (logon_id, name) in [(0, "Keywords"), (1, "Keywords"), (2, "Other")] {
            requests(&mut conversation, vec![ask(logon_id, name).into()], &[7]);
            responses(&mut conversation, vec![answer.clone().into()], &[7]);
            let known = PropertyName::name(PS_PUBLIC_STRINGS, name);
            assert_eq!(conversation.property_name(Some(logon_id), 0x8010), Some(&known));
            // Of no logon in particular, while they agree.
            let any = (logon_id < 2).then_some(&known);
            assert_eq!(conversation.property_name(None, 0x8010), any);
        }
        assert_eq!(conversation.property_name(Some(0), 0), None);
        assert_eq!(conversation.property_name(Some(3), 0x8010), None);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut conversation = Conversation::new();
        for handle in 0..=u32::try_from(Conversation::MAX_OBJECTS).unwrap() {
            set_columns(&mut conversation, handle);
        }
        assert_eq!(conversation.tables.len(), Conversation::MAX_OBJECTS);
        for _ in 0..2 * Conversation::MAX_WAITING {
            requests(&mut conversation, vec![query()], &[5]);
        }
        assert_eq!(conversation.waiting.len(), Conversation::MAX_WAITING);
    }
}
