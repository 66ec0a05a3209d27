//! Message classes that are no mail, and the fields that classes bring: section 10 of the map.

use super::support::{mime, mime_with, note, options, read, text, tree};
use bytes::Bytes;
use ropeway_message::{Attachment, DirectorySnapshot, Message};
use ropeway_mime::{FindingKind, HeaderPolicy, ItemSummary};
use ropeway_types::wire::Encode;
use ropeway_types::{EntryId, FileTime, OneOffEntryId, PropertyName, PropertyValue, property_set, tags};

fn of_class(class: &str) -> Message {
    let mut message = note();
    message.properties.set(tags::MESSAGE_CLASS, class);
    message
}

fn fields<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let header = text.split_once("\r\n\r\n").unwrap().0;
    header
        .lines()
        .filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .collect()
}

fn what(message: &Message) -> Vec<String> {
    let mime = mime(message);
    mime.report().findings().iter().map(|f| f.what.clone()).collect()
}

fn task() -> Message {
    let mut task = of_class("IPM.Task");
    for (name, value) in [
        // 2 May 1980, midnight.
        (
            "PidLidTaskStartDate",
            PropertyValue::Time(FileTime::from_unix_seconds(326_073_600)),
        ),
        (
            "PidLidTaskDueDate",
            PropertyValue::Time(FileTime::from_unix_seconds(326_160_000)),
        ),
        ("PidLidTaskStatus", 1.into()),
        ("PidLidPercentComplete", PropertyValue::Floating64(0.5)),
        ("PidLidTaskEstimatedEffort", 90.into()),
        ("PidLidTaskActualEffort", 0.into()),
        ("PidLidTaskOwner", "Ann & <Co>".into()),
        (
            "PidLidContacts",
            PropertyValue::MultipleString(vec!["Bob".into(), "Cy".into()]),
        ),
    ] {
        task.set_property(name, value).unwrap();
    }
    task
}

/// With the summaries of items before their bodies.
fn summarized(message: &Message) -> String {
    let directory = DirectorySnapshot::new();
    let always = options(&directory).item_summary(ItemSummary::Always);
    let bytes = mime_with(message, &always).to_bytes().unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn mc_06_by_default_the_body_of_a_task_goes_out_as_it_is() {
    assert!(text(&task()).ends_with("\r\n\r\nBody\r\n"));
    let mime = mime(&task());
    let last = mime.report().findings().last().unwrap();
    assert_eq!(
        (last.what.as_str(), last.kind),
        ("properties of IPM.Task", FindingKind::Dropped)
    );
    let directory = DirectorySnapshot::new();
    let never = options(&directory).item_summary(ItemSummary::Never);
    let mut empty = task();
    empty.properties.remove(tags::BODY.id());
    let bytes = mime_with(&empty, &never).to_bytes().unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("Due date"));
}

#[test]
fn mc_06_a_task_says_in_its_text_what_only_outlook_would_show() {
    insta::assert_snapshot!(summarized(&task()).replace("\r\n", "\n"));
    let mut rich = task();
    rich.properties.remove(tags::BODY.id());
    rich.properties.set(
        tags::HTML,
        Bytes::from_static(b"<html><body><p>Notes</p></body></html>"),
    );
    let rich = summarized(&rich);
    let parsed = mail_parser::MessageParser::new().parse(&rich).unwrap();
    {
        let html = parsed.body_html(0).unwrap();
        assert!(
            html.starts_with("<html><body><p>Start date: 1980-05-02<br>"),
            "{html}"
        );
        assert!(html.contains("Owner: Ann &amp; &lt;Co&gt;"), "{html}");
        let plain = parsed.body_text(0).unwrap();
        assert!(plain.starts_with("Start date: 1980-05-02\r\n"), "{plain}");
        assert!(plain.contains("\r\n\r\nNotes"), "{plain}");
    }
    let mut empty = task();
    empty.properties.remove(tags::BODY.id());
    read(&empty, |parsed| {
        assert!(parsed.body_text(0).unwrap().starts_with("Start date"));
    });
    // What is said already is not said twice; what no task has is not said.
    let mut said = task();
    said.properties.set(tags::BODY, "Owner: Ann & <Co>\r\n");
    assert_eq!(summarized(&said).matches("Owner: Ann").count(), 1);
    assert_eq!(
        summarized(&of_class("IPM.Task")),
        summarized(&of_class("IPM.Other"))
    );
}

