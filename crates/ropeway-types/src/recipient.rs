//! RecipientRow ([MS-OXCDATA] 2.8.3).

use crate::row::PropertyRow;
use crate::tag::PropertyTag;
use crate::text::{CodePage, WideString};
use crate::wire::codec::bytes_u16;
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;

/// RecipientFlags ([MS-OXCDATA] 2.8.3.1). Reserved bits survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct RecipientFlags(pub u16);

impl RecipientFlags {
    /// Mask of the address type: 0 none, 1 X500DN, 2 MsMail, 3 SMTP, 4 Fax, 5
    /// ProfessionalOfficeSystem, 6 and 7 PersonalDistributionList.
    pub const TYPE: u16 = 0x0007;
    /// Type value: X500DN.
    pub const X500_DN: u16 = 0x0001;
    /// Type value: SMTP.
    pub const SMTP: u16 = 0x0003;
    /// E: EmailAddress is there.
    pub const EMAIL_ADDRESS: u16 = 0x0008;
    /// D: DisplayName is there.
    pub const DISPLAY_NAME: u16 = 0x0010;
    /// T: TransmittableDisplayName is there.
    pub const TRANSMITTABLE_DISPLAY_NAME: u16 = 0x0020;
    /// S: the transmittable display name is the display name.
    pub const SAME_TRANSMITTABLE: u16 = 0x0040;
    /// R: another transport delivers to this recipient.
    pub const RESPONSIBLE: u16 = 0x0080;
    /// N: the recipient takes no rich text.
    pub const NO_RICH_TEXT: u16 = 0x0100;
    /// U: the strings are UTF-16LE.
    pub const UNICODE: u16 = 0x0200;
    /// I: SimpleDisplayName is there.
    pub const SIMPLE_DISPLAY_NAME: u16 = 0x0400;
    /// O: AddressType is there; then Type is 0.
    pub const NON_STANDARD: u16 = 0x8000;

    /// The address type's number.
    pub const fn address_type(self) -> u16 {
        self.0 & Self::TYPE
    }

    /// Whether all bits of `mask` are set.
    pub const fn contains(self, mask: u16) -> bool {
        self.0 & mask == mask
    }
}

/// A string of a row: UTF-16LE or 8-bit as flag U says, without its terminator.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum RowString {
    /// 8-bit, in the code page that stands beside the row or is the message's.
    Narrow(Bytes),
    /// UTF-16LE.
    Wide(WideString),
}

impl RowString {
    /// The text; 8-bit text in an unknown code page is read as UTF-8 where it is.
    pub fn to_text(&self, code_page: CodePage) -> String {
        match self {
            Self::Wide(text) => text.to_string_lossy(),
            Self::Narrow(bytes) => code_page
                .decode(bytes)
                .unwrap_or_else(|| String::from_utf8_lossy(bytes))
                .into_owned(),
        }
    }

    /// Reads a string of the width that a flag elsewhere says.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Unterminated`].
    #[inline]
    pub fn decode(wide: bool, reader: &mut Reader) -> Result<Self, DecodeError> {
        if wide {
            reader.utf16z().map(|b| Self::Wide(WideString::from_units(b)))
        } else {
            reader.asciiz().map(Self::Narrow)
        }
    }

    /// Writes the string where a flag elsewhere says its width.
    ///
    /// # Errors
    /// [`EncodeError::Unsupported`] for a string of the other width; [`EncodeError::EmbeddedNul`].
    pub fn encode(&self, wide: bool, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Wide(text) if wide => writer.utf16z(text.as_bytes()),
            Self::Narrow(bytes) if !wide => writer.asciiz(bytes),
            _ => Err(EncodeError::Unsupported(
                "string of another width than the row's flags say",
            )),
        }
    }
}

const ROW: &str = "RecipientRow";

/// A string that is there if the flags have `mask`.
#[inline(always)]
fn string(
    reader: &mut Reader,
    flags: RecipientFlags,
    mask: u16,
    field: &'static str,
) -> Result<Option<RowString>, DecodeError> {
    if !flags.contains(mask) {
        return Ok(None);
    }
    reader.field(ROW, field, |reader| {
        Ok(Some(if flags.contains(RecipientFlags::UNICODE) {
            RowString::Wide(WideString::from_units(reader.utf16z()?))
        } else {
            RowString::Narrow(reader.asciiz()?)
        }))
    })
}

/// RecipientRow ([MS-OXCDATA] 2.8.3.2). Which fields are there is what `flags` says.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RecipientRow {
    /// RecipientFlags.
    pub flags: RecipientFlags,
    /// Type X500DN: AddressPrefixUsed, DisplayType and X500DN.
    pub x500: Option<X500Address>,
    /// Types 6 and 7: EntryID and SearchKey of the personal distribution list.
    pub distribution_list: Option<(Bytes, Bytes)>,
    /// Flag O: AddressType.
    pub address_type: Option<Bytes>,
    /// Flag E.
    pub email_address: Option<RowString>,
    /// Flag D.
    pub display_name: Option<RowString>,
    /// Flag I.
    pub simple_display_name: Option<RowString>,
    /// Flag T.
    pub transmittable_display_name: Option<RowString>,
    /// The first RecipientColumnCount columns' values.
    pub properties: PropertyRow,
}

