//! Every RopId: what is read under it, and how its failure is answered.

use crate::support::buffer_of;
use ropeway_rop::{
    NoContext, Request, RequestBuffer, Response, ResponseBuffer, ResponseContext,
    RopGetMessageStatusResponse, RopGetMessageStatusSuccess, RopId, TransferBuffer,
};
use ropeway_types::ErrorCode;
use ropeway_types::wire::{DecodeErrorKind, Encode, Tolerance};

/// [MS-OXCROPS] 2.2.2: the ids that no ROP has.
fn reserved() -> Vec<u8> {
    [
        0x00..=0x00,
        0x28..=0x28,
        0x3C..=0x3D,
        0x62..=0x62,
        0x65..=0x65,
        0x6A..=0x6A,
        0x71..=0x71,
        0x7C..=0x7D,
        0x83..=0x85,
        0x87..=0x88,
        0x8A..=0x8F,
        0x94..=0x9C,
        0x9E..=0xA2,
        0xA4..=0xF8,
        0xFA..=0xFD,
    ]
    .into_iter()
    .flatten()
    .collect()
}

const WITHOUT_REQUEST: [RopId; 4] = [
    RopId::NOTIFY,
    RopId::PENDING,
    RopId::BACKOFF,
    RopId::BUFFER_TOO_SMALL,
];

/// The request under an id that is as many zeros as it takes.
fn zero_request(id: u8) -> Option<Request> {
    (0..200).find_map(|len| {
        let mut rop = vec![0; len + 1];
        rop[0] = id;
        // Three have a size that counts the count behind it.
        match RopId(id) {
            RopId::SET_PROPERTIES | RopId::SET_PROPERTIES_NO_REPLICATE if len > 3 => rop[3] = 2,
            RopId::SET_LOCAL_REPLICA_MIDSET_DELETED if len > 3 => rop[3] = 4,
            _ => {}
        }
        RequestBuffer::decode(buffer_of(&rop), &NoContext)
            .ok()
            .map(|buffer| buffer.requests.into_iter().next().unwrap())
    })
}

/// The response under an id that is as many zeros as it takes, and how many.
fn zero_response(id: u8, request: Option<&Request>) -> Option<(Response, usize)> {
    (1..300).find_map(|len| {
        let mut rop = vec![0; len];
        rop[0] = id;
        let mut context = ResponseContext::for_requests(request.cloned());
        context.set_table_columns(0, vec![]);
        context.set_recipient_columns(0, vec![]);
        ResponseBuffer::decode(buffer_of(&rop), &mut context)
            .ok()
            .map(|buffer| (buffer.responses.into_iter().next().unwrap(), len))
    })
}

#[test]
fn the_reserved_ids_are_those_without_a_name() {
    let unnamed: Vec<_> = (0..=u8::MAX).filter(|id| RopId(*id).is_reserved()).collect();
    assert_eq!(unnamed, reserved());
    assert_eq!(256 - unnamed.len(), 132);
    assert_eq!(RopId::SUBMIT_MESSAGE, RopId(0x32));
    assert_eq!(RopId::SUBMIT_MESSAGE.name(), Some("RopSubmitMessage"));
    assert_eq!(
        format!("{:?} {:?}", RopId(0x32), RopId(0xA4)),
        "RopSubmitMessage(0x32) 0xa4"
    );
}

#[test]
fn every_named_id_is_read_and_no_other() {
    for id in 0..=u8::MAX {
        let rop_id = RopId(id);
        let request = zero_request(id);
        let expected = !rop_id.is_reserved() && !WITHOUT_REQUEST.contains(&rop_id);
        assert_eq!(
            request.as_ref().map(Request::rop_id),
            expected.then_some(rop_id),
            "{rop_id:?}"
        );
        if !expected {
            let error = RequestBuffer::decode(buffer_of(&[id, 0, 0, 0]), &NoContext).unwrap_err();
            assert_eq!(error.kind, DecodeErrorKind::Unknown(u32::from(id)));
            assert_eq!(
                (error.structure, error.field, error.offset),
                ("Request", "rop_id", 2)
            );
        }
        let response = zero_response(id, request.as_ref());
        let expected = !rop_id.is_reserved() && rop_id != RopId::RELEASE;
        assert_eq!(
            response.map(|(r, _)| r.rop_id()),
            expected.then_some(rop_id),
            "{rop_id:?}"
        );
    }
}

