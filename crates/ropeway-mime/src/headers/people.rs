//! The fields that name people ([MS-OXCMAIL] 2.1.3.1).

use crate::address::{addr_spec, mailbox, person, reply_entries};
use crate::class::Class;
use crate::error::ConvertError;
use crate::mime::{Fields, Mailbox, clean};
use crate::options::Context;
use crate::reports::Report;
use ropeway_message::{
    Message, PersonTags, READ_RECEIPT, RECEIVED_BY, RECEIVED_REPRESENTING, Recipient, RecipientType, SENDER,
    SENT_REPRESENTING, is_list_entry_id, person_address,
};
use ropeway_types::{EntryId, PropertyTag, tags};
use std::collections::HashSet;

/// PidTagDisplayType ([MS-OXOABK] 2.2.3.11) of a distribution list of the directory, and of a private one.
const LISTS: [i32; 2] = [1, 5];

/// From, Sender and Reply-To.
pub(super) fn originators(
    message: &Message,
    embedded: bool,
    context: &mut Context<'_>,
    fields: &mut Fields,
) -> Result<(), ConvertError> {
    let code_page = message.code_page();
    let bag = &message.properties;
    let represented = person_address(bag, &SENT_REPRESENTING, code_page);
    let actor = person_address(bag, &SENDER, code_page);
    let mut written = |tags: &PersonTags, address| mailbox(bag.text(tags.name, code_page), address, context);
    let from = represented
        .as_ref()
        .and_then(|address| written(&SENT_REPRESENTING, address));
    // Who acts for somebody else is shown. Who sends as somebody else is not: the store gives both the
    // same address then.
    let sender = match (&actor, &represented) {
        (Some(actor), Some(represented)) if actor.key() == represented.key() => None,
        (Some(actor), _) if from.is_none() || !same_identity(message) => written(&SENDER, actor),
        _ => None,
    };
    let (from, sender) = match (from, sender) {
        (Some(from), sender) => (Some(from), sender),
        (None, Some(sender)) => (Some(sender), None),
        (None, None) if embedded => (None, None),
        (None, None) => (default_sender(message, context), None),
    };
    match &from {
        Some(from) => fields.mailboxes("From", std::slice::from_ref(from)),
        None if embedded => context.report.dropped(
            "From of an embedded message",
            "it names no sender with an address",
        ),
        None => return Err(ConvertError::NoSender),
    }
    if let (Some(from), Some(sender)) = (&from, &sender)
        && !same_person(from, sender)
    {
        fields.mailboxes("Sender", std::slice::from_ref(sender));
    }
    reply_to(message, from.as_ref(), context, fields);
    Ok(())
}

/// Reply-To, unless it would say what From says.
fn reply_to(message: &Message, from: Option<&Mailbox>, context: &mut Context<'_>, fields: &mut Fields) {
    if !message.properties.contains(tags::REPLY_RECIPIENT_ENTRIES.id()) {
        return;
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
    if reply_to.is_empty() {
        context
            .report
            .dropped("PidTagReplyRecipientEntries", "no entry of it can be read");
    }
    let only_from = matches!((reply_to.as_slice(), from), ([one], Some(from)) if same_person(one, from));
    if !reply_to.is_empty() && !only_from {
        fields.mailboxes("Reply-To", &reply_to);
    }
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

/// To and Cc. Bcc is never written, in no message on any level, nor is what PidTagDisplayTo and its like
/// show: those are made from the recipients, and hold no addresses.
pub(super) fn recipients(
    message: &Message,
    class: Class,
    embedded: bool,
    context: &mut Context<'_>,
    fields: &mut Fields,
) {
    let report = matches!(class, Class::Report(Report::Delivery(_)));
    let mut list = |kind: RecipientType| -> Vec<Mailbox> {
        if report {
            return receiver(message, kind, context).into_iter().collect();
        }
        message
            .recipients
            .iter()
            .filter(|recipient| recipient.recipient_type.kind() == kind)
            .filter_map(|recipient| recipient_mailbox(message, recipient, context))
            .collect()
    };
    let to = list(RecipientType::TO);
    let cc = list(RecipientType::CC);
    if !to.is_empty() {
        fields.mailboxes("To", &to);
    } else if cc.is_empty() && !embedded {
        fields.raw("To", "undisclosed-recipients:;");
        let shown = [tags::DISPLAY_TO, tags::DISPLAY_CC]
            .into_iter()
            .filter_map(|tag| message.text(tag))
            .any(|names| !names.trim().is_empty());
        if shown && message.recipients.is_empty() {
            context
                .report
                .dropped("PidTagDisplayTo", "names without addresses are no recipients");
        }
    }
    if !cc.is_empty() {
        fields.mailboxes("Cc", &cc);
    }
}

/// To of a delivery report: who received it. Its recipient rows are those whom it is about ([MS-OXCMAIL]
/// 2.1.3.1.1.1 says so of attached ones; at the top they are no other).
fn receiver(message: &Message, kind: RecipientType, context: &mut Context<'_>) -> Option<Mailbox> {
    if kind != RecipientType::TO {
        return None;
    }
    [RECEIVED_REPRESENTING, RECEIVED_BY]
        .iter()
        .find_map(|tags| person(message, tags, context))
}

fn recipient_mailbox(message: &Message, recipient: &Recipient, context: &mut Context<'_>) -> Option<Mailbox> {
    let code_page = message.code_page();
    let name = recipient.display_name(code_page);
    match recipient.address(code_page) {
        Some(address) => mailbox(name, &address, context),
        None if is_list(recipient) => {
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

fn is_list(recipient: &Recipient) -> bool {
    let shown = recipient.properties.int(tags::DISPLAY_TYPE);
    shown.is_some_and(|kind| LISTS.contains(&kind))
        || recipient
            .properties
            .binary(tags::ENTRY_ID)
            .and_then(|id| EntryId::parse(id).ok())
            .is_some_and(|id| is_list_entry_id(&id))
}

/// Return-Receipt-To ([MS-OXCMAIL] 2.1.3.1.5) and Disposition-Notification-To (2.1.3.1.6).
pub(super) fn receipts(message: &Message, class: Class, context: &mut Context<'_>, fields: &mut Fields) {
    // No report asks for reports (RFC 8098 2.1).
    if matches!(class, Class::Report(_)) {
        return;
    }
    let asked = |tag| message.properties.bool(tag) == Some(true);
    let delivery = asked(tags::ORIGINATOR_DELIVERY_REPORT_REQUESTED);
    if delivery && context.options.headers.return_receipt_to {
        let people = [READ_RECEIPT, SENDER, SENT_REPRESENTING];
        if let Some(to) = first_person(message, &people, context) {
            fields.mailboxes("Return-Receipt-To", &[to]);
        }
    }
    if !asked(tags::READ_RECEIPT_REQUESTED) {
        return;
    }
    let people = [READ_RECEIPT, SENT_REPRESENTING, SENDER];
    if let Some(to) = first_person(message, &people, context) {
        fields.mailboxes("Disposition-Notification-To", &[to]);
    } else {
        context.report.dropped(
            "PidTagReadReceiptRequested",
            "nobody with an address is to get the receipt",
        );
    }
}

fn first_person(message: &Message, people: &[PersonTags], context: &mut Context<'_>) -> Option<Mailbox> {
    let code_page = message.code_page();
    let known = people
        .iter()
        .find(|tags| person_address(&message.properties, tags, code_page).is_some())?;
    person(message, known, context)
}
