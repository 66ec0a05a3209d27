//! Messages under construction ([MS-OXCMSG] 3.2.5, [MS-OXCPRPT] 3.2.5).

use crate::support::*;
use bytes::Bytes;
use ropeway_rop::*;
use ropeway_session::*;
use ropeway_types::property_set::{PS_INTERNET_HEADERS, PSETID_COMMON};
use ropeway_types::*;

fn names(flags: u8, property_names: Vec<PropertyName>) -> Request {
    RopGetPropertyIdsFromNamesRequest {
        logon_id: 0,
        input_handle_index: 0,
        flags,
        property_names,
    }
    .into()
}

fn read_recipients(row_id: u32) -> Request {
    RopReadRecipientsRequest {
        logon_id: 0,
        input_handle_index: 1,
        row_id,
        reserved: 0,
    }
    .into()
}

fn rows(response: &Response) -> Vec<(u32, u8)> {
    match response {
        Response::ReadRecipients(response) => {
            let rows = &response.result.as_ref().unwrap().recipient_rows;
            rows.iter().map(|row| (row.row_id, row.recipient_type)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn compose_and_submit_in_one_batch() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [
                create(0, 1),
                set(
                    1,
                    &[(tags::SUBJECT, "Hello".into()), (tags::BODY, "World".into())],
                ),
                to(1, &["a@x.test", "b@x.test"]),
                submit(1),
            ],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    assert_eq!(out.handles, [0, 1]);
    let submission = bed.only();
    assert_eq!(submission.envelope.reverse_path, "user1@example.test");
    let addresses: Vec<&str> = submission
        .envelope
        .recipients
        .iter()
        .map(|r| r.address.address())
        .collect();
    assert_eq!(addresses, ["a@x.test", "b@x.test"]);
    assert_eq!(submission.message.subject().unwrap(), "Hello");
    assert_eq!(submission.message.text(tags::BODY).unwrap(), "World");
}

#[tokio::test]
async fn a_new_message_has_no_id_and_its_initial_properties() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let columns = [
        tags::MESSAGE_CLASS,
        tags::MESSAGE_FLAGS,
        tags::IMPORTANCE,
        tags::HAS_ATTACHMENTS,
        tags::DISPLAY_TO,
        tags::CREATION_TIME,
        tags::MID,
    ];
    let out = client.run([create(0, 1), get(1, &columns)], &[0, NONE]).await;
    let Response::CreateMessage(created) = &out.responses[0] else {
        panic!()
    };
    assert_eq!(created.result.as_ref().unwrap().message_id, None);
    assert_eq!(
        values(&out.responses[1]),
        [
            RowValue::Value("IPM.Note".into()),
            RowValue::Value(9.into()),
            RowValue::Value(1.into()),
            RowValue::Value(false.into()),
            RowValue::Value("".into()),
            RowValue::Value(FileTime::from_unix_seconds(NOW as i64).into()),
            RowValue::Error(ErrorCode::NOT_FOUND),
        ]
    );
}

#[tokio::test]
async fn messages_cannot_be_created_everywhere() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    for (folder, code_page, code) in [
        (0x99, 0x0FFF, ErrorCode::NOT_FOUND),
        (0x1A, 0x0FFF, ErrorCode::SEARCH_FOLDER),
        (0x15, 77, ErrorCode::UNKNOWN_CODE_PAGE),
        (0x14, 1251, ErrorCode::SUCCESS),
    ] {
        let mut request = create(0, 1);
        if let Request::CreateMessage(request) = &mut request {
            request.folder_id = FolderId::new(1, folder);
            request.code_page_id = code_page;
        }
        assert_eq!(client.run([request], &[0, NONE]).await.codes(), [code]);
    }
}

#[tokio::test]
async fn properties_of_the_server_are_passed_over_without_a_problem() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [
                create(0, 1),
                set(
                    1,
                    &[
                        (tags::DISPLAY_TO, "forged".into()),
                        (tags::MESSAGE_SIZE, 1.into()),
                        (tags::MESSAGE_FLAGS, 0x2000_0008u32.cast_signed().into()),
                        (tags::NORMALIZED_SUBJECT, "Hi".into()),
                        (tags::NATIVE_BODY, 1.into()),
                        (tags::ATTRIBUTE_HIDDEN, true.into()),
                        (tags::ICON_INDEX, PropertyValue::ErrorCode(ErrorCode::NOT_FOUND)),
                    ],
                ),
                get(1, &[tags::DISPLAY_TO, tags::MESSAGE_FLAGS, tags::SUBJECT]),
                save(1),
                set(1, &[(tags::MESSAGE_FLAGS, 0x88.into())]),
                get(1, &[tags::MESSAGE_FLAGS]),
            ],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    let Response::SetProperties(response) = &out.responses[1] else {
        panic!()
    };
    let problems = &response.result.as_ref().unwrap().property_problems;
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (problems[0].index, problems[0].error_code),
        (6, ErrorCode::TYPE_NOT_SUPPORTED)
    );
    assert_eq!(
        values(&out.responses[2]),
        [
            RowValue::Value("".into()),
            RowValue::Value(8.into()),
            RowValue::Value("Hi".into())
        ]
    );
    // Unsent and unmodified: what was set after the save is the server's.
    assert_eq!(values(&out.responses[5]), [RowValue::Value(0x0A.into())]);
}

