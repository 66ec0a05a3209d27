//! The message of the example, as a client composes it with ROPs.

use crate::client::{Answer, MapiClient};
use crate::{Failure, Result, show};
use bytes::Bytes;
use ropeway::rop::*;
use ropeway::types::{
    FolderId, PropertyName, PropertyRow, PropertyTag, PropertyType, PropertyValue, RecipientFlags,
    RecipientRow, RowString, RowValue, TaggedPropertyValue, property_set, tags,
};

/// Subject of the example's message.
pub const SUBJECT: &str = "Seilbahn fährt wieder – 索道恢复运行";
/// Text of its plain body.
pub const TEXT: &str = "Guten Tag,\r\n\r\ndie Bahn fährt ab Montag wieder: 08:00 bis 18:00.\r\n";
/// Its HTML body.
pub const HTML: &str = "<html><body><p>Guten Tag,</p><p>die Bahn fährt ab <b>Montag</b> wieder: 08:00&nbsp;bis&nbsp;18:00.</p></body></html>";
/// Name of its attachment.
pub const ATTACHMENT_NAME: &str = "Fahrplan März.txt";

const LOGON_ID: u8 = 0;
const UNUSED: u32 = UNASSIGNED_HANDLE;

/// The attachment's bytes: more than one RopWriteStream carries.
pub fn attachment() -> Vec<u8> {
    (0..2000u32)
        .flat_map(|n| format!("{:02}:{:02} Bergfahrt {n}\r\n", 8 + n / 200, n % 60).into_bytes())
        .collect()
}

/// Logs on, composes, submits; prints every ROP. Says whether all succeeded.
///
/// # Errors
/// When the transport fails or an answer lacks what the next batch needs.
pub async fn submit(client: &mut MapiClient, user_dn: &str, recipients: &[(u8, &str, &str)]) -> Result<bool> {
    let mut good = true;

    println!("   batch 1: log on");
    let answer = run(client, logon(user_dn), vec![UNUSED], &mut good).await?;
    let handle = *answer
        .handles
        .first()
        .ok_or_else(|| Failure::Other("answer without a handle".to_owned()))?;
    let outbox = match answer.responses.responses.first() {
        Some(Response::Logon(response)) => outbox(response)?,
        _ => return Err(Failure::Other("no logon response".to_owned())),
    };

    println!("   batch 2: a name for a header field of our own");
    let answer = run(client, name(), vec![handle], &mut good).await?;
    let header_id = match answer.responses.responses.first() {
        Some(Response::GetPropertyIdsFromNames(response)) => response.property_ids.first().copied(),
        _ => None,
    };
    let header_id = header_id.ok_or_else(|| Failure::Other("no id for a name".to_owned()))?;

    println!("   batch 3: the message, its recipients, the attachment begun");
    let handles = vec![handle, UNUSED, UNUSED, UNUSED, UNUSED];
    let answer = run(client, begin(outbox, header_id, recipients), handles, &mut good).await?;
    let handles = answer.handles;

    println!("   batches 4 to 6: the attachment's bytes, as much at a time as a buffer takes");
    for piece in attachment().chunks(20_000) {
        run(client, write(piece), handles.clone(), &mut good).await?;
    }

    println!("   last batch: commit, save, submit, let go");
    run(client, finish(), handles, &mut good).await?;
    Ok(good)
}

/// Logs on to the user's private mailbox; the handle comes into slot 0.
pub fn logon(user_dn: &str) -> Vec<Request> {
    let mut essdn = user_dn.as_bytes().to_vec();
    essdn.push(0);
    vec![Request::Logon(RopLogonRequest {
        logon_id: LOGON_ID,
        output_handle_index: 0,
        logon_flags: 0x01,
        open_flags: 0x0100_0000,
        store_state: 0,
        essdn: essdn.into(),
    })]
}

/// Asks for the id of a header field by its name.
pub fn name() -> Vec<Request> {
    vec![Request::GetPropertyIdsFromNames(
        RopGetPropertyIdsFromNamesRequest {
            logon_id: LOGON_ID,
            input_handle_index: 0,
            flags: 0x02,
            property_names: vec![PropertyName::name(
                property_set::PS_INTERNET_HEADERS,
                "X-Ropeway-Example",
            )],
        },
    )]
}

