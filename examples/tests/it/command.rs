//! The example as a program: exit codes and what it says, for recordings and arguments that are wrong.

use crate::program::{self, Ended};
use crate::rops::*;
use crate::script::*;
use ropeway_test_support::{Behaviour, Receiver};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const L: u8 = 0x0C;
const LOGON: u32 = 0x0C00_0000;

fn run(arguments: &[&str]) -> Ended {
    program::run("submit_and_relay", arguments, b"")
}

/// Runs a recording of these bytes.
fn replay(bytes: &[u8], more: &[&str]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("recording.jsonl");
    std::fs::write(&file, bytes).unwrap();
    run(&[&["--rops", file.to_str().unwrap()], more].concat())
}

fn setup() -> Setup {
    Setup {
        transport: Transport::Http {
            headers: vec![LOGIN.to_owned()],
            execute_flags: 3,
        },
        counting: Counting::FromLogonId,
        logon_id: L,
        handles_out: true,
        replies: true,
    }
}

/// Line 1 is the ids', line 2 Connect, line 3 RopLogon.
fn started() -> Script {
    let mut script = Script::new(setup());
    script.connect();
    script.execute(&mut [NONE], &[logon(L, 0x0100_000C, DN)]);
    script
}

/// Line 4 submits, line 5 is Disconnect.
fn submitting(people: &[(u8, &str)]) -> Script {
    let mut script = started();
    let rops = [
        create_message(L, 0, 1, folder(OUTBOX)),
        set_properties(L, 1, &[text(SUBJECT, "Subj"), text(BODY, "Body")]),
        recipients(Rows::Ruler, L, 1, people),
        submit(L, 1),
    ];
    script.execute(&mut [LOGON, NONE], &rops);
    script.disconnect();
    script
}

#[track_caller]
fn malformed(bytes: &[u8], expected: &str) {
    let ended = replay(bytes, &[]);
    assert_eq!(ended.code, 3, "{expected}: {}{}", ended.out, ended.err);
    assert!(ended.err.starts_with("malformed recording: "), "{}", ended.err);
    assert!(ended.err.contains(expected), "{expected}: {}", ended.err);
    assert!(ended.out.is_empty(), "{}", ended.out);
}

