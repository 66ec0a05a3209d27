//! Fields of message/delivery-status (RFC 3464 2.3).

use super::{Action, ReportedRecipient, cut, date};
use crate::address::is_domain;
use crate::mime::{Fields, clean};
use ropeway_types::ProxyAddress;

/// Longest word of a field: with its name it must fit a line (RFC 5322 2.1.1).
const MAX_WORD: usize = 900;

/// Longest type before a semicolon; registered ones have some ten letters.
const MAX_TYPE: usize = 64;

/// The fields of a recipient, in the order of RFC 3464 2.3.
pub(crate) fn recipient(recipient: &ReportedRecipient) -> Fields {
    let mut fields = Fields::default();
    if let Some(original) = &recipient.original_recipient {
        put(&mut fields, "Original-Recipient", original);
    }
    put(
        &mut fields,
        "Final-Recipient",
        &typed_address(&recipient.final_recipient),
    );
    fields.raw("Action", recipient.action.keyword());
    fields.raw("Status", &status(recipient));
    if let Some(host) = &recipient.remote_mta {
        put(&mut fields, "Remote-MTA", &typed_host(host, "dns"));
    }
    if let Some(diagnostic) = &recipient.diagnostic {
        // The words of this side about a remote host (no connection, no answer) are no SMTP reply.
        let kind = if recipient.remote_mta.is_some() && is_reply(diagnostic) {
            "smtp"
        } else {
            "x-local"
        };
        put(
            &mut fields,
            "Diagnostic-Code",
            &format!("{kind}; {}", cut(diagnostic)),
        );
    }
    if let Some(attempt) = recipient.last_attempt.and_then(date) {
        fields.raw("Last-Attempt-Date", &attempt);
    }
    if recipient.action == Action::Delayed
        && let Some(until) = recipient.will_retry_until.and_then(date)
    {
        fields.raw("Will-Retry-Until", &until);
    }
    fields
}

/// Whether a text begins as a reply of an SMTP server does (RFC 5321 4.2).
pub(crate) fn is_reply(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 3
        && bytes.iter().take(3).all(u8::is_ascii_digit)
        && bytes.get(3).is_some_and(|b| matches!(b, b' ' | b'-'))
}

/// The Reporting-MTA field: a host by its name; a value that has a type already as it is.
pub(crate) fn reporting_mta(fields: &mut Fields, host: &str) {
    let host = Some(host.trim())
        .filter(|host| !host.is_empty())
        .unwrap_or("unknown");
    let kind = if is_domain(host) {
        "dns"
    } else {
        "x-local-hostname"
    };
    put(fields, "Reporting-MTA", &typed_host(host, kind));
}

/// `type; name` (RFC 3464 2.1.2); a name that has a type before it keeps that.
fn typed_host(host: &str, kind: &str) -> String {
    let host = clean(host);
    match host.split_once(';') {
        Some((kind, name)) if is_atom(kind) && !name.trim().is_empty() => {
            format!("{}; {}", kind.trim(), name.trim())
        }
        _ => format!("{kind}; {host}"),
    }
}

fn is_atom(text: &str) -> bool {
    let text = text.trim();
    (1..=MAX_TYPE).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Writes a field whose value has words.
pub(crate) fn put(fields: &mut Fields, name: &str, value: &str) {
    let words = words(value);
    if !words.is_empty() {
        fields.tokens(name, words.iter().map(String::as_str));
    }
}

/// The words of a value in printable US-ASCII; what is not becomes `?`.
fn words(value: &str) -> Vec<String> {
    value
        .split_whitespace()
        .map(|word| {
            word.chars()
                .map(|c| if c.is_ascii_graphic() { c } else { '?' })
                .take(MAX_WORD)
                .collect()
        })
        .collect()
}

/// A status code of three numbers (RFC 3463 2); the generic one of the action where it is none.
pub(crate) fn status(recipient: &ReportedRecipient) -> String {
    let mut numbers = recipient.status.split('.');
    let class = numbers.next().is_some_and(|n| matches!(n, "2" | "4" | "5"));
    let mut small = || {
        numbers.next().is_some_and(|n| {
            (1..=3).contains(&n.len())
                && n.bytes().all(|b| b.is_ascii_digit())
                && (n == "0" || !n.starts_with('0'))
        })
    };
    if class && small() && small() && numbers.next().is_none() {
        return recipient.status.clone();
    }
    match recipient.action {
        Action::Failed => "5.0.0",
        Action::Delayed => "4.0.0",
        Action::Relayed | Action::Expanded | Action::Delivered => "2.0.0",
    }
    .to_owned()
}

/// `type;address` (RFC 3464 2.1.2); addresses outside US-ASCII after RFC 6533 3.
pub(crate) fn typed_address(address: &ProxyAddress) -> String {
    let text = address.address();
    if !address.is_smtp() {
        /// Longer ones are no type that anybody knows; the rest of the line is the address's.
        const MAX_TYPE: usize = 32;
        // An atom (RFC 3464 2.1.2), whatever an address book calls its addresses.
        let kind: String = address
            .address_type()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .take(MAX_TYPE)
            .collect();
        let kind = if kind.is_empty() { "unknown" } else { &kind };
        return format!("x-{}; {text}", kind.to_ascii_lowercase());
    }
    if text.is_ascii() {
        return format!("rfc822; {text}");
    }
    let mut out = "utf-8; ".to_owned();
    for c in text.chars() {
        if c.is_ascii_graphic() && !matches!(c, '\\' | '+' | '=') {
            out.push(c);
        } else {
            out.push_str(&format!("\\x{{{:X}}}", u32::from(c)));
        }
    }
    out
}

/// An address as a person reads it.
pub(crate) fn shown(address: &ProxyAddress) -> String {
    let text = clean(address.address());
    if address.is_smtp() {
        format!("<{text}>")
    } else {
        format!("{}:{text}", address.address_type())
    }
}
