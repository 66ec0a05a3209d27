//! There and back: what `convert` writes is imported as what it was, and converted again to the same bytes.

use super::support::{mime, note, options};
use bytes::Bytes;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use ropeway_message::msg::read_bytes;
use ropeway_message::{
    Attachment, DirectorySnapshot, Message, ReadOptions, Recipient, RecipientType, stored,
};
use ropeway_mime::{ImportOptions, Imported, convert, import};
use ropeway_types::{
    CodePage, FileTime, PropertyName, PropertyTag, PropertyType, PropertyValue, named, property_set, tags,
};
use std::collections::BTreeMap;

const CP: CodePage = CodePage::WINDOWS_1252;

fn back(mail: &Bytes) -> Imported {
    let imported = import(mail, &ImportOptions::default()).unwrap();
    let bytes = stored::write(&imported.message).unwrap();
    assert_eq!(stored::read(&bytes).unwrap(), imported.message);
    imported
}

/// Converts twice and returns what was imported between.
pub(crate) fn there_and_back(message: &Message) -> Message {
    let first = mime(message).to_bytes().unwrap();
    let imported = back(&first);
    assert!(imported.report.is_empty(), "{:?}", imported.report);
    let second = mime(&imported.message).to_bytes().unwrap();
    assert_eq!(String::from_utf8_lossy(&second), String::from_utf8_lossy(&first));
    imported.message
}

/// People as name and address.
fn people(message: &Message) -> Vec<(u32, String, String)> {
    message
        .recipients
        .iter()
        .map(|r| {
            let address = r.address(CP).map(|a| a.address().to_owned());
            (
                r.recipient_type.0,
                r.display_name(CP).unwrap_or_default(),
                address.unwrap_or_default(),
            )
        })
        .collect()
}

#[test]
fn a_note_comes_back() {
    let message = there_and_back(&note());
    let original = note();
    for tag in [
        tags::SUBJECT,
        tags::BODY,
        tags::INTERNET_MESSAGE_ID,
        tags::SENT_REPRESENTING_NAME,
        tags::SENT_REPRESENTING_ADDRESS_TYPE,
        tags::SENT_REPRESENTING_EMAIL_ADDRESS,
        tags::CLIENT_SUBMIT_TIME,
        tags::MESSAGE_CLASS,
    ] {
        assert_eq!(
            message.properties.get(tag),
            original.properties.get(tag),
            "{tag:?}"
        );
    }
    assert_eq!(people(&message), people(&original));
}

/// HTML with an image in it, a file, and an embedded message with files of its own.
fn rich() -> Message {
    let mut inner = note();
    inner.properties.set(tags::SUBJECT, "Re: Ünner");
    inner.attachments.push(Attachment::file(
        0,
        "Übersicht.bin",
        "application/x-y",
        &b"\0\xFF"[..],
    ));
    inner.attachments.push(Attachment::message(1, note()));
    let mut message = note();
    let p = &mut message.properties;
    p.set(
        tags::HTML,
        Bytes::from_static(b"<p>\xFC <img src=\"cid:i@x\"></p>"),
    );
    p.set(tags::INTERNET_CODEPAGE, 1252);
    p.set(tags::BODY, "ü and more");
    let mut image = Attachment::file(0, "i.png", "image/png", &b"\x89PNG\r\n\x1A\n"[..]);
    image.properties.set(tags::ATTACH_CONTENT_ID, "i@x");
    message.attachments.push(image);
    message
        .attachments
        .push(Attachment::file(1, "a b.pdf", "application/pdf", vec![7; 10_000]));
    message.attachments.push(Attachment::message(2, inner));
    message
}

