//! Output that is too small.

use crate::support::*;
use ropeway_rop::*;
use ropeway_session::*;
use ropeway_types::*;

fn rest(response: &Response) -> &RopBufferTooSmallResponse {
    match response {
        Response::BufferTooSmall(response) => response,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_submission_without_room_for_its_answer_is_not_executed() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client.run([create(0, 1), to(1, &["a@x.test"])], &[0, NONE]).await;
    out.all_ok();
    // Handles and RopSize take 10, the answer 6: whatever is offered, it is all or nothing.
    let mut executed = false;
    for max_output in 0..64 {
        let before = bed.taken().len();
        match client
            .run_in(vec![submit(1), submit(1)], &[0, 1], max_output)
            .await
        {
            Err(error) => {
                assert_eq!(error, ExecuteError::OutputTooSmall { max_output });
                assert_eq!(error.error_code(), ErrorCode::BUFFER_TOO_SMALL);
                assert_eq!(bed.taken().len(), before);
                assert!(max_output < 21);
            }
            Ok(out) => match &out.responses[..] {
                [response] => {
                    let rest = rest(response);
                    assert_eq!(rest.size_needed, 0x8000);
                    assert_eq!(rest.request_buffers[..], [0x32, 0, 1, 0, 0x32, 0, 1, 0]);
                    assert_eq!(bed.taken().len(), before);
                }
                [first, _] => {
                    assert!(first.return_value().is_some());
                    executed = true;
                    break;
                }
                other => panic!("{other:?}"),
            },
        }
    }
    assert!(executed);
    assert_eq!(bed.taken().len(), 1);
}

#[tokio::test]
async fn what_does_not_fit_comes_back_and_runs_when_sent_again() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let large = "x".repeat(12_000);
    client
        .run(
            [
                create(0, 1),
                set(1, &[(tags::BODY, large.as_str().into())]),
                to(1, &["a@x.test"]),
            ],
            &[0, NONE],
        )
        .await
        .all_ok();
    let read = || get(1, &[tags::BODY]);
    let out = client
        .run_in(vec![read(), read(), submit(1)], &[0, 1], 0x8000)
        .await
        .unwrap();
    assert_eq!(out.responses.len(), 2);
    assert!(matches!(values(&out.responses[0])[0], RowValue::Value(_)));
    let rest = rest(&out.responses[1]);
    assert_eq!(bed.taken().len(), 0);

    let size = u16::try_from(rest.request_buffers.len() + 2).unwrap();
    let mut again = size.to_le_bytes().to_vec();
    again.extend_from_slice(&rest.request_buffers);
    again.extend_from_slice(&[0, 0, 0, 0, 1, 0, 0, 0]);
    let requests = RequestBuffer::decode(again, &NoContext).unwrap().requests;
    let out = client.run_all(requests, &[0, 1]).await;
    assert_eq!(out.codes(), [ErrorCode::SUCCESS, ErrorCode::SUCCESS]);
    bed.only();
}

#[tokio::test]
async fn a_property_too_large_for_any_answer_stands_there_as_an_error() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let large = "x".repeat(15_000);
    for tag in [tags::BODY, tags::BODY_HTML] {
        client
            .run(
                [create(0, 1), set(1, &[(tag, large.as_str().into())])],
                &[0, NONE],
            )
            .await
            .all_ok();
    }
    client
        .run(
            [create(0, 1), set(1, &[(tags::BODY, large.as_str().into())])],
            &[0, NONE],
        )
        .await
        .all_ok();
    client
        .run([set(0, &[(tags::BODY_HTML, large.as_str().into())])], &[3])
        .await
        .all_ok();
    let out = client
        .run([get(0, &[tags::BODY, tags::BODY_HTML, tags::IMPORTANCE])], &[3])
        .await;
    let row = values(&out.responses[0]);
    assert!(matches!(row[0], RowValue::Value(_)));
    assert_eq!(row[1], RowValue::Error(ErrorCode::OUT_OF_MEMORY));
    assert_eq!(row[2], RowValue::Value(1.into()));
    let all: Request = RopGetPropertiesAllRequest {
        logon_id: 0,
        input_handle_index: 0,
        property_size_limit: 0,
        want_unicode: 1,
    }
    .into();
    let out = client.run_in(vec![all], &[3], 0x8000).await.unwrap();
    let Response::GetPropertiesAll(response) = &out.responses[0] else {
        panic!()
    };
    let values = &response.result.as_ref().unwrap().property_values;
    let error = values
        .iter()
        .find(|p| p.tag.id() == tags::BODY_HTML.id())
        .unwrap();
    assert_eq!(error.value, PropertyValue::ErrorCode(ErrorCode::OUT_OF_MEMORY));
    assert!(
        values
            .iter()
            .any(|p| p.tag == tags::SUBJECT.with_type(PropertyType::STRING))
            || values.len() > 15
    );
}