#[tokio::test]
async fn strings_are_given_in_the_type_and_code_page_asked_for() {
    let bed = Bed::new();
    let session = bed.server.session(Identity::new("user1@example.test"));
    let mut client = Client {
        session: session.with_locale(CodePage(1251), 0x0419),
        table_columns: Default::default(),
        recipient_columns: Default::default(),
    };
    let narrow = tags::SUBJECT.with_type(PropertyType::STRING8);
    let any = tags::SUBJECT.with_type(PropertyType::UNSPECIFIED);
    let text = PropertyValue::String8(Bytes::from_static(b"\xcf\xf0"));
    let out = client
        .run(
            [
                logon(0),
                create(0, 1),
                set(1, &[(narrow, text.clone())]),
                get(1, &[tags::SUBJECT, narrow, any]),
                to(1, &["a@x.test"]),
                submit(1),
            ],
            &[NONE, NONE],
        )
        .await;
    assert_eq!(
        values(&out.responses[3]),
        [
            RowValue::Value("Пр".into()),
            RowValue::Value(text),
            RowValue::Value("Пр".into())
        ]
    );
    let message = bed.only().message;
    assert_eq!(message.subject().unwrap(), "Пр");
    assert_eq!(message.properties.int(tags::INTERNET_CODEPAGE), Some(1251));
    assert_eq!(message.properties.int(tags::MESSAGE_LOCALE_ID), Some(0x0419));
}

#[tokio::test]
async fn what_is_not_saved_is_not_seen_elsewhere() {
    let bed = Bed::new();
    let mut first = bed.client().await;
    let mut second = bed.client().await;
    let out = first
        .run(
            [create(0, 1), set(1, &[(tags::SUBJECT, "one".into())]), save(1)],
            &[0, NONE],
        )
        .await;
    let id = saved(&out.responses[2]);
    assert_eq!(id.replica_id(), 1);
    first
        .run([set(1, &[(tags::SUBJECT, "two".into())])], &[0, 1])
        .await
        .all_ok();
    let out = second
        .run([open(1, id), get(1, &[tags::SUBJECT])], &[0, NONE])
        .await;
    assert_eq!(values(&out.responses[1]), [RowValue::Value("one".into())]);
    first.run([save(1)], &[0, 1]).await.all_ok();
    let out = second
        .run([open(1, id), get(1, &[tags::SUBJECT])], &[0, NONE])
        .await;
    assert_eq!(values(&out.responses[1]), [RowValue::Value("two".into())]);
    // Another user's mailbox has no such message.
    let mut other = bed.client_of(Identity::new("user2@example.test")).await;
    assert_eq!(
        other.run([open(1, id)], &[0, NONE]).await.codes(),
        [ErrorCode::NOT_FOUND]
    );
}

#[tokio::test]
async fn drafts_outlive_their_session() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client.run([create(0, 1), save(1)], &[0, NONE]).await;
    let id = saved(&out.responses[1]);
    drop(client);
    let mut client = bed.client().await;
    client.run([open(1, id)], &[0, NONE]).await.all_ok();
}

