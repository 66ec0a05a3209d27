//! Restrictions ([MS-OXCDATA] 2.12).

use crate::tag::PropertyTag;
use crate::value::TaggedPropertyValue;
use crate::wire::{
    Announces, Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Tolerance, Writer,
};

/// A restriction ([MS-OXCDATA] 2.12): a condition on the properties of an object.
///
/// Reading stops at [`Reader::MAX_DEPTH`] levels, and writing too. Operators and fuzzy levels are plain numbers, so that
/// unknown ones survive.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self"))]
#[non_exhaustive]
pub enum Restriction {
    /// AndRestriction (2.12.1): all of them.
    And(Vec<Restriction>),
    /// OrRestriction (2.12.2): any of them.
    Or(Vec<Restriction>),
    /// NotRestriction (2.12.3).
    Not(Box<Restriction>),
    /// ContentRestriction (2.12.4): the property's text contains the value's.
    Content {
        /// FuzzyLevelLow: 0 the whole text, 1 a part, 2 the beginning.
        fuzzy_level_low: u16,
        /// FuzzyLevelHigh: 0x0001 without regard to case, 0x0002 to non-spacing characters, 0x0004 loosely.
        fuzzy_level_high: u16,
        /// PropertyTag.
        property_tag: PropertyTag,
        /// TaggedValue: of its own tag's type.
        value: TaggedPropertyValue,
    },
    /// PropertyRestriction (2.12.5): the property compared with a value.
    Property {
        /// RelOp: 0 to 5 are <, <=, >, >=, =, !=; 6 like a pattern; 0x64 member of a distribution list.
        rel_op: u8,
        /// PropertyTag.
        property_tag: PropertyTag,
        /// TaggedValue: of its own tag's type.
        value: TaggedPropertyValue,
    },
    /// ComparePropertiesRestriction (2.12.6): two properties compared.
    CompareProperties {
        /// RelOp.
        rel_op: u8,
        /// PropertyTag1.
        property_tag_1: PropertyTag,
        /// PropertyTag2.
        property_tag_2: PropertyTag,
    },
    /// BitMaskRestriction (2.12.7).
    BitMask {
        /// BitmapRelOp: 0 none of the bits is set, 1 any is.
        bitmap_rel_op: u8,
        /// PropertyTag.
        property_tag: PropertyTag,
        /// Mask.
        mask: u32,
    },
    /// SizeRestriction (2.12.8): the size of the property's value.
    Size {
        /// RelOp.
        rel_op: u8,
        /// PropertyTag.
        property_tag: PropertyTag,
        /// Size, in bytes.
        size: u32,
    },
    /// ExistRestriction (2.12.9).
    Exist(PropertyTag),
    /// SubObjectRestriction (2.12.10): recipients or attachments that meet it.
    SubObject {
        /// Subobject: PidTagMessageRecipients or PidTagMessageAttachments.
        subobject: PropertyTag,
        /// Restriction.
        restriction: Box<Restriction>,
    },
    /// CommentRestriction (2.12.11): true where its restriction is; the values are a note.
    Comment {
        /// TaggedValues, at most 255.
        values: Vec<TaggedPropertyValue>,
        /// Restriction, if one is there.
        restriction: Option<Box<Restriction>>,
    },
    /// RestrictType 0x0C, of the form of [`Restriction::Comment`]. [MS-OXCDATA] does not have it, gromox does:
    /// it is read by [`Tolerance::ANNOTATION_RESTRICTION`].
    Annotation {
        /// TaggedValues, at most 255.
        values: Vec<TaggedPropertyValue>,
        /// Restriction, if one is there.
        restriction: Option<Box<Restriction>>,
    },
    /// CountRestriction (2.12.12): as its restriction, for so many objects at most.
    Count {
        /// Count.
        count: u32,
        /// Restriction.
        restriction: Box<Restriction>,
    },
}

impl Decode for Restriction {
    const MIN_LEN: usize = 3;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        reader.nested(|reader| {
            let (offset, kind) = (
                reader.offset(),
                reader.field("Restriction", "RestrictType", u8::decode)?,
            );
            decode(kind, reader)?.ok_or_else(|| {
                DecodeError::new(offset, DecodeErrorKind::Unknown(u32::from(kind)))
                    .within("Restriction", "RestrictType")
            })
        })
    }
}