#[test]
fn mc_06_a_task_request_carries_its_task() {
    let mut request = of_class("IPM.TaskRequest");
    let mut task = task();
    task.properties.remove(tags::BODY.id());
    request.attachments.push(Attachment::message(0, task));
    assert_eq!(
        tree(&request),
        [
            "multipart/mixed",
            "  text/plain",
            "  message/rfc822",
            "    text/plain"
        ]
    );
    assert!(text(&request).contains("Due date: 1980-05-03"));
    let mime = mime(&request);
    let kinds: Vec<_> = mime
        .report()
        .findings()
        .iter()
        .map(|f| (f.what.as_str(), f.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            ("message class IPM.TaskRequest", FindingKind::Substituted),
            ("message class IPM.Task", FindingKind::Substituted),
            ("properties of IPM.Task", FindingKind::Demoted),
        ]
    );
}

#[test]
fn mc_08_a_distribution_list_names_its_members() {
    let mut list = of_class("IPM.DistList");
    let one_off = |name: &str, address: &str| {
        EntryId::OneOff(OneOffEntryId::new(name, "SMTP", address))
            .to_bytes()
            .unwrap()
    };
    let members = vec![
        one_off("Ann A.", "ann@a.test"),
        one_off("bob@b.test", "bob@b.test"),
        one_off("Ann A.", "ann@a.test"),
        Bytes::from_static(b"nothing"),
    ];
    list.set_property(
        "PidLidDistributionListOneOffMembers",
        PropertyValue::MultipleBinary(members),
    )
    .unwrap();
    assert!(summarized(&list).ends_with("\r\n\r\nAnn A. <ann@a.test>\r\nbob@b.test\r\n\r\nBody\r\n"));
    assert_eq!(
        what(&list),
        [
            "message class IPM.DistList",
            "member of a distribution list",
            "properties of IPM.DistList"
        ]
    );
    let asked = ropeway_mime::addresses(&list);
    assert!(asked.iter().any(|address| address.address() == "ann@a.test"));
}

#[test]
fn mc_08_a_journal_entry_says_when_it_was() {
    let mut entry = of_class("IPM.Activity");
    for (name, value) in [
        ("PidLidLogType", PropertyValue::from("Phone call")),
        (
            "PidLidLogStart",
            PropertyValue::Time(FileTime::from_unix_seconds(1_301_388_768)),
        ),
        ("PidLidLogDuration", 75.into()),
    ] {
        entry.set_property(name, value).unwrap();
    }
    assert!(summarized(&entry).contains(
        "\r\n\r\nType: Phone call\r\nStart: Tue, 29 Mar 2011 08:52:48 +0000\r\nDuration: 1 h 15 min\r\n\r\nBody\r\n"
    ));
}

#[test]
fn mc_08_posts_and_sticky_notes_are_notes() {
    for class in ["IPM.Post", "IPM.StickyNote", "IPM.Whatever.Else"] {
        assert_eq!(tree(&of_class(class)), ["text/plain"]);
        assert_eq!(what(&of_class(class)), [format!("message class {class}")]);
    }
}

#[test]
fn mc_02_a_protected_message_passes_through() {
    let mut message = of_class("IPM.Note.rpmsg.Microsoft.Voicemail.UM.CA");
    message.attachments.push(Attachment::file(
        0,
        "message.rpmsg",
        "application/x-microsoft-rpmsg-message",
        &b"\x76\xE8\x04\x60protected"[..],
    ));
    for mime_tag in [true, false] {
        if !mime_tag {
            let p = &mut message.attachments[0].properties;
            p.remove(tags::ATTACH_MIME_TAG.id());
        }
        assert_eq!(
            tree(&message),
            [
                "multipart/mixed",
                "  text/plain",
                "  application/x-microsoft-rpmsg-message"
            ]
        );
    }
    read(&message, |parsed| {
        assert_eq!(
            parsed.attachment(0).unwrap().contents(),
            b"\x76\xE8\x04\x60protected"
        );
    });
    assert_eq!(fields(&text(&message), "Content-Class"), ["rpmsg.message"]);
    assert!(what(&message).is_empty());
    // A protected note says it itself.
    let mut plain = note();
    plain
        .set_property("PidNameContentClass", "rpmsg.message")
        .unwrap();
    assert_eq!(fields(&text(&plain), "Content-Class"), ["rpmsg.message"]);
}

