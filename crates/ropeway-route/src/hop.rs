//! The next hop of a recipient, and the hosts that it stands for at one attempt.

use std::{fmt, net::SocketAddr, str::FromStr};

use crate::{connector::TlsRequirement, domain::Domain};

/// Where a recipient goes next: the key by which recipients are grouped, stored and logged.
///
/// Recipients with equal next hops may share a transaction. A next hop holds no addresses and no
/// credentials: those are looked up at each attempt by [`Router::resolve`](crate::Router::resolve).
///
/// The text form is stable: `connector:NAME` for the smart hosts of a connector, `mx:DOMAIN` for the MX
/// hosts of a domain, `address:IP:PORT` for an address literal; the latter two are followed by `/NAME`
/// if a connector sets their conditions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NextHop(pub(crate) Hop);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Hop {
    SmartHosts {
        connector: String,
    },
    Mx {
        domain: Domain,
        connector: Option<String>,
    },
    Address {
        address: SocketAddr,
        connector: Option<String>,
    },
}

/// The text is not a next hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a next hop")]
pub struct NextHopError;

impl NextHop {
    /// The smart hosts of the connector with this name.
    pub fn connector_hosts(name: impl Into<String>) -> Self {
        Self(Hop::SmartHosts {
            connector: name.into(),
        })
    }

    /// The MX hosts of a domain.
    pub fn mx(domain: Domain) -> Self {
        Self(Hop::Mx {
            domain,
            connector: None,
        })
    }

    /// One address.
    pub fn address(mut address: SocketAddr) -> Self {
        // The flow label has no text form and is no part of the destination.
        if let SocketAddr::V6(v6) = &mut address {
            v6.set_flowinfo(0);
        }
        Self(Hop::Address {
            address,
            connector: None,
        })
    }

    pub(crate) fn via(mut self, name: &str) -> Self {
        match &mut self.0 {
            Hop::SmartHosts { connector } => *connector = name.to_owned(),
            Hop::Mx { connector, .. } | Hop::Address { connector, .. } => *connector = Some(name.to_owned()),
        }
        self
    }

    /// The connector whose conditions apply, if one was selected.
    pub fn connector(&self) -> Option<&str> {
        match &self.0 {
            Hop::SmartHosts { connector } => Some(connector),
            Hop::Mx { connector, .. } | Hop::Address { connector, .. } => connector.as_deref(),
        }
    }

    /// The domain whose MX hosts are meant; `None` for smart hosts and address literals.
    pub fn mx_domain(&self) -> Option<&Domain> {
        match &self.0 {
            Hop::Mx { domain, .. } => Some(domain),
            _ => None,
        }
    }
}

impl fmt::Display for NextHop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let connector = match &self.0 {
            Hop::SmartHosts { connector } => return write!(f, "connector:{connector}"),
            Hop::Mx { domain, connector } => {
                write!(f, "mx:{domain}")?;
                connector
            }
            Hop::Address { address, connector } => {
                write!(f, "address:{address}")?;
                connector
            }
        };
        match connector {
            Some(name) => write!(f, "/{name}"),
            None => Ok(()),
        }
    }
}

impl FromStr for NextHop {
    type Err = NextHopError;

    fn from_str(text: &str) -> Result<Self, NextHopError> {
        let (kind, value) = text.split_once(':').ok_or(NextHopError)?;
        if kind == "connector" {
            return Ok(Self::connector_hosts(value));
        }
        // Neither a domain nor an address has a slash, so the first one begins the connector's name,
        // which may have more of them.
        let (target, connector) = match value.split_once('/') {
            Some((_, "")) => return Err(NextHopError),
            Some((target, name)) => (target, Some(name)),
            None => (value, None),
        };
        let hop = match kind {
            "mx" => Self::mx(Domain::parse(target).map_err(|_| NextHopError)?),
            "address" => Self::address(target.parse().map_err(|_| NextHopError)?),
            _ => return Err(NextHopError),
        };
        Ok(match connector {
            Some(name) => hop.via(name),
            None => hop,
        })
    }
}

/// A host to connect to, with what the connection needs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Host {
    /// The name to log and to verify a certificate against: the MX host's or the smart host's name, or
    /// the plain text of an address that was given without a name.
    pub name: String,
    /// The addresses in the order in which they are to be tried; at least one.
    pub addresses: Vec<SocketAddr>,
    /// What the connection must offer.
    pub tls: TlsRequirement,
    /// The reference to the credentials, from the connector.
    pub auth: Option<String>,
}

impl Host {
    /// A host with opportunistic TLS and without credentials.
    pub fn new(name: impl Into<String>, addresses: Vec<SocketAddr>) -> Self {
        Self {
            name: name.into(),
            addresses,
            tls: TlsRequirement::default(),
            auth: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_is_stable_and_reads_back() {
        for text in [
            "connector:to the cloud",
            "connector:a/b:c",
            "mx:example.org",
            "mx:xn--bcher-kva.example/partner / tls",
            "address:192.0.2.1:25",
            "address:[2001:db8::1]:25/lab",
        ] {
            let hop: NextHop = text.parse().unwrap();
            assert_eq!(hop.to_string(), text);
        }
        assert_eq!(
            "mx:example.org/a".parse(),
            Ok(NextHop::mx("example.org".parse().unwrap()).via("a"))
        );
    }

    #[test]
    fn other_text_is_refused() {
        for text in [
            "",
            "mx",
            "mx:",
            "mx:/a",
            "mx:a/",
            "address:192.0.2.1",
            "host:a",
            "MX:a",
        ] {
            assert_eq!(text.parse::<NextHop>(), Err(NextHopError), "{text:?}");
        }
    }
}
