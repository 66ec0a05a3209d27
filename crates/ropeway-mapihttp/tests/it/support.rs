//! A server on loopback, and a client that keeps cookies.

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use ropeway_mapihttp::wire::{
    CallFlags, ConnectRequest, ConnectResponse, ExecuteRequest, ExecuteResponse, Reply, ResponseStream,
    StreamedResponse,
};
use ropeway_mapihttp::{
    AuthenticationError, Authenticator, Credentials, EndpointConfig, MapiHttp, StaticAuthenticator,
};
use ropeway_message::{DirectoryEntry, Submission};
use ropeway_session::{
    AbortOutcome, BoxFuture, Clock, Directory, DirectoryError, Identity, SendGrant, Server, SessionConfig,
    SubmissionKey, SubmissionSink, SubmitError,
};
use ropeway_types::ProxyAddress;
use ropeway_types::wire::{Decode, Encode, Reader};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tokio::net::{TcpListener, TcpStream};

/// Takes submissions after a while, and counts them.
#[derive(Default)]
pub(crate) struct Sink {
    pub(crate) delay: Duration,
    pub(crate) panics: bool,
    pub(crate) begun: Mutex<usize>,
    pub(crate) taken: Mutex<usize>,
}

impl Sink {
    pub(crate) fn begun(&self) -> usize {
        *self.begun.lock().unwrap()
    }

    pub(crate) fn taken(&self) -> usize {
        *self.taken.lock().unwrap()
    }
}

impl SubmissionSink for Sink {
    fn submit(&self, _: Submission, _: SubmissionKey) -> BoxFuture<'_, Result<(), SubmitError>> {
        Box::pin(async {
            *self.begun.lock().unwrap() += 1;
            tokio::time::sleep(self.delay).await;
            assert!(!self.panics, "as the test wants it");
            *self.taken.lock().unwrap() += 1;
            Ok(())
        })
    }
    fn abort(&self, _: SubmissionKey) -> BoxFuture<'_, Result<AbortOutcome, SubmitError>> {
        Box::pin(std::future::ready(Ok(AbortOutcome::NotQueued)))
    }
}

struct NoDirectory;

impl Directory for NoDirectory {
    fn resolve<'a>(
        &'a self,
        addresses: &'a [ProxyAddress],
    ) -> BoxFuture<'a, Result<Vec<Option<DirectoryEntry>>, DirectoryError>> {
        Box::pin(std::future::ready(Ok(vec![None; addresses.len()])))
    }
    fn grant<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<SendGrant, DirectoryError>> {
        Box::pin(std::future::ready(Ok(SendGrant::None)))
    }
}

/// A clock that the test moves: Mon, 23 Nov 2026 15:00:00 GMT at first.
pub(crate) struct TestClock(Mutex<SystemTime>);

impl TestClock {
    pub(crate) fn advance(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }

    pub(crate) fn set_back(&self, by: Duration) {
        *self.0.lock().unwrap() -= by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }
}

/// Two users by table; nobody may open the name `/cn=forbidden`; the user `down` finds the table away.
struct Users(StaticAuthenticator);

impl Authenticator for Users {
    fn authenticate<'a>(
        &'a self,
        credentials: &'a Credentials,
    ) -> BoxFuture<'a, Result<Option<Identity>, AuthenticationError>> {
        match credentials {
            Credentials::Basic { user, .. } if user == "down" => Box::pin(std::future::ready(Err(
                AuthenticationError("table is away".to_owned()),
            ))),
            _ => self.0.authenticate(credentials),
        }
    }
    fn may_open<'a>(
        &'a self,
        _: &'a Identity,
        user_dn: &'a str,
    ) -> BoxFuture<'a, Result<bool, AuthenticationError>> {
        Box::pin(std::future::ready(Ok(user_dn != "/cn=forbidden")))
    }
}

