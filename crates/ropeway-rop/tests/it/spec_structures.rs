//! What the example sections of the specifications print besides whole ROPs, what they print wrongly, and
//! the fields that they state for ROPs of folders and tables.

use crate::support::{buffer_of, bytes, examples, hex_of, lines};
use bytes::Bytes;
use ropeway_rop::extended;
use ropeway_rop::{NoContext, Request, RequestBuffer, Response, ResponseBuffer, ResponseContext};
use ropeway_types::wire::{Decode, Encode, Reader, Writer};
use ropeway_types::{
    EntryId, MessageId, PropertyRow, PropertyTag, PropertyValue, RowString, RowValue, TaggedPropertyValue,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn structures() -> Vec<Value> {
    lines(include_str!("../../testdata/spec_structures.jsonl"))
}

fn printed_wrong() -> Vec<Value> {
    lines(include_str!("../../testdata/spec_printed_wrong.jsonl"))
}

fn parse_tag(text: &Value) -> PropertyTag {
    let text = text.as_str().unwrap().trim_start_matches("0x");
    PropertyTag(u32::from_str_radix(text, 16).unwrap())
}

fn columns(line: &Value) -> Vec<PropertyTag> {
    let columns = line["context"]["columns"].as_array();
    columns
        .map(|tags| tags.iter().map(parse_tag).collect())
        .unwrap_or_default()
}

fn handles(line: &Value) -> Vec<u32> {
    let handles = line["fields"]["ServerObjectHandleTable"].as_array().unwrap();
    handles
        .iter()
        .map(|handle| u32::try_from(handle.as_u64().unwrap()).unwrap())
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn check_rop_buffer(data: &Bytes, line: &Value) {
    let decoded = RequestBuffer::decode(data.clone(), &NoContext).unwrap();
    assert_eq!(
        decoded.requests.len(),
        line["fields"]["Rops"].as_array().unwrap().len()
    );
    assert_eq!(decoded.handles, handles(line));
    let size = decoded.rops_list.len() + 2;
    assert_eq!(line["fields"]["RopSize"].as_u64(), Some(size as u64));
    assert_eq!(decoded.encode().unwrap(), *data);
    let response = ResponseBuffer::decode(data.clone(), &mut ResponseContext::new()).unwrap();
    assert!(response.responses.is_empty());
    assert_eq!(response.encode().unwrap(), *data);
}

/// The handle table behind the ROPs that the same example prints.
fn check_handle_table(data: &Bytes, line: &Value) {
    let rops = line["context"]["rops_hex"].as_array().unwrap();
    let list: Vec<u8> = rops.iter().flat_map(|rop| bytes(rop.as_str().unwrap())).collect();
    let buffer: Bytes = [&buffer_of(&list)[..], data].concat().into();
    let decoded = RequestBuffer::decode(buffer.clone(), &NoContext).unwrap();
    assert_eq!(decoded.requests.len(), rops.len());
    assert_eq!(decoded.handles, handles(line));
    assert_eq!(decoded.encode().unwrap(), buffer);
}

fn check_property_row(data: &Bytes, line: &Value) {
    let columns = columns(line);
    let mut reader = Reader::new(data.clone());
    let row = PropertyRow::decode(&columns, &mut reader).unwrap();
    reader.finish().unwrap();
    assert_eq!(line["fields"]["flag"].as_u64(), Some(u64::from(row.flagged)));
    let expected = line["fields"]["values"].as_array().unwrap();
    assert_eq!(row.values.len(), expected.len());
    for ((value, expected), column) in row.values.iter().zip(expected).zip(&columns) {
        assert_eq!(*column, parse_tag(&expected["tag"]));
        let value = value.value().unwrap();
        assert_eq!(column.property_type().name(), expected["type"].as_str());
        assert_eq!(value.property_type(), column.property_type());
        assert_eq!(Some(&*hex(&value.to_bytes().unwrap())), expected["hex"].as_str());
        if let Some(text) = expected["value"].as_str() {
            assert_eq!(*value, PropertyValue::from(text));
        }
    }
    let mut writer = Writer::new();
    row.encode(&columns, &mut writer).unwrap();
    assert_eq!(writer.finish(), *data);
}

fn check_tagged_property_value(data: &Bytes, line: &Value) {
    let mut reader = Reader::new(data.clone());
    let value = TaggedPropertyValue::decode(&mut reader).unwrap();
    reader.finish().unwrap();
    assert_eq!(value.tag, parse_tag(&line["fields"]["PropertyTag"]));
    let text = line["fields"]["PropertyValue"].as_str().unwrap();
    assert_eq!(value, TaggedPropertyValue::new(value.tag, text));
    assert_eq!(value.to_bytes().unwrap(), *data);
}

fn check_property_tags(data: &Bytes, line: &Value) {
    let expected = line["fields"]["PropertyTags"].as_array().unwrap();
    let mut reader = Reader::new(data.clone());
    let tags: Vec<PropertyTag> = reader.list(expected.len()).unwrap();
    reader.finish().unwrap();
    let stated: Vec<_> = tags
        .iter()
        .map(|tag| json!({ "PropertyId": tag.id(), "PropertyType": tag.property_type().0 }))
        .collect();
    assert_eq!(stated, *expected);
    let mut writer = Writer::new();
    tags.iter().for_each(|tag| tag.encode(&mut writer).unwrap());
    assert_eq!(writer.finish(), *data);
}

fn check_entry_id(data: &Bytes, line: &Value) {
    let fields = &line["fields"];
    assert_eq!(fields["Size"].as_u64(), Some(data.len() as u64));
    let id = EntryId::parse(data).unwrap();
    match line["context"]["structure"].as_str().unwrap() {
        "AddressBookEntryID" => {
            let dn = fields["X500DN"].as_str().unwrap();
            assert_eq!(id, EntryId::address_book(dn));
        }
        "FolderEntryID" => {
            // Flags, ProviderUID, FolderType and DatabaseGuid come first, Pad last.
            let counter = data.slice(38..44);
            assert_eq!(Some(&*hex(&counter)), fields["GlobalCounter"].as_str());
            assert!(!matches!(id, EntryId::AddressBook { .. } | EntryId::OneOff(_)));
        }
        other => panic!("{other}"),
    }
    assert_eq!(id.to_bytes().unwrap(), *data);
}

/// A bare LZ77 string behind a header of our own.
fn check_lz77(packed: &Bytes, line: &Value) {
    let plain = bytes(hex_of(&line["fields"], "plain_hex").unwrap());
    let mut buffer = vec![0, 0, 5, 0];
    buffer.extend(u16::try_from(packed.len()).unwrap().to_le_bytes());
    buffer.extend(u16::try_from(plain.len()).unwrap().to_le_bytes());
    buffer.extend_from_slice(packed);
    assert_eq!(extended::decode(buffer).unwrap(), [plain]);
}

#[test]
fn structures_of_the_specifications_round_trip() {
    let mut kinds = BTreeMap::new();
    for line in structures() {
        let kind = line["kind"].as_str().unwrap().to_owned();
        eprintln!("{kind}, {}", line["source"]);
        let data = bytes(hex_of(&line, "hex").unwrap());
        match &*kind {
            "rop_buffer" => check_rop_buffer(&data, &line),
            "handle_table" => check_handle_table(&data, &line),
            "property_row" => check_property_row(&data, &line),
            "tagged_property_value" => check_tagged_property_value(&data, &line),
            "property_tags" => check_property_tags(&data, &line),
            "entry_id" => check_entry_id(&data, &line),
            "lz77_direct2" => check_lz77(&data, &line),
            other => panic!("{other}"),
        }
        *kinds.entry(kind).or_insert(0) += 1;
    }
    let expected = [
        ("entry_id", 2),
        ("handle_table", 1),
        ("lz77_direct2", 2),
        ("property_row", 1),
        ("property_tags", 1),
        ("rop_buffer", 1),
        ("tagged_property_value", 2),
    ];
    assert_eq!(
        kinds,
        expected.map(|(kind, count)| (kind.to_owned(), count)).into()
    );
}

/// Every cut of a structure is refused: no example reads the same when it is shorter.
#[test]
fn truncated_structures_are_refused() {
    let mut cuts = 0;
    for line in structures() {
        let data = bytes(hex_of(&line, "hex").unwrap());
        for len in 0..data.len() {
            let cut = data.slice(..len);
            let refused = match line["kind"].as_str().unwrap() {
                "property_row" => PropertyRow::decode(&columns(&line), &mut Reader::new(cut)).is_err(),
                "tagged_property_value" => TaggedPropertyValue::decode(&mut Reader::new(cut)).is_err(),
                "property_tags" => Reader::new(cut).list::<PropertyTag>(3).is_err(),
                "rop_buffer" => RequestBuffer::decode(cut, &NoContext).is_err(),
                _ => continue,
            };
            assert!(refused, "{} bytes of {}", len, line["source"]);
            cuts += 1;
        }
    }
    assert_eq!(cuts, 47 + 6 + 28 + 12 + 2);
}

/// Bytes that cannot be right as printed: refused where the note says.
#[test]
fn what_is_printed_wrongly_is_refused() {
    let lines = printed_wrong();
    assert_eq!(lines.len(), 2);
    for line in &lines {
        let name = line["source"].as_str().unwrap();
        assert_eq!(line["printed_wrong"], true, "{name}");
        assert!(hex_of(line, "note").is_some(), "{name}");
        let buffer = buffer_of(&bytes(hex_of(line, "rop_hex").unwrap()));
        let error = if line["direction"] == "request" {
            RequestBuffer::decode(buffer, &NoContext).unwrap_err()
        } else {
            let mut context = ResponseContext::new();
            context.set_table_columns(0, columns(line));
            ResponseBuffer::decode(buffer, &mut context).unwrap_err()
        };
        assert_eq!(
            line["refused_at"].as_u64(),
            Some(error.offset as u64),
            "{name}: {error}"
        );
    }
}

/// What there is of the nine rows of [MS-OXCTABL] 4.5.3.2 is read as its text says.
#[test]
fn the_printed_part_of_a_cut_row_is_read() {
    let lines = printed_wrong();
    let line = lines.iter().find(|line| line["rop"] == "RopQueryRows").unwrap();
    let rop = bytes(hex_of(line, "rop_hex").unwrap());
    let columns = columns(line);
    let read = columns.len() - 1;
    let row = PropertyRow::decode(&columns[..read], &mut Reader::new(rop.slice(9..))).unwrap();
    assert!(row.flagged);
    assert_eq!(
        row.values[0].value(),
        Some(&PropertyValue::Integer64(0x321f_f100_0000_0001))
    );
    let errors = row
        .values
        .iter()
        .filter(|value| matches!(value, RowValue::Error(_)))
        .count();
    assert_eq!(errors, 4);
}

fn row_text(text: &RowString) -> Value {
    match text {
        RowString::Wide(text) => json!(text.to_string_lossy()),
        RowString::Narrow(bytes) => json!(String::from_utf8_lossy(bytes)),
    }
}

fn id(value: u64) -> Value {
    json!(format!("{value:#018x}"))
}

fn ids(list: &[MessageId]) -> Value {
    list.iter().map(|message| id(message.0)).collect()
}

/// The fields behind the prefix of requests whose fields no other test compares.
fn stated_request(request: &Request) -> Option<Value> {
    Some(match request {
        Request::CreateFolder(r) => json!({
            "FolderType": r.folder_type,
            "UseUnicodeStrings": u8::from(r.use_unicode_strings),
            "OpenExisting": u8::from(r.open_existing),
            "Reserved": r.reserved,
            "DisplayName": row_text(&r.display_name),
            "Comment": row_text(&r.comment),
        }),
        Request::DeleteFolder(r) => json!({
            "DeleteFolderFlags": r.delete_folder_flags,
            "FolderId": id(r.folder_id.0),
        }),
        Request::DeleteMessages(r) => json!({
            "WantAsynchronous": u8::from(r.want_asynchronous),
            "NotifyNonRead": u8::from(r.notify_non_read),
            "MessageIdCount": r.message_ids.len(),
            "MessageIds": ids(&r.message_ids),
        }),
        Request::MoveCopyMessages(r) => json!({
            "MessageIdCount": r.message_ids.len(),
            "MessageIds": ids(&r.message_ids),
            "WantAsynchronous": u8::from(r.want_asynchronous),
            "WantCopy": u8::from(r.want_copy),
        }),
        Request::MoveFolder(r) => json!({
            "WantAsynchronous": u8::from(r.want_asynchronous),
            "UseUnicode": u8::from(r.use_unicode),
            "FolderId": id(r.folder_id.0),
            "NewFolderName": row_text(&r.new_folder_name),
        }),
        Request::CopyFolder(r) => json!({
            "WantAsynchronous": u8::from(r.want_asynchronous),
            "WantRecursive": u8::from(r.want_recursive),
            "UseUnicode": u8::from(r.use_unicode),
            "FolderId": id(r.folder_id.0),
            "NewFolderName": row_text(&r.new_folder_name),
        }),
        Request::GetSearchCriteria(r) => json!({
            "UseUnicode": u8::from(r.use_unicode),
            "IncludeRestriction": u8::from(r.include_restriction),
            "IncludeFolders": u8::from(r.include_folders),
        }),
        Request::GetContentsTable(r) => json!({ "TableFlags": r.table_flags }),
        Request::GetRulesTable(r) => json!({ "TableFlags": r.table_flags }),
        Request::GetPermissionsTable(r) => json!({ "TableFlags": r.table_flags }),
        Request::SortTable(r) => {
            let set = &r.sort_order_set;
            let orders: Vec<_> = set
                .sort_orders
                .iter()
                .map(|order| {
                    json!({
                        "PropertyType": order.property_type.0,
                        "PropertyId": order.property_id,
                        "Order": order.order,
                    })
                })
                .collect();
            json!({
                "SortTableFlags": r.sort_table_flags,
                "SortOrderCount": orders.len(),
                "CategoryCount": set.category_count,
                "ExpandedCount": set.expanded_count,
                "SortOrders": orders,
            })
        }
        _ => return None,
    })
}

fn stated_response(response: &Response) -> Option<Value> {
    let partial = |completion: bool| json!({ "PartialCompletion": u8::from(completion) });
    Some(match response {
        Response::CreateFolder(r) => {
            let success = r.result.as_ref().ok()?;
            json!({
                "FolderId": id(success.folder_id.0),
                "IsExistingFolder": u8::from(success.existing.is_some()),
            })
        }
        Response::DeleteFolder(r) => partial(r.partial_completion),
        Response::DeleteMessages(r) => partial(r.partial_completion),
        Response::MoveFolder(r) => partial(r.partial_completion),
        Response::CopyFolder(r) => partial(r.partial_completion),
        Response::GetHierarchyTable(r) => json!({ "RowCount": r.result.as_ref().ok()?.row_count }),
        Response::SortTable(r) => json!({ "TableStatus": r.result.as_ref().ok()?.table_status }),
        _ => return None,
    })
}

/// The round trip of the same lines, in `vectors.rs`, compares the prefix of every ROP, and all fields of
/// those that take a message to its submission.
#[test]
fn stated_fields_of_folders_and_tables_are_read() {
    const PREFIX: [&str; 8] = [
        "RopId",
        "LogonId",
        "InputHandleIndex",
        "OutputHandleIndex",
        "SourceHandleIndex",
        "DestHandleIndex",
        "ResponseHandleIndex",
        "ReturnValue",
    ];
    let mut compared = 0;
    for line in examples() {
        let name = hex_of(&line, "name").unwrap();
        let buffer = buffer_of(&bytes(hex_of(&line, "rop_hex").unwrap()));
        let ours = if line["direction"] == "request" {
            let decoded = RequestBuffer::decode(buffer, &NoContext).unwrap();
            stated_request(&decoded.requests[0])
        } else {
            let mut context = ResponseContext::new();
            context.set_table_columns(1, columns(&line));
            if let Some(request) = hex_of(&line["context"], "request_buffer_hex") {
                let requests = RequestBuffer::decode(bytes(request), &NoContext)
                    .unwrap()
                    .requests;
                context = ResponseContext::for_requests(requests);
                context.set_table_columns(1, columns(&line));
            }
            let decoded = ResponseBuffer::decode(buffer, &mut context).unwrap();
            stated_response(&decoded.responses[0])
        };
        let Some(ours) = ours else { continue };
        let mut stated = line["fields"].clone();
        stated
            .as_object_mut()
            .unwrap()
            .retain(|key, _| !PREFIX.contains(&&**key));
        assert_eq!(ours, stated, "{name}");
        compared += 1;
    }
    assert_eq!(compared, 18);
}
