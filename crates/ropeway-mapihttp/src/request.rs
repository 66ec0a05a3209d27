//! The HTTP side of a request: verb, path, headers and body, before any of it is looked into.

use crate::code::{RequestType, ResponseCode};
use crate::config::EndpointConfig;
use crate::header as names;
use crate::respond::Refusal;
use bytes::{Buf, Bytes, BytesMut};
use http::request::Parts;
use http::{HeaderMap, Method, header};
use http_body::Body;
use http_body_util::BodyExt;

/// Checks everything but the body.
///
/// X-ClientInfo and X-ClientApplication may be missing: [MS-OXCMAPIHTTP] 2.2.3.3 demands them, 3.1.5.1
/// describes the former as optional, and nothing here depends on either. PING has no body and so needs no
/// Content-Type.
pub(crate) fn check(parts: &Parts, config: &EndpointConfig) -> Result<RequestType, Refusal> {
    if parts.method != Method::POST {
        return Err(Refusal::new(ResponseCode::INVALID_VERB, "only POST is served"));
    }
    let path = parts.uri.path();
    let path = path.strip_suffix('/').unwrap_or(path);
    if !path.eq_ignore_ascii_case(&config.path) {
        return Err(Refusal::new(
            ResponseCode::INVALID_PATH,
            "no endpoint at this path",
        ));
    }
    let missing = |name| Refusal::new(ResponseCode::MISSING_HEADER, format!("{name} is missing"));
    let mut values = parts.headers.get_all(names::X_REQUEST_TYPE).iter();
    let value = values.next().ok_or_else(|| missing("X-RequestType"))?;
    // Which of two another server goes by cannot be known.
    if values.next().is_some() {
        return Err(Refusal::new(
            ResponseCode::INVALID_HEADER,
            "X-RequestType comes more than once",
        ));
    }
    let request_type = value
        .to_str()
        .ok()
        .and_then(RequestType::parse)
        .ok_or_else(|| Refusal::new(ResponseCode::INVALID_REQUEST_TYPE, "unknown X-RequestType"))?;
    if !parts.headers.contains_key(names::X_REQUEST_ID) {
        return Err(missing("X-RequestId"));
    }
    if request_type != RequestType::Ping && !is_mapi_http(&parts.headers) {
        return Err(Refusal::new(
            ResponseCode::INVALID_HEADER,
            "Content-Type is not application/mapi-http",
        ));
    }
    Ok(request_type)
}

fn is_mapi_http(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|value| value.trim().eq_ignore_ascii_case(names::MAPI_HTTP))
}

/// Reads the body, of at most `max_body` bytes and in at most `body_timeout`.
pub(crate) async fn read_body<B: Body>(
    headers: &HeaderMap,
    body: B,
    config: &EndpointConfig,
) -> Result<Bytes, Refusal> {
    let limit = config.max_body;
    let too_large = || {
        Refusal::new(
            ResponseCode::TOO_LARGE,
            format!("the request exceeds {limit} bytes"),
        )
    };
    let declared = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u64>().ok());
    if declared.is_some_and(|len| usize::try_from(len).map_or(true, |len| len > limit)) {
        return Err(too_large());
    }
    let read = async {
        let mut body = std::pin::pin!(body);
        let mut bytes = BytesMut::new();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| incomplete("the body did not arrive whole"))?;
            let Ok(mut data) = frame.into_data() else {
                continue;
            };
            if bytes.len().saturating_add(data.remaining()) > limit {
                return Err(too_large());
            }
            while data.has_remaining() {
                let chunk = data.chunk();
                bytes.extend_from_slice(chunk);
                let len = chunk.len();
                data.advance(len);
            }
        }
        Ok(bytes.freeze())
    };
    match tokio::time::timeout(config.body_timeout, read).await {
        Ok(result) => result,
        Err(_) => Err(incomplete("the body took too long to arrive")),
    }
}

fn incomplete(reason: &str) -> Refusal {
    Refusal::new(ResponseCode::INVALID_REQUEST_BODY, reason)
}
