//! What must hold of any bytes as an Internet message, for fuzzers and for the replay of what they found.
//! The function panics where it does not hold.

#![allow(clippy::panic, reason = "an oracle speaks by panicking")]

use crate::{ConvertError, ConvertOptions, ImportOptions, convert};
use bytes::Bytes;
use ropeway_message::{DirectorySnapshot, ReadOptions, stored};

/// Any bytes as an Internet message: what is imported holds no more than the limits say, can be stored
/// and read back, and is converted again or refused for being protected. What comes out of that is
/// imported and converted to the same bytes, boundaries and made-up ids apart.
pub fn import(bytes: &Bytes) {
    const MAX_ENTRIES: usize = 2000;
    let limits = ReadOptions::default()
        .with_max_entries(MAX_ENTRIES)
        .with_max_depth(8);
    let options = ImportOptions::default().with_limits(limits);
    let Ok(imported) = crate::import(bytes, &options) else {
        return;
    };
    let message = imported.message;
    assert!(message.depth() <= 8, "beyond the limit");
    assert!(message.recipients.len() <= MAX_ENTRIES, "beyond the limit");
    match stored::write(&message).map(|bytes| stored::read(&bytes)) {
        Ok(Ok(again)) => assert!(again == message, "another message came back from storing"),
        Ok(Err(error)) => panic!("own stored form cannot be read: {error}"),
        Err(error) => panic!("cannot be stored: {error}"),
    }
    let directory = DirectorySnapshot::new();
    let convert_options = ConvertOptions::new(&directory)
        .default_sender("unknown@example.test")
        .keywords(true);
    let first = match convert(&message, &convert_options) {
        Ok(first) => first.to_bytes().unwrap_or_default(),
        Err(ConvertError::SmimeContent { .. }) => return,
        Err(error) => panic!("cannot be converted: {error}"),
    };
    if let Err(error) = crate::import(&first, &ImportOptions::default()) {
        panic!("own mail cannot be imported: {error}");
    }
}
