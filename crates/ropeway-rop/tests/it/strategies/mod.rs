//! Made-up values of every ROP, valid to encode. One list of requests and one of responses, a strategy per
//! ROP, so that each ROP has cases of its own; the modules are those of `src`.

/// A structure, its fields made by their types or, after `=`, by a strategy.
macro_rules! made {
    ($type:ident { $($field:ident $(= $strategy:expr)?),* $(,)? }) => {
        proptest::strategy::Strategy::boxed(proptest::strategy::Strategy::prop_map(
            ( $( made!(@field $($strategy)?), )* ),
            |( $($field,)* )| $type { $($field),* },
        ))
    };
    (@field) => { $crate::strategies::made() };
    (@field $strategy:expr) => { $strategy };
}

/// The entry of a request: its type, the indexes of its prefix, its fields as in `made!`.
macro_rules! request {
    ($request:ident [input] { $($fields:tt)* }) => {
        request!($request, made!($request { logon_id, input_handle_index, $($fields)* }))
    };
    ($request:ident [input output] { $($fields:tt)* }) => {
        request!($request, made!($request { logon_id, input_handle_index, output_handle_index, $($fields)* }))
    };
    ($request:ident [source dest] { $($fields:tt)* }) => {
        request!($request, made!($request { logon_id, source_handle_index, dest_handle_index, $($fields)* }))
    };
    ($request:ident [response input] { $($fields:tt)* }) => {
        request!($request, made!($request { logon_id, response_handle_index, input_handle_index, $($fields)* }))
    };
    ($request:ident [output] { $($fields:tt)* }) => {
        request!($request, made!($request { logon_id, output_handle_index, $($fields)* }))
    };
    ($request:ident, $strategy:expr) => {
        (
            $request::ROP_ID,
            proptest::strategy::Strategy::boxed(proptest::strategy::Strategy::prop_map(
                $strategy,
                ropeway_rop::Request::from,
            )),
        )
    };
}

/// The entry of a response that has fields on success alone: id, type, index, and what it answers.
macro_rules! ok {
    ($id:ident $response:ident [$index:ident]) => {
        ok!($id $response [$index] proptest::strategy::Just(()))
    };
    ($id:ident $response:ident [$index:ident] $success:ident { $($fields:tt)* }) => {
        ok!($id $response [$index] made!($success { $($fields)* }))
    };
    ($id:ident $response:ident [$index:ident] $success:expr) => {
        $crate::strategies::alone(
            ropeway_rop::RopId::$id,
            made!($response { $index, result = $crate::strategies::result($success) }),
        )
    };
}

/// The entry of a response whose fields are all made: id and type, its fields as in `made!`.
macro_rules! response {
    ($id:ident $response:ident { $($fields:tt)* }) => {
        $crate::strategies::alone(ropeway_rop::RopId::$id, made!($response { $($fields)* }))
    };
}

mod fast_transfer;
mod folder;
mod logon;
mod message;
pub(crate) mod notification;
mod other;
mod permission_rule;
mod property;
mod stream;
mod synchronization;
mod table;
mod transport;
pub(crate) mod values;

use proptest::prelude::*;
use ropeway_rop::{
    Request, RequestContext, Response, ResponseContext, RopGetStoreStateRequest, RopId,
    RopSetMessageReadFlagRequest, RopWritePerUserInformationRequest,
};
use ropeway_types::{ErrorCode, PropertyTag};
use std::collections::{HashMap, HashSet};
use std::fmt::Debug;

/// What has one evident strategy.
pub(crate) trait Made: Sized {
    fn made() -> BoxedStrategy<Self>;
}

pub(crate) fn made<T: Made>() -> BoxedStrategy<T> {
    T::made()
}

/// Strategies with the ids of their ROPs.
pub(crate) type Of<T> = Vec<(RopId, BoxedStrategy<T>)>;

/// A strategy for every request.
pub(crate) fn requests() -> Of<Request> {
    [
        logon::requests(),
        folder::requests(),
        table::requests(),
        message::requests(),
        transport::requests(),
        property::requests(),
        stream::requests(),
        permission_rule::requests(),
        fast_transfer::requests(),
        synchronization::requests(),
        notification::requests(),
        other::requests(),
    ]
    .concat()
}

/// A strategy for every response.
pub(crate) fn answers() -> Of<Answer> {
    [
        logon::answers(),
        folder::answers(),
        table::answers(),
        message::answers(),
        transport::answers(),
        property::answers(),
        stream::answers(),
        permission_rule::answers(),
        fast_transfer::answers(),
        synchronization::answers(),
        notification::answers(),
        other::answers(),
    ]
    .concat()
}

/// The kind of logon that a request was made for: two of them have a field that depends on it.
pub(crate) fn is_private(request: &Request) -> bool {
    match request {
        Request::SetMessageReadFlag(RopSetMessageReadFlagRequest { client_data, .. }) => {
            client_data.is_none()
        }
        Request::WritePerUserInformation(RopWritePerUserInformationRequest {
            data_offset: 0,
            repl_guid,
            ..
        }) => repl_guid.is_some(),
        _ => true,
    }
}

/// Whether all logons are private.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Logons {
    pub private: bool,
}

impl RequestContext for Logons {
    fn is_private_logon(&self, _: u8) -> Option<bool> {
        Some(self.private)
    }
}

/// A response, and what it takes to read it.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub response: Response,
    /// The request, if that matters.
    pub request: Option<Request>,
    /// The columns of the table at its index, if that matters.
    pub table_columns: Option<Vec<PropertyTag>>,
    /// The columns of the message at its index, if that matters.
    pub recipient_columns: Option<Vec<PropertyTag>>,
}

