//! DNS without DNS.

use std::{collections::HashMap, net::IpAddr};

use crate::{
    domain::{Domain, DomainError},
    resolver::{BoxFuture, MAX_ALIASES, MxAnswer, MxRecord, ResolveError, Resolver},
};

/// A [`Resolver`] that answers from memory: for tests, examples, and networks without DNS.
///
/// A name that was never mentioned does not exist; a name with addresses but no MX records is a domain
/// with an implicit MX.
///
/// ```
/// use ropeway_route::StaticResolver;
///
/// let zone = StaticResolver::new()
///     .mx("example.org", 10, "mail.example.org")?
///     .address("mail.example.org", [192, 0, 2, 1])?;
/// # Ok::<(), ropeway_route::DomainError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct StaticResolver {
    names: HashMap<Domain, Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    mx: Vec<MxRecord>,
    addresses: Vec<IpAddr>,
    alias: Option<Domain>,
    mx_failure: Option<ResolveError>,
    address_failure: Option<ResolveError>,
}

impl StaticResolver {
    /// A resolver for which no name exists.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an MX record. The exchange `.` is the null MX [RFC 7505].
    ///
    /// # Errors
    /// `domain` is not a domain name. The exchange is not checked, as in DNS.
    pub fn mx(mut self, domain: &str, preference: u16, exchange: &str) -> Result<Self, DomainError> {
        self.node(domain)?.mx.push(MxRecord::new(preference, exchange));
        Ok(self)
    }

    /// Adds an A or AAAA record.
    ///
    /// # Errors
    /// `host` is not a domain name.
    pub fn address(mut self, host: &str, address: impl Into<IpAddr>) -> Result<Self, DomainError> {
        self.node(host)?.addresses.push(address.into());
        Ok(self)
    }

    /// Adds a CNAME record.
    ///
    /// # Errors
    /// One of the names is not a domain name.
    pub fn alias(mut self, name: &str, target: &str) -> Result<Self, DomainError> {
        self.node(name)?.alias = Some(Domain::parse(target)?);
        Ok(self)
    }

    /// Lets a name exist, if only without records.
    ///
    /// # Errors
    /// `name` is not a domain name.
    pub fn name(mut self, name: &str) -> Result<Self, DomainError> {
        self.node(name)?;
        Ok(self)
    }

    /// Lets the MX look-up of a name fail.
    ///
    /// # Errors
    /// `domain` is not a domain name.
    pub fn mx_failure(mut self, domain: &str, failure: ResolveError) -> Result<Self, DomainError> {
        self.node(domain)?.mx_failure = Some(failure);
        Ok(self)
    }

    /// Lets the address look-up of a name fail.
    ///
    /// # Errors
    /// `host` is not a domain name.
    pub fn address_failure(mut self, host: &str, failure: ResolveError) -> Result<Self, DomainError> {
        self.node(host)?.address_failure = Some(failure);
        Ok(self)
    }

    fn node(&mut self, name: &str) -> Result<&mut Node, DomainError> {
        Ok(self.names.entry(Domain::parse(name)?).or_default())
    }

    fn find(&self, name: &Domain) -> Result<&Node, ResolveError> {
        let mut name = name;
        for _ in 0..=MAX_ALIASES {
            let node = self.names.get(name).ok_or(ResolveError::NxDomain)?;
            match &node.alias {
                Some(target) => name = target,
                None => return Ok(node),
            }
        }
        Err(ResolveError::temporary("cname chain without an end"))
    }

    fn find_mx(&self, domain: &Domain) -> Result<MxAnswer, ResolveError> {
        let node = self.find(domain)?;
        match &node.mx_failure {
            Some(failure) => Err(failure.clone()),
            None if node.mx.is_empty() => Err(ResolveError::NoRecords),
            None => Ok(MxAnswer::new(node.mx.clone())),
        }
    }

    fn find_addresses(&self, host: &str) -> Result<Vec<IpAddr>, ResolveError> {
        let host = Domain::parse(host).map_err(|_| ResolveError::NxDomain)?;
        let node = self.find(&host)?;
        match &node.address_failure {
            Some(failure) => Err(failure.clone()),
            None if node.addresses.is_empty() => Err(ResolveError::NoRecords),
            None => Ok(node.addresses.clone()),
        }
    }
}

impl Resolver for StaticResolver {
    fn mx<'a>(&'a self, domain: &'a Domain) -> BoxFuture<'a, Result<MxAnswer, ResolveError>> {
        Box::pin(std::future::ready(self.find_mx(domain)))
    }

    fn addresses<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Vec<IpAddr>, ResolveError>> {
        Box::pin(std::future::ready(self.find_addresses(host)))
    }
}
