//! The other transport ROPs ([MS-OXOMSG] 3.3.5).

use crate::support::*;
use ropeway_rop::*;
use ropeway_session::*;
use ropeway_types::*;

fn lock(message_id: MessageId, lock_state: u8) -> Request {
    RopSpoolerLockMessageRequest {
        logon_id: 0,
        input_handle_index: 0,
        message_id,
        lock_state,
    }
    .into()
}

fn set_spooler(index: u8) -> Request {
    RopSetSpoolerRequest {
        logon_id: 0,
        input_handle_index: index,
    }
    .into()
}

fn transport_send(index: u8) -> Request {
    RopTransportSendRequest {
        logon_id: 0,
        input_handle_index: index,
    }
    .into()
}

async fn submitted(client: &mut Client, flags: u8) -> MessageId {
    let out = client
        .run(
            [create(0, 1), to(1, &["a@x.test"]), save(1), submit_with(1, flags)],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    saved(&out.responses[2])
}

#[tokio::test]
async fn aborting_answers_as_the_queue_does() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let id = submitted(&mut client, 0).await;
    for (outcome, code) in [
        (AbortOutcome::NotQueued, ErrorCode::NOT_IN_QUEUE),
        (AbortOutcome::TooLate, ErrorCode::UNABLE_TO_ABORT),
    ] {
        *bed.relay.abort.lock().unwrap() = Some(outcome);
        assert_eq!(client.run([abort(OUTBOX, id)], &[0]).await.codes(), [code]);
    }
    let elsewhere = FolderId::new(1, 0x14);
    let unknown = MessageId::new(1, 0x7777);
    let out = client
        .run([abort(elsewhere, id), abort(OUTBOX, unknown)], &[0])
        .await;
    assert_eq!(out.codes(), [ErrorCode::NOT_FOUND, ErrorCode::NOT_FOUND]);
    let on_message: Request = RopAbortSubmitRequest {
        logon_id: 0,
        input_handle_index: 1,
        folder_id: OUTBOX,
        message_id: id,
    }
    .into();
    assert_eq!(
        client.run([on_message], &[0, 1]).await.codes(),
        [ErrorCode::NOT_SUPPORTED]
    );
    let keys = bed.relay.aborted.lock().unwrap().clone();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0], bed.relay.taken.lock().unwrap()[0].1);
}

#[tokio::test]
async fn an_aborted_message_is_a_draft_again() {
    let bed = Bed::new();
    *bed.relay.abort.lock().unwrap() = Some(AbortOutcome::Aborted);
    let mut client = bed.client().await;
    let id = submitted(&mut client, 0).await;
    let out = client
        .run(
            [
                abort(OUTBOX, id),
                abort(OUTBOX, id),
                open(2, id),
                get(2, &[tags::FOLDER_ID, tags::MESSAGE_FLAGS]),
            ],
            &[0, 1, NONE],
        )
        .await;
    assert_eq!(out.codes()[..2], [ErrorCode::SUCCESS, ErrorCode::NOT_IN_QUEUE]);
    let row = values(&out.responses[3]);
    assert_eq!(row[0], RowValue::Value((OUTBOX.0 as i64).into()));
    let RowValue::Value(PropertyValue::Integer32(flags)) = row[1] else {
        panic!()
    };
    assert_eq!(flags & 0x0C, 0x08);
    // The handle that submitted it submits it again, to the same recipients, under another key.
    client.run([submit(1)], &[0, 1]).await.all_ok();
    let taken = bed.relay.taken.lock().unwrap();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[1].0.envelope.recipients.len(), 1);
    assert_ne!(taken[0].1, taken[1].1);
}

#[tokio::test]
async fn every_accepted_submission_is_in_the_queue_whoever_asks_to_send_it() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let mut spooler = bed.client().await;
    spooler.run([set_spooler(0)], &[0]).await.all_ok();
    // None, PreProcess, NeedsSpooler, both, and bits that are not defined.
    for (flags, accepted) in (1..).zip([0, 1, 2, 3, 0xFF]).map(|(n, flags)| (flags, n)) {
        let id = submitted(&mut client, flags).await;
        assert_eq!(bed.taken().len(), accepted, "{flags}");
        let out = spooler
            .run(
                [
                    lock(id, 0),
                    lock(id, 1),
                    lock(id, 2),
                    open(1, id),
                    get(1, &[tags::FOLDER_ID]),
                ],
                &[0, NONE],
            )
            .await;
        out.all_ok();
        assert_eq!(
            values(&out.responses[4])[0],
            RowValue::Value((SENT_ITEMS.0 as i64).into())
        );
    }
    // What the queue refuses is nowhere accepted.
    *bed.relay.refusal.lock().unwrap() = Some(SubmitError::QueueFull);
    let out = client
        .run(
            [create(0, 1), to(1, &["a@x.test"]), submit_with(1, 2)],
            &[0, NONE],
        )
        .await;
    assert_eq!(out.codes()[2], ErrorCode::DISK_FULL);
}

#[tokio::test]
async fn what_only_spoolers_may_ask_is_refused_to_others() {
    let bed = Bed::new();
    let mut spooler = bed.client().await;
    let mut client = bed.client().await;
    let id = submitted(&mut client, 0).await;
    let new_mail = || -> Request {
        RopTransportNewMailRequest {
            logon_id: 0,
            input_handle_index: 0,
            message_id: id,
            folder_id: OUTBOX,
            message_class: bytes::Bytes::from_static(b"IPM.Note"),
            message_flags: 0,
        }
        .into()
    };
    spooler.run([set_spooler(0)], &[0]).await.all_ok();
    assert_eq!(
        client.run([lock(id, 0), new_mail()], &[0]).await.codes(),
        [ErrorCode::NOT_SUPPORTED; 2]
    );
    assert_eq!(
        spooler
            .run([lock(id, 0), new_mail(), lock(id, 3)], &[0])
            .await
            .codes(),
        [
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
            ErrorCode::INVALID_PARAMETER
        ]
    );
}

