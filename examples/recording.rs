//! Recordings of real clients' requests: JSON lines, one request each, taken over MAPI/HTTP or as
//! DCE/RPC PDUs of EMSMDB.

use crate::{Failure, Result};
use base64::Engine;
use bytes::Bytes;
use ropeway::mapihttp::wire::{ConnectRequest, ExecuteFlags, ExecuteRequest};
use ropeway::types::wire::{Decode, DecodeError, Reader};
use serde_json::Value;

/// What a recording holds.
#[derive(Debug, Default)]
pub struct Recording {
    /// The user whom Connect names: an SMTP address.
    pub user: String,
    /// Folder ids that the recording's server had handed out, in the order of the RopLogon response.
    pub folder_ids: Vec<[u8; 8]>,
    /// The message id that it had given at a save.
    pub message_id: Option<[u8; 8]>,
    /// The requests in order.
    pub steps: Vec<Step>,
}

/// One request.
#[derive(Debug)]
pub struct Step {
    /// Line in the file, from 1.
    pub line: usize,
    /// HTTP headers to be sent as they were.
    pub headers: Vec<(String, String)>,
    /// The request.
    pub action: Action,
    /// The handle table that the recording's server replied with.
    pub handles_out: Option<Vec<u32>>,
}

/// What a request does.
#[derive(Debug)]
pub enum Action {
    /// Opens a session context.
    Connect(ConnectRequest),
    /// Runs ROPs.
    Execute(ExecuteRequest),
    /// Ends the session context.
    Disconnect,
    /// Something that needs no counterpart here (an RPC bind, a PING).
    Nothing(String),
}

/// The domain of a user who is named by a distinguished name alone.
const DOMAIN_OF_A_DN: &str = "example.test";
/// Headers that belong to the connection and the session, not to the recording.
const OUR_OWN: [&str; 8] = [
    "host",
    "content-length",
    "connection",
    "cookie",
    "authorization",
    "accept-encoding",
    "content-type",
    "x-requesttype",
];

/// Reads a recording.
///
/// # Errors
/// [`Failure::Recording`] that names line and field.
pub fn parse(text: &str) -> Result<Recording> {
    let mut recording = Recording::default();
    let mut fragments = Vec::new();
    let mut named_by_login = false;
    for (number, line) in text.lines().enumerate().map(|(n, line)| (n + 1, line)) {
        if line.trim().is_empty() {
            continue;
        }
        let at = |what: String| Failure::Recording(format!("line {number}: {what}"));
        let value: Value = serde_json::from_str(line).map_err(|e| at(e.to_string()))?;
        if !value.is_object() {
            return Err(at("not an object".to_owned()));
        }
        if value.get("kind").and_then(Value::as_str) == Some("recorded_replies") {
            recording.folder_ids = value
                .get("logon_folder_ids")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .map(|id| eight(id, "logon_folder_ids"))
                .collect::<std::result::Result<_, _>>()
                .map_err(at)?;
            recording.message_id = match value.get("saved_message_id") {
                Some(Value::Null) | None => None,
                Some(id) => Some(eight(id, "saved_message_id").map_err(at)?),
            };
            continue;
        }
        let handles_out = match value.get("handles_out") {
            None | Some(Value::Null) => None,
            Some(handles) => Some(handle_list(handles).map_err(at)?),
        };
        let action = if value.get("pdu_hex").is_some() {
            match rpc(&value, &mut fragments).map_err(at)? {
                Some(action) => action,
                None => continue,
            }
        } else {
            http(&value).map_err(at)?
        };
        let headers = headers(&value).map_err(at)?;
        if !named_by_login {
            if let Some(login) = basic_user(&value).map_err(at)? {
                recording.user = login;
                named_by_login = true;
            } else if let (Action::Connect(connect), true) = (&action, recording.user.is_empty()) {
                recording.user = user_of_dn(&connect.user_dn).map_err(at)?;
            }
        }
        recording.steps.push(Step {
            line: number,
            headers,
            action,
            handles_out,
        });
    }
    if !recording
        .steps
        .iter()
        .any(|step| matches!(step.action, Action::Connect(_)))
    {
        return Err(Failure::Recording("no Connect request in the file".to_owned()));
    }
    if recording.user.is_empty() {
        return Err(Failure::Recording("no Connect names a user".to_owned()));
    }
    Ok(recording)
}

