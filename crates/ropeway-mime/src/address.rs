//! Addresses of people ([MS-OXCMAIL] 2.1.3.1).

use crate::class::Class;
use crate::mime::{Mailbox, clean, fits_line};
use crate::options::{Context, clean_domain};
use crate::vcard;
use ropeway_message::{
    Message, PersonTags, PropertyBag, READ_RECEIPT, RECEIVED_BY, RECEIVED_REPRESENTING, SENDER,
    SENT_REPRESENTING, person_address,
};
use ropeway_types::{CodePage, EntryId, OneOffEntryId, ProxyAddress, parse_flat_entry_list, tags};
use std::collections::HashSet;

/// Every address of a message that the directory should be asked about before
/// [`convert`](crate::convert): sender, recipients, reply and receipt addresses, also those of embedded
/// messages; each once, in the order in which they are met.
pub fn addresses(message: &Message) -> Vec<ProxyAddress> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut todo = vec![message];
    while let Some(message) = todo.pop() {
        let code_page = message.code_page();
        let people = [
            SENT_REPRESENTING,
            SENDER,
            READ_RECEIPT,
            RECEIVED_REPRESENTING,
            RECEIVED_BY,
        ];
        // Who received it is written of reports only.
        let count = match Class::of(&message.message_class()) {
            Class::Report(_) => people.len(),
            _ => 3,
        };
        let own = people
            .iter()
            .take(count)
            .filter_map(|person| message.person(person));
        let replies = reply_entries(&message.properties, code_page).map(|entry| entry.address);
        let recipients = message.recipients.iter().filter_map(|r| r.address(code_page));
        let contact = vcard::addresses(message);
        for address in own.chain(replies).chain(recipients).chain(contact) {
            if seen.insert(address.key()) {
                found.push(address);
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

/// One of PidTagReplyRecipientEntries.
pub(crate) struct ReplyEntry {
    pub(crate) name: Option<String>,
    pub(crate) address: ProxyAddress,
}

/// The readable entries of PidTagReplyRecipientEntries, names from PidTagReplyRecipientNames where the
/// counts agree and an entry has none itself ([MS-OXCMAIL] 2.1.3.1.2).
pub(crate) fn reply_entries(bag: &PropertyBag, code_page: CodePage) -> impl Iterator<Item = ReplyEntry> {
    let entries = bag
        .binary(tags::REPLY_RECIPIENT_ENTRIES)
        .and_then(|list| parse_flat_entry_list(list).ok())
        .unwrap_or_default();
    let names: Vec<String> = bag
        .text(tags::REPLY_RECIPIENT_NAMES, code_page)
        .map(|names| names.split(';').map(|n| n.trim().to_owned()).collect())
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
    let names = if names.len() == entries.len() {
        names
    } else {
        Vec::new()
    };
    entries.into_iter().enumerate().filter_map(move |(at, entry)| {
        let listed = names.get(at).cloned();
        let (name, address) = match EntryId::parse(&entry).ok()? {
            EntryId::OneOff(one_off) => {
                let name = Some(one_off.display_name(code_page)).filter(|n| !n.trim().is_empty());
                (name.or(listed), one_off_address(&one_off, code_page)?)
            }
            EntryId::AddressBook(id) => {
                let dn = String::from_utf8_lossy(&id.x500_dn).into_owned();
                let own = own.iter().find(|(own, _)| own.eq_ignore_ascii_case(&dn));
                let address = own.map(|(_, smtp)| smtp.clone());
                (listed, address.unwrap_or_else(|| ProxyAddress::new("EX", dn)))
            }
            _ => return None,
        };
        Some(ReplyEntry { name, address })
    })
}

fn one_off_address(one_off: &OneOffEntryId, code_page: CodePage) -> Option<ProxyAddress> {
    let address = one_off.address(code_page).trim().to_owned();
    let kind = one_off.address_type(code_page);
    (!address.is_empty() && !kind.is_empty()).then(|| ProxyAddress::new(&kind, address))
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
        .map(|name| clean(&name))
        .filter(|name| !name.is_empty() && !name.trim_matches('\'').eq_ignore_ascii_case(&spec));
    Some(Mailbox::Address { name, address: spec })
}

/// The addr-spec of an address: the directory's SMTP address, its own, or the IMCEA form of it.
fn resolve(address: &ProxyAddress, context: &mut Context<'_>) -> Option<String> {
    if let Some(smtp) = context.options.directory.smtp_address(address) {
        if let Some(spec) = addr_spec(smtp) {
            return Some(spec);
        }
        if address.is_smtp() {
            return None;
        }
    }
    // What MAPI calls an address that nobody resolved; outside a directory it is an SMTP address.
    if address.address_type() == "UNKNOWN"
        && let Some(spec) = addr_spec(address.address())
    {
        context
            .report
            .substituted(format!("address {address}"), "it is taken for an SMTP address");
        return Some(spec);
    }
    let domain = context
        .options
        .imcea_domain
        .unwrap_or(context.options.message_id_domain);
    let spec = imcea(address, clean_domain(domain)).filter(|spec| fits_line(spec))?;
    context.report.substituted(
        format!("address {address}"),
        "the directory knows no SMTP address for it; its IMCEA form stands in",
    );
    Some(spec)
}

/// IMCEA encapsulation ([MS-OXCMAIL] 2.1.3.1.8).
fn imcea(address: &ProxyAddress, domain: &str) -> Option<String> {
    let kind = address.address_type();
    let valid = (1..=8).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_alphanumeric());
    if !valid || address.address().is_empty() {
        return None;
    }
    let mut out = format!("IMCEA{kind}-");
    for byte in address.address().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'=' => out.push(char::from(byte)),
            b'/' => out.push('_'),
            other => out.push_str(&format!("+{other:02X}")),
        }
    }
    out.push('@');
    out.push_str(domain);
    Some(out)
}