/// Bytes after ReturnValue in a failing response ([MS-OXCROPS] 3.2.5.4 and the ROPs' own sections).
fn failure_body(id: RopId) -> usize {
    match id {
        RopId::DELETE_FOLDER
        | RopId::DELETE_MESSAGES
        | RopId::MOVE_COPY_MESSAGES
        | RopId::MOVE_FOLDER
        | RopId::COPY_FOLDER
        | RopId::EMPTY_FOLDER
        | RopId::SET_READ_FLAGS
        | RopId::HARD_DELETE_MESSAGES
        | RopId::HARD_DELETE_MESSAGES_AND_SUBFOLDERS => 1,
        RopId::READ_STREAM | RopId::WRITE_STREAM | RopId::WRITE_AND_COMMIT_STREAM => 2,
        RopId::WRITE_STREAM_EXTENDED => 4,
        RopId::COPY_TO_STREAM => 16,
        RopId::FAST_TRANSFER_SOURCE_GET_BUFFER | RopId::FAST_TRANSFER_DESTINATION_PUT_BUFFER => 9,
        RopId::FAST_TRANSFER_DESTINATION_PUT_BUFFER_EXTENDED => 13,
        _ => 0,
    }
}

#[test]
fn every_request_has_a_failing_response_with_the_body_that_it_must_have() {
    let mut count = 0;
    for request in (0..=u8::MAX).filter_map(zero_request) {
        let rop_id = request.rop_id();
        let response = Response::failure(&request, ErrorCode::NULL_OBJECT);
        if rop_id == RopId::RELEASE {
            assert_eq!(response, None);
            continue;
        }
        let bytes = response.unwrap().to_bytes().unwrap();
        let answered = match rop_id {
            RopId::GET_MESSAGE_STATUS => RopId::SET_MESSAGE_STATUS,
            same => same,
        };
        let mut expected = vec![answered.0, 0, 0xB9, 0x04, 0, 0];
        expected.resize(6 + failure_body(rop_id), 0);
        assert_eq!(bytes[..], expected, "{rop_id:?}");
        assert_eq!(Response::failure(&request, ErrorCode::SUCCESS), None);
        count += 1;
    }
    assert_eq!(count, 127);
}

#[test]
fn a_message_status_is_answered_under_the_id_of_its_setting() {
    // Success and failure alike: RopId 0x20 answers a request of 0x1F ([MS-OXCROPS] 2.2.6.9.2).
    let request = request(&[0x1F, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]);
    let success = Response::GetMessageStatus(RopGetMessageStatusResponse::new(
        3,
        Ok(RopGetMessageStatusSuccess {
            message_status_flags: 0x2000,
        }),
    ));
    let failure = Response::failure(&request, ErrorCode::NOT_FOUND).unwrap();
    assert_eq!(success.rop_id(), RopId::GET_MESSAGE_STATUS);
    assert_eq!(failure.rop_id(), RopId::GET_MESSAGE_STATUS);
    for (response, bytes) in [
        (&success, &[0x20, 3, 0, 0, 0, 0, 0x00, 0x20, 0, 0][..]),
        (&failure, &[0x20, 3, 0x0F, 0x01, 0x04, 0x80]),
    ] {
        assert_eq!(response.to_bytes().unwrap()[..], *bytes);
        // Read as what was asked, under either id, and written back under the same.
        for rop_id in [0x20, 0x1F] {
            let mut bytes = bytes.to_vec();
            bytes[0] = rop_id;
            let buffer = buffer_of(&bytes);
            let mut context = ResponseContext::for_requests([request.clone()]);
            let read = ResponseBuffer::decode(buffer.clone(), &mut context).unwrap();
            let [Response::GetMessageStatus(status)] = read.responses.as_slice() else {
                panic!("{:?}", read.responses)
            };
            assert_eq!(status.rop_id.0, rop_id);
            assert_eq!(Some(status.input_handle_index), response.handle_index());
            assert_eq!(read.responses[0].return_value(), response.return_value());
            assert_eq!(read.tolerated.is_empty(), rop_id == 0x20);
            assert_eq!(read.encode().unwrap(), buffer);
            context = ResponseContext::for_requests([request.clone()]);
            context.set_tolerance(Tolerance::NONE);
            let strict = ResponseBuffer::decode(buffer, &mut context);
            assert_eq!(strict.is_ok(), rop_id == 0x20);
        }
    }
}

