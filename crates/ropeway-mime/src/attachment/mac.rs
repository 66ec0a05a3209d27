//! Files of the Macintosh ([MS-OXCMAIL] 2.1.3.4.3): MacBinary becomes `multipart/appledouble` of RFC 1740.

use super::file::{describe, file_part, name_parameter, with_dates};
use super::{FileName, Inline, Part, Text, media_type};
use crate::mime::{Content, ContentType, Data, Entity};
use crate::options::Context;
use crate::report::Source;
use bytes::{BufMut, Bytes, BytesMut};
use ropeway_types::{PropertyTag, PropertyType, named, tags};

/// PidTagAttachEncoding of MacBinary ([MS-OXCMSG] 2.2.2.20).
const ENCODING: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 0x03, 0x0B, 0x01];
/// Header, forks and the header behind the header stand on multiples of this (MacBinary II).
const BLOCK: usize = 128;
/// Seconds from 1904, where the clock of the Macintosh begins, to 2000, where that of AppleDouble does.
const EPOCH: i64 = 3_029_529_600;

/// A file out of MacBinary.
#[derive(Debug, Clone, PartialEq, Eq)]
struct MacFile {
    /// The name, in a character set that nothing names; mostly US-ASCII.
    name: Bytes,
    /// FInfo: type, creator, flags, place and folder, 16 bytes, big-endian.
    finder: Bytes,
    /// Creation and modification in seconds since 1904.
    created: u32,
    modified: u32,
    data: Bytes,
    resource: Bytes,
}

/// A MacBinary file in both forks; `None` for everything else, which is an ordinary file.
pub(super) fn mac_part(
    data: &Bytes,
    text: &Text<'_>,
    inline: &mut Inline,
    context: &mut Context<'_>,
) -> Option<Part> {
    if !is_marked(text) {
        return None;
    }
    let label = format!("attachment {}", text.attachment.number);
    let Some(file) = MacFile::read(data) else {
        context
            .report
            .substituted(label, "it is no MacBinary, as which it is marked: a plain file");
        return None;
    };
    if !context.options.apple_double {
        context
            .report
            .dropped(label, "of a file of the Macintosh its data alone are sent");
        return Some(file_part(file.data.into(), text, inline, context));
    }
    let stored = super::file::stored_name(text)
        .0
        .as_deref()
        .and_then(FileName::new);
    let own = String::from_utf8_lossy(&file.name).into_owned();
    let name = stored
        .or_else(|| FileName::new(&own))
        .unwrap_or_else(|| FileName::generated(text.attachment.number, None, ""));
    let named = |media_type: String| {
        name_parameter(
            ContentType::new(media_type),
            &name,
            context.options.file_name_fallback,
        )
    };
    let value = |property: &named::NamedProperty| {
        let id = text.message.named_properties.id(&property.property_name())?;
        Some(PropertyTag::new(id, property.property_type))
    };
    let info = value(&named::ATTACHMENT_MAC_INFO)
        .and_then(|tag| text.attachment.properties.binary(tag))
        .filter(|info| !info.is_empty())
        .cloned();
    let kind = value(&named::ATTACHMENT_MAC_CONTENT_TYPE)
        .filter(|tag| tag.property_type() == PropertyType::STRING)
        .and_then(|tag| text.of(tag));
    let extension = media_type::extension(name.as_str());
    let kind = media_type::choose(kind.as_deref(), extension.as_deref(), &file.data, false);
    let header = Entity::new(
        named("application/applefile".to_owned()),
        Content::Base64(info.unwrap_or_else(|| file.apple_double()).into()),
    );
    let disposition = ContentType::new("attachment").with("filename", name.as_str());
    let disposition = with_dates(
        match file.data.is_empty() {
            true => disposition,
            false => disposition.with("size", file.data.len().to_string()),
        },
        text,
    );
    let mut content = Entity::new(named(kind), Content::Base64(Data::Memory(file.data)));
    content
        .content_fields
        .content_type("Content-Disposition", &disposition);
    let mut entity = Entity::multipart("appledouble", vec![header, content]);
    describe(&mut entity.content_fields, text, &name);
    Some(Part {
        entity,
        inline: false,
        source: Source::File,
    })
}

/// Whether an attachment says that it is MacBinary.
pub(super) fn is_marked(text: &Text<'_>) -> bool {
    text.attachment
        .properties
        .binary(tags::ATTACH_ENCODING)
        .is_some_and(|encoding| encoding == ENCODING)
}

impl MacFile {
    fn read(bytes: &Bytes) -> Option<Self> {
        let header: &[u8; BLOCK] = bytes.first_chunk()?;
        let byte = |at: usize| header.get(at).copied().unwrap_or(0);
        let long = |at: usize| {
            let field = header.get(at..).and_then(<[u8]>::first_chunk::<4>);
            field.map_or(0, |field| u32::from_be_bytes(*field))
        };
        let name_len = usize::from(byte(1));
        let valid = byte(0) == 0 && (1..=63).contains(&name_len) && byte(74) == 0 && byte(82) == 0;
        if !valid {
            return None;
        }
        let fork = |at: usize, len: u32| {
            let len = usize::try_from(len).ok()?;
            let end = at.checked_add(len)?;
            // The last block need not be full.
            (end <= bytes.len()).then(|| (bytes.slice(at..end), end))
        };
        // A second header, which no writer has ever used for anything.
        let second = usize::from(u16::from_be_bytes([byte(120), byte(121)]));
        let (data, end) = fork(BLOCK.saturating_add(blocks(second)), long(83))?;
        let resource = match long(87) {
            0 => Bytes::new(),
            len => fork(blocks(end), len)?.0,
        };
        let mut finder = BytesMut::with_capacity(16);
        finder.extend_from_slice(header.get(65..73)?);
        finder.put_u8(byte(73));
        finder.put_u8(byte(101));
        finder.extend_from_slice(header.get(75..81)?);
        Some(Self {
            name: bytes.slice(2..2usize.saturating_add(name_len)),
            finder: finder.freeze(),
            created: long(91),
            modified: long(95),
            data,
            resource,
        })
    }

