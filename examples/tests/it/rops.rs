//! ROPs as bytes.

/// A ROP, and what it does to the handle table.
#[derive(Clone)]
pub struct Rop {
    pub bytes: Vec<u8>,
    /// The slot that it writes a new handle to.
    pub output: Option<u8>,
    /// The slot whose handle it releases.
    pub releases: Option<u8>,
}

/// An 8-byte id in wire order.
pub type Id = [u8; 8];

fn rop(id: u8, logon: u8, indexes: &[u8], body: &[&[u8]]) -> Rop {
    let mut bytes = vec![id, logon];
    bytes.extend_from_slice(indexes);
    bytes.extend(body.concat());
    Rop {
        bytes,
        output: None,
        releases: None,
    }
}

fn opening(mut rop: Rop, output: u8) -> Rop {
    rop.output = Some(output);
    rop
}

/// UTF-16LE with its zero.
pub fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16()
        .chain([0])
        .flat_map(u16::to_le_bytes)
        .collect()
}

fn counted(bytes: &[u8]) -> Vec<u8> {
    let mut counted = u16::try_from(bytes.len()).unwrap().to_le_bytes().to_vec();
    counted.extend_from_slice(bytes);
    counted
}

pub fn logon(logon: u8, open_flags: u32, dn: &str) -> Rop {
    let dn = [dn.as_bytes(), &[0]].concat();
    let zero = 0u32.to_le_bytes();
    let flags = open_flags.to_le_bytes();
    opening(rop(0xFE, logon, &[0, 1], &[&flags, &zero, &counted(&dn)]), 0)
}

pub fn open_folder(logon: u8, input: u8, output: u8, folder: Id) -> Rop {
    opening(rop(0x02, logon, &[input, output], &[&folder, &[0]]), output)
}

pub fn create_message(logon: u8, input: u8, output: u8, folder: Id) -> Rop {
    let body: [&[u8]; 3] = [&[0xFF, 0x0F], &folder, &[0]];
    opening(rop(0x06, logon, &[input, output], &body), output)
}

pub fn open_message(logon: u8, input: u8, output: u8, folder: Id, message: Id) -> Rop {
    let body: [&[u8]; 4] = [&[0xFF, 0x0F], &folder, &[3], &message];
    opening(rop(0x03, logon, &[input, output], &body), output)
}

pub fn save_message(logon: u8, response: u8, input: u8, flags: u8) -> Rop {
    rop(0x0C, logon, &[response, input, flags], &[])
}

pub fn submit(logon: u8, input: u8) -> Rop {
    rop(0x32, logon, &[input, 0], &[])
}

pub fn transport_send(logon: u8, input: u8) -> Rop {
    rop(0x4A, logon, &[input], &[])
}

pub fn abort_submit(logon: u8, input: u8, folder: Id, message: Id) -> Rop {
    rop(0x34, logon, &[input], &[&folder, &message])
}

pub fn address_types(logon: u8, input: u8) -> Rop {
    rop(0x49, logon, &[input], &[])
}

pub fn set_spooler(logon: u8, input: u8) -> Rop {
    rop(0x47, logon, &[input], &[])
}

pub fn spooler_lock(logon: u8, input: u8, message: Id, state: u8) -> Rop {
    rop(0x48, logon, &[input], &[&message, &[state]])
}

pub fn transport_new_mail(logon: u8, input: u8, message: Id, folder: Id) -> Rop {
    rop(
        0x51,
        logon,
        &[input],
        &[&message, &folder, b"IPM.Note\0", &[8, 0, 0, 0]],
    )
}

pub fn transport_folder(logon: u8, input: u8) -> Rop {
    rop(0x6D, logon, &[input], &[])
}

pub fn release(logon: u8, input: u8) -> Rop {
    let mut rop = rop(0x01, logon, &[input], &[]);
    rop.releases = Some(input);
    rop
}

pub fn create_attachment(logon: u8, input: u8, output: u8) -> Rop {
    opening(rop(0x23, logon, &[input, output], &[]), output)
}

pub fn open_attachment(logon: u8, input: u8, output: u8, number: u32) -> Rop {
    opening(
        rop(0x22, logon, &[input, output, 1], &[&number.to_le_bytes()]),
        output,
    )
}

pub fn attachment_table(logon: u8, input: u8, output: u8) -> Rop {
    opening(rop(0x21, logon, &[input, output, 0], &[]), output)
}

pub fn save_attachment(logon: u8, response: u8, input: u8, flags: u8) -> Rop {
    rop(0x25, logon, &[response, input, flags], &[])
}

