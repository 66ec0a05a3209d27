//! The header of a message ([MS-OXCMAIL] 2.1.3.1, 2.1.3.2).

mod internet;
mod threading;

#[cfg(feature = "import")]
pub(crate) use internet::refusal;
pub(crate) use internet::texts;
pub(crate) use threading::message_ids;

use crate::address::{addr_spec, mailbox, person, reply_entries};
use crate::class::Class;
use crate::error::ConvertError;
use crate::mime::{Fields, Mailbox, clean, rfc5322_date};
use crate::options::Context;
use crate::reports::{self, Report};
use ropeway_message::{
    Message, PersonTags, READ_RECEIPT, Recipient, RecipientType, SENDER, SENT_REPRESENTING, person_address,
};
use ropeway_types::{FileTime, PropertyName, PropertyTag, property_set, tags};
use std::collections::HashSet;

/// PidTagDisplayType of a distribution list ([MS-OXOABK] 2.2.3.11).
const DT_DISTLIST: i32 = 1;

/// The header of a message, and its Message-ID. An embedded message need not name a sender: a draft may
/// be forwarded.
pub(crate) fn message_fields(
    message: &Message,
    embedded: bool,
    context: &mut Context<'_>,
) -> Result<(Fields, String), ConvertError> {
    let mut fields = Fields::default();
    originators(message, embedded, context, &mut fields)?;
    recipients(message, embedded, context, &mut fields);
    let subject = subject(message);
    fields.text("Subject", &subject);
    threading::topic(message, &subject, &mut fields);
    threading::index(message, context, &mut fields);
    if let Some(date) = date(message, embedded, context) {
        fields.raw("Date", &date);
    }
    let message_id = threading::message_id(message, embedded, context);
    if !message_id.is_empty() {
        fields.tokens("Message-ID", [message_id.as_str()]);
    }
    threading::references(message, context, &mut fields);
    receipt(message, context, &mut fields);
    importance(message, &mut fields);
    times(message, &mut fields);
    automatic(message, &mut fields);
    keywords(message, context, &mut fields);
    lists(message, &mut fields);
    internet::named_headers(message, context, &mut fields);
    fields.raw("MIME-Version", "1.0");
    Ok((fields, message_id))
}

/// From, Sender and Reply-To.
fn originators(
    message: &Message,
    embedded: bool,
    context: &mut Context<'_>,
    fields: &mut Fields,
) -> Result<(), ConvertError> {
    let representing = person(message, &SENT_REPRESENTING, context);
    let sender = person(message, &SENDER, context);
    let from = match representing.clone().or_else(|| sender.clone()) {
        Some(from) => Some(from),
        None if embedded => None,
        None => default_sender(message, context),
    };
    match &from {
        Some(from) => fields.mailboxes("From", std::slice::from_ref(from)),
        None if embedded => context.report.dropped(
            "From of an embedded message",
            "it names no sender with an address",
        ),
        None => return Err(ConvertError::NoSender),
    }
    if let (Some(representing), Some(sender)) = (&representing, &sender)
        && !same_person(representing, sender)
        && !same_identity(message)
    {
        fields.mailboxes("Sender", std::slice::from_ref(sender));
    }
    let mut reply_to: Vec<Mailbox> = Vec::new();
    let mut seen = HashSet::new();
    for entry in reply_entries(&message.properties, message.code_page()) {
        if let Some(mailbox) = mailbox(entry.name, &entry.address, context)
            && let Mailbox::Address { address, .. } = &mailbox
            && seen.insert(address.to_ascii_lowercase())
        {
            reply_to.push(mailbox);
        }
    }
    if message.properties.contains(tags::REPLY_RECIPIENT_ENTRIES.id()) && reply_to.is_empty() {
        context
            .report
            .dropped("PidTagReplyRecipientEntries", "no entry of it can be read");
    }
    let only_from = matches!((reply_to.as_slice(), &from), ([one], Some(from)) if same_person(one, from));
    if !reply_to.is_empty() && !only_from {
        fields.mailboxes("Reply-To", &reply_to);
    }
    Ok(())
}

/// The caller's address for messages without a sender, under the name that the message has.
fn default_sender(message: &Message, context: &mut Context<'_>) -> Option<Mailbox> {
    let address = addr_spec(context.options.default_sender?)?;
    let name = [SENT_REPRESENTING.name, SENDER.name]
        .into_iter()
        .filter_map(|tag| message.text(tag))
        .map(|name| clean(&name))
        .find(|name| !name.is_empty());
    context
        .report
        .substituted("From", "the message names no sender with an address");
    Some(Mailbox::Address { name, address })
}

fn same_person(one: &Mailbox, other: &Mailbox) -> bool {
    match (one, other) {
        (Mailbox::Address { address: a, .. }, Mailbox::Address { address: b, .. }) => {
            a.eq_ignore_ascii_case(b)
        }
        _ => false,
    }
}

