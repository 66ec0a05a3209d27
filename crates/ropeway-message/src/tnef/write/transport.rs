//! What goes with a message that is sent ([MS-OXTNEF] 2.2, [MS-OXCMAIL] 2.1.3).

use crate::person::person_address;
use crate::{
    PersonTags, PropertyBag, READ_RECEIPT, RECEIVED_REPRESENTING, RECIPIENT, SENDER, SENT_REPRESENTING,
};
use bytes::Bytes;
use ropeway_types::wire::Encode;
use ropeway_types::{CodePage, EntryId, FlatEntryList, OneOffEntryId, PropertyTag, PropertyValue, tags};

/// The kind of an object, which decides what of it is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Outer,
    Embedded,
    Recipient,
    Attachment,
}

/// Whether a property is sent: of what MAPI calls transmittable, what tells nothing of others.
pub(super) fn is_sent(kind: Kind, id: u16) -> bool {
    let transmittable = matches!(id, 0x0001..=0x0DFF | 0x1000..=0x5FFF | 0x6800..=0x7BFF | 0x8000..=0xFFFE);
    let blind = id == tags::DISPLAY_BCC.id() || id == tags::ORIGINAL_DISPLAY_BCC.id();
    match kind {
        _ if blind => false,
        // Headers of a message forwarded are part of it; those of this one have seen this sender's hosts.
        Kind::Outer => transmittable && id != tags::TRANSPORT_MESSAGE_HEADERS.id(),
        // When a message forwarded came is part of what is forwarded.
        Kind::Embedded => transmittable || id == tags::MESSAGE_DELIVERY_TIME.id(),
        // Rows go with all that their tables have ([MS-OXCMAIL] 2.1.3.1.1), entry ids from 0x0FF0 up.
        Kind::Recipient => transmittable || matches!(id, 0x0E00..=0x0FFF),
        // The calendar's and hidden ones.
        Kind::Attachment => transmittable || matches!(id, 0x7FF9..=0x7FFF),
    }
}

/// People that objects name.
const PEOPLE: [&PersonTags; 5] = [
    &RECIPIENT,
    &SENDER,
    &SENT_REPRESENTING,
    &READ_RECEIPT,
    &RECEIVED_REPRESENTING,
];

/// A value with one-off entry ids in the place of address book entry ids, which mean nothing outside the
/// organization ([MS-OXCMAIL] 2.1.3.7); `None` where there is nothing to replace.
pub(super) fn without_address_book(
    tag: PropertyTag,
    value: &PropertyValue,
    bag: &PropertyBag,
    code_page: CodePage,
) -> Option<PropertyValue> {
    let PropertyValue::Binary(bytes) = value else {
        return None;
    };
    if tag == tags::REPLY_RECIPIENT_ENTRIES {
        return reply_recipients(bytes, bag, code_page).map(PropertyValue::Binary);
    }
    let person = PEOPLE.iter().find(|person| person.entry_id == tag);
    let text = |tag| bag.text(tag, code_page).unwrap_or_default();
    let name = person.map_or_else(String::new, |person| text(person.name));
    let address = person
        .and_then(|person| person_address(bag, person, code_page))
        .filter(|address| address.is_smtp());
    let address = address.as_ref().map(|address| address.address());
    one_off(bytes, &name, address).map(PropertyValue::Binary)
}

/// A one-off entry id with the SMTP address, or with the name in the directory, for an address book
/// entry id.
fn one_off(entry_id: &Bytes, name: &str, smtp: Option<&str>) -> Option<Bytes> {
    let Ok(EntryId::AddressBook(book)) = EntryId::parse(entry_id) else {
        return None;
    };
    let one_off = match smtp {
        Some(address) => OneOffEntryId::new(name, "SMTP", address),
        None => OneOffEntryId::new(name, "EX", &String::from_utf8_lossy(&book.x500_dn)),
    };
    EntryId::OneOff(one_off).to_bytes().ok()
}

/// PidTagReplyRecipientEntries, whose names are in PidTagReplyRecipientNames.
fn reply_recipients(bytes: &Bytes, bag: &PropertyBag, code_page: CodePage) -> Option<Bytes> {
    let list = FlatEntryList::parse(bytes).ok()?;
    let names = bag
        .text(tags::REPLY_RECIPIENT_NAMES, code_page)
        .unwrap_or_default();
    let mut names = names.split(';').map(str::trim);
    let mut changed = false;
    let entry_ids = list.entries.into_iter().map(|item| {
        let one_off = one_off(&item.entry_id, names.next().unwrap_or_default(), None);
        changed |= one_off.is_some();
        one_off.unwrap_or(item.entry_id)
    });
    let list: FlatEntryList = entry_ids.collect();
    changed.then(|| list.to_bytes().ok()).flatten()
}
