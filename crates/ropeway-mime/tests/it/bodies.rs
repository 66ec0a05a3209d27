use super::support::{mime, note, options, read, text, tree};
use bytes::Bytes;
use mail_parser::MimeHeaders;
use ropeway_message::{Attachment, DirectorySnapshot, Message, Recipient, RecipientType};
use ropeway_mime::{BodyPolicy, CharsetPolicy, HtmlFilter};
use ropeway_types::wire::Encode;
use ropeway_types::{EntryId, OneOffEntryId, OneOffFormat, PropertyValue, tags};

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

fn html_note(html: &str) -> Message {
    let mut message = note();
    message.properties.remove(tags::BODY.id());
    message.properties.set(tags::BODY_HTML, html);
    message
}

fn with_bodies(message: &Message, policy: BodyPolicy<'_>) -> String {
    let directory = DirectorySnapshot::new();
    let mime = super::support::mime_with(message, &options(&directory).bodies(policy));
    String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap()
}

fn types(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.strip_prefix("Content-Type: "))
        .map(|value| value.split(';').next().unwrap())
        .collect()
}

fn findings(message: &Message) -> Vec<String> {
    mime(message)
        .report()
        .findings()
        .iter()
        .map(ToString::to_string)
        .collect()
}

const BOTH: [&str; 3] = ["multipart/alternative", "text/plain", "text/html"];

#[test]
fn sk_03_the_message_asks_for_its_bodies() {
    let mut message = html_note("<p>x</p>");
    for (wish, expected) in [
        (0x0006_0000, &["text/plain"][..]),
        (0x000E_0000, &["text/html"]),
        (0x0016_0000, &BOTH),
        (0, &BOTH),
        (1, &BOTH),
    ] {
        message.properties.set(tags::SEND_INTERNET_ENCODING, wish);
        assert_eq!(types(&text(&message)), expected, "{wish:x}");
        let all = with_bodies(&message, BodyPolicy::new().wishes(false));
        assert_eq!(types(&all), BOTH);
    }
    message.properties.set(tags::SEND_INTERNET_ENCODING, 0x0006_0000);
    assert_eq!(
        findings(&message),
        ["HTML body dropped: plain text alone was asked for"]
    );
}

#[test]
fn sk_03_the_older_property_asks_where_its_preference_is_valid() {
    let mut message = html_note("<p>x</p>");
    for (wish, expected) in [
        (0x0006_0000, &["text/plain"][..]),
        (0x000E_0000, &BOTH),
        (0x0016_0000, &BOTH),
        // Uuencoded.
        (0x0022_0000, &["text/plain"]),
        (0x0004_0000, &BOTH),
    ] {
        message.properties.set(tags::INTERNET_MAIL_OVERRIDE_FORMAT, wish);
        assert_eq!(types(&text(&message)), expected, "{wish:x}");
    }
}

#[test]
fn sk_03_recipients_ask_where_they_agree() {
    let mut message = html_note("<p>x</p>");
    message.recipients[0]
        .properties
        .set(tags::SEND_INTERNET_ENCODING, 0x0006_0000);
    assert_eq!(types(&text(&message)), ["text/plain"]);
    let mut second = Recipient::smtp(RecipientType::CC, "Cy", "cy@c.test");
    message.recipients.push(second.clone());
    assert_eq!(types(&text(&message)), BOTH);
    let mut one_off = OneOffEntryId::new("Cy", "SMTP", "cy@c.test");
    one_off.bits |= OneOffFormat::TEXT_ONLY.0;
    let id = EntryId::OneOff(one_off).to_bytes().unwrap();
    second.properties.set(tags::ENTRY_ID, id);
    message.recipients[1] = second;
    assert_eq!(types(&text(&message)), ["text/plain"]);
}

#[test]
fn sk_07_the_related_part_says_what_it_begins_with() {
    let mut message = html_note("<img src='cid:a@b'>");
    let mut image = Attachment::file(0, "a.png", "image/png", "x");
    image.properties.set(tags::ATTACH_CONTENT_ID, "a@b");
    message.attachments.push(image);
    let text = text(&message);
    assert!(text.contains("Content-Type: multipart/related; type=\"multipart/alternative\";"));
    assert!(!text.contains("start="));
}

