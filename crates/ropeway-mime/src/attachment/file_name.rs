//! File names ([MS-OXCMAIL] 2.1.3.4.2.1).

/// Longest name that is written, in characters: file systems take 255 octets.
const MAX_LEN: usize = 255;

/// A file name without directories, control characters and direction overrides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileName(String);

impl FileName {
    /// What is left of a stored name; `None` if that is nothing.
    pub(crate) fn new(stored: &str) -> Option<Self> {
        let base = stored.rsplit(['/', '\\']).find(|part| !part.trim().is_empty())?;
        let name: String = base
            .chars()
            .filter(|c| !c.is_control() && !is_direction(*c))
            .collect();
        let name = name.trim();
        if name.is_empty() || name.chars().all(|c| c == '.') {
            return None;
        }
        let len = name.chars().count();
        if len <= MAX_LEN {
            return Some(Self(name.to_owned()));
        }
        // The extension says what the file is: the middle goes.
        let extension = super::media_type::extension(name).filter(|e| e.len() <= 16);
        let tail = extension.map(|e| format!(".{e}")).unwrap_or_default();
        let keep = MAX_LEN.saturating_sub(tail.chars().count());
        let start: String = name.chars().take(keep).collect();
        Some(Self(start + &tail))
    }

    /// A name for an attachment without one.
    pub(crate) fn generated(number: u32, extension: Option<&str>, media_type: &str) -> Self {
        let extension = extension
            .map(|e| e.trim_start_matches('.'))
            .filter(|e| !e.is_empty() && e.len() <= 16 && e.bytes().all(|b| b.is_ascii_alphanumeric()))
            .or_else(|| super::media_type::extension_of(media_type))
            .unwrap_or("dat");
        Self(format!("ATT{:05}.{extension}", number.saturating_add(1)))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// With `_` for every character outside US-ASCII.
    pub(crate) fn to_ascii(&self) -> String {
        self.0
            .chars()
            .map(|c| if c.is_ascii() { c } else { '_' })
            .collect()
    }
}

/// Characters that make a name look like another (`exe.txt` for `txt.exe`).
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(stored: &str) -> Option<String> {
        FileName::new(stored).map(|name| name.0)
    }

    #[test]
    fn at_02_directories_controls_and_overrides_go() {
        assert_eq!(name("C:\\x\\..\\a b.txt\0").unwrap(), "a b.txt");
        assert_eq!(name("../../etc/passwd").unwrap(), "passwd");
        assert_eq!(name("x\u{202E}txt.exe\r\n").unwrap(), "xtxt.exe");
        assert_eq!(name("Überblick Q4.PDF").unwrap(), "Überblick Q4.PDF");
        for nothing in ["", "  ", "..", "/", "\0"] {
            assert_eq!(name(nothing), None);
        }
    }

    #[test]
    fn at_02_a_long_name_keeps_its_extension() {
        let long = name(&format!("{}.docx", "ä".repeat(400))).unwrap();
        assert_eq!(long.chars().count(), 255);
        assert!(long.ends_with("ä.docx"));
    }

    #[test]
    fn at_02_a_missing_name_is_made_of_number_and_type() {
        assert_eq!(FileName::generated(0, None, "image/png").0, "ATT00001.png");
        assert_eq!(FileName::generated(9, Some(".Doc"), "x/y").0, "ATT00010.Doc");
    }
}
