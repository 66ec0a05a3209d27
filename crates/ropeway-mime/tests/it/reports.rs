//! Reports that are message objects: section 7 of the map.

use super::support::{mime, note, read, text, tree};
use bytes::Bytes;
use mail_parser::MimeHeaders;
use ropeway_message::{Attachment, Message, Recipient, RecipientType};
use ropeway_types::{FileTime, tags};

/// The non-delivery of a message to Bob, as a client shows it to Ann.
pub(crate) fn ndr() -> Message {
    let mut message = Message::note();
    let p = &mut message.properties;
    p.set(tags::MESSAGE_CLASS, "REPORT.IPM.Note.NDR");
    p.set(tags::SENT_REPRESENTING_NAME, "Mail Delivery System");
    p.set(tags::SENT_REPRESENTING_SMTP_ADDRESS, "postmaster@relay.test");
    p.set(tags::RECEIVED_REPRESENTING_NAME, "Ann A.");
    p.set(tags::RECEIVED_REPRESENTING_SMTP_ADDRESS, "ann@a.test");
    p.set(tags::SUBJECT, "Undeliverable: Plan");
    p.set(tags::BODY, "Bob could not be reached.\r\n");
    p.set(
        tags::CLIENT_SUBMIT_TIME,
        FileTime::from_unix_seconds(1_301_388_768),
    );
    p.set(tags::INTERNET_MESSAGE_ID, "<ndr@relay.test>");
    p.set(tags::REPORTING_MESSAGE_TRANSFER_AGENT, "mail.relay.test");
    let mut bob = Recipient::smtp(RecipientType::TO, "Bob Müller", "bob@b.test");
    let p = &mut bob.properties;
    p.set(tags::NON_DELIVERY_REPORT_DIAG_CODE, 35);
    p.set(tags::NON_DELIVERY_REPORT_REASON_CODE, 1);
    p.set(tags::REMOTE_MESSAGE_TRANSFER_AGENT, "mx.b.test");
    p.set(
        tags::SUPPLEMENTARY_INFO,
        "<mx.b.test #5.1.1 smtp;550 5.1.1 no such user>",
    );
    message.recipients.push(bob);
    let mut other = Recipient::default();
    other.properties.set(tags::DISPLAY_NAME, "Cy");
    other.properties.set(tags::ADDRESS_TYPE, "EX");
    other
        .properties
        .set(tags::EMAIL_ADDRESS, "/o=O/ou=First Group/cn=cy");
    other.properties.set(tags::NON_DELIVERY_REPORT_STATUS_CODE, 447);
    message.recipients.push(other);
    let mut original = note();
    original.properties.set(tags::SUBJECT, "Plan");
    message.attachments.push(Attachment::message(0, original));
    message
}

/// A read receipt of Bob to Ann.
pub(crate) fn receipt() -> Message {
    let mut message = Message::note();
    let p = &mut message.properties;
    p.set(tags::MESSAGE_CLASS, "REPORT.IPM.Note.IPNRN");
    p.set(tags::SENT_REPRESENTING_NAME, "Bob");
    p.set(tags::SENT_REPRESENTING_SMTP_ADDRESS, "bob@b.test");
    p.set(tags::SENDER_NAME, "Bob");
    p.set(tags::SENDER_SMTP_ADDRESS, "bob@b.test");
    p.set(tags::SUBJECT, "Read: Plan");
    p.set(
        tags::CLIENT_SUBMIT_TIME,
        FileTime::from_unix_seconds(1_301_388_768),
    );
    p.set(tags::INTERNET_MESSAGE_ID, "<read@b.test>");
    p.set(tags::ORIGINAL_MESSAGE_ID, "<1@a.test>");
    p.set(tags::ORIGINAL_SUBJECT, "Plan");
    p.set(
        tags::ORIGINAL_SUBMIT_TIME,
        FileTime::from_unix_seconds(1_301_380_000),
    );
    p.set(tags::RECEIPT_TIME, FileTime::from_unix_seconds(1_301_388_700));
    p.set(tags::PARENT_KEY, Bytes::from_static(b"\x01\x02\x03search key"));
    p.set(tags::READ_RECEIPT_REQUESTED, true);
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Ann A.", "ann@a.test"));
    message
}

fn shown(message: &Message) -> String {
    text(message).replace("\r\n", "\n")
}

#[test]
fn rp_01_a_non_delivery_report() {
    insta::assert_snapshot!(shown(&ndr()));
    assert!(mime(&ndr()).report().is_empty());
    assert_eq!(
        tree(&ndr()),
        [
            "multipart/report",
            "  text/plain",
            "  message/delivery-status",
            "  message/rfc822",
            "    text/plain"
        ]
    );
}

