//! The endpoint as a tower service.

use crate::auth::Authenticator;
use crate::body::ResponseBody;
use crate::config::EndpointConfig;
use crate::endpoint::Endpoint;
use http::{Request, Response};
use http_body::Body;
use ropeway_session::{BoxFuture, Server};
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_service::Service;

/// The mailbox endpoint of MAPI over HTTP ([MS-OXCMAPIHTTP] 3.2), as a tower service.
///
/// Clones share session contexts. It must be called inside a tokio runtime with time enabled. It sees
/// plain HTTP: TLS and the connection belong to whoever mounts it, who should also turn Nagle's algorithm
/// off (`TCP_NODELAY`), so that PROCESSING and PENDING reach the client when they are written.
#[derive(Clone)]
pub struct MapiHttp {
    endpoint: Arc<Endpoint>,
}

impl MapiHttp {
    /// An endpoint whose sessions are opened on `server` for the users that `authenticator` knows.
    pub fn new(server: Server, authenticator: Arc<dyn Authenticator>, config: EndpointConfig) -> Self {
        Self {
            endpoint: Arc::new(Endpoint::new(server, authenticator, config)),
        }
    }

    /// How many session contexts there are, expired ones included that no request has swept away yet.
    pub fn contexts(&self) -> usize {
        self.endpoint.contexts.len()
    }
}

impl fmt::Debug for MapiHttp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MapiHttp")
            .field("config", &self.endpoint.config)
            .field("contexts", &self.contexts())
            .finish()
    }
}

impl<B> Service<Request<B>> for MapiHttp
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Send,
{
    type Response = Response<ResponseBody>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let endpoint = Arc::clone(&self.endpoint);
        Box::pin(async move { Ok(endpoint.answer(request).await) })
    }
}
