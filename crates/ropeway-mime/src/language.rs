//! Locale numbers and language tags ([MS-LCID] 2.2).

use lcid::LanguageId;

/// The language tag of a locale ([MS-LCID] 2.2). The sort order in the upper half says nothing of the
/// language; what names none, such as the default locale of a machine, has no tag.
pub(crate) fn tag(locale: i32) -> Option<&'static str> {
    let language = u32::from_ne_bytes(locale.to_ne_bytes()) & 0xFFFF;
    let id = <&LanguageId>::try_from(language).ok()?;
    let private = ["x-", "qps-"].iter().any(|start| id.name.starts_with(start));
    (!id.name.is_empty() && !private).then_some(id.name)
}

/// The locale of a language tag of any case.
#[cfg(feature = "import")]
pub(crate) fn locale(tag: &str) -> Option<i32> {
    let id = <&LanguageId>::try_from(usual_case(tag.trim()).as_str()).ok()?;
    i32::try_from(id.lcid).ok()
}

/// A tag as it is usually written (RFC 5646 2.1.1): regions in upper case, scripts with a capital, the rest
/// in lower case.
#[cfg(feature = "import")]
fn usual_case(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    for (at, part) in tag.split('-').enumerate() {
        if at > 0 {
            out.push('-');
        }
        for (n, c) in part.chars().enumerate() {
            let upper = at > 0 && (part.len() == 2 || part.len() == 4 && n == 0);
            out.push(if upper {
                c.to_ascii_uppercase()
            } else {
                c.to_ascii_lowercase()
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hd_15_locales_have_language_tags() {
        for (locale, expected) in [
            (0x0409, Some("en-US")),
            (0x0407, Some("de-DE")),
            (0x0807, Some("de-CH")),
            // Sorted as in a telephone book.
            (0x1_0407, Some("de-DE")),
            (0x0411, Some("ja-JP")),
            (0x0804, Some("zh-CN")),
            (0x7C04, Some("zh-Hant")),
            (0x0009, Some("en")),
            (0x241A, Some("sr-Latn-RS")),
            (0x0C0A, Some("es-ES")),
            (0, None),
            (0x0400, None),
            (0x0800, None),
            (0x1000, None),
            (0x007F, None),
            (-1, None),
        ] {
            assert_eq!(tag(locale), expected, "{locale:#x}");
        }
    }

    #[cfg(feature = "import")]
    #[test]
    fn hd_15_language_tags_have_locales() {
        assert_eq!(locale(" de-ch "), Some(0x0807));
        assert_eq!(locale("en"), Some(0x0009));
        assert_eq!(locale("tlh"), None);
        // What is written is read again as the same, apart from what the table has no way back for.
        let lost: Vec<&str> = (0..=0xFFFF)
            .filter_map(tag)
            .filter(|name| locale(name).and_then(tag) != Some(name))
            .collect();
        assert_eq!(lost, ["quc"]);
    }
}
