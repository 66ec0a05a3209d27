//! The properties of one object: property stream and value streams ([MS-OXMSG] 2.1, 2.4).

use super::MsgError;
use super::container::{File, Item, hex};
use super::report::DeviationKind;
use crate::{External, PropertyBag};
use bytes::Bytes;
use ropeway_types::wire::{Decode, Reader};
use ropeway_types::{ErrorCode, FileTime, PropertyTag, PropertyType, PropertyValue, WideString, tags};
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::path::Path;

pub(super) const PROPERTY_STREAM: &str = "__properties_version1.0";
pub(super) const VALUE: &str = "__substg1.0_";
const ENTRY: usize = 16;

/// What an object is, as far as its property stream tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Message,
    Recipient,
    Attachment,
}

/// Recipients and attachments that the header of a property stream counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    pub(super) recipients: u32,
    pub(super) attachments: u32,
}

pub(super) struct Properties {
    pub(super) bag: PropertyBag,
    pub(super) counts: Option<Counts>,
    /// PidTagAttachDataBinary of an attachment where it stays in the file.
    pub(super) external: Option<External>,
    /// The storage of PidTagAttachDataObject.
    pub(super) object: Option<Item>,
}

/// A value in memory or in the file.
enum Held {
    Value(PropertyValue),
    External(External),
}

/// Whether a storage is that of a message.
pub(super) fn is_message(items: &[Item]) -> bool {
    items
        .iter()
        .any(|item| !item.is_storage() && item.name().eq_ignore_ascii_case(PROPERTY_STREAM))
}

/// Whether a storage has any property at all.
pub(super) fn has_properties(items: &[Item]) -> bool {
    is_message(items) || items.iter().any(|item| item.number(VALUE).is_some())
}

pub(super) fn read<R: Read + Seek>(
    file: &mut File<R>,
    storage: &Path,
    items: &[Item],
    kind: Kind,
) -> Result<Properties, MsgError> {
    let mut values = Values::new(items, kind);
    let mut properties = Properties {
        bag: PropertyBag::new(),
        counts: None,
        external: None,
        object: None,
    };
    match items
        .iter()
        .find(|item| !item.is_storage() && item.name().eq_ignore_ascii_case(PROPERTY_STREAM))
    {
        None => file.note(storage, DeviationKind::NoPropertyStream),
        Some(item) => {
            let stream = file.stream(storage, item)?;
            let header = header_len(kind, stream.len());
            let entries = stream.get(header..).unwrap_or_default();
            if stream.len() < header || entries.len() % ENTRY != 0 {
                file.note(storage, DeviationKind::PropertyStreamSize(stream.len()));
            }
            if kind == Kind::Message {
                properties.counts = read_counts(&stream);
            }
            for entry in entries.as_chunks::<ENTRY>().0 {
                let [a, b, c, d, _, _, _, _, inline @ ..] = *entry;
                let tag = PropertyTag(u32::from_le_bytes([a, b, c, d]));
                if tag.0 == 0 {
                    continue;
                }
                let value = match fixed(tag.property_type(), inline) {
                    Some(value) => Some(Held::Value(value)),
                    None => values.listed(file, storage, tag, inline)?,
                };
                if let Some(value) = value {
                    properties.add(file, storage, tag, value);
                }
            }
        }
    }
    for tag in values.remaining() {
        if let Some(value) = values.value(file, storage, tag)? {
            file.note(storage, DeviationKind::UnlistedValue(tag));
            properties.add(file, storage, tag, value);
        }
    }
    properties.object = values.object.cloned();
    Ok(properties)
}

impl Properties {
    /// Whether there is a value, here or in the file.
    pub(super) fn contains(&self, id: u16) -> bool {
        self.bag.contains(id) || self.external.is_some() && id == tags::ATTACH_DATA_BINARY.id()
    }

