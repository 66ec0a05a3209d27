//! How fast is compressed RTF ([MS-OXRTFCP]) read and written? Counted in bytes of the RTF both ways; the
//! peer is Microsoft's crate, which reads and writes the same format.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytes::Bytes;
use divan::{AllocProfiler, Bencher, black_box, counter::BytesCount};
use ropeway::message::rtf;
use ropeway_benches::payload;
use ropeway_benches::rich_text::{outlook, plain};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

const TEXTS: [&str; 5] = ["outlook_100k", "outlook_5k", "plain", "random", "run"];

/// RTF by name.
fn text(name: &str) -> Vec<u8> {
    match name {
        "outlook_100k" => outlook(100_000),
        "outlook_5k" => outlook(5_000),
        "plain" => plain(50_000),
        // Without zeros, at which the peer ends the text.
        "random" => payload(50_000).iter().map(|byte| byte | 1).collect(),
        _ => vec![b'='; 50_000],
    }
}

/// The same bytes as text, in which each is the character of that number: how the peer takes them.
fn characters(rtf: &[u8]) -> String {
    rtf.iter().map(|byte| char::from(*byte)).collect()
}

#[divan::bench(args = TEXTS)]
fn decompress(bencher: Bencher<'_, '_>, name: &str) {
    let rtf = text(name);
    let compressed = rtf::compress(&rtf);
    assert_eq!(rtf::decompress(&compressed, usize::MAX).unwrap().rtf, rtf);
    bencher
        .counter(BytesCount::new(rtf.len()))
        .bench_local(|| rtf::decompress(black_box(&compressed), usize::MAX).unwrap());
}

#[divan::bench(args = TEXTS)]
fn decompress_peer(bencher: Bencher<'_, '_>, name: &str) {
    let rtf = text(name);
    let compressed: Bytes = rtf::compress(&rtf);
    assert_eq!(
        compressed_rtf::decompress_rtf(&compressed).unwrap(),
        characters(&rtf)
    );
    bencher
        .counter(BytesCount::new(rtf.len()))
        .bench_local(|| compressed_rtf::decompress_rtf(black_box(&compressed)).unwrap());
}

#[divan::bench(args = TEXTS)]
fn compress(bencher: Bencher<'_, '_>, name: &str) {
    let rtf = text(name);
    bencher
        .counter(BytesCount::new(rtf.len()))
        .bench_local(|| rtf::compress(black_box(&rtf)));
}

/// The peer tries every place of the dictionary: a few rounds are enough to see it.
#[divan::bench(args = TEXTS, sample_count = 3, sample_size = 1)]
fn compress_peer(bencher: Bencher<'_, '_>, name: &str) {
    let rtf = text(name);
    let characters = characters(&rtf);
    let theirs: Bytes = compressed_rtf::compress_rtf(&characters).unwrap().into();
    assert_eq!(rtf::decompress(&theirs, usize::MAX).unwrap().rtf, rtf);
    bencher
        .counter(BytesCount::new(rtf.len()))
        .bench_local(|| compressed_rtf::compress_rtf(black_box(&characters)).unwrap());
}
