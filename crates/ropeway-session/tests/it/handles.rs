//! Logons, handles, and what one ROP means for the next.

use crate::support::*;
use bytes::Bytes;
use ropeway_rop::*;
use ropeway_session::*;
use ropeway_types::*;

fn logon_with(logon_id: u8, logon_flags: u8, essdn: &'static [u8]) -> Request {
    RopLogonRequest {
        logon_id,
        output_handle_index: 0,
        logon_flags,
        open_flags: if logon_flags & 1 == 0 { 2 } else { 0 },
        store_state: 0,
        essdn: Bytes::from_static(essdn),
    }
    .into()
}

fn in_logon(logon_id: u8, mut request: Request) -> Request {
    match &mut request {
        Request::SubmitMessage(r) => r.logon_id = logon_id,
        Request::CreateMessage(r) => r.logon_id = logon_id,
        Request::GetPropertiesSpecific(r) => r.logon_id = logon_id,
        other => panic!("{other:?}"),
    }
    request
}

#[tokio::test]
async fn a_logon_answers_ids_that_the_mailbox_keeps() {
    let bed = Bed::new();
    let logon = |out: Out| match &out.responses[0] {
        Response::Logon(RopLogonResponse {
            result: Ok(RopLogonSuccess::Private(logon)),
            ..
        }) => logon.clone(),
        other => panic!("{other:?}"),
    };
    let mut client = bed.client().await;
    let out = client.run([logon_with(0x0C, 1, b"")], &[NONE]).await;
    assert_eq!(out.handles, [0x0C00_0000]);
    let first = logon(out);
    let counters: Vec<u64> = first.folder_ids.0.iter().map(|id| id.counter()).collect();
    assert_eq!(counters, (0x10..=0x1C).collect::<Vec<u64>>());
    assert!(first.folder_ids.0.iter().all(|id| id.replica_id() == 1));
    assert_eq!(
        (first.repl_id, first.response_flags, first.store_state),
        (1, 0x07, 0)
    );
    // 2023-11-14 22:13:20 UTC, a Tuesday.
    let time = first.logon_time;
    assert_eq!(
        (time.year, time.month, time.day, time.day_of_week),
        (2023, 11, 14, 2)
    );
    assert_eq!((time.hour, time.minutes, time.seconds), (22, 13, 20));
    let mut again = bed.client_of(Identity::new("USER1@example.test")).await;
    let second = logon(again.run([logon_with(3, 1, b"")], &[NONE]).await);
    assert_eq!(
        (first.mailbox_guid, first.repl_guid),
        (second.mailbox_guid, second.repl_guid)
    );
}

#[tokio::test]
async fn logons_elsewhere_are_refused() {
    let bed = Bed::new();
    bed.entry(
        "EX:/o=O/cn=boss",
        ropeway_message::DirectoryEntry {
            smtp_address: "boss@example.test".into(),
            ..Default::default()
        },
    );
    let mut client = bed.client().await;
    let code = |out: Out| (out.codes()[0], out.handles[0]);
    assert_eq!(
        code(client.run([logon_with(1, 0, b"")], &[NONE]).await),
        (ErrorCode::LOGIN_FAILURE, NONE)
    );
    assert_eq!(
        code(client.run([logon_with(1, 1, b"/o=O/cn=Boss\0")], &[NONE]).await),
        (ErrorCode::LOGIN_PERM, NONE)
    );
    let mut identity = Identity::new("user1@example.test");
    identity.x500_dn = Some("/o=O/cn=user1".into());
    let mut named = bed.client_of(identity).await;
    assert_eq!(
        code(named.run([logon_with(1, 1, b"/o=O/cn=nobody\0")], &[NONE]).await),
        (ErrorCode::UNKNOWN_USER, NONE)
    );
    assert_eq!(
        code(named.run([logon_with(1, 1, b"/O=o/CN=User1\0")], &[NONE]).await),
        (ErrorCode::SUCCESS, 0x0100_0000)
    );
}

