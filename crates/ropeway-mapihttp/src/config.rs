//! Limits and settings of the endpoint.

use ropeway_session::{Clock, SystemClock};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Limits and settings of a [`MapiHttp`](crate::MapiHttp) endpoint.
#[derive(Clone)]
#[non_exhaustive]
pub struct EndpointConfig {
    /// The URI path of the mailbox endpoint, `/mapi/emsmdb`; a slash at its end is of no account. Requests
    /// elsewhere answer Invalid Path, and cookies are scoped to it.
    pub path: String,
    /// How long an idle session context lives; said to clients in X-ExpirationInfo. 15 minutes.
    pub context_lifetime: Duration,
    /// The time between two PENDING lines of an unfinished response; said to clients in X-PendingPeriod.
    /// 15 seconds ([MS-OXCMAPIHTTP] 3.2.2).
    pub pending_period: Duration,
    /// How long NotificationWait waits for an event. 5 minutes ([MS-OXCMAPIHTTP] 2.2.4.4).
    pub notification_wait: Duration,
    /// How long a request's body may take to arrive. 2 minutes.
    pub body_timeout: Duration,
    /// Bytes of a request body; more answer Too Large. A ROP buffer of 0x40000 and an auxiliary buffer of
    /// 0x1008 ([MS-OXCRPC] 3.1.4.2) and their frame.
    pub max_body: usize,
    /// Session contexts in all; a Connect beyond answers RPC_S_SERVER_TOO_BUSY. One that a Connect
    /// replaced counts until its last request has ended.
    pub max_contexts: usize,
    /// Session contexts of one user, counted alike; a Connect beyond answers RPC_S_SERVER_TOO_BUSY.
    pub max_contexts_per_user: usize,
    /// Whether cookies carry `Secure`. Off: a cookie alone opens nothing, since each request is
    /// authenticated, and with it clients of a plain HTTP test server lose their session.
    pub secure_cookies: bool,
    /// X-ServerApplication: `Exchange/15.xx.xxxx.xxx` ([MS-OXCMAPIHTTP] 2.2.3.3). Clients derive
    /// capabilities from it, see [MS-OXCRPC] 3.1.4.1.3. Left out if it is no header value.
    pub server_application: String,
    /// Where the time comes from that session contexts age by, and that responses state.
    pub clock: Arc<dyn Clock>,
}

impl Default for EndpointConfig {
    fn default() -> Self {
        Self {
            path: "/mapi/emsmdb".to_owned(),
            context_lifetime: Duration::from_secs(15 * 60),
            pending_period: Duration::from_secs(15),
            notification_wait: Duration::from_secs(5 * 60),
            body_timeout: Duration::from_secs(120),
            max_body: 0x4_2000,
            max_contexts: 10_000,
            max_contexts_per_user: 32,
            secure_cookies: false,
            server_application: "Exchange/15.01.0000.000".to_owned(),
            clock: Arc::new(SystemClock),
        }
    }
}

impl fmt::Debug for EndpointConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndpointConfig")
            .field("path", &self.path)
            .field("context_lifetime", &self.context_lifetime)
            .field("pending_period", &self.pending_period)
            .field("notification_wait", &self.notification_wait)
            .field("body_timeout", &self.body_timeout)
            .field("max_body", &self.max_body)
            .field("max_contexts", &self.max_contexts)
            .field("max_contexts_per_user", &self.max_contexts_per_user)
            .field("secure_cookies", &self.secure_cookies)
            .field("server_application", &self.server_application)
            .finish_non_exhaustive()
    }
}
