//! Fonts, for the code pages that they stand for and for their names.

use super::symbol::SymbolFont;
use ropeway_types::CodePage;
use std::collections::HashMap;

/// Fonts that are remembered; real documents have a few dozen.
const MAX_FONTS: usize = 4096;
/// Longest name of a font, in octets: it is repeated wherever the font is used.
const MAX_NAME: usize = 48;

/// The font table.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    fonts: HashMap<i32, Font>,
    /// The entry that the table is at.
    current: i32,
}

#[derive(Debug, Clone, Default)]
struct Font {
    charset: Option<i32>,
    code_page: Option<u16>,
    /// As it stands in the table, up to its semicolon.
    name: Vec<u8>,
    named: bool,
}

impl Fonts {
    /// A control word inside the table.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        if word == "f" {
            self.current = number.unwrap_or(0);
        }
        let Some(font) = self.current() else { return };
        match word {
            "fcharset" => font.charset = number,
            "cpg" => font.code_page = number.and_then(|n| u16::try_from(n).ok()),
            _ => {}
        }
    }

    /// Text inside the table: the name.
    pub(super) fn text(&mut self, text: &[u8]) {
        let Some(font) = self.current() else { return };
        for byte in text {
            if *byte == b';' {
                font.named = true;
            } else if !font.named && font.name.len() < MAX_NAME {
                font.name.push(*byte);
            }
        }
    }

    fn current(&mut self) -> Option<&mut Font> {
        if self.fonts.len() >= MAX_FONTS && !self.fonts.contains_key(&self.current) {
            return None;
        }
        Some(self.fonts.entry(self.current).or_default())
    }

    /// The code page of a font's text, where the font says one.
    pub(super) fn code_page(&self, font: i32) -> Option<CodePage> {
        let font = self.fonts.get(&font)?;
        font.code_page
            .map(CodePage)
            .filter(|page| page.is_known())
            .or_else(|| code_page_of(font.charset?))
    }

    /// The names of all fonts that have one.
    pub(super) fn names(&self) -> HashMap<i32, String> {
        let names = self.fonts.keys().map(|font| (*font, self.name(*font)));
        names.filter_map(|(font, name)| Some((font, name?))).collect()
    }

    /// The name of a font, as far as it may stand in a style.
    fn name(&self, font: i32) -> Option<String> {
        let entry = self.fonts.get(&font)?;
        let page = self.code_page(font).unwrap_or(CodePage::WINDOWS_1252);
        let name = page.decode(&entry.name)?;
        let name = name.trim();
        let harmless = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
        (!name.is_empty() && name.chars().all(harmless)).then(|| name.to_owned())
    }

    /// The symbols of a font, if it is one of symbols.
    pub(super) fn symbols(&self, font: i32) -> Option<SymbolFont> {
        let font = self.fonts.get(&font)?;
        SymbolFont::of(std::str::from_utf8(&font.name).ok()?)
    }
}

/// The code page of a `\fcharset`, as Windows has them; none for "default" and "symbol".
fn code_page_of(charset: i32) -> Option<CodePage> {
    Some(CodePage(match charset {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => return None,
    }))
    .filter(|page| page.is_known())
}
