//! Canonical named properties ([MS-OXPROPS] 2): PidLid, named by a number in a property set, and PidName, named by
//! a string in one; and both ways between canonical name and property name.
//!
//! A constant has the canonical name without `PidLid` or `PidName`; no two of them collide.
//!
//! ```
//! use ropeway_types::{PropertyName, PropertyType, named, property_set};
//!
//! let name = PropertyName::id(property_set::PSETID_APPOINTMENT, 0x820D);
//! assert_eq!(named::name(&name), Some("PidLidAppointmentStartWhole"));
//!
//! let property = named::by_name("PidNameKeywords").unwrap();
//! assert_eq!(property, &named::KEYWORDS);
//! assert_eq!(property.property_type, PropertyType::MULTIPLE_STRING);
//! assert_eq!(
//!     property.property_name(),
//!     PropertyName::name(property_set::PS_PUBLIC_STRINGS, "Keywords")
//! );
//! ```

use crate::guid::Guid;
use crate::guid::property_set::{PS_INTERNET_HEADERS, PS_MAPI};
use crate::name::{NameKind, PropertyName};
use crate::tag::{PropertyTag, PropertyType};
use crate::tags;
use crate::text::WideString;
use std::cmp::Ordering;

#[rustfmt::skip]
mod generated;

pub use generated::*;

/// What names a canonical property inside its property set: [`NameKind`] as a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum StaticNameKind {
    /// A number (LID), of a PidLid.
    Id(u32),
    /// A string, of a PidName.
    Name(&'static str),
}

/// A named property of [MS-OXPROPS] 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct NamedProperty {
    /// The canonical name, such as `PidLidAppointmentStartWhole`.
    pub canonical_name: &'static str,
    /// The type of its values.
    pub property_type: PropertyType,
    /// The property set.
    pub property_set: Guid,
    /// Number or string.
    pub kind: StaticNameKind,
}

impl NamedProperty {
    const fn lid(
        canonical_name: &'static str,
        property_type: PropertyType,
        property_set: Guid,
        lid: u32,
    ) -> Self {
        Self {
            canonical_name,
            property_type,
            property_set,
            kind: StaticNameKind::Id(lid),
        }
    }

    const fn string(
        canonical_name: &'static str,
        property_type: PropertyType,
        property_set: Guid,
        name: &'static str,
    ) -> Self {
        Self {
            canonical_name,
            property_type,
            property_set,
            kind: StaticNameKind::Name(name),
        }
    }

    /// The property name to ask an id for ([MS-OXCDATA] 2.6.1).
    pub fn property_name(&self) -> PropertyName {
        match self.kind {
            StaticNameKind::Id(lid) => PropertyName::id(self.property_set, lid),
            StaticNameKind::Name(name) => PropertyName::name(self.property_set, name),
        }
    }

    /// The tag under the id that the message or the mailbox gave the name.
    pub const fn tag(&self, id: u16) -> PropertyTag {
        PropertyTag::new(id, self.property_type)
    }

    /// Whether this is the property that a name means; see [`find`] for letter case.
    pub fn is(&self, name: &PropertyName) -> bool {
        self.property_set == name.property_set
            && match (&name.kind, self.kind) {
                (NameKind::Id(lid), StaticNameKind::Id(own)) => *lid == own,
                (NameKind::Name(text), StaticNameKind::Name(own)) => {
                    if self.property_set == PS_INTERNET_HEADERS {
                        compare(own, text) == Ordering::Equal
                    } else {
                        own.encode_utf16().eq(text.units())
                    }
                }
                _ => false,
            }
    }
}

/// The canonical property of a name.
///
/// Strings are compared letter by letter; in PS_INTERNET_HEADERS, whose strings are names of header fields and
/// reach a server in any case, without regard to the case of ASCII letters. PidNameLocationUrl has the
/// name of PidNameCalendarLocationUrl, and is found as that.
pub fn find(name: &PropertyName) -> Option<&'static NamedProperty> {
    let (index, order): (_, &dyn Fn(&NamedProperty) -> Ordering) = match &name.kind {
        NameKind::Id(lid) => (BY_LID, &|property| match property.kind {
            StaticNameKind::Id(own) => own.cmp(lid),
            StaticNameKind::Name(_) => Ordering::Greater,
        }),
        NameKind::Name(text) => (BY_STRING, &|property| match property.kind {
            StaticNameKind::Id(_) => Ordering::Less,
            StaticNameKind::Name(own) => compare(own, text),
        }),
        NameKind::None => return None,
    };
    let set_first = |index: u16| match get(index) {
        Some(property) => (property.property_set.cmp(&name.property_set)).then_with(|| order(property)),
        None => Ordering::Greater,
    };
    let at = index.partition_point(|index| set_first(*index) == Ordering::Less);
    get(*index.get(at)?).filter(|property| property.is(name))
}

/// The canonical name of a property name: PidLid or PidName, and in PS_MAPI the PidTag whose id the number is.
pub fn name(name: &PropertyName) -> Option<&'static str> {
    match name.kind {
        NameKind::Id(lid) if name.property_set == PS_MAPI => {
            let id = u16::try_from(lid).ok()?;
            tags::name(PropertyTag::new(id, PropertyType::UNSPECIFIED))
        }
        _ => find(name).map(|property| property.canonical_name),
    }
}

/// The property of a canonical name such as `PidLidAppointmentStartWhole`, letter case included.
pub fn by_name(canonical_name: &str) -> Option<&'static NamedProperty> {
    let at = ALL
        .binary_search_by(|property| property.canonical_name.cmp(canonical_name))
        .ok()?;
    ALL.get(at)
}

fn get(index: u16) -> Option<&'static NamedProperty> {
    ALL.get(usize::from(index))
}

/// The order of [`BY_STRING`] inside a set: code units, ASCII letters as small ones.
fn compare(own: &str, text: &WideString) -> Ordering {
    own.encode_utf16().map(small).cmp(text.units().map(small))
}

fn small(unit: u16) -> u16 {
    u8::try_from(unit).map_or(unit, |byte| u16::from(byte.to_ascii_lowercase()))
}
