//! Extended rules ([MS-OXORULE] 2.2.4): condition and actions as binary properties of a message, with the
//! names of the named properties that they use.

use crate::name::PropertyName;
use crate::restriction::Restriction;
use crate::rule_action::RuleAction;
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Form, Reader, Writer};
use bytes::Bytes;

/// NamedPropertyInformation ([MS-OXORULE] 2.2.4.2): what the ids from 0x8000 up in the structure behind it
/// mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NamedPropertyInformation {
    /// PropIds and NamedProperties, one name to an id.
    pub properties: Vec<(u16, PropertyName)>,
}

impl Decode for NamedPropertyInformation {
    const MIN_LEN: usize = 2;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const INFORMATION: &str = "NamedPropertyInformation";
        let count = usize::from(reader.field(INFORMATION, "NoOfNamedProps", u16::decode)?);
        if count == 0 {
            return Ok(Self::default());
        }
        let ids: Vec<u16> = reader.field(INFORMATION, "PropIds", |reader| reader.list(count))?;
        let (offset, size) = (
            reader.offset(),
            reader.field(INFORMATION, "NamedPropertiesSize", u32::decode)?,
        );
        let start = reader.offset();
        let names: Vec<PropertyName> =
            reader.field(INFORMATION, "NamedProperties", |reader| reader.list(count))?;
        let actual = reader.offset().saturating_sub(start);
        let declared = usize::try_from(size).unwrap_or(usize::MAX);
        if declared != actual {
            let kind = DecodeErrorKind::Size { declared, actual };
            return Err(DecodeError::new(offset, kind).within(INFORMATION, "NamedPropertiesSize"));
        }
        Ok(Self {
            properties: ids.into_iter().zip(names).collect(),
        })
    }
}
impl Encode for NamedPropertyInformation {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u16("named properties", self.properties.len())?;
        if self.properties.is_empty() {
            return Ok(());
        }
        self.properties.iter().try_for_each(|(id, _)| id.encode(writer))?;
        let at = writer.len();
        writer.put(&[0; 4]);
        let start = writer.len();
        self.properties
            .iter()
            .try_for_each(|(_, name)| name.encode(writer))?;
        let len = writer.len().saturating_sub(start);
        let size = u32::try_from(len).map_err(|_| EncodeError::TooLong {
            what: "named properties",
            len,
            bits: 32,
        })?;
        writer.patch(at, &size.to_le_bytes());
        Ok(())
    }
}

/// The value of PidTagExtendedRuleMessageActions ([MS-OXORULE] 2.2.4.1.9). Its actions are in
/// [`Form::ExtendedRule`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExtendedRuleActions {
    /// NamedPropertyInformation.
    pub named_properties: NamedPropertyInformation,
    /// RuleVersion: 1.
    pub rule_version: u32,
    /// RuleActionsBuffer.
    pub actions: RuleAction,
}

impl ExtendedRuleActions {
    /// Reads a value that fills `value`.
    ///
    /// # Errors
    /// As the bytes deserve.
    pub fn parse(value: &Bytes) -> Result<Self, DecodeError> {
        const ACTIONS: &str = "ExtendedRuleMessageActions";
        let mut reader = Reader::new(value.clone()).with_form(Form::ExtendedRule);
        let actions = Self {
            named_properties: reader.field(ACTIONS, "", Decode::decode)?,
            rule_version: reader.field(ACTIONS, "RuleVersion", Decode::decode)?,
            actions: reader.field(ACTIONS, "RuleActionsBuffer", Decode::decode)?,
        };
        reader
            .finish()
            .map_err(|e| e.within(ACTIONS, "RuleActionsBuffer"))?;
        Ok(actions)
    }

    /// The value's bytes.
    ///
    /// # Errors
    /// As its parts.
    pub fn to_value(&self) -> Result<Bytes, EncodeError> {
        let mut writer = Writer::new();
        writer.form = Form::ExtendedRule;
        self.named_properties.encode(&mut writer)?;
        self.rule_version.encode(&mut writer)?;
        self.actions.encode(&mut writer)?;
        Ok(writer.finish())
    }
}

