//! What is sent, and how what arrives is compared with it.

use crate::support::SENDER;
use mail_parser::{MessageParser, MimeHeaders};
use ropeway::message::{Attachment, Envelope, Message, Recipient, RecipientType, SENT_REPRESENTING};
use ropeway::types::{FileTime, tags};
use std::collections::BTreeSet;
use std::time::{Duration, UNIX_EPOCH};

const SUBJECTS: [&str; 5] = [
    "Timetable",
    "Fahrplan für die Gondel nach Übersee – gültig ab März, mit einer Zeile, die gefaltet werden muss",
    "Расписание канатной дороги",
    "索道时刻表",
    "Réponse: 🚠 =?utf-8?q?no?= encoded word",
];
const FILES: [&str; 5] = [
    "plan.pdf",
    "Übersicht für März.txt",
    "расписание.bin",
    "時刻表 2026.zip",
    "a \"quoted\" name.dat",
];
const SIZES: [usize; 8] = [0, 1, 56, 57, 58, 4096, 65_537, 300 * 1024];
const PEOPLE: [(&str, &str); 6] = [
    ("Ann", "ann@one.test"),
    ("Jürgen Groß", "juergen@one.test"),
    ("Дмитрий", "dmitri@one.test"),
    ("Bob, the other", "bob@two.test"),
    ("山田", "yamada@two.test"),
    ("", "carol@two.test"),
];

/// All recipients, with the folders of their mailboxes.
pub(super) fn mailboxes() -> impl Iterator<Item = (&'static str, String)> {
    PEOPLE
        .iter()
        .map(|(_, address)| (*address, address.replace('@', "-at-")))
}

/// A message to be sent.
pub(super) struct Mail {
    pub(super) message: Message,
    pub(super) envelope: Envelope,
    text: String,
    files: Vec<(String, Vec<u8>)>,
}

/// The message of a number: all kinds take their turn.
pub(super) fn mail(number: usize) -> Mail {
    let mut message = Message::note();
    let subject = format!("{} {number}", SUBJECTS[number % SUBJECTS.len()]);
    let dots = ".\r\n..\r\n.leading dot\r\nFrom the start of a line\r\n\r\n.";
    let text = match number % 3 {
        0 => format!("Number {number}\r\n{dots}\r\n"),
        1 => format!(
            "Nummer {number}: Grüße aus dem Tal\r\n{dots}\r\n{}\r\n",
            "sehr lang ".repeat(200)
        ),
        _ => format!("Number {number}\r\n{dots}\r\n.\r\n"),
    };
    message.properties.set(tags::SUBJECT, subject.as_str());
    message.properties.set(tags::BODY, text.as_str());
    message.properties.set(tags::INTERNET_CODEPAGE, 65001);
    if number % 4 >= 2 {
        let html = format!("<p>Number {number}:\r\n.<b>Grüße</b></p>\r\n.\r\n");
        message
            .properties
            .set(tags::HTML, bytes::Bytes::from(html.into_bytes()));
    }
    message.properties.set(SENT_REPRESENTING.name, "Die Absenderin");
    message.properties.set(SENT_REPRESENTING.address_type, "SMTP");
    message.properties.set(SENT_REPRESENTING.email_address, SENDER);
    let submitted = UNIX_EPOCH + Duration::from_secs(1_790_000_000 + number as u64);
    message
        .properties
        .set(tags::CLIENT_SUBMIT_TIME, FileTime::from(submitted));
    if number % 2 == 1 {
        let id = format!("<mail.{number}@client.test>");
        message.properties.set(tags::INTERNET_MESSAGE_ID, id.as_str());
    }
    let mut files = Vec::new();
    for place in 0..number % 3 {
        let size = SIZES[(number / 3 + place * 3) % SIZES.len()];
        let data: Vec<u8> = (0..size).map(|at| (at * 7 + at / 256 + number) as u8).collect();
        let name = FILES[(number + place) % FILES.len()];
        let file = Attachment::file(place as u32, name, "application/octet-stream", data.clone());
        message.attachments.push(file);
        files.push((name.to_owned(), data));
    }
    let kinds = [
        RecipientType::TO,
        RecipientType::TO,
        RecipientType::CC,
        RecipientType::BCC,
    ];
    let mut addresses = Vec::new();
    for (place, kind) in kinds
        .into_iter()
        .enumerate()
        .take(1 + number % 4)
        .chain([(4, RecipientType::BCC)])
    {
        let (name, address) = PEOPLE[(number + place) % PEOPLE.len()];
        message.recipients.push(Recipient::smtp(kind, name, address));
        addresses.push(address);
    }
    let envelope = Envelope::new(SENDER, addresses);
    Mail {
        message,
        envelope,
        text,
        files,
    }
}