/// The X.500 part of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct X500Address {
    /// Characters of the session's DnPrefix that stand before `dn`.
    pub address_prefix_used: u8,
    /// Display type: 0 mail user, 1 distribution list, and so on.
    pub display_type: u8,
    /// The distinguished name without that prefix.
    pub dn: Bytes,
}

impl RecipientRow {
    /// Reads a row against the RecipientColumns that its ROP announced.
    ///
    /// # Errors
    /// As the bytes deserve, and if the row claims more columns than were announced.
    pub fn decode(columns: &[PropertyTag], reader: &mut Reader) -> Result<Self, DecodeError> {
        Self::decode_with(columns, reader, |row| row)
    }

    /// Reads a row and gives it to `put`, which saves that it is handed on: it is some 300 bytes long.
    ///
    /// # Errors
    /// As [`RecipientRow::decode`]; then `put` is not called.
    pub fn decode_with<R>(
        columns: &[PropertyTag],
        reader: &mut Reader,
        put: impl FnOnce(Self) -> R,
    ) -> Result<R, DecodeError> {
        let flags = RecipientFlags(reader.field(ROW, "RecipientFlags", u16::decode)?);
        let (mut x500, mut distribution_list, mut address_type) = (None, None, None);
        match flags.address_type() {
            1 => {
                x500 = Some(X500Address {
                    address_prefix_used: reader.field(ROW, "AddressPrefixUsed", u8::decode)?,
                    display_type: reader.field(ROW, "DisplayType", u8::decode)?,
                    dn: reader.field(ROW, "X500DN", Reader::asciiz)?,
                });
            }
            6 | 7 => {
                let entry_id = reader.field(ROW, "EntryId", bytes_u16::decode)?;
                let key = reader.field(ROW, "SearchKey", bytes_u16::decode)?;
                distribution_list = Some((entry_id, key));
            }
            0 if flags.contains(RecipientFlags::NON_STANDARD) => {
                address_type = Some(reader.field(ROW, "AddressType", Reader::asciiz)?);
            }
            _ => {}
        }
        let email_address = string(reader, flags, RecipientFlags::EMAIL_ADDRESS, "EmailAddress")?;
        let display_name = string(reader, flags, RecipientFlags::DISPLAY_NAME, "DisplayName")?;
        let simple_display_name = string(
            reader,
            flags,
            RecipientFlags::SIMPLE_DISPLAY_NAME,
            "SimpleDisplayName",
        )?;
        let transmittable_display_name = string(
            reader,
            flags,
            RecipientFlags::TRANSMITTABLE_DISPLAY_NAME,
            "TransmittableDisplayName",
        )?;
        let columns = reader.field(ROW, "RecipientColumnCount", |reader| {
            let offset = reader.offset();
            let count = usize::from(u16::decode(reader)?);
            columns.get(..count).ok_or_else(|| {
                let max = columns.len();
                DecodeError::new(offset, DecodeErrorKind::Limit { count, max })
            })
        })?;
        let properties = reader.field(ROW, "RecipientProperties", |reader| {
            PropertyRow::decode(columns, reader)
        })?;
        Ok(put(Self {
            flags,
            x500,
            distribution_list,
            address_type,
            email_address,
            display_name,
            simple_display_name,
            transmittable_display_name,
            properties,
        }))
    }