/// Creates the message (slot 2, its folder in slot 1) with its recipients (type, name, address), and an
/// attachment (slot 3) with an open stream (slot 4).
pub fn begin(outbox: FolderId, header_id: u16, recipients: &[(u8, &str, &str)]) -> Vec<Request> {
    let rows = recipients
        .iter()
        .zip(0..)
        .map(|((kind, name, address), row_id)| row(row_id, *kind, name, address));
    vec![
        Request::OpenFolder(RopOpenFolderRequest {
            logon_id: LOGON_ID,
            input_handle_index: 0,
            output_handle_index: 1,
            folder_id: outbox,
            open_mode_flags: 0,
        }),
        Request::CreateMessage(RopCreateMessageRequest {
            logon_id: LOGON_ID,
            input_handle_index: 1,
            output_handle_index: 2,
            code_page_id: 0x0FFF,
            folder_id: outbox,
            associated_flag: false,
        }),
        set(
            2,
            vec![
                TaggedPropertyValue::new(tags::MESSAGE_CLASS, "IPM.Note"),
                TaggedPropertyValue::new(tags::SUBJECT, SUBJECT),
                TaggedPropertyValue::new(tags::BODY, TEXT),
                TaggedPropertyValue::new(tags::HTML, Bytes::from_static(HTML.as_bytes())),
                TaggedPropertyValue::new(tags::INTERNET_CODEPAGE, 65001),
                TaggedPropertyValue::new(tags::NATIVE_BODY, 3),
                TaggedPropertyValue::new(tags::IMPORTANCE, 2),
                TaggedPropertyValue::new(PropertyTag::new(header_id, PropertyType::STRING), "up and away"),
            ],
        ),
        Request::ModifyRecipients(RopModifyRecipientsRequest {
            logon_id: LOGON_ID,
            input_handle_index: 2,
            recipient_columns: columns(),
            recipient_rows: rows.collect(),
        }),
        Request::CreateAttachment(RopCreateAttachmentRequest {
            logon_id: LOGON_ID,
            input_handle_index: 2,
            output_handle_index: 3,
        }),
        set(
            3,
            vec![
                TaggedPropertyValue::new(tags::ATTACH_METHOD, 1),
                TaggedPropertyValue::new(tags::ATTACH_LONG_FILENAME, ATTACHMENT_NAME),
                TaggedPropertyValue::new(tags::ATTACH_MIME_TAG, "text/plain"),
                TaggedPropertyValue::new(tags::RENDERING_POSITION, -1),
            ],
        ),
        Request::OpenStream(RopOpenStreamRequest {
            logon_id: LOGON_ID,
            input_handle_index: 3,
            output_handle_index: 4,
            property_tag: tags::ATTACH_DATA_BINARY,
            open_mode_flags: 2,
        }),
    ]
}

/// Writes a piece of the attachment.
pub fn write(piece: &[u8]) -> Vec<Request> {
    vec![Request::WriteStream(RopWriteStreamRequest {
        logon_id: LOGON_ID,
        input_handle_index: 4,
        data: Bytes::copy_from_slice(piece),
    })]
}

/// Commits, saves, submits, and releases everything but the logon.
pub fn finish() -> Vec<Request> {
    let release = |index| {
        Request::Release(RopReleaseRequest {
            logon_id: LOGON_ID,
            input_handle_index: index,
        })
    };
    vec![
        Request::CommitStream(RopCommitStreamRequest {
            logon_id: LOGON_ID,
            input_handle_index: 4,
        }),
        release(4),
        Request::SaveChangesAttachment(RopSaveChangesAttachmentRequest {
            logon_id: LOGON_ID,
            response_handle_index: 2,
            input_handle_index: 3,
            save_flags: 0x0A,
        }),
        release(3),
        Request::SaveChangesMessage(RopSaveChangesMessageRequest {
            logon_id: LOGON_ID,
            response_handle_index: 1,
            input_handle_index: 2,
            save_flags: 0x0A,
        }),
        Request::SubmitMessage(RopSubmitMessageRequest {
            logon_id: LOGON_ID,
            input_handle_index: 2,
            submit_flags: submit_flags::NONE,
        }),
        release(2),
        release(1),
    ]
}

fn set(index: u8, property_values: Vec<TaggedPropertyValue>) -> Request {
    Request::SetProperties(RopSetPropertiesRequest {
        logon_id: LOGON_ID,
        input_handle_index: index,
        property_values,
    })
}

async fn run(
    client: &mut MapiClient,
    requests: Vec<Request>,
    handles: Vec<u32>,
    good: &mut bool,
) -> Result<Answer> {
    let answer = client.execute(requests.clone(), handles).await?;
    *good &= show::batch(&requests, &answer);
    Ok(answer)
}

fn outbox(response: &RopLogonResponse) -> Result<FolderId> {
    match &response.result {
        Ok(RopLogonSuccess::Private(logon)) => {
            let [_, _, _, _, _, outbox, ..] = logon.folder_ids.0;
            Ok(outbox)
        }
        other => Err(Failure::Other(format!(
            "logon to a private mailbox answered {other:?}"
        ))),
    }
}

fn columns() -> Vec<PropertyTag> {
    vec![tags::OBJECT_TYPE, tags::DISPLAY_TYPE, tags::SMTP_ADDRESS]
}

fn row(row_id: u32, recipient_type: u8, name: &str, address: &str) -> ModifyRecipientRow {
    let value = |v: PropertyValue| RowValue::Value(v);
    ModifyRecipientRow {
        row_id,
        recipient_type,
        recipient_row: Some(RecipientRow {
            flags: RecipientFlags(
                RecipientFlags::SMTP
                    | RecipientFlags::EMAIL_ADDRESS
                    | RecipientFlags::DISPLAY_NAME
                    | RecipientFlags::SAME_TRANSMITTABLE
                    | RecipientFlags::UNICODE,
            ),
            email_address: Some(RowString::Wide(address.into())),
            display_name: Some(RowString::Wide(name.into())),
            properties: PropertyRow::new(vec![
                value(PropertyValue::Integer32(6)),
                value(PropertyValue::Integer32(0)),
                value(PropertyValue::from(address)),
            ]),
            ..RecipientRow::default()
        }),
    }
}
