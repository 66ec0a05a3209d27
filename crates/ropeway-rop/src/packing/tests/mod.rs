#![expect(clippy::arithmetic_side_effects, reason = "numbers of the tests' own")]

mod properties;
mod uploads;

use super::*;
use crate::extended::{self, ExtendedFlags, MAX_PAYLOAD, MAX_PAYLOADS};
use crate::*;
use bytes::Bytes;
use proptest::prelude::*;
use ropeway_types::{PropertyRow, PropertyValue, RowValue, tags};

const ALL: ServerCapabilities = ServerCapabilities(0x0000_0003);
const NONE: ServerCapabilities = ServerCapabilities(0);
const CHAIN: CallFlags = CallFlags::CHAIN;
const LAST: ExtendedFlags = ExtendedFlags::LAST;
/// RopSize, RopId, InputHandleIndex, ReturnValue, DataSize, one handle.
const READ_FIELDS: usize = 2 + 1 + 1 + 4 + 2 + 4;

fn read(byte_count: u16, maximum_byte_count: Option<u32>) -> Request {
    Request::from(RopReadStreamRequest {
        logon_id: 1,
        input_handle_index: 0,
        byte_count,
        maximum_byte_count,
    })
}

fn have_read(data: Bytes) -> Response {
    Response::from(RopReadStreamResponse {
        input_handle_index: 0,
        return_value: ErrorCode::default(),
        data,
    })
}

fn payload(responses: &[Response]) -> Bytes {
    ResponseBuffer::new(responses.to_vec(), vec![7]).encode().unwrap()
}

fn query(query_rows_flags: u8, forward_read: bool, row_count: u16) -> Request {
    Request::from(RopQueryRowsRequest {
        logon_id: 1,
        input_handle_index: 0,
        query_rows_flags,
        forward_read,
        row_count,
    })
}

fn row(text: &str) -> PropertyRow {
    PropertyRow::new(vec![RowValue::Value(PropertyValue::from(text))])
}

fn queried(origin: u8, rows: usize, size: usize) -> Response {
    let text = "x".repeat(size);
    Response::from(RopQueryRowsResponse {
        input_handle_index: 0,
        result: Ok(RopQueryRowsSuccess {
            origin,
            columns: vec![tags::SUBJECT],
            rows: vec![row(&text); rows],
        }),
    })
}

fn get_buffer() -> Request {
    Request::from(RopFastTransferSourceGetBufferRequest {
        logon_id: 1,
        input_handle_index: 0,
        buffer_size: 0xBABE,
        maximum_buffer_size: Some(0x7000),
    })
}

fn got_buffer(transfer_status: u16, data: Bytes) -> Response {
    Response::from(RopFastTransferSourceGetBufferResponse {
        transfer_status,
        transfer_buffer: TransferBuffer::Data(data),
        ..Default::default()
    })
}

/// A server that reads from a stream and never stops by itself.
fn serve(stream: &Bytes, request: &Request, options: OutputOptions) -> (Bytes, usize) {
    let mut at = 0;
    let mut run = |request: &Request, room: usize| {
        let Request::ReadStream(request) = request else {
            panic!("not a read");
        };
        let asked = usize::try_from(request.requested()).unwrap();
        let len = asked.min(room.saturating_sub(READ_FIELDS)).min(stream.len() - at);
        let response = have_read(stream.slice(at..at + len));
        at += len;
        (payload(std::slice::from_ref(&response)), response)
    };
    let (first, response) = run(request, options.room());
    let mut chain = ResponseChain::begin(options, first, Some((request, &response))).unwrap();
    while let Some(request) = chain.next_request().cloned() {
        let (next, response) = run(&request, chain.room());
        chain.push(next, &response).unwrap();
    }
    let payloads = chain.payloads();
    (chain.finish(), payloads)
}

fn received(output: Bytes, request: &Request) -> PackedOutput {
    let mut context = ResponseContext::for_requests([request.clone()]);
    context.set_table_columns(0, vec![tags::SUBJECT]);
    PackedOutput::decode(output, &mut context).unwrap()
}

/// [MS-OXCRPC] 4.3: RopReadStream last, pulFlags 7, room for three payloads of 32 KB.
#[test]
fn a_read_is_continued_until_the_room_ends() {
    let stream = Bytes::from(vec![5; 200_000]);
    let request = read(0xBABE, Some(200_000));
    let options = OutputOptions::new(CallFlags(7), 0x1_8008);
    let (output, payloads) = serve(&stream, &request, options);
    assert!(output.len() <= 0x1_8008);
    // Twice 32 KB and a header; then the third is as large as what is left, and nothing after it.
    assert_eq!(payloads, 3);
    assert_eq!(output.len(), 0x1_8008);
    let packed = received(output, &request);
    assert_eq!(packed.more.len(), 2);
    assert_eq!(packed.responses().count(), 3);
    let data = packed.data().concat();
    assert_eq!(data, stream[..data.len()]);
    assert_eq!(data.len(), 0x1_8008 - 3 * (8 + READ_FIELDS));
}

