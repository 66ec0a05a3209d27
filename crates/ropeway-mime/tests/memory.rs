//! What converting costs in memory. A binary of its own, with one test: the allocator is counted for the whole
//! process.
#![allow(clippy::unwrap_used, missing_docs)]

use ropeway_message::{
    Attachment, DirectorySnapshot, External, ExternalSource, Message, Recipient, RecipientType,
};
use ropeway_mime::{ConvertOptions, Form, Transfer, convert};
use ropeway_types::tags;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::io::{self, Read, Write};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// As many bytes as anybody asks for.
struct Endless;

impl ExternalSource for Endless {
    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(io::repeat(b'x')))
    }
}

/// Looks at what is allocated with every piece that it is given, and keeps none.
struct Watch<'a> {
    region: Region<'a, System>,
    most: usize,
    written: u64,
}

impl Write for Watch<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let change = self.region.change();
        let live = change.bytes_allocated.saturating_sub(change.bytes_deallocated);
        self.most = self.most.max(live);
        self.written += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A message with a file of so many bytes.
fn message(outside: bool, len: usize) -> Message {
    let mut message = Message::note();
    message.set(tags::SENDER_ADDRESS_TYPE, "SMTP");
    message.set(tags::SENDER_EMAIL_ADDRESS, "ann@a.test");
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Bob", "bob@b.test"));
    let data = if outside { Vec::new() } else { vec![b'x'; len] };
    let mut file = Attachment::file(0, "a.bin", "application/x-a", data);
    if outside {
        file.properties.remove(tags::ATTACH_DATA_BINARY.id());
        file.external = Some(External::new(Endless, len as u64));
    }
    message.attachments.push(file);
    message
}

/// The most that was allocated at once beyond the message itself.
fn most(message: &Message, options: &ConvertOptions<'_>) -> usize {
    let mut watch = Watch {
        region: Region::new(ALLOCATOR),
        most: 0,
        written: 0,
    };
    let mime = convert(message, options).unwrap();
    mime.write_to(&mut watch).unwrap();
    assert_eq!(watch.written, mime.len());
    watch.most
}

#[test]
fn at_19_memory_stays_the_same_however_large_a_file_is() {
    const LEN: usize = 32 << 20;
    /// Headers, and the pieces in which a file passes.
    const CONSTANT: usize = 512 << 10;
    let directory = DirectorySnapshot::new();
    let options = ConvertOptions::new(&directory);
    for outside in [false, true] {
        let message = message(outside, LEN);
        for form in [Form::Mime, Form::Tnef] {
            for transfer in [Transfer::SevenBit, Transfer::Binary] {
                let options = options.clone().form(form).transfer(transfer);
                let used = most(&message, &options);
                assert!(
                    used < CONSTANT,
                    "{used} bytes as {form:?}, {transfer:?}, outside: {outside}"
                );
            }
        }
    }
}
