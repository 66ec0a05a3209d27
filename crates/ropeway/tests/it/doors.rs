//! Door 1: ROP buffers through a session of the relay. (Door 2 is what the other tests use.)

use crate::support::{Delivered, Mailbox, builder, settle};
use ropeway::rop::*;
use ropeway::session::Identity;
use ropeway::types::{
    ErrorCode, FolderId, PropertyRow, PropertyValue, RecipientFlags, RecipientRow, RowString, RowValue,
    TaggedPropertyValue, tags,
};
use ropeway_test_support::{Behaviour, Receiver};
use std::sync::Arc;
use std::time::Duration;

const OUTBOX: FolderId = FolderId::new(1, 0x15);

fn logon() -> Request {
    Request::Logon(RopLogonRequest {
        logon_id: 0,
        output_handle_index: 0,
        logon_flags: 1,
        open_flags: 0x0100_0000,
        store_state: 0,
        essdn: bytes::Bytes::from_static(b"/o=Org/cn=Recipients/cn=sender\0"),
    })
}

fn create() -> Request {
    Request::CreateMessage(RopCreateMessageRequest {
        logon_id: 0,
        input_handle_index: 0,
        output_handle_index: 1,
        code_page_id: 0x0FFF,
        folder_id: OUTBOX,
        associated_flag: false,
    })
}

fn set(properties: Vec<TaggedPropertyValue>) -> Request {
    Request::SetProperties(RopSetPropertiesRequest {
        logon_id: 0,
        input_handle_index: 1,
        property_values: properties,
    })
}

fn recipients(addresses: &[&str]) -> Request {
    let row = |(row_id, address): (u32, &&str)| ModifyRecipientRow {
        row_id,
        recipient_type: 1,
        recipient_row: Some(RecipientRow {
            flags: RecipientFlags(0x021B),
            email_address: Some(RowString::Wide((*address).into())),
            display_name: Some(RowString::Wide((*address).into())),
            properties: PropertyRow::new(vec![RowValue::Value(PropertyValue::from(*address))]),
            ..RecipientRow::default()
        }),
    };
    Request::ModifyRecipients(RopModifyRecipientsRequest {
        logon_id: 0,
        input_handle_index: 1,
        recipient_columns: vec![tags::SMTP_ADDRESS],
        recipient_rows: (0u32..).zip(addresses).map(row).collect(),
    })
}

fn submit() -> Request {
    Request::SubmitMessage(RopSubmitMessageRequest {
        logon_id: 0,
        input_handle_index: 1,
        submit_flags: 0,
    })
}

async fn run(session: &mut ropeway::session::Session, requests: Vec<Request>) -> Vec<ErrorCode> {
    let input = RequestBuffer::new(requests.clone(), vec![UNASSIGNED_HANDLE; 4])
        .encode()
        .unwrap();
    let output = session.execute(input, 0x8000).await.unwrap();
    let mut context = ResponseContext::for_requests(requests);
    let answers = ResponseBuffer::decode(output, &mut context).unwrap();
    answers
        .responses
        .iter()
        .map(|r| r.return_value().unwrap_or_default())
        .collect()
}

/// Submits a message to this recipient in one batch.
pub(crate) async fn submit_to(session: &mut ropeway::session::Session, recipient: &str) -> Vec<ErrorCode> {
    let batch = vec![
        logon(),
        create(),
        set(vec![TaggedPropertyValue::new(tags::SUBJECT, "x")]),
        recipients(&[recipient]),
        submit(),
    ];
    run(session, batch).await
}

#[tokio::test]
async fn a_batch_without_a_save_is_submitted_and_delivered() {
    let receiver = Receiver::start(Behaviour::default()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Arc::new(Mailbox::default());
    let relay = builder(folder.path(), receiver.address(), |_| {})
        .local_delivery(Arc::clone(&mailbox) as _)
        .start();
    let mut session = relay.session(Identity::new("sender@local.test"));
    let batch = vec![
        logon(),
        create(),
        set(vec![
            TaggedPropertyValue::new(tags::SUBJECT, "Aus einem Stück"),
            TaggedPropertyValue::new(tags::BODY, "Ein Satz.\r\n"),
        ]),
        recipients(&["a@x.test", "b@local.test"]),
        submit(),
    ];
    assert_eq!(run(&mut session, batch).await, [ErrorCode::SUCCESS; 5]);
    settle(&relay).await;
    let received = receiver.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].reverse_path, "sender@local.test");
    let parsed = mail_parser::MessageParser::default()
        .parse(&received[0].data)
        .unwrap();
    assert_eq!(parsed.subject(), Some("Aus einem Stück"));
    assert_eq!(
        parsed.from().unwrap().first().unwrap().address(),
        Some("sender@local.test")
    );
    let local = Delivered::Message {
        to: "b@local.test".into(),
        subject: "Aus einem Stück".into(),
    };
    assert_eq!(mailbox.delivered(), [local]);
}

