#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[cfg(feature = "hickory")]
mod dns;
mod mx;
mod properties;
mod selection;
mod smart_hosts;

use std::sync::Arc;

use ropeway_route::{DomainError, Host, NextHop, RouteFailure, Router, RouterConfig, StaticResolver};

/// A router over a zone that is written as a chain of `?`-less calls.
fn router(config: RouterConfig, zone: Result<StaticResolver, DomainError>) -> Router {
    Router::new(config, Arc::new(zone.unwrap()))
}

fn mx(domain: &str) -> NextHop {
    NextHop::mx(domain.parse().unwrap())
}

/// `name address,address` for each host.
fn shown(hosts: Result<Vec<Host>, RouteFailure>) -> Vec<String> {
    let line = |host: &Host| {
        let addresses: Vec<_> = host.addresses.iter().map(ToString::to_string).collect();
        format!("{} {}", host.name, addresses.join(","))
    };
    hosts.unwrap().iter().map(line).collect()
}

fn failure(hosts: Result<Vec<Host>, RouteFailure>) -> String {
    hosts.unwrap_err().to_string()
}
