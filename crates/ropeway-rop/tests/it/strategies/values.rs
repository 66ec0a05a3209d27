//! Made-up values of the structures of `ropeway-types`. Small ones: what is large is many of them.

use super::{Made, made};
use bytes::Bytes;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use ropeway_types::wire::Form;
use ropeway_types::{
    ActionBlock, ActionData, ActionFolder, ActionRecipient, ErrorCode, FileTime, FolderId, Guid, LongTermId,
    MessageId, NameKind, PropertyName, PropertyProblem, PropertyRow, PropertyTag, PropertyType,
    PropertyValue, RecipientFlags, RecipientRow, ReplyMessage, ReplyTemplate, Restriction, RowString,
    RowValue, RuleAction, TaggedPropertyValue, WideString, X500Address, tags,
};

/// How deep restrictions and rule actions hold others.
const DEPTH: u32 = 2;

pub(crate) fn data() -> BoxedStrategy<Bytes> {
    vec(any::<u8>(), 0..12).prop_map(Bytes::from).boxed()
}

/// 8-bit text without a zero.
pub(crate) fn narrow() -> BoxedStrategy<Bytes> {
    vec(1u8..=255, 0..8).prop_map(Bytes::from).boxed()
}

/// Text with lone surrogates among its units, without a zero.
pub(crate) fn wide() -> BoxedStrategy<WideString> {
    let unit = prop_oneof![1u16..0x80, 1u16..0xD800, 0xD800u16..0xE000, 0xE000u16..];
    vec(unit, 0..6)
        .prop_map(|units| {
            let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
            WideString::from_utf16le(bytes)
        })
        .boxed()
}

/// Text of the width that a flag says.
pub(crate) fn text(is_wide: bool) -> BoxedStrategy<RowString> {
    if is_wide {
        wide().prop_map(RowString::Wide).boxed()
    } else {
        narrow().prop_map(RowString::Narrow).boxed()
    }
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Made for $type {
            fn made() -> BoxedStrategy<Self> {
                any::<$type>().boxed()
            }
        }
    )*};
}
plain!(
    bool, u8, u16, u32, u64, i16, i32, i64, [u8; 6], [u8; 8], [u8; 16], [u8; 24], [u16; 3]
);

macro_rules! wrapped {
    ($($type:ident($inner:ty)),*) => {$(
        impl Made for $type {
            fn made() -> BoxedStrategy<Self> {
                any::<$inner>().prop_map($type).boxed()
            }
        }
    )*};
}
wrapped!(
    FolderId(u64),
    MessageId(u64),
    Guid([u8; 16]),
    FileTime(u64),
    ErrorCode(u32)
);

/// Every bit pattern, also those that are no numbers.
impl Made for f32 {
    fn made() -> BoxedStrategy<Self> {
        any::<u32>().prop_map(f32::from_bits).boxed()
    }
}
impl Made for f64 {
    fn made() -> BoxedStrategy<Self> {
        any::<u64>().prop_map(f64::from_bits).boxed()
    }
}
impl Made for Bytes {
    fn made() -> BoxedStrategy<Self> {
        data()
    }
}
impl Made for WideString {
    fn made() -> BoxedStrategy<Self> {
        wide()
    }
}
impl<T: Made + std::fmt::Debug + 'static> Made for Vec<T> {
    fn made() -> BoxedStrategy<Self> {
        vec(made(), 0..4).boxed()
    }
}
impl<T: Made + std::fmt::Debug + 'static> Made for Option<T> {
    fn made() -> BoxedStrategy<Self> {
        option::of(made()).boxed()
    }
}

