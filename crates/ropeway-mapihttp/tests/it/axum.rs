//! Mounted in axum, as the README says.

use crate::support::{Client, TestServer, connect_body};
use http::{Request, StatusCode};
use tower_service::Service;

#[tokio::test]
async fn mounts_as_a_route_beside_others() {
    let server = TestServer::start().await;
    let mut app: axum::Router = axum::Router::new()
        .route_service("/mapi/emsmdb/", server.mapi.clone())
        .route("/health", axum::routing::get(|| async { "up" }));
    let connect = Client::new(&server).request("Connect", connect_body("/cn=u", 0));
    let answer = app.call(connect).await.unwrap();
    assert_eq!(answer.headers()["x-responsecode"], "0");
    assert_eq!(server.mapi.contexts(), 1);
    let body = axum::body::to_bytes(answer.into_body(), 1 << 16).await.unwrap();
    assert!(body.starts_with(b"PROCESSING\r\nDONE\r\n"), "{body:?}");
    let health = Request::get("/health").body(axum::body::Body::empty()).unwrap();
    assert_eq!(app.call(health).await.unwrap().status(), StatusCode::OK);
}
