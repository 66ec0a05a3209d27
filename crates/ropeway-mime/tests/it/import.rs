//! Internet messages as message objects, rule by rule.

use bytes::Bytes;
use ropeway_message::{
    AttachMethod, Message, READ_RECEIPT, ReadOptions, RecipientType, SENDER, SENT_REPRESENTING,
};
use ropeway_mime::{ImportError, ImportFindingKind as Kind, ImportOptions, Imported, import};
use ropeway_types::{
    CodePage, EntryId, PropertyName, PropertyTag, PropertyValue, ProxyAddress, named, parse_flat_entry_list,
    property_set, tags,
};

const CP: CodePage = CodePage::WINDOWS_1252;

pub(crate) fn read(mail: &str) -> Imported {
    read_bytes(mail.replace('\n', "\r\n").into_bytes())
}

fn read_bytes(mail: impl Into<Bytes>) -> Imported {
    import(&mail.into(), &ImportOptions::default()).unwrap()
}

fn kinds(imported: &Imported) -> Vec<Kind> {
    imported
        .report
        .deviations
        .iter()
        .map(|f| f.kind.clone())
        .collect()
}

fn header(fields: &str) -> Message {
    let imported = read(&format!("{fields}\n\n"));
    assert_eq!(kinds(&imported), [], "{fields}");
    imported.message
}

fn named_text(message: &Message, name: &str) -> Option<String> {
    message.named_text(&PropertyName::name(property_set::PS_INTERNET_HEADERS, name))
}

#[test]
fn hd_02_subject_in_two_parts() {
    let message = header("Subject: Re: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n =?utf-8?B?IHg=?=");
    assert_eq!(message.text(tags::SUBJECT).unwrap(), "Re: Grüße x");
    assert_eq!(message.text(tags::SUBJECT_PREFIX).unwrap(), "Re: ");
    assert_eq!(message.text(tags::NORMALIZED_SUBJECT).unwrap(), "Grüße x");
    assert_eq!(message.text(tags::CONVERSATION_TOPIC).unwrap(), "Grüße x");
}

#[test]
fn ad_07_from_and_sender() {
    let message = header("From: \"Ann A.\" <ann@a.test>\nSender: bob@b.test");
    assert_eq!(message.text(tags::SENT_REPRESENTING_NAME).unwrap(), "Ann A.");
    assert_eq!(
        message.person(&SENT_REPRESENTING),
        Some(ProxyAddress::smtp("ann@a.test"))
    );
    assert_eq!(
        message.text(tags::SENT_REPRESENTING_SMTP_ADDRESS).unwrap(),
        "ann@a.test"
    );
    assert_eq!(message.text(tags::SENDER_NAME).unwrap(), "bob@b.test");
    assert_eq!(message.person(&SENDER), Some(ProxyAddress::smtp("bob@b.test")));
    let key = message.properties.binary(tags::SENDER_SEARCH_KEY).unwrap();
    assert_eq!(&key[..], b"SMTP:BOB@B.TEST\0");
    let id = message
        .properties
        .binary(tags::SENT_REPRESENTING_ENTRY_ID)
        .unwrap();
    let EntryId::OneOff(id) = EntryId::parse(id).unwrap() else {
        panic!()
    };
    assert_eq!(
        (id.display_name(CP), id.address_type(CP), id.address(CP)),
        ("Ann A.".into(), "SMTP".into(), "ann@a.test".into())
    );
}

#[test]
fn ad_08_one_person_fills_both_groups() {
    let message = header("From: ann@a.test");
    assert_eq!(message.person(&SENDER), message.person(&SENT_REPRESENTING));
    let message = header("Sender: ann@a.test");
    assert_eq!(
        message.person(&SENT_REPRESENTING),
        Some(ProxyAddress::smtp("ann@a.test"))
    );
}

#[test]
fn ad_04_recipients_in_the_order_of_the_header() {
    let message = header(
        "To: Bob <bob@b.test>, \"C, D\" <c@d.test>\nCc: =?iso-8859-1?Q?J=F6rg?= <j@b.test>\nBcc: z@z.test\nTo: late@b.test",
    );
    let rows: Vec<_> = message
        .recipients
        .iter()
        .map(|r| {
            (
                r.row_id,
                r.recipient_type,
                r.display_name(CP).unwrap(),
                r.address(CP).unwrap().address().to_owned(),
            )
        })
        .collect();
    let row = |id, kind, name: &str, address: &str| (id, kind, name.to_owned(), address.to_owned());
    assert_eq!(
        rows,
        [
            row(0, RecipientType::TO, "Bob", "bob@b.test"),
            row(1, RecipientType::TO, "C, D", "c@d.test"),
            row(2, RecipientType::CC, "Jörg", "j@b.test"),
            row(3, RecipientType::BCC, "z@z.test", "z@z.test"),
            row(4, RecipientType::TO, "late@b.test", "late@b.test"),
        ]
    );
    assert!(EntryId::parse(message.recipients[0].properties.binary(tags::ENTRY_ID).unwrap()).is_ok());
}

