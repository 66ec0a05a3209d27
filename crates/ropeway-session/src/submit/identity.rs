//! Who sends ([MS-OXOMSG] 3.3.5.1.3, [MS-OXODLGT] 3.1.4.3.1).
//!
//! What a client says of the sender is never believed. What it says of the represented user is checked:
//! the user itself, or somebody who let the user send as or on behalf of them.

use crate::host::{Directory, Identity, SendGrant};
use ropeway_message::{DirectoryEntry, Message, SENT_REPRESENTING};
use ropeway_types::{CodePage, ErrorCode, ProxyAddress, tags};

/// A mail user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) smtp: String,
    pub(crate) x500_dn: Option<String>,
}

/// The people a message comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Senders {
    /// PidTagSender*: who sent it as far as recipients see.
    pub(crate) sender: Person,
    /// PidTagSentRepresenting*: whose message it is.
    pub(crate) represented: Person,
}

/// Finds out, and checks the right to it.
///
/// # Errors
/// SendAsDenied without the right; Busy if the directory does not answer.
pub(crate) async fn senders(
    directory: &dyn Directory,
    identity: &Identity,
    message: &Message,
    code_page: CodePage,
) -> Result<Senders, ErrorCode> {
    let named = represented_address(message, code_page)?;
    let mut asked = vec![ProxyAddress::smtp(identity.address.trim())];
    asked.extend(named.clone());
    let mut found = directory
        .resolve(&asked)
        .await
        .map_err(|_| ErrorCode::BUSY)?
        .into_iter();
    let own = found.next().flatten();
    let other = found.next().flatten();
    let said = message
        .properties
        .text(tags::SENT_REPRESENTING_NAME, code_page)
        .filter(|name| !name.trim().is_empty());

    let actor = actor(identity, own);
    let Some(address) = named else {
        return Ok(Senders {
            sender: actor.clone(),
            represented: actor,
        });
    };
    let represented = person(&address, other, said, &actor)?;
    if represented.smtp.eq_ignore_ascii_case(&actor.smtp)
        || represented.smtp.eq_ignore_ascii_case(identity.address.trim())
    {
        return Ok(Senders {
            sender: actor.clone(),
            represented: actor,
        });
    }
    let grant = directory
        .grant(&actor.smtp, &represented.smtp)
        .await
        .map_err(|_| ErrorCode::BUSY)?;
    match grant {
        SendGrant::SendAs => Ok(Senders {
            sender: represented.clone(),
            represented,
        }),
        SendGrant::OnBehalf => Ok(Senders {
            sender: actor,
            represented,
        }),
        // The organizer of a forwarded meeting is no delegator ([MS-OXODLGT] 3.1.4.3.1 is about other
        // objects). The sender shows.
        SendGrant::None if is_meeting(message) => Ok(Senders {
            sender: actor,
            represented,
        }),
        SendGrant::None => Err(ErrorCode::SEND_AS_DENIED),
    }
}

fn is_meeting(message: &Message) -> bool {
    let class = message.message_class().to_ascii_lowercase();
    class == "ipm.schedule" || class.starts_with("ipm.schedule.")
}

/// The address under which the message names a represented user; an error if it names one that has none.
fn represented_address(message: &Message, code_page: CodePage) -> Result<Option<ProxyAddress>, ErrorCode> {
    let bag = &message.properties;
    let address = message.person(&SENT_REPRESENTING).or_else(|| {
        let text = bag.text(tags::SENT_REPRESENTING_EMAIL_ADDRESS, code_page)?;
        text.starts_with('/').then(|| ProxyAddress::new("EX", text))
    });
    if address.is_some() {
        return Ok(address);
    }
    let named = bag
        .binary(tags::SENT_REPRESENTING_ENTRY_ID)
        .is_some_and(|id| !id.is_empty())
        || [
            tags::SENT_REPRESENTING_EMAIL_ADDRESS,
            tags::SENT_REPRESENTING_SMTP_ADDRESS,
        ]
        .into_iter()
        .any(|tag| {
            bag.text(tag, code_page)
                .is_some_and(|text| !text.trim().is_empty())
        });
    if named {
        Err(ErrorCode::SEND_AS_DENIED)
    } else {
        Ok(None)
    }
}

fn actor(identity: &Identity, entry: Option<DirectoryEntry>) -> Person {
    let entry = entry.unwrap_or_default();
    let own = identity.address.trim();
    let smtp = Some(entry.smtp_address).filter(|address| !address.is_empty());
    let smtp = smtp.unwrap_or_else(|| own.to_owned());
    Person {
        name: identity
            .display_name
            .clone()
            .or(entry.display_name)
            .unwrap_or_else(|| smtp.clone()),
        x500_dn: identity.x500_dn.clone().or(entry.x500_dn),
        smtp,
    }
}

fn person(
    address: &ProxyAddress,
    entry: Option<DirectoryEntry>,
    said: Option<String>,
    actor: &Person,
) -> Result<Person, ErrorCode> {
    match entry {
        Some(entry) => Ok(Person {
            name: entry
                .display_name
                .or(said)
                .unwrap_or_else(|| entry.smtp_address.clone()),
            smtp: entry.smtp_address,
            x500_dn: entry.x500_dn,
        }),
        None if address.is_smtp() => Ok(Person {
            name: said.unwrap_or_else(|| address.address().to_owned()),
            smtp: address.address().to_owned(),
            x500_dn: None,
        }),
        // A name of the directory that the directory does not know can only be the user's own.
        None => actor
            .x500_dn
            .as_deref()
            .filter(|own| address.is_ex() && own.eq_ignore_ascii_case(address.address()))
            .map(|_| actor.clone())
            .ok_or(ErrorCode::SEND_AS_DENIED),
    }
}