pub(crate) struct TestServer {
    pub(crate) addr: SocketAddr,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) mapi: MapiHttp,
    pub(crate) sink: Arc<Sink>,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::with(Sink::default(), |_| {}).await
    }

    pub(crate) async fn with(sink: Sink, change: impl FnOnce(&mut EndpointConfig)) -> Self {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_446_000);
        let clock = Arc::new(TestClock(Mutex::new(start)));
        let mut config = EndpointConfig::default();
        config.clock = Arc::clone(&clock) as Arc<dyn Clock>;
        change(&mut config);
        let mut first = Identity::new("user1@example.test");
        first.display_name = Some("User Öne".to_owned());
        let users = StaticAuthenticator::new()
            .with_user("user1@example.test", "pw", first)
            .with_user("user2@example.test", "pw2", Identity::new("user2@example.test"));
        let sink = Arc::new(sink);
        let server = Server::new(
            SessionConfig::default(),
            Arc::clone(&sink) as Arc<dyn SubmissionSink>,
            Arc::new(NoDirectory),
        );
        let mapi = MapiHttp::new(server, Arc::new(Users(users)), config);
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let addr = listener.local_addr().unwrap();
        let service = mapi.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                let service = TowerToHyperService::new(service.clone());
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service),
                );
            }
        });
        Self {
            addr,
            clock,
            mapi,
            sink,
        }
    }

    /// Sends a request on a connection of its own; the response's body is still to be read.
    pub(crate) async fn open<B>(&self, request: Request<B>) -> Response<hyper::body::Incoming>
    where
        B: http_body::Body<Data = Bytes, Error = std::convert::Infallible> + Send + 'static,
    {
        let stream = TcpStream::connect(self.addr).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .unwrap();
        tokio::spawn(connection);
        let response = sender.send_request(request).await.unwrap();
        // The connection ends with its sender, and the body with the connection.
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(60)).await;
            drop(sender);
        });
        response
    }

    pub(crate) async fn send<B>(&self, request: Request<B>) -> Answer
    where
        B: http_body::Body<Data = Bytes, Error = std::convert::Infallible> + Send + 'static,
    {
        Answer::read(self.open(request).await).await
    }

    /// A request as a client sends it, for a test to spoil.
    pub(crate) fn request(&self, request_type: &str) -> http::request::Builder {
        Request::post("/mapi/emsmdb/?MailboxId=f1c2@example.test")
            .header(header::HOST, self.addr.to_string())
            .header(header::AUTHORIZATION, USER1)
            .header(header::CONTENT_TYPE, "application/mapi-http")
            .header("X-RequestType", request_type)
            .header("X-RequestId", "{C715155F-2BE8-44E0-BD34-2960065754C8}:2")
            .header("X-ClientInfo", "{2F94A2BF-A2E6-4CCC-BF98-B5F22C542226}")
    }
}

pub(crate) const USER1: &str = "Basic dXNlcjFAZXhhbXBsZS50ZXN0OnB3";
pub(crate) const USER2: &str = "Basic dXNlcjJAZXhhbXBsZS50ZXN0OnB3Mg==";

pub(crate) fn body(bytes: impl Into<Bytes>) -> Full<Bytes> {
    Full::new(bytes.into())
}

/// No frame, ever.
pub(crate) struct Never;

impl http_body::Body for Never {
    type Data = Bytes;
    type Error = std::convert::Infallible;
    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, std::convert::Infallible>>> {
        std::task::Poll::Pending
    }
}

/// A response read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) async fn read(response: Response<hyper::body::Incoming>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("(none)", |v| v.to_str().unwrap())
    }

    pub(crate) fn code(&self) -> &str {
        self.header("x-responsecode")
    }

    /// The response stream of an accepted request.
    pub(crate) fn stream(&self) -> StreamedResponse {
        assert_eq!((self.status, self.code()), (StatusCode::OK, "0"), "{self:?}");
        assert_eq!(self.header("content-type"), "application/mapi-http");
        let mut stream = ResponseStream::new(1 << 20);
        stream.push(&self.body).unwrap();
        stream.finish().unwrap()
    }

    pub(crate) fn reply<T: Decode>(&self) -> Reply<T> {
        let mut reader = Reader::new(self.stream().body);
        let reply = Reply::decode(&mut reader).unwrap();
        reader.finish().unwrap();
        reply
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.headers.get_all(header::SET_COOKIE).iter();
        let pairs = cookies.map(|c| c.to_str().unwrap().split(';').next().unwrap());
        let mut values = pairs.filter_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name));
        values.next().map(|(_, value)| value.to_owned())
    }
}

/// A client with a cookie jar.
pub(crate) struct Client<'a> {
    pub(crate) server: &'a TestServer,
    pub(crate) authorization: &'static str,
    pub(crate) context: Option<String>,
    pub(crate) sequence: Option<String>,
}

