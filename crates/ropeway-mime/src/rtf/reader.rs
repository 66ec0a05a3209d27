//! Walks RTF and tells a sink what is text ([MS-OXRTFEX] 2.2.3).

use super::fonts::Fonts;
use super::token::{self, Token};
use ropeway_types::CodePage;

/// Groups whose state is kept; deeper ones share that of the deepest.
const MAX_DEPTH: usize = 1000;
/// Longest field instruction that is looked at.
const MAX_INSTRUCTION: usize = 8192;

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

/// How text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
    pub(super) strike: bool,
    pub(super) raised: bool,
    pub(super) lowered: bool,
    /// Number of the link that the text is part of, counted from 1.
    pub(super) link: usize,
    pub(super) in_table: bool,
}

/// Breaks between texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    Paragraph,
    Line,
    Cell,
    Row,
}

/// What takes the text.
pub(super) trait Sink {
    fn text(&mut self, text: &str, style: &Style);
    fn end(&mut self, kind: Break, style: &Style);
    /// The address of the next link.
    fn link(&mut self, address: &str);
}

/// Encapsulated content is text and line ends.
impl Sink for String {
    fn text(&mut self, text: &str, _style: &Style) {
        self.push_str(text);
    }
    fn end(&mut self, kind: Break, _style: &Style) {
        self.push_str(if kind == Break::Cell { "\t" } else { "\r\n" });
    }
    fn link(&mut self, _address: &str) {}
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    Body,
    HtmlTag,
    FontTable,
    Instruction,
    Skip,
}

#[derive(Debug, Clone, Copy)]
struct State {
    destination: Destination,
    /// `\htmlrtf`
    suppressed: bool,
    hidden: bool,
    font: Option<i32>,
    fallback: u32,
    style: Style,
}

pub(super) struct Reader {
    mode: Mode,
    state: State,
    stack: Vec<State>,
    /// Open groups whose state is not kept.
    deeper: usize,
    fonts: Fonts,
    default_font: Option<i32>,
    code_page: CodePage,
    /// `\*` has been seen: the next word is a destination that may be unknown.
    ignorable: bool,
    /// Characters still to skip after `\u`.
    skip: u32,
    /// Text octets of one code page, not yet decoded.
    bytes: Vec<u8>,
    /// UTF-16 units not yet decoded.
    units: Vec<u16>,
    instruction: String,
    links: usize,
    pictures: usize,
}

impl Reader {
    pub(super) fn new(mode: Mode) -> Self {
        Self {
            mode,
            state: State {
                destination: Destination::Body,
                suppressed: false,
                hidden: false,
                font: None,
                fallback: 1,
                style: Style::default(),
            },
            stack: Vec::new(),
            deeper: 0,
            fonts: Fonts::default(),
            default_font: None,
            code_page: CodePage::WINDOWS_1252,
            ignorable: false,
            skip: 0,
            bytes: Vec::new(),
            units: Vec::new(),
            instruction: String::new(),
            links: 0,
            pictures: 0,
        }
    }

    /// Reads all of it; returns how many pictures were passed over.
    pub(super) fn run(mut self, rtf: &[u8], sink: &mut dyn Sink) -> usize {
        let last_open = rtf.iter().rposition(|b| *b == b'{').unwrap_or(0);
        let mut rest = rtf;
        while let Some((tail, token)) = token::next(rest) {
            rest = tail;
            self.token(token, sink);
            // What follows the outermost group is no RTF: remains of larger files stand there. Groups that
            // follow say that a brace too many came before, which some writers leave.
            let groups_follow = rtf.len().saturating_sub(rest.len()) <= last_open;
            if token == Token::Close && self.stack.is_empty() && !groups_follow {
                break;
            }
        }
        self.flush(sink);
        self.pictures
    }

    fn token(&mut self, token: Token<'_>, sink: &mut dyn Sink) {
        match token {
            Token::Nothing => {}
            Token::Open => {
                self.flush(sink);
                self.skip = 0;
                if self.stack.len() < MAX_DEPTH {
                    self.stack.push(self.state);
                } else {
                    self.deeper = self.deeper.saturating_add(1);
                }
            }
            Token::Close => {
                self.flush(sink);
                self.skip = 0;
                self.ignorable = false;
                if self.deeper > 0 {
                    self.deeper = self.deeper.saturating_sub(1);
                } else if let Some(state) = self.stack.pop() {
                    self.state = state;
                }
            }
            Token::Text(text) => {
                self.ignorable = false;
                let skipped = usize::try_from(self.skip).unwrap_or(0).min(text.len());
                self.skip = self.skip.saturating_sub(u32::try_from(skipped).unwrap_or(0));
                self.octets(text.get(skipped..).unwrap_or_default(), sink);
            }
            Token::Hex(byte) => {
                if !self.fallback() {
                    self.octets(&[byte], sink);
                }
            }
            Token::Binary => {
                self.fallback();
            }
            Token::Symbol(symbol) => self.symbol(symbol, sink),
            Token::Word(word, number) => self.word(word, number, sink),
        }
    }