/// Sender and the person represented are one by entry id or search key.
fn same_identity(message: &Message) -> bool {
    let same = |a: PropertyTag, b: PropertyTag| {
        let a = message.properties.binary(a).filter(|key| !key.is_empty());
        a.is_some() && a == message.properties.binary(b)
    };
    same(SENDER.entry_id, SENT_REPRESENTING.entry_id) || same(SENDER.search_key, SENT_REPRESENTING.search_key)
}

/// To and Cc. Bcc is never written, in no message on any level.
fn recipients(message: &Message, embedded: bool, context: &mut Context<'_>, fields: &mut Fields) {
    let list = |kind: RecipientType, context: &mut Context<'_>| -> Vec<Mailbox> {
        message
            .recipients
            .iter()
            .filter(|recipient| recipient.recipient_type.kind() == kind)
            .filter_map(|recipient| recipient_mailbox(message, recipient, context))
            .collect()
    };
    let (to, cc) = match Class::of(&message.message_class()) {
        Class::Report(Report::Delivery(_)) => (reports::recipients(message, context), Vec::new()),
        _ => (list(RecipientType::TO, context), list(RecipientType::CC, context)),
    };
    if !to.is_empty() {
        fields.mailboxes("To", &to);
    } else if cc.is_empty() && !embedded {
        let name = "undisclosed-recipients".to_owned();
        fields.mailboxes("To", &[Mailbox::EmptyGroup { name }]);
    }
    if !cc.is_empty() {
        fields.mailboxes("Cc", &cc);
    }
}

fn recipient_mailbox(message: &Message, recipient: &Recipient, context: &mut Context<'_>) -> Option<Mailbox> {
    let code_page = message.code_page();
    let name = recipient.display_name(code_page);
    match recipient.address(code_page) {
        Some(address) => mailbox(name, &address, context),
        None if recipient.properties.int(tags::DISPLAY_TYPE) == Some(DT_DISTLIST) => {
            let name = clean(&name?);
            (!name.is_empty()).then_some(Mailbox::EmptyGroup { name })
        }
        None => {
            context.report.dropped(
                format!("recipient {}", name.unwrap_or_default()),
                "it has no address",
            );
            None
        }
    }
}

/// Prefix and normalized subject together, else PidTagSubject ([MS-OXCMAIL] 2.1.3.2.8).
pub(crate) fn subject(message: &Message) -> String {
    let text = |tag| message.text(tag);
    let subject = match (text(tags::SUBJECT_PREFIX), text(tags::NORMALIZED_SUBJECT)) {
        (Some(prefix), Some(rest)) => prefix + &rest,
        (None, Some(rest)) => text(tags::SUBJECT).unwrap_or(rest),
        _ => text(tags::SUBJECT).unwrap_or_default(),
    };
    // The store's form: U+0001, then the length of the prefix as a character.
    let subject = match subject.strip_prefix('\u{1}') {
        Some(rest) => rest.chars().skip(1).collect(),
        None => subject,
    };
    clean(&subject)
}

fn date(message: &Message, embedded: bool, context: &mut Context<'_>) -> Option<String> {
    let stored = |tag: PropertyTag| {
        let time = message.properties.time(tag).filter(|time| time.0 != 0)?;
        rfc5322_date(time.unix_seconds())
    };
    if let Some(date) = stored(tags::CLIENT_SUBMIT_TIME) {
        return Some(date);
    }
    // What an embedded message was at the time, not when its carrier is sent.
    let later = [
        tags::MESSAGE_DELIVERY_TIME,
        tags::LAST_MODIFICATION_TIME,
        tags::CREATION_TIME,
    ];
    if embedded && let Some(date) = later.into_iter().find_map(stored) {
        return Some(date);
    }
    if message.properties.contains(tags::CLIENT_SUBMIT_TIME.id()) {
        context.report.substituted(
            "PidTagClientSubmitTime",
            "it is no date that a header field can hold",
        );
    }
    rfc5322_date(FileTime::from(context.options.date).unix_seconds())
}

/// Disposition-Notification-To ([MS-OXCMAIL] 2.1.3.1.6).
fn receipt(message: &Message, context: &mut Context<'_>, fields: &mut Fields) {
    // No report asks for one (RFC 8098 2.1).
    let report = matches!(Class::of(&message.message_class()), Class::Report(_));
    if report || message.properties.bool(tags::READ_RECEIPT_REQUESTED) != Some(true) {
        return;
    }
    let people: [PersonTags; 3] = [READ_RECEIPT, SENT_REPRESENTING, SENDER];
    let code_page = message.code_page();
    let known = people
        .iter()
        .find(|tags| person_address(&message.properties, tags, code_page).is_some());
    if let Some(to) = known.and_then(|tags| person(message, tags, context)) {
        fields.mailboxes("Disposition-Notification-To", &[to]);
    } else {
        context.report.dropped(
            "PidTagReadReceiptRequested",
            "nobody with an address is to get the receipt",
        );
    }
}