    /// One property has one value: the first, but Unicode before 8-bit.
    fn add<R: Read + Seek>(&mut self, file: &mut File<R>, storage: &Path, tag: PropertyTag, value: Held) {
        if self.contains(tag.id()) {
            let is_better = matches!(self.bag.value(tag.id()), Some(PropertyValue::String8(_)))
                && matches!(value, Held::Value(PropertyValue::String(_)));
            if !is_better {
                return file.note(storage, DeviationKind::DuplicateProperty(tag));
            }
            file.note(
                storage,
                DeviationKind::DuplicateProperty(tag.with_type(PropertyType::STRING8)),
            );
        }
        match value {
            Held::Value(value) => {
                self.bag.set(tag, value);
            }
            Held::External(external) => self.external = Some(external),
        }
    }
}

/// The header of a top-level message has 32 bytes, of an embedded one 24 and of others 8. Writers mix up
/// the first two, which the size of the stream tells apart.
fn header_len(kind: Kind, stream_len: usize) -> usize {
    match (kind, stream_len % ENTRY) {
        (Kind::Message, 8) => 24,
        (Kind::Message, _) => 32,
        (Kind::Recipient | Kind::Attachment, _) => 8,
    }
}

fn read_counts(stream: &Bytes) -> Option<Counts> {
    let mut reader = Reader::new(stream.clone());
    reader.take(16).ok()?;
    Some(Counts {
        recipients: u32::decode(&mut reader).ok()?,
        attachments: u32::decode(&mut reader).ok()?,
    })
}

/// A value that stands in its entry.
fn fixed(property_type: PropertyType, inline: [u8; 8]) -> Option<PropertyValue> {
    use PropertyType as T;
    use PropertyValue as V;
    let [a, b, c, d, ..] = inline;
    Some(match property_type {
        T::NULL => V::Null,
        T::INTEGER16 => V::Integer16(i16::from_le_bytes([a, b])),
        T::INTEGER32 => V::Integer32(i32::from_le_bytes([a, b, c, d])),
        T::FLOATING32 => V::Floating32(f32::from_le_bytes([a, b, c, d])),
        T::FLOATING64 => V::Floating64(f64::from_le_bytes(inline)),
        T::CURRENCY => V::Currency(i64::from_le_bytes(inline)),
        T::FLOATING_TIME => V::FloatingTime(f64::from_le_bytes(inline)),
        T::ERROR_CODE => V::ErrorCode(ErrorCode(u32::from_le_bytes([a, b, c, d]))),
        T::BOOLEAN => V::Boolean(a != 0),
        T::INTEGER64 => V::Integer64(i64::from_le_bytes(inline)),
        T::TIME => V::Time(FileTime(u64::from_le_bytes(inline))),
        _ => return None,
    })
}

/// The value streams of an object, each until it is taken.
struct Values<'a> {
    /// Whose values they are.
    kind: Kind,
    streams: BTreeMap<u32, &'a Item>,
    /// Streams of single values of multi-valued properties, by tag and position.
    parts: BTreeMap<(u32, u32), &'a Item>,
    object: Option<&'a Item>,
}

impl<'a> Values<'a> {
    fn new(items: &'a [Item], kind: Kind) -> Self {
        let mut values = Self {
            kind,
            streams: BTreeMap::new(),
            parts: BTreeMap::new(),
            object: None,
        };
        for item in items {
            let rest = match item.name().split_at_checked(VALUE.len()) {
                Some((head, rest)) if head.eq_ignore_ascii_case(VALUE) => rest,
                _ => continue,
            };
            match rest.split_once('-') {
                None => match hex(rest) {
                    Some(tag) if item.is_storage() => {
                        let wanted = tag == tags::ATTACH_DATA_OBJECT.0;
                        values.object = values.object.or(wanted.then_some(item));
                    }
                    Some(tag) => {
                        values.streams.insert(tag, item);
                    }
                    None => {}
                },
                Some((tag, position)) if !item.is_storage() => {
                    if let (Some(tag), Some(position)) = (hex(tag), hex(position)) {
                        values.parts.insert((tag, position), item);
                    }
                }
                Some(_) => {}
            }
        }
        values
    }

