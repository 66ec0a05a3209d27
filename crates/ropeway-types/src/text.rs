//! Text as it stands on the wire: UTF-16LE, or 8-bit in a code page.

use bytes::Bytes;
use std::borrow::Cow;
use std::fmt;

/// UTF-16LE text without its terminating zero, as a slice of the input.
///
/// Lone surrogates are legal on the wire and survive; [`WideString::to_string_lossy`] replaces them.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct WideString(Bytes);

impl WideString {
    /// From UTF-16LE bytes; an odd last byte is dropped.
    pub fn from_utf16le(bytes: impl Into<Bytes>) -> Self {
        let mut bytes = bytes.into();
        bytes.truncate(bytes.len() & !1);
        Self(bytes)
    }

    /// From what is known to be whole units.
    #[inline]
    pub(crate) fn from_units(bytes: Bytes) -> Self {
        Self(bytes)
    }

    /// The UTF-16LE bytes.
    #[inline]
    pub fn as_bytes(&self) -> &Bytes {
        &self.0
    }

    /// Code units.
    pub fn units(&self) -> impl Iterator<Item = u16> + '_ {
        self.0.chunks_exact(2).map(|unit| match unit {
            [low, high] => u16::from_le_bytes([*low, *high]),
            _ => 0,
        })
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text, lone surrogates replaced by U+FFFD.
    pub fn to_string_lossy(&self) -> String {
        // Nearly all text of mail headers, and much of the rest.
        if let Some(text) = self.ascii() {
            return text;
        }
        encoding_rs::UTF_16LE
            .decode_without_bom_handling(&self.0)
            .0
            .into_owned()
    }

    /// The text if it is US-ASCII.
    fn ascii(&self) -> Option<String> {
        // Two simple loops, each of which becomes one over vectors.
        let (units, _) = self.0.as_chunks::<2>();
        let seen = units
            .iter()
            .fold(0u16, |seen, unit| seen | u16::from_le_bytes(*unit));
        if seen >= 0x80 {
            return None;
        }
        let narrow: Vec<u8> = units.iter().map(|[low, _]| *low).collect();
        String::from_utf8(narrow).ok()
    }
}

impl From<&str> for WideString {
    fn from(text: &str) -> Self {
        Self(text.encode_utf16().flat_map(u16::to_le_bytes).collect())
    }
}

impl fmt::Display for WideString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_string_lossy())
    }
}
impl fmt::Debug for WideString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string_lossy())
    }
}

/// A Windows code page number ([MS-UCODEREF] 2.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct CodePage(pub u16);

impl CodePage {
    /// Western European, the fallback where nothing is known.
    pub const WINDOWS_1252: CodePage = CodePage(1252);
    /// UTF-16LE.
    pub const UTF_16LE: CodePage = CodePage(1200);
    /// UTF-8.
    pub const UTF_8: CodePage = CodePage(65001);
    /// US-ASCII.
    pub const US_ASCII: CodePage = CodePage(20127);
    /// In ROPs: the code page of the logon ([MS-OXCROPS] 2.2.6.2.1).
    pub const LOGON: CodePage = CodePage(0x0FFF);

    /// The encoding, if the code page is one of the WHATWG set.
    pub fn encoding(self) -> Option<&'static encoding_rs::Encoding> {
        match self.0 {
            20127 => Some(encoding_rs::WINDOWS_1252),
            // codepage knows 50220 alone of the three numbers of ISO-2022-JP.
            50221 | 50222 => Some(encoding_rs::ISO_2022_JP),
            // The Windows flavours are supersets of these.
            20936 | 51936 => Some(encoding_rs::GBK),
            20932 | 51932 => Some(encoding_rs::EUC_JP),
            20949 => Some(encoding_rs::EUC_KR),
            // What stands for encodings that browsers refuse reads nothing.
            number => codepage::to_encoding(number).filter(|e| *e != encoding_rs::REPLACEMENT),
        }
    }

    /// Chinese in seven bits (RFC 1843).
    const HZ: CodePage = CodePage(52936);

    /// Whether text in this code page can be read here.
    pub fn is_known(self) -> bool {
        self == Self::HZ
            || self.encoding().is_some()
            || oem_cp::code_table::DECODING_TABLE_CP_MAP.contains_key(&self.0)
    }

    /// 8-bit text as a string; what has no meaning in the code page becomes U+FFFD.
    /// `None` if the code page is unknown.
    pub fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        if let Some(encoding) = self.encoding() {
            return Some(encoding.decode_without_bom_handling(bytes).0);
        }
        if self == Self::HZ {
            return Some(Cow::Owned(decode_hz(bytes)));
        }
        let table = oem_cp::code_table::DECODING_TABLE_CP_MAP.get(&self.0)?;
        Some(Cow::Owned(table.decode_string_lossy(bytes)))
    }

    /// A string in this code page; `None` if the code page is unknown or lacks a character.
    pub fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        if text.is_ascii() && self != Self::UTF_16LE {
            return Some(Cow::Borrowed(text.as_bytes()));
        }
        if let Some(encoding) = self.encoding() {
            let (bytes, _, unmappable) = encoding.encode(text);
            return (!unmappable && encoding.output_encoding() == encoding).then_some(bytes);
        }
        let table = oem_cp::code_table::ENCODING_TABLE_CP_MAP.get(&self.0)?;
        oem_cp::encode_string_checked(text, table).map(Cow::Owned)
    }
}

