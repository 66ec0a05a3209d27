//! What decoding costs in memory. A binary of its own, and one test at a time: the allocator is counted
//! for the whole process.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use ropeway_rop::{NoContext, RequestBuffer};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::sync::Mutex;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Held by the test that counts.
static COUNTING: Mutex<()> = Mutex::new(());

/// One payload, as large as it may be.
const PAYLOAD: usize = 0x8000;

/// A ROP input buffer of `head`, and behind it as many `unit`s as fit, without handles.
fn buffer(head: &[u8], unit: &[u8]) -> bytes::Bytes {
    let room = PAYLOAD - 2 - head.len();
    let mut buffer = u16::try_from(PAYLOAD).unwrap().to_le_bytes().to_vec();
    buffer.extend_from_slice(head);
    buffer.extend(unit.iter().copied().cycle().take(room / unit.len() * unit.len()));
    buffer.resize(PAYLOAD, 1);
    let size = u16::try_from(2 + head.len() + room / unit.len() * unit.len()).unwrap();
    buffer.splice(..2, size.to_le_bytes());
    buffer.into()
}

/// Bytes and number of all allocations that decoding makes, and whether it could be read. The least of
/// several times: the test harness has a thread of its own, which allocates when it likes.
fn cost(buffer: &bytes::Bytes) -> (usize, usize, bool) {
    let once = || {
        let buffer = buffer.clone();
        let region = Region::new(ALLOCATOR);
        let decoded = RequestBuffer::decode(buffer, &NoContext);
        let change = region.change();
        (change.bytes_allocated, change.allocations, decoded.is_ok())
    };
    (0..10).map(|_| once()).min().unwrap()
}

