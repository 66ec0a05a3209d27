//! The forms of the `serde` feature: every ROP in JSON and in a binary format, and what the forms are.

use crate::strategies::{answers, requests, several};
use crate::support::{cases, for_each, same};
use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use ropeway_rop::auxiliary::*;
use ropeway_rop::extended::{ExtendedFlags, RpcHeaderExt};
use ropeway_rop::packing::*;
use ropeway_rop::*;
use ropeway_types::wire::{Decode, Encode, Reader, Tolerance};
use ropeway_types::{ErrorCode, FolderId, PropertyTag, TaggedPropertyValue, tags};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::fmt::Debug;

/// The value through JSON, through JSON's own data model, and through postcard.
fn through<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> Result<[T; 3], String> {
    let text = serde_json::to_string(value).map_err(|e| e.to_string())?;
    let from_text: T = serde_json::from_str(&text).map_err(|e| format!("{e} in {text}"))?;
    let tree = serde_json::to_value(value).map_err(|e| e.to_string())?;
    let from_tree: T = serde_json::from_value(tree).map_err(|e| format!("{e} in {text}"))?;
    let bytes = postcard::to_stdvec(value).map_err(|e| e.to_string())?;
    let from_bytes: T = postcard::from_bytes(&bytes).map_err(|e| format!("{e} in {bytes:?}"))?;
    let all = [from_text, from_tree, from_bytes];
    match all.iter().find(|one| !same(*one, value)) {
        Some(other) => Err(format!("{value:?} became {other:?} by {text}")),
        None => Ok(all),
    }
}

fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) {
    if let Err(e) = through(&value) {
        panic!("{e}");
    }
}

/// To the last bit: the same bytes on the wire, floats that are no numbers among them.
fn bits_survive<T: Serialize + DeserializeOwned + PartialEq + Debug>(
    value: &T,
    encode: impl Fn(&T) -> Result<Bytes, String>,
) -> Result<(), String> {
    let bytes = encode(value)?;
    for other in through(value)? {
        if encode(&other)? != bytes {
            return Err(format!("{other:?} has other bytes"));
        }
    }
    Ok(())
}

#[test]
fn every_request_comes_back() {
    for_each(requests(), 24, |request| {
        bits_survive(&request, |request| request.to_bytes().map_err(|e| e.to_string()))
    });
}

#[test]
fn every_response_comes_back() {
    for_each(answers(), 24, |answer| {
        bits_survive(&answer.response, |response| {
            response.to_bytes().map_err(|e| e.to_string())
        })
    });
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn buffers_come_back(
        requests in several(requests()),
        answers in several(answers()),
        handles in vec(any::<u32>(), 0..5),
    ) {
        let mut buffer = RequestBuffer::new(requests, handles.clone());
        buffer.spans = vec![0..3, 3..9];
        buffer.rops_list = Bytes::from_static(b"as it came");
        buffer.tolerated = Tolerance::SLACK | Tolerance::HANDLE_PADDING;
        through(&buffer).map_err(TestCaseError::fail)?;
        let more = vec![Bytes::from_static(b"more")];
        through(&PackedInput { first: buffer, more }).map_err(TestCaseError::fail)?;
        let more: Vec<_> = answers.into_iter().map(|answer| answer.response).collect();
        let first = ResponseBuffer::new(more.clone(), handles);
        through(&PackedOutput { first, more }).map_err(TestCaseError::fail)?;
    }
}

/// The README's example.
#[test]
fn a_request_in_json() {
    let readme = include_str!("../../README.md");
    let (_, after) = readme.split_once("```json\n").unwrap();
    let (example, _) = after.split_once("```").unwrap();
    let request: Request = serde_json::from_str(example).unwrap();
    assert_eq!(
        request,
        Request::from(RopSetPropertiesRequest {
            logon_id: 0,
            input_handle_index: 0,
            property_values: vec![TaggedPropertyValue::new(tags::SUBJECT, "Hello")],
        })
    );
    let again = serde_json::to_value(&request).unwrap();
    assert_eq!(again, serde_json::from_str::<serde_json::Value>(example).unwrap());
}