#[test]
fn ad_16_groups_are_members_or_a_list_without_address() {
    let imported =
        read("From: a@a.test\nTo: Team: b@b.test, c@c.test;\nCc: All of us:;, undisclosed-recipients:;\n\n");
    assert_eq!(kinds(&imported), [Kind::Group("Team".into())]);
    let recipients = &imported.message.recipients;
    assert_eq!(recipients.len(), 3);
    assert_eq!(recipients[2].display_name(CP).unwrap(), "All of us");
    assert_eq!(recipients[2].properties.int(tags::DISPLAY_TYPE), Some(1));
    assert_eq!(recipients[2].address(CP), None);
}

#[test]
fn ad_09_reply_to_is_a_list_of_entry_ids() {
    let message = header("From: a@a.test\nReply-To: \"R; R\" <r@r.test>, s@s.test");
    let entries =
        parse_flat_entry_list(message.properties.binary(tags::REPLY_RECIPIENT_ENTRIES).unwrap()).unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(
        message.text(tags::REPLY_RECIPIENT_NAMES).unwrap(),
        "R, R;s@s.test"
    );
}

#[test]
fn ad_11_receipts() {
    let message = header("Disposition-Notification-To: r@r.test\nReturn-Receipt-To: d@r.test");
    assert_eq!(message.properties.bool(tags::READ_RECEIPT_REQUESTED), Some(true));
    assert_eq!(
        message.person(&READ_RECEIPT),
        Some(ProxyAddress::smtp("r@r.test"))
    );
    assert_eq!(
        message
            .properties
            .bool(tags::ORIGINATOR_DELIVERY_REPORT_REQUESTED),
        Some(true)
    );
}

#[test]
fn hd_01_times() {
    let message = header(
        "Received: from a by b; Tue, 29 Mar 2011 09:00:00 +0000\nReceived: from c by a; yesterday\n\
         Date: Tue, 29 Mar 2011 10:52:48 +0200\nReply-By: Thu, 1 Jan 1970 00:00:01 +0000\nExpires: Thu, 1 Jan 1970 00:00:02 +0000",
    );
    let time = |tag| message.properties.time(tag).unwrap().unix_seconds();
    assert_eq!(time(tags::CLIENT_SUBMIT_TIME), 1_301_388_768);
    assert_eq!(time(tags::MESSAGE_DELIVERY_TIME), 1_301_389_200);
    assert_eq!((time(tags::REPLY_TIME), time(tags::EXPIRY_TIME)), (1, 2));
}

#[test]
fn hd_05_to_08_threading() {
    let message = header(
        "Message-ID: <1@a.test>\nIn-Reply-To: <0@a.test>\nReferences: <a@a.test>\n\t<0@a.test>\nThread-Topic: Topic\nThread-Index: AQID\nSubject: Re: x",
    );
    assert_eq!(message.text(tags::INTERNET_MESSAGE_ID).unwrap(), "<1@a.test>");
    assert_eq!(message.text(tags::IN_REPLY_TO_ID).unwrap(), "<0@a.test>");
    assert_eq!(
        message.text(tags::INTERNET_REFERENCES).unwrap(),
        "<a@a.test> <0@a.test>"
    );
    assert_eq!(message.text(tags::CONVERSATION_TOPIC).unwrap(), "Topic");
    assert_eq!(
        message.properties.binary(tags::CONVERSATION_INDEX).unwrap()[..],
        [1, 2, 3]
    );
}

