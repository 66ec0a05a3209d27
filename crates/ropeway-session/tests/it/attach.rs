//! Attachments, embedded messages, streams, tables.

use crate::support::*;
use bytes::Bytes;
use ropeway_rop::*;
use ropeway_session::*;
use ropeway_types::*;

fn attach(input: u8, output: u8) -> Request {
    RopCreateAttachmentRequest {
        logon_id: 0,
        input_handle_index: input,
        output_handle_index: output,
    }
    .into()
}

fn save_attachment(input: u8) -> Request {
    RopSaveChangesAttachmentRequest {
        logon_id: 0,
        response_handle_index: 0,
        input_handle_index: input,
        save_flags: 0x0A,
    }
    .into()
}

fn open_attachment(input: u8, output: u8, attachment_id: u32, open_attachment_flags: u8) -> Request {
    RopOpenAttachmentRequest {
        logon_id: 0,
        input_handle_index: input,
        output_handle_index: output,
        open_attachment_flags,
        attachment_id,
    }
    .into()
}

fn open_embedded(input: u8, output: u8, open_mode_flags: u8) -> Request {
    RopOpenEmbeddedMessageRequest {
        logon_id: 0,
        input_handle_index: input,
        output_handle_index: output,
        code_page_id: 0x0FFF,
        open_mode_flags,
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

fn write(input: u8, data: &'static [u8]) -> Request {
    RopWriteStreamRequest {
        logon_id: 0,
        input_handle_index: input,
        data: Bytes::from_static(data),
    }
    .into()
}

fn file(input: u8, name: &str) -> Request {
    set(
        input,
        &[
            (tags::ATTACH_METHOD, 1.into()),
            (tags::ATTACH_LONG_FILENAME, name.into()),
        ],
    )
}

#[tokio::test]
async fn a_stream_released_without_a_commit_is_committed() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    client
        .run(
            [
                create(0, 1),
                to(1, &["a@x.test"]),
                attach(1, 2),
                file(2, "a.txt"),
                stream(2, 3, tags::ATTACH_DATA_BINARY, 2),
                write(3, b"hello "),
                write(3, b"world"),
                release(3),
                save_attachment(2),
                release(2),
                submit(1),
            ],
            &[0, NONE, NONE, NONE],
        )
        .await
        .all_ok();
    let message = bed.only().message;
    assert_eq!(message.attachments[0].data().unwrap()[..], *b"hello world");
    assert_eq!(message.properties.bool(tags::HAS_ATTACHMENTS), Some(true));
}

#[tokio::test]
async fn streams_that_are_open_go_with_the_save_and_with_the_submission() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    client
        .run(
            [
                create(0, 1),
                to(1, &["a@x.test"]),
                stream(1, 2, tags::BODY, 2),
                write(2, b"B\0o\0d\0y\0\0\0"),
                attach(1, 3),
                file(3, "a.txt"),
                stream(3, 4, tags::ATTACH_DATA_BINARY, 1),
                write(4, b"data"),
                save_attachment(3),
                submit(1),
            ],
            &[0, NONE, NONE, NONE, NONE],
        )
        .await
        .all_ok();
    let message = bed.only().message;
    assert_eq!(message.text(tags::BODY).unwrap(), "Body");
    assert_eq!(message.attachments[0].data().unwrap()[..], *b"data");
}

#[tokio::test]
async fn what_is_not_saved_into_the_message_does_not_go_with_it() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [
                create(0, 1),
                to(1, &["a@x.test"]),
                attach(1, 2),
                file(2, "lost.txt"),
                attach(1, 3),
                file(3, "kept.txt"),
                save_attachment(3),
                submit(1),
                save_attachment(2),
                attach(1, 4),
            ],
            &[0, NONE, NONE, NONE, NONE],
        )
        .await;
    assert_eq!(
        out.codes()[8..],
        [ErrorCode::ACCESS_DENIED, ErrorCode::ACCESS_DENIED]
    );
    let message = bed.only().message;
    assert_eq!(message.attachments.len(), 1);
    // Numbers of attachments that are never saved are not given again.
    assert_eq!(message.attachments[0].number, 1);
}

