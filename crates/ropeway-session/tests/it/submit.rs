//! The rules of submission ([MS-OXOMSG] 3.3.5.1), one by one.

use crate::support::*;
use ropeway_message::{AttachMethod, DirectoryEntry, Notify, RecipientType};
use ropeway_rop::*;
use ropeway_session::*;
use ropeway_types::*;
use std::time::{Duration, SystemTime};

/// Composes a message with properties at handle 1, and submits it.
async fn send(client: &mut Client, values: &[(PropertyTag, PropertyValue)]) -> ErrorCode {
    let out = client
        .run(
            [create(0, 1), set(1, values), to(1, &["a@x.test"]), submit(1)],
            &[0, NONE],
        )
        .await;
    *out.codes().last().unwrap()
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(NOW + seconds)
}

#[tokio::test]
async fn what_cannot_be_submitted() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let mut associated = create(0, 2);
    if let Request::CreateMessage(request) = &mut associated {
        request.associated_flag = true;
    }
    let folder: Request = RopOpenFolderRequest {
        logon_id: 0,
        input_handle_index: 0,
        output_handle_index: 3,
        folder_id: OUTBOX,
        open_mode_flags: 0,
    }
    .into();
    let out = client
        .run(
            [
                create(0, 1),
                submit(1),
                associated,
                to(2, &["a@x.test"]),
                submit(2),
                folder,
                submit(3),
                submit(0),
                recipients(1, vec![row(0, 0, "originator@x.test")]),
                submit(1),
            ],
            &[0, NONE, NONE, NONE],
        )
        .await;
    assert_eq!(out.codes()[1], ErrorCode::NO_RECIPIENTS);
    assert_eq!(out.codes()[4], ErrorCode::ACCESS_DENIED);
    assert_eq!(out.codes()[6], ErrorCode::NOT_SUPPORTED);
    assert_eq!(out.codes()[7], ErrorCode::NOT_SUPPORTED);
    assert_eq!(out.codes()[9], ErrorCode::NO_RECIPIENTS);
    assert!(bed.taken().is_empty());
}

#[tokio::test]
async fn recipients_are_counted_and_must_have_addresses() {
    let mut config = SessionConfig::default();
    config.max_recipients = 2;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    let mut nameless = row(2, 1, "x@x.test");
    if let Some(row) = &mut nameless.recipient_row {
        row.flags = RecipientFlags(0x0210);
        row.email_address = None;
    }
    let out = client
        .run(
            [
                create(0, 1),
                to(1, &["a@x.test", "b@x.test", "c@x.test"]),
                submit(1),
                recipients(1, vec![nameless]),
                submit(1),
                recipients(
                    1,
                    vec![ModifyRecipientRow {
                        row_id: 1,
                        recipient_type: 1,
                        recipient_row: None,
                    }],
                ),
                submit(1),
                recipients(1, vec![row(2, 3, "A@X.test"), row(3, 1, "a@X.TEST")]),
                submit(1),
                recipients(
                    1,
                    vec![ModifyRecipientRow {
                        row_id: 2,
                        recipient_type: 1,
                        recipient_row: None,
                    }],
                ),
                submit(1),
            ],
            &[0, NONE],
        )
        .await;
    assert_eq!(out.codes()[2], ErrorCode::TOO_MANY_RECIPS);
    assert_eq!(out.codes()[4], ErrorCode::TOO_MANY_RECIPS);
    assert_eq!(out.codes()[6], ErrorCode::INVALID_RECIPS);
    assert_eq!(out.codes()[8], ErrorCode::TOO_MANY_RECIPS);
    assert_eq!(out.codes()[10], ErrorCode::SUCCESS);
    let submission = bed.only();
    assert_eq!(submission.envelope.recipients.len(), 1);
    assert_eq!(submission.message.recipients.len(), 2);
}

