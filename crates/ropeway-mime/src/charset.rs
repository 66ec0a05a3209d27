//! Code pages and character sets of text parts ([MS-OXCMAIL] 2.1.3.3).

use crate::options::CharsetPolicy;
use ropeway_message::Message;
use ropeway_types::{CodePage, tags};
use std::borrow::Cow;

const UTF_8: &str = "utf-8";

/// PidTagInternetCodepage, else PidTagMessageCodepage, as far as text can be read in it.
pub(crate) fn internet_code_page(message: &Message) -> Option<CodePage> {
    [tags::INTERNET_CODEPAGE, tags::MESSAGE_CODEPAGE]
        .into_iter()
        .filter_map(|tag| message.properties.int(tag))
        .filter_map(|number| u16::try_from(number).ok().map(CodePage))
        .find(|page| page.is_known())
}

/// Text in the character set that policy and message want, with the name of that character set.
///
/// UTF-16, UTF-7 and the DOS code pages are never named in a text part; UTF-8 stands for them, and for
/// every character set that lacks a character of the text.
pub(crate) fn encode(text: String, message: &Message, policy: CharsetPolicy) -> (Vec<u8>, &'static str) {
    match wished(&text, message, policy) {
        Some((bytes, name)) => (bytes.into_owned(), name),
        None => (text.into_bytes(), UTF_8),
    }
}

/// The name alone.
pub(crate) fn charset_for(text: &str, message: &Message, policy: CharsetPolicy) -> &'static str {
    wished(text, message, policy).map_or(UTF_8, |(_, name)| name)
}

fn wished<'t>(
    text: &'t str,
    message: &Message,
    policy: CharsetPolicy,
) -> Option<(Cow<'t, [u8]>, &'static str)> {
    if policy != CharsetPolicy::MessageCodePage {
        return None;
    }
    let page = internet_code_page(message)?;
    let name = charset_name(page)?;
    let possible = page != CodePage::US_ASCII || text.is_ascii();
    let bytes = possible.then(|| page.encode(text)).flatten()?;
    // The encoders of some East Asian character sets write another character for one that these lack, and
    // ISO-2022-JP means another by escapes and shifts that are in the text itself.
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii() && !matches!(byte, 0x0E | 0x0F | 0x1B));
    let same = is_plain || page.decode(&bytes).is_some_and(|read| read == text);
    same.then_some((bytes, name))
}

/// The name under which MIME knows a code page.
fn charset_name(page: CodePage) -> Option<&'static str> {
    match page.0 {
        20127 => Some("us-ascii"),
        1200 | 1201 | 12000 | 12001 | 65000 => None,
        _ => page
            .encoding()
            .filter(|e| e.output_encoding() == *e)
            .map(|encoding| encoding.name())
            // Names that nobody registered.
            .filter(|name| !name.starts_with("x-")),
    }
}

