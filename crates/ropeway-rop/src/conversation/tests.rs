//! Whole sessions, call by call.

use super::*;
use crate::*;
use ropeway_types::property_set::PS_PUBLIC_STRINGS;
use ropeway_types::{PropertyRow, RowValue, tags};

fn requests(conversation: &mut Conversation, requests: Vec<Request>, handles: &[u32]) {
    let buffer = RequestBuffer::new(requests, handles.to_vec());
    conversation.requests(buffer.encode().unwrap()).unwrap();
}

fn responses(conversation: &mut Conversation, responses: Vec<Response>, handles: &[u32]) {
    let buffer = ResponseBuffer::new(responses, handles.to_vec());
    let read = conversation.responses(buffer.encode().unwrap());
    assert_eq!(read, Ok(buffer));
}

fn set_columns(conversation: &mut Conversation, handle: u32) {
    let request = RopSetColumnsRequest {
        logon_id: 0,
        input_handle_index: 0,
        set_columns_flags: 0,
        property_tags: vec![tags::SUBJECT],
    };
    let response = RopSetColumnsResponse {
        input_handle_index: 0,
        result: Ok(RopSetColumnsSuccess { table_status: 0 }),
    };
    requests(conversation, vec![request.into()], &[handle]);
    responses(conversation, vec![response.into()], &[handle]);
}

fn rows(count: usize) -> Response {
    let row = PropertyRow::new(vec![RowValue::Value("a".into())]);
    RopQueryRowsResponse {
        input_handle_index: 0,
        result: Ok(RopQueryRowsSuccess {
            origin: 2,
            columns: vec![tags::SUBJECT],
            rows: vec![row; count],
        }),
    }
    .into()
}

fn query() -> Request {
    RopQueryRowsRequest {
        logon_id: 0,
        input_handle_index: 0,
        query_rows_flags: 0,
        forward_read: true,
        row_count: 9,
    }
    .into()
}

#[test]
fn a_released_table_has_no_columns() {
    let mut conversation = Conversation::new();
    set_columns(&mut conversation, 5);
    assert_eq!(conversation.table_columns(5), Some(&[tags::SUBJECT][..]));
    let release = RopReleaseRequest {
        logon_id: 0,
        input_handle_index: 0,
    };
    requests(&mut conversation, vec![release.into()], &[5]);
    responses(&mut conversation, vec![], &[5]);
    assert_eq!(conversation.table_columns(5), None);
    requests(&mut conversation, vec![query()], &[5]);
    let buffer = ResponseBuffer::new(vec![rows(1)], vec![5]).encode().unwrap();
    conversation.responses(buffer).unwrap_err();
}

#[test]
fn further_payloads_of_a_chain_answer_the_last_request() {
    let mut conversation = Conversation::new();
    set_columns(&mut conversation, 5);
    requests(&mut conversation, vec![query()], &[5]);
    responses(&mut conversation, vec![rows(2)], &[5]);
    for _ in 0..2 {
        let more = ResponseBuffer::new(vec![rows(3)], vec![5]);
        assert_eq!(conversation.more_responses(more.encode().unwrap()), Ok(more));
    }
}

#[test]
fn names_are_learnt_by_logon() {
    let mut conversation = Conversation::new();
    let ask = |logon_id, name: &str| RopGetPropertyIdsFromNamesRequest {
        logon_id,
        input_handle_index: 0,
        flags: 0,
        property_names: vec![
            PropertyName::name(PS_PUBLIC_STRINGS, name),
            PropertyName::name(PS_PUBLIC_STRINGS, "unknown"),
        ],
    };
    let answer = RopGetPropertyIdsFromNamesResponse {
        input_handle_index: 0,
        return_value: ropeway_types::ErrorCode::ERRORS_RETURNED,
        property_ids: vec![0x8010, 0],
    };
    for (logon_id, name) in [(0, "Keywords"), (1, "Keywords"), (2, "Other")] {
        requests(&mut conversation, vec![ask(logon_id, name).into()], &[7]);
        responses(&mut conversation, vec![answer.clone().into()], &[7]);
        let known = PropertyName::name(PS_PUBLIC_STRINGS, name);
        assert_eq!(conversation.property_name(Some(logon_id), 0x8010), Some(&known));
        // Of no logon in particular, while they agree.
        let any = (logon_id < 2).then_some(&known);
        assert_eq!(conversation.property_name(None, 0x8010), any);
    }
    assert_eq!(conversation.property_name(Some(0), 0), None);
    assert_eq!(conversation.property_name(Some(3), 0x8010), None);
}

#[test]
fn what_is_remembered_is_bounded() {
    let mut conversation = Conversation::new();
    for handle in 0..=u32::try_from(Conversation::MAX_OBJECTS).unwrap() {
        set_columns(&mut conversation, handle);
    }
    assert_eq!(conversation.tables.len(), Conversation::MAX_OBJECTS);
}

