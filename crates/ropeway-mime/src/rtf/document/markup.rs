//! Styles and text as HTML, within a budget.

use crate::rtf::style::{Align, Paragraph, Style};
use std::collections::HashMap;
use std::fmt::Write as _;

/// Colours that are remembered.
const MAX_COLOURS: usize = 4096;
/// RTF's size of text without `\fs`, in half points.
const DEFAULT_SIZE: u16 = 24;

/// What styles are made of.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// RGB; none is the reader's own colour.
    colours: Vec<Option<u32>>,
    /// The entry of the colour table that is being read.
    colour: Option<u32>,
    pub(super) fonts: HashMap<i32, String>,
    /// Font and size of the first text, which the whole document has unless a style says otherwise.
    pub(super) base: Option<(Option<i32>, u16)>,
    /// Octets that styles may still take. A style is repeated at each change of another, so that a small
    /// document could make a large one; text is never held back.
    budget: usize,
}

impl Markup {
    pub(super) fn new(budget: usize) -> Self {
        Self {
            budget,
            ..Self::default()
        }
    }

    /// Takes so much out of the budget, if it is there.
    pub(super) fn spend(&mut self, len: usize) -> bool {
        let left = self.budget.checked_sub(len);
        self.budget = left.unwrap_or(self.budget);
        left.is_some()
    }

    /// A word of the colour table, or the end of an entry.
    pub(super) fn colour_word(&mut self, word: &str, number: Option<i32>) {
        let value = number.and_then(|n| u8::try_from(n).ok()).unwrap_or(0);
        let shift = match word {
            "red" => 16,
            "green" => 8,
            "blue" => 0,
            _ => return,
        };
        self.colour = Some(self.colour.unwrap_or(0) | u32::from(value) << shift);
    }

    pub(super) fn end_colours(&mut self, entries: usize) {
        for _ in 0..entries {
            if self.colours.len() < MAX_COLOURS {
                self.colours.push(self.colour.take());
            }
        }
    }

    /// `property:#rrggbb` behind what is there, for a colour that is one.
    pub(super) fn push_colour(&self, style: &mut String, property: &str, index: u16) {
        // Some documents define the first entry, which is the reader's own colour nevertheless.
        if index > 0
            && let Some(Some(rgb)) = self.colours.get(usize::from(index))
        {
            declare(style, format_args!("{property}:#{rgb:06x}"));
        }
    }

    /// The style of the whole document.
    pub(super) fn body_style(&self) -> String {
        let mut style = String::new();
        if let Some((font, size)) = self.base {
            self.push_font(&mut style, font);
            push_size(&mut style, size);
        }
        style
    }

    fn push_font(&self, style: &mut String, font: Option<i32>) {
        if let Some(name) = font.and_then(|font| self.fonts.get(&font)) {
            declare(style, format_args!("font-family:'{name}'"));
        }
    }

    /// Text in its style.
    pub(super) fn run(&mut self, text: &str, style: &Style, out: &mut String) {
        let size = style.size.unwrap_or(DEFAULT_SIZE);
        let (base_font, base_size) = *self.base.get_or_insert((style.font, size));
        let mut css = String::new();
        let name = |font: Option<i32>| font.and_then(|font| self.fonts.get(&font));
        // Fonts of the same name differ in their code pages.
        if style.font != base_font && name(style.font) != name(base_font) {
            self.push_font(&mut css, style.font);
        }
        if size != base_size {
            push_size(&mut css, size);
        }
        self.push_colour(&mut css, "color", style.colour);
        self.push_colour(&mut css, "background", style.background);
        if style.capitals {
            declare(&mut css, format_args!("text-transform:uppercase"));
        }
        if style.small_capitals {
            declare(&mut css, format_args!("font-variant:small-caps"));
        }
        let tags = [
            (style.bold, "<b>", "</b>"),
            (style.italic, "<i>", "</i>"),
            (style.underline, "<u>", "</u>"),
            (style.strike, "<s>", "</s>"),
            (style.raised, "<sup>", "</sup>"),
            (style.lowered, "<sub>", "</sub>"),
        ];
        // `<span style=""></span>`
        const SPAN: usize = 22;
        if !css.is_empty() && !self.spend(css.len().saturating_add(SPAN)) {
            css.clear();
        }
        let shown = |tag: &&(bool, &str, &str)| tag.0;
        let plain = !self.spend(
            tags.iter()
                .filter(shown)
                .map(|tag| tag.1.len().saturating_add(tag.2.len()))
                .sum(),
        );
        if !css.is_empty() {
            let _ = write!(out, "<span style=\"{css}\">");
        }
        for (_, begin, _) in tags.iter().filter(shown).filter(|_| !plain) {
            out.push_str(begin);
        }
        escape(text, out);
        for (_, _, end) in tags.iter().rev().filter(shown).filter(|_| !plain) {
            out.push_str(end);
        }
        if !css.is_empty() {
            out.push_str("</span>");
        }
    }

    /// The attributes of a paragraph's element. A list moves its items in by itself.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, is_item: bool) -> String {
        let mut css = String::new();
        match paragraph.align {
            Align::Left => {}
            Align::Right => css.push_str("text-align:right"),
            Align::Centre => css.push_str("text-align:center"),
            Align::Justify => css.push_str("text-align:justify"),
        }
        let lengths = [
            ("margin-left", if is_item { 0 } else { paragraph.left }),
            ("margin-right", paragraph.right),
            ("text-indent", if is_item { 0 } else { paragraph.first }),
            ("margin-top", paragraph.before),
            ("margin-bottom", paragraph.after),
        ];
        for (property, twips) in lengths {
            let points = twips / 20;
            if points != 0 {
                declare(&mut css, format_args!("{property}:{points}pt"));
            }
        }
        let mut attributes = String::new();
        if paragraph.right_to_left {
            attributes.push_str(" dir=\"rtl\"");
        }
        if !css.is_empty() {
            let _ = write!(attributes, " style=\"{css}\"");
        }
        if !self.spend(attributes.len()) {
            attributes.clear();
        }
        attributes
    }
}

fn push_size(style: &mut String, half_points: u16) {
    let half = if half_points.is_multiple_of(2) { "" } else { ".5" };
    declare(style, format_args!("font-size:{}{half}pt", half_points / 2));
}

fn declare(style: &mut String, declaration: std::fmt::Arguments<'_>) {
    if !style.is_empty() {
        style.push(';');
    }
    let _ = style.write_fmt(declaration);
}

/// Text as HTML content, where a line feed is a line break, and as a value in double quotes. Blanks that HTML
/// would join are kept apart.
pub(in crate::rtf) fn escape(text: &str, out: &mut String) {
    let mut from = 0usize;
    let mut after_blank = out.is_empty() || out.ends_with(' ') || out.ends_with("<br>");
    for (at, c) in text.char_indices() {
        let blank = std::mem::replace(&mut after_blank, matches!(c, ' ' | '\n'));
        let entity = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\u{A0}' => "&nbsp;",
            ' ' if blank => "&nbsp;",
            // A line break of the run.
            '\n' => "<br>",
            // As far as the first stop of a line, and no line break.
            '\t' => "&nbsp;&nbsp;&nbsp; ",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(entity);
        from = at.saturating_add(c.len_utf8());
    }
    out.push_str(text.get(from..).unwrap_or_default());
}
