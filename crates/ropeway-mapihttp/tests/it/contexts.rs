use crate::support::{Client, NO_ROPS, TestServer, USER2, execute_body, plain};
use http::header;
use ropeway_mapihttp::wire::{ConnectResponse, DisconnectResponse, Reply};
use ropeway_types::ErrorCode;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn cookies_are_unguessable_and_scoped_to_the_path() {
    let server = TestServer::start().await;
    let answer = Client::new(&server).connect().await;
    let one = answer.cookie("MapiContext").unwrap();
    let two = Client::new(&server)
        .connect()
        .await
        .cookie("MapiContext")
        .unwrap();
    assert_ne!(one, two);
    assert_eq!(one.len(), 22, "128 bits in Base64");
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.ends_with("; Path=/mapi/emsmdb; HttpOnly"), "{cookie}");
    }
}

#[tokio::test]
async fn every_execute_moves_the_sequence() {
    let server = TestServer::start().await;
    let mut client = Client::connected(&server).await;
    let mut seen = vec![client.sequence.clone()];
    for _ in 0..3 {
        assert_eq!(client.execute().await.code(), "0");
        assert!(!seen.contains(&client.sequence));
        seen.push(client.sequence.clone());
    }
    // Each of the old ones is stale, and trying them changes nothing.
    let present = seen.pop().unwrap();
    for old in seen {
        client.sequence = old;
        let answer = client.execute().await;
        assert_eq!((answer.code(), answer.cookie("MapiSequence")), ("15", None));
    }
    client.sequence = present;
    assert_eq!(client.execute().await.code(), "0");
}

#[tokio::test]
async fn ping_and_notification_wait_need_no_sequence() {
    let server = TestServer::with(Default::default(), |config| {
        config.notification_wait = Duration::ZERO;
    })
    .await;
    let mut client = Client::connected(&server).await;
    let sequence = client.sequence.take();
    assert_eq!(client.send("PING", "").await.code(), "0");
    assert_eq!(client.send("NotificationWait", vec![0; 8]).await.code(), "0");
    assert_eq!(client.sequence, None, "and issue none");
    assert_eq!(client.execute().await.code(), "13");
    client.sequence = sequence;
    assert_eq!(client.execute().await.code(), "0");
}

#[tokio::test]
async fn a_context_cookie_is_needed_but_for_connect_and_ping() {
    let server = TestServer::start().await;
    let mut client = Client::new(&server);
    let body = execute_body(plain(&NO_ROPS), 0x8008);
    for request_type in ["Execute", "Disconnect", "NotificationWait"] {
        assert_eq!(client.send(request_type, body.clone()).await.code(), "13");
    }
    let ping = client.send("PING", "").await;
    assert_eq!((ping.code(), ping.header("x-expirationinfo")), ("0", "(none)"));
    assert_eq!(ping.stream().body.len(), 0);
    for unknown in [
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "\"\"",
    ] {
        client.context = Some(unknown.to_owned());
        for request_type in ["Execute", "Disconnect", "NotificationWait", "PING"] {
            assert_eq!(
                client.send(request_type, body.clone()).await.code(),
                "10",
                "{unknown}"
            );
        }
    }
}

#[tokio::test]
async fn tolerates_a_cookie_that_is_sent_twice() {
    let server = TestServer::start().await;
    let mut client = Client::connected(&server).await;
    let mut send = async |cookies: String| {
        let mut request = client.request("Execute", execute_body(plain(&NO_ROPS), 0x8008));
        request
            .headers_mut()
            .insert(header::COOKIE, cookies.parse().unwrap());
        let answer = server.send(request).await;
        client.keep(&answer);
        (answer.code().to_owned(), client.cookies())
    };
    let (_, cookies) = send("none=1".to_owned()).await;
    let (code, cookies) = send(format!("{cookies}; {cookies}")).await;
    assert_eq!(code, "0");
    // An old pair beside the present one, on either side.
    let old = "MapiContext=AAAAAAAAAAAAAAAAAAAAAA; MapiSequence=0";
    let (code, cookies) = send(format!("{old}; {cookies}")).await;
    assert_eq!(code, "0");
    let (code, _) = send(format!("{cookies};{old}")).await;
    assert_eq!(code, "0");
}

