//! Addresses of people ([MS-OXCMAIL] 2.1.3.1).

mod imcea;
mod syntax;

use crate::class::Class;
use crate::mime::{Mailbox, clean, fits_line};
use crate::options::{Context, clean_domain};
use crate::summary;
use crate::vcard;
pub use imcea::{decapsulate, encapsulate};
use ropeway_message::{
    Message, PersonTags, PropertyBag, READ_RECEIPT, RECEIVED_BY, RECEIVED_REPRESENTING, SENDER,
    SENT_REPRESENTING, entry_id_address, entry_id_name, person_address,
};
use ropeway_types::{CodePage, EntryId, ProxyAddress, parse_flat_entry_list, tags};
use std::collections::HashSet;
pub(crate) use syntax::{addr_spec, is_domain};

/// Every address of a message that the directory should be asked about before
/// [`convert`](crate::convert): sender, recipients, reply and receipt addresses, also those of embedded
/// messages; each once, in the order in which they are met. Behind an encapsulated address
/// ([`decapsulate`]) stands the one inside it.
pub fn addresses(message: &Message) -> Vec<ProxyAddress> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut todo = vec![message];
    while let Some(message) = todo.pop() {
        let code_page = message.code_page();
        // Who got a message is shown of reports only.
        let report = matches!(Class::of(&message.message_class()), Class::Report(_));
        let people: &[PersonTags] = match report {
            false => &[SENT_REPRESENTING, SENDER, READ_RECEIPT],
            true => &[SENT_REPRESENTING, SENDER, RECEIVED_REPRESENTING, RECEIVED_BY],
        };
        let own = people.iter().filter_map(|person| message.person(person));
        let replies = reply_entries(&message.properties, code_page).map(|entry| entry.address);
        let recipients = message.recipients.iter().filter_map(|r| r.address(code_page));
        let items = vcard::addresses(message)
            .into_iter()
            .chain(summary::addresses(message));
        for address in own.chain(replies).chain(recipients).chain(items) {
            let inner = decapsulated(&address);
            for address in std::iter::once(address).chain(inner) {
                if seen.insert(address.key()) {
                    found.push(address);
                }
            }
        }
        todo.extend(
            message
                .attachments
                .iter()
                .rev()
                .filter_map(|a| a.embedded.as_deref()),
        );
    }
    found
}

fn decapsulated(address: &ProxyAddress) -> Option<ProxyAddress> {
    address
        .is_smtp()
        .then(|| decapsulate(address.address()))
        .flatten()
}

/// One of PidTagReplyRecipientEntries.
pub(crate) struct ReplyEntry {
    pub(crate) name: Option<String>,
    pub(crate) address: ProxyAddress,
}

/// The readable entries of PidTagReplyRecipientEntries, names from PidTagReplyRecipientNames where the
/// counts agree and an entry has none itself ([MS-OXCMAIL] 2.1.3.1.2).
pub(crate) fn reply_entries(bag: &PropertyBag, code_page: CodePage) -> impl Iterator<Item = ReplyEntry> {
    reply_entry_ids(bag)
        .map(|entries| readable_entries(bag, code_page, entries))
        .into_iter()
        .flatten()
}

fn reply_entry_ids(bag: &PropertyBag) -> Option<Vec<bytes::Bytes>> {
    let list = bag.binary(tags::REPLY_RECIPIENT_ENTRIES)?;
    parse_flat_entry_list(list).ok()
}

