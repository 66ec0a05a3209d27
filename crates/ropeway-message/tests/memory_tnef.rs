//! What reading TNEF costs in memory. A binary of its own, with one test: the allocator is counted for the
//! whole process.
#![cfg(feature = "tnef")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

use bytes::Bytes;
use ropeway_message::{ReadOptions, tnef};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A stream of attributes, each with its level.
fn stream(attributes: &[(u8, u32, Vec<u8>)]) -> Bytes {
    let mut bytes = b"\x78\x9f\x3e\x22\x01\0".to_vec();
    for (level, id, data) in attributes {
        bytes.push(*level);
        bytes.extend(id.to_le_bytes());
        bytes.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        bytes.extend(data);
        let sum = data
            .iter()
            .fold(0u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
        bytes.extend(sum.to_le_bytes());
    }
    bytes.into()
}

#[test]
fn memory_is_a_small_multiple_of_the_stream() {
    const PROPERTIES: u32 = 0x0006_9003;
    const RECIPIENTS: u32 = 0x0006_9004;
    const RENDERING: u32 = 0x0006_9002;
    let list = |count: u32, items: Vec<u8>| [&count.to_le_bytes()[..], &items].concat();
    let empty_strings = list(1, [&b"\x1f\x10\x37\0\x10\x27\0\0"[..], &[0; 40_000]].concat());
    let numbers = (1u16..8000).flat_map(|id| [&[3, 0][..], &id.to_le_bytes(), &[0; 4]].concat());
    let named = (0u32..8000).flat_map(|lid| {
        let head = [2, 0, 0, 0x80];
        [&head[..], &[7; 16], &[0; 4], &lid.to_le_bytes(), &[0; 4]].concat()
    });
    let cases = [
        ("values without bytes", vec![(1, PROPERTIES, empty_strings)]),
        (
            "small properties",
            vec![(1, PROPERTIES, list(7999, numbers.collect()))],
        ),
        ("names", vec![(1, PROPERTIES, list(8000, named.collect()))]),
        (
            "recipients without properties",
            vec![(1, RECIPIENTS, list(10_000, vec![0; 40_000]))],
        ),
        (
            "attachments without data",
            vec![(2, RENDERING, vec![0; 14]); 4000],
        ),
        (
            "counts that lie",
            vec![(
                1,
                PROPERTIES,
                [&[0xFF; 4][..], b"\x02\x10\x37\0", &[0xFF; 4]].concat(),
            )],
        ),
    ];
    for (what, attributes) in cases {
        let bytes = stream(&attributes);
        let region = Region::new(ALLOCATOR);
        let reading = tnef::read_with_report(&bytes, &ReadOptions::default()).unwrap();
        let change = region.change();
        let kept = change.bytes_allocated.saturating_sub(change.bytes_deallocated);
        drop(reading);
        eprintln!("{what}: {} bytes, {kept} kept", bytes.len());
        assert!(
            kept <= 24 * bytes.len() + 4096,
            "{what}: {kept} for {}",
            bytes.len()
        );
    }
}
