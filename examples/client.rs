//! A MAPI over HTTP client, as small as one can be: Connect, Execute, Disconnect, PING.

use crate::{Doing, Failure, Result};
use base64::Engine;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use hyper_util::rt::TokioIo;
use ropeway::mapihttp::wire::{
    CallFlags, ConnectRequest, ConnectResponse, DisconnectRequest, DisconnectResponse, ExecuteRequest,
    ExecuteResponse, Reply, ResponseStream, StreamedResponse,
};
use ropeway::rop::extended::{self, ExtendedFlags};
use ropeway::rop::{Request, RequestBuffer, ResponseBuffer, ResponseContext};
use ropeway::types::wire::{Decode, Encode, Reader};
use std::collections::BTreeMap;
use std::net::SocketAddr;

/// The most bytes of a response that are read.
const MAX_RESPONSE: usize = 4 << 20;
/// What Outlook offers in MaxRopOut ([MS-OXCRPC] 2.2.2.1: the largest rgbOut).
const MAX_ROP_OUT: u32 = 0x4_0000;

/// One client, with one session context at a time.
pub struct MapiClient {
    server: SocketAddr,
    authorization: String,
    cookies: BTreeMap<String, String>,
    requests: u32,
}

/// What the server answered to a batch.
pub struct Answer {
    /// The responses.
    pub responses: ResponseBuffer,
    /// The output handle table.
    pub handles: Vec<u32>,
}

impl MapiClient {
    /// A client of the endpoint at `server`, with Basic credentials.
    pub fn new(server: SocketAddr, user: &str, password: &str) -> Self {
        let mut client = Self {
            server,
            authorization: String::new(),
            cookies: BTreeMap::new(),
            requests: 0,
        };
        client.log_on_as(user, password);
        client
    }

    /// Takes other credentials from now on, and leaves the session context.
    pub fn log_on_as(&mut self, user: &str, password: &str) {
        let pair = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
        self.authorization = format!("Basic {pair}");
        self.cookies.clear();
    }