/// HZ (RFC 1843): GB 2312 without its eighth bits between `~{` and `~}`.
fn decode_hz(bytes: &[u8]) -> String {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut chinese = false;
    loop {
        rest = match rest {
            [] => break,
            [b'~', b'{', tail @ ..] if !chinese => {
                chinese = true;
                tail
            }
            [b'~', b'}', tail @ ..] => {
                chinese = false;
                tail
            }
            [b'~', b'~', tail @ ..] if !chinese => {
                plain.push(b'~');
                tail
            }
            // A line that goes on.
            [b'~', b'\n', tail @ ..] | [b'~', b'\r', b'\n', tail @ ..] if !chinese => tail,
            [first @ 0x21..=0x7E, second @ 0x21..=0x7E, tail @ ..] if chinese => {
                plain.extend([first | 0x80, second | 0x80]);
                tail
            }
            [other, tail @ ..] => {
                // No line is Chinese at its start.
                chinese &= *other != b'\n';
                plain.push(*other);
                tail
            }
        };
    }
    encoding_rs::GBK
        .decode_without_bom_handling(&plain)
        .0
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_survive_until_text_is_asked_for() {
        let lone = WideString::from_utf16le(vec![0x3d, 0xd8, b'a', 0]);
        assert_eq!(lone.as_bytes()[..], [0x3d, 0xd8, b'a', 0]);
        assert_eq!(lone.to_string_lossy(), "\u{fffd}a");
        assert_eq!(WideString::from("Grüße 🚠").to_string_lossy(), "Grüße 🚠");
        assert_eq!(WideString::from("plain\r\n").to_string_lossy(), "plain\r\n");
        let odd = [0xD83Du16, 0xD83D, 0xDEA0, 0xDEA0, 0x61, 0xD83D];
        let bytes: Vec<u8> = odd.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        assert_eq!(
            WideString::from_utf16le(bytes).to_string_lossy(),
            String::from_utf16_lossy(&odd)
        );
    }

    #[test]
    fn code_pages_of_windows_and_dos() {
        assert_eq!(CodePage(1251).decode(&[0xCF, 0xF0]).unwrap(), "Пр");
        assert_eq!(CodePage(932).decode(&[0x93, 0xFA]).unwrap(), "日");
        assert_eq!(CodePage(437).decode(&[0x81]).unwrap(), "ü");
        assert_eq!(CodePage(437).encode("ü").unwrap()[..], [0x81]);
        assert_eq!(CodePage(1252).encode("日"), None);
        assert_eq!(CodePage(1).decode(b"x"), None);
        assert_eq!(CodePage(51932).decode(b"\xC6\xFC").unwrap(), "日");
        assert_eq!(CodePage(20949).decode(b"\xC0\xCF").unwrap(), "일");
    }

    #[test]
    fn chinese_in_seven_bits() {
        let hz = CodePage(52936);
        assert!(hz.is_known());
        assert_eq!(hz.decode(b"a ~{VPND~} ~~ b~\nc").unwrap(), "a 中文 ~ bc");
        assert_eq!(hz.decode(b"~{VP\nab~").unwrap(), "中\nab~");
        assert_eq!(hz.encode("中"), None);
    }
}
