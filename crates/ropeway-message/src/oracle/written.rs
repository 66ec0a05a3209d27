//! What comes back of a message that was written as a .msg file.

use crate::msg::{Strings, WriteOptions, read_bytes, write};
use crate::{Loss, Message, NamedProperties, Place, PropertyBag, ReadOptions, Step};
use bytes::Bytes;
use ropeway_types::{CodePage, PropertyName, PropertyTag, PropertyValue, WideString, tags};
use std::collections::BTreeMap;

/// A written message comes back, but for the losses and for what the documentation of
/// [`msg`](crate::msg) tells of writing. Returns the losses.
pub fn survives(message: &Message, options: &WriteOptions) -> Vec<Loss> {
    let written = match write(message, options) {
        Ok(written) => written,
        Err(error) => panic!("cannot be written: {error}"),
    };
    let read = ReadOptions::default().with_max_depth(options.max_depth);
    let again = match read_bytes(&written.bytes, &read) {
        Ok(again) => again,
        Err(error) => panic!("own file cannot be read: {error}"),
    };
    let comparison = Comparison {
        losses: &written.losses,
        strings: options.strings,
    };
    comparison.messages(&Place::message(), message, &again);
    match write(&again, options) {
        Ok(second) => {
            assert!(second.losses.is_empty(), "lost only the second time");
            // What is lost may have had a say in the rest.
            let whole = written.losses.is_empty();
            assert!(
                !whole || second.bytes == written.bytes,
                "the second file is another one"
            );
        }
        Err(error) => panic!("cannot be written again: {error}"),
    }
    written.losses
}

struct Comparison<'a> {
    losses: &'a [Loss],
    strings: Strings,
}

/// A property by its name, or by its id where it has none.
type Keyed = BTreeMap<(Option<PropertyName>, u16), PropertyValue>;

fn keyed(bag: &PropertyBag, names: &NamedProperties) -> Keyed {
    bag.iter()
        .map(|(tag, value)| match names.name(tag.id()) {
            Some(name) => ((Some(name.clone()), 0), value.clone()),
            None => ((None, tag.id()), value.clone()),
        })
        .collect()
}

fn same(a: &PropertyValue, b: &PropertyValue) -> bool {
    // NaN is not equal to itself.
    a == b || a.property_type() == b.property_type() && format!("{a:?}") == format!("{b:?}")
}

/// STORE_UNICODE_OK, which writing adds to PidTagStoreSupportMask.
const UNICODE_OK: i32 = 0x0004_0000;

/// The value without that flag.
fn unflagged(key: &(Option<PropertyName>, u16), value: PropertyValue) -> PropertyValue {
    match value {
        PropertyValue::Integer32(mask) if key.1 == tags::STORE_SUPPORT_MASK.id() => {
            PropertyValue::Integer32(mask & !UNICODE_OK)
        }
        other => other,
    }
}

