use crate::corpus::{files, sha256};
use ropeway_message::ReadOptions;
use ropeway_message::msg::{MsgError, read_bytes, read_with_report};
use ropeway_message::rtf::decompress;
use ropeway_message::stored;
use ropeway_message::{AttachMethod, Message, Recipient, RecipientType};
use ropeway_types::{CodePage, PropertyTag, tags};
use serde_json::Value;
use std::io::Cursor;

/// Collects what differs from the facts; the test fails with the whole list.
#[derive(Default)]
struct Comparison {
    checked: usize,
    wrong: Vec<String>,
}

impl Comparison {
    fn equal(&mut self, at: &str, field: &str, expected: &Value, actual: Value) {
        self.checked += 1;
        if *expected != actual {
            self.wrong
                .push(format!("{at} {field}: expected {expected}, read {actual}"));
        }
    }
}

fn text(message: &Message, tag: PropertyTag) -> Value {
    message.text(tag).map_or(Value::Null, Value::from)
}

fn time(message: &Message, tag: PropertyTag) -> Value {
    let time = message.properties.time(tag).filter(|time| time.0 != 0);
    let Some(seconds) = time.map(|t| t.unix_seconds()) else {
        return Value::Null;
    };
    // Civil date from days, after Howard Hinnant's algorithm.
    let (days, rest) = (seconds.div_euclid(86400), seconds.rem_euclid(86400));
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    Value::from(format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    ))
}

fn recipient_text(recipient: &Recipient, tag: PropertyTag, page: CodePage) -> Value {
    recipient
        .properties
        .text(tag, page)
        .map_or(Value::Null, Value::from)
}

fn compare(out: &mut Comparison, at: &str, facts: &Value, disagree: &Value, message: &Message) {
    let undecided = |field: &str| !disagree[field].is_null();
    if !undecided("subject") {
        out.equal(at, "subject", &facts["subject"], text(message, tags::SUBJECT));
    }
    for (field, tag) in [
        ("message_class", tags::MESSAGE_CLASS),
        ("message_id", tags::INTERNET_MESSAGE_ID),
        ("in_reply_to", tags::IN_REPLY_TO_ID),
        ("display_to", tags::DISPLAY_TO),
        ("display_cc", tags::DISPLAY_CC),
        ("normalized_subject", tags::NORMALIZED_SUBJECT),
    ] {
        if !undecided(field) {
            out.equal(at, field, &facts[field], text(message, tag));
        }
    }
    for (field, tag) in [
        ("submit_time", tags::CLIENT_SUBMIT_TIME),
        ("delivery_time", tags::MESSAGE_DELIVERY_TIME),
        ("creation_time", tags::CREATION_TIME),
    ] {
        out.equal(at, field, &facts[field], time(message, tag));
    }
    for (field, tag) in [
        ("importance", tags::IMPORTANCE),
        ("sensitivity", tags::SENSITIVITY),
        ("flags", tags::MESSAGE_FLAGS),
    ] {
        let value = message.properties.int(tag).map_or(Value::Null, Value::from);
        out.equal(at, field, &facts[field], value);
    }
    let sender = &facts["sender"];
    if sender.is_object() {
        out.equal(
            at,
            "sender.name",
            &sender["name"],
            text(message, tags::SENDER_NAME),
        );
        out.equal(
            at,
            "sender.email",
            &sender["email"],
            text(message, tags::SENDER_EMAIL_ADDRESS),
        );
    }
    let rtf = &facts["rtf"];
    if rtf["rtf_sha256"].is_string() {
        let compressed = message.properties.binary(tags::RTF_COMPRESSED).unwrap();
        let rtf_read = decompress(compressed, 64 << 20).unwrap();
        out.equal(at, "rtf", &rtf["rtf_sha256"], Value::from(sha256(&rtf_read.rtf)));
    }
    let empty = Vec::new();
    let recipients = facts["recipients"].as_array().unwrap_or(&empty);
    out.equal(
        at,
        "recipients",
        &Value::from(recipients.len()),
        Value::from(message.recipients.len()),
    );
    let page = message.code_page();
    for (n, (facts, recipient)) in recipients.iter().zip(&message.recipients).enumerate() {
        let at = format!("{at} recipient {n}");
        let kind = match recipient.recipient_type.kind() {
            RecipientType::ORIGINATOR => "originator",
            RecipientType::TO => "to",
            RecipientType::CC => "cc",
            RecipientType::BCC => "bcc",
            _ => "?",
        };
        out.equal(&at, "kind", &facts["kind"], Value::from(kind));
        for (field, tag) in [
            ("name", tags::DISPLAY_NAME),
            ("addrtype", tags::ADDRESS_TYPE),
            ("email", tags::EMAIL_ADDRESS),
            ("smtp", tags::SMTP_ADDRESS),
        ] {
            out.equal(&at, field, &facts[field], recipient_text(recipient, tag, page));
        }
        // An address of type UNKNOWN is SMTP to the reader of the facts, not to the model.
        if facts["address"].is_string() && facts["addrtype"] != "UNKNOWN" {
            let address = recipient.address(page).filter(|a| a.is_smtp());
            let address = address.map_or(Value::Null, |a| Value::from(a.address().to_lowercase()));
            out.equal(&at, "address", &facts["address"], address);
        }
    }
    let attachments = facts["attachments"].as_array().unwrap_or(&empty);
    out.equal(
        at,
        "attachments",
        &Value::from(attachments.len()),
        Value::from(message.attachments.len()),
    );
    for (n, (facts, attachment)) in attachments.iter().zip(&message.attachments).enumerate() {
        let at = format!("{at} attachment {n}");
        let method = attachment.properties.int(tags::ATTACH_METHOD);
        out.equal(
            &at,
            "method",
            &facts["method"],
            method.map_or(Value::Null, Value::from),
        );
        let file_text = |tag| attachment.properties.text(tag, page);
        let name = file_text(tags::ATTACH_LONG_FILENAME)
            .filter(|name| !name.is_empty())
            .or_else(|| file_text(tags::ATTACH_FILENAME));
        let name = name.map_or(Value::Null, Value::from);
        out.equal(&at, "filename", &facts["filename"], name);
        if facts["sha256"].is_string() {
            let digest = attachment.data().map_or(Value::Null, |d| Value::from(sha256(d)));
            out.equal(&at, "sha256", &facts["sha256"], digest);
        }
        if facts["embedded"].is_object() {
            match &attachment.embedded {
                Some(inner) => compare(
                    out,
                    &format!("{at} embedded"),
                    &facts["embedded"],
                    &Value::Null,
                    inner,
                ),
                None => out.wrong.push(format!("{at}: not embedded")),
            }
        }
        if method == Some(AttachMethod::STORAGE.0) {
            let bytes = attachment.properties.binary(tags::ATTACH_DATA_OBJECT).unwrap();
            let ole = cfb::CompoundFile::open(Cursor::new(bytes.clone())).unwrap();
            let mut streams: Vec<_> = ole
                .walk()
                .filter(|e| e.is_stream())
                .map(|e| e.name().to_owned())
                .collect();
            streams.sort();
            out.equal(&at, "ole_streams", &facts["ole_streams"], Value::from(streams));
            let clsid = ole.root_entry().clsid().to_string().to_uppercase();
            out.equal(&at, "clsid", &facts["clsid"], Value::from(clsid));
        }
    }
}

