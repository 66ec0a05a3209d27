//! What was read, as a trace tells it, compared with what the vectors say, field by field.

use crate::support::bytes;
use ropeway_types::wire::{Decode, Reader, Trace, TraceFields};
use serde_json::{Value, json};

/// Compares the only ROP of a buffer, all fields that the vector names.
pub(crate) fn check_fields(trace: &Trace, expected: &Value, name: &str) {
    let rops = trace.nodes.iter().find(|node| node.name == "RopsList").unwrap();
    let [rop] = rops.children.as_slice() else {
        panic!("{name}: {} ROPs", rops.children.len())
    };
    let ours = serde_json::to_value(TraceFields::of(trace, rop)).unwrap();
    let mut differences = Vec::new();
    compare(&ours, expected, "", &mut differences);
    assert!(differences.is_empty(), "{name}: {differences:#?}\n{ours:#}");
}

/// The vectors name the fields of restrictions and rule actions `fuzzy_level_low`, the trace as the
/// specification does.
fn specification_name(key: &str) -> String {
    match key {
        "relop" => "RelOp".to_owned(),
        "bitmap_relop" => "BitmapRelOp".to_owned(),
        _ => key
            .split('_')
            .map(|word| word[..1].to_uppercase() + &word[1..])
            .collect(),
    }
}

/// Where the vectors say a thing in other words than the trace.
fn in_our_words(expected: &Value, ours: &Value) -> Option<Value> {
    match (expected, ours) {
        // Masks, and ids of one member.
        (Value::String(text), Value::Number(_)) => {
            let number = text.strip_prefix("0x")?;
            Some(u64::from_str_radix(number, 16).ok()?.into())
        }
        (Value::Object(expected), Value::Number(_)) if expected.len() == 1 => {
            expected.values().next().cloned()
        }
        (Value::String(text), Value::String(_)) if text == "Bitmask" => Some("BitMask".into()),
        // A LongTermID as its bytes.
        (Value::String(hex), Value::Object(ours)) if ours.contains_key("DatabaseGuid") => {
            let id = ropeway_types::LongTermId::decode(&mut Reader::new(bytes(hex))).ok()?;
            Some(json!({
                "DatabaseGuid": id.database_guid.to_string(),
                "GlobalCounter": hex[32..44],
                "Pad": id.pad,
            }))
        }
        _ => None,
    }
}

fn compare(ours: &Value, expected: &Value, path: &str, differences: &mut Vec<String>) {
    if let Some(expected) = in_our_words(expected, ours) {
        return compare(ours, &expected, path, differences);
    }
    match (ours, expected) {
        (Value::Object(ours), Value::Object(expected)) => {
            for (key, expected) in expected {
                // Rule actions have other shapes there; their bytes are compared.
                if key == "value" && ours.get("type").is_some_and(|kind| kind == "PtypRuleAction") {
                    continue;
                }
                let known_as = match key.as_str() {
                    "IsHierarchy" => "ImportDeleteFlags".to_owned(),
                    _ => specification_name(key),
                };
                match ours.get(key).or_else(|| ours.get(&known_as)) {
                    Some(ours) => compare(ours, expected, &format!("{path}.{key}"), differences),
                    // What is not there may be said to be nothing.
                    None if expected.is_null() || *expected == "" => {}
                    // The upper half of NotificationTypes.
                    None if key == "Reserved" && ours.contains_key("NotificationTypes") => {}
                    None => differences.push(format!("{path}.{key} is missing")),
                }
            }
        }
        (Value::Array(ours), Value::Array(expected)) if ours.len() == expected.len() => {
            for (at, (ours, expected)) in ours.iter().zip(expected).enumerate() {
                compare(ours, expected, &format!("{path}[{at}]"), differences);
            }
        }
        // Bytes that are no row over the columns given.
        (Value::String(_), Value::Object(_))
            if path.ends_with("TableRowData") && expected["hex"] == *ours => {}
        _ if ours != expected => differences.push(format!("{path}: {ours} instead of {expected}")),
        _ => {}
    }
}
