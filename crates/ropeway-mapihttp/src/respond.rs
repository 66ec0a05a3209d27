//! What a response says, and its HTTP head ([MS-OXCMAPIHTTP] 2.2.3.2, 2.2.3.3).

use crate::body::{ResponseBody, ending};
use crate::code::ResponseCode;
use crate::config::EndpointConfig;
use crate::header as names;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use ropeway_session::BoxFuture;
use ropeway_types::wire::Encode;
use std::time::{Duration, SystemTime};

/// Why a request is not carried out.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: ResponseCode,
    /// For the person who debugs a client: static words and our own errors, nothing of the request.
    pub(crate) reason: String,
}

impl Refusal {
    pub(crate) fn new(code: ResponseCode, reason: impl Into<String>) -> Self {
        Self {
            status: StatusCode::OK,
            code,
            reason: reason.into(),
        }
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
}

/// A request that is carried out.
pub(crate) struct Accepted {
    /// Cookies to set.
    pub(crate) cookies: Vec<(&'static str, String)>,
    /// Whether a session context lives on.
    pub(crate) context: bool,
    pub(crate) work: BoxFuture<'static, Finished>,
}

impl Accepted {
    /// Done already.
    pub(crate) fn done(context: bool, finished: Finished) -> Self {
        Self {
            cookies: Vec::new(),
            context,
            work: Box::pin(std::future::ready(finished)),
        }
    }
}

/// How the work of a request ended.
pub(crate) struct Finished(pub(crate) Result<Bytes, &'static str>);

impl Finished {
    /// With no body.
    pub(crate) fn empty() -> Self {
        Self(Ok(Bytes::new()))
    }

    /// With a body.
    pub(crate) fn body(body: &impl Encode) -> Self {
        Self(
            body.to_bytes()
                .map_err(|_| "the response exceeds what its format can say"),
        )
    }

    /// Not at all, and the client knows only that.
    pub(crate) fn failed(reason: &'static str) -> Self {
        Self(Err(reason))
    }

    /// The end of the response stream. A late failure overrides the code in the HTTP head
    /// (2.2.7, 3.2.5.2).
    pub(crate) fn ending(self, start: SystemTime, now: SystemTime) -> Bytes {
        let elapsed = now.duration_since(start).unwrap_or_default();
        let mut headers = vec![
            (names::X_ELAPSED_TIME, elapsed.as_millis().to_string()),
            (names::X_START_TIME, http_date(start)),
        ];
        match self.0 {
            Ok(body) => ending(&headers, &body),
            Err(reason) => {
                let code = ResponseCode::UNKNOWN_FAILURE;
                headers.push(("X-ResponseCode", code.0.to_string()));
                headers.push(("Content-Type", TEXT_HTML.to_owned()));
                ending(&headers, diagnostics(code, reason).as_bytes())
            }
        }
    }
}

const TEXT_HTML: &str = "text/html; charset=utf-8";

/// Headers of the request that the response repeats verbatim.
pub(crate) struct Echo(Vec<(HeaderName, HeaderValue)>);

impl Echo {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let echoed = [names::X_REQUEST_TYPE, names::X_REQUEST_ID, names::X_CLIENT_INFO];
        let found = echoed.into_iter().filter_map(|name| {
            let value = headers.get(&name)?.clone();
            Some((name, value))
        });
        Self(found.collect())
    }

    fn head(self, config: &EndpointConfig, code: ResponseCode, content_type: &'static str) -> HeaderMap {
        let mut headers: HeaderMap = self.0.into_iter().collect();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private"));
        headers.insert(names::X_RESPONSE_CODE, HeaderValue::from(code.0));
        if let Ok(value) = HeaderValue::try_from(config.server_application.as_str()) {
            headers.insert(names::X_SERVER_APPLICATION, value);
        }
        headers
    }

    /// The response to a request that is not carried out.
    pub(crate) fn refuse(self, config: &EndpointConfig, refusal: &Refusal) -> Response<ResponseBody> {
        let text = diagnostics(refusal.code, &refusal.reason);
        let mut response = Response::new(ResponseBody::whole(text));
        *response.status_mut() = refusal.status;
        *response.headers_mut() = self.head(config, refusal.code, TEXT_HTML);
        if refusal.status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Basic realm=\"MAPI\", charset=\"UTF-8\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }

    /// The response to a request that is carried out.
    pub(crate) fn accept(
        self,
        config: &EndpointConfig,
        cookies: &[(&'static str, String)],
        context: bool,
        body: ResponseBody,
    ) -> Response<ResponseBody> {
        let mut headers = self.head(config, ResponseCode::SUCCESS, names::MAPI_HTTP);
        headers.insert(names::X_PENDING_PERIOD, millis(config.pending_period));
        if context {
            headers.insert(names::X_EXPIRATION_INFO, millis(config.context_lifetime));
        }
        for (name, value) in cookies {
            if let Some(cookie) = crate::cookie::set(name, value, &config.path, config.secure_cookies) {
                headers.append(header::SET_COOKIE, cookie);
            }
        }
        let mut response = Response::new(body);
        *response.headers_mut() = headers;
        response
    }
}

fn millis(duration: Duration) -> HeaderValue {
    HeaderValue::from(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
}

fn diagnostics(code: ResponseCode, reason: &str) -> String {
    let name = code.name().unwrap_or("Failure");
    format!(
        "<html><body><h1>{name} ({})</h1><p>{reason}</p></body></html>\r\n",
        code.0
    )
}

/// An HTTP date; a clock outside the years 1970 to 9999 is drawn to their edges, which is all that the
/// format can say.
fn http_date(time: SystemTime) -> String {
    const YEAR_9999: Duration = Duration::from_secs(253_402_300_799);
    let since_1970 = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let time = SystemTime::UNIX_EPOCH.checked_add(since_1970.min(YEAR_9999));
    httpdate::fmt_http_date(time.unwrap_or(SystemTime::UNIX_EPOCH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_any_clock() {
        let at = |secs| SystemTime::UNIX_EPOCH + Duration::from_secs(secs);
        assert_eq!(http_date(at(1_795_446_000)), "Mon, 23 Nov 2026 15:00:00 GMT");
        assert_eq!(
            http_date(SystemTime::UNIX_EPOCH - Duration::from_secs(5)),
            "Thu, 01 Jan 1970 00:00:00 GMT"
        );
        assert_eq!(http_date(at(300_000_000_000)), "Fri, 31 Dec 9999 23:59:59 GMT");
    }
}