#[test]
fn files_of_real_programs_give_the_known_messages() {
    let Some(files) = files("msg") else { return };
    let mut out = Comparison::default();
    let (mut read, mut with_report) = (0, 0);
    for (facts, bytes) in &files {
        let path = facts["path"].as_str().unwrap();
        match read_with_report(Cursor::new(bytes.clone()), &ReadOptions::default()) {
            Ok(reading) => {
                read += 1;
                with_report += usize::from(!reading.report.is_empty());
                if !path.contains("/malformed/") && reading.report.lost_something() {
                    eprintln!("{path}: {:?}", reading.report);
                }
                compare(
                    &mut out,
                    path,
                    &facts["properties"],
                    &facts["disagree"],
                    &reading.message,
                );
            }
            Err(MsgError::Container(error)) if path.contains("/malformed/") => {
                eprintln!("{path}: {error}");
            }
            Err(error) => out.wrong.push(format!("{path}: {error:?}")),
        }
    }
    eprintln!(
        "{read} of {} files read, {with_report} of them with a report, {} facts compared",
        files.len(),
        out.checked
    );
    assert!(
        out.wrong.is_empty(),
        "{} differ:\n{}",
        out.wrong.len(),
        out.wrong.join("\n")
    );
}

#[test]
fn messages_of_real_programs_come_back_from_the_stored_form() {
    let Some(files) = files("msg") else { return };
    for (facts, bytes) in &files {
        let Ok(message) = read_bytes(bytes, &ReadOptions::default()) else {
            continue;
        };
        let stored_form = stored::write(&message).unwrap();
        assert_eq!(stored::read(&stored_form).unwrap(), message, "{}", facts["path"]);
    }
}

#[test]
fn damaged_files_of_real_programs_end_in_an_answer() {
    let Some(files) = files("msg") else { return };
    let mut random = 0x2545_F491_4F6C_DD1Du64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random >> 1).unwrap()
    };
    for (_, bytes) in files.iter().filter(|(_, bytes)| bytes.len() < 100_000) {
        for _ in 0..4 {
            let mut damaged = bytes.to_vec();
            for _ in 0..20 {
                let at = next() % damaged.len();
                damaged[at] = u8::try_from(next() & 0xFF).unwrap();
            }
            let _ = read_bytes(&damaged.into(), &ReadOptions::default());
        }
        let _ = read_bytes(&bytes.slice(..next() % bytes.len()), &ReadOptions::default());
    }
}