#[test]
fn hd_09_to_11_importance_priority_sensitivity() {
    let int = |fields: &str, tag: PropertyTag| header(fields).properties.int(tag);
    assert_eq!(int("Importance: High", tags::IMPORTANCE), Some(2));
    assert_eq!(int("X-Priority: 5 (Lowest)", tags::IMPORTANCE), Some(0));
    assert_eq!(int("X-Priority: 1\nImportance: low", tags::IMPORTANCE), Some(0));
    assert_eq!(int("X-MSMail-Priority: High", tags::IMPORTANCE), Some(2));
    assert_eq!(int("Priority: non-urgent", tags::PRIORITY), Some(-1));
    assert_eq!(
        int("Sensitivity: Company-Confidential", tags::SENSITIVITY),
        Some(3)
    );
    assert_eq!(
        int(
            "X-Auto-Response-Suppress: OOF, AutoReply",
            tags::AUTO_RESPONSE_SUPPRESS
        ),
        Some(0x30)
    );
    assert_eq!(
        int("X-Auto-Response-Suppress: All", tags::AUTO_RESPONSE_SUPPRESS),
        Some(-1)
    );
}

#[test]
fn hd_12_13_25_keywords_lists_and_flags() {
    let message = header(
        "Keywords: red, =?utf-8?Q?gr=C3=BCn?=\nList-Unsubscribe: <mailto:u@l.test>,\n <https://l.test/u>\nX-Message-Flag: Follow up",
    );
    let keywords = message.named(&named::KEYWORDS.property_name()).unwrap();
    assert_eq!(
        keywords,
        &PropertyValue::MultipleString(vec!["red".into(), "grün".into()])
    );
    assert_eq!(
        message.text(tags::LIST_UNSUBSCRIBE).unwrap(),
        "<mailto:u@l.test>, <https://l.test/u>"
    );
    assert_eq!(
        message.named_text(&named::FLAG_REQUEST.property_name()).unwrap(),
        "Follow up"
    );
}

#[test]
fn hd_34_other_fields_are_named_properties() {
    let message = header(
        "X-Thing: =?utf-8?Q?=C3=BC?=\nComments: a\nX-thing: b\nAuto-Submitted: auto-replied; x=y\nContent-Class: rpmsg.message\nDKIM-Signature: v=1\nARC-Seal: x",
    );
    let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, "X-Thing");
    assert_eq!(
        message.named(&name),
        Some(&PropertyValue::MultipleString(vec!["ü".into(), "b".into()]))
    );
    assert_eq!(named_text(&message, "Comments").unwrap(), "a");
    assert_eq!(
        named_text(&message, "Auto-Submitted").unwrap(),
        "auto-replied; x=y"
    );
    assert_eq!(named_text(&message, "Content-Class").unwrap(), "rpmsg.message");
    assert_eq!(named_text(&message, "DKIM-Signature"), None);
}

#[test]
fn hd_37_the_header_is_kept_as_received() {
    let mail = "Received: x; Tue, 29 Mar 2011 09:00:00 +0000\r\nSubject: a\r\n b\r\n";
    let message = read_bytes(format!("{mail}\r\nbody")).message;
    assert_eq!(message.text(tags::TRANSPORT_MESSAGE_HEADERS).unwrap(), mail);
    let options = ImportOptions::default().with_transport_headers(false);
    let message = import(&Bytes::from(mail), &options).unwrap().message;
    assert_eq!(message.text(tags::TRANSPORT_MESSAGE_HEADERS), None);
}

#[test]
fn what_cannot_be_mapped_is_reported() {
    let imported = read_bytes(
        &b"From: a@a.test, b@b.test\r\nSubject: \xFC\r\nDate: soon\r\nSubject: again\r\nImportance: very\r\nno field\r\nTo: Bob\r\n\r\nx\xFC"[..],
    );
    assert_eq!(
        kinds(&imported),
        [
            Kind::SeveralPeople("From".into()),
            Kind::FieldCharset("Subject".into()),
            Kind::FieldValue("Date".into()),
            Kind::DuplicateField("Subject".into()),
            Kind::FieldValue("Importance".into()),
            Kind::NoAddress("To".into()),
            Kind::HeaderLines(1),
            Kind::NoCharset,
        ]
    );
    assert_eq!(imported.message.text(tags::SUBJECT).unwrap(), "ü");
    assert_eq!(imported.message.text(tags::BODY).unwrap(), "xü");
    assert_eq!(
        imported.report.deviations[0].to_string(),
        "message: \"From\" names several people; the first one counts"
    );
}

#[test]
fn sk_05_a_plain_body() {
    let message = read("Content-Type: text/plain; charset=windows-1251\nContent-Transfer-Encoding: quoted-printable\n\n=CF=F0=\n\n").message;
    assert_eq!(message.text(tags::BODY).unwrap(), "Пр\r\n");
    assert_eq!(message.properties.int(tags::INTERNET_CODEPAGE), Some(1251));
    assert_eq!(message.properties.int(tags::NATIVE_BODY), Some(1));
    assert!(!message.properties.contains(tags::HTML.id()));
}

