use super::support::{mime, note, read, tree};
use bytes::Bytes;
use ropeway_message::{Message, rtf};
use ropeway_types::tags;

fn with_rtf(text: &str) -> Message {
    let mut message = note();
    message.properties.remove(tags::BODY.id());
    message
        .properties
        .set(tags::RTF_COMPRESSED, rtf::compress(text.as_bytes()));
    message
}

#[test]
fn sk_09_encapsulated_html_goes_out_as_html() {
    let message = with_rtf(
        "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\fonttbl}{\\*\\htmltag64 <p>}Gr\\'fc\\'dfe{\\*\\htmltag72 </p>}}",
    );
    assert_eq!(
        tree(&message),
        ["multipart/alternative", "  text/plain", "  text/html"]
    );
    read(&message, |parsed| {
        assert_eq!(parsed.body_html(0).unwrap(), "<p>Grüße</p>");
        assert_eq!(parsed.body_text(0).unwrap(), "Grüße\r\n");
    });
}

#[test]
fn bd_03_encapsulated_text_goes_out_as_text() {
    let message = with_rtf("{\\rtf1\\ansi\\fromtext {\\fonttbl}a\\par b}");
    assert_eq!(tree(&message), ["text/plain"]);
}

#[test]
fn bd_03_true_rtf_goes_out_as_text_and_html() {
    let message = with_rtf("{\\rtf1\\ansi a {\\b b}\\par}");
    assert_eq!(
        tree(&message),
        ["multipart/alternative", "  text/plain", "  text/html"]
    );
}

#[test]
fn bd_04_unreadable_rtf_gives_way_to_the_next_body() {
    let mut message = note();
    message
        .properties
        .set(tags::RTF_COMPRESSED, Bytes::from_static(b"\x10\0\0\0broken"));
    message.properties.set(tags::RTF_IN_SYNC, true);
    assert_eq!(tree(&message), ["text/plain"]);
    assert_eq!(mime(&message).report().findings().len(), 1);
}

#[test]
fn bd_04_a_wrong_checksum_is_reported_and_read() {
    let mut compressed = rtf::compress(b"{\\rtf1\\ansi\\fromtext x}").to_vec();
    compressed[12] ^= 1;
    let mut message = note();
    message.properties.remove(tags::BODY.id());
    message
        .properties
        .set(tags::RTF_COMPRESSED, Bytes::from(compressed));
    assert!(read(&message, |p| p.body_text(0).unwrap().starts_with('x')));
    assert_eq!(mime(&message).report().findings().len(), 1);
}
