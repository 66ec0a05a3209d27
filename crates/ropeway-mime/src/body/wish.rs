//! Which bodies a message is to be sent with, if it says so ([MS-OXCMAIL] 2.1, [MS-OXOMSG] 2.2.1.11).

use ropeway_message::{Message, Recipient};
use ropeway_types::{EntryId, OneOffFormat, tags};

/// The alternatives asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Text,
    Html,
    Both,
}

/// What the message asks for; else what its recipients do, where all of them ask for the same.
pub(super) fn wish(message: &Message) -> Option<Wish> {
    let own = message
        .properties
        .int(tags::SEND_INTERNET_ENCODING)
        .and_then(encoding)
        .or_else(|| override_format(message.properties.int(tags::INTERNET_MAIL_OVERRIDE_FORMAT)?));
    if own.is_some() {
        return own;
    }
    let mut all = None;
    for recipient in &message.recipients {
        let wish = recipient_wish(recipient)?;
        if *all.get_or_insert(wish) != wish {
            return None;
        }
    }
    all
}

/// PidTagSendInternetEncoding.
fn encoding(value: i32) -> Option<Wish> {
    match value {
        0x0006_0000 => Some(Wish::Text),
        0x000E_0000 => Some(Wish::Html),
        0x0016_0000 => Some(Wish::Both),
        _ => None,
    }
}

/// PidTagInternetMailOverrideFormat, as far as its bits are known: a preference is valid, MIME (else
/// uuencode, which has no HTML), and two that both mean text and HTML.
fn override_format(value: i32) -> Option<Wish> {
    const VALID: i32 = 0x0002_0000;
    const MIME: i32 = 0x0004_0000;
    const HTML: i32 = 0x0018_0000;
    if value & VALID == 0 {
        return None;
    }
    Some(if value & MIME != 0 && value & HTML != 0 {
        Wish::Both
    } else {
        Wish::Text
    })
}

fn recipient_wish(recipient: &Recipient) -> Option<Wish> {
    let own = recipient
        .properties
        .int(tags::SEND_INTERNET_ENCODING)
        .and_then(encoding);
    own.or_else(|| {
        let id = recipient.properties.binary(tags::ENTRY_ID)?;
        let Ok(EntryId::OneOff(one_off)) = EntryId::parse(id) else {
            return None;
        };
        match one_off.format() {
            OneOffFormat::TEXT_ONLY => Some(Wish::Text),
            OneOffFormat::HTML_ONLY => Some(Wish::Html),
            OneOffFormat::TEXT_AND_HTML => Some(Wish::Both),
            _ => None,
        }
    })
}
