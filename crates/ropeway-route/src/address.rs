//! The addr-spec of an envelope recipient or sender.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use crate::domain::{Domain, DomainError};

/// Local part, "@" and domain: 64 + 1 + 255 octets of RFC 5321 section 4.5.3.1, applied to the whole.
/// The limit of 64 for the local part alone is not enforced: reply addresses of large services exceed it,
/// and the receiving server is the one to judge.
const MAX_ADDRESS_LEN: usize = 320;

/// A Mailbox [RFC 5321] section 4.1.2, with UTF-8 in both parts [RFC 6531].
///
/// Tolerated against the grammar: dots at the ends of a local part or next to each other, which some
/// mobile carriers handed out (`a..b@example.jp`), and local parts above 64 octets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    local_part: Box<str>,
    domain: DomainPart,
}

/// What stands at the right of the "@".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DomainPart {
    /// A domain name.
    Name(Domain),
    /// An address literal, `[192.0.2.1]` or `[IPv6:2001:db8::1]` [RFC 5321] section 4.1.3.
    Literal(IpAddr),
}

/// Why a text is not an address. Positions count octets from the start of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// There is no text.
    #[error("empty address")]
    Empty,
    /// The whole address is longer than 320 octets.
    #[error("address longer than 320 octets")]
    TooLong,
    /// Nothing stands before the "@".
    #[error("empty local part")]
    EmptyLocalPart,
    /// A character that needs quoting, or may not stand in an address at all.
    #[error("invalid character in the local part at octet {at}")]
    InvalidLocalPart {
        /// Where.
        at: usize,
    },
    /// A quoted local part that is not closed, or not followed by "@".
    #[error("unterminated quoted local part")]
    UnterminatedQuote,
    /// There is no "@".
    #[error("address without a domain")]
    MissingDomain,
    /// Brackets that hold no IP address.
    #[error("invalid address literal")]
    InvalidLiteral,
    /// The domain is not a domain name.
    #[error(transparent)]
    Domain(#[from] DomainError),
}

impl Address {
    /// Parses an addr-spec: no display name, no angle brackets, no comments, no source route.
    ///
    /// # Errors
    /// [`AddressError`] with the part that is wrong.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if text.len() > MAX_ADDRESS_LEN {
            return Err(AddressError::TooLong);
        }
        let at = if text.starts_with('"') {
            quoted_end(text)?
        } else {
            unquoted_end(text)?
        };
        let (local_part, rest) = text.split_at_checked(at).ok_or(AddressError::MissingDomain)?;
        let domain = rest.strip_prefix('@').ok_or(AddressError::MissingDomain)?;
        // The grammar has no final dot here, although DNS notation does.
        if domain.ends_with('.') {
            return Err(AddressError::Domain(DomainError::InvalidLabel));
        }
        Ok(Self {
            local_part: local_part.into(),
            domain: DomainPart::parse(domain)?,
        })
    }

    /// The local part as written, with its quotes if it has them. Only the domain's own server may
    /// interpret it [RFC 5321] section 2.3.11.
    pub fn local_part(&self) -> &str {
        &self.local_part
    }

    /// The domain or address literal.
    pub fn domain(&self) -> &DomainPart {
        &self.domain
    }
}

impl fmt::Display for Address {
    /// The address with its domain as A-labels.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local_part, self.domain)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        Self::parse(text)
    }
}

impl DomainPart {
    pub(crate) fn parse(text: &str) -> Result<Self, AddressError> {
        let Some(inner) = text.strip_prefix('[') else {
            if text.is_empty() {
                return Err(AddressError::MissingDomain);
            }
            return Ok(Self::Name(Domain::parse(text)?));
        };
        let inner = inner.strip_suffix(']').ok_or(AddressError::InvalidLiteral)?;
        let ip = match inner.split_at_checked(5) {
            Some((tag, ip)) if tag.eq_ignore_ascii_case("IPv6:") => {
                ip.parse::<Ipv6Addr>().ok().map(IpAddr::V6)
            }
            _ => inner.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
        };
        ip.map(Self::Literal).ok_or(AddressError::InvalidLiteral)
    }
}

impl fmt::Display for DomainPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(domain) => domain.fmt(f),
            Self::Literal(IpAddr::V4(ip)) => write!(f, "[{ip}]"),
            Self::Literal(IpAddr::V6(ip)) => write!(f, "[IPv6:{ip}]"),
        }
    }
}

