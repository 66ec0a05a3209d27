//! Recordings of our own making, with the ids and handles of a server that is not ours, in the orders of
//! ROPs that real clients use.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use bytes::Bytes;
use ropeway::mapihttp::wire::{ConnectRequest, ExecuteFlags, ExecuteRequest};
use ropeway::rop::extended::{self, ExtendedFlags};
use ropeway::rop::*;
use ropeway::types::wire::Encode;
use ropeway::types::{
    FolderId, MessageId, PropertyRow, PropertyTag, PropertyValue, RecipientFlags, RecipientRow, RowString,
    RowValue, TaggedPropertyValue, tags,
};
use ropeway::{Event, Outcome};
use ropeway_examples::client::MapiClient;
use ropeway_examples::stage::{PASSWORD, Setting, Stage};
use ropeway_examples::{recording, replay};
use std::time::Duration;

const L: u8 = 0x0C;
const LOGON: u32 = 0x0C00_0000;
const NONE: u32 = UNASSIGNED_HANDLE;
/// The recording's server counts its folders from elsewhere than ours.
const OUTBOX: FolderId = FolderId::new(7, 0x5555);
const SAVED: MessageId = MessageId::new(7, 0x7701);

struct Script(Vec<String>);

impl Script {
    fn new() -> Self {
        let ids: Vec<String> = (0..13u64)
            .map(|n| format!("\"{}\"", hex(&FolderId::new(7, 0x5550 + n).0.to_le_bytes())))
            .collect();
        let mut script = Self(vec![format!(
            r#"{{"kind":"recorded_replies","logon_folder_ids":[{}],"saved_message_id":"{}"}}"#,
            ids.join(","),
            hex(&SAVED.0.to_le_bytes())
        )]);
        let connect = ConnectRequest {
            user_dn: Bytes::from_static(b"/o=First/ou=Site/cn=Recipients/cn=user1"),
            flags: 0,
            default_code_page: 1252,
            lcid_sort: 1033,
            lcid_string: 1033,
            auxiliary: Bytes::new(),
        };
        script.line("Connect", &connect.to_bytes().unwrap(), None);
        let logon = Request::Logon(RopLogonRequest {
            logon_id: L,
            output_handle_index: 0,
            logon_flags: 1,
            open_flags: 0x0100_000C,
            store_state: 0,
            essdn: Bytes::from_static(b"/o=First/ou=Site/cn=Recipients/cn=user1\0"),
        });
        script.execute(vec![logon], &[NONE], Some(&[LOGON]));
        script
    }

    fn line(&mut self, request_type: &str, body: &[u8], handles_out: Option<&[u32]>) {
        let handles = handles_out.map(|handles| {
            let list: Vec<String> = handles.iter().map(|h| format!("\"{h:#010x}\"")).collect();
            format!(",\"handles_out\":[{}]", list.join(","))
        });
        self.0.push(format!(
            r#"{{"client":"test","request_type":"{request_type}","headers":["Host: x","Authorization: Basic dXNlcjFAZXhhbXBsZS50ZXN0OnB3","Cookie: MapiContext=stub","X-Requestid: {{C715155F-2BE8-44E0-BD34-2960065754C8}}:2"],"body_hex":"{}"{}}}"#,
            hex(body),
            handles.unwrap_or_default()
        ));
    }

    fn execute(&mut self, requests: Vec<Request>, handles: &[u32], handles_out: Option<&[u32]>) {
        let payload = RequestBuffer::new(requests, handles.to_vec()).encode().unwrap();
        let rop_buffer = extended::encode(payload, ExtendedFlags::LAST).unwrap();
        let request = ExecuteRequest {
            flags: ExecuteFlags::NO_COMPRESSION | ExecuteFlags::NO_XOR_MAGIC,
            rop_buffer,
            max_rop_out: 23041,
            auxiliary: Bytes::new(),
        };
        self.line("Execute", &request.to_bytes().unwrap(), handles_out);
    }

