//! The forms of the `serde` feature that a derive does not give.

pub(crate) mod floats;
#[cfg(test)]
pub(crate) mod tests;

use crate::address::ProxyAddress;
use crate::entry_id::ProviderUid;
use crate::fast_transfer::{self, Property, Token};
use crate::guid::Guid;
use crate::ics::{GlobSet, IdSet, Replica};
use crate::restriction::Restriction;
use crate::rule_action::RuleAction;
use crate::tag::{PropertyTag, PropertyType};
use crate::text::WideString;
use crate::wire::{DecodeError, EncodeError, Reader, Tolerance, Writer};
use crate::xid::Xid;
use bytes::Bytes;
use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A GUID is text without braces where people read, and 16 bytes elsewhere.
impl Serialize for Guid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}
/// From text with or without braces.
impl<'de> Deserialize<'de> for Guid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return <[u8; 16]>::deserialize(deserializer).map(Self);
        }
        deserializer.deserialize_str(Text("a GUID", |text| text.parse().ok()))
    }
}

/// A UID is 32 hexadecimal digits in wire order where people read, and 16 bytes elsewhere.
impl Serialize for ProviderUid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&format_args!("{:032x}", u128::from_be_bytes(self.0)))
        } else {
            self.0.serialize(serializer)
        }
    }
}
impl<'de> Deserialize<'de> for ProviderUid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return <[u8; 16]>::deserialize(deserializer).map(Self);
        }
        deserializer.deserialize_str(Text("32 hexadecimal digits", |text| {
            let digits = text.len() == 32 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
            let number = u128::from_str_radix(text, 16).ok().filter(|_| digits)?;
            Some(ProviderUid(number.to_be_bytes()))
        }))
    }
}

/// Reads text: what is expected, and how it is read.
struct Text<T>(&'static str, fn(&str) -> Option<T>);

impl<T> Visitor<'_> for Text<T> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        self.1(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Where people read, text is text, and `{"utf16": [...]}` with its code units if it has lone surrogates;
/// elsewhere it is its bytes in UTF-16LE.
impl Serialize for WideString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return self.as_bytes().serialize(serializer);
        }
        match char::decode_utf16(self.units()).collect::<Result<String, _>>() {
            Ok(text) => serializer.serialize_str(&text),
            Err(_) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(UTF16, &self.units().collect::<Vec<_>>())?;
                map.end()
            }
        }
    }
}
impl<'de> Deserialize<'de> for WideString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(TextOrUnits);
        }
        let bytes = Bytes::deserialize(deserializer)?;
        if !bytes.len().is_multiple_of(2) {
            return Err(D::Error::invalid_length(bytes.len(), &"whole UTF-16 code units"));
        }
        Ok(Self::from_utf16le(bytes))
    }
}

const UTF16: &str = "utf16";

struct TextOrUnits;

impl<'de> Visitor<'de> for TextOrUnits {
    type Value = WideString;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, or a map of utf16 and its code units")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<WideString, E> {
        Ok(text.into())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WideString, A::Error> {
        let mut text = None;
        while let Some(key) = map.next_key::<String>()? {
            if key != UTF16 {
                return Err(A::Error::unknown_field(&key, &[UTF16]));
            }
            let units: Vec<u16> = map.next_value()?;
            let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
            if text.replace(WideString::from_utf16le(bytes)).is_some() {
                return Err(A::Error::duplicate_field(UTF16));
            }
        }
        text.ok_or_else(|| A::Error::missing_field(UTF16))
    }
}

/// A list of the deviations' names.
impl Serialize for Tolerance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = Self::NAMED.iter().filter(|(_, one)| self.contains(*one));
        // Collected, since not every format can do without the length.
        named
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
            .serialize(serializer)
    }
}
impl<'de> Deserialize<'de> for Tolerance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<String>::deserialize(deserializer)?
            .iter()
            .try_fold(Self::NONE, |all, text| {
                let one = Self::NAMED.iter().find(|(name, _)| name == text);
                one.map(|(_, one)| all | *one)
                    .ok_or_else(|| D::Error::invalid_value(Unexpected::Str(text), &"the name of a deviation"))
            })
    }
}

/// A list of ranges, each `[low, high]`.
impl Serialize for GlobSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.ranges().map(|range| (*range.start(), *range.end())))
    }
}
/// From ranges in any order; one that is no range of counters is refused.
impl<'de> Deserialize<'de> for GlobSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ranges = Vec::<(u64, u64)>::deserialize(deserializer)?;
        match ranges.iter().find(|(low, high)| low > high || *high > Self::MAX) {
            Some((low, high)) => Err(D::Error::custom(format_args!(
                "{low} to {high} is no range of 48-bit counters"
            ))),
            None => Ok(ranges.into_iter().map(|(low, high)| low..=high).collect()),
        }
    }
}

