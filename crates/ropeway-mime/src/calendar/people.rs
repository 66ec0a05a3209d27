//! ORGANIZER and ATTENDEE ([MS-OXCICAL] 2.1.3.1.1.20.2, 2.1.3.1.1.20.16).

use super::lines::Lines;
use crate::address::{mailbox, person};
use crate::class::Calendar;
use crate::mime::Mailbox;
use crate::options::Context;
use ropeway_message::{Message, Recipient, RecipientType, SENDER, SENT_REPRESENTING};
use ropeway_types::tags;

/// recipOrganizer of PidTagRecipientFlags ([MS-OXOCAL] 2.2.4.10.1).
const ORGANIZER: i32 = 0x02;
/// recipExceptionalDeleted.
const DELETED: i32 = 0x20;

/// Somebody with a calendar address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    name: Option<String>,
    address: String,
}

/// What somebody has to do with a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attendee {
    person: Person,
    role: Role,
    status: &'static str,
    answer: bool,
    /// Who writes for the attendee.
    delegate: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Required,
    Optional,
    Resource,
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct People {
    organizer: Option<Person>,
    /// Who writes for the organizer.
    delegate: Option<String>,
    /// Whether attendees are asked to answer.
    answer: bool,
    attendees: Vec<Attendee>,
}

impl Person {
    fn of(mailbox: Mailbox) -> Option<Self> {
        match mailbox {
            Mailbox::Address { name, address } => Some(Self { name, address }),
            Mailbox::EmptyGroup { .. } => None,
        }
    }

    fn is(&self, other: &Self) -> bool {
        self.address.eq_ignore_ascii_case(&other.address)
    }
}

/// Addresses are resolved as those of the header were: what there was to say of them has been said.
fn quietly<T>(context: &mut Context<'_>, resolve: impl FnOnce(&mut Context<'_>) -> T) -> T {
    let smtputf8 = context.smtputf8;
    let told = context.report.findings().len();
    let value = resolve(context);
    context.report.forget_repeats(told);
    // The calendar is no header.
    context.smtputf8 = smtputf8;
    value
}

impl People {
    pub(crate) fn of(message: &Message, kind: Calendar, context: &mut Context<'_>) -> Self {
        quietly(context, |context| Self::resolved(message, kind, context))
    }

    fn resolved(message: &Message, kind: Calendar, context: &mut Context<'_>) -> Self {
        let represented = person(message, &SENT_REPRESENTING, context).and_then(Person::of);
        let sender = person(message, &SENDER, context).and_then(Person::of);
        let writer = represented.or_else(|| sender.clone());
        let delegate = match (&writer, &sender) {
            (Some(writer), Some(sender)) if !sender.is(writer) => Some(sender.address.clone()),
            _ => None,
        };
        let answer = match kind {
            Calendar::Accepted => Some("ACCEPTED"),
            // Who proposes another time has not accepted this one.
            Calendar::Tentative => Some("TENTATIVE"),
            Calendar::Declined => Some("DECLINED"),
            _ => None,
        };
        if let Some(status) = answer {
            // The organizer is who gets the answer.
            let organizer = to_organizer(message, context);
            let attendee = writer.map(|person| Attendee {
                person,
                role: Role::Required,
                status,
                answer: false,
                delegate,
            });
            return Self {
                organizer,
                attendees: attendee.into_iter().collect(),
                ..Self::default()
            };
        }
        if kind == Calendar::Forwarded {
            return Self {
                organizer: to_organizer(message, context),
                ..Self::default()
            };
        }
        let writer = writer.or_else(|| {
            let address = crate::address::addr_spec(context.options.default_sender?)?;
            Some(Person { name: None, address })
        });
        let requested = message.properties.bool(tags::RESPONSE_REQUESTED) == Some(true);
        let answer = requested && kind == Calendar::Request;
        let attendees = match kind {
            Calendar::Request | Calendar::Canceled => attendees(message, answer, writer.as_ref(), context),
            _ => Vec::new(),
        };
        Self {
            organizer: writer,
            delegate,
            answer,
            attendees,
        }
    }

    /// The same with the attendees of an exception, if it has its own.
    pub(crate) fn of_exception(
        &self,
        exception: &Message,
        kind: Calendar,
        context: &mut Context<'_>,
    ) -> Self {
        // What the exception does not say it has from its series ([MS-OXOCAL] 2.2.10.2).
        let answer = exception
            .properties
            .bool(tags::RESPONSE_REQUESTED)
            .unwrap_or(self.answer);
        let own = quietly(context, |context| {
            attendees(exception, answer, self.organizer.as_ref(), context)
        });
        let attendees = match kind {
            Calendar::Request if !own.is_empty() => own,
            _ => self.attendees.clone(),
        };
        Self {
            attendees,
            ..self.clone()
        }
    }

