//! Comparing two messages.

use crate::{Attachment, Message, NamedProperties, Place, PropertyBag, Recipient, Step};
use ropeway_types::{NameKind, PropertyName, PropertyTag, PropertyValue, named, property_set, tags};
use std::fmt;

/// One way in which a message is not like another.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Difference {
    /// The object that differs.
    pub place: Place,
    /// What about it.
    pub kind: DifferenceKind,
}

/// What differs.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DifferenceKind {
    /// A property that only the first message has.
    OnlyFirst(PropertyKey),
    /// A property that only the second message has.
    OnlySecond(PropertyKey),
    /// A property with another value, or a value of another type.
    Value(PropertyKey),
    /// A field of the model: PidTagRowid, PidTagRecipientType or PidTagAttachNumber.
    Field(PropertyTag),
    /// A content outside memory of other bytes, or of another source.
    External,
    /// Numbers of recipients; those that both messages have are compared.
    Recipients(usize, usize),
    /// Numbers of attachments; those that both messages have are compared.
    Attachments(usize, usize),
    /// Only one of the two has an embedded message there.
    Embedded,
}

/// What a property is called, whatever id it has in its message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PropertyKey {
    /// By its id: below 0x8000, or without a name.
    Id(u16),
    /// By its name.
    Name(PropertyName),
}

impl fmt::Display for PropertyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => match tags::candidates(PropertyTag(u32::from(*id) << 16)).first() {
                Some((_, name)) => f.write_str(name),
                None => write!(f, "property {id:#06x}"),
            },
            Self::Name(name) => write_name(f, name),
        }
    }
}

/// The canonical name, or the property set and the number or text in it.
pub(crate) fn write_name(f: &mut fmt::Formatter<'_>, name: &PropertyName) -> fmt::Result {
    if let Some(canonical) = named::name(name) {
        return f.write_str(canonical);
    }
    match property_set::name(name.property_set) {
        Some(set) => f.write_str(set)?,
        None => write!(f, "{}", name.property_set)?,
    }
    match &name.kind {
        NameKind::Id(lid) => write!(f, " {lid:#06x}"),
        NameKind::Name(text) => write!(f, " {text:?}"),
        NameKind::None => Ok(()),
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use DifferenceKind as K;
        write!(f, "{}: ", self.place)?;
        match &self.kind {
            K::OnlyFirst(key) => write!(f, "{key} only in the first"),
            K::OnlySecond(key) => write!(f, "{key} only in the second"),
            K::Value(key) => write!(f, "{key} differs"),
            K::Field(tag) => write!(f, "{tag:?} differs"),
            K::External => f.write_str("content outside memory differs"),
            K::Recipients(first, second) => write!(f, "{first} recipients and {second}"),
            K::Attachments(first, second) => write!(f, "{first} attachments and {second}"),
            K::Embedded => f.write_str("only one has an embedded message"),
        }
    }
}

impl Message {
    /// How another message differs from this one, object by object; empty where both say the same.
    ///
    /// Named properties are compared by their names, whatever ids they have; names that no property uses do
    /// not count. Floating-point values are equal if their bits are.
    pub fn differences(&self, second: &Message) -> Vec<Difference> {
        let mut comparison = Comparison(Vec::new());
        comparison.messages(&Place::message(), self, second);
        comparison.0
    }
}

struct Comparison(Vec<Difference>);

impl Comparison {
    fn note(&mut self, place: &Place, kind: DifferenceKind) {
        self.0.push(Difference {
            place: place.clone(),
            kind,
        });
    }

    fn messages(&mut self, place: &Place, first: &Message, second: &Message) {
        let names = (&first.named_properties, &second.named_properties);
        self.bags(place, (&first.properties, &second.properties), names);
        let counts = (first.recipients.len(), second.recipients.len());
        if counts.0 != counts.1 {
            self.note(place, DifferenceKind::Recipients(counts.0, counts.1));
        }
        for (at, (a, b)) in first.recipients.iter().zip(&second.recipients).enumerate() {
            self.recipients(&place.below(Step::Recipient(at)), (a, b), names);
        }
        let counts = (first.attachments.len(), second.attachments.len());
        if counts.0 != counts.1 {
            self.note(place, DifferenceKind::Attachments(counts.0, counts.1));
        }
        for (at, (a, b)) in first.attachments.iter().zip(&second.attachments).enumerate() {
            self.attachments(&place.below(Step::Attachment(at)), (a, b), names);
        }
    }

    fn recipients(
        &mut self,
        place: &Place,
        (first, second): (&Recipient, &Recipient),
        names: (&NamedProperties, &NamedProperties),
    ) {
        if first.row_id != second.row_id {
            self.note(place, DifferenceKind::Field(tags::ROWID));
        }
        if first.recipient_type != second.recipient_type {
            self.note(place, DifferenceKind::Field(tags::RECIPIENT_TYPE));
        }
        self.bags(place, (&first.properties, &second.properties), names);
    }

    fn attachments(
        &mut self,
        place: &Place,
        (first, second): (&Attachment, &Attachment),
        names: (&NamedProperties, &NamedProperties),
    ) {
        if first.number != second.number {
            self.note(place, DifferenceKind::Field(tags::ATTACH_NUMBER));
        }
        if first.external != second.external {
            self.note(place, DifferenceKind::External);
        }
        self.bags(place, (&first.properties, &second.properties), names);
        match (&first.embedded, &second.embedded) {
            (Some(first), Some(second)) => self.messages(&place.below(Step::Embedded), first, second),
            (None, None) => {}
            _ => self.note(place, DifferenceKind::Embedded),
        }
    }

