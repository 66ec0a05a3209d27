//! Requests recorded from a real client, byte for byte but for the cookies and the folder ids, which are those that
//! this server hands out.

use crate::support::{TestServer, unhex, vectors};
use ropeway_mapihttp::wire::{
    ConnectResponse, DisconnectResponse, ExecuteResponse, Reply, ResponseStream, StreamedResponse,
};
use ropeway_types::wire::{Decode, Reader};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Writes the recorded bytes on a connection that the client asks to be closed, and reads to its end.
async fn exchange(
    server: &TestServer,
    request: &Value,
    cookies: &str,
    folders: &[(String, String)],
) -> (String, StreamedResponse) {
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
    let mut body = request["body_hex"].as_str().unwrap().to_owned();
    for (recorded, own) in folders {
        body = body.replace(recorded, own);
    }
    bytes.extend(unhex(&body));

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

/// Replays a file; false where it is not at hand.
async fn replay(file: &str, steps: usize) -> bool {
    let Some(mut requests) = vectors(&format!("clients/{file}")) else {
        return false;
    };
    let recorded = requests.remove(0)["logon_folder_ids"].clone();
    assert_eq!(requests.len(), steps, "{file}");
    let server = TestServer::start().await;
    let mut cookies = Vec::<(String, String)>::new();
    let mut folders = Vec::<(String, String)>::new();
    for request in &requests {
        let line: Vec<String> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let (head, response) = exchange(&server, request, &line.join("; "), &folders).await;
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
            "Execute" => {
                let Reply::Success(reply) = Reply::<ExecuteResponse>::decode(&mut reader).unwrap() else {
                    panic!("execute failed");
                };
                assert_eq!(reply.error_code.0, 0);
                assert_eq!(
                    reply.rop_buffer[..4],
                    [0, 0, 4, 0],
                    "neither compressed nor obfuscated"
                );
                if request["rops"][0] == "Logon" {
                    // RPC_HEADER_EXT, RopSize, and the response up to FolderIds.
                    let ids = reply.rop_buffer[17..].chunks(8).map(hex);
                    let known = recorded.as_array().unwrap().iter();
                    folders = known.map(|id| id.as_str().unwrap().to_owned()).zip(ids).collect();
                }
            }
            "Disconnect" => assert_eq!(
                Reply::<DisconnectResponse>::decode(&mut reader).unwrap(),
                Reply::Success(DisconnectResponse::default())
            ),
            other => panic!("{other}"),
        }
        reader.finish().unwrap();
    }
    assert_eq!(server.mapi.contexts(), 0);
    assert_eq!(server.sink.taken(), 1, "{file}");
    true
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn serves_the_requests_of_ruler_as_recorded() {
    for (file, steps) in [("ruler_send.jsonl", 5), ("ruler_encoders_to_cc_bcc.jsonl", 4)] {
        if !replay(file, steps).await {
            return;
        }
    }
}