#[tokio::test]
async fn sizes_are_limited() {
    let mut config = SessionConfig::default();
    config.max_message_size = 10_000;
    config.max_mailbox_size = 20_000;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    let body = |size: usize| -> [(PropertyTag, PropertyValue); 1] { [(tags::HTML, vec![b'x'; size].into())] };
    assert_eq!(
        send(&mut client, &body(12_000)).await,
        ErrorCode::MAX_SUBMISSION_EXCEEDED
    );
    // A draft that stays takes the room of the mailbox.
    client
        .run([create(0, 1), set(1, &body(8_000)), save(1)], &[0, NONE])
        .await
        .all_ok();
    assert_eq!(send(&mut client, &body(8_000)).await, ErrorCode::QUOTA_EXCEEDED);
    let out = client
        .run([create(0, 1), set(1, &body(8_000)), save(1)], &[0, NONE])
        .await;
    assert_eq!(out.codes()[2], ErrorCode::QUOTA_EXCEEDED);
    assert_eq!(send(&mut client, &body(10)).await, ErrorCode::SUCCESS);
    bed.only();
}

#[tokio::test]
async fn a_refused_submission_leaves_the_draft_as_it_was() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    for (refusal, code) in [
        (SubmitError::QueueFull, ErrorCode::DISK_FULL),
        (
            SubmitError::Storage("x".into()),
            ErrorCode::INSUFFICIENT_RESOURCES,
        ),
        (
            SubmitError::TooLarge { size: 2, limit: 1 },
            ErrorCode::MAX_SUBMISSION_EXCEEDED,
        ),
        (SubmitError::ShuttingDown, ErrorCode::BUSY),
        (SubmitError::Refused("x".into()), ErrorCode::GENERAL_FAILURE),
    ] {
        *bed.relay.refusal.lock().unwrap() = Some(refusal);
        let out = client
            .run(
                [
                    create(0, 1),
                    to(1, &["a@x.test"]),
                    save(1),
                    submit(1),
                    get(1, &[tags::MESSAGE_FLAGS]),
                ],
                &[0, NONE],
            )
            .await;
        assert_eq!(out.codes()[3], code);
        // Read, unmodified, unsent; not submitted.
        assert_eq!(values(&out.responses[4]), [RowValue::Value(0x0B.into())]);
        *bed.relay.refusal.lock().unwrap() = None;
        let out = client
            .run(
                [
                    open(1, saved(&out.responses[2])),
                    get(1, &[tags::MESSAGE_FLAGS]),
                    submit(1),
                ],
                &[0, NONE],
            )
            .await;
        out.all_ok();
        assert_eq!(values(&out.responses[1]), [RowValue::Value(0x0B.into())]);
    }
    assert_eq!(bed.taken().len(), 5);
}

#[tokio::test]
async fn a_message_is_submitted_once() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [
                create(0, 1),
                to(1, &["a@x.test"]),
                save(1),
                submit(1),
                submit(1),
                set(1, &[(tags::SUBJECT, "late".into())]),
                save(1),
                get(1, &[tags::MESSAGE_FLAGS]),
            ],
            &[0, NONE],
        )
        .await;
    assert_eq!(
        out.codes()[3..],
        [
            ErrorCode::SUCCESS,
            ErrorCode::SUBMITTED,
            ErrorCode::ACCESS_DENIED,
            ErrorCode::ACCESS_DENIED,
            ErrorCode::SUCCESS,
        ]
    );
    // Submitted, no longer unsent.
    let RowValue::Value(PropertyValue::Integer32(flags)) = values(&out.responses[7])[0] else {
        panic!()
    };
    assert_eq!(flags & 0x0C, 0x04);
    bed.only();
}

#[tokio::test]
async fn of_two_handles_one_submits() {
    let bed = Bed::new();
    let mut first = bed.client().await;
    let mut second = bed.client().await;
    let out = first
        .run([create(0, 1), to(1, &["a@x.test"]), save(1)], &[0, NONE])
        .await;
    let id = saved(&out.responses[2]);
    second.run([open(1, id)], &[0, NONE]).await.all_ok();
    first.run([submit(1)], &[0, 1]).await.all_ok();
    assert_eq!(
        second.run([submit(1)], &[0, 1]).await.codes(),
        [ErrorCode::SUBMITTED]
    );
    bed.only();
}

#[tokio::test]
async fn of_two_submissions_at_once_one_wins() {
    let bed = Bed::new();
    let mut first = bed.client().await;
    let mut second = bed.client().await;
    let out = first
        .run([create(0, 1), to(1, &["a@x.test"]), save(1)], &[0, NONE])
        .await;
    let id = saved(&out.responses[2]);
    second.run([open(1, id)], &[0, NONE]).await.all_ok();
    *bed.relay.slow.lock().unwrap() = true;
    let (first, second) = tokio::join!(first.run([submit(1)], &[0, 1]), second.run([submit(1)], &[0, 1]));
    let mut codes = [first.codes(), second.codes()].concat();
    codes.sort();
    assert_eq!(codes, [ErrorCode::SUCCESS, ErrorCode::SUBMITTED]);
    bed.only();
}