fn request(bytes: &[u8]) -> Request {
    RequestBuffer::decode(buffer_of(bytes), &NoContext)
        .unwrap()
        .requests
        .remove(0)
}

#[test]
fn a_missing_destination_is_named_in_the_failure() {
    // RopCopyTo, source 1, destination 7.
    let copy_to = request(&[0x39, 0, 1, 7, 0, 0, 0, 0, 0]);
    let failure = Response::failure(&copy_to, ErrorCode::DST_NULL_OBJECT).unwrap();
    assert_eq!(
        failure.to_bytes().unwrap()[..],
        [0x39, 1, 0x03, 0x05, 0, 0, 7, 0, 0, 0]
    );
    // RopMoveCopyMessages has PartialCompletion behind it, RopCopyToStream two sizes.
    let messages = request(&[0x33, 0, 1, 7, 0, 0, 0, 0]);
    let failure = Response::failure(&messages, ErrorCode::DST_NULL_OBJECT).unwrap();
    assert_eq!(
        failure.to_bytes().unwrap()[..],
        [0x33, 1, 0x03, 0x05, 0, 0, 7, 0, 0, 0, 0]
    );
    let stream = request(&[0x3A, 0, 1, 7, 0, 0, 0, 0, 0, 0, 0, 0]);
    let failure = Response::failure(&stream, ErrorCode::DST_NULL_OBJECT).unwrap();
    assert_eq!(failure.to_bytes().unwrap().len(), 6 + 4 + 16);
}

#[test]
fn a_failing_logon_to_the_wrong_server_repeats_the_flags() {
    let logon = request(&[0xFE, 0, 3, 0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let failure = Response::failure(&logon, ErrorCode::WRONG_SERVER).unwrap();
    assert_eq!(
        failure.to_bytes().unwrap()[..],
        [0xFE, 3, 0x78, 0x04, 0, 0, 0x01, 1, 0]
    );
}

#[test]
fn a_busy_fast_transfer_says_how_long_to_wait() {
    let get_buffer = request(&[0x4E, 0, 2, 0, 0x10]);
    let Some(Response::FastTransferSourceGetBuffer(mut failure)) =
        Response::failure(&get_buffer, ErrorCode::SERVER_BUSY)
    else {
        panic!("no failure");
    };
    failure.transfer_buffer = TransferBuffer::Backoff {
        transfer_buffer_size: 0,
        backoff_time: 5000,
    };
    let mut expected = vec![0x4E, 2, 0x80, 0x04, 0, 0];
    expected.extend([0; 9]);
    expected.extend([0x88, 0x13, 0, 0]);
    assert_eq!(Response::from(failure).to_bytes().unwrap()[..], expected);
}

#[test]
fn indexes_are_found_whatever_the_prefix() {
    // RopSaveChangesMessage: ResponseHandleIndex 4 stands before InputHandleIndex 5.
    let save = request(&[0x0C, 9, 4, 5, 0x0A]);
    assert_eq!(save.logon_id(), 9);
    assert_eq!(save.input_handle_index(), Some(5));
    assert_eq!(save.response_handle_index(), Some(4));
    assert_eq!(save.output_handle_index(), None);
    let open = request(&[0x2B, 0, 1, 2, 0x1f, 0, 0x6a, 0x0e, 0]);
    assert_eq!(open.input_handle_index(), Some(1));
    assert_eq!(open.output_handle_index(), Some(2));
    assert_eq!(open.response_handle_index(), Some(2));
    let copy = request(&[0x39, 0, 1, 7, 0, 0, 0, 0, 0]);
    assert_eq!(copy.input_handle_index(), Some(1));
    assert_eq!(copy.dest_handle_index(), Some(7));
    assert_eq!(copy.response_handle_index(), Some(1));
    let logon = request(&[0xFE, 0, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(logon.input_handle_index(), None);
    assert_eq!(logon.output_handle_index(), Some(3));
    assert_eq!(logon.response_handle_index(), Some(3));
    let release = request(&[1, 0, 6]);
    assert_eq!(release.input_handle_index(), Some(6));
    assert_eq!(release.response_handle_index(), None);
}
