use super::support::{mime, note, options, read, text, tree};
use bytes::Bytes;
use ropeway_message::DirectorySnapshot;
use ropeway_mime::CharsetPolicy;
use ropeway_types::{PropertyValue, tags};

#[test]
fn sk_05_plain_text_is_one_entity() {
    assert_eq!(tree(&note()), ["text/plain"]);
    let text = text(&note());
    assert!(text.ends_with("\r\n\r\nBody\r\n"), "{text}");
    assert!(
        text.contains("Content-Type: text/plain; charset=\"utf-8\"\r\n"),
        "{text}"
    );
}

#[test]
fn sk_06_html_has_a_plain_alternative() {
    let mut message = note();
    message.properties.remove(tags::BODY.id());
    message
        .properties
        .set(tags::HTML, Bytes::from_static(b"<p>Hello <b>Bob</b></p>"));
    assert_eq!(
        tree(&message),
        ["multipart/alternative", "  text/plain", "  text/html"]
    );
    read(&message, |parsed| {
        assert_eq!(parsed.body_text(0).unwrap(), "Hello Bob\r\n");
        assert_eq!(parsed.body_html(0).unwrap(), "<p>Hello <b>Bob</b></p>");
    });
}

#[test]
fn bd_17_stored_text_is_the_alternative() {
    let mut message = note();
    message
        .properties
        .set(tags::HTML, Bytes::from_static(b"<p>Body in HTML</p>"));
    read(&message, |parsed| {
        assert_eq!(parsed.body_text(0).unwrap(), "Body\r\n");
    });
}

#[test]
fn bd_05_an_author_of_plain_text_sends_plain_text() {
    let mut message = note();
    message
        .properties
        .set(tags::HTML, Bytes::from_static(b"<p>Body</p>"));
    message.properties.set(tags::MESSAGE_EDITOR_FORMAT, 1);
    assert_eq!(tree(&message), ["text/plain"]);
    assert_eq!(mime(&message).report().findings().len(), 1);
}

#[test]
fn bd_21_empty_html_does_not_hide_the_text() {
    let mut message = note();
    message
        .properties
        .set(tags::HTML, Bytes::from_static(b"<html><body> </body></html>"));
    assert_eq!(tree(&message), ["text/plain"]);
}

#[test]
fn sk_12_no_body_is_an_empty_text() {
    let mut message = note();
    message.properties.remove(tags::BODY.id());
    assert!(text(&message).ends_with("7bit\r\n\r\n"));
}

#[test]
fn bd_09_html_bytes_label_and_meta_agree() {
    let mut message = note();
    message.properties.set(tags::INTERNET_CODEPAGE, 1251);
    let html = b"<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\"><p>\xCF\xF0</p>";
    message.properties.set(tags::HTML, Bytes::from_static(html));
    read(&message, |parsed| {
        assert_eq!(
            parsed.body_html(0).unwrap(),
            "<meta http-equiv=Content-Type content=\"text/html; charset=utf-8\"><p>Пр</p>"
        );
    });
    let directory = DirectorySnapshot::new();
    let own = options(&directory).charset(CharsetPolicy::MessageCodePage);
    let bytes = super::support::mime_with(&message, &own).to_bytes().unwrap();
    let parsed = mail_parser::MessageParser::new().parse(&bytes[..]).unwrap();
    assert!(
        parsed
            .body_html(0)
            .unwrap()
            .contains("charset=windows-1251\"><p>Пр")
    );
}

#[test]
fn bd_10_html_as_a_string() {
    let mut message = note();
    message
        .properties
        .set(tags::BODY_HTML, "<meta charset='big5'><p>日本</p>");
    read(&message, |parsed| {
        assert_eq!(parsed.body_html(0).unwrap(), "<meta charset='utf-8'><p>日本</p>");
    });
}

