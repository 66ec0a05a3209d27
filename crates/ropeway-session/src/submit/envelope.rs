//! The envelope of a message ([MS-OXOMSG] 2.2.3.1, 3.3.5.1.2).

use super::identity::Senders;
use crate::mailbox::message_flags;
use ropeway_message::{EnvelopeRecipient, Message, Notify, PropertyBag, Recipient, RecipientType};
use ropeway_types::{CodePage, ErrorCode, ProxyAddress, tags};
use std::collections::{BTreeSet, HashSet};

/// Characters of an address at most: 64 and 255 of RFC 5321 4.5.3.1, and the at sign.
const MAX_SMTP_ADDRESS: usize = 320;

/// The recipients that get the message.
///
/// PidTagResponsibility is not asked: a client library exists that sets it on recipients which it could
/// not resolve itself, and expects them to be served. Only who was served by this server is left out
/// (`handled`), so that a message that is submitted once more goes to its new recipients.
///
/// # Errors
/// NoRecipients, TooManyRecips, or InvalidRecips for one without an address.
pub(super) fn recipients(
    message: &Message,
    handled: &BTreeSet<u32>,
    code_page: CodePage,
    max: usize,
) -> Result<Vec<EnvelopeRecipient>, ErrorCode> {
    let flags = message.properties.int(tags::MESSAGE_FLAGS).unwrap_or(0);
    let resend = flags & message_flags::RESEND != 0;
    let wanted: Vec<&Recipient> = message
        .recipients
        .iter()
        .filter(|r| {
            matches!(
                r.recipient_type.kind(),
                RecipientType::TO | RecipientType::CC | RecipientType::BCC
            )
        })
        .filter(|r| !resend || r.recipient_type.0 & RecipientType::RESEND != 0)
        .filter(|r| !handled.contains(&r.row_id))
        .collect();
    if wanted.is_empty() {
        return Err(ErrorCode::NO_RECIPIENTS);
    }
    if wanted.len() > max {
        return Err(ErrorCode::TOO_MANY_RECIPS);
    }
    let mut seen = HashSet::new();
    let mut envelope = Vec::with_capacity(wanted.len());
    for recipient in wanted {
        let address = recipient
            .address(code_page)
            .filter(is_usable)
            .ok_or(ErrorCode::INVALID_RECIPS)?;
        if seen.insert(identity(&address)) {
            let mut entry = EnvelopeRecipient::new(address);
            entry.notify = notify(&recipient.properties, &message.properties);
            envelope.push(entry);
        }
    }
    Ok(envelope)
}

/// Whether an address can be sent to at all.
fn is_usable(address: &ProxyAddress) -> bool {
    let text = address.address();
    if text.is_empty() || text.chars().any(char::is_control) {
        return false;
    }
    if !address.is_smtp() {
        return true;
    }
    match text.rsplit_once('@') {
        Some((local, domain)) => {
            let quoted = local.starts_with('"') && local.ends_with('"') && local.len() > 1;
            !local.is_empty()
                && !domain.is_empty()
                && text.chars().count() <= MAX_SMTP_ADDRESS
                && !domain.contains(char::is_whitespace)
                && (quoted || !local.contains(char::is_whitespace))
        }
        None => false,
    }
}

/// What makes two addresses one recipient: SMTP domains compare without case, mailboxes with it.
fn identity(address: &ProxyAddress) -> String {
    match address.address().rsplit_once('@') {
        Some((local, domain)) if address.is_smtp() => format!("SMTP:{local}@{}", domain.to_lowercase()),
        _ => address.key(),
    }
}

/// NOTIFY: what the recipient's or else the message's properties ask for ([MS-OXOMSG] 2.2.1.20 on).
fn notify(recipient: &PropertyBag, message: &PropertyBag) -> Notify {
    let asked = |tag| recipient.bool(tag).or_else(|| message.bool(tag));
    let success = asked(tags::ORIGINATOR_DELIVERY_REPORT_REQUESTED) == Some(true);
    let failure = asked(tags::ORIGINATOR_NON_DELIVERY_REPORT_REQUESTED) != Some(false);
    if !success && !failure {
        return Notify::Never;
    }
    Notify::On {
        success,
        failure,
        delay: failure,
    }
}

