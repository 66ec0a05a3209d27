use super::support::{mime, note, options, read, text};
use bytes::Bytes;
use ropeway_message::{Attachment, DirectorySnapshot, Message};
use ropeway_mime::{HeaderPolicy, TransportHeaders};
use ropeway_types::named::{self, NamedProperty};
use ropeway_types::{FileTime, PropertyName, PropertyTag, PropertyType, PropertyValue, property_set, tags};

fn field(message: &mut Message, name: &str, value: impl Into<PropertyValue>) {
    let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, name);
    let id = message.named_properties.id_or_insert(&name).unwrap();
    message
        .properties
        .set(PropertyTag::new(id, PropertyType::STRING), value);
}

fn header(message: &Message, name: &str) -> Option<String> {
    let text = text(message).replace("\r\n ", " ");
    let head = text.split("\r\n\r\n").next().unwrap().to_owned();
    head.lines()
        .find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
}

#[test]
fn hd_43_order_is_stable() {
    let mut message = note();
    message.properties.set(tags::IMPORTANCE, 2);
    message.properties.set(tags::IN_REPLY_TO_ID, "<0@a.test>");
    message.properties.set(tags::INTERNET_REFERENCES, "<0@a.test>");
    let text = text(&message);
    let names: Vec<_> = text
        .split("\r\n\r\n")
        .next()
        .unwrap()
        .lines()
        .filter(|l| !l.starts_with(' '))
        .map(|l| l.split(':').next().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "From",
            "To",
            "Subject",
            "Thread-Topic",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Importance",
            "X-Priority",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding"
        ]
    );
}

#[test]
fn hd_02_subject_is_prefix_and_rest() {
    let mut message = note();
    message.properties.set(tags::SUBJECT_PREFIX, "RE: ");
    message
        .properties
        .set(tags::NORMALIZED_SUBJECT, "Grüße\r\nBcc: x@y.test");
    assert_eq!(
        read(&message, |p| p.subject().unwrap().to_owned()),
        "RE: Grüße  Bcc: x@y.test"
    );
    message.properties.remove(tags::SUBJECT_PREFIX.id());
    assert_eq!(read(&message, |p| p.subject().unwrap().to_owned()), "Subject");
    message.properties.remove(tags::NORMALIZED_SUBJECT.id());
    message.properties.set(tags::SUBJECT, "\u{1}\u{5}RE: x");
    assert_eq!(read(&message, |p| p.subject().unwrap().to_owned()), "RE: x");
}

#[test]
fn hd_05_thread_index_is_one_line_of_base64() {
    let mut message = note();
    message
        .properties
        .set(tags::CONVERSATION_INDEX, Bytes::from(vec![1u8; 22]));
    message.properties.set(tags::CONVERSATION_TOPIC, "Topic");
    assert_eq!(
        header(&message, "Thread-Index").unwrap(),
        "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=="
    );
    assert_eq!(header(&message, "Thread-Topic").unwrap(), "Topic");
    message
        .properties
        .set(tags::CONVERSATION_INDEX, Bytes::from(vec![1u8; 5000]));
    assert_eq!(header(&message, "Thread-Index"), None);
}

#[test]
fn hd_06_message_id_is_kept_or_made() {
    let mut message = note();
    assert_eq!(mime(&message).message_id(), "<1@a.test>");
    message
        .properties
        .set(tags::INTERNET_MESSAGE_ID, "no id\r\nBcc: x");
    let made = mime(&message).message_id().to_owned();
    assert!(made.ends_with("@relay.test>") && made.len() == 45, "{made}");
    assert_eq!(header(&message, "Message-ID").unwrap(), made);
}

#[test]
fn hd_07_references_are_folded_between_ids() {
    let mut message = note();
    let ids = (0..40)
        .map(|n| format!("<{n}@long-domain-name.test>"))
        .collect::<Vec<_>>();
    message
        .properties
        .set(tags::INTERNET_REFERENCES, ids.join(" ").as_str());
    assert_eq!(header(&message, "References").unwrap(), ids.join(" "));
}

