//! Walks RTF and tells a sink what is text ([MS-OXRTFEX] 2.2.3).

mod text;

use super::field::{self, Field};
use super::fonts::Fonts;
use super::pict::Pict;
use super::sink::{Break, Definition, Sink};
use super::state::{Destination, Mode, State, destination};
use super::style::{Numbering, Style};
use super::symbol::SymbolFont;
use super::token::{self, Token};
use ropeway_types::CodePage;

/// Groups whose state is kept; deeper ones share that of the deepest.
const MAX_DEPTH: usize = 1000;
/// Longest field instruction and longest number of a list item that are looked at.
const MAX_INSTRUCTION: usize = 8192;
const MAX_MARKER: usize = 64;

/// What has been passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Passed {
    /// Pictures of unknown kind, or broken.
    pub(super) pictures: usize,
    /// Data of objects that are part of the RTF.
    pub(super) objects: usize,
}

pub(super) struct Reader<'s, S> {
    mode: Mode,
    sink: &'s mut S,
    state: State,
    stack: Vec<State>,
    /// Open groups whose state is not kept.
    deeper: usize,
    fonts: Fonts,
    default_font: Option<i32>,
    code_page: CodePage,
    /// Whether octets below 128 are US-ASCII in that code page.
    is_ascii: bool,
    /// `\*` has been seen: the next word is a destination that may be unknown.
    ignorable: bool,
    /// Characters still to skip after `\u`.
    skip: u32,
    /// Text octets of one code page, not yet decoded.
    bytes: Vec<u8>,
    /// UTF-16 units not yet decoded.
    units: Vec<u16>,
    instruction: String,
    marker: String,
    numbering: Option<Numbering>,
    pict: Pict,
    /// The field at hand has been shown; its result has not to be.
    field_is_shown: bool,
    passed: Passed,
}

impl<'s, S: Sink> Reader<'s, S> {
    pub(super) fn new(mode: Mode, sink: &'s mut S) -> Self {
        Self {
            mode,
            sink,
            state: State::default(),
            stack: Vec::new(),
            deeper: 0,
            fonts: Fonts::default(),
            default_font: None,
            code_page: CodePage::WINDOWS_1252,
            is_ascii: true,
            ignorable: false,
            skip: 0,
            bytes: Vec::new(),
            units: Vec::new(),
            instruction: String::new(),
            marker: String::new(),
            numbering: None,
            pict: Pict::default(),
            field_is_shown: false,
            passed: Passed::default(),
        }
    }

