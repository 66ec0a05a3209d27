//! What Wino.Mapi sends: one ROP per Execute, tables of five slots, bodies by property or stream, and
//! the folder that the message is to move to.

use crate::play::{check, noise, play};
use crate::rops::*;
use crate::script::*;

const NTLM: &str = "Authorization: NTLM TlRMTVNTUAADAAAAGAAYAFgAAAAYABgAcAAAAA==";

fn setups() -> Vec<Setup> {
    let mut setups = Vec::new();
    for login in [LOGIN, NTLM] {
        for counting in [Counting::FromZero, Counting::Wild, Counting::LowestFree] {
            for (handles_out, replies) in [(true, true), (false, true), (true, false), (false, false)] {
                let headers = [
                    login,
                    "Accept: application/mapi-http",
                    "X-ClientApplication: Outlook/15.00.0000.0000",
                    "X-ClientInfo: {2f94a2bf-a2e6-4ccc-bf98-b5f22c542226}",
                ];
                setups.push(Setup {
                    transport: Transport::Http {
                        headers: headers.map(str::to_owned).to_vec(),
                        execute_flags: 0,
                    },
                    counting,
                    logon_id: 0,
                    handles_out,
                    replies,
                });
            }
        }
    }
    setups
}

/// A property, or the stream that is written where it is large.
fn property(script: &mut Script, table: &mut [u32; 5], object: u8, tag: u32, value: &[u8]) {
    if value.len() <= 4096 {
        let value = if tag == BODY {
            value.to_vec()
        } else {
            binary(tag, value)[4..].to_vec()
        };
        let property = [tag.to_le_bytes().to_vec(), value].concat();
        script.execute(table, &[set_properties(0, object, &[property])]);
        return;
    }
    script.execute(table, &[open_stream(0, object, 3, tag, 2)]);
    for piece in value.chunks(24 * 1024) {
        script.execute(table, &[write_stream(0, 3, piece)]);
    }
    script.execute(table, &[commit_stream(0, 3)]);
    script.execute(&mut [table[3]], &[release(0, 0)]);
    table[3] = NONE;
}

fn send(setup: Setup, body: &str, html: &str, data: &[u8]) -> Script {
    let mut script = Script::new(setup);
    script.line(r#"{"client":"Wino","request_type":"ping","headers":["Host: x"]}"#);
    script.connect();
    let mut logon_table = [NONE];
    script.execute(&mut logon_table, &[logon(0, 0x0100_0000, DN)]);
    script.line(r#"{"client":"Wino","request_type":"NotificationWait","body_hex":"0000000000000000"}"#);
    let mut table = [logon_table[0], NONE, NONE, NONE, NONE];
    script.execute(&mut table, &[create_message(0, 0, 1, folder(OUTBOX))]);
    let small = [
        text(0x001A_001F, "IPM.Note"),
        text(SUBJECT, "Fahrplan für Montag"),
        number(0x3FDE_0003, 65001),
        number(0x0017_0003, 2),
        boolean(0x0029_000B, true),
        text(0x1035_001F, "<1.2@wino.test>"),
    ];
    script.execute(&mut table, &[set_properties(0, 1, &small)]);
    property(&mut script, &mut table, 1, BODY, &wide(body));
    property(&mut script, &mut table, 1, HTML, html.as_bytes());
    let people = [(1, "a@x.test"), (2, "b@x.test"), (3, "hidden@y.test")];
    script.execute(&mut table, &[recipients(Rows::Wino, 0, 1, &people)]);
    script.execute(&mut table, &[create_attachment(0, 1, 2)]);
    let name = [
        number(0x3705_0003, 1),
        text(0x3707_001F, "plan.bin"),
        text(0x370E_001F, "application/x-plan"),
    ];
    script.execute(&mut table, &[set_properties(0, 2, &name)]);
    property(&mut script, &mut table, 2, ATTACH_DATA, data);
    script.execute(&mut table, &[save_attachment(0, 1, 2, 0x04)]);
    script.execute(&mut [table[2]], &[release(0, 0)]);
    table[2] = NONE;
    let sent_items = [&[1][..], &folder(SENT_ITEMS), &[0; 8], &[0; 4]].concat();
    script.execute(
        &mut table,
        &[set_properties(0, 1, &[binary(0x6740_00FB, &sent_items)])],
    );
    script.execute(&mut table, &[save_message(0, 1, 1, 0x02)]);
    script.execute(&mut table, &[submit(0, 1)]);
    script.execute(&mut [table[1]], &[release(0, 0)]);
    script.disconnect();
    script
}

#[tokio::test]
async fn bodies_and_attachment_by_property() {
    for setup in setups() {
        let script = send(setup, "fährt ab\r\n", "<p>fährt ab</p>", &noise(500));
        let played = play(&script.text()).await;
        let mail = check(&played, &["a@x.test", "b@x.test"], &["hidden@y.test"]);
        assert_eq!(mail.subject, "Fahrplan für Montag");
        assert_eq!(mail.text.trim_end(), "fährt ab");
        assert!(mail.html.unwrap().contains("<p>fährt ab</p>"));
        assert_eq!(mail.attachments, [("plan.bin".to_owned(), noise(500))]);
        assert!(mail.header.contains("<1.2@wino.test>"), "{}", mail.header);
    }
}

#[tokio::test]
async fn bodies_and_attachment_by_stream() {
    let body = "fährt ab Montag\r\n".repeat(3000);
    let html = "<p>fährt ab</p>\r\n".repeat(3000);
    let data = noise(60_000);
    for setup in setups() {
        let script = send(setup, &body, &html, &data);
        let played = play(&script.text()).await;
        let mail = check(&played, &["a@x.test", "b@x.test"], &["hidden@y.test"]);
        assert_eq!(mail.text.trim_end(), body.trim_end());
        assert_eq!(mail.html.unwrap().matches("<p>fährt ab</p>").count(), 3000);
        assert_eq!(mail.attachments, [("plan.bin".to_owned(), data.clone())]);
    }
}
