//! What must hold for any bytes at all: shared by tests and fuzzers, no part of the public interface.
//!
//! Each function returns whether the bytes could be read, and `Err` with a description where a
//! property is violated.

use crate::auxiliary::{AuxiliaryBuffer, ServerCapabilities};
use crate::context::{NoContext, ResponseContext};
use crate::packing::{PackedInput, PackedOutput};
use crate::{Conversation, Inspection, RequestBuffer, ResponseBuffer, extended};
use bytes::Bytes;
use ropeway_types::wire::{DecodeError, EncodeError};
use std::fmt::Debug;

/// Encodes a value that was read and reads it again: that gives the same value, and from then on the
/// same bytes.
fn again<T: PartialEq + Debug>(
    value: &T,
    encode: impl Fn(&T) -> Result<Bytes, EncodeError>,
    decode: impl Fn(Bytes) -> Result<T, DecodeError>,
) -> Result<(), String> {
    let bytes = match encode(value) {
        Ok(bytes) => bytes,
        // What was tolerated on the way in may be longer when it is written in full.
        Err(EncodeError::TooLong { .. }) => return Ok(()),
        Err(e) => return Err(format!("{value:?} was read and cannot be written: {e}")),
    };
    let second =
        decode(bytes.clone()).map_err(|e| format!("{value:?} was written and cannot be read: {e}"))?;
    let second_bytes = encode(&second).map_err(|e| format!("{second:?} cannot be written again: {e}"))?;
    // Floats that are no numbers equal nothing; their bytes do.
    if second_bytes != bytes {
        return Err(format!("{value:?} became {second:?}"));
    }
    Ok(())
}

/// A record of what is read changes nothing of it, and lies within the bytes.
fn inspected<T>(read: &Result<T, DecodeError>, inspection: &Inspection<T>) -> Result<(), String> {
    let (error, traced) = (read.as_ref().err(), inspection.result.as_ref().err());
    if error != traced {
        return Err(format!("{error:?} without a trace, {traced:?} with one"));
    }
    let len = inspection.trace.buffer.len();
    let mut nodes: Vec<_> = inspection.trace.nodes.iter().collect();
    while let Some(node) = nodes.pop() {
        if node.range.start > node.range.end || node.range.end > len {
            return Err(format!("{} at {:?} of {len} bytes", node.name, node.range));
        }
        nodes.extend(&node.children);
    }
    Ok(())
}

/// A ROP input buffer.
///
/// # Errors
/// The violated property.
pub fn rop_request(bytes: &[u8]) -> Result<bool, String> {
    let decode = |bytes: Bytes| RequestBuffer::decode(bytes, &NoContext);
    let bytes = Bytes::copy_from_slice(bytes);
    let inspection = RequestBuffer::inspect(bytes.clone(), &NoContext);
    inspected(&decode(bytes.clone()), &inspection)?;
    match decode(bytes) {
        Ok(buffer) => again(&buffer, RequestBuffer::encode, decode).map(|()| true),
        Err(_) => Ok(false),
    }
}

/// A ROP output buffer, read without its requests: rows whose columns come from elsewhere cannot be.
///
/// # Errors
/// The violated property.
pub fn rop_response(bytes: &[u8]) -> Result<bool, String> {
    let decode = |bytes: Bytes| ResponseBuffer::decode(bytes, &mut ResponseContext::new());
    let bytes = Bytes::copy_from_slice(bytes);
    let inspection = ResponseBuffer::inspect(bytes.clone(), &mut ResponseContext::new());
    inspected(&decode(bytes.clone()), &inspection)?;
    match decode(bytes) {
        Ok(buffer) => again(&buffer, ResponseBuffer::encode, decode).map(|()| true),
        Err(_) => Ok(false),
    }
}

/// A ROP input buffer, and after it the output buffer that answers it: `u16` length of the first.
///
/// # Errors
/// The violated property.
pub fn rop_exchange(bytes: &[u8]) -> Result<bool, String> {
    let Some((length, rest)) = bytes.split_first_chunk::<2>() else {
        return Ok(false);
    };
    let Some((request, response)) = rest.split_at_checked(usize::from(u16::from_le_bytes(*length))) else {
        return Ok(false);
    };
    let Ok(requests) = RequestBuffer::decode(Bytes::copy_from_slice(request), &NoContext) else {
        return Ok(false);
    };
    let context = || {
        let mut context = ResponseContext::for_requests(requests.requests.clone());
        for index in 0..=3 {
            context.set_table_columns(index, crate::RECEIVE_FOLDER_COLUMNS.to_vec());
        }
        context.set_notification_columns(1, crate::RECEIVE_FOLDER_COLUMNS.to_vec());
        context
    };
    let decode = |bytes: Bytes| ResponseBuffer::decode(bytes, &mut context());
    let response = Bytes::copy_from_slice(response);
    let inspection = ResponseBuffer::inspect(response.clone(), &mut context());
    let read = decode(response.clone());
    inspected(&read, &inspection)?;
    if read.is_ok_and(|buffer| buffer.tolerated != inspection.tolerated) {
        return Err(format!("{:?} with a trace", inspection.tolerated));
    }
    conversation(request, &response)?;
    match decode(response) {
        Ok(buffer) => again(&buffer, ResponseBuffer::encode, decode).map(|()| true),
        Err(_) => Ok(false),
    }
}