const ALTERNATIVE: &str = "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nplain\n\
--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>=FC</p>\n--b--\n";

#[test]
fn sk_06_alternatives_are_two_bodies() {
    let imported = read(ALTERNATIVE);
    assert_eq!(kinds(&imported), []);
    let message = imported.message;
    assert_eq!(message.text(tags::BODY).unwrap(), "plain");
    assert_eq!(
        message.properties.binary(tags::HTML).unwrap()[..],
        b"<p>\xFC</p>"[..]
    );
    assert_eq!(message.properties.int(tags::INTERNET_CODEPAGE), Some(28591));
    assert_eq!(message.properties.int(tags::NATIVE_BODY), Some(3));
    assert!(message.attachments.is_empty());
}

#[test]
fn sk_12_no_body_is_no_body() {
    let message = header("Content-Type: application/pdf; name=a.pdf");
    assert!(
        !message.properties.contains(tags::BODY.id()) && !message.properties.contains(tags::NATIVE_BODY.id())
    );
    assert_eq!(message.attachments.len(), 1);
}

#[test]
fn sk_07_at_05_images_of_the_html_are_marked() {
    let html = "Content-Type: text/html\n\n<img src=\"cid:a@x\">\n";
    let image = |id: &str| {
        format!(
            "Content-Type: image/png; name=i.png\nContent-ID: <{id}>\nContent-Disposition: inline\n\nPNG\n"
        )
    };
    let mail = format!(
        "Content-Type: multipart/related; boundary=r\n\n--r\n{html}--r\n{}--r\n{}--r--\n",
        image("a@x"),
        image("b@x")
    );
    let imported = read(&mail);
    assert_eq!(kinds(&imported), []);
    let files = &imported.message.attachments;
    assert_eq!(
        files[0].properties.text(tags::ATTACH_CONTENT_ID, CP).unwrap(),
        "a@x"
    );
    assert_eq!(files[0].properties.int(tags::ATTACH_FLAGS), Some(4));
    assert_eq!(files[0].properties.bool(tags::ATTACHMENT_HIDDEN), Some(true));
    assert_eq!(files[1].properties.int(tags::ATTACH_FLAGS), None);
    assert_eq!(files[1].properties.bool(tags::ATTACHMENT_HIDDEN), None);
}

#[test]
fn at_02_03_04_06_08_09_10_a_file_with_all_it_says() {
    let mail = "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nbody\n--m\n\
Content-Type: text/csv; charset=koi8-r; name=\"x.csv\"\nContent-Transfer-Encoding: base64\nContent-Description: The table\n\
Content-Location: http://x.test/t\nContent-Disposition: attachment; filename*=UTF-8''%C3%9Cbersicht%20lang.csv;\n creation-date=\"Tue, 29 Mar 2011 08:52:48 +0000\"; modification-date=\"Tue, 29 Mar 2011 08:52:49 +0000\"\n\nQSxC\n--m--\n";
    let imported = read(mail);
    assert_eq!(kinds(&imported), []);
    assert_eq!(imported.message.text(tags::BODY).unwrap(), "body");
    let file = &imported.message.attachments[0];
    let text = |tag| file.properties.text(tag, CP).unwrap();
    assert_eq!(file.data().unwrap()[..], b"A,B"[..]);
    assert_eq!(file.method(), AttachMethod::BY_VALUE);
    assert_eq!(text(tags::ATTACH_LONG_FILENAME), "Übersicht lang.csv");
    assert_eq!(text(tags::ATTACH_FILENAME), "bersic~1.csv");
    assert_eq!(text(tags::ATTACH_EXTENSION), ".csv");
    assert_eq!(text(tags::DISPLAY_NAME), "The table");
    assert_eq!(text(tags::ATTACH_MIME_TAG), "text/csv");
    assert_eq!(text(tags::TEXT_ATTACHMENT_CHARSET), "koi8-r");
    assert_eq!(text(tags::ATTACH_CONTENT_LOCATION), "http://x.test/t");
    assert_eq!(file.properties.int(tags::RENDERING_POSITION), Some(-1));
    assert_eq!(
        file.properties.time(tags::CREATION_TIME).unwrap().unix_seconds(),
        1_301_388_768
    );
    assert_eq!(
        file.properties
            .time(tags::LAST_MODIFICATION_TIME)
            .unwrap()
            .unix_seconds(),
        1_301_388_769
    );
}

