//! What decoding costs in memory. A binary of its own, and one test at a time: the allocator is counted
//! for the whole process.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

#[path = "it/strategies/mod.rs"]
#[allow(dead_code, reason = "the other test binary uses the rest")]
mod strategies;
#[path = "it/support.rs"]
#[allow(dead_code, reason = "the other test binary uses the rest")]
mod support;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use ropeway_rop::{
    NoContext, Request, RequestBuffer, Response, ResponseBuffer, ResponseContext, RopSetColumnsRequest,
};
use ropeway_types::PropertyTag;
use ropeway_types::wire::Encode;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use strategies::{Answer, Logons, Of, answers, is_private, requests};

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
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
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
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
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

/// Bytes that decoding allocates for a byte of requests, at most. The worst case that the search below finds:
/// requests of a prefix alone, 3 bytes, just more of them than a power of two, since the lists of requests and of
/// spans double. All else is cheaper; next come recipient rows of 12 bytes with 16 values of PtypNull (82).
const REQUEST_COST: usize = 128;
/// The same for a byte of responses, if no column of their rows is PtypNull: RopPending, 3 bytes.
const RESPONSE_COST: usize = 203;
/// What few ROPs cost beyond that: the lists start with room for four.
const FIXED_COST: usize = 4 * size_of::<Response>();

#[test]
fn the_costs_are_those_of_the_shortest_rops() {
    // Twice the size, for the room that is not used; by the 3 bytes of each.
    assert_eq!(
        (size_of::<Request>() + size_of::<Range<usize>>()) * 2 / 3,
        REQUEST_COST
    );
    assert_eq!((size_of::<Response>() * 2).div_ceil(3), RESPONSE_COST);
}

/// Bytes that a decoder allocates. The least of several times if that is more than `expected`: other threads
/// allocate as well. What it takes to prepare the decoder is not counted.
fn allocated<T>(expected: usize, prepare: impl Fn() -> T, decode: impl Fn(T)) -> usize {
    let once = || {
        let prepared = prepare();
        let region = Region::new(ALLOCATOR);
        decode(prepared);
        region.change().bytes_allocated
    };
    let first = once();
    if first <= expected {
        first
    } else {
        (0..10).map(|_| once()).fold(first, usize::min)
    }
}

fn request_cost(buffer: &[u8], private: bool) -> usize {
    let buffer = bytes::Bytes::copy_from_slice(buffer);
    let expected = REQUEST_COST * buffer.len() + FIXED_COST;
    allocated(
        expected,
        || buffer.clone(),
        |buffer| drop(RequestBuffer::decode(buffer, &Logons { private })),
    )
}

fn response_cost(buffer: &[u8], context: &ResponseContext) -> usize {
    let buffer = bytes::Bytes::copy_from_slice(buffer);
    let expected = RESPONSE_COST * buffer.len() + FIXED_COST;
    allocated(
        expected,
        || (buffer.clone(), context.clone()),
        |(buffer, mut context)| drop(ResponseBuffer::decode(buffer, &mut context)),
    )
}

/// A ROP as often as given, as a buffer.
fn repeated(rop: &[u8], times: usize) -> Vec<u8> {
    let mut buffer = u16::try_from(2 + rop.len() * times)
        .unwrap()
        .to_le_bytes()
        .to_vec();
    buffer.extend(rop.repeat(times));
    buffer
}

/// Made values of a strategy, the least of all among them: they shrink to that.
fn samples<T: std::fmt::Debug>(strategy: &BoxedStrategy<T>, count: usize) -> Vec<T> {
    let mut runner = TestRunner::deterministic();
    let mut samples = Vec::new();
    for _ in 0..count {
        let mut tree = strategy.new_tree(&mut runner).unwrap();
        samples.push(tree.current());
        while tree.simplify() {}
        samples.push(tree.current());
    }
    samples
}

/// Once, a few times, and just more than a power of two up to a whole payload.
fn counts(len: usize) -> impl Iterator<Item = usize> {
    let most = (PAYLOAD - 2) / len;
    (0..14)
        .map(|n| (1 << n) + 1)
        .filter(move |n| *n <= most)
        .chain([1, most])
}

/// The highest costs by the byte, in tenths, with what they are of.
fn highest(mut costs: Vec<(usize, String)>) -> Vec<(usize, String)> {
    costs.sort();
    costs.reverse();
    costs.dedup_by(|a, b| a.1.split(':').next() == b.1.split(':').next());
    costs.truncate(8);
    costs
}

#[test]
fn many_of_a_request_cost_a_small_multiple_of_their_bytes() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut costs = Vec::new();
    for (rop_id, strategy) in requests() {
        for request in samples(&strategy, 1) {
            let rop = request.to_bytes().unwrap();
            for times in counts(rop.len()) {
                let buffer = repeated(&rop, times);
                let cost = request_cost(&buffer, is_private(&request));
                let shown = format!("{rop_id}: {times} of {} bytes", rop.len());
                assert!(
                    cost <= REQUEST_COST * buffer.len() + FIXED_COST,
                    "{shown}: {cost}"
                );
                if buffer.len() > 1000 {
                    costs.push((cost * 10 / buffer.len(), shown));
                }
            }
        }
    }
    println!("requests: {:?}", highest(costs));
}