#[test]
fn hd_09_importance_and_hd_11_sensitivity() {
    let mut message = note();
    message.properties.set(tags::IMPORTANCE, 0);
    message.properties.set(tags::SENSITIVITY, 3);
    message.properties.set(tags::PRIORITY, 1);
    assert_eq!(header(&message, "Importance").unwrap(), "low");
    assert_eq!(header(&message, "Sensitivity").unwrap(), "Company-Confidential");
    assert_eq!(header(&message, "Priority").unwrap(), "urgent");
    message.properties.set(tags::IMPORTANCE, 1);
    message.properties.set(tags::SENSITIVITY, 0);
    assert_eq!(header(&message, "Importance"), None);
    assert_eq!(header(&message, "Sensitivity"), None);
}

#[test]
fn hd_19_auto_response_suppress() {
    let mut message = note();
    for (value, expected) in [
        (-1, Some("All")),
        (0, Some("None")),
        (0x11, Some("DR, OOF")),
        (0x40, None),
    ] {
        message.properties.set(tags::AUTO_RESPONSE_SUPPRESS, value);
        assert_eq!(header(&message, "X-Auto-Response-Suppress").as_deref(), expected);
    }
}

#[test]
fn hd_20_auto_submitted_by_class_by_forwarding_and_by_name() {
    let mut message = note();
    assert_eq!(header(&message, "Auto-Submitted"), None);
    message.properties.set(tags::AUTO_FORWARDED, true);
    assert_eq!(header(&message, "Auto-Submitted").unwrap(), "auto-generated");
    message
        .properties
        .set(tags::MESSAGE_CLASS, "IPM.Note.Rules.OofTemplate.Microsoft");
    assert_eq!(header(&message, "Auto-Submitted").unwrap(), "auto-replied");
    let mut message = note();
    field(&mut message, "Auto-Submitted", "Auto-Generated; x=y");
    assert_eq!(header(&message, "Auto-Submitted").unwrap(), "auto-generated");
    assert!(mime(&message).report().is_empty());
}

#[test]
fn hd_34_named_headers_pass() {
    let mut message = note();
    field(&mut message, "X-Thing", "Wert ü");
    field(&mut message, "Content-Class", "rpmsg.message");
    field(&mut message, "X-Long", "token ".repeat(100).as_str());
    let thing = header(&message, "x-thing")
        .or_else(|| header(&message, "X-Thing"))
        .unwrap();
    assert!(thing.starts_with("=?utf-8?"), "{thing}");
    assert_eq!(header(&message, "Content-Class").unwrap(), "rpmsg.message");
    assert_eq!(header(&message, "X-Long").unwrap(), "token ".repeat(100).trim());
}

#[test]
fn hd_35_owned_headers_do_not() {
    let mut message = note();
    for name in [
        "Bcc",
        "From",
        "DKIM-Signature",
        "X-MS-Exchange-Organization-SCL",
        "Content-Type",
        "Received",
    ] {
        field(&mut message, name, "injected");
    }
    assert!(!text(&message).contains("injected"));
    assert_eq!(mime(&message).report().findings().len(), 6);
}

#[test]
fn hd_36_neither_name_nor_value_injects() {
    let mut message = note();
    field(&mut message, "X-A\r\nBcc", "x@y.test");
    field(&mut message, "X-B", "a\r\nBcc: x@y.test\r\n\r\nbody\0");
    let text = text(&message);
    assert!(!text.contains("X-A"));
    assert!(text.contains("X-B: a  Bcc: x@y.test    body\r\n"), "{text}");
}

#[test]
fn hd_37_cached_transport_headers_are_not_sent_again() {
    let mut message = note();
    message.properties.set(
        tags::TRANSPORT_MESSAGE_HEADERS,
        "Received: from cached\r\nX-Cached: 1\r\n",
    );
    assert!(!text(&message).to_lowercase().contains("cached"));
}

