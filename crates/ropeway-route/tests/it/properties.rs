//! What must hold for every input.

use std::net::SocketAddr;

use proptest::prelude::*;
use ropeway_route::{
    Address, Connector, ConnectorNext, Domain, DomainPattern, MessageFacts, MxAnswer, MxRecord, NextHop,
    Route, Router, RouterConfig, SmartHost, StaticResolver,
};

fn config() -> RouterConfig {
    RouterConfig::builder()
        .local_domain("*.local.example")
        .allow_address_literals(true)
        .connector(Connector::new(
            "partner",
            "*.partner.example".parse().unwrap(),
            ConnectorNext::Mx,
        ))
        .connector(Connector::new("sized", DomainPattern::Any, ConnectorNext::Mx).max_message_size(1000))
        .build()
        .unwrap()
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

proptest! {
    #[test]
    fn any_text_is_routed_or_refused(recipient in "\\PC{0,40}", sender in any::<String>(), size: u64) {
        let router = Router::new(config(), std::sync::Arc::new(StaticResolver::new()));
        let facts = MessageFacts::new(&sender, size);
        let route = router.route(&recipient, &facts);
        prop_assert_eq!(&router.explain(&recipient, &facts).route, &route);
        if let Route::Remote(hop) = route {
            prop_assert_eq!(hop.to_string().parse::<NextHop>().unwrap(), hop);
        }
    }

    #[test]
    fn texts_like_addresses_are_routed_or_refused(
        recipient in "(\"[ -~]{0,6}\"|[a-z.+\u{e9}]{0,6})@(\\[(IPv6:)?[0-9a-f:.]{0,12}\\]?|[a-zA-Z.\u{df}\u{3002}-]{0,20})"
    ) {
        let router = Router::new(config(), std::sync::Arc::new(StaticResolver::new()));
        if let Route::Remote(hop) = router.route(&recipient, &MessageFacts::new("", 10)) {
            prop_assert_eq!(hop.to_string().parse::<NextHop>().unwrap(), hop);
            prop_assert!(Address::parse(&recipient).is_ok());
        }
    }

    #[test]
    fn parsers_never_panic_and_what_parses_reads_back(text in any::<String>()) {
        if let Ok(address) = Address::parse(&text) {
            prop_assert_eq!(Address::parse(&address.to_string()).unwrap(), address);
        }
        if let Ok(pattern) = text.parse::<DomainPattern>() {
            prop_assert_eq!(pattern.to_string().parse::<DomainPattern>().unwrap(), pattern);
        }
        if let Ok(host) = text.parse::<SmartHost>() {
            prop_assert_eq!(host.to_string().parse::<SmartHost>().unwrap(), host);
        }
        if let Ok(hop) = text.parse::<NextHop>() {
            prop_assert_eq!(hop.to_string().parse::<NextHop>().unwrap(), hop);
        }
    }

    #[test]
    fn both_forms_of_a_domain_are_the_same_domain(text in "[a-zA-Z0-9\u{e9}\u{df}\u{4f8b}\u{3b1}.-]{1,30}") {
        if let Ok(domain) = Domain::parse(&text) {
            prop_assert!(domain.as_ascii().is_ascii() && domain.as_ascii().len() <= 253);
            prop_assert_eq!(&Domain::parse(domain.as_ascii()).unwrap(), &domain);
            prop_assert_eq!(&Domain::parse(domain.as_unicode()).unwrap(), &domain);
        }
    }

    #[test]
    fn next_hops_read_back(name in any::<String>(), address: SocketAddr, label in "[a-z][a-z0-9]{0,20}") {
        let hops = [
            NextHop::connector_hosts(name),
            NextHop::address(address),
            NextHop::mx(Domain::parse(&label).unwrap()),
        ];
        for hop in hops {
            prop_assert_eq!(hop.to_string().parse::<NextHop>().unwrap(), hop);
        }
    }

    #[test]
    fn hosts_are_sorted_by_preference(preferences in prop::collection::vec(0u16..5, 1..10), seed: u64) {
        let mut zone = StaticResolver::new();
        for (n, preference) in preferences.iter().enumerate() {
            let host = format!("p{preference}n{n}.test");
            zone = zone.mx("example.org", *preference, &host).unwrap().address(&host, [192, 0, 2, 1]).unwrap();
        }
        let router = Router::new(RouterConfig::default(), std::sync::Arc::new(zone)).with_seed(seed);
        let hosts = block_on(router.resolve(&NextHop::mx("example.org".parse().unwrap()))).unwrap();
        prop_assert_eq!(hosts.len(), preferences.len());
        let levels: Vec<_> = hosts.iter().map(|host| host.name[..2].to_owned()).collect();
        prop_assert!(levels.is_sorted(), "{:?}", levels);
    }

    #[test]
    fn any_mx_answer_ends_in_hosts_or_a_failure(
        records in prop::collection::vec((any::<u16>(), any::<String>()), 0..20),
        addresses in prop::collection::vec(any::<std::net::IpAddr>(), 0..20),
    ) {
        struct Hostile(MxAnswer, Vec<std::net::IpAddr>);
        impl ropeway_route::Resolver for Hostile {
            fn mx<'a>(
                &'a self,
                _: &'a Domain,
            ) -> ropeway_route::BoxFuture<'a, Result<MxAnswer, ropeway_route::ResolveError>> {
                Box::pin(std::future::ready(Ok(self.0.clone())))
            }
            fn addresses<'a>(
                &'a self,
                _: &'a str,
            ) -> ropeway_route::BoxFuture<'a, Result<Vec<std::net::IpAddr>, ropeway_route::ResolveError>> {
                Box::pin(std::future::ready(Ok(self.1.clone())))
            }
        }
        let records = records.into_iter().map(|(preference, exchange)| MxRecord::new(preference, exchange));
        let resolver = Hostile(MxAnswer::new(records.collect()), addresses);
        let router = Router::new(RouterConfig::default(), std::sync::Arc::new(resolver));
        match block_on(router.resolve(&NextHop::mx("example.org".parse().unwrap()))) {
            Ok(hosts) => {
                prop_assert!(!hosts.is_empty() && hosts.len() <= 10);
                prop_assert!(hosts.iter().all(|host| (1..=10).contains(&host.addresses.len())));
            }
            Err(failure) => prop_assert!(failure.is_permanent()),
        }
    }
}