/// The same exchange, over and over in one session: a record of it changes nothing, whatever was learnt.
fn conversation(request: &[u8], response: &Bytes) -> Result<(), String> {
    let request = Bytes::copy_from_slice(request);
    let (mut plain, mut traced) = (Conversation::new(), Conversation::new());
    for _ in 0..2 {
        let inspection = traced.inspect_requests(request.clone());
        inspected(&plain.requests(request.clone()), &inspection)?;
        let inspection = traced.inspect_responses(response.clone());
        inspected(&plain.responses(response.clone()), &inspection)?;
        let inspection = traced.inspect_more_responses(response.clone());
        inspected(&plain.more_responses(response.clone()), &inspection)?;
    }
    Ok(())
}

/// What the payloads may be beside ROP buffers: auxiliary blocks, and several payloads of one call.
fn envelope(bytes: &Bytes, payload: &Bytes) -> Result<(), String> {
    let auxiliary = AuxiliaryBuffer::decode_payload(payload.clone());
    match auxiliary.encode_payload() {
        Ok(again) if again == *payload => {}
        other => return Err(format!("{auxiliary:?} was written as {other:?}")),
    }
    let mut context = ResponseContext::new();
    if let Ok(output) = PackedOutput::decode(bytes.clone(), &mut context)
        && output.more.len() >= extended::MAX_PAYLOADS
    {
        return Err(format!("{} further payloads", output.more.len()));
    }
    let announced = ServerCapabilities(u32::MAX);
    if let Ok(input) = PackedInput::decode(bytes.clone(), announced, &NoContext)
        && input.more.len() >= extended::MAX_PAYLOADS
    {
        return Err(format!("{} further payloads", input.more.len()));
    }
    Ok(())
}

/// An extended buffer: what it holds is bounded, and comes back from every form. The same bytes are tried
/// as bare LZ77 behind the size they declare (`u16`).
///
/// # Errors
/// The violated property.
pub fn extended_buffer(bytes: &[u8]) -> Result<bool, String> {
    use extended::{ExtendedFlags, MAX_PAYLOAD, MAX_PAYLOADS};
    if let Some((size, compressed)) = bytes.split_first_chunk::<2>() {
        bare_lz77(compressed, usize::from(u16::from_le_bytes(*size)))?;
    }
    let whole = Bytes::copy_from_slice(bytes);
    let Ok(payloads) = extended::decode(whole.clone()) else {
        return Ok(false);
    };
    if payloads.len() > MAX_PAYLOADS {
        return Err(format!("{} payloads", payloads.len()));
    }
    for payload in payloads {
        if payload.len() > MAX_PAYLOAD {
            return Err(format!("payload of {} bytes", payload.len()));
        }
        envelope(&whole, &payload)?;
        for flags in 4..8 {
            let encoded = extended::encode(payload.clone(), ExtendedFlags(flags))
                .map_err(|e| format!("payload of {} bytes: {e}", payload.len()))?;
            let decoded =
                extended::decode(encoded).map_err(|e| format!("own encoding, flags {flags}: {e}"))?;
            if decoded != [payload.clone()] {
                return Err(format!("payload changed, flags {flags}"));
            }
        }
    }
    Ok(true)
}

/// Bare LZ77: exactly the declared size or nothing, never more memory than that, and what was decompressed
/// comes back when it is compressed.
fn bare_lz77(compressed: &[u8], size: usize) -> Result<(), String> {
    comes_back(compressed)?;
    let Ok(plain) = extended::decompress(compressed, size) else {
        return Ok(());
    };
    if plain.len() != size || plain.capacity() > size {
        return Err(format!(
            "{size} bytes declared, {} decompressed, room for {}",
            plain.len(),
            plain.capacity()
        ));
    }
    comes_back(&plain)
}

fn comes_back(plain: &[u8]) -> Result<(), String> {
    let compressed = extended::compress(plain);
    match extended::decompress(&compressed, plain.len()) {
        Ok(again) if again == plain => Ok(()),
        other => Err(format!("{} bytes compressed became {other:?}", plain.len())),
    }
}
