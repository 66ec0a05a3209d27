use crate::corpus::files;
use crate::facts::Comparison;
use ropeway_message::ReadOptions;
use ropeway_message::msg::{MsgError, read_bytes, read_with_report};
use ropeway_message::stored;
use std::io::Cursor;

#[test]
fn files_of_real_programs_give_the_known_messages() {
    let Some(files) = files("msg") else { return };
    let mut out = Comparison::default();
    let mut wrong = Vec::new();
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
                out.message(path, &facts["properties"], &reading.message);
            }
            Err(MsgError::Container(error)) if path.contains("/malformed/") => {
                eprintln!("{path}: {error}");
            }
            Err(error) => wrong.push(format!("{path}: {error:?}")),
        }
    }
    wrong.extend(out.wrong("msg/"));
    eprintln!(
        "{read} of {} files read, {with_report} of them with a report, {} facts compared",
        files.len(),
        out.checked
    );
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
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
