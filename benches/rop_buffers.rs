//! ROP buffers that the benches read and write.

use bytes::Bytes;
use ropeway::rop::*;
use ropeway::types::{
    FileTime, FolderId, Guid, MessageId, PropertyRow, PropertyTag, PropertyValue, RecipientFlags,
    RecipientRow, RowString, RowValue, TaggedPropertyValue, tags,
};

/// A short text.
pub const TEXT: &str =
    "Good morning,\r\n\r\nfrom Monday on the cable car runs again, from 08:00 to 18:00.\r\n\r\nRegards\r\n";

/// Bytes without a pattern that an encoder could profit from.
pub fn payload(len: usize) -> Bytes {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let bytes = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    bytes.flatten().take(len).collect()
}

/// The batch of a client that creates, fills and submits a message: 4 ROPs, 8 properties, 3 recipients.
pub fn submission_batch() -> RequestBuffer {
    submission(TEXT, false)
}

/// The same with a text of 1,900 characters and saved before it is submitted: 5 ROPs in 4.4 KB.
pub fn large_submission_batch() -> RequestBuffer {
    submission(&TEXT.repeat(21), true)
}

fn submission(text: &str, save: bool) -> RequestBuffer {
    let row = |row_id: u32, address: &str| ModifyRecipientRow {
        row_id,
        recipient_type: 1,
        recipient_row: Some(RecipientRow {
            flags: RecipientFlags(0x021B),
            email_address: Some(RowString::Wide(address.into())),
            display_name: Some(RowString::Wide(address.into())),
            properties: PropertyRow::new(vec![
                RowValue::Value(PropertyValue::Integer32(6)),
                RowValue::Value(PropertyValue::from(address)),
            ]),
            ..RecipientRow::default()
        }),
    };
    let mut requests = vec![
        Request::CreateMessage(RopCreateMessageRequest {
            logon_id: 0,
            input_handle_index: 0,
            output_handle_index: 1,
            code_page_id: 0x0FFF,
            folder_id: FolderId::new(1, 0x15),
            associated_flag: false,
        }),
        Request::SetProperties(RopSetPropertiesRequest {
            logon_id: 0,
            input_handle_index: 1,
            property_values: vec![
                TaggedPropertyValue::new(tags::MESSAGE_CLASS, "IPM.Note"),
                TaggedPropertyValue::new(tags::SUBJECT, "The cable car is running again"),
                TaggedPropertyValue::new(tags::NORMALIZED_SUBJECT, "The cable car is running again"),
                TaggedPropertyValue::new(tags::BODY, text),
                TaggedPropertyValue::new(tags::MESSAGE_FLAGS, 8),
                TaggedPropertyValue::new(tags::IMPORTANCE, 1),
                TaggedPropertyValue::new(tags::NATIVE_BODY, 1),
                TaggedPropertyValue::new(tags::INTERNET_CODEPAGE, 65001),
            ],
        }),
        Request::ModifyRecipients(RopModifyRecipientsRequest {
            logon_id: 0,
            input_handle_index: 1,
            recipient_columns: vec![tags::OBJECT_TYPE, tags::SMTP_ADDRESS],
            recipient_rows: vec![
                row(0, "ann@example.test"),
                row(1, "bob@example.test"),
                row(2, "cleo@example.test"),
            ],
        }),
    ];
    if save {
        requests.push(Request::SaveChangesMessage(RopSaveChangesMessageRequest {
            logon_id: 0,
            response_handle_index: 0,
            input_handle_index: 1,
            save_flags: save_flags::KEEP_OPEN_READ_WRITE,
        }));
    }
    requests.push(Request::SubmitMessage(RopSubmitMessageRequest {
        logon_id: 0,
        input_handle_index: 1,
        submit_flags: submit_flags::NONE,
    }));
    RequestBuffer::new(requests, vec![0, UNASSIGNED_HANDLE])
}

/// The request that opens a private mailbox.
pub fn logon_request() -> RequestBuffer {
    let logon = RopLogonRequest {
        logon_id: 0,
        output_handle_index: 0,
        logon_flags: logon_flags::PRIVATE,
        open_flags: open_flags::HOME_LOGON | open_flags::NO_MAIL,
        store_state: 0,
        essdn: Bytes::from_static(
            b"/o=Example/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=ann\0",
        ),
    };
    RequestBuffer::new(vec![logon.into()], vec![UNASSIGNED_HANDLE])
}

/// What a server answers to it.
pub fn logon_response() -> ResponseBuffer {
    let mut folder_ids = FolderIds::default();
    for (counter, id) in (1..).zip(&mut folder_ids.0) {
        *id = FolderId::new(1, counter);
    }
    let logon = RopLogonResponse {
        output_handle_index: 0,
        result: Ok(RopLogonSuccess::Private(PrivateLogon {
            logon_flags: logon_flags::PRIVATE,
            folder_ids,
            response_flags: response_flags::RESERVED | response_flags::OWNER_RIGHT,
            mailbox_guid: Guid([1; 16]),
            repl_id: 1,
            repl_guid: Guid([2; 16]),
            logon_time: LogonTime::default(),
            gwart_time: 0,
            store_state: 0,
        })),
    };
    ResponseBuffer::new(vec![logon.into()], vec![1])
}

/// RopWriteStream with so many bytes.
pub fn write_stream(len: usize) -> RequestBuffer {
    let write = RopWriteStreamRequest {
        logon_id: 0,
        input_handle_index: 0,
        data: payload(len),
    };
    RequestBuffer::new(vec![write.into()], vec![1])
}

/// The columns of [`rows_response`].
pub const COLUMNS: [PropertyTag; 7] = [
    tags::MID,
    tags::SUBJECT,
    tags::SENDER_NAME,
    tags::MESSAGE_DELIVERY_TIME,
    tags::MESSAGE_FLAGS,
    tags::MESSAGE_SIZE,
    tags::HAS_ATTACHMENTS,
];

/// The answer to RopQueryRows: so many rows of a contents table, 144 bytes each with a subject of 46
/// characters, 72 bytes with one of 10.
pub fn rows_response(rows: u32, subject_len: usize) -> ResponseBuffer {
    let subject: String = "The cable car is running again from tomorrow on."
        .chars()
        .take(subject_len)
        .collect();
    let row = |n: u32| {
        PropertyRow::new(
            [
                PropertyValue::Integer64(MessageId::new(1, n.into()).0.cast_signed()),
                subject.as_str().into(),
                "Ann Example".into(),
                FileTime::from_unix_seconds(1_700_000_000).into(),
                1.into(),
                2048.into(),
                false.into(),
            ]
            .map(RowValue::Value)
            .into(),
        )
    };
    let success = RopQueryRowsSuccess {
        origin: 1,
        columns: COLUMNS.into(),
        rows: (0..rows).map(row).collect(),
    };
    let response = RopQueryRowsResponse {
        input_handle_index: 0,
        result: Ok(success),
    };
    ResponseBuffer::new(vec![response.into()], vec![1])
}

/// What a client knows when it reads [`rows_response`].
pub fn rows_context() -> ResponseContext {
    let mut context = ResponseContext::new();
    context.set_table_columns(0, COLUMNS);
    context
}
