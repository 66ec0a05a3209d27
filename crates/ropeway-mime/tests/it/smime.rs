use super::support::{mime, note, options, text};
use bytes::Bytes;
use ropeway_message::{Attachment, DirectorySnapshot, Message};
use ropeway_mime::{ConvertError, Transfer, convert};
use ropeway_types::tags;

const SIGNED: &str = "X-Inner: no\r\nContent-Type: multipart/signed; micalg=sha-256;\r\n\tprotocol=\"application/pkcs7-signature\"; boundary=\"=_s\"\r\n\r\n\
preamble\r\n--=_s\r\nContent-Type: text/plain\r\n\r\nsigned   text \r\n--=_s\r\nContent-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--=_s--\r\n";

fn message(class: &str, mime_tag: &str, data: impl Into<Bytes>) -> Message {
    let mut message = note();
    message.properties.set(tags::MESSAGE_CLASS, class);
    message
        .attachments
        .push(Attachment::file(0, "smime.p7m", mime_tag, data));
    message
}

#[test]
fn sm_01_an_encrypted_message_is_its_attachment() {
    let message = message(
        "IPM.Note.SMIME",
        "application/pkcs7-mime;smime-type=enveloped-data",
        &b"CMS"[..],
    );
    let text = text(&message).replace("\r\n ", " ");
    assert!(
        text.contains(
            "Content-Type: application/pkcs7-mime; smime-type=\"enveloped-data\"; name=\"smime.p7m\"\r\n"
        ),
        "{text}"
    );
    assert!(text.ends_with("\r\n\r\nQ01T\r\n"), "{text}");
    assert!(!text.contains("Body"), "{text}");
}

#[test]
fn sm_02_a_signed_message_is_not_touched() {
    let message = message("IPM.Note.SMIME.MultipartSigned", "multipart/signed", SIGNED);
    let directory = DirectorySnapshot::new();
    let mime = convert(&message, &options(&directory)).unwrap();
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    let body = SIGNED.split_once("\r\n\r\n").unwrap().1;
    assert_eq!(text.split_once("\r\n\r\n").unwrap().1, body);
    assert!(
        text.contains("MIME-Version: 1.0\r\nContent-Type: multipart/signed; micalg=sha-256;\r\n\tprotocol=")
    );
    assert!(!text.contains("X-Inner"));
    assert_eq!(mime.len(), text.len() as u64);
}

#[test]
fn sm_02_line_ends_that_mail_lacks_become_its_own() {
    let message = message(
        "IPM.Note.SMIME.MultipartSigned",
        "multipart/signed",
        SIGNED.replace("\r\n", "\n").into_bytes(),
    );
    let directory = DirectorySnapshot::new();
    let mime = convert(&message, &options(&directory)).unwrap();
    assert!(
        mime.to_bytes()
            .unwrap()
            .ends_with(SIGNED.split_once("\r\n\r\n").unwrap().1.as_bytes())
    );
    assert_eq!(mime.report().findings().len(), 1);
}

#[test]
fn sm_04_protected_content_is_never_sent_in_clear() {
    let directory = DirectorySnapshot::new();
    let fails = |message: &Message| convert(message, &options(&directory)).unwrap_err();
    let mut none = message("IPM.Note.SMIME", "", &b"x"[..]);
    none.attachments.clear();
    assert_eq!(fails(&none), ConvertError::SmimeAttachments { count: 0 });
    let empty = message("IPM.Note.SMIME", "", &b""[..]);
    assert!(matches!(fails(&empty), ConvertError::SmimeContent { .. }));
    for broken in [
        "no header",
        "Content-Type: text/plain\r\n\r\nx",
        "Content-Type: multipart/signed\r\n\r\n\0",
    ] {
        let broken = message(
            "IPM.Note.SMIME.MultipartSigned",
            "multipart/signed",
            broken.as_bytes().to_vec(),
        );
        assert!(matches!(fails(&broken), ConvertError::SmimeContent { .. }));
    }
    let long = format!("Content-Type: multipart/signed\r\n\r\n{}", "x".repeat(999));
    let long = message(
        "IPM.Note.SMIME.MultipartSigned",
        "multipart/signed",
        long.into_bytes(),
    );
    assert!(matches!(fails(&long), ConvertError::SmimeContent { .. }));
}

