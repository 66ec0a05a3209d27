//! `\1Ole10Native` ([MS-OLEDS] 2.3.6), and in it the packages of the Windows shell.

use super::File;
use bytes::{Buf, Bytes};
use ropeway_types::CodePage;

/// What a package begins with.
const PACKAGE: u16 = 2;
/// A package that holds its file, not a link to one.
const EMBEDDED: u16 = 3;

/// The document of the stream: a file with its name, or the data of a program as they are.
pub(super) fn read(stream: &Bytes) -> Option<File> {
    let mut data = stream.clone();
    let len = usize::try_from(data.try_get_u32_le().ok()?).ok()?;
    data.truncate(len);
    if let Some(file) = package(data.clone()) {
        return Some(file);
    }
    // Of an object that is none, the length is by chance.
    let whole = len.checked_add(4)? <= stream.len() && !data.is_empty();
    whole.then_some(File {
        name: None,
        extension: None,
        data,
    })
}

fn package(mut data: Bytes) -> Option<File> {
    if data.try_get_u16_le().ok()? != PACKAGE {
        return None;
    }
    let label = text(&mut data)?;
    let path = text(&mut data)?;
    data.try_get_u16_le().ok()?;
    if data.try_get_u16_le().ok()? != EMBEDDED {
        return None;
    }
    let path_len = length(&mut data)?;
    data.try_advance(path_len)?;
    let len = length(&mut data)?;
    let file = data.take_front(len)?;
    // Newer writers repeat the three names in Unicode.
    let names = (0..3).map_while(|_| wide_text(&mut data)).collect::<Vec<_>>();
    let wide = names.get(1).filter(|name| !name.is_empty()).cloned();
    let name = wide.or_else(|| [label, path].into_iter().find(|name| !name.is_empty()));
    Some(File {
        name,
        extension: None,
        data: file,
    })
}

/// What `bytes` asserts, asked.
trait Front: Sized {
    fn take_front(&mut self, len: usize) -> Option<Self>;
    fn try_advance(&mut self, len: usize) -> Option<()>;
}

impl Front for Bytes {
    fn take_front(&mut self, len: usize) -> Option<Self> {
        (len <= self.len()).then(|| self.split_to(len))
    }
    fn try_advance(&mut self, len: usize) -> Option<()> {
        self.take_front(len).map(|_| ())
    }
}

fn length(data: &mut Bytes) -> Option<usize> {
    usize::try_from(data.try_get_u32_le().ok()?).ok()
}

/// Up to a zero, in the code page of the writer's machine, which nothing tells.
fn text(data: &mut Bytes) -> Option<String> {
    /// MAX_PATH of Windows, generously.
    const MAX: usize = 1024;
    let len = data.iter().take(MAX).position(|byte| *byte == 0)?;
    let text = data.take_front(len)?;
    data.try_advance(1)?;
    CodePage::WINDOWS_1252
        .decode(&text)
        .map(std::borrow::Cow::into_owned)
}

fn wide_text(data: &mut Bytes) -> Option<String> {
    let len = length(data)?.checked_mul(2)?;
    let text = data.take_front(len)?;
    CodePage::UTF_16LE.decode(&text).map(std::borrow::Cow::into_owned)
}
