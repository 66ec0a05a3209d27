use crate::support::{Answer, Client, TestServer};
use http_body_util::BodyExt;
use ropeway_mapihttp::wire::{NotificationWaitResponse, Reply};
use std::time::Duration;

const NONE: Reply<NotificationWaitResponse> = Reply::Success(NotificationWaitResponse {
    error_code: ropeway_types::ErrorCode::SUCCESS,
    event_pending: 0,
    auxiliary: bytes::Bytes::new(),
});

#[tokio::test]
async fn a_wait_says_that_it_is_pending_until_it_ends() {
    let server = TestServer::with(Default::default(), |config| {
        config.pending_period = Duration::from_millis(50);
        config.notification_wait = Duration::from_millis(500);
    })
    .await;
    let client = Client::connected(&server).await;
    let response = server.open(client.request("NotificationWait", vec![0; 8])).await;
    assert_eq!(response.headers()["transfer-encoding"], "chunked");
    assert_eq!(response.headers()["x-pendingperiod"], "50");
    let answer = Answer::read(response).await;
    assert!(answer.body.starts_with(b"PROCESSING\r\nPENDING\r\n"));
    assert!(answer.stream().pending >= 2, "{answer:?}");
    assert_eq!(answer.reply::<NotificationWaitResponse>(), NONE);
}

#[tokio::test]
async fn a_wait_begins_with_processing_before_it_ends_and_does_not_hold_up_others() {
    let server = TestServer::start().await;
    let mut client = Client::connected(&server).await;
    let mut wait = server
        .open(client.request("NotificationWait", vec![0; 8]))
        .await
        .into_body();
    let first = wait.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(&first[..], b"PROCESSING\r\n");
    assert_eq!(client.execute().await.code(), "0");
    // The end of the context ends the wait, which would take five minutes.
    assert_eq!(client.send("Disconnect", "").await.code(), "0");
    let rest = wait.collect().await.unwrap().to_bytes();
    assert!(rest.starts_with(b"DONE\r\n"), "{rest:?}");
}

#[tokio::test]
async fn a_newer_wait_ends_an_older() {
    let server = TestServer::start().await;
    let client = Client::connected(&server).await;
    let older = server.open(client.request("NotificationWait", vec![0; 8])).await;
    let newer = server.open(client.request("NotificationWait", vec![0; 8])).await;
    let answer = Answer::read(older).await;
    assert_eq!(answer.reply::<NotificationWaitResponse>(), NONE);
    drop(newer);
}

#[tokio::test]
async fn a_wait_with_half_a_body_is_refused() {
    let server = TestServer::start().await;
    let mut client = Client::connected(&server).await;
    assert_eq!(client.send("NotificationWait", vec![0; 7]).await.code(), "12");
}
