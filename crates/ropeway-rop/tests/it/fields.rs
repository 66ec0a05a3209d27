//! What was decoded, said in the words of the vectors, and compared with them.
//!
//! The prefix of every ROP is compared; all fields of those ROPs that take a message to its
//! submission.

use ropeway_rop::{MessageHeader, Request, Response, RopLogonFailure, RopLogonSuccess, TypedString};
use ropeway_types::wire::{Encode, Writer};
use ropeway_types::{
    LongTermId, NameKind, PropertyName, PropertyProblem, PropertyRow, PropertyTag, RecipientRow, RowString,
    TaggedPropertyValue,
};
use serde_json::{Map, Value, json};

/// Sizes are not fields of ours, and values are compared by their bytes.
const NOT_COMPARED: [&str; 13] = [
    "RopId",
    "PropertyValueSize",
    "RecipientRowSize",
    "NameSize",
    "EssdnSize",
    "DataSize",
    "AddressTypeSize",
    "ServerNameSize",
    "OptionsInfoSize",
    "HelpFileSize",
    "EntryIdSize",
    "SearchKeySize",
    "value",
];
/// In rows the vectors describe each value twice; its bytes say it all.
const NOT_COMPARED_IN_ROWS: [&str; 2] = ["type", "error"];

fn same(ours: &Value, expected: &Value, path: &str) {
    match (ours, expected) {
        (Value::Object(ours), Value::Object(expected)) => {
            let row = expected.contains_key("hex");
            for (key, expected) in expected {
                let skipped = NOT_COMPARED.contains(&key.as_str())
                    || row && (NOT_COMPARED_IN_ROWS.contains(&key.as_str()) || key == "flag");
                if !skipped {
                    let ours = ours
                        .get(key)
                        .unwrap_or_else(|| panic!("{path}.{key} is missing: {ours:?}"));
                    same(ours, expected, &format!("{path}.{key}"));
                }
            }
        }
        (Value::Array(ours), Value::Array(expected)) => {
            assert_eq!(ours.len(), expected.len(), "{path}");
            for (at, (ours, expected)) in ours.iter().zip(expected).enumerate() {
                same(ours, expected, &format!("{path}[{at}]"));
            }
        }
        // An id alone, or as an object of one member.
        (Value::Number(_), Value::Object(expected)) if expected.len() == 1 => {
            same(ours, expected.values().next().unwrap(), path);
        }
        _ => assert_eq!(ours, expected, "{path}"),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn ascii(bytes: &[u8]) -> Value {
    if bytes.is_ascii() {
        json!(String::from_utf8(bytes.to_vec()).unwrap())
    } else {
        json!({ "raw_hex": hex(bytes) })
    }
}

fn without_zero(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(&[0]).unwrap_or(bytes)
}

fn id(value: u64) -> Value {
    json!(format!("{value:#018x}"))
}

fn tag(tag: PropertyTag) -> Value {
    json!(format!("{:#010x}", tag.0))
}

fn tags(list: &[PropertyTag]) -> Value {
    list.iter().map(|t| tag(*t)).collect()
}

fn values(list: &[TaggedPropertyValue]) -> Value {
    list.iter()
        .map(|value| {
            json!({
                "tag": tag(value.tag),
                "type": format!("{:?}", value.tag.property_type()),
                "value_hex": hex(&value.value.to_bytes().unwrap()),
            })
        })
        .collect()
}

fn problems(list: &[PropertyProblem]) -> Value {
    list.iter()
        .map(|problem| {
            json!({
                "Index": problem.index,
                "PropertyTag": tag(problem.property_tag),
                "ErrorCode": problem.error_code.0,
            })
        })
        .collect()
}

fn names(list: &[PropertyName]) -> Value {
    list.iter()
        .map(|name| {
            let guid = name.property_set.to_string();
            match &name.kind {
                NameKind::Id(lid) => json!({ "Kind": 0, "Guid": guid, "LID": lid }),
                NameKind::Name(text) => json!({ "Kind": 1, "Guid": guid, "Name": text.to_string_lossy() }),
                NameKind::None => json!({ "Kind": 255, "Guid": guid }),
            }
        })
        .collect()
}

fn row(row: &PropertyRow, columns: &[PropertyTag]) -> Value {
    let values: Vec<_> = row
        .values
        .iter()
        .zip(columns)
        .map(|(value, column)| {
            let mut writer = Writer::new();
            let single = PropertyRow {
                flagged: row.flagged,
                values: vec![value.clone()],
            };
            single.encode(&[*column], &mut writer).unwrap();
            json!({ "tag": tag(*column), "hex": hex(&writer.finish()[1..]) })
        })
        .collect();
    json!({ "flag": u8::from(row.flagged), "values": values })
}

fn string(text: &RowString) -> Value {
    match text {
        RowString::Wide(text) => json!(text.to_string_lossy()),
        RowString::Narrow(bytes) => ascii(bytes),
    }
}

fn recipient(recipient: &RecipientRow, columns: &[PropertyTag]) -> Value {
    let mut out = Map::new();
    out.insert("RecipientFlags".into(), json!(recipient.flags.0));
    if let Some(x500) = &recipient.x500 {
        out.insert("AddressPrefixUsed".into(), json!(x500.address_prefix_used));
        out.insert("DisplayType".into(), json!(x500.display_type));
        out.insert("X500DN".into(), ascii(&x500.dn));
    }
    if let Some((entry_id, search_key)) = &recipient.distribution_list {
        out.insert("EntryId".into(), json!(hex(entry_id)));
        out.insert("SearchKey".into(), json!(hex(search_key)));
    }
    if let Some(address_type) = &recipient.address_type {
        out.insert("AddressType".into(), ascii(address_type));
    }
    for (key, text) in [
        ("EmailAddress", &recipient.email_address),
        ("DisplayName", &recipient.display_name),
        ("SimpleDisplayName", &recipient.simple_display_name),
        ("TransmittableDisplayName", &recipient.transmittable_display_name),
    ] {
        if let Some(text) = text {
            out.insert(key.into(), string(text));
        }
    }
    let count = recipient.properties.values.len();
    out.insert("RecipientColumnCount".into(), json!(count));
    out.insert(
        "RecipientProperties".into(),
        row(&recipient.properties, &columns[..count]),
    );
    Value::Object(out)
}

fn typed(text: &TypedString) -> Value {
    match text {
        TypedString::None => json!({ "StringType": 0 }),
        TypedString::Empty => json!({ "StringType": 1 }),
        TypedString::String8(bytes) => json!({ "StringType": 2, "String": ascii(bytes) }),
        TypedString::ReducedUnicode(bytes) => {
            let text: String = bytes.iter().copied().map(char::from).collect();
            json!({ "StringType": 3, "String": text })
        }
        TypedString::Unicode(text) => json!({ "StringType": 4, "String": text.to_string_lossy() }),
    }
}

fn header(header: &MessageHeader) -> Value {
    let rows: Vec<_> = header
        .recipient_rows
        .iter()
        .map(|row| {
            json!({
                "RecipientType": row.recipient_type,
                "CodePageId": row.code_page_id,
                "Reserved": row.reserved,
                "RecipientRow": recipient(&row.recipient_row, &header.recipient_columns),
            })
        })
        .collect();
    json!({
        "HasNamedProperties": u8::from(header.has_named_properties),
        "SubjectPrefix": typed(&header.subject_prefix),
        "NormalizedSubject": typed(&header.normalized_subject),
        "RecipientCount": header.recipient_count,
        "ColumnCount": header.recipient_columns.len(),
        "RecipientColumns": tags(&header.recipient_columns),
        "RowCount": header.recipient_rows.len(),
        "RecipientRows": rows,
    })
}

fn long_term_id(id: &LongTermId) -> Value {
    json!({
        "DatabaseGuid": id.database_guid.to_string(),
        "GlobalCounter": hex(&id.global_counter),
        "Pad": id.pad,
    })
}

fn join(mut a: Value, b: Value) -> Value {
    a.as_object_mut().unwrap().extend(b.as_object().unwrap().clone());
    a
}

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
