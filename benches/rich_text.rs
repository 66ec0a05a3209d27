//! RTF bodies that are made up.
#![allow(clippy::indexing_slicing)]

use crate::{WORDS, payload};

/// Some twenty words, chosen by noise, and a number that is not there a second time.
fn sentence(noise: &[u8]) -> String {
    let mut text = String::new();
    for byte in noise {
        text.push_str(WORDS[usize::from(*byte) % WORDS.len()]);
        text.push_str(if *byte > 240 { ", " } else { " " });
    }
    text.push_str(&format!("{:x}{:x}", noise[0], noise[1]));
    text
}

/// HTML in RTF, as Outlook writes it: each tag in a group, and what it means to RTF in between.
pub fn outlook(len: usize) -> Vec<u8> {
    let noise = payload(len);
    let mut rtf = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\fbidis \\deff0{\\fonttbl\r\n\
         {\\f0\\fswiss\\fcharset0 Arial;}\r\n{\\f1\\fmodern Courier New;}\r\n{\\f2\\fnil\\fcharset2 Symbol;}\r\n\
         {\\f3\\fmodern\\fcharset0 Courier New;}\r\n{\\f4\\fswiss\\fcharset0 \"Calibri\";}}\r\n\
         {\\colortbl\\red0\\green0\\blue0;\\red5\\green99\\blue193;\\red149\\green79\\blue114;}\r\n\
         \\uc1\\pard\\plain\\deftab360 \\f0\\fs24 \r\n{\\*\\htmltag64}\r\n\
         {\\*\\htmltag19 <html xmlns:o=\"urn:schemas-microsoft-com:office:office\">}\r\n\
         {\\*\\htmltag34 <head>}\r\n{\\*\\htmltag241 <style>}\r\n\
         {\\*\\htmltag241 <!--\\par /* Font Definitions */\\par @font-face\\par \\tab \\{font-family:Calibri;\\par \
         \\tab panose-1:2 15 5 2 2 2 4 3 2 4;\\}\\par -->}\r\n{\\*\\htmltag249 </style>}\r\n\
         {\\*\\htmltag41 </head>}\r\n{\\*\\htmltag50 <body lang=\"EN-GB\" link=\"#0563C1\">}\\htmlrtf \\lang2057 \\htmlrtf0\r\n",
    );
    for noise in noise.chunks_exact(20) {
        rtf.push_str(
            "{\\*\\htmltag64 <p class=\"MsoNormal\">}\\htmlrtf {\\htmlrtf0 {\\*\\htmltag148 <span lang=\"EN-US\" \
             style=\"color:#1F497D\">}\\htmlrtf {\\lang1033 \\htmlrtf0 ",
        );
        rtf.push_str(&sentence(noise));
        rtf.push_str(
            "\r\n{\\*\\htmltag156 </span>}\\htmlrtf }\\htmlrtf0 {\\*\\htmltag244 <o:p>}{\\*\\htmltag252 </o:p>}\
             \\htmlrtf\\par}\\htmlrtf0\r\n{\\*\\htmltag72 </p>}\r\n",
        );
        if rtf.len() > len {
            break;
        }
    }
    rtf.push_str("{\\*\\htmltag58 </body>}\r\n{\\*\\htmltag27 </html>}}");
    rtf.into_bytes()
}

/// Plain text in RTF: words, and little else.
pub fn plain(len: usize) -> Vec<u8> {
    let noise = payload(len);
    let mut rtf = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\fromtext \\fbidis \\deff0{\\fonttbl\r\n{\\f0\\fswiss Arial;}}\r\n\
         \\uc1\\pard\\plain\\deftab360 \\f0\\fs20 ",
    );
    for noise in noise.chunks_exact(20) {
        rtf.push_str(&sentence(noise));
        rtf.push_str("\\par\r\n");
        if rtf.len() > len {
            break;
        }
    }
    rtf.push('}');
    rtf.into_bytes()
}

/// RTF of its own, as Outlook's editor writes it: fonts, colours and a bullet now and then.
pub fn editor(len: usize) -> Vec<u8> {
    let noise = payload(len);
    let mut rtf = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl\r\n{\\f0\\fswiss\\fcharset0 Arial;}\r\n{\\f1\\fnil\\fcharset2 Symbol;}}\r\n\
         {\\colortbl;\\red5\\green99\\blue193;}\r\n\\uc1\\pard\\plain\\deftab360 \\f0\\fs20 ",
    );
    for (number, noise) in noise.chunks_exact(20).enumerate() {
        if number % 5 == 0 {
            rtf.push_str("\\pard{\\pntext\\f1\\'b7\\tab}{\\*\\pn\\pnlvlblt\\pnf1\\pnindent0{\\pntxtb\\'b7}}\\fi-360\\li360 {\\b ");
            rtf.push_str(&sentence(&noise[..4]));
            rtf.push_str("}\\cf1 ");
        } else {
            rtf.push_str("\\pard\\cf0 ");
        }
        rtf.push_str(&sentence(noise));
        rtf.push_str("\\par\r\n");
        if rtf.len() > len {
            break;
        }
    }
    rtf.push('}');
    rtf.into_bytes()
}
