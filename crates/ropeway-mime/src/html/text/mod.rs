//! The text of a document, for the plain alternative ([MS-OXCMAIL] 2.1.3.3.4).

mod lists;
mod style;
mod tables;
#[cfg(test)]
mod tests;
mod writer;

use super::entities;
use super::token::{Tag, Token, attribute, tokens};
use style::Style;
use writer::{Margin, Writer};

/// The text that a document shows. Blocks stand in lines of their own, paragraphs between blank lines,
/// list items behind `* ` or their number, quotations behind `> `, the cells of a row behind tabs where
/// each is one line, links with their address in angle brackets, images as their `alt` text in square
/// brackets. What the document hides is left out. Line ends are CRLF.
pub(crate) fn plain_text(html: &str) -> String {
    let mut walk = Walk::new(true);
    if !walk.all(html) {
        walk = Walk::new(false);
        walk.all(html);
    }
    walk.writer.finish()
}

/// Whether a document shows any text.
pub(super) fn shows_text(html: &str) -> bool {
    let mut walk = Walk::new(true);
    for (token, _) in tokens(html) {
        walk.token(&token);
        if walk.writer.has_text() {
            return true;
        }
    }
    // What begins to hide and never ends would hide all that follows.
    walk.hidden.is_some() && !plain_text(html).is_empty()
}

/// Element names longer than this mean nothing here.
const MAX_NAME: usize = 16;

/// An element that hides its content.
struct Hidden {
    name: String,
    /// Elements of that name open.
    depth: usize,
}

/// The mark of a list item as Word writes it: text of its own, to be taken for what it is.
struct WordMark {
    text: String,
    /// `span` elements open.
    depth: usize,
    level: usize,
}

struct Walk {
    writer: Writer,
    /// Whether what the document hides is left out.
    hides: bool,
    hidden: Option<Hidden>,
    mark: Option<WordMark>,
    /// Level of the list that the paragraph is an item of, in documents by Word.
    level: usize,
}

impl Walk {
    fn new(hides: bool) -> Self {
        Self {
            writer: Writer::default(),
            hides,
            hidden: None,
            mark: None,
            level: 0,
        }
    }

    /// Takes the whole document; whether everything that hides came to its end.
    fn all(&mut self, html: &str) -> bool {
        for (token, _) in tokens(html) {
            self.token(&token);
        }
        self.writer.end_link();
        self.hidden.is_none()
    }

    fn token(&mut self, token: &Token<'_>) {
        match token {
            Token::Text(text) if self.hidden.is_none() => {
                let text = entities::decode(text);
                match &mut self.mark {
                    Some(mark) => {
                        // What Word writes there is a few characters.
                        if mark.text.len() < 64 {
                            mark.text.push_str(&text);
                        }
                    }
                    None => self.writer.text(&text),
                }
            }
            Token::Text(_) | Token::Other => {}
            Token::Tag(tag) => {
                let mut buffer = [0; MAX_NAME];
                let Some(name) = lower(tag.name, &mut buffer) else {
                    return;
                };
                if tag.closing {
                    self.close(name);
                } else {
                    self.open(name, tag);
                }
            }
        }
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        if let Some(hidden) = &mut self.hidden {
            let ends = name == "body" || hidden.name == "p" && is_block(name);
            if !ends {
                if name == hidden.name {
                    hidden.depth = hidden.depth.saturating_add(1);
                }
                return;
            }
            self.hidden = None;
        }
        let style = Style::of(tag.attributes);
        let hides =
            self.hides && style.hides || matches!(name, "head" | "title" | "select" | "template" | "svg");
        if hides && !is_void(name) {
            if self.hides || name != "head" {
                self.hidden = Some(Hidden {
                    name: name.to_owned(),
                    depth: 1,
                });
            }
            return;
        }
        if hides {
            return;
        }
        if let Some(mark) = &mut self.mark {
            if name == "span" {
                mark.depth = mark.depth.saturating_add(1);
            }
            return;
        }
        let writer = &mut self.writer;
        match name {
            "br" => writer.line_break(),
            "p" => {
                self.level = style.list_level;
                writer.block(if style.tight { 1 } else { 2 });
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => writer.block(2),
            "pre" | "listing" => writer.open_pre(),
            "ul" | "ol" | "dl" | "dir" | "menu" => writer.open_list(name, tag.attributes),
            "li" | "dt" | "dd" => writer.open_item(name, tag.attributes),
            "blockquote" => {
                writer.block(2);
                writer.push_margin(Margin::Quote);
            }
            "table" => writer.open_table(),
            "tr" => writer.open_row(),
            "td" | "th" => writer.open_cell(),
            "hr" => writer.rule(),
            "q" => writer.text("\""),
            "img" => {
                let alt = attribute(tag.attributes, "alt").unwrap_or_default();
                let alt = alt.trim();
                if !alt.is_empty() && !style.is_pixel {
                    writer.text(&format!("[{alt}]"));
                }
            }
            "a" => {
                writer.end_link();
                if let Some(address) = attribute(tag.attributes, "href") {
                    writer.open_link(address.trim());
                }
            }
            "span" if style.list_mark => {
                self.mark = Some(WordMark {
                    text: String::new(),
                    depth: 1,
                    level: self.level,
                });
            }
            _ if is_block(name) => writer.block(1),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(hidden) = &mut self.hidden {
            if name == hidden.name {
                hidden.depth = hidden.depth.saturating_sub(1);
                if hidden.depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        if let Some(mark) = &mut self.mark {
            if name == "span" {
                mark.depth = mark.depth.saturating_sub(1);
            }
            if (mark.depth == 0 || name == "p")
                && let Some(mark) = self.mark.take()
            {
                self.writer.word_item(&mark.text, mark.level);
            }
            if name != "p" {
                return;
            }
        }
        let writer = &mut self.writer;
        match name {
            "p" => {
                let tight = std::mem::take(&mut self.level) > 0 || writer.is_tight();
                writer.block(if tight { 1 } else { 2 });
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => writer.block(2),
            "pre" | "listing" => writer.close_pre(),
            "ul" | "ol" | "dl" | "dir" | "menu" => writer.close_list(),
            "li" | "dt" | "dd" => writer.close_item(),
            "blockquote" => {
                writer.block(2);
                writer.close_quote();
            }
            "table" => writer.close_table(),
            "tr" | "tbody" | "thead" | "tfoot" => writer.close_row(),
            "q" => writer.text("\""),
            "a" => writer.end_link(),
            _ if is_block(name) => writer.block(1),
            _ => {}
        }
    }
}

/// A name in lower case; `None` for one that is too long to mean anything.
fn lower<'b>(name: &str, buffer: &'b mut [u8; MAX_NAME]) -> Option<&'b str> {
    let out = buffer.get_mut(..name.len())?;
    out.copy_from_slice(name.as_bytes());
    out.make_ascii_lowercase();
    std::str::from_utf8(out).ok()
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "wbr"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}
