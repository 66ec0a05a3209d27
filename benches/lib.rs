//! Inputs shared by the benches. `cargo bench -p ropeway-benches` runs them all; divan counts
//! allocations too.
#![allow(clippy::unwrap_used)]

use bytes::Bytes;
use ropeway::message::{Attachment, Message, Recipient, RecipientType, SENT_REPRESENTING};
use ropeway::rop::*;
use ropeway::types::{
    FolderId, PropertyRow, PropertyValue, RecipientFlags, RecipientRow, RowString, RowValue,
    TaggedPropertyValue, tags,
};

/// The batch of a client that creates, fills and submits a message: 4 ROPs, 8 properties, 3 recipients.
pub fn submission_batch() -> RequestBuffer {
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
    let requests = vec![
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
                TaggedPropertyValue::new(tags::BODY, TEXT),
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
        Request::SubmitMessage(RopSubmitMessageRequest {
            logon_id: 0,
            input_handle_index: 1,
            submit_flags: submit_flags::NONE,
        }),
    ];
    RequestBuffer::new(requests, vec![0, UNASSIGNED_HANDLE])
}

/// A short text.
pub const TEXT: &str =
    "Good morning,\r\n\r\nfrom Monday on the cable car runs again, from 08:00 to 18:00.\r\n\r\nRegards\r\n";

/// A message with that text from one person to another.
pub fn small_text() -> Message {
    let mut message = Message::note();
    message
        .properties
        .set(tags::SUBJECT, "The cable car is running again");
    message.properties.set(tags::BODY, TEXT);
    message.properties.set(tags::INTERNET_CODEPAGE, 65001);
    message
        .properties
        .set(tags::INTERNET_MESSAGE_ID, "<1@example.test>");
    message.properties.set(SENT_REPRESENTING.name, "Bob");
    message.properties.set(SENT_REPRESENTING.address_type, "SMTP");
    message
        .properties
        .set(SENT_REPRESENTING.email_address, "bob@example.test");
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Ann", "ann@example.test"));
    message
}

/// The same with an attachment of `len` bytes.
pub fn with_attachment(len: usize) -> Message {
    let mut message = small_text();
    message.attachments.push(Attachment::file(
        0,
        "data.bin",
        "application/octet-stream",
        payload(len),
    ));
    message
}

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