#[test]
fn names_and_numbers() {
    let response = Response::from(RopSubmitMessageResponse {
        input_handle_index: 2,
        result: Ok(()),
    });
    assert_eq!(
        serde_json::to_value(&response).unwrap(),
        json!({"SubmitMessage": {"input_handle_index": 2, "result": {"Ok": null}}})
    );
    let response = Response::from(RopSubmitMessageResponse {
        input_handle_index: 2,
        result: Err(ErrorCode::NOT_SUPPORTED),
    });
    assert_eq!(
        serde_json::to_value(&response).unwrap(),
        json!({"SubmitMessage": {"input_handle_index": 2, "result": {"Err": 0x8004_0102u32}}})
    );
    assert_eq!(
        serde_json::to_value((
            RopId::LOGON,
            ExtendedFlags::LAST,
            CallFlags::CHAIN,
            ServerCapabilities(8),
            FolderIds([FolderId(7); 13]),
        ))
        .unwrap(),
        json!([0xFE, 4, 4, 8, [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]])
    );
    assert!(serde_json::from_value::<Response>(json!({"SubmitMessage": {"input_handle_index": 2}})).is_err());
    assert!(serde_json::from_value::<Response>(json!({"Nothing": {}})).is_err());
}

#[test]
fn what_stands_around_rops_comes_back() {
    survives(RpcHeaderExt {
        version: 0,
        flags: ExtendedFlags::COMPRESSED,
        size: 3,
        size_actual: 9,
    });
    survives(OutputOptions::new(CallFlags::CHAIN, 0x8000));
    survives(PackedUpload {
        input: Bytes::from_static(b"in"),
        rest: Bytes::new(),
    });
    survives((TypedString::None, TypedString::Empty, TypedString::new("日")));
    survives(RequestBuffer::default());
    survives(ResponseBuffer::default());
}

fn zeros<T: Decode>() -> T {
    T::decode(&mut Reader::new(vec![0; T::MIN_LEN])).unwrap()
}

#[test]
fn auxiliary_blocks_come_back() {
    let os = OsVersionInfo {
        reserved1: std::array::from_fn(|n| u8::try_from(n).unwrap()),
        ..zeros()
    };
    survives(AuxiliaryBlock::OsVersionInfo(os));
    let mut tree = serde_json::to_value(os).unwrap();
    tree["reserved1"].as_array_mut().unwrap().pop();
    assert!(serde_json::from_value::<OsVersionInfo>(tree).is_err());
    survives(AuxiliaryBlock::PerfClientInfo(PerfClientInfo {
        machine_name: Some("machine".into()),
        client_ip: Some(Bytes::from_static(&[127, 0, 0, 1])),
        ..PerfClientInfo::default()
    }));
    survives(AuxiliaryBlock::Other {
        version: 3,
        block_type: 0x99,
        body: Bytes::from_static(b"?"),
    });

    // A good block, and one that claims more bytes than there are.
    let buffer = AuxiliaryBuffer::decode_payload(&[8, 0, 1, 0x46, 2, 0, 0, 0, 9, 0, 1, 0x46, 2][..]);
    assert_eq!(buffer.ignored.as_ref().unwrap().error.offset, 12);
    survives(buffer.clone());
    let mut tree = serde_json::to_value(&buffer).unwrap();
    assert_eq!(
        tree["ignored"],
        json!({
            "error": "AuxHeader.Size at byte 12: 5 bytes needed, 1 left",
            "offset": 12,
            "bytes": [9, 0, 1, 0x46, 2],
        })
    );
    tree["ignored"]["bytes"] = json!([4, 0, 1, 0x99]);
    assert!(serde_json::from_value::<AuxiliaryBuffer>(tree).is_err());
}

/// What became of reading a buffer can be written, and not read: its names are the program's.
#[test]
fn inspections_are_written() {
    let request = Request::from(RopReleaseRequest {
        logon_id: 0,
        input_handle_index: 3,
    });
    let bytes = RequestBuffer::new(vec![request.clone()], vec![7])
        .encode()
        .unwrap();
    let tree = serde_json::to_value(RequestBuffer::inspect(bytes.clone(), &NoContext)).unwrap();
    assert_eq!(tree["result"]["Ok"]["requests"], json!([request]));
    assert_eq!(tree["trace"]["nodes"][0]["name"], "RopSize");
    assert_eq!(tree["trace"]["nodes"][0]["range"], json!({"start": 0, "end": 2}));
    assert_eq!(
        tree["trace"]["nodes"][0]["value"],
        json!({"Unsigned": {"value": 5, "bits": 16}})
    );
    assert_eq!(tree["tolerated"], json!([]));
    let tree = serde_json::to_value(RequestBuffer::inspect(bytes.slice(..4), &NoContext)).unwrap();
    assert!(tree["result"]["Err"]["offset"].is_number(), "{tree}");
}

#[test]
fn tags_are_numbers() {
    assert_eq!(
        serde_json::to_value(PropertyTag(0x0037_001F)).unwrap(),
        json!(0x0037_001F)
    );
}
