//! Messages to convert, and their conversion.

use mail_parser::{Message as Parsed, MessageParser, MimeHeaders};
use ropeway_message::{DirectorySnapshot, Message, Recipient, RecipientType};
use ropeway_mime::oracle::Allowed;
use ropeway_mime::{ConvertOptions, MimeMessage, Transfer, convert};
use ropeway_types::{FileTime, tags};
use std::time::{Duration, UNIX_EPOCH};

/// From a to b, with a subject and a body.
pub(crate) fn note() -> Message {
    let mut message = Message::note();
    let p = &mut message.properties;
    p.set(tags::SENT_REPRESENTING_NAME, "Ann A.");
    p.set(tags::SENT_REPRESENTING_ADDRESS_TYPE, "SMTP");
    p.set(tags::SENT_REPRESENTING_EMAIL_ADDRESS, "ann@a.test");
    p.set(tags::SUBJECT, "Subject");
    p.set(tags::BODY, "Body\r\n");
    p.set(
        tags::CLIENT_SUBMIT_TIME,
        FileTime::from_unix_seconds(1_301_388_768),
    );
    p.set(tags::INTERNET_MESSAGE_ID, "<1@a.test>");
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Bob", "bob@b.test"));
    message
}

/// Converts with pinned date and seed, and checks the bytes.
pub(crate) fn mime(message: &Message) -> MimeMessage {
    let directory = DirectorySnapshot::new();
    mime_with(message, &options(&directory))
}

pub(crate) fn options(directory: &DirectorySnapshot) -> ConvertOptions<'_> {
    ConvertOptions::new(directory)
        .date(UNIX_EPOCH + Duration::from_secs(1_700_000_000))
        .message_id_domain("relay.test")
        .seed(7)
}

pub(crate) fn mime_with(message: &Message, options: &ConvertOptions<'_>) -> MimeMessage {
    let mime = convert(message, options).unwrap();
    let bytes = mime.to_bytes().unwrap();
    let allowed = Allowed {
        smtputf8: mime.needs_smtputf8(),
        eight_bit: mime.transfer() >= Transfer::EightBit,
        binary: mime.transfer() == Transfer::Binary,
        ..Allowed::default()
    };
    super::check::passes(&bytes, allowed);
    assert_eq!(mime.len(), bytes.len() as u64);
    let mut written = Vec::new();
    mime.write_to(&mut written).unwrap();
    assert_eq!(written, bytes);
    if options.transfer < Transfer::Binary {
        assert_eq!(mime.transfer() > Transfer::SevenBit, !bytes.is_ascii());
    }
    mime
}

pub(crate) fn text(message: &Message) -> String {
    String::from_utf8(mime(message).to_bytes().unwrap().to_vec()).unwrap()
}

/// Converts and hands the independent reader's view to `look`.
pub(crate) fn read<R>(message: &Message, look: impl FnOnce(&Parsed<'_>) -> R) -> R {
    let bytes = mime(message).to_bytes().unwrap();
    look(&MessageParser::new().parse(&bytes[..]).unwrap())
}

/// The tree as types, in order, with indentation for depth.
pub(crate) fn tree(message: &Message) -> Vec<String> {
    tree_of(&mime(message).to_bytes().unwrap())
}

pub(crate) fn tree_of(bytes: &[u8]) -> Vec<String> {
    fn walk(parsed: &Parsed<'_>, at: usize, depth: usize, out: &mut Vec<String>) {
        let part = &parsed.parts[at];
        let kind = part.content_type().map_or_else(
            || "?".to_owned(),
            |c| format!("{}/{}", c.c_type, c.c_subtype.as_deref().unwrap_or_default()),
        );
        out.push(format!("{}{kind}", "  ".repeat(depth)));
        match &part.body {
            mail_parser::PartType::Multipart(parts) => {
                for part in parts {
                    walk(parsed, *part as usize, depth + 1, out);
                }
            }
            mail_parser::PartType::Message(inner) => walk(inner, 0, depth + 1, out),
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(&MessageParser::new().parse(bytes).unwrap(), 0, 0, &mut out);
    out
}
