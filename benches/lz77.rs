//! How fast are the payloads of extended buffers compressed and decompressed? Counted in bytes of the
//! plain payload both ways; the peer reads and writes the same format.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytes::Bytes;
use divan::{AllocProfiler, Bencher, black_box, counter::BytesCount};
use ropeway::rop::extended::{self, ExtendedFlags, MAX_PAYLOAD};
use ropeway::rop::{Request, Response, ResponseBuffer, RopQueryRowsResponse, RopQueryRowsSuccess};
use ropeway::types::{FileTime, PropertyRow, PropertyValue, RowValue, TaggedPropertyValue, tags};
use ropeway_benches::WORDS;
use ropeway_benches::rop_buffers::{payload, submission_batch};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

const PAYLOADS: [&str; 4] = ["compose", "table", "random", "zeros"];

/// What a client and a server send each other, by name.
fn plain(name: &str) -> Bytes {
    match name {
        "compose" => compose(),
        "table" => table(),
        "random" => payload(MAX_PAYLOAD),
        _ => vec![0; MAX_PAYLOAD].into(),
    }
}

/// The submission batch with an HTML body of some 20 KB.
fn compose() -> Bytes {
    let noise = payload(8192);
    let mut html = String::from(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\r\n\
         <style>p.MsoNormal {margin:0cm; font-size:11.0pt; font-family:\"Calibri\",sans-serif}</style>\
         </head><body lang=\"EN-GB\" link=\"#0563C1\" vlink=\"#954F72\"><div class=\"WordSection1\">\r\n",
    );
    for paragraph in noise.chunks(20) {
        html.push_str("<p class=\"MsoNormal\"><span lang=\"EN-US\" style=\"color:#1F497D\">");
        for byte in paragraph {
            html.push_str(WORDS[usize::from(*byte) % WORDS.len()]);
            html.push_str(if *byte > 240 { ", " } else { " " });
        }
        html.push_str(&format!("{:x}</span></p>\r\n", paragraph[0]));
        if html.len() > 20_000 {
            break;
        }
    }
    html.push_str("</div></body></html>");
    let mut batch = submission_batch();
    for request in &mut batch.requests {
        if let Request::SetProperties(set) = request {
            let html = PropertyValue::Binary(html.clone().into());
            set.property_values
                .push(TaggedPropertyValue::new(tags::HTML, html));
        }
    }
    batch.encode().unwrap()
}

/// The answer to RopQueryRows with 500 rows of five columns.
fn table() -> Bytes {
    const SUBJECTS: &[&str] = &[
        "Re: cable car",
        "Timetable",
        "AW: Re: closed",
        "Tickets",
        "Wind warning",
    ];
    let noise = payload(4096);
    let rows = noise.chunks(8).zip(0i64..500).map(|(noise, number)| {
        let subject = SUBJECTS[usize::from(noise[0]) % SUBJECTS.len()];
        let size = 2000 + 16 * i32::from(noise[1]) + i32::from(noise[2]);
        let time = 0x01DC_5A00_0000_0000 + number as u64 * 36_000_000_000 + u64::from(noise[3]) * 10_000_000;
        PropertyRow::new(vec![
            RowValue::Value(PropertyValue::Integer64(
                0x0001_0000 + (0x0002_0000_0000_0000 + number) * 256,
            )),
            RowValue::Value(PropertyValue::Integer32(if noise[4] > 200 { 0x11 } else { 1 })),
            RowValue::Value(PropertyValue::Integer32(size)),
            RowValue::Value(PropertyValue::Time(FileTime(time))),
            RowValue::Value(PropertyValue::from(format!("{subject} {}", noise[5]).as_str())),
        ])
    });
    let response = Response::QueryRows(RopQueryRowsResponse {
        input_handle_index: 0,
        result: Ok(RopQueryRowsSuccess {
            origin: 0,
            columns: vec![
                tags::MID,
                tags::MESSAGE_FLAGS,
                tags::MESSAGE_SIZE,
                tags::MESSAGE_DELIVERY_TIME,
                tags::SUBJECT,
            ],
            rows: rows.collect(),
        }),
    });
    ResponseBuffer::new(vec![response], vec![1]).encode().unwrap()
}

#[divan::bench(args = PAYLOADS)]
fn compress(bencher: Bencher<'_, '_>, name: &str) {
    let plain = plain(name);
    bencher
        .counter(BytesCount::new(plain.len()))
        .bench_local(|| extended::compress(black_box(&plain)));
}

#[divan::bench(args = PAYLOADS)]
fn decompress(bencher: Bencher<'_, '_>, name: &str) {
    let plain = plain(name);
    let packed = extended::compress(&plain);
    bencher
        .counter(BytesCount::new(plain.len()))
        .bench_local(|| extended::decompress(black_box(&packed), plain.len()).unwrap());
}

/// The peer tries every distance at every place: a few rounds are enough to see it.
#[divan::bench(args = PAYLOADS, sample_count = 3, sample_size = 1)]
fn compress_peer(bencher: Bencher<'_, '_>, name: &str) {
    let plain = plain(name);
    bencher
        .counter(BytesCount::new(plain.len()))
        .bench_local(|| lzxpress::data::compress(black_box(&plain)).unwrap());
}

#[divan::bench(args = PAYLOADS)]
fn decompress_peer(bencher: Bencher<'_, '_>, name: &str) {
    let plain = plain(name);
    let packed = extended::compress(&plain);
    // It refuses a group of flags with which the input ends, as [MS-XCA] 2.3.4 writes it when the one before is full.
    let packed = packed.strip_suffix(&[0xFF; 4]).unwrap_or(&packed);
    assert_eq!(lzxpress::data::decompress(packed).unwrap(), plain);
    bencher
        .counter(BytesCount::new(plain.len()))
        .bench_local(|| lzxpress::data::decompress(black_box(packed)).unwrap());
}

/// Flags of the forms an extended buffer has: plain, obfuscated, compressed, both.
const FORMS: [u16; 4] = [4, 6, 5, 7];

#[divan::bench(args = FORMS)]
fn encode_buffer(bencher: Bencher<'_, '_>, flags: u16) {
    let plain = table();
    bencher
        .counter(BytesCount::new(plain.len()))
        .bench_local(|| extended::encode(black_box(plain.clone()), ExtendedFlags(flags)).unwrap());
}

#[divan::bench(args = FORMS)]
fn decode_buffer(bencher: Bencher<'_, '_>, flags: u16) {
    let plain = table();
    let buffer = extended::encode(plain.clone(), ExtendedFlags(flags)).unwrap();
    bencher
        .counter(BytesCount::new(plain.len()))
        .bench_local(|| extended::decode(black_box(buffer.clone())).unwrap());
}