#[test]
fn hd_12_categories_stay_unless_let_out() {
    let mut message = note();
    let name = PropertyName::name(property_set::PS_PUBLIC_STRINGS, "Keywords");
    let id = message.named_properties.id_or_insert(&name).unwrap();
    message.properties.set(
        PropertyTag::new(id, PropertyType::MULTIPLE_STRING),
        PropertyValue::MultipleString(vec!["Red".into(), "Blue".into()]),
    );
    assert_eq!(header(&message, "Keywords"), None);
    let directory = DirectorySnapshot::new();
    let mime = super::support::mime_with(&message, &options(&directory).keywords(true));
    assert!(String::from_utf8_lossy(&mime.to_bytes().unwrap()).contains("Keywords: Red, Blue\r\n"));
}

#[test]
fn hd_34_many_named_headers_do_not_make_an_endless_header() {
    let mut message = note();
    for n in 0..2000 {
        field(&mut message, &format!("X-Number-{n}"), "x".repeat(100).as_str());
    }
    let mime = mime(&message);
    assert!(mime.len() < 70_000, "{}", mime.len());
    assert!(mime.report().findings().len() > 1000);
}

#[test]
fn hd_13_list_fields_are_copied_unencoded_and_once() {
    let mut message = note();
    let link = format!("<https://l.test/{}>, <mailto:leave@l.test>", "x".repeat(120));
    message.properties.set(tags::LIST_UNSUBSCRIBE, link.as_str());
    field(&mut message, "List-Unsubscribe", "<https://other.test/>");
    assert_eq!(header(&message, "List-Unsubscribe").unwrap(), link);
    assert!(!text(&message).contains("other.test"));
}

#[test]
fn mc_10_what_the_class_means_is_named_as_lost() {
    let mut message = note();
    message.properties.set(tags::MESSAGE_CLASS, "IPM.Task");
    let name = PropertyName::id(property_set::PSETID_COMMON, 0x8520);
    let id = message.named_properties.id_or_insert(&name).unwrap();
    message.properties.set(
        PropertyTag::new(id, PropertyType::BINARY),
        Bytes::from_static(b"votes"),
    );
    let findings: Vec<String> = mime(&message)
        .report()
        .findings()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        findings,
        [
            "message class IPM.Task substituted: it goes out as an ordinary message",
            "PidLidVerbStream dropped: buttons to vote with have no form outside TNEF"
        ]
    );
}

fn with_policy(message: &Message, policy: HeaderPolicy<'_>) -> String {
    let directory = DirectorySnapshot::new();
    let mime = super::support::mime_with(message, &options(&directory).headers(policy));
    String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap()
}

fn set(message: &mut Message, property: &NamedProperty, value: impl Into<PropertyValue>) {
    message.set_named(&property.property_name(), value).unwrap();
}

#[test]
fn hd_01_dates_have_seconds_and_a_numeric_zone() {
    let mut message = note();
    assert_eq!(
        header(&message, "Date").unwrap(),
        "Tue, 29 Mar 2011 08:52:48 +0000"
    );
    for never in [FileTime(0), FileTime(i64::MAX as u64), FileTime(u64::MAX)] {
        message.properties.set(tags::CLIENT_SUBMIT_TIME, never);
        assert_eq!(
            header(&message, "Date").unwrap(),
            "Tue, 14 Nov 2023 22:13:20 +0000"
        );
    }
    message.properties.remove(tags::CLIENT_SUBMIT_TIME.id());
    assert_eq!(
        header(&message, "Date").unwrap(),
        "Tue, 14 Nov 2023 22:13:20 +0000"
    );
}

#[test]
fn hd_02_an_empty_subject_is_a_field_too() {
    let mut message = note();
    message.properties.remove(tags::SUBJECT.id());
    assert!(text(&message).contains("\r\nSubject: \r\n"));
}