    /// AppleDouble (RFC 1740 appendix A): everything but the data fork.
    fn apple_double(&self) -> Bytes {
        const MAGIC: u32 = 0x0005_1607;
        const VERSION: u32 = 0x0002_0000;
        /// Magic number, version, filler, count; then id, place and length of each entry.
        const HEADER: usize = 26;
        const ENTRY: usize = 12;
        let date = |seconds: u32| {
            let date = i64::from(seconds).saturating_sub(EPOCH);
            i32::try_from(date).unwrap_or(i32::MIN)
        };
        // Creation, modification, backup, access; the last two unknown.
        let mut dates = BytesMut::with_capacity(16);
        for date in [date(self.created), date(self.modified), i32::MIN, i32::MIN] {
            dates.put_i32(date);
        }
        // FXInfo: nothing is known of it.
        let finder = [&self.finder[..], &[0; 16]].concat();
        let mut entries = vec![(3u32, &self.name[..]), (8, &dates[..]), (9, &finder[..])];
        // Not written where it is empty ([MS-OXCMAIL] 2.1.3.4.3.1). Last, so that it can grow.
        if !self.resource.is_empty() {
            entries.push((2, &self.resource[..]));
        }
        let mut at = HEADER.saturating_add(ENTRY.saturating_mul(entries.len()));
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        let mut out = BytesMut::with_capacity(at.saturating_add(self.resource.len()).saturating_add(128));
        out.put_u32(MAGIC);
        out.put_u32(VERSION);
        out.put_bytes(0, 16);
        out.put_u16(u16::try_from(entries.len()).unwrap_or(u16::MAX));
        for (id, content) in &entries {
            out.put_u32(*id);
            out.put_u32(number(at));
            out.put_u32(number(content.len()));
            at = at.saturating_add(content.len());
        }
        for (_, content) in &entries {
            out.extend_from_slice(content);
        }
        out.freeze()
    }
}

/// A length in whole blocks.
fn blocks(len: usize) -> usize {
    len.div_ceil(BLOCK).saturating_mul(BLOCK)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    fn mac_binary(data: &[u8], resource: &[u8]) -> Vec<u8> {
        let mut out = vec![0u8; 128];
        out[1] = 4;
        out[2..6].copy_from_slice(b"Plan");
        out[65..73].copy_from_slice(b"TEXTttxt");
        out[73] = 0x12;
        out[101] = 0x34;
        out[75..81].copy_from_slice(&[0, 1, 0, 2, 0, 3]);
        out[83..87].copy_from_slice(&(data.len() as u32).to_be_bytes());
        out[87..91].copy_from_slice(&(resource.len() as u32).to_be_bytes());
        out[91..95].copy_from_slice(&3_029_529_601u32.to_be_bytes());
        out[95..99].copy_from_slice(&1u32.to_be_bytes());
        for fork in [data, resource] {
            out.extend_from_slice(fork);
            out.resize(blocks(out.len()), 0);
        }
        out
    }

    #[test]
    fn at_15_both_forks_are_found() {
        let file = MacFile::read(&mac_binary(b"data", b"resource").into()).unwrap();
        assert_eq!(file.name, "Plan");
        assert_eq!(
            (&file.data[..], &file.resource[..]),
            (&b"data"[..], &b"resource"[..])
        );
        assert_eq!(file.finder, b"TEXTttxt\x12\x34\0\x01\0\x02\0\x03"[..]);
        // The padding of the last block may be missing.
        let mut short = mac_binary(b"data", b"");
        short.truncate(132);
        assert_eq!(MacFile::read(&short.into()).unwrap().data, "data");
    }

    #[test]
    fn at_15_all_checks_of_the_header() {
        let broken = |at: usize, value: u8| {
            let mut bytes = mac_binary(b"data", b"resource");
            bytes[at] = value;
            MacFile::read(&bytes.into())
        };
        for (at, value) in [
            (0, 1),
            (1, 0),
            (1, 64),
            (74, 1),
            (82, 1),
            (83, 1),
            (85, 2),
            (87, 9),
            (89, 1),
        ] {
            assert_eq!(broken(at, value), None, "{at}");
        }
        // The checksum is not looked at.
        assert!(broken(124, 0xFF).is_some());
        assert_eq!(MacFile::read(&Bytes::from_static(&[0; 127])), None);
    }

    #[test]
    fn at_15_apple_double_has_all_but_the_data() {
        let file = MacFile::read(&mac_binary(b"data", b"resource").into()).unwrap();
        let bytes = file.apple_double();
        assert_eq!(&bytes[..8], b"\0\x05\x16\x07\0\x02\0\0");
        assert_eq!(&bytes[24..26], [0, 4]);
        let entry = |id: u32| {
            let at = (26..74)
                .step_by(12)
                .find(|at| bytes[*at..at + 4] == id.to_be_bytes())?;
            let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
            Some(&bytes[number(at + 4)..number(at + 4) + number(at + 8)])
        };
        assert_eq!(entry(3).unwrap(), b"Plan");
        assert_eq!(entry(2).unwrap(), b"resource");
        assert_eq!(entry(9).unwrap().len(), 32);
        assert_eq!(&entry(8).unwrap()[..8], b"\0\0\0\x01\x80\0\0\0");
        let empty = MacFile::read(&mac_binary(b"data", b"").into())
            .unwrap()
            .apple_double();
        assert_eq!(&empty[24..26], [0, 3]);
    }
}
