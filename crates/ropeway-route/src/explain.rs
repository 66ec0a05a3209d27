//! The decisions of a router, step by step, for people who wonder where their mail goes.

use std::{fmt, net::IpAddr};

use crate::{address::AddressError, domain::DomainPattern, hop::NextHop, router::Route};

/// What [`Router::explain`](crate::Router::explain) found: the route, and each step to it in order.
/// `Display` writes one step per line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The same that [`Router::route`](crate::Router::route) answers.
    pub route: Route,
    /// How it came about.
    pub steps: Vec<Step>,
}

/// One step of routing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// The recipient is not an address.
    InvalidRecipient(AddressError),
    /// The recipient's domain, normalised.
    Domain(String),
    /// The domain is delivered here, because of this pattern.
    LocalDomain(DomainPattern),
    /// The address literal is one of our own addresses.
    OwnAddress(IpAddr),
    /// The domain is not delivered here.
    NotLocal,
    /// Address literals are not accepted.
    LiteralRefused,
    /// The address literal is of a loopback, private or similar range.
    SpecialAddress(IpAddr),
    /// The sender is no address: connectors for certain senders do not apply.
    InvalidSender(AddressError),
    /// A connector was looked at.
    Connector {
        /// Its name.
        name: String,
        /// What came of it.
        verdict: Verdict,
    },
    /// Of the eligible connectors this one has the narrowest recipients, then the narrowest senders, then
    /// the lowest cost, then the first name.
    Selected(String),
    /// Connectors match, but the message is too large for each of them.
    AllTooSmall,
    /// No connector matches, and mail goes to the MX hosts without one.
    DefaultMx,
    /// No connector matches, and mail does not go without one.
    NoRoute,
    /// The next hop.
    NextHop(NextHop),
}

/// Whether a connector takes a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It is disabled.
    Disabled,
    /// The recipient is outside its address space.
    OtherRecipients,
    /// The sender is not one of its senders.
    OtherSenders,
    /// The message is larger than it takes.
    TooLarge {
        /// The most octets that it takes.
        max: u64,
    },
    /// It can take the message.
    Eligible,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.steps {
            writeln!(f, "{step}")?;
        }
        match &self.route {
            Route::Local => f.write_str("=> local delivery"),
            Route::Remote(hop) => write!(f, "=> {hop}"),
            Route::Rejected(failure) if failure.is_transient() => write!(f, "=> deferred: {failure}"),
            Route::Rejected(failure) => write!(f, "=> refused: {failure}"),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRecipient(error) => write!(f, "recipient is not an address: {error}"),
            Self::Domain(domain) => write!(f, "recipient domain is {domain}"),
            Self::LocalDomain(pattern) => write!(f, "local domain {pattern} matches"),
            Self::OwnAddress(address) => write!(f, "{address} is an own address"),
            Self::NotLocal => f.write_str("no local domain matches"),
            Self::LiteralRefused => f.write_str("address literals are not accepted"),
            Self::SpecialAddress(address) => write!(f, "{address} is not a public address"),
            Self::InvalidSender(error) => write!(f, "sender is not an address: {error}"),
            Self::Connector { name, verdict } => write!(f, "connector {name:?}: {verdict}"),
            Self::Selected(name) => write!(f, "connector {name:?} is selected"),
            Self::AllTooSmall => f.write_str("the message is too large for each connector that matches"),
            Self::DefaultMx => f.write_str("no connector matches: default mx routing"),
            Self::NoRoute => f.write_str("no connector matches, and default mx routing is off"),
            Self::NextHop(hop) => write!(f, "next hop is {hop}"),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disabled => f.write_str("disabled"),
            Self::OtherRecipients => f.write_str("other recipients"),
            Self::OtherSenders => f.write_str("other senders"),
            Self::TooLarge { max } => write!(f, "takes at most {max} octets"),
            Self::Eligible => f.write_str("eligible"),
        }
    }
}

/// Collects steps if somebody asked for them; the closures keep `route` free of the cost.
pub(crate) struct Trace<'a>(pub(crate) Option<&'a mut Vec<Step>>);

impl Trace<'_> {
    pub(crate) fn step(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.0 {
            steps.push(step());
        }
    }
}
