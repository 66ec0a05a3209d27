//! Encapsulated addresses ([MS-OXCMAIL] 2.1.3.1.8): an address of any type inside an SMTP address.

use ropeway_types::{CodePage, ProxyAddress};

/// Length of an address type.
const MAX_TYPE: usize = 8;

/// The SMTP address `IMCEA<type>-<address>@<domain>` that stands for an address of another type.
///
/// Letters, digits, `-` and `=` stand as they are, `_` for `/`, and `+` with two hexadecimal digits for
/// each other octet of the address in UTF-8. `None` for an address type of other than one to eight letters
/// and digits, and for an empty address. The local part may be longer than the 64 octets of RFC 5321:
/// distinguished names are.
///
/// ```
/// use ropeway_mime::{decapsulate, encapsulate};
/// use ropeway_types::ProxyAddress;
///
/// let address = ProxyAddress::new("EX", "/o=Org/cn=a.b");
/// let smtp = encapsulate(&address, "example.test").unwrap();
/// assert_eq!(smtp, "IMCEAEX-_o=Org_cn=a+2Eb@example.test");
/// assert_eq!(decapsulate(&smtp), Some(address));
/// ```
pub fn encapsulate(address: &ProxyAddress, domain: &str) -> Option<String> {
    let kind = address.address_type();
    if !is_type(kind) || address.address().is_empty() {
        return None;
    }
    let text = address.address();
    let mut out = String::with_capacity(text.len().saturating_mul(2).saturating_add(domain.len()));
    out.push_str("IMCEA");
    out.push_str(kind);
    out.push('-');
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'=' => out.push(char::from(byte)),
            b'/' => out.push('_'),
            other => {
                out.push('+');
                for nibble in [other >> 4, other & 15] {
                    let digit = char::from_digit(u32::from(nibble), 16).unwrap_or('0');
                    out.push(digit.to_ascii_uppercase());
                }
            }
        }
    }
    out.push('@');
    out.push_str(domain);
    Some(out)
}

/// The address inside an encapsulated one, whatever its domain; `None` if it is none.
///
/// Both ways of writing them are read: the type in clear before the first `-`, and the whole after
/// `IMCEA` escaped, type and hyphen too. Hexadecimal digits may be of either case. Octets that are no
/// UTF-8 are read as windows-1252, in which old servers wrote.
pub fn decapsulate(smtp_address: &str) -> Option<ProxyAddress> {
    let (local, _) = smtp_address.trim().rsplit_once('@')?;
    let start = local
        .get(..5)
        .filter(|start| start.eq_ignore_ascii_case("IMCEA"))?;
    let rest = local.get(start.len()..)?;
    if let Some((kind, text)) = rest.split_once('-')
        && is_type(kind)
    {
        let text = unescape(text)?;
        return (!text.is_empty()).then(|| ProxyAddress::new(kind, text));
    }
    let whole = unescape(rest)?;
    let (kind, text) = whole.split_once('-')?;
    (is_type(kind) && !text.is_empty()).then(|| ProxyAddress::new(kind, text))
}

fn is_type(kind: &str) -> bool {
    (1..=MAX_TYPE).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        bytes.push(match byte {
            b'_' => b'/',
            b'+' => {
                let (digits, tail) = tail.split_at_checked(2)?;
                rest = tail;
                let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
                u8::try_from(digit(0)?.checked_mul(16)?.checked_add(digit(1)?)?).ok()?
            }
            other => other,
        });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => CodePage::WINDOWS_1252
            .decode(error.as_bytes())
            .map(std::borrow::Cow::into_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ad_13_imcea_escapes_what_is_not_letter_digit_hyphen_or_equals() {
        let dn = ProxyAddress::new("EX", "/O=Org/OU=A_b.c+d é/CN=u-1");
        assert_eq!(
            encapsulate(&dn, "o.test").unwrap(),
            "IMCEAEX-_O=Org_OU=A+5Fb+2Ec+2Bd+20+C3+A9_CN=u-1@o.test"
        );
        for none in [
            ProxyAddress::new("TOO LONG TYPE", "x"),
            ProxyAddress::new("", "x"),
            ProxyAddress::new("EX", ""),
        ] {
            assert_eq!(encapsulate(&none, "o.test"), None);
        }
    }

    #[test]
    fn ad_13_both_ways_of_writing_are_read() {
        let dn = Some(ProxyAddress::new("EX", "/O=Org/CN=a-b.c"));
        assert_eq!(decapsulate("IMCEAEX-_O=Org_CN=a-b+2Ec@x.test"), dn);
        assert_eq!(decapsulate("imceaex-_O=Org_CN=a-b+2ec@x.test"), dn);
        assert_eq!(decapsulate("IMCEA+45X+2D_O=Org_CN=a+2Db+2Ec@x.test"), dn);
        assert_eq!(decapsulate("IMCEAEX+2D_O=Org_CN=a+2Db+2Ec@x.test"), dn);
        assert_eq!(
            decapsulate("IMCEAEX-_O=M+FCller@x.test"),
            Some(ProxyAddress::new("EX", "/O=Müller"))
        );
        for none in [
            "IMCEAEX-@x.test",
            "IMCEAEX-a+@x.test",
            "IMCEAEX-a+2@x.test",
            "IMCEAEX-a+G0@x.test",
            "IMCEATOOLONGTYPE-a@x.test",
            "IMCEA-a@x.test",
            "user@x.test",
            "IMCEAEX-a",
            "üMCEAEX-a@x.test",
        ] {
            assert_eq!(decapsulate(none), None, "{none}");
        }
    }

    #[test]
    fn ad_14_an_o_r_address_of_x400_is_one_text() {
        let address = ProxyAddress::new("x400", "c=US;a= ;p=Org;o=Ex;s=Doe;g=Jo");
        let smtp = encapsulate(&address, "o.test").unwrap();
        assert_eq!(
            smtp,
            "IMCEAX400-c=US+3Ba=+20+3Bp=Org+3Bo=Ex+3Bs=Doe+3Bg=Jo@o.test"
        );
        assert_eq!(decapsulate(&smtp), Some(address));
    }

    #[test]
    fn ad_15_a_fax_number_keeps_its_plus() {
        let address = ProxyAddress::new("FAX", "+1 2");
        let smtp = encapsulate(&address, "o.test").unwrap();
        assert_eq!(smtp, "IMCEAFAX-+2B1+202@o.test");
        assert_eq!(decapsulate(&smtp), Some(address));
    }

    proptest! {
        #[test]
        fn ad_13_what_is_encapsulated_comes_back(kind in "[A-Z0-9]{1,8}", text in "\\PC{1,60}") {
            let address = ProxyAddress::new(&kind, text);
            let smtp = encapsulate(&address, "o.test").unwrap();
            prop_assert!(smtp.is_ascii());
            prop_assert_eq!(decapsulate(&smtp), Some(address));
        }

        #[test]
        fn ad_13_any_text_is_read_without_panic(text in "(?i:IMCEA)?\\PC{0,40}@?x?") {
            let _ = decapsulate(&text);
        }
    }
}
