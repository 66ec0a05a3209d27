//! RTF bodies: what they encapsulate ([MS-OXRTFEX]), or what they show.

mod document;
mod field;
mod fonts;
mod pict;
mod places;
mod reader;
mod state;
mod style;
mod symbol;
mod token;

use crate::options::Context;
use crate::picture::Picture;
use bytes::Bytes;
use document::{Document, Rendered};
pub(crate) use places::{Place, Reference};
use reader::Reader;
use state::Mode;
use token::Token;

const WHAT: &str = "PidTagRtfCompressed";

/// Tokens looked at before the font table for `\fromhtml1` or `\fromtext`. [MS-OXRTFEX] 2.2.3.1 says
/// ten; real files have longer preambles.
const PREAMBLE: usize = 100;

/// What an RTF body is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Encapsulated HTML, as its author's client made it.
    Html(String),
    /// Encapsulated plain text.
    Text(String),
    /// RTF of its own, rendered.
    Rich(Rich),
}

/// RTF as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Rich {
    pub(crate) text: String,
    pub(crate) html: String,
    /// Pictures out of the RTF, with the Content-IDs by which the HTML refers to them.
    pub(crate) pictures: Vec<(String, Picture)>,
}

/// Reads PidTagRtfCompressed; `None` and a finding if it is none, or shows nothing. `places` asks for the
/// attachments that the RTF may have places for; it is called if the RTF is shown as such.
pub(crate) fn read(
    compressed: &Bytes,
    places: impl FnOnce(&mut Context<'_>) -> Vec<Place>,
    context: &mut Context<'_>,
) -> Option<Content> {
    let decompressed = match ropeway_message::rtf::decompress(compressed, context.options.max_rtf) {
        Ok(decompressed) => decompressed,
        Err(_) => {
            context.report.dropped(WHAT, "it cannot be decompressed");
            return None;
        }
    };
    if !decompressed.crc_matches {
        context
            .report
            .substituted(WHAT, "its checksum is wrong; it is used as it stands");
    }
    content(&decompressed.rtf, places, context)
}

/// The same of RTF that is not compressed.
pub(crate) fn content(
    rtf: &[u8],
    places: impl FnOnce(&mut Context<'_>) -> Vec<Place>,
    context: &mut Context<'_>,
) -> Option<Content> {
    let content = match mode(rtf) {
        Some(Mode::Html) => Content::Html(encapsulated(rtf, Mode::Html)),
        Some(Mode::Text) => Content::Text(encapsulated(rtf, Mode::Text)),
        Some(Mode::Rich) => Content::Rich(rich(rtf, places(context), context)),
        None => {
            context.report.dropped(WHAT, "it is no RTF");
            return None;
        }
    };
    let blank = match &content {
        Content::Html(text) | Content::Text(text) => text.trim().is_empty(),
        Content::Rich(rich) => rich.text.trim().is_empty() && !rich.html.contains("<img "),
    };
    (!blank).then_some(content)
}

fn encapsulated(rtf: &[u8], mode: Mode) -> String {
    // About half of such RTF is markup of its own.
    let mut out = String::with_capacity(rtf.len() / 2);
    Reader::new(mode, &mut out).run(rtf);
    out
}

fn rich(rtf: &[u8], attachments: Vec<Place>, context: &mut Context<'_>) -> Rich {
    let mut document = Document::new(rtf.len());
    let passed = Reader::new(Mode::Rich, &mut document).run(rtf);
    let Rendered {
        html,
        text,
        pictures,
        places,
        refused_links,
        left_out,
    } = document.finish();
    if passed.pictures > 0 || left_out > 0 {
        let why = "pictures inside RTF that are broken, of unknown kind or too many are not carried over";
        context.report.dropped(WHAT, why);
    }
    if passed.objects > 0 {
        let why = "of an object inside RTF its picture is carried over, not its data";
        context.report.dropped(WHAT, why);
    }
    if refused_links > 0 {
        let why = "links that lead into the document, run a program or open a file are plain text";
        context.report.dropped(WHAT, why);
    }
    let pictures: Vec<_> = pictures
        .into_iter()
        .map(|picture| (context.message_id(), picture))
        .collect();
    if pictures.iter().any(|(_, picture)| picture.is_metafile()) {
        let why = "its drawings go out as metafiles, which few readers show";
        context.report.substituted(WHAT, why);
    }
    if attachments.iter().filter(|attachment| attachment.placed).count() != places && places > 0 {
        let why = "it has places for more or fewer attachments than there are; none is shown in its place";
        context.report.demoted(WHAT, why);
    }
    let ids: Vec<&str> = pictures.iter().map(|(id, _)| id.as_str()).collect();
    let (html, text) = places::fill(&html, &text, places, &attachments, &ids);
    Rich { text, html, pictures }
}

/// What the beginning of the RTF says it is; `None` if it is none.
fn mode(rtf: &[u8]) -> Option<Mode> {
    let mut rest = rtf;
    let mut seen = 0usize;
    let mut is_rtf = false;
    while seen < PREAMBLE
        && let Some((tail, token)) = token::next(rest)
    {
        rest = tail;
        match token {
            Token::Nothing => continue,
            Token::Open => {}
            Token::Word("rtf", _) => is_rtf = true,
            Token::Word("fromhtml", Some(1)) if is_rtf => return Some(Mode::Html),
            Token::Word("fromtext", _) if is_rtf => return Some(Mode::Text),
            Token::Word("fonttbl", _) => break,
            Token::Word(..) => {}
            _ => break,
        }
        seen = seen.saturating_add(1);
    }
    is_rtf.then_some(Mode::Rich)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(rtf: &str) -> Option<Content> {
        let directory = ropeway_message::DirectorySnapshot::new();
        let options = crate::ConvertOptions::new(&directory);
        let compressed = ropeway_message::rtf::compress(rtf.as_bytes());
        read(&compressed, |_| Vec::new(), &mut Context::new(&options))
    }

    fn html(rtf: &str) -> String {
        match content(&format!(
            "{{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{{\\fonttbl{{\\f0\\fswiss\\fcharset0 Arial;}}\
            {{\\f1\\fnil\\fcharset204 Arial;}}{{\\f2\\fnil\\fcharset128 MS;}}}}{rtf}}}"
        )) {
            Some(Content::Html(html)) => html,
            other => panic!("{other:?}"),
        }
    }

    fn rich(rtf: &str) -> (String, String) {
        match content(&format!("{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}{rtf}}}")) {
            Some(Content::Rich(rich)) => (rich.text, rich.html),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn bd_03_the_preamble_decides() {
        let mode_of = |text: &str| mode(text.as_bytes());
        assert_eq!(mode_of("{\\rtf1\\ansi\\fromhtml1 x"), Some(Mode::Html));
        assert_eq!(mode_of("{\\rtf1\\ansi\\fromtext x"), Some(Mode::Text));
        assert_eq!(mode_of("{\\rtf1\\ansi\\fromhtml0 x"), Some(Mode::Rich));
        assert_eq!(mode_of("{\\rtf1\\ansi\\fromhtml x"), Some(Mode::Rich));
        assert_eq!(mode_of("{\\rtf1 text\\fromhtml1"), Some(Mode::Rich));
        assert_eq!(mode_of("{\\rtf1{\\fonttbl\\fromhtml1"), Some(Mode::Rich));
        assert_eq!(mode_of("plain text"), None);
    }

    #[test]
    fn encapsulated_html_is_given_back() {
        let rtf = "{\\*\\htmltag64}{\\*\\htmltag18 <html>}{\\*\\htmltag50 <p>}\\htmlrtf {\\htmlrtf0 \r\n\
            Hello {\\*\\htmltag84 <b>}\\htmlrtf {\\b\\htmlrtf0 B\\{o\\}b{\\*\\htmltag92 </b>}\\htmlrtf }\\htmlrtf0 \\~\\'e4\
            {\\*\\htmltag84 &amp;}\\htmlrtf &\\htmlrtf0  x\\htmlrtf\\par}\\htmlrtf0 {\\*\\htmltag58 </p>}\\par\\tab y{\\*\\htmltag27 </html>}";
        assert_eq!(
            html(rtf),
            "<html><p>Hello <b>B{o}b</b>\u{A0}ä&amp; x</p>\r\n\ty</html>"
        );
    }

    #[test]
    fn leaks_of_other_destinations_are_dropped() {
        let rtf = "{\\*\\formatConverter converted from html;}{\\pntext\\'b7\\tab}{\\listtext x}\
            {\\*\\mhtmltag84 <img>}{\\info{\\author a}}{\\pict 00ff}{\\*\\background{\\shp fFilled}}ok";
        assert_eq!(html(rtf), "ok");
    }

    #[test]
    fn bytes_of_two_octet_code_pages_are_joined() {
        assert_eq!(html("\\f2 \\'93\\'fa\\'96{\\*\\htmltag <i>}"), "日\u{FFFD}<i>");
        // 0x83 0x5C: the second octet is an escaped backslash.
        assert_eq!(html("\\f2 \\'83\\\\ \\f1 \\'cf\\'f0\\f0 \\'e4"), "ソ Прä");
    }

    #[test]
    fn htmltag_uses_the_document_s_code_page_and_text_the_font_s() {
        assert_eq!(html("\\f1 {\\*\\htmltag84 \\'e4}\\'e4"), "äд");
        // The font is tracked while \htmlrtf suppresses.
        assert_eq!(html("\\htmlrtf \\f1 \\'e4\\htmlrtf0 \\'e4"), "д");
    }

    #[test]
    fn surrogates_are_joined_and_fallbacks_skipped() {
        assert_eq!(html("\\u-10180?\\u-8311?x"), "🎉x");
        assert_eq!(
            html("\\uc2\\u26085\\'93\\'fay{\\uc0\\u228 z}\\u228\\'e4\\'e4."),
            "日yäzä."
        );
        assert_eq!(html("\\u55357?x"), "\u{FFFD}x");
    }

    #[test]
    fn bd_18_rich_text_becomes_text_and_simple_html() {
        let (text, html) =
            rich("\\pard a {\\b b & {\\i c}}\\par d\\line e \\lquote q\\rquote\\par{\\pntext * }item\\par");
        assert_eq!(text, "a b & c\r\n\r\nd\r\ne ‘q’\r\n\r\n* item\r\n");
        assert_eq!(
            html,
            "<html><body>\r\n<p>a <b>b &amp; </b><b><i>c</i></b></p>\r\n<p>d<br>e ‘q’</p>\r\n<p>* item</p>\r\n</body></html>\r\n"
        );
    }

    #[test]
    fn bd_19_links_and_tables() {
        let (text, html) = rich(
            "{\\field{\\*\\fldinst{HYPERLINK \"http://x.test/?a=1&b\"}}{\\fldrslt{\\ul here}}}\\par\
             \\trowd\\intbl 1\\cell 2\\cell\\row\\pard after\\par{\\field{\\*\\fldinst HYPERLINK \"javascript:x\"}{\\fldrslt y}}",
        );
        assert_eq!(
            text,
            "here <http://x.test/?a=1&b>\r\n\r\n1\t2\r\n\r\nafter\r\n\r\ny\r\n"
        );
        assert!(
            html.contains("<a href=\"http://x.test/?a=1&amp;b\"><u>here</u></a>"),
            "{html}"
        );
        assert!(
            html.contains("<table>\r\n<tr><td>1</td><td>2</td></tr>\r\n</table>"),
            "{html}"
        );
        assert!(!html.contains("javascript"), "{html}");
    }

    #[test]
    fn a_link_s_address_does_not_multiply() {
        let link = format!(
            "{{\\field{{\\*\\fldinst HYPERLINK \"http://{}\"}}{{\\fldrslt ",
            "a".repeat(2000)
        );
        let (_, html) = rich(&format!("{link}{}}}}}", "x\\par ".repeat(5000)));
        assert!(html.len() < 100_000, "{}", html.len());
        let (_, html) = rich(&format!("{link}{}}}}}", "{\\b x}y".repeat(5000)));
        assert_eq!(html.matches("href").count(), 1);
    }

    #[test]
    fn text_in_rtf_is_given_back() {
        let rtf = "{\\rtf1\\ansi\\ansicpg1251\\fromtext \\deff0{\\fonttbl{\\f0 A;}}\\pard\\plain a\\par\\par <b>\\tab \\'cf}";
        assert_eq!(content(rtf), Some(Content::Text("a\r\n\r\n<b>\tП".into())));
    }

    #[test]
    fn nesting_and_debris_do_no_harm() {
        let deep = "{".repeat(100_000) + "x" + &"}".repeat(100_000) + "}}}y";
        assert_eq!(html(&deep), "x");
        assert_eq!(content("{\\rtf1}"), None);
        assert_eq!(content("no"), None);
    }
}