#[test]
fn at_02_a_file_without_a_name_gets_one() {
    let message = read("Content-Type: image/png\n\nx").message;
    let name = message.attachments[0]
        .properties
        .text(tags::ATTACH_LONG_FILENAME, CP);
    assert_eq!(name.unwrap(), "ATT00001.png");
}

#[test]
fn at_11_an_embedded_message() {
    let mail = "Subject: outer\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\nbody\n--m\n\
Content-Type: message/rfc822\nContent-Disposition: attachment; filename=\"x.eml\"\n\nFrom: i@i.test\nSubject: inner\n\ninner body\n--m--\n";
    let imported = read(mail);
    assert_eq!(kinds(&imported), []);
    let attachment = &imported.message.attachments[0];
    assert_eq!(attachment.method(), AttachMethod::EMBEDDED_MESSAGE);
    assert_eq!(
        attachment.properties.text(tags::DISPLAY_NAME, CP).unwrap(),
        "inner"
    );
    assert_eq!(
        attachment
            .properties
            .text(tags::ATTACH_LONG_FILENAME, CP)
            .unwrap(),
        "x.eml"
    );
    let inner = attachment.embedded.as_deref().unwrap();
    assert_eq!(inner.text(tags::SUBJECT).unwrap(), "inner");
    assert_eq!(inner.text(tags::BODY).unwrap(), "inner body");
    assert_eq!(
        inner.person(&SENT_REPRESENTING),
        Some(ProxyAddress::smtp("i@i.test"))
    );
}

#[test]
fn at_18_tnef_is_a_file_and_reported() {
    let imported = read("Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\neJ8+Ig==\n");
    assert_eq!(kinds(&imported), [Kind::Tnef]);
    let name = imported.message.attachments[0]
        .properties
        .text(tags::ATTACH_LONG_FILENAME, CP);
    assert_eq!(name.unwrap(), "winmail.dat");
}

#[test]
fn a_further_text_is_a_file() {
    let mail = "Content-Type: multipart/mixed; boundary=m\n\nfor old readers\n--m\n\nbody\n--m\nContent-Type: text/plain\n\nfooter\n--m\n\
Content-Type: text/html\n\n<p>x\n";
    let imported = read(mail);
    assert_eq!(
        kinds(&imported),
        [
            Kind::OpenMultipart,
            Kind::AroundParts(13),
            Kind::FurtherBody,
            Kind::FurtherBody
        ]
    );
    assert_eq!(imported.message.text(tags::BODY).unwrap(), "body");
    assert_eq!(imported.message.attachments[0].data().unwrap()[..], b"footer"[..]);
    assert_eq!(imported.message.attachments.len(), 2);
}

#[test]
fn rp_12_a_report_about_nobody_becomes_an_ordinary_message() {
    let mail = "Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\n\nfailed\n--r\n\
Content-Type: message/delivery-status\n\nReporting-MTA: dns; x.test\n--r\nContent-Type: message/rfc822\n\nSubject: original\n\nx\n--r--\n";
    let imported = read(mail);
    assert_eq!(kinds(&imported), [Kind::Report("delivery-status".into())]);
    assert_eq!(imported.message.message_class(), "IPM.Note");
    assert_eq!(imported.message.text(tags::BODY).unwrap(), "failed");
    assert_eq!(
        imported.message.attachments[0]
            .properties
            .text(tags::ATTACH_MIME_TAG, CP)
            .unwrap(),
        "message/delivery-status"
    );
    assert_eq!(
        imported.message.attachments[1]
            .embedded
            .as_deref()
            .unwrap()
            .subject()
            .unwrap(),
        "original"
    );
}

const SIGNED: &str = "From: a@a.test\r\nContent-Type: multipart/signed; micalg=sha-256;\r\n\tprotocol=\"application/pkcs7-signature\"; boundary=\"=_s\"\r\nSubject: s\r\n\r\n\
preamble\r\n--=_s\r\nContent-Type: text/plain\r\n\r\nsigned   text \r\n--=_s\r\nContent-Type: application/pkcs7-signature\r\n\r\nAAAA\r\n--=_s--\r\n";

