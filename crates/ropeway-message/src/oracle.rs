//! What must hold for any bytes, for fuzzers and for the replay of what they found. Each function panics
//! where it does not hold.

#![allow(clippy::panic, reason = "an oracle speaks by panicking")]

#[cfg(feature = "tnef")]
use crate::{Loss, PropertyBag, Step};
use crate::{Message, rtf, stored};
use bytes::Bytes;
use ropeway_types::fast_transfer::meta;

#[cfg(feature = "msg")]
mod written;
#[cfg(feature = "msg")]
pub use written::survives as survives_as_msg;

/// Any bytes as compressed RTF: the limit holds, and what came out survives compression.
pub fn compressed_rtf(bytes: &Bytes) {
    const LIMIT: usize = 1 << 20;
    let Ok(out) = rtf::decompress(bytes, LIMIT) else {
        return;
    };
    assert!(out.rtf.len() <= LIMIT, "beyond the limit");
    let again = rtf::decompress(&rtf::compress(&out.rtf), LIMIT);
    match again {
        Ok(again) => assert!(
            again.rtf == out.rtf && again.crc_matches && again.deviations.is_empty(),
            "compression does not give back its input"
        ),
        Err(error) => panic!("own compression cannot be read: {error}"),
    }
}

/// Any bytes as a stored message, of our own or of a server: what can be read can be written, and the same
/// comes back. What is read without tolerance is read the same with it, but for MetaTagDnPrefix, which our own
/// streams may have as a property.
pub fn stored(bytes: &Bytes) {
    const DN_PREFIX: stored::DeviationKind = stored::DeviationKind::MetaProperty(meta::DN_PREFIX);
    let strict = stored::read(bytes);
    let tolerant = stored::read_with_report(bytes, &crate::ReadOptions::default());
    if let Ok(message) = &strict {
        survives_storing(message, false);
    }
    if let Ok(reading) = &tolerant {
        survives_storing(&reading.message, false);
    }
    if let (Ok(strict), Ok(reading)) = (&strict, &tolerant) {
        if reading.report.deviations.iter().any(|d| d.kind == DN_PREFIX) {
            return;
        }
        // NaN is not equal to itself.
        let (strict, tolerant) = (format!("{strict:?}"), format!("{:?}", reading.message));
        assert_eq!(strict, tolerant, "tolerance reads another message");
        assert!(reading.report.is_empty(), "nothing was to be tolerated");
    }
}

/// Any bytes as a .msg file: what can be read can be stored, unless it has a property that is
/// a marker, or a name without a stored form.
#[cfg(feature = "msg")]
pub fn msg(bytes: &Bytes) {
    if let Ok(message) = crate::msg::read_bytes(bytes, &crate::ReadOptions::default()) {
        survives_storing(&message, true);
        written::survives(&message, &crate::msg::WriteOptions::default());
    }
}

/// Any bytes as a TNEF stream: what can be read can be written, and the same comes back.
#[cfg(feature = "tnef")]
pub fn tnef(bytes: &Bytes) {
    if let Ok(message) = crate::tnef::read(bytes, &crate::ReadOptions::default()) {
        // Whatever its counts say, each element takes some bytes of the stream.
        assert!(
            elements(&message) <= bytes.len() / 2,
            "more than the stream can hold"
        );
        survives_tnef(&message);
        // What is left out for transport does not keep the rest from being read.
        let sent = written(&message, &crate::tnef::WriteOptions::default());
        if let Err(error) = crate::tnef::read(&sent.bytes, &crate::ReadOptions::default()) {
            panic!("what is sent cannot be read: {error}");
        }
    }
}

/// Objects, properties, values and names of a message.
#[cfg(feature = "tnef")]
fn elements(message: &Message) -> usize {
    use ropeway_types::PropertyValue as V;
    let bag = |bag: &PropertyBag| -> usize {
        let values = |(_, value): (_, &V)| match value {
            V::MultipleInteger16(v) => v.len(),
            V::MultipleInteger32(v) => v.len(),
            V::MultipleString8(v) | V::MultipleBinary(v) => v.len(),
            V::MultipleString(v) => v.len(),
            _ => 1,
        };
        bag.iter().map(values).sum()
    };
    let recipients = message
        .recipients
        .iter()
        .map(|r| bag(&r.properties).saturating_add(1));
    let attachments = message.attachments.iter().map(|a| {
        let inner = a.embedded.as_ref().map_or(0, |message| elements(message));
        bag(&a.properties).saturating_add(inner).saturating_add(1)
    });
    recipients
        .chain(attachments)
        .chain([bag(&message.properties), message.named_properties.len()])
        .sum()
}

