//! The structures of `ropeway-types` and of this crate by themselves, in both forms where they have two: come
//! back, no cut of them is read, and a changed byte is an error or a value that survives.

use crate::strategies::made;
use crate::strategies::notification::{EVENTS, KINDS, data_of};
use crate::strategies::values::{
    TYPES, columns_and_row, property_in, recipient_of, recipients, restriction_in, rule_action_in, text,
    value_of,
};
use crate::support::{cases, same};
use bytes::Bytes;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use ropeway_rop::*;
use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Form, Reader, Writer};
use ropeway_types::{
    FolderId, LongTermId, MessageId, PropertyName, PropertyProblem, PropertyRow, PropertyTag, PropertyType,
    PropertyValue, RecipientFlags, RecipientRow, RowString, TaggedPropertyValue,
};
use std::fmt::Debug;

const FORMS: [Form; 2] = [Form::Rop, Form::ExtendedRule];

/// A structure, with what it takes to read and to write it.
struct Codec<D, E> {
    form: Form,
    /// Whether it has a size with slack inside which readers pass over.
    slack: bool,
    read: D,
    write: E,
}

impl<D, E> Codec<D, E> {
    fn decode<T>(&self, bytes: &[u8]) -> Result<T, DecodeError>
    where
        D: Fn(&mut Reader) -> Result<T, DecodeError>,
    {
        let mut reader = Reader::new(Bytes::copy_from_slice(bytes)).with_form(self.form);
        let value = (self.read)(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }

    fn encode<T>(&self, value: &T) -> Result<Bytes, EncodeError>
    where
        E: Fn(&T, &mut Writer) -> Result<(), EncodeError>,
    {
        let mut writer = Writer::new();
        writer.form = self.form;
        (self.write)(value, &mut writer)?;
        Ok(writer.finish())
    }

    /// All that must hold for a value.
    fn holds<T: PartialEq + Debug>(&self, value: &T) -> Result<(), String>
    where
        D: Fn(&mut Reader) -> Result<T, DecodeError>,
        E: Fn(&T, &mut Writer) -> Result<(), EncodeError>,
    {
        let bytes = self.encode(value).map_err(|e| e.to_string())?;
        let decoded = self.decode(&bytes).map_err(|e| format!("{bytes:?}: {e}"))?;
        if !same(&decoded, value) {
            return Err(format!("became {decoded:?}"));
        }
        let again = self.encode(&decoded).map_err(|e| e.to_string())?;
        if again != bytes {
            return Err(format!("{bytes:?} became {again:?}"));
        }
        for len in 0..bytes.len() {
            if let Ok(cut) = self.decode(&bytes[..len]) {
                return Err(format!("{bytes:?} cut to {len}: {cut:?}"));
            }
        }
        let mut changed = bytes.to_vec();
        for at in 0..changed.len() {
            let byte = changed[at];
            let some = [
                0,
                1,
                2,
                0xFF,
                byte ^ 0x10,
                byte ^ 0x80,
                byte.wrapping_add(1),
                byte.wrapping_sub(1),
            ];
            let all = changed.len() <= 12;
            for other in (0..=u8::MAX).filter(|other| *other != byte && (all || some.contains(other))) {
                changed[at] = other;
                if let Ok(other) = self.decode(&changed) {
                    let written = self.encode(&other).map_err(|e| format!("{other:?}: {e}"))?;
                    let read = self.decode(&written).map_err(|e| format!("{other:?}: {e}"))?;
                    let rewritten = self.encode(&read).map_err(|e| format!("{read:?}: {e}"))?;
                    if !same(&read, &other) || rewritten != written {
                        return Err(format!("{changed:?} as {other:?} became {read:?}"));
                    }
                    // Only Booleans are written in another way than they are read, and what is behind a value
                    // inside its size is left out.
                    let normal =
                        |(read, written): (&u8, &u8)| read == written || (*read > 1 && *written == 1);
                    let alike = written.len() == changed.len() && changed.iter().zip(&written).all(normal);
                    if !alike && !self.slack {
                        return Err(format!("{changed:?} is written as {written:?}"));
                    }
                }
            }
            changed[at] = byte;
        }
        Ok(())
    }
}

/// A structure that knows its form from its cursor.
fn plain<T: Decode + Encode + PartialEq + Debug>(form: Form, value: &T) -> Result<(), String> {
    let codec = Codec {
        form,
        slack: std::any::type_name::<T>().ends_with("::MessageHeader"),
        read: |reader: &mut Reader| T::decode(reader),
        write: |value: &T, writer: &mut Writer| value.encode(writer),
    };
    codec.holds(value)
}

/// Checks values of one strategy.
fn check<T: Debug>(few: u32, strategy: &BoxedStrategy<T>, holds: impl Fn(&T) -> Result<(), String>) {
    let result = TestRunner::new(cases(few)).run(strategy, |value| {
        holds(&value).map_err(proptest::test_runner::TestCaseError::fail)
    });
    if let Err(e) = result {
        panic!("{e}");
    }
}

/// Checks a structure without a context.
fn check_plain<T>(few: u32)
where
    T: crate::strategies::Made + Decode + Encode + PartialEq + Debug + 'static,
{
    check(few, &made::<T>(), |value| plain(Form::Rop, value));
}

#[test]
fn structures_without_a_context() {
    check_plain::<FolderId>(4);
    check_plain::<MessageId>(4);
    check_plain::<LongTermId>(4);
    check_plain::<PropertyTag>(4);
    check_plain::<PropertyProblem>(8);
    check_plain::<PropertyName>(64);
    check_plain::<TypedString>(64);
    check_plain::<SortOrder>(8);
    check_plain::<SortOrderSet>(32);
    check_plain::<FolderIds>(4);
    check_plain::<LogonTime>(8);
    check_plain::<ReplicaServers>(32);
    check_plain::<ExistingFolder>(32);
    check_plain::<ReadStatusChanged>(8);
    check_plain::<PermissionData>(32);
    check_plain::<RuleData>(32);
    check_plain::<Version>(8);
    check_plain::<MessageReadState>(16);
    check_plain::<LongTermIdRange>(8);
    check_plain::<NotificationScope>(16);
    check_plain::<NotificationTags>(32);
    check_plain::<NewMail>(32);
    check_plain::<BackoffRop>(8);
}

/// A header holds recipient rows, whose size may have slack.
#[test]
fn message_headers() {
    check_plain::<MessageHeader>(48);
}

#[test]
fn values_of_every_type_in_both_forms() {
    for property_type in TYPES {
        for form in FORMS {
            let codec = Codec {
                form,
                slack: false,
                read: |reader: &mut Reader| PropertyValue::decode(property_type, reader),
                write: |value: &PropertyValue, writer: &mut Writer| value.encode(writer),
            };
            let strategy = value_of(property_type, form, 2).unwrap();
            check(16, &strategy, |value| {
                assert_eq!(value.property_type(), property_type);
                codec.holds(value)
            });
        }
    }
    // Each type that there is, and no other, has a value.
    let with_name = (0..=u16::MAX).map(PropertyType).filter(|t| t.name().is_some());
    let with_value: Vec<_> = with_name.filter(|t| *t != PropertyType::UNSPECIFIED).collect();
    let mut types = TYPES.to_vec();
    types.sort();
    assert_eq!(types, with_value);
}

#[test]
fn tagged_values_restrictions_and_rule_actions_in_both_forms() {
    for form in FORMS {
        check(64, &property_in(form, 2), |value: &TaggedPropertyValue| {
            plain(form, value)
        });
        check(128, &restriction_in(form, 3), |value| plain(form, value));
        check(96, &rule_action_in(form, 2), |value| plain(form, value));
    }
}

/// The deepest restriction that is read, and one deeper.
#[test]
fn restrictions_as_deep_as_may_be() {
    use ropeway_types::Restriction;
    let nest = |levels: usize| {
        (1..levels).fold(Restriction::And(vec![]), |inner, level| match level % 4 {
            0 => Restriction::Not(Box::new(inner)),
            1 => Restriction::Or(vec![inner]),
            2 => Restriction::Count {
                count: 1,
                restriction: Box::new(inner),
            },
            _ => Restriction::Comment {
                values: vec![],
                restriction: Some(Box::new(inner)),
            },
        })
    };
    for form in FORMS {
        assert_eq!(plain(form, &nest(Reader::MAX_DEPTH)), Ok(()));
        plain(form, &nest(Reader::MAX_DEPTH + 1)).unwrap_err();
    }
}

#[test]
fn rows_over_their_columns() {
    check(256, &columns_and_row(), |(columns, row)| {
        let codec = Codec {
            form: Form::Rop,
            slack: false,
            read: |reader: &mut Reader| PropertyRow::decode(columns, reader),
            write: |row: &PropertyRow, writer: &mut Writer| row.encode(columns, writer),
        };
        codec.holds(row)
    });
}

/// The row that a notification brings is one over the columns of the table.
#[test]
fn rows_of_table_events() {
    check(64, &columns_and_row(), |(columns, row)| {
        let mut writer = Writer::new();
        row.encode(columns, &mut writer).map_err(|e| e.to_string())?;
        let event = TableEvent {
            event_type: table_event_type::ROW_ADDED,
            row: None,
            insert_after: None,
            row_data: Some(writer.finish()),
        };
        let read = event.row_over(columns).map_err(|e| e.to_string())?;
        same(&read, &Some(row.clone()))
            .then_some(())
            .ok_or(format!("became {read:?}"))
    });
}

fn read_recipient(columns: &[PropertyTag]) -> impl Fn(&mut Reader) -> Result<RecipientRow, DecodeError> {
    move |reader| RecipientRow::decode(columns, reader)
}

fn write_recipient(
    columns: &[PropertyTag],
) -> impl Fn(&RecipientRow, &mut Writer) -> Result<(), EncodeError> {
    move |row, writer| row.encode(columns, writer)
}

#[test]
fn recipient_rows_over_their_columns() {
    check(128, &recipients(), |(columns, rows)| {
        let codec = Codec {
            form: Form::Rop,
            slack: false,
            read: read_recipient(columns),
            write: write_recipient(columns),
        };
        rows.iter().try_for_each(|row| codec.holds(row))
    });
}

#[test]
fn every_combination_of_recipient_flags() {
    let mut runner = TestRunner::deterministic();
    let codec = Codec {
        form: Form::Rop,
        slack: false,
        read: read_recipient(&[]),
        write: write_recipient(&[]),
    };
    // Flags that announce nothing do not matter to those that do: all of the latter, each with some of the
    // former.
    for bits in 0..=u16::MAX {
        let announcing = RecipientFlags::TYPE
            | RecipientFlags::EMAIL_ADDRESS
            | RecipientFlags::DISPLAY_NAME
            | RecipientFlags::TRANSMITTABLE_DISPLAY_NAME
            | RecipientFlags::SIMPLE_DISPLAY_NAME
            | RecipientFlags::UNICODE
            | RecipientFlags::NON_STANDARD;
        let others = bits & !announcing;
        if others != 0 && others != !announcing && !others.is_power_of_two() {
            continue;
        }
        let row = recipient_of(RecipientFlags(bits))
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let bytes = codec.encode(&row).unwrap();
        assert_eq!(codec.decode(&bytes).unwrap(), row);
        // Any field that the flags do not announce, and any announced one that lacks, is refused.
        for flag in [
            RecipientFlags::EMAIL_ADDRESS,
            RecipientFlags::DISPLAY_NAME,
            RecipientFlags::TRANSMITTABLE_DISPLAY_NAME,
            RecipientFlags::SIMPLE_DISPLAY_NAME,
        ] {
            let contradicting = RecipientRow {
                flags: RecipientFlags(bits ^ flag),
                ..row.clone()
            };
            codec.encode(&contradicting).unwrap_err();
        }
    }
}

#[test]
fn strings_of_both_widths() {
    for is_wide in [false, true] {
        let codec = Codec {
            form: Form::Rop,
            slack: false,
            read: |reader: &mut Reader| RowString::decode(is_wide, reader),
            write: |text: &RowString, writer: &mut Writer| text.encode(is_wide, writer),
        };
        check(64, &text(is_wide), |text| codec.holds(text));
    }
}

/// Every type with every combination of the high flags, and every table event.
#[test]
fn every_variant_of_a_notification() {
    let mut runner = TestRunner::deterministic();
    for kind in KINDS {
        for high in 0..16u16 {
            for event in EVENTS {
                if kind != notification_type::TABLE_MODIFIED && event != EVENTS[0] {
                    continue;
                }
                let flags = kind | high << 12;
                let data = data_of(flags, event).new_tree(&mut runner).unwrap().current();
                plain(Form::Rop, &data).unwrap_or_else(|e| panic!("{flags:#x} {event}: {e}"));
                // What other flags would bring cannot be written under these.
                for other in (0..16).map(|bit| flags ^ (1 << bit)) {
                    let contradicting = NotificationData {
                        notification_flags: other,
                        ..data.clone()
                    };
                    if let Ok(bytes) = contradicting.to_bytes() {
                        let mut reader = Reader::new(bytes);
                        assert_eq!(NotificationData::decode(&mut reader).unwrap(), contradicting);
                    }
                }
            }
        }
    }
}
