//! The property bag.

use ropeway_types::{
    CodePage, FileTime, PropertyTag, PropertyType, PropertyValue, TaggedPropertyValue, WideString,
};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The properties of one object: at most one value per property id.
///
/// A string property is one property, whether its value is 8-bit or Unicode; setting one replaces the
/// other. Payloads are shared, so a clone costs a map of small values and no payload.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PropertyBag {
    values: BTreeMap<u16, PropertyValue>,
}

impl PropertyBag {
    /// An empty bag.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of a property, whatever its type.
    pub fn value(&self, id: u16) -> Option<&PropertyValue> {
        self.values.get(&id)
    }

    /// The value under a tag; its type must be the tag's.
    pub fn get(&self, tag: PropertyTag) -> Option<&PropertyValue> {
        self.values
            .get(&tag.id())
            .filter(|value| value.property_type() == tag.property_type())
    }

    /// Sets a property; the type is the value's. Returns the value it had.
    pub fn set(&mut self, tag: PropertyTag, value: impl Into<PropertyValue>) -> Option<PropertyValue> {
        self.values.insert(tag.id(), value.into())
    }

    /// Sets a property that is not there.
    pub fn set_default(&mut self, tag: PropertyTag, value: impl Into<PropertyValue>) {
        self.values.entry(tag.id()).or_insert_with(|| value.into());
    }

    /// Removes a property, whatever its type.
    pub fn remove(&mut self, id: u16) -> Option<PropertyValue> {
        self.values.remove(&id)
    }

    /// Whether a property is there, whatever its type.
    pub fn contains(&self, id: u16) -> bool {
        self.values.contains_key(&id)
    }

    /// Number of properties.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All properties in ascending order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (PropertyTag, &PropertyValue)> {
        self.values
            .iter()
            .map(|(id, value)| (PropertyTag::new(*id, value.property_type()), value))
    }

    /// Text of a string property, Unicode or 8-bit in `code_page`. A trailing NUL, which some writers
    /// store, is no part of it. 8-bit text in an unknown code page is read as UTF-8 where it is.
    pub fn text(&self, tag: PropertyTag, code_page: CodePage) -> Option<String> {
        let mut text = text_of(self.value(tag.id())?, code_page)?.into_owned();
        text.truncate(text.trim_end_matches('\0').len());
        Some(text)
    }

    /// An integer of 16 or 32 bits.
    pub fn int(&self, tag: PropertyTag) -> Option<i32> {
        match self.value(tag.id())? {
            PropertyValue::Integer32(v) => Some(*v),
            PropertyValue::Integer16(v) => Some(i32::from(*v)),
            _ => None,
        }
    }

    /// A Boolean.
    pub fn bool(&self, tag: PropertyTag) -> Option<bool> {
        match self.value(tag.id())? {
            PropertyValue::Boolean(v) => Some(*v),
            _ => None,
        }
    }

    /// A time.
    pub fn time(&self, tag: PropertyTag) -> Option<FileTime> {
        match self.value(tag.id())? {
            PropertyValue::Time(v) => Some(*v),
            _ => None,
        }
    }

    /// A binary or object payload.
    pub fn binary(&self, tag: PropertyTag) -> Option<&bytes::Bytes> {
        match self.value(tag.id())? {
            PropertyValue::Binary(v) | PropertyValue::Object(v) | PropertyValue::ServerId(v) => Some(v),
            _ => None,
        }
    }
}

/// Text of a string value.
pub(crate) fn text_of(value: &PropertyValue, code_page: CodePage) -> Option<Cow<'_, str>> {
    match value {
        PropertyValue::String(text) => Some(Cow::Owned(WideString::to_string_lossy(text))),
        PropertyValue::String8(bytes) => Some(
            code_page
                .decode(bytes)
                .unwrap_or_else(|| String::from_utf8_lossy(bytes)),
        ),
        _ => None,
    }
}

/// A value as the other string type, for a client that asks for it ([MS-OXCPRPT] 3.2.5.1): the string
/// types and their multi-valued forms convert into each other; anything else is `None`.
///
/// Characters that the code page lacks become `?`.
pub fn convert_string(value: &PropertyValue, to: PropertyType, code_page: CodePage) -> Option<PropertyValue> {
    let narrow = |text: &str| -> bytes::Bytes {
        match code_page.encode(text) {
            Some(bytes) => bytes.into_owned().into(),
            None => text
                .chars()
                .flat_map(|c| {
                    let mut buffer = [0; 4];
                    code_page
                        .encode(c.encode_utf8(&mut buffer))
                        .map_or_else(|| vec![b'?'], Cow::into_owned)
                })
                .collect(),
        }
    };
    match (value, to) {
        (value, to) if value.property_type() == to => Some(value.clone()),
        (PropertyValue::String8(_), PropertyType::STRING) => {
            text_of(value, code_page).map(|text| PropertyValue::String((&*text).into()))
        }
        (PropertyValue::String(text), PropertyType::STRING8) => {
            Some(PropertyValue::String8(narrow(&text.to_string_lossy())))
        }
        (PropertyValue::MultipleString(items), PropertyType::MULTIPLE_STRING8) => Some(
            PropertyValue::MultipleString8(items.iter().map(|t| narrow(&t.to_string_lossy())).collect()),
        ),
        (PropertyValue::MultipleString8(items), PropertyType::MULTIPLE_STRING) => {
            Some(PropertyValue::MultipleString(
                items
                    .iter()
                    .map(|b| {
                        let text = code_page.decode(b).unwrap_or_else(|| String::from_utf8_lossy(b));
                        WideString::from(&*text)
                    })
                    .collect(),
            ))
        }
        _ => None,
    }
}

impl FromIterator<TaggedPropertyValue> for PropertyBag {
    fn from_iter<I: IntoIterator<Item = TaggedPropertyValue>>(properties: I) -> Self {
        Self {
            values: properties.into_iter().map(|p| (p.tag.id(), p.value)).collect(),
        }
    }
}

impl Extend<TaggedPropertyValue> for PropertyBag {
    fn extend<I: IntoIterator<Item = TaggedPropertyValue>>(&mut self, properties: I) {
        self.values
            .extend(properties.into_iter().map(|p| (p.tag.id(), p.value)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ropeway_types::tags;

    #[test]
    fn a_string_property_has_one_value_in_either_type() {
        let mut bag = PropertyBag::new();
        bag.set(tags::SUBJECT, "wide");
        bag.set(
            tags::SUBJECT,
            PropertyValue::String8(bytes::Bytes::from_static(b"\xcf\xf0\0")),
        );
        assert_eq!(bag.len(), 1);
        assert_eq!(bag.get(tags::SUBJECT), None);
        assert_eq!(bag.text(tags::SUBJECT, CodePage(1251)).unwrap(), "Пр");
    }

    #[test]
    fn strings_convert_both_ways() {
        let wide = PropertyValue::from("aПя");
        let narrow = convert_string(&wide, PropertyType::STRING8, CodePage::WINDOWS_1252).unwrap();
        assert_eq!(narrow, PropertyValue::String8(bytes::Bytes::from_static(b"a??")));
        let narrow = convert_string(&wide, PropertyType::STRING8, CodePage(1251)).unwrap();
        assert_eq!(
            convert_string(&narrow, PropertyType::STRING, CodePage(1251)),
            Some(wide)
        );
    }
}
