//! An entry as a tree for people.

use crate::input::Direction;
use crate::report::Entry;
use ropeway::types::wire::{Scalar, TraceNode};
use ropeway::types::{Guid, PropertyTag, WideString};
use std::io::{self, Write};

/// Bytes and characters that are shown of a long value.
const SHOWN: usize = 48;

pub fn print(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let direction = match entry.direction {
        Direction::Request => "request",
        Direction::Response => "response",
    };
    write!(out, "{}: {direction}, {} bytes", entry.name, entry.size)?;
    if let (at, count @ 2..) = entry.payload {
        write!(out, ", payload {at} of {count}")?;
    }
    if let Some(remark) = &entry.remark {
        write!(out, ", {remark}")?;
    }
    writeln!(out)?;
    for node in entry.trace.iter().flat_map(|trace| &trace.nodes) {
        print_node(node, 0, 0, out)?;
    }
    for (_, text) in entry.tolerated.describe() {
        writeln!(out, "        ~ tolerated: {text}")?;
    }
    if let Some(problem) = &entry.problem {
        writeln!(out, "        ! {problem}")?;
    }
    writeln!(out)
}

fn print_node(node: &TraceNode, at: usize, depth: usize, out: &mut impl Write) -> io::Result<()> {
    let indent = depth * 2;
    write!(out, "{:06x}  {:indent$}", node.range.start, "")?;
    if let Some(property) = property(node) {
        return writeln!(out, "{property}");
    }
    match (node.column, node.name.as_ref()) {
        (Some(tag), _) => write!(out, "{}", tag_text(tag))?,
        (None, "") => write!(out, "[{at}]")?,
        (None, name) => write!(out, "{name}")?,
    }
    match &node.value {
        Some(value) => writeln!(out, ": {}{}", text(value), stopped(node))?,
        None if node.is_list && node.children.is_empty() => writeln!(out, ": none{}", stopped(node))?,
        None => writeln!(out, "{}", stopped(node))?,
    }
    for (at, child) in node.children.iter().enumerate() {
        print_node(child, at, depth + 1, out)?;
    }
    Ok(())
}

fn stopped(node: &TraceNode) -> &'static str {
    if node.incomplete { "  <- incomplete" } else { "" }
}

/// A property, or a value of a row, in one line: its name and its value.
fn property(node: &TraceNode) -> Option<String> {
    let part = |name: &str| node.children.iter().find(|child| child.name == name);
    let tag = match (node.column, part("PropertyTag").map(|tag| &tag.value)) {
        (Some(tag), _) => tag,
        (None, Some(Some(Scalar::Tag(tag)))) if node.children.first()?.structure == "TaggedPropertyValue" => {
            *tag
        }
        _ => return None,
    };
    if node.incomplete {
        return None;
    }
    let value = match (part("PropertyValue"), part("ErrorCode")) {
        (Some(value), _) if value.is_list => {
            let items: Option<Vec<_>> = value
                .children
                .iter()
                .map(|item| item.value.as_ref().map(text))
                .collect();
            format!("[{}]", items?.join(", "))
        }
        (Some(value), _) if value.children.is_empty() => value.value.as_ref().map(text)?,
        // A restriction or a rule action has a tree of its own.
        (Some(_), _) => return None,
        (None, Some(error)) => format!("error {}", error.value.as_ref().map(text)?),
        (None, None) => "absent".to_owned(),
    };
    let property_type = match part("PropertyType").map(|node| &node.value) {
        Some(Some(Scalar::Type(property_type))) => format!(" {property_type:?}"),
        _ => String::new(),
    };
    Some(format!("{}{property_type}: {value}", tag_text(tag)))
}

fn tag_text(tag: PropertyTag) -> String {
    format!("{tag:?}")
}

fn shortened(text: String, whole: usize) -> String {
    if whole > SHOWN {
        format!("{text}... ({whole})")
    } else {
        text
    }
}

fn text(value: &Scalar) -> String {
    match value {
        Scalar::Unsigned { value, bits: 64 } => format!("{value:#018x}"),
        Scalar::Unsigned { value, .. } if *value < 10 => value.to_string(),
        Scalar::Unsigned { value, .. } => format!("{value} ({value:#x})"),
        Scalar::Signed { value, .. } => value.to_string(),
        Scalar::Float(value) => format!("{value:?}"),
        Scalar::Boolean(value) => value.to_string(),
        Scalar::Bytes(bytes) if bytes.is_empty() => "no bytes".to_owned(),
        Scalar::Bytes(bytes) => {
            let hex: String = bytes
                .iter()
                .take(SHOWN)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            shortened(hex, bytes.len())
        }
        Scalar::Text8(bytes) => quoted(&String::from_utf8_lossy(bytes)),
        Scalar::Text16(bytes) => quoted(&WideString::from_utf16le(bytes.clone()).to_string_lossy()),
        Scalar::Guid(guid) => guid_text(*guid),
        Scalar::Tag(tag) => tag_text(*tag),
        Scalar::Type(property_type) => format!("{property_type:?}"),
        Scalar::ErrorCode(code) => code.to_string(),
        Scalar::Time(time) => match time.to_system_time().map(httpdate::HttpDate::from) {
            Some(date) if time.unix_seconds() >= 0 && time.unix_seconds() < 253_402_300_800 => {
                format!("{date} ({:#018x})", time.0)
            }
            _ => format!("{:#018x}", time.0),
        },
        other => format!("{other:?}"),
    }
}

fn guid_text(guid: Guid) -> String {
    format!("{{{guid}}}")
}

fn quoted(text: &str) -> String {
    let count = text.chars().count();
    let shown: String = text.chars().take(SHOWN).collect();
    shortened(format!("{shown:?}"), count)
}
