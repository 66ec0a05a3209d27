//! What a reader read, field by field: for inspectors. Off, it costs a branch a field.

use crate::error_code::ErrorCode;
use crate::guid::Guid;
use crate::tag::{PropertyTag, PropertyType};
use crate::time::FileTime;
use bytes::Bytes;
use std::borrow::Cow;
use std::ops::Range;

/// A field that was read: a value, or the fields or items that it is made of.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TraceNode {
    /// The field's name in its specification; empty for an item of a list.
    pub name: Cow<'static, str>,
    /// The structure that it is a field of, in its specification's words or the declaration's; empty for
    /// an item.
    pub structure: &'static str,
    /// Where it stands in the buffer that decoding began with.
    pub range: Range<usize>,
    /// The property that it is the value of, where a list of columns says so and not the bytes.
    pub column: Option<PropertyTag>,
    /// Its value, if it is not made of others.
    pub value: Option<Scalar>,
    /// The fields or items that it is made of.
    pub children: Vec<TraceNode>,
    /// Whether the children are items.
    pub is_list: bool,
    /// Whether reading stopped inside.
    pub incomplete: bool,
    /// A count, a size or a flag that only says what follows it.
    #[cfg_attr(feature = "serde", serde(skip))]
    announces: Option<Announces>,
    /// What a count, size or flag that announces this field is called; empty for the usual name.
    #[cfg_attr(feature = "serde", serde(skip))]
    announced_by: &'static str,
}

/// What a count, size or flag says of the field after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Announces {
    /// How many items.
    Count,
    /// How many bytes.
    Size,
    /// Whether it is there.
    Presence,
}

/// A value without parts.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum Scalar {
    /// An unsigned number of 8, 16, 32 or 64 bits.
    Unsigned {
        /// The number.
        value: u64,
        /// Its width.
        bits: u32,
    },
    /// A signed number.
    Signed {
        /// The number.
        value: i64,
        /// Its width.
        bits: u32,
    },
    /// A floating-point number.
    #[cfg_attr(
        feature = "serde",
        serde(serialize_with = "crate::serde_forms::floats::one::serialize")
    )]
    Float(f64),
    /// A Boolean.
    Boolean(bool),
    /// Bytes.
    Bytes(Bytes),
    /// 8-bit text without its terminating zero.
    Text8(Bytes),
    /// UTF-16LE text without its terminating zero.
    Text16(Bytes),
    /// A GUID.
    Guid(Guid),
    /// A property tag.
    Tag(PropertyTag),
    /// A property type.
    Type(PropertyType),
    /// An error code.
    ErrorCode(ErrorCode),
    /// A time.
    Time(FileTime),
}

/// All that a reader read, in order. Where reading failed it ends with the fields that were still open,
/// marked [`incomplete`](TraceNode::incomplete).
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Trace {
    /// The outermost fields.
    pub nodes: Vec<TraceNode>,
    /// The bytes that were read.
    pub buffer: Bytes,
    /// The offset that the first of them has.
    pub base: usize,
}

impl Trace {
    /// The bytes of a field.
    pub fn bytes(&self, node: &TraceNode) -> &[u8] {
        let start = node.range.start.saturating_sub(self.base);
        let end = node.range.end.saturating_sub(self.base);
        self.buffer.get(start..end).unwrap_or_default()
    }

    /// The innermost field at a byte, as the names on the way to it; items by their position.
    pub fn path_at(&self, offset: usize) -> String {
        let mut path = String::new();
        let mut nodes = &self.nodes;
        let mut items = false;
        while let Some((at, node)) = nodes.iter().enumerate().find(|(_, n)| n.range.contains(&offset)) {
            if items || node.name.is_empty() {
                path.push_str(&format!("[{at}]"));
            }
            if !node.name.is_empty() {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&node.name);
            }
            items = node.is_list;
            nodes = &node.children;
        }
        path
    }
}

