//! Header fields by name: PS_INTERNET_HEADERS ([MS-OXCMAIL] 2.1.3.2.4).

use super::kind;
use crate::mime::{Fields, clean};
use crate::options::Context;
use ropeway_message::Message;
use ropeway_types::{CodePage, NameKind, PropertyValue, property_set};

/// RFC 5322 2.1.1 leaves 998; real names are far shorter.
const MAX_NAME: usize = 76;
/// Octets of a value: some servers refuse long header fields.
const MAX_VALUE: usize = 32 * 1024;

/// Octets of all such fields together: servers refuse header sections of some hundred kilobytes.
const MAX_TOTAL: usize = 64 * 1024;

/// Fields that a property of their own, the transport or the structure owns.
const OWNED: &[&str] = &[
    "from",
    "sender",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "date",
    "message-id",
    "subject",
    "references",
    "in-reply-to",
    "mime-version",
    "return-path",
    "received",
    "dkim-signature",
    "domainkey-signature",
    "authentication-results",
    "received-spf",
    "delivered-to",
    "apparently-to",
    "disposition-notification-to",
    "return-receipt-to",
    "importance",
    "priority",
    "x-priority",
    "x-msmail-priority",
    "sensitivity",
    "thread-topic",
    "thread-index",
    "keywords",
    "auto-submitted",
    "x-auto-response-suppress",
    "x-message-flag",
    "reply-by",
    "expires",
    "x-externalmailinfo",
    "x-ms-has-attach",
    "xref",
    "x-mimeole",
    "x-ms-tnef-correlator",
    "x-unsent",
    "lines",
    "bytes",
    "errors-to",
];

/// Beginnings of names that belong to the transport or the structure.
const OWNED_PREFIXES: &[&str] = &[
    "content-",
    "resent-",
    "arc-",
    "received-",
    "x-exchangemime-",
    "x-exchange-mime-",
];

/// Beginnings of names that only servers of one organization may set, and trust when they meet them: the
/// header firewall.
const FIREWALL_PREFIXES: &[&str] = &[
    "x-ms-exchange-organization",
    "x-ms-exchange-forest",
    "x-ms-exchange-crosstenant",
    "x-ms-exchange-transport",
    "x-microsoft-exchange-organization",
    "x-microsoft-exchange-forest",
];

/// Writes the fields that the message names itself, in the order of their property ids.
pub(super) fn named_headers(message: &Message, context: &mut Context<'_>, fields: &mut Fields) {
    let before = fields.as_bytes().len();
    // Once: some hundred thousand recipients may stand there already.
    let mut written = None;
    for (id, name) in message.named_properties.iter() {
        if name.property_set != property_set::PS_INTERNET_HEADERS {
            continue;
        }
        let NameKind::Name(text) = &name.kind else {
            continue;
        };
        let Some(value) = message.properties.value(id) else {
            continue;
        };
        let name = text.to_string_lossy();
        match refusal(&name) {
            None => {}
            Some(_) if context.options.headers.trusted && is_behind_firewall(&name) => {}
            // What it says has been taken into account.
            Some(_) if name.eq_ignore_ascii_case("auto-submitted") => continue,
            Some(why) => {
                context
                    .report
                    .dropped(format!("header field {}", clean(&name)), why);
                continue;
            }
        }
        let written = written.get_or_insert_with(|| fields.names());
        if !written.insert(name.to_ascii_lowercase()) {
            context
                .report
                .dropped(format!("header field {name}"), "another property set it");
            continue;
        }
        let mut values = texts(value, message.code_page());
        values.extend(kind::number(&name, value));
        if values.is_empty() {
            context
                .report
                .dropped(format!("header field {name}"), "its property is no string");
        }
        for value in values {
            let total = fields.as_bytes().len().saturating_sub(before);
            if value.len() > MAX_VALUE {
                context
                    .report
                    .dropped(format!("header field {name}"), "its value is too long");
            } else if total > MAX_TOTAL {
                context
                    .report
                    .dropped(format!("header field {name}"), "the header would become too long");
            } else {
                fields.text(&name, &value);
            }
        }
    }
}

/// Why a name may not be written as a field.
pub(crate) fn refusal(name: &str) -> Option<&'static str> {
    // What begins with hyphens is for some parsers the boundary of a multipart.
    let valid = !name.is_empty()
        && name.len() <= MAX_NAME
        && !name.starts_with('-')
        && name.bytes().all(|b| (33..=126).contains(&b) && b != b':');
    if !valid {
        return Some("it is no name of a header field");
    }
    let lower = name.to_ascii_lowercase();
    if lower == "content-class" {
        return None;
    }
    let owned =
        OWNED.contains(&lower.as_str()) || OWNED_PREFIXES.iter().any(|prefix| lower.starts_with(prefix));
    if owned {
        return Some("the field belongs to another property, the transport or the structure");
    }
    is_behind_firewall(name).then_some("only servers of one organization set the field")
}

/// Whether a name that can be one of a field is for servers of one organization alone.
fn is_behind_firewall(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_graphic() && b != b':')
        && FIREWALL_PREFIXES.iter().any(|prefix| {
            name.get(..prefix.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        })
}

/// The texts of a string property, or of each value of a multi-valued one.
pub(crate) fn texts(value: &PropertyValue, code_page: CodePage) -> Vec<String> {
    let narrow = |bytes: &[u8]| {
        code_page
            .decode(bytes)
            .unwrap_or_else(|| String::from_utf8_lossy(bytes))
            .into_owned()
    };
    match value {
        PropertyValue::String(text) => vec![text.to_string_lossy()],
        PropertyValue::String8(bytes) => vec![narrow(bytes)],
        PropertyValue::MultipleString(all) => all.iter().map(|text| text.to_string_lossy()).collect(),
        PropertyValue::MultipleString8(all) => all.iter().map(|bytes| narrow(bytes)).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::refusal;

    #[test]
    fn hd_35_owned_fields_are_refused_in_any_case() {
        for name in [
            "Bcc",
            "FROM",
            "Content-Type",
            "Resent-To",
            "Received",
            "ARC-Seal",
            "X-MS-Exchange-Organization-SCL",
            "x-microsoft-exchange-forest-x",
            "X-ExchangeMime-Skeleton-Content-Id",
            "DKIM-Signature",
        ] {
            assert!(refusal(name).is_some(), "{name}");
        }
        for name in [
            "X-Thing",
            "Comments",
            "Content-Class",
            "List-Id",
            "Accept-Language",
            "Organization",
        ] {
            assert_eq!(refusal(name), None, "{name}");
        }
    }

    #[test]
    fn hd_36_a_name_that_breaks_out_is_refused() {
        for name in ["", "X A", "X:Y", "X\r\nBcc", "Ä", "X\0", "--=_1", &"x".repeat(77)] {
            assert!(refusal(name).is_some(), "{name}");
        }
    }
}
