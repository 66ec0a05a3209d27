//! Recordings of real clients' requests: JSON lines, one request each, taken over MAPI/HTTP or as
//! DCE/RPC PDUs of EMSMDB.

use crate::fields::{self, Parsed};
use crate::rpc::Calls;
use crate::{Failure, Result};
use bytes::Bytes;
use ropeway::mapihttp::wire::{CallFlags, ConnectRequest, ExecuteRequest};
use ropeway::rop::extended::{self, ExtendedFlags, RpcHeaderExt};
use ropeway::rop::{NoContext, Request, RequestBuffer};
use ropeway::types::wire::{Decode, DecodeError, Reader};
use serde_json::Value;
use std::path::Path;

/// What a recording holds.
#[derive(Debug, Default)]
pub struct Recording {
    /// The requests in order.
    pub steps: Vec<Step>,
}

/// One line.
#[derive(Debug)]
pub struct Step {
    /// Its number in the file, from 1.
    pub line: usize,
    /// HTTP headers to be sent as they were.
    pub headers: Vec<(String, String)>,
    /// What it says.
    pub action: Action,
    /// The handle table that the recording's server replied with.
    pub handles_out: Option<Vec<u32>>,
}

/// What a line says.
#[derive(Debug)]
pub enum Action {
    /// Opens a session context.
    Connect {
        /// The SMTP address of the user whom it names.
        user: String,
        /// The request.
        request: ConnectRequest,
    },
    /// Runs ROPs.
    Execute(Batch),
    /// Ends the session context.
    Disconnect,
    /// Something that needs no counterpart here (an RPC bind, a PING).
    Nothing(String),
    /// No request: what the recording's server had handed out.
    Replies(Replies),
}

/// The ROPs of an Execute.
#[derive(Debug)]
pub struct Batch {
    /// The request around them.
    pub request: ExecuteRequest,
    /// How its buffer was packed.
    pub flags: ExtendedFlags,
    /// The ROPs and their handle table.
    pub buffer: RequestBuffer,
}

/// Ids that the recording's server had handed out, in wire order.
#[derive(Debug, Clone, Default)]
pub struct Replies {
    /// Folder ids in the order of the RopLogon response.
    pub folder_ids: Vec<[u8; 8]>,
    /// The ids that messages were given when they were first saved; the last one stands for all further
    /// messages.
    pub message_ids: Vec<[u8; 8]>,
}

impl Recording {
    /// The users whom Connects name, each once.
    pub fn users(&self) -> Vec<String> {
        let mut users = Vec::new();
        for step in &self.steps {
            if let Action::Connect { user, .. } = &step.action
                && !users.contains(user)
            {
                users.push(user.clone());
            }
        }
        users
    }
}

/// Reads a recording from a file.
///
/// # Errors
/// [`Failure::Recording`] that names the file, or line and field.
pub fn read(file: &Path) -> Result<Recording> {
    let bytes =
        std::fs::read(file).map_err(|error| Failure::Recording(format!("{}: {error}", file.display())))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let before = bytes.iter().take(error.valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        Failure::Recording(format!("line {line}: not UTF-8"))
    })?;
    parse(text)
}

/// Reads a recording.
///
/// # Errors
/// [`Failure::Recording`] that names line and field.
pub fn parse(text: &str) -> Result<Recording> {
    let mut recording = Recording::default();
    let mut calls = Calls::default();
    let text = text.trim_start_matches('\u{FEFF}');
    for (number, line) in text.lines().enumerate().map(|(n, line)| (n + 1, line)) {
        if !line.trim().is_empty() {
            let steps = steps(line, number, &mut calls)
                .map_err(|what| Failure::Recording(format!("line {number}: {what}")))?;
            recording.steps.extend(steps);
        }
    }
    if let Some(line) = calls.unfinished() {
        let text = format!("line {line}: the call's last fragment is missing");
        return Err(Failure::Recording(text));
    }
    name_users(&mut recording.steps)?;
    // What the server handed out in a session is known from its start, wherever the line stands.
    let session_end = |step: &Step| matches!(step.action, Action::Replies(_) | Action::Disconnect);
    if let Some(at) = recording.steps.iter().position(session_end)
        && let Some(head) = recording.steps.get_mut(..=at)
        && matches!(
            head,
            [
                ..,
                Step {
                    action: Action::Replies(_),
                    ..
                }
            ]
        )
    {
        head.rotate_right(1);
    }
    if recording.users().is_empty() {
        return Err(Failure::Recording("no Connect request in the file".to_owned()));
    }
    Ok(recording)
}

