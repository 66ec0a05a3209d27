//! Valid buffers of every ROP that are cut or changed: an error, or what the README's table lets pass.

use crate::strategies::{
    Answer, Logons, answers, is_private, kept_answers, kept_requests, requests, several,
};
use crate::support::{buffer_of, cases, for_each, same};
use bytes::Bytes;
use proptest::prelude::*;
use ropeway_rop::*;
use ropeway_types::ErrorCode;
use ropeway_types::wire::{DecodeError, Encode, EncodeError};
use std::fmt::Debug;

/// One direction, with what it takes to read it.
trait Side {
    type Rop: Debug + PartialEq + Encode;
    fn read(&self, buffer: Bytes) -> Result<(Vec<Self::Rop>, Vec<u32>), DecodeError>;
    fn write(&self, rops: Vec<Self::Rop>, handles: Vec<u32>) -> Result<Bytes, EncodeError>;
    /// Whether a ROP has a size with slack inside which readers pass over.
    fn has_slack(rop: &Self::Rop) -> bool;
    /// To how many of its `len` bytes a ROP at the end of the buffer may be cut.
    fn cuts(rop: &Self::Rop, len: usize) -> Vec<usize>;
}

impl Side for Logons {
    type Rop = Request;
    fn read(&self, buffer: Bytes) -> Result<(Vec<Request>, Vec<u32>), DecodeError> {
        RequestBuffer::decode(buffer, self).map(|buffer| (buffer.requests, buffer.handles))
    }
    fn write(&self, requests: Vec<Request>, handles: Vec<u32>) -> Result<Bytes, EncodeError> {
        RequestBuffer::new(requests, handles).encode()
    }
    fn has_slack(request: &Request) -> bool {
        [
            RopId::SET_PROPERTIES,
            RopId::SET_PROPERTIES_NO_REPLICATE,
            RopId::MODIFY_RECIPIENTS,
            RopId::RESTRICT,
            RopId::FIND_ROW,
            RopId::SET_SEARCH_CRITERIA,
            RopId::SYNCHRONIZATION_CONFIGURE,
            RopId::SET_LOCAL_REPLICA_MIDSET_DELETED,
        ]
        .contains(&request.rop_id())
    }
    fn cuts(_: &Request, _: usize) -> Vec<usize> {
        Vec::new()
    }
}

impl Side for ResponseContext {
    type Rop = Response;
    fn read(&self, buffer: Bytes) -> Result<(Vec<Response>, Vec<u32>), DecodeError> {
        ResponseBuffer::decode(buffer, &mut self.clone()).map(|buffer| (buffer.responses, buffer.handles))
    }
    fn write(&self, responses: Vec<Response>, handles: Vec<u32>) -> Result<Bytes, EncodeError> {
        ResponseBuffer::new(responses, handles).encode()
    }
    fn has_slack(response: &Response) -> bool {
        [
            RopId::OPEN_MESSAGE,
            RopId::OPEN_EMBEDDED_MESSAGE,
            RopId::RELOAD_CACHED_INFORMATION,
            RopId::READ_RECIPIENTS,
            RopId::GET_SEARCH_CRITERIA,
            RopId::GET_ADDRESS_TYPES,
        ]
        .contains(&response.rop_id())
    }

