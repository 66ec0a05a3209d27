//! What ruler sends: whole messages in one batch, under a logon handle that it never asks for.

use crate::play::{check, noise, play};
use crate::rops::*;
use crate::script::*;

const L: u8 = 0x0C;
const LOGON: u32 = 0x0C00_0000;

fn http() -> Transport {
    let headers = [
        LOGIN,
        "User-Agent: ruler",
        "X-Clientapplication: Outlook/15.0.4815.1002",
        "X-Clientinfo: {2F94A2BF-A2E6-4CCC-BF98-B5F22C542226}",
        "X-User-Identity: user1@example.test",
        "Accept-Encoding: gzip",
    ];
    Transport::Http {
        headers: headers.map(str::to_owned).to_vec(),
        execute_flags: 3,
    }
}

fn rpc() -> Transport {
    Transport::Rpc(Rpc {
        execute_flags: 3,
        auxiliary: 30,
        ..Rpc::default()
    })
}

/// Every way to number objects, with and without what the server replied.
fn setups() -> Vec<Setup> {
    let mut setups = Vec::new();
    for transport in [http(), rpc()] {
        for counting in [Counting::FromLogonId, Counting::Wild, Counting::LowestFree] {
            for (handles_out, replies) in [(true, true), (false, true), (true, false), (false, false)] {
                setups.push(Setup {
                    transport: transport.clone(),
                    counting,
                    logon_id: L,
                    handles_out,
                    replies,
                });
            }
        }
    }
    setups
}

fn started(setup: Setup) -> Script {
    let mut script = Script::new(setup);
    script.connect();
    script.execute(&mut [NONE], &[logon(L, 0x0100_000C, DN)]);
    script
}

fn nine_properties() -> Vec<Vec<u8>> {
    vec![
        text(BODY, "World\n\r"),
        text(0x001A_001F, "IPM.Note"),
        number(0x0E07_0003, 8),
        text(0x0070_001F, "Hello"),
        number(0x1080_0003, 1),
        number(0x1016_0003, 1),
        text(SUBJECT, "Hello"),
        text(0x0E1D_001F, "Hello"),
        boolean(0x10F4_000B, true),
    ]
}

fn to(index: u8, people: &[(u8, &str)]) -> Rop {
    recipients(Rows::Ruler, L, index, people)
}

const PEOPLE: [(u8, &str); 3] = [(1, "a@x.test"), (2, "b@x.test"), (3, "hidden@y.test")];

async fn sent(script: &Script) -> crate::play::Mail {
    let played = play(&script.text()).await;
    assert_eq!(played.users, ["user1@example.test"]);
    check(&played, &["a@x.test", "b@x.test"], &["hidden@y.test"])
}

#[tokio::test]
async fn a_message_that_is_never_saved() {
    for setup in setups() {
        let mut script = started(setup);
        script.execute(&mut [LOGON, NONE], &[open_folder(L, 0, 1, folder(4))]);
        script.execute(&mut [LOGON, NONE], &[open_folder(L, 0, 1, folder(OUTBOX))]);
        script.execute(
            &mut [LOGON, NONE, NONE],
            &[
                create_message(L, 0, 1, folder(OUTBOX)),
                set_properties(L, 1, &nine_properties()),
                to(1, &PEOPLE),
                submit(L, 1),
            ],
        );
        script.disconnect();
        let mail = sent(&script).await;
        assert_eq!((mail.subject.as_str(), mail.text.trim()), ("Hello", "World"));
    }
}

#[tokio::test]
async fn an_existing_message_is_opened_by_id_and_sent() {
    for setup in setups() {
        let mut script = started(setup);
        script.execute(
            &mut [LOGON, NONE, NONE],
            &[
                create_message(L, 0, 1, folder(OUTBOX)),
                set_properties(L, 1, &nine_properties()),
                save_message(L, 2, 1, 0x02),
                release(L, 1),
            ],
        );
        script.execute(
            &mut [LOGON, NONE, NONE],
            &[
                open_message(L, 0, 1, folder(OUTBOX), message(1)),
                to(1, &PEOPLE),
                submit(L, 1),
            ],
        );
        script.disconnect();
        assert_eq!(sent(&script).await.subject, "Hello");
    }
}

#[tokio::test]
async fn an_attachment_written_piece_by_piece() {
    let data = noise(10_000);
    for setup in setups() {
        let mut script = started(setup);
        script.execute(
            &mut [LOGON, NONE, NONE],
            &[
                create_message(L, 0, 1, folder(OUTBOX)),
                set_properties(L, 1, &nine_properties()),
                save_message(L, 2, 1, 0x02),
                release(L, 1),
            ],
        );
        let reopen = || open_message(L, 0, 1, folder(OUTBOX), message(1));
        // The release of an empty slot comes first, and two ROPs write the same slot.
        script.execute(
            &mut [LOGON, NONE, NONE],
            &[
                release(L, 2),
                reopen(),
                attachment_table(L, 1, 2),
                create_attachment(L, 1, 2),
                set_properties(L, 2, &[number(0x3705_0003, 1), text(0x3707_001F, "data.bin")]),
                save_attachment(L, 1, 2, 0x0A),
                save_message(L, 2, 1, 0x02),
                release(L, 2),
                release(L, 1),
            ],
        );
        let mut table = [LOGON, NONE, NONE, NONE];
        let size = u64::try_from(data.len()).unwrap();
        script.execute(
            &mut table,
            &[
                reopen(),
                open_attachment(L, 1, 2, 0),
                open_stream(L, 2, 3, ATTACH_DATA, 1),
                set_stream_size(L, 3, size),
            ],
        );
        for piece in data.chunks(3000) {
            script.execute(&mut table, &[write_stream(L, 3, piece)]);
        }
        script.execute(
            &mut table,
            &[
                commit_stream(L, 3),
                save_attachment(L, 1, 2, 0x0A),
                save_message(L, 2, 1, 0x02),
                release(L, 3),
                release(L, 2),
                release(L, 1),
            ],
        );
        script.execute(
            &mut [LOGON, NONE, NONE],
            &[reopen(), to(1, &PEOPLE), submit(L, 1)],
        );
        script.disconnect();
        assert_eq!(
            sent(&script).await.attachments,
            [("data.bin".to_owned(), data.clone())]
        );
    }
}
