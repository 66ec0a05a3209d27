//! What a form could not carry.

use crate::Place;
use bytes::Bytes;
use ropeway_types::{PropertyName, PropertyTag};
use std::fmt;

/// A message in some form, and what of it the form does not carry.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Written {
    /// The bytes of the form.
    pub bytes: Bytes,
    /// What is not in them.
    pub losses: Vec<Loss>,
}

/// Something of a message that the form written does not carry.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Loss {
    /// The object that had it.
    pub place: Place,
    /// The property; `None` where the whole object is left out.
    pub property: Option<PropertyTag>,
    /// The name of a named property.
    pub name: Option<PropertyName>,
    /// Why it is not there.
    pub reason: LossReason,
}

/// Why a form does not carry something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum LossReason {
    /// The form has no place for values of this type.
    #[error("the form has no values of its type")]
    Type,
    /// The form cannot write the property's name, or the property has none.
    #[error("the form cannot write its name")]
    Name,
    /// The form keeps no such property, or another of its fields in its place.
    #[error("the form keeps no such property")]
    NotKept,
    /// The form has no place for such an object.
    #[error("the form has no place for it")]
    Object,
    /// The form could carry it, and what was asked for is to leave it out.
    #[error("it is not to be written")]
    Withheld,
    /// The value is larger than the form can say.
    #[error("it is too large for the form")]
    Size,
}

impl Loss {
    /// A property that is left out.
    pub fn property(
        place: &Place,
        tag: PropertyTag,
        name: Option<&PropertyName>,
        reason: LossReason,
    ) -> Self {
        Self {
            place: place.clone(),
            property: Some(tag),
            name: name.cloned(),
            reason,
        }
    }

    /// An object that is left out.
    pub fn object(place: &Place, reason: LossReason) -> Self {
        Self {
            place: place.clone(),
            property: None,
            name: None,
            reason,
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.place)?;
        if let Some(tag) = self.property {
            write!(f, ": {tag:?}")?;
        }
        write!(f, ": {}", self.reason)
    }
}