    fn bags(
        &mut self,
        place: &Place,
        (first, second): (&PropertyBag, &PropertyBag),
        names: (&NamedProperties, &NamedProperties),
    ) {
        for (tag, value) in first.iter() {
            let key = key(names.0, tag.id());
            match other(&key, second, names.1) {
                None => self.note(place, DifferenceKind::OnlyFirst(key)),
                Some(other) if !same(value, other) => self.note(place, DifferenceKind::Value(key)),
                Some(_) => {}
            }
        }
        for (tag, _) in second.iter() {
            let key = key(names.1, tag.id());
            if other(&key, first, names.0).is_none() {
                self.note(place, DifferenceKind::OnlySecond(key));
            }
        }
    }
}

fn key(names: &NamedProperties, id: u16) -> PropertyKey {
    match names.name(id) {
        Some(name) if id >= PropertyTag::FIRST_NAMED_ID => PropertyKey::Name(name.clone()),
        _ => PropertyKey::Id(id),
    }
}

/// The property of the same name in the other message.
fn other<'a>(key: &PropertyKey, bag: &'a PropertyBag, names: &NamedProperties) -> Option<&'a PropertyValue> {
    match key {
        PropertyKey::Name(name) => bag.value(names.id(name)?),
        // An id that stands for a name there is another property.
        PropertyKey::Id(id) => bag.value(*id).filter(|_| names.name(*id).is_none()),
    }
}

/// Whether two values are the same bits.
fn same(a: &PropertyValue, b: &PropertyValue) -> bool {
    use PropertyValue as V;
    let bits64 = |a: &[f64], b: &[f64]| a.iter().map(|v| v.to_bits()).eq(b.iter().map(|v| v.to_bits()));
    match (a, b) {
        (V::Floating32(a), V::Floating32(b)) => a.to_bits() == b.to_bits(),
        (V::Floating64(a), V::Floating64(b)) | (V::FloatingTime(a), V::FloatingTime(b)) => {
            a.to_bits() == b.to_bits()
        }
        (V::MultipleFloating32(a), V::MultipleFloating32(b)) => {
            a.iter().map(|v| v.to_bits()).eq(b.iter().map(|v| v.to_bits()))
        }
        (V::MultipleFloating64(a), V::MultipleFloating64(b))
        | (V::MultipleFloatingTime(a), V::MultipleFloatingTime(b)) => bits64(a, b),
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RecipientType, strategy};
    use proptest::prelude::*;
    use ropeway_types::property_set::PS_INTERNET_HEADERS;

    fn texts(first: &Message, second: &Message) -> Vec<String> {
        first
            .differences(second)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn names_count_and_ids_do_not() {
        let name = |text| PropertyName::name(PS_INTERNET_HEADERS, text);
        let (mut first, mut second) = (Message::note(), Message::note());
        second.named_properties.id_or_insert(&name("X-Unused")).unwrap();
        for message in [&mut first, &mut second] {
            message.set_named(&name("X-A"), "1").unwrap();
        }
        assert_ne!(
            first.named_properties.id(&name("X-A")),
            second.named_properties.id(&name("X-A"))
        );
        assert_eq!(first.differences(&second), []);
        // The same id without a name is another property.
        second = Message::note();
        second.set(PropertyTag(0x8000_001F), "1");
        assert_eq!(
            texts(&first, &second),
            [
                "message: PS_INTERNET_HEADERS \"X-A\" only in the first",
                "message: property 0x8000 only in the second"
            ]
        );
    }

    #[test]
    fn each_object_is_compared_where_it_stands() {
        let mut inner = Message::note();
        inner.set(tags::SUBJECT, "in");
        let mut first = Message::note();
        first
            .recipients
            .push(Recipient::smtp(RecipientType::TO, "A", "a@o.test"));
        first.attachments.push(Attachment::message(0, inner));
        let mut second = first.clone();
        assert_eq!(texts(&first, &second), [""; 0]);
        second.recipients[0].recipient_type = RecipientType::CC;
        second.attachments[0].number = 1;
        second.attachments[0]
            .embedded
            .as_mut()
            .unwrap()
            .set(tags::SUBJECT, "out");
        second.attachments.push(Attachment::default());
        assert_eq!(
            texts(&first, &second),
            [
                "recipient 0: PidTagRecipientType(0x0c150003) differs",
                "message: 1 attachments and 2",
                "attachment 0: PidTagAttachNumber(0x0e210003) differs",
                "attachment 0/embedded: PidTagSubject differs",
            ]
            .map(str::to_owned)
            .to_vec()
        );
        second.attachments[0].embedded = None;
        assert!(
            texts(&first, &second).contains(&"attachment 0: only one has an embedded message".to_owned())
        );
    }

    proptest! {
        #[test]
        fn a_message_is_like_itself_and_like_no_other(
            first in strategy::message(), second in strategy::message(),
        ) {
            prop_assert_eq!(first.differences(&first), []);
            let mirrored = second.differences(&first).len();
            prop_assert_eq!(first.differences(&second).len(), mirrored);
            if first == second {
                prop_assert_eq!(mirrored, 0);
            }
        }
    }
}
