//! What a group of RTF changes, and what it is for.

use super::sink::Shown;
use super::symbol::SymbolFont;
use ropeway_types::CodePage;

/// What the RTF is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// `\fromhtml1`
    Html,
    /// `\fromtext`
    Text,
    /// For what it shows.
    Rich,
}

/// What the text of a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Destination {
    #[default]
    Body,
    HtmlTag,
    FontTable,
    Colours,
    /// The tables of lists.
    Lists,
    /// The instruction of a field.
    Instruction,
    Picture,
    /// The number or bullet of a paragraph, as text.
    Marker,
    /// How the number of a paragraph is made.
    Numbering,
    /// The description of a row of a table inside a table.
    NestedRow,
    /// Text that stands there in Unicode, too.
    OtherHalf,
    Skip,
}

/// What the end of a group takes back.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) destination: Destination,
    /// `\htmlrtf`
    pub(super) suppressed: bool,
    /// Characters that follow `\u` for readers without Unicode.
    pub(super) fallback: u32,
    /// The code page of the font, and whether its lower half is US-ASCII.
    pub(super) page: Option<(CodePage, bool)>,
    pub(super) symbols: Option<SymbolFont>,
    pub(super) shown: Shown,
}

impl Default for State {
    fn default() -> Self {
        Self {
            destination: Destination::Body,
            suppressed: false,
            fallback: 1,
            page: None,
            symbols: None,
            shown: Shown::default(),
        }
    }
}

/// The destination that a word opens, if it opens one. `ignorable` says that `\*` stood before it.
pub(super) fn destination(
    mode: Mode,
    inside: Destination,
    word: &str,
    ignorable: bool,
) -> Option<Destination> {
    let rich = mode == Mode::Rich;
    let opened = match word {
        "htmltag" if mode == Mode::Html => Destination::HtmlTag,
        "fonttbl" => Destination::FontTable,
        "fldrslt" => Destination::Body,
        "colortbl" if rich => Destination::Colours,
        "listtable" | "listoverridetable" if rich => Destination::Lists,
        "fldinst" if rich => Destination::Instruction,
        "pntext" | "listtext" if rich => Destination::Marker,
        "pn" if rich => Destination::Numbering,
        "nesttableprops" if rich => Destination::NestedRow,
        "pict" if rich && inside == Destination::Body => Destination::Picture,
        // The picture for readers that know more than metafiles, the text of a drawing, the half of a text
        // that is Unicode; their other halves are skipped.
        "shppict" | "shpinst" | "shptxt" if rich && inside == Destination::Body => Destination::Body,
        "upr" if rich => Destination::OtherHalf,
        "ud" if rich && inside == Destination::OtherHalf => Destination::Body,
        // It marks a place, in whatever group.
        "objattph" => return None,
        "pict" | "colortbl" | "stylesheet" | "info" | "objdata" | "header" | "headerl" | "headerr"
        | "headerf" | "footer" | "footerl" | "footerr" | "footerf" | "nonshppict" | "nonesttables"
        | "fldinst" | "htmlbase" | "mhtmltag" | "datafield" | "xe" | "tc" | "bkmkstart" | "bkmkend"
        | "private1" | "pntext" | "listtext" | "listtable" | "shprslt" | "sp" | "nesttableprops" | "do" => {
            Destination::Skip
        }
        "object" if !rich => Destination::Skip,
        _ if ignorable => Destination::Skip,
        _ => return None,
    };
    // What is skipped stays skipped, whatever is inside; so does what is a table of the document.
    match inside {
        Destination::Skip => None,
        Destination::FontTable
        | Destination::Colours
        | Destination::Lists
        | Destination::Picture
        | Destination::Numbering => Some(Destination::Skip),
        _ => Some(opened),
    }
}