#[test]
fn sk_20_neither_names_nor_addresses_nor_text_make_long_lines() {
    let mut message = html_note(&format!("<p>{}</p>", "<b>x</b>".repeat(1000)));
    let long = "long".repeat(300);
    message
        .properties
        .set(tags::SENT_REPRESENTING_NAME, long.as_str());
    message
        .recipients
        .push(Recipient::smtp(RecipientType::CC, &long, "c@c.test"));
    message
        .recipients
        .push(Recipient::smtp(RecipientType::CC, "", &format!("{long}@c.test")));
    message.properties.set(
        tags::INTERNET_REFERENCES,
        format!("<{long}@x> <{}@y>", "z".repeat(800)).as_str(),
    );
    message
        .attachments
        .push(Attachment::file(0, &format!("{long}.txt"), "text/plain", "x"));
    // The lines themselves are checked in `mime`.
    let text = text(&message);
    assert!(text.lines().filter(|line| line.len() > 78).count() < 4);
}

#[test]
fn bd_11_bytes_are_in_the_character_set_that_is_named() {
    for (page, stated, body) in [
        (1251, "koi8-r", "Привет, мир"),
        (932, "shift_jis", "日本語のテキスト"),
        (936, "utf-8", "中文 €"),
        (950, "big5", "中文"),
        (949, "euc-kr", "한국어"),
        (28592, "iso-8859-2", "Příliš žluťoučký kůň"),
        (50220, "iso-2022-jp", "日本語"),
        (1252, "us-ascii", "naïve"),
        (20127, "us-ascii", "naïve"),
        (65000, "utf-7", "naïve"),
    ] {
        let html = format!("<html><head><meta charset=\"{stated}\"></head><body>{body}</body></html>");
        let mut message = html_note(&html);
        message.properties.set(tags::INTERNET_CODEPAGE, page);
        let directory = DirectorySnapshot::new();
        for policy in [CharsetPolicy::Utf8, CharsetPolicy::MessageCodePage] {
            let own = options(&directory).charset(policy);
            let bytes = super::support::mime_with(&message, &own).to_bytes().unwrap();
            let parsed = mail_parser::MessageParser::new().parse(&bytes[..]).unwrap();
            let part = parsed.html_part(0).unwrap();
            let label = part
                .content_type()
                .unwrap()
                .attribute("charset")
                .unwrap()
                .to_owned();
            let shown = parsed.body_html(0).unwrap();
            assert!(
                shown.contains(&format!("charset=\"{label}\"")),
                "{page} {label}: {shown}"
            );
            assert!(shown.contains(body), "{page} {label}: {shown}");
        }
    }
}

#[test]
fn bd_07_a_code_page_that_lacks_a_character_is_reported() {
    let mut message = note();
    message.properties.set(tags::INTERNET_CODEPAGE, 1252);
    message.properties.set(tags::BODY, "日本");
    let directory = DirectorySnapshot::new();
    let own = options(&directory).charset(CharsetPolicy::MessageCodePage);
    let report = super::support::mime_with(&message, &own).report().clone();
    assert_eq!(
        report.findings()[0].to_string(),
        "code page 1252 substituted: it lacks a character of the text or is none for mail; UTF-8 stands in"
    );
}

#[test]
fn bd_15_flowed_text_says_so() {
    let mut message = note();
    message
        .properties
        .set(tags::BODY, "A line that goes on and on. ".repeat(10).as_str());
    let flowed = with_bodies(&message, BodyPolicy::new().flowed(true));
    assert!(
        flowed.contains("Content-Type: text/plain; charset=\"utf-8\"; format=\"flowed\"; delsp=\"yes\"\r\n"),
        "{flowed}"
    );
    assert!(!text(&message).contains("flowed"));
    let wrapped = with_bodies(&message, BodyPolicy::new().wrap(60));
    assert!(wrapped.lines().all(|line| line.len() <= 78) && !wrapped.contains("flowed"));
}

#[test]
fn bd_20_a_policy_may_change_the_html() {
    let message = html_note("<p>x<script>alert(1)</script></p>");
    assert!(text(&message).contains("<script>"));
    let filter = |html: &str| html.replace("<script>alert(1)</script>", "");
    let policy = BodyPolicy::new().html_filter(HtmlFilter::new(&filter));
    assert!(!with_bodies(&message, policy).contains("script"));
}

