//! What reading costs in memory. A binary of its own, with one test: the allocator is counted for the whole
//! process.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use bytes::Bytes;
use ropeway_message::rtf;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Bytes that a call allocates, all in all. The least of several times: the test harness has a thread of
/// its own, which allocates when it likes.
fn cost<T>(mut call: impl FnMut() -> T) -> usize {
    let once = |call: &mut dyn FnMut() -> T| {
        let region = Region::new(ALLOCATOR);
        let result = call();
        let change = region.change();
        drop(result);
        change.bytes_allocated + usize::try_from(change.bytes_reallocated).unwrap_or(0)
    };
    (0..5).map(|_| once(&mut call)).min().unwrap()
}

/// Contents behind a header that promises 4 GiB.
fn lying(contents: &[u8]) -> Bytes {
    [b"\xff\xff\xff\xff\xff\xff\xff\xffLZFu\0\0\0\0", contents]
        .concat()
        .into()
}

#[test]
fn compressed_rtf_costs_what_it_gives_and_the_dictionary() {
    // The dictionary, and the room that a run may need.
    const FIXED: usize = 4096 + 256;
    let text = b"{\\rtf1 abcabcabd \\par}".repeat(5000);
    let honest = rtf::compress(&text);
    let used = cost(|| rtf::decompress(&honest, usize::MAX).unwrap());
    assert!(used <= text.len() + FIXED, "{used} bytes for {}", text.len());

    // A promise is believed as far as the contents could keep it: a byte gives eight at most.
    let literals = lying(&[0; 9000]);
    let used = cost(|| rtf::decompress(&literals, usize::MAX).unwrap());
    assert!(used <= 10 * literals.len() + FIXED, "{used} bytes for literals");
    // What was reserved in vain is not kept.
    let out = rtf::decompress(&literals, usize::MAX).unwrap();
    assert_eq!(out.rtf.len(), 8000);

    // A bomb costs no more than the limit, and one run.
    let bomb = lying(&b"\xff\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f".repeat(100));
    assert_eq!(rtf::decompress(&bomb, usize::MAX).unwrap().rtf.len(), 800 * 17);
    let used = cost(|| rtf::decompress(&bomb, 10_000).unwrap_err());
    assert!(used <= 10_000 + FIXED, "{used} bytes for a bomb");

    // Compressing costs its tables and three times the text: text, output, and output that grows.
    const TABLES: usize = (2 * 4 + 1) * 4096 * 4;
    let used = cost(|| rtf::compress(&text));
    assert!(
        used <= 3 * text.len() + TABLES + FIXED,
        "{used} bytes to compress"
    );
}
