use super::support::{mime, note, options, read, text, tree};
use bytes::Bytes;
use mail_parser::MimeHeaders;
use ropeway_message::{Attachment, DirectorySnapshot, Message, Recipient, RecipientType};
use ropeway_mime::{FileNameFallback, FileReference, FileResolver, FindingKind};
use ropeway_types::{FileTime, named, tags};

fn image(number: u32, id: &str) -> Attachment {
    let mut image = Attachment::file(number, "logo.png", "image/png", &b"\x89PNG\r\n\x1A\nx"[..]);
    image.properties.set(tags::ATTACH_CONTENT_ID, id);
    image
}

fn html(message: &mut Message, html: &str) {
    message
        .properties
        .set(tags::HTML, Bytes::copy_from_slice(html.as_bytes()));
}

#[test]
fn sk_11_files_follow_the_body_in_table_order() {
    let mut message = note();
    message
        .attachments
        .push(Attachment::file(0, "a.pdf", "application/pdf", &b"A"[..]));
    message
        .attachments
        .push(Attachment::file(1, "b.bin", "", &b"\x00\xFF"[..]));
    assert_eq!(
        tree(&message),
        [
            "multipart/mixed",
            "  text/plain",
            "  application/pdf",
            "  application/octet-stream"
        ]
    );
    read(&message, |parsed| {
        let files: Vec<_> = parsed.attachments().collect();
        assert_eq!(files[0].attachment_name(), Some("a.pdf"));
        assert_eq!(files[0].contents(), b"A");
        assert_eq!(files[1].contents(), b"\x00\xFF");
    });
}

#[test]
fn sk_07_images_in_the_html_are_related() {
    let mut message = note();
    html(&mut message, "<p><img src=\"cid:logo@x\"></p>");
    message.attachments.push(image(0, "<logo@x>\0"));
    message
        .attachments
        .push(Attachment::file(1, "a.pdf", "application/pdf", &b"A"[..]));
    assert_eq!(
        tree(&message),
        [
            "multipart/mixed",
            "  multipart/related",
            "    multipart/alternative",
            "      text/plain",
            "      text/html",
            "    image/png",
            "  application/pdf"
        ]
    );
    let text = text(&message);
    assert!(text.contains("Content-ID: <logo@x>\r\n"), "{text}");
    assert!(text.contains("type=\"multipart/alternative\""), "{text}");
    assert!(
        text.contains("Content-Disposition: inline; filename=\"logo.png\""),
        "{text}"
    );
}

#[test]
fn at_05_inline_is_decided_by_reference() {
    // Neither the flag nor the id makes an image inline; the reference does, without the flag too.
    let mut message = note();
    html(&mut message, "<img src='cid:LOGO%40x'>");
    message.attachments.push(image(0, "logo@x"));
    let mut flagged = image(1, "other@x");
    flagged.properties.set(tags::ATTACH_FLAGS, 4);
    message.attachments.push(flagged);
    assert_eq!(
        tree(&message),
        [
            "multipart/mixed",
            "  multipart/related",
            "    multipart/alternative",
            "      text/plain",
            "      text/html",
            "    image/png",
            "  image/png"
        ]
    );
}

#[test]
fn sk_08_a_flagged_image_without_reference_is_a_file() {
    let mut message = note();
    html(&mut message, "<p>none</p>");
    let mut flagged = image(0, "other@x");
    flagged.properties.set(tags::ATTACH_FLAGS, 4);
    message.attachments.push(flagged);
    assert_eq!(tree(&message)[0], "multipart/mixed");
    let mime = mime(&message);
    assert_eq!(mime.report().findings()[0].kind, FindingKind::Demoted);
    assert!(String::from_utf8_lossy(&mime.to_bytes().unwrap()).contains("Content-ID: <other@x>"));
}

#[test]
fn at_24_nothing_is_inline_in_plain_text() {
    let mut message = note();
    message.properties.set(tags::BODY, "see cid:logo@x");
    message.attachments.push(image(0, "logo@x"));
    assert_eq!(tree(&message), ["multipart/mixed", "  text/plain", "  image/png"]);
}