#[test]
fn sm_02_a_signed_message_is_one_attachment_octet_for_octet() {
    let imported = read_bytes(SIGNED);
    assert_eq!(kinds(&imported), []);
    let message = imported.message;
    assert_eq!(message.message_class(), "IPM.Note.SMIME.MultipartSigned");
    assert_eq!(message.subject().unwrap(), "s");
    assert_eq!(message.attachments.len(), 1);
    let data = message.attachments[0].data().unwrap();
    let body = SIGNED.split_once("\r\n\r\n").unwrap().1;
    let expected = format!(
        "Content-Type: multipart/signed; micalg=sha-256;\r\n\tprotocol=\"application/pkcs7-signature\"; boundary=\"=_s\"\r\n\r\n{body}"
    );
    assert_eq!(data, expected.as_bytes());
    assert!(!message.properties.contains(tags::BODY.id()));
}

#[test]
fn sm_01_an_encrypted_message_is_its_cms_object() {
    let message = read("Content-Type: application/x-pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nQ01T\n").message;
    assert_eq!(message.message_class(), "IPM.Note.SMIME");
    assert_eq!(message.attachments[0].data().unwrap()[..], b"CMS"[..]);
    let tag = message.attachments[0].properties.text(tags::ATTACH_MIME_TAG, CP);
    assert_eq!(tag.unwrap(), "application/pkcs7-mime;smime-type=enveloped-data");
}

#[test]
fn a_signature_below_the_top_is_reported() {
    let inner = SIGNED.replace("From: a@a.test\r\n", "");
    let mail = format!(
        "From: a@a.test\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n{inner}\r\n--m--\r\n"
    );
    let imported = read_bytes(mail);
    assert_eq!(kinds(&imported), [Kind::AroundParts(8), Kind::SignedPart]);
    assert_eq!(imported.message.text(tags::BODY).unwrap(), "signed   text ");
}

#[test]
fn damaged_encodings_give_what_they_hold() {
    let imported = read("Content-Transfer-Encoding: base64\nContent-Type: a/b\n\nQUJDR\n");
    assert_eq!(kinds(&imported), [Kind::DamagedTransferEncoding]);
    assert_eq!(imported.message.attachments[0].data().unwrap()[..], b"ABC"[..]);
    assert_eq!(imported.report.deviations[0].place.to_string(), "attachment 0");
    let imported = read("Content-Type: text/plain; charset=x-y\nContent-Transfer-Encoding: x-z\n\n\u{e9}");
    assert_eq!(
        kinds(&imported),
        [
            Kind::UnknownTransferEncoding("x-z".into()),
            Kind::UnknownCharset("x-y".into())
        ]
    );
    assert_eq!(imported.message.text(tags::BODY).unwrap(), "é");
}

#[test]
fn files_that_are_not_encoded_are_not_copied() {
    let mail = Bytes::from_static(b"Content-Type: a/b\r\nContent-Transfer-Encoding: binary\r\n\r\ndata");
    let imported = import(&mail, &ImportOptions::default()).unwrap();
    let data = imported.message.attachments[0].data().unwrap();
    assert_eq!(data.as_ptr(), mail[mail.len() - 4..].as_ptr());
}

#[test]
fn what_is_no_mail_is_refused() {
    for bytes in ["", "\r\n\r\nx: y", "PK\x03\x04 no field", "just text\r\n"] {
        let error = import(&Bytes::from(bytes), &ImportOptions::default());
        if bytes.contains(": ") {
            continue;
        }
        assert_eq!(error.unwrap_err(), ImportError::NoHeader, "{bytes:?}");
    }
    let options = |limits| ImportOptions::default().with_limits(limits);
    let mail = Bytes::from("A: 1\r\nB: 2\r\nC: 3\r\n\r\n12345");
    assert_eq!(
        import(&mail, &options(ReadOptions::default().with_max_entries(2))).unwrap_err(),
        ImportError::TooManyEntries { limit: 2 }
    );
    assert_eq!(
        import(&mail, &options(ReadOptions::default().with_max_bytes(4))).unwrap_err(),
        ImportError::TooLarge { limit: 4 }
    );
}

#[test]
fn hd_30_the_html_keeps_its_identity() {
    let message = read_bytes(
        &b"From: a@x.test\r\nContent-Type: text/html\r\nContent-ID: <body@x.test>\r\n\
          Content-Location: http://x.test/\r\n\r\n<p>x"[..],
    )
    .message;
    assert_eq!(message.text(tags::BODY_CONTENT_ID).unwrap(), "body@x.test");
    assert_eq!(
        message.text(tags::BODY_CONTENT_LOCATION).unwrap(),
        "http://x.test/"
    );
}
