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
    pub content: Result<Content, Fault>,
    /// What a line says of the session; without it the item goes on with the session before it.
    pub context: Option<Context>,
}

/// A body, taken out of what carried it.
pub(crate) enum Content {
    /// ROP buffers.
    Rops {
        /// One, or the payloads of a chain.
        payloads: Vec<Bytes>,
        /// What else is to be said.
        remark: Option<String>,
        /// What is broken behind them.
        fault: Option<Fault>,
    },
    /// Compressed bytes and what they should be.
    Compressed(Bytes, Bytes),
    /// Nothing that holds ROPs, and what it is.
    Nothing(String),
    /// It may be anything.
    Unknown(String),
}

impl Content {
    fn rop_buffer(bytes: Bytes) -> Self {
        Self::Rops {
            payloads: vec![bytes],
            remark: None,
            fault: None,
        }
    }
}

/// Why there are no ROPs where some should be.
pub(crate) struct Fault {
    pub text: String,
    /// Where, in an extended buffer.
    pub offset: Option<usize>,
    /// How many bytes could not be read.
    pub size: usize,
}

impl<T: Into<String>> From<T> for Fault {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            offset: None,
            size: 0,
        }
    }
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

/// What the body of a response begins with ([MS-OXCMAPIHTTP] 2.2.7).
const META_TAGS: [&[u8]; 3] = [b"PROCESSING\r\n", b"PENDING\r\n", b"DONE\r\n"];

/// The bodies of a file.
pub(crate) fn items(bytes: Vec<u8>, direction: Direction) -> Vec<Item> {
    let content = match plain_text(&bytes) {
        Some(text) if text.trim_start().starts_with('{') => return json_lines(text, direction),
        Some(text) => from_hex(text)
            .map_err(|error| {
                let text = format!("text that is neither hexadecimal nor JSON lines: {error}");
                Fault::from(text)
            })
            .and_then(|bytes| content(bytes, direction)),
        None => content(bytes.into(), direction),
    };
    vec![alone(content, direction)]
}

fn alone(content: Result<Content, Fault>, direction: Direction) -> Item {
    Item {
        line: None,
        direction,
        content,
        context: None,
    }
}

/// Bytes as text, if they can be nothing else: ROP buffers have zeros, and other control characters.
fn plain_text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let other = |c: char| c.is_control() && !c.is_ascii_whitespace();
    let binary = text.trim().is_empty() || text.contains(other) || is_http(bytes) || has_meta_tag(bytes);
    (!binary).then_some(text)
}

fn is_http(bytes: &[u8]) -> bool {
    bytes.starts_with(b"HTTP/1.") || bytes.starts_with(b"POST ")
}

fn has_meta_tag(bytes: &[u8]) -> bool {
    META_TAGS.iter().any(|tag| bytes.starts_with(tag))
}

/// Hexadecimal digits, with white space anywhere, and commas, colons, dashes and `0x` between bytes.
fn from_hex(text: &str) -> Result<Bytes, String> {
    let mut bytes = Vec::new();
    let mut high = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let prefix = character == '0' && characters.next_if(|(_, c)| matches!(c, 'x' | 'X')).is_some();
        if prefix || matches!(character, ',' | ':' | '-') {
            if high.is_some() {
                return Err(format!("half a byte before {character:?} at byte {at}"));
            }
        } else if let Some(digit) = character.to_digit(16).and_then(|d| u8::try_from(d).ok()) {
            match high.take() {
                None => high = Some(digit),
                Some(high) => bytes.push(high << 4 | digit),
            }
        } else if !character.is_whitespace() {
            return Err(format!("{character:?} at byte {at} is no hexadecimal digit"));
        }
    }
    match high {
        None => Ok(bytes.into()),
        Some(_) => Err("an odd number of hexadecimal digits".to_owned()),
    }
}

/// Tells what bytes are: a body of Execute, extended buffers, or a ROP buffer. The first of these whose
/// sizes all agree; of what is broken, the one that it can only be.
fn content(bytes: Bytes, direction: Direction) -> Result<Content, Fault> {
    if is_http(&bytes) {
        return Err("an HTTP message with its headers: give its body alone".into());
    }
    if direction == Direction::Response && has_meta_tag(&bytes) {
        return execute_body(&bytes, direction);
    }
    let body = match execute_body(&bytes, direction) {
        Ok(body) if direction == Direction::Request || !is_no_failure(&bytes) => return Ok(body),
        body => body,
    };
    let Some(&header) = bytes.first_chunk::<8>() else {
        return Ok(Content::rop_buffer(bytes));
    };
    match (header, body) {
        // Not the two sizes of a plain payload: rather a body.
        ([0, 0, 0, 0, a, b, c, d], Err(fault)) if [a, b] != [c, d] || [a, b] == [0, 0] => Err(fault),
        // A RopSize has room for itself.
        ([0, 0, ..], _) => Ok(extended_buffer(bytes)),
        // A RopSize of 1 or 3, where the flags and the size of a request body stand.
        ([1 | 3, 0, 0, 0, _, _, 0, 0], Err(fault)) if direction == Direction::Request => Err(fault),
        _ => Ok(Content::rop_buffer(bytes)),
    }
}

/// Whether what reads as a response of a StatusCode other than zero is something else: an extended buffer,
/// or a ROP buffer, whose RopSize leaves whole handles behind the ROPs.
fn is_no_failure(bytes: &[u8]) -> bool {
    let Some(&[a, b, c, d]) = bytes.first_chunk::<4>() else {
        return true;
    };
    let rop_size = usize::from(u16::from_le_bytes([a, b]));
    match rop_size {
        0 => [c, d] != [0, 0],
        1 => false,
        _ => bytes
            .len()
            .checked_sub(rop_size)
            .is_some_and(|handles| handles % 4 == 0),
    }
}