#[test]
fn bodies_files_and_messages_come_back() {
    let original = rich();
    let message = there_and_back(&original);
    assert_eq!(message.text(tags::BODY).unwrap(), "ü and more");
    let html = message.properties.binary(tags::HTML).unwrap();
    assert_eq!(String::from_utf8_lossy(html), "<p>ü <img src=\"cid:i@x\"></p>");
    assert_eq!(message.attachments.len(), 3);
    for (file, original) in message.attachments.iter().zip(&original.attachments) {
        assert_eq!(file.data(), original.data());
        assert_eq!(file.method(), original.method());
    }
    let inner = message.attachments[2].embedded.as_deref().unwrap();
    assert_eq!(inner.subject().unwrap(), "Re: Ünner");
    assert_eq!(inner.attachments[0].data().unwrap()[..], b"\0\xFF"[..]);
    let name = inner.attachments[0]
        .properties
        .text(tags::ATTACH_LONG_FILENAME, CP);
    assert_eq!(name.unwrap(), "Übersicht.bin");
    assert_eq!(
        inner.attachments[1].embedded.as_deref().unwrap().subject(),
        note().subject()
    );
    assert_eq!(message.attachments[0].properties.int(tags::ATTACH_FLAGS), Some(4));
}

#[test]
fn smime_comes_back_octet_for_octet() {
    let signed = "Content-Type: multipart/signed; micalg=sha-256;\r\n\tprotocol=\"application/pkcs7-signature\"; boundary=\"=_s\"\r\n\r\n\
preamble\r\n--=_s\r\nContent-Type: text/plain\r\n\r\nsigned   text \r\n--=_s\r\nContent-Type: application/pkcs7-signature\r\n\r\nAAAA\r\n--=_s--\r\n";
    for (class, kind, data) in [
        ("IPM.Note.SMIME.MultipartSigned", "multipart/signed", signed),
        (
            "IPM.Note.SMIME",
            "application/pkcs7-mime;smime-type=enveloped-data",
            "CMS",
        ),
    ] {
        let mut original = note();
        original.properties.set(tags::MESSAGE_CLASS, class);
        original
            .attachments
            .push(Attachment::file(0, "smime.p7m", kind, data.as_bytes().to_vec()));
        let mut outer = note();
        outer.attachments.push(Attachment::message(0, original.clone()));
        let directory = DirectorySnapshot::new();
        let first = convert(&original, &options(&directory))
            .unwrap()
            .to_bytes()
            .unwrap();
        let message = back(&first).message;
        assert_eq!(message.message_class(), class);
        assert_eq!(message.attachments[0].data(), original.attachments[0].data());
        let text = message.attachments[0].properties.text(tags::ATTACH_MIME_TAG, CP);
        assert_eq!(text.unwrap(), kind);
        assert_eq!(
            convert(&message, &options(&directory))
                .unwrap()
                .to_bytes()
                .unwrap(),
            first
        );
        let first = convert(&outer, &options(&directory)).unwrap().to_bytes().unwrap();
        let message = back(&first).message;
        let inner = message.attachments[0].embedded.as_deref().unwrap();
        assert_eq!(inner.message_class(), class);
        assert_eq!(
            convert(&message, &options(&directory))
                .unwrap()
                .to_bytes()
                .unwrap(),
            first
        );
    }
}

/// One line of text as people write it. Blanks in a row are not kept beside encoded words.
fn line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        3 => "[a-zA-Z0-9]{1,12}",
        1 => select(vec!["Grüße", "日本語", "🎉", "a,b", "x;y", "(c)", "it's", "\"q\"", "back\\slash", "a@b", "50%", "é", "<t>", "a:b", "=x", "?"])
            .prop_map(str::to_owned),
        1 => "[a-z]{60,90}",
    ];
    vec(word, 1..8).prop_map(|words| words.join(" "))
}

fn subject() -> impl Strategy<Value = String> {
    (select(vec!["", "", "Re: ", "AW:", "Fwd:  ", "R2: "]), line())
        .prop_map(|(prefix, rest)| format!("{prefix}{rest}"))
}

/// Text whose last line is complete, as mail has it.
fn lines() -> impl Strategy<Value = String> {
    let special = select(vec![
        "",
        ".",
        "From me",
        "trailing ",
        "\ttab",
        "--",
        "--=_x",
        "=",
        "a=b",
    ])
    .prop_map(str::to_owned);
    vec(prop_oneof![3 => line(), 1 => special], 0..8)
        .prop_map(|lines| lines.into_iter().map(|line| line + "\r\n").collect())
}

