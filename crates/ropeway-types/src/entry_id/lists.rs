//! Lists of entry ids ([MS-OXCDATA] 2.2.3).

use crate::wire::codec::bytes_u32;
use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;

fn size_of_count(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// EntryList ([MS-OXCDATA] 2.2.3.1): `u32 EntryCount, u32 Pad, [{u32 EntryLength, u32 Pad}; n]`, then the
/// entry ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EntryList {
    /// Pad, whatever it is.
    pub pad: u32,
    /// The entry ids.
    pub entries: Vec<EntryListItem>,
}

/// One entry id of an [`EntryList`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EntryListItem {
    /// Pad after EntryLength, whatever it is.
    pub pad: u32,
    /// EntryID.
    pub entry_id: Bytes,
}

impl FromIterator<Bytes> for EntryList {
    fn from_iter<I: IntoIterator<Item = Bytes>>(entry_ids: I) -> Self {
        let item = |entry_id| EntryListItem { pad: 0, entry_id };
        Self {
            pad: 0,
            entries: entry_ids.into_iter().map(item).collect(),
        }
    }
}

impl Decode for EntryList {
    const MIN_LEN: usize = 8;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let at = |e: DecodeError, field| e.within("EntryList", field);
        let count = size_of_count(u32::decode(reader).map_err(|e| at(e, "EntryCount"))?);
        let pad = u32::decode(reader).map_err(|e| at(e, "Pad"))?;
        reader.check_count(count, 8).map_err(|e| at(e, "EntryCount"))?;
        let mut heads = Vec::with_capacity(count);
        for _ in 0..count {
            let len = u32::decode(reader).map_err(|e| at(e, "EntryLength"))?;
            let pad = u32::decode(reader).map_err(|e| at(e, "Pad"))?;
            heads.push((size_of_count(len), pad));
        }
        let mut entries = Vec::with_capacity(count);
        for (len, pad) in heads {
            let entry_id = reader.take(len).map_err(|e| at(e, "EntryIDs"))?;
            entries.push(EntryListItem { pad, entry_id });
        }
        Ok(Self { pad, entries })
    }
}
impl Encode for EntryList {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u32("entry list", self.entries.len())?;
        self.pad.encode(writer)?;
        for item in &self.entries {
            writer.count_u32("entry id", item.entry_id.len())?;
            item.pad.encode(writer)?;
        }
        self.entries.iter().for_each(|item| writer.put(&item.entry_id));
        Ok(())
    }
}

crate::wire_struct! {
    /// FlatEntry ([MS-OXCDATA] 2.2.3.2).
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct FlatEntry {
        /// EntryID (Size goes before it).
        pub entry_id: Bytes = bytes_u32,
    }
}

/// FlatEntryList ([MS-OXCDATA] 2.2.3.3), the value of PidTagReplyRecipientEntries: `u32 Count, u32 Size`,
/// then FlatEntry structures that each start at a multiple of 4 bytes. It takes all bytes of its value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FlatEntryList {
    /// Size as it was sent: the bytes of the FlatEntry structures and their padding. Nothing depends on
    /// it here, since peers disagree on whether the last padding counts.
    pub size: u32,
    /// The entries.
    pub entries: Vec<FlatEntryListItem>,
    /// Bytes after the last entry.
    pub extra: Bytes,
}

/// One entry of a [`FlatEntryList`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FlatEntryListItem {
    /// EntryID.
    pub entry_id: Bytes,
    /// Up to 3 bytes, whatever they are. The last entry's may be cut or left out.
    pub padding: Bytes,
}

impl FlatEntryListItem {
    fn padding_len(len: usize) -> usize {
        len.wrapping_neg() & 3
    }
}

impl FlatEntryList {
    /// Reads a list that takes all bytes left.
    ///
    /// # Errors
    /// If counts or sizes lie.
    pub fn decode_filling(reader: &mut Reader) -> Result<Self, DecodeError> {
        let at = |e: DecodeError, field| e.within("FlatEntryList", field);
        let count = size_of_count(u32::decode(reader).map_err(|e| at(e, "Count"))?);
        let size = u32::decode(reader).map_err(|e| at(e, "Size"))?;
        reader.check_count(count, 4).map_err(|e| at(e, "Count"))?;
        let mut entries = Vec::with_capacity(count);
        for _ in 0..count {
            let FlatEntry { entry_id } = FlatEntry::decode(reader)?;
            let pad = FlatEntryListItem::padding_len(entry_id.len());
            let padding = reader.take(pad.min(reader.remaining()))?;
            entries.push(FlatEntryListItem { entry_id, padding });
        }
        let extra = reader.take(reader.remaining())?;
        Ok(Self { size, entries, extra })
    }

    /// Reads a list that `bytes` holds and nothing else.
    ///
    /// # Errors
    /// As [`FlatEntryList::decode_filling`].
    pub fn parse(bytes: &Bytes) -> Result<Self, DecodeError> {
        Self::decode_filling(&mut Reader::new(bytes.clone()))
    }
}

impl FromIterator<Bytes> for FlatEntryList {
    /// Every entry is padded with zeros, the last one too, and Size counts that.
    fn from_iter<I: IntoIterator<Item = Bytes>>(entry_ids: I) -> Self {
        const ZEROS: [u8; 3] = [0; 3];
        let mut list = Self::default();
        let mut size = 0usize;
        for entry_id in entry_ids {
            let pad = FlatEntryListItem::padding_len(entry_id.len());
            let padding = Bytes::from_static(ZEROS.get(..pad).unwrap_or_default());
            size = size
                .saturating_add(4)
                .saturating_add(entry_id.len())
                .saturating_add(pad);
            list.entries.push(FlatEntryListItem { entry_id, padding });
        }
        list.size = u32::try_from(size).unwrap_or(u32::MAX);
        list
    }
}

impl Encode for FlatEntryList {
    /// Fails with [`EncodeError::Unsupported`] for padding that would be read as something else.
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u32("flat entry list", self.entries.len())?;
        self.size.encode(writer)?;
        let mut short = false;
        for item in &self.entries {
            let pad = FlatEntryListItem::padding_len(item.entry_id.len());
            if short || item.padding.len() > pad {
                return Err(EncodeError::Unsupported("padding of a flat entry"));
            }
            short = item.padding.len() < pad;
            writer.count_u32("flat entry", item.entry_id.len())?;
            writer.put(&item.entry_id);
            writer.put(&item.padding);
        }
        if short && !self.extra.is_empty() {
            return Err(EncodeError::Unsupported("padding of a flat entry"));
        }
        writer.put(&self.extra);
        Ok(())
    }
}

/// The entry ids of a FlatEntryList ([MS-OXCDATA] 2.2.3.3), as in PidTagReplyRecipientEntries.
///
/// # Errors
/// If counts or sizes lie.
pub fn parse_flat_entry_list(bytes: &Bytes) -> Result<Vec<Bytes>, DecodeError> {
    let list = FlatEntryList::parse(bytes)?;
    Ok(list.entries.into_iter().map(|item| item.entry_id).collect())
}