#[tokio::test]
async fn a_message_opened_to_read_is_not_changed() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run([create(0, 1), to(1, &["a@x.test"]), save(1)], &[0, NONE])
        .await;
    let mut read_only = open(1, saved(&out.responses[2]));
    if let Request::OpenMessage(request) = &mut read_only {
        request.open_mode_flags = 0;
    }
    let out = client
        .run(
            [
                read_only,
                set(1, &[(tags::SUBJECT, "x".into())]),
                to(1, &["b@x.test"]),
                save(1),
                submit(1),
            ],
            &[0, NONE],
        )
        .await;
    assert_eq!(out.codes()[1..], [ErrorCode::ACCESS_DENIED; 4]);
}

#[tokio::test]
async fn a_message_kept_open_to_read_is_not_changed_but_submitted() {
    // openchangeclient submits the handle that it saved with KeepOpenReadOnly.
    for flags in [0x01, 0x09] {
        let bed = Bed::new();
        let mut client = bed.client().await;
        let mut keep = save(1);
        if let Request::SaveChangesMessage(request) = &mut keep {
            request.save_flags = flags;
        }
        let change = set(1, &[(tags::SUBJECT, "x".into())]);
        let out = client
            .run(
                [create(0, 1), to(1, &["a@x.test"]), keep, change, submit(1)],
                &[0, NONE],
            )
            .await;
        let expected = [ErrorCode::SUCCESS, ErrorCode::ACCESS_DENIED, ErrorCode::SUCCESS];
        assert_eq!(out.codes()[2..], expected);
        assert_eq!(bed.taken().len(), 1);
    }
}

#[tokio::test]
async fn recipients_go_by_their_row_ids() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    client.recipient_columns.insert(1, ropeway_columns());
    let delete = |row_id| ModifyRecipientRow {
        row_id,
        recipient_type: 1,
        recipient_row: None,
    };
    let out = client
        .run(
            [
                create(0, 1),
                recipients(
                    1,
                    vec![row(5, 1, "five@x.test"), row(2, 2, "two@x.test"), delete(77)],
                ),
                read_recipients(0),
                recipients(1, vec![row(5, 3, "changed@x.test"), delete(2)]),
                read_recipients(0),
                read_recipients(6),
                RopRemoveAllRecipientsRequest {
                    logon_id: 0,
                    input_handle_index: 1,
                    reserved: 0,
                }
                .into(),
                read_recipients(0),
            ],
            &[0, NONE],
        )
        .await;
    assert_eq!(rows(&out.responses[2]), [(2, 2), (5, 1)]);
    assert_eq!(rows(&out.responses[4]), [(5, 3)]);
    assert_eq!(out.codes()[5], ErrorCode::NOT_FOUND);
    assert_eq!(out.codes()[7], ErrorCode::NOT_FOUND);
}

/// The columns that a message header announces.
fn ropeway_columns() -> Vec<PropertyTag> {
    vec![
        tags::OBJECT_TYPE,
        tags::DISPLAY_TYPE,
        tags::SMTP_ADDRESS,
        tags::SEND_INTERNET_ENCODING,
        tags::RECIPIENT_DISPLAY_NAME,
        tags::RECIPIENT_FLAGS,
        tags::RECIPIENT_TRACK_STATUS,
        tags::RECIPIENT_ENTRY_ID,
    ]
}

#[tokio::test]
async fn opening_a_message_shows_subject_and_recipients() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [
                create(0, 1),
                set(1, &[(tags::SUBJECT, "RE: Grüße".into())]),
                to(1, &["a@x.test", "b@x.test"]),
                save(1),
            ],
            &[0, NONE],
        )
        .await;
    let id = saved(&out.responses[3]);
    let out = client.run([open(1, id), read_recipients(1)], &[0, NONE]).await;
    out.all_ok();
    let Response::OpenMessage(opened) = &out.responses[0] else {
        panic!()
    };
    let header = &opened.result.as_ref().unwrap().message_header;
    assert_eq!(
        header.subject_prefix,
        TypedString::ReducedUnicode(Bytes::from_static(b"RE: "))
    );
    let latin = TypedString::ReducedUnicode(Bytes::from_static(b"Gr\xfc\xdfe"));
    assert_eq!(header.normalized_subject, latin);
    assert_eq!(header.recipient_count, 2);
    assert_eq!(header.recipient_columns, ropeway_columns());
    let email = header.recipient_rows[1]
        .recipient_row
        .email_address
        .as_ref()
        .unwrap();
    assert_eq!(email.to_text(CodePage::UTF_8), "b@x.test");
    assert_eq!(rows(&out.responses[1]), [(1, 1)]);
}