/// A voice message with all that the telephone system says.
fn voice() -> Message {
    let mut message = of_class("IPM.Note.Microsoft.Voicemail.UM.CA");
    let p = &mut message.properties;
    p.set(tags::SENDER_TELEPHONE_NUMBER, "+1 425 555 0199");
    p.set(tags::VOICE_MESSAGE_DURATION, 17);
    p.set(tags::VOICE_MESSAGE_SENDER_NAME, "Jörg");
    p.set(tags::FAX_NUMBER_OF_PAGES, 3);
    p.set(tags::VOICE_MESSAGE_ATTACHMENT_ORDER, "a.wav;b.wav");
    p.set(tags::CALL_ID, "call-1");
    message
        .attachments
        .push(Attachment::file(0, "a.wav", "audio/wav", &b"RIFF"[..]));
    message
}

#[test]
fn mc_03_a_voice_message_keeps_its_sound() {
    assert_eq!(tree(&voice()), ["multipart/mixed", "  text/plain", "  audio/wav"]);
    assert!(what(&voice()).is_empty());
}

#[test]
fn hd_32_what_the_telephone_system_says() {
    let sent = text(&voice());
    for (name, value) in [
        ("X-CallingTelephoneNumber", "+1 425 555 0199"),
        ("X-VoiceMessageDuration", "17"),
        ("X-VoiceMessageSenderName", "=?utf-8?B?SsO2cmc=?="),
        ("X-FaxNumberOfPages", "3"),
        ("X-AttachmentOrder", "a.wav;b.wav"),
        ("X-CallID", "call-1"),
    ] {
        assert_eq!(fields(&sent, name), [value]);
    }
    // The property goes before its twin; a twin alone is of any message.
    let mut twins = voice();
    twins.set_property("PidNameXCallId", "other").unwrap();
    assert_eq!(fields(&text(&twins), "X-CallID"), ["call-1"]);
    let mut other = note();
    other.properties.set(tags::CALL_ID, "call-1");
    other.set_property("PidNameXCallId", "other").unwrap();
    other
        .set_property("PidNameXVoiceMessageDuration", PropertyValue::Integer16(9))
        .unwrap();
    let sent = text(&other);
    assert_eq!(fields(&sent, "X-CallID"), ["other"]);
    assert_eq!(fields(&sent, "X-VoiceMessageDuration"), ["9"]);
    assert!(what(&other).is_empty());
}

#[test]
fn hd_17_the_class_has_a_word_of_its_own() {
    let content_class = |class: &str, named: Option<&str>, form: Option<&str>| {
        let mut message = of_class(class);
        if let Some(named) = named {
            message.set_property("PidNameContentClass", named).unwrap();
        }
        if let Some(form) = form {
            message.set_property("PidLidInfoPathFormName", form).unwrap();
        }
        fields(&text(&message), "Content-Class").join("|")
    };
    for (class, named, form, expected) in [
        ("IPM.Note.Microsoft.Fax", None, None, "fax"),
        ("IPM.Note.Microsoft.Fax.CA", None, None, "fax-ca"),
        ("ipm.note.microsoft.missed.voice", None, None, "missedcall"),
        ("IPM.Note.Microsoft.Conversation.Voice", None, None, "voice-uc"),
        ("IPM.Note.Microsoft.Voicemail.UM.CA", None, None, "voice-ca"),
        ("IPM.Note.Microsoft.Voicemail.UM", Some("x"), None, "voice"),
        ("IPM.Note.Microsoft.Voicemail.UM.Other", None, None, ""),
        (
            "IPM.Note.Custom.Order.V2",
            None,
            None,
            "urn:content-class:custom.Order.V2",
        ),
        (
            "IPM.InfoPathForm.7b1.Rest",
            None,
            Some("Expense"),
            "InfoPathForm.7b1.Expense",
        ),
        ("IPM.InfoPathForm.7b1", Some("own"), None, "own"),
        ("IPM.Note", Some("rpmsg.message"), None, "rpmsg.message"),
        ("IPM.Note", None, None, ""),
    ] {
        assert_eq!(content_class(class, named, form), expected, "{class}");
    }
}

