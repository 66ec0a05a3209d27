//! Arbitrary messages for property tests, here and in the crates that take messages.

use crate::{Attachment, Message, NamedProperties, PropertyBag, Recipient, RecipientType};
use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use ropeway_types::{
    ErrorCode, FileTime, Guid, PropertyName, PropertyTag, PropertyType, PropertyValue, WideString,
    property_set,
};

fn bytes() -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), 0..40).prop_map(Bytes::from)
}

fn wide() -> impl Strategy<Value = WideString> {
    prop_oneof![
        ".{0,20}".prop_map(|text| WideString::from(text.as_str())),
        bytes().prop_map(WideString::from_utf16le),
    ]
}

fn guid() -> impl Strategy<Value = Guid> {
    any::<[u8; 16]>().prop_map(Guid)
}

fn time() -> impl Strategy<Value = FileTime> {
    any::<u64>().prop_map(FileTime)
}

/// A value of any type.
pub fn value() -> impl Strategy<Value = PropertyValue> {
    use PropertyValue as V;
    let single = prop_oneof![
        Just(V::Null),
        any::<i16>().prop_map(V::Integer16),
        any::<i32>().prop_map(V::Integer32),
        any::<f32>().prop_map(V::Floating32),
        any::<f64>().prop_map(V::Floating64),
        any::<i64>().prop_map(V::Currency),
        any::<f64>().prop_map(V::FloatingTime),
        any::<u32>().prop_map(|code| V::ErrorCode(ErrorCode(code))),
        any::<bool>().prop_map(V::Boolean),
        bytes().prop_map(V::Object),
        any::<i64>().prop_map(V::Integer64),
        bytes().prop_map(V::String8),
        wide().prop_map(V::String),
        time().prop_map(V::Time),
        guid().prop_map(V::Guid),
        bytes().prop_map(V::ServerId),
        bytes().prop_map(V::Binary),
    ];
    let multiple = prop_oneof![
        vec(any::<i16>(), 0..4).prop_map(V::MultipleInteger16),
        vec(any::<i32>(), 0..4).prop_map(V::MultipleInteger32),
        vec(any::<f32>(), 0..4).prop_map(V::MultipleFloating32),
        vec(any::<f64>(), 0..4).prop_map(V::MultipleFloating64),
        vec(any::<i64>(), 0..4).prop_map(V::MultipleCurrency),
        vec(any::<f64>(), 0..4).prop_map(V::MultipleFloatingTime),
        vec(any::<i64>(), 0..4).prop_map(V::MultipleInteger64),
        vec(bytes(), 0..4).prop_map(V::MultipleString8),
        vec(wide(), 0..4).prop_map(V::MultipleString),
        vec(time(), 0..4).prop_map(V::MultipleTime),
        vec(guid(), 0..4).prop_map(V::MultipleGuid),
        vec(bytes(), 0..4).prop_map(V::MultipleBinary),
    ];
    prop_oneof![3 => single, 1 => multiple]
}

/// A bag with properties below 0x8000, but for the ids of markers, and some of the first named ids.
pub fn bag() -> impl Strategy<Value = PropertyBag> {
    let id = prop_oneof![0x0001u16..0x4000, 0x4080u16..0x8000, 0x8000u16..0x8008];
    vec((id, value()), 0..8).prop_map(|properties| {
        let mut bag = PropertyBag::new();
        for (id, value) in properties {
            bag.set(PropertyTag::new(id, PropertyType::UNSPECIFIED), value);
        }
        bag
    })
}

fn name() -> impl Strategy<Value = PropertyName> {
    let set = prop_oneof![
        Just(property_set::PS_PUBLIC_STRINGS),
        Just(property_set::PS_INTERNET_HEADERS),
        guid(),
    ];
    prop_oneof![
        (set.clone(), any::<u32>()).prop_map(|(set, lid)| PropertyName::id(set, lid)),
        (set, "[a-zA-Z-]{0,8}").prop_map(|(set, text)| PropertyName::name(set, &text)),
    ]
}

fn recipient() -> impl Strategy<Value = Recipient> {
    (any::<u32>(), any::<u32>(), bag()).prop_map(|(row_id, recipient_type, properties)| Recipient {
        row_id,
        recipient_type: RecipientType(recipient_type),
        properties,
    })
}

/// A message with recipients, attachments and embedded messages. It has names for properties that it
/// uses, and no others; some properties from 0x8000 up have none.
pub fn message() -> impl Strategy<Value = Message> {
    let flat = message_with(vec((any::<u32>(), bag(), Just(None)), 0..2).boxed());
    flat.prop_recursive(3, 12, 2, |inner| {
        let embedded = proptest::option::of(inner.prop_map(Box::new));
        message_with(vec((any::<u32>(), bag(), embedded), 0..3).boxed())
    })
}

type Parts = Vec<(u32, PropertyBag, Option<Box<Message>>)>;

fn message_with(attachments: BoxedStrategy<Parts>) -> BoxedStrategy<Message> {
    (bag(), vec(recipient(), 0..3), attachments, vec(name(), 0..8))
        .prop_map(|(properties, recipients, attachments, names)| {
            let attachments = attachments
                .into_iter()
                .map(|(number, properties, embedded)| Attachment {
                    number,
                    properties,
                    embedded,
                    external: None,
                })
                .collect();
            let mut message = Message {
                properties,
                recipients,
                attachments,
                named_properties: NamedProperties::new(),
            };
            let used = |message: &Message, id| {
                message.properties.contains(id)
                    || message.recipients.iter().any(|r| r.properties.contains(id))
                    || message.attachments.iter().any(|a| a.properties.contains(id))
            };
            for (id, name) in (PropertyTag::FIRST_NAMED_ID..).zip(names) {
                if used(&message, id) && message.named_properties.id(&name).is_none() {
                    message.named_properties.insert(id, name);
                }
            }
            message
        })
        .boxed()
}
