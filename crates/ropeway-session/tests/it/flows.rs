//! Sequences that clients are known to send, and the small ROPs on their way.

use crate::support::*;
use bytes::Bytes;
use ropeway_rop::*;
use ropeway_types::*;

fn attach(input: u8, output: u8) -> Request {
    RopCreateAttachmentRequest {
        logon_id: 0,
        input_handle_index: input,
        output_handle_index: output,
    }
    .into()
}

fn save_attachment(response: u8, input: u8, save_flags: u8) -> Request {
    RopSaveChangesAttachmentRequest {
        logon_id: 0,
        response_handle_index: response,
        input_handle_index: input,
        save_flags,
    }
    .into()
}

fn save_with(response: u8, input: u8, save_flags: u8) -> Request {
    RopSaveChangesMessageRequest {
        logon_id: 0,
        response_handle_index: response,
        input_handle_index: input,
        save_flags,
    }
    .into()
}

fn stream(input: u8, output: u8, property_tag: PropertyTag, open_mode_flags: u8) -> Request {
    RopOpenStreamRequest {
        logon_id: 0,
        input_handle_index: input,
        output_handle_index: output,
        property_tag,
        open_mode_flags,
    }
    .into()
}

fn write(input: u8, data: &[u8]) -> Request {
    RopWriteStreamRequest {
        logon_id: 0,
        input_handle_index: input,
        data: Bytes::copy_from_slice(data),
    }
    .into()
}

fn commit(input: u8) -> Request {
    RopCommitStreamRequest {
        logon_id: 0,
        input_handle_index: input,
    }
    .into()
}

fn set_size(input: u8, stream_size: u64) -> Request {
    RopSetStreamSizeRequest {
        logon_id: 0,
        input_handle_index: input,
        stream_size,
    }
    .into()
}

fn attachment_table(input: u8, output: u8) -> Request {
    RopGetAttachmentTableRequest {
        logon_id: 0,
        input_handle_index: input,
        output_handle_index: output,
        table_flags: 0,
    }
    .into()
}

/// ruler: create, save and release; reopen, with a release of an empty slot first and one output slot
/// used twice; fill the attachment through a stream, one piece per call; reopen, recipients, submit.
#[tokio::test]
async fn ruler_attaches_a_file() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let file = [
        (tags::ATTACH_METHOD, 1.into()),
        (tags::ATTACH_LONG_FILENAME, "a.bin".into()),
    ];
    let out = client
        .run(
            [
                create(0, 1),
                set(
                    1,
                    &[(tags::SUBJECT, "Hello".into()), (tags::MESSAGE_FLAGS, 8.into())],
                ),
                save_with(2, 1, 0x02),
                release(1),
            ],
            &[0, NONE, NONE],
        )
        .await;
    out.all_ok();
    let id = saved(&out.responses[2]);
    let out = client
        .run(
            [
                release(1),
                open(1, id),
                attachment_table(1, 2),
                attach(1, 2),
                set(2, &file),
                save_attachment(1, 2, 0x0A),
                save_with(2, 1, 0x02),
                release(2),
                release(1),
            ],
            &[0, NONE, NONE],
        )
        .await;
    out.all_ok();
    assert_eq!(out.responses.len(), 6);
    let reopen: Request = RopOpenAttachmentRequest {
        logon_id: 0,
        input_handle_index: 1,
        output_handle_index: 2,
        open_attachment_flags: 1,
        attachment_id: 0,
    }
    .into();
    let out = client
        .run(
            [
                open(1, id),
                attachment_table(1, 2),
                reopen,
                stream(2, 3, tags::ATTACH_DATA_BINARY, 1),
                set_size(3, 7000),
            ],
            &[0, NONE, NONE, NONE],
        )
        .await;
    out.all_ok();
    for piece in [&[1u8; 3000][..], &[2; 3000], &[3; 1000]] {
        client.run([write(3, piece)], &out.handles).await.all_ok();
    }
    client
        .run(
            [
                commit(3),
                save_attachment(1, 2, 0x0A),
                save_with(2, 1, 0x02),
                release(3),
                release(2),
                release(1),
            ],
            &out.handles,
        )
        .await
        .all_ok();
    client
        .run([open(1, id), to(1, &["a@x.test"]), submit(1)], &[0, NONE])
        .await
        .all_ok();
    let message = bed.only().message;
    let data = message.attachments[0].data().unwrap();
    assert_eq!(data.len(), 7000);
    assert_eq!((data[2999], data[3000], data[6000]), (1, 2, 3));
}

