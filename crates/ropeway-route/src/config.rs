//! What a router knows beside DNS.

use std::{collections::HashSet, net::IpAddr};

use crate::{
    connector::{Connector, ConnectorNext},
    domain::{Domain, DomainError, DomainPattern},
};

/// Which addresses of a host are used, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddressFamilyPolicy {
    /// IPv6 and IPv4 in turn, IPv6 first: a broken IPv6 path costs one try per host.
    #[default]
    Ipv6First,
    /// IPv4 and IPv6 in turn, IPv4 first.
    Ipv4First,
    /// IPv6 alone.
    Ipv6Only,
    /// IPv4 alone, for machines without an IPv6 route.
    Ipv4Only,
}

/// The configuration of a [`Router`](crate::Router). Built by [`RouterConfig::builder`], valid once built.
///
/// The default has no local domain and no connector: every recipient goes to the MX hosts of its domain.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RouterConfig {
    pub(crate) local_domains: Vec<DomainPattern>,
    pub(crate) connectors: Vec<Connector>,
    pub(crate) default_mx: bool,
    pub(crate) allow_address_literals: bool,
    pub(crate) allow_special_addresses: bool,
    pub(crate) port: u16,
    pub(crate) own_names: Vec<Domain>,
    pub(crate) own_addresses: Vec<IpAddr>,
    pub(crate) address_family: AddressFamilyPolicy,
    pub(crate) max_hosts: usize,
    pub(crate) max_ipv4_per_host: usize,
    pub(crate) max_ipv6_per_host: usize,
}

impl Default for RouterConfig {
    fn default() -> Self {
        Self {
            local_domains: Vec::new(),
            connectors: Vec::new(),
            default_mx: true,
            allow_address_literals: false,
            allow_special_addresses: false,
            port: 25,
            own_names: Vec::new(),
            own_addresses: Vec::new(),
            address_family: AddressFamilyPolicy::default(),
            max_hosts: 10,
            max_ipv4_per_host: 5,
            max_ipv6_per_host: 5,
        }
    }
}

impl RouterConfig {
    /// A builder that starts from the default.
    pub fn builder() -> RouterConfigBuilder {
        RouterConfigBuilder {
            config: Self::default(),
            error: None,
        }
    }

    /// The connectors, in the order in which they were added.
    pub fn connectors(&self) -> &[Connector] {
        &self.connectors
    }

    /// Whether mail for the domain is delivered here.
    pub fn is_local(&self, domain: &Domain) -> bool {
        self.local_domains.iter().any(|pattern| pattern.matches(domain))
    }

    pub(crate) fn connector(&self, name: &str) -> Option<&Connector> {
        self.connectors.iter().find(|connector| connector.name == name)
    }
}

/// Why a configuration is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A local domain that is neither a name, nor `*.` before a name, nor `*`.
    #[error("invalid local domain {text:?}: {source}")]
    LocalDomain {
        /// As given.
        text: String,
        /// Why.
        source: DomainError,
    },
    /// An own name that is no domain name.
    #[error("invalid own name {text:?}: {source}")]
    OwnName {
        /// As given.
        text: String,
        /// Why.
        source: DomainError,
    },
    /// A connector's name is empty or has control characters: it could not be stored as a next hop.
    #[error("invalid connector name {0:?}")]
    ConnectorName(String),
    /// Two connectors have the same name.
    #[error("connector {0:?} is configured twice")]
    DuplicateConnector(String),
    /// A connector that goes to smart hosts lists none.
    #[error("connector {0:?} has no smart host")]
    NoSmartHost(String),
    /// A connector has credentials but goes to MX hosts: whoever answers for DNS could ask for them.
    #[error("connector {0:?} has credentials but no smart host to show them to")]
    CredentialsForMx(String),
    /// A port, or a limit on hosts or addresses, is zero.
    #[error("{0} must not be zero")]
    Zero(&'static str),
}

/// Builds a [`RouterConfig`]. The first mistake is kept and reported by [`build`](Self::build).
#[derive(Clone, Debug)]
#[must_use]
pub struct RouterConfigBuilder {
    config: RouterConfig,
    error: Option<ConfigError>,
}

impl RouterConfigBuilder {
    /// Adds a domain that is delivered here: `example.org` or `*.example.org`.
    pub fn local_domain(mut self, pattern: &str) -> Self {
        match pattern.parse() {
            Ok(pattern) => self.config.local_domains.push(pattern),
            Err(source) => self.fail(ConfigError::LocalDomain {
                text: pattern.to_owned(),
                source,
            }),
        }
        self
    }

    /// Adds a connector.
    pub fn connector(mut self, connector: Connector) -> Self {
        let name = &connector.name;
        if name.is_empty() || name.chars().any(char::is_control) {
            self.fail(ConfigError::ConnectorName(name.clone()));
        }
        match &connector.next {
            ConnectorNext::SmartHosts(hosts) if hosts.is_empty() => {
                self.fail(ConfigError::NoSmartHost(name.clone()));
            }
            ConnectorNext::SmartHosts(hosts) if hosts.iter().any(|host| host.port == 0) => {
                self.fail(ConfigError::Zero("port of smart host"));
            }
            ConnectorNext::Mx if connector.auth.is_some() => {
                self.fail(ConfigError::CredentialsForMx(name.clone()));
            }
            _ => {}
        }
        self.config.connectors.push(connector);
        self
    }

