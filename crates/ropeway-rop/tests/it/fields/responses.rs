//! Responses.

use super::{
    ascii, header, hex, id, join, long_term_id, names, problems, recipient, row, same, tags, values,
    without_zero,
};
use ropeway_rop::{Response, RopLogonFailure, RopLogonSuccess};
use serde_json::{Value, json};

fn response_fields(response: &Response) -> Option<Value> {
    Some(match response {
        Response::CommitStream(_)
        | Response::AbortSubmit(_)
        | Response::DeleteAttachment(_)
        | Response::GetAttachmentTable(_)
        | Response::ModifyRecipients(_)
        | Response::OpenAttachment(_)
        | Response::RemoveAllRecipients(_)
        | Response::SaveChangesAttachment(_)
        | Response::SetSpooler(_)
        | Response::SetStreamSize(_)
        | Response::SpoolerLockMessage(_)
        | Response::SubmitMessage(_) => json!({}),
        Response::WriteStream(r) => json!({ "WrittenSize": r.written_size }),
        Response::WriteStreamExtended(r) => json!({ "WrittenSize": r.written_size }),
        Response::WriteAndCommitStream(r) => json!({ "WrittenSize": r.written_size }),
        Response::ReadStream(r) => json!({ "Data": hex(&r.data) }),
        Response::GetPropertyIdsFromNames(r) => json!({
            "PropertyIdCount": r.property_ids.len(),
            "PropertyIds": r.property_ids,
        }),
        Response::Logon(r) => match &r.result {
            Ok(RopLogonSuccess::Private(logon)) => json!({
                "LogonFlags": logon.logon_flags,
                "FolderIds": logon.folder_ids.0.iter().map(|i| id(i.0)).collect::<Vec<_>>(),
                "ResponseFlags": logon.response_flags,
                "MailboxGuid": logon.mailbox_guid.to_string(),
                "ReplId": logon.repl_id,
                "ReplGuid": logon.repl_guid.to_string(),
                "LogonTime": {
                    "Seconds": logon.logon_time.seconds,
                    "Minutes": logon.logon_time.minutes,
                    "Hour": logon.logon_time.hour,
                    "DayOfWeek": logon.logon_time.day_of_week,
                    "Day": logon.logon_time.day,
                    "Month": logon.logon_time.month,
                    "Year": logon.logon_time.year,
                },
                "GwartTime": id(logon.gwart_time),
                "StoreState": logon.store_state,
            }),
            Ok(RopLogonSuccess::Public(logon)) => json!({
                "LogonFlags": logon.logon_flags,
                "FolderIds": logon.folder_ids.0.iter().map(|i| id(i.0)).collect::<Vec<_>>(),
                "ReplId": logon.repl_id,
                "ReplGuid": logon.repl_guid.to_string(),
                "PerUserGuid": logon.per_user_guid.to_string(),
            }),
            Err(RopLogonFailure::WrongServer {
                logon_flags,
                server_name,
            }) => json!({
                "LogonFlags": logon_flags,
                "ServerName": ascii(without_zero(server_name)),
            }),
            Err(RopLogonFailure::Other(_)) => json!({}),
        },
        _ => return success_fields(response),
    })
}