#[tokio::test]
async fn an_idle_context_ends_after_its_lifetime() {
    let server = TestServer::start().await;
    let mut client = Client::connected(&server).await;
    server.clock.advance(14 * MINUTE);
    assert_eq!(client.execute().await.code(), "0");
    server.clock.advance(14 * MINUTE);
    assert_eq!(client.send("PING", "").await.code(), "0");
    server.clock.advance(14 * MINUTE);
    assert_eq!(client.execute().await.code(), "0");
    server.clock.advance(15 * MINUTE);
    assert_eq!(client.execute().await.code(), "10");
    assert_eq!(server.mapi.contexts(), 0);
}

#[tokio::test]
async fn any_request_sweeps_expired_contexts_away() {
    let server = TestServer::start().await;
    Client::connected(&server).await;
    Client::connected(&server).await;
    server.clock.advance(10 * MINUTE);
    Client::connected(&server).await;
    server.clock.advance(10 * MINUTE);
    assert_eq!(Client::new(&server).send("PING", "").await.code(), "0");
    assert_eq!(server.mapi.contexts(), 1);
}

#[tokio::test]
async fn a_clock_set_back_neither_ends_nor_prolongs_a_context() {
    let server = TestServer::start().await;
    server.clock.advance(100 * MINUTE);
    let mut client = Client::connected(&server).await;
    server.clock.set_back(100 * MINUTE);
    assert_eq!(client.send("PING", "").await.code(), "0");
    server.clock.advance(14 * MINUTE);
    assert_eq!(client.execute().await.code(), "0");
    server.clock.advance(15 * MINUTE);
    assert_eq!(client.execute().await.code(), "10");
}

#[tokio::test]
async fn connect_with_cookies_ends_the_old_context() {
    let server = TestServer::start().await;
    let mut client = Client::connected(&server).await;
    let (context, sequence) = (client.context.clone(), client.sequence.clone());
    client.sequence = Some("stale".to_owned());
    assert_eq!(client.connect().await.code(), "0");
    assert_ne!(client.context, context);
    assert_eq!(server.mapi.contexts(), 1);
    assert_eq!(client.execute().await.code(), "0");
    (client.context, client.sequence) = (context, sequence);
    assert_eq!(client.execute().await.code(), "10");
}

#[tokio::test]
async fn disconnect_ends_the_context_with_or_without_a_body() {
    let server = TestServer::start().await;
    for body in [&[][..], &[0; 4]] {
        let mut client = Client::connected(&server).await;
        let answer = client.send("Disconnect", body.to_vec()).await;
        let nothing = Reply::Success(DisconnectResponse::default());
        assert_eq!(answer.reply::<DisconnectResponse>(), nothing);
        assert_eq!(answer.header("x-expirationinfo"), "(none)");
        assert_eq!(client.execute().await.code(), "10");
        assert_eq!(server.mapi.contexts(), 0);
    }
    let mut client = Client::connected(&server).await;
    assert_eq!(client.send("Disconnect", vec![1, 0, 0, 0]).await.code(), "12");
    assert_eq!(server.mapi.contexts(), 1);
}

#[tokio::test]
async fn contexts_are_limited_per_user_and_in_all() {
    let server = TestServer::with(Default::default(), |config| {
        config.max_contexts = 3;
        config.max_contexts_per_user = 2;
    })
    .await;
    let busy = Reply::failure(ErrorCode(0x6BB));
    Client::connected(&server).await;
    let mut second = Client::connected(&server).await;
    let mut other = Client::new(&server);
    assert_eq!(other.connect().await.reply::<ConnectResponse>(), busy);
    other.authorization = USER2;
    assert_ne!(other.connect().await.reply::<ConnectResponse>(), busy);
    let mut another = Client::new(&server);
    another.authorization = USER2;
    assert_eq!(another.connect().await.reply::<ConnectResponse>(), busy);
    // Whoever leaves makes room.
    second.send("Disconnect", "").await;
    assert_ne!(another.connect().await.reply::<ConnectResponse>(), busy);
    // So does the end of a lifetime, between two regular sweeps too.
    assert_eq!(second.connect().await.reply::<ConnectResponse>(), busy);
    server.clock.advance(15 * MINUTE);
    assert_ne!(second.connect().await.reply::<ConnectResponse>(), busy);
    assert_eq!(server.mapi.contexts(), 1);
}
