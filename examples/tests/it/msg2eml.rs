//! The example `msg2eml` as a program.

use super::program::{Ended, run};
use ropeway::message::{Attachment, Message, Recipient, RecipientType, msg, stored, tnef};
use ropeway::types::tags;
use serde_json::Value;
use std::path::Path;

fn message(subject: &str) -> Message {
    let mut message = Message::note();
    message.set(tags::SUBJECT, subject);
    message.set(tags::BODY, "Grüße\r\n");
    message.set(tags::SENDER_ADDRESS_TYPE, "SMTP");
    message.set(tags::SENDER_EMAIL_ADDRESS, "ann@example.test");
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Bob", "bob@example.test"));
    message
        .attachments
        .push(Attachment::file(0, "a.txt", "text/plain", &b"caf\xE9"[..]));
    message
}

fn msg_bytes(subject: &str) -> Vec<u8> {
    let options = msg::WriteOptions::default();
    msg::write(&message(subject), &options).unwrap().bytes.to_vec()
}

/// A folder with a message in each form, one that is none, and other files.
fn fill(folder: &Path) {
    std::fs::create_dir_all(folder.join("below")).unwrap();
    std::fs::write(folder.join("a.msg"), msg_bytes("one")).unwrap();
    std::fs::write(folder.join("a.oft"), msg_bytes("two")).unwrap();
    let tnef = tnef::write(&message("three"), &tnef::WriteOptions::default()).unwrap();
    std::fs::write(folder.join("below/winmail.dat"), tnef.bytes).unwrap();
    std::fs::write(
        folder.join("below/c.fts"),
        stored::write(&message("four")).unwrap(),
    )
    .unwrap();
    std::fs::write(folder.join("below/readme.txt"), "no message").unwrap();
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn convert(folder: &Path, more: &[&str]) -> Ended {
    let (input, output) = (folder.join("in"), folder.join("out"));
    let mut arguments = vec![input.to_str().unwrap(), "-o", output.to_str().unwrap()];
    arguments.extend(more);
    run("msg2eml", &arguments, b"")
}

#[test]
fn folders_become_folders_of_mails() {
    let folder = tempfile::tempdir().unwrap();
    fill(&folder.path().join("in"));
    let ended = convert(folder.path(), &["--verify", "--jobs", "2"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert_eq!(ended.out, "4 converted, 0 failed\n");
    let out = folder.path().join("out");
    for (name, subject) in [
        ("a.eml", "one"),
        ("a.oft.eml", "two"),
        ("below/winmail.eml", "three"),
        ("below/c.eml", "four"),
    ] {
        assert!(
            text(&out.join(name)).contains(&format!("Subject: {subject}\r\n")),
            "{name}"
        );
    }
    assert_eq!(std::fs::read_dir(out.join("below")).unwrap().count(), 2);
    // Again, the same.
    let first = text(&out.join("a.eml"));
    convert(folder.path(), &[]);
    assert_eq!(text(&out.join("a.eml")), first);
}

#[test]
fn an_input_that_fails_is_named_and_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fill(&input);
    std::fs::write(input.join("aa.msg"), "no compound file").unwrap();
    let report = folder.path().join("report.jsonl");
    let ended = convert(folder.path(), &["--report", report.to_str().unwrap()]);
    assert_eq!(ended.code, 1);
    assert_eq!(ended.out, "4 converted, 1 failed\n");
    assert!(ended.err.contains("aa.msg"), "{}", ended.err);
    assert!(!folder.path().join("out/aa.eml").exists());
    let lines: Vec<Value> = text(&report)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 5);
    let well = lines.iter().filter(|line| line["ok"] == true).count();
    assert_eq!(well, 4);
    let first = &lines[0];
    let out = folder.path().join("out/a.eml");
    assert_eq!(first["size"], std::fs::metadata(&out).unwrap().len());
    assert_eq!(first["stored"], ".msg file");
    assert_eq!(first["parts"][0]["source"], "file");
}

#[test]
fn tnef_is_written_on_request() {
    let folder = tempfile::tempdir().unwrap();
    fill(&folder.path().join("in"));
    let ended = convert(folder.path(), &["--form", "tnef", "--verify"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(text(&folder.path().join("out/a.eml")).contains("application/ms-tnef"));
}

#[test]
fn standard_input_becomes_standard_output() {
    let ended = run("msg2eml", &["-"], &msg_bytes("by pipe"));
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("Subject: by pipe\r\n"));
    assert!(ended.out.ends_with("--\r\n"));
    let ended = run("msg2eml", &["-"], b"no message");
    assert_eq!(ended.code, 1);
    assert_eq!(ended.out, "");
    assert!(ended.err.starts_with("-: "), "{}", ended.err);
}

#[test]
fn wrong_arguments_are_refused() {
    for arguments in [
        &[][..],
        &["a.msg"],
        &["a.msg", "-o"],
        &["-o", "x"],
        &["--jobs", "0", "-"],
    ] {
        let ended = run("msg2eml", arguments, b"");
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.err.contains("usage: msg2eml"), "{}", ended.err);
    }
}