#[test]
fn rp_01_the_text_is_the_body_then_the_report_text_then_a_sentence() {
    let first = |message: &Message| read(message, |parsed| parsed.body_text(0).unwrap().into_owned());
    let mut message = ndr();
    message.properties.set(tags::REPORT_TEXT, "The report text.");
    assert_eq!(first(&message), "Bob could not be reached.\r\n");
    message.properties.remove(tags::BODY.id());
    assert_eq!(first(&message), "The report text.");
    message.properties.remove(tags::REPORT_TEXT.id());
    message.properties.set(tags::ORIGINAL_SUBJECT, "Plan");
    insta::assert_snapshot!(first(&message).replace("\r\n", "\n"));
    message.properties.set(
        tags::HTML,
        Bytes::from_static(b"<p>Bob could <b>not</b> be reached.</p>"),
    );
    assert_eq!(
        tree(&message),
        [
            "multipart/report",
            "  multipart/alternative",
            "    text/plain",
            "    text/html",
            "  message/delivery-status",
            "  message/rfc822",
            "    text/plain"
        ]
    );
}

#[test]
fn rp_01_only_the_header_of_the_original_and_a_further_file() {
    let mut message = ndr();
    message.attachments = vec![
        Attachment::file(0, "log.txt", "text/plain", &b"log"[..]),
        Attachment::file(
            1,
            "headers.txt",
            "text/rfc822-headers",
            &b"Subject: Plan\nMessage-ID: <1@a.test>\n"[..],
        ),
    ];
    assert_eq!(
        tree(&message),
        [
            "multipart/report",
            "  multipart/mixed",
            "    text/plain",
            "    text/plain",
            "  message/delivery-status",
            "  text/rfc822-headers"
        ]
    );
    let text = text(&message);
    assert!(
        text.contains(
            "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: 7bit\r\n\r\nSubject: Plan\r\n"
        ),
        "{text}"
    );
}

#[test]
fn rp_02_the_reporting_host_has_its_type() {
    let host = |value: Option<&str>| {
        let mut message = ndr();
        match value {
            Some(value) => message
                .properties
                .set(tags::REPORTING_MESSAGE_TRANSFER_AGENT, value),
            None => message
                .properties
                .remove(tags::REPORTING_MESSAGE_TRANSFER_AGENT.id()),
        };
        let text = text(&message);
        let line = text
            .lines()
            .find(|line| line.starts_with("Reporting-MTA"))
            .unwrap();
        line.to_owned()
    };
    assert_eq!(
        host(Some("mail.relay.test")),
        "Reporting-MTA: dns; mail.relay.test"
    );
    assert_eq!(
        host(Some("dns;mail.relay.test")),
        "Reporting-MTA: dns; mail.relay.test"
    );
    assert_eq!(host(Some("x-own; a b")), "Reporting-MTA: x-own; a b");
    assert_eq!(host(Some("no host")), "Reporting-MTA: x-local-hostname; no host");
    assert_eq!(host(None), "Reporting-MTA: dns; relay.test");
}

#[test]
fn rp_03_and_rp_10_each_recipient_is_a_group_of_its_own() {
    read(&ndr(), |parsed| {
        let part = parsed.parts.iter().find(|p| {
            p.content_type()
                .is_some_and(|c| c.c_subtype.as_deref() == Some("delivery-status"))
        });
        let content = String::from_utf8(part.unwrap().contents().to_vec()).unwrap();
        let groups: Vec<&str> = content.split("\r\n\r\n").collect();
        assert_eq!(groups.len(), 3, "{content}");
        assert!(
            groups[1].starts_with("Final-Recipient: rfc822; bob@b.test\r\n"),
            "{content}"
        );
        assert!(
            groups[2].starts_with("Final-Recipient: x-ex; /o=O/ou=First Group/cn=cy\r\n"),
            "{content}"
        );
    });
}

#[test]
fn rp_03_a_report_about_nobody_has_a_group_all_the_same() {
    let mut message = ndr();
    message.recipients.clear();
    assert!(
        text(&message)
            .contains("\r\n\r\nFinal-Recipient: rfc822;\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\n")
    );
    message.properties.set(tags::ORIGINAL_DISPLAY_TO, "Bob; Cy");
    assert!(text(&message).contains("X-Display-Name: Bob; Cy\r\n"));
}

#[test]
fn rp_04_the_action_is_the_ending_of_the_class() {
    for (ending, action, status) in [
        ("NDR", "failed", "5.1.1"),
        ("DR", "delivered", "2.0.0"),
        ("Expanded.DR", "expanded", "2.0.0"),
        ("Relayed.DR", "relayed", "2.0.0"),
        ("Delayed.DR", "delayed", "4.1.1"),
    ] {
        let mut message = ndr();
        let class = format!("REPORT.IPM.Schedule.Meeting.Request.{ending}");
        message.properties.set(tags::MESSAGE_CLASS, class.as_str());
        let text = text(&message);
        assert!(
            text.contains(&format!("Action: {action}\r\nStatus: {status}\r\n")),
            "{text}"
        );
    }
}

