//! Buffers in which one ROP says how another is read, and buffers under construction.

use bytes::Bytes;
use ropeway_rop::*;
use ropeway_types::{ErrorCode, PropertyRow, PropertyTag, RecipientFlags, RecipientRow, RowValue, tags};

fn set_columns(index: u8, property_tags: Vec<PropertyTag>) -> Request {
    Request::SetColumns(RopSetColumnsRequest {
        logon_id: 0,
        input_handle_index: index,
        set_columns_flags: 0,
        property_tags,
    })
}

fn query_rows(index: u8) -> Request {
    Request::QueryRows(RopQueryRowsRequest {
        logon_id: 0,
        input_handle_index: index,
        query_rows_flags: 0,
        forward_read: true,
        row_count: 50,
    })
}

/// Two tables with columns of their own, and a release between, which has no response.
#[test]
fn columns_set_in_the_same_buffer_are_learnt() {
    let release = Request::Release(RopReleaseRequest {
        logon_id: 0,
        input_handle_index: 9,
    });
    let requests = [
        release,
        set_columns(1, vec![tags::SUBJECT]),
        set_columns(2, vec![tags::MESSAGE_FLAGS, tags::SUBJECT]),
        query_rows(2),
        query_rows(1),
    ];
    let set = |index| {
        Response::SetColumns(RopSetColumnsResponse {
            input_handle_index: index,
            result: Ok(RopSetColumnsSuccess { table_status: 0 }),
        })
    };
    let rows = |index, columns: Vec<PropertyTag>, values| {
        Response::QueryRows(RopQueryRowsResponse {
            input_handle_index: index,
            result: Ok(RopQueryRowsSuccess {
                origin: 2,
                columns,
                rows: vec![PropertyRow::new(values)],
            }),
        })
    };
    let subject = RowValue::Value("s".into());
    let buffer = ResponseBuffer::new(
        vec![
            set(1),
            set(2),
            rows(
                2,
                vec![tags::MESSAGE_FLAGS, tags::SUBJECT],
                vec![RowValue::Absent, subject.clone()],
            ),
            rows(1, vec![tags::SUBJECT], vec![subject]),
        ],
        vec![1, 2],
    );
    let bytes = buffer.encode().unwrap();
    let mut context = ResponseContext::for_requests(requests);
    assert_eq!(
        ResponseBuffer::decode(bytes.clone(), &mut context).unwrap(),
        buffer
    );
    // Without the requests the rows cannot be read, and the error says what is missing.
    let error = ResponseBuffer::decode(bytes, &mut ResponseContext::new()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "RopQueryRowsSuccess.Rows at byte 22: cannot be read without the columns of the table"
    );
}

#[test]
fn recipient_columns_of_the_header_are_learnt() {
    let columns = vec![tags::OBJECT_TYPE];
    let recipient_row = RecipientRow {
        flags: RecipientFlags(RecipientFlags::SMTP),
        properties: PropertyRow::new(vec![RowValue::Value(6.into())]),
        ..RecipientRow::default()
    };
    let buffer = ResponseBuffer::new(
        vec![
            Response::OpenMessage(RopOpenMessageResponse {
                output_handle_index: 4,
                result: Ok(RopOpenMessageSuccess {
                    message_header: MessageHeader {
                        recipient_count: 1,
                        recipient_columns: columns.clone(),
                        ..MessageHeader::default()
                    },
                }),
            }),
            Response::ReadRecipients(RopReadRecipientsResponse {
                input_handle_index: 4,
                result: Ok(RopReadRecipientsSuccess {
                    recipient_columns: columns,
                    recipient_rows: vec![ReadRecipientRow {
                        row_id: 0,
                        recipient_type: recipient_type::TO,
                        code_page_id: 1252,
                        reserved: 0,
                        recipient_row,
                    }],
                }),
            }),
        ],
        vec![],
    );
    let bytes = buffer.encode().unwrap();
    assert_eq!(
        ResponseBuffer::decode(bytes, &mut ResponseContext::new()).unwrap(),
        buffer
    );
}

/// A logon to public folders in the buffer decides how a later ROP of the same logon is read.
#[test]
fn a_logon_in_the_same_buffer_is_learnt() {
    let public = Request::Logon(RopLogonRequest {
        logon_id: 3,
        output_handle_index: 0,
        logon_flags: 0,
        open_flags: open_flags::PUBLIC,
        store_state: 0,
        essdn: Bytes::new(),
    });
    let read_flag = |logon_id, client_data| {
        Request::SetMessageReadFlag(RopSetMessageReadFlagRequest {
            logon_id,
            response_handle_index: 0,
            input_handle_index: 1,
            read_flags: 1,
            client_data,
        })
    };
    let requests = vec![public, read_flag(3, Some([7; 24])), read_flag(0, None)];
    let bytes = RequestBuffer::new(requests.clone(), vec![]).encode().unwrap();
    assert_eq!(
        RequestBuffer::decode(bytes.clone(), &NoContext).unwrap().requests,
        requests
    );

    struct Unknown;
    impl RequestContext for Unknown {
        fn is_private_logon(&self, _: u8) -> Option<bool> {
            None
        }
    }
    let error = RequestBuffer::decode(bytes, &Unknown).unwrap_err();
    assert_eq!(
        (error.structure, error.field),
        ("RopSetMessageReadFlagRequest", "client_data")
    );
}

#[test]
fn the_writer_knows_its_length_and_takes_back() {
    let mut writer = ResponseWriter::new();
    assert_eq!(writer.len(), 2);
    let submit = |code| {
        Response::SubmitMessage(RopSubmitMessageResponse {
            input_handle_index: 1,
            result: code,
        })
    };
    writer.push(&submit(Ok(()))).unwrap();
    assert_eq!((writer.len(), writer.len_with_handles(3)), (8, 20));
    writer.push(&submit(Err(ErrorCode::NO_RECIPIENTS))).unwrap();
    assert_eq!(writer.len(), 14);
    writer.truncate(8);
    // What cannot be written leaves nothing behind.
    writer.push(&submit(Err(ErrorCode::SUCCESS))).unwrap_err();
    let long = RopReadStreamResponse {
        input_handle_index: 0,
        return_value: ErrorCode::SUCCESS,
        data: vec![0; 0xFFF0].into(),
    };
    writer.push(&long.into()).unwrap_err();
    let too_small = RopBufferTooSmallResponse {
        size_needed: 0x8000,
        request_buffers: Bytes::from_static(&[1, 0, 0]),
    };
    writer.push(&too_small.into()).unwrap();
    assert_eq!(
        writer.finish(&[5]).unwrap()[..],
        [14, 0, 0x32, 1, 0, 0, 0, 0, 0xFF, 0x00, 0x80, 1, 0, 0, 5, 0, 0, 0]
    );
}
