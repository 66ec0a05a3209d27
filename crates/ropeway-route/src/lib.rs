#![doc = include_str!("../README.md")]

mod address;
mod config;
mod connector;
mod domain;
mod explain;
#[cfg(feature = "hickory")]
mod hickory;
mod hop;
mod mx;
mod resolver;
mod router;
mod select;
mod special;
mod static_resolver;
mod status;

pub use address::{Address, AddressError, DomainPart};
pub use config::{AddressFamilyPolicy, ConfigError, RouterConfig, RouterConfigBuilder};
pub use connector::{Connector, ConnectorNext, SmartHost, SmartHostError, SmartHostOrder, TlsRequirement};
pub use domain::{Domain, DomainError, DomainPattern};
pub use explain::{Explanation, Step, Verdict};
#[cfg(feature = "hickory")]
pub use hickory::{HickoryResolver, HickoryResolverBuilder, ResolverSetupError};
pub use hop::{Host, NextHop, NextHopError};
pub use resolver::{BoxFuture, MxAnswer, MxRecord, ResolveError, Resolver};
pub use router::{MessageFacts, Route, Router};
pub use static_resolver::StaticResolver;
pub use status::{EnhancedStatus, RouteFailure};
