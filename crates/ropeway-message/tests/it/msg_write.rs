//! Messages of real programs, written again.

use crate::corpus::{files, sha256};
use ropeway_message::msg::{Strings, WriteOptions, read_bytes, write};
use ropeway_message::oracle::survives_as_msg;
use ropeway_message::{AttachMethod, Attachment, Message, ReadOptions, RecipientType};
use ropeway_types::{NameKind, PropertyValue, tags};
use serde_json::{Value, json};
use std::path::PathBuf;

#[test]
fn messages_of_real_programs_come_back_from_files_written_here() {
    let Some(files) = files("msg") else { return };
    // A folder for `.ci/independent_msg.py`: the files, with what others must find in them.
    let folder = std::env::var_os("ROPEWAY_WRITTEN_DIR").map(|folder| PathBuf::from(folder).join("msg"));
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder).unwrap();
    }
    let mut written = 0;
    let mut lost = Vec::new();
    for (facts, bytes) in &files {
        let Ok(message) = read_bytes(bytes, &ReadOptions::default()) else {
            continue;
        };
        let path = facts["path"].as_str().unwrap();
        // Strings as they are differ where some are 8-bit.
        let narrow = facts["properties"]["unicode"] == false;
        let as_they_are = narrow.then(|| WriteOptions::default().with_strings(Strings::AsTheyAre));
        for options in std::iter::once(WriteOptions::default()).chain(as_they_are) {
            for loss in survives_as_msg(&message, &options) {
                lost.push(format!("{path}: {loss}"));
            }
        }
        let file = write(&message, &WriteOptions::default()).unwrap().bytes;
        cfb::CompoundFile::open_strict(std::io::Cursor::new(file.clone())).unwrap();
        if let Some(folder) = &folder {
            let name = path.replace('/', "_");
            let name = name.trim_end_matches(".msg");
            std::fs::write(folder.join(format!("{name}.msg")), &file).unwrap();
            let mut found = found(&message);
            found["source"] = json!(path);
            std::fs::write(folder.join(format!("{name}.json")), found.to_string()).unwrap();
        }
        written += 1;
    }
    eprintln!("{written} of {} files written again", files.len());
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    assert!(written > 0);
}

/// What a reader finds in a message.
fn found(message: &Message) -> Value {
    let page = message.code_page();
    let recipients: Vec<Value> = message
        .recipients
        .iter()
        .map(|recipient| {
            let text = |tag| recipient.properties.text(tag, page);
            let kind = match recipient.recipient_type.kind() {
                RecipientType::ORIGINATOR => "originator",
                RecipientType::TO => "to",
                RecipientType::CC => "cc",
                RecipientType::BCC => "bcc",
                _ => "?",
            };
            json!({
                "kind": kind,
                "name": text(tags::DISPLAY_NAME),
                "email": text(tags::EMAIL_ADDRESS),
                "smtp": text(tags::SMTP_ADDRESS),
            })
        })
        .collect();
    let attachments: Vec<Value> = message
        .attachments
        .iter()
        .map(|attachment| attached(attachment, message))
        .collect();
    let named: Vec<Value> = message
        .named_properties
        .iter()
        .filter_map(|(id, name)| {
            let value = match message.properties.value(id)? {
                PropertyValue::Integer32(number) => json!(number),
                PropertyValue::Boolean(is) => json!(is),
                PropertyValue::String(_) | PropertyValue::String8(_) => json!(message.named_text(name)),
                _ => return None,
            };
            let key = match &name.kind {
                NameKind::Id(lid) => format!("{lid:04X}"),
                NameKind::Name(text) => text.to_string_lossy(),
                NameKind::None => return None,
            };
            let set = name.property_set.to_string().to_uppercase();
            Some(json!({ "set": set, "name": key, "value": value }))
        })
        .collect();
    json!({
        "class": message.text(tags::MESSAGE_CLASS),
        "subject": message.text(tags::SUBJECT),
        "body": message.text(tags::BODY).map(|text| sha256(text.as_bytes())),
        "sender": message.text(tags::SENDER_NAME),
        "recipients": recipients,
        "attachments": attachments,
        "named": named,
    })
}

fn attached(attachment: &Attachment, message: &Message) -> Value {
    let text = |tag| attachment.properties.text(tag, message.code_page());
    let ole = (attachment.method() == AttachMethod::STORAGE)
        .then(|| attachment.properties.binary(tags::ATTACH_DATA_OBJECT))
        .flatten()
        .map(|bytes| {
            let ole = cfb::CompoundFile::open(std::io::Cursor::new(bytes.clone())).unwrap();
            let mut streams: Vec<_> = ole.walk().filter(|e| e.is_stream()).collect();
            streams.sort_by_key(|e| e.path().to_owned());
            let streams = streams.iter().map(|e| json!([e.name(), e.len()]));
            Value::from(streams.collect::<Vec<_>>())
        });
    json!({
        "method": attachment.properties.int(tags::ATTACH_METHOD),
        "long_name": text(tags::ATTACH_LONG_FILENAME),
        "short_name": text(tags::ATTACH_FILENAME),
        "sha256": attachment.data().map(|bytes| sha256(bytes)),
        "ole": ole,
        "embedded": attachment.embedded.as_deref().map(found),
    })
}
