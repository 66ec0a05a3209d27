//! DCE/RPC PDUs of EMSMDB, read as the requests of MAPI/HTTP that say the same.

use crate::fields::{self, Parsed};
use crate::recording::{Action, Batch};
use bytes::Bytes;
use ropeway::mapihttp::wire::{CallFlags, ConnectRequest, ExecuteRequest};
use ropeway::types::wire::{Decode, DecodeError, Reader};
use serde_json::Value;
use std::collections::BTreeMap;

/// A PDU's PFC_FIRST_FRAG, PFC_LAST_FRAG and PFC_OBJECT_UUID (C706 12.6.3.1).
const FIRST_FRAGMENT: u8 = 0x01;
const LAST_FRAGMENT: u8 = 0x02;
const OBJECT_UUID: u8 = 0x80;
/// A PDU's type "request".
const REQUEST: u8 = 0;

/// Calls of which fragments have come, by call id: the line of the first one, and their stubs.
#[derive(Default)]
pub struct Calls(BTreeMap<u32, (usize, Vec<u8>)>);

impl Calls {
    /// The line of a call that has not come to its end.
    pub(crate) fn unfinished(&self) -> Option<usize> {
        self.0.values().map(|(line, _)| *line).min()
    }

    /// The PDUs of a line: field `pdu_hex`.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn pdus(&mut self, value: &Value, line: usize) -> std::result::Result<Vec<Action>, String> {
        let name = fields::text(value, "pdu")?.unwrap_or("PDU");
        let mut reader = Reader::new(fields::hex(value, "pdu_hex")?.ok_or("field pdu_hex is empty")?);
        let mut actions = Vec::new();
        loop {
            let action = self.pdu(&mut reader, line, name);
            actions.extend(action.map_err(|what| format!("{name}: {what}"))?);
            if reader.is_empty() {
                return Ok(actions);
            }
        }
    }

    /// A PDU of connection-oriented DCE/RPC (C706 12.6); `None` for a fragment that others follow.
    fn pdu(&mut self, reader: &mut Reader, line: usize, name: &str) -> Parsed<Option<Action>> {
        let header: [u8; 16] = reader.array().map_err(text)?;
        let [5, _, kind, flags, order, _, _, _, f0, f1, a0, a1, call @ ..] = header else {
            return Err("not a DCE/RPC 5 PDU".to_owned());
        };
        if order & 0xF0 != 0x10 {
            return Err("integers are not little-endian".to_owned());
        }
        let length = usize::from(u16::from_le_bytes([f0, f1]));
        let short = || format!("fragment length {length} is too small");
        let body = length.checked_sub(header.len()).ok_or_else(short)?;
        let mut body = Reader::new(reader.take(body).map_err(text)?);
        if kind != REQUEST {
            return Ok(Some(Action::Nothing(name.to_owned())));
        }
        let _allocation = u32::decode(&mut body).map_err(text)?;
        let _context = u16::decode(&mut body).map_err(text)?;
        let operation = u16::decode(&mut body).map_err(text)?;
        if flags & OBJECT_UUID != 0 {
            body.take(16).map_err(text)?;
        }
        // Credentials stand behind the stub, with a trailer of 8 bytes before them.
        let credentials = match usize::from(u16::from_le_bytes([a0, a1])) {
            0 => 0,
            length => length + 8,
        };
        let stub = body.remaining().checked_sub(credentials).ok_or_else(short)?;
        let stub = body.take(stub).map_err(text)?;

        let call = u32::from_le_bytes(call);
        if flags & FIRST_FRAGMENT != 0 {
            self.0.remove(&call);
        }
        let (_, so_far) = self.0.entry(call).or_insert((line, Vec::new()));
        so_far.extend_from_slice(&stub);
        if flags & LAST_FRAGMENT == 0 {
            return Ok(None);
        }
        let mut stub = Reader::new(self.0.remove(&call).unwrap_or_default().1);
        match operation {
            1 => Ok(Action::Disconnect),
            10 => connect_ex(&mut stub).map_err(text),
            11 => Batch::new(rpc_ext2(&mut stub).map_err(text)?).map(Action::Execute),
            other => Ok(Action::Nothing(format!("{name} (operation {other})"))),
        }
        .map(Some)
    }
}

fn text(error: DecodeError) -> String {
    error.to_string()
}

type Decoded<T> = std::result::Result<T, DecodeError>;

fn u32_len(stub: &mut Reader) -> Decoded<usize> {
    Ok(usize::try_from(u32::decode(stub)?).unwrap_or(usize::MAX))
}

/// EcDoConnectEx ([MS-OXCRPC] 3.1.4.1): what of it Connect needs.
fn connect_ex(stub: &mut Reader) -> Decoded<Action> {
    let _max = u32::decode(stub)?;
    let _offset = u32::decode(stub)?;
    let len = u32_len(stub)?;
    let mut user_dn = stub.take(len)?;
    if let Some(end) = user_dn.iter().position(|b| *b == 0) {
        user_dn.truncate(end);
    }
    stub.take(len.wrapping_neg() & 3)?;
    let flags = u32::decode(stub)?;
    let _con_mod = u32::decode(stub)?;
    let _limit = u32::decode(stub)?;
    let default_code_page = u32::decode(stub)?;
    let lcid_string = u32::decode(stub)?;
    let lcid_sort = u32::decode(stub)?;
    let request = ConnectRequest {
        user_dn,
        flags,
        default_code_page,
        lcid_sort,
        lcid_string,
        auxiliary: Bytes::new(),
    };
    Ok(Action::Connect {
        user: String::new(),
        request,
    })
}

/// EcDoRpcExt2 ([MS-OXCRPC] 3.1.4.2): what of it Execute needs.
fn rpc_ext2(stub: &mut Reader) -> Decoded<ExecuteRequest> {
    let _context_handle = stub.take(20)?;
    let flags = CallFlags(u32::decode(stub)?);
    let len = u32_len(stub)?;
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