#[test]
fn hd_02_subjects_in_every_script_come_back() {
    let long = "見出し".repeat(100);
    for subject in [
        "Grüße aus Köln",
        "Тема сообщения",
        "🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠🚠",
        "mixed ü and very long plain words that go on and on beyond the end of any line of mail",
        "=?utf-8?B?AAAA?= literally",
        long.as_str(),
    ] {
        let mut message = note();
        message.properties.set(tags::SUBJECT, subject);
        let text = text(&message);
        for line in text.lines().filter(|line| line.contains("=?")) {
            assert!(line.len() <= 76, "{line}");
        }
        read(&message, |p| assert_eq!(p.subject().unwrap(), subject));
    }
}

#[test]
fn hd_04_without_a_topic_the_subject_without_its_prefix_is_one() {
    let mut message = note();
    message.properties.set(tags::SUBJECT, "AW: Größe");
    assert_eq!(
        header(&message, "Thread-Topic").unwrap(),
        "=?utf-8?B?R3LDtsOfZQ==?="
    );
}

#[test]
fn hd_08_in_reply_to_holds_identifiers_alone() {
    let mut message = note();
    message
        .properties
        .set(tags::IN_REPLY_TO_ID, "Your message of today <0@a.test>");
    assert_eq!(header(&message, "In-Reply-To").unwrap(), "<0@a.test>");
    message.properties.set(tags::IN_REPLY_TO_ID, "none");
    assert_eq!(header(&message, "In-Reply-To"), None);
}

#[test]
fn hd_10_priority_is_apart_from_importance() {
    let mut message = note();
    message.properties.set(tags::PRIORITY, -1);
    assert_eq!(header(&message, "Priority").unwrap(), "non-urgent");
    assert_eq!(header(&message, "Importance"), None);
    message.properties.set(tags::IMPORTANCE, 2);
    assert_eq!(header(&message, "X-Priority").unwrap(), "1");
    let text = with_policy(&message, HeaderPolicy::new().x_priority(false));
    assert!(text.contains("Importance: high\r\n") && !text.contains("X-Priority"));
    for out_of_range in [0, 2, -2, i32::MAX] {
        message.properties.set(tags::PRIORITY, out_of_range);
        assert_eq!(header(&message, "Priority"), None);
    }
}

#[test]
fn hd_14_accept_language_is_the_messages_else_the_mailboxs() {
    let mut message = note();
    let policy = HeaderPolicy::new().accept_language("de-CH, en");
    assert!(!with_policy(&message, policy).contains("Accept-Language"));
    message.properties.set(tags::MESSAGE_FLAGS, 4);
    assert!(with_policy(&message, policy).contains("Accept-Language: de-CH, en\r\n"));
    set(&mut message, &named::ACCEPT_LANGUAGE, "fr");
    let own = with_policy(&message, policy);
    assert!(own.contains("Accept-Language: fr\r\n") && !own.contains("de-CH"));
}

#[test]
fn hd_15_content_language_from_the_locale() {
    let mut message = note();
    message.properties.set(tags::MESSAGE_LOCALE_ID, 0x0416);
    assert_eq!(header(&message, "Content-Language").unwrap(), "pt-BR");
    message.properties.set(tags::MESSAGE_LOCALE_ID, 0x7FFF_FFFF);
    assert_eq!(header(&message, "Content-Language"), None);
}

#[test]
fn hd_18_has_attach_by_the_table_where_it_is_wanted() {
    let mut message = note();
    message.properties.set(tags::HAS_ATTACHMENTS, true);
    let policy = HeaderPolicy::new().has_attach(true);
    assert!(!with_policy(&message, policy).contains("X-MS-Has-Attach"));
    message
        .attachments
        .push(Attachment::file(0, "a.txt", "text/plain", "x"));
    assert!(with_policy(&message, policy).contains("X-MS-Has-Attach: yes\r\n"));
    assert_eq!(header(&message, "X-MS-Has-Attach"), None);
}

