//! What RPC engines make of EMSMDB calls: object UUIDs, fragments, credentials; and lines that recorders
//! write in other ways than ours.

use crate::play::{Mail, check, play, play_with_hold};
use crate::rops::*;
use crate::script::*;

const LOGON: u32 = 0x0C00_0000;
const L: u8 = 0x0C;

fn http(headers: &[&str]) -> Setup {
    Setup {
        transport: Transport::Http {
            headers: headers.iter().map(|line| (*line).to_owned()).collect(),
            execute_flags: 3,
        },
        counting: Counting::FromLogonId,
        logon_id: L,
        handles_out: true,
        replies: true,
    }
}

fn over(rpc: Rpc) -> Setup {
    Setup {
        transport: Transport::Rpc(rpc),
        ..http(&[])
    }
}

fn started(setup: Setup) -> Script {
    let mut script = Script::new(setup);
    script.connect();
    script.execute(&mut [NONE], &[logon(L, 0x0100_000C, DN)]);
    script
}

fn batch(script: &mut Script) {
    let rops = [
        create_message(L, 0, 1, folder(OUTBOX)),
        set_properties(
            L,
            1,
            &[text(SUBJECT, "Subj"), text(BODY, &"Zeile\r\n".repeat(400))],
        ),
        recipients(Rows::Ruler, L, 1, &[(1, "a@x.test"), (3, "hidden@y.test")]),
        submit(L, 1),
    ];
    script.execute(&mut [LOGON, NONE, NONE], &rops);
}

async fn sent(text: &str) -> Mail {
    let played = play(text).await;
    assert_eq!(played.users.len(), 1);
    assert_eq!(played.users[0].to_lowercase(), "user1@example.test");
    let mut played = played;
    for mail in played.mails.values_mut() {
        mail.from = mail.from.to_lowercase();
    }
    check(&played, &["a@x.test"], &["hidden@y.test"])
}

#[tokio::test]
async fn pdus_with_uuid_fragments_and_credentials() {
    for xor in [false, true] {
        for object_uuid in [false, true] {
            for (credentials, fragment) in [(0, None), (16, None), (16, Some(1000)), (0, Some(1431))] {
                let mut script = Script::new(over(Rpc {
                    execute_flags: 3,
                    xor,
                    object_uuid,
                    credentials,
                    fragment,
                    auxiliary: 0,
                }));
                script.pdu(11, 3, 40, &[0; 156], "bind", None);
                script.pdu(16, 3, 200, &[0; 212], "auth3", None);
                script.connect();
                script.execute(&mut [NONE], &[logon(L, 0x0100_000C, DN)]);
                script.pdu(14, 3, 0, &[0; 56], "alter_context", None);
                batch(&mut script);
                script.disconnect();
                assert_eq!(sent(&script.text()).await.text.lines().count(), 400);
            }
        }
    }
}

type Change = Box<dyn Fn(&str) -> String>;