#[tokio::test]
async fn a_stream_is_read_on_from_where_the_answer_ended() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let text: Vec<u8> = (0..20_000u32).map(|n| (n % 251) as u8).collect();
    let open: Request = RopOpenStreamRequest {
        logon_id: 0,
        input_handle_index: 1,
        output_handle_index: 2,
        property_tag: tags::HTML,
        open_mode_flags: 0,
    }
    .into();
    client
        .run(
            [create(0, 1), set(1, &[(tags::HTML, text.clone().into())]), open],
            &[0, NONE, NONE],
        )
        .await
        .all_ok();
    let read = || -> Request {
        RopReadStreamRequest {
            logon_id: 0,
            input_handle_index: 0,
            byte_count: 9000,
            maximum_byte_count: None,
        }
        .into()
    };
    let mut seen = Vec::new();
    let mut calls = 0;
    while seen.len() < text.len() && calls < 10 {
        let out = client
            .run_in(vec![read(), read(), read()], &[2], 0x4000)
            .await
            .unwrap();
        for response in out.responses {
            match response {
                Response::ReadStream(response) => seen.extend_from_slice(&response.data),
                Response::BufferTooSmall(_) => {}
                other => panic!("{other:?}"),
            }
        }
        calls += 1;
    }
    assert_eq!(seen, text);
    assert_eq!(calls, 2);
}

#[tokio::test]
async fn an_answer_that_never_fits_fails_its_rop_alone() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    client.run([create(0, 1)], &[0, NONE]).await.all_ok();
    for from in [0x4000u16, 0x4C00, 0x5800] {
        let flags: Vec<(PropertyTag, PropertyValue)> = (from..from + 0x0C00)
            .map(|id| (PropertyTag::new(id, PropertyType::BOOLEAN), true.into()))
            .collect();
        client.run([set(0, &flags)], &[1]).await.all_ok();
    }
    let list = || -> Request {
        RopGetPropertiesListRequest {
            logon_id: 0,
            input_handle_index: 0,
        }
        .into()
    };
    let out = client.run([list(), get(0, &[tags::IMPORTANCE])], &[1]).await;
    assert_eq!(out.codes(), [ErrorCode::BUFFER_TOO_SMALL, ErrorCode::SUCCESS]);
}

#[tokio::test]
async fn a_batch_copies_only_so_much() {
    let mut config = SessionConfig::default();
    config.max_message_size = 4 << 20;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    let (logon_id, input_handle_index) = (0, 2);
    let open: Request = RopOpenStreamRequest {
        logon_id,
        input_handle_index: 1,
        output_handle_index: 2,
        property_tag: tags::HTML,
        open_mode_flags: 2,
    }
    .into();
    let size: Request = RopSetStreamSizeRequest {
        logon_id,
        input_handle_index,
        stream_size: 4 << 20,
    }
    .into();
    let out = client.run([create(0, 1), open, size], &[0, NONE, NONE]).await;
    out.all_ok();
    let again = || -> Request {
        RopWriteAndCommitStreamRequest {
            logon_id,
            input_handle_index,
            data: bytes::Bytes::from_static(b"x"),
        }
        .into()
    };
    // Each of some ten bytes copies four mebibytes.
    let codes = client
        .run_all((0..100).map(|_| again()).collect(), &out.handles)
        .await
        .codes();
    let done = codes.iter().filter(|code| code.is_success()).count();
    assert_eq!(done, 16);
    assert_eq!(codes[99], ErrorCode::OUT_OF_MEMORY);
    client.run([again()], &out.handles).await.all_ok();
}

