//! What a directory knows of an address, as a snapshot for one message.

use ropeway_types::ProxyAddress;
use std::collections::HashMap;

/// A directory entry, as far as mail needs it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DirectoryEntry {
    /// Primary SMTP address: the upper-case `SMTP:` proxy ([MS-OXOABK] 2.2.3.23).
    pub smtp_address: String,
    /// An SMTP address of the same entry in US-ASCII, where the primary one has a local part outside it:
    /// for hops without SMTPUTF8 (RFC 6531).
    pub ascii_address: Option<String>,
    /// Display name.
    pub display_name: Option<String>,
    /// X.500 distinguished name (legacyExchangeDN).
    pub x500_dn: Option<String>,
}

/// The directory's answers for the addresses of one message: taken in one look-up, so that every
/// rendering of the message agrees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DirectorySnapshot {
    entries: HashMap<String, DirectoryEntry>,
}

impl DirectorySnapshot {
    /// A snapshot that knows nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what the directory answered for an address.
    pub fn insert(&mut self, address: &ProxyAddress, entry: DirectoryEntry) {
        self.entries.insert(address.key(), entry);
    }

    /// The entry of an address; X500 and EX name the same thing.
    pub fn entry(&self, address: &ProxyAddress) -> Option<&DirectoryEntry> {
        if self.entries.is_empty() {
            return None;
        }
        self.entries.get(&address.key()).or_else(|| {
            let twin = match address.address_type() {
                "EX" => "X500",
                "X500" => "EX",
                _ => return None,
            };
            self.entries
                .get(&ProxyAddress::new(twin, address.address()).key())
        })
    }

    /// The SMTP address for an address: the directory's primary one, else the address itself where it
    /// is SMTP.
    pub fn smtp_address<'a>(&'a self, address: &'a ProxyAddress) -> Option<&'a str> {
        match self.entry(address) {
            Some(entry) => Some(&entry.smtp_address),
            None => address.is_smtp().then(|| address.address()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ex_and_x500_are_one_and_case_does_not_matter() {
        let mut snapshot = DirectorySnapshot::new();
        let entry = DirectoryEntry {
            smtp_address: "u@o.test".into(),
            ..DirectoryEntry::default()
        };
        snapshot.insert(&ProxyAddress::new("X500", "/o=Org/cn=U"), entry);
        assert_eq!(
            snapshot.smtp_address(&ProxyAddress::new("EX", "/O=ORG/CN=u")),
            Some("u@o.test")
        );
        assert_eq!(
            snapshot.smtp_address(&ProxyAddress::new("EX", "/o=Org/cn=V")),
            None
        );
        assert_eq!(
            snapshot.smtp_address(&ProxyAddress::smtp("x@y.test")),
            Some("x@y.test")
        );
    }
}