/// Responses that carry fields only when they succeed.
fn success_fields(response: &Response) -> Option<Value> {
    Some(match response {
        Response::CreateAttachment(r) => json!({ "AttachmentID": r.result.as_ref().ok()?.attachment_id }),
        Response::CreateMessage(r) => match r.result.as_ref().ok()?.message_id {
            Some(message_id) => json!({ "HasMessageId": 1, "MessageId": id(message_id.0) }),
            None => json!({ "HasMessageId": 0 }),
        },
        Response::DeleteProperties(r) => {
            let list = &r.result.as_ref().ok()?.property_problems;
            json!({ "PropertyProblemCount": list.len(), "PropertyProblems": problems(list) })
        }
        Response::SetProperties(r) => {
            let list = &r.result.as_ref().ok()?.property_problems;
            json!({ "PropertyProblemCount": list.len(), "PropertyProblems": problems(list) })
        }
        Response::GetAddressTypes(r) => {
            let list = &r.result.as_ref().ok()?.address_types;
            json!({
                "AddressTypeCount": list.len(),
                "AddressTypes": list.iter().map(|name| ascii(name)).collect::<Vec<_>>(),
            })
        }
        Response::GetNamesFromPropertyIds(r) => {
            let list = &r.result.as_ref().ok()?.property_names;
            json!({ "PropertyNameCount": list.len(), "PropertyNames": names(list) })
        }
        Response::GetPropertiesAll(r) => {
            let list = &r.result.as_ref().ok()?.property_values;
            json!({ "PropertyValueCount": list.len(), "PropertyValues": values(list) })
        }
        Response::GetPropertiesList(r) => {
            let list = &r.result.as_ref().ok()?.property_tags;
            json!({ "PropertyTagCount": list.len(), "PropertyTags": tags(list) })
        }
        Response::GetPropertiesSpecific(r) => {
            let success = r.result.as_ref().ok()?;
            json!({ "RowData": row(&success.row, &success.columns) })
        }
        Response::GetReceiveFolder(r) => {
            let success = r.result.as_ref().ok()?;
            json!({
                "FolderId": id(success.folder_id.0),
                "ExplicitMessageClass": ascii(&success.explicit_message_class),
            })
        }
        Response::GetStreamSize(r) => json!({ "StreamSize": r.result.as_ref().ok()?.stream_size }),
        Response::GetTransportFolder(r) => json!({ "FolderId": id(r.result.as_ref().ok()?.folder_id.0) }),
        Response::IdFromLongTermId(r) => {
            json!({ "ObjectId": id(u64::from_le_bytes(r.result.as_ref().ok()?.object_id)) })
        }
        Response::LongTermIdFromId(r) => {
            json!({ "LongTermId": long_term_id(&r.result.as_ref().ok()?.long_term_id) })
        }
        Response::OpenEmbeddedMessage(r) => {
            let success = r.result.as_ref().ok()?;
            join(
                json!({ "Reserved": success.reserved, "MessageId": id(success.message_id.0) }),
                header(&success.message_header),
            )
        }
        Response::OpenMessage(r) => header(&r.result.as_ref().ok()?.message_header),
        Response::ReloadCachedInformation(r) => header(&r.result.as_ref().ok()?.message_header),
        Response::OpenFolder(r) => {
            let success = r.result.as_ref().ok()?;
            let folder = json!({
                "HasRules": u8::from(success.has_rules),
                "IsGhosted": u8::from(success.ghosted.is_some()),
            });
            match &success.ghosted {
                Some(ghosted) => join(
                    folder,
                    json!({
                        "ServerCount": ghosted.servers.len(),
                        "CheapServerCount": ghosted.cheap_server_count,
                        "Servers": ghosted.servers.iter().map(|name| ascii(name)).collect::<Vec<_>>(),
                    }),
                ),
                None => folder,
            }
        }
        Response::OpenStream(r) => json!({ "StreamSize": r.result.as_ref().ok()?.stream_size }),
        Response::OptionsData(r) => {
            let success = r.result.as_ref().ok()?;
            let options = json!({
                "Reserved": success.reserved,
                "OptionsInfo": hex(&success.options_info),
                "HelpFile": "",
            });
            match &success.help_file {
                Some(file) => join(
                    options,
                    json!({ "HelpFile": hex(&file.data), "HelpFileName": ascii(&file.name) }),
                ),
                None => options,
            }
        }
        Response::QueryRows(r) => {
            let success = r.result.as_ref().ok()?;
            json!({
                "Origin": success.origin,
                "RowCount": success.rows.len(),
                "RowData": success.rows.iter().map(|r| row(r, &success.columns)).collect::<Vec<_>>(),
            })
        }
        Response::ReadRecipients(r) => {
            let success = r.result.as_ref().ok()?;
            let rows: Vec<_> = success
                .recipient_rows
                .iter()
                .map(|row| {
                    json!({
                        "RowId": row.row_id,
                        "RecipientType": row.recipient_type,
                        "CodePageId": row.code_page_id,
                        "Reserved": row.reserved,
                        "RecipientRow": recipient(&row.recipient_row, &success.recipient_columns),
                    })
                })
                .collect();
            json!({ "RowCount": rows.len(), "RecipientRows": rows })
        }
        Response::SaveChangesMessage(r) => {
            let success = r.result.as_ref().ok()?;
            json!({
                "InputHandleIndex": success.input_handle_index,
                "MessageId": id(success.message_id.0),
            })
        }
        Response::SeekStream(r) => json!({ "NewPosition": id(r.result.as_ref().ok()?.new_position) }),
        Response::SetColumns(r) => json!({ "TableStatus": r.result.as_ref().ok()?.table_status }),
        Response::TransportSend(r) => {
            let success = r.result.as_ref().ok()?;
            json!({
                "NoPropertiesReturned": u8::from(success.no_properties_returned),
                "PropertyValueCount": success.property_values.len(),
                "PropertyValues": values(&success.property_values),
            })
        }
        _ => return None,
    })
}

pub(crate) fn check_response(response: &Response, expected: &Value, name: &str) {
    let code = response.return_value().map(|code| u64::from(code.0));
    assert_eq!(expected["ReturnValue"].as_u64(), code, "{name}");
    let Some(index) = response.handle_index() else {
        assert_eq!(code, None, "{name}");
        return;
    };
    let key = [
        "OutputHandleIndex",
        "ResponseHandleIndex",
        "SourceHandleIndex",
        "InputHandleIndex",
    ]
    .into_iter()
    .find(|key| expected.get(key).is_some())
    .unwrap();
    assert_eq!(expected[key].as_u64(), Some(u64::from(index)), "{name}");
    if let Some(ours) = response_fields(response) {
        let mut prefix = json!({ "ReturnValue": code });
        prefix[key] = json!(index);
        same(&join(ours, prefix), expected, name);
    }
}
