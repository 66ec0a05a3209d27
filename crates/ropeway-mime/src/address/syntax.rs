//! The syntax of SMTP addresses (RFC 5322 3.4.1).

use crate::mime::fits_line;
use std::borrow::Cow;

/// An SMTP address as an addr-spec of RFC 5322 3.4.1: the local part quoted where it must be, the domain
/// in A-labels. `None` if it has no local part or no possible domain.
pub(crate) fn addr_spec(address: &str) -> Option<String> {
    let address = address.trim();
    let (local, domain) = address.rsplit_once('@')?;
    // Nearly all of them: nothing to repair.
    if address.len() <= 254 && is_plain_dot_atom(local) && is_domain(domain) {
        return Some(address.to_owned());
    }
    if local.is_empty() || local.chars().any(char::is_control) || !fits_line(address) {
        return None;
    }
    let domain = domain.trim().trim_end_matches('.');
    let domain = if domain.is_ascii() {
        Cow::Borrowed(domain)
    } else {
        Cow::Owned(idna::domain_to_ascii(domain).ok()?)
    };
    if !is_domain(&domain) && !is_literal(&domain) {
        return None;
    }
    if is_dot_atom(local) || is_quoted_string(local) {
        return Some(format!("{local}@{domain}"));
    }
    // Dots and blanks in the wrong place are repaired; anything else means another text than an address.
    let repairable = local.chars().all(|c| is_atext(c) || matches!(c, '.' | ' '));
    repairable.then(|| format!("\"{local}\"@{domain}"))
}

fn is_plain_dot_atom(text: &str) -> bool {
    let mut dot = true;
    for byte in text.bytes() {
        match byte {
            b'.' if dot => return false,
            b'.' => dot = true,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'+' | b'=' => dot = false,
            _ => return false,
        }
    }
    !dot
}

fn is_atext(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

fn is_dot_atom(text: &str) -> bool {
    text.split('.')
        .all(|atom| !atom.is_empty() && atom.chars().all(is_atext))
}

fn is_quoted_string(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) else {
        return false;
    };
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return false,
            _ => {}
        }
    }
    !escaped
}

/// Whether the text is a domain name of letters, digits, hyphens and the underscores that real ones have.
pub(crate) fn is_domain(domain: &str) -> bool {
    !domain.is_empty()
        && domain.len() <= 255
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        })
}

fn is_literal(domain: &str) -> bool {
    domain
        .strip_prefix('[')
        .and_then(|d| d.strip_suffix(']'))
        .is_some_and(|d| {
            !d.is_empty()
                && d.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b".:-".contains(&b))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ad_18_syntax_is_repaired_by_quoting_or_refused() {
        assert_eq!(addr_spec("a..b@x.test").unwrap(), "\"a..b\"@x.test");
        assert_eq!(addr_spec("a b@x.test.").unwrap(), "\"a b\"@x.test");
        assert_eq!(addr_spec("\"a b\"@x.test").unwrap(), "\"a b\"@x.test");
        assert_eq!(addr_spec("u@[192.0.2.1]").unwrap(), "u@[192.0.2.1]");
        for bad in [
            "@x.test",
            "u@",
            "u",
            "u@x test",
            "u@x.test>,<v@y.test",
            "u\r\nX: y@x.test",
            "u@x..y",
        ] {
            assert_eq!(addr_spec(bad), None, "{bad}");
        }
    }

    #[test]
    fn ad_17_a_domain_becomes_a_labels_and_a_local_part_stays() {
        assert_eq!(addr_spec("u@müller.test").unwrap(), "u@xn--mller-kva.test");
        assert_eq!(addr_spec("ü@x.test").unwrap(), "ü@x.test");
    }
}