    pub(crate) fn write(&self, lines: &mut Lines) {
        if let Some(organizer) = &self.organizer {
            let mut line = lines.property("ORGANIZER");
            if let Some(name) = &organizer.name {
                line = line.param("CN", name);
            }
            if let Some(delegate) = &self.delegate {
                line = line.param("SENT-BY", &mailto(delegate));
            }
            line.raw(&mailto(&organizer.address));
        }
        for attendee in &self.attendees {
            let mut line = lines.property("ATTENDEE");
            line = match attendee.role {
                Role::Required => line.param("ROLE", "REQ-PARTICIPANT"),
                Role::Optional => line.param("ROLE", "OPT-PARTICIPANT"),
                Role::Resource => line.param("CUTYPE", "RESOURCE").param("ROLE", "NON-PARTICIPANT"),
            };
            line = line.param("PARTSTAT", attendee.status);
            if attendee.answer {
                line = line.param("RSVP", "TRUE");
            }
            if let Some(name) = &attendee.person.name {
                line = line.param("CN", name);
            }
            if let Some(delegate) = &attendee.delegate {
                line = line.param("SENT-BY", &mailto(delegate));
            }
            line.raw(&mailto(&attendee.person.address));
        }
    }
}

/// The organizer among the recipients, else the first of them.
fn to_organizer(message: &Message, context: &mut Context<'_>) -> Option<Person> {
    let flagged = message.recipients.iter().find(|r| has_flag(r, ORGANIZER));
    let first = || {
        message
            .recipients
            .iter()
            .find(|r| r.recipient_type.kind() == RecipientType::TO)
    };
    resolve(message, flagged.or_else(first)?, context)
}

fn has_flag(recipient: &Recipient, flag: i32) -> bool {
    recipient.properties.int(tags::RECIPIENT_FLAGS).unwrap_or(0) & flag != 0
}

fn resolve(message: &Message, recipient: &Recipient, context: &mut Context<'_>) -> Option<Person> {
    let code_page = message.code_page();
    let name = recipient.display_name(code_page);
    let Some(address) = recipient.address(code_page) else {
        // In the words of the header, which has said it of all but resources.
        let what = format!("recipient {}", name.unwrap_or_default());
        context.report.dropped(what, "it has no address");
        return None;
    };
    Person::of(mailbox(name, &address, context)?)
}

fn attendees(
    message: &Message,
    answer: bool,
    organizer: Option<&Person>,
    context: &mut Context<'_>,
) -> Vec<Attendee> {
    let mut attendees: Vec<Attendee> = Vec::with_capacity(message.recipients.len());
    for recipient in &message.recipients {
        let role = match recipient.recipient_type.kind() {
            RecipientType::TO => Role::Required,
            RecipientType::CC => Role::Optional,
            RecipientType::BCC => Role::Resource,
            _ => continue,
        };
        if has_flag(recipient, ORGANIZER | DELETED) {
            continue;
        }
        let Some(person) = resolve(message, recipient, context) else {
            continue;
        };
        if organizer.is_some_and(|organizer| organizer.is(&person)) {
            continue;
        }
        attendees.push(Attendee {
            person,
            role,
            status: "NEEDS-ACTION",
            answer,
            delegate: None,
        });
    }
    attendees
}

/// A calendar address (RFC 6068): octets that no URI holds are escaped.
fn mailto(address: &str) -> String {
    let mut out = String::with_capacity(address.len().saturating_add(7));
    out.push_str("mailto:");
    for byte in address.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"@.-_~!$'*+=/:[]&".contains(&byte);
        if plain {
            out.push(char::from(byte));
        } else {
            const HEX: [char; 16] = [
                '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
            ];
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.extend(HEX.get(usize::from(nibble)));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ca_03_attendee_addresses_are_uris() {
        assert_eq!(mailto("a+b=c@x.test"), "mailto:a+b=c@x.test");
        assert_eq!(mailto("\"a b\"%@x.test"), "mailto:%22a%20b%22%25@x.test");
        assert_eq!(mailto("ü@x.test"), "mailto:%C3%BC@x.test");
    }
}