#[test]
fn only_the_last_payload_says_last() {
    let request = read(0xBABE, Some(70_000));
    let stream = Bytes::from(vec![1; 70_000]);
    let flags_of = |options| {
        let (output, _) = serve(&stream, &request, options);
        let mut reader = ropeway_types::wire::Reader::new(output);
        let mut flags = Vec::new();
        while !reader.is_empty() {
            flags.push(extended::decode_payload(&mut reader).unwrap().0.0);
        }
        flags
    };
    let mut options = OutputOptions::new(CHAIN, MAX_OUTPUT);
    assert_eq!(flags_of(options), [0, 0, 4]);
    options.compress = true;
    options.xor_magic = true;
    assert_eq!(flags_of(options), [3, 3, 7]);
    options.flags = CHAIN.union(CallFlags::NO_COMPRESSION);
    assert_eq!(flags_of(options), [2, 2, 6]);
    options.flags = CHAIN.union(CallFlags::NO_XOR_MAGIC);
    assert_eq!(flags_of(options), [1, 1, 5]);
    options.flags = CallFlags::default();
    assert_eq!(flags_of(options), [7]);
}

#[test]
fn never_more_is_returned_than_was_asked_for() {
    let stream = Bytes::from(vec![9; 200_000]);
    for asked in [1, 32_000, 40_000, 65_534] {
        let request = read(asked, None);
        let (output, _) = serve(&stream, &request, OutputOptions::new(CHAIN, MAX_OUTPUT));
        let data = received(output, &request).data().concat();
        assert_eq!(data.len(), usize::from(asked));
    }
}

#[test]
fn what_is_left_of_a_read() {
    let left = |request: &Request, data: usize| match continuation(request, &have_read(vec![0; data].into()))
    {
        Some(Request::ReadStream(left)) => Some((left.byte_count, left.maximum_byte_count)),
        None => None,
        other => panic!("{other:?}"),
    };
    assert_eq!(left(&read(100, None), 30), Some((70, None)));
    assert_eq!(left(&read(100, None), 100), None);
    assert_eq!(left(&read(100, None), 101), None);
    assert_eq!(left(&read(100, None), 0), None);
    assert_eq!(left(&read(0xBABE, Some(100)), 30), Some((0xBABE, Some(70))));
    // 0xBABE bytes left are not written as the number that refers to the other field.
    assert_eq!(left(&read(0xBABF, None), 1), Some((0xBABE, Some(0xBABE))));
    let failed = Response::from(RopReadStreamResponse {
        return_value: ErrorCode::NOT_FOUND,
        data: vec![1].into(),
        ..Default::default()
    });
    assert_eq!(continuation(&read(100, None), &failed), None);
    // A response of another kind, and a ROP that is not continued.
    assert_eq!(continuation(&read(100, None), &queried(1, 1, 1)), None);
    let size = Request::from(RopGetStreamSizeRequest {
        logon_id: 0,
        input_handle_index: 0,
    });
    assert_eq!(continuation(&size, &have_read(vec![0; 9].into())), None);
}

#[test]
fn what_is_left_of_rows() {
    let left = |request: &Request, origin, rows| match continuation(request, &queried(origin, rows, 1)) {
        Some(Request::QueryRows(left)) => Some(left.row_count),
        None => None,
        other => panic!("{other:?}"),
    };
    assert_eq!(left(&query(0x02, true, 50), 1, 20), Some(30));
    assert_eq!(left(&query(0x02, true, 50), 1, 50), None);
    assert_eq!(left(&query(0x02, true, 50), 1, 51), None);
    assert_eq!(left(&query(0x02, true, 50), 1, 0), None);
    // The end of the table, in the direction of reading.
    assert_eq!(left(&query(0x02, true, 50), 2, 20), None);
    assert_eq!(left(&query(0x02, false, 50), 2, 20), Some(30));
    assert_eq!(left(&query(0x02, false, 50), 0, 20), None);
    // Without EnablePackedBuffers, and with NoAdvance.
    assert_eq!(left(&query(0x00, true, 50), 1, 20), None);
    assert_eq!(left(&query(0x03, true, 50), 1, 20), None);
    let failed = Response::from(RopQueryRowsResponse {
        input_handle_index: 0,
        result: Err(ErrorCode::NOT_FOUND),
    });
    assert_eq!(continuation(&query(0x02, true, 50), &failed), None);
}

