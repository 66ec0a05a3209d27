//! How fast is compressed RTF ([MS-OXRTFCP]) read and written? Counted in bytes of the RTF both ways; the
//! peer is Microsoft's crate, which reads and writes the same format.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytes::Bytes;
use divan::{AllocProfiler, Bencher, black_box, counter::BytesCount};
use ropeway::message::rtf;
use ropeway_benches::{WORDS, payload};

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

/// Some twenty words, chosen by noise, and a number that is not there a second time.
fn sentence(noise: &[u8]) -> String {
    let mut text = String::new();
    for byte in noise {
        text.push_str(WORDS[usize::from(*byte) % WORDS.len()]);
        text.push_str(if *byte > 240 { ", " } else { " " });
    }
    text.push_str(&format!("{:x}{:x}", noise[0], noise[1]));
    text
}

/// HTML in RTF, as Outlook writes it: each tag in a group, and what it means to RTF in between.
fn outlook(len: usize) -> Vec<u8> {
    let noise = payload(len);
    let mut rtf = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\fbidis \\deff0{\\fonttbl\r\n\
         {\\f0\\fswiss\\fcharset0 Arial;}\r\n{\\f1\\fmodern Courier New;}\r\n{\\f2\\fnil\\fcharset2 Symbol;}\r\n\
         {\\f3\\fmodern\\fcharset0 Courier New;}\r\n{\\f4\\fswiss\\fcharset0 \"Calibri\";}}\r\n\
         {\\colortbl\\red0\\green0\\blue0;\\red5\\green99\\blue193;\\red149\\green79\\blue114;}\r\n\
         \\uc1\\pard\\plain\\deftab360 \\f0\\fs24 \r\n{\\*\\htmltag64}\r\n\
         {\\*\\htmltag19 <html xmlns:o=\"urn:schemas-microsoft-com:office:office\">}\r\n\
         {\\*\\htmltag34 <head>}\r\n{\\*\\htmltag241 <style>}\r\n\
         {\\*\\htmltag241 <!--\\par /* Font Definitions */\\par @font-face\\par \\tab \\{font-family:Calibri;\\par \
         \\tab panose-1:2 15 5 2 2 2 4 3 2 4;\\}\\par -->}\r\n{\\*\\htmltag249 </style>}\r\n\
         {\\*\\htmltag41 </head>}\r\n{\\*\\htmltag50 <body lang=\"EN-GB\" link=\"#0563C1\">}\\htmlrtf \\lang2057 \\htmlrtf0\r\n",
    );
    for noise in noise.chunks_exact(20) {
        rtf.push_str(
            "{\\*\\htmltag64 <p class=\"MsoNormal\">}\\htmlrtf {\\htmlrtf0 {\\*\\htmltag148 <span lang=\"EN-US\" \
             style=\"color:#1F497D\">}\\htmlrtf {\\lang1033 \\htmlrtf0 ",
        );
        rtf.push_str(&sentence(noise));
        rtf.push_str(
            "\r\n{\\*\\htmltag156 </span>}\\htmlrtf }\\htmlrtf0 {\\*\\htmltag244 <o:p>}{\\*\\htmltag252 </o:p>}\
             \\htmlrtf\\par}\\htmlrtf0\r\n{\\*\\htmltag72 </p>}\r\n",
        );
        if rtf.len() > len {
            break;
        }
    }
    rtf.push_str("{\\*\\htmltag58 </body>}\r\n{\\*\\htmltag27 </html>}}");
    rtf.into_bytes()
}

/// Plain text in RTF: words, and little else.
fn plain(len: usize) -> Vec<u8> {
    let noise = payload(len);
    let mut rtf = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\fromtext \\fbidis \\deff0{\\fonttbl\r\n{\\f0\\fswiss Arial;}}\r\n\
         \\uc1\\pard\\plain\\deftab360 \\f0\\fs20 ",
    );
    for noise in noise.chunks_exact(20) {
        rtf.push_str(&sentence(noise));
        rtf.push_str("\\par\r\n");
        if rtf.len() > len {
            break;
        }
    }
    rtf.push('}');
    rtf.into_bytes()
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