#[test]
fn sm_04_an_embedded_one_that_cannot_be_sent_is_a_notice() {
    let mut inner = message("IPM.Note.SMIME", "", &b"x"[..]);
    inner.attachments.clear();
    inner.properties.set(tags::BODY, "secret");
    let mut outer = note();
    outer.attachments.push(Attachment::message(0, inner));
    let mime = mime(&outer);
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    assert!(
        !text.contains("secret") && text.contains("could not be included unchanged"),
        "{text}"
    );
}

#[test]
fn sm_02_a_clear_signature_under_the_class_of_the_other_kind() {
    let message = message("IPM.Note.SMIME", "multipart/signed", SIGNED);
    let directory = DirectorySnapshot::new();
    let bytes = convert(&message, &options(&directory))
        .unwrap()
        .to_bytes()
        .unwrap();
    let body = SIGNED.split_once("\r\n\r\n").unwrap().1;
    assert!(bytes.ends_with(body.as_bytes()));
}

#[test]
fn sm_05_octets_above_127_ask_for_a_hop_that_takes_them() {
    let signed = SIGNED.replace("signed   text", "signed   täxt");
    let message = message(
        "IPM.Note.SMIME.MultipartSigned",
        "multipart/signed",
        signed.clone().into_bytes(),
    );
    let directory = DirectorySnapshot::new();
    let mime = convert(&message, &options(&directory)).unwrap();
    // Whatever the caller would have liked: the signature covers them as they are.
    assert_eq!(options(&directory).transfer, Transfer::SevenBit);
    assert_eq!(mime.transfer(), Transfer::EightBit);
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    let (header, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(header.ends_with("Content-Transfer-Encoding: 8bit"), "{header}");
    assert_eq!(body, signed.split_once("\r\n\r\n").unwrap().1);
}

#[test]
fn sm_06_the_header_around_is_that_of_any_message() {
    for (class, kind) in [
        ("IPM.Note.SMIME", "application/pkcs7-mime"),
        ("IPM.Note.SMIME.MultipartSigned", "multipart/signed"),
    ] {
        let mut message = message(class, kind, SIGNED.replace("X-Inner: no", "Content-Class: inner"));
        message.set_property("PidNameContentClass", "outer").unwrap();
        message.properties.set(tags::IMPORTANCE, 2);
        let directory = DirectorySnapshot::new();
        let mime = convert(&message, &options(&directory)).unwrap();
        let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
        let header = text.split_once("\r\n\r\n").unwrap().0;
        for line in [
            "From: \"Ann A.\" <ann@a.test>",
            "To: \"Bob\" <bob@b.test>",
            "Subject: Subject",
            "Message-ID: <1@a.test>",
            "Importance: high",
            "Content-Class: outer",
            "MIME-Version: 1.0",
        ] {
            assert_eq!(
                header.lines().filter(|l| *l == line).count(),
                1,
                "{line}: {header}"
            );
        }
        assert_eq!(header.matches("Content-Class").count(), 1, "{header}");
        assert_eq!(header.matches("Content-Type").count(), 1, "{header}");
    }
}

#[test]
fn sm_07_the_bodies_beside_a_signature_are_not_sent() {
    let mut message = message("IPM.Note.SMIME.MultipartSigned", "multipart/signed", SIGNED);
    message.properties.set(tags::BODY, "another text");
    message
        .properties
        .set(tags::HTML, Bytes::from_static(b"<p>another text</p>"));
    let directory = DirectorySnapshot::new();
    let bytes = convert(&message, &options(&directory))
        .unwrap()
        .to_bytes()
        .unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(!text.contains("another"), "{text}");
    assert!(text.contains("signed   text"), "{text}");
}