impl Answer {
    pub(crate) fn alone(response: impl Into<Response>) -> Self {
        Self {
            response: response.into(),
            request: None,
            table_columns: None,
            recipient_columns: None,
        }
    }

    /// What a client knows that reads these responses from one buffer.
    pub(crate) fn context<'a>(answers: impl IntoIterator<Item = &'a Self>) -> ResponseContext {
        let answers: Vec<_> = answers.into_iter().collect();
        // Requests are taken in order: if any matters, all must be there.
        let any = answers.iter().any(|answer| answer.request.is_some());
        let requests = answers
            .iter()
            .filter(|answer| any && answer.response.handle_index().is_some())
            .map(|answer| {
                answer.request.clone().unwrap_or_else(|| {
                    Request::from(RopGetStoreStateRequest {
                        logon_id: 0,
                        input_handle_index: 0,
                    })
                })
            });
        let mut context = ResponseContext::for_requests(requests);
        for answer in answers {
            let index = answer.response.handle_index().unwrap_or_default();
            if let Some(columns) = &answer.table_columns {
                context.set_table_columns(index, columns.clone());
            }
            if let Some(columns) = &answer.recipient_columns {
                context.set_recipient_columns(index, columns.clone());
            }
        }
        context
    }
}

/// The entry of a response that can be read alone.
fn alone<T: Into<Response> + Debug + 'static>(
    rop_id: RopId,
    response: BoxedStrategy<T>,
) -> (RopId, BoxedStrategy<Answer>) {
    (rop_id, response.prop_map(Answer::alone).boxed())
}

/// A code that is not success and brings no field of its own in any response.
fn failing() -> BoxedStrategy<ErrorCode> {
    let known = [
        ErrorCode::NULL_OBJECT,
        ErrorCode::NOT_FOUND,
        ErrorCode::ACCESS_DENIED,
        ErrorCode::NOT_SUPPORTED,
    ];
    prop_oneof![
        prop::sample::select(known.to_vec()),
        (1u32..)
            .prop_map(ErrorCode)
            .prop_filter("codes with fields of their own", |code| {
                !matches!(
                    *code,
                    ErrorCode::DST_NULL_OBJECT
                        | ErrorCode::SERVER_BUSY
                        | ErrorCode::WRONG_SERVER
                        | ErrorCode::ERRORS_RETURNED
                )
            }),
    ]
    .boxed()
}

/// Success, or one of those.
fn code() -> BoxedStrategy<ErrorCode> {
    prop_oneof![Just(ErrorCode::SUCCESS), failing()].boxed()
}

fn result<T: Debug + Clone + 'static>(
    success: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Result<T, ErrorCode>> {
    let special = [
        ErrorCode::DST_NULL_OBJECT,
        ErrorCode::SERVER_BUSY,
        ErrorCode::WRONG_SERVER,
        ErrorCode::ERRORS_RETURNED,
    ];
    prop_oneof![
        6 => success.prop_map(Ok),
        2 => failing().prop_map(Err),
        1 => prop::sample::select(special.to_vec()).prop_map(Err),
    ]
    .boxed()
}

/// ReturnValue and DestHandleIndex of a ROP with source and destination: the index is there if the
/// destination is not ([MS-OXCROPS] 2.2.4.6.3).
fn code_and_destination() -> BoxedStrategy<(ErrorCode, Option<u32>)> {
    prop_oneof![
        2 => code().prop_map(|code| (code, None)),
        1 => any::<u32>().prop_map(|index| (ErrorCode::DST_NULL_OBJECT, Some(index))),
    ]
    .boxed()
}

/// A few of all ROPs of a list, in any order.
pub(crate) fn several<T: Debug + 'static>(list: Of<T>) -> BoxedStrategy<Vec<T>> {
    let any_of = prop::strategy::Union::new(list.into_iter().map(|(_, strategy)| strategy));
    proptest::collection::vec(any_of, 0..6).boxed()
}

/// Those that one buffer can hold together: logons at its start are private, and what a RopLogon in it
/// opens is what it says.
pub(crate) fn kept_requests(mut requests: Vec<Request>) -> Vec<Request> {
    let mut logons = HashMap::new();
    requests.retain(|request| {
        if let Request::Logon(logon) = request {
            logons.insert(logon.logon_id, logon.is_private());
        }
        let depends = match request {
            Request::SetMessageReadFlag(_) => true,
            Request::WritePerUserInformation(request) => request.data_offset == 0,
            _ => false,
        };
        let private = logons.get(&request.logon_id()).copied().unwrap_or(true);
        !depends || is_private(request) == private
    });
    requests
}

/// Those that one buffer can hold together: RopBufferTooSmall is the last, and columns are announced once
/// for an index.
pub(crate) fn kept_answers(mut answers: Vec<Answer>) -> Vec<Answer> {
    let mut seen = HashSet::new();
    answers.retain(|answer| {
        let columns = answer.table_columns.is_some()
            || answer.recipient_columns.is_some()
            || matches!(
                answer.response,
                Response::OpenMessage(_)
                    | Response::OpenEmbeddedMessage(_)
                    | Response::ReloadCachedInformation(_)
            );
        !columns || seen.insert(answer.response.handle_index())
    });
    let is_last = |answer: &Answer| matches!(answer.response, Response::BufferTooSmall(_));
    if let Some(at) = answers.iter().position(is_last) {
        answers.truncate(at.saturating_add(1));
    }
    answers
}