#[tokio::test]
async fn a_batch_looks_through_only_so_many_messages() {
    let mut config = SessionConfig::default();
    config.max_message_size = 1 << 20;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    for _ in 0..4 {
        let drafts = (0..250)
            .flat_map(|_| [create(0, 1), save(1), release(1)])
            .collect();
        client.run_all(drafts, &[0, NONE]).await.all_ok();
    }
    let folder: Request = RopOpenFolderRequest {
        logon_id: 0,
        input_handle_index: 0,
        output_handle_index: 1,
        folder_id: OUTBOX,
        open_mode_flags: 0,
    }
    .into();
    let handles = client.run([folder], &[0, NONE]).await.handles;
    // Each of some ten bytes counts a thousand messages.
    let codes = client
        .run_all(
            (0..1200).map(|_| get(1, &[tags::CONTENT_COUNT])).collect(),
            &handles,
        )
        .await
        .codes();
    assert_eq!(codes[0], ErrorCode::SUCCESS);
    assert_eq!(codes[1199], ErrorCode::OUT_OF_MEMORY);
    let out = client.run([get(1, &[tags::CONTENT_COUNT])], &handles).await;
    assert_eq!(values(&out.responses[0]), [RowValue::Value(1000.into())]);
}

#[tokio::test]
async fn recipient_rows_too_long_to_answer_are_made_only_so_often() {
    let mut config = SessionConfig::default();
    config.max_message_size = 1 << 20;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    let mut long = row(0, 1, "a@x.test");
    if let Some(row) = &mut long.recipient_row {
        row.display_name = Some(RowString::Wide("x".repeat(18_000).as_str().into()));
    }
    let wide: Request = RopModifyRecipientsRequest {
        logon_id: 0,
        input_handle_index: 1,
        recipient_columns: (0..5_000)
            .map(|n| PropertyTag::new(0x4000 + n, PropertyType::BOOLEAN))
            .collect(),
        recipient_rows: vec![long],
    }
    .into();
    let handles = client.run([create(0, 1), wide], &[0, NONE]).await.handles;
    let read: Request = RopReadRecipientsRequest {
        logon_id: 0,
        input_handle_index: 1,
        row_id: 0,
        reserved: 0,
    }
    .into();
    let codes = client.run_all(vec![read; 300], &handles).await.codes();
    assert_eq!(codes[0], ErrorCode::BUFFER_TOO_SMALL);
    assert_eq!(codes[299], ErrorCode::OUT_OF_MEMORY);
}

#[tokio::test]
async fn recipients_are_put_before_others_only_so_often() {
    let mut config = SessionConfig::default();
    config.max_message_size = 1 << 20;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    let short = |row_id: u32| ModifyRecipientRow {
        row_id,
        recipient_type: 1,
        recipient_row: Some(RecipientRow::default()),
    };
    let handles = client
        .run([create(0, 1), create(0, 2)], &[0, NONE, NONE])
        .await
        .handles;
    let rows = |range: std::ops::Range<u32>| range.map(short).collect::<Vec<_>>();
    let ascending = client.run([recipients(1, rows(0..5_000))], &handles).await;
    ascending.all_ok();
    let mut descending = rows(0..5_000);
    descending.reverse();
    let out = client.run([recipients(2, descending)], &handles).await;
    assert_eq!(out.codes(), [ErrorCode::OUT_OF_MEMORY]);
}
