//! An entry as a line of JSON.

use crate::input::{Direction, Fault};
use crate::report::{Entry, Problem};
use crate::tree::name_text;
use ropeway::types::wire::{Scalar, Trace, TraceFields, TraceNode};
use serde_json::{Map, Value, json};

/// Levels below a ROP of which offsets are given. Each has its whole path: without a limit a deep restriction
/// takes many times its size.
const OFFSETS_DEPTH: usize = 6;

pub(crate) fn entry(entry: &Entry) -> Value {
    let mut line = json!({
        "source": entry.name,
        "direction": match entry.direction {
            Direction::Request => "request",
            Direction::Response => "response",
        },
        "size": entry.size,
    });
    let mut put = |key: &str, value: Value| {
        if let Some(line) = line.as_object_mut() {
            line.insert(key.to_owned(), value);
        }
    };
    if entry.payload.1 > 1 {
        put("payload", json!(entry.payload.0));
    }
    if let Some(remark) = &entry.remark {
        put("remark", json!(remark));
    }
    if let Some(trace) = &entry.trace {
        for node in &trace.nodes {
            match node.name.as_ref() {
                "RopsList" => put(
                    "rops",
                    node.children
                        .iter()
                        .map(|rop_node| rop(trace, rop_node))
                        .collect(),
                ),
                "RopSize" => put("rop_size", number(node)),
                "ServerObjectHandleTable" => put("handles", node.children.iter().map(number).collect()),
                _ => {}
            }
        }
    }
    if !entry.names.is_empty() {
        let names = entry
            .names
            .iter()
            .map(|(id, name)| (format!("{id:#06x}"), json!(name_text(name))));
        put("named_properties", Value::Object(names.collect()));
    }
    if !entry.tolerated.is_empty() {
        put(
            "tolerated",
            entry.tolerated.describe().map(|(_, text)| text).collect(),
        );
    }
    if let Some(problem) = &entry.problem {
        put("error", problem_fields(problem));
    }
    line
}

fn number(node: &TraceNode) -> Value {
    match node.value {
        Some(Scalar::Unsigned { value, .. }) => json!(value),
        _ => Value::Null,
    }
}

fn rop(trace: &Trace, node: &TraceNode) -> Value {
    let mut offsets = Map::new();
    for child in &node.children {
        collect_offsets(child, "", 0, 1, &mut offsets);
    }
    let mut rop = json!({
        "rop": node.name,
        "offset": node.range.start,
        "size": node.range.len(),
        "fields": TraceFields::of(trace, node),
        "offsets": offsets,
    });
    if let (Some(rop), Some(id)) = (rop.as_object_mut(), node.children.first()) {
        rop.insert("rop_id".to_owned(), number(id));
        if node.incomplete {
            rop.insert("incomplete".to_owned(), json!(true));
        }
    }
    rop
}

/// Where each field begins and how long it is, under its path, down to [`OFFSETS_DEPTH`].
fn collect_offsets(
    node: &TraceNode,
    within: &str,
    at: usize,
    depth: usize,
    offsets: &mut Map<String, Value>,
) {
    let path = match (node.name.as_ref(), within) {
        ("", _) => format!("{within}[{at}]"),
        (name, "") => name.to_owned(),
        (name, _) => format!("{within}.{name}"),
    };
    offsets.insert(path.clone(), json!([node.range.start, node.range.len()]));
    if depth == OFFSETS_DEPTH {
        return;
    }
    for (at, child) in node.children.iter().enumerate() {
        collect_offsets(child, &path, at, depth + 1, offsets);
    }
}

fn problem_fields(problem: &Problem) -> Value {
    match problem {
        Problem::Decode(error) => json!({
            "message": problem.to_string(),
            "structure": error.structure,
            "field": error.specification_field(),
            "offset": error.offset,
        }),
        Problem::Differs { offset, field, .. } => json!({
            "message": problem.to_string(),
            "field": field,
            "offset": offset,
        }),
        Problem::Envelope(Fault {
            offset: Some(offset), ..
        }) => json!({ "message": problem.to_string(), "offset": offset }),
        _ => json!({ "message": problem.to_string() }),
    }
}