/// The steps of one line: none for what is no request, several where PDUs stand together.
fn steps(line: &str, number: usize, calls: &mut Calls) -> Parsed<Vec<Step>> {
    let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if !value.is_object() {
        return Err("not an object".to_owned());
    }
    let headers = fields::headers(&value)?;
    let actions = if value.get("pdu_hex").is_some() {
        calls.pdus(&value, number)?
    } else if let Some(request_type) = request_type(&value, &headers)? {
        vec![http(&request_type, &value, &headers)?]
    } else {
        match fields::text(&value, "kind")? {
            Some("recorded_replies") => vec![Action::Replies(replies(&value)?)],
            Some(_) => Vec::new(),
            None => return Err("field request_type is missing".to_owned()),
        }
    };
    let handles_out = fields::handles(&value, "handles_out")?;
    let headers = fields::passed_on(headers);
    let step = |action| Step {
        line: number,
        headers: headers.clone(),
        action,
        handles_out: handles_out.clone(),
    };
    Ok(actions.into_iter().map(step).collect())
}

fn replies(value: &Value) -> Parsed<Replies> {
    Ok(Replies {
        folder_ids: fields::ids(value, "logon_folder_ids")?,
        message_ids: fields::ids(value, "saved_message_id")?,
    })
}

/// The request type of an HTTP request; `None` for a line that holds no request.
fn request_type(value: &Value, headers: &[(String, String)]) -> Parsed<Option<String>> {
    if let Some(request_type) = fields::text(value, "request_type")? {
        return Ok(Some(request_type.to_owned()));
    }
    if let Some(request_type) = fields::header(headers, "X-RequestType") {
        return Ok(Some(request_type.to_owned()));
    }
    if value.get("rop_buffer_hex").is_some() {
        return Ok(Some("Execute".to_owned()));
    }
    // The first leg of an NTLM handshake, or the opening of an RPC/HTTP channel.
    let method = fields::text(value, "request_line")?.and_then(|line| line.split(' ').next());
    Ok(method.filter(|method| *method != "POST").map(str::to_owned))
}

fn http(request_type: &str, value: &Value, headers: &[(String, String)]) -> Parsed<Action> {
    let is = |name: &str| request_type.eq_ignore_ascii_case(name);
    if is("Connect") {
        let body = fields::hex(value, "body_hex")?.ok_or("field body_hex is missing")?;
        let request: ConnectRequest = decoded(body, "Connect body")?;
        let user = fields::user(headers)?.unwrap_or_default();
        Ok(Action::Connect { user, request })
    } else if is("Execute") {
        let request = match fields::hex(value, "body_hex")? {
            Some(body) => decoded(body, "Execute body")?,
            None => around(fields::hex(value, "rop_buffer_hex")?.ok_or("field body_hex is missing")?)?,
        };
        Batch::new(request).map(Action::Execute)
    } else if is("Disconnect") {
        Ok(Action::Disconnect)
    } else {
        Ok(Action::Nothing(request_type.to_owned()))
    }
}

/// An Execute request for a ROP buffer whose own was not recorded.
fn around(rop_buffer: Vec<u8>) -> Parsed<ExecuteRequest> {
    let rop_buffer = extended::encode(rop_buffer, ExtendedFlags::LAST)
        .map_err(|error| format!("rop_buffer_hex: {error}"))?;
    Ok(ExecuteRequest {
        flags: CallFlags::NO_COMPRESSION | CallFlags::NO_XOR_MAGIC,
        rop_buffer,
        max_rop_out: 0x8007,
        auxiliary: Bytes::new(),
    })
}

fn decoded<T: Decode>(body: Vec<u8>, what: &str) -> Parsed<T> {
    T::decode(&mut Reader::new(body)).map_err(|error: DecodeError| format!("{what}: {error}"))
}

impl Batch {
    pub(crate) fn new(request: ExecuteRequest) -> Parsed<Self> {
        let header = RpcHeaderExt::decode(&mut Reader::new(request.rop_buffer.clone()))
            .map_err(|error| format!("ROP buffer: {error}"))?;
        let payloads =
            extended::decode(request.rop_buffer.clone()).map_err(|error| format!("ROP buffer: {error}"))?;
        let [payload] = payloads.as_slice() else {
            return Err(format!("ROP buffer: {} payloads instead of one", payloads.len()));
        };
        let buffer =
            RequestBuffer::decode(payload.clone(), &NoContext).map_err(|error| format!("ROPs: {error}"))?;
        Ok(Self {
            request,
            flags: header.flags,
            buffer,
        })
    }

