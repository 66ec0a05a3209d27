//! The people of an object, and what their properties say of their addresses ([MS-OXCMAIL] 2.1.3.1, 2.6).

use crate::bag::PropertyBag;
use ropeway_types::{AddressBookType, CodePage, EntryId, PropertyTag, ProxyAddress, tags};

/// The tags under which an object keeps one person ([MS-OXCMAIL] 2.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonTags {
    /// Entry id.
    pub entry_id: PropertyTag,
    /// Display name.
    pub name: PropertyTag,
    /// Address type.
    pub address_type: PropertyTag,
    /// Address.
    pub email_address: PropertyTag,
    /// SMTP address.
    pub smtp_address: PropertyTag,
    /// Search key.
    pub search_key: PropertyTag,
}

/// A recipient row's own person.
pub const RECIPIENT: PersonTags = PersonTags {
    entry_id: tags::ENTRY_ID,
    name: tags::DISPLAY_NAME,
    address_type: tags::ADDRESS_TYPE,
    email_address: tags::EMAIL_ADDRESS,
    smtp_address: tags::SMTP_ADDRESS,
    search_key: tags::SEARCH_KEY,
};
/// Who sent the message ([MS-OXCMAIL] 2.6.4).
pub const SENDER: PersonTags = PersonTags {
    entry_id: tags::SENDER_ENTRY_ID,
    name: tags::SENDER_NAME,
    address_type: tags::SENDER_ADDRESS_TYPE,
    email_address: tags::SENDER_EMAIL_ADDRESS,
    smtp_address: tags::SENDER_SMTP_ADDRESS,
    search_key: tags::SENDER_SEARCH_KEY,
};
/// On whose behalf it was sent ([MS-OXCMAIL] 2.6.5).
pub const SENT_REPRESENTING: PersonTags = PersonTags {
    entry_id: tags::SENT_REPRESENTING_ENTRY_ID,
    name: tags::SENT_REPRESENTING_NAME,
    address_type: tags::SENT_REPRESENTING_ADDRESS_TYPE,
    email_address: tags::SENT_REPRESENTING_EMAIL_ADDRESS,
    smtp_address: tags::SENT_REPRESENTING_SMTP_ADDRESS,
    search_key: tags::SENT_REPRESENTING_SEARCH_KEY,
};
/// Who gets receipts ([MS-OXCMAIL] 2.6.1).
pub const READ_RECEIPT: PersonTags = PersonTags {
    entry_id: tags::READ_RECEIPT_ENTRY_ID,
    name: tags::READ_RECEIPT_NAME,
    address_type: tags::READ_RECEIPT_ADDRESS_TYPE,
    email_address: tags::READ_RECEIPT_EMAIL_ADDRESS,
    smtp_address: tags::READ_RECEIPT_SMTP_ADDRESS,
    search_key: tags::READ_RECEIPT_SEARCH_KEY,
};

/// Who received the message ([MS-OXCMAIL] 2.6.2).
pub const RECEIVED_BY: PersonTags = PersonTags {
    entry_id: tags::RECEIVED_BY_ENTRY_ID,
    name: tags::RECEIVED_BY_NAME,
    address_type: tags::RECEIVED_BY_ADDRESS_TYPE,
    email_address: tags::RECEIVED_BY_EMAIL_ADDRESS,
    smtp_address: tags::RECEIVED_BY_SMTP_ADDRESS,
    search_key: tags::RECEIVED_BY_SEARCH_KEY,
};
/// For whom it was received ([MS-OXCMAIL] 2.6.3).
pub const RECEIVED_REPRESENTING: PersonTags = PersonTags {
    entry_id: tags::RECEIVED_REPRESENTING_ENTRY_ID,
    name: tags::RECEIVED_REPRESENTING_NAME,
    address_type: tags::RECEIVED_REPRESENTING_ADDRESS_TYPE,
    email_address: tags::RECEIVED_REPRESENTING_EMAIL_ADDRESS,
    smtp_address: tags::RECEIVED_REPRESENTING_SMTP_ADDRESS,
    search_key: tags::RECEIVED_REPRESENTING_SEARCH_KEY,
};

/// The address of one person of an object, SMTP before all others: address type SMTP and address,
/// then the SMTP address property, a one-off entry id, an address book entry id, and last any other
/// type with its address ([MS-OXCMAIL] 2.1.3.1.1, in the order that needs no directory). Wrapped entry
/// ids count as what they wrap; the id of a contact says only that an address without type is one of
/// his.
pub fn person_address(bag: &PropertyBag, person: &PersonTags, code_page: CodePage) -> Option<ProxyAddress> {
    let text = |tag| {
        bag.text(tag, code_page)
            .map(|t| tidy(&t).to_owned())
            .filter(|t| !t.is_empty())
    };
    let address_type = text(person.address_type)
        .filter(|kind| is_known(kind))
        .unwrap_or_default();
    let email = text(person.email_address);
    let is_smtp = address_type.eq_ignore_ascii_case("SMTP");
    if let Some(email) = email.as_ref().filter(|e| is_smtp && e.contains('@')) {
        return Some(ProxyAddress::smtp(email.clone()));
    }
    if let Some(smtp) = text(person.smtp_address).filter(|a| a.contains('@')) {
        return Some(ProxyAddress::smtp(smtp));
    }
    let entry_id = || EntryId::parse(bag.binary(person.entry_id)?).ok();
    match (email, address_type.is_empty()) {
        // A distinguished name under the wrong type is what it is.
        (Some(email), false) if is_smtp && is_distinguished_name(&email) => {
            Some(ProxyAddress::new("EX", email))
        }
        (Some(email), false) => Some(ProxyAddress::new(&address_type, email)),
        (email, _) => {
            let entry_id = entry_id();
            let by_id = entry_id.as_ref().and_then(|id| entry_id_address(id, code_page));
            by_id.or_else(|| untyped_address(email?, entry_id.as_ref()))
        }
    }
}

