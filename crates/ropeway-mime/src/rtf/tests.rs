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
    assert_eq!(text, "a b & c\r\nd\r\ne ‘q’\r\n* item\r\n");
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