/// The trace under construction.
#[derive(Debug, Clone, Default)]
pub(super) struct TraceBuilder {
    done: Vec<TraceNode>,
    open: Vec<TraceNode>,
}

impl TraceBuilder {
    pub(super) fn open(
        &mut self,
        structure: &'static str,
        name: &'static str,
        announced_by: &'static str,
        offset: usize,
    ) {
        self.open.push(TraceNode {
            name: specification_name(name),
            structure,
            range: offset..offset,
            column: None,
            value: None,
            children: Vec::new(),
            is_list: false,
            incomplete: false,
            announces: None,
            announced_by,
        });
    }

    pub(super) fn rename(&mut self, name: &'static str) {
        if let Some(node) = self.open.last_mut() {
            node.name = specification_name(name);
        }
    }

    pub(super) fn note(&mut self, value: Scalar) {
        if let Some(node) = self.open.last_mut() {
            node.value = Some(value);
        }
    }

    pub(super) fn column(&mut self, tag: PropertyTag) {
        if let Some(node) = self.open.last_mut() {
            node.column = Some(tag);
        }
    }

    pub(super) fn announce(&mut self, announces: Announces) {
        if let Some(node) = self.open.last_mut() {
            node.announces = Some(announces);
        }
    }

    pub(super) fn list(&mut self) {
        if let Some(node) = self.open.last_mut() {
            node.is_list = true;
        }
    }

    /// Ends the innermost open field.
    pub(super) fn close(&mut self, end: usize, failed: bool) {
        let Some(mut node) = self.open.pop() else { return };
        node.range.end = end.max(node.range.start);
        node.incomplete = failed;
        let siblings = match self.open.last_mut() {
            Some(parent) => &mut parent.children,
            None => &mut self.done,
        };
        if node.name.is_empty() && node.structure.is_empty() {
            // An item's own length shows in the item.
            node.children.retain(|child| child.announces.is_none());
        }
        // What announces a field stands before it, beside it.
        while let Some(announces) = node.children.first().and_then(|child| child.announces) {
            let mut announcer = node.children.remove(0);
            announcer.announces = None;
            if announcer.name.is_empty() {
                announcer.name = match node.announced_by {
                    "" => announcer_name(&node.name, announces).into(),
                    name => name.into(),
                };
                announcer.structure = node.structure;
            }
            node.range.start = announcer.range.end;
            siblings.push(announcer);
        }
        // A transparent field is only its parts.
        if node.name.is_empty() && !node.structure.is_empty() {
            siblings.append(&mut node.children);
            return;
        }
        let absent = node.value.is_none() && node.children.is_empty() && !node.is_list;
        if !(absent && node.range.is_empty() && !failed) {
            siblings.push(node);
        }
    }

    pub(super) fn finish(mut self, buffer: Bytes, base: usize, end: usize) -> Trace {
        while !self.open.is_empty() {
            self.close(end, true);
        }
        Trace {
            nodes: self.done,
            buffer,
            base,
        }
    }
}

/// `folder_id` as FolderId; what has a capital is a specification's name already.
pub(super) fn specification_name(name: &'static str) -> Cow<'static, str> {
    if name.is_empty() || name.chars().any(|c| c.is_ascii_uppercase()) {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    for word in name.split('_') {
        let mut letters = word.chars();
        out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        out.extend(letters);
    }
    Cow::Owned(out)
}

/// PropertyTags: PropertyTagCount. Data: DataSize. MessageId: HasMessageId.
fn announcer_name(name: &str, announces: Announces) -> String {
    match announces {
        Announces::Count => {
            let one = match name.strip_suffix("ies") {
                Some(stem) => format!("{stem}y"),
                None => name.strip_suffix('s').unwrap_or(name).to_owned(),
            };
            format!("{one}Count")
        }
        Announces::Size => format!("{name}Size"),
        Announces::Presence => format!("Has{name}"),
    }
}