fn u16s(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

/// What a stream or a body carries is a slice of the input.
#[test]
fn a_payload_is_not_copied() {
    let _counting = COUNTING.lock().unwrap();
    let write_stream = |len: u16| {
        let mut buffer = u16s(&[2 + 5 + len]);
        buffer.extend([0x2D, 0, 0]);
        buffer.extend(u16s(&[len]));
        buffer.resize(7 + usize::from(len), 7);
        buffer.into()
    };
    let set_property = |len: u16| {
        let mut buffer = u16s(&[2 + 3 + 4 + 4 + 2 + len]);
        buffer.extend([0x0A, 0, 0]);
        buffer.extend(u16s(&[2 + 4 + 2 + len, 1]));
        buffer.extend([0x02, 0x01, 0x01, 0x37]);
        buffer.extend(u16s(&[len]));
        buffer.resize(15 + usize::from(len), 7);
        buffer.into()
    };
    let shapes: [&dyn Fn(u16) -> bytes::Bytes; 2] = [&write_stream, &set_property];
    for shape in shapes {
        let (short, long) = (cost(&shape(10)), cost(&shape(0x7F00)));
        println!("{short:?}");
        assert_eq!(short, long);
        assert!(short.2);
    }
}

#[test]
fn a_payload_costs_a_small_multiple_of_itself() {
    let _counting = COUNTING.lock().unwrap();
    let count = |unit: usize, head: usize| u16::try_from((PAYLOAD - 2 - head) / unit).unwrap();
    let set_properties = |tag: [u8; 4], count: u32, unit: &[u8]| {
        // One value of a multiple type.
        let head = 3 + 4 + 8;
        let size = u16::try_from((PAYLOAD - 2 - head) / unit.len() * unit.len() + 10).unwrap();
        let mut rop = vec![0x0A, 0, 0];
        rop.extend(u16s(&[size, 1]));
        rop.extend(tag);
        rop.extend(count.to_le_bytes());
        buffer(&rop, unit)
    };
    let nulls = {
        let n = count(4, 7);
        let mut rop = vec![0x0A, 0, 0];
        rop.extend(u16s(&[2 + n * 4, n]));
        buffer(&rop, &[1, 0, 1, 0x30])
    };
    let rows = |unit: &[u8]| {
        let mut rop = vec![0x0E, 0, 0, 0, 0];
        rop.extend(u16s(&[count(unit.len(), 7)]));
        buffer(&rop, unit)
    };
    let rows_of_nulls = {
        let mut rop = vec![0x0E, 0, 0];
        rop.extend(u16s(&[16]));
        rop.extend([1, 0, 1, 0x30].repeat(16));
        rop.extend(u16s(&[count(12, 71)]));
        buffer(&rop, &[0, 0, 0, 0, 1, 5, 0, 0, 0, 16, 0, 0])
    };
    let flagged_row = {
        let columns = 6000u16;
        let mut rop = vec![0x0E, 0, 0];
        rop.extend(u16s(&[columns]));
        rop.extend([3, 0, 1, 0x30].repeat(usize::from(columns)));
        rop.extend(u16s(&[1]));
        rop.extend([0, 0, 0, 0, 1]);
        rop.extend(u16s(&[2 + 2 + 1 + columns, 0, columns]));
        rop.push(1);
        rop.extend(vec![1; usize::from(columns)]);
        buffer(&rop, &[1, 0, 0])
    };
    // A rule whose condition has the given bytes.
    let restriction = |head: &[u8], unit: &[u8]| {
        let mut rop = vec![0x41, 0, 0, 0, 1, 0, 1, 1, 0, 0xfd, 0, 0x79, 0x66];
        rop.extend_from_slice(head);
        buffer(&rop, unit)
    };
    let empty_ands = |kind| restriction(&[&[kind][..], &u16s(&[count(3, 16)])].concat(), &[0, 0, 0]);
    let shapes = [
        ("releases", buffer(&[], &[1, 0, 0])),
        ("nulls", nulls),
        (
            "multiple strings",
            set_properties([0x1e, 0x10, 1, 0x80], u32::from(count(1, 15)), &[0]),
        ),
        (
            "multiple wide strings",
            set_properties([0x1f, 0x10, 1, 0x80], u32::from(count(2, 15)), &[0, 0]),
        ),
        (
            "multiple binaries",
            set_properties([0x02, 0x11, 1, 0x80], u32::from(count(2, 15)), &[0, 0]),
        ),
        (
            "multiple integers",
            set_properties([0x02, 0x10, 1, 0x80], u32::from(count(2, 15)), &[0, 0]),
        ),
        ("removed recipients", rows(&[0, 0, 0, 0, 1, 0, 0])),
        ("empty recipients", rows(&[0, 0, 0, 0, 1, 5, 0, 0, 0, 0, 0, 0])),
        ("recipients of nulls", rows_of_nulls),
        ("flagged row", flagged_row),
        ("empty restrictions", empty_ands(0)),
        (
            "restrictions that claim to hold as many as could be",
            restriction(&[], &[0, 0, 0x20]),
        ),
        (
            "restrictions in values that do",
            restriction(&[], &[4, 4, 1, 0, 1, 0, 0xfd, 0, 1, 0, 0, 0, 0x20]),
        ),
        ("nots", restriction(&[], &[2])),
        ("names", {
            let n = count(17, 6);
            let mut rop = vec![0x56, 0, 0, 0];
            rop.extend(u16s(&[n]));
            buffer(&rop, &[0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        }),
        ("read states", {
            let mut rop = vec![0x80, 0, 0];
            rop.extend(u16s(&[count(3, 5) * 3]));
            buffer(&rop, &[0, 0, 0])
        }),
        ("rules", {
            let mut rop = vec![0x41, 0, 0, 0];
            rop.extend(u16s(&[count(3, 6)]));
            buffer(&rop, &[0, 0, 0])
        }),
        (
            "logons",
            buffer(&[], &[0xFE, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ),
        ("handles", {
            let mut buffer = vec![2, 0];
            buffer.resize(PAYLOAD, 0);
            buffer.into()
        }),
    ];
    for (name, buffer) in &shapes {
        let (bytes, allocations, read) = cost(buffer);
        println!(
            "{name}: {}x, {bytes} bytes in {allocations} allocations, {read}",
            bytes / PAYLOAD
        );
        assert!(bytes <= 100 * PAYLOAD, "{name}: {bytes} bytes");
    }
}
