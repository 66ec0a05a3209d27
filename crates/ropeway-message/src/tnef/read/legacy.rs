//! What attributes say that are no lists of properties ([MS-OXTNEF] 2.1.3.3): the same things as
//! properties, which stand before them where there are both.

use super::context::{Attribute, Context};
use crate::bag::convert_string;
use crate::person::PersonTags;
use crate::person::RECEIVED_REPRESENTING;
use crate::tnef::CONVERSATION_KEY;
use crate::tnef::attributes::{self, class_to_mapi};
use crate::tnef::report::DeviationKind;
use crate::{Place, PropertyBag, SENDER, SENT_REPRESENTING};
use bytes::Bytes;
use ropeway_types::wire::{Decode, DecodeError, Encode, Reader};
use ropeway_types::{
    CodePage, EntryId, OneOffEntryId, PropertyTag, PropertyType, PropertyValue, RowString, tags,
};

/// What an attribute adds to the properties that are there; `None` if it has not its form.
pub(super) fn message(
    cx: &mut Context<'_>,
    place: &Place,
    attribute: &Attribute,
    bag: &mut PropertyBag,
) -> Option<()> {
    let data = &attribute.data;
    match attribute.id {
        attributes::SUBJECT => bag.set_default(tags::SUBJECT, text(data)),
        attributes::BODY => bag.set_default(tags::BODY, text(data)),
        attributes::MESSAGE_CLASS => class(tags::MESSAGE_CLASS, data, bag),
        attributes::ORIGINAL_MESSAGE_CLASS => class(tags::ORIGINAL_MESSAGE_CLASS, data, bag),
        attributes::DATE_SENT => date(cx, place, tags::CLIENT_SUBMIT_TIME, data, bag)?,
        attributes::DATE_RECEIVED => date(cx, place, tags::MESSAGE_DELIVERY_TIME, data, bag)?,
        attributes::DATE_MODIFIED => date(cx, place, tags::LAST_MODIFICATION_TIME, data, bag)?,
        attributes::DATE_START => date(cx, place, tags::START_DATE, data, bag)?,
        attributes::DATE_END => date(cx, place, tags::END_DATE, data, bag)?,
        attributes::MESSAGE_STATUS => {
            let flags = attributes::flags_of_status(*data.first()?);
            bag.set_default(tags::MESSAGE_FLAGS, flags);
        }
        attributes::MESSAGE_ID => bag.set_default(tags::SEARCH_KEY, hex(data)?),
        attributes::PARENT_ID => bag.set_default(tags::PARENT_KEY, hex(data)?),
        attributes::CONVERSATION_ID => bag.set_default(CONVERSATION_KEY, hex(data)?),
        attributes::PRIORITY => {
            let importance = attributes::importance_of_priority(word(data)?)?;
            bag.set_default(tags::IMPORTANCE, importance);
        }
        attributes::OWNER_APPOINTMENT => {
            let id = i32::decode(&mut Reader::new(data.clone())).ok()?;
            bag.set_default(tags::OWNER_APPOINTMENT_ID, id);
        }
        attributes::RESPONSE_REQUESTED => bag.set_default(tags::RESPONSE_REQUESTED, word(data)? != 0),
        attributes::FROM => person(bag, &SENDER, from(data)?),
        attributes::SENT_FOR => person(bag, &SENT_REPRESENTING, owner(data)?),
        attributes::DELEGATE => bag.set_default(tags::RECEIVED_REPRESENTING_ENTRY_ID, data.clone()),
        // attOwner needs the class, and lists are read elsewhere.
        _ => {}
    }
    Some(())
}

/// attOwner ([MS-OXTNEF] 2.1.3.3.16): who owns the meeting, which in a response is who gets it.
pub(super) fn meeting_owner(data: &Bytes, class: &str, bag: &mut PropertyBag) -> Option<()> {
    const RESPONSE: &str = "IPM.Schedule.Meeting.Resp";
    let is_response = class
        .get(..RESPONSE.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(RESPONSE));
    let tags = if is_response {
        &RECEIVED_REPRESENTING
    } else {
        &SENT_REPRESENTING
    };
    person(bag, tags, owner(data)?);
    Some(())
}

