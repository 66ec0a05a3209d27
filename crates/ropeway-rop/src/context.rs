//! What a buffer's bytes alone do not say.

use crate::{Request, Response};
use ropeway_types::PropertyTag;
use std::collections::{HashMap, VecDeque};

/// What the decoding of requests asks about the session ([MS-OXCROPS] 2.2.3.13.1, 2.2.6.11.1).
pub trait RequestContext {
    /// Whether a logon is to a private mailbox; `None` if it is not known. A logon that is opened
    /// earlier in the same buffer need not be known: the decoder sees it.
    fn is_private_logon(&self, logon_id: u8) -> Option<bool>;
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
#[derive(Debug, Clone, Default)]
pub struct ResponseContext {
    requests: VecDeque<Request>,
    table_columns: HashMap<u8, Vec<PropertyTag>>,
    recipient_columns: HashMap<u8, Vec<PropertyTag>>,
}

impl ResponseContext {
    /// Knows nothing: responses with rows cannot be read.
    pub fn new() -> Self {
        Self::default()
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
    pub fn set_table_columns(&mut self, handle_index: u8, columns: Vec<PropertyTag>) {
        self.table_columns.insert(handle_index, columns);
    }

    /// The RecipientColumns last announced for the message at a handle index.
    pub fn set_recipient_columns(&mut self, handle_index: u8, columns: Vec<PropertyTag>) {
        self.recipient_columns.insert(handle_index, columns);
    }

    /// The request that the next response answers.
    pub(crate) fn next_request(&mut self) -> Option<Request> {
        self.requests.pop_front()
    }

    pub(crate) fn table_columns(&self, handle_index: u8) -> Option<&[PropertyTag]> {
        self.table_columns.get(&handle_index).map(Vec::as_slice)
    }

    pub(crate) fn recipient_columns(&self, handle_index: u8) -> Option<&[PropertyTag]> {
        self.recipient_columns.get(&handle_index).map(Vec::as_slice)
    }

    /// Takes up what a response teaches about the ones after it.
    pub(crate) fn learn(&mut self, request: Option<&Request>, response: &Response) {
        match response {
            Response::SetColumns(response) if response.result.is_ok() => {
                if let Some(Request::SetColumns(request)) = request {
                    self.set_table_columns(response.input_handle_index, request.property_tags.clone());
                }
            }
            Response::OpenMessage(response) => {
                if let Ok(success) = &response.result {
                    let columns = success.message_header.recipient_columns.clone();
                    self.set_recipient_columns(response.output_handle_index, columns);
                }
            }
            Response::OpenEmbeddedMessage(response) => {
                if let Ok(success) = &response.result {
                    let columns = success.message_header.recipient_columns.clone();
                    self.set_recipient_columns(response.output_handle_index, columns);
                }
            }
            Response::ReloadCachedInformation(response) => {
                if let Ok(success) = &response.result {
                    let columns = success.message_header.recipient_columns.clone();
                    self.set_recipient_columns(response.input_handle_index, columns);
                }
            }
            _ => {}
        }
    }
}
