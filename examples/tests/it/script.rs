//! Writes a recording: what a client sends, and what a server that is not ours had answered it.

use crate::rops::{Id, Rop};

/// An empty slot of a handle table.
pub const NONE: u32 = 0xFFFF_FFFF;
pub const DN: &str = "/o=First/ou=Site (FYDIBOHF23SPDLT)/cn=Recipients/cn=User1";
/// Basic, user1@example.test:pw.
pub const LOGIN: &str = "Authorization: Basic dXNlcjFAZXhhbXBsZS50ZXN0OnB3";

/// A folder's id, by its position in the RopLogon response. ReplicaId 7; the folders of ours have 1.
pub fn folder(position: u8) -> Id {
    [7, 0, 0, 0, 0, 9, 0x1A, 0xE0 + position]
}
pub const OUTBOX: u8 = 5;
pub const SENT_ITEMS: u8 = 6;

/// A message's id.
pub fn message(n: u8) -> Id {
    [7, 0, 0, 0, 0, 9, 0x77, n]
}

/// How the recorded server numbers its objects.
#[derive(Clone, Copy)]
pub enum Counting {
    /// From 0 on.
    FromZero,
    /// From LogonId << 24 on.
    FromLogonId,
    /// In steps, downwards: nothing to be told from a number but that it is another one.
    Wild,
    /// The lowest that is free.
    LowestFree,
}

/// How requests travel.
#[derive(Clone)]
pub enum Transport {
    Http {
        /// Lines beside those of every request.
        headers: Vec<String>,
        execute_flags: u32,
    },
    Rpc(Rpc),
}

#[derive(Clone, Default)]
pub struct Rpc {
    pub execute_flags: u32,
    pub xor: bool,
    pub object_uuid: bool,
    /// Bytes of NTLM credentials behind each stub.
    pub credentials: usize,
    /// The most bytes of stub that a PDU holds.
    pub fragment: Option<usize>,
    /// Auxiliary bytes that go along.
    pub auxiliary: usize,
}

#[derive(Clone)]
pub struct Setup {
    pub transport: Transport,
    pub counting: Counting,
    pub logon_id: u8,
    /// Whether requests carry the handle table of their reply.
    pub handles_out: bool,
    /// Whether ids are explained by a line `recorded_replies`.
    pub replies: bool,
}