type Parsed<T> = std::result::Result<T, String>;

fn field<'a>(value: &'a Value, name: &str) -> Parsed<&'a str> {
    value
        .get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| format!("field {name} is missing or no string"))
}

fn hex(text: &str, name: &str) -> Parsed<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return Err(format!("{name}: odd number of hexadecimal digits"));
    }
    let digit = |c: u8| (c as char).to_digit(16).and_then(|d| u8::try_from(d).ok());
    text.as_bytes()
        .chunks_exact(2)
        .enumerate()
        .map(|(at, pair)| {
            match pair {
                [high, low] => digit(*high).zip(digit(*low)).map(|(high, low)| high << 4 | low),
                _ => None,
            }
            .ok_or_else(|| format!("{name}: no hexadecimal digits at byte {at}"))
        })
        .collect()
}

fn eight(value: &Value, name: &str) -> Parsed<[u8; 8]> {
    let text = value.as_str().ok_or_else(|| format!("{name}: not a string"))?;
    <[u8; 8]>::try_from(hex(text, name)?)
        .map_err(|bytes| format!("{name}: {} bytes instead of 8", bytes.len()))
}

fn handle_list(value: &Value) -> Parsed<Vec<u32>> {
    let list = value.as_array().ok_or("handles_out: not an array")?;
    list.iter()
        .map(|handle| match handle {
            Value::String(text) => {
                let digits = text.trim_start_matches("0x").trim_start_matches("0X");
                u32::from_str_radix(digits, 16).map_err(|_| format!("handles_out: {text:?} is no handle"))
            }
            Value::Number(number) => number
                .as_u64()
                .and_then(|n| u32::try_from(n).ok())
                .ok_or_else(|| format!("handles_out: {number} is no handle")),
            other => Err(format!("handles_out: {other} is no handle")),
        })
        .collect()
}

fn all_headers(value: &Value) -> Parsed<Vec<(String, String)>> {
    let Some(list) = value.get("headers") else {
        return Ok(Vec::new());
    };
    let list = list.as_array().ok_or("headers: not an array")?;
    list.iter()
        .map(|header| {
            let text = header.as_str().ok_or("headers: not a string")?;
            let (name, value) = text
                .split_once(':')
                .ok_or_else(|| format!("headers: {text:?} has no colon"))?;
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        })
        .collect()
}

fn headers(value: &Value) -> Parsed<Vec<(String, String)>> {
    let mut headers = all_headers(value)?;
    headers.retain(|(name, _)| !OUR_OWN.iter().any(|own| name.eq_ignore_ascii_case(own)));
    Ok(headers)
}

/// The user name of Basic credentials.
fn basic_user(value: &Value) -> Parsed<Option<String>> {
    let headers = all_headers(value)?;
    let Some((_, credentials)) = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("authorization"))
    else {
        return Ok(None);
    };
    let Some((scheme, token)) = credentials.split_once(' ') else {
        return Ok(None);
    };
    if !scheme.eq_ignore_ascii_case("basic") {
        return Ok(None);
    }
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(token.trim())
        .map_err(|error| format!("Authorization: {error}"))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let user = text.split(':').next().unwrap_or_default();
    Ok(if user.contains('@') {
        Some(user.to_owned())
    } else {
        // DOMAIN\user, as clients write it who know no mail address.
        user.rsplit('\\')
            .next()
            .filter(|name| !name.is_empty())
            .map(|name| format!("{name}@{DOMAIN_OF_A_DN}"))
    })
}

