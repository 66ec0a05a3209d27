//! From a next hop to its hosts: the algorithm of RFC 5321 section 5.1, and the smart hosts of a
//! connector.

use std::{
    collections::HashSet,
    net::{IpAddr, SocketAddr},
};

use crate::{
    address::DomainPart,
    config::{AddressFamilyPolicy, RouterConfig},
    connector::{Connector, ConnectorNext, SmartHost, SmartHostOrder},
    domain::Domain,
    hop::{Hop, Host, NextHop},
    resolver::{BoxFuture, MxRecord, ResolveError, join_all},
    router::Router,
    select::special_address,
    special::is_special,
    status::{EnhancedStatus, RouteFailure},
};

pub(crate) async fn resolve(router: &Router, next_hop: &NextHop) -> Result<Vec<Host>, RouteFailure> {
    // A next hop may be older than the configuration.
    let connector = match next_hop.connector() {
        None => None,
        Some(name) => match router.config().connector(name) {
            Some(connector) if connector.enabled => Some(connector),
            Some(_) => return Err(no_route(format!("connector {name:?} is disabled"))),
            None => return Err(no_route(format!("connector {name:?} is not configured"))),
        },
    };
    let mut hosts = match (&next_hop.0, connector) {
        // The credentials and conditions that were set for smart hosts are not for whom DNS names.
        (
            Hop::Mx { .. } | Hop::Address { .. },
            Some(Connector {
                name,
                next: ConnectorNext::SmartHosts(_),
                ..
            }),
        ) => {
            return Err(no_route(format!("connector {name:?} has smart hosts now")));
        }
        (Hop::Mx { domain, .. }, _) => mx_hosts(router, domain).await?,
        (Hop::Address { address, .. }, _) => {
            if is_special(address.ip()) && !router.config().allow_special_addresses {
                return Err(special_address(*address));
            }
            vec![Host::new(address.ip().to_string(), vec![*address])]
        }
        (
            Hop::SmartHosts { .. },
            Some(Connector {
                next: ConnectorNext::SmartHosts(hosts),
                order,
                ..
            }),
        ) => smart_hosts(router, hosts, *order).await?,
        (Hop::SmartHosts { connector }, _) => {
            return Err(no_route(format!("connector {connector:?} has no smart hosts")));
        }
    };
    if let Some(connector) = connector {
        for host in &mut hosts {
            host.tls = connector.tls;
            host.auth.clone_from(&connector.auth);
        }
    }
    Ok(hosts)
}

struct Candidate {
    preference: u16,
    name: Domain,
}

async fn mx_hosts(router: &Router, domain: &Domain) -> Result<Vec<Host>, RouteFailure> {
    let config = router.config();
    let records = match router.resolver().mx(domain).await {
        Ok(answer) if answer.records.is_empty() => implicit_mx(domain),
        Ok(answer) => answer.records,
        Err(ResolveError::NoRecords) => implicit_mx(domain),
        Err(ResolveError::NxDomain) => {
            return Err(RouteFailure::new(
                EnhancedStatus::BAD_DOMAIN,
                format!("domain {domain} does not exist"),
            ));
        }
        Err(ResolveError::Temporary { reason }) => {
            return Err(dns_failure(format!(
                "mx look-up of {domain} failed for now: {reason}"
            )));
        }
    };
    if records.iter().all(MxRecord::is_null) {
        return Err(RouteFailure::new(
            EnhancedStatus::NULL_MX,
            format!("domain {domain} takes no mail (null mx)"),
        ));
    }
    let mut candidates = candidates(router, &records);
    let found = candidates.len();
    let own = candidates
        .iter()
        .filter(|c| config.own_names.contains(&c.name))
        .map(|c| c.preference)
        .min();
    cut(&mut candidates, own);
    if candidates.is_empty() && found > 0 {
        return Err(mail_loop(domain));
    }
    candidates.truncate(config.max_hosts);
    let lookups = candidates
        .iter()
        .map(|c| router.resolver().addresses(c.name.as_ascii()))
        .collect();
    let answers = join_all(lookups).await;
    select_hosts(config, domain, &candidates, answers)
}

