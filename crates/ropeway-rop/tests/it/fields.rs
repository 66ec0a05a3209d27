//! What was decoded, said in the words of the vectors, and compared with them.
//!
//! The prefix of every ROP is compared; all fields of those ROPs that take a message to its
//! submission.

use ropeway_rop::{MessageHeader, TypedString};
use ropeway_types::wire::{Encode, Writer};
use ropeway_types::{
    LongTermId, NameKind, PropertyName, PropertyProblem, PropertyRow, PropertyTag, RecipientRow, RowString,
    TaggedPropertyValue,
};
mod requests;
mod responses;

pub(crate) use requests::check_request;
pub(crate) use responses::check_response;

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