/// The last common name of a distinguished name, as a user of the domain of this example.
fn user_of_dn(dn: &Bytes) -> Parsed<String> {
    let text = String::from_utf8_lossy(dn).to_lowercase();
    match text.rsplit_once("/cn=") {
        Some((_, name)) if !name.is_empty() => Ok(format!("{name}@{DOMAIN_OF_A_DN}")),
        _ if text.contains('@') => Ok(text),
        _ => Err(format!("UserDn {text:?} names no user")),
    }
}

fn decoded<T: Decode>(body: Vec<u8>, what: &str) -> Parsed<T> {
    T::decode(&mut Reader::new(body)).map_err(|error: DecodeError| format!("{what}: {error}"))
}

fn http(value: &Value) -> Parsed<Action> {
    let request_type = field(value, "request_type")?;
    let body = match value.get("body_hex") {
        Some(_) => hex(field(value, "body_hex")?, "body_hex")?,
        None => Vec::new(),
    };
    if request_type.eq_ignore_ascii_case("Connect") {
        decoded(body, "Connect body").map(Action::Connect)
    } else if request_type.eq_ignore_ascii_case("Execute") {
        decoded(body, "Execute body").map(Action::Execute)
    } else if request_type.eq_ignore_ascii_case("Disconnect") {
        Ok(Action::Disconnect)
    } else {
        Ok(Action::Nothing(request_type.to_owned()))
    }
}

/// PFC_LAST_FRAG and PFC_OBJECT_UUID of a PDU's flags (C706 12.6.3.1).
const LAST_FRAGMENT: u8 = 0x02;
const OBJECT_UUID: u8 = 0x80;

/// A PDU of connection-oriented DCE/RPC (C706 12.6); `None` for a fragment that others follow.
fn rpc(value: &Value, fragments: &mut Vec<u8>) -> Parsed<Option<Action>> {
    let pdu = hex(field(value, "pdu_hex")?, "pdu_hex")?;
    let name = value
        .get("pdu")
        .and_then(Value::as_str)
        .unwrap_or("PDU")
        .to_owned();
    let mut reader = Reader::new(pdu);
    let broken = |error: DecodeError| format!("{name}: {error}");
    let header: [u8; 16] = reader.array().map_err(broken)?;
    let [5, _, kind, flags, _, _, _, _, f0, f1, a0, a1, ..] = header else {
        return Err(format!("{name}: not a DCE/RPC 5 PDU"));
    };
    if kind != 0 {
        return Ok(Some(Action::Nothing(name)));
    }
    let length = usize::from(u16::from_le_bytes([f0, f1]));
    let verifier = usize::from(u16::from_le_bytes([a0, a1]));
    let trailer = if verifier == 0 { 0 } else { verifier + 8 };
    let _allocation = u32::decode(&mut reader).map_err(broken)?;
    let _context = u16::decode(&mut reader).map_err(broken)?;
    let opnum = u16::decode(&mut reader).map_err(broken)?;
    if flags & OBJECT_UUID != 0 {
        reader.take(16).map_err(broken)?;
    }
    let stub = length
        .checked_sub(reader.offset() + trailer)
        .ok_or_else(|| format!("{name}: fragment length {length} is too small"))?;
    fragments.extend_from_slice(&reader.take(stub).map_err(broken)?);
    if flags & LAST_FRAGMENT == 0 {
        return Ok(None);
    }
    let mut stub = Reader::new(std::mem::take(fragments));
    let call = match opnum {
        10 => connect_ex(&mut stub).map(Action::Connect),
        11 => rpc_ext2(&mut stub).map(Action::Execute),
        1 => Ok(Action::Disconnect),
        other => Ok(Action::Nothing(format!("{name} (operation {other})"))),
    };
    call.map(Some).map_err(|error| format!("{name}: {error}"))
}

