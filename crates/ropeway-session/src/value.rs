//! Property values as a server keeps them: their own memory, and what that counts for.

use bytes::Bytes;
use ropeway_message::{PropertyBag, convert_string};
use ropeway_types::{CodePage, PropertyTag, PropertyType, PropertyValue, WideString};

/// What a property counts beside its payload: the map entry and the shared buffer's header.
const OVERHEAD: u64 = 96;

/// Bytes of a value in the encoding of ROPs ([MS-OXCDATA] 2.11.1).
pub(crate) fn wire_len(value: &PropertyValue) -> usize {
    use PropertyValue as V;
    fn sum<T>(items: &[T], each: impl Fn(&T) -> usize) -> usize {
        items
            .iter()
            .fold(4usize, |total, item| total.saturating_add(each(item)))
    }
    match value {
        V::Null => 0,
        V::Boolean(_) => 1,
        V::Integer16(_) => 2,
        V::Integer32(_) | V::Floating32(_) | V::ErrorCode(_) => 4,
        V::Floating64(_) | V::FloatingTime(_) | V::Currency(_) | V::Integer64(_) | V::Time(_) => 8,
        V::Guid(_) => 16,
        V::Object(bytes) | V::ServerId(bytes) | V::Binary(bytes) => bytes.len().saturating_add(2),
        V::String8(bytes) => bytes.len().saturating_add(1),
        V::String(text) => text.as_bytes().len().saturating_add(2),
        V::MultipleInteger16(items) => sum(items, |_| 2),
        V::MultipleInteger32(items) => sum(items, |_| 4),
        V::MultipleFloating32(items) => sum(items, |_| 4),
        V::MultipleFloating64(items) | V::MultipleFloatingTime(items) => sum(items, |_| 8),
        V::MultipleCurrency(items) | V::MultipleInteger64(items) => sum(items, |_| 8),
        V::MultipleTime(items) => sum(items, |_| 8),
        V::MultipleGuid(items) => sum(items, |_| 16),
        V::MultipleString8(items) => sum(items, |item| item.len().saturating_add(1)),
        V::MultipleString(items) => sum(items, |item| item.as_bytes().len().saturating_add(2)),
        V::MultipleBinary(items) => sum(items, |item| item.len().saturating_add(2)),
        // Types that the codec may learn later hold no payload that this crate stores.
        _ => usize::MAX,
    }
}

/// What a value counts against the limits of a session or mailbox.
pub(crate) fn cost(value: &PropertyValue) -> u64 {
    let items = match value {
        PropertyValue::MultipleString8(items) => items.len(),
        PropertyValue::MultipleString(items) => items.len(),
        PropertyValue::MultipleBinary(items) => items.len(),
        _ => 0,
    };
    let payload = u64::try_from(wire_len(value)).unwrap_or(u64::MAX);
    let items = u64::try_from(items).unwrap_or(u64::MAX).saturating_mul(OVERHEAD);
    payload.saturating_add(OVERHEAD).saturating_add(items)
}

/// What a bag counts.
pub(crate) fn bag_cost(bag: &PropertyBag) -> u64 {
    bag.iter()
        .fold(0u64, |total, (_, value)| total.saturating_add(cost(value)))
}

/// Sets a property and keeps `total`, the bag's cost, up to date.
pub(crate) fn set(bag: &mut PropertyBag, total: &mut u64, tag: PropertyTag, value: PropertyValue) {
    *total = total.saturating_add(cost(&value));
    if let Some(old) = bag.set(tag, value) {
        *total = total.saturating_sub(cost(&old));
    }
}

/// Removes a property and keeps `total` up to date.
pub(crate) fn remove(bag: &mut PropertyBag, total: &mut u64, id: u16) {
    if let Some(old) = bag.remove(id) {
        *total = total.saturating_sub(cost(&old));
    }
}

/// A value in memory of its own. What is decoded is a slice of its ROP buffer, and a stored slice of a
/// few bytes would keep the whole buffer.
///
/// 8-bit text becomes Unicode on this way: only the session knows in which code page the client wrote it
/// ([MS-OXCPRPT] 3.2.5.1), and a reader asking for 8-bit text gets it converted back.
pub(crate) fn stored(value: &PropertyValue, code_page: CodePage) -> PropertyValue {
    use PropertyValue as V;
    let own = |bytes: &Bytes| Bytes::copy_from_slice(bytes);
    let wide = |text: &WideString| WideString::from_utf16le(Bytes::copy_from_slice(text.as_bytes()));
    match value {
        V::String8(_) => convert_string(value, PropertyType::STRING, code_page).unwrap_or(V::Null),
        V::MultipleString8(_) => {
            convert_string(value, PropertyType::MULTIPLE_STRING, code_page).unwrap_or(V::Null)
        }
        V::String(text) => V::String(wide(text)),
        V::MultipleString(items) => V::MultipleString(items.iter().map(wide).collect()),
        V::Binary(bytes) => V::Binary(own(bytes)),
        V::Object(bytes) => V::Object(own(bytes)),
        V::ServerId(bytes) => V::ServerId(own(bytes)),
        V::MultipleBinary(items) => V::MultipleBinary(items.iter().map(own).collect()),
        other => other.clone(),
    }
}