    /// Whether this is still the text for readers without Unicode.
    fn fallback(&mut self) -> bool {
        let skips = self.skip > 0;
        self.skip = self.skip.saturating_sub(1);
        skips
    }

    fn symbol(&mut self, symbol: char, sink: &mut dyn Sink) {
        if symbol == '*' {
            self.ignorable = true;
            return;
        }
        if self.fallback() {
            return;
        }
        match symbol {
            '{' => self.octets(b"{", sink),
            '}' => self.octets(b"}", sink),
            '\\' => self.octets(b"\\", sink),
            '~' => self.unicode("\u{A0}", sink),
            // [MS-OXRTFEX] reads the non-breaking hyphen of RTF as a soft one in markup.
            '_' if self.state.destination == Destination::HtmlTag => self.unicode("&shy;", sink),
            '_' => self.unicode("\u{2011}", sink),
            '\r' | '\n' => self.end(Break::Paragraph, sink),
            '\t' => self.unicode("\t", sink),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, sink: &mut dyn Sink) {
        let ignorable = std::mem::take(&mut self.ignorable);
        // Text is what counts as a fallback, and one word does too if it stands for a character.
        if self.skip > 0 && character(word).is_some() {
            self.fallback();
            return;
        }
        if let Some(destination) = self.destination(word, ignorable) {
            self.flush(sink);
            // What is skipped stays skipped, whatever is inside.
            if self.state.destination != Destination::Skip {
                self.enter(word, destination, sink);
            }
            return;
        }
        match self.state.destination {
            Destination::Skip => return,
            Destination::FontTable => return self.fonts.word(word, number),
            Destination::Body | Destination::HtmlTag | Destination::Instruction => {}
        }
        let on = number != Some(0);
        match word {
            "ansicpg" => {
                self.code_page = number
                    .and_then(|n| u16::try_from(n).ok())
                    .map(CodePage)
                    .filter(|page| page.is_known() && *page != CodePage::UTF_16LE)
                    .unwrap_or(CodePage::WINDOWS_1252);
            }
            "mac" => self.code_page = CodePage(10000),
            "pc" => self.code_page = CodePage(437),
            "pca" => self.code_page = CodePage(850),
            "deff" => self.default_font = number,
            "f" => {
                self.flush(sink);
                self.state.font = number;
            }
            "plain" => {
                self.flush(sink);
                let Style { link, in_table, .. } = self.state.style;
                self.state.style = Style {
                    link,
                    in_table,
                    ..Style::default()
                };
                self.state.font = self.default_font;
                self.state.hidden = false;
            }
            "uc" => self.state.fallback = number.and_then(|n| u32::try_from(n).ok()).unwrap_or(1).min(16),
            "u" => self.unit(number.unwrap_or(0), sink),
            "htmlrtf" => {
                self.flush(sink);
                self.state.suppressed = on && self.mode != Mode::Rich;
            }
            "par" | "sect" | "page" => self.end(Break::Paragraph, sink),
            "line" => self.end(Break::Line, sink),
            "cell" | "nestcell" => self.end(Break::Cell, sink),
            "row" | "nestrow" => self.end(Break::Row, sink),
            _ if self.mode == Mode::Rich && self.style(word, on, sink) => {}
            _ => {
                if let Some(text) = character(word) {
                    self.unicode(text, sink);
                }
            }
        }
    }

    /// Applies a word of character or paragraph style.
    fn style(&mut self, word: &str, on: bool, sink: &mut dyn Sink) -> bool {
        let mut style = self.state.style;
        let mut hidden = self.state.hidden;
        match word {
            "b" => style.bold = on,
            "i" => style.italic = on,
            "ul" | "ulw" | "uld" | "uldb" | "ulwave" => style.underline = on,
            "ulnone" => style.underline = false,
            "strike" | "striked" => style.strike = on,
            "super" => (style.raised, style.lowered) = (on, false),
            "sub" => (style.raised, style.lowered) = (false, on),
            "nosupersub" => (style.raised, style.lowered) = (false, false),
            "v" => hidden = on,
            "intbl" => style.in_table = on,
            "pard" => style.in_table = false,
            _ => return false,
        }
        if style != self.state.style || hidden != self.state.hidden {
            self.flush(sink);
            self.state.style = style;
            self.state.hidden = hidden;
        }
        true
    }

    /// The destination that a word opens, if it opens one.
    fn destination(&self, word: &str, ignorable: bool) -> Option<Destination> {
        match word {
            "htmltag" if self.mode == Mode::Html => Some(Destination::HtmlTag),
            "fonttbl" => Some(Destination::FontTable),
            "fldinst" if self.mode == Mode::Rich => Some(Destination::Instruction),
            "fldrslt" => Some(Destination::Body),
            "pntext" | "listtext" if self.mode != Mode::Rich => Some(Destination::Skip),
            "pict" | "colortbl" | "stylesheet" | "info" | "object" | "objdata" | "header" | "headerl"
            | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" | "nonshppict"
            | "fldinst" | "htmlbase" | "mhtmltag" | "datafield" | "xe" | "tc" | "bkmkstart" | "bkmkend"
            | "private1" => Some(Destination::Skip),
            _ if ignorable => Some(Destination::Skip),
            _ => None,
        }
    }

    fn enter(&mut self, word: &str, destination: Destination, sink: &mut dyn Sink) {
        match word {
            "pict" => self.pictures = self.pictures.saturating_add(1),
            "fldinst" => self.instruction.clear(),
            "fldrslt" => {
                if let Some(address) = hyperlink(&self.instruction) {
                    sink.link(&address);
                    self.links = self.links.saturating_add(1);
                    self.state.style.link = self.links;
                }
                self.instruction.clear();
                return;
            }
            _ => {}
        }
        self.state.destination = destination;
    }

    /// Whether text of the current state is wanted.
    fn shown(&self) -> bool {
        match self.state.destination {
            // Content of a tag counts even where RTF is suppressed.
            Destination::HtmlTag | Destination::Instruction => true,
            Destination::Body => !self.state.suppressed && !self.state.hidden,
            Destination::FontTable | Destination::Skip => false,
        }
    }

    fn octets(&mut self, octets: &[u8], sink: &mut dyn Sink) {
        if self.shown() && !octets.is_empty() {
            if !self.units.is_empty() {
                self.flush(sink);
            }
            self.bytes.extend_from_slice(octets);
        }
    }

    fn unicode(&mut self, text: &str, sink: &mut dyn Sink) {
        if self.shown() {
            self.flush(sink);
            self.put(text, sink);
        }
    }

    fn unit(&mut self, number: i32, sink: &mut dyn Sink) {
        self.skip = self.state.fallback;
        if !self.shown() {
            return;
        }
        if !self.bytes.is_empty() {
            self.flush(sink);
        }
        // Signed 16 bits by the book, unsigned or beyond in real files.
        match u32::try_from(number).ok().filter(|n| *n > 0xFFFF) {
            Some(code) => {
                let mut buffer = [0; 2];
                let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                self.units.extend_from_slice(c.encode_utf16(&mut buffer));
            }
            None => {
                let [a, b, ..] = number.to_le_bytes();
                self.units.push(u16::from_le_bytes([a, b]));
            }
        }
    }

    fn end(&mut self, kind: Break, sink: &mut dyn Sink) {
        if self.shown() && self.state.destination != Destination::Instruction {
            self.flush(sink);
            sink.end(kind, &self.state.style);
        }
    }

    /// Decodes what has been gathered.
    fn flush(&mut self, sink: &mut dyn Sink) {
        if !self.units.is_empty() {
            let units = std::mem::take(&mut self.units);
            let text: String = char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .filter(|c| *c != '\0')
                .collect();
            self.put(&text, sink);
        }
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let page = match self.state.destination {
                Destination::HtmlTag => self.code_page,
                _ => self
                    .state
                    .font
                    .or(self.default_font)
                    .and_then(|font| self.fonts.code_page(font))
                    .unwrap_or(self.code_page),
            };
            let text = page
                .decode(&bytes)
                .unwrap_or_else(|| String::from_utf8_lossy(&bytes))
                .into_owned();
            self.put(&text, sink);
        }
    }

    fn put(&mut self, text: &str, sink: &mut dyn Sink) {
        if self.state.destination == Destination::Instruction {
            if self.instruction.len() < MAX_INSTRUCTION {
                self.instruction.push_str(text);
            }
        } else {
            sink.text(text, &self.state.style);
        }
    }
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

/// The address of a HYPERLINK field, if it is one that mail may link to.
fn hyperlink(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let address = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_whitespace().next()?,
    };
    let lower = address.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:", "ftp://"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
        .then(|| address.trim().to_owned())
}