fn address() -> impl Strategy<Value = String> {
    (
        "[a-z][a-z0-9]{0,6}(\\.[a-z0-9]{1,4})?",
        select(vec!["a.test", "b-c.test", "x.y.z.test"]),
    )
        .prop_map(|(local, domain)| format!("{local}@{domain}"))
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![line(), Just(String::new())]
        .prop_map(|name| name.chars().take(60).collect::<String>().trim().to_owned())
}

fn time() -> impl Strategy<Value = FileTime> {
    (0i64..4_000_000_000).prop_map(FileTime::from_unix_seconds)
}

fn file() -> impl Strategy<Value = Attachment> {
    let name = prop_oneof![
        "[a-zA-Z0-9_ -]{0,20}[a-z]\\.(pdf|txt|docx|x)",
        select(vec![
            "Übersicht.png",
            "日本語.txt",
            "a;b.c",
            "quote\".x",
            "noextension",
            "50% off.doc"
        ])
        .prop_map(str::to_owned),
    ];
    let kind = select(vec![
        "application/pdf",
        "image/png",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/octet-stream",
        "x-a/b.c+d",
    ]);
    (
        name,
        kind,
        vec(any::<u8>(), 0..300),
        option::of("[a-z]{1,8}@x\\.test"),
        option::of(time()),
        option::of(line()),
    )
        .prop_map(|(name, kind, data, id, time, shown)| {
            let mut file = Attachment::file(0, name.trim(), kind, data);
            if let Some(id) = id {
                file.properties.set(tags::ATTACH_CONTENT_ID, id.as_str());
            }
            if let Some(time) = time {
                file.properties
                    .set(tags::CREATION_TIME, PropertyValue::Time(time));
            }
            if let Some(shown) = shown {
                file.properties.set(tags::DISPLAY_NAME, shown.as_str());
            }
            file
        })
}

fn recipient() -> impl Strategy<Value = Recipient> {
    (1u32..3, name(), address())
        .prop_map(|(kind, name, address)| Recipient::smtp(RecipientType(kind), &name, &address))
}

fn body() -> impl Strategy<Value = (Option<String>, Option<String>)> {
    let html = (lines(), option::of("[a-z]{1,8}@x\\.test"), any::<bool>()).prop_map(|(text, id, meta)| {
        let image = id.map(|id| format!("<img src=\"cid:{id}\">")).unwrap_or_default();
        let meta = if meta { "<meta charset=utf-8>" } else { "" };
        format!("<html><head>{meta}</head><body><p>{text}</p>{image}</body></html>\r\n")
    });
    (option::of(lines()), option::of(html))
}

type Extra = (
    Option<i32>,
    Option<i32>,
    Option<i32>,
    Option<i32>,
    bool,
    Vec<String>,
    Vec<(u8, String)>,
);

fn extra() -> impl Strategy<Value = Extra> {
    let word = "[a-zA-Zü]{1,10}";
    (
        option::of(0i32..3),
        option::of(-1i32..2),
        option::of(0i32..4),
        option::of(prop_oneof![Just(-1), 0i32..64]),
        any::<bool>(),
        vec(word, 0..3),
        vec((0u8..20, line()), 0..3),
    )
}