/// A value as a client asks for it: the type it asked for, strings converted into each other; `None` if
/// the property is of another type.
pub(crate) fn as_type(
    value: &PropertyValue,
    wanted: PropertyType,
    want_unicode: bool,
    code_page: CodePage,
) -> Option<PropertyValue> {
    let wanted = match (wanted, value.property_type()) {
        (PropertyType::UNSPECIFIED, PropertyType::STRING | PropertyType::STRING8) if want_unicode => {
            PropertyType::STRING
        }
        (PropertyType::UNSPECIFIED, PropertyType::STRING | PropertyType::STRING8) => PropertyType::STRING8,
        (PropertyType::UNSPECIFIED, PropertyType::MULTIPLE_STRING | PropertyType::MULTIPLE_STRING8) => {
            if want_unicode {
                PropertyType::MULTIPLE_STRING
            } else {
                PropertyType::MULTIPLE_STRING8
            }
        }
        (PropertyType::UNSPECIFIED, own) => own,
        (wanted, _) => wanted,
    };
    let converted = convert_string(value, wanted, code_page)?;
    Some(match converted {
        // The terminator ends the text on the wire; a multi-byte code page may hold a zero inside.
        PropertyValue::String8(bytes) if bytes.contains(&0) => {
            PropertyValue::String8(bytes.iter().copied().filter(|byte| *byte != 0).collect())
        }
        other => other,
    })
}

/// Text without zeros, which end a string on the wire.
pub(crate) fn text(text: &str) -> PropertyValue {
    if text.contains('\0') {
        PropertyValue::from(text.replace('\0', "").as_str())
    } else {
        PropertyValue::from(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ropeway_types::tags;
    use ropeway_types::wire::Encode;

    #[test]
    fn wire_len_is_what_the_encoder_writes() {
        for value in [
            PropertyValue::Null,
            PropertyValue::from(true),
            PropertyValue::from(7),
            PropertyValue::from("Grüße"),
            PropertyValue::String8(Bytes::from_static(b"abc")),
            PropertyValue::from(vec![1u8, 2]),
            PropertyValue::MultipleString(vec!["a".into(), "".into()]),
            PropertyValue::MultipleBinary(vec![Bytes::from_static(b"x")]),
            PropertyValue::MultipleInteger16(vec![1, 2, 3]),
        ] {
            assert_eq!(wire_len(&value), value.to_bytes().unwrap().len(), "{value:?}");
        }
    }

    #[test]
    fn eight_bit_text_is_kept_as_unicode_and_given_back() {
        let narrow = PropertyValue::String8(Bytes::from_static(b"\xcf\xf0"));
        let kept = stored(&narrow, CodePage(1251));
        assert_eq!(kept, PropertyValue::from("Пр"));
        assert_eq!(
            as_type(&kept, PropertyType::STRING8, true, CodePage(1251)),
            Some(narrow.clone())
        );
        assert_eq!(
            as_type(&kept, PropertyType::UNSPECIFIED, false, CodePage(1251)),
            Some(narrow)
        );
        assert_eq!(
            as_type(&kept, PropertyType::INTEGER32, true, CodePage(1251)),
            None
        );
    }

    #[test]
    fn stored_values_let_go_of_the_buffer() {
        let buffer = Bytes::from(vec![7u8; 1000]);
        let PropertyValue::Binary(kept) = stored(&PropertyValue::Binary(buffer.slice(0..4)), CodePage::UTF_8)
        else {
            panic!("another type")
        };
        drop(buffer);
        assert!(kept.is_unique());
    }

    #[test]
    fn the_cost_of_a_bag_follows_its_changes() {
        let mut bag = PropertyBag::new();
        let mut total = 0;
        set(&mut bag, &mut total, tags::SUBJECT, "a long subject".into());
        set(&mut bag, &mut total, tags::SUBJECT, "b".into());
        set(&mut bag, &mut total, tags::IMPORTANCE, 1.into());
        assert_eq!(total, bag_cost(&bag));
    }
}
