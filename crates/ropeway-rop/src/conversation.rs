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
    }

    fn specific(tag: PropertyTag) -> Request {
        RopGetPropertiesSpecificRequest {
            logon_id: 0,
            input_handle_index: 0,
            property_size_limit: 0,
            want_unicode: 1,
            property_tags: vec![tag],
        }
        .into()
    }

    #[test]
    fn an_answer_is_that_of_the_last_call() {
        let mut conversation = Conversation::new();
        // The first call's answer was not seen.
        requests(&mut conversation, vec![specific(tags::SUBJECT)], &[5]);
        requests(&mut conversation, vec![specific(tags::IMPORTANCE)], &[5]);
        let row = RopGetPropertiesSpecificResponse {
            input_handle_index: 0,
            result: Ok(RopGetPropertiesSpecificSuccess {
                columns: vec![tags::IMPORTANCE],
                row: PropertyRow::new(vec![RowValue::Value(0x41.into())]),
            }),
        };
        responses(&mut conversation, vec![row.clone().into()], &[5]);
        // A call that cannot be read: its answer is not taken for another's.
        requests(&mut conversation, vec![specific(tags::IMPORTANCE)], &[5]);
        conversation.requests(&b"\x05\0\x28\0\0"[..]).unwrap_err();
        let buffer = ResponseBuffer::new(vec![row.into()], vec![5]).encode().unwrap();
        let error = conversation.responses(buffer).unwrap_err();
        assert!(matches!(
            error.kind,
            ropeway_types::wire::DecodeErrorKind::Context(_)
        ));
    }

    #[test]
    fn further_payloads_of_an_upload_have_no_answer_of_their_own() {
        let mut conversation = Conversation::new();
        let piece = RopWriteStreamExtendedRequest {
            logon_id: 0,
            input_handle_index: 0,
            data: Bytes::from_static(b"abc"),
        };
        let buffer = RequestBuffer::new(vec![piece.into()], vec![5]).encode().unwrap();
        conversation.requests(buffer.clone()).unwrap();
        conversation.more_requests(buffer).unwrap();
        let written = RopWriteStreamExtendedResponse {
            written_size: 6,
            ..Default::default()
        };
        responses(&mut conversation, vec![written.into()], &[5]);
        set_columns(&mut conversation, 9);
    }

    fn open_table(input: u8, output: u8) -> (Request, Response) {
        let request = RopGetContentsTableRequest {
            logon_id: 0,
            input_handle_index: input,
            output_handle_index: output,
            table_flags: 0,
        };
        let response = RopGetContentsTableResponse {
            output_handle_index: output,
            result: Ok(RopGetContentsTableSuccess { row_count: 0 }),
        };
        (request.into(), response.into())
    }

    #[test]
    fn an_index_stands_for_one_object_after_the_other() {
        let mut conversation = Conversation::new();
        set_columns(&mut conversation, 5);
        // The table at index 0 is released, another opened there, and its columns are set.
        let release = RopReleaseRequest {
            logon_id: 0,
            input_handle_index: 0,
        };
        let (open, opened) = open_table(1, 0);
        let set = RopSetColumnsRequest {
            logon_id: 0,
            input_handle_index: 0,
            set_columns_flags: 0,
            property_tags: vec![tags::BODY],
        };
        let done = RopSetColumnsResponse {
            input_handle_index: 0,
            result: Ok(RopSetColumnsSuccess { table_status: 0 }),
        };
        requests(&mut conversation, vec![release.into(), open, set.into()], &[5, 7]);
        responses(&mut conversation, vec![opened, done.into()], &[9, 7]);
        assert_eq!(conversation.table_columns(5), None);
        assert_eq!(conversation.table_columns(9), Some(&[tags::BODY][..]));
        // Opened anew at an index whose columns were known: rows there cannot be read.
        let (open, opened) = open_table(1, 0);
        requests(&mut conversation, vec![open, query()], &[9, 7]);
        let buffer = ResponseBuffer::new(vec![opened, rows(1)], vec![11, 7]);
        conversation.responses(buffer.encode().unwrap()).unwrap_err();
    }

    #[test]
    fn a_refused_logon_changes_nothing() {
        let mut conversation = Conversation::new();
        let logon = |open_flags| RopLogonRequest {
            logon_id: 0,
            output_handle_index: 0,
            logon_flags: 0,
            open_flags,
            store_state: 0,
            essdn: Bytes::new(),
        };
        let refused = Response::failure(
            &logon(open_flags::PUBLIC).into(),
            ropeway_types::ErrorCode::ACCESS_DENIED,
        );
        requests(
            &mut conversation,
            vec![logon(open_flags::PUBLIC).into()],
            &[UNASSIGNED_HANDLE],
        );
        responses(
            &mut conversation,
            refused.into_iter().collect(),
            &[UNASSIGNED_HANDLE],
        );
        assert_eq!(conversation.is_private_logon(0), Some(true));
        // Where the answer was not seen, it counts as granted.
        requests(
            &mut conversation,
            vec![logon(open_flags::PUBLIC).into()],
            &[UNASSIGNED_HANDLE],
        );
        requests(&mut conversation, vec![query()], &[5]);
        assert_eq!(conversation.is_private_logon(0), Some(false));
    }
}