#[test]
fn at_05_content_location_counts_too() {
    let mut message = note();
    html(&mut message, "<img src=\"pics/a.png\">");
    let mut file = Attachment::file(0, "a.png", "image/png", &b"x"[..]);
    file.properties.set(tags::ATTACH_CONTENT_LOCATION, "pics/a.png");
    message.attachments.push(file);
    assert_eq!(tree(&message)[0], "multipart/related");
    assert!(text(&message).contains("Content-Location: pics/a.png\r\n"));
}

#[test]
fn at_06_an_id_that_no_field_can_hold_is_replaced_in_both_places() {
    let mut message = note();
    html(&mut message, "<img src=\"cid:My%20logo é\">");
    message.attachments.push(image(0, "my logo é"));
    assert_eq!(tree(&message)[0], "multipart/related");
    read(&message, |parsed| {
        let id = parsed.parts.iter().find_map(|p| p.content_id()).unwrap();
        assert!(id.ends_with("@relay.test"), "{id}");
        assert_eq!(parsed.body_html(0).unwrap(), format!("<img src=\"cid:{id}\">"));
    });
}

#[test]
fn at_06_the_first_of_two_equal_ids_has_it() {
    let mut message = note();
    html(&mut message, "<img src=\"cid:logo@x\">");
    message.attachments.push(image(0, "logo@x"));
    message.attachments.push(image(1, "logo@x"));
    assert_eq!(text(&message).matches("Content-ID").count(), 1);
    assert_eq!(tree(&message)[0], "multipart/mixed");
}

#[test]
fn at_08_names_outside_ascii_are_rfc_2231_with_a_plain_fallback() {
    let mut message = note();
    let name = "Überblick für das Jahr, mit einem langen Namen und \"Zitat\" – 日本語.pdf";
    message
        .attachments
        .push(Attachment::file(0, name, "application/pdf", &b"A"[..]));
    let text = text(&message);
    assert!(text.contains("filename*0*=UTF-8''%C3%9Cberblick"), "{text}");
    assert!(text.contains("_berblick f_r"), "{text}");
    assert!(!text.contains("=?"), "{text}");
    read(&message, |parsed| {
        assert_eq!(parsed.attachment(0).unwrap().attachment_name(), Some(name));
    });
    let directory = DirectorySnapshot::new();
    let old = options(&directory).file_name_fallback(FileNameFallback::EncodedWord);
    let bytes = super::support::mime_with(&message, &old).to_bytes().unwrap();
    assert!(String::from_utf8_lossy(&bytes).contains("=?utf-8?B?"));
}

#[test]
fn at_04_size_and_dates() {
    let mut message = note();
    let mut file = Attachment::file(0, "a.txt", "text/plain", &b"1234"[..]);
    file.properties
        .set(tags::CREATION_TIME, FileTime::from_unix_seconds(0));
    file.properties.set(tags::ATTACH_SIZE, 9999);
    message.attachments.push(file);
    let text = text(&message).replace("\r\n ", " ");
    assert!(
        text.contains("filename=\"a.txt\"; size=\"4\"; creation-date=\"Thu, 1 Jan 1970 00:00:00 +0000\"\r\n"),
        "{text}"
    );
}

#[test]
fn at_10_text_files_keep_their_bytes_and_get_no_guessed_charset() {
    let mut message = note();
    let mut file = Attachment::file(0, "a.txt", "text/plain", &b"\xFCa\nb\r\n\n"[..]);
    message.attachments.push(file.clone());
    let plain = text(&message);
    assert!(
        plain.contains("Content-Type: text/plain; name=\"a.txt\"\r\nContent-Transfer-Encoding: base64"),
        "{plain}"
    );
    file.properties.set(tags::TEXT_ATTACHMENT_CHARSET, "iso-8859-1");
    message.attachments[0] = file;
    let named = text(&message);
    assert!(named.contains("charset=\"iso-8859-1\""), "{named}");
    assert!(named.contains("/GEKYg0KCg=="), "{named}");
}

#[test]
fn at_20_an_empty_file_is_sent() {
    let mut message = note();
    message
        .attachments
        .push(Attachment::file(0, "empty.txt", "text/plain", &b""[..]));
    read(&message, |parsed| {
        assert_eq!(parsed.attachment(0).unwrap().attachment_name(), Some("empty.txt"));
        assert!(parsed.attachment(0).unwrap().is_empty());
    });
}