#[test]
fn hd_21_to_24_hd_40_servers_of_one_organization_trust_each_other() {
    let mut message = note();
    let p = &mut message.properties;
    p.set(tags::AUTO_FORWARDED, true);
    p.set(tags::SENDER_ID_STATUS, 0x8000_0006_u32.cast_signed());
    p.set(tags::PURPORTED_SENDER_DOMAIN, "a.test");
    p.set(tags::CONTENT_FILTER_SPAM_CONFIDENCE_LEVEL, -1);
    field(&mut message, "X-MS-Exchange-Organization-Thing", "1");
    field(&mut message, "X-Microsoft-Exchange-Forest-Thing", "2");
    field(&mut message, "X-MS-Exchange-Organization-SCL", "9");
    assert!(!text(&message).contains("Exchange"));
    let inside = with_policy(&message, HeaderPolicy::new().trusted(true));
    for line in [
        "X-MS-Exchange-Organization-AutoForwarded: true\r\n",
        "X-MS-Exchange-Organization-SenderIdResult: TempError\r\n",
        "X-MS-Exchange-Organization-PRD: a.test\r\n",
        "X-MS-Exchange-Organization-SCL: -1\r\n",
        "X-MS-Exchange-Organization-Thing: 1\r\n",
        "X-Microsoft-Exchange-Forest-Thing: 2\r\n",
    ] {
        assert_eq!(inside.matches(line).count(), 1, "{line}{inside}");
    }
    assert!(!inside.contains("-SCL: 9"));
}

#[test]
fn hd_40_the_firewall_stands_before_attached_messages_too() {
    let mut inner = note();
    field(&mut inner, "X-MS-Exchange-Organization-AuthAs", "Internal");
    let mut message = note();
    message.attachments.push(Attachment::message(0, inner));
    assert!(!text(&message).contains("AuthAs"));
}

#[test]
fn hd_25_hd_26_a_flag_and_when_to_reply() {
    let mut message = note();
    message
        .properties
        .set(tags::REPLY_TIME, FileTime::from_unix_seconds(1_301_388_768));
    assert_eq!(header(&message, "Reply-By"), None);
    set(&mut message, &named::FLAG_REQUEST, " ");
    assert_eq!(header(&message, "X-Message-Flag"), None);
    assert_eq!(header(&message, "Reply-By"), None);
    set(&mut message, &named::FLAG_REQUEST, "Bitte prüfen");
    assert_eq!(
        header(&message, "Reply-By").unwrap(),
        "Tue, 29 Mar 2011 08:52:48 +0000"
    );
    assert!(
        header(&message, "X-Message-Flag")
            .unwrap()
            .starts_with("=?utf-8?")
    );
}

#[test]
fn hd_27_expires_is_a_date() {
    let mut message = note();
    message
        .properties
        .set(tags::EXPIRY_TIME, FileTime::from_unix_seconds(1_301_388_768));
    assert_eq!(
        header(&message, "Expires").unwrap(),
        "Tue, 29 Mar 2011 08:52:48 +0000"
    );
    message
        .properties
        .set(tags::EXPIRY_TIME, FileTime(i64::MAX as u64));
    assert_eq!(header(&message, "Expires"), None);
    assert_eq!(mime(&message).report().findings().len(), 1);
}

#[test]
fn hd_28_hd_42_times_of_the_envelope_are_in_no_field() {
    let mut message = note();
    let plain = text(&message);
    let time = FileTime::from_unix_seconds(2_000_000_000);
    for tag in [
        tags::DEFERRED_SEND_TIME,
        tags::LATEST_DELIVERY_TIME,
        tags::DELIVER_TIME,
    ] {
        message.properties.set(tag, time);
    }
    assert_eq!(text(&message), plain);
}