    /// Reads all of it.
    pub(super) fn run(mut self, rtf: &[u8]) -> Passed {
        let last_open = memchr::memrchr(b'{', rtf).unwrap_or(0);
        let mut rest = rtf;
        while let Some((tail, token)) = token::next(rest) {
            rest = tail;
            self.token(token);
            // What follows the outermost group is no RTF: remains of larger files stand there. Groups that
            // follow say that a brace too many came before, which some writers leave.
            if token == Token::Close
                && self.stack.is_empty()
                && rtf.len().saturating_sub(rest.len()) > last_open
            {
                break;
            }
        }
        self.flush();
        self.passed
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Nothing => {}
            Token::Open => {
                self.flush();
                self.skip = 0;
                if self.stack.len() < MAX_DEPTH {
                    self.stack.push(self.state);
                } else {
                    self.deeper = self.deeper.saturating_add(1);
                }
            }
            Token::Close => {
                self.flush();
                self.skip = 0;
                self.ignorable = false;
                if self.deeper > 0 {
                    self.deeper = self.deeper.saturating_sub(1);
                } else if let Some(state) = self.stack.pop() {
                    let ended = self.state.destination;
                    self.state = state;
                    if ended != state.destination {
                        self.leave(ended);
                    }
                }
            }
            Token::Text(text) => {
                self.ignorable = false;
                let skipped = usize::try_from(self.skip).unwrap_or(0).min(text.len());
                self.skip = self.skip.saturating_sub(u32::try_from(skipped).unwrap_or(0));
                self.octets(text.get(skipped..).unwrap_or_default());
            }
            Token::Hex(byte) => {
                if !self.fallback() {
                    self.octets(&[byte]);
                }
            }
            Token::Binary(octets) => {
                if !self.fallback() && self.state.destination == Destination::Picture {
                    self.pict.octets(octets);
                }
            }
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(word, number) => self.word(word, number),
        }
    }

    /// Whether this is still the text for readers without Unicode.
    fn fallback(&mut self) -> bool {
        let skips = self.skip > 0;
        self.skip = self.skip.saturating_sub(1);
        skips
    }

    fn symbol(&mut self, symbol: char) {
        if symbol == '*' {
            self.ignorable = true;
            return;
        }
        if self.fallback() {
            return;
        }
        match symbol {
            '{' => self.octets(b"{"),
            '}' => self.octets(b"}"),
            '\\' => self.octets(b"\\"),
            '~' => self.unicode("\u{A0}"),
            // [MS-OXRTFEX] reads the non-breaking hyphen of RTF as a soft one in markup.
            '_' if self.state.destination == Destination::HtmlTag => self.unicode("&shy;"),
            '_' => self.unicode("\u{2011}"),
            '\r' | '\n' => self.end(Break::Paragraph),
            '\t' => self.unicode("\t"),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let ignorable = std::mem::take(&mut self.ignorable);
        // Text is what counts as a fallback, and one word does too if it stands for a character.
        if self.skip > 0 && character(word).is_some() {
            self.fallback();
            return;
        }
        if let Some(destination) = destination(self.mode, self.state.destination, word, ignorable) {
            self.flush();
            self.enter(word, destination);
            return;
        }
        match self.state.destination {
            Destination::Skip | Destination::OtherHalf => return,
            Destination::FontTable => return self.fonts.word(word, number),
            Destination::Colours => return self.sink.define(Definition::Colours, word, number),
            Destination::Lists => return self.sink.define(Definition::Lists, word, number),
            Destination::Picture => return self.pict.word(word, number),
            Destination::Numbering => {
                self.numbering = Numbering::of_word(word).or(self.numbering);
                return;
            }
            Destination::Body
            | Destination::HtmlTag
            | Destination::Instruction
            | Destination::Marker
            | Destination::NestedRow => {}
        }
        let on = number != Some(0);
        match word {
            "htmlrtf" => {
                self.flush();
                self.state.suppressed = on && self.mode != Mode::Rich;
            }
            "f" => {
                self.flush();
                self.set_font(number);
            }
            "par" | "sect" | "page" => self.end(Break::Paragraph),
            "line" | "softline" => self.end(Break::Line),
            "u" => self.unit(number.unwrap_or(0)),
            "uc" => self.state.fallback = number.and_then(|n| u32::try_from(n).ok()).unwrap_or(1).min(16),
            "plain" => {
                self.flush();
                self.state.shown.style = Style {
                    link: self.state.shown.style.link,
                    ..Style::default()
                };
                self.set_font(self.default_font);
            }
            "ansicpg" => {
                let page = number.and_then(|n| u16::try_from(n).ok()).map(CodePage);
                let page = page.filter(|page| page.is_known() && *page != CodePage::UTF_16LE);
                self.set_code_page(page.unwrap_or(CodePage::WINDOWS_1252));
            }
            "mac" => self.set_code_page(CodePage(10000)),
            "pc" => self.set_code_page(CodePage(437)),
            "pca" => self.set_code_page(CodePage(850)),
            "deff" => self.default_font = number,
            "cell" => self.end(Break::Cell),
            "row" => self.end(Break::Row),
            "nestcell" => self.end(Break::NestedCell),
            "nestrow" => self.end(Break::NestedRow),
            "objattph" => {
                if self.mode == Mode::Rich && self.shown() {
                    self.flush();
                    self.sink.attachment(&self.state.shown);
                }
            }
            _ => {
                if let Some(text) = character(word) {
                    self.unicode(text);
                } else if self.mode == Mode::Rich {
                    self.look(word, number);
                }
            }
        }
    }

    /// A word about how text looks.
    fn look(&mut self, word: &str, number: Option<i32>) {
        let mut shown = self.state.shown;
        if shown.style.apply(word, number) || shown.paragraph.apply(word, number) {
            if shown != self.state.shown {
                self.flush();
                self.state.shown = shown;
            }
        } else {
            let row = match self.state.destination {
                Destination::NestedRow => Definition::NestedRow,
                _ => Definition::Row,
            };
            self.sink.define(row, word, number);
        }
    }

    fn set_font(&mut self, font: Option<i32>) {
        let used = font.or(self.default_font);
        let page = used.and_then(|font| self.fonts.code_page(font));
        self.state.shown.style.font = used;
        self.state.page = page.map(|page| (page, is_ascii_superset(page)));
        self.state.symbols = match self.mode {
            Mode::Html => None,
            _ => used.and_then(|font| self.fonts.symbols(font)),
        };
    }

    fn set_code_page(&mut self, page: CodePage) {
        self.code_page = page;
        self.is_ascii = is_ascii_superset(page);
    }

    fn enter(&mut self, word: &str, destination: Destination) {
        match word {
            "pict" => self.pict = Pict::default(),
            "objdata" => self.passed.objects = self.passed.objects.saturating_add(1),
            "fldinst" => self.instruction.clear(),
            "pn" => self.numbering = None,
            "fldrslt" => return self.field_result(),
            _ => {}
        }
        match destination {
            Destination::Skip if word == "pict" => {
                self.passed.pictures = self.passed.pictures.saturating_add(1);
            }
            Destination::Marker => self.marker.clear(),
            _ => {}
        }
        self.state.destination = destination;
    }

    fn field_result(&mut self) {
        if std::mem::take(&mut self.field_is_shown) {
            self.state.destination = Destination::Skip;
            return;
        }
        let instruction = std::mem::take(&mut self.instruction);
        match field::read(&instruction) {
            Some(Field::Link(address)) => self.state.shown.style.link = self.sink.link(Some(&address)),
            Some(Field::Refused) => {
                self.sink.link(None);
            }
            Some(Field::Symbol(..)) | None => {}
        }
    }

    /// The end of a group that was a destination.
    fn leave(&mut self, ended: Destination) {
        match ended {
            Destination::FontTable => {
                self.sink.fonts(self.fonts.names());
                self.set_font(self.state.shown.style.font);
            }
            Destination::Picture => match std::mem::take(&mut self.pict).finish() {
                Some((picture, size)) if self.shown() => {
                    self.sink.picture(picture, size, &self.state.shown);
                }
                Some(_) => {}
                None => self.passed.pictures = self.passed.pictures.saturating_add(1),
            },
            Destination::Marker => self.sink.marker(&self.marker),
            Destination::Numbering => self.state.shown.paragraph.numbering = self.numbering,
            Destination::Instruction => {
                if let Some(Field::Symbol(code, font)) = field::read(&self.instruction) {
                    let symbols = font.as_deref().and_then(SymbolFont::of);
                    let text = symbols.map_or(Some(char::from(code)), |font| font.character(code));
                    if let Some(text) = text {
                        self.unicode(text.encode_utf8(&mut [0; 4]));
                        self.field_is_shown = true;
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether text of the current state is wanted.
    fn shown(&self) -> bool {
        match self.state.destination {
            // Content of a tag counts even where RTF is suppressed.
            Destination::HtmlTag | Destination::Instruction => true,
            Destination::Body | Destination::Marker => {
                !self.state.suppressed && !self.state.shown.style.hidden
            }
            _ => false,
        }
    }

    fn end(&mut self, kind: Break) {
        let row = matches!(kind, Break::Row | Break::NestedRow);
        let destination = self.state.destination;
        // A row ends where it is described, which is no place for text.
        if row && destination == Destination::NestedRow
            || self.shown() && matches!(destination, Destination::Body | Destination::HtmlTag)
        {
            self.flush();
            self.sink.end(kind, &self.state.shown);
        }
    }
}

/// Whether octets below 128 are US-ASCII in a code page.
fn is_ascii_superset(page: CodePage) -> bool {
    page.encoding()
        .is_none_or(|encoding| encoding.is_ascii_compatible())
}

/// Control words that stand for a character.
fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "lquote" => "\u{2018}",
        "rquote" => "\u{2019}",
        "ldblquote" => "\u{201C}",
        "rdblquote" => "\u{201D}",
        "bullet" => "\u{2022}",
        "endash" => "\u{2013}",
        "emdash" => "\u{2014}",
        "enspace" => "\u{2002}",
        "emspace" => "\u{2003}",
        "zwj" => "\u{200D}",
        "zwnj" => "\u{200C}",
        _ => return None,
    })
}