#[tokio::test]
async fn what_was_sent_is_not_overwritten_by_force() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run([create(0, 1), to(1, &["a@x.test"]), save(1)], &[0, NONE, NONE])
        .await;
    let id = saved(&out.responses[2]);
    let mut force = save(2);
    if let Request::SaveChangesMessage(request) = &mut force {
        request.save_flags = 0x0C;
    }
    let out = client.run([open(2, id), submit(1), force], &[0, 1, NONE]).await;
    assert_eq!(out.codes()[1..], [ErrorCode::SUCCESS, ErrorCode::OBJECT_MODIFIED]);
}

#[tokio::test]
async fn a_save_by_another_handle_is_a_conflict_inside_the_submission() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run([create(0, 1), to(1, &["a@x.test"]), save(1)], &[0, NONE])
        .await;
    let id = saved(&out.responses[2]);
    let out = client
        .run([open(2, id), save(2), submit(1), save(1)], &[0, 1, NONE])
        .await;
    assert_eq!(
        out.codes()[2..],
        [ErrorCode::OBJECT_MODIFIED, ErrorCode::OBJECT_MODIFIED]
    );
    assert!(bed.taken().is_empty());
}

#[tokio::test]
async fn a_dropped_submission_is_not_marked() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run([create(0, 1), to(1, &["a@x.test"]), save(1)], &[0, NONE])
        .await;
    let id = saved(&out.responses[2]);
    *bed.relay.stuck.lock().unwrap() = true;
    let waiting = tokio::time::timeout(Duration::from_millis(20), client.run([submit(1)], &[0, 1])).await;
    assert!(waiting.is_err());
    *bed.relay.stuck.lock().unwrap() = false;
    let mut other = bed.client().await;
    other.run([open(1, id), submit(1)], &[0, NONE]).await.all_ok();
    bed.only();
}

#[tokio::test]
async fn the_server_fills_in_what_clients_leave_out() {
    let bed = Bed::new();
    let mut identity = Identity::new("user1@example.test");
    identity.display_name = Some("User One".into());
    identity.x500_dn = Some("/o=O/cn=user1".into());
    let mut client = bed.client_of(identity).await;
    let forged = [
        (tags::SENDER_NAME, "The Boss".into()),
        (tags::SENDER_SMTP_ADDRESS, "boss@example.test".into()),
        (tags::SENDER_EMAIL_ADDRESS, "boss@example.test".into()),
        (tags::SENDER_ADDRESS_TYPE, "SMTP".into()),
        (tags::CLIENT_SUBMIT_TIME, FileTime(1).into()),
    ];
    assert_eq!(send(&mut client, &forged).await, ErrorCode::SUCCESS);
    let submission = bed.only();
    let bag = &submission.message.properties;
    let text = |tag| bag.text(tag, CodePage::UTF_8).unwrap();
    for (name, kind, email, smtp) in [
        (
            tags::SENDER_NAME,
            tags::SENDER_ADDRESS_TYPE,
            tags::SENDER_EMAIL_ADDRESS,
            tags::SENDER_SMTP_ADDRESS,
        ),
        (
            tags::SENT_REPRESENTING_NAME,
            tags::SENT_REPRESENTING_ADDRESS_TYPE,
            tags::SENT_REPRESENTING_EMAIL_ADDRESS,
            tags::SENT_REPRESENTING_SMTP_ADDRESS,
        ),
    ] {
        assert_eq!(
            [text(name), text(kind), text(email), text(smtp)],
            ["User One", "EX", "/o=O/cn=user1", "user1@example.test"]
        );
    }
    assert_eq!(
        bag.binary(tags::SENDER_SEARCH_KEY).unwrap()[..],
        *b"EX:/O=O/CN=USER1\0"
    );
    assert!(bag.binary(tags::SENT_REPRESENTING_ENTRY_ID).is_some());
    assert_eq!(bag.time(tags::CLIENT_SUBMIT_TIME), Some(at(0).into()));
    assert_eq!(bag.time(tags::PROVIDER_SUBMIT_TIME), Some(at(0).into()));
    assert!(text(tags::INTERNET_MESSAGE_ID).ends_with("@example.test>"));
    assert_eq!(bag.int(tags::MESSAGE_FLAGS).unwrap() & 0x0C, 0x04);
    assert_eq!(text(tags::DISPLAY_TO), "a");
    assert_eq!(submission.envelope.deferred_until, None);
    assert_eq!(submission.envelope.recipients[0].notify, Notify::default());
}