fn readable_entries(
    bag: &PropertyBag,
    code_page: CodePage,
    entries: Vec<bytes::Bytes>,
) -> impl Iterator<Item = ReplyEntry> {
    let names: Vec<String> = bag
        .text(tags::REPLY_RECIPIENT_NAMES, code_page)
        .map(|names| names.split(';').map(|n| n.trim().to_owned()).collect())
        .filter(|names: &Vec<String>| names.len() == entries.len())
        .unwrap_or_default();
    // Clients ask for replies to the sender himself, whose SMTP address the message has.
    let own: Vec<(String, ProxyAddress)> = [SENT_REPRESENTING, SENDER]
        .iter()
        .filter_map(|person| {
            let dn = bag.text(person.email_address, code_page)?;
            let address = person_address(bag, person, code_page)?;
            address.is_smtp().then_some((dn, address))
        })
        .collect();
    entries.into_iter().enumerate().filter_map(move |(at, entry)| {
        let listed = names.get(at).cloned();
        let id = EntryId::parse(&entry).ok()?;
        let mut address = entry_id_address(&id, code_page)?;
        if address.is_ex() {
            let own = own
                .iter()
                .find(|(dn, _)| dn.eq_ignore_ascii_case(address.address()));
            if let Some((_, smtp)) = own {
                address = smtp.clone();
            }
        }
        let name = entry_id_name(&id, code_page).or(listed);
        Some(ReplyEntry { name, address })
    })
}

/// One of the message's people as a mailbox, if it has an address that can be written.
pub(crate) fn person(message: &Message, tags: &PersonTags, context: &mut Context<'_>) -> Option<Mailbox> {
    let code_page = message.code_page();
    let address = person_address(&message.properties, tags, code_page)?;
    mailbox(message.properties.text(tags.name, code_page), &address, context)
}

/// Name and address as a mailbox; `None` and a finding for an address that no header field can hold.
pub(crate) fn mailbox(
    name: Option<String>,
    address: &ProxyAddress,
    context: &mut Context<'_>,
) -> Option<Mailbox> {
    let Some(spec) = resolve(address, context) else {
        context.report.dropped(
            format!("address {address}"),
            "it has no form that a header field can hold",
        );
        return None;
    };
    if !spec.is_ascii() {
        context.smtputf8 = true;
    }
    let name = name
        .filter(|_| context.options.headers.display_names)
        .map(|name| clean(&name))
        .filter(|name| !name.is_empty() && !name.trim_matches('\'').eq_ignore_ascii_case(&spec));
    Some(Mailbox::Address { name, address: spec })
}

/// The addr-spec of an address: the directory's SMTP address, its own, or the IMCEA form of it.
fn resolve(address: &ProxyAddress, context: &mut Context<'_>) -> Option<String> {
    let directory = context.options.directory;
    let entry = directory.entry(address).or_else(|| {
        // An answer to an encapsulated address: who is inside it may be one of the directory.
        directory.entry(&decapsulated(address)?)
    });
    if let Some(entry) = entry {
        // The primary proxy, whichever proxy the client gave ([MS-OXCMAIL] 2.1.3.1.7).
        if let Some(spec) = addr_spec(&entry.smtp_address) {
            let ascii = entry.ascii_address.as_deref().filter(|_| !spec.is_ascii());
            let ascii = ascii.and_then(addr_spec).filter(|spec| spec.is_ascii());
            return Some(ascii.unwrap_or(spec));
        }
    }
    if address.is_smtp() {
        return addr_spec(address.address());
    }
    // What MAPI calls an address that nobody resolved; outside a directory it is an SMTP address. And some
    // programs store one under the type of their own directory.
    let disguised = address.address_type() == "UNKNOWN"
        || address.is_ex() && address.address().contains('@') && !address.address().contains('/');
    if disguised && let Some(spec) = addr_spec(address.address()) {
        context
            .report
            .substituted(format!("address {address}"), "it is taken for an SMTP address");
        return Some(spec);
    }
    let domain = context
        .options
        .imcea_domain
        .unwrap_or(context.options.message_id_domain);
    let spec = encapsulate(address, clean_domain(domain)).filter(|spec| fits_line(spec))?;
    context.report.substituted(
        format!("address {address}"),
        "the directory knows no SMTP address for it; its IMCEA form stands in",
    );
    Some(spec)
}