    /// Posts a request body and reads the response to its end.
    ///
    /// # Errors
    /// When the connection fails, the status is not 200, or X-ResponseCode is not 0.
    pub async fn post(
        &mut self,
        request_type: &str,
        extra: &[(String, String)],
        body: Bytes,
    ) -> Result<StreamedResponse> {
        let stream = tokio::net::TcpStream::connect(self.server)
            .await
            .doing("connecting to the endpoint")?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .doing("HTTP")?;
        tokio::spawn(connection);
        self.requests += 1;
        let mut request =
            hyper::Request::post("/mapi/emsmdb/?MailboxId=00000000-0000-0000-0000-000000000000@ropeway.test")
                .header(HOST, self.server.to_string())
                .header(AUTHORIZATION, &self.authorization)
                .header(CONTENT_TYPE, "application/mapi-http")
                .header("X-RequestType", request_type);
        let has = |name: &str| extra.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
        if !has("X-RequestId") {
            let id = format!("{{5AF0E8A8-0B6E-4C1B-9D5C-3C0C9E6F1F02}}:{}", self.requests);
            request = request.header("X-RequestId", id);
        }
        if !has("X-ClientInfo") {
            request = request.header("X-ClientInfo", "{2F94A2BF-A2E6-4CCC-BF98-B5F22C542227}");
        }
        if !has("X-ClientApplication") {
            request = request.header("X-ClientApplication", "Outlook/15.00.0000.0000");
        }
        for (name, value) in extra {
            request = request.header(name, value);
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            request = request.header(COOKIE, pairs.join("; "));
        }
        let request = request.body(Full::new(body)).doing("building the HTTP request")?;
        let response = sender.send_request(request).await.doing("HTTP request")?;
        if response.status() != hyper::StatusCode::OK {
            return Err(Failure::Other(format!(
                "{request_type}: HTTP status {}",
                response.status()
            )));
        }
        let code = response
            .headers()
            .get("X-ResponseCode")
            .and_then(|v| v.to_str().ok())
            .unwrap_or("missing");
        if code != "0" {
            return Err(Failure::Other(format!("{request_type}: X-ResponseCode {code}")));
        }
        for cookie in response.headers().get_all(SET_COOKIE) {
            let pair = cookie
                .to_str()
                .unwrap_or_default()
                .split(';')
                .next()
                .unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies
                    .insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
        let mut stream = ResponseStream::new(MAX_RESPONSE);
        let body = response
            .into_body()
            .collect()
            .await
            .doing("reading the HTTP response")?
            .to_bytes();
        stream.push(&body).doing("response stream")?;
        stream.finish().doing("response stream")
    }

    /// Connect: opens a session context.
    ///
    /// # Errors
    /// As [`MapiClient::post`], and when the server refuses.
    pub async fn connect(
        &mut self,
        request: &ConnectRequest,
        extra: &[(String, String)],
    ) -> Result<ConnectResponse> {
        let body = request.to_bytes().doing("encoding Connect")?;
        let response = self.post("Connect", extra, body).await?;
        let reply = success::<ConnectResponse>("Connect", response.body)?;
        check("Connect", reply.error_code)?;
        Ok(reply)
    }

    /// Execute with the extended buffers of a recording; returns the output's.
    ///
    /// # Errors
    /// As [`MapiClient::post`], and when the whole batch failed.
    pub async fn execute_raw(
        &mut self,
        request: &ExecuteRequest,
        extra: &[(String, String)],
    ) -> Result<Bytes> {
        let body = request.to_bytes().doing("encoding Execute")?;
        let response = self.post("Execute", extra, body).await?;
        let reply = success::<ExecuteResponse>("Execute", response.body)?;
        check("Execute", reply.error_code)?;
        Ok(reply.rop_buffer)
    }

    /// Executes a batch.
    ///
    /// # Errors
    /// As [`MapiClient::execute_raw`].
    pub async fn execute(&mut self, requests: Vec<Request>, handles: Vec<u32>) -> Result<Answer> {
        let context = requests.clone();
        let buffer = RequestBuffer::new(requests, handles)
            .encode()
            .doing("encoding a batch")?;
        let rop_buffer = extended::encode(buffer, ExtendedFlags::LAST).doing("encoding a batch")?;
        let request = ExecuteRequest {
            flags: CallFlags::NO_COMPRESSION | CallFlags::NO_XOR_MAGIC,
            rop_buffer,
            max_rop_out: MAX_ROP_OUT,
            auxiliary: Bytes::new(),
        };
        let output = self.execute_raw(&request, &[]).await?;
        read_output(output, ResponseContext::for_requests(context))
    }

    /// Disconnect: ends the session context.
    ///
    /// # Errors
    /// As [`MapiClient::post`].
    pub async fn disconnect(&mut self, extra: &[(String, String)]) -> Result<()> {
        let body = DisconnectRequest::default()
            .to_bytes()
            .doing("encoding Disconnect")?;
        let response = self.post("Disconnect", extra, body).await?;
        let reply = success::<DisconnectResponse>("Disconnect", response.body)?;
        self.cookies.clear();
        check("Disconnect", reply.error_code)
    }

    /// PING: is somebody there?
    ///
    /// # Errors
    /// As [`MapiClient::post`].
    pub async fn ping(&mut self) -> Result<()> {
        self.post("PING", &[], Bytes::new()).await.map(drop)
    }
}

/// Reads the responses to a batch out of the extended buffer they came in.
///
/// # Errors
/// When the server's bytes cannot be read.
pub fn read_output(output: Bytes, mut context: ResponseContext) -> Result<Answer> {
    let mut payloads = extended::decode(output)
        .doing("reading the output buffer")?
        .into_iter();
    let payload = payloads
        .next()
        .ok_or_else(|| Failure::Other("the output has no buffer".to_owned()))?;
    let responses = ResponseBuffer::decode(payload, &mut context).doing("reading the responses")?;
    let handles = responses.handles.clone();
    Ok(Answer { responses, handles })
}

fn success<T: Decode>(what: &str, body: Bytes) -> Result<T> {
    match Reply::<T>::decode(&mut Reader::new(body)).doing(what)? {
        Reply::Success(reply) => Ok(reply),
        Reply::Failure(reply) => Err(Failure::Other(format!(
            "{what}: StatusCode {}",
            reply.status_code
        ))),
    }
}

fn check(what: &str, code: ropeway::types::ErrorCode) -> Result<()> {
    if code.is_success() {
        Ok(())
    } else {
        Err(Failure::Other(format!("{what}: ErrorCode {code}")))
    }
}