#[test]
fn at_01_and_at_13_what_is_no_file_is_named_in_the_report() {
    let mut message = note();
    for (number, method) in [0, 2, 3, 4, 5, 6, 7].into_iter().enumerate() {
        let mut attachment = Attachment {
            number: number as u32,
            ..Attachment::default()
        };
        attachment.properties.set(tags::ATTACH_METHOD, method);
        attachment
            .properties
            .set(tags::ATTACH_LONG_PATHNAME, "/etc/passwd");
        message.attachments.push(attachment);
    }
    assert_eq!(tree(&message), ["text/plain"]);
    let mime = mime(&message);
    assert_eq!(mime.report().findings().len(), 7);
    assert!(!String::from_utf8_lossy(&mime.to_bytes().unwrap()).contains("passwd"));
}

#[test]
fn at_13_a_file_by_reference_is_asked_for_and_else_not_sent() {
    let reference = |method: i32, path: &str| {
        let mut message = note();
        let mut attachment = Attachment::default();
        attachment.properties.set(tags::ATTACH_METHOD, method);
        attachment.properties.set(tags::ATTACH_LONG_FILENAME, "Plan.docx");
        attachment.properties.set(tags::ATTACH_LONG_PATHNAME, path);
        message.attachments.push(attachment);
        message
    };
    let directory = DirectorySnapshot::new();
    let resolve = |reference: &FileReference<'_>| {
        assert!(matches!(reference.method.0, 2 | 3));
        (reference.path == "C:\\Plan.docx").then(|| Bytes::from_static(b"plan"))
    };
    let with = options(&directory).file_resolver(FileResolver::new(&resolve));
    for (method, path, sent, found) in [
        (2, "C:\\Plan.docx", Some("plan"), Some("plan")),
        (3, "C:\\Plan.docx", Some("plan"), Some("plan")),
        (2, "/etc/passwd", None, None),
        (4, "C:\\Plan.docx", None, None),
        // Paths that lead somewhere for the reader are sent as they are.
        (4, "\\\\files\\Plan.docx", Some("\\\\files\\Plan.docx\r\n"), None),
        (
            2,
            "https://share.test/Plan.docx",
            Some("https://share.test/Plan.docx\r\n"),
            None,
        ),
        (7, "ftp://share.test/Plan.docx", None, None),
    ] {
        let message = reference(method, path);
        let mime = super::support::mime_with(&message, &with);
        let bytes = mime.to_bytes().unwrap();
        let parsed = mail_parser::MessageParser::new().parse(&bytes[..]).unwrap();
        let part = parsed
            .attachment(0)
            .map(|a| String::from_utf8(a.contents().to_vec()).unwrap());
        assert_eq!(part.as_deref(), sent, "{method} {path}");
        assert_eq!(mime.report().is_empty(), found.is_some(), "{method} {path}");
        // By default nobody is asked.
        let bytes = super::support::mime(&message).to_bytes().unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("cGxhbg=="));
    }
}

#[test]
fn at_13_a_link_to_the_web_is_text() {
    let mut message = note();
    let mut link = Attachment::default();
    link.properties.set(tags::ATTACH_METHOD, 7);
    link.properties.set(tags::ATTACH_LONG_FILENAME, "Plan.docx");
    link.properties
        .set(tags::ATTACH_LONG_PATHNAME, "https://share.test/Plan.docx");
    message.attachments.push(link);
    read(&message, |parsed| {
        let part = parsed.attachment(0).unwrap();
        assert_eq!(part.attachment_name(), Some("Plan.docx.txt"));
        assert!(part.contents().starts_with(b"https://share.test/Plan.docx"));
    });
}

#[test]
fn at_14_exceptions_and_contact_photos_stay_behind() {
    let mut message = note();
    for tag in [tags::ATTACHMENT_CONTACT_PHOTO, tags::ATTACHMENT_FLAGS] {
        let mut hidden = Attachment::file(0, "x.jpg", "image/jpeg", &b"x"[..]);
        hidden.properties.set(tags::ATTACHMENT_HIDDEN, true);
        if tag == tags::ATTACHMENT_FLAGS {
            hidden.properties.set(tag, 2);
        } else {
            hidden.properties.set(tag, true);
        }
        message.attachments.push(hidden);
    }
    assert_eq!(tree(&message), ["text/plain"]);
}