#[test]
fn a_transfer_goes_on_until_it_is_done() {
    let data = Bytes::from(vec![3; 100]);
    let goes_on = |status, data: &Bytes| continuation(&get_buffer(), &got_buffer(status, data.clone()));
    assert_eq!(goes_on(transfer_status::PARTIAL, &data), Some(get_buffer()));
    assert_eq!(goes_on(transfer_status::NO_ROOM, &data), Some(get_buffer()));
    assert_eq!(goes_on(transfer_status::DONE, &data), None);
    assert_eq!(goes_on(transfer_status::ERROR, &data), None);
    assert_eq!(goes_on(4, &data), None);
    assert_eq!(goes_on(transfer_status::PARTIAL, &Bytes::new()), None);
    let busy = Response::from(RopFastTransferSourceGetBufferResponse {
        return_value: ErrorCode::SERVER_BUSY,
        transfer_status: transfer_status::PARTIAL,
        transfer_buffer: TransferBuffer::Backoff {
            transfer_buffer_size: 0,
            backoff_time: 5,
        },
        ..Default::default()
    });
    assert_eq!(continuation(&get_buffer(), &busy), None);

    let first = got_buffer(transfer_status::PARTIAL, data.clone());
    let options = OutputOptions::new(CHAIN, MAX_OUTPUT);
    let last = Some((&get_buffer(), &first)).map(|(a, b)| (a.clone(), b));
    let mut chain = ResponseChain::begin(
        options,
        payload(std::slice::from_ref(&first)),
        last.as_ref().map(|(a, b)| (a, *b)),
    )
    .unwrap();
    assert_eq!(chain.next_request(), Some(&get_buffer()));
    let done = got_buffer(transfer_status::DONE, data.clone());
    chain.push(payload(std::slice::from_ref(&done)), &done).unwrap();
    assert_eq!(chain.next_request(), None);
    let packed = received(chain.finish(), &get_buffer());
    assert_eq!(packed.data(), [data.clone(), data]);
    assert_eq!(packed.continued().last(), Some(&done));
}

#[test]
fn rows_need_room_of_32_kb_and_data_of_8() {
    let request = query(0x02, true, 100);
    let response = queried(1, 10, 10);
    let first = payload(std::slice::from_ref(&response));
    let used = first.len() + 8;
    let asked = |request: &Request, response: &Response, first: &Bytes, room: usize| {
        let options = OutputOptions::new(CHAIN, room);
        let chain = ResponseChain::begin(options, first.clone(), Some((request, response))).unwrap();
        chain.next_request().is_some()
    };
    assert!(asked(&request, &response, &first, used + 0x8000));
    assert!(!asked(&request, &response, &first, used + 0x7FFF));

    let (request, response) = (read(1000, None), have_read(vec![0; 10].into()));
    let first = payload(std::slice::from_ref(&response));
    let used = first.len() + 8;
    assert!(asked(&request, &response, &first, used + 0x2000));
    assert!(!asked(&request, &response, &first, used + 0x1FFF));
}

#[test]
fn rows_of_several_payloads_are_one_list() {
    let request = query(0x02, true, 25);
    let (one, two) = (queried(1, 20, 10), queried(2, 4, 10));
    let options = OutputOptions::new(CHAIN, MAX_OUTPUT);
    let first = payload(std::slice::from_ref(&one));
    let mut chain = ResponseChain::begin(options, first, Some((&request, &one))).unwrap();
    assert_eq!(chain.next_request(), Some(&query(0x02, true, 5)));
    chain.push(payload(std::slice::from_ref(&two)), &two).unwrap();
    assert_eq!(chain.next_request(), None);
    let packed = received(chain.finish(), &request);
    assert_eq!(packed.rows().count(), 24);
    assert!(packed.rows().all(|found| *found == row("xxxxxxxxxx")));
    assert!(packed.data().is_empty());
}

#[test]
fn no_more_than_96_payloads() {
    let request = read(0xBABE, Some(1_000_000));
    let byte = have_read(Bytes::from_static(&[1]));
    let one = payload(std::slice::from_ref(&byte));
    let options = OutputOptions::new(CHAIN, MAX_OUTPUT);
    let mut chain = ResponseChain::begin(options, one.clone(), Some((&request, &byte))).unwrap();
    while chain.next_request().is_some() {
        chain.push(one.clone(), &byte).unwrap();
    }
    assert_eq!(chain.payloads(), MAX_PAYLOADS);
    assert_eq!(
        chain.push(one.clone(), &byte),
        Err(PackingError::NotAsked(RopId::READ_STREAM))
    );
    assert_eq!(received(chain.finish(), &request).data().len(), MAX_PAYLOADS);
}

