//! The fields that the kind of message brings: Content-Class, what a telephone system says, classification.

use super::internet::texts;
use crate::class::is;
use crate::mime::{Fields, clean};
use crate::options::Context;
use ropeway_message::Message;
use ropeway_types::named::{self, NamedProperty};
use ropeway_types::{PropertyTag, PropertyValue, tags};

/// Message classes with a Content-Class of their own ([MS-OXCMAIL] 2.1.3.2.2).
const CONTENT_CLASSES: &[(&str, &str)] = &[
    ("ipm.note.microsoft.fax", "fax"),
    ("ipm.note.microsoft.fax.ca", "fax-ca"),
    ("ipm.note.microsoft.missed.voice", "missedcall"),
    ("ipm.note.microsoft.conversation.voice", "voice-uc"),
    ("ipm.note.microsoft.voicemail.um.ca", "voice-ca"),
    ("ipm.note.microsoft.voicemail.um", "voice"),
];

/// What telephone systems say of a message ([MS-OXCMAIL] 2.1.3.2.3).
const TELEPHONY: &[(&str, PropertyTag)] = &[
    ("X-CallingTelephoneNumber", tags::SENDER_TELEPHONE_NUMBER),
    ("X-VoiceMessageDuration", tags::VOICE_MESSAGE_DURATION),
    ("X-VoiceMessageSenderName", tags::VOICE_MESSAGE_SENDER_NAME),
    ("X-FaxNumberOfPages", tags::FAX_NUMBER_OF_PAGES),
    ("X-AttachmentOrder", tags::VOICE_MESSAGE_ATTACHMENT_ORDER),
    ("X-CallID", tags::CALL_ID),
];

/// Writes them. They stand before the fields that the message names itself, among which they are when the
/// message comes back.
pub(super) fn kind(message: &Message, context: &Context<'_>, fields: &mut Fields) {
    let class = message.message_class();
    let lower = class.to_ascii_lowercase();
    if let Some(value) = content_class(message, &class, &lower) {
        fields.text("Content-Class", &value);
    }
    telephony(message, &lower, fields);
    classification(message, fields);
    if context.options.headers.unsent && message.is_unsent() {
        fields.raw("X-Unsent", "1");
    }
}

fn value<'m>(message: &'m Message, property: &NamedProperty) -> Option<&'m PropertyValue> {
    if message.named_properties.is_empty() {
        return None;
    }
    message.named(&property.property_name())
}

fn text(message: &Message, property: &NamedProperty) -> Option<String> {
    value(message, property)
        .and_then(|value| texts(value, message.code_page()).into_iter().next())
        .map(|text| clean(&text))
        .filter(|text| !text.is_empty())
}

/// What the class says; `None` where PidNameContentClass has the word, which goes out like other fields that
/// the message names.
fn content_class(message: &Message, class: &str, lower: &str) -> Option<String> {
    if let Some((_, value)) = CONTENT_CLASSES.iter().find(|(known, _)| *known == lower) {
        return Some((*value).to_owned());
    }
    let rest = |prefix: &str| {
        lower.strip_prefix(prefix)?;
        class
            .get(prefix.len()..)
            .map(clean)
            .filter(|rest| !rest.is_empty())
    };
    if let Some(custom) = rest("ipm.note.custom.") {
        return Some(format!("urn:content-class:custom.{custom}"));
    }
    if let Some(form) = rest("ipm.infopathform.")
        && let Some(name) = text(message, &named::INFO_PATH_FORM_NAME)
    {
        // Before its first dot. A reader is told to expect `InfoPath.` ([MS-OXCMAIL] 2.2.3.2.1), against what
        // a writer is told to write.
        let id = form.split('.').next().unwrap_or_default();
        return Some(format!("InfoPathForm.{id}.{name}"));
    }
    // Protected voice mail is a protected message first ([MS-OXORMMS] 2.1).
    let protected = is(lower, "ipm.note.rpmsg") && text(message, &named::CONTENT_CLASS).is_none();
    protected.then(|| "rpmsg.message".to_owned())
}

/// Of messages from a telephone system. Of others, the properties by the names of the fields go out like other
/// fields that the message names.
fn telephony(message: &Message, lower: &str, fields: &mut Fields) {
    let from_system = CONTENT_CLASSES.iter().any(|(known, _)| *known == lower)
        || is(lower, "ipm.note.rpmsg.microsoft.voicemail.um");
    if !from_system {
        return;
    }
    for (field, tag) in TELEPHONY {
        let shown = message.properties.int(*tag).map(|number| number.to_string());
        let shown = shown.or_else(|| message.text(*tag).map(|text| clean(&text)));
        if let Some(shown) = shown.filter(|shown| !shown.is_empty()) {
            fields.text(field, &shown);
        }
    }
}

/// The number in a property by the name of one of these fields.
pub(super) fn number(field: &str, value: &PropertyValue) -> Option<String> {
    let known = TELEPHONY.iter().any(|(name, _)| name.eq_ignore_ascii_case(field));
    let number = match value {
        PropertyValue::Integer16(number) => i32::from(*number),
        PropertyValue::Integer32(number) => *number,
        _ => return None,
    };
    known.then(|| number.to_string())
}

/// How the author classified the message, if that is so ([MS-OXCMAIL] 2.1.3.2.17).
fn classification(message: &Message, fields: &mut Fields) {
    let is_true = |property| value(message, property) == Some(&PropertyValue::Boolean(true));
    if !is_true(&named::CLASSIFIED) {
        return;
    }
    fields.raw("X-Microsoft-Classified", "true");
    for (field, property) in [
        ("X-Microsoft-Classification", &named::CLASSIFICATION),
        ("X-Microsoft-ClassDesc", &named::CLASSIFICATION_DESCRIPTION),
        ("X-Microsoft-ClassID", &named::CLASSIFICATION_GUID),
    ] {
        if let Some(value) = text(message, property) {
            fields.text(field, &value);
        }
    }
    if is_true(&named::CLASSIFICATION_KEEP) {
        fields.raw("X-Microsoft-ClassKeep", "true");
    }
}
