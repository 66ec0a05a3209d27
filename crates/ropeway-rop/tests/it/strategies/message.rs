//! Message and attachment ROPs ([MS-OXCROPS] 2.2.6).

use super::values::{narrow, recipients, wide};
use super::{Answer, Made, Of, code, made, result};
use proptest::collection::vec;
use proptest::prelude::*;
use ropeway_rop::*;
use ropeway_types::{MessageId, RecipientRow};

pub(crate) fn requests() -> Of<Request> {
    vec![
        request!(RopOpenMessageRequest [input output] {
            code_page_id, folder_id, open_mode_flags, message_id
        }),
        request!(RopCreateMessageRequest [input output] { code_page_id, folder_id, associated_flag }),
        request!(RopSaveChangesMessageRequest [response input] { save_flags }),
        request!(RopRemoveAllRecipientsRequest [input] { reserved }),
        request!(RopModifyRecipientsRequest, modify_recipients()),
        request!(RopReadRecipientsRequest [input] { row_id, reserved }),
        request!(RopReloadCachedInformationRequest [input] { reserved }),
        request!(RopSetMessageStatusRequest [input] {
            message_id, message_status_flags, message_status_mask
        }),
        request!(RopGetMessageStatusRequest [input] { message_id }),
        request!(RopSetReadFlagsRequest [input] { want_asynchronous, read_flags, message_ids }),
        request!(RopSetMessageReadFlagRequest [response input] { read_flags, client_data }),
        request!(RopOpenAttachmentRequest [input output] { open_attachment_flags, attachment_id }),
        request!(RopCreateAttachmentRequest [input output] {}),
        request!(RopDeleteAttachmentRequest [input] { attachment_id }),
        request!(RopSaveChangesAttachmentRequest [response input] { save_flags }),
        request!(RopOpenEmbeddedMessageRequest [input output] { code_page_id, open_mode_flags }),
        request!(RopGetAttachmentTableRequest [input output] { table_flags }),
        request!(RopGetValidAttachmentsRequest [input] {}),
    ]
}

fn modify_recipients() -> BoxedStrategy<RopModifyRecipientsRequest> {
    (any::<(u8, u8)>(), recipients(), any::<(u32, u8, bool)>())
        .prop_map(
            |(
                (logon_id, input_handle_index),
                (recipient_columns, rows),
                (row_id, recipient_type, remove),
            )| {
                let row = |recipient_row| ModifyRecipientRow {
                    row_id,
                    recipient_type,
                    recipient_row,
                };
                let mut recipient_rows: Vec<_> = rows.into_iter().map(|r| row(Some(r))).collect();
                if remove {
                    recipient_rows.push(row(None));
                }
                RopModifyRecipientsRequest {
                    logon_id,
                    input_handle_index,
                    recipient_columns,
                    recipient_rows,
                }
            },
        )
        .boxed()
}

impl Made for TypedString {
    fn made() -> BoxedStrategy<Self> {
        prop_oneof![
            Just(TypedString::None),
            Just(TypedString::Empty),
            narrow().prop_map(TypedString::String8),
            narrow().prop_map(TypedString::ReducedUnicode),
            wide().prop_map(TypedString::Unicode),
        ]
        .boxed()
    }
}
impl Made for MessageHeader {
    fn made() -> BoxedStrategy<Self> {
        let rows = (recipients(), any::<(u8, u16, u16)>());
        (made(), made(), made(), made(), rows)
            .prop_map(
                |(has_named_properties, subject_prefix, normalized_subject, recipient_count, rows)| {
                    let ((recipient_columns, rows), (recipient_type, code_page_id, reserved)) = rows;
                    let row = |recipient_row: RecipientRow| OpenRecipientRow {
                        recipient_type,
                        code_page_id,
                        reserved,
                        recipient_row,
                    };
                    MessageHeader {
                        has_named_properties,
                        subject_prefix,
                        normalized_subject,
                        recipient_count,
                        recipient_columns,
                        recipient_rows: rows.into_iter().map(row).collect(),
                    }
                },
            )
            .boxed()
    }
}
impl Made for ReadStatusChanged {
    fn made() -> BoxedStrategy<Self> {
        made!(ReadStatusChanged {
            logon_id,
            client_data
        })
    }
}