    /// The distinguished name that a RopLogon of the batch gives.
    fn logon_dn(&self) -> Option<Bytes> {
        let dn = self.buffer.requests.iter().find_map(|request| match request {
            Request::Logon(logon) => Some(&logon.essdn),
            _ => None,
        })?;
        let end = dn.iter().position(|byte| *byte == 0).unwrap_or(dn.len());
        (end > 0).then(|| dn.slice(..end))
    }
}

/// Gives each Connect its user. Where a login does not say it, a distinguished name does: UserDn or, if
/// it is empty, the one that RopLogon gives.
fn name_users(steps: &mut [Step]) -> Result<()> {
    let mut logon_dn = None;
    for step in steps.iter_mut().rev() {
        match &mut step.action {
            Action::Execute(batch) => logon_dn = batch.logon_dn().or(logon_dn),
            Action::Connect { user, request } => {
                let dn = if request.user_dn.is_empty() {
                    logon_dn.take().unwrap_or_default()
                } else {
                    request.user_dn.clone()
                };
                if user.is_empty() {
                    *user = fields::user_of_dn(&dn)
                        .map_err(|what| Failure::Recording(format!("line {}: {what}", step.line)))?;
                }
                request.user_dn = match dn.is_empty() {
                    true => format!("/o=Recorded/cn=Recipients/cn={user}").into(),
                    false => dn,
                };
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_broken_recording_says_where_and_why() {
        let starts = |text: &str, expected: &str| {
            let error = error(text);
            assert!(
                error.starts_with(&format!("malformed recording: {expected}")),
                "{error}"
            );
        };
        starts("{", "line 1: ");
        starts("\n[]", "line 2: not an object");
        starts("{}", "line 1: field request_type is missing");
        starts(r#"{"request_type":7}"#, "line 1: field request_type is no string");
        starts(
            r#"{"request_type":"Connect"}"#,
            "line 1: field body_hex is missing",
        );
        let execute = |hex: &str| format!(r#"{{"request_type":"Execute","body_hex":"{hex}"}}"#);
        starts(
            &execute("000"),
            "line 1: body_hex: odd number of hexadecimal digits",
        );
        starts(
            &execute("00gg"),
            "line 1: body_hex: no hexadecimal digits at byte 1",
        );
        starts(&execute("00"), "line 1: Execute body: ");
        starts(r#"{"pdu_hex":"0400"}"#, "line 1: PDU: ");
        starts(r#"{"kind":"other"}"#, "no Connect request in the file");
        starts("", "no Connect request in the file");
    }

    #[test]
    fn users_are_named_by_login_or_distinguished_name() {
        // The name, its zero, Flags, DefaultCodePage, LcidSort, LcidString, AuxiliaryBufferSize.
        let connect = |login: &str, dn: &str| {
            let dn: String = dn.bytes().map(|byte| format!("{byte:02X}")).collect();
            format!(
                r#"{{"request_type":"CONNECT","headers":["{login}"],"body_hex":"0x{dn}00{}"}}"#,
                "0".repeat(40)
            )
        };
        let user = |login: &str, dn: &str| parse(&connect(login, dn)).map(|recording| recording.users());
        let dn = "/o=First/ou=X/cn=Recipients/cn=User2";
        // user1@example.test:pw, DOMAIN\user3:pw
        let address = "Authorization: Basic dXNlcjFAZXhhbXBsZS50ZXN0OnB3";
        let domain = "authorization: basic RE9NQUlOXHVzZXIzOnB3";
        assert_eq!(user(address, dn).unwrap(), ["user1@example.test"]);
        assert_eq!(user(address, "").unwrap(), ["user1@example.test"]);
        assert_eq!(user(domain, dn).unwrap(), ["user3@example.test"]);
        assert_eq!(
            user("X-User-Identity: user4@x.test", dn).unwrap(),
            ["user4@x.test"]
        );
        assert_eq!(
            user("Authorization: NTLM TlRMTVNTUAAB", dn).unwrap(),
            ["user2@example.test"]
        );
        assert_eq!(
            user("Host: x", "/o=First").unwrap_err().to_string(),
            r#"malformed recording: line 1: UserDn "/o=first" names no user"#
        );
    }
}
