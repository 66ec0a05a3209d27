//! People out of fields of addresses ([MS-OXCMAIL] 2.2.1).

use super::value::Mailbox;
use bytes::Bytes;
use ropeway_message::{PersonTags, PropertyBag, RECIPIENT, Recipient, RecipientType};
use ropeway_types::wire::Encode;
use ropeway_types::{EntryId, FlatEntryList, OneOffEntryId, tags};

/// PidTagObjectType of a mail user ([MS-OXCPRPT] 2.2.1.7).
const MAIL_USER: i32 = 6;
/// PidTagDisplayType of a mail user and of a distribution list ([MS-OXOABK] 2.2.3.11).
const DT_MAILUSER: i32 = 0;
const DT_DISTLIST: i32 = 1;

/// The name that is shown for a mailbox: its own, else its address.
fn shown(mailbox: &Mailbox) -> &str {
    mailbox
        .name
        .as_deref()
        .or(mailbox.address.as_deref())
        .unwrap_or_default()
}

fn one_off(mailbox: &Mailbox, address: &str) -> Option<Bytes> {
    EntryId::OneOff(OneOffEntryId::new(shown(mailbox), "SMTP", address))
        .to_bytes()
        .ok()
}

/// Sets the properties of one person.
pub(super) fn set(bag: &mut PropertyBag, tags: &PersonTags, mailbox: &Mailbox) {
    bag.set(tags.name, shown(mailbox));
    let Some(address) = mailbox.address.as_deref() else {
        return;
    };
    bag.set(tags.address_type, "SMTP");
    bag.set(tags.email_address, address);
    bag.set(tags.smtp_address, address);
    if let Some(id) = one_off(mailbox, address) {
        bag.set(tags.entry_id, id);
    }
    // [MS-OXOMSG] 2.2.1.8: type, colon and address in capitals, with a terminating zero.
    let key = format!("SMTP:{}\0", address.to_uppercase());
    bag.set(tags.search_key, Bytes::from(key.into_bytes()));
}

/// A recipient row.
pub(super) fn recipient(row_id: u32, recipient_type: RecipientType, mailbox: &Mailbox) -> Recipient {
    let mut properties = PropertyBag::new();
    set(&mut properties, &RECIPIENT, mailbox);
    properties.set(tags::RECIPIENT_DISPLAY_NAME, shown(mailbox));
    properties.set(tags::OBJECT_TYPE, MAIL_USER);
    properties.set(tags::DISPLAY_TYPE, DT_MAILUSER);
    properties.set(tags::SEND_RICH_INFO, false);
    Recipient {
        row_id,
        recipient_type,
        properties,
    }
}

/// A group without members: a list whose address is not told.
pub(super) fn list(row_id: u32, recipient_type: RecipientType, name: &str) -> Recipient {
    let mailbox = Mailbox {
        name: Some(name.to_owned()),
        address: None,
    };
    let mut recipient = recipient(row_id, recipient_type, &mailbox);
    recipient.properties.set(tags::DISPLAY_TYPE, DT_DISTLIST);
    recipient
}

/// PidTagReplyRecipientEntries and PidTagReplyRecipientNames ([MS-OXOMSG] 2.2.1.43, 2.2.1.44).
pub(super) fn reply_to(bag: &mut PropertyBag, mailboxes: &[Mailbox]) {
    let known: Vec<(&Mailbox, Bytes)> = mailboxes
        .iter()
        .filter_map(|m| Some((m, one_off(m, m.address.as_deref()?)?)))
        .collect();
    let names: Vec<String> = known.iter().map(|(m, _)| shown(m).replace(';', ",")).collect();
    let list: FlatEntryList = known.into_iter().map(|(_, id)| id).collect();
    if let Ok(list) = list.to_bytes()
        && !names.is_empty()
    {
        bag.set(tags::REPLY_RECIPIENT_ENTRIES, list);
        bag.set(tags::REPLY_RECIPIENT_NAMES, names.join(";").as_str());
    }
}
