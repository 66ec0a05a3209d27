//! From files to ROP buffers: binary, hexadecimal text, and JSON lines.

use bytes::Bytes;
use ropeway::mapihttp::wire::{ExecuteRequest, ExecuteResponse, Reply, ResponseStream};
use ropeway::rop::extended;
use ropeway::types::PropertyTag;
use ropeway::types::wire::{Decode, Reader};
use ropeway_examples::recording::Action;
use ropeway_examples::rpc::Calls;
use serde_json::Value;

/// Which way a buffer went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the client.
    Request,
    /// From the server.
    Response,
}

/// The bytes of one body, and what is known of them.
pub(crate) struct Item {
    /// Its line, in a file of lines.
    pub line: Option<usize>,
    pub direction: Direction,
    pub content: Result<Content, String>,
    /// What a line says of the session; without it the item goes on with the session before it.
    pub context: Option<Context>,
}

/// A body, taken out of what carried it.
pub(crate) enum Content {
    /// ROP buffers: one, or the payloads of a chain.
    Payloads(Vec<Bytes>),
    /// Compressed bytes and what they should be.
    Compressed(Bytes, Bytes),
    /// Nothing that holds ROPs, and what it is.
    Nothing(String),
}

/// What a line of the vectors says beside the bytes.
#[derive(Default)]
pub(crate) struct Context {
    pub columns: Option<Vec<PropertyTag>>,
    /// The ROP buffer that is answered.
    pub request: Option<Bytes>,
    pub private: Option<bool>,
    pub notification_handle: Option<u32>,
}

/// The bodies of a file.
pub(crate) fn items(bytes: Vec<u8>, direction: Direction) -> Vec<Item> {
    let text = std::str::from_utf8(&bytes)
        .ok()
        .map(|text| text.trim_start_matches('\u{feff}').trim());
    match text {
        Some(text) if text.starts_with('{') => json_lines(text, direction),
        Some(text) if is_hex(text) => vec![alone(
            from_hex(text).and_then(|b| content(b, direction)),
            direction,
        )],
        _ => vec![alone(content(bytes.into(), direction), direction)],
    }
}

fn alone(content: Result<Content, String>, direction: Direction) -> Item {
    Item {
        line: None,
        direction,
        content,
        context: None,
    }
}

fn is_hex(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_hexdigit() || c.is_ascii_whitespace())
}

fn from_hex(text: &str) -> Result<Bytes, String> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            c.to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
                .ok_or(format!("{c:?} is no hexadecimal digit"))
        })
        .collect::<Result<_, _>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    if !rest.is_empty() {
        return Err("an odd number of hexadecimal digits".to_owned());
    }
    Ok(pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

/// Tells what bytes are: a body of Execute, extended buffers, or a ROP buffer. The first of these whose
/// sizes all agree.
fn content(bytes: Bytes, direction: Direction) -> Result<Content, String> {
    if let Some(rop_buffer) = execute_body(&bytes, direction) {
        if rop_buffer.is_empty() {
            return Ok(Content::Nothing(
                "an Execute body without a ROP buffer".to_owned(),
            ));
        }
        return payloads(rop_buffer);
    }
    if let Ok(payloads) = extended::decode(bytes.clone()) {
        return Ok(Content::Payloads(payloads));
    }
    Ok(Content::Payloads(vec![bytes]))
}

fn payloads(bytes: Bytes) -> Result<Content, String> {
    extended::decode(bytes)
        .map(Content::Payloads)
        .map_err(|error| with_causes(&error))
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// The ROP buffer of an Execute body whose sizes account for all its bytes.
fn execute_body(bytes: &Bytes, direction: Direction) -> Option<Bytes> {
    match direction {
        Direction::Request => {
            let mut reader = Reader::new(bytes.clone());
            let body = ExecuteRequest::decode(&mut reader).ok()?;
            reader.finish().ok()?;
            Some(body.rop_buffer)
        }
        Direction::Response => {
            let mut body = bytes.clone();
            if body.starts_with(b"PROCESSING\r\n") || body.starts_with(b"DONE\r\n") {
                let mut stream = ResponseStream::new(body.len());
                stream.push(&body).ok()?;
                body = stream.finish().ok()?.body;
            }
            let mut reader = Reader::new(body);
            let reply = Reply::<ExecuteResponse>::decode(&mut reader).ok()?;
            reader.finish().ok()?;
            match reply {
                Reply::Success(body) => Some(body.rop_buffer),
                Reply::Failure(_) => None,
            }
        }
    }
}

fn json_lines(text: &str, direction: Direction) -> Vec<Item> {
    let mut calls = Calls::default();
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let line_number = at + 1;
            match serde_json::from_str(line) {
                Ok(value) => json_line(&value, direction, line_number, &mut calls),
                Err(error) => Item {
                    line: Some(line_number),
                    ..alone(Err(format!("not JSON: {error}")), direction)
                },
            }
        })
        .collect()
}