/// A map of replicas and their counters.
impl<R: Replica + Serialize> Serialize for IdSet<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sets: BTreeMap<R, &GlobSet> = self.iter().collect();
        serializer.collect_map(sets)
    }
}
/// A replica that comes twice has the counters of both, one without counters is left out.
impl<'de, R: Replica + Deserialize<'de>> Deserialize<'de> for IdSet<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Sets<R>(PhantomData<R>);
        impl<'de, R: Replica + Deserialize<'de>> Visitor<'de> for Sets<R> {
            type Value = IdSet<R>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of replicas and their counters")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<IdSet<R>, A::Error> {
                let mut sets = Vec::new();
                while let Some(set) = map.next_entry::<R, GlobSet>()? {
                    sets.push(set);
                }
                Ok(sets.into_iter().collect())
            }
        }
        deserializer.deserialize_map(Sets(PhantomData))
    }
}

/// An [`Xid`] before its local id's length is checked.
#[derive(Deserialize)]
#[serde(rename = "Xid")]
pub(crate) struct XidForm {
    namespace_guid: Guid,
    local_id: Bytes,
}

impl TryFrom<XidForm> for Xid {
    type Error = &'static str;
    fn try_from(form: XidForm) -> Result<Self, &'static str> {
        Self::new(form.namespace_guid, form.local_id).ok_or("the local id of an XID has 1 to 8 bytes")
    }
}

/// A [`ProxyAddress`] with its type in any case.
#[derive(Deserialize)]
#[serde(rename = "ProxyAddress")]
pub(crate) struct ProxyAddressForm {
    address_type: String,
    address: String,
}

impl From<ProxyAddressForm> for ProxyAddress {
    fn from(form: ProxyAddressForm) -> Self {
        Self::new(&form.address_type, form.address)
    }
}

/// A [`fast_transfer::Value`] as a stream has it: its type, and its bytes with their length or count.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Value")]
pub(crate) struct StreamValue {
    property_type: PropertyType,
    bytes: Bytes,
}

/// The id of a property that is none of the markers and meta-properties, and has no name.
const ANY_ID: u16 = 0x6700;
/// Bytes of propType and propId.
const TAG_LEN: usize = 4;

impl From<fast_transfer::Value> for StreamValue {
    fn from(value: fast_transfer::Value) -> Self {
        let property_type = value.property_type();
        let mut writer = Writer::new();
        let property = Token::Property(Property {
            tag: PropertyTag::new(ANY_ID, property_type),
            name: None,
            value,
        });
        // Only a value beyond 4 GB fails: what is left of it is refused by the reader.
        let written: Result<(), EncodeError> = fast_transfer::write_token(&mut writer, &property);
        let mut bytes = writer.finish();
        let bytes = match written {
            Ok(()) if bytes.len() >= TAG_LEN => bytes.split_off(TAG_LEN),
            _ => Bytes::new(),
        };
        Self { property_type, bytes }
    }
}

impl TryFrom<StreamValue> for fast_transfer::Value {
    type Error = String;
    fn try_from(form: StreamValue) -> Result<Self, String> {
        let tag = PropertyTag::new(ANY_ID, form.property_type).0;
        let stream = [&tag.to_le_bytes()[..], &form.bytes].concat();
        let mut tokens = fast_transfer::tokens(stream);
        let first = tokens
            .next()
            .transpose()
            .map_err(|e: DecodeError| e.to_string())?;
        match (first, tokens.next()) {
            (Some(Token::Property(property)), None)
                if property.value.property_type() == form.property_type =>
            {
                Ok(property.value)
            }
            _ => Err("the bytes are not one value of their type".to_owned()),
        }
    }
}

thread_local! {
    /// How many restrictions and rule actions are being read inside one another.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Bounds recursion as [`Reader::nested`] does: not every format bounds it.
fn nested<T, E: Error>(read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    struct Leave(usize);
    impl Drop for Leave {
        fn drop(&mut self) {
            DEPTH.set(self.0);
        }
    }
    let depth = DEPTH.get();
    if depth >= Reader::MAX_DEPTH {
        return Err(E::custom(format_args!("more than {} levels", Reader::MAX_DEPTH)));
    }
    let _leave = Leave(depth);
    DEPTH.set(depth.saturating_add(1));
    read()
}

macro_rules! bounded {
    ($($name:ident)+) => { $(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $name::serialize(self, serializer)
            }
        }
        /// Reading stops at [`Reader::MAX_DEPTH`] levels.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                nested(|| $name::deserialize(deserializer))
            }
        }
    )+ };
}

bounded! { Restriction RuleAction }
