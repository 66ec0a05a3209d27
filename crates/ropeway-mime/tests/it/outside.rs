//! Contents that are not in memory.

use super::support::{note, options, text};
use ropeway_message::{Attachment, DirectorySnapshot, External, ExternalSource, Message};
use ropeway_mime::{ConvertError, convert};
use ropeway_types::tags;
use std::io::{self, Read};

struct Source(&'static [u8]);

impl ExternalSource for Source {
    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(self.0))
    }
}

const DATA: &[u8] = b"some bytes";

fn inside(number: u32) -> Attachment {
    Attachment::file(number, "a.bin", "application/octet-stream", DATA)
}

fn outside(number: u32, len: u64) -> Attachment {
    let mut attachment = inside(number);
    attachment.properties.remove(tags::ATTACH_DATA_BINARY.id());
    attachment.external = Some(External::new(Source(DATA), len));
    attachment
}

/// One file in a message, and one in the message embedded in it.
fn message(outer: Attachment, inner: Attachment) -> Message {
    let mut embedded = note();
    embedded.attachments.push(inner);
    let mut message = note();
    message.attachments.push(outer);
    message.attachments.push(Attachment::message(1, embedded));
    message
}

#[test]
fn contents_outside_memory_are_sent_as_those_inside() {
    let in_memory = text(&message(inside(0), inside(7)));
    assert_eq!(text(&message(outside(0, 10), outside(7, 10))), in_memory);
}

#[test]
fn a_content_that_cannot_be_read_is_an_error() {
    let directory = DirectorySnapshot::new();
    let broken = message(outside(0, 10), outside(7, 11));
    assert_eq!(
        convert(&broken, &options(&directory)).unwrap_err(),
        ConvertError::Content {
            number: 7,
            kind: io::ErrorKind::UnexpectedEof
        }
    );
}

#[test]
fn protected_content_outside_memory_is_sent() {
    let mut inside_memory = note();
    inside_memory
        .properties
        .set(tags::MESSAGE_CLASS, "IPM.Note.SMIME");
    let mut outside_memory = inside_memory.clone();
    inside_memory.attachments.push(inside(0));
    outside_memory.attachments.push(outside(0, 10));
    assert_eq!(text(&outside_memory), text(&inside_memory));
}