    /// Whether recipients that no connector matches go to the MX hosts of their domain (the default), or
    /// wait with 4.4.4 until the configuration gives them a route.
    pub fn default_mx(mut self, default_mx: bool) -> Self {
        self.config.default_mx = default_mx;
        self
    }

    /// Whether `user@[192.0.2.1]` is accepted. Default: no.
    pub fn allow_address_literals(mut self, allow: bool) -> Self {
        self.config.allow_address_literals = allow;
        self
    }

    /// Whether loopback, private, link-local and multicast addresses are used when DNS or an address
    /// literal names them. Default: no. Smart hosts are configured by name and always exempt.
    pub fn allow_special_addresses(mut self, allow: bool) -> Self {
        self.config.allow_special_addresses = allow;
        self
    }

    /// The port of MX hosts and address literals. Default: 25.
    pub fn port(mut self, port: u16) -> Self {
        self.config.port = port;
        self
    }

    /// Adds a name under which this server is known in MX records.
    pub fn own_name(mut self, name: &str) -> Self {
        match Domain::parse(name) {
            Ok(name) => self.config.own_names.push(name),
            Err(source) => self.fail(ConfigError::OwnName {
                text: name.to_owned(),
                source,
            }),
        }
        self
    }

    /// Adds an address on which this server receives mail.
    pub fn own_address(mut self, address: IpAddr) -> Self {
        self.config.own_addresses.push(address.to_canonical());
        self
    }

    /// Which addresses are used, and in which order.
    pub fn address_family(mut self, policy: AddressFamilyPolicy) -> Self {
        self.config.address_family = policy;
        self
    }

    /// The most hosts that are looked up and tried in one attempt. Default: 10.
    pub fn max_hosts(mut self, max: usize) -> Self {
        self.config.max_hosts = max;
        self
    }

    /// The most IPv4 and the most IPv6 addresses of one host. Default: 5 and 5.
    pub fn max_addresses_per_host(mut self, ipv4: usize, ipv6: usize) -> Self {
        self.config.max_ipv4_per_host = ipv4;
        self.config.max_ipv6_per_host = ipv6;
        self
    }

    /// The configuration.
    ///
    /// # Errors
    /// The first mistake that was made.
    pub fn build(mut self) -> Result<RouterConfig, ConfigError> {
        let config = &self.config;
        let mut names = HashSet::new();
        let twice = config
            .connectors
            .iter()
            .find(|connector| !names.insert(&connector.name));
        let late = if let Some(connector) = twice {
            Some(ConfigError::DuplicateConnector(connector.name.clone()))
        } else if config.port == 0 {
            Some(ConfigError::Zero("port"))
        } else if config.max_hosts == 0 {
            Some(ConfigError::Zero("max_hosts"))
        } else if config.max_ipv4_per_host == 0 || config.max_ipv6_per_host == 0 {
            Some(ConfigError::Zero("max_addresses_per_host"))
        } else {
            None
        };
        match self.error.take().or(late) {
            Some(error) => Err(error),
            None => Ok(self.config),
        }
    }

    fn fail(&mut self, error: ConfigError) {
        self.error.get_or_insert(error);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connector(name: &str, hosts: &[&str]) -> Connector {
        let hosts = hosts.iter().map(|host| host.parse().unwrap()).collect();
        Connector::new(name, DomainPattern::Any, ConnectorNext::SmartHosts(hosts))
    }

    #[test]
    fn mistakes_are_refused_with_their_name() {
        let build = |builder: RouterConfigBuilder| builder.build().map(|_| ()).unwrap_err().to_string();
        let builder = RouterConfig::builder;
        assert_eq!(
            build(builder().local_domain("a..b").own_name("")),
            "invalid local domain \"a..b\": domain name with an invalid label"
        );
        assert_eq!(
            build(builder().own_name("")),
            "invalid own name \"\": empty domain name"
        );
        assert_eq!(
            build(builder().connector(connector("", &["a"]))),
            "invalid connector name \"\""
        );
        assert_eq!(
            build(builder().connector(connector("a\n", &["a"]))),
            "invalid connector name \"a\\n\""
        );
        assert_eq!(
            build(builder().connector(connector("out", &[]))),
            "connector \"out\" has no smart host"
        );
        assert_eq!(
            build(
                builder()
                    .connector(connector("out", &["a"]))
                    .connector(connector("out", &["b"]))
            ),
            "connector \"out\" is configured twice"
        );
        let direct = Connector::new("out", DomainPattern::Any, ConnectorNext::Mx);
        assert_eq!(
            build(builder().connector(direct.auth("key"))),
            "connector \"out\" has credentials but no smart host to show them to"
        );
        assert_eq!(build(builder().port(0)), "port must not be zero");
        assert_eq!(build(builder().max_hosts(0)), "max_hosts must not be zero");
        assert_eq!(
            build(builder().max_addresses_per_host(5, 0)),
            "max_addresses_per_host must not be zero"
        );
    }
}
