//! The route of a recipient: a pure function of configuration, recipient, sender and size.
//!
//! The order of decisions is fixed: a local domain comes before every connector, so that a relay set up
//! for outbound mail never captures local recipients; then connectors; then default MX routing.

use std::{cmp::Reverse, net::SocketAddr};

use crate::{
    address::{Address, AddressError, DomainPart},
    config::RouterConfig,
    connector::{Connector, ConnectorNext},
    domain::{DomainError, DomainPattern},
    explain::{Step, Trace, Verdict},
    hop::NextHop,
    router::{MessageFacts, Route},
    special::is_special,
    status::{EnhancedStatus, RouteFailure},
};

pub(crate) fn route(
    config: &RouterConfig,
    recipient: &str,
    facts: &MessageFacts<'_>,
    trace: &mut Trace<'_>,
) -> Route {
    let address = match Address::parse(recipient) {
        Ok(address) => address,
        Err(error) => {
            trace.step(|| Step::InvalidRecipient(error));
            return Route::Rejected(bad_address(error));
        }
    };
    let target = address.domain();
    trace.step(|| Step::Domain(target.to_string()));
    if is_local(config, target, trace) {
        return Route::Local;
    }
    trace.step(|| Step::NotLocal);
    if matches!(target, DomainPart::Literal(_)) && !config.allow_address_literals {
        trace.step(|| Step::LiteralRefused);
        return rejected(EnhancedStatus::POLICY, "address literals are not accepted");
    }
    match select(config, target, facts, trace) {
        Selection::Connector(connector) => {
            trace.step(|| Step::Selected(connector.name.clone()));
            match connector.next {
                ConnectorNext::SmartHosts(_) => {
                    remote(NextHop::connector_hosts(connector.name.clone()), trace)
                }
                ConnectorNext::Mx => direct(config, target, Some(&connector.name), trace),
            }
        }
        Selection::TooLarge => {
            trace.step(|| Step::AllTooSmall);
            rejected(
                EnhancedStatus::TOO_BIG,
                format!("message of {} octets is too large for {target}", facts.size),
            )
        }
        Selection::None if config.default_mx => {
            trace.step(|| Step::DefaultMx);
            direct(config, target, None, trace)
        }
        // Deferred and not refused: a corrected configuration can still save the mail.
        Selection::None => {
            trace.step(|| Step::NoRoute);
            rejected(EnhancedStatus::NO_ROUTE, format!("no connector for {target}"))
        }
    }
}

/// The failure for an address literal that leads to this machine or its neighbours.
pub(crate) fn special_address(address: SocketAddr) -> RouteFailure {
    RouteFailure::new(
        EnhancedStatus::NO_HOST,
        format!("{} is not a public address", address.ip()),
    )
}

fn is_local(config: &RouterConfig, target: &DomainPart, trace: &mut Trace<'_>) -> bool {
    match target {
        DomainPart::Name(domain) => {
            let pattern = config
                .local_domains
                .iter()
                .find(|pattern| pattern.matches(domain));
            if let Some(pattern) = pattern {
                trace.step(|| Step::LocalDomain(pattern.clone()));
            }
            pattern.is_some()
        }
        // A host takes mail for its own address literals [RFC 1123] section 5.2.17.
        DomainPart::Literal(ip) => {
            let own = config.own_addresses.contains(&ip.to_canonical());
            if own {
                trace.step(|| Step::OwnAddress(*ip));
            }
            own
        }
    }
}

enum Selection<'a> {
    Connector(&'a Connector),
    TooLarge,
    None,
}

fn select<'a>(
    config: &'a RouterConfig,
    target: &DomainPart,
    facts: &MessageFacts<'_>,
    trace: &mut Trace<'_>,
) -> Selection<'a> {
    let sender = match facts.sender {
        "" | "<>" => None,
        text => match Address::parse(text) {
            Ok(address) => Some(address),
            Err(error) => {
                trace.step(|| Step::InvalidSender(error));
                None
            }
        },
    };
    let sender = sender.as_ref().map(Address::domain);
    let mut too_large = false;
    let mut best: Option<&Connector> = None;
    for connector in &config.connectors {
        let verdict = judge(connector, target, sender, facts.size);
        trace.step(|| Step::Connector {
            name: connector.name.clone(),
            verdict,
        });
        match verdict {
            Verdict::Eligible if best.is_none_or(|best| rank(connector) < rank(best)) => {
                best = Some(connector)
            }
            Verdict::TooLarge { .. } => too_large = true,
            _ => {}
        }
    }
    match best {
        Some(connector) => Selection::Connector(connector),
        // Not the default MX either: a limit on size would be no limit.
        None if too_large => Selection::TooLarge,
        None => Selection::None,
    }
}

fn judge(connector: &Connector, target: &DomainPart, sender: Option<&DomainPart>, size: u64) -> Verdict {
    if !connector.enabled {
        return Verdict::Disabled;
    }
    if !matches(&connector.recipients, target) {
        return Verdict::OtherRecipients;
    }
    if let Some(senders) = &connector.senders
        && !sender.is_some_and(|sender| matches(senders, sender))
    {
        return Verdict::OtherSenders;
    }
    match connector.max_message_size {
        Some(max) if size > max => Verdict::TooLarge { max },
        _ => Verdict::Eligible,
    }
}

fn matches(pattern: &DomainPattern, target: &DomainPart) -> bool {
    match target {
        DomainPart::Name(domain) => pattern.matches(domain),
        DomainPart::Literal(_) => *pattern == DomainPattern::Any,
    }
}

/// The smaller rank is preferred.
fn rank(connector: &Connector) -> impl Ord + '_ {
    let senders = connector.senders.as_ref().map(DomainPattern::specificity);
    (
        Reverse(connector.recipients.specificity()),
        Reverse(senders),
        connector.cost,
        &connector.name,
    )
}

fn direct(
    config: &RouterConfig,
    target: &DomainPart,
    connector: Option<&str>,
    trace: &mut Trace<'_>,
) -> Route {
    let hop = match target {
        DomainPart::Name(domain) => NextHop::mx(domain.clone()),
        DomainPart::Literal(ip) => {
            let address = SocketAddr::new(ip.to_canonical(), config.port);
            if is_special(*ip) && !config.allow_special_addresses {
                trace.step(|| Step::SpecialAddress(*ip));
                return Route::Rejected(special_address(address));
            }
            NextHop::address(address)
        }
    };
    let hop = match connector {
        Some(name) => hop.via(name),
        None => hop,
    };
    remote(hop, trace)
}

fn remote(hop: NextHop, trace: &mut Trace<'_>) -> Route {
    trace.step(|| Step::NextHop(hop.clone()));
    Route::Remote(hop)
}

fn rejected(status: EnhancedStatus, text: impl Into<String>) -> Route {
    Route::Rejected(RouteFailure::new(status, text))
}

fn bad_address(error: AddressError) -> RouteFailure {
    let status = match error {
        AddressError::Domain(DomainError::InvalidIdn) => EnhancedStatus::BAD_DOMAIN,
        _ => EnhancedStatus::BAD_SYNTAX,
    };
    RouteFailure::new(status, error.to_string())
}