fn message() -> impl Strategy<Value = Message> {
    let people = (
        (name(), address()),
        option::of((name(), address())),
        vec(recipient(), 0..5),
    );
    let ids = (
        0u32..1000,
        vec(0u32..1000, 0..30),
        option::of(vec(any::<u8>(), 22..40)),
        option::of(line()),
    );
    let flat = (subject(), people, body(), time(), ids, vec(file(), 0..4), extra()).prop_map(
        |(
            subject,
            (from, sender, recipients),
            (plain, html),
            time,
            (id, references, index, topic),
            files,
            extra,
        )| {
            let mut message = Message::note();
            message.recipients = recipients;
            message.attachments = files;
            let p = &mut message.properties;
            p.set(tags::SUBJECT, subject.as_str());
            p.set(tags::SENT_REPRESENTING_NAME, from.0.as_str());
            p.set(tags::SENT_REPRESENTING_SMTP_ADDRESS, from.1.as_str());
            if let Some((name, address)) = sender {
                p.set(tags::SENDER_NAME, name.as_str());
                p.set(tags::SENDER_SMTP_ADDRESS, address.as_str());
            }
            if let Some(plain) = plain {
                p.set(tags::BODY, plain.as_str());
            }
            if let Some(html) = html {
                p.set(tags::HTML, Bytes::from(html));
                p.set(tags::INTERNET_CODEPAGE, 65001);
            }
            p.set(tags::CLIENT_SUBMIT_TIME, PropertyValue::Time(time));
            p.set(tags::INTERNET_MESSAGE_ID, format!("<{id}@a.test>").as_str());
            let references: Vec<String> = references.iter().map(|n| format!("<{n}@b.test>")).collect();
            p.set(tags::INTERNET_REFERENCES, references.join(" ").as_str());
            if let Some(last) = references.last() {
                p.set(tags::IN_REPLY_TO_ID, last.as_str());
            }
            if let Some(index) = index {
                p.set(tags::CONVERSATION_INDEX, Bytes::from(index));
            }
            if let Some(topic) = topic {
                p.set(tags::CONVERSATION_TOPIC, topic.as_str());
            }
            with_extra(&mut message, extra);
            message
        },
    );
    flat.prop_recursive(3, 6, 2, |inner| {
        (inner.clone(), vec(inner, 0..3)).prop_map(|(mut outer, embedded)| {
            for message in embedded {
                outer.attachments.push(Attachment::message(0, message));
            }
            outer
        })
    })
    .prop_map(|mut message| {
        number(&mut message);
        message
    })
}

/// Attachments carry their positions.
fn number(message: &mut Message) {
    for (at, attachment) in message.attachments.iter_mut().enumerate() {
        attachment.number = at as u32;
        if let Some(embedded) = &mut attachment.embedded {
            number(embedded);
        }
    }
}

fn with_extra(message: &mut Message, extra: Extra) {
    let (importance, priority, sensitivity, suppress, receipt, keywords, fields) = extra;
    let p = &mut message.properties;
    for (tag, value) in [
        (tags::IMPORTANCE, importance),
        (tags::PRIORITY, priority),
        (tags::SENSITIVITY, sensitivity),
        (tags::AUTO_RESPONSE_SUPPRESS, suppress),
    ] {
        if let Some(value) = value {
            p.set(tag, value);
        }
    }
    p.set(tags::READ_RECEIPT_REQUESTED, receipt);
    if !keywords.is_empty() {
        let id = message
            .named_properties
            .id_or_insert(&named::KEYWORDS.property_name())
            .unwrap();
        let keywords = keywords.iter().map(|word| word.as_str().into()).collect();
        message
            .properties
            .set(named::KEYWORDS.tag(id), PropertyValue::MultipleString(keywords));
    }
    for (number, value) in fields {
        let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, &format!("X-Field-{number}"));
        let id = message.named_properties.id_or_insert(&name).unwrap();
        message
            .properties
            .set(PropertyTag::new(id, PropertyType::STRING), value.as_str());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn what_is_imported_is_converted_to_the_same_bytes(message in message()) {
        let directory = DirectorySnapshot::new();
        let options = options(&directory).keywords(true);
        let first = convert(&message, &options).unwrap().to_bytes().unwrap();
        let imported = back(&first);
        prop_assert!(imported.report.is_empty(), "{:?}", imported.report);
        let second = convert(&imported.message, &options).unwrap().to_bytes().unwrap();
        prop_assert_eq!(String::from_utf8_lossy(&second), String::from_utf8_lossy(&first));
        same(&message, &imported.message);
    }
}

