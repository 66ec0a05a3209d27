//! What must hold for any bytes at all: shared by tests and fuzzers, no part of the public interface.
//!
//! Each function returns whether the bytes could be read, and `Err` with a description where a
//! property is violated.

use crate::fast_transfer::{Token, Tokenizer, Value, write_property, write_token};
use crate::ics::{IcsState, ReplGuidSet, ReplIdSet};
use crate::restriction::Restriction;
use crate::wire::{Decode, DecodeError, Encode, EncodeError, Form, Reader, Writer};
use bytes::Bytes;
use std::fmt::Debug;

/// Encodes a value that was read and reads it again: that gives the same value, compared by its bytes,
/// since floats that are no numbers equal nothing.
fn again<T: Debug>(
    value: &T,
    encode: impl Fn(&T) -> Result<Bytes, EncodeError>,
    decode: impl Fn(Bytes) -> Result<T, DecodeError>,
) -> Result<Bytes, String> {
    let bytes = encode(value).map_err(|e| format!("{value:?} was read and cannot be written: {e}"))?;
    let second =
        decode(bytes.clone()).map_err(|e| format!("{value:?} was written and cannot be read: {e}"))?;
    let second_bytes = encode(&second).map_err(|e| format!("{second:?} cannot be written again: {e}"))?;
    if second_bytes != bytes {
        return Err(format!("{value:?} became {second:?}"));
    }
    Ok(bytes)
}

/// A stream in pieces: all its tokens with their offsets, and how it ended. The pieces have the lengths of
/// `cuts`, over and over.
fn in_pieces(
    mut bytes: Bytes,
    cuts: &[usize],
    max_token: usize,
) -> Result<(Vec<Token>, Option<DecodeError>), String> {
    let mut tokenizer = Tokenizer::new().with_max_token(max_token);
    let mut tokens = Vec::new();
    let mut cuts = cuts.iter().cycle();
    loop {
        loop {
            match tokenizer.next_token() {
                Ok(Some(token)) => tokens.push(token),
                Ok(None) => break,
                Err(error) => return Ok((tokens, Some(error))),
            }
        }
        if bytes.is_empty() {
            return Ok((tokens, tokenizer.finish().err()));
        }
        let cut = cuts.next().copied().unwrap_or(1).clamp(1, bytes.len());
        let bound = max_token.saturating_add(cut);
        tokenizer.push(bytes.split_to(cut));
        if tokenizer.pending() > bound {
            return Err(format!(
                "{} bytes held of tokens of {max_token}",
                tokenizer.pending()
            ));
        }
    }
}

/// A FastTransfer stream: what is read is written to the same bytes, however it was cut.
///
/// # Errors
/// The violated property.
pub fn fast_transfer(bytes: &[u8]) -> Result<bool, String> {
    /// Less than many values of fuzzers, so that both outcomes come to pass.
    const MAX_TOKEN: usize = 256;
    let bytes = Bytes::copy_from_slice(bytes);
    let mut whole = Tokenizer::whole(bytes.clone());
    let mut tokens = Vec::new();
    let mut writer = Writer::new();
    let mut too_large = None;
    let end = loop {
        let start = whole.offset();
        match whole.next_token() {
            Ok(Some(token)) => {
                write_token(&mut writer, &token).map_err(|e| format!("{token:?} cannot be written: {e}"))?;
                if writer.len() != whole.offset() {
                    return Err(format!("{token:?} has another length when it is written"));
                }
                if whole.offset().saturating_sub(start) > MAX_TOKEN && too_large.is_none() {
                    too_large = Some(tokens.len());
                }
                if let Token::Property(property) = &token {
                    value(property.value.clone())?;
                }
                tokens.push(token);
            }
            Ok(None) => break whole.finish().err(),
            Err(error) => break Some(error),
        }
    };
    let written = writer.finish();
    if bytes.get(..written.len()) != Some(written.as_ref()) {
        return Err("a stream is written to other bytes".to_owned());
    }
    for cuts in [&[1][..], &[3, 1, 7], &[4], &[64, 2]] {
        let (pieces, piece_end) = in_pieces(bytes.clone(), cuts, usize::MAX)?;
        if pieces != tokens || piece_end != end {
            return Err(format!(
                "cut into {cuts:?}: {pieces:?}, {piece_end:?}; whole: {tokens:?}, {end:?}"
            ));
        }
        let (pieces, _) = in_pieces(bytes.clone(), cuts, MAX_TOKEN)?;
        if pieces.len() != too_large.unwrap_or(tokens.len()) {
            return Err(format!(
                "{} tokens of limited size, not {too_large:?}",
                pieces.len()
            ));
        }
    }
    Ok(end.is_none())
}

/// What a value means is written and read to the same.
fn value(value: Value) -> Result<(), String> {
    if value.code_page().is_some() {
        return Ok(());
    }
    let meaning = value.into_property_value();
    let again = Value::new(&meaning).map_err(|e| format!("{meaning:?} cannot be written: {e}"))?;
    let again = again.into_property_value();
    let bytes = |value| {
        let mut writer = Writer::new();
        let tag = crate::PropertyTag::new(1, crate::PropertyValue::property_type(value));
        write_property(&mut writer, tag, None, value)
            .map(|()| writer.finish())
            .map_err(|e| e.to_string())
    };
    if bytes(&meaning)? == bytes(&again)? {
        Ok(())
    } else {
        Err(format!("{meaning:?} became {again:?}"))
    }
}

/// ICS state: sets of ids in either form, and the stream of a state.
///
/// # Errors
/// The violated property.
pub fn ics_state(bytes: &[u8]) -> Result<bool, String> {
    let bytes = Bytes::copy_from_slice(bytes);
    fn set<T: Decode + Encode + Debug + PartialEq>(bytes: &Bytes) -> Result<bool, String> {
        let decode = |bytes: Bytes| T::decode(&mut Reader::new(bytes));
        let Ok(set) = decode(bytes.clone()) else {
            return Ok(false);
        };
        let encoded = again(&set, T::to_bytes, decode)?;
        match decode(encoded) {
            Ok(second) if second == set => Ok(true),
            second => Err(format!("{set:?} became {second:?}")),
        }
    }
    let sets = set::<ReplIdSet>(&bytes)? | set::<ReplGuidSet>(&bytes)?;
    match IcsState::from_stream(bytes) {
        Ok(state) => again(&state, IcsState::to_stream, IcsState::from_stream).map(|_| true),
        Err(_) => Ok(sets),
    }
}

/// A restriction, in either width of counts.
///
/// # Errors
/// The violated property.
pub fn restriction(bytes: &[u8]) -> Result<bool, String> {
    let bytes = Bytes::copy_from_slice(bytes);
    let mut any = false;
    for form in [Form::Rop, Form::ExtendedRule] {
        let decode = |bytes: Bytes| Restriction::decode(&mut Reader::new(bytes).with_form(form));
        let encode = |restriction: &Restriction| {
            let mut writer = Writer::new();
            writer.form = form;
            restriction.encode(&mut writer).map(|()| writer.finish())
        };
        if let Ok(restriction) = decode(bytes.clone()) {
            again(&restriction, encode, decode)?;
            any = true;
        }
    }
    Ok(any)
}