/// Wino.Mapi: one ROP per call, large text through streams, ForceSave on attachments, the folder for
/// the sent copy as PtypServerId.
#[tokio::test]
async fn wino_composes_and_sends() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let mut sent_folder = vec![1u8];
    sent_folder.extend_from_slice(&SENT_ITEMS.0.to_le_bytes());
    sent_folder.extend_from_slice(&[0; 12]);
    let body: Vec<u8> = "Text"
        .repeat(3000)
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let steps = vec![
        create(0, 1),
        set(
            1,
            &[
                (tags::MESSAGE_CLASS, "IPM.Note".into()),
                (tags::SUBJECT, "Wino".into()),
            ],
        ),
        stream(1, 2, tags::BODY, 2),
        write(2, &body),
        commit(2),
        release(2),
        set(1, &[(tags::HTML, b"<p>Text</p>".to_vec().into())]),
        recipients(
            1,
            vec![
                row(0, 1, "a@x.test"),
                row(1, 2, "b@x.test"),
                row(2, 3, "c@x.test"),
            ],
        ),
        attach(1, 3),
        set(
            3,
            &[
                (tags::ATTACH_METHOD, 1.into()),
                (tags::ATTACH_DATA_BINARY, b"data".to_vec().into()),
            ],
        ),
        save_attachment(1, 3, 0x04),
        release(3),
        set(
            1,
            &[(
                tags::SENT_MAIL_SVR_EID,
                PropertyValue::ServerId(sent_folder.into()),
            )],
        ),
        save_with(1, 1, 0x02),
        submit(1),
        release(1),
    ];
    let mut handles = vec![0, NONE, NONE, NONE, NONE];
    for step in steps {
        let out = client.run([step], &handles).await;
        out.all_ok();
        handles = out.handles;
    }
    let submission = bed.only();
    assert_eq!(submission.message.text(tags::BODY).unwrap().len(), 12_000);
    assert_eq!(submission.message.attachments[0].data().unwrap()[..], *b"data");
    assert_eq!(submission.envelope.recipients.len(), 3);
}

/// libmapi's test suite: SubmitMessage, then AbortSubmit at once with the folder and the saved id.
#[tokio::test]
async fn mapitest_aborts_right_after_submitting() {
    let bed = Bed::new();
    *bed.relay.abort.lock().unwrap() = Some(ropeway_session::AbortOutcome::Aborted);
    let mut client = bed.client().await;
    let out = client
        .run(
            [create(0, 1), to(1, &["a@x.test"]), save(1), submit(1)],
            &[0, NONE],
        )
        .await;
    let id = saved(&out.responses[2]);
    assert_eq!(
        client.run([abort(OUTBOX, id)], &[0]).await.codes(),
        [ErrorCode::SUCCESS]
    );
}

#[tokio::test]
async fn streams_seek_and_commit_at_once() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let (logon_id, input_handle_index) = (0, 2);
    let seek = |origin, offset| -> Request {
        RopSeekStreamRequest {
            logon_id,
            input_handle_index,
            origin,
            offset,
        }
        .into()
    };
    let extended = RopWriteStreamExtendedRequest {
        logon_id,
        input_handle_index,
        data: Bytes::from_static(b"abc"),
    };
    let at_once = RopWriteAndCommitStreamRequest {
        logon_id,
        input_handle_index,
        data: Bytes::from_static(b"Z"),
    };
    let out = client
        .run(
            [
                create(0, 1),
                stream(1, 2, tags::HTML, 2),
                extended.into(),
                seek(0, 1),
                at_once.into(),
                get(1, &[tags::HTML]),
                seek(2, -1),
                seek(0, -1),
            ],
            &[0, NONE, NONE],
        )
        .await;
    let Response::WriteStreamExtended(written) = &out.responses[2] else {
        panic!()
    };
    assert_eq!(written.written_size, 3);
    assert_eq!(
        values(&out.responses[5]),
        [RowValue::Value(b"aZc".to_vec().into())]
    );
    let Response::SeekStream(sought) = &out.responses[6] else {
        panic!()
    };
    assert_eq!(sought.result.as_ref().unwrap().new_position, 2);
    assert_eq!(out.codes()[7], ErrorCode::STREAM_SEEK_ERROR);
}

