//! Bytes from elsewhere: decoded, compared, encoded to the same bytes.

use crate::fields::check_fields;
use crate::support::{buffer_of, bytes, examples, hex_of, shared};
use ropeway_rop::extended::{self, ExtendedFlags};
use ropeway_rop::{
    NoContext, Request, RequestBuffer, RequestContext, ResponseBuffer, ResponseContext, RopId,
};
use ropeway_types::PropertyTag;
use ropeway_types::wire::Tolerance;
use serde_json::Value;

struct Logon(bool);
impl RequestContext for Logon {
    fn is_private_logon(&self, _: u8) -> Option<bool> {
        Some(self.0)
    }
}

fn name(line: &Value) -> &str {
    hex_of(line, "name").unwrap_or("?")
}

fn handles(line: &Value) -> Vec<u32> {
    line["handles"]
        .as_array()
        .map(|handles| {
            handles
                .iter()
                .map(|handle| u32::try_from(handle.as_u64().unwrap()).unwrap())
                .collect()
        })
        .unwrap_or_default()
}

fn check_request(line: &Value) {
    let name = name(line);
    let rop = bytes(hex_of(line, "rop_hex").unwrap());
    let buffer = hex_of(line, "buffer_hex").map_or_else(|| buffer_of(&rop), bytes);
    let private = line["context"]["logon"].as_str() != Some("public");
    let decoded =
        RequestBuffer::decode(buffer.clone(), &Logon(private)).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert_eq!(decoded.requests.len(), 1, "{name}");
    assert_eq!(decoded.spans, vec![0..rop.len()], "{name}");
    assert_eq!(decoded.rops_list, rop, "{name}");
    assert_eq!(decoded.handles, handles(line), "{name}");
    let request = &decoded.requests[0];
    assert_eq!(
        u64::from(request.rop_id().0),
        line["rop_id"].as_u64().unwrap(),
        "{name}"
    );
    assert_eq!(request.rop_id().name(), line["rop"].as_str(), "{name}");
    let inspection = RequestBuffer::inspect(buffer.clone(), &Logon(private));
    assert_eq!(inspection.result.as_ref(), Ok(&decoded), "{name}");
    check_fields(&inspection.trace, &line["fields"], name);
    assert_eq!(decoded.encode().unwrap(), buffer, "{name}");
}

fn columns(line: &Value) -> Option<Vec<PropertyTag>> {
    let tags = line["context"]["columns"].as_array()?;
    let tag = |tag: &Value| {
        let text = tag.as_str().unwrap().trim_start_matches("0x");
        PropertyTag(u32::from_str_radix(text, 16).unwrap())
    };
    Some(tags.iter().map(tag).collect())
}

fn context(line: &Value) -> ResponseContext {
    let mut context = match hex_of(&line["context"], "request_buffer_hex") {
        Some(hex) => {
            let requests = RequestBuffer::decode(bytes(hex), &NoContext).unwrap().requests;
            ResponseContext::for_requests(requests)
        }
        None => ResponseContext::new(),
    };
    if let Some(columns) = columns(line) {
        for index in 0..=u8::MAX {
            context.set_table_columns(index, columns.clone());
            context.set_recipient_columns(index, columns.clone());
        }
        if let Some(handle) = line["fields"]["NotificationHandle"].as_u64() {
            context.set_notification_columns(u32::try_from(handle).unwrap(), columns);
        }
    }
    context
}

fn check_response(line: &Value) {
    let name = name(line);
    let rop = bytes(hex_of(line, "rop_hex").unwrap());
    let buffer = hex_of(line, "buffer_hex").map_or_else(|| buffer_of(&rop), bytes);
    let decoded =
        ResponseBuffer::decode(buffer.clone(), &mut context(line)).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert_eq!(decoded.responses.len(), 1, "{name}");
    assert_eq!(decoded.handles, handles(line), "{name}");
    let response = &decoded.responses[0];
    assert_eq!(
        u64::from(response.rop_id().0),
        line["rop_id"].as_u64().unwrap(),
        "{name}"
    );
    let inspection = ResponseBuffer::inspect(buffer.clone(), &mut context(line));
    assert_eq!(inspection.result.as_ref(), Ok(&decoded), "{name}");
    check_fields(&inspection.trace, &line["fields"], name);
    assert_eq!(decoded.encode().unwrap(), buffer, "{name}");
}

fn check(line: &Value) {
    match line["direction"].as_str() {
        Some("request") => check_request(line),
        _ => check_response(line),
    }
}

