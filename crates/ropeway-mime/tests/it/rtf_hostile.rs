//! Any sequence of what RTF is made of, and any bytes.

use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use ropeway_mime::oracle;

/// Pieces of RTF that open, close and change what others depend on.
const PIECES: &[&str] = &[
    "{",
    "}",
    "{\\*",
    "\\par ",
    "\\pard ",
    "\\plain ",
    "\\line ",
    "\\tab ",
    "text ",
    " ",
    "  ",
    "<b>&\"",
    "\\'e4",
    "\\'93",
    "\\\\",
    "\\{",
    "\\~",
    "\\u-10180?",
    "\\u8364?",
    "\\u1 ",
    "\\uc0 ",
    "\\uc2 ",
    "\r\n",
    "\\f0 ",
    "\\f1 ",
    "\\f2 ",
    "\\b ",
    "\\b0 ",
    "\\i ",
    "\\ul ",
    "\\super ",
    "\\v ",
    "\\v0 ",
    "\\cf1 ",
    "\\highlight1 ",
    "\\fs40 ",
    "\\caps ",
    "\\qc ",
    "\\li720 ",
    "\\fi-360 ",
    "\\rtlpar ",
    "\\intbl ",
    "\\itap0 ",
    "\\itap1 ",
    "\\itap2 ",
    "\\itap8 ",
    "\\cell ",
    "\\row ",
    "\\nestcell ",
    "\\nestrow ",
    "\\trowd ",
    "\\cellx100 ",
    "\\cellx2000 ",
    "\\cellx-5 ",
    "\\clvmgf ",
    "\\clvmrg ",
    "\\clmgf ",
    "\\clmrg ",
    "\\clcbpat1 ",
    "\\clbrdrt\\brdrs ",
    "{\\*\\nesttableprops\\trowd\\cellx500\\nestrow}",
    "{\\nonesttables\\par}",
    "{\\pntext\\'b7\\tab}",
    "{\\listtext 1.\\tab}",
    "{\\*\\pn\\pnlvlblt}",
    "{\\*\\pn\\pnlvlbody\\pndec}",
    "\\ls1 ",
    "\\ls2 ",
    "\\ilvl1 ",
    "\\ilvl3 ",
    "{\\colortbl;\\red255;}",
    "{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset128 MS;}}",
    "{\\*\\listtable{\\list{\\listlevel\\levelnfc23}{\\listlevel\\levelnfc0}\\listid7}}{\\*\\listoverridetable{\\listoverride\\listid7\\ls1}}",
    "{\\field{\\*\\fldinst HYPERLINK \"http://x.test/&\"}{\\fldrslt ",
    "{\\field{\\*\\fldinst HYPERLINK javascript:x}{\\fldrslt ",
    "{\\field{\\*\\fldinst SYMBOL 183 \\\\f Symbol}{\\fldrslt x}}",
    "\\objattph\\'20",
    "{\\*\\objattph}",
    "{\\upr a{\\*\\ud b}}",
    "{\\pict\\pngblip 89504e470d0a1a0a}",
    "{\\pict\\wmetafile8 0100090000030000000000000000000000000000000000}",
    "{\\pict",
    "\\bin3 }}}",
    "{\\object{\\*\\objdata 01}{\\result r}}",
    "{\\*\\htmltag <p>}",
    "{\\*\\mhtmltag x}",
    "\\htmlrtf ",
    "\\htmlrtf0 ",
    "\\ansicpg932 ",
    "\\ansicpg65001 ",
    "\\ansicpg50220 ",
    "\\deff1 ",
    "\u{1}",
    "\u{2}0\u{2}",
    "\0",
    "ä",
];

proptest! {
    #[test]
    fn bd_04_any_rtf_is_shown(
        head in prop::sample::select(vec!["{\\rtf1 ", "{\\rtf1\\ansi\\fromhtml1 ", "{\\rtf1\\ansi\\fromtext "]),
        pieces in vec(prop::sample::select(PIECES), 0..80),
    ) {
        oracle::rtf(&Bytes::from(format!("{head}{}", pieces.concat())));
    }

    #[test]
    fn bd_04_any_bytes_in_rtf_are_shown(bytes in vec(any::<u8>(), 0..200)) {
        oracle::rtf(&[b"{\\rtf1 ", &bytes[..]].concat().into());
        oracle::rtf(&bytes.into());
    }
}