fn specific(tag: PropertyTag) -> Request {
    RopGetPropertiesSpecificRequest {
        logon_id: 0,
        input_handle_index: 0,
        property_size_limit: 0,
        want_unicode: 1,
        property_tags: vec![tag],
    }
    .into()
}

#[test]
fn an_answer_is_that_of_the_last_call() {
    let mut conversation = Conversation::new();
    // The first call's answer was not seen.
    requests(&mut conversation, vec![specific(tags::SUBJECT)], &[5]);
    requests(&mut conversation, vec![specific(tags::IMPORTANCE)], &[5]);
    let row = RopGetPropertiesSpecificResponse {
        input_handle_index: 0,
        result: Ok(RopGetPropertiesSpecificSuccess {
            columns: vec![tags::IMPORTANCE],
            row: PropertyRow::new(vec![RowValue::Value(0x41.into())]),
        }),
    };
    responses(&mut conversation, vec![row.clone().into()], &[5]);
    // A call that cannot be read: its answer is not taken for another's.
    requests(&mut conversation, vec![specific(tags::IMPORTANCE)], &[5]);
    conversation.requests(&b"\x05\0\x28\0\0"[..]).unwrap_err();
    let buffer = ResponseBuffer::new(vec![row.into()], vec![5]).encode().unwrap();
    let error = conversation.responses(buffer).unwrap_err();
    assert!(matches!(
        error.kind,
        ropeway_types::wire::DecodeErrorKind::Context(_)
    ));
}

#[test]
fn further_payloads_of_an_upload_have_no_answer_of_their_own() {
    let mut conversation = Conversation::new();
    let piece = RopWriteStreamExtendedRequest {
        logon_id: 0,
        input_handle_index: 0,
        data: Bytes::from_static(b"abc"),
    };
    let buffer = RequestBuffer::new(vec![piece.into()], vec![5]).encode().unwrap();
    conversation.requests(buffer.clone()).unwrap();
    conversation.more_requests(buffer).unwrap();
    let written = RopWriteStreamExtendedResponse {
        written_size: 6,
        ..Default::default()
    };
    responses(&mut conversation, vec![written.into()], &[5]);
    set_columns(&mut conversation, 9);
}

fn open_table(input: u8, output: u8) -> (Request, Response) {
    let request = RopGetContentsTableRequest {
        logon_id: 0,
        input_handle_index: input,
        output_handle_index: output,
        table_flags: 0,
    };
    let response = RopGetContentsTableResponse {
        output_handle_index: output,
        result: Ok(RopGetContentsTableSuccess { row_count: 0 }),
    };
    (request.into(), response.into())
}

#[test]
fn an_index_stands_for_one_object_after_the_other() {
    let mut conversation = Conversation::new();
    set_columns(&mut conversation, 5);
    // The table at index 0 is released, another opened there, and its columns are set.
    let release = RopReleaseRequest {
        logon_id: 0,
        input_handle_index: 0,
    };
    let (open, opened) = open_table(1, 0);
    let set = RopSetColumnsRequest {
        logon_id: 0,
        input_handle_index: 0,
        set_columns_flags: 0,
        property_tags: vec![tags::BODY],
    };
    let done = RopSetColumnsResponse {
        input_handle_index: 0,
        result: Ok(RopSetColumnsSuccess { table_status: 0 }),
    };
    requests(&mut conversation, vec![release.into(), open, set.into()], &[5, 7]);
    responses(&mut conversation, vec![opened, done.into()], &[9, 7]);
    assert_eq!(conversation.table_columns(5), None);
    assert_eq!(conversation.table_columns(9), Some(&[tags::BODY][..]));
    // Opened anew at an index whose columns were known: rows there cannot be read.
    let (open, opened) = open_table(1, 0);
    requests(&mut conversation, vec![open, query()], &[9, 7]);
    let buffer = ResponseBuffer::new(vec![opened, rows(1)], vec![11, 7]);
    conversation.responses(buffer.encode().unwrap()).unwrap_err();
}

#[test]
fn a_refused_logon_changes_nothing() {
    let mut conversation = Conversation::new();
    let logon = |open_flags| RopLogonRequest {
        logon_id: 0,
        output_handle_index: 0,
        logon_flags: 0,
        open_flags,
        store_state: 0,
        essdn: Bytes::new(),
    };
    let refused = Response::failure(
        &logon(open_flags::PUBLIC).into(),
        ropeway_types::ErrorCode::ACCESS_DENIED,
    );
    requests(
        &mut conversation,
        vec![logon(open_flags::PUBLIC).into()],
        &[UNASSIGNED_HANDLE],
    );
    responses(
        &mut conversation,
        refused.into_iter().collect(),
        &[UNASSIGNED_HANDLE],
    );
    assert_eq!(conversation.is_private_logon(0), Some(true));
    // Where the answer was not seen, it counts as granted.
    requests(
        &mut conversation,
        vec![logon(open_flags::PUBLIC).into()],
        &[UNASSIGNED_HANDLE],
    );
    requests(&mut conversation, vec![query()], &[5]);
    assert_eq!(conversation.is_private_logon(0), Some(false));
}
