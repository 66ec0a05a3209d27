use super::support::{mime, note, options, read, text};
use bytes::Bytes;
use ropeway_message::{DirectorySnapshot, Message};
use ropeway_types::{FileTime, PropertyName, PropertyTag, PropertyType, PropertyValue, property_set, tags};

fn named(message: &mut Message, name: &str, value: impl Into<PropertyValue>) {
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
fn hd_01_submit_time_or_the_caller_s_date() {
    let mut message = note();
    assert_eq!(
        header(&message, "Date").unwrap(),
        "Tue, 29 Mar 2011 08:52:48 +0000"
    );
    message.properties.remove(tags::CLIENT_SUBMIT_TIME.id());
    assert_eq!(
        header(&message, "Date").unwrap(),
        "Tue, 14 Nov 2023 22:13:20 +0000"
    );
    message
        .properties
        .set(tags::CLIENT_SUBMIT_TIME, FileTime(u64::MAX));
    assert_eq!(
        header(&message, "Date").unwrap(),
        "Tue, 14 Nov 2023 22:13:20 +0000"
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
    named(&mut message, "Auto-Submitted", "Auto-Generated; x=y");
    assert_eq!(header(&message, "Auto-Submitted").unwrap(), "auto-generated");
    assert!(mime(&message).report().is_empty());
}

#[test]
fn hd_34_named_headers_pass() {
    let mut message = note();
    named(&mut message, "X-Thing", "Wert ü");
    named(&mut message, "Content-Class", "rpmsg.message");
    named(&mut message, "X-Long", "token ".repeat(100).as_str());
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
        named(&mut message, name, "injected");
    }
    assert!(!text(&message).contains("injected"));
    assert_eq!(mime(&message).report().findings().len(), 6);
}

#[test]
fn hd_36_neither_name_nor_value_injects() {
    let mut message = note();
    named(&mut message, "X-A\r\nBcc", "x@y.test");
    named(&mut message, "X-B", "a\r\nBcc: x@y.test\r\n\r\nbody\0");
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
        named(&mut message, &format!("X-Number-{n}"), "x".repeat(100).as_str());
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
    named(&mut message, "List-Unsubscribe", "<https://other.test/>");
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
