//! Internet messages made to exhaust the importer.

use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ropeway_message::ReadOptions;
use ropeway_mime::{ImportFindingKind as Kind, ImportOptions, import, oracle};

/// Octets of a header or body; work that grows with its square would be felt here.
const SIZE: usize = 1 << 18;
/// Octets of a field: as long as a parser looks into.
const FIELD: usize = 60_000;

fn hostile(mail: impl Into<Bytes>) {
    let _ = import(&mail.into(), &ImportOptions::default());
}

#[test]
fn multiparts_in_each_other_become_a_file_at_last() {
    let mut mail = String::from("From: a@a.test\r\n");
    for n in 0..10_000 {
        mail.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"
        ));
    }
    let imported = import(&Bytes::from(mail), &ImportOptions::default()).unwrap();
    assert!(
        imported
            .report
            .deviations
            .iter()
            .any(|f| f.kind == Kind::UnreadableMultipart)
    );
    assert_eq!(imported.message.attachments.len(), 1);
}

#[test]
fn messages_in_each_other_become_a_file_at_last() {
    let mail = "Subject: x\r\nContent-Type: message/rfc822\r\n\r\n".repeat(10_000);
    let options = ImportOptions::default();
    let imported = import(&Bytes::from(mail.clone()), &options).unwrap();
    assert_eq!(imported.message.depth(), options.limits.max_depth);
    assert_eq!(
        imported.report.deviations.last().unwrap().kind,
        Kind::MessageAsFile
    );
    let options = ImportOptions::default().with_limits(ReadOptions::default().with_max_depth(10_000));
    let imported = import(&Bytes::from(mail), &options).unwrap();
    assert_eq!(imported.message.depth(), ImportOptions::MAX_DEPTH);
}

#[test]
fn mixed_nesting_is_bounded_on_a_small_stack() {
    let mut mail = String::from("Subject: x\r\n");
    for n in 0..1000 {
        for level in 0..10 {
            mail.push_str(&format!(
                "Content-Type: multipart/mixed; boundary=b{n}x{level}\r\n\r\n--b{n}x{level}\r\n"
            ));
        }
        mail.push_str("Content-Type: message/rfc822\r\n\r\nSubject: y\r\n");
    }
    let options = ImportOptions::default().with_limits(ReadOptions::default().with_max_depth(64));
    assert!(import(&Bytes::from(mail), &options).is_ok());
}

#[test]
fn long_headers_take_no_longer_than_their_length() {
    let patterns = [
        "=?",
        "=?a?q?",
        "=?utf-8?B?",
        "=?utf-8?Q?x?= ",
        "(",
        "\"",
        "<",
        ">",
        ",",
        ":",
        ";",
        "a:",
        "a:;",
        "a@b.test, ",
        "\\",
        "x=y;",
        "x*0=y;",
        "x*0*=a'b'%41;",
        "; a=b",
        "\r\n ",
        "\r\n\t=?",
        "<a@b> ",
        "a'",
        "()",
        "a@b (",
        "1 ",
        "Mon, ",
        "\u{fc}",
    ];
    for name in ["Subject", "From", "Content-Type", "Date", "Thread-Index"] {
        for pattern in patterns {
            let value = pattern.repeat(FIELD / pattern.len());
            hostile(format!("{name}: {value}\r\n\r\nx"));
        }
    }
}

#[test]
fn many_fields_and_parts_take_no_longer_than_their_length() {
    hostile("X-A: 1\r\n".repeat(SIZE / 8));
    let fields: String = (0..SIZE / 16).map(|n| format!("X-{n}: 1\r\n")).collect();
    hostile(fields);
    hostile(format!("A: 1\r\n{}", " folded\r\n".repeat(SIZE / 9)));
    hostile(format!("A: 1\r\n{}", "no field\r\n".repeat(SIZE / 10)));
    for part in [
        "--b\r\n",
        "--b\r\n\r\nx\r\n",
        "--b\r\nContent-Type: message/rfc822\r\n\r\n",
        "--b--\r\n",
        "--\r\n",
        "\r\n",
    ] {
        hostile(format!(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
            part.repeat(SIZE / part.len())
        ));
    }
    let image = "--b\r\nContent-Type: image/png\r\nContent-ID: <a@b>\r\n\r\nx\r\n";
    let html = format!(
        "--b\r\nContent-Type: text/html\r\n\r\n{}\r\n",
        "<img src=cid:a@b>".repeat(20_000)
    );
    hostile(format!(
        "Content-Type: multipart/related; boundary=b\r\n\r\n{html}{}",
        image.repeat(5000)
    ));
}

fn mail() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        select(vec![
            "Content-Type: multipart/mixed; boundary=b\r\n",
            "Content-Type: multipart/alternative; boundary=\"c\"\r\n",
            "Content-Type: multipart/related; boundary=r; start=\"<i@x>\"\r\n",
            "Content-Type: multipart/digest; boundary=b\r\n",
            "Content-Type: multipart/signed; boundary=b\r\n",
            "Content-Type: multipart/report; boundary=b; report-type=x\r\n",
            "Content-Type: message/rfc822\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
            "Content-Type: text/plain; charset=iso-2022-jp\r\n",
            "Content-Type: text/plain; charset=utf-16\r\n",
            "Content-Type: image/png; name=\"x\"\r\n",
            "Content-Type: application/pkcs7-mime\r\n",
            "Content-Type: application/ms-tnef\r\n",
            "Content-Type: ",
            "Content-Transfer-Encoding: base64\r\n",
            "Content-Transfer-Encoding: quoted-printable\r\n",
            "Content-Disposition: attachment; filename*0*=utf-8''%c3; filename*1=x\r\n",
            "Content-Disposition: inline; creation-date=\"Mon, 1 Jan 2024 99:99:99 +9999\"\r\n",
            "Content-ID: <i@x>\r\n",
            "Content-Location: http://x\r\n",
            "From: \"a\" <a@b.test>\r\n",
            "To: g: a@b, c <d@e>;, x:;\r\n",
            "Reply-To: a;b <c@d>\r\n",
            "Date: Mon, 1 Jan 2024 10:00:00 -0500\r\n",
            "Date: 99 Foo 99999999999999999999 25:61:61 +99999999\r\n",
            "Subject: Re: =?utf-8?Q?=C3?= =?x?B?AA?=\r\n",
            "Message-ID: <a@b>\r\n",
            "References: <a@b> x\r\n",
            "Thread-Index: AQ==\r\n",
            "Received: x; Mon, 1 Jan 2024 10:00:00 GMT\r\n",
            "X-A: b\r\n",
            "Keywords: a,,b\r\n",
            "Importance: high\r\n",
            "X-Priority: \u{e9}\r\n",
            "Disposition-Notification-To: <>\r\n",
            "X-Auto-Response-Suppress: DR, x\r\n",
            "X-Message-Flag: y\r\n",
            "\r\n",
            "\r\n\r\n",
            "--b\r\n",
            "--b--\r\n",
            "--c\r\n",
            "--c--\r\n",
            "--r\r\n",
            " folded\r\n",
            "<img src=cid:i@x>",
            "=E9=\r\n",
            "QUJD\r\n",
            "\n",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        vec(any::<u8>(), 0..12),
        "[ -~]{0,20}".prop_map(String::into_bytes),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_imported_can_be_stored_and_converted(mail in mail()) {
        oracle::import(&mail.into());
    }
}
