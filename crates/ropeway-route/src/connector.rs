//! Send connectors: where mail for an address space goes, and under which conditions.

use std::{fmt, net::IpAddr, str::FromStr};

use crate::{
    address::{AddressError, DomainPart},
    domain::DomainPattern,
};

/// The port of a smart host that is written without one [RFC 5321] section 4.5.4.2.
const SMTP_PORT: u16 = 25;

/// A send connector: a route for the recipients of an address space.
///
/// Several connectors may match a recipient; [`Router`](crate::Router) says which one is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connector {
    /// Unique, not empty. It stands in stored next hops, so renaming a connector defers the mail that is
    /// queued for the old name.
    pub name: String,
    /// The recipients' domains.
    pub recipients: DomainPattern,
    /// Senders' domains, for sender-dependent routing. `None` takes every sender; `Some` never takes the
    /// null sender of a bounce, which is routed by recipient alone.
    pub senders: Option<DomainPattern>,
    /// Decides between connectors with equally narrow patterns: the lowest wins.
    pub cost: u16,
    /// Messages above this many octets do not take this connector.
    pub max_message_size: Option<u64>,
    /// A disabled connector is as if it were not there.
    pub enabled: bool,
    /// Where the mail goes.
    pub next: ConnectorNext,
    /// The order in which smart hosts are tried.
    pub order: SmartHostOrder,
    /// What the connection must offer.
    pub tls: TlsRequirement,
    /// A reference to credentials, opaque to this crate: the key under which the caller keeps them. Only
    /// for smart hosts.
    pub auth: Option<String>,
}

impl Connector {
    /// A connector for all senders, of cost 1, enabled, with opportunistic TLS and no credentials.
    pub fn new(name: impl Into<String>, recipients: DomainPattern, next: ConnectorNext) -> Self {
        Self {
            name: name.into(),
            recipients,
            senders: None,
            cost: 1,
            max_message_size: None,
            enabled: true,
            next,
            order: SmartHostOrder::default(),
            tls: TlsRequirement::default(),
            auth: None,
        }
    }

    /// Restricts the connector to senders of these domains.
    #[must_use]
    pub fn senders(mut self, senders: DomainPattern) -> Self {
        self.senders = Some(senders);
        self
    }

    /// Sets the cost.
    #[must_use]
    pub fn cost(mut self, cost: u16) -> Self {
        self.cost = cost;
        self
    }

    /// Sets the largest message, in octets.
    #[must_use]
    pub fn max_message_size(mut self, octets: u64) -> Self {
        self.max_message_size = Some(octets);
        self
    }

    /// Enables or disables the connector.
    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Sets the order in which smart hosts are tried.
    #[must_use]
    pub fn order(mut self, order: SmartHostOrder) -> Self {
        self.order = order;
        self
    }

    /// Sets what the connection must offer.
    #[must_use]
    pub fn tls(mut self, tls: TlsRequirement) -> Self {
        self.tls = tls;
        self
    }

    /// Sets the reference to the credentials.
    #[must_use]
    pub fn auth(mut self, key: impl Into<String>) -> Self {
        self.auth = Some(key.into());
        self
    }
}

/// Where a connector's mail goes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectorNext {
    /// To these hosts, whatever the recipient's domain. MX records are not consulted.
    SmartHosts(Vec<SmartHost>),
    /// To the MX hosts of the recipient's domain.
    Mx,
}

/// The order in which the smart hosts of one connector are tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SmartHostOrder {
    /// As listed: the second is for when the first does not answer.
    #[default]
    Failover,
    /// Drawn anew for each attempt, so that the load is shared.
    Shuffled,
}

/// What the connection to a host must offer before mail is sent over it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TlsRequirement {
    /// Never STARTTLS.
    Disabled,
    /// STARTTLS where it is offered; the certificate is not judged [RFC 7435].
    #[default]
    Opportunistic,
    /// STARTTLS or no delivery; the certificate is not judged.
    Encrypt,
    /// STARTTLS with a certificate that is valid for the host's name, or no delivery.
    Verify,
}