#[test]
fn hd_16_a_classification_counts_where_it_is_switched_on() {
    let mut message = note();
    for (name, value) in [
        ("PidLidClassification", "Secret"),
        ("PidLidClassificationDescription", "Für wenige"),
        ("PidLidClassificationGuid", "{1-2}"),
    ] {
        message.set_property(name, value).unwrap();
    }
    message.set_property("PidLidClassificationKeep", true).unwrap();
    assert!(!text(&message).contains("X-Microsoft-Class"));
    message.set_property("PidLidClassified", true).unwrap();
    let sent = text(&message);
    for (name, value) in [
        ("X-Microsoft-Classified", "true"),
        ("X-Microsoft-Classification", "Secret"),
        ("X-Microsoft-ClassDesc", "=?utf-8?Q?F=C3=BCr_wenige?="),
        ("X-Microsoft-ClassID", "{1-2}"),
        ("X-Microsoft-ClassKeep", "true"),
    ] {
        assert_eq!(fields(&sent, name), [value]);
    }
    message.set_property("PidLidClassificationKeep", false).unwrap();
    assert!(!text(&message).contains("X-Microsoft-ClassKeep"));
}

#[test]
fn hd_33_a_sharing_message_is_told_in_fields() {
    let mut message = of_class("IPM.Sharing");
    message.set_property("PidNameContentClass", "Sharing").unwrap();
    for (name, value) in [
        ("X-Sharing-Capabilities", "40290"),
        ("X-Sharing-Flavor", "5002"),
        ("X-Sharing-Local-Type", "IPF.Appointment"),
        ("X-Sharing-Provider-Guid", "aef0060000000000c000000000000046"),
        ("X-Sharing-Remote-Uid", "00EE"),
    ] {
        let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, name);
        message.set_named(&name, value).unwrap();
    }
    message.attachments.push(Attachment::file(
        0,
        "sharing_metadata.xml",
        "application/x-sharing-metadata-xml",
        &b"<SharingMessage/>"[..],
    ));
    let sent = text(&message);
    for (name, value) in [
        ("Content-Class", "Sharing"),
        ("X-Sharing-Flavor", "5002"),
        ("X-Sharing-Local-Type", "IPF.Appointment"),
        ("X-Sharing-Remote-Uid", "00EE"),
    ] {
        assert_eq!(fields(&sent, name), [value]);
    }
    assert_eq!(
        tree(&message),
        [
            "multipart/mixed",
            "  text/plain",
            "  application/x-sharing-metadata-xml"
        ]
    );
}

#[test]
fn mc_04_a_document_is_its_file() {
    let mut document = of_class("IPM.Document.Word.Document.8");
    document.properties.remove(tags::BODY.id());
    document
        .attachments
        .push(Attachment::file(0, "plan.doc", "application/msword", &b"x"[..]));
    assert_eq!(
        tree(&document),
        ["multipart/mixed", "  text/plain", "  application/msword"]
    );
    read(&document, |parsed| assert_eq!(parsed.body_text(0).unwrap(), ""));
}

#[test]
fn mc_05_votes_are_reported_as_lost() {
    let mut message = note();
    message
        .set_property("PidLidVerbStream", Bytes::from_static(b"\x02\x01"))
        .unwrap();
    message.set_property("PidLidVerbResponse", "Yes").unwrap();
    assert_eq!(what(&message), ["PidLidVerbStream", "PidLidVerbResponse"]);
}

#[test]
fn mc_07_a_recall_is_a_note_and_reported() {
    let message = of_class("IPM.Outlook.Recall");
    assert_eq!(tree(&message), ["text/plain"]);
    let mime = mime(&message);
    let [finding] = mime.report().findings() else {
        panic!("{:?}", mime.report())
    };
    assert!(finding.why.starts_with("a recall means nothing"));
}

#[test]
fn mc_09_a_draft_is_marked_where_that_is_asked_for() {
    let mut draft = note();
    draft.properties.set(tags::MESSAGE_FLAGS, 9);
    assert!(!text(&draft).contains("X-Unsent"));
    let directory = DirectorySnapshot::new();
    let export = options(&directory).headers(HeaderPolicy::new().unsent(true));
    let marked = |message: &Message| {
        let bytes = mime_with(message, &export).to_bytes().unwrap();
        fields(std::str::from_utf8(&bytes).unwrap(), "X-Unsent").len()
    };
    assert_eq!(marked(&draft), 1);
    draft.properties.set(tags::MESSAGE_FLAGS, 1);
    assert_eq!(marked(&draft), 0);
}