/// The address that an entry id names itself: one-off and address book entry ids, wrapped or not. Those
/// of contacts and personal distribution lists name an object of a mailbox, and no address.
pub fn entry_id_address(id: &EntryId, code_page: CodePage) -> Option<ProxyAddress> {
    match unwrapped(id)? {
        EntryId::OneOff(one_off) => {
            let address = tidy(&one_off.address(code_page)).to_owned();
            let kind = one_off.address_type(code_page);
            (!address.is_empty() && is_known(&kind)).then(|| ProxyAddress::new(&kind, address))
        }
        EntryId::AddressBook(id) => {
            let dn = String::from_utf8_lossy(&id.x500_dn).into_owned();
            (!dn.is_empty()).then(|| ProxyAddress::new("EX", dn))
        }
        _ => None,
    }
}

/// The display name in a one-off entry id, wrapped or not.
pub fn entry_id_name(id: &EntryId, code_page: CodePage) -> Option<String> {
    match unwrapped(id)? {
        EntryId::OneOff(one_off) => {
            let name = one_off.display_name(code_page);
            (!name.trim().is_empty()).then_some(name)
        }
        _ => None,
    }
}

/// Whether an entry id, wrapped or not, is that of a distribution list of a directory or mailbox.
pub fn is_list_entry_id(id: &EntryId) -> bool {
    match unwrapped(id) {
        Some(EntryId::PersonalDistributionList(_)) => true,
        Some(EntryId::AddressBook(id)) => matches!(
            id.object_type,
            AddressBookType::DISTRIBUTION_LIST | AddressBookType::PRIVATE_DISTRIBUTION_LIST
        ),
        _ => false,
    }
}

/// What a wrapped entry id wraps ([MS-OXOCNTC] 2.2.2.2.4.1.1); any other as it is.
fn unwrapped(id: &EntryId) -> Option<EntryId> {
    /// Nothing honest is wrapped more than once.
    const MAX_WRAPS: usize = 4;
    let mut id = id.clone();
    for _ in 0..MAX_WRAPS {
        match id {
            EntryId::Wrapped(wrapped) => id = wrapped.embedded().ok()?,
            other => return Some(other),
        }
    }
    None
}

/// An address whose type is not stored. Real clients list SMTP addresses that way; with the entry id of
/// a contact it is the address of the contact that its index names ([MS-OXCDATA] 2.2.5.3).
fn untyped_address(email: String, entry_id: Option<&EntryId>) -> Option<ProxyAddress> {
    if email.contains('@') {
        return Some(ProxyAddress::smtp(email));
    }
    if is_distinguished_name(&email) {
        return Some(ProxyAddress::new("EX", email));
    }
    match entry_id {
        Some(EntryId::Contact(contact)) if (3..=5).contains(&contact.index) => {
            Some(ProxyAddress::new("FAX", email))
        }
        _ => None,
    }
}

/// Libraries that write message files say UNKNOWN where they know no type.
fn is_known(kind: &str) -> bool {
    !kind.trim().is_empty() && !kind.eq_ignore_ascii_case("UNKNOWN")
}

fn is_distinguished_name(text: &str) -> bool {
    text.get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("/o="))
}

