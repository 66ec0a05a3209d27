//! An entry as a tree for people.

use crate::input::Direction;
use crate::report::Entry;
use ropeway::types::wire::{Scalar, TraceNode};
use ropeway::types::{Guid, NameKind, PropertyName, PropertyTag, WideString, named, property_set};
use std::io::{self, Write};

/// Seconds that have a date of four digits: from 1970 to 9999.
const DATES: std::ops::Range<i64> = 0..253_402_300_800;
/// Bytes and characters that are shown of a long value.
const SHOWN: usize = 48;

pub(crate) fn print(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
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
    for (id, name) in &entry.names {
        writeln!(out, "        # {id:#06x} is {}", name_text(name))?;
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
    if let Some(property) = property(node).or_else(|| property_name(node)) {
        return writeln!(out, "{property}");
    }
    match (node.column, node.name.as_ref()) {
        (Some(tag), _) => write!(out, "{}", tag_text(tag))?,
        (None, "") => write!(out, "[{at}]")?,
        (None, name) => write!(out, "{name}")?,
    }
    match &node.value {
        Some(value) => writeln!(out, ": {}{}", text(value), stopped(node))?,
        None if node.name == "ServerObjectHandleTable" => {
            let handles = node.children.iter().filter_map(|handle| match handle.value {
                Some(Scalar::Unsigned { value, .. }) => Some(format!("{value:#010x}")),
                _ => None,
            });
            let handles: Vec<_> = handles.collect();
            return writeln!(out, ": {}{}", handles.join(" "), stopped(node));
        }
        None if node.is_list && node.children.is_empty() => writeln!(out, ": none{}", stopped(node))?,
        None => writeln!(out, "{}{}", kind(node), stopped(node))?,
    }
    for (at, child) in node.children.iter().enumerate() {
        print_node(child, at, depth + 1, out)?;
    }
    Ok(())
}

/// Which of the restrictions it is.
fn kind(node: &TraceNode) -> String {
    match node.children.as_slice() {
        [first, second, ..] if first.name == "RestrictType" => format!(" = {}", second.structure),
        _ => String::new(),
    }
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

/// A property's name in one line, with what the specification calls it.
fn property_name(node: &TraceNode) -> Option<String> {
    let first = node.children.first()?;
    if first.structure != "PropertyName" || node.incomplete {
        return None;
    }
    let part = |name: &str| {
        node.children
            .iter()
            .find(|child| child.name == name)?
            .value
            .as_ref()
    };
    let Some(Scalar::Guid(set)) = part("Guid") else {
        return Some("no name".to_owned());
    };
    let name = match (part("LID"), part("Name")) {
        (Some(Scalar::Unsigned { value, .. }), _) => PropertyName::id(*set, u32::try_from(*value).ok()?),
        (_, Some(Scalar::Text16(units))) => PropertyName {
            property_set: *set,
            kind: NameKind::Name(WideString::from_utf16le(units.clone())),
        },
        _ => return Some(format!("no name in {}", guid_text(*set))),
    };
    Some(name_text(&name))
}

/// A property's name, with what the specification calls it.
pub(crate) fn name_text(name: &PropertyName) -> String {
    let known = named::name(name).map_or(String::new(), |known| format!("{known} = "));
    let said = match &name.kind {
        NameKind::Id(lid) => format!("{lid:#010x}"),
        NameKind::Name(text) => quoted(&text.to_string_lossy()),
        NameKind::None => "no name".to_owned(),
    };
    format!("{known}{said} in {}", guid_text(name.property_set))
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
        Scalar::Time(time) => {
            let date = time
                .to_system_time()
                .filter(|_| DATES.contains(&time.unix_seconds()));
            match date {
                Some(date) => format!("{} ({:#018x})", httpdate::fmt_http_date(date), time.0),
                None => format!("{:#018x}", time.0),
            }
        }
        other => format!("{other:?}"),
    }
}

fn guid_text(guid: Guid) -> String {
    match property_set::name(guid) {
        Some(name) => name.to_owned(),
        None => format!("{{{guid}}}"),
    }
}

fn quoted(text: &str) -> String {
    let count = text.chars().count();
    let shown: String = text.chars().take(SHOWN).collect();
    shortened(format!("{shown:?}"), count)
}
