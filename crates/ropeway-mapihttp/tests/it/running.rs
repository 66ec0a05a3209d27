//! An Execute that takes its time: the queue behind the session is slow.

use crate::support::{Answer, Client, Sink, TestServer, execute_body, execute_codes, plain};
use http_body_util::BodyExt;
use ropeway_mapihttp::wire::{ConnectResponse, ExecuteResponse, Reply};
use ropeway_types::ErrorCode;
use std::time::Duration;

const SLOW: Duration = Duration::from_millis(600);

async fn server(sink: Sink) -> TestServer {
    TestServer::with(sink, |config| config.pending_period = Duration::from_millis(50)).await
}

fn slow() -> Sink {
    Sink {
        delay: SLOW,
        ..Sink::default()
    }
}

/// The ROP buffer that a successful Execute answers, without its RPC_HEADER_EXT.
fn output(answer: &Answer) -> Vec<u8> {
    let Reply::Success(reply) = answer.reply::<ExecuteResponse>() else {
        panic!("{answer:?}");
    };
    assert_eq!(reply.error_code.0, 0);
    let (header, payload) = reply.rop_buffer.split_at(8);
    let size = u16::try_from(payload.len()).unwrap().to_le_bytes();
    assert_eq!(
        header,
        [0, 0, 4, 0, size[0], size[1], size[0], size[1]],
        "plain and last"
    );
    payload.to_vec()
}

fn rop_buffer(rops: &[u8], handles: &[u32]) -> Vec<u8> {
    let size = u16::try_from(rops.len() + 2).unwrap().to_le_bytes();
    let handles = handles.iter().flat_map(|handle| handle.to_le_bytes());
    size.into_iter()
        .chain(rops.iter().copied())
        .chain(handles)
        .collect()
}

