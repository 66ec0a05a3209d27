//! The router: configuration and resolver together.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    config::RouterConfig,
    explain::{Explanation, Trace},
    hop::{Host, NextHop},
    mx,
    resolver::Resolver,
    select,
    status::RouteFailure,
};

/// What routing may depend on beside the recipient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessageFacts<'a> {
    /// The reverse path; empty or `<>` for the null sender.
    pub sender: &'a str,
    /// The size in octets, as it would be transmitted.
    pub size: u64,
}

impl<'a> MessageFacts<'a> {
    /// The facts of a message.
    pub fn new(sender: &'a str, size: u64) -> Self {
        Self { sender, size }
    }
}

/// Where a recipient goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The recipient's domain is delivered here.
    Local,
    /// To the next hop.
    Remote(NextHop),
    /// Nowhere now (a transient failure: keep the recipient and route again later) or nowhere at all.
    Rejected(RouteFailure),
}

/// Finds the next hop of a recipient, and the hosts of a next hop.
pub struct Router {
    config: RouterConfig,
    resolver: Arc<dyn Resolver>,
    /// `None` draws from the thread's generator.
    seeded: Option<Mutex<fastrand::Rng>>,
}

impl Router {
    /// A router that asks `resolver`.
    pub fn new(config: RouterConfig, resolver: Arc<dyn Resolver>) -> Self {
        Self {
            config,
            resolver,
            seeded: None,
        }
    }

    /// Draws the order of equal hosts from a generator with this seed, so that tests can repeat a draw.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seeded = Some(Mutex::new(fastrand::Rng::with_seed(seed)));
        self
    }

    /// The configuration.
    pub fn config(&self) -> &RouterConfig {
        &self.config
    }

    /// The route of a recipient, given as addr-spec. It depends on nothing but the configuration and the
    /// arguments: no DNS, no clock, no randomness.
    pub fn route(&self, recipient: &str, facts: &MessageFacts<'_>) -> Route {
        select::route(&self.config, recipient, facts, &mut Trace(None))
    }

    /// The route of a recipient with every step that led to it.
    pub fn explain(&self, recipient: &str, facts: &MessageFacts<'_>) -> Explanation {
        let mut steps = Vec::new();
        let route = select::route(&self.config, recipient, facts, &mut Trace(Some(&mut steps)));
        Explanation { route, steps }
    }

    /// The hosts of a next hop in the order in which they are to be tried, each with at least one
    /// address. To be called at each delivery attempt: the order of equal hosts is drawn anew, and DNS
    /// may have changed.
    ///
    /// The look-ups of the hosts run concurrently. Dropping the future cancels them; nothing else is
    /// affected.
    ///
    /// # Errors
    /// A transient failure if DNS, or the configuration, may give hosts later; a permanent one if the
    /// next hop has none: see the table in the crate's documentation.
    pub async fn resolve(&self, next_hop: &NextHop) -> Result<Vec<Host>, RouteFailure> {
        let hosts = mx::resolve(self, next_hop).await;
        match &hosts {
            Ok(hosts) => tracing::debug!(%next_hop, hosts = hosts.len(), "next hop resolved"),
            Err(failure) => tracing::debug!(%next_hop, %failure, "next hop not resolved"),
        }
        hosts
    }

    pub(crate) fn resolver(&self) -> &dyn Resolver {
        &*self.resolver
    }

    pub(crate) fn shuffle<T>(&self, items: &mut [T]) {
        match &self.seeded {
            Some(rng) => rng.lock().unwrap_or_else(PoisonError::into_inner).shuffle(items),
            None => fastrand::shuffle(items),
        }
    }
}

impl fmt::Debug for Router {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Router")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