/// Reads the bytes of PidTagHtml: a byte order mark decides; else the code page of the message, unless
/// the text does not decode in it or the document itself says otherwise and is right; the document's own
/// statement; UTF-8; and what is left, lossily.
pub(crate) fn decode_html(bytes: &[u8], page: Option<CodePage>) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    // No 8-bit text has a zero behind its first character: UTF-16 without a mark, which [MS-OXCMAIL]
    // forbids here and some writers store.
    if let [first, 0, ..] = bytes
        && *first != 0
    {
        return encoding_rs::UTF_16LE
            .decode_without_bom_handling(bytes)
            .0
            .into_owned();
    }
    let stated = crate::html::meta_charset(bytes).and_then(|label| encoding_rs::Encoding::for_label(&label));
    let utf8 = std::str::from_utf8(bytes).ok();
    if let Some(text) = utf8
        && (page == Some(CodePage::UTF_8) || stated == Some(encoding_rs::UTF_8))
    {
        return text.to_owned();
    }
    let own = page.filter(|p| *p != CodePage::UTF_16LE && p.0 != 1201);
    if let Some(text) = own.and_then(|page| page.decode(bytes))
        && !text.contains('\u{FFFD}')
    {
        return text.into_owned();
    }
    if let Some(encoding) = stated
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return text.into_owned();
    }
    if let Some(text) = utf8 {
        return text.to_owned();
    }
    let page = own
        .filter(|p| *p != CodePage::UTF_8)
        .unwrap_or(CodePage::WINDOWS_1252);
    page.decode(bytes)
        .unwrap_or_else(|| String::from_utf8_lossy(bytes))
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(page: i32) -> Message {
        let mut message = Message::note();
        message.properties.set(tags::INTERNET_CODEPAGE, page);
        message
    }

    #[test]
    fn bd_06_the_wish_is_followed_where_it_can_be() {
        let wish = |page, text: &str| encode(text.to_owned(), &message(page), CharsetPolicy::MessageCodePage);
        assert_eq!(wish(1251, "Пр"), (vec![0xCF, 0xF0], "windows-1251"));
        assert_eq!(wish(20866, "П"), (vec![0xF0], "KOI8-R"));
        assert_eq!(wish(50220, "日").1, "ISO-2022-JP");
        assert_eq!(wish(20127, "x"), (b"x".to_vec(), "us-ascii"));
    }

    #[test]
    fn bd_07_escapes_in_the_text_are_no_escapes_of_its_character_set() {
        for text in ["a\u{1B}$B!!", "a\u{E}b\u{F}"] {
            let (bytes, name) = encode(text.into(), &message(50220), CharsetPolicy::MessageCodePage);
            assert_eq!((bytes.as_slice(), name), (text.as_bytes(), "utf-8"));
        }
        // Other character sets know none.
        let (_, name) = encode("a\u{1B}".into(), &message(1252), CharsetPolicy::MessageCodePage);
        assert_eq!(name, "windows-1252");
    }

    #[test]
    fn bd_07_utf_8_where_the_wish_lacks_a_character_and_by_default() {
        let wish = |page, text: &str| encode(text.to_owned(), &message(page), CharsetPolicy::MessageCodePage);
        assert_eq!(wish(1252, "日"), ("日".into(), "utf-8"));
        assert_eq!(wish(20127, "ü"), ("ü".into(), "utf-8"));
        assert_eq!(
            encode("П".to_owned(), &message(1251), CharsetPolicy::Utf8),
            ("П".into(), "utf-8")
        );
    }

    #[test]
    fn bd_08_utf_16_and_utf_7_are_never_named() {
        for page in [1200, 1201, 65000, 437] {
            assert_eq!(
                encode("ü".to_owned(), &message(page), CharsetPolicy::MessageCodePage).1,
                "utf-8"
            );
        }
    }

    #[test]
    fn bd_09_mark_then_page_then_meta() {
        assert_eq!(decode_html(b"\xEF\xBB\xBF\xC3\xBC", Some(CodePage(1251))), "ü");
        assert_eq!(decode_html(b"\xCF\xF0", Some(CodePage(1251))), "Пр");
        let meta = b"<meta charset=koi8-r>\xF0";
        assert_eq!(decode_html(meta, Some(CodePage::UTF_8)), "<meta charset=koi8-r>П");
        let meta = "<meta charset=utf-8>ü";
        assert_eq!(decode_html(meta.as_bytes(), Some(CodePage(1252))), meta);
        assert_eq!(decode_html(b"\xFC", None), "ü");
        assert_eq!(
            decode_html(b"<\0p\0>\0\x1F\x04", Some(CodePage::UTF_16LE)),
            "<p>П"
        );
    }

    #[test]
    fn bd_24_east_asian_code_pages() {
        assert_eq!(decode_html(b"\x93\xFA", Some(CodePage(932))), "日");
        assert_eq!(decode_html(b"\x1B$BF|\x1B(B", Some(CodePage(50220))), "日");
        assert_eq!(decode_html(b"\xA4\xE9", Some(CodePage(950))), "日");
        assert_eq!(decode_html(b"\xC8\xD5", Some(CodePage(54936))), "日");
        assert_eq!(decode_html(b"\xC0\xCF", Some(CodePage(51949))), "일");
    }
}