#[tokio::test]
async fn representing_somebody_takes_a_grant() {
    let bed = Bed::new();
    bed.entry(
        "EX:/o=O/cn=boss",
        DirectoryEntry {
            smtp_address: "boss@example.test".into(),
            display_name: Some("The Boss".into()),
            x500_dn: Some("/o=O/cn=boss".into()),
            ..DirectoryEntry::default()
        },
    );
    let by_ex: [(PropertyTag, PropertyValue); 2] = [
        (tags::SENT_REPRESENTING_ADDRESS_TYPE, "EX".into()),
        (tags::SENT_REPRESENTING_EMAIL_ADDRESS, "/o=O/cn=boss".into()),
    ];
    let by_smtp: [(PropertyTag, PropertyValue); 1] =
        [(tags::SENT_REPRESENTING_SMTP_ADDRESS, "Boss@Example.test".into())];
    let mut client = bed.client().await;
    assert_eq!(send(&mut client, &by_ex).await, ErrorCode::SEND_AS_DENIED);
    assert_eq!(send(&mut client, &by_smtp).await, ErrorCode::SEND_AS_DENIED);
    assert!(bed.taken().is_empty());

    bed.grant("user1@example.test", "boss@example.test", SendGrant::OnBehalf);
    assert_eq!(send(&mut client, &by_ex).await, ErrorCode::SUCCESS);
    let on_behalf = bed.taken().pop().unwrap();
    assert_eq!(on_behalf.envelope.reverse_path, "user1@example.test");
    let text = |s: &ropeway_message::Submission, tag| s.message.text(tag).unwrap();
    assert_eq!(text(&on_behalf, tags::SENDER_SMTP_ADDRESS), "user1@example.test");
    assert_eq!(
        text(&on_behalf, tags::SENT_REPRESENTING_SMTP_ADDRESS),
        "boss@example.test"
    );
    assert_eq!(text(&on_behalf, tags::SENT_REPRESENTING_NAME), "The Boss");

    bed.grant("user1@example.test", "boss@example.test", SendGrant::SendAs);
    assert_eq!(send(&mut client, &by_ex).await, ErrorCode::SUCCESS);
    let send_as = bed.taken().pop().unwrap();
    assert_eq!(send_as.envelope.reverse_path, "boss@example.test");
    assert_eq!(text(&send_as, tags::SENDER_SMTP_ADDRESS), "boss@example.test");

    let own = [(tags::SENT_REPRESENTING_SMTP_ADDRESS, "USER1@example.test".into())];
    assert_eq!(send(&mut client, &own).await, ErrorCode::SUCCESS);
    let unknown = [(tags::SENT_REPRESENTING_ENTRY_ID, vec![1u8, 2, 3].into())];
    assert_eq!(send(&mut client, &unknown).await, ErrorCode::SEND_AS_DENIED);

    *bed.relay.broken.lock().unwrap() = true;
    assert_eq!(send(&mut client, &[]).await, ErrorCode::BUSY);
}

#[tokio::test]
async fn meetings_show_who_sends_them_without_a_grant() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let meeting = [
        (tags::MESSAGE_CLASS, "IPM.Schedule.Meeting.Request".into()),
        (
            tags::SENT_REPRESENTING_SMTP_ADDRESS,
            "organizer@example.test".into(),
        ),
    ];
    assert_eq!(send(&mut client, &meeting).await, ErrorCode::SUCCESS);
    let submission = bed.only();
    assert_eq!(submission.envelope.reverse_path, "user1@example.test");
    let sender = submission.message.text(tags::SENDER_SMTP_ADDRESS);
    assert_eq!(sender.unwrap(), "user1@example.test");
}

