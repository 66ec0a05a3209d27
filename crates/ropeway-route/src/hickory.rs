//! DNS by hickory-resolver, behind our own trait.

use std::{fmt, io, net::IpAddr, net::SocketAddr, time::Duration};

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig},
    lookup::Lookup,
    net::{DnsError, NetError, runtime::TokioRuntimeProvider},
    proto::rr::{Name, RData, RecordType},
};

use crate::{
    domain::Domain,
    resolver::{BoxFuture, MAX_ALIASES, MxAnswer, MxRecord, ResolveError, Resolver, join_all},
};

/// The shortest and longest time that an answer is kept, whatever its TTL: a zone with TTL 0 is not asked
/// twice within one attempt, and a changed MX is noticed within the hour.
const POSITIVE_TTL: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(3600));
/// The longest time that an absence is kept.
const NEGATIVE_TTL: Duration = Duration::from_secs(900);

/// A [`Resolver`] that asks name servers, with a cache of its own. Clones share the cache.
///
/// It runs its look-ups on the current tokio runtime. Names are asked fully qualified, the hosts file is
/// ignored, and a truncated UDP answer is asked again over TCP. There is no DNSSEC validation: use name
/// servers that you trust.
#[derive(Clone)]
pub struct HickoryResolver {
    inner: TokioResolver,
}

/// The DNS configuration of the system cannot be read, or is of no use.
#[derive(Debug, thiserror::Error)]
#[error("cannot set up dns: {reason}")]
pub struct ResolverSetupError {
    reason: String,
}

/// Builds a [`HickoryResolver`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct HickoryResolverBuilder {
    name_servers: Vec<SocketAddr>,
    timeout: Option<Duration>,
    attempts: Option<usize>,
    cache_size: Option<u64>,
}

impl HickoryResolverBuilder {
    /// Adds a name server, asked by UDP and TCP. Without any, the system's configuration tells.
    pub fn name_server(mut self, address: SocketAddr) -> Self {
        self.name_servers.push(address);
        self
    }

    /// How long one query to one server may take. Default: the system's, else 5 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often a query that failed is repeated. Default: the system's, else 2.
    pub fn attempts(mut self, attempts: usize) -> Self {
        self.attempts = Some(attempts);
        self
    }

    /// How many answers are kept. Default: 8192.
    pub fn cache_size(mut self, answers: u64) -> Self {
        self.cache_size = Some(answers);
        self
    }

    /// The resolver.
    ///
    /// # Errors
    /// [`ResolverSetupError`] if the system's configuration is needed and unusable.
    pub fn build(self) -> Result<HickoryResolver, ResolverSetupError> {
        let failed = |error: NetError| ResolverSetupError {
            reason: error.to_string(),
        };
        let mut builder = if self.name_servers.is_empty() {
            TokioResolver::builder_tokio().map_err(failed)?
        } else {
            let servers = self.name_servers.into_iter().map(name_server).collect();
            let config = ResolverConfig::from_name_servers(servers);
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        };
        let options = builder.options_mut();
        options.use_hosts_file = ResolveHosts::Never;
        options.positive_min_ttl = Some(POSITIVE_TTL.0);
        options.positive_max_ttl = Some(POSITIVE_TTL.1);
        options.negative_max_ttl = Some(NEGATIVE_TTL);
        if let Some(timeout) = self.timeout {
            options.timeout = timeout;
        }
        if let Some(attempts) = self.attempts {
            options.attempts = attempts;
        }
        if let Some(cache_size) = self.cache_size {
            options.cache_size = cache_size;
        }
        Ok(HickoryResolver {
            inner: builder.build().map_err(failed)?,
        })
    }
}

impl HickoryResolver {
    /// A builder.
    pub fn builder() -> HickoryResolverBuilder {
        HickoryResolverBuilder::default()
    }

    /// A resolver with the system's name servers: `/etc/resolv.conf`, or the registry of Windows.
    ///
    /// # Errors
    /// [`ResolverSetupError`] if they cannot be read.
    pub fn from_system() -> Result<Self, ResolverSetupError> {
        Self::builder().build()
    }

    async fn lookup(&self, name: &str, record_type: RecordType) -> Result<Lookup, ResolveError> {
        let fqdn = fully_qualified(name)?;
        let error = match self.inner.lookup(fqdn.clone(), record_type).await {
            Ok(lookup) => return Ok(lookup),
            Err(error) => error,
        };
        // hickory-resolver reports a CNAME chain that it gave up on like an absence, but without an SOA.
        if let NetError::Dns(DnsError::NoRecordsFound(found)) = &error
            && found.soa.is_none()
            && !self.alias_ends(fqdn).await
        {
            return Err(ResolveError::temporary("cname chain without an end"));
        }
        Err(classify(&error))
    }

