//! Whatever a message holds, what goes out keeps the rules.

use super::support::options;
use bytes::Bytes;
use mail_parser::MessageParser;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ropeway_message::{Attachment, DirectorySnapshot, Message, PropertyBag, Recipient, RecipientType, rtf};
use ropeway_mime::dsn::{Action, DeliveryReport, Original, ReportedRecipient};
use ropeway_mime::{CharsetPolicy, FileNameFallback};
use ropeway_types::wire::Encode;
use ropeway_types::{
    EntryId, FileTime, OneOffEntryId, PropertyName, PropertyTag, PropertyType, PropertyValue, ProxyAddress,
    WideString, property_set, tags,
};

/// Texts that hurt: line ends, markup of every language involved, long and foreign words.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        select(vec![
            "\r\n",
            "\n",
            "\r",
            "\0",
            " ",
            "\t",
            "=?utf-8?Q?x?=",
            "=?",
            "\"",
            "\\",
            "<",
            ">",
            "@",
            ",",
            ";",
            ":",
            "Bcc: x@y.test",
            "\r\n\r\n",
            "a@b.test",
            "<a@b.test>",
            "SMTP:",
            "/o=O/cn=u",
            "=_",
            "--",
            "From ",
            ".",
            "\u{202E}",
            "\u{FEFF}",
            "日本語",
            "🎉",
            "é",
            "cid:a@b",
            "<p>",
            "</p>",
            "<img src='cid:a@b'>",
            "<!--",
            "<style>",
            "<blockquote>",
            "<table><tr><td>",
            "<li>",
            "&nbsp;",
            "&#0;",
            "charset=utf-7",
            "<meta charset=x>",
            "{\\rtf1",
            "\\fromhtml1 ",
            "\\fromtext ",
            "{\\*\\htmltag ",
            "\\'e4",
            "\\u-10180?",
            "\\htmlrtf ",
            "}",
            "{",
            "\\par ",
            "{\\fonttbl{\\f1\\fcharset128 x;}}",
            "\\f1 ",
            "\\cell",
            "\\row",
            "HYPERLINK \"http://x\"",
            "{\\field{\\*\\fldinst ",
            "{\\fldrslt ",
            "\\bin9 ",
            "multipart/mixed",
            "image/png",
            "text/html; x=\"",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,30}",
        ".{0,10}",
        (0usize..3000).prop_map(|n| "x".repeat(n)),
    ];
    vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn octets() -> impl Strategy<Value = Bytes> {
    let one_off =
        (text(), select(vec!["SMTP", "EX", "FAX", "x y", ""]), text()).prop_map(|(name, kind, address)| {
            EntryId::OneOff(OneOffEntryId::new(
                &name.replace('\0', ""),
                kind,
                &address.replace('\0', ""),
            ))
            .to_bytes()
            .unwrap()
        });
    prop_oneof![
        vec(any::<u8>(), 0..200).prop_map(Bytes::from),
        text().prop_map(Bytes::from),
        text().prop_map(|text| rtf::compress(text.as_bytes())),
        text().prop_map(|text| rtf::compress(format!("{{\\rtf1\\ansi\\fromhtml1 {text}}}").as_bytes())),
        one_off,
        text().prop_map(|text| Bytes::from(format!(
            "Content-Type: multipart/signed; boundary=\"x\"\r\n\r\n{text}"
        ))),
    ]
}

fn value(kind: PropertyType) -> BoxedStrategy<PropertyValue> {
    match kind {
        PropertyType::STRING => prop_oneof![
            4 => text().prop_map(|text| PropertyValue::from(text.as_str())),
            1 => octets().prop_map(PropertyValue::String8),
            1 => octets().prop_map(|b| PropertyValue::String(WideString::from_utf16le(b))),
        ]
        .boxed(),
        PropertyType::BOOLEAN => any::<bool>().prop_map(PropertyValue::Boolean).boxed(),
        PropertyType::INTEGER32 => prop_oneof![
            -1i32..8,
            any::<i32>(),
            select(vec![1200, 1251, 932, 50220, 65000, 437, 20127])
        ]
        .prop_map(PropertyValue::Integer32)
        .boxed(),
        PropertyType::TIME => prop_oneof![
            any::<u64>().prop_map(FileTime),
            (0i64..4_000_000_000).prop_map(FileTime::from_unix_seconds)
        ]
        .prop_map(PropertyValue::Time)
        .boxed(),
        PropertyType::OBJECT => octets().prop_map(PropertyValue::Object).boxed(),
        _ => octets().prop_map(PropertyValue::Binary).boxed(),
    }
}

/// Any of the properties that have a name, with a value of its type, and sometimes of another.
fn bag(max: usize) -> impl Strategy<Value = PropertyBag> {
    let property = select(tags::ALL.iter().map(|(tag, _)| *tag).collect::<Vec<_>>()).prop_flat_map(|tag| {
        let kinds = vec![
            tag.property_type(),
            tag.property_type(),
            tag.property_type(),
            PropertyType::STRING,
            PropertyType::BINARY,
        ];
        select(kinds).prop_flat_map(move |kind| value(kind).prop_map(move |value| (tag, value)))
    });
    vec(property, 0..max).prop_map(|properties| {
        let mut bag = PropertyBag::new();
        for (tag, value) in properties {
            bag.set(tag, value);
        }
        bag
    })
}