    fn end(mut self) -> String {
        self.line("Disconnect", &[0, 0, 0, 0], None);
        self.0.join("\n")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn create(output: u8) -> Request {
    Request::CreateMessage(RopCreateMessageRequest {
        logon_id: L,
        input_handle_index: 0,
        output_handle_index: output,
        code_page_id: 0x0FFF,
        folder_id: OUTBOX,
        associated_flag: false,
    })
}

fn set(index: u8, properties: Vec<TaggedPropertyValue>) -> Request {
    Request::SetProperties(RopSetPropertiesRequest {
        logon_id: L,
        input_handle_index: index,
        property_values: properties,
    })
}

fn fill(index: u8) -> Request {
    let values = vec![
        TaggedPropertyValue::new(tags::BODY, "Hello from a recording\r\n"),
        TaggedPropertyValue::new(tags::MESSAGE_CLASS, "IPM.Note"),
        TaggedPropertyValue::new(tags::MESSAGE_FLAGS, 8),
        TaggedPropertyValue::new(tags::SUBJECT, "Recorded"),
        TaggedPropertyValue::new(tags::NORMALIZED_SUBJECT, "Recorded"),
    ];
    set(index, values)
}

fn recipients(index: u8, addresses: &[&str]) -> Request {
    let columns: Vec<PropertyTag> = vec![tags::OBJECT_TYPE, tags::DISPLAY_TYPE, tags::EMAIL_ADDRESS];
    let row = |(row_id, address): (u32, &&str)| ModifyRecipientRow {
        row_id,
        recipient_type: 1,
        recipient_row: Some(RecipientRow {
            flags: RecipientFlags(0x023B),
            email_address: Some(RowString::Wide((*address).into())),
            display_name: Some(RowString::Wide("Self".into())),
            transmittable_display_name: Some(RowString::Wide("Self".into())),
            properties: PropertyRow::new(vec![
                RowValue::Value(PropertyValue::Integer32(6)),
                RowValue::Value(PropertyValue::Integer32(0)),
                RowValue::Value(PropertyValue::from(*address)),
            ]),
            ..RecipientRow::default()
        }),
    };
    Request::ModifyRecipients(RopModifyRecipientsRequest {
        logon_id: L,
        input_handle_index: index,
        recipient_columns: columns,
        recipient_rows: (1u32..).zip(addresses).map(row).collect(),
    })
}

fn save(index: u8) -> Request {
    Request::SaveChangesMessage(RopSaveChangesMessageRequest {
        logon_id: L,
        response_handle_index: 2,
        input_handle_index: index,
        save_flags: 0x02,
    })
}

fn save_attachment(message: u8, attachment: u8) -> Request {
    Request::SaveChangesAttachment(RopSaveChangesAttachmentRequest {
        logon_id: L,
        response_handle_index: message,
        input_handle_index: attachment,
        save_flags: 0x0A,
    })
}

fn submit(index: u8) -> Request {
    Request::SubmitMessage(RopSubmitMessageRequest {
        logon_id: L,
        input_handle_index: index,
        submit_flags: 0,
    })
}

fn release(index: u8) -> Request {
    Request::Release(RopReleaseRequest {
        logon_id: L,
        input_handle_index: index,
    })
}

fn open(output: u8) -> Request {
    Request::OpenMessage(RopOpenMessageRequest {
        logon_id: L,
        input_handle_index: 0,
        output_handle_index: output,
        code_page_id: 0x0FFF,
        folder_id: OUTBOX,
        open_mode_flags: 3,
        message_id: SAVED,
    })
}

/// Replays; every ROP must succeed. Returns the outcomes and what the receiving server got.
async fn play(text: &str) -> (Vec<(String, Outcome)>, Vec<ropeway_test_support::Received>, usize) {
    let recording = recording::parse(text).unwrap();
    assert_eq!(recording.users(), ["user1@example.test"]);
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::start(&Setting {
        users: &recording.users(),
        queue: folder.path(),
        smart_host: None,
        mx_domains: &[],
        hold: Duration::from_millis(500),
    })
    .await
    .unwrap();
    let mut client = MapiClient::new(stage.mapi, "", "");
    let replayed = replay::run(&mut client, &recording, PASSWORD).await.unwrap();
    assert!(replayed.good, "a ROP failed: see the output");
    assert!(stage.relay.idle(Duration::from_secs(20)).await.unwrap());
    let outcomes = stage
        .events
        .lock()
        .unwrap()
        .iter()
        .filter_map(|event| match event {
            Event::Recipient {
                recipient, outcome, ..
            } => Some((recipient.clone(), *outcome)),
            _ => None,
        })
        .collect();
    (outcomes, stage.receiver.received(), replayed.aborted)
}

fn delivered(address: &str) -> (String, Outcome) {
    (format!("SMTP:{address}"), Outcome::Delivered)
}

#[tokio::test]
async fn save_release_reopen_by_id_and_submit_with_recipients_never_saved() {
    let mut script = Script::new();
    script.execute(
        vec![create(1), fill(1), save(1), release(1)],
        &[LOGON, NONE, NONE],
        Some(&[LOGON, 0x55, NONE]),
    );
    script.execute(
        vec![open(1), recipients(1, &["a@x.test"]), submit(1)],
        &[LOGON, NONE],
        Some(&[LOGON, 0x56]),
    );
    let (outcomes, received, _) = play(&script.end()).await;
    assert_eq!(outcomes, [delivered("a@x.test")]);
    let text = String::from_utf8(received[0].data.clone()).unwrap();
    assert!(
        text.contains("Subject: Recorded\r\n") && text.contains("Hello from a recording"),
        "{text}"
    );
}

#[tokio::test]
async fn attachments_written_piece_by_piece_across_calls() {
    let mut script = Script::new();
    script.execute(
        vec![create(1), fill(1), save(1), release(1)],
        &[LOGON, NONE, NONE],
        Some(&[LOGON, 0x55, NONE]),
    );
    // The release of an empty slot comes first, and two ROPs write the same output slot.
    let table = Request::GetAttachmentTable(RopGetAttachmentTableRequest {
        logon_id: L,
        input_handle_index: 1,
        output_handle_index: 2,
        table_flags: 0,
    });
    let attach = Request::CreateAttachment(RopCreateAttachmentRequest {
        logon_id: L,
        input_handle_index: 1,
        output_handle_index: 2,
    });
    let name = set(
        2,
        vec![
            TaggedPropertyValue::new(tags::ATTACH_METHOD, 1),
            TaggedPropertyValue::new(tags::ATTACH_LONG_FILENAME, "data.bin"),
        ],
    );
    script.execute(
        vec![
            release(2),
            open(1),
            table,
            attach,
            name,
            save_attachment(1, 2),
            save(1),
            release(2),
            release(1),
        ],
        &[LOGON, NONE, NONE],
        Some(&[LOGON, 0x60, 0x62]),
    );
    let reopen = Request::OpenAttachment(RopOpenAttachmentRequest {
        logon_id: L,
        input_handle_index: 1,
        output_handle_index: 2,
        open_attachment_flags: 1,
        attachment_id: 0,
    });
    let stream = Request::OpenStream(RopOpenStreamRequest {
        logon_id: L,
        input_handle_index: 2,
        output_handle_index: 3,
        property_tag: tags::ATTACH_DATA_BINARY,
        open_mode_flags: 2,
    });
    let size = Request::SetStreamSize(RopSetStreamSizeRequest {
        logon_id: L,
        input_handle_index: 3,
        stream_size: 7000,
    });
    script.execute(
        vec![open(1), reopen, stream, size],
        &[LOGON, NONE, NONE, NONE],
        Some(&[LOGON, 0x70, 0x71, 0x72]),
    );
    let data: Vec<u8> = (0..7000u32).map(|n| (n % 253) as u8).collect();
    for piece in data.chunks(3000) {
        let write = Request::WriteStream(RopWriteStreamRequest {
            logon_id: L,
            input_handle_index: 3,
            data: Bytes::copy_from_slice(piece),
        });
        script.execute(vec![write], &[LOGON, 0x70, 0x71, 0x72], None);
    }
    let commit = Request::CommitStream(RopCommitStreamRequest {
        logon_id: L,
        input_handle_index: 3,
    });
    script.execute(
        vec![
            commit,
            save_attachment(1, 2),
            save(1),
            release(3),
            release(2),
            release(1),
        ],
        &[LOGON, 0x70, 0x71, 0x72],
        None,
    );
    script.execute(
        vec![open(1), recipients(1, &["a@x.test"]), submit(1)],
        &[LOGON, NONE],
        Some(&[LOGON, 0x80]),
    );
    let (outcomes, received, _) = play(&script.end()).await;
    assert_eq!(outcomes, [delivered("a@x.test")]);
    let parsed = mail_parser::MessageParser::default()
        .parse(&received[0].data)
        .unwrap();
    assert_eq!(parsed.attachment(0).unwrap().contents(), data);
}

#[tokio::test]
async fn a_submission_taken_back_is_not_sent() {
    let mut script = Script::new();
    let abort = Request::AbortSubmit(RopAbortSubmitRequest {
        logon_id: L,
        input_handle_index: 0,
        folder_id: OUTBOX,
        message_id: SAVED,
    });
    script.execute(
        vec![
            create(1),
            fill(1),
            recipients(1, &["a@x.test"]),
            save(1),
            submit(1),
        ],
        &[LOGON, NONE, NONE],
        Some(&[LOGON, 0x55, NONE]),
    );
    script.execute(vec![abort], &[LOGON], None);
    let (outcomes, received, aborted) = play(&script.end()).await;
    assert_eq!((outcomes.len(), received.len(), aborted), (0, 0, 1));
}

#[tokio::test]
async fn the_spooler_and_transport_rops() {
    let mut script = Script::new();
    let types = Request::GetAddressTypes(RopGetAddressTypesRequest {
        logon_id: L,
        input_handle_index: 0,
    });
    let spooler = Request::SetSpooler(RopSetSpoolerRequest {
        logon_id: L,
        input_handle_index: 0,
    });
    let folder = Request::GetTransportFolder(RopGetTransportFolderRequest {
        logon_id: L,
        input_handle_index: 0,
    });
    script.execute(vec![types, spooler, folder], &[LOGON], Some(&[LOGON]));
    let lock = |state| {
        Request::SpoolerLockMessage(RopSpoolerLockMessageRequest {
            logon_id: L,
            input_handle_index: 0,
            message_id: SAVED,
            lock_state: state,
        })
    };
    script.execute(
        vec![
            create(1),
            fill(1),
            recipients(1, &["a@x.test"]),
            save(1),
            submit(1),
        ],
        &[LOGON, NONE, NONE],
        Some(&[LOGON, 0x55, NONE]),
    );
    script.execute(vec![lock(0), lock(1)], &[LOGON], None);
    let send = Request::TransportSend(RopTransportSendRequest {
        logon_id: L,
        input_handle_index: 1,
    });
    script.execute(
        vec![create(1), fill(1), recipients(1, &["b@x.test"]), save(1), send],
        &[LOGON, NONE, NONE],
        Some(&[LOGON, 0x56, NONE]),
    );
    let (mut outcomes, _, _) = play(&script.end()).await;
    outcomes.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(outcomes, [delivered("a@x.test"), delivered("b@x.test")]);
}
