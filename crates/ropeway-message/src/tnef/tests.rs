#![allow(clippy::arithmetic_side_effects)]

mod read_tests;
mod write_tests;

use super::*;
use crate::{
    AttachMethod, Attachment, External, ExternalSource, Loss, LossReason, Place, PropertyBag,
    RECEIVED_REPRESENTING, ReadOptions, Recipient, RecipientType, SENDER, SENT_REPRESENTING, Step, Written,
};
use bytes::Bytes;
use ropeway_types::wire::Encode;
use ropeway_types::{EntryId, FlatEntryList, PropertyName, property_set, tags};
use std::io::Read;

/// A stream of attributes, each with its level.
fn stream(attributes: &[(u8, u32, &[u8])]) -> Bytes {
    let mut bytes = attributes::SIGNATURE.to_le_bytes().to_vec();
    bytes.extend([1, 0]);
    let page: &[u8] = &[0xE4, 4, 0, 0, 0, 0, 0, 0];
    let head = [
        (1, attributes::TNEF_VERSION, &[0, 0, 1, 0][..]),
        (1, attributes::OEM_CODEPAGE, page),
    ];
    for (level, id, data) in head.iter().chain(attributes) {
        bytes.push(*level);
        bytes.extend(id.to_le_bytes());
        bytes.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        bytes.extend(*data);
        bytes.extend(attributes::checksum(data).to_le_bytes());
    }
    bytes.into()
}

fn read_all(bytes: &Bytes) -> (Message, Vec<DeviationKind>) {
    let reading = read_with_report(bytes, &ReadOptions::default()).unwrap();
    let kinds = reading.report.deviations.into_iter().map(|d| d.kind).collect();
    (reading.message, kinds)
}

fn complete(message: &Message) -> Written {
    write(message, &WriteOptions::complete()).unwrap()
}

fn sent(message: &Message) -> (Message, Vec<Loss>) {
    let written = write(message, &WriteOptions::default()).unwrap();
    (read_all(&written.bytes).0, written.losses)
}

/// The ids and data of the attributes of a stream that is whole.
fn taken_apart(bytes: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let mut at = 6;
    let mut attributes = Vec::new();
    while at < bytes.len() {
        let len = usize::try_from(word(at + 5)).unwrap();
        let data = bytes[at + 9..at + 9 + len].to_vec();
        attributes.push((word(at + 1), data));
        at += 11 + len;
    }
    assert_eq!(at, bytes.len());
    attributes
}

const DTR: &[u8] = &[0xCF, 7, 10, 0, 14, 0, 8, 0, 0x37, 0, 0x2C, 0, 4, 0];