    fn remaining(&self) -> Vec<PropertyTag> {
        self.streams.keys().map(|tag| PropertyTag(*tag)).collect()
    }

    /// The value of a listed property.
    fn listed<R: Read + Seek>(
        &mut self,
        file: &mut File<R>,
        storage: &Path,
        tag: PropertyTag,
        inline: [u8; 8],
    ) -> Result<Option<Held>, MsgError> {
        use PropertyType as T;
        let [a, b, c, d, ..] = inline;
        let declared = u32::from_le_bytes([a, b, c, d]);
        if tag.property_type() == T::OBJECT && !self.streams.contains_key(&tag.0) {
            // Recipient and attachment tables, and the storage of an attachment, which is read as such.
            return Ok(None);
        }
        if !self.streams.contains_key(&tag.0) {
            // Writers leave out the stream of an empty value.
            let empty = match (tag.property_type(), declared) {
                (T::STRING8, 0..=1) => Some(PropertyValue::String8(Bytes::new())),
                (T::STRING, 0..=2) => Some(PropertyValue::String(WideString::default())),
                (T::BINARY, 0) => Some(PropertyValue::Binary(Bytes::new())),
                _ => None,
            };
            if empty.is_none() {
                file.note(
                    storage,
                    if is_known(tag.property_type()) {
                        DeviationKind::MissingValue(tag)
                    } else {
                        DeviationKind::UnknownType(tag)
                    },
                );
            }
            return Ok(empty.map(Held::Value));
        }
        let len = self.streams.get(&tag.0).map_or(0, |item| item.len());
        let terminator = match tag.property_type() {
            T::STRING8 => 1,
            T::STRING => 2,
            _ => 0,
        };
        let declared_len = usize::try_from(declared).unwrap_or(usize::MAX);
        let checked = matches!(tag.property_type(), T::STRING8 | T::STRING | T::BINARY);
        if checked && declared_len != len && declared_len != len.saturating_add(terminator) {
            file.note(
                storage,
                DeviationKind::SizeField {
                    tag,
                    declared,
                    actual: len,
                },
            );
        }
        self.value(file, storage, tag)
    }

    /// The value in the stream of a tag.
    fn value<R: Read + Seek>(
        &mut self,
        file: &mut File<R>,
        storage: &Path,
        tag: PropertyTag,
    ) -> Result<Option<Held>, MsgError> {
        use PropertyType as T;
        let Some(item) = self.streams.remove(&tag.0) else {
            return Ok(None);
        };
        if self.kind == Kind::Attachment
            && tag == tags::ATTACH_DATA_BINARY
            && let Some(external) = file.outside(item)?
        {
            return Ok(Some(Held::External(external)));
        }
        if !is_known(tag.property_type()) {
            file.note(storage, DeviationKind::UnknownType(tag));
            return Ok(None);
        }
        let stream = file.stream(storage, item)?;
        let mut odd = false;
        let value = match tag.property_type() {
            T::STRING8 => PropertyValue::String8(narrow(stream)),
            T::STRING => {
                odd = stream.len() % 2 != 0;
                PropertyValue::String(wide(stream))
            }
            T::BINARY => PropertyValue::Binary(stream),
            T::OBJECT => PropertyValue::Object(stream),
            T::SERVER_ID => PropertyValue::ServerId(stream),
            T::MULTIPLE_STRING8 => PropertyValue::MultipleString8(
                self.parts(file, storage, tag, stream.len() / 4)?
                    .into_iter()
                    .map(narrow)
                    .collect(),
            ),
            T::MULTIPLE_STRING => PropertyValue::MultipleString(
                self.parts(file, storage, tag, stream.len() / 4)?
                    .into_iter()
                    .map(wide)
                    .collect(),
            ),
            T::MULTIPLE_BINARY => {
                PropertyValue::MultipleBinary(self.parts(file, storage, tag, stream.len() / 8)?)
            }
            property_type => match packed(property_type, &stream) {
                Some((value, rest)) => {
                    odd = rest;
                    value
                }
                None => {
                    file.note(storage, DeviationKind::ValueSize(tag));
                    return Ok(None);
                }
            },
        };
        if odd {
            file.note(storage, DeviationKind::ValueSize(tag));
        }
        Ok(Some(Held::Value(value)))
    }