#[test]
fn bd_12_lone_surrogates_and_line_ends() {
    let mut message = note();
    let units: Vec<u8> = [0x61u16, 0xD83D, 0x0A, 0x62, 0x0D, 0x63, 0]
        .iter()
        .flat_map(|u| u.to_le_bytes())
        .collect();
    message.properties.set(
        tags::BODY,
        PropertyValue::String(ropeway_types::WideString::from_utf16le(units)),
    );
    read(&message, |parsed| {
        assert_eq!(parsed.body_text(0).unwrap(), "a\u{FFFD}\r\nb\r\nc\r\n");
    });
}

#[test]
fn bd_24_eight_bit_text_of_each_known_code_page() {
    for (page, bytes, expected) in [
        (932, &b"\x93\xFA"[..], "日"),
        (936, b"\xC8\xD5", "日"),
        (949, b"\xC0\xCF", "일"),
        (950, b"\xA4\xE9", "日"),
        (1250, b"\xB9", "ą"),
        (1253, b"\xE1", "α"),
        (1255, b"\xE0", "א"),
        (1256, b"\xC7", "ا"),
        (874, b"\xA1", "ก"),
        (20866, b"\xC1", "а"),
        (50220, b"\x1B$BF|\x1B(B", "日"),
        (54936, b"\xC8\xD5", "日"),
        (437, b"\x81", "ü"),
        (65001, b"\xC3\xBC", "ü"),
    ] {
        let mut message = note();
        message.properties.set(tags::MESSAGE_CODEPAGE, page);
        message
            .properties
            .set(tags::BODY, PropertyValue::String8(Bytes::copy_from_slice(bytes)));
        message.properties.set(
            tags::SUBJECT,
            PropertyValue::String8(Bytes::copy_from_slice(bytes)),
        );
        read(&message, |parsed| {
            assert_eq!(parsed.body_text(0).unwrap().trim_end(), expected, "{page}");
            assert_eq!(parsed.subject().unwrap(), expected, "{page}");
        });
    }
}

#[test]
fn sk_20_long_lines_are_encoded() {
    let mut message = note();
    message.properties.set(tags::BODY, "x".repeat(5000).as_str());
    message.properties.set(tags::SUBJECT, "y".repeat(5000).as_str());
    read(&message, |parsed| {
        assert_eq!(parsed.body_text(0).unwrap().trim_end().len(), 5000);
        assert_eq!(parsed.subject().unwrap().len(), 5000);
    });
}

#[test]
fn sk_18_same_input_same_bytes() {
    let mut message = note();
    message.properties.set(tags::HTML, Bytes::from_static(b"<p>x"));
    message.properties.remove(tags::INTERNET_MESSAGE_ID.id());
    assert_eq!(
        mime(&message).to_bytes().unwrap(),
        mime(&message).to_bytes().unwrap()
    );
    let directory = DirectorySnapshot::new();
    let other = super::support::mime_with(&message, &options(&directory).seed(8));
    assert_ne!(mime(&message).to_bytes().unwrap(), other.to_bytes().unwrap());
}

#[test]
fn sk_19_a_boundary_in_the_content_is_avoided() {
    let mut message = note();
    message.properties.set(tags::HTML, Bytes::from_static(b"<p>x"));
    let text = text(&message);
    let boundary = text
        .split_once("boundary=\"")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    message.properties.set(
        tags::BODY,
        format!("--{boundary}\r\nContent-Type: text/html\r\n\r\nx").as_str(),
    );
    read(&message, |parsed| {
        assert!(parsed.body_text(0).unwrap().starts_with(&format!("--{boundary}")));
        assert_eq!(parsed.parts.len(), 3);
    });
}

#[test]
fn bd_06_a_code_page_that_nobody_knows_loses_no_text() {
    let mut message = note();
    message.properties.set(tags::INTERNET_CODEPAGE, 77);
    message.properties.set(tags::MESSAGE_CODEPAGE, 77);
    message
        .properties
        .set(tags::HTML, Bytes::from_static(b"<p>the caf\xE9 is open</p>"));
    read(&message, |parsed| {
        assert_eq!(parsed.body_html(0).unwrap(), "<p>the café is open</p>");
    });
}
