//! Character sets of text parts, read.

use super::report::ImportFindingKind;
use crate::html;
use bytes::Bytes;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;
use ropeway_types::CodePage;

/// Plain text, the code page that it came in, and what is wrong with it.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) page: Option<CodePage>,
    pub(super) fault: Option<ImportFindingKind>,
}

/// Reads text in a named character set. Without a name, or with one that is not known here: UTF-8 if it is
/// that, else windows-1252.
pub(super) fn decode(bytes: &[u8], label: Option<&str>) -> Text {
    let name = label.unwrap_or("us-ascii");
    let is_ascii = is_us_ascii(name);
    if is_ascii && bytes.is_ascii() {
        return Text {
            text: String::from_utf8_lossy(bytes).into_owned(),
            page: Some(CodePage::US_ASCII),
            fault: None,
        };
    }
    if let Some(encoding) = Encoding::for_label(name.as_bytes()).filter(|_| !is_ascii) {
        let (text, used, faulty) = encoding.decode(bytes);
        return Text {
            page: page_of(name, used),
            text: text.into_owned(),
            fault: faulty.then_some(ImportFindingKind::UndecodableText),
        };
    }
    if let Some(decoder) = charset_decoder(name.as_bytes()).filter(|_| !is_ascii) {
        return Text {
            text: decoder(bytes),
            page: None,
            fault: None,
        };
    }
    let fault = if is_ascii {
        ImportFindingKind::NoCharset
    } else {
        ImportFindingKind::UnknownCharset(name.to_owned())
    };
    let encoding = if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    };
    Text {
        text: encoding.decode(bytes).0.into_owned(),
        page: page_of(encoding.name(), encoding),
        fault: Some(fault),
    }
}

fn is_us_ascii(name: &str) -> bool {
    ["us-ascii", "ascii", "ansi_x3.4-1968"]
        .iter()
        .any(|n| n.eq_ignore_ascii_case(name))
}

/// The code page of an encoding that PidTagHtml may have: any but UTF-16 ([MS-OXCMAIL] 2.1.3.3.1).
fn page_of(name: &str, encoding: &'static Encoding) -> Option<CodePage> {
    // Its own number, although everybody reads windows-1252.
    if encoding == WINDOWS_1252
        && ["iso-8859-1", "latin1"]
            .iter()
            .any(|n| n.eq_ignore_ascii_case(name))
    {
        return Some(CodePage(28591));
    }
    // Of its three numbers the one whose name is iso-2022-jp.
    let page = if encoding == encoding_rs::ISO_2022_JP {
        CodePage(50220)
    } else {
        codepage::from_encoding(encoding).map(CodePage)?
    };
    (encoding.output_encoding() == encoding && page.encoding() == Some(encoding)).then_some(page)
}

/// PidTagHtml, the code page it is in, and the text that it is.
pub(super) struct Html {
    pub(super) bytes: Bytes,
    pub(super) page: CodePage,
    pub(super) text: String,
    pub(super) fault: Option<ImportFindingKind>,
}

/// HTML in a named character set, as it is where the character set has a code page, else as UTF-8.
pub(super) fn html(bytes: Bytes, label: Option<&str>) -> Html {
    let stated = html::meta_charset(&bytes)
        .filter(|_| label.is_none() && !bytes.is_ascii())
        .and_then(|name| String::from_utf8(name).ok());
    let label = label.or(stated.as_deref());
    let Text { text, page, fault } = decode(&bytes, label);
    match page {
        // The document goes by its mark or by what it says, whatever its page.
        Some(page) if crate::charset::decode_html(&bytes, Some(page)) == text => Html {
            bytes,
            page,
            text,
            fault,
        },
        _ => Html {
            bytes: Bytes::copy_from_slice(text.as_bytes()),
            page: CodePage::UTF_8,
            text,
            fault,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], label: Option<&str>) -> (String, Option<u16>, bool) {
        let Text { text, page, fault } = decode(bytes, label);
        (text, page.map(|p| p.0), fault.is_none())
    }

    #[test]
    fn bd_24_text_is_read_in_its_character_set() {
        assert_eq!(
            read(b"\xCF\xF0", Some("windows-1251")),
            ("Пр".into(), Some(1251), true)
        );
        assert_eq!(
            read(b"\x1B$BF|\x1B(B", Some("ISO-2022-JP")),
            ("日".into(), Some(50220), true)
        );
        assert_eq!(read(b"\xFC", Some("iso-8859-1")), ("ü".into(), Some(28591), true));
        assert_eq!(read(b"\xC3\xBC", Some("UTF-8")), ("ü".into(), Some(65001), true));
        assert_eq!(read(b"a", None), ("a".into(), Some(20127), true));
        assert_eq!(read(b"\xC3\xBC", None), ("ü".into(), Some(65001), false));
        assert_eq!(read(b"\xFC", Some("x-nothing")), ("ü".into(), Some(1252), false));
        assert_eq!(read(b"+APw-", Some("utf-7")), ("ü".into(), None, true));
    }

    #[test]
    fn html_keeps_its_bytes_where_a_code_page_says_what_they_are() {
        let html = |bytes: &'static [u8], label| {
            let read = html(Bytes::from_static(bytes), label);
            (read.bytes, read.page.0)
        };
        assert_eq!(
            html(b"<p>\xFC", Some("windows-1252")),
            (b"<p>\xFC"[..].into(), 1252)
        );
        assert_eq!(
            html(b"<meta charset=koi8-r>\xF0", None),
            (b"<meta charset=koi8-r>\xF0"[..].into(), 20866)
        );
        assert_eq!(
            html(b"<\0p\0>\0\x1F\x04", Some("utf-16le")),
            ("<p>П".as_bytes().into(), 65001)
        );
        assert_eq!(
            html(b"<p>+APw-", Some("utf-7")),
            ("<p>ü".as_bytes().into(), 65001)
        );
    }
}
