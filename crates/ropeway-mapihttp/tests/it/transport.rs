use crate::support::{Answer, Client, Never, TestServer, body, connect_body};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body::{Body, Frame};
use http_body_util::Full;
use proptest::proptest;
use ropeway_mapihttp::{MapiHttp, ResponseBody};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

/// A Connect that would succeed, spoiled by the test.
async fn spoiled(spoil: impl FnOnce(&mut Request<Full<Bytes>>)) -> Answer {
    let server = TestServer::start().await;
    let mut request = Client::new(&server).request("Connect", connect_body("/cn=u", 0));
    spoil(&mut request);
    server.send(request).await
}

fn assert_refused(answer: &Answer, code: &str) {
    assert_eq!(
        (answer.status, answer.code()),
        (StatusCode::OK, code),
        "{answer:?}"
    );
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.body.starts_with(b"<html>"));
    assert_eq!(answer.cookie("MapiContext"), None);
}

#[tokio::test]
async fn an_unspoiled_request_succeeds() {
    assert_eq!(spoiled(|_| {}).await.code(), "0");
}

#[tokio::test]
async fn serves_post_alone() {
    for method in [Method::GET, Method::PUT, Method::OPTIONS] {
        assert_refused(&spoiled(|r| *r.method_mut() = method).await, "2");
    }
}

#[tokio::test]
async fn serves_its_path_alone() {
    for path in [
        "/mapi/emsmdb",
        "/mapi/emsmdb/",
        "/MAPI/Emsmdb/?MailboxId=x@y",
        "/mapi/emsmdb?",
    ] {
        assert_eq!(
            spoiled(|r| *r.uri_mut() = path.parse().unwrap()).await.code(),
            "0",
            "{path}"
        );
    }
    for path in ["/", "/mapi", "/mapi/nspi/", "/mapi/emsmdb/x", "/mapi/emsmdb//"] {
        assert_refused(&spoiled(|r| *r.uri_mut() = path.parse().unwrap()).await, "3");
    }
}

#[tokio::test]
async fn refuses_another_content_type() {
    let set = |value: &'static str| {
        spoiled(move |r| {
            r.headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static(value));
        })
    };
    assert_refused(&set("application/octet-stream").await, "4");
    assert_refused(&set("application/mapi-http-x").await, "4");
    assert_refused(
        &spoiled(|r| drop(r.headers_mut().remove(header::CONTENT_TYPE))).await,
        "4",
    );
    assert_eq!(set("Application/MAPI-HTTP; charset=x").await.code(), "0");
}

#[tokio::test]
async fn refuses_an_unknown_or_missing_request_type() {
    for value in ["", "Connec", "Bind", "ResolveNames", "\u{e9}"] {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        assert_refused(
            &spoiled(|r| drop(r.headers_mut().insert("x-requesttype", value))).await,
            "5",
        );
    }
    assert_refused(
        &spoiled(|r| drop(r.headers_mut().remove("x-requesttype"))).await,
        "7",
    );
    // Two may be read differently by whoever stands between.
    let second = HeaderValue::from_static("PING");
    assert_refused(
        &spoiled(|r| assert!(r.headers_mut().append("x-requesttype", second))).await,
        "4",
    );
    let lower = HeaderValue::from_static("cONNECT");
    assert_eq!(
        spoiled(|r| drop(r.headers_mut().insert("x-requesttype", lower)))
            .await
            .code(),
        "0"
    );
}

#[tokio::test]
async fn needs_a_request_id_but_no_client_info() {
    assert_refused(
        &spoiled(|r| drop(r.headers_mut().remove("x-requestid"))).await,
        "7",
    );
    let answer = spoiled(|r| drop(r.headers_mut().remove("x-clientinfo"))).await;
    assert_eq!((answer.code(), answer.header("x-clientinfo")), ("0", "(none)"));
}

#[tokio::test]
async fn echoes_what_the_client_said_of_itself() {
    for (request_type, code) in [("piNG", "0"), ("Execute", "13"), ("nonsense", "5")] {
        let server = TestServer::start().await;
        let answer = server.send(Client::new(&server).request(request_type, "")).await;
        let names = ["x-responsecode", "x-requesttype", "x-requestid", "x-clientinfo"];
        let expected = [
            code,
            request_type,
            "{C715155F-2BE8-44E0-BD34-2960065754C8}:2",
            "{2F94A2BF-A2E6-4CCC-BF98-B5F22C542226}",
        ];
        assert_eq!(names.map(|name| answer.header(name)), expected);
    }
}

