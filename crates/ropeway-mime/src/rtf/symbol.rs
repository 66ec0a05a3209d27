//! Fonts whose characters are symbols, as Unicode.

/// Fonts of symbols whose characters are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SymbolFont {
    Symbol,
    Wingdings,
}

impl SymbolFont {
    /// The font of a name.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "symbol" => Some(Self::Symbol),
            "wingdings" => Some(Self::Wingdings),
            _ => None,
        }
    }

    /// What an octet shows. Office also writes such octets as U+F000 and above.
    pub(super) fn character(self, byte: u8) -> Option<char> {
        let (low, high) = match self {
            Self::Symbol => (SYMBOL, SYMBOL_HIGH),
            Self::Wingdings => (WINGDINGS, WINGDINGS_HIGH),
        };
        let (table, at) = match byte {
            0x20..=0x7E => (low, byte.saturating_sub(0x20)),
            0xA0..=0xFE if self == Self::Symbol => (high, byte.saturating_sub(0xA0)),
            0x80..=0xFE if self == Self::Wingdings => (high, byte.saturating_sub(0x80)),
            _ => return None,
        };
        table.chars().nth(usize::from(at))
    }
}

/// From 0x20 on; the encoding that Adobe publishes for the font.
const SYMBOL: &str =
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
/// From 0xA0 on.
const SYMBOL_HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{FFFD}〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";
/// From 0x20 on; where Unicode has the very sign only since version 7, an older one that fonts have.
const WINGDINGS: &str = " ✏✂✁👓🕭🕮🕯☎✆✉✉📪📫📬📭📁📂📄📄📄🗄⌛⌨🖰🖲💻🖴💾💾✇✍✍✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐🏱✈☼💧❄✝✞✞✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□□❑❒⬧⧫◆❖⬥⌧⍓⌘❀✿❝❞";
/// From 0x80 on.
const WINGDINGS_HIGH: &str = "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿❧☙☙❧❧☙☙❧·•▪○○○◉◎○▪□✦✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛↵↵↵↵↵↵↵↵❧❧❧❧❧❧❧❧❧❧⌫⌦◀➢▲▼➲➲➲➲←→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂▭▫✗✓☒☑";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bd_19_the_tables_are_where_they_should_be() {
        assert_eq!(SYMBOL.chars().count(), 0x7F - 0x20);
        assert_eq!(SYMBOL_HIGH.chars().count(), 0xFF - 0xA0);
        assert_eq!(WINGDINGS.chars().count(), 0x7F - 0x20);
        assert_eq!(WINGDINGS_HIGH.chars().count(), 0xFF - 0x80);
        for (byte, symbol) in [
            (b'a', 'α'),
            (b'W', 'Ω'),
            (0xB7, '•'),
            (0xA3, '≤'),
            (0xAE, '→'),
            (0xFE, '⎭'),
        ] {
            assert_eq!(SymbolFont::Symbol.character(byte), Some(symbol), "{byte:x}");
        }
        for (byte, symbol) in [
            (b'J', '☺'),
            (b'L', '☹'),
            (b'v', '❖'),
            (0x9F, '•'),
            (0xA7, '▪'),
            (0xD8, '➢'),
            (0xE0, '→'),
            (0xE8, '➔'),
            (0xFC, '✓'),
            (0xFE, '☑'),
        ] {
            assert_eq!(SymbolFont::Wingdings.character(byte), Some(symbol), "{byte:x}");
        }
        assert_eq!(SymbolFont::Symbol.character(0x80), None);
    }
}