/// Rows for columns that the message announced before.
fn read_recipients() -> BoxedStrategy<Answer> {
    (any::<u8>(), recipients(), any::<(u32, u8, u16, u16)>())
        .prop_flat_map(|(input_handle_index, (columns, rows), fields)| {
            let (row_id, recipient_type, code_page_id, reserved) = fields;
            // A response knows of no columns that its rows do not use.
            let used = rows.iter().map(|row| row.properties.values.len()).max();
            let row = |recipient_row| ReadRecipientRow {
                row_id,
                recipient_type,
                code_page_id,
                reserved,
                recipient_row,
            };
            let success = RopReadRecipientsSuccess {
                recipient_columns: columns.iter().take(used.unwrap_or(0)).copied().collect(),
                recipient_rows: rows.into_iter().map(row).collect(),
            };
            result(Just(success)).prop_map(move |result| Answer {
                recipient_columns: Some(columns.clone()),
                ..Answer::alone(RopReadRecipientsResponse {
                    input_handle_index,
                    result,
                })
            })
        })
        .boxed()
}

/// Comes under the id of RopSetMessageStatus, when its request tells it from that, or under its own.
fn get_message_status() -> BoxedStrategy<Answer> {
    made!(RopGetMessageStatusResponse {
        rop_id = prop_oneof![Just(RopId::SET_MESSAGE_STATUS), Just(RopId::GET_MESSAGE_STATUS)],
        input_handle_index,
        result = result(made!(RopGetMessageStatusSuccess { message_status_flags }))
    })
    .prop_map(|response| {
        let request = RopGetMessageStatusRequest {
            logon_id: 0,
            input_handle_index: response.input_handle_index,
            message_id: MessageId::NONE,
        };
        Answer {
            request: Some(request.into()),
            ..Answer::alone(response)
        }
    })
    .boxed()
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        ok!(OPEN_MESSAGE RopOpenMessageResponse [output_handle_index]
            RopOpenMessageSuccess { message_header }),
        ok!(CREATE_MESSAGE RopCreateMessageResponse [output_handle_index]
            RopCreateMessageSuccess { message_id }),
        ok!(SAVE_CHANGES_MESSAGE RopSaveChangesMessageResponse [response_handle_index]
            RopSaveChangesMessageSuccess { input_handle_index, message_id }),
        ok!(REMOVE_ALL_RECIPIENTS RopRemoveAllRecipientsResponse [input_handle_index]),
        ok!(MODIFY_RECIPIENTS RopModifyRecipientsResponse [input_handle_index]),
        (RopId::READ_RECIPIENTS, read_recipients()),
        ok!(RELOAD_CACHED_INFORMATION RopReloadCachedInformationResponse [input_handle_index]
            RopReloadCachedInformationSuccess { message_header }),
        ok!(SET_MESSAGE_STATUS RopSetMessageStatusResponse [input_handle_index]
            RopSetMessageStatusSuccess { message_status_flags }),
        (RopId::GET_MESSAGE_STATUS, get_message_status()),
        response!(SET_READ_FLAGS RopSetReadFlagsResponse {
            input_handle_index, return_value = code(), partial_completion
        }),
        ok!(SET_MESSAGE_READ_FLAG RopSetMessageReadFlagResponse [response_handle_index]
            RopSetMessageReadFlagSuccess { changed }),
        ok!(OPEN_ATTACHMENT RopOpenAttachmentResponse [output_handle_index]),
        ok!(CREATE_ATTACHMENT RopCreateAttachmentResponse [output_handle_index]
            RopCreateAttachmentSuccess { attachment_id }),
        ok!(DELETE_ATTACHMENT RopDeleteAttachmentResponse [input_handle_index]),
        ok!(SAVE_CHANGES_ATTACHMENT RopSaveChangesAttachmentResponse [response_handle_index]),
        ok!(OPEN_EMBEDDED_MESSAGE RopOpenEmbeddedMessageResponse [output_handle_index]
            RopOpenEmbeddedMessageSuccess { reserved, message_id, message_header }),
        ok!(GET_ATTACHMENT_TABLE RopGetAttachmentTableResponse [output_handle_index]),
        ok!(GET_VALID_ATTACHMENTS RopGetValidAttachmentsResponse [input_handle_index]
            RopGetValidAttachmentsSuccess { attachment_ids = vec(any::<u32>(), 0..4) }),
    ]
}
