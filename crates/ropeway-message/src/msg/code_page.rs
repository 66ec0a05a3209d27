//! The code page of 8-bit strings where a file does not name it.

/// The ANSI code page of a locale ([MS-LCID] 2.2, with the code pages of Windows): by the language,
/// and by the whole id where a language has two scripts.
pub(super) fn of_locale(lcid: i32) -> Option<u16> {
    Some(match lcid & 0xFFFF {
        0x0804 | 0x1004 => 936,
        0x0404 | 0x0C04 | 0x1404 => 950,
        0x0C1A | 0x1C1A | 0x201A | 0x082C | 0x0843 => 1251,
        other => match other & 0x3FF {
            0x01 | 0x20 | 0x29 => 1256,
            0x02 | 0x19 | 0x22 | 0x23 | 0x2F | 0x3F | 0x40 | 0x44 | 0x50 => 1251,
            0x05 | 0x0E | 0x15 | 0x18 | 0x1A | 0x1B | 0x1C | 0x24 => 1250,
            0x08 => 1253,
            0x0D => 1255,
            0x11 => 932,
            0x12 => 949,
            0x1E => 874,
            0x1F | 0x2C | 0x43 => 1254,
            0x25..=0x27 => 1257,
            0x2A => 1258,
            0x03
            | 0x06
            | 0x07
            | 0x09..=0x0C
            | 0x0F
            | 0x10
            | 0x13
            | 0x14
            | 0x16
            | 0x17
            | 0x1D
            | 0x21
            | 0x2D
            | 0x36
            | 0x38
            | 0x3E
            | 0x41
            | 0x56 => 1252,
            _ => return None,
        },
    })
}

/// The Windows code page for the script of an Internet code page: what a client on such a system
/// stores, whatever it sends.
pub(super) fn of_internet(code_page: i32) -> Option<u16> {
    Some(match code_page {
        28592 => 1250,
        20866 | 21866 | 28595 => 1251,
        20127 | 28591 | 28605 => 1252,
        28597 => 1253,
        28599 => 1254,
        28598 | 38598 => 1255,
        28596 => 1256,
        28594 | 28603 => 1257,
        50220..=50222 | 51932 => 932,
        936 | 51936 | 52936 | 54936 | 50227 => 936,
        949 | 50225 | 51949 => 949,
        874 | 932 | 950 | 1250..=1258 => u16::try_from(code_page).ok()?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_and_internet_code_pages_of_one_script_agree() {
        assert_eq!((of_locale(1049), of_internet(20866)), (Some(1251), Some(1251)));
        assert_eq!((of_locale(1041), of_internet(50220)), (Some(932), Some(932)));
        assert_eq!((of_locale(1028), of_locale(2052)), (Some(950), Some(936)));
        assert_eq!((of_locale(0), of_internet(65001)), (None, None));
    }
}