#[test]
fn at_11_embedded_messages_are_never_base64() {
    let mut inner = note();
    inner.properties.set(tags::SUBJECT, "Inner: größer/kleiner");
    inner.properties.set(tags::BODY, "Grüße".repeat(200).as_str());
    inner
        .recipients
        .push(Recipient::smtp(RecipientType::BCC, "Secret", "secret@s.test"));
    let mut message = note();
    message.attachments.push(Attachment::message(0, inner));
    assert_eq!(
        tree(&message),
        [
            "multipart/mixed",
            "  text/plain",
            "  message/rfc822",
            "    text/plain"
        ]
    );
    let text = text(&message);
    assert!(
        text.contains("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 7bit\r\n"),
        "{text}"
    );
    assert!(!text.contains("secret@s.test"), "AD-05: {text}");
    read(&message, |parsed| {
        let inner = parsed.attachment(0).unwrap().message().unwrap();
        assert_eq!(inner.subject(), Some("Inner: größer/kleiner"));
        assert_eq!(
            parsed.attachment(0).unwrap().attachment_name(),
            Some("Inner_ größer_kleiner.eml")
        );
    });
}

#[test]
fn sk_21_nesting_ends_in_a_notice() {
    let mut message = note();
    for level in 0..6 {
        let mut outer = note();
        outer
            .properties
            .set(tags::SUBJECT, format!("level {level}").as_str());
        outer.attachments.push(Attachment::message(0, message));
        message = outer;
    }
    let directory = DirectorySnapshot::new();
    let mime = super::support::mime_with(&message, &options(&directory).max_depth(3));
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    assert_eq!(text.matches("Content-Type: message/rfc822").count(), 4);
    assert_eq!(text.matches("nested too deeply").count(), 1);
    assert!(!mime.report().is_empty());
}

#[test]
fn at_19_a_large_file_is_not_copied() {
    let data = Bytes::from(vec![0xA5u8; 5_000_000]);
    let mut message = note();
    message
        .attachments
        .push(Attachment::file(0, "big.bin", "application/x-big", data.clone()));
    let directory = DirectorySnapshot::new();
    let mime = ropeway_mime::convert(&message, &options(&directory)).unwrap();
    assert!(mime.pieces().all(|piece| piece.unwrap().len() < 64 * 1024));
    let total: u64 = mime.pieces().map(|piece| piece.unwrap().len() as u64).sum();
    assert_eq!(total, mime.len());
    // Base64 in lines of 76 characters, 2 octets of line end each, and the header.
    assert!((6_842_106..6_844_000).contains(&total), "{total}");
}

#[test]
fn sk_21_the_deepest_conversion_fits_a_small_stack() {
    let deep = || {
        let mut message = note();
        for _ in 0..70 {
            let mut outer = note();
            outer.attachments.push(Attachment::message(0, message));
            message = outer;
        }
        let directory = DirectorySnapshot::new();
        let mime = ropeway_mime::convert(&message, &options(&directory).max_depth(usize::MAX)).unwrap();
        assert_eq!(
            String::from_utf8_lossy(&mime.to_bytes().unwrap())
                .matches("nested too deeply")
                .count(),
            1
        );
    };
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(deep)
        .unwrap()
        .join()
        .unwrap();
}

/// "data" and "resource" in MacBinary, named Plan.
fn mac_binary() -> Vec<u8> {
    let mut out = vec![0u8; 384];
    out[1..6].copy_from_slice(b"\x04Plan");
    out[65..73].copy_from_slice(b"TEXTttxt");
    out[86] = 4;
    out[90] = 8;
    out[128..132].copy_from_slice(b"data");
    out[256..264].copy_from_slice(b"resource");
    out
}

fn mac_message(data: Vec<u8>) -> Message {
    let mut file = Attachment::file(0, "Plan.txt", "application/octet-stream", data);
    file.properties.set(
        tags::ATTACH_ENCODING,
        Bytes::from_static(b"\x2A\x86\x48\x86\xF7\x14\x03\x0B\x01"),
    );
    let mut message = note();
    message.attachments.push(file);
    message
}

