//! Values to bytes to values: every ROP alone, and several in a buffer.

use crate::strategies::{
    Answer, Logons, answers, is_private, kept_answers, kept_requests, requests, several,
};
use crate::support::{cases, for_each, same};
use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use ropeway_rop::*;
use ropeway_types::ErrorCode;
use std::collections::BTreeSet;

fn ids(but: &[RopId]) -> Vec<RopId> {
    (0..=u8::MAX)
        .map(RopId)
        .filter(|id| !id.is_reserved() && !but.contains(id))
        .collect()
}

/// The strategies give each ROP that there is, once, and that ROP alone.
#[test]
fn every_rop_is_made() {
    fn made<T: std::fmt::Debug>(list: &[(RopId, BoxedStrategy<T>)], of: impl Fn(&T) -> RopId) -> Vec<RopId> {
        let mut runner = TestRunner::deterministic();
        let mut ids = Vec::new();
        for (rop_id, strategy) in list {
            for _ in 0..4 {
                assert_eq!(of(&strategy.new_tree(&mut runner).unwrap().current()), *rop_id);
            }
            ids.push(*rop_id);
        }
        ids.sort();
        ids
    }
    let without_request = [
        RopId::NOTIFY,
        RopId::PENDING,
        RopId::BACKOFF,
        RopId::BUFFER_TOO_SMALL,
    ];
    let requested = made(&requests(), Request::rop_id);
    assert_eq!(requested, ids(&without_request));
    assert_eq!(requested.len(), 128);
    let answered = made(&answers(), |answer| answer.response.rop_id());
    assert_eq!(answered, ids(&[RopId::RELEASE]));
    assert_eq!(answered.len(), 131);
}

/// Responses succeed and fail; those with forms of their own take each of them.
#[test]
fn every_form_of_a_response_is_made() {
    let mut runner = TestRunner::deterministic();
    let with_dest = [
        RopId::MOVE_COPY_MESSAGES,
        RopId::MOVE_FOLDER,
        RopId::COPY_FOLDER,
        RopId::COPY_PROPERTIES,
        RopId::COPY_TO,
        RopId::COPY_TO_STREAM,
    ];
    let mut notified = BTreeSet::new();
    for (rop_id, strategy) in answers() {
        let made: Vec<_> = (0..if rop_id == RopId::NOTIFY { 2000 } else { 60 })
            .map(|_| strategy.new_tree(&mut runner).unwrap().current().response)
            .collect();
        let has = |code: ErrorCode| made.iter().any(|response| response.return_value() == Some(code));
        let fails = |response: &Response| response.return_value().is_some_and(|code| !code.is_success());
        if made.iter().any(|response| response.return_value().is_some()) {
            assert!(has(ErrorCode::SUCCESS), "{rop_id:?}");
            assert!(made.iter().any(fails), "{rop_id:?}");
        }
        assert!(
            !with_dest.contains(&rop_id) || has(ErrorCode::DST_NULL_OBJECT),
            "{rop_id:?}"
        );
        match rop_id {
            RopId::LOGON => {
                assert!(has(ErrorCode::WRONG_SERVER));
                for private in [true, false] {
                    assert!(made.iter().any(|response| matches!(
                        response,
                        Response::Logon(RopLogonResponse { result: Ok(logon), .. })
                            if matches!(logon, RopLogonSuccess::Private(_)) == private
                    )));
                }
            }
            RopId::GET_PROPERTY_IDS_FROM_NAMES => assert!(has(ErrorCode::ERRORS_RETURNED)),
            RopId::FAST_TRANSFER_SOURCE_GET_BUFFER => assert!(has(ErrorCode::SERVER_BUSY)),
            _ => {}
        }
        for response in &made {
            if let Response::Notify(notify) = response {
                let data = &notify.notification_data;
                let event = data.table_event.as_ref().map(|event| event.event_type);
                notified.insert((data.notification_flags & notification_type::MASK, event));
            }
        }
    }
    // Ten types that are not TableModified, and that with six events.
    assert_eq!(notified.len(), 16);
}

