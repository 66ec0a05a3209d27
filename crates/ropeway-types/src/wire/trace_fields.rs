//! A trace as data: fields by their specification names.

use super::trace::{Scalar, Trace, TraceNode};
use crate::tag::{PropertyTag, PropertyType};
use crate::text::WideString;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Fields of a trace, to be serialised: a map from specification names to values, in wire order.
///
/// - Numbers of up to 32 bits are numbers. Those of 64 bits (ids, sizes) are `"0x..."`, 16 digits.
/// - Booleans are 0 and 1. Property tags are `"0x0037001f"`. GUIDs are in text form. Bytes are hexadecimal.
/// - Strings are text without their terminator; what cannot be told without a code page, or is no valid
///   UTF-16, is `{"raw_hex": ...}`.
/// - A property is `{tag, name, type, value, value_hex}`, a row `{flag, values}`, where each value has its
///   `tag`, `name`, `type`, `hex`, and `value` or `error`, and in a flagged row its `flag`. In values, numbers of 64
///   bits are decimal strings and times `"0x..."`. A restriction has its `type` and its fields.
/// - Where reading stopped, the fields are those that were read.
#[derive(Debug, Clone, Copy)]
pub struct TraceFields<'a> {
    trace: &'a Trace,
    nodes: &'a [TraceNode],
}

impl<'a> TraceFields<'a> {
    /// The fields that a node is made of.
    pub fn of(trace: &'a Trace, node: &'a TraceNode) -> Self {
        Self {
            trace,
            nodes: &node.children,
        }
    }
}

impl Serialize for TraceFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for node in self.nodes {
            map.serialize_entry(node.name.as_ref(), &Field(self.trace, node))?;
        }
        map.end()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

struct Field<'a>(&'a Trace, &'a TraceNode);

impl<'a> Field<'a> {
    fn part(&self, name: &str) -> Option<&'a TraceNode> {
        self.1.children.iter().find(|child| child.name == name)
    }

    fn structure(&self) -> &'static str {
        self.1.children.first().map_or("", |child| child.structure)
    }

    fn property<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let tag = self.part("PropertyTag").and_then(|node| match node.value {
            Some(Scalar::Tag(tag)) => Some(tag),
            _ => None,
        });
        if let Some(tag) = tag {
            tag_entries(&mut map, tag)?;
            map.serialize_entry("type", &format!("{:?}", tag.property_type()))?;
        }
        if let Some(value) = self.part("PropertyValue") {
            let hex_value = hex(sized(self, value));
            map.serialize_entry("value", &Value(self.0, value))?;
            map.serialize_entry("value_hex", &hex_value)?;
        }
        map.end()
    }

    fn row<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(flag) = self.part("Flag") {
            map.serialize_entry("flag", &Field(self.0, flag))?;
        }
        let values = self.part("ValueArray").map(|node| node.children.as_slice());
        let values: Vec<_> = values
            .unwrap_or_default()
            .iter()
            .map(|node| RowValue(self.0, node))
            .collect();
        map.serialize_entry("values", &values)?;
        map.end()
    }

    /// The type, then the fields; the fields of a restriction inside are the restriction.
    fn restriction<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let kind = self.1.children.get(1).map_or("", |child| child.structure);
        map.serialize_entry("type", kind.strip_suffix("Restriction").unwrap_or(kind))?;
        for node in self.1.children.iter().skip(1) {
            map.serialize_entry(node.name.as_ref(), &Field(self.0, node))?;
        }
        map.end()
    }
}

/// The bytes of a value with the size before it.
fn sized<'a>(whole: &Field<'a>, value: &TraceNode) -> &'a [u8] {
    let node = whole.1;
    let tag_end = whole
        .part("PropertyTag")
        .map_or(node.range.start, |tag| tag.range.end);
    let bytes = whole.0.bytes(node);
    let start = tag_end.saturating_sub(node.range.start);
    let end = value.range.end.saturating_sub(node.range.start);
    bytes.get(start..end).unwrap_or_default()
}

fn tag_entries<M: SerializeMap>(map: &mut M, tag: PropertyTag) -> Result<(), M::Error> {
    map.serialize_entry("tag", &format!("{:#010x}", tag.0))?;
    if let Some(name) = crate::tags::name(tag) {
        map.serialize_entry("name", name)?;
    }
    Ok(())
}

