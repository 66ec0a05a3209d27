//! Text: octets of code pages, UTF-16, and symbols.

use super::{MAX_INSTRUCTION, MAX_MARKER, Reader};
use crate::rtf::sink::{Definition, Sink};
use crate::rtf::state::Destination;
use crate::rtf::symbol::SymbolFont;
use ropeway_types::CodePage;

impl<S: Sink> Reader<'_, S> {
    pub(super) fn octets(&mut self, octets: &[u8]) {
        match self.state.destination {
            Destination::FontTable => return self.fonts.text(octets),
            Destination::Picture => return self.pict.digits(octets),
            Destination::Colours => {
                let ends = memchr::memchr_iter(b';', octets).count();
                let ends = i32::try_from(ends).unwrap_or(i32::MAX);
                return self.sink.define(Definition::EndOfColours, "", Some(ends));
            }
            _ => {}
        }
        if octets.is_empty() || !self.shown() {
            return;
        }
        if !self.units.is_empty() {
            self.flush();
        }
        // Nearly all text is US-ASCII, and nothing has to be gathered for it.
        if self.bytes.is_empty()
            && self.state.symbols.is_none()
            && self.page().1
            && octets.is_ascii()
            && let Ok(text) = std::str::from_utf8(octets)
        {
            self.put(text);
        } else {
            self.bytes.extend_from_slice(octets);
        }
    }

    /// The code page of octets here, and whether it has US-ASCII in its lower half.
    fn page(&self) -> (CodePage, bool) {
        match self.state.page {
            Some(page) if self.state.destination != Destination::HtmlTag => page,
            _ => (self.code_page, self.is_ascii),
        }
    }

    pub(super) fn unicode(&mut self, text: &str) {
        if self.shown() {
            self.flush();
            self.put(text);
        }
    }

    pub(super) fn unit(&mut self, number: i32) {
        self.skip = self.state.fallback;
        if !self.shown() {
            return;
        }
        if !self.bytes.is_empty() {
            self.flush();
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

    /// Decodes what has been gathered.
    pub(super) fn flush(&mut self) {
        if !self.units.is_empty() {
            let mut units = std::mem::take(&mut self.units);
            if let Some(symbols) = self.state.symbols {
                self.put_symbols(symbols, &units);
            } else {
                let text: String = char::decode_utf16(units.iter().copied())
                    .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .filter(|c| *c != '\0')
                    .collect();
                self.put(&text);
            }
            units.clear();
            self.units = units;
        }
        if !self.bytes.is_empty() {
            let mut bytes = std::mem::take(&mut self.bytes);
            if let Some(symbols) = self
                .state
                .symbols
                .filter(|_| self.state.destination != Destination::HtmlTag)
            {
                let units: Vec<u16> = bytes.iter().map(|byte| u16::from(*byte)).collect();
                self.put_symbols(symbols, &units);
            } else {
                let (page, _) = self.page();
                // Documents that say UTF-8 have it, whatever their fonts say.
                let utf8 = (self.code_page == CodePage::UTF_8).then(|| std::str::from_utf8(&bytes).ok());
                match utf8.flatten() {
                    Some(text) => self.put(text),
                    None => {
                        let text = page.decode(&bytes);
                        self.put(&text.unwrap_or_else(|| String::from_utf8_lossy(&bytes)));
                    }
                }
            }
            bytes.clear();
            self.bytes = bytes;
        }
    }

    /// Characters of a font of symbols; those that are none of it stay as they are.
    fn put_symbols(&mut self, symbols: SymbolFont, units: &[u16]) {
        let text: String = char::decode_utf16(units.iter().copied())
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .filter(|c| *c != '\0')
            .map(|c| {
                let code = match u32::from(c) {
                    code @ 0xF000..=0xF0FF => code.saturating_sub(0xF000),
                    code => code,
                };
                u8::try_from(code)
                    .ok()
                    .and_then(|code| symbols.character(code))
                    .unwrap_or(c)
            })
            .collect();
        // The font has other characters in these places.
        let font = self.state.shown.style.font.take();
        self.put(&text);
        self.state.shown.style.font = font;
    }

    fn put(&mut self, text: &str) {
        match self.state.destination {
            Destination::Instruction if self.instruction.len() < MAX_INSTRUCTION => {
                self.instruction.push_str(text);
            }
            Destination::Marker if self.marker.len() < MAX_MARKER => self.marker.push_str(text),
            Destination::Instruction | Destination::Marker => {}
            _ => self.sink.text(text, &self.state.shown),
        }
    }
}