/// What a reader sees is the same.
fn same(original: &Message, imported: &Message) {
    let text = |m: &Message, tag| m.text(tag).unwrap_or_default();
    assert_eq!(imported.subject(), original.subject());
    assert_eq!(
        imported.properties.time(tags::CLIENT_SUBMIT_TIME),
        original.properties.time(tags::CLIENT_SUBMIT_TIME)
    );
    for tag in [
        tags::INTERNET_MESSAGE_ID,
        tags::INTERNET_REFERENCES,
        tags::IN_REPLY_TO_ID,
    ] {
        assert_eq!(text(imported, tag), text(original, tag));
    }
    let sorted = |message: &Message| {
        let mut people = people(message);
        for (_, name, address) in &mut people {
            // A name that says nothing is the address.
            if name.is_empty() {
                name.clone_from(address);
            }
        }
        people.sort_by_key(|(kind, _, _)| *kind);
        people
    };
    assert_eq!(sorted(imported), sorted(original));
    let order = |message: &Message| {
        let mut files: Vec<Bytes> = message
            .attachments
            .iter()
            .filter_map(|a| a.data().cloned())
            .collect();
        files.sort();
        files
    };
    assert_eq!(order(imported), order(original));
    let embedded = |message: &Message| -> Vec<Message> {
        message
            .attachments
            .iter()
            .filter_map(|a| a.embedded.as_deref().cloned())
            .collect()
    };
    let (ours, theirs) = (embedded(imported), embedded(original));
    assert_eq!(ours.len(), theirs.len());
    for (ours, theirs) in ours.iter().zip(&theirs) {
        same(theirs, ours);
    }
}

/// Boundaries and generated ids depend on how many ids were made before.
fn without_generated(mail: &[u8]) -> String {
    let text = String::from_utf8_lossy(mail);
    let mut out = String::new();
    let mut rest = &*text;
    while let Some(at) = rest.find("=_") {
        let digits = rest[at + 2..].bytes().take_while(u8::is_ascii_hexdigit).count();
        out.push_str(&rest[..at + 2]);
        if digits == 16 {
            out.push('#');
            rest = &rest[at + 18..];
        } else {
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    out
}

#[test]
fn real_messages_are_converted_to_the_same_bytes_again() {
    let Some(shared) = std::env::var_os("ROPEWAY_SHARED") else {
        eprintln!("IGNORED: ROPEWAY_SHARED is not set, the corpus of real messages is not imported");
        return;
    };
    let folder = std::path::Path::new(&shared).join("corpus/msg");
    let directory = DirectorySnapshot::new();
    let options = options(&directory)
        .default_sender("unknown@relay.test")
        .keywords(true);
    let (mut equal, mut all) = (0, 0);
    let mut different: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut findings: BTreeMap<String, usize> = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_file() {
            continue;
        }
        let file = Bytes::from(std::fs::read(&path).unwrap());
        let Ok(message) = read_bytes(&file, &ReadOptions::default()) else {
            continue;
        };
        let Ok(first) = convert(&message, &options) else {
            continue;
        };
        let first = first.to_bytes().unwrap();
        all += 1;
        let imported = back(&first);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for finding in &imported.report.deviations {
            *findings.entry(format!("{:?}", finding.kind)).or_default() += 1;
        }
        let reason = match convert(&imported.message, &options) {
            Err(error) => format!("not converted again: {error}"),
            Ok(second) => {
                let (first, second) = (
                    without_generated(&first),
                    without_generated(&second.to_bytes().unwrap()),
                );
                match first.lines().zip(second.lines()).find(|(a, b)| a != b) {
                    None if first == second => {
                        equal += 1;
                        continue;
                    }
                    None => "length".to_owned(),
                    Some((a, b)) => format!("{a:.90} | {b:.90}"),
                }
            }
        };
        different.entry(reason).or_default().push(name);
    }
    for (reason, names) in &different {
        eprintln!("{reason}: {names:?}");
    }
    eprintln!("{equal} of {all} equal; findings {findings:?}");
    assert!(equal * 10 >= all * 9, "{equal} of {all}");
}
