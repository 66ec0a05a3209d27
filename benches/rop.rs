//! How many ROP buffers a second can be read and written, and what does that allocate?
#![allow(missing_docs, clippy::unwrap_used)]

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher, black_box};
use ropeway::rop::{NoContext, RequestBuffer, ResponseBuffer};
use ropeway_benches::rop_buffers::*;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Items are ROPs.
fn decode_request(bencher: Bencher<'_, '_>, buffer: RequestBuffer) {
    let bytes = buffer.encode().unwrap();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .counter(ItemsCount::new(buffer.requests.len()))
        .bench_local(|| RequestBuffer::decode(black_box(bytes.clone()), &NoContext).unwrap());
}

fn encode_request(bencher: Bencher<'_, '_>, buffer: RequestBuffer) {
    let len = buffer.encode().unwrap().len();
    bencher
        .counter(BytesCount::new(len))
        .counter(ItemsCount::new(buffer.requests.len()))
        .bench_local(|| black_box(&buffer).encode().unwrap());
}

fn decode_response(bencher: Bencher<'_, '_>, buffer: ResponseBuffer) {
    let bytes = buffer.encode().unwrap();
    let mut context = rows_context();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .counter(ItemsCount::new(buffer.responses.len()))
        .bench_local(|| ResponseBuffer::decode(black_box(bytes.clone()), &mut context).unwrap());
}

fn encode_response(bencher: Bencher<'_, '_>, buffer: ResponseBuffer) {
    let len = buffer.encode().unwrap().len();
    bencher
        .counter(BytesCount::new(len))
        .counter(ItemsCount::new(buffer.responses.len()))
        .bench_local(|| black_box(&buffer).encode().unwrap());
}

mod logon {
    use super::*;

    #[divan::bench]
    fn decode_logon_request(bencher: Bencher<'_, '_>) {
        decode_request(bencher, logon_request());
    }
    #[divan::bench]
    fn encode_logon_request(bencher: Bencher<'_, '_>) {
        encode_request(bencher, logon_request());
    }
    #[divan::bench]
    fn decode_logon_response(bencher: Bencher<'_, '_>) {
        decode_response(bencher, logon_response());
    }
    #[divan::bench]
    fn encode_logon_response(bencher: Bencher<'_, '_>) {
        encode_response(bencher, logon_response());
    }
}

mod submission {
    use super::*;

    #[divan::bench]
    fn decode_submission_batch(bencher: Bencher<'_, '_>) {
        decode_request(bencher, submission_batch());
    }
    #[divan::bench]
    fn encode_submission_batch(bencher: Bencher<'_, '_>) {
        encode_request(bencher, submission_batch());
    }
    #[divan::bench]
    fn decode_large_submission_batch(bencher: Bencher<'_, '_>) {
        decode_request(bencher, large_submission_batch());
    }
    #[divan::bench]
    fn encode_large_submission_batch(bencher: Bencher<'_, '_>) {
        encode_request(bencher, large_submission_batch());
    }
}

mod rows {
    use super::*;

    #[divan::bench]
    fn decode_50_rows(bencher: Bencher<'_, '_>) {
        decode_response(bencher, rows_response(50, 46));
    }
    #[divan::bench]
    fn encode_50_rows(bencher: Bencher<'_, '_>) {
        encode_response(bencher, rows_response(50, 46));
    }
    #[divan::bench]
    fn decode_500_rows(bencher: Bencher<'_, '_>) {
        decode_response(bencher, rows_response(500, 10));
    }
    #[divan::bench]
    fn encode_500_rows(bencher: Bencher<'_, '_>) {
        encode_response(bencher, rows_response(500, 10));
    }
}

mod stream {
    use super::*;

    #[divan::bench(args = [10, 32 * 1024])]
    fn decode_write_stream(bencher: Bencher<'_, '_>, len: usize) {
        decode_request(bencher, write_stream(len));
    }
    #[divan::bench(args = [10, 32 * 1024])]
    fn encode_write_stream(bencher: Bencher<'_, '_>, len: usize) {
        encode_request(bencher, write_stream(len));
    }
}
