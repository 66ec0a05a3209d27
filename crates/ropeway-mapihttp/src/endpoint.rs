//! The way of a request through the endpoint.

use crate::auth::{AuthenticationError, Authenticator, Credentials};
use crate::body::ResponseBody;
use crate::code::{RequestType, ResponseCode};
use crate::config::EndpointConfig;
use crate::context::{Context, Contexts};
use crate::header::{CONTEXT_COOKIE, SEQUENCE_COOKIE};
use crate::respond::{Accepted, Echo, Finished, Refusal};
use crate::wire::{DisconnectRequest, DisconnectResponse, Reply};
use crate::{cookie, request};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Request, Response, StatusCode};
use http_body::Body;
use ropeway_session::{Identity, Server};
use ropeway_types::wire::{Decode, Reader};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How long an answer may take and still be sent in one piece with its length. Beyond, the client is told
/// that the server is at it ([MS-OXCMAPIHTTP] 3.2.5.2).
const PROMPT: Duration = Duration::from_millis(200);

pub(crate) struct Endpoint {
    pub(crate) server: Server,
    pub(crate) authenticator: Arc<dyn Authenticator>,
    pub(crate) config: EndpointConfig,
    pub(crate) contexts: Contexts,
}

impl Endpoint {
    pub(crate) fn new(
        server: Server,
        authenticator: Arc<dyn Authenticator>,
        mut config: EndpointConfig,
    ) -> Self {
        config.path.truncate(config.path.trim_end_matches('/').len());
        let contexts = Contexts::new(
            config.context_lifetime,
            config.max_contexts,
            config.max_contexts_per_user,
        );
        Self {
            server,
            authenticator,
            config,
            contexts,
        }
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.config.clock.now()
    }

    pub(crate) async fn answer<B>(self: &Arc<Self>, request: Request<B>) -> Response<ResponseBody>
    where
        B: Body + Send,
        B::Data: Send,
        B::Error: Send,
    {
        let start = self.now();
        let (parts, body) = request.into_parts();
        let echo = Echo::of(&parts.headers);
        let accepted = match self.handle(&parts, body).await {
            Ok(accepted) => accepted,
            Err(refusal) => {
                tracing::debug!(
                    status = refusal.status.as_u16(),
                    code = refusal.code.0,
                    reason = refusal.reason,
                    "request refused"
                );
                return echo.refuse(&self.config, &refusal);
            }
        };
        let mut work = accepted.work;
        let body = match tokio::time::timeout(PROMPT, &mut work).await {
            // In time for the HTTP head, where a client looks first.
            Ok(Finished(Err(reason))) => {
                let refusal = Refusal::new(ResponseCode::UNKNOWN_FAILURE, reason);
                return echo.refuse(&self.config, &refusal);
            }
            Ok(finished) => ResponseBody::ended(&finished.ending(start, self.now())),
            Err(_) => {
                let endpoint = Arc::clone(self);
                let ending = async move { work.await.ending(start, endpoint.now()) };
                ResponseBody::running(Box::pin(ending), self.config.pending_period)
            }
        };
        echo.accept(&self.config, &accepted.cookies, accepted.context, body)
    }

    /// Authenticates first, so that nobody else learns anything; then checks in the order of cost.
    async fn handle<B>(self: &Arc<Self>, parts: &Parts, body: B) -> Result<Accepted, Refusal>
    where
        B: Body + Send,
        B::Data: Send,
        B::Error: Send,
    {
        let identity = self.identify(&parts.headers).await?;
        let request_type = request::check(parts, &self.config)?;
        let body = request::read_body(&parts.headers, body, &self.config).await?;
        self.contexts.sweep(self.now());
        tracing::debug!(request_type = request_type.as_str(), size = body.len(), "request");
        match request_type {
            RequestType::Connect => self.connect(&parts.headers, identity, body).await,
            RequestType::Execute => {
                let context = self.context(&parts.headers, &identity)?;
                self.execute(context, cookie::values(&parts.headers, SEQUENCE_COOKIE), body)
            }
            RequestType::Disconnect => {
                let context = self.context(&parts.headers, &identity)?;
                self.disconnect(&context, body)
            }
            RequestType::NotificationWait => {
                let context = self.context(&parts.headers, &identity)?;
                self.notification_wait(&context, body)
            }
            RequestType::Ping => self.ping(&parts.headers, &identity),
        }
    }

    async fn identify(&self, headers: &HeaderMap) -> Result<Identity, Refusal> {
        let anonymous = |reason| {
            Refusal::new(ResponseCode::ANONYMOUS_NOT_ALLOWED, reason).with_status(StatusCode::UNAUTHORIZED)
        };
        let credentials =
            Credentials::from_headers(headers).ok_or_else(|| anonymous("credentials are needed"))?;
        let identity = self.authenticator.authenticate(&credentials).await;
        identity
            .map_err(|error| unavailable(&error))?
            .ok_or_else(|| anonymous("credentials are not accepted"))
    }

    /// The session context that the request's cookies name.
    fn context(&self, headers: &HeaderMap, identity: &Identity) -> Result<Arc<Context>, Refusal> {
        self.contexts
            .find(cookie::values(headers, CONTEXT_COOKIE), identity, self.now())
    }

    /// Disconnect (2.2.4.3, 3.2.5.6).
    fn disconnect(&self, context: &Context, body: Bytes) -> Result<Accepted, Refusal> {
        // Some clients send no body, as 3.1.5.4 says, others an auxiliary buffer, as 2.2.4.3.1 says.
        if !body.is_empty() {
            parse::<DisconnectRequest>(body)?;
        }
        let session = context.claim()?.session.take();
        self.contexts.close(context);
        drop(session);
        let reply = Reply::Success(DisconnectResponse::default());
        Ok(Accepted::done(false, Finished::body(&reply)))
    }

    /// PING (2.2.6, 3.2.5.4): the endpoint is there; a context that is named stays.
    fn ping(&self, headers: &HeaderMap, identity: &Identity) -> Result<Accepted, Refusal> {
        let named = cookie::values(headers, CONTEXT_COOKIE).next().is_some();
        if named {
            self.context(headers, identity)?.touch(self.now());
        }
        Ok(Accepted::done(named, Finished::empty()))
    }
}

pub(crate) fn unavailable(error: &AuthenticationError) -> Refusal {
    tracing::warn!(%error, "authentication failed");
    Refusal::new(ResponseCode::UNKNOWN_FAILURE, "authentication is unavailable")
        .with_status(StatusCode::SERVICE_UNAVAILABLE)
}

/// Reads a request body. Bytes after it are passed over.
pub(crate) fn parse<T: Decode>(body: Bytes) -> Result<T, Refusal> {
    T::decode(&mut Reader::new(body))
        .map_err(|error| Refusal::new(ResponseCode::INVALID_REQUEST_BODY, error.to_string()))
}
