//! The fields that mark a message: importance, dates, categories, languages and what servers want to know.

use super::internet;
use crate::class::is;
use crate::language;
use crate::mime::{Fields, clean, rfc5322_date};
use crate::options::Context;
use ropeway_message::Message;
use ropeway_types::named::{self, NamedProperty};
use ropeway_types::{PropertyName, PropertyTag, PropertyValue, property_set, tags};

/// A named property; most messages have none.
fn named_value<'m>(message: &'m Message, property: &NamedProperty) -> Option<&'m PropertyValue> {
    if message.named_properties.is_empty() {
        return None;
    }
    message.named(&property.property_name())
}

/// Importance ([MS-OXCMAIL] 2.1.3.2.5), Priority (RFC 2156 5.3.6) and Sensitivity ([MS-OXCMAIL] 2.1.3.2.6). What
/// is normal is not said.
pub(super) fn importance(message: &Message, context: &Context<'_>, fields: &mut Fields) {
    let (importance, x_priority) = match message.properties.int(tags::IMPORTANCE) {
        Some(0) => ("low", "5"),
        Some(2) => ("high", "1"),
        _ => ("", ""),
    };
    if !importance.is_empty() {
        fields.raw("Importance", importance);
        if context.options.headers.x_priority {
            fields.raw("X-Priority", x_priority);
        }
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
pub(super) fn times(message: &Message, context: &mut Context<'_>, fields: &mut Fields) {
    let mut time = |tag: PropertyTag, what: &str| {
        let time = message.properties.time(tag).filter(|time| time.0 != 0)?;
        let date = rfc5322_date(time.unix_seconds());
        if date.is_none() {
            context
                .report
                .dropped(what, "it is no date that a header field can hold");
        }
        date
    };
    let flag = named_value(message, &named::FLAG_REQUEST)
        .and_then(|value| internet::texts(value, message.code_page()).into_iter().next())
        .map(|flag| clean(&flag))
        .unwrap_or_default();
    if !flag.is_empty() {
        fields.text("X-Message-Flag", &flag);
        if let Some(date) = time(tags::REPLY_TIME, "PidTagReplyTime") {
            fields.raw("Reply-By", &date);
        }
    }
    if let Some(date) = time(tags::EXPIRY_TIME, "PidTagExpiryTime") {
        fields.raw("Expires", &date);
    }
}

/// X-Auto-Response-Suppress ([MS-OXCMAIL] 2.1.3.2.20) and Auto-Submitted (RFC 3834 5), which a named
/// property may set itself.
pub(super) fn automatic(message: &Message, fields: &mut Fields) {
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
    let name = || PropertyName::name(property_set::PS_INTERNET_HEADERS, "Auto-Submitted");
    let named = !message.named_properties.is_empty();
    if let Some(value) = named.then(|| message.named_text(&name())).flatten() {
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
    let automatic = [
        "ipm.note.rules.ooftemplate",
        "ipm.note.rules.replytemplate",
        "report",
    ];
    if automatic.iter().any(|prefix| is(&class, prefix)) {
        Some("auto-replied")
    } else if message.properties.bool(tags::AUTO_FORWARDED) == Some(true) {
        Some("auto-generated")
    } else {
        None
    }
}

/// List-Help, List-Subscribe and List-Unsubscribe ([MS-OXCMAIL] 2.1.3.2.15).
pub(super) fn lists(message: &Message, fields: &mut Fields) {
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
pub(super) fn keywords(message: &Message, context: &mut Context<'_>, fields: &mut Fields) {
    let words: Vec<String> = named_value(message, &named::KEYWORDS)
        .map(|value| internet::texts(value, message.code_page()))
        .unwrap_or_default()
        .iter()
        .map(|word| clean(word))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return;
    }
    if context.options.headers.keywords {
        fields.text("Keywords", &words.join(", "));
    } else {
        context.report.dropped(
            "PidNameKeywords",
            "categories stay inside unless the options let them out",
        );
    }
}

/// Accept-Language of a submitted message that names none, and Content-Language ([MS-OXCMAIL] 2.1.3.2.16).
pub(super) fn languages(message: &Message, context: &Context<'_>, fields: &mut Fields) {
    /// mfSubmitted of PidTagMessageFlags ([MS-OXCMSG] 2.2.1.6).
    const SUBMITTED: i32 = 4;
    if let Some(languages) = context.options.headers.accept_language
        && message.properties.int(tags::MESSAGE_FLAGS).unwrap_or(0) & SUBMITTED != 0
        && named_value(message, &named::ACCEPT_LANGUAGE).is_none()
    {
        fields.text("Accept-Language", languages);
    }
    let locale = message.properties.int(tags::MESSAGE_LOCALE_ID);
    if let Some(language) = locale.and_then(language::tag) {
        fields.raw("Content-Language", language);
    }
}

/// X-MS-Has-Attach ([MS-OXCMAIL] 2.1.3.2.19) and X-Mailer, where the caller wants them.
pub(super) fn extras(message: &Message, context: &Context<'_>, fields: &mut Fields) {
    if context.options.headers.has_attach && !message.attachments.is_empty() {
        fields.raw("X-MS-Has-Attach", "yes");
    }
    if let Some(name) = context.options.headers.x_mailer {
        fields.text("X-Mailer", name);
    }
}

/// What servers of one organization tell each other ([MS-OXCMAIL] 2.1.3.2.21 to 2.1.3.2.24).
pub(super) fn organization(message: &Message, context: &Context<'_>, fields: &mut Fields) {
    if !context.options.headers.trusted {
        return;
    }
    let properties = &message.properties;
    if properties.bool(tags::AUTO_FORWARDED) == Some(true) {
        fields.raw("X-MS-Exchange-Organization-AutoForwarded", "true");
    }
    // The words of [MS-OXCMAIL] 2.2.3.2.20; the writer's section speaks of the number.
    let result = match properties.int(tags::SENDER_ID_STATUS).map(i32::cast_unsigned) {
        Some(1) => Some("Neutral"),
        Some(2) => Some("Pass"),
        Some(3) => Some("Fail"),
        Some(4) => Some("SoftFail"),
        Some(5) => Some("None"),
        Some(6 | 0x8000_0006) => Some("TempError"),
        Some(7 | 0x8000_0007) => Some("PermError"),
        _ => None,
    };
    if let Some(result) = result {
        fields.raw("X-MS-Exchange-Organization-SenderIdResult", result);
    }
    let domain = message.text(tags::PURPORTED_SENDER_DOMAIN);
    if let Some(domain) = domain.filter(|domain| !domain.trim().is_empty()) {
        fields.text("X-MS-Exchange-Organization-PRD", &domain);
    }
    let level = properties.int(tags::CONTENT_FILTER_SPAM_CONFIDENCE_LEVEL);
    if let Some(level) = level.filter(|level| (-1..=10).contains(level)) {
        fields.raw("X-MS-Exchange-Organization-SCL", &level.to_string());
    }
}