#[tokio::test]
async fn embedded_messages_are_saved_from_the_inside_out() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let name = PropertyName::name(property_set::PS_PUBLIC_STRINGS, "Inside");
    let names = RopGetPropertyIdsFromNamesRequest {
        logon_id: 0,
        input_handle_index: 0,
        flags: 2,
        property_names: vec![name.clone()],
    };
    client.run([names.into()], &[0]).await.all_ok();
    let out = client
        .run(
            [
                create(0, 1),
                to(1, &["a@x.test"]),
                attach(1, 2),
                open_embedded(2, 3, 0),
                open_embedded(2, 3, 2),
                set(
                    3,
                    &[
                        (tags::SUBJECT, "inner".into()),
                        (PropertyTag(0x8000_001F), "named".into()),
                    ],
                ),
                to(3, &["inner@x.test"]),
                submit(3),
                save(3),
                save_attachment(2),
                open_attachment(1, 4, 0, 0),
                open_embedded(4, 5, 0),
                get(5, &[tags::SUBJECT]),
                submit(1),
            ],
            &[0, NONE, NONE, NONE, NONE, NONE],
        )
        .await;
    assert_eq!(out.codes()[3], ErrorCode::NOT_FOUND);
    assert_eq!(out.codes()[7], ErrorCode::NOT_SUPPORTED);
    assert_eq!(values(&out.responses[12]), [RowValue::Value("inner".into())]);
    let message = bed.only().message;
    let inner = message.attachments[0].embedded.as_ref().unwrap();
    assert_eq!(inner.subject().unwrap(), "inner");
    assert_eq!(inner.named_text(&name).unwrap(), "named");
    assert!(message.named_properties.is_empty());
    assert_eq!(inner.recipients.len(), 1);
    assert_eq!(
        message.attachments[0].method(),
        ropeway_message::AttachMethod::EMBEDDED_MESSAGE
    );
}

#[tokio::test]
async fn messages_nest_only_so_deep() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let mut handles = client.run([create(0, 1)], &[0, NONE, NONE]).await.handles;
    let mut depth = 0;
    loop {
        let out = client.run([attach(1, 2), open_embedded(2, 1, 2)], &handles).await;
        if out.codes()[1] != ErrorCode::SUCCESS {
            assert_eq!(out.codes()[1], ErrorCode::TOO_COMPLEX);
            break;
        }
        handles = out.handles;
        depth += 1;
        assert!(depth < 100);
    }
    assert_eq!(depth, 16);
}

#[tokio::test]
async fn attachments_are_counted_and_deleted() {
    let mut config = SessionConfig::default();
    config.max_attachments = 1;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    let delete = || -> Request {
        RopDeleteAttachmentRequest {
            logon_id: 0,
            input_handle_index: 1,
            attachment_id: 0,
        }
        .into()
    };
    let out = client
        .run(
            [
                create(0, 1),
                delete(),
                attach(1, 2),
                save_attachment(2),
                attach(1, 3),
                delete(),
                release(2),
                delete(),
                open_attachment(1, 2, 0, 0),
                attach(1, 3),
            ],
            &[0, NONE, NONE, NONE],
        )
        .await;
    assert_eq!(
        out.codes()[1..],
        [
            ErrorCode::NOT_FOUND,
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
            ErrorCode::MAX_ATTACHMENT_EXCEEDED,
            ErrorCode::ATTACH_OPEN,
            ErrorCode::SUCCESS,
            ErrorCode::NOT_FOUND,
            ErrorCode::SUCCESS,
        ]
    );
}

#[tokio::test]
async fn streams_keep_to_their_modes_and_limits() {
    let mut config = SessionConfig::default();
    config.max_message_size = 8;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    let size: Request = RopSetStreamSizeRequest {
        logon_id: 0,
        input_handle_index: 2,
        stream_size: 9,
    }
    .into();
    let out = client
        .run(
            [
                create(0, 1),
                stream(1, 2, tags::HTML, 1),
                stream(1, 2, tags::IMPORTANCE, 0),
                stream(1, 2, tags::HTML, 2),
                write(2, b"12345678"),
                write(2, b"9"),
                size,
                release(2),
                stream(1, 3, tags::HTML, 0),
                write(3, b"x"),
                RopGetStreamSizeRequest {
                    logon_id: 0,
                    input_handle_index: 3,
                }
                .into(),
            ],
            &[0, NONE, NONE, NONE],
        )
        .await;
    assert_eq!(
        out.codes()[1..],
        [
            ErrorCode::NOT_FOUND,
            ErrorCode::NOT_SUPPORTED,
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
            ErrorCode::TOO_BIG,
            ErrorCode::TOO_BIG,
            ErrorCode::SUCCESS,
            ErrorCode::STREAM_ACCESS_DENIED,
            ErrorCode::SUCCESS,
        ]
    );
    let Response::GetStreamSize(size) = &out.responses[9] else {
        panic!()
    };
    assert_eq!(size.result.as_ref().unwrap().stream_size, 8);
}

#[tokio::test]
async fn a_session_keeps_only_so_many_bytes() {
    let mut config = SessionConfig::default();
    config.max_session_size = 100_000;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    let mut handles = vec![0];
    handles.extend([NONE; 8]);
    let large: [(PropertyTag, PropertyValue); 1] = [(tags::HTML, vec![0u8; 30_000].into())];
    let mut codes = Vec::new();
    for index in 1..=4 {
        let out = client.run([create(0, index), set(index, &large)], &handles).await;
        codes.push(out.codes()[1]);
        handles = out.handles;
    }
    assert_eq!(codes[0], ErrorCode::SUCCESS);
    assert_eq!(codes[3], ErrorCode::OUT_OF_MEMORY);
}