/// The return path: the represented user where the message was sent as them, the actor where on their
/// behalf, who is named in Sender and gets the reports. Nobody for what must not be answered (RFC 5321
/// 4.5.5).
pub(super) fn reverse_path(message: &Message, senders: &Senders) -> String {
    let class = message.message_class().to_ascii_lowercase();
    let is = |prefix: &str| {
        class
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if is("report") || is("ipm.note.rules.ooftemplate") || is("ipm.note.rules.replytemplate") {
        return String::new();
    }
    senders.sender.smtp.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CP: CodePage = CodePage::WINDOWS_1252;

    fn message(rows: &[(u32, &str)]) -> Message {
        let mut message = Message::note();
        for (row_id, (kind, address)) in (0u32..).zip(rows) {
            let mut recipient = Recipient::smtp(RecipientType(*kind), "", address);
            recipient.row_id = row_id;
            message.recipients.push(recipient);
        }
        message
    }

    fn addresses(message: &Message) -> Result<Vec<String>, ErrorCode> {
        let list = recipients(message, &BTreeSet::new(), CP, 10)?;
        Ok(list.into_iter().map(|r| r.address.address().to_owned()).collect())
    }

    #[test]
    fn duplicates_go_by_the_case_of_the_mailbox_alone() {
        let message = message(&[(1, "a@x.test"), (2, "a@X.TEST"), (3, "A@x.test")]);
        assert_eq!(addresses(&message).unwrap(), ["a@x.test", "A@x.test"]);
    }

    #[test]
    fn originators_get_nothing() {
        assert_eq!(
            addresses(&message(&[(0, "a@x.test")])),
            Err(ErrorCode::NO_RECIPIENTS)
        );
    }

    #[test]
    fn resending_reaches_the_flagged_alone() {
        let mut message = message(&[
            (1, "a@x.test"),
            (0x8000_0001, "b@x.test"),
            (0x1000_0002, "c@x.test"),
        ]);
        assert_eq!(addresses(&message).unwrap(), ["a@x.test", "b@x.test", "c@x.test"]);
        message.properties.set(tags::MESSAGE_FLAGS, message_flags::RESEND);
        assert_eq!(addresses(&message).unwrap(), ["c@x.test"]);
    }

    #[test]
    fn a_client_s_responsibility_bit_is_not_asked() {
        let mut message = message(&[(1, "a@x.test"), (1, "b@x.test")]);
        message.recipients[0].properties.set(tags::RESPONSIBILITY, true);
        assert_eq!(addresses(&message).unwrap(), ["a@x.test", "b@x.test"]);
        let rest = recipients(&message, &BTreeSet::from([0]), CP, 10).unwrap();
        assert_eq!(rest[0].address.address(), "b@x.test");
        assert_eq!(
            recipients(&message, &BTreeSet::from([0, 1]), CP, 10),
            Err(ErrorCode::NO_RECIPIENTS)
        );
    }

    #[test]
    fn unusable_addresses_are_refused() {
        for address in [
            "a\r\nRCPT TO:<b@x.test>@x.test",
            "a b@x.test",
            "@x.test",
            "a@",
            "a@x y",
        ] {
            assert_eq!(
                addresses(&message(&[(1, address)])),
                Err(ErrorCode::INVALID_RECIPS),
                "{address:?}"
            );
        }
        assert!(addresses(&message(&[(1, "\"a b\"@x.test")])).is_ok());
    }

    #[test]
    fn there_is_a_limit() {
        let rows: Vec<(u32, String)> = (0..11).map(|n| (1, format!("r{n}@x.test"))).collect();
        let rows: Vec<(u32, &str)> = rows.iter().map(|(k, a)| (*k, a.as_str())).collect();
        assert_eq!(addresses(&message(&rows)), Err(ErrorCode::TOO_MANY_RECIPS));
    }

    #[test]
    fn ad_12_reports_are_as_asked_for() {
        let mut bag = PropertyBag::new();
        let empty = PropertyBag::new();
        assert_eq!(notify(&empty, &bag), Notify::default());
        bag.set(tags::ORIGINATOR_DELIVERY_REPORT_REQUESTED, true);
        assert!(notify(&empty, &bag).success());
        bag.set(tags::ORIGINATOR_DELIVERY_REPORT_REQUESTED, false);
        bag.set(tags::ORIGINATOR_NON_DELIVERY_REPORT_REQUESTED, false);
        assert_eq!(notify(&empty, &bag), Notify::Never);
    }
}
