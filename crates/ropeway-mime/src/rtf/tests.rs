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
        "<html><body style=\"font-size:12pt\">\r\n<div>a <b>b &amp; </b><b><i>c</i></b></div>\r\n\
         <div>d<br>e ‘q’</div>\r\n<ul><li>item</li>\r\n</ul>\r\n</body></html>\r\n"
    );
}

#[test]
fn bd_19_links_and_tables() {
    let (text, html) = rich(
        "{\\field{\\*\\fldinst{HYPERLINK \"http://x.test/?a=1&b\"}}{\\fldrslt{\\ul here}}}\\par\
         \\trowd\\intbl 1\\cell 2\\cell\\row\\pard after\\par{\\field{\\*\\fldinst HYPERLINK \"javascript:x\"}{\\fldrslt y}}",
    );
    assert_eq!(text, "here <http://x.test/?a=1&b>\r\n1\t2\r\nafter\r\ny");
    assert!(
        html.contains("<a href=\"http://x.test/?a=1&amp;b\"><u>here</u></a>"),
        "{html}"
    );
    assert!(
        html.contains(">\r\n<tr><td>1</td><td>2</td></tr>\r\n</table>"),
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

/// HTML and text of RTF, as they are shown.
fn shown(rtf: &str) -> String {
    let rtf = rtf.replace("\n        ", "\n");
    let (text, html) = rich(&rtf);
    format!("{html}\n----\n{text}").replace('\r', "")
}

#[test]
fn bd_19_styles() {
    insta::assert_snapshot!(shown(
        r"{\colortbl;\red255\green0\blue0;\red0\green0\blue255;\red255\green255\blue0;}\plain\f0\fs20 Plain, {\b bold}, {\i italic}, 
        {\ul under}{\b\ul\i all}, {\strike struck}, x{\super 2}, H{\sub 2}O, {\cf1 red}, {\cf2\highlight3 marked}, {\fs36 large}, 
        {\fs21 odd}, {\caps caps}, {\scaps small}, {\v hidden}{\deleted gone}{\cf9 unknown}, two  blanks\tab tab\line next line\par
        \pard\qc centred\par\pard\qr right\par\pard\qj justified\par\pard\li720\fi-360\ri200\sb120\sa60 moved\par\pard\rtlpar rtl\par\pard\par last <b>&amp;</b>"
    ));
}

#[test]
fn bd_19_lists() {
    insta::assert_snapshot!(shown(
        r"{\fonttbl{\f3\fcharset2 Symbol;}{\f4\fcharset2 Wingdings;}}{\*\listtable{\list{\listlevel\levelnfc23{\leveltext\'01\'b7;}}{\listlevel\levelnfc4}\listid7}}{\*\listoverridetable{\listoverride\listid7\ls1}}Before\par
        {\listtext\f3\'b7\tab}\ls1\ilvl0 one\par{\listtext a)\tab}\ilvl1 deeper\par{\listtext b)\tab}deeper still\par
        {\listtext\f3\'b7\tab}\ilvl0 two\par\pard Between\par
        \pard{\pntext\f3\'b7\tab}{\*\pn\pnlvlblt\pnf3\pnindent360{\pntxtb\'b7}}\fi-360\li360 old bullet\par
        {\pntext\f4\'d8\tab}old again\par
        \pard{\pntext 3.\tab}{\*\pn\pnlvlbody\pnstart3\pndec{\pntxta .}}\li720 third\par{\pntext 4.\tab}fourth\par
        \pard{\pntext i.\tab}{\*\pn\pnlvlbody\pnlcrm}roman\par\pard After\par"
    ));
}

#[test]
fn bd_19_tables_with_spans_and_tables_inside() {
    insta::assert_snapshot!(shown(
        r"{\colortbl;\red200\green200\blue200;}Before\par
        \trowd\clvmgf\clbrdrt\brdrs\clcbpat1\cellx2000\cellx4000\cellx6000\pard\intbl tall\cell one\cell\qc two\par lines\cell\row
        \trowd\clvmrg\cellx2000\clmgf\cellx4000\clmrg\cellx6000\pard\intbl\cell wide\cell\cell\row
        \trowd\cellx3000\cellx6000\pard\intbl outer\par\itap2 in1\nestcell in2\nestcell{\*\nesttableprops\trowd\cellx500\cellx1000\nestrow}{\nonesttables\par}\pard\intbl\itap1 behind\cell{\pntext *\tab}item\cell\row
        \pard After\par"
    ));
}

#[test]
fn bd_19_links_symbols_and_both_halves() {
    insta::assert_snapshot!(shown(
        r#"{\field{\*\fldinst{HYPERLINK "mailto:ann@a.test"}}{\fldrslt{ann@a.test}}} {\field\fldedit{\*\fldinst HYPERLINK "https://x.test/a?b=1&c=<d>" \\l "e f"}{\fldrslt {\ul a {\b long} link}}}\par
        {\field{\*\fldinst{HYPERLINK "file://server/share"}}{\fldrslt share}} {\field{\*\fldinst SYMBOL 183 \\f "Symbol" \\s 10}{\fldrslt\f1 x}}{\field{\*\fldinst PAGE}{\fldrslt 7}}\par
        {\upr{ascii}{\*\ud{\u252?nicode}}}{\fonttbl{\f5\fcharset2 Symbol;}{\f6\fnil Wingdings;}}{\f5 a\'a3b \u-3913?}{\f6 \'fc J}\emdash\~\_\bullet"#
    ));
}

/// A picture of one pixel, as its octets in hexadecimal digits.
const PIXEL: &str =
    "28000000010000000100000001001800000000000400000000000000000000000000000000000000ffffff00";

#[test]
fn bd_19_pictures_become_parts() {
    let rtf = format!(
        r"{{\rtf1 a{{\*\shppict{{\pict{{\*\picprop x}}\pngblip\picw10\pich10\picwgoal150\pichgoal300\picscalex200 {}}}}}{{\nonshppict{{\pict\wmetafile8 01}}}}\par
        {{\object\objemb{{\*\objclass X}}{{\*\objdata 0105}}{{\result{{\pict\dibitmap0 {PIXEL}}}}}}}{{\pict\pngblip 00}}}}",
        "89504e47 0d0a1a\n0a00"
    );
    let directory = ropeway_message::DirectorySnapshot::new();
    let options = crate::ConvertOptions::new(&directory);
    let mut context = Context::new(&options);
    let Some(Content::Rich(rich)) = super::content(rtf.as_bytes(), |_| Vec::new(), &mut context) else {
        panic!("no RTF of its own")
    };
    let kinds: Vec<_> = rich
        .pictures
        .iter()
        .map(|(_, picture)| picture.media_type)
        .collect();
    assert_eq!(kinds, ["image/png", "image/bmp"]);
    let [(png, _), (bmp, _)] = &rich.pictures[..] else {
        panic!()
    };
    assert!(
        rich.html.contains(&format!(
            "<img src=\"cid:{png}\" alt=\"\" width=\"20\" height=\"20\">"
        )),
        "{}",
        rich.html
    );
    assert!(
        rich.html.contains(&format!("<img src=\"cid:{bmp}\" alt=\"\">")),
        "{}",
        rich.html
    );
    assert_eq!(
        context.report.findings().len(),
        2,
        "the broken picture and the data of the object"
    );
}

#[test]
fn bd_19_octets_behind_bin_are_a_picture() {
    let octets: Vec<u8> = (0..PIXEL.len() / 2)
        .map(|at| u8::from_str_radix(&PIXEL[2 * at..2 * at + 2], 16).unwrap())
        .collect();
    let mut rtf = format!("{{\\rtf1{{\\pict\\dibitmap0\\bin{} ", octets.len()).into_bytes();
    rtf.extend_from_slice(&octets);
    rtf.extend_from_slice(b"}}");
    let directory = ropeway_message::DirectorySnapshot::new();
    let options = crate::ConvertOptions::new(&directory);
    match super::content(&rtf, |_| Vec::new(), &mut Context::new(&options)) {
        Some(Content::Rich(rich)) => assert_eq!(rich.pictures[0].1.data[14..], octets[..]),
        other => panic!("{other:?}"),
    }
}

fn placed(rtf: &str, attachments: &[(Reference, bool)]) -> (String, String) {
    let directory = ropeway_message::DirectorySnapshot::new();
    let options = crate::ConvertOptions::new(&directory);
    let places = |_: &mut Context<'_>| {
        let place = |(reference, placed): &(Reference, bool)| Place {
            reference: reference.clone(),
            placed: *placed,
        };
        attachments.iter().map(place).collect()
    };
    match super::content(rtf.as_bytes(), places, &mut Context::new(&options)) {
        Some(Content::Rich(rich)) => (rich.html, rich.text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn at_07_places_and_attachments_go_in_lock_step() {
    let picture = Reference::Picture("1@x.test".into(), "Map \"A\"".into());
    let file = Reference::File("plan.txt".into());
    let rtf = r"{\rtf1 a\objattph\'20b{\*\objattph}c\par}";
    let (html, text) = placed(rtf, &[(file.clone(), true), (picture.clone(), true)]);
    assert!(
        html.contains("a[plan.txt] b<img src=\"cid:1@x.test\" alt=\"Map &quot;A&quot;\">c"),
        "{html}"
    );
    assert_eq!(text, "a[plan.txt] b[Map \"A\"]c\r\n");
    // One more or less, and no place is believed; pictures stand at the end.
    let (html, text) = placed(rtf, &[(picture.clone(), true)]);
    assert!(html.ends_with("<div>a bc</div>\r\n<div><img src=\"cid:1@x.test\" alt=\"Map &quot;A&quot;\"></div>\r\n</body></html>\r\n"), "{html}");
    assert_eq!(text, "a bc\r\n");
    // One without a place is at the end, too, and puts no other out of step.
    let (html, _) = placed(rtf, &[(file.clone(), true), (file, true), (picture, false)]);
    assert!(html.contains("a[plan.txt] b[plan.txt]c"), "{html}");
    assert_eq!(html.matches("<img").count(), 1);
}

#[test]
fn bd_18_symbols_and_hidden_text_of_text() {
    let (text, _) = rich(
        r"{\fonttbl{\f7\fcharset2 Symbol;}}\pard 1\tab 2\line 3{\v x}\par {\f7\'b7}\lquote q\rquote\_\~\u8364?\par",
    );
    assert_eq!(text, "1\t2\r\n3\r\n•‘q’\u{2011}\u{A0}€\r\n");
}

#[test]
fn bd_25_text_is_in_the_code_page_of_document_and_font() {
    let text = |rtf: &str| match content(rtf) {
        Some(Content::Rich(rich)) => rich.text,
        other => panic!("{other:?}"),
    };
    assert_eq!(text(r"{\rtf1\ansi\ansicpg1251 \'cf\par}"), "П\r\n");
    assert_eq!(
        text(r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset161 A;}{\f1\cpg1250 B;}}\f0 \'c1\f1 \'c8\par}"),
        "ΑČ\r\n"
    );
    assert_eq!(text(r"{\rtf1\mac \'80\par}"), "Ä\r\n");
    assert_eq!(text(r"{\rtf1\pc \'81\par}"), "ü\r\n");
    // Raw octets and escapes of one character, over a line end of the source.
    let rtf = [&b"{\\rtf1\\ansicpg932 \x93\r\n\\'fa\\'96{}\x7b\\'83\\\\}"[..]].concat();
    let directory = ropeway_message::DirectorySnapshot::new();
    let options = crate::ConvertOptions::new(&directory);
    match super::content(&rtf, |_| Vec::new(), &mut Context::new(&options)) {
        Some(Content::Rich(rich)) => assert!(
            rich.text.contains('日') && rich.text.contains('ソ'),
            "{}",
            rich.text
        ),
        other => panic!("{other:?}"),
    }
    // A document that says UTF-8 has it, whatever its fonts say.
    assert_eq!(
        text("{\\rtf1\\ansi\\ansicpg65001{\\fonttbl{\\f0\\fcharset0 A;}}\\f0 ä\\'c3\\'bc\\par}"),
        "äü\r\n"
    );
}

#[test]
fn bd_19_styles_are_bounded() {
    let rtf = "{\\b x}\\i y\\i0 ".repeat(20_000);
    let colours = r"{\colortbl;\red1\green1\blue1;\red2\green2\blue2;}";
    let (text, html) = rich(&format!("{colours}{}{rtf}", r"\cf1 a\cf2 b".repeat(20_000)));
    assert!(html.len() < rtf.len() * 12, "{}", html.len());
    assert_eq!(text.len(), 80_000);
    let (_, html) = rich(&r"\pard\intbl\itap8 a\par\pard b\par".repeat(20_000));
    assert!(html.len() < 700_000 * 8, "{}", html.len());
}

#[test]
fn bd_19_text_is_never_markup() {
    let (_, html) = rich(
        r#"<script>alert(1)</script>{\fonttbl{\f9 A' onload='x;}}\f9 {\field{\*\fldinst HYPERLINK "http://x/\'22><script>"}{\fldrslt y}}\u60?img\'3e"#,
    );
    assert!(
        !html.contains("<script") && !html.contains("<img") && !html.contains("onload"),
        "{html}"
    );
}