    /// The README's tolerances, and RopBufferTooSmall, which goes on to the end of the buffer. Of a failing
    /// response's body any number of fields may be missing, but no part of one.
    fn cuts(response: &Response, len: usize) -> Vec<usize> {
        match response {
            Response::BufferTooSmall(_) => return (3..len).collect(),
            Response::TransportSend(RopTransportSendResponse { result: Ok(sent), .. })
                if sent.no_properties_returned =>
            {
                return vec![7];
            }
            _ => {}
        }
        let code = response.return_value().unwrap_or_default();
        if code.is_success() {
            return Vec::new();
        }
        let fields: &[usize] = match response.rop_id() {
            RopId::DELETE_FOLDER
            | RopId::DELETE_MESSAGES
            | RopId::MOVE_COPY_MESSAGES
            | RopId::MOVE_FOLDER
            | RopId::COPY_FOLDER
            | RopId::EMPTY_FOLDER
            | RopId::SET_READ_FLAGS
            | RopId::HARD_DELETE_MESSAGES
            | RopId::HARD_DELETE_MESSAGES_AND_SUBFOLDERS
            | RopId::READ_STREAM
            | RopId::WRITE_STREAM
            | RopId::WRITE_AND_COMMIT_STREAM
            | RopId::WRITE_STREAM_EXTENDED => &[0],
            RopId::COPY_TO_STREAM => &[0, 8],
            RopId::FAST_TRANSFER_SOURCE_GET_BUFFER if code == ErrorCode::SERVER_BUSY => &[0, 2, 4, 6, 7, 9],
            RopId::FAST_TRANSFER_SOURCE_GET_BUFFER | RopId::FAST_TRANSFER_DESTINATION_PUT_BUFFER => {
                &[0, 2, 4, 6, 7]
            }
            RopId::FAST_TRANSFER_DESTINATION_PUT_BUFFER_EXTENDED => &[0, 2, 6, 10, 11],
            _ => &[],
        };
        // DestHandleIndex must be there.
        let start = if code == ErrorCode::DST_NULL_OBJECT { 10 } else { 6 };
        fields.iter().map(|at| start + at).collect()
    }
}

/// Every cut of a list of ROPs: read where it is at the end of a ROP, or at a tolerated place of the next
/// one, and nowhere else.
fn cut<S: Side>(side: &S, rops: &[S::Rop]) -> Result<(), String> {
    let mut list = Vec::new();
    // How many ROPs are read of a list that ends there.
    let mut ends = vec![(0, 0)];
    for (before, rop) in rops.iter().enumerate() {
        let bytes = rop.to_bytes().map_err(|e| e.to_string())?;
        ends.extend(
            S::cuts(rop, bytes.len())
                .into_iter()
                .map(|at| (list.len() + at, before + 1)),
        );
        list.extend_from_slice(&bytes);
        ends.push((list.len(), before + 1));
    }
    for len in 0..=list.len() {
        let expected = ends.iter().find(|(end, _)| *end == len);
        let read = side.read(buffer_of(&list[..len]));
        match (expected, read) {
            (Some((_, count)), Ok((read, _))) if read.len() == *count => {}
            (None, Err(_)) => {}
            (expected, read) => return Err(format!("cut to {len}: {read:?} instead of {expected:?}")),
        }
    }
    // The whole buffer, with two handles: cut before its RopSize, nothing is read; behind it, handles lack.
    let mut whole = buffer_of(&list).to_vec();
    whole.extend([1, 0, 0, 0, 2, 0, 0, 0]);
    for len in 0..=whole.len() {
        let read = side.read(Bytes::copy_from_slice(&whole[..len]));
        match (len.checked_sub(list.len() + 2), read) {
            (None, Err(_)) => {}
            (Some(behind), Ok((read, handles))) => {
                if !same(&read.iter().collect::<Vec<_>>(), &rops.iter().collect())
                    || handles != [1, 2][..behind / 4]
                {
                    return Err(format!("buffer cut to {len}: {read:?} {handles:?}"));
                }
            }
            (_, read) => return Err(format!("buffer cut to {len}: {read:?}")),
        }
    }
    Ok(())
}

#[test]
fn no_cut_of_a_request_is_read() {
    for_each(requests(), 8, |request| {
        let private = is_private(&request);
        cut(&Logons { private }, &[request])
    });
}

#[test]
fn no_cut_of_a_response_is_read_but_those_that_are_tolerated() {
    for_each(answers(), 8, |answer| {
        let context = Answer::context([&answer]);
        cut(&context, &[answer.response])
    });
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn cuts_of_several_requests_are_read_between_them_alone(requests in several(requests())) {
        let requests = kept_requests(requests);
        prop_assert_eq!(cut(&Logons { private: true }, &requests), Ok(()));
    }

    #[test]
    fn cuts_of_several_responses_are_read_between_them_alone(answers in several(answers())) {
        let answers = kept_answers(answers);
        let context = Answer::context(&answers);
        let responses: Vec<_> = answers.into_iter().map(|answer| answer.response).collect();
        prop_assert_eq!(cut(&context, &responses), Ok(()));
    }
}

