//! Execute ([MS-OXCMAPIHTTP] 2.2.4.2, 3.2.5.1; [MS-OXCRPC] 3.1.4.2).

use crate::arguments::Fault;
use crate::code::ResponseCode;
use crate::context::{Context, Live};
use crate::endpoint::{Endpoint, parse};
use crate::header::SEQUENCE_COOKIE;
use crate::respond::{Accepted, Finished, Refusal};
use crate::wire::{ExecuteRequest, ExecuteResponse, Reply};
use bytes::Bytes;
use ropeway_rop::auxiliary::ServerCapabilities;
use ropeway_rop::extended::{self, ExtendedFlags, HEADER_LEN, MAX_PAYLOAD};
use ropeway_rop::packing;
use ropeway_session::ExecuteError;
use ropeway_types::ErrorCode;
use std::sync::Arc;
use tokio::sync::OwnedMutexGuard;
use tracing::Instrument;

impl Endpoint {
    pub(crate) fn execute<'a>(
        self: &Arc<Self>,
        context: Arc<Context>,
        sequence: impl Iterator<Item = &'a str>,
        body: Bytes,
    ) -> Result<Accepted, Refusal> {
        // Only a request that arrived whole and can be read takes the context and its sequence: a client
        // sends the same again when its connection breaks before (3.1.5.6).
        let request: ExecuteRequest = parse(body)?;
        let mut live = context.claim()?;
        let next = advance(&mut live, sequence)?;
        context.touch(self.now());

        let work = match prepare(&request) {
            Err(fault) => Box::pin(std::future::ready(Finished::body(&failed(fault)))),
            Ok((payload, max_output)) => self.run(context, live, payload, max_output),
        };
        Ok(Accepted {
            cookies: vec![(SEQUENCE_COOKIE, next)],
            context: true,
            work,
        })
    }

    /// Runs ROPs in a task of their own: a submission must not stop half way because its client went.
    fn run(
        self: &Arc<Self>,
        context: Arc<Context>,
        mut live: OwnedMutexGuard<Live>,
        payload: Bytes,
        max_output: usize,
    ) -> ropeway_session::BoxFuture<'static, Finished> {
        let (endpoint, used) = (Arc::clone(self), Arc::clone(&context));
        let run = async move {
            let mut session = live.session.take()?;
            let result = session.execute(payload, max_output).await;
            used.touch(endpoint.now());
            live.session = Some(session);
            Some(result)
        };
        let task = tokio::spawn(run.in_current_span());
        let endpoint = Arc::clone(self);
        Box::pin(async move {
            let Ok(Some(result)) = task.await else {
                endpoint.contexts.close(&context);
                return Finished::failed("the session has ended unexpectedly");
            };
            Finished::body(&reply(result))
        })
    }
}

/// Compares the sequence cookie and moves it on; returns the next one.
fn advance<'a>(live: &mut Live, mut cookies: impl Iterator<Item = &'a str>) -> Result<String, Refusal> {
    let expected = live.sequence.to_string();
    let mut cookies = cookies.by_ref().peekable();
    if cookies.peek().is_none() {
        return Err(Refusal::new(ResponseCode::MISSING_COOKIE, "no sequence cookie"));
    }
    if !cookies.any(|cookie| cookie == expected) {
        return Err(Refusal::new(
            ResponseCode::INVALID_SEQUENCE,
            "the sequence cookie is not the last one issued",
        ));
    }
    live.sequence = live.sequence.wrapping_add(1);
    Ok(live.sequence.to_string())
}

/// The ROP buffer of a request, and how large the response's may be.
fn prepare(request: &ExecuteRequest) -> Result<(Bytes, usize), Fault> {
    let max_rop_out = usize::try_from(request.max_rop_out).unwrap_or(usize::MAX);
    packing::check_input(request.rop_buffer.len())?;
    packing::check_output(max_rop_out, ServerCapabilities::default())?;
    packing::check_auxiliary(request.auxiliary.len())?;
    // Several payloads are for servers that announce it in AUX_SERVER_CAPABILITIES
    // ([MS-OXCRPC] 3.1.4.2.1.2.1).
    let payload = extended::decode_single(request.rop_buffer.clone())
        .map_err(|_| Fault::Error(ErrorCode::RPC_FORMAT))?;
    Ok((payload, max_rop_out.saturating_sub(HEADER_LEN).min(MAX_PAYLOAD)))
}

/// All fields but the one that says why are zero or empty.
fn failed(fault: Fault) -> Reply<ExecuteResponse> {
    match fault {
        Fault::Status(code) => Reply::failure(code),
        Fault::Error(error_code) => Reply::Success(ExecuteResponse {
            error_code,
            ..ExecuteResponse::default()
        }),
    }
}

/// What the session answered. The output is never compressed nor obfuscated, whatever the client allows.
fn reply(result: Result<Bytes, ExecuteError>) -> Reply<ExecuteResponse> {
    match result {
        Ok(output) => match extended::encode(output, ExtendedFlags::LAST) {
            Ok(rop_buffer) => Reply::Success(ExecuteResponse {
                rop_buffer,
                ..ExecuteResponse::default()
            }),
            Err(_) => failed(Fault::Status(ErrorCode::BUFFER_TOO_SMALL)),
        },
        Err(error @ ExecuteError::OutputTooSmall { .. }) => failed(Fault::Status(error.error_code())),
        Err(error) => failed(Fault::Error(error.error_code())),
    }
}