/// What is known of an attachment beside its properties.
pub(super) struct Beside {
    /// There is no list: the writer knew no properties.
    pub(super) no_list: bool,
    /// It has an embedded message.
    pub(super) message: bool,
    /// The code page of 8-bit strings.
    pub(super) code_page: CodePage,
}

/// What an attribute adds to an attachment with these properties.
pub(super) fn attachment(
    cx: &mut Context<'_>,
    place: &Place,
    attribute: &Attribute,
    bag: &mut PropertyBag,
    beside: &Beside,
) -> Option<()> {
    let data = &attribute.data;
    match attribute.id {
        attributes::RENDERING => rendering(data, bag, beside)?,
        attributes::ATTACH_TITLE => title(data, bag, beside.code_page),
        attributes::ATTACH_METAFILE => bag.set_default(tags::ATTACH_RENDERING, data.clone()),
        attributes::ATTACH_CREATED => date(cx, place, tags::CREATION_TIME, data, bag)?,
        attributes::ATTACH_MODIFIED => date(cx, place, tags::LAST_MODIFICATION_TIME, data, bag)?,
        attributes::ATTACH_TRANSPORT_NAME => bag.set_default(tags::ATTACH_TRANSPORT_NAME, text(data)),
        _ => {}
    }
    Some(())
}

/// attAttachRendData ([MS-OXTNEF] 2.1.3.3.15). The size of the icon has no property.
fn rendering(data: &Bytes, bag: &mut PropertyBag, beside: &Beside) -> Option<()> {
    let mut reader = Reader::new(data.clone());
    let fields = |reader: &mut Reader| -> Result<_, DecodeError> {
        let (kind, position) = (u16::decode(reader)?, i32::decode(reader)?);
        reader.take(4)?;
        Ok((kind, position, u32::decode(reader)?))
    };
    let (kind, position, flags) = fields(&mut reader).ok()?;
    // Programs before MAPI had a third type, for pictures, which were OLE objects.
    if kind != attributes::RENDERING_FILE && !beside.message {
        bag.set_default(tags::ATTACH_METHOD, crate::AttachMethod::STORAGE.0);
    } else if beside.no_list {
        bag.set_default(tags::ATTACH_METHOD, crate::AttachMethod::BY_VALUE.0);
    }
    // Without a position there need not be the property.
    if beside.no_list || position != -1 {
        bag.set_default(tags::RENDERING_POSITION, position);
    }
    if flags & attributes::RENDERING_MAC_BINARY != 0 {
        bag.set_default(tags::ATTACH_ENCODING, Bytes::from_static(attributes::MAC_BINARY));
    }
    Some(())
}

/// attAttachTitle is the short name, or where a writer knows none, the long one again.
fn title(data: &Bytes, bag: &mut PropertyBag, code_page: CodePage) {
    let title = text_bytes(data);
    let long = bag
        .value(tags::ATTACH_LONG_FILENAME.id())
        .and_then(|long| convert_string(long, PropertyType::STRING8, code_page));
    let repeats = matches!(&long, Some(PropertyValue::String8(long)) if text_bytes(long) == title);
    if !title.is_empty() && !repeats {
        bag.set_default(tags::ATTACH_FILENAME, PropertyValue::String8(title));
    }
}

/// Text up to its terminating zeros.
fn text_bytes(data: &Bytes) -> Bytes {
    let len = data.iter().rposition(|byte| *byte != 0);
    data.slice(..len.map_or(0, |last| last.saturating_add(1)))
}

fn text(data: &Bytes) -> PropertyValue {
    PropertyValue::String8(text_bytes(data))
}

