//! GUIDs in the mixed byte order of the wire.

use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Scalar, Writer};
use std::fmt;

/// A GUID as its 16 wire bytes: Data1 to Data3 little-endian, Data4 in order ([MS-DTYP] 2.3.4.2).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Guid(pub [u8; 16]);

impl Guid {
    /// All zero.
    pub const NIL: Guid = Guid([0; 16]);

    /// From the fields as they are printed: `{d1-d2-d3-d4[0..2]-d4[2..8]}`.
    pub const fn from_fields(d1: u32, d2: u16, d3: u16, d4: [u8; 8]) -> Self {
        let [a, b, c, d] = d1.to_le_bytes();
        let [e, f] = d2.to_le_bytes();
        let [g, h] = d3.to_le_bytes();
        let [i, j, k, l, m, n, o, p] = d4;
        Guid([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p])
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g, h, i, rest @ ..] = self.0;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-",
            u32::from_le_bytes([a, b, c, d]),
            u16::from_le_bytes([e, g]),
            u16::from_le_bytes([h, i])
        )?;
        for (n, byte) in rest.iter().enumerate() {
            if n == 2 {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{self}}}")
    }
}

/// The text is not a GUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a guid")]
pub struct ParseGuidError;

/// Accepts 32 hexadecimal digits with the usual hyphens, with or without braces.
impl std::str::FromStr for Guid {
    type Err = ParseGuidError;
    fn from_str(text: &str) -> Result<Self, ParseGuidError> {
        let text = text.trim().trim_start_matches('{').trim_end_matches('}');
        let mut parts = text.split('-');
        let mut next = |len: usize| {
            parts
                .next()
                .filter(|p| p.len() == len)
                .and_then(|p| u64::from_str_radix(p, 16).ok())
                .ok_or(ParseGuidError)
        };
        let (d1, d2, d3, d4, d5) = (next(8)?, next(4)?, next(4)?, next(4)?, next(12)?);
        if parts.next().is_some() {
            return Err(ParseGuidError);
        }
        let (Ok(d1), Ok(d2), Ok(d3)) = (u32::try_from(d1), u16::try_from(d2), u16::try_from(d3)) else {
            return Err(ParseGuidError);
        };
        Ok(Guid::from_fields(d1, d2, d3, ((d4 << 48) | d5).to_be_bytes()))
    }
}

impl Decode for Guid {
    const MIN_LEN: usize = 16;
    #[inline]
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let value = Guid(reader.array()?);
        reader.note(|| Scalar::Guid(value));
        Ok(value)
    }
}
impl Encode for Guid {
    #[inline]
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.put(&self.0);
        Ok(())
    }
}

/// The property sets ([MS-OXPROPS] 1.3.2, and those that its section 2 uses beside them) that named
/// properties live in.
pub mod property_set {
    use super::Guid;

    const fn outlook(d1: u32) -> Guid {
        Guid::from_fields(d1, 0, 0, [0xC0, 0, 0, 0, 0, 0, 0, 0x46])
    }