impl<'a> Client<'a> {
    pub(crate) fn new(server: &'a TestServer) -> Self {
        Self {
            server,
            authorization: USER1,
            context: None,
            sequence: None,
        }
    }

    /// With a session context.
    pub(crate) async fn connected(server: &'a TestServer) -> Self {
        let mut client = Self::new(server);
        let Reply::Success(reply) = client.connect().await.reply::<ConnectResponse>() else {
            panic!("connect failed");
        };
        assert_eq!(reply.error_code.0, 0);
        client
    }

    pub(crate) fn cookies(&self) -> String {
        let pair = |name, value: &Option<String>| value.as_ref().map(|value| format!("{name}={value}"));
        let pairs = [
            pair("MapiContext", &self.context),
            pair("MapiSequence", &self.sequence),
        ];
        pairs.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    pub(crate) fn request(&self, request_type: &str, bytes: impl Into<Bytes>) -> Request<Full<Bytes>> {
        let mut request = self.server.request(request_type).body(body(bytes)).unwrap();
        let headers = request.headers_mut();
        headers.insert(header::AUTHORIZATION, self.authorization.parse().unwrap());
        let cookies = self.cookies();
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.parse().unwrap());
        }
        request
    }

    pub(crate) async fn send(&mut self, request_type: &str, bytes: impl Into<Bytes>) -> Answer {
        let answer = self.server.send(self.request(request_type, bytes)).await;
        self.keep(&answer);
        answer
    }

    pub(crate) fn keep(&mut self, answer: &Answer) {
        self.context = answer.cookie("MapiContext").or(self.context.take());
        self.sequence = answer.cookie("MapiSequence").or(self.sequence.take());
    }

    pub(crate) async fn connect(&mut self) -> Answer {
        self.send(
            "Connect",
            connect_body("/o=First Organization/cn=Recipients/cn=user1", 0),
        )
        .await
    }

    /// An Execute whose ROPs a session need not understand.
    pub(crate) async fn execute(&mut self) -> Answer {
        self.send("Execute", execute_body(plain(&NO_ROPS), 0x8008)).await
    }
}

pub(crate) fn connect_body(user_dn: &'static str, flags: u32) -> Bytes {
    let request = ConnectRequest {
        user_dn: Bytes::from_static(user_dn.as_bytes()),
        flags,
        default_code_page: 1252,
        lcid_sort: 1033,
        lcid_string: 1033,
        auxiliary: Bytes::new(),
    };
    request.to_bytes().unwrap()
}

/// An empty RopsList and no handles.
pub(crate) const NO_ROPS: [u8; 2] = [2, 0];

/// A payload behind a plain RPC_HEADER_EXT that says Last.
pub(crate) fn plain(payload: &[u8]) -> Vec<u8> {
    extended(4, payload, payload.len())
}

pub(crate) fn extended(flags: u16, payload: &[u8], actual: usize) -> Vec<u8> {
    let header = [0, flags, payload.len() as u16, actual as u16];
    let mut bytes: Vec<u8> = header.iter().flat_map(|field| field.to_le_bytes()).collect();
    bytes.extend_from_slice(payload);
    bytes
}

pub(crate) fn execute_body(rop_buffer: impl Into<Bytes>, max_rop_out: u32) -> Bytes {
    let request = ExecuteRequest {
        flags: CallFlags::NO_COMPRESSION | CallFlags::NO_XOR_MAGIC,
        rop_buffer: rop_buffer.into(),
        max_rop_out,
        auxiliary: Bytes::new(),
    };
    request.to_bytes().unwrap()
}

/// StatusCode and ErrorCode of an Execute.
pub(crate) fn execute_codes(answer: &Answer) -> (u32, u32) {
    match answer.reply::<ExecuteResponse>() {
        Reply::Success(reply) => (0, reply.error_code.0),
        Reply::Failure(failure) => (failure.status_code.0, 0),
    }
}

/// The lines of a file of shared test vectors, or nothing where they are not at hand.
pub(crate) fn vectors(file: &str) -> Option<Vec<serde_json::Value>> {
    let Ok(shared) = std::env::var("ROPEWAY_SHARED") else {
        eprintln!("IGNORED: ROPEWAY_SHARED is not set, {file} is not read");
        return None;
    };
    let text = std::fs::read_to_string(format!("{shared}/vectors/{file}")).unwrap();
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

pub(crate) fn unhex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}