/// Every type that has a value, and what is none.
pub(crate) const TYPES: [PropertyType; 31] = {
    use PropertyType as T;
    [
        T::NULL,
        T::INTEGER16,
        T::INTEGER32,
        T::FLOATING32,
        T::FLOATING64,
        T::CURRENCY,
        T::FLOATING_TIME,
        T::ERROR_CODE,
        T::BOOLEAN,
        T::OBJECT,
        T::INTEGER64,
        T::STRING8,
        T::STRING,
        T::TIME,
        T::GUID,
        T::SERVER_ID,
        T::RESTRICTION,
        T::RULE_ACTION,
        T::BINARY,
        T::MULTIPLE_INTEGER16,
        T::MULTIPLE_INTEGER32,
        T::MULTIPLE_FLOATING32,
        T::MULTIPLE_FLOATING64,
        T::MULTIPLE_CURRENCY,
        T::MULTIPLE_FLOATING_TIME,
        T::MULTIPLE_INTEGER64,
        T::MULTIPLE_STRING8,
        T::MULTIPLE_STRING,
        T::MULTIPLE_TIME,
        T::MULTIPLE_GUID,
        T::MULTIPLE_BINARY,
    ]
};

impl Made for PropertyType {
    fn made() -> BoxedStrategy<Self> {
        prop_oneof![
            3 => prop::sample::select(TYPES.to_vec()),
            1 => any::<u16>().prop_map(PropertyType),
        ]
        .boxed()
    }
}
impl Made for PropertyTag {
    fn made() -> BoxedStrategy<Self> {
        prop_oneof![
            1 => Just(tags::SUBJECT),
            3 => (any::<u16>(), made()).prop_map(|(id, property_type)| PropertyTag::new(id, property_type)),
        ]
        .boxed()
    }
}
impl Made for LongTermId {
    fn made() -> BoxedStrategy<Self> {
        made!(LongTermId {
            database_guid,
            global_counter,
            pad
        })
    }
}
impl Made for PropertyProblem {
    fn made() -> BoxedStrategy<Self> {
        made!(PropertyProblem {
            index,
            property_tag,
            error_code
        })
    }
}
impl Made for PropertyName {
    fn made() -> BoxedStrategy<Self> {
        let kind = prop_oneof![
            any::<u32>().prop_map(NameKind::Id),
            wide().prop_map(NameKind::Name),
            Just(NameKind::None),
        ];
        made!(PropertyName {
            property_set,
            kind = kind.boxed()
        })
    }
}

/// A value of a given type; `None` for a type that has none. Restrictions and rule actions in it nest
/// `depth` levels deep.
pub(crate) fn value_of(
    property_type: PropertyType,
    form: Form,
    depth: u32,
) -> Option<BoxedStrategy<PropertyValue>> {
    use PropertyType as T;
    use PropertyValue as V;
    fn of<T: Made + std::fmt::Debug + 'static>(value: impl Fn(T) -> V + 'static) -> Option<BoxedStrategy<V>> {
        Some(made::<T>().prop_map(value).boxed())
    }
    match property_type {
        T::NULL => Some(Just(V::Null).boxed()),
        T::INTEGER16 => of(V::Integer16),
        T::INTEGER32 => of(V::Integer32),
        T::FLOATING32 => of(V::Floating32),
        T::FLOATING64 => of(V::Floating64),
        T::CURRENCY => of(V::Currency),
        T::FLOATING_TIME => of(V::FloatingTime),
        T::ERROR_CODE => of(V::ErrorCode),
        T::BOOLEAN => of(V::Boolean),
        T::OBJECT => of(V::Object),
        T::INTEGER64 => of(V::Integer64),
        T::STRING8 => Some(narrow().prop_map(V::String8).boxed()),
        T::STRING => of(V::String),
        T::TIME => of(V::Time),
        T::GUID => of(V::Guid),
        T::SERVER_ID => of(V::ServerId),
        T::BINARY => of(V::Binary),
        T::RESTRICTION => Some(
            restriction_in(form, depth)
                .prop_map(|r| V::Restriction(Box::new(r)))
                .boxed(),
        ),
        T::RULE_ACTION => Some(rule_action_in(form, depth).prop_map(V::RuleAction).boxed()),
        T::MULTIPLE_INTEGER16 => of(V::MultipleInteger16),
        T::MULTIPLE_INTEGER32 => of(V::MultipleInteger32),
        T::MULTIPLE_FLOATING32 => of(V::MultipleFloating32),
        T::MULTIPLE_FLOATING64 => of(V::MultipleFloating64),
        T::MULTIPLE_CURRENCY => of(V::MultipleCurrency),
        T::MULTIPLE_FLOATING_TIME => of(V::MultipleFloatingTime),
        T::MULTIPLE_INTEGER64 => of(V::MultipleInteger64),
        T::MULTIPLE_STRING8 => Some(vec(narrow(), 0..4).prop_map(V::MultipleString8).boxed()),
        T::MULTIPLE_STRING => of(V::MultipleString),
        T::MULTIPLE_TIME => of(V::MultipleTime),
        T::MULTIPLE_GUID => of(V::MultipleGuid),
        T::MULTIPLE_BINARY => of(V::MultipleBinary),
        _ => None,
    }
}

