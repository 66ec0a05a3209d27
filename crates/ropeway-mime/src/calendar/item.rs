//! The properties of a calendar object.

use ropeway_message::Message;
use ropeway_types::{CodePage, FileTime, NamedProperty, PropertyTag, PropertyType, PropertyValue};

/// 4501-01-01, with which Outlook says that there is no time.
const NONE: u64 = 0x0CB3_4557_A3DD_4000;
/// 9999-12-31 23:59:59 in seconds since 1970: years of iCalendar have four digits.
const LAST: i64 = 253_402_300_799;

/// A calendar object, or the embedded message of an exception.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(crate) message: &'a Message,
}

impl<'a> Item<'a> {
    pub(crate) fn new(message: &'a Message) -> Self {
        Self { message }
    }

    fn id(self, property: &NamedProperty) -> Option<u16> {
        self.message.named_properties.id(&property.property_name())
    }

    fn value(self, property: &NamedProperty) -> Option<&'a PropertyValue> {
        self.message.properties.value(self.id(property)?)
    }

    /// Seconds since 1970, UTC; `None` for what stands for no time, and for years without a form.
    pub(crate) fn time(self, property: &NamedProperty) -> Option<i64> {
        match self.value(property)? {
            PropertyValue::Time(time) => known(*time),
            _ => None,
        }
    }

    pub(crate) fn tagged_time(self, tag: PropertyTag) -> Option<i64> {
        known(self.message.properties.time(tag)?)
    }

    pub(crate) fn int(self, property: &NamedProperty) -> Option<i32> {
        match self.value(property)? {
            PropertyValue::Integer32(value) => Some(*value),
            PropertyValue::Integer16(value) => Some(i32::from(*value)),
            _ => None,
        }
    }

    pub(crate) fn bool(self, property: &NamedProperty) -> Option<bool> {
        match self.value(property)? {
            PropertyValue::Boolean(value) => Some(*value),
            PropertyValue::Integer32(value) => Some(*value != 0),
            _ => None,
        }
    }

    /// Text that is not empty.
    pub(crate) fn text(self, property: &NamedProperty) -> Option<String> {
        let tag = PropertyTag::new(self.id(property)?, PropertyType::STRING);
        let text = self.message.properties.text(tag, self.code_page())?;
        (!text.trim().is_empty()).then_some(text)
    }

    pub(crate) fn binary(self, property: &NamedProperty) -> Option<&'a bytes::Bytes> {
        match self.value(property)? {
            PropertyValue::Binary(bytes) | PropertyValue::Object(bytes) if !bytes.is_empty() => Some(bytes),
            _ => None,
        }
    }

    pub(crate) fn code_page(self) -> CodePage {
        self.message.code_page()
    }
}

fn known(time: FileTime) -> Option<i64> {
    let seconds = time.unix_seconds();
    (time.0 != 0 && time.0 != NONE && seconds <= LAST).then_some(seconds)
}
