//! The header of a message ([MS-OXCMAIL] 2.1.3.1, 2.1.3.2).

mod internet;
mod kind;
mod marks;
mod people;
mod policy;
mod threading;
mod trace;

#[cfg(feature = "import")]
pub(crate) use internet::refusal;
pub(crate) use internet::texts;
pub use policy::{HeaderPolicy, TransportHeaders};
pub(crate) use threading::message_ids;
#[cfg(feature = "import")]
pub(crate) use threading::split_subject;

use crate::class::Class;
use crate::error::ConvertError;
use crate::mime::{Fields, clean, rfc5322_date};
use crate::options::Context;
use ropeway_message::Message;
use ropeway_types::{FileTime, PropertyTag, tags};

/// The header of a message, and its Message-ID. An embedded message need not name a sender: a draft may
/// be forwarded.
pub(crate) fn message_fields(
    message: &Message,
    class: Class,
    embedded: bool,
    context: &mut Context<'_>,
) -> Result<(Fields, String), ConvertError> {
    let mut fields = Fields::default();
    trace::trace(message, context, &mut fields);
    people::originators(message, embedded, context, &mut fields)?;
    people::recipients(message, class, embedded, context, &mut fields);
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
    threading::references(message, class, context, &mut fields);
    people::receipts(message, class, context, &mut fields);
    marks::importance(message, context, &mut fields);
    marks::times(message, context, &mut fields);
    marks::automatic(message, &mut fields);
    marks::keywords(message, context, &mut fields);
    marks::lists(message, &mut fields);
    marks::extras(message, context, &mut fields);
    marks::organization(message, context, &mut fields);
    kind::kind(message, context, &mut fields);
    internet::named_headers(message, context, &mut fields);
    fields.raw("MIME-Version", "1.0");
    // The Content-* fields of a signed entity are its own.
    if !matches!(class, Class::SmimeOpaque | Class::SmimeSigned) {
        marks::languages(message, context, &mut fields);
    }
    Ok((fields, message_id))
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