/// A value of any type.
pub(crate) fn value_in(form: Form, depth: u32) -> BoxedStrategy<PropertyValue> {
    let of_types = TYPES
        .iter()
        .filter_map(|t| value_of(*t, form, depth))
        .collect::<Vec<_>>();
    prop::strategy::Union::new(of_types).boxed()
}

fn tagged(value: BoxedStrategy<PropertyValue>) -> BoxedStrategy<TaggedPropertyValue> {
    (any::<u16>(), value)
        .prop_map(|(id, value)| TaggedPropertyValue {
            tag: PropertyTag::new(id, value.property_type()),
            value,
        })
        .boxed()
}

pub(crate) fn property_in(form: Form, depth: u32) -> BoxedStrategy<TaggedPropertyValue> {
    tagged(value_in(form, depth))
}

impl Made for PropertyValue {
    fn made() -> BoxedStrategy<Self> {
        value_in(Form::Rop, DEPTH)
    }
}
impl Made for TaggedPropertyValue {
    fn made() -> BoxedStrategy<Self> {
        property_in(Form::Rop, DEPTH)
    }
}
impl Made for Restriction {
    fn made() -> BoxedStrategy<Self> {
        restriction_in(Form::Rop, DEPTH)
    }
}
impl Made for RuleAction {
    fn made() -> BoxedStrategy<Self> {
        rule_action_in(Form::Rop, DEPTH)
    }
}

/// Values inside restrictions and rule actions: at the innermost level those that hold none themselves.
fn inner_property(form: Form, depth: u32) -> BoxedStrategy<TaggedPropertyValue> {
    match depth.checked_sub(1) {
        Some(depth) => property_in(form, depth),
        None => {
            let plain = TYPES
                .iter()
                .filter(|t| !matches!(**t, PropertyType::RESTRICTION | PropertyType::RULE_ACTION))
                .filter_map(|t| value_of(*t, form, 0));
            tagged(prop::strategy::Union::new(plain.collect::<Vec<_>>()).boxed())
        }
    }
}

/// A restriction of any kind.
pub(crate) fn restriction_in(form: Form, depth: u32) -> BoxedStrategy<Restriction> {
    use Restriction as R;
    let value = inner_property(form, depth);
    let tag = made::<PropertyTag>;
    let leaf = prop_oneof![
        (any::<(u16, u16)>(), tag(), value.clone()).prop_map(|((low, high), property_tag, value)| {
            R::Content {
                fuzzy_level_low: low,
                fuzzy_level_high: high,
                property_tag,
                value,
            }
        }),
        (any::<u8>(), tag(), value.clone()).prop_map(|(rel_op, property_tag, value)| R::Property {
            rel_op,
            property_tag,
            value,
        }),
        (any::<u8>(), tag(), tag()).prop_map(|(rel_op, property_tag_1, property_tag_2)| {
            R::CompareProperties {
                rel_op,
                property_tag_1,
                property_tag_2,
            }
        }),
        (any::<u8>(), tag(), any::<u32>()).prop_map(|(bitmap_rel_op, property_tag, mask)| R::BitMask {
            bitmap_rel_op,
            property_tag,
            mask,
        }),
        (any::<u8>(), tag(), any::<u32>()).prop_map(|(rel_op, property_tag, size)| R::Size {
            rel_op,
            property_tag,
            size,
        }),
        tag().prop_map(R::Exist),
        vec(value.clone(), 0..3).prop_map(|values| R::Comment {
            values,
            restriction: None,
        }),
        Just(R::And(Vec::new())),
        Just(R::Or(Vec::new())),
    ]
    .boxed();
    let Some(depth) = depth.checked_sub(1) else {
        return leaf;
    };
    let inner = restriction_in(form, depth);
    let boxed = inner.clone().prop_map(Box::new).boxed();
    prop_oneof![
        9 => leaf,
        1 => vec(inner.clone(), 0..3).prop_map(R::And),
        1 => vec(inner, 0..3).prop_map(R::Or),
        1 => boxed.clone().prop_map(R::Not),
        1 => (tag(), boxed.clone()).prop_map(|(subobject, restriction)| R::SubObject {
            subobject,
            restriction
        }),
        1 => (vec(value, 0..3), boxed.clone()).prop_map(|(values, restriction)| R::Comment {
            values,
            restriction: Some(restriction),
        }),
        1 => (any::<u32>(), boxed).prop_map(|(count, restriction)| R::Count { count, restriction }),
    ]
    .boxed()
}

