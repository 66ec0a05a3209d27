//! Named properties: `__nameid_version1.0` ([MS-OXMSG] 2.2.3).

use super::MsgError;
use super::container::File;
use super::report::DeviationKind;
use crate::{Message, PropertyBag};
use bytes::Bytes;
use ropeway_types::wire::{Decode, Reader};
use ropeway_types::{Guid, NameKind, PropertyName, PropertyTag, WideString, property_set};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};
use std::path::Path;

pub(super) const STORAGE: &str = "__nameid_version1.0";
pub(super) const GUIDS: &str = "__substg1.0_00020102";
pub(super) const ENTRIES: &str = "__substg1.0_00030102";
pub(super) const STRINGS: &str = "__substg1.0_00040102";
/// Bytes of an entry: number or offset, kind and GUID index, property index.
const ENTRY: usize = 8;

/// The ids from 0x8000 up that a message, its recipients and its attachments have; those of embedded messages
/// are their own.
pub(super) fn used(message: &Message) -> BTreeSet<u16> {
    let bags = std::iter::once(&message.properties)
        .chain(message.recipients.iter().map(|r| &r.properties))
        .chain(message.attachments.iter().map(|a| &a.properties));
    bags.flat_map(PropertyBag::iter)
        .map(|(tag, _)| tag.id())
        .filter(|id| *id >= PropertyTag::FIRST_NAMED_ID)
        .collect()
}

/// Reads the mapping of the file. What cannot be followed is noted and left out.
pub(super) fn read<R: Read + Seek>(
    file: &mut File<R>,
    storage: &Path,
) -> Result<BTreeMap<u16, PropertyName>, MsgError> {
    let items = file.list(storage)?;
    let mut stream = |name: &str| match items.iter().find(|i| i.name().eq_ignore_ascii_case(name)) {
        Some(item) if !item.is_storage() => file.stream(storage, item),
        _ => Ok(Bytes::new()),
    };
    let (guids, entries, strings) = (stream(GUIDS)?, stream(ENTRIES)?, stream(STRINGS)?);
    let mut names = BTreeMap::new();
    for (position, entry) in entries.chunks(ENTRY).enumerate() {
        match name(entry, &guids, &strings) {
            Some((id, name)) => {
                names.insert(id, name);
            }
            None => file.note(storage, DeviationKind::NameEntry(position)),
        }
    }
    Ok(names)
}

fn name(entry: &[u8], guids: &Bytes, strings: &Bytes) -> Option<(u16, PropertyName)> {
    let mut reader = Reader::new(Bytes::copy_from_slice(entry));
    let number = u32::decode(&mut reader).ok()?;
    let kind = u16::decode(&mut reader).ok()?;
    let index = u16::decode(&mut reader).ok()?;
    let property_set = match kind >> 1 {
        1 => property_set::PS_MAPI,
        2 => property_set::PS_PUBLIC_STRINGS,
        n => {
            let at = usize::from(n).checked_sub(3)?.checked_mul(16)?;
            let guid = guids.get(at..at.checked_add(16)?)?;
            Guid(guid.try_into().ok()?)
        }
    };
    let kind = if kind & 1 == 0 {
        NameKind::Id(number)
    } else {
        let at = usize::try_from(number).ok()?;
        let mut reader = Reader::new(strings.slice(at.min(strings.len())..));
        let len = usize::try_from(u32::decode(&mut reader).ok()?).ok()?;
        NameKind::Name(WideString::from_utf16le(reader.take(len).ok()?))
    };
    let id = 0x8000u16.checked_add(index)?;
    Some((id, PropertyName { property_set, kind }))
}