fn class(tag: PropertyTag, data: &Bytes, bag: &mut PropertyBag) {
    let bytes = text_bytes(data);
    let mapped = std::str::from_utf8(&bytes).map(class_to_mapi);
    let class = match mapped {
        Ok(mapped) => Bytes::copy_from_slice(mapped.as_bytes()),
        Err(_) => bytes,
    };
    if !class.is_empty() {
        bag.set_default(tag, PropertyValue::String8(class));
    }
}

fn date(
    cx: &mut Context<'_>,
    place: &Place,
    tag: PropertyTag,
    data: &Bytes,
    bag: &mut PropertyBag,
) -> Option<()> {
    if bag.contains(tag.id()) {
        return Some(());
    }
    bag.set(tag, attributes::time_of_dtr(data)?);
    cx.note(place, DeviationKind::LocalTime(tag));
    Some(())
}

fn word(data: &Bytes) -> Option<u16> {
    u16::decode(&mut Reader::new(data.clone())).ok()
}

/// Bytes in hexadecimal digits.
fn hex(data: &Bytes) -> Option<Bytes> {
    let digits = text_bytes(data);
    if digits.is_empty() || !digits.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
    digits
        .chunks_exact(2)
        .map(|pair| pair.iter().try_fold(0u8, |byte, d| Some(byte << 4 | digit(d)?)))
        .collect()
}

/// A person of an attribute: name, type and address.
struct Person {
    name: Bytes,
    address_type: Bytes,
    address: Bytes,
}

impl Person {
    /// The address is written `TYPE:address`.
    fn new(name: &Bytes, address: &Bytes) -> Self {
        let address = text_bytes(address);
        let (address_type, address) = match address.iter().position(|byte| *byte == b':') {
            Some(colon) => (
                address.slice(..colon),
                address.slice(colon.saturating_add(1).min(address.len())..),
            ),
            None => (Bytes::new(), address),
        };
        Self {
            name: text_bytes(name),
            address_type,
            address,
        }
    }
}

/// attFrom: a triple ([MS-OXTNEF] 2.1.3.3.3), whose parts have the lengths that it says, whatever the
/// whole has.
fn from(data: &Bytes) -> Option<Person> {
    let mut reader = Reader::new(data.clone());
    let fields = |reader: &mut Reader| -> Result<_, DecodeError> {
        reader.take(4)?;
        let (name, address) = (u16::decode(reader)?, u16::decode(reader)?);
        Ok((
            reader.take(usize::from(name))?,
            reader.take(usize::from(address))?,
        ))
    };
    let (name, address) = fields(&mut reader).ok()?;
    Some(Person::new(&name, &address))
}

/// attOwner and attSentFor: name and address, each behind its length.
fn owner(data: &Bytes) -> Option<Person> {
    let mut reader = Reader::new(data.clone());
    let mut part = || -> Result<Bytes, DecodeError> {
        let len = u16::decode(&mut reader)?;
        reader.take(usize::from(len))
    };
    let (name, address) = (part().ok()?, part().ok()?);
    Some(Person::new(&name, &address))
}

/// Sets a person whom no property names yet, with the entry id that [MS-OXTNEF] demands.
fn person(bag: &mut PropertyBag, tags: &PersonTags, person: Person) {
    if [tags.entry_id, tags.email_address, tags.name]
        .iter()
        .any(|tag| bag.contains(tag.id()))
    {
        return;
    }
    let Person {
        name,
        address_type,
        address,
    } = person;
    let mut one_off = OneOffEntryId::new("", "", "");
    one_off.bits &= !OneOffEntryId::UNICODE;
    one_off.display_name = RowString::Narrow(name.clone());
    one_off.address_type = RowString::Narrow(address_type.clone());
    one_off.email_address = RowString::Narrow(address.clone());
    // Text with a zero in it has no entry id.
    if let Ok(entry_id) = EntryId::OneOff(one_off).to_bytes() {
        bag.set(tags.entry_id, entry_id);
    }
    for (tag, text) in [
        (tags.name, name),
        (tags.address_type, address_type),
        (tags.email_address, address),
    ] {
        bag.set(tag, PropertyValue::String8(text));
    }
}