#[tokio::test]
async fn lines_as_other_recorders_write_them() {
    let mut script = started(http(&[LOGIN]));
    batch(&mut script);
    script.disconnect();
    let text = script.text();
    let variants: [(&str, Change); 9] = [
        (
            "CRLF, blank lines",
            Box::new(|text| text.replace('\n', "\r\n\r\n  \r\n")),
        ),
        ("BOM", Box::new(|text| format!("\u{FEFF}{text}\n"))),
        (
            "upper case types",
            Box::new(|text| {
                text.replace(r#""Execute""#, r#""EXECUTE""#)
                    .replace(r#""Connect""#, r#""connect""#)
            }),
        ),
        (
            "type in the header alone",
            Box::new(|text| text.replace(r#""request_type""#, r#""was""#)),
        ),
        ("0x and upper case hex", Box::new(upper_hex)),
        (
            "handles as numbers",
            Box::new(|text| {
                text.replace(r#""0x0c000000""#, "201326592")
                    .replace(r#""0xffffffff""#, "-1")
            }),
        ),
        (
            "unknown fields and kinds",
            Box::new(|text| {
                let text = text.replace(r#"{"client""#, r#"{"when":[1,{}],"client""#);
                format!("{{\"kind\":\"comment\",\"text\":7}}\n{text}\n{{\"kind\":\"end\"}}")
            }),
        ),
        (
            "replies at the end",
            Box::new(|text| {
                let (first, rest) = text.split_once('\n').unwrap();
                let (calls, last) = rest.rsplit_once('\n').unwrap();
                format!("{calls}\n{first}\n{last}")
            }),
        ),
        (
            "NTLM legs",
            Box::new(|text| {
                let leg = r#"{"request_line":"GET /mapi/emsmdb/ HTTP/1.1","headers":{"Authorization":"NTLM TlRMTVNTUAAB"}}"#;
                text.replace('\n', &format!("\n{leg}\n"))
            }),
        ),
    ];
    for (what, change) in variants {
        let changed = change(&text);
        assert_ne!(changed, text, "{what}");
        eprintln!("{what}");
        sent(&changed).await;
    }
}

fn upper_hex(text: &str) -> String {
    let mut changed = String::new();
    for (at, piece) in text.split(r#""body_hex":""#).enumerate() {
        if at == 0 {
            changed.push_str(piece);
            continue;
        }
        let (digits, rest) = piece.split_once('"').unwrap();
        changed.push_str(&format!(r#""body_hex":"0x{}"{rest}"#, digits.to_uppercase()));
    }
    changed
}

#[tokio::test]
async fn rop_buffers_without_their_execute_bodies() {
    let mut script = started(http(&[LOGIN]));
    batch(&mut script);
    let lines: Vec<String> = script
        .text()
        .lines()
        .map(|line| {
            let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
            if line["request_type"] == "Execute" {
                let body = line["body_hex"].take();
                line.as_object_mut().unwrap().remove("body_hex");
                line.as_object_mut().unwrap().remove("request_type");
                line.as_object_mut().unwrap().remove("headers");
                // Flags, size, RPC_HEADER_EXT before; MaxRopOut, auxiliary size behind.
                let body = body.as_str().unwrap();
                line["rop_buffer_hex"] = body[32..body.len() - 16].into();
            }
            line.to_string()
        })
        .collect();
    sent(&lines.join("\n")).await;
}

#[tokio::test]
async fn users_however_they_are_named() {
    // User1@Example.TEST:pw and CORP\user1:pw
    let upper = "Authorization: Basic VXNlcjFARXhhbXBsZS5URVNUOnB3";
    let domain = "Authorization: Basic Q09SUFx1c2VyMTpwdw==";
    for headers in [
        &[upper][..],
        &[domain],
        &[domain, "X-User-Identity: user1@example.test"],
        &[],
    ] {
        for dn in [DN, ""] {
            let mut script = Script::new(http(headers));
            script.connect_as(dn);
            script.execute(&mut [NONE], &[logon(L, 0x0100_000C, DN)]);
            batch(&mut script);
            script.disconnect();
            sent(&script.text()).await;
        }
    }
}

#[tokio::test]
async fn a_client_that_connects_again() {
    for disconnect in [true, false] {
        let mut script = started(http(&[LOGIN]));
        if disconnect {
            script.disconnect();
        }
        script.connect();
        script.execute(&mut [NONE], &[logon(L, 0x0100_000C, DN)]);
        batch(&mut script);
        sent(&script.text()).await;
    }
}

/// Whether the folder of recordings is at hand.
fn shared() -> Option<std::path::PathBuf> {
    let shared = std::env::var_os("ROPEWAY_SHARED");
    if shared.is_none() {
        eprintln!("IGNORED: ROPEWAY_SHARED does not name the folder of the recorded clients");
    }
    Some(std::path::PathBuf::from(shared?).join("vectors/clients"))
}

#[tokio::test]
async fn the_recorded_clients() {
    let Some(clients) = shared() else { return };
    let read = |file: &str| std::fs::read_to_string(clients.join(file)).unwrap();
    let recordings = [
        ("ruler_encoders_to_cc_bcc.jsonl", "Hello from ruler"),
        ("libmapi_submit_rpc.jsonl", "Subj"),
    ];
    for (file, subject) in recordings {
        // And with nothing said of the replies.
        let bare: Vec<String> = read(file)
            .lines()
            .map(|line| {
                line.replace("handles_out", "was")
                    .replace("logon_folder_ids", "were")
            })
            .collect();
        for text in [read(file), bare.join("\n")] {
            let played = play(&text).await;
            let mail = check(&played, &["a@x.test", "b@x.test"], &["c@x.test"]);
            assert_eq!(mail.subject, subject);
        }
    }
    let played = play(&read("ruler_send.jsonl")).await;
    assert!(played.good && played.mails.is_empty());
    assert_eq!(played.local[0].1, "Hello");
    // One after the other in one file, each with what it says of its replies.
    let both = ["libmapi_submit_rpc.jsonl", "ruler_send.jsonl"]
        .map(read)
        .join("\n");
    let played = play(&both).await;
    assert!(played.good);
    assert_eq!((played.mails.len(), played.local.len()), (3, 1));
}

#[tokio::test]
async fn a_submission_taken_back_in_its_own_batch_and_submitted_again() {
    for handles_out in [true, false] {
        let mut script = started(Setup {
            handles_out,
            ..http(&[LOGIN])
        });
        let mut table = [LOGON, NONE, NONE];
        let rops = [
            create_message(L, 0, 1, folder(OUTBOX)),
            set_properties(L, 1, &[text(SUBJECT, "Subj")]),
            recipients(Rows::Ruler, L, 1, &[(1, "a@x.test"), (3, "hidden@y.test")]),
            save_message(L, 1, 1, 0x0C),
        ];
        script.execute(&mut table, &rops);
        let rops = [submit(L, 1), abort_submit(L, 0, folder(OUTBOX), message(1))];
        script.execute(&mut table, &rops);
        let played = play_with_hold(&script.text(), std::time::Duration::from_secs(2)).await;
        assert!(played.good);
        assert_eq!((played.aborted, played.mails.len()), (1, 0));
        // What was taken back may be submitted again.
        script.execute(&mut table, &[submit(L, 1)]);
        script.disconnect();
        let played = play_with_hold(&script.text(), std::time::Duration::from_secs(2)).await;
        assert!(played.good);
        assert_eq!((played.aborted, played.mails.len()), (1, 2));
    }
}