pub struct Script {
    setup: Setup,
    lines: Vec<String>,
    live: Vec<u32>,
    opened: u32,
    call: u32,
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Script {
    pub fn new(setup: Setup) -> Self {
        let mut script = Self {
            setup,
            lines: Vec::new(),
            live: Vec::new(),
            opened: 0,
            call: 0,
        };
        if script.setup.replies {
            let folders: Vec<String> = (0..13).map(|n| format!("\"{}\"", hex(&folder(n)))).collect();
            script.lines.push(format!(
                r#"{{"kind":"recorded_replies","logon_folder_ids":[{}],"saved_message_id":"{}"}}"#,
                folders.join(","),
                hex(&message(1))
            ));
        }
        script
    }

    pub fn line(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    pub fn text(&self) -> String {
        self.lines.join("\n")
    }

    pub fn connect(&mut self) {
        self.connect_as(DN);
    }

    pub fn connect_as(&mut self, dn: &str) {
        self.live.clear();
        let dn = [dn.as_bytes(), &[0]].concat();
        match self.setup.transport.clone() {
            Transport::Http { .. } => {
                let numbers = [0u32, 1252, 1033, 1033, 0].map(u32::to_le_bytes).concat();
                self.http("Connect", &[dn, numbers].concat(), None);
            }
            Transport::Rpc(rpc) => {
                let len = u32::try_from(dn.len()).unwrap();
                let mut stub = [len, 0, len].map(u32::to_le_bytes).concat();
                stub.extend(&dn);
                stub.resize(stub.len().next_multiple_of(4), 0);
                stub.extend(
                    [0, 0x91C0, 0, 1252, 1033, 1033, NONE]
                        .map(u32::to_le_bytes)
                        .concat(),
                );
                stub.extend([0x0C, 0, 0x3E, 0x18, 0xE8, 0x03, 0, 0]);
                stub.extend([0, 0, 0, 0x1008].map(u32::to_le_bytes).concat());
                self.rpc(&rpc, 10, &stub, None);
            }
        }
    }

    pub fn disconnect(&mut self) {
        match self.setup.transport.clone() {
            Transport::Http { .. } => self.http("Disconnect", &[0; 4], None),
            Transport::Rpc(rpc) => self.rpc(&rpc, 1, &[0xA1; 20], None),
        }
    }

    /// One call. The table is as the client sends it, and becomes what the server replies.
    pub fn execute(&mut self, table: &mut [u32], rops: &[Rop]) {
        let mut payload = Vec::new();
        let list: Vec<u8> = rops.iter().flat_map(|rop| rop.bytes.clone()).collect();
        payload.extend(u16::try_from(list.len() + 2).unwrap().to_le_bytes());
        payload.extend(list);
        payload.extend(table.iter().flat_map(|handle| handle.to_le_bytes()));
        for rop in rops {
            if let Some(slot) = rop.output {
                table[usize::from(slot)] = self.open();
            }
            if let Some(slot) = rop.releases {
                let released = table[usize::from(slot)];
                self.live.retain(|handle| *handle != released);
            }
        }
        self.payload(&payload, table);
    }

    /// The same from the bytes of a ROP buffer.
    pub fn payload(&mut self, payload: &[u8], table: &[u32]) {
        let xor = matches!(&self.setup.transport, Transport::Rpc(rpc) if rpc.xor);
        let buffer = extended(payload, xor);
        let size = u32::try_from(buffer.len()).unwrap();
        match self.setup.transport.clone() {
            Transport::Http { execute_flags, .. } => {
                let mut body = [execute_flags, size].map(u32::to_le_bytes).concat();
                body.extend(&buffer);
                body.extend([23041u32, 0].map(u32::to_le_bytes).concat());
                self.http("Execute", &body, Some(table));
            }
            Transport::Rpc(rpc) => {
                let mut stub = vec![0xA1; 20];
                stub.extend([rpc.execute_flags, size].map(u32::to_le_bytes).concat());
                stub.extend(&buffer);
                stub.resize(stub.len().next_multiple_of(4), 0);
                let auxiliary = u32::try_from(rpc.auxiliary).unwrap();
                stub.extend([size, 0x8007, auxiliary].map(u32::to_le_bytes).concat());
                stub.resize(stub.len() + rpc.auxiliary, 0xEE);
                stub.resize(stub.len().next_multiple_of(4), 0);
                stub.extend([auxiliary, 0x1008].map(u32::to_le_bytes).concat());
                self.rpc(&rpc, 11, &stub, Some(table));
            }
        }
    }

    fn open(&mut self) -> u32 {
        let n = self.opened;
        self.opened += 1;
        let base = u32::from(self.setup.logon_id) << 24;
        let handle = match self.setup.counting {
            Counting::FromZero => n,
            Counting::FromLogonId => base + n,
            Counting::Wild => 0x4711_0000 - 0x0333 * (n * n % 7919 + n),
            Counting::LowestFree => (0..).find(|handle| !self.live.contains(handle)).unwrap(),
        };
        self.live.push(handle);
        handle
    }

    fn handles_out(&self, table: Option<&[u32]>) -> String {
        match table.filter(|_| self.setup.handles_out) {
            Some(table) => {
                let list: Vec<String> = table.iter().map(|handle| format!("\"{handle:#010x}\"")).collect();
                format!(",\"handles_out\":[{}]", list.join(","))
            }
            None => String::new(),
        }
    }

    fn http(&mut self, request_type: &str, body: &[u8], table: Option<&[u32]>) {
        self.call += 1;
        let Transport::Http { headers, .. } = &self.setup.transport else {
            panic!("not HTTP")
        };
        let mut all = vec![
            "Host: 127.0.0.1:8081".to_owned(),
            format!("Content-Length: {}", body.len()),
            "Connection: close".to_owned(),
            "Content-Type: application/mapi-http".to_owned(),
            format!("Cookie: MapiContext=stub; MapiSequence={}-stub", self.call),
            format!("X-Requesttype: {request_type}"),
            format!(
                "X-Requestid: {{C715155F-2BE8-44E0-BD34-2960065754C8}}:{}",
                self.call + 1
            ),
        ];
        all.extend(headers.iter().cloned());
        let all: Vec<String> = all
            .iter()
            .map(|line| serde_json::to_string(line).unwrap())
            .collect();
        let line = format!(
            r#"{{"client":"test","step":{},"transport":"mapihttp","request_line":"POST /mapi/emsmdb/ HTTP/1.1","headers":[{}],"request_type":"{request_type}","body_hex":"{}"{}}}"#,
            self.call,
            all.join(","),
            hex(body),
            self.handles_out(table)
        );
        self.line(line);
    }

    fn rpc(&mut self, rpc: &Rpc, operation: u16, stub: &[u8], table: Option<&[u32]>) {
        self.call += 1;
        let pieces: Vec<&[u8]> = stub.chunks(rpc.fragment.unwrap_or(usize::MAX)).collect();
        for (at, piece) in pieces.iter().enumerate() {
            let mut flags = u8::from(at == 0);
            flags |= if at + 1 == pieces.len() { 2 } else { 0 };
            flags |= if rpc.object_uuid { 0x80 } else { 0 };
            let mut body = [u32::try_from(piece.len()).unwrap().to_le_bytes(), [0, 0, 0, 0]].concat();
            body[6..8].copy_from_slice(&operation.to_le_bytes());
            if rpc.object_uuid {
                body.extend([0x5A; 16]);
            }
            body.extend_from_slice(piece);
            let mut verifier = 0;
            if rpc.credentials > 0 {
                // Padding to 16, its length in the trailer: NTLM, packet integrity.
                let pad = body.len().next_multiple_of(16) - body.len();
                body.resize(body.len() + pad, 0xBB);
                body.extend([10, 5, u8::try_from(pad).unwrap(), 0, 1, 0, 0, 0]);
                body.resize(body.len() + rpc.credentials, 0xCC);
                verifier = u16::try_from(rpc.credentials).unwrap();
            }
            self.pdu(0, flags, verifier, &body, &format!("req-op{operation}"), table);
        }
    }

    /// A PDU of any type.
    pub fn pdu(
        &mut self,
        kind: u8,
        flags: u8,
        verifier: u16,
        body: &[u8],
        name: &str,
        table: Option<&[u32]>,
    ) {
        let length = u16::try_from(body.len() + 16).unwrap().to_le_bytes();
        let mut pdu = vec![5, 0, kind, flags, 0x10, 0, 0, 0];
        pdu.extend([length, verifier.to_le_bytes()].concat());
        pdu.extend(self.call.to_le_bytes());
        pdu.extend(body);
        let line = format!(
            r#"{{"client":"test","step":{},"transport":"ncacn_ip_tcp","pdu":"{name}","pdu_hex":"{}"{}}}"#,
            self.call,
            hex(&pdu),
            self.handles_out(table)
        );
        self.line(line);
    }
}

/// A payload behind its RPC_HEADER_EXT.
pub fn extended(payload: &[u8], xor: bool) -> Vec<u8> {
    let size = u16::try_from(payload.len()).unwrap().to_le_bytes();
    let mut buffer = [[0, 0], [if xor { 6 } else { 4 }, 0], size, size].concat();
    buffer.extend(payload.iter().map(|byte| if xor { byte ^ 0xA5 } else { *byte }));
    buffer
}