#[test]
fn hd_31_xref_stays_and_hd_45_comments_go() {
    let mut message = note();
    set(&mut message, &named::CROSS_REFERENCE, "host group:1");
    field(&mut message, "X-MimeOLE", "Produced by");
    field(&mut message, "Lines", "1");
    field(&mut message, "Comments", "kept");
    field(&mut message, "Organization", "Örg");
    let text = text(&message);
    assert!(text.contains("Comments: kept\r\n") && text.contains("Organization: =?utf-8?"));
    assert!(!text.contains("Xref") && !text.contains("MimeOLE") && !text.contains("Lines"));
}

#[test]
fn hd_33_sharing_fields_come_by_the_general_path() {
    let mut message = note();
    set(&mut message, &named::X_SHARING_REMOTE_NAME, "Kalender für alle");
    set(&mut message, &named::X_SHARING_FLAVOR, "20310");
    assert_eq!(header(&message, "X-Sharing-Flavor").unwrap(), "20310");
    assert_eq!(
        header(&message, "X-Sharing-Remote-Name").unwrap(),
        "=?utf-8?Q?Kalender_f=C3=BCr_alle?="
    );
}

#[test]
fn hd_34_several_values_are_several_fields() {
    let mut message = note();
    let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, "X-Many");
    let values = PropertyValue::MultipleString(vec!["one".into(), "two".into()]);
    message.set_named(&name, values).unwrap();
    assert!(text(&message).contains("X-Many: one\r\nX-Many: two\r\n"));
}

#[test]
fn hd_37_a_file_may_show_the_trace() {
    let mut message = note();
    message.properties.set(
        tags::TRANSPORT_MESSAGE_HEADERS,
        "Return-Path: <ann@a.test>\r\nReceived: from one\r\n\tby two with a comment that is so long that \
         it has to be folded anew;\r\n Tue, 29 Mar 2011 08:52:48 +0000\r\nReceived: from zero by one\r\n\
         Bcc: secret@s.test\r\nX-Cached: 1\r\nTo: stale@s.test\r\nDKIM-Signature: v=1; d=a.test\r\n",
    );
    let text = with_policy(
        &message,
        HeaderPolicy::new().transport_headers(TransportHeaders::Trace),
    );
    insta::assert_snapshot!("hd_37_trace", text.replace("\r\n", "\n"));
    assert!(!text.contains("secret") && !text.contains("stale") && !text.contains("Cached"));
}

#[test]
fn hd_39_no_received_is_made() {
    assert_eq!(header(&note(), "Received"), None);
}

#[test]
fn hd_41_x_mailer_is_the_callers() {
    assert_eq!(header(&note(), "X-Mailer"), None);
    let text = with_policy(&note(), HeaderPolicy::new().x_mailer("Sprüh\r\nBcc: x"));
    assert!(text.contains("\r\nX-Mailer: =?utf-8?") && !text.contains("\r\nBcc"));
}

#[test]
fn hd_44_words_are_utf_8_whatever_the_code_page() {
    let mut message = note();
    message.properties.set(tags::INTERNET_CODEPAGE, 1251);
    message.properties.set(tags::SUBJECT, "Тема");
    let directory = DirectorySnapshot::new();
    let own = options(&directory).charset(ropeway_mime::CharsetPolicy::MessageCodePage);
    let mime = super::support::mime_with(&message, &own);
    let bytes = mime.to_bytes().unwrap();
    assert!(String::from_utf8_lossy(&bytes).contains("Subject: =?utf-8?"));
}

proptest::proptest! {
    #[test]
    fn hd_36_any_text_comes_back_or_is_cleaned(subject in "\\PC{0,300}") {
        let mut message = note();
        message.properties.set(tags::SUBJECT, subject.as_str());
        let shown = read(&message, |p| p.subject().unwrap_or_default().to_owned());
        // Blanks at a fold may be one or more.
        let squeeze = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        proptest::prop_assert_eq!(squeeze(&shown), squeeze(&subject));
    }
}
