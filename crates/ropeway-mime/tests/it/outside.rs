//! Contents that are not in memory.

use super::support::{note, options, text};
use ropeway_message::{Attachment, DirectorySnapshot, External, ExternalSource, Message};
use ropeway_mime::{ConvertError, Transfer, convert};
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

/// Nobody can open it.
struct Gone;

impl ExternalSource for Gone {
    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

#[test]
fn a_content_that_cannot_be_opened_is_an_error() {
    let directory = DirectorySnapshot::new();
    let mut gone = outside(7, 10);
    gone.external = Some(External::new(Gone, 10));
    assert_eq!(
        convert(&message(outside(0, 10), gone), &options(&directory)).unwrap_err(),
        ConvertError::Content {
            number: 7,
            kind: io::ErrorKind::NotFound
        }
    );
}

#[test]
fn a_content_that_ends_early_is_an_error_of_writing() {
    const LONG: &[u8] = &[b'x'; 100];
    let mut short = outside(7, 10);
    short.external = Some(External::new(Source(LONG), 101));
    let message = message(outside(0, 10), short);
    let directory = DirectorySnapshot::new();
    let mime = convert(&message, &options(&directory)).unwrap();
    let error = mime.to_bytes().unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    let binary = options(&directory).transfer(Transfer::Binary);
    assert_eq!(
        convert(&message, &binary).unwrap_err(),
        ConvertError::Unreadable {
            kind: io::ErrorKind::UnexpectedEof
        }
    );
}

/// So many bytes that no memory would hold them.
struct Endless;

impl ExternalSource for Endless {
    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(io::repeat(b'x')))
    }
}

#[test]
fn at_21_the_size_of_what_is_outside_memory_is_known_before_it_is_read() {
    const LEN: u64 = 1 << 40;
    let mut large = outside(0, LEN);
    large.external = Some(External::new(Endless, LEN));
    let mut message = note();
    message.attachments.push(large);
    let directory = DirectorySnapshot::new();
    let mime = convert(&message, &options(&directory)).unwrap();
    let encoded = LEN / 57 * 78 + 26;
    assert!(
        mime.len() > encoded && mime.len() < encoded + 2000,
        "{}",
        mime.len()
    );
    // 64 MiB of it pass in pieces.
    let mut pieces = mime
        .pieces()
        .map(Result::unwrap)
        .skip_while(|piece| piece.len() < 10_000);
    let line = pieces.next().unwrap().slice(..78);
    let passed: usize = pieces.take(3000).map(|piece| piece.len()).sum();
    assert_eq!(line, "eHh4".repeat(19) + "\r\n");
    assert!(passed > 3000 * 19_000 && passed < 3000 * 64 * 1024);
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
