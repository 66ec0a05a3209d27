//! Typed addresses.

use std::fmt;

/// An address with its type, written `TYPE:address` as in PidTagAddressBookProxyAddresses
/// ([MS-OXOABK] 2.2.3.23): `SMTP:user@example.com`, `EX:/o=Org/ou=Site/cn=Recipients/cn=user`.
///
/// Equality and order ignore the case of the type only; [`ProxyAddress::key`] is for look-ups.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "crate::serde_forms::ProxyAddressForm"))]
pub struct ProxyAddress {
    address_type: String,
    address: String,
}

impl ProxyAddress {
    /// From a type (of any case) and an address.
    pub fn new(address_type: &str, address: impl Into<String>) -> Self {
        Self {
            address_type: address_type.trim().to_ascii_uppercase(),
            address: address.into(),
        }
    }

    /// An SMTP address.
    pub fn smtp(address: impl Into<String>) -> Self {
        Self::new("SMTP", address)
    }

    /// The address type in upper case.
    pub fn address_type(&self) -> &str {
        &self.address_type
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether this is an SMTP address.
    pub fn is_smtp(&self) -> bool {
        self.address_type == "SMTP"
    }

    /// Whether this is an X.500 distinguished name of the directory.
    pub fn is_ex(&self) -> bool {
        self.address_type == "EX"
    }

    /// The form under which directories compare addresses: without case.
    pub fn key(&self) -> String {
        format!("{}:{}", self.address_type, self.address.trim().to_lowercase())
    }
}

impl fmt::Display for ProxyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.address_type, self.address)
    }
}

/// The text has no address type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not of the form TYPE:address")]
pub struct ParseProxyAddressError;

impl std::str::FromStr for ProxyAddress {
    type Err = ParseProxyAddressError;
    fn from_str(text: &str) -> Result<Self, ParseProxyAddressError> {
        match text.split_once(':') {
            Some((kind, address)) if !kind.trim().is_empty() && !address.is_empty() => {
                Ok(Self::new(kind, address))
            }
            _ => Err(ParseProxyAddressError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_is_upper_case_and_address_is_kept() {
        let address: ProxyAddress = "smtp:User@Example.test".parse().unwrap();
        assert!(address.is_smtp());
        assert_eq!(address.to_string(), "SMTP:User@Example.test");
        assert_eq!(address.key(), "SMTP:user@example.test");
        assert_eq!("nobody".parse::<ProxyAddress>(), Err(ParseProxyAddressError));
    }
}
