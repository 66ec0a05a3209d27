//! Canonical property tags ([MS-OXPROPS] 2), by their specification names, and both ways between tag and name.
//!
//! A constant has the canonical name without `PidTag`; [`by_name`] finds the tag of a name, [`name`] the name
//! of a tag. A string property stands here with the type that the specification gives it, which is
//! PtypString save for a few of the address book; [`PropertyTag::with_type`] gives the other.
//!
//! Some properties share an id, and some even the whole tag, since they are of different objects: 0x6847 with
//! PtypInteger32 is PidTagFreeBusyPublishStart, PidTagSearchFolderTag and PidTagWlinkSaveStamp.
//! [`candidates`] gives all of them. They are looked for
//!
//! 1. by the whole tag;
//! 2. then by the other string type, for both string types and for multiple strings;
//! 3. then by the id alone, if the type is PtypUnspecified, which asks for any type, or PtypErrorCode,
//!    which tells that the value could not be had.
//!
//! A column that shows one instance of a multiple value is looked for without its bit 0x2000. Among several
//! the first is the one with the lowest type number, then the first in the alphabetical order of the
//! specification.

use crate::tag::{PropertyTag, PropertyType};

#[rustfmt::skip]
mod generated;

pub use generated::*;

/// The specification's name of a tag, below the ids of named properties.
///
/// From 0x8000 up an id means what the message or the mailbox mapped it to ([`crate::named`]), and only in
/// the address book what [MS-OXPROPS] says: see [`address_book_name`].
pub fn name(tag: PropertyTag) -> Option<&'static str> {
    address_book_name(tag).filter(|_| !tag.is_named())
}

/// The specification's name of a tag of an address book object, where ids from 0x8000 up are fixed as well.
pub fn address_book_name(tag: PropertyTag) -> Option<&'static str> {
    candidates(tag).first().map(|(_, name)| *name)
}

/// All properties that a tag can mean, best first, by the rule in the module's documentation.
pub fn candidates(tag: PropertyTag) -> &'static [(PropertyTag, &'static str)] {
    let property_type = PropertyType(match tag.property_type().0 {
        instance @ 0x3000..=0x3FFF => instance & !PropertyType::MULTIVALUE_INSTANCE,
        other => other,
    });
    let tag = tag.with_type(property_type);
    let exact = range(tag, tag);
    if !exact.is_empty() {
        return exact;
    }
    let as_type = |property_type| {
        let tag = tag.with_type(property_type);
        range(tag, tag)
    };
    match property_type {
        PropertyType::STRING8 => as_type(PropertyType::STRING),
        PropertyType::STRING => as_type(PropertyType::STRING8),
        PropertyType::MULTIPLE_STRING8 => as_type(PropertyType::MULTIPLE_STRING),
        PropertyType::MULTIPLE_STRING => as_type(PropertyType::MULTIPLE_STRING8),
        PropertyType::UNSPECIFIED | PropertyType::ERROR_CODE => range(
            tag.with_type(PropertyType(0x0000)),
            tag.with_type(PropertyType(0xFFFF)),
        ),
        _ => &[],
    }
}

/// The tag of a canonical name such as `PidTagSubject`, letter case included.
pub fn by_name(name: &str) -> Option<PropertyTag> {
    let entry = |index: u16| ALL.get(usize::from(index));
    let at = BY_NAME
        .binary_search_by(|index| entry(*index).map_or("", |(_, name)| *name).cmp(name))
        .ok()?;
    entry(*BY_NAME.get(at)?).map(|(tag, _)| *tag)
}

/// The entries from one tag to another, both included.
fn range(first: PropertyTag, last: PropertyTag) -> &'static [(PropertyTag, &'static str)] {
    let start = ALL.partition_point(|(tag, _)| *tag < first);
    let end = ALL.partition_point(|(tag, _)| *tag <= last);
    ALL.get(start..end).unwrap_or_default()
}
