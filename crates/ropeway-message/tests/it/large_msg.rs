//! Files whose contents stay where they are.

use ropeway_message::msg::{DeviationKind, MsgError, Reading, read_kept};
use ropeway_message::{Attachment, ReadOptions, stored};
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Bytes of the large attachments.
const LARGE: u64 = 64 << 20;
const OUTER: &str = "/__attach_version1.0_#00000000";
const EMBEDDED: &str = "/__attach_version1.0_#00000001";

/// A source that counts the bytes read, and fails when it is told to.
struct Watched<R> {
    inner: R,
    read: Arc<AtomicU64>,
    fails: Arc<AtomicBool>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.fails.load(Ordering::Relaxed) {
            return Err(io::Error::other("the disk is gone"));
        }
        let read = self.inner.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: Seek> Seek for Watched<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// The byte at a place of a large attachment: marked places in zeros.
fn marks(len: u64) -> [(u64, u8); 4] {
    [(0, b'a'), (70_000, b'b'), (len / 2, b'c'), (len - 1, b'd')]
}

/// Writes the storage of an attachment whose content is large and mostly zeros.
fn large<F: Read + Write + Seek>(file: &mut cfb::CompoundFile<F>, storage: &str, len: u64) {
    file.create_storage(storage).unwrap();
    let mut properties = vec![0; 8];
    for (tag, value) in [(0x3705_0003u32, 1), (0x3701_0102, u32::try_from(len).unwrap())] {
        properties.extend(tag.to_le_bytes());
        properties.extend([6, 0, 0, 0]);
        properties.extend(u64::from(value).to_le_bytes());
    }
    put(file, &format!("{storage}/__properties_version1.0"), &properties);
    let mut stream = file
        .create_stream(format!("{storage}/__substg1.0_37010102"))
        .unwrap();
    stream.set_len(len).unwrap();
    for (at, byte) in marks(len) {
        stream.seek(SeekFrom::Start(at)).unwrap();
        stream.write_all(&[byte]).unwrap();
    }
    stream.flush().unwrap();
}

fn put<F: Read + Write + Seek>(file: &mut cfb::CompoundFile<F>, path: &str, bytes: &[u8]) {
    file.create_stream(path).unwrap().write_all(bytes).unwrap();
}

/// A message with a large attachment, and an embedded message with another.
fn write<F: Read + Write + Seek>(inner: F, len: u64) -> F {
    let mut file = cfb::CompoundFile::create(inner).unwrap();
    put(&mut file, "/__properties_version1.0", &[0; 32]);
    large(&mut file, OUTER, len);
    file.create_storage(EMBEDDED).unwrap();
    put(&mut file, &format!("{EMBEDDED}/__properties_version1.0"), &[0; 8]);
    let message = format!("{EMBEDDED}/__substg1.0_3701000D");
    file.create_storage(&message).unwrap();
    put(&mut file, &format!("{message}/__properties_version1.0"), &[0; 24]);
    large(&mut file, &format!("{message}{OUTER}"), len);
    file.flush().unwrap();
    file.into_inner()
}

fn attachments(reading: &Reading) -> [&Attachment; 2] {
    let [outer, embedded] = &reading.message.attachments[..] else {
        panic!("{:?}", reading.message);
    };
    [outer, &embedded.embedded.as_ref().unwrap().attachments[0]]
}

fn from(bytes: u64) -> ReadOptions {
    ReadOptions::default().with_external_from(Some(bytes))
}

#[test]
fn a_large_file_is_read_without_its_attachments() {
    let file = write(tempfile::tempfile().unwrap(), LARGE);
    let size = file.metadata().unwrap().len();
    let (read, fails) = (Arc::<AtomicU64>::default(), Arc::<AtomicBool>::default());
    let source = Watched {
        inner: file,
        read: read.clone(),
        fails: fails.clone(),
    };
    // What stays outside is no matter of the limit of bytes in memory.
    let reading = read_kept(source, &from(1 << 20).with_max_bytes(10_000)).unwrap();
    let touched = read.load(Ordering::Relaxed);
    assert!(touched < size / 100, "{touched} of {size} bytes read");
    assert!(!reading.report.lost_something(), "{:?}", reading.report);

    let [outer, inner] = attachments(&reading).map(|attachment| {
        assert_eq!(attachment.data(), None);
        let external = attachment.external.clone().unwrap();
        assert_eq!(external.len(), LARGE);
        external
    });
    // Readers of both, and two of the same, side by side.
    let mut readers = [outer.open(), inner.open(), outer.open()].map(Result::unwrap);
    let mut piece = vec![0; 1 << 20];
    for at in (0..LARGE).step_by(piece.len()) {
        let mut expected = vec![0; piece.len()];
        for (mark, byte) in marks(LARGE) {
            if let Some(place) = mark.checked_sub(at).and_then(|n| expected.get_mut(n as usize)) {
                *place = byte;
            }
        }
        for reader in &mut readers {
            reader.read_exact(&mut piece).unwrap();
            assert!(piece == expected, "from {at}");
        }
    }
    for mut reader in readers {
        assert_eq!(reader.read(&mut piece).unwrap(), 0);
    }

    let mut reader = outer.open().unwrap();
    reader.read_exact(&mut [0; 10]).unwrap();
    fails.store(true, Ordering::Relaxed);
    let error = io::copy(&mut reader, &mut io::sink()).unwrap_err();
    assert_eq!(error.to_string(), "the disk is gone");
}

#[test]
fn contents_outside_and_inside_give_the_same_stored_form() {
    let len = 2 << 20;
    let file = write(Cursor::new(Vec::new()), len);
    let inside = read_kept(file.clone(), &from(len + 1)).unwrap();
    let outside = read_kept(file, &from(len)).unwrap();
    for (inside, outside) in attachments(&inside).into_iter().zip(attachments(&outside)) {
        assert_eq!(inside.external, None);
        assert!(outside.external.is_some());
        assert_eq!(outside.data(), None);
        let loaded = outside.content().unwrap().load(len).unwrap();
        assert_eq!(Some(&loaded), inside.data());
    }
    let bytes = stored::write(&outside.message).unwrap();
    assert_eq!(bytes, stored::write(&inside.message).unwrap());
    assert_eq!(stored::read(&bytes).unwrap(), inside.message);
}

#[test]
fn only_kept_sources_keep_contents() {
    let file = write(Cursor::new(Vec::new()), 100_000);
    let message = ropeway_message::msg::read(file, &from(1)).unwrap();
    assert_eq!(message.attachments[0].external, None);
    assert_eq!(message.attachments[0].data().unwrap().len(), 100_000);
}

#[test]
fn a_file_on_disk_is_opened_and_stays_readable() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&write(Cursor::new(Vec::new()), 100_000).into_inner())
        .unwrap();
    let reading = ropeway_message::msg::open(file.path(), &from(100)).unwrap();
    let content = reading.message.attachments[0].content().unwrap();
    let bytes = std::thread::scope(|scope| scope.spawn(|| content.load(100_000).unwrap()).join().unwrap());
    assert_eq!((bytes.len(), bytes[99_999]), (100_000, b'd'));
    let missing = ropeway_message::msg::open(file.path().join("no"), &from(1));
    assert!(matches!(missing, Err(MsgError::Io(_))));
}

#[test]
fn a_content_cut_off_is_read_as_far_as_it_goes_and_reported() {
    let len = 2 << 20;
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    put(&mut file, "/__properties_version1.0", &[0; 32]);
    large(&mut file, OUTER, len);
    file.flush().unwrap();
    let mut bytes = file.into_inner().into_inner();
    // The last sector, which is that of the content.
    bytes.truncate(bytes.len() - 4096);
    let reading = read_kept(Cursor::new(bytes), &from(1)).unwrap();
    let [attachment] = &reading.message.attachments[..] else {
        panic!("{:?}", reading.message);
    };
    assert_eq!(attachment.external, None);
    let data = attachment.data().unwrap();
    assert_eq!(
        (data.len() as u64, data[70_000], data.last()),
        (len, b'b', Some(&0))
    );
    let kinds = reading.report.deviations.iter().map(|d| &d.kind);
    let unreadable = kinds.filter(|kind| matches!(kind, DeviationKind::Unreadable { .. }));
    assert_eq!(unreadable.count(), 1);
}