/// An SMTP address as an addr-spec of RFC 5322 3.4.1: the local part quoted where it must be, the domain
/// in A-labels. `None` if it has no local part or no possible domain.
pub(crate) fn addr_spec(address: &str) -> Option<String> {
    let address = address.trim();
    let (local, domain) = address.rsplit_once('@')?;
    if local.is_empty() || local.chars().any(char::is_control) || !fits_line(address) {
        return None;
    }
    let domain = domain.trim().trim_end_matches('.');
    let domain = if domain.is_ascii() {
        domain.to_owned()
    } else {
        idna::domain_to_ascii(domain).ok()?
    };
    if !is_domain(&domain) && !is_literal(&domain) {
        return None;
    }
    if is_dot_atom(local) || is_quoted_string(local) {
        return Some(format!("{local}@{domain}"));
    }
    // Dots and blanks in the wrong place are repaired; anything else means another text than an address.
    let repairable = local.chars().all(|c| is_atext(c) || matches!(c, '.' | ' '));
    repairable.then(|| format!("\"{local}\"@{domain}"))
}

fn is_atext(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

fn is_dot_atom(text: &str) -> bool {
    text.split('.')
        .all(|atom| !atom.is_empty() && atom.chars().all(is_atext))
}

fn is_quoted_string(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) else {
        return false;
    };
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return false,
            _ => {}
        }
    }
    !escaped
}

/// Whether the text is a domain name of letters, digits, hyphens and the underscores that real ones have.
pub(crate) fn is_domain(domain: &str) -> bool {
    !domain.is_empty()
        && domain.len() <= 255
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        })
}

fn is_literal(domain: &str) -> bool {
    domain
        .strip_prefix('[')
        .and_then(|d| d.strip_suffix(']'))
        .is_some_and(|d| {
            !d.is_empty()
                && d.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b".:-".contains(&b))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ad_13_imcea_escapes_what_is_not_letter_digit_hyphen_or_equals() {
        let dn = ProxyAddress::new("EX", "/O=Org/OU=A_b.c+d é/CN=u-1");
        assert_eq!(
            imcea(&dn, "o.test").unwrap(),
            "IMCEAEX-_O=Org_OU=A+5Fb+2Ec+2Bd+20+C3+A9_CN=u-1@o.test"
        );
        assert_eq!(imcea(&ProxyAddress::new("TOO LONG TYPE", "x"), "o.test"), None);
        assert_eq!(
            imcea(&ProxyAddress::new("FAX", "+1 2"), "o.test").unwrap(),
            "IMCEAFAX-+2B1+202@o.test"
        );
    }

    #[test]
    fn ad_18_syntax_is_repaired_by_quoting_or_refused() {
        assert_eq!(addr_spec("a..b@x.test").unwrap(), "\"a..b\"@x.test");
        assert_eq!(addr_spec("a b@x.test.").unwrap(), "\"a b\"@x.test");
        assert_eq!(addr_spec("\"a b\"@x.test").unwrap(), "\"a b\"@x.test");
        assert_eq!(addr_spec("u@[192.0.2.1]").unwrap(), "u@[192.0.2.1]");
        for bad in [
            "@x.test",
            "u@",
            "u",
            "u@x test",
            "u@x.test>,<v@y.test",
            "u\r\nX: y@x.test",
            "u@x..y",
        ] {
            assert_eq!(addr_spec(bad), None, "{bad}");
        }
    }

    #[test]
    fn ad_17_a_domain_becomes_a_labels_and_a_local_part_stays() {
        assert_eq!(addr_spec("u@müller.test").unwrap(), "u@xn--mller-kva.test");
        assert_eq!(addr_spec("ü@x.test").unwrap(), "ü@x.test");
    }
}