impl Mail {
    /// What is to arrive of it, going by what the relay sent of it elsewhere.
    pub(super) fn sent_as(self, bytes: Vec<u8>) -> Sent {
        let recipients = self
            .envelope
            .recipients
            .iter()
            .map(|r| r.address.address().to_owned())
            .collect();
        Sent {
            id: message_id(&bytes).unwrap(),
            recipients,
            bytes,
            mail: self,
        }
    }
}

/// A message that was sent.
pub(super) struct Sent {
    /// Message-ID.
    id: String,
    pub(super) recipients: Vec<String>,
    bytes: Vec<u8>,
    mail: Mail,
}

/// A message that arrived.
pub(super) struct Got {
    reverse_path: String,
    recipients: Vec<String>,
    /// Trace fields before the message.
    pub(super) trace: Vec<String>,
    /// The message behind them.
    bytes: Vec<u8>,
}

fn message_id(bytes: &[u8]) -> Option<String> {
    Some(MessageParser::default().parse(bytes)?.message_id()?.to_owned())
}

/// The address in the angle brackets.
fn path(text: &str) -> String {
    text.split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .unwrap()
        .0
        .to_owned()
}

/// Takes the fields of these names from the top.
fn take_fields(bytes: &mut &[u8], names: &[&str]) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    loop {
        let end = bytes
            .iter()
            .position(|b| *b == b'\n')
            .map_or(bytes.len(), |at| at + 1);
        let line = String::from_utf8_lossy(&bytes[..end]);
        let begins = names
            .iter()
            .any(|name| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')));
        match fields.last_mut() {
            _ if begins => fields.push(line.into_owned()),
            Some(field) if line.starts_with([' ', '\t']) => field.push_str(&line),
            _ => return fields,
        }
        *bytes = &bytes[end..];
    }
}

/// Stored mail has the line ends of the system.
fn with_crlf(stored: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(stored.len() + stored.len() / 60);
    for &byte in stored {
        if byte == b'\n' {
            bytes.push(b'\r');
        }
        bytes.push(byte);
    }
    bytes
}

impl Got {
    /// From a file of a Maildir.
    pub(super) fn from_mailbox(mut stored: &[u8]) -> Self {
        let trace = take_fields(
            &mut stored,
            &["Return-Path", "X-Original-To", "Delivered-To", "Received"],
        );
        let value = |name| {
            trace
                .iter()
                .find_map(|field: &String| field.strip_prefix(name))
                .unwrap_or_default()
        };
        let recipient = value("X-Original-To:").trim().to_owned();
        let reverse_path = path(value("Return-Path:"));
        Self {
            reverse_path,
            recipients: vec![recipient],
            bytes: with_crlf(stored),
            trace,
        }
    }

    /// From a dump of smtp-sink (its manual, DUMP FILE FORMAT); none while it is being written.
    pub(super) fn from_sink(stored: &[u8]) -> Option<Self> {
        let mut stored = stored.strip_suffix(b"\n\n").map(|kept| &stored[..=kept.len()])?;
        let names = [
            "X-Client-Addr",
            "X-Client-Proto",
            "X-Helo-Args",
            "X-Mail-Args",
            "X-Rcpt-Args",
        ];
        let envelope = take_fields(&mut stored, &names);
        let mut trace = take_fields(&mut stored, &["Received"]);
        assert!(trace.remove(0).contains("by smtp-sink (smtp-sink)"));
        let values = |name| {
            envelope
                .iter()
                .filter_map(move |field| field.strip_prefix(name))
                .map(path)
        };
        Some(Self {
            reverse_path: values("X-Mail-Args:").next().unwrap(),
            recipients: values("X-Rcpt-Args:").collect(),
            bytes: with_crlf(stored),
            trace,
        })
    }
}