    /// PS_MAPI: ids below 0x8000 seen as names.
    pub const PS_MAPI: Guid = outlook(0x0002_0328);
    /// PS_PUBLIC_STRINGS
    pub const PS_PUBLIC_STRINGS: Guid = outlook(0x0002_0329);
    /// PS_INTERNET_HEADERS: header fields by name.
    pub const PS_INTERNET_HEADERS: Guid = outlook(0x0002_0386);
    /// PSETID_Appointment
    pub const PSETID_APPOINTMENT: Guid = outlook(0x0006_2002);
    /// PSETID_Task
    pub const PSETID_TASK: Guid = outlook(0x0006_2003);
    /// PSETID_Address
    pub const PSETID_ADDRESS: Guid = outlook(0x0006_2004);
    /// PSETID_Common
    pub const PSETID_COMMON: Guid = outlook(0x0006_2008);
    /// PSETID_Log
    pub const PSETID_LOG: Guid = outlook(0x0006_200A);
    /// PSETID_Note
    pub const PSETID_NOTE: Guid = outlook(0x0006_200E);
    /// PSETID_Remote, of the MAPI reference: headers fetched without their message.
    pub const PSETID_REMOTE: Guid = outlook(0x0006_2014);
    /// PSETID_Sharing
    pub const PSETID_SHARING: Guid = outlook(0x0006_2040);
    /// PSETID_PostRss
    pub const PSETID_POST_RSS: Guid = outlook(0x0006_2041);
    /// PSETID_Meeting
    pub const PSETID_MEETING: Guid = Guid::from_fields(
        0x6ED8_DA90,
        0x450B,
        0x101B,
        [0x98, 0xDA, 0, 0xAA, 0, 0x3F, 0x13, 0x05],
    );
    /// PSETID_UnifiedMessaging
    pub const PSETID_UNIFIED_MESSAGING: Guid = Guid::from_fields(
        0x4442_858E,
        0xA9E3,
        0x4E80,
        [0xB9, 0, 0x31, 0x7A, 0x21, 0x0C, 0xC1, 0x5B],
    );
    /// PSETID_Attachment
    pub const PSETID_ATTACHMENT: Guid = Guid::from_fields(
        0x9635_7F7F,
        0x59E1,
        0x47D0,
        [0x99, 0xA7, 0x46, 0x51, 0x5C, 0x18, 0x3B, 0x54],
    );
    /// PSETID_AirSync
    pub const PSETID_AIR_SYNC: Guid = Guid::from_fields(
        0x7103_5549,
        0x0739,
        0x4DCB,
        [0x91, 0x63, 0, 0xF0, 0x58, 0x0D, 0xBB, 0xDF],
    );
    /// PSETID_CalendarAssistant
    pub const PSETID_CALENDAR_ASSISTANT: Guid = Guid::from_fields(
        0x1100_0E07,
        0xB51B,
        0x40D6,
        [0xAF, 0x21, 0xCA, 0xA8, 0x5E, 0xDA, 0xB1, 0xD0],
    );
    /// PSETID_Messaging
    pub const PSETID_MESSAGING: Guid = Guid::from_fields(
        0x41F2_8F13,
        0x83F4,
        0x4114,
        [0xA5, 0x84, 0xEE, 0xDB, 0x5A, 0x6B, 0x0B, 0xFF],
    );
    /// PSETID_XmlExtractedEntities
    pub const PSETID_XML_EXTRACTED_ENTITIES: Guid = Guid::from_fields(
        0x2323_9608,
        0x685D,
        0x4732,
        [0x9C, 0x55, 0x4C, 0x95, 0xCB, 0x4E, 0x8E, 0x33],
    );

    /// All sets named here with their specification names.
    pub const ALL: &[(Guid, &str)] = &[
        (PS_MAPI, "PS_MAPI"),
        (PS_PUBLIC_STRINGS, "PS_PUBLIC_STRINGS"),
        (PS_INTERNET_HEADERS, "PS_INTERNET_HEADERS"),
        (PSETID_APPOINTMENT, "PSETID_Appointment"),
        (PSETID_TASK, "PSETID_Task"),
        (PSETID_ADDRESS, "PSETID_Address"),
        (PSETID_COMMON, "PSETID_Common"),
        (PSETID_LOG, "PSETID_Log"),
        (PSETID_NOTE, "PSETID_Note"),
        (PSETID_REMOTE, "PSETID_Remote"),
        (PSETID_SHARING, "PSETID_Sharing"),
        (PSETID_POST_RSS, "PSETID_PostRss"),
        (PSETID_MEETING, "PSETID_Meeting"),
        (PSETID_UNIFIED_MESSAGING, "PSETID_UnifiedMessaging"),
        (PSETID_ATTACHMENT, "PSETID_Attachment"),
        (PSETID_AIR_SYNC, "PSETID_AirSync"),
        (PSETID_CALENDAR_ASSISTANT, "PSETID_CalendarAssistant"),
        (PSETID_MESSAGING, "PSETID_Messaging"),
        (PSETID_XML_EXTRACTED_ENTITIES, "PSETID_XmlExtractedEntities"),
    ];

    /// The specification's name of a property set, if it is one of [`ALL`].
    pub fn name(property_set: Guid) -> Option<&'static str> {
        let (_, name) = ALL.iter().find(|(guid, _)| *guid == property_set)?;
        Some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_bytes_agree() {
        let guid: Guid = "{00020386-0000-0000-C000-000000000046}".parse().unwrap();
        assert_eq!(guid, property_set::PS_INTERNET_HEADERS);
        assert_eq!(guid.0[..4], [0x86, 0x03, 0x02, 0x00]);
        assert_eq!(guid.to_string(), "00020386-0000-0000-c000-000000000046");
        assert_eq!("00020386".parse::<Guid>(), Err(ParseGuidError));
    }
}