#[tokio::test]
async fn one_failing_rop_does_not_stop_the_others() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let mut nowhere = create(0, 1);
    if let Request::CreateMessage(request) = &mut nowhere {
        request.folder_id = FolderId::new(1, 0x99);
    }
    let not_implemented = RopGetStoreStateRequest {
        logon_id: 0,
        input_handle_index: 0,
    };
    let out = client
        .run(
            [
                nowhere,
                submit(1),
                not_implemented.into(),
                submit(9),
                create(0, 9),
                create(0, 1),
                to(1, &["a@x.test"]),
                submit(1),
            ],
            &[0, 0],
        )
        .await;
    assert_eq!(
        out.codes(),
        [
            ErrorCode::NOT_FOUND,
            ErrorCode::NULL_OBJECT,
            ErrorCode::NOT_IMPLEMENTED,
            ErrorCode::NULL_OBJECT,
            ErrorCode::NULL_OBJECT,
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
        ]
    );
    bed.only();
}

#[tokio::test]
async fn handles_are_judged_as_the_specification_says() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [
                release(1),
                create(0, 1),
                release(1),
                submit(1),
                submit(0),
                logon_with(5, 1, b""),
            ],
            &[0, NONE],
        )
        .await;
    // The logon of the last ROP went to index 0.
    assert_eq!(out.handles, [0x0500_0000, 1]);
    assert_eq!(
        out.codes(),
        [
            ErrorCode::SUCCESS,
            ErrorCode::INVALID_OBJECT,
            ErrorCode::NOT_SUPPORTED,
            ErrorCode::SUCCESS,
        ]
    );
    let out = client
        .run(
            [create(0, 1), in_logon(5, submit(1)), in_logon(5, submit(0))],
            &[0, NONE],
        )
        .await;
    assert_eq!(
        out.codes(),
        [
            ErrorCode::SUCCESS,
            ErrorCode::ACCESS_DENIED,
            ErrorCode::ACCESS_DENIED
        ]
    );
    assert_eq!(
        client.run([submit(0)], &[7]).await.codes(),
        [ErrorCode::NULL_OBJECT]
    );
    assert_eq!(
        client.run([in_logon(9, submit(0))], &[0x0900_0000]).await.codes(),
        [ErrorCode::NULL_OBJECT]
    );
}

#[tokio::test]
async fn a_second_logon_ends_what_the_first_had_open() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [
                create(0, 1),
                to(1, &["a@x.test"]),
                logon(0),
                submit(1),
                create(0, 1),
            ],
            &[0, NONE],
        )
        .await;
    assert_eq!(
        out.codes(),
        [
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
            ErrorCode::INVALID_OBJECT,
            ErrorCode::SUCCESS,
        ]
    );
    // Not the handle that the first logon's message had.
    assert_eq!(out.handles, [0, 2]);
    let out = client.run([release(0), create(0, 1)], &[0, NONE]).await;
    assert_eq!(out.codes(), [ErrorCode::INVALID_OBJECT]);
}

#[tokio::test]
async fn there_are_only_so_many_objects() {
    let mut config = SessionConfig::default();
    config.max_objects = 3;
    let bed = Bed::with(config);
    let mut client = bed.client().await;
    let out = client
        .run([create(0, 1), create(0, 2), create(0, 3)], &[0, NONE, NONE, NONE])
        .await;
    assert_eq!(
        out.codes(),
        [
            ErrorCode::SUCCESS,
            ErrorCode::SUCCESS,
            ErrorCode::MAX_OBJS_EXCEEDED
        ]
    );
    assert_eq!(out.handles, [0, 1, 2, NONE]);
    let out = client.run([release(1), create(0, 3)], &[0, 1, 2, NONE]).await;
    assert_eq!(out.codes(), [ErrorCode::SUCCESS]);
}

#[tokio::test]
async fn a_malformed_buffer_is_an_error_of_the_call() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    // RopId 0x28 is reserved.
    let error = client
        .session
        .execute(Bytes::from_static(&[5, 0, 0x28, 0, 0]), 1000)
        .await;
    assert_eq!(error.unwrap_err().error_code(), ErrorCode::RPC_FORMAT);
}