fn recipient() -> impl Strategy<Value = Recipient> {
    (0u32..5, text(), text(), bag(3)).prop_map(|(kind, name, address, more)| {
        let mut recipient = Recipient::smtp(RecipientType(kind), &name, &address);
        recipient.properties.extend(
            more.iter()
                .map(|(tag, value)| ropeway_types::TaggedPropertyValue::new(tag, value.clone())),
        );
        recipient
    })
}

fn attachment() -> impl Strategy<Value = Attachment> {
    (0i32..9, text(), text(), octets(), bag(4)).prop_map(|(method, name, kind, data, more)| {
        let mut attachment = Attachment::file(0, &name, &kind, data);
        attachment.properties.set(tags::ATTACH_METHOD, method);
        attachment.properties.extend(
            more.iter()
                .map(|(tag, value)| ropeway_types::TaggedPropertyValue::new(tag, value.clone())),
        );
        attachment
    })
}

fn message() -> impl Strategy<Value = Message> {
    let class = select(vec![
        "IPM.Note",
        "IPM.Note",
        "IPM.Note",
        "IPM.Note.SMIME",
        "IPM.Note.SMIME.MultipartSigned",
        "REPORT.IPM.Note.NDR",
        "REPORT.IPM.Note.Delayed.DR",
        "REPORT.IPM.Note.IPNRN",
        "REPORT.IPM.Note.IPNNRN",
        "IPM.Appointment",
        "IPM.Schedule.Meeting.Request",
        "IPM.Schedule.Meeting.Resp.Tent",
        "IPM.Schedule.Meeting.Canceled",
        "IPM.Contact",
        "IPM.Task",
        "IPM.TaskRequest",
        "IPM.Document.Word.Document.8",
        "IPM.Note.rpmsg.Microsoft.Voicemail.UM",
        "IPM.Note.Rules.OofTemplate.Microsoft",
    ]);
    let headers = vec((text(), text()), 0..3);
    let flat = (
        bag(20),
        class,
        vec(recipient(), 0..4),
        vec(attachment(), 0..3),
        headers,
    )
        .prop_map(|(properties, class, recipients, attachments, headers)| {
            let mut message = Message {
                properties,
                recipients,
                attachments,
                ..Message::default()
            };
            message.properties.set(tags::MESSAGE_CLASS, class);
            for (name, value) in headers {
                let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, &name);
                let id = message.named_properties.id_or_insert(&name).unwrap();
                message
                    .properties
                    .set(PropertyTag::new(id, PropertyType::STRING), value.as_str());
            }
            message
        });
    flat.prop_recursive(3, 8, 2, |inner| {
        (inner.clone(), vec(inner, 0..3)).prop_map(|(mut outer, embedded)| {
            for (number, message) in embedded.into_iter().enumerate() {
                outer
                    .attachments
                    .push(Attachment::message(number as u32, message));
            }
            outer
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn every_message_becomes_mail_or_an_error(message in message(), own_page: bool, words: bool, depth in 0usize..4) {
        let directory = DirectorySnapshot::new();
        let mut options = options(&directory).default_sender("unknown@relay.test").max_depth(depth).keywords(true);
        if own_page {
            options = options.charset(CharsetPolicy::MessageCodePage);
        }
        if words {
            options = options.file_name_fallback(FileNameFallback::EncodedWord);
        }
        for address in ropeway_mime::addresses(&message) {
            prop_assert!(!address.address().is_empty());
        }
        ropeway_mime::oracle::converts(&message, &options);
    }

    /// The same messages as the fuzzer's, of any class and with any named property.
    #[test]
    fn whatever_bytes_ask_for_becomes_mail(bytes in vec(any::<u8>(), 0..600)) {
        ropeway_mime::oracle::convert(&bytes.into());
    }

    /// Properties of every type, whatever their numbers mean.
    #[test]
    fn messages_that_no_client_makes_become_mail(message in ropeway_message::strategy::message()) {
        let directory = DirectorySnapshot::new();
        let options = options(&directory).default_sender("unknown@relay.test");
        ropeway_mime::oracle::converts(&message, &options);
    }

    #[test]
    fn every_report_keeps_the_rules(texts in vec(text(), 8), original in octets(), full: bool) {
        let mut recipient = ReportedRecipient::new(ProxyAddress::new(&texts[0], texts[1].clone()), Action::Failed, &texts[2]);
        recipient.original_recipient = Some(texts[3].clone());
        recipient.remote_mta = Some(texts[4].clone());
        recipient.diagnostic = Some(texts[5].clone());
        let mut report = DeliveryReport::new(&texts[6], &texts[7]);
        report.from_name = texts[5].clone();
        report.original_envelope_id = Some(texts[4].clone());
        report.introduction = Some(texts[3].clone());
        report.original = if full { Original::Full(original) } else { Original::Headers(original) };
        report.recipients.push(recipient);
        let bytes = report.to_bytes();
        super::check::check_report(&bytes, !texts[7].is_ascii());
        prop_assert!(MessageParser::new().parse(&bytes[..]).is_some());
    }
}
