use crate::support::{Client, Never, TestServer, USER1, USER2, connect_body};
use http::{HeaderValue, StatusCode, header};
use ropeway_mapihttp::wire::{ConnectResponse, Reply};

#[tokio::test]
async fn asks_for_credentials_when_there_are_none_or_wrong_ones() {
    let server = TestServer::start().await;
    // Nothing; user1 with a wrong password; an unknown user; no Base64; another scheme.
    let values = [
        "",
        "Basic dXNlcjFAZXhhbXBsZS50ZXN0OnB4",
        "Basic bm9ib2R5OnB3",
        "Basic ?",
        "NTLM TlRMTVNTUAABAAAA",
    ];
    for value in values {
        let mut request = Client::new(&server).request("Connect", connect_body("/cn=u", 0));
        let value = HeaderValue::from_static(value);
        request.headers_mut().insert(header::AUTHORIZATION, value);
        let answer = server.send(request).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "8"));
        let challenge = answer.header("www-authenticate");
        assert_eq!(challenge, "Basic realm=\"MAPI\", charset=\"UTF-8\"");
    }
    assert_eq!(server.mapi.contexts(), 0);
}

#[tokio::test]
async fn tells_a_stranger_nothing_but_that() {
    let server = TestServer::start().await;
    let mut request = Client::new(&server).request("nonsense", "");
    *request.method_mut() = http::Method::GET;
    *request.uri_mut() = "/elsewhere".parse().unwrap();
    request.headers_mut().remove(header::AUTHORIZATION);
    assert_eq!(server.send(request).await.status, StatusCode::UNAUTHORIZED);
}

/// A gateway in front may have looked at the one, and this endpoint at the other.
#[tokio::test]
async fn takes_no_side_between_two_credentials() {
    let server = TestServer::start().await;
    for second in [USER1, USER2] {
        let mut request = Client::new(&server).request("Connect", connect_body("/cn=u", 0));
        let second = HeaderValue::from_static(second);
        request.headers_mut().append(header::AUTHORIZATION, second);
        assert_eq!(server.send(request).await.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(server.mapi.contexts(), 0);
}

#[tokio::test]
async fn waits_for_no_stranger_s_body() {
    let server = TestServer::start().await;
    let mut request = server.request("Connect").body(Never).unwrap();
    request.headers_mut().remove(header::AUTHORIZATION);
    assert_eq!(server.open(request).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn says_when_credentials_cannot_be_checked_now() {
    let server = TestServer::start().await;
    let mut client = Client::new(&server);
    client.authorization = "Basic ZG93bjpwdw==";
    let answer = client.connect().await;
    assert_eq!(
        (answer.status, answer.code()),
        (StatusCode::SERVICE_UNAVAILABLE, "1")
    );
    assert!(!String::from_utf8_lossy(&answer.body).contains("table"));
}

#[tokio::test]
async fn a_context_is_not_there_for_another_user() {
    let server = TestServer::start().await;
    let mut client = Client::connected(&server).await;
    client.authorization = USER2;
    for request_type in ["Execute", "Disconnect", "NotificationWait", "PING"] {
        let answer = client
            .send(request_type, crate::support::execute_body(vec![0; 8], 99))
            .await;
        assert_eq!(answer.code(), "10", "{request_type}");
    }
    // Nor does a Connect of the other user end it.
    client.send("Connect", connect_body("/cn=u", 0)).await;
    assert_eq!(server.mapi.contexts(), 2);
}

#[tokio::test]
async fn refuses_names_that_may_not_be_opened() {
    let server = TestServer::start().await;
    for (user_dn, flags, code) in [
        ("", 0, 0x8007_0005),
        ("/cn=forbidden", 0, 0x8007_0005),
        ("/cn=u", 1, 0x3F2),
        ("/cn=u", 0, 0),
    ] {
        let answer = Client::new(&server)
            .send("Connect", connect_body(user_dn, flags))
            .await;
        let Reply::Success(reply) = answer.reply::<ConnectResponse>() else {
            panic!("failure");
        };
        assert_eq!(reply.error_code.0, code, "{user_dn}");
        assert_eq!(answer.cookie("MapiContext").is_some(), code == 0);
        if code != 0 {
            let nothing = ConnectResponse {
                error_code: reply.error_code,
                ..Default::default()
            };
            assert_eq!(reply, nothing);
        }
    }
    assert_eq!(server.mapi.contexts(), 1);
}

#[tokio::test]
async fn connect_says_who_the_user_is() {
    let server = TestServer::start().await;
    let mut client = Client::new(&server);
    let Reply::Success(reply) = client.connect().await.reply::<ConnectResponse>() else {
        panic!("failure");
    };
    assert_eq!(reply.display_name.to_string(), "User Öne");
    assert_eq!(
        (reply.polls_max, reply.retry_count, reply.retry_delay),
        (60000, 6, 10000)
    );
    client.authorization = USER2;
    let Reply::Success(reply) = client.connect().await.reply::<ConnectResponse>() else {
        panic!("failure");
    };
    assert_eq!(reply.display_name.to_string(), "user2@example.test");
    assert_eq!(&reply.dn_prefix[..], b"");
}