#[test]
fn malformed_recordings_end_with_3_and_say_where() {
    let good = submitting(&[(1, "a@x.test")]).text();
    let lines: Vec<&str> = good.lines().collect();
    let with = |at: usize, line: &str| {
        let mut changed = lines.clone();
        changed[at - 1] = line;
        changed.join("\n")
    };
    malformed(b"", "no Connect request");
    malformed(b"\n \r\n\n", "no Connect request");
    malformed(with(4, r#"{"request_type": "Execute","#).as_bytes(), "line 4: ");
    malformed(with(4, "[1, 2]").as_bytes(), "line 4: not an object");
    malformed(with(4, "{}").as_bytes(), "line 4: field request_type is missing");
    malformed(
        with(4, r#"{"kind":7}"#).as_bytes(),
        "line 4: field kind is no string",
    );
    malformed(
        with(4, r#"{"request_type":"Execute"}"#).as_bytes(),
        "line 4: field body_hex is missing",
    );
    malformed(
        with(4, r#"{"request_type":"Execute","body_hex":[]}"#).as_bytes(),
        "line 4: field body_hex is no string",
    );
    malformed(with(4, r#"{"pdu_hex":null}"#).as_bytes(), "line 4: field pdu_hex");
    malformed(
        with(2, r#"{"request_type":"Connect","body_hex":"61"}"#).as_bytes(),
        "line 2: Connect body: ",
    );
    malformed(lines[2..].join("\n").as_bytes(), "no Connect request");
    for (from, to, expected) in [
        (r#""headers":["#, r#""headers":[7,"#, "headers: not a string"),
        (
            r#""headers":["#,
            r#""headers":["no colon","#,
            "headers: \"no colon\" has no colon",
        ),
        (r#""headers":["#, r#""headers":["a b: c","#, "headers: \"a b\""),
        (
            r#""handles_out":["#,
            r#""handles_out":["zero","#,
            "handles_out: \"zero\" is no handle",
        ),
        (
            r#""handles_out":["#,
            r#""handles_out":[4294967296,"#,
            "handles_out: 4294967296 is no handle",
        ),
        (
            r#""body_hex":""#,
            r#""body_hex":"xx"#,
            "body_hex: no hexadecimal digits at byte 0",
        ),
        (
            r#""body_hex":""#,
            r#""body_hex":"0"#,
            "body_hex: odd number of hexadecimal digits",
        ),
        (
            r#""body_hex":""#,
            r#""body_hex":"ä"#,
            "body_hex: no hexadecimal digits at byte 0",
        ),
    ] {
        let line = lines[3].replace(from, to);
        assert_ne!(line, lines[3]);
        malformed(with(4, &line).as_bytes(), &format!("line 4: {expected}"));
    }
    for (from, expected) in [
        (r#""logon_folder_ids":["#, "logon_folder_ids: not a string"),
        (r#""saved_message_id":"#, "saved_message_id: not a string"),
    ] {
        let to = match from.ends_with('[') {
            true => format!("{from}1,"),
            false => format!("{from}[1],\"was\":"),
        };
        malformed(
            with(1, &lines[0].replace(from, &to)).as_bytes(),
            &format!("line 1: {expected}"),
        );
    }
    malformed(
        with(1, &lines[0].replace("[\"07", "[\"")).as_bytes(),
        "line 1: logon_folder_ids: 7 bytes instead of 8",
    );

    let mut bytes = good.clone().into_bytes();
    let third = lines[..2].iter().map(|line| line.len() + 1).sum::<usize>();
    bytes[third + 5] = 0xFF;
    malformed(&bytes, "line 3: not UTF-8");
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    malformed(&[&[0xFF, 0xFE], &utf16[..]].concat(), "line 1: not UTF-8");

    let folder = tempfile::tempdir().unwrap();
    for file in [folder.path().to_owned(), folder.path().join("nothing")] {
        let ended = run(&["--rops", file.to_str().unwrap()]);
        assert_eq!(ended.code, 3);
        assert!(ended.err.contains(file.to_str().unwrap()), "{}", ended.err);
    }
}

#[test]
fn batches_that_cannot_be_read_end_with_3_before_anything_is_sent() {
    let batch = |payload: &[u8]| {
        let mut script = started();
        script.payload(payload, &[]);
        script.disconnect();
        script.text()
    };
    malformed(batch(&[5, 0, 0x32, L]).as_bytes(), "line 4: ROPs: ");
    malformed(
        batch(&[4, 0, 0xEE, L, 0xFF, 0xFF, 0xFF, 0xFF]).as_bytes(),
        "line 4: ROPs: ",
    );
    // A subject of one byte per character, as ruler writes it when it is not ASCII.
    let broken = [
        &[0x0A, L, 1, 8, 0, 1, 0, 0x1F, 0, 0x37, 0, 0xE4, 0][..],
        &[0xFF; 4],
    ]
    .concat();
    malformed(
        batch(&[&[15, 0], &broken[..]].concat()).as_bytes(),
        "line 4: ROPs: ",
    );

    // RPC_HEADER_EXT: a size that is not the buffer's, another version, an actual size that lies.
    let good = batch(&[6, 0, 0x32, L, 0, 0]);
    let header = "00000400"; // Version, Flags
    let place = good.rfind(header).unwrap();
    for (at, digits) in [(8, "ff00"), (12, "0700"), (0, "0100")] {
        let mut lying = good.clone();
        lying.replace_range(place + at..place + at + 4, digits);
        malformed(lying.as_bytes(), "line 4: ROP buffer: ");
    }
}

#[test]
fn broken_pdus_end_with_3() {
    let rpc = |fragment| {
        let mut script = Script::new(Setup {
            transport: Transport::Rpc(Rpc {
                fragment,
                ..Rpc::default()
            }),
            ..setup()
        });
        script.connect();
        script.execute(&mut [NONE], &[logon(L, 0x0100_000C, DN)]);
        script.text()
    };
    let good = rpc(None);
    let digits = good.find(r#""pdu_hex":""#).unwrap() + 11;
    let change = |at: usize, with: &str| {
        let mut changed = good.clone();
        changed.replace_range(digits + 2 * at..digits + 2 * at + with.len(), with);
        changed
    };
    malformed(
        change(0, "04").as_bytes(),
        "line 2: req-op10: not a DCE/RPC 5 PDU",
    );
    malformed(
        change(4, "00").as_bytes(),
        "line 2: req-op10: integers are not little-endian",
    );
    malformed(change(8, "ffff").as_bytes(), "line 2: req-op10: ");
    malformed(
        change(8, "0f00").as_bytes(),
        "line 2: req-op10: fragment length 15 is too small",
    );
    malformed(change(8, "1400").as_bytes(), "line 2: req-op10: ");
    malformed(change(10, "ffff").as_bytes(), "line 2: req-op10: fragment length");
    malformed(change(32, "ffffffff").as_bytes(), "line 2: req-op10: ");
    let truncated = good.replacen("0000000008100000\"", "\"", 1);
    assert_ne!(truncated, good);
    malformed(truncated.as_bytes(), "line 2: req-op10: ");
    let fragments = rpc(Some(40));
    let (without_last, _) = fragments.rsplit_once('\n').unwrap();
    assert!(without_last.lines().count() > 6);
    malformed(without_last.as_bytes(), ": the call's last fragment is missing");
}

#[test]
fn wrong_arguments_end_with_2() {
    for arguments in [
        &["--nothing"][..],
        &["recording.jsonl"],
        &["--rops"],
        &["--queue"],
        &["--smart-host"],
        &["--smart-host", "host:port"],
        &["--smart-host", "host:0"],
        &["--smart-host", ""],
        &["--patience", "soon"],
    ] {
        let ended = run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.err.contains("usage: submit_and_relay"), "{}", ended.err);
    }
}

#[test]
fn a_rop_that_fails_ends_with_1() {
    let mut script = started();
    script.execute(&mut [LOGON], &[abort_submit(L, 0, folder(OUTBOX), message(9))]);
    let ended = replay(script.text().as_bytes(), &[]);
    assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
    let line = ended
        .out
        .lines()
        .find(|line| line.contains("RopAbortSubmit"))
        .unwrap();
    assert!(line.contains("→") && !line.ends_with("ok"), "{line}");
    // The others are still answered, and the message still goes.
    let good = submitting(&[(1, "a@x.test")]).text().replace("\n{", "\n\n{");
    let (_, rest) = good.split_once(r#""handles_out":["0x0c000000"]}"#).unwrap();
    let ended = replay(format!("{}{rest}", script.text()).as_bytes(), &[]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("1 of 1 recipients delivered"), "{}", ended.out);
}

#[test]
fn an_undeliverable_recipient_ends_with_1() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let answers = |address: &str| address.starts_with("bad").then(|| "550 5.1.1 unknown".to_owned());
    let receiver = runtime
        .block_on(Receiver::start(Behaviour {
            rcpt: Some(Arc::new(answers)),
            ..Behaviour::default()
        }))
        .unwrap();
    let host = receiver.address().to_string();
    let text = submitting(&[(1, "a@x.test"), (1, "bad@x.test")]).text();
    let ended = replay(text.as_bytes(), &["--smart-host", &host]);
    assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
    assert!(ended.out.contains("1 of 2 recipients delivered"), "{}", ended.out);
    assert!(
        ended.out.contains("bad@x.test did not arrive: failed"),
        "{}",
        ended.out
    );
    assert_eq!(receiver.received()[0].recipients, ["a@x.test"]);
    // Nothing to send at all is no failure of anybody's.
    assert_eq!(replay(started().text().as_bytes(), &[]).code, 0);
}

#[test]
fn a_smart_host_that_is_not_there_ends_with_1_in_time() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let text = submitting(&[(1, "a@x.test")]).text();
    for host in [closed.to_string(), "nobody.invalid:25".to_owned()] {
        let before = Instant::now();
        let ended = replay(text.as_bytes(), &["--smart-host", &host, "--patience", "3"]);
        assert!(
            before.elapsed() < Duration::from_secs(20),
            "{:?}",
            before.elapsed()
        );
        assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
        assert!(
            ended.out.contains("SMTP:a@x.test did not arrive: "),
            "{host}: {}",
            ended.out
        );
        assert!(
            ended.out.contains("Something did not end as it should"),
            "{}",
            ended.out
        );
    }
}

#[test]
fn a_queue_is_used_again_or_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let queue = folder.path().join("new").join("queue");
    let queue = queue.to_str().unwrap();
    let text = submitting(&[(1, "a@x.test")]).text();
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string();
    assert_eq!(replay(text.as_bytes(), &["--queue", queue]).code, 0);
    assert_eq!(replay(text.as_bytes(), &["--queue", queue]).code, 0);
    // What stays in the queue is no fault of the next run.
    let stuck = ["--queue", queue, "--smart-host", &closed, "--patience", "1"];
    assert_eq!(replay(text.as_bytes(), &stuck).code, 1);
    assert_eq!(replay(text.as_bytes(), &["--queue", queue]).code, 0);
    assert_eq!(run(&["--queue", queue]).code, 0);

    let file = folder.path().join("file");
    std::fs::write(&file, b"no queue").unwrap();
    for place in [
        file.clone(),
        file.join("below"),
        Path::new("/proc/nowhere").to_owned(),
    ] {
        let ended = replay(text.as_bytes(), &["--queue", place.to_str().unwrap()]);
        assert_eq!(ended.code, 1, "{}", ended.out);
        assert!(ended.err.starts_with("opening the queue in "), "{}", ended.err);
        assert!(ended.err.contains(place.to_str().unwrap()), "{}", ended.err);
    }
}
