//! Bodies made by other implementations.

use crate::support::{Client, TestServer, execute_body, unhex, vectors};
use bytes::Bytes;
use ropeway_mapihttp::wire::{ExecuteRequest, ExecuteResponse, Reply};
use ropeway_types::wire::{Decode, Encode, Reader};

#[test]
fn execute_bodies_read_and_write_back() {
    let Some(lines) = vectors("rops/mapihttp_execute.jsonl") else {
        return;
    };
    for line in &lines {
        let (name, fields) = (line["name"].as_str().unwrap(), &line["fields"]);
        let body = Bytes::from(unhex(line["body_hex"].as_str().unwrap()));
        let ext = unhex(line["ext_hex"].as_str().unwrap());
        let mut reader = Reader::new(body.clone());
        if line["direction"] == "request" {
            let request = ExecuteRequest::decode(&mut reader).unwrap();
            assert_eq!(fields["Flags"], request.flags.0, "{name}");
            assert_eq!(fields["MaxRopOut"], request.max_rop_out, "{name}");
            assert_eq!(request.rop_buffer, ext, "{name}");
            assert_eq!(request.to_bytes().unwrap(), body, "{name}");
        } else {
            let reply = Reply::<ExecuteResponse>::decode(&mut reader).unwrap();
            assert_eq!(reply.to_bytes().unwrap(), body, "{name}");
            let Reply::Success(reply) = reply else {
                panic!("{name}")
            };
            assert_eq!(fields["ErrorCode"], reply.error_code.0, "{name}");
            assert_eq!(reply.rop_buffer, ext, "{name}");
        }
        reader.finish().unwrap();
    }
    assert_eq!(lines.len(), 16);
}

/// Compressed, obfuscated, both, neither: the session sees the same ROP buffer, so whatever it makes of
/// ROPs out of the blue, it makes the same.
#[tokio::test]
async fn every_form_of_an_extended_buffer_is_read() {
    let Some(lines) = vectors("rops/extended_buffers.jsonl") else {
        return;
    };
    let server = TestServer::start().await;
    let mut forms = std::collections::BTreeMap::<String, Vec<Bytes>>::new();
    let requests = lines
        .iter()
        .filter(|line| line["kind"] == "extended_buffer" && line["direction"] == "request");
    for line in requests {
        let mut client = Client::connected(&server).await;
        let ext = unhex(line["ext_hex"].as_str().unwrap());
        let answer = client.send("Execute", execute_body(ext, 0x8008)).await;
        let payload = line["rop_buffer_hex"].as_str().unwrap().to_owned();
        forms.entry(payload).or_default().push(answer.stream().body);
        client.send("Disconnect", "").await;
    }
    assert!(forms.values().any(|bodies| bodies.len() >= 4));
    for (payload, bodies) in forms {
        assert!(
            bodies.iter().all(|body| *body == bodies[0]),
            "{payload}: {bodies:?}"
        );
    }
}
