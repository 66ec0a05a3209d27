//! PidLidGlobalObjectId ([MS-OXOCAL] 2.2.1.27).

use super::recurrence::whole;
use crate::time::FileTime;
use crate::wire::DecodeError;
use crate::wire::codec::bytes_u32;
use bytes::Bytes;

/// The year of the instance, big-endian unlike all else.
mod big_endian {
    use crate::wire::{DecodeError, EncodeError, Reader, Writer};
    pub(super) const MIN_LEN: usize = 2;
    pub(super) fn decode(reader: &mut Reader) -> Result<u16, DecodeError> {
        reader.array().map(u16::from_be_bytes)
    }
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the form of a codec")]
    pub(super) fn encode(value: &u16, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.put(&value.to_be_bytes());
        Ok(())
    }
}

crate::wire_struct! {
    /// The value of PidLidGlobalObjectId and PidLidCleanGlobalObjectId ([MS-OXOCAL] 2.2.1.27, 2.2.1.28):
    /// which meeting an object is about, and which of its instances.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct GlobalObjectId {
        /// [`GlobalObjectId::ARRAY_ID`].
        pub array_id: [u8; 16] as "ByteArrayID",
        /// Year of the instance, zero for the series or a single meeting.
        pub year: u16 = big_endian,
        /// Month of the instance, or zero.
        pub month: u8 as "M",
        /// Day of the instance, or zero.
        pub day: u8 as "D",
        /// When the meeting was made.
        pub creation_time: FileTime,
        /// X, zero.
        pub reserved: [u8; 8] as "X",
        /// What identifies the meeting.
        pub data: Bytes = bytes_u32["Size"],
    }
}

impl GlobalObjectId {
    /// The first bytes of each.
    pub const ARRAY_ID: [u8; 16] = [
        0x04, 0x00, 0x00, 0x00, 0x82, 0x00, 0xE0, 0x00, 0x74, 0xC5, 0xB7, 0x10, 0x1A, 0x82, 0xE0, 0x08,
    ];
    /// How data begins that holds the UID of a meeting from elsewhere ([MS-OXOCAL] 2.2.1.27).
    const FOREIGN: [u8; 12] = *b"vCal-Uid\x01\0\0\0";

    /// The id of a meeting with this UID of iCalendar.
    pub fn from_uid(uid: &str) -> Self {
        let data = [&Self::FOREIGN[..], uid.as_bytes(), &[0]].concat();
        Self {
            array_id: Self::ARRAY_ID,
            year: 0,
            month: 0,
            day: 0,
            creation_time: FileTime(0),
            reserved: [0; 8],
            data: data.into(),
        }
    }

    /// Reads a whole value.
    ///
    /// # Errors
    /// [`DecodeError`] naming structure, field and offset.
    pub fn parse(bytes: impl Into<Bytes>) -> Result<Self, DecodeError> {
        whole(bytes)
    }

    /// The UID that a meeting from elsewhere brought along, up to its zero.
    pub fn foreign_uid(&self) -> Option<&[u8]> {
        let uid = self.data.strip_prefix(&Self::FOREIGN)?;
        uid.split(|byte| *byte == 0).next().filter(|uid| !uid.is_empty())
    }

    /// The date of the instance, if the id is that of one: year, month, day.
    pub fn instance(&self) -> Option<(u16, u8, u8)> {
        (self.year != 0 && self.month != 0 && self.day != 0).then_some((self.year, self.month, self.day))
    }

    /// The id without its instance: that of the series.
    #[must_use]
    pub fn clean(&self) -> Self {
        Self {
            year: 0,
            month: 0,
            day: 0,
            ..self.clone()
        }
    }
}