#[test]
fn examples_of_the_specifications_round_trip() {
    let lines = examples();
    assert_eq!(lines.len(), 38);
    lines.iter().for_each(check);
}

#[test]
fn requests_of_independent_serializers_round_trip() {
    let lines = shared("rops/requests.jsonl");
    lines.iter().for_each(check);
    eprintln!("{} requests", lines.len());
    let ids: std::collections::BTreeSet<_> = lines.iter().map(|line| line["rop_id"].as_u64()).collect();
    assert!(lines.is_empty() || ids.len() == 127, "{} RopIds", ids.len());
}

#[test]
fn responses_that_two_parsers_read_round_trip() {
    let lines = shared("rops/responses.jsonl");
    lines.iter().for_each(check);
    eprintln!("{} responses", lines.len());
}

#[test]
fn responses_that_one_parser_reads_round_trip() {
    let lines = shared("rops/responses_one_parser.jsonl");
    // A PropertyName of Kind 0xFF ends with its Kind in one of them. [MS-OXCDATA] 2.6.1 and the servers have
    // a GUID behind it, and so have we, unless asked otherwise.
    let (other, lines): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|line| name(line) == "RopGetNamesFromPropertyIds/response/success/04");
    lines.iter().for_each(check);
    for line in &other {
        let buffer = bytes(hex_of(line, "buffer_hex").unwrap());
        let error = ResponseBuffer::decode(buffer.clone(), &mut context(line)).unwrap_err();
        assert_eq!((error.structure, error.field), ("PropertyName", "Guid"));
        let mut context = context(line);
        context.set_tolerance(Tolerance::USUAL | Tolerance::UNNAMED_WITHOUT_GUID);
        let inspection = ResponseBuffer::inspect(buffer, &mut context);
        assert_eq!(
            inspection.result.unwrap().tolerated,
            Tolerance::UNNAMED_WITHOUT_GUID
        );
        check_fields(&inspection.trace, &line["fields"], name(line));
    }
    eprintln!("{} responses", lines.len() + other.len());
}

/// A buffer of several ROPs. Their columns are not given, so that rows may ask for them.
fn check_buffer(buffer: &bytes::Bytes, request: bool, name: &str) -> Option<Vec<RopId>> {
    if request {
        let decoded =
            RequestBuffer::decode(buffer.clone(), &NoContext).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(decoded.encode().unwrap(), *buffer, "{name}");
        let mut end = 0;
        for span in &decoded.spans {
            assert_eq!(span.start, end, "{name}");
            end = span.end;
        }
        assert_eq!(end, decoded.rops_list.len(), "{name}");
        return Some(decoded.requests.iter().map(Request::rop_id).collect());
    }
    match ResponseBuffer::decode(buffer.clone(), &mut ResponseContext::new()) {
        Ok(decoded) => {
            assert_eq!(decoded.encode().unwrap(), *buffer, "{name}");
            Some(
                decoded
                    .responses
                    .iter()
                    .map(|response| response.rop_id())
                    .collect(),
            )
        }
        Err(e) => {
            assert!(
                matches!(e.kind, ropeway_types::wire::DecodeErrorKind::Context(_)),
                "{name}: {e}"
            );
            None
        }
    }
}

#[test]
fn buffers_of_several_rops_round_trip() {
    let lines = shared("rops/rop_buffers.jsonl");
    let mut unread = Vec::new();
    for line in &lines {
        let name = name(line);
        let buffer = bytes(hex_of(line, "buffer_hex").unwrap());
        let Some(ids) = check_buffer(&buffer, line["direction"] == "request", name) else {
            unread.push(name.to_owned());
            continue;
        };
        let expected: Vec<_> = line["rop_ids"]
            .as_array()
            .unwrap()
            .iter()
            .map(|id| RopId(u8::try_from(id.as_u64().unwrap()).unwrap()))
            .collect();
        assert_eq!(ids, expected, "{name}");
    }
    eprintln!("{} buffers, of which {unread:?} want columns", lines.len());
    assert!(unread.len() <= lines.len() / 10, "{unread:?}");
}

