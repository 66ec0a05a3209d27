//! What may go without an encoding.

use super::support::{mime_with, note, options};
use mail_parser::{MessageParser, MimeHeaders};
use ropeway_message::{Attachment, DirectorySnapshot, Message};
use ropeway_mime::Transfer;
use ropeway_types::tags;

/// Octets that no line could hold, and what looks like boundaries.
fn octets() -> Vec<u8> {
    let mut octets: Vec<u8> = (0..=255).cycle().take(5000).collect();
    octets.extend_from_slice(b"\r\n--=_");
    octets
}

fn message() -> Message {
    let mut message = note();
    message.properties.set(tags::BODY, "Grüße aus dem Tal\n.Punkt\n");
    message
        .attachments
        .push(Attachment::file(0, "a.bin", "application/x-a", octets()));
    message
}

fn sent(message: &Message, transfer: Transfer) -> (Vec<u8>, Transfer) {
    let directory = DirectorySnapshot::new();
    let mime = mime_with(message, &options(&directory).transfer(transfer));
    (mime.to_bytes().unwrap().to_vec(), mime.transfer())
}

fn encodings(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    text.lines()
        .filter_map(|line| line.strip_prefix("Content-Transfer-Encoding: "))
        .map(str::to_owned)
        .collect()
}

fn holds_what_the_message_holds(bytes: &[u8]) {
    let parsed = MessageParser::new().parse(bytes).unwrap();
    let text = parsed.body_text(0).unwrap();
    assert_eq!(text.trim_end(), "Grüße aus dem Tal\r\n.Punkt");
    let file = parsed.attachment(0).unwrap();
    assert_eq!(file.attachment_name(), Some("a.bin"));
    assert_eq!(file.contents(), octets());
}

#[test]
fn bd_13_text_goes_as_it_is_where_8bitmime_allows() {
    let (bytes, transfer) = sent(&message(), Transfer::EightBit);
    assert_eq!(transfer, Transfer::EightBit);
    assert_eq!(encodings(&bytes), ["8bit", "8bit", "base64"]);
    holds_what_the_message_holds(&bytes);
    let (bytes, transfer) = sent(&message(), Transfer::SevenBit);
    assert_eq!(transfer, Transfer::SevenBit);
    assert_eq!(encodings(&bytes), ["quoted-printable", "base64"]);
    holds_what_the_message_holds(&bytes);
}

#[test]
fn bd_13_text_that_needs_no_eight_bits_asks_for_none() {
    let (bytes, transfer) = sent(&note(), Transfer::Binary);
    assert_eq!(transfer, Transfer::SevenBit);
    assert_eq!(encodings(&bytes), ["7bit"]);
}

#[test]
fn at_19_files_go_raw_where_binarymime_allows() {
    let (bytes, transfer) = sent(&message(), Transfer::Binary);
    assert_eq!(transfer, Transfer::Binary);
    assert_eq!(encodings(&bytes), ["binary", "8bit", "binary"]);
    holds_what_the_message_holds(&bytes);
    let (encoded, _) = sent(&message(), Transfer::SevenBit);
    assert!(bytes.len() < encoded.len());
}

#[test]
fn at_19_what_is_embedded_says_so_outside() {
    let mut outer = note();
    outer.attachments.push(Attachment::message(0, message()));
    let (bytes, _) = sent(&outer, Transfer::Binary);
    assert_eq!(
        encodings(&bytes),
        ["binary", "7bit", "binary", "binary", "8bit", "binary"]
    );
    let (bytes, _) = sent(&outer, Transfer::EightBit);
    assert_eq!(
        encodings(&bytes),
        ["8bit", "7bit", "8bit", "8bit", "8bit", "base64"]
    );
}

#[test]
fn sk_19_boundaries_are_looked_for_in_raw_content() {
    // The boundary of the encoded form stands in the file.
    let (bytes, _) = sent(&message(), Transfer::Binary);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let boundary = text
        .split_once("boundary=\"")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap();
    let mut message = note();
    let data = format!("\r\n--{boundary}--\r\n");
    message
        .attachments
        .push(Attachment::file(0, "a.bin", "application/x-a", data.clone()));
    let (bytes, _) = sent(&message, Transfer::Binary);
    let parsed = MessageParser::new().parse(&bytes[..]).unwrap();
    assert_eq!(parsed.attachment(0).unwrap().contents(), data.as_bytes());
}