/// What follows RestrictType; `None` for an unknown one.
fn decode(kind: u8, reader: &mut Reader) -> Result<Option<Restriction>, DecodeError> {
    fn list(structure: &'static str, reader: &mut Reader) -> Result<Vec<Restriction>, DecodeError> {
        reader.announced_field(structure, "Restrictions", "RestrictCount", |reader| {
            let count = reader.announcer(Announces::Count, Reader::count)?;
            reader.list(count)
        })
    }
    /// A field of one of the restrictions without parts.
    fn part<T: Decode>(
        structure: &'static str,
        field: &'static str,
        reader: &mut Reader,
    ) -> Result<T, DecodeError> {
        reader.field(structure, field, T::decode)
    }
    fn inner(structure: &'static str, reader: &mut Reader) -> Result<Box<Restriction>, DecodeError> {
        part(structure, "Restriction", reader).map(Box::new)
    }
    let r = reader;
    Ok(Some(match kind {
        0x00 => Restriction::And(list("AndRestriction", r)?),
        0x01 => Restriction::Or(list("OrRestriction", r)?),
        0x02 => Restriction::Not(inner("NotRestriction", r)?),
        0x03 => {
            let s = "ContentRestriction";
            Restriction::Content {
                fuzzy_level_low: part(s, "FuzzyLevelLow", r)?,
                fuzzy_level_high: part(s, "FuzzyLevelHigh", r)?,
                property_tag: part(s, "PropertyTag", r)?,
                value: part(s, "TaggedValue", r)?,
            }
        }
        0x04 => {
            let s = "PropertyRestriction";
            Restriction::Property {
                rel_op: part(s, "RelOp", r)?,
                property_tag: part(s, "PropertyTag", r)?,
                value: part(s, "TaggedValue", r)?,
            }
        }
        0x05 => {
            let s = "ComparePropertiesRestriction";
            Restriction::CompareProperties {
                rel_op: part(s, "RelOp", r)?,
                property_tag_1: part(s, "PropertyTag1", r)?,
                property_tag_2: part(s, "PropertyTag2", r)?,
            }
        }
        0x06 => {
            let s = "BitMaskRestriction";
            Restriction::BitMask {
                bitmap_rel_op: part(s, "BitmapRelOp", r)?,
                property_tag: part(s, "PropertyTag", r)?,
                mask: part(s, "Mask", r)?,
            }
        }
        0x07 => {
            let s = "SizeRestriction";
            Restriction::Size {
                rel_op: part(s, "RelOp", r)?,
                property_tag: part(s, "PropertyTag", r)?,
                size: part(s, "Size", r)?,
            }
        }
        0x08 => Restriction::Exist(part("ExistRestriction", "PropertyTag", r)?),
        0x09 => {
            let s = "SubObjectRestriction";
            Restriction::SubObject {
                subobject: part(s, "Subobject", r)?,
                restriction: inner(s, r)?,
            }
        }
        0x0A => {
            let (values, restriction) = comment(r)?;
            Restriction::Comment { values, restriction }
        }
        0x0B => {
            let s = "CountRestriction";
            Restriction::Count {
                count: part(s, "Count", r)?,
                restriction: inner(s, r)?,
            }
        }
        0x0C if r.tolerance().contains(Tolerance::ANNOTATION_RESTRICTION) => {
            r.tolerates(Tolerance::ANNOTATION_RESTRICTION);
            let (values, restriction) = comment(r)?;
            Restriction::Annotation { values, restriction }
        }
        _ => return Ok(None),
    }))
}

