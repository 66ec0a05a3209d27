//! message/delivery-status of a report object ([MS-OXCMAIL] 2.1.3.6.1).

use super::codes::Codes;
use super::line;
use crate::dsn::{self, Action, ReportedRecipient, status};
use crate::mime::{Entity, Fields, clean};
use crate::options::{Context, clean_domain};
use ropeway_message::{Message, Recipient};
use ropeway_types::{ProxyAddress, tags};
use std::borrow::Cow;

/// The part for machines.
pub(super) fn status(message: &Message, action: Action, context: &mut Context<'_>) -> Entity {
    let mut fields = Fields::default();
    let host = line(message, tags::REPORTING_MESSAGE_TRANSFER_AGENT)
        .unwrap_or_else(|| clean_domain(context.options.message_id_domain).to_owned());
    status::reporting_mta(&mut fields, &host);
    let recipients: Vec<Fields> = rows(message)
        .iter()
        .map(|row| recipient_fields(message, row, action, context))
        .collect();
    dsn::delivery_status(&fields, recipients)
}

/// The rows; where there are none, one for whom nobody is named but in PidTagOriginalDisplayTo: a report must
/// be about somebody (RFC 3464 2.1).
fn rows(message: &Message) -> Cow<'_, [Recipient]> {
    if !message.recipients.is_empty() {
        return Cow::Borrowed(&message.recipients);
    }
    let mut row = Recipient::default();
    if let Some(name) = line(message, tags::ORIGINAL_DISPLAY_TO) {
        row.properties.set(tags::DISPLAY_NAME, name.as_str());
    }
    Cow::Owned(vec![row])
}

fn recipient_fields(message: &Message, row: &Recipient, action: Action, context: &mut Context<'_>) -> Fields {
    let reported = reported(message, row, action, context);
    let mut fields = status::recipient(&reported);
    if let Some(info) = text(message, row, tags::SUPPLEMENTARY_INFO) {
        let kept = dsn::cut(&info);
        if kept.len() < info.len() {
            context
                .report
                .dropped("PidTagSupplementaryInfo", "it is too long; its end is left out");
        }
        fields.text("X-Supplementary-Info", kept);
    }
    display_name(
        row.display_name(message.code_page()),
        &reported.final_recipient,
        &mut fields,
    );
    fields
}

/// X-Display-Name, where it says more than the address does.
pub(super) fn display_name(name: Option<String>, address: &ProxyAddress, fields: &mut Fields) {
    let name = name.map(|name| clean(&name)).unwrap_or_default();
    if !name.is_empty() && !name.trim_matches('\'').eq_ignore_ascii_case(address.address()) {
        fields.text("X-Display-Name", &name);
    }
}

/// A row as a recipient of a report.
pub(super) fn reported(
    message: &Message,
    row: &Recipient,
    action: Action,
    context: &mut Context<'_>,
) -> ReportedRecipient {
    let address = row.address(message.code_page());
    let int = |tag| row.properties.int(tag);
    let codes = Codes {
        status: int(tags::NON_DELIVERY_REPORT_STATUS_CODE),
        diagnostic: int(tags::NON_DELIVERY_REPORT_DIAG_CODE),
        reason: int(tags::NON_DELIVERY_REPORT_REASON_CODE),
    };
    let mut reported = ReportedRecipient::new(known(address, context), action, &codes.status(action));
    reported.remote_mta = text(message, row, tags::REMOTE_MESSAGE_TRANSFER_AGENT);
    reported.diagnostic = text(message, row, tags::SUPPLEMENTARY_INFO)
        .as_deref()
        .and_then(reply)
        .map(str::to_owned);
    reported
}

/// The SMTP address where the directory knows one; an empty address where there is none: the field must be
/// there.
pub(super) fn known(address: Option<ProxyAddress>, context: &Context<'_>) -> ProxyAddress {
    let address = address.unwrap_or_else(|| ProxyAddress::smtp(""));
    match context.options.directory.smtp_address(&address) {
        Some(smtp) => ProxyAddress::smtp(smtp),
        None => address,
    }
}

/// The reply of a server in supplementary information: all of it, or what stands behind `smtp;` in the form
/// of [MS-OXCMAIL] 2.2.3.7.1, `<host #5.1.1 smtp;550 5.1.1 no such user>`.
fn reply(info: &str) -> Option<&str> {
    let inner = info.trim();
    if status::is_reply(inner) {
        return Some(inner);
    }
    let at = inner.to_ascii_lowercase().find("smtp;")?;
    let reply = inner.get(at..)?.get("smtp;".len()..)?;
    let reply = reply.strip_suffix('>').unwrap_or(reply).trim();
    status::is_reply(reply).then_some(reply)
}

fn text(message: &Message, row: &Recipient, tag: ropeway_types::PropertyTag) -> Option<String> {
    row.properties
        .text(tag, message.code_page())
        .map(|text| clean(&text))
        .filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::reply;

    #[test]
    fn rp_06_a_reply_is_found_in_supplementary_information() {
        assert_eq!(reply("550 5.1.1 no"), Some("550 5.1.1 no"));
        assert_eq!(reply("550-5.1.1 no"), Some("550-5.1.1 no"));
        assert_eq!(reply("<mx.b.test #5.1.1 SMTP; 550 no>"), Some("550 no"));
        for none in ["", "<mx.b.test #5.1.1>", "5500 x", "smtp; no", "gone"] {
            assert_eq!(reply(none), None, "{none}");
        }
    }
}
