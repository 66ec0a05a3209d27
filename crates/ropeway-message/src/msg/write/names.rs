//! The mapping of named properties for a whole file ([MS-OXMSG] 2.2.3).

use super::container::File;
use super::options::MsgWriteError;
use crate::msg::names::{self, ENTRIES, GUIDS, STORAGE, STRINGS};
use crate::rtf::checksum;
use crate::{Message, NamedProperties};
use ropeway_types::{Guid, NameKind, PropertyName, PropertyTag, property_set};
use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};
use std::path::Path;

/// GUID indexes of the sets that the GUID stream does not hold, and the first of those that it holds
/// ([MS-OXMSG] 2.2.3.1.2).
const PS_MAPI_INDEX: u16 = 1;
const PS_PUBLIC_STRINGS_INDEX: u16 = 2;
const FIRST_GUID_INDEX: u16 = 3;
/// The first stream of the name look-up, and how many there are ([MS-OXMSG] 2.2.3.2.3).
const FIRST_BUCKET: u16 = 0x1000;
const BUCKETS: u32 = 0x1F;

/// The names of a file: each has the index of its entry, counted from zero without a gap.
#[derive(Default)]
pub(super) struct FileNames {
    index: BTreeMap<PropertyName, u16>,
    guids: BTreeMap<Guid, u16>,
    guid_stream: Vec<u8>,
    entries: Vec<u8>,
    strings: Vec<u8>,
    buckets: BTreeMap<u16, Vec<u8>>,
}

/// The name of a property, if it has one.
pub(super) fn name_of(names: &NamedProperties, id: u16) -> Option<&PropertyName> {
    names.name(id).filter(|name| name.kind != NameKind::None)
}

impl FileNames {
    /// The names that the properties of a message have, and of those embedded in it: the outermost
    /// first, each in the order of its ids, so that a message that was read keeps its ids where it can.
    pub(super) fn of(message: &Message, max_depth: usize) -> Result<Self, MsgWriteError> {
        let mut names = Self::default();
        names.add(message, 0, max_depth)?;
        Ok(names)
    }

    fn add(&mut self, message: &Message, depth: usize, max_depth: usize) -> Result<(), MsgWriteError> {
        if depth > max_depth {
            return Err(MsgWriteError::Depth(max_depth));
        }
        for id in names::used(message) {
            if let Some(name) = name_of(&message.named_properties, id)
                && !self.index.contains_key(name)
            {
                // A name that finds no room is missed where its property is written.
                let _ = self.insert(name);
            }
        }
        for embedded in message.attachments.iter().filter_map(|a| a.embedded.as_deref()) {
            self.add(embedded, depth.saturating_add(1), max_depth)?;
        }
        Ok(())
    }

    fn insert(&mut self, name: &PropertyName) -> Option<()> {
        let index = u16::try_from(self.index.len()).ok()?;
        // 0xFFFF is the id of no property.
        PropertyTag::FIRST_NAMED_ID
            .checked_add(index)
            .filter(|id| *id < u16::MAX)?;
        let guid = self.guid_index(name.property_set)?;
        let kind = guid.checked_mul(2)?;
        let (number, hashed, kind) = match &name.kind {
            NameKind::Id(lid) => (*lid, *lid, kind),
            NameKind::Name(text) => {
                let text = text.as_bytes();
                let offset = u32::try_from(self.strings.len()).ok()?;
                self.strings.extend(u32::try_from(text.len()).ok()?.to_le_bytes());
                self.strings.extend_from_slice(text);
                self.strings
                    .resize(self.strings.len().checked_next_multiple_of(4)?, 0);
                (offset, checksum(text), kind | 1)
            }
            NameKind::None => return None,
        };
        let entry = |number: u32| {
            let [a, b, c, d] = number.to_le_bytes();
            let ([e, f], [g, h]) = (kind.to_le_bytes(), index.to_le_bytes());
            [a, b, c, d, e, f, g, h]
        };
        self.entries.extend(entry(number));
        let bucket = u16::try_from((hashed ^ u32::from(kind)) % BUCKETS).ok()?;
        let bucket = FIRST_BUCKET.saturating_add(bucket);
        self.buckets.entry(bucket).or_default().extend(entry(hashed));
        self.index.insert(name.clone(), index);
        Some(())
    }

    fn guid_index(&mut self, guid: Guid) -> Option<u16> {
        match guid {
            property_set::PS_MAPI => return Some(PS_MAPI_INDEX),
            property_set::PS_PUBLIC_STRINGS => return Some(PS_PUBLIC_STRINGS_INDEX),
            _ => {}
        }
        if let Some(index) = self.guids.get(&guid) {
            return Some(*index);
        }
        // The index has 15 bits.
        let index = u16::try_from(self.guids.len())
            .ok()?
            .checked_add(FIRST_GUID_INDEX)
            .filter(|index| *index < 0x8000)?;
        self.guids.insert(guid, index);
        self.guid_stream.extend(guid.0);
        Some(index)
    }

    /// The id in the file of a property of a message: that of its name, or its own where it has no name
    /// and the file does not give its number to another.
    pub(super) fn id(&self, names: &NamedProperties, id: u16) -> Option<u16> {
        let Some(offset) = id.checked_sub(PropertyTag::FIRST_NAMED_ID) else {
            return Some(id);
        };
        match name_of(names, id) {
            Some(name) => {
                let index = self.index.get(name)?;
                PropertyTag::FIRST_NAMED_ID.checked_add(*index)
            }
            None => (usize::from(offset) >= self.index.len()).then_some(id),
        }
    }

    /// Writes the storage of the mapping, which a file has even if it names nothing.
    pub(super) fn write<F: Read + Write + Seek>(&self, file: &mut File<F>) -> Result<(), MsgWriteError> {
        let storage = Path::new("/").join(STORAGE);
        file.storage(&storage)?;
        for (name, bytes) in [
            (GUIDS, &self.guid_stream),
            (ENTRIES, &self.entries),
            (STRINGS, &self.strings),
        ] {
            file.stream(&storage.join(name), bytes)?;
        }
        for (bucket, bytes) in &self.buckets {
            file.stream(&storage.join(format!("__substg1.0_{bucket:04X}0102")), bytes)?;
        }
        Ok(())
    }
}
