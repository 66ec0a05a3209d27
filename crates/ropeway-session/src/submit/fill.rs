//! The properties that a server sets at submission ([MS-OXOMSG] 3.3.5.1.3).

use super::identity::{Person, Senders};
use crate::value;
use ropeway_message::{Message, PersonTags, PropertyBag, SENDER, SENT_REPRESENTING};
use ropeway_types::wire::Encode;
use ropeway_types::{CodePage, EntryId, FileTime, OneOffEntryId, PropertyTag, TaggedPropertyValue, tags};
use std::time::{Duration, SystemTime};

/// What they are made from.
pub(super) struct Context<'a> {
    pub(super) now: SystemTime,
    pub(super) senders: &'a Senders,
    pub(super) locale: u32,
    /// The session's.
    pub(super) code_page: CodePage,
}

/// Times that bear on the envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) deferred: Option<SystemTime>,
    pub(super) expires: Option<SystemTime>,
}

/// Sets them.
pub(super) fn fill(message: &mut Message, context: &Context<'_>) -> Times {
    let now = FileTime::from(context.now);
    let senders = context.senders;
    let bag = &mut message.properties;
    bag.set(tags::CLIENT_SUBMIT_TIME, now);
    bag.set(tags::PROVIDER_SUBMIT_TIME, now);
    set_person(bag, &SENDER, &senders.sender);
    set_person(bag, &SENT_REPRESENTING, &senders.represented);
    bag.set(tags::CONTENT_FILTER_SPAM_CONFIDENCE_LEVEL, -1);
    bag.set(
        tags::MESSAGE_LOCALE_ID,
        i32::try_from(context.locale).unwrap_or(0x0409),
    );
    let has_id = bag
        .text(tags::INTERNET_MESSAGE_ID, CodePage::UTF_8)
        .is_some_and(|id| !id.trim().is_empty());
    if !has_id {
        bag.set(
            tags::INTERNET_MESSAGE_ID,
            value::text(&new_message_id(&senders.represented.smtp)),
        );
    }
    // Number and unit win over a time that stands beside them ([MS-OXOMSG] 3.3.5.1.3.3, 3.3.5.1.3.4).
    let deferred = interval(bag, tags::DEFERRED_SEND_NUMBER, tags::DEFERRED_SEND_UNITS);
    if let Some(due) = deferred.and_then(|after| context.now.checked_add(after)) {
        bag.set(tags::DEFERRED_SEND_TIME, FileTime::from(due));
    }
    let expiry = interval(bag, tags::EXPIRY_NUMBER, tags::EXPIRY_UNITS);
    if let Some(end) = expiry.and_then(|after| context.now.checked_add(after)) {
        bag.set(tags::EXPIRY_TIME, FileTime::from(end));
    }
    let time = |tag| bag.time(tag).and_then(FileTime::to_system_time);
    let times = Times {
        deferred: time(tags::DEFERRED_SEND_TIME).or_else(|| time(tags::DEFERRED_DELIVERY_TIME)),
        expires: time(tags::EXPIRY_TIME),
    };
    if !message.properties.contains(tags::INTERNET_CODEPAGE.id()) {
        let page = internet_code_page(message, context.code_page);
        message.properties.set(tags::INTERNET_CODEPAGE, i32::from(page.0));
    }
    times
}

/// The session's code page, if the message's text fits it. HTML is bytes already, and its own writer did
/// not say in which code page: where it is UTF-8 beyond ASCII, that is no accident.
fn internet_code_page(message: &Message, session: CodePage) -> CodePage {
    let html = message.properties.binary(tags::HTML);
    if let Some(html) = html.filter(|html| !html.is_ascii()) {
        let is_utf8 = std::str::from_utf8(html).is_ok();
        return if is_utf8 { CodePage::UTF_8 } else { session };
    }
    let fits = [tags::SUBJECT, tags::BODY]
        .into_iter()
        .filter_map(|tag| message.properties.text(tag, session))
        .all(|text| session.encode(&text).is_some());
    if fits { session } else { CodePage::UTF_8 }
}

fn set_person(bag: &mut PropertyBag, tags: &PersonTags, person: &Person) {
    let clean = |text: &str| text.replace('\0', "");
    let (kind, address) = match &person.x500_dn {
        Some(dn) => ("EX", clean(dn)),
        None => ("SMTP", clean(&person.smtp)),
    };
    let id = match &person.x500_dn {
        Some(dn) => EntryId::address_book(&clean(dn)),
        None => EntryId::OneOff(OneOffEntryId::new(&clean(&person.name), kind, &address)),
    };
    bag.set(tags.name, value::text(&person.name));
    bag.set(tags.address_type, kind);
    bag.set(tags.email_address, value::text(&address));
    bag.set(tags.smtp_address, value::text(&person.smtp));
    match id.to_bytes() {
        Ok(bytes) => bag.set(tags.entry_id, bytes),
        Err(_) => bag.remove(tags.entry_id.id()),
    };
    let mut key = format!("{kind}:{address}").to_uppercase().into_bytes();
    key.push(0);
    bag.set(tags.search_key, key);
}

/// A number with a unit ([MS-OXOMSG] 2.2.3.2, 2.2.3.3); `None` if they do not make an interval.
fn interval(bag: &PropertyBag, number: PropertyTag, units: PropertyTag) -> Option<Duration> {
    let number = u64::try_from(bag.int(number)?).ok().filter(|n| *n <= 999)?;
    let seconds = match bag.int(units)? {
        0 => 60,
        1 => 3600,
        2 => 86_400,
        3 => 604_800,
        _ => return None,
    };
    Some(Duration::from_secs(number.saturating_mul(seconds)))
}