pub fn open_stream(logon: u8, input: u8, output: u8, tag: u32, mode: u8) -> Rop {
    opening(
        rop(0x2B, logon, &[input, output], &[&tag.to_le_bytes(), &[mode]]),
        output,
    )
}

pub fn write_stream(logon: u8, input: u8, data: &[u8]) -> Rop {
    rop(0x2D, logon, &[input], &[&counted(data)])
}

pub fn set_stream_size(logon: u8, input: u8, size: u64) -> Rop {
    rop(0x2F, logon, &[input], &[&size.to_le_bytes()])
}

pub fn commit_stream(logon: u8, input: u8) -> Rop {
    rop(0x5D, logon, &[input], &[])
}

pub const SUBJECT: u32 = 0x0037_001F;
pub const BODY: u32 = 0x1000_001F;
pub const HTML: u32 = 0x1013_0102;
pub const ATTACH_DATA: u32 = 0x3701_0102;

/// A property's tag and value.
pub fn text(tag: u32, text: &str) -> Vec<u8> {
    [tag.to_le_bytes().to_vec(), wide(text)].concat()
}

pub fn number(tag: u32, number: u32) -> Vec<u8> {
    [tag.to_le_bytes(), number.to_le_bytes()].concat()
}

pub fn boolean(tag: u32, value: bool) -> Vec<u8> {
    [tag.to_le_bytes().to_vec(), vec![u8::from(value)]].concat()
}

/// PtypBinary, or PtypServerId: a counted value in both cases.
pub fn binary(tag: u32, bytes: &[u8]) -> Vec<u8> {
    [tag.to_le_bytes().to_vec(), counted(bytes)].concat()
}

pub fn set_properties(logon: u8, input: u8, properties: &[Vec<u8>]) -> Rop {
    let count = u16::try_from(properties.len()).unwrap().to_le_bytes();
    let values = [count.to_vec(), properties.concat()].concat();
    rop(0x0A, logon, &[input], &[&counted(&values)])
}

/// The shapes of recipient rows that clients send.
#[derive(Clone, Copy)]
pub enum Rows {
    Ruler,
    Libmapi,
    Wino,
}

/// RopModifyRecipients; types 1 To, 2 Cc, 3 Bcc.
pub fn recipients(rows: Rows, logon: u8, input: u8, people: &[(u8, &str)]) -> Rop {
    let columns: &[u32] = match rows {
        Rows::Ruler => &[
            0x0FFE_0003,
            0x3900_0003,
            0x3003_001F,
            0x3A71_0003,
            0x3905_0003,
            0x5FF6_001F,
            0x5FFD_0003,
            0x5FFF_0003,
        ],
        Rows::Libmapi => &[0x0FFE_0003, 0x3900_0003, 0x39FF_001F, 0x39FE_001F],
        Rows::Wino => &[0x3001_001F, 0x3002_001F, 0x3003_001F, 0x39FE_001F],
    };
    let mut body = u16::try_from(columns.len()).unwrap().to_le_bytes().to_vec();
    body.extend(columns.iter().flat_map(|column| column.to_le_bytes()));
    body.extend(u16::try_from(people.len()).unwrap().to_le_bytes());
    for (at, (kind, address)) in (0u32..).zip(people) {
        let mail = wide(address);
        let [zero, one, six] = [0u32, 1, 6].map(u32::to_le_bytes);
        let me = wide("Self");
        let (flags, row_id, strings, values): (u16, u32, Vec<&[u8]>, Vec<&[u8]>) = match rows {
            Rows::Ruler => (
                0x023B,
                at + 1,
                vec![&mail, &me, &me],
                vec![&six, &zero, &mail, &zero, &[0, 0, 0, 0x40], &me, &one, &zero],
            ),
            Rows::Libmapi => (
                0x069B,
                at,
                vec![&mail, &mail, &mail],
                vec![&six, &zero, &mail, &mail],
            ),
            Rows::Wino => (
                0x021B,
                at,
                vec![&mail, &me],
                vec![&me, &[b'S', 0, b'M', 0, b'T', 0, b'P', 0, 0, 0], &mail, &mail],
            ),
        };
        let count = u16::try_from(columns.len()).unwrap().to_le_bytes();
        let row = [
            &flags.to_le_bytes(),
            &*strings.concat(),
            &count,
            &[0],
            &*values.concat(),
        ]
        .concat();
        body.extend(row_id.to_le_bytes());
        body.push(*kind);
        body.extend(counted(&row));
    }
    rop(0x0E, logon, &[input], &[&body])
}