/// "If an empty list of MXs is returned, the address is treated as if it was associated with an implicit
/// MX RR, with a preference of 0, pointing to that host."
fn implicit_mx(domain: &Domain) -> Vec<MxRecord> {
    vec![MxRecord::new(0, domain.as_ascii())]
}

/// The exchanges that are host names, by preference, equal ones in random order, each once. A null MX
/// beside other records, and an IP address in the place of a name, name no host.
fn candidates(router: &Router, records: &[MxRecord]) -> Vec<Candidate> {
    let mut candidates = Vec::with_capacity(records.len());
    for record in records {
        match Domain::parse(&record.exchange) {
            Ok(name) => candidates.push(Candidate {
                preference: record.preference,
                name,
            }),
            Err(error) => tracing::debug!(mx = %record.exchange.escape_debug(), %error, "mx host skipped"),
        }
    }
    router.shuffle(&mut candidates);
    candidates.sort_by_key(|candidate| candidate.preference);
    let mut seen = HashSet::new();
    candidates.retain(|candidate| seen.insert(candidate.name.clone()));
    candidates
}

/// A host at our own preference or behind it would send the mail back to us [RFC 5321] section 5.1.
fn cut(candidates: &mut Vec<Candidate>, own: Option<u16>) {
    if let Some(own) = own {
        candidates.retain(|candidate| candidate.preference < own);
    }
}

fn select_hosts(
    config: &RouterConfig,
    domain: &Domain,
    candidates: &[Candidate],
    answers: Vec<Result<Vec<IpAddr>, ResolveError>>,
) -> Result<Vec<Host>, RouteFailure> {
    let is_own = |answer: &Result<Vec<IpAddr>, ResolveError>| {
        answer.as_ref().is_ok_and(|found| {
            found
                .iter()
                .any(|ip| config.own_addresses.contains(&ip.to_canonical()))
        })
    };
    let own = candidates
        .iter()
        .zip(&answers)
        .filter(|(_, a)| is_own(a))
        .map(|(c, _)| c.preference)
        .min();
    let mut hosts = Vec::new();
    let mut temporary = None;
    let mut bogus = false;
    for (candidate, answer) in candidates.iter().zip(answers) {
        let mx = &candidate.name;
        if own.is_some_and(|own| candidate.preference >= own) {
            tracing::debug!(%mx, "mx host skipped: not nearer than this server");
            continue;
        }
        match answer {
            Ok(found) => {
                let any = !found.is_empty();
                let public = found
                    .into_iter()
                    .filter(|ip| config.allow_special_addresses || !is_special(*ip));
                let public: Vec<IpAddr> = public.collect();
                bogus |= any && public.is_empty();
                let addresses = arrange(config, &public, config.port);
                if addresses.is_empty() {
                    tracing::debug!(%mx, "mx host skipped: no usable address");
                } else {
                    hosts.push(Host::new(mx.as_ascii(), addresses));
                }
            }
            Err(ResolveError::Temporary { reason }) => {
                tracing::debug!(%mx, %reason, "mx host skipped: temporary dns failure");
                temporary.get_or_insert_with(|| format!("look-up of mx host {mx} failed for now: {reason}"));
            }
            Err(error) => tracing::debug!(%mx, %error, "mx host skipped"),
        }
    }
    if !hosts.is_empty() {
        return Ok(hosts);
    }
    if let Some(text) = temporary {
        return Err(dns_failure(text));
    }
    if own.is_some() {
        return Err(mail_loop(domain));
    }
    let what = if bogus {
        "a public address"
    } else {
        "a usable address"
    };
    Err(RouteFailure::new(
        EnhancedStatus::NO_HOST,
        format!("no mail host of {domain} has {what}"),
    ))
}