/// A rule action with blocks of any kind.
pub(crate) fn rule_action_in(form: Form, depth: u32) -> BoxedStrategy<RuleAction> {
    let in_this_store = match form {
        Form::Rop => any::<bool>().boxed(),
        Form::ExtendedRule => Just(false).boxed(),
    };
    let folder = made!(ActionFolder {
        folder_in_this_store = in_this_store,
        store_entry_id,
        folder_entry_id
    });
    let message = match form {
        Form::Rop => (made(), made())
            .prop_map(|(f, m)| ReplyMessage::Ids(f, m))
            .boxed(),
        Form::ExtendedRule => data().prop_map(ReplyMessage::EntryId).boxed(),
    };
    let template = made!(ReplyTemplate {
        message = message,
        template_guid
    });
    let property = inner_property(form, depth);
    let recipient = made!(ActionRecipient {
        reserved,
        properties = vec(property.clone(), 0..3)
    });
    let recipients = vec(recipient, 0..3).boxed();
    let named = prop_oneof![Just(0u8), 0x0Cu8..];
    let data = prop_oneof![
        folder.clone().prop_map(ActionData::Move),
        folder.prop_map(ActionData::Copy),
        template.clone().prop_map(ActionData::Reply),
        template.prop_map(ActionData::OofReply),
        data().prop_map(ActionData::DeferAction),
        any::<u32>().prop_map(ActionData::Bounce),
        recipients.clone().prop_map(ActionData::Forward),
        recipients.prop_map(ActionData::Delegate),
        property.prop_map(ActionData::Tag),
        Just(ActionData::Delete),
        Just(ActionData::MarkAsRead),
        (named, data()).prop_map(|(action_type, data)| ActionData::Other { action_type, data }),
    ];
    let block = made!(ActionBlock {
        flavor,
        flags,
        data = data
    });
    vec(block, 0..3).prop_map(|blocks| RuleAction { blocks }).boxed()
}

/// Columns and a row for them: standard or flagged; columns of a type, of no type (PtypUnspecified), and
/// of an instance of a multiple type.
pub(crate) fn columns_and_row() -> BoxedStrategy<(Vec<PropertyTag>, PropertyRow)> {
    #[derive(Debug, Clone, Copy)]
    enum Column {
        Typed,
        Untyped,
        Instance,
    }
    let column = prop_oneof![
        4 => Just(Column::Typed),
        2 => Just(Column::Untyped),
        1 => Just(Column::Instance),
    ];
    let missing = (0u8..8, made::<PropertyType>(), made::<ErrorCode>());
    let cell = (any::<u16>(), column, made::<PropertyValue>(), missing);
    (vec(cell, 0..5), any::<bool>())
        .prop_map(|(cells, flagged)| {
            let (columns, values) = cells
                .into_iter()
                .map(|(id, column, value, (kind, missing_type, code))| {
                    let of_value = value.property_type();
                    let untyped = matches!(column, Column::Untyped);
                    let column = match column {
                        Column::Untyped => PropertyType::UNSPECIFIED,
                        // A single type alone has instances.
                        Column::Instance if of_value.0 & 0xF000 == 0 => PropertyType(of_value.0 | 0x3000),
                        _ => of_value,
                    };
                    let value = match kind {
                        0 if flagged => RowValue::Absent,
                        1 if flagged => RowValue::Error(code),
                        2 if flagged && untyped && missing_type != PropertyType::UNSPECIFIED => {
                            RowValue::AbsentOf(missing_type)
                        }
                        3 if flagged && untyped && missing_type != PropertyType::ERROR_CODE => {
                            RowValue::ErrorOf(missing_type, code)
                        }
                        _ => RowValue::Value(value),
                    };
                    (PropertyTag::new(id, column), value)
                })
                .unzip();
            (columns, PropertyRow { flagged, values })
        })
        .boxed()
}