/// The payloads up to a broken one, and what is broken.
fn extended_buffer(bytes: Bytes) -> Content {
    let len = bytes.len();
    let mut payloads = extended::payloads(bytes);
    let mut good = Vec::new();
    let mut fault = None;
    while let Some(payload) = payloads.next() {
        match payload {
            Ok(payload) => good.push(payload),
            Err(error) => {
                let offset = payloads.offset();
                fault = Some(Fault {
                    text: format!("extended buffer at byte {offset}: {}", with_causes(&error)),
                    offset: Some(offset),
                    size: len.saturating_sub(offset),
                });
            }
        }
    }
    Content::Rops {
        payloads: good,
        remark: None,
        fault,
    }
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

/// What is in an Execute body whose sizes account for all its bytes; otherwise why it is none.
fn execute_body(bytes: &Bytes, direction: Direction) -> Result<Content, Fault> {
    let none = |error: &dyn std::error::Error| format!("body of Execute: {}", with_causes(error));
    match direction {
        Direction::Request => {
            let mut reader = Reader::new(bytes.clone());
            let body = ExecuteRequest::decode(&mut reader).map_err(|e| none(&e))?;
            finish(&reader)?;
            Ok(rop_buffer_of_body(body.rop_buffer))
        }
        Direction::Response => {
            let mut body = bytes.clone();
            if has_meta_tag(&body) {
                let mut stream = ResponseStream::new(body.len());
                stream.push(&body).map_err(|e| none(&e))?;
                body = stream.finish().map_err(|e| none(&e))?.body;
            }
            let mut reader = Reader::new(body);
            let reply = Reply::<ExecuteResponse>::decode(&mut reader).map_err(|e| none(&e))?;
            finish(&reader)?;
            let body = match reply {
                Reply::Success(body) => body,
                Reply::Failure(failure) => {
                    let text = format!("Execute failed: StatusCode {}", failure.status_code);
                    return Ok(Content::Nothing(text));
                }
            };
            let failed = format!("Execute failed: ErrorCode {}", body.error_code);
            if body.error_code.is_success() {
                Ok(rop_buffer_of_body(body.rop_buffer))
            } else if body.rop_buffer.is_empty() {
                Ok(Content::Nothing(failed))
            } else {
                // The specification has no ROPs here. They are shown nevertheless.
                let mut content = rop_buffer_of_body(body.rop_buffer);
                if let Content::Rops { remark, .. } = &mut content {
                    *remark = Some(failed);
                }
                Ok(content)
            }
        }
    }
}

fn finish(body: &Reader) -> Result<(), Fault> {
    match body.remaining() {
        0 => Ok(()),
        left => Err(format!("body of Execute: {left} bytes left over").into()),
    }
}

fn rop_buffer_of_body(rop_buffer: Bytes) -> Content {
    if rop_buffer.is_empty() {
        let text = "an Execute body without a ROP buffer";
        return Content::Nothing(text.to_owned());
    }
    extended_buffer(rop_buffer)
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
                    ..alone(Err(format!("not JSON: {error}").into()), direction)
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
            calls
                .pdus(line, number)
                .map_err(Fault::from)
                .and_then(rpc_content)
        } else {
            json_content(line, direction)
        },
        context: context(line),
    }
}

/// The ROP buffers of the calls that end in a line of PDUs.
fn rpc_content(actions: Vec<Action>) -> Result<Content, Fault> {
    let mut of_line = Vec::new();
    for action in actions {
        if let Action::Execute(batch) = action {
            match extended_buffer(batch.request.rop_buffer) {
                Content::Rops {
                    payloads,
                    fault: None,
                    ..
                } => of_line.extend(payloads),
                broken => return Ok(broken),
            }
        }
    }
    if of_line.is_empty() {
        return Ok(Content::Nothing("a PDU without ROPs".to_owned()));
    }
    Ok(Content::Rops {
        payloads: of_line,
        remark: None,
        fault: None,
    })
}

/// The bytes of a field, if there is one.
fn hex_field(line: &Value, key: &str) -> Result<Option<Bytes>, Fault> {
    match line.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => match from_hex(text) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) => Err(format!("{key}: {error}").into()),
        },
        Some(other) => Err(format!("{key} is {other}, which is no string").into()),
    }
}

fn json_content(line: &Value, direction: Direction) -> Result<Content, Fault> {
    let hex = |key: &str| hex_field(line, key);
    if let (Some(packed), Some(plain)) = (hex("compressed_hex")?, hex("plain_hex")?) {
        return Ok(Content::Compressed(packed, plain));
    }
    if let Some(kind) = line["request_type"].as_str()
        && kind != "Execute"
    {
        return Ok(Content::Nothing(format!("a request of the type {kind}")));
    }
    if let Some(body) = hex("body_hex")? {
        return execute_body(&body, direction);
    }
    if let Some(buffer) = hex("ext_hex")? {
        return Ok(extended_buffer(buffer));
    }
    for key in ["buffer_hex", "rop_buffer_hex"] {
        if let Some(buffer) = hex(key)? {
            return Ok(Content::rop_buffer(buffer));
        }
    }
    if let Some(rop) = hex("rop_hex")? {
        let size = u16::try_from(rop.len().saturating_add(2)).map_err(|_| "rop_hex is too long")?;
        let buffer = [&size.to_le_bytes()[..], &rop].concat();
        return Ok(Content::rop_buffer(buffer.into()));
    }
    Ok(Content::Unknown(
        "a line without a field known to hold ROPs".to_owned(),
    ))
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