/// The value of PidTagExtendedRuleMessageCondition ([MS-OXORULE] 2.2.4.1.10). Its restriction is in
/// [`Form::ExtendedRule`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExtendedRuleCondition {
    /// NamedPropertyInformation.
    pub named_properties: NamedPropertyInformation,
    /// RuleRestriction.
    pub restriction: Restriction,
}

impl ExtendedRuleCondition {
    /// Reads a value that fills `value`.
    ///
    /// # Errors
    /// As the bytes deserve.
    pub fn parse(value: &Bytes) -> Result<Self, DecodeError> {
        const CONDITION: &str = "ExtendedRuleMessageCondition";
        let mut reader = Reader::new(value.clone()).with_form(Form::ExtendedRule);
        let condition = Self {
            named_properties: reader.field(CONDITION, "", Decode::decode)?,
            restriction: reader.field(CONDITION, "RuleRestriction", Decode::decode)?,
        };
        reader
            .finish()
            .map_err(|e| e.within(CONDITION, "RuleRestriction"))?;
        Ok(condition)
    }

    /// The value's bytes.
    ///
    /// # Errors
    /// As its parts.
    pub fn to_value(&self) -> Result<Bytes, EncodeError> {
        let mut writer = Writer::new();
        writer.form = Form::ExtendedRule;
        self.named_properties.encode(&mut writer)?;
        self.restriction.encode(&mut writer)?;
        Ok(writer.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guid::property_set::PS_PUBLIC_STRINGS;
    use crate::rule_action::{ActionBlock, ActionData};
    use crate::{PropertyTag, PropertyType, TaggedPropertyValue, tags};

    fn names() -> NamedPropertyInformation {
        NamedPropertyInformation {
            properties: vec![
                (0x8001, PropertyName::name(PS_PUBLIC_STRINGS, "Keywords")),
                (0x8002, PropertyName::id(PS_PUBLIC_STRINGS, 7)),
            ],
        }
    }

    #[test]
    fn actions_have_a_version_and_wide_counts() {
        let actions = |named_properties| ExtendedRuleActions {
            named_properties,
            rule_version: 1,
            actions: RuleAction {
                blocks: vec![ActionBlock {
                    flavor: 0,
                    flags: 0,
                    data: ActionData::Tag(TaggedPropertyValue::new(tags::IMPORTANCE, 2)),
                }],
            },
        };
        let plain = actions(NamedPropertyInformation::default());
        let bytes = plain.to_value().unwrap();
        // No names, version, one block of 17 bytes.
        assert_eq!(bytes[..14], [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 17, 0, 0, 0]);
        assert_eq!(ExtendedRuleActions::parse(&bytes).unwrap(), plain);
        let named = actions(names());
        let bytes = named.to_value().unwrap();
        assert_eq!(ExtendedRuleActions::parse(&bytes).unwrap(), named);
        for len in 0..bytes.len() {
            assert!(ExtendedRuleActions::parse(&bytes.slice(..len)).is_err(), "{len}");
        }
        let longer = [&bytes[..], &[0]].concat().into();
        assert_eq!(
            ExtendedRuleActions::parse(&longer).unwrap_err().kind,
            DecodeErrorKind::Trailing(1)
        );
    }

    #[test]
    fn a_condition_names_its_properties() {
        let condition = ExtendedRuleCondition {
            named_properties: names(),
            restriction: Restriction::And(vec![Restriction::Exist(PropertyTag::new(
                0x8001,
                PropertyType::MULTIPLE_STRING,
            ))]),
        };
        let bytes = condition.to_value().unwrap();
        assert_eq!(ExtendedRuleCondition::parse(&bytes).unwrap(), condition);
        for len in 0..bytes.len() {
            assert!(
                ExtendedRuleCondition::parse(&bytes.slice(..len)).is_err(),
                "{len}"
            );
        }
        // NamedPropertiesSize, behind the count and two ids, is one too many.
        let mut lying = bytes.to_vec();
        lying[6] += 1;
        let error = ExtendedRuleCondition::parse(&lying.into()).unwrap_err();
        assert_eq!((error.field, error.offset), ("NamedPropertiesSize", 6));
    }
}
