use crate::corpus::{files, sha256};
use crate::facts::{Comparison, Difference, without_space};
use bytes::Bytes;
use ropeway_message::tnef::{
    self, DeviationKind, Profile, TnefError, WriteOptions, read, read_with_report, write,
};
use ropeway_message::{AttachMethod, Attachment, Loss, Message, PropertyBag, ReadOptions, Step};
use ropeway_types::{PropertyTag, tags};
use serde_json::Value;

/// What the corpus holds that is no message: the length of the first attribute is beyond all bytes.
const NO_MESSAGE: &str = "tnef/malformed/ytnef__ytnef-oob-TNEFVersion-SwapWord.tnef";
/// Object attributes that [MS-OXTNEF] 2.1.3.3.2 renames, of those that occur.
const CLASSES: [(&str, &str); 2] = [
    ("IPM.Microsoft Mail.Note", "IPM.Note"),
    ("IPM.Microsoft Schedule.MtgReq", "IPM.Schedule.Meeting.Request"),
];
/// The property that tnefparse takes for the body: PidTagPreview, the beginning of it.
const PREVIEW: PropertyTag = PropertyTag(0x3FD9_001F);

/// IID_IStorage ([MS-OXTNEF] 2.1.3.4).
const IID_STORAGE: &[u8] = &[0x0B, 0, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

/// The object of the facts or of the model at which a difference is.
enum Found<'a> {
    Message(&'a Message),
    Attachment(&'a Attachment),
}

fn find<'a>(at: &str, facts: &'a Value, message: &'a Message) -> (&'a Value, Found<'a>) {
    let mut words = at.split(' ').skip(1);
    let mut facts = facts;
    let mut found = Found::Message(message);
    while let Some(word) = words.next() {
        (facts, found) = match (word, found) {
            ("attachment", Found::Message(message)) => {
                let n: usize = words.next().unwrap().parse().unwrap();
                (
                    &facts["attachments"][n],
                    Found::Attachment(&message.attachments[n]),
                )
            }
            ("embedded", Found::Attachment(attachment)) => {
                let message = attachment.embedded.as_deref().unwrap();
                (&facts["embedded"], Found::Message(message))
            }
            _ => panic!("nothing is decided about {at}"),
        };
    }
    (facts, found)
}

fn without_zeros(bytes: &[u8]) -> &[u8] {
    let len = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    &bytes[..len]
}

/// Why the model is right and the facts, which are those of tnefparse, are not. Every case is checked.
fn reason(difference: &Difference, facts: &Value, message: &Message) -> Option<&'static str> {
    let Difference {
        at,
        field,
        expected,
        read,
    } = difference;
    let (facts, found) = find(at, facts, message);
    match (*field, found) {
        ("message_class", Found::Message(_)) => CLASSES
            .iter()
            .any(|(legacy, mapi)| expected == legacy && read == mapi)
            .then_some("[MS-OXTNEF] 2.1.3.3.2: attMessageClass has names of its own for some classes"),
        ("importance", Found::Message(_)) => (expected.is_null() && *read == facts["attr_priority"])
            .then_some("[MS-OXTNEF] 2.1.3.3.10: attPriority is PidTagImportance, where no property says it"),
        ("nows_sha256", Found::Message(message)) => {
            let preview = message.text(PREVIEW)?;
            let is_preview = *expected == sha256(without_space(&preview).as_bytes());
            (is_preview && message.text(tags::BODY).is_none())
                .then_some("PidTagPreview is no body; there is no PidTagBody")
        }
        ("compressed_size", Found::Message(message)) => {
            let rtf = message.properties.binary(tags::RTF_COMPRESSED)?;
            (*expected == without_zeros(rtf).len()).then_some("zeros at the end of a binary are part of it")
        }
        ("size" | "sha256", Found::Attachment(attachment)) => {
            let is_message = facts["method"] == AttachMethod::EMBEDDED_MESSAGE.0;
            if is_message && attachment.embedded.is_some() && attachment.content().is_none() {
                return Some("the bytes of an embedded message are a message");
            }
            let bytes = attachment.properties.binary(tags::ATTACH_DATA_BINARY)?;
            let with_interface = [IID_STORAGE, bytes].concat();
            let (bytes, why) = if attachment.method() == AttachMethod::STORAGE {
                (
                    &with_interface[..],
                    "the interface before the bytes of an object is no part of it",
                )
            } else {
                (&bytes[..], "zeros at the end of a binary are part of it")
            };
            let bytes = without_zeros(bytes);
            (facts["size"] == bytes.len() && facts["sha256"] == sha256(bytes)).then_some(why)
        }
        _ => None,
    }
}

