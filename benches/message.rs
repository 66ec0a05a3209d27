//! How fast is a .msg file read? The floor is to walk the same compound file with `cfb` and to copy all its
//! streams into memory. And how fast is the same message written as one, and as a TNEF stream, and read from
//! that?
#![allow(missing_docs, clippy::unwrap_used)]

use bytes::Bytes;
use divan::{AllocProfiler, Bencher, black_box, counter::BytesCount};
use ropeway::message::{Attachment, Message, PropertyBag, ReadOptions, Recipient, RecipientType, msg, tnef};
use ropeway::types::{PropertyName, PropertyTag, PropertyType, property_set};
use ropeway_benches::payload;
use std::io::{Cursor, Read};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

const FILES: [&str; 4] = ["note", "attachments", "recipients", "embedded"];

/// Properties of a received message by tag, and the bytes of each.
const MESSAGE: &[(u32, usize)] = &[
    (0x001A_001F, 16),
    (0x0037_001F, 60),
    (0x003B_0102, 40),
    (0x003D_001F, 0),
    (0x003F_0102, 90),
    (0x0040_001F, 30),
    (0x0041_0102, 90),
    (0x0042_001F, 30),
    (0x0043_0102, 90),
    (0x0044_001F, 30),
    (0x0051_0102, 40),
    (0x0052_0102, 40),
    (0x0064_001F, 8),
    (0x0065_001F, 50),
    (0x0070_001F, 60),
    (0x0071_0102, 22),
    (0x0075_001F, 8),
    (0x0076_001F, 50),
    (0x0077_001F, 8),
    (0x0078_001F, 50),
    (0x007D_001F, 4000),
    (0x0C19_0102, 90),
    (0x0C1A_001F, 30),
    (0x0C1D_0102, 40),
    (0x0C1E_001F, 8),
    (0x0C1F_001F, 50),
    (0x0E02_001F, 0),
    (0x0E03_001F, 0),
    (0x0E04_001F, 40),
    (0x0E1D_001F, 60),
    (0x1000_001F, 3000),
    (0x1009_0102, 5000),
    (0x1035_001F, 90),
    (0x300B_0102, 16),
    (0x3FFA_001F, 30),
    (0x5D01_001F, 50),
];

const RECIPIENT: &[(u32, usize)] = &[
    (0x0FF6_0102, 4),
    (0x0FFF_0102, 120),
    (0x3001_001F, 30),
    (0x3002_001F, 8),
    (0x3003_001F, 50),
    (0x300B_0102, 40),
    (0x39FE_001F, 50),
    (0x5FF6_001F, 30),
    (0x5FF7_0102, 120),
];

const ATTACHMENT: &[(u32, usize)] = &[
    (0x0FF9_0102, 4),
    (0x3001_001F, 30),
    (0x3702_0102, 0),
    (0x3703_001F, 8),
    (0x3704_001F, 24),
    (0x3707_001F, 30),
    (0x3709_0102, 3000),
    (0x370E_001F, 40),
];

/// Values of so many bytes, and as many numbers.
fn properties(values: &[(u32, usize)]) -> PropertyBag {
    let mut bag = PropertyBag::new();
    for (number, (tag, len)) in values.iter().enumerate() {
        let tag = PropertyTag(*tag);
        if tag.property_type() == PropertyType::STRING {
            let letters = (b'a'..=b'z').cycle().map(char::from);
            bag.set(tag, letters.take(len / 2).collect::<String>().as_str());
        } else {
            bag.set(tag, payload(*len));
        }
        let number = u16::try_from(number).unwrap();
        bag.set(PropertyTag::new(0x6000 + number, PropertyType::INTEGER32), 7);
    }
    bag
}

/// A message with ten named properties and some recipients.
fn note(recipients: u32) -> Message {
    let mut message = Message {
        properties: properties(MESSAGE),
        ..Message::default()
    };
    for lid in 0..10 {
        let name = PropertyName::id(property_set::PSETID_COMMON, 0x8500 + lid);
        message.set_named(&name, "a named value").unwrap();
    }
    message.recipients = (0..recipients)
        .map(|row_id| Recipient {
            row_id,
            recipient_type: RecipientType::TO,
            properties: properties(RECIPIENT),
        })
        .collect();
    message
}

fn message(name: &str) -> Message {
    match name {
        "attachments" => {
            let mut message = note(1);
            message.attachments = (0..10)
                .map(|number| {
                    let mut attachment = Attachment::file(number, "a.bin", "application/x", payload(100_000));
                    let more = properties(ATTACHMENT);
                    for (tag, value) in more.iter() {
                        attachment.properties.set_default(tag, value.clone());
                    }
                    attachment
                })
                .collect();
            message
        }
        "recipients" => note(30),
        "embedded" => (0..10).fold(note(1), |inner, _| {
            let mut outer = note(1);
            outer.attachments.push(Attachment::message(0, inner));
            outer
        }),
        _ => note(1),
    }
}

fn file(name: &str) -> Bytes {
    let written = msg::write(&message(name), &msg::WriteOptions::default()).unwrap();
    assert_eq!(written.losses, []);
    written.bytes
}

#[divan::bench(args = FILES)]
fn read_msg(bencher: Bencher<'_, '_>, name: &str) {
    let file = file(name);
    let options = ReadOptions::default();
    let reading = msg::read_with_report(Cursor::new(file.clone()), &options).unwrap();
    assert!(reading.report.is_empty(), "{:?}", reading.report);
    bencher
        .counter(BytesCount::new(file.len()))
        .bench_local(|| msg::read_bytes(black_box(&file), &options).unwrap());
}

#[divan::bench(args = FILES)]
fn write_msg(bencher: Bencher<'_, '_>, name: &str) {
    let message = message(name);
    let options = msg::WriteOptions::default();
    let written = msg::write(&message, &options).unwrap().bytes;
    bencher
        .counter(BytesCount::new(written.len()))
        .bench_local(|| msg::write(black_box(&message), &options).unwrap());
}

#[divan::bench(args = FILES)]
fn read_tnef(bencher: Bencher<'_, '_>, name: &str) {
    let options = tnef::WriteOptions::complete();
    let stream = tnef::write(&message(name), &options).unwrap().bytes;
    bencher
        .counter(BytesCount::new(stream.len()))
        .bench_local(|| tnef::read(black_box(&stream), &ReadOptions::default()).unwrap());
}

#[divan::bench(args = FILES)]
fn write_tnef(bencher: Bencher<'_, '_>, name: &str) {
    let message = message(name);
    let options = tnef::WriteOptions::complete();
    let written = tnef::write(&message, &options).unwrap().bytes;
    bencher
        .counter(BytesCount::new(written.len()))
        .bench_local(|| tnef::write(black_box(&message), &options).unwrap());
}

#[divan::bench(args = FILES)]
fn copy_streams_by_cfb(bencher: Bencher<'_, '_>, name: &str) {
    let file = file(name);
    bencher
        .counter(BytesCount::new(file.len()))
        .bench_local(|| copy_streams(black_box(&file)));
}

fn copy_streams(file: &Bytes) -> Vec<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(file.clone())).unwrap();
    let entries: Vec<_> = file.walk().filter(cfb::Entry::is_stream).collect();
    let copy = |entry: cfb::Entry| {
        let mut bytes = Vec::new();
        let mut stream = file.open_stream(entry.path()).unwrap();
        stream.read_to_end(&mut bytes).unwrap();
        bytes
    };
    entries.into_iter().map(copy).collect()
}