#[tokio::test]
async fn reports_have_no_return_path() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let receipt = [(tags::MESSAGE_CLASS, "REPORT.IPM.Note.IPNRN".into())];
    assert_eq!(send(&mut client, &receipt).await, ErrorCode::SUCCESS);
    assert_eq!(bed.only().envelope.reverse_path, "");
}

#[tokio::test]
async fn hd_28_deferred_messages_wait_in_the_outbox_and_are_filed_when_due() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [
                create(0, 1),
                to(1, &["a@x.test"]),
                set(
                    1,
                    &[
                        (tags::DEFERRED_SEND_NUMBER, 2.into()),
                        (tags::DEFERRED_SEND_UNITS, 0.into()),
                    ],
                ),
                save(1),
                submit(1),
            ],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    let id = saved(&out.responses[3]);
    assert_eq!(bed.only().envelope.deferred_until, Some(at(120)));
    let place = [tags::FOLDER_ID, tags::MESSAGE_FLAGS];
    let out = client
        .run([open(1, id), get(1, &place), submit(1)], &[0, NONE])
        .await;
    assert_eq!(out.codes()[2], ErrorCode::SUBMITTED);
    assert_eq!(
        values(&out.responses[1])[0],
        RowValue::Value((OUTBOX.0 as i64).into())
    );
    bed.pass(121);
    let out = client.run([open(1, id), get(1, &place)], &[0, NONE]).await;
    let row = values(&out.responses[1]);
    assert_eq!(row[0], RowValue::Value((SENT_ITEMS.0 as i64).into()));
    let RowValue::Value(PropertyValue::Integer32(flags)) = row[1] else {
        panic!()
    };
    assert_eq!(flags & 0x0D, 0x01);
}

#[tokio::test]
async fn times_past_do_not_defer() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let past = [
        (
            tags::DEFERRED_SEND_TIME,
            FileTime::from_unix_seconds(1_600_000_000).into(),
        ),
        (
            tags::EXPIRY_TIME,
            FileTime::from_unix_seconds(1_800_000_000).into(),
        ),
    ];
    assert_eq!(send(&mut client, &past).await, ErrorCode::SUCCESS);
    let envelope = bed.only().envelope;
    assert_eq!(envelope.deferred_until, None);
    assert_eq!(envelope.expires, Some(at(100_000_000)));
}

#[tokio::test]
async fn sent_messages_are_filed_as_their_properties_say() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let deleted_items = FolderId::new(1, 0x17);
    let mut server_id = vec![1u8];
    server_id.extend_from_slice(&deleted_items.0.to_le_bytes());
    server_id.extend_from_slice(&[0; 12]);
    type Case<'a> = (&'a [(PropertyTag, PropertyValue)], Option<FolderId>);
    let cases: [Case<'_>; 4] = [
        (&[], Some(SENT_ITEMS)),
        (
            &[(
                tags::SENT_MAIL_SVR_EID,
                PropertyValue::ServerId(server_id.clone().into()),
            )],
            Some(deleted_items),
        ),
        (&[(tags::DELETE_AFTER_SUBMIT, true.into())], None),
        (
            &[(
                tags::SENT_MAIL_SVR_EID,
                PropertyValue::ServerId(vec![1u8, 2].into()),
            )],
            Some(SENT_ITEMS),
        ),
    ];
    for (values_set, folder) in cases {
        let out = client
            .run(
                [
                    create(0, 1),
                    set(1, values_set),
                    to(1, &["a@x.test"]),
                    save(1),
                    submit(1),
                ],
                &[0, NONE],
            )
            .await;
        out.all_ok();
        let id = saved(&out.responses[3]);
        let out = client
            .run([open(1, id), get(1, &[tags::FOLDER_ID])], &[0, NONE])
            .await;
        match folder {
            Some(folder) => {
                assert_eq!(
                    values(&out.responses[1])[0],
                    RowValue::Value((folder.0 as i64).into())
                );
            }
            None => assert_eq!(out.codes()[0], ErrorCode::NOT_FOUND),
        }
    }
}