#[tokio::test]
async fn locking_what_does_not_wait_succeeds() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run([create(0, 1), save(1), set_spooler(0)], &[0, NONE])
        .await;
    let id = saved(&out.responses[1]);
    let out = client
        .run(
            [
                lock(id, 0),
                lock(id, 1),
                lock(id, 2),
                lock(MessageId::new(1, 3), 0),
            ],
            &[0],
        )
        .await;
    assert_eq!(
        out.codes(),
        [
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
            ErrorCode::NOT_FOUND
        ]
    );
}

#[tokio::test]
async fn transport_send_goes_at_once_and_tells_what_was_set() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [
                create(0, 1),
                transport_send(1),
                to(1, &["a@x.test"]),
                set(
                    1,
                    &[(
                        tags::DEFERRED_SEND_TIME,
                        FileTime::from_unix_seconds(1_900_000_000).into(),
                    )],
                ),
                save(1),
                transport_send(1),
                transport_send(1),
                release(1),
                transport_send(1),
            ],
            &[0, NONE],
        )
        .await;
    assert_eq!(out.codes()[1], ErrorCode::NO_RECIPIENTS);
    assert_eq!(
        out.codes()[6..],
        [ErrorCode::SUBMITTED, ErrorCode::INVALID_OBJECT]
    );
    let Response::TransportSend(response) = &out.responses[5] else {
        panic!()
    };
    let answer = response.result.as_ref().unwrap();
    assert!(!answer.no_properties_returned);
    let tags_set: Vec<PropertyTag> = answer.property_values.iter().map(|p| p.tag).collect();
    assert!(tags_set.contains(&tags::SENDER_NAME));
    assert!(tags_set.contains(&tags::SENT_REPRESENTING_ENTRY_ID));
    assert!(tags_set.contains(&tags::PROVIDER_SUBMIT_TIME));
    assert_eq!(bed.only().envelope.deferred_until, None);
}

#[tokio::test]
async fn small_rops_of_the_transport() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let (logon_id, input_handle_index) = (0, 0);
    let out = client
        .run(
            [
                RopGetTransportFolderRequest {
                    logon_id,
                    input_handle_index,
                }
                .into(),
                RopGetAddressTypesRequest {
                    logon_id,
                    input_handle_index,
                }
                .into(),
                RopOptionsDataRequest {
                    logon_id,
                    input_handle_index,
                    address_type: bytes::Bytes::from_static(b"SMTP"),
                    want_win32: 0,
                }
                .into(),
                RopGetReceiveFolderRequest {
                    logon_id,
                    input_handle_index,
                    message_class: bytes::Bytes::from_static(b"IPM.Note"),
                }
                .into(),
                RopLongTermIdFromIdRequest {
                    logon_id,
                    input_handle_index,
                    object_id: OUTBOX.0.to_le_bytes(),
                }
                .into(),
            ],
            &[0],
        )
        .await;
    out.all_ok();
    let Response::GetTransportFolder(folder) = &out.responses[0] else {
        panic!()
    };
    assert_eq!(folder.result.as_ref().unwrap().folder_id, OUTBOX);
    let Response::GetAddressTypes(types) = &out.responses[1] else {
        panic!()
    };
    assert_eq!(types.result.as_ref().unwrap().address_types, ["SMTP", "EX"]);
    let Response::LongTermIdFromId(long) = &out.responses[4] else {
        panic!()
    };
    let long_term_id = long.result.as_ref().unwrap().long_term_id;
    let back = RopIdFromLongTermIdRequest {
        logon_id,
        input_handle_index,
        long_term_id,
    };
    let out = client.run([back.into()], &[0]).await;
    let Response::IdFromLongTermId(back) = &out.responses[0] else {
        panic!()
    };
    assert_eq!(back.result.as_ref().unwrap().object_id, OUTBOX.0.to_le_bytes());
}

#[tokio::test]
async fn a_second_submission_taken_back_does_not_reach_the_recipients_of_the_first() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let id = submitted(&mut client, 0).await;
    let out = client
        .run(
            [
                open(1, id),
                recipients(1, vec![row(5, 1, "new@x.test")]),
                submit(1),
            ],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    *bed.relay.abort.lock().unwrap() = Some(AbortOutcome::Aborted);
    let out = client
        .run([abort(SENT_ITEMS, id), open(1, id), submit(1)], &[0, NONE])
        .await;
    out.all_ok();
    let taken = bed.taken();
    let reached: Vec<Vec<&str>> = taken
        .iter()
        .map(|s| {
            s.envelope
                .recipients
                .iter()
                .map(|r| r.address.address())
                .collect()
        })
        .collect();
    assert_eq!(reached, [["a@x.test"], ["new@x.test"], ["new@x.test"]]);
}

#[tokio::test]
async fn address_types_and_options_are_told_of_any_object() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let types: Request = RopGetAddressTypesRequest {
        logon_id: 0,
        input_handle_index: 1,
    }
    .into();
    let options: Request = RopOptionsDataRequest {
        logon_id: 0,
        input_handle_index: 1,
        address_type: bytes::Bytes::from_static(b"X"),
        want_win32: 1,
    }
    .into();
    let requests = [types, options];
    let out = client.run(requests.clone(), &[0, NONE]).await;
    assert_eq!(out.codes(), [ErrorCode::NULL_OBJECT; 2]);
    let handles = client.run([create(0, 1)], &[0, NONE]).await.handles;
    client.run(requests, &handles).await.all_ok();
}
