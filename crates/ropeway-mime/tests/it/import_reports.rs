//! Reports that become message objects: section 7 of the map, the other way.

use super::import_round::there_and_back;
use super::reports::{ndr, receipt};
use super::support::note;
use bytes::Bytes;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use ropeway_message::{Attachment, Message, RECEIVED_BY, RECEIVED_REPRESENTING, Recipient, RecipientType};
use ropeway_mime::{ImportFindingKind, ImportOptions, Imported, import};
use ropeway_types::{CodePage, tags};

const CP: CodePage = CodePage::WINDOWS_1252;

fn imported(mail: &str) -> Imported {
    let mail = Bytes::from(mail.replace('\n', "\r\n"));
    import(&mail, &ImportOptions::default()).unwrap()
}

fn class(message: &Message) -> String {
    message.message_class()
}

#[test]
fn rp_12_a_delivery_report_comes_back() {
    let message = there_and_back(&ndr());
    assert_eq!(class(&message), "REPORT.IPM.Note.NDR");
    for person in [RECEIVED_BY, RECEIVED_REPRESENTING] {
        assert_eq!(message.person(&person).unwrap().address(), "ann@a.test");
    }
    assert_eq!(
        message.text(tags::REPORTING_MESSAGE_TRANSFER_AGENT).unwrap(),
        "mail.relay.test"
    );
    let [bob, cy] = message.recipients.as_slice() else {
        panic!("{:?}", message.recipients)
    };
    assert_eq!(bob.display_name(CP).unwrap(), "Bob Müller");
    assert_eq!(bob.address(CP).unwrap().address(), "bob@b.test");
    let int = |tag| bob.properties.int(tag);
    assert_eq!(int(tags::NON_DELIVERY_REPORT_STATUS_CODE), Some(511));
    assert_eq!(int(tags::NON_DELIVERY_REPORT_DIAG_CODE), Some(35));
    assert_eq!(int(tags::NON_DELIVERY_REPORT_REASON_CODE), Some(1));
    let text = |tag| bob.properties.text(tag, CP);
    assert_eq!(text(tags::REMOTE_MESSAGE_TRANSFER_AGENT).unwrap(), "mx.b.test");
    assert_eq!(bob.properties.time(tags::DELIVER_TIME), None);
    assert_eq!(
        bob.properties.time(tags::REPORT_TIME),
        message.properties.time(tags::CLIENT_SUBMIT_TIME)
    );
    let address = cy.address(CP).unwrap();
    assert_eq!(
        (address.address_type(), address.address()),
        ("EX", "/o=O/ou=First Group/cn=cy")
    );
    assert_eq!(cy.display_name(CP).unwrap(), "Cy");
    assert_eq!(message.text(tags::ORIGINAL_SUBJECT).unwrap(), "Plan");
}

#[test]
fn rp_12_every_form_of_a_delivery_report_comes_back() {
    for ending in ["DR", "Expanded.DR", "Relayed.DR", "Delayed.DR"] {
        let mut report = ndr();
        let kind = format!("REPORT.IPM.Note.{ending}");
        report.properties.set(tags::MESSAGE_CLASS, kind.as_str());
        let message = there_and_back(&report);
        assert_eq!(class(&message), kind);
        assert!(
            message.recipients[0]
                .properties
                .time(tags::DELIVER_TIME)
                .is_some()
        );
        assert_eq!(
            message.recipients[0]
                .properties
                .int(tags::NON_DELIVERY_REPORT_DIAG_CODE),
            None
        );
    }
    let mut headers = ndr();
    headers.attachments = vec![
        Attachment::file(0, "log.txt", "text/plain", &b"log"[..]),
        Attachment::file(1, "h", "text/rfc822-headers", &b"Subject: Plan\r\n"[..]),
    ];
    let message = there_and_back(&headers);
    assert_eq!(
        message.attachments[1].data().unwrap()[..],
        b"Subject: Plan\r\n"[..]
    );
    let mut html = ndr();
    html.properties.remove(tags::BODY.id());
    html.properties
        .set(tags::HTML, Bytes::from_static(b"<p>gone</p>\r\n"));
    there_and_back(&html);
    let mut silent = ndr();
    silent.properties.remove(tags::BODY.id());
    silent.attachments.clear();
    there_and_back(&silent);
    let mut nobody = ndr();
    nobody.recipients.clear();
    nobody.properties.set(tags::ORIGINAL_DISPLAY_TO, "Bob; Cy");
    there_and_back(&nobody);
    let mut outer = note();
    outer.attachments.push(Attachment::message(0, ndr()));
    let outer = there_and_back(&outer);
    let inner = outer.attachments[0].embedded.as_deref().unwrap();
    assert_eq!(class(inner), "REPORT.IPM.Note.NDR");
}