/// Columns and rows for them: the row above, and some of its cells again.
pub(crate) fn columns_and_rows() -> BoxedStrategy<(Vec<PropertyTag>, Vec<PropertyRow>)> {
    (columns_and_row(), 0usize..4)
        .prop_map(|((columns, row), count)| {
            let rows = (0..count)
                .map(|n| {
                    let mut row = row.clone();
                    if row.flagged && n > 0 {
                        row.values.fill(RowValue::Absent);
                    }
                    row
                })
                .collect();
            (columns, rows)
        })
        .boxed()
}

impl Made for X500Address {
    fn made() -> BoxedStrategy<Self> {
        made!(X500Address {
            address_prefix_used,
            display_type,
            dn = narrow()
        })
    }
}

/// A recipient row without properties, with the fields that its flags announce.
pub(crate) fn recipient_of(flags: RecipientFlags) -> BoxedStrategy<RecipientRow> {
    let kind = flags.address_type();
    let is_wide = flags.contains(RecipientFlags::UNICODE);
    let if_set = |mask| -> BoxedStrategy<Option<RowString>> {
        if flags.contains(mask) {
            text(is_wide).prop_map(Some).boxed()
        } else {
            Just(None).boxed()
        }
    };
    let row = RecipientRow {
        flags,
        ..RecipientRow::default()
    };
    let head = match kind {
        1 => {
            let row = row.clone();
            made::<X500Address>()
                .prop_map(move |x500| RecipientRow {
                    x500: Some(x500),
                    ..row.clone()
                })
                .boxed()
        }
        6 | 7 => {
            let row = row.clone();
            (data(), data())
                .prop_map(move |list| RecipientRow {
                    distribution_list: Some(list),
                    ..row.clone()
                })
                .boxed()
        }
        0 if flags.contains(RecipientFlags::NON_STANDARD) => {
            let row = row.clone();
            narrow()
                .prop_map(move |address_type| RecipientRow {
                    address_type: Some(address_type),
                    ..row.clone()
                })
                .boxed()
        }
        _ => Just(row).boxed(),
    };
    (
        head,
        if_set(RecipientFlags::EMAIL_ADDRESS),
        if_set(RecipientFlags::DISPLAY_NAME),
        if_set(RecipientFlags::SIMPLE_DISPLAY_NAME),
        if_set(RecipientFlags::TRANSMITTABLE_DISPLAY_NAME),
    )
        .prop_map(
            |(row, email_address, display_name, simple, transmittable)| RecipientRow {
                email_address,
                display_name,
                simple_display_name: simple,
                transmittable_display_name: transmittable,
                ..row
            },
        )
        .boxed()
}

/// Columns, and recipient rows with the values of the first of them.
pub(crate) fn recipients() -> BoxedStrategy<(Vec<PropertyTag>, Vec<RecipientRow>)> {
    let row = any::<u16>().prop_flat_map(|bits| recipient_of(RecipientFlags(bits)));
    let row = (row, any::<prop::sample::Index>());
    (columns_and_row(), vec(row, 0..3))
        .prop_map(|((columns, properties), rows)| {
            let rows = rows
                .into_iter()
                .map(|(mut row, take)| {
                    let mut properties = properties.clone();
                    properties.values.truncate(take.index(columns.len() + 1));
                    row.properties = properties;
                    row
                })
                .collect();
            (columns, rows)
        })
        .boxed()
}