#[test]
fn many_of_a_response_cost_a_small_multiple_of_their_bytes() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut costs = Vec::new();
    for (rop_id, strategy) in answers() {
        for answer in samples(&strategy, 1) {
            let rop = answer.response.to_bytes().unwrap();
            for times in counts(rop.len()) {
                let context = Answer::context(vec![&answer; times]);
                let buffer = repeated(&rop, times);
                let cost = response_cost(&buffer, &context);
                let shown = format!("{rop_id}: {times} of {} bytes", rop.len());
                assert!(
                    cost <= RESPONSE_COST * buffer.len() + FIXED_COST,
                    "{shown}: {cost}"
                );
                if buffer.len() > 1000 {
                    costs.push((cost * 10 / buffer.len(), shown));
                }
            }
        }
    }
    println!("responses: {:?}", highest(costs));
}

/// Bytes that are set, anywhere.
type Changes = Vec<(prop::sample::Index, u8)>;

/// A valid buffer of a ROP a few times, some of its bytes changed.
fn damaged(rop: &[u8], times: usize, changes: &Changes) -> Vec<u8> {
    let mut buffer = repeated(rop, times);
    for (at, byte) in changes {
        let at = at.index(buffer.len());
        buffer[at] = *byte;
    }
    buffer
}

fn with_changes<T: std::fmt::Debug + 'static>(list: Of<T>) -> Of<(T, usize, Changes)> {
    let byte = prop_oneof![any::<u8>(), Just(0xFF), 0u8..4];
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), byte), 1..4);
    list.into_iter()
        .map(|(rop_id, strategy)| (rop_id, (strategy, 1usize..20, changes.clone()).boxed()))
        .collect()
}

#[test]
fn damaged_requests_cost_no_more() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    support::for_each(with_changes(requests()), 24, |(request, times, changes)| {
        let rop = request.to_bytes().unwrap();
        let buffer = damaged(&rop, times, &changes);
        let cost = request_cost(&buffer, is_private(&request));
        (cost <= REQUEST_COST * buffer.len() + FIXED_COST)
            .then_some(())
            .ok_or(format!("{cost} bytes for {buffer:?}"))
    });
}

#[test]
fn damaged_responses_cost_no_more() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    support::for_each(with_changes(answers()), 24, |(answer, times, changes)| {
        let rop = answer.response.to_bytes().unwrap();
        let context = Answer::context(vec![&answer; times]);
        let buffer = damaged(&rop, times, &changes);
        let cost = response_cost(&buffer, &context);
        (cost <= RESPONSE_COST * buffer.len() + FIXED_COST)
            .then_some(())
            .ok_or(format!("{cost} bytes for {buffer:?}"))
    });
}

/// A client that set `count` columns of a table, and the response that says so.
fn columns_set(tag: PropertyTag, count: usize) -> (Request, Vec<u8>) {
    let request = RopSetColumnsRequest {
        logon_id: 0,
        input_handle_index: 0,
        set_columns_flags: 0,
        property_tags: vec![tag; count],
    };
    (request.into(), vec![0x12, 0, 0, 0, 0, 0, 0])
}

/// What the responses cost beside the bytes of both buffers.
#[track_caller]
fn assert_cost_of_exchange(request: Request, rops: &[u8]) {
    let bytes = request.to_bytes().unwrap().len() + rops.len();
    let context = ResponseContext::for_requests([request]);
    let cost = response_cost(&repeated(rops, 1), &context);
    assert!(
        cost <= RESPONSE_COST * bytes + FIXED_COST,
        "{cost} bytes for {bytes}"
    );
}

#[test]
fn responses_without_rows_do_not_copy_the_columns() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let (request, first) = columns_set(PropertyTag(0x3001_001F), 8000);
    // RopQueryRows without rows, 9 bytes; RopFindRow without a row, 8; RopExpandRow without rows, 12.
    for empty in [
        &[0x15, 0, 0, 0, 0, 0, 0, 0, 0][..],
        &[0x4F, 0, 0, 0, 0, 0, 0, 0],
        &[0x59, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ] {
        let rops = [first.clone(), empty.repeat(2500)].concat();
        assert_cost_of_exchange(request.clone(), &rops);
    }
}

#[test]
fn rows_of_nulls_do_not_multiply() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let (request, first) = columns_set(PropertyTag(0x3001_0001), 8000);
    // RopQueryRows with 8 rows of 8000 values each in 17 bytes, and what makes them credible: 8400 bytes of
    // RopAbort behind them.
    let rows = [0x15, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let behind = [0x38, 0, 0, 0, 0, 0, 0].repeat(1200);
    let rops = [first, rows.repeat(20), behind].concat();
    assert_cost_of_exchange(request, &rops);
}

#[test]
fn short_rows_of_nulls_do_not_multiply() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let (request, first) = columns_set(PropertyTag(0x3001_0001), 16);
    // RopQueryRows with 4095 rows of 16 values each, a byte a row.
    let mut rows = vec![0x15, 0, 0, 0, 0, 0, 0, 0xFF, 0x0F];
    rows.resize(9 + 4095, 0);
    let rops = [first, rows.repeat(7)].concat();
    assert_cost_of_exchange(request, &rops);
}