    /// Writes the row against the RecipientColumns that its ROP announces.
    ///
    /// # Errors
    /// If fields are there that the flags deny, or the other way round.
    pub fn encode(&self, columns: &[PropertyTag], writer: &mut Writer) -> Result<(), EncodeError> {
        const MISMATCH: EncodeError =
            EncodeError::Unsupported("field that the recipient flags do not announce");
        self.flags.0.encode(writer)?;
        let kind = self.flags.address_type();
        let non_standard = kind == 0 && self.flags.contains(RecipientFlags::NON_STANDARD);
        if self.x500.is_some() != (kind == 1)
            || self.distribution_list.is_some() != matches!(kind, 6 | 7)
            || self.address_type.is_some() != non_standard
        {
            return Err(MISMATCH);
        }
        if let Some(x500) = &self.x500 {
            writer.put(&[x500.address_prefix_used, x500.display_type]);
            writer.asciiz(&x500.dn)?;
        }
        if let Some((entry_id, key)) = &self.distribution_list {
            bytes_u16::encode(entry_id, writer)?;
            bytes_u16::encode(key, writer)?;
        }
        if let Some(address_type) = &self.address_type {
            writer.asciiz(address_type)?;
        }
        let wide = self.flags.contains(RecipientFlags::UNICODE);
        for (mask, string) in [
            (RecipientFlags::EMAIL_ADDRESS, &self.email_address),
            (RecipientFlags::DISPLAY_NAME, &self.display_name),
            (RecipientFlags::SIMPLE_DISPLAY_NAME, &self.simple_display_name),
            (
                RecipientFlags::TRANSMITTABLE_DISPLAY_NAME,
                &self.transmittable_display_name,
            ),
        ] {
            match string {
                Some(string) if self.flags.contains(mask) => string.encode(wide, writer)?,
                None if !self.flags.contains(mask) => {}
                _ => return Err(MISMATCH),
            }
        }
        let count = self.properties.values.len();
        writer.count_u16("recipient columns", count)?;
        let columns = columns.get(..count).ok_or(MISMATCH)?;
        self.properties.encode(columns, writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags;

    /// The row of a recorded request (libmapi, unresolved SMTP recipient).
    const RECORDED: &[u8] =
        b"\x9b\x06a\0@\0x\0.\0t\0\0\0a\0@\0x\0.\0t\0\0\0a\0@\0x\0.\0t\0\0\0\x02\0\0\x06\0\0\0\0\0\0\0";

    #[test]
    fn recorded_row_round_trips() {
        let columns = [tags::OBJECT_TYPE, tags::DISPLAY_TYPE, tags::SMTP_ADDRESS];
        let bytes = Bytes::from_static(RECORDED);
        let mut reader = Reader::new(bytes.clone());
        let row = RecipientRow::decode(&columns, &mut reader).unwrap();
        reader.finish().unwrap();
        assert_eq!(row.flags.address_type(), RecipientFlags::SMTP);
        assert!(row.flags.contains(RecipientFlags::RESPONSIBLE));
        assert_eq!(
            row.email_address
                .as_ref()
                .unwrap()
                .to_text(CodePage::WINDOWS_1252),
            "a@x.t"
        );
        assert_eq!(row.properties.values.len(), 2);
        let mut writer = Writer::new();
        row.encode(&columns, &mut writer).unwrap();
        assert_eq!(writer.finish(), bytes);
        for len in 0..RECORDED.len() {
            let cut = bytes.slice(..len);
            assert!(
                RecipientRow::decode(&columns, &mut Reader::new(cut)).is_err(),
                "{len}"
            );
        }
    }

    /// A row with the fields that `flags` announces.
    fn row_of(flags: RecipientFlags) -> RecipientRow {
        let has = |mask| flags.contains(mask);
        let string = |mask, text: &'static str| {
            has(mask).then(|| {
                if has(RecipientFlags::UNICODE) {
                    RowString::Wide(text.into())
                } else {
                    RowString::Narrow(Bytes::from_static(text.as_bytes()))
                }
            })
        };
        let kind = flags.address_type();
        RecipientRow {
            flags,
            x500: (kind == 1).then(|| X500Address {
                address_prefix_used: 3,
                display_type: 6,
                dn: Bytes::from_static(b"/cn=a"),
            }),
            distribution_list: matches!(kind, 6 | 7)
                .then(|| (Bytes::from_static(b"id"), Bytes::from_static(b"key"))),
            address_type: (kind == 0 && has(RecipientFlags::NON_STANDARD))
                .then(|| Bytes::from_static(b"X400")),
            email_address: string(RecipientFlags::EMAIL_ADDRESS, "e"),
            display_name: string(RecipientFlags::DISPLAY_NAME, "dd"),
            simple_display_name: string(RecipientFlags::SIMPLE_DISPLAY_NAME, ""),
            transmittable_display_name: string(RecipientFlags::TRANSMITTABLE_DISPLAY_NAME, "tttt"),
            properties: PropertyRow::default(),
        }
    }

    #[test]
    fn every_word_of_flags_round_trips_with_its_fields_alone() {
        for word in 0..=u16::MAX {
            let row = row_of(RecipientFlags(word));
            let mut writer = Writer::new();
            row.encode(&[], &mut writer).unwrap();
            let bytes = writer.finish();
            let mut reader = Reader::new(bytes.clone());
            assert_eq!(
                RecipientRow::decode(&[], &mut reader).unwrap(),
                row,
                "{word:#06x}"
            );
            reader.finish().unwrap();
            let cut = bytes.slice(..bytes.len() - 1);
            assert!(
                RecipientRow::decode(&[], &mut Reader::new(cut)).is_err(),
                "{word:#06x}"
            );
            // A field that the word does not announce cannot be written.
            let contradicting = row_of(RecipientFlags(word ^ RecipientFlags::EMAIL_ADDRESS));
            let contradicting = RecipientRow {
                flags: row.flags,
                ..contradicting
            };
            assert!(
                contradicting.encode(&[], &mut Writer::new()).is_err(),
                "{word:#06x}"
            );
        }
    }

    #[test]
    fn more_columns_than_announced_is_an_error() {
        let error = RecipientRow::decode(&[], &mut Reader::new(Bytes::from_static(RECORDED))).unwrap_err();
        assert_eq!(
            error.to_string(),
            "RecipientRow.RecipientColumnCount at byte 38: count 2 exceeds 0"
        );
    }
}