#[test]
fn facts_of_the_corpus() {
    let Some(files) = files("tnef") else { return };
    let (mut checked, mut decided) = (0, 0);
    let mut wrong = Vec::new();
    for (facts, bytes) in &files {
        let at = facts["path"].as_str().unwrap();
        let reading = match read_with_report(bytes, &ReadOptions::default()) {
            Ok(reading) => reading,
            Err(error) => {
                assert_eq!((at, error), (NO_MESSAGE, TnefError::Empty));
                continue;
            }
        };
        let properties = &facts["properties"];
        let mut out = Comparison::default();
        out.message(at, properties, &reading.message);
        checked += out.checked;
        for difference in &out.differences {
            match reason(difference, properties, &reading.message) {
                Some(_) => decided += 1,
                None => wrong.push(difference.to_string()),
            }
        }
        let sums = reading.report.deviations.iter().filter(|deviation| {
            deviation.place.steps().is_empty() && matches!(deviation.kind, DeviationKind::Checksum { .. })
        });
        assert_eq!(facts["structure"]["checksum_bad"], sums.count(), "{at}");
    }
    eprintln!("{checked} facts, {decided} of them decided otherwise");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(checked > 1000 && decided < 60);
}

#[test]
fn the_peers_extract_the_same_files() {
    let Some(files) = files("tnef") else { return };
    let mut checked = 0;
    for (facts, bytes) in &files {
        let Ok(message) = read(bytes, &ReadOptions::default()) else {
            continue;
        };
        // They stop at a wrong checksum.
        if facts["structure"]["checksum_bad"] != 0 || facts["structure"]["truncated"] == true {
            continue;
        }
        let extracted = facts["peers"]["tnef"]["files"].as_array().unwrap();
        for attachment in &message.attachments {
            let Some(bytes) = attachment.data() else { continue };
            let digest = sha256(bytes);
            assert!(
                extracted.iter().any(|file| file["sha256"] == digest),
                "{}: {digest}",
                facts["path"]
            );
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked}");
}

#[test]
fn checksums_may_be_demanded() {
    let Some(files) = files("tnef") else { return };
    let strict = ReadOptions::default().with_required_checksums(true);
    for (facts, bytes) in &files {
        let is_bad = facts["structure"]["checksum_bad"] != 0;
        let refused = matches!(read(bytes, &strict), Err(TnefError::Checksum { .. }));
        assert_eq!(refused, is_bad, "{}", facts["path"]);
    }
}

/// Takes from a message what the writer says it does not carry: properties, in real messages.
fn remove(message: &mut Message, losses: &[Loss]) {
    fn bag<'a>(message: &'a mut Message, steps: &[Step]) -> &'a mut PropertyBag {
        match steps {
            [] => &mut message.properties,
            [Step::Recipient(at)] => &mut message.recipients[*at].properties,
            [Step::Attachment(at)] => &mut message.attachments[*at].properties,
            [Step::Attachment(at), Step::Embedded, rest @ ..] => {
                bag(message.attachments[*at].embedded.as_mut().unwrap(), rest)
            }
            _ => panic!("no such place"),
        }
    }
    for loss in losses {
        let property = loss.property.expect("a whole object is lost");
        bag(message, loss.place.steps()).remove(property.id()).unwrap();
    }
}

fn assert_comes_back(at: &str, message: &Message) -> usize {
    let written = write(message, &WriteOptions::complete()).unwrap();
    let reading = read_with_report(&written.bytes, &ReadOptions::default()).unwrap();
    assert!(reading.report.is_empty(), "{at}: {:?}", reading.report);
    let mut expected = message.clone();
    remove(&mut expected, &written.losses);
    // Names of what is lost, and names that nothing had, are not kept.
    let same = reading.message == expected || stripped(&reading.message) == stripped(&expected);
    assert!(same, "{at}: {} for {}", reading.message.dump(), expected.dump());
    written.losses.len()
}

