//! The inspector as a program: every kind of input, what it prints, and its exit codes.

use crate::program::{self, Ended};
use bytes::Bytes;
use ropeway::mapihttp::wire::{CallFlags, ExecuteRequest, ExecuteResponse};
use ropeway::rop::extended::{self, ExtendedFlags};
use ropeway::rop::*;
use ropeway::types::wire::{Encode, Writer};
use ropeway::types::{PropertyRow, RowValue, TaggedPropertyValue, named, tags};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn inspect(arguments: &[&str], input: &[u8]) -> Ended {
    program::run("inspect_rops", arguments, input)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// RopSetProperties with a subject, and RopSubmitMessage.
fn batch() -> Bytes {
    let requests = vec![
        RopSetPropertiesRequest {
            logon_id: 0,
            input_handle_index: 0,
            property_values: vec![TaggedPropertyValue::new(tags::SUBJECT, "Gr\u{fc}\u{df}e")],
        }
        .into(),
        RopSubmitMessageRequest {
            logon_id: 0,
            input_handle_index: 0,
            submit_flags: submit_flags::NONE,
        }
        .into(),
    ];
    RequestBuffer::new(requests, vec![0x1234]).encode().unwrap()
}

fn body(rop_buffer: Bytes) -> Bytes {
    ExecuteRequest {
        flags: CallFlags::NO_COMPRESSION,
        rop_buffer,
        max_rop_out: 0x8008,
        auxiliary: Bytes::new(),
    }
    .to_bytes()
    .unwrap()
}

#[test]
fn one_batch_in_every_carrier_is_the_same_tree() {
    let batch = batch();
    let flags = ExtendedFlags::LAST
        .union(ExtendedFlags::XOR_MAGIC)
        .union(ExtendedFlags::COMPRESSED);
    let packed = extended::encode(batch.clone(), flags).unwrap();
    let line = |key: &str, bytes: &[u8]| {
        let line = json!({ "direction": "request", key: hex(bytes) }).to_string();
        line.into_bytes()
    };
    let mut spaced = hex(&batch).to_uppercase();
    spaced.insert_str(20, "\r\n  ");
    let inputs = [
        batch.to_vec(),
        packed.to_vec(),
        body(packed.clone()).to_vec(),
        spaced.into_bytes(),
        hex(&body(packed.clone())).into_bytes(),
        line("buffer_hex", &batch),
        line("ext_hex", &packed),
        line("body_hex", &body(packed.clone())),
    ];
    let tree = |input: &[u8]| {
        let ended = inspect(&["--check", "-"], input);
        assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
        assert!(
            ended
                .err
                .contains("1 of 1 buffers read and written back the same"),
            "{}",
            ended.err
        );
        ended.out.split_once('\n').unwrap().1.to_owned()
    };
    let expected = tree(&inputs[0]);
    for line in [
        "000002    RopSetProperties\n",
        "PidTagSubject(0x0037001f): \"Gr\u{fc}\u{df}e\"\n",
        "    RopSubmitMessage\n",
        "ServerObjectHandleTable: 0x00001234\n",
    ] {
        assert!(expected.contains(line), "{expected}");
    }
    for input in &inputs[1..] {
        assert_eq!(tree(input), expected);
    }
}

#[test]
fn json_has_names_values_and_offsets() {
    let ended = inspect(&["--json", "-"], &batch());
    assert_eq!(ended.code, 0);
    let line: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(line["direction"], "request");
    assert_eq!(line["handles"], json!([0x1234]));
    let rop = &line["rops"][0];
    assert_eq!(
        (&rop["rop"], &rop["rop_id"], &rop["offset"]),
        (&json!("RopSetProperties"), &json!(10), &json!(2))
    );
    assert_eq!(rop["fields"]["PropertyValueSize"], 18);
    assert_eq!(rop["fields"]["PropertyValueCount"], 1);
    assert_eq!(
        rop["fields"]["PropertyValues"][0],
        json!({
            "tag": "0x0037001f", "name": "PidTagSubject", "type": "PtypString",
            "value": "Gr\u{fc}\u{df}e", "value_hex": "47007200fc00df0065000000",
        })
    );
    assert_eq!(rop["offsets"]["PropertyValues[0].PropertyValue"], json!([13, 12]));
    assert_eq!(line["rops"][1]["fields"]["SubmitFlags"], 0);
}

#[test]
fn a_broken_buffer_shows_what_was_understood_and_where_it_stopped() {
    let mut broken = batch().to_vec();
    // The subject's terminator is gone, and with it the end of the values.
    let end = broken.len() - 4 - 4 - 2;
    broken[end..end + 2].copy_from_slice(b"!\0");
    let ended = inspect(&["-"], &broken);
    assert_eq!(ended.code, 1, "{}", ended.out);
    for line in [
        "PropertyValueSize: 18 (0x12)\n",
        "PropertyTag: PidTagSubject(0x0037001f)\n",
        "PropertyValue  <- incomplete\n",
        "! stopped: TaggedPropertyValue.PropertyValue at byte 13: string is not terminated\n",
    ] {
        assert!(ended.out.contains(line), "{line}{}", ended.out);
    }
    let ended = inspect(&["--json", "-"], &broken);
    let line: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(line["error"]["structure"], "TaggedPropertyValue");
    assert_eq!(line["error"]["field"], "PropertyValue");
    assert_eq!(line["error"]["offset"], 13);
    assert_eq!(line["rops"][0]["incomplete"], true);
    assert_eq!(line["rops"][0]["fields"]["PropertyValueCount"], 1);
    // Nothing at all, and noise.
    for nothing in [&b""[..], &[0xFF; 40]] {
        assert_eq!(inspect(&["-"], nothing).code, 1);
    }
}

#[test]
fn a_check_names_the_first_difference() {
    // RopCreateMessage with AssociatedFlag 7.
    let rop = [6, 0, 0, 1, 0xFF, 0x0F, 1, 0, 0, 0, 0, 0, 0, 0x15, 7];
    let mut buffer = Writer::new();
    buffer.put(&17u16.to_le_bytes());
    buffer.put(&rop);
    let buffer = buffer.finish();
    let ended = inspect(&["-"], &buffer);
    assert_eq!(ended.code, 0);
    assert!(
        ended.out.contains("~ tolerated: a Boolean other than 0 and 1"),
        "{}",
        ended.out
    );
    let ended = inspect(&["--check", "-"], &buffer);
    assert_eq!(ended.code, 1);
    let difference =
        "! differs at byte 16, RopsList[0].RopCreateMessage.AssociatedFlag: read 0x07, written 0x01";
    assert!(ended.out.contains(difference), "{}", ended.out);
    let ended = inspect(&["--strict", "-"], &buffer);
    assert_eq!(ended.code, 1);
    assert!(
        ended
            .out
            .contains("AssociatedFlag at byte 16: value 0x7 is not allowed"),
        "{}",
        ended.out
    );
}

/// Files of a session, which the inspector reads in order.
fn session(folder: &Path) -> Vec<PathBuf> {
    let set = RopSetColumnsRequest {
        logon_id: 0,
        input_handle_index: 0,
        set_columns_flags: 0,
        property_tags: vec![tags::SUBJECT],
    };
    let query = RopQueryRowsRequest {
        logon_id: 0,
        input_handle_index: 0,
        query_rows_flags: 0,
        forward_read: true,
        row_count: 10,
    };
    let rows = RopQueryRowsResponse {
        input_handle_index: 0,
        result: Ok(RopQueryRowsSuccess {
            origin: 2,
            columns: vec![tags::SUBJECT],
            rows: vec![PropertyRow::new(vec![RowValue::Value("Hello".into())])],
        }),
    };
    let done = RopSetColumnsResponse {
        input_handle_index: 0,
        result: Ok(RopSetColumnsSuccess { table_status: 0 }),
    };
    let answer = |response: Response| {
        let buffer = ResponseBuffer::new(vec![response], vec![9]).encode().unwrap();
        let body = ExecuteResponse {
            rop_buffer: extended::encode(buffer, ExtendedFlags::LAST).unwrap(),
            ..ExecuteResponse::default()
        };
        [
            &b"PROCESSING\r\nDONE\r\nX-ElapsedTime: 3\r\n\r\n\0\0\0\0"[..],
            &body.to_bytes().unwrap(),
        ]
        .concat()
    };
    let ask = |request: Request| {
        RequestBuffer::new(vec![request], vec![9])
            .encode()
            .unwrap()
            .to_vec()
    };
    let files = [
        ask(set.into()),
        answer(done.into()),
        ask(query.into()),
        answer(rows.into()),
    ];
    let write = |(at, bytes): (usize, &Vec<u8>)| {
        let path = folder.join(at.to_string());
        std::fs::write(&path, bytes).unwrap();
        path
    };
    files.iter().enumerate().map(write).collect()
}

#[test]
fn rows_are_read_by_the_columns_that_were_set_before() {
    let folder = tempfile::tempdir().unwrap();
    let files = session(folder.path());
    let [set, done, query, rows] = files
        .iter()
        .map(|file| file.to_str().unwrap())
        .collect::<Vec<_>>()[..]
    else {
        panic!("four files")
    };
    let whole = [
        "--check",
        "--request",
        set,
        "--response",
        done,
        "--request",
        query,
        "--response",
        rows,
    ];
    let ended = inspect(&whole, b"");
    assert_eq!(ended.code, 0, "{}", ended.out);
    assert!(
        ended.out.contains("PidTagSubject(0x0037001f): \"Hello\""),
        "{}",
        ended.out
    );
    // By itself it cannot be read, and the inspector says what is missing.
    let ended = inspect(&["--response", rows], b"");
    assert_eq!(ended.code, 1);
    assert!(
        ended
            .out
            .contains("cannot be read without the columns of the table"),
        "{}",
        ended.out
    );
}

#[test]
fn named_properties_are_called_by_the_names_that_the_session_told() {
    let ask = RopGetPropertyIdsFromNamesRequest {
        logon_id: 0,
        input_handle_index: 0,
        flags: 2,
        property_names: vec![named::REMINDER_SET.property_name()],
    };
    let told = RopGetPropertyIdsFromNamesResponse {
        input_handle_index: 0,
        return_value: Default::default(),
        property_ids: vec![0x8123],
    };
    let set = RopSetPropertiesRequest {
        logon_id: 0,
        input_handle_index: 0,
        property_values: vec![TaggedPropertyValue::new(named::REMINDER_SET.tag(0x8123), true)],
    };
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: Bytes| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let request = |request| RequestBuffer::new(vec![request], vec![9]).encode().unwrap();
    let (ask, set) = (put("ask", request(ask.into())), put("set", request(set.into())));
    let told = ResponseBuffer::new(vec![told.into()], vec![9]).encode().unwrap();
    let told = put("told", told);
    let session = [&ask, "--response", &told, "--request", &set];
    let ended = inspect(&session, b"");
    assert_eq!(ended.code, 0, "{}", ended.out);
    for line in [
        "PidLidReminderSet = 0x00008503 in PSETID_Common\n",
        "# 0x8123 is PidLidReminderSet = 0x00008503 in PSETID_Common\n",
    ] {
        assert!(ended.out.contains(line), "{line}{}", ended.out);
    }
    let ended = inspect(&[&["--json"], &session[..]].concat(), b"");
    let line: Value = serde_json::from_str(ended.out.lines().last().unwrap()).unwrap();
    assert_eq!(
        line["named_properties"]["0x8123"],
        "PidLidReminderSet = 0x00008503 in PSETID_Common"
    );
}

/// A RopSubmitMessage by itself.
fn small() -> Bytes {
    let submit = RopSubmitMessageRequest {
        logon_id: 0,
        input_handle_index: 0,
        submit_flags: submit_flags::NONE,
    };
    RequestBuffer::new(vec![submit.into()], vec![1]).encode().unwrap()
}

#[test]
fn a_broken_extended_buffer_shows_the_payloads_before_and_where_it_breaks() {
    let payload = small();
    let first = extended::encode(payload.clone(), ExtendedFlags::default()).unwrap();
    let last = extended::encode(payload, ExtendedFlags::LAST).unwrap();
    let len = first.len();
    let cut = [&first[..], &last[..last.len() - 1]].concat();
    let inputs = [
        (cut.clone(), "RpcHeaderExt.Size"),
        (first.to_vec(), "RpcHeaderExt.Version"),
        ([&last[..], b"\0"].concat(), "1 bytes left over"),
        (body(cut.clone().into()).to_vec(), "RpcHeaderExt.Size"),
        (
            json!({ "ext_hex": hex(&cut) }).to_string().into_bytes(),
            "RpcHeaderExt.Size",
        ),
    ];
    for (input, what) in inputs {
        let ended = inspect(&["--json", "-"], &input);
        assert_eq!(ended.code, 1);
        let lines: Vec<Value> = ended
            .out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let [good, broken] = &lines[..] else {
            panic!("{}", ended.out)
        };
        assert_eq!(good["rops"][0]["rop"], "RopSubmitMessage");
        assert!(good["error"].is_null());
        assert_eq!(broken["error"]["offset"], len);
        let message = broken["error"]["message"].as_str().unwrap();
        let said = format!("extended buffer at byte {len}: ");
        assert!(message.contains(&said) && message.contains(what), "{message}");
    }
    let ended = inspect(&["-"], &last[..last.len() - 1]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("extended buffer at byte 0: "), "{}", ended.out);
    // A request body that is cut is not an extended buffer, nor a ROP buffer.
    let whole = body(last);
    let ended = inspect(&["-"], &whole[..whole.len() - 1]);
    assert!(
        ended.out.contains("body of Execute: ExecuteRequest.Auxiliary"),
        "{}",
        ended.out
    );
}

#[test]
fn responses_that_failed_or_are_cut_are_called_so() {
    let tags = &b"PROCESSING\r\nDONE\r\nX-ElapsedTime: 3\r\n\r\n"[..];
    let status = [0xBB, 6, 0, 0, 0, 0, 0, 0];
    let mut error = [0; 20];
    error[4..6].copy_from_slice(&[0xB6, 4]);
    let cut = [tags, &[0; 19]].concat();
    let http = [b"HTTP/1.1 200 OK\r\n\r\n", tags, &[0; 20]].concat();
    for (input, code, said) in [
        (&status[..], 0, "Execute failed: StatusCode "),
        (&[tags, &status].concat(), 0, "(0x000006bb)"),
        (&error, 0, "Execute failed: ErrorCode "),
        (&error, 0, "(0x000004b6)"),
        (&cut, 1, "body of Execute: ExecuteResponse.Auxiliary"),
        (&tags[..20], 1, "response ended before its body"),
        (&http, 1, "an HTTP message with its headers"),
    ] {
        let ended = inspect(&["--response", "-"], input);
        assert_eq!(ended.code, code, "{said}: {}{}", ended.out, ended.err);
        assert!(ended.out.contains(said), "{said}: {}", ended.out);
    }
}

#[test]
fn to_have_read_nothing_is_no_success() {
    let connect = r#"{"request_type":"Connect","body_hex":""}"#;
    let typing = r#"{"direction":"request","bufer_hex":"ffff"}"#;
    let good = json!({ "buffer_hex": hex(&small()) }).to_string();
    let join = |lines: &[&str]| lines.join("\n").into_bytes();
    for (input, code) in [
        (join(&[connect]), 0),
        (join(&[typing]), 1),
        (join(&[connect, typing]), 1),
        (join(&[typing, &good]), 0),
        (join(&[&good, r#"{"buffer_hex":5}"#]), 1),
    ] {
        let ended = inspect(&["--check", "-"], &input);
        assert_eq!(ended.code, code, "{}{}", ended.out, ended.err);
        assert_eq!(
            ended.err.contains("nothing was read"),
            code == 1 && !input.ends_with(b"5}")
        );
    }
}

#[test]
fn text_and_binary_are_told_apart() {
    let small = small();
    let bytes: Vec<String> = small.iter().map(|byte| format!("{byte:02X}")).collect();
    for text in [
        format!("0x{}", bytes.concat()),
        format!("0x{}", bytes.join(", 0x")),
        bytes.join(","),
        bytes.join(":"),
        format!("\u{feff}{}\r\n", bytes.join("-")),
    ] {
        let ended = inspect(&["-"], text.as_bytes());
        assert_eq!(ended.code, 0, "{text}: {}", ended.out);
        assert!(ended.out.contains("RopSubmitMessage"), "{}", ended.out);
    }
    for (text, said) in [
        ("0500zz", "neither hexadecimal nor JSON lines: 'z' at byte 4"),
        (
            "5,00",
            "neither hexadecimal nor JSON lines: half a byte before ','",
        ),
        ("050", "an odd number of hexadecimal digits"),
        ("[{}]", "neither hexadecimal nor JSON lines: '['"),
    ] {
        let ended = inspect(&["-"], text.as_bytes());
        assert_eq!(ended.code, 1);
        assert!(ended.out.contains(said), "{text}: {}", ended.out);
    }
    // A RopSize of '{', and nothing that is not UTF-8.
    let read = RopWriteStreamRequest {
        logon_id: 0,
        input_handle_index: 0,
        data: vec![b'A'; usize::from(b'{') - 2 - 5].into(),
    };
    let brace = RequestBuffer::new(vec![read.into()], vec![1]).encode().unwrap();
    assert_eq!(brace.first(), Some(&b'{'));
    let ended = inspect(&["--check", "-"], &brace);
    assert_eq!(ended.code, 0, "{}", ended.out);
}

#[test]
fn whoever_stops_reading_learns_of_problems_nevertheless() {
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lines");
    std::fs::write(&file, "{\"buffer_hex\":\"ff\"}\n".repeat(3000)).unwrap();
    let mut child = Command::new(program::path("inspect_rops"))
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn offsets_do_not_grow_with_the_depth() {
    // RopRestrict with 200 times "not" around Exist.
    let restriction = [&[2; 200][..], &[8, 0, 0, 0x1F, 0, 0x37, 0]].concat();
    let size = u16::try_from(restriction.len()).unwrap().to_le_bytes();
    let rop = [&[0x14, 0, 0, 0][..], &size, &restriction].concat();
    let line = json!({ "rop_hex": hex(&rop) }).to_string();
    let ended = inspect(&["--json", "-"], line.as_bytes());
    let line: Value = serde_json::from_str(&ended.out).unwrap();
    let offsets = line["rops"][0]["offsets"].as_object().unwrap();
    assert_eq!(offsets["RestrictionDataSize"], json!([6, 2]));
    assert!((8..30).contains(&offsets.len()), "{offsets:?}");
}

#[test]
fn wrong_arguments_and_files_end_with_code_2() {
    for wrong in [&[][..], &["--what", "-"], &["/nowhere/at/all"]] {
        let ended = inspect(wrong, b"");
        assert_eq!(ended.code, 2, "{wrong:?}");
        assert!(!ended.err.is_empty());
    }
}

/// The examples of the specifications, and the outside vectors where they are.
#[test]
fn whole_files_of_vectors_are_written_back_the_same() {
    let own =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/ropeway-rop/testdata/spec_examples.jsonl");
    let mut files = vec![own];
    match std::env::var_os("ROPEWAY_SHARED") {
        None => eprintln!("IGNORED: outside vectors: ROPEWAY_SHARED is not set"),
        Some(root) => {
            let vectors = Path::new(&root).join("vectors");
            for folder in ["rops", "clients"] {
                let entries = std::fs::read_dir(vectors.join(folder)).unwrap();
                files.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| {
                    path.extension().is_some_and(|ending| ending == "jsonl")
                        // One of its lines holds a PropertyName that the specification has otherwise.
                        && !path.ends_with("responses_one_parser.jsonl")
                }));
            }
        }
    }
    for file in files {
        let ended = inspect(&["--check", "--json", file.to_str().unwrap()], b"");
        assert_eq!(ended.code, 0, "{}: {}", file.display(), ended.err);
        for line in ended.out.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            assert!(line["error"].is_null(), "{line}");
        }
    }
}
