//! OLE objects: the document that is embedded, and its static picture ([MS-OLEDS]).
//!
//! An object is a compound file. What is in it for a reader of mail are the document of the program that
//! made it, which several conventions put in different streams, and the picture that stood for it.

mod native;
mod presentation;

use crate::picture::Picture;
use bytes::Bytes;
use std::io::{Cursor, Read};

/// Streams of an object that are looked at.
const MAX_STREAMS: usize = 1000;
/// How the stream of a picture is named, with a number of three digits ([MS-OLEDS] 2.3.4).
const PRESENTATION: &str = "\u{2}OlePres";
const NATIVE: &str = "\u{1}Ole10Native";

/// Programs that keep their document as the storage itself, by a stream of theirs.
const WHOLE: &[(&str, &str)] = &[
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("VisioDocument", "vsd"),
    ("__properties_version1.0", "msg"),
];

/// What an OLE object holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Object {
    pub(crate) picture: Option<Picture>,
    pub(crate) file: Option<File>,
}

/// The embedded document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Its own name, if it has kept one.
    pub(crate) name: Option<String>,
    pub(crate) extension: Option<&'static str>,
    pub(crate) data: Bytes,
}

/// Reads an object and PidTagAttachRendering. What is broken is left out.
pub(crate) fn read(object: &Bytes, rendering: Option<&Bytes>) -> Object {
    let mut found = Object::default();
    if let Ok(mut storage) = cfb::CompoundFile::open(Cursor::new(object.clone())) {
        of_storage(&mut storage, object, &mut found);
    } else {
        // The stream of an OLE 1 object, or what a writer without storages put there.
        found.file = native::read(object);
        found.picture = Picture::of_file(object);
    }
    if found.picture.is_none() {
        found.picture = rendering.and_then(Picture::of_file);
    }
    // A file of the shell, a package, looks like the icon of its program. Few readers could show that, and
    // beside the file nobody needs it.
    if found.file.as_ref().is_some_and(|file| file.name.is_some()) {
        found.picture = found.picture.filter(|picture| !picture.is_metafile());
    }
    found
}

fn of_storage(storage: &mut cfb::CompoundFile<Cursor<Bytes>>, object: &Bytes, found: &mut Object) {
    let mut names: Vec<String> = storage
        .read_root_storage()
        .filter(cfb::Entry::is_stream)
        .take(MAX_STREAMS)
        .map(|entry| entry.name().to_owned())
        .collect();
    names.sort();
    let limit = u64::try_from(object.len()).unwrap_or(u64::MAX);
    let mut stream = |name: &str| -> Option<Bytes> {
        let mut data = Vec::new();
        // No stream is larger than its file, whatever it says.
        let stream = storage.open_stream(format!("/{name}")).ok()?;
        stream.take(limit).read_to_end(&mut data).ok()?;
        (!data.is_empty()).then(|| data.into())
    };
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let file = |data: Bytes, extension| File {
        name: None,
        extension,
        data,
    };
    if has("Package") {
        found.file = stream("Package").map(|data| file(data, None));
    }
    if found.file.is_none() && has("EmbeddedOdf") {
        found.file = stream("EmbeddedOdf").map(|data| file(data, None));
    }
    if found.file.is_none() && has(NATIVE) {
        found.file = stream(NATIVE).and_then(|data| native::read(&data));
    }
    if found.file.is_none()
        && let Some((_, extension)) = WHOLE.iter().find(|(name, _)| has(name))
    {
        found.file = Some(file(object.clone(), Some(extension)));
    }
    if has("CONTENTS")
        && let Some(contents) = stream("CONTENTS")
    {
        match Picture::of_file(&contents) {
            // The document is a picture.
            Some(picture) => found.picture = Some(picture),
            None if found.file.is_none() => found.file = Some(file(contents, None)),
            None => {}
        }
    }
    for name in names.iter().filter(|name| name.starts_with(PRESENTATION)) {
        if found.picture.is_some() {
            break;
        }
        let picture = stream(name).and_then(|data| presentation::read(&data));
        // An icon, likewise.
        let picture =
            picture.filter(|(picture, icon)| !(*icon && picture.is_metafile() && found.file.is_some()));
        found.picture = picture.map(|(picture, _)| picture);
    }
}

#[cfg(test)]
mod tests;