    /// The single values of a multi-valued property, as many as its index stream counts. A value
    /// without a stream is empty, so that the others keep their places.
    fn parts<R: Read + Seek>(
        &mut self,
        file: &mut File<R>,
        storage: &Path,
        tag: PropertyTag,
        count: usize,
    ) -> Result<Vec<Bytes>, MsgError> {
        let mut parts = Vec::new();
        let mut missing = false;
        for position in 0..count {
            let key = (tag.0, u32::try_from(position).unwrap_or(u32::MAX));
            parts.push(match self.parts.remove(&key) {
                Some(item) => file.stream(storage, item)?,
                None => {
                    missing = true;
                    Bytes::new()
                }
            });
        }
        if missing {
            file.note(storage, DeviationKind::ValueSize(tag));
        }
        Ok(parts)
    }
}

/// Types whose values have streams.
fn is_known(property_type: PropertyType) -> bool {
    use PropertyType as T;
    matches!(
        property_type,
        T::STRING8
            | T::STRING
            | T::BINARY
            | T::OBJECT
            | T::SERVER_ID
            | T::GUID
            | T::MULTIPLE_STRING8
            | T::MULTIPLE_STRING
            | T::MULTIPLE_BINARY
    ) || packed(property_type, &Bytes::new()).is_some()
}

/// A value without its terminating zeros, which some writers store.
pub(super) fn narrow(mut bytes: Bytes) -> Bytes {
    let len = bytes
        .iter()
        .rposition(|b| *b != 0)
        .map_or(0, |last| last.saturating_add(1));
    bytes.truncate(len);
    bytes
}

pub(super) fn wide(mut bytes: Bytes) -> WideString {
    let units = bytes.chunks_exact(2).rposition(|unit| unit != [0, 0]);
    bytes.truncate(units.map_or(0, |last| last.saturating_add(1).saturating_mul(2)));
    WideString::from_utf16le(bytes)
}

/// A GUID, or packed values of a fixed size, and whether bytes are left over.
fn packed(property_type: PropertyType, stream: &Bytes) -> Option<(PropertyValue, bool)> {
    use PropertyType as T;
    use PropertyValue as V;
    fn all<T: Decode>(stream: &Bytes, make: impl FnOnce(Vec<T>) -> V) -> Option<(V, bool)> {
        let mut reader = Reader::new(stream.clone());
        let mut values = Vec::new();
        while reader.remaining() >= T::MIN_LEN {
            values.push(T::decode(&mut reader).ok()?);
        }
        Some((make(values), !reader.is_empty()))
    }
    match property_type {
        T::GUID => {
            let mut reader = Reader::new(stream.clone());
            let guid = Decode::decode(&mut reader).ok()?;
            Some((V::Guid(guid), !reader.is_empty()))
        }
        T::MULTIPLE_INTEGER16 => all(stream, V::MultipleInteger16),
        T::MULTIPLE_INTEGER32 => all(stream, V::MultipleInteger32),
        T::MULTIPLE_FLOATING32 => all(stream, V::MultipleFloating32),
        T::MULTIPLE_FLOATING64 => all(stream, V::MultipleFloating64),
        T::MULTIPLE_CURRENCY => all(stream, V::MultipleCurrency),
        T::MULTIPLE_FLOATING_TIME => all(stream, V::MultipleFloatingTime),
        T::MULTIPLE_INTEGER64 => all(stream, V::MultipleInteger64),
        T::MULTIPLE_TIME => all(stream, V::MultipleTime),
        T::MULTIPLE_GUID => all(stream, V::MultipleGuid),
        _ => None,
    }
}