#[test]
fn every_request_comes_back() {
    for_each(requests(), 24, |request| {
        let logons = Logons {
            private: is_private(&request),
        };
        let buffer = RequestBuffer::new(vec![request], vec![7]);
        let bytes = buffer.encode().map_err(|e| e.to_string())?;
        let decoded = RequestBuffer::decode(bytes.clone(), &logons).map_err(|e| e.to_string())?;
        if !same(&decoded.requests, &buffer.requests) || decoded.handles != [7] {
            return Err(format!("became {decoded:?}"));
        }
        let again = decoded.encode().map_err(|e| e.to_string())?;
        (again == bytes)
            .then_some(())
            .ok_or(format!("{bytes:?} became {again:?}"))
    });
}

#[test]
fn every_response_comes_back() {
    for_each(answers(), 24, |answer| {
        let mut context = Answer::context([&answer]);
        let buffer = ResponseBuffer::new(vec![answer.response], vec![7]);
        let bytes = buffer.encode().map_err(|e| e.to_string())?;
        let decoded = ResponseBuffer::decode(bytes.clone(), &mut context).map_err(|e| e.to_string())?;
        if !same(&decoded.responses, &buffer.responses) || decoded.handles != buffer.handles {
            return Err(format!("became {decoded:?}"));
        }
        let again = decoded.encode().map_err(|e| e.to_string())?;
        (again == bytes)
            .then_some(())
            .ok_or(format!("{bytes:?} became {again:?}"))
    });
}

#[test]
fn every_failure_of_a_request_comes_back() {
    let codes = [
        ErrorCode::NULL_OBJECT,
        ErrorCode::DST_NULL_OBJECT,
        ErrorCode::WRONG_SERVER,
        ErrorCode::SERVER_BUSY,
        ErrorCode::ERRORS_RETURNED,
    ];
    for_each(requests(), 4, |request| {
        for code in codes {
            let Some(response) = Response::failure(&request, code) else {
                assert_eq!(request.rop_id(), RopId::RELEASE);
                return Ok(());
            };
            let buffer = ResponseBuffer::new(vec![response], vec![]);
            let bytes = buffer.encode().map_err(|e| e.to_string())?;
            let mut context = ResponseContext::for_requests([request.clone()]);
            let decoded = ResponseBuffer::decode(bytes, &mut context).map_err(|e| e.to_string())?;
            if decoded != buffer {
                return Err(format!("{buffer:?} became {decoded:?}"));
            }
        }
        Ok(())
    });
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn several_requests_come_back(requests in several(requests()), handles in vec(any::<u32>(), 0..5)) {
        let requests = kept_requests(requests);
        let buffer = RequestBuffer::new(requests.clone(), handles.clone());
        let bytes = buffer.encode().unwrap();
        let decoded = RequestBuffer::decode(bytes.clone(), &NoContext).unwrap();
        prop_assert!(same(&decoded.requests, &requests), "became {:?}", decoded.requests);
        prop_assert_eq!(&decoded.handles, &handles);
        prop_assert_eq!(decoded.spans.len(), requests.len());
        for (at, span) in decoded.spans.iter().enumerate() {
            prop_assert_eq!(&decoded.rest_from(at)[..], &decoded.rops_list[span.start..]);
        }
        prop_assert_eq!(decoded.rest_from(requests.len()), Bytes::new());
        prop_assert_eq!(decoded.encode().unwrap(), bytes);
    }

    #[test]
    fn several_responses_come_back(answers in several(answers()), handles in vec(any::<u32>(), 0..5)) {
        let answers = kept_answers(answers);
        let mut context = Answer::context(&answers);
        let responses = answers.into_iter().map(|answer| answer.response).collect();
        let buffer = ResponseBuffer::new(responses, handles);
        let bytes = buffer.encode().unwrap();
        let decoded = ResponseBuffer::decode(bytes.clone(), &mut context).unwrap();
        prop_assert!(same(&decoded.responses, &buffer.responses), "became {:?}", decoded);
        prop_assert_eq!(&decoded.handles, &buffer.handles);
        prop_assert_eq!(decoded.encode().unwrap(), bytes);
    }

    #[test]
    fn arbitrary_bytes_are_an_error_or_a_value_that_survives(bytes in vec(any::<u8>(), 0..300)) {
        let mut buffer = u16::try_from(bytes.len() + 2).unwrap().to_le_bytes().to_vec();
        buffer.extend_from_slice(&bytes);
        prop_assert!(oracle::rop_request(&buffer).is_ok());
        prop_assert!(oracle::rop_response(&buffer).is_ok());
        prop_assert!(oracle::rop_exchange(&bytes).is_ok());
        prop_assert!(oracle::extended_buffer(&bytes).is_ok());
    }
}