/// Smart hosts are the operator's own words: neither the special addresses nor the loop check apply, and
/// a name that does not resolve defers the mail until somebody corrects it.
async fn smart_hosts(
    router: &Router,
    hosts: &[SmartHost],
    order: SmartHostOrder,
) -> Result<Vec<Host>, RouteFailure> {
    let mut hosts: Vec<&SmartHost> = hosts.iter().collect();
    if order == SmartHostOrder::Shuffled {
        router.shuffle(&mut hosts);
    }
    hosts.truncate(router.config().max_hosts);
    let lookups = hosts.iter().map(|smart_host| -> BoxFuture<'_, _> {
        match &smart_host.host {
            DomainPart::Name(name) => router.resolver().addresses(name.as_ascii()),
            DomainPart::Literal(ip) => Box::pin(std::future::ready(Ok(vec![*ip]))),
        }
    });
    let answers = join_all(lookups.collect()).await;
    let mut usable = Vec::new();
    let mut failure = None;
    for (smart_host, answer) in hosts.into_iter().zip(answers) {
        let (name, addresses) = match (&smart_host.host, answer) {
            // An address that was written out is used whatever the family policy.
            (DomainPart::Literal(ip), _) => (ip.to_string(), vec![SocketAddr::new(*ip, smart_host.port)]),
            (DomainPart::Name(name), Ok(found)) => (
                name.to_string(),
                arrange(router.config(), &found, smart_host.port),
            ),
            (DomainPart::Name(name), Err(error)) => {
                tracing::debug!(smart_host = %name, %error, "smart host skipped");
                let text = format!("look-up of smart host {name} failed: {error}");
                failure = match error {
                    ResolveError::Temporary { .. } => Some(dns_failure(text)),
                    _ => failure.or_else(|| Some(no_route(text))),
                };
                continue;
            }
        };
        if addresses.is_empty() {
            failure = failure.or_else(|| Some(no_route(format!("smart host {name} has no usable address"))));
        } else {
            usable.push(Host::new(name, addresses));
        }
    }
    match failure {
        Some(failure) if usable.is_empty() => Err(failure),
        _ => Ok(usable),
    }
}

/// The addresses in the order of the family policy, each once, at most as many as configured. The order
/// inside a family is the resolver's: RFC 5321 section 5.1 forbids another.
fn arrange(config: &RouterConfig, addresses: &[IpAddr], port: u16) -> Vec<SocketAddr> {
    let mut seen = HashSet::new();
    let addresses = addresses
        .iter()
        .map(IpAddr::to_canonical)
        .filter(|ip| seen.insert(*ip));
    let (mut v6, mut v4): (Vec<_>, Vec<_>) = addresses.partition(IpAddr::is_ipv6);
    v6.truncate(config.max_ipv6_per_host);
    v4.truncate(config.max_ipv4_per_host);
    let ordered = match config.address_family {
        AddressFamilyPolicy::Ipv6First => interleave(v6, v4),
        AddressFamilyPolicy::Ipv4First => interleave(v4, v6),
        AddressFamilyPolicy::Ipv6Only => v6,
        AddressFamilyPolicy::Ipv4Only => v4,
    };
    ordered.into_iter().map(|ip| SocketAddr::new(ip, port)).collect()
}

fn interleave<T>(first: Vec<T>, second: Vec<T>) -> Vec<T> {
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    let mut out = Vec::with_capacity(first.len().saturating_add(second.len()));
    loop {
        let before = out.len();
        out.extend(first.next());
        out.extend(second.next());
        if out.len() == before {
            return out;
        }
    }
}

fn dns_failure(text: String) -> RouteFailure {
    RouteFailure::new(EnhancedStatus::DIRECTORY_FAILURE, text)
}

fn no_route(text: String) -> RouteFailure {
    RouteFailure::new(EnhancedStatus::NO_ROUTE, text)
}

fn mail_loop(domain: &Domain) -> RouteFailure {
    RouteFailure::new(
        EnhancedStatus::LOOP,
        format!("mail for {domain} loops back to this server"),
    )
}
