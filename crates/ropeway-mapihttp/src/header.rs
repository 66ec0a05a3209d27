//! The names that [MS-OXCMAPIHTTP] 2.2.3 gives to headers, cookies and the media type.

use http::HeaderName;

/// X-RequestType (2.2.3.3): which operation a request is, see [`RequestType`](crate::RequestType).
pub const X_REQUEST_TYPE: HeaderName = HeaderName::from_static("x-requesttype");
/// X-RequestId (2.2.3.3): a GUID and a counter, echoed verbatim.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-requestid");
/// X-ResponseCode (2.2.3.3.3), see [`ResponseCode`](crate::ResponseCode).
pub const X_RESPONSE_CODE: HeaderName = HeaderName::from_static("x-responsecode");
/// X-ClientInfo (2.2.3.3.4): opaque, echoed verbatim.
pub const X_CLIENT_INFO: HeaderName = HeaderName::from_static("x-clientinfo");
/// X-PendingPeriod (2.2.3.3.5): milliseconds between two PENDING lines.
pub const X_PENDING_PERIOD: HeaderName = HeaderName::from_static("x-pendingperiod");
/// X-ClientApplication (2.2.3.3): the client's name and version.
pub const X_CLIENT_APPLICATION: HeaderName = HeaderName::from_static("x-clientapplication");
/// X-ServerApplication (2.2.3.3): the server's name and version.
pub const X_SERVER_APPLICATION: HeaderName = HeaderName::from_static("x-serverapplication");
/// X-ExpirationInfo (2.2.3.3): milliseconds until an idle session context ends.
pub const X_EXPIRATION_INFO: HeaderName = HeaderName::from_static("x-expirationinfo");

/// X-ElapsedTime (2.2.3.3), inside the response stream: milliseconds that the request took.
pub const X_ELAPSED_TIME: &str = "X-ElapsedTime";
/// X-StartTime (2.2.3.3), inside the response stream: when the request began.
pub const X_START_TIME: &str = "X-StartTime";

/// The media type of bodies (2.2.2).
pub const MAPI_HTTP: &str = "application/mapi-http";

/// The cookie that names the session context (3.1.5.1; the name is Exchange's).
pub const CONTEXT_COOKIE: &str = "MapiContext";
/// The cookie that orders the requests of one context (3.1.5.1; the name is Exchange's).
pub const SEQUENCE_COOKIE: &str = "MapiSequence";