/// PidTagInternetMessageId: random, under the sender's domain.
fn new_message_id(address: &str) -> String {
    let domain: String = address
        .rsplit_once('@')
        .map_or("", |(_, domain)| domain)
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']'))
        .collect();
    let domain = if domain.is_empty() {
        "localhost".to_owned()
    } else {
        domain
    };
    let [a, b] = [fastrand::u64(..), fastrand::u64(..)];
    format!(
        "<{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}@{domain}>",
        a >> 32,
        (a >> 16) & 0xFFFF,
        a & 0x0FFF,
        ((b >> 48) & 0x3FFF) | 0x8000,
        b & 0xFFFF_FFFF_FFFF
    )
}

/// What RopTransportSend answers ([MS-OXOMSG] 3.3.5.7).
pub(super) fn returned(message: &Message) -> Vec<TaggedPropertyValue> {
    [
        tags::SENDER_NAME,
        tags::SENDER_ENTRY_ID,
        tags::SENDER_SEARCH_KEY,
        tags::SENT_REPRESENTING_NAME,
        tags::SENT_REPRESENTING_ENTRY_ID,
        tags::SENT_REPRESENTING_SEARCH_KEY,
        tags::PROVIDER_SUBMIT_TIME,
    ]
    .into_iter()
    .filter_map(|tag| {
        message
            .properties
            .value(tag.id())
            .map(|value| TaggedPropertyValue::new(tag, value.clone()))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ropeway_types::PropertyValue;

    fn senders() -> Senders {
        let person = Person {
            name: "Ann".into(),
            smtp: "ann@o.test".into(),
            x500_dn: None,
        };
        Senders {
            sender: person.clone(),
            represented: person,
        }
    }

    fn filled(message: &mut Message) -> Times {
        let context = Context {
            now: SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000),
            senders: &senders(),
            locale: 0x0407,
            code_page: CodePage::WINDOWS_1252,
        };
        fill(message, &context)
    }

    #[test]
    fn what_clients_leave_out_is_set() {
        let mut message = Message::note();
        message.properties.set(tags::SENDER_NAME, "somebody else");
        assert_eq!(
            filled(&mut message),
            Times {
                deferred: None,
                expires: None
            }
        );
        let bag = &message.properties;
        assert_eq!(bag.get(tags::SENDER_NAME), Some(&"Ann".into()));
        assert_eq!(bag.get(tags::SENDER_SMTP_ADDRESS), Some(&"ann@o.test".into()));
        assert_eq!(
            bag.binary(tags::SENT_REPRESENTING_SEARCH_KEY).unwrap()[..],
            *b"SMTP:ANN@O.TEST\0"
        );
        assert_eq!(bag.int(tags::INTERNET_CODEPAGE), Some(1252));
        assert_eq!(bag.int(tags::MESSAGE_LOCALE_ID), Some(0x0407));
        let id = bag.text(tags::INTERNET_MESSAGE_ID, CodePage::UTF_8).unwrap();
        assert!(
            id.starts_with('<') && id.ends_with("@o.test>") && id.len() == 45,
            "{id}"
        );
    }

    #[test]
    fn a_message_id_of_the_client_stays() {
        let mut message = Message::note();
        message.properties.set(tags::INTERNET_MESSAGE_ID, "<own@x.test>");
        filled(&mut message);
        let id = message.properties.get(tags::INTERNET_MESSAGE_ID);
        assert_eq!(id, Some(&"<own@x.test>".into()));
    }

    #[test]
    fn number_and_unit_win_over_the_time_beside_them() {
        let mut message = Message::note();
        message.properties.set(tags::DEFERRED_SEND_TIME, FileTime(1));
        message.properties.set(tags::DEFERRED_SEND_NUMBER, 2);
        message.properties.set(tags::DEFERRED_SEND_UNITS, 1);
        message.properties.set(tags::EXPIRY_NUMBER, 1);
        message.properties.set(tags::EXPIRY_UNITS, 2);
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let times = filled(&mut message);
        assert_eq!(times.deferred, Some(now + Duration::from_secs(7200)));
        assert_eq!(times.expires, Some(now + Duration::from_secs(86_400)));
        assert_eq!(
            message.properties.time(tags::DEFERRED_SEND_TIME),
            Some(FileTime::from_unix_seconds(1_700_007_200))
        );
        message.properties.set(tags::DEFERRED_SEND_UNITS, 9);
        assert_eq!(
            filled(&mut message).deferred,
            Some(now + Duration::from_secs(7200))
        );
    }

    #[test]
    fn text_beyond_the_session_code_page_makes_it_utf_8() {
        let page = |message: &mut Message| {
            filled(message);
            message.properties.int(tags::INTERNET_CODEPAGE)
        };
        let mut message = Message::note();
        message.properties.set(tags::BODY, "日本");
        assert_eq!(page(&mut message), Some(65001));
        let mut message = Message::note();
        message.properties.set(tags::HTML, "Grüße".as_bytes().to_vec());
        assert_eq!(page(&mut message), Some(65001));
        let mut message = Message::note();
        message.properties.set(
            tags::HTML,
            PropertyValue::Binary(bytes::Bytes::from_static(b"Gr\xfc\xdfe")),
        );
        assert_eq!(page(&mut message), Some(1252));
    }
}