#[test]
fn what_cannot_be_pushed_changes_nothing() {
    let request = read(0xBABE, Some(1_000_000));
    let some = have_read(vec![1; 100].into());
    let one = payload(std::slice::from_ref(&some));
    let room = one.len() + 8 + 0x2000;
    let options = OutputOptions::new(CHAIN, room);
    let mut chain = ResponseChain::begin(options, one.clone(), Some((&request, &some))).unwrap();
    assert_eq!(chain.room(), 0x2000 - 8);
    let rows = queried(1, 1, 1);
    assert_eq!(
        chain.push(payload(std::slice::from_ref(&rows)), &rows),
        Err(PackingError::NotAsked(RopId::QUERY_ROWS))
    );
    assert_eq!(
        chain.push(vec![0; 0x1FF9], &some),
        Err(PackingError::NoRoom {
            needed: 0x2001,
            left: 0x2000
        })
    );
    assert_eq!(
        chain.push(Bytes::new(), &some),
        Err(PackingError::Extended(ExtendedError::Empty))
    );
    assert_eq!(
        chain.push(vec![0; 0x8001], &some),
        Err(PackingError::Extended(ExtendedError::TooLarge(0x8001)))
    );
    assert!(chain.next_request().is_some());
    assert_eq!(chain.finish(), extended::encode(one.clone(), LAST).unwrap());

    // A failure is told, and ends the chain.
    let mut chain = ResponseChain::begin(options, one.clone(), Some((&request, &some))).unwrap();
    let failed = Response::failure(&request, ErrorCode::NOT_FOUND).unwrap();
    chain
        .push(payload(std::slice::from_ref(&failed)), &failed)
        .unwrap();
    assert_eq!(chain.next_request(), None);
    assert_eq!(received(chain.finish(), &request).more, [failed]);

    let small = ResponseChain::begin(OutputOptions::new(CHAIN, one.len() + 7), one.clone(), None);
    assert_eq!(small.unwrap_err().error_code(), ErrorCode::BUFFER_TOO_SMALL);
    let alone = ResponseChain::begin(OutputOptions::new(CHAIN, MAX_OUTPUT), one, None).unwrap();
    assert_eq!(alone.next_request(), None);
}

#[test]
fn a_client_refuses_payloads_that_continue_nothing() {
    let chain = |payloads: &[Bytes]| {
        let mut bytes = Vec::new();
        for (at, payload) in payloads.iter().enumerate() {
            let flags = if at + 1 == payloads.len() {
                LAST
            } else {
                ExtendedFlags::default()
            };
            bytes.extend(extended::encode(payload.clone(), flags).unwrap());
        }
        let mut context = ResponseContext::new();
        context.set_table_columns(0, vec![tags::SUBJECT]);
        PackedOutput::decode(bytes, &mut context)
    };
    let piece = have_read(vec![1; 10].into());
    let one = payload(std::slice::from_ref(&piece));
    let notify = Response::from(RopPendingResponse { session_index: 0 });
    let noisy = payload(&[piece.clone(), notify]);
    assert_eq!(chain(&[noisy, one.clone()]).unwrap().data().len(), 2);
    assert_eq!(
        chain(&[one.clone(), payload(&[])]),
        Err(PackingError::Count { payload: 1, count: 0 })
    );
    assert_eq!(
        chain(&[one.clone(), one.clone(), payload(&[piece.clone(), piece])]),
        Err(PackingError::Count { payload: 2, count: 2 })
    );
    let other = PackingError::Other {
        payload: 1,
        rop_id: RopId::READ_STREAM,
    };
    assert_eq!(
        chain(&[one.clone(), payload(&[queried(1, 1, 1)])]),
        Err(other.clone())
    );
    let mut elsewhere = have_read(Bytes::new());
    if let Response::ReadStream(response) = &mut elsewhere {
        response.input_handle_index = 1;
    }
    assert_eq!(chain(&[one.clone(), payload(&[elsewhere])]), Err(other));
    assert_eq!(
        chain(&[payload(&[]), one.clone()]),
        Err(PackingError::NotPackable(None))
    );
    let saved = Response::from(RopCommitStreamResponse {
        input_handle_index: 0,
        result: Ok(()),
    });
    assert_eq!(
        chain(&[payload(&[saved]), one.clone()]),
        Err(PackingError::NotPackable(Some(RopId::COMMIT_STREAM)))
    );
    assert!(matches!(
        chain(&[one.clone(), one.slice(..one.len() - 8)]),
        Err(PackingError::Decode { payload: 1, .. })
    ));
}
