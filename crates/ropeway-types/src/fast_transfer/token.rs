//! Tokens: markers and properties.

use super::marker::Marker;
use super::meta;
use super::value::Value;
use crate::name::PropertyName;
use crate::tag::PropertyTag;
use crate::value::PropertyValue;
use crate::wire::{Encode, EncodeError, Writer};

/// An element of a stream ([MS-OXCFXICS] 2.2.4.1): a marker, or a property with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Token {
    /// A marker.
    Marker(Marker),
    /// A property, or a [meta-property](meta).
    Property(Property),
}

/// propValue ([MS-OXCFXICS] 2.2.4.1): a property of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Property {
    /// propType and propId.
    pub tag: PropertyTag,
    /// namedPropInfo: there if and only if the id is 0x8000 or more.
    pub name: Option<PropertyName>,
    /// The value, of the tag's type; of PtypBinary for [`meta::IDSET_GIVEN`].
    pub value: Value,
}

impl Property {
    /// A property whose tag takes its type from the value; [`meta::IDSET_GIVEN`] keeps the type that it has.
    ///
    /// # Errors
    /// As [`Value::new`].
    pub fn new(
        tag: PropertyTag,
        name: Option<PropertyName>,
        value: &PropertyValue,
    ) -> Result<Self, EncodeError> {
        let value = Value::new(value)?;
        let tag = if meta::value_type(tag) == value.property_type() {
            tag
        } else {
            tag.with_type(value.property_type())
        };
        Ok(Self { tag, name, value })
    }
}

impl From<Marker> for Token {
    fn from(marker: Marker) -> Self {
        Self::Marker(marker)
    }
}
impl From<Property> for Token {
    fn from(property: Property) -> Self {
        Self::Property(property)
    }
}

impl Encode for Token {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        super::write_token(writer, self)
    }
}
