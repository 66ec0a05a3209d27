//! How fast is a message converted, beside what mail-builder alone needs to write the same parts?
#![allow(missing_docs, clippy::unwrap_used)]

use divan::{AllocProfiler, Bencher, black_box, counter::BytesCount};
use mail_builder::MessageBuilder;
use ropeway::message::{DirectorySnapshot, Message, rtf};
use ropeway::mime::{ConvertOptions, convert};
use ropeway::types::tags;
use ropeway_benches::meeting::meeting_request;
use ropeway_benches::rich_text::{editor, outlook, plain};
use ropeway_benches::{TEXT, payload, small_text, with_attachment};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

const LARGE: usize = 10 << 20;

fn main() {
    divan::main();
}

fn run(bencher: Bencher<'_, '_>, message: &Message) {
    let directory = DirectorySnapshot::new();
    let options = ConvertOptions::new(&directory);
    let mut sink = Vec::new();
    convert(message, &options).unwrap().write_to(&mut sink).unwrap();
    bencher.counter(BytesCount::new(sink.len())).bench_local(|| {
        sink.clear();
        convert(black_box(message), &options)
            .unwrap()
            .write_to(&mut sink)
            .unwrap();
    });
}

#[divan::bench]
fn small_text_by_ropeway(bencher: Bencher<'_, '_>) {
    run(bencher, &small_text());
}

#[divan::bench]
fn attachment_of_10_mib_by_ropeway(bencher: Bencher<'_, '_>) {
    run(bencher, &with_attachment(LARGE));
}

#[divan::bench]
fn meeting_request_by_ropeway(bencher: Bencher<'_, '_>) {
    run(bencher, &meeting_request());
}

/// A message whose body is nothing but RTF.
fn with_rtf(rtf: &[u8]) -> Message {
    let mut message = small_text();
    message.properties.remove(tags::BODY.id());
    message.properties.set(tags::RTF_COMPRESSED, rtf::compress(rtf));
    message
}

const RTF_SIZES: [usize; 3] = [10_000, 20_000, 50_000];

#[divan::bench(args = RTF_SIZES)]
fn html_in_rtf_by_ropeway(bencher: Bencher<'_, '_>, len: usize) {
    run(bencher, &with_rtf(&outlook(len)));
}

#[divan::bench(args = RTF_SIZES)]
fn text_in_rtf_by_ropeway(bencher: Bencher<'_, '_>, len: usize) {
    run(bencher, &with_rtf(&plain(len)));
}

#[divan::bench(args = RTF_SIZES)]
fn rtf_by_ropeway(bencher: Bencher<'_, '_>, len: usize) {
    run(bencher, &with_rtf(&editor(len)));
}

fn build(attachment: Option<&[u8]>, sink: &mut Vec<u8>) {
    let mut message = MessageBuilder::new()
        .from(("Bob", "bob@example.test"))
        .to(("Ann", "ann@example.test"))
        .subject("The cable car is running again")
        .date(0i64)
        .message_id("1@example.test")
        .text_body(TEXT);
    if let Some(data) = attachment {
        message = message.attachment("application/octet-stream", "data.bin", data);
    }
    message.write_to(sink).unwrap();
}

#[divan::bench]
fn small_text_by_mail_builder(bencher: Bencher<'_, '_>) {
    let mut sink = Vec::new();
    build(None, &mut sink);
    bencher.counter(BytesCount::new(sink.len())).bench_local(|| {
        sink.clear();
        build(None, &mut sink);
    });
}

#[divan::bench]
fn attachment_of_10_mib_by_mail_builder(bencher: Bencher<'_, '_>) {
    let data = payload(LARGE);
    let mut sink = Vec::new();
    build(Some(&data), &mut sink);
    bencher.counter(BytesCount::new(sink.len())).bench_local(|| {
        sink.clear();
        build(Some(black_box(&data)), &mut sink);
    });
}
