//! Comparing a mail with the message that it was made of, as another parser reads it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use mail_parser::{Encoding, MessageParser, MessagePart, MimeHeaders, PartType};
use ropeway::message::{Attachment, Message, Place, ReadOptions, Step, tnef};
use ropeway::mime::{Form, MimeMessage, Source};
use std::collections::HashMap;

/// In what a mail differs from its message, in words.
pub(crate) fn differences(message: &Message, mime: &MimeMessage, mail: &Bytes, form: Form) -> Vec<String> {
    let mut differences = Vec::new();
    if u64::try_from(mail.len()) != Ok(mime.len()) {
        differences.push(format!("{} octets were written, not {}", mail.len(), mime.len()));
    }
    let Some(parsed) = MessageParser::new().parse(mail) else {
        differences.push("the mail cannot be parsed".to_owned());
        return differences;
    };
    let mut found = Found::default();
    found.collect(&parsed, mail);
    let subject = squeezed(&message.subject().unwrap_or_default());
    if squeezed(parsed.subject().unwrap_or_default()) != subject {
        differences.push(format!("another subject: {:?}", parsed.subject()));
    }
    if parsed.message_id().map(|id| format!("<{id}>")).as_deref() != Some(mime.message_id()) {
        differences.push(format!("another Message-ID: {:?}", parsed.message_id()));
    }
    for made in mime.report().parts() {
        let Some(holder) = at(message, &made.place) else {
            differences.push(format!("{}: there is no such object", made.place));
            continue;
        };
        match (made.source, holder) {
            (Source::Text, Object::Message(holder)) => {
                let text = squeezed(&holder.body().unwrap_or_default());
                if !found.texts.contains(&text) {
                    differences.push(format!("{}: its text is not in the mail", made.place));
                }
            }
            (Source::File, Object::Attachment(file)) => {
                let content = file.content().map(|content| content.load(u64::MAX));
                let content = match content.transpose() {
                    Ok(content) => content.unwrap_or_default(),
                    Err(error) => {
                        differences.push(format!("{}: {error}", made.place));
                        continue;
                    }
                };
                match found.files.get_mut(&content[..]) {
                    Some(left) if *left > 0 => *left -= 1,
                    _ => differences.push(format!("{}: its content is not in the mail", made.place)),
                }
            }
            _ => {}
        }
    }
    if form == Form::Tnef
        && mime
            .report()
            .parts()
            .iter()
            .any(|made| made.source == Source::Tnef)
    {
        differences.extend(winmail(message, &found));
    }
    differences
}

/// In what winmail.dat differs.
fn winmail(message: &Message, found: &Found<'_>) -> Vec<String> {
    let Some(stream) = found.tnef else {
        return vec!["the mail has no winmail.dat".to_owned()];
    };
    let inside = match tnef::read(&Bytes::copy_from_slice(stream), &ReadOptions::default()) {
        Ok(inside) => inside,
        Err(error) => return vec![format!("winmail.dat: {error}")],
    };
    let mut differences = Vec::new();
    if inside.subject() != message.subject() {
        differences.push("winmail.dat: another subject".to_owned());
    }
    if inside.attachments.len() != message.attachments.len() {
        let (ours, theirs) = (message.attachments.len(), inside.attachments.len());
        differences.push(format!("winmail.dat: {theirs} attachments, not {ours}"));
    }
    for (ours, theirs) in message.attachments.iter().zip(&inside.attachments) {
        let load = |attachment: &Attachment| attachment.content().map(|content| content.load(u64::MAX).ok());
        if ours.embedded.is_none() && load(ours) != load(theirs) {
            differences.push(format!(
                "winmail.dat: attachment {} has another content",
                ours.number
            ));
        }
    }
    differences
}

/// What a mail holds, on all levels.
#[derive(Default)]
struct Found<'a> {
    texts: Vec<String>,
    files: HashMap<Vec<u8>, usize>,
    tnef: Option<&'a [u8]>,
}

impl<'a> Found<'a> {
    /// Places in embedded messages are places in the mail.
    fn collect(&mut self, parsed: &'a mail_parser::Message<'a>, mail: &[u8]) {
        for part in &parsed.parts {
            let is = |subtype: &str| {
                part.content_type()
                    .is_some_and(|kind| kind.c_subtype.as_deref() == Some(subtype))
            };
            match &part.body {
                PartType::Text(text) => {
                    self.texts.push(squeezed(text));
                    self.file(mail, part);
                }
                PartType::Html(_) | PartType::Binary(_) | PartType::InlineBinary(_) => {
                    if is("ms-tnef") {
                        self.tnef = Some(part.contents());
                    }
                    self.file(mail, part);
                }
                PartType::Message(inner) => self.collect(inner, mail),
                PartType::Multipart(_) => {}
            }
        }
    }

    /// The parser gives text in UTF-8; a file is its bytes.
    fn file(&mut self, mail: &[u8], part: &MessagePart<'_>) {
        let (from, to) = (part.offset_body as usize, part.offset_end as usize);
        let raw = mail.get(from..to).unwrap_or_default();
        let bytes = if part.encoding == Encoding::Base64 {
            let digits: Vec<u8> = raw.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
            BASE64_STANDARD.decode(digits).unwrap_or_default()
        } else {
            part.contents().to_vec()
        };
        *self.files.entry(bytes).or_default() += 1;
    }
}

enum Object<'a> {
    Message(&'a Message),
    Attachment(&'a Attachment),
}

/// The object at a place.
fn at<'a>(message: &'a Message, place: &Place) -> Option<Object<'a>> {
    let mut object = Object::Message(message);
    for step in place.steps() {
        object = match (step, object) {
            (Step::Attachment(at), Object::Message(message)) => {
                Object::Attachment(message.attachments.get(*at)?)
            }
            (Step::Embedded, Object::Attachment(attachment)) => {
                Object::Message(attachment.embedded.as_deref()?)
            }
            _ => return None,
        };
    }
    Some(object)
}

/// Without blanks and control characters, which mail writes in its own way.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect()
}
