//! The example `dump_message` as a program.

use super::program::run;
use ropeway::message::{Attachment, Message, Recipient, RecipientType, msg, stored, tnef};
use ropeway::types::tags;
use std::path::{Path, PathBuf};

/// A message with a file, and a message in it that has one, too.
fn message() -> Message {
    let mut inner = Message::note();
    inner.set(tags::SUBJECT, "within/out");
    inner.attachments.push(Attachment::file(
        0,
        "../../deep\u{202e}txt.exe",
        "text/plain",
        "deep",
    ));
    let mut message = Message::note();
    message.set(tags::SUBJECT, "Grüße");
    message.set(tags::BODY, "a body that nobody should see");
    message.set_property("PidLidReminderSet", true).unwrap();
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Ann", "ann@example.test"));
    message
        .attachments
        .push(Attachment::file(0, "plan.txt", "text/plain", "08:00 up"));
    message.attachments.push(Attachment::message(1, inner));
    message
}

const MAIL: &str = "From: Bob <bob@example.test>\r\nTo: ann@example.test\r\nSubject: by mail\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText\r\n--b\r\n\
    Content-Type: text/plain; name=note.txt\r\nContent-Disposition: attachment; filename=note.txt\r\n\r\n\
    note\r\n--b--\r\n";

fn write(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The message in each form.
fn files(folder: &Path) -> [String; 3] {
    let message = message();
    [
        write(
            folder,
            "a.msg",
            &msg::write(&message, &msg::WriteOptions::default()).unwrap().bytes,
        ),
        write(
            folder,
            "winmail.dat",
            &tnef::write(&message, &tnef::WriteOptions::default())
                .unwrap()
                .bytes,
        ),
        write(folder, "a.fts", &stored::write(&message).unwrap()),
    ]
}

fn extracted(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect()
}

#[test]
fn every_form_is_shown_with_names_and_without_text() {
    let folder = tempfile::tempdir().unwrap();
    for (file, form) in files(folder.path())
        .iter()
        .zip([".msg file", "TNEF stream", "FastTransfer stream"])
    {
        let ended = run("dump_message", &[file], b"");
        assert_eq!(ended.code, 0, "{file}: {}", ended.err);
        assert!(
            ended.out.starts_with(&format!("{file}: {form}\n")),
            "{}",
            ended.out
        );
        for wanted in [
            "PidTagSubject = 5 code units",
            "PidLidReminderSet = true",
            "attachment 1",
        ] {
            assert!(ended.out.contains(wanted), "{wanted} of {file}: {}", ended.out);
        }
        assert!(!ended.out.contains("Grüße"), "{}", ended.out);
        let ended = run("dump_message", &["--text", file], b"");
        assert!(ended.out.contains("Grüße"), "{}", ended.out);
        assert!(!ended.out.contains("nobody should see"), "{}", ended.out);
    }
}

#[test]
fn json_holds_the_whole_tree() {
    let folder = tempfile::tempdir().unwrap();
    for file in files(folder.path()) {
        let ended = run("dump_message", &["--json", "--text", &file], b"");
        assert_eq!(ended.code, 0, "{}", ended.err);
        let line: serde_json::Value = serde_json::from_str(ended.out.trim_end()).unwrap();
        let value = |bag: &serde_json::Value, name: &str| {
            let bag = bag["properties"].as_array().unwrap();
            let property = bag.iter().find(|p| p["name"] == name);
            property.unwrap_or_else(|| panic!("{file} lacks {name}"))["value"].clone()
        };
        let message = &line["message"];
        assert_eq!(value(message, "PidTagSubject"), "Grüße");
        assert_eq!(value(message, "PidLidReminderSet"), true);
        let inner = &message["attachments"][1]["embedded"];
        assert_eq!(value(inner, "PidTagSubject"), "within/out");
        assert_eq!(
            value(&inner["attachments"][0], "PidTagAttachDataBinary"),
            "64656570"
        );
    }
}

#[test]
fn attachments_are_extracted_under_harmless_names() {
    let folder = tempfile::tempdir().unwrap();
    for file in files(folder.path()) {
        let out = tempfile::tempdir().unwrap();
        let into = out.path().join("new");
        let into_text = into.to_str().unwrap();
        let ended = run("dump_message", &["--extract", into_text, &file], b"");
        assert_eq!(ended.code, 0, "{file}: {}", ended.err);
        let files = extracted(&into);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            ["0001-plan.txt", "0002-within_out.msg", "0003-_.._deep_txt.exe"],
            "{file}"
        );
        assert_eq!(files[0].1, b"08:00 up");
        assert_eq!(files[2].1, b"deep");
        // What was written is a message that can be read, and nothing is overwritten.
        let embedded = into.join("0002-within_out.msg");
        let again = run(
            "dump_message",
            &["--extract", into_text, embedded.to_str().unwrap()],
            b"",
        );
        assert_eq!(again.code, 0, "{}", again.err);
        assert_eq!(extracted(&into).len(), 4);
    }
}

#[test]
fn a_mail_is_read_from_standard_input() {
    let out = tempfile::tempdir().unwrap();
    let into = out.path().to_str().unwrap();
    let ended = run(
        "dump_message",
        &["--text", "--extract", into, "-"],
        MAIL.as_bytes(),
    );
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.starts_with("-: mail\n"), "{}", ended.out);
    assert!(ended.out.contains("PidTagSubject = \"by mail\""), "{}", ended.out);
    assert_eq!(
        extracted(out.path()),
        [("0001-note.txt".to_owned(), b"note".to_vec())]
    );
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let [good, tnef, stored] = files(folder.path());
    let cut = |file: &str, name: &str| {
        let bytes = std::fs::read(file).unwrap();
        write(folder.path(), name, &bytes[..bytes.len() / 3])
    };
    let broken = [
        cut(&stored, "cut.fts"),
        write(folder.path(), "empty", b""),
        write(folder.path(), "noise", &[7; 100]),
        write(
            folder.path(),
            "bad.msg",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more",
        ),
    ];
    let mut arguments: Vec<&str> = broken.iter().map(String::as_str).collect();
    arguments.push(&good);
    let ended = run("dump_message", &arguments, b"");
    assert_eq!(ended.code, 1);
    assert_eq!(ended.err.lines().count(), broken.len(), "{}", ended.err);
    for file in &broken {
        assert!(ended.err.contains(file.as_str()), "{file}: {}", ended.err);
    }
    assert!(ended.out.contains("PidLidReminderSet"));
    // What was tolerated is listed.
    let mut bytes = std::fs::read(&tnef).unwrap();
    let end = bytes.len() - 1;
    bytes[end] ^= 1;
    let damaged = write(folder.path(), "checksum.tnef", &bytes);
    let ended = run("dump_message", &[&damaged], b"");
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(
        ended.out.lines().any(|line| line.starts_with("! ")),
        "{}",
        ended.out
    );
    for wrong in [vec!["--nothing", &good], vec![], vec!["--extract"]] {
        assert_eq!(run("dump_message", &wrong, b"").code, 2, "{wrong:?}");
    }
}
