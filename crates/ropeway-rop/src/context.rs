//! What a buffer's bytes alone do not say.

use crate::{MessageHeader, Request, Response};
use ropeway_types::PropertyTag;
use ropeway_types::wire::{DecodeError, DecodeErrorKind, Reader, Tolerance};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// What the decoding of requests asks about the session ([MS-OXCROPS] 2.2.3.13.1, 2.2.6.11.1).
pub trait RequestContext {
    /// Whether a logon is to a private mailbox; `None` if it is not known. A logon that is opened
    /// earlier in the same buffer need not be known: the decoder sees it.
    fn is_private_logon(&self, logon_id: u8) -> Option<bool>;

    /// The deviations from the specifications that are taken.
    fn tolerance(&self) -> Tolerance {
        Tolerance::USUAL
    }
}

/// Whether the fields of a private logon follow.
pub(crate) fn is_private(
    reader: &Reader,
    context: &dyn RequestContext,
    logon_id: u8,
) -> Result<bool, DecodeError> {
    context
        .is_private_logon(logon_id)
        .ok_or_else(|| reader.error(DecodeErrorKind::Context("the kind of the logon")))
}

/// Takes every logon for one to a private mailbox.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoContext;

impl RequestContext for NoContext {
    fn is_private_logon(&self, _logon_id: u8) -> Option<bool> {
        Some(true)
    }
}

/// What the decoding of responses must know: the requests that they answer, and the columns that rows
/// are written for.
///
/// Inside one buffer the columns are learnt from RopSetColumns and from the message headers. What was
/// set by an earlier buffer is told by [`ResponseContext::set_table_columns`] and
/// [`ResponseContext::set_recipient_columns`], under the handle index that the present buffer uses.
///
/// Whoever follows a whole session keeps a [`Conversation`](crate::Conversation), which does all that.
#[derive(Debug, Clone)]
pub struct ResponseContext {
    tolerance: Tolerance,
    requests: VecDeque<Request>,
    table_columns: HashMap<u8, Arc<[PropertyTag]>>,
    recipient_columns: HashMap<u8, Arc<[PropertyTag]>>,
    pub(crate) notification_columns: HashMap<u32, Arc<[PropertyTag]>>,
}

impl Default for ResponseContext {
    fn default() -> Self {
        Self {
            tolerance: Tolerance::USUAL,
            requests: VecDeque::new(),
            table_columns: HashMap::new(),
            recipient_columns: HashMap::new(),
            notification_columns: HashMap::new(),
        }
    }
}

impl ResponseContext {
    /// Knows nothing: responses with rows cannot be read.
    pub fn new() -> Self {
        Self::default()
    }

    /// The deviations from the specifications that are taken; at first the usual ones.
    pub fn set_tolerance(&mut self, tolerance: Tolerance) {
        self.tolerance = tolerance;
    }

    pub(crate) fn tolerance(&self) -> Tolerance {
        self.tolerance
    }

    /// Knows the requests that are answered, in order.
    pub fn for_requests(requests: impl IntoIterator<Item = Request>) -> Self {
        let mut context = Self::new();
        context.requests = requests
            .into_iter()
            .filter(|request| !matches!(request, Request::Release(_)))
            .collect();
        context
    }

    /// The columns last set for the table at a handle index.
    pub fn set_table_columns(&mut self, handle_index: u8, columns: impl Into<Arc<[PropertyTag]>>) {
        self.table_columns.insert(handle_index, columns.into());
    }

    /// The RecipientColumns last announced for the message at a handle index.
    pub fn set_recipient_columns(&mut self, handle_index: u8, columns: impl Into<Arc<[PropertyTag]>>) {
        self.recipient_columns.insert(handle_index, columns.into());
    }

    /// The columns of the table whose notifications bear a handle.
    pub fn set_notification_columns(
        &mut self,
        notification_handle: u32,
        columns: impl Into<Arc<[PropertyTag]>>,
    ) {
        self.notification_columns
            .insert(notification_handle, columns.into());
    }

    pub(crate) fn notification_columns(&self, handle: u32) -> Option<&Arc<[PropertyTag]>> {
        self.notification_columns.get(&handle)
    }

    /// The request that the next response answers.
    pub(crate) fn next_request(&mut self) -> Option<Request> {
        self.requests.pop_front()
    }

    pub(crate) fn table_columns(&self, handle_index: u8) -> Option<&Arc<[PropertyTag]>> {
        self.table_columns.get(&handle_index)
    }

    pub(crate) fn recipient_columns(&self, handle_index: u8) -> Option<&Arc<[PropertyTag]>> {
        self.recipient_columns.get(&handle_index)
    }

    /// Takes up what a response teaches about the ones after it.
    pub(crate) fn learn(&mut self, request: Option<&Request>, response: &Response) {
        if let Some(index) = opened(request, response) {
            self.table_columns.remove(&index);
            // A message that is created announces no columns: what the caller says of its index is of it.
            if !matches!(response, Response::CreateMessage(_)) {
                self.recipient_columns.remove(&index);
            }
        }
        match lesson(request, response) {
            Some(Lesson::Table(index, Some(columns))) => self.set_table_columns(index, columns),
            Some(Lesson::Table(index, None)) => {
                self.table_columns.remove(&index);
            }
            Some(Lesson::Recipients(index, columns)) => self.set_recipient_columns(index, columns),
            None => {}
        }
    }
}

/// What a response says of the columns of the object at an index.
pub(crate) enum Lesson {
    /// Those of a table from now on; none after it was reset.
    Table(u8, Option<Vec<PropertyTag>>),
    /// Those of a message's recipients.
    Recipients(u8, Vec<PropertyTag>),
}

/// The index at which a ROP has put another object.
pub(crate) fn opened(request: Option<&Request>, response: &Response) -> Option<u8> {
    let succeeded = response.return_value().is_some_and(|code| code.is_success());
    request?.output_handle_index().filter(|_| succeeded)
}

/// What there is to be learnt of a response.
pub(crate) fn lesson(request: Option<&Request>, response: &Response) -> Option<Lesson> {
    let recipients =
        |index, header: &MessageHeader| Lesson::Recipients(index, header.recipient_columns.clone());
    Some(match response {
        Response::SetColumns(response) if response.result.is_ok() => {
            let Some(Request::SetColumns(request)) = request else {
                return None;
            };
            Lesson::Table(response.input_handle_index, Some(request.property_tags.clone()))
        }
        Response::ResetTable(response) if response.result.is_ok() => {
            Lesson::Table(response.input_handle_index, None)
        }
        Response::OpenMessage(response) => {
            let success = response.result.as_ref().ok()?;
            recipients(response.output_handle_index, &success.message_header)
        }
        Response::OpenEmbeddedMessage(response) => {
            let success = response.result.as_ref().ok()?;
            recipients(response.output_handle_index, &success.message_header)
        }
        Response::ReloadCachedInformation(response) => {
            let success = response.result.as_ref().ok()?;
            recipients(response.input_handle_index, &success.message_header)
        }
        _ => return None,
    })
}
