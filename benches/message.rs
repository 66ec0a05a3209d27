//! How fast is a .msg file read? The floor is to walk the same compound file with `cfb` and to copy all its
//! streams into memory. And how fast is the same message written as one, and as a TNEF stream, and read from
//! that?
#![allow(missing_docs, clippy::unwrap_used)]

use bytes::Bytes;
use divan::{AllocProfiler, Bencher, black_box, counter::BytesCount};
use ropeway::message::{Message, ReadOptions, msg, tnef};
use ropeway_benches::payload;
use std::io::{Cursor, Read, Write};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

const FILES: [&str; 4] = ["note", "attachments", "recipients", "embedded"];

fn file(name: &str) -> Bytes {
    let mut file = MsgFile::new();
    file.message("/", 32, 1);
    match name {
        "attachments" => (0..10).for_each(|n| file.attachment("/", n, 100_000)),
        "recipients" => (1..30).for_each(|n| file.recipient("/", n)),
        "embedded" => {
            let mut outer = String::from("/");
            for _ in 0..10 {
                outer = file.embedded(&outer);
            }
        }
        _ => {}
    }
    file.finish()
}

/// A .msg file under construction, in the shape in which Outlook stores what it received.
struct MsgFile(cfb::CompoundFile<Cursor<Vec<u8>>>);

impl MsgFile {
    fn new() -> Self {
        // Outlook's files have sectors of 512 bytes.
        let file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()));
        let mut file = Self(file.unwrap());
        let names = "/__nameid_version1.0";
        file.storage(names);
        file.stream(&format!("{names}/__substg1.0_00020102"), &payload(16 * 3));
        let entries = (0u16..30).flat_map(|n| {
            let [low, high] = n.to_le_bytes();
            [low, 0x85, 0, 0, 6, 0, low, high]
        });
        file.stream(
            &format!("{names}/__substg1.0_00030102"),
            &entries.collect::<Vec<_>>(),
        );
        file.stream(&format!("{names}/__substg1.0_00040102"), &[]);
        file
    }

    fn storage(&mut self, path: &str) {
        self.0.create_storage(path).unwrap();
    }

    fn stream(&mut self, path: &str, bytes: &[u8]) {
        self.0.create_stream(path).unwrap().write_all(bytes).unwrap();
    }

    /// The properties of an object: the streams of those of variable size, and the property stream, with as
    /// many of fixed size again.
    fn properties(&mut self, storage: &str, header: usize, values: &[(u32, usize)]) {
        let mut stream = vec![0; header];
        for (tag, len) in values {
            let text: Vec<u8> = (0..*len)
                .map(|n| if n % 2 == 0 { b'a' + (n % 26) as u8 } else { 0 })
                .collect();
            self.stream(&format!("{storage}__substg1.0_{tag:08X}"), &text);
            stream.extend(tag.to_le_bytes());
            stream.extend([6, 0, 0, 0]);
            let terminator = if tag & 0xFFFF == 0x1F { 2 } else { 0 };
            stream.extend(u64::try_from(len + terminator).unwrap().to_le_bytes());
            stream.extend((((0x6000 | ((tag >> 16) & 0xFFF)) << 16) | 3).to_le_bytes());
            stream.extend([6, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0]);
        }
        self.stream(&format!("{storage}__properties_version1.0"), &stream);
    }

    /// A message in a storage, with one recipient.
    fn message(&mut self, storage: &str, header: usize, recipients: u32) {
        let mut values = vec![
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
        values.extend((0..10).map(|n| (0x8000_001F + (n << 16), 20)));
        self.properties(storage, header, &values);
        (0..recipients).for_each(|n| self.recipient(storage, n));
    }

    fn recipient(&mut self, outer: &str, number: u32) {
        let storage = format!("{outer}__recip_version1.0_#{number:08X}/");
        self.storage(&storage);
        let values = [
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
        self.properties(&storage, 8, &values);
    }

    fn attachment(&mut self, outer: &str, number: u32, len: usize) {
        let storage = format!("{outer}__attach_version1.0_#{number:08X}/");
        self.storage(&storage);
        let values = [
            (0x0FF9_0102, 4),
            (0x3001_001F, 30),
            (0x3701_0102, len),
            (0x3702_0102, 0),
            (0x3703_001F, 8),
            (0x3704_001F, 24),
            (0x3707_001F, 30),
            (0x3709_0102, 3000),
            (0x370E_001F, 40),
        ];
        self.properties(&storage, 8, &values);
    }

    /// Returns the storage of the embedded message.
    fn embedded(&mut self, outer: &str) -> String {
        let storage = format!("{outer}__attach_version1.0_#00000000/");
        self.storage(&storage);
        self.properties(&storage, 8, &[(0x0FF9_0102, 4), (0x3001_001F, 30)]);
        let inner = format!("{storage}__substg1.0_3701000D/");
        self.storage(&inner);
        self.message(&inner, 24, 1);
        inner
    }

    fn finish(mut self) -> Bytes {
        self.0.flush().unwrap();
        self.0.into_inner().into_inner().into()
    }
}

#[divan::bench(args = FILES)]
fn read_msg(bencher: Bencher<'_, '_>, name: &str) {
    let file = file(name);
    let options = ReadOptions::default();
    let reading = msg::read_with_report(Cursor::new(file.clone()), &options).unwrap();
    assert!(!reading.report.lost_something(), "{:?}", reading.report);
    bencher
        .counter(BytesCount::new(file.len()))
        .bench_local(|| msg::read_bytes(black_box(&file), &options).unwrap());
}

fn message(name: &str) -> Message {
    msg::read_bytes(&file(name), &ReadOptions::default()).unwrap()
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