#[test]
fn rp_13_a_receipt_comes_back() {
    let message = there_and_back(&receipt());
    assert_eq!(class(&message), "REPORT.IPM.Note.IPNRN");
    assert_eq!(message.text(tags::ORIGINAL_MESSAGE_ID).unwrap(), "<1@a.test>");
    assert_eq!(message.text(tags::INTERNET_REFERENCES).unwrap(), "<1@a.test>");
    assert_eq!(
        message.properties.binary(tags::PARENT_KEY).unwrap()[..],
        b"\x01\x02\x03search key"[..]
    );
    assert_eq!(
        message.text(tags::REPORT_TEXT).unwrap(),
        "automatic-action/MDN-sent-automatically; displayed"
    );
    assert_eq!(message.text(tags::ORIGINAL_DISPLAY_TO).unwrap(), "bob@b.test");
    assert_eq!(message.recipients.len(), 1);
    let mut unread = receipt();
    unread
        .properties
        .set(tags::MESSAGE_CLASS, "REPORT.IPM.Note.IPNNRN");
    unread
        .properties
        .set(tags::REPORT_DISPOSITION_MODE, "manual-action/MDN-sent-manually");
    assert_eq!(class(&there_and_back(&unread)), "REPORT.IPM.Note.IPNNRN");
}

const POSTFIX: &str = "From: MAILER-DAEMON@b.test (Mail Delivery System)
To: ann@a.test
Subject: Undelivered Mail Returned to Sender
Date: Tue, 29 Mar 2011 08:52:48 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"

--b
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

Sorry.

--b
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.b.test
X-Postfix-Queue-ID: 1234
Arrival-Date: Tue, 29 Mar 2011 08:50:00 +0000

Final-Recipient: rfc822; bob@b.test
Original-Recipient: rfc822;bob@b.test
Action: failed
Status: 5.2.2 (mailbox full)
Remote-MTA: dns; store.b.test
Diagnostic-Code: smtp; 552 5.2.2 over
    quota
Final-Recipient: utf-8; \\x{FC}@b.test
Action: failed
Status: 5.7.26

Final-Recipient: rfc822; cy@b.test
Action: delayed
Status: 4.4.1

--b
Content-Type: text/rfc822-headers

Subject: Plan

--b--
";

#[test]
fn rp_12_a_report_of_another_server() {
    let Imported { message, report, .. } = imported(POSTFIX);
    assert_eq!(class(&message), "REPORT.IPM.Note.NDR");
    assert_eq!(message.body().unwrap(), "Sorry.\r\n");
    let rows: Vec<_> = message
        .recipients
        .iter()
        .map(|row| {
            let address = row.address(CP).unwrap().address().to_owned();
            let status = row.properties.int(tags::NON_DELIVERY_REPORT_STATUS_CODE).unwrap();
            let info = row
                .properties
                .text(tags::SUPPLEMENTARY_INFO, CP)
                .unwrap_or_default();
            (address, status, info)
        })
        .collect();
    assert_eq!(
        rows,
        [
            (
                "bob@b.test".into(),
                522,
                "<store.b.test #5.2.2 smtp; 552 5.2.2 over    quota>".into()
            ),
            ("ü@b.test".to_owned(), 570, String::new()),
        ]
    );
    let kinds: Vec<_> = report
        .deviations
        .iter()
        .map(|finding| finding.kind.clone())
        .collect();
    let field = |name: &str| ImportFindingKind::ReportField(name.to_owned());
    assert_eq!(
        kinds,
        [
            field("x-postfix-queue-id"),
            field("arrival-date"),
            field("original-recipient"),
            ImportFindingKind::ReportRecipients(1),
        ]
    );
}

