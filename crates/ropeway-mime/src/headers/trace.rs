//! What the transport wrote into a message before, from PidTagTransportMessageHeaders ([MS-OXCMAIL]
//! 2.1.3.2.27).

use super::policy::TransportHeaders;
use crate::mime::Fields;
use crate::options::Context;
use ropeway_message::Message;
use ropeway_types::tags;

/// Trace fields of RFC 5322 3.6.7, and those that servers write beside them.
const TRACE: &[&str] = &[
    "return-path",
    "received",
    "x-received",
    "delivered-to",
    "x-original-to",
    "received-spf",
    "authentication-results",
    "arc-seal",
    "arc-message-signature",
    "arc-authentication-results",
    "dkim-signature",
    "domainkey-signature",
    "dkim-filter",
];
/// Octets of all of them together; the newest stand first and stay.
const MAX_TOTAL: usize = 64 * 1024;

/// Writes the trace, where the caller asks for it.
pub(super) fn trace(message: &Message, context: &mut Context<'_>, fields: &mut Fields) {
    if context.options.headers.transport_headers != TransportHeaders::Trace {
        return;
    }
    let Some(headers) = message.text(tags::TRANSPORT_MESSAGE_HEADERS) else {
        return;
    };
    for (name, value) in transport_fields(&headers) {
        if !TRACE.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            continue;
        }
        if fields.as_bytes().len().saturating_add(value.len()) > MAX_TOTAL {
            context.report.dropped(
                "PidTagTransportMessageHeaders",
                "the header would become too long",
            );
            return;
        }
        fields.text(name, &value);
    }
}

/// The fields of a header with their values unfolded. It ends at an empty line; what is no field is passed
/// over, as is the text that some servers put before the header.
fn transport_fields(headers: &str) -> impl Iterator<Item = (&str, String)> {
    let mut lines = headers
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| !line.trim().is_empty())
        .peekable();
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            let field = line.split_once(':').filter(|(name, _)| {
                !name.is_empty() && name.len() <= 76 && name.bytes().all(|b| b.is_ascii_graphic())
            });
            let mut value = field
                .map(|(_, value)| value.trim().to_owned())
                .unwrap_or_default();
            while let Some(more) = lines.next_if(|line| line.starts_with([' ', '\t'])) {
                value.push(' ');
                value.push_str(more.trim());
            }
            if let Some((name, _)) = field {
                return Some((name, value));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::transport_fields;

    #[test]
    fn hd_37_fields_are_unfolded_and_end_at_the_empty_line() {
        let headers = "\r\nMicrosoft Mail Internet Headers Version 2.0\r\nReceived: from a\r\n\tby b;\r\n  now\r\n\
                       no field\r\n too\r\nX-A:1\r\n\r\nReceived: in the body\r\n";
        let all: Vec<_> = transport_fields(headers).collect();
        assert_eq!(
            all,
            [
                ("Received", "from a by b; now".to_owned()),
                ("X-A", "1".to_owned())
            ]
        );
    }
}