#[tokio::test]
async fn says_its_periods_and_its_version() {
    let answer = spoiled(|_| {}).await;
    let names = [
        "x-pendingperiod",
        "x-expirationinfo",
        "x-serverapplication",
        "cache-control",
    ];
    let values = names.map(|name| answer.header(name));
    assert_eq!(values, ["15000", "900000", "Exchange/15.01.0000.000", "private"]);
    assert!(answer.headers.contains_key("date"));
    let length: usize = answer.header("content-length").parse().unwrap();
    assert_eq!(length, answer.body.len());
    let stream = answer.stream();
    assert_eq!(
        stream.header("X-StartTime"),
        Some("Mon, 23 Nov 2026 15:00:00 GMT")
    );
    assert_eq!(stream.header("X-ElapsedTime"), Some("0"));
    assert!(answer.body.starts_with(b"PROCESSING\r\nDONE\r\n"));
}

#[tokio::test]
async fn refuses_a_body_beyond_the_limit_before_it_is_read() {
    let server = TestServer::start().await;
    let zeros = |len| Bytes::from(vec![0; len]);
    let client = Client::new(&server);
    assert_refused(
        &server.send(client.request("Connect", zeros(0x4_2001))).await,
        "9",
    );
    assert_refused(&server.send(client.request("PING", zeros(0x4_2001))).await, "9");
    assert_eq!(
        server.send(client.request("PING", zeros(0x4_2000))).await.code(),
        "0"
    );
}

#[tokio::test]
async fn refuses_a_chunked_body_as_soon_as_it_exceeds_the_limit() {
    let server = TestServer::start().await;
    let endless = Endless;
    let request = server.request("Connect").body(endless).unwrap();
    assert_refused(&Answer::read(server.open(request).await).await, "9");
}

/// Frames without end.
struct Endless;

impl Body for Endless {
    type Data = Bytes;
    type Error = Infallible;
    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[0; 4096])))))
    }
}

#[tokio::test]
async fn gives_up_on_a_body_that_does_not_come() {
    let server = TestServer::with(Default::default(), |config| {
        config.body_timeout = Duration::from_millis(50);
    })
    .await;
    let request = server.request("Connect").body(Never).unwrap();
    assert_refused(&Answer::read(server.open(request).await).await, "12");
}

#[tokio::test]
async fn refuses_every_truncated_connect() {
    let whole = connect_body("/cn=u", 0);
    for len in 0..whole.len() {
        let answer = spoiled(|r| *r.body_mut() = body(whole.slice(..len))).await;
        assert_refused(&answer, "12");
    }
}

#[test]
fn mounts_wherever_a_clonable_thread_safe_service_is_asked_for() {
    fn mounts<S, B>()
    where
        S: Service<Request<B>, Response = Response<ResponseBody>, Error = Infallible>,
        S: Clone + Send + Sync + 'static,
        S::Future: Send + 'static,
    {
    }
    mounts::<MapiHttp, Full<Bytes>>();
    mounts::<MapiHttp, hyper::body::Incoming>();
}

/// Whatever a body says, the answer is one that a client can read.
#[test]
fn survives_any_body_of_any_type() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (server, cookies) = runtime.block_on(async {
        let server = TestServer::with(Default::default(), |config| {
            config.notification_wait = Duration::ZERO;
        })
        .await;
        let client = Client::connected(&server).await;
        let cookies = client.cookies();
        (server, cookies)
    });
    let context = cookies.split(';').next().unwrap().to_owned();
    let sequence = std::cell::Cell::new(1u64);
    let types = proptest::sample::select(vec!["Connect", "Execute", "NotificationWait", "PING"]);
    let bytes = proptest::collection::vec(proptest::prelude::any::<u8>(), 0..60);
    proptest!(|(request_type in types, bytes in bytes, small in proptest::prelude::any::<bool>())| {
        let mut bytes = bytes;
        if small && bytes.len() > 7 {
            // So that an Execute has a RopBuffer that fits.
            bytes[4..8].copy_from_slice(&[8, 0, 0, 0]);
        }
        runtime.block_on(async {
            let sent = format!("{context}; MapiSequence={}", sequence.get());
            // A Connect would end the context.
            let sent = if request_type == "Connect" { String::new() } else { sent };
            let request = server.request(request_type).header(header::COOKIE, sent);
            let response = server.mapi.clone().call(request.body(body(bytes)).unwrap()).await.unwrap();
            if response.headers().contains_key(header::SET_COOKIE) && request_type == "Execute" {
                sequence.set(sequence.get() + 1);
            }
            let code = response.headers()["x-responsecode"].to_str().unwrap().to_owned();
            assert_eq!(response.status(), StatusCode::OK);
            assert!(["0", "12"].contains(&code.as_str()), "{request_type}: {code}");
        });
    });
}
