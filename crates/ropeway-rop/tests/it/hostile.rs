//! Input that is cut, changed or made up.

use crate::support::{buffer_of, bytes, examples, hex_of, shared};
use ropeway_rop::{
    NoContext, Request, RequestBuffer, RequestContext, ResponseBuffer, ResponseContext, oracle,
};
use ropeway_types::wire::DecodeErrorKind;
use serde_json::Value;

/// Valid ROPs, the specifications' and, where they are, the shared ones.
fn rops(direction: &str) -> Vec<Value> {
    let mut lines = examples();
    for file in ["rops/requests.jsonl", "rops/responses.jsonl"] {
        lines.extend(shared(file));
    }
    lines.retain(|line| line["direction"] == direction);
    lines
}

struct Public;
impl RequestContext for Public {
    fn is_private_logon(&self, _: u8) -> Option<bool> {
        Some(false)
    }
}

#[test]
fn no_cut_of_a_request_is_read() {
    for line in rops("request") {
        let rop = bytes(hex_of(&line, "rop_hex").unwrap());
        let public = line["context"]["logon"] == "public";
        let context: &dyn RequestContext = if public { &Public } else { &NoContext };
        for len in 1..rop.len() {
            let cut = RequestBuffer::decode(buffer_of(&rop[..len]), context);
            assert!(cut.is_err(), "{} cut to {len}: {cut:?}", line["name"]);
        }
    }
}

/// Failing responses whose body servers leave out, the values that RopTransportSend may leave out, and
/// RopBufferTooSmall, which goes on to the end of the buffer.
fn may_end_early(line: &Value, len: usize) -> bool {
    match line["rop"].as_str().unwrap() {
        "RopBufferTooSmall" => len >= 3,
        "RopTransportSend" => len == 7 && line["fields"]["NoPropertiesReturned"] == 1,
        _ => len >= 6 && line["fields"]["ReturnValue"].as_u64() != Some(0),
    }
}

#[test]
fn no_cut_of_a_response_is_read() {
    for line in rops("response") {
        if line["context"].get("columns").is_some() {
            continue;
        }
        let rop = bytes(hex_of(&line, "rop_hex").unwrap());
        for len in 1..rop.len() {
            if may_end_early(&line, len) {
                continue;
            }
            let cut = ResponseBuffer::decode(buffer_of(&rop[..len]), &mut ResponseContext::new());
            assert!(cut.is_err(), "{} cut to {len}: {cut:?}", line["name"]);
        }
    }
}

#[test]
fn no_cut_before_the_handles_is_read() {
    let whole = [4, 0, 1, 0, 0, 9, 0, 0, 0];
    let whole = [&[5][..], &whole[1..]].concat();
    let decoded = RequestBuffer::decode(whole.clone(), &NoContext).unwrap();
    assert_eq!(decoded.handles, [9]);
    for len in 0..5 {
        assert!(
            RequestBuffer::decode(whole[..len].to_vec(), &NoContext).is_err(),
            "{len}"
        );
    }
    // Up to three bytes behind the last handle are passed over ([MS-OXCROPS] 2.2.1).
    let mut more = whole;
    more.extend([1, 2, 3]);
    assert_eq!(RequestBuffer::decode(more, &NoContext).unwrap().handles, [9]);
    for size in [0u8, 1] {
        let error = RequestBuffer::decode(vec![size, 0], &NoContext).unwrap_err();
        assert_eq!((error.structure, error.field), ("RequestBuffer", "RopSize"));
    }
}

#[test]
fn a_changed_byte_is_an_error_or_a_value_that_survives() {
    for (direction, oracle) in [
        (
            "request",
            oracle::rop_request as fn(&[u8]) -> Result<bool, String>,
        ),
        ("response", oracle::rop_response),
    ] {
        for line in rops(direction) {
            let rop = bytes(hex_of(&line, "rop_hex").unwrap());
            if rop.len() > 400 {
                continue;
            }
            let mut buffer = buffer_of(&rop).to_vec();
            for at in 0..buffer.len() {
                let byte = buffer[at];
                for changed in [byte ^ 1, byte ^ 0x80, byte.wrapping_add(1), 0, 0xff] {
                    buffer[at] = changed;
                    if let Err(e) = oracle(&buffer) {
                        panic!("{} byte {at} {changed:#x}: {e}", line["name"]);
                    }
                }
                buffer[at] = byte;
            }
        }
    }
}

#[test]
fn a_boolean_that_is_neither_is_true_and_written_as_one() {
    // RopCreateMessage with AssociatedFlag 2.
    let rop = [6, 0, 0, 1, 0xff, 0x0f, 0, 0, 0, 0, 0, 0, 0, 0, 2];
    let decoded = RequestBuffer::decode(buffer_of(&rop), &NoContext).unwrap();
    assert!(matches!(&decoded.requests[0], Request::CreateMessage(r) if r.associated_flag));
    assert_eq!(decoded.encode().unwrap().last(), Some(&1));
}

