//! Domain names as mail uses them, and the patterns that select them.

use std::{fmt, net::IpAddr, str::FromStr};

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

/// Four octets of UTF-8 for each of the 255 octets that a name may have: longer input cannot be valid,
/// and is refused before it costs a mapping.
const MAX_INPUT_LEN: usize = 1020;

/// Everything in ASCII but letters, digits, hyphen, dot and underscore. The underscore is not of the
/// LDH rule, but real mail hosts have it in their names.
const DENIED: AsciiDenyList = AsciiDenyList::new(true, "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~");

/// A domain name, normalised: A-labels in lower case, without the final dot.
///
/// Two spellings of the same name are equal, whether in upper case, in Unicode or in Punycode
/// (UTS #46, non-transitional processing). The Unicode form is kept for display and SMTPUTF8.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Domain {
    ascii: Box<str>,
    /// A function of `ascii`, so that the derived comparisons agree with it. `None` if it is the same.
    unicode: Option<Box<str>>,
}

/// Why a text is not a domain name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DomainError {
    /// There is no name at all.
    #[error("empty domain name")]
    Empty,
    /// A label above 63 octets or a name above 253.
    #[error("domain name or label too long")]
    TooLong,
    /// An empty label, a character that no host name has, a hyphen at a label's end.
    #[error("domain name with an invalid label")]
    InvalidLabel,
    /// A label that UTS #46 refuses, or Punycode that does not decode.
    #[error("internationalised domain name that cannot be converted")]
    InvalidIdn,
    /// An IP address without the brackets of an address literal.
    #[error("bare IP address in the place of a domain name")]
    BareAddress,
}

impl Domain {
    /// Parses and normalises a name; one final dot is accepted.
    ///
    /// # Errors
    /// [`DomainError`] tells a name that is internationalised but cannot be converted (5.1.2) from
    /// one that is no domain name (5.1.3).
    pub fn parse(text: &str) -> Result<Self, DomainError> {
        let name = text.strip_suffix('.').unwrap_or(text);
        if name.is_empty() {
            return Err(DomainError::Empty);
        }
        if name.len() > MAX_INPUT_LEN {
            return Err(DomainError::TooLong);
        }
        if name.parse::<IpAddr>().is_ok() {
            return Err(DomainError::BareAddress);
        }
        let international = !name.is_ascii()
            || name
                .split('.')
                .any(|label| label.get(..4).is_some_and(|p| p.eq_ignore_ascii_case("xn--")));
        let invalid = if international {
            DomainError::InvalidIdn
        } else {
            DomainError::InvalidLabel
        };
        let ascii = Uts46::new()
            .to_ascii(
                name.as_bytes(),
                DENIED,
                Hyphens::CheckFirstLast,
                DnsLength::Ignore,
            )
            .map_err(|_| invalid)?;
        // Mapping can produce dots (U+3002) and remove characters (U+00AD), so what came out is judged.
        if ascii.parse::<IpAddr>().is_ok() {
            return Err(DomainError::BareAddress);
        }
        if ascii.split('.').any(str::is_empty) {
            return Err(invalid);
        }
        if ascii.len() > 253 || ascii.split('.').any(|label| label.len() > 63) {
            return Err(DomainError::TooLong);
        }
        let (unicode, _) = Uts46::new().to_unicode(ascii.as_bytes(), DENIED, Hyphens::CheckFirstLast);
        let unicode = (unicode != ascii).then(|| unicode.into());
        Ok(Self {
            ascii: ascii.into(),
            unicode,
        })
    }

    /// The A-label form: what DNS and an envelope without SMTPUTF8 carry.
    pub fn as_ascii(&self) -> &str {
        &self.ascii
    }

    /// The U-label form, for people and SMTPUTF8.
    pub fn as_unicode(&self) -> &str {
        self.unicode.as_deref().unwrap_or(&self.ascii)
    }

    /// Whether `self` is a proper sub-domain of `parent`.
    pub fn is_subdomain_of(&self, parent: &Self) -> bool {
        self.ascii
            .strip_suffix(&*parent.ascii)
            .is_some_and(|rest| rest.ends_with('.'))
    }
}

impl fmt::Display for Domain {
    /// Writes the A-label form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.ascii)
    }
}

impl fmt::Debug for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Domain({})", self.ascii)
    }
}

impl FromStr for Domain {
    type Err = DomainError;

    fn from_str(text: &str) -> Result<Self, DomainError> {
        Self::parse(text)
    }
}

/// A set of domains, as accepted domains and the address spaces of connectors are written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DomainPattern {
    /// `example.org`: this domain alone.
    Exact(Domain),
    /// `*.example.org`: every sub-domain at any depth, not `example.org` itself.
    Subdomains(Domain),
    /// `*`: every domain, and address literals too.
    Any,
}