#[cfg(feature = "tnef")]
fn written(message: &Message, options: &crate::tnef::WriteOptions) -> crate::Written {
    match crate::tnef::write(message, options) {
        Ok(written) => written,
        Err(error) => panic!("cannot be written: {error}"),
    }
}

/// A message comes back from TNEF as it was, but for what the writer said it would lose, and without
/// a word of the reader.
#[cfg(feature = "tnef")]
pub fn survives_tnef(message: &Message) {
    let written = written(message, &crate::tnef::WriteOptions::complete());
    let mut expected = message.clone();
    // An object has its properties before it is removed, and those behind it keep their places.
    for loss in written.losses.iter().filter(|loss| loss.property.is_some()) {
        remove(&mut expected, loss.place.steps(), loss);
    }
    for loss in written.losses.iter().rev().filter(|loss| loss.property.is_none()) {
        remove(&mut expected, loss.place.steps(), loss);
    }
    match crate::tnef::read_with_report(&written.bytes, &crate::ReadOptions::default().with_max_depth(64)) {
        Ok(reading) => {
            assert!(reading.report.is_empty(), "own stream: {:?}", reading.report);
            let differences = expected.differences(&reading.message);
            assert!(
                differences.is_empty(),
                "another message came back: {differences:?}"
            );
        }
        Err(error) => panic!("own stream cannot be read: {error}"),
    }
}

#[cfg(feature = "tnef")]
fn remove(message: &mut Message, steps: &[Step], loss: &Loss) {
    let take = |bag: &mut PropertyBag| {
        if let Some(tag) = loss.property {
            assert!(bag.remove(tag.id()).is_some(), "lost what was not there: {loss}");
        }
    };
    match steps {
        [] => take(&mut message.properties),
        [Step::Recipient(at)] => match message.recipients.get_mut(*at) {
            Some(recipient) if loss.property.is_some() => take(&mut recipient.properties),
            Some(_) => drop(message.recipients.remove(*at)),
            None => panic!("no such place: {loss}"),
        },
        [Step::Attachment(at), rest @ ..] => {
            let Some(attachment) = message.attachments.get_mut(*at) else {
                panic!("no such place: {loss}");
            };
            match rest {
                [] => take(&mut attachment.properties),
                [Step::Embedded, rest @ ..] => match attachment.embedded.as_mut() {
                    Some(inner) => remove(inner, rest, loss),
                    None => panic!("no such place: {loss}"),
                },
                _ => panic!("no such place: {loss}"),
            }
        }
        _ => panic!("no such place: {loss}"),
    }
}

fn survives_storing(message: &Message, may_be_refused: bool) {
    let bytes = match stored::write(message) {
        Ok(bytes) => bytes,
        Err(stored::StoredError::Marker(_) | stored::StoredError::Name(_)) if may_be_refused => {
            return;
        }
        Err(error) => panic!("cannot be stored: {error}"),
    };
    let again = match stored::read(&bytes) {
        Ok(again) => again,
        Err(error) => panic!("own form cannot be read: {error}"),
    };
    // Compared as bytes: NaN is not equal to itself.
    match stored::write(&again) {
        Ok(bytes_again) => assert_eq!(bytes_again, bytes, "another message came back"),
        Err(error) => panic!("cannot be stored again: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strategy;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hold_for_damaged_messages(
            message in strategy::message(),
            damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..4),
        ) {
            let mut bytes = stored::write(&message).unwrap().to_vec();
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            stored(&bytes.into());
        }

        #[cfg(feature = "tnef")]
        #[test]
        fn messages_come_back_from_tnef(message in strategy::message()) {
            survives_tnef(&message);
        }

        #[cfg(feature = "tnef")]
        #[test]
        fn hold_for_damaged_streams(
            message in strategy::message(),
            damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..4),
            complete in any::<bool>(),
        ) {
            let options = if complete {
                crate::tnef::WriteOptions::complete()
            } else {
                crate::tnef::WriteOptions::default()
            };
            let mut bytes = crate::tnef::write(&message, &options).unwrap().bytes.to_vec();
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            tnef(&bytes.into());
        }

        #[test]
        fn hold_for_a_property_that_servers_mean_otherwise(mut message in strategy::message()) {
            message.properties.set(meta::DN_PREFIX, "/");
            super::stored(&stored::write(&message).unwrap());
            message.properties.set(meta::DN_PREFIX, ropeway_types::PropertyValue::String8(Bytes::from_static(b"/")));
            super::stored(&stored::write(&message).unwrap());
        }

        #[test]
        fn hold_for_any_contents(mut contents in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut bytes = b"\xff\0\0\0\xff\0\0\0LZFu\0\0\0\0".to_vec();
            bytes.append(&mut contents);
            compressed_rtf(&bytes.into());
        }
    }
}