#[tokio::test]
async fn tables_list_attachments_messages_and_folders() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let columns = |index: u8, property_tags: Vec<PropertyTag>| -> Request {
        RopSetColumnsRequest {
            logon_id: 0,
            input_handle_index: index,
            set_columns_flags: 0,
            property_tags,
        }
        .into()
    };
    let query = |index: u8| -> Request {
        RopQueryRowsRequest {
            logon_id: 0,
            input_handle_index: index,
            query_rows_flags: 0,
            forward_read: true,
            row_count: 50,
        }
        .into()
    };
    let first = |response: &Response| match response {
        Response::QueryRows(r) => {
            let rows = &r.result.as_ref().unwrap().rows;
            rows.iter().map(|row| row.values[0].clone()).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let table: Request = RopGetAttachmentTableRequest {
        logon_id: 0,
        input_handle_index: 1,
        output_handle_index: 2,
        table_flags: 0,
    }
    .into();
    let folder: Request = RopOpenFolderRequest {
        logon_id: 0,
        input_handle_index: 0,
        output_handle_index: 3,
        folder_id: OUTBOX,
        open_mode_flags: 0,
    }
    .into();
    let contents: Request = RopGetContentsTableRequest {
        logon_id: 0,
        input_handle_index: 3,
        output_handle_index: 4,
        table_flags: 0,
    }
    .into();
    let out = client
        .run(
            [
                create(0, 1),
                set(1, &[(tags::SUBJECT, "listed".into())]),
                attach(1, 2),
                file(2, "one.txt"),
                save_attachment(2),
                save(1),
                table,
                query(2),
                columns(2, vec![tags::ATTACH_LONG_FILENAME, tags::ATTACH_CONTENT_ID]),
                query(2),
                query(2),
                folder,
                contents,
                columns(4, vec![tags::SUBJECT]),
                query(4),
            ],
            &[0, NONE, NONE, NONE, NONE],
        )
        .await;
    assert_eq!(out.codes()[7], ErrorCode::NULL_OBJECT);
    assert_eq!(first(&out.responses[9]), [RowValue::Value("one.txt".into())]);
    assert_eq!(first(&out.responses[10]), []);
    let Response::GetContentsTable(contents) = &out.responses[12] else {
        panic!()
    };
    assert_eq!(contents.result.as_ref().unwrap().row_count, 1);
    assert_eq!(first(&out.responses[14]), [RowValue::Value("listed".into())]);
}

#[tokio::test]
async fn streams_that_were_large_once_do_not_keep_the_memory() {
    let mut config = SessionConfig::default();
    config.max_session_size = 8 << 20;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    let size = |stream_size: u64| -> Request {
        RopSetStreamSizeRequest {
            logon_id: 0,
            input_handle_index: 2,
            stream_size,
        }
        .into()
    };
    client.run([create(0, 1)], &[0, NONE]).await.all_ok();
    // What they keep counts; made small, they keep nothing.
    for round in 0..20 {
        let tag = PropertyTag::new(0x6000 + round, PropertyType::BINARY);
        client
            .run([stream(1, 2, tag, 2), size(4 << 20), size(10)], &[0, 1, NONE])
            .await
            .all_ok();
    }
    let html = [stream(1, 2, tags::HTML, 2), size(4 << 20), size(3 << 19)];
    client.run(html, &[0, 1, NONE]).await.all_ok();
    let rtf = [
        stream(1, 2, tags::RTF_COMPRESSED, 2),
        size(4 << 20),
        size(1 << 20),
    ];
    let rtf = client.run(rtf, &[0, 1, NONE]).await;
    assert_eq!(
        rtf.codes(),
        [ErrorCode::SUCCESS, ErrorCode::OUT_OF_MEMORY, ErrorCode::SUCCESS]
    );
}

#[tokio::test]
async fn what_outlives_its_parent_is_not_saved_into_nothing() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let commit: Request = RopCommitStreamRequest {
        logon_id: 0,
        input_handle_index: 4,
    }
    .into();
    let out = client
        .run(
            [
                create(0, 1),
                attach(1, 2),
                open_embedded(2, 3, 2),
                stream(3, 4, tags::BODY, 2),
                write(4, b"x\0"),
                release(1),
                save_attachment(2),
                release(2),
                save(3),
                write(4, b"y\0"),
                release(3),
                commit,
                release(4),
            ],
            &[0, NONE, NONE, NONE, NONE],
        )
        .await;
    assert_eq!(
        out.codes()[5..],
        [
            ErrorCode::OBJECT_DELETED,
            ErrorCode::OBJECT_DELETED,
            ErrorCode::SUCCESS,
            ErrorCode::OBJECT_DELETED,
        ]
    );
    // The same of a logon that goes with all that is open under it.
    let out = client
        .run(
            [
                create(0, 1),
                stream(1, 2, tags::BODY, 2),
                write(2, b"x\0"),
                release(0),
                write(2, b"y\0"),
            ],
            &[0, NONE, NONE],
        )
        .await;
    assert_eq!(out.codes()[3..], [ErrorCode::INVALID_OBJECT]);
}