fn importance(message: &Message, fields: &mut Fields) {
    let (importance, x_priority) = match message.properties.int(tags::IMPORTANCE) {
        Some(0) => ("low", "5"),
        Some(2) => ("high", "1"),
        _ => ("", ""),
    };
    if !importance.is_empty() {
        fields.raw("Importance", importance);
        fields.raw("X-Priority", x_priority);
    }
    match message.properties.int(tags::PRIORITY) {
        Some(-1) => fields.raw("Priority", "non-urgent"),
        Some(1) => fields.raw("Priority", "urgent"),
        _ => {}
    }
    match message.properties.int(tags::SENSITIVITY) {
        Some(1) => fields.raw("Sensitivity", "Personal"),
        Some(2) => fields.raw("Sensitivity", "Private"),
        Some(3) => fields.raw("Sensitivity", "Company-Confidential"),
        _ => {}
    }
}

/// X-Message-Flag and Reply-By ([MS-OXCMAIL] 2.1.3.2.25, 2.1.3.2.28), Expires (RFC 4021 2.1.50).
fn times(message: &Message, fields: &mut Fields) {
    /// PidLidFlagRequest ([MS-OXPROPS] 2.136).
    const FLAG_REQUEST: u32 = 0x8530;
    let time = |tag| {
        let time = message.properties.time(tag)?;
        rfc5322_date(time.unix_seconds())
    };
    let flag = PropertyName::id(property_set::PSETID_COMMON, FLAG_REQUEST);
    let flag = message
        .named_text(&flag)
        .map(|flag| clean(&flag))
        .unwrap_or_default();
    if !flag.is_empty() {
        fields.text("X-Message-Flag", &flag);
        if let Some(date) = time(tags::REPLY_TIME) {
            fields.raw("Reply-By", &date);
        }
    }
    if let Some(date) = time(tags::EXPIRY_TIME) {
        fields.raw("Expires", &date);
    }
}

/// X-Auto-Response-Suppress ([MS-OXCMAIL] 2.1.3.2.20) and Auto-Submitted (RFC 3834 5), which a named
/// property may set itself.
fn automatic(message: &Message, fields: &mut Fields) {
    const SUPPRESS: [(i32, &str); 6] = [
        (0x01, "DR"),
        (0x02, "NDR"),
        (0x04, "RN"),
        (0x08, "NRN"),
        (0x10, "OOF"),
        (0x20, "AutoReply"),
    ];
    match message.properties.int(tags::AUTO_RESPONSE_SUPPRESS) {
        Some(-1) => fields.raw("X-Auto-Response-Suppress", "All"),
        Some(0) => fields.raw("X-Auto-Response-Suppress", "None"),
        Some(bits) => {
            let names: Vec<&str> = SUPPRESS
                .iter()
                .filter(|(bit, _)| bits & bit != 0)
                .map(|(_, name)| *name)
                .collect();
            if !names.is_empty() {
                fields.raw("X-Auto-Response-Suppress", &names.join(", "));
            }
        }
        None => {}
    }
    if let Some(value) = auto_submitted(message) {
        fields.raw("Auto-Submitted", value);
    }
}

/// RFC 3834 5.
fn auto_submitted(message: &Message) -> Option<&'static str> {
    let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, "Auto-Submitted");
    if let Some(value) = message.named_text(&name) {
        let keyword = value
            .split([';', ' ', '('])
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned();
        let known = ["auto-replied", "auto-generated", "auto-notified", "no"];
        if let Some(value) = known.into_iter().find(|k| k.eq_ignore_ascii_case(&keyword)) {
            return Some(value);
        }
    }
    let class = message.message_class().to_ascii_lowercase();
    let starts = |prefix: &str| {
        class
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if starts("ipm.note.rules.ooftemplate") || starts("ipm.note.rules.replytemplate") || starts("report") {
        Some("auto-replied")
    } else if message.properties.bool(tags::AUTO_FORWARDED) == Some(true) {
        Some("auto-generated")
    } else {
        None
    }
}

/// List-Help, List-Subscribe and List-Unsubscribe ([MS-OXCMAIL] 2.1.3.2.15).
fn lists(message: &Message, fields: &mut Fields) {
    for (tag, name) in [
        (tags::LIST_HELP, "List-Help"),
        (tags::LIST_SUBSCRIBE, "List-Subscribe"),
        (tags::LIST_UNSUBSCRIBE, "List-Unsubscribe"),
    ] {
        if let Some(value) = message.text(tag).filter(|value| !value.trim().is_empty()) {
            fields.text(name, &value);
        }
    }
}

/// Keywords ([MS-OXCMAIL] 2.1.3.2.12), where the caller lets them out.
fn keywords(message: &Message, context: &mut Context<'_>, fields: &mut Fields) {
    let name = PropertyName::name(property_set::PS_PUBLIC_STRINGS, "Keywords");
    let words: Vec<String> = message
        .named(&name)
        .map(|value| internet::texts(value, message.code_page()))
        .unwrap_or_default()
        .iter()
        .map(|word| clean(word))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return;
    }
    if context.options.keywords {
        fields.text("Keywords", &words.join(", "));
    } else {
        context.report.dropped(
            "PidNameKeywords",
            "categories stay inside unless the options let them out",
        );
    }
}
