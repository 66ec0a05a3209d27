use super::check::check_report;
use bytes::Bytes;
use mail_parser::{MessageParser, MimeHeaders};
use ropeway_mime::dsn::{Action, DeliveryReport, Original, ReportedRecipient};
use ropeway_types::ProxyAddress;
use std::time::{Duration, UNIX_EPOCH};

const ORIGINAL: &[u8] =
    b"From: <a@a.test>\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n and more\r\nMessage-ID: <1@a.test>\r\n\r\nBody\r\n";

fn report() -> DeliveryReport {
    let mut recipient = ReportedRecipient::new(ProxyAddress::smtp("Bob@b.test"), Action::Failed, "5.1.1");
    recipient.original_recipient = Some("rfc822;bob+old@b.test".into());
    recipient.remote_mta = Some("mx.b.test".into());
    recipient.diagnostic = Some("550-5.1.1 No such user\r\n550 5.1.1 Grüße".into());
    recipient.last_attempt = Some(UNIX_EPOCH + Duration::from_secs(1_700_000_100));
    let mut report = DeliveryReport::new("relay.test", "ann@a.test");
    report.arrival = Some(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    report.original_envelope_id = Some("env 1".into());
    report.original = Original::Full(Bytes::from_static(ORIGINAL));
    report.recipients = vec![
        recipient,
        ReportedRecipient::new(ProxyAddress::new("EX", "/o=O/cn=x"), Action::Failed, "nonsense"),
    ];
    report.date = UNIX_EPOCH + Duration::from_secs(1_700_000_200);
    report.seed = 3;
    report
}

fn text(report: &DeliveryReport) -> String {
    let bytes = report.to_bytes();
    check_report(&bytes, false);
    assert_eq!(bytes, report.to_bytes());
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn bn_01_to_04_a_report_of_failure() {
    insta::assert_snapshot!(text(&report()).replace("\r\n", "\n"));
}

#[test]
fn bn_01_three_parts_in_order() {
    let bytes = report().to_bytes();
    let parsed = MessageParser::new().parse(&bytes[..]).unwrap();
    let types: Vec<String> = parsed
        .parts
        .iter()
        .map(|p| {
            let c = p.content_type().unwrap();
            format!("{}/{}", c.c_type, c.c_subtype.as_deref().unwrap_or_default())
        })
        .collect();
    assert_eq!(
        types,
        [
            "multipart/report",
            "text/plain",
            "message/delivery-status",
            "message/rfc822"
        ]
    );
    assert_eq!(
        parsed.content_type().unwrap().attribute("report-type"),
        Some("delivery-status")
    );
    assert_eq!(parsed.subject().unwrap(), "Undeliverable: Grüße and more");
    assert_eq!(parsed.in_reply_to().as_text(), Some("1@a.test"));
}

#[test]
fn bn_02_multiple_groups_are_apart() {
    let text = text(&report());
    assert!(text.contains("\r\n\r\nOriginal-Recipient: rfc822;bob+old@b.test\r\nFinal-Recipient: rfc822; Bob@b.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"), "{text}");
    assert!(
        text.contains("\r\n\r\nFinal-Recipient: x-ex; /o=O/cn=x\r\nAction: failed\r\nStatus: 5.0.0\r\n"),
        "{text}"
    );
}

#[test]
fn bn_03_header_alone_and_what_cannot_be_returned_whole() {
    let mut report = report();
    report.original = Original::Headers(Bytes::from_static(ORIGINAL));
    let headers = text(&report);
    assert!(headers.contains("Content-Type: text/rfc822-headers") && !headers.contains("Body"));
    for broken in [
        &b"Subject: x\n\nbare\n"[..],
        b"Subject: x\r\n\r\n\xFF\r\n",
        b"Subject: x\r\n\r\nno end",
        b"\0",
    ] {
        report.original = Original::Full(Bytes::from_static(broken));
        assert!(text(&report).contains("text/rfc822-headers"));
    }
}

#[test]
fn bn_07_a_delay_says_until_when() {
    let mut report = report();
    report.recipients.truncate(1);
    report.recipients[0].action = Action::Delayed;
    report.recipients[0].status = "4.4.1".into();
    report.recipients[0].will_retry_until = Some(UNIX_EPOCH + Duration::from_secs(1_700_400_000));
    let text = text(&report);
    assert!(
        text.contains("Will-Retry-Until: Sun, 19 Nov 2023 13:20:00 +0000\r\n"),
        "{text}"
    );
    assert!(text.contains("Subject: Delayed: "), "{text}");
}

#[test]
fn bn_08_addresses_outside_ascii_are_escaped() {
    let mut report = report();
    report.recipients[0].final_recipient = ProxyAddress::smtp("jö@b.test");
    assert!(text(&report).contains("Final-Recipient: utf-8; j\\x{F6}@b.test\r\n"));
}

#[test]
fn hostile_replies_and_names_stay_in_their_place() {
    let mut report = report();
    report.recipients[0].diagnostic = Some(format!(
        "550 x\r\n\r\n--boundary\r\nBcc: x@y.test\0{}",
        "y".repeat(100_000)
    ));
    report.recipients[0].remote_mta = Some("mx\r\nX-Evil: 1".into());
    report.recipients[0].original_recipient = Some("rfc822;a\r\nX-Evil: 2".into());
    report.reporting_mta = "no domain\r\nX-Evil: 3".into();
    report.to = "ann@a.test>\r\nBcc: <x@y.test".into();
    report.from_name = "n\r\nBcc: x".into();
    let text = text(&report);
    assert!(
        !text.contains("\r\nX-Evil") && !text.contains("\r\nBcc"),
        "{text}"
    );
    assert!(text.contains("Reporting-MTA: x-local-hostname;"), "{text}");
}