#[tokio::test]
async fn a_stopping_relay_answers_busy_and_the_message_can_be_submitted_again() {
    let receiver = Receiver::start(Behaviour::default()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let relay = builder(folder.path(), receiver.address(), |_| {}).start();
    let mut session = relay.session(Identity::new("sender@local.test"));
    relay.shutdown(Duration::from_secs(1)).await;
    let batch = vec![
        logon(),
        create(),
        set(vec![TaggedPropertyValue::new(tags::SUBJECT, "x")]),
        recipients(&["a@x.test"]),
        submit(),
        submit(),
    ];
    let codes = run(&mut session, batch).await;
    // Busy, not Submitted: the first refusal left the message unsubmitted.
    assert_eq!(codes[4..], [ErrorCode::BUSY; 2]);
}

#[tokio::test]
async fn a_submission_that_waits_can_be_taken_back() {
    let receiver = Receiver::start(Behaviour::default()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let relay = builder(folder.path(), receiver.address(), |config| {
        config.hold = Duration::from_secs(60)
    })
    .start();
    let mut session = relay.session(Identity::new("sender@local.test"));
    let save = Request::SaveChangesMessage(RopSaveChangesMessageRequest {
        logon_id: 0,
        response_handle_index: 1,
        input_handle_index: 1,
        save_flags: 0x0A,
    });
    let requests = vec![
        logon(),
        create(),
        set(vec![TaggedPropertyValue::new(tags::SUBJECT, "x")]),
        recipients(&["a@x.test"]),
        save,
        submit(),
    ];
    let input = RequestBuffer::new(requests.clone(), vec![UNASSIGNED_HANDLE; 2])
        .encode()
        .unwrap();
    let output = session.execute(input, 0x8000).await.unwrap();
    let answers = ResponseBuffer::decode(output, &mut ResponseContext::for_requests(requests)).unwrap();
    let Some(Response::SaveChangesMessage(saved)) = answers.responses.get(4) else {
        panic!("{answers:?}")
    };
    let message_id = saved.result.as_ref().unwrap().message_id;
    assert_eq!(
        relay
            .queue()
            .stats(std::time::SystemTime::now())
            .await
            .unwrap()
            .entries,
        1
    );
    let abort = vec![Request::AbortSubmit(RopAbortSubmitRequest {
        logon_id: 0,
        input_handle_index: 0,
        folder_id: OUTBOX,
        message_id,
    })];
    let input = RequestBuffer::new(abort.clone(), answers.handles)
        .encode()
        .unwrap();
    let output = session.execute(input, 0x8000).await.unwrap();
    let answers = ResponseBuffer::decode(output, &mut ResponseContext::for_requests(abort)).unwrap();
    assert_eq!(answers.responses[0].return_value(), Some(ErrorCode::SUCCESS));
    settle(&relay).await;
    assert_eq!(receiver.count(), 0);
}

#[tokio::test]
async fn a_full_queue_answers_disk_full_and_the_message_can_be_submitted_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = ropeway::queue::EmbeddedOptions::default();
    options.max_bytes = Some(10);
    let queue = ropeway::queue::EmbeddedQueue::open(folder.path(), options).unwrap();
    let routing = ropeway::route::RouterConfig::builder().build().unwrap();
    let router = ropeway::route::Router::new(routing, Arc::new(ropeway::route::StaticResolver::new()));
    let config = ropeway::RelayConfig::new("relay.local.test");
    let relay = ropeway::Relay::builder(config, Arc::new(queue), router).start();
    let mut session = relay.session(Identity::new("sender@local.test"));
    let batch = vec![
        logon(),
        create(),
        set(vec![TaggedPropertyValue::new(tags::SUBJECT, "x")]),
        recipients(&["a@x.test"]),
        submit(),
        submit(),
    ];
    let codes = run(&mut session, batch).await;
    // Not Submitted the second time: the refusal left the message as it was.
    assert_eq!(codes[4..], [ErrorCode::DISK_FULL; 2]);
    assert_eq!(
        relay
            .queue()
            .stats(std::time::SystemTime::now())
            .await
            .unwrap()
            .entries,
        0
    );
}