#[test]
fn bd_23_images_in_the_html_become_parts_where_that_is_wanted() {
    let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let message = html_note(&format!("<img src=\"data:image/png;base64,{png}\">"));
    assert_eq!(types(&text(&message)), BOTH);
    let lifted = with_bodies(&message, BodyPolicy::new().lift_data_images(true));
    assert_eq!(
        types(&lifted),
        [
            "multipart/related",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "image/png"
        ]
    );
    let id = lifted
        .split_once("Content-ID: <")
        .and_then(|(_, rest)| rest.split_once('>'))
        .unwrap()
        .0;
    let parsed = mail_parser::MessageParser::new()
        .parse(lifted.as_bytes())
        .unwrap();
    assert_eq!(parsed.body_html(0).unwrap(), format!("<img src=\"cid:{id}\">"));
    assert!(lifted.contains("iVBORw0KGgo"));
}

#[test]
fn bd_24_the_code_pages_of_mail_are_written_where_they_can_hold_the_text() {
    let directory = DirectorySnapshot::new();
    let own = options(&directory).charset(CharsetPolicy::MessageCodePage);
    for (page, body, charset) in [
        (1250, "ąęł", "windows-1250"),
        (1251, "абв", "windows-1251"),
        (1252, "äöü €", "windows-1252"),
        (1253, "αβγ", "windows-1253"),
        (1254, "ğşı", "windows-1254"),
        (1255, "אבג", "windows-1255"),
        (1256, "ابت", "windows-1256"),
        (1257, "āčē", "windows-1257"),
        (1258, "ăđơ", "windows-1258"),
        (874, "กขค", "windows-874"),
        (28591, "äöü", "windows-1252"),
        (28592, "ąęł", "ISO-8859-2"),
        (28593, "ĥĵŭ", "ISO-8859-3"),
        (28594, "ąęģ", "ISO-8859-4"),
        (28595, "абв", "ISO-8859-5"),
        (28596, "ابت", "ISO-8859-6"),
        (28597, "αβγ", "ISO-8859-7"),
        (28598, "אבג", "ISO-8859-8"),
        (28599, "ğşı", "windows-1254"),
        (28603, "āčē", "ISO-8859-13"),
        (28605, "äöü €", "ISO-8859-15"),
        (20866, "абв", "KOI8-R"),
        (21866, "їґє", "KOI8-U"),
        (932, "日本 ｱｲｳ", "Shift_JIS"),
        (936, "中文 €", "GBK"),
        (949, "한국어 똠", "EUC-KR"),
        (950, "中文", "Big5"),
        (51932, "日本", "EUC-JP"),
        (51949, "한국어", "EUC-KR"),
        (50220, "日本", "ISO-2022-JP"),
        (50221, "日本", "ISO-2022-JP"),
        (50222, "日本", "ISO-2022-JP"),
        (54936, "中文 🚠", "gb18030"),
        (65001, "日本", "utf-8"),
        (10000, "äöü", "macintosh"),
        // What cannot be told apart in these, or has no name in mail.
        (50220, "ｱｲｳ", "utf-8"),
        (932, "¥", "utf-8"),
        (437, "äöü", "utf-8"),
        (1200, "日本", "utf-8"),
        (1201, "日本", "utf-8"),
        (65000, "日本", "utf-8"),
        (10007, "абв", "utf-8"),
    ] {
        let mut message = note();
        message.properties.set(tags::INTERNET_CODEPAGE, page);
        message.properties.set(tags::BODY, body);
        let bytes = super::support::mime_with(&message, &own).to_bytes().unwrap();
        let parsed = mail_parser::MessageParser::new().parse(&bytes[..]).unwrap();
        let label = parsed.content_type().unwrap().attribute("charset").unwrap();
        assert_eq!(label.to_ascii_lowercase(), charset.to_ascii_lowercase(), "{page}");
        assert_eq!(parsed.body_text(0).unwrap().trim_end(), body, "{page}");
    }
}

#[test]
fn hd_30_the_html_has_the_bodys_identity() {
    let mut message = html_note("<p>x</p>");
    message.properties.set(tags::BODY_CONTENT_ID, "<body@a.test>");
    message
        .properties
        .set(tags::BODY_CONTENT_LOCATION, "http://a.test/page");
    let shown = text(&message);
    let (_, html) = shown.split_once("Content-Type: text/html").unwrap();
    assert!(html.contains("Content-ID: <body@a.test>\r\nContent-Location: http://a.test/page\r\n"));
    assert_eq!(shown.matches("Content-ID").count(), 1);
    message
        .properties
        .set(tags::BODY_CONTENT_ID, "x>\r\nBcc: y@z.test");
    message
        .properties
        .set(tags::BODY_CONTENT_LOCATION, "a b\r\nBcc: y@z.test");
    assert!(!text(&message).contains("Bcc"));
}