#[test]
fn the_oracles_hold_for_all_vectors() {
    for line in rops("request") {
        let buffer = buffer_of(&bytes(hex_of(&line, "rop_hex").unwrap()));
        if line["context"]["logon"] != "public" {
            assert_eq!(oracle::rop_request(&buffer), Ok(true), "{}", line["name"]);
        }
    }
    for line in rops("response") {
        let buffer = buffer_of(&bytes(hex_of(&line, "rop_hex").unwrap()));
        let alone = line["context"].get("columns").is_none();
        let read = oracle::rop_response(&buffer).unwrap_or_else(|e| panic!("{}: {e}", line["name"]));
        assert!(read || !alone, "{}", line["name"]);
        if let Some(request) = hex_of(&line["context"], "request_buffer_hex") {
            let request = bytes(request);
            let mut exchange = u16::try_from(request.len()).unwrap().to_le_bytes().to_vec();
            exchange.extend_from_slice(&request);
            exchange.extend_from_slice(&buffer);
            oracle::rop_exchange(&exchange).unwrap_or_else(|e| panic!("{}: {e}", line["name"]));
        }
    }
    for line in shared("rops/extended_buffers.jsonl") {
        if let Some(hex) = hex_of(&line, "ext_hex") {
            assert_eq!(oracle::extended_buffer(&bytes(hex)), Ok(true), "{}", line["name"]);
        }
    }
}

#[track_caller]
fn refused(rop: &[u8]) -> (&'static str, DecodeErrorKind) {
    let error = RequestBuffer::decode(buffer_of(rop), &NoContext).unwrap_err();
    (error.field, error.kind)
}

#[test]
fn counts_that_cannot_be_true_are_refused_before_anything_is_allocated() {
    let count = |count, left| DecodeErrorKind::Count { count, left };
    // RopGetPropertiesSpecific with 65535 tags.
    assert_eq!(
        refused(&[7, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2]),
        ("property_tags", count(0xffff, 2))
    );
    // RopModifyRecipients with 65535 rows.
    assert_eq!(
        refused(&[0x0E, 0, 0, 0, 0, 0xff, 0xff, 1]),
        ("recipient_rows", count(0xffff, 1))
    );
    // RopSetProperties: more values than PropertyValueSize holds, though the buffer goes on.
    let mut rop = vec![0x0A, 0, 0, 6, 0, 2, 0];
    rop.extend([0; 100]);
    assert_eq!(refused(&rop), ("PropertyValues", count(2, 4)));
    // PropertyValueSize beyond the buffer.
    assert_eq!(
        refused(&[0x0A, 0, 0, 0xff, 0xff, 0, 0]),
        (
            "PropertyValues",
            DecodeErrorKind::Truncated {
                needed: 0xffff,
                left: 2
            }
        )
    );
    // RopWriteStream of 65535 bytes.
    assert_eq!(
        refused(&[0x2D, 0, 0, 0xff, 0xff]),
        (
            "data",
            DecodeErrorKind::Truncated {
                needed: 0xffff,
                left: 0
            }
        )
    );
    // A multi-valued property of four milliards.
    assert_eq!(
        refused(&[
            0x0A, 0, 0, 11, 0, 1, 0, 0x03, 0x10, 1, 0x80, 0xff, 0xff, 0xff, 0xff, 0
        ]),
        ("PropertyValue", count(0xffff_ffff, 1))
    );
}

#[test]
fn rows_over_columns_without_bytes_do_not_multiply() {
    // 6000 columns of PtypNull; each row of 13 bytes would become 6000 values.
    let mut rop = vec![0x0E, 0, 0];
    rop.extend(6000u16.to_le_bytes());
    rop.extend([1, 0, 1, 0x30].repeat(6000));
    rop.extend(1000u16.to_le_bytes());
    let row = [0, 0, 0, 0, 1, 5, 0, 0, 0, 0x70, 0x17, 0];
    rop.extend(row.repeat(1000));
    assert_eq!(
        refused(&rop),
        ("ValueArray", DecodeErrorKind::Limit { count: 6000, max: 4 })
    );
}

#[test]
fn rules_nested_without_end_are_refused() {
    let mut rop = vec![0x41, 0, 0, 0, 1, 0, 1, 1, 0, 0xfd, 0, 0x79, 0x66];
    rop.resize(10_000, 2);
    let (_, kind) = refused(&rop);
    assert_eq!(kind, DecodeErrorKind::Depth(64));
}

#[test]
fn a_bad_rop_fails_the_whole_buffer_and_says_where() {
    // RopRelease, then the reserved id 0x28.
    let error = RequestBuffer::decode(buffer_of(&[1, 0, 0, 0x28, 0, 0]), &NoContext).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Request.RopId at byte 5: 0x28 is reserved or unknown"
    );
}

/// A client's RopSetProperties with a subject that is not ASCII: one low byte per character, and zero
/// words behind it inside PropertyValueSize. An error, never a misread batch.
#[test]
fn a_malformed_subject_of_a_known_client_is_an_error() {
    let mut rop = vec![0x0A, 0, 0, 20, 0, 2, 0, 0x1f, 0, 0x37, 0];
    rop.extend([0xe9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert!(RequestBuffer::decode(buffer_of(&rop), &NoContext).is_err());
}
