//! How text and paragraphs are shown, and the control words that say so.

/// Deepest table inside tables that is shown as such.
pub(super) const MAX_TABLE_LEVEL: u8 = 8;

/// How text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
    pub(super) strike: bool,
    pub(super) raised: bool,
    pub(super) lowered: bool,
    pub(super) hidden: bool,
    pub(super) capitals: bool,
    pub(super) small_capitals: bool,
    /// Index into the colour table; 0 is the reader's own colour.
    pub(super) colour: u16,
    pub(super) background: u16,
    pub(super) font: Option<i32>,
    /// In half points; none is the default of 24.
    pub(super) size: Option<u16>,
    /// Number of the link that the text is part of, counted from 1.
    pub(super) link: usize,
}

impl Style {
    /// Applies a word; whether it is one of style.
    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        let index = || number.and_then(|n| u16::try_from(n).ok()).unwrap_or(0);
        match word {
            "b" => self.bold = on,
            "i" => self.italic = on,
            "ulnone" => self.underline = false,
            "ul" | "ulw" | "uld" | "uldb" | "ulwave" | "uldash" | "uldashd" | "uldashdd" | "ulth"
            | "ulhwave" | "ulldash" => self.underline = on,
            "strike" | "striked" => self.strike = on,
            "super" => (self.raised, self.lowered) = (on, false),
            "sub" => (self.raised, self.lowered) = (false, on),
            "up" => (self.raised, self.lowered) = (number.unwrap_or(6) > 0, false),
            "dn" => (self.raised, self.lowered) = (false, number.unwrap_or(6) > 0),
            "nosupersub" => (self.raised, self.lowered) = (false, false),
            // Text that a revision took out is as good as hidden.
            "v" | "deleted" => self.hidden = on,
            "caps" => self.capitals = on,
            "scaps" => self.small_capitals = on,
            "cf" => self.colour = index(),
            "cb" | "chcbpat" | "highlight" => self.background = index(),
            "fs" => {
                self.size = number
                    .and_then(|n| u16::try_from(n).ok())
                    .filter(|n| (2..=3276).contains(n))
            }
            _ => return false,
        }
        true
    }
}

/// Where lines of a paragraph begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Align {
    #[default]
    Left,
    Right,
    Centre,
    Justify,
}

/// How list items are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    Bullet,
    Decimal,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
}

impl Numbering {
    /// Of `\levelnfc`.
    pub(super) fn of_level(number: i32) -> Option<Self> {
        match number {
            0 | 5 | 6 | 22 => Some(Self::Decimal),
            1 => Some(Self::UpperRoman),
            2 => Some(Self::LowerRoman),
            3 => Some(Self::UpperLetter),
            4 => Some(Self::LowerLetter),
            23 => Some(Self::Bullet),
            _ => None,
        }
    }

    /// Of a word of `\pn`.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        match word {
            "pnlvlblt" => Some(Self::Bullet),
            "pndec" | "pncard" | "pnord" | "pnordt" | "pnlvlbody" => Some(Self::Decimal),
            "pnucrm" => Some(Self::UpperRoman),
            "pnlcrm" => Some(Self::LowerRoman),
            "pnucltr" => Some(Self::UpperLetter),
            "pnlcltr" => Some(Self::LowerLetter),
            _ => None,
        }
    }
}

/// How a paragraph is shown. Lengths are in twips, a twentieth of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Paragraph {
    pub(super) align: Align,
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) first: i32,
    pub(super) before: i32,
    pub(super) after: i32,
    pub(super) right_to_left: bool,
    /// How many tables it is in.
    pub(super) table: u8,
    /// `\ls`, `\ilvl`
    pub(super) list: Option<i32>,
    pub(super) list_level: u8,
    /// From `\pn`.
    pub(super) numbering: Option<Numbering>,
}

impl Paragraph {
    /// Applies a word; whether it is one of paragraphs.
    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) -> bool {
        /// Half a metre; more is a mistake.
        const MAX: i32 = 28_800;
        let length = number.unwrap_or(0).clamp(-MAX, MAX);
        match word {
            "pard" => *self = Self::default(),
            "ql" => self.align = Align::Left,
            "qr" => self.align = Align::Right,
            "qc" => self.align = Align::Centre,
            "qj" | "qd" => self.align = Align::Justify,
            "li" | "lin" => self.left = length,
            "ri" | "rin" => self.right = length,
            "fi" => self.first = length,
            "sb" => self.before = length.max(0),
            "sa" => self.after = length.max(0),
            "rtlpar" => self.right_to_left = true,
            "ltrpar" => self.right_to_left = false,
            "intbl" => self.table = if number == Some(0) { 0 } else { self.table.max(1) },
            "itap" => {
                self.table = u8::try_from(number.unwrap_or(1).max(0))
                    .unwrap_or(u8::MAX)
                    .min(MAX_TABLE_LEVEL);
            }
            "ls" => self.list = number.filter(|n| *n > 0),
            "ilvl" => self.list_level = u8::try_from(number.unwrap_or(0)).unwrap_or(0).min(8),
            _ => return false,
        }
        true
    }
}