#[tokio::test]
async fn many_recipients_come_in_portions() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let list = |from: u32| {
        (from..from + 100)
            .map(|n| row(n, 1, &format!("recipient{n}@x.test")))
            .collect()
    };
    let out = client
        .run(
            [
                create(0, 1),
                recipients(1, list(0)),
                recipients(1, list(100)),
                recipients(1, list(200)),
                save(1),
            ],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    let id = saved(&out.responses[4]);
    let out = client.run_in(vec![open(1, id)], &[0, NONE], 4096).await.unwrap();
    let Response::OpenMessage(opened) = &out.responses[0] else {
        panic!()
    };
    let header = &opened.result.as_ref().unwrap().message_header;
    assert_eq!(header.recipient_count, 300);
    let mut next = u32::try_from(header.recipient_rows.len()).unwrap();
    assert!(next > 0 && next < 100);
    client.recipient_columns.insert(1, ropeway_columns());
    while next < 300 {
        let out = client
            .run_in(vec![read_recipients(next)], &out.handles, 4096)
            .await
            .unwrap();
        let rows = rows(&out.responses[0]);
        assert_eq!(rows[0].0, next);
        next = rows.last().unwrap().0 + 1;
    }
    assert_eq!(next, 300);
}

#[tokio::test]
async fn named_properties_go_with_the_message() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let header = PropertyName::name(PS_INTERNET_HEADERS, "X-Thing");
    let number = PropertyName::id(PSETID_COMMON, 0x8530);
    let out = client
        .run(
            [
                names(0, vec![header.clone()]),
                names(2, vec![header.clone(), number.clone()]),
            ],
            &[0],
        )
        .await;
    let ids = |response: &Response| match response {
        Response::GetPropertyIdsFromNames(r) => (r.return_value, r.property_ids.clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!(ids(&out.responses[0]), (ErrorCode::ERRORS_RETURNED, vec![0]));
    let (code, found) = ids(&out.responses[1]);
    assert_eq!((code, found.len()), (ErrorCode::SUCCESS, 2));
    let tag = PropertyTag::new(found[0], PropertyType::STRING);
    let back = RopGetNamesFromPropertyIdsRequest {
        logon_id: 0,
        input_handle_index: 0,
        property_ids: vec![found[1], 0x0037, 0xF000],
    };
    let out = client
        .run(
            [
                back.into(),
                create(0, 1),
                set(1, &[(tag, "value".into())]),
                to(1, &["a@x.test"]),
                submit(1),
            ],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    let Response::GetNamesFromPropertyIds(response) = &out.responses[0] else {
        panic!()
    };
    let names = &response.result.as_ref().unwrap().property_names;
    assert_eq!(names[0], number);
    assert_eq!(names[1], PropertyName::id(property_set::PS_MAPI, 0x37));
    assert_eq!(names[2].kind, NameKind::None);
    let message = bed.only().message;
    assert_eq!(message.named_text(&header).unwrap(), "value");
    assert_eq!(message.named_properties.len(), 1);
}

#[tokio::test]
async fn names_of_properties_of_attachments_and_recipients_go_with_the_message() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let named = |number: u32| PropertyName::id(PSETID_COMMON, number);
    client
        .run([names(2, vec![named(1), named(2), named(3)])], &[0])
        .await
        .all_ok();
    let tag = |n: u16| PropertyTag::new(0x8000 + n, PropertyType::INTEGER32);
    let attach: Request = RopCreateAttachmentRequest {
        logon_id: 0,
        input_handle_index: 1,
        output_handle_index: 2,
    }
    .into();
    let save_attachment: Request = RopSaveChangesAttachmentRequest {
        logon_id: 0,
        response_handle_index: 1,
        input_handle_index: 2,
        save_flags: 0x0A,
    }
    .into();
    let mut recipient = row(0, 1, "a@x.test");
    if let Some(row) = &mut recipient.recipient_row {
        row.properties = PropertyRow::new(vec![RowValue::Value(5.into())]);
    }
    let with_column: Request = RopModifyRecipientsRequest {
        logon_id: 0,
        input_handle_index: 1,
        recipient_columns: vec![tag(1)],
        recipient_rows: vec![recipient],
    }
    .into();
    client
        .run(
            [
                create(0, 1),
                with_column,
                attach,
                set(2, &[(tag(0), 7.into())]),
                save_attachment,
                submit(1),
            ],
            &[0, NONE, NONE],
        )
        .await
        .all_ok();
    let message = bed.only().message;
    let sent: Vec<_> = message
        .named_properties
        .iter()
        .map(|(id, name)| (id, name.clone()))
        .collect();
    assert_eq!(sent, [(0x8000, named(1)), (0x8001, named(2))]);
    assert_eq!(message.attachments[0].properties.int(tag(0)), Some(7));
    assert_eq!(message.recipients[0].properties.int(tag(1)), Some(5));
}

#[tokio::test]
async fn properties_can_be_listed_and_deleted() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let (logon_id, input_handle_index) = (0, 1);
    let list = || -> Request {
        RopGetPropertiesListRequest {
            logon_id,
            input_handle_index,
        }
        .into()
    };
    let delete = RopDeletePropertiesRequest {
        logon_id,
        input_handle_index,
        property_tags: vec![tags::SUBJECT, tags::DISPLAY_TO, tags::ICON_INDEX],
    };
    let out = client
        .run(
            [
                create(0, 1),
                set(1, &[(tags::SUBJECT, "x".into())]),
                list(),
                delete.into(),
                list(),
            ],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    let tags_of = |response: &Response| match response {
        Response::GetPropertiesList(r) => r.result.as_ref().unwrap().property_tags.clone(),
        other => panic!("{other:?}"),
    };
    assert!(tags_of(&out.responses[2]).contains(&tags::SUBJECT));
    let after = tags_of(&out.responses[4]);
    assert!(!after.contains(&tags::SUBJECT));
    assert!(after.contains(&tags::DISPLAY_TO));
}

#[tokio::test]
async fn drafts_are_deleted_and_what_waits_to_be_sent_is_not() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let open_folder = |output_handle_index: u8, folder_id: FolderId| -> Request {
        RopOpenFolderRequest {
            logon_id: 0,
            input_handle_index: 0,
            output_handle_index,
            folder_id,
            open_mode_flags: 0,
        }
        .into()
    };
    let later = [(
        tags::DEFERRED_SEND_TIME,
        FileTime::from_unix_seconds(1_900_000_000).into(),
    )];
    let out = client
        .run(
            [
                open_folder(3, OUTBOX),
                open_folder(4, SENT_ITEMS),
                create(0, 1),
                save(1),
                create(0, 2),
                to(2, &["a@x.test"]),
                set(2, &later),
                save(2),
                submit(2),
            ],
            &[0, NONE, NONE, NONE, NONE],
        )
        .await;
    out.all_ok();
    let draft = saved(&out.responses[3]);
    let waiting = saved(&out.responses[7]);
    let delete = |input_handle_index: u8, message_ids: Vec<MessageId>| -> Request {
        RopDeleteMessagesRequest {
            logon_id: 0,
            input_handle_index,
            want_asynchronous: false,
            notify_non_read: false,
            message_ids,
        }
        .into()
    };
    let hard_delete: Request = RopHardDeleteMessagesRequest {
        logon_id: 0,
        input_handle_index: 3,
        want_asynchronous: false,
        notify_non_read: false,
        message_ids: vec![waiting],
    }
    .into();
    let out = client
        .run(
            [
                delete(0, vec![draft]),
                delete(4, vec![draft]),
                open(5, draft),
                delete(3, vec![draft, waiting, draft]),
                open(5, draft),
                save(1),
                hard_delete,
                open(5, waiting),
            ],
            &[&out.handles[..], &[NONE]].concat(),
        )
        .await;
    assert_eq!(
        out.codes(),
        [
            ErrorCode::NOT_SUPPORTED,
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
            ErrorCode::NO_DEL_SUBMIT_MSG,
            ErrorCode::NOT_FOUND,
            ErrorCode::OBJECT_DELETED,
            ErrorCode::NO_DEL_SUBMIT_MSG,
            ErrorCode::SUCCESS,
        ]
    );
    let Response::DeleteMessages(response) = &out.responses[3] else {
        panic!()
    };
    assert!(response.partial_completion);
}