fn json_line(line: &Value, default: Direction, number: usize, calls: &mut Calls) -> Item {
    let direction = match line["direction"].as_str() {
        Some("request") => Direction::Request,
        Some("response") => Direction::Response,
        // Recordings of clients hold requests alone.
        _ if line.get("request_type").is_some() || line.get("pdu_hex").is_some() => Direction::Request,
        _ => match line["kind"].as_str() {
            Some(kind) if kind.contains("response") => Direction::Response,
            _ => default,
        },
    };
    Item {
        line: Some(number),
        direction,
        content: if line.get("pdu_hex").is_some() {
            calls.pdus(line, number).and_then(rpc_content)
        } else {
            json_content(line, direction)
        },
        context: context(line),
    }
}

/// The ROP buffers of the calls that end in a line of PDUs.
fn rpc_content(actions: Vec<Action>) -> Result<Content, String> {
    let mut payloads = Vec::new();
    for action in actions {
        if let Action::Execute(batch) = action {
            let of_call = extended::decode(batch.request.rop_buffer);
            payloads.extend(of_call.map_err(|error| with_causes(&error))?);
        }
    }
    if payloads.is_empty() {
        return Ok(Content::Nothing("a PDU without ROPs".to_owned()));
    }
    Ok(Content::Payloads(payloads))
}

fn json_content(line: &Value, direction: Direction) -> Result<Content, String> {
    let hex = |key: &str| line[key].as_str().map(from_hex);
    if let (Some(packed), Some(plain)) = (hex("compressed_hex"), hex("plain_hex")) {
        return Ok(Content::Compressed(packed?, plain?));
    }
    if let Some(kind) = line["request_type"].as_str()
        && kind != "Execute"
    {
        return Ok(Content::Nothing(format!("a request of the type {kind}")));
    }
    if let Some(body) = hex("body_hex") {
        let body = body?;
        let buffer = execute_body(&body, direction).ok_or("body_hex is no body of Execute")?;
        return payloads(buffer);
    }
    if let Some(buffer) = hex("ext_hex") {
        return payloads(buffer?);
    }
    for key in ["buffer_hex", "rop_buffer_hex"] {
        if let Some(buffer) = hex(key) {
            return Ok(Content::Payloads(vec![buffer?]));
        }
    }
    if let Some(rop) = hex("rop_hex") {
        let rop = rop?;
        let size = u16::try_from(rop.len().saturating_add(2)).map_err(|_| "rop_hex is too long")?;
        return Ok(Content::Payloads(vec![
            [&size.to_le_bytes()[..], &rop].concat().into(),
        ]));
    }
    Ok(Content::Nothing("a line without ROPs".to_owned()))
}

/// Lines of single ROPs stand for themselves; recordings go on with their session.
fn context(line: &Value) -> Option<Context> {
    if line.get("rop").is_none() && line.get("context").is_none() && line.get("kind").is_none() {
        return None;
    }
    let given = &line["context"];
    let tag = |tag: &Value| {
        let hex = tag.as_str()?.strip_prefix("0x")?;
        u32::from_str_radix(hex, 16).ok().map(PropertyTag)
    };
    Some(Context {
        columns: given["columns"]
            .as_array()
            .and_then(|tags| tags.iter().map(tag).collect()),
        request: ["request_buffer_hex", "setcolumns_request_hex"]
            .iter()
            .find_map(|key| given[key].as_str())
            .and_then(|hex| from_hex(hex).ok()),
        private: given["logon"].as_str().map(|kind| kind == "private"),
        notification_handle: line
            .pointer("/fields/NotificationHandle")
            .and_then(Value::as_u64)
            .and_then(|handle| u32::try_from(handle).ok()),
    })
}
