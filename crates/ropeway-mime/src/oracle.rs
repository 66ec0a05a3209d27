//! What must hold of any bytes as an Internet message, and of any message as one, for tests, for fuzzers and
//! for the replay of what they found. The functions panic where it does not hold, and say no more of a message
//! than a few characters.

#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "an oracle speaks by panicking"
)]

mod build;
mod check;
mod content;
mod field;
mod parameters;
mod rich;
mod structure;

pub use build::message;
pub use check::{Allowed, Verdict, check};
pub use rich::rtf;

use crate::{
    CharsetPolicy, ConvertError, ConvertOptions, FileNameFallback, Form, ImportOptions, MimeMessage,
    Transfer, convert as to_mime,
};
use bytes::Bytes;
use ropeway_message::{DirectorySnapshot, Message, ReadOptions, stored};

/// Any bytes as an Internet message: what is imported holds no more than the limits say, can be stored
/// and read back, and is converted again or refused for being protected. What comes out of that is
/// imported and converted to the same bytes, boundaries and made-up ids apart.
pub fn import(bytes: &Bytes) {
    const MAX_ENTRIES: usize = 2000;
    let limits = ReadOptions::default()
        .with_max_entries(MAX_ENTRIES)
        .with_max_depth(8);
    let options = ImportOptions::default().with_limits(limits);
    let Ok(imported) = crate::import(bytes, &options) else {
        return;
    };
    let message = imported.message;
    assert!(message.depth() <= 8, "beyond the limit");
    assert!(message.recipients.len() <= MAX_ENTRIES, "beyond the limit");
    match stored::write(&message).map(|bytes| stored::read(&bytes)) {
        Ok(Ok(again)) => assert!(again == message, "another message came back from storing"),
        Ok(Err(error)) => panic!("own stored form cannot be read: {error}"),
        Err(error) => panic!("cannot be stored: {error}"),
    }
    let directory = DirectorySnapshot::new();
    let convert_options = ConvertOptions::new(&directory)
        .default_sender("unknown@example.test")
        .keywords(true);
    let first = match to_mime(&message, &convert_options) {
        Ok(first) => first.to_bytes().unwrap_or_default(),
        Err(ConvertError::SmimeContent { .. }) => return,
        Err(error) => panic!("cannot be converted: {error}"),
    };
    if let Err(error) = crate::import(&first, &ImportOptions::default()) {
        panic!("own mail cannot be imported: {error}");
    }
}

/// Any bytes as options and a message, stored or put together step by step: whatever it is, it is refused for
/// being protected, or becomes mail that keeps the rules and that can be imported.
pub fn convert(bytes: &Bytes) {
    let [first, second, rest @ ..] = &bytes[..] else {
        return;
    };
    let message = if first & 1 == 0 {
        match stored::read_with_report(&Bytes::copy_from_slice(rest), &ReadOptions::default()) {
            Ok(reading) => reading.message,
            Err(_) => return,
        }
    } else {
        build::message(rest)
    };
    let directory = DirectorySnapshot::new();
    let bit = |bit: u8| first & 1 << bit != 0;
    let mut options = ConvertOptions::new(&directory)
        .default_sender("unknown@example.test")
        .seed(u64::from(*second))
        .max_depth(usize::from(second >> 4))
        .keywords(bit(1));
    if bit(2) {
        options = options.charset(CharsetPolicy::MessageCodePage);
    }
    if bit(3) {
        options = options.file_name_fallback(FileNameFallback::EncodedWord);
    }
    if bit(6) {
        options = options.form(Form::Tnef);
    }
    options = options.transfer(match first >> 4 & 3 {
        1 => Transfer::EightBit,
        2 => Transfer::Binary,
        _ => Transfer::SevenBit,
    });
    for address in crate::addresses(&message) {
        assert!(!address.address().is_empty(), "an empty address to look up");
    }
    converts(&message, &options);
}

/// Converts, and judges the result; `None` if it is refused, which only protected content may be.
pub fn converts(message: &Message, options: &ConvertOptions<'_>) -> Option<MimeMessage> {
    let mime = match to_mime(message, options) {
        Ok(mime) => mime,
        Err(error) => {
            let class = message.message_class().to_ascii_lowercase();
            assert!(class.contains("smime"), "refused: {error}");
            return None;
        }
    };
    // Signed content goes as its signer left it, and addresses outside US-ASCII have no other form.
    let asked = mime.transfer();
    assert!(
        asked <= options.transfer || mime.needs_smtputf8() || has_signed(message),
        "it asks for {asked} where no more than {} is allowed",
        options.transfer
    );
    let Ok(bytes) = mime.to_bytes() else {
        panic!("contents in memory cannot be read");
    };
    let allowed = Allowed {
        smtputf8: mime.needs_smtputf8(),
        eight_bit: asked >= Transfer::EightBit,
        binary: asked == Transfer::Binary,
        ..Allowed::default()
    };
    if let Err(violation) = check(&bytes, allowed) {
        panic!("{violation}");
    }
    assert_eq!(mime.len(), bytes.len() as u64, "another length than was said");
    let mut written = Vec::with_capacity(bytes.len());
    let done = mime.write_to(&mut written);
    assert!(
        done.is_ok() && written == bytes,
        "written otherwise than collected"
    );
    if let Ok(again) = to_mime(message, options) {
        assert!(
            again.to_bytes().is_ok_and(|again| again == bytes),
            "converted otherwise the second time"
        );
    } else {
        panic!("refused the second time");
    }
    assert!(
        mail_parser::MessageParser::new().parse(&bytes[..]).is_some(),
        "mail-parser cannot read it"
    );
    if let Err(error) = crate::import(&bytes, &ImportOptions::default()) {
        panic!("own mail cannot be imported: {error}");
    }
    Some(mime)
}

/// Whether a clear-signed message is among a message and what it holds.
fn has_signed(message: &Message) -> bool {
    message.message_class().to_ascii_lowercase().contains("smime")
        || message
            .attachments
            .iter()
            .any(|attachment| attachment.embedded.as_deref().is_some_and(has_signed))
}
