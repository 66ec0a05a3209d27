//! Inputs shared by the benches. `cargo bench -p ropeway-benches` runs them all; divan counts
//! allocations too.
#![allow(clippy::unwrap_used)]

pub mod meeting;
pub mod rich_text;
pub mod rop_buffers;

pub use rop_buffers::{TEXT, payload};
use ropeway::message::{Attachment, Message, Recipient, RecipientType, SENT_REPRESENTING};
use ropeway::types::tags;

/// A message with that text from one person to another.
pub fn small_text() -> Message {
    let mut message = Message::note();
    message
        .properties
        .set(tags::SUBJECT, "The cable car is running again");
    message.properties.set(tags::BODY, TEXT);
    message.properties.set(tags::INTERNET_CODEPAGE, 65001);
    message
        .properties
        .set(tags::INTERNET_MESSAGE_ID, "<1@example.test>");
    message.properties.set(SENT_REPRESENTING.name, "Bob");
    message.properties.set(SENT_REPRESENTING.address_type, "SMTP");
    message
        .properties
        .set(SENT_REPRESENTING.email_address, "bob@example.test");
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Ann", "ann@example.test"));
    message
}

/// The same with an attachment of `len` bytes.
pub fn with_attachment(len: usize) -> Message {
    let mut message = small_text();
    message.attachments.push(Attachment::file(
        0,
        "data.bin",
        "application/octet-stream",
        payload(len),
    ));
    message
}

/// Words of texts that are made up.
pub const WORDS: &[&str] = &[
    "cable",
    "car",
    "station",
    "valley",
    "Monday",
    "timetable",
    "runs",
    "again",
    "from",
    "the",
    "to",
    "and",
    "passengers",
    "are",
    "kindly",
    "asked",
    "tickets",
    "summit",
    "weather",
    "wind",
    "closed",
    "until",
];