/// ROPs and handles, to be compared as they are shown: floats that are no numbers equal nothing.
fn shown_of<R: Debug>(rops: &[R], handles: &[u32]) -> String {
    format!("{rops:?} {handles:?}")
}

/// A changed buffer is an error, or a value that is written, read as the same value, and written as the same
/// bytes. It is written as it was read, but for what the README's table names.
fn survives<S: Side>(side: &S, buffer: &[u8]) -> Result<(), String> {
    let Ok((rops, handles)) = side.read(Bytes::copy_from_slice(buffer)) else {
        return Ok(());
    };
    let shown = shown_of(&rops, &handles);
    let slack = rops.iter().any(S::has_slack);
    let last = rops.last().map(|rop| !S::cuts(rop, 8).is_empty());
    let written = side.write(rops, handles).map_err(|e| format!("{shown}: {e}"))?;
    let (again, handles) = side
        .read(written.clone())
        .map_err(|e| format!("{shown} as {written:?}: {e}"))?;
    let again_shown = shown_of(&again, &handles);
    if again_shown != shown {
        return Err(format!("{shown} became {again_shown}"));
    }
    let rewritten = side.write(again, handles).map_err(|e| format!("{shown}: {e}"))?;
    if rewritten != written {
        return Err(format!("{shown}: {written:?} became {rewritten:?}"));
    }
    // Booleans other than 0 and 1.
    let normal = |(read, written): (&u8, &u8)| read == written || (*read > 1 && *written == 1);
    let handles_cut = (buffer.len() - usize::from(u16::from_le_bytes([buffer[0], buffer[1]]))) % 4;
    let full = &buffer[..buffer.len() - handles_cut];
    let alike = full.len() == written.len() && full.iter().zip(&written).all(normal);
    if !alike && !slack && last != Some(true) {
        return Err(format!("{shown}: {buffer:?} is written as {written:?}"));
    }
    Ok(())
}

/// Changes of single bytes: all of them where there are few, else of every byte those that decide most, and
/// some at random.
fn changes(buffer: &[u8], seed: u64) -> Vec<(usize, u8)> {
    const ALL: usize = 20;
    let mut state = seed | 1;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[7]
    };
    let mut changes = Vec::new();
    for (at, byte) in buffer.iter().enumerate() {
        if buffer.len() <= ALL {
            changes.extend((0..=u8::MAX).map(|other| (at, other)));
        } else {
            let next = [byte.wrapping_add(1), byte.wrapping_sub(1)];
            let one_bit = byte ^ (1 << (random() % 8));
            let others = [0, 1, 2, 0xFF, one_bit, random(), random()];
            changes.extend(next.into_iter().chain(others).map(|other| (at, other)));
        }
    }
    changes.retain(|(at, other)| buffer[*at] != *other);
    changes
}

fn change<S: Side>(side: &S, rop: &S::Rop, seed: u64) -> Result<(), String> {
    let mut buffer = buffer_of(&rop.to_bytes().map_err(|e| e.to_string())?).to_vec();
    buffer.extend([7, 0, 0, 0]);
    for (at, other) in changes(&buffer, seed) {
        let byte = std::mem::replace(&mut buffer[at], other);
        survives(side, &buffer).map_err(|e| format!("byte {at}, {byte} before: {e}"))?;
        buffer[at] = byte;
    }
    Ok(())
}

fn seeded<T: Debug + 'static>(list: Vec<(RopId, BoxedStrategy<T>)>) -> Vec<(RopId, BoxedStrategy<(T, u64)>)> {
    list.into_iter()
        .map(|(rop_id, strategy)| (rop_id, (strategy, any::<u64>()).boxed()))
        .collect()
}

#[test]
fn a_changed_byte_of_a_request_is_an_error_or_a_value_that_survives() {
    for_each(seeded(requests()), 2, |(request, seed)| {
        let private = is_private(&request);
        change(&Logons { private }, &request, seed)
    });
}

#[test]
fn a_changed_byte_of_a_response_is_an_error_or_a_value_that_survives() {
    for_each(seeded(answers()), 2, |(answer, seed)| {
        let context = Answer::context([&answer]);
        change(&context, &answer.response, seed)
    });
}
