//! How fast is a message stored and read back? Counted in bytes of the stored form. The message has what a
//! large one has: 290 properties and 100 KB of attachment.
#![allow(missing_docs, clippy::unwrap_used)]

use divan::{AllocProfiler, Bencher, black_box, counter::BytesCount};
use ropeway::message::{Message, ReadOptions, stored};
use ropeway::types::{FileTime, Guid, PropertyName, PropertyTag, PropertyType, PropertyValue};
use ropeway_benches::{payload, with_attachment};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Numbers, texts, times and small binaries, a third of them named.
fn message() -> Message {
    const PROPERTIES: u16 = 290;
    const SET: Guid = Guid([9; 16]);
    let mut message = with_attachment(100_000);
    let noise = payload(usize::from(PROPERTIES) * 32);
    for (number, noise) in (0..PROPERTIES).zip(noise.chunks(32)) {
        let value: PropertyValue = match number % 4 {
            0 => i32::from(number).into(),
            1 => format!("text of property {number}").as_str().into(),
            2 => PropertyValue::Time(FileTime(u64::from(number) << 32)),
            _ => PropertyValue::Binary(noise.to_vec().into()),
        };
        let id = if number % 3 == 0 {
            let name = PropertyName::id(SET, u32::from(number));
            message.named_properties.id_or_insert(&name).unwrap()
        } else {
            0x6800 + number
        };
        let tag = PropertyTag::new(id, PropertyType::UNSPECIFIED);
        message.properties.set(tag, value);
    }
    message
}

#[divan::bench]
fn write(bencher: Bencher<'_, '_>) {
    let message = message();
    let len = stored::write(&message).unwrap().len();
    bencher
        .counter(BytesCount::new(len))
        .bench_local(|| stored::write(black_box(&message)).unwrap());
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let bytes = stored::write(&message()).unwrap();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| stored::read(black_box(&bytes)).unwrap());
}

#[divan::bench]
fn read_with_report(bencher: Bencher<'_, '_>) {
    let bytes = stored::write(&message()).unwrap();
    let options = ReadOptions::default();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| stored::read_with_report(black_box(&bytes), &options).unwrap());
}