#[tokio::test]
async fn a_read_flag_is_set_and_cleared() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let flag = |read_flags| -> Request {
        RopSetMessageReadFlagRequest {
            logon_id: 0,
            response_handle_index: 1,
            input_handle_index: 1,
            read_flags,
            client_data: None,
        }
        .into()
    };
    let out = client
        .run(
            [
                create(0, 1),
                save(1),
                flag(4),
                get(1, &[tags::READ]),
                flag(0),
                get(1, &[tags::READ]),
            ],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    assert_eq!(values(&out.responses[3]), [RowValue::Value(false.into())]);
    assert_eq!(values(&out.responses[5]), [RowValue::Value(true.into())]);
}

#[tokio::test]
async fn folders_show_their_place() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let open_folder = |output, counter| -> Request {
        RopOpenFolderRequest {
            logon_id: 0,
            input_handle_index: 0,
            output_handle_index: output,
            folder_id: FolderId::new(1, counter),
            open_mode_flags: 0,
        }
        .into()
    };
    let hierarchy: Request = RopGetHierarchyTableRequest {
        logon_id: 0,
        input_handle_index: 1,
        output_handle_index: 2,
        table_flags: 0,
    }
    .into();
    let columns: Request = RopSetColumnsRequest {
        logon_id: 0,
        input_handle_index: 2,
        set_columns_flags: 0,
        property_tags: vec![tags::DISPLAY_NAME, tags::FOLDER_ID],
    }
    .into();
    let seek: Request = RopSeekRowRequest {
        logon_id: 0,
        input_handle_index: 2,
        origin: 0,
        row_count: 1,
        want_row_moved_count: true,
    }
    .into();
    let rows: Request = RopQueryRowsRequest {
        logon_id: 0,
        input_handle_index: 2,
        query_rows_flags: 0,
        forward_read: true,
        row_count: 2,
    }
    .into();
    let position: Request = RopQueryPositionRequest {
        logon_id: 0,
        input_handle_index: 2,
    }
    .into();
    let out = client
        .run(
            [
                open_folder(1, 0x13),
                open_folder(2, 0x55),
                get(1, &[tags::DISPLAY_NAME, tags::SUBFOLDERS]),
                set(1, &[(tags::DISPLAY_NAME, "mine".into())]),
                hierarchy,
                columns,
                seek,
                rows,
                position,
            ],
            &[0, NONE, NONE],
        )
        .await;
    assert_eq!(out.codes()[1], ErrorCode::NOT_FOUND);
    assert_eq!(
        values(&out.responses[2]),
        [
            RowValue::Value("Top of Information Store".into()),
            RowValue::Value(true.into())
        ]
    );
    assert_eq!(out.codes()[3], ErrorCode::ACCESS_DENIED);
    let Response::GetHierarchyTable(table) = &out.responses[4] else {
        panic!()
    };
    assert_eq!(table.result.as_ref().unwrap().row_count, 4);
    let Response::QueryRows(rows) = &out.responses[7] else {
        panic!()
    };
    let rows = &rows.result.as_ref().unwrap().rows;
    assert_eq!(rows[0].values[0], RowValue::Value("Outbox".into()));
    assert_eq!(
        rows[1].values[1],
        RowValue::Value(SENT_ITEMS.0.cast_signed().into())
    );
    let Response::QueryPosition(position) = &out.responses[8] else {
        panic!()
    };
    let position = position.result.as_ref().unwrap();
    assert_eq!((position.numerator, position.denominator), (3, 4));
}

#[tokio::test]
async fn a_stream_read_beyond_two_gibibytes_is_malformed() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let read = |maximum| -> Request {
        RopReadStreamRequest {
            logon_id: 0,
            input_handle_index: 0,
            byte_count: 0xBABE,
            maximum_byte_count: Some(maximum),
        }
        .into()
    };
    let out = client.run_in(vec![read(0x8000_0000)], &[0], 1000).await.unwrap();
    assert_eq!(out.codes(), [ErrorCode::NOT_SUPPORTED]);
    let error = client
        .run_in(vec![create(0, 0), read(0x8000_0001)], &[0], 1000)
        .await
        .unwrap_err();
    assert_eq!(error.error_code(), ErrorCode::RPC_FORMAT);
}
