//! Fonts, for the code pages that they stand for.

use ropeway_types::CodePage;
use std::collections::HashMap;

/// Fonts that are remembered; real documents have a few dozen.
const MAX_FONTS: usize = 4096;

/// The font table.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    fonts: HashMap<i32, Font>,
    /// The entry that the table is at.
    current: i32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Font {
    charset: Option<i32>,
    code_page: Option<u16>,
}

impl Fonts {
    /// A control word inside the table.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        if word == "f" {
            self.current = number.unwrap_or(0);
        }
        if self.fonts.len() >= MAX_FONTS && !self.fonts.contains_key(&self.current) {
            return;
        }
        let font = self.fonts.entry(self.current).or_default();
        match word {
            "fcharset" => font.charset = number,
            "cpg" => font.code_page = number.and_then(|n| u16::try_from(n).ok()),
            _ => {}
        }
    }

    /// The code page of a font's text, where the font says one.
    pub(super) fn code_page(&self, font: i32) -> Option<CodePage> {
        let font = self.fonts.get(&font)?;
        font.code_page
            .map(CodePage)
            .filter(|page| page.is_known())
            .or_else(|| code_page_of(font.charset?))
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