impl DomainPattern {
    /// Whether the domain belongs to the set.
    pub fn matches(&self, domain: &Domain) -> bool {
        match self {
            Self::Exact(name) => name == domain,
            Self::Subdomains(parent) => domain.is_subdomain_of(parent),
            Self::Any => true,
        }
    }

    /// How narrow the pattern is: an exact name before a wildcard, a longer wildcard before a shorter
    /// one, `*` last. Of two wildcards that match one domain, the one with more labels is narrower.
    pub(crate) fn specificity(&self) -> usize {
        match self {
            Self::Exact(_) => usize::MAX,
            Self::Subdomains(parent) => parent.as_ascii().split('.').count(),
            Self::Any => 0,
        }
    }
}

impl fmt::Display for DomainPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(name) => name.fmt(f),
            Self::Subdomains(parent) => write!(f, "*.{parent}"),
            Self::Any => f.write_str("*"),
        }
    }
}

impl FromStr for DomainPattern {
    type Err = DomainError;

    fn from_str(text: &str) -> Result<Self, DomainError> {
        match text.strip_prefix("*.") {
            _ if text == "*" => Ok(Self::Any),
            Some(parent) => Domain::parse(parent).map(Self::Subdomains),
            None => Domain::parse(text).map(Self::Exact),
        }
    }
}

impl From<Domain> for DomainPattern {
    fn from(domain: Domain) -> Self {
        Self::Exact(domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(text: &str) -> Domain {
        Domain::parse(text).unwrap()
    }

    #[test]
    fn spellings_of_one_name_are_equal() {
        let expected = domain("xn--bcher-kva.example");
        for text in [
            "Bücher.Example",
            "bu\u{308}cher.example.",
            "XN--BCHER-KVA.EXAMPLE",
            "bücher。example",
        ] {
            assert_eq!(domain(text), expected, "{text}");
        }
        assert_eq!(expected.as_ascii(), "xn--bcher-kva.example");
        assert_eq!(expected.as_unicode(), "bücher.example");
        assert_eq!(domain("Example.ORG").as_unicode(), "example.org");
    }

    #[test]
    fn sharp_s_is_kept_by_non_transitional_processing() {
        assert_eq!(domain("faß.de").as_ascii(), "xn--fa-hia.de");
    }

    #[test]
    fn names_at_the_length_limits_pass_and_above_fail() {
        let label = "a".repeat(63);
        assert!(Domain::parse(&format!("{label}.org")).is_ok());
        assert_eq!(Domain::parse(&format!("a{label}.org")), Err(DomainError::TooLong));
        let name = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        assert_eq!(name.len(), 253);
        assert!(Domain::parse(&name).is_ok());
        assert_eq!(Domain::parse(&format!("{name}a")), Err(DomainError::TooLong));
        assert_eq!(Domain::parse(&"é".repeat(1_000_000)), Err(DomainError::TooLong));
    }

    #[test]
    fn what_is_no_domain_name_is_refused_with_the_reason() {
        for (text, error) in [
            ("", DomainError::Empty),
            (".", DomainError::Empty),
            ("a..b", DomainError::InvalidLabel),
            (".a", DomainError::InvalidLabel),
            ("a b.org", DomainError::InvalidLabel),
            ("a\r\nb.org", DomainError::InvalidLabel),
            ("-a.org", DomainError::InvalidLabel),
            ("a/b", DomainError::InvalidLabel),
            ("xn--a.org", DomainError::InvalidIdn),
            ("\u{ad}", DomainError::InvalidIdn),
            ("192.0.2.1", DomainError::BareAddress),
            ("１92.0.2.1", DomainError::BareAddress),
            ("2001:db8::1", DomainError::BareAddress),
        ] {
            assert_eq!(Domain::parse(text), Err(error), "{text:?}");
        }
        assert!(Domain::parse("mail_1.example.org").is_ok());
    }

    #[test]
    fn wildcard_matches_only_subdomains() {
        let wildcard: DomainPattern = "*.example.org".parse().unwrap();
        assert!(wildcard.matches(&domain("a.example.org")));
        assert!(wildcard.matches(&domain("b.A.example.org")));
        assert!(!wildcard.matches(&domain("example.org")));
        assert!(!wildcard.matches(&domain("badexample.org")));
        assert!(!wildcard.matches(&domain("example.org.evil.test")));
    }

    #[test]
    fn patterns_display_as_they_parse() {
        for text in ["example.org", "*.example.org", "*"] {
            assert_eq!(text.parse::<DomainPattern>().unwrap().to_string(), text);
        }
        assert!("*.".parse::<DomainPattern>().is_err());
        assert!("*.*.org".parse::<DomainPattern>().is_err());
        assert!("a.*".parse::<DomainPattern>().is_err());
    }
}