/// Removes what surrounds an address in real data: blanks, NULs, angle brackets, quotes, a scheme.
fn tidy(address: &str) -> &str {
    fn bare(text: &str) -> &str {
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\0' | '<' | '>' | '\''));
        // Quotes around the whole; those of a local part do not end the text.
        match text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
            Some(inner) if inner.contains('@') => inner.trim(),
            _ => text,
        }
    }
    let trimmed = bare(address);
    match trimmed.split_once(':') {
        Some((scheme, rest)) if ["smtp", "mailto"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) => {
            bare(rest)
        }
        _ => trimmed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Recipient;
    use bytes::Bytes;
    use ropeway_types::wire::Encode;
    use ropeway_types::{ContactEntryId, OneOffEntryId, WrappedEntryId, WrappedType};

    const CP: CodePage = CodePage::WINDOWS_1252;

    #[test]
    fn address_prefers_smtp_and_falls_back_to_entry_ids() {
        let mut recipient = Recipient::default();
        assert_eq!(recipient.address(CP), None);
        recipient.properties.set(
            tags::ENTRY_ID,
            EntryId::address_book("/o=O/cn=u").to_bytes().unwrap(),
        );
        assert_eq!(recipient.address(CP), Some(ProxyAddress::new("EX", "/o=O/cn=u")));
        recipient.properties.set(tags::ADDRESS_TYPE, "EX");
        recipient.properties.set(tags::EMAIL_ADDRESS, "/o=O/cn=w");
        assert_eq!(recipient.address(CP), Some(ProxyAddress::new("EX", "/o=O/cn=w")));
        recipient.properties.set(tags::SMTP_ADDRESS, "SMTP:<u@o.test>\0");
        assert_eq!(recipient.address(CP), Some(ProxyAddress::smtp("u@o.test")));
    }

    #[test]
    fn address_without_type_is_taken_for_smtp() {
        let mut recipient = Recipient::default();
        recipient.properties.set(tags::EMAIL_ADDRESS, " <u@o.test> ");
        assert_eq!(recipient.address(CP), Some(ProxyAddress::smtp("u@o.test")));
    }

    #[test]
    fn address_of_an_unknown_type_is_taken_for_smtp() {
        let mut recipient = Recipient::default();
        recipient.properties.set(tags::ADDRESS_TYPE, "UNKNOWN");
        recipient.properties.set(tags::EMAIL_ADDRESS, "u@o.test");
        let one_off = OneOffEntryId::new("U", "UNKNOWN", "u@o.test");
        recipient
            .properties
            .set(tags::ENTRY_ID, one_off.to_bytes().unwrap());
        assert_eq!(recipient.address(CP), Some(ProxyAddress::smtp("u@o.test")));
    }

    #[test]
    fn ad_01_wrapped_entry_ids_count_as_what_they_wrap() {
        let one_off = EntryId::OneOff(OneOffEntryId::new("U", "SMTP", "u@o.test"));
        let mut id = one_off.clone();
        for _ in 0..2 {
            let inner = id.to_bytes().unwrap();
            id = EntryId::Wrapped(WrappedEntryId::new(WrappedType(0), inner));
        }
        assert_eq!(entry_id_address(&id, CP), Some(ProxyAddress::smtp("u@o.test")));
        assert_eq!(entry_id_name(&id, CP).as_deref(), Some("U"));
        // Around each other for ever.
        for _ in 0..10 {
            let inner = id.to_bytes().unwrap();
            id = EntryId::Wrapped(WrappedEntryId::new(WrappedType(0), inner));
        }
        assert_eq!(entry_id_address(&id, CP), None);
    }

    #[test]
    fn ad_01_a_contact_is_known_by_the_rows_own_address() {
        let mut recipient = Recipient::default();
        let contact = ContactEntryId::contact(3, Bytes::from_static(b"message entry id"));
        let id = EntryId::Contact(contact).to_bytes().unwrap();
        recipient.properties.set(tags::ENTRY_ID, id);
        assert_eq!(recipient.address(CP), None);
        recipient.properties.set(tags::EMAIL_ADDRESS, "+1 555 0100");
        assert_eq!(
            recipient.address(CP),
            Some(ProxyAddress::new("FAX", "+1 555 0100"))
        );
        recipient.properties.set(tags::EMAIL_ADDRESS, "c@o.test");
        assert_eq!(recipient.address(CP), Some(ProxyAddress::smtp("c@o.test")));
    }

    #[test]
    fn ad_01_a_distinguished_name_under_the_wrong_type_is_no_smtp_address() {
        let mut recipient = Recipient::default();
        recipient.properties.set(tags::ADDRESS_TYPE, "SMTP");
        recipient.properties.set(tags::EMAIL_ADDRESS, "/O=Org/CN=u");
        assert_eq!(
            recipient.address(CP),
            Some(ProxyAddress::new("EX", "/O=Org/CN=u"))
        );
    }

    #[test]
    fn ad_01_what_surrounds_an_address_is_trimmed() {
        for (stored, bare) in [
            ("\"u@o.test\"", "u@o.test"),
            ("'u@o.test'", "u@o.test"),
            ("mailto:u@o.test", "u@o.test"),
            (" SMTP:<u@o.test>\0", "u@o.test"),
            ("\"a b\"@o.test", "\"a b\"@o.test"),
        ] {
            assert_eq!(tidy(stored), bare);
        }
    }

    #[test]
    fn ad_16_lists_are_known_by_their_entry_ids() {
        use ropeway_types::AddressBookEntryId;
        let list = AddressBookEntryId::new(AddressBookType::DISTRIBUTION_LIST, "/o=O/cn=l");
        assert!(is_list_entry_id(&EntryId::AddressBook(list)));
        let list = ContactEntryId::personal_distribution_list(Bytes::from_static(b"id"));
        assert!(is_list_entry_id(&EntryId::PersonalDistributionList(list)));
        assert!(!is_list_entry_id(&EntryId::address_book("/o=O/cn=u")));
    }
}
