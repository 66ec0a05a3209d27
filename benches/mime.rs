//! How fast is a message converted, beside what mail-builder alone needs to write the same parts?
#![allow(missing_docs, clippy::unwrap_used)]

use divan::{
    AllocProfiler, Bencher, black_box,
    counter::{BytesCount, ItemsCount},
};
use mail_builder::MessageBuilder;
use ropeway::message::msg::read_bytes;
use ropeway::message::{Attachment, DirectorySnapshot, Message, ReadOptions, rtf};
use ropeway::mime::{ConvertOptions, convert};
use ropeway::types::tags;
use ropeway_benches::meeting::meeting_request;
use ropeway_benches::rich_text::{editor, outlook, plain};
use ropeway_benches::{TEXT, payload, small_text, with_attachment};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

const LARGE: usize = 10 << 20;
const MEDIUM: usize = 1 << 20;
/// Some 5 KB of text.
const LETTER: usize = 5000 / TEXT.len() + 1;

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

#[divan::bench]
fn attachment_of_1_mib_by_ropeway(bencher: Bencher<'_, '_>) {
    run(bencher, &with_attachment(MEDIUM));
}

fn letter() -> Message {
    let mut message = small_text();
    message.properties.set(tags::BODY, TEXT.repeat(LETTER).as_str());
    message
}

#[divan::bench]
fn text_of_5_kb_by_ropeway(bencher: Bencher<'_, '_>) {
    run(bencher, &letter());
}

/// Text, HTML of some 20 KB, and two pictures in it.
fn with_pictures() -> Message {
    let mut message = small_text();
    let rows = "<tr><td>08:00</td><td><b>Valley</b> &ndash; summit</td></tr>\r\n".repeat(300);
    let html = format!(
        "<html><head><title>x</title></head><body><img src=\"cid:1@x\"><table>{rows}</table><img src=\"cid:2@x\"></body></html>"
    );
    message.properties.set(tags::HTML, html.into_bytes());
    for (number, id) in [(0, "1@x"), (1, "2@x")] {
        let mut picture = Attachment::file(number, "p.png", "image/png", payload(20_000));
        picture.properties.set(tags::ATTACH_CONTENT_ID, id);
        message.attachments.push(picture);
    }
    message
}

#[divan::bench]
fn html_with_pictures_by_ropeway(bencher: Bencher<'_, '_>) {
    run(bencher, &with_pictures());
}

/// One of each kind; with ROPEWAY_SHARED, the messages of the corpus instead.
fn mixed() -> Vec<Message> {
    let files = std::env::var_os("ROPEWAY_SHARED")
        .map(|shared| std::path::Path::new(&shared).join("corpus/msg"))
        .and_then(|folder| std::fs::read_dir(folder).ok());
    let Some(files) = files else {
        let rtf = [outlook(10_000), plain(10_000), editor(10_000)];
        let mut messages: Vec<Message> = rtf.iter().map(|rtf| with_rtf(rtf)).collect();
        messages.extend([
            small_text(),
            letter(),
            with_pictures(),
            with_attachment(100_000),
            meeting_request(),
        ]);
        return messages;
    };
    files
        .filter_map(|file| std::fs::read(file.ok()?.path()).ok())
        .filter_map(|file| read_bytes(&file.into(), &ReadOptions::default()).ok())
        .collect()
}

/// All of them on as many threads as divan starts.
#[divan::bench(threads = [1, 2])]
fn mixed_by_ropeway(bencher: Bencher<'_, '_>) {
    let messages = mixed();
    let directory = DirectorySnapshot::new();
    let options = ConvertOptions::new(&directory).default_sender("unknown@example.test");
    let whole = || {
        let mut len = 0;
        for message in &messages {
            if let Ok(mime) = convert(black_box(message), &options) {
                len += mime.len();
                mime.write_to(&mut std::io::sink()).unwrap();
            }
        }
        len
    };
    let bytes = BytesCount::new(whole());
    let messages_per_round = ItemsCount::new(messages.len());
    bencher.counter(bytes).counter(messages_per_round).bench(whole);
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

fn build(text: &str, attachment: Option<&[u8]>, sink: &mut Vec<u8>) {
    let mut message = MessageBuilder::new()
        .from(("Bob", "bob@example.test"))
        .to(("Ann", "ann@example.test"))
        .subject("The cable car is running again")
        .date(0i64)
        .message_id("1@example.test")
        .text_body(text);
    if let Some(data) = attachment {
        message = message.attachment("application/octet-stream", "data.bin", data);
    }
    message.write_to(sink).unwrap();
}

#[divan::bench]
fn small_text_by_mail_builder(bencher: Bencher<'_, '_>) {
    let mut sink = Vec::new();
    build(TEXT, None, &mut sink);
    bencher.counter(BytesCount::new(sink.len())).bench_local(|| {
        sink.clear();
        build(TEXT, None, &mut sink);
    });
}

#[divan::bench]
fn text_of_5_kb_by_mail_builder(bencher: Bencher<'_, '_>) {
    let text = TEXT.repeat(LETTER);
    let mut sink = Vec::new();
    build(&text, None, &mut sink);
    bencher.counter(BytesCount::new(sink.len())).bench_local(|| {
        sink.clear();
        build(black_box(&text), None, &mut sink);
    });
}

#[divan::bench(args = [MEDIUM, LARGE])]
fn attachment_by_mail_builder(bencher: Bencher<'_, '_>, len: usize) {
    let data = payload(len);
    let mut sink = Vec::new();
    build(TEXT, Some(&data), &mut sink);
    bencher.counter(BytesCount::new(sink.len())).bench_local(|| {
        sink.clear();
        build(TEXT, Some(black_box(&data)), &mut sink);
    });
}