/// The octet after the closing quote of a Quoted-string.
fn quoted_end(text: &str) -> Result<usize, AddressError> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if c.is_control() => return Err(AddressError::InvalidLocalPart { at }),
            _ if escaped => {
                // quoted-pairSMTP covers the printable ASCII characters only.
                if !c.is_ascii() {
                    return Err(AddressError::InvalidLocalPart { at });
                }
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return Ok(at.saturating_add(1)),
            _ => {}
        }
    }
    Err(AddressError::UnterminatedQuote)
}

/// The octet of the "@" that ends a Dot-string.
fn unquoted_end(text: &str) -> Result<usize, AddressError> {
    for (at, c) in text.char_indices() {
        let atext = c.is_ascii_alphanumeric()
            || "!#$%&'*+-/=?^_`{|}~.".contains(c)
            || (!c.is_ascii() && !c.is_control() && !c.is_whitespace());
        if c == '@' {
            return if at == 0 {
                Err(AddressError::EmptyLocalPart)
            } else {
                Ok(at)
            };
        }
        if !atext {
            return Err(AddressError::InvalidLocalPart { at });
        }
    }
    Err(AddressError::MissingDomain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_every_form_parse() {
        for (text, local_part, domain) in [
            ("user@example.org", "user", "example.org"),
            ("User+Tag@EXAMPLE.org", "User+Tag", "example.org"),
            ("\"a@b c\"@example.org", "\"a@b c\"", "example.org"),
            ("\"a\\\"b\"@example.org", "\"a\\\"b\"", "example.org"),
            ("\"\"@example.org", "\"\"", "example.org"),
            ("用户@例え.jp", "用户", "xn--r8jz45g.jp"),
            ("a..b.@docomo.example", "a..b.", "docomo.example"),
            ("x@[192.0.2.1]", "x", "[192.0.2.1]"),
            ("x@[IPv6:2001:DB8:0::1]", "x", "[IPv6:2001:db8::1]"),
            ("x@[ipv6:::1]", "x", "[IPv6:::1]"),
        ] {
            let address = Address::parse(text).unwrap();
            assert_eq!(address.local_part(), local_part, "{text}");
            assert_eq!(address.domain().to_string(), domain, "{text}");
            assert_eq!(Address::parse(&address.to_string()).unwrap(), address, "{text}");
        }
    }

    #[test]
    fn syntax_errors_say_what_is_wrong() {
        use AddressError::*;
        for (text, error) in [
            ("", Empty),
            ("user", MissingDomain),
            ("user@", MissingDomain),
            ("@example.org", EmptyLocalPart),
            ("@a.test:user@example.org", EmptyLocalPart),
            ("a b@example.org", InvalidLocalPart { at: 1 }),
            ("a\r\nRCPT TO:<x>@example.org", InvalidLocalPart { at: 1 }),
            ("\"a\nb\"@example.org", InvalidLocalPart { at: 2 }),
            ("\"ab@example.org", UnterminatedQuote),
            ("\"ab\\\"@example.org", UnterminatedQuote),
            ("\"ab\"c@example.org", MissingDomain),
            ("<a@example.org>", InvalidLocalPart { at: 0 }),
            ("a@b@example.org", Domain(DomainError::InvalidLabel)),
            ("a@example.org>", Domain(DomainError::InvalidLabel)),
            ("a@example.org.", Domain(DomainError::InvalidLabel)),
            ("a@192.0.2.1", Domain(DomainError::BareAddress)),
            ("a@[192.0.2]", InvalidLiteral),
            ("a@[192.0.2.1", InvalidLiteral),
            ("a@[2001:db8::1]", InvalidLiteral),
            ("a@[IPv6:192.0.2.1]", InvalidLiteral),
            ("a@[]", InvalidLiteral),
        ] {
            assert_eq!(Address::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn local_part_above_64_octets_is_left_to_the_receiver() {
        let long = "r".repeat(200);
        assert!(Address::parse(&format!("{long}@example.org")).is_ok());
        assert_eq!(
            Address::parse(&format!("{}@example.org", "r".repeat(320))),
            Err(AddressError::TooLong)
        );
    }
}