/// Says what is wrong: each recipient has each of its messages once, unchanged.
pub(super) fn check(sent: &[Sent], got: &[Got]) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for got in got {
        let id = message_id(&got.bytes).ok_or("a mail without Message-ID")?;
        let sent = sent
            .iter()
            .find(|sent| sent.id == id)
            .ok_or_else(|| format!("{id} was not sent"))?;
        for recipient in &got.recipients {
            if !sent.recipients.contains(recipient) {
                return Err(format!("{id} reached {recipient}"));
            }
            if !seen.insert((id.clone(), recipient.clone())) {
                return Err(format!("{id} reached {recipient} twice"));
            }
        }
        if got.reverse_path != SENDER {
            return Err(format!("{id} comes from {}", got.reverse_path));
        }
        unchanged(sent, got).map_err(|why| format!("{id}: {why}"))?;
    }
    let missing: Vec<_> = sent
        .iter()
        .flat_map(|sent| {
            sent.recipients
                .iter()
                .map(|recipient| (sent.id.clone(), recipient.clone()))
        })
        .filter(|expected| !seen.contains(expected))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("missing: {missing:?}"))
    }
}

/// Behind the trace fields a message is octet for octet what the relay made; and another reader finds in it
/// what was submitted.
fn unchanged(sent: &Sent, got: &Got) -> Result<(), String> {
    if got.bytes != sent.bytes {
        let at = got
            .bytes
            .iter()
            .zip(&sent.bytes)
            .take_while(|(a, b)| a == b)
            .count();
        let shown = |bytes: &[u8]| {
            let part = &bytes[at.saturating_sub(60)..bytes.len().min(at + 60)];
            String::from_utf8_lossy(part).into_owned()
        };
        return Err(format!(
            "changed at {at}: {:?} was {:?}",
            shown(&got.bytes),
            shown(&sent.bytes)
        ));
    }
    let parsed = MessageParser::default().parse(&got.bytes).ok_or("unreadable")?;
    let same = |what: &str, found: Option<&str>, expected: &str| {
        if found == Some(expected) {
            Ok(())
        } else {
            Err(format!("{what} {found:?}, not {expected:?}"))
        }
    };
    let message = &sent.mail.message;
    same("subject", parsed.subject(), &message.subject().unwrap())?;
    let from = parsed.from().and_then(|from| from.first());
    same("sender", from.and_then(|from| from.address()), SENDER)?;
    let date = message
        .properties
        .time(tags::CLIENT_SUBMIT_TIME)
        .unwrap()
        .unix_seconds();
    if parsed.date().map(mail_parser::DateTime::to_timestamp) != Some(date) {
        return Err(format!("date {:?}", parsed.date()));
    }
    for (name, kind, list) in [
        ("To", RecipientType::TO, parsed.to()),
        ("Cc", RecipientType::CC, parsed.cc()),
    ] {
        let found: Vec<_> = list
            .iter()
            .flat_map(|list| list.iter())
            .filter_map(|a| a.address())
            .collect();
        let listed = message
            .recipients
            .iter()
            .filter(|recipient| recipient.recipient_type == kind);
        let expected: Vec<_> = listed
            .map(|r| r.address(message.code_page()).unwrap().address().to_owned())
            .collect();
        if found != expected {
            return Err(format!("{name} {found:?}, not {expected:?}"));
        }
    }
    if parsed.bcc().is_some() {
        return Err("Bcc".to_owned());
    }
    let text = parsed.body_text(0).unwrap_or_default();
    same("text", Some(text.trim_end()), sent.mail.text.trim_end())?;
    if parsed.attachment_count() != sent.mail.files.len() {
        return Err(format!("{} attachments", parsed.attachment_count()));
    }
    for (part, (name, data)) in parsed.attachments().zip(&sent.mail.files) {
        same("file name", part.attachment_name(), name)?;
        if part.contents() != data {
            return Err(format!(
                "{name} has {} other octets, not {}",
                part.contents().len(),
                data.len()
            ));
        }
    }
    Ok(())
}