#[test]
fn extended_buffers_give_their_payload() {
    let lines = shared("rops/extended_buffers.jsonl");
    let (mut single, mut chains, mut strings) = (0, 0, 0);
    for line in &lines {
        let name = name(line);
        match line["kind"].as_str().unwrap() {
            "extended_buffer" => {
                let payload = bytes(hex_of(line, "rop_buffer_hex").unwrap());
                let buffer = bytes(hex_of(line, "ext_hex").unwrap());
                assert_eq!(
                    extended::decode(buffer.clone()).unwrap(),
                    std::slice::from_ref(&payload),
                    "{name}"
                );
                let flags = ExtendedFlags(u16::try_from(line["header"]["flags"].as_u64().unwrap()).unwrap());
                let ours = extended::encode(payload.clone(), flags).unwrap();
                if flags.contains(ExtendedFlags::COMPRESSED) {
                    assert_eq!(extended::decode(ours).unwrap(), [payload], "{name}");
                } else {
                    assert_eq!(ours, buffer, "{name}");
                }
                single += 1;
            }
            "extended_buffer_chain" => {
                let payloads: Vec<_> = line["rop_buffers_hex"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|hex| bytes(hex.as_str().unwrap()))
                    .collect();
                let buffer = bytes(hex_of(line, "ext_hex").unwrap());
                assert_eq!(extended::decode(buffer).unwrap(), payloads, "{name}");
                chains += 1;
            }
            "lz77_direct2" => {
                let packed = bytes(hex_of(line, "compressed_hex").unwrap());
                let plain = bytes(hex_of(line, "plain_hex").unwrap());
                let mut buffer = vec![0, 0, 5, 0];
                buffer.extend(u16::try_from(packed.len()).unwrap().to_le_bytes());
                buffer.extend(u16::try_from(plain.len()).unwrap().to_le_bytes());
                buffer.extend_from_slice(&packed);
                assert_eq!(extended::decode(buffer).unwrap(), [plain], "{name}");
                strings += 1;
            }
            other => panic!("{name}: {other}"),
        }
    }
    eprintln!("{single} buffers, {chains} chains, {strings} bare strings");
    assert!(lines.is_empty() || (single > 0 && chains > 0 && strings > 0));
}

#[test]
fn bodies_of_execute_carry_readable_buffers() {
    let lines = shared("rops/mapihttp_execute.jsonl");
    for line in &lines {
        let name = name(line);
        let payload = bytes(hex_of(line, "rop_buffer_hex").unwrap());
        let buffer = bytes(hex_of(line, "ext_hex").unwrap());
        assert_eq!(
            extended::decode(buffer).unwrap(),
            std::slice::from_ref(&payload),
            "{name}"
        );
        check_buffer(&payload, line["direction"] == "request", name);
    }
    eprintln!("{} bodies", lines.len());
}

#[test]
fn recorded_requests_of_clients_round_trip() {
    let mut count = 0;
    for file in [
        "clients/ruler_send.jsonl",
        "clients/ruler_encoders_to_cc_bcc.jsonl",
        "clients/libmapi_submit_rpc.jsonl",
    ] {
        for line in shared(file) {
            if let Some(hex) = hex_of(&line, "rop_buffer_hex") {
                let ids = check_buffer(&bytes(hex), true, file).unwrap();
                let names: Vec<_> = ids.iter().map(|id| id.name().unwrap()[3..].to_owned()).collect();
                let expected: Vec<_> = line["rops"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|rop| rop.as_str().unwrap().to_owned())
                    .collect();
                assert_eq!(names, expected, "{file}");
                count += 1;
            } else if line["pdu"] == "req-op11" {
                check_rpc(&line, file);
                count += 1;
            }
        }
    }
    eprintln!("{count} recorded requests");
}

/// The ROP buffer of a recorded EcDoRpcExt2 request: the stub holds an extended buffer, found by its
/// header (Version 0, Flags XorMagic and Last) and its two equal sizes.
fn check_rpc(line: &Value, file: &str) {
    let pdu = bytes(hex_of(line, "pdu_hex").unwrap());
    let start = (24..pdu.len() - 8)
        .find(|&at| {
            pdu[at..at + 4] == [0, 0, 6, 0]
                && pdu[at + 4..at + 6] == pdu[at + 6..at + 8]
                && pdu[at + 4..at + 6] != [0, 0]
        })
        .expect("extended header");
    let size = usize::from(u16::from_le_bytes([pdu[start + 4], pdu[start + 5]]));
    let payloads = extended::decode(pdu.slice(start..start + 8 + size)).unwrap();
    let decoded = RequestBuffer::decode(payloads[0].clone(), &NoContext).unwrap();
    assert_eq!(decoded.encode().unwrap(), payloads[0], "{file}");
    let ids: Vec<_> = decoded
        .requests
        .iter()
        .map(|request| format!("0x{:02x}", request.rop_id().0))
        .collect();
    let expected: Vec<_> = line["rops"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rop| rop["rop"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, expected, "{file}");
}