/// One host that takes a connector's mail: a name (A and AAAA records only) or an address, and a port.
///
/// Written as `relay.example.org`, `relay.example.org:587`, `[192.0.2.1]:2525`, `[IPv6:2001:db8::1]`
/// or `[2001:db8::1]`. Names may stand in brackets too, as in Postfix's notation for "no MX".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct SmartHost {
    /// The name or address.
    pub host: DomainPart,
    /// The TCP port.
    pub port: u16,
}

/// Why a text is not a smart host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SmartHostError {
    /// The port is not a number from 1 to 65535.
    #[error("invalid port of smart host")]
    Port,
    /// The host is neither a name nor an address.
    #[error("invalid smart host: {0}")]
    Host(#[from] AddressError),
}

impl SmartHost {
    /// A smart host at a port.
    pub fn new(host: DomainPart, port: u16) -> Self {
        Self { host, port }
    }
}

impl From<std::net::SocketAddr> for SmartHost {
    fn from(address: std::net::SocketAddr) -> Self {
        Self::new(DomainPart::Literal(address.ip()), address.port())
    }
}

impl FromStr for SmartHost {
    type Err = SmartHostError;

    fn from_str(text: &str) -> Result<Self, SmartHostError> {
        if let Ok(ip) = text.parse::<IpAddr>() {
            return Ok(Self::new(DomainPart::Literal(ip), SMTP_PORT));
        }
        // In brackets the colons belong to the host; elsewhere the last one announces the port.
        let (host, port) = match text.rfind(']').map(|at| text.split_at(at.saturating_add(1))) {
            Some((host, "")) => (host, None),
            Some((host, rest)) => (host, Some(rest.strip_prefix(':').ok_or(SmartHostError::Port)?)),
            None => match text.rsplit_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (text, None),
            },
        };
        let port = match port {
            None => SMTP_PORT,
            Some(digits) => match digits.parse() {
                Ok(port) if port != 0 && digits.bytes().all(|b| b.is_ascii_digit()) => port,
                _ => return Err(SmartHostError::Port),
            },
        };
        let inner = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let host = match inner {
            Some(inner) => match inner.parse::<IpAddr>() {
                Ok(ip) => DomainPart::Literal(ip),
                Err(_) if inner.contains(':') => DomainPart::parse(host)?,
                Err(_) => DomainPart::parse(inner)?,
            },
            None => match host.parse::<IpAddr>() {
                Ok(ip) => DomainPart::Literal(ip),
                Err(_) => DomainPart::parse(host)?,
            },
        };
        Ok(Self::new(host, port))
    }
}

impl fmt::Display for SmartHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smart_hosts_parse_in_every_notation() {
        for (text, shown) in [
            ("Relay.Example.org", "relay.example.org:25"),
            ("relay.example.org:587", "relay.example.org:587"),
            ("[relay.example.org]:587", "relay.example.org:587"),
            ("192.0.2.1", "[192.0.2.1]:25"),
            ("192.0.2.1:2525", "[192.0.2.1]:2525"),
            ("[192.0.2.1]:2525", "[192.0.2.1]:2525"),
            ("2001:db8::1", "[IPv6:2001:db8::1]:25"),
            ("[2001:db8::1]:587", "[IPv6:2001:db8::1]:587"),
            ("[IPv6:2001:db8::1]", "[IPv6:2001:db8::1]:25"),
        ] {
            let host: SmartHost = text.parse().unwrap();
            assert_eq!(host.to_string(), shown, "{text}");
            assert_eq!(shown.parse::<SmartHost>().unwrap(), host, "{text}");
        }
    }

    #[test]
    fn malformed_smart_hosts_are_refused() {
        for text in [
            "", ":25", "a:0", "a:65536", "a:+5", "a:", "[a", "a]", "[a]x", "[a]25", "[:x]", "[]", "a b", "][",
        ] {
            assert!(text.parse::<SmartHost>().is_err(), "{text:?}");
        }
    }
}