/// EcDoConnectEx ([MS-OXCRPC] 3.1.4.1): what of it Connect needs.
fn connect_ex(stub: &mut Reader) -> std::result::Result<ConnectRequest, DecodeError> {
    let _max = u32::decode(stub)?;
    let _offset = u32::decode(stub)?;
    let len = usize::try_from(u32::decode(stub)?).unwrap_or(usize::MAX);
    let mut dn = stub.take(len)?;
    if let Some(end) = dn.iter().position(|b| *b == 0) {
        dn.truncate(end);
    }
    stub.take(len.wrapping_neg() & 3)?;
    let flags = u32::decode(stub)?;
    let _con_mod = u32::decode(stub)?;
    let _limit = u32::decode(stub)?;
    let default_code_page = u32::decode(stub)?;
    let lcid_string = u32::decode(stub)?;
    let lcid_sort = u32::decode(stub)?;
    Ok(ConnectRequest {
        user_dn: dn,
        flags,
        default_code_page,
        lcid_sort,
        lcid_string,
        auxiliary: Bytes::new(),
    })
}

/// EcDoRpcExt2 ([MS-OXCRPC] 3.1.4.2): what of it Execute needs.
fn rpc_ext2(stub: &mut Reader) -> std::result::Result<ExecuteRequest, DecodeError> {
    stub.take(20)?;
    let flags = ExecuteFlags(u32::decode(stub)?);
    let len = usize::try_from(u32::decode(stub)?).unwrap_or(usize::MAX);
    let rop_buffer = stub.take(len)?;
    stub.take(len.wrapping_neg() & 3)?;
    let _cb_in = u32::decode(stub)?;
    let max_rop_out = u32::decode(stub)?;
    Ok(ExecuteRequest {
        flags,
        rop_buffer,
        max_rop_out,
        auxiliary: Bytes::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_broken_recording_says_where_and_why() {
        assert!(
            error("{").starts_with("malformed recording: line 1: "),
            "{}",
            error("{")
        );
        assert_eq!(error("\n[]"), "malformed recording: line 2: not an object");
        assert_eq!(
            error("{}"),
            "malformed recording: line 1: field request_type is missing or no string"
        );
        let odd = r#"{"request_type":"Execute","body_hex":"000"}"#;
        assert_eq!(
            error(odd),
            "malformed recording: line 1: body_hex: odd number of hexadecimal digits"
        );
        let no_hex = r#"{"request_type":"Execute","body_hex":"00gg"}"#;
        assert_eq!(
            error(no_hex),
            "malformed recording: line 1: body_hex: no hexadecimal digits at byte 1"
        );
        let short = r#"{"request_type":"Execute","body_hex":"00"}"#;
        assert!(
            error(short).starts_with("malformed recording: line 1: Execute body: "),
            "{}",
            error(short)
        );
        assert_eq!(error(""), "malformed recording: no Connect request in the file");
        let pdu = r#"{"pdu_hex":"0400"}"#;
        assert!(
            error(pdu).starts_with("malformed recording: line 1: PDU: "),
            "{}",
            error(pdu)
        );
    }

    #[test]
    fn users_are_named_by_login_or_distinguished_name() {
        let connect = r#"{"request_type":"Connect","headers":["Authorization: Basic dXNlcjFAZXhhbXBsZS50ZXN0OnB3"],"body_hex":"6100000000000000000000000000000000000000000000"}"#;
        // 'a', its zero, Flags, DefaultCodePage, LcidSort, LcidString, AuxiliaryBufferSize.
        let short = connect.replace(
            "6100000000000000000000000000000000000000000000",
            "61000000000000000000000000000000000000000000",
        );
        assert_eq!(parse(&short).unwrap().user, "user1@example.test");
        assert_eq!(
            user_of_dn(&Bytes::from_static(b"/o=First/ou=X/cn=Recipients/cn=User2")).unwrap(),
            "user2@example.test"
        );
        assert!(user_of_dn(&Bytes::from_static(b"/o=First")).is_err());
    }
}