#[test]
fn at_15_a_file_of_the_macintosh_in_both_forks() {
    let mut message = mac_message(mac_binary());
    insta::assert_snapshot!(text(&message).replace("\r\n", "\n"));
    assert_eq!(
        tree(&message),
        [
            "multipart/mixed",
            "  text/plain",
            "  multipart/appledouble",
            "    application/applefile",
            "    text/plain"
        ]
    );
    let parts = |message: &Message| {
        read(message, |parsed| {
            let of = |kind: &str| {
                let part = parsed.parts.iter().rev().find(|p| {
                    p.content_type()
                        .is_some_and(|c| c.c_subtype.as_deref() == Some(kind))
                });
                part.map(|part| part.contents().to_vec())
            };
            (of("applefile").unwrap(), of("rtf"))
        })
    };
    // What the author's client stored goes before what is made here.
    let names = &mut message.named_properties;
    let info = names
        .id_or_insert(&named::ATTACHMENT_MAC_INFO.property_name())
        .unwrap();
    let kind = names
        .id_or_insert(&named::ATTACHMENT_MAC_CONTENT_TYPE.property_name())
        .unwrap();
    let p = &mut message.attachments[0].properties;
    p.set(
        named::ATTACHMENT_MAC_INFO.tag(info),
        Bytes::from_static(b"stored"),
    );
    p.set(named::ATTACHMENT_MAC_CONTENT_TYPE.tag(kind), "text/rtf");
    assert_eq!(parts(&message), (b"stored".to_vec(), Some(b"data".to_vec())));
    let p = &mut message.attachments[0].properties;
    p.set(named::ATTACHMENT_MAC_CONTENT_TYPE.tag(kind), "multipart/mixed");
    assert!(text(&message).contains("Content-Type: application/octet-stream"));
}

#[test]
fn at_15_the_data_alone_where_that_is_asked_for_and_what_is_no_macbinary() {
    let directory = DirectorySnapshot::new();
    let alone = options(&directory).apple_double(false);
    let mime = super::support::mime_with(&mac_message(mac_binary()), &alone);
    let bytes = mime.to_bytes().unwrap();
    let parsed = mail_parser::MessageParser::new().parse(&bytes[..]).unwrap();
    assert_eq!(parsed.attachment(0).unwrap().contents(), b"data");
    assert_eq!(mime.report().findings().len(), 1);
    let mut broken = mac_binary();
    broken[74] = 1;
    let message = mac_message(broken.clone());
    read(&message, |parsed| {
        assert_eq!(parsed.attachment(0).unwrap().contents(), broken);
    });
    assert_eq!(super::support::mime(&message).report().findings().len(), 1);
}

#[test]
fn at_17_the_payload_is_named_on_the_part() {
    let mut message = note();
    let mut file = Attachment::file(0, "a.bin", "", &b"x"[..]);
    file.properties
        .set(tags::ATTACH_PAYLOAD_CLASS, "payload\r\nBcc: x");
    file.properties
        .set(tags::ATTACH_PAYLOAD_PROVIDER_GUID_STRING, "{1-2}");
    message.attachments.push(file);
    let text = text(&message);
    assert!(
        text.contains("X-Payload-Class: payload  Bcc: x\r\nX-Payload-Provider-Guid: {1-2}\r\n"),
        "{text}"
    );
}

#[test]
fn at_18_stored_forms_pass_through() {
    let mut message = note();
    for (number, name, kind) in [
        (0, "winmail.dat", "application/ms-tnef"),
        (1, "a.msg", "application/vnd.ms-outlook"),
    ] {
        let stored = Attachment::file(number, name, kind, vec![number as u8; 100]);
        message.attachments.push(stored);
    }
    message.attachments[1]
        .properties
        .remove(tags::ATTACH_MIME_TAG.id());
    assert_eq!(
        tree(&message),
        [
            "multipart/mixed",
            "  text/plain",
            "  application/ms-tnef",
            "  application/vnd.ms-outlook"
        ]
    );
    read(&message, |parsed| {
        assert_eq!(parsed.attachment(0).unwrap().contents(), [0; 100]);
        assert_eq!(parsed.attachment(1).unwrap().contents(), [1; 100]);
    });
}

