//! The message as TNEF ([MS-OXCMAIL] 2.1.3.7): the text, and winmail.dat with everything.

use crate::body::{Body, Format};
use crate::losses::name_moved;
use crate::mime::{Content, ContentType, Data, Entity, Fields};
use crate::options::{Context, Form};
use crate::report::{Finding, FindingKind};
use ropeway_message::tnef::{TnefWriteError, WriteOptions};
use ropeway_message::{
    External, LossReason, Message, PersonTags, PropertyBag, READ_RECEIPT, RECIPIENT, Recipient, SENDER,
    SENT_REPRESENTING, person_address, rtf, tnef,
};
use ropeway_types::{CodePage, EntryId, OneOffEntryId, PropertyValue, tags};

/// The form that a message asks for, for one of its recipients or for itself ([MS-OXCMAIL] 2.1,
/// [MS-OXOMSG] 2.2.1.47 and 2.2.1.66); `None` where nothing is said, which means MIME.
///
/// The recipient's entry id and PidTagSendRichInfo go before PidTagSendRichInfo and PidLidUseTnef of the
/// message. Whether a request is honoured is for the caller to decide: towards the Internet it should not
/// be.
pub fn requested_form(message: &Message, recipient: Option<&Recipient>) -> Option<Form> {
    let form = |rich: bool| if rich { Form::Tnef } else { Form::Mime };
    let own = recipient.and_then(|recipient| {
        let entry_id = recipient.properties.binary(tags::ENTRY_ID);
        let plain = match entry_id.map(EntryId::parse) {
            Some(Ok(EntryId::OneOff(one_off))) => one_off.bits & OneOffEntryId::NO_RICH_INFO != 0,
            _ => false,
        };
        let said = recipient.properties.bool(tags::SEND_RICH_INFO);
        if plain { Some(false) } else { said }
    });
    let used = match message.property("PidLidUseTnef") {
        Some(PropertyValue::Boolean(used)) => Some(*used),
        _ => None,
    };
    own.or_else(|| message.properties.bool(tags::SEND_RICH_INFO))
        .or(used)
        .map(form)
}

/// X-MS-TNEF-Correlator ([MS-OXCMAIL] 2.1.3.2.26), by which a reader knows that header and winmail.dat
/// belong together.
pub(crate) fn correlate(message_id: &str, fields: &mut Fields) {
    fields.tokens("X-MS-TNEF-Correlator", [message_id]);
}

/// winmail.dat.
pub(crate) fn part(
    message: &Message,
    body: &Body,
    message_id: &str,
    context: &mut Context<'_>,
) -> Result<Entity, TnefWriteError> {
    let mut message = message.clone();
    with_addresses(&mut message, context, 0);
    let key = format!("{message_id}\0").into_bytes();
    message.properties.set(tags::TNEF_CORRELATION_KEY, key);
    if body.format == Some(Format::Plain) && !message.properties.contains(tags::RTF_COMPRESSED.id()) {
        // Old servers lose text that is not in RTF, too ([MS-OXCMAIL] 2.1.3.3.2).
        let text = rtf::compress(&encapsulated(&body.plain));
        message.properties.set(tags::RTF_COMPRESSED, text);
        message.properties.set(tags::RTF_IN_SYNC, true);
    }
    let stream = tnef::stream(&message, &WriteOptions::default())?;
    for loss in stream.losses() {
        let why = match loss.reason {
            // What concerns nobody outside, and what receivers compute themselves.
            LossReason::Withheld | LossReason::NotKept => continue,
            LossReason::Type => "TNEF has no values of its type",
            LossReason::Name => "TNEF cannot write its name",
            LossReason::Size => "it is too large for TNEF",
            _ => "TNEF has no place for it",
        };
        context.report.adopt(Finding {
            place: loss.place.clone(),
            what: loss
                .property
                .map_or_else(|| "object".to_owned(), |tag| format!("{tag:?}")),
            why,
            kind: FindingKind::Dropped,
        });
    }
    name_moved(&message, context);
    for attachment in &message.attachments {
        context.report.moved(
            format!("attachment {}", attachment.number),
            "files of a message in TNEF are inside it",
        );
    }
    let len = stream.len();
    let data = Data::External(External::new(stream, len));
    let content_type = ContentType::new("application/ms-tnef").with("name", "winmail.dat");
    let mut entity = Entity::new(content_type, Content::Base64(data));
    let disposition = ContentType::new("attachment").with("filename", "winmail.dat");
    entity
        .content_fields
        .content_type("Content-Disposition", &disposition);
    Ok(entity)
}

/// Gives people whom the directory knows their SMTP addresses, so that entry ids of the directory can
/// become one-off entry ids that mean something to receivers.
fn with_addresses(message: &mut Message, context: &Context<'_>, depth: usize) {
    let code_page = message.code_page();
    for person in [&SENDER, &SENT_REPRESENTING, &READ_RECEIPT] {
        with_address(&mut message.properties, person, code_page, context);
    }
    for recipient in &mut message.recipients {
        with_address(&mut recipient.properties, &RECIPIENT, code_page, context);
    }
    if depth < context.options.depth() {
        let embedded = message
            .attachments
            .iter_mut()
            .filter_map(|a| a.embedded.as_deref_mut());
        for message in embedded {
            with_addresses(message, context, depth.saturating_add(1));
        }
    }
}

fn with_address(bag: &mut PropertyBag, person: &PersonTags, code_page: CodePage, context: &Context<'_>) {
    let Some(address) = person_address(bag, person, code_page).filter(|address| !address.is_smtp()) else {
        return;
    };
    if let Some(smtp) = context.options.directory.smtp_address(&address) {
        bag.set(person.smtp_address, smtp);
    }
}

/// Plain text as RTF ([MS-OXRTFEX] 2.1.1, `\\fromtext`).
fn encapsulated(text: &str) -> Vec<u8> {
    let mut rtf = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\fromtext\\deff0{\\fonttbl\r\n{\\f0\\fswiss Arial;}}\r\n\\uc1\\pard\\plain\\f0 ",
    );
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => rtf.push_str("\\par\r\n"),
            '\t' => rtf.push_str("\\tab "),
            '\\' | '{' | '}' => {
                rtf.push('\\');
                rtf.push(c);
            }
            ' '..='~' => rtf.push(c),
            _ if c.is_control() => {}
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    rtf.push_str(&format!("\\u{}?", unit.cast_signed()));
                }
            }
        }
    }
    rtf.push('}');
    rtf.into_bytes()
}
