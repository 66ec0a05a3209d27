//! What the attributes of an element say of how it is shown, as far as text depends on it.

use crate::html::entities;
use crate::html::token::raw_attributes;

/// What was found in `style`, `class`, `hidden`, `width` and `height`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    /// Nothing of it is shown: how senders write the line that a list of messages shows.
    pub(super) hides: bool,
    /// A paragraph without space above and below, as those of Outlook.
    pub(super) tight: bool,
    /// An image of one pixel, which reports that it was fetched.
    pub(super) is_pixel: bool,
    /// Level of the item in a list of Word; 0 for none.
    pub(super) list_level: usize,
    /// The mark of such an item.
    pub(super) list_mark: bool,
}

impl Style {
    pub(super) fn of(attributes: &str) -> Self {
        let mut found = Self::default();
        for (name, value) in raw_attributes(attributes) {
            if name.eq_ignore_ascii_case("style") {
                found.declarations(&entities::decode(value));
            } else if name.eq_ignore_ascii_case("hidden") {
                found.hides = true;
            } else if name.eq_ignore_ascii_case("class") {
                // Outlook's style sheet gives them no margins.
                found.tight |= value
                    .trim_start()
                    .get(..3)
                    .is_some_and(|start| start.eq_ignore_ascii_case("Mso"));
            } else if name.eq_ignore_ascii_case("width") || name.eq_ignore_ascii_case("height") {
                found.is_pixel |= matches!(value.trim().trim_end_matches("px"), "0" | "1");
            }
        }
        found
    }

    fn declarations(&mut self, style: &str) {
        let mut clipped = (false, false);
        for declaration in style.split(';') {
            let Some((name, value)) = declaration.split_once(':') else {
                continue;
            };
            let name = name.trim();
            let value = value.split('!').next().unwrap_or_default().trim();
            let is = |known: &str| name.eq_ignore_ascii_case(known);
            let says = |known: &str| value.eq_ignore_ascii_case(known);
            if is("display") {
                self.hides |= says("none");
            } else if is("visibility") {
                self.hides |= says("hidden");
            } else if is("opacity") {
                self.hides |= is_zero(value);
            } else if is("max-height") {
                clipped.0 |= is_zero(value);
            } else if is("overflow") {
                clipped.1 |= says("hidden");
            } else if is("margin") {
                let mut sides = value.split_ascii_whitespace();
                let top = sides.next().is_some_and(is_zero);
                self.tight |= top && sides.nth(1).is_none_or(is_zero);
            } else if is("width") || is("height") {
                self.is_pixel |= matches!(value, "0" | "0px" | "1px");
            } else if is("mso-list") {
                self.list_mark |= says("ignore");
                self.list_level = value
                    .split_ascii_whitespace()
                    .find_map(|word| word.strip_prefix("level")?.parse().ok())
                    .unwrap_or(0);
            }
        }
        self.hides |= clipped == (true, true);
    }
}

/// Whether a length is zero, whatever its unit.
fn is_zero(length: &str) -> bool {
    let number = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.parse::<f32>().is_ok_and(|number| number == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bd_16_what_hides_is_known() {
        for hidden in [
            "style='display:none'",
            "style=\"color:red; DISPLAY : None !important\"",
            "hidden",
            "style='max-height:0px;overflow:hidden'",
            "style='visibility:hidden'",
            "style='opacity:0.0'",
        ] {
            assert!(Style::of(hidden).hides, "{hidden}");
        }
        for shown in [
            "style='display:block'",
            "style='overflow:hidden'",
            "style='font-size:0'",
            "style='opacity:0.5'",
            "title='display:none'",
        ] {
            assert!(!Style::of(shown).hides, "{shown}");
        }
    }

    #[test]
    fn bd_16_paragraphs_without_space_are_known() {
        for tight in [
            "class=MsoNormal",
            "style='margin:0'",
            "style='margin:0cm 0cm 0.0001pt'",
            "style='margin:0in 5pt'",
        ] {
            assert_eq!(Style::of(tight).tight, !tight.contains("0.0001"), "{tight}");
        }
        assert!(!Style::of("style='margin:1em 0'").tight);
    }
}
