//! How many submission batches a second can be read and written?
#![allow(missing_docs, clippy::unwrap_used)]

use divan::{AllocProfiler, Bencher, black_box, counter::BytesCount};
use ropeway::rop::{NoContext, RequestBuffer};
use ropeway_benches::submission_batch;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench]
fn decode_submission_batch(bencher: Bencher<'_, '_>) {
    let bytes = submission_batch().encode().unwrap();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| RequestBuffer::decode(black_box(bytes.clone()), &NoContext).unwrap());
}

#[divan::bench]
fn encode_submission_batch(bencher: Bencher<'_, '_>) {
    let batch = submission_batch();
    let len = batch.encode().unwrap().len();
    bencher
        .counter(BytesCount::new(len))
        .bench(|| black_box(&batch).encode().unwrap());
}