#[test]
fn at_02_the_long_name_then_the_short_one_then_what_is_shown() {
    let mut message = note();
    let mut file = Attachment::file(0, "Long name.pdf", "application/pdf", &b"A"[..]);
    file.properties.set(tags::ATTACH_FILENAME, "LONGNA~1.PDF");
    file.properties.set(tags::DISPLAY_NAME, "Shown");
    file.properties.set(tags::ATTACH_EXTENSION, ".pdf");
    message.attachments.push(file);
    let name = |message: &Message| {
        read(message, |parsed| {
            parsed
                .attachment(0)
                .unwrap()
                .attachment_name()
                .unwrap()
                .to_owned()
        })
    };
    assert_eq!(name(&message), "Long name.pdf");
    message.attachments[0]
        .properties
        .remove(tags::ATTACH_LONG_FILENAME.id());
    assert_eq!(name(&message), "LONGNA~1.PDF");
    message.attachments[0]
        .properties
        .remove(tags::ATTACH_FILENAME.id());
    assert_eq!(name(&message), "Shown.pdf");
    message.attachments[0].properties.remove(tags::DISPLAY_NAME.id());
    assert_eq!(name(&message), "ATT00001.pdf");
}

#[test]
fn at_03_no_file_pretends_to_be_structure() {
    for kind in [
        "multipart/mixed",
        "message/rfc822",
        "application/applefile",
        "no type",
    ] {
        let mut message = note();
        message
            .attachments
            .push(Attachment::file(0, "a.x", kind, &b"A"[..]));
        assert_eq!(
            tree(&message),
            ["multipart/mixed", "  text/plain", "  application/octet-stream"],
            "{kind}"
        );
    }
}

#[test]
fn at_09_what_is_shown_is_the_description() {
    let mut message = note();
    message
        .attachments
        .push(Attachment::file(0, "a.pdf", "application/pdf", &b"A"[..]));
    // It would say no more than the name.
    assert!(!text(&message).contains("Content-Description"));
    message.attachments[0]
        .properties
        .set(tags::DISPLAY_NAME, "Übersicht");
    read(&message, |parsed| {
        assert_eq!(
            parsed.attachment(0).unwrap().content_description(),
            Some("Übersicht")
        );
    });
}

#[test]
fn at_23_an_image_in_the_html_gets_its_type() {
    let mut message = note();
    html(&mut message, "<img src=\"cid:logo@x\">");
    let mut logo = image(0, "logo@x");
    logo.properties
        .set(tags::ATTACH_MIME_TAG, "application/octet-stream");
    // What it says of its size is no length.
    logo.properties.set(tags::ATTACH_SIZE, 1);
    message.attachments.push(logo);
    assert_eq!(tree(&message)[4], "  image/png");
    assert!(text(&message).contains("size=\"9\""));
}

#[test]
fn at_24_a_message_is_never_inline() {
    let mut message = note();
    html(&mut message, "<img src=\"cid:logo@x\">");
    let mut inner = Attachment::message(0, note());
    inner.properties.set(tags::ATTACH_CONTENT_ID, "logo@x");
    inner.properties.set(tags::ATTACH_FLAGS, 4);
    message.attachments.push(inner);
    assert_eq!(tree(&message)[0], "multipart/mixed");
}

#[test]
fn at_06_locations_are_urls_or_not_written() {
    let mut message = note();
    let mut file = Attachment::file(0, "a.png", "image/png", &b"x"[..]);
    file.properties
        .set(tags::ATTACH_CONTENT_LOCATION, "a b\r\nBcc: x");
    file.properties.set(tags::ATTACH_CONTENT_BASE, "relative/");
    file.properties.set(tags::ATTACH_CONTENT_ID, "  ");
    message.attachments.push(file.clone());
    for name in ["Content-Location", "Content-Base", "Content-ID"] {
        assert!(!text(&message).contains(name), "{name}");
    }
    file.properties.set(tags::ATTACH_CONTENT_BASE, "https://x.test/");
    message.attachments[0] = file;
    assert!(text(&message).contains("Content-Base: https://x.test/\r\n"));
}