    /// Whether the CNAME chain from a name has an end within the length that is followed.
    async fn alias_ends(&self, mut name: Name) -> bool {
        for _ in 0..=MAX_ALIASES {
            let Ok(lookup) = self.inner.lookup(name, RecordType::CNAME).await else {
                return true;
            };
            let target = lookup.answers().iter().find_map(|record| match &record.data {
                RData::CNAME(cname) => Some(cname.0.clone()),
                _ => None,
            });
            match target {
                Some(target) => name = target,
                None => return true,
            }
        }
        false
    }

    async fn family(&self, host: &str, record_type: RecordType) -> Result<Vec<IpAddr>, ResolveError> {
        let lookup = self.lookup(host, record_type).await?;
        let addresses = lookup.answers().iter().filter_map(|record| match &record.data {
            RData::A(a) => Some(IpAddr::V4(a.0)),
            RData::AAAA(aaaa) => Some(IpAddr::V6(aaaa.0)),
            _ => None,
        });
        Ok(addresses.collect())
    }

    async fn find_addresses(&self, host: &str) -> Result<Vec<IpAddr>, ResolveError> {
        // An address or another impossible name must not reach the name servers as a query.
        let host = Domain::parse(host).map_err(|_| ResolveError::NxDomain)?;
        let families: Vec<BoxFuture<'_, _>> = vec![
            Box::pin(self.family(host.as_ascii(), RecordType::AAAA)),
            Box::pin(self.family(host.as_ascii(), RecordType::A)),
        ];
        merge_families(join_all(families).await)
    }

    async fn find_mx(&self, domain: &Domain) -> Result<MxAnswer, ResolveError> {
        let lookup = self.lookup(domain.as_ascii(), RecordType::MX).await?;
        let records = lookup.answers().iter().filter_map(|record| match &record.data {
            RData::MX(mx) => Some(MxRecord::new(mx.preference, mx.exchange.to_ascii())),
            _ => None,
        });
        Ok(MxAnswer::new(records.collect()))
    }
}

impl Resolver for HickoryResolver {
    fn mx<'a>(&'a self, domain: &'a Domain) -> BoxFuture<'a, Result<MxAnswer, ResolveError>> {
        Box::pin(self.find_mx(domain))
    }

    fn addresses<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Vec<IpAddr>, ResolveError>> {
        Box::pin(self.find_addresses(host))
    }
}

impl fmt::Debug for HickoryResolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HickoryResolver").finish_non_exhaustive()
    }
}

/// A relative name would be tried with the search domains of the system's configuration.
fn fully_qualified(name: &str) -> Result<Name, ResolveError> {
    let mut fqdn = Name::from_ascii(name)
        .map_err(|error| ResolveError::temporary(format!("not a dns name: {error}")))?;
    fqdn.set_fqdn(true);
    Ok(fqdn)
}

fn name_server(address: SocketAddr) -> NameServerConfig {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = address.port();
        connection
    });
    NameServerConfig::new(address.ip(), true, connections.into())
}

/// One family with addresses is enough; without any, a family that may answer later keeps the mail.
fn merge_families(families: Vec<Result<Vec<IpAddr>, ResolveError>>) -> Result<Vec<IpAddr>, ResolveError> {
    let mut addresses = Vec::new();
    let mut failure = ResolveError::NoRecords;
    for family in families {
        match family {
            Ok(found) => addresses.extend(found),
            Err(error @ ResolveError::Temporary { .. }) => failure = error,
            Err(ResolveError::NxDomain) if failure == ResolveError::NoRecords => {
                failure = ResolveError::NxDomain
            }
            Err(_) => {}
        }
    }
    if addresses.is_empty() {
        Err(failure)
    } else {
        Ok(addresses)
    }
}

fn classify(error: &NetError) -> ResolveError {
    if error.is_nx_domain() {
        return ResolveError::NxDomain;
    }
    if error.is_no_records_found() {
        return ResolveError::NoRecords;
    }
    let reason = match error {
        NetError::Timeout => "time-out".to_owned(),
        NetError::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            "no name server".to_owned()
        }
        NetError::NoConnections => "no name server".to_owned(),
        NetError::Dns(DnsError::ResponseCode(code)) => code.to_string(),
        other => other.to_string(),
    };
    ResolveError::Temporary { reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_asked_without_search_domains() {
        assert!(fully_qualified("relay").unwrap().is_fqdn());
        assert_eq!(
            fully_qualified("mail_1.example.org").unwrap().to_ascii(),
            "mail_1.example.org."
        );
    }
}