/// TaggedValuesCount, which is one byte in every form, and what follows it.
fn comment(reader: &mut Reader) -> Result<(Vec<TaggedPropertyValue>, Option<Box<Restriction>>), DecodeError> {
    const COMMENT: &str = "CommentRestriction";
    let values = reader.announced_field(COMMENT, "TaggedValues", "TaggedValuesCount", |reader| {
        let count = reader.announcer(Announces::Count, u8::decode)?;
        reader.list(usize::from(count))
    })?;
    let restriction = reader.announced_field(COMMENT, "Restriction", "RestrictionPresent", |reader| {
        let present = reader.announcer(Announces::Presence, bool::decode)?;
        present.then(|| Decode::decode(reader).map(Box::new)).transpose()
    })?;
    Ok((values, restriction))
}

impl Encode for Restriction {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.nested(|writer| self.encode_level(writer))
    }
}

impl Restriction {
    fn encode_level(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        fn list(code: u8, items: &[Restriction], writer: &mut Writer) -> Result<(), EncodeError> {
            code.encode(writer)?;
            writer.count("restrictions", items.len())?;
            items.iter().try_for_each(|item| item.encode(writer))
        }
        match self {
            Self::And(items) => list(0x00, items, writer),
            Self::Or(items) => list(0x01, items, writer),
            Self::Not(restriction) => {
                0x02u8.encode(writer)?;
                restriction.encode(writer)
            }
            Self::Content {
                fuzzy_level_low,
                fuzzy_level_high,
                property_tag,
                value,
            } => {
                0x03u8.encode(writer)?;
                fuzzy_level_low.encode(writer)?;
                fuzzy_level_high.encode(writer)?;
                property_tag.encode(writer)?;
                value.encode(writer)
            }
            Self::Property {
                rel_op,
                property_tag,
                value,
            } => {
                writer.put(&[0x04, *rel_op]);
                property_tag.encode(writer)?;
                value.encode(writer)
            }
            Self::CompareProperties {
                rel_op,
                property_tag_1,
                property_tag_2,
            } => {
                writer.put(&[0x05, *rel_op]);
                property_tag_1.encode(writer)?;
                property_tag_2.encode(writer)
            }
            Self::BitMask {
                bitmap_rel_op,
                property_tag,
                mask,
            } => {
                writer.put(&[0x06, *bitmap_rel_op]);
                property_tag.encode(writer)?;
                mask.encode(writer)
            }
            Self::Size {
                rel_op,
                property_tag,
                size,
            } => {
                writer.put(&[0x07, *rel_op]);
                property_tag.encode(writer)?;
                size.encode(writer)
            }
            Self::Exist(property_tag) => {
                0x08u8.encode(writer)?;
                property_tag.encode(writer)
            }
            Self::SubObject {
                subobject,
                restriction,
            } => {
                0x09u8.encode(writer)?;
                subobject.encode(writer)?;
                restriction.encode(writer)
            }
            Self::Comment { values, restriction } | Self::Annotation { values, restriction } => {
                let kind = if matches!(self, Self::Comment { .. }) {
                    0x0A
                } else {
                    0x0C
                };
                writer.put(&[kind]);
                writer.count_u8("values of a comment restriction", values.len())?;
                values.iter().try_for_each(|value| value.encode(writer))?;
                restriction.is_some().encode(writer)?;
                restriction
                    .iter()
                    .try_for_each(|restriction| restriction.encode(writer))
            }
            Self::Count { count, restriction } => {
                0x0Bu8.encode(writer)?;
                count.encode(writer)?;
                restriction.encode(writer)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags;
    use crate::value::PropertyValue;
    use crate::wire::Form;

    #[test]
    fn counts_are_as_wide_as_the_form_says() {
        let restriction = Restriction::And(vec![Restriction::Exist(tags::SUBJECT)]);
        let bytes = restriction.to_bytes().unwrap();
        assert_eq!(bytes[..], [0, 1, 0, 8, 0x1f, 0, 0x37, 0]);
        let mut writer = Writer::new();
        writer.form = Form::ExtendedRule;
        restriction.encode(&mut writer).unwrap();
        let wide = writer.finish();
        assert_eq!(wide[..], [0, 1, 0, 0, 0, 8, 0x1f, 0, 0x37, 0]);
        for (bytes, form) in [(bytes, Form::Rop), (wide, Form::ExtendedRule)] {
            let mut reader = Reader::new(bytes).with_form(form);
            assert_eq!(Restriction::decode(&mut reader).unwrap(), restriction);
            reader.finish().unwrap();
        }
    }

    #[test]
    fn every_kind_round_trips_and_no_cut_of_it_is_read() {
        let value = TaggedPropertyValue::new(tags::SUBJECT, "a");
        let exist = || Box::new(Restriction::Exist(tags::BODY));
        let restriction = Restriction::Or(vec![
            Restriction::Not(exist()),
            Restriction::Content {
                fuzzy_level_low: 1,
                fuzzy_level_high: 0x8001,
                property_tag: tags::SUBJECT,
                value: value.clone(),
            },
            Restriction::Property {
                rel_op: 0x64,
                property_tag: tags::SUBJECT,
                value: value.clone(),
            },
            Restriction::CompareProperties {
                rel_op: 4,
                property_tag_1: tags::SUBJECT,
                property_tag_2: tags::BODY,
            },
            Restriction::BitMask {
                bitmap_rel_op: 1,
                property_tag: tags::MESSAGE_FLAGS,
                mask: 0x8000_0000,
            },
            Restriction::Size {
                rel_op: 2,
                property_tag: tags::BODY,
                size: 9,
            },
            Restriction::SubObject {
                subobject: PropertyTag(0x0E12_000D),
                restriction: exist(),
            },
            Restriction::Comment {
                values: vec![value],
                restriction: Some(exist()),
            },
            Restriction::Comment {
                values: vec![],
                restriction: None,
            },
            Restriction::Count {
                count: 7,
                restriction: exist(),
            },
        ]);
        let bytes = restriction.to_bytes().unwrap();
        let mut reader = Reader::new(bytes.clone());
        assert_eq!(Restriction::decode(&mut reader).unwrap(), restriction);
        reader.finish().unwrap();
        for len in 0..bytes.len() {
            assert!(
                Restriction::decode(&mut Reader::new(bytes.slice(..len))).is_err(),
                "{len}"
            );
        }
    }

    #[test]
    fn nesting_ends_at_the_limit() {
        let nested = |levels: usize| {
            let mut bytes = vec![0x02; levels - 1];
            bytes.extend([0x08, 0x1f, 0, 0x37, 0]);
            Restriction::decode(&mut Reader::new(bytes))
        };
        assert!(nested(Reader::MAX_DEPTH).is_ok());
        let error = nested(Reader::MAX_DEPTH + 1).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::Depth(Reader::MAX_DEPTH));
    }

    #[test]
    fn what_is_nested_deeper_than_is_read_is_not_written() {
        let nested = |levels: usize| {
            let exist = Restriction::Exist(tags::SUBJECT);
            (1..levels).fold(exist, |inner, _| Restriction::Not(Box::new(inner)))
        };
        let deepest = nested(Reader::MAX_DEPTH);
        let bytes = deepest.to_bytes().unwrap();
        assert_eq!(Restriction::decode(&mut Reader::new(bytes)), Ok(deepest.clone()));
        let beyond = nested(Reader::MAX_DEPTH + 1);
        let mut writer = Writer::new();
        assert!(matches!(
            beyond.encode(&mut writer),
            Err(EncodeError::Unsupported(_))
        ));
        // A failure leaves the writer at the level where it was.
        assert_eq!(deepest.encode(&mut writer), Ok(()));
        // Inside a value it is one level more.
        let value = TaggedPropertyValue::new(tags::SUBJECT, PropertyValue::Restriction(Box::new(deepest)));
        let holder = Restriction::Comment {
            values: vec![value],
            restriction: None,
        };
        assert!(holder.to_bytes().is_err());
    }

    #[test]
    fn values_that_hold_restrictions_count_as_levels() {
        // Property restrictions whose value is a restriction (PtypRestriction), and so on.
        let mut bytes = Vec::new();
        for _ in 0..10_000 {
            bytes.extend([0x04, 4, 0xfd, 0, 1, 0, 0xfd, 0, 1, 0]);
        }
        let error = Restriction::decode(&mut Reader::new(bytes)).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::Depth(Reader::MAX_DEPTH));
    }
}