#[test]
fn rp_13_dispositions_and_their_classes() {
    for (what, ending) in [
        ("displayed", "IPNRN"),
        ("dispatched", "IPNRN"),
        ("Processed/error", "IPNRN"),
        ("deleted", "IPNNRN"),
        ("denied", "IPNNRN"),
        ("failed", "IPNNRN"),
    ] {
        let mail = format!(
            "From: b@b.test\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n\
             --b\n\nread\n--b\nContent-Type: message/disposition-notification\n\n\
             Original-Recipient: rfc822;old@b.test\nFinal-Recipient: rfc822;b@b.test\n\
             Disposition: manual-action/MDN-sent-manually; {what}\n\n--b--\n"
        );
        let Imported { message, report, .. } = imported(&mail);
        assert_eq!(class(&message), format!("REPORT.IPM.Note.{ending}"), "{what}");
        assert_eq!(message.text(tags::ORIGINAL_DISPLAY_TO).unwrap(), "old@b.test");
        assert!(report.is_empty(), "{report:?}");
    }
}

#[test]
fn rp_12_a_report_that_says_nothing_is_a_message() {
    let nothing = POSTFIX
        .replace("Final-Recipient", "X-Final")
        .replace("Original-Recipient", "X-Original");
    for mail in [
        nothing,
        POSTFIX.replace("report-type=delivery-status", "report-type=feedback-report"),
        POSTFIX.replace("message/delivery-status", "text/plain"),
    ] {
        let Imported { message, report, .. } = imported(&mail);
        assert_eq!(class(&message), "IPM.Note");
        assert!(
            report
                .deviations
                .iter()
                .any(|finding| matches!(finding.kind, ImportFindingKind::Report(_))),
            "{report:?}"
        );
        assert_eq!(message.attachments.len(), 2);
    }
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Zäß日#<>;:.@=?_-]{1,30}( [a-zA-Z0-9ü;<>.-]{1,20}){0,6}"
}

fn row() -> impl Strategy<Value = Recipient> {
    let address = prop_oneof![
        "[a-z]{1,8}@b\\.test".prop_map(|a| Some(("SMTP", a))),
        "[a-zü]{1,8}ü@b\\.test".prop_map(|a| Some(("SMTP", a))),
        "/o=[A-Z]{1,9}/cn=[a-z]{1,9}".prop_map(|a| Some(("EX", a))),
        Just(None),
    ];
    let codes = (
        option::of(-10i32..700),
        option::of(-1i32..60),
        option::of(-1i32..9),
    );
    (
        option::of(text()),
        address,
        codes,
        option::of("[a-z]{1,9}(\\.[a-z]{2,5}){0,2}"),
        option::of(text()),
    )
        .prop_map(|(name, address, (status, diagnostic, reason), host, info)| {
            let mut row = Recipient {
                recipient_type: RecipientType::TO,
                ..Recipient::default()
            };
            let p = &mut row.properties;
            if let Some((kind, address)) = address {
                p.set(tags::ADDRESS_TYPE, kind);
                p.set(tags::EMAIL_ADDRESS, address.as_str());
            }
            for (tag, text) in [
                (tags::DISPLAY_NAME, name),
                (tags::REMOTE_MESSAGE_TRANSFER_AGENT, host),
                (tags::SUPPLEMENTARY_INFO, info),
            ] {
                if let Some(text) = text {
                    p.set(tag, text.as_str());
                }
            }
            for (tag, code) in [
                (tags::NON_DELIVERY_REPORT_STATUS_CODE, status),
                (tags::NON_DELIVERY_REPORT_DIAG_CODE, diagnostic),
                (tags::NON_DELIVERY_REPORT_REASON_CODE, reason),
            ] {
                if let Some(code) = code {
                    p.set(tag, code);
                }
            }
            row
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn rp_12_any_delivery_report_comes_back(
        rows in vec(row(), 0..4),
        ending in select(vec!["NDR", "DR", "Expanded.DR", "Relayed.DR", "Delayed.DR"]),
        host in option::of(text()),
        body in option::of(text()),
        original in any::<bool>(),
    ) {
        let mut report = ndr();
        report.recipients = rows;
        if !original {
            report.attachments.clear();
        }
        let p = &mut report.properties;
        p.set(tags::MESSAGE_CLASS, format!("REPORT.IPM.Note.{ending}").as_str());
        p.remove(tags::BODY.id());
        if let Some(body) = body {
            p.set(tags::BODY, format!("{body}\r\n").as_str());
        }
        p.remove(tags::REPORTING_MESSAGE_TRANSFER_AGENT.id());
        if let Some(host) = host {
            p.set(tags::REPORTING_MESSAGE_TRANSFER_AGENT, host.as_str());
        }
        there_and_back(&report);
    }
}
