//! Requests recorded from a real client, byte for byte but for the cookies.

use crate::support::{Sink, TestServer, unhex, vectors};
use ropeway_mapihttp::wire::{
    ConnectResponse, DisconnectResponse, ExecuteResponse, Reply, ResponseStream, StreamedResponse,
};
use ropeway_types::wire::{Decode, Reader};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The requests of a file.
fn recorded(file: &str) -> Option<Vec<Value>> {
    let lines = vectors(&format!("clients/{file}"))?;
    Some(
        lines
            .into_iter()
            .filter(|line| line["request_line"].is_string())
            .collect(),
    )
}

/// Writes the recorded bytes on a connection that the client asks to be closed, and reads to its end.
async fn exchange(server: &TestServer, request: &Value, cookies: &str) -> (String, StreamedResponse) {
    let mut text = format!("{}\r\n", request["request_line"].as_str().unwrap());
    for header in request["headers"].as_array().unwrap() {
        let header = header.as_str().unwrap();
        if header.starts_with("Cookie: ") {
            text.push_str(&format!("Cookie: {cookies}\r\n"));
        } else {
            text.push_str(&format!("{header}\r\n"));
        }
    }
    text.push_str("\r\n");
    let mut bytes = text.into_bytes();
    bytes.extend(unhex(request["body_hex"].as_str().unwrap()));

    let mut stream = TcpStream::connect(server.addr).await.unwrap();
    stream.write_all(&bytes).await.unwrap();
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await.unwrap();
    let end = response.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    let head = String::from_utf8(response[..end].to_vec()).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    // What the client looks for: this, and the first blank line of the body before anything binary.
    assert!(
        head.to_ascii_lowercase().contains("\r\nx-responsecode: 0\r\n"),
        "{head}"
    );
    let mut parsed = ResponseStream::new(1 << 20);
    parsed.push(&response[end..]).unwrap();
    (head, parsed.finish().unwrap())
}

async fn replay(file: &str, reply_of: impl Fn(usize, Reply<ExecuteResponse>)) -> Option<usize> {
    let requests = recorded(file)?;
    let server = TestServer::with(Sink::default(), |_| {}).await;
    let mut cookies = Vec::<(String, String)>::new();
    for (step, request) in requests.iter().enumerate() {
        let line: Vec<String> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let (head, response) = exchange(&server, request, &line.join("; ")).await;
        for header in head.lines().filter_map(|line| line.split_once(": ")) {
            if header.0.eq_ignore_ascii_case("set-cookie") {
                let (name, value) = header.1.split(';').next().unwrap().split_once('=').unwrap();
                cookies.retain(|(known, _)| known != name);
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        let mut reader = Reader::new(response.body);
        match request["request_type"].as_str().unwrap() {
            "Connect" => {
                let Reply::Success(reply) = Reply::<ConnectResponse>::decode(&mut reader).unwrap() else {
                    panic!("connect failed");
                };
                assert_eq!(reply.error_code.0, 0);
            }
            "Execute" => reply_of(step, Reply::decode(&mut reader).unwrap()),
            "Disconnect" => assert_eq!(
                Reply::<DisconnectResponse>::decode(&mut reader).unwrap(),
                Reply::Success(DisconnectResponse::default())
            ),
            other => panic!("{other}"),
        }
        reader.finish().unwrap();
    }
    assert_eq!(server.mapi.contexts(), 0);
    Some(requests.len())
}

#[tokio::test]
async fn serves_the_requests_of_ruler_as_recorded() {
    for (file, steps) in [("ruler_send.jsonl", 5), ("ruler_encoders_to_cc_bcc.jsonl", 4)] {
        let replayed = replay(file, |_, _| {}).await;
        assert!(replayed.is_none_or(|replayed| replayed == steps), "{file}");
    }
}