/// A message in readable form with all text: names are in it where they are used.
fn stripped(message: &Message) -> String {
    message.dump().with_text().to_string()
}

#[test]
fn streams_of_the_corpus_come_back() {
    let Some(files) = files("tnef") else { return };
    for (facts, bytes) in &files {
        let at = facts["path"].as_str().unwrap();
        if let Ok(message) = read(bytes, &ReadOptions::default()) {
            assert_eq!(assert_comes_back(at, &message), 0, "{at}");
        }
    }
}

#[cfg(feature = "msg")]
#[test]
fn msg_files_of_the_corpus_come_back() {
    let Some(files) = files("msg") else { return };
    let (mut read, mut lost) = (0, 0);
    for (facts, bytes) in &files {
        let at = facts["path"].as_str().unwrap();
        if let Ok(message) = ropeway_message::msg::read_bytes(bytes, &ReadOptions::default()) {
            lost += assert_comes_back(at, &message);
            read += 1;
        }
    }
    eprintln!("{read} messages, {lost} properties lost");
    assert!(read > 200, "{read}");
}

/// Writes TNEF streams of all messages of the corpus, and what independent readers must find in them, to the
/// folder that ROPEWAY_WRITTEN_DIR names.
#[cfg(feature = "msg")]
#[test]
fn streams_for_independent_readers() {
    let Some(folder) = std::env::var_os("ROPEWAY_WRITTEN_DIR") else {
        eprintln!("IGNORED: ROPEWAY_WRITTEN_DIR names no folder for what is written");
        return;
    };
    let folder = &std::path::Path::new(&folder).join("tnef");
    std::fs::create_dir_all(folder).unwrap();
    let messages = files("msg").unwrap().into_iter().filter_map(|(facts, bytes)| {
        let message = ropeway_message::msg::read_bytes(&bytes, &ReadOptions::default()).ok()?;
        Some((facts, message))
    });
    let streams = files("tnef").unwrap().into_iter().filter_map(|(facts, bytes)| {
        let message = read(&bytes, &ReadOptions::default()).ok()?;
        Some((facts, message))
    });
    for (n, (facts, message)) in messages.chain(streams).enumerate() {
        for profile in [Profile::Transport, Profile::Complete] {
            let options = WriteOptions::default().with_profile(profile);
            let written = write(&message, &options).unwrap();
            let name = format!("{n:03}_{profile:?}").to_lowercase();
            std::fs::write(folder.join(format!("{name}.tnef")), &written.bytes).unwrap();
            let page = message.code_page();
            let text = |bag: &PropertyBag, tag| bag.text(tag, page).map_or(Value::Null, Value::from);
            let attachments: Vec<_> = message
                .attachments
                .iter()
                .map(|attachment| {
                    let bag = &attachment.properties;
                    serde_json::json!({
                        "method": attachment.method().0,
                        "long_name": text(bag, tags::ATTACH_LONG_FILENAME),
                        "short_name": text(bag, tags::ATTACH_FILENAME),
                        "sha256": attachment.data().map(|bytes| sha256(bytes)),
                        "size": attachment.data().map(Bytes::len),
                    })
                })
                .collect();
            let body = message.properties.text(tags::BODY, page);
            let facts = serde_json::json!({
                "source": facts["path"],
                "subject": message.subject(),
                "class": message.text(tags::MESSAGE_CLASS),
                "body_sha256": body.map(|body| sha256(body.as_bytes())),
                "attachments": attachments,
            });
            std::fs::write(folder.join(format!("{name}.json")), facts.to_string()).unwrap();
        }
    }
}

/// A generator of numbers that are the same each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap()
    }
}

#[test]
fn damaged_streams_do_no_harm() {
    let Some(files) = files("tnef") else { return };
    let mut numbers = Numbers(7);
    for (_, bytes) in files.iter().filter(|(_, bytes)| bytes.len() < 70_000) {
        for _ in 0..20 {
            let mut damaged = bytes.to_vec();
            for _ in 0..10 {
                let at = numbers.next() % damaged.len();
                damaged[at] = u8::try_from(numbers.next() & 0xFF).unwrap();
            }
            let _ = tnef::read(&damaged.into(), &ReadOptions::default());
        }
        let _ = tnef::read(
            &bytes.slice(..numbers.next() % bytes.len()),
            &ReadOptions::default(),
        );
    }
}
