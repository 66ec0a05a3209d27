//! Whole messages, to be looked at.

use super::support::{note, text};
use bytes::Bytes;
use ropeway_message::{Attachment, Message, Recipient, RecipientType, rtf};
use ropeway_types::{PropertyName, PropertyTag, PropertyType, property_set, tags};

fn shown(message: &Message) -> String {
    text(message).replace("\r\n", "\n")
}

#[test]
fn plain() {
    let mut message = note();
    message.properties.set(
        tags::SUBJECT,
        "Grüße aus München – und mehr davon, damit die Zeile lang wird",
    );
    message
        .properties
        .set(tags::BODY, "Hallo,\r\n\r\nbis später.\r\n");
    message
        .recipients
        .push(Recipient::smtp(RecipientType::CC, "Müller, Jörg", "joerg@b.test"));
    insta::assert_snapshot!(shown(&message));
}

#[test]
fn html_with_image_file_and_message() {
    let mut message = note();
    message.properties.remove(tags::BODY.id());
    message.properties.set(
        tags::HTML,
        Bytes::from_static(b"<html><body><p>See <img src=\"cid:logo@x\"> and <a href=\"https://x.test/\">this</a></p></body></html>"),
    );
    let mut image = Attachment::file(0, "logo.png", "image/png", &b"\x89PNG\r\n\x1A\n"[..]);
    image.properties.set(tags::ATTACH_CONTENT_ID, "logo@x");
    message.attachments.push(image);
    message.attachments.push(Attachment::file(
        1,
        "Übersicht.pdf",
        "application/pdf",
        &b"%PDF-"[..],
    ));
    message.attachments.push(Attachment::message(2, note()));
    insta::assert_snapshot!(shown(&message));
}

#[test]
fn headers() {
    let mut message = note();
    let p = &mut message.properties;
    p.set(tags::SENDER_NAME, "Assistant");
    p.set(tags::SENDER_ADDRESS_TYPE, "SMTP");
    p.set(tags::SENDER_EMAIL_ADDRESS, "assistant@a.test");
    p.set(tags::IMPORTANCE, 2);
    p.set(tags::SENSITIVITY, 2);
    p.set(tags::READ_RECEIPT_REQUESTED, true);
    p.set(tags::AUTO_RESPONSE_SUPPRESS, -1);
    p.set(tags::IN_REPLY_TO_ID, "<0@a.test>");
    p.set(tags::INTERNET_REFERENCES, "<00@a.test> <0@a.test>");
    p.set(
        tags::CONVERSATION_INDEX,
        Bytes::from_static(b"0123456789012345678901"),
    );
    p.set(tags::CONVERSATION_TOPIC, "Subject");
    let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, "X-Department");
    let id = message.named_properties.id_or_insert(&name).unwrap();
    message
        .properties
        .set(PropertyTag::new(id, PropertyType::STRING), "Büro 7");
    insta::assert_snapshot!(shown(&message));
}

#[test]
fn rich_text() {
    let mut message = note();
    message.properties.remove(tags::BODY.id());
    let rich =
        b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fswiss Arial;}}\\pard\\f0 Dear {\\b Bob},\\par\\par \
        the price is 5 \\'80.\\par{\\pntext\\'b7\\tab}one\\par}";
    message.properties.set(tags::RTF_COMPRESSED, rtf::compress(rich));
    insta::assert_snapshot!(shown(&message));
}
