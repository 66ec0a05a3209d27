use crate::support::{Client, NO_ROPS, TestServer, execute_body, execute_codes, extended, plain};
use ropeway_mapihttp::wire::{CallFlags, ExecuteRequest, ExecuteResponse, Reply};
use ropeway_types::wire::Encode;

async fn codes(body: impl Into<bytes::Bytes>) -> (u32, u32) {
    let server = TestServer::start().await;
    let mut client = Client::connected(&server).await;
    let answer = client.send("Execute", body).await;
    assert!(answer.cookie("MapiSequence").is_some());
    execute_codes(&answer)
}

#[tokio::test]
async fn a_malformed_extended_buffer_is_a_format_error() {
    let mut version = plain(&NO_ROPS);
    version[0] = 1;
    let two = [extended(0, &NO_ROPS, 2), plain(&NO_ROPS)].concat();
    let cases = [
        ("no Last", extended(0, &NO_ROPS, 2)),
        ("two payloads", two),
        ("bytes after Last", [plain(&NO_ROPS), plain(&NO_ROPS)].concat()),
        ("version", version),
        ("empty payload", plain(&[])),
        ("sizes differ", extended(4, &NO_ROPS, 3)),
        ("size beyond the end", plain(&NO_ROPS)[..9].to_vec()),
        ("compressed nonsense", extended(5, &[0xFF; 6], 0x8000)),
    ];
    for (name, rop_buffer) in cases {
        assert_eq!(
            codes(execute_body(rop_buffer, 0x8008)).await,
            (0, 0x4B6),
            "{name}"
        );
    }
}

#[tokio::test]
async fn sizes_out_of_bounds_have_codes_of_their_own() {
    assert_eq!(codes(execute_body(vec![0; 7], 0x8008)).await, (0, 0x8004_0115));
    assert_eq!(codes(execute_body(vec![0; 0x4_0001], 0x8008)).await, (0x6F7, 0));
    assert_eq!(codes(execute_body(plain(&NO_ROPS), 7)).await, (0, 0x8004_0115));
    assert_eq!(codes(execute_body(plain(&NO_ROPS), 0x4_0001)).await, (0x6F7, 0));
}

#[tokio::test]
async fn auxiliary_sizes_out_of_bounds_have_codes_of_their_own() {
    for (len, expected) in [(1, (0, 0x8004_0115)), (7, (0, 0x8004_0115)), (0x1009, (0x6F7, 0))] {
        let request = ExecuteRequest {
            flags: CallFlags::default(),
            rop_buffer: plain(&NO_ROPS).into(),
            max_rop_out: 0x8008,
            auxiliary: vec![0; len].into(),
        };
        assert_eq!(codes(request.to_bytes().unwrap()).await, expected, "{len}");
    }
}

#[tokio::test]
async fn an_output_that_holds_nothing_is_too_small() {
    assert_eq!(codes(execute_body(plain(&NO_ROPS), 8)).await, (0x47D, 0));
}

#[tokio::test]
async fn an_unreadable_body_does_not_move_the_sequence() {
    let server = TestServer::start().await;
    let mut client = Client::connected(&server).await;
    let whole = execute_body(plain(&NO_ROPS), 0x8008);
    for len in 0..whole.len() {
        assert_eq!(client.send("Execute", whole.slice(..len)).await.code(), "12");
    }
    assert_eq!(client.execute().await.code(), "0");
}

#[tokio::test]
async fn a_malformed_rop_buffer_is_a_format_error() {
    // RopSize beyond the end, RopSize below its own size, half a RopSize, half a RopLogon.
    let cases: [&[u8]; 4] = [&[0xFF, 0, 1, 2], &[1, 0], &[2], &[4, 0, 0xFE, 0]];
    for payload in cases {
        assert_eq!(
            codes(execute_body(plain(payload), 0x8008)).await,
            (0, 0x4B6),
            "{payload:?}"
        );
    }
}

#[tokio::test]
async fn no_output_exceeds_what_the_client_offers() {
    let server = TestServer::start().await;
    let mut client = Client::connected(&server).await;
    // RopLogon without a DN, again and again: each response has some 160 bytes.
    let logon = [0xFE, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    let rops = logon.repeat(40);
    let size = u16::try_from(rops.len() + 2).unwrap().to_le_bytes();
    let payload = [&size[..], &rops, &[0xFF; 4]].concat();
    for max_rop_out in [8, 10, 20, 100, 0x400, 0x1000, 0x8008, 0x4_0000] {
        let answer = client
            .send("Execute", execute_body(plain(&payload), max_rop_out))
            .await;
        match answer.reply::<ExecuteResponse>() {
            Reply::Success(reply) => {
                assert_eq!(reply.error_code.0, 0, "{max_rop_out}");
                let len = u32::try_from(reply.rop_buffer.len()).unwrap();
                assert!((10..=max_rop_out).contains(&len), "{len} of {max_rop_out}");
            }
            Reply::Failure(failure) => {
                assert_eq!(failure.status_code.0, 0x47D);
                assert!(max_rop_out <= 0x1000, "{max_rop_out}");
            }
        }
    }
}
