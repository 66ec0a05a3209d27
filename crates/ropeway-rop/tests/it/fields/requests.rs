//! Requests.

use super::{ascii, hex, id, join, long_term_id, names, recipient, same, tag, tags, values};
use ropeway_rop::Request;
use serde_json::{Value, json};

fn request_fields(request: &Request) -> Option<Value> {
    Some(match request {
        Request::Release(_)
        | Request::GetPropertiesList(_)
        | Request::CreateAttachment(_)
        | Request::CommitStream(_)
        | Request::GetStreamSize(_)
        | Request::TransportSend(_)
        | Request::GetTransportFolder(_)
        | Request::GetAddressTypes(_)
        | Request::SetSpooler(_) => json!({}),
        Request::Logon(r) => json!({
            "LogonFlags": r.logon_flags,
            "OpenFlags": r.open_flags,
            "StoreState": r.store_state,
            "Essdn": ascii(r.distinguished_name()),
        }),
        Request::OpenFolder(r) => {
            json!({ "FolderId": id(r.folder_id.0), "OpenModeFlags": r.open_mode_flags })
        }
        Request::CreateMessage(r) => json!({
            "CodePageId": r.code_page_id,
            "FolderId": id(r.folder_id.0),
            "AssociatedFlag": u8::from(r.associated_flag),
        }),
        Request::OpenMessage(r) => json!({
            "CodePageId": r.code_page_id,
            "FolderId": id(r.folder_id.0),
            "OpenModeFlags": r.open_mode_flags,
            "MessageId": id(r.message_id.0),
        }),
        Request::SetProperties(r) => json!({
            "PropertyValueCount": r.property_values.len(),
            "PropertyValues": values(&r.property_values),
        }),
        Request::GetPropertiesSpecific(r) => json!({
            "PropertySizeLimit": r.property_size_limit,
            "WantUnicode": r.want_unicode,
            "PropertyTagCount": r.property_tags.len(),
            "PropertyTags": tags(&r.property_tags),
        }),
        Request::GetPropertiesAll(r) => json!({
            "PropertySizeLimit": r.property_size_limit,
            "WantUnicode": r.want_unicode,
        }),
        Request::DeleteProperties(r) => json!({
            "PropertyTagCount": r.property_tags.len(),
            "PropertyTags": tags(&r.property_tags),
        }),
        Request::GetPropertyIdsFromNames(r) => json!({
            "Flags": r.flags,
            "PropertyNameCount": r.property_names.len(),
            "PropertyNames": names(&r.property_names),
        }),
        Request::GetNamesFromPropertyIds(r) => json!({
            "PropertyIdCount": r.property_ids.len(),
            "PropertyIds": r.property_ids,
        }),
        Request::ModifyRecipients(r) => {
            let rows: Vec<_> = r
                .recipient_rows
                .iter()
                .map(|row| {
                    let mut out = json!({ "RowId": row.row_id, "RecipientType": row.recipient_type, "RecipientRow": null });
                    if let Some(row) = &row.recipient_row {
                        out["RecipientRow"] = recipient(row, &r.recipient_columns);
                    }
                    out
                })
                .collect();
            json!({
                "ColumnCount": r.recipient_columns.len(),
                "RecipientColumns": tags(&r.recipient_columns),
                "RowCount": rows.len(),
                "RecipientRows": rows,
            })
        }
        Request::RemoveAllRecipients(r) => json!({ "Reserved": r.reserved }),
        Request::ReadRecipients(r) => json!({ "RowId": r.row_id, "Reserved": r.reserved }),
        Request::ReloadCachedInformation(r) => json!({ "Reserved": r.reserved }),
        Request::OpenAttachment(r) => json!({
            "OpenAttachmentFlags": r.open_attachment_flags,
            "AttachmentID": r.attachment_id,
        }),
        Request::DeleteAttachment(r) => json!({ "AttachmentID": r.attachment_id }),
        Request::GetAttachmentTable(r) => json!({ "TableFlags": r.table_flags }),
        Request::SetColumns(r) => json!({
            "SetColumnsFlags": r.set_columns_flags,
            "PropertyTagCount": r.property_tags.len(),
            "PropertyTags": tags(&r.property_tags),
        }),
        Request::QueryRows(r) => json!({
            "QueryRowsFlags": r.query_rows_flags,
            "ForwardRead": u8::from(r.forward_read),
            "RowCount": r.row_count,
        }),
        Request::SaveChangesAttachment(r) => json!({ "SaveFlags": r.save_flags }),
        Request::SaveChangesMessage(r) => json!({ "SaveFlags": r.save_flags }),
        Request::OpenEmbeddedMessage(r) => json!({
            "CodePageId": r.code_page_id,
            "OpenModeFlags": r.open_mode_flags,
        }),
        Request::OpenStream(r) => json!({
            "PropertyTag": tag(r.property_tag),
            "OpenModeFlags": r.open_mode_flags,
        }),
        Request::ReadStream(r) => json!({
            "ByteCount": r.byte_count,
            "MaximumByteCount": r.maximum_byte_count,
        }),
        Request::WriteStream(r) => json!({ "Data": hex(&r.data) }),
        Request::WriteStreamExtended(r) => json!({ "Data": hex(&r.data) }),
        Request::WriteAndCommitStream(r) => json!({ "Data": hex(&r.data) }),
        Request::SeekStream(r) => json!({
            "Origin": r.origin,
            "Offset": id(u64::from_le_bytes(r.offset.to_le_bytes())),
        }),
        Request::SetStreamSize(r) => json!({ "StreamSize": id(r.stream_size) }),
        Request::SubmitMessage(r) => json!({ "SubmitFlags": r.submit_flags }),
        Request::AbortSubmit(r) => json!({ "FolderId": id(r.folder_id.0), "MessageId": id(r.message_id.0) }),
        Request::SpoolerLockMessage(r) => {
            json!({ "MessageId": id(r.message_id.0), "LockState": r.lock_state })
        }
        Request::OptionsData(r) => {
            json!({ "AddressType": ascii(&r.address_type), "WantWin32": r.want_win32 })
        }
        Request::LongTermIdFromId(r) => json!({ "ObjectId": id(u64::from_le_bytes(r.object_id)) }),
        Request::IdFromLongTermId(r) => json!({ "LongTermId": long_term_id(&r.long_term_id) }),
        Request::GetReceiveFolder(r) => json!({ "MessageClass": ascii(&r.message_class) }),
        _ => return None,
    })
}

pub(crate) fn check_request(request: &Request, expected: &Value, name: &str) {
    let index = |key: &str| expected[key].as_u64().map(|index| u8::try_from(index).unwrap());
    assert_eq!(index("LogonId"), Some(request.logon_id()), "{name}");
    let input = index("InputHandleIndex").or(index("SourceHandleIndex"));
    assert_eq!(input, request.input_handle_index(), "{name}");
    assert_eq!(
        index("OutputHandleIndex"),
        request.output_handle_index(),
        "{name}"
    );
    assert_eq!(index("DestHandleIndex"), request.dest_handle_index(), "{name}");
    if index("ResponseHandleIndex").is_some() {
        assert_eq!(
            index("ResponseHandleIndex"),
            request.response_handle_index(),
            "{name}"
        );
    }
    if let Some(ours) = request_fields(request) {
        let prefix = json!({
            "LogonId": request.logon_id(),
            "InputHandleIndex": request.input_handle_index(),
            "OutputHandleIndex": request.output_handle_index(),
            "ResponseHandleIndex": request.response_handle_index(),
        });
        same(&join(ours, prefix), expected, name);
    }
}