impl Serialize for Field<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(trace, node) = self;
        if node.is_list {
            return serializer.collect_seq(node.children.iter().map(|child| Field(trace, child)));
        }
        match &node.value {
            Some(Scalar::Boolean(value)) => serializer.serialize_u8(u8::from(*value)),
            Some(Scalar::ErrorCode(code)) => serializer.serialize_u32(code.0),
            Some(Scalar::Unsigned { value, bits: 64 }) => {
                serializer.collect_str(&format_args!("{value:#018x}"))
            }
            Some(Scalar::Signed { value, bits: 64 }) => {
                serializer.collect_str(&format_args!("{value:#018x}"))
            }
            Some(value) => scalar(value, serializer),
            None => match self.structure() {
                "TaggedPropertyValue" => self.property(serializer),
                "PropertyRow" => self.row(serializer),
                "Restriction" => self.restriction(serializer),
                _ => TraceFields::of(trace, node).serialize(serializer),
            },
        }
    }
}

fn scalar<S: Serializer>(value: &Scalar, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Scalar::Unsigned { value, .. } => serializer.serialize_u64(*value),
        Scalar::Signed { value, .. } => serializer.serialize_i64(*value),
        Scalar::Float(value) => serializer.serialize_f64(*value),
        Scalar::Boolean(value) => serializer.serialize_bool(*value),
        Scalar::Bytes(bytes) => serializer.serialize_str(&hex(bytes)),
        Scalar::Text8(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) if text.is_ascii() => serializer.serialize_str(text),
            _ => raw(bytes, serializer),
        },
        Scalar::Text16(bytes) => {
            let text = WideString::from_utf16le(bytes.clone());
            match char::decode_utf16(text.units()).collect::<Result<String, _>>() {
                Ok(text) => serializer.serialize_str(&text),
                Err(_) => raw(bytes, serializer),
            }
        }
        Scalar::Guid(guid) => serializer.collect_str(guid),
        Scalar::Tag(tag) => serializer.collect_str(&format_args!("{:#010x}", tag.0)),
        Scalar::Type(property_type) => serializer.serialize_u16(property_type.0),
        Scalar::ErrorCode(code) => serializer.collect_str(&format_args!("{:#010x}", code.0)),
        Scalar::Time(time) => serializer.collect_str(&format_args!("{:#018x}", time.0)),
    }
}

fn raw<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry("raw_hex", &hex(bytes))?;
    map.end()
}

/// The value of a property.
struct Value<'a>(&'a Trace, &'a TraceNode);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(trace, node) = self;
        if node.is_list {
            return serializer.collect_seq(node.children.iter().map(|child| Value(trace, child)));
        }
        match &node.value {
            Some(Scalar::Unsigned { value, bits: 64 }) => serializer.collect_str(value),
            Some(Scalar::Signed { value, bits: 64 }) => serializer.collect_str(value),
            Some(value) => scalar(value, serializer),
            None if node.children.is_empty() => serializer.serialize_none(),
            None => Field(trace, node).serialize(serializer),
        }
    }
}

/// A value of a row.
struct RowValue<'a>(&'a Trace, &'a TraceNode);

impl Serialize for RowValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(trace, node) = self;
        let mut map = serializer.serialize_map(None)?;
        if let Some(tag) = node.column {
            tag_entries(&mut map, tag)?;
            if tag.property_type() != PropertyType::UNSPECIFIED {
                map.serialize_entry("type", &format!("{:?}", tag.property_type()))?;
            }
        }
        for part in &node.children {
            match (part.name.as_ref(), &part.value) {
                ("Flag", _) => map.serialize_entry("flag", &Field(trace, part))?,
                ("PropertyType", Some(Scalar::Type(property_type))) => {
                    map.serialize_entry("type", &format!("{property_type:?}"))?;
                }
                ("ErrorCode", _) => map.serialize_entry("error", &Value(trace, part))?,
                ("PropertyValue", _) => map.serialize_entry("value", &Value(trace, part))?,
                _ => {}
            }
        }
        map.serialize_entry("hex", &hex(trace.bytes(node)))?;
        map.end()
    }
}
