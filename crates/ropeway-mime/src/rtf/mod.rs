//! RTF bodies: what they encapsulate ([MS-OXRTFEX]), or what they show.

mod document;
mod field;
mod fonts;
mod pict;
mod places;
mod reader;
mod sink;
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
mod tests;