fn utf16z(text: &str) -> Vec<u8> {
    text.encode_utf16()
        .chain([0])
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// Logs on, and returns an Execute body that creates a message in the Outbox and submits it.
async fn submission(client: &mut Client<'_>) -> Vec<u8> {
    // RopLogon ([MS-OXCROPS] 2.2.3.1.1): private, with the DN that Connect named.
    let dn = b"/o=First Organization/cn=Recipients/cn=user1\0";
    let mut logon = vec![0xFE, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0];
    logon.extend(u16::try_from(dn.len()).unwrap().to_le_bytes());
    logon.extend(dn);
    let answer = client
        .send(
            "Execute",
            execute_body(plain(&rop_buffer(&logon, &[u32::MAX])), 0x8008),
        )
        .await;
    let response = output(&answer);
    assert_eq!(response[2..8], [0xFE, 0, 0, 0, 0, 0], "logon failed");
    let outbox = &response[9 + 5 * 8..9 + 6 * 8];
    let handle = u32::from_le_bytes(response[response.len() - 4..].try_into().unwrap());

    // A recipient row with an SMTP address and a display name in UTF-16, and no further columns.
    let mut row = vec![0x1B, 2];
    row.extend([utf16z("bob@example.net"), utf16z("Bob")].concat());
    row.extend([0, 0, 0]);

    let mut rops = vec![6, 0, 0, 1, 0xFF, 0x0F];
    rops.extend(outbox);
    rops.push(0);
    rops.extend([0x0E, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1]);
    rops.extend(u16::try_from(row.len()).unwrap().to_le_bytes());
    rops.extend(row);
    rops.extend([0x32, 0, 1, 0]);
    execute_body(plain(&rop_buffer(&rops, &[handle, u32::MAX])), 0x8008).to_vec()
}

/// RopSubmitMessage, last in the batch, answered success.
fn assert_submitted(answer: &Answer) {
    let response = output(answer);
    let size = usize::from(u16::from_le_bytes([response[0], response[1]]));
    assert_eq!(response[size - 6..size], [0x32, 1, 0, 0, 0, 0], "{response:02X?}");
}

#[tokio::test]
async fn a_slow_execute_says_that_it_is_pending() {
    let server = server(slow()).await;
    let mut client = Client::connected(&server).await;
    let body = submission(&mut client).await;
    let response = server.open(client.request("Execute", body)).await;
    assert_eq!(response.headers()["transfer-encoding"], "chunked");
    let answer = Answer::read(response).await;
    assert!(answer.body.starts_with(b"PROCESSING\r\nPENDING\r\n"));
    assert_submitted(&answer);
    assert_eq!(server.sink.taken(), 1);
    client.keep(&answer);
    assert_eq!(client.execute().await.code(), "0");
}

#[tokio::test]
async fn a_second_request_of_the_context_is_out_of_sequence_meanwhile() {
    let server = server(slow()).await;
    let mut client = Client::connected(&server).await;
    let body = submission(&mut client).await;
    let response = server.open(client.request("Execute", body)).await;
    let cookie = response.headers()["set-cookie"].to_str().unwrap().to_owned();
    let next = cookie
        .strip_prefix("MapiSequence=")
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    client.sequence = Some(next.to_owned());
    assert_eq!(client.execute().await.code(), "15");
    assert_eq!(client.send("Disconnect", "").await.code(), "15");
    assert_eq!(client.send("PING", "").await.code(), "0");
    assert_eq!(server.sink.taken(), 0);
    assert_submitted(&Answer::read(response).await);
    assert_eq!(client.execute().await.code(), "0");
}

#[tokio::test]
async fn a_client_that_goes_away_does_not_stop_its_submission() {
    let server = server(slow()).await;
    let mut client = Client::connected(&server).await;
    let body = submission(&mut client).await;
    let mut response = server.open(client.request("Execute", body)).await;
    response.body_mut().frame().await.unwrap().unwrap();
    drop(response);
    assert_eq!(server.sink.taken(), 0);
    tokio::time::sleep(SLOW).await;
    assert_eq!(server.sink.taken(), 1);
}

#[tokio::test]
async fn a_client_that_goes_away_before_the_head_has_submitted_once() {
    let server = std::sync::Arc::new(server(slow()).await);
    let mut client = Client::connected(&server).await;
    let body = submission(&mut client).await;
    let request = client.request("Execute", body.clone());
    let sending = tokio::spawn({
        let server = std::sync::Arc::clone(&server);
        async move { drop(server.open(request).await) }
    });
    while server.sink.begun() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    sending.abort();
    let _ = sending.await;
    // Sent again with the cookies that it knows, while the first runs and after.
    assert_eq!(client.send("Execute", body.clone()).await.code(), "15");
    while server.sink.taken() == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(client.send("Execute", body).await.code(), "15");
    assert_eq!((server.sink.begun(), server.sink.taken()), (1, 1));
}

/// Else a user could have any number of sessions at work, by leaving one after the other.
#[tokio::test]
async fn a_session_at_work_counts_until_its_end_though_its_client_left() {
    let server = TestServer::with(slow(), |config| config.max_contexts_per_user = 2).await;
    let busy = Reply::failure(ErrorCode::RPC_S_SERVER_TOO_BUSY);
    let mut client = Client::connected(&server).await;
    let mut responses = Vec::new();
    for _ in 0..2 {
        let body = submission(&mut client).await;
        responses.push(server.open(client.request("Execute", body)).await);
        let answer = client.connect().await;
        if responses.len() < 2 {
            assert_ne!(answer.reply::<ConnectResponse>(), busy);
        } else {
            assert_eq!(answer.reply::<ConnectResponse>(), busy);
        }
    }
    for response in responses {
        assert_submitted(&Answer::read(response).await);
    }
    assert_ne!(client.connect().await.reply::<ConnectResponse>(), busy);
}

#[tokio::test]
async fn a_reconnect_leaves_the_running_request_to_its_end() {
    let server = server(slow()).await;
    let mut client = Client::connected(&server).await;
    let body = submission(&mut client).await;
    let response = server.open(client.request("Execute", body)).await;
    assert_eq!(client.connect().await.code(), "0");
    assert_eq!((server.sink.taken(), server.mapi.contexts()), (0, 1));
    assert_submitted(&Answer::read(response).await);
    assert_eq!(client.execute().await.code(), "0");
}

#[tokio::test]
async fn a_running_request_keeps_its_context_however_long_it_takes() {
    let server = server(slow()).await;
    let mut client = Client::connected(&server).await;
    let body = submission(&mut client).await;
    let response = server.open(client.request("Execute", body)).await;
    server.clock.advance(Duration::from_secs(3600));
    assert_eq!(Client::new(&server).send("PING", "").await.code(), "0");
    assert_eq!(server.mapi.contexts(), 1);
    let answer = Answer::read(response).await;
    assert_eq!(answer.stream().header("X-ElapsedTime"), Some("3600000"));
    client.keep(&answer);
    assert_eq!(client.execute().await.code(), "0");
}

#[tokio::test]
async fn a_panic_below_ends_the_session_and_nothing_else() {
    for delay in [Duration::ZERO, SLOW] {
        let server = server(Sink {
            delay,
            panics: true,
            ..Sink::default()
        })
        .await;
        let mut client = Client::connected(&server).await;
        let body = submission(&mut client).await;
        let answer = client.send("Execute", body).await;
        if delay.is_zero() {
            assert_eq!(answer.code(), "1");
        } else {
            // Too late for the HTTP head.
            let stream = answer.stream();
            assert_eq!(stream.header("X-ResponseCode"), Some("1"));
            assert!(stream.body.starts_with(b"<html>"));
        }
        assert_eq!(server.mapi.contexts(), 0);
        assert_eq!(client.execute().await.code(), "10");
        assert_eq!(client.connect().await.code(), "0");
        assert_eq!(execute_codes(&client.execute().await), (0, 0));
    }
}