impl Comparison<'_> {
    fn lost(&self, place: &Place, tag: PropertyTag) -> bool {
        self.losses
            .iter()
            .any(|loss| loss.place == *place && loss.property == Some(tag))
    }

    fn messages(&self, place: &Place, message: &Message, again: &Message) {
        let mut extra = BTreeMap::from([(tags::MESSAGE_CODEPAGE, i32::from(message.code_page().0))]);
        if place.steps().is_empty() {
            extra.insert(tags::STORE_SUPPORT_MASK, UNICODE_OK);
        }
        let page = message.code_page();
        let (names, names_again) = (&message.named_properties, &again.named_properties);
        let bags = |at: &Place, bag, bag_again, extra: &BTreeMap<PropertyTag, i32>| {
            self.bags(at, keyed(bag, names), keyed(bag_again, names_again), page, extra);
        };
        bags(place, &message.properties, &again.properties, &extra);
        let none = BTreeMap::new();

        let (recipients, recipients_again) = (&message.recipients, &again.recipients);
        assert_eq!(recipients.len(), recipients_again.len(), "{place}: recipients");
        for (at, (recipient, again)) in recipients.iter().zip(recipients_again).enumerate() {
            let place = place.below(Step::Recipient(at));
            assert_eq!(recipient.recipient_type, again.recipient_type, "{place}");
            if !self.lost(&place, tags::ROWID) {
                assert_eq!(recipient.row_id, again.row_id, "{place}");
            }
            bags(&place, &recipient.properties, &again.properties, &none);
        }

        let (attachments, attachments_again) = (&message.attachments, &again.attachments);
        assert_eq!(attachments.len(), attachments_again.len(), "{place}: attachments");
        for (at, (attachment, again)) in attachments.iter().zip(attachments_again).enumerate() {
            let place = place.below(Step::Attachment(at));
            if !self.lost(&place, tags::ATTACH_NUMBER) {
                assert_eq!(attachment.number, again.number, "{place}");
            }
            bags(&place, &attachment.properties, &again.properties, &none);
            match (&attachment.embedded, &again.embedded) {
                (Some(message), Some(again)) => self.messages(&place.below(Step::Embedded), message, again),
                (None, None) => {}
                _ => panic!("{place}: an embedded message on one side only"),
            }
        }
    }

    fn bags(
        &self,
        place: &Place,
        before: Keyed,
        mut after: Keyed,
        page: CodePage,
        extra: &BTreeMap<PropertyTag, i32>,
    ) {
        for (key, value) in before {
            let again = after.remove(&key).map(|again| unflagged(&key, again));
            let lost = self
                .losses
                .iter()
                .filter(|loss| loss.place == *place && loss.name == key.0)
                .any(|loss| key.0.is_some() || loss.property.is_some_and(|tag| tag.id() == key.1));
            match (self.expected(unflagged(&key, value), page), again) {
                _ if lost => {}
                (Some(value), Some(again)) => {
                    assert!(
                        same(&value, &again),
                        "{place}: {key:?} was {value:?}, is {again:?}"
                    );
                }
                (value, again) => panic!("{place}: {key:?} was {value:?}, is {again:?}"),
            }
        }
        for ((_, id), value) in after {
            let expected = extra.iter().find(|(tag, _)| tag.id() == id).map(|(_, v)| *v);
            assert_eq!(
                Some(value),
                expected.map(PropertyValue::Integer32),
                "{place}: {id:#06x}"
            );
        }
    }

    /// The value as it is to come back.
    fn expected(&self, value: PropertyValue, page: CodePage) -> Option<PropertyValue> {
        use PropertyValue as V;
        let narrow = |bytes: &Bytes| {
            let end = bytes
                .iter()
                .rposition(|b| *b != 0)
                .map_or(0, |last| last.saturating_add(1));
            bytes.slice(..end)
        };
        let wide = |text: &WideString| {
            let units: Vec<u16> = text.units().collect();
            let end = units
                .iter()
                .rposition(|u| *u != 0)
                .map_or(0, |last| last.saturating_add(1));
            let units = units.into_iter().take(end);
            WideString::from_utf16le(units.flat_map(u16::to_le_bytes).collect::<Bytes>())
        };
        let unicode = self.strings == Strings::Unicode;
        let decoded = |bytes: &Bytes| {
            let text = page.decode(bytes).filter(|text| !text.contains('\u{fffd}'))?;
            Some(wide(&WideString::from(&*text)))
        };
        Some(match value {
            V::String8(bytes) => match decoded(&bytes).filter(|_| unicode) {
                Some(text) => V::String(text),
                None => V::String8(narrow(&bytes)),
            },
            V::String(text) => V::String(wide(&text)),
            V::MultipleString8(values) => {
                let texts: Option<_> = values.iter().map(decoded).collect();
                match texts.filter(|_| unicode) {
                    Some(texts) => V::MultipleString(texts),
                    None => V::MultipleString8(values.iter().map(narrow).collect()),
                }
            }
            V::MultipleString(texts) => V::MultipleString(texts.iter().map(wide).collect()),
            V::Restriction(_) | V::RuleAction(_) => return None,
            other => other,
        })
    }
}