#[test]
fn rp_06_what_the_remote_host_said() {
    let text = text(&ndr());
    assert!(text.contains("Remote-MTA: dns; mx.b.test\r\n"), "{text}");
    assert!(
        text.contains("Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n"),
        "{text}"
    );
    assert!(
        text.contains("X-Supplementary-Info: <mx.b.test #5.1.1 smtp;550 5.1.1 no such user>\r\n"),
        "{text}"
    );
    // Outside US-ASCII as an encoded word; none where it is the address.
    assert!(text.contains("X-Display-Name: =?utf-8?"), "{text}");
    let mut message = ndr();
    message.recipients[0]
        .properties
        .set(tags::DISPLAY_NAME, "BOB@b.test");
    message.recipients.pop();
    assert!(!super::support::text(&message).contains("X-Display-Name"));
}

#[test]
fn rp_07_a_read_receipt() {
    insta::assert_snapshot!(shown(&receipt()));
    assert!(mime(&receipt()).report().is_empty());
}

#[test]
fn rp_07_the_reader_may_be_unknown() {
    let mut message = receipt();
    for tag in [tags::SENDER_SMTP_ADDRESS, tags::SENDER_NAME] {
        message.properties.remove(tag.id());
    }
    assert!(text(&message).contains("Final-Recipient: rfc822; bob@b.test\r\n"));
    message
        .properties
        .set(tags::SENDER_SMTP_ADDRESS, "delegate@b.test");
    assert!(text(&message).contains("Final-Recipient: rfc822; delegate@b.test\r\n"));
}

#[test]
fn rp_08_the_disposition_is_that_of_the_class() {
    let disposition = |class: &str, mode: Option<&str>| {
        let mut message = receipt();
        message.properties.set(tags::MESSAGE_CLASS, class);
        if let Some(mode) = mode {
            message.properties.set(tags::REPORT_DISPOSITION_MODE, mode);
        }
        let text = text(&message);
        let line = text
            .lines()
            .find(|line| line.starts_with("Disposition: "))
            .unwrap();
        line.to_owned()
    };
    assert_eq!(
        disposition("REPORT.IPM.Note.IPNRN", None),
        "Disposition: automatic-action/MDN-sent-automatically; displayed"
    );
    assert_eq!(
        disposition("REPORT.IPM.Note.IPNNRN", Some("x\r\nBcc: y")),
        "Disposition: automatic-action/MDN-sent-automatically; deleted"
    );
    assert_eq!(
        disposition("REPORT.IPM.Note.IPNRN", Some("Manual-action/MDN-sent-manually")),
        "Disposition: manual-action/MDN-sent-manually; displayed"
    );
}

#[test]
fn rp_09_a_report_is_automatic_and_asks_for_no_receipt() {
    for mut message in [ndr(), receipt()] {
        message.properties.set(tags::READ_RECEIPT_REQUESTED, true);
        let text = text(&message);
        assert!(text.contains("\r\nAuto-Submitted: auto-replied\r\n"), "{text}");
        assert!(!text.contains("Disposition-Notification-To"), "{text}");
    }
}

#[test]
fn ad_06_an_attached_delivery_report_went_to_whom_it_was_for() {
    let to = |report: &Message| {
        let mut outer = note();
        outer.attachments.push(Attachment::message(0, report.clone()));
        read(&outer, |parsed| {
            let inner = parsed.attachment(0).unwrap().message().unwrap();
            inner
                .to()
                .and_then(|to| to.first())
                .map(|a| a.address().unwrap().to_owned())
        })
    };
    let mut report = ndr();
    report.properties.set(tags::RECEIVED_BY_SMTP_ADDRESS, "by@a.test");
    assert_eq!(to(&report).as_deref(), Some("ann@a.test"));
    report
        .properties
        .remove(tags::RECEIVED_REPRESENTING_SMTP_ADDRESS.id());
    assert_eq!(to(&report).as_deref(), Some("by@a.test"));
    report.properties.remove(tags::RECEIVED_BY_SMTP_ADDRESS.id());
    assert_eq!(to(&report), None);
    // The rows of a receipt are its recipients.
    assert_eq!(to(&receipt()).as_deref(), Some("ann@a.test"));
}

#[test]
fn rp_14_a_receipt_names_the_original_by_key() {
    let text = text(&receipt());
    assert!(
        text.contains("X-MSExch-Correlation-Key: AQIDc2VhcmNoIGtleQ==\r\n"),
        "{text}"
    );
    assert!(text.contains("Original-Message-ID: <1@a.test>\r\n"), "{text}");
    assert!(text.contains("\r\nReferences: <1@a.test>\r\n"), "{text}");
}