#[tokio::test]
async fn a_sent_message_takes_the_id_that_its_client_chose() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let ids: Request = RopGetLocalReplicaIdsRequest {
        logon_id: 0,
        input_handle_index: 0,
        id_count: 10,
    }
    .into();
    let out = client.run([ids, logon(1)], &[0, NONE]).await;
    let (Response::GetLocalReplicaIds(ids), Response::Logon(logon)) = (&out.responses[0], &out.responses[1])
    else {
        panic!()
    };
    let ids = ids.result.as_ref().unwrap();
    let Ok(RopLogonSuccess::Private(logon)) = &logon.result else {
        panic!()
    };
    let mut target = vec![0; 4];
    target.extend_from_slice(&logon.mailbox_guid.0);
    target.extend_from_slice(&[7, 0]);
    target.extend_from_slice(&logon.repl_guid.0);
    target.extend_from_slice(&[0, 0, 0, 0, 0, 0x16, 0, 0]);
    target.extend_from_slice(&logon.repl_guid.0);
    target.extend_from_slice(&ids.global_count);
    target.extend_from_slice(&[0, 0]);
    assert_eq!(target.len(), 70);
    assert_eq!(
        send(&mut client, &[(tags::TARGET_ENTRY_ID, target.into())]).await,
        ErrorCode::SUCCESS
    );
    let [a, b, c, d, e, f] = ids.global_count;
    let chosen = MessageId::new(1, u64::from_be_bytes([0, 0, a, b, c, d, e, f]));
    let out = client
        .run([open(1, chosen), get(1, &[tags::FOLDER_ID])], &[0, NONE])
        .await;
    assert_eq!(
        values(&out.responses[1])[0],
        RowValue::Value((SENT_ITEMS.0 as i64).into())
    );
}

#[tokio::test]
async fn a_resent_message_goes_to_the_flagged_recipients() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let rows = vec![
        row(0, 0x81, "a@x.test"),
        row(1, 0x01, "b@x.test"),
        row(2, 0x11, "b@x.test"),
    ];
    let out = client
        .run(
            [
                create(0, 1),
                set(1, &[(tags::MESSAGE_FLAGS, 0x88.into())]),
                recipients(1, rows),
                submit(1),
            ],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    let submission = bed.only();
    let addresses: Vec<_> = submission
        .envelope
        .recipients
        .iter()
        .map(|r| r.address.to_string())
        .collect();
    assert_eq!(addresses, ["SMTP:b@x.test"]);
    assert_eq!(submission.message.text(tags::DISPLAY_TO).unwrap(), "a; b");
    let flags = submission.message.recipients[2].recipient_type.0;
    assert_eq!(flags, RecipientType::RESEND | 1);
}

#[tokio::test]
async fn sending_a_sent_message_again_reaches_new_recipients_alone() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [create(0, 1), to(1, &["a@x.test"]), save(1), submit(1)],
            &[0, NONE],
        )
        .await;
    let id = saved(&out.responses[2]);
    let out = client
        .run(
            [
                open(1, id),
                submit(1),
                recipients(1, vec![row(5, 1, "new@x.test")]),
                submit(1),
            ],
            &[0, NONE],
        )
        .await;
    assert_eq!(out.codes()[1], ErrorCode::NO_RECIPIENTS);
    assert_eq!(out.codes()[3], ErrorCode::SUCCESS);
    let second = bed.taken().pop().unwrap();
    assert_eq!(second.envelope.recipients.len(), 1);
    assert_eq!(second.envelope.recipients[0].address.address(), "new@x.test");
}

#[tokio::test]
async fn attachments_by_reference_must_say_where() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let attach: Request = RopCreateAttachmentRequest {
        logon_id: 0,
        input_handle_index: 1,
        output_handle_index: 2,
    }
    .into();
    let save_attachment = || -> Request {
        RopSaveChangesAttachmentRequest {
            logon_id: 0,
            response_handle_index: 1,
            input_handle_index: 2,
            save_flags: 0x0A,
        }
        .into()
    };
    let out = client
        .run(
            [
                create(0, 1),
                to(1, &["a@x.test"]),
                attach,
                set(2, &[(tags::ATTACH_METHOD, AttachMethod::BY_REFERENCE.0.into())]),
                save_attachment(),
                submit(1),
                set(
                    2,
                    &[(tags::ATTACH_LONG_PATHNAME, "\\\\server\\share\\file".into())],
                ),
                save_attachment(),
                submit(1),
            ],
            &[0, NONE, NONE],
        )
        .await;
    assert_eq!(out.codes()[5], ErrorCode::REQUIRES_REF_RESOLVE);
    assert_eq!(out.codes()[8], ErrorCode::SUCCESS);
}
