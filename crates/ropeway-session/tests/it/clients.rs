//! Requests recorded from real clients, replayed byte for byte but for what the server hands out.

use crate::support::*;
use bytes::Bytes;
use ropeway_message::{RecipientType, Submission};
use ropeway_rop::*;
use ropeway_session::*;
use ropeway_types::*;
use serde_json::Value;
use std::path::PathBuf;

fn recorded(file: &str) -> Option<Vec<Value>> {
    let Some(shared) = std::env::var_os("ROPEWAY_SHARED") else {
        eprintln!("IGNORED: ROPEWAY_SHARED does not name the folder of the recorded requests ({file})");
        return None;
    };
    let path = PathBuf::from(shared).join("vectors/clients").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2)
        .map(|n| u8::from_str_radix(&text[2 * n..2 * n + 2], 16).unwrap())
        .collect()
}

async fn replay(session: &mut Session, buffer: Vec<u8>) -> (Vec<Response>, Vec<u32>) {
    let buffer = Bytes::from(buffer);
    let requests = RequestBuffer::decode(buffer.clone(), &NoContext)
        .unwrap()
        .requests;
    let output = session.execute(buffer, 23_041).await.unwrap();
    let out = ResponseBuffer::decode(output, &mut ResponseContext::for_requests(requests)).unwrap();
    for response in &out.responses {
        assert_eq!(response.return_value(), Some(ErrorCode::SUCCESS), "{response:?}");
    }
    (out.responses, out.handles)
}

/// A file of MAPI/HTTP requests. Folder ids and ruler's logon handle are the recorded ones here too.
async fn replay_http(file: &str) -> Option<Submission> {
    let lines = recorded(file)?;
    let bed = Bed::new();
    let mut session = bed.server.session(Identity::new("user1@example.test"));
    let mut run = 0;
    for line in &lines {
        if let Some(buffer) = line["rop_buffer_hex"].as_str() {
            replay(&mut session, unhex(buffer)).await;
            run += 1;
        }
    }
    assert!(run >= 2, "{run} batches in {file}");
    Some(bed.only())
}

fn shown(submission: &Submission) -> Vec<(u32, String)> {
    let message = &submission.message;
    message
        .recipients
        .iter()
        .map(|r| {
            (
                r.recipient_type.kind().0,
                r.address(message.code_page()).unwrap().to_string(),
            )
        })
        .collect()
}

fn envelope(submission: &Submission) -> Vec<&str> {
    submission
        .envelope
        .recipients
        .iter()
        .map(|r| r.address.address())
        .collect()
}

#[tokio::test]
async fn ruler_sends_what_it_never_saved() {
    let Some(submission) = replay_http("ruler_send.jsonl").await else {
        return;
    };
    assert_eq!(envelope(&submission), ["user1@example.test"]);
    assert_eq!(submission.envelope.reverse_path, "user1@example.test");
    assert_eq!(submission.message.subject().unwrap(), "Hello");
    assert_eq!(submission.message.text(tags::BODY).unwrap(), "World\n\r");
    let name = submission.message.recipients[0].display_name(CodePage::UTF_8);
    assert_eq!(name.unwrap(), "Self");
}

#[tokio::test]
async fn ruler_s_encoders_save_and_submit_in_one_batch() {
    let Some(submission) = replay_http("ruler_encoders_to_cc_bcc.jsonl").await else {
        return;
    };
    let expected = [
        (RecipientType::TO.0, "SMTP:a@x.test".to_owned()),
        (RecipientType::CC.0, "SMTP:b@x.test".to_owned()),
        (RecipientType::BCC.0, "SMTP:c@x.test".to_owned()),
    ];
    assert_eq!(shown(&submission), expected);
    assert_eq!(envelope(&submission), ["a@x.test", "b@x.test", "c@x.test"]);
    assert_eq!(submission.message.subject().unwrap(), "Hello from ruler");
    assert_eq!(
        submission.message.properties.binary(tags::HTML).unwrap()[..],
        *b"<b>hi</b>"
    );
}

#[tokio::test]
async fn libmapi_sends_one_rop_per_call_with_the_responsibility_bit_set() {
    let Some(lines) = recorded("libmapi_submit_rpc.jsonl") else {
        return;
    };
    let bed = Bed::new();
    let mut session = bed.server.session(Identity::new("user1@example.test"));
    let mut calls = 0;
    let mut live = Vec::new();
    let mut given: std::collections::HashMap<u64, u32> = std::collections::HashMap::new();
    for line in &lines {
        let Some(rops) = line["rops"].as_array() else {
            continue;
        };
        let raw: Vec<u8> = rops
            .iter()
            .flat_map(|rop| unhex(rop["raw"].as_str().unwrap()))
            .collect();
        let mut buffer = u16::try_from(raw.len() + 2).unwrap().to_le_bytes().to_vec();
        buffer.extend_from_slice(&raw);
        // Its handles are those that the recording's server gave, in order from 0.
        for handle in line["handles_in"].as_array().unwrap() {
            let text = handle.as_str().unwrap().trim_start_matches("0x");
            let recorded = u64::from_str_radix(text, 16).unwrap();
            let own = given.get(&recorded).copied().unwrap_or(NONE);
            buffer.extend_from_slice(&own.to_le_bytes());
        }
        let (_, handles) = replay(&mut session, buffer).await;
        for handle in handles {
            if handle != NONE && !live.contains(&handle) {
                given.insert(u64::try_from(live.len()).unwrap(), handle);
                live.push(handle);
            }
        }
        calls += 1;
    }
    assert_eq!(calls, 9);
    let submission = bed.only();
    assert_eq!(envelope(&submission), ["a@x.test", "b@x.test", "c@x.test"]);
    let kinds: Vec<u32> = shown(&submission).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [1, 2, 3]);
    assert_eq!(submission.message.subject().unwrap(), "Subj");
    assert_eq!(submission.message.text(tags::BODY).unwrap(), "Body");
    for recipient in &submission.message.recipients {
        assert!(!recipient.is_handled_elsewhere());
    }
}
